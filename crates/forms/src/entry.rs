// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Many sets of answers from a table, one a row: which columns a form has, and what their cells mean.
//!
//! What belongs here: columns by the paths of questions, cells as answers and back, reading the file.
//! What does not: the words that explain the columns, and whose answers a row holds. Whether answers
//! are right, [`CompiledForm::check`] says, as of all others.
//!
//! A repeat has columns for each of its rounds (`room[1]/title`). Files do not fit into cells, so a
//! form that insists on one has no template.

mod table;

use std::collections::{HashMap, HashSet};

use kernel::Localized;
use tables::Cell;

pub use table::{LARGEST_FILE, Line, MOST_ROWS, Table, TableProblem, read};

use crate::answers::Answers;
use crate::bounds::{is_date, is_number};
use crate::compile::{CompiledForm, Field, join, without_positions};
use crate::spec::{Choice, Item, Question, QuestionType};
use crate::typed::parse_value;

/// How many rounds of a repeat a template prepares.
const PREPARED_ROUNDS: usize = 3;

/// The most rounds that a heading can name.
const MOST_ROUNDS: u32 = 100;

/// The most columns of a template.
const MOST_COLUMNS: usize = 400;

/// Whether an answer must be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// In every set of answers.
    Always,
    /// Under a condition.
    Sometimes,
    /// Never.
    Never,
}

/// A column of a table of answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What stands above it: the path of the question with the numbers of the rounds around it.
    pub heading: String,
    /// Whether an answer must be given.
    pub need: Need,
}

/// Why a form has no template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoTemplate {
    /// It insists on a file, which does not fit into a cell.
    #[error("the form asks for a file")]
    File,
    /// It has more columns than people can work with.
    #[error("the form has too many questions for a table")]
    TooWide,
    /// It asks nothing that a table can hold.
    #[error("the form asks nothing")]
    Nothing,
}

impl NoTemplate {
    /// The name in message keys.
    pub fn name(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::TooWide => "too-wide",
            Self::Nothing => "nothing",
        }
    }
}

/// What a column of a file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// One that the caller has named, by its number.
    Own(usize),
    /// The answers to the question with this path.
    Answer(String),
    /// Without a heading.
    Nothing,
}

/// What is wrong with the headings of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HeadingFaults {
    /// Those that neither the form nor the caller knows, each cut to 80 characters; at most 20.
    pub unknown: Vec<String>,
    /// Those that stand there more than once.
    pub twice: Vec<String>,
    /// Those that every table needs.
    pub missing: Vec<String>,
}

impl HeadingFaults {
    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.unknown.is_empty() && self.twice.is_empty() && self.missing.is_empty()
    }
}

/// The columns of a form.
#[derive(Debug, Clone)]
pub struct Template<'f> {
    form: &'f CompiledForm,
    columns: Vec<Column>,
    /// The paths that have columns, without the numbers of rounds, and in how many repeats each lies.
    asked: HashMap<String, usize>,
}

impl<'f> Template<'f> {
    /// The columns of a form, or why it has none.
    pub fn of(form: &'f CompiledForm) -> Result<Self, NoTemplate> {
        let mut walk = Walk {
            rounds: PREPARED_ROUNDS,
            ..Walk::default()
        };
        walk.items(form.items(), "", "", 0, true);
        if walk.columns.len() > MOST_COLUMNS {
            walk = Walk {
                rounds: 1,
                ..Walk::default()
            };
            walk.items(form.items(), "", "", 0, true);
        }
        if walk.needs_file {
            return Err(NoTemplate::File);
        }
        if walk.columns.len() > MOST_COLUMNS {
            return Err(NoTemplate::TooWide);
        }
        if walk.columns.is_empty() {
            return Err(NoTemplate::Nothing);
        }
        Ok(Self {
            form,
            columns: walk.columns,
            asked: walk.asked,
        })
    }

    /// The form.
    pub fn form(&self) -> &'f CompiledForm {
        self.form
    }

    /// The columns in the order of the form, repeats with some rounds.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The question that a column asks.
    pub fn field(&self, heading: &str) -> Option<&'f Field> {
        self.form.field(heading)
    }

    /// What the columns of a file are. `own` are the headings that the caller understands besides,
    /// with their other spellings; capitals and blanks around do not count.
    pub fn places(
        &self,
        headings: &[String],
        own: &[&[&str]],
    ) -> Result<Vec<Place>, HeadingFaults> {
        let mut faults = HeadingFaults::default();
        let mut places = Vec::with_capacity(headings.len());
        let mut seen: HashSet<String> = HashSet::new();
        for heading in headings {
            let heading = heading.trim();
            let place = if heading.is_empty() {
                Some(Place::Nothing)
            } else {
                self.place(heading, own)
            };
            let Some(place) = place else {
                if faults.unknown.len() < 20 {
                    faults.unknown.push(heading.chars().take(80).collect());
                }
                continue;
            };
            let name = match &place {
                Place::Own(number) => Some(format!("#{number}")),
                Place::Answer(path) => Some(path.clone()),
                Place::Nothing => None,
            };
            if name.is_some_and(|name| !seen.insert(name)) {
                faults.twice.push(heading.to_owned());
            }
            places.push(place);
        }
        let always = self.columns.iter().filter(|one| one.need == Need::Always);
        for column in always {
            if !seen.contains(&column.heading) {
                faults.missing.push(column.heading.clone());
            }
        }
        if faults.is_empty() {
            Ok(places)
        } else {
            Err(faults)
        }
    }

    fn place(&self, heading: &str, own: &[&[&str]]) -> Option<Place> {
        let folded = heading.to_lowercase();
        let number = own.iter().position(|all| all.contains(&folded.as_str()));
        if let Some(number) = number {
            return Some(Place::Own(number));
        }
        let (plain, rounds) = rounds(heading)?;
        let known = self.asked.get(&plain).copied();
        (known == Some(rounds)).then(|| Place::Answer(heading.to_owned()))
    }

    /// The answer that a cell holds: canonical if it is one, else as typed, so that the check says what is
    /// wrong with it. Codes and their labels are understood, yes and no in both languages.
    pub fn answer(&self, path: &str, cell: &str) -> String {
        let cell = cell.trim();
        let Some(field) = self.field(path) else {
            return cell.to_owned();
        };
        let kind = field.question.kind;
        let text = match kind {
            QuestionType::Boolean => match folded(cell).as_str() {
                "ja" | "yes" | "wahr" | "true" | "x" => "true".to_owned(),
                "nein" | "no" | "falsch" | "false" => "false".to_owned(),
                _ => cell.to_owned(),
            },
            QuestionType::Acknowledge | QuestionType::Trigger => match folded(cell).as_str() {
                "ja" | "yes" | "ok" | "x" | "wahr" | "true" => "OK".to_owned(),
                _ => cell.to_owned(),
            },
            QuestionType::SelectOne => self.code(field, cell),
            QuestionType::SelectMany | QuestionType::Rank => self.codes(field, cell),
            _ => cell.to_owned(),
        };
        match parse_value(kind, &text) {
            Ok(value) => value.into_owned(),
            Err(_) => text,
        }
    }

    /// The answers that a row holds.
    pub fn answers(&self, places: &[Place], cells: &[String]) -> Answers {
        let mut answers = Answers::new();
        for (place, cell) in places.iter().zip(cells) {
            if let Place::Answer(path) = place {
                answers.set(path.clone(), self.answer(path, cell));
            }
        }
        answers
    }

    /// The cell that an answer is written in, so that [`Template::answer`] reads it again.
    pub fn cell(&self, path: &str, answer: &str, lang: &str) -> Cell {
        let Some(field) = self.field(path) else {
            return answer.into();
        };
        match field.question.kind {
            QuestionType::Integer | QuestionType::Decimal | QuestionType::Range
                if is_number(answer) =>
            {
                answer.parse().map_or_else(|_| answer.into(), Cell::Number)
            }
            QuestionType::Date if is_date(answer) => {
                answer.parse().map_or_else(|_| answer.into(), Cell::Day)
            }
            QuestionType::Boolean => match answer {
                "true" => YES_NO.0.get(lang).into(),
                "false" => YES_NO.1.get(lang).into(),
                _ => answer.into(),
            },
            QuestionType::SelectOne if self.has_labels(field, lang) => {
                let choices = self.form.choices(field);
                let choice = choices.iter().find(|choice| choice.code == answer);
                choice.map_or(answer, |one| one.label.get(lang)).into()
            }
            _ => answer.into(),
        }
    }

    /// The texts that a cell of this column is chosen from; none if anything can be typed.
    pub fn offered(&self, path: &str, lang: &str) -> Vec<String> {
        let Some(field) = self.field(path) else {
            return Vec::new();
        };
        match field.question.kind {
            QuestionType::Boolean => {
                vec![YES_NO.0.get(lang).to_owned(), YES_NO.1.get(lang).to_owned()]
            }
            QuestionType::SelectOne => {
                let with_labels = self.has_labels(field, lang);
                let choices = self.form.choices(field).iter();
                choices
                    .map(|choice| {
                        if with_labels {
                            choice.label.get(lang).to_owned()
                        } else {
                            choice.code.clone()
                        }
                    })
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    /// Whether each choice is known by its label alone.
    fn has_labels(&self, field: &Field, lang: &str) -> bool {
        let choices = self.form.choices(field);
        let mut seen = HashSet::new();
        choices.iter().all(|choice| {
            let label = folded(choice.label.get(lang));
            let is_other_code = |other: &Choice| other.code == label && other.code != choice.code;
            !label.is_empty() && !choices.iter().any(is_other_code) && seen.insert(label)
        })
    }

    /// The code that a text names, else the text.
    fn code(&self, field: &Field, text: &str) -> String {
        let choices = self.form.choices(field);
        if choices.iter().any(|choice| choice.code == text) {
            return text.to_owned();
        }
        let wanted = folded(text);
        let mut named = choices.iter().filter(|choice| {
            folded(&choice.code) == wanted
                || choice.label.0.values().any(|label| folded(label) == wanted)
        });
        match (named.next(), named.next()) {
            (Some(only), None) => only.code.clone(),
            _ => text.to_owned(),
        }
    }

    /// Several codes: with blanks between them, or labels with semicolons, commas or line ends.
    fn codes(&self, field: &Field, text: &str) -> String {
        let choices = self.form.choices(field);
        let is_code = |part: &str| choices.iter().any(|choice| choice.code == part);
        if text.split_whitespace().all(is_code) {
            return text.to_owned();
        }
        let whole = self.code(field, text);
        if is_code(&whole) {
            return whole;
        }
        let separators: &[char] = if text.contains([';', '\n']) {
            &[';', '\n']
        } else {
            &[',']
        };
        let parts: Vec<String> = text
            .split(separators)
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .map(|part| self.code(field, part))
            .collect();
        if parts.iter().all(|part| is_code(part)) {
            parts.join(" ")
        } else {
            text.to_owned()
        }
    }
}

/// Yes and no as cells say it.
static YES_NO: std::sync::LazyLock<(Localized, Localized)> = std::sync::LazyLock::new(|| {
    (
        crate::typed::both("Ja", "Yes"),
        crate::typed::both("Nein", "No"),
    )
});

/// Capitals and the number of blanks do not count.
fn folded(text: &str) -> String {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}

/// A heading without the numbers of its rounds, and how many there are; nothing if a number is none.
fn rounds(heading: &str) -> Option<(String, usize)> {
    let mut count = 0;
    for step in heading.split('/') {
        if let Some((_, rest)) = step.split_once('[') {
            let number: u32 = rest.strip_suffix(']')?.parse().ok()?;
            if !(1..=MOST_ROUNDS).contains(&number) || rest.starts_with(['0', '+']) {
                return None;
            }
            count += 1;
        }
    }
    Some((without_positions(heading), count))
}

/// Whether a condition holds always.
fn is_true(condition: &str) -> bool {
    matches!(condition.trim(), "true()" | "1" | "'true'")
}

/// Gathers the columns of items.
#[derive(Default)]
struct Walk {
    columns: Vec<Column>,
    asked: HashMap<String, usize>,
    rounds: usize,
    needs_file: bool,
}

impl Walk {
    /// `plain` and `numbered` are the path around the items without and with rounds; `always` says whether
    /// they are asked in every set of answers.
    fn items(&mut self, items: &[Item], plain: &str, numbered: &str, depth: usize, always: bool) {
        for item in items {
            if self.columns.len() > MOST_COLUMNS {
                return;
            }
            let path = join(plain, item.name());
            let heading = join(numbered, item.name());
            match item {
                Item::Group(group) => {
                    let always = always && group.relevant.as_deref().is_none_or(is_true);
                    self.items(&group.items, &path, &heading, depth, always);
                }
                Item::Repeat(repeat) => {
                    for round in 1..=self.rounds {
                        let heading = format!("{heading}[{round}]");
                        self.items(&repeat.items, &path, &heading, depth + 1, false);
                    }
                }
                Item::Question(question) => self.question(question, path, heading, depth, always),
            }
        }
    }

    fn question(
        &mut self,
        question: &Question,
        path: String,
        heading: String,
        depth: usize,
        always: bool,
    ) {
        let is_fixed = question.readonly.as_deref().is_some_and(is_true)
            || (question.calculate.is_some() && question.trigger.is_empty());
        if !question.kind.is_asked() || is_fixed {
            return;
        }
        let always = always && question.relevant.as_deref().is_none_or(is_true);
        let need = match question.required.as_deref() {
            Some(condition) if is_true(condition) && always => Need::Always,
            Some(condition) if condition.trim() != "false()" => Need::Sometimes,
            _ => Need::Never,
        };
        if question.kind.is_file() {
            self.needs_file |= need == Need::Always;
            return;
        }
        self.asked.insert(path, depth);
        self.columns.push(Column { heading, need });
    }
}

#[cfg(test)]
mod tests;
