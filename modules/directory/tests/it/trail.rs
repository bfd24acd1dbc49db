// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The audit trail as data protection officers read it.

use directory::testing::app;
use http::StatusCode;
use kernel::Role;

const TRAIL: &str = "/verwaltung/protokoll";

#[tokio::test]
async fn the_trail_of_ones_own_office_is_shown_with_names_and_its_chain_is_verified() {
    let app = app(vec![]).await;
    let small = app.small_state().await;
    let office = small.offices[0].id;
    let antje = app
        .signed_in("Antje", Role::OfficeAdministrator, office)
        .await;
    let parent = office.to_string();
    let fields = [
        ("parent", parent.as_str()),
        ("name", "Kita Neu"),
        ("institution-kind", "kita"),
        ("valid-from", "2026-08-01"),
    ];
    let added = app
        .post(&antje, "/verwaltung/organisationen/neu", &fields)
        .await;
    let kita = added.location().rsplit('/').next().unwrap().to_owned();
    let officer = app
        .signed_in("Dirk", Role::DataProtectionOfficer, office)
        .await;
    assert_eq!(app.get(&officer, TRAIL).await.status, StatusCode::OK);
    let of_kita = format!("{TRAIL}?organisation={kita}");
    let page = app.get(&officer, &of_kita).await.text();
    assert!(page.contains("Organisation angelegt"), "{page}");
    assert!(page.contains("Antje"));
    let verify = format!("{TRAIL}/pruefen");
    let answer = app
        .post(&officer, &verify, &[("organisation", &kita)])
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let page = app.get(&officer, answer.location()).await.text();
    assert!(page.contains("Die Kette ist unversehrt"), "{page}");
    let tx = app.app.db.begin().await.unwrap();
    let sql =
        "UPDATE audit_entries SET action = 'organisation.end' WHERE action = 'organisation.add'";
    assert_eq!(db::execute(&tx, sql, vec![]).await.unwrap(), 1);
    tx.commit().await.unwrap();
    let answer = app
        .post(&officer, &verify, &[("organisation", &kita)])
        .await;
    let page = app.get(&officer, answer.location()).await.text();
    assert!(page.contains("bei Eintrag 1 gebrochen"), "{page}");
}

#[tokio::test]
async fn the_trail_of_another_office_is_not_there_and_other_roles_have_none() {
    let app = app(vec![]).await;
    let small = app.small_state().await;
    let officer = app
        .signed_in("Dirk", Role::DataProtectionOfficer, small.offices[0].id)
        .await;
    let other = format!("{TRAIL}?organisation={}", small.kitas[2].id);
    assert_eq!(
        app.get(&officer, &other).await.status,
        StatusCode::NOT_FOUND
    );
    let worker = app
        .signed_in("Onno", Role::CaseWorker, small.offices[0].id)
        .await;
    assert_eq!(app.get(&worker, TRAIL).await.status, StatusCode::FORBIDDEN);
    let state = app
        .signed_in("Imke", Role::StateAdministrator, small.state.id)
        .await;
    assert_eq!(app.get(&state, TRAIL).await.status, StatusCode::OK);
}
