// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Giving reports to people of the office, one or many at once.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, Redirect};
use jiff::civil::Date;
use kernel::{OrganisationId, PersonId, SubmissionId};
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::review::crumbs;
use super::review_bulk::OfOffice;
use super::review_submission;
use super::review_week::{load, with_office};
use crate::assigning::{self, Wish, workers};
use crate::model::ExpectedStatus;
use crate::{actions, store};

/// What was posted: to whom and until when. Somebody who is not of the office is nobody that exists.
async fn wish(app: &App, office: OrganisationId, fields: &Fields) -> Result<Wish, Error> {
    Ok(Wish {
        person: person(app, office, fields.text("wer")).await?,
        due_on: match fields.text("bis") {
            "" => None,
            day => Some(day.parse::<Date>().map_err(|_| Error::NotFound)?),
        },
    })
}

async fn person(app: &App, office: OrganisationId, text: &str) -> Result<Option<PersonId>, Error> {
    if text.is_empty() {
        return Ok(None);
    }
    let id: PersonId = text.parse().map_err(|_| Error::NotFound)?;
    let known = workers(app, office).await?;
    let (found, _) = known
        .into_iter()
        .find(|(one, _)| *one == id)
        .ok_or(Error::NotFound)?;
    Ok(Some(found))
}

/// Gives one report to somebody.
pub async fn one(
    State(app): State<App>,
    context: Context,
    Path(submission): Path<String>,
    fields: Fields,
) -> Result<Redirect, Error> {
    let (submission, _) = review_submission::load(&app, &context, &submission).await?;
    let wish = wish(&app, submission.office, &fields).await?;
    let known = fields
        .text("fassung")
        .parse()
        .map_err(|_| Error::NotFound)?;
    let by = context.person()?;
    let (kind, key) = if assigning::assign(&app, submission.id, known, wish, by).await? {
        ("success", "reporting-assign-done")
    } else {
        ("warning", "reporting-assign-outdated")
    };
    context.flash(kind, context.t(key)).await?;
    Ok(Redirect::to(&review_submission::path_of(&submission)))
}

struct Line {
    value: String,
    name: String,
    assignee: String,
    due: String,
}

#[derive(Template)]
#[template(path = "reporting/assigning.html")]
struct AssigningPage {
    page: Page,
    action: String,
    duty_action: String,
    back: String,
    collection: String,
    lines: Vec<Line>,
    workers: Vec<(PersonId, String)>,
    duty: String,
}

/// Asks which reports of a week are given to whom.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path((collection, period)): Path<(String, String)>,
    Query(of): Query<OfOffice>,
) -> Result<Html<String>, Error> {
    let week = load(&app, &context, &collection, &period, &of.amt).await?;
    let lang = context.lang();
    let waits = |status| matches!(status, ExpectedStatus::Submitted | ExpectedStatus::Returned);
    let lines = week
        .rows
        .iter()
        .filter(|row| waits(row.status))
        .filter_map(|row| {
            let submission = row.submission?;
            let due = row.assignment.due_on;
            Some(Line {
                value: format!("{submission}:{}", row.assignment.version),
                name: format!("{} {}", row.name, row.day).trim().to_owned(),
                assignee: row.assignee.clone(),
                due: due.map_or(String::new(), |day| web::format::date(lang, day)),
            })
        })
        .collect();
    let title = context.t("reporting-assign-title");
    let path = week.path();
    let action = with_office(&format!("{path}/zuweisen"), &week.at);
    let further = vec![
        Crumb::new(week.title(&context), &path),
        Crumb::new(&title, &action),
    ];
    let (office, id) = (week.at.office.id, week.collection.id);
    let duty = store::work::duty(app.db.read(), office, id).await?;
    render(&AssigningPage {
        page: context.page(&title, crumbs(&context, further)),
        duty_action: with_office(&format!("{path}/zustaendig"), &week.at),
        back: week.address(),
        action,
        collection: week.collection.title.clone(),
        lines,
        workers: workers(&app, office).await?,
        duty: duty.map_or(String::new(), |person| person.to_string()),
    })
}

/// Gives the chosen reports to somebody, unless somebody else has meanwhile.
pub async fn together(
    State(app): State<App>,
    context: Context,
    Path((collection, period)): Path<(String, String)>,
    Query(of): Query<OfOffice>,
    fields: Fields,
) -> Result<Redirect, Error> {
    let week = load(&app, &context, &collection, &period, &of.amt).await?;
    let seen: Vec<(SubmissionId, i64)> = fields
        .all("meldung")
        .filter_map(|text| {
            let (id, known) = text.split_once(':')?;
            Some((id.parse().ok()?, known.parse().ok()?))
        })
        .filter(|(id, _)| week.at.within.is_all() || week.lists(*id))
        .collect();
    let key = (week.at.office.id, week.collection.id);
    let wish = wish(&app, key.0, &fields).await?;
    let given = assigning::assign_together(&app, key, &seen, wish, context.person()?).await?;
    let kind = if given == seen.len() && given > 0 {
        "success"
    } else {
        "warning"
    };
    let text = context.t_with(
        "reporting-assign-together-done",
        &[
            ("given", given.into()),
            ("skipped", (seen.len() - given).into()),
        ],
    );
    context.flash(kind, text).await?;
    Ok(Redirect::to(&week.address()))
}

/// Sets who looks after the reports of the collection that nobody was given.
pub async fn duty(
    State(app): State<App>,
    context: Context,
    Path((collection, period)): Path<(String, String)>,
    Query(of): Query<OfOffice>,
    fields: Fields,
) -> Result<Redirect, Error> {
    let week = load(&app, &context, &collection, &period, &of.amt).await?;
    // Who looks after all reports of a collection concerns the whole office.
    context.allow(actions::SUBMISSION_REVIEW, &week.at.resource)?;
    let key = (week.at.office.id, week.collection.id);
    let person = person(&app, key.0, fields.text("zustaendig")).await?;
    assigning::set_duty(&app, key, person, context.person()?).await?;
    context
        .flash("success", context.t("reporting-assign-duty-done"))
        .await?;
    Ok(Redirect::to(&week.address()))
}
