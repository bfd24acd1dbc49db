// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The invented state, and that nobody can use its accounts anywhere else.

use std::collections::BTreeMap;

use directory::testing::{TestApp, app, app_with};
use http::StatusCode;
use kernel::Role;

async fn demo() -> (TestApp, directory::demo::DemoOrganisations) {
    let app = app_with(vec![], |settings| settings.demo = true).await;
    let demo = directory::demo::load(&app.app).await.unwrap();
    (app, demo)
}

#[tokio::test]
async fn the_demo_has_real_offices_and_invented_kitas() {
    let (app, demo) = demo().await;
    assert_eq!(demo.offices.len(), 44);
    assert_eq!(demo.offices[0].name, "Gesundheitsamt Region Hannover");
    assert_eq!(demo.kitas.len(), 200);
    assert!(
        demo.kitas
            .iter()
            .all(|kita| kita.name.ends_with(" (erfunden)"))
    );
    assert_eq!(demo.kitas[0].name, "Kita Deichzwerge (erfunden)");
    let mut per_district: BTreeMap<String, usize> = BTreeMap::new();
    for kita in &demo.kitas {
        let district = kita.ags.as_ref().unwrap().district().unwrap();
        *per_district
            .entry(district.as_str().to_owned())
            .or_default() += 1;
    }
    let full = per_district.values().filter(|count| **count >= 3).count();
    assert_eq!(full, 40);
    for kita in &demo.kitas {
        let district = kita.ags.as_ref().unwrap().district().unwrap();
        let office = kita.parent.unwrap();
        let districts = directory::districts_of(app.db.read(), office)
            .await
            .unwrap();
        assert!(
            districts
                .iter()
                .any(|responsible| responsible.ags == district)
        );
    }
    for role in Role::ALL {
        assert!(!demo.people[&role].is_empty(), "{role}");
    }
    // Of 200 Kitas and 5 hospitals.
    assert_eq!(demo.people[&Role::InstitutionManager].len(), 205);
    assert_eq!(demo.people[&Role::CaseWorker][0].1, demo.offices[0].id);
}

#[tokio::test]
async fn the_demo_is_the_same_every_time() {
    let (_, one) = demo().await;
    let (app, other) = demo().await;
    assert_eq!(one.kitas, other.kitas);
    assert_eq!(one.people, other.people);
    let again = directory::demo::load(&app.app).await.unwrap();
    assert_eq!(again.kitas, other.kitas);
    assert_eq!(again.people, other.people);
}

#[tokio::test]
async fn one_click_signs_in_as_any_role() {
    let (app, _) = demo().await;
    let page = app.get("", "/demo").await.text();
    for role in Role::ALL {
        let answer = app
            .post("", "/demo/anmelden", &[("role", role.name())])
            .await;
        assert_eq!(answer.location(), "/aufgaben", "{role}");
        let cookie = answer.cookies().join("; ");
        let rights = app.get(&cookie, "/konto/rechte").await;
        assert_eq!(rights.status, StatusCode::OK, "{role}");
    }
    assert!(page.contains("Als ") && page.contains("Amtsadministration"));
}

#[tokio::test]
async fn the_mails_of_the_demo_can_be_read_and_their_links_opened() {
    let (app, demo) = demo().await;
    let answer = app
        .post("", "/demo/anmelden", &[("role", "state-administrator")])
        .await;
    let cookie = answer.cookies().join("; ");
    let state = demo.state.id.to_string();
    let fields = [
        ("name", "Neu Hier"),
        ("email", "neu@test.example"),
        ("organisation", &state[..]),
        ("role", "analyst"),
    ];
    app.post(&cookie, "/verwaltung/personen/einladen", &fields)
        .await;
    let mail = app.mails().await.remove(0);
    let list = app.get("", "/demo/mails").await.text();
    assert!(list.contains("neu@test.example"));
    let open = app
        .get("", &format!("/demo/mails?mail={}", mail.file))
        .await;
    assert!(open.text().contains(r#"href="/link/"#));
    let outside = app.get("", "/demo/mails?mail=../../secret.eml").await;
    assert!(!outside.text().contains("<pre"));
}

#[tokio::test]
async fn a_normal_start_refuses_demo_accounts() {
    let (app, demo) = demo().await;
    let refused = directory::refuse_demo_accounts(app.db.read())
        .await
        .unwrap_err();
    assert!(refused.to_string().contains("demo"), "{refused}");
    // Even if somebody let it start: no session and no page of the demo.
    let person = demo.people[&Role::StateAdministrator][0].0;
    let cookie = app.sign_in_as(person).await;
    assert_eq!(app.get(&cookie, "/konto").await.status, StatusCode::OK);
    let normal = app.restarted(vec![], |settings| settings.demo = false);
    assert_eq!(
        normal.get(&cookie, "/konto").await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(normal.get("", "/demo").await.status, StatusCode::NOT_FOUND);
    let posted = normal
        .post("", "/demo/anmelden", &[("role", "case-worker")])
        .await;
    assert_eq!(posted.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_demo_keeps_away_from_real_accounts_and_knows_when_it_is_loaded() {
    let (app, _) = demo().await;
    directory::refuse_real_accounts(app.db.read())
        .await
        .unwrap();
    assert!(!directory::demo::is_loaded(&app.app).await.unwrap());
    directory::demo::finish(&app.app).await.unwrap();
    assert!(directory::demo::is_loaded(&app.app).await.unwrap());
    let normal = app.restarted(vec![], |settings| settings.demo = false);
    let state = directory::state(app.db.read()).await.unwrap();
    normal.add_person("Mia", Role::Analyst, state.id).await;
    let refused = directory::refuse_real_accounts(app.db.read()).await;
    assert!(matches!(refused, Err(directory::SetUpError::Real(_))));
}

#[tokio::test]
async fn a_database_without_demo_accounts_is_accepted() {
    let app = app(vec![]).await;
    let state = app.small_state().await;
    app.add_person("Mia", Role::InstitutionManager, state.kitas[0].id)
        .await;
    directory::refuse_demo_accounts(app.db.read())
        .await
        .unwrap();
}
