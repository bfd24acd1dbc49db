// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What the reports of an office about a period answer, question by question: what is sealed and kept,
//! so that nobody has to open thousands of reports to count them.

use std::collections::{BTreeMap, HashMap};

use forms::Answers;
use jiff::civil::{Date, date};
use kernel::SubmissionId;
use serde::{Deserialize, Serialize};

use super::{Field, FieldKind, plain_path};

/// The number of this layout; blocks of another are made again.
pub const LAYOUT: i64 = 1;

/// The answers of some reports without those that identify people.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Block {
    /// The reports and the numbers of their versions; columns name them by their place here.
    pub rows: Vec<(SubmissionId, i64)>,
    /// The answers by the path of their question.
    pub columns: BTreeMap<String, Column>,
}

/// The answers to a question, each with the place of its report; a report can have none or several.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Column {
    /// Numbers.
    Numbers(Vec<(u32, f64)>),
    /// Codes by their place in the list.
    Codes(Vec<String>, Vec<(u32, u32)>),
    /// Days since 1970.
    Days(Vec<(u32, i32)>),
    /// That there is an answer, whatever it says.
    Filled(Vec<u32>),
}

const FIRST_DAY: Date = date(1970, 1, 1);

/// The day with this number since 1970.
pub(super) fn day_of(number: i32) -> Date {
    FIRST_DAY
        .checked_add(jiff::Span::new().days(number))
        .unwrap_or(FIRST_DAY)
}

/// The number of a day since 1970.
pub(super) fn number_of(day: Date) -> i32 {
    (day - FIRST_DAY).get_days()
}

impl Column {
    /// A column without answers.
    pub fn of(kind: FieldKind) -> Self {
        match kind {
            FieldKind::Number => Self::Numbers(Vec::new()),
            FieldKind::Choice => Self::Codes(Vec::new(), Vec::new()),
            FieldKind::Day => Self::Days(Vec::new()),
            FieldKind::Text => Self::Filled(Vec::new()),
        }
    }

    fn add(&mut self, row: u32, value: &str) {
        match self {
            Self::Numbers(values) => {
                let number = value.parse().ok().filter(|it: &f64| it.is_finite());
                values.extend(number.map(|number| (row, number)));
            }
            Self::Codes(codes, values) => {
                for code in value.split_whitespace() {
                    values.push((row, place_of(codes, code)));
                }
            }
            Self::Days(values) => {
                let day = value.get(..10).and_then(|text| text.parse().ok());
                values.extend(day.map(|day| (row, number_of(day))));
            }
            Self::Filled(values) => {
                if values.last() != Some(&row) {
                    values.push(row);
                }
            }
        }
    }

    /// Takes the answers of another block over, whose rows are now called what `rows` says; those
    /// without a name are left out. Columns of other kinds, from another version of the form in which
    /// the question was another, are left out.
    pub fn extend(&mut self, other: Self, rows: &[Option<u32>]) {
        let named = |row: u32| rows.get(row as usize).copied().flatten();
        match (self, other) {
            (Self::Numbers(mine), Self::Numbers(others)) => {
                mine.extend(
                    others
                        .into_iter()
                        .filter_map(|(row, it)| Some((named(row)?, it))),
                );
            }
            (Self::Days(mine), Self::Days(others)) => {
                mine.extend(
                    others
                        .into_iter()
                        .filter_map(|(row, it)| Some((named(row)?, it))),
                );
            }
            (Self::Filled(mine), Self::Filled(others)) => {
                mine.extend(others.into_iter().filter_map(named));
            }
            (Self::Codes(codes, mine), Self::Codes(their_codes, others)) => {
                let places: Vec<u32> = their_codes
                    .iter()
                    .map(|code| place_of(codes, code))
                    .collect();
                mine.extend(
                    others.into_iter().filter_map(|(row, place)| {
                        Some((named(row)?, *places.get(place as usize)?))
                    }),
                );
            }
            _ => {}
        }
    }

    /// The rows that have an answer; one with several stands there several times.
    pub fn rows(&self) -> Box<dyn Iterator<Item = u32> + '_> {
        match self {
            Self::Numbers(values) => Box::new(values.iter().map(|(row, _)| *row)),
            Self::Codes(_, values) => Box::new(values.iter().map(|(row, _)| *row)),
            Self::Days(values) => Box::new(values.iter().map(|(row, _)| *row)),
            Self::Filled(values) => Box::new(values.iter().copied()),
        }
    }
}

fn place_of(codes: &mut Vec<String>, code: &str) -> u32 {
    let place = codes.iter().position(|known| known == code);
    let place = place.unwrap_or_else(|| {
        codes.push(code.to_owned());
        codes.len() - 1
    });
    u32::try_from(place).unwrap_or(u32::MAX)
}

impl Block {
    /// Adds what a version of a report says.
    pub fn add(
        &mut self,
        submission: SubmissionId,
        version: i64,
        fields: &HashMap<&str, &Field>,
        answers: &Answers,
    ) {
        let row = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        self.rows.push((submission, version));
        for (path, value) in answers.iter() {
            let path = plain_path(path);
            let Some(field) = fields.get(path.as_ref()) else {
                continue;
            };
            let column = self.columns.entry(path.into_owned());
            column
                .or_insert_with(|| Column::of(field.kind))
                .add(row, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{Id, Localized};

    fn field(path: &str, kind: FieldKind) -> Field {
        Field {
            path: path.to_owned(),
            kind,
            label: Localized::default(),
            unit: Localized::default(),
            choices: Vec::new(),
            identified: kind == FieldKind::Text,
            repeated: false,
        }
    }

    #[test]
    fn a_block_holds_no_word_of_a_text() {
        let fields = [
            field("ward/name", FieldKind::Text),
            field("ward/days", FieldKind::Number),
            field("parts", FieldKind::Choice),
            field("day", FieldKind::Day),
        ];
        let by_path = fields.iter().map(|one| (one.path.as_str(), one)).collect();
        let answers: Answers = [
            ("ward[1]/name", "Erika Muster"),
            ("ward[2]/name", "Max Muster"),
            ("ward[1]/days", "12"),
            ("ward[2]/days", "30.5"),
            ("parts", "hand mrsa"),
            ("day", "2026-11-18"),
            ("unknown", "Muster"),
        ]
        .into_iter()
        .collect();
        let mut block = Block::default();
        block.add(
            Id::from_uuid(uuid::Uuid::from_u128(1)),
            2,
            &by_path,
            &answers,
        );
        let text = serde_json::to_string(&block).unwrap();
        assert!(!text.contains("Muster"), "{text}");
        assert_eq!(block.columns["ward/name"], Column::Filled(vec![0]));
        let days = Column::Numbers(vec![(0, 12.0), (0, 30.5)]);
        assert_eq!(block.columns["ward/days"], days);
        assert_eq!(
            block.columns["day"],
            Column::Days(vec![(0, number_of(date(2026, 11, 18)))])
        );
        assert_eq!(serde_json::from_str::<Block>(&text).unwrap(), block);
    }

    #[test]
    fn columns_of_several_blocks_become_one() {
        let mut column = Column::Codes(vec!["a".to_owned()], vec![(0, 0)]);
        let other = Column::Codes(
            vec!["b".to_owned(), "a".to_owned()],
            vec![(0, 0), (0, 1), (1, 0)],
        );
        column.extend(other, &[Some(5), None]);
        let codes = vec!["a".to_owned(), "b".to_owned()];
        assert_eq!(column, Column::Codes(codes, vec![(0, 0), (5, 1), (5, 0)]));
    }

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(number_of(date(1970, 1, 2)), 1);
        assert_eq!(day_of(number_of(date(2026, 11, 18))), date(2026, 11, 18));
    }
}
