// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The pages of signals, and what they share: paths, breadcrumbs, who may see which one.

pub mod list;
pub mod mails;
pub mod plan;
pub mod plans;
pub mod signal;

use http::StatusCode;
use kernel::Action;
use web::form::Fields;
use web::{App, Context, Crumb, Error};

use crate::model::{Signal, SignalId};
use crate::reach::Reach;
use crate::store;

/// The list.
pub const PATH: &str = "/signale";
/// What is watched.
pub const PLANS: &str = "/signale/plaene";
/// Mails of the day.
pub const MAILS: &str = "/signale/mails";

/// Where a signal is.
pub fn path_of(id: SignalId) -> String {
    format!("{PATH}/{id}")
}

/// Where the plan of a set is.
pub fn path_of_plan(set: &str) -> String {
    format!("{PLANS}/{set}")
}

/// The way to a page below the list.
pub fn crumbs(context: &Context, further: Vec<Crumb>) -> Vec<Crumb> {
    let mut way = vec![Crumb::new(context.t("surveillance-nav"), PATH)];
    way.extend(further);
    way
}

/// A signal within reach of the actor for `action`; others look as if they did not exist.
pub async fn load(
    app: &App,
    context: &Context,
    action: Action,
    text: &str,
) -> Result<(Signal, Reach), Error> {
    let id: SignalId = text.parse().map_err(|_| Error::NotFound)?;
    let reach = Reach::of(app, context, action).await?;
    let found = store::signals::find(app.db.read(), id).await?;
    let signal = found.filter(|signal| reach.holds(signal));
    Ok((signal.ok_or(Error::NotFound)?, reach))
}

/// The version that the actor has seen.
pub fn known(fields: &Fields) -> i64 {
    fields.text("stand").parse().unwrap_or(-1)
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

/// Whoever did something; the nightly look if nobody did.
pub async fn person_name(
    app: &App,
    context: &Context,
    person: Option<kernel::PersonId>,
) -> Result<String, Error> {
    let Some(person) = person else {
        return Ok(context.t("surveillance-by-look"));
    };
    let name = directory::person_name(app.db.read(), person).await?;
    Ok(name.unwrap_or_else(|| context.t("surveillance-nobody")))
}
