// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use jiff::SignedDuration;
use jobs::{JobError, Ran, Registry};
use kernel::Clock;

use crate::{Context, Numbered, Setup, note};

async fn note_a_hundred_more(context: &Context, job: Numbered) -> Result<(), JobError> {
    context.ran.lock().unwrap().push(job.number + 100);
    Ok(())
}

async fn setup() -> Setup {
    let mut registry = Registry::default();
    registry
        .event("unheard")
        .subscribe("happened", "one.happened", note)
        .event("happened")
        .subscribe("happened", "other.happened", note_a_hundred_more);
    Setup::with(registry).await
}

impl Setup {
    async fn publish(&self, event: &'static str, number: u32) {
        let tx = self.db.begin().await.unwrap();
        let (clock, chance) = (self.clock.as_ref(), self.chance.as_ref());
        jobs::publish(&tx, clock, chance, event, &Numbered { number })
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    fn ran_sorted(&self) -> Vec<u32> {
        let mut ran = self.ran();
        ran.sort_unstable();
        ran
    }
}

#[tokio::test]
async fn an_event_reaches_each_of_its_subscribers_once() {
    let setup = setup().await;
    setup.publish("happened", 1).await;
    setup.publish("happened", 2).await;
    let ran = setup.worker().run_until_idle().await.unwrap();
    assert_eq!((ran.done, ran.failed, ran.dead), (6, 0, 0));
    assert_eq!(setup.ran_sorted(), [1, 2, 101, 102]);
    let again = setup.worker().run_until_idle().await.unwrap();
    assert_eq!(again, Ran::default());
}

#[tokio::test]
async fn a_subscriber_that_fails_is_retried_without_the_others() {
    let setup = setup().await;
    let fail = Err(JobError::temporary("server-away"));
    setup.context.ends.lock().unwrap().push_back(fail);
    setup.publish("happened", 1).await;
    let ran = setup.worker().run_until_idle().await.unwrap();
    assert_eq!((ran.done, ran.failed, ran.dead), (2, 1, 0));
    assert_eq!(setup.ran(), [101]);
    setup.clock.advance(SignedDuration::from_mins(1));
    let ran = setup.worker().run_until_idle().await.unwrap();
    assert_eq!((ran.done, ran.failed), (1, 0));
    assert_eq!(setup.ran(), [101, 1]);
}

#[tokio::test]
async fn a_subscriber_that_gives_up_leaves_a_dead_letter_with_its_own_name() {
    let setup = setup().await;
    let fail = Err(JobError::permanent("refused"));
    setup.context.ends.lock().unwrap().push_back(fail);
    setup.publish("happened", 1).await;
    setup.worker().run_until_idle().await.unwrap();
    let dead = jobs::dead_letters(setup.db.read(), 10).await.unwrap();
    assert_eq!(dead.len(), 1);
    assert_eq!(dead[0].kind, "one.happened");
    assert_eq!(dead[0].payload, r#"{"number":1}"#);
    assert_eq!(setup.ran(), [101]);
}

#[tokio::test]
async fn an_event_that_was_rolled_back_reaches_nobody_and_one_that_nobody_wants_is_done() {
    let setup = setup().await;
    let tx = setup.db.begin().await.unwrap();
    let (clock, chance) = (setup.clock.as_ref(), setup.chance.as_ref());
    jobs::publish(&tx, clock, chance, "happened", &Numbered { number: 1 })
        .await
        .unwrap();
    tx.rollback().await.unwrap();
    setup.publish("unheard", 2).await;
    let ran = setup.worker().run_until_idle().await.unwrap();
    assert_eq!((ran.done, setup.ran().len()), (1, 0));
    assert_eq!(setup.counts().await.done, 1);
}

/// The worker that claimed the event is gone before it has told anybody: its lease ends, and another
/// one tells all of them.
#[tokio::test]
async fn an_event_whose_worker_was_lost_still_reaches_each_subscriber_once() {
    let setup = setup().await;
    setup.publish("happened", 1).await;
    let later = setup.clock.now().as_millisecond() + 60_000;
    let tx = setup.db.begin().await.unwrap();
    db::execute(
        &tx,
        "UPDATE jobs SET state = 'running', attempts = 1, due_at = $1, lease = $2",
        vec![later.into(), uuid::Uuid::from_u128(1).into()],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(
        setup.worker().run_until_idle().await.unwrap(),
        Ran::default()
    );
    setup.clock.advance(SignedDuration::from_mins(2));
    let ran = setup.worker().run_until_idle().await.unwrap();
    assert_eq!((ran.done, setup.ran_sorted()), (3, vec![1, 101]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_workers_hand_an_event_on_once() {
    let setup = setup().await;
    for number in 1..=20 {
        setup.publish("happened", number).await;
    }
    let mut workers = Vec::new();
    for _ in 0..4 {
        let worker = setup.worker_on(setup.db.again().await);
        workers.push(tokio::spawn(async move { worker.run_until_idle().await }));
    }
    let mut done = 0;
    for worker in workers {
        done += worker.await.unwrap().unwrap().done;
    }
    done += setup.worker().run_until_idle().await.unwrap().done;
    assert_eq!(done, 60);
    let expected: Vec<u32> = (1..=20).chain(101..=120).collect();
    assert_eq!(setup.ran_sorted(), expected);
}

#[test]
#[should_panic(expected = "two handlers for jobs of kind happened")]
fn an_event_is_no_kind_of_job() {
    let mut registry = Registry::<Context>::default();
    registry
        .subscribe("happened", "one.happened", note)
        .register("happened", note);
}

#[test]
#[should_panic(expected = "two handlers for jobs of kind one.happened")]
fn no_two_subscribers_have_the_same_name() {
    let mut registry = Registry::<Context>::default();
    registry
        .subscribe("happened", "one.happened", note)
        .subscribe("other", "one.happened", note);
}
