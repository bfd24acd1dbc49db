// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What differs between two versions of a form, and what that means for collections that run.

use form_design::diff::{Change, ChoiceChange, Level, Reason, between, impact};
use forms::{FormSpec, Item, PeriodKind, PrivacyClass, Question, QuestionType};
use kernel::Localized;
use proptest::prelude::*;
use serde_json::json;

use crate::random::form;
use crate::{choice, group, item, question, repeat, spec};

fn labelled(name: &str, label: &str, kind: QuestionType) -> Item {
    item(Question {
        label: Localized::one("de", label),
        ..question(name, kind)
    })
}

#[test]
fn equal_forms_do_not_differ_and_classes_do_not_count() {
    let old = spec(vec![labelled("ill", "Krank", QuestionType::Integer)]);
    let mut new = old.clone();
    assert!(between(&old, &new).is_empty());
    new.question_mut("ill").unwrap().privacy = Some(PrivacyClass::Measure);
    assert!(between(&old, &new).is_empty());
    // For what is forwarded they do.
    assert!(impact(&old, &new).needs_policy());
}

#[test]
fn questions_are_new_gone_moved_or_different() {
    let old = spec(vec![
        labelled("ill", "Krank", QuestionType::Integer),
        labelled("staff", "Personal", QuestionType::Integer),
        labelled("remark", "Bemerkung", QuestionType::Text),
    ]);
    let counts = vec![labelled("ill", "Erkrankt", QuestionType::Integer)];
    let mut new = spec(vec![
        group("counts", counts),
        labelled("staff", "Personal", QuestionType::Decimal),
        labelled("comment", "Kommentar", QuestionType::Text),
    ]);
    new.title = Localized::one("de", "Neuer Titel");
    let changes = between(&old, &new);
    let names = |list: &[Change]| -> Vec<(String, Vec<&str>)> {
        list.iter()
            .map(|one| (one.path.clone(), one.aspects.clone()))
            .collect()
    };
    assert_eq!(changes.form, ["title"]);
    assert_eq!(names(&changes.added), [("comment".to_owned(), vec![])]);
    assert_eq!(names(&changes.removed), [("remark".to_owned(), vec![])]);
    assert_eq!(
        names(&changes.changed),
        [
            ("counts/ill".to_owned(), vec!["words", "moved"]),
            ("staff".to_owned(), vec!["type"])
        ]
    );
    assert_eq!(changes.changed[0].old_path.as_deref(), Some("ill"));
    let kind = &changes.changed[1].properties[0];
    assert_eq!(
        (kind.property.as_str(), &kind.old, &kind.new),
        ("type", &json!("integer"), &json!("decimal"))
    );
}

#[test]
fn what_asks_the_same_by_another_name_was_renamed() {
    let old = spec(vec![
        labelled("ill", "Krank", QuestionType::Integer),
        labelled("twin_1", "Gleich", QuestionType::Text),
        labelled("twin_2", "Gleich", QuestionType::Text),
    ]);
    let new = spec(vec![
        labelled("sick", "Krank", QuestionType::Integer),
        labelled("twin_3", "Gleich", QuestionType::Text),
    ]);
    let changes = between(&old, &new);
    assert_eq!(changes.changed.len(), 1);
    assert_eq!(changes.changed[0].aspects, ["renamed"]);
    assert_eq!(changes.changed[0].old_path.as_deref(), Some("ill"));
    assert_eq!((changes.added.len(), changes.removed.len()), (1, 2));
}

#[test]
fn choices_are_new_gone_renamed_or_reworded() {
    let select = || {
        item(Question {
            choices: Some("codes".to_owned()),
            ..question("what", QuestionType::SelectOne)
        })
    };
    let with = |choices: Vec<forms::Choice>| {
        let mut spec = spec(vec![select()]);
        spec.choices.insert("codes".to_owned(), choices);
        spec
    };
    let named = |code: &str, label: &str| forms::Choice {
        label: Localized::one("de", label),
        ..choice(code)
    };
    let old = with(vec![
        named("y", "Ja"),
        named("n", "Nein"),
        named("u", "Unklar"),
    ]);
    let new = with(vec![
        named("yes", "Ja"),
        named("n", "Nein, nie"),
        named("x", "Egal"),
    ]);
    let text = str::to_owned;
    let changes = between(&old, &new);
    assert_eq!(changes.changed[0].aspects, ["choices"]);
    assert_eq!(
        changes.changed[0].choices,
        [
            ChoiceChange::Renamed {
                old: text("y"),
                new: text("yes")
            },
            ChoiceChange::Reworded {
                code: text("n"),
                old: text("Nein"),
                new: text("Nein, nie")
            },
            ChoiceChange::Added { code: text("x") },
            ChoiceChange::Removed { code: text("u") },
        ]
    );
    let found = impact(&old, &new);
    let reasons: Vec<_> = found
        .consequences
        .iter()
        .map(|one| (one.level, one.reason))
        .collect();
    assert_eq!(
        reasons,
        [
            (Level::NeedsMapping, Reason::CodeRenamed),
            (Level::Compatible, Reason::CodeReworded),
            (Level::Compatible, Reason::CodeAdded),
            (Level::Breaks, Reason::CodeRemoved),
        ]
    );
}

#[test]
fn what_a_change_means_is_said_with_its_reason() {
    type Change = fn(&mut FormSpec);
    let old = || {
        let mut required = question("must", QuestionType::Integer);
        required.required = Some("true()".to_owned());
        required.constraint = Some(". >= 0".to_owned());
        spec(vec![
            item(required),
            repeat("r", vec![item(question("in_r", QuestionType::Text))]),
            item(question("note", QuestionType::Note)),
            item(question("many", QuestionType::Text)),
        ])
    };
    let cases: [(Change, Level, Reason); 14] = [
        (
            |s| s.items.push(item(question("new", QuestionType::Text))),
            Level::Compatible,
            Reason::QuestionAdded,
        ),
        (
            |s| {
                let mut new = question("new", QuestionType::Text);
                new.required = Some("true()".to_owned());
                s.items.push(item(new));
            },
            Level::NeedsMapping,
            Reason::RequiredQuestionAdded,
        ),
        (
            |s| drop(s.items.remove(0)),
            Level::Breaks,
            Reason::QuestionRemoved,
        ),
        (
            |s| drop(s.items.remove(2)),
            Level::Compatible,
            Reason::TextChanged,
        ),
        (
            |s| s.question_mut("must").unwrap().kind = QuestionType::Decimal,
            Level::Compatible,
            Reason::TypeWidened,
        ),
        (
            |s| s.question_mut("many").unwrap().kind = QuestionType::Integer,
            Level::Breaks,
            Reason::TypeNarrowed,
        ),
        (
            |s| s.question_mut("must").unwrap().kind = QuestionType::Date,
            Level::Breaks,
            Reason::TypeChanged,
        ),
        (
            |s| s.question_mut("must").unwrap().required = None,
            Level::Compatible,
            Reason::NoLongerRequired,
        ),
        (
            |s| s.question_mut("many").unwrap().required = Some("${must} > 1".to_owned()),
            Level::NeedsMapping,
            Reason::NowRequired,
        ),
        (
            |s| s.question_mut("must").unwrap().constraint = Some(". > 5".to_owned()),
            Level::NeedsMapping,
            Reason::CheckChanged,
        ),
        (
            |s| s.question_mut("many").unwrap().relevant = Some("${must} > 1".to_owned()),
            Level::NeedsMapping,
            Reason::ConditionChanged,
        ),
        (
            |s| {
                let Item::Repeat(repeat) = s.items.remove(1) else {
                    return;
                };
                s.items.extend(repeat.items);
            },
            Level::Breaks,
            Reason::RepeatChanged,
        ),
        (
            |s| s.period = PeriodKind::Month,
            Level::Breaks,
            Reason::PeriodChanged,
        ),
        (
            |s| s.legal_basis = Localized::one("de", "§ 1"),
            Level::NeedsMapping,
            Reason::PurposeChanged,
        ),
    ];
    for (change, level, reason) in cases {
        let mut new = old();
        change(&mut new);
        let found = impact(&old(), &new);
        let reasons: Vec<_> = found.consequences.iter().map(|one| one.reason).collect();
        assert_eq!((found.level(), reasons), (level, vec![reason]));
    }
    let nothing = impact(&old(), &old());
    assert_eq!(nothing.level(), Level::Compatible);
    assert!(nothing.consequences.is_empty());
}

proptest! {
    #[test]
    fn a_form_does_not_differ_from_itself(spec in form()) {
        prop_assert!(between(&spec, &spec).is_empty());
        prop_assert!(impact(&spec, &spec).consequences.is_empty());
    }

    #[test]
    fn what_one_way_is_new_is_gone_the_other_way(old in form(), new in form()) {
        let (there, back) = (between(&old, &new), between(&new, &old));
        let mut added: Vec<_> = there.added.iter().map(|one| &one.path).collect();
        let mut removed: Vec<_> = back.removed.iter().map(|one| &one.path).collect();
        added.sort();
        removed.sort();
        prop_assert_eq!(added, removed);
        impact(&old, &new);
    }
}
