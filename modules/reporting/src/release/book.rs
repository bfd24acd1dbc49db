// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What releases stand on: the rules of a collection, and the ledger of an office as it is stored.

use anonymity::{Hierarchy, Ledger, Policy, Receipt};
use anonymity_verifier::{Chain, Known};
use db::ConnectionTrait;
use kernel::{Ags, CollectionId, OrganisationId};
use web::{App, Error};

use super::ReleaseFailure;
use crate::model::Collection;
use crate::store::ledger::OfficeRelease;
use crate::{compiled, release_policy, store};

/// What holds for the releases of a collection.
#[derive(Debug, Clone)]
pub struct Rules {
    /// The collection.
    pub collection: Collection,
    /// Its release policy.
    pub policy: Policy,
    /// The table of places as of now.
    pub hierarchy: Hierarchy,
    /// What the verifier knows: reviewed policies and all tables of places.
    pub known: Known,
    /// The paths of the questions that are summed, in the order of the policy.
    pub measures: Vec<String>,
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
    let districts = directory::districts(conn).await?;
    let keys: Vec<Ags> = districts.into_iter().map(|district| district.ags).collect();
    let hierarchy = Hierarchy::of_districts(&keys)?;
    let known = known(conn, &collection, &hierarchy).await?;
    let form = compiled::form(conn, collection.form_version).await?;
    let measures = release_policy::measure_paths(&policy, form.spec());
    Ok(Rules {
        collection,
        policy,
        hierarchy,
        known,
        measures,
    })
}

/// What the verifier knows about a collection: its policy, if the text is still the one whose hash
/// was kept when it was reviewed, and every table of places that a release was made with.
async fn known(
    conn: &impl ConnectionTrait,
    collection: &Collection,
    hierarchy: &Hierarchy,
) -> Result<Known, ReleaseFailure> {
    let reviewed = Policy::from_json(&collection.release_policy)
        .is_ok_and(|policy| policy.hash() == collection.release_policy_hash);
    let policies = reviewed.then_some(collection.release_policy.as_str());
    let mut hierarchies = store::ledger::hierarchies(conn).await?;
    hierarchies.push(hierarchy.to_json());
    Known::new(policies, hierarchies.iter().map(String::as_str)).map_err(ReleaseFailure::Refused)
}

/// The ledger of an office for a collection, as the engine and as the verifier see it.
#[derive(Debug, Clone)]
pub struct Book {
    /// The engine's side, with the receipts.
    pub ledger: Ledger,
    /// The verifier's side.
    pub chain: Chain,
}

impl Book {
    /// The empty book.
    pub fn new(office: OrganisationId, collection: CollectionId) -> Result<Self, ReleaseFailure> {
        Ok(Self {
            ledger: Ledger::new(office.to_string(), collection.to_string())?,
            chain: Chain::new(office.to_string(), collection.to_string()),
        })
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
    let mut book = Book::new(office, collection)?;
    let mut receipts: Vec<Receipt> = Vec::new();
    for release in &releases {
        receipts.extend(open_receipts(app, conn, release).await?);
        book.chain
            .extend(&rules.known, &release.document)
            .map_err(ReleaseFailure::Refused)?;
    }
    book.ledger = Ledger::restore(
        office.to_string(),
        collection.to_string(),
        releases.iter().map(|release| release.document.as_slice()),
        receipts,
    )?;
    Ok(book)
}

/// Opens the office's notes about what left in a release.
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
