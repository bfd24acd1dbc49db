// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What the demo's first office looks for: a view that it shares, rules, and what they have found.

use directory::Organisation;
use kernel::{CollectionId, Id, OrganisationId, PersonId, SeededChance};
use uuid::Uuid;
use web::{App, Error};

use crate::alerting::{self, Situation};
use crate::model::insight::{Condition, Measure, Operator, Sort, Statistic, ViewContent};
use crate::model::{
    AlertRule, Collection, CollectionStatus, Level, RuleKind, RuleState, Side, SignalMethod,
};
use crate::period::Period;
use crate::store::alert_rules::KeptRule;
use crate::store::views::View;
use crate::{insight, sealing, store};

/// The share of ill children in the weekly collection.
fn ill() -> Measure {
    Measure {
        question: "counts/absent_are".to_owned(),
        statistic: Statistic::Ratio,
        denominator: "counts/cared_for".to_owned(),
        per: 100,
    }
}

fn named(app: &App, seed: u64) -> Uuid {
    Id::<()>::new(&*app.clock, &SeededChance::new(seed)).uuid()
}

fn kept(app: &App, seed: u64, collection: &Collection, office: OrganisationId) -> KeptRule {
    KeptRule {
        id: named(app, seed),
        collection: collection.id,
        office,
        rule: AlertRule {
            name: String::new(),
            kind: RuleKind::Threshold,
            level: Level::Office,
            measure: Measure::default(),
            side: Side::Above,
            value: 0.0,
            method: SignalMethod::Deviation,
            past: 12,
            from: collection.calendar.season.from.to_string(),
        },
        state: RuleState::Active,
        version: 1,
    }
}

/// A shared view, a rule about ill children that has fired in the latest complete week, and a rule
/// about Kitas that do not report, unless they are there.
pub async fn look_and_watch(
    app: &App,
    office: &Organisation,
    person: PersonId,
) -> Result<(), Error> {
    let conn = app.db.read();
    let collections = store::collections::of_office(conn, office.id).await?;
    let Some(collection) = collections.into_iter().find(|one| {
        one.status == CollectionStatus::Open && one.calendar.kind == forms::PeriodKind::Week
    }) else {
        return Ok(());
    };
    if !store::alert_rules::of(conn, collection.id, office.id)
        .await?
        .is_empty()
    {
        return Ok(());
    }
    let loaded = insight::load(app, &collection, office.id).await?;
    let situation = Situation::of(app, &collection, office.id, loaded.table).await?;
    let mut watch = kept(app, 70, &collection, office.id);
    "Hoher Krankenstand".clone_into(&mut watch.rule.name);
    watch.rule.measure = ill();
    let points = situation.points(&watch.rule);
    let last: Option<(Period, f64)> = points
        .iter()
        .flat_map(|(_, points)| points)
        .rfind(|point| point.is_due && point.value.is_some())
        .and_then(|point| Some((point.period, point.value?)));
    if let Some((period, value)) = last {
        watch.rule.value = (value - 0.5).floor().max(0.0);
        watch.rule.from = period.to_string();
    }
    let mut silent = kept(app, 71, &collection, office.id);
    "Kita meldet nicht".clone_into(&mut silent.rule.name);
    silent.rule.kind = RuleKind::MissingRow;
    silent.rule.level = Level::Institution;
    silent.rule.value = 6.0;
    let tx = app.db.begin().await?;
    let now = app.clock.now();
    for rule in [&watch, &silent] {
        store::alert_rules::save(&tx, rule, now, Some(person)).await?;
    }
    store::alert_rules::subscribe(&tx, office.id, person, true, now).await?;
    let id = named(app, 72);
    let content = ViewContent {
        name: "Mindestens zehn kranke Kinder".to_owned(),
        conditions: vec![Condition {
            path: "counts/absent_are".to_owned(),
            operator: Operator::Over,
            value: "9".to_owned(),
        }],
        columns: vec![
            "counts/cared_for".to_owned(),
            "counts/absent_are".to_owned(),
        ],
        sort: Sort::Period,
        measure: ill(),
        ..ViewContent::default()
    };
    let plain = serde_json::to_vec(&content).map_err(Error::internal)?;
    let view = View {
        id,
        collection: collection.id,
        office: office.id,
        owner: person,
        shared: true,
        named: true,
        sealed: sealing::seal(&app.vault, &tx, office.id, &View::seal_context(id), &plain).await?,
        version: 1,
        changed_at: now,
        changed_by: person,
    };
    store::views::add(&tx, &view).await?;
    tx.commit().await?;
    alerting::evaluate(app, collection.id, office.id).await?;
    Ok(())
}

/// A rule about infections that were acquired in hospitals. It has found the hospital that stands out.
pub async fn watch_hygiene(
    app: &App,
    collection: CollectionId,
    office: &Organisation,
    person: PersonId,
) -> Result<(), Error> {
    let conn = app.db.read();
    let found = store::collections::find(conn, collection).await?;
    let Some(collection) = found else {
        return Ok(());
    };
    if !store::alert_rules::of(conn, collection.id, office.id)
        .await?
        .is_empty()
    {
        return Ok(());
    }
    let mut rule = kept(app, 73, &collection, office.id);
    "MRSA im Haus erworben".clone_into(&mut rule.rule.name);
    rule.rule.level = Level::Institution;
    rule.rule.measure = Measure {
        question: "mrsa/mrsa_nosocomial".to_owned(),
        statistic: Statistic::Ratio,
        denominator: "hospital/patient_days".to_owned(),
        per: 1_000,
    };
    rule.rule.value = 0.2;
    rule.rule.from = collection.calendar.season.to.plus(-1).to_string();
    let tx = app.db.begin().await?;
    store::alert_rules::save(&tx, &rule, app.clock.now(), Some(person)).await?;
    tx.commit().await?;
    alerting::evaluate(app, collection.id, office.id).await?;
    Ok(())
}
