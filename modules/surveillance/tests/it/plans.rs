// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How a set is watched.

use http::StatusCode;
use surveillance::model::{InterventionKind, WatchPlan};
use surveillance::store;

use crate::house::{House, house};

async fn plan(house: &House) -> WatchPlan {
    let kept = store::plans::current(house.test.db.read(), "meldungen").await;
    kept.unwrap().unwrap().plan
}

#[tokio::test]
async fn the_suggested_plan_is_the_one_of_the_form() {
    let house = house().await;
    house.version(1, 40).await;
    let page = house.see(&house.analyst, "/signale/plaene/meldungen").await;
    assert!(
        page.contains("value=\"0,1\"") && page.contains("value=\"208\""),
        "{page}"
    );
    house.plan("0", &[]).await;
    let expected = WatchPlan {
        active: true,
        ..WatchPlan::default()
    };
    assert_eq!(plan(&house).await, expected);
    let overview = house.see(&house.analyst, "/signale/plaene").await;
    assert!(overview.contains("Wird überwacht"), "{overview}");
}

#[tokio::test]
async fn numbers_out_of_their_limits_are_refused_beside_their_fields() {
    let house = house().await;
    house.version(1, 40).await;
    let wrong = [
        ("alpha", "0,6"),
        ("jahre", "11"),
        ("wochen", "neun"),
        ("zeilen", "1"),
        ("art_0", "excluded"),
        ("von_0", "2021-W10"),
        ("bis_0", "2021-W02"),
        ("grund_0", ""),
    ];
    let refused = house.plan("0", &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = refused.text();
    for said in [
        "von 0,0001 bis 0,5",
        "von 2 bis 10 ein",
        "von 1 bis 8 ein",
        "nicht vor der ersten",
        "Geben Sie eine Begründung ein",
        "value=\"0,6\"",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let none = store::plans::current(house.test.db.read(), "meldungen").await;
    assert!(none.unwrap().is_none());
}

#[tokio::test]
async fn weeks_that_were_different_are_not_learned_from() {
    let house = house().await;
    house.version(1, 40).await;
    let times = [
        ("zeilen", "2"),
        ("art_0", "excluded"),
        ("krankheit_0", "influenza"),
        ("von_0", "2021-W01"),
        ("bis_0", "2021-W20"),
        ("grund_0", "Kontaktbeschränkungen"),
    ];
    let saved = house.plan("0", &times).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    let kept = plan(&house).await.interventions;
    assert_eq!(kept.len(), 1, "the empty row is gone");
    assert_eq!(kept[0].kind, InterventionKind::Excluded);
    house.look().await;
    let signal = house.signal("03101").await;
    let page = house
        .see(&house.analyst, &format!("/signale/{}", signal.id))
        .await;
    assert!(
        page.contains("zählen nicht mit: Kontaktbeschränkungen"),
        "{page}"
    );
    assert!(!page.contains("KW\u{a0}10/2021</th><td class=\"num\">4</td><td class=\"num\">1"));
}

#[tokio::test]
async fn changes_have_a_history_and_the_second_of_two_is_told() {
    let house = house().await;
    house.version(1, 40).await;
    house.plan("0", &[]).await;
    let late = house.plan("0", &[("alpha", "0,05")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    house.plan("1", &[("alpha", "0,05")]).await;
    assert!((plan(&house).await.alpha - 0.05).abs() < 1e-12);
    let page = house.see(&house.analyst, "/signale/plaene/meldungen").await;
    assert!(page.contains("Alpha, Jahre oder Vorgeschichte") && page.contains("Eingerichtet"));
    let trail = house.test.trail(house.state.uuid()).await;
    let deeds = trail
        .iter()
        .filter(|one| *one == "signal.configure")
        .count();
    assert_eq!(deeds, 2);
}

#[tokio::test]
async fn a_set_that_is_not_watched_is_not_searched() {
    let house = house().await;
    house.version(1, 40).await;
    let refused = house.look().await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    let unknown = house
        .test
        .get(&house.analyst, "/signale/plaene/unbekannt")
        .await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    let list = house.see(&house.analyst, "/signale").await;
    assert!(list.contains("Es wird noch nichts überwacht"), "{list}");
}
