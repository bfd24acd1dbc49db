// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Signing in with address and password.

use directory::testing::{TestApp, app};
use http::StatusCode;
use kernel::{PersonId, Role};

/// A password that the rules accept.
pub(crate) const PASSWORD: &str = "wattwurm im schlick";

/// A Kita's manager who has accepted her invitation.
pub(crate) async fn manager(app: &TestApp, name: &str) -> PersonId {
    let state = match directory::find_state(app.db.read()).await.unwrap() {
        Some(_) => directory::institutions(app.db.read(), &directory::InstitutionFilter::default())
            .await
            .unwrap(),
        None => app.small_state().await.kitas,
    };
    let id = app
        .add_person(name, Role::InstitutionManager, state[0].id)
        .await;
    app.set_password(id, PASSWORD).await;
    id
}

/// Signs in by the form and returns all cookies.
pub(crate) async fn sign_in(app: &TestApp, email: &str) -> String {
    let fields = [("email", email), ("password", PASSWORD)];
    let answer = app.post("", "/anmelden", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    answer.cookies().join("; ")
}

#[tokio::test]
async fn address_and_password_lead_to_the_page_that_was_wanted() {
    let app = app(vec![]).await;
    manager(&app, "Frauke").await;
    let refused = app.get("", "/konto").await;
    assert_eq!(refused.location(), "/anmelden?next=%2Fkonto");
    let page = app.get("", refused.location()).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains(r#"name="next" value="/konto""#));
    let fields = [
        ("email", " Frauke@test.example"),
        ("password", PASSWORD),
        ("next", "/konto"),
    ];
    let answer = app.post("", "/anmelden", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.location(), "/konto");
    let page = app.get(&answer.cookies().join("; "), "/konto").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("frauke@test.example"));
}

#[tokio::test]
async fn the_page_that_was_wanted_is_never_on_another_server() {
    let app = app(vec![]).await;
    manager(&app, "Frauke").await;
    let fields = [
        ("email", "frauke@test.example"),
        ("password", PASSWORD),
        ("next", "//evil.example"),
    ];
    let answer = app.post("", "/anmelden", &fields).await;
    assert_eq!(answer.location(), "/aufgaben");
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_get_the_same_answer() {
    let app = app(vec![]).await;
    manager(&app, "Frauke").await;
    let mut pages = Vec::new();
    for email in ["frauke@test.example", "nobody@test.example", "no address"] {
        let fields = [("email", email), ("password", "not my password")];
        let answer = app.post("", "/anmelden", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.cookies().is_empty());
        let text = answer.text().replace(email, "EMAIL");
        let mut lines: Vec<_> = text
            .lines()
            .filter(|line| !line.contains("nonce"))
            .collect();
        lines.retain(|line| !line.contains("script"));
        pages.push(lines.join("\n"));
    }
    assert!(pages[0].contains("stimmen nicht"));
    assert_eq!(pages[0], pages[1]);
    assert_eq!(pages[0], pages[2]);
    let trail = app.trail(audit::INSTALLATION).await;
    assert_eq!(trail, ["account.refuse-sign-in"; 3]);
}

#[tokio::test]
async fn signing_in_gives_the_session_another_key() {
    let app = app(vec![]).await;
    let person = manager(&app, "Frauke").await;
    // Somebody planted her own session in the browser before.
    let stranger = app
        .add_person(
            "Stranger",
            Role::InstitutionReporter,
            app.home(person).await,
        )
        .await;
    let planted = app.sign_in_as(stranger).await;
    let fields = [("email", "frauke@test.example"), ("password", PASSWORD)];
    let answer = app.post(&planted, "/anmelden", &fields).await;
    let cookies = answer.cookies();
    assert!(
        cookies.iter().any(|c| c.starts_with("deich=")),
        "{cookies:?}"
    );
    assert!(!cookies.contains(&planted));
    let page = app.get(&planted, "/konto").await;
    assert_eq!(
        page.status,
        StatusCode::SEE_OTHER,
        "the old key is worthless"
    );
}

#[tokio::test]
async fn signing_out_ends_the_session_on_the_server() {
    let app = app(vec![]).await;
    let person = manager(&app, "Frauke").await;
    let cookie = sign_in(&app, "frauke@test.example").await;
    let answer = app.post(&cookie, "/abmelden", &[]).await;
    assert_eq!(answer.location(), "/");
    assert_eq!(
        app.get(&cookie, "/konto").await.status,
        StatusCode::SEE_OTHER
    );
    let trail = app.trail(app.home(person).await.uuid()).await;
    assert_eq!(trail, ["account.sign-in", "account.sign-out"]);
}

#[tokio::test]
async fn a_form_that_outlived_its_session_is_sent_after_signing_in() {
    let app = app(vec![]).await;
    let id = manager(&app, "Frauke").await;
    // The session has ended: the form of the account page is kept.
    let lost = app
        .post(
            "",
            "/konto/sprache",
            &[("lang", "en"), ("note", "a&b\"<ü>")],
        )
        .await;
    assert_eq!(lost.status, StatusCode::UNAUTHORIZED);
    assert!(lost.text().contains(r#"action="/anmelden/fortsetzen""#));
    let kept = [
        ("resume_path", "/konto/sprache"),
        ("resume_body", "lang=en&note=a%26b%22%3C%C3%BC%3E"),
    ];
    let page = app.post("", "/anmelden/fortsetzen", &kept).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("Ihre Eingaben sind noch da"));
    // A wrong password first: nothing is lost.
    let mut fields = kept.to_vec();
    fields.extend([
        ("email", "frauke@test.example"),
        ("password", "not my password"),
    ]);
    let page = app.post("", "/anmelden", &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text().contains("note=a%26b%22%3C%C3%BC%3E"));
    fields.pop();
    fields.push(("password", PASSWORD));
    let page = app.post("", "/anmelden", &fields).await;
    assert_eq!(page.status, StatusCode::OK);
    let text = page.text();
    assert!(text.contains(r#"<form class="deich-form" method="post" action="/konto/sprache">"#));
    assert!(text.contains(r#"name="lang" value="en""#), "{text}");
    assert!(text.contains("a&#38;b&#34;&#60;ü&#62;"), "{text}");
    let cookie = page.cookies().join("; ");
    let sent = app.post(&cookie, "/konto/sprache", &[("lang", "en")]).await;
    assert_eq!(sent.location(), "/konto");
    let person = directory::person(app.db.read(), id).await.unwrap().unwrap();
    assert_eq!(person.lang, kernel::Lang::En);
}

#[tokio::test]
async fn strangers_cannot_lock_the_owner_out() {
    let app = app(vec![]).await;
    manager(&app, "Frauke").await;
    let cookies = sign_in(&app, "frauke@test.example").await;
    let device = cookies
        .split("; ")
        .find(|c| c.starts_with("deich-device="))
        .unwrap();
    let attempt = async |client: &str, cookie: &str, password: &str| {
        let fields = [("email", "frauke@test.example"), ("password", password)];
        app.post_from(client, cookie, "/anmelden", &fields)
            .await
            .status
    };
    // Guesses from the owner's own network use that network's budget up …
    let mut last = StatusCode::OK;
    for _ in 0..12 {
        last = attempt("192.0.2.1", "", "not my password").await;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    let right = attempt("192.0.2.1", "", PASSWORD).await;
    assert_eq!(right, StatusCode::TOO_MANY_REQUESTS);
    // … but neither that of her known device nor that of another network.
    assert_eq!(
        attempt("192.0.2.1", device, PASSWORD).await,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        attempt("198.51.100.9", "", PASSWORD).await,
        StatusCode::SEE_OTHER
    );
    // A known device has a budget, too, and an invented cookie is no known device.
    for _ in 0..12 {
        last = attempt("192.0.2.1", device, "not my password").await;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    let invented = format!("deich-device={}", "x".repeat(43));
    let status = attempt("192.0.2.1", &invented, PASSWORD).await;
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn a_refused_attempt_keeps_the_form_and_says_how_long_to_wait() {
    let app = app(vec![]).await;
    manager(&app, "Frauke").await;
    let fields = [
        ("email", "frauke@test.example"),
        ("password", "not my password"),
        ("resume_path", "/konto/sprache"),
        ("resume_body", "lang=en"),
    ];
    let mut answer = app.post("", "/anmelden", &fields).await;
    for _ in 0..11 {
        answer = app.post("", "/anmelden", &fields).await;
    }
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(answer.headers.contains_key("retry-after"));
    assert!(
        answer
            .text()
            .contains(r#"name="resume_body" value="lang=en""#)
    );
    assert!(answer.text().contains("Minuten"));
}

#[tokio::test]
async fn a_blocked_person_is_out_at_once() {
    let app = app(vec![]).await;
    let state = app.small_state().await;
    let id = manager(&app, "Frauke").await;
    let cookie = sign_in(&app, "frauke@test.example").await;
    let office = state.offices[0].id;
    let chief = app
        .signed_in("Chief", Role::OfficeAdministrator, office)
        .await;
    let answer = app
        .post(&chief, &format!("/verwaltung/personen/{id}/sperren"), &[])
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(
        app.get(&cookie, "/konto").await.status,
        StatusCode::SEE_OTHER
    );
    let fields = [("email", "frauke@test.example"), ("password", PASSWORD)];
    let answer = app.post("", "/anmelden", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
}
