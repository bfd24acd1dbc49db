// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use db::{Migration, MigrationError};

const FIRST: Migration = Migration {
    module: "a",
    version: 1,
    name: "first",
    sql: "CREATE TABLE a (id BIGINT); INSERT INTO a (id) VALUES (1);",
};
const SECOND: Migration = Migration {
    module: "a",
    version: 2,
    name: "second",
    sql: "INSERT INTO a (id) VALUES (2)",
};
const OTHER: Migration = Migration {
    module: "b",
    version: 1,
    name: "other",
    sql: "INSERT INTO a (id) VALUES (3)",
};

async fn rows(db: &db::Db) -> i64 {
    db::scalar(db.read(), "SELECT COUNT(*) FROM a", vec![])
        .await
        .unwrap()
        .unwrap()
}

#[tokio::test]
async fn each_step_runs_once_in_the_order_of_the_list() {
    let db = db::testing::empty(&[]).await;
    let applied = db.migrate(&[FIRST, OTHER]).await.unwrap();
    assert_eq!(
        applied.iter().map(|step| step.name).collect::<Vec<_>>(),
        ["first", "other"]
    );
    let applied = db.migrate(&[FIRST, SECOND, OTHER]).await.unwrap();
    assert_eq!(
        applied.iter().map(|step| step.name).collect::<Vec<_>>(),
        ["second"]
    );
    assert_eq!(db.migrate(&[FIRST, SECOND, OTHER]).await.unwrap(), []);
    assert_eq!(rows(&db).await, 3);
}

#[tokio::test]
async fn a_landed_step_that_was_edited_is_refused() {
    let db = db::testing::empty(&[FIRST]).await;
    let edited = Migration {
        sql: "CREATE TABLE a (id BIGINT, more TEXT)",
        ..FIRST
    };
    assert_eq!(
        db.migrate(&[edited, SECOND]).await.unwrap_err(),
        MigrationError::Changed {
            module: "a",
            version: 1
        }
    );
    assert_eq!(rows(&db).await, 1);
}

#[tokio::test]
async fn a_database_that_is_newer_than_the_program_is_refused() {
    let db = db::testing::empty(&[FIRST, SECOND]).await;
    assert_eq!(
        db.migrate(&[FIRST, OTHER]).await.unwrap_err(),
        MigrationError::Newer {
            module: "a".to_owned(),
            version: 2
        }
    );
    assert_eq!(rows(&db).await, 2);
}

#[tokio::test]
async fn a_list_with_gaps_or_doubles_is_refused() {
    let db = db::testing::empty(&[]).await;
    for list in [vec![SECOND], vec![FIRST, FIRST], vec![SECOND, FIRST]] {
        let error = db.migrate(&list).await.unwrap_err();
        assert!(
            matches!(error, MigrationError::OutOfOrder { .. }),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_step_that_fails_takes_the_others_with_it() {
    let db = db::testing::empty(&[FIRST]).await;
    let broken = Migration {
        sql: "INSERT INTO a (id) VALUES (9); INSERT INTO missing (id) VALUES (1)",
        ..OTHER
    };
    let error = db.migrate(&[FIRST, SECOND, broken]).await.unwrap_err();
    assert!(
        matches!(
            error,
            MigrationError::Failed {
                module: "b",
                version: 1,
                ..
            }
        ),
        "{error}"
    );
    assert_eq!(rows(&db).await, 1);
    db.migrate(&[FIRST, SECOND, OTHER]).await.unwrap();
    assert_eq!(rows(&db).await, 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn processes_that_start_together_migrate_once() {
    let db = db::testing::empty(&[]).await;
    let mut starts = Vec::new();
    for _ in 0..4 {
        let process = db.again().await;
        starts.push(tokio::spawn(async move {
            process
                .migrate(&[FIRST, SECOND, OTHER])
                .await
                .unwrap()
                .len()
        }));
    }
    let mut applied = 0;
    for start in starts {
        applied += start.await.unwrap();
    }
    assert_eq!(applied, 3);
    assert_eq!(rows(&db).await, 3);
}
