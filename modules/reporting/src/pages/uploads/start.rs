// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Where tables are uploaded: the collections, the own uploads, the template, the upload itself.

use std::collections::BTreeMap;

use axum::extract::{Multipart, Path, Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use forms::entry::{HeadingFaults, LARGEST_FILE, MOST_ROWS, Table, TableProblem, Template};
use http::StatusCode;
use kernel::{CollectionId, berlin_date};
use serde::Deserialize;
use web::{App, Context, Error, Page, render};

use super::sheet::{Book, Format};
use super::{PATH, crumbs, new_path};
use crate::entry::{OWN, Reporters, reporters, uploads};
use crate::model::{Collection, CollectionStatus, RowCounts, UPLOAD_DAYS, UploadState};
use crate::pages::review::offices;
use crate::pages::{collection_of, own_institutions};
use crate::{actions, compiled, store};

/// The largest body with a table in bytes: the largest table and room for what is around it.
pub const BODY_LIMIT: usize = LARGEST_FILE + 64 * 1024;

/// How many uploads the page lists.
const MOST_LISTED: i64 = 50;

/// The most headings of one kind that are named.
const MOST_NAMED: usize = 12;

#[derive(askama::Template)]
#[template(path = "reporting/uploads.html")]
struct StartPage {
    page: Page,
    collections: Vec<(String, String)>,
    uploads: Vec<Line>,
    days: i64,
}

struct Line {
    href: String,
    title: String,
    at: String,
    state: UploadState,
    counts: RowCounts,
}

impl Line {
    /// The kind of badge for how far it is.
    fn badge(&self) -> &'static str {
        match self.state {
            UploadState::Sending => "info",
            UploadState::Done => "success",
            UploadState::Open if self.counts.wrong > 0 => "warning",
            UploadState::Open => "neutral",
        }
    }
}

/// The collections for which the actor may upload tables, and what she has uploaded.
pub async fn page(State(app): State<App>, context: Context) -> Result<Html<String>, Error> {
    let conn = app.db.read();
    let person = context.person()?;
    let mut open: BTreeMap<CollectionId, Collection> = BTreeMap::new();
    for institution in own_institutions(&context) {
        for one in store::collections::of_institution(conn, institution).await? {
            open.insert(one.id, one);
        }
    }
    for (office, _) in offices(&app, &context, actions::SUBMISSION_REVIEW).await? {
        for one in store::collections::of_office(conn, office.id).await? {
            open.insert(one.id, one);
        }
    }
    open.retain(|_, one| one.status == CollectionStatus::Open);
    let mut uploads = Vec::new();
    for (upload, counts) in store::uploads::of_person(conn, person, MOST_LISTED).await? {
        let title = match open.get(&upload.collection) {
            Some(known) => known.title.clone(),
            None => store::collections::find(conn, upload.collection)
                .await?
                .map_or(String::new(), |one| one.title),
        };
        uploads.push(Line {
            href: super::path_of(&upload),
            title,
            at: web::format::moment(context.lang(), upload.created_at),
            state: upload.state,
            counts,
        });
    }
    let mut collections: Vec<(String, String)> = open
        .into_values()
        .map(|one| (new_path(&one), one.title))
        .collect();
    collections.sort_by(|a, b| a.1.cmp(&b.1));
    let title = context.t("reporting-upload-title");
    render(&StartPage {
        page: context.page(&title, crumbs(&context, &[])),
        collections,
        uploads,
        days: UPLOAD_DAYS,
    })
}

#[derive(askama::Template)]
#[template(path = "reporting/upload_new.html")]
struct NewPage {
    page: Page,
    path: String,
    without: String,
    columns: usize,
    has_files: bool,
    has_repeats: bool,
    several: usize,
    rows: String,
    megabytes: usize,
    days: i64,
    errors: Vec<(String, String)>,
    named: Vec<(String, String)>,
}

impl NewPage {
    fn error(&self) -> &str {
        self.errors.first().map_or("", |(_, text)| text)
    }
}

/// What a page says about a table that was not taken.
#[derive(Default)]
struct Complaint {
    text: String,
    /// Which headings are meant, in words.
    named: Vec<(String, String)>,
}

fn show(
    context: &Context,
    collection: &Collection,
    reporters: &Reporters,
    form: &forms::CompiledForm,
    complaint: Complaint,
) -> Result<Html<String>, Error> {
    let title = context.t_with(
        "reporting-upload-new-title",
        &[("title", collection.title.as_str().into())],
    );
    let template = Template::of(form);
    let path = new_path(collection);
    let columns = template.as_ref().map_or(0, |one| one.columns().len());
    let has_repeats = template.as_ref().is_ok_and(|one| {
        let mut columns = one.columns().iter();
        columns.any(|column| column.heading.contains('['))
    });
    let errors = if complaint.text.is_empty() {
        Vec::new()
    } else {
        vec![("tabelle".to_owned(), complaint.text)]
    };
    render(&NewPage {
        page: context.page(&title, crumbs(context, &[(&title, &path)])),
        without: match template {
            Ok(_) => String::new(),
            Err(why) => context.t_with("reporting-upload-without", &[("why", why.name().into())]),
        },
        columns,
        has_files: form.asks_for_files(),
        has_repeats,
        several: if reporters.only().is_some() {
            0
        } else {
            reporters.all().len()
        },
        rows: web::format::integer(context.lang(), i64::try_from(MOST_ROWS).unwrap_or(i64::MAX)),
        megabytes: LARGEST_FILE / 1024 / 1024,
        days: UPLOAD_DAYS,
        errors,
        named: complaint.named,
        path,
    })
}

/// A collection that is open, with those for whom the actor may report in it.
async fn open(
    app: &App,
    context: &Context,
    collection: &str,
) -> Result<(Collection, Reporters, std::sync::Arc<forms::CompiledForm>), Error> {
    let conn = app.db.read();
    context.person()?;
    let collection = collection_of(conn, collection).await?;
    let reporters = reporters(app, context, &collection).await?;
    if collection.status == CollectionStatus::Closed {
        return Err(Error::Conflict(context.t("reporting-refusal-closed")));
    }
    let form = compiled::form(conn, collection.form_version).await?;
    Ok((collection, reporters, form))
}

/// The page of a collection: its template, and the field for the table.
pub async fn new(
    State(app): State<App>,
    context: Context,
    Path(collection): Path<String>,
) -> Result<Html<String>, Error> {
    let (collection, reporters, form) = open(&app, &context, &collection).await?;
    show(
        &context,
        &collection,
        &reporters,
        &form,
        Complaint::default(),
    )
}

/// The query `?format=…`.
#[derive(Debug, Default, Deserialize)]
pub struct Wish {
    #[serde(default)]
    format: String,
}

/// The empty template.
pub async fn template(
    State(app): State<App>,
    context: Context,
    Path(collection): Path<String>,
    Query(wish): Query<Wish>,
) -> Result<Response, Error> {
    let (collection, reporters, form) = open(&app, &context, &collection).await?;
    let template = Template::of(&form).map_err(|_| Error::NotFound)?;
    let book = Book {
        collection: &collection,
        reporters: &reporters,
        template: &template,
        today: berlin_date(app.clock.now()),
    };
    let format = Format::read(&wish.format);
    book.file(&context, (format, &collection.title), &[]).await
}

/// The bytes of the table.
async fn receive(mut multipart: Multipart) -> Result<Vec<u8>, Error> {
    let mut table = Vec::new();
    let mut parts = 0;
    while let Some(part) = multipart.next_field().await? {
        parts += 1;
        if parts > 20 {
            return Err(Error::TooLarge);
        }
        if part.name() == Some("tabelle") {
            table = part.bytes().await?.to_vec();
        }
    }
    Ok(table)
}

/// Takes a table, checks each row and keeps it until it is sent.
pub async fn upload(
    State(app): State<App>,
    context: Context,
    Path(collection): Path<String>,
    multipart: Multipart,
) -> Result<Response, Error> {
    let (collection, reporters, form) = open(&app, &context, &collection).await?;
    let bytes = receive(multipart).await?;
    let template = Template::of(&form).map_err(|_| Error::NotFound)?;
    let complain = |complaint| -> Result<Response, Error> {
        let page = show(&context, &collection, &reporters, &form, complaint)?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    };
    if bytes.is_empty() {
        let text = context.t("reporting-upload-missing");
        return complain(Complaint {
            text,
            named: Vec::new(),
        });
    }
    let table = tokio::task::spawn_blocking(move || forms::entry::read(&bytes));
    let table: Table = match table.await.map_err(Error::internal)? {
        Ok(table) => table,
        Err(problem) => {
            let text = problem_text(&context, problem);
            return complain(Complaint {
                text,
                named: Vec::new(),
            });
        }
    };
    let places = match template.places(&table.headings, OWN) {
        Ok(places) => places,
        Err(faults) => return complain(headings_text(&context, &faults)),
    };
    let rows = uploads::contents(&template, &places, &table);
    let numbers: Vec<u64> = table.lines.iter().map(|line| line.number).collect();
    let by = context.person()?;
    let id = uploads::take(&app, &collection, &reporters, by, (&numbers, &rows)).await?;
    Ok(Redirect::to(&format!("{PATH}/{id}")).into_response())
}

/// Why a file is not taken, in words.
pub(crate) fn problem_text(context: &Context, problem: TableProblem) -> String {
    let rows = i64::try_from(MOST_ROWS).unwrap_or(i64::MAX);
    context.t_with(
        "reporting-upload-problem",
        &[
            ("problem", problem.name().into()),
            ("row", i64::from(problem.row()).into()),
            ("rows", web::format::integer(context.lang(), rows).into()),
            ("megabytes", (LARGEST_FILE / 1024 / 1024).into()),
        ],
    )
}

fn headings_text(context: &Context, faults: &HeadingFaults) -> Complaint {
    let line = |key: &str, names: &[String]| {
        let mut shown = names.iter().take(MOST_NAMED).cloned().collect::<Vec<_>>();
        if names.len() > MOST_NAMED {
            shown.push("…".to_owned());
        }
        (!names.is_empty()).then(|| (context.t_with(key, &[]), shown.join(", ")))
    };
    Complaint {
        text: context.t("reporting-upload-headings"),
        named: [
            line("reporting-upload-headings-missing", &faults.missing),
            line("reporting-upload-headings-unknown", &faults.unknown),
            line("reporting-upload-headings-twice", &faults.twice),
        ]
        .into_iter()
        .flatten()
        .collect(),
    }
}
