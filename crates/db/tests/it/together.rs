// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Transactions that wait for one another. On SQLite they share a commit; on PostgreSQL they do not,
//! and what a caller sees must be the same.

use std::future::Future;
use std::pin::pin;
use std::task::Poll;

use db::{Backend, Db, Tx};

use crate::{TABLES, add, count};

/// Lets `future` take its first step, so that it stands in the queue.
async fn queue_up<T>(mut future: std::pin::Pin<&mut impl Future<Output = T>>) -> Poll<T> {
    std::future::poll_fn(|context| Poll::Ready(future.as_mut().poll(context))).await
}

/// Begins a transaction, writes a row, and commits while a second transaction waits. Returns the
/// commit, which is under way, and the second transaction.
pub(crate) async fn first_of_two(
    db: &Db,
    label: &str,
    id: u128,
) -> (tokio::task::JoinHandle<db::Result<()>>, Tx) {
    let first = db.begin().await.unwrap();
    add(&first, id, label).await.unwrap();
    let mut second = pin!(db.begin());
    if let Poll::Ready(second) = queue_up(second.as_mut()).await {
        // PostgreSQL has more than one connection that writes.
        return (tokio::spawn(first.commit()), second.unwrap());
    }
    let commit = tokio::spawn(first.commit());
    (commit, second.await.unwrap())
}

#[tokio::test]
async fn both_are_there_when_both_were_committed() {
    let db = db::testing::empty(&TABLES).await;
    let (first, second) = first_of_two(&db, "first", 1).await;
    add(&second, 2, "second").await.unwrap();
    second.commit().await.unwrap();
    first.await.unwrap().unwrap();
    assert_eq!(count(db.again().await.read()).await, 2);
}

#[tokio::test]
async fn one_that_is_undone_or_fails_leaves_the_other_alone() {
    for end in ["rollback", "drop", "conflict"] {
        let db = db::testing::empty(&TABLES).await;
        let (first, second) = first_of_two(&db, "first", 1).await;
        add(&second, 2, "second").await.unwrap();
        match end {
            "rollback" => second.rollback().await.unwrap(),
            "drop" => drop(second),
            _ => {
                let error = add(&second, 2, "twice").await.unwrap_err();
                assert!(error.is_unique_violation());
                drop(second);
            }
        }
        first.await.unwrap().unwrap();
        let labels: Option<String> = db::scalar(db.read(), "SELECT label FROM thing", vec![])
            .await
            .unwrap();
        assert_eq!(
            (labels.as_deref(), count(db.read()).await),
            (Some("first"), 1),
            "{end}"
        );
    }
}

#[tokio::test]
async fn nobody_is_told_of_success_before_it_is_visible_to_others() {
    let db = db::testing::empty(&TABLES).await;
    let other_process = db.again().await;
    let (first, second) = first_of_two(&db, "first", 1).await;
    if db.backend() == Backend::Sqlite {
        tokio::task::yield_now().await;
        assert!(!first.is_finished(), "the common commit has not happened");
        assert_eq!(count(other_process.read()).await, 0);
    }
    drop(second);
    first.await.unwrap().unwrap();
    assert_eq!(count(other_process.read()).await, 1);
}

#[tokio::test]
async fn a_caller_who_goes_away_while_committing_disturbs_nobody() {
    let db = db::testing::empty(&TABLES).await;
    let (first, second) = first_of_two(&db, "first", 1).await;
    first.abort();
    let _ = first.await;
    add(&second, 2, "second").await.unwrap();
    let mut commit = Box::pin(second.commit());
    let _ = queue_up(commit.as_mut()).await;
    drop(commit);
    let third = db.begin().await.unwrap();
    add(&third, 3, "third").await.unwrap();
    third.commit().await.unwrap();
    let third: Option<i64> = db::scalar(
        db.read(),
        "SELECT COUNT(*) FROM thing WHERE label = 'third'",
        vec![],
    )
    .await
    .unwrap();
    assert_eq!(third, Some(1));
}

#[tokio::test]
async fn a_caller_who_goes_away_while_waiting_disturbs_nobody() {
    let db = db::testing::empty(&TABLES).await;
    let held = db.begin().await.unwrap();
    add(&held, 1, "held").await.unwrap();
    let mut gone = Box::pin(db.begin());
    let _ = queue_up(gone.as_mut()).await;
    let commit = tokio::spawn(held.commit());
    drop(gone);
    commit.await.unwrap().unwrap();
    let tx = db.begin().await.unwrap();
    assert_eq!(count(&tx).await, 1);
}

#[tokio::test]
async fn when_the_disk_is_full_all_who_wait_are_told_and_nothing_stays() {
    let db = db::testing::empty(&TABLES).await;
    if db.backend() == Backend::Postgres {
        return; // The server's disk is not ours to fill.
    }
    let (first, second) = first_of_two(&db, "first", 1).await;
    let pages: Option<i64> = db::scalar(&second, "PRAGMA page_count", vec![])
        .await
        .unwrap();
    let sql = format!("PRAGMA max_page_count = {}", pages.unwrap());
    db::execute(&second, &sql, vec![]).await.unwrap();
    let big = vec![vec![7_u8; 1_000_000].into()];
    let error = db::execute(&second, "UPDATE thing SET raw = $1", big)
        .await
        .unwrap_err();
    assert!(error.is_unavailable(), "{error:?}");
    // SQLite may have undone everything: whatever followed would be written on its own.
    assert!(
        add(&second, 2, "on its own")
            .await
            .unwrap_err()
            .is_unavailable()
    );
    assert!(second.commit().await.unwrap_err().is_unavailable());
    assert!(first.await.unwrap().unwrap_err().is_unavailable());
    assert_eq!(count(db.read()).await, 0);

    let tx = db.begin().await.unwrap();
    add(&tx, 3, "after").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(count(db.read()).await, 1);
}

#[tokio::test]
async fn a_transaction_that_is_left_open_keeps_no_other_process_waiting() {
    let db = db::testing::empty(&TABLES).await;
    let other_process = db.again().await;
    let tx = db.begin().await.unwrap();
    add(&tx, 1, "left").await.unwrap();
    drop(tx);
    let tx = other_process.begin().await.unwrap();
    add(&tx, 2, "other").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(count(db.read()).await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_transactions_of_all_kinds_leave_exactly_what_was_promised() {
    let db = db::testing::empty(&TABLES).await;
    let other_process = db.again().await;
    let mut tasks = Vec::new();
    for task in 0..12_u128 {
        let db = if task < 9 {
            db.clone()
        } else {
            other_process.clone()
        };
        tasks.push(tokio::spawn(async move {
            let mut promised = Vec::new();
            for number in 0..20 {
                let id = task * 1000 + number;
                let tx = db.begin().await.unwrap();
                add(&tx, id, &format!("thing {id}")).await.unwrap();
                match (task + number) % 5 {
                    0 => drop(tx),
                    1 => tx.rollback().await.unwrap(),
                    2 => drop(tokio::spawn(async move {
                        let error = add(&tx, id, "again").await.unwrap_err();
                        assert!(error.is_unique_violation());
                    })),
                    _ => {
                        tx.commit().await.unwrap();
                        promised.push(id);
                    }
                }
            }
            promised
        }));
    }
    let mut promised = Vec::new();
    for task in tasks {
        promised.extend(task.await.unwrap());
    }
    let ids = "SELECT id FROM thing ORDER BY id";
    let there: Vec<Row> = db::all(db.read(), ids, vec![]).await.unwrap();
    let there: Vec<u128> = there.iter().map(|row| row.id.as_u128()).collect();
    promised.sort_unstable();
    assert_eq!(there, promised);
}

#[derive(db::FromQueryResult)]
struct Row {
    id: uuid::Uuid,
}
