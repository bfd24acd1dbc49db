// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use jiff::civil::{Weekday, time};
use jiff::{SignedDuration, Timestamp};
use jobs::{Registry, Schedule, When};
use serde_json::json;

use crate::{Setup, note};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// 18 November 2026 is a Wednesday; the clock of the tests starts at 09:00 in Germany.
async fn setup() -> Setup {
    let mut registry = Registry::default();
    registry.register("note", note);
    for (name, when, number) in [
        ("every-quarter", When::Every(15), 1),
        ("weekly", When::Weekly(Weekday::Friday, time(8, 0, 0, 0)), 2),
    ] {
        registry.schedule(Schedule {
            name,
            when,
            kind: "note",
            payload: json!({ "number": number }),
        });
    }
    Setup::with(registry).await
}

#[tokio::test]
async fn a_new_schedule_fires_at_its_next_moment() {
    let setup = setup().await;
    let run = async |moment| {
        setup.clock.set(at(moment));
        setup.worker().run_until_idle().await.unwrap();
        std::mem::take(&mut *setup.context.ran.lock().unwrap())
    };
    assert_eq!(run("2026-11-18T08:01:00Z").await, [0_u32; 0]);
    assert_eq!(run("2026-11-18T08:14:59Z").await, [0_u32; 0]);
    assert_eq!(run("2026-11-18T08:15:00Z").await, [1]);
    assert_eq!(run("2026-11-18T08:15:00Z").await, [0_u32; 0]);
    assert_eq!(run("2026-11-20T06:59:59Z").await, [1]);
    assert_eq!(run("2026-11-20T07:00:00Z").await, [1, 2]);
}

#[tokio::test]
async fn after_a_stop_only_the_last_missed_moment_is_made_up_for() {
    let setup = setup().await;
    setup.worker().run_until_idle().await.unwrap();
    setup.clock.advance(SignedDuration::from_hours(24 * 30));
    setup.worker().run_until_idle().await.unwrap();
    let mut ran = setup.ran();
    ran.sort_unstable();
    assert_eq!(ran, [1, 2]);
}

#[tokio::test]
async fn a_clock_that_is_set_back_fires_nothing_twice() {
    let setup = setup().await;
    setup.worker().run_until_idle().await.unwrap();
    setup.clock.advance(SignedDuration::from_mins(15));
    setup.worker().run_until_idle().await.unwrap();
    setup.clock.advance(SignedDuration::from_mins(-10));
    setup.worker().run_until_idle().await.unwrap();
    setup.clock.advance(SignedDuration::from_mins(10));
    setup.worker().run_until_idle().await.unwrap();
    assert_eq!(setup.ran(), [1]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_processes_fire_each_moment_once() {
    let setup = setup().await;
    setup.worker().run_until_idle().await.unwrap();
    for _ in 0..3 {
        setup.clock.advance(SignedDuration::from_mins(15));
        let mut workers = Vec::new();
        for _ in 0..4 {
            let worker = setup.worker_on(setup.db.again().await);
            workers.push(tokio::spawn(async move { worker.run_until_idle().await }));
        }
        for worker in workers {
            worker.await.unwrap().unwrap();
        }
    }
    setup.worker().run_until_idle().await.unwrap();
    assert_eq!(setup.ran(), [1, 1, 1]);
}

#[tokio::test]
async fn pruning_keeps_the_last_mark_of_each_schedule() {
    let setup = setup().await;
    setup.worker().run_until_idle().await.unwrap();
    setup.clock.advance(SignedDuration::from_hours(24 * 30));
    let now = kernel::Clock::now(setup.clock.as_ref());
    jobs::prune(&setup.db, now).await.unwrap();
    setup.worker().run_until_idle().await.unwrap();
    assert_eq!(
        setup.ran().len(),
        2,
        "both schedules still know where they were"
    );
    jobs::prune(&setup.db, now).await.unwrap();
    let marks: Option<i64> = db::scalar(setup.db.read(), "SELECT COUNT(*) FROM job_fires", vec![])
        .await
        .unwrap();
    assert_eq!(marks, Some(2));
}
