// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Noting a request, and changing who asks.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use kernel::berlin_date;
use serde::Deserialize;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::{
    LIST, at_office, begin, crumbs, crumbs_of, done, fault, long_text, open_request, request_path,
    status_of,
};
use crate::model::{Identity, Person, Request, RequestKind, RequestState, StepKind, due_on};
use crate::working::{self, Noting};
use crate::{actions, sealing};

/// The longest answer of one line, in characters.
const LONGEST: usize = 200;

/// What the address says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct NewQuery {
    amt: String,
}

/// What was typed.
#[derive(Debug, Clone, Default)]
struct Typed {
    kind: String,
    received: String,
    identity: String,
    person: Person,
}

#[derive(Template)]
#[template(path = "privacy/new.html")]
struct NewPage {
    page: Page,
    path: String,
    back: String,
    office_id: String,
    /// The version of the request that is changed; empty for a new one.
    version: String,
    kinds: &'static [RequestKind],
    identities: &'static [Identity],
    kind: String,
    received: String,
    identity: String,
    person: Person,
    kind_error: String,
    received_error: String,
    name_error: String,
    born_error: String,
    errors: Vec<(String, String)>,
}

fn read(fields: &Fields) -> Typed {
    let line = |name: &str| -> String { fields.text(name).chars().take(LONGEST).collect() };
    Typed {
        kind: line("art"),
        received: line("eingegangen"),
        identity: line("identitaet"),
        person: Person {
            family_name: line("nachname"),
            given_name: line("vorname"),
            birth_date: line("geburtsdatum"),
            other_names: long_text(fields, "weitere"),
            represented_by: line("vertretung"),
            street: line("strasse"),
            postcode: line("plz"),
            town: line("ort"),
            contact: line("kontakt"),
        },
    }
}

/// What was typed as a request, or what is wrong with it.
fn check(context: &Context, typed: &Typed, today: Date) -> Result<Noting, Vec<(String, String)>> {
    let mut errors = Vec::new();
    let mut wrong = |field: &str, key: &str| errors.push((field.to_owned(), context.t(key)));
    let kind = typed.kind.parse().ok();
    if kind.is_none() {
        wrong("art", "privacy-kind-missing");
    }
    let received: Option<Date> = typed.received.parse().ok();
    let received = received.filter(|day| *day <= today);
    if received.is_none() {
        wrong("eingegangen", "privacy-received-wrong");
    }
    if typed.person.family_name.is_empty() {
        wrong("nachname", "privacy-name-missing");
    }
    if !typed.person.birth_date.is_empty() && typed.person.born().is_none() {
        wrong("geburtsdatum", "privacy-born-wrong");
    }
    match (kind, received) {
        (Some(kind), Some(received_on)) if errors.is_empty() => Ok(Noting {
            kind,
            received_on,
            identity: typed.identity.parse().unwrap_or(Identity::Unchecked),
            person: typed.person.clone(),
        }),
        _ => Err(errors),
    }
}

fn show(
    context: &Context,
    (title, path, back): (String, String, String),
    (office_id, request): (String, Option<&Request>),
    typed: Typed,
    errors: &[(String, String)],
) -> Result<Response, Error> {
    let crumb = vec![Crumb::new(&title, &path)];
    let way = match request {
        Some(request) => crumbs_of(context, request, crumb),
        None => crumbs(context, crumb),
    };
    let html = render(&NewPage {
        page: context.page(&title, way),
        path,
        back,
        office_id,
        version: request.map_or(String::new(), |request| request.version.to_string()),
        kinds: RequestKind::ALL,
        identities: Identity::ALL,
        kind: typed.kind,
        received: typed.received,
        identity: typed.identity,
        person: typed.person,
        kind_error: fault(errors, "art"),
        received_error: fault(errors, "eingegangen"),
        name_error: fault(errors, "nachname"),
        born_error: fault(errors, "geburtsdatum"),
        errors: errors.to_vec(),
    })?;
    Ok((status_of(errors), html).into_response())
}

fn of_new(context: &Context) -> (String, String, String) {
    let path = format!("{LIST}/neu");
    (context.t("privacy-new-title"), path, LIST.to_owned())
}

/// The form for a new request.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Query(query): Query<NewQuery>,
) -> Result<Response, Error> {
    let at = at_office(&app, &context, actions::PRIVACY_REQUEST, &query.amt).await?;
    let typed = Typed {
        received: berlin_date(app.clock.now()).to_string(),
        ..Typed::default()
    };
    let place = (at.office.id.to_string(), None);
    show(&context, of_new(&context), place, typed, &[])
}

/// Notes a request.
pub async fn create(
    State(app): State<App>,
    context: Context,
    fields: Fields,
) -> Result<Response, Error> {
    let at = at_office(&app, &context, actions::PRIVACY_REQUEST, fields.text("amt")).await?;
    let typed = read(&fields);
    let noting = match check(&context, &typed, berlin_date(app.clock.now())) {
        Ok(noting) => noting,
        Err(errors) => {
            let place = (at.office.id.to_string(), None);
            return show(&context, of_new(&context), place, typed, &errors);
        }
    };
    let request = working::receive(&app, &at.place, &noting, context.person()?).await?;
    let number = [("number", request.number.as_str().into())];
    done(
        &context,
        &request,
        context.t_with("privacy-new-done", &number),
    )
    .await
}

fn of_change(context: &Context, request: &Request) -> (String, String, String) {
    let back = request_path(request.id);
    let title = context.t_with(
        "privacy-change-title",
        &[("number", request.number.as_str().into())],
    );
    (title, format!("{back}/angaben"), back)
}

/// The form for changing who asks.
pub async fn change_page(
    State(app): State<App>,
    context: Context,
    Path(request): Path<String>,
) -> Result<Response, Error> {
    let request = open_request(&app, &context, actions::PRIVACY_REQUEST, &request).await?;
    let person = sealing::person(&app, app.db.read(), &request).await?;
    let typed = Typed {
        kind: request.kind.name().to_owned(),
        received: request.received_on.to_string(),
        identity: request.identity.name().to_owned(),
        person,
    };
    working::note_look(
        &app,
        &request,
        (StepKind::Read, String::new()),
        "",
        context.person()?,
    )
    .await?;
    let place = (String::new(), Some(&request));
    show(&context, of_change(&context, &request), place, typed, &[])
}

/// Changes who asks, for what, and how that was checked.
pub async fn change(
    State(app): State<App>,
    context: Context,
    Path(request): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let request = open_request(&app, &context, actions::PRIVACY_REQUEST, &request).await?;
    let typed = read(&fields);
    let noting = match check(&context, &typed, berlin_date(app.clock.now())) {
        Ok(noting) => noting,
        Err(errors) => {
            let place = (String::new(), Some(&request));
            return show(
                &context,
                of_change(&context, &request),
                place,
                typed,
                &errors,
            );
        }
    };
    let mut deed = match begin(&app, &context, &request, &fields, RequestState::Open).await? {
        Ok(deed) => deed,
        Err(page) => return Ok(page),
    };
    deed.set_person(&noting.person).await?;
    deed.request.kind = noting.kind;
    deed.request.received_on = noting.received_on;
    deed.request.due_on = due_on(noting.received_on, deed.request.extended);
    deed.request.identity = noting.identity;
    deed.note(StepKind::Changed, noting.identity.name(), "")
        .await?;
    let request = deed.commit(actions::PRIVACY_REQUEST, "changed").await?;
    done(&context, &request, context.t("privacy-change-done")).await
}
