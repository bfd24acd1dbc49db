// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! One's own account.

use directory::testing::{TestApp, app};
use http::StatusCode;
use jiff::SignedDuration;
use kernel::Role;

use crate::sign_in::{PASSWORD, manager, sign_in};

const EMAIL: &str = "frauke@test.example";

fn paths_to_end(page: &str) -> Vec<String> {
    page.split(r#"action=""#)
        .skip(1)
        .map(|rest| rest.chars().take_while(|c| *c != '"').collect::<String>())
        .filter(|path| path.starts_with("/konto/sitzungen/") && path.len() > 40)
        .collect()
}

async fn is_in(app: &TestApp, cookie: &str) -> bool {
    app.get(cookie, "/konto").await.status == StatusCode::OK
}

#[tokio::test]
async fn sessions_are_listed_and_ended_one_by_one_or_all_at_once() {
    let app = app(vec![]).await;
    manager(&app, "Frauke").await;
    let mut cookies = Vec::new();
    for _ in 0..4 {
        app.clock.advance(SignedDuration::from_mins(1));
        cookies.push(sign_in(&app, EMAIL).await);
    }
    let page = app.get(&cookies[0], "/konto").await.text();
    let paths = paths_to_end(&page);
    assert_eq!(paths.len(), 4);
    assert_eq!(page.matches("dieser Browser").count(), 1);
    // The list begins with the newest.
    let ended = app.post(&cookies[0], &paths[0], &[]).await;
    assert_eq!(ended.location(), "/konto");
    assert!(!is_in(&app, &cookies[3]).await);
    assert!(is_in(&app, &cookies[1]).await);
    app.post(&cookies[0], "/konto/sitzungen/beenden", &[]).await;
    assert!(is_in(&app, &cookies[0]).await);
    assert!(!is_in(&app, &cookies[1]).await);
    assert!(!is_in(&app, &cookies[2]).await);
}

#[tokio::test]
async fn nobody_ends_the_sessions_of_others() {
    let app = app(vec![]).await;
    let person = manager(&app, "Frauke").await;
    let cookie = sign_in(&app, EMAIL).await;
    let path = paths_to_end(&app.get(&cookie, "/konto").await.text()).remove(0);
    let home = app.home(person).await;
    let other = app.signed_in("Other", Role::InstitutionManager, home).await;
    assert_eq!(
        app.post(&other, &path, &[]).await.status,
        StatusCode::NOT_FOUND
    );
    assert!(is_in(&app, &cookie).await);
}

#[tokio::test]
async fn a_new_password_needs_the_old_one_and_ends_the_other_sessions() {
    let app = app(vec![]).await;
    manager(&app, "Frauke").await;
    let other = sign_in(&app, EMAIL).await;
    let cookie = sign_in(&app, EMAIL).await;
    let new = "ebbe und flut und ebbe";
    let fields =
        |current: &'static str| [("current", current), ("password", new), ("repeated", new)];
    let wrong = app
        .post(&cookie, "/konto/passwort", &fields("not my password"))
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(is_in(&app, &other).await);
    let right = app
        .post(&cookie, "/konto/passwort", &fields(PASSWORD))
        .await;
    assert_eq!(right.location(), "/konto");
    assert!(!is_in(&app, &other).await);
    // The session goes on under a new key.
    let cookie = right.cookies().join("; ");
    assert!(
        app.get(&cookie, "/konto")
            .await
            .text()
            .contains("Ihr Kennwort ist geändert.")
    );
    assert!(app.mails().await[0].subject.contains("Kennwort"));
}

#[tokio::test]
async fn sensitive_pages_ask_again_after_a_while() {
    let app = app(vec![]).await;
    manager(&app, "Frauke").await;
    let cookie = sign_in(&app, EMAIL).await;
    assert_eq!(
        app.get(&cookie, "/konto/zweiter-faktor").await.status,
        StatusCode::OK
    );
    app.clock.advance(SignedDuration::from_mins(16));
    let asked = app.get(&cookie, "/konto/zweiter-faktor").await;
    let confirm = "/anmelden/bestaetigen?next=%2Fkonto%2Fzweiter-faktor";
    assert_eq!(asked.location(), confirm);
    let page = app.get(&cookie, confirm).await.text();
    assert!(page.contains("Bitte bestätigen Sie"));
    let next = ("next", "/konto/zweiter-faktor");
    let wrong = app
        .post(
            &cookie,
            "/anmelden/bestaetigen",
            &[next, ("password", "not my password")],
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let right = app
        .post(
            &cookie,
            "/anmelden/bestaetigen",
            &[next, ("password", PASSWORD)],
        )
        .await;
    assert_eq!(right.location(), "/konto/zweiter-faktor");
    let cookie = right.cookies().join("; ");
    assert_eq!(
        app.get(&cookie, "/konto/zweiter-faktor").await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn a_second_factor_can_be_added_renewed_and_removed_where_no_role_requires_it() {
    let app = app(vec![]).await;
    manager(&app, "Frauke").await;
    let cookie = sign_in(&app, EMAIL).await;
    let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    let code = app.code(secret);
    let fields = [("secret", secret), ("code", code.as_str())];
    let done = app.post(&cookie, "/konto/zweiter-faktor", &fields).await;
    assert_eq!(done.text().matches("<li><code>").count(), 10);
    let cookie = done.cookies().join("; ");
    let page = app.get(&cookie, "/konto").await.text();
    assert!(page.contains("noch 10 übrig"));
    let codes = app.post(&cookie, "/konto/zweiter-faktor/codes", &[]).await;
    assert_eq!(codes.text().matches("<li><code>").count(), 10);
    // From now on the password alone is not enough.
    let fields = [("email", EMAIL), ("password", PASSWORD)];
    let half_way = app.post("", "/anmelden", &fields).await;
    assert_eq!(half_way.location(), "/anmelden/zweiter-faktor");
    let removed = app
        .post(&cookie, "/konto/zweiter-faktor/entfernen", &[])
        .await;
    assert_eq!(removed.location(), "/konto");
    sign_in(&app, EMAIL).await;
}

#[tokio::test]
async fn a_required_second_factor_cannot_be_removed() {
    let app = app(vec![]).await;
    let office = app.small_state().await.offices[0].id;
    let cookie = app.signed_in("Onno", Role::CaseWorker, office).await;
    let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    let code = app.code(secret);
    let fields = [("secret", secret), ("code", code.as_str())];
    let done = app.post(&cookie, "/konto/zweiter-faktor", &fields).await;
    let cookie = done.cookies().join("; ");
    let answer = app
        .post(&cookie, "/konto/zweiter-faktor/entfernen", &[])
        .await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}
