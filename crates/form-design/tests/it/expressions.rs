// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The list of functions and the box to try expressions out.

use form_design::{Kind, TryOutProblem, functions, try_out};
use forms::engine::Outcome;
use forms::{Answers, Context, QuestionType};

use crate::{item, question, repeat, spec};

#[test]
fn every_function_of_the_language_is_in_the_list() {
    let all = functions();
    assert_eq!(all.len(), xpath::functions().len());
    for function in &all {
        assert!(xpath::function(function.name).is_some());
        assert!(
            function.arguments.len() >= function.least,
            "{}",
            function.name
        );
    }
    let find = |name: &str| all.iter().find(|one| one.name == name).unwrap();
    let sum = find("sum");
    assert_eq!((sum.topic, sum.result), ("numbers", Kind::Number));
    assert!(sum.arguments[0].is_path && !sum.arguments[0].is_optional);
    let round = find("round");
    assert_eq!(round.arguments.len(), 2);
    assert!(round.arguments[1].is_optional && !round.arguments[1].is_path);
    assert_eq!(find("today").result, Kind::Date);
    assert_eq!(find("concat").most, None);
}

#[test]
fn expressions_are_tried_out_where_they_would_stand() {
    let spec = spec(vec![
        item(question("limit", QuestionType::Integer)),
        repeat("person", vec![item(question("age", QuestionType::Integer))]),
    ]);
    let answers: Answers = [
        ("limit", "20"),
        ("person[1]/age", "10"),
        ("person[2]/age", "30"),
    ]
    .into_iter()
    .collect();
    let context = Context::on(jiff::civil::date(2026, 7, 10));
    let value = |text: &str, around: &str| try_out(&spec, text, around, &answers, &context);
    assert_eq!(
        value("${age} > ${limit}", "person[2]/age"),
        Ok(Outcome::Boolean(true))
    );
    assert_eq!(
        value("${age} > ${limit}", "person[1]/age"),
        Ok(Outcome::Boolean(false))
    );
    assert_eq!(value(". * 2", "person[2]/age"), Ok(Outcome::Number(60.0)));
    assert_eq!(value("sum(${age})", "limit"), Ok(Outcome::Number(40.0)));
    assert_eq!(
        value("${age}", "limit"),
        Ok(Outcome::Values(vec!["10".to_owned(), "30".to_owned()]))
    );
    assert_eq!(
        value("today()", "limit"),
        Ok(Outcome::Text("2026-07-10".to_owned()))
    );
    let problem = |text: &str| value(text, "limit").unwrap_err();
    assert!(matches!(problem("1 +"), TryOutProblem::Syntax(error) if error.at.start == 3));
    match problem("1 + sum(${nobody})") {
        TryOutProblem::Findings(findings) => assert_eq!(findings[0].at.start, 8),
        other => panic!("{other:?}"),
    }
    assert_eq!(problem("frobnicate(1)").code(), "findings");
    assert_eq!(
        value("1", "person[3]/age").unwrap_err().code(),
        "evaluation"
    );
}
