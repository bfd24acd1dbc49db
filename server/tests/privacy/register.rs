// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The register of processing activities: what modules say, what the office adds, versions, files.

use kernel::Role;

use crate::house::house;

#[tokio::test]
async fn the_register_names_what_is_set_up_and_what_the_office_adds() {
    let house = house().await;
    let officer = &house.officer;
    let page = house.page(officer, "/verzeichnis").await;
    for text in [
        "Masernschutz",
        "Fallakten: Masernschutz (§ 20 IfSG)",
        "Anträge betroffener Personen",
        "Konten, Anmeldung und Protokoll",
        "Daten, die eine Person nennen",
        "Amt A",
    ] {
        assert!(page.contains(text), "{text}: {page}");
    }
    let header = [
        ("stand", "0"),
        ("verantwortlich", "Amt A, Deichstraße 1"),
        ("beauftragt", "Dora Schutz"),
        ("monate", "12"),
    ];
    let saved = house.test.post(officer, "/verzeichnis/amt", &header).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    let late = house
        .test
        .post(&house.administrator, "/verzeichnis/amt", &header)
        .await;
    assert_eq!(late.status, 409, "somebody else was faster");
    let wrong = [("stand", "1"), ("monate", "viele")];
    let wrong = house.test.post(officer, "/verzeichnis/amt", &wrong).await;
    assert_eq!(wrong.status, 422);

    let first = [("nummer", "1")];
    let kept = house
        .test
        .post(officer, "/verzeichnis/fassung", &first)
        .await;
    assert_eq!(kept.status, 303, "{}", kept.text());
    let again = house
        .test
        .post(officer, "/verzeichnis/fassung", &first)
        .await;
    assert_eq!(again.status, 409);
    let page = house.page(officer, "/verzeichnis").await;
    assert!(
        page.contains("Fassung 1") && !page.contains("Seit der letzten Fassung"),
        "{page}"
    );
    let own = [
        ("stand", "0"),
        ("schluessel", "privacy/requests"),
        ("zweck", "Unser eigener Zweck"),
        ("notiz", "=1+1"),
    ];
    let saved = house
        .test
        .post(officer, "/verzeichnis/taetigkeit", &own)
        .await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    let page = house.page(officer, "/verzeichnis").await;
    assert!(
        page.contains("Geändert: Anträge betroffener Personen"),
        "{page}"
    );
    assert!(page.contains("Unser eigener Zweck"));
    assert!(page.contains("12 Monate nach dem Abschluss"), "{page}");

    let csv = house.page(officer, "/verzeichnis/ausgabe?format=csv").await;
    assert!(
        csv.contains("Unser eigener Zweck") && csv.contains("'=1+1"),
        "{csv}"
    );
    let json = house
        .page(officer, "/verzeichnis/ausgabe?format=json")
        .await;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["header"]["officer"], "Dora Schutz");
    assert!(json["activities"].as_array().unwrap().len() >= 4);
    let pdf = house
        .test
        .get(officer, "/verzeichnis/ausgabe?format=pdf")
        .await;
    assert!(pdf.status == 200 && pdf.bytes.starts_with(b"%PDF"));
}

#[tokio::test]
async fn case_workers_read_the_register_and_do_not_change_it() {
    let house = house().await;
    let office = house.state.offices[0].id;
    let worker = house
        .test
        .signed_in("Ute Prüfer", Role::CaseWorker, office)
        .await;
    let page = house.page(&worker, "/verzeichnis").await;
    assert!(!page.contains("/verzeichnis/amt"));
    let post = house
        .test
        .post(&worker, "/verzeichnis/fassung", &[("nummer", "1")]);
    assert_eq!(post.await.status, 403);
    let foreign = house.state.offices[1].id;
    let foreign = format!("/verzeichnis?amt={foreign}");
    assert_eq!(house.test.get(&worker, &foreign).await.status, 404);
}
