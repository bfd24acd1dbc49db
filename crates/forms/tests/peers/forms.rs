// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Forms with groups, repeats, relevance, calculations, constraints and filtered choices.
//! Expressions refer to what stands before them, so that nothing goes in circles.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::chance::Chance;

/// What a question holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Kind {
    Integer,
    Decimal,
    Text,
    Date,
    One,
    Many,
    Rank,
}

const KINDS: [Kind; 7] = [
    Kind::Integer,
    Kind::Decimal,
    Kind::Text,
    Kind::Date,
    Kind::One,
    Kind::Many,
    Kind::Rank,
];

impl Kind {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Integer => "int",
            Self::Decimal => "decimal",
            Self::Text | Self::One | Self::Many => "string",
            Self::Rank => "odk:rank",
            Self::Date => "date",
        }
    }

    pub(super) fn is_number(self) -> bool {
        matches!(self, Self::Integer | Self::Decimal)
    }
}

/// A leaf that later expressions can refer to.
#[derive(Debug, Clone)]
pub(super) struct Leaf {
    pub(super) path: String,
    pub(super) kind: Kind,
}

/// Something in a form that the engines are known to see differently; `deviations.rs` says why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Quirk {
    AbsolutePathInRepeat,
    CountOverRepeat,
    CountWithoutNumber,
    NotANumber,
    SumOfNothing,
    TemplateWithinRepeat,
}

/// A form, and what its questions hold by path.
pub(crate) struct Form {
    pub(crate) xml: String,
    pub(crate) kinds: BTreeMap<String, Kind>,
    pub(crate) quirks: BTreeSet<Quirk>,
}

pub(crate) struct Writer<'a> {
    quirks: BTreeSet<Quirk>,
    kinds: BTreeMap<String, Kind>,
    pub(super) chance: &'a mut Chance,
    pub(super) leaves: Vec<Leaf>,
    pub(super) repeats: Vec<String>,
    instance: String,
    binds: String,
    body: String,
    names: usize,
}

/// How many codes the lists have.
const ITEMS: usize = 9;

/// A code of the lists.
pub(crate) fn code(number: usize) -> String {
    format!("c{number}")
}

pub(crate) fn form(chance: &mut Chance) -> Form {
    let mut writer = Writer {
        quirks: BTreeSet::new(),
        kinds: BTreeMap::new(),
        chance,
        leaves: Vec::new(),
        repeats: Vec::new(),
        instance: String::new(),
        binds: String::new(),
        body: String::new(),
        names: 0,
    };
    let count = 4 + writer.chance.below(8);
    for _ in 0..count {
        writer.element("/data", 0, false);
    }
    let mut lists = String::new();
    for list in ["orte", "dinge"] {
        let _ = write!(lists, "<instance id=\"{list}\"><root>");
        for number in 0..ITEMS {
            let group = writer.chance.one(&["c0", "c1", "c2", "1", "2", "ä"]);
            let weight = writer.chance.below(4);
            let _ = write!(
                lists,
                "<item><name>{}</name><label>Ding {number}</label><gruppe>{group}</gruppe><zahl>{weight}</zahl></item>",
                code(number)
            );
        }
        lists.push_str("</root></instance>");
    }
    let xml = format!(
        "<h:html xmlns=\"http://www.w3.org/2002/xforms\" xmlns:h=\"http://www.w3.org/1999/xhtml\" \
         xmlns:jr=\"http://openrosa.org/javarosa\" xmlns:odk=\"http://www.opendatakit.org/xforms\">\
         <h:head><h:title>Test</h:title><model odk:xforms-version=\"1.0.0\">\
         <instance><data id=\"test\">{}</data></instance>{lists}{}</model></h:head>\
         <h:body>{}</h:body></h:html>",
        writer.instance, writer.binds, writer.body
    );
    Form {
        xml,
        kinds: writer.kinds,
        quirks: writer.quirks,
    }
}

/// Text as an attribute has it.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

impl Writer<'_> {
    /// Whether to write, this time, what the engines are known to see differently.
    pub(super) fn dares(&mut self, quirk: Quirk) -> bool {
        let dares = self.chance.percent(1);
        if dares {
            self.quirks.insert(quirk);
        }
        dares
    }

    pub(super) fn name(&mut self, stem: &str) -> String {
        self.names += 1;
        format!("{stem}{}", self.names)
    }

    pub(super) fn element(&mut self, at: &str, depth: usize, in_repeat: bool) {
        match self.chance.below(20) {
            0..3 if depth < 2 => self.group(at, depth, in_repeat),
            3..6 if depth < 2 => self.repeat(at, depth, in_repeat),
            6..10 => self.calculation(at),
            _ => self.question(at),
        }
    }

    pub(super) fn group(&mut self, at: &str, depth: usize, in_repeat: bool) {
        let name = self.name("g");
        let path = format!("{at}/{name}");
        if self.chance.percent(60) {
            let relevant = self.boolean(at, 1);
            let _ = write!(
                self.binds,
                "<bind nodeset=\"{path}\" relevant=\"{}\"/>",
                escape(&relevant)
            );
        }
        let _ = write!(self.instance, "<{name}>");
        let _ = write!(self.body, "<group ref=\"{path}\"><label>{name}</label>");
        for _ in 0..=self.chance.below(3) {
            self.element(&path, depth + 1, in_repeat);
        }
        self.body.push_str("</group>");
        let _ = write!(self.instance, "</{name}>");
    }

    pub(super) fn repeat(&mut self, at: &str, depth: usize, in_repeat: bool) {
        let name = self.name("r");
        let path = format!("{at}/{name}");
        let count = self.chance.percent(35).then(|| self.count(at));
        if self.chance.percent(30) {
            let relevant = self.boolean(at, 1);
            let _ = write!(
                self.binds,
                "<bind nodeset=\"{path}\" relevant=\"{}\"/>",
                escape(&relevant)
            );
        }
        let is_template = if in_repeat {
            self.dares(Quirk::TemplateWithinRepeat)
        } else {
            self.chance.percent(60)
        };
        let template = if is_template { " jr:template=\"\"" } else { "" };
        let _ = write!(self.instance, "<{name}{template}>");
        let _ = write!(
            self.body,
            "<group ref=\"{path}\"><label>{name}</label><repeat nodeset=\"{path}\""
        );
        if let Some(count) = count {
            // Small counts, so that the forms stay small.
            let count = if self.dares(Quirk::CountWithoutNumber) {
                format!("({count}) mod 4")
            } else {
                format!("coalesce(floor(abs({count})) mod 4, 0)")
            };
            let _ = write!(self.body, " jr:count=\"{}\"", escape(&count));
        }
        self.body.push('>');
        for _ in 0..=self.chance.below(3) {
            self.element(&path, depth + 1, true);
        }
        self.body.push_str("</repeat></group>");
        let _ = write!(self.instance, "</{name}>");
        self.repeats.push(path);
    }

    pub(super) fn calculation(&mut self, at: &str) {
        let name = self.name("b");
        let path = format!("{at}/{name}");
        let (kind, calculate) = match self.chance.below(4) {
            0 => (Kind::Integer, format!("round({})", self.number(at, 2))),
            1 => (Kind::Decimal, self.number(at, 2)),
            _ => (Kind::Text, self.text(at, 2)),
        };
        let _ = write!(
            self.binds,
            "<bind nodeset=\"{path}\" type=\"{}\" calculate=\"{}\"",
            kind.name(),
            escape(&calculate)
        );
        if self.chance.percent(30) {
            let relevant = self.boolean(at, 1);
            let _ = write!(self.binds, " relevant=\"{}\"", escape(&relevant));
        }
        self.binds.push_str("/>");
        let _ = write!(self.instance, "<{name}/>");
        self.leaves.push(Leaf { path, kind });
    }

    pub(super) fn question(&mut self, at: &str) {
        let name = self.name("q");
        let path = format!("{at}/{name}");
        let kind = self.chance.one(&KINDS);
        let _ = write!(
            self.binds,
            "<bind nodeset=\"{path}\" type=\"{}\"",
            kind.name()
        );
        let mut conditions = Vec::new();
        if self.chance.percent(35) {
            conditions.push(("relevant", self.boolean(at, 2)));
        }
        if self.chance.percent(35) {
            let required = if self.chance.percent(50) {
                "true()".to_owned()
            } else {
                self.boolean(at, 1)
            };
            conditions.push(("required", required));
        }
        if self.chance.percent(35) {
            let constraint = self.constraint(kind, at);
            conditions.push(("constraint", constraint));
        }
        if self.chance.percent(10) {
            conditions.push(("readonly", self.boolean(at, 1)));
        }
        for (property, expression) in conditions {
            let _ = write!(self.binds, " {property}=\"{}\"", escape(&expression));
        }
        self.binds.push_str("/>");
        let value = if self.chance.percent(25) {
            value(kind, self.chance)
        } else {
            String::new()
        };
        let _ = write!(self.instance, "<{name}>{value}</{name}>");
        self.control(kind, &path, at);
        self.kinds.insert(path.clone(), kind);
        self.leaves.push(Leaf { path, kind });
    }

    pub(super) fn control(&mut self, kind: Kind, path: &str, at: &str) {
        let element = match kind {
            Kind::One => "select1",
            Kind::Many => "select",
            Kind::Rank => "odk:rank",
            _ => {
                let _ = write!(
                    self.body,
                    "<input ref=\"{path}\"><label>{path}</label></input>"
                );
                return;
            }
        };
        let _ = write!(self.body, "<{element} ref=\"{path}\"><label>{path}</label>");
        if kind == Kind::Rank || self.chance.percent(25) {
            for number in 0..4 {
                let code = code(number);
                let _ = write!(
                    self.body,
                    "<item><label>{code}</label><value>{code}</value></item>"
                );
            }
        } else {
            let list = self.chance.one(&["orte", "dinge"]);
            let filter = match self.chance.below(6) {
                0 => String::new(),
                1 => format!("[zahl < {}]", self.number(at, 0)),
                2 => format!("[selected({}, gruppe)]", self.text(at, 0)),
                3 => format!(
                    "[gruppe = {} and zahl > {}]",
                    self.text(at, 0),
                    self.number(at, 0)
                ),
                _ => format!("[gruppe = {}]", self.text(at, 0)),
            };
            let _ = write!(
                self.body,
                "<itemset nodeset=\"{}\"><value ref=\"name\"/><label ref=\"label\"/></itemset>",
                escape(&format!("instance('{list}')/root/item{filter}"))
            );
        }
        let _ = write!(self.body, "</{element}>");
    }
}

/// A value as an instance has it.
pub(crate) fn value(kind: Kind, chance: &mut Chance) -> String {
    match kind {
        Kind::Integer => chance
            .one(&["0", "1", "2", "3", "7", "12", "-4"])
            .to_owned(),
        Kind::Decimal => chance
            .one(&["0.5", "1.25", "3", "-0.75", "100.1"])
            .to_owned(),
        Kind::Text => chance
            .one(&["a", "Ärztin", "c1", "c0 c2", "lange Wörter", "1", "ä"])
            .to_owned(),
        Kind::Date => chance
            .one(&["2024-02-29", "1999-12-31", "2026-03-29", "1969-01-01"])
            .to_owned(),
        Kind::One => code(chance.below(4)),
        Kind::Many => {
            let codes: Vec<String> = (0..4).filter(|_| chance.percent(40)).map(code).collect();
            codes.join(" ")
        }
        Kind::Rank => {
            let start = chance.below(4);
            let codes: Vec<String> = (0..4).map(|number| code((number + start) % 4)).collect();
            codes.join(" ")
        }
    }
}
