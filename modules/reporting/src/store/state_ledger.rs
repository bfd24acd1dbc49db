// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The state's copy of all release ledgers: rows are added and read, never changed.

use db::{ConnectionTrait, FromQueryResult};
use jiff::Timestamp;
use kernel::{CollectionId, Id, IsoWeek, OrganisationId};
use uuid::Uuid;

use super::{fetch_all, moment, read};

/// One release as the state keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateRelease {
    /// Whose.
    pub office: OrganisationId,
    /// Of which collection.
    pub collection: CollectionId,
    /// Its number in the ledger of this office and collection, from 1.
    pub sequence: i64,
    /// The week of the release.
    pub as_of: IsoWeek,
    /// The document as it arrived.
    pub document: Vec<u8>,
    /// SHA-256 of the document, in hexadecimal.
    pub hash: String,
    /// The hash of the document before.
    pub previous: String,
    /// The hash of the release policy.
    pub policy: String,
    /// How many groups it has.
    pub groups: i64,
    /// How many reports are in them.
    pub reports: i64,
    /// When it arrived.
    pub arrived_at: Timestamp,
}

const COLUMNS: &str = "office, collection, sequence, as_of, document, hash, previous, policy, group_count, report_count, arrived_at";

#[derive(FromQueryResult)]
struct Row {
    office: Uuid,
    collection: Uuid,
    sequence: i64,
    as_of: String,
    document: Vec<u8>,
    hash: String,
    previous: String,
    policy: String,
    group_count: i64,
    report_count: i64,
    arrived_at: i64,
}

impl Row {
    fn release(self) -> db::Result<StateRelease> {
        Ok(StateRelease {
            office: Id::from_uuid(self.office),
            collection: Id::from_uuid(self.collection),
            sequence: self.sequence,
            as_of: read("as_of", &self.as_of)?,
            document: self.document,
            hash: self.hash,
            previous: self.previous,
            policy: self.policy,
            groups: self.group_count,
            reports: self.report_count,
            arrived_at: moment("arrived_at", self.arrived_at)?,
        })
    }
}

/// Appends releases that were checked. One with a number that is taken is an error.
pub async fn append(conn: &impl ConnectionTrait, releases: &[StateRelease]) -> db::Result<()> {
    for chunk in releases.chunks(200) {
        let sql = format!(
            "INSERT INTO state_ledger ({COLUMNS}) VALUES {}",
            db::rows_of(chunk.len(), 11)
        );
        let values = chunk
            .iter()
            .flat_map(|one| -> [db::Value; 11] {
                [
                    one.office.uuid().into(),
                    one.collection.uuid().into(),
                    one.sequence.into(),
                    one.as_of.to_string().into(),
                    one.document.clone().into(),
                    one.hash.as_str().into(),
                    one.previous.as_str().into(),
                    one.policy.as_str().into(),
                    one.groups.into(),
                    one.reports.into(),
                    one.arrived_at.as_millisecond().into(),
                ]
            })
            .collect();
        db::execute(conn, &sql, values).await?;
    }
    Ok(())
}

/// The state's copy of one ledger, oldest first.
pub async fn of(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    collection: CollectionId,
) -> db::Result<Vec<StateRelease>> {
    fetch_all(conn,
        &format!(
            "SELECT {COLUMNS} FROM state_ledger WHERE office = $1 AND collection = $2 ORDER BY sequence"
        ),
        vec![office.uuid().into(), collection.uuid().into()], Row::release).await
}

/// Everything that arrived for a collection, in the order of offices and numbers.
pub async fn of_collection(
    conn: &impl ConnectionTrait,
    collection: CollectionId,
) -> db::Result<Vec<StateRelease>> {
    fetch_all(
        conn,
        &format!(
            "SELECT {COLUMNS} FROM state_ledger WHERE collection = $1 ORDER BY office, sequence"
        ),
        vec![collection.uuid().into()],
        Row::release,
    )
    .await
}

/// What has arrived, in figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arrivals {
    /// Releases.
    pub releases: i64,
    /// Groups in them.
    pub groups: i64,
    /// Reports in these.
    pub reports: i64,
    /// The week of the latest release.
    pub latest: IsoWeek,
    /// When the latest arrived.
    pub arrived_at: Timestamp,
}

#[derive(FromQueryResult)]
struct ArrivalRow {
    subject: Uuid,
    offices: i64,
    releases: i64,
    group_count: i64,
    report_count: i64,
    latest: String,
    arrived_at: i64,
}

const ARRIVALS: &str = "COUNT(DISTINCT office) AS offices, COUNT(*) AS releases,
    CAST(SUM(group_count) AS BIGINT) AS group_count, CAST(SUM(report_count) AS BIGINT) AS report_count,
    MAX(as_of) AS latest, MAX(arrived_at) AS arrived_at FROM state_ledger";

impl ArrivalRow {
    fn arrivals(&self) -> db::Result<Arrivals> {
        Ok(Arrivals {
            releases: self.releases,
            groups: self.group_count,
            reports: self.report_count,
            latest: read("as_of", &self.latest)?,
            arrived_at: moment("arrived_at", self.arrived_at)?,
        })
    }
}

/// What has arrived by collection, with the number of offices it came from.
pub async fn by_collection(
    conn: &impl ConnectionTrait,
) -> db::Result<Vec<(CollectionId, i64, Arrivals)>> {
    db::all::<ArrivalRow>(
        conn,
        &format!(
            "SELECT collection AS subject, {ARRIVALS} GROUP BY collection ORDER BY collection"
        ),
        vec![],
    )
    .await?
    .into_iter()
    .map(|row| Ok((Id::from_uuid(row.subject), row.offices, row.arrivals()?)))
    .collect()
}

/// What has arrived for a collection by office.
pub async fn by_office(
    conn: &impl ConnectionTrait,
    collection: CollectionId,
) -> db::Result<Vec<(OrganisationId, Arrivals)>> {
    db::all::<ArrivalRow>(
        conn,
        &format!(
            "SELECT office AS subject, {ARRIVALS} WHERE collection = $1 GROUP BY office ORDER BY office"
        ),
        vec![collection.uuid().into()],
    )
    .await?
    .into_iter()
    .map(|row| Ok((Id::from_uuid(row.subject), row.arrivals()?)))
    .collect()
}
