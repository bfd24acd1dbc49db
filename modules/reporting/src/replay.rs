// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Computes stored ledgers again from the office's own notes, for an auditor: what left must come out bit
//! for bit.
//!
//! The records behind a release are those of its receipts: who, about which week, with which figures. What
//! waited at the time need not be known, because a pool of one place and week leaves whole or not at all,
//! so whoever stayed behind was in no pool that left. The one thing that receipts do not hold is the
//! district of a report that left at a coarser place or in a count; it is taken from the directory as it is
//! today. If the institution has moved since, the release may come out otherwise, and the replay says so.

use std::collections::HashMap;

use anonymity::{Hierarchy, Ledger, LeftIn, Receipt, Record};
use kernel::{Ags, CollectionId, OrganisationId};
use web::{App, Error};

use crate::release::{self, ReleaseFailure, Rules};
use crate::store::ledger::OfficeRelease;
use crate::{records, store};

/// What a replay came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReplayReport {
    /// How many ledgers were looked at.
    pub ledgers: usize,
    /// How many releases came out bit for bit.
    pub identical: usize,
    /// Where a ledger did not come out, and why. What follows in that ledger was not looked at.
    pub faults: Vec<ReplayFault>,
}

/// A release that did not come out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplayFault {
    /// Whose ledger.
    pub office: OrganisationId,
    /// For which collection.
    pub collection: CollectionId,
    /// Which release.
    pub sequence: i64,
    /// Why, in a sentence for the operator.
    pub what: String,
}

/// Replays the ledger of an office for a collection, or all of them.
pub async fn replay_ledgers(
    app: &App,
    only: Option<(OrganisationId, CollectionId)>,
) -> Result<ReplayReport, ReleaseFailure> {
    let conn = app.db.read();
    let mut report = ReplayReport::default();
    for (office, collection) in store::ledger::ledgers(conn).await? {
        if only.is_some_and(|only| only != (office, collection)) {
            continue;
        }
        report.ledgers += 1;
        let rules = release::rules(conn, collection).await?;
        let mut ledger = Ledger::new(office.to_string(), collection.to_string())?;
        for stored in store::ledger::of(conn, office, collection).await? {
            if let Err(what) = again(app, &rules, &mut ledger, &stored).await? {
                report.faults.push(ReplayFault {
                    office,
                    collection,
                    sequence: stored.sequence,
                    what: what.to_owned(),
                });
                break;
            }
            report.identical += 1;
        }
    }
    Ok(report)
}

/// Computes one release again and appends it to `ledger`; the reason if it comes out otherwise.
async fn again(
    app: &App,
    rules: &Rules,
    ledger: &mut Ledger,
    stored: &OfficeRelease,
) -> Result<Result<(), &'static str>, ReleaseFailure> {
    let conn = app.db.read();
    let mut hierarchies = store::ledger::hierarchies(conn).await?;
    hierarchies.push(rules.hierarchy.to_json());
    let Some(hierarchy) = named_in(&stored.document, &hierarchies) else {
        return Ok(Err("its table of places is not kept"));
    };
    let receipts = release::open_receipts(app, conn, stored).await?;
    let Some(places) = places(app, &receipts, &hierarchy).await? else {
        return Ok(Err(
            "a report that left in it is gone, so its place is not known",
        ));
    };
    let records: Vec<Record> = receipts
        .iter()
        .zip(places)
        .map(|(receipt, place)| Record {
            key: receipt.key.clone(),
            entity: receipt.entity.clone(),
            place,
            week: receipt.week,
            content: receipt.content.clone(),
        })
        .collect();
    let outcome = anonymity::release(&rules.policy, &hierarchy, ledger, &records, stored.as_of)?;
    if outcome.document.bytes() != stored.document.as_slice() {
        return Ok(Err(
            "it comes out otherwise: policy or receipts were changed, or an institution has moved since",
        ));
    }
    ledger.append(&outcome.document, receipts)?;
    Ok(Ok(()))
}

/// The table of places that a document names.
fn named_in(document: &[u8], hierarchies: &[String]) -> Option<Hierarchy> {
    let document: serde_json::Value = serde_json::from_slice(document).ok()?;
    let hash = document.get("hierarchy")?.as_str()?;
    hierarchies
        .iter()
        .filter_map(|text| Hierarchy::from_json(text).ok())
        .find(|hierarchy| hierarchy.hash() == hash)
}

/// The district of each receipt: what left says it, or else the directory as it is today. `None` if a
/// report is gone.
async fn places(
    app: &App,
    receipts: &[Receipt],
    hierarchy: &Hierarchy,
) -> Result<Option<Vec<Ags>>, Error> {
    let finest = &hierarchy.levels()[0];
    let told = |receipt: &Receipt| match &receipt.left_in {
        LeftIn::Group(place) | LeftIn::Correction(place) if place.level == *finest => {
            place.value.parse::<Ags>().ok()
        }
        _ => None,
    };
    let conn = app.db.read();
    let untold = receipts.iter().filter(|receipt| told(receipt).is_none());
    let submissions: Vec<_> = untold
        .filter_map(|receipt| Some(records::version_of(&receipt.key)?.0))
        .collect();
    let institutions: HashMap<_, _> = store::submissions::find_many(conn, &submissions)
        .await?
        .into_iter()
        .map(|submission| (submission.id, submission.institution))
        .collect();
    let mut all: Vec<OrganisationId> = institutions.values().copied().collect();
    all.sort();
    all.dedup();
    let places = release::places(app, conn, &all).await?;
    let looked_up = |receipt: &Receipt| {
        let (submission, _) = records::version_of(&receipt.key)?;
        places.get(institutions.get(&submission)?).cloned()
    };
    Ok(receipts
        .iter()
        .map(|receipt| told(receipt).or_else(|| looked_up(receipt)))
        .collect())
}
