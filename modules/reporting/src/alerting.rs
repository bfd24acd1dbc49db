// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Telling an office what stands out: rules are applied some time after reports have come or changed
//! and every night; what they find becomes an alert, once, and a mail that says nothing of it.

use std::collections::HashMap;

use jiff::SignedDuration;
use jobs::{JobError, NewJob, Registry, Schedule, When};
use kernel::{CollectionId, Id, OrganisationId, PersonId, Role};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::{App, Error};

use crate::jobs::failed;
use crate::model::{AlertDeed, AlertState, Collection, CollectionStatus, Found, RuleState};
use crate::period::Period;
use crate::store::alert_rules::KeptRule;
use crate::store::alerts::{Alert, AlertEvent};
use crate::{actions, insight, sealing, store};

mod situation;

pub use situation::Situation;

/// Applies the rules of an office to a collection.
pub const EVALUATE: &str = "reporting.evaluate-alerts";
/// Applies all rules, and removes views that nobody has named.
pub const EVALUATE_ALL: &str = "reporting.evaluate-all-alerts";

/// How long after a report came its rules are applied: others may come in the meantime.
const AFTER: SignedDuration = SignedDuration::from_mins(1);

/// How long a view without a name is kept.
const UNNAMED: SignedDuration = SignedDuration::from_hours(24 * 30);

/// The longest comment, in characters.
pub const LONGEST_COMMENT: usize = 2_000;

/// The payload of [`EVALUATE`].
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Evaluate {
    /// Which collection.
    pub collection: CollectionId,
    /// Whose rules.
    pub office: OrganisationId,
}

/// The figures of an alert: sealed as JSON.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct AlertFigures {
    /// What was found.
    pub value: f64,
    /// What it was compared with.
    pub bound: f64,
}

/// Registers the handlers.
pub fn register(registry: &mut Registry<App>) {
    registry.register(EVALUATE, evaluate_job);
    registry.register(EVALUATE_ALL, evaluate_all_job);
}

/// What is done regularly.
pub fn schedules() -> Vec<Schedule> {
    vec![Schedule {
        name: "reporting.evaluate-all-alerts",
        when: When::Daily(jiff::civil::time(4, 30, 0, 0)),
        kind: EVALUATE_ALL,
        payload: serde_json::json!({}),
    }]
}

/// Lets the rules of an office be applied soon, if it has any, in the caller's transaction.
pub async fn plan(
    app: &App,
    tx: &db::Tx,
    collection: CollectionId,
    office: OrganisationId,
) -> Result<(), Error> {
    if store::alert_rules::has_active(tx, collection, office).await? {
        let at = app.clock.now() + AFTER;
        enqueue(app, tx, Evaluate { collection, office }, at).await?;
    }
    Ok(())
}

async fn enqueue(app: &App, tx: &db::Tx, what: Evaluate, at: jiff::Timestamp) -> Result<(), Error> {
    let key = format!("{EVALUATE}:{}:{}", what.collection, what.office);
    let job = NewJob::new(EVALUATE, &what).at(at).once(key);
    jobs::enqueue(tx, &*app.clock, &*app.chance, job).await?;
    Ok(())
}

async fn evaluate_job(app: &App, what: Evaluate) -> Result<(), JobError> {
    evaluate(app, what.collection, what.office)
        .await
        .map_err(failed)?;
    Ok(())
}

async fn evaluate_all_job(app: &App, _: serde_json::Value) -> Result<(), JobError> {
    let now = app.clock.now();
    let active = store::alert_rules::active(app.db.read()).await?;
    let tx = app.db.begin().await?;
    store::views::remove_unnamed(&tx, now - UNNAMED).await?;
    for (collection, office) in active {
        enqueue(app, &tx, Evaluate { collection, office }, now)
            .await
            .map_err(failed)?;
    }
    tx.commit().await?;
    Ok(())
}

/// Applies the rules of an office to a collection. Safe to repeat. Says how many alerts came of it.
pub async fn evaluate(
    app: &App,
    collection: CollectionId,
    office: OrganisationId,
) -> Result<usize, Error> {
    let conn = app.db.read();
    let rules = store::alert_rules::of(conn, collection, office).await?;
    let rules: Vec<KeptRule> = rules
        .into_iter()
        .filter(|kept| kept.state == RuleState::Active)
        .collect();
    let found = store::collections::find(conn, collection).await?;
    let Some(collection) = found.filter(|one| one.status == CollectionStatus::Open) else {
        return Ok(0);
    };
    if rules.is_empty() {
        return Ok(0);
    }
    let loaded = insight::load(app, &collection, office).await?;
    if loaded.opened > 0 {
        insight::note(app, &collection, office, ("prepared", loaded.opened), None).await?;
    }
    let situation = Situation::of(app, &collection, office, loaded.table).await?;
    let mut fired = 0;
    let tx = app.db.begin().await?;
    for kept in &rules {
        // A period that cannot be read begins nowhere: nothing is found.
        let Ok(from) = kept.rule.from.parse::<Period>() else {
            continue;
        };
        let known: HashMap<_, _> = store::alerts::known(&tx, kept.id)
            .await?
            .into_iter()
            .map(|(period, unit, state)| ((period, unit), state))
            .collect();
        for (unit, found) in situation.judge(&kept.rule) {
            let is_settled = known
                .get(&(found.period, unit))
                .is_some_and(|state| *state != AlertState::Open);
            if found.period >= from && !is_settled && fire(app, &tx, kept, unit, found).await? {
                fired += 1;
            }
        }
    }
    if fired > 0 {
        tell(app, &tx, &collection, office, fired).await?;
    }
    tx.commit().await?;
    Ok(fired)
}

async fn sealed(
    app: &App,
    tx: &db::Tx,
    office: OrganisationId,
    id: Uuid,
    found: Found,
) -> Result<Vec<u8>, Error> {
    let figures = AlertFigures {
        value: found.value,
        bound: found.bound,
    };
    let plain = serde_json::to_vec(&figures).map_err(Error::internal)?;
    sealing::seal(&app.vault, tx, office, &Alert::seal_context(id), &plain).await
}

/// Makes an alert of what was found, unless there is one; says whether there is one more to look at.
async fn fire(
    app: &App,
    tx: &db::Tx,
    kept: &KeptRule,
    institution: Option<OrganisationId>,
    found: Found,
) -> Result<bool, Error> {
    let now = app.clock.now();
    let new = Id::<()>::new(&*app.clock, &*app.chance).uuid();
    let alert = Alert {
        id: new,
        rule: kept.id,
        collection: kept.collection,
        office: kept.office,
        period: found.period,
        institution,
        state: AlertState::Open,
        sealed: sealed(app, tx, kept.office, new, found).await?,
        version: 1,
        fired_at: now,
        changed_at: now,
    };
    let id = if store::alerts::add(tx, &alert).await? {
        new
    } else {
        let reopened = store::alerts::find_reopened(tx, kept.id, found.period, institution).await?;
        let Some(mut again) = reopened else {
            return Ok(false);
        };
        again.sealed = sealed(app, tx, kept.office, again.id, found).await?;
        again.version += 1;
        again.changed_at = now;
        if !store::alerts::change(tx, &again).await? {
            return Ok(false);
        }
        again.id
    };
    let event = AlertEvent {
        id: Id::<()>::new(&*app.clock, &*app.chance).uuid(),
        at: now,
        by: None,
        kind: AlertDeed::Fired,
        sealed_note: None,
    };
    store::alerts::add_event(tx, id, &event).await?;
    note(app, tx, &Alert { id, ..alert }, AlertDeed::Fired, None).await?;
    Ok(true)
}

async fn note(
    app: &App,
    tx: &db::Tx,
    alert: &Alert,
    deed: AlertDeed,
    by: Option<PersonId>,
) -> Result<(), Error> {
    let entry = audit::Entry {
        chain: alert.office.uuid(),
        actor: by,
        action: actions::ALERT_MANAGE,
        subject: audit::Subject::new("alert", alert.id),
        facts: vec![
            ("what", deed.name().into()),
            ("collection", alert.collection.into()),
            alert.period.fact(),
        ],
    };
    audit::append(tx, &*app.clock, entry).await?;
    Ok(())
}

/// The roles that are told of alerts if they wish.
pub const TOLD: [Role; 4] = [
    Role::CaseWorker,
    Role::OfficeAdministrator,
    Role::Analyst,
    Role::Own,
];

/// Writes to those who wish to be told: how many there are, and where; nothing of what they are about.
async fn tell(
    app: &App,
    tx: &db::Tx,
    collection: &Collection,
    office: OrganisationId,
    fired: usize,
) -> Result<(), Error> {
    let wishes = store::alert_rules::subscribers(tx, office).await?;
    let people = directory::people_with(tx, office, &TOLD, app.clock.now()).await?;
    let mut told = Vec::new();
    for person in people {
        if !wishes.contains(&person.person) || told.contains(&person.person) {
            continue;
        }
        let arguments: &[(&str, web::Value)] = &[
            ("name", person.name.as_str().into()),
            ("collection", collection.title.as_str().into()),
            ("count", fired.into()),
            ("link", format!("{}/alarme", app.settings.base_url).into()),
        ];
        let text = |key: &str| app.catalog.text(person.lang, key, arguments);
        let message = mail::Message::new(
            person.email.clone(),
            text("reporting-mail-alert-subject"),
            text("reporting-mail-alert-text"),
        )
        .map_err(Error::internal)?;
        let (clock, chance) = (&*app.clock, &*app.chance);
        mail::enqueue(tx, &app.vault, clock, chance, office, &message)
            .await
            .map_err(Error::internal)?;
        told.push(person.person);
    }
    Ok(())
}

/// Opens the figures of an alert. The caller has asked whether the actor may open the office's reports.
pub async fn figures(app: &App, alert: &Alert) -> Result<AlertFigures, Error> {
    let context = Alert::seal_context(alert.id);
    let plain = app
        .vault
        .open(app.db.read(), alert.office, &context, &alert.sealed)
        .await?;
    serde_json::from_slice(&plain).map_err(Error::internal)
}

/// What became of a deed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// It holds.
    Done,
    /// The alert is not any more what was seen.
    Outdated,
}

/// Does something with an alert as it was seen. The caller has asked whether the actor may.
pub async fn decide(
    app: &App,
    alert: &Alert,
    known: i64,
    deed: AlertDeed,
    comment: &str,
    by: PersonId,
) -> Result<Done, Error> {
    let Some(state) = alert.state.after(deed).filter(|_| alert.version == known) else {
        return Ok(Done::Outdated);
    };
    let now = app.clock.now();
    let changed = Alert {
        state,
        version: known + 1,
        changed_at: now,
        ..alert.clone()
    };
    let tx = app.db.begin().await?;
    if !store::alerts::change(&tx, &changed).await? {
        return Ok(Done::Outdated);
    }
    let id = Id::<()>::new(&*app.clock, &*app.chance).uuid();
    let sealed_note = if comment.is_empty() {
        None
    } else {
        let context = Alert::note_context(id);
        let bytes = comment.as_bytes();
        Some(sealing::seal(&app.vault, &tx, alert.office, &context, bytes).await?)
    };
    let event = AlertEvent {
        id,
        at: now,
        by: Some(by),
        kind: deed,
        sealed_note,
    };
    store::alerts::add_event(&tx, alert.id, &event).await?;
    note(app, &tx, alert, deed, Some(by)).await?;
    if deed == AlertDeed::Reopened {
        plan(app, &tx, alert.collection, alert.office).await?;
    }
    tx.commit().await?;
    Ok(Done::Done)
}
