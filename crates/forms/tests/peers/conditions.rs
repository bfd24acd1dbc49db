// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Expressions in generated forms.

use crate::forms::{Kind, Leaf, Quirk, Writer, code};

impl Writer<'_> {
    /// How often something repeats.
    pub(super) fn count(&mut self, at: &str) -> String {
        let count = self.number(at, 1);
        if count.contains("(/") || count.contains("(..") {
            if self.dares(Quirk::CountOverRepeat) {
                return count;
            }
            return self.number(at, 0);
        }
        count
    }

    pub(super) fn constraint(&mut self, kind: Kind, at: &str) -> String {
        let operator = self.chance.one(&["<", ">", "<=", ">=", "!="]);
        match kind {
            _ if self.chance.percent(30) => self.boolean(at, 1),
            Kind::Integer | Kind::Decimal => format!(". {operator} {}", self.number(at, 1)),
            Kind::Text => "string-length(.) < 5".to_owned(),
            Kind::Date => format!(". {operator} date('2024-02-29')"),
            Kind::One => ". != 'c1'".to_owned(),
            Kind::Many => "count-selected(.) < 3 and not(selected(., 'c2'))".to_owned(),
            Kind::Rank => "selected-at(., 0) != 'c3'".to_owned(),
        }
    }

    /// A way to write a reference at a place: absolute, or from the place upwards.
    pub(super) fn reference(&mut self, at: &str, path: &str) -> String {
        let names: Vec<&str> = at.split('/').collect();
        let outermost = names
            .iter()
            .position(|name| name.starts_with('r'))
            .map(|place| names[..=place].join("/"));
        let is_inside = outermost.is_some_and(|repeat| path.starts_with(&format!("{repeat}/")));
        let is_absolute = if is_inside {
            self.dares(Quirk::AbsolutePathInRepeat)
        } else {
            self.chance.percent(50)
        };
        if is_absolute {
            return path.to_owned();
        }
        // `..` leads from the node to `at`; from there up to what both share.
        let there: Vec<&str> = path.split('/').collect();
        let shared = names.iter().zip(&there).take_while(|(a, b)| a == b).count();
        let up = "../".repeat(names.len() - shared + 1);
        format!("{up}{}", there[shared..].join("/"))
    }

    pub(super) fn leaf(&mut self, at: &str, fits: fn(Kind) -> bool) -> Option<String> {
        // Only a leaf outside of other repeats is one node.
        let repeats = self.repeats.clone();
        let is_one = |path: &str| {
            repeats
                .iter()
                .all(|repeat| !path.starts_with(&format!("{repeat}/")))
        };
        let fitting: Vec<String> = self
            .leaves
            .iter()
            .filter(|leaf| fits(leaf.kind) && is_one(&leaf.path))
            .map(|leaf| leaf.path.clone())
            .collect();
        if fitting.is_empty() {
            return None;
        }
        let path = fitting[self.chance.below(fitting.len())].clone();
        Some(self.reference(at, &path))
    }

    /// Leaves within an earlier repeat.
    pub(super) fn column(&mut self, fits: fn(Kind) -> bool) -> Option<String> {
        let fitting: Vec<&Leaf> = self
            .leaves
            .iter()
            .filter(|leaf| fits(leaf.kind) && leaf.path.matches("/r").count() > 0)
            .filter(|leaf| {
                let repeat = |path: &&String| leaf.path.starts_with(&format!("{path}/"));
                self.repeats.iter().any(|path| repeat(&path))
            })
            .collect();
        if fitting.is_empty() {
            return None;
        }
        Some(fitting[self.chance.below(fitting.len())].path.clone())
    }

    pub(super) fn number(&mut self, at: &str, depth: usize) -> String {
        let literal = self
            .chance
            .one(&["0", "1", "2", "3", "10", "0.5"])
            .to_owned();
        if depth == 0 {
            return self.leaf(at, Kind::is_number).unwrap_or(literal);
        }
        let d = depth - 1;
        match self.chance.below(12) {
            0..3 => self.number(at, 0),
            3 | 4 => {
                let operator = self.chance.one(&["+", "-", "*", "div", "mod"]);
                format!("({} {operator} {})", self.number(at, d), self.number(at, d))
            }
            5 => {
                let function = self
                    .chance
                    .one(&["sum", "min", "max", "count", "count-non-empty"]);
                match self.column(Kind::is_number) {
                    Some(path) => {
                        let path = self.reference(at, &path);
                        if function == "sum" && !self.dares(Quirk::SumOfNothing) {
                            format!("if({path}, sum({path}), 0)")
                        } else {
                            format!("{function}({path})")
                        }
                    }
                    None => literal,
                }
            }
            6 if !self.repeats.is_empty() => {
                let repeat = self.repeats[self.chance.below(self.repeats.len())].clone();
                format!("count({})", self.reference(at, &repeat))
            }
            7 => match self.leaf(at, |kind| kind == Kind::Many) {
                Some(path) => format!("count-selected({path})"),
                None => literal,
            },
            8 => format!("coalesce({}, {literal})", self.number(at, 0)),
            9 => format!(
                "if({}, {}, {})",
                self.boolean(at, d),
                self.number(at, d),
                self.number(at, d)
            ),
            10 if at.matches("/r").count() > 0 => {
                let up = Self::own_repeat(at);
                format!("position({up})")
            }
            _ => literal,
        }
    }

    /// The way up to the instance of the repeat around `at`, from a node in it.
    pub(super) fn own_repeat(at: &str) -> String {
        let levels = at
            .rsplit('/')
            .take_while(|name| !name.starts_with('r'))
            .count();
        let mut way = "..".to_owned();
        for _ in 0..levels {
            way.push_str("/..");
        }
        way
    }

    pub(super) fn text(&mut self, at: &str, depth: usize) -> String {
        let literal = self
            .chance
            .one(&["'c0'", "'c1'", "'c2'", "'ä'", "'1'"])
            .to_owned();
        if depth == 0 {
            return self.leaf(at, |_| true).unwrap_or(literal);
        }
        let d = depth - 1;
        match self.chance.below(9) {
            0 | 1 => self.text(at, 0),
            2 | 3 => {
                let number = self.number(at, d);
                if self.dares(Quirk::NotANumber) {
                    format!("concat({}, '-', {number})", self.text(at, d))
                } else {
                    format!("concat({}, '-', coalesce({number}, ''))", self.text(at, d))
                }
            }
            4 => match self.column(|_| true) {
                Some(path) => format!("join(' ', {})", self.reference(at, &path)),
                None => literal,
            },
            5 => format!(
                "if({}, {}, {})",
                self.boolean(at, d),
                self.text(at, d),
                self.text(at, d)
            ),
            6 => match self.leaf(at, |kind| kind == Kind::Date) {
                Some(path) => format!("format-date({path}, '%d.%m.%Y')"),
                None => literal,
            },
            7 => {
                let list = self.chance.one(&["orte", "dinge"]);
                format!(
                    "instance('{list}')/root/item[name = {}]/label",
                    self.text(at, 0)
                )
            }
            _ => format!("substr({}, 0, 3)", self.text(at, d)),
        }
    }

    pub(super) fn boolean(&mut self, at: &str, depth: usize) -> String {
        let operator = self.chance.one(&["=", "!=", "<", "<=", ">", ">="]);
        let d = depth.saturating_sub(1);
        match self.chance.below(9) {
            0..3 => format!("{} {operator} {}", self.number(at, d), self.number(at, d)),
            3 => format!("{} = {}", self.text(at, d), self.text(at, 1)),
            4 => format!(
                "selected({}, '{}')",
                self.text(at, 0),
                code(self.chance.below(4))
            ),
            5 => format!("{} != ''", self.text(at, 0)),
            6 if depth > 0 => {
                let operator = self.chance.one(&["and", "or"]);
                format!(
                    "({} {operator} {})",
                    self.boolean(at, d),
                    self.boolean(at, d)
                )
            }
            7 if depth > 0 => format!("not({})", self.boolean(at, d)),
            _ => format!("{} {operator} 2", self.number(at, 0)),
        }
    }
}
