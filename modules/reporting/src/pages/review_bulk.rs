// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What is done with many reports of a week at once: accepting and reminding.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, Redirect};
use kernel::{OrganisationId, SubmissionId};
use serde::Deserialize;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::review::crumbs;
use super::review_week::{count, load, with_office};
use crate::model::ExpectedStatus;
use crate::review::{self, Seen};
use crate::{actions, reminders};

/// The query of the pages behind a week.
#[derive(Debug, Default, Deserialize)]
pub struct OfOffice {
    #[serde(default)]
    pub(super) amt: String,
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
        .filter(|(id, _)| week.at.within.is_all() || week.lists(*id))
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
    if !week.may_remind(&context) {
        context.allow(actions::REMINDER_SEND, &week.at.resource)?;
    }
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
    let chosen: Vec<OrganisationId> = chosen
        .into_iter()
        .filter(|institution| week.may_remind_one(&context, *institution))
        .collect();
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
