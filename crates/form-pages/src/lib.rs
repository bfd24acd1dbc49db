// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A form as HTML, and back: fields that a person fills ([`render`], [`Sheet`]), answers to be read
//! ([`render_answers`]), and what changed between two sets of them ([`render_changes`]). For paper:
//! the form to be filled in by hand ([`blank_paper`]) and the answers ([`answered_paper`]).
//!
//! Every field works as plain HTML. Where the page passes [`Live`], htmx posts the fields while
//! somebody types and morphs the answer in place, so that focus and typing stay.
//!
//! What belongs here: markup of questions and answers. What does not: routes, sessions, storage,
//! the frame of the page. The few sentences of its own stand in one table, [`Texts`].

mod answers;
mod files;
mod held;
mod markdown;
mod paging;
mod paper;
mod posted;
mod render;
mod sheet;
mod texts;
mod view;

use std::fmt;

pub use answers::{Change, changes, render_answers, render_changes, warnings};
pub use files::{FileView, FileViews, Pictures, file_size};
pub use held::{HeldAnswer, Naming, classes, held, may_name_people, naming};
pub use markdown::{plain_text, text_blocks, without_references};
pub use paper::{Paper, answered_paper, blank_paper};
pub use posted::RawValues;
pub use render::{Button, Live, Occasion, PlaceMap, RenderInput, Uploads, render};
pub use sheet::{Sheet, Turned};
pub use texts::Texts;

/// A piece of HTML whose texts are escaped already: templates write it as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fragment(String);

impl Fragment {
    /// The HTML.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The HTML, to be sent as an answer.
    pub fn into_string(self) -> String {
        self.0
    }

    fn of(template: &impl askama::Template) -> Self {
        Self(
            template
                .render()
                .expect("a template without fallible parts writes to a text"),
        )
    }
}

impl fmt::Display for Fragment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for Fragment {}
