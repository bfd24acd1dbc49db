// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Texts beside figures: written by one, published by another, valid on days, never lost.

use directory::testing::Answer;
use http::StatusCode;
use kernel::Role;

use crate::agency::{Agency, agency};

const PATH: &str = "/texte/krankheit/influenza";

async fn save(agency: &Agency, cookie: &str, version: &str, fields: &[(&str, &str)]) -> Answer {
    let mut all = vec![("version", version), ("knopf", "speichern")];
    all.extend(fields);
    let path = format!("{PATH}/bearbeiten");
    agency.test().post(cookie, &path, &all).await
}

async fn publish(agency: &Agency, cookie: &str, version: &str) -> Answer {
    let path = format!("{PATH}/veroeffentlichen");
    agency
        .test()
        .post(cookie, &path, &[("version", version)])
        .await
}

/// An agency with published cases of influenza, and somebody who writes.
async fn desk() -> (Agency, String) {
    let agency = agency().await;
    agency.published().await;
    let author = agency.signed_in("Frida Form", Role::FormAuthor).await;
    (agency, author)
}

#[tokio::test]
async fn a_text_stands_beside_figures_after_a_second_look() {
    let (agency, author) = desk().await;
    let text = [
        (
            "de-meaning",
            "# Kurz\n\nGezählt wird **jeder** Fall.\n\n- eins\n- zwei",
        ),
        ("plain-meaning", "Grippe steckt an."),
    ];
    let saved = save(&agency, &author, "0", &text).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    let disease = "/krankheiten/influenza";
    assert!(!agency.see("lang=de", disease).await.contains("Erklärung"));
    let page = agency.see(&author, PATH).await;
    assert!(
        page.contains("Entwurf") && page.contains("Frida Form"),
        "{page}"
    );
    assert_eq!(
        publish(&agency, &author, "1").await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        publish(&agency, &agency.analyst, "1").await.status,
        StatusCode::SEE_OTHER
    );
    let page = agency.see("lang=de", disease).await;
    assert!(
        page.contains("Gezählt wird <strong>jeder</strong> Fall."),
        "{page}"
    );
    assert!(
        page.contains("<h4 class=\"kern-heading-small\">Kurz</h4>"),
        "{page}"
    );
    assert!(page.contains("In einfacher Sprache") && page.contains("Grippe steckt an."));
    let english = agency.see("lang=en", disease).await;
    assert!(
        english.contains("only there in German") && english.contains("lang=\"de\""),
        "{english}"
    );
    assert!(
        agency
            .see(&author, "/texte?suche=Influ")
            .await
            .contains("Veröffentlicht")
    );
}

#[tokio::test]
async fn whoever_wrote_last_does_not_publish() {
    let (agency, author) = desk().await;
    save(&agency, &author, "0", &[("de-meaning", "Eins.")]).await;
    save(&agency, &agency.analyst, "1", &[("de-meaning", "Zwei.")]).await;
    let refused = publish(&agency, &agency.analyst, "2").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    save(&agency, &author, "2", &[("de-meaning", "Drei.")]).await;
    // What was looked at is no more what is there.
    assert_eq!(
        publish(&agency, &agency.analyst, "2").await.status,
        StatusCode::CONFLICT
    );
    assert_eq!(
        publish(&agency, &agency.analyst, "3").await.status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn two_who_write_at_once_see_both_texts() {
    let (agency, author) = desk().await;
    save(
        &agency,
        &author,
        "0",
        &[("de-meaning", "Ein Satz der Ersten.")],
    )
    .await;
    let late = save(
        &agency,
        &agency.analyst,
        "0",
        &[("de-meaning", "Ein Satz der Zweiten.")],
    )
    .await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let page = late.text();
    assert!(page.contains("<del>Ein Satz der Ersten.</del>"), "{page}");
    assert!(page.contains("<ins>Ein Satz der Zweiten.</ins>"));
    assert!(page.contains("name=\"version\" value=\"1\""));
    let again = save(
        &agency,
        &agency.analyst,
        "1",
        &[("de-meaning", "Ein Satz der Zweiten.")],
    )
    .await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_text_is_shown_on_its_days_and_an_earlier_one_can_be_taken_again() {
    let (agency, author) = desk().await;
    save(
        &agency,
        &author,
        "0",
        &[("de-meaning", "Der immer gültige.")],
    )
    .await;
    publish(&agency, &agency.analyst, "1").await;
    // Today is 18 November 2026.
    let days = [
        ("de-meaning", "Der vom Sommer."),
        ("gueltig_von", "2026-06-01"),
        ("gueltig_bis", "2026-08-31"),
    ];
    save(&agency, &author, "1", &days).await;
    publish(&agency, &agency.analyst, "2").await;
    let page = agency.see("lang=de", "/krankheiten/influenza").await;
    assert!(page.contains("Der immer gültige.") && !page.contains("Sommer"));
    let version = agency.see(&author, &format!("{PATH}/versionen/2")).await;
    assert!(version.contains("<ins>Der vom Sommer.</ins>"), "{version}");
    let restore = format!("{PATH}/versionen/1");
    let taken = agency
        .test()
        .post(&author, &restore, &[("version", "2")])
        .await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER);
    let late = agency
        .test()
        .post(&author, &restore, &[("version", "2")])
        .await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let page = agency.see(&author, PATH).await;
    assert!(page.contains("Änderungen gegenüber der letzten"), "{page}");
    let wrong = [("gueltig_von", "2026-06-02"), ("gueltig_bis", "2026-06-01")];
    let refused = save(&agency, &author, "3", &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn nothing_that_is_written_becomes_a_script() {
    let (agency, author) = desk().await;
    let text = "<script>alert(1)</script> [x](javascript:alert(1)) <b onclick=x>y</b> [z](https://example.org)";
    save(&agency, &author, "0", &[("de-meaning", text)]).await;
    publish(&agency, &agency.analyst, "1").await;
    let page = agency.see("lang=de", "/krankheiten/influenza").await;
    assert!(
        !page.contains("<script>alert") && !page.contains("onclick=x>"),
        "{page}"
    );
    assert!(!page.contains("href=\"javascript"));
    assert!(page.contains("href=\"https://example.org\""));
}

#[tokio::test]
async fn a_preview_changes_nothing_and_offices_do_not_write() {
    let (agency, author) = desk().await;
    let fields = [
        ("version", "0"),
        ("knopf", "vorschau"),
        ("de-meaning", "**Nur** ein Versuch"),
    ];
    let path = format!("{PATH}/bearbeiten");
    let preview = agency.test().post(&author, &path, &fields).await;
    assert_eq!(preview.status, StatusCode::OK);
    assert!(preview.text().contains("<strong>Nur</strong> ein Versuch"));
    assert!(agency.see(&author, PATH).await.contains("Noch kein Text"));
    for path in ["/texte", PATH, &path] {
        let status = agency.test().get(&agency.officer, path).await.status;
        assert_eq!(status, StatusCode::FORBIDDEN, "{path}");
    }
    let unknown = agency.test().get(&author, "/texte/krankheit/none").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}
