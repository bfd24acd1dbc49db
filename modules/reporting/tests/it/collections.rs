// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Opening collections, expected reports, participants, completeness.

use directory::testing::TestApp;
use kernel::Role;
use reporting::store;

use crate::house::{self, FINE, House, are_sentinel, house};

async fn owed(house: &House, kita: usize) -> Vec<String> {
    let id = house.state.kitas[kita].id;
    let today = kernel::berlin_date(house.test.app.clock.now());
    store::expected::owed(house.test.db.read(), id, today, 100)
        .await
        .unwrap()
        .iter()
        .map(|one| one.period.to_string())
        .collect()
}

async fn author(test: &TestApp, state: &directory::testing::SmallState) -> String {
    test.signed_in("Frauke Form", Role::FormAuthor, state.state.id)
        .await
}

#[tokio::test]
async fn a_form_author_opens_a_collection_in_two_steps() {
    let test = directory::testing::app(vec![reporting::module()]).await;
    let state = test.small_state().await;
    let form = house::publish(&test, are_sentinel()).await;
    let author = author(&test, &state).await;
    let page = test.get(&author, "/erhebungen/neu").await.text();
    assert!(page.contains("ARE-Sentinel Kita, Version 1"), "{page}");

    let version = form.version_id.to_string();
    let fields = [
        ("formular", version.as_str()),
        ("titel", "ARE-Sentinel Kita 2026/27"),
        ("von", "2026-W40"),
        ("bis", "2027-W20"),
        ("zaehltag", "3"),
        ("frist", "5"),
        ("art", "kita"),
    ];
    let preview = test.post(&author, "/erhebungen/neu", &fields).await;
    assert_eq!(preview.status, 200);
    assert!(
        preview.text().contains("4 Einrichtungen nehmen teil"),
        "{}",
        preview.text()
    );

    let ids: Vec<String> = state.kitas[..3]
        .iter()
        .map(|kita| kita.id.to_string())
        .collect();
    let mut opening = fields.to_vec();
    opening.push(("aktion", "eroeffnen"));
    opening.extend(ids.iter().map(|id| ("teilnahme", id.as_str())));
    let opened = test.post(&author, "/erhebungen/neu", &opening).await;
    assert_eq!(opened.status, 303, "{}", opened.text());

    let detail = test.get(&author, opened.location()).await.text();
    assert!(
        detail.contains("Amt A") && detail.contains("KW\u{a0}47/2026"),
        "{detail}"
    );
    let made: i64 = db::scalar(
        test.db.read(),
        "SELECT COUNT(*) FROM expected_reports",
        vec![],
    )
    .await
    .unwrap()
    .unwrap();
    assert_eq!(made, 3 * 8, "weeks 40 to 47 of three Kitas");
    let list = test.get(&author, "/erhebungen").await.text();
    assert!(list.contains("ARE-Sentinel Kita 2026/27"));
}

/// Posts the form of a new collection with a table, as a browser does.
async fn post_table(
    test: &TestApp,
    cookie: &str,
    fields: &[(&str, &str)],
    table: &str,
) -> directory::testing::Answer {
    let part = |rest: &str| format!("--border\r\nContent-Disposition: form-data; name={rest}\r\n");
    let mut parts: Vec<String> = fields
        .iter()
        .map(|(name, value)| part(&format!("\"{name}\"\r\n\r\n{value}")))
        .collect();
    let head = "\"tabelle\"; filename=\"kitas.csv\"\r\nContent-Type: text/csv\r\n\r\n";
    parts.push(part(&format!("{head}{table}")));
    let body = format!("{}--border--\r\n", parts.concat());
    let request = TestApp::request(http::Method::POST, cookie, "/erhebungen/neu/tabelle")
        .header(
            http::header::CONTENT_TYPE,
            "multipart/form-data; boundary=border",
        )
        .body(axum::body::Body::from(body))
        .unwrap();
    test.send(request).await
}

#[tokio::test]
async fn participants_can_be_named_by_a_table_wholly_or_not_at_all() {
    let test = directory::testing::app(vec![reporting::module()]).await;
    let state = test.small_state().await;
    let form = house::publish(&test, are_sentinel()).await;
    let author = author(&test, &state).await;
    let version = form.version_id.to_string();
    let fields = [
        ("formular", version.as_str()),
        ("titel", "ARE-Sentinel Kita 2026/27"),
        ("von", "2026-W40"),
        ("bis", "2027-W20"),
        ("zaehltag", "3"),
        ("frist", "5"),
        ("art", "kita"),
        ("aemter", &state.offices[1].id.to_string()),
    ];
    let names = [&state.kitas[0].name[..], &state.kitas[2].name];
    let wrong = format!("Einrichtung\n{}\nKita Nirgendwo\n{}", names[0], names[0]);
    let refused = post_table(&test, &author, &fields, &wrong).await;
    assert_eq!(refused.status, 422);
    let text = refused.text();
    assert!(
        text.contains("2 Zeilen der Tabelle stimmen nicht"),
        "{text}"
    );
    assert!(text.contains("Kita Nirgendwo") && text.contains("schon in Zeile 2"));
    assert!(!text.contains("name=\"teilnahme\""), "nobody is taken");
    assert_eq!(post_table(&test, &author, &fields, "").await.status, 422);

    let table = format!("Einrichtung\n{}\n{}\n", names[0], names[1]);
    let preview = post_table(&test, &author, &fields, &table).await;
    assert_eq!(preview.status, 200, "{}", preview.text());
    let text = preview.text();
    assert!(text.contains("2 Einrichtungen nehmen teil"), "{text}");
    assert!(text.contains("name=\"auswahl\" value=\"tabelle\""));
    let ids = [0, 2].map(|kita: usize| state.kitas[kita].id.to_string());
    let mut opening = fields[..7].to_vec();
    opening.extend([("aktion", "eroeffnen"), ("auswahl", "tabelle")]);
    opening.extend(ids.iter().map(|id| ("teilnahme", id.as_str())));
    // A mistake elsewhere does not lose who was named.
    let mut untitled = opening.clone();
    untitled[1].1 = "";
    let asked = test.post(&author, "/erhebungen/neu", &untitled).await;
    assert_eq!(asked.status, 422);
    assert!(asked.text().contains(&ids[1]));
    let opened = test.post(&author, "/erhebungen/neu", &opening).await;
    assert_eq!(opened.status, 303, "{}", opened.text());
    let collection = opened.location().rsplit('/').next().unwrap();
    let page = format!("/erhebungen/{collection}/teilnehmende");
    let page = test.get(&author, &page).await.text();
    assert!(page.contains(names[0]) && page.contains(names[1]));
    assert!(!page.contains(&format!(">{}<", state.kitas[1].name)));
}

#[tokio::test]
async fn a_collection_that_contradicts_itself_is_not_opened() {
    let test = directory::testing::app(vec![reporting::module()]).await;
    let state = test.small_state().await;
    let author = author(&test, &state).await;
    let form = house::publish(&test, are_sentinel()).await;
    let version = form.version_id.to_string();
    let answer = test.post(&author, "/erhebungen/neu", &[]).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("Wählen Sie ein Formular"));
    let fields = [
        ("formular", version.as_str()),
        ("titel", ""),
        ("von", "2026-W40"),
        ("bis", "2026-W39"),
        ("zaehltag", "3"),
        ("frist", "2"),
        ("art", "kita"),
    ];
    let answer = test.post(&author, "/erhebungen/neu", &fields).await;
    assert_eq!(answer.status, 422);
    let text = answer.text();
    for fault in [
        "Geben Sie der Erhebung einen Namen",
        "Der letzte Zeitraum liegt vor dem ersten",
        "Der Fälligkeitstag liegt vor dem Zähltag",
    ] {
        assert!(text.contains(fault), "{fault}: {text}");
    }
    assert!(text.contains("value=\"2026-W39\""), "what was typed stays");
}

#[tokio::test]
async fn expected_reports_appear_by_themselves_and_once() {
    let house = house().await;
    assert_eq!(owed(&house, 0).await, ["2026-W45", "2026-W46", "2026-W47"]);
    house
        .test
        .clock
        .set("2026-11-22T23:30:00Z".parse().unwrap());
    for _ in 0..2 {
        let tx = house.test.app.db.begin().await.unwrap();
        let job = jobs::NewJob::new(reporting::jobs::EXPECT, &serde_json::json!({}));
        jobs::enqueue(&tx, &*house.test.app.clock, &*house.test.app.chance, job)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        house.test.run_jobs().await;
    }
    assert_eq!(owed(&house, 0).await.last().unwrap(), "2026-W48");
    assert_eq!(house.count("expected_reports").await, 4 * 4);
}

#[tokio::test]
async fn an_institution_that_moves_owes_its_next_reports_to_its_new_office() {
    let house = house().await;
    let mut kita = house.state.kitas[0].clone();
    kita.parent = Some(house.state.offices[1].id);
    let tx = house.test.app.db.begin().await.unwrap();
    directory::change_organisation(&tx, &kita).await.unwrap();
    tx.commit().await.unwrap();
    house
        .test
        .clock
        .set("2026-11-23T06:00:00Z".parse().unwrap());
    reporting::jobs::expect_reports(&house.test.app)
        .await
        .unwrap();
    let conn = house.test.db.read();
    for (week, office) in [("2026-W47", 0), ("2026-W48", 1)] {
        let expected =
            store::expected::find(conn, house.collection.id, kita.id, week.parse().unwrap())
                .await
                .unwrap()
                .unwrap();
        assert_eq!(expected.office, house.state.offices[office].id, "{week}");
    }
}

#[tokio::test]
async fn participants_leave_and_join_from_a_week_on() {
    let house = house().await;
    let author = author(&house.test, &house.state).await;
    let kita = house.state.kitas[1].id.to_string();
    let path = format!("/erhebungen/{}/teilnehmende", house.collection.id);
    let leave = [
        ("aktion", "beenden"),
        ("einrichtung", kita.as_str()),
        ("zeitraum", "2026-W45"),
    ];
    assert_eq!(house.test.post(&author, &path, &leave).await.status, 303);
    assert_eq!(owed(&house, 1).await, ["2026-W45"]);
    let join = [
        ("aktion", "aufnehmen"),
        ("einrichtung", kita.as_str()),
        ("zeitraum", "2026-W47"),
    ];
    assert_eq!(house.test.post(&author, &path, &join).await.status, 303);
    assert_eq!(owed(&house, 1).await, ["2026-W45", "2026-W47"]);
    let wrong = [
        ("aktion", "aufnehmen"),
        ("einrichtung", "niemand"),
        ("zeitraum", "2026-W60"),
    ];
    let answer = house.test.post(&author, &path, &wrong).await;
    assert_eq!(answer.status, 422);
    let list = house.test.get(&author, &path).await.text();
    assert!(list.contains("5 Teilnahmen"), "{list}");
}

#[tokio::test]
async fn completeness_shows_counts_to_the_state_and_its_own_part_to_an_office() {
    let house = house().await;
    house.send(&house.reporter, "2026-W47", &FINE).await;
    let author = author(&house.test, &house.state).await;
    let path = format!("/erhebungen/{}", house.collection.id);
    let state = house.test.get(&author, &path).await.text();
    assert!(
        state.contains("Amt A") && state.contains("Amt B"),
        "{state}"
    );
    assert!(!state.contains("Kita 1 von"), "no institution by name");
    let office = house.state.offices[1].id;
    let worker = house
        .test
        .signed_in("Carl Case", Role::CaseWorker, office)
        .await;
    let own = house.test.get(&worker, &path).await.text();
    assert!(own.contains("Amt B") && !own.contains("Amt A"), "{own}");
}

#[tokio::test]
async fn only_a_form_that_is_what_it_says_is_taken_over() {
    let test = directory::testing::app(vec![reporting::module()]).await;
    let mut event = house::published(&test, are_sentinel());
    event.spec_hash = "0".repeat(64);
    let tx = test.app.db.begin().await.unwrap();
    let job = jobs::NewJob::new(reporting::jobs::FORM_PUBLISHED, &event);
    jobs::enqueue(&tx, &*test.app.clock, &*test.app.chance, job)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(test.try_jobs().await.dead, 1);
    assert!(
        store::published::all(test.db.read())
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn open_work_stands_among_the_tasks() {
    let house = house().await;
    let tasks = house.test.get(&house.reporter, "/aufgaben").await.text();
    assert!(
        tasks.contains("ARE-Sentinel Kita 2026/27, KW\u{a0}45/2026 melden"),
        "{tasks}"
    );
    house
        .test
        .clock
        .set("2027-05-05T06:00:00Z".parse().unwrap());
    let author = author(&house.test, &house.state).await;
    let tasks = house.test.get(&author, "/aufgaben").await.text();
    assert!(tasks.contains("endet"), "{tasks}");
}

#[tokio::test]
async fn a_withdrawn_form_is_offered_to_no_new_collection() {
    let house = house().await;
    let state = house.state.state.id;
    let author = house
        .test
        .signed_in("Frieda Form", Role::FormAuthor, state)
        .await;
    let version = house.collection.form_version;
    let path = "/erhebungen/neu";
    let page = house.test.get(&author, path).await.text();
    assert!(page.contains(&version.to_string()));
    for (seconds, retired) in [(0, true), (-60, false), (60, false)] {
        let at = house.test.app.clock.now() + jiff::SignedDuration::from_secs(seconds);
        let event = reporting::jobs::FormRetired {
            version_id: version,
            retired,
            at,
        };
        let (clock, chance) = (&*house.test.app.clock, &*house.test.app.chance);
        let tx = house.test.app.db.begin().await.unwrap();
        let job = jobs::NewJob::new(reporting::jobs::FORM_RETIRED, &event);
        jobs::enqueue(&tx, clock, chance, job).await.unwrap();
        tx.commit().await.unwrap();
        house.test.run_jobs().await;
        let page = house.test.get(&author, path).await.text();
        let is_offered = page.contains(&version.to_string());
        assert_eq!(is_offered, seconds == 60, "the later decision counts");
    }
    let running = house
        .test
        .get(&house.reporter, &house.path("2026-W47"))
        .await;
    assert_eq!(running.status, 200, "a collection that runs goes on");
}
