// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Keys with which programs report for an institution.

use axum::body::Body;
use directory::testing::{Answer, TestApp, bearer};
use http::{Method, StatusCode, header};
use kernel::Role;
use serde_json::json;

use crate::house::{self, House, are_sentinel, house};

async fn manager(house: &House) -> String {
    let kita = house.state.kitas[0].id;
    house
        .test
        .signed_in("Mara Manager", Role::InstitutionManager, kita)
        .await
}

fn path(house: &House) -> String {
    format!("/schluessel/{}", house.state.kitas[0].id)
}

/// Makes a key and reads it from the page that shows it.
async fn made(house: &House, cookie: &str, more: &[(&str, &str)]) -> String {
    let mut fields = vec![("name", "KIS"), ("tage", "365")];
    fields.extend_from_slice(more);
    let answer = house.test.post(cookie, &path(house), &fields).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let text = answer.text();
    let at = text.find("deich_").expect("a key");
    text[at..].chars().take_while(|c| *c != '<').collect()
}

async fn send(house: &House, key: &str, collection: kernel::CollectionId) -> Answer {
    let path = format!("/api/v1/collections/{collection}/bulk");
    let body = json!([{"period": "2026-W47", "answers": {"facility_state": "open",
        "counts": {"count_day": "2026-11-18", "cared_for": 80, "absent_are": 6, "present_are": 2}}}]);
    let request = TestApp::request(Method::POST, "", &path)
        .header(header::AUTHORIZATION, bearer(key))
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(body.to_string()))
        .unwrap();
    house.test.send(request).await
}

#[tokio::test]
async fn a_program_reports_by_the_key_of_its_institution_and_may_no_more() {
    let house = house().await;
    let cookie = manager(&house).await;
    let key = made(&house, &cookie, &[("darf", "report.fill")]).await;
    let list = house
        .test
        .ask(Method::GET, &bearer(&key), "/api/v1/collections")
        .await;
    assert_eq!(
        list.json()[0]["institutions"][0]["id"],
        json!(house.state.kitas[0].id)
    );
    let answer = send(&house, &key, house.collection.id).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    assert_eq!(answer.json()["taken"], 1);
    let id = answer.json()["results"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    for forbidden in [
        format!("/api/v1/submissions/{id}"),
        "/api/v1/organisations".to_owned(),
    ] {
        let refused = house.test.ask(Method::GET, &bearer(&key), &forbidden).await;
        assert!(
            refused.status.is_client_error(),
            "{forbidden}: {}",
            refused.status
        );
    }
    let page = house
        .test
        .get(&cookie, &format!("/meldungen/{id}"))
        .await
        .text();
    assert!(
        page.contains("KIS"),
        "the key is named as the sender: {page}"
    );

    let reading = made(&house, &cookie, &[("darf", "submission.open")]).await;
    let read = house
        .test
        .ask(
            Method::GET,
            &bearer(&reading),
            &format!("/api/v1/submissions/{id}"),
        )
        .await;
    assert_eq!(read.status, StatusCode::OK, "{}", read.text());
    let refused = send(&house, &reading, house.collection.id).await;
    assert!(refused.status.is_client_error(), "{}", refused.status);
}

#[tokio::test]
async fn a_key_for_one_collection_finds_no_other() {
    let house = house().await;
    let form = house::publish(&house.test, are_sentinel()).await;
    let other = house::open(&house.test, &house.state, &form).await;
    let cookie = manager(&house).await;
    let only = other.id.to_string();
    let key = made(
        &house,
        &cookie,
        &[("darf", "report.fill"), ("erhebung", &only)],
    )
    .await;
    let list = house
        .test
        .ask(Method::GET, &bearer(&key), "/api/v1/collections")
        .await;
    assert_eq!(list.json().as_array().unwrap().len(), 1);
    assert_eq!(
        send(&house, &key, house.collection.id).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(send(&house, &key, other.id).await.json()["taken"], 1);
}

#[tokio::test]
async fn a_key_ends_with_its_time_or_by_hand_and_not_with_a_person() {
    let house = house().await;
    let cookie = manager(&house).await;
    let key = made(&house, &cookie, &[("darf", "report.fill")]).await;
    let proof = bearer(&key);
    let list = || house.test.ask(Method::GET, &proof, "/api/v1/collections");
    assert_eq!(list().await.status, StatusCode::OK);
    let page = house.test.get(&cookie, &path(&house)).await.text();
    assert!(page.contains("KIS") && !page.contains(&key));
    let at = page.find("/beenden").unwrap();
    let end: String = page[..at].rsplit('"').next().unwrap().to_owned() + "/beenden";
    let administrator = house
        .test
        .signed_in("Onno", Role::OfficeAdministrator, house.state.offices[0].id)
        .await;
    let asked = house.test.get(&administrator, &end).await;
    assert_eq!(asked.status, StatusCode::OK, "{}", asked.text());
    assert_eq!(
        house.test.post(&administrator, &end, &[]).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(list().await.status, StatusCode::UNAUTHORIZED);

    let key = made(&house, &cookie, &[("darf", "report.fill")]).await;
    house
        .test
        .clock
        .set("2027-11-20T08:00:00Z".parse().unwrap());
    let late = house
        .test
        .ask(Method::GET, &bearer(&key), "/api/v1/collections")
        .await;
    assert_eq!(late.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn nobody_makes_keys_for_institutions_that_are_not_hers() {
    let house = house().await;
    let path = path(&house);
    let stranger = house
        .test
        .signed_in("Mia", Role::InstitutionManager, house.state.kitas[1].id)
        .await;
    assert_eq!(
        house.test.get(&stranger, &path).await.status,
        StatusCode::NOT_FOUND
    );
    let fields = [("name", "KIS"), ("tage", "365"), ("darf", "report.fill")];
    assert_eq!(
        house.test.post(&stranger, &path, &fields).await.status,
        StatusCode::NOT_FOUND
    );
    let reporter = house.test.get(&house.reporter, &path).await;
    assert_eq!(reporter.status, StatusCode::FORBIDDEN);
    let cookie = manager(&house).await;
    let nothing = house
        .test
        .post(&cookie, &path, &[("name", ""), ("tage", "1")])
        .await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = nothing.text();
    assert!(text.contains("Wählen Sie, was das Programm darf"), "{text}");
}
