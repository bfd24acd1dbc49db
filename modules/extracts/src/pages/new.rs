// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Uploading a table.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use web::form::FieldsAndFiles;
use web::{App, Context, Crumb, Error, Page, render};

use super::{PATH, agency, crumbs, error_of, fault_text, path_of, status_of};
use crate::actions;
use crate::model::{KEEP_DAYS, Use};
use crate::taking::{self, Introduction, LARGEST_TABLE};

/// The largest body in bytes: the table and room for what is around it.
pub const BODY_LIMIT: usize = LARGEST_TABLE + 512 * 1024;

/// The longest title in characters.
const LONGEST_TITLE: usize = 200;
/// The longest purpose in characters.
const LONGEST_PURPOSE: usize = 2_000;

#[derive(Template)]
#[template(path = "extracts/new.html")]
struct NewPage {
    page: Page,
    path: String,
    uses: &'static [Use],
    title: String,
    use_of: String,
    purpose: String,
    megabytes: usize,
    days: i64,
    longest: usize,
    errors: Vec<(String, String)>,
}

impl NewPage {
    fn error(&self, name: &str) -> String {
        error_of(&self.errors, name)
    }
}

fn show(
    context: &Context,
    typed: Introduction,
    errors: Vec<(String, String)>,
) -> Result<Response, Error> {
    let title = context.t("extracts-new-title");
    let path = format!("{PATH}/neu");
    let status = status_of(&errors);
    let html = render(&NewPage {
        page: context.page(&title, crumbs(context, vec![Crumb::new(&title, &path)])),
        path,
        uses: Use::ALL,
        title: typed.title,
        use_of: typed.use_of.map_or("", Use::name).to_owned(),
        purpose: typed.purpose,
        megabytes: LARGEST_TABLE >> 20,
        days: KEEP_DAYS,
        longest: LONGEST_PURPOSE,
        errors,
    })?;
    Ok((status, html).into_response())
}

/// The form.
pub async fn page(State(app): State<App>, context: Context) -> Result<Response, Error> {
    agency(&app, &context, actions::EXTRACT_MAKE).await?;
    show(&context, Introduction::default(), Vec::new())
}

/// Takes the table in.
pub async fn create(
    State(app): State<App>,
    context: Context,
    posted: FieldsAndFiles,
) -> Result<Response, Error> {
    let agency = agency(&app, &context, actions::EXTRACT_MAKE).await?;
    let fields = &posted.fields;
    let typed = Introduction {
        title: fields.text("bezeichnung").to_owned(),
        use_of: fields.text("verwendung").parse().ok(),
        purpose: fields.text("zweck").replace("\r\n", "\n"),
    };
    let mut errors = Vec::new();
    let mut wrong = |field: &str, key: &str| errors.push((field.to_owned(), context.t(key)));
    if typed.title.is_empty() || typed.title.chars().count() > LONGEST_TITLE {
        wrong("bezeichnung", "extracts-title-missing");
    }
    if typed.use_of.is_none() {
        wrong("verwendung", "extracts-use-missing");
    }
    if typed.purpose.is_empty() || typed.purpose.chars().count() > LONGEST_PURPOSE {
        wrong("zweck", "extracts-purpose-missing");
    }
    let mut files = posted.files.into_iter();
    let table = files.find(|file| file.field == "tabelle");
    if table.is_none() {
        wrong("tabelle", "extracts-table-missing");
    }
    if !errors.is_empty() {
        return show(&context, typed, errors);
    }
    let bytes = table.map_or(Vec::new(), |file| file.bytes);
    let by = context.person()?;
    match taking::take(&app, agency, by, typed.clone(), bytes).await? {
        Ok(extract) => {
            let path = format!("{}/spalten", path_of(extract.id));
            Ok(Redirect::to(&path).into_response())
        }
        Err(fault) => {
            let errors = vec![("tabelle".to_owned(), fault_text(&context, &fault))];
            show(&context, typed, errors)
        }
    }
}
