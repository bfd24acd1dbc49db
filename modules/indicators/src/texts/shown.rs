// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What readers see of a text beside a figure.

use kernel::{Lang, berlin_date};
use web::{App, Error};

use super::{Content, Part, Subject, Tongue, current};
use crate::store;

/// Headings within a text stand below those of its parts.
const LEVEL: u8 = 4;

/// A text as HTML.
pub(crate) struct ShownText {
    /// The parts that there are: the name of the part, its HTML.
    pub(crate) parts: Vec<(&'static str, String)>,
    /// The same in plain German, for readers of German.
    pub(crate) plain: Vec<(&'static str, String)>,
    /// Whether it is in German although the reader has chosen another language.
    pub(crate) is_german_instead: bool,
}

/// The text that is valid today, if there is one.
pub(crate) async fn load(
    app: &App,
    lang: Lang,
    subject: &Subject,
) -> Result<Option<ShownText>, Error> {
    let versions = store::texts::versions(app.db.read(), subject).await?;
    let today = berlin_date(app.clock.now());
    Ok(current(&versions, today).map(|one| shown(&one.content, lang)))
}

/// A text for readers of a language.
pub(crate) fn shown(content: &Content, lang: Lang) -> ShownText {
    let wanted = Tongue::of(lang);
    let tongue = if content.lacks(wanted) {
        Tongue::German
    } else {
        wanted
    };
    ShownText {
        parts: parts(content, tongue),
        plain: if lang == Lang::De {
            parts(content, Tongue::Plain)
        } else {
            Vec::new()
        },
        is_german_instead: lang != Lang::De && tongue == Tongue::German,
    }
}

fn parts(content: &Content, tongue: Tongue) -> Vec<(&'static str, String)> {
    let parts = Part::ALL
        .iter()
        .map(|part| (part.name(), content.text(tongue, *part)));
    parts
        .filter(|(_, text)| !text.is_empty())
        .map(|(part, text)| (part, form_pages::text_blocks(text, LEVEL).into_string()))
        .collect()
}
