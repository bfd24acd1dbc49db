// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What an institution sees of the people that it has notified: how far they are, and no more. It says
//! that somebody is settled; the office decides.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Html;
use kernel::{OrganisationId, Resource, berlin_date};
use serde::Deserialize;
use web::{App, Context, Crumb, Error, Page, render};

use super::places;
use crate::model::{CaseFile, CaseState, Report, Statement, StatementState};
use crate::{actions, sealing, store};

/// Where it is.
pub const PATH: &str = "/gemeldete";
/// So many people are shown at most, the newest.
const MOST: i64 = 500;

/// What the address says.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct NotifiedQuery {
    #[serde(default)]
    einrichtung: String,
}

#[derive(Template)]
#[template(path = "cases/notified.html")]
struct NotifiedPage {
    page: Page,
    institution: String,
    institutions: Vec<(String, String)>,
    chosen: String,
    lines: Vec<Line>,
}

struct Line {
    href: String,
    name: String,
    receipt: String,
    sent: String,
    badge: &'static str,
    state: &'static str,
    since: String,
}

/// How far a person is, as far as her institution may know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// The report was taken back.
    Withdrawn,
    /// The office works on it.
    Open,
    /// The institution has said that it is settled.
    Stated,
    /// The office has objected.
    Objected,
    /// The office has closed it.
    Closed,
}

impl Progress {
    /// The name in message keys.
    pub fn name(self) -> &'static str {
        match self {
            Self::Withdrawn => "withdrawn",
            Self::Open => "open",
            Self::Stated => "stated",
            Self::Objected => "objected",
            Self::Closed => "closed",
        }
    }

    /// The kind of badge that shows it.
    pub fn badge(self) -> &'static str {
        match self {
            Self::Withdrawn => "neutral",
            Self::Open | Self::Stated => "info",
            Self::Objected => "danger",
            Self::Closed => "success",
        }
    }

    /// How far a person is: `statements` newest first.
    pub fn of(report: &Report, file: &CaseFile, statements: &[Statement]) -> Self {
        if report.state == "withdrawn" {
            Self::Withdrawn
        } else if file.state == CaseState::Closed {
            Self::Closed
        } else {
            match statements.first().map(|statement| statement.state) {
                None => Self::Open,
                Some(StatementState::Objected) => Self::Objected,
                Some(StatementState::Open | StatementState::Accepted) => Self::Stated,
            }
        }
    }

    /// Whether the institution can say that it is settled.
    pub fn can_state(self) -> bool {
        matches!(self, Self::Open | Self::Objected)
    }
}

async fn institution(
    app: &App,
    context: &Context,
    named: &str,
) -> Result<(OrganisationId, String, Vec<(String, String)>), Error> {
    let found = places(app, context, actions::CASE_SETTLE, |place, id| {
        place.institution == Some(id)
    })
    .await?;
    let choices: Vec<(String, String)> = found
        .iter()
        .map(|(one, _)| (one.id.to_string(), one.name.clone()))
        .collect();
    let mut all = found.into_iter();
    match all.find(|(one, _)| named.is_empty() || one.id.to_string() == named) {
        Some((one, _)) => Ok((one.id, one.name, choices)),
        None if choices.is_empty() => {
            let state = directory::state(app.db.read()).await?;
            context.allow(actions::CASE_SETTLE, &Resource::of_state(state.id))?;
            Err(Error::Forbidden)
        }
        None => Err(Error::NotFound),
    }
}

/// Lists the people that an institution has notified. They are its own notifications; that it looked is
/// recorded once.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Query(query): Query<NotifiedQuery>,
) -> Result<Html<String>, Error> {
    let (id, name, institutions) = institution(&app, &context, &query.einrichtung).await?;
    let conn = app.db.read();
    let lang = context.lang();
    let reports = store::reports::of_institution(conn, id, MOST).await?;
    let mut offices: Vec<OrganisationId> = Vec::new();
    let mut lines = Vec::new();
    for report in reports {
        let Some(file) = store::files::find(conn, report.case_file).await? else {
            continue;
        };
        let statements =
            store::statements::of_report(conn, report.submission, report.place).await?;
        let progress = Progress::of(&report, &file, &statements);
        let since = statements.first().map_or(String::new(), |statement| {
            web::format::date(lang, statement.settled_on)
        });
        let person = sealing::reported(&app, conn, file.office, &report).await?;
        if !offices.contains(&file.office) {
            offices.push(file.office);
        }
        lines.push(Line {
            href: line_path(&report),
            name: person.name(),
            receipt: report.receipt,
            sent: web::format::date(lang, berlin_date(report.sent_at)),
            badge: progress.badge(),
            state: progress.name(),
            since,
        });
    }
    note_looked(&app, &context, id, &offices, lines.len()).await?;
    render(&NotifiedPage {
        page: context.page(
            context.t("cases-notified-title"),
            vec![Crumb::new(context.t("cases-notified-title"), PATH)],
        ),
        institution: name,
        chosen: id.to_string(),
        institutions,
        lines,
    })
}

/// Records that somebody of an institution has looked at so many of its notifications.
pub async fn note_looked(
    app: &App,
    context: &Context,
    institution: OrganisationId,
    offices: &[OrganisationId],
    people: usize,
) -> Result<(), Error> {
    let mut offices = offices.to_vec();
    offices.sort();
    let tx = app.db.begin().await?;
    for office in offices {
        let entry = audit::Entry {
            chain: office.uuid(),
            actor: Some(context.person()?),
            action: actions::CASE_SETTLE,
            subject: audit::Subject::new("organisation", institution),
            facts: vec![("what", "listed".into()), ("people", people.into())],
        };
        audit::append(&tx, &*app.clock, entry).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The page of a notified person.
pub fn line_path(report: &Report) -> String {
    format!("{PATH}/{}/{}", report.submission, report.place)
}
