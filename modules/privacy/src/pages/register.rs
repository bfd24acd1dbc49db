// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The register of processing activities of an office: what the product knows and what the office adds, what has
//! changed since it was last kept, and the whole of it as a file.

use askama::Template;
use axum::Json;
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use http::header;
use kernel::{Id, berlin_date};
use print::{Block, Document, Facts, Run};
use serde::Deserialize;
use web::form::{Fields, encode_component};
use web::{App, Context, Crumb, Error, Page, render};

use super::{AtOffice, Names, at_office};
use crate::model::{Change, Kept, Snapshot, changes};
use crate::{actions, register, store};

/// Where it is.
pub const PATH: &str = "/verzeichnis";

/// So many kept versions are listed.
const SHOWN: i64 = 50;

/// What the address says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RegisterQuery {
    amt: String,
    format: String,
}

#[derive(Template)]
#[template(path = "privacy/register.html")]
struct RegisterPage {
    page: Page,
    office: String,
    office_id: String,
    controller: String,
    officer: String,
    activities: Vec<ActivityBlock>,
    changes: Vec<String>,
    versions: Vec<(i64, String, String)>,
    next: i64,
    may_edit: bool,
}

struct ActivityBlock {
    title: String,
    edit: String,
    facts: Vec<(String, String)>,
    data: Vec<String>,
}

/// The way to a page below the register.
pub fn crumbs(context: &Context, further: Vec<Crumb>) -> Vec<Crumb> {
    let mut crumbs = vec![Crumb::new(context.t("privacy-register-nav"), PATH)];
    crumbs.extend(further);
    crumbs
}

/// The lines of an activity but its data, each with its name.
fn facts(context: &Context, kept: &Kept) -> Vec<(String, String)> {
    let one = &kept.activity;
    let months = kept.keep_months.map_or(String::new(), |months| {
        context.t_with("privacy-register-keep-line", &[("months", months.into())])
    });
    let lines = [
        (context.t("privacy-register-purpose"), one.purpose.clone()),
        (context.t("privacy-register-law"), one.legal_basis.clone()),
        (context.t("privacy-register-persons"), one.persons.clone()),
        (
            context.t("privacy-register-recipients"),
            one.recipients.clone(),
        ),
        (context.t("privacy-register-origin"), one.origin.clone()),
        (
            context.t("privacy-register-retention"),
            one.retention.clone(),
        ),
        (context.t("privacy-register-keep"), months),
        (context.t("privacy-register-measures"), one.measures.clone()),
        (context.t("privacy-register-note"), kept.note.clone()),
    ];
    let lines = lines.into_iter().filter(|(_, value)| !value.is_empty());
    lines.collect()
}

fn words(context: &Context, change: &Change) -> String {
    let with = |key: &str, title: &str| context.t_with(key, &[("title", title.into())]);
    match change {
        Change::Header => context.t("privacy-register-change-header"),
        Change::Added(title) => with("privacy-register-change-added", title),
        Change::Removed(title) => with("privacy-register-change-removed", title),
        Change::Changed(title) => with("privacy-register-change-changed", title),
    }
}

/// Shows the register.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Query(query): Query<RegisterQuery>,
) -> Result<Html<String>, Error> {
    let at = at_office(&app, &context, actions::REGISTER_READ, &query.amt).await?;
    let conn = app.db.read();
    let lang = context.lang();
    let now = register::current(&app, lang, at.office.id).await?;
    let versions = store::register::versions(conn, at.office.id, SHOWN).await?;
    let changes = match versions.first() {
        // Versions are kept in German, so that they can be compared.
        Some(last) => {
            let german = register::current(&app, kernel::Lang::De, at.office.id).await?;
            changes(&last.snapshot, &german)
        }
        None => Vec::new(),
    };
    let mut names = Names::default();
    let mut lines = Vec::new();
    for version in &versions {
        lines.push((
            version.number,
            web::format::moment(lang, version.at),
            names.get(&app, &context, version.by).await?,
        ));
    }
    let activities = now.activities.iter().map(|kept| ActivityBlock {
        title: kept.activity.title.clone(),
        edit: format!(
            "{PATH}/taetigkeit?amt={}&schluessel={}",
            at.office.id,
            encode_component(&kept.activity.key)
        ),
        facts: facts(&context, kept),
        data: kept.activity.data.clone(),
    });
    render(&RegisterPage {
        page: context.page(
            context.t("privacy-register-title"),
            crumbs(&context, Vec::new()),
        ),
        activities: activities.collect(),
        controller: now.header.controller,
        officer: now.header.officer,
        changes: changes.iter().map(|one| words(&context, one)).collect(),
        next: versions.first().map_or(1, |version| version.number + 1),
        versions: lines,
        may_edit: context.may(actions::REGISTER_EDIT, &at.place),
        office: at.office.name,
        office_id: at.office.id.to_string(),
    })
}

/// Keeps the register as it is now as a version.
pub async fn keep(
    State(app): State<App>,
    context: Context,
    fields: Fields,
) -> Result<Response, Error> {
    let at = at_office(&app, &context, actions::REGISTER_EDIT, fields.text("amt")).await?;
    let number: i64 = fields.text("nummer").parse().unwrap_or(0);
    let by = context.person()?;
    let now = app.clock.now();
    let snapshot = register::current(&app, kernel::Lang::De, at.office.id).await?;
    let tx = app.db.begin().await?;
    let versions = store::register::versions(&tx, at.office.id, 1).await?;
    let next = versions.first().map_or(1, |version| version.number + 1);
    let kept = number == next
        && store::register::keep(&tx, at.office.id, number, &snapshot, (now, by)).await?;
    if !kept {
        return Err(Error::Conflict(context.t("privacy-register-kept-other")));
    }
    let entry = register_entry(&at, by, "kept");
    audit::append(&tx, &*app.clock, entry).await?;
    tx.commit().await?;
    let text = context.t_with("privacy-register-kept", &[("number", number.into())]);
    context.flash("success", text).await?;
    Ok(Redirect::to(&format!("{PATH}?amt={}", at.office.id)).into_response())
}

/// What is noted about the register in the audit trail of its office.
pub fn register_entry(at: &AtOffice, by: kernel::PersonId, what: &'static str) -> audit::Entry {
    audit::Entry {
        chain: at.office.id.uuid(),
        actor: Some(by),
        action: actions::REGISTER_EDIT,
        subject: audit::Subject::new("organisation", Id::<()>::from_uuid(at.office.id.uuid())),
        facts: vec![("what", what.into())],
    }
}

/// The register as a file: PDF, CSV or JSON.
pub async fn export(
    State(app): State<App>,
    context: Context,
    Query(query): Query<RegisterQuery>,
) -> Result<Response, Error> {
    let at = at_office(&app, &context, actions::REGISTER_READ, &query.amt).await?;
    let snapshot = register::current(&app, context.lang(), at.office.id).await?;
    match query.format.as_str() {
        "csv" => table(&context, &snapshot),
        "json" => {
            let name = "attachment; filename=\"verzeichnis.json\"";
            let headers = [
                (header::CONTENT_DISPOSITION, name),
                (header::CACHE_CONTROL, "no-store"),
            ];
            Ok((headers, Json(snapshot)).into_response())
        }
        _ => web::pdf(document(&app, &context, &at, &snapshot), "verzeichnis.pdf").await,
    }
}

fn table(context: &Context, snapshot: &Snapshot) -> Result<Response, Error> {
    let mut rows = vec![vec![
        context.t("privacy-register-activity"),
        context.t("privacy-register-purpose"),
        context.t("privacy-register-law"),
        context.t("privacy-register-persons"),
        context.t("privacy-register-data"),
        context.t("privacy-register-recipients"),
        context.t("privacy-register-origin"),
        context.t("privacy-register-retention"),
        context.t("privacy-register-keep"),
        context.t("privacy-register-measures"),
        context.t("privacy-register-note"),
    ]];
    rows.extend(snapshot.activities.iter().map(|kept| {
        let one = &kept.activity;
        vec![
            one.title.clone(),
            one.purpose.clone(),
            one.legal_basis.clone(),
            one.persons.clone(),
            one.data.join("\n"),
            one.recipients.clone(),
            one.origin.clone(),
            one.retention.clone(),
            kept.keep_months
                .map_or(String::new(), |months| months.to_string()),
            one.measures.clone(),
            kept.note.clone(),
        ]
    }));
    web::csv_answer("verzeichnis.csv", rows.iter().map(|row| &row[..]))
}

fn document(app: &App, context: &Context, at: &AtOffice, snapshot: &Snapshot) -> Document {
    let now = app.clock.now();
    let heading = |level: u8, text: String| Block::Heading { level, text };
    let title = context.t("privacy-register-title");
    let mut blocks = vec![
        heading(1, title.clone()),
        Block::Facts(Facts(vec![
            (
                context.t("privacy-register-controller"),
                snapshot.header.controller.clone(),
            ),
            (
                context.t("privacy-register-officer"),
                snapshot.header.officer.clone(),
            ),
            (
                context.t("privacy-register-day"),
                web::format::date(context.lang(), berlin_date(now)),
            ),
        ])),
    ];
    for (number, kept) in (1..).zip(&snapshot.activities) {
        blocks.push(heading(2, format!("{number}. {}", kept.activity.title)));
        blocks.push(Block::Facts(Facts(facts(context, kept))));
        blocks.push(heading(3, context.t("privacy-register-data")));
        let items = kept.activity.data.iter();
        blocks.push(Block::List {
            ordered: false,
            items: items.map(|text| vec![Run::plain(text.clone())]).collect(),
        });
    }
    Document {
        title,
        lang: context.lang().tag().to_owned(),
        author: at.office.name.clone(),
        subject: String::new(),
        created: now,
        header: at.office.name.clone(),
        footer: String::new(),
        blocks,
    }
}
