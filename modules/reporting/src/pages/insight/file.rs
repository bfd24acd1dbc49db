// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The reports that a view shows as a file, with its columns if it names some.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::{Looked, Seat, describe, found, looked, municipalities, seat};
use crate::export::{Failure, Order};
use crate::insight;
use crate::model::{ExportChoice, ExportFormat, ExportKey, ExportScope};
use crate::pages::answers::{exported, said};
use crate::pages::review_week::count;

#[derive(Template)]
#[template(path = "reporting/insight_file.html")]
struct FilePage {
    page: Page,
    office: String,
    view_name: String,
    filters: Vec<String>,
    too_many: bool,
    reports: i64,
    columns: Vec<String>,
    action: String,
    hidden: Vec<(&'static str, String)>,
    formats: Vec<(&'static str, bool)>,
    keys: Vec<(&'static str, bool)>,
    errors: Vec<(String, String)>,
}

/// The page on which the format is chosen.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(collection): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let seat = seat(&app, &context, &collection, fields.text("amt")).await?;
    let looked = looked(&app, &context, &seat, fields.text("ansicht")).await?;
    show(&app, &context, &seat, &looked, Vec::new()).await
}

async fn show(
    app: &App,
    context: &Context,
    seat: &Seat,
    looked: &Looked,
    errors: Vec<(String, String)>,
) -> Result<Response, Error> {
    let found = found(app, seat, &looked.content).await?;
    let towns = municipalities(app, &found.places).await?;
    let title = context.t("reporting-insight-file-title");
    let here = seat.path("/ausgabe", looked.id());
    let lang = context.lang();
    let mut hidden: Vec<(&'static str, String)> = Vec::new();
    hidden.extend(looked.id().map(|id| ("ansicht", id.to_string())));
    if seat.at.choices.len() > 1 {
        hidden.push(("amt", seat.office().to_string()));
    }
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let html = render(&FilePage {
        page: context.page(
            format!("{title}: {}", seat.collection.title),
            seat.crumbs(context, vec![Crumb::new(&title, &here)]),
        ),
        office: seat.at.office.name.clone(),
        view_name: looked.content.name.clone(),
        filters: describe::filters(context, &looked.content, &found, &towns),
        too_many: found.too_many,
        reports: count(found.count()),
        columns: looked
            .content
            .columns
            .iter()
            .filter_map(|path| found.loaded.field(path))
            .map(|field| field.text(lang.tag()).to_owned())
            .collect(),
        action: format!(
            "/erhebungen/{}/auswertung/ausgabe/datei",
            seat.collection.id
        ),
        hidden,
        formats: ExportFormat::ALL
            .iter()
            .map(|one| (one.name(), *one == ExportFormat::Csv))
            .collect(),
        keys: ExportKey::ALL
            .iter()
            .map(|one| (one.name(), *one == ExportKey::Name))
            .collect(),
        errors,
    })?;
    Ok((status, html).into_response())
}

/// The file.
pub async fn file(
    State(app): State<App>,
    context: Context,
    Path(collection): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let seat = seat(&app, &context, &collection, fields.text("amt")).await?;
    let looked = looked(&app, &context, &seat, fields.text("ansicht")).await?;
    let (Ok(format), Ok(key)) = (
        fields.text("format").parse::<ExportFormat>(),
        fields.text("schluessel").parse::<ExportKey>(),
    ) else {
        let text = context.t("reporting-export-unknown");
        let errors = vec![("format".to_owned(), text)];
        return show(&app, &context, &seat, &looked, errors).await;
    };
    let content = &looked.content;
    let found = found(&app, &seat, content).await?;
    if found.too_many {
        return show(&app, &context, &seat, &looked, Vec::new()).await;
    }
    let order = insight::sorted(&found.loaded, &found.rows, content, &found.places);
    let reports = found.loaded.table.reports();
    let only = order
        .into_iter()
        .map(|row| {
            let row = row as usize;
            insight::chosen(&reports[row], found.loaded.forms[row], seat.office())
        })
        .collect();
    let order = Order {
        choice: ExportChoice {
            collection: seat.collection.id,
            scope: ExportScope::Office(seat.office()),
            within: seat.at.within.clone(),
            from: content.from,
            to: content.to,
            states: content.states.clone(),
        },
        only: Some(only),
        columns: content.columns.clone(),
        format,
        key,
        office: seat.office(),
        by: context.person()?,
    };
    match exported(&app, &context, &seat.collection, &order).await {
        Err(Failure::Other(error)) => Err(error),
        Err(failure) => {
            let errors = vec![("format".to_owned(), said(&context, &failure))];
            show(&app, &context, &seat, &looked, errors).await
        }
        Ok(response) => Ok(response),
    }
}
