// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What a browser posts, as answers.

mod parts;
mod ranking;

use std::collections::BTreeMap;

use forms::engine::COUNT;
use forms::{CompiledForm, Evaluation, Question, QuestionType};

pub(crate) use self::parts::{Part, split_date};
use self::ranking::Rankings;

/// The box that says: the unusual answers are right.
pub(crate) const CONFIRM: &str = "confirm_warnings";
/// The button that shows the form anew without sending it.
pub(crate) const REFRESH: &str = "_refresh";
/// Whether the list of mistakes was shown before.
pub(crate) const ERRORS: &str = "_errors";
/// The buttons that change the form without sending it: what is done, a blank, to what.
pub(crate) const DO: &str = "_do";
/// What a long list is searched for; the path follows.
pub(crate) const SEARCH: &str = "_search:";
/// The place of a choice in a ranking; path and code follow, with a colon between them.
pub(crate) const RANK: &str = "_rank:";
/// The buttons that move a choice of a ranking: the path, a blank, the code.
pub(crate) const UP: &str = "_up";
/// The same, down.
pub(crate) const DOWN: &str = "_down";
/// The button that takes a file out of its answer: the path.
pub(crate) const REMOVE: &str = "_remove";
/// Year, month or day of a date that is asked in parts; which, a colon, and the path follow.
pub(crate) const PART: &str = "_part:";
/// The page of the form that was filled in.
pub(crate) const PAGE: &str = "_page";
/// The language in which the questions are asked.
pub(crate) const LANGUAGE: &str = "_language";

/// What somebody typed, exactly, by the path of the question: to be shown again as it was.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RawValues {
    pub(crate) values: BTreeMap<String, String>,
    /// The unusual answers were confirmed.
    pub confirmed_warnings: bool,
    /// The form is to be shown anew and not to be sent: a button that changes it, or the one of
    /// pages without JavaScript.
    pub refresh: bool,
    /// The list of mistakes was shown before, so that it stays while they are put right.
    pub errors_shown: bool,
    /// It named the mistakes of all pages of the form.
    pub(crate) errors_everywhere: bool,
    searches: BTreeMap<String, String>,
    pub(crate) action: Option<Action>,
    pub(crate) page: Option<String>,
    pub(crate) language: Option<String>,
    /// The repeat or entry that was changed.
    pub(crate) focus: Option<String>,
}

/// What a button of the form does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Action {
    /// To another page.
    Turn(Turn),
    /// `add`, `remove`, `up` or `down`, and the repeat or entry.
    Entry(String, String),
    /// The questions in another language.
    Language(String),
}

/// To which page of the form somebody wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Turn {
    /// To the next one, if this one is answered.
    Next,
    /// To the one before.
    Back,
    /// To this one.
    To(String),
}

impl RawValues {
    /// What was typed; nothing if the field was not posted.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.values.get(path).map(String::as_str)
    }

    /// What a list is searched for.
    pub fn search(&self, path: &str) -> &str {
        self.searches.get(path).map_or("", String::as_str)
    }

    /// Whether the answers may be sent: nothing is wrong, and what is unusual was confirmed.
    pub fn may_be_sent(&self, evaluation: &Evaluation) -> bool {
        evaluation.is_valid()
            && (evaluation.warnings.is_empty() || self.confirmed_warnings)
            && !self.refresh
    }
}

/// Reads what a browser posts for this form.
pub(crate) fn parse(form: &CompiledForm, posted: &[(String, String)]) -> RawValues {
    let mut raw = RawValues::default();
    let mut rankings = Rankings::default();
    let mut parts: BTreeMap<&str, Vec<(Part, &str)>> = BTreeMap::new();
    let mut removed = Vec::new();
    for (name, value) in posted {
        match name.as_str() {
            CONFIRM => raw.confirmed_warnings = value == "true",
            REFRESH => raw.refresh = true,
            ERRORS => {
                raw.errors_shown = true;
                raw.errors_everywhere = value == "all";
            }
            PAGE => raw.page = Some(value.clone()),
            LANGUAGE => raw.language = Some(value.clone()),
            DO => {
                raw.refresh = true;
                raw.action = action(value);
            }
            UP | DOWN => {
                raw.refresh = true;
                rankings.moved(name == UP, value);
            }
            REMOVE => {
                raw.refresh = true;
                removed.push(value.as_str());
            }
            name => {
                if let Some(path) = name.strip_prefix(SEARCH) {
                    raw.searches
                        .insert(path.to_owned(), value.trim().to_owned());
                } else if let Some(place) = name.strip_prefix(RANK) {
                    rankings.place(place, value);
                } else if let Some(part) = name.strip_prefix(PART) {
                    if let Some((part, path)) = Part::read(part) {
                        parts.entry(path).or_default().push((part, value));
                    }
                } else if name.ends_with(COUNT) {
                    raw.values.insert(name.to_owned(), value.clone());
                } else {
                    take(form, name, value, &mut raw.values);
                }
            }
        }
    }
    for (path, order) in rankings.orders(&raw.values) {
        take(form, &path, &order, &mut raw.values);
    }
    for (path, parts) in parts {
        take(form, path, &parts::join_date(&parts), &mut raw.values);
    }
    for path in removed {
        take(form, path, "", &mut raw.values);
    }
    raw
}

fn action(value: &str) -> Option<Action> {
    let (action, to) = value.split_once(' ').unwrap_or((value, ""));
    Some(match action {
        "next" => Action::Turn(Turn::Next),
        "back" => Action::Turn(Turn::Back),
        "page" => Action::Turn(Turn::To(to.to_owned())),
        "language" => Action::Language(to.to_owned()),
        "add" | "remove" | "up" | "down" => Action::Entry(action.to_owned(), to.to_owned()),
        _ => return None,
    })
}

fn take(form: &CompiledForm, path: &str, value: &str, values: &mut BTreeMap<String, String>) {
    let Some(field) = form.field(path) else {
        return;
    };
    if !may_be_posted(&field.question) {
        return;
    }
    let slot = values.entry(path.to_owned()).or_default();
    let kind = field.question.kind;
    if kind == QuestionType::SelectMany && !slot.is_empty() && !value.is_empty() {
        slot.push(' ');
        slot.push_str(value);
    } else {
        value.clone_into(slot);
        if looks(&field.question, "thousands-sep") {
            parts::drop_thousands_marks(slot);
        }
    }
}

/// Whether a value may come from the page: an answer, or what a draft keeps for later.
fn may_be_posted(question: &Question) -> bool {
    match &question.calculate {
        Some(calculation) => calculation.contains("once("),
        None => question.kind != QuestionType::Note,
    }
}

/// Whether the author wants a question to look so.
pub(crate) fn looks(question: &Question, appearance: &str) -> bool {
    let mut words = question.appearance.split_whitespace();
    words.any(|word| word == appearance)
}
