// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! One period of a collection at an office: who has reported what. Events are listed by week.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Html;
use kernel::{CollectionId, OrganisationId, SubmissionId};
use serde::Deserialize;
use web::form::encode_component;
use web::{App, Context, Crumb, Error, Page, render};

use super::review::{AtOffice, collection_at, crumbs, pages, within_office};
use super::review_rows::{Filter, Row, matches_search, rows};
use super::{page_number, report_title};
use crate::model::{Collection, ExpectedStatus, PeriodState, Standing};
use crate::period::Period;
use crate::{actions, store};

/// How many rows a page lists.
const PER_PAGE: i64 = 50;

/// Everything that the pages of a week need.
pub(super) struct Week {
    pub(super) at: AtOffice,
    pub(super) collection: Collection,
    pub(super) period: Period,
    pub(super) rows: Vec<Row>,
    pub(super) standing: Option<Standing>,
}

impl Week {
    /// Whether a report is one of those that the actor sees.
    pub(super) fn lists(&self, submission: SubmissionId) -> bool {
        self.rows
            .iter()
            .any(|row| row.submission == Some(submission))
    }

    /// Whether the actor may remind institutions of the part that she sees.
    pub(super) fn may_remind(&self, context: &Context) -> bool {
        let mut institutions = self.rows.iter().map(|row| row.institution);
        context.may(actions::REMINDER_SEND, &self.at.resource)
            || institutions.any(|one| self.may_remind_one(context, one))
    }

    /// Whether the actor may remind this institution.
    pub(super) fn may_remind_one(&self, context: &Context, institution: OrganisationId) -> bool {
        let place = kernel::Resource {
            institution: Some(institution),
            ..self.at.resource
        };
        self.at.within.contains(institution) && context.may(actions::REMINDER_SEND, &place)
    }

    pub(super) fn path(&self) -> String {
        format!("/pruefung/{}/{}", self.collection.id, self.period)
    }

    pub(super) fn title(&self, context: &Context) -> String {
        report_title(context, &self.collection, self.period)
    }

    pub(super) fn address(&self) -> String {
        with_office(&self.path(), &self.at)
    }
}

pub(super) fn with_office(path: &str, at: &AtOffice) -> String {
    match at.query().strip_prefix('&') {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    }
}

pub(super) async fn load(
    app: &App,
    context: &Context,
    collection: &str,
    period: &str,
    amt: &str,
) -> Result<Week, Error> {
    let at = within_office(app, context, actions::SUBMISSION_REVIEW, amt).await?;
    let period: Period = period.parse().map_err(|_| Error::NotFound)?;
    let collection = collection_at(app, at.office.id, collection).await?;
    if period.kind() != collection.calendar.unit() || !collection.calendar.season.contains(period) {
        return Err(Error::NotFound);
    }
    let rows = rows(app, context, &at, &collection, period).await?;
    let standing =
        store::standing::find(app.db.read(), collection.id, period, at.office.id).await?;
    Ok(Week {
        at,
        collection,
        period,
        rows,
        standing,
    })
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
    insight_href: String,
    approval_href: String,
    assign_href: String,
    waiting: i64,
    state: Option<PeriodState>,
    collection_id: CollectionId,
    period_key: String,
    on_behalf: bool,
    /// Whether the office can say for an institution that nothing happened in the week.
    confirms: bool,
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
    let today = kernel::berlin_date(app.clock.now());
    let on_behalf = !week.collection.repeatable()
        && week.collection.status == crate::model::CollectionStatus::Open;
    let state = week.standing.as_ref().map(|one| {
        let collection = &week.collection;
        one.state(
            &collection.approval,
            &collection.calendar,
            collection.status,
            today,
        )
    });
    let due = week.standing.as_ref().map_or(String::new(), |one| {
        web::format::date(context.lang(), one.due_on)
    });
    let may_remind =
        week.may_remind(&context) && week.collection.status == crate::model::CollectionStatus::Open;
    render(&WeekPage {
        page: context.page(&title, crumbs(&context, vec![Crumb::new(&title, &path)])),
        office: week.at.office.name.clone(),
        chosen_office: week.at.office.id,
        several_offices: week.at.choices.len() > 1,
        due,
        repeatable: !week.collection.owes(),
        insight_href: with_office(
            &format!("/erhebungen/{}/auswertung", week.collection.id),
            &week.at,
        ),
        approval_href: with_office(&format!("{path}/abschluss"), &week.at),
        assign_href: with_office(&format!("{path}/zuweisen"), &week.at),
        waiting: count(
            week.rows
                .iter()
                .filter(|row| {
                    matches!(
                        row.status,
                        ExpectedStatus::Submitted | ExpectedStatus::Returned
                    )
                })
                .count(),
        ),
        state,
        collection_id: week.collection.id,
        period_key: week.period.to_string(),
        on_behalf,
        confirms: week.collection.confirms_weeks()
            && week.collection.status == crate::model::CollectionStatus::Open,
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

pub(super) fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Where a report about a period of a collection is reviewed: events by week.
pub fn week_path(collection: &Collection, period: Period) -> String {
    format!(
        "/pruefung/{}/{}",
        collection.id,
        collection.calendar.unit_of(period)
    )
}
