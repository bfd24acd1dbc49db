// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Counts with noise leave in whole tables, each against its cost, and a year costs no more than was promised.

use anonymity::counting::{BudgetRefusal, Dimension, DraftError, NoisePlan, PeriodLength, Spent};
use anonymity::forwarding::{LegalPath, Policy};
use http::StatusCode;
use kernel::Role;
use reporting::release::{self, ReleaseFailure, Released};
use reporting::store;
use reporting::store::noise::{Spending, spend};

use super::{about, accepted_on, at_state, documents, draft, held, put_in_force};
use crate::office::{Situation, hidden, office_with_form};

/// When November has waited for four weeks, and December has not.
const AFTER_NOVEMBER: &str = "2027-01-04T08:00:00Z";
/// When December has.
const AFTER_DECEMBER: &str = "2027-02-01T08:00:00Z";
/// When January has.
const AFTER_JANUARY: &str = "2027-03-02T08:00:00Z";

/// Months, by sex and diagnosis: nine cells.
fn plan(epsilon: u32, yearly_epsilon: u32) -> NoisePlan {
    let dimension = |field: &str| Dimension {
        field: field.to_owned(),
        level: "code".to_owned(),
    };
    NoisePlan {
        period: PeriodLength::Month,
        dimensions: vec![dimension("sex"), dimension("diagnosis")],
        cells_per_entity: 1,
        epsilon,
        yearly_epsilon,
        wait_weeks: 4,
    }
}

fn policy(plan: NoisePlan) -> Policy {
    let mut draft = draft();
    draft.path = LegalPath::CountsOnly;
    draft.noise = Some(plan);
    Policy::new(draft).unwrap()
}

async fn office(plan: NoisePlan) -> Situation {
    let situation = office_with_form(2, super::spec()).await;
    put_in_force(&situation, &policy(plan)).await;
    situation
}

async fn account(situation: &Situation) -> Vec<Spent> {
    let conn = situation.app.app.db.read();
    let account = store::noise::account(conn, situation.office.id, situation.collection.id);
    account.await.unwrap()
}

async fn exact(situation: &Situation) -> Vec<Vec<i64>> {
    let app = &situation.app.app;
    let conn = app.db.read();
    let of = store::ledger::of(conn, situation.office.id, situation.collection.id);
    let mut all = Vec::new();
    for one in of.await.unwrap() {
        all.push(release::exact_cells(app, conn, &one).await.unwrap());
    }
    all
}

async fn rows(situation: &Situation) -> [i64; 5] {
    let mut counts = [0; 5];
    for (place, table) in [
        "office_ledger",
        "noise_spending",
        "release_notes",
        "released_versions",
        "release_policies",
    ]
    .into_iter()
    .enumerate()
    {
        counts[place] = situation
            .count(&format!("SELECT COUNT(*) FROM {table}"))
            .await;
    }
    counts
}

#[tokio::test]
async fn a_month_reaches_the_state_as_a_complete_table_with_noise() {
    let situation = office(plan(80, 1000)).await;
    for number in 0..5 {
        accepted_on(&situation, "2026-11-18", number, about(number, "measles")).await;
    }
    assert_eq!(situation.release().await, Released::Nothing, "not over yet");
    assert_eq!(held(&situation).await, ["period-open"; 5]);
    situation.at(AFTER_NOVEMBER);
    assert!(matches!(
        situation.release().await,
        Released::Yes {
            sequence: 1,
            is_table: true,
            ..
        }
    ));
    situation.app.run_jobs().await;
    let left = documents(&situation).await;
    assert_eq!(at_state(&situation).await, left);
    let table = anonymity::counting::Document::read(&left[0]).unwrap();
    let told = table.cells().unwrap();
    assert_eq!(told.period.to_string(), "2026-11");
    // Two codes and no answer, of each of two questions.
    assert_eq!(told.rows.len(), 9);
    let exact = exact(&situation).await.remove(0);
    assert_eq!(exact.iter().sum::<i64>(), 5);
    let measles = told
        .rows
        .iter()
        .position(|(values, _)| *values == ["m", "measles"]);
    assert_eq!(exact[measles.unwrap()], 5);
    // Nine cells as they are, with a scale of 12.5: once in 10^12 runs.
    let noisy: Vec<i64> = told.rows.iter().map(|(_, count)| *count).collect();
    assert_ne!(noisy, exact);
    let text = String::from_utf8(left[0].clone()).unwrap();
    for secret in ["Mustermann", "Kim", "2021-03", "reports"] {
        assert!(!text.contains(secret), "{secret} left");
    }
    let spent = account(&situation).await;
    assert_eq!(spent.len(), 1);
    assert_eq!((spent[0].epsilon, spent[0].yearly), (80, 1000));
    let app = &situation.app.app;
    let report = reporting::verify_ledgers(&app.db).await.unwrap();
    assert!(report.holds(), "{report:?}");
    let replayed = reporting::replay::replay_ledgers(app, None).await.unwrap();
    assert_eq!(replayed.faults, []);
    assert_eq!((replayed.identical, replayed.but_for_noise), (0, 1));
    let told = "SELECT COUNT(*) FROM jobs WHERE kind = 'release.accepted'";
    assert_eq!(situation.count(told).await, 0);
}

#[tokio::test]
async fn exact_counts_stand_nowhere_unsealed() {
    let situation = office(plan(80, 1000)).await;
    for number in 0..7 {
        accepted_on(&situation, "2026-11-18", number, about(number, "mumps")).await;
    }
    situation.at(AFTER_NOVEMBER);
    situation.release().await;
    let conn = situation.app.app.db.read();
    let of = store::ledger::of(conn, situation.office.id, situation.collection.id);
    let stored = of.await.unwrap().remove(0);
    let report = serde_json::to_value(&stored.report).unwrap();
    let keys: Vec<&String> = report.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "format",
            "policy",
            "period",
            "entity",
            "cells",
            "bound",
            "epsilon",
            "spent",
            "limit",
            "deviation"
        ]
    );
    let bare = b"[0,0,0,0,7";
    let sealed = &stored.sealed_receipts;
    assert!(!sealed.windows(bare.len()).any(|window| window == bare));
    let of = store::state_ledger::of(conn, situation.office.id, situation.collection.id);
    situation.app.run_jobs().await;
    assert!(of.await.unwrap().iter().all(|one| one.reports == 0));
}

#[tokio::test]
async fn a_table_leaves_although_nobody_has_reported() {
    let situation = office(plan(80, 1000)).await;
    situation.at(AFTER_DECEMBER);
    let app = &situation.app.app;
    let tx = app.db.begin().await.unwrap();
    let job = jobs::NewJob::new(reporting::jobs_release::RELEASE_ALL, &serde_json::json!({}));
    jobs::enqueue(&tx, &*app.clock, &*app.chance, job)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    situation.app.run_jobs().await;
    let periods: Vec<String> = account(&situation)
        .await
        .iter()
        .map(|one| one.period.to_string())
        .collect();
    assert_eq!(periods, ["2026-11", "2026-12"]);
    assert_eq!(exact(&situation).await, [vec![0; 9], vec![0; 9]]);
    assert_eq!(at_state(&situation).await.len(), 2);
}

#[tokio::test]
async fn one_person_counts_once_and_late_reports_never() {
    let situation = office(plan(80, 1000)).await;
    accepted_on(&situation, "2026-11-18", 1, about(1, "measles")).await;
    // The same person: once more in the same cell, once in another.
    accepted_on(&situation, "2026-11-19", 1, about(1, "measles")).await;
    accepted_on(&situation, "2026-11-20", 1, about(1, "mumps")).await;
    situation.at(AFTER_NOVEMBER);
    situation.release().await;
    assert_eq!(exact(&situation).await[0].iter().sum::<i64>(), 1);
    accepted_on(&situation, "2026-11-21", 2, about(2, "measles")).await;
    assert_eq!(situation.release().await, Released::Nothing);
    assert_eq!(held(&situation).await, ["period-closed"; 2]);
}

#[tokio::test]
async fn a_year_that_is_spent_lets_nothing_out_and_leaves_no_trace() {
    let situation = office(plan(80, 1000)).await;
    accepted_on(&situation, "2026-11-18", 1, about(1, "measles")).await;
    situation.at(AFTER_NOVEMBER);
    situation.release().await;
    // A policy that promises less holds for what has been spent, too.
    put_in_force(&situation, &policy(plan(5, 60))).await;
    accepted_on(&situation, "2026-12-02", 2, about(2, "measles")).await;
    situation.at(AFTER_DECEMBER);
    let before = rows(&situation).await;
    match situation.try_release().await {
        Err(ReleaseFailure::Table(DraftError::Budget(refusal))) => assert_eq!(
            refusal,
            BudgetRefusal::Exhausted {
                year: 2026,
                spent: 80,
                limit: 60,
                needed: 5
            }
        ),
        other => panic!("{other:?}"),
    }
    assert_eq!(rows(&situation).await, before);
    let noted = "SELECT COUNT(*) FROM audit_entries WHERE facts LIKE '%budget%'";
    assert_eq!(situation.count(noted).await, 1);
    let cookie = situation.case_worker().await;
    let path = format!("/freigaben/vorschau/{}", situation.collection.id);
    let page = situation.app.get(&cookie, &path).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(
        page.text()
            .contains("Das Budget für 2026 ist ausgegeben: 0,08 von 0,06")
    );
    // The next year has a budget of its own.
    situation.at(AFTER_JANUARY);
    assert!(matches!(situation.release().await, Released::Yes { .. }));
    assert_eq!(account(&situation).await[1].period.to_string(), "2027-01");
}

#[tokio::test]
async fn a_new_policy_raises_no_limit_of_a_year_that_has_begun() {
    let situation = office(plan(5, 60)).await;
    situation.at(AFTER_NOVEMBER);
    assert!(matches!(situation.release().await, Released::Yes { .. }));
    put_in_force(&situation, &policy(plan(80, 1000))).await;
    situation.at(AFTER_DECEMBER);
    match situation.try_release().await {
        Err(ReleaseFailure::Table(DraftError::Budget(BudgetRefusal::Exhausted {
            spent: 5,
            limit: 60,
            ..
        }))) => {}
        other => panic!("{other:?}"),
    }
    // As another process that has just begun sees it.
    let again = situation.app.restarted(vec![reporting::module()], |_| {});
    let of = (situation.office.id, situation.collection.id);
    let failure = release::run(&again.app, of.0, of.1, None, None).await;
    assert_eq!(failure.unwrap_err().code(), "budget");
}

#[tokio::test]
async fn two_processes_release_a_period_once() {
    let situation = office(plan(80, 1000)).await;
    accepted_on(&situation, "2026-11-18", 1, about(1, "measles")).await;
    situation.at(AFTER_NOVEMBER);
    let other = situation.app.restarted(vec![reporting::module()], |_| {});
    let (office, collection) = (situation.office.id, situation.collection.id);
    let run = |app| release::run(app, office, collection, None, None);
    let (one, two) = tokio::join!(run(&situation.app.app), run(&other.app));
    let left = [one.unwrap(), two.unwrap()];
    let released = left
        .iter()
        .filter(|one| matches!(one, Released::Yes { .. }));
    assert_eq!(released.count(), 1, "{left:?}");
    assert_eq!(rows(&situation).await, [1, 1, 1, 1, 1]);
}

#[tokio::test]
async fn two_at_once_cannot_both_spend_the_last_epsilon() {
    let situation = office(plan(80, 1000)).await;
    let (office, collection) = (situation.office.id, situation.collection.id);
    let db = situation.app.app.db.clone();
    let spending = |sequence: i64, period: &str| {
        let wanted = Spending {
            office,
            collection,
            sequence,
            spent: Spent {
                period: period.parse().unwrap(),
                epsilon: 600,
                yearly: 1000,
            },
        };
        let db = db.clone();
        tokio::spawn(async move {
            let tx = db.begin().await.unwrap();
            let spent = spend(&tx, wanted, jiff::Timestamp::UNIX_EPOCH)
                .await
                .unwrap();
            tx.commit().await.unwrap();
            spent
        })
    };
    let (one, two) = tokio::join!(spending(1, "2026-11"), spending(2, "2026-12"));
    assert_ne!(one.unwrap(), two.unwrap(), "exactly one of them");
    assert_eq!(account(&situation).await.len(), 1);
    // Another year is another account.
    assert!(spending(3, "2027-01").await.unwrap());
}

#[tokio::test]
async fn an_account_that_does_not_fit_the_ledger_stops_everything() {
    let situation = office(plan(80, 1000)).await;
    situation.at(AFTER_NOVEMBER);
    situation.release().await;
    situation.app.run_jobs().await;
    let tx = situation.app.app.db.begin().await.unwrap();
    db::execute(&tx, "DELETE FROM noise_spending", vec![])
        .await
        .unwrap();
    tx.commit().await.unwrap();
    situation.at(AFTER_DECEMBER);
    let failure = situation.try_release().await.unwrap_err();
    assert_eq!(failure.code(), "account");
    let report = reporting::verify_ledgers(&situation.app.app.db)
        .await
        .unwrap();
    assert!(report.faults[0].what.contains("account"), "{report:?}");
}

#[tokio::test]
async fn a_replay_notices_other_counts_and_unthinkable_noise() {
    let situation = office(plan(80, 1000)).await;
    let submission = accepted_on(&situation, "2026-11-18", 1, about(1, "measles")).await;
    situation.at(AFTER_NOVEMBER);
    situation.release().await;
    let app = &situation.app.app;
    // Erasure of what was counted is no fault.
    let tx = app.db.begin().await.unwrap();
    let sql = "DELETE FROM release_notes WHERE submission = $1";
    db::execute(&tx, sql, vec![submission.id.uuid().into()])
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let replayed = reporting::replay::replay_ledgers(app, None).await.unwrap();
    assert_eq!((replayed.erased, replayed.faults), (1, Vec::new()));
    // A cell that is a million too large is no noise.
    let text = String::from_utf8(documents(&situation).await.remove(0)).unwrap();
    let (head, rest) = text.split_once("\"cells\":[").unwrap();
    let (_, rest) = rest.split_once(',').unwrap();
    let mut value: serde_json::Value =
        serde_json::from_str(&format!("{head}\"cells\":[1000000,{rest}")).unwrap();
    value.as_object_mut().unwrap().remove("digest");
    let digest = sha256(&spelled(&value));
    value["digest"] = digest.into();
    let forged = spelled(&value);
    let tx = app.db.begin().await.unwrap();
    let sql = "UPDATE office_ledger SET document = $1";
    db::execute(&tx, sql, vec![forged.into_bytes().into()])
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let replayed = reporting::replay::replay_ledgers(app, None).await.unwrap();
    assert!(
        replayed.faults[0].what.contains("thinkable"),
        "{replayed:?}"
    );
}

/// Canonical JSON: sorted keys, no white space.
fn spelled(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Object(object) => {
            let mut members: Vec<_> = object.iter().collect();
            members.sort_by_key(|(key, _)| *key);
            let members: Vec<String> = members
                .into_iter()
                .map(|(key, value)| format!("\"{key}\":{}", spelled(value)))
                .collect();
            format!("{{{}}}", members.join(","))
        }
        serde_json::Value::Array(items) => {
            let items: Vec<String> = items.iter().map(spelled).collect();
            format!("[{}]", items.join(","))
        }
        other => other.to_string(),
    }
}

fn sha256(text: &str) -> String {
    use sha2::Digest;
    hex::encode(sha2::Sha256::digest(text))
}

#[tokio::test]
async fn the_office_confirms_a_period_and_its_cost_and_both_sides_see_the_account() {
    let situation = office(plan(80, 1000)).await;
    accepted_on(&situation, "2026-11-18", 1, about(1, "measles")).await;
    situation.at(AFTER_NOVEMBER);
    let cookie = situation.case_worker().await;
    let path = format!("/freigaben/vorschau/{}", situation.collection.id);
    let page = situation.app.get(&cookie, &path).await.text();
    for shown in [
        "Eine Tabelle über November\u{a0}2026 mit 9 Zellen",
        "ein Epsilon von 0,08",
        "bleiben danach 0,92",
        "höchstens 37 von der genauen Zahl",
    ] {
        assert!(page.contains(shown), "{shown} in {page}");
    }
    assert!(!page.contains("männlich"), "no cell before it leaves");
    // Noise is drawn anew, and what was confirmed is still the same.
    let shown = hidden(&page, "freigabe");
    // The clock runs ahead of the machine's, by which sessions end: everybody signs in for every page.
    let cookie = situation.case_worker().await;
    let answer = situation
        .app
        .post(&cookie, &path, &[("freigabe", shown.as_str())])
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let report = answer.location().to_owned();
    let cookie = situation.case_worker().await;
    let page = situation.app.get(&cookie, &report).await.text();
    for shown in [
        "Herausgreifen",
        "Verknüpfbarkeit",
        "Inferenz",
        "Für 2026 sind damit 0,08 von 1 ausgegeben; es bleiben 0,92.",
        "männlich",
        "Masern",
        "Anzahl mit Rauschen",
    ] {
        assert!(page.contains(shown), "{shown} in {page}");
    }
    let cookie = situation.case_worker().await;
    let paper = situation.app.get(&cookie, &format!("{report}/pdf")).await;
    assert!(paper.bytes.starts_with(b"%PDF"));
    let cookie = situation.case_worker().await;
    let list = situation.app.get(&cookie, "/freigaben").await.text();
    assert!(list.contains("Budget für Zählungen mit Rauschen"), "{list}");
    assert!(list.contains("November\u{a0}2026 (0,08)") || list.contains("November 2026 (0,08)"));

    situation.app.run_jobs().await;
    let path = format!("/datensaetze/{}", situation.collection.id);
    for role in [Role::Analyst, Role::DataProtectionOfficer] {
        let mut pages = Vec::new();
        for (name, query) in [
            ("Stig Zahl", ""),
            ("Dora Datum", "/gruppen?format=csv"),
            ("Ole Spalte", "/gruppen?format=parquet"),
        ] {
            let state = situation.state.id;
            let name = format!("{name} {role:?}");
            let reader = situation.app.signed_in(&name, role, state).await;
            let page = situation.app.get(&reader, &format!("{path}{query}")).await;
            assert_eq!(page.status, StatusCode::OK, "{role:?}");
            pages.push(page);
        }
        let page = pages[0].text();
        assert!(
            page.contains("Gesundheitsamt Göttingen") && page.contains("0,92"),
            "{page}"
        );
        let csv = pages[1].text();
        let lines: Vec<&str> = csv.trim_start_matches('\u{feff}').lines().collect();
        assert_eq!(lines.len(), 10, "{csv}");
        assert!(lines[0].starts_with("office;release;period;epsilon_thousandths;diagnosis;"));
        assert!(pages[2].bytes.starts_with(b"PAR1"));
    }
    let cookie = situation.case_worker().await;
    let refused = situation.app.get(&cookie, &path).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_month_that_is_not_approved_waits() {
    let situation = office(plan(80, 1000)).await;
    accepted_on(&situation, "2026-11-18", 1, about(1, "measles")).await;
    let tx = situation.app.app.db.begin().await.unwrap();
    let sql = r#"UPDATE collections SET approval = '["office"]'"#;
    db::execute(&tx, sql, vec![]).await.unwrap();
    tx.commit().await.unwrap();
    situation.at(AFTER_NOVEMBER);
    assert_eq!(situation.release().await, Released::Nothing);
    assert_eq!(account(&situation).await, []);
}
