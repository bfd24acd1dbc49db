// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::time::Duration;

use db::{Backend, Db, DbError, FromQueryResult, Options};
use uuid::Uuid;

use crate::{TABLES, add, count};

#[tokio::test]
async fn only_what_was_committed_stays() {
    let db = db::testing::empty(&TABLES).await;
    let tx = db.begin().await.unwrap();
    add(&tx, 1, "dropped").await.unwrap();
    assert_eq!(count(&tx).await, 1);
    assert_eq!(count(db.read()).await, 0);
    drop(tx);
    let tx = db.begin().await.unwrap();
    add(&tx, 2, "undone").await.unwrap();
    tx.rollback().await.unwrap();
    let tx = db.begin().await.unwrap();
    assert_eq!(count(&tx).await, 0);
    add(&tx, 3, "kept").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(count(db.read()).await, 1);
    assert_eq!(count(db.again().await.read()).await, 1);
    db.ping().await.unwrap();
}

#[tokio::test]
async fn connections_for_reading_cannot_write() {
    let db = db::testing::empty(&TABLES).await;
    assert!(add(db.read(), 1, "a").await.is_err());
    let snapshot = db.snapshot().await.unwrap();
    assert!(add(&snapshot, 1, "a").await.is_err());
    drop(snapshot);
    assert_eq!(count(db.read()).await, 0);
}

#[tokio::test]
async fn a_snapshot_sees_one_state_while_others_write() {
    let db = db::testing::empty(&TABLES).await;
    let snapshot = db.snapshot().await.unwrap();
    assert_eq!(count(&snapshot).await, 0);
    let tx = db.begin().await.unwrap();
    add(&tx, 1, "new").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(count(&snapshot).await, 0);
    assert_eq!(count(db.read()).await, 1);
}

#[derive(FromQueryResult)]
struct Size {
    size: i64,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_writers_lose_no_update() {
    let db = db::testing::empty(&TABLES).await;
    let tx = db.begin().await.unwrap();
    add(&tx, 1, "counter").await.unwrap();
    tx.commit().await.unwrap();

    let add_one = |db: Db| async move {
        for _ in 0..10 {
            let tx = db.begin().await.unwrap();
            let row: Size = db::one_for_update(&tx, "SELECT size FROM thing", vec![])
                .await
                .unwrap()
                .unwrap();
            let sql = "UPDATE thing SET size = $1";
            db::execute(&tx, sql, vec![(row.size + 1).into()])
                .await
                .unwrap();
            tx.commit().await.unwrap();
        }
    };
    let other_process = db.again().await;
    let writers: Vec<_> = (0..4)
        .map(|_| tokio::spawn(add_one(db.clone())))
        .chain((0..2).map(|_| tokio::spawn(add_one(other_process.clone()))))
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    let size: Option<i64> = db::scalar(db.read(), "SELECT size FROM thing", vec![])
        .await
        .unwrap();
    assert_eq!(size, Some(61));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_named_lock_guards_rows_that_do_not_exist_yet() {
    let db = db::testing::empty(&TABLES).await;
    let first_only = |db: Db, id: u128| async move {
        let tx = db.begin().await.unwrap();
        db::lock(&tx, "things").await.unwrap();
        if count(&tx).await == 0 {
            add(&tx, id, &format!("thing {id}")).await.unwrap();
        }
        tx.commit().await.unwrap();
    };
    let writers: Vec<_> = (1..=8)
        .map(|id| tokio::spawn(first_only(db.clone(), id)))
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    assert_eq!(count(db.read()).await, 1);
}

#[tokio::test]
async fn who_waits_too_long_for_the_writer_is_told_that_it_is_busy() {
    let db = db::testing::empty(&TABLES).await;
    let options = Options {
        writers: 1,
        patience: Duration::from_millis(50),
        ..Options::default()
    };
    let impatient = Db::connect(db.url(), options).await.unwrap();
    let held = impatient.begin().await.unwrap();
    let error = impatient.begin().await.unwrap_err();
    assert!(matches!(error, DbError::Busy(_)), "{error:?}");
    assert!(error.is_temporary());
    drop(held);
    // Another process holds the lock on the row (PostgreSQL) or on the database (SQLite).
    let tx = db.begin().await.unwrap();
    add(&tx, 1, "a").await.unwrap();
    let error = match impatient.begin().await {
        Err(error) => error,
        Ok(tx) => add(&tx, 1, "a").await.unwrap_err(),
    };
    assert!(matches!(error, DbError::Busy(_)), "{error:?}");
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_commit_signals_only_when_asked_to() {
    let db = db::testing::empty(&TABLES).await;
    let mut signals = db.signals();
    signals.mark_unchanged();
    let tx = db.begin().await.unwrap();
    add(&tx, 1, "quiet").await.unwrap();
    tx.commit().await.unwrap();
    assert!(!signals.has_changed().unwrap());
    let tx = db.begin().await.unwrap();
    tx.signal();
    drop(tx);
    assert!(!signals.has_changed().unwrap());
    let tx = db.begin().await.unwrap();
    tx.signal();
    tx.commit().await.unwrap();
    assert!(signals.has_changed().unwrap());
}

#[tokio::test]
async fn a_database_that_is_gone_is_unavailable() {
    let db = db::testing::empty(&TABLES).await;
    let other = db.again().await;
    other.close().await;
    assert!(other.begin().await.unwrap_err().is_unavailable());
    assert!(other.ping().await.unwrap_err().is_unavailable());

    let options = Options {
        patience: Duration::from_millis(200),
        ..Options::default()
    };
    let nobody_listens = Db::connect("postgres://a:secret@127.0.0.1:1/x", options.clone()).await;
    let error = nobody_listens.unwrap_err();
    assert!(error.is_temporary(), "{error:?}");
    assert!(!error.to_string().contains("secret"));

    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().display());
    let error = Db::connect(&url, options).await.unwrap_err();
    assert!(error.is_unavailable(), "{error:?}");
}

#[tokio::test]
async fn a_server_that_ends_all_connections_is_unavailable_and_then_there_again() {
    let db = db::testing::empty(&TABLES).await;
    if db.backend() == Backend::Sqlite {
        return; // There is no server that could end connections.
    }
    let other = db.again().await;
    let tx = db.begin().await.unwrap();
    add(&tx, 1, "lost").await.unwrap();
    let sql = "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity
               WHERE datname = current_database() AND pid <> pg_backend_pid()";
    let ended: Option<i64> = db::scalar(other.read(), sql, vec![]).await.unwrap();
    assert!(ended.unwrap() > 0);
    let error = add(&tx, 2, "lost").await.unwrap_err();
    assert!(error.is_unavailable(), "{error:?}");
    assert!(tx.commit().await.is_err());

    // Each connection that was ended can show it once.
    let mut errors = 0;
    while let Err(error) = write(&db, 3).await {
        assert!(error.is_unavailable(), "{error:?}");
        errors += 1;
        assert!(errors < 10, "the connections do not come back");
    }
    while db.ping().await.is_err() {
        errors += 1;
        assert!(errors < 20, "the connections do not come back");
    }
    assert_eq!(count(db.read()).await, 1);
}

async fn write(db: &Db, id: u128) -> db::Result<()> {
    let tx = db.begin().await?;
    add(&tx, id, "kept").await?;
    tx.commit().await
}

#[tokio::test]
async fn a_full_disk_is_unavailable_and_leaves_nothing_half_written() {
    let db = db::testing::empty(&TABLES).await;
    if db.backend() == Backend::Postgres {
        return; // The server's disk is not ours to fill.
    }
    let tx = db.begin().await.unwrap();
    add(&tx, 1, "before").await.unwrap();
    // SQLite answers with "full" beyond this number of pages, as it does when the disk is full.
    let pages: i64 = db::scalar(&tx, "PRAGMA page_count", vec![])
        .await
        .unwrap()
        .unwrap();
    tx.commit().await.unwrap();
    let tx = db.begin().await.unwrap();
    let sql = format!("PRAGMA max_page_count = {pages}");
    db::execute(&tx, &sql, vec![]).await.unwrap();
    add(&tx, 2, "small").await.unwrap();
    let error = db::execute(
        &tx,
        "UPDATE thing SET raw = $1",
        vec![vec![7_u8; 1_000_000].into()],
    )
    .await
    .unwrap_err();
    assert!(error.is_unavailable(), "{error:?}");
    drop(tx);
    assert_eq!(count(db.read()).await, 1);

    let tx = db.begin().await.unwrap();
    db::execute(&tx, "PRAGMA max_page_count = 1000000", vec![])
        .await
        .unwrap();
    add(&tx, 3, "after").await.unwrap();
    tx.commit().await.unwrap();
    let label: Option<String> = db::scalar(
        db.read(),
        "SELECT label FROM thing WHERE id = $1",
        vec![Uuid::from_u128(1).into()],
    )
    .await
    .unwrap();
    assert_eq!(label.as_deref(), Some("before"));
}

#[tokio::test]
async fn strange_addresses_are_refused() {
    for url in [
        "",
        "sqlite:",
        "sqlite::memory:",
        "mysql://a/b",
        "postgres://[",
    ] {
        let error = Db::connect(url, Options::default()).await.unwrap_err();
        assert!(matches!(error, DbError::Address(_)), "{url}: {error:?}");
    }
}

#[tokio::test]
async fn sqlite_files_are_durable_and_may_have_odd_names() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new folder").join("ö?#%20 1.db");
    let db = Db::connect(&format!("sqlite:{}", path.display()), Options::default())
        .await
        .unwrap();
    assert!(path.is_file());
    let tx = db.begin().await.unwrap();
    for (pragma, expected) in [("synchronous", 2_i64), ("foreign_keys", 1)] {
        let value: Option<i64> = db::scalar(&tx, &format!("PRAGMA {pragma}"), vec![])
            .await
            .unwrap();
        assert_eq!(value, Some(expected), "{pragma}");
    }
    let mode: Option<String> = db::scalar(&tx, "PRAGMA journal_mode", vec![])
        .await
        .unwrap();
    assert_eq!(mode.as_deref(), Some("wal"));
}
