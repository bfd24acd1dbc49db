// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What tables of counts with noise have cost: rows are added and read, never changed.

use anonymity::counting::Spent;
use db::{ConnectionTrait, FromQueryResult};
use jiff::Timestamp;
use kernel::{CollectionId, OrganisationId};

use super::{broken, fetch_all, read};

/// A release in the account of its office and collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spending {
    /// Whose.
    pub office: OrganisationId,
    /// Of which collection's reports.
    pub collection: CollectionId,
    /// The number of the release.
    pub sequence: i64,
    /// What it was about and what it cost.
    pub spent: Spent,
}

#[derive(FromQueryResult)]
struct Row {
    period: String,
    epsilon: i64,
    yearly_epsilon: i64,
}

impl Row {
    fn spent(self) -> db::Result<Spent> {
        let number = |name, number: i64| u32::try_from(number).map_err(|_| broken(name));
        Ok(Spent {
            period: read("period", &self.period)?,
            epsilon: number("epsilon", self.epsilon)?,
            yearly: number("yearly_epsilon", self.yearly_epsilon)?,
        })
    }
}

/// What the releases of an office for a collection have cost, oldest first.
pub async fn account(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    collection: CollectionId,
) -> db::Result<Vec<Spent>> {
    fetch_all(
        conn,
        "SELECT period, epsilon, yearly_epsilon FROM noise_spending
         WHERE office = $1 AND collection = $2 ORDER BY sequence",
        vec![office.uuid().into(), collection.uuid().into()],
        Row::spent,
    )
    .await
}

/// Notes what a release costs, if its year has as much left; `false`, and nothing is written, if not. Whoever
/// spends of the same account at the same time waits. A period that was spent on is an error.
pub async fn spend(tx: &db::Tx, wanted: Spending, at: Timestamp) -> db::Result<bool> {
    let Spending {
        office,
        collection,
        sequence,
        spent,
    } = wanted;
    let year = i64::from(spent.period.year());
    db::lock(tx, &format!("noise-budget:{office}:{collection}:{year}")).await?;
    // The lowest limit that any release about the year was made under, as `anonymity::counting::Account` has it.
    let written = db::execute(
        tx,
        "INSERT INTO noise_spending
             (office, collection, sequence, year, period, epsilon, yearly_epsilon, at)
         SELECT $1, $2, $3, $4, $5, $6, $7, $8
         WHERE (SELECT COALESCE(SUM(s.epsilon), 0) FROM noise_spending s
                WHERE s.office = $1 AND s.collection = $2 AND s.year = $4) + $6
            <= (SELECT COALESCE(MIN(CASE WHEN s.yearly_epsilon < $7 THEN s.yearly_epsilon ELSE $7 END), $7)
                FROM noise_spending s WHERE s.office = $1 AND s.collection = $2 AND s.year = $4)",
        vec![
            office.uuid().into(),
            collection.uuid().into(),
            sequence.into(),
            year.into(),
            spent.period.to_string().into(),
            i64::from(spent.epsilon).into(),
            i64::from(spent.yearly).into(),
            at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(written == 1)
}
