// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What an institution sees of its own notifications, and says about them.

use http::StatusCode;
use kernel::Role;

use crate::house::{KIM, Notified, house};

#[tokio::test]
async fn an_institution_says_that_it_is_settled_and_the_office_objects_or_closes() {
    let house = house().await;
    let sent = house.notify(0, KIM).await;
    house
        .notify(
            1,
            Notified {
                given: "Ada",
                ..KIM
            },
        )
        .await;
    let list = house.page(&house.manager, "/gemeldete").await;
    assert!(list.contains("Müller-Geheim, Kim") && list.contains("in Bearbeitung"));
    assert!(!list.contains("Ada"), "another Kita's notification");
    let path = format!("/gemeldete/{}/0", sent.id);
    let page = house.page(&house.manager, &path).await;
    assert!(page.contains("Für erledigt erklären"));
    let without = house
        .test
        .post(&house.manager, &path, &[("tag", "2027-01-01")])
        .await;
    assert_eq!(
        without.status, 422,
        "no reason, and a day that is still to come"
    );
    let fields = [
        ("grund", "proof"),
        ("tag", "2026-11-18"),
        ("text", "Impfausweis gesehen"),
    ];
    let said = house.test.post(&house.manager, &path, &fields).await;
    assert_eq!(said.status, 303, "{}", said.text());
    let twice = house.test.post(&house.manager, &path, &fields).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);

    // A task at the office, without a name.
    let tasks = house.page(&house.worker, "/aufgaben").await;
    assert!(tasks.contains("Erklärung einer Einrichtung") && !tasks.contains("Geheim"));
    let file = house.paths().await.remove(0);
    let page = house.page(&house.worker, &file).await;
    assert!(page.contains("Impfausweis gesehen") && page.contains("Nachweis vorgelegt"));
    let start = page.find("/erklaerung/").unwrap() + 1;
    let step = page[start..].split('"').next().unwrap().to_owned();
    let silent = house
        .act(&file, &step, &[("aktion", "widersprechen")])
        .await;
    assert_eq!(silent.status, 303);
    assert_eq!(house.count("case_statements WHERE state = 'open'").await, 1);
    let fields = [
        ("aktion", "widersprechen"),
        ("antwort", "Die zweite Impfung fehlt"),
    ];
    house.act(&file, &step, &fields).await;
    let page = house.page(&house.manager, &path).await;
    assert!(page.contains("Die zweite Impfung fehlt") && page.contains("das Amt widerspricht"));

    // The institution says it once more, the office agrees and closes.
    let fields = [("grund", "proof"), ("tag", "2026-11-18")];
    let said = house.test.post(&house.manager, &path, &fields).await;
    assert_eq!(said.status, 303, "{}", said.text());
    let page = house.page(&house.worker, &file).await;
    let start = page.find("/erklaerung/").unwrap() + 1;
    let step = page[start..].split('"').next().unwrap().to_owned();
    let agreed = house.act(&file, &step, &[("aktion", "anerkennen")]).await;
    assert!(agreed.location().ends_with("/schliessen"));
    house.close(&file, "nachweis").await;
    let list = house.page(&house.manager, "/gemeldete").await;
    assert!(list.contains("vom Gesundheitsamt abgeschlossen"), "{list}");
    // Nothing of what the office does beside it.
    assert!(!list.contains("Nachweis anfordern") && !list.contains("Ute"));
}

#[tokio::test]
async fn an_institution_sees_only_its_own_notifications() {
    let house = house().await;
    let sent = house.notify(0, KIM).await;
    let other = house
        .test
        .signed_in(
            "Nele Nachbar",
            Role::InstitutionManager,
            house.state.kitas[1].id,
        )
        .await;
    let path = format!("/gemeldete/{}/0", sent.id);
    assert_eq!(house.test.get(&other, &path).await.status, 404);
    let fields = [("grund", "proof"), ("tag", "2026-11-18")];
    assert_eq!(house.test.post(&other, &path, &fields).await.status, 404);
    assert_eq!(house.test.get(&house.worker, &path).await.status, 403);
    let file = house.paths().await.remove(0);
    for cookie in [&other, &house.manager] {
        let status = house.test.get(cookie, &file).await.status;
        assert!(matches!(
            status,
            StatusCode::FORBIDDEN | StatusCode::NOT_FOUND
        ));
    }
    assert_eq!(house.count("case_statements").await, 0);
}
