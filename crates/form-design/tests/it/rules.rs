// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Rules as expressions and back, and that the engine understands them as they are meant.

use form_design::rule::{
    Column, Condition, Group, Join, Operand, Relation, RoundTest, Rule, RuleProblem, Term, Test,
    from_xpath, to_xpath,
};
use forms::{Answers, CompiledForm, Context, FormSpec, QuestionType};
use proptest::prelude::*;

use crate::{choice, group, item, question, repeat, spec};

/// Questions outside of repeats, in one, and in a repeat within that.
fn form() -> FormSpec {
    let mut some = question("some", QuestionType::SelectMany);
    some.choices = Some("codes".to_owned());
    let mut one = question("one", QuestionType::SelectOne);
    one.choices = Some("codes".to_owned());
    let mut spec = spec(vec![
        item(question("count", QuestionType::Integer)),
        item(question("limit", QuestionType::Integer)),
        group(
            "about",
            vec![
                item(question("day", QuestionType::Date)),
                item(question("moment", QuestionType::DateTime)),
                item(one),
                item(some),
                item(question("twin", QuestionType::Text)),
            ],
        ),
        repeat(
            "person",
            vec![
                item(question("age", QuestionType::Integer)),
                group("more", vec![item(question("since", QuestionType::Date))]),
                item(question("twin", QuestionType::Text)),
                item(question("inside", QuestionType::Text)),
                repeat(
                    "dose",
                    vec![
                        item(question("amount", QuestionType::Decimal)),
                        item(question("innermost", QuestionType::Text)),
                    ],
                ),
            ],
        ),
        item(question("outside", QuestionType::Text)),
    ]);
    spec.reads_previous = true;
    spec.choices.insert(
        "codes".to_owned(),
        vec![choice("a"), choice("b"), choice("c")],
    );
    spec
}

fn operand(fields: &'static [&'static str]) -> BoxedStrategy<Operand> {
    prop_oneof![
        "[a-z' ]{1,6}".prop_map(Operand::Text),
        (-1000..1000_i32).prop_map(|n| Operand::Number(f64::from(n) / 4.0)),
        Just(Operand::Number(0.0)),
        Just(Operand::Number(1.0)),
        (1..28_u8).prop_map(|day| Operand::Date(format!("2026-02-{day:02}"))),
        (-400..400_i32).prop_map(Operand::Today),
        Just(Operand::Today(0)),
        (-8..8_i32, -8..8_i32).prop_map(|(factor, add)| Operand::Previous {
            field: "about/day".to_owned(),
            factor: f64::from(factor) / 4.0,
            add: f64::from(add),
        }),
        Just(Operand::Previous {
            field: "count".to_owned(),
            factor: 1.0,
            add: 0.0
        }),
        proptest::sample::select(fields).prop_map(|field| Operand::Field(field.to_owned())),
    ]
    .boxed()
}

fn relation() -> BoxedStrategy<Relation> {
    proptest::sample::select(
        &[
            Relation::Is,
            Relation::IsNot,
            Relation::Differs,
            Relation::Less,
            Relation::AtMost,
            Relation::Greater,
            Relation::AtLeast,
        ][..],
    )
    .boxed()
}

fn test(fields: &'static [&'static str]) -> BoxedStrategy<Test> {
    prop_oneof![
        4 => (relation(), operand(fields)).prop_map(|(relation, value)| Test::Compare { relation, value }),
        1 => (operand(fields), operand(fields)).prop_map(|(low, high)| Test::Between { low, high }),
        1 => Just(Test::Empty),
        1 => Just(Test::Filled),
        1 => "[abc]".prop_map(|code| Test::Contains { code }),
        1 => proptest::collection::vec("[abc]", 1..3).prop_map(|codes| Test::ContainsNone { codes }),
    ]
    .boxed()
}

/// Conditions for a place, by what can be seen from there.
fn condition(
    fields: &'static [&'static str],
    repeats: &'static [(&'static str, &'static [&'static str])],
) -> BoxedStrategy<Condition> {
    let field = proptest::sample::select(fields).prop_map(str::to_owned);
    let round = proptest::sample::select(repeats).prop_flat_map(|(repeat, inside)| {
        let field = proptest::sample::select(inside).prop_map(str::to_owned);
        (Just(repeat.to_owned()), field)
    });
    let rounds = (
        round.clone(),
        test(fields),
        any::<bool>(),
        relation(),
        operand(fields),
    );
    let column = proptest::sample::select(&[Column::Sum, Column::Min, Column::Max][..]);
    prop_oneof![
        5 => (field, test(fields)).prop_map(|(field, test)| Condition::Field { field, test }),
        1 => (round.clone(), test(fields))
            .prop_map(|((repeat, field), test)| Condition::AnyRound { repeat, field, test }),
        1 => (round.clone(), test(fields))
            .prop_map(|((repeat, field), test)| Condition::EveryRound { repeat, field, test }),
        2 => rounds.prop_map(|((repeat, field), test, only, relation, value)| Condition::Rounds {
            repeat,
            only: only.then_some(RoundTest { field, test }),
            relation,
            value,
        }),
        1 => (column, round, relation(), operand(fields)).prop_map(
            |(column, (_, field), relation, value)| Condition::Column { column, field, relation, value }
        ),
    ]
    .boxed()
}

fn rule(
    fields: &'static [&'static str],
    repeats: &'static [(&'static str, &'static [&'static str])],
) -> BoxedStrategy<Rule> {
    let join = || proptest::sample::select(&[Join::All, Join::Any][..]);
    let one = condition(fields, repeats);
    let condition = || one.clone();
    let group = (join(), proptest::collection::vec(condition(), 1..4))
        .prop_map(|(join, conditions)| Term::Group(Group { join, conditions }));
    let term = prop_oneof![3 => condition().prop_map(Term::Condition), 1 => group];
    (join(), proptest::collection::vec(term, 1..4))
        .prop_map(|(join, terms)| Rule { join, terms })
        .boxed()
}

const OUTER: &[&str] = &[
    "count",
    "limit",
    "about/day",
    "about/moment",
    "about/one",
    "about/some",
    "about/twin",
    "outside",
];
const IN_PERSON: &[&str] = &["person/age", "person/more/since", "person/twin"];
const IN_DOSE: &[&str] = &["person/dose/amount", "person/dose/innermost"];
const FROM_PERSON: &[&str] = &[
    "count",
    "about/day",
    "about/twin",
    "person/age",
    "person/more/since",
    "person/twin",
    "person/inside",
];
const FROM_DOSE: &[&str] = &[
    "count",
    "about/twin",
    "person/age",
    "person/twin",
    "person/dose/amount",
];

fn round_trip(rule: &Rule, around: &str) -> Result<(), TestCaseError> {
    let spec = form();
    let text = to_xpath(rule, &spec, around);
    prop_assert!(text.is_ok(), "{rule:?}: {text:?}");
    let text = text.unwrap();
    let read = from_xpath(&text, &spec, around);
    let normal = rule.normalised(around);
    prop_assert_eq!(read.as_ref(), Some(&normal), "{}", &text);
    prop_assert_eq!(to_xpath(&normal, &spec, around), Ok(text.clone()));
    prop_assert_eq!(normal.normalised(around), normal);
    // And the engine takes it.
    let mut spec = spec;
    spec.question_mut(around).unwrap().constraint = Some(text.clone());
    let compiled = CompiledForm::compile(&spec);
    prop_assert!(compiled.is_ok(), "{}: {:?}", text, compiled.err());
    let form = compiled.unwrap();
    prop_assert_eq!(form.engine().warnings(), &[], "{}", text);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn what_was_written_is_read(rule in rule(OUTER, &[("person", IN_PERSON)])) {
        round_trip(&rule, "outside")?;
    }

    #[test]
    fn what_was_written_in_a_round_is_read(
        rule in rule(FROM_PERSON, &[("person", IN_PERSON), ("person/dose", IN_DOSE)]),
    ) {
        round_trip(&rule, "person/inside")?;
    }

    #[test]
    fn what_was_written_in_an_inner_round_is_read(
        rule in rule(FROM_DOSE, &[("person/dose", IN_DOSE)]),
    ) {
        round_trip(&rule, "person/dose/innermost")?;
    }

    #[test]
    fn any_text_is_read_or_not_but_never_breaks(text in "\\PC{0,80}") {
        from_xpath(&text, &form(), "outside");
    }
}

fn field(field: &str, test: Test) -> Condition {
    Condition::Field {
        field: field.to_owned(),
        test,
    }
}

fn compare(path: &str, relation: Relation, value: Operand) -> Condition {
    field(path, Test::Compare { relation, value })
}

fn all(conditions: Vec<Condition>) -> Rule {
    Rule {
        join: Join::All,
        terms: conditions.into_iter().map(Term::Condition).collect(),
    }
}

/// Whether a rule holds for answers, by the engine: as the relevance of `outside`.
fn holds(rule: &Rule, answers: &[(&str, &str)]) -> bool {
    holds_after(rule, answers, &[])
}

/// The same after a report with the answers `before`.
fn holds_after(rule: &Rule, answers: &[(&str, &str)], before: &[(&str, &str)]) -> bool {
    let mut spec = form();
    let text = to_xpath(rule, &spec, "outside").unwrap();
    spec.question_mut("outside").unwrap().relevant = Some(text.clone());
    let form =
        CompiledForm::compile(&spec).unwrap_or_else(|problems| panic!("{text}: {problems:?}"));
    let answers: Answers = answers.iter().copied().chain([("outside", "x")]).collect();
    // In summer, so that days in winter have another offset.
    let context = Context::on(jiff::civil::date(2026, 7, 10));
    let context = if before.is_empty() {
        context
    } else {
        context.with_previous(&before.iter().copied().collect())
    };
    let evaluation = form.check(&answers, &context);
    evaluation.answers.get("outside") == "x"
}

#[test]
fn missing_answers_meet_no_comparison() {
    let number = || Operand::Number(5.0);
    for relation in [
        Relation::Is,
        Relation::IsNot,
        Relation::Less,
        Relation::AtMost,
        Relation::Greater,
        Relation::AtLeast,
    ] {
        for value in [
            number(),
            Operand::Field("limit".to_owned()),
            Operand::Text("x".to_owned()),
        ] {
            let rule = all(vec![compare("count", relation, value)]);
            assert!(!holds(&rule, &[]), "{rule:?}");
        }
        let rule = all(vec![compare("about/day", relation, Operand::Today(-3))]);
        assert!(!holds(&rule, &[]), "{rule:?}");
    }
    assert!(holds(
        &all(vec![compare("count", Relation::Differs, number())]),
        &[]
    ));
    assert!(holds(&all(vec![field("count", Test::Empty)]), &[]));
    let one_missing = all(vec![compare(
        "count",
        Relation::IsNot,
        Operand::Field("limit".to_owned()),
    )]);
    assert!(!holds(&one_missing, &[("count", "1")]));
    assert!(!holds(&one_missing, &[("limit", "1")]));
    assert!(holds(&one_missing, &[("limit", "1"), ("count", "2")]));
    let between = all(vec![field(
        "count",
        Test::Between {
            low: Operand::Number(0.0),
            high: number(),
        },
    )]);
    assert!(!holds(&between, &[]));
    assert!(holds(&between, &[("count", "0")]));
    assert!(!holds(&between, &[("count", "6")]));
}

#[test]
fn days_are_counted_whole_over_the_change_of_the_clock() {
    // 200 days before the tenth of July.
    let exactly = "2025-12-22";
    for (relation, before, same, after) in [
        (Relation::Less, true, false, false),
        (Relation::AtMost, true, true, false),
        (Relation::Is, false, true, false),
        (Relation::AtLeast, false, true, true),
        (Relation::Greater, false, false, true),
    ] {
        let rule = all(vec![compare("about/day", relation, Operand::Today(-200))]);
        for (day, expected) in [
            ("2025-12-21", before),
            (exactly, same),
            ("2025-12-23", after),
        ] {
            assert_eq!(
                holds(&rule, &[("about/day", day)]),
                expected,
                "{relation:?} {day}"
            );
        }
    }
    let fixed = all(vec![compare(
        "about/day",
        Relation::Is,
        Operand::Date("2025-12-22".to_owned()),
    )]);
    assert!(holds(&fixed, &[("about/day", exactly)]));
}

#[test]
fn rounds_are_counted_and_summed() {
    let answers = [
        ("person[1]/age", "10"),
        ("person[2]/more/since", "2026-01-01"),
        ("person[3]/age", "30"),
        ("person[3]/dose[1]/amount", "2"),
        ("person[3]/dose[2]/amount", "3"),
    ];
    let over = |limit: f64| Test::Compare {
        relation: Relation::Greater,
        value: Operand::Number(limit),
    };
    let column = |column, field: &str, value: f64| Condition::Column {
        column,
        field: field.to_owned(),
        relation: Relation::Is,
        value: Operand::Number(value),
    };
    let person = || "person".to_owned();
    let age = || "person/age".to_owned();
    for (condition, expected) in [
        (column(Column::Sum, "person/age", 40.0), true),
        (column(Column::Min, "person/age", 10.0), true),
        (column(Column::Max, "person/age", 30.0), true),
        (column(Column::Sum, "person/dose/amount", 5.0), true),
        (
            Condition::AnyRound {
                repeat: person(),
                field: age(),
                test: over(20.0),
            },
            true,
        ),
        (
            Condition::AnyRound {
                repeat: person(),
                field: age(),
                test: over(30.0),
            },
            false,
        ),
        // The second round has no age.
        (
            Condition::EveryRound {
                repeat: person(),
                field: age(),
                test: over(5.0),
            },
            false,
        ),
        (
            Condition::Rounds {
                repeat: person(),
                only: None,
                relation: Relation::Is,
                value: Operand::Number(3.0),
            },
            true,
        ),
        (
            Condition::Rounds {
                repeat: person(),
                only: Some(RoundTest {
                    field: age(),
                    test: Test::Filled,
                }),
                relation: Relation::Is,
                value: Operand::Number(2.0),
            },
            true,
        ),
    ] {
        assert_eq!(
            holds(&all(vec![condition.clone()]), &answers),
            expected,
            "{condition:?}"
        );
    }
    let nobody = Condition::EveryRound {
        repeat: person(),
        field: age(),
        test: over(5.0),
    };
    assert!(
        holds(&all(vec![nobody]), &[]),
        "there is no round that fails"
    );
}

#[test]
fn in_a_round_a_column_is_that_of_all_rounds() {
    let mut spec = form();
    let rule = all(vec![
        Condition::Column {
            column: Column::Sum,
            field: "person/age".to_owned(),
            relation: Relation::Greater,
            value: Operand::Number(50.0),
        },
        compare("person/age", Relation::Less, Operand::Number(20.0)),
    ]);
    let text = to_xpath(&rule, &spec, "person/inside").unwrap();
    assert_eq!(
        text,
        "sum(${person}[position() > 0]/age[. != '']) > 50 and ${age} < 20"
    );
    spec.question_mut("person/inside").unwrap().relevant = Some(text);
    let form = CompiledForm::compile(&spec).unwrap();
    let answers: Answers = [
        ("person[1]/age", "11"),
        ("person[1]/inside", "x"),
        ("person[2]/age", "45"),
        ("person[2]/inside", "x"),
    ]
    .into_iter()
    .collect();
    let found = form.check(&answers, &Context::on(jiff::civil::date(2026, 7, 10)));
    assert_eq!(found.answers.get("person[1]/inside"), "x");
    assert_eq!(found.answers.get("person[2]/inside"), "");
}

#[test]
fn the_own_answer_is_written_as_a_point_and_what_is_written_by_hand_is_read() {
    let spec = form();
    let own = all(vec![field(
        "count",
        Test::Between {
            low: Operand::Number(0.0),
            high: Operand::Field("limit".to_owned()),
        },
    )]);
    assert_eq!(
        to_xpath(&own, &spec, "count").unwrap(),
        "(. >= 0 and . <= ${limit})"
    );
    assert_eq!(
        from_xpath(". >= 0 and . <= ${limit}", &spec, "count"),
        Some(own)
    );
    for (text, around) in [
        ("selected(${some}, 'a') or 5 < ${count}", "outside"),
        ("../about/one = 'a'", "outside"),
        ("/data/about/one = 'a'", "outside"),
        (". <= today() - 14", "about/day"),
        ("${one} != 'a'", "outside"),
        ("not(selected(${some}, 'a'))", "outside"),
        ("count(${person}[age > 3]) > 2", "outside"),
    ] {
        assert!(from_xpath(text, &spec, around).is_some(), "{text}");
    }
    for text in [
        "${count} + 1 > 3",
        "${age} > 3",
        "${count} = ${limit}",
        "string-length(${twin}) > 3",
        "true()",
        "count(${person}[${age} > 3]) > 2",
        "not(${count} = 3)",
        "${nobody} = 1",
        "${count}",
        "(",
    ] {
        assert_eq!(from_xpath(text, &spec, "outside"), None, "{text}");
    }
}

#[test]
fn what_cannot_be_written_is_said() {
    let spec = form();
    let problem = |condition| to_xpath(&all(vec![condition]), &spec, "outside").unwrap_err();
    let text = |text: &str| Operand::Text(text.to_owned());
    assert_eq!(
        problem(field("person/age", Test::Filled)),
        RuleProblem::ManyAnswers("person/age".to_owned())
    );
    assert_eq!(
        problem(field("nobody", Test::Filled)),
        RuleProblem::NoSuchField("nobody".to_owned())
    );
    for bad in ["", "it's \"this\"", "${count}"] {
        assert_eq!(
            problem(compare("count", Relation::Is, text(bad))).code(),
            "text"
        );
    }
    assert_eq!(
        problem(compare(
            "count",
            Relation::Is,
            Operand::Date("heute".to_owned())
        ))
        .code(),
        "date"
    );
    let empty = Rule {
        join: Join::Any,
        terms: Vec::new(),
    };
    assert_eq!(to_xpath(&empty, &spec, "outside"), Err(RuleProblem::Empty));
}

#[test]
fn reports_are_compared_with_those_before() {
    let jump = |factor, add| {
        let value = Operand::Previous {
            field: "count".to_owned(),
            factor,
            add,
        };
        all(vec![compare("count", Relation::Greater, value)])
    };
    assert_eq!(
        to_xpath(&jump(2.0, -15.0), &form(), "count").unwrap(),
        ". > instance('previous')/root/count * 2 - 15"
    );
    let now = [("count", "30")];
    assert!(holds_after(
        &jump(1.0, 15.0),
        &now,
        &[("count", "14"), ("limit", "1")]
    ));
    assert!(!holds_after(&jump(1.0, 15.0), &now, &[("count", "15")]));
    assert!(holds_after(&jump(2.0, 0.0), &now, &[("count", "14")]));
    // Without such a report, or such an answer in it, nothing is said.
    for relation in [
        Relation::Is,
        Relation::IsNot,
        Relation::Less,
        Relation::Greater,
    ] {
        let value = Operand::Previous {
            field: "about/twin".to_owned(),
            factor: 1.0,
            add: 0.0,
        };
        let rule = all(vec![compare("count", relation, value)]);
        assert!(!holds_after(&rule, &now, &[]), "{relation:?}");
        assert!(
            !holds_after(&rule, &now, &[("person[1]/age", "3")]),
            "{relation:?}"
        );
        assert!(
            !holds_after(&rule, &[], &[("about/twin", "30")]),
            "{relation:?}"
        );
        let expected = relation == Relation::Is;
        assert_eq!(
            holds_after(&rule, &now, &[("about/twin", "30")]),
            expected,
            "{relation:?}"
        );
    }
    let mut without = form();
    without.reads_previous = false;
    assert_eq!(
        to_xpath(&jump(1.0, 0.0), &without, "count"),
        Err(RuleProblem::NoPrevious)
    );
}
