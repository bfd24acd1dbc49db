// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The column `parameters`: `start=1 end=10 step=0.5`.

use std::collections::{BTreeMap, BTreeSet};

use crate::spec::{ChoiceSource, FormSpec, NumberRange, Question, QuestionType};
use crate::xlsform::message::{Expected, Rule};

/// Takes the cell apart. Keys are in lower case.
pub(super) fn parse(text: &str) -> Result<BTreeMap<String, String>, Rule> {
    let mut parameters = BTreeMap::new();
    // Blanks around the sign of equality do not count.
    let mut joined = String::new();
    for (index, part) in text.split('=').enumerate() {
        if index > 0 {
            joined.push('=');
        }
        joined.push_str(part.trim());
    }
    for part in joined.split([' ', ',', ';', '\n', '\t']) {
        if part.is_empty() {
            continue;
        }
        let (key, value) = part.split_once('=').ok_or(Rule::Parameters)?;
        if key.is_empty() || value.is_empty() || value.contains('=') {
            return Err(Rule::Parameters);
        }
        parameters.insert(key.to_lowercase(), value.to_owned());
    }
    Ok(parameters)
}

/// What is wrong with the parameters of a question.
pub(super) fn check(question: &Question, spec: &FormSpec) -> Vec<Rule> {
    let mut checker = Checker {
        parameters: &question.parameters,
        rules: Vec::new(),
    };
    match question.kind {
        QuestionType::Range => {
            range(question, spec, &mut checker);
        }
        QuestionType::Text => {
            checker.known(&["rows"]);
            checker.integer("rows");
        }
        QuestionType::SelectOne | QuestionType::SelectMany | QuestionType::Rank => {
            match question.choice_source {
                ChoiceSource::File => checker.known(&["label", "randomize", "seed", "value"]),
                _ => checker.known(&["randomize", "seed"]),
            }
            randomized(&mut checker);
            for name in ["value", "label"] {
                let is_name = |text: &str| crate::compile::is_name(text);
                checker.test(name, is_name, Expected::OneOf("a column name"));
            }
        }
        QuestionType::Audio => {
            checker.known(&["quality"]);
            checker.one_of("quality", "voice-only, low, normal, external");
        }
        QuestionType::BackgroundAudio => {
            checker.known(&["quality"]);
            checker.one_of("quality", "voice-only, low, normal");
        }
        QuestionType::Image => {
            checker.known(&["app", "max-pixels"]);
            checker.integer("max-pixels");
            let appearances: Vec<&str> = question.appearance.split_whitespace().collect();
            if appearances.is_empty() || appearances.contains(&"annotate") {
                checker.test("app", is_package, Expected::Package);
            }
        }
        QuestionType::Geopoint => {
            checker.known(&[
                "allow-mock-accuracy",
                "capture-accuracy",
                "reference-geometry",
                "warning-accuracy",
            ]);
            checker.one_of("allow-mock-accuracy", "true, false");
            checker.number("capture-accuracy");
            checker.number("warning-accuracy");
        }
        QuestionType::Geotrace | QuestionType::Geoshape => {
            checker.known(&["allow-mock-accuracy", "incremental", "reference-geometry"]);
            checker.one_of("allow-mock-accuracy", "true, false");
            let is_true =
                |text: &str| matches!(text.to_lowercase().as_str(), "true" | "true()" | "yes");
            checker.test("incremental", is_true, Expected::True);
        }
        QuestionType::Audit => audit(&mut checker),
        _ => {}
    }
    checker.rules
}

struct Checker<'a> {
    parameters: &'a BTreeMap<String, String>,
    rules: Vec<Rule>,
}

impl Checker<'_> {
    fn known(&mut self, names: &[&str]) {
        for name in self.parameters.keys() {
            if !names.contains(&name.as_str()) {
                self.rules.push(Rule::UnknownParameter {
                    name: name.clone(),
                    known: names.join(", "),
                });
            }
        }
    }

    fn refuse(&mut self, name: &str, expected: Expected) {
        self.rules.push(Rule::ParameterValue {
            name: name.to_owned(),
            expected,
        });
    }

    fn test(&mut self, name: &str, fits: impl Fn(&str) -> bool, expected: Expected) {
        if self.parameters.get(name).is_some_and(|text| !fits(text)) {
            self.refuse(name, expected);
        }
    }

    fn integer(&mut self, name: &str) {
        self.test(name, |text| text.parse::<u64>().is_ok(), Expected::Integer);
    }

    fn number(&mut self, name: &str) -> Option<f64> {
        self.test(name, |text| number(text).is_some(), Expected::Number);
        number(self.parameters.get(name)?)
    }

    fn one_of(&mut self, name: &str, words: &'static str) {
        let fits = |text: &str| words.split(", ").any(|word| word == text);
        self.test(name, fits, Expected::OneOf(words));
    }
}

fn number(text: &str) -> Option<f64> {
    text.parse::<f64>().ok().filter(|number| number.is_finite())
}

fn is_package(text: &str) -> bool {
    text.contains('.')
        && text.split('.').all(|part| {
            part.starts_with(|c: char| c.is_ascii_alphabetic())
                && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        })
}

fn randomized(checker: &mut Checker<'_>) {
    let randomize = checker
        .parameters
        .get("randomize")
        .map(|text| text.to_lowercase());
    if randomize
        .as_deref()
        .is_some_and(|text| !matches!(text, "true" | "false"))
    {
        checker.refuse("randomize", Expected::TrueFalse);
    }
    if checker.parameters.contains_key("seed") && randomize.as_deref() != Some("true") {
        checker
            .rules
            .push(Rule::ParametersTogether("randomize=true, seed"));
    }
    let fits =
        |text: &str| number(text).is_some() || (text.starts_with("${") && text.ends_with('}'));
    checker.test("seed", fits, Expected::NumberOrReference);
}

fn audit(checker: &mut Checker<'_>) {
    const PLACE: [&str; 3] = [
        "location-priority",
        "location-min-interval",
        "location-max-age",
    ];
    checker.known(&[
        "identify-user",
        "location-max-age",
        "location-min-interval",
        "location-priority",
        "track-changes",
        "track-changes-reasons",
    ]);
    checker.one_of("track-changes", "true, false");
    checker.one_of("identify-user", "true, false");
    checker.one_of("track-changes-reasons", "on-form-edit");
    checker.one_of(
        "location-priority",
        "no-power, low-power, balanced, high-accuracy",
    );
    checker.integer("location-min-interval");
    checker.integer("location-max-age");
    let given = PLACE
        .iter()
        .filter(|name| checker.parameters.contains_key(**name));
    if !matches!(given.count(), 0 | 3) {
        checker.rules.push(Rule::ParametersTogether(
            "location-priority, location-min-interval, location-max-age",
        ));
    }
    let get = |name: &str| number(checker.parameters.get(name)?);
    if let (Some(interval), Some(age)) = (get(PLACE[1]), get(PLACE[2]))
        && age < interval
    {
        checker.refuse(PLACE[2], Expected::AtLeast("location-min-interval"));
    }
}

/// Whether `value` is a whole number of steps, with room for how computers store fractions.
fn is_multiple(value: f64, step: f64) -> bool {
    let count = value / step;
    (count - count.round()).abs() < 1e-9 * count.abs().max(1.0)
}

fn range(question: &Question, spec: &FormSpec, checker: &mut Checker<'_>) {
    checker.known(&[
        "end",
        "placeholder",
        "start",
        "step",
        "tick_interval",
        "tick_labelset",
    ]);
    for name in ["start", "end", "step"] {
        checker.number(name);
    }
    let interval = checker.number("tick_interval");
    let placeholder = checker.number("placeholder");
    let appearance = question.appearance.as_str();
    let is_scale = appearance
        .split_whitespace()
        .all(|word| matches!(word, "vertical" | "no-ticks"));
    if !is_scale
        && ["tick_interval", "placeholder", "tick_labelset"]
            .iter()
            .any(|name| question.parameters.contains_key(*name))
    {
        checker.rules.push(Rule::Appearance);
    }
    if !checker.rules.is_empty() {
        return;
    }
    let NumberRange { start, end, step } = question.range();
    let size = (end - start).abs();
    for (name, value) in [("step", Some(step)), ("tick_interval", interval)] {
        match value {
            Some(0.0) => checker.refuse(name, Expected::NotZero),
            Some(value) if value.abs() > size => checker.refuse(name, Expected::WithinSize),
            _ => {}
        }
    }
    if !checker.rules.is_empty() {
        return;
    }
    if let Some(interval) = interval
        && !is_multiple(interval, step)
    {
        checker.refuse("tick_interval", Expected::MultipleOfStep);
    }
    let within = |value: f64| value >= start.min(end) && value <= start.max(end);
    if let Some(placeholder) = placeholder {
        if !within(placeholder) {
            checker.refuse("placeholder", Expected::WithinRange);
        } else if !is_multiple(placeholder - start, step) {
            checker.refuse("placeholder", Expected::MultipleOfStep);
        }
    }
    let Some(list) = question.parameters.get("tick_labelset") else {
        return;
    };
    let name = "tick_labelset";
    let Some(choices) = spec.choices.get(list) else {
        checker.refuse(name, Expected::List);
        return;
    };
    let codes: Option<Vec<f64>> = choices.iter().map(|choice| number(&choice.code)).collect();
    let Some(codes) = codes else {
        checker.refuse(name, Expected::NumberCodes);
        return;
    };
    if appearance.split_whitespace().any(|word| word == "no-ticks") {
        let distinct: BTreeSet<u64> = codes.iter().map(|code| code.to_bits()).collect();
        let ends = [start.to_bits(), end.to_bits()];
        if distinct.len() > 2 || distinct.iter().any(|code| !ends.contains(code)) {
            checker.refuse(name, Expected::TwoEnds);
        }
    }
    let tick = interval.unwrap_or(step);
    for code in codes {
        if !within(code) {
            checker.refuse(name, Expected::WithinRange);
            return;
        }
        if !is_multiple(code - start, tick) {
            checker.refuse(name, Expected::MultipleOfStep);
            return;
        }
    }
}
