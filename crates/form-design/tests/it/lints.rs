// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What is found in a form, and where.

use form_design::{Lint, LintKind, Severity, lint, lint_quickly};
use forms::{Column, CompiledForm, FormSpec, PrivacyClass, Question, QuestionType, ReleaseRule};
use kernel::Localized;
use proptest::prelude::*;

use crate::random::form;
use crate::{choice, group, item, question, repeat, spec};

/// The findings with this code: path, column and the text that the span covers.
fn found(spec: &FormSpec, code: &str) -> Vec<(String, Column, String)> {
    lint(spec)
        .into_iter()
        .filter(|lint| lint.kind.code() == code)
        .map(|lint| {
            let text = covered(spec, &lint);
            (lint.spot.path, lint.spot.column, text)
        })
        .collect()
}

fn covered(spec: &FormSpec, lint: &Lint) -> String {
    let Some(span) = lint.spot.span else {
        return String::new();
    };
    let questions = spec.questions();
    let question = questions.iter().find(|(path, _)| *path == lint.spot.path);
    let text = question.and_then(|(_, question)| match lint.spot.column {
        Column::Relevant => question.relevant.as_deref(),
        Column::Calculation => question.calculate.as_deref(),
        Column::Constraint => question.constraint.as_deref(),
        _ => None,
    });
    text.map_or(String::new(), |text| text[span.start..span.end].to_owned())
}

fn classed(name: &str, kind: QuestionType) -> Question {
    Question {
        privacy: Some(PrivacyClass::Plain).filter(|class| class.fits(kind)),
        ..question(name, kind)
    }
}

fn one(path: &str, column: Column, text: &str) -> Vec<(String, Column, String)> {
    vec![(path.to_owned(), column, text.to_owned())]
}

#[test]
fn expressions_are_found_down_to_the_byte() {
    let mut ask = classed("ask", QuestionType::Integer);
    ask.relevant = Some("${nobody} = 1".to_owned());
    let mut total = classed("total", QuestionType::Calculated);
    total.calculate = Some("1 + sum(${age})".to_owned());
    let mut safe = classed("safe", QuestionType::Calculated);
    safe.calculate = Some("sum(${age}[. != ''])".to_owned());
    let mut broken = classed("broken", QuestionType::Integer);
    broken.constraint = Some(". > = 3".to_owned());
    let mut twin = classed("asks_twin", QuestionType::Integer);
    twin.relevant = Some("1 < ${twin}".to_owned());
    let spec = spec(vec![
        item(ask),
        repeat(
            "person",
            vec![
                item(classed("age", QuestionType::Integer)),
                item(classed("twin", QuestionType::Integer)),
            ],
        ),
        group("g", vec![item(classed("twin", QuestionType::Integer))]),
        item(total),
        item(safe),
        item(broken),
        item(twin),
    ]);
    assert_eq!(
        found(&spec, "unknown-reference"),
        one("ask", Column::Relevant, "${nobody}")
    );
    assert_eq!(
        found(&spec, "blank-in-sum"),
        one("total", Column::Calculation, "${age}")
    );
    assert_eq!(
        found(&spec, "syntax"),
        one("broken", Column::Constraint, "=")
    );
    assert_eq!(
        found(&spec, "ambiguous-reference"),
        one("asks_twin", Column::Relevant, "${twin}")
    );
    assert_eq!(found(&spec, "same-name"), one("g/twin", Column::Name, ""));
}

#[test]
fn what_is_never_asked_and_who_waits_for_it() {
    let mut never = classed("never", QuestionType::Integer);
    never.relevant = Some("1 > 2 and true()".to_owned());
    let mut waits = classed("waits", QuestionType::Integer);
    waits.relevant = Some("${never} = 1".to_owned());
    let mut now = classed("now", QuestionType::Integer);
    now.relevant = Some("today() > 0".to_owned());
    let mut chooses = classed("chooses", QuestionType::SelectOne);
    chooses.choices = Some("codes".to_owned());
    let mut other = classed("other_code", QuestionType::Integer);
    other.relevant = Some("${chooses} = 'c' or selected(${chooses}, 'a')".to_owned());
    let mut spec = spec(vec![
        item(never),
        item(waits),
        item(now),
        item(chooses),
        item(other),
    ]);
    spec.choices
        .insert("codes".to_owned(), vec![choice("a"), choice("b")]);
    assert_eq!(
        found(&spec, "never-asked"),
        one("never", Column::Relevant, "1 > 2 and true()")
    );
    assert_eq!(
        found(&spec, "reads-never-asked"),
        one("waits", Column::Relevant, "${never}")
    );
    assert_eq!(
        found(&spec, "unknown-code"),
        one("other_code", Column::Relevant, "'c'")
    );
}

#[test]
fn what_nothing_uses_is_found() {
    let calculated = |name: &str, text: &str| Question {
        calculate: Some(text.to_owned()),
        privacy: None,
        ..question(name, QuestionType::Calculated)
    };
    let mut released = calculated("released", "1");
    released.privacy = Some(PrivacyClass::Measure);
    let mut shown = classed("shown", QuestionType::Integer);
    shown.label = Localized::one("de", "Das sind ${named}.");
    let mut spec = spec(vec![
        item(calculated("left", "count(instance('read')/root/item)")),
        item(calculated("read_by_other", "2")),
        item(calculated("named", "${read_by_other} + 1")),
        item(released),
        item(shown),
    ]);
    for list in ["read", "left_over"] {
        spec.choices.insert(list.to_owned(), vec![choice("a")]);
    }
    assert_eq!(
        found(&spec, "unused-calculation"),
        one("left", Column::Calculation, "")
    );
    assert_eq!(
        found(&spec, "unused-list"),
        one("left_over", Column::Choices, "")
    );
}

#[test]
fn missing_texts_and_classes_are_found() {
    let mut named = classed("named", QuestionType::Integer);
    named.label.0.insert("en".to_owned(), "Named".to_owned());
    named.hint = Localized::one("en", "only here");
    let mut spec = spec(vec![
        item(named),
        item(question("unnamed", QuestionType::Integer)),
    ]);
    spec.languages.push("en".to_owned());
    spec.choices
        .insert("codes".to_owned(), vec![choice("a"), choice("b")]);
    assert_eq!(
        found(&spec, "no-translation"),
        [
            ("named".to_owned(), Column::Hint, String::new()),
            ("unnamed".to_owned(), Column::Label, String::new()),
            (String::new(), Column::Settings, String::new()),
        ]
        .into_iter()
        .collect::<Vec<_>>()
        .sorted()
    );
    assert_eq!(
        found(&spec, "no-choice-translation"),
        one("codes", Column::Choices, "")
    );
    assert_eq!(
        found(&spec, "no-privacy-class"),
        one("unnamed", Column::Privacy, "")
    );
}

/// In the order in which findings come: of the form first.
trait Sorted {
    fn sorted(self) -> Self;
}

impl Sorted for Vec<(String, Column, String)> {
    fn sorted(mut self) -> Self {
        self.sort();
        self
    }
}

#[test]
fn risky_combinations_name_all_their_questions() {
    let quasi = |name: &str, kind, finest: Option<&str>| Question {
        privacy: Some(PrivacyClass::Quasi),
        release: finest.map(|finest| ReleaseRule {
            finest: Some(finest.to_owned()),
            ..ReleaseRule::default()
        }),
        ..question(name, kind)
    };
    let form = |age: Option<&str>| {
        let mut sex = quasi("sex", QuestionType::SelectOne, None);
        sex.choices = Some("sexes".to_owned());
        let mut spec = spec(vec![
            item(quasi("age", QuestionType::Integer, age)),
            item(sex),
            item(quasi("born", QuestionType::Date, Some("iso-week"))),
        ]);
        let codes = ["f", "m", "d", "x"].map(choice);
        spec.choices.insert("sexes".to_owned(), codes.into());
        spec
    };
    let risky = lint(&form(None))
        .into_iter()
        .find(|lint| lint.kind.code() == "risky-combination")
        .unwrap();
    assert_eq!(
        risky.kind,
        LintKind::RiskyCombination {
            paths: ["age", "sex", "born"].map(str::to_owned).into(),
            combinations: 100 * 4 * 53,
        }
    );
    assert_eq!(found(&form(Some("5-years")), "risky-combination"), []);
}

#[test]
fn lists_and_circles_are_found_as_the_compiler_finds_them() {
    let mut a = classed("a", QuestionType::Calculated);
    a.calculate = Some("${b} + 1".to_owned());
    let mut b = classed("b", QuestionType::Calculated);
    b.calculate = Some("${a} + 1".to_owned());
    let mut spec = spec(vec![
        item(a),
        item(b),
        item(classed("chooses", QuestionType::SelectOne)),
    ]);
    spec.choices.insert("empty".to_owned(), Vec::new());
    spec.choices
        .insert("twice".to_owned(), vec![choice("x"), choice("x")]);
    assert_eq!(found(&spec, "cycle").len(), 1);
    assert_eq!(
        found(&spec, "no-choice-list"),
        one("chooses", Column::Type, "")
    );
    assert_eq!(
        found(&spec, "empty-choice-list"),
        one("empty", Column::Choices, "")
    );
    assert_eq!(
        found(&spec, "duplicate-code"),
        one("twice", Column::Choices, "")
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_form_has_errors_exactly_if_it_cannot_be_filled(spec in form()) {
        let all = lint(&spec);
        prop_assert!(lint_quickly(&spec).iter().all(|lint| all.contains(lint)));
        let has_errors = all.iter().any(|lint| lint.severity == Severity::Error);
        prop_assert_eq!(has_errors, CompiledForm::compile(&spec).is_err());
    }
}
