// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A table with 10,000 reports, 500 of them wrong: the upload through the router, without a network, until
//! the page says what was found; then the job that sends the right ones. `DEICH_BENCH_ROWS` makes it
//! smaller; `DEICH_TEST_DATABASE` runs it on PostgreSQL.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "whoever measures reads what is printed, and a run that cannot go on ends"
)]

use std::fmt::Write as _;
use std::time::Instant;

use axum::body::Body;
use directory::testing::TestApp;
use forms::PeriodKind;
use http::{Method, header};
use jiff::civil::Weekday;
use kernel::{Clock, CollectionId, FormId, FormVersionId, Id, Role};
use reporting::jobs::{FormPublished, keep_form};
use reporting::model::{Calendar, CollectionDraft, OpensAt, Season};
use reporting::opening::{self, Opening};

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(run());
}

fn table(rows: usize) -> String {
    let mut text = "facility_state;counts/count_day;counts/cared_for;counts/absent_are;counts/present_are;remark\n".to_owned();
    for number in 0..rows {
        // Every twentieth row counts more children than there are.
        let absent = if number % 20 == 7 { 500 } else { number % 7 };
        writeln!(
            text,
            "open;2026-11-18;{};{absent};1;Gruppe {number}",
            60 + number % 90
        )
        .unwrap();
    }
    text
}

async fn run() {
    let rows: usize = std::env::var("DEICH_BENCH_ROWS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(10_000);
    let test = directory::testing::app(vec![reporting::module()]).await;
    let state = test.small_state().await;
    let mut spec = form_templates::template("are-sentinel-kita")
        .unwrap()
        .spec()
        .unwrap();
    spec.period = PeriodKind::Event;
    let (clock, chance) = (test.clock.as_ref(), test.app.chance.as_ref());
    let form = FormPublished {
        version_id: FormVersionId::new(clock, chance),
        form_id: FormId::new(clock, chance),
        number: 1,
        title: spec.title.clone(),
        spec_hash: spec.hash(),
        spec,
        files: Vec::new(),
        published_at: test.clock.now(),
    };
    let season = Season {
        from: "2026-W40".parse().unwrap(),
        to: "2027-W20".parse().unwrap(),
    };
    let opening = Opening {
        state: state.state.clone(),
        draft: CollectionDraft {
            title: "Ereignisse".to_owned(),
            calendar: Calendar {
                kind: PeriodKind::Event,
                season,
                count_weekday: Weekday::Wednesday,
                opens_at: OpensAt::Start,
                due_after: None,
                locks_after: None,
                working_days: false,
            },
            zero_reports: false,
            approval: Vec::new(),
        },
        form_version: form.version_id,
        spec: form.spec.clone(),
        rules: Vec::new(),
        institutions: state.kitas.clone(),
        by: None,
    };
    let id: CollectionId = Id::new(clock, chance);
    let today = kernel::berlin_date(test.clock.now());
    let tx = test.app.db.begin().await.unwrap();
    keep_form(&tx, &form).await.unwrap();
    opening::open(&test.app, &tx, id, &opening, today)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let kita = state.kitas[0].id;
    let cookie = test
        .signed_in("Mara Manager", Role::InstitutionManager, kita)
        .await;

    let mut body =
        b"--x\r\ncontent-disposition: form-data; name=\"tabelle\"; filename=\"a.csv\"\r\n\r\n"
            .to_vec();
    body.extend_from_slice(table(rows).as_bytes());
    body.extend_from_slice(b"\r\n--x--\r\n");
    let path = format!("/sammelmeldungen/neu/{id}");
    let start = Instant::now();
    let request = TestApp::request(Method::POST, &cookie, &path)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .body(Body::from(body))
        .unwrap();
    let answer = test.send(request).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let upload = answer.location().to_owned();
    let page = test.get(&cookie, &upload).await;
    assert_eq!(page.status, 200, "{}", page.text());
    let seconds = start.elapsed().as_secs_f64();
    println!("{rows} rows checked, and the page with what was found: {seconds:.2} s");

    let start = Instant::now();
    let sent = test.post(&cookie, &format!("{upload}/senden"), &[]).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    println!(
        "the answer to sending: {:.2} s",
        start.elapsed().as_secs_f64()
    );
    test.run_jobs().await;
    println!(
        "all right rows sent: {:.2} s",
        start.elapsed().as_secs_f64()
    );
    let page = test.get(&cookie, &upload).await.text();
    let right = rows - rows.div_euclid(20) - usize::from(rows % 20 > 7);
    assert!(page.contains(&format!("Gesendet ({right})")), "{page}");
}
