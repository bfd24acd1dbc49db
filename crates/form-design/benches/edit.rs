// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How long one edit of a form with 1,000 questions takes, and what a builder does after it: `cargo
//! bench -p form-design --bench edit`. The target is well under 5 ms for an edit, there and back.

use form_design::edit::{Edit, NewItem, Place, Property, apply};
use form_design::{diff, rule};
use forms::{Column, FormSpec, Group, Item, Question, QuestionType};
use kernel::Localized;

fn main() {
    divan::main();
}

/// Twenty groups of fifty questions, each asked depending on the first one and the one before.
fn form() -> FormSpec {
    let mut spec = FormSpec::new("large", "de");
    for block in 0..20 {
        let items = (0..50).map(|place| {
            let number = block * 50 + place;
            Item::Question(Box::new(Question {
                name: format!("q{number}"),
                kind: QuestionType::Integer,
                label: Localized::one("de", format!("Frage {number} nach ${{q0}}")),
                relevant: (number > 0).then(|| {
                    let before = number - 1;
                    format!("${{q0}} > 1 and (${{q{before}}} < 5 or ../../g0/q0 = 2)")
                }),
                ..Question::default()
            }))
        });
        spec.items.push(Item::Group(Group {
            name: format!("g{block}"),
            items: items.collect(),
            ..Group::default()
        }));
    }
    spec
}

fn there_and_back(bencher: divan::Bencher, edit: &Edit) {
    let mut spec = form();
    bencher.bench_local(|| {
        let inverse = apply(&mut spec, edit).expect("an edit");
        apply(&mut spec, &inverse).expect("its inverse");
    });
}

#[divan::bench]
fn write_and_undo(bencher: divan::Bencher) {
    let edit = Edit::Write {
        path: "g19/q999".to_owned(),
        property: Property::Label("de".to_owned()),
        text: Some("Anders".to_owned()),
    };
    there_and_back(bencher, &edit);
}

#[divan::bench]
fn add_and_undo(bencher: divan::Bencher) {
    let edit = Edit::Add {
        place: Place {
            parent: "g10".to_owned(),
            index: 25,
        },
        kind: NewItem::Question(QuestionType::Text),
        label: Localized::one("de", "Wie geht es Ihnen?"),
        name: None,
    };
    there_and_back(bencher, &edit);
}

/// A name that one other question speaks of.
#[divan::bench]
fn rename_and_undo(bencher: divan::Bencher) {
    let edit = Edit::Rename {
        path: "g10/q500".to_owned(),
        name: "other".to_owned(),
    };
    there_and_back(bencher, &edit);
}

/// The worst case: a name that every question speaks of, in an expression, a path and a text.
#[divan::bench]
fn rename_what_all_speak_of_and_undo(bencher: divan::Bencher) {
    let edit = Edit::Rename {
        path: "g0/q0".to_owned(),
        name: "first".to_owned(),
    };
    there_and_back(bencher, &edit);
}

#[divan::bench]
fn copy_a_group_and_undo(bencher: divan::Bencher) {
    let edit = Edit::Copy {
        path: "g5".to_owned(),
        place: Place {
            parent: String::new(),
            index: 6,
        },
    };
    there_and_back(bencher, &edit);
}

/// The part of it that reads expressions.
#[divan::bench]
fn parse_all_expressions(bencher: divan::Bencher) {
    let spec = form();
    let questions = spec.questions();
    bencher.bench_local(|| {
        let texts = questions.iter().filter_map(|(_, q)| q.relevant.as_deref());
        texts.filter(|text| xpath::parse(text).is_ok()).count()
    });
}

/// An expression, checked while it is typed.
#[divan::bench]
fn check_an_expression(bencher: divan::Bencher) {
    let spec = form();
    let text = "${q0} > 1 and sum(${q5}) < ${q998}";
    bencher.bench_local(|| form_design::check(&spec, text, Column::Relevant, "g19/q999"));
}

#[divan::bench]
fn rule_there_and_back(bencher: divan::Bencher) {
    let spec = form();
    let text = "${q0} > 1 and (${q998} < 5 or ${q7} = 2)";
    bencher.bench_local(|| {
        let rule = rule::from_xpath(text, &spec, "g19/q999").expect("a rule");
        rule::to_xpath(&rule, &spec, "g19/q999").expect("an expression")
    });
}

#[divan::bench]
fn lint_all(bencher: divan::Bencher) {
    let spec = form();
    bencher.bench_local(|| form_design::lint(&spec).len());
}

#[divan::bench]
fn lint_quickly(bencher: divan::Bencher) {
    let spec = form();
    bencher.bench_local(|| form_design::lint_quickly(&spec).len());
}

#[divan::bench]
fn impact_of_a_renamed_group(bencher: divan::Bencher) {
    let old = form();
    let mut new = old.clone();
    let edit = Edit::Rename {
        path: "g7".to_owned(),
        name: "seventh".to_owned(),
    };
    apply(&mut new, &edit).expect("an edit");
    bencher.bench_local(|| diff::impact(&old, &new).consequences.len());
}
