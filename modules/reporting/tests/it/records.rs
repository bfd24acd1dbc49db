// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Notifications about people leave an office in groups, through the same ledger as weekly sums.

mod attack;
mod corrections;
mod faults;
mod shown;
mod tables;

use anonymity::DropReason;
use anonymity::forwarding::{
    EntityKind, Field, FieldClass, LegalPath, PatienceStep, Policy, PolicyDraft, PolicyFormat,
    Variety,
};
use forms::{Answers, FormSpec};
use reporting::model::Submission;
use reporting::period::Period;
use reporting::release::{self, Released};
use reporting::store;

use crate::office::{Situation, office_with_form};

/// The day that the tests begin on.
const DAY: &str = "2026-11-18";

fn day(text: &str) -> Period {
    text.parse().unwrap()
}

/// A notification about a person.
fn spec() -> FormSpec {
    serde_json::from_value(serde_json::json!({
        "format": 1,
        "id": "notification-test",
        "title": {"de": "Meldung", "en": "Notification"},
        "languages": ["de", "en"],
        "default_language": "de",
        "period": "event",
        "purpose": {"de": "Überblick über Krankheiten."},
        "legal_basis": {"de": "§ 8 NGöGD"},
        "choices": {
            "sex": [
                {"code": "m", "label": {"de": "männlich"}},
                {"code": "w", "label": {"de": "weiblich"}}
            ],
            "diagnosis": [
                {"code": "measles", "label": {"de": "Masern"}},
                {"code": "mumps", "label": {"de": "Mumps"}}
            ]
        },
        "items": [
            {"item": "question", "name": "last_name", "type": "text", "required": "true()",
             "label": {"de": "Nachname"}, "privacy": "identifier"},
            {"item": "question", "name": "first_name", "type": "text", "required": "true()",
             "label": {"de": "Vorname"}, "privacy": "identifier"},
            {"item": "question", "name": "birth_date", "type": "date", "required": "true()",
             "label": {"de": "Geburtsdatum"}, "privacy": "identifier"},
            {"item": "question", "name": "sex", "type": "select-one", "choices": "sex",
             "label": {"de": "Geschlecht"}, "privacy": "quasi"},
            {"item": "question", "name": "diagnosis", "type": "select-one", "choices": "diagnosis",
             "required": "true()", "label": {"de": "Krankheit"}, "privacy": "sensitive"},
            {"item": "question", "name": "remark", "type": "text", "label": {"de": "Bemerkung"},
             "privacy": "identifier"}
        ]
    }))
    .unwrap()
}

fn field(name: &str, label: &str, class: FieldClass) -> Field {
    Field {
        name: name.to_owned(),
        label: label.to_owned(),
        class: Some(class),
        reason: "So vereinbart.".to_owned(),
    }
}

fn quasi(hierarchy: &str, finest: &str) -> FieldClass {
    FieldClass::Quasi {
        hierarchy: hierarchy.to_owned(),
        finest: finest.to_owned(),
        coarsest: "all".to_owned(),
    }
}

/// Groups of three people of an age, a sex, a place and a week.
fn draft() -> PolicyDraft {
    let because = DropReason::FreeText;
    let of = EntityKind::Person;
    PolicyDraft {
        format: PolicyFormat::V2,
        form_version: "notification-test".to_owned(),
        purpose: "Überblick über Krankheiten.".to_owned(),
        legal_basis: "§ 8 NGöGD".to_owned(),
        recipient: "Landesamt".to_owned(),
        path: LegalPath::AnonymisedForwarding,
        minimum: 3,
        fields: vec![
            field("person", "Person", FieldClass::Entity { of }),
            field("last_name", "Nachname", FieldClass::Identifier),
            field("first_name", "Vorname", FieldClass::Identifier),
            field("birth_date", "Alter", quasi("age", "year")),
            field("sex", "Geschlecht", quasi("sex", "code")),
            field("place", "Ort", quasi("place", "municipality")),
            field(
                "week",
                "Zeitraum",
                FieldClass::Date {
                    finest: "week".to_owned(),
                    coarsest: "all".to_owned(),
                },
            ),
            field(
                "diagnosis",
                "Krankheit",
                FieldClass::Sensitive {
                    hierarchy: "diagnosis".to_owned(),
                    level: "code".to_owned(),
                    variety: Variety::default(),
                },
            ),
            field("remark", "Bemerkung", FieldClass::Dropped { because }),
        ],
        patience: [(0, 100, 80), (1, 300, 250), (2, 1000, 600)]
            .map(
                |(from_weeks, loss_permille, waiting_permille)| PatienceStep {
                    from_weeks,
                    loss_permille,
                    waiting_permille,
                },
            )
            .to_vec(),
        maximum_hold_weeks: 4,
        yearly_cap: 3,
        noise: None,
    }
}

/// Puts a policy in force, as if it had been signed.
async fn put_in_force(situation: &Situation, policy: &Policy) {
    let tx = situation.app.app.db.begin().await.unwrap();
    let id = situation.collection.id;
    store::collections::set_release_policy(&tx, id, &policy.to_json(), policy.hash())
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// An office to which two Kitas notify about people.
async fn office() -> Situation {
    office_under(draft()).await
}

async fn office_under(draft: PolicyDraft) -> Situation {
    let situation = office_with_form(2, spec()).await;
    put_in_force(&situation, &Policy::new(draft).unwrap()).await;
    situation
}

/// Person number `number`, born so that she is five, or ten years older for each hundred.
fn about(number: u32, diagnosis: &str) -> Answers {
    let born = 2021 - number / 100 * 10;
    let born = format!("{born}-03-{:02}", number % 28 + 1);
    let name = format!("Mustermann{number}");
    [
        ("last_name", name.as_str()),
        ("first_name", "Kim"),
        ("birth_date", &born),
        ("sex", "m"),
        ("diagnosis", diagnosis),
        ("remark", "geheim"),
    ]
    .into_iter()
    .collect()
}

/// An accepted notification about a person on a day.
async fn accepted_on(situation: &Situation, on: &str, number: u32, answers: Answers) -> Submission {
    let kita = usize::try_from(number % 2).unwrap();
    let key = format!("{on}/{number}");
    let submission = situation.submit_as(&key, day(on), kita, answers).await;
    situation.accept(&submission).await
}

async fn accepted(situation: &Situation, numbers: std::ops::Range<u32>) -> Vec<Submission> {
    let mut all = Vec::new();
    for number in numbers {
        all.push(accepted_on(situation, DAY, number, about(number, "measles")).await);
    }
    all
}

async fn documents(situation: &Situation) -> Vec<Vec<u8>> {
    let conn = situation.app.app.db.read();
    let of = store::ledger::of(conn, situation.office.id, situation.collection.id).await;
    of.unwrap().into_iter().map(|one| one.document).collect()
}

async fn at_state(situation: &Situation) -> Vec<Vec<u8>> {
    let conn = situation.app.app.db.read();
    let of = store::state_ledger::of(conn, situation.office.id, situation.collection.id).await;
    of.unwrap().into_iter().map(|one| one.document).collect()
}

/// Why reports stay, sorted.
async fn held(situation: &Situation) -> Vec<&'static str> {
    let (office, collection) = (situation.office.id, situation.collection.id);
    let preview = release::preview(&situation.app.app, office, collection).await;
    let mut held: Vec<&str> = preview.unwrap().held.iter().map(|one| one.reason).collect();
    held.sort_unstable();
    held
}

/// All ledgers hold, and come out again bit for bit.
async fn all_is_well(situation: &Situation, releases: usize) {
    let app = &situation.app.app;
    let report = reporting::verify_ledgers(&app.db).await.unwrap();
    assert!(report.holds(), "{report:?}");
    assert_eq!((report.releases, report.on_the_way), (releases, 0));
    let replayed = reporting::replay::replay_ledgers(app, None).await.unwrap();
    assert_eq!(replayed.faults, []);
    assert_eq!((replayed.identical, replayed.erased), (releases, 0));
}

#[tokio::test]
async fn notifications_reach_the_state_as_groups_and_nobody_is_named() {
    let situation = office().await;
    let all = accepted(&situation, 0..5).await;
    assert!(matches!(
        situation.release().await,
        Released::Yes {
            sequence: 1,
            groups: 1,
            reports: 5,
            ..
        }
    ));
    assert_eq!(at_state(&situation).await, Vec::<Vec<u8>>::new());
    situation.app.run_jobs().await;
    let left = documents(&situation).await;
    assert_eq!(at_state(&situation).await, left);
    let text = String::from_utf8(left[0].clone()).unwrap();
    assert!(text.contains(r#""measles":5"#), "{text}");
    assert!(text.contains(r#""sex":["code","m"]"#), "{text}");
    assert!(
        text.contains(r#""place":["municipality","03159016"]"#),
        "{text}"
    );
    let mut secrets = vec![
        "Mustermann".to_owned(),
        "Kim".to_owned(),
        "2021-03".to_owned(),
    ];
    secrets.extend(all.iter().map(|one| one.id.to_string()));
    secrets.extend(situation.kitas.iter().map(|one| one.id.to_string()));
    for secret in &secrets {
        assert!(!text.contains(secret.as_str()), "{secret} left");
    }
    // Nothing of it is told to the part that publishes sums.
    let told = "SELECT COUNT(*) FROM jobs WHERE kind = 'release.accepted'";
    assert_eq!(situation.count(told).await, 0);
    assert_eq!(situation.release().await, Released::Nothing);
    all_is_well(&situation, 1).await;
}

#[tokio::test]
async fn the_same_person_counts_once_however_she_is_spelled() {
    let situation = office().await;
    let mueller = |name: &str| {
        let mut answers = about(1, "measles");
        answers.set("last_name", name);
        answers
    };
    accepted_on(&situation, DAY, 1, mueller("Müller")).await;
    accepted_on(&situation, DAY, 2, mueller("MUELLER")).await;
    accepted_on(&situation, DAY, 3, about(3, "mumps")).await;
    assert_eq!(situation.release().await, Released::Nothing);
    assert_eq!(held(&situation).await, ["waits"; 3]);
    accepted_on(&situation, DAY, 4, about(4, "mumps")).await;
    assert!(matches!(
        situation.release().await,
        Released::Yes { reports: 4, .. }
    ));
    let text = String::from_utf8(documents(&situation).await.remove(0)).unwrap();
    assert!(text.contains(r#""entities":{"person":3}"#), "{text}");
}

#[tokio::test]
async fn digests_of_people_stand_nowhere_unsealed() {
    let situation = office().await;
    accepted(&situation, 0..3).await;
    situation.release().await;
    let app = &situation.app.app;
    let conn = app.db.read();
    let parts = store::release_notes::receipts(conn, situation.office.id, situation.collection.id)
        .await
        .unwrap();
    assert_eq!(parts.len(), 3);
    let mut digests = Vec::new();
    for part in &parts {
        for receipt in reporting::records::open_receipt(app, conn, part)
            .await
            .unwrap()
        {
            let entity = serde_json::to_value(&receipt.entities()[0]).unwrap();
            digests.push(entity.as_str().unwrap().to_owned());
        }
    }
    assert!(
        digests.iter().all(|digest| digest.len() == 64),
        "{digests:?}"
    );
    for digest in &digests {
        let bare = parts.iter().any(|part| {
            part.sealed
                .windows(digest.len())
                .any(|window| window == digest.as_bytes())
        });
        assert!(!bare, "a digest is not sealed");
        for sql in [
            "SELECT COUNT(*) FROM office_ledger WHERE report LIKE $1",
            "SELECT COUNT(*) FROM jobs WHERE payload LIKE $1",
        ] {
            let like = format!("%{digest}%");
            let found: Option<i64> = db::scalar(conn, sql, vec![like.into()]).await.unwrap();
            assert_eq!(found, Some(0), "{sql}");
        }
    }
}

#[tokio::test]
async fn only_approved_periods_leave_where_the_collection_asks_for_it() {
    let situation = office().await;
    accepted(&situation, 0..4).await;
    let tx = situation.app.app.db.begin().await.unwrap();
    let sql = r#"UPDATE collections SET approval = '["office","office-again"]'"#;
    db::execute(&tx, sql, vec![]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(situation.release().await, Released::Nothing);
    assert_eq!(held(&situation).await, [] as [&str; 0]);
}

#[tokio::test]
async fn a_question_without_a_class_stops_the_release_by_its_name() {
    let mut draft = draft();
    draft.fields.retain(|field| field.name != "remark");
    let situation = office_under(draft).await;
    accepted(&situation, 0..4).await;
    let failure = situation.try_release().await.unwrap_err();
    assert_eq!(failure.code(), "unclassified");
    assert!(failure.to_string().contains("remark"), "{failure}");
    let cookie = situation.case_worker().await;
    let path = format!("/freigaben/vorschau/{}", situation.collection.id);
    let page = situation.app.get(&cookie, &path).await;
    assert_eq!(page.status, 409);
    assert!(page.text().contains("remark"));
}

#[tokio::test]
async fn the_weekly_job_releases_records_too() {
    let situation = office().await;
    accepted(&situation, 0..4).await;
    let app = &situation.app.app;
    let tx = app.db.begin().await.unwrap();
    let job = jobs::NewJob::new(reporting::jobs_release::RELEASE_ALL, &serde_json::json!({}));
    jobs::enqueue(&tx, &*app.clock, &*app.chance, job)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    situation.app.run_jobs().await;
    assert_eq!(at_state(&situation).await.len(), 1);
}
