// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Releasing before the weekly time: what would leave, what is held, and the confirmation.

use std::collections::BTreeMap;

use anonymity::HeldReason;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, Redirect};
use kernel::CollectionId;
use serde::Deserialize;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::releases::{GroupRow, group_rows};
use super::review::{AtOffice, at_office, collection_at};
use crate::actions;
use crate::model::Collection;
use crate::release::{self, ReleaseFailure, Released};

/// Where the release of a collection is previewed.
pub fn path(collection: CollectionId, at: &AtOffice) -> String {
    let path = format!("/freigaben/vorschau/{collection}");
    match at.query().strip_prefix('&') {
        Some(query) => format!("{path}?{query}"),
        None => path,
    }
}

#[derive(Template)]
#[template(path = "reporting/release_preview.html")]
struct PreviewPage {
    page: Page,
    office: String,
    collection: String,
    action: String,
    consequence: String,
    hash: String,
    groups: i64,
    reports: i64,
    rows: Vec<GroupRow>,
    measures: Vec<String>,
    held: Vec<(&'static str, i64)>,
}

/// The query of the page.
#[derive(Debug, Default, Deserialize)]
pub struct OfOffice {
    #[serde(default)]
    amt: String,
}

async fn load(
    app: &App,
    context: &Context,
    collection: &str,
    of: &OfOffice,
) -> Result<(AtOffice, Collection), Error> {
    let at = at_office(app, context, actions::RELEASE_RUN, &of.amt).await?;
    let collection = collection_at(app, at.office.id, collection).await?;
    Ok((at, collection))
}

/// The word for a reason in message keys.
fn reason_name(reason: HeldReason) -> &'static str {
    match reason {
        HeldReason::TooFewFacilities => "too-few-facilities",
        HeldReason::Dominated => "dominated",
        HeldReason::TooFewToCount => "too-few-to-count",
        HeldReason::CorrectionWaits => "correction-waits",
        HeldReason::CorrectionMoves => "correction-moves",
        HeldReason::CorrectionOfOtherPolicy => "correction-of-other-policy",
        HeldReason::NothingToAdd => "nothing-to-add",
        HeldReason::NotYet => "not-yet",
        HeldReason::UnknownPlace => "unknown-place",
        HeldReason::OutOfRange => "out-of-range",
        HeldReason::SeveralReports => "several-reports",
    }
}

/// Says in words why nothing can be released.
fn failed(context: &Context, failure: ReleaseFailure) -> Error {
    match failure {
        ReleaseFailure::Other(error) => error,
        ReleaseFailure::Changed => Error::Conflict(context.t("reporting-release-changed")),
        ReleaseFailure::Refused(refusal) => {
            let reason = match context.lang() {
                kernel::Lang::De => refusal.german(),
                kernel::Lang::En => refusal.english(),
            };
            Error::Conflict(
                context.t_with("reporting-release-refused", &[("reason", reason.into())]),
            )
        }
        other => {
            tracing::error!(error = %other, "a release cannot be computed");
            Error::Conflict(context.t("reporting-release-broken"))
        }
    }
}

/// Shows what would leave now.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(collection): Path<String>,
    Query(of): Query<OfOffice>,
) -> Result<Html<String>, Error> {
    let (at, collection) = load(&app, &context, &collection, &of).await?;
    let outcome = release::preview(&app, at.office.id, collection.id)
        .await
        .map_err(|failure| failed(&context, failure))?;
    let policy =
        anonymity::Policy::from_json(&collection.release_policy).map_err(Error::internal)?;
    let document = &outcome.document;
    let (rows, measures) = group_rows(&app, &context, document.bytes(), &policy).await?;
    let mut held: BTreeMap<HeldReason, i64> = BTreeMap::new();
    for one in &outcome.held {
        *held.entry(one.reason).or_default() += 1;
    }
    let groups = i64::from(outcome.report.groups);
    let reports = i64::from(outcome.report.reports);
    let title = context.t("reporting-release-now-title");
    let action = path(collection.id, &at);
    let crumbs = vec![
        Crumb::new(context.t("reporting-nav-releases"), "/freigaben"),
        Crumb::new(&title, &action),
    ];
    render(&PreviewPage {
        page: context.page(&title, crumbs),
        office: at.office.name,
        consequence: context.t_with(
            "reporting-release-now-consequence",
            &[("groups", groups.into()), ("reports", reports.into())],
        ),
        collection: collection.title,
        action,
        hash: document.hash(),
        groups,
        reports,
        rows,
        measures,
        held: held
            .into_iter()
            .map(|(reason, count)| (reason_name(reason), count))
            .collect(),
    })
}

/// Releases exactly what was shown, after the actor has proved who she is.
pub async fn run(
    State(app): State<App>,
    context: Context,
    Path(collection): Path<String>,
    Query(of): Query<OfOffice>,
    fields: Fields,
) -> Result<Redirect, Error> {
    let (at, collection) = load(&app, &context, &collection, &of).await?;
    context.require_fresh_sign_in()?;
    let by = context.person()?;
    let confirmed = fields.text("freigabe");
    let released = release::run(&app, at.office.id, collection.id, Some(by), Some(confirmed))
        .await
        .map_err(|failure| failed(&context, failure))?;
    match released {
        Released::Yes {
            id,
            groups,
            reports,
            ..
        } => {
            let text = context.t_with(
                "reporting-released",
                &[
                    ("groups", i64::from(groups).into()),
                    ("reports", i64::from(reports).into()),
                ],
            );
            context.flash("success", text).await?;
            Ok(Redirect::to(&format!("/freigaben/{id}")))
        }
        Released::Nothing => {
            let text = context.t("reporting-released-nothing");
            context.flash("info", text).await?;
            Ok(Redirect::to("/freigaben"))
        }
    }
}
