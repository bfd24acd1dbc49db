// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Releasing before the weekly time: what would leave, what is held, and the confirmation.

use std::collections::BTreeMap;

use anonymity::{counting, forwarding};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, Redirect};
use kernel::CollectionId;
use serde::Deserialize;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::noise_account;
use super::release_groups::{GroupTable, table};
use super::review::{AtOffice, at_office, collection_at};
use crate::actions;
use crate::model::{Collection, ReleaseReport};
use crate::release::{self, Policy, ReleaseFailure, Released};

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
    groups_table: GroupTable,
    /// What a table with noise is about and costs; the table itself is not shown before it leaves.
    table: Option<TableView>,
    held: Vec<(&'static str, i64)>,
}

/// A table with noise that would leave.
struct TableView {
    text: String,
}

impl TableView {
    fn of(context: &Context, report: &counting::Report) -> Option<Self> {
        let lang = context.lang();
        let period = noise_account::period(lang, report.period?);
        let left = report.limit.saturating_sub(report.spent);
        let arguments: &[(&str, web::Value)] = &[
            ("period", period.into()),
            ("cells", i64::from(report.cells).into()),
            (
                "epsilon",
                noise_account::epsilon(lang, report.epsilon).into(),
            ),
            ("left", noise_account::epsilon(lang, left).into()),
            ("deviation", report.deviation.into()),
        ];
        Some(Self {
            text: context.t_with("reporting-noise-would-leave", arguments),
        })
    }
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
        ReleaseFailure::Records(forwarding::ReleaseError::Unclassified(fields)) => {
            let fields = fields.join(", ");
            Error::Conflict(context.t_with(
                "reporting-release-unclassified",
                &[("fields", fields.into())],
            ))
        }
        ReleaseFailure::Records(forwarding::ReleaseError::OtherPath) => {
            Error::Conflict(context.t("reporting-release-other-path"))
        }
        ReleaseFailure::Table(counting::DraftError::Budget(refusal)) => {
            Error::Conflict(refused_budget(context, refusal))
        }
        ReleaseFailure::Account => Error::Conflict(context.t("reporting-noise-account-broken")),
        other => {
            tracing::error!(error = %other, "a release cannot be computed");
            Error::Conflict(context.t("reporting-release-broken"))
        }
    }
}

/// Why the account of a year lets no table leave.
fn refused_budget(context: &Context, refusal: counting::BudgetRefusal) -> String {
    let lang = context.lang();
    match refusal {
        counting::BudgetRefusal::Released(period) => {
            let period = noise_account::period(lang, period);
            context.t_with("reporting-noise-released", &[("period", period.into())])
        }
        counting::BudgetRefusal::Exhausted {
            year,
            spent,
            limit,
            needed,
        } => {
            let epsilon = |of| noise_account::epsilon(lang, of);
            let arguments: &[(&str, web::Value)] = &[
                ("year", year.to_string().into()),
                ("spent", epsilon(spent).into()),
                ("limit", epsilon(limit).into()),
                ("needed", epsilon(needed).into()),
            ];
            context.t_with("reporting-noise-exhausted", arguments)
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
    let policy = Policy::from_json(&collection.release_policy).map_err(Error::internal)?;
    let document = &outcome.document;
    let (groups_table, table_view) = match &outcome.report {
        ReleaseReport::Table(report) => (GroupTable::default(), TableView::of(&context, report)),
        _ => (
            table(&app, &context, &collection, &policy, document.bytes()).await?,
            None,
        ),
    };
    let mut held: BTreeMap<&'static str, i64> = BTreeMap::new();
    for one in &outcome.held {
        *held.entry(one.reason).or_default() += 1;
    }
    let groups = i64::from(outcome.report.groups());
    let reports = i64::from(outcome.report.reports());
    let title = context.t("reporting-release-now-title");
    let action = path(collection.id, &at);
    let crumbs = vec![
        Crumb::new(context.t("reporting-nav-releases"), "/freigaben"),
        Crumb::new(&title, &action),
    ];
    render(&PreviewPage {
        page: context.page(&title, crumbs),
        office: at.office.name,
        consequence: match &table_view {
            Some(_) => context.t("reporting-noise-consequence"),
            None => context.t_with(
                "reporting-release-now-consequence",
                &[("groups", groups.into()), ("reports", reports.into())],
            ),
        },
        table: table_view,
        collection: collection.title,
        action,
        hash: document.confirmation(),
        groups,
        reports,
        groups_table,
        held: held.into_iter().collect(),
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
            id, is_table: true, ..
        } => {
            let text = context.t("reporting-noise-left-now");
            context.flash("success", text).await?;
            Ok(Redirect::to(&format!("/freigaben/{id}")))
        }
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
