// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use form_pages::{Occasion, RenderInput, Sheet, render};
use forms::Answers;
use kernel::Lang;

use crate::{ARE, EVERY_TYPE, context, html, open_with, posted, sheet};

#[test]
fn an_opened_form_blames_nothing() {
    let page = render(&RenderInput::new(
        &Sheet::begin(&ARE, &context()).unwrap(),
        Lang::De,
        Occasion::Opened,
    ));
    insta::assert_snapshot!(page);
}

#[test]
fn the_questions_that_follow_from_an_answer_appear_while_typing() {
    let post = open_with(&[("counts/absent_are", ""), ("counts/present_are", "x")]);
    insta::assert_snapshot!(html(&ARE, &post, Occasion::Typing, Lang::En));
}

#[test]
fn a_form_that_was_sent_with_mistakes_names_them_all() {
    let post = open_with(&[
        ("counts/cared_for", "12 Kinder"),
        ("counts/absent_are", ""),
        ("counts/count_day", "übermorgen"),
    ]);
    insta::assert_snapshot!(html(&ARE, &post, Occasion::Sent, Lang::De));
}

#[test]
fn unusual_answers_must_be_confirmed_once() {
    let post = open_with(&[("counts/absent_are", "30")]);
    let page = html(&ARE, &post, Occasion::Sent, Lang::De);
    assert!(page.contains(r##"href="#field-confirm_warnings">Prüfen Sie die auffälligen"##));
    assert!(page.contains("Mehr als 30 % der Kinder sind erkrankt (45,3 %)."));
    assert!(!sheet(&ARE, &post).may_be_sent());

    let post = open_with(&[("counts/absent_are", "30"), ("confirm_warnings", "true")]);
    assert!(sheet(&ARE, &post).may_be_sent());
}

#[test]
fn nothing_typed_is_lost_when_an_answer_hides_it() {
    let post = open_with(&[("facility_state", "closed"), ("counts/cared_for", "7x5")]);
    let page = html(&ARE, &post, Occasion::Typing, Lang::De);
    assert!(page.contains(r#"<input type="hidden" name="counts/cared_for" value="7x5">"#));
    assert!(page.contains("Warum war die Einrichtung geschlossen?"));
    assert!(!page.contains("Wie viele Kinder"));
    assert_eq!(
        sheet(&ARE, &post).draft().get("counts/cared_for"),
        "7x5",
        "a draft keeps it, too"
    );
    let answers = sheet(&ARE, &post).filling.answers();
    assert_eq!(answers.get("counts/cared_for"), "");
}

#[test]
fn mistakes_stay_named_while_they_are_put_right() {
    let post = open_with(&[("counts/absent_are", ""), ("_errors", "all")]);
    let page = html(&ARE, &post, Occasion::Typing, Lang::De);
    assert!(page.contains(r#"id="error-summary""#));
    assert!(
        !page.contains("data-error-summary"),
        "the focus stays where somebody types"
    );
    let page = html(
        &ARE,
        &open_with(&[("_errors", "all")]),
        Occasion::Typing,
        Lang::De,
    );
    assert!(!page.contains(r#"id="error-summary""#));
}

#[test]
fn the_button_for_pages_without_scripts_does_not_send() {
    let post = open_with(&[("_refresh", "1")]);
    let posted = sheet(&ARE, &post);
    assert!(posted.evaluation.is_valid());
    assert!(!posted.may_be_sent());
    assert!(html(&ARE, &post, Occasion::Typing, Lang::De).contains("<noscript>"));
    let by_script = html(&ARE, &open_with(&[]), Occasion::Typing, Lang::De);
    assert!(!by_script.contains("<noscript>"));
}

#[test]
fn every_type_has_its_field() {
    let post = posted(&[
        ("text", "<b>\"fett\" & 'schräg'"),
        ("long", "eins\r\nzwei"),
        ("decimal", "1.234,50"),
        ("date", "18.11.2026"),
        ("boolean", "true"),
        ("few", "c1"),
        ("many", "c8"),
        ("several", "c0"),
        ("several", "c2"),
        ("fixed", "c2"),
        ("double", "99"),
    ]);
    insta::assert_snapshot!(html(&EVERY_TYPE, &post, Occasion::Opened, Lang::En));
    let draft = sheet(&EVERY_TYPE, &post).draft();
    insta::assert_debug_snapshot!(draft.iter().collect::<Vec<_>>());
}

#[test]
fn a_stored_draft_opens_as_it_would_be_typed() {
    let answers: Answers = [("decimal", "1234.5"), ("date", "2026-11-18")]
        .into_iter()
        .collect();
    let page = |lang| {
        let sheet = Sheet::open(&EVERY_TYPE, &answers, &context()).unwrap();
        let occasion = Occasion::Opened;
        render(&RenderInput::new(&sheet, lang, occasion)).into_string()
    };
    // The form has German only: numbers are written as its language has them.
    for lang in Lang::ALL {
        assert!(page(lang).contains(r#"value="1234,5""#));
        assert!(page(lang).contains(r#"value="2026-11-18""#));
    }
}
