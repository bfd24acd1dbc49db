// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The table of functions: name, number of arguments, dialect, code. The code stands in one file
//! per topic.

#![expect(
    clippy::unnecessary_wraps,
    reason = "all functions of the table have one type"
)]

mod calendar;
mod chance;
mod choices;
mod encodings;
mod form;
mod logic;
mod nodes;
mod numbers;
mod places;
mod texts;

pub(crate) use encodings::compile as compile_pattern;

use std::fmt;

use crate::analyse::{ValueKind, kind_of_call, takes_nodes};
use crate::ast::Expr;
use crate::environment::{Dialect, Environment, EvaluationError};
use crate::evaluate::{Focus, Run};
use crate::value::Value;

type Answer<'a> = Result<Value<'a>, EvaluationError>;
type Code = for<'a> fn(&Run<'a>, &'a [Expr], Focus) -> Answer<'a>;

/// What the prefix `jr` stands for.
const JAVAROSA: &str = "http://openrosa.org/javarosa";

/// A function that can be evaluated.
pub struct FunctionInfo {
    /// The name as written in expressions.
    pub name: &'static str,
    /// The least number of arguments.
    pub least: usize,
    /// The greatest number of arguments; `None` if there is no bound.
    pub most: Option<usize>,
    /// Whether ODK adds it to XPath 1.0.
    pub odk_only: bool,
    /// What it is about.
    pub topic: Topic,
    pub(crate) run: Code,
}

/// What a function is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Topic {
    Nodes,
    Texts,
    Logic,
    Numbers,
    Dates,
    Choices,
    Chance,
    Encodings,
    Places,
    Form,
}

impl FunctionInfo {
    /// Whether `count` arguments fit.
    pub fn takes(&self, count: usize) -> bool {
        count >= self.least && self.most.is_none_or(|most| count <= most)
    }

    /// Whether the argument with this number, counted from 0, must be a path to nodes.
    pub fn takes_nodes(&self, index: usize) -> bool {
        takes_nodes(self.name, index)
    }

    /// What kind of value it yields, as far as that is always the same.
    pub fn result(&self) -> ValueKind {
        kind_of_call(self.name)
    }

    pub(crate) fn exists_in(&self, environment: &Environment) -> bool {
        if self.odk_only && environment.dialect != Dialect::Odk {
            return false;
        }
        // All prefixed functions begin with it.
        if !self.name.starts_with("jr:") {
            return true;
        }
        let space = environment.namespaces.get("jr");
        space.is_none_or(|space| space == JAVAROSA)
    }
}

impl fmt::Debug for FunctionInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}()", self.name)
    }
}

impl PartialEq for FunctionInfo {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// All functions, by topic.
pub fn functions() -> &'static [FunctionInfo] {
    &FUNCTIONS
}

/// The function of this name.
pub fn function(name: &str) -> Option<&'static FunctionInfo> {
    FUNCTIONS.iter().find(|function| function.name == name)
}

const fn core(
    topic: Topic,
    name: &'static str,
    least: usize,
    most: usize,
    run: Code,
) -> FunctionInfo {
    FunctionInfo {
        name,
        least,
        most: Some(most),
        odk_only: false,
        topic,
        run,
    }
}

const fn odk(
    topic: Topic,
    name: &'static str,
    least: usize,
    most: usize,
    run: Code,
) -> FunctionInfo {
    FunctionInfo {
        name,
        least,
        most: Some(most),
        odk_only: true,
        topic,
        run,
    }
}

const fn open(
    topic: Topic,
    name: &'static str,
    least: usize,
    odk_only: bool,
    run: Code,
) -> FunctionInfo {
    FunctionInfo {
        name,
        least,
        most: None,
        odk_only,
        topic,
        run,
    }
}

static FUNCTIONS: [FunctionInfo; 87] = [
    // Sets of nodes.
    core(Topic::Nodes, "last", 0, 0, nodes::last),
    core(Topic::Nodes, "position", 0, 1, nodes::position),
    core(Topic::Nodes, "count", 1, 1, nodes::count),
    core(Topic::Nodes, "id", 1, 1, nodes::id),
    core(Topic::Nodes, "local-name", 0, 1, nodes::local_name),
    core(Topic::Nodes, "namespace-uri", 0, 1, nodes::namespace_uri),
    core(Topic::Nodes, "name", 0, 1, nodes::name),
    core(Topic::Nodes, "lang", 1, 1, nodes::lang),
    core(Topic::Nodes, "current", 0, 0, nodes::current),
    odk(Topic::Nodes, "instance", 1, 1, nodes::instance),
    odk(
        Topic::Nodes,
        "count-non-empty",
        1,
        1,
        nodes::count_non_empty,
    ),
    // Texts.
    core(Topic::Texts, "string", 0, 1, texts::string),
    open(Topic::Texts, "concat", 0, false, texts::concat),
    core(Topic::Texts, "starts-with", 2, 2, texts::starts_with),
    odk(Topic::Texts, "ends-with", 2, 2, texts::ends_with),
    core(Topic::Texts, "contains", 2, 2, texts::contains),
    core(
        Topic::Texts,
        "substring-before",
        2,
        2,
        texts::substring_before,
    ),
    core(
        Topic::Texts,
        "substring-after",
        2,
        2,
        texts::substring_after,
    ),
    core(Topic::Texts, "substring", 2, 3, texts::substring),
    odk(Topic::Texts, "substr", 2, 3, texts::substr),
    core(Topic::Texts, "string-length", 0, 1, texts::string_length),
    core(
        Topic::Texts,
        "normalize-space",
        0,
        1,
        texts::normalize_space,
    ),
    core(Topic::Texts, "translate", 3, 3, texts::translate),
    open(Topic::Texts, "join", 1, true, texts::join),
    // Yes and no.
    core(Topic::Logic, "boolean", 1, 1, logic::boolean),
    core(Topic::Logic, "not", 1, 1, logic::not),
    core(Topic::Logic, "true", 0, 0, logic::yes),
    core(Topic::Logic, "false", 0, 0, logic::no),
    odk(Topic::Logic, "if", 3, 3, logic::choose),
    odk(Topic::Logic, "coalesce", 2, 2, logic::coalesce),
    odk(Topic::Logic, "once", 1, 1, logic::once),
    odk(
        Topic::Logic,
        "boolean-from-string",
        1,
        1,
        logic::boolean_from_string,
    ),
    open(Topic::Logic, "checklist", 2, true, logic::checklist),
    open(
        Topic::Logic,
        "weighted-checklist",
        2,
        true,
        logic::weighted_checklist,
    ),
    // Numbers.
    core(Topic::Numbers, "number", 0, 1, numbers::number),
    core(Topic::Numbers, "sum", 1, 1, numbers::sum),
    core(Topic::Numbers, "floor", 1, 1, numbers::floor),
    core(Topic::Numbers, "ceiling", 1, 1, numbers::ceiling),
    core(Topic::Numbers, "round", 1, 2, numbers::round),
    odk(Topic::Numbers, "int", 1, 1, numbers::int),
    open(Topic::Numbers, "min", 1, true, numbers::min),
    open(Topic::Numbers, "max", 1, true, numbers::max),
    odk(Topic::Numbers, "pow", 2, 2, numbers::pow),
    odk(Topic::Numbers, "abs", 1, 1, |r, a, f| {
        numbers::apply(r, a, f, f64::abs)
    }),
    odk(Topic::Numbers, "sqrt", 1, 1, |r, a, f| {
        numbers::apply(r, a, f, f64::sqrt)
    }),
    odk(Topic::Numbers, "exp", 1, 1, |r, a, f| {
        numbers::apply(r, a, f, f64::exp)
    }),
    odk(Topic::Numbers, "exp10", 1, 1, |r, a, f| {
        numbers::apply(r, a, f, |x| 10_f64.powf(x))
    }),
    odk(Topic::Numbers, "log", 1, 1, |r, a, f| {
        numbers::apply(r, a, f, f64::ln)
    }),
    odk(Topic::Numbers, "log10", 1, 1, |r, a, f| {
        numbers::apply(r, a, f, f64::log10)
    }),
    odk(Topic::Numbers, "sin", 1, 1, |r, a, f| {
        numbers::apply(r, a, f, f64::sin)
    }),
    odk(Topic::Numbers, "cos", 1, 1, |r, a, f| {
        numbers::apply(r, a, f, f64::cos)
    }),
    odk(Topic::Numbers, "tan", 1, 1, |r, a, f| {
        numbers::apply(r, a, f, f64::tan)
    }),
    odk(Topic::Numbers, "asin", 1, 1, |r, a, f| {
        numbers::apply(r, a, f, f64::asin)
    }),
    odk(Topic::Numbers, "acos", 1, 1, |r, a, f| {
        numbers::apply(r, a, f, f64::acos)
    }),
    odk(Topic::Numbers, "atan", 1, 1, |r, a, f| {
        numbers::apply(r, a, f, f64::atan)
    }),
    odk(Topic::Numbers, "atan2", 2, 2, numbers::atan2),
    odk(Topic::Numbers, "pi", 0, 0, numbers::pi),
    // Dates and times.
    odk(Topic::Dates, "today", 0, 0, calendar::today),
    odk(Topic::Dates, "now", 0, 0, calendar::now),
    odk(Topic::Dates, "date", 1, 1, calendar::date),
    odk(Topic::Dates, "date-time", 1, 1, calendar::date),
    odk(
        Topic::Dates,
        "decimal-date-time",
        1,
        1,
        calendar::decimal_date_time,
    ),
    odk(Topic::Dates, "decimal-time", 1, 1, calendar::decimal_time),
    odk(Topic::Dates, "format-date", 2, 2, calendar::format_date),
    odk(
        Topic::Dates,
        "format-date-time",
        2,
        2,
        calendar::format_date,
    ),
    // Choices: texts of codes with blanks between them.
    odk(Topic::Choices, "selected", 2, 2, choices::selected),
    odk(Topic::Choices, "selected-at", 2, 2, choices::selected_at),
    odk(Topic::Choices, "is-selected", 2, 2, choices::selected),
    odk(
        Topic::Choices,
        "count-selected",
        1,
        1,
        choices::count_selected,
    ),
    // Chance.
    odk(Topic::Chance, "random", 0, 0, chance::random),
    odk(Topic::Chance, "randomize", 1, 2, chance::randomize),
    odk(Topic::Chance, "uuid", 0, 1, chance::uuid),
    // Encodings and patterns.
    odk(Topic::Encodings, "digest", 2, 3, encodings::digest),
    odk(
        Topic::Encodings,
        "base64-decode",
        1,
        1,
        encodings::base64_decode,
    ),
    odk(Topic::Encodings, "regex", 2, 2, encodings::regex),
    // Places on Earth.
    odk(Topic::Places, "area", 1, 1, places::area),
    odk(Topic::Places, "enclosed-area", 1, 1, places::area),
    open(Topic::Places, "distance", 1, true, places::distance),
    odk(Topic::Places, "geofence", 2, 2, places::geofence),
    odk(Topic::Places, "intersects", 1, 1, places::intersects),
    // The form.
    open(Topic::Form, "indexed-repeat", 3, true, form::indexed_repeat),
    odk(Topic::Form, "pulldata", 4, 4, form::pulldata),
    odk(Topic::Form, "jr:itext", 1, 1, form::itext),
    odk(Topic::Form, "jr:choice-name", 2, 2, form::choice_name),
    odk(Topic::Form, "property", 1, 1, form::property),
    odk(Topic::Form, "version", 0, 0, form::version),
    // What names further dependencies for engines that do not find them.
    open(Topic::Form, "depend", 1, true, |run, args, focus| {
        run.value(&args[0], focus)
    }),
];
