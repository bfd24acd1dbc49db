// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A form that is asked in steps.

use form_pages::{Button, FileViews, Occasion, RenderInput, Sheet, Turned, render, render_answers};
use kernel::Lang;

use crate::{ARE, VISIT, context, posted, sheet};

const FIRST: [(&str, &str); 5] = [
    ("_page", "visit"),
    ("_part:day:visit/visited_on", "18"),
    ("_part:month:visit/visited_on", "11"),
    ("_part:year:visit/visited_on", "2026"),
    ("visit/reason", "routine"),
];

fn with(more: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut post = posted(&FIRST);
    for (name, value) in more {
        post.retain(|(known, _)| known != name);
        post.push(((*name).to_owned(), (*value).to_owned()));
    }
    post
}

fn shown(sheet: &Sheet<'_>, occasion: Occasion) -> String {
    let button = |label, value| Button {
        label,
        name: "aktion",
        value,
    };
    render(&RenderInput {
        buttons: &[button("Prüfen", "pruefen"), button("Sichern", "entwurf")],
        ..RenderInput::new(sheet, Lang::De, occasion)
    })
    .into_string()
}

#[test]
fn the_first_page_is_shown_first_and_leads_to_the_next() {
    let mut opened = Sheet::begin(&VISIT, &context()).unwrap();
    opened.turn_to("");
    assert_eq!(opened.page(), Some("visit"));
    let page = shown(&opened, Occasion::Opened);
    assert!(page.contains("Schritt 1 von 7: Begehung"));
    assert!(page.contains("Wann war die Begehung?"));
    assert!(!page.contains("Tische und Flächen"));
    assert!(page.contains(r#"name="_do" value="next"><span class="kern-label">Weiter"#));
    assert!(!page.contains("Prüfen") && page.contains("Sichern") && !page.contains("Zurück<"));

    let turned = sheet(&VISIT, &with(&[("_do", "next")]));
    assert_eq!(
        (turned.turned(), turned.page()),
        (Some(Turned::Done), Some("room"))
    );
    let page = shown(&turned, turned.occasion(Occasion::Sent));
    assert!(page.contains("Schritt 2 von 7: Raum") && page.contains("Zurück<"));
    // What was answered on the page before goes with this one.
    assert!(page.contains(r#"name="visit/reason" value="routine""#));
    assert_eq!(turned.draft().get("visit/visited_on"), "2026-11-18");
}

#[test]
fn a_page_is_left_when_its_own_answers_are_right() {
    let stayed = sheet(&VISIT, &with(&[("visit/reason", "other"), ("_do", "next")]));
    assert_eq!(
        (stayed.turned(), stayed.page()),
        (Some(Turned::Refused), Some("visit"))
    );
    let page = shown(&stayed, stayed.occasion(Occasion::Sent));
    assert!(page.contains(r##"href="#field-visit/reason_other""##));
    // The other pages, which nobody has seen yet, are not blamed.
    assert!(!page.contains("Böden") && !page.contains("zur Kenntnis"));
    assert!(page.contains(r#"name="_errors" value="page""#));

    let back = sheet(&VISIT, &with(&[("_page", "room"), ("_do", "back")]));
    assert_eq!(
        (back.turned(), back.page()),
        (Some(Turned::Done), Some("visit"))
    );
    let to = sheet(&VISIT, &with(&[("_do", "page place")]));
    assert_eq!(to.page(), Some("place"));
}

#[test]
fn at_the_end_the_mistakes_of_all_pages_are_named_and_lead_there() {
    let mut sent = sheet(&VISIT, &with(&[("_page", "remark")]));
    assert!(!sent.may_be_sent());
    let page = shown(&sent, Occasion::Sent);
    assert!(page.contains("Schritt 7 von 7") && page.contains("Prüfen"));
    assert!(page.contains(r#"name="_do" value="page checks">„Böden“: Diese Angabe fehlt."#));
    assert!(page.contains("hat Fehler") && page.contains("ausgefüllt"));
    sent.turn_to_first_mistake();
    assert_eq!(sent.page(), Some("checks"));
    assert!(shown(&sent, Occasion::Sent).contains(r##"href="#field-checks/floors""##));
}

#[test]
fn a_page_that_is_gone_makes_way_for_the_next() {
    let mut opened = Sheet::begin(&VISIT, &context()).unwrap();
    opened.turn_to("checks/floors");
    assert_eq!(opened.page(), Some("visit"), "an unknown page");
    let mut plain = Sheet::begin(&ARE, &context()).unwrap();
    plain.turn_to("counts");
    assert_eq!(plain.page(), None, "a form on one page");
}

#[test]
fn questions_change_their_language_and_keep_what_was_typed() {
    let post = with(&[
        ("visit/reason", "other"),
        ("visit/reason_other", "Hinweis"),
        ("_do", "language en"),
    ]);
    let english = sheet(&VISIT, &post);
    assert_eq!(english.language(), Some("en"));
    let page = shown(&english, Occasion::Typing);
    assert!(page.contains("When was the visit?") && page.contains(r#"value="Hinweis""#));
    assert!(page.contains(r#"lang="en""#) && page.contains("Step 1 of 7"));
    assert!(page.contains(r#"name="_language" value="en""#));
    assert!(page.contains(r#"value="language en" lang="en" aria-pressed="true""#));
    let unknown = sheet(&VISIT, &with(&[("_do", "language tlh")]));
    assert_eq!(unknown.language(), None);
}

#[test]
fn answers_lead_to_the_page_on_which_they_are_asked() {
    let filled = sheet(
        &VISIT,
        &with(&[("room[]", "1"), ("room[1]/room_name", "Küche")]),
    );
    let list = render_answers(
        &filled.filling,
        Lang::De,
        Some("/m?einrichtung=1"),
        &FileViews::new(),
    )
    .into_string();
    assert!(
        list.contains(r#"href="/m?einrichtung=1&#38;seite=room#field-room[1]/room_name""#),
        "{list}"
    );
    assert!(list.contains("seite=checks#field-checks/floors"));
}
