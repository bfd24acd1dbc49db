// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Connecting programs by pages.

use jiff::SignedDuration;
use serde_json::json;

use crate::house::{COLLECTION, LIST, house};
use crate::receiver::Receiver;

#[tokio::test]
async fn a_secret_is_shown_once_and_lies_sealed() {
    let house = house().await;
    let (path, secret) = house.connect("https://a.example/x", &["report.sent"]).await;
    for page in [path.clone(), format!("{path}/aendern"), LIST.to_owned()] {
        assert!(!house.page(&page).await.contains(&secret), "{page}");
    }
    let sealed: Option<Vec<u8>> = db::scalar(
        house.test.db.read(),
        "SELECT sealed_secret FROM webhook_endpoints",
        vec![],
    )
    .await
    .unwrap();
    let sealed = sealed.unwrap();
    let text = String::from_utf8_lossy(&sealed);
    assert!(!text.contains(&secret[6..]));
    let trail = house.test.trail(house.office().uuid()).await;
    assert!(trail.contains(&"webhook.add".to_owned()), "{trail:?}");
}

#[tokio::test]
async fn a_new_program_needs_a_fresh_sign_in() {
    let house = house().await;
    house.test.clock.advance(SignedDuration::from_mins(16));
    let answer = house.test.get(&house.cookie, &format!("{LIST}/neu")).await;
    assert_ne!(answer.status, 200);
    let fields = [
        ("name", "X Y"),
        ("adresse", "https://a.example"),
        ("ereignis", "report.sent"),
    ];
    let answer = house
        .test
        .post(&house.cookie, &format!("{LIST}/neu"), &fields)
        .await;
    assert_ne!(answer.status, 200);
    let count: Option<i64> = db::scalar(
        house.test.db.read(),
        "SELECT COUNT(*) FROM webhook_endpoints",
        vec![],
    )
    .await
    .unwrap();
    assert_eq!(count, Some(0));
}

#[tokio::test]
async fn what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost() {
    let house = house().await;
    let fields = [("name", "N"), ("adresse", "https://ok.example/x")];
    let answer = house
        .test
        .post(&house.cookie, &format!("{LIST}/neu"), &fields)
        .await;
    assert_eq!(answer.status, 422);
    let page = answer.text();
    assert!(page.contains("href=\"#field-name\"") && page.contains("href=\"#field-ereignis\""));
    assert!(page.contains("https://ok.example/x"));
    let unknown = [
        ("name", "Name"),
        ("adresse", "https://ok.example/x"),
        ("ereignis", "report.unknown"),
    ];
    let answer = house
        .test
        .post(&house.cookie, &format!("{LIST}/neu"), &unknown)
        .await;
    assert_eq!(answer.status, 422);
}

#[tokio::test]
async fn two_people_at_one_program_never_overwrite_each_other() {
    let house = house().await;
    let (path, _) = house.connect("https://a.example/x", &["report.sent"]).await;
    let change = |name: &'static str| {
        [
            ("stand", "1"),
            ("name", name),
            ("adresse", "https://b.example/"),
            ("ereignis", "report.sent"),
        ]
    };
    let cookie = house.later().await;
    let address = format!("{path}/aendern");
    let first = house.test.post(&cookie, &address, &change("Erste")).await;
    assert_eq!(first.status, 303, "{}", first.text());
    let second = house.test.post(&cookie, &address, &change("Zweite")).await;
    assert_eq!(second.status, 409);
    assert!(second.text().contains("inzwischen"), "{}", second.text());
    for step in ["anhalten", "geheimnis", "loeschen"] {
        let late = house
            .test
            .post(&cookie, &format!("{path}/{step}"), &[("stand", "1")])
            .await;
        assert_eq!(late.status, 409, "{step}");
    }
    assert!(house.page(&path).await.contains("Erste"));
}

#[tokio::test]
async fn collections_are_chosen_by_their_titles() {
    let house = house().await;
    let opened = json!({"collection": COLLECTION, "state": house.state.state.id,
        "title": "ARE-Sentinel", "at": house.test.app.clock.now()});
    house.publish("collection.opened", &opened).await;
    house.test.run_jobs().await;
    let page = house.page(&format!("{LIST}/neu")).await;
    assert!(page.contains("ARE-Sentinel"), "{page}");
    let receiver = Receiver::start(&[]).await;
    let collection = COLLECTION.to_string();
    let fields = [
        ("name", "Fachverfahren"),
        ("adresse", receiver.url.as_str()),
        ("ereignis", "report.sent"),
        ("erhebung", collection.as_str()),
    ];
    let made = house
        .test
        .post(&house.cookie, &format!("{LIST}/neu"), &fields)
        .await;
    assert_eq!(made.status, 200, "{}", made.text());
    let mut other = house.report(0, 1);
    other["collection"] = json!(uuid::Uuid::from_u128(0xC1));
    house.publish("report.sent", &other).await;
    house.publish("report.sent", &house.report(0, 2)).await;
    house.test.run_jobs().await;
    let messages = receiver.messages();
    assert_eq!(messages.len(), 1);
    assert_eq!(messages[0].json()["data"]["collection"], json!(COLLECTION));
}

#[tokio::test]
async fn no_more_programs_are_connected_than_an_office_can_watch() {
    let house = house().await;
    for _ in 0..20 {
        house.connect("https://a.example/", &["report.sent"]).await;
    }
    let fields = [
        ("name", "Noch eines"),
        ("adresse", "https://a.example"),
        ("ereignis", "report.sent"),
    ];
    let answer = house
        .test
        .post(&house.later().await, &format!("{LIST}/neu"), &fields)
        .await;
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("Mehr als 20"), "{}", answer.text());
}

#[tokio::test]
async fn deliveries_are_shown_page_by_page_and_by_their_state() {
    let house = house().await;
    let receiver = Receiver::start(&[]).await;
    receiver.refuse(1);
    let (path, _) = house.connect(&receiver.url, &["report.sent"]).await;
    for number in 1..=52 {
        house.publish("report.sent", &house.report(0, number)).await;
    }
    house.test.try_jobs().await;
    for _ in 0..3 {
        house.pass(SignedDuration::from_secs(7)).await;
    }
    let first = house.page(&path).await;
    assert!(
        first.contains("52 Zustellungen") && first.contains("seite=2"),
        "{first}"
    );
    let waiting = house.page(&format!("{path}?stand=waiting")).await;
    assert!(waiting.contains("1 Zustellung"), "{waiting}");
    assert!(waiting.contains("Status 400"), "{waiting}");
    house.page(&format!("{path}?seite=2")).await;
}

#[tokio::test]
async fn the_guide_shows_how_to_check_a_signature() {
    let house = house().await;
    let page = house.page(&format!("{LIST}/anleitung")).await;
    assert!(page.contains("hmac.compare_digest"), "{page}");
    assert!(page.contains("/api/v1/events?organisation="), "{page}");
}
