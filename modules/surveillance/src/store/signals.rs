// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Signals.

use db::{ConnectionTrait, FromQueryResult, Tx, Value};
use jiff::Timestamp;
use kernel::{Id, IsoWeek, OrganisationId};
use uuid::Uuid;

use super::{broken, moment, placeholders, read};
use crate::model::looking::Hit;
use crate::model::{Assessment, Dismissal, Evidence, Method, Signal, SignalId};
use crate::reach::Reach;

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    set_key: String,
    disease: String,
    place: String,
    stratum: String,
    week: String,
    method: String,
    observed: i64,
    expected: f64,
    bound: f64,
    ratio: f64,
    set_version: i64,
    plan_version: i64,
    found: bool,
    state: String,
    dismissal: Option<String>,
    office: Option<Uuid>,
    first_found_at: i64,
    changed_at: i64,
    version: i64,
}

const SELECT: &str =
    "SELECT id, set_key, disease, place, stratum, week, method, observed, expected, bound, ratio,
    set_version, plan_version, found, state, dismissal, office, first_found_at, changed_at, version
    FROM surveillance_signals";

impl Row {
    fn signal(self) -> db::Result<Signal> {
        let dismissal = self
            .dismissal
            .map(|text| read::<Dismissal>("dismissal", &text));
        Ok(Signal {
            id: Id::from_uuid(self.id),
            set: self.set_key,
            disease: self.disease,
            place: read("place", &self.place)?,
            stratum: read("stratum", &self.stratum)?,
            week: read("week", &self.week)?,
            method: read::<Method>("method", &self.method)?,
            observed: self.observed,
            expected: self.expected,
            bound: self.bound,
            ratio: self.ratio,
            set_version: self.set_version,
            plan_version: self.plan_version,
            found: self.found,
            state: read("state", &self.state)?,
            dismissal: dismissal.transpose()?,
            office: self.office.map(Id::from_uuid),
            first_found_at: moment("first_found_at", self.first_found_at)?,
            changed_at: moment("changed_at", self.changed_at)?,
            version: self.version,
        })
    }
}

kernel::named! {
    /// By what a list is ordered.
    pub enum Order {
        /// The week, the newest first.
        Week = "woche",
        /// Cases by bound.
        Ratio = "verhaeltnis",
        /// Cases.
        Cases = "faelle",
        /// The key of the disease.
        Disease = "krankheit",
        /// The key of the place.
        Place = "ort",
    }
}

impl Order {
    /// All in the order of the columns of the list.
    pub const ALL_SHOWN: [Self; 5] = [
        Self::Disease,
        Self::Place,
        Self::Week,
        Self::Cases,
        Self::Ratio,
    ];
}

/// Which signals are wanted. What is not said does not matter.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// The key of a disease.
    pub disease: Option<String>,
    /// The key of a place.
    pub place: Option<String>,
    /// A week.
    pub week: Option<IsoWeek>,
    /// What people may have said; empty means anything.
    pub states: Vec<Assessment>,
    /// Only those that the newest look found.
    pub only_found: bool,
}

/// A condition and its values.
fn condition(filter: &Filter, reach: &Reach) -> (String, Vec<Value>) {
    let mut parts = vec!["1 = 1".to_owned()];
    let mut values: Vec<Value> = Vec::new();
    let texts = [
        ("disease", filter.disease.clone()),
        ("place", filter.place.clone()),
        ("week", filter.week.map(|week| week.to_string())),
    ];
    for (column, wanted) in texts {
        if let Some(wanted) = wanted {
            values.push(wanted.into());
            parts.push(format!("{column} = ${}", values.len()));
        }
    }
    if !filter.states.is_empty() {
        let all = placeholders(values.len() + 1, filter.states.len());
        values.extend(filter.states.iter().map(|state| Value::from(state.name())));
        parts.push(format!("state IN ({all})"));
    }
    if filter.only_found {
        parts.push("found".to_owned());
    }
    if let Reach::Offices { offices, places } = reach {
        // Nobody reaches this page without an office; places there may be none.
        let mut ways = vec![format!(
            "office IN ({})",
            placeholders(values.len() + 1, offices.len())
        )];
        values.extend(offices.iter().map(|office| Value::from(office.uuid())));
        if !places.is_empty() {
            ways.push(format!(
                "place IN ({})",
                placeholders(values.len() + 1, places.len())
            ));
            values.extend(places.iter().map(|place| Value::from(place.as_str())));
        }
        parts.push(format!("({})", ways.join(" OR ")));
    }
    (parts.join(" AND "), values)
}

/// How many signals fit.
pub async fn count(conn: &impl ConnectionTrait, filter: &Filter, reach: &Reach) -> db::Result<i64> {
    let (condition, values) = condition(filter, reach);
    let sql = format!("SELECT COUNT(*) FROM surveillance_signals WHERE {condition}");
    Ok(db::scalar(conn, &sql, values).await?.unwrap_or(0))
}

/// Signals that fit: order and whether it ascends, how many to pass over, and how many at most.
pub async fn list(
    conn: &impl ConnectionTrait,
    filter: &Filter,
    reach: &Reach,
    (order, ascending): (Order, bool),
    (offset, limit): (i64, i64),
) -> db::Result<Vec<Signal>> {
    let (condition, mut values) = condition(filter, reach);
    let way = if ascending { "ASC" } else { "DESC" };
    let by = match order {
        Order::Week => format!("week {way}, ratio DESC"),
        Order::Ratio => format!("ratio {way}"),
        Order::Cases => format!("observed {way}, ratio DESC"),
        Order::Disease => format!("disease {way}, week DESC"),
        Order::Place => format!("place {way}, week DESC"),
    };
    values.push(limit.into());
    values.push(offset.into());
    let (limit, offset) = (values.len() - 1, values.len());
    let sql =
        format!("{SELECT} WHERE {condition} ORDER BY {by}, id LIMIT ${limit} OFFSET ${offset}");
    db::fetch_all(conn, &sql, values, Row::signal).await
}

/// Diseases, places and weeks of which there are signals within reach, each in order, the newest week first.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Keys of diseases, each with the key of a set that names it.
    pub diseases: Vec<String>,
    /// Keys of places.
    pub places: Vec<String>,
    /// Weeks.
    pub weeks: Vec<IsoWeek>,
}

/// What a filter can choose from.
pub async fn known(conn: &impl ConnectionTrait, reach: &Reach) -> db::Result<Known> {
    #[derive(FromQueryResult)]
    struct Text {
        text: String,
    }
    let (condition, values) = condition(&Filter::default(), reach);
    let mut found = Vec::new();
    for (column, way) in [("disease", "ASC"), ("place", "ASC"), ("week", "DESC")] {
        let sql = format!(
            "SELECT DISTINCT {column} AS text FROM surveillance_signals WHERE {condition} ORDER BY text {way} LIMIT 300"
        );
        let texts: Vec<Text> = db::all(conn, &sql, values.clone()).await?;
        found.push(texts.into_iter().map(|row| row.text).collect::<Vec<_>>());
    }
    let weeks = found.pop().unwrap_or_default();
    let places = found.pop().unwrap_or_default();
    let diseases = found.pop().unwrap_or_default();
    Ok(Known {
        diseases,
        places,
        weeks: weeks
            .iter()
            .map(|week| read("week", week))
            .collect::<db::Result<_>>()?,
    })
}

/// The signal with this identifier.
pub async fn find(conn: &impl ConnectionTrait, id: SignalId) -> db::Result<Option<Signal>> {
    let sql = format!("{SELECT} WHERE id = $1");
    db::fetch_one(conn, &sql, vec![id.uuid().into()], Row::signal).await
}

/// The series in which a signal was found.
pub async fn evidence(conn: &impl ConnectionTrait, id: SignalId) -> db::Result<Option<Evidence>> {
    let sql = "SELECT evidence FROM surveillance_signals WHERE id = $1";
    let text: Option<String> = db::scalar(conn, sql, vec![id.uuid().into()]).await?;
    text.map(|text| serde_json::from_str(&text).map_err(|_| broken("evidence")))
        .transpose()
}

/// The signals of a set from a week on.
pub async fn since(
    conn: &impl ConnectionTrait,
    set: &str,
    week: IsoWeek,
) -> db::Result<Vec<Signal>> {
    let sql = format!("{SELECT} WHERE set_key = $1 AND week >= $2");
    db::fetch_all(
        conn,
        &sql,
        vec![set.into(), week.to_string().into()],
        Row::signal,
    )
    .await
}

/// Signals that were first found after one moment and up to another, the newest first.
pub async fn found_between(
    conn: &impl ConnectionTrait,
    (after, until): (Timestamp, Timestamp),
    most: i64,
) -> db::Result<Vec<Signal>> {
    let sql = format!(
        "{SELECT} WHERE first_found_at > $1 AND first_found_at <= $2 AND found
         ORDER BY first_found_at DESC, id LIMIT $3"
    );
    let values = vec![
        after.as_millisecond().into(),
        until.as_millisecond().into(),
        most.into(),
    ];
    db::fetch_all(conn, &sql, values, Row::signal).await
}

/// Keeps a signal that was found for the first time.
pub async fn add(
    tx: &Tx,
    (id, set): (SignalId, &str),
    hit: &Hit,
    (set_version, plan_version): (i64, i64),
    at: Timestamp,
) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO surveillance_signals (id, set_key, disease, place, stratum, week, method, observed, expected,
            bound, ratio, set_version, plan_version, evidence, found, state, first_found_at, changed_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 'new', $16, $16, 1)",
        vec![
            id.uuid().into(),
            set.into(),
            hit.disease.as_str().into(),
            hit.place.as_str().into(),
            hit.stratum.to_string().into(),
            hit.week.to_string().into(),
            hit.method.name().into(),
            i64::from(hit.observed).into(),
            hit.expected.into(),
            hit.bound.into(),
            hit.ratio.into(),
            set_version.into(),
            plan_version.into(),
            json(&hit.evidence)?.into(),
            true.into(),
            at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(())
}

fn json(evidence: &Evidence) -> db::Result<String> {
    serde_json::to_string(evidence).map_err(|_| broken("evidence"))
}

/// Writes what a later look found of a signal. Whoever assesses older numbers meanwhile is told.
pub async fn update(
    tx: &Tx,
    id: SignalId,
    hit: &Hit,
    (set_version, plan_version): (i64, i64),
    at: Timestamp,
) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE surveillance_signals SET method = $2, observed = $3, expected = $4, bound = $5, ratio = $6,
            set_version = $7, plan_version = $8, evidence = $9, found = $10, changed_at = $11, version = version + 1
         WHERE id = $1",
        vec![
            id.uuid().into(),
            hit.method.name().into(),
            i64::from(hit.observed).into(),
            hit.expected.into(),
            hit.bound.into(),
            hit.ratio.into(),
            set_version.into(),
            plan_version.into(),
            json(&hit.evidence)?.into(),
            true.into(),
            at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Notes that a look did not find a signal any more.
pub async fn lose(tx: &Tx, id: SignalId, at: Timestamp) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE surveillance_signals SET found = $2, changed_at = $3, version = version + 1 WHERE id = $1",
        vec![id.uuid().into(), false.into(), at.as_millisecond().into()],
    )
    .await?;
    Ok(())
}

/// Writes an assessment over version `known`. False if somebody was faster.
pub async fn assess(
    tx: &Tx,
    id: SignalId,
    known: i64,
    (state, dismissal): (Assessment, Option<Dismissal>),
    at: Timestamp,
) -> db::Result<bool> {
    let changed = db::execute(
        tx,
        "UPDATE surveillance_signals SET state = $3, dismissal = $4, changed_at = $5, version = version + 1
         WHERE id = $1 AND version = $2",
        vec![
            id.uuid().into(),
            known.into(),
            state.name().into(),
            dismissal.map(Dismissal::name).into(),
            at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(changed == 1)
}

/// Hands a signal over to an office, over version `known`. False if somebody was faster.
pub async fn hand_over(
    tx: &Tx,
    id: SignalId,
    known: i64,
    office: OrganisationId,
    at: Timestamp,
) -> db::Result<bool> {
    let changed = db::execute(
        tx,
        "UPDATE surveillance_signals SET office = $3, changed_at = $4, version = version + 1
         WHERE id = $1 AND version = $2",
        vec![
            id.uuid().into(),
            known.into(),
            office.uuid().into(),
            at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(changed == 1)
}

/// Open signals that were handed over to one of these offices, the oldest first.
pub async fn handed_over(
    conn: &impl ConnectionTrait,
    offices: &[OrganisationId],
    most: i64,
) -> db::Result<Vec<Signal>> {
    if offices.is_empty() {
        return Ok(Vec::new());
    }
    let mut values: Vec<Value> = offices.iter().map(|office| office.uuid().into()).collect();
    values.push(most.into());
    let sql = format!(
        "{SELECT} WHERE office IN ({}) AND state IN ('new', 'verifying') ORDER BY changed_at, id LIMIT ${}",
        placeholders(1, offices.len()),
        values.len()
    );
    db::fetch_all(conn, &sql, values, Row::signal).await
}
