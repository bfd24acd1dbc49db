// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Exporting answers: which reports, as what, and the file. Offices export what was sent to them,
//! institutions what they have sent; who may open reports of neither finds nothing here.

use askama::Template;
use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use jiff::civil::Date;
use kernel::{CollectionId, OrganisationId};
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, file_response, render};

use super::review::reached;
use super::{crumbs, own_institutions, review};
use crate::export::{self, Failure, MOST_REPORTS, Order};
use crate::model::{
    Collection, ExportChoice, ExportFormat, ExportKey, ExportScope, SubmissionState, Within,
};
use crate::period::Period;
use crate::{actions, store};

/// Where answers are exported.
pub const PATH: &str = "/antworten";

/// Where those of an organisation are.
pub fn address(organisation: OrganisationId) -> String {
    format!("{PATH}?quelle={organisation}")
}

/// An organisation whose reports the actor may open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Which.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
    /// The office of the reports, or the institution's office now.
    pub office: OrganisationId,
    /// Whose reports these are.
    pub scope: ExportScope,
    /// Which part of the office the actor reaches.
    pub within: Within,
}

impl Source {
    /// The collections that it takes or took part in.
    pub async fn collections(&self, app: &App) -> Result<Vec<Collection>, Error> {
        let conn = app.db.read();
        Ok(match self.scope {
            ExportScope::Office(office) => store::collections::of_office(conn, office).await?,
            ExportScope::Institution(institution) => {
                store::collections::of_institution(conn, institution).await?
            }
        })
    }
}

/// The organisations whose reports the actor may open: offices, then institutions, by name.
pub async fn sources(app: &App, context: &Context) -> Result<Vec<Source>, Error> {
    let conn = app.db.read();
    let mut sources = Vec::new();
    for (office, _, within) in reached(app, context, actions::SUBMISSION_OPEN).await? {
        sources.push(Source {
            within,
            id: office.id,
            scope: ExportScope::Office(office.id),
            office: office.id,
            name: office.name,
        });
    }
    for one in directory::organisations(conn, &own_institutions(context)).await? {
        let place = directory::place_of(conn, one.id).await?;
        let place = place.filter(|place| context.may(actions::SUBMISSION_OPEN, place));
        if let Some(office) = place.and_then(|place| place.office) {
            sources.push(Source {
                id: one.id,
                scope: ExportScope::Institution(one.id),
                within: Within::All,
                office,
                name: one.name,
            });
        }
    }
    if sources.is_empty() {
        // Says what is missing: the sign-in, the second factor or the right.
        let state = directory::state(conn).await?;
        context.allow(
            actions::SUBMISSION_OPEN,
            &kernel::Resource::of_state(state.id),
        )?;
        return Err(Error::Forbidden);
    }
    Ok(sources)
}

/// What is chosen on the page.
struct Chosen {
    sources: Vec<Source>,
    source: Source,
    collections: Vec<Collection>,
    collection: Option<Collection>,
    from: String,
    to: String,
    choice: Option<ExportChoice>,
    states: Vec<SubmissionState>,
    format: ExportFormat,
    key: ExportKey,
    errors: Vec<(String, String)>,
}

async fn chosen(app: &App, context: &Context, fields: &Fields) -> Result<Chosen, Error> {
    let sources = sources(app, context).await?;
    let named = fields.text("quelle");
    let source = sources
        .iter()
        .find(|source| named.is_empty() || source.id.to_string() == named)
        .cloned()
        .ok_or(Error::NotFound)?;
    let collections = source.collections(app).await?;
    let named = fields.text("erhebung");
    let collection = collections
        .iter()
        .find(|one| named.is_empty() || one.id.to_string() == named)
        .cloned();
    let mut errors = Vec::new();
    let mut wrong = |field: &str, key: &str| errors.push((field.to_owned(), context.t(key)));
    if collection.is_none() && !named.is_empty() {
        // Another organisation was chosen, which takes no part in it.
        wrong("erhebung", "reporting-export-unknown");
    }
    let mut day = |field: &str, of: fn(Period) -> Date| {
        let text = fields.text(field);
        let day = text.parse().ok().map(of);
        if day.is_none() && !text.is_empty() {
            wrong(field, "reporting-export-day-wrong");
        }
        day
    };
    let (from, to) = (day("von", Period::first_day), day("bis", Period::last_day));
    if from.zip(to).is_some_and(|(from, to)| from > to) {
        wrong("bis", "reporting-export-order");
    }
    let is_asked = fields.has("erhebung");
    let states: Vec<SubmissionState> = if is_asked {
        let named = fields.all("stand").map(str::parse);
        named.collect::<Result<_, _>>().unwrap_or_default()
    } else {
        ExportChoice::USUAL_STATES.to_vec()
    };
    if states.is_empty() {
        wrong("stand", "reporting-export-state-missing");
    }
    let format = read(fields, "format", ExportFormat::Csv);
    let key = read(fields, "schluessel", ExportKey::Name);
    for (field, is_known) in [("format", format.is_ok()), ("schluessel", key.is_ok())] {
        if !is_known {
            wrong(field, "reporting-export-unknown");
        }
    }
    let choice = collection
        .as_ref()
        .filter(|_| errors.is_empty())
        .map(|one| ExportChoice {
            collection: one.id,
            scope: source.scope,
            within: source.within.clone(),
            from,
            to,
            states: states.clone(),
        });
    Ok(Chosen {
        sources,
        source,
        collections,
        collection,
        from: fields.text("von").to_owned(),
        to: fields.text("bis").to_owned(),
        choice,
        states,
        format: format.unwrap_or(ExportFormat::Csv),
        key: key.unwrap_or(ExportKey::Name),
        errors,
    })
}

/// A choice from a list; `usual` if nothing was posted.
fn read<T: std::str::FromStr>(fields: &Fields, name: &str, usual: T) -> Result<T, T::Err> {
    match fields.text(name) {
        "" => Ok(usual),
        text => text.parse(),
    }
}

#[derive(Template)]
#[template(path = "reporting/answers.html")]
struct AnswersPage {
    page: Page,
    sources: Vec<Source>,
    source: Source,
    collections: Vec<(CollectionId, String)>,
    collection: Option<CollectionId>,
    from: String,
    to: String,
    states: Vec<(SubmissionState, bool)>,
    formats: Vec<(&'static str, bool)>,
    keys: Vec<(&'static str, bool)>,
    errors: Vec<(String, String)>,
    /// How many reports are chosen, of how many institutions.
    count: Option<(i64, i64)>,
    /// Why these are too many for one file.
    too_many: Option<String>,
}

impl AnswersPage {
    fn error(&self, name: &str) -> &str {
        self.errors
            .iter()
            .find(|(field, _)| field == name)
            .map_or("", |(_, text)| text)
    }
}

/// The page on which reports and format are chosen.
pub async fn page(
    State(app): State<App>,
    context: Context,
    fields: Fields,
) -> Result<Response, Error> {
    let chosen = chosen(&app, &context, &fields).await?;
    show(&app, &context, chosen).await
}

async fn show(app: &App, context: &Context, chosen: Chosen) -> Result<Response, Error> {
    let count = match (&chosen.choice, &chosen.collection) {
        (Some(choice), Some(collection)) => {
            let conn = app.db.read();
            Some(store::answers::count(conn, choice, collection.calendar.kind).await?)
        }
        _ => None,
    };
    let title = context.t("reporting-export-title");
    let crumbs = match chosen.source.scope {
        ExportScope::Office(_) => review::crumbs(context, vec![Crumb::new(&title, PATH)]),
        ExportScope::Institution(_) => crumbs(context, &title, PATH),
    };
    let status = if chosen.errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let html = render(&AnswersPage {
        page: context.page(&title, crumbs),
        sources: chosen.sources,
        source: chosen.source,
        collections: chosen
            .collections
            .into_iter()
            .map(|one| (one.id, one.title))
            .collect(),
        collection: chosen.collection.map(|one| one.id),
        from: chosen.from,
        to: chosen.to,
        states: SubmissionState::ALL
            .iter()
            .map(|state| (*state, chosen.states.contains(state)))
            .collect(),
        formats: ExportFormat::ALL
            .iter()
            .map(|one| (one.name(), *one == chosen.format))
            .collect(),
        keys: ExportKey::ALL
            .iter()
            .map(|one| (one.name(), *one == chosen.key))
            .collect(),
        errors: chosen.errors,
        too_many: count
            .filter(|(reports, _)| *reports > MOST_REPORTS)
            .map(|_| said(context, &Failure::TooMany)),
        count,
    })?;
    Ok((status, html).into_response())
}

/// The file.
pub async fn file(
    State(app): State<App>,
    context: Context,
    fields: Fields,
) -> Result<Response, Error> {
    let mut chosen = chosen(&app, &context, &fields).await?;
    let (Some(choice), Some(collection)) = (&chosen.choice, &chosen.collection) else {
        return show(&app, &context, chosen).await;
    };
    let order = Order {
        choice: choice.clone(),
        only: None,
        columns: Vec::new(),
        format: chosen.format,
        key: chosen.key,
        office: chosen.source.office,
        by: context.person()?,
    };
    match exported(&app, &context, collection, &order).await {
        Err(Failure::Other(error)) => Err(error),
        Err(failure) => {
            let text = said(&context, &failure);
            chosen.errors.push(("von".to_owned(), text));
            show(&app, &context, chosen).await
        }
        Ok(response) => Ok(response),
    }
}

/// Makes the file. The caller has asked whether the actor may open the reports.
pub async fn exported(
    app: &App,
    context: &Context,
    collection: &Collection,
    order: &Order,
) -> Result<Response, Failure> {
    let export = export::begin(app, collection, order).await?;
    let title = collection.title.as_str();
    let name = context.t_with("reporting-export-file", &[("title", title.into())]);
    // What separates folders is none of a name.
    let name = name.replace(['/', '\\', ':'], "-");
    let name = format!("{name}.{}", export.extension());
    let media_type = export.media_type();
    let body = if order.format == ExportFormat::Xlsx {
        Body::from(export::workbook(&export).await?)
    } else {
        Body::from_stream(export::chunks(export))
    };
    Ok(file_response(&name, media_type, "no-store", body)?)
}

/// Why there is no file, for the person who wanted it.
pub fn said(context: &Context, failure: &Failure) -> String {
    match failure {
        Failure::TooMany => context.t_with(
            "reporting-export-too-many",
            &[("count", MOST_REPORTS.into())],
        ),
        _ => context.t("reporting-export-too-large"),
    }
}
