// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Blocks: cut out, put in, compared, brought up to date.

use std::collections::BTreeSet;

use form_design::blocks::{
    Need, NeedKind, State, TakenOver, as_block, copies, cut, detach, differences, fillable, insert,
    keep, link, needs, renewed, spoken, state, take_over,
};
use form_design::edit::{Edit, Place, Property, Setting, apply};
use form_design::places;
use forms::{FormSpec, Item, Origin, PrivacyClass, QuestionType};
use kernel::{BlockId, Localized};
use proptest::prelude::*;

use crate::random::{self, Dice};
use crate::{choice, group, item, question, repeat, spec};

fn block_id() -> BlockId {
    "0190c2a1-7f2e-7c3d-8a4b-5c6d7e8f9a0b".parse().unwrap()
}

fn end_of(form: &FormSpec) -> Place {
    Place {
        parent: String::new(),
        index: form.items.len(),
    }
}

fn do_all(form: &mut FormSpec, edits: &[Edit]) {
    for edit in edits {
        apply(form, edit).unwrap();
    }
}

fn write(form: &mut FormSpec, path: &str, property: Property, text: &str) {
    let edit = Edit::Write {
        path: path.to_owned(),
        property,
        text: Some(text.to_owned()),
    };
    apply(form, &edit).unwrap();
}

fn label(form: &FormSpec, path: &str) -> String {
    match places::item(form, path).unwrap() {
        Item::Question(question) => question.label.get("de").to_owned(),
        Item::Group(group) => group.label.get("de").to_owned(),
        Item::Repeat(repeat) => repeat.label.get("de").to_owned(),
    }
}

/// An address: a country from a list, and a town that is asked for in one of them.
fn address() -> FormSpec {
    let mut country = question("land", QuestionType::SelectOne);
    country.choices = Some("laender".to_owned());
    let mut town = question("ort", QuestionType::Text);
    town.relevant = Some("${land} = 'de' and ${erfasst} = 'ja'".to_owned());
    town.privacy = Some(PrivacyClass::Identifier);
    let mut form = spec(vec![
        item(question("erfasst", QuestionType::Text)),
        group("anschrift", vec![item(country), item(town)]),
    ]);
    form.choices
        .insert("laender".to_owned(), vec![choice("de"), choice("nl")]);
    form.choices.insert("andere".to_owned(), vec![choice("x")]);
    cut(&form, "anschrift").unwrap()
}

/// A form in which the names of the address are taken, with a copy of it at the end.
fn with_copy() -> FormSpec {
    let mut form = spec(vec![
        item(question("erfasst", QuestionType::Text)),
        item(question("ort", QuestionType::Text)),
    ]);
    form.choices
        .insert("laender".to_owned(), vec![choice("fr")]);
    let edits = insert(&form, &end_of(&form), &address(), (block_id(), 1)).unwrap();
    do_all(&mut form, &edits);
    form
}

fn bring(form: &mut FormSpec, newest: &FormSpec, theirs: &[&str]) -> TakenOver {
    let theirs: BTreeSet<String> = theirs.iter().map(|key| (*key).to_owned()).collect();
    let done = take_over(form, "anschrift", (&address(), (2, newest)), &theirs).unwrap();
    do_all(form, &done.edits);
    done
}

#[test]
fn a_block_brings_its_lists_and_names_what_it_needs() {
    let block = address();
    assert_eq!(block.choices.keys().collect::<Vec<_>>(), ["laender"]);
    assert_eq!(
        needs(&block),
        [Need {
            kind: NeedKind::Question,
            name: "erfasst".to_owned()
        }]
    );
    assert!(forms::CompiledForm::compile(&fillable(&block)).is_ok());
}

#[test]
fn a_block_says_which_paths_and_files_it_needs() {
    let mut one = question("a", QuestionType::Integer);
    one.constraint = Some(". < ../../b and . < ../c and /data/d > 1".to_owned());
    one.media.image = Localized::one("de", "karte.png");
    let form = spec(vec![group("g", vec![item(one)])]);
    let found: Vec<String> = needs(&cut(&form, "g").unwrap())
        .into_iter()
        .map(|need| format!("{} {}", need.kind.name(), need.name))
        .collect();
    assert_eq!(found, ["path ../../b", "path /data/d", "file karte.png"]);
}

#[test]
fn names_and_lists_that_are_taken_get_others() {
    let form = with_copy();
    let Item::Question(town) = places::item(&form, "anschrift/ort_2").unwrap() else {
        panic!("a question");
    };
    assert_eq!(
        town.relevant.as_deref(),
        Some("${land} = 'de' and ${erfasst} = 'ja'")
    );
    let Item::Question(country) = places::item(&form, "anschrift/land").unwrap() else {
        panic!("a question");
    };
    assert_eq!(country.choices.as_deref(), Some("laender_2"));
    let found = copies(&form);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].path, "anschrift");
    assert_eq!(found[0].origin.version, 1);
    assert_eq!(town.origin.as_ref().unwrap().item(), "anschrift/ort");
    let block = address();
    assert_eq!(as_block(&form, "anschrift", &block).unwrap(), block);
    assert_eq!(
        state(&form, "anschrift", &block, (1, &block)),
        Ok(State::Same)
    );
}

#[test]
fn a_second_copy_shares_the_list_of_the_first() {
    let mut form = with_copy();
    let edits = insert(&form, &end_of(&form), &address(), (block_id(), 1)).unwrap();
    do_all(&mut form, &edits);
    let lists: Vec<_> = form.choices.keys().collect();
    assert_eq!(lists, ["laender", "laender_2"]);
    assert_eq!(copies(&form)[1].path, "anschrift_2");
    let read = as_block(&form, "anschrift_2", &address()).unwrap();
    assert_eq!(read, address());
}

#[test]
fn renaming_within_a_copy_changes_nothing_about_it() {
    let mut form = with_copy();
    let rename = Edit::Rename {
        path: "anschrift/land".to_owned(),
        name: "staat".to_owned(),
    };
    apply(&mut form, &rename).unwrap();
    assert_eq!(as_block(&form, "anschrift", &address()).unwrap(), address());
}

#[test]
fn a_question_outside_is_not_taken_for_one_inside() {
    let mut form = with_copy();
    let path = "anschrift/ort_2";
    write(&mut form, path, Property::Label("de".to_owned()), "${ort}");
    let read = as_block(&form, "anschrift", &address()).unwrap();
    assert_eq!(label(&read, "anschrift/ort"), "${ort_2}");
}

#[test]
fn what_the_author_changed_stays_and_what_the_block_changed_comes() {
    let mut newest = address();
    write(
        &mut newest,
        "anschrift/land",
        Property::Label("de".to_owned()),
        "Staat",
    );
    newest
        .choices
        .get_mut("laender")
        .unwrap()
        .push(choice("dk"));
    let mut form = with_copy();
    write(
        &mut form,
        "anschrift/ort_2",
        Property::Label("de".to_owned()),
        "Stadt",
    );
    assert_eq!(
        state(&form, "anschrift", &address(), (2, &newest)),
        Ok(State::Both)
    );
    let done = bring(&mut form, &newest, &[]);
    assert_eq!(done.conflicts, []);
    assert_eq!(label(&form, "anschrift/land"), "Staat");
    assert_eq!(label(&form, "anschrift/ort_2"), "Stadt");
    assert_eq!(form.choices["laender_2"].len(), 3);
    assert_eq!(form.choices["laender"].len(), 1);
    assert_eq!(copies(&form)[0].origin.version, 2);
    assert_eq!(
        state(&form, "anschrift", &newest, (2, &newest)),
        Ok(State::Changed)
    );
}

#[test]
fn what_both_changed_is_shown_and_one_of_them_counts() {
    let mut newest = address();
    let text = Property::Label("de".to_owned());
    write(&mut newest, "anschrift/ort", text.clone(), "Gemeinde");
    let mut form = with_copy();
    write(&mut form, "anschrift/ort_2", text, "Stadt");
    let before = form.clone();
    let done = bring(&mut form, &newest, &[]);
    let [conflict] = &done.conflicts[..] else {
        panic!("{:?}", done.conflicts);
    };
    assert_eq!(conflict.key, "anschrift/ort::label.de");
    assert_eq!(conflict.mine, "Stadt");
    assert_eq!(conflict.theirs, "Gemeinde");
    assert_eq!(label(&form, "anschrift/ort_2"), "Stadt");
    let mut form = before;
    bring(&mut form, &newest, &["anschrift/ort::label.de"]);
    assert_eq!(label(&form, "anschrift/ort_2"), "Gemeinde");
}

#[test]
fn questions_come_go_and_stay() {
    let mut newest = address();
    for edit in [
        Edit::Remove {
            path: "anschrift/ort".to_owned(),
        },
        Edit::Insert {
            place: Place {
                parent: "anschrift".to_owned(),
                index: 0,
            },
            item: item(question("erfasst", QuestionType::Text)),
        },
    ] {
        apply(&mut newest, &edit).unwrap();
    }
    let mut form = with_copy();
    let own = Edit::Insert {
        place: Place {
            parent: "anschrift".to_owned(),
            index: 2,
        },
        item: item(question("zusatz", QuestionType::Text)),
    };
    apply(&mut form, &own).unwrap();
    let before = form.clone();
    let done = bring(&mut form, &newest, &[]);
    assert_eq!(done.conflicts, []);
    let names = |form: &FormSpec| -> Vec<String> {
        let items = places::items_at(form, "anschrift").unwrap();
        items.iter().map(|item| item.name().to_owned()).collect()
    };
    assert_eq!(names(&form), ["erfasst_2", "land", "zusatz"]);

    // What was changed here and taken away there is asked about.
    let mut form = before;
    write(
        &mut form,
        "anschrift/ort_2",
        Property::Label("de".to_owned()),
        "Stadt",
    );
    let kept = form.clone();
    let done = bring(&mut form, &newest, &[]);
    assert_eq!(done.conflicts[0].key, "anschrift/ort");
    assert!(names(&form).contains(&"ort_2".to_owned()));
    let mut form = kept;
    bring(&mut form, &newest, &["anschrift/ort"]);
    assert!(!names(&form).contains(&"ort_2".to_owned()));
}

#[test]
fn a_list_that_others_use_is_not_changed_for_them() {
    let mut form = with_copy();
    let mut other = question("herkunft", QuestionType::SelectOne);
    other.choices = Some("laender_2".to_owned());
    let place = end_of(&form);
    let other = item(other);
    apply(&mut form, &Edit::Insert { place, item: other }).unwrap();
    let mut newest = address();
    newest
        .choices
        .get_mut("laender")
        .unwrap()
        .push(choice("dk"));
    bring(&mut form, &newest, &[]);
    assert_eq!(form.choices["laender_2"].len(), 2);
    assert_eq!(form.choices["laender_3"].len(), 3);
    assert_eq!(as_block(&form, "anschrift", &newest).unwrap(), newest);
}

#[test]
fn a_copy_can_stay_as_it_is_or_be_let_go() {
    let mut newest = address();
    let text = Property::Label("de".to_owned());
    write(&mut newest, "anschrift/ort", text, "Gemeinde");
    let mut form = with_copy();
    let mut let_go = form.clone();
    let edit = keep(&form, "anschrift", (&address(), (2, &newest))).unwrap();
    apply(&mut form, &edit).unwrap();
    assert_eq!(label(&form, "anschrift/ort_2"), "ort");
    assert_eq!(
        state(&form, "anschrift", &newest, (2, &newest)),
        Ok(State::Changed)
    );
    let before = let_go.clone();
    let edit = detach(&let_go, "anschrift").unwrap();
    let back = apply(&mut let_go, &edit).unwrap();
    assert_eq!(copies(&let_go), []);
    apply(&mut let_go, &back).unwrap();
    assert_eq!(let_go, before);
}

#[test]
fn a_copy_becomes_the_next_version_with_the_texts_that_its_form_lacks() {
    let mut block = address();
    block.languages.push("en".to_owned());
    let text = Property::Label("en".to_owned());
    write(&mut block, "anschrift/ort", text, "Town");
    let mut form = with_copy();
    let text = Property::Label("de".to_owned());
    write(&mut form, "anschrift/ort_2", text, "Gemeinde");
    let next = renewed(&form, "anschrift", &block).unwrap();
    assert_eq!(label(&next, "anschrift/ort"), "Gemeinde");
    let Item::Question(town) = places::item(&next, "anschrift/ort").unwrap() else {
        panic!("a question");
    };
    assert_eq!(town.label.0["en"], "Town");
    assert_eq!(next.languages, ["de", "en"]);
    let changed = differences(&block, &next).changed;
    assert_eq!(changed.len(), 1);
    assert_eq!(changed[0].aspects, ["words"]);
    let edit = link(&form, "anschrift", &next, (block_id(), 2)).unwrap();
    apply(&mut form, &edit).unwrap();
    assert_eq!(
        state(&form, "anschrift", &next, (2, &next)),
        Ok(State::Same)
    );
}

#[test]
fn classes_are_a_difference_between_versions() {
    let mut newest = address();
    let edit = Edit::Set {
        path: "anschrift/ort".to_owned(),
        setting: Setting::Privacy(Some(PrivacyClass::Quasi)),
    };
    // A place is free text, but the difference does not ask.
    apply(&mut newest, &edit).unwrap();
    let changed = differences(&address(), &newest).changed;
    assert_eq!(changed[0].aspects, ["privacy"]);
}

#[test]
fn a_form_in_another_language_reads_the_block_in_its_own() {
    let mut form = spec(vec![]);
    form.languages = vec!["fr".to_owned()];
    form.default_language = "fr".to_owned();
    let edits = insert(&form, &end_of(&form), &address(), (block_id(), 1)).unwrap();
    do_all(&mut form, &edits);
    let Item::Group(group) = places::item(&form, "anschrift").unwrap() else {
        panic!("a group");
    };
    assert_eq!(group.label.0.get("fr").unwrap(), "anschrift");
    assert_eq!(
        state(&form, "anschrift", &address(), (1, &address())),
        Ok(State::Same)
    );
}

#[test]
fn an_origin_is_read_as_it_is_written_and_nothing_else() {
    let origin = Origin::new(block_id(), 3, "anschrift/ort").unwrap();
    assert_eq!(origin.to_string().parse::<Origin>().unwrap(), origin);
    let id = block_id();
    for wrong in [
        String::new(),
        format!("{id} 0 a"),
        format!("{id} 1"),
        format!("{id} 1 a b"),
        format!("{id} 1 a//b"),
        "x 1 a".to_owned(),
    ] {
        assert!(wrong.parse::<Origin>().is_err(), "{wrong}");
    }
}

#[test]
fn rounds_of_a_repeat_follow_their_block() {
    let mut one = question("name", QuestionType::Text);
    one.label = Localized::one("de", "Name von ${position}");
    let form = spec(vec![repeat(
        "personen",
        vec![item(question("position", QuestionType::Integer)), item(one)],
    )]);
    let block = cut(&form, "personen").unwrap();
    let mut target = spec(vec![item(question("position", QuestionType::Text))]);
    let edits = insert(&target, &end_of(&target), &block, (block_id(), 1)).unwrap();
    do_all(&mut target, &edits);
    assert_eq!(label(&target, "personen/name"), "Name von ${position_2}");
    assert_eq!(as_block(&target, "personen", &block).unwrap(), block);
}

/// The path of an item by chance.
fn some_path(form: &FormSpec, which: usize) -> Option<String> {
    let mut paths = Vec::new();
    places::walk(&form.items, "", &mut |path, _| paths.push(path.to_owned()));
    (!paths.is_empty()).then(|| paths[which % paths.len()].clone())
}

/// The form after edits by chance of which some are refused.
fn edited(form: &FormSpec, dice: &[Dice]) -> FormSpec {
    let mut form = form.clone();
    for dice in dice {
        let edit = random::edit(&form, *dice);
        let _ = apply(&mut form, &edit);
    }
    form
}

fn dice() -> impl Strategy<Value = Vec<Dice>> {
    let one = (any::<u8>(), 0..1000_usize, 0..1000_usize, 0..1000_usize);
    proptest::collection::vec(one, 0..8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn a_copy_reads_as_its_block(from in random::form(), which in 0..100_usize, form in random::form()) {
        let Some(path) = some_path(&from, which) else { return Ok(()) };
        let block = cut(&from, &path).unwrap();
        let mut form = form;
        let before = form.clone();
        let place = end_of(&form);
        let Ok(edits) = insert(&form, &place, &block, (block_id(), 1)) else { return Ok(()) };
        let back = apply(&mut form, &Edit::Several { edits }).unwrap();
        let copy = copies(&form)[0].path.clone();
        prop_assert_eq!(as_block(&form, &copy, &block).unwrap(), spoken(&block, &form));
        apply(&mut form, &back).unwrap();
        prop_assert_eq!(form, before);
    }

    /// What was not changed here becomes what the block says; what the block did not change stays.
    #[test]
    fn a_copy_follows_its_block(
        from in random::form(),
        which in 0..100_usize,
        form in random::form(),
        steps in dice(),
    ) {
        let Some(path) = some_path(&from, which) else { return Ok(()) };
        let block = cut(&from, &path).unwrap();
        let mut newest = edited(&block, &steps);
        newest.items.truncate(1);
        // The outermost item of a block keeps its name.
        let alike = |one: &Item, other: &Item| {
            matches!(one, Item::Question(_)) == matches!(other, Item::Question(_))
                && one.name() == other.name()
        };
        match newest.items.first() {
            Some(item) if alike(item, &block.items[0]) => {}
            _ => return Ok(()),
        }
        let Ok(newest) = cut(&newest, newest.items[0].name()) else { return Ok(()) };
        let mut form = form;
        let place = end_of(&form);
        let Ok(edits) = insert(&form, &place, &block, (block_id(), 1)) else { return Ok(()) };
        do_all(&mut form, &edits);
        let copy = copies(&form)[0].path.clone();

        let same = take_over(&form, &copy, (&block, (2, &block)), &BTreeSet::new()).unwrap();
        prop_assert_eq!(same.conflicts, []);
        let mut stays = form.clone();
        do_all(&mut stays, &same.edits);
        prop_assert_eq!(
            as_block(&stays, &copy, &block).unwrap(),
            as_block(&form, &copy, &block).unwrap()
        );

        let done = take_over(&form, &copy, (&block, (2, &newest)), &BTreeSet::new()).unwrap();
        prop_assert_eq!(done.conflicts, []);
        do_all(&mut form, &done.edits);
        let read = as_block(&form, &copy, &newest).unwrap();
        let wanted = spoken(&newest, &form);
        prop_assert_eq!(read, wanted);
    }

    /// A copy that became the next version of its block says what that version says.
    #[test]
    fn a_copy_can_become_the_next_version(
        from in random::form(),
        which in 0..100_usize,
        here in dice(),
    ) {
        let Some(path) = some_path(&from, which) else { return Ok(()) };
        let block = cut(&from, &path).unwrap();
        let mut form = spec(vec![]);
        let edits = insert(&form, &end_of(&form), &block, (block_id(), 1)).unwrap();
        do_all(&mut form, &edits);
        let mut form = edited(&form, &here);
        let Some(copy) = copies(&form).into_iter().next() else { return Ok(()) };
        let Ok(next) = renewed(&form, &copy.path, &block) else { return Ok(()) };
        let edit = link(&form, &copy.path, &next, (block_id(), 2)).unwrap();
        apply(&mut form, &edit).unwrap();
        prop_assert_eq!(copies(&form)[0].origin.version, 2);
        let newest = (2, &next);
        prop_assert_eq!(
            as_block(&form, &copy.path, &next).unwrap(),
            spoken(&next, &form)
        );
        prop_assert_eq!(state(&form, &copy.path, &next, newest), Ok(State::Same));
    }

    /// Bringing in never fails and never leaves the block's own changes out, whatever was done here.
    #[test]
    fn whatever_was_done_here_a_newer_version_can_be_brought_in(
        from in random::form(),
        which in 0..100_usize,
        here in dice(),
        there in dice(),
    ) {
        let Some(path) = some_path(&from, which) else { return Ok(()) };
        let block = cut(&from, &path).unwrap();
        let mut form = spec(vec![]);
        let edits = insert(&form, &end_of(&form), &block, (block_id(), 1)).unwrap();
        do_all(&mut form, &edits);
        let form = edited(&form, &here);
        let newest = edited(&block, &there);
        let Some(root) = newest.items.first() else { return Ok(()) };
        let Ok(newest) = cut(&newest, root.name()) else { return Ok(()) };
        for copy in copies(&form) {
            let Ok(done) = take_over(&form, &copy.path, (&block, (2, &newest)), &BTreeSet::new())
            else {
                continue;
            };
            let mut after = form.clone();
            let back = apply(&mut after, &Edit::Several { edits: done.edits }).unwrap();
            let known = copies(&after);
            let known = known.iter().find(|one| one.path == copy.path).unwrap();
            prop_assert_eq!(known.origin.version, 2);
            apply(&mut after, &back).unwrap();
            prop_assert_eq!(&after, &form);
        }
    }
}
