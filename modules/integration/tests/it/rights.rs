// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Who connects programs, and who looks.

use kernel::Role;

use crate::house::{LIST, house};

#[tokio::test]
async fn each_organisation_connects_its_own_programs_and_sees_no_other_s() {
    let house = house().await;
    let (path, _) = house.connect("https://a.example/", &["report.sent"]).await;
    let (state, kita) = (house.state.state.id, house.state.kitas[0].id);
    let test = &house.test;
    let of_state = test.signed_in("Lea", Role::StateAdministrator, state).await;
    let of_kita = test.signed_in("Mia", Role::InstitutionManager, kita).await;
    let other_office = house.state.offices[1].id;
    let of_other = test
        .signed_in("Olaf", Role::OfficeAdministrator, other_office)
        .await;
    for (who, cookie) in [
        ("state", of_state),
        ("institution", of_kita),
        ("other", of_other),
    ] {
        assert_eq!(test.get(&cookie, LIST).await.status, 200, "{who}");
        assert_eq!(test.get(&cookie, &path).await.status, 404, "{who}");
        for step in ["anhalten", "loeschen", "geheimnis", "probe"] {
            let answer = test
                .post(&cookie, &format!("{path}/{step}"), &[("stand", "1")])
                .await;
            assert_eq!(answer.status, 404, "{who} {step}");
        }
        let list = test
            .get(&cookie, &format!("{LIST}?organisation={}", house.office()))
            .await;
        assert_eq!(list.status, 404, "{who}");
    }
}

#[tokio::test]
async fn an_institution_and_the_state_are_offered_what_they_may_hear() {
    let house = house().await;
    let test = &house.test;
    let kita = house.state.kitas[0].id;
    let of_kita = test.signed_in("Mia", Role::InstitutionManager, kita).await;
    let offered = test.get(&of_kita, &format!("{LIST}/neu")).await.text();
    assert!(offered.contains("report.sent") && !offered.contains("case.opened"));
    let state = house.state.state.id;
    let of_state = test.signed_in("Lea", Role::StateAdministrator, state).await;
    let offered = test.get(&of_state, &format!("{LIST}/neu")).await.text();
    assert!(offered.contains("period.approved") && !offered.contains("report.sent"));
    let forced = [
        ("name", "Land"),
        ("adresse", "https://a.example"),
        ("ereignis", "case.opened"),
    ];
    let answer = test.post(&of_state, &format!("{LIST}/neu"), &forced).await;
    assert_eq!(answer.status, 422);
}

#[tokio::test]
async fn data_protection_looks_and_changes_nothing_and_others_do_not_look() {
    let house = house().await;
    let (path, _) = house.connect("https://a.example/", &["report.sent"]).await;
    let (test, office) = (&house.test, house.office());
    let protection = test
        .signed_in("Dora", Role::DataProtectionOfficer, office)
        .await;
    let page = test.get(&protection, &path).await;
    assert_eq!(page.status, 200);
    assert!(!page.text().contains("/loeschen"));
    let answer = test
        .post(&protection, &format!("{path}/anhalten"), &[("stand", "1")])
        .await;
    assert_eq!(answer.status, 403);
    let worker = test.signed_in("Ute", Role::CaseWorker, office).await;
    assert_eq!(test.get(&worker, LIST).await.status, 403);
    assert_eq!(test.get(&worker, &path).await.status, 403);
}

#[tokio::test]
async fn a_delivery_of_another_program_is_not_shown() {
    let house = house().await;
    let (one, _) = house.connect("https://a.invalid/", &["report.sent"]).await;
    let (other, _) = house.connect("https://b.invalid/", &["report.sent"]).await;
    assert_eq!(house.act(&one, "anhalten").await.status, 303);
    assert_eq!(house.act(&other, "anhalten").await.status, 303);
    house.report_sent(1).await;
    let delivery = house.deliveries(&one).await[0].id;
    house.page(&format!("{one}/zustellungen/{delivery}")).await;
    let cookie = house.later().await;
    let answer = house
        .test
        .get(&cookie, &format!("{other}/zustellungen/{delivery}"))
        .await;
    assert_eq!(answer.status, 404);
    let again = house.act(&one, &format!("zustellungen/{delivery}")).await;
    assert_eq!(again.status, 409, "it is paused");
}
