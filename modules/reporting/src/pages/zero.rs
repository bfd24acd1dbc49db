// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Saying that there is nothing to report for a period, and taking that back.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use http::StatusCode;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::{
    OfInstitution, Reporter, collection_of, crumbs, refused, report_title, reporter, step_path,
};
use crate::model::{Collection, Expected, ExpectedStatus, Refusal, ZeroReason};
use crate::period::Period;
use crate::store;
use crate::zero::{self, Deed, Said};

#[derive(Template)]
#[template(path = "reporting/zero.html")]
struct ZeroPage {
    page: Page,
    institution: String,
    action: String,
    back: String,
    begun: bool,
    reasons: Vec<&'static str>,
    errors: Vec<(String, String)>,
    error: String,
    said: String,
    undo: String,
}

struct About {
    collection: Collection,
    period: Period,
    reporter: Reporter,
    expected: Expected,
}

impl About {
    fn step(&self, step: &str) -> String {
        let institution = self.reporter.institution.id;
        step_path(self.collection.id, self.period, step, institution)
    }

    /// Where somebody goes on: the institution to its reports, the office to the period.
    fn next(&self) -> String {
        if self.reporter.on_behalf {
            super::review_week::week_path(&self.collection, self.period)
        } else {
            "/meldungen".to_owned()
        }
    }

    fn deed(&self, context: &Context) -> Result<Deed, Error> {
        Ok(Deed {
            institution: self.reporter.institution.id,
            period: self.period,
            by: context.person()?,
        })
    }
}

async fn load(
    app: &App,
    context: &Context,
    collection: &str,
    period: &str,
    of: &OfInstitution,
) -> Result<About, Error> {
    let conn = app.db.read();
    let reporter = reporter(conn, context, &of.einrichtung).await?;
    let collection = collection_of(conn, collection).await?;
    let period: Period = period.parse().map_err(|_| Error::NotFound)?;
    let institution = reporter.institution.id;
    let expected = store::expected::find(conn, collection.id, institution, period)
        .await?
        .filter(|_| collection.zero_reports)
        .ok_or_else(|| refused(context, Refusal::NotExpected))?;
    Ok(About {
        collection,
        period,
        reporter,
        expected,
    })
}

/// Asks for the reason.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path((collection, period)): Path<(String, String)>,
    Query(of): Query<OfInstitution>,
) -> Result<Html<String>, Error> {
    let about = load(&app, &context, &collection, &period, &of).await?;
    show(&context, &about, String::new())
}

fn show(context: &Context, about: &About, error: String) -> Result<Html<String>, Error> {
    let title = context.t_with(
        "reporting-zero-title",
        &[(
            "report",
            report_title(context, &about.collection, about.period).into(),
        )],
    );
    let action = about.step("nullmeldung");
    let said = match about.expected.zero_reason {
        Some(reason) => context.t_with("reporting-zero-said", &[("reason", reason.name().into())]),
        None => String::new(),
    };
    let crumbs = if about.reporter.on_behalf {
        super::review::crumbs(context, vec![Crumb::new(&title, &action)])
    } else {
        crumbs(context, &title, &action)
    };
    render(&ZeroPage {
        page: context.page(&title, crumbs),
        institution: about.reporter.institution.name.clone(),
        back: about.next(),
        begun: about.expected.status == ExpectedStatus::Draft,
        reasons: ZeroReason::ALL.iter().map(|one| one.name()).collect(),
        errors: if error.is_empty() {
            Vec::new()
        } else {
            vec![("grund".to_owned(), error.clone())]
        },
        error,
        said,
        undo: about.step("nullmeldung/zuruecknehmen"),
        action,
    })
}

/// Keeps that there is nothing to report.
pub async fn say(
    State(app): State<App>,
    context: Context,
    Path((collection, period)): Path<(String, String)>,
    Query(of): Query<OfInstitution>,
    fields: Fields,
) -> Result<Response, Error> {
    let about = load(&app, &context, &collection, &period, &of).await?;
    // That nothing happened in a week needs no further reason.
    let typed = match fields.text("grund") {
        "" if about.collection.repeatable() => ZeroReason::NoCases.name(),
        typed => typed,
    };
    let Ok(reason) = typed.parse::<ZeroReason>() else {
        let html = show(&context, &about, context.t("reporting-zero-reason-missing"))?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, html).into_response());
    };
    let said = zero::say(&app, &about.collection, about.deed(&context)?, reason).await?;
    answer(&context, &about, said, "reporting-zero-done").await
}

/// Takes it back.
pub async fn take_back(
    State(app): State<App>,
    context: Context,
    Path((collection, period)): Path<(String, String)>,
    Query(of): Query<OfInstitution>,
) -> Result<Response, Error> {
    let about = load(&app, &context, &collection, &period, &of).await?;
    let said = zero::take_back(&app, &about.collection, about.deed(&context)?).await?;
    answer(&context, &about, said, "reporting-zero-undone").await
}

async fn answer(
    context: &Context,
    about: &About,
    said: Said,
    done: &'static str,
) -> Result<Response, Error> {
    match said {
        Said::Done => context.flash("success", context.t(done)).await?,
        Said::Taken => {
            let text = context.t("reporting-zero-taken");
            context.flash("info", text).await?;
        }
        Said::Refused(refusal) => return Err(refused(context, refusal)),
    }
    Ok(Redirect::to(&about.next()).into_response())
}
