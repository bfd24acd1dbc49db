// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What authors are told about expressions, and expressions that read the report before.

use forms::engine::Outcome;
use forms::{Answers, Column, CompiledForm, Context, check_expression, examine};
use jiff::civil::date;

use crate::form;

#[test]
fn every_expression_is_known_with_its_findings_and_what_it_needs() {
    let form = form(
        &["calculation", "relevant"],
        &[
            &["begin_repeat", "part", "Teil"],
            &["integer", "size", "Größe"],
            &["end_repeat", "", ""],
            &["calculate", "total", "", "sum(${size})"],
            &["text", "why", "Warum?", "", "${total} > 3"],
        ],
    );
    let found = examine(form.spec());
    assert_eq!(found.problems, []);
    let total = &found.expressions[0];
    assert_eq!(
        (total.path.as_str(), total.column),
        ("total", Column::Calculation)
    );
    assert_eq!(total.needs, ["part/size"]);
    // That there is no answer yet is no error, but it leaves the sum without a value.
    assert_eq!(total.findings.len(), 1);
    assert!(total.findings[0].kind.is_warning());
    assert_eq!(found.expressions[1].needs, ["total"]);
    let new = check_expression(
        form.spec(),
        "part/size",
        Column::Constraint,
        ". < ${nobody}",
    );
    let span = new.findings[0].at;
    assert_eq!(&new.text[span.start..span.end], "${nobody}");
    let whole = check_expression(form.spec(), "", Column::Settings, "${why} +");
    assert!(whole.error.is_some());
}

#[test]
fn the_report_before_can_be_read_and_may_be_missing() {
    let mut spec = form(
        &["relevant"],
        &[
            &["begin_group", "counts", "Zahlen"],
            &["integer", "ill", "Krank"],
            &["end_group", "", ""],
            &["text", "why", "Warum?", ""],
            &["begin_repeat", "part", "Teil"],
            &["integer", "size", "Größe"],
            &["end_repeat", "", ""],
        ],
    )
    .spec()
    .clone();
    spec.reads_previous = true;
    spec.question_mut("why").unwrap().relevant =
        Some("../counts/ill > instance('previous')/root/counts/ill + 5".to_owned());
    let form = CompiledForm::compile(&spec).unwrap();
    let before: Answers = [
        ("counts/ill", "4"),
        ("part[2]/size", "2"),
        ("part[10]/size", "10"),
        ("part[1]/size", "1"),
    ]
    .into_iter()
    .collect();
    let context = Context::on(date(2026, 11, 19));
    let after = context.clone().with_previous(&before);
    let is_asked = |ill: &str, context: &Context| {
        let answers: Answers = [("counts/ill", ill), ("why", "x")].into_iter().collect();
        let found = form.check(&answers, context);
        found.answers.get("why") == "x"
    };
    assert!(is_asked("10", &after));
    assert!(!is_asked("9", &after));
    assert!(!is_asked("10", &context));
    let filling = form.begin(&after).unwrap();
    let sizes = filling.try_out("instance('previous')/root/part/size", "why");
    let texts = ["1", "2", "10"].map(str::to_owned);
    assert_eq!(sizes, Ok(Outcome::Values(texts.into())));
    // A path that no report can have is refused.
    let wrong = check_expression(
        &spec,
        "why",
        Column::Relevant,
        "instance('previous')/root/il",
    );
    assert_eq!(wrong.findings.len(), 1);
}
