// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The audit trail of one's own organisation, and whether its chain is whole.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{Html, Redirect};
use kernel::OrganisationId;
use serde::Deserialize;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Guard, Page, Route, render};

use super::organisations::{Deed, deeds, reach};
use crate::actions;
use crate::model::Organisation;

const TRAIL: &str = "/verwaltung/protokoll";
const SHOWN: u32 = 50;

pub(crate) fn routes() -> Vec<Route> {
    let guard = Guard::Action(actions::AUDIT_READ);
    vec![
        Route::get(TRAIL, guard, show),
        Route::post("/verwaltung/protokoll/pruefen", guard, verify),
    ]
}

#[derive(Template)]
#[template(path = "directory/trail.html")]
struct TrailPage {
    page: Page,
    organisation: Organisation,
    /// To choose from.
    own: Vec<Organisation>,
    deeds: Vec<Deed>,
    /// The number before which older entries stand, if there are any.
    older: Option<i64>,
}

impl TrailPage {
    fn is_shown(&self, id: &OrganisationId) -> bool {
        self.organisation.id == *id
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct TrailQuery {
    organisation: String,
    vor: String,
}

/// The organisation that was asked for, or the first of one's own.
async fn chosen(
    app: &App,
    context: &Context,
    wish: &str,
) -> Result<(Organisation, Vec<Organisation>), Error> {
    let conn = app.db.read();
    let own = reach(app, context, &[actions::AUDIT_READ]).await?.own;
    let own = crate::organisations(conn, &own).await?;
    let id = if wish.is_empty() {
        own.first().map(|first| first.id).ok_or(Error::Forbidden)?
    } else {
        wish.parse().map_err(|_| Error::NotFound)?
    };
    let place = crate::place_of(conn, id).await?.ok_or(Error::NotFound)?;
    context.allow_or_hide(actions::AUDIT_READ, &place)?;
    let organisation = crate::organisation(conn, id)
        .await?
        .ok_or(Error::NotFound)?;
    Ok((organisation, own))
}

async fn show(
    State(app): State<App>,
    context: Context,
    Query(query): Query<TrailQuery>,
) -> Result<Html<String>, Error> {
    let (organisation, own) = chosen(&app, &context, &query.organisation).await?;
    let chain = organisation.id.uuid();
    let before = query.vor.parse().ok();
    let entries = audit::entries(app.db.read(), chain, before, SHOWN).await?;
    let deeds = deeds(&app, &context, entries).await?;
    let older = deeds
        .last()
        .map(|last| last.sequence)
        .filter(|sequence| *sequence > 1);
    let title = context.t("directory-trail-title");
    let crumbs = vec![
        Crumb::new(context.t("directory-administration-title"), "/verwaltung"),
        Crumb::new(title.clone(), TRAIL),
    ];
    render(&TrailPage {
        page: context.page(title, crumbs),
        organisation,
        own,
        deeds,
        older,
    })
}

async fn verify(
    State(app): State<App>,
    context: Context,
    fields: Fields,
) -> Result<Redirect, Error> {
    let (organisation, _) = chosen(&app, &context, fields.text("organisation")).await?;
    let report = audit::verify_chain(&app.db, organisation.id.uuid()).await?;
    let (kind, text) = match report.first_break {
        None => {
            let entries = i64::try_from(report.entries).unwrap_or(i64::MAX);
            let count = [("count", entries.into())];
            ("success", context.t_with("directory-trail-whole", &count))
        }
        Some(broken) => {
            let place = [("number", broken.sequence.to_string().into())];
            ("danger", context.t_with("directory-trail-broken", &place))
        }
    };
    context.flash(kind, text).await?;
    let target = format!("{TRAIL}?organisation={}", organisation.id);
    Ok(Redirect::to(&target))
}
