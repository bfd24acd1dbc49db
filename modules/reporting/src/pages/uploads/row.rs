// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! One row of a table in the browser: its cells as the questions of the form, with what is wrong at each.

use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use form_pages::{Fragment, Occasion, Sheet};
use http::StatusCode;
use web::form::Fields;
use web::{App, Context, Error, Page, render};

use super::{Loaded, crumbs, fault_text, load, path_of};
use crate::entry::uploads::{self, Corrected};
use crate::model::{RowContent, RowFault, RowState, UploadRow, UploadState};
use crate::pages::period_input;
use crate::pages::questions::{self, Around};
use crate::store;
use crate::surroundings::{About, surroundings};

/// The most characters of an institution or a period as somebody types it.
const LONGEST: usize = 300;

#[derive(askama::Template)]
#[template(path = "reporting/upload_row.html")]
struct RowPage {
    page: Page,
    action: String,
    back: String,
    version: i64,
    several: bool,
    institution: String,
    institutions: Vec<(String, String, bool)>,
    period: String,
    period_kind: &'static str,
    period_input: &'static str,
    required: bool,
    has_files: bool,
    outdated: bool,
    notes: Vec<String>,
    errors: Vec<(String, String)>,
    questions: Fragment,
}

impl RowPage {
    fn error(&self, field: &str) -> &str {
        let found = self.errors.iter().find(|(name, _)| name == field);
        found.map_or("", |(_, text)| text)
    }
}

/// A row that can be corrected, as it is.
async fn row_of(app: &App, loaded: &Loaded, number: &str) -> Result<UploadRow, Error> {
    let number: i64 = number.parse().map_err(|_| Error::NotFound)?;
    let row = store::uploads::row(app.db.read(), loaded.upload.id, number).await?;
    row.filter(|row| row.state != RowState::Sent && !row.sealed.is_empty())
        .ok_or(Error::NotFound)
}

/// What the form is told besides the answers of this row.
async fn engine(
    app: &App,
    loaded: &Loaded,
    row: (
        Option<kernel::OrganisationId>,
        Option<crate::period::Period>,
    ),
) -> Result<forms::Context, Error> {
    let now = app.clock.now();
    let (Some(institution), Some(period)) = row else {
        return Ok(forms::Context::at(now));
    };
    let about = About {
        collection: &loaded.collection,
        institution,
        period,
    };
    surroundings(&app.vault, app.db.read(), &loaded.form, about, now).await
}

/// What the page shows besides what is loaded.
struct Shown<'a> {
    sheet: &'a Sheet<'a>,
    occasion: Occasion,
    content: &'a RowContent,
    number: i64,
    version: i64,
    faults: Vec<RowFault>,
    outdated: bool,
    /// What else is to be said about the row as a whole.
    notes: Vec<String>,
}

fn path_of_row(loaded: &Loaded, number: i64) -> String {
    format!("{}/zeilen/{number}", path_of(&loaded.upload))
}

fn fragment(
    context: &Context,
    loaded: &Loaded,
    number: i64,
    sheet: &Sheet<'_>,
    occasion: Occasion,
) -> Fragment {
    let around = Around {
        check: &format!("{}/pruefen", path_of_row(loaded, number)),
        buttons: &[],
        version: loaded.collection.form_version,
        files: None,
    };
    questions::fields(context, sheet, occasion, around)
}

fn show(context: &Context, loaded: &Loaded, shown: Shown<'_>) -> Result<Html<String>, Error> {
    let back = path_of(&loaded.upload);
    let action = path_of_row(loaded, shown.number);
    let number = [("row", shown.number.into())];
    let title = context.t_with("reporting-upload-row-title", &number);
    let upload = context.t_with(
        "reporting-upload-one-title",
        &[("title", loaded.collection.title.as_str().into())],
    );
    // The questions have a list of mistakes of their own; there is never a second one.
    let has_list = shown.occasion == Occasion::Sent && !shown.sheet.evaluation.is_valid();
    let texts = shown
        .faults
        .iter()
        .filter(|fault| !fault.field().is_empty());
    let errors = texts
        .map(|fault| (fault.field().to_owned(), fault_text(context, *fault)))
        .collect();
    let names = loaded.reporters.names();
    let known = names.known();
    let chosen = names.find(&known, &shown.content.institution).ok();
    let chosen = chosen.map(|one| one.institution.id);
    let mut notes = shown.notes;
    notes.extend(
        shown
            .faults
            .iter()
            .filter(|fault| has_list || fault.field().is_empty())
            .map(|fault| fault_text(context, *fault)),
    );
    render(&RowPage {
        page: context.page(
            &title,
            crumbs(context, &[(&upload, &back), (&title, &action)]),
        ),
        version: shown.version,
        several: loaded.reporters.only().is_none(),
        institution: if chosen.is_some() {
            String::new()
        } else {
            shown.content.institution.clone()
        },
        institutions: loaded
            .reporters
            .all()
            .iter()
            .map(|one| {
                let id = one.institution.id;
                (
                    id.to_string(),
                    one.institution.name.clone(),
                    chosen == Some(id),
                )
            })
            .collect(),
        period: shown.content.period.clone(),
        period_kind: loaded.collection.calendar.kind.name(),
        period_input: if loaded.collection.repeatable() {
            "text"
        } else {
            period_input(loaded.collection.calendar.kind)
        },
        required: !loaded.collection.repeatable(),
        has_files: loaded.form.asks_for_files(),
        outdated: shown.outdated,
        notes,
        errors,
        questions: fragment(context, loaded, shown.number, shown.sheet, shown.occasion),
        action,
        back,
    })
}

/// A row with what is wrong with it.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path((upload, row)): Path<(String, String)>,
) -> Result<Response, Error> {
    let loaded = load(&app, &context, &upload).await?;
    let row = row_of(&app, &loaded, &row).await?;
    if loaded.upload.state == UploadState::Sending {
        return Ok(Redirect::to(&path_of(&loaded.upload)).into_response());
    }
    let rows = std::slice::from_ref(&row);
    let upload = &loaded.upload;
    let mut found =
        uploads::look(&app, &loaded.collection, &loaded.reporters, upload, rows).await?;
    let (content, checked) = found.pop().ok_or(Error::NotFound)?;
    let engine = engine(&app, &loaded, (checked.row.institution, checked.row.period)).await?;
    let sheet = questions::opened(&loaded.form, &content.answers, &engine)?;
    let html = show(
        &context,
        &loaded,
        Shown {
            sheet: &sheet,
            occasion: Occasion::Sent,
            content: &content,
            number: row.number,
            version: row.version,
            notes: said(&context, checked.row.state),
            faults: checked.row.faults,
            outdated: false,
        },
    )?;
    Ok(html.into_response())
}

/// What is to be said about a row that need not be corrected.
fn said(context: &Context, state: RowState) -> Vec<String> {
    match state {
        RowState::Known => vec![context.t("reporting-upload-row-known")],
        _ => Vec::new(),
    }
}

/// What somebody has typed into the page, with the answers.
fn typed(fields: &Fields, sheet: &Sheet<'_>) -> RowContent {
    let text = |name| fields.text(name).chars().take(LONGEST).collect();
    RowContent {
        institution: text("einrichtung"),
        period: text("zeitraum"),
        answers: sheet.draft(),
        beyond: false,
    }
}

/// Keeps a row as it is now, right or wrong, and goes on to the next one that is wrong.
pub async fn correct(
    State(app): State<App>,
    context: Context,
    Path((upload, row)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Error> {
    let loaded = load(&app, &context, &upload).await?;
    let row = row_of(&app, &loaded, &row).await?;
    let known: i64 = fields.text("fassung").parse().unwrap_or(0);
    let engine = engine(&app, &loaded, (row.institution, row.period)).await?;
    let sheet = questions::posted(&loaded.form, &fields, &engine)?;
    let content = typed(&fields, &sheet);
    let mut shown = Shown {
        sheet: &sheet,
        occasion: sheet.occasion(Occasion::Sent),
        content: &content,
        number: row.number,
        version: known,
        faults: Vec::new(),
        outdated: false,
        notes: Vec::new(),
    };
    if sheet.raw.refresh {
        return Ok(show(&context, &loaded, shown)?.into_response());
    }
    let place = (row.number, known);
    let upload = &loaded.upload;
    let corrected = uploads::correct(
        &app,
        &loaded.collection,
        &loaded.reporters,
        upload,
        place,
        &content,
    );
    let checked = match corrected.await? {
        Corrected::Kept(checked) => checked,
        Corrected::Outdated => {
            shown.version = row.version;
            shown.outdated = true;
            let page = show(&context, &loaded, shown)?;
            return Ok((StatusCode::CONFLICT, page).into_response());
        }
    };
    if checked.row.state == RowState::Wrong {
        shown.version = known + 1;
        shown.occasion = Occasion::Sent;
        shown.faults = checked.row.faults;
        let page = show(&context, &loaded, shown)?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let number = [("row", row.number.into())];
    let key = match checked.row.state {
        RowState::Known => "reporting-upload-row-is-known",
        _ => "reporting-upload-row-is-fine",
    };
    context
        .flash("success", context.t_with(key, &number))
        .await?;
    let next = store::uploads::next_wrong(app.db.read(), upload.id, row.number).await?;
    let to = match next {
        Some(next) => path_of_row(&loaded, next),
        None => path_of(upload),
    };
    Ok(Redirect::to(&to).into_response())
}

/// The questions as they are with what was typed so far: for the page while somebody types.
pub async fn check(
    State(app): State<App>,
    context: Context,
    Path((upload, row)): Path<(String, String)>,
    fields: Fields,
) -> Result<Html<String>, Error> {
    let loaded = load(&app, &context, &upload).await?;
    let row = row_of(&app, &loaded, &row).await?;
    let engine = engine(&app, &loaded, (row.institution, row.period)).await?;
    let sheet = questions::posted(&loaded.form, &fields, &engine)?;
    let fragment = fragment(&context, &loaded, row.number, &sheet, Occasion::Typing);
    Ok(Html(fragment.into_string()))
}
