// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! From accepted reports to groups at the state.

use anonymity_verifier::Code;
use http::StatusCode;
use kernel::Role;
use reporting::arrival::{self, ArrivalFailure, Arrived, ReleaseAccepted};
use reporting::release::{ReleaseFailure, Released};
use reporting::{release, store};

use crate::office::{Situation, closed, hidden, office_with, open};

async fn documents(situation: &Situation) -> Vec<Vec<u8>> {
    store::ledger::of(
        situation.app.app.db.read(),
        situation.office.id,
        situation.collection.id,
    )
    .await
    .unwrap()
    .into_iter()
    .map(|release| release.document)
    .collect()
}

async fn at_state(situation: &Situation) -> Vec<store::state_ledger::StateRelease> {
    store::state_ledger::of_collection(situation.app.app.db.read(), situation.collection.id)
        .await
        .unwrap()
}

async fn events(situation: &Situation) -> Vec<ReleaseAccepted> {
    #[derive(db::FromQueryResult)]
    struct Row {
        payload: String,
    }
    let sql = "SELECT payload FROM jobs WHERE kind = 'release.accepted' ORDER BY created_at, id";
    let rows: Vec<Row> = db::all(situation.app.app.db.read(), sql, vec![])
        .await
        .unwrap();
    rows.iter()
        .map(|row| serde_json::from_str(&row.payload).unwrap())
        .collect()
}

#[tokio::test]
async fn accepted_reports_reach_the_state_as_groups_and_nothing_else() {
    let situation = office_with(5).await;
    situation.accepted(4).await;
    // One was closed: it neither enlarges the group nor is told alone.
    let shut = situation.submit(4, closed()).await;
    situation.accept(&shut).await;
    let Released::Yes {
        sequence,
        groups,
        reports,
        ..
    } = situation.release().await
    else {
        panic!("nothing left");
    };
    assert_eq!((sequence, groups, reports), (1, 1, 4));
    assert!(at_state(&situation).await.is_empty());
    situation.app.run_jobs().await;

    let arrived = at_state(&situation).await;
    assert_eq!(arrived.len(), 1);
    assert_eq!(arrived[0].document, documents(&situation).await[0]);
    let text = String::from_utf8(arrived[0].document.clone()).unwrap();
    for kita in &situation.kitas {
        assert!(
            !text.contains(&kita.id.to_string()),
            "an institution's identifier left"
        );
        assert!(!text.contains(&kita.name), "an institution's name left");
    }
    let events = events(&situation).await;
    assert_eq!(events.len(), 1);
    let mut event = serde_json::to_value(&events[0]).unwrap();
    event["collection"] = "COLLECTION".into();
    event["office"] = "OFFICE".into();
    insta::assert_json_snapshot!(event);

    assert_eq!(situation.release().await, Released::Nothing);
    assert_eq!(documents(&situation).await.len(), 1);
    let report = reporting::verify_ledgers(&situation.app.app.db)
        .await
        .unwrap();
    assert!(report.holds(), "{report:?}");
    assert_eq!(
        (report.ledgers, report.releases, report.on_the_way),
        (1, 1, 0)
    );
}

#[tokio::test]
async fn no_table_of_the_state_names_an_institution() {
    let situation = office_with(4).await;
    situation.accepted(4).await;
    situation.release().await;
    situation.app.run_jobs().await;
    let conn = situation.app.app.db.read();
    for table in ["state_ledger", "release_hierarchies"] {
        let columns: &[&str] = match table {
            "state_ledger" => &["document", "hash", "previous", "policy", "as_of"],
            _ => &["hash", "content"],
        };
        for column in columns {
            #[derive(db::FromQueryResult)]
            struct Text {
                value: String,
            }
            #[derive(db::FromQueryResult)]
            struct Bytes {
                value: Vec<u8>,
            }
            let sql = format!("SELECT {column} AS value FROM {table}");
            let texts: Vec<String> = if *column == "document" {
                let rows: Vec<Bytes> = db::all(conn, &sql, vec![]).await.unwrap();
                rows.into_iter()
                    .map(|row| String::from_utf8(row.value).unwrap())
                    .collect()
            } else {
                let rows: Vec<Text> = db::all(conn, &sql, vec![]).await.unwrap();
                rows.into_iter().map(|row| row.value).collect()
            };
            assert!(!texts.is_empty(), "{table} is empty");
            for text in texts {
                for kita in &situation.kitas {
                    let id = kita.id.to_string();
                    let bare = id.replace('-', "");
                    for secret in [kita.name.as_str(), id.as_str(), bare.as_str()] {
                        assert!(!text.contains(secret), "{table}.{column}");
                    }
                }
            }
        }
    }
}

#[tokio::test]
async fn two_institutions_are_too_few_to_be_told() {
    let situation = office_with(3).await;
    situation.accepted(2).await;
    assert_eq!(situation.release().await, Released::Nothing);
    assert!(documents(&situation).await.is_empty());
    let outcome = release::preview(
        &situation.app.app,
        situation.office.id,
        situation.collection.id,
    )
    .await
    .unwrap();
    assert_eq!(outcome.held.len(), 2);
    assert!(
        outcome
            .held
            .iter()
            .all(|held| held.reason == "too-few-facilities")
    );
    // The third completes the group.
    let third = situation.submit(2, open(20, 0)).await;
    situation.accept(&third).await;
    assert!(matches!(
        situation.release().await,
        Released::Yes { reports: 3, .. }
    ));
}

#[tokio::test]
async fn a_correction_of_what_has_left_changes_no_group() {
    let situation = office_with(4).await;
    let submissions = situation.accepted(4).await;
    situation.release().await;
    let before = documents(&situation).await;
    let corrected = situation.correct(&submissions[0], open(40, 9)).await;
    situation.accept(&corrected).await;
    assert_eq!(situation.release().await, Released::Nothing);
    assert_eq!(documents(&situation).await, before);

    // Three corrections of one group leave together, as what is to be added.
    for (submission, ill) in submissions[1..3].iter().zip([1, 2]) {
        let corrected = situation.correct(submission, open(40, ill)).await;
        situation.accept(&corrected).await;
    }
    assert!(matches!(
        situation.release().await,
        Released::Yes {
            sequence: 2,
            groups: 1,
            reports: 3,
            ..
        }
    ));
    let after = documents(&situation).await;
    assert_eq!(after[0], before[0]);
    assert!(String::from_utf8_lossy(&after[1]).contains(r#""kind":"correction""#));
    situation.app.run_jobs().await;
    assert_eq!(at_state(&situation).await.len(), 2);
}

#[tokio::test]
async fn a_release_that_the_verifier_refuses_leaves_no_trace() {
    let situation = office_with(3).await;
    situation.accepted(2).await;
    // Somebody lowers the minimum behind the back of those who reviewed the policy.
    let lowered = situation
        .collection
        .release_policy
        .replace(r#""minimum_facilities":3"#, r#""minimum_facilities":2"#);
    assert_ne!(lowered, situation.collection.release_policy);
    let tx = situation.app.app.db.begin().await.unwrap();
    db::execute(
        &tx,
        "UPDATE collections SET release_policy = $1",
        vec![lowered.into()],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    match situation.try_release().await {
        Err(ReleaseFailure::Refused(refusal)) => assert_eq!(refusal.code, Code::UnknownPolicy),
        other => panic!("not refused: {other:?}"),
    }
    for table in [
        "office_ledger",
        "released_versions",
        "state_ledger",
        "release_hierarchies",
    ] {
        let rows = situation
            .count(&format!("SELECT COUNT(*) FROM {table}"))
            .await;
        assert_eq!(rows, 0, "{table}");
    }
    let handed_over = "SELECT COUNT(*) FROM jobs WHERE kind = 'reporting.release-arrived'";
    assert_eq!(situation.count(handed_over).await, 0);
    let noted = "SELECT COUNT(*) FROM audit_entries WHERE action = 'release.run'";
    assert_eq!(situation.count(noted).await, 1);
}

#[tokio::test]
async fn a_document_that_arrives_twice_is_kept_once_and_another_one_is_refused() {
    let situation = office_with(4).await;
    situation.accepted(3).await;
    situation.release().await;
    let fourth = situation.submit(3, open(20, 2)).await;
    let first = documents(&situation).await.remove(0);
    let app = &situation.app.app;
    assert_eq!(arrival::arrive(app, &first).await.unwrap(), Arrived::New);
    assert_eq!(arrival::arrive(app, &first).await.unwrap(), Arrived::Before);
    situation.app.run_jobs().await;
    assert_eq!(at_state(&situation).await.len(), 1);
    assert_eq!(events(&situation).await.len(), 1);

    let text = String::from_utf8(first.clone()).unwrap();
    let forged = text.replace(r#""facilities":3"#, r#""facilities":9"#);
    assert_ne!(forged, text);
    let refused = arrival::arrive(app, forged.as_bytes()).await.unwrap_err();
    assert!(matches!(refused, ArrivalFailure::Fork), "{refused:?}");
    let next = text.replace(r#""sequence":1"#, r#""sequence":2"#);
    let refused = arrival::arrive(app, next.as_bytes()).await.unwrap_err();
    assert!(matches!(refused, ArrivalFailure::Refused(_)), "{refused:?}");
    let later = text.replace(r#""sequence":1"#, r#""sequence":3"#);
    let early = arrival::arrive(app, later.as_bytes()).await.unwrap_err();
    assert!(matches!(early, ArrivalFailure::Early) && !early.is_permanent());
    assert!(matches!(
        arrival::arrive(app, b"{}").await.unwrap_err(),
        ArrivalFailure::Unreadable
    ));
    assert_eq!(at_state(&situation).await.len(), 1);
    drop(fourth);
}

#[tokio::test]
async fn a_change_in_a_ledger_is_found() {
    let situation = office_with(3).await;
    situation.accepted(3).await;
    situation.release().await;
    situation.app.run_jobs().await;
    let db = &situation.app.app.db;
    let tx = db.begin().await.unwrap();
    db::execute(&tx, "UPDATE state_ledger SET hash = 'x'", vec![])
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let report = reporting::verify_ledgers(db).await.unwrap();
    assert_eq!(report.faults.len(), 1, "{report:?}");
    let mut document = documents(&situation).await.remove(0);
    let position = document.len() / 2;
    document[position] = document[position].wrapping_add(1);
    let tx = db.begin().await.unwrap();
    db::execute(
        &tx,
        "UPDATE office_ledger SET document = $1",
        vec![document.into()],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let report = reporting::verify_ledgers(db).await.unwrap();
    assert!(
        report.faults.iter().any(|fault| fault.sequence == 1),
        "{report:?}"
    );
    // The damaged ledger is not continued either.
    let submission = situation
        .submit_about("2026-W46".parse().unwrap(), 0, open(9, 1))
        .await;
    situation.accept(&submission).await;
    assert!(situation.try_release().await.is_err());
}

#[tokio::test]
async fn an_office_administrator_sees_before_what_would_leave_and_releases_exactly_that() {
    let situation = office_with(5).await;
    situation.accepted(3).await;
    let cookie = situation
        .app
        .signed_in(
            "Anke Leitung",
            Role::OfficeAdministrator,
            situation.office.id,
        )
        .await;
    let path = format!("/freigaben/vorschau/{}", situation.collection.id);
    assert!(
        situation
            .app
            .get(&cookie, "/freigaben")
            .await
            .text()
            .contains(&path)
    );
    let page = situation.app.get(&cookie, &path).await.text();
    assert!(page.contains("Göttingen") && page.contains("3 Meldungen in einer Gruppe werden"));
    let shown = hidden(&page, "freigabe");

    // One more is accepted meanwhile: what was confirmed is not what would leave.
    let fourth = situation.submit(3, open(20, 2)).await;
    situation.accept(&fourth).await;
    let answer = situation
        .app
        .post(&cookie, &path, &[("freigabe", &shown)])
        .await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(documents(&situation).await.is_empty());

    let page = situation.app.get(&cookie, &path).await.text();
    let shown = hidden(&page, "freigabe");
    let answer = situation
        .app
        .post(&cookie, &path, &[("freigabe", &shown)])
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let report = answer.location().to_owned();
    let page = situation.app.get(&cookie, &report).await.text();
    for heading in ["Herausgreifen", "Verknüpfbarkeit", "Inferenz"] {
        assert!(page.contains(heading), "{heading}");
    }
    assert!(!page.contains("Sonnenblume"));

    let officer = situation
        .app
        .signed_in(
            "Dora Schutz",
            Role::DataProtectionOfficer,
            situation.office.id,
        )
        .await;
    let tasks = situation.app.get(&officer, "/aufgaben").await.text();
    assert!(tasks.contains("Neue Freigabeberichte"));
    assert_eq!(
        situation.app.get(&officer, &report).await.status,
        StatusCode::OK
    );
    let tasks = situation.app.get(&officer, "/aufgaben").await.text();
    assert!(!tasks.contains("Neue Freigabeberichte"));

    situation.app.run_jobs().await;
    let analyst = situation
        .app
        .signed_in("Stig Zahl", Role::Analyst, situation.state.id)
        .await;
    let list = situation.app.get(&analyst, "/datensaetze").await.text();
    assert!(list.contains("ARE 2026/27"));
    let detail = format!("/datensaetze/{}", situation.collection.id);
    let page = situation.app.get(&analyst, &detail).await.text();
    assert!(page.contains("Gesundheitsamt Göttingen") && !page.contains("Sonnenblume"));
}

#[tokio::test]
async fn who_proved_herself_long_ago_proves_herself_again_before_a_release() {
    let situation = office_with(3).await;
    situation.accepted(3).await;
    let cookie = situation.case_worker().await;
    let path = format!("/freigaben/vorschau/{}", situation.collection.id);
    let shown = hidden(&situation.app.get(&cookie, &path).await.text(), "freigabe");
    situation.at("2026-11-18T09:20:00Z");
    let answer = situation
        .app
        .post(&cookie, &path, &[("freigabe", &shown)])
        .await;
    assert!(
        answer.location().starts_with("/anmelden/bestaetigen"),
        "{}",
        answer.status
    );
    assert!(documents(&situation).await.is_empty());
}

#[tokio::test]
async fn the_weekly_job_releases_for_every_office_with_something_to_release() {
    let situation = office_with(3).await;
    situation.accepted(3).await;
    let app = &situation.app.app;
    let tx = app.db.begin().await.unwrap();
    let job = jobs::NewJob::new(reporting::jobs_release::RELEASE_ALL, &serde_json::json!({}));
    jobs::enqueue(&tx, &*app.clock, &*app.chance, job)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    situation.app.run_jobs().await;
    assert_eq!(at_state(&situation).await.len(), 1);
}

#[test]
fn no_code_changes_or_removes_a_row_of_a_ledger() {
    let tables = ["office_ledger", "state_ledger", "released_versions"];
    let mut sources = Vec::new();
    let mut folders = vec![std::path::PathBuf::from(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/src"
    ))];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                sources.push(std::fs::read_to_string(path).unwrap());
            }
        }
    }
    assert!(
        sources
            .iter()
            .any(|text| text.contains("INSERT INTO office_ledger"))
    );
    for text in sources {
        for table in tables {
            for verb in ["UPDATE", "DELETE FROM", "REPLACE INTO"] {
                assert!(!text.contains(&format!("{verb} {table}")), "{verb} {table}");
            }
        }
    }
}

#[tokio::test]
async fn a_stored_ledger_comes_out_bit_for_bit_and_a_changed_one_does_not() {
    let situation = office_with(4).await;
    situation.accepted(4).await;
    situation.release().await;
    let app = &situation.app.app;
    let report = reporting::replay::replay_ledgers(app, None).await.unwrap();
    assert_eq!((report.ledgers, report.identical), (1, 1));
    assert_eq!(report.faults, []);

    // A document that the verifier would take, but that these reports never made.
    let stored = String::from_utf8(documents(&situation).await[0].clone()).unwrap();
    let changed = stored.replacen("\"facilities\":4", "\"facilities\":5", 1);
    assert_ne!(changed, stored);
    let tx = app.db.begin().await.unwrap();
    db::execute(
        &tx,
        "UPDATE office_ledger SET document = $1",
        vec![changed.into_bytes().into()],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let report = reporting::replay::replay_ledgers(app, None).await.unwrap();
    assert_eq!((report.identical, report.faults.len()), (0, 1));
    assert_eq!(report.faults[0].sequence, 1);
}
