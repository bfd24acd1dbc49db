// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What people see of releases of records: the preview, the report, the state's data set.

use http::StatusCode;
use kernel::Role;

use super::{about, accepted, accepted_on, documents, office};
use crate::office::hidden;

#[tokio::test]
async fn an_office_sees_before_what_would_leave_and_what_waits_and_releases_exactly_that() {
    let situation = office().await;
    accepted(&situation, 0..4).await;
    // Somebody of another age has no company.
    accepted_on(&situation, super::DAY, 300, about(300, "mumps")).await;
    let cookie = situation.case_worker().await;
    let path = format!("/freigaben/vorschau/{}", situation.collection.id);
    let page = situation.app.get(&cookie, &path).await.text();
    for shown in [
        "KW\u{a0}47/2026",
        "männlich",
        "Masern: 4",
        "noch nicht genug Gleiches",
        "4 Meldungen in einer Gruppe werden",
    ] {
        assert!(page.contains(shown), "{shown} in {page}");
    }
    assert!(!page.contains("Mustermann"));
    let shown = hidden(&page, "freigabe");
    accepted(&situation, 4..5).await;
    let posted = [("freigabe", shown.as_str())];
    let answer = situation.app.post(&cookie, &path, &posted).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(documents(&situation).await.is_empty());

    let page = situation.app.get(&cookie, &path).await.text();
    let shown = hidden(&page, "freigabe");
    let posted = [("freigabe", shown.as_str())];
    let answer = situation.app.post(&cookie, &path, &posted).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let report = answer.location().to_owned();
    let page = situation.app.get(&cookie, &report).await.text();
    for shown in [
        "Herausgreifen",
        "Verknüpfbarkeit",
        "Inferenz",
        "die kleinste umfasst 5",
        "„Krankheit“: Von 1 Gruppe ist 1 einheitlich",
        "Informationsverlust bei „Alter“: 0,0 %",
        "weniger als 3 Personen",
        "Masern: 5",
    ] {
        assert!(page.contains(shown), "{shown} in {page}");
    }
    let paper = situation.app.get(&cookie, &format!("{report}/pdf")).await;
    assert_eq!(paper.status, StatusCode::OK);
    assert!(paper.bytes.starts_with(b"%PDF"));
    let list = situation.app.get(&cookie, "/freigaben").await.text();
    assert!(list.contains("weniger als 3"), "{list}");
}

#[tokio::test]
async fn the_state_sees_counts_and_nothing_of_what_waits() {
    let situation = office().await;
    accepted(&situation, 0..4).await;
    accepted_on(&situation, super::DAY, 300, about(300, "mumps")).await;
    situation.release().await;
    situation.app.run_jobs().await;
    let analyst = situation
        .app
        .signed_in("Stig Zahl", Role::Analyst, situation.state.id)
        .await;
    let path = format!("/datensaetze/{}", situation.collection.id);
    let page = situation.app.get(&analyst, &path).await.text();
    assert!(page.contains("Gesundheitsamt Göttingen"), "{page}");
    assert!(
        page.contains("mindestens 3 verschiedene Personen"),
        "{page}"
    );
    assert!(!page.contains("Mumps") && !page.contains("Mustermann"));
}

#[tokio::test]
async fn the_groups_are_had_as_a_table_and_the_page_says_how_fine_and_how_late_they_are() {
    let situation = office().await;
    for number in 0..4 {
        accepted_on(&situation, "2026-11-11", number, about(number, "measles")).await;
    }
    situation.release().await;
    situation.app.run_jobs().await;
    let analyst = situation
        .app
        .signed_in("Stig Zahl", Role::Analyst, situation.state.id)
        .await;
    let path = format!("/datensaetze/{}", situation.collection.id);
    let page = situation.app.get(&analyst, &path).await.text();
    for shown in ["Wie genau und wie spät", "1,0", "Gemeinde: 4", "Woche: 4"] {
        assert!(page.contains(shown), "{shown} in {page}");
    }
    let file = |format: &str| format!("{path}/gruppen?format={format}");
    let csv = situation.app.get(&analyst, &file("csv")).await;
    assert_eq!(csv.status, StatusCode::OK, "{}", csv.location());
    let csv = csv.text();
    let lines: Vec<&str> = csv.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines.len(), 2, "{csv}");
    assert!(lines[0].starts_with("office;release;released_in;kind;records;different_person;"));
    assert!(
        lines[1].contains("Gesundheitsamt Göttingen;1;2026-W47;records;4;4;5;year;"),
        "{csv}"
    );
    let parquet = situation.app.get(&analyst, &file("parquet")).await;
    assert!(parquet.bytes.starts_with(b"PAR1"));
    let other = situation.app.get(&analyst, &file("xlsx")).await;
    assert_eq!(other.status, StatusCode::NOT_FOUND);
    let worker = situation.case_worker().await;
    let refused = situation.app.get(&worker, &file("csv")).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}
