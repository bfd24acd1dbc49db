// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Pages and nightly jobs on the data of a whole state: 5,000 institutions of 45 offices, 60
//! collections over three years, some 15 million expected reports. Whole pages through the router,
//! without a network. `DEICH_BENCH_INSTITUTIONS` makes it smaller; `DEICH_TEST_DATABASE` runs it on PostgreSQL.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "whoever measures reads what is printed, and a run that cannot go on ends"
)]

use std::time::{Duration, Instant};

use directory::testing::TestApp;
use directory::{Address, InstitutionKind, Organisation, OrganisationKind};
use forms::PeriodKind;
use jiff::civil::{Weekday, date};
use kernel::{Clock, CollectionId, FormId, FormVersionId, Id, Role};
use reporting::jobs::{FormPublished, expect_reports, keep_form};
use reporting::model::{
    Calendar, Collection, CollectionStatus, OpensAt, Participant, Season, levels,
};
use reporting::period::Period;
use reporting::{reminders, store};

const OFFICES: usize = 45;

/// Kinds of collections and how many there are of each: 60 with some 3,000 periods in three years.
const COLLECTIONS: [(PeriodKind, usize); 4] = [
    (PeriodKind::Week, 12),
    (PeriodKind::Month, 28),
    (PeriodKind::Quarter, 10),
    (PeriodKind::Year, 10),
];

fn organisation(
    test: &TestApp,
    kind: OrganisationKind,
    parent: Option<&Organisation>,
    name: String,
) -> Organisation {
    Organisation {
        id: Id::new(test.clock.as_ref(), test.app.chance.as_ref()),
        kind,
        parent: parent.map(|parent| parent.id),
        name,
        institution_kind: (kind == OrganisationKind::Institution).then_some(InstitutionKind::Kita),
        reference: None,
        address: Address::default(),
        ags: None,
        email: None,
        phone: None,
        valid_from: date(2020, 1, 1),
        valid_to: None,
    }
}

async fn form(test: &TestApp) -> FormPublished {
    let spec = form_templates::template("are-sentinel-kita")
        .unwrap()
        .spec()
        .unwrap();
    let event = FormPublished {
        version_id: FormVersionId::new(test.clock.as_ref(), test.app.chance.as_ref()),
        form_id: FormId::new(test.clock.as_ref(), test.app.chance.as_ref()),
        number: 1,
        title: spec.title.clone(),
        spec_hash: spec.hash(),
        spec,
        files: Vec::new(),
        published_at: test.clock.now(),
    };
    let tx = test.app.db.begin().await.unwrap();
    keep_form(&tx, &event).await.unwrap();
    tx.commit().await.unwrap();
    event
}

fn collection(
    test: &TestApp,
    state: &Organisation,
    form: &FormPublished,
    kind: PeriodKind,
    number: usize,
) -> Collection {
    let today = kernel::berlin_date(test.clock.now());
    let last = Period::containing(kind, today);
    let periods = match kind {
        PeriodKind::Week | PeriodKind::Event => 156,
        PeriodKind::Month => 36,
        PeriodKind::Quarter => 12,
        PeriodKind::Year => 3,
    };
    Collection {
        id: CollectionId::new(test.clock.as_ref(), test.app.chance.as_ref()),
        state: state.id,
        form_version: form.version_id,
        title: format!("Erhebung {number}"),
        calendar: Calendar {
            kind,
            season: Season {
                from: last.plus(1 - periods),
                to: last.plus(20),
            },
            count_weekday: Weekday::Wednesday,
            opens_at: OpensAt::Start,
            due_after: Some(if kind == PeriodKind::Week { -2 } else { 10 }),
            locks_after: Some(60),
            working_days: true,
        },
        zero_reports: true,
        approval: levels(1, true),
        join_code: None,
        status: CollectionStatus::Open,
        release_policy: String::new(),
        release_policy_hash: String::new(),
        created_at: test.clock.now(),
    }
}

/// Opens a collection with what is owed in it: of what was due, 6 in 100 are missing, 3 are returned, the
/// rest is accepted; of what is not, a third has come.
async fn fill(test: &TestApp, collection: &Collection, participants: &[Participant]) -> u64 {
    let tx = test.app.db.begin().await.unwrap();
    store::collections::add(&tx, collection, None)
        .await
        .unwrap();
    store::participants::add(&tx, collection.id, participants)
        .await
        .unwrap();
    let today = kernel::berlin_date(test.clock.now());
    let holidays = reporting::holidays::of(&tx, collection).await.unwrap();
    let mut made = 0;
    for (number, period) in collection
        .calendar
        .opened(today, &holidays)
        .into_iter()
        .enumerate()
    {
        let due_on = collection.calendar.due_on(period, &holidays).unwrap();
        let status = if due_on < today {
            "CASE WHEN (n * 7 + $6) % 100 < 6 THEN 'missing' WHEN (n * 7 + $6) % 100 < 9 THEN 'returned' ELSE 'accepted' END"
        } else {
            "CASE WHEN (n * 7 + $6) % 3 = 0 THEN 'submitted' ELSE 'missing' END"
        };
        let sql = format!(
            "INSERT INTO expected_reports (collection, institution, period, office, opens_on, due_on, status)
             SELECT $1, institution, CAST($2 AS TEXT), office, CAST($3 AS TEXT), CAST($4 AS TEXT), {status}
             FROM (SELECT institution, office, ROW_NUMBER() OVER (ORDER BY institution) AS n
                   FROM participants WHERE collection = $5) AS numbered"
        );
        made += db::execute(
            &tx,
            &sql,
            vec![
                collection.id.uuid().into(),
                period.to_string().into(),
                collection
                    .calendar
                    .opens_on(period, &holidays)
                    .to_string()
                    .into(),
                due_on.to_string().into(),
                collection.id.uuid().into(),
                i64::try_from(number).unwrap().into(),
            ],
        )
        .await
        .unwrap();
        store::standing::refresh_period(&tx, collection.id, period)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    made
}

/// Asks for pages one after the other and prints the median and the 99th percentile.
async fn measure(test: &TestApp, what: &str, cookie: &str, paths: &[String]) {
    let mut times: Vec<Duration> = Vec::new();
    for round in 0..200 {
        let path = &paths[round % paths.len()];
        let start = Instant::now();
        let answer = test.get(cookie, path).await;
        times.push(start.elapsed());
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    }
    times.sort_unstable();
    println!(
        "{what:<60} p50 {:6.1} ms   p99 {:6.1} ms",
        times[times.len() / 2].as_secs_f64() * 1e3,
        times[times.len() * 99 / 100].as_secs_f64() * 1e3
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
    let institutions: usize = std::env::var("DEICH_BENCH_INSTITUTIONS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(5_000);
    let test = directory::testing::app(vec![reporting::module()]).await;
    let state = test
        .add_organisation(OrganisationKind::State, None, "Landesamt")
        .await;
    let mut offices = Vec::new();
    for number in 1..=OFFICES {
        let name = format!("Amt {number:02}");
        offices.push(
            test.add_organisation(OrganisationKind::Office, Some(state.id), &name)
                .await,
        );
    }
    let kitas: Vec<Organisation> = (0..institutions)
        .map(|number| {
            let office = &offices[number % OFFICES];
            let name = format!("Kita {number:05}");
            organisation(&test, OrganisationKind::Institution, Some(office), name)
        })
        .collect();
    let tx = test.app.db.begin().await.unwrap();
    directory::add_organisations(&tx, &kitas, test.clock.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let form = form(&test).await;
    let start = Instant::now();
    let mut made = 0;
    let mut all = Vec::new();
    let mut number = 0;
    for (kind, count) in COLLECTIONS {
        for _ in 0..count {
            number += 1;
            let collection = collection(&test, &state, &form, kind, number);
            let participants: Vec<Participant> = kitas
                .iter()
                .map(|one| Participant {
                    institution: one.id,
                    office: one.parent.unwrap(),
                    from: collection.calendar.season.from,
                    to: None,
                    by_rule: false,
                })
                .collect();
            made += fill(&test, &collection, &participants).await;
            all.push(collection);
        }
    }
    println!(
        "{institutions} institutions, {OFFICES} offices, {} collections, {made} expected reports, made in {:.0} s",
        all.len(),
        start.elapsed().as_secs_f64()
    );
    let author = test
        .signed_in("Frauke Form", Role::FormAuthor, state.id)
        .await;
    let worker = test
        .signed_in("Willi Worker", Role::CaseWorker, offices[0].id)
        .await;
    let manager = test
        .signed_in("Mara Manager", Role::InstitutionManager, kitas[0].id)
        .await;
    let of = |step: &str| -> Vec<String> {
        all.iter()
            .map(|one| format!("/erhebungen/{}{step}", one.id))
            .collect()
    };
    let list = |path: &str| vec![path.to_owned()];
    measure(
        &test,
        "state: a collection and how complete it is",
        &author,
        &of(""),
    )
    .await;
    measure(
        &test,
        "state: completeness over 26 periods",
        &author,
        &of("/vollstaendigkeit"),
    )
    .await;
    measure(
        &test,
        "state: all collections",
        &author,
        &list("/erhebungen"),
    )
    .await;
    measure(
        &test,
        "office: a collection and how complete it is",
        &worker,
        &of(""),
    )
    .await;
    measure(
        &test,
        "office: completeness over 26 periods",
        &worker,
        &of("/vollstaendigkeit"),
    )
    .await;
    measure(
        &test,
        "office: what is to be reviewed",
        &worker,
        &list("/pruefung?offen=ja"),
    )
    .await;
    measure(&test, "office: work list", &worker, &list("/aufgaben")).await;
    measure(
        &test,
        "institution: work list",
        &manager,
        &list("/aufgaben"),
    )
    .await;
    measure(
        &test,
        "institution: its reports",
        &manager,
        &list("/meldungen"),
    )
    .await;
    for what in ["first", "again"] {
        let start = Instant::now();
        expect_reports(&test.app).await.unwrap();
        println!(
            "expected reports of new periods, {what}: {:.1} s",
            start.elapsed().as_secs_f64()
        );
    }
    let start = Instant::now();
    let reminded = reminders::remind_all(&test.app).await.unwrap();
    println!(
        "reminders: {:.1} s, {} passed over because nobody is there to be reminded",
        start.elapsed().as_secs_f64(),
        reminded.skipped
    );
}
