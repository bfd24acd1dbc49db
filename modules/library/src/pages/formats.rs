// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A form in the formats of other programs, with what each has no word for.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use forms::FormSpec;
use forms::convert::{self, Converted, Format};
use serde::Deserialize;
use web::{App, Context, Error, Page, file_response, render};

use super::crumbs;
use super::preview::Which;

/// The formats, as they stand in addresses, with how a file in it ends and its media type.
const FORMATS: [(&str, Format, &str, &str); 6] = [
    (
        "xlsform",
        Format::XlsForm,
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    ("xform", Format::XForm, "xml", "application/xml"),
    ("fim", Format::Fim, "xdf3.xml", "application/xml"),
    ("fhir", Format::Fhir, "fhir.json", "application/fhir+json"),
    (
        "json-schema",
        Format::JsonSchema,
        "schema.json",
        "application/schema+json",
    ),
    ("spec", Format::Spec, "json", "application/json"),
];

#[derive(Template)]
#[template(path = "library/formats.html")]
struct FormatsPage {
    page: Page,
    back: String,
    lines: Vec<Line>,
}

struct Line {
    name: &'static str,
    href: String,
    /// Why it cannot be written; empty if it can.
    refused: String,
    losses: Vec<String>,
}

async fn written(app: &App, spec: &FormSpec, format: Format) -> Result<Written, Error> {
    let (spec, now) = (spec.clone(), app.clock.now());
    tokio::task::spawn_blocking(move || {
        convert::write(&spec, format, now).map_err(|problems| {
            let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
            said.join(" ")
        })
    })
    .await
    .map_err(Error::internal)
}

type Written = Result<Converted, String>;

/// The formats of a draft or a version.
pub(crate) async fn page(
    State(app): State<App>,
    context: Context,
    Path(which): Path<Which>,
) -> Result<Response, Error> {
    let subject = which.subject(&app, &context).await?;
    let action = format!("{}/formate", subject.path);
    let mut lines = Vec::new();
    for (name, format, _, _) in FORMATS {
        let (refused, losses) = match written(&app, &subject.spec, format).await? {
            Ok(written) => (String::new(), written.losses),
            Err(problem) => (problem, Vec::new()),
        };
        lines.push(Line {
            name,
            href: format!("{action}/{name}"),
            refused,
            losses,
        });
    }
    let title = context.t("library-formats-title");
    let page = FormatsPage {
        page: context.page(&title, crumbs(&context, &subject.form, &title, &action)),
        back: subject.path,
        lines,
    };
    Ok(axum::response::IntoResponse::into_response(render(&page)?))
}

#[derive(Deserialize)]
pub(crate) struct InFormat {
    format: String,
}

/// A draft or a version in one format.
pub(crate) async fn download(
    State(app): State<App>,
    context: Context,
    Path(which): Path<Which>,
    Path(InFormat { format }): Path<InFormat>,
) -> Result<Response, Error> {
    let subject = which.subject(&app, &context).await?;
    let known = FORMATS.iter().find(|(name, ..)| *name == format);
    let (_, format, ending, kind) = known.ok_or(Error::NotFound)?;
    let written = written(&app, &subject.spec, *format).await?;
    let written = written.map_err(Error::Invalid)?;
    let version = subject
        .number
        .map_or(String::new(), |number| format!("-v{number}"));
    let name = format!("{}{version}.{ending}", subject.spec.id);
    file_response(&name, kind, "private, no-store", written.bytes)
}
