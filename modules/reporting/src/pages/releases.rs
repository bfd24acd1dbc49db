// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What has left an office: the list of its releases, and the one-page report of each.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, Response};
use directory::Organisation;
use kernel::{CollectionId, Lang, OrganisationId, ReleaseId, Resource};
use print::{Block, Document, Run};
use serde::Deserialize;
use web::{App, Context, Crumb, Error, Page, render};

use super::noise_account::{self, AccountLine};
use super::release_groups::{GroupTable, policy_of, table};
use super::review::{at_office, pages};
use super::{page_number, person_name};
use crate::model::Collection;
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
    accounts: Vec<AccountLine>,
    account_of: String,
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
    reports: String,
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
    let report = &release.report;
    let least = [("count", i64::from(report.minimum()).into())];
    match report.held() {
        _ if report.is_table() => NOT_TOLD.to_owned(),
        Some(held) => web::format::integer(context.lang(), i64::from(held)),
        None if report.is_of_records() => {
            context.t_with("reporting-release-held-few-records", &least)
        }
        None => context.t_with("reporting-release-held-few", &least),
    }
}

/// What stands where a table with noise tells nothing.
const NOT_TOLD: &str = "–";

/// How many reports left; a table with noise does not tell.
fn reports_text(context: &Context, release: &OfficeRelease) -> String {
    if release.report.is_table() {
        return NOT_TOLD.to_owned();
    }
    web::format::integer(context.lang(), i64::from(release.report.reports()))
}

fn smallest_text(context: &Context, release: &OfficeRelease) -> String {
    release
        .report
        .smallest_group()
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
            groups: i64::from(release.report.groups()),
            smallest: smallest_text(&context, &release),
            reports: reports_text(&context, &release),
            held: held_text(&context, &release),
        })
        .collect();
    let runnable = if context.may(actions::RELEASE_RUN, &at.resource) {
        let waiting = store::released::waiting_at(conn, office).await?;
        collections
            .iter()
            .filter(|one| waiting.contains(&one.id) || noise_account::has_tables(one))
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
        accounts: noise_account::of_office(&app, &context, office, &collections).await?,
        account_of: context.t("reporting-collection"),
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
    reports: String,
    held: String,
    is_table: bool,
    arrived: bool,
    german_only: bool,
    sections: Vec<anonymity::Section>,
    groups_table: GroupTable,
    pdf: String,
    document: String,
}

/// The release with its collection, if the actor may read it. That she does is noted.
async fn load(
    app: &App,
    context: &Context,
    release: &str,
) -> Result<(OfficeRelease, Collection), Error> {
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
    note_read(app, context, &release).await?;
    Ok((release, collection))
}

fn title_of(context: &Context, release: &OfficeRelease, collection: &Collection) -> String {
    context.t_with(
        "reporting-release-title",
        &[
            ("sequence", release.sequence.into()),
            ("collection", collection.title.as_str().into()),
        ],
    )
}

/// The report of a release on paper: an official document in German, whoever prints it.
pub async fn paper(
    State(app): State<App>,
    context: Context,
    Path(release): Path<String>,
) -> Result<Response, Error> {
    let (release, collection) = load(&app, &context, &release).await?;
    let office = directory::organisation(app.db.read(), release.office).await?;
    let author = office.map_or(String::new(), |one| one.name);
    let words = [
        ("sequence", release.sequence.into()),
        ("collection", collection.title.as_str().into()),
    ];
    let title = app
        .catalog
        .text(Lang::De, "reporting-release-title", &words);
    let mut blocks = vec![Block::Heading {
        level: 1,
        text: title.clone(),
    }];
    for section in release.report.german() {
        blocks.push(Block::Heading {
            level: 2,
            text: section.heading.to_owned(),
        });
        let paragraphs = section.sentences.into_iter();
        blocks.extend(paragraphs.map(|one| Block::Paragraph(vec![Run::plain(one)])));
    }
    let document = Document {
        title: title.clone(),
        lang: Lang::De.tag().to_owned(),
        subject: collection.title.clone(),
        created: release.at,
        header: format!("{author} · {}", collection.title),
        footer: title.clone(),
        author,
        blocks,
    };
    web::pdf(document, &format!("{title}.pdf")).await
}

/// The report of a release (Freigabebericht).
pub async fn detail(
    State(app): State<App>,
    context: Context,
    Path(release): Path<String>,
) -> Result<Html<String>, Error> {
    let conn = app.db.read();
    let (release, collection) = load(&app, &context, &release).await?;
    let id = release.id;
    let policy = policy_of(&app, &collection, release.report.policy()).await?;
    let document = &release.document;
    let groups_table = table(&app, &context, &collection, &policy, document).await?;
    let arrived = store::state_ledger::of(conn, release.office, release.collection)
        .await?
        .iter()
        .any(|copy| copy.sequence == release.sequence);
    let office = directory::organisation(conn, release.office).await?;
    let lang = context.lang();
    let title = title_of(&context, &release, &collection);
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
        groups: i64::from(release.report.groups()),
        smallest: smallest_text(&context, &release),
        reports: reports_text(&context, &release),
        held: held_text(&context, &release),
        is_table: release.report.is_table(),
        arrived,
        german_only: lang != Lang::De,
        sections: release.report.german(),
        groups_table,
        pdf: format!("/freigaben/{id}/pdf"),
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
