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
    pub(crate) run: Code,
}

impl FunctionInfo {
    /// Whether `count` arguments fit.
    pub fn takes(&self, count: usize) -> bool {
        count >= self.least && self.most.is_none_or(|most| count <= most)
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

/// The function of this name.
pub fn function(name: &str) -> Option<&'static FunctionInfo> {
    FUNCTIONS.iter().find(|function| function.name == name)
}

const fn core(name: &'static str, least: usize, most: usize, run: Code) -> FunctionInfo {
    FunctionInfo {
        name,
        least,
        most: Some(most),
        odk_only: false,
        run,
    }
}

const fn odk(name: &'static str, least: usize, most: usize, run: Code) -> FunctionInfo {
    FunctionInfo {
        name,
        least,
        most: Some(most),
        odk_only: true,
        run,
    }
}

const fn open(name: &'static str, least: usize, odk_only: bool, run: Code) -> FunctionInfo {
    FunctionInfo {
        name,
        least,
        most: None,
        odk_only,
        run,
    }
}

static FUNCTIONS: [FunctionInfo; 87] = [
    // Sets of nodes.
    core("last", 0, 0, nodes::last),
    core("position", 0, 1, nodes::position),
    core("count", 1, 1, nodes::count),
    core("id", 1, 1, nodes::id),
    core("local-name", 0, 1, nodes::local_name),
    core("namespace-uri", 0, 1, nodes::namespace_uri),
    core("name", 0, 1, nodes::name),
    core("lang", 1, 1, nodes::lang),
    core("current", 0, 0, nodes::current),
    odk("instance", 1, 1, nodes::instance),
    odk("count-non-empty", 1, 1, nodes::count_non_empty),
    // Texts.
    core("string", 0, 1, texts::string),
    open("concat", 0, false, texts::concat),
    core("starts-with", 2, 2, texts::starts_with),
    odk("ends-with", 2, 2, texts::ends_with),
    core("contains", 2, 2, texts::contains),
    core("substring-before", 2, 2, texts::substring_before),
    core("substring-after", 2, 2, texts::substring_after),
    core("substring", 2, 3, texts::substring),
    odk("substr", 2, 3, texts::substr),
    core("string-length", 0, 1, texts::string_length),
    core("normalize-space", 0, 1, texts::normalize_space),
    core("translate", 3, 3, texts::translate),
    open("join", 1, true, texts::join),
    // Yes and no.
    core("boolean", 1, 1, logic::boolean),
    core("not", 1, 1, logic::not),
    core("true", 0, 0, logic::yes),
    core("false", 0, 0, logic::no),
    odk("if", 3, 3, logic::choose),
    odk("coalesce", 2, 2, logic::coalesce),
    odk("once", 1, 1, logic::once),
    odk("boolean-from-string", 1, 1, logic::boolean_from_string),
    open("checklist", 2, true, logic::checklist),
    open("weighted-checklist", 2, true, logic::weighted_checklist),
    // Numbers.
    core("number", 0, 1, numbers::number),
    core("sum", 1, 1, numbers::sum),
    core("floor", 1, 1, numbers::floor),
    core("ceiling", 1, 1, numbers::ceiling),
    core("round", 1, 2, numbers::round),
    odk("int", 1, 1, numbers::int),
    open("min", 1, true, numbers::min),
    open("max", 1, true, numbers::max),
    odk("pow", 2, 2, numbers::pow),
    odk("abs", 1, 1, |r, a, f| numbers::apply(r, a, f, f64::abs)),
    odk("sqrt", 1, 1, |r, a, f| numbers::apply(r, a, f, f64::sqrt)),
    odk("exp", 1, 1, |r, a, f| numbers::apply(r, a, f, f64::exp)),
    odk("exp10", 1, 1, |r, a, f| {
        numbers::apply(r, a, f, |x| 10_f64.powf(x))
    }),
    odk("log", 1, 1, |r, a, f| numbers::apply(r, a, f, f64::ln)),
    odk("log10", 1, 1, |r, a, f| numbers::apply(r, a, f, f64::log10)),
    odk("sin", 1, 1, |r, a, f| numbers::apply(r, a, f, f64::sin)),
    odk("cos", 1, 1, |r, a, f| numbers::apply(r, a, f, f64::cos)),
    odk("tan", 1, 1, |r, a, f| numbers::apply(r, a, f, f64::tan)),
    odk("asin", 1, 1, |r, a, f| numbers::apply(r, a, f, f64::asin)),
    odk("acos", 1, 1, |r, a, f| numbers::apply(r, a, f, f64::acos)),
    odk("atan", 1, 1, |r, a, f| numbers::apply(r, a, f, f64::atan)),
    odk("atan2", 2, 2, numbers::atan2),
    odk("pi", 0, 0, numbers::pi),
    // Dates and times.
    odk("today", 0, 0, calendar::today),
    odk("now", 0, 0, calendar::now),
    odk("date", 1, 1, calendar::date),
    odk("date-time", 1, 1, calendar::date),
    odk("decimal-date-time", 1, 1, calendar::decimal_date_time),
    odk("decimal-time", 1, 1, calendar::decimal_time),
    odk("format-date", 2, 2, calendar::format_date),
    odk("format-date-time", 2, 2, calendar::format_date),
    // Choices: texts of codes with blanks between them.
    odk("selected", 2, 2, choices::selected),
    odk("selected-at", 2, 2, choices::selected_at),
    odk("is-selected", 2, 2, choices::selected),
    odk("count-selected", 1, 1, choices::count_selected),
    // Chance.
    odk("random", 0, 0, chance::random),
    odk("randomize", 1, 2, chance::randomize),
    odk("uuid", 0, 1, chance::uuid),
    // Encodings and patterns.
    odk("digest", 2, 3, encodings::digest),
    odk("base64-decode", 1, 1, encodings::base64_decode),
    odk("regex", 2, 2, encodings::regex),
    // Places on Earth.
    odk("area", 1, 1, places::area),
    odk("enclosed-area", 1, 1, places::area),
    open("distance", 1, true, places::distance),
    odk("geofence", 2, 2, places::geofence),
    odk("intersects", 1, 1, places::intersects),
    // The form.
    open("indexed-repeat", 3, true, form::indexed_repeat),
    odk("pulldata", 4, 4, form::pulldata),
    odk("jr:itext", 1, 1, form::itext),
    odk("jr:choice-name", 2, 2, form::choice_name),
    odk("property", 1, 1, form::property),
    odk("version", 0, 0, form::version),
    // What names further dependencies for engines that do not find them.
    open("depend", 1, true, |run, args, focus| {
        run.value(&args[0], focus)
    }),
];
