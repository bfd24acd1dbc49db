// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The list of collections: all at the state, those of its institutions at an office.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::response::Html;
use jiff::civil::Date;
use kernel::{Lang, OrganisationId, berlin_date};
use web::{App, Context, Crumb, Error, Page, render};

use super::calendar_words::season_text;
use super::review::reached;
use crate::model::{CollectionStatus, Standing, Within};
use crate::{actions, store};

#[derive(Template)]
#[template(path = "reporting/collections.html")]
struct CollectionsPage {
    page: Page,
    lines: Vec<Line>,
    may_manage: bool,
    releases: bool,
}

struct Line {
    href: String,
    title: String,
    season: String,
    status: CollectionStatus,
    counts: Option<Counts>,
}

/// How complete a collection is in its latest period.
struct Counts {
    period: String,
    expected: i64,
    come: i64,
    accepted: i64,
    overdue: i64,
}

impl Counts {
    fn of(standing: &Standing, lang: Lang, today: Date) -> Self {
        Self {
            period: standing.period.text(lang),
            expected: standing.expected,
            come: standing.arrived(),
            accepted: standing.done(),
            overdue: standing.overdue(today),
        }
    }
}

/// Whose view on collections the actor has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum View {
    /// The state's: all offices.
    State(OrganisationId),
    /// One office's: its own institutions, or those of them that a role is limited to.
    Office(OrganisationId, Within),
}

/// Finds out whose view the actor has, asking the policies.
pub async fn view(app: &App, context: &Context) -> Result<View, Error> {
    let conn = app.db.read();
    let state = directory::state(conn).await?.id;
    let whole = kernel::Resource::of_state(state);
    if context.may(actions::COLLECTION_READ, &whole) {
        return Ok(View::State(state));
    }
    let reached = reached(app, context, actions::COLLECTION_READ).await?;
    if let Some((office, _, within)) = reached.into_iter().next() {
        return Ok(View::Office(office.id, within));
    }
    context.allow(actions::COLLECTION_READ, &whole)?;
    Err(Error::Forbidden)
}

/// Whether an institution of the office, or of the part of it, takes or took part in a collection.
pub async fn takes_part(
    app: &App,
    collection: kernel::CollectionId,
    office: OrganisationId,
    within: &Within,
) -> Result<bool, Error> {
    let own = store::participants::of(app.db.read(), collection, Some(office)).await?;
    Ok(own.iter().any(|one| within.contains(one.institution)))
}

/// The list of collections.
pub async fn page(State(app): State<App>, context: Context) -> Result<Html<String>, Error> {
    let conn = app.db.read();
    let view = view(&app, &context).await?;
    let today = berlin_date(app.clock.now());
    let (collections, office) = match &view {
        View::State(_) => (store::collections::all(conn).await?, None),
        View::Office(office, within) => (
            store::collections::of_office(conn, *office).await?,
            Some((*office, within)),
        ),
    };
    let collections = match office {
        Some((office, within)) if !within.is_all() => {
            let mut mine = Vec::new();
            for collection in collections {
                if takes_part(&app, collection.id, office, within).await? {
                    mine.push(collection);
                }
            }
            mine
        }
        _ => collections,
    };
    let standings: HashMap<_, _> = store::standing::current(conn, today, office)
        .await?
        .into_iter()
        .map(|standing| (standing.collection, standing))
        .collect();
    let lang = context.lang();
    let lines = collections
        .into_iter()
        .map(|collection| Line {
            href: format!("/erhebungen/{}", collection.id),
            season: season_text(&context, collection.calendar.season),
            status: collection.status,
            counts: standings
                .get(&collection.id)
                .map(|one| Counts::of(one, lang, today)),
            title: collection.title,
        })
        .collect();
    let may_manage = match view {
        View::State(state) => context.may(
            actions::COLLECTION_MANAGE,
            &kernel::Resource::of_state(state),
        ),
        View::Office(..) => false,
    };
    let title = context.t("reporting-nav-collections");
    render(&CollectionsPage {
        page: context.page(&title, vec![Crumb::new(&title, "/erhebungen")]),
        lines,
        may_manage,
        releases: app
            .possible_actions(context.actor())
            .contains(&actions::RELEASE_READ),
    })
}
