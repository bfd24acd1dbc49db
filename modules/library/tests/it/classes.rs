// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Looking at a draft and giving privacy classes.

use http::StatusCode;

use crate::{hidden, library};

#[tokio::test]
async fn the_preview_runs_the_engine_in_both_languages_and_keeps_nothing() {
    let library = library().await;
    let form = library.template().await;
    let path = format!("{form}/ansehen");
    let german = library.page(&library.author, &path).await;
    assert!(german.contains("War Ihre Einrichtung am Zähltag geöffnet?"));
    let english = library
        .page(&library.author, &format!("{path}?sprache=en"))
        .await;
    assert!(english.contains("Was your facility open on the count day?"));
    assert!(english.contains("Beispielzeitraum: 2026-W47"));
    let fields = [
        ("facility_state", "open"),
        ("counts/count_day", "2026-11-18"),
        ("counts/cared_for", "40"),
        ("counts/absent_are", "50"),
        ("counts/present_are", "1"),
    ];
    let wrong = library.app.post(&library.author, &path, &fields).await;
    assert!(
        wrong.text().contains("nicht mehr Kinder fehlen"),
        "{}",
        wrong.text()
    );
    let checked = library
        .app
        .post(&library.author, &format!("{path}/pruefen"), &fields)
        .await;
    assert!(checked.text().starts_with("<div id=\"form-fields\""));
    let mut right = fields;
    right[3].1 = "3";
    let right = library.app.post(&library.author, &path, &right).await;
    assert!(
        right.text().contains("wäre vollständig"),
        "{}",
        right.text()
    );
    assert_eq!(library.count("form_history").await, 1);
}

#[tokio::test]
async fn classes_are_suggested_saved_and_missed() {
    let library = library().await;
    let form = library.template().await;
    let path = format!("{form}/schutzklassen");
    let page = library.page(&library.author, &path).await;
    assert!(page.contains("Freitext kann Namen enthalten."));
    assert!(page.contains("Zahlen sind meist Anzahlen"));
    assert!(!page.contains("noch keine Schutzklasse"));
    let fields = [
        ("revision", hidden(&page, "revision")),
        ("klasse.counts/absent_are", String::new()),
    ];
    let fields: Vec<_> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let saved = library.app.post(&library.author, &path, &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    let page = library.page(&library.author, &form).await;
    assert!(page.contains("Eine Frage hat noch keine Schutzklasse"));
    assert!(page.contains("Eine Schutzklasse geändert"));
    let publish = library
        .page(&library.author, &format!("{form}/veroeffentlichen"))
        .await;
    assert!(publish.contains("Wird nicht weitergegeben, weil die Schutzklasse fehlt."));
}

#[tokio::test]
async fn a_class_that_does_not_fit_the_type_is_refused() {
    let library = library().await;
    let form = library.template().await;
    let path = format!("{form}/schutzklassen");
    for class in ["measure", "nonsense"] {
        let fields = [("revision", "1"), ("klasse.remark", class)];
        let answer = library.app.post(&library.author, &path, &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text().contains("passt nicht zum Typ"));
        assert!(answer.text().contains("#field-klasse.remark"));
    }
    assert_eq!(library.count("form_history").await, 1);
}

#[tokio::test]
async fn two_people_who_edit_at_once_do_not_overwrite_each_other_unseen() {
    let library = library().await;
    let form = library.template().await;
    let path = format!("{form}/schutzklassen");
    let first = [("revision", "1"), ("klasse.counts/cared_for", "quasi")];
    let answer = library.app.post(&library.author, &path, &first).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let second = [("revision", "1"), ("klasse.counts/absent_are", "sensitive")];
    let answer = library.app.post(&library.author, &path, &second).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    let text = answer.text();
    assert!(text.contains("Frieda Form hat den Entwurf inzwischen geändert"));
    // What was chosen is still there, beside what the other person saved.
    assert!(text.contains(r#"<option value="sensitive" selected>"#));
    assert!(text.contains(r#"<option value="quasi" selected>"#));
    let revision = hidden(&text, "revision");
    assert_eq!(revision, "2");
    let third = [
        ("revision", revision.as_str()),
        ("klasse.counts/absent_are", "sensitive"),
    ];
    let answer = library.app.post(&library.author, &path, &third).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let page = library.page(&library.author, &path).await;
    assert!(page.contains(r#"<option value="quasi" selected>"#));
}
