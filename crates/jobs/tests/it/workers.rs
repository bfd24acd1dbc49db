// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::time::Duration;

use jiff::SignedDuration;
use jobs::{NewJob, Ran, Registry, Schedule, When, WorkerOptions};
use tokio::sync::oneshot;

use crate::{Context, Numbered, Setup, note, numbered};

#[tokio::test]
async fn a_handler_that_panics_ends_its_job_and_not_the_worker() {
    let setup = Setup::new().await;
    setup.enqueue(NewJob::new("panic", &()).attempts(1)).await;
    setup.enqueue(numbered(1)).await;
    let ran = setup.worker().run_until_idle().await.unwrap();
    assert_eq!((ran.done, ran.dead), (1, 1));
    let dead = jobs::dead_letters(setup.db.read(), 1).await.unwrap();
    assert_eq!(dead[0].last_error, "panic");
}

#[tokio::test]
async fn a_job_whose_worker_was_killed_is_run_by_another() {
    let setup = Setup::new().await;
    setup
        .enqueue(NewJob::new("wait", &Numbered { number: 1 }))
        .await;
    let killed = setup.worker_on(setup.db.again().await);
    let killed = tokio::spawn(async move { killed.run_until_idle().await });
    setup.context.one_began().await;
    killed.abort();
    assert!(killed.await.unwrap_err().is_cancelled());

    assert_eq!(
        setup.worker().run_until_idle().await.unwrap(),
        Ran::default()
    );
    setup.clock.advance(SignedDuration::from_secs(61));
    setup.context.go_on.add_permits(1);
    let ran = setup.worker().run_until_idle().await.unwrap();
    assert_eq!((ran.done, setup.ran()), (1, vec![1]));
}

#[tokio::test]
async fn a_job_that_kills_its_workers_is_given_up() {
    let setup = Setup::new().await;
    let job = NewJob::new("wait", &Numbered { number: 1 });
    setup.enqueue(job.attempts(2)).await;
    for _ in 0..2 {
        let killed = setup.worker();
        let killed = tokio::spawn(async move { killed.run_until_idle().await });
        setup.context.one_began().await;
        killed.abort();
        let _ = killed.await;
        setup.clock.advance(SignedDuration::from_secs(61));
    }
    assert_eq!(
        setup.worker().run_until_idle().await.unwrap(),
        Ran::default()
    );
    let dead = jobs::dead_letters(setup.db.read(), 1).await.unwrap();
    assert_eq!(dead[0].last_error, "worker-lost");
}

#[tokio::test]
async fn a_worker_that_was_thought_dead_does_not_note_its_end() {
    let setup = Setup::new().await;
    setup
        .enqueue(NewJob::new("wait", &Numbered { number: 1 }))
        .await;
    let slow = setup.worker();
    let slow = tokio::spawn(async move { slow.run_until_idle().await.unwrap() });
    setup.context.one_began().await;
    setup.clock.advance(SignedDuration::from_secs(61));
    let quick = setup.worker();
    let quick = tokio::spawn(async move { quick.run_until_idle().await.unwrap() });
    setup.context.one_began().await;
    // Both run now. The first to be woken is the slow one.
    setup.context.go_on.add_permits(1);
    assert_eq!(slow.await.unwrap().done, 0);
    setup.context.go_on.add_permits(1);
    assert_eq!(quick.await.unwrap().done, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_workers_run_each_job_once() {
    let setup = Setup::new().await;
    for number in 0..30 {
        setup.enqueue(numbered(number)).await;
    }
    let mut workers = Vec::new();
    for _ in 0..3 {
        let worker = setup.worker_on(setup.db.again().await);
        workers.push(tokio::spawn(async move {
            worker.run_until_idle().await.unwrap().done
        }));
    }
    let mut done = 0;
    for worker in workers {
        done += worker.await.unwrap();
    }
    // On PostgreSQL a worker may find all that is left in the hands of others, and stop.
    done += setup.worker().run_until_idle().await.unwrap().done;
    let mut ran = setup.ran();
    ran.sort_unstable();
    assert_eq!((done, ran), (30, (0..30).collect::<Vec<_>>()));
}

#[tokio::test]
async fn a_running_worker_begins_at_once_and_stops_when_asked() {
    let setup = Setup::new().await;
    let worker = setup.worker().with_options(WorkerOptions {
        poll: Duration::from_hours(1),
        ..WorkerOptions::default()
    });
    let (stop, stopped) = oneshot::channel::<()>();
    let running = tokio::spawn(async move {
        worker
            .run(async {
                let _ = stopped.await;
            })
            .await;
    });
    for number in 0..3 {
        setup.enqueue(numbered(number)).await;
        setup.context.one_began().await;
    }
    setup
        .enqueue(NewJob::new("wait", &Numbered { number: 3 }))
        .await;
    setup.context.one_began().await;
    stop.send(()).unwrap();
    setup.context.go_on.add_permits(1);
    running.await.unwrap();
    assert_eq!(setup.ran(), [0, 1, 2, 3], "what had begun was let end");
    assert_eq!(setup.counts().await.done, 4);
}

#[tokio::test]
async fn mistakes_in_the_registry_are_found_at_the_start() {
    let two_handlers = std::panic::catch_unwind(|| {
        let mut registry = Registry::default();
        registry.register("a", note).register("a", note);
    });
    assert!(two_handlers.is_err());
    let no_handler = std::panic::catch_unwind(|| {
        let mut registry = Registry::<Context>::default();
        registry.schedule(Schedule {
            name: "weekly",
            when: When::Every(1),
            kind: "missing",
            payload: serde_json::Value::Null,
        });
    });
    assert!(no_handler.is_err());
}
