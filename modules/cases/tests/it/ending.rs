// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Closing, keeping, deleting with proof.

use jiff::SignedDuration;
use kernel::Role;

use crate::house::{House, KIM, Notified, hidden, house};

/// Lets so many days pass, with what is done in the last night.
async fn days(house: &House, days: i64) {
    house
        .test
        .clock
        .advance(SignedDuration::from_hours(24 * days));
    cases::ending::delete_due(&house.test.app).await.unwrap();
    house.test.run_jobs().await;
}

/// Every table with a column that could name a file, and how often it names this one.
async fn mentions(house: &House, id: uuid::Uuid) -> Vec<(String, i64)> {
    let mut found = Vec::new();
    for (table, column) in [
        ("case_files", "id"),
        ("case_files", "merged_into"),
        ("case_reports", "case_file"),
        ("case_steps", "case_file"),
        ("case_letters", "case_file"),
        ("case_uploads", "case_file"),
        ("case_events", "case_file"),
        ("case_statements", "case_file"),
        ("case_apart", "one"),
        ("case_apart", "other"),
    ] {
        let sql = format!("SELECT COUNT(*) FROM {table} WHERE {column} = $1");
        let number: Option<i64> = db::scalar(house.test.db.read(), &sql, vec![id.into()])
            .await
            .unwrap();
        if number != Some(0) {
            found.push((format!("{table}.{column}"), number.unwrap_or(-1)));
        }
    }
    found
}

#[tokio::test]
async fn a_closed_file_is_deleted_when_its_months_are_over_and_leaves_only_a_proof() {
    let house = house().await;
    house.notify(0, KIM).await;
    house.notify(1, KIM).await;
    house
        .notify(
            1,
            Notified {
                given: "Bleibt",
                ..KIM
            },
        )
        .await;
    let ids = house.ids().await;
    let paths = house.paths().await;
    // Everything that can lie in a file: a merged one, a note, a statement.
    let step = format!("zusammen/{}", ids[1]);
    house.act(&paths[0], &step, &[("aktion", "zusammen")]).await;
    house
        .act(&paths[0], "notiz", &[("notiz", "Geheime Notiz")])
        .await;
    house.close(&paths[0], "irrtum").await;
    assert!(!mentions(&house, ids[0]).await.is_empty());

    days(&house, 25).await;
    assert_eq!(
        house.count("case_deletions").await,
        0,
        "a month is not over"
    );
    let soon = house.later("/faelle/loeschung").await;
    assert!(
        soon.contains("2026-00001") && !soon.contains("Geheim"),
        "{soon}"
    );
    days(&house, 10).await;

    assert_eq!(mentions(&house, ids[0]).await, []);
    assert_eq!(
        mentions(&house, ids[1]).await,
        [],
        "nor of the one that was brought in"
    );
    assert!(
        !mentions(&house, ids[2]).await.is_empty(),
        "the other file stays"
    );
    assert_eq!(house.count("case_deletions").await, 1);
    let worker = house.test.sign_in_as(house.worker_id).await;
    assert_eq!(house.test.get(&worker, &paths[0]).await.status, 404);
    let page = house.later("/faelle/loeschung").await;
    assert!(page.contains("Meldung war ein Irrtum") && page.contains("2026-00001"));
    let table = house.later("/faelle/loeschung/nachweise.csv").await;
    let line = table.lines().nth(1).unwrap();
    let cells: Vec<_> = line.split(';').collect();
    assert_eq!((cells[0], cells[5]), ("2026-00001", "1"));
    assert_eq!(cells[7].len(), 64, "a hash: {line}");
    assert!(!table.contains("Geheim"));
    // Others are told once which reports it was about, by identifiers alone.
    assert_eq!(house.count("jobs WHERE kind = 'case.deleted'").await, 1);
    assert_eq!(house.count("jobs WHERE payload LIKE '%Geheim%'").await, 0);
    let trail = house.test.trail(house.state.offices[0].id.uuid()).await;
    assert_eq!(trail.iter().filter(|one| *one == "case.delete").count(), 1);
    // Running again deletes nothing more.
    days(&house, 1).await;
    assert_eq!(house.count("case_deletions").await, 1);
    assert_eq!(
        house.count("submissions").await,
        3,
        "reports are not the module's to delete"
    );
}

#[tokio::test]
async fn a_file_that_is_kept_or_opened_again_is_not_deleted() {
    let house = house().await;
    for given in ["Eins", "Zwei"] {
        house.notify(0, Notified { given, ..KIM }).await;
    }
    let paths = house.paths().await;
    for path in &paths {
        house.close(path, "irrtum").await;
    }
    let administrator = house
        .test
        .signed_in(
            "Adi Amt",
            Role::OfficeAdministrator,
            house.state.offices[0].id,
        )
        .await;
    let hold = format!("{}/zurueckhalten", paths[0]);
    let page = house.page(&administrator, &hold).await;
    let stand = hidden(&page, "stand");
    let silent = house
        .test
        .post(&administrator, &hold, &[("stand", &stand)])
        .await;
    assert_eq!(silent.status, 422, "a reason is needed");
    let fields = [("stand", stand.as_str()), ("text", "Laufende Klage")];
    let held = house.test.post(&administrator, &hold, &fields).await;
    assert_eq!(held.status, 303, "{}", held.text());
    let reopened = house
        .act_from(
            &house
                .page(&house.worker, &format!("{}/wieder-oeffnen", paths[1]))
                .await,
            &paths[1],
            "wieder-oeffnen",
            &[("text", "Neue Hinweise")],
        )
        .await;
    assert_eq!(reopened.status, 303, "{}", reopened.text());
    days(&house, 60).await;
    assert_eq!(house.count("case_deletions").await, 0);

    let page = house.later(&hold).await;
    assert!(page.contains("Nicht länger zurückhalten"));
    let stand = hidden(&page, "stand");
    let fields = [("stand", stand.as_str()), ("text", "Klage beendet")];
    let worker = house.test.sign_in_as(house.worker_id).await;
    house.test.post(&worker, &hold, &fields).await;
    days(&house, 1).await;
    assert_eq!(house.count("case_deletions").await, 1);
    assert_eq!(
        house.count("case_files").await,
        1,
        "the one that is open again"
    );
}

#[tokio::test]
async fn closing_needs_a_reason_of_the_kind_and_drops_what_is_open() {
    let house = house().await;
    house.notify(0, KIM).await;
    let path = house.paths().await.remove(0);
    let page = house
        .page(&house.worker, &format!("{path}/schliessen"))
        .await;
    assert!(page.contains("Ein Schritt ist noch offen"), "{page}");
    let without = house
        .act(&path, "schliessen", &[("grund", "unbekannt")])
        .await;
    assert_eq!(without.status, 422);
    house.close(&path, "verlassen").await;
    assert_eq!(house.count("case_steps WHERE state = 'dropped'").await, 1);
    // Others are told that it was opened and closed, by its identifier.
    for event in ["case.opened", "case.closed"] {
        assert_eq!(
            house.count(&format!("jobs WHERE kind = '{event}'")).await,
            1
        );
    }
    let page = house.page(&house.worker, &path).await;
    assert!(page.contains("Einrichtung verlassen") && page.contains("Akte wieder öffnen"));
    let note = house
        .test
        .post(
            &house.worker,
            &format!("{path}/notiz"),
            &[("stand", "9"), ("notiz", "x")],
        )
        .await;
    assert_eq!(note.status, 409, "a closed file is not changed");
    let open = house.page(&house.worker, "/faelle?stand=open").await;
    assert!(!open.contains(&path));
}
