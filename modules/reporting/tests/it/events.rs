// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What other modules are told about reports.

use reporting::events::{self, ReportEvent};
use reporting::review::{self, Decision};
use reporting::{change, model::Submission};

use crate::office::{Situation, office_with, open};

#[derive(db::FromQueryResult)]
struct Told {
    kind: String,
    payload: String,
}

async fn told(situation: &Situation) -> Vec<(String, ReportEvent, String)> {
    let sql = "SELECT kind, payload FROM jobs WHERE kind LIKE 'report.%' ORDER BY created_at, id";
    let rows: Vec<Told> = db::all(situation.app.app.db.read(), sql, vec![])
        .await
        .unwrap();
    rows.into_iter()
        .map(|row| {
            let event = serde_json::from_str(&row.payload).unwrap();
            (row.kind, event, row.payload)
        })
        .collect()
}

async fn decide(situation: &Situation, submission: &Submission, decision: &Decision) -> Submission {
    situation.tick();
    let seen = review::Seen::of(submission);
    let app = &situation.app.app;
    match review::decide(app, submission.id, seen, decision, situation.worker).await {
        Ok(review::Decided::Done(submission)) => submission,
        other => panic!("not decided: {other:?}"),
    }
}

#[tokio::test]
async fn others_are_told_of_each_deed_about_a_report_once_and_nothing_of_its_content() {
    let situation = office_with(1).await;
    let sent = situation.submit(0, open(4711, 815)).await;
    let returned = decide(
        &situation,
        &sent,
        &Decision::Return {
            comment: "Geheime Rückfrage".to_owned(),
        },
    )
    .await;
    let corrected = situation.correct(&returned, open(4712, 816)).await;
    let accepted = decide(&situation, &corrected, &Decision::Accept).await;
    let undone = decide(&situation, &accepted, &Decision::UndoAccept).await;
    situation.tick();
    let withdrawn = change::withdraw(
        &situation.app.app,
        &situation.collection,
        undone.id,
        situation.reporter,
    );
    withdrawn.await.unwrap();

    let told = told(&situation).await;
    let kinds: Vec<_> = told
        .iter()
        .map(|(kind, event, _)| (kind.as_str(), event.version))
        .collect();
    assert_eq!(
        kinds,
        [
            (events::REPORT_SENT, 1),
            (events::REPORT_RETURNED, 1),
            (events::REPORT_CORRECTED, 2),
            (events::REPORT_ACCEPTED, 2),
            (events::REPORT_ACCEPT_UNDONE, 2),
            (events::REPORT_WITHDRAWN, 2),
        ]
    );
    for (kind, event, text) in &told {
        assert!(events::ALL.contains(&kind.as_str()));
        assert_eq!(event.submission, sent.id);
        assert_eq!(event.receipt, sent.receipt);
        assert_eq!(event.office, situation.office.id);
        for secret in ["4711", "815", "4712", "Rückfrage", "Zahlendreher"] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
    }
    // Nobody subscribes here: the events are done and leave nothing behind.
    situation.app.run_jobs().await;
    let waiting = "SELECT COUNT(*) FROM jobs WHERE kind LIKE 'report.%' AND state <> 'done'";
    assert_eq!(situation.count(waiting).await, 0);
}

#[tokio::test]
async fn a_deed_that_was_refused_or_repeated_tells_nobody() {
    let situation = office_with(1).await;
    let sent = situation.submit(0, open(40, 3)).await;
    let accepted = situation.accept(&sent).await;
    // As it was before somebody else accepted it.
    let seen = review::Seen::of(&sent);
    let app = &situation.app.app;
    for _ in 0..2 {
        review::decide(app, sent.id, seen, &Decision::Accept, situation.worker)
            .await
            .unwrap();
    }
    assert_eq!(situation.now(sent.id).await, accepted);
    for _ in 0..2 {
        change::withdraw(app, &situation.collection, sent.id, situation.reporter)
            .await
            .unwrap();
    }
    let told = told(&situation).await;
    let kinds: Vec<_> = told.iter().map(|(kind, _, _)| kind.as_str()).collect();
    assert_eq!(
        kinds,
        [
            events::REPORT_SENT,
            events::REPORT_ACCEPTED,
            events::REPORT_WITHDRAWN
        ]
    );
}
