// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The second factor at sign-in.

use directory::testing::{TestApp, app};
use http::StatusCode;
use jiff::SignedDuration;
use kernel::{Clock, PersonId, Role};

use crate::sign_in::PASSWORD;

/// A case worker, whose role requires a second factor, with a password and no second factor yet.
async fn worker(app: &TestApp) -> PersonId {
    let office = app.small_state().await.offices[0].id;
    let id = app.add_person("Onno", Role::CaseWorker, office).await;
    app.set_password(id, PASSWORD).await;
    id
}

/// Gives the password and returns the cookie of the half-way session.
async fn half_way(app: &TestApp) -> String {
    let fields = [("email", "onno@test.example"), ("password", PASSWORD)];
    let answer = app.post("", "/anmelden", &fields).await;
    assert_eq!(answer.location(), "/anmelden/zweiter-faktor");
    answer.cookies().join("; ")
}

fn secret_in(page: &str) -> String {
    let start = page.find(r#"name="secret" value=""#).expect("a secret") + 21;
    page[start..].chars().take_while(|c| *c != '"').collect()
}

fn recovery_codes_in(page: &str) -> Vec<String> {
    page.split("<code>")
        .skip(1)
        .map(|rest| rest.chars().take_while(|c| *c != '<').collect())
        .collect()
}

/// Sets the second factor up and returns secret, recovery codes and cookie.
async fn set_up(app: &TestApp) -> (String, Vec<String>, String) {
    let cookie = half_way(app).await;
    let page = app.get(&cookie, "/anmelden/zweiter-faktor").await.text();
    assert!(page.contains("<svg xmlns"), "there is a picture to scan");
    let secret = secret_in(&page);
    let code = app.code(&secret);
    let fields = [("secret", secret.as_str()), ("code", code.as_str())];
    let done = app
        .post(&cookie, "/anmelden/zweiter-faktor/einrichten", &fields)
        .await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text());
    let codes = recovery_codes_in(&done.text());
    assert_eq!(codes.len(), 10);
    (secret, codes, done.cookies().join("; "))
}

#[tokio::test]
async fn a_password_alone_gives_no_rights_to_a_role_that_requires_more() {
    let app = app(vec![]).await;
    worker(&app).await;
    let cookie = half_way(&app).await;
    for path in ["/konto", "/verwaltung", "/aufgaben"] {
        let answer = app.get(&cookie, path).await;
        assert!(answer.location().starts_with("/anmelden?next="), "{path}");
    }
    // Not even with a session that lacks the second factor for another reason.
    let id = directory::people_with(
        app.db.read(),
        directory::offices(app.db.read()).await.unwrap()[0].id,
        &[Role::CaseWorker],
        app.clock.now(),
    )
    .await
    .unwrap()[0]
        .person;
    let cookie = app.sign_in_by_password(id).await;
    for path in ["/konto", "/verwaltung"] {
        let answer = app.get(&cookie, path).await;
        let wanted = "/anmelden/zweiter-faktor?next=";
        assert!(answer.location().starts_with(wanted), "{path}");
    }
}

#[tokio::test]
async fn the_second_factor_is_set_up_at_the_first_sign_in_and_asked_for_at_the_next() {
    let app = app(vec![]).await;
    worker(&app).await;
    let (secret, _, cookie) = set_up(&app).await;
    assert_eq!(app.get(&cookie, "/verwaltung").await.status, StatusCode::OK);
    app.clock.advance(SignedDuration::from_secs(30));
    let cookie = half_way(&app).await;
    let page = app.get(&cookie, "/anmelden/zweiter-faktor").await.text();
    assert!(
        !page.contains("name=\"secret\""),
        "the secret is never shown again"
    );
    let wrong = app
        .post(&cookie, "/anmelden/zweiter-faktor", &[("code", "000000")])
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let code = app.code(&secret);
    let right = app
        .post(
            &cookie,
            "/anmelden/zweiter-faktor",
            &[("code", code.as_str())],
        )
        .await;
    assert_eq!(right.location(), "/aufgaben");
    let cookie = right.cookies().join("; ");
    assert_eq!(app.get(&cookie, "/verwaltung").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_code_is_accepted_once() {
    let app = app(vec![]).await;
    worker(&app).await;
    let (secret, _, _) = set_up(&app).await;
    app.clock.advance(SignedDuration::from_secs(30));
    let code = app.code(&secret);
    let mut answers = Vec::new();
    for _ in 0..2 {
        let cookie = half_way(&app).await;
        let answer = app
            .post(
                &cookie,
                "/anmelden/zweiter-faktor",
                &[("code", code.as_str())],
            )
            .await;
        answers.push(answer.status);
    }
    assert_eq!(
        answers,
        [StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY]
    );
}

#[tokio::test]
async fn a_recovery_code_replaces_the_app_once() {
    let app = app(vec![]).await;
    worker(&app).await;
    let (_, codes, _) = set_up(&app).await;
    let code = codes[3].to_uppercase();
    let mut answers = Vec::new();
    for _ in 0..2 {
        let cookie = half_way(&app).await;
        let answer = app
            .post(
                &cookie,
                "/anmelden/zweiter-faktor",
                &[("code", code.as_str())],
            )
            .await;
        answers.push(answer);
    }
    assert_eq!(answers[0].status, StatusCode::SEE_OTHER);
    assert_eq!(answers[1].status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = app.get(&answers[0].cookies().join("; "), "/konto").await;
    assert!(
        page.text()
            .contains("Sie haben noch 9 Wiederherstellungscodes.")
    );
}

#[tokio::test]
async fn whoever_knows_the_password_cannot_replace_the_second_factor() {
    let app = app(vec![]).await;
    worker(&app).await;
    set_up(&app).await;
    app.clock.advance(SignedDuration::from_secs(60));
    let cookie = half_way(&app).await;
    let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    let code = app.code(secret);
    let fields = [("secret", secret), ("code", code.as_str())];
    let answer = app
        .post(&cookie, "/anmelden/zweiter-faktor/einrichten", &fields)
        .await;
    assert!(!answer.text().contains("<li><code>"));
    assert!(
        app.get(&cookie, "/konto")
            .await
            .location()
            .starts_with("/anmelden")
    );
}

#[tokio::test]
async fn codes_cannot_be_guessed_from_many_networks() {
    let app = app(vec![]).await;
    worker(&app).await;
    set_up(&app).await;
    let cookie = half_way(&app).await;
    let session = cookie
        .split("; ")
        .find(|c| c.starts_with("deich="))
        .unwrap();
    let mut refused = 0;
    for network in 0..40 {
        let client = format!("198.51.100.{network}");
        let fields = [("code", "000000")];
        let answer = app
            .post_from(&client, session, "/anmelden/zweiter-faktor", &fields)
            .await;
        refused += u32::from(answer.text().contains("zu viele Versuche"));
    }
    // Setting it up was the first of 30 attempts.
    assert_eq!(refused, 11);
}

#[tokio::test]
async fn the_second_step_takes_a_kept_form_along() {
    let app = app(vec![]).await;
    worker(&app).await;
    let (secret, _, _) = set_up(&app).await;
    app.clock.advance(SignedDuration::from_secs(30));
    let kept = [
        ("resume_path", "/konto/sprache"),
        ("resume_body", "lang=en"),
    ];
    let mut fields = kept.to_vec();
    fields.extend([("email", "onno@test.example"), ("password", PASSWORD)]);
    let page = app.post("", "/anmelden", &fields).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.text()
            .contains(r#"name="resume_body" value="lang=en""#)
    );
    let code = app.code(&secret);
    let mut fields = kept.to_vec();
    fields.push(("code", code.as_str()));
    let cookie = page.cookies().join("; ");
    let page = app.post(&cookie, "/anmelden/zweiter-faktor", &fields).await;
    assert!(page.text().contains(r#"action="/konto/sprache""#));
    assert!(page.text().contains(r#"name="lang" value="en""#));
}

#[tokio::test]
async fn a_half_way_sign_in_ends_after_a_quarter_of_an_hour() {
    let app = app(vec![]).await;
    worker(&app).await;
    let (secret, _, _) = set_up(&app).await;
    app.clock.advance(SignedDuration::from_secs(30));
    let cookie = half_way(&app).await;
    app.clock.advance(SignedDuration::from_mins(16));
    let code = app.code(&secret);
    let answer = app
        .post(
            &cookie,
            "/anmelden/zweiter-faktor",
            &[("code", code.as_str())],
        )
        .await;
    assert_eq!(answer.location(), "/anmelden");
}
