// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Asks before a rule ends. Its alerts and their history stay.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, Redirect};
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::editing::save;
use super::{Wish, kept, seat};
use crate::model::RuleState;
use crate::store::alert_rules::KeptRule;

#[derive(Template)]
#[template(path = "reporting/alert_rule_remove.html")]
struct RemovePage {
    page: Page,
    action: String,
    back: String,
    consequence: String,
    version: i64,
}

/// The question.
pub async fn remove_page(
    State(app): State<App>,
    context: Context,
    Path((collection, rule)): Path<(String, String)>,
    Query(wish): Query<Wish>,
) -> Result<Html<String>, Error> {
    let seat = seat(&app, &context, &collection, &wish.amt).await?;
    let kept = kept(&app, &seat, &rule).await?;
    let title = context.t("reporting-alert-rule-remove-title");
    let action = seat.path(&format!("/{}/loeschen", kept.id));
    render(&RemovePage {
        page: context.page(
            &title,
            seat.crumbs(&context, Some(Crumb::new(&title, &action))),
        ),
        action,
        back: seat.path(""),
        consequence: context.t_with(
            "reporting-alert-rule-remove-consequence",
            &[("name", kept.rule.name.as_str().into())],
        ),
        version: kept.version,
    })
}

/// Ends it.
pub async fn remove(
    State(app): State<App>,
    context: Context,
    Path((collection, rule)): Path<(String, String)>,
    Query(wish): Query<Wish>,
    fields: Fields,
) -> Result<Redirect, Error> {
    let seat = seat(&app, &context, &collection, &wish.amt).await?;
    let kept = kept(&app, &seat, &rule).await?;
    let known: i64 = fields.text("version").parse().unwrap_or(-1);
    let ended = KeptRule {
        state: RuleState::Ended,
        version: known + 1,
        ..kept
    };
    if !save(&app, &context, &ended, "rule-ended").await? {
        return Err(Error::Conflict(context.t("reporting-alert-rule-outdated")));
    }
    context
        .flash("success", context.t("reporting-alert-rule-removed"))
        .await?;
    Ok(Redirect::to(&seat.path("")))
}
