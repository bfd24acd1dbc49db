// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What releases stand on: the rules of a collection, and the ledger of an office as it is stored.

use std::collections::{BTreeMap, HashSet};

use anonymity::counting;
use anonymity::forwarding::{self, Hierarchies};
use anonymity::{Hierarchy, Receipt};
use anonymity_verifier::{Chain, Known};
use db::ConnectionTrait;
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{Ags, CollectionId, OrganisationId, SubmissionId};
use web::{App, Error};

use super::policy::Policy;
use super::reading::{Reading, fields_of};
use super::waiting::unapproved;
use super::{ReleaseFailure, document};
use crate::model::Collection;
use crate::store::ledger::{HierarchyKind, OfficeRelease};
use crate::{compiled, policies, records, release_policy, store};

/// What holds for the releases of a collection.
#[derive(Debug, Clone)]
pub struct Rules {
    /// The collection.
    pub collection: Collection,
    /// What the verifier knows: reviewed policies and all tables of values.
    pub known: Known,
    /// What leaves, and how.
    pub series: Series,
}

/// What leaves an office for a collection, by the format of its policy.
#[derive(Debug, Clone)]
pub enum Series {
    /// Weekly sums of institutions.
    Sums(SumRules),
    /// Records by their tuples.
    Records(RecordRules),
    /// Counts with noise.
    Tables(RecordRules),
}

/// How weekly sums leave.
#[derive(Debug, Clone)]
pub struct SumRules {
    /// The policy.
    pub policy: anonymity::Policy,
    /// The table of places as of now.
    pub hierarchy: Hierarchy,
    /// The paths of the questions that are summed, in the order of the policy.
    pub measures: Vec<String>,
}

/// How records leave, or are counted.
#[derive(Debug, Clone)]
pub struct RecordRules {
    /// The policy.
    pub policy: forwarding::Policy,
    /// The tables of values as of now.
    pub hierarchies: Hierarchies,
    /// How answers become records.
    pub reading: Reading,
}

/// Loads the rules of a collection.
pub async fn rules(
    conn: &impl ConnectionTrait,
    collection: CollectionId,
) -> Result<Rules, ReleaseFailure> {
    let collection = store::collections::find(conn, collection)
        .await?
        .ok_or(Error::NotFound)?;
    let policy = Policy::from_json(&collection.release_policy)?;
    let form = compiled::form(conn, collection.form_version).await?;
    let series = match policy {
        Policy::Sums(policy) => {
            let districts = directory::districts(conn).await?;
            let keys: Vec<Ags> = districts.into_iter().map(|district| district.ags).collect();
            Series::Sums(SumRules {
                measures: release_policy::measure_paths(&policy, form.spec()),
                hierarchy: Hierarchy::of_districts(&keys)?,
                policy,
            })
        }
        Policy::Records(ref records) | Policy::Tables(ref records) => {
            let records = records.clone();
            let fields = fields_of(form.spec());
            let unclassified = records.unclassified(fields.iter().map(String::as_str));
            if !unclassified.is_empty() {
                let names = unclassified.into_iter().map(str::to_owned).collect();
                return Err(forwarding::ReleaseError::Unclassified(names).into());
            }
            let of_records = RecordRules {
                hierarchies: policies::of_policy(conn, &records, form.spec()).await?,
                reading: Reading::new(&records, form.spec()),
                policy: records,
            };
            match policy {
                Policy::Tables(_) => Series::Tables(of_records),
                _ => Series::Records(of_records),
            }
        }
    };
    let known = known(conn, &collection, &series).await?;
    Ok(Rules {
        collection,
        known,
        series,
    })
}

/// What the verifier knows about a collection: its policy, if the text is still the one whose hash was
/// kept when it was reviewed, the policies of earlier releases, and every table that a release was made
/// with.
async fn known(
    conn: &impl ConnectionTrait,
    collection: &Collection,
    series: &Series,
) -> Result<Known, ReleaseFailure> {
    let kept = store::ledger::policies(conn, collection.id).await?;
    let mut policies: Vec<Policy> = kept
        .iter()
        .map(|text| Policy::from_json(text))
        .collect::<Result<_, _>>()?;
    let current = Policy::from_json(&collection.release_policy);
    policies.extend(
        current
            .ok()
            .filter(|one| one.hash() == collection.release_policy_hash),
    );
    let (records, sums): (Vec<Policy>, Vec<Policy>) =
        policies.into_iter().partition(Policy::is_of_records);
    let [records, sums] =
        [records, sums].map(|of| of.iter().map(Policy::to_json).collect::<Vec<String>>());

    let mut places = store::ledger::hierarchies(conn, HierarchyKind::Places).await?;
    let mut values = store::ledger::hierarchies(conn, HierarchyKind::Values).await?;
    match series {
        Series::Sums(rules) => places.push(rules.hierarchy.to_json()),
        Series::Records(rules) | Series::Tables(rules) => {
            values.extend(rules.hierarchies.values().map(Hierarchy::to_json));
        }
    }
    Known::new(texts(&sums), texts(&places))
        .and_then(|known| known.with_records(texts(&records), texts(&values)))
        .map_err(ReleaseFailure::Refused)
}

fn texts(of: &[String]) -> Vec<&str> {
    of.iter().map(String::as_str).collect()
}

impl Rules {
    /// The hash of the policy in force.
    pub fn policy_hash(&self) -> &str {
        match &self.series {
            Series::Sums(rules) => rules.policy.hash(),
            Series::Records(rules) | Series::Tables(rules) => rules.policy.hash(),
        }
    }

    /// Keeps policy and tables, so that what is released by them can be checked later.
    pub async fn remember(&self, tx: &db::Tx, at: Timestamp) -> db::Result<()> {
        let collection = self.collection.id;
        match &self.series {
            Series::Sums(rules) => {
                store::ledger::remember_policy(
                    tx,
                    collection,
                    (rules.policy.hash(), &rules.policy.to_json()),
                    at,
                )
                .await?;
                let kind = HierarchyKind::Places;
                store::ledger::remember_hierarchy(tx, kind, &rules.hierarchy, at).await
            }
            Series::Records(rules) | Series::Tables(rules) => {
                store::ledger::remember_policy(
                    tx,
                    collection,
                    (rules.policy.hash(), &rules.policy.to_json()),
                    at,
                )
                .await?;
                for hierarchy in rules.hierarchies.values() {
                    let kind = HierarchyKind::Values;
                    store::ledger::remember_hierarchy(tx, kind, hierarchy, at).await?;
                }
                Ok(())
            }
        }
    }
}

/// The ledger of an office for a collection, as the engine and as the verifier see it.
#[derive(Debug, Clone)]
pub struct Book {
    /// The engine's side, with the receipts.
    pub ledger: Ledger,
    /// The verifier's side.
    pub chain: Chain,
    /// The times, from day to day, that the office has not approved although it must; no table about them leaves.
    pub unapproved: Vec<(Date, Date)>,
}

/// The engine's side of a ledger.
#[derive(Debug, Clone)]
pub enum Ledger {
    /// Of weekly sums.
    Sums(anonymity::Ledger),
    /// Of records; it may have begun with weekly sums.
    Records(forwarding::Ledger),
    /// Of tables, with their account.
    Tables(counting::Ledger),
}

impl Book {
    /// The empty book.
    pub fn new(
        rules: &Rules,
        office: OrganisationId,
        collection: CollectionId,
    ) -> Result<Self, ReleaseFailure> {
        let (office, collection) = (office.to_string(), collection.to_string());
        Ok(Self {
            chain: Chain::new(&office, &collection),
            ledger: match &rules.series {
                Series::Sums(_) => Ledger::Sums(anonymity::Ledger::new(office, collection)?),
                Series::Records(_) => Ledger::Records(forwarding::Ledger::new(office, collection)?),
                Series::Tables(_) => Ledger::Tables(counting::Ledger::new(office, collection)),
            },
            unapproved: Vec::new(),
        })
    }

    /// The reports of which a receipt is kept.
    pub(super) fn cases(&self) -> HashSet<SubmissionId> {
        let Ledger::Records(ledger) = &self.ledger else {
            return HashSet::new();
        };
        let cases = ledger.receipts().iter().map(forwarding::Receipt::case);
        cases
            .filter_map(|case| case.as_str().parse().ok())
            .collect()
    }
}

/// Opens the ledger of an office: checks its chain twice, by the engine and by the verifier.
pub async fn open_book(
    app: &App,
    conn: &impl ConnectionTrait,
    rules: &Rules,
    office: OrganisationId,
) -> Result<Book, ReleaseFailure> {
    let collection = rules.collection.id;
    let releases = store::ledger::of(conn, office, collection).await?;
    let mut book = Book::new(rules, office, collection)?;
    for release in &releases {
        document::extend(&mut book.chain, &rules.known, &release.document)
            .map_err(ReleaseFailure::Refused)?;
    }
    if matches!(rules.series, Series::Tables(_)) {
        let (names, documents) = ((office.to_string(), collection.to_string()), &releases);
        let documents = documents.iter().map(|release| release.document.as_slice());
        let ledger = counting::Ledger::restore(names.0, names.1, documents)?;
        let account = store::noise::account(conn, office, collection).await?;
        if ledger.account().releases() != account {
            return Err(ReleaseFailure::Account);
        }
        book.ledger = Ledger::Tables(ledger);
        book.unapproved = unapproved(conn, &rules.collection, office).await?;
        return Ok(book);
    }
    let begins = match &rules.series {
        Series::Sums(_) | Series::Tables(_) => releases.len(),
        Series::Records(_) => releases
            .iter()
            .take_while(|release| !document::is_of_records(&release.document))
            .count(),
    };
    let (sums, records) = releases.split_at(begins);
    let mut receipts: Vec<Receipt> = Vec::new();
    for release in sums {
        receipts.extend(open_receipts(app, conn, release).await?);
    }
    let sums = anonymity::Ledger::restore(
        office.to_string(),
        collection.to_string(),
        sums.iter().map(|release| release.document.as_slice()),
        receipts,
    )?;
    book.ledger = match &rules.series {
        Series::Sums(_) | Series::Tables(_) => Ledger::Sums(sums),
        Series::Records(_) => {
            let notes = receipts_of_records(app, conn, (office, collection)).await?;
            let erased = store::release_notes::erased(conn, office, collection).await?;
            let erased: BTreeMap<u64, u32> = erased
                .into_iter()
                .filter(|(sequence, _)| *sequence > sums.sequence())
                .collect();
            let documents = records.iter().map(|release| release.document.as_slice());
            let ledger = forwarding::Ledger::after(&sums);
            Ledger::Records(ledger.restore_erased(documents, notes, &erased)?)
        }
    };
    Ok(book)
}

/// Opens the office's notes about what left in a release of sums.
pub async fn open_receipts(
    app: &App,
    conn: &impl ConnectionTrait,
    release: &OfficeRelease,
) -> Result<Vec<Receipt>, Error> {
    let context = OfficeRelease::seal_context(release.id);
    let plain = app
        .vault
        .open(conn, release.office, &context, &release.sealed_receipts)
        .await?;
    serde_json::from_slice(&plain).map_err(Error::internal)
}

/// Opens the notes about what left in all releases of records of a ledger.
async fn receipts_of_records(
    app: &App,
    conn: &impl ConnectionTrait,
    (office, collection): (OrganisationId, CollectionId),
) -> Result<Vec<forwarding::Receipt>, Error> {
    let mut receipts = Vec::new();
    for note in store::release_notes::receipts(conn, office, collection).await? {
        receipts.extend(records::open_receipt(app, conn, &note).await?);
    }
    Ok(receipts)
}
