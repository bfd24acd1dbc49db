// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The files of an office. It names nobody: whoever wants a name opens a file or searches, and both are
//! recorded.

use std::fmt::Write as _;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Html;
use kernel::berlin_date;
use serde::Deserialize;
use web::form::encode_component;
use web::{App, Context, Error, Page, render};

use super::{Names, PAGE_SIZE, at_office, crumbs, file_path, page_number, pages, workers};
use crate::model::CaseState;
use crate::store::lists::{Filter, Listed, Order, Whose};
use crate::{actions, store};

/// What the address says.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct ListQuery {
    #[serde(default)]
    amt: String,
    #[serde(default)]
    art: String,
    #[serde(default)]
    stand: String,
    #[serde(default)]
    schritt: String,
    #[serde(default)]
    ueberfaellig: String,
    #[serde(default)]
    wer: String,
    #[serde(default)]
    sortierung: String,
    #[serde(default)]
    seite: String,
}

impl ListQuery {
    /// Everything but the page and the order, as it ends an address.
    fn kept(&self, order: &str) -> String {
        let mut text = String::from("?");
        for (name, value) in [
            ("amt", &self.amt),
            ("art", &self.art),
            ("stand", &self.stand),
            ("schritt", &self.schritt),
            ("ueberfaellig", &self.ueberfaellig),
            ("wer", &self.wer),
        ] {
            if !value.is_empty() {
                let _ = write!(text, "{name}={}&", encode_component(value));
            }
        }
        if !order.is_empty() {
            let _ = write!(text, "sortierung={order}&");
        }
        text
    }
}

#[derive(Template)]
#[template(path = "cases/list.html")]
struct ListPage {
    page: Page,
    office: String,
    office_id: String,
    offices: Vec<(String, String)>,
    kinds: Vec<(String, String)>,
    kind: String,
    steps: Vec<(String, String)>,
    step: String,
    state: String,
    overdue: bool,
    who: String,
    people: Vec<(String, String)>,
    lines: Vec<Line>,
    count: i64,
    number: u32,
    pages: u32,
    paging: String,
    order: &'static str,
    sort_due: String,
    sort_number: String,
    sort_newest: String,
    may_work: bool,
    may_search: bool,
    may_oversee: bool,
    may_count: bool,
}

struct Line {
    href: String,
    number: String,
    kind: String,
    state: CaseState,
    restricted: bool,
    next: String,
    due: String,
    overdue: bool,
    assignee: String,
    opened: String,
}

/// Shows the files of an office.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Query(query): Query<ListQuery>,
) -> Result<Html<String>, Error> {
    let at = at_office(&app, &context, actions::CASE_OPEN, &query.amt).await?;
    let conn = app.db.read();
    let today = berlin_date(app.clock.now());
    let whose = match query.wer.as_str() {
        "ich" => Whose::Of(context.person()?),
        "niemand" => Whose::Nobodys,
        other => other.parse().map_or(Whose::All, Whose::Of),
    };
    let filter = Filter {
        case_type: query.art.parse().ok(),
        state: query.stand.parse().ok(),
        step: (!query.schritt.is_empty()).then(|| query.schritt.clone()),
        overdue: query.ueberfaellig == "ja",
        whose,
    };
    let (order, order_name) = match query.sortierung.as_str() {
        "nummer" => (Order::Number, "nummer"),
        "neueste" => (Order::Newest, "neueste"),
        _ => (Order::Due, ""),
    };
    let count = store::lists::count(conn, at.office.id, &filter, today).await?;
    let number = page_number(&query.seite).min(pages(count));
    let part = (i64::from(number - 1) * PAGE_SIZE, PAGE_SIZE);
    let found = store::lists::page(conn, at.office.id, &filter, order, today, part).await?;
    let mut names = Names::default();
    let mut lines = Vec::new();
    for listed in found {
        lines.push(line(&app, &context, &mut names, listed, today).await?);
    }
    let mut kinds = Vec::new();
    let mut steps = Vec::new();
    for kind in super::types::usable(&app, &at.place).await? {
        if filter.case_type == Some(kind.id) {
            let planned = kind.draft.steps.iter();
            steps.extend(planned.map(|step| (step.key.clone(), step.title.clone())));
        }
        kinds.push((kind.id.to_string(), kind.title));
    }
    let people = workers(&app, at.office.id).await?;
    let several = at.choices.len() > 1;
    let choices = at.choices.iter().filter(|_| several);
    render(&ListPage {
        page: context.page(context.t("cases-nav"), crumbs(&context, Vec::new())),
        office_id: if several {
            at.office.id.to_string()
        } else {
            String::new()
        },
        offices: choices
            .map(|one| (one.id.to_string(), one.name.clone()))
            .collect(),
        office: at.office.name.clone(),
        kinds,
        kind: query.art.clone(),
        steps,
        step: query.schritt.clone(),
        state: query.stand.clone(),
        overdue: filter.overdue,
        people: people
            .into_iter()
            .map(|(id, name)| (id.to_string(), name))
            .collect(),
        who: query.wer.clone(),
        lines,
        count,
        number,
        pages: pages(count),
        paging: format!("{}seite=", query.kept(order_name)),
        order: order_name,
        sort_due: query.kept(""),
        sort_number: query.kept("nummer"),
        sort_newest: query.kept("neueste"),
        may_work: context.may(actions::CASE_WORK, &at.place),
        may_search: context.may(actions::CASE_SEARCH, &at.place),
        may_oversee: context.may(actions::CASE_OVERSEE, &at.place),
        may_count: context.may(actions::CASE_COUNT, &at.place),
    })
}

async fn line(
    app: &App,
    context: &Context,
    names: &mut Names,
    listed: Listed,
    today: jiff::civil::Date,
) -> Result<Line, Error> {
    let lang = context.lang();
    let file = listed.file;
    let assignee = match file.assignee {
        Some(_) => names.get(app, context, file.assignee).await?,
        None => String::new(),
    };
    let is_open = file.state == CaseState::Open;
    let next = listed.next.filter(|_| is_open);
    Ok(Line {
        href: file_path(file.id),
        number: file.number,
        kind: listed.type_title,
        state: file.state,
        restricted: file.restricted_at.is_some(),
        overdue: next.as_ref().is_some_and(|(_, day)| *day < today),
        due: next
            .as_ref()
            .map_or(String::new(), |(_, day)| web::format::date(lang, *day)),
        next: next.map_or(String::new(), |(title, _)| title),
        assignee,
        opened: web::format::date(lang, berlin_date(file.opened_at)),
    })
}
