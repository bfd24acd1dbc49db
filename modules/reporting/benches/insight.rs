// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Figures over the reports of one office: 200 Kitas and 100 weeks, 20,000 sealed reports. Whole pages
//! through the router, without a network. `DEICH_BENCH_WEEKS` makes it smaller; `DEICH_TEST_DATABASE`
//! runs it on PostgreSQL.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "whoever measures reads what is printed, and a run that cannot go on ends"
)]

use std::time::Instant;

use directory::testing::TestApp;
use directory::{Address, InstitutionKind, Organisation, OrganisationKind};
use forms::{Answers, PeriodKind};
use jiff::civil::{Weekday, date};
use kernel::{Clock, CollectionId, FormId, FormVersionId, Id, Role, SubmissionId};
use reporting::jobs::{FormPublished, keep_form};
use reporting::model::{
    Calendar, Collection, CollectionDraft, Content, ExpectedStatus, OpensAt, Season, Submission,
    SubmissionState,
};
use reporting::opening::{self, Opening};
use reporting::period::Period;
use reporting::store::history::SealedVersion;
use reporting::store::submissions::Invented;
use reporting::{sealing, store};

const KITAS: usize = 200;

fn kita(test: &TestApp, office: &Organisation, number: usize) -> Organisation {
    Organisation {
        id: Id::new(test.clock.as_ref(), test.app.chance.as_ref()),
        kind: OrganisationKind::Institution,
        parent: Some(office.id),
        name: format!("Kita {number:03}"),
        institution_kind: Some(InstitutionKind::Kita),
        reference: None,
        address: Address::default(),
        ags: None,
        email: None,
        phone: None,
        valid_from: date(2020, 1, 1),
        valid_to: None,
    }
}

async fn opened(
    test: &TestApp,
    state: &Organisation,
    kitas: &[Organisation],
    weeks: i32,
) -> Collection {
    let spec = form_templates::template("are-sentinel-kita")
        .unwrap()
        .spec()
        .unwrap();
    let form = FormPublished {
        version_id: FormVersionId::new(test.clock.as_ref(), test.app.chance.as_ref()),
        form_id: FormId::new(test.clock.as_ref(), test.app.chance.as_ref()),
        number: 1,
        title: spec.title.clone(),
        spec_hash: spec.hash(),
        spec: spec.clone(),
        files: Vec::new(),
        published_at: test.clock.now(),
    };
    let today = kernel::berlin_date(test.clock.now());
    let last = Period::containing(PeriodKind::Week, today);
    let tx = test.app.db.begin().await.unwrap();
    keep_form(&tx, &form).await.unwrap();
    let opening = Opening {
        state: state.clone(),
        draft: CollectionDraft {
            title: "ARE".to_owned(),
            calendar: Calendar {
                kind: PeriodKind::Week,
                season: Season {
                    from: last.plus(1 - weeks),
                    to: last.plus(20),
                },
                count_weekday: Weekday::Wednesday,
                opens_at: OpensAt::Start,
                due_after: Some(-2),
                locks_after: None,
                working_days: false,
            },
            zero_reports: false,
            approval: Vec::new(),
        },
        form_version: form.version_id,
        spec,
        rules: Vec::new(),
        institutions: kitas.to_vec(),
        by: None,
    };
    let id = CollectionId::new(test.clock.as_ref(), test.app.chance.as_ref());
    let collection = opening::open(&test.app, &tx, id, &opening, today)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    collection
}

async fn fill(test: &TestApp, collection: &Collection, kitas: &[Organisation], weeks: i32) {
    for week in 0..weeks {
        let period = collection.calendar.season.from.plus(week);
        let tx = test.app.db.begin().await.unwrap();
        let mut all = Vec::new();
        for (number, kita) in (0_i32..).zip(kitas) {
            let id = SubmissionId::new(test.clock.as_ref(), test.app.chance.as_ref());
            let answers: Answers = [
                ("facility_state", "open".to_owned()),
                ("counts/count_day", period.first_day().to_string()),
                ("counts/cared_for", (40 + number % 60).to_string()),
                (
                    "counts/absent_are",
                    ((number * 7 + week * 3) % 12).to_string(),
                ),
                ("counts/present_are", ((number + week) % 5).to_string()),
            ]
            .into_iter()
            .collect();
            let content = Content {
                answers,
                reason: String::new(),
            };
            let office = kita.parent.unwrap();
            let context = Submission::seal_context(id, 1);
            let bytes = sealing::to_bytes(&content).unwrap();
            let sealed = sealing::seal(&test.app.vault, &tx, office, &context, &bytes)
                .await
                .unwrap();
            let now = test.clock.now();
            all.push(Invented {
                idempotency_key: id.to_string(),
                expected: ExpectedStatus::Accepted,
                submission: Submission {
                    id,
                    collection: collection.id,
                    institution: kita.id,
                    office,
                    period,
                    receipt: id.to_string(),
                    state: SubmissionState::Accepted,
                    version: 1,
                    form_version: collection.form_version,
                    submitted_at: now,
                    submitted_by: None,
                    changed_at: now,
                    late: false,
                    warnings: 0,
                    on_behalf: false,
                    restricted_at: None,
                },
                versions: vec![SealedVersion {
                    submission: id,
                    number: 1,
                    sealed,
                    warnings: 0,
                    at: now,
                    by: None,
                }],
                events: Vec::new(),
            });
        }
        store::submissions::add_invented(&tx, &all).await.unwrap();
        tx.commit().await.unwrap();
    }
}

async fn ask(test: &TestApp, what: &str, cookie: &str, path: &str, rounds: usize) {
    let mut times = Vec::new();
    for _ in 0..rounds {
        let start = Instant::now();
        let answer = test.get(cookie, path).await;
        times.push(start.elapsed());
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    }
    times.sort_unstable();
    println!(
        "{what:<60} p50 {:7.1} ms   highest {:7.1} ms",
        times[times.len() / 2].as_secs_f64() * 1e3,
        times[times.len() - 1].as_secs_f64() * 1e3
    );
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(run());
}

async fn run() {
    let weeks: i32 = std::env::var("DEICH_BENCH_WEEKS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(100);
    let test = directory::testing::app(vec![reporting::module()]).await;
    let state = test
        .add_organisation(OrganisationKind::State, None, "Landesamt")
        .await;
    let office = test
        .add_organisation(OrganisationKind::Office, Some(state.id), "Amt")
        .await;
    let kitas: Vec<Organisation> = (0..KITAS)
        .map(|number| kita(&test, &office, number))
        .collect();
    let tx = test.app.db.begin().await.unwrap();
    directory::add_organisations(&tx, &kitas, test.clock.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let collection = opened(&test, &state, &kitas, weeks).await;
    let start = Instant::now();
    fill(&test, &collection, &kitas, weeks).await;
    println!(
        "{} reports, made in {:.0} s",
        KITAS * usize::try_from(weeks).unwrap(),
        start.elapsed().as_secs_f64()
    );
    let worker = test
        .signed_in("Willi Worker", Role::CaseWorker, office.id)
        .await;
    let path = format!("/erhebungen/{}/auswertung", collection.id);
    let ratio = format!(
        "{path}?frage=counts/absent_are&mass=ratio&nenner=counts/cared_for&je=100&gruppe=institution"
    );
    ask(
        &test,
        "figures, all answers opened for the first time",
        &worker,
        &path,
        1,
    )
    .await;
    ask(&test, "figures", &worker, &path, 20).await;
    ask(&test, "figures with a ratio", &worker, &ratio, 20).await;
    ask(&test, "list", &worker, &format!("{path}/liste"), 20).await;
}
