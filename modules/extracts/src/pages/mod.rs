// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The pages of extracts, and what they share: paths, breadcrumbs, who may see which one.

pub mod columns;
pub mod decision;
pub mod discard;
pub mod extract;
pub mod groups;
pub mod hierarchy;
pub mod list;
pub mod new;
pub mod report;

use http::StatusCode;
use kernel::{Action, Lang, OrganisationId, Resource};
use web::form::Fields;
use web::{App, Context, Crumb, Error};

use crate::model::{Extract, ExtractId, Fault, PlanFault};
use crate::{actions, store};

/// The list.
pub const PATH: &str = "/auszuege";

/// Where an extract is.
pub fn path_of(id: ExtractId) -> String {
    format!("{PATH}/{id}")
}

/// The state agency, if the actor may do `action` with its extracts.
pub async fn agency(app: &App, context: &Context, action: Action) -> Result<OrganisationId, Error> {
    let state = directory::state(app.db.read()).await?;
    context.allow(action, &Resource::of_state(state.id))?;
    Ok(state.id)
}

/// An extract that the actor may see, and with which she may do `action`.
pub async fn load(
    app: &App,
    context: &Context,
    action: Action,
    text: &str,
) -> Result<Extract, Error> {
    let id: ExtractId = text.parse().map_err(|_| Error::NotFound)?;
    let found = store::find(app.db.read(), id).await?;
    let extract = found.ok_or(Error::NotFound)?;
    context.allow_or_hide(actions::EXTRACT_READ, &extract.place())?;
    context.allow(action, &extract.place())?;
    Ok(extract)
}

/// The same, and it can be changed.
pub async fn load_open(app: &App, context: &Context, text: &str) -> Result<Extract, Error> {
    let extract = load(app, context, actions::EXTRACT_MAKE, text).await?;
    if extract.is_open() {
        Ok(extract)
    } else {
        Err(Error::Conflict(context.t("extracts-not-open")))
    }
}

/// The version that the actor has seen.
pub fn known(fields: &Fields) -> i64 {
    fields.text("stand").parse().unwrap_or(-1)
}

/// What is said to whoever was not the first.
pub fn outdated(context: &Context) -> Error {
    Error::Conflict(context.t("extracts-outdated"))
}

/// The way to a page below the list.
pub fn crumbs(context: &Context, further: Vec<Crumb>) -> Vec<Crumb> {
    let mut way = vec![
        Crumb::new(context.t("directory-administration-title"), "/verwaltung"),
        Crumb::new(context.t("extracts-nav"), PATH),
    ];
    way.extend(further);
    way
}

/// The way to a page of an extract.
pub fn crumbs_of(context: &Context, extract: &Extract, last: Option<(&str, &str)>) -> Vec<Crumb> {
    let mut way = vec![Crumb::new(&extract.title, path_of(extract.id))];
    way.extend(last.map(|(title, path)| Crumb::new(title, path)));
    crumbs(context, way)
}

/// The status of a form that is shown with these faults.
pub fn status_of(errors: &[(String, String)]) -> StatusCode {
    if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    }
}

/// What is wrong with a field; empty if nothing is.
pub fn error_of(errors: &[(String, String)], name: &str) -> String {
    let found = errors.iter().find(|(field, _)| field == name);
    found.map_or(String::new(), |(_, text)| text.clone())
}

/// Why something did not work, in words.
pub fn fault_text(context: &Context, fault: &Fault) -> String {
    let number = i64::try_from(fault.number).unwrap_or(i64::MAX);
    context.t_with(
        "extracts-fault",
        &[
            ("kind", fault.kind.as_str().into()),
            ("column", fault.column.as_str().into()),
            ("number", number.into()),
            ("value", fault.value.as_str().into()),
        ],
    )
}

/// A number as people type it in their language.
pub fn typed(lang: Lang, number: f64) -> String {
    let text = number.to_string();
    match lang {
        Lang::De => text.replace('.', ","),
        Lang::En => text,
    }
}

/// What is missing in a plan, in words.
pub fn plan_fault_text(context: &Context, extract: &Extract, fault: PlanFault) -> String {
    let column = fault.column().and_then(|at| extract.plan.columns.get(at));
    let column = column.map_or("", |column| column.name.as_str());
    context.t_with(
        "extracts-plan-fault",
        &[
            ("kind", fault.name().into()),
            ("column", column.into()),
            ("rows", extract.source_rows.into()),
        ],
    )
}
