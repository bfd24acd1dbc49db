// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Who gets the answers: the institution its own, the case worker those of the office, nobody else any.

use kernel::Role;

use super::{Reported, rows, unpacked};

/// Everything that leads to answers.
fn paths(reported: &Reported) -> [String; 5] {
    let id = reported.house.collection.id;
    let (office, kita) = (
        reported.house.state.offices[0].id,
        reported.house.state.kitas[0].id,
    );
    [
        "/antworten".to_owned(),
        format!("/antworten/datei?erhebung={id}&stand=submitted&format=json"),
        format!("/antworten/datei?erhebung={id}&stand=submitted&quelle={office}"),
        format!("/api/v1/collections/{id}/answers?office={office}"),
        format!("/api/v1/collections/{id}/answers?format=json&institution={kita}"),
    ]
}

#[tokio::test]
async fn the_state_never_gets_answers() {
    let reported = Reported::new().await;
    let test = &reported.house.test;
    let state = reported.house.state.state.id;
    for (name, role) in [
        ("Sina State", Role::StateAdministrator),
        ("Frauke Form", Role::FormAuthor),
        ("Anna Analyst", Role::Analyst),
        ("Dora Datenschutz", Role::DataProtectionOfficer),
    ] {
        let cookie = test.signed_in(name, role, state).await;
        for path in paths(&reported) {
            let answer = test.get(&cookie, &path).await;
            assert!(
                matches!(answer.status.as_u16(), 403 | 404),
                "{role} {path}: {}",
                answer.status
            );
        }
    }
}

#[tokio::test]
async fn at_the_office_only_case_workers_get_answers() {
    let reported = Reported::new().await;
    let test = &reported.house.test;
    let office = reported.house.state.offices[0].id;
    for (name, role) in [
        ("Olga Office", Role::OfficeAdministrator),
        ("Arne Analyst", Role::Analyst),
        ("Dana Datenschutz", Role::DataProtectionOfficer),
    ] {
        let cookie = test.signed_in(name, role, office).await;
        for path in paths(&reported) {
            let answer = test.get(&cookie, &path).await;
            assert!(
                matches!(answer.status.as_u16(), 403 | 404),
                "{role} {path}: {}",
                answer.status
            );
        }
    }
    for path in paths(&reported) {
        let answer = test.get("", &path).await;
        assert!(matches!(answer.status.as_u16(), 303 | 401), "{path}");
    }
}

#[tokio::test]
async fn another_office_gets_only_what_was_sent_to_it() {
    let reported = Reported::new().await;
    let house = &reported.house;
    let offices = &house.state.offices;
    let other = house
        .test
        .signed_in("Carl Caseworker", Role::CaseWorker, offices[1].id)
        .await;
    let files = unpacked(&reported.export(&other, "").await);
    let table = rows(&files["submissions.csv"]);
    assert_eq!(table.len(), 2);
    assert_eq!(table[1][9], "99");
    for query in [
        format!("office={}", offices[0].id),
        format!("institution={}", house.state.kitas[0].id),
        format!("office={0}&institution={0}", offices[0].id),
    ] {
        assert_eq!(reported.ask(&other, &query).await.status, 404, "{query}");
    }
    let path = format!("/antworten?quelle={}", offices[0].id);
    assert_eq!(house.test.get(&other, &path).await.status, 404);
}

#[tokio::test]
async fn an_institution_gets_its_own_reports() {
    let reported = Reported::new().await;
    let house = &reported.house;
    let reporter = &house.reporter;
    let files = unpacked(&reported.export(reporter, "").await);
    let table = rows(&files["submissions.csv"]);
    let counts: Vec<&str> = table[1..].iter().map(|row| row[9].as_str()).collect();
    assert_eq!(counts, ["3", "12"]);
    let page = house.test.get(reporter, "/antworten").await.text();
    assert!(page.contains("Die Datei enthält 2 Meldungen einer Einrichtung."));
    for query in [
        format!("institution={}", house.state.kitas[1].id),
        format!("office={}", house.state.offices[0].id),
    ] {
        assert_eq!(reported.ask(reporter, &query).await.status, 404, "{query}");
    }
    // A Kita that takes part and has sent nothing.
    let silent = house
        .test
        .signed_in(
            "Vera Vier",
            Role::InstitutionReporter,
            house.state.kitas[3].id,
        )
        .await;
    let answer = reported.export(&silent, "format=json").await;
    assert_eq!(answer.json(), serde_json::json!([]));
}

#[tokio::test]
async fn whoever_has_several_organisations_says_which_one_is_meant() {
    let reported = Reported::new().await;
    let house = &reported.house;
    let kita = house.state.kitas[1].id;
    house
        .test
        .add_role(house.person, Role::InstitutionManager, kita)
        .await;
    let cookie = house.test.sign_in_as(house.person).await;
    let answer = reported.ask(&cookie, "").await;
    assert_eq!(answer.status, 422, "{}", answer.text());
    let files = unpacked(
        &reported
            .export(&cookie, &format!("institution={kita}"))
            .await,
    );
    assert_eq!(rows(&files["submissions.csv"])[1][9], "-5");
    let page = house.test.get(&cookie, "/antworten").await.text();
    assert!(page.contains("name=\"quelle\""), "{page}");
}
