// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A release that was checked, as rows: the document, which versions left, and the sealed notes.

use std::collections::HashMap;

use anonymity::counting::Spent;
use db::ConnectionTrait;
use jiff::Timestamp;
use kernel::{CollectionId, OrganisationId, PersonId, ReleaseId};
use serde::{Deserialize, Serialize};
use web::{App, Error};

use super::ReleaseFailure;
use super::document::Document;
use super::outcome::{Outcome, Receipts};
use super::waiting::Candidate;
use crate::store::ledger::OfficeRelease;
use crate::store::release_notes::{Note, Part};
use crate::store::released::ReleasedVersion;
use crate::{sealing, store};

/// A release as rows.
#[derive(Debug)]
pub struct Kept {
    /// The row of the ledger.
    pub release: OfficeRelease,
    /// Which versions have left.
    pub versions: Vec<ReleasedVersion>,
    /// What was offered to it, sealed; none for weekly sums, of which the receipts are enough.
    pub notes: Vec<Note>,
    /// What it costs, if it is a table with noise.
    pub spent: Option<Spent>,
}

/// What is sealed with the row of a release of records, in place of receipts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Offered {
    /// How many reports were offered to it: as many as it had notes.
    reports: usize,
    /// The exact counts of a table, in the order of its cells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cells: Option<Vec<i64>>,
}

/// Makes the rows of a release that was checked and that was computed from `pending`.
pub async fn keep(
    app: &App,
    conn: &impl ConnectionTrait,
    id: ReleaseId,
    (outcome, pending): (&Outcome, &[Candidate]),
    at: Timestamp,
    by: Option<PersonId>,
) -> Result<Kept, Error> {
    let document = &outcome.document;
    let office: OrganisationId = document.office().parse().map_err(Error::internal)?;
    let collection: CollectionId = document.collection().parse().map_err(Error::internal)?;
    let sequence = i64::try_from(document.sequence()).map_err(Error::internal)?;
    let (receipts, notes) = match &outcome.receipts {
        Receipts::Sums(receipts) => {
            let plain = serde_json::to_vec(receipts).map_err(Error::internal)?;
            (plain, Vec::new())
        }
        Receipts::Records(_) | Receipts::Table(_) => {
            let ledger = (office, collection, sequence);
            let notes = notes(app, conn, ledger, outcome, pending).await?;
            let offered = Offered {
                reports: notes.len(),
                cells: match &outcome.receipts {
                    Receipts::Table(counted) => Some(counted.cells.clone()),
                    _ => None,
                },
            };
            let plain = serde_json::to_vec(&offered).map_err(Error::internal)?;
            (plain, notes)
        }
    };
    let context = OfficeRelease::seal_context(id);
    let sealed_receipts = sealing::seal(&app.vault, conn, office, &context, &receipts).await?;
    let versions = outcome
        .left()?
        .into_iter()
        .map(|(submission, version)| ReleasedVersion {
            submission,
            version,
            office,
            collection,
            sequence,
        })
        .collect();
    Ok(Kept {
        release: OfficeRelease {
            id,
            office,
            collection,
            sequence,
            as_of: document.as_of(),
            document: document.bytes().to_vec(),
            hash: document.hash(),
            previous: document.previous().to_owned(),
            sealed_receipts,
            report: outcome.report.clone(),
            at,
            by,
        },
        versions,
        notes,
        spent: match document {
            Document::Table(document) => document.spent(),
            _ => None,
        },
    })
}

/// What was offered to a release of records, sealed report by report, so that each can be erased.
async fn notes(
    app: &App,
    conn: &impl ConnectionTrait,
    (office, collection, sequence): (OrganisationId, CollectionId, i64),
    outcome: &Outcome,
    pending: &[Candidate],
) -> Result<Vec<Note>, Error> {
    let mut receipts: HashMap<&str, Vec<u8>> = HashMap::new();
    if let Receipts::Records(left) = &outcome.receipts {
        for receipt in left {
            let plain =
                anonymity::forwarding::Receipt::for_the_vault(std::slice::from_ref(receipt));
            receipts.insert(receipt.case().as_str(), plain);
        }
    }
    let period = match &outcome.document {
        Document::Table(document) => document.spent().map(|spent| spent.period),
        _ => None,
    };
    let mut notes = Vec::with_capacity(pending.len());
    for candidate in pending {
        let (key, plain) = match candidate {
            Candidate::Records(record) => (&record.case, record.for_the_vault()),
            // Of a table, what lies in its period.
            Candidate::Counted(case) if period.is_some_and(|period| period.has(case.day)) => {
                (&case.record.case, case.for_the_vault())
            }
            _ => continue,
        };
        let Some((submission, version)) = candidate.version() else {
            continue;
        };
        let of = (office, collection, sequence, submission);
        let context = Note::seal_context(of, Part::Record);
        let sealed_record = sealing::seal(&app.vault, conn, office, &context, &plain).await?;
        let sealed_receipt = match receipts.get(key.as_str()) {
            Some(plain) => {
                let context = Note::seal_context(of, Part::Receipt);
                Some(sealing::seal(&app.vault, conn, office, &context, plain).await?)
            }
            None => None,
        };
        notes.push(Note {
            office,
            collection,
            sequence,
            submission,
            version,
            sealed_record,
            sealed_receipt,
        });
    }
    Ok(notes)
}

/// Writes releases: never over what stands there, and a table only together with what it costs. If its year has
/// too little left, the caller must not commit.
pub async fn append(tx: &db::Tx, kept: Vec<Kept>) -> Result<(), ReleaseFailure> {
    let (mut releases, mut versions, mut notes) = (Vec::new(), Vec::new(), Vec::new());
    for one in kept {
        if let Some(spent) = one.spent {
            let wanted = store::noise::Spending {
                office: one.release.office,
                collection: one.release.collection,
                sequence: one.release.sequence,
                spent,
            };
            if !store::noise::spend(tx, wanted, one.release.at).await? {
                return Err(ReleaseFailure::Account);
            }
        }
        releases.push(one.release);
        versions.extend(one.versions);
        notes.extend(one.notes);
    }
    store::ledger::append(tx, &releases).await?;
    store::released::note_released(tx, &versions).await?;
    store::release_notes::add(tx, &notes).await?;
    Ok(())
}

/// How many reports were offered to a release of records.
pub async fn offered(
    app: &App,
    conn: &impl ConnectionTrait,
    release: &OfficeRelease,
) -> Result<usize, Error> {
    Ok(open_offered(app, conn, release).await?.reports)
}

/// The exact counts of a table as the office keeps them, in the order of its cells.
pub async fn exact_cells(
    app: &App,
    conn: &impl ConnectionTrait,
    release: &OfficeRelease,
) -> Result<Vec<i64>, Error> {
    let offered = open_offered(app, conn, release).await?;
    Ok(offered.cells.unwrap_or_default())
}

async fn open_offered(
    app: &App,
    conn: &impl ConnectionTrait,
    release: &OfficeRelease,
) -> Result<Offered, Error> {
    let context = OfficeRelease::seal_context(release.id);
    let plain = app
        .vault
        .open(conn, release.office, &context, &release.sealed_receipts)
        .await?;
    serde_json::from_slice(&plain).map_err(Error::internal)
}
