// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What restricting and deleting a report means for releases, exports and ledgers.

use kernel::Lang;
use reporting::holdings::FACE;
use reporting::model::Submission;
use reporting::model::Within;
use reporting::store;
use web::{Because, Which};

use crate::office::{Situation, closed, office_with, open};

fn item(submission: &Submission) -> String {
    format!("report/{}", submission.id)
}

fn because(situation: &Situation) -> Because<'static> {
    Because {
        request: "DS-2026-00001",
        ground: "request",
        by: situation.worker,
    }
}

async fn restrict(situation: &Situation, submission: &Submission, restricted: bool) {
    let app = &situation.app.app;
    let tx = app.db.begin().await.unwrap();
    let item = item(submission);
    let which = Which {
        office: situation.office.id,
        item: &item,
    };
    let done = (FACE.restrict)(app, &tx, which, restricted, because(situation)).await;
    assert!(done.unwrap());
    tx.commit().await.unwrap();
}

async fn delete(situation: &Situation, submission: &Submission) {
    let app = &situation.app.app;
    let tx = app.db.begin().await.unwrap();
    let item = item(submission);
    let which = Which {
        office: situation.office.id,
        item: &item,
    };
    let gone = (FACE.delete)(app, &tx, which, because(situation)).await;
    assert_eq!(gone.unwrap().unwrap().pieces, 1);
    tx.commit().await.unwrap();
}

async fn owed(situation: &Situation) -> i64 {
    store::expected::count_owed(situation.app.app.db.read(), situation.collection.id)
        .await
        .unwrap()
}

async fn pending(situation: &Situation) -> usize {
    let conn = situation.app.app.db.read();
    store::released::pending(conn, situation.office.id, situation.collection.id)
        .await
        .unwrap()
        .len()
}

#[tokio::test]
async fn a_restricted_report_waits_and_is_not_released() {
    let situation = office_with(5).await;
    let all = situation.accepted(4).await;
    assert_eq!(pending(&situation).await, 4);
    restrict(&situation, &all[0], true).await;
    assert_eq!(pending(&situation).await, 3);
    let waiting = store::released::waiting(situation.app.app.db.read()).await;
    assert_eq!(waiting.unwrap().len(), 1);
    let app = &situation.app.app;
    let refused =
        reporting::change::withdraw(app, &situation.collection, all[0].id, situation.worker).await;
    assert!(matches!(refused, Err(web::Error::Restricted)));
    restrict(&situation, &all[0], false).await;
    assert_eq!(pending(&situation).await, 4);
}

#[tokio::test]
async fn figures_that_have_left_stay_when_a_report_is_deleted_and_the_ledgers_agree() {
    let situation = office_with(5).await;
    let all = situation.accepted(4).await;
    let shut = situation.submit(4, closed()).await;
    situation.accept(&shut).await;
    situation.release().await;
    situation.app.run_jobs().await;
    let app = &situation.app.app;
    let which = item(&all[0]);
    let which = Which {
        office: situation.office.id,
        item: &which,
    };
    let held = (FACE.open)(app, Lang::De, which).await.unwrap().unwrap();
    assert!(held.stays.contains("bleiben"), "{held:?}");
    let before = owed(&situation).await;
    delete(&situation, &all[0]).await;
    let report = reporting::verify_ledgers(&app.db).await.unwrap();
    assert!(report.holds(), "{report:?}");
    assert_eq!(report.releases, 1);
    assert!((FACE.open)(app, Lang::De, which).await.unwrap().is_none());
    // The period stays as it was; nobody is asked to report again.
    assert_eq!(owed(&situation).await, before);
}

#[tokio::test]
async fn a_report_of_another_office_is_none() {
    let situation = office_with(2).await;
    let report = situation.submit(0, open(40, 3)).await;
    let item = item(&report);
    let which = Which {
        office: situation.kitas[0].id,
        item: &item,
    };
    let app = &situation.app.app;
    assert!((FACE.open)(app, Lang::De, which).await.unwrap().is_none());
    let tx = app.db.begin().await.unwrap();
    let gone = (FACE.delete)(app, &tx, which, because(&situation)).await;
    assert!(gone.unwrap().is_none());
}

#[tokio::test]
async fn a_report_whose_case_file_is_gone_waits_for_a_decision() {
    let situation = office_with(2).await;
    let keep = situation.submit(0, open(40, 3)).await;
    let end = situation.submit(1, open(41, 4)).await;
    let app = &situation.app.app;
    let tx = app.db.begin().await.unwrap();
    for one in [&keep, &end] {
        let at = app.clock.now();
        store::holdings::note_leftover(&tx, situation.office.id, one.id, at)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    let worker = situation.case_worker().await;
    let list = situation
        .app
        .get(&worker, "/pruefung/ohne-akte")
        .await
        .text();
    assert!(
        list.contains(&keep.receipt) && list.contains(&end.receipt),
        "{list}"
    );
    let path = |one: &Submission| format!("/pruefung/ohne-akte/{}", one.id);
    assert_eq!(situation.app.get(&worker, &path(&end)).await.status, 200);
    let silent = [("aktion", "behalten")];
    let silent = situation.app.post(&worker, &path(&keep), &silent).await;
    assert_eq!(silent.status, 422, "a reason is needed");
    let kept = [("aktion", "behalten"), ("grund", "Statistik")];
    let kept = situation.app.post(&worker, &path(&keep), &kept).await;
    assert_eq!(kept.status, 303);
    let gone = [("aktion", "loeschen")];
    let gone = situation.app.post(&worker, &path(&end), &gone).await;
    assert_eq!(gone.status, 303, "{}", gone.text());
    let left =
        store::holdings::leftovers(app.db.read(), (situation.office.id, &Within::All), 10).await;
    assert_eq!(left.unwrap(), []);
    let conn = app.db.read();
    let found = store::submissions::find(conn, end.id).await.unwrap();
    assert!(found.is_none());
    let found = store::submissions::find(conn, keep.id).await.unwrap();
    assert!(found.is_some());
}
