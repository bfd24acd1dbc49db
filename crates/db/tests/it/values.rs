// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use db::{DbError, FromQueryResult};
use uuid::Uuid;

use crate::{TABLES, add};

#[derive(Debug, PartialEq, FromQueryResult)]
struct Thing {
    id: Uuid,
    label: String,
    size: i64,
    seen: bool,
    raw: Option<Vec<u8>>,
    weight: Option<f64>,
    note: Option<String>,
}

#[tokio::test]
async fn every_type_of_value_comes_back_as_it_went_in() {
    let db = db::testing::empty(&TABLES).await;
    let full = Thing {
        id: Uuid::from_u128(1),
        label: "Größe; 'quoted'".to_owned(),
        size: i64::MAX,
        seen: true,
        raw: Some(vec![0, 255, 39]),
        weight: Some(0.1),
        note: Some(String::new()),
    };
    let bare = Thing {
        id: Uuid::from_u128(2),
        label: "bare".to_owned(),
        size: 0,
        seen: false,
        raw: None,
        weight: None,
        note: None,
    };
    let tx = db.begin().await.unwrap();
    for thing in [&full, &bare] {
        let sql = "INSERT INTO thing (id, label, size, seen, raw, weight, note)
                   VALUES ($1, $2, $3, $4, $5, $6, $7)";
        let values = vec![
            thing.id.into(),
            thing.label.clone().into(),
            thing.size.into(),
            thing.seen.into(),
            thing.raw.clone().into(),
            thing.weight.into(),
            thing.note.clone().into(),
        ];
        assert_eq!(db::execute(&tx, sql, values).await.unwrap(), 1);
    }
    tx.commit().await.unwrap();

    let things: Vec<Thing> = db::all(db.read(), "SELECT * FROM thing ORDER BY id", vec![])
        .await
        .unwrap();
    assert_eq!(things, [full, bare]);

    let by_flag: Option<Thing> = db::one(
        db.read(),
        "SELECT * FROM thing WHERE seen = $1 AND (note = CAST($2 AS TEXT) OR $2 IS NULL)",
        vec![true.into(), None::<String>.into()],
    )
    .await
    .unwrap();
    assert_eq!(by_flag.unwrap().id, Uuid::from_u128(1));
    let none: Option<Thing> = db::one(
        db.read(),
        "SELECT * FROM thing WHERE size = $1",
        vec![7_i64.into()],
    )
    .await
    .unwrap();
    assert_eq!(none, None);
    let nothing: Option<Option<i64>> = db::scalar(
        db.read(),
        "SELECT MAX(size) FROM thing WHERE label = 'x'",
        vec![],
    )
    .await
    .unwrap();
    assert_eq!(nothing, Some(None));
}

#[tokio::test]
async fn refusals_say_which_rule_was_broken_and_no_value() {
    let db = db::testing::empty(&TABLES).await;
    let tx = db.begin().await.unwrap();
    add(&tx, 1, "secret").await.unwrap();
    tx.commit().await.unwrap();

    let tx = db.begin().await.unwrap();
    let error = add(&tx, 2, "secret").await.unwrap_err();
    assert!(error.is_unique_violation(), "{error:?}");
    assert!(error.to_string().contains("label"), "{error}");
    assert!(!error.to_string().contains("secret"), "{error}");
    tx.rollback().await.unwrap();

    let tx = db.begin().await.unwrap();
    let error = add(&tx, 1, "other").await.unwrap_err();
    assert!(error.is_unique_violation(), "{error:?}");
    tx.rollback().await.unwrap();

    let tx = db.begin().await.unwrap();
    let sql = "INSERT INTO part (id, thing) VALUES (1, $1)";
    let error = db::execute(&tx, sql, vec![Uuid::from_u128(9).into()])
        .await
        .unwrap_err();
    assert!(matches!(error, DbError::ForeignKey(_)), "{error:?}");
    tx.rollback().await.unwrap();

    let tx = db.begin().await.unwrap();
    let sql = "UPDATE thing SET size = -1";
    let error = db::execute(&tx, sql, vec![]).await.unwrap_err();
    assert!(matches!(error, DbError::Constraint(_)), "{error:?}");
    tx.rollback().await.unwrap();

    let error = db::execute(db.read(), "SELECT missing FROM thing", vec![])
        .await
        .unwrap_err();
    assert!(matches!(error, DbError::Statement(_)), "{error:?}");
    assert!(!error.is_temporary());

    let error = db::scalar::<i64>(db.read(), "SELECT label FROM thing", vec![])
        .await
        .unwrap_err();
    assert!(
        matches!(error, DbError::Row(_) | DbError::Statement(_)),
        "{error:?}"
    );
}
