// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Taking a report back, after a question.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, Redirect};
use kernel::berlin_date;
use web::{App, Context, Error, Page, render};

use super::{crumbs, submission_of};
use crate::change::{self, Changed};
use crate::{actions, locks};

#[derive(Template)]
#[template(path = "reporting/withdraw.html")]
struct WithdrawPage {
    page: Page,
    action: String,
    back: String,
    consequence: String,
}

/// Asks whether the report is really to be taken back.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(submission): Path<String>,
) -> Result<Html<String>, Error> {
    let (submission, collection) =
        submission_of(&app, &context, &submission, actions::REPORT_FILL).await?;
    let today = berlin_date(app.clock.now());
    if !locks::can_change(app.db.read(), &collection, &submission, today).await? {
        return Err(Error::Conflict(context.t("reporting-cannot-change")));
    }
    let back = format!("/meldungen/{}", submission.id);
    let action = format!("{back}/zurueckziehen");
    let title = context.t("reporting-withdraw-title");
    let mut crumbs = crumbs(&context, &submission.receipt, &back);
    crumbs.push(web::Crumb::new(&title, &action));
    let consequence = context.t_with(
        if collection.repeatable() {
            "reporting-withdraw-consequence-event"
        } else {
            "reporting-withdraw-consequence"
        },
        &[
            ("receipt", submission.receipt.as_str().into()),
            ("period", submission.period.text(context.lang()).into()),
        ],
    );
    render(&WithdrawPage {
        page: context.page(&title, crumbs),
        action,
        back,
        consequence,
    })
}

/// Takes the report back.
pub async fn withdraw(
    State(app): State<App>,
    context: Context,
    Path(submission): Path<String>,
) -> Result<Redirect, Error> {
    let (submission, collection) =
        submission_of(&app, &context, &submission, actions::REPORT_FILL).await?;
    match change::withdraw(&app, &collection, submission.id, context.person()?).await? {
        Changed::Done(_) => {
            context
                .flash("success", context.t("reporting-withdrawn"))
                .await?;
            Ok(Redirect::to("/meldungen"))
        }
        Changed::Outdated(_) | Changed::Files(_) | Changed::Refused => {
            Err(Error::Conflict(context.t("reporting-cannot-change")))
        }
    }
}
