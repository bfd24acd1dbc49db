// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A closed request is deleted after its time, with proof.

use jiff::SignedDuration;

use crate::house::{KIM, house};

#[tokio::test]
async fn a_closed_request_is_deleted_after_three_years_and_leaves_a_proof_without_names() {
    let house = house().await;
    house.notify(0, KIM).await;
    let request = house.request("access", KIM).await;
    house.find(&request).await;
    let receipt = [("art", "receipt")];
    house
        .done(&house.officer, &request, "schreiben", &receipt)
        .await;
    let outcome = [("ergebnis", "fulfilled")];
    house
        .done(&house.officer, &request, "schliessen", &outcome)
        .await;
    let days = |days: i64| SignedDuration::from_hours(24 * days);
    house.test.clock.advance(days(1_095));
    assert_eq!(
        privacy::ending::delete_due(&house.test.app).await.unwrap(),
        0
    );
    house.test.clock.advance(days(2));
    assert_eq!(
        privacy::ending::delete_due(&house.test.app).await.unwrap(),
        1
    );
    for table in [
        "privacy_requests",
        "privacy_hits",
        "privacy_steps",
        "privacy_letters",
    ] {
        assert_eq!(house.count(table).await, 0, "{table}");
    }
    assert_eq!(house.count("privacy_deletions").await, 1);
    assert_eq!(house.count("submissions").await, 1, "what was found stays");
    let officer = house.test.sign_in_as(house.officer_id).await;
    let page = house.page(&officer, "/betroffenenrechte/nachweise").await;
    assert!(
        page.contains("DS-2026-00001") && page.contains("erfüllt"),
        "{page}"
    );
    assert_eq!(
        privacy::ending::delete_due(&house.test.app).await.unwrap(),
        0
    );
}
