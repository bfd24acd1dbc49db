// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Releases that are interrupted, come at the wrong time, or stand on something that was changed.

use anonymity::forwarding::{EntityKind, FieldClass, LegalPath, Policy, ReleaseError};
use anonymity_verifier::Code;
use reporting::arrival::{self, ArrivalFailure, Arrived};
use reporting::release::{self, ReleaseFailure, Released};

use super::{
    DAY, about, accepted, accepted_on, all_is_well, at_state, documents, draft, field, held,
    office, put_in_force,
};
use crate::office::{Situation, office_with, open, week};
use reporting::period::Period;

/// A document as it stands in a transaction.
#[derive(db::FromQueryResult)]
struct Row {
    document: Vec<u8>,
}

const TABLES: [&str; 5] = [
    "office_ledger",
    "released_versions",
    "release_notes",
    "release_policies",
    "release_hierarchies",
];

async fn rows(situation: &Situation) -> Vec<i64> {
    let mut rows = Vec::new();
    for table in TABLES {
        rows.push(
            situation
                .count(&format!("SELECT COUNT(*) FROM {table}"))
                .await,
        );
    }
    let handed_over = "SELECT COUNT(*) FROM jobs WHERE kind = 'reporting.release-arrived'";
    rows.push(situation.count(handed_over).await);
    rows
}

#[tokio::test]
async fn a_process_that_is_killed_before_the_commit_leaves_nothing_and_runs_to_the_same_bytes() {
    let situation = office().await;
    accepted(&situation, 0..5).await;
    let app = &situation.app.app;
    let of = (situation.office.id, situation.collection.id);
    let tx = app.db.begin().await.unwrap();
    let released = release::depart(app, &tx, of, None, None).await.unwrap();
    assert!(matches!(released, Released::Yes { .. }));
    let sql = "SELECT document FROM office_ledger";
    let begun: Vec<Row> = db::all(&tx, sql, vec![]).await.unwrap();
    assert_eq!(begun.len(), 1);
    drop(tx);
    assert_eq!(rows(&situation).await, [0; 6]);
    situation.tick();
    situation.release().await;
    assert_eq!(documents(&situation).await[0], begun[0].document);
    assert!(rows(&situation).await.iter().all(|number| *number > 0));
}

#[tokio::test]
async fn a_release_that_cannot_be_appended_leaves_nothing() {
    let situation = office().await;
    let all = accepted(&situation, 0..4).await;
    // A row that stands where a note must go stops the transaction after verifying.
    let app = &situation.app.app;
    let in_the_way = |sql: &'static str| async move {
        let tx = app.db.begin().await.unwrap();
        db::execute(&tx, sql, vec![]).await.unwrap();
        tx.commit().await.unwrap();
    };
    let tx = app.db.begin().await.unwrap();
    let note = reporting::store::release_notes::Note {
        office: situation.office.id,
        collection: situation.collection.id,
        sequence: 1,
        submission: all[0].id,
        version: 1,
        sealed_record: vec![0],
        sealed_receipt: None,
    };
    reporting::store::release_notes::add(&tx, &[note])
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let failure = situation.try_release().await.unwrap_err();
    assert!(!failure.is_permanent(), "{failure:?}");
    assert_eq!(rows(&situation).await, [0, 0, 1, 0, 0, 0]);
    in_the_way("DELETE FROM release_notes").await;
    assert!(matches!(situation.release().await, Released::Yes { .. }));
    situation.app.run_jobs().await;
    all_is_well(&situation, 1).await;
}

#[tokio::test]
async fn weeks_without_enough_leave_no_trace_and_the_next_ones_continue() {
    let situation = office().await;
    accepted(&situation, 0..2).await;
    for moment in ["2026-11-23T06:00:00Z", "2026-11-30T06:00:00Z"] {
        situation.at(moment);
        assert_eq!(situation.release().await, Released::Nothing);
    }
    assert_eq!(rows(&situation).await, [0; 6]);
    accepted(&situation, 2..4).await;
    situation.at("2026-12-07T06:00:00Z");
    assert!(matches!(
        situation.release().await,
        Released::Yes {
            sequence: 1,
            reports: 4,
            ..
        }
    ));
    situation.app.run_jobs().await;
    all_is_well(&situation, 1).await;
}

#[tokio::test]
async fn a_clock_that_goes_back_releases_nothing_and_breaks_nothing() {
    let situation = office().await;
    accepted(&situation, 0..3).await;
    situation.at("2026-12-07T06:00:00Z");
    situation.release().await;
    situation.at("2026-11-24T06:00:00Z");
    accepted(&situation, 10..13).await;
    let before = documents(&situation).await;
    let failure = situation.try_release().await.unwrap_err();
    assert!(
        matches!(
            failure,
            ReleaseFailure::Records(ReleaseError::Backwards { .. })
        ),
        "{failure:?}"
    );
    assert_eq!(documents(&situation).await, before);
    situation.at("2026-12-08T06:00:00Z");
    assert!(matches!(
        situation.release().await,
        Released::Yes {
            sequence: 2,
            reports: 3,
            ..
        }
    ));
    situation.app.run_jobs().await;
    all_is_well(&situation, 2).await;
}

#[tokio::test]
async fn another_policy_begins_a_new_series_in_the_same_book() {
    let situation = office().await;
    let all = accepted(&situation, 0..6).await;
    situation.release().await;
    let stricter = Policy::new(anonymity::forwarding::PolicyDraft {
        minimum: 4,
        ..draft()
    });
    put_in_force(&situation, &stricter.unwrap()).await;
    for (number, submission) in (0..).zip(&all[..3]) {
        let corrected = situation.correct(submission, about(number, "mumps")).await;
        situation.accept(&corrected).await;
    }
    accepted(&situation, 10..13).await;
    assert_eq!(situation.release().await, Released::Nothing);
    accepted(&situation, 13..14).await;
    assert!(matches!(
        situation.release().await,
        Released::Yes {
            sequence: 2,
            reports: 4,
            ..
        }
    ));
    assert_eq!(held(&situation).await, ["correction-of-other-policy"; 3]);
    situation.app.run_jobs().await;
    assert_eq!(at_state(&situation).await.len(), 2);
    all_is_well(&situation, 2).await;
}

/// Facilities of a place and a week with two figures, for the weekly form of the other tests.
fn of_facilities() -> Policy {
    let measure = || FieldClass::Measure {
        dominance_percent: 0,
    };
    let because = anonymity::DropReason::NotNeeded;
    let of = EntityKind::Facility;
    let mut fields = draft().fields;
    fields.retain(|field| ["place", "week"].contains(&field.name.as_str()));
    fields.extend([
        field("institution", "Einrichtung", FieldClass::Entity { of }),
        field("state", "Geöffnet", FieldClass::Dropped { because }),
        field("cared_for", "Betreute", measure()),
        field("ill", "Erkrankte", measure()),
        field("remark", "Bemerkung", FieldClass::Dropped { because }),
    ]);
    Policy::new(anonymity::forwarding::PolicyDraft { fields, ..draft() }).unwrap()
}

#[tokio::test]
async fn a_book_of_weekly_sums_goes_on_with_records_and_nothing_leaves_twice() {
    let situation = office_with(4).await;
    let all = situation.accepted(4).await;
    situation.release().await;
    put_in_force(&situation, &of_facilities()).await;
    for one in &all {
        let corrected = situation.correct(one, open(50, 5)).await;
        situation.accept(&corrected).await;
    }
    assert_eq!(
        situation.release().await,
        Released::Nothing,
        "they have left as sums"
    );
    situation.at("2026-11-25T09:00:00Z");
    let next = Period::Week(week("2026-W48"));
    reporting::jobs::expect_reports(&situation.app.app)
        .await
        .unwrap();
    for kita in 0..4 {
        let submission = situation.submit_about(next, kita, open(40, 2)).await;
        situation.accept(&submission).await;
    }
    assert!(matches!(
        situation.release().await,
        Released::Yes {
            sequence: 2,
            reports: 4,
            ..
        }
    ));
    let text = String::from_utf8(documents(&situation).await.remove(1)).unwrap();
    assert!(
        text.contains(r#""sums":{"cared_for":160,"ill":8}"#),
        "{text}"
    );
    assert!(text.contains(r#""entities":{"facility":4}"#), "{text}");
    situation.app.run_jobs().await;
    all_is_well(&situation, 2).await;
}

#[tokio::test]
async fn a_policy_for_counts_lets_nothing_but_a_number_out_and_another_path_nothing() {
    let situation = office().await;
    let of_path =
        |path| Policy::new(anonymity::forwarding::PolicyDraft { path, ..draft() }).unwrap();
    put_in_force(&situation, &of_path(LegalPath::CountsOnly)).await;
    accepted(&situation, 0..4).await;
    situation.release().await;
    let text = String::from_utf8(documents(&situation).await.remove(0)).unwrap();
    assert!(text.contains(r#""kind":"count","records":4"#), "{text}");
    assert!(!text.contains("measles"), "{text}");
    put_in_force(&situation, &of_path(LegalPath::StatutoryTransmission)).await;
    accepted(&situation, 10..14).await;
    let failure = situation.try_release().await.unwrap_err();
    assert_eq!(failure.code(), "other-path");
}

#[tokio::test]
async fn a_book_that_was_changed_is_not_continued() {
    for (sql, change) in [
        ("UPDATE office_ledger SET document = $1", true),
        ("UPDATE release_notes SET sealed_receipt = $1", false),
        ("UPDATE released_versions SET sequence = 2", false),
    ] {
        let situation = office().await;
        accepted(&situation, 0..4).await;
        situation.release().await;
        situation.app.run_jobs().await;
        let document = String::from_utf8(documents(&situation).await.remove(0)).unwrap();
        let forged = document.replace(r#""records":4"#, r#""records":5"#);
        assert_ne!(forged, document);
        let value = if change {
            forged.into_bytes()
        } else {
            vec![7; 60]
        };
        let values: Vec<db::Value> = if sql.contains("$1") {
            vec![value.into()]
        } else {
            Vec::new()
        };
        let tx = situation.app.app.db.begin().await.unwrap();
        db::execute(&tx, sql, values).await.unwrap();
        tx.commit().await.unwrap();
        accepted(&situation, 10..14).await;
        if sql.contains("released_versions") {
            // The book itself is whole; the check of the ledgers finds the row.
            let report = reporting::verify_ledgers(&situation.app.app.db)
                .await
                .unwrap();
            assert!(!report.holds(), "{sql}");
        } else {
            assert!(situation.try_release().await.is_err(), "{sql}");
            assert_eq!(documents(&situation).await.len(), 1);
        }
    }
}

#[tokio::test]
async fn the_state_refuses_what_was_changed_on_the_way_and_says_why() {
    let situation = office().await;
    accepted(&situation, 0..4).await;
    situation.release().await;
    let first = documents(&situation).await.remove(0);
    let app = &situation.app.app;
    let text = String::from_utf8(first.clone()).unwrap();
    let forged = text.replace(r#""person":4"#, r#""person":2"#);
    assert_ne!(forged, text);
    match arrival::arrive(app, forged.as_bytes()).await.unwrap_err() {
        ArrivalFailure::Refused(refusal) => assert_eq!(refusal.code, Code::Digest),
        other => panic!("not refused: {other:?}"),
    }
    assert_eq!(at_state(&situation).await.len(), 0);
    let noted = "SELECT COUNT(*) FROM audit_entries WHERE action = 'release.arrive'";
    assert_eq!(situation.count(noted).await, 1);
    assert_eq!(arrival::arrive(app, &first).await.unwrap(), Arrived::New);
    assert_eq!(arrival::arrive(app, &first).await.unwrap(), Arrived::Before);
}

#[tokio::test]
async fn a_policy_whose_text_was_changed_behind_its_hash_lets_nothing_out() {
    let situation = office().await;
    accepted_on(&situation, DAY, 1, about(1, "measles")).await;
    accepted_on(&situation, DAY, 2, about(2, "measles")).await;
    let lowered = Policy::new(anonymity::forwarding::PolicyDraft {
        minimum: 2,
        ..draft()
    });
    let tx = situation.app.app.db.begin().await.unwrap();
    let sql = "UPDATE collections SET release_policy = $1";
    let text = lowered.unwrap().to_json();
    db::execute(&tx, sql, vec![text.into()]).await.unwrap();
    tx.commit().await.unwrap();
    match situation.try_release().await {
        Err(ReleaseFailure::Refused(refusal)) => assert_eq!(refusal.code, Code::UnknownPolicy),
        other => panic!("not refused: {other:?}"),
    }
    assert_eq!(rows(&situation).await, [0; 6]);
}
