// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Which reports a file holds, what the page says about it, and what is recorded.

use super::{Reported, rows, unpacked};
use crate::house::House;

async fn counts(reported: &Reported, cookie: &str, query: &str) -> Vec<String> {
    let files = unpacked(&reported.export(cookie, query).await);
    let table = rows(&files["submissions.csv"]);
    table[1..].iter().map(|row| row[9].clone()).collect()
}

#[tokio::test]
async fn a_period_holds_every_week_that_it_touches() {
    let reported = Reported::new().await;
    let worker = &reported.worker;
    for (query, wanted) in [
        ("", &["3", "12", "-5"][..]),
        ("from=2026-W47", &["12", "-5"]),
        ("to=2026-W46", &["3"]),
        // Sunday of week 46 to Monday of week 47.
        ("from=2026-11-15&to=2026-11-15", &["3"]),
        ("from=2026-11-15&to=2026-11-16", &["3", "12", "-5"]),
        ("from=2026-11-23", &[]),
        ("from=2026-W46&to=2026-W46", &["3"]),
    ] {
        assert_eq!(counts(&reported, worker, query).await, wanted, "{query}");
    }
}

#[tokio::test]
async fn only_reports_in_the_states_asked_for_are_held() {
    let reported = Reported::new().await;
    let worker = &reported.worker;
    let conn = reported.house.test.app.db.begin().await.unwrap();
    for (state, period) in [("returned", "2026-W46"), ("accepted", "2026-W47")] {
        let sql = format!("UPDATE submissions SET state = '{state}' WHERE period = '{period}'");
        db::execute(&conn, &sql, vec![]).await.unwrap();
    }
    conn.commit().await.unwrap();
    assert_eq!(counts(&reported, worker, "").await, ["12", "-5"]);
    assert_eq!(counts(&reported, worker, "state=returned").await, ["3"]);
    let both = counts(&reported, worker, "state=returned,accepted").await;
    assert_eq!(both, ["3", "12", "-5"]);
    assert!(
        counts(&reported, worker, "state=withdrawn")
            .await
            .is_empty()
    );
}

#[tokio::test]
async fn the_page_says_how_many_reports_the_file_will_hold() {
    let reported = Reported::new().await;
    let test = &reported.house.test;
    let page = test.get(&reported.worker, "/antworten").await;
    assert_eq!(page.status, 200);
    let text = page.text();
    let said = "Die Datei enthält 3 Meldungen von 2 Einrichtungen.";
    assert!(text.contains(said), "{text}");
    assert!(text.contains("formaction=\"/antworten/datei\""));
    let id = reported.house.collection.id;
    let chosen = format!("erhebung={id}&von=2026-11-16&stand=submitted");
    let text = test
        .get(&reported.worker, &format!("/antworten?{chosen}"))
        .await
        .text();
    assert!(text.contains("Die Datei enthält 2 Meldungen von 2 Einrichtungen."));
    let file = format!("/antworten/datei?{chosen}&format=json&schluessel=link");
    let file = test.get(&reported.worker, &file).await.json();
    assert_eq!(file[0]["answers"]["1"], 12);
    assert_eq!(file.as_array().unwrap().len(), 2);
    let none = format!("/antworten?erhebung={id}&stand=withdrawn");
    let text = test.get(&reported.worker, &none).await.text();
    assert!(text.contains("Zu dieser Auswahl gibt es keine Meldungen."));
    assert!(!text.contains("formaction"));
    // The way there.
    let review = test.get(&reported.worker, "/pruefung").await.text();
    assert!(review.contains("href=\"/antworten?quelle="), "{review}");
    let mine = test.get(&reported.house.reporter, "/meldungen").await;
    assert!(mine.text().contains("href=\"/antworten?quelle="));
}

#[tokio::test]
async fn wrong_choices_are_named_on_the_page() {
    let reported = Reported::new().await;
    let test = &reported.house.test;
    let id = reported.house.collection.id;
    let other = uuid::Uuid::nil();
    for path in ["/antworten", "/antworten/datei"] {
        let path = format!("{path}?erhebung={other}&stand=submitted");
        let page = test.get(&reported.worker, &path).await;
        assert_eq!(page.status, 422, "{path}");
        assert!(page.text().contains("href=\"#field-erhebung\""));
    }
    for (query, field) in [
        ("stand=submitted&von=gestern", "von"),
        ("stand=submitted&bis=2026-02-30", "bis"),
        ("stand=submitted&von=2026-11-20&bis=2026-11-01", "bis"),
        ("von=", "stand"),
        ("stand=lost", "stand"),
        ("stand=submitted&format=pdf", "format"),
        ("stand=submitted&schluessel=age", "schluessel"),
    ] {
        for path in ["/antworten", "/antworten/datei"] {
            let path = format!("{path}?erhebung={id}&{query}");
            let page = test.get(&reported.worker, &path).await;
            assert_eq!(page.status, 422, "{path}");
            let link = format!("href=\"#field-{field}\"");
            assert!(page.text().contains(&link), "{path}: {}", page.text());
        }
    }
}

#[tokio::test]
async fn wrong_parameters_are_named_to_programs() {
    let reported = Reported::new().await;
    for (query, parameter) in [
        ("format=pdf", "format"),
        ("key=age", "key"),
        ("format=fhir&key=name", "key"),
        ("from=yesterday", "from"),
        ("to=2026-W54", "to"),
        ("from=2026-W47&to=2026-W46", "to"),
        ("state=lost", "state"),
        ("state=submitted,", "state"),
        ("fromm=2026-W47", "fromm"),
        ("format=csv&format=json", "format"),
    ] {
        let answer = reported.ask(&reported.worker, query).await;
        assert_eq!(answer.status, 422, "{query}: {}", answer.text());
        assert_eq!(answer.headers["content-type"], "application/problem+json");
        let detail = answer.json()["detail"].as_str().unwrap().to_owned();
        assert!(
            detail.contains(&format!("„{parameter}“"))
                || detail.contains(&format!("“{parameter}”")),
            "{query}: {detail}"
        );
    }
    let path = format!("/api/v1/collections/{}/answers", uuid::Uuid::nil());
    let answer = reported.house.test.get(&reported.worker, &path).await;
    assert_eq!(answer.status, 404);
}

#[tokio::test]
async fn each_export_is_recorded_without_content() {
    let reported = Reported::new().await;
    let house: &House = &reported.house;
    reported
        .export(&reported.worker, "format=json&from=2026-W47")
        .await;
    let chain = house.state.offices[0].id.uuid();
    let conn = house.test.app.db.read();
    let newest = audit::entries(conn, chain, None, 1).await.unwrap();
    let entry = &newest[0];
    assert_eq!(entry.action, "answers.export");
    let facts = serde_json::Value::Object(entry.facts.iter().cloned().collect());
    assert_eq!(
        facts,
        serde_json::json!({
            "format": "json", "key": "name", "reports": 2,
            "from": "2026-11-16",
        })
    );
    assert!(entry.actor.is_some());
    // Nothing is recorded of what was refused.
    reported.ask(&reported.worker, "format=pdf").await;
    let again = audit::entries(conn, chain, None, 1).await.unwrap();
    assert_eq!(again[0].sequence, entry.sequence);
    reported.export(&house.reporter, "").await;
    let again = audit::entries(conn, chain, None, 1).await.unwrap();
    let facts = serde_json::Value::Object(again[0].facts.iter().cloned().collect());
    assert_eq!(facts["institution"], house.state.kitas[0].id.to_string());
    assert_eq!(facts["reports"], 2);
}

#[tokio::test]
async fn more_reports_than_are_open_at_once_are_all_there() {
    let reported = Reported::new().await;
    let house = &reported.house;
    let app = &house.test.app;
    let mut all = Vec::new();
    for number in 0..1_200_i64 {
        let id = kernel::SubmissionId::new(&*app.clock, &*app.chance);
        let context = reporting::model::Submission::seal_context(id, 1);
        let content = format!("{{\"answers\":{{\"count\":\"{number}\",\"room[1]/beds\":\"7\"}}}}");
        let office = house.state.offices[0].id;
        let sealed = reporting::sealing::seal(
            &app.vault,
            app.db.read(),
            office,
            &context,
            content.as_bytes(),
        )
        .await
        .unwrap();
        let at = app.clock.now();
        all.push(reporting::store::submissions::Invented {
            submission: reporting::model::Submission {
                id,
                collection: house.collection.id,
                institution: house.state.kitas[1].id,
                office,
                period: "2026-W45".parse().unwrap(),
                receipt: format!("R-{number}"),
                state: reporting::model::SubmissionState::Accepted,
                version: 1,
                form_version: house.collection.form_version,
                submitted_at: at,
                submitted_by: None,
                changed_at: at,
                late: false,
                warnings: 0,
                on_behalf: false,
                restricted_at: None,
            },
            idempotency_key: format!("many-{number}"),
            versions: vec![reporting::store::history::SealedVersion {
                submission: id,
                number: 1,
                sealed,
                warnings: 0,
                at,
                by: None,
            }],
            events: Vec::new(),
            expected: reporting::model::ExpectedStatus::Accepted,
        });
    }
    let tx = app.db.begin().await.unwrap();
    for one in all.chunks(1) {
        reporting::store::submissions::add_invented(&tx, one)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    let query = "state=accepted&to=2026-W45";
    let mut found = counts(&reported, &reported.worker, query).await;
    found.sort_by_key(|count| count.parse::<i64>().unwrap());
    assert!(
        found
            .into_iter()
            .eq((0..1_200).map(|number: i64| number.to_string()))
    );
    let answer = reported
        .export(&reported.worker, &format!("{query}&format=json"))
        .await;
    assert_eq!(answer.json().as_array().unwrap().len(), 1_200);
    let files = unpacked(&reported.export(&reported.worker, query).await);
    assert_eq!(rows(&files["room.csv"]).len(), 1_201);
}
