// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The questions of a form on a page.

use form_pages::{
    Button, FileViews, Fragment, Live, Occasion, PlaceMap, RenderInput, Sheet, Uploads,
};
use forms::{Answers, CompiledForm, Evaluation};
use kernel::FormVersionId;
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
    /// Where pieces of files are posted, and the files that are there.
    pub files: (&'a str, &'a FileViews),
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
        uploads: Some(Uploads {
            url: around.files.0,
            most_bytes: LARGEST_FILE.unsigned_abs(),
            known: around.files.1,
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

/// What is implausible, in the reader's language.
pub fn warnings(context: &Context, evaluation: &Evaluation) -> Vec<String> {
    evaluation
        .warnings
        .iter()
        .map(|warning| warning.message.get(context.lang().tag()).to_owned())
        .collect()
}
