// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! From a set that is watched to its signals.

use http::StatusCode;
use jobs::NewJob;
use surveillance::model::{Assessment, Method, RunState, StepKind};
use surveillance::store;

use crate::house::{House, house, is};

#[tokio::test]
async fn a_jump_becomes_a_signal_of_the_district_and_of_the_state() {
    let house = House::with_signals().await;
    let signals = house.signals().await;
    let places: Vec<&str> = signals.iter().map(|one| one.place.as_str()).collect();
    assert_eq!(places, ["03", "03101"]);
    let one = house.signal("03101").await;
    assert_eq!(one.observed, 40);
    assert_eq!(one.method, Method::Farrington);
    assert_eq!(one.week.to_string(), "2026-W46");
    assert!(one.bound < 20.0 && one.ratio > 2.0, "{one:?}");

    let runs = store::runs::newest(house.test.db.read(), "meldungen", 5);
    let run = runs.await.unwrap().remove(0);
    assert_eq!(run.state, RunState::Done);
    assert_eq!(
        (run.signals_new, run.series_all, run.set_version),
        (2, 46, 1)
    );
    assert_eq!(run.tally["signal"], 2);
    assert_eq!(run.tally.values().sum::<i64>(), 46);
    // The districts without a case, and Salzgitter with two.
    assert_eq!(run.tally["below-least-cases"], 43, "{:?}", run.tally);
}

#[tokio::test]
async fn a_later_version_updates_a_signal_and_never_doubles_it() {
    let house = House::with_signals().await;
    let before = house.signal("03101").await;
    house.look().await;
    assert_eq!(house.signal("03101").await, before, "nothing has changed");

    house.version(2, 55).await;
    house.look().await;
    assert_eq!(house.signals().await.len(), 2);
    let after = house.signal("03101").await;
    assert_eq!((after.observed, after.set_version), (55, 2));
    assert!(after.version > before.version);
    assert_eq!(after.first_found_at, before.first_found_at);

    house.version(3, 5).await;
    house.look().await;
    let gone = house.signal("03101").await;
    assert!(!gone.found, "it is kept, and said not to be found any more");
    let open = house.see(&house.analyst, "/signale").await;
    assert!(open.contains("Keine Signale"), "{open}");
    let page = house
        .see(&house.analyst, &format!("/signale/{}", gone.id))
        .await;
    assert!(page.contains("nicht mehr auffällig"));
    let conn = house.test.db.read();
    let steps = store::steps::of(conn, gone.id).await.unwrap();
    let mut kinds: Vec<StepKind> = steps.iter().map(|step| step.kind).collect();
    kinds.sort();
    assert_eq!(kinds, [StepKind::Found, StepKind::Updated, StepKind::Gone]);

    house.version(4, 60).await;
    house.look().await;
    assert!(house.signal("03101").await.found);
}

/// What the schedule does at night.
async fn night(house: &House) {
    let test = &house.test;
    let tx = test.app.db.begin().await.unwrap();
    let job = NewJob::new(surveillance::jobs::WATCH, &serde_json::json!({}));
    jobs::enqueue(&tx, test.clock.as_ref(), test.app.chance.as_ref(), job)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    test.run_jobs().await;
}

#[tokio::test]
async fn every_night_watched_sets_are_looked_at_and_others_are_not() {
    let house = house().await;
    house.version(1, 40).await;
    night(&house).await;
    assert!(
        house.signals().await.is_empty(),
        "nobody has switched it on"
    );
    let saved = house.plan("0", &[]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    night(&house).await;
    assert_eq!(house.signals().await.len(), 2);
    let runs = store::runs::newest(house.test.db.read(), "meldungen", 5);
    assert_eq!(runs.await.unwrap().remove(0).started_by, None);
}

#[tokio::test]
async fn the_page_says_why_in_words_picture_and_tables() {
    let house = House::with_signals().await;
    let signal = house.signal("03101").await;
    let page = house
        .see(&house.analyst, &format!("/signale/{}", signal.id))
        .await;
    for said in [
        "wurden 40 Fälle gemeldet",
        "In derselben Woche der 5 Jahre davor",
        "der letzten 5 Jahre gelernt",
        "figure-series",
        "Woraus gelernt wurde",
        "Dieselbe Woche in früheren Jahren",
        "KW\u{a0}46/2025",
        "Influenza",
        "Braunschweig",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(page.contains("etwa 10 % der Wochen"), "{page}");
    let english = format!("{}; lang=en", house.analyst);
    let page = house
        .see(&english, &format!("/signale/{}", signal.id))
        .await;
    assert!(page.contains("Why is this a signal?"));
}

#[tokio::test]
async fn the_list_is_filtered_sorted_and_had_as_a_file() {
    let house = House::with_signals().await;
    let all = house
        .see(&house.analyst, "/signale?sortiert=faelle&richtung=auf")
        .await;
    assert!(
        all.contains("2 Signale") && all.contains("aria-sort=\"ascending\""),
        "{all}"
    );
    let one = house.see(&house.analyst, "/signale?ort=03101").await;
    assert!(one.contains("1 Signal<"), "{one}");
    for none in [
        "ort=03151",
        "krankheit=measles",
        "woche=2026-W45",
        "stand=outbreak",
    ] {
        let page = house.see(&house.analyst, &format!("/signale?{none}")).await;
        assert!(page.contains("Keine Signale"), "{none}");
    }
    let csv = house.see(&house.analyst, "/signale.csv?ort=03101").await;
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines.len(), 2, "{csv}");
    assert!(lines[0].starts_with("set;disease;"));
    assert!(
        lines[1].contains("03101") && lines[1].contains(";40;"),
        "{csv}"
    );
    assert!(is(&house.signal("03101").await, Assessment::New));
}

#[tokio::test]
async fn a_second_search_waits_for_the_first() {
    let house = house().await;
    house.version(1, 40).await;
    house.plan("0", &[]).await;
    let path = "/signale/plaene/meldungen/suchen";
    let first = house.test.post(&house.analyst, path, &[]).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    let page = house
        .test
        .get(&house.analyst, "/signale/plaene/meldungen")
        .await;
    assert_eq!(page.headers["refresh"], "2");
    let second = house.test.post(&house.analyst, path, &[]).await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    house.test.run_jobs().await;
    assert_eq!(house.signals().await.len(), 2);
}
