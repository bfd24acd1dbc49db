// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Answers of many reports as one file.

use axum::extract::{Path, State};
use axum::response::Response;
use jiff::civil::Date;
use kernel::CollectionId;
use web::form::Fields;
use web::{App, Context, Error};

use super::files::FileBytes;
use crate::actions;
use crate::export::{Failure, Order};
use crate::model::{ExportChoice, ExportFormat, ExportKey, ExportScope, SubmissionState};
use crate::pages::answers::{Source, exported, said, sources};
use crate::period::Period;

/// The parameters, in the order of the documentation.
const PARAMETERS: [&str; 7] = [
    "format",
    "key",
    "from",
    "to",
    "state",
    "office",
    "institution",
];

/// The answers of the reports of a collection: for an office those that were sent to it, for an
/// institution those that it has sent. One table for what is asked once and one for each repeat;
/// several tables as CSV or Parquet come as a ZIP archive. Each export is recorded.
#[utoipa::path(
    get,
    path = "/api/v1/collections/{collection}/answers",
    operation_id = "exportAnswers",
    tag = "reporting",
    params(
        ("collection" = Uuid, Path, description = "The collection"),
        ("format" = Option<String>, Query, description = "`csv` (if nothing is said), `xlsx`, `json`, `parquet` or `fhir`"),
        ("key" = Option<String>, Query, description = "What columns and properties are called by: `name` (if nothing is said), `fim` or `link`. FHIR has link identifiers always"),
        ("from" = Option<String>, Query, description = "Only about periods that end then or later: a week such as 2026-W47 or a day such as 2026-11-18"),
        ("to" = Option<String>, Query, description = "Only about periods that begin then or earlier"),
        ("state" = Option<String>, Query, description = "States, with commas between: `submitted`, `returned`, `accepted`, `withdrawn`; if nothing is said `submitted,accepted`"),
        ("office" = Option<Uuid>, Query, description = "The office that the reports were sent to; needed by callers who may open reports of several organisations"),
        ("institution" = Option<Uuid>, Query, description = "The institution that has sent the reports; the same")
    ),
    responses(
        (status = 200, description = "The answers", content(
            (FileBytes = "text/csv"),
            (FileBytes = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            (FileBytes = "application/json"),
            (FileBytes = "application/vnd.apache.parquet"),
            (FileBytes = "application/fhir+json"),
            (FileBytes = "application/zip")
        )),
        (status = 404, description = "No such collection, office or institution of the caller", body = web::Problem),
        (status = 422, description = "A parameter is wrong, or one file cannot hold so many reports", body = web::Problem)
    )
)]
pub async fn export(
    State(app): State<App>,
    context: Context,
    Path(collection): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let source = source(&app, &context, &fields).await?;
    let id: CollectionId = collection.parse().map_err(|_| Error::NotFound)?;
    super::reach(&context, actions::SUBMISSION_OPEN, id)?;
    let collection = source
        .collections(&app)
        .await?
        .into_iter()
        .find(|one| one.id == id)
        .ok_or(Error::NotFound)?;
    let order = order(&context, &fields, &source, id)?;
    match exported(&app, &context, &collection, &order).await {
        Err(Failure::Other(error)) => Err(error),
        Err(failure) => Err(Error::Invalid(said(&context, &failure))),
        Ok(response) => Ok(response),
    }
}

/// Whose reports are asked for.
async fn source(app: &App, context: &Context, fields: &Fields) -> Result<Source, Error> {
    let sources = sources(app, context).await?;
    let (office, institution) = (fields.text("office"), fields.text("institution"));
    let mut fitting = sources.into_iter().filter(|source| {
        let (named, other) = match source.scope {
            ExportScope::Office(_) => (office, institution),
            ExportScope::Institution(_) => (institution, office),
        };
        if named.is_empty() {
            other.is_empty()
        } else {
            named == source.id.to_string()
        }
    });
    let first = fitting.next();
    if fitting.next().is_some() {
        return Err(wrong(context, "office"));
    }
    first.ok_or(Error::NotFound)
}

fn order(
    context: &Context,
    fields: &Fields,
    source: &Source,
    collection: CollectionId,
) -> Result<Order, Error> {
    let mut seen = Vec::new();
    for (name, _) in &fields.0 {
        // A name that is misspelt would silently choose something else.
        if !PARAMETERS.contains(&name.as_str()) || seen.contains(&name) {
            return Err(wrong(context, name));
        }
        seen.push(name);
    }
    let text = |name: &'static str| Some(fields.text(name)).filter(|text| !text.is_empty());
    let format = match text("format") {
        None => ExportFormat::Csv,
        Some(name) => name.parse().map_err(|_| wrong(context, "format"))?,
    };
    let key = match text("key") {
        None => ExportKey::Name,
        Some(name) => name.parse().map_err(|_| wrong(context, "key"))?,
    };
    if format == ExportFormat::Fhir && text("key").is_some() && key != ExportKey::Link {
        return Err(wrong(context, "key"));
    }
    let day = |name: &'static str, of: fn(Period) -> Date| {
        text(name)
            .map(|text| text.parse().map(of).map_err(|_| wrong(context, name)))
            .transpose()
    };
    let (from, to) = (
        day("from", Period::first_day)?,
        day("to", Period::last_day)?,
    );
    if from.zip(to).is_some_and(|(from, to)| from > to) {
        return Err(wrong(context, "to"));
    }
    let states = match text("state") {
        None => ExportChoice::USUAL_STATES.to_vec(),
        Some(names) => {
            let states: Result<Vec<SubmissionState>, _> =
                names.split(',').map(str::parse).collect();
            states.map_err(|_| wrong(context, "state"))?
        }
    };
    Ok(Order {
        choice: ExportChoice {
            collection,
            scope: source.scope,
            within: source.within.clone(),
            from,
            to,
            states,
        },
        only: None,
        columns: Vec::new(),
        format,
        key,
        office: source.office,
        by: context.person()?,
    })
}

/// Says which parameter is wrong.
fn wrong(context: &Context, parameter: &str) -> Error {
    // What was sent is repeated only as far as it can be a name.
    let name: String = parameter.chars().take(40).collect();
    Error::Invalid(context.t_with(
        "reporting-api-parameter",
        &[("parameter", name.as_str().into())],
    ))
}
