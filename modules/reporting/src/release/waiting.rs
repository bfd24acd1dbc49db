// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What can leave: accepted reports, opened for the engine.

use std::collections::{HashMap, HashSet};

use anonymity::{counting, forwarding};
use db::ConnectionTrait;
use jiff::civil::Date;
use kernel::{Ags, OrganisationId, SubmissionId};
use web::{App, Error};

use super::book::{Book, Rules, Series};
use super::{RecordRules, ReleaseFailure};
use crate::model::{ApprovalLevel, Collection, Standing, Within};
use crate::period::Period;
use crate::store::released::Pending;
use crate::{records, sealing, store};

/// An accepted report as the engine takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Candidate {
    /// For weekly sums.
    Sums(anonymity::Record),
    /// As a record.
    Records(forwarding::Record),
    /// To be counted.
    Counted(counting::Case),
}

impl Candidate {
    /// The report and its version.
    pub fn version(&self) -> Option<(SubmissionId, i64)> {
        match self {
            Self::Sums(record) => records::version_of(&record.key),
            Self::Records(record) | Self::Counted(counting::Case { record, .. }) => {
                records::case_of(&record.case, record.version)
            }
        }
    }
}

/// The places that institutions lie in.
pub type Places = HashMap<OrganisationId, Ags>;

/// The accepted reports of an office whose current version has not left, for the engine.
pub async fn pending(
    app: &App,
    conn: &impl ConnectionTrait,
    rules: &Rules,
    book: &Book,
    office: OrganisationId,
) -> Result<Vec<Candidate>, ReleaseFailure> {
    let mut pending = store::released::pending(conn, office, rules.collection.id).await?;
    only_approved(conn, &rules.collection, office, &mut pending).await?;
    if matches!(rules.series, Series::Records(_)) {
        // Of what has left, only that can be corrected of which a receipt is kept. What left in weekly
        // sums, or whose receipt was erased, would be offered as if it were new.
        let left = store::released::cases(conn, office, rules.collection.id).await?;
        let known = book.cases();
        pending.retain(|one| {
            let id = one.submission.id;
            !left.contains(&id) || known.contains(&id)
        });
    }
    let places = places_of(conn, &pending).await?;
    let mut candidates = Vec::with_capacity(pending.len());
    for one in &pending {
        candidates.push(open_record(app, conn, rules, &places, one).await?);
    }
    Ok(candidates)
}

/// Where the office approves periods, only reports of periods that it has approved leave.
pub async fn only_approved(
    conn: &impl ConnectionTrait,
    collection: &Collection,
    office: OrganisationId,
    pending: &mut Vec<Pending>,
) -> Result<(), Error> {
    let Some(levels) = levels_of_office(collection) else {
        return Ok(());
    };
    let approved: HashSet<Period> = standings(conn, collection, office)
        .await?
        .into_iter()
        .filter(|standing| standing.approvals >= levels)
        .map(|standing| standing.period)
        .collect();
    pending.retain(|one| {
        let unit = collection.calendar.unit_of(one.submission.period);
        approved.contains(&unit)
    });
    Ok(())
}

/// How many levels of the office approve a period; none if none does.
fn levels_of_office(collection: &Collection) -> Option<i64> {
    let levels = collection.approval.iter();
    let levels = levels
        .filter(|level| **level != ApprovalLevel::State)
        .count();
    i64::try_from(levels).ok().filter(|levels| *levels > 0)
}

async fn standings(
    conn: &impl ConnectionTrait,
    collection: &Collection,
    office: OrganisationId,
) -> Result<Vec<Standing>, Error> {
    let season = collection.calendar.season;
    let of = Some((office, &Within::All));
    let span = (season.from, season.to);
    Ok(store::standing::of_collection(conn, collection.id, span, of).await?)
}

/// The periods that the office must approve and has not, from day to day: a table about them would not be what is
/// approved later.
pub(super) async fn unapproved(
    conn: &impl ConnectionTrait,
    collection: &Collection,
    office: OrganisationId,
) -> Result<Vec<(Date, Date)>, Error> {
    let Some(levels) = levels_of_office(collection) else {
        return Ok(Vec::new());
    };
    let standings = standings(conn, collection, office).await?;
    let open = standings.iter().filter(|one| one.approvals < levels);
    let span = |one: &Standing| (one.period.first_day(), one.period.last_day());
    Ok(open.map(span).collect())
}

/// Opens one accepted report for the engine.
pub async fn open_record(
    app: &App,
    conn: &impl ConnectionTrait,
    rules: &Rules,
    places: &Places,
    pending: &Pending,
) -> Result<Candidate, Error> {
    let submission = &pending.submission;
    let version = sealing::open_version(&app.vault, conn, submission, &pending.sealed).await?;
    let answers = &version.content.answers;
    let place = places.get(&submission.institution);
    match &rules.series {
        Series::Sums(rules) => {
            let district = place.and_then(Ags::district);
            // No district: the engine does not know the state as a district and holds the record back.
            let district = district.unwrap_or_else(|| app.settings.state_ags.clone());
            let record = records::record(submission, answers, district, &rules.measures);
            Ok(Candidate::Sums(record))
        }
        Series::Records(of) | Series::Tables(of) => {
            let person = digest(app, conn, of, pending, answers).await?;
            let place = place.map(Ags::as_str);
            let record = of.reading.record(submission, answers, person, place);
            Ok(match &rules.series {
                Series::Tables(_) => Candidate::Counted(counting::Case {
                    record,
                    day: of.reading.day(submission, answers),
                }),
                _ => Candidate::Records(record),
            })
        }
    }
}

/// The digest of who a report is about: it needs the office's key, because names and days of birth could
/// be guessed by a plain one, and is another one in every collection.
async fn digest(
    app: &App,
    conn: &impl ConnectionTrait,
    rules: &RecordRules,
    pending: &Pending,
    answers: &forms::Answers,
) -> Result<Option<String>, Error> {
    let Some(identity) = rules.reading.identity(answers) else {
        return Ok(None);
    };
    let submission = &pending.submission;
    let context = format!("released-person/{}", submission.collection);
    let digest = app
        .vault
        .fingerprint(conn, submission.office, &context, identity.as_bytes())
        .await?;
    Ok(Some(hex::encode(digest)))
}

/// The places of the institutions that reports are of.
pub async fn places_of(conn: &impl ConnectionTrait, pending: &[Pending]) -> Result<Places, Error> {
    let mut institutions: Vec<_> = pending
        .iter()
        .map(|one| one.submission.institution)
        .collect();
    institutions.sort();
    institutions.dedup();
    places(conn, &institutions).await
}

/// The places that institutions lie in.
pub async fn places(
    conn: &impl ConnectionTrait,
    institutions: &[OrganisationId],
) -> Result<Places, Error> {
    let organisations = directory::organisations(conn, institutions).await?;
    Ok(organisations
        .into_iter()
        .filter_map(|one| Some((one.id, one.ags?)))
        .collect())
}
