// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Figures of answers, and who sees them.

use http::StatusCode;
use kernel::Role;
use reporting::insight;

use super::{ill, situation};
use crate::office::office_with;

#[tokio::test]
async fn the_office_sees_what_its_reports_say_all_together_and_no_word_of_texts() {
    let situation = situation().await;
    let cookie = situation.case_worker().await;
    let path =
        situation.insight("?frage=ill&mass=ratio&nenner=cared_for&je=100&gruppe=institution");
    let page = situation.app.get(&cookie, &path).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let text = page.text();
    // 18 of 100 children are ill, 30 of 100 in the last Kita.
    assert!(text.contains("<td class=\"num\">18</td>"), "{text}");
    assert!(text.contains("<td class=\"num\">30</td>"), "{text}");
    assert!(text.contains("95-%-Konfidenzintervall"), "{text}");
    assert!(
        text.contains("1 von 4 Meldungen haben hier eine Angabe"),
        "{text}"
    );
    assert!(!text.contains("Muster"), "a text is part of no figure");
    let trail = situation.app.trail(situation.office.id.uuid()).await;
    assert!(
        trail.iter().any(|entry| entry.contains("answers.evaluate")),
        "{trail:?}"
    );
}

#[tokio::test]
async fn a_table_behind_a_picture_is_a_file() {
    let situation = situation().await;
    let cookie = situation.case_worker().await;
    let path = situation.insight("/tabelle?diagramm=state");
    let file = situation.app.get(&cookie, &path).await;
    assert_eq!(file.status, StatusCode::OK, "{}", file.text());
    let text = file.text();
    let text = text.trim_start_matches('\u{feff}');
    assert_eq!(
        text,
        "Antwort;Anzahl;Anteil\r\ngeöffnet;4;1\r\ngeschlossen;0;0\r\n"
    );
    let missing = situation.insight("/tabelle?diagramm=nothing");
    let answer = situation.app.get(&cookie, &missing).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_state_sees_counts_and_nothing_that_was_answered() {
    let situation = situation().await;
    let app = &situation.app;
    let author = app
        .signed_in("Frieda Form", Role::FormAuthor, situation.state.id)
        .await;
    let page = app.get(&author, &situation.insight("")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let text = page.text();
    assert!(text.contains("Nur Anzahlen"), "{text}");
    assert!(!text.contains("Erkrankte Kinder"), "{text}");
    for step in [
        "/liste",
        "/filter",
        "/ausgabe",
        "/tabelle?diagramm=ill",
        "/ansichten",
    ] {
        let answer = app.get(&author, &situation.insight(step)).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{step}");
    }
    let analyst = app
        .signed_in("Anna Lyse", Role::Analyst, situation.office.id)
        .await;
    let page = app.get(&analyst, &situation.insight("")).await.text();
    assert!(page.contains("Nur Anzahlen"), "an analyst opens no report");
    let other = app
        .signed_in("Otto Anders", Role::CaseWorker, situation.other_office.id)
        .await;
    for step in ["", "/liste", "/ausgabe"] {
        let answer = app.get(&other, &situation.insight(step)).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{step}");
    }
}

/// How many children are ill in all reports.
fn sum(loaded: &insight::Loaded) -> f64 {
    loaded.table.numbers("ill").iter().flatten().sum()
}

#[tokio::test]
async fn answers_are_opened_once_and_again_only_where_something_has_changed() {
    let situation = office_with(3).await;
    let next = reporting::period::Period::Week(crate::office::week("2026-W46"));
    let first = situation.submit(0, ill(1)).await;
    situation.submit(1, ill(2)).await;
    situation.submit_about(next, 2, ill(3)).await;
    let app = &situation.app.app;
    let load = || insight::load(app, &situation.collection, situation.office.id);
    assert_eq!(load().await.unwrap().opened, 3, "nothing was kept yet");
    let kept = load().await.unwrap();
    assert_eq!(kept.opened, 0, "what is kept is read");
    assert!((sum(&kept) - 6.0).abs() < 1e-9);
    situation.correct(&first, ill(9)).await;
    let again = load().await.unwrap();
    assert_eq!(again.opened, 2, "the reports of that week are opened again");
    assert!((sum(&again) - 14.0).abs() < 1e-9);
    situation.accept(&situation.now(first.id).await).await;
    assert_eq!(
        load().await.unwrap().opened,
        0,
        "a decision changes no answer"
    );
}

#[tokio::test]
async fn what_is_kept_is_sealed() {
    let situation = situation().await;
    insight::load(
        &situation.app.app,
        &situation.collection,
        situation.office.id,
    )
    .await
    .unwrap();
    let sealed: Vec<u8> = db::scalar(
        situation.app.app.db.read(),
        "SELECT sealed FROM answer_blocks",
        vec![],
    )
    .await
    .unwrap()
    .unwrap();
    let text = String::from_utf8_lossy(&sealed);
    assert!(!text.contains("cared_for"), "the block is sealed");
}
