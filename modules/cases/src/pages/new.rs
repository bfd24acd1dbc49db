// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Opening a file by hand.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use kernel::CaseTypeId;
use serde::Deserialize;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::person::{PersonField, faults, fields_of, read_person};
use super::{AtOffice, LIST, at_office, crumbs, done};
use crate::actions;
use crate::intake::{self, Opening};
use crate::model::{CaseType, EventKind, Person};

/// What the address says.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct NewQuery {
    #[serde(default)]
    amt: String,
}

#[derive(Template)]
#[template(path = "cases/new.html")]
struct NewPage {
    page: Page,
    path: String,
    back: &'static str,
    office: String,
    office_id: String,
    kinds: Vec<(String, String)>,
    kind: String,
    kind_error: String,
    people: Vec<PersonField>,
    errors: Vec<(String, String)>,
}

async fn usable(app: &App, at: &AtOffice) -> Result<Vec<CaseType>, Error> {
    let kinds = super::types::usable(app, &at.place).await?;
    Ok(kinds
        .into_iter()
        .filter(|kind| kind.latest > 0 && !kind.retired)
        .collect())
}

async fn show(
    app: &App,
    context: &Context,
    at: &AtOffice,
    (kind, person): (&str, &Person),
    errors: Vec<(String, String)>,
) -> Result<Response, Error> {
    let title = context.t("cases-new-title");
    let path = format!("{LIST}/neu");
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let kinds = usable(app, at).await?;
    let kind_error = errors.iter().find(|(name, _)| name == "art");
    let html = render(&NewPage {
        page: context.page(&title, crumbs(context, vec![Crumb::new(&title, &path)])),
        path,
        back: LIST,
        office: at.office.name.clone(),
        office_id: at.office.id.to_string(),
        kinds: kinds
            .into_iter()
            .map(|kind| (kind.id.to_string(), kind.title))
            .collect(),
        kind: kind.to_owned(),
        kind_error: kind_error.map_or(String::new(), |(_, text)| text.clone()),
        people: fields_of(context, person, &errors),
        errors,
    })?;
    Ok((status, html).into_response())
}

/// The form for a new file.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Query(query): Query<NewQuery>,
) -> Result<Response, Error> {
    let at = at_office(&app, &context, actions::CASE_WORK, &query.amt).await?;
    show(&app, &context, &at, ("", &Person::default()), Vec::new()).await
}

/// Opens a file.
pub async fn create(
    State(app): State<App>,
    context: Context,
    fields: Fields,
) -> Result<Response, Error> {
    let at = at_office(&app, &context, actions::CASE_WORK, fields.text("amt")).await?;
    let person = read_person(&fields);
    let mut errors = faults(&context, &person);
    let kinds = usable(&app, &at).await?;
    let typed = fields.text("art");
    let wanted: Option<CaseTypeId> = typed.parse().ok();
    let kind = kinds.iter().find(|kind| Some(kind.id) == wanted);
    if kind.is_none() {
        errors.insert(0, ("art".to_owned(), context.t("cases-new-kind-missing")));
    }
    let (Some(kind), true) = (kind, errors.is_empty()) else {
        return show(&app, &context, &at, (typed, &person), errors).await;
    };
    let by = context.person()?;
    let wish = Opening {
        kind,
        office: at.office.id,
        institution: None,
        person: &person,
        by: Some(by),
        assignee: Some(by),
    };
    let tx = app.db.begin().await?;
    let (mut deed, _) = intake::open(&app, tx, &wish).await?;
    deed.note(EventKind::OpenedByHand, "", "").await?;
    let file = deed.commit(actions::CASE_WORK, "opened").await?;
    let text = context.t_with("cases-new-done", &[("number", file.number.as_str().into())]);
    done(&context, &file, text).await
}
