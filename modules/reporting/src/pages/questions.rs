// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The questions of a form on a page.

use form_pages::{
    Button, FileViews, Fragment, Live, Occasion, PlaceMap, RenderInput, Sheet, Turned, Uploads,
};
use forms::{Answers, CompiledForm};
use http::StatusCode;
use kernel::FormVersionId;
use serde::Deserialize;
use web::form::Fields;
use web::{Context, Error};

use super::form_files;
use crate::compiled;
use crate::model::LARGEST_FILE;

/// What is around the questions of a page.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// Where the questions are posted while somebody types.
    pub check: &'a str,
    /// The buttons below them.
    pub buttons: &'a [Button<'a>],
    /// Which form is shown.
    pub version: FormVersionId,
    /// Where pieces of files are posted, and the files that are there; none where files cannot come in.
    pub files: Option<(&'a str, &'a FileViews)>,
}

/// The questions with what was typed.
pub fn fields(
    context: &Context,
    sheet: &Sheet<'_>,
    occasion: Occasion,
    around: Around<'_>,
) -> Fragment {
    let map = directory::district_map();
    let media = form_files::address(around.version);
    form_pages::render(&RenderInput {
        live: Some(Live {
            url: around.check,
            nonce: context.nonce(),
        }),
        buttons: around.buttons,
        uploads: around.files.map(|(url, known)| Uploads {
            url,
            most_bytes: LARGEST_FILE.unsigned_abs(),
            known,
        }),
        media: Some(&media),
        map: Some(PlaceMap {
            size: map.size,
            bounds: map.bounds,
            areas: &map.areas,
        }),
        ..RenderInput::new(sheet, context.lang(), occasion)
    })
}

/// The form with stored answers.
pub fn opened<'f>(
    form: &'f CompiledForm,
    answers: &Answers,
    engine: &forms::Context,
) -> Result<Sheet<'f>, Error> {
    Sheet::open(form, answers, engine).map_err(|error| compiled::refused(&error))
}

/// The form as it was posted.
pub fn posted<'f>(
    form: &'f CompiledForm,
    fields: &Fields,
    engine: &forms::Context,
) -> Result<Sheet<'f>, Error> {
    Sheet::posted(form, &fields.0, engine).map_err(|error| compiled::refused(&error))
}

/// Which page of the form is asked for, in which language.
#[derive(Debug, Deserialize)]
pub struct Place {
    #[serde(default)]
    seite: String,
    #[serde(default)]
    sprache: String,
}

impl Place {
    /// Shows that page in that language, as far as the form has them.
    pub fn show(&self, sheet: &mut Sheet<'_>) {
        sheet.turn_to(&self.seite);
        sheet.set_language(&self.sprache);
    }
}

/// What follows when a form was posted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// It is shown again, for this reason.
    Again(Occasion),
    /// Another page of it is shown.
    Turned,
    /// What was typed is taken.
    Taken,
}

/// Decides what follows when a form was posted. `goes_on`: the answers are to be complete and right;
/// `is_refused`: a file that was posted with them is none of those that are asked for.
pub fn next(sheet: &mut Sheet<'_>, goes_on: bool, is_refused: bool) -> Next {
    if sheet.turned() == Some(Turned::Done) && !is_refused {
        return Next::Turned;
    }
    let is_wrong = goes_on && !sheet.may_be_sent();
    if !sheet.raw.refresh && !is_refused && !is_wrong {
        return Next::Taken;
    }
    let occasion = if is_refused {
        Occasion::Sent
    } else {
        sheet.occasion(Occasion::Sent)
    };
    if goes_on || is_refused {
        sheet.turn_to_first_mistake();
    }
    Next::Again(occasion)
}

/// How a page answers that shows a posted form again.
pub fn status(occasion: Occasion) -> StatusCode {
    match occasion {
        Occasion::Sent => StatusCode::UNPROCESSABLE_ENTITY,
        Occasion::Opened | Occasion::Typing => StatusCode::OK,
    }
}
