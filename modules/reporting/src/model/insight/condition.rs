// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What answers must be so that a report is shown.

use forms::Answers;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::block::number_of;
use super::{Column, Field, FieldKind, Table, plain_path};

kernel::named! {
    /// How an answer is compared.
    pub enum Operator {
        /// It is this number, day or text.
        Is = "is",
        /// It is smaller or earlier.
        Under = "under",
        /// It is larger or later.
        Over = "over",
        /// This option is chosen, or these words stand in the text.
        Has = "has",
        /// This option is not chosen.
        Lacks = "lacks",
        /// There is an answer.
        Filled = "filled",
        /// There is none.
        Empty = "empty",
    }
}

impl Operator {
    /// Whether answers of this kind can be compared so.
    pub fn fits(self, kind: FieldKind) -> bool {
        match self {
            Self::Filled | Self::Empty => true,
            Self::Is => kind != FieldKind::Choice,
            Self::Under | Self::Over => matches!(kind, FieldKind::Number | FieldKind::Day),
            Self::Has => matches!(kind, FieldKind::Choice | FieldKind::Text),
            Self::Lacks => kind == FieldKind::Choice,
        }
    }

    /// Whether it compares with a value.
    pub fn needs_value(self) -> bool {
        !matches!(self, Self::Filled | Self::Empty)
    }
}

/// A condition on the answer to one question. In repeats one round that meets it is enough.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// The path of the question.
    pub path: String,
    /// How it is compared.
    pub operator: Operator,
    /// With what; empty where there is nothing to compare with.
    #[serde(default)]
    pub value: String,
}

/// A number as people write it: with a comma or a point.
pub fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let plain = if text.contains(',') {
        text.replace('.', "").replace(',', ".")
    } else {
        text.to_owned()
    };
    plain.parse().ok().filter(|number: &f64| number.is_finite())
}

impl Condition {
    /// The key of what is wrong with it; nothing if it can be asked.
    pub fn fault(&self, field: Option<&Field>) -> Option<&'static str> {
        let Some(field) = field else {
            return Some("question-unknown");
        };
        if !self.operator.fits(field.kind) {
            return Some("operator-unfit");
        }
        if !self.operator.needs_value() {
            return None;
        }
        if self.value.trim().is_empty() {
            return Some("value-missing");
        }
        match field.kind {
            FieldKind::Number if number(&self.value).is_none() => Some("value-no-number"),
            FieldKind::Day if self.value.trim().parse::<Date>().is_err() => Some("value-no-day"),
            _ => None,
        }
    }

    /// Whether the answers themselves must be opened to know: what a text says is in no column.
    pub fn needs_answers(&self, field: &Field) -> bool {
        field.kind == FieldKind::Text && self.operator.needs_value()
    }

    /// Takes those out of `rows` that do not meet it. Only for conditions that columns can answer.
    pub fn narrow(&self, table: &Table, rows: &mut [bool]) {
        let mut met = vec![false; rows.len()];
        let mut mark = |row: u32| {
            if let Some(row) = met.get_mut(row as usize) {
                *row = true;
            }
        };
        let turned = matches!(self.operator, Operator::Empty | Operator::Lacks);
        match (self.operator, table.column(&self.path)) {
            (Operator::Filled | Operator::Empty, Some(column)) => column.rows().for_each(mark),
            (operator, Some(Column::Numbers(values))) => {
                let wanted = number(&self.value).unwrap_or(f64::NAN);
                for (row, value) in values {
                    if compares(operator, value.partial_cmp(&wanted)) {
                        mark(*row);
                    }
                }
            }
            (operator, Some(Column::Days(values))) => {
                let wanted = self.value.trim().parse::<Date>().map(number_of).ok();
                for (row, value) in values {
                    if compares(operator, wanted.map(|wanted| value.cmp(&wanted))) {
                        mark(*row);
                    }
                }
            }
            (_, Some(Column::Codes(codes, values))) => {
                let wanted = codes.iter().position(|code| code == self.value.trim());
                for (row, place) in values {
                    if wanted == Some(*place as usize) {
                        mark(*row);
                    }
                }
            }
            // What texts say is in no column; `is_met_by` reads them.
            (_, Some(Column::Filled(_)) | None) => {}
        }
        for (row, met) in rows.iter_mut().zip(met) {
            *row &= met != turned;
        }
    }

    /// Whether the opened answers of a report meet a condition on a text.
    pub fn is_met_by(&self, answers: &Answers) -> bool {
        let wanted = self.value.trim().to_lowercase();
        answers
            .iter()
            .filter(|(path, _)| plain_path(path) == self.path)
            .any(|(_, value)| {
                let value = value.to_lowercase();
                match self.operator {
                    Operator::Is => value.trim() == wanted,
                    Operator::Has => value.contains(&wanted),
                    _ => false,
                }
            })
    }
}

fn compares(operator: Operator, order: Option<std::cmp::Ordering>) -> bool {
    order.is_some_and(|order| match operator {
        Operator::Is => order.is_eq(),
        Operator::Under => order.is_lt(),
        Operator::Over => order.is_gt(),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        assert_eq!(number("1.234,5"), Some(1234.5));
        assert_eq!(number(" 2.5 "), Some(2.5));
        assert_eq!(number("viele"), None);
        assert_eq!(number("inf"), None);
    }

    #[test]
    fn texts_are_compared_without_regard_to_case() {
        let answers: Answers = [("ward[2]/name", "Station Nord")].into_iter().collect();
        let condition = |operator, value: &str| Condition {
            path: "ward/name".to_owned(),
            operator,
            value: value.to_owned(),
        };
        assert!(condition(Operator::Has, "nord").is_met_by(&answers));
        assert!(condition(Operator::Is, "station nord").is_met_by(&answers));
        assert!(!condition(Operator::Is, "nord").is_met_by(&answers));
    }
}
