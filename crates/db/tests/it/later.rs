// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Statements that are put off run in their order, exactly once, and fail only their own transaction.

use db::{Backend, Tx};
use uuid::Uuid;

use crate::together::first_of_two;
use crate::{TABLES, add, count};

async fn add_later(tx: &Tx, id: u128) -> db::Result<()> {
    let sql = "INSERT INTO thing (id, label, size, seen, note)
               VALUES ($1, $2, 1, TRUE, 'it''s $1')";
    let values = vec![Uuid::from_u128(id).into(), format!("thing {id}").into()];
    db::execute_later(tx, sql, values).await
}

#[tokio::test]
async fn what_is_put_off_runs_before_the_next_statement_or_the_commit() {
    let db = db::testing::empty(&TABLES).await;
    let tx = db.begin().await.unwrap();
    add_later(&tx, 1).await.unwrap();
    add_later(&tx, 2).await.unwrap();
    assert_eq!(count(&tx).await, 2);
    add_later(&tx, 3).await.unwrap();
    let sql = "UPDATE thing SET size = $2 WHERE id = $1";
    let values = vec![Uuid::from_u128(3).into(), 7_i64.into()];
    assert_eq!(db::execute(&tx, sql, values).await.unwrap(), 1);
    // More than are kept.
    for id in 4..=104 {
        add_later(&tx, id).await.unwrap();
    }
    assert_eq!(count(db.again().await.read()).await, 0);
    tx.commit().await.unwrap();
    assert_eq!(count(db.read()).await, 104);
    let sum = "SELECT CAST(SUM(size) AS BIGINT) FROM thing WHERE note = 'it''s $1'";
    let sum: Option<i64> = db::scalar(db.read(), sum, vec![]).await.unwrap();
    assert_eq!(sum, Some(110));
}

#[tokio::test]
async fn nothing_stays_of_what_was_put_off_and_given_up() {
    let db = db::testing::empty(&TABLES).await;
    for end in ["drop", "rollback"] {
        let tx = db.begin().await.unwrap();
        add_later(&tx, 1).await.unwrap();
        match end {
            "drop" => drop(tx),
            _ => tx.rollback().await.unwrap(),
        }
        let tx = db.begin().await.unwrap();
        assert_eq!(count(&tx).await, 0, "{end}");
        tx.commit().await.unwrap();
    }
    let tx = db.begin().await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(count(db.read()).await, 0);
}

#[tokio::test]
async fn one_whose_put_off_statement_fails_leaves_the_others_alone() {
    let db = db::testing::empty(&TABLES).await;
    if db.backend() == Backend::Postgres {
        return; // There, nothing is put off.
    }
    for (id, at_the_commit) in [(10, true), (20, false)] {
        let (first, second) = first_of_two(&db, &format!("first {id}"), id).await;
        add_later(&second, 1).await.unwrap();
        add_later(&second, 1).await.unwrap();
        let result = if at_the_commit {
            second.commit().await
        } else {
            let result = add(&second, 2, "second").await;
            drop(second);
            result.map(drop)
        };
        let error = result.unwrap_err();
        assert!(error.is_unique_violation(), "{error:?}");
        first.await.unwrap().unwrap();
    }
    let tx = db.begin().await.unwrap();
    assert_eq!(count(&tx).await, 2);
    add(&tx, 3, "third").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(count(db.read()).await, 3);
}
