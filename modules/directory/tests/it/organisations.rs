// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Searching, adding, changing and ending organisations.

use directory::testing::{SmallState, TestApp, app};
use http::StatusCode;
use kernel::{OrganisationId, Role};

const LIST: &str = "/verwaltung/organisationen";

async fn administrator(app: &TestApp) -> (SmallState, String) {
    let small = app.small_state().await;
    let office = small.offices[0].id;
    let cookie = app
        .signed_in("Antje", Role::OfficeAdministrator, office)
        .await;
    (small, cookie)
}

fn mark_in(page: &str) -> String {
    let start = page.find(r#"name="stand" value=""#).expect("a mark") + 20;
    page[start..].chars().take_while(|c| *c != '"').collect()
}

fn kita<'f>(parent: &'f str, name: &'f str) -> Vec<(&'f str, &'f str)> {
    vec![
        ("parent", parent),
        ("name", name),
        ("institution-kind", "kita"),
        ("valid-from", "2026-08-01"),
    ]
}

#[tokio::test]
async fn a_list_shows_what_lies_within_reach_and_nothing_else() {
    let app = app(vec![]).await;
    let (small, office) = administrator(&app).await;
    let state = app
        .signed_in("Imke", Role::StateAdministrator, small.state.id)
        .await;
    let own = app.get(&office, LIST).await.text();
    assert!(own.contains("Kita 1 von Amt A"), "{own}");
    assert!(!own.contains("Amt B"));
    let all = app.get(&state, LIST).await.text();
    assert!(all.contains("7 Organisationen"), "{all}");
    let found = app
        .get(&state, &format!("{LIST}?suche=kita+2"))
        .await
        .text();
    assert!(found.contains("2 Organisationen"));
    assert!(!found.contains("Kita 1"));
    let kind = app.get(&state, &format!("{LIST}?art=office")).await.text();
    assert!(kind.contains("2 Organisationen"));
    let none = app
        .get(&state, &format!("{LIST}?suche=leuchtturm"))
        .await
        .text();
    assert!(none.contains("Keine Organisation gefunden"));
}

#[tokio::test]
async fn an_organisation_of_another_office_is_not_there() {
    let app = app(vec![]).await;
    let (small, cookie) = administrator(&app).await;
    let other = small.kitas[2].id;
    for path in ["", "/bearbeiten", "/beenden"] {
        let answer = app.get(&cookie, &format!("{LIST}/{other}{path}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    let parent = small.offices[1].id.to_string();
    let answer = app
        .post(
            &cookie,
            &format!("{LIST}/neu"),
            &kita(&parent, "Kita Fremd"),
        )
        .await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let api = app
        .get(&cookie, &format!("/api/v1/organisations/{other}"))
        .await;
    assert_eq!(api.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn offices_are_added_by_the_state_and_institutions_by_their_office() {
    let app = app(vec![]).await;
    let (small, office) = administrator(&app).await;
    let state = app
        .signed_in("Imke", Role::StateAdministrator, small.state.id)
        .await;
    let above = small.state.id.to_string();
    let fields = [
        ("parent", above.as_str()),
        ("name", "Amt C"),
        ("valid-from", "2026-08-01"),
    ];
    let path = format!("{LIST}/neu");
    let answer = app.post(&office, &path, &fields).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let answer = app.post(&state, &path, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let own = small.offices[0].id.to_string();
    let answer = app.post(&state, &path, &kita(&own, "Kita Neu")).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let answer = app.post(&office, &path, &kita(&own, "Kita Neu")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let shown = app.get(&office, answer.location()).await.text();
    assert!(shown.contains("Kita Neu ist angelegt"));
    assert!(
        shown.contains("Organisation angelegt"),
        "the history names it: {shown}"
    );
    assert!(shown.contains("Antje"));
}

#[tokio::test]
async fn what_is_wrong_is_said_beside_the_field_and_what_was_typed_stays() {
    let app = app(vec![]).await;
    let (small, cookie) = administrator(&app).await;
    let parent = small.offices[0].id.to_string();
    let fields = [
        ("parent", parent.as_str()),
        ("name", "K"),
        ("postcode", "123"),
        ("ags", "03"),
        ("email", "niemand"),
        ("phone", "Frau Meyer"),
        ("valid-from", "gestern"),
    ];
    let answer = app.post(&cookie, &format!("{LIST}/neu"), &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.text();
    for field in [
        "name",
        "institution-kind",
        "postcode",
        "ags",
        "email",
        "phone",
        "valid-from",
    ] {
        assert!(page.contains(&format!("#field-{field}")), "{field}");
    }
    assert!(page.contains(r#"value="Frau Meyer""#));
}

#[tokio::test]
async fn two_people_who_change_the_same_do_not_overwrite_each_other() {
    let app = app(vec![]).await;
    let (small, cookie) = administrator(&app).await;
    let path = format!("{LIST}/{}/bearbeiten", small.kitas[0].id);
    let mark = mark_in(&app.get(&cookie, &path).await.text());
    let parent = small.offices[0].id.to_string();
    let change = |name: &'static str| {
        let mut fields = kita(&parent, name);
        fields.push(("stand", &mark));
        fields
    };
    let first = app.post(&cookie, &path, &change("Kita Erste")).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.text());
    let second = app.post(&cookie, &path, &change("Kita Zweite")).await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    let kita = directory::organisation(app.db.read(), small.kitas[0].id).await;
    assert_eq!(kita.unwrap().unwrap().name, "Kita Erste");
}

#[tokio::test]
async fn an_organisation_is_ended_by_its_last_day_and_can_go_on() {
    let app = app(vec![]).await;
    let (small, cookie) = administrator(&app).await;
    let id: OrganisationId = small.kitas[0].id;
    let path = format!("{LIST}/{id}/beenden");
    let page = app.get(&cookie, &path).await.text();
    let mark = mark_in(&page);
    let wrong = [("stand", mark.as_str()), ("until", "2019-12-31")];
    let answer = app.post(&cookie, &path, &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let right = [("stand", mark.as_str()), ("until", "2026-11-17")];
    let answer = app.post(&cookie, &path, &right).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let list = app.get(&cookie, LIST).await.text();
    assert!(!list.contains("Kita 1 von Amt A"), "ended yesterday");
    let all = app
        .get(&cookie, &format!("{LIST}?gueltig=alle"))
        .await
        .text();
    assert!(all.contains("Kita 1 von Amt A"));
    let answer = app
        .post(&cookie, &format!("{LIST}/{id}/fortfuehren"), &[])
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(
        app.trail(id.uuid()).await,
        ["organisation.end", "organisation.go-on"]
    );
}

#[tokio::test]
async fn other_programs_read_organisations_in_pages_and_districts_without_signing_in() {
    let app = app(vec![]).await;
    let (_, cookie) = administrator(&app).await;
    let page = app
        .get(&cookie, "/api/v1/organisations?kind=institution")
        .await;
    assert_eq!(page.status, StatusCode::OK);
    let json = page.json();
    assert_eq!(json["total"], 2);
    assert_eq!(json["items"][0]["name"], "Kita 1 von Amt A");
    let wrong = app.get(&cookie, "/api/v1/organisations?kind=ship").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let nobody = app.get("", "/api/v1/organisations").await;
    assert_eq!(nobody.status, StatusCode::UNAUTHORIZED);
    let districts = app.get("", "/api/v1/districts").await;
    assert_eq!(districts.status, StatusCode::OK);
    assert!(districts.json().is_array());
}
