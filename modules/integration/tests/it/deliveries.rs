// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Events reach the programs that want them: signed, in order, again until they are taken.

use jiff::SignedDuration;
use serde_json::json;

use crate::house::{COLLECTION, house};
use crate::receiver::{Message, Receiver};

#[tokio::test]
async fn a_message_comes_again_until_it_is_taken_and_is_signed_each_time() {
    let house = house().await;
    let receiver = Receiver::start(&[500, 503]).await;
    let (path, secret) = house.connect(&receiver.url, &["report.sent"]).await;
    house.report_sent(7).await;
    assert_eq!(receiver.messages().len(), 1);
    let waiting = &house.deliveries(&path).await[0];
    assert_eq!(
        (waiting.state.as_str(), waiting.attempts, waiting.status),
        ("waiting", 1, Some(500))
    );

    house.pass(SignedDuration::from_secs(6)).await;
    assert_eq!(receiver.messages().len(), 2, "after five seconds");
    house.pass(SignedDuration::from_secs(60)).await;
    assert_eq!(
        receiver.messages().len(),
        2,
        "the next wait is five minutes"
    );
    house.pass(SignedDuration::from_secs(5 * 60)).await;
    let messages = receiver.messages();
    assert_eq!(messages.len(), 3);
    let delivered = &house.deliveries(&path).await[0];
    assert_eq!(
        (
            delivered.state.as_str(),
            delivered.attempts,
            delivered.status
        ),
        ("delivered", 3, Some(204))
    );

    for message in &messages {
        assert!(message.is_signed_with(&secret));
        assert_eq!(message.body, messages[0].body, "the same each time");
        assert_eq!(
            message.header("webhook-id"),
            messages[0].header("webhook-id")
        );
        assert_eq!(
            message.header("content-type"),
            "application/cloudevents+json"
        );
    }
    assert_ne!(
        messages[0].header("webhook-timestamp"),
        messages[1].header("webhook-timestamp")
    );
    let event = messages[0].json();
    assert_eq!(event["type"], "report.sent");
    assert_eq!(event["id"], messages[0].header("webhook-id"));
    assert_eq!(event["sequence"], "1");
    assert_eq!(event["data"]["collection"], json!(COLLECTION));
    let text = String::from_utf8(messages[0].body.clone()).unwrap();
    assert!(!text.contains("GEHEIM"), "identifiers only: {text}");

    house.pass(SignedDuration::from_hours(100)).await;
    assert_eq!(
        receiver.messages().len(),
        3,
        "what was taken does not come again"
    );
}

#[tokio::test]
async fn events_come_in_the_order_of_the_feed() {
    let house = house().await;
    let receiver = Receiver::start(&[]).await;
    house.connect(&receiver.url, &["report.sent"]).await;
    for number in 1..=8 {
        house.publish("report.sent", &house.report(0, number)).await;
    }
    house.test.run_jobs().await;
    let order: Vec<i64> = receiver.messages().iter().map(Message::sequence).collect();
    assert_eq!(order, (1..=8).collect::<Vec<_>>());
}

#[tokio::test]
async fn one_event_that_is_refused_stops_no_other() {
    let house = house().await;
    let receiver = Receiver::start(&[]).await;
    receiver.refuse(2);
    let (path, _) = house.connect(&receiver.url, &["report.sent"]).await;
    for number in 1..=4 {
        house.publish("report.sent", &house.report(0, number)).await;
    }
    house.test.run_jobs().await;
    for _ in 0..5 {
        house.pass(SignedDuration::from_secs(7)).await;
    }
    let states: Vec<String> = house
        .deliveries(&path)
        .await
        .into_iter()
        .map(|one| one.state)
        .collect();
    assert_eq!(states, ["delivered", "waiting", "delivered", "delivered"]);
}

#[tokio::test]
async fn a_program_is_told_of_what_was_chosen_and_of_its_own_organisation() {
    let house = house().await;
    let receiver = Receiver::start(&[]).await;
    house.connect(&receiver.url, &["report.accepted"]).await;
    house.publish("report.sent", &house.report(0, 1)).await;
    house.publish("report.accepted", &house.report(0, 1)).await;
    // A Kita of another office.
    house.publish("report.accepted", &house.report(2, 2)).await;
    house.test.run_jobs().await;
    let messages = receiver.messages();
    assert_eq!(messages.len(), 1);
    assert_eq!(messages[0].json()["type"], "report.accepted");
}

#[tokio::test]
async fn a_job_that_runs_twice_writes_one_event_and_sends_one_message() {
    let house = house().await;
    let receiver = Receiver::start(&[]).await;
    house.connect(&receiver.url, &["report.sent"]).await;
    let same = house.report(0, 7);
    house.publish("report.sent", &same).await;
    house.publish("report.sent", &same).await;
    house.test.run_jobs().await;
    assert_eq!(receiver.messages().len(), 1);
    let head = integration::store::events::head(house.test.db.read(), house.office()).await;
    assert_eq!(head.unwrap(), 1, "and leaves no gap");
}

#[tokio::test]
async fn what_was_delivered_can_be_sent_again_under_the_same_name() {
    let house = house().await;
    let receiver = Receiver::start(&[]).await;
    let (path, secret) = house.connect(&receiver.url, &["report.sent"]).await;
    house.report_sent(7).await;
    let delivery = house.deliveries(&path).await[0].id;
    let again = house.act(&path, &format!("zustellungen/{delivery}")).await;
    assert_eq!(again.status, 303, "{}", again.text());
    house.test.run_jobs().await;
    let messages = receiver.messages();
    assert_eq!(messages.len(), 2);
    assert_eq!(
        messages[0].header("webhook-id"),
        messages[1].header("webhook-id")
    );
    assert!(messages[1].is_signed_with(&secret));
    let row = &house.deliveries(&path).await[0];
    assert_eq!((row.state.as_str(), row.attempts), ("delivered", 2));
    let page = house.page(&format!("{path}/zustellungen/{delivery}")).await;
    assert!(page.contains("Status 204"), "{page}");
    assert!(page.contains("report.sent"), "{page}");
}

#[tokio::test]
async fn a_trial_says_that_it_is_one_and_stands_in_no_feed() {
    let house = house().await;
    let receiver = Receiver::start(&[]).await;
    let (path, secret) = house.connect(&receiver.url, &["report.sent"]).await;
    let tried = house.act(&path, "probe").await;
    assert_eq!(tried.status, 303);
    house.test.run_jobs().await;
    let messages = receiver.messages();
    assert_eq!(messages.len(), 1);
    assert_eq!(messages[0].json()["type"], "webhook.trial");
    assert!(messages[0].is_signed_with(&secret));
    let head = integration::store::events::head(house.test.db.read(), house.office()).await;
    assert_eq!(head.unwrap(), 0);
    let page = house.page(tried.location()).await;
    assert!(page.contains("zugestellt"), "{page}");
}

#[tokio::test]
async fn both_secrets_sign_for_a_day_after_a_change() {
    let house = house().await;
    let receiver = Receiver::start(&[]).await;
    let (path, old) = house.connect(&receiver.url, &["report.sent"]).await;
    let page = house.act(&path, "geheimnis").await;
    assert_eq!(page.status, 200, "{}", page.text());
    let new = crate::house::between(&page.text(), "deich-key\">whsec_", "<");
    let new = format!("whsec_{new}");
    assert_ne!(old, new);
    house.report_sent(1).await;
    let first = receiver.messages().remove(0);
    assert!(first.is_signed_with(&old) && first.is_signed_with(&new));
    house.pass(SignedDuration::from_hours(24)).await;
    house.report_sent(2).await;
    let second = receiver.messages().remove(1);
    assert!(!second.is_signed_with(&old) && second.is_signed_with(&new));
}

#[tokio::test]
async fn what_happens_during_a_pause_waits_and_is_delivered_afterwards() {
    let house = house().await;
    let receiver = Receiver::start(&[]).await;
    let (path, _) = house.connect(&receiver.url, &["report.sent"]).await;
    assert_eq!(house.act(&path, "anhalten").await.status, 303);
    house.report_sent(1).await;
    house.report_sent(2).await;
    assert!(receiver.messages().is_empty());
    assert!(house.page(&path).await.contains("angehalten"));
    assert_eq!(house.act(&path, "fortsetzen").await.status, 303);
    house.test.run_jobs().await;
    let order: Vec<i64> = receiver.messages().iter().map(Message::sequence).collect();
    assert_eq!(order, [1, 2]);
}

#[tokio::test]
async fn a_program_that_is_disconnected_hears_nothing_more() {
    let house = house().await;
    let receiver = Receiver::start(&[500]).await;
    let (path, _) = house.connect(&receiver.url, &["report.sent"]).await;
    house.report_sent(1).await;
    let deleted = house.act(&path, "loeschen").await;
    assert_eq!(deleted.status, 303, "{}", deleted.text());
    house.pass(SignedDuration::from_hours(24)).await;
    house.report_sent(2).await;
    assert_eq!(receiver.messages().len(), 1, "only the attempt before");
    let gone = house.test.get(&house.later().await, &path).await;
    assert_eq!(gone.status, 404);
}
