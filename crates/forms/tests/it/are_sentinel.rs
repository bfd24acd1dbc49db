// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use forms::{
    Answers, CompiledForm, Context, Evaluation, FormSpec, PeriodFacts, PrivacyClass, ViolationKind,
    xlsform,
};
use jiff::civil::date;

const TEMPLATE: &[u8] = include_bytes!("samples/are-sentinel-kita.xlsx");

fn template() -> FormSpec {
    let (spec, warnings) = xlsform::read_fillable(TEMPLATE, "are-sentinel-kita.xlsx").unwrap();
    assert_eq!(
        warnings,
        [],
        "every text is translated and every column used"
    );
    spec
}

fn context() -> Context {
    Context::on(date(2026, 11, 19)).with_period(PeriodFacts {
        name: "2026-W47".to_owned(),
        first_day: date(2026, 11, 16),
        last_day: date(2026, 11, 22),
        count_day: Some(date(2026, 11, 18)),
    })
}

fn check(changes: &[(&str, &str)]) -> Evaluation {
    let form = CompiledForm::compile(&template()).unwrap();
    let mut answers: Answers = [
        ("facility_state", "open"),
        ("counts/count_day", "2026-11-18"),
        ("counts/cared_for", "75"),
        ("counts/absent_are", "6"),
        ("counts/present_are", "4"),
    ]
    .into_iter()
    .collect();
    for (path, value) in changes {
        answers.set(*path, *value);
    }
    form.check(&answers, &context())
}

fn violations(evaluation: &Evaluation) -> Vec<(&str, ViolationKind)> {
    evaluation
        .violations
        .iter()
        .map(|violation| (violation.path.as_str(), violation.kind))
        .collect()
}

#[test]
fn the_template_reads_to_this_definition() {
    insta::assert_json_snapshot!(template());
}

#[test]
fn the_identity_of_the_template_survives_json_and_notices_a_change() {
    let spec = template();
    assert_eq!(crate::through_json(&spec).hash(), spec.hash());
    // Stored reports name it: it must stay what it was when they were made.
    insta::assert_snapshot!(spec.hash(), @"5de31276a603d73864176141e41dc708ca70d4a837166cc8c5ae6e6cbfd10302");
    let mut changed = spec.clone();
    changed.question_mut("counts/cared_for").unwrap().privacy = Some(PrivacyClass::Plain);
    assert_ne!(changed.hash(), spec.hash());
}

#[test]
fn a_usual_report_is_valid_and_the_share_is_calculated() {
    let evaluation = check(&[]);
    assert_eq!(violations(&evaluation), []);
    assert_eq!(evaluation.warnings, []);
    insta::assert_json_snapshot!(evaluation.answers, @r#"
    {
      "counts/absent_are": "6",
      "counts/cared_for": "75",
      "counts/count_day": "2026-11-18",
      "counts/ill": "10",
      "counts/present_are": "4",
      "counts/share": "13.3",
      "facility_state": "open"
    }
    "#);
}

#[test]
fn the_count_day_is_proposed_from_the_period() {
    let form = CompiledForm::compile(&template()).unwrap();
    let initial = form.initial(&context());
    assert_eq!(initial.get("counts/count_day"), "2026-11-18");
    assert_eq!(initial.len(), 1);
}

#[test]
fn a_closed_facility_gives_a_reason_and_no_numbers() {
    let evaluation = check(&[("facility_state", "closed")]);
    assert_eq!(
        violations(&evaluation),
        [("closure_reason", ViolationKind::Required)]
    );
    let evaluation = check(&[("facility_state", "closed"), ("closure_reason", "holiday")]);
    assert!(evaluation.is_valid());
    insta::assert_json_snapshot!(evaluation.answers, @r#"
    {
      "closure_reason": "holiday",
      "facility_state": "closed"
    }
    "#);
}

#[test]
fn more_ill_children_than_cared_for_are_refused_at_the_last_of_the_numbers() {
    let evaluation = check(&[("counts/present_are", "70")]);
    assert_eq!(
        violations(&evaluation),
        [("counts/present_are", ViolationKind::Constraint)]
    );
    assert_eq!(
        evaluation.violations[0].message.get("de"),
        "Fehlende und anwesende erkrankte Kinder können zusammen nicht mehr sein, als Sie betreuen (75)."
    );
}

#[test]
fn more_than_thirty_percent_is_asked_back_but_not_refused() {
    let evaluation = check(&[("counts/absent_are", "20")]);
    assert!(evaluation.is_valid());
    assert_eq!(
        evaluation.warnings[0].message.get("de"),
        "Mehr als 30 % der Kinder sind erkrankt (32 %). Bitte prüfen Sie die drei Zahlen."
    );
}

#[test]
fn an_empty_report_misses_only_what_is_asked_so_far() {
    let form = CompiledForm::compile(&template()).unwrap();
    let evaluation = form.check(&Answers::new(), &context());
    assert_eq!(
        violations(&evaluation),
        [("facility_state", ViolationKind::Required)]
    );
}

#[test]
fn a_missing_number_is_one_mistake_and_not_three() {
    let evaluation = check(&[("counts/cared_for", "")]);
    assert_eq!(
        violations(&evaluation),
        [("counts/cared_for", ViolationKind::Required)]
    );
}

#[test]
fn days_outside_the_week_or_in_the_future_are_refused() {
    for day in ["2026-11-15", "2026-11-20", "2026-11-23"] {
        let evaluation = check(&[("counts/count_day", day)]);
        assert_eq!(
            violations(&evaluation),
            [("counts/count_day", ViolationKind::Constraint)],
            "{day}"
        );
    }
}

#[test]
fn nothing_that_could_name_a_child_is_forwarded() {
    let spec = template();
    let forwarded: Vec<_> = spec
        .questions()
        .into_iter()
        .filter_map(|(path, question)| Some((path, question.forwarded_as()?)))
        .collect();
    insta::assert_debug_snapshot!(forwarded, @r#"
    [
        (
            "facility_state",
            Plain,
        ),
        (
            "closure_reason",
            Plain,
        ),
        (
            "counts/count_day",
            Date,
        ),
        (
            "counts/cared_for",
            Measure,
        ),
        (
            "counts/absent_are",
            Measure,
        ),
        (
            "counts/present_are",
            Measure,
        ),
    ]
    "#);
}
