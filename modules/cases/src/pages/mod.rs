// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The pages of case files, and what they share: paths, breadcrumbs, who may see which file.

pub mod accesses;
pub mod closing;
pub mod deeds;
pub mod deletion;
pub mod figures;
pub mod file;
pub mod letter;
pub mod list;
pub mod merging;
pub mod new;
pub mod notified;
pub mod notified_one;
pub mod person;
pub mod restricted;
pub mod search;
pub mod step;
pub mod type_edit;
pub mod types;
pub mod uploads;

use std::collections::HashMap;

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use db::ConnectionTrait;
pub use directory::{AtOffice, at_office, own_offices as offices, workplaces as places};
use http::StatusCode;
use jiff::civil::Date;
use kernel::{Action, CaseFileId, OrganisationId, PersonId, Role};
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use crate::model::{CaseFile, CaseState};
use crate::working::{self, Begun, Deed};
use crate::{actions, store};

/// The list of files.
pub const LIST: &str = "/faelle";

/// How many lines a page of a list has.
pub const PAGE_SIZE: i64 = 50;

/// The page of a file.
pub fn file_path(id: CaseFileId) -> String {
    format!("{LIST}/{id}")
}

/// A file by the text in the address; the actor may do `action` to it.
pub async fn file_for(
    app: &App,
    context: &Context,
    action: Action,
    text: &str,
) -> Result<CaseFile, Error> {
    let id: CaseFileId = text.parse().map_err(|_| Error::NotFound)?;
    let file = store::files::find(app.db.read(), id).await?;
    let file = file.ok_or(Error::NotFound)?;
    context.allow_or_hide(action, &file.place())?;
    if file.restricted_at.is_some() {
        if action != actions::CASE_OPEN {
            return Err(Error::Restricted);
        }
        let (now, ask) = (app.clock.now(), restricted::path(&file));
        web::restriction::require_reason(context, now, &file.id.to_string(), ask).await?;
    }
    Ok(file)
}

/// The way to a page below the list.
pub fn crumbs(context: &Context, further: Vec<Crumb>) -> Vec<Crumb> {
    let mut crumbs = vec![Crumb::new(context.t("cases-nav"), LIST)];
    crumbs.extend(further);
    crumbs
}

/// The way to a page below a file.
pub fn crumbs_of(context: &Context, file: &CaseFile, further: Vec<Crumb>) -> Vec<Crumb> {
    let mut way = vec![Crumb::new(&file.number, file_path(file.id))];
    way.extend(further);
    crumbs(context, way)
}

/// The name of a person of the office; the product itself or somebody who is gone has none.
pub async fn name_of(
    conn: &impl ConnectionTrait,
    context: &Context,
    person: Option<PersonId>,
) -> Result<String, Error> {
    let name = match person {
        Some(person) => directory::person_name(conn, person).await?,
        None => None,
    };
    Ok(name.unwrap_or_else(|| context.t("cases-product")))
}

/// Names that were looked up before.
#[derive(Debug, Default)]
pub struct Names(HashMap<Option<PersonId>, String>);

impl Names {
    /// The name of a person of the office.
    pub async fn get(
        &mut self,
        app: &App,
        context: &Context,
        person: Option<PersonId>,
    ) -> Result<String, Error> {
        if let Some(name) = self.0.get(&person) {
            return Ok(name.clone());
        }
        let name = name_of(app.db.read(), context, person).await?;
        self.0.insert(person, name.clone());
        Ok(name)
    }
}

/// The case workers of an office: identifier and name.
pub async fn workers(app: &App, office: OrganisationId) -> Result<Vec<(PersonId, String)>, Error> {
    let now = app.clock.now();
    let people = directory::people_with(app.db.read(), office, &[Role::CaseWorker], now).await?;
    Ok(people
        .into_iter()
        .map(|contact| (contact.person, contact.name))
        .collect())
}

/// What was typed is no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoDay;

/// A day as the browser sends it; none if nothing was typed.
pub fn day_of(text: &str) -> Result<Option<Date>, NoDay> {
    match text {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| NoDay),
    }
}

/// The number of a page from a query, from 1.
pub fn page_number(text: &str) -> u32 {
    text.parse().unwrap_or(1).clamp(1, 100_000)
}

/// How many pages a list of so many lines has.
pub fn pages(lines: i64) -> u32 {
    u32::try_from((lines + PAGE_SIZE - 1) / PAGE_SIZE)
        .unwrap_or(u32::MAX)
        .max(1)
}

/// The text of a field, with the line ends of this house, at most so long as is kept.
pub fn long_text(fields: &Fields, name: &str) -> String {
    let text = fields.text(name).replace("\r\n", "\n");
    text.chars().take(working::LONGEST_NOTE).collect()
}

/// Holds the file of a posted page, or says on a page of its own that somebody else was faster; what
/// was typed is shown there.
pub async fn begin<'a>(
    app: &'a App,
    context: &Context,
    file: &CaseFile,
    fields: &Fields,
    states: &[CaseState],
) -> Result<Result<Box<Deed<'a>>, Response>, Error> {
    let Ok(version) = fields.text("stand").parse() else {
        return Err(Error::Invalid(String::new()));
    };
    match working::begin(app, file.id, version, states, context.person()?).await? {
        Begun::Ready(deed) => Ok(Ok(deed)),
        Begun::Outdated(now) => Ok(Err(conflict(app, context, &now, fields).await?)),
    }
}

#[derive(Template)]
#[template(path = "cases/conflict.html")]
struct ConflictPage {
    page: Page,
    path: String,
    state: CaseState,
    when: String,
    who: String,
    typed: Vec<String>,
}

/// Says that somebody else was faster, and keeps what was typed.
pub async fn conflict(
    app: &App,
    context: &Context,
    file: &CaseFile,
    fields: &Fields,
) -> Result<Response, Error> {
    let title = context.t("cases-conflict-title");
    let path = file_path(file.id);
    let typed = fields.0.iter().filter(|(name, value)| {
        name != "stand" && !value.trim().is_empty() && value.contains([' ', '\n'])
    });
    let html = render(&ConflictPage {
        page: context.page(
            &title,
            crumbs_of(context, file, vec![Crumb::new(&title, &path)]),
        ),
        path,
        state: file.state,
        when: web::format::moment(context.lang(), file.changed_at),
        who: name_of(app.db.read(), context, file.changed_by).await?,
        typed: typed.map(|(_, value)| value.clone()).collect(),
    })?;
    Ok((StatusCode::CONFLICT, html).into_response())
}

/// What somebody is told whose deed came too late.
pub fn conflict_text(context: &Context) -> Error {
    Error::Conflict(context.t("cases-state-other"))
}

/// Back to the file, with a message.
pub async fn done(context: &Context, file: &CaseFile, text: String) -> Result<Response, Error> {
    context.flash("success", text).await?;
    Ok(Redirect::to(&file_path(file.id)).into_response())
}

/// Asks for the right to change a file, which must be open to somebody who may see it.
pub async fn file_to_work(app: &App, context: &Context, text: &str) -> Result<CaseFile, Error> {
    file_for(app, context, actions::CASE_WORK, text).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_or_refused() {
        assert_eq!(day_of(""), Ok(None));
        assert_eq!(
            day_of("2026-11-18"),
            Ok(Some(jiff::civil::date(2026, 11, 18)))
        );
        assert_eq!(day_of("morgen"), Err(NoDay));
    }
}
