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
    fn name(self) -> &'static str {
        match self {
            Self::Integer => "int",
            Self::Decimal => "decimal",
            Self::Text | Self::One | Self::Many => "string",
            Self::Rank => "odk:rank",
            Self::Date => "date",
        }
    }

    fn is_number(self) -> bool {
        matches!(self, Self::Integer | Self::Decimal)
    }
}

/// A leaf that later expressions can refer to.
#[derive(Debug, Clone)]
struct Leaf {
    path: String,
    kind: Kind,
}

/// Something in a form that the engines are known to see differently; `deviations.rs` says why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Quirk {
    AbsolutePathInRepeat,
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

struct Writer<'a> {
    quirks: BTreeSet<Quirk>,
    kinds: BTreeMap<String, Kind>,
    chance: &'a mut Chance,
    leaves: Vec<Leaf>,
    repeats: Vec<String>,
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
    fn dares(&mut self, quirk: Quirk) -> bool {
        let dares = self.chance.percent(1);
        if dares {
            self.quirks.insert(quirk);
        }
        dares
    }

    fn name(&mut self, stem: &str) -> String {
        self.names += 1;
        format!("{stem}{}", self.names)
    }

    fn element(&mut self, at: &str, depth: usize, in_repeat: bool) {
        match self.chance.below(20) {
            0..3 if depth < 2 => self.group(at, depth, in_repeat),
            3..6 if depth < 2 => self.repeat(at, depth, in_repeat),
            6..10 => self.calculation(at),
            _ => self.question(at),
        }
    }

    fn group(&mut self, at: &str, depth: usize, in_repeat: bool) {
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

    fn repeat(&mut self, at: &str, depth: usize, in_repeat: bool) {
        let name = self.name("r");
        let path = format!("{at}/{name}");
        let count = self.chance.percent(35).then(|| self.number(at, 1));
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

    fn calculation(&mut self, at: &str) {
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

    fn question(&mut self, at: &str) {
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

    fn control(&mut self, kind: Kind, path: &str, at: &str) {
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

    fn constraint(&mut self, kind: Kind, at: &str) -> String {
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
    fn reference(&mut self, at: &str, path: &str) -> String {
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

    fn leaf(&mut self, at: &str, fits: fn(Kind) -> bool) -> Option<String> {
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
    fn column(&mut self, fits: fn(Kind) -> bool) -> Option<String> {
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

    fn number(&mut self, at: &str, depth: usize) -> String {
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
    fn own_repeat(at: &str) -> String {
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

    fn text(&mut self, at: &str, depth: usize) -> String {
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

    fn boolean(&mut self, at: &str, depth: usize) -> String {
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
