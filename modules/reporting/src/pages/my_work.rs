// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The open reports of an office as a list of one's own: what was given to me, what was answered, what
//! nobody looks after.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Html;
use kernel::{OrganisationId, PersonId, SubmissionId, berlin_date};
use serde::Deserialize;
use web::{App, Context, Crumb, Error, Page, render};

use super::review::{AtOffice, crumbs, pages, within_office};
use super::{page_number, person_name, review_submission};
use crate::model::{OpenWork, Submission, Turn, Whose};
use crate::{actions, store};

/// Where it is.
pub const PATH: &str = "/pruefung/meine";

/// How many reports a page lists.
const PER_PAGE: i64 = 50;

/// The lists; the name stands in the address.
const LISTS: [&str; 4] = ["mir", "antworten", "niemand", "alle"];

struct Tab {
    href: String,
    name: &'static str,
    count: i64,
    current: bool,
}

struct Line {
    href: String,
    institution: String,
    collection: String,
    period: String,
    submission: Submission,
    assignee: String,
    due: String,
    overdue: bool,
    turn: Turn,
}

#[derive(Template)]
#[template(path = "reporting/my_work.html")]
struct MyWorkPage {
    page: Page,
    office: String,
    offices: Vec<directory::Organisation>,
    chosen_office: OrganisationId,
    list: &'static str,
    tabs: Vec<Tab>,
    lines: Vec<Line>,
    number: u32,
    pages: u32,
    paging: String,
}

/// The query of the page.
#[derive(Debug, Default, Deserialize)]
pub struct Wish {
    #[serde(default)]
    amt: String,
    #[serde(default)]
    liste: String,
    #[serde(default)]
    seite: String,
}

fn whose(list: &str, me: PersonId) -> Whose {
    match list {
        "antworten" => Whose::Answered,
        "niemand" => Whose::Nobodys,
        "alle" => Whose::All,
        _ => Whose::Of(me),
    }
}

fn address(list: &str, at: &AtOffice) -> String {
    format!("{PATH}?liste={list}{}", at.query())
}

/// The list.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Query(wish): Query<Wish>,
) -> Result<Html<String>, Error> {
    let conn = app.db.read();
    let at = within_office(&app, &context, actions::SUBMISSION_REVIEW, &wish.amt).await?;
    let me = context.person()?;
    let list = LISTS
        .into_iter()
        .find(|one| *one == wish.liste)
        .unwrap_or("mir");
    let mut tabs = Vec::new();
    let mut total = 0;
    for name in LISTS {
        let (count, _) = store::work::count(conn, at.part(), whose(name, me)).await?;
        if name == list {
            total = count;
        }
        tabs.push(Tab {
            href: address(name, &at),
            name,
            count,
            current: name == list,
        });
    }
    let number = page_number(&wish.seite);
    let window = (number, PER_PAGE);
    let open = store::work::open(conn, at.part(), whose(list, me), window).await?;
    let title = context.t("reporting-work-title");
    render(&MyWorkPage {
        page: context.page(&title, crumbs(&context, vec![Crumb::new(&title, PATH)])),
        office: at.office.name.clone(),
        chosen_office: at.office.id,
        list,
        tabs,
        lines: lines(&app, &context, open).await?,
        number: u32::try_from(number).unwrap_or(1),
        pages: pages(total, PER_PAGE),
        paging: format!("{}&seite=", address(list, &at)),
        offices: at.choices,
    })
}

async fn lines(app: &App, context: &Context, open: Vec<OpenWork>) -> Result<Vec<Line>, Error> {
    let conn = app.db.read();
    let lang = context.lang();
    let today = berlin_date(app.clock.now());
    let ids: Vec<SubmissionId> = open.iter().map(|one| one.submission).collect();
    let submissions = store::submissions::find_many(conn, &ids).await?;
    let mut submissions: HashMap<_, _> = submissions.into_iter().map(|one| (one.id, one)).collect();
    let ids: Vec<OrganisationId> = open.iter().map(|one| one.institution).collect();
    let institutions: HashMap<_, _> = directory::organisations(conn, &ids)
        .await?
        .into_iter()
        .map(|one| (one.id, one.name))
        .collect();
    let mut titles = HashMap::new();
    let mut names = HashMap::new();
    let mut lines = Vec::new();
    for one in open {
        let Some(submission) = submissions.remove(&one.submission) else {
            continue;
        };
        let id = submission.collection;
        if let Entry::Vacant(title) = titles.entry(id) {
            let collection = store::collections::find(conn, id).await?;
            title.insert(collection.map_or(String::new(), |one| one.title));
        }
        let mut assignee = String::new();
        if let Some(person) = one.person {
            if let Entry::Vacant(name) = names.entry(person) {
                name.insert(person_name(conn, context, Some(person)).await?);
            }
            assignee.clone_from(&names[&person]);
        }
        lines.push(Line {
            href: review_submission::path_of(&submission),
            institution: institutions
                .get(&one.institution)
                .cloned()
                .unwrap_or_default(),
            collection: titles.get(&id).cloned().unwrap_or_default(),
            period: submission.period.text(lang),
            assignee,
            due: one
                .due_on
                .map_or(String::new(), |day| web::format::date(lang, day)),
            overdue: one.due_on.is_some_and(|day| day < today),
            turn: one.turn,
            submission,
        });
    }
    Ok(lines)
}
