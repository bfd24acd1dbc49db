// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Organisations from a table: upload, preview, confirm. Nothing changes before the confirmation,
//! and then all of it or nothing.

use askama::Template;
use axum::extract::{Multipart, Path, Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use http::StatusCode;
use kernel::{OrganisationId, Resource};
use serde::Deserialize;
use uuid::Uuid;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Guard, Page, Route, render};

use super::organisations::{LIST, list_crumbs};
use super::{FieldErrors, PAGE_SIZE, pages_for};
use crate::import::{
    Column, MAX_BYTES, MAX_ROWS, Outcome, Plan, PlannedRow, TableError, decode, plan, read,
    template,
};
use crate::model::Organisation;
use crate::store::import as store;
use crate::{actions, trail};

const IMPORT: &str = "/verwaltung/organisationen/import";

pub(crate) fn routes() -> Vec<Route> {
    let guard = Guard::Action(actions::ORGANISATION_IMPORT);
    vec![
        Route::get(IMPORT, guard, show_upload),
        // The parts of a form with a file need some room beside the file.
        Route::post(IMPORT, guard, upload).with_body_limit(MAX_BYTES + 64 * 1024),
        Route::get(
            "/verwaltung/organisationen/import/vorlage.csv",
            guard,
            download_template,
        ),
        Route::get("/verwaltung/organisationen/import/{preview}", guard, show),
        Route::post(
            "/verwaltung/organisationen/import/{preview}/uebernehmen",
            guard,
            confirm,
        ),
        Route::post(
            "/verwaltung/organisationen/import/{preview}/verwerfen",
            guard,
            discard,
        ),
    ]
}

#[derive(Template)]
#[template(path = "directory/import.html")]
struct UploadPage {
    page: Page,
    errors: FieldErrors,
    columns: Vec<ColumnLine>,
    max_rows: usize,
}

/// A column in the explanation of the table.
struct ColumnLine {
    heading: &'static str,
    meaning: String,
}

#[derive(Template)]
#[template(path = "directory/import_preview.html")]
struct PreviewPage {
    page: Page,
    preview: Uuid,
    rows: Vec<Line>,
    tabs: Vec<Tab>,
    ready: bool,
    refused: usize,
    changes: usize,
    digest: String,
    current: u32,
    pages: u32,
    link: String,
}

/// A row of the table with what becomes of it, in words.
struct Line {
    number: u64,
    name: String,
    outcome: &'static str,
    badge: &'static str,
    details: Vec<String>,
}

struct Tab {
    name: &'static str,
    label: String,
    current: bool,
}

fn crumbs(context: &Context) -> Vec<Crumb> {
    let mut crumbs = list_crumbs(context);
    crumbs.push(Crumb::new(context.t("directory-import-title"), IMPORT));
    crumbs
}

fn upload_page(context: &Context, errors: FieldErrors) -> UploadPage {
    UploadPage {
        page: context.page(context.t("directory-import-title"), crumbs(context)),
        errors,
        columns: crate::import::COLUMNS
            .into_iter()
            .map(|column| ColumnLine {
                heading: column.heading(),
                meaning: context.t(&format!("directory-import-column-{}", column.name())),
            })
            .collect(),
        max_rows: MAX_ROWS,
    }
}

async fn show_upload(context: Context) -> Result<Html<String>, Error> {
    render(&upload_page(&context, FieldErrors::default()))
}

async fn download_template() -> impl IntoResponse {
    web::csv_file("organisationen.csv", template())
}

/// Why a file could not be read, in words.
fn explain(context: &Context, error: &TableError) -> String {
    let (key, name) = match error {
        TableError::Empty => ("empty", String::new()),
        TableError::TooLarge => ("too-large", String::new()),
        TableError::NotText => ("not-text", String::new()),
        TableError::TooManyRows => ("too-many-rows", MAX_ROWS.to_string()),
        TableError::UnknownColumn(name) => ("unknown-column", name.clone()),
        TableError::Twice(column) => ("column-twice", column.heading().to_owned()),
        TableError::Missing(column) => ("column-missing", column.heading().to_owned()),
    };
    context.t_with(
        &format!("directory-import-error-{key}"),
        &[("name", name.into())],
    )
}

async fn upload(
    State(app): State<App>,
    context: Context,
    mut parts: Multipart,
) -> Result<Response, Error> {
    let person = context.person()?;
    let mut bytes = None;
    while let Some(part) = parts.next_field().await? {
        if part.name() == Some("datei") {
            bytes = Some(part.bytes().await?);
        }
    }
    let bytes = bytes.unwrap_or_default();
    let text = decode(&bytes).and_then(|text| read(&text).map(|_| text));
    let text = match text {
        Ok(text) => text,
        Err(error) => {
            let mut errors = FieldErrors::default();
            let missing = bytes.is_empty();
            let words = if missing {
                context.t("directory-import-error-no-file")
            } else {
                explain(&context, &error)
            };
            errors.add("datei", words);
            let page = render(&upload_page(&context, errors))?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    let id = OrganisationId::new(app.clock.as_ref(), app.chance.as_ref()).uuid();
    let tx = app.db.begin().await?;
    store::add_preview(&tx, id, person, &text, app.clock.now()).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("{IMPORT}/{id}")).into_response())
}

/// The plan for a table that waits, compared with what `conn` shows.
async fn plan_of(
    app: &App,
    context: &Context,
    conn: &impl db::ConnectionTrait,
    preview: Uuid,
) -> Result<Plan, Error> {
    let now = app.clock.now();
    let text = store::preview(conn, preview, context.person()?, now)
        .await?
        .ok_or(Error::NotFound)?;
    // What was kept could be read when it was uploaded.
    let table = read(&text).map_err(Error::internal)?;
    let may = |place: &Resource| context.may(actions::ORGANISATION_IMPORT, place);
    let existing = store::existing(conn, &may, kernel::berlin_date(now)).await?;
    Ok(plan(
        &table,
        &existing,
        &Remembered::new(&may).ask(),
        &mut || OrganisationId::new(app.clock.as_ref(), app.chance.as_ref()),
    ))
}

/// Answers of the policy, each asked for once: a table has thousands of rows and few offices.
struct Remembered<'m> {
    may: &'m dyn Fn(&Resource) -> bool,
    known: std::cell::RefCell<std::collections::HashMap<Resource, bool>>,
}

impl<'m> Remembered<'m> {
    fn new(may: &'m dyn Fn(&Resource) -> bool) -> Self {
        Self {
            may,
            known: std::cell::RefCell::default(),
        }
    }

    fn ask(&self) -> impl Fn(&Resource) -> bool + '_ {
        |place| {
            let known = self.known.borrow().get(place).copied();
            known.unwrap_or_else(|| {
                let answer = (self.may)(place);
                self.known.borrow_mut().insert(*place, answer);
                answer
            })
        }
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct ShowQuery {
    nur: String,
    seite: String,
}

const OUTCOMES: [&str; 4] = ["refused", "new", "changed", "unchanged"];

async fn show(
    State(app): State<App>,
    context: Context,
    Path(preview): Path<Uuid>,
    Query(query): Query<ShowQuery>,
) -> Result<Html<String>, Error> {
    let plan = plan_of(&app, &context, app.db.read(), preview).await?;
    render(&preview_page(&context, preview, &plan, &query))
}

fn preview_page(context: &Context, preview: Uuid, plan: &Plan, query: &ShowQuery) -> PreviewPage {
    let only = OUTCOMES.into_iter().find(|name| *name == query.nur);
    let shown: Vec<&PlannedRow> = plan
        .rows
        .iter()
        .filter(|row| only.is_none_or(|name| row.outcome.name() == name))
        .collect();
    let count = i64::try_from(shown.len()).unwrap_or(i64::MAX);
    let pages = pages_for(count);
    let current: u32 = query.seite.parse().unwrap_or(1).clamp(1, pages);
    let size = usize::try_from(PAGE_SIZE).unwrap_or(50);
    let skipped = usize::try_from(current - 1).unwrap_or(0) * size;
    let tab = |name: &'static str, key: &str, count: usize| Tab {
        name,
        label: context.t_with(
            &format!("directory-import-tab-{key}"),
            &[("count", count.into())],
        ),
        current: only.unwrap_or_default() == name,
    };
    let mut tabs = vec![tab("", "all", plan.rows.len())];
    tabs.extend(OUTCOMES.map(|name| tab(name, name, plan.count(name))));
    let mut crumbs = crumbs(context);
    let title = context.t("directory-import-preview-title");
    crumbs.push(Crumb::new(title.clone(), format!("{IMPORT}/{preview}")));
    PreviewPage {
        page: context.page(title, crumbs),
        preview,
        rows: shown
            .into_iter()
            .skip(skipped)
            .take(size)
            .map(|row| line_of(context, row))
            .collect(),
        tabs,
        ready: plan.is_ready(),
        refused: plan.count("refused"),
        changes: plan.count("new") + plan.count("changed"),
        digest: plan.digest(),
        current,
        pages,
        link: format!("{IMPORT}/{preview}?nur={}&seite=", only.unwrap_or_default()),
    }
}

fn line_of(context: &Context, row: &PlannedRow) -> Line {
    let details = match (&row.outcome, &row.organisation) {
        (Outcome::Changed(columns), Some(organisation)) => columns
            .iter()
            .map(|column| {
                let field = context.t(&format!("directory-organisation-{}", column.name()));
                let value = value_of(context, organisation, *column);
                context.t_with(
                    "directory-import-changed-to",
                    &[("field", field.into()), ("value", value.into())],
                )
            })
            .collect(),
        (Outcome::Refused(problems), _) => problems
            .iter()
            .map(|problem| {
                let line = problem.fault.line().to_string();
                let text = context.t_with(
                    &format!("directory-import-fault-{}", problem.fault.name()),
                    &[("line", line.into())],
                );
                match problem.column {
                    None => text,
                    Some(column) => context.t_with(
                        "directory-import-in-column",
                        &[("column", column.heading().into()), ("text", text.into())],
                    ),
                }
            })
            .collect(),
        _ => Vec::new(),
    };
    Line {
        number: row.line,
        name: row.name.clone(),
        outcome: row.outcome.name(),
        badge: match row.outcome {
            Outcome::New => "success",
            Outcome::Changed(_) => "info",
            Outcome::Unchanged => "neutral",
            Outcome::Refused(_) => "danger",
        },
        details,
    }
}

/// What is going to stand in a field.
fn value_of(context: &Context, organisation: &Organisation, column: Column) -> String {
    let text = |value: Option<String>| value.unwrap_or_default();
    match column {
        Column::Kind => context.t(&format!("directory-kind-{}", organisation.kind)),
        Column::Office => String::new(),
        Column::Name => organisation.name.clone(),
        Column::InstitutionKind => organisation
            .institution_kind
            .map(|kind| context.t(&format!("directory-kind-{kind}")))
            .unwrap_or_default(),
        Column::Street => organisation.address.street.clone(),
        Column::Postcode => organisation.address.postcode.clone(),
        Column::Town => organisation.address.town.clone(),
        Column::Ags => text(organisation.ags.as_ref().map(ToString::to_string)),
        Column::Email => text(organisation.email.as_ref().map(ToString::to_string)),
        Column::Phone => text(organisation.phone.clone()),
        Column::ValidFrom => organisation.valid_from.to_string(),
        Column::ValidTo => text(organisation.valid_to.map(|day| day.to_string())),
        Column::Reference => text(organisation.reference.clone()),
    }
}

async fn confirm(
    State(app): State<App>,
    context: Context,
    Path(preview): Path<Uuid>,
    fields: Fields,
) -> Result<Redirect, Error> {
    let person = context.person()?;
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    // Two imports at once would not see each other's organisations.
    db::lock(&tx, "directory.import").await?;
    let plan = plan_of(&app, &context, &tx, preview).await?;
    if plan.digest() != fields.text("stand") {
        return Err(Error::Conflict(context.t("directory-import-conflict")));
    }
    if !plan.is_ready() {
        return Err(Error::Invalid(context.t("directory-import-not-ready")));
    }
    store::carry_out(&tx, &plan, now)
        .await
        .map_err(|error| match error {
            db::DbError::Unique(_) => Error::Conflict(context.t("directory-import-conflict")),
            other => other.into(),
        })?;
    // Chains are locked in the order of their identifiers.
    let mut touched: Vec<(OrganisationId, &'static str)> = Vec::new();
    for row in &plan.rows {
        let Some(organisation) = &row.organisation else {
            continue;
        };
        match row.outcome {
            Outcome::New => {
                app.vault.prepare(&tx, organisation.id).await?;
                touched.push((organisation.id, "organisation.add"));
            }
            Outcome::Changed(_) => touched.push((organisation.id, "organisation.change")),
            Outcome::Unchanged | Outcome::Refused(_) => {}
        }
    }
    touched.sort();
    for (organisation, action) in touched {
        let facts = vec![("import", preview.into())];
        trail::record_organisation(&app, &tx, Some(person), action, organisation, facts).await?;
    }
    store::delete_preview(&tx, preview, person).await?;
    tx.commit().await?;
    let done = context.t_with(
        "directory-import-done",
        &[
            ("new", plan.count("new").into()),
            ("changed", plan.count("changed").into()),
        ],
    );
    context.flash("success", done).await?;
    Ok(Redirect::to(LIST))
}

async fn discard(
    State(app): State<App>,
    context: Context,
    Path(preview): Path<Uuid>,
) -> Result<Redirect, Error> {
    let tx = app.db.begin().await?;
    let found = store::delete_preview(&tx, preview, context.person()?).await?;
    tx.commit().await?;
    if !found {
        return Err(Error::NotFound);
    }
    context
        .flash("info", context.t("directory-import-discarded"))
        .await?;
    Ok(Redirect::to(IMPORT))
}
