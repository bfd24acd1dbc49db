// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use forms::{Answers, CompiledForm, Context, Evaluation, QuestionType, parse_value};
use jiff::civil::date;
use proptest::prelude::*;

use crate::form;

fn context() -> Context {
    Context::on(date(2026, 11, 18))
}

fn check(form: &CompiledForm, pairs: &[(&str, &str)]) -> Evaluation {
    form.check(&pairs.iter().copied().collect(), &context())
}

fn codes(evaluation: &Evaluation) -> Vec<String> {
    evaluation
        .violations
        .iter()
        .map(|v| format!("{} {}", v.path, v.kind.code()))
        .collect()
}

#[test]
fn values_are_calculated_in_the_order_of_their_needs() {
    // Each value stands before the one that it needs.
    let form = form(
        &["calculation"],
        &[
            &["calculate", "c", "", "${b} + 1"],
            &["calculate", "b", "", "${a} * 2"],
            &["integer", "a", "A"],
        ],
    );
    let evaluation = check(&form, &[("a", "3")]);
    assert_eq!(evaluation.answers.get("b"), "6");
    assert_eq!(evaluation.answers.get("c"), "7");
    assert_eq!(check(&form, &[]).answers, Answers::new());
}

#[test]
fn irrelevant_values_are_absent_for_all_that_depends_on_them() {
    let form = form(
        &["relevant", "calculation"],
        &[
            &["select_one fruit", "kind", "Art"],
            &["begin group", "details", "Genauer", "${kind} = 'apple'"],
            &["integer", "count", "Wie viele"],
            &["integer", "weight", "Gewicht", "${count} > 5"],
            &["end group"],
            &["calculate", "total", "", "", "coalesce(${weight}, 'none')"],
        ],
    );
    let all = [
        ("kind", "apple"),
        ("details/count", "6"),
        ("details/weight", "700"),
    ];
    assert_eq!(check(&form, &all).answers.get("total"), "700");
    let mut few = all;
    few[1].1 = "2";
    let evaluation = check(&form, &few);
    assert_eq!(evaluation.answers.get("details/weight"), "");
    assert_eq!(evaluation.answers.get("total"), "none");
    let mut pears = all;
    pears[0].1 = "pear";
    let evaluation = check(&form, &pears);
    assert_eq!(
        evaluation.answers.iter().collect::<Vec<_>>(),
        [("kind", "pear"), ("total", "none")]
    );
}

#[test]
fn required_can_depend_on_another_answer() {
    let form = form(
        &["required", "required_message::Deutsch (de)"],
        &[
            &["boolean", "ill", "Krank?"],
            &[
                "text",
                "why",
                "Woran?",
                "${ill} = 'true'",
                "Nennen Sie die Krankheit.",
            ],
        ],
    );
    assert_eq!(codes(&check(&form, &[("ill", "false")])), [""; 0]);
    let evaluation = check(&form, &[("ill", "true"), ("why", "   ")]);
    assert_eq!(codes(&evaluation), ["why required"]);
    assert_eq!(
        evaluation.violations[0].message.get("de"),
        "Nennen Sie die Krankheit."
    );
}

#[test]
fn what_is_no_value_of_its_type_is_named_and_not_kept() {
    let form = form(
        &[],
        &[
            &["integer", "i", "I"],
            &["decimal", "d", "D"],
            &["date", "t", "T"],
            &["boolean", "b", "B"],
            &["select_one fruit", "o", "O"],
            &["select_multiple fruit", "m", "M"],
            &["text", "x", "X"],
        ],
    );
    let long = "x".repeat(10_001);
    let evaluation = check(
        &form,
        &[
            ("i", "3,5"),
            ("d", "viel"),
            ("t", "30.02.2026"),
            ("b", "vielleicht"),
            ("o", "cherry"),
            ("m", "apple cherry"),
            ("x", &long),
            ("nothing", "1"),
        ],
    );
    assert_eq!(
        codes(&evaluation),
        [
            "i type",
            "d type",
            "t type",
            "b type",
            "o unknown-choice",
            "m unknown-choice",
            "x type",
            "nothing unknown-field"
        ]
    );
    assert!(evaluation.answers.is_empty());
}

#[test]
fn defaults_are_proposed_once_and_can_be_changed() {
    let form = form(
        &["default", "calculation"],
        &[
            &["date", "day", "Tag", "today()"],
            &["integer", "count", "Zahl", "5"],
            &["select_one fruit", "kind", "Art", "pear"],
            &["calculate", "first", "", "", "once(${count})"],
        ],
    );
    let initial = form.initial(&context());
    assert_eq!(
        initial.iter().collect::<Vec<_>>(),
        [
            ("count", "5"),
            ("day", "2026-11-18"),
            ("first", "5"),
            ("kind", "pear")
        ]
    );
    let mut answers = form.check(&initial, &context()).answers;
    assert_eq!(answers.get("first"), "5");
    answers.set("count", "6");
    let evaluation = form.check(&answers, &context());
    assert_eq!(
        evaluation.answers.get("first"),
        "5",
        "once() keeps the value"
    );
}

#[test]
fn calculated_values_cannot_be_posted() {
    let form = form(
        &["calculation", "readonly"],
        &[
            &["integer", "a", "A"],
            &["calculate", "twice", "", "${a} * 2"],
            &["integer", "shown", "Doppelt", "${a} * 2", "yes"],
        ],
    );
    let evaluation = check(&form, &[("a", "2"), ("twice", "99"), ("shown", "99")]);
    assert_eq!(evaluation.answers.get("twice"), "4");
    assert_eq!(evaluation.answers.get("shown"), "4");
    let filling = form.begin(&context()).unwrap();
    let shown = filling.session().state("/data/shown").unwrap();
    assert!(shown.readonly);
}

#[test]
fn people_may_type_numbers_and_days_as_they_are_used_to() {
    use QuestionType::{Date, Decimal, Integer, SelectMany};
    let mut table = String::new();
    for (kind, texts) in [
        (
            Integer,
            &[
                "12",
                " 12 ",
                "+7",
                "-3",
                "\u{2212}3",
                "007",
                "0",
                "-0",
                "12,0",
                "12.0",
                "1.234",
                "1 234",
                "12,5",
                "1e3",
                "zwölf",
                "１２",
                "1234567890123456",
            ][..],
        ),
        (
            Decimal,
            &[
                "12,5",
                "12.5",
                ",5",
                "5,",
                "1.234,56",
                "1,234.56",
                "1.234.567",
                "1,234,567",
                "1,234",
                "0,234",
                "1.234",
                "1.2.3",
                "1,2,3",
                "12,50",
                "-0,0",
                "1.23,4",
                "-",
                ".",
            ],
        ),
        (
            Date,
            &[
                "2026-11-18",
                "18.11.2026",
                "1.2.2026",
                "2026-2-1",
                "29.02.2026",
                "18.11.26",
                "11/18/2026",
                "18-11-2026",
                "2026.11.18",
                "0001-01-01",
            ],
        ),
        (SelectMany, &["b  a b"]),
    ] {
        for text in texts {
            use std::fmt::Write as _;
            let result = parse_value(kind, text);
            writeln!(table, "{:11} {text:17} {result:?}", kind.name()).unwrap();
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn texts_show_values_of_other_questions_as_their_language_writes_them() {
    let form = form(
        &["calculation"],
        &[
            &["decimal", "share", "Anteil"],
            &["date", "day", "Tag"],
            &["select_one fruit", "kind", "Art"],
            &["note", "n", "${share} % am ${day}: ${kind} ${"],
        ],
    );
    let given = [("share", "1234,5"), ("day", "1.2.2026"), ("kind", "pear")];
    let answers = given.into_iter().collect();
    let filling = form.read(&answers, &context()).unwrap();
    let label = form.field("n").unwrap().question.label.get("de");
    assert_eq!(
        filling.fill(label, "n", "de"),
        "1.234,5 % am 01.02.2026: Birne ${"
    );
    assert_eq!(
        filling.fill(label, "n", "en"),
        "1,234.5 % am 1 February 2026: Birne ${"
    );
}

fn household() -> CompiledForm {
    form(
        &["calculation", "relevant", "required"],
        &[
            &["begin repeat", "person", "Person"],
            &["text", "name", "Name", "", "", "yes"],
            &["integer", "age", "Alter"],
            &["text", "school", "Schule", "", "${age} > 5"],
            &["note", "hello", "Guten Tag, ${name}"],
            &["end repeat"],
            &["calculate", "people", "", "count(${person})"],
        ],
    )
}

#[test]
fn repeated_answers_are_kept_by_position() {
    let form = household();
    let given = [
        ("person[1]/name", "Ada"),
        ("person[1]/age", "7"),
        ("person[1]/school", "Nord"),
        ("person[2]/name", "Bo"),
        ("person[2]/age", "3"),
        ("person[2]/school", "Süd"),
    ];
    let evaluation = check(&form, &given);
    assert_eq!(codes(&evaluation), [""; 0]);
    insta::assert_json_snapshot!(evaluation.answers, @r#"
    {
      "people": "2",
      "person[1]/age": "7",
      "person[1]/name": "Ada",
      "person[1]/school": "Nord",
      "person[2]/age": "3",
      "person[2]/name": "Bo"
    }
    "#);
    let far = check(&form, &[("person[1000000000]/name", "x")]);
    assert_eq!(codes(&far), [" rounds"]);
    let strange = check(
        &form,
        &[("person[0]/name", "x"), ("person[1]/name[2]", "x")],
    );
    assert_eq!(
        codes(&strange),
        [
            "person[1]/name required",
            "person[0]/name unknown-field",
            "person[1]/name[2] unknown-field"
        ]
    );
}

#[test]
fn a_draft_keeps_what_is_wrong_empty_or_hidden() {
    let form = household();
    let mut filling = form.begin(&context()).unwrap();
    filling.session_mut().add_repeat("/data/person").unwrap();
    filling
        .answer_all([
            ("person[1]/name", "Ada"),
            ("person[1]/school", "Nord"),
            ("person[1]/age", "sieben"),
        ])
        .unwrap();
    let draft = filling.draft();
    insta::assert_json_snapshot!(draft, @r#"
    {
      "person[1]/age": "sieben",
      "person[1]/name": "Ada",
      "person[1]/school": "Nord",
      "person[]": "2"
    }
    "#);
    let mut again = form.resume(&draft, &context()).unwrap();
    assert_eq!(again.draft(), draft);
    assert_eq!(
        codes(&again.evaluation()),
        ["person[1]/age type", "person[2]/name required"]
    );
    again.answer("person[1]/age", "7").unwrap();
    assert_eq!(again.value("person[1]/school"), "Nord");
    assert_eq!(
        again.fill("Guten Tag, ${name}", "person[1]/hello", "de"),
        "Guten Tag, Ada"
    );
}

#[test]
fn rounds_change_places_with_all_that_is_in_them() {
    let form = household();
    let given = [
        ("person[1]/name", "Ada"),
        ("person[2]/name", "Bo"),
        ("person[2]/age", "x"),
    ];
    let mut filling = form
        .resume(&given.into_iter().collect(), &context())
        .unwrap();
    let context = context();
    let moved = filling
        .session_mut()
        .move_repeat("/data/person[2]", true, context.surroundings())
        .unwrap();
    assert_eq!(moved, "/data/person[1]");
    insta::assert_json_snapshot!(filling.draft(), @r#"
    {
      "person[1]/age": "x",
      "person[1]/name": "Bo",
      "person[2]/name": "Ada",
      "person[]": "2"
    }
    "#);
    let stays = filling
        .session_mut()
        .move_repeat("/data/person[1]", true, context.surroundings())
        .unwrap();
    assert_eq!(stays, "/data/person[1]");
}

proptest! {
    #[test]
    fn a_canonical_value_stays_as_it_is(
        text in "[-+]?[0-9.,]{0,12}",
        kind in prop::sample::select(vec![
            QuestionType::Integer, QuestionType::Decimal, QuestionType::Date, QuestionType::Text,
            QuestionType::SelectMany,
        ]),
    ) {
        if let Ok(value) = parse_value(kind, &text) {
            prop_assert_eq!(parse_value(kind, &value), Ok(value.clone()));
        }
    }

    #[test]
    fn any_text_is_a_value_or_a_mistake(text in "\\PC{0,60}") {
        for kind in [
            QuestionType::Integer, QuestionType::Decimal, QuestionType::Date,
            QuestionType::Boolean, QuestionType::SelectMany, QuestionType::Text,
        ] {
            let _ = parse_value(kind, &text);
        }
    }

    /// A German who types a decimal number means the same as an English one.
    #[test]
    fn the_decimal_sign_does_not_change_the_number(whole in 0_u32..100_000, part in 0_u32..10) {
        let german = parse_value(QuestionType::Decimal, &format!("{whole},{part}"))
            .map(std::borrow::Cow::into_owned);
        let english = parse_value(QuestionType::Decimal, &format!("{whole}.{part}"))
            .map(std::borrow::Cow::into_owned);
        prop_assert_eq!(german, english);
    }

    /// What a check returns passes the same check, and unchanged: nothing creeps from one
    /// saving to the next.
    #[test]
    fn a_checked_report_is_stable(
        kind in prop::sample::select(vec!["apple", "pear", ""]),
        count in "[0-9]{0,3}",
        weight in "[0-9]{0,3}(,[0-9])?",
    ) {
        let form = stable_form();
        let answers: Answers =
            [("kind", kind), ("count", &count), ("weight", &weight)].into_iter().collect();
        let once = form.check(&answers, &context());
        let twice = form.check(&once.answers, &context());
        prop_assert_eq!(&once.answers, &twice.answers);
        prop_assert_eq!(once.violations.len(), twice.violations.len());
    }
}

fn stable_form() -> &'static CompiledForm {
    static FORM: std::sync::LazyLock<CompiledForm> = std::sync::LazyLock::new(|| {
        form(
            &["relevant", "required", "calculation", "constraint"],
            &[
                &["select_one fruit", "kind", "Art", "", "yes"],
                &[
                    "integer",
                    "count",
                    "Zahl",
                    "${kind} = 'apple'",
                    "",
                    "",
                    ". < 500",
                ],
                &["decimal", "weight", "Gewicht", "${count} > 10", "yes"],
                &["calculate", "each", "", "", "", "${weight} div ${count}"],
            ],
        )
    });
    &FORM
}
