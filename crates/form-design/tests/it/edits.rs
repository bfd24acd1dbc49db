// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Every edit has an exact inverse, names are followed everywhere, and refusals change nothing.

use form_design::edit::{
    ChoicesProblem, Edit, EditProblem, NewItem, Place, Property, Setting, apply, choices_from_csv,
    propose_name, translations, usable_name, uses,
};
use forms::{FormSpec, Item, PrivacyClass, QuestionType, ReleaseRule};
use kernel::Localized;
use proptest::prelude::*;

use crate::random::{Dice, edit, form};
use crate::{choice, group, item, question, repeat, spec};

fn at(parent: &str, index: usize) -> Place {
    Place {
        parent: parent.to_owned(),
        index,
    }
}

fn rename(path: &str, name: &str) -> Edit {
    Edit::Rename {
        path: path.to_owned(),
        name: name.to_owned(),
    }
}

fn paths(spec: &FormSpec) -> Vec<String> {
    spec.questions().into_iter().map(|(path, _)| path).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn an_edit_and_its_inverse_leave_no_trace(
        mut spec in form(),
        dice in proptest::collection::vec(any::<Dice>(), 1..12),
    ) {
        let mut undo = Vec::new();
        let mut states = vec![spec.clone()];
        for dice in dice {
            let edit = edit(&spec, dice);
            let before = spec.clone();
            match apply(&mut spec, &edit) {
                Ok(inverse) => {
                    undo.push(inverse);
                    states.push(spec.clone());
                }
                Err(problem) => prop_assert_eq!(&spec, &before, "{:?} changed the form: {:?}", edit, problem),
            }
        }
        // All the way back, and all the way forward again.
        let mut redo = Vec::new();
        while let Some(inverse) = undo.pop() {
            prop_assert_eq!(Some(&spec), states.last());
            // What is stored does the same as what is at hand.
            let json = serde_json::to_string(&inverse).unwrap();
            let read: Edit = serde_json::from_str(&json).unwrap();
            let mut stored = spec.clone();
            apply(&mut stored, &read).unwrap();
            redo.push(apply(&mut spec, &inverse).unwrap());
            prop_assert_eq!(stored.hash(), spec.hash());
            states.pop();
        }
        prop_assert_eq!(Some(&spec), states.last());
        let beginning = spec.clone();
        let mut again = Vec::new();
        while let Some(edit) = redo.pop() {
            again.push(apply(&mut spec, &edit).unwrap());
        }
        while let Some(edit) = again.pop() {
            apply(&mut spec, &edit).unwrap();
        }
        prop_assert_eq!(spec, beginning);
    }

    #[test]
    fn proposed_names_can_be_used(spec in form(), label in "\\PC{0,60}") {
        let name = propose_name(&spec, &label, "text");
        prop_assert!(forms::is_name(&name), "{}", name);
        let mut spec = spec;
        let edit = Edit::Add {
            place: at("", 0),
            kind: NewItem::Question(QuestionType::Text),
            label: Localized::one("de", label),
            name: None,
        };
        apply(&mut spec, &edit).unwrap();
        prop_assert_eq!(spec.items[0].name(), name);
    }
}

#[test]
fn names_are_proposed_from_what_is_asked() {
    for (label, name) in [
        ("Zahl der Erkrankten", "zahl_der_erkrankten"),
        ("Größe (cm)", "groesse_cm"),
        ("Übelkeit?", "uebelkeit"),
        ("Straße", "strasse"),
        ("2. Dosis", "_2_dosis"),
        ("École à Besançon", "ecole_a_besancon"),
        ("İstanbul", "istanbul"),
        ("  – ", ""),
        (
            "Wie viele Kinder wurden am Stichtag insgesamt betreut?",
            "wie_viele_kinder_wurden_am",
        ),
    ] {
        assert_eq!(usable_name(label), name);
    }
    let spec = spec(vec![
        item(question("dosis", QuestionType::Text)),
        item(question("dosis_2", QuestionType::Text)),
    ]);
    assert_eq!(propose_name(&spec, "Dosis", "text"), "dosis_3");
    assert_eq!(propose_name(&spec, "Dosis 2", "text"), "dosis_3");
    assert_eq!(propose_name(&spec, "?", "integer"), "integer");
}

#[test]
fn a_new_name_is_followed_everywhere() {
    let mut asker = question("asker", QuestionType::SelectOne);
    asker.relevant = Some("${old} > 1 and ../g/old < 3 and /data/g/old != older".to_owned());
    asker.constraint = Some(". < ${last-saved#old}".to_owned());
    asker.choices = Some("codes".to_owned());
    asker.choice_filter = Some("old = ${old} and current()/../g/old = 1".to_owned());
    asker.trigger = vec!["old".to_owned()];
    asker.label = Localized::one("de", "Nach ${old} und ${older}");
    asker.calculate = Some("jr:choice-name(${old}, '${old}')".to_owned());
    asker
        .parameters
        .insert("seed".to_owned(), "${old}".to_owned());
    asker.bind.insert("x:y".to_owned(), "${old}".to_owned());
    let mut own = question("old", QuestionType::Integer);
    own.warning = Some("../../g/old > 5 or ../older[../old = 1] = 2".to_owned());
    own.constraint = Some(". < instance('previous')/root/g/old * 2".to_owned());
    let mut rounds = repeat("r", vec![item(question("in_r", QuestionType::Text))]);
    if let Item::Repeat(repeat) = &mut rounds {
        repeat.count = Some("${ old }".to_owned());
    }
    let mut spec = spec(vec![
        group(
            "g",
            vec![item(own), item(question("older", QuestionType::Text))],
        ),
        item(asker),
        rounds,
    ]);
    spec.choices.insert("codes".to_owned(), vec![choice("a")]);
    spec.choices.get_mut("codes").unwrap()[0].label = Localized::one("de", "wie ${old}");
    spec.settings.instance_name = Some("concat(${old}, ${older})".to_owned());
    let before = spec.clone();
    assert_eq!(uses(&spec, "g/old").len(), 11);
    let inverse = apply(&mut spec, &rename("g/old", "new")).unwrap();
    let asker = spec.question_mut("asker").unwrap().clone();
    assert_eq!(
        asker.relevant.as_deref(),
        Some("${new} > 1 and ../g/new < 3 and /data/g/new != older")
    );
    assert_eq!(asker.constraint.as_deref(), Some(". < ${last-saved#new}"));
    assert_eq!(
        asker.choice_filter.as_deref(),
        Some("old = ${new} and current()/../g/new = 1")
    );
    assert_eq!(asker.trigger, ["new"]);
    assert_eq!(asker.label.get("de"), "Nach ${new} und ${older}");
    assert_eq!(
        asker.calculate.as_deref(),
        Some("jr:choice-name(${new}, '${new}')")
    );
    assert_eq!(asker.parameters["seed"], "${new}");
    assert_eq!(asker.bind["x:y"], "${new}");
    assert_eq!(
        spec.question_mut("g/new").unwrap().warning.as_deref(),
        Some("../../g/new > 5 or ../older[../new = 1] = 2")
    );
    assert_eq!(
        spec.question_mut("g/new").unwrap().constraint.as_deref(),
        Some(". < instance('previous')/root/g/new * 2")
    );
    assert_eq!(spec.choices["codes"][0].label.get("de"), "wie ${new}");
    assert_eq!(
        spec.settings.instance_name.as_deref(),
        Some("concat(${new}, ${older})")
    );
    assert!(matches!(&spec.items[2], Item::Repeat(r) if r.count.as_deref() == Some("${ new }")));
    apply(&mut spec, &inverse).unwrap();
    assert_eq!(spec, before);
    // A group: its name in paths.
    apply(&mut spec, &rename("g", "h")).unwrap();
    let asker = spec.question_mut("asker").unwrap().clone();
    assert_eq!(
        asker.relevant.as_deref(),
        Some("${old} > 1 and ../h/old < 3 and /data/h/old != older")
    );
}

#[test]
fn what_is_generated_is_called_after_what_it_is_generated_for() {
    let mut select = question("what", QuestionType::SelectOne);
    select.or_other = true;
    let mut rounds = repeat("r", vec![item(question("in_r", QuestionType::Text))]);
    if let Item::Repeat(repeat) = &mut rounds {
        repeat.count = Some("2 + 1".to_owned());
    }
    let mut reader = question("reader", QuestionType::Calculated);
    reader.calculate = Some("concat(${what_other}, ${r_count})".to_owned());
    let mut spec = spec(vec![item(select), rounds, item(reader)]);
    assert_eq!(
        apply(&mut spec, &rename("reader", "r_count")),
        Err(EditProblem::NameTaken("r_count".to_owned()))
    );
    apply(&mut spec, &rename("what", "which")).unwrap();
    apply(&mut spec, &rename("r", "part")).unwrap();
    assert_eq!(
        spec.question_mut("reader").unwrap().calculate.as_deref(),
        Some("concat(${which_other}, ${part_count})")
    );
}

#[test]
fn a_copy_speaks_of_itself() {
    let mut second = question("b", QuestionType::Integer);
    second.relevant = Some("${a} > 1 and ../a < ${c} and . != ${b}".to_owned());
    let mut spec = spec(vec![
        group(
            "g",
            vec![item(question("a", QuestionType::Integer)), item(second)],
        ),
        item(question("c", QuestionType::Integer)),
    ]);
    let edit = Edit::Copy {
        path: "g".to_owned(),
        place: at("", 2),
    };
    apply(&mut spec, &edit).unwrap();
    assert_eq!(paths(&spec), ["g/a", "g/b", "c", "g_2/a_2", "g_2/b_2"]);
    assert_eq!(
        spec.question_mut("g_2/b_2").unwrap().relevant.as_deref(),
        Some("${a_2} > 1 and ../a_2 < ${c} and . != ${b_2}")
    );
    let edit = Edit::Copy {
        path: "g".to_owned(),
        place: at("g", 0),
    };
    assert_eq!(
        apply(&mut spec, &edit),
        Err(EditProblem::IntoItself("g".to_owned()))
    );
}

#[test]
fn items_are_wrapped_and_unwrapped_where_they_stand() {
    let mut spec = spec(
        ["a", "b", "c", "d"]
            .map(|name| item(question(name, QuestionType::Text)))
            .into(),
    );
    let edit = Edit::Wrap {
        paths: vec!["d".to_owned(), "b".to_owned()],
        repeat: true,
        label: Localized::one("de", "Kinder"),
    };
    apply(&mut spec, &edit).unwrap();
    assert_eq!(paths(&spec), ["a", "kinder/d", "kinder/b", "c"]);
    let edit = Edit::Wrap {
        paths: vec!["a".to_owned(), "kinder/b".to_owned()],
        repeat: false,
        label: Localized::default(),
    };
    assert_eq!(apply(&mut spec, &edit), Err(EditProblem::NotTogether));
    let edit = Edit::Unwrap {
        path: "kinder".to_owned(),
    };
    apply(&mut spec, &edit).unwrap();
    assert_eq!(paths(&spec), ["a", "d", "b", "c"]);
}

#[test]
fn what_cannot_be_is_refused_with_its_reason() {
    let mut spec = spec(vec![
        repeat(
            "r",
            vec![group("g", vec![item(question("q", QuestionType::Text))])],
        ),
        item(question("p", QuestionType::Text)),
    ]);
    let mut refused = |edit: Edit| apply(&mut spec, &edit).unwrap_err().code();
    let shift = |path: &str, place: Place| Edit::Move {
        path: path.to_owned(),
        place,
    };
    assert_eq!(refused(shift("r", at("r/g", 0))), "into-itself");
    assert_eq!(refused(shift("nobody", at("", 0))), "no-such-item");
    assert_eq!(refused(shift("p", at("r", 2))), "no-such-place");
    assert_eq!(refused(shift("p", at("p", 0))), "into-itself");
    assert_eq!(refused(rename("p", "q")), "name-taken");
    assert_eq!(refused(rename("p", "Q")), "name-taken");
    assert_eq!(refused(rename("p", "2x")), "invalid-name");
    let language = |tag: &str| Edit::RemoveLanguage {
        tag: tag.to_owned(),
    };
    assert_eq!(refused(language("de")), "default-language");
    assert_eq!(refused(language("en")), "no-such-language");
    assert_eq!(
        refused(Edit::AddLanguage {
            tag: "deutsch (de)".to_owned()
        }),
        "invalid-language"
    );
    let deep = (0..13).fold(
        item(question("deep", QuestionType::Text)),
        |inner, level| group(&format!("level{level}"), vec![inner]),
    );
    assert_eq!(
        refused(Edit::Paste {
            place: at("", 0),
            item: deep
        }),
        "too-deep"
    );
}

#[test]
fn lists_are_renamed_with_all_who_use_them_and_stay_while_they_are_used() {
    let mut select = question("what", QuestionType::SelectOne);
    select.choices = Some("codes".to_owned());
    let mut count = question("count", QuestionType::Calculated);
    count.calculate = Some("count(instance('codes')/root/item[name != 'codes'])".to_owned());
    let mut spec = spec(vec![item(select), item(count)]);
    spec.choices
        .insert("codes".to_owned(), vec![choice("a"), choice("b")]);
    spec.choice_order = vec!["codes".to_owned()];
    let list = "codes".to_owned();
    assert_eq!(
        apply(&mut spec, &Edit::RemoveList { list: list.clone() }),
        Err(EditProblem::ListInUse(vec!["what".to_owned()]))
    );
    let before = spec.clone();
    let name = "kinds".to_owned();
    let inverse = apply(&mut spec, &Edit::RenameList { list, name }).unwrap();
    assert_eq!(spec.choices.keys().collect::<Vec<_>>(), ["kinds"]);
    assert_eq!(spec.choice_order, ["kinds"]);
    assert_eq!(
        spec.question_mut("what").unwrap().choices.as_deref(),
        Some("kinds")
    );
    assert_eq!(
        spec.question_mut("count").unwrap().calculate.as_deref(),
        Some("count(instance('kinds')/root/item[name != 'codes'])")
    );
    apply(&mut spec, &inverse).unwrap();
    assert_eq!(spec, before);
}

#[test]
fn a_class_that_is_not_generalised_has_no_release_rule() {
    let mut age = question("age", QuestionType::Integer);
    age.privacy = Some(PrivacyClass::Quasi);
    age.release = Some(ReleaseRule::default());
    let mut spec = spec(vec![item(age)]);
    let before = spec.clone();
    let edit = Edit::Set {
        path: "age".to_owned(),
        setting: Setting::Privacy(Some(PrivacyClass::Measure)),
    };
    let inverse = apply(&mut spec, &edit).unwrap();
    assert_eq!(spec.question_mut("age").unwrap().release, None);
    apply(&mut spec, &inverse).unwrap();
    assert_eq!(spec, before);
}

#[test]
fn edits_are_readable_json() {
    let read = |json: &str| serde_json::from_str::<Edit>(json).unwrap();
    assert_eq!(
        read(r#"{"edit":"rename","path":"g/a","name":"b"}"#),
        rename("g/a", "b")
    );
    assert_eq!(
        read(r#"{"edit":"write","path":"a","property":{"label":"de"},"text":"Krank"}"#),
        Edit::Write {
            path: "a".to_owned(),
            property: Property::Label("de".to_owned()),
            text: Some("Krank".to_owned()),
        }
    );
    assert_eq!(
        read(r#"{"edit":"set","path":"a","setting":"type","value":"select-one"}"#),
        Edit::Set {
            path: "a".to_owned(),
            setting: Setting::Type(QuestionType::SelectOne),
        }
    );
    assert_eq!(
        read(
            r#"{"edit":"add","place":{"index":0},"kind":{"question":"integer"},"label":{"de":"Alter"}}"#
        ),
        Edit::Add {
            place: at("", 0),
            kind: NewItem::Question(QuestionType::Integer),
            label: Localized::one("de", "Alter"),
            name: None,
        }
    );
}

#[test]
fn choices_come_from_tables() {
    let text = "\u{feff}code;label;label::English (en);district\n03101;Braunschweig;;BS\n\n03102;Salzgitter;Salzgitter town;SZ\n";
    let choices = choices_from_csv(text, "de").unwrap();
    assert_eq!(choices.len(), 2);
    assert_eq!(choices[0].code, "03101");
    assert_eq!(choices[0].label.0.len(), 1);
    assert_eq!(choices[1].label.0["en"], "Salzgitter town");
    assert_eq!(choices[1].extra["district"], "SZ");
    for (text, problem) in [
        ("", ChoicesProblem::Empty),
        ("label\nx", ChoicesProblem::NoCodeColumn),
        (
            "code,Code\na,b",
            ChoicesProblem::ColumnTwice("Code".to_owned()),
        ),
        ("code,label\na,A\na,B", ChoicesProblem::CodeTwice(3)),
        ("name,label\na b,A", ChoicesProblem::InvalidCode(2)),
        ("name,label\na", ChoicesProblem::Cells(2)),
    ] {
        assert_eq!(choices_from_csv(text, "de"), Err(problem), "{text}");
    }
}

#[test]
fn texts_stand_side_by_side_and_can_be_set_from_there() {
    let mut named = question("named", QuestionType::Integer);
    named.hint = Localized::one("en", "only here");
    let mut spec = spec(vec![group("g", vec![item(named)])]);
    spec.languages.push("en".to_owned());
    spec.choices.insert("codes".to_owned(), vec![choice("a")]);
    let all = translations(&spec);
    let texts: Vec<_> = all
        .iter()
        .map(|one| (one.path.as_str(), one.text.get("de")))
        .collect();
    assert_eq!(
        texts,
        [
            ("", "Test"),
            ("g", "g"),
            ("g/named", "named"),
            ("g/named", "only here"),
            ("", "A")
        ]
    );
    for (number, one) in all.iter().enumerate() {
        let (tag, property) = one.properties[1].clone();
        assert_eq!(tag, "en");
        let edit = Edit::Write {
            path: one.path.clone(),
            property,
            text: Some(format!("text {number}")),
        };
        apply(&mut spec, &edit).unwrap();
    }
    let said: Vec<_> = translations(&spec)
        .iter()
        .map(|one| one.text.0["en"].clone())
        .collect();
    assert_eq!(said, ["text 0", "text 1", "text 2", "text 3", "text 4"]);
}
