// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Invitations and forgotten passwords.

use directory::testing::{TestApp, app};
use http::StatusCode;
use jiff::SignedDuration;
use kernel::Role;

use crate::sign_in::{PASSWORD, manager, sign_in};

/// The path of the link in the newest mail.
pub(crate) async fn newest_link(app: &TestApp) -> String {
    let mails = app.mails().await;
    let text = &mails.first().expect("a mail").text;
    let start = text.find("/link/").expect("a link");
    text[start..].split_whitespace().next().unwrap().to_owned()
}

const NEW: [(&str, &str); 2] = [("password", PASSWORD), ("repeated", PASSWORD)];

#[tokio::test]
async fn an_invited_person_chooses_a_password_and_signs_in() {
    let app = app(vec![]).await;
    let state = app.small_state().await;
    let chief = app
        .signed_in("Chief", Role::OfficeAdministrator, state.offices[0].id)
        .await;
    let kita = state.kitas[0].id.to_string();
    let fields = [
        ("name", "Frauke Petersen"),
        ("email", "frauke@test.example"),
        ("organisation", kita.as_str()),
        ("role", "institution-manager"),
    ];
    let invited = app
        .post(&chief, "/verwaltung/personen/einladen", &fields)
        .await;
    assert_eq!(invited.status, StatusCode::SEE_OTHER, "{}", invited.text());
    let mails = app.mails().await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, "frauke@test.example");
    let text = mails[0]
        .text
        .replace(&newest_link(&app).await, "/link/TOKEN");
    insta::assert_snapshot!(format!("{}\n\n{text}", mails[0].subject));

    let link = newest_link(&app).await;
    let page = app.get("", &link).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("Willkommen bei Deich"));
    let again = app.get("", &link).await;
    assert_eq!(again.status, StatusCode::OK, "opening does not use it up");
    let name = ("name", "Frauke Petersen-Janssen");
    let short = [name, ("password", "kurz"), ("repeated", "kurz")];
    let refused = app.post("", &link, &short).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("mindestens 12 Zeichen"));
    let different = [name, ("password", PASSWORD), ("repeated", "something else")];
    let refused = app.post("", &link, &different).await;
    assert!(refused.text().contains("Wiederholung"));
    let done = app.post("", &link, &[name, NEW[0], NEW[1]]).await;
    assert_eq!(done.location(), "/anmelden");
    let cookie = sign_in(&app, "frauke@test.example").await;
    let page = app.get(&cookie, "/konto").await.text();
    assert!(page.contains("Frauke Petersen-Janssen"));
    assert!(page.contains("Einrichtungsleitung, Kita 1 von Amt A"));

    let used = app.post("", &link, &[name, NEW[0], NEW[1]]).await;
    assert_eq!(used.status, StatusCode::GONE, "a link opens once");
    assert_eq!(app.get("", &link).await.status, StatusCode::GONE);
}

#[tokio::test]
async fn asking_for_a_new_password_tells_nobody_who_has_an_account() {
    let app = app(vec![]).await;
    manager(&app, "Frauke").await;
    let mut pages = Vec::new();
    for email in ["frauke@test.example", "nobody@test.example"] {
        let answer = app
            .post("", "/passwort-vergessen", &[("email", email)])
            .await;
        assert_eq!(answer.status, StatusCode::OK);
        let text = answer.text().replace(email, "EMAIL");
        let lines = text.lines().filter(|line| !line.contains("nonce"));
        pages.push(lines.map(str::to_owned).collect::<Vec<_>>());
    }
    assert_eq!(pages[0], pages[1]);
    let mails = app.mails().await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, "frauke@test.example");
}

#[tokio::test]
async fn a_reset_ends_all_sessions_and_the_old_password() {
    let app = app(vec![]).await;
    manager(&app, "Frauke").await;
    let cookie = sign_in(&app, "frauke@test.example").await;
    app.post(
        "",
        "/passwort-vergessen",
        &[("email", "frauke@test.example")],
    )
    .await;
    let link = newest_link(&app).await;
    let new = "ebbe und flut und ebbe";
    let done = app
        .post("", &link, &[("password", new), ("repeated", new)])
        .await;
    assert_eq!(done.location(), "/anmelden", "{}", done.text());
    assert_eq!(
        app.get(&cookie, "/konto").await.status,
        StatusCode::SEE_OTHER
    );
    for (password, status) in [
        (PASSWORD, StatusCode::UNPROCESSABLE_ENTITY),
        (new, StatusCode::SEE_OTHER),
    ] {
        let fields = [("email", "frauke@test.example"), ("password", password)];
        assert_eq!(app.post("", "/anmelden", &fields).await.status, status);
    }
}

#[tokio::test]
async fn links_expire_and_newer_ones_replace_older_ones() {
    let app = app(vec![]).await;
    manager(&app, "Frauke").await;
    let ask = async || {
        app.post(
            "",
            "/passwort-vergessen",
            &[("email", "frauke@test.example")],
        )
        .await;
        newest_link(&app).await
    };
    let first = ask().await;
    assert_eq!(ask().await, first, "no second mail within five minutes");
    app.clock.advance(SignedDuration::from_mins(6));
    let second = ask().await;
    assert_eq!(app.get("", &first).await.status, StatusCode::GONE);
    assert_eq!(app.get("", &second).await.status, StatusCode::OK);
    app.clock.advance(SignedDuration::from_hours(2));
    assert_eq!(app.get("", &second).await.status, StatusCode::GONE);
}

#[tokio::test]
async fn the_first_administrator_is_invited_when_the_state_is_founded_once() {
    let app = app(vec![]).await;
    let wish = directory::StateSetUp {
        name: "Landesamt".to_owned(),
        administrator: "Anja Admin".to_owned(),
        email: "anja@test.example".parse().unwrap(),
    };
    let link = directory::set_up(&app.app, wish.clone()).await.unwrap();
    assert!(link.ends_with(&newest_link(&app).await));
    let again = directory::set_up(&app.app, wish).await.unwrap_err();
    assert!(matches!(again, directory::SetUpError::Done));
    assert_eq!(directory::districts(app.db.read()).await.unwrap().len(), 45);
}
