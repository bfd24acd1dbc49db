// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Expressions that yield nodes, with their conditions.

use crate::documents::{LEAVES, LISTED};
use crate::expressions::{Quirk, Writer};

impl Writer<'_> {
    /// A path that most often leads to one leaf.
    pub(super) fn leaf(&mut self, name: &str) -> String {
        match self.chance.below(6) {
            0 | 1 => name.to_owned(),
            2 => format!("../{name}"),
            3 => format!("{}/{name}", self.document.base),
            4 => format!(
                "{}/kind[{}]/{name}",
                self.document.base,
                1 + self.chance.below(3)
            ),
            _ => format!("../../{name}"),
        }
    }

    /// A path that most often leads to one leaf in each of several groups.
    pub(super) fn leaves(&mut self, name: &str, depth: usize) -> String {
        if self.dares(Quirk::Descendants) {
            return self.chance.one(&["//", ".//"]).to_owned() + name;
        }
        format!("{}/{name}", self.kinds(depth))
    }

    pub(super) fn kinds(&mut self, depth: usize) -> String {
        let start = match self.chance.below(5) {
            _ if self.dares(Quirk::Descendants) => "//kind".to_owned(),
            0 | 1 => "kind".to_owned(),
            2 => "../kind".to_owned(),
            _ => format!("{}/kind", self.document.base),
        };
        if self.chance.percent(50) {
            start
        } else {
            format!("{start}[{}]", self.condition(depth))
        }
    }

    pub(super) fn condition(&mut self, depth: usize) -> String {
        let operator = self.chance.one(&["=", "!=", "<", "<=", ">", ">="]);
        match self.chance.below(10) {
            0 => self
                .chance
                .one(&["1", "2", "last()", "0", "1.5"])
                .to_owned(),
            1 => format!("position() {operator} {}", self.number(0)),
            2 => format!("@nr {operator} {}", self.number(0)),
            3 => format!("alter {operator} {}", self.number(0)),
            4 => format!("name {operator} {}", self.text(0)),
            5 => format!(
                "kreis = current()/{}",
                self.chance.one(&["kreis", "../kreis"])
            ),
            6 => "position() mod 2 = 1".to_owned(),
            7 => format!("selected(wahl, {})", self.literal(&["a", "b"])),
            8 => self.number(depth),
            _ => self.boolean(depth),
        }
    }

    pub(super) fn nodes(&mut self, depth: usize) -> String {
        if depth == 0 {
            let (name, _) = self.chance.one(&LEAVES);
            return match self.chance.below(6) {
                0 => self
                    .chance
                    .one(&["*", ".", "..", "@*", "node()", "text()", "kind/*", "../*"])
                    .to_owned(),
                1 => self.leaves(name, 0),
                _ => self.leaf(name),
            };
        }
        let d = depth - 1;
        let (name, _) = self.chance.one(&LEAVES);
        match self.chance.below(12) {
            0 | 1 => self.kinds(d),
            2 | 3 => self.leaves(name, d),
            4 if self.dares(Quirk::PositionAcrossParents) => {
                format!("{}/{name}[{}]", self.kinds(d), self.condition(d))
            }
            4 => format!(
                "{}/{name}[. != '' and ../@nr < {}]",
                self.kinds(d),
                self.chance.below(4)
            ),
            5 => {
                let axis = if self.dares(Quirk::FollowingAndPreceding) {
                    self.chance.one(&["following", "preceding"])
                } else {
                    self.chance.one(&[
                        "ancestor",
                        "ancestor-or-self",
                        "following-sibling",
                        "preceding-sibling",
                        "descendant",
                        "descendant-or-self",
                        "parent",
                        "self",
                        "child",
                        "attribute",
                    ])
                };
                let test = self
                    .chance
                    .one(&["*", "kind", "node()", "alter", "gruppe", "nr"]);
                let is_upward = axis.starts_with("ancestor") || axis == "parent";
                let test = if test == "node()" && is_upward && !self.dares(Quirk::DocumentText) {
                    "*"
                } else {
                    test
                };
                // Beyond children, both count places in their own way.
                let is_forward =
                    matches!(axis, "following-sibling" | "child" | "attribute" | "self");
                if is_forward || self.dares(Quirk::PositionFromTheEnd) {
                    format!("{axis}::{test}[{}]", self.condition(d))
                } else {
                    format!("{axis}::{test}")
                }
            }
            6 => format!("({} | {})", self.nodes(d), self.nodes(d)),
            7 if self.dares(Quirk::ConditionAfterParentheses) => {
                format!("({})[{}]", self.nodes(d), self.condition(d))
            }
            8 => format!("*[{}][{}]", self.condition(d), self.condition(d)),
            9 if self.document.has_list => {
                let code = self.literal(&LISTED);
                format!("instance('orte')/root/item[name = {code}]/zahl")
            }
            10 if self.dares(Quirk::Descendants) => format!("//*[{}]", self.condition(d)),
            _ => self.leaf(name),
        }
    }
}
