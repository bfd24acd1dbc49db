// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Who sees and does what.

use http::StatusCode;
use kernel::Role;

use crate::house::House;

#[tokio::test]
async fn an_office_sees_the_signals_of_its_districts_only() {
    let house = House::with_signals().await;
    let signal = house.signal("03101").await;
    let path = format!("/signale/{}", signal.id);
    let list = house.see(&house.worker, "/signale").await;
    assert!(
        list.contains("1 Signal<") && list.contains("Braunschweig"),
        "{list}"
    );
    house.see(&house.worker, &path).await;
    let list = house.see(&house.other, "/signale").await;
    assert!(
        list.contains("Keine Signale") && !list.contains("Braunschweig"),
        "{list}"
    );
    let csv = house.see(&house.other, "/signale.csv?stand=alle").await;
    assert_eq!(csv.lines().count(), 1);
    let hidden = house.test.get(&house.other, &path).await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    let refused = house
        .assess(&house.other, &signal, &[("bewertung", "verify")])
        .await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    let version = signal.version.to_string();
    let office = house.second.to_string();
    let fields = [("stand", version.as_str()), ("amt", office.as_str())];
    let path = format!("{path}/uebergabe");
    let refused = house.test.post(&house.worker, &path, &fields).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn only_analysts_of_the_state_say_what_is_watched() {
    let house = House::with_signals().await;
    let officer = house
        .test
        .signed_in("Dora Datenschutz", Role::DataProtectionOfficer, house.state)
        .await;
    for cookie in [&house.worker, &officer] {
        for path in ["/signale/plaene", "/signale/plaene/meldungen"] {
            let answer = house.test.get(cookie, path).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
        }
    }
    let list = house.see(&officer, "/signale").await;
    assert!(list.contains("2 Signale"), "she sees them");
    let signal = house.signal("03101").await;
    let page = house
        .see(&officer, &format!("/signale/{}", signal.id))
        .await;
    assert!(
        !page.contains("name=\"bewertung\""),
        "and does not assess them"
    );
    let refused = house
        .assess(&officer, &signal, &[("bewertung", "verify")])
        .await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let reporter = house
        .test
        .add_organisation(
            directory::OrganisationKind::Institution,
            Some(house.first),
            "Kita",
        )
        .await;
    let manager = house
        .test
        .signed_in("Mia Melde", Role::InstitutionManager, reporter.id)
        .await;
    let answer = house.test.get(&manager, "/signale").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}
