// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use crate::state::{State, state};

#[tokio::test]
async fn a_week_as_json_says_the_state_of_every_cell() {
    let state = State::with_figures().await;
    let answer = state
        .app
        .get("", "/api/v1/indicators/krankenstand?week=2026-W46")
        .await;
    let json = answer.json();
    assert_eq!(json["week"], "2026-W46");
    assert_eq!(json["complete"], true);
    assert_eq!(json["whole"]["ill"], 36);
    assert_eq!(json["whole"]["share"], 0.0667);
    let districts = json["districts"].as_array().unwrap();
    assert_eq!(districts.len(), 45);
    let one = |key: &str| districts.iter().find(|one| one["place"] == key).unwrap();
    assert_eq!(one("03101")["share"], 0.1);
    assert_eq!(one("03102")["state"], "suppressed");
    assert!(one("03102")["ill"].is_null());
    assert_eq!(one("03103")["state"], "no-data");
}

#[tokio::test]
async fn a_series_as_json_keeps_weeks_without_figures() {
    let state = State::with_figures().await;
    let json = state
        .app
        .get("", "/api/v1/indicators/krankenstand/series?place=03151")
        .await
        .json();
    let weeks = json["weeks"].as_array().unwrap();
    assert_eq!(weeks.first().unwrap()["week"], "2025-W46");
    assert_eq!(weeks.last().unwrap()["share"], 0.03);
    let zero = weeks.iter().find(|one| one["week"] == "2026-W45").unwrap();
    assert_eq!(
        (&zero["state"], &zero["share"]),
        (&"zero".into(), &0.0.into())
    );
}

#[tokio::test]
async fn wrong_questions_get_a_problem() {
    let state = state().await;
    let answer = state.app.get("", "/api/v1/indicators/krankenstand").await;
    assert_eq!(answer.status, 404);
    let answer = state
        .app
        .get("", "/api/v1/indicators/krankenstand/series?place=09162")
        .await;
    assert_eq!(answer.status, 422);
    assert_eq!(answer.headers["content-type"], "application/problem+json");
}
