// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Many reports by a table.

use axum::body::Body;
use directory::testing::{Answer, TestApp};
use forms::PeriodKind;
use http::{Method, StatusCode, header};
use kernel::Role;
use reporting::entry::{sending, uploads};

use crate::house::{self, House, are_sentinel, house};

mod interrupted;

const COLUMNS: &str =
    "facility_state;counts/count_day;counts/cared_for;counts/absent_are;counts/present_are";

/// The cells of a report that is right; the number makes it different from others.
fn fine(cared_for: usize) -> String {
    format!("ja,  geöffnet;18.11.2026;{cared_for};6;2")
}

async fn upload(test: &TestApp, cookie: &str, path: &str, name: &str, bytes: &[u8]) -> Answer {
    let mut body = format!(
        "--x\r\ncontent-disposition: form-data; name=\"tabelle\"; filename=\"{name}\"\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--x--\r\n");
    let request = TestApp::request(Method::POST, cookie, path)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .body(Body::from(body))
        .unwrap();
    test.send(request).await
}

/// The same form for events: any number of reports.
async fn events() -> House {
    let mut house = house().await;
    let mut spec = are_sentinel();
    "line-list".clone_into(&mut spec.id);
    spec.period = PeriodKind::Event;
    let form = house::publish(&house.test, spec).await;
    house.collection = house::open(&house.test, &house.state, &form).await;
    house
}

fn new_path(house: &House) -> String {
    format!("/sammelmeldungen/neu/{}", house.collection.id)
}

/// Uploads a table and gives its address and page.
async fn uploaded(house: &House, cookie: &str, text: &str) -> (String, String) {
    let path = new_path(house);
    let answer = upload(&house.test, cookie, &path, "a.csv", text.as_bytes()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let path = answer.location().to_owned();
    let page = house.test.get(cookie, &path).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    (path, page.text())
}

/// Sends what is right and waits until it has come in.
async fn send(house: &House, cookie: &str, path: &str) -> String {
    let sent = house
        .test
        .post(cookie, &format!("{path}/senden"), &[])
        .await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    let meanwhile = house.test.get(cookie, path).await;
    assert_eq!(meanwhile.headers["refresh"], "5");
    house.test.run_jobs().await;
    house.test.get(cookie, path).await.text()
}

#[tokio::test]
async fn a_table_is_checked_corrected_in_the_browser_and_sent_once() {
    let house = events().await;
    let cookie = &house.reporter;
    let table = format!(
        "{COLUMNS}\r\n{}\r\n{}\r\nopen;2026-11-18;80;90;2\r\nopen;gestern;80;6;2\r\n{}\r\n",
        fine(80),
        fine(81),
        fine(80)
    );
    let (path, page) = uploaded(&house, cookie, &table).await;
    assert!(page.contains("2 Zeilen müssen berichtigt werden"), "{page}");
    assert!(page.contains("2 Meldungen senden") && page.contains("Schon gemeldet (1)"));
    assert!(page.contains("Geben Sie ein Datum ein"), "{page}");
    assert_eq!(house.count("submissions").await, 0);

    let row = format!("{path}/zeilen/4");
    let open = house.test.get(cookie, &row).await;
    assert_eq!(open.status, StatusCode::OK);
    let open = open.text();
    assert!(open.contains("value=\"90\""), "{open}");
    let mut fields = vec![
        ("fassung", "1"),
        ("zeitraum", ""),
        ("facility_state", "open"),
        ("counts/count_day", "2026-11-18"),
        ("counts/cared_for", "80"),
        ("counts/absent_are", "95"),
        ("counts/present_are", "2"),
    ];
    let still = house.test.post(cookie, &row, &fields).await;
    assert_eq!(still.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        still.text().contains("value=\"95\""),
        "what was typed is kept"
    );
    fields[5] = ("counts/absent_are", "7");
    let outdated = house.test.post(cookie, &row, &fields).await;
    assert_eq!(
        outdated.status,
        StatusCode::CONFLICT,
        "another window saved"
    );
    fields[0] = ("fassung", "2");
    let kept = house.test.post(cookie, &row, &fields).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text());
    assert_eq!(
        kept.location(),
        format!("{path}/zeilen/5"),
        "the next wrong one"
    );

    let page = send(&house, cookie, &path).await;
    assert!(page.contains("Gesendet (3)"), "{page}");
    assert!(page.contains("Eine Zeile muss berichtigt werden"), "{page}");
    assert_eq!(house.count("submissions").await, 3);
    assert_eq!(house.count("submission_events").await, 3);
    let mails = house.test.mails().await;
    let mail = mails.last().unwrap();
    assert!(mail.text.contains("Angekommen: 3"), "{}", mail.text);

    let (again, page) = uploaded(&house, cookie, &table).await;
    assert!(page.contains("Schon gemeldet (3)"), "{page}");
    let nothing = house
        .test
        .post(cookie, &format!("{again}/senden"), &[])
        .await;
    assert_eq!(nothing.status, StatusCode::SEE_OTHER);
    house.test.run_jobs().await;
    assert_eq!(house.count("submissions").await, 3);

    let worker = house
        .test
        .signed_in("Willi Worker", Role::CaseWorker, house.state.offices[0].id)
        .await;
    let review = format!("/pruefung/{}/2026-W47", house.collection.id);
    let review = house.test.get(&worker, &review).await.text();
    assert_eq!(review.matches("/pruefung/meldung/").count(), 3, "{review}");
}

#[tokio::test]
async fn wrong_rows_go_out_with_their_reasons_and_come_in_again() {
    let house = events().await;
    let cookie = &house.reporter;
    let table = format!("{COLUMNS}\n{}\nopen;2026-11-18;80;90;2\n", fine(80));
    let (path, _) = uploaded(&house, cookie, &table).await;
    for format in ["csv", "xlsx"] {
        let file = house
            .test
            .get(cookie, &format!("{path}/fehlerhafte?format={format}"))
            .await;
        assert_eq!(file.status, StatusCode::OK);
        let read = forms::entry::read(&file.bytes).unwrap();
        assert_eq!(read.lines.len(), 1, "{format}");
        let reason = read
            .headings
            .iter()
            .position(|one| one == "#grund")
            .unwrap();
        assert!(!read.lines[0].cells[reason].is_empty(), "{format}");
        let again = upload(&house.test, cookie, &new_path(&house), "b", &file.bytes).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.text());
        let page = house.test.get(cookie, again.location()).await.text();
        assert!(page.contains("Eine Zeile muss berichtigt werden"), "{page}");
    }
}

#[tokio::test]
async fn the_template_fits_itself_and_explains_its_columns() {
    let house = house().await;
    let path = new_path(&house);
    let page = house.test.get(&house.reporter, &path).await.text();
    assert!(page.contains("Vorlage für Excel"), "{page}");
    let text = house
        .test
        .get(&house.reporter, &format!("{path}/vorlage?format=csv"))
        .await
        .text();
    assert!(
        text.starts_with("\u{feff}#zeitraum;facility_state;"),
        "{text}"
    );
    let book = house
        .test
        .get(&house.reporter, &format!("{path}/vorlage"))
        .await;
    assert!(book.bytes.starts_with(b"PK"));
    let empty = upload(&house.test, &house.reporter, &path, "a.xlsx", &book.bytes).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        empty.text().contains("keine Zeile unter den"),
        "{}",
        empty.text()
    );
}

#[tokio::test]
async fn tables_that_do_not_fit_say_why() {
    let house = house().await;
    let path = new_path(&house);
    let many = format!("{COLUMNS}\n{}", format!("{}\n", fine(80)).repeat(10_001));
    for (text, expected) in [
        ("", "Wählen Sie eine Tabelle aus."),
        ("a\0b", "lässt sich nicht lesen"),
        (many.as_str(), "mehr als 10.000 Zeilen"),
        ("facility_state;colour\nopen;red\n", "colour"),
        ("colour\nred\n", "facility_state"),
    ] {
        let answer = upload(
            &house.test,
            &house.reporter,
            &path,
            "a.csv",
            text.as_bytes(),
        )
        .await;
        assert_eq!(
            answer.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{expected}"
        );
        assert!(answer.text().contains(expected), "{}", answer.text());
    }
    assert_eq!(house.count("uploads").await, 0);
}

#[tokio::test]
async fn an_office_uploads_for_its_institutions() {
    let house = house().await;
    let office = house.state.offices[0].id;
    let worker = house
        .test
        .signed_in("Willi Worker", Role::CaseWorker, office)
        .await;
    let kitas = &house.state.kitas;
    let own: Vec<_> = kitas
        .iter()
        .filter(|one| one.parent == Some(office))
        .collect();
    let other = kitas.iter().find(|one| one.parent != Some(office)).unwrap();
    let row = |who: &str, period: &str, count: usize| format!("{who};{period};{}\n", fine(count));
    let table = [
        format!("#einrichtung;#zeitraum;{COLUMNS}\n"),
        row(&own[0].name, "2026-W47", 80),
        row(&own[1].name, "2026-W47", 80),
        row(&own[1].name, "2026-W47", 81),
        row(&other.name, "2026-W47", 80),
        row("", "2026-W47", 80),
        row(&own[0].name, "2026-W52", 80),
        row(&own[0].name, "2026-W40", 80),
        row(&own[0].name, "", 80),
        row(&own[0].name, "bald", 80),
    ]
    .concat();
    let (path, page) = uploaded(&house, &worker, &table).await;
    assert!(page.contains("2 Meldungen senden"), "{page}");
    for expected in [
        "denselben Zeitraum derselben",
        "melden Sie in dieser Erhebung nicht",
        "Nennen Sie die Einrichtung",
        "noch nicht gemeldet werden",
        "meldet die Einrichtung nicht",
        "Nennen Sie den Zeitraum",
        "kein Zeitraum dieser Erhebung",
    ] {
        assert!(page.contains(expected), "{expected}: {page}");
    }
    send(&house, &worker, &path).await;
    assert_eq!(house.count("submissions").await, 2);
    let status: Option<String> = db::scalar(
        house.test.db.read(),
        "SELECT status FROM expected_reports WHERE institution = $1 AND period = '2026-W47'",
        vec![own[0].id.uuid().into()],
    )
    .await
    .unwrap();
    assert_eq!(status.as_deref(), Some("submitted"));
    let (_, page) = uploaded(
        &house,
        &worker,
        &format!(
            "#einrichtung;#zeitraum;{COLUMNS}\n{}",
            row(&own[0].name, "2026-W47", 82)
        ),
    )
    .await;
    assert!(page.contains("schon eine andere Meldung vor"), "{page}");
}

#[tokio::test]
async fn an_upload_is_seen_by_nobody_else_and_sealed() {
    let house = events().await;
    let table = format!("{COLUMNS}\n{}\n", fine(80));
    let (path, _) = uploaded(&house, &house.reporter, &table).await;
    let kita = house.state.kitas[0].id;
    let colleague = house
        .test
        .signed_in("Mara Manager", Role::InstitutionManager, kita)
        .await;
    for path in [
        path.clone(),
        format!("{path}/zeilen/2"),
        format!("{path}/verwerfen"),
        format!("{path}/fehlerhafte"),
    ] {
        let answer = house.test.get(&colleague, &path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    let answer = house
        .test
        .post(&colleague, &format!("{path}/senden"), &[])
        .await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let sealed: Option<Vec<u8>> = db::scalar(
        house.test.db.read(),
        "SELECT sealed FROM upload_rows",
        vec![],
    )
    .await
    .unwrap();
    let sealed = String::from_utf8_lossy(&sealed.unwrap()).into_owned();
    assert!(!sealed.contains("facility_state"), "{sealed}");
    let stranger = house
        .test
        .signed_in("Frauke Form", Role::FormAuthor, house.state.state.id)
        .await;
    let answer = house.test.get(&stranger, &new_path(&house)).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn two_workers_that_send_the_same_upload_make_each_report_once() {
    let house = events().await;
    let rows: Vec<String> = (10..240).map(fine).collect();
    let rows = rows.join("\n");
    let (path, page) = uploaded(&house, &house.reporter, &format!("{COLUMNS}\n{rows}")).await;
    assert!(page.contains("230 Meldungen senden"), "{page}");
    let sent = house
        .test
        .post(&house.reporter, &format!("{path}/senden"), &[])
        .await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let id = uploads::id_of(path.rsplit('/').next().unwrap()).unwrap();
    let payload = sending::SendUpload { upload: id };
    let (app, again) = (&house.test.app, &house.test.app);
    let (one, other) = tokio::join!(sending::send(app, payload), sending::send(again, payload));
    assert!(one.is_ok() && other.is_ok(), "{one:?} {other:?}");
    house.test.run_jobs().await;
    assert_eq!(house.count("submissions").await, 230);
    assert_eq!(house.count("submission_versions").await, 230);
    let page = house.test.get(&house.reporter, &path).await.text();
    assert!(page.contains("Gesendet (230)"), "{page}");
}

#[tokio::test]
async fn what_is_thrown_away_or_too_old_is_gone() {
    let house = events().await;
    let table = format!("{COLUMNS}\n{}\n", fine(80));
    let (path, _) = uploaded(&house, &house.reporter, &table).await;
    let discard = format!("{path}/verwerfen");
    let asked = house.test.get(&house.reporter, &discard).await;
    assert!(asked.text().contains("Eine Zeile, die nicht gesendet ist"));
    let gone = house.test.post(&house.reporter, &discard, &[]).await;
    assert_eq!(gone.location(), "/sammelmeldungen");
    assert_eq!(house.count("upload_rows").await, 0);

    uploaded(&house, &house.reporter, &table).await;
    house
        .test
        .clock
        .set("2026-12-01T08:00:00Z".parse().unwrap());
    assert_eq!(uploads::clean(&house.test.app).await.unwrap(), 0);
    house
        .test
        .clock
        .set("2026-12-03T08:00:00Z".parse().unwrap());
    assert_eq!(uploads::clean(&house.test.app).await.unwrap(), 1);
    assert_eq!(house.count("upload_rows").await, 0);
}

#[tokio::test]
async fn a_report_that_was_withdrawn_can_be_sent_again() {
    let house = events().await;
    let table = format!("{COLUMNS}\n{}\n", fine(80));
    let (path, _) = uploaded(&house, &house.reporter, &table).await;
    let page = send(&house, &house.reporter, &path).await;
    let at = page.find("/meldungen/").unwrap();
    let report: String = page[at..].chars().take(11 + 36).collect();
    let withdrawn = house
        .test
        .post(&house.reporter, &format!("{report}/zurueckziehen"), &[])
        .await;
    assert_eq!(
        withdrawn.status,
        StatusCode::SEE_OTHER,
        "{}",
        withdrawn.text()
    );
    let (path, page) = uploaded(&house, &house.reporter, &table).await;
    assert!(page.contains("Eine Meldung senden"), "{page}");
    send(&house, &house.reporter, &path).await;
    assert_eq!(house.count("submissions").await, 2);
}

async fn bulk(house: &House, query: &str, key: &str, body: &serde_json::Value) -> Answer {
    let path = format!("/api/v1/collections/{}/bulk{query}", house.collection.id);
    let mut request = TestApp::request(Method::POST, &house.reporter, &path)
        .header(header::CONTENT_TYPE, "application/json");
    if !key.is_empty() {
        request = request.header("idempotency-key", key);
    }
    let request = request.body(Body::from(body.to_string())).unwrap();
    house.test.send(request).await
}

#[tokio::test]
async fn a_program_sends_many_reports_and_learns_what_became_of_each() {
    let house = events().await;
    let good = serde_json::json!({"answers": {"facility_state": "open",
        "counts": {"count_day": "2026-11-18", "cared_for": 80, "absent_are": 6, "present_are": 2}}});
    let mut wrong = good.clone();
    wrong["answers"]["counts"]["absent_are"] = 90.into();
    wrong["period"] = "bald".into();
    let body = serde_json::json!([good, wrong, good]);
    let dry = bulk(&house, "?dry_run=true", "", &body).await;
    assert_eq!(dry.status, StatusCode::OK, "{}", dry.text());
    assert_eq!(dry.json()["taken"], 1);
    assert_eq!(house.count("submissions").await, 0);

    let first = bulk(&house, "", "", &body).await.json();
    assert_eq!(
        (&first["taken"], &first["known"], &first["wrong"]),
        (&1.into(), &1.into(), &1.into())
    );
    assert_eq!(first["results"][0]["state"], "taken");
    assert!(
        first["results"][0]["receipt"]
            .as_str()
            .unwrap()
            .starts_with("T1811-")
    );
    let kinds: Vec<_> = first["results"][1]["violations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["kind"].clone())
        .collect();
    assert!(
        kinds.contains(&"period-invalid".into()) && kinds.contains(&"constraint".into()),
        "{kinds:?}"
    );
    let again = bulk(&house, "", "", &body).await.json();
    assert_eq!((&again["taken"], &again["known"]), (&0.into(), &2.into()));
    assert_eq!(again["results"][0]["id"], first["results"][0]["id"]);

    // With a key of its own, a call says itself which of its reports are the same.
    for _ in 0..2 {
        bulk(&house, "", "night-1", &body).await;
        assert_eq!(house.count("submissions").await, 3);
    }
    let other = bulk(&house, "", "", &serde_json::json!([])).await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    let other = bulk(&house, "", "with blank", &body).await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_program_sends_the_table_of_the_template() {
    let house = house().await;
    let path = format!("/api/v1/collections/{}/bulk", house.collection.id);
    let table = format!(
        "#period;{COLUMNS}\n2026-W47;{}\n2026-W30;{}\n",
        fine(80),
        fine(80)
    );
    let request = TestApp::request(Method::POST, &house.reporter, &path)
        .header(header::CONTENT_TYPE, "text/csv")
        .body(Body::from(table))
        .unwrap();
    let answer = house.test.send(request).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let answer = answer.json();
    assert_eq!(answer["results"][0]["state"], "taken");
    assert_eq!(answer["results"][1]["row"], 3);
    assert_eq!(
        answer["results"][1]["violations"][0]["kind"],
        "not-expected"
    );
    let receipt = house
        .test
        .get(
            &house.reporter,
            "/meldungen?zustand=submitted&zeitraum=2026-W47",
        )
        .await
        .text();
    assert!(receipt.contains("/quittung/pdf"), "{receipt}");
    let none = house
        .test
        .get(&house.reporter, "/meldungen?zustand=accepted")
        .await
        .text();
    assert!(!none.contains("/quittung/pdf"), "{none}");
    let at = receipt.find("/quittung/pdf").unwrap();
    let path = format!("/meldungen/{}/quittung/pdf", &receipt[at - 36..at]);
    let paper = house.test.get(&house.reporter, &path).await;
    assert_eq!(paper.headers["content-type"], "application/pdf");
    assert!(paper.bytes.starts_with(b"%PDF-"));
}
