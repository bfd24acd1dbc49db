// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Many answered forms as tables (CSV, XLSX), JSON and FHIR `QuestionnaireResponse`s.
//!
//! A [`Layout`] is made once for a form and then lays out one set of answers after the other, so that
//! nobody has to hold them all: one table for what is asked once, and one for each repeat, whose rows
//! say by number which round of which submission they are. Keys are names, identifiers of FIM or link
//! identifiers; where an item has none of these, or another has the same, its path stands instead.

mod json;
mod response;
mod tables;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;

use jiff::Timestamp;

pub use json::json;
pub use response::questionnaire_response;
pub use tables::{Book, BookError, csv_headers, csv_rows};

use crate::answers::Answers;
use crate::compile::join;
use crate::spec::{FormSpec, Item, QuestionType};

/// An answered form.
#[derive(Debug, Clone, Copy)]
pub struct Answered<'a> {
    /// Which submission: a text that no other one has.
    pub id: &'a str,
    /// When it was sent, if it was.
    pub sent: Option<Timestamp>,
    /// What else is known about it: names and values, for all submissions the same names in the same
    /// order, which the [`Layout`] was told.
    pub facts: &'a [(&'static str, Fact)],
    /// What was answered.
    pub answers: &'a Answers,
}

/// What is known about a submission besides its answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// A text.
    Text(String),
    /// A whole number.
    Number(u32),
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => number.fmt(f),
        }
    }
}

/// What columns and properties are called by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Key {
    /// The name in the form.
    #[default]
    Name,
    /// The identifier of FIM, without version.
    Fim,
    /// The `linkId` of FHIR.
    Link,
}

/// The column that says which submission a row belongs to.
pub const SUBMISSION: &str = "submission";

/// The column of the first table that says when a submission was sent.
pub const SENT: &str = "sent";

/// A column with the answers to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What stands above it; no other column of the table has the same.
    pub header: String,
    /// The path of the question.
    pub path: String,
    /// The type of the answers.
    pub kind: QuestionType,
}

/// A table: what is asked once, or a repeat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The name; no other table has the same.
    pub name: String,
    /// The path of the repeat; empty for the first table.
    pub path: String,
    /// The columns with facts about submissions; only the first table has any.
    pub facts: Vec<&'static str>,
    /// The columns that number the rounds of the repeats around and of the repeat itself, from 1.
    pub numbers: Vec<String>,
    /// The columns with answers.
    pub columns: Vec<Column>,
}

impl Table {
    /// What stands above all columns, in order.
    pub fn headers(&self) -> Vec<&str> {
        let sent = self.path.is_empty().then_some(SENT);
        let numbers = self.numbers.iter().map(String::as_str);
        let columns = self.columns.iter().map(|column| column.header.as_str());
        std::iter::once(SUBMISSION)
            .chain(sent)
            .chain(self.facts.iter().copied())
            .chain(numbers)
            .chain(columns)
            .collect()
    }
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<'a> {
    /// The place of the table in [`Layout::tables`].
    pub table: usize,
    /// The numbers of the rounds, from 1.
    pub numbers: Vec<u32>,
    /// The answers by column; empty where there is none.
    pub cells: Vec<&'a str>,
}

/// How the answers to a form are laid out.
#[derive(Debug, Clone)]
pub struct Layout {
    /// The tables: that of what is asked once, then the repeats in the order of the form.
    pub tables: Vec<Table>,
    /// Table and column of every question, by path.
    places: HashMap<String, (usize, usize)>,
}

impl Layout {
    /// The layout for a form; `facts` are the names of those in [`Answered::facts`].
    pub fn of(spec: &FormSpec, key: Key, facts: &[&'static str]) -> Self {
        let mut layout = Self {
            tables: vec![Table {
                name: "submissions".to_owned(),
                path: String::new(),
                facts: facts.to_vec(),
                numbers: Vec::new(),
                columns: Vec::new(),
            }],
            places: HashMap::new(),
        };
        let mut names: HashSet<String> = HashSet::from(["submissions".to_owned()]);
        layout.add(&crate::lower::shown(spec), "", 0, key, &mut names);
        for table in &mut layout.tables {
            table.keep_apart();
        }
        layout
    }

    /// The same with the columns of these questions only, and without repeats that have none left.
    #[must_use]
    pub fn only(mut self, paths: &[String]) -> Self {
        for table in &mut self.tables {
            table.columns.retain(|column| paths.contains(&column.path));
        }
        self.tables
            .retain(|table| table.path.is_empty() || !table.columns.is_empty());
        self.places = (0..)
            .zip(&self.tables)
            .flat_map(|(place, table)| {
                let columns = table.columns.iter().enumerate();
                columns.map(move |(column, one)| (one.path.clone(), (place, column)))
            })
            .collect();
        self
    }

    fn add(
        &mut self,
        items: &[Item],
        around: &str,
        table: usize,
        key: Key,
        names: &mut HashSet<String>,
    ) {
        for item in items {
            let path = join(around, item.name());
            match item {
                Item::Group(group) => self.add(&group.items, &path, table, key, names),
                Item::Repeat(repeat) => {
                    let name = name_of(item, &path, key);
                    let name = if names.contains(&name) {
                        path.clone()
                    } else {
                        name
                    };
                    names.insert(name.clone());
                    let mut numbers = self.tables[table].numbers.clone();
                    numbers.push(format!("{name}_number"));
                    let next = self.tables.len();
                    self.tables.push(Table {
                        name,
                        path: path.clone(),
                        facts: Vec::new(),
                        numbers,
                        columns: Vec::new(),
                    });
                    self.add(&repeat.items, &path, next, key, names);
                }
                Item::Question(question) => {
                    if question.kind == QuestionType::Note || question.kind.is_external() {
                        continue;
                    }
                    let columns = &mut self.tables[table].columns;
                    self.places.insert(path.clone(), (table, columns.len()));
                    columns.push(Column {
                        header: name_of(item, &path, key),
                        path,
                        kind: question.kind,
                    });
                }
            }
        }
    }

    /// The rows of one answered form, tables in order, rounds in order. The first table always has
    /// one. Answers to questions that the form does not have are returned by their paths.
    pub fn rows<'a>(&self, answers: &'a Answers) -> (Vec<Row<'a>>, Vec<&'a str>) {
        let mut rows: BTreeMap<(usize, Vec<u32>), Vec<&'a str>> = BTreeMap::new();
        let mut unknown = Vec::new();
        let blank = |table: usize| {
            let columns = self
                .tables
                .get(table)
                .map_or(0, |table| table.columns.len());
            vec![""; columns]
        };
        rows.insert((0, Vec::new()), blank(0));
        for (path, value) in answers.iter() {
            let (plain, numbers) = positions(path);
            let place = self.places.get(plain.as_ref()).copied();
            let fits = |(table, _): &(usize, usize)| {
                let table = self.tables.get(*table);
                table.is_some_and(|table| table.numbers.len() == numbers.len())
            };
            let Some((table, column)) = place.filter(fits) else {
                unknown.push(path);
                continue;
            };
            let row = rows.entry((table, numbers)).or_insert_with(|| blank(table));
            if let Some(cell) = row.get_mut(column) {
                *cell = value;
            }
        }
        let rows = rows.into_iter().map(|((table, numbers), cells)| Row {
            table,
            numbers,
            cells,
        });
        (rows.collect(), unknown)
    }
}

impl Table {
    /// Gives columns that would be called the same their paths, and if need be a number.
    fn keep_apart(&mut self) {
        let mut counts: HashMap<String, usize> = HashMap::new();
        for column in &self.columns {
            *counts.entry(column.header.clone()).or_default() += 1;
        }
        let mut taken: HashSet<String> = self.numbers.iter().cloned().collect();
        taken.extend([SUBMISSION, SENT].map(str::to_owned));
        taken.extend(self.facts.iter().map(|fact| (*fact).to_owned()));
        for column in &mut self.columns {
            if counts.get(&column.header).is_some_and(|count| *count > 1)
                || taken.contains(&column.header)
            {
                column.header.clone_from(&column.path);
            }
            let mut header = column.header.clone();
            let mut number = 1;
            while taken.contains(&header) {
                number += 1;
                header = format!("{}_{number}", column.header);
            }
            taken.insert(header.clone());
            column.header = header;
        }
    }
}

/// What an item is called.
fn name_of(item: &Item, path: &str, key: Key) -> String {
    match key {
        Key::Name => item.name().to_owned(),
        Key::Fim => item
            .fim_id()
            .map_or_else(|| path.to_owned(), |id| id.id().to_owned()),
        Key::Link => item.link_id().unwrap_or(path).to_owned(),
    }
}

/// A path without the numbers of rounds, and these: `room[2]/title` is `room/title` and 2.
fn positions(path: &str) -> (std::borrow::Cow<'_, str>, Vec<u32>) {
    if !path.contains('[') {
        return (path.into(), Vec::new());
    }
    let numbers = path
        .split('/')
        .filter_map(|step| step.split_once('[')?.1.strip_suffix(']')?.parse().ok())
        .collect();
    (crate::compile::without_positions(path).into(), numbers)
}
