// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Runs unchanged on SQLite and on PostgreSQL; see `db::testing`.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should say where"
)]

use audit::{Break, Entry, Fault, Head, INSTALLATION, MIGRATIONS, Subject};
use db::Value;
use db::testing::TestDb;
use kernel::{Action, ManualClock, PersonId};
use uuid::Uuid;

fn chain(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn clock() -> ManualClock {
    ManualClock::new("2026-11-18T08:00:00Z".parse().unwrap())
}

async fn append(db: &db::Db, to: Uuid, count: i64) {
    let tx = db.begin().await.unwrap();
    for number in 0..count {
        let entry = Entry {
            chain: to,
            actor: (number % 2 == 0).then(|| PersonId::from_uuid(Uuid::from_u128(99))),
            action: Action("submission.accept"),
            subject: Subject::new("submission", Uuid::from_u128(7)),
            facts: vec![("version", number.into())],
        };
        audit::append(&tx, &clock(), entry).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn set_up() -> TestDb {
    let db = db::testing::empty(MIGRATIONS).await;
    append(&db, chain(1), 4).await;
    append(&db, chain(2), 4).await;
    append(&db, INSTALLATION, 1).await;
    db
}

async fn change(db: &db::Db, sql: &str, values: Vec<Value>) -> u64 {
    let tx = db.begin().await.unwrap();
    let rows = db::execute(&tx, sql, values).await.unwrap();
    tx.commit().await.unwrap();
    rows
}

async fn first_break(db: &db::Db) -> Option<Break> {
    audit::verify(db).await.unwrap().first_break
}

#[tokio::test]
async fn an_untouched_trail_is_whole() {
    let db = set_up().await;
    let report = audit::verify(&db).await.unwrap();
    assert_eq!(
        (report.chains, report.entries, report.first_break),
        (3, 9, None)
    );
    let empty = db::testing::empty(MIGRATIONS).await;
    assert_eq!(first_break(&empty).await, None);
}

#[tokio::test]
async fn more_than_one_page_is_read() {
    let db = set_up().await;
    append(&db, chain(3), 1200).await;
    let report = audit::verify(&db).await.unwrap();
    assert_eq!((report.entries, report.first_break), (1209, None));
}

#[tokio::test]
async fn any_edited_column_of_any_entry_is_found() {
    let edits = [
        "at = at + 1",
        "actor = NULL",
        "action = 'submission.return'",
        "subject_kind = 'person'",
        "facts = '{}'",
    ];
    for edit in edits {
        let db = set_up().await;
        let sql = format!("UPDATE audit_entries SET {edit} WHERE chain = $1 AND sequence = 3");
        assert_eq!(change(&db, &sql, vec![chain(2).into()]).await, 1);
        assert_eq!(
            first_break(&db).await,
            Some(Break {
                chain: chain(2),
                sequence: 3,
                fault: Fault::Altered
            }),
            "{edit}"
        );
    }
    for (edit, fault) in [("previous", Fault::Altered), ("hash", Fault::Altered)] {
        let db = set_up().await;
        let sql = format!("UPDATE audit_entries SET {edit} = $1 WHERE chain = $2 AND sequence = 3");
        change(&db, &sql, vec![vec![7_u8; 32].into(), chain(2).into()]).await;
        assert_eq!(first_break(&db).await.unwrap().fault, fault, "{edit}");
    }
    let db = set_up().await;
    let sql = "UPDATE audit_entries SET subject_id = $1 WHERE sequence = 1";
    change(&db, sql, vec![chain(8).into()]).await;
    assert_eq!(first_break(&db).await.unwrap().chain, INSTALLATION);
}

#[tokio::test]
async fn any_dropped_entry_is_found() {
    for sequence in 1..=4_i64 {
        let db = set_up().await;
        let sql = "DELETE FROM audit_entries WHERE chain = $1 AND sequence = $2";
        change(&db, sql, vec![chain(1).into(), sequence.into()]).await;
        let fault = if sequence == 4 {
            Fault::Head
        } else {
            Fault::Missing
        };
        let found = first_break(&db).await.unwrap();
        assert_eq!((found.chain, found.fault), (chain(1), fault), "{sequence}");
    }
    let db = set_up().await;
    change(
        &db,
        "DELETE FROM audit_entries WHERE chain = $1",
        vec![chain(2).into()],
    )
    .await;
    let found = first_break(&db).await.unwrap();
    assert_eq!((found.chain, found.fault), (chain(2), Fault::Missing));
}

#[tokio::test]
async fn swapped_and_copied_entries_are_found() {
    let db = set_up().await;
    for (from, to) in [(2_i64, -1_i64), (3, 2), (-1, 3)] {
        let sql = "UPDATE audit_entries SET sequence = $1 WHERE chain = $2 AND sequence = $3";
        change(&db, sql, vec![to.into(), chain(1).into(), from.into()]).await;
    }
    assert_eq!(
        first_break(&db).await,
        Some(Break {
            chain: chain(1),
            sequence: 2,
            fault: Fault::Altered
        })
    );

    let db = set_up().await;
    let sql = "INSERT INTO audit_entries SELECT $1, sequence, at, actor, action, subject_kind,
               subject_id, facts, previous, hash FROM audit_entries WHERE chain = $2";
    change(&db, sql, vec![chain(3).into(), chain(1).into()]).await;
    assert_eq!(first_break(&db).await.unwrap().chain, chain(3));
}

#[tokio::test]
async fn a_changed_or_deleted_head_is_found() {
    for sql in [
        "UPDATE audit_heads SET sequence = sequence - 1 WHERE chain = $1",
        "DELETE FROM audit_heads WHERE chain = $1",
    ] {
        let db = set_up().await;
        change(&db, sql, vec![chain(2).into()]).await;
        let found = first_break(&db).await.unwrap();
        assert_eq!((found.chain, found.fault), (chain(2), Fault::Head), "{sql}");
    }
}

#[tokio::test]
async fn a_chain_made_anew_is_found_by_a_head_that_was_noted_outside() {
    let db = set_up().await;
    let noted: Vec<Head> = audit::heads(db.read())
        .await
        .unwrap()
        .iter()
        .map(|head| head.to_string().parse().unwrap())
        .collect();
    assert_eq!(noted.len(), 3);
    append(&db, chain(1), 2).await;
    let report = audit::verify_noted(&db, &noted).await.unwrap();
    assert_eq!(report.first_break, None);

    for table in ["audit_entries", "audit_heads"] {
        let sql = format!("DELETE FROM {table} WHERE chain = $1");
        change(&db, &sql, vec![chain(2).into()]).await;
    }
    assert_eq!(first_break(&db).await, None);
    let report = audit::verify_noted(&db, &noted).await.unwrap();
    assert_eq!(report.first_break.unwrap().fault, Fault::Noted);
    append(&db, chain(2), 1).await;
    append(&db, chain(2), 5).await;
    let report = audit::verify_noted(&db, &noted).await.unwrap();
    assert_eq!(
        report.first_break,
        Some(Break {
            chain: chain(2),
            sequence: 4,
            fault: Fault::Noted
        })
    );
    for text in ["", "a b c", "x", &format!("{} 1", chain(1))] {
        assert!(text.parse::<Head>().is_err());
    }
}

#[tokio::test]
async fn a_deed_that_was_rolled_back_leaves_no_entry() {
    let db = set_up().await;
    let tx = db.begin().await.unwrap();
    let entry = Entry {
        chain: chain(1),
        actor: None,
        action: Action("submission.accept"),
        subject: Subject::new("submission", Uuid::from_u128(7)),
        facts: vec![],
    };
    assert_eq!(audit::append(&tx, &clock(), entry).await.unwrap(), 5);
    tx.rollback().await.unwrap();
    let report = audit::verify(&db).await.unwrap();
    assert_eq!((report.entries, report.first_break), (9, None));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_writers_make_one_chain() {
    let db = set_up().await;
    let mut writers = Vec::new();
    for _ in 0..4 {
        let process = db.again().await;
        writers.push(tokio::spawn(async move {
            for _ in 0..5 {
                append(&process, chain(5), 1).await;
            }
        }));
    }
    for writer in writers {
        writer.await.unwrap();
    }
    let report = audit::verify(&db).await.unwrap();
    assert_eq!((report.entries, report.first_break), (29, None));
}

#[tokio::test]
async fn entries_are_read_newest_first_page_by_page() {
    let db = set_up().await;
    let first = audit::entries(db.read(), chain(1), None, 3).await.unwrap();
    let numbers: Vec<i64> = first.iter().map(|entry| entry.sequence).collect();
    assert_eq!(numbers, [4, 3, 2]);
    let rest = audit::entries(db.read(), chain(1), Some(2), 3)
        .await
        .unwrap();
    assert_eq!(rest.len(), 1);
    let entry = &rest[0];
    assert_eq!(entry.at.to_string(), "2026-11-18T08:00:00Z");
    assert_eq!(entry.action, "submission.accept");
    assert_eq!(entry.actor, Some(PersonId::from_uuid(Uuid::from_u128(99))));
    assert_eq!(entry.facts, [("version".to_owned(), 0.into())]);
}
