// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What `templates/fields.html` shows.

use askama::Template;

use crate::Fragment;
use crate::files::FileView;
use crate::markdown::Rich;
use crate::posted::{CONFIRM, DO, DOWN, ERRORS, LANGUAGE, PAGE, RANK, REFRESH, REMOVE, UP};
use crate::render::{Button, Live, PlaceMap};
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
    pub(crate) languages: Vec<Language<'a>>,
    pub(crate) asked_in: &'a str,
    pub(crate) page: &'a str,
    pub(crate) steps: Option<Steps>,
    pub(crate) blocks: Vec<Block>,
    pub(crate) kept: Vec<(String, String)>,
    pub(crate) summary: Vec<Mistake>,
    pub(crate) focus_summary: bool,
    /// Whose mistakes are named: `page` or `all`; empty if none are.
    pub(crate) errors_shown: &'static str,
    pub(crate) announcement: String,
    pub(crate) warnings: Vec<String>,
    pub(crate) confirmed: bool,
    pub(crate) confirm_error: &'static str,
    pub(crate) refresh: bool,
    pub(crate) prefix: &'a str,
    pub(crate) map: Option<PlaceMap<'a>>,
    pub(crate) back: bool,
    /// The button that goes on comes first; it is also what the enter key presses.
    pub(crate) buttons: Vec<Button<'a>>,
}

/// A language in which the questions can be asked.
pub(crate) struct Language<'a> {
    pub(crate) tag: &'a str,
    pub(crate) name: String,
    pub(crate) is_current: bool,
}

/// How far somebody has come.
pub(crate) struct Steps {
    pub(crate) number: usize,
    pub(crate) now: String,
    pub(crate) list: Vec<Step>,
}

pub(crate) struct Step {
    pub(crate) path: String,
    pub(crate) title: String,
    pub(crate) state: StepState,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum StepState {
    Open,
    Current,
    Answered,
    Mistaken,
}

/// A line of the list of mistakes.
pub(crate) struct Mistake {
    pub(crate) text: String,
    /// The field on this page; empty if there is none.
    pub(crate) id: String,
    /// The other page of the form on which it is; empty if it is on this one.
    pub(crate) page: String,
}

/// A line of the form: a heading, the end of a group, or a question.
pub(crate) enum Block {
    Open {
        id: String,
        level: u8,
        label: Rich,
        hint: Rich,
        media: Vec<Medium>,
    },
    Rounds,
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
    EndEntry,
    EndRounds,
    Close,
    Question(Box<View>),
    Matrix(Matrix),
}

/// Questions with the same choices as the rows of a table.
pub(crate) struct Matrix {
    pub(crate) id: String,
    pub(crate) label: Rich,
    pub(crate) hint: Rich,
    pub(crate) columns: Vec<(String, Rich)>,
    pub(crate) rows: Vec<View>,
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
    pub(crate) label: Rich,
    pub(crate) hint: Rich,
    pub(crate) guidance: Rich,
    pub(crate) media: Vec<Medium>,
    pub(crate) unit: String,
    pub(crate) value: String,
    pub(crate) optional: bool,
    pub(crate) readonly: bool,
    pub(crate) widget: Widget,
    /// A class by which choices are arranged.
    pub(crate) look: String,
    pub(crate) options: Vec<Choice>,
    /// The field in which a long list is searched; empty for short lists.
    pub(crate) search_name: String,
    pub(crate) search: String,
    pub(crate) found: usize,
    pub(crate) found_text: String,
    pub(crate) error: Rich,
    pub(crate) warning: Rich,
    /// The `id`s of what belongs to the question besides its name, as far as it is there.
    pub(crate) described_by: String,
    /// The level of headings within a note.
    pub(crate) level: u8,
}

impl View {
    /// The text of a note of several parts.
    pub(crate) fn note(&self) -> Fragment {
        self.label.section(self.level)
    }
}

pub(crate) enum Widget {
    Input(Line),
    /// A number with buttons for one less and one more.
    Counter,
    Slider(Slider),
    TextArea,
    Select,
    Radios,
    Checkboxes,
    Note,
    /// Places for all choices.
    Ranking,
    /// A choice that cannot be changed: its label and a hidden field.
    Fixed,
    /// A date in parts.
    Date(Vec<DatePart>),
    File(Box<FileField>),
    /// `point`, `trace` or `shape`, and whether a map is wanted.
    Place(&'static str, bool),
}

impl Default for Widget {
    fn default() -> Self {
        Self::Input(Line::default())
    }
}

/// A field of one line.
pub(crate) struct Line {
    pub(crate) kind: &'static str,
    pub(crate) mode: &'static str,
    pub(crate) size: &'static str,
}

impl Default for Line {
    fn default() -> Self {
        Self {
            kind: "text",
            mode: "",
            size: "",
        }
    }
}

pub(crate) struct Slider {
    pub(crate) min: String,
    pub(crate) max: String,
    pub(crate) step: String,
    pub(crate) vertical: bool,
    /// Values and what they mean.
    pub(crate) ticks: Vec<(String, String)>,
}

pub(crate) struct DatePart {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) label: &'static str,
    pub(crate) value: String,
    /// Values and what they are called; none for a field to type in.
    pub(crate) options: Vec<(String, &'static str)>,
}

pub(crate) struct FileField {
    /// Where pieces are sent; empty where nothing can be sent.
    pub(crate) url: String,
    pub(crate) most_bytes: u64,
    pub(crate) accept: &'static str,
    /// `user` or `environment`; empty for any source.
    pub(crate) capture: &'static str,
    pub(crate) most_pixels: String,
    /// `signature`, `draw` or `annotate`; empty if nothing is drawn.
    pub(crate) draw: &'static str,
    pub(crate) file: Option<FileView>,
    pub(crate) size: String,
}

pub(crate) struct Choice {
    pub(crate) id: String,
    pub(crate) value: String,
    pub(crate) label: Rich,
    pub(crate) media: Vec<Medium>,
    pub(crate) chosen: bool,
}

/// Something to see or to hear with a text.
pub(crate) struct Medium {
    pub(crate) kind: MediumKind,
    pub(crate) url: String,
    /// Where the same picture is larger; empty if nowhere.
    pub(crate) large: String,
    /// What stands in place of a picture; empty if the text beside it says everything.
    pub(crate) alt: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum MediumKind {
    Image,
    Audio,
    Video,
}
