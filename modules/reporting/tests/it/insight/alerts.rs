// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Rules, what they find, and what becomes of it.

use directory::testing::Answer;
use http::StatusCode;
use kernel::Role;

use super::{ill, situation};
use crate::office::{Situation, hidden, office_with};

const THRESHOLD: [(&str, &str); 9] = [
    ("art", "threshold"),
    ("name", "Viele kranke Kinder"),
    ("ebene", "institution"),
    ("frage", "ill"),
    ("mass", "ratio"),
    ("nenner", "cared_for"),
    ("je", "100"),
    ("seite", "above"),
    ("wert", "20"),
];

impl Situation {
    /// Saves a rule, or shows what it would have found.
    async fn rule(&self, cookie: &str, action: &str, fields: &[(&str, &str)]) -> Answer {
        let mut all = vec![
            ("version", "0"),
            ("ab", "2026-W46"),
            ("aktiv", "ja"),
            ("aktion", action),
        ];
        all.extend_from_slice(fields);
        self.app.post(cookie, &self.rules("/neu"), &all).await
    }

    /// Lets the time pass after which rules are applied.
    async fn wait(&self) {
        let minutes = jiff::SignedDuration::from_mins(2);
        self.app.clock.advance(minutes);
        self.app.run_jobs().await;
    }

    async fn alerts(&self) -> i64 {
        self.count("SELECT COUNT(*) FROM alerts").await
    }

    async fn alert(&self) -> String {
        let id: uuid::Uuid = db::scalar(self.app.app.db.read(), "SELECT id FROM alerts", vec![])
            .await
            .unwrap()
            .unwrap();
        format!("/alarme/{id}")
    }

    /// Does something with an alert as its page shows it.
    async fn deal(&self, cookie: &str, path: &str, action: &str) -> Answer {
        let page = self.app.get(cookie, path).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        let version = hidden(&page.text(), "version");
        let fields = [
            ("version", version.as_str()),
            ("aktion", action),
            ("kommentar", "Mit der Kita Sonnenblume telefoniert"),
        ];
        self.app.post(cookie, path, &fields).await
    }
}

#[tokio::test]
async fn a_rule_shows_what_it_would_have_found_before_it_is_saved() {
    let situation = situation().await;
    let cookie = situation.case_worker().await;
    let page = situation.rule(&cookie, "vorschau", &THRESHOLD).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let text = page.text();
    assert!(text.contains("einmal ausgelöst"), "{text}");
    assert!(text.contains("Kita Sonnenblume 4"), "{text}");
    assert_eq!(situation.count("SELECT COUNT(*) FROM alert_rules").await, 0);
    let unnamed = situation.rule(&cookie, "speichern", &[("art", "signal"), ("wert", "3")]);
    let unnamed = unnamed.await;
    assert_eq!(unnamed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unnamed.text().contains("Geben Sie einen Namen an"));
}

#[tokio::test]
async fn an_alert_fires_once_is_mailed_without_content_and_goes_its_way() {
    let situation = office_with(2).await;
    let app = &situation.app;
    let cookie = situation.case_worker().await;
    let saved = situation.rule(&cookie, "speichern", &THRESHOLD).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    let subscribed = app
        .post(&cookie, "/alarme/abonnement", &[("aktion", "an")])
        .await;
    assert_eq!(
        subscribed.status,
        StatusCode::SEE_OTHER,
        "{}",
        subscribed.text()
    );
    situation.submit(0, ill(2)).await;
    let many = situation.submit(1, ill(12)).await;
    assert_eq!(
        situation.alerts().await,
        0,
        "rules wait for further reports"
    );
    situation.wait().await;
    assert_eq!(situation.alerts().await, 1);
    let mails = app.mails().await;
    let mail = mails
        .iter()
        .find(|mail| mail.text.contains("/alarme"))
        .expect("whoever wishes is told");
    assert!(
        !mail.text.contains("Sonnenblume") && !mail.text.contains("kranke"),
        "{}",
        mail.text
    );

    situation.accept(&many).await;
    situation.wait().await;
    assert_eq!(situation.alerts().await, 1, "it is not found again");
    let tasks = app.get(&cookie, "/aufgaben").await.text();
    assert!(tasks.contains("Viele kranke Kinder"), "{tasks}");

    // Somebody else of the office deals with it.
    let chief = app
        .signed_in(
            "Lea Leitung",
            Role::OfficeAdministrator,
            situation.office.id,
        )
        .await;
    let path = situation.alert().await;
    let before = app.get(&cookie, &path).await.text();
    assert!(
        before.contains("<dd class=\"kern-description-list-item__value\">30</dd>"),
        "{before}"
    );
    let done = situation.deal(&chief, &path, "acknowledged").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    let version = hidden(&before, "version");
    let late = [
        ("version", version.as_str()),
        ("aktion", "closed"),
        ("kommentar", "Auch gesehen"),
    ];
    let late = app.post(&cookie, &path, &late).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.text());
    let page = app.get(&cookie, &path).await.text();
    assert!(
        page.contains("Lea Leitung") && page.contains("telefoniert"),
        "{page}"
    );
    assert!(!page.contains("Auch gesehen"), "{page}");
    let done = situation.deal(&cookie, &path, "false-alarm").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    let list = app.get(&cookie, "/alarme").await.text();
    assert!(list.contains("Keine Alarme"), "{list}");
    let all = app.get(&cookie, "/alarme?alle=ja").await.text();
    assert!(all.contains("Fehlalarm"), "{all}");
    let trail = app.trail(situation.office.id.uuid()).await;
    assert!(
        trail.iter().any(|entry| entry.contains("alert.manage")),
        "{trail:?}"
    );
}

#[tokio::test]
async fn an_alert_that_is_opened_again_can_fire_again() {
    let situation = office_with(1).await;
    let cookie = situation.case_worker().await;
    situation.rule(&cookie, "speichern", &THRESHOLD).await;
    situation.submit(0, ill(12)).await;
    situation.wait().await;
    let path = situation.alert().await;
    situation.deal(&cookie, &path, "closed").await;
    situation.wait().await;
    let fired = "SELECT COUNT(*) FROM alert_events WHERE kind = 'fired'";
    assert_eq!(situation.count(fired).await, 1);
    situation.deal(&cookie, &path, "reopened").await;
    situation.wait().await;
    assert_eq!(situation.count(fired).await, 2, "it is found anew");
    assert_eq!(situation.alerts().await, 1, "and stays one alert");
}

#[tokio::test]
async fn institutions_that_do_not_report_are_found_at_night() {
    let situation = office_with(3).await;
    let cookie = situation.case_worker().await;
    let silent = [
        ("art", "missing-row"),
        ("name", "Meldet nicht"),
        ("wert", "2"),
    ];
    let saved = situation.rule(&cookie, "speichern", &silent).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    situation.submit(0, ill(1)).await;
    situation.wait().await;
    assert_eq!(
        situation.alerts().await,
        0,
        "the second week is not due yet"
    );
    situation.at("2026-11-25T05:00:00Z");
    let app = &situation.app.app;
    let tx = app.db.begin().await.unwrap();
    let night = jobs::NewJob::new(reporting::alerting::EVALUATE_ALL, &serde_json::json!({}));
    jobs::enqueue(&tx, &*app.clock, &*app.chance, night)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    situation.app.run_jobs().await;
    assert_eq!(
        situation.alerts().await,
        2,
        "two Kitas miss weeks 46 and 47"
    );
}

#[tokio::test]
async fn whoever_opens_no_report_sees_no_figure_and_no_alert_of_another_office() {
    let situation = office_with(1).await;
    let app = &situation.app;
    let cookie = situation.case_worker().await;
    situation.rule(&cookie, "speichern", &THRESHOLD).await;
    situation.submit(0, ill(12)).await;
    situation.wait().await;
    let path = situation.alert().await;
    let analyst = app
        .signed_in("Anna Lyse", Role::Analyst, situation.office.id)
        .await;
    let page = app.get(&analyst, &path).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let text = page.text();
    assert!(text.contains("Den Wert sehen die Personen"), "{text}");
    assert!(
        !text.contains("<dd class=\"kern-description-list-item__value\">30</dd>"),
        "{text}"
    );
    assert!(!text.contains("name=\"aktion\""), "{text}");
    let forbidden = app.post(&analyst, &path, &[("aktion", "closed")]).await;
    assert_eq!(forbidden.status, StatusCode::FORBIDDEN);
    let other = app
        .signed_in("Otto Anders", Role::CaseWorker, situation.other_office.id)
        .await;
    assert_eq!(app.get(&other, &path).await.status, StatusCode::NOT_FOUND);
    let rules = app.get(&other, &situation.rules("")).await;
    assert_eq!(rules.status, StatusCode::NOT_FOUND);
    let author = app
        .signed_in("Frieda Form", Role::FormAuthor, situation.state.id)
        .await;
    assert_eq!(
        app.get(&author, "/alarme").await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn a_rule_is_changed_by_one_at_a_time_and_ends_with_its_alerts_kept() {
    let situation = office_with(1).await;
    let app = &situation.app;
    let cookie = situation.case_worker().await;
    situation.rule(&cookie, "speichern", &THRESHOLD).await;
    situation.submit(0, ill(12)).await;
    situation.wait().await;
    let id: uuid::Uuid = db::scalar(app.app.db.read(), "SELECT id FROM alert_rules", vec![])
        .await
        .unwrap()
        .unwrap();
    let path = situation.rules(&format!("/{id}"));
    let page = app.get(&cookie, &path).await.text();
    let version = hidden(&page, "version");
    let mut fields = vec![
        ("version", version.as_str()),
        ("aktion", "speichern"),
        ("ab", "2026-W46"),
    ];
    fields.extend_from_slice(&THRESHOLD);
    let paused = app.post(&cookie, &path, &fields).await;
    assert_eq!(paused.status, StatusCode::SEE_OTHER, "{}", paused.text());
    let late = app.post(&cookie, &path, &fields).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.text());
    let list = app.get(&cookie, &situation.rules("")).await.text();
    assert!(list.contains("ausgesetzt"), "{list}");
    let remove = format!("{path}/loeschen");
    let page = app.get(&cookie, &remove).await.text();
    let version = hidden(&page, "version");
    let ended = app
        .post(&cookie, &remove, &[("version", version.as_str())])
        .await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.text());
    assert_eq!(app.get(&cookie, &path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(situation.alerts().await, 1, "what was found stays");
}
