// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The releases of the invented reports, week by week as they would have happened, through the
//! engine, the verifier, the ledger and the check on arrival. Only the transaction and the job per
//! release are left out: everything of one office and collection is written together.

use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{
    CollectionId, IsoWeek, ManualClock, OrganisationId, ReleaseId, SeededChance, berlin_date,
    berlin_zone,
};
use std::collections::{HashMap, HashSet};
use web::{App, Error};

use crate::arrival::{self, ReleaseAccepted};
use crate::release::{self, Book, ReleaseFailure, Rules};
use crate::store::ledger::OfficeRelease;
use crate::store::state_ledger::StateRelease;
use crate::{actions, store};

/// What was released.
#[derive(Debug, Clone, Default)]
pub struct Released {
    /// How many releases there were.
    pub releases: usize,
    /// How many groups they have.
    pub groups: usize,
    /// How many reports are in these.
    pub reports: usize,
    /// What the state took over, in the order of offices and weeks. Nobody has been told yet:
    /// whoever loads the demo hands these on.
    pub accepted: Vec<ReleaseAccepted>,
}

/// Releases all accepted reports, Monday by Monday up to now. Ledgers that have begun are left alone,
/// so that loading the demo twice changes nothing.
pub async fn load(app: &App) -> Result<Released, Error> {
    let waiting = store::released::waiting(app.db.read()).await?;
    let mut by_collection: HashMap<CollectionId, Vec<OrganisationId>> = HashMap::new();
    for (office, collection) in waiting {
        if store::ledger::count(app.db.read(), office, Some(collection)).await? > 0 {
            continue;
        }
        by_collection.entry(collection).or_default().push(office);
    }
    let mut collections = store::collections::all(app.db.read()).await?;
    collections.sort_by_key(|one| (one.calendar.season.from, one.id));
    let mut released = Released::default();
    for collection in collections {
        let Some(offices) = by_collection.remove(&collection.id) else {
            continue;
        };
        let rules = release::rules(app.db.read(), collection.id)
            .await
            .map_err(stopped)?;
        let tx = app.db.begin().await?;
        let first = monday_morning(collection.calendar.season.from.first_day());
        rules.remember(&tx, first).await?;
        for office in offices {
            release_office(app, &tx, &rules, office, &mut released).await?;
        }
        tx.commit().await?;
    }
    Ok(released)
}

fn stopped(failure: ReleaseFailure) -> Error {
    match failure {
        ReleaseFailure::Other(error) => error,
        other => Error::internal(other),
    }
}

/// 6 o'clock in Germany.
fn monday_morning(monday: Date) -> Timestamp {
    monday
        .at(6, 0, 0, 0)
        .to_zoned(berlin_zone())
        .expect("6 o'clock exists on every day in Germany")
        .timestamp()
}

/// The weeks whose Monday morning lies in or after the season and is over.
fn mondays(rules: &Rules, now: Timestamp) -> impl Iterator<Item = IsoWeek> {
    let season = rules.collection.calendar.season;
    let from = season.from.week();
    let last = IsoWeek::of(berlin_date(now)).min(season.to.week().plus(12));
    (0..=last.since(from).max(0))
        .map(move |number| from.plus(number))
        .filter(move |week| monday_morning(week.monday()) <= now)
}

async fn release_office(
    app: &App,
    tx: &db::Tx,
    rules: &Rules,
    office: OrganisationId,
    released: &mut Released,
) -> Result<(), Error> {
    let collection = rules.collection.id;
    let mut pending = store::released::pending(tx, office, collection).await?;
    release::only_approved(tx, &rules.collection, office, &mut pending).await?;
    let places = release::places_of(tx, &pending).await?;
    let mut accepted = Vec::with_capacity(pending.len());
    for one in &pending {
        let record = release::open_record(app, tx, rules, &places, one).await?;
        accepted.push((one.submission.changed_at, record));
    }
    accepted.sort_by_key(|(at, _)| *at);

    let mut book = Book::new(rules, office, collection).map_err(stopped)?;
    let mut arriving = anonymity_verifier::Chain::new(office.to_string(), collection.to_string());
    let mut previous = "0".repeat(64);
    let mut waiting = Vec::new();
    let mut accepted = accepted.into_iter().peekable();
    let (mut departures, mut arrivals) = (Vec::new(), Vec::new());
    for week in mondays(rules, app.clock.now()) {
        let at = monday_morning(week.monday());
        while let Some((_, record)) = accepted.next_if(|(accepted_at, _)| *accepted_at < at) {
            waiting.push(record);
        }
        let outcome = release::step(rules, &mut book, &waiting, week).map_err(stopped)?;
        if outcome.document.is_empty() {
            continue;
        }
        let id = id_of(office, collection, at);
        let kept = release::keep(app, tx, id, (&outcome, &waiting), at, None).await?;
        let left: HashSet<_> = outcome.left()?.into_iter().collect();
        waiting.retain(|candidate| !candidate.version().is_some_and(|one| left.contains(&one)));
        let document = &kept.release.document;
        let checked = release::extend(&mut arriving, &rules.known, document)
            .map_err(|refusal| Error::internal(refusal.english()))?;
        let hash = std::mem::replace(&mut previous, checked.hash().to_owned());
        let ledger = (office, collection);
        let arrival = arrival::state_release(&checked, ledger, document, hash, at)?;
        released.releases += 1;
        released.groups += checked.groups();
        released.reports += kept.versions.len();
        let title = &rules.collection.title;
        released
            .accepted
            .extend(arrival::accepted(&checked, &arrival, title)?);
        departures.push(kept);
        arrivals.push(arrival);
    }
    let last = departures.last().map(|kept| kept.release.clone());
    let releases = departures.len();
    release::append(tx, departures).await.map_err(stopped)?;
    store::state_ledger::append(tx, &arrivals).await?;
    let Some((departure, arrival)) = last.as_ref().zip(arrivals.last()) else {
        return Ok(());
    };
    note(app, tx, rules, (departure, releases), arrival).await
}

fn id_of(office: OrganisationId, collection: CollectionId, at: Timestamp) -> ReleaseId {
    let (high, low) = office.uuid().as_u64_pair();
    let of = collection.uuid().as_u64_pair().1.rotate_left(7);
    let seed = high ^ low.rotate_left(1) ^ of ^ at.as_millisecond().unsigned_abs();
    ReleaseId::new(&ManualClock::new(at), &SeededChance::new(seed))
}

/// One entry per ledger instead of one per release.
async fn note(
    app: &App,
    tx: &db::Tx,
    rules: &Rules,
    (departure, releases): (&OfficeRelease, usize),
    arrival: &StateRelease,
) -> Result<(), Error> {
    let entry = audit::Entry {
        chain: departure.office.uuid(),
        actor: None,
        action: actions::RELEASE_RUN,
        subject: audit::Subject::new("collection", rules.collection.id),
        facts: vec![
            ("what", "invented".into()),
            ("releases", releases.into()),
            ("document", release::digest(&departure.hash).into()),
        ],
    };
    audit::append(tx, &*app.clock, entry).await?;
    let entry = arrival::arrival_entry(rules.collection.state, arrival);
    audit::append(tx, &*app.clock, entry).await?;
    Ok(())
}
