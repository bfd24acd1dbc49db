// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The API for programs of institutions.

use directory::testing::Answer;
use forms::PeriodKind;
use http::Method;
use serde_json::{Value, json};

use crate::house::{self, House, are_sentinel, house};

fn answers() -> Value {
    json!({
        "facility_state": "open",
        "counts": {"count_day": "2026-11-18", "cared_for": 80, "absent_are": 6, "present_are": 2}
    })
}

async fn submit(house: &House, week: &str, key: &str, answers: &Value) -> Answer {
    let path = format!(
        "/api/v1/collections/{}/periods/{week}/submissions",
        house.collection.id
    );
    let body = json!({
        "institution": house.state.kitas[0].id,
        "answers": answers,
        "idempotency_key": key,
    });
    house
        .test
        .json(Method::POST, &house.reporter, &path, &body)
        .await
}

#[tokio::test]
async fn a_program_learns_what_is_owed_and_sends_it_once() {
    let house = house().await;
    let list = house
        .test
        .get(&house.reporter, "/api/v1/collections")
        .await
        .json();
    assert_eq!(list[0]["institutions"][0]["owed"][2]["period"], "2026-W47");
    let path = format!(
        "/api/v1/collections/{}/periods/2026-W47/form",
        house.collection.id
    );
    let form = house.test.get(&house.reporter, &path).await.json();
    assert_eq!(form["id"], "are-sentinel-kita");

    let first = submit(&house, "2026-W47", "a-1", &answers()).await;
    assert_eq!(first.status, 201, "{}", first.text());
    let again = submit(&house, "2026-W47", "a-1", &answers()).await;
    assert_eq!(again.status, 200);
    assert_eq!(again.json()["id"], first.json()["id"]);
    assert_eq!(again.json()["receipt"], first.json()["receipt"]);
    let other_key = submit(&house, "2026-W47", "a-2", &answers()).await;
    assert_eq!(other_key.status, 409, "{}", other_key.text());
    let mut earlier = answers();
    earlier["counts"]["count_day"] = json!("2026-11-11");
    let other_week = submit(&house, "2026-W46", "a-1", &earlier).await;
    assert_eq!(other_week.status, 409);
    assert_eq!(house.count("submissions").await, 1);

    let path = format!(
        "/api/v1/submissions/{}",
        first.json()["id"].as_str().unwrap()
    );
    let found = house.test.get(&house.reporter, &path).await.json();
    assert_eq!(found["answers"]["counts/cared_for"], "80");
    assert_eq!(found["state"], "submitted");
}

#[tokio::test]
async fn wrong_answers_are_named_one_by_one() {
    let house = house().await;
    let mut wrong = answers();
    wrong["counts"]["absent_are"] = json!(90);
    wrong["facility_state"] = json!("open");
    wrong["nonsense"] = json!(true);
    let answer = submit(&house, "2026-W47", "b", &wrong).await;
    assert_eq!(answer.status, 422);
    assert_eq!(answer.headers["content-type"], "application/problem+json");
    insta::assert_json_snapshot!(answer.json());
    assert_eq!(house.count("submissions").await, 0);
}

#[tokio::test]
async fn implausible_answers_are_taken_with_warnings() {
    let house = house().await;
    let mut unusual = answers();
    unusual["counts"]["absent_are"] = json!(40);
    let answer = submit(&house, "2026-W47", "c", &unusual).await;
    assert_eq!(answer.status, 201);
    assert_eq!(answer.json()["warnings"][0]["path"], "counts/present_are");
}

#[tokio::test]
async fn broken_calls_get_problems_and_leave_nothing() {
    let house = house().await;
    for (status, week, key, answers) in [
        (422, "2026-W47", "", answers()),
        (422, "2026-W47", "with blank", answers()),
        (422, "2026-W47", "d", json!([1, 2])),
        (
            422,
            "2026-W47",
            "d",
            json!({"counts": {"cared_for": [1, 2]}}),
        ),
        (404, "2026-W44", "d", answers()),
        (404, "2026-11-18", "d", answers()),
        (404, "2026-W99", "d", answers()),
    ] {
        let answer = submit(&house, week, key, &answers).await;
        assert_eq!(answer.status, status, "{week} {key} {}", answer.text());
        assert_eq!(answer.headers["content-type"], "application/problem+json");
    }
    let path = format!(
        "/api/v1/collections/{}/periods/2026-W47/submissions",
        house.collection.id
    );
    let foreign = json!({
        "institution": house.state.kitas[1].id, "answers": answers(), "idempotency_key": "e",
    });
    let answer = house
        .test
        .json(Method::POST, &house.reporter, &path, &foreign)
        .await;
    assert_eq!(answer.status, 404);
    assert_eq!(house.count("submissions").await, 0);
    assert_eq!(house.count("submission_versions").await, 0);
}

#[tokio::test]
async fn a_collection_of_events_takes_any_number_of_reports() {
    let mut house = house().await;
    let mut spec = are_sentinel();
    spec.id = "line-list".to_owned();
    spec.period = PeriodKind::Event;
    let form = house::publish(&house.test, spec).await;
    house.collection = house::open(&house.test, &house.state, &form).await;
    assert!(house.collection.repeatable());
    for number in 0..3 {
        let answer = submit(&house, "2026-11-18", &format!("e-{number}"), &answers()).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        assert!(
            answer.json()["receipt"]
                .as_str()
                .unwrap()
                .starts_with("T1811-")
        );
    }
    let again = submit(&house, "2026-11-18", "e-0", &answers()).await;
    assert_eq!(again.status, 200);
    assert_eq!(
        submit(&house, "2026-11-19", "e-9", &answers()).await.status,
        409,
        "tomorrow"
    );
    assert_eq!(house.count("submissions").await, 3);
    let page = house.test.get(&house.reporter, "/meldungen").await.text();
    assert!(page.contains("Jederzeit melden"), "{page}");
}

#[tokio::test]
async fn the_part_of_the_openapi_document_is_stable() {
    insta::assert_json_snapshot!(serde_json::to_value(reporting::api::openapi()).unwrap()["paths"]);
}
