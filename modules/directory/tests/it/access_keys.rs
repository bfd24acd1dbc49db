// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Keys with which programs act for a person.

use directory::testing::{Answer, SmallState, TestApp, app, basic, bearer};
use directory::{close_program_session, open_program_session};
use http::{Method, StatusCode, header};
use jiff::SignedDuration;
use kernel::{PersonId, Role};
use web::{Context, Guard, Module, Route};

use crate::links::newest_link;
use crate::sign_in::{PASSWORD, manager, sign_in};

const ORGANISATIONS: &str = "/api/v1/organisations";
/// What anybody may ask, and what says who asks.
const WHO: &str = "/v1/who";
const NEW: &str = "/konto/zugangsschluessel/neu";
const ONNO: &str = "onno@test.example";
const FRAUKE: &str = "frauke@test.example";
/// The network from which the test's requests come.
const HERE: &str = "192.0.2.1";

async fn say_who(context: Context) -> String {
    context
        .signed_in()
        .map_or_else(|| "nobody".to_owned(), |who| who.name.clone())
}

/// An installation with a path at which programs speak a protocol of their own.
async fn house() -> TestApp {
    let probe = Module {
        routes: vec![Route::get(WHO, Guard::Public, say_who)],
        ..Module::named("probe")
    };
    app(vec![probe]).await
}

/// An office's administrator with one of her sessions.
async fn onno(app: &TestApp) -> (SmallState, PersonId, String) {
    let state = app.small_state().await;
    let office = state.offices[0].id;
    let person = app
        .add_person("Onno", Role::OfficeAdministrator, office)
        .await;
    let cookie = app.sign_in_as(person).await;
    (state, person, cookie)
}

async fn make(app: &TestApp, cookie: &str, name: &str, days: &str) -> Answer {
    let fields = [("name", name), ("days", days)];
    app.post(cookie, NEW, &fields).await
}

/// The key on the page that shows it.
fn shown(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let text = answer.text();
    let start = text.find("deich_").expect("a key");
    let key: String = text[start..].chars().take_while(|c| *c != '<').collect();
    assert_eq!(key.len(), "deich_".len() + 43);
    key
}

async fn made(app: &TestApp, cookie: &str, days: &str) -> String {
    shown(&make(app, cookie, "Power BI", days).await)
}

async fn status(app: &TestApp, authorization: &str) -> StatusCode {
    app.ask(Method::GET, authorization, ORGANISATIONS)
        .await
        .status
}

/// Where the keys of the account page are ended.
fn paths_to_end(page: &str) -> Vec<String> {
    page.split(r#"href=""#)
        .skip(1)
        .map(|rest| rest.chars().take_while(|c| *c != '"').collect::<String>())
        .filter(|path| path.starts_with("/konto/zugangsschluessel/") && path.ends_with("/beenden"))
        .collect()
}

#[tokio::test]
async fn a_key_is_shown_once_and_listed_without_itself() {
    let app = house().await;
    let (_, _, cookie) = onno(&app).await;
    let form = app.get(&cookie, NEW).await;
    assert!(form.text().contains(r#"value="90" checked"#));
    let answer = make(&app, &cookie, "Power BI", "30").await;
    let key = shown(&answer);
    let text = answer.text();
    assert!(text.contains(ONNO) && text.contains("http://deich.test"));
    assert!(text.contains("Fr., 18.12.2026"), "{text}");
    let page = app.get(&cookie, "/konto").await.text();
    assert!(page.contains("Power BI") && page.contains("Fr., 18.12.2026"));
    assert!(page.contains("noch nie") && !page.contains(&key));
    assert_eq!(status(&app, &bearer(&key)).await, StatusCode::OK);
    let page = app.get(&cookie, "/konto").await.text();
    assert!(!page.contains("noch nie"));
    let mails = app.mails().await;
    assert_eq!(mails[0].to, ONNO);
    assert!(mails[0].subject.contains("Zugangsschlüssel"));
    assert!(!mails[0].text.contains(&key));
}

#[tokio::test]
async fn basic_and_bearer_open_what_the_person_may_see() {
    let app = house().await;
    let (_, _, cookie) = onno(&app).await;
    let key = made(&app, &cookie, "90").await;
    let by_cookie = app.get(&cookie, ORGANISATIONS).await.json();
    assert_eq!(by_cookie["total"], 3);
    for authorization in [
        basic(ONNO, &key),
        basic("ONNO@Test.Example", &key),
        bearer(&key),
        format!("bearer  {key}"),
    ] {
        let answer = app.ask(Method::GET, &authorization, ORGANISATIONS).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.json(), by_cookie);
        assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store");
        let who = app.ask(Method::GET, &authorization, WHO).await;
        assert_eq!(who.text(), "Onno");
    }
}

#[tokio::test]
async fn what_is_not_right_is_refused_and_not_taken_for_a_visitor() {
    let app = house().await;
    let (_, person, cookie) = onno(&app).await;
    app.set_password(person, PASSWORD).await;
    let key = made(&app, &cookie, "30").await;
    for wrong in [
        basic("ole@test.example", &key),
        basic("", &key),
        basic(ONNO, &key[..48]),
        basic(ONNO, PASSWORD),
        bearer(&format!("{key}x")),
        bearer(""),
        "Basic ?".to_owned(),
        "Digest x".to_owned(),
        key.clone(),
    ] {
        // The last two are open to everybody who says nothing.
        for path in [ORGANISATIONS, "/api/v1/districts", WHO] {
            let answer = app.ask(Method::GET, &wrong, path).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{wrong} {path}");
            let how = answer.headers[header::WWW_AUTHENTICATE].to_str().unwrap();
            assert!(how.starts_with("Basic "), "{how}");
            assert_eq!(answer.json()["type"], "/api/problems#sign-in-needed");
        }
    }
    assert_eq!(app.get("", WHO).await.text(), "nobody");
    let districts = app.get("", "/api/v1/districts").await;
    assert_eq!(districts.status, StatusCode::OK);
    // Two headers say two things.
    let request = TestApp::request(Method::GET, "", WHO)
        .header(header::AUTHORIZATION, bearer(&key))
        .header(header::AUTHORIZATION, bearer(&key))
        .body(axum::body::Body::empty());
    let answer = app.send(request.unwrap()).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_cookie_counts_for_nothing_where_programs_ask() {
    let app = house().await;
    let (_, _, cookie) = onno(&app).await;
    assert_eq!(app.get(&cookie, WHO).await.text(), "nobody");
    assert_eq!(app.get(&cookie, ORGANISATIONS).await.status, StatusCode::OK);
    // And it does not make up for a key that is not good.
    let request = TestApp::request(Method::GET, &cookie, ORGANISATIONS)
        .header(header::AUTHORIZATION, bearer("deich_nothing"))
        .body(axum::body::Body::empty());
    let answer = app.send(request.unwrap()).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    // Nor does a key open pages.
    let key = made(&app, &cookie, "30").await;
    let page = app.ask(Method::GET, &bearer(&key), "/konto").await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_key_ends_by_time_or_by_its_owner_and_by_nobody_else() {
    let app = house().await;
    let (state, person, cookie) = onno(&app).await;
    let short = made(&app, &cookie, "30").await;
    let long = made(&app, &cookie, "365").await;
    app.clock.advance(SignedDuration::from_hours(24 * 30));
    assert_eq!(
        status(&app, &bearer(&short)).await,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(status(&app, &bearer(&long)).await, StatusCode::OK);
    let cookie = app.sign_in_as(person).await;
    let paths = paths_to_end(&app.get(&cookie, "/konto").await.text());
    let [path] = &paths[..] else {
        panic!("one key can be used: {paths:?}");
    };
    let ole = app
        .add_person("Ole", Role::OfficeAdministrator, state.offices[0].id)
        .await;
    // The browser's session ends by the clock of the machine, so each request has one of its own.
    let other = app.sign_in_as(ole).await;
    let looked = app.get(&other, path).await;
    assert_eq!(looked.status, StatusCode::NOT_FOUND);
    let other = app.sign_in_as(ole).await;
    let tried = app.post(&other, path, &[]).await;
    assert_eq!(tried.status, StatusCode::NOT_FOUND);
    let cookie = app.sign_in_as(person).await;
    let asked = app.get(&cookie, path).await.text();
    assert!(asked.contains("„Power BI“"), "{asked}");
    assert_eq!(status(&app, &bearer(&long)).await, StatusCode::OK);
    let cookie = app.sign_in_as(person).await;
    assert_eq!(app.post(&cookie, path, &[]).await.location(), "/konto");
    assert_eq!(status(&app, &bearer(&long)).await, StatusCode::UNAUTHORIZED);
    let cookie = app.sign_in_as(person).await;
    assert!(paths_to_end(&app.get(&cookie, "/konto").await.text()).is_empty());
    let cookie = app.sign_in_as(person).await;
    let again = app.post(&cookie, path, &[]).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn making_a_key_asks_for_a_fresh_sign_in_a_name_and_a_time() {
    let app = house().await;
    let (_, person, cookie) = onno(&app).await;
    let long = "x".repeat(81);
    for (name, days) in [("", "30"), (&long[..], "30"), ("R", "31"), ("R", "")] {
        let answer = make(&app, &cookie, name, days).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!answer.text().contains("deich_"));
    }
    app.clock.advance(SignedDuration::from_mins(16));
    let asked = make(&app, &cookie, "R", "30").await;
    assert!(asked.location().starts_with("/anmelden/bestaetigen?next="));
    // Without the second factor that her role needs, nobody makes one at all.
    let half = app.sign_in_by_password(person).await;
    let refused = make(&app, &half, "R", "30").await;
    assert!(!refused.text().contains("deich_"), "{}", refused.status);
    assert!(paths_to_end(&app.get(&cookie, "/konto").await.text()).is_empty());
}

#[tokio::test]
async fn a_person_has_at_most_twenty_keys() {
    let app = house().await;
    let (_, person, cookie) = onno(&app).await;
    for _ in 0..20 {
        app.access_key(person).await;
    }
    let refused = make(&app, &cookie, "R", "30").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("schon 20 Zugangsschlüssel"));
    let path = paths_to_end(&app.get(&cookie, "/konto").await.text()).remove(0);
    app.post(&cookie, &path, &[]).await;
    made(&app, &cookie, "30").await;
}

#[tokio::test]
async fn a_key_made_without_the_second_factor_has_no_rights_once_a_role_needs_it() {
    let app = house().await;
    let person = manager(&app, "Frauke").await;
    let cookie = sign_in(&app, FRAUKE).await;
    let key = made(&app, &cookie, "30").await;
    assert_eq!(status(&app, &bearer(&key)).await, StatusCode::OK);
    let office = directory::organisation(app.db.read(), app.home(person).await)
        .await
        .unwrap()
        .and_then(|kita| kita.parent)
        .expect("an office");
    app.add_role(person, Role::OfficeAdministrator, office)
        .await;
    let refused = app.ask(Method::GET, &bearer(&key), ORGANISATIONS).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(refused.json()["type"], "/api/problems#second-factor-needed");
}

#[tokio::test]
async fn a_removed_second_factor_is_missed_by_the_keys_that_it_made() {
    let app = house().await;
    let person = manager(&app, "Frauke").await;
    let cookie = sign_in(&app, FRAUKE).await;
    let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    let code = app.code(secret);
    let fields = [("secret", secret), ("code", code.as_str())];
    let done = app.post(&cookie, "/konto/zweiter-faktor", &fields).await;
    let cookie = done.cookies().join("; ");
    let key = made(&app, &cookie, "30").await;
    let removed = app
        .post(&cookie, "/konto/zweiter-faktor/entfernen", &[])
        .await;
    assert_eq!(removed.location(), "/konto");
    assert_eq!(status(&app, &bearer(&key)).await, StatusCode::OK);
    let state = directory::find_state(app.db.read()).await.unwrap().unwrap();
    app.add_role(person, Role::StateAdministrator, state.id)
        .await;
    assert_eq!(status(&app, &bearer(&key)).await, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_new_password_by_link_ends_the_keys_and_a_changed_one_does_not() {
    let app = house().await;
    manager(&app, "Frauke").await;
    let cookie = sign_in(&app, FRAUKE).await;
    let key = made(&app, &cookie, "30").await;
    let new = "ebbe und flut und ebbe";
    let fields = [("current", PASSWORD), ("password", new), ("repeated", new)];
    let changed = app.post(&cookie, "/konto/passwort", &fields).await;
    assert_eq!(changed.location(), "/konto");
    assert_eq!(status(&app, &bearer(&key)).await, StatusCode::OK);
    app.clock.advance(SignedDuration::from_mins(1));
    app.post("", "/passwort-vergessen", &[("email", FRAUKE)])
        .await;
    let link = newest_link(&app).await;
    let fields = [("password", PASSWORD), ("repeated", PASSWORD)];
    assert_eq!(app.post("", &link, &fields).await.location(), "/anmelden");
    assert_eq!(status(&app, &bearer(&key)).await, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_blocked_person_has_no_programs_and_gets_none_back() {
    let app = house().await;
    let (state, person, cookie) = onno(&app).await;
    let key = made(&app, &cookie, "30").await;
    let chief = app
        .signed_in("Stina", Role::StateAdministrator, state.state.id)
        .await;
    let block = format!("/verwaltung/personen/{person}/sperren");
    let asked = app.get(&chief, &block).await.text();
    assert!(asked.contains("Ein Zugangsschlüssel für Programme wird beendet."));
    for step in ["sperren", "entsperren"] {
        let path = format!("/verwaltung/personen/{person}/{step}");
        let answer = app.post(&chief, &path, &[]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(status(&app, &bearer(&key)).await, StatusCode::UNAUTHORIZED);
    }
}

#[tokio::test]
async fn a_program_signs_in_for_a_day_and_out_again() {
    let app = house().await;
    let (_, person, cookie) = onno(&app).await;
    let key = made(&app, &cookie, "30").await;
    let open = async || open_program_session(&app.app, HERE, "Onno@test.example", &key).await;
    let session = open().await.unwrap().expect("a session");
    assert!(!format!("{session:?}").contains(&session.token));
    let day = SignedDuration::from_hours(24);
    assert_eq!(session.expires_at.duration_since(session.created_at), day);
    let token = bearer(&session.token);
    assert_eq!(app.ask(Method::GET, &token, WHO).await.text(), "Onno");
    assert_eq!(status(&app, &token).await, StatusCode::OK);
    // It is no key.
    let as_key = basic(ONNO, &session.token);
    assert_eq!(status(&app, &as_key).await, StatusCode::UNAUTHORIZED);
    let again = open_program_session(&app.app, HERE, ONNO, &session.token).await;
    assert!(again.unwrap().is_none());
    assert!(
        close_program_session(&app.app, &session.token)
            .await
            .unwrap()
    );
    assert!(
        !close_program_session(&app.app, &session.token)
            .await
            .unwrap()
    );
    assert_eq!(status(&app, &token).await, StatusCode::UNAUTHORIZED);

    let late = open().await.unwrap().expect("a session");
    app.clock.advance(day);
    let token = bearer(&late.token);
    assert_eq!(status(&app, &token).await, StatusCode::UNAUTHORIZED);
    // None outlives its key.
    app.clock.advance(SignedDuration::from_hours(24 * 28 + 20));
    let last = open().await.unwrap().expect("a session");
    let rest = last.expires_at.duration_since(last.created_at);
    assert_eq!(rest, SignedDuration::from_hours(4));
    let cookie = app.sign_in_as(person).await;
    let path = paths_to_end(&app.get(&cookie, "/konto").await.text()).remove(0);
    let cookie = app.sign_in_as(person).await;
    app.post(&cookie, &path, &[]).await;
    let token = bearer(&last.token);
    assert_eq!(status(&app, &token).await, StatusCode::UNAUTHORIZED);
}

/// Asks with this `Authorization` from a network.
async fn ask_from(app: &TestApp, client: &str, authorization: &str) -> Answer {
    let mut request = TestApp::request(Method::GET, "", ORGANISATIONS)
        .header(header::AUTHORIZATION, authorization)
        .body(axum::body::Body::empty())
        .unwrap();
    let client = client.parse().unwrap();
    request.headers_mut().insert("x-test-client", client);
    app.send(request).await
}

#[tokio::test]
async fn keys_for_an_account_are_not_tried_on_and_on() {
    let app = house().await;
    let (_, person, _) = onno(&app).await;
    let right = basic("Onno@test.example", &app.access_key(person).await);
    for number in 0..10 {
        let answer = ask_from(&app, HERE, &basic(ONNO, &format!("deich_{number}"))).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{number}");
    }
    for authorization in [&basic(ONNO, "deich_next"), &right] {
        let answer = ask_from(&app, HERE, authorization).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(answer.json()["type"], "/api/problems#too-many-requests");
        let wait: u64 = answer.headers[header::RETRY_AFTER]
            .to_str()
            .unwrap()
            .parse()
            .unwrap();
        assert!((1..=901).contains(&wait), "{wait}");
    }
    let many = open_program_session(&app.app, HERE, ONNO, "deich_next").await;
    assert!(matches!(many, Err(web::Error::TooMany(_))));
    // Neither the owner elsewhere nor another account here is stopped.
    assert_eq!(
        ask_from(&app, "198.51.100.7", &right).await.status,
        StatusCode::OK
    );
    let office = app.home(person).await;
    let ole = app
        .add_person("Ole", Role::OfficeAdministrator, office)
        .await;
    let other = basic("ole@test.example", &app.access_key(ole).await);
    assert_eq!(ask_from(&app, HERE, &other).await.status, StatusCode::OK);
    app.clock.advance(SignedDuration::from_mins(15));
    assert_eq!(ask_from(&app, HERE, &right).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_network_does_not_try_keys_on_and_on() {
    let app = house().await;
    let (_, person, cookie) = onno(&app).await;
    let right = bearer(&app.access_key(person).await);
    let mut tried = 0;
    loop {
        // Keys, tokens, addresses that nobody has, and what is none of them.
        let wrong = match tried % 4 {
            0 => bearer(&format!("deich_{tried}")),
            1 => bearer(&format!("{tried}")),
            2 => basic(&format!("nobody{tried}@test.example"), "deich_x"),
            _ => format!("Digest {tried}"),
        };
        let answer = ask_from(&app, HERE, &wrong).await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            break;
        }
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{wrong}");
        tried += 1;
        assert!(tried < 110, "nobody is stopped");
    }
    assert!(tried >= 100, "a network has room: {tried}");
    let stopped = app.ask(Method::GET, &right, WHO).await;
    assert_eq!(stopped.status, StatusCode::TOO_MANY_REQUESTS);
    let session = open_program_session(&app.app, HERE, ONNO, "deich_x").await;
    assert!(matches!(session, Err(web::Error::TooMany(_))));
    // Pages and people with a browser are not concerned.
    assert_eq!(app.get(&cookie, ORGANISATIONS).await.status, StatusCode::OK);
    let elsewhere = ask_from(&app, "198.51.100.7", &right).await;
    assert_eq!(elsewhere.status, StatusCode::OK);
}

#[tokio::test]
async fn a_program_with_a_key_that_has_ended_stops_no_other() {
    let app = house().await;
    let (_, person, _) = onno(&app).await;
    let right = basic(ONNO, &app.access_key(person).await);
    let ended = basic(ONNO, "deich_ended");
    for _ in 0..120 {
        let answer = ask_from(&app, HERE, &ended).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(ask_from(&app, HERE, &right).await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_trail_names_what_was_done_and_holds_no_key() {
    let app = house().await;
    let (_, person, cookie) = onno(&app).await;
    let key = made(&app, &cookie, "30").await;
    let session = open_program_session(&app.app, HERE, ONNO, &key)
        .await
        .unwrap();
    let token = session.expect("a session").token;
    let path = paths_to_end(&app.get(&cookie, "/konto").await.text()).remove(0);
    app.post(&cookie, &path, &[]).await;
    let home = app.home(person).await;
    assert_eq!(
        app.trail(home.uuid()).await,
        ["account.make-access-key", "account.end-access-key"]
    );
    let entries = audit::entries(app.db.read(), home.uuid(), None, 10)
        .await
        .unwrap();
    let text = format!("{entries:?}");
    assert!(text.contains("second-factor") && text.contains("days"));
    for secret in [&key[6..], &token, "Power BI"] {
        assert!(!text.contains(secret));
    }
    // The tables know hashes alone.
    let sql = "SELECT COUNT(*) FROM access_keys WHERE name LIKE $1 OR key_hash = $2";
    let values = vec![format!("%{key}%").into(), key.into_bytes().into()];
    let found = db::scalar::<i64>(app.db.read(), sql, values).await.unwrap();
    assert_eq!(found, Some(0));
}

#[tokio::test]
async fn what_is_over_is_removed_at_night() {
    let app = house().await;
    let (_, person, _) = onno(&app).await;
    let key = app.access_key(person).await;
    let session = open_program_session(&app.app, HERE, ONNO, &key)
        .await
        .unwrap();
    assert!(session.is_some());
    let count = async |table: &str| -> i64 {
        let sql = format!("SELECT COUNT(*) FROM {table}");
        let count = db::scalar(app.app.db.read(), &sql, vec![]).await.unwrap();
        count.unwrap()
    };
    let tidy = async || {
        let tx = app.app.db.begin().await.unwrap();
        let job = jobs::NewJob::new("directory.prune", &serde_json::Value::Null);
        jobs::enqueue(&tx, app.app.clock.as_ref(), app.app.chance.as_ref(), job)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        app.run_jobs().await;
    };
    tidy().await;
    assert_eq!(
        (count("access_keys").await, count("program_sessions").await),
        (1, 1)
    );
    app.clock.advance(SignedDuration::from_hours(25));
    tidy().await;
    assert_eq!(
        (count("access_keys").await, count("program_sessions").await),
        (1, 0)
    );
    app.clock.advance(SignedDuration::from_hours(24 * 30));
    tidy().await;
    assert_eq!(count("access_keys").await, 0);
}
