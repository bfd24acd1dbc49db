// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Programs that are away, say that they are gone, or stand where nobody may call.

use jiff::SignedDuration;
use kernel::Role;

use crate::house::{LIST, house, house_with};
use crate::receiver::Receiver;

#[tokio::test]
async fn a_program_that_is_gone_is_switched_off_and_its_administrators_are_told() {
    let house = house().await;
    let receiver = Receiver::start(&[410]).await;
    let (path, _) = house.connect(&receiver.url, &["report.sent"]).await;
    house.report_sent(1).await;
    assert_eq!(house.state_of(&path).await, "disabled");
    house.report_sent(2).await;
    house.pass(SignedDuration::from_hours(2)).await;
    assert_eq!(receiver.messages().len(), 1, "nothing waits for it");
    let mails = house.test.mails().await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, "ada.amt@test.example");
    assert!(
        mails[0].subject.contains("Fachverfahren"),
        "{}",
        mails[0].subject
    );
    assert!(mails[0].text.contains(&path), "{}", mails[0].text);
    let tasks = house.page("/aufgaben").await;
    assert!(
        tasks.contains("Zustellung abgeschaltet: Fachverfahren"),
        "{tasks}"
    );
    assert!(house.page(&path).await.contains("nicht mehr gibt"));
    let trail = house.test.trail(house.office().uuid()).await;
    assert!(trail.contains(&"webhook.disable".to_owned()), "{trail:?}");

    // Somebody has talked to whoever runs it.
    assert_eq!(house.act(&path, "fortsetzen").await.status, 303);
    house.report_sent(3).await;
    assert_eq!(receiver.messages().last().unwrap().sequence(), 3);
}

#[tokio::test]
async fn a_message_is_given_up_after_ten_attempts_and_the_program_after_five_days() {
    let house = house().await;
    let receiver = Receiver::start(&[500; 40]).await;
    let (path, _) = house.connect(&receiver.url, &["report.sent"]).await;
    house.report_sent(1).await;
    for _ in 0..24 * 4 {
        house.pass(SignedDuration::from_hours(1)).await;
    }
    let given_up = &house.deliveries(&path).await[0];
    assert_eq!(
        (given_up.state.as_str(), given_up.attempts),
        ("given-up", 10)
    );
    assert_eq!(house.state_of(&path).await, "active", "four days");
    house.pass(SignedDuration::from_hours(25)).await;
    house.report_sent(2).await;
    assert_eq!(house.state_of(&path).await, "disabled", "five days");
    assert_eq!(house.test.mails().await.len(), 1);
}

#[tokio::test]
async fn one_success_ends_the_count_of_failures() {
    let house = house().await;
    let receiver = Receiver::start(&[500]).await;
    let (path, _) = house.connect(&receiver.url, &["report.sent"]).await;
    house.report_sent(1).await;
    let failing = house.page(&path).await;
    assert!(failing.contains("derzeit nicht erreichbar"), "{failing}");
    house.pass(SignedDuration::from_secs(6)).await;
    let well = house.page(&path).await;
    assert!(!well.contains("derzeit nicht erreichbar"), "{well}");
    // Long afterwards another failure begins anew.
    house.pass(SignedDuration::from_hours(24 * 6)).await;
    receiver.answer(&[500]);
    house.report_sent(2).await;
    assert_eq!(house.state_of(&path).await, "active");
}

#[tokio::test]
async fn a_program_that_is_away_costs_few_attempts_however_much_waits() {
    let house = house().await;
    let receiver = Receiver::start(&[503; 200]).await;
    house.connect(&receiver.url, &["report.sent"]).await;
    for number in 1..=50 {
        house.publish("report.sent", &house.report(0, number)).await;
    }
    house.test.run_jobs().await;
    assert_eq!(receiver.messages().len(), 1, "it rests after the first");
    for _ in 0..60 {
        house.pass(SignedDuration::from_secs(60)).await;
    }
    let attempts = receiver.messages().len();
    assert!(
        (10..=30).contains(&attempts),
        "{attempts} attempts in an hour"
    );
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let house = house().await;
    let receiver = Receiver::start(&[307]).await;
    let (path, _) = house.connect(&receiver.url, &["report.sent"]).await;
    house.report_sent(1).await;
    assert_eq!(receiver.messages().len(), 1);
    let row = &house.deliveries(&path).await[0];
    assert_eq!((row.state.as_str(), row.status), ("waiting", Some(307)));
}

#[tokio::test]
async fn addresses_of_internal_networks_are_refused_when_they_are_typed() {
    let house = house_with(false).await;
    for (url, words) in [
        ("http://fachverfahren.example/", "https://"),
        ("http://127.0.0.1:8080/", "https://"),
        ("https://127.0.0.1:8080/", "internen Netz"),
        ("https://169.254.169.254/latest/meta-data", "internen Netz"),
        ("https://[::ffff:10.0.0.1]/", "internen Netz"),
        (
            "https://user:pass@fachverfahren.example/",
            "Kennwort enthalten",
        ),
        ("fachverfahren.example", "Geben Sie eine Adresse an"),
    ] {
        let fields = [
            ("name", "Fachverfahren"),
            ("adresse", url),
            ("ereignis", "report.sent"),
        ];
        let answer = house
            .test
            .post(&house.cookie, &format!("{LIST}/neu"), &fields)
            .await;
        assert_eq!(answer.status, 422, "{url}");
        assert!(answer.text().contains(words), "{url}: {}", answer.text());
    }
}

/// The name is typed as a harmless one and means this machine when it is called.
#[tokio::test]
async fn a_name_that_means_an_internal_address_is_refused_when_it_is_called() {
    let house = house_with(false).await;
    let receiver = Receiver::start(&[]).await;
    let url = receiver
        .url
        .replace("http://127.0.0.1", "https://localhost");
    let (path, _) = house.connect(&url, &["report.sent"]).await;
    house.report_sent(1).await;
    assert!(receiver.messages().is_empty());
    let row = &house.deliveries(&path).await[0];
    assert_eq!(
        (row.state.as_str(), row.fault.as_deref()),
        ("waiting", Some("forbidden"))
    );
    assert!(
        house
            .page(&path)
            .await
            .contains("führt in ein internes Netz")
    );
}

#[tokio::test]
async fn nobody_listens_and_the_page_says_so() {
    let house = house().await;
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    drop(listener);
    let (path, _) = house.connect(&url, &["report.sent"]).await;
    house.report_sent(1).await;
    let row = &house.deliveries(&path).await[0];
    assert_eq!(row.fault.as_deref(), Some("connection-refused"));
    assert!(
        house
            .page(&path)
            .await
            .contains("Die Verbindung wurde abgelehnt")
    );
}

#[tokio::test]
async fn what_is_old_is_forgotten_and_a_reader_is_told() {
    let house = house().await;
    let receiver = Receiver::start(&[]).await;
    let (path, _) = house.connect(&receiver.url, &["report.sent"]).await;
    house.report_sent(1).await;
    house.pass(SignedDuration::from_hours(24 * 31)).await;
    house.tidy().await;
    assert!(house.deliveries(&path).await.is_empty(), "after a month");
    let worker = house
        .test
        .add_person("Ute Prüfer", Role::CaseWorker, house.office())
        .await;
    house
        .test
        .clock
        .advance(SignedDuration::from_hours(24 * 60));
    house.tidy().await;
    let cookie = house.test.sign_in_as(worker).await;
    let kept = house
        .test
        .get(&cookie, "/api/v1/events?after=0")
        .await
        .json();
    assert_eq!(kept["events"].as_array().unwrap().len(), 1, "91 days");
    house.pass(SignedDuration::from_hours(24 * 3)).await;
    house.tidy().await;
    house.report_sent(2).await;
    let cookie = house.test.sign_in_as(worker).await;
    let lost = house.test.get(&cookie, "/api/v1/events?after=0").await;
    assert_eq!(lost.status, 410, "{}", lost.text());
    assert_eq!(lost.json()["type"], "/api/problems#cursor");
    let anew = house.test.get(&cookie, "/api/v1/events").await.json();
    assert_eq!(anew["events"][0]["sequence"], "2");
}
