// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use jiff::SignedDuration;
use jobs::{Counts, JobError, NewJob, Ran};
use kernel::Clock;

use crate::{Numbered, Setup, numbered};

#[tokio::test]
async fn a_job_exists_only_if_the_deed_that_caused_it_was_committed() {
    let setup = Setup::new().await;
    let tx = setup.db.begin().await.unwrap();
    let (clock, chance) = (setup.clock.as_ref(), setup.chance.as_ref());
    jobs::enqueue(&tx, clock, chance, numbered(1))
        .await
        .unwrap();
    tx.rollback().await.unwrap();
    setup.enqueue(numbered(2)).await;
    let ran = setup.worker().run_until_idle().await.unwrap();
    assert_eq!((ran.done, setup.ran()), (1, vec![2]));
    assert_eq!(
        setup.worker().run_until_idle().await.unwrap(),
        Ran::default()
    );
    assert_eq!(
        setup.counts().await,
        Counts {
            done: 1,
            ..Counts::default()
        }
    );
}

#[tokio::test]
async fn jobs_run_in_the_order_in_which_they_are_due() {
    let setup = Setup::new().await;
    let now = setup.clock.now();
    let minutes = SignedDuration::from_mins;
    setup.enqueue(numbered(3).at(now + minutes(30))).await;
    setup.enqueue(numbered(2).at(now + minutes(20))).await;
    setup.enqueue(numbered(1)).await;
    setup.worker().run_until_idle().await.unwrap();
    assert_eq!(setup.ran(), [1]);
    setup.clock.advance(minutes(60));
    setup.worker().run_until_idle().await.unwrap();
    assert_eq!(setup.ran(), [1, 2, 3]);
}

#[tokio::test]
async fn a_failed_job_waits_longer_each_time_until_it_is_given_up() {
    let setup = Setup::new().await;
    let fails = vec![Err(JobError::temporary("server-away")); 3];
    setup.context.ends.lock().unwrap().extend(fails);
    let id = setup.enqueue(numbered(1).attempts(3)).await;
    let mut waits = Vec::new();
    for attempt in 1..=3 {
        let ran = setup.worker().run_until_idle().await.unwrap();
        assert_eq!((ran.failed + ran.dead, ran.done), (1, 0), "{attempt}");
        let due: Option<i64> = db::scalar(setup.db.read(), "SELECT due_at FROM jobs", vec![])
            .await
            .unwrap();
        waits.push(due.unwrap() - setup.clock.now().as_millisecond());
        setup.clock.advance(SignedDuration::from_mins(2));
    }
    assert!((7_500..=12_500).contains(&waits[0]), "{waits:?}");
    assert!((15_000..=25_000).contains(&waits[1]), "{waits:?}");

    let dead = jobs::dead_letters(setup.db.read(), 10).await.unwrap();
    assert_eq!(dead.len(), 1);
    assert_eq!(dead[0].id, id);
    assert_eq!((dead[0].kind.as_str(), dead[0].attempts), ("note", 3));
    assert_eq!(dead[0].last_error, "server-away");
    assert_eq!(dead[0].payload, r#"{"number":1}"#);

    let tx = setup.db.begin().await.unwrap();
    assert!(jobs::retry(&tx, setup.clock.as_ref(), id).await.unwrap());
    assert!(!jobs::retry(&tx, setup.clock.as_ref(), id).await.unwrap());
    assert!(!jobs::discard(&tx, id).await.unwrap());
    tx.commit().await.unwrap();
    let ran = setup.worker().run_until_idle().await.unwrap();
    assert_eq!((ran.done, setup.ran()), (1, vec![1]));
}

#[tokio::test]
async fn a_job_is_pending_until_it_is_done_or_given_up() {
    let setup = Setup::new().await;
    let fails = [
        Err(JobError::temporary("server-away")),
        Err(JobError::permanent("refused")),
    ];
    setup.context.ends.lock().unwrap().extend(fails);
    let id = setup.enqueue(numbered(1)).await;
    let pending = async || jobs::is_pending(setup.db.read(), id).await.unwrap();
    assert!(pending().await, "it waits");
    setup.worker().run_until_idle().await.unwrap();
    assert!(pending().await, "it is tried again");
    setup.clock.advance(SignedDuration::from_mins(1));
    setup.worker().run_until_idle().await.unwrap();
    assert!(!pending().await, "it was given up");
    let tx = setup.db.begin().await.unwrap();
    jobs::retry(&tx, setup.clock.as_ref(), id).await.unwrap();
    tx.commit().await.unwrap();
    assert!(pending().await, "somebody has put it back");
    setup.worker().run_until_idle().await.unwrap();
    assert_eq!(setup.ran(), [1]);
    assert!(!pending().await, "it is done");
}

#[tokio::test]
async fn a_failure_that_lasts_is_given_up_at_once_and_can_be_discarded() {
    let setup = Setup::new().await;
    let fail = Err(JobError::permanent("refused"));
    setup.context.ends.lock().unwrap().push_back(fail);
    let refused = setup.enqueue(numbered(1)).await;
    let unreadable = setup.enqueue(NewJob::new("note", &"no number")).await;
    let ran = setup.worker().run_until_idle().await.unwrap();
    assert_eq!((ran.done, ran.dead), (0, 2));
    let mut dead = jobs::dead_letters(setup.db.read(), 10).await.unwrap();
    dead.sort_by_key(|letter| letter.id);
    let errors: Vec<_> = dead.iter().map(|d| (d.id, d.last_error.as_str())).collect();
    assert_eq!(errors, [(refused, "refused"), (unreadable, "payload")]);
    let tx = setup.db.begin().await.unwrap();
    assert!(jobs::discard(&tx, refused).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(setup.counts().await.dead, 1);
}

#[tokio::test]
async fn the_same_work_does_not_wait_twice() {
    let setup = Setup::new().await;
    let later = setup.clock.now() + SignedDuration::from_mins(5);
    let first = setup.enqueue(numbered(1).once("note:week").at(later)).await;
    let second = setup.enqueue(numbered(2).once("note:week")).await;
    let other = setup.enqueue(numbered(3).once("note:other")).await;
    assert_eq!(first, second);
    assert_ne!(first, other);
    setup.worker().run_until_idle().await.unwrap();
    assert_eq!(
        setup.ran(),
        [1, 3],
        "the first waits no longer than the second would"
    );
    let third = setup.enqueue(numbered(4).once("note:week")).await;
    assert_ne!(first, third);
}

#[tokio::test]
async fn work_that_has_begun_does_not_stand_in_for_new_work() {
    let setup = Setup::new().await;
    let job = |number| NewJob::new("wait", &Numbered { number }).once("wait:week");
    setup.enqueue(job(1)).await;
    let worker = setup.worker();
    let running = tokio::spawn(async move { worker.run_until_idle().await.unwrap() });
    setup.context.one_began().await;
    setup.enqueue(job(2)).await;
    setup.context.go_on.add_permits(2);
    assert_eq!(running.await.unwrap().done, 2);
    assert_eq!(setup.ran(), [1, 2]);
}

#[tokio::test]
async fn a_job_that_waits_is_not_run_before_those_who_ask_for_it_again_have_committed() {
    let setup = Setup::new().await;
    setup.enqueue(numbered(1).once("note:week")).await;
    let tx = setup.db.begin().await.unwrap();
    let (clock, chance) = (setup.clock.as_ref(), setup.chance.as_ref());
    jobs::enqueue(&tx, clock, chance, numbered(1).once("note:week"))
        .await
        .unwrap();
    if setup.db.backend() == db::Backend::Postgres {
        assert_eq!(setup.worker().run_until_idle().await.unwrap().done, 0);
    }
    tx.commit().await.unwrap();
    assert_eq!(setup.worker().run_until_idle().await.unwrap().done, 1);
}

#[tokio::test]
async fn jobs_of_a_newer_program_are_left_alone() {
    let setup = Setup::new().await;
    setup.enqueue(NewJob::new("from-the-future", &())).await;
    assert_eq!(
        setup.worker().run_until_idle().await.unwrap(),
        Ran::default()
    );
    assert_eq!(setup.counts().await.ready, 1);
}

#[tokio::test]
async fn jobs_that_are_done_are_kept_for_a_week() {
    let setup = Setup::new().await;
    setup.enqueue(numbered(1)).await;
    setup.worker().run_until_idle().await.unwrap();
    let now = setup.clock.now();
    for (days, pruned) in [(6, 0), (8, 1)] {
        let later = now + SignedDuration::from_hours(24 * days);
        assert_eq!(jobs::prune(&setup.db, later).await.unwrap(), pruned);
    }
}
