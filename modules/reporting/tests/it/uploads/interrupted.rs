// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Sending that ends between two pieces: by an error, by the death of its process, for good.

use http::StatusCode;
use jiff::SignedDuration;
use reporting::entry::sending;

use super::{COLUMNS, events, fine, uploaded};
use crate::house::House;

/// How many rows the tables have: three pieces.
const ROWS: i64 = 230;

/// The number of a row of the second piece that is not on the first page of what is left.
const SECOND: i64 = 190;

/// A table that is being sent: its address.
async fn begun(house: &House) -> String {
    let mut table = format!("{COLUMNS}\n");
    for number in 0..ROWS {
        let cared_for = usize::try_from(number).unwrap() + 20;
        table.push_str(&fine(cared_for));
        table.push('\n');
    }
    let (path, _) = uploaded(house, &house.reporter, &table).await;
    send_again(house, &path).await;
    path
}

async fn send_again(house: &House, path: &str) {
    let cookie = house.test.sign_in_as(house.person).await;
    let sent = house
        .test
        .post(&cookie, &format!("{path}/senden"), &[])
        .await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
}

async fn page(house: &House, path: &str) -> String {
    let cookie = house.test.sign_in_as(house.person).await;
    house.test.get(&cookie, path).await.text()
}

/// The period of a row as it is stored.
async fn stored_period(house: &House) -> String {
    let sql = "SELECT period FROM upload_rows WHERE number = $1";
    db::scalar(house.test.db.read(), sql, vec![SECOND.into()])
        .await
        .unwrap()
        .unwrap()
}

/// What is no period stops the sending, as a database that does not answer would.
async fn store_period(house: &House, period: &str) {
    let tx = house.test.app.db.begin().await.unwrap();
    let sql = "UPDATE upload_rows SET period = $1 WHERE number = $2";
    db::execute(&tx, sql, vec![period.into(), SECOND.into()])
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// Every row has become one report with one version, and the upload has come to its end.
async fn assert_sent_once(house: &House, path: &str) {
    for table in ["submissions", "submission_versions", "submission_events"] {
        assert_eq!(house.count(table).await, ROWS, "{table}");
    }
    let different = db::scalar::<i64>(
        house.test.db.read(),
        "SELECT COUNT(DISTINCT submission) FROM upload_rows WHERE state = 'sent'",
        vec![],
    );
    assert_eq!(different.await.unwrap(), Some(ROWS));
    let state = db::scalar::<String>(house.test.db.read(), "SELECT state FROM uploads", vec![]);
    assert_eq!(state.await.unwrap().as_deref(), Some("done"));
    let page = page(house, path).await;
    assert!(page.contains("Gesendet (230)"), "{page}");
    assert!(!page.contains("abgebrochen"), "{page}");
}

#[tokio::test]
async fn after_an_error_between_two_pieces_sending_goes_on_with_the_rest() {
    let house = events().await;
    let path = begun(&house).await;
    let right = stored_period(&house).await;
    store_period(&house, "damaged").await;
    assert_eq!(house.test.try_jobs().await.failed, 1);
    assert_eq!(house.count("submissions").await, 100, "the first piece");
    let meanwhile = page(&house, &path).await;
    assert!(
        meanwhile.contains("100 von 230 Meldungen sind angekommen"),
        "{meanwhile}"
    );
    store_period(&house, &right).await;
    house.test.clock.advance(SignedDuration::from_secs(20));
    house.test.run_jobs().await;
    assert_sent_once(&house, &path).await;
}

#[tokio::test]
async fn another_process_goes_on_where_one_has_died() {
    let house = events().await;
    let path = begun(&house).await;
    // Holds back the third piece once something has come in, so that the process dies before it.
    let first_piece = async {
        loop {
            let tx = house.test.app.db.begin().await.unwrap();
            let sql = "UPDATE upload_rows SET version = version WHERE number > 202";
            db::execute(&tx, sql, vec![]).await.unwrap();
            if house.count("submissions").await > 0 {
                break tx;
            }
            tx.rollback().await.unwrap();
            tokio::task::yield_now().await;
        }
    };
    let held = tokio::select! {
        biased;
        held = first_piece => held,
        ran = house.test.try_jobs() => panic!("all was sent before the process died: {ran:?}"),
    };
    held.rollback().await.unwrap();
    let come = house.count("submissions").await;
    assert!(come > 0 && come < ROWS, "{come}");
    // The job still belongs to the dead process; its lease ends.
    house.test.clock.advance(SignedDuration::from_mins(2));
    let other = house.test.restarted(vec![reporting::module()], |_| {});
    other.run_jobs().await;
    assert_sent_once(&house, &path).await;
}

#[tokio::test]
async fn what_the_queue_gives_up_is_open_again_and_can_be_sent_once_more() {
    let house = events().await;
    let path = begun(&house).await;
    let right = stored_period(&house).await;
    store_period(&house, "damaged").await;
    let mut tries = 0;
    while house.test.try_jobs().await.dead == 0 {
        house.test.clock.advance(SignedDuration::from_mins(80));
        tries += 1;
        assert!(tries < 20, "the job is never given up");
        let freed = sending::free_all(&house.test.app).await.unwrap();
        assert_eq!(freed, 0, "as long as the queue tries it again");
    }
    let again = async || {
        let app = &house.test.app;
        let tx = app.db.begin().await.unwrap();
        let job = jobs::NewJob::new(sending::FREE_UPLOADS, &serde_json::json!({}));
        jobs::enqueue(&tx, &*app.clock, &*app.chance, job)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        house.test.run_jobs().await;
    };
    again().await;
    again().await;
    let text = page(&house, &path).await;
    assert!(text.contains("Das Senden wurde abgebrochen"), "{text}");
    assert!(
        text.contains("Angekommen: 100. Noch nicht gesendet: 130."),
        "{text}"
    );
    let mails = house.test.mails().await;
    let told: Vec<_> = mails
        .iter()
        .filter(|mail| mail.subject.contains("nicht vollständig gesendet"))
        .collect();
    assert_eq!(told.len(), 1, "{mails:?}");
    assert!(told[0].text.contains("Noch nicht gesendet: 130"));

    store_period(&house, &right).await;
    send_again(&house, &path).await;
    house.test.run_jobs().await;
    assert_sent_once(&house, &path).await;
}

#[tokio::test]
async fn a_damaged_row_spoils_no_other_and_can_be_entered_again() {
    let house = events().await;
    let table = format!("{COLUMNS}\n{}\n{}\n{}\n", fine(20), fine(21), fine(22));
    let (path, _) = uploaded(&house, &house.reporter, &table).await;
    let damage = async |what: &str| {
        let tx = house.test.app.db.begin().await.unwrap();
        let sql = format!("UPDATE upload_rows SET {what} WHERE number = 3");
        db::execute(&tx, &sql, vec![]).await.unwrap();
        tx.commit().await.unwrap();
    };
    damage("sealed = 'damaged'").await;
    let text = page(&house, &path).await;
    assert!(text.contains("beschädigt"), "{text}");

    send_again(&house, &path).await;
    house.test.run_jobs().await;
    assert_eq!(house.count("submissions").await, 2);
    let text = page(&house, &path).await;
    assert!(
        text.contains("Gesendet (2)") && text.contains("beschädigt"),
        "{text}"
    );
    let row = page(&house, &format!("{path}/zeilen/3")).await;
    assert!(row.contains("beschädigt"), "{row}");
}
