// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What is restricted is not changed and opened only with a reason, until that is lifted.

use kernel::Role;
use reporting::review::{self, Decision, Seen};

use crate::house::{KIM, house};

#[tokio::test]
async fn what_is_restricted_is_opened_only_with_a_reason_and_not_changed() {
    let house = house().await;
    let report = house.notify(0, KIM).await;
    let office = house.state.offices[0].id;
    let worker_id = house
        .test
        .add_person("Ute Prüfer", Role::CaseWorker, office)
        .await;
    let worker = house.test.sign_in_as(worker_id).await;
    let request = house.request("restriction", KIM).await;
    assert_eq!(house.find(&request).await, 2);
    let officer = &house.officer;
    let silent = house.act(officer, &request, "einschraenken", &[]).await;
    assert_eq!(silent.status, 422, "a reason is needed");
    let reason = [
        ("aktion", "einschraenken"),
        ("grund", "Richtigkeit bestritten"),
    ];
    house
        .done(officer, &request, "einschraenken", &reason)
        .await;
    assert_eq!(
        house
            .count("submissions WHERE restricted_at IS NOT NULL")
            .await,
        1
    );
    assert_eq!(
        house
            .count("case_files WHERE restricted_at IS NOT NULL")
            .await,
        1
    );

    // The report: a page asks why, and then it can be read and not decided about.
    let path = format!("/pruefung/meldung/{}", report.id);
    let asked = house.test.get(&worker, &path).await;
    assert_eq!(asked.status, 303);
    assert_eq!(asked.location(), format!("{path}/eingeschraenkt"));
    let ask = format!("{path}/eingeschraenkt");
    assert!(house.page(&worker, &ask).await.contains("eingeschränkt"));
    let silent = house.test.post(&worker, &ask, &[]).await;
    assert_eq!(silent.status, 422);
    let why = [("grund", "Rückfrage der Mutter")];
    let opened = house.test.post(&worker, &ask, &why).await;
    assert_eq!(
        (opened.status.as_u16(), opened.location()),
        (303, path.as_str())
    );
    let page = house.page(&worker, &path).await;
    assert!(page.contains("Müller-Geheim") && page.contains("Diese Meldung ist eingeschränkt"));
    let refused = review::decide(
        &house.test.app,
        report.id,
        Seen::of(&report),
        &Decision::Accept,
        worker_id,
    )
    .await;
    assert!(
        matches!(refused, Err(web::Error::Restricted)),
        "{refused:?}"
    );
    assert!(house.trail().await.contains("restricted"));
    assert!(
        !house.trail().await.contains("rückfrage"),
        "the reason is sealed"
    );

    // The file: the same.
    let id: Option<uuid::Uuid> = db::scalar(
        house.test.db.read(),
        "SELECT id FROM case_files WHERE restricted_at IS NOT NULL",
        vec![],
    )
    .await
    .unwrap();
    let file = format!("/faelle/{}", id.unwrap());
    let asked = house.test.get(&worker, &file).await;
    assert_eq!(asked.location(), format!("{file}/eingeschraenkt"));
    let note = [("stand", "9"), ("notiz", "x")];
    let changed = house
        .test
        .post(&worker, &format!("{file}/notiz"), &note)
        .await;
    assert_eq!(changed.status, 409);
    let found = [("name", "Müller-Geheim")];
    let search = house
        .test
        .post(&worker, "/faelle/suche", &found)
        .await
        .text();
    assert!(
        !search.contains("Aurich"),
        "the search shows no more than the number: {search}"
    );

    let lift = [("aktion", "aufheben"), ("grund", "Geklärt")];
    house.done(officer, &request, "einschraenken", &lift).await;
    assert_eq!(
        house
            .count("submissions WHERE restricted_at IS NOT NULL")
            .await,
        0
    );
    house.page(&worker, &file).await;
}
