// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The list of collections: all at the state, those of its institutions at an office.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::response::Html;
use kernel::{IsoWeek, OrganisationId, Role, berlin_date};
use web::{App, Context, Crumb, Error, Page, render};

use crate::model::{Collection, CollectionStatus};
use crate::period::Period;
use crate::store::expected::Counts;
use crate::{actions, store};

#[derive(Template)]
#[template(path = "reporting/collections.html")]
struct CollectionsPage {
    page: Page,
    week: String,
    lines: Vec<Line>,
    may_manage: bool,
}

struct Line {
    href: String,
    title: String,
    season: String,
    status: CollectionStatus,
    counts: Counts,
}

/// Whose view on collections the actor has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// The state's: all offices.
    State(OrganisationId),
    /// One office's: its own institutions.
    Office(OrganisationId),
}

/// Finds out whose view the actor has, asking the policies.
pub async fn view(app: &App, context: &Context) -> Result<View, Error> {
    let conn = app.db.read();
    let state = directory::state(conn).await?.id;
    let whole = kernel::Resource::of_state(state);
    if context.may(actions::COLLECTION_READ, &whole) {
        return Ok(View::State(state));
    }
    let roles = [
        Role::CaseWorker,
        Role::OfficeAdministrator,
        Role::Analyst,
        Role::DataProtectionOfficer,
        Role::Own,
    ];
    for office in roles
        .into_iter()
        .flat_map(|role| context.actor().organisations_with(role))
    {
        let part = kernel::Resource::of_office(state, office);
        if context.may(actions::COLLECTION_READ, &part) {
            return Ok(View::Office(office));
        }
    }
    context.allow(actions::COLLECTION_READ, &whole)?;
    Err(Error::Forbidden)
}

/// A season as people read it.
pub fn season_text(context: &Context, collection: &Collection) -> String {
    let lang = context.lang();
    context.t_with(
        "reporting-season",
        &[
            (
                "from",
                web::format::week(lang, collection.season.from).into(),
            ),
            ("to", web::format::week(lang, collection.season.to).into()),
        ],
    )
}

/// The list of collections.
pub async fn page(State(app): State<App>, context: Context) -> Result<Html<String>, Error> {
    let conn = app.db.read();
    let view = view(&app, &context).await?;
    let today = berlin_date(app.clock.now());
    let week = IsoWeek::of(today);
    let (collections, office) = match view {
        View::State(_) => (store::collections::all(conn).await?, None),
        View::Office(office) => (
            store::collections::of_office(conn, office).await?,
            Some(office),
        ),
    };
    let counts: HashMap<_, _> =
        store::expected::completeness_by_collection(conn, Period::Week(week), today, office)
            .await?
            .into_iter()
            .collect();
    let lines = collections
        .into_iter()
        .map(|collection| Line {
            href: format!("/erhebungen/{}", collection.id),
            season: season_text(&context, &collection),
            status: collection.status,
            counts: counts.get(&collection.id).copied().unwrap_or_default(),
            title: collection.title,
        })
        .collect();
    let may_manage = match view {
        View::State(state) => context.may(
            actions::COLLECTION_MANAGE,
            &kernel::Resource::of_state(state),
        ),
        View::Office(_) => false,
    };
    let title = context.t("reporting-nav-collections");
    render(&CollectionsPage {
        page: context.page(&title, vec![Crumb::new(&title, "/erhebungen")]),
        week: web::format::week(context.lang(), week),
        lines,
        may_manage,
    })
}
