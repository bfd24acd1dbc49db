// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The review of access: who has what, since when, given by whom, last used when; confirmed or ended at
//! least twice a year.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse, Redirect};
use jiff::{SignedDuration, Timestamp};
use kernel::{OrganisationId, Role};
use serde::Deserialize;
use uuid::Uuid;
use web::form::{Fields, encode_component};
use web::{App, BoxFuture, Context, Crumb, Error, Guard, Page, Route, Task, render};

use super::organisations::{action_words, reach};
use super::{PAGE_SIZE, kinds_in_words, pages_for};
use crate::store::access::{self, Access, Order, What, Wish};
use crate::store::memberships;
use crate::store::memberships::Reach;
use crate::{actions, trail};

pub(crate) const ACCESS: &str = "/verwaltung/zugriffe";
/// How long a confirmation holds: half a year.
const INTERVAL: SignedDuration = SignedDuration::from_hours(24 * 182);
/// The most lines of the table to take away.
const MOST: i64 = 20_000;

pub(crate) fn routes() -> Vec<Route> {
    let read = Guard::Action(actions::ACCESS_READ);
    let review = Guard::Action(actions::ACCESS_REVIEW);
    web::routes! {
        get read ACCESS => list;
        get read "/verwaltung/zugriffe.csv" => download;
        post review "/verwaltung/zugriffe/bestaetigen" => confirm;
    }
}

/// The moment before which a review is overdue.
pub(super) fn overdue_before(now: Timestamp) -> Timestamp {
    now - INTERVAL
}

pub(super) fn crumbs(context: &Context) -> Vec<Crumb> {
    vec![
        Crumb::new(context.t("directory-administration-title"), "/verwaltung"),
        Crumb::new(context.t("directory-access-title"), ACCESS),
    ]
}

#[derive(Deserialize, Default, Clone)]
#[serde(default)]
struct ListQuery {
    suche: String,
    organisation: String,
    art: String,
    stand: String,
    sortierung: String,
    seite: String,
}

/// The kinds of lines, as they stand in addresses and message keys.
pub(crate) const KINDS: [&str; 5] = ["role", "own-role", "delegation", "key", "institution-key"];
/// The orders, as they stand in addresses.
const ORDERS: [(&str, Order); 5] = [
    ("person", Order::Person),
    ("organisation", Order::Organisation),
    ("seit", Order::Since),
    ("benutzt", Order::LastUsed),
    ("ueberprueft", Order::Reviewed),
];

impl ListQuery {
    fn order(&self) -> (&'static str, Order) {
        ORDERS
            .into_iter()
            .find(|(name, _)| *name == self.sortierung)
            .unwrap_or(ORDERS[0])
    }

    fn wish(&self) -> Wish {
        let current: i64 = self.seite.parse().unwrap_or(1).max(1);
        Wish {
            text: self.suche.clone(),
            organisation: self.organisation.parse().ok(),
            kind: KINDS
                .into_iter()
                .find(|kind| *kind == self.art)
                .unwrap_or_default()
                .to_owned(),
            only_overdue: self.stand == "faellig",
            order: self.order().1,
            offset: (current - 1) * PAGE_SIZE,
            limit: PAGE_SIZE,
            ids: Vec::new(),
        }
    }

    /// The address of the same list, open at its end for the order or the page.
    fn filter(&self) -> String {
        format!(
            "suche={}&organisation={}&art={}&stand={}",
            encode_component(&self.suche),
            encode_component(&self.organisation),
            encode_component(&self.art),
            encode_component(&self.stand)
        )
    }
}

#[derive(Template)]
#[template(path = "directory/access.html")]
struct ListPage {
    page: Page,
    query: ListQuery,
    organisations: Vec<(OrganisationId, String)>,
    lines: Vec<Line>,
    count: i64,
    overdue: i64,
    current: u32,
    pages: u32,
    paging: String,
    filter: String,
    sorted: &'static str,
    may_review: bool,
}

impl ListPage {
    fn is_organisation(&self, id: &OrganisationId) -> bool {
        self.query.organisation == id.to_string()
    }

    fn is_kind(&self, kind: &str) -> bool {
        self.query.art == kind
    }

    /// Where a heading sorts by.
    fn sort(&self, name: &str) -> String {
        format!("{ACCESS}?{}&sortierung={name}", self.filter)
    }

    /// How the column is sorted now.
    fn direction(&self, name: &str) -> &'static str {
        match (self.sorted == name, name) {
            (false, _) => "",
            (true, "seit") => "descending",
            (true, _) => "ascending",
        }
    }
}

/// A line in words.
struct Line {
    access: Access,
    what: String,
    given_by: String,
    /// Where it is ended; empty if the actor may not.
    end: String,
}

pub(super) fn what_in_words(context: &Context, access: &Access) -> String {
    let name = match &access.what {
        What::Role(role) => context.t(&format!("role-{role}")),
        What::OwnRole(name, 0, kinds) if kinds.is_empty() => name.clone(),
        What::OwnRole(name, 0, kinds) => context.t_with(
            "directory-access-own-role-kinds",
            &[
                ("name", name.as_str().into()),
                ("kinds", kinds_in_words(context, kinds).into()),
            ],
        ),
        What::OwnRole(name, count, _) => context.t_with(
            "directory-access-own-role",
            &[("name", name.as_str().into()), ("count", (*count).into())],
        ),
        What::Key(name) => {
            context.t_with("directory-access-key", &[("name", name.as_str().into())])
        }
        What::InstitutionKey {
            name,
            actions,
            collections,
        } => {
            let may: Vec<String> = actions
                .iter()
                .map(|action| action_words(context, action))
                .collect();
            let arguments = [
                ("name", name.as_str().into()),
                ("may", may.join(", ").into()),
                ("count", (*collections).into()),
            ];
            context.t_with("directory-access-institution-key", &arguments)
        }
    };
    match &access.delegation {
        Some((_, delegator)) => context.t_with(
            "directory-role-for",
            &[("role", name.into()), ("name", delegator.as_str().into())],
        ),
        None => name,
    }
}

fn given_by(context: &Context, access: &Access) -> String {
    if access.by_provider {
        return context.t("directory-role-by-provider");
    }
    match (&access.what, &access.given_by) {
        (What::Key(_), _) => context.t("directory-access-given-self"),
        (_, Some(name)) => name.clone(),
        (_, None) => context.t("directory-access-given-set-up"),
    }
}

/// Where an access is ended, if the actor may do it.
async fn end_href(app: &App, context: &Context, access: &Access) -> Result<String, Error> {
    let own = context.actor().person() == Some(access.person);
    let place = crate::place_of(app.db.read(), access.organisation)
        .await?
        .ok_or(Error::NotFound)?;
    let role = match access.what {
        What::Role(role) => role,
        What::OwnRole(..) => Role::Own,
        What::Key(_) | What::InstitutionKey { .. } => {
            let may = context.may(actions::ACCESS_REVIEW, &place);
            let href = format!("{ACCESS}/schluessel/{}/beenden", access.id);
            return Ok(if may { href } else { String::new() });
        }
    };
    if let Some((delegation, _)) = &access.delegation {
        let may = own || context.may(actions::DELEGATION_END, &place);
        let href = format!("/vertretungen/{delegation}/beenden");
        return Ok(if may { href } else { String::new() });
    }
    let may = !own
        && !access.by_provider
        && context.may(actions::grant(role), &place)
        && context.may(actions::PERSON_READ, &place);
    Ok(if may {
        let person = super::people::href(access.person);
        format!("{person}/rolle-beenden?rolle={}", access.id)
    } else {
        String::new()
    })
}

/// The part of the tree whose access the actor may see.
async fn readable(app: &App, context: &Context) -> Result<Reach, Error> {
    let reach = reach(app, context, &[actions::ACCESS_READ]).await?;
    if reach.is_empty() {
        return Err(Error::Forbidden);
    }
    Ok(reach)
}

async fn list(
    State(app): State<App>,
    context: Context,
    Query(query): Query<ListQuery>,
) -> Result<Html<String>, Error> {
    let reachable = readable(&app, &context).await?;
    let conn = app.db.read();
    let now = app.clock.now();
    let since = overdue_before(now);
    let (found, count) = access::list(conn, &reachable, &query.wish(), now, since).await?;
    let overdue = Wish {
        only_overdue: true,
        ..Wish::default()
    };
    let (_, overdue) = access::list(conn, &reachable, &overdue, now, since).await?;
    let mut lines = Vec::with_capacity(found.len());
    for access in found {
        lines.push(Line {
            what: what_in_words(&context, &access),
            given_by: given_by(&context, &access),
            end: end_href(&app, &context, &access).await?,
            access,
        });
    }
    let today = kernel::berlin_date(now);
    let organisations = memberships::organisations_within(conn, &reachable, today).await?;
    let (sorted, _) = query.order();
    let filter = query.filter();
    let possible = app.possible_actions(context.actor());
    render(&ListPage {
        page: context.page(context.t("directory-access-title"), crumbs(&context)),
        organisations: organisations
            .into_iter()
            .map(|(id, _, name)| (id, name))
            .collect(),
        lines,
        count,
        overdue,
        current: query.seite.parse().unwrap_or(1).max(1),
        pages: pages_for(count),
        paging: format!("{ACCESS}?{filter}&sortierung={sorted}&seite="),
        filter,
        sorted,
        may_review: possible.contains(&actions::ACCESS_REVIEW),
        query,
    })
}

async fn download(
    State(app): State<App>,
    context: Context,
    Query(query): Query<ListQuery>,
) -> Result<impl IntoResponse, Error> {
    let reachable = readable(&app, &context).await?;
    let now = app.clock.now();
    let wish = Wish {
        offset: 0,
        limit: MOST,
        ..query.wish()
    };
    let since = overdue_before(now);
    let (found, _) = access::list(app.db.read(), &reachable, &wish, now, since).await?;
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .from_writer(Vec::new());
    let headings = [
        "directory-name",
        "directory-organisation",
        "directory-access-what",
        "directory-role-from",
        "directory-role-until",
        "directory-access-given-by",
        "directory-access-used",
        "directory-access-reviewed",
        "directory-access-reviewed-by",
        "directory-access-state",
    ];
    let headings = headings.map(|key| context.t(key));
    writer.write_record(&headings).map_err(Error::internal)?;
    let date = |moment: Timestamp| kernel::berlin_date(moment).to_string();
    for access in &found {
        let state = if access.overdue {
            context.t("directory-access-overdue")
        } else {
            String::new()
        };
        let record = [
            access.name.clone(),
            access.organisation_name.clone(),
            what_in_words(&context, access),
            date(access.since),
            access.until.map(date).unwrap_or_default(),
            given_by(&context, access),
            access
                .last_used
                .map(|day| day.to_string())
                .unwrap_or_default(),
            access.reviewed_at.map(date).unwrap_or_default(),
            access.reviewed_by.clone().unwrap_or_default(),
            state,
        ];
        // What begins like a formula is text to a spreadsheet.
        let safe = record.map(|cell| match cell.chars().next() {
            Some('=' | '+' | '-' | '@') => format!("'{cell}"),
            _ => cell,
        });
        writer.write_record(&safe).map_err(Error::internal)?;
    }
    let bytes = writer.into_inner().map_err(Error::internal)?;
    let text = String::from_utf8(bytes).map_err(Error::internal)?;
    let me = context.person()?;
    let tx = app.db.begin().await?;
    let facts = vec![("lines", found.len().into())];
    trail::record(&app, &tx, Some(me), "access.export", me, facts).await?;
    tx.commit().await?;
    Ok(web::csv_file("zugriffe.csv", format!("\u{feff}{text}")))
}

/// Confirms what was chosen. What was ended meanwhile, or lies outside of what the actor reviews, is left
/// as it is.
async fn confirm(
    State(app): State<App>,
    context: Context,
    fields: Fields,
) -> Result<Redirect, Error> {
    let reviewed = reach(&app, &context, &[actions::ACCESS_REVIEW]).await?;
    // The way back to the same part of the list: nothing but what an address is made of.
    let list = fields.text("liste").chars();
    let list: String = list.filter(char::is_ascii_graphic).collect();
    let back = format!("{ACCESS}?{list}");
    let ids: Vec<Uuid> = fields
        .all("zugriff")
        .filter_map(|id| id.parse().ok())
        .collect();
    if ids.is_empty() {
        let text = context.t("directory-access-none-chosen");
        context.flash("warning", text).await?;
        return Ok(Redirect::to(&back));
    }
    let me = context.person()?;
    let now = app.clock.now();
    let wish = Wish {
        limit: PAGE_SIZE,
        ids,
        ..Wish::default()
    };
    let tx = app.db.begin().await?;
    let (found, _) = access::list(&tx, &reviewed, &wish, now, overdue_before(now)).await?;
    for access in &found {
        access::confirm(&tx, access, me, now).await?;
        let facts = vec![
            ("access", access.id.into()),
            ("person", access.person.into()),
        ];
        let at = access.organisation;
        trail::record_organisation(&app, &tx, Some(me), "access.review", at, facts).await?;
    }
    tx.commit().await?;
    let count = [("count", found.len().into())];
    let text = context.t_with("directory-access-confirmed", &count);
    context.flash("success", text).await?;
    Ok(Redirect::to(&back))
}

/// What has to be reviewed again.
pub(crate) fn overdue<'a>(
    app: &'a App,
    context: &'a Context,
) -> BoxFuture<'a, Result<Vec<Task>, Error>> {
    Box::pin(async move {
        let possible = app.possible_actions(context.actor());
        if !possible.contains(&actions::ACCESS_REVIEW) {
            return Ok(Vec::new());
        }
        let reviewed = reach(app, context, &[actions::ACCESS_REVIEW]).await?;
        let now = app.clock.now();
        let wish = Wish {
            only_overdue: true,
            order: Order::Reviewed,
            limit: 1,
            ..Wish::default()
        };
        let since = overdue_before(now);
        let (oldest, count) = access::list(app.db.read(), &reviewed, &wish, now, since).await?;
        let Some(oldest) = oldest.first() else {
            return Ok(Vec::new());
        };
        let looked_at = oldest.reviewed_at.unwrap_or(oldest.since);
        Ok(vec![Task {
            what: context.t_with("directory-access-task", &[("count", count.into())]),
            whom: String::new(),
            due: Some(kernel::berlin_date(looked_at + INTERVAL)),
            action: context.t("directory-access-task-action"),
            href: format!("{ACCESS}?stand=faellig"),
            count,
        }])
    })
}
