// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The receipt: the report has arrived, this is its number, this is what happens next.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Html;
use kernel::berlin_date;
use web::{App, Context, Error, Page, render};

use super::{crumbs, submission_of};
use crate::model::SubmissionState;
use crate::{actions, holidays, store};

#[derive(Template)]
#[template(path = "reporting/receipt.html")]
struct ReceiptPage {
    page: Page,
    receipt: String,
    collection: String,
    period: String,
    institution: String,
    office: String,
    at: String,
    version: i64,
    late: bool,
    next: Option<Next>,
    detail: String,
}

/// The report that is owed next.
struct Next {
    period: String,
    due: String,
    href: String,
}

/// Shows the receipt of a report.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(submission): Path<String>,
) -> Result<Html<String>, Error> {
    let (submission, collection) =
        submission_of(&app, &context, &submission, actions::REPORT_FILL).await?;
    let detail = format!("/meldungen/{}", submission.id);
    if submission.state == SubmissionState::Withdrawn {
        return Err(Error::NotFound);
    }
    let conn = app.db.read();
    let lang = context.lang();
    let today = berlin_date(app.clock.now());
    let institution = directory::organisation(conn, submission.institution).await?;
    let office = directory::organisation(conn, submission.office).await?;
    let owed = store::expected::owed(conn, submission.institution, today, 1).await?;
    let next = match owed.first() {
        Some(expected) => {
            let of = store::collections::find(conn, expected.collection).await?;
            let of = of.ok_or(Error::NotFound)?;
            Some(Next {
                period: expected.period.text(lang),
                due: web::format::date(lang, expected.due_on),
                href: super::mine::owed_path(&of, expected, today),
            })
        }
        None if collection.repeatable() => None,
        None => {
            let period = submission.period.plus(1);
            let holidays = holidays::of(conn, &collection).await?;
            let due_on = collection.calendar.due_on(period, &holidays);
            due_on
                .filter(|_| collection.calendar.season.contains(period))
                .map(|due_on| Next {
                    period: period.text(lang),
                    due: web::format::date(lang, due_on),
                    href: String::new(),
                })
        }
    };
    let title = format!(
        "{} ({})",
        context.t("reporting-receipt-title"),
        submission.period.text(lang)
    );
    render(&ReceiptPage {
        page: context.page(
            &title,
            crumbs(&context, &title, &format!("{detail}/quittung")),
        ),
        receipt: submission.receipt.clone(),
        collection: collection.title,
        period: submission.period.text(lang),
        institution: institution.map_or(String::new(), |one| one.name),
        office: office.map_or(String::new(), |one| one.name),
        at: web::format::moment(lang, submission.changed_at),
        version: submission.version,
        late: submission.late,
        next,
        detail,
    })
}
