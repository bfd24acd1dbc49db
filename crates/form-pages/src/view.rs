// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What `templates/fields.html` shows.

use askama::Template;

use crate::render::Live;
use crate::texts::Texts;

#[derive(Template)]
#[template(path = "fields.html")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one condition of the template"
)]
pub(crate) struct Fields<'a> {
    pub(crate) texts: Texts,
    pub(crate) live: Option<Live<'a>>,
    pub(crate) lang: &'a str,
    pub(crate) foreign: bool,
    pub(crate) blocks: Vec<Block>,
    pub(crate) kept: Vec<(String, String)>,
    pub(crate) summary: Vec<(String, String)>,
    pub(crate) focus_summary: bool,
    pub(crate) errors_shown: bool,
    pub(crate) announcement: String,
    pub(crate) warnings: Vec<String>,
    pub(crate) confirmed: bool,
    pub(crate) confirm_error: &'static str,
    pub(crate) refresh: bool,
    pub(crate) prefix: &'a str,
    pub(crate) confirm_name: &'static str,
    pub(crate) refresh_name: &'static str,
    pub(crate) errors_name: &'static str,
    pub(crate) do_name: &'static str,
    pub(crate) rank_name: &'static str,
}

/// A line of the form: a heading, the end of a group, or a question.
pub(crate) enum Block {
    Open {
        id: String,
        level: u8,
        label: String,
        hint: String,
    },
    Entry {
        id: String,
        level: u8,
        label: String,
        buttons: Vec<EntryButton>,
        focus: bool,
    },
    Add {
        id: String,
        value: String,
        label: String,
        empty: bool,
        focus: bool,
    },
    Close,
    Question(Box<View>),
}

/// What can be done with an entry of a repeat.
pub(crate) struct EntryButton {
    pub(crate) id: String,
    pub(crate) value: String,
    pub(crate) label: &'static str,
    /// Which entry, for those who do not see where the button stands.
    pub(crate) about: String,
}

/// A question as it is shown.
#[derive(Default)]
pub(crate) struct View {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) hint: String,
    pub(crate) guidance: String,
    pub(crate) unit: String,
    pub(crate) value: String,
    pub(crate) optional: bool,
    pub(crate) readonly: bool,
    pub(crate) widget: Widget,
    /// For single-line fields.
    pub(crate) input_type: &'static str,
    pub(crate) input_mode: &'static str,
    pub(crate) size: &'static str,
    pub(crate) options: Vec<Choice>,
    /// The field in which a long list is searched; empty for short lists.
    pub(crate) search_name: String,
    pub(crate) search: String,
    pub(crate) found: usize,
    pub(crate) found_text: String,
    pub(crate) error: String,
    pub(crate) warning: String,
    /// The `id`s of hint, error and warning, as far as they are there.
    pub(crate) described_by: String,
}

#[derive(Default, PartialEq, Eq)]
pub(crate) enum Widget {
    #[default]
    Input,
    TextArea,
    Select,
    Radios,
    Checkboxes,
    Note,
    /// Places for all choices.
    Ranking,
    /// A choice that cannot be changed: its label and a hidden field.
    Fixed,
}

pub(crate) struct Choice {
    pub(crate) id: String,
    pub(crate) value: String,
    pub(crate) label: String,
    pub(crate) chosen: bool,
}
