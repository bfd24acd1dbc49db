// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Computes stored ledgers again from the office's own notes, for an auditor: what left must come out bit
//! for bit.
//!
//! Of a release of records everything that was offered to it is kept sealed. Where somebody's data were
//! erased since, it cannot be computed any more; the replay says so and goes on behind it.
//!
//! Noise cannot be drawn again: its generator takes no seed. Of a table everything else is computed again: what was counted
//! must come to the exact counts that the office keeps sealed, the document must be the same but for its
//! noise, and the noise must be of a size that the policy makes thinkable.
//!
//! The records behind a release of weekly sums are those of its receipts: who, about which week, with which figures. What
//! waited at the time need not be known, because a pool of one place and week leaves whole or not at all,
//! so whoever stayed behind was in no pool that left. The one thing that receipts do not hold is the
//! district of a report that left at a coarser place or in a count; it is taken from the directory as it is
//! today. If the institution has moved since, the release may come out otherwise, and the replay says so.

use std::collections::{BTreeMap, HashMap};

use anonymity::counting;
use anonymity::forwarding::{self, Hierarchies};
use anonymity::{Hierarchy, Ledger, LeftIn, Receipt, Record};
use kernel::{Ags, CollectionId, OrganisationId};
use serde::Deserialize;
use web::{App, Error};

use crate::release::{self, Policy, ReleaseFailure};
use crate::store::ledger::{HierarchyKind, OfficeRelease};
use crate::{records, store};

/// What a replay came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReplayReport {
    /// How many ledgers were looked at.
    pub ledgers: usize,
    /// How many releases came out bit for bit.
    pub identical: usize,
    /// How many came out but for their noise, which cannot be drawn again.
    pub but_for_noise: usize,
    /// How many cannot be computed any more, because data of people were erased.
    pub erased: usize,
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
        let kept = Kept::load(app, collection).await?;
        let mut books = Books::Sums(Ledger::new(office.to_string(), collection.to_string())?);
        for stored in store::ledger::of(conn, office, collection).await? {
            match again(app, &kept, &mut books, &stored).await? {
                Again::Identical => report.identical += 1,
                Again::ButForNoise => report.but_for_noise += 1,
                Again::Erased => report.erased += 1,
                Again::Otherwise(what) => {
                    report.faults.push(ReplayFault {
                        office,
                        collection,
                        sequence: stored.sequence,
                        what: what.to_owned(),
                    });
                    break;
                }
            }
        }
    }
    Ok(report)
}

/// Policies and tables by which releases of a collection were made.
struct Kept {
    policies: Vec<Policy>,
    places: Vec<Hierarchy>,
    values: Vec<Hierarchy>,
}

impl Kept {
    async fn load(app: &App, collection: CollectionId) -> Result<Self, ReleaseFailure> {
        let conn = app.db.read();
        let policies = store::ledger::policies(conn, collection).await?;
        let places = store::ledger::hierarchies(conn, HierarchyKind::Places).await?;
        let values = store::ledger::hierarchies(conn, HierarchyKind::Values).await?;
        let of_places = places.iter().map(|text| Hierarchy::from_json(text));
        let of_values = values.iter().map(|text| Hierarchy::values_from_json(text));
        let policies = policies.iter().map(|text| Policy::from_json(text));
        Ok(Self {
            policies: policies.collect::<Result<_, _>>()?,
            places: of_places.collect::<Result<_, _>>()?,
            values: of_values.collect::<Result<_, _>>()?,
        })
    }
}

impl Kept {
    /// The tables of values that a release was made with.
    fn hierarchies(&self, made: &Made) -> Option<Hierarchies> {
        let named = made.hierarchies.iter();
        named
            .map(|(name, hash)| {
                let table = self.values.iter().find(|one| one.hash() == hash)?;
                Some((name.clone(), table.clone()))
            })
            .collect()
    }
}

/// The ledger so far; what began with weekly sums can go on with records.
enum Books {
    Sums(Ledger),
    Records(Book),
    Tables(counting::Ledger),
}

/// A ledger of records so far.
struct Book {
    ledger: forwarding::Ledger,
    /// Whether receipts were erased. What was decided by them then cannot be decided again.
    erased: bool,
}

/// What became of a release.
enum Again {
    Identical,
    ButForNoise,
    Erased,
    Otherwise(&'static str),
}

/// What a document says about how it was made.
#[derive(Deserialize)]
struct Made {
    policy: String,
    hierarchy: Option<String>,
    #[serde(default)]
    hierarchies: BTreeMap<String, String>,
}

const NOT_KEPT: Again = Again::Otherwise("its policy or its table of values is not kept");

/// Computes one release again and moves `books` on; the reason if it comes out otherwise.
async fn again(
    app: &App,
    kept: &Kept,
    books: &mut Books,
    stored: &OfficeRelease,
) -> Result<Again, ReleaseFailure> {
    let Ok(made) = serde_json::from_slice::<Made>(&stored.document) else {
        return Ok(Again::Otherwise("its document cannot be read"));
    };
    let policy = kept.policies.iter().find(|one| one.hash() == made.policy);
    if let (Books::Sums(sums), Some(Policy::Records(_))) = (&*books, policy) {
        *books = Books::Records(Book {
            ledger: forwarding::Ledger::after(sums),
            erased: false,
        });
    }
    if let (Books::Sums(sums), Some(Policy::Tables(_))) = (&*books, policy)
        && sums.sequence() == 0
    {
        let names = (stored.office.to_string(), stored.collection.to_string());
        *books = Books::Tables(counting::Ledger::new(names.0, names.1));
    }
    match (books, policy) {
        (Books::Sums(ledger), Some(Policy::Sums(policy))) => {
            let named = |one: &&Hierarchy| Some(one.hash()) == made.hierarchy.as_deref();
            let Some(hierarchy) = kept.places.iter().find(named) else {
                return Ok(NOT_KEPT);
            };
            sums_again(app, (policy, hierarchy), ledger, stored).await
        }
        (Books::Records(book), Some(Policy::Records(policy))) => {
            let Some(tables) = kept.hierarchies(&made) else {
                return Ok(NOT_KEPT);
            };
            records_again(app, (policy, &tables), book, stored).await
        }
        (Books::Tables(ledger), Some(Policy::Tables(policy))) => {
            let Some(tables) = kept.hierarchies(&made) else {
                return Ok(NOT_KEPT);
            };
            table_again(app, (policy, &tables), ledger, stored).await
        }
        _ => Ok(NOT_KEPT),
    }
}

/// A release of weekly sums, out of its receipts.
async fn sums_again(
    app: &App,
    (policy, hierarchy): (&anonymity::Policy, &Hierarchy),
    ledger: &mut Ledger,
    stored: &OfficeRelease,
) -> Result<Again, ReleaseFailure> {
    let receipts = release::open_receipts(app, app.db.read(), stored).await?;
    let Some(places) = places(app, &receipts, hierarchy).await? else {
        return Ok(Again::Otherwise(
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
    let outcome = anonymity::release(policy, hierarchy, ledger, &records, stored.as_of)?;
    if outcome.document.bytes() != stored.document.as_slice() {
        return Ok(Again::Otherwise(
            "it comes out otherwise: policy or receipts were changed, or an institution has moved since",
        ));
    }
    ledger.append(&outcome.document, receipts)?;
    Ok(Again::Identical)
}

/// A release of records, out of what was offered to it.
async fn records_again(
    app: &App,
    (policy, hierarchies): (&forwarding::Policy, &Hierarchies),
    book: &mut Book,
    stored: &OfficeRelease,
) -> Result<Again, ReleaseFailure> {
    let conn = app.db.read();
    let of = (stored.office, stored.collection);
    let mut pending = Vec::new();
    for part in store::release_notes::offered(conn, of, stored.sequence).await? {
        pending.push(records::open_offered(app, conn, &part).await?);
    }
    let mut receipts = Vec::new();
    for part in store::release_notes::receipts(conn, stored.office, stored.collection).await? {
        if part.sequence == stored.sequence {
            receipts.extend(records::open_receipt(app, conn, &part).await?);
        }
    }
    let outcome = forwarding::release(policy, hierarchies, &book.ledger, &pending, stored.as_of)?;
    let same = outcome.document.bytes() == stored.document.as_slice();
    let all_there = pending.len() == release::offered(app, conn, stored).await?;
    if !all_there || (book.erased && !same) {
        let erased = store::release_notes::erased(conn, stored.office, stored.collection).await?;
        book.erased |= erased
            .keys()
            .any(|one| i64::try_from(*one) == Ok(stored.sequence));
        let ledger = book.ledger.clone();
        book.ledger = ledger.restore_erased([&stored.document], receipts, &erased)?;
        return Ok(Again::Erased);
    }
    if !same {
        return Ok(Again::Otherwise(
            "it comes out otherwise: the document, or what was offered to it, was changed",
        ));
    }
    if outcome.receipts != receipts {
        return Ok(Again::Otherwise(
            "the notes of what left in it were changed",
        ));
    }
    book.ledger.append(&outcome.document, receipts)?;
    Ok(Again::Identical)
}

/// A table, out of what was counted for it.
async fn table_again(
    app: &App,
    (policy, hierarchies): (&forwarding::Policy, &Hierarchies),
    ledger: &mut counting::Ledger,
    stored: &OfficeRelease,
) -> Result<Again, ReleaseFailure> {
    let conn = app.db.read();
    let of = (stored.office, stored.collection);
    let document = counting::Document::read(&stored.document);
    let Some((document, told)) = document.and_then(|one| Some((one.clone(), one.cells()?))) else {
        return Ok(Again::Otherwise("its document cannot be read"));
    };
    let mut cases = Vec::new();
    for part in store::release_notes::offered(conn, of, stored.sequence).await? {
        cases.push(records::open_counted(app, conn, &part).await?);
    }
    let exact = release::exact_cells(app, conn, stored).await?;
    let wanted = (cases.as_slice(), Some(told.spent));
    let draft = counting::Draft::new(policy, hierarchies, ledger, wanted, stored.as_of)?;
    let noisy: Vec<i64> = told.rows.iter().map(|(_, count)| *count).collect();
    let same = draft.document(noisy.clone())?.bytes() == stored.document.as_slice();
    let all_there = cases.len() == release::offered(app, conn, stored).await?;
    ledger.append(&document)?;
    if !same {
        return Ok(Again::Otherwise(
            "it comes out otherwise than in its noise: the document was changed",
        ));
    }
    if all_there && draft.counted.cells != exact {
        return Ok(Again::Otherwise(
            "the exact counts are others than those of what was counted",
        ));
    }
    // Once in a million honest releases noise of any of its cells is larger.
    let cells = f64::from(u32::try_from(exact.len().max(1)).unwrap_or(u32::MAX));
    let laplace = noise::Laplace::new(told.spent.epsilon, told.bound)?;
    let thinkable = laplace.within(1e-6 / cells)?;
    let mut distances = exact.iter().zip(&noisy).map(|(exact, noisy)| exact - noisy);
    if distances.any(|distance| distance.abs() > thinkable) {
        return Ok(Again::Otherwise(
            "its noise is larger than the policy makes thinkable",
        ));
    }
    Ok(if all_there {
        Again::ButForNoise
    } else {
        Again::Erased
    })
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
    let places = release::places(conn, &all).await?;
    let looked_up = |receipt: &Receipt| {
        let (submission, _) = records::version_of(&receipt.key)?;
        let place = places.get(institutions.get(&submission)?);
        let district = place.and_then(Ags::district);
        Some(district.unwrap_or_else(|| app.settings.state_ags.clone()))
    };
    Ok(receipts
        .iter()
        .map(|receipt| told(receipt).or_else(|| looked_up(receipt)))
        .collect())
}
