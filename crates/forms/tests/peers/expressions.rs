// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Expressions that are well typed more often than not.

use std::collections::BTreeSet;

use crate::chance::Chance;
use crate::documents::{DATES, Document, LINES, NUMBERS, PLACES};

/// Something in an expression that the engines are known to see differently; `deviations.rs` says why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Quirk {
    AndOr,
    ConditionAfterParentheses,
    Descendants,
    DateAsCondition,
    Distance,
    DocumentText,
    Epoch,
    FollowingAndPreceding,
    Fraction,
    LargeNumber,
    NoSuchDay,
    NotANumber,
    NodesAsAnswers,
    NumberAsDate,
    NumberOfDate,
    NumberText,
    Percent,
    PositionAcrossParents,
    PositionFromTheEnd,
    PositionOfMany,
    SubstringAfter,
    SubstringBackwards,
    SubstrWithoutNumber,
    SumOfNothing,
    Sunday,
    Surrogates,
    TimeWithZone,
    UnknownBound,
    UnpaddedDate,
}

pub(crate) struct Writer<'a> {
    pub(crate) chance: &'a mut Chance,
    pub(crate) document: &'a Document,
    pub(crate) quirks: BTreeSet<Quirk>,
}

impl Writer<'_> {
    /// Whether to write, this time, what the engines are known to see differently.
    pub(super) fn dares(&mut self, quirk: Quirk) -> bool {
        let dares = self.chance.percent(3);
        if dares {
            self.quirks.insert(quirk);
        }
        dares
    }

    /// An expression and the type to ask for: `number`, `string`, `boolean`, `nodes` or none.
    pub(crate) fn expression(&mut self) -> (String, Option<&'static str>) {
        let depth = 1 + self.chance.below(3);
        let (text, kind) = match self.chance.below(10) {
            0..3 => (self.number(depth), "number"),
            3..6 => (self.text(depth), "string"),
            6..8 => (self.boolean(depth), "boolean"),
            8 => (self.moment(depth), "string"),
            _ => (self.nodes(depth), "nodes"),
        };
        let kind = match self.chance.below(20) {
            0 => Some("string"),
            1 => Some("number"),
            2 => Some("boolean"),
            _ => Some(kind),
        };
        (text, kind)
    }

    pub(super) fn any(&mut self, depth: usize) -> String {
        match self.chance.below(5) {
            0 => self.number(depth),
            1 => self.text(depth),
            2 => self.boolean(depth),
            3 => self.moment(depth),
            _ => self.nodes(depth),
        }
    }

    /// Anything that may stand where a text does.
    pub(super) fn any_text(&mut self, depth: usize) -> String {
        match self.chance.below(5) {
            0 => self.number_as_text(depth),
            1 => self.boolean(depth),
            2 => self.nodes(depth),
            3 => self.moment(depth),
            _ => self.text(depth),
        }
    }

    /// A number where a text is wanted. `coalesce` takes not-a-number for a blank everywhere.
    pub(super) fn number_as_text(&mut self, depth: usize) -> String {
        let number = self.number(depth);
        if self.dares(Quirk::NotANumber) {
            format!("string({number})")
        } else {
            format!("coalesce({number}, '')")
        }
    }

    /// Now and then what does not fit.
    pub(super) fn strays(&mut self) -> bool {
        self.chance.percent(4)
    }

    pub(super) fn literal(&mut self, values: &[&'static str]) -> String {
        format!("'{}'", self.chance.one(values))
    }

    pub(super) fn number(&mut self, depth: usize) -> String {
        if self.strays() {
            return self.any(depth.saturating_sub(1));
        }
        if depth == 0 {
            if self.dares(Quirk::LargeNumber) {
                return "100000000000".to_owned();
            }
            return match self.chance.below(4) {
                0 | 1 => self
                    .chance
                    .one(&[
                        "0", "1", "2", "3", "-1", "0.5", "10", "-2.5", "1.25", "1000",
                    ])
                    .to_owned(),
                2 => self.leaf("alter"),
                _ => self
                    .chance
                    .one(&["position()", "last()", "pi()", "."])
                    .to_owned(),
            };
        }
        let d = depth - 1;
        match self.chance.below(30) {
            0..6 => {
                let operator = self.chance.one(&["+", "-", "*", "div", "mod"]);
                format!("({} {operator} {})", self.number(d), self.number(d))
            }
            6 => format!("-({})", self.number(d)),
            7 => format!("count({})", self.nodes(d)),
            8 => {
                let leaves = self.leaves("alter", d);
                if self.dares(Quirk::SumOfNothing) {
                    format!("sum({leaves})")
                } else {
                    format!("if({leaves}, sum({leaves}), 0)")
                }
            }
            9 => {
                let function = self
                    .chance
                    .one(&["floor", "ceiling", "round", "int", "abs", "sqrt"]);
                format!("{function}({})", self.number(d))
            }
            10 => {
                if self.dares(Quirk::Fraction) {
                    return "round(1.005, 2)".to_owned();
                }
                let digits = self.chance.one(&["0", "1", "2", "3", "-1", "-2"]);
                format!("round({}, {digits})", self.number(d))
            }
            11 => format!("pow({}, {})", self.number(d), self.number(d)),
            12 => {
                let function = self.chance.one(&[
                    "exp", "exp10", "log", "log10", "sin", "cos", "tan", "asin", "acos", "atan",
                ]);
                format!("{function}({})", self.number(d))
            }
            13 => format!("atan2({}, {})", self.number(d), self.number(d)),
            14 | 15 => {
                let function = self.chance.one(&["min", "max"]);
                if self.chance.percent(50) {
                    format!("{function}({})", self.leaves("alter", d))
                } else {
                    format!(
                        "{function}({}, {}, {})",
                        self.number(d),
                        self.number(d),
                        self.number(d)
                    )
                }
            }
            16 | 17 => format!("string-length({})", self.text(d)),
            18 => {
                let value = match self.chance.below(3) {
                    0 => self.text(d),
                    1 => self.boolean(d),
                    _ => self.leaf("alter"),
                };
                format!("number({value})")
            }
            19 => format!("count-selected({})", self.codes(d)),
            20 => format!("count-non-empty({})", self.nodes(d)),
            21 => {
                let dares = self.dares(Quirk::NumberOfDate);
                let function = if dares { "number" } else { "decimal-date-time" };
                format!("{function}({})", self.moment(d))
            }
            22 => {
                if self.dares(Quirk::TimeWithZone) {
                    return "decimal-time('00:00:00Z')".to_owned();
                }
                let time = self
                    .chance
                    .one(&["12:30:00", "06:00:00.000", "23:59", "25:00"]);
                format!("decimal-time('{time}')")
            }
            23 => {
                if self.dares(Quirk::Distance) {
                    return format!("distance({})", self.leaf("ort"));
                }
                match self.chance.below(3) {
                    0 => format!("area({})", self.leaf("ort")),
                    1 => format!("area({})", self.literal(&PLACES)),
                    _ => format!("distance({})", self.literal(&LINES)),
                }
            }
            24 | 25 => format!(
                "if({}, {}, {})",
                self.boolean(d),
                self.number(d),
                self.number(d)
            ),
            26 => format!("coalesce({}, {})", self.number(d), self.number(d)),
            27 => {
                if self.dares(Quirk::PositionOfMany) {
                    format!("position({})", self.kinds(d))
                } else {
                    "position(.)".to_owned()
                }
            }
            28 => format!("({} - {})", self.moment(d), self.moment(d)),
            _ => {
                let text = if self.dares(Quirk::NumberText) {
                    self.literal(&["+5", "1e3", "Infinity", "0x10"])
                } else {
                    self.literal(&NUMBERS)
                };
                format!("number({text})")
            }
        }
    }

    pub(super) fn boolean(&mut self, depth: usize) -> String {
        if self.strays() {
            return self.any(depth.saturating_sub(1));
        }
        if depth == 0 {
            return self
                .chance
                .one(&["true()", "false()", "kind", "alter", "."])
                .to_owned();
        }
        let d = depth - 1;
        let operator = self.chance.one(&["=", "!=", "<", "<=", ">", ">="]);
        match self.chance.below(24) {
            0..3 => format!("{} {operator} {}", self.number(d), self.number(d)),
            3 | 4 => format!("{} {operator} {}", self.text(d), self.text(d)),
            5 | 6 => format!("{} {operator} {}", self.nodes(d), self.any(d)),
            7 => format!("{} {operator} {}", self.any(d), self.nodes(d)),
            8 | 9 => format!("{} {operator} {}", self.moment(d), self.moment(d)),
            10 => format!("({} {operator} {})", self.boolean(d), self.any(d)),
            11..14 => {
                let operator = self.chance.one(&["and", "or"]);
                let function = if self.dares(Quirk::AndOr) {
                    ""
                } else {
                    "boolean"
                };
                format!(
                    "{function}({} {operator} {})",
                    self.boolean(d),
                    self.boolean(d)
                )
            }
            14 | 15 => {
                let function = self.chance.one(&["not", "boolean"]);
                format!("{function}({})", self.any(d))
            }
            16 => {
                let function = self.chance.one(&["contains", "starts-with", "ends-with"]);
                format!("{function}({}, {})", self.text(d), self.text(0))
            }
            17 | 18 => {
                let code = self.literal(&["a", "b", "", "12", "ä", "a b"]);
                format!("selected({}, {code})", self.codes(d))
            }
            19 => format!("boolean-from-string({})", self.text(d)),
            20 => {
                let pattern = self.literal(&["^[0-9]+$", "^.*$", "^[A-ZÄÖÜ][a-zäöüß]+$", "^a.c$"]);
                format!("regex({}, {pattern})", self.text(d))
            }
            21 => format!(
                "checklist({}, {}, {}, {})",
                self.bound(),
                self.bound(),
                self.ticked(d),
                self.ticked(d)
            ),
            22 => format!(
                "weighted-checklist({}, {}, {}, {}, {}, {})",
                self.bound(),
                self.bound(),
                self.ticked(d),
                self.chance.below(4),
                self.ticked(d),
                self.chance.below(4)
            ),
            _ => format!("{} = ''", self.any(d)),
        }
    }

    /// An answer on a checklist.
    pub(super) fn ticked(&mut self, depth: usize) -> String {
        let answer = self.boolean(depth);
        if self.dares(Quirk::NodesAsAnswers) {
            answer
        } else {
            format!("boolean({answer})")
        }
    }

    pub(super) fn bound(&mut self) -> String {
        if self.dares(Quirk::UnknownBound) {
            self.leaf("alter")
        } else {
            self.chance.one(&["-1", "0", "1", "2", "3"]).to_owned()
        }
    }

    pub(super) fn moment(&mut self, depth: usize) -> String {
        if self.dares(Quirk::NumberAsDate) {
            return self.any(depth.saturating_sub(1));
        }
        let literal = if self.dares(Quirk::NoSuchDay) {
            self.literal(&["2024-02-30", "2023-02-29"])
        } else if self.dares(Quirk::Epoch) {
            self.literal(&["1970-01-01"])
        } else if self.dares(Quirk::UnpaddedDate) {
            self.literal(&["2024-2-3"])
        } else {
            self.literal(&DATES)
        };
        if depth == 0 {
            return match self.chance.below(3) {
                0 => literal,
                1 => format!("date({literal})"),
                _ => self.leaf("datum"),
            };
        }
        let d = depth - 1;
        match self.chance.below(8) {
            0 | 1 => format!("date({literal})"),
            2 => format!("date-time({literal})"),
            3 | 4 => format!("date({})", self.leaf("datum")),
            5 => {
                let days = self
                    .chance
                    .one(&["2", "1", "19782", "-1", "0.5", "20000.25"]);
                format!("date({days})")
            }
            6 => format!("date({} + {})", self.moment(d), self.number(0)),
            _ => format!(
                "if({}, {}, {})",
                self.boolean(d),
                self.moment(d),
                self.moment(d)
            ),
        }
    }
}
