// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Looking for names within an office.

use kernel::Role;

use crate::house::{KIM, Notified, house};

#[tokio::test]
async fn names_are_found_within_the_office_and_what_was_looked_for_is_nowhere() {
    let house = house().await;
    house.notify(0, KIM).await;
    house
        .notify(
            1,
            Notified {
                family: "Özdemir",
                given: "Ada",
                ..KIM
            },
        )
        .await;
    house.notify(2, KIM).await;
    let find = async |name: &str| {
        let answer = house
            .test
            .post(&house.worker, "/faelle/suche", &[("name", name)])
            .await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.text()
    };
    for wish in ["Müller", "mueller geheim", "Miller", "Geheim 2.3.2021"] {
        let page = find(wish).await;
        assert_eq!(
            page.matches("Müller-Geheim, Kim").count(),
            1,
            "{wish}: {page}"
        );
        assert!(!page.contains("Özdemir"));
    }
    assert!(find("Oezdemir").await.contains("Özdemir, Ada"));
    assert!(find("Unbekannt").await.contains("Nichts gefunden"));

    let office = house.state.offices[0].id;
    let entries = audit::entries(house.test.db.read(), office.uuid(), None, 100)
        .await
        .unwrap();
    let searches: Vec<_> = entries
        .iter()
        .filter(|entry| entry.action == "case.search")
        .collect();
    assert_eq!(searches.len(), 6);
    assert!(
        searches
            .iter()
            .all(|entry| !format!("{entry:?}").to_lowercase().contains("geheim"))
    );
    assert_eq!(house.count("case_events WHERE kind = 'found'").await, 5);
    // The other office finds its own file only.
    let other = house
        .test
        .signed_in("Ole Anders", Role::CaseWorker, house.state.offices[1].id)
        .await;
    let page = house
        .test
        .post(&other, "/faelle/suche", &[("name", "Geheim")])
        .await
        .text();
    assert_eq!(page.matches("Müller-Geheim, Kim").count(), 1);
    assert_eq!(house.count("case_events WHERE kind = 'found'").await, 6);
    // A number leads straight to the file.
    let number = house
        .test
        .post(&house.worker, "/faelle/suche", &[("name", "2026-00001")])
        .await;
    assert_eq!(number.status, 303);
}
