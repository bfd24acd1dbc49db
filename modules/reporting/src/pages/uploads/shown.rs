// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What was found in a table: counts, rows, the file with the wrong ones, and sending the right ones.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use forms::entry::{MOST_ROWS, Template};
use http::HeaderName;
use jiff::SignedDuration;
use kernel::berlin_date;
use serde::Deserialize;
use web::{App, Context, Error, Page, render};

use super::sheet::{Book, Format, Written};
use super::{Loaded, crumbs, doubts, load, path_of, reasons};
use crate::entry::{sending, uploads};
use crate::model::{RowCounts, RowState, UPLOAD_DAYS, UploadRow, UploadState};
use crate::pages::page_number;
use crate::store;

/// How many rows a page lists.
const PER_PAGE: i64 = 50;

/// After how many seconds the page is asked for again while rows are being sent.
const AGAIN: &str = "5";

#[derive(askama::Template)]
#[template(path = "reporting/upload.html")]
struct UploadPage {
    page: Page,
    title: String,
    path: String,
    at: String,
    until: String,
    state: UploadState,
    /// Whether its last sending was given up, and rows wait for another one.
    interrupted: bool,
    counts: RowCounts,
    all: i64,
    sending: i64,
    again: String,
    tabs: Vec<Tab>,
    which: Which,
    rows: Vec<Line>,
    shown: i64,
    number: u32,
    pages: u32,
    paging: String,
    several: bool,
}

struct Tab {
    name: &'static str,
    count: i64,
    href: String,
    current: bool,
}

struct Line {
    number: i64,
    institution: String,
    period: String,
    notes: Vec<String>,
    href: String,
}

/// Which rows are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    Wrong,
    Unusual,
    Ready,
    Known,
    Sent,
}

impl Which {
    const ALL: [Self; 5] = [
        Self::Wrong,
        Self::Unusual,
        Self::Ready,
        Self::Known,
        Self::Sent,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Wrong => "fehler",
            Self::Unusual => "auffaellig",
            Self::Ready => "bereit",
            Self::Known => "bekannt",
            Self::Sent => "gesendet",
        }
    }

    /// Whether something is to be said about each row.
    fn has_notes(self) -> bool {
        matches!(self, Self::Wrong | Self::Unusual)
    }

    fn count(self, counts: RowCounts) -> i64 {
        match self {
            Self::Wrong => counts.wrong,
            Self::Unusual => counts.unusual,
            Self::Ready => counts.ready,
            Self::Known => counts.known,
            Self::Sent => counts.sent,
        }
    }

    /// The state of its rows, and whether something about them is implausible.
    fn rows(self) -> (RowState, bool) {
        match self {
            Self::Wrong => (RowState::Wrong, false),
            Self::Unusual => (RowState::Ready, true),
            Self::Ready => (RowState::Ready, false),
            Self::Known => (RowState::Known, false),
            Self::Sent => (RowState::Sent, false),
        }
    }

    /// What is asked for; else the first that has rows.
    fn read(text: &str, counts: RowCounts) -> Self {
        let mut all = Self::ALL.into_iter();
        let asked = all.clone().find(|one| one.name() == text);
        asked
            .or_else(|| all.find(|one| one.count(counts) > 0))
            .unwrap_or(Self::Ready)
    }
}

/// The query of the page.
#[derive(Debug, Default, Deserialize)]
pub struct Wish {
    #[serde(default)]
    zeigen: String,
    #[serde(default)]
    seite: String,
    #[serde(default)]
    format: String,
}

/// The page of an upload.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(upload): Path<String>,
    Query(wish): Query<Wish>,
) -> Result<Response, Error> {
    let loaded = load(&app, &context, &upload).await?;
    let conn = app.db.read();
    let upload = &loaded.upload;
    let counts = store::uploads::counts(conn, upload.id).await?;
    let which = Which::read(&wish.zeigen, counts);
    let shown = which.count(counts);
    let number = page_number(&wish.seite)
        .min((shown + PER_PAGE - 1) / PER_PAGE)
        .max(1);
    let is_sending = upload.state == UploadState::Sending;
    let rows = if is_sending {
        // They are on their way; what is left is shown afterwards.
        Vec::new()
    } else {
        store::uploads::rows(conn, upload.id, which.rows(), (number, PER_PAGE)).await?
    };
    let path = path_of(upload);
    let title = context.t_with(
        "reporting-upload-one-title",
        &[("title", loaded.collection.title.as_str().into())],
    );
    let lang = context.lang();
    let until = upload.created_at + SignedDuration::from_hours(24 * UPLOAD_DAYS);
    let html = render(&UploadPage {
        page: context.page(&title, crumbs(&context, &[(&title, &path)])),
        title: loaded.collection.title.clone(),
        at: web::format::moment(lang, upload.created_at),
        until: web::format::date(lang, berlin_date(until)),
        state: upload.state,
        interrupted: upload.interrupted && counts.ready > 0,
        all: counts.all(),
        counts,
        sending: counts.sent + counts.ready,
        again: path.clone(),
        tabs: Which::ALL
            .iter()
            .filter(|one| one.count(counts) > 0 || **one == which)
            .map(|one| Tab {
                name: one.name(),
                count: one.count(counts),
                href: format!("{path}?zeigen={}", one.name()),
                current: *one == which,
            })
            .collect(),
        rows: lines(&app, &context, &loaded, which, &rows).await?,
        which,
        shown,
        number: u32::try_from(number).unwrap_or(1),
        pages: u32::try_from((shown + PER_PAGE - 1) / PER_PAGE).unwrap_or(1),
        paging: format!("{path}?zeigen={}&seite=", which.name()),
        several: loaded.reporters.only().is_none(),
        path,
    })?;
    let mut response = html.into_response();
    if is_sending {
        let name = HeaderName::from_static("refresh");
        response
            .headers_mut()
            .insert(name, http::HeaderValue::from_static(AGAIN));
    }
    Ok(response)
}

async fn lines(
    app: &App,
    context: &Context,
    loaded: &Loaded,
    which: Which,
    rows: &[UploadRow],
) -> Result<Vec<Line>, Error> {
    let upload = &loaded.upload;
    let lang = context.lang();
    let name = |row: &UploadRow| {
        let known = row.institution.and_then(|id| loaded.reporters.get(id));
        known.map_or(String::new(), |one| one.institution.name.clone())
    };
    let period = |row: &UploadRow| row.period.map_or(String::new(), |period| period.text(lang));
    if matches!(which, Which::Sent | Which::Known) {
        return Ok(rows
            .iter()
            .map(|row| Line {
                number: row.number,
                institution: name(row),
                period: period(row),
                notes: Vec::new(),
                href: match row.submission {
                    Some(id) if row.on_behalf => format!("/pruefung/meldung/{id}"),
                    Some(id) => format!("/meldungen/{id}"),
                    None => String::new(),
                },
            })
            .collect());
    }
    let found = uploads::look(app, &loaded.collection, &loaded.reporters, upload, rows).await?;
    Ok(rows
        .iter()
        .zip(found)
        .map(|(row, (content, checked))| {
            let mut notes = match which {
                Which::Wrong => reasons(context, &loaded.form, &checked),
                // What was right when it was uploaded need not be so now.
                _ if checked.row.state == RowState::Wrong => {
                    reasons(context, &loaded.form, &checked)
                }
                _ => doubts(context, &loaded.form, &checked),
            };
            if notes.is_empty() && which == Which::Wrong {
                notes.push(context.t("reporting-upload-fine-now"));
            }
            Line {
                number: row.number,
                institution: match name(row) {
                    known if known.is_empty() => content.institution,
                    known => known,
                },
                period: match row.period {
                    Some(_) => period(row),
                    None => content.period,
                },
                notes,
                href: format!("{}/zeilen/{}", path_of(upload), row.number),
            }
        })
        .collect())
}

/// The wrong rows as a file that can be uploaded again, with what is wrong in a column of its own.
pub async fn wrong(
    State(app): State<App>,
    context: Context,
    Path(upload): Path<String>,
    Query(wish): Query<Wish>,
) -> Result<Response, Error> {
    let loaded = load(&app, &context, &upload).await?;
    let template = Template::of(&loaded.form).map_err(|_| Error::NotFound)?;
    let conn = app.db.read();
    let most = i64::try_from(MOST_ROWS).unwrap_or(i64::MAX);
    let upload = &loaded.upload;
    let rows = store::uploads::rows(conn, upload.id, (RowState::Wrong, false), (1, most)).await?;
    if rows.is_empty() {
        return Err(Error::NotFound);
    }
    let found = uploads::look(&app, &loaded.collection, &loaded.reporters, upload, &rows).await?;
    let written: Vec<Written<'_>> = found
        .iter()
        .map(|(content, checked)| Written {
            content,
            reasons: reasons(&context, &loaded.form, checked),
        })
        .collect();
    let book = Book {
        collection: &loaded.collection,
        reporters: &loaded.reporters,
        template: &template,
        today: berlin_date(app.clock.now()),
    };
    let name = context.t_with(
        "reporting-upload-wrong-file",
        &[("title", loaded.collection.title.as_str().into())],
    );
    let format = Format::read(&wish.format);
    book.file(&context, (format, &name), &written).await
}

/// Sends the right rows.
pub async fn send(
    State(app): State<App>,
    context: Context,
    Path(upload): Path<String>,
) -> Result<Redirect, Error> {
    let loaded = load(&app, &context, &upload).await?;
    let path = path_of(&loaded.upload);
    // For whom she may report can have changed since the upload.
    let named = store::uploads::institutions(app.db.read(), loaded.upload.id).await?;
    if named.iter().any(|id| loaded.reporters.get(*id).is_none()) {
        return Err(Error::Conflict(context.t("reporting-upload-rights")));
    }
    let by = context.person()?;
    if !sending::begin(&app, &loaded.upload, by).await? {
        context
            .flash("info", context.t("reporting-upload-not-sent"))
            .await?;
    }
    Ok(Redirect::to(&path))
}
