// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Working on a file: steps, letters, notes, two people at once.

use axum::body::Body;
use directory::testing::TestApp;
use http::{Method, StatusCode, header};
use kernel::Role;

use crate::house::{House, KIM, hidden, house};

/// Whether letters can be printed here: the binary may have been built without the interface.
async fn without_letter(house: &House, file: &str) -> bool {
    let step = house.step(file, "anforderung").await;
    let fields = [
        ("aktion", "erledigt"),
        ("entschieden", "2026-11-18"),
        ("frist", "2026-12-16"),
        ("rechtsgrundlage", "§ 20 IfSG"),
        ("schreiben", "anforderung"),
    ];
    let done = house.act(file, &step, &fields).await;
    if done.status == StatusCode::NOT_IMPLEMENTED {
        eprintln!("SKIPPED: the interface is not built, there are no fonts");
        return true;
    }
    assert_eq!(done.status, 303, "{}", done.text());
    false
}

#[tokio::test]
async fn a_step_leads_to_the_next_and_a_decision_makes_a_letter_that_stays_as_it_was_sent() {
    let house = house().await;
    house.notify(0, KIM).await;
    let file = house.paths().await.remove(0);
    let step = house.step(&file, "pruefen").await;
    let form = house.page(&house.worker, &format!("{file}/{step}")).await;
    assert!(form.contains("Schritt erledigen"));
    let done = house.act(&file, &step, &[("aktion", "erledigt")]).await;
    assert_eq!(done.status, 303, "{}", done.text());

    let step = house.step(&file, "anforderung").await;
    let form = house.page(&house.worker, &format!("{file}/{step}")).await;
    assert!(
        form.contains("§ 20 Absatz 12 Satz 1 IfSG"),
        "what the plan suggests"
    );
    let preview = [
        ("aktion", "vorschau"),
        ("frist", "2026-12-16"),
        ("rechtsgrundlage", "§ 20 IfSG"),
        ("schreiben", "anforderung"),
    ];
    let shown = house.act(&file, &step, &preview).await;
    assert_eq!(shown.status, 200);
    assert!(shown.text().contains("Kim Müller-Geheim") && shown.text().contains("16.12.2026"));
    assert_eq!(
        house.count("case_letters").await,
        0,
        "looking is not sending"
    );

    // Without a deadline the letter would have a gap.
    let gap = [
        ("aktion", "erledigt"),
        ("rechtsgrundlage", "§ 20"),
        ("schreiben", "anforderung"),
    ];
    let refused = house.act(&file, &step, &gap).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("frist"), "{}", refused.text());

    if without_letter(&house, &file).await {
        return;
    }
    let page = house.page(&house.worker, &file).await;
    let start = page.find("/schreiben/").unwrap();
    let letter = page[start..].split('"').next().unwrap();
    let pdf = house
        .test
        .get(&house.worker, &format!("{file}{letter}"))
        .await;
    assert!(pdf.bytes.starts_with(b"%PDF-"));
    // Another name later does not change what was sent.
    let changed = house
        .act(
            &file,
            "person",
            &[("family-name", "Anders"), ("given-name", "Kim")],
        )
        .await;
    assert_eq!(changed.status, 303, "{}", changed.text());
    let again = house
        .test
        .get(&house.worker, &format!("{file}{letter}"))
        .await;
    assert_eq!(again.bytes, pdf.bytes);
    assert_eq!(
        house.count("case_events WHERE kind = 'letter-read'").await,
        2
    );
    // The step that follows waits for the deadline that the person got.
    let due: Option<String> = db::scalar(
        house.test.db.read(),
        "SELECT due_on FROM case_steps WHERE plan = 'eingang'",
        vec![],
    )
    .await
    .unwrap();
    assert_eq!(due.as_deref(), Some("2026-12-16"));
}

#[tokio::test]
async fn the_second_of_two_people_at_a_file_is_told_and_keeps_her_text() {
    let house = house().await;
    house.notify(0, KIM).await;
    let file = house.paths().await.remove(0);
    let page = house.page(&house.worker, &file).await;
    let first = house
        .act_from(&page, &file, "notiz", &[("notiz", "Angerufen.")])
        .await;
    assert_eq!(first.status, 303, "{}", first.text());
    let second = house
        .act_from(&page, &file, "notiz", &[("notiz", "Niemand erreicht.")])
        .await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    let text = second.text();
    assert!(
        text.contains("Niemand erreicht.") && text.contains("Ute Prüfer"),
        "{text}"
    );
    assert_eq!(house.count("case_events WHERE kind = 'noted'").await, 1);
    let now = house.page(&house.worker, &file).await;
    assert!(now.contains("Angerufen.") && !now.contains("Niemand erreicht."));
}

#[tokio::test]
async fn files_and_steps_are_given_to_case_workers_of_the_office_only() {
    let house = house().await;
    house.notify(0, KIM).await;
    let file = house.paths().await.remove(0);
    let elsewhere = house
        .test
        .add_person("Ole Anders", Role::CaseWorker, house.state.offices[1].id)
        .await;
    let nobody = house
        .act(&file, "zustaendig", &[("wer", &elsewhere.to_string())])
        .await;
    assert_eq!(nobody.status, 303);
    assert_eq!(
        house.count("case_files WHERE assignee IS NOT NULL").await,
        0
    );
    let me = house.worker_id.to_string();
    house.act(&file, "zustaendig", &[("wer", &me)]).await;
    assert_eq!(
        house.count("case_files WHERE assignee IS NOT NULL").await,
        1
    );
    assert_eq!(
        house.count("case_steps WHERE assignee IS NOT NULL").await,
        1
    );
    let mine = house.page(&house.worker, "/faelle?wer=ich").await;
    assert!(mine.contains(&file));
    let nobodys = house.page(&house.worker, "/faelle?wer=niemand").await;
    assert!(!nobodys.contains(&file));
    // On the work list, without a name.
    let tasks = house.page(&house.worker, "/aufgaben").await;
    assert!(
        tasks.contains("Meldung prüfen") && !tasks.contains("Geheim"),
        "{tasks}"
    );
    house
        .test
        .clock
        .advance(jiff::SignedDuration::from_hours(24 * 10));
    let overdue = house.later("/faelle?ueberfaellig=ja").await;
    assert!(overdue.contains(&file) && overdue.contains("überfällig"));
    let step = house
        .later(&format!("/faelle?art={}&schritt=anforderung", house.kind))
        .await;
    assert!(!step.contains(&file), "that step is not open yet");
}

#[tokio::test]
async fn pdf_and_pictures_are_kept_sealed_and_other_files_are_refused() {
    let house = house().await;
    house.notify(0, KIM).await;
    let file = house.paths().await.remove(0);
    for (name, bytes, kept) in [
        ("Nachweis Kim.pdf", &b"%PDF-1.7\n%geheimer Inhalt\n"[..], 1),
        ("lauf.exe", &b"MZ\x90\x00"[..], 1),
        ("seite.html", &b"<html><script>alert(1)</script>"[..], 1),
    ] {
        let page = house.page(&house.worker, &file).await;
        let stand = hidden(&page, "stand");
        let mut body = format!(
            "--x\r\nContent-Disposition: form-data; name=\"stand\"\r\n\r\n{stand}\r\n\
             --x\r\nContent-Disposition: form-data; name=\"datei\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--x--\r\n");
        let path = format!("{file}/dateien");
        let request = TestApp::request(Method::POST, &house.worker, &path)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
            .body(Body::from(body))
            .unwrap();
        let answer = house.test.send(request).await;
        assert_eq!(answer.status, 303, "{name}: {}", answer.text());
        assert_eq!(house.count("case_uploads").await, kept, "{name}");
    }
    let page = house.page(&house.worker, &file).await;
    assert!(page.contains("Nachweis Kim.pdf"));
    let start = page.find("/dateien/").unwrap();
    let upload = page[start..].split('"').next().unwrap();
    let answer = house
        .test
        .get(&house.worker, &format!("{file}{upload}"))
        .await;
    assert_eq!(answer.bytes, b"%PDF-1.7\n%geheimer Inhalt\n");
    assert_eq!(answer.headers["content-type"], "application/pdf");
    let sealed: Option<Vec<u8>> = db::scalar(
        house.test.db.read(),
        "SELECT sealed FROM case_uploads",
        vec![],
    )
    .await
    .unwrap();
    assert!(!sealed.unwrap().windows(7).any(|part| part == b"geheime"));
}

#[tokio::test]
async fn every_opening_is_recorded_and_shown_without_content() {
    let house = house().await;
    house.notify(0, KIM).await;
    let file = house.paths().await.remove(0);
    for _ in 0..2 {
        house.page(&house.worker, &file).await;
    }
    let officer = house
        .test
        .signed_in(
            "Dora Schutz",
            Role::DataProtectionOfficer,
            house.state.offices[0].id,
        )
        .await;
    let page = house.page(&officer, "/faelle/zugriffe").await;
    assert!(
        page.contains("2 Zugriffe") && page.contains("Ute Prüfer"),
        "{page}"
    );
    assert!(!page.contains("Geheim"));
    let unknown = house
        .page(&officer, "/faelle/zugriffe?akte=2020-99999")
        .await;
    assert!(unknown.contains("Keine solche Akte"));
    assert_eq!(house.test.get(&officer, &file).await.status, 403);
}
