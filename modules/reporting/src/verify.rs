// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Checks all release ledgers from the first document to the last, at the offices and at the state.

use anonymity::counting::{self, Spent};
use anonymity_verifier::Chain;
use db::{ConnectionTrait, Db};
use kernel::{CollectionId, OrganisationId};
use web::Error;

use crate::release::{self, Checked, ReleaseFailure};
use crate::store;

/// What a check of all ledgers found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LedgerReport {
    /// How many ledgers there are: one for each office and collection.
    pub ledgers: usize,
    /// How many releases are in them.
    pub releases: usize,
    /// How many of these have not arrived at the state yet.
    pub on_the_way: usize,
    /// What is wrong.
    pub faults: Vec<LedgerFault>,
}

impl LedgerReport {
    /// Whether all ledgers hold.
    pub fn holds(&self) -> bool {
        self.faults.is_empty()
    }
}

/// Something that is wrong with a ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerFault {
    /// Whose ledger.
    pub office: OrganisationId,
    /// For which collection.
    pub collection: CollectionId,
    /// At which release; 0 for the ledger as a whole.
    pub sequence: i64,
    /// What is wrong, in a sentence for the operator.
    pub what: String,
}

/// Replays the verifier over every ledger, compares the state's copies with the originals, and
/// counts whether as many reports were noted as left as the groups have.
pub async fn verify_ledgers(db: &Db) -> Result<LedgerReport, Error> {
    let conn = db.read();
    let mut report = LedgerReport::default();
    for (office, collection) in store::ledger::ledgers(conn).await? {
        report.ledgers += 1;
        let mut fault = |sequence: i64, what: String| LedgerFault {
            office,
            collection,
            sequence,
            what,
        };
        match release::rules(conn, collection).await {
            Ok(rules) => check(conn, &rules, office, &mut report, &mut fault).await?,
            Err(ReleaseFailure::Other(error)) => return Err(error),
            Err(failure) => report.faults.push(fault(0, failure.to_string())),
        }
    }
    Ok(report)
}

async fn check(
    conn: &impl ConnectionTrait,
    rules: &release::Rules,
    office: OrganisationId,
    report: &mut LedgerReport,
    fault: &mut impl FnMut(i64, String) -> LedgerFault,
) -> Result<(), Error> {
    let collection = rules.collection.id;
    let releases = store::ledger::of(conn, office, collection).await?;
    let copies = store::state_ledger::of(conn, office, collection).await?;
    let left = store::released::released_by_sequence(conn, office, collection).await?;
    report.releases += releases.len();
    report.on_the_way += releases.len().saturating_sub(copies.len());
    let mut chain = Chain::new(office.to_string(), collection.to_string());
    for (stored, position) in releases.iter().zip(1_i64..) {
        match release::extend(&mut chain, &rules.known, &stored.document) {
            Ok(checked) => {
                let reports = checked.reports();
                let noted = left
                    .iter()
                    .find(|(sequence, _)| *sequence == stored.sequence)
                    .map_or(0, |(_, reports)| *reports);
                // A table does not tell how many reports are in it.
                let tells = !matches!(checked, Checked::Table(_));
                if tells && u64::try_from(noted) != Ok(reports) {
                    report.faults.push(fault(
                        position,
                        format!("{reports} reports are in its groups, {noted} are noted as left"),
                    ));
                }
                if stored.sequence != position || stored.hash != checked.hash() {
                    report.faults.push(fault(
                        position,
                        "its row does not fit its document".to_owned(),
                    ));
                }
            }
            Err(refusal) => {
                report.faults.push(fault(position, refusal.english()));
                break;
            }
        }
    }
    let tables = releases.iter().filter_map(|one| {
        release::is_table(&one.document).then(|| counting::Document::read(&one.document))?
    });
    let spent: Vec<Spent> = tables.filter_map(|table| table.spent()).collect();
    if store::noise::account(conn, office, collection).await? != spent {
        report.faults.push(fault(
            0,
            "the account of what tables have cost does not fit the ledger".to_owned(),
        ));
    }
    if copies.len() > releases.len() {
        report.faults.push(fault(
            0,
            "the state has documents that the office does not have".to_owned(),
        ));
    }
    for (release, copy) in releases.iter().zip(&copies) {
        if release.document != copy.document || release.hash != copy.hash {
            report.faults.push(fault(
                copy.sequence,
                "the state's copy differs from the office's document".to_owned(),
            ));
        }
    }
    Ok(())
}
