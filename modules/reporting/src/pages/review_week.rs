// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! One week of a collection at an office: who has reported what, and what is done with many reports
//! at once.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, Redirect};
use kernel::{CollectionId, OrganisationId, SubmissionId, berlin_date};
use serde::Deserialize;
use web::form::{Fields, encode_component};
use web::{App, Context, Crumb, Error, Page, render};

use super::review::{AtOffice, at_office, collection_at, crumbs, pages};
use super::{page_number, report_title};
use crate::model::{Collection, ExpectedStatus, Submission};
use crate::period::Period;
use crate::review::{self, Seen};
use crate::{actions, reminders, store};

/// How many rows a page lists.
const PER_PAGE: i64 = 50;

/// Which rows are shown; the name stands in the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Filter {
    All,
    ToReview,
    Implausible,
    Missing,
    Late,
    Returned,
    Accepted,
}

impl Filter {
    const ALL: [Self; 7] = [
        Self::All,
        Self::ToReview,
        Self::Implausible,
        Self::Missing,
        Self::Late,
        Self::Returned,
        Self::Accepted,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::All => "alle",
            Self::ToReview => "pruefen",
            Self::Implausible => "auffaellig",
            Self::Missing => "fehlt",
            Self::Late => "verspaetet",
            Self::Returned => "zurueck",
            Self::Accepted => "angenommen",
        }
    }

    fn parse(text: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|filter| filter.name() == text)
            .unwrap_or(Self::All)
    }

    fn shows(self, row: &Row) -> bool {
        match self {
            Self::All => true,
            Self::ToReview => row.status == ExpectedStatus::Submitted,
            Self::Implausible => row.warnings > 0 && row.status != ExpectedStatus::Accepted,
            Self::Missing => row.has_not_come(),
            Self::Late => row.late || row.overdue,
            Self::Returned => row.status == ExpectedStatus::Returned,
            Self::Accepted => row.status == ExpectedStatus::Accepted,
        }
    }
}

/// One institution, or in collections that take any number of reports one report.
#[derive(Debug, Clone)]
struct Row {
    institution: OrganisationId,
    name: String,
    place: String,
    day: String,
    status: ExpectedStatus,
    submission: Option<SubmissionId>,
    seen: Option<Seen>,
    late: bool,
    overdue: bool,
    corrected: bool,
    warnings: i64,
    sent: String,
    reminded: String,
}

impl Row {
    fn has_not_come(&self) -> bool {
        self.submission.is_none()
    }

    fn can_be_accepted_unread(&self) -> bool {
        self.status == ExpectedStatus::Submitted && self.warnings == 0
    }
}

/// Everything that the pages of a week need.
struct Week {
    at: AtOffice,
    collection: Collection,
    period: Period,
    rows: Vec<Row>,
}

impl Week {
    fn path(&self) -> String {
        format!("/pruefung/{}/{}", self.collection.id, self.period)
    }

    fn title(&self, context: &Context) -> String {
        report_title(context, &self.collection, self.period)
    }

    fn address(&self) -> String {
        with_office(&self.path(), &self.at)
    }
}

fn with_office(path: &str, at: &AtOffice) -> String {
    match at.query().strip_prefix('&') {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    }
}

async fn load(
    app: &App,
    context: &Context,
    collection: &str,
    period: &str,
    amt: &str,
) -> Result<Week, Error> {
    let at = at_office(app, context, actions::SUBMISSION_REVIEW, amt).await?;
    let period: Period = period.parse().map_err(|_| Error::NotFound)?;
    let Period::Week(_) = period else {
        return Err(Error::NotFound);
    };
    let collection = collection_at(app, at.office.id, collection).await?;
    if !collection.season.contains(period.week()) {
        return Err(Error::NotFound);
    }
    let rows = rows(app, context, &at, &collection, period).await?;
    Ok(Week {
        at,
        collection,
        period,
        rows,
    })
}

async fn rows(
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
    let submissions = store::review::submissions_of_week(
        conn,
        office,
        collection.id,
        period,
        collection.repeatable,
    )
    .await?;
    let expected = store::expected::of_office(conn, collection.id, office, period).await?;
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
            overdue: false,
            corrected: false,
            warnings: 0,
            sent: String::new(),
            reminded: reminded
                .get(&institution)
                .map_or(String::new(), |at| web::format::moment(lang, *at)),
        }
    };
    let with = |mut row: Row, submission: &Submission| {
        row.submission = Some(submission.id);
        row.seen = Some(Seen::of(submission));
        row.late = submission.late;
        row.corrected = submission.version > 1;
        row.warnings = submission.warnings;
        row.sent = web::format::moment(lang, submission.changed_at.max(submission.submitted_at));
        row
    };
    let mut rows = Vec::new();
    if collection.repeatable {
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
    } else {
        let by_id: HashMap<SubmissionId, &Submission> =
            submissions.iter().map(|one| (one.id, one)).collect();
        for one in &expected {
            let mut row = row(one.institution);
            row.status = one.status;
            row.overdue = one.submission.is_none() && one.is_overdue(today);
            if let Some(submission) = one.submission.and_then(|id| by_id.get(&id)) {
                row = with(row, submission);
            }
            rows.push(row);
        }
    }
    rows.sort_by(|a, b| (&a.name, &a.day, a.institution).cmp(&(&b.name, &b.day, b.institution)));
    Ok(rows)
}

/// How many rows each filter shows.
struct FilterLine {
    href: String,
    name: &'static str,
    count: i64,
    current: bool,
}

#[derive(Template)]
#[template(path = "reporting/review_week.html")]
struct WeekPage {
    page: Page,
    office: String,
    chosen_office: OrganisationId,
    several_offices: bool,
    due: String,
    repeatable: bool,
    path: String,
    accept_href: String,
    remind_href: String,
    filters: Vec<FilterLine>,
    filter: &'static str,
    search: String,
    rows: Vec<Row>,
    shown: i64,
    acceptable: i64,
    overdue: i64,
    may_remind: bool,
    any_missing: bool,
    number: u32,
    pages: u32,
    paging: String,
}

/// The query of the page.
#[derive(Debug, Default, Deserialize)]
pub struct Wish {
    #[serde(default)]
    amt: String,
    #[serde(default)]
    zustand: String,
    #[serde(default)]
    suche: String,
    #[serde(default)]
    seite: String,
}

/// The page of a week.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path((collection, period)): Path<(String, String)>,
    Query(wish): Query<Wish>,
) -> Result<Html<String>, Error> {
    let week = load(&app, &context, &collection, &period, &wish.amt).await?;
    let filter = Filter::parse(&wish.zustand);
    let search = wish.suche.trim().chars().take(100).collect::<String>();
    let found: Vec<&Row> = week
        .rows
        .iter()
        .filter(|row| matches_search(row, &search))
        .collect();
    let path = week.path();
    let address = |filter: Filter| {
        format!(
            "{path}?zustand={}&suche={}{}",
            filter.name(),
            encode_component(&search),
            week.at.query()
        )
    };
    let filters = Filter::ALL
        .into_iter()
        .map(|one| FilterLine {
            href: address(one),
            name: one.name(),
            count: count(found.iter().filter(|row| one.shows(row)).count()),
            current: one == filter,
        })
        .collect();
    let shown: Vec<&Row> = found.into_iter().filter(|row| filter.shows(row)).collect();
    let total = count(shown.len());
    let number = page_number(&wish.seite);
    let rows: Vec<Row> = shown
        .into_iter()
        .skip(usize::try_from((number - 1) * PER_PAGE).unwrap_or(0))
        .take(usize::try_from(PER_PAGE).unwrap_or(50))
        .cloned()
        .collect();
    let title = week.title(&context);
    let may_remind = context.may(actions::REMINDER_SEND, &week.at.resource)
        && week.collection.status == crate::model::CollectionStatus::Open;
    render(&WeekPage {
        page: context.page(&title, crumbs(&context, vec![Crumb::new(&title, &path)])),
        office: week.at.office.name.clone(),
        chosen_office: week.at.office.id,
        several_offices: week.at.choices.len() > 1,
        due: web::format::date(context.lang(), week.collection.due_on(week.period.week())),
        repeatable: week.collection.repeatable,
        accept_href: with_office(&format!("{path}/annehmen"), &week.at),
        remind_href: with_office(&format!("{path}/erinnern"), &week.at),
        filters,
        filter: filter.name(),
        acceptable: count(
            week.rows
                .iter()
                .filter(|row| row.can_be_accepted_unread())
                .count(),
        ),
        overdue: count(week.rows.iter().filter(|row| row.overdue).count()),
        any_missing: rows.iter().any(Row::has_not_come),
        may_remind,
        rows,
        shown: total,
        number: u32::try_from(number).unwrap_or(1),
        pages: pages(total, PER_PAGE),
        paging: format!("{}&seite=", address(filter)),
        path,
        search,
    })
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn matches_search(row: &Row, search: &str) -> bool {
    let text = format!("{} {}", row.name, row.place).to_lowercase();
    search
        .to_lowercase()
        .split_whitespace()
        .all(|word| text.contains(word))
}

/// The query of the pages behind a week.
#[derive(Debug, Default, Deserialize)]
pub struct OfOffice {
    #[serde(default)]
    amt: String,
}

#[derive(Template)]
#[template(path = "reporting/review_accept.html")]
struct AcceptPage {
    page: Page,
    action: String,
    back: String,
    consequence: String,
    left_alone: i64,
    seen: Vec<String>,
}

/// Asks whether all reports without anything implausible are to be accepted.
pub async fn ask_accept(
    State(app): State<App>,
    context: Context,
    Path((collection, period)): Path<(String, String)>,
    Query(of): Query<OfOffice>,
) -> Result<Html<String>, Error> {
    let week = load(&app, &context, &collection, &period, &of.amt).await?;
    let seen: Vec<String> = week
        .rows
        .iter()
        .filter(|row| row.can_be_accepted_unread())
        .filter_map(|row| Some(format!("{}:{}", row.submission?, row.seen?)))
        .collect();
    let left_alone = week
        .rows
        .iter()
        .filter(|row| row.status == ExpectedStatus::Submitted && row.warnings > 0)
        .count();
    let title = context.t("reporting-review-accept-all-title");
    let path = week.path();
    let action = with_office(&format!("{path}/annehmen"), &week.at);
    let further = vec![
        Crumb::new(week.title(&context), &path),
        Crumb::new(&title, &action),
    ];
    render(&AcceptPage {
        page: context.page(&title, crumbs(&context, further)),
        consequence: context.t_with(
            "reporting-review-accept-all-consequence",
            &[("count", seen.len().into())],
        ),
        back: week.address(),
        action,
        left_alone: count(left_alone),
        seen,
    })
}

/// Accepts the reports that were shown, unless they changed meanwhile.
pub async fn accept(
    State(app): State<App>,
    context: Context,
    Path((collection, period)): Path<(String, String)>,
    Query(of): Query<OfOffice>,
    fields: Fields,
) -> Result<Redirect, Error> {
    let week = load(&app, &context, &collection, &period, &of.amt).await?;
    let seen: Vec<(SubmissionId, Seen)> = fields
        .all("meldung")
        .filter_map(|text| {
            let (id, seen) = text.split_once(':')?;
            Some((id.parse().ok()?, seen.parse().ok()?))
        })
        .collect();
    let together = review::accept_together(
        &app,
        week.at.office.id,
        week.collection.id,
        &seen,
        context.person()?,
    )
    .await?;
    let kind = if together.skipped > 0 {
        "warning"
    } else {
        "success"
    };
    let text = context.t_with(
        "reporting-review-accepted-together",
        &[
            ("accepted", together.accepted.into()),
            ("skipped", together.skipped.into()),
        ],
    );
    context.flash(kind, text).await?;
    Ok(Redirect::to(&week.address()))
}

/// Reminds the chosen institutions, or all that are overdue.
pub async fn remind(
    State(app): State<App>,
    context: Context,
    Path((collection, period)): Path<(String, String)>,
    Query(of): Query<OfOffice>,
    fields: Fields,
) -> Result<Redirect, Error> {
    let week = load(&app, &context, &collection, &period, &of.amt).await?;
    context.allow(actions::REMINDER_SEND, &week.at.resource)?;
    if week.collection.status != crate::model::CollectionStatus::Open {
        return Err(Error::Conflict(context.t("reporting-refusal-closed")));
    }
    let chosen: Vec<OrganisationId> = if fields.has("alle") {
        let overdue = week.rows.iter().filter(|row| row.overdue);
        overdue.map(|row| row.institution).collect()
    } else {
        fields
            .all("einrichtung")
            .filter_map(|text| text.parse().ok())
            .collect()
    };
    if chosen.is_empty() {
        let text = context.t("reporting-review-remind-nobody");
        context.flash("warning", text).await?;
        return Ok(Redirect::to(&week.address()));
    }
    let reminded = reminders::remind_now(
        &app,
        week.at.office.id,
        week.collection.id,
        week.period,
        &chosen,
        context.person()?,
    )
    .await?;
    let kind = if reminded.reports == 0 {
        "warning"
    } else {
        "success"
    };
    let text = context.t_with(
        "reporting-review-reminded",
        &[
            ("reports", reminded.reports.into()),
            ("mails", reminded.mails.into()),
            ("skipped", reminded.skipped.into()),
        ],
    );
    context.flash(kind, text).await?;
    Ok(Redirect::to(&week.address()))
}

/// Where a week of a collection is reviewed.
pub fn week_path(collection: CollectionId, period: Period) -> String {
    format!("/pruefung/{collection}/{}", Period::Week(period.week()))
}
