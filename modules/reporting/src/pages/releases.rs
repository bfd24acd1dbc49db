// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What has left an office: the list of its releases, and the one-page report of each.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Html;
use directory::Organisation;
use kernel::{CollectionId, Lang, OrganisationId, ReleaseId, Resource};
use serde::Deserialize;
use web::{App, Context, Crumb, Error, Page, render};

use super::review::{at_office, pages};
use super::{page_number, person_name};
use crate::store::ledger::OfficeRelease;
use crate::{actions, store};

/// How many releases a page lists.
const PER_PAGE: i64 = 50;

#[derive(Template)]
#[template(path = "reporting/releases.html")]
struct ReleasesPage {
    page: Page,
    office: String,
    offices: Vec<Organisation>,
    chosen_office: OrganisationId,
    collections: Vec<(CollectionId, String)>,
    chosen: Option<CollectionId>,
    lines: Vec<Line>,
    count: i64,
    runnable: Vec<Runnable>,
    number: u32,
    pages: u32,
    paging: String,
}

struct Line {
    href: String,
    collection: String,
    week: String,
    at: String,
    sequence: i64,
    groups: i64,
    smallest: String,
    reports: i64,
    held: String,
}

/// A collection for which the actor may start a release.
struct Runnable {
    href: String,
    collection: String,
}

/// The query of the page.
#[derive(Debug, Default, Deserialize)]
pub struct Wish {
    #[serde(default)]
    amt: String,
    #[serde(default)]
    erhebung: String,
    #[serde(default)]
    seite: String,
}

/// The number of reports that are held, or that it is too small to be told.
fn held_text(context: &Context, release: &OfficeRelease) -> String {
    match release.report.held {
        Some(held) => web::format::integer(context.lang(), i64::from(held)),
        None => context.t_with(
            "reporting-release-held-few",
            &[("count", i64::from(release.report.minimum_facilities).into())],
        ),
    }
}

fn smallest_text(context: &Context, release: &OfficeRelease) -> String {
    release
        .report
        .smallest_group
        .map_or(String::new(), |number| {
            web::format::integer(context.lang(), i64::from(number))
        })
}

/// The list.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Query(wish): Query<Wish>,
) -> Result<Html<String>, Error> {
    let conn = app.db.read();
    let at = at_office(&app, &context, actions::RELEASE_READ, &wish.amt).await?;
    let office = at.office.id;
    let collections = store::collections::of_office(conn, office).await?;
    let chosen = collections
        .iter()
        .find(|one| one.id.to_string() == wish.erhebung)
        .map(|one| one.id);
    let titles: HashMap<CollectionId, &str> = collections
        .iter()
        .map(|one| (one.id, one.title.as_str()))
        .collect();
    let number = page_number(&wish.seite);
    let count = store::ledger::count(conn, office, chosen).await?;
    let lang = context.lang();
    let lines = store::ledger::list(conn, office, chosen, number, PER_PAGE)
        .await?
        .into_iter()
        .map(|release| Line {
            href: format!("/freigaben/{}", release.id),
            collection: titles
                .get(&release.collection)
                .map_or(String::new(), |title| (*title).to_owned()),
            week: web::format::week(lang, release.as_of),
            at: web::format::moment(lang, release.at),
            sequence: release.sequence,
            groups: i64::from(release.report.groups),
            smallest: smallest_text(&context, &release),
            reports: i64::from(release.report.reports),
            held: held_text(&context, &release),
        })
        .collect();
    let runnable = if context.may(actions::RELEASE_RUN, &at.resource) {
        let waiting = store::released::waiting_at(conn, office).await?;
        collections
            .iter()
            .filter(|one| waiting.contains(&one.id))
            .map(|one| Runnable {
                href: super::release_now::path(one.id, &at),
                collection: one.title.clone(),
            })
            .collect()
    } else {
        Vec::new()
    };
    let title = context.t("reporting-nav-releases");
    let paging = format!(
        "/freigaben?erhebung={}{}&seite=",
        chosen.map_or(String::new(), |id| id.to_string()),
        at.query(),
    );
    render(&ReleasesPage {
        page: context.page(&title, vec![Crumb::new(&title, "/freigaben")]),
        office: at.office.name,
        offices: at.choices,
        chosen_office: office,
        collections: collections
            .iter()
            .map(|one| (one.id, one.title.clone()))
            .collect(),
        chosen,
        lines,
        count,
        runnable,
        number: u32::try_from(number).unwrap_or(1),
        pages: pages(count, PER_PAGE),
        paging,
    })
}

#[derive(Template)]
#[template(path = "reporting/release.html")]
struct ReleasePage {
    page: Page,
    office: String,
    collection: String,
    week: String,
    at: String,
    by: String,
    sequence: i64,
    groups: i64,
    smallest: String,
    reports: i64,
    held: String,
    arrived: bool,
    german_only: bool,
    sections: Vec<anonymity::Section>,
    rows: Vec<GroupRow>,
    measures: Vec<String>,
    document: String,
}

/// A group as the page shows it.
#[derive(Debug, Clone)]
pub struct GroupRow {
    /// The end of a message key: `figures`, `closed`, `correction` or `count`.
    pub kind: String,
    /// The place; empty in a count.
    pub place: String,
    /// The week; empty in a count.
    pub week: String,
    /// How many institutions.
    pub facilities: i64,
    /// Sums in the order of the measures, empty where none is given.
    pub sums: Vec<String>,
}

/// What a document says, for reading only: the page shows exactly what has left.
#[derive(Deserialize)]
struct Shown {
    groups: Vec<ShownGroup>,
}

#[derive(Deserialize)]
struct ShownGroup {
    kind: String,
    #[serde(default)]
    place: String,
    week: Option<kernel::IsoWeek>,
    facilities: i64,
    #[serde(default)]
    sums: std::collections::BTreeMap<String, i64>,
}

/// The groups of a document, with the names of their places and the labels of the measures.
pub async fn group_rows(
    app: &App,
    context: &Context,
    document: &[u8],
    policy: &anonymity::Policy,
) -> Result<(Vec<GroupRow>, Vec<String>), Error> {
    let conn = app.db.read();
    let shown: Shown = serde_json::from_slice(document).map_err(Error::internal)?;
    let names: HashMap<String, String> = directory::districts(conn)
        .await?
        .into_iter()
        .map(|district| {
            (
                district.ags.to_string(),
                format!("{} ({})", district.name, district.kind),
            )
        })
        .collect();
    let measures: Vec<&str> = policy.measures().collect();
    let labels = policy
        .rules()
        .fields
        .iter()
        .filter(|field| matches!(field.class, anonymity::FieldClass::Measure { .. }))
        .map(|field| field.label.clone())
        .collect();
    let lang = context.lang();
    let rows = shown
        .groups
        .into_iter()
        .map(|group| GroupRow {
            place: match group.place.len() {
                0 => String::new(),
                2 => app.settings.state_name.clone(),
                _ => names.get(&group.place).cloned().unwrap_or_else(|| {
                    let key = group.place.as_str().into();
                    context.t_with("reporting-release-region", &[("key", key)])
                }),
            },
            week: group
                .week
                .map_or(String::new(), |week| web::format::week(lang, week)),
            facilities: group.facilities,
            sums: measures
                .iter()
                .map(|name| {
                    group
                        .sums
                        .get(*name)
                        .map_or(String::new(), |sum| web::format::integer(lang, *sum))
                })
                .collect(),
            kind: group.kind,
        })
        .collect();
    Ok((rows, labels))
}

/// The report of a release (Freigabebericht).
pub async fn detail(
    State(app): State<App>,
    context: Context,
    Path(release): Path<String>,
) -> Result<Html<String>, Error> {
    let conn = app.db.read();
    let id: ReleaseId = release.parse().map_err(|_| Error::NotFound)?;
    let release = store::ledger::find(conn, id)
        .await?
        .ok_or(Error::NotFound)?;
    let collection = store::collections::find(conn, release.collection)
        .await?
        .ok_or(Error::NotFound)?;
    let resource = Resource::of_office(collection.state, release.office);
    context.allow_or_hide(actions::RELEASE_READ, &resource)?;
    note_read(&app, &context, &release).await?;
    let policy =
        anonymity::Policy::from_json(&collection.release_policy).map_err(Error::internal)?;
    let (rows, measures) = group_rows(&app, &context, &release.document, &policy).await?;
    let arrived = store::state_ledger::of(conn, release.office, release.collection)
        .await?
        .iter()
        .any(|copy| copy.sequence == release.sequence);
    let office = directory::organisation(conn, release.office).await?;
    let lang = context.lang();
    let title = context.t_with(
        "reporting-release-title",
        &[
            ("sequence", release.sequence.into()),
            ("collection", collection.title.as_str().into()),
        ],
    );
    let crumbs = vec![
        Crumb::new(context.t("reporting-nav-releases"), "/freigaben"),
        Crumb::new(&title, format!("/freigaben/{id}")),
    ];
    let by = match release.by {
        Some(_) => person_name(conn, &context, release.by).await?,
        None => context.t("reporting-release-by-itself"),
    };
    render(&ReleasePage {
        page: context.page(&title, crumbs),
        office: office.map_or(String::new(), |one| one.name),
        collection: collection.title,
        week: web::format::week(lang, release.as_of),
        at: web::format::moment(lang, release.at),
        by,
        sequence: release.sequence,
        groups: i64::from(release.report.groups),
        smallest: smallest_text(&context, &release),
        reports: i64::from(release.report.reports),
        held: held_text(&context, &release),
        arrived,
        german_only: lang != Lang::De,
        sections: release.report.german(),
        rows,
        measures,
        document: String::from_utf8_lossy(&release.document).into_owned(),
    })
}

/// Remembers that the reader has seen the report, so that it is no longer a task of hers.
async fn note_read(app: &App, context: &Context, release: &OfficeRelease) -> Result<(), Error> {
    let person = context.person()?;
    if store::ledger::has_read(app.db.read(), release.id, person).await? {
        return Ok(());
    }
    let tx = app.db.begin().await?;
    store::ledger::note_read(&tx, release.id, person, app.clock.now()).await?;
    tx.commit().await?;
    Ok(())
}
