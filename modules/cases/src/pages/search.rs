// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Looking for a name within an office. Nothing about names lies open in the database: the sealed
//! files are opened in memory, one after the other, and compared. What is looked for is posted, never
//! part of an address, and not recorded; that somebody searched, and which files were shown, is.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use kernel::{OrganisationId, berlin_date};
use persons::Wish;
use serde::Deserialize;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::{AtOffice, at_office, crumbs, file_path};
use crate::model::{CaseFile, CaseState, Person};
use crate::{actions, intake, sealing, store};

/// So many files are read at most, the newest first: some tenths of a second.
pub const MOST_READ: i64 = 20_000;
/// So many files are shown at most.
const MOST_SHOWN: usize = 50;

/// What the address says.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct SearchQuery {
    #[serde(default)]
    amt: String,
}

#[derive(Template)]
#[template(path = "cases/search.html")]
struct SearchPage {
    page: Page,
    office: String,
    office_id: String,
    wish: String,
    searched: bool,
    lines: Vec<Line>,
    more: usize,
    limited: bool,
}

struct Line {
    href: String,
    number: String,
    /// The name is not shown then.
    restricted: bool,
    name: String,
    born: String,
    town: String,
    state: CaseState,
    opened: String,
}

/// A search that was done.
#[derive(Debug, Default)]
pub struct Found {
    /// The files that fit, the best first, each with whom it is about.
    pub files: Vec<(CaseFile, Person)>,
    /// How many files were read.
    pub read: usize,
}

/// Reads the newest files of an office and finds those that fit.
pub async fn find(app: &App, office: OrganisationId, wish: &Wish) -> Result<Found, Error> {
    let conn = app.db.read();
    let files = store::files::newest(conn, office, MOST_READ).await?;
    let read = files.len();
    let mut fitting = Vec::new();
    for file in files {
        let person = sealing::person(app, conn, &file).await?;
        if let Some(far) = wish.fits(&person.name(), &person.birth_date) {
            fitting.push((far, file, person));
        }
    }
    fitting.sort_by_key(|(far, _, _)| *far);
    Ok(Found {
        files: fitting
            .into_iter()
            .map(|(_, file, person)| (file, person))
            .collect(),
        read,
    })
}

fn show(
    context: &Context,
    at: &AtOffice,
    wish: &str,
    found: Option<Found>,
) -> Result<Html<String>, Error> {
    let lang = context.lang();
    let title = context.t("cases-search-title");
    let searched = found.is_some();
    let found = found.unwrap_or_default();
    let shown = found.files.iter().take(MOST_SHOWN);
    render(&SearchPage {
        page: context.page(
            &title,
            crumbs(context, vec![Crumb::new(&title, context.path())]),
        ),
        office: at.office.name.clone(),
        office_id: at.office.id.to_string(),
        wish: wish.to_owned(),
        searched,
        more: found.files.len().saturating_sub(MOST_SHOWN),
        limited: i64::try_from(found.read).is_ok_and(|read| read >= MOST_READ),
        lines: shown
            .map(|(file, person)| Line {
                href: file_path(file.id),
                number: file.number.clone(),
                restricted: file.restricted_at.is_some(),
                name: person.name(),
                born: person
                    .birth_date
                    .parse()
                    .map_or_else(|_| String::new(), |day| web::format::date(lang, day)),
                town: person.town.clone(),
                state: file.state,
                opened: web::format::date(lang, berlin_date(file.opened_at)),
            })
            .collect(),
    })
}

/// The empty search.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Query(query): Query<SearchQuery>,
) -> Result<Html<String>, Error> {
    let at = at_office(&app, &context, actions::CASE_SEARCH, &query.amt).await?;
    show(&context, &at, "", None)
}

/// Searches. The number of a file leads straight to it.
pub async fn search(
    State(app): State<App>,
    context: Context,
    fields: Fields,
) -> Result<Response, Error> {
    let at = at_office(&app, &context, actions::CASE_SEARCH, fields.text("amt")).await?;
    let typed: String = fields.text("name").chars().take(200).collect();
    let number = store::files::by_number(app.db.read(), at.office.id, &typed).await?;
    if let Some(file) = number {
        return Ok(Redirect::to(&file_path(file.id)).into_response());
    }
    let wish = Wish::parse(&typed);
    if wish.is_empty() {
        return Ok(show(&context, &at, &typed, None)?.into_response());
    }
    let found = find(&app, at.office.id, &wish).await?;
    let shown = found.files.iter().take(MOST_SHOWN);
    let shown: Vec<CaseFile> = shown.map(|(file, _)| file.clone()).collect();
    let by = context.person()?;
    intake::note_search(&app, at.office.id, by, &shown, found.read).await?;
    Ok(show(&context, &at, &typed, Some(found))?.into_response())
}
