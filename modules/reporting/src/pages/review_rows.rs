// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The rows of a week at an office: who has reported what, and which of them a filter shows.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use kernel::{OrganisationId, PersonId, SubmissionId, berlin_date};
use web::{App, Context, Error};

use super::review::AtOffice;
use crate::model::{
    Assignment, Collection, Expected, ExpectedStatus, Submission, Turn, ZeroReason,
};
use crate::period::Period;
use crate::review::Seen;
use crate::store;

/// Which rows are shown; the name stands in the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Filter {
    All,
    ToReview,
    Implausible,
    Missing,
    Late,
    Returned,
    Accepted,
    Mine,
}

impl Filter {
    pub(super) const ALL: [Self; 8] = [
        Self::All,
        Self::ToReview,
        Self::Implausible,
        Self::Missing,
        Self::Late,
        Self::Returned,
        Self::Accepted,
        Self::Mine,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::All => "alle",
            Self::ToReview => "pruefen",
            Self::Implausible => "auffaellig",
            Self::Missing => "fehlt",
            Self::Late => "verspaetet",
            Self::Returned => "zurueck",
            Self::Accepted => "angenommen",
            Self::Mine => "meine",
        }
    }

    pub(super) fn parse(text: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|filter| filter.name() == text)
            .unwrap_or(Self::All)
    }

    pub(super) fn shows(self, row: &Row) -> bool {
        match self {
            Self::All => true,
            Self::ToReview => row.status == ExpectedStatus::Submitted,
            Self::Implausible => row.warnings > 0 && row.status != ExpectedStatus::Accepted,
            Self::Missing => row.has_not_come(),
            Self::Late => row.late || row.overdue,
            Self::Returned => row.status == ExpectedStatus::Returned,
            Self::Accepted => row.status == ExpectedStatus::Accepted,
            Self::Mine => row.mine && row.status != ExpectedStatus::Accepted,
        }
    }
}

/// One institution, or in collections that take any number of reports one report.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) institution: OrganisationId,
    pub(super) name: String,
    pub(super) place: String,
    pub(super) day: String,
    pub(super) status: ExpectedStatus,
    pub(super) submission: Option<SubmissionId>,
    pub(super) seen: Option<Seen>,
    pub(super) late: bool,
    pub(super) on_behalf: bool,
    pub(super) zero_reason: Option<ZeroReason>,
    pub(super) overdue: bool,
    pub(super) corrected: bool,
    pub(super) warnings: i64,
    pub(super) sent: String,
    pub(super) reminded: String,
    pub(super) assignment: Assignment,
    /// Who looks after it, by assignment or by a duty; empty if nobody does.
    pub(super) assignee: String,
    /// Whether that is the person who looks.
    pub(super) mine: bool,
    pub(super) turn: Turn,
}

impl Row {
    pub(super) fn has_not_come(&self) -> bool {
        matches!(self.status, ExpectedStatus::Missing | ExpectedStatus::Draft)
    }

    pub(super) fn can_be_accepted_unread(&self) -> bool {
        self.status == ExpectedStatus::Submitted && self.warnings == 0
    }
}

pub(super) async fn rows(
    app: &App,
    context: &Context,
    at: &AtOffice,
    collection: &Collection,
    period: Period,
) -> Result<Vec<Row>, Error> {
    let conn = app.db.read();
    let office = at.office.id;
    let lang = context.lang();
    let today = berlin_date(app.clock.now());
    let submissions = store::review::submissions_of_period(
        conn,
        office,
        collection.id,
        period,
        collection.repeatable(),
    )
    .await?;
    let expected = store::expected::of_office(conn, collection.id, office, period).await?;
    let submissions: Vec<Submission> = submissions
        .into_iter()
        .filter(|one| at.within.contains(one.institution))
        .collect();
    let expected: Vec<Expected> = expected
        .into_iter()
        .filter(|one| at.within.contains(one.institution))
        .collect();
    let reminded = store::reminders::last_of_period(conn, office, collection.id, period).await?;
    let mut ids: Vec<OrganisationId> = expected.iter().map(|one| one.institution).collect();
    ids.extend(submissions.iter().map(|one| one.institution));
    ids.sort();
    ids.dedup();
    let organisations: HashMap<OrganisationId, directory::Organisation> =
        directory::organisations(conn, &ids)
            .await?
            .into_iter()
            .map(|one| (one.id, one))
            .collect();
    let row = |institution: OrganisationId| {
        let organisation = organisations.get(&institution);
        Row {
            institution,
            name: organisation.map_or(String::new(), |one| one.name.clone()),
            place: organisation.map_or(String::new(), |one| one.address.town.clone()),
            day: String::new(),
            status: ExpectedStatus::Missing,
            submission: None,
            seen: None,
            late: false,
            on_behalf: false,
            zero_reason: None,
            overdue: false,
            corrected: false,
            warnings: 0,
            sent: String::new(),
            reminded: reminded
                .get(&institution)
                .map_or(String::new(), |at| web::format::moment(lang, *at)),
            assignment: Assignment::default(),
            assignee: String::new(),
            mine: false,
            turn: Turn::Nobody,
        }
    };
    let with = |mut row: Row, submission: &Submission| {
        row.submission = Some(submission.id);
        row.on_behalf = submission.on_behalf;
        row.seen = Some(Seen::of(submission));
        row.late = submission.late;
        row.corrected = submission.version > 1;
        row.warnings = submission.warnings;
        row.sent = web::format::moment(lang, submission.changed_at.max(submission.submitted_at));
        row
    };
    let mut rows = Vec::new();
    if collection.repeatable() {
        for submission in &submissions {
            let mut row = with(row(submission.institution), submission);
            row.day = submission.period.text(lang);
            row.status = match submission.state {
                crate::model::SubmissionState::Accepted => ExpectedStatus::Accepted,
                crate::model::SubmissionState::Returned => ExpectedStatus::Returned,
                _ => ExpectedStatus::Submitted,
            };
            rows.push(row);
        }
        // Of weeks that are confirmed also who has said that there was nothing, or nothing at all.
        for one in expected
            .iter()
            .filter(|one| matches!(one.status, ExpectedStatus::Missing | ExpectedStatus::Zero))
        {
            let mut row = row(one.institution);
            row.status = one.status;
            row.zero_reason = one.zero_reason;
            row.overdue = one.is_overdue(today);
            rows.push(row);
        }
    } else {
        let by_id: HashMap<SubmissionId, &Submission> =
            submissions.iter().map(|one| (one.id, one)).collect();
        for one in &expected {
            let mut row = row(one.institution);
            row.status = one.status;
            row.zero_reason = one.zero_reason;
            row.overdue = one.submission.is_none() && one.is_overdue(today);
            if let Some(submission) = one.submission.and_then(|id| by_id.get(&id)) {
                row = with(row, submission);
            }
            rows.push(row);
        }
    }
    add_work(app, context, office, collection, &mut rows).await?;
    rows.sort_by(|a, b| (&a.name, &a.day, a.institution).cmp(&(&b.name, &b.day, b.institution)));
    Ok(rows)
}

/// Adds to the rows with a report who looks after it and whose turn it is to say something.
async fn add_work(
    app: &App,
    context: &Context,
    office: OrganisationId,
    collection: &Collection,
    rows: &mut [Row],
) -> Result<(), Error> {
    let conn = app.db.read();
    let ids: Vec<SubmissionId> = rows.iter().filter_map(|row| row.submission).collect();
    if ids.is_empty() {
        return Ok(());
    }
    let assignments = store::work::assignments(conn, office, &ids).await?;
    let turns = store::messages::turns(conn, office, &ids).await?;
    let duty = store::work::duty(conn, office, collection.id).await?;
    let me = context.actor().person();
    let mut names: HashMap<PersonId, String> = HashMap::new();
    for row in rows {
        let Some(id) = row.submission else {
            continue;
        };
        row.assignment = assignments.get(&id).copied().unwrap_or_default();
        row.turn = turns.get(&id).copied().unwrap_or(Turn::Nobody);
        let Some(person) = row.assignment.person.or(duty) else {
            continue;
        };
        if let Entry::Vacant(name) = names.entry(person) {
            name.insert(super::person_name(conn, context, Some(person)).await?);
        }
        row.assignee = names.get(&person).cloned().unwrap_or_default();
        row.mine = me == Some(person);
    }
    Ok(())
}

pub(super) fn matches_search(row: &Row, search: &str) -> bool {
    let text = format!("{} {}", row.name, row.place).to_lowercase();
    search
        .to_lowercase()
        .split_whitespace()
        .all(|word| text.contains(word))
}
