// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The only SQL of this module: the dataset of released groups.

pub(crate) mod definitions;
pub(crate) mod imports;
pub(crate) mod open_data;
pub(crate) mod protection;
pub(crate) mod sets;
pub(crate) mod texts;

use std::collections::BTreeMap;

use db::{ConnectionTrait, FromQueryResult, Tx, Value};
use jiff::Timestamp;
use kernel::OrganisationId;
use uuid::Uuid;

use crate::jobs::ReleaseAccepted;
use crate::model::{Arrival, Group, GroupKind, KRANKENSTAND, Level};

/// Keeps a release. False if it had been kept before; then nothing was written.
pub(crate) async fn add_release(
    tx: &Tx,
    event: &ReleaseAccepted,
    now: Timestamp,
) -> db::Result<bool> {
    let collection = event.collection.uuid();
    let office = event.office.uuid();
    let sequence = number(event.sequence);
    db::execute(
        tx,
        "INSERT INTO datasets (collection, title, first_arrived_at) VALUES ($1, $2, $3)
         ON CONFLICT (collection) DO UPDATE SET title = excluded.title",
        vec![
            collection.into(),
            event.collection_title.clone().into(),
            now.as_millisecond().into(),
        ],
    )
    .await?;
    let new = db::execute(
        tx,
        "INSERT INTO dataset_arrivals (collection, office, sequence, as_of, arrived_at)
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT (collection, office, sequence) DO NOTHING",
        vec![
            collection.into(),
            office.into(),
            sequence.into(),
            event.as_of.to_string().into(),
            now.as_millisecond().into(),
        ],
    )
    .await?;
    if new == 0 {
        return Ok(false);
    }
    for (chunk, groups) in event.groups.chunks(100).enumerate() {
        let rows: Vec<String> = (0..groups.len())
            .map(|row| {
                let places: Vec<String> = (1..=11).map(|n| format!("${}", row * 11 + n)).collect();
                format!("({})", places.join(", "))
            })
            .collect();
        let sql = format!(
            "INSERT INTO dataset_groups (collection, office, sequence, position, kind, place_level,
                 place, week, facilities, reports, sums) VALUES {}",
            rows.join(", ")
        );
        let values = groups
            .iter()
            .enumerate()
            .flat_map(|(row, group)| -> [Value; 11] {
                let sums = serde_json::to_string(&group.sums)
                    .expect("texts and whole numbers can be written as JSON");
                [
                    collection.into(),
                    office.into(),
                    sequence.into(),
                    number((chunk * 100 + row) as u64).into(),
                    group.kind.clone().into(),
                    group.level.clone().into(),
                    group.place.clone().into(),
                    group.week.map(|week| week.to_string()).into(),
                    number(group.facilities).into(),
                    number(group.reports).into(),
                    sums.into(),
                ]
            })
            .collect();
        db::execute(tx, &sql, values).await?;
    }
    changed(tx).await?;
    Ok(true)
}

/// Tells every process that what it has in memory is out of date.
async fn changed(tx: &Tx) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE dataset_version SET version = version + 1 WHERE id = 1",
        vec![],
    )
    .await?;
    Ok(())
}

/// Counts the changes of the dataset.
pub(crate) async fn version(conn: &impl ConnectionTrait) -> db::Result<i64> {
    let version = db::scalar(
        conn,
        "SELECT version FROM dataset_version WHERE id = 1",
        vec![],
    )
    .await?;
    Ok(version.unwrap_or_default())
}

#[derive(FromQueryResult)]
struct GroupRow {
    collection: Uuid,
    kind: String,
    place_level: String,
    place: String,
    week: String,
    facilities: i64,
    reports: i64,
    sums: String,
}

#[derive(FromQueryResult)]
struct ArrivalRow {
    collection: Uuid,
    office: Uuid,
    as_of: String,
    arrived_at: i64,
}

/// The groups and arrivals of all collections that ask what the indicator needs.
pub(crate) async fn load(conn: &impl ConnectionTrait) -> db::Result<(Vec<Group>, Vec<Arrival>)> {
    let rows: Vec<GroupRow> = db::all(
        conn,
        "SELECT collection, kind, place_level, place, week, facilities, reports, sums
         FROM dataset_groups
         WHERE place_level IS NOT NULL AND place IS NOT NULL AND week IS NOT NULL
         ORDER BY collection, office, sequence, position",
        vec![],
    )
    .await?;
    // Per collection: its groups, and whether it asks for the measures at all.
    let mut collections: BTreeMap<Uuid, (Vec<Group>, bool)> = BTreeMap::new();
    for row in rows {
        let Some((group, measured)) = group(&row) else {
            tracing::warn!(
                collection = %row.collection,
                kind = row.kind,
                "a group of the dataset cannot be understood and is left out"
            );
            continue;
        };
        let entry = collections.entry(row.collection).or_default();
        entry.1 |= measured;
        // Figures about something else are no reports about this.
        if measured || group.kind == GroupKind::Closed {
            entry.0.push(group);
        }
    }
    collections.retain(|_, (_, measured)| *measured);
    let arrivals: Vec<ArrivalRow> = db::all(
        conn,
        "SELECT collection, office, as_of, arrived_at FROM dataset_arrivals
         ORDER BY collection, office, sequence",
        vec![],
    )
    .await?;
    let arrivals = arrivals
        .into_iter()
        .filter(|row| collections.contains_key(&row.collection))
        .filter_map(|row| {
            Some(Arrival {
                office: OrganisationId::from_uuid(row.office),
                as_of: row.as_of.parse().ok()?,
                arrived_at: Timestamp::from_millisecond(row.arrived_at).ok()?,
            })
        })
        .collect();
    let groups = collections
        .into_values()
        .flat_map(|(groups, _)| groups)
        .collect();
    Ok((groups, arrivals))
}

/// The group, and whether it holds the measures of the indicator.
fn group(row: &GroupRow) -> Option<(Group, bool)> {
    let sums: BTreeMap<String, i64> = serde_json::from_str(&row.sums).ok()?;
    let measures = KRANKENSTAND.read(&sums);
    let (ill, cared_for) = measures.unwrap_or_default();
    let group = Group {
        kind: GroupKind::from_name(&row.kind)?,
        level: Level::from_name(&row.place_level)?,
        place: row.place.clone(),
        week: row.week.parse().ok()?,
        facilities: row.facilities,
        reports: row.reports,
        ill,
        cared_for,
    };
    Some((group, measures.is_some()))
}

fn number(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
