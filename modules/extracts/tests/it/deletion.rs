// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What is kept of extracts, and for how long.

use extracts::model::ExtractState;
use extracts::{calculating, jobs, store};
use http::StatusCode;
use jiff::SignedDuration;

use crate::house::{House, house, people};

async fn pieces(house: &House) -> i64 {
    let sql = "SELECT COUNT(*) FROM extract_pieces";
    let count = db::scalar(house.test.db.read(), sql, vec![]).await;
    count.unwrap().unwrap()
}

/// Does what is done every night.
async fn night(house: &House) {
    let (clock, chance) = (&*house.test.app.clock, &*house.test.app.chance);
    let tx = house.test.app.db.begin().await.unwrap();
    let job = ::jobs::NewJob::new(jobs::DELETE, &());
    ::jobs::enqueue(&tx, clock, chance, job).await.unwrap();
    tx.commit().await.unwrap();
    house.test.run_jobs().await;
}

#[tokio::test]
async fn rows_go_after_two_weeks_and_figures_stay() {
    let house = house().await;
    let id = house.calculated("own").await;
    assert_eq!(pieces(&house).await, 3);
    house
        .test
        .clock
        .advance(SignedDuration::from_hours(24 * 13));
    night(&house).await;
    assert_eq!(pieces(&house).await, 3);
    house.test.clock.advance(SignedDuration::from_hours(24 * 2));
    night(&house).await;
    assert_eq!(pieces(&house).await, 0);
    let extract = house.extract(id).await;
    assert_eq!(extract.state, ExtractState::Done);
    assert!(extract.sealed_figures.is_some() && extract.delete_at.is_none());
    assert!(!extract.may_leave());
}

#[tokio::test]
async fn nothing_of_a_table_lies_open_in_the_database() {
    let house = house().await;
    let extract = house.upload("own", people().as_bytes()).await;
    let found = store::pieces::of(house.test.db.read(), extract.id, "source").await;
    for (_, sealed) in found.unwrap() {
        assert!(!sealed.windows(5).any(|part| part == b"Kind "));
    }
}

#[tokio::test]
async fn who_throws_an_extract_away_leaves_nothing_of_it() {
    let house = house().await;
    let id = house.calculated("research").await;
    let thrown = house.post(&house.analyst, (id, "verwerfen"), &[]).await;
    assert_eq!(thrown.status, StatusCode::SEE_OTHER, "{}", thrown.text());
    assert_eq!(pieces(&house).await, 0);
    let gone = house.page(&house.analyst, (id, "")).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_calculation_whose_job_was_given_up_comes_to_an_end() {
    let house = house().await;
    let id = house.described("own").await;
    house.post(&house.analyst, (id, "rechnen"), &[]).await;
    calculating::free(&house.test.app).await.unwrap();
    assert_eq!(house.extract(id).await.state, ExtractState::Running);
    let sql = "DELETE FROM jobs";
    let tx = house.test.app.db.begin().await.unwrap();
    db::execute(&tx, sql, vec![]).await.unwrap();
    tx.commit().await.unwrap();
    calculating::free(&house.test.app).await.unwrap();
    assert_eq!(house.extract(id).await.state, ExtractState::Failed);
    let page = house.page(&house.analyst, (id, "")).await.text();
    assert!(page.contains("Dienst stehen blieb"), "{page}");
}
