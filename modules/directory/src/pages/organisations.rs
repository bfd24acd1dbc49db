// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Organisations as the administration sees them: list and detail. Changing them is in
//! `organisation_new.rs`, `organisation_edit.rs` and `organisation_end.rs`.

use std::collections::hash_map::Entry;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Html;
use jiff::civil::Date;
use kernel::{OrganisationId, PersonId, Resource};
use serde::Deserialize;
use web::form::encode_component;
use web::{App, Context, Crumb, Error, Guard, Page, Route, render};

use super::{PAGE_SIZE, pages_for};
use crate::model::{District, InstitutionKind, Organisation, OrganisationKind};
use crate::store::delegations::{self, Delegation};
use crate::store::memberships::Reach;
use crate::store::organisation_list::{self as store, ListWish};
use crate::{actions, rights};

pub(crate) const LIST: &str = "/verwaltung/organisationen";

pub(crate) fn routes() -> Vec<Route> {
    let read = Guard::Action(actions::ORGANISATION_READ);
    vec![
        Route::get(LIST, read, list),
        Route::get("/verwaltung/organisationen/{organisation}", read, show),
    ]
}

pub(crate) fn list_crumbs(context: &Context) -> Vec<Crumb> {
    vec![
        Crumb::new(context.t("directory-administration-title"), "/verwaltung"),
        Crumb::new(context.t("directory-organisations-title"), LIST),
    ]
}

pub(crate) fn href(organisation: OrganisationId) -> String {
    format!("{LIST}/{organisation}")
}

/// The part of the tree in which the actor may do one of `wanted`.
pub(crate) async fn reach(
    app: &App,
    context: &Context,
    wanted: &[kernel::Action],
) -> Result<Reach, Error> {
    let places = rights::places(app.db.read(), context.actor()).await?;
    Ok(rights::reach(&app.policy, context.actor(), wanted, &places))
}

/// An organisation that the actor may see, with its place in the tree.
pub(crate) async fn visible(
    app: &App,
    context: &Context,
    id: OrganisationId,
) -> Result<(Organisation, Resource), Error> {
    let conn = app.db.read();
    let organisation = crate::organisation(conn, id)
        .await?
        .ok_or(Error::NotFound)?;
    let place = crate::place_of(conn, id).await?.ok_or(Error::NotFound)?;
    context.allow_or_hide(actions::ORGANISATION_READ, &place)?;
    Ok((organisation, place))
}

/// What an organisation is, in words: its kind, for institutions which one.
pub(crate) fn kind_key(organisation: &Organisation) -> String {
    match organisation.institution_kind {
        Some(kind) => format!("directory-kind-{kind}"),
        None => format!("directory-kind-{}", organisation.kind),
    }
}

/// The badge for the validity on a day: kind and message key.
pub(crate) fn validity(organisation: &Organisation, today: Date) -> (&'static str, &'static str) {
    if organisation.is_valid(today) {
        ("success", "directory-organisation-is-valid")
    } else if organisation.valid_from > today {
        ("info", "directory-organisation-is-future")
    } else {
        ("neutral", "directory-organisation-is-ended")
    }
}

#[derive(Template)]
#[template(path = "directory/organisations.html")]
struct ListPage {
    page: Page,
    search: String,
    kind: String,
    office: String,
    all_days: bool,
    offices: Vec<Organisation>,
    lines: Vec<Line>,
    count: i64,
    current: u32,
    pages: u32,
    link: String,
    may_add: bool,
    may_import: bool,
}

impl ListPage {
    fn is_kind(&self, kind: &str) -> bool {
        self.kind == kind
    }

    fn is_office(&self, id: &OrganisationId) -> bool {
        self.office == id.to_string()
    }
}

/// A line of a list of organisations.
struct Line {
    organisation: Organisation,
    kind_key: String,
    office: String,
    badge: (&'static str, &'static str),
}

fn line(organisation: Organisation, offices: &[Organisation], today: Date) -> Line {
    let office = offices
        .iter()
        .find(|office| Some(office.id) == organisation.parent);
    Line {
        kind_key: kind_key(&organisation),
        office: office.map(|office| office.name.clone()).unwrap_or_default(),
        badge: validity(&organisation, today),
        organisation,
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct ListQuery {
    suche: String,
    art: String,
    amt: String,
    gueltig: String,
    seite: String,
}

async fn list(
    State(app): State<App>,
    context: Context,
    Query(query): Query<ListQuery>,
) -> Result<Html<String>, Error> {
    let reach = reach(&app, &context, &[actions::ORGANISATION_READ]).await?;
    if reach.is_empty() {
        return Err(Error::Forbidden);
    }
    let conn = app.db.read();
    let today = kernel::berlin_date(app.clock.now());
    let all_days = query.gueltig == "alle";
    let current: u32 = query.seite.parse().unwrap_or(1).max(1);
    let wish = ListWish {
        text: query.suche.clone(),
        kind: query.art.parse::<OrganisationKind>().ok(),
        institution_kind: query.art.parse::<InstitutionKind>().ok(),
        parent: query.amt.parse().ok(),
        valid_on: (!all_days).then_some(today),
        offset: i64::from(current - 1) * PAGE_SIZE,
        limit: PAGE_SIZE,
    };
    let (found, count) = store::list(conn, &reach, &wish).await?;
    let every_office = ListWish {
        kind: Some(OrganisationKind::Office),
        limit: 1_000,
        ..ListWish::default()
    };
    let (offices, _) = store::list(conn, &reach, &every_office).await?;
    let link = format!(
        "{LIST}?suche={}&art={}&amt={}&gueltig={}&seite=",
        encode_component(&query.suche),
        encode_component(&query.art),
        encode_component(&query.amt),
        encode_component(&query.gueltig)
    );
    let possible = app.possible_actions(context.actor());
    render(&ListPage {
        page: context.page(
            context.t("directory-organisations-title"),
            list_crumbs(&context),
        ),
        search: query.suche,
        kind: query.art,
        office: query.amt,
        all_days,
        lines: found
            .into_iter()
            .map(|organisation| line(organisation, &offices, today))
            .collect(),
        offices,
        count,
        current,
        pages: pages_for(count),
        link,
        may_add: possible.contains(&actions::ORGANISATION_MANAGE),
        may_import: possible.contains(&actions::ORGANISATION_IMPORT),
    })
}

#[expect(
    clippy::struct_excessive_bools,
    reason = "each decides whether one part is shown"
)]
#[derive(Template)]
#[template(path = "directory/organisation.html")]
struct DetailPage {
    page: Page,
    organisation: Organisation,
    kind_key: String,
    badge: (&'static str, &'static str),
    parent: Option<Organisation>,
    districts: Vec<District>,
    municipality: String,
    children: Vec<Line>,
    child_count: i64,
    people: Option<i64>,
    history: Vec<Deed>,
    may_manage: bool,
    may_see_trail: bool,
    may_add_below: bool,
    may_end: bool,
}

/// A deed of the audit trail, in words.
pub(crate) struct Deed {
    pub(crate) at: jiff::Timestamp,
    pub(crate) sequence: i64,
    pub(crate) who: String,
    pub(crate) what: String,
}

/// What was done, in words; the code itself if there are none.
pub(crate) fn deed_words(context: &Context, action: &str) -> String {
    let name = action.replace('.', "-");
    known_words(context, &format!("deed-{name}")).unwrap_or_else(|| action_words(context, action))
}

/// What may be done, in words; the code itself if there are none.
pub(super) fn action_words(context: &Context, action: &str) -> String {
    let name = action.replace('.', "-");
    known_words(context, &format!("action-{name}")).unwrap_or_else(|| action.to_owned())
}

fn known_words(context: &Context, key: &str) -> Option<String> {
    let text = context.t(key);
    // The catalog marks keys that it does not have.
    (!text.contains(key)).then_some(text)
}

/// The name of somebody who did something, if the actor may know it.
///
/// She may if she looks after accounts or the audit trail of one of the person's organisations.
pub(crate) async fn doer(
    app: &App,
    context: &Context,
    person: Option<PersonId>,
) -> Result<String, Error> {
    let Some(person) = person else {
        return Ok(context.t("directory-deed-by-nobody"));
    };
    let conn = app.db.read();
    let mut known = context.actor().person() == Some(person);
    if !known {
        for organisation in store::organisations_of(conn, person).await? {
            let Some(place) = crate::place_of(conn, organisation).await? else {
                continue;
            };
            known |= context.may(actions::PERSON_READ, &place)
                || context.may(actions::AUDIT_READ, &place);
        }
    }
    let name = if known {
        crate::person_name(conn, person).await?
    } else {
        None
    };
    Ok(name.unwrap_or_else(|| context.t("directory-deed-by-other")))
}

/// Deeds in words, with names as far as the actor may know them.
pub(crate) async fn deeds(
    app: &App,
    context: &Context,
    entries: Vec<audit::Recorded>,
) -> Result<Vec<Deed>, Error> {
    let mut names: std::collections::HashMap<Option<PersonId>, String> =
        std::collections::HashMap::new();
    let mut delegated: std::collections::HashMap<OrganisationId, Vec<Delegation>> =
        std::collections::HashMap::new();
    let mut deeds = Vec::with_capacity(entries.len());
    for entry in entries {
        let who = if let Some(name) = names.get(&entry.actor) {
            name.clone()
        } else {
            let name = doer(app, context, entry.actor).await?;
            names.insert(entry.actor, name.clone());
            name
        };
        let chain = OrganisationId::from_uuid(entry.chain);
        let all = match delegated.entry(chain) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(free) => {
                let of = delegations::Of::Organisation(chain);
                free.insert(delegations::list(app.db.read(), of, entry.at).await?)
            }
        };
        // Her own name stays; that she stood in for somebody at that time is said beside it.
        let mut stood_in = all.iter().filter(|one| {
            Some(one.to) == entry.actor && one.valid_from <= entry.at && entry.at < one.valid_to
        });
        let who = match stood_in.next() {
            Some(one) => context.t_with(
                "directory-deed-for",
                &[("who", who.into()), ("name", one.from_name.as_str().into())],
            ),
            None => who,
        };
        deeds.push(Deed {
            at: entry.at,
            sequence: entry.sequence,
            who,
            what: deed_words(context, &entry.action),
        });
    }
    Ok(deeds)
}

/// The newest changes of an organisation itself.
async fn history(
    app: &App,
    context: &Context,
    organisation: OrganisationId,
) -> Result<Vec<Deed>, Error> {
    let mut entries = audit::entries(app.db.read(), organisation.uuid(), None, 500).await?;
    entries.retain(|entry| entry.action.starts_with("organisation."));
    entries.truncate(20);
    deeds(app, context, entries).await
}

async fn show(
    State(app): State<App>,
    context: Context,
    Path(id): Path<OrganisationId>,
) -> Result<Html<String>, Error> {
    let (organisation, place) = visible(&app, &context, id).await?;
    let conn = app.db.read();
    let now = app.clock.now();
    let today = kernel::berlin_date(now);
    let parent = match organisation.parent {
        Some(parent) => {
            let parent_place = crate::place_of(conn, parent).await?;
            let may =
                parent_place.is_some_and(|place| context.may(actions::ORGANISATION_READ, &place));
            if may {
                crate::organisation(conn, parent).await?
            } else {
                None
            }
        }
        None => None,
    };
    let districts = match organisation.kind {
        OrganisationKind::Office => crate::districts_of(conn, id).await?,
        _ => Vec::new(),
    };
    let municipality = match &organisation.ags {
        Some(ags) if ags.is_municipality() => crate::municipality(conn, ags)
            .await?
            .map(|town| town.name)
            .unwrap_or_default(),
        _ => String::new(),
    };
    let reach = reach(&app, &context, &[actions::ORGANISATION_READ]).await?;
    let wish = ListWish {
        parent: Some(id),
        limit: PAGE_SIZE,
        ..ListWish::default()
    };
    let (children, child_count) = store::list(conn, &reach, &wish).await?;
    let may_manage = context.may(actions::ORGANISATION_MANAGE, &place);
    let may_see_trail = context.may(actions::AUDIT_READ, &place);
    let people = if context.may(actions::PERSON_READ, &place) {
        Some(store::count_people(conn, id, now).await?)
    } else {
        None
    };
    let history = if may_manage || may_see_trail {
        history(&app, &context, id).await?
    } else {
        Vec::new()
    };
    let mut crumbs = list_crumbs(&context);
    crumbs.push(Crumb::new(organisation.name.clone(), href(id)));
    render(&DetailPage {
        page: context.page(organisation.name.clone(), crumbs),
        kind_key: kind_key(&organisation),
        badge: validity(&organisation, today),
        parent,
        districts,
        municipality,
        children: children
            .into_iter()
            .map(|child| line(child, &[], today))
            .collect(),
        child_count,
        people,
        history,
        may_manage,
        may_see_trail,
        may_add_below: super::organisation_new::may_add_below(&context, &place),
        may_end: may_manage && organisation.kind != OrganisationKind::State,
        organisation,
    })
}
