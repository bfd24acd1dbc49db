// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What happens to notifications after they have left: corrections, withdrawal, erasure.

use reporting::holdings::FACE;
use reporting::model::Submission;
use reporting::release::Released;
use web::{Because, Which};

use super::{about, accepted, all_is_well, documents, held, office};
use crate::office::Situation;

async fn correct(situation: &Situation, submission: &Submission, number: u32) -> Submission {
    let corrected = situation.correct(submission, about(number, "mumps")).await;
    situation.accept(&corrected).await
}

async fn erase(situation: &Situation, submission: &Submission) {
    let app = &situation.app.app;
    let item = format!("report/{}", submission.id);
    let which = Which {
        office: situation.office.id,
        item: &item,
    };
    let because = Because {
        request: "DS-2026-00001",
        ground: "request",
        by: situation.worker,
    };
    let tx = app.db.begin().await.unwrap();
    let gone = (FACE.delete)(app, &tx, which, because).await.unwrap();
    // The version, and what was noted of it when it left.
    assert_eq!(gone.unwrap().pieces, 3);
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn corrections_leave_together_and_change_no_group() {
    let situation = office().await;
    let all = accepted(&situation, 0..6).await;
    situation.release().await;
    let before = documents(&situation).await;
    correct(&situation, &all[0], 0).await;
    assert_eq!(situation.release().await, Released::Nothing);
    assert_eq!(held(&situation).await, ["correction-waits"]);
    correct(&situation, &all[1], 1).await;
    correct(&situation, &all[2], 2).await;
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
    let text = String::from_utf8_lossy(&after[1]);
    assert!(text.contains(r#""kind":"correction""#), "{text}");
    situation.app.run_jobs().await;
    all_is_well(&situation, 2).await;
}

#[tokio::test]
async fn corrections_wait_as_long_as_too_few_would_stay_behind() {
    let situation = office().await;
    let all = accepted(&situation, 0..5).await;
    situation.release().await;
    for (number, submission) in (0..).zip(&all[..3]) {
        correct(&situation, submission, number).await;
    }
    assert_eq!(situation.release().await, Released::Nothing);
    assert_eq!(held(&situation).await, ["correction-waits"; 3]);
}

#[tokio::test]
async fn a_notification_that_is_withdrawn_after_its_release_stays_in_its_group() {
    let situation = office().await;
    let all = accepted(&situation, 0..4).await;
    situation.release().await;
    situation.app.run_jobs().await;
    let before = documents(&situation).await;
    let app = &situation.app.app;
    let by = situation.reporter;
    reporting::change::withdraw(app, &situation.collection, all[0].id, by)
        .await
        .unwrap();
    assert_eq!(situation.release().await, Released::Nothing);
    assert_eq!(documents(&situation).await, before);
    all_is_well(&situation, 1).await;
}

#[tokio::test]
async fn erasure_takes_the_notes_along_and_the_ledger_goes_on() {
    let situation = office().await;
    let all = accepted(&situation, 0..7).await;
    situation.release().await;
    situation.app.run_jobs().await;
    erase(&situation, &all[6]).await;
    let notes = "SELECT COUNT(*) FROM release_notes";
    assert_eq!(situation.count(notes).await, 6);

    // Nobody knows any more who would stay behind: corrections of the group wait.
    for (number, submission) in (0..).zip(&all[..3]) {
        correct(&situation, submission, number).await;
    }
    assert_eq!(situation.release().await, Released::Nothing);
    assert_eq!(held(&situation).await, ["correction-waits"; 3]);

    // What is new leaves as before.
    accepted(&situation, 110..114).await;
    assert!(matches!(
        situation.release().await,
        Released::Yes {
            sequence: 2,
            reports: 4,
            ..
        }
    ));
    situation.app.run_jobs().await;
    let app = &situation.app.app;
    let report = reporting::verify_ledgers(&app.db).await.unwrap();
    assert!(report.holds(), "{report:?}");
    let replayed = reporting::replay::replay_ledgers(app, None).await.unwrap();
    assert_eq!(replayed.faults, []);
    assert_eq!((replayed.identical, replayed.erased), (1, 1));
}

#[tokio::test]
async fn a_case_whose_receipt_is_gone_is_never_offered_again() {
    let situation = office().await;
    let all = accepted(&situation, 0..4).await;
    situation.release().await;
    // Only the notes are erased; the report itself is kept, and corrected afterwards.
    let tx = situation.app.app.db.begin().await.unwrap();
    db::execute(
        &tx,
        "DELETE FROM release_notes WHERE submission = $1",
        vec![all[0].id.uuid().into()],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    correct(&situation, &all[0], 0).await;
    accepted(&situation, 10..12).await;
    assert_eq!(situation.release().await, Released::Nothing);
    assert_eq!(held(&situation).await, ["waits"; 2]);
}
