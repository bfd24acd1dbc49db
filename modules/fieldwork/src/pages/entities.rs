// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A list of entities: what is in it, its properties, and whether records wait for approval. That
//! somebody opened it is noted.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use serde::Deserialize;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::lists::name_error;
use super::{
    PAGE_SIZE, crumbs_of_lists, entity_path, list_for, list_path, name_of, page_number, pages,
};
use crate::model::{Conflict, List, Project};
use crate::store::entities::Which;
use crate::{actions, entities, lists, opening, store};

/// How many properties stand in the table; the others stand on the page of each entity.
const COLUMNS: usize = 4;

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct EntitiesQuery {
    filter: String,
    seite: String,
}

#[derive(Template)]
#[template(path = "fieldwork/entities.html")]
struct EntitiesPage {
    page: Page,
    path: String,
    file: String,
    may_manage: bool,
    may_open: bool,
    may_change: bool,
    filter: &'static str,
    filters: Vec<Filter>,
    columns: Vec<String>,
    lines: Vec<Line>,
    current: u32,
    pages: u32,
    link: String,
    properties: Vec<String>,
    writers: String,
    approval: bool,
    typed_property: String,
    property_error: String,
    errors: Vec<(String, String)>,
}

/// A choice of entities.
struct Filter {
    /// Its name in addresses and messages.
    name: &'static str,
    count: i64,
    current: bool,
}

struct Line {
    label: String,
    href: String,
    values: Vec<String>,
    when: String,
    who: String,
    /// Whether changes contradict each other: `soft`, `hard`, or empty.
    conflict: &'static str,
}

/// What forms say of properties.
type Words = BTreeMap<String, lists::Word>;

/// The filters by their names in the address.
const FILTERS: [(&str, Which); 3] = [
    ("vorhanden", Which::Living),
    ("widersprueche", Which::Contradicting),
    ("geloescht", Which::Deleted),
];

async fn lines(
    app: &App,
    context: &Context,
    (project, list): (&Project, &List),
    (which, current): (Which, u32),
    (columns, words): (&[String], &Words),
) -> Result<Vec<Line>, Error> {
    let conn = app.db.read();
    let lang = context.lang();
    let part = (i64::from(current - 1) * PAGE_SIZE, PAGE_SIZE);
    let mut lines = Vec::new();
    for kept in store::entities::page(conn, list, which, None, part).await? {
        let facts = entities::open(app, conn, project, &kept.entity, &kept.version).await?;
        let values = columns.iter();
        lines.push(Line {
            href: entity_path(list, kept.entity.id),
            values: values
                .map(|name| {
                    let value = facts.data.get(name).map_or("", String::as_str);
                    let word = words.get(name);
                    word.map_or_else(|| value.to_owned(), |word| word.shown(value, lang))
                })
                .collect(),
            label: facts.label,
            when: web::format::moment(lang, kept.version.created_at),
            who: name_of(app, context, Some(kept.version.actor)).await?,
            conflict: kept.entity.conflict.map_or("", Conflict::name),
        });
    }
    Ok(lines)
}

async fn show(
    app: &App,
    context: &Context,
    (project, list): (&Project, &List),
    query: &EntitiesQuery,
    (typed_property, property_error): (String, String),
) -> Result<Response, Error> {
    let conn = app.db.read();
    let place = project.place();
    let may_open = context.may(actions::RECORD_OPEN, &place);
    let named = FILTERS.iter().find(|(name, _)| *name == query.filter);
    let (filter, which) = *named.unwrap_or(&FILTERS[0]);
    let mut filters = Vec::new();
    for (name, which) in FILTERS {
        filters.push(Filter {
            name,
            count: store::entities::count(conn, list, which).await?,
            current: name == filter,
        });
    }
    let count = filters.iter().find(|one| one.current);
    let count = count.map_or(0, |one| one.count);
    let current = page_number(&query.seite);
    let properties: Vec<String> = list.properties.iter().map(|one| one.name.clone()).collect();
    let columns: Vec<String> = properties.iter().take(COLUMNS).cloned().collect();
    let words = lists::words(app, project, list).await?;
    // Who may see that there are entities may not yet read them.
    let lines = if may_open {
        let part = (which, current);
        let lines = lines(app, context, (project, list), part, (&columns, &words)).await?;
        if !lines.is_empty() {
            opening::note_entities(app, project, context.person()?, list).await?;
        }
        lines
    } else {
        Vec::new()
    };
    let title = context.t_with(
        "fieldwork-list-title",
        &[("name", list.name.as_str().into())],
    );
    let path = list_path(list);
    let way = vec![Crumb::new(&list.name, &path)];
    let status = if property_error.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let writers = lists::writers(app, project, &list.name).await?;
    let html = render(&EntitiesPage {
        page: context.page(&title, crumbs_of_lists(context, project, way)),
        file: format!("{}.csv", list.name),
        may_manage: context.may(actions::PROJECT_MANAGE, &place),
        may_open,
        may_change: context.may(actions::RECORD_REVIEW, &place),
        filter,
        filters,
        columns: columns
            .into_iter()
            .map(|name| {
                let label = words.get(&name).map(|word| word.label(context.lang()));
                label.filter(|label| !label.is_empty()).unwrap_or(name)
            })
            .collect(),
        lines,
        current,
        pages: pages(count),
        link: format!("{path}?filter={filter}&seite="),
        path,
        properties,
        writers: lists::in_line(&writers),
        approval: list.approval_required,
        typed_property,
        errors: if property_error.is_empty() {
            Vec::new()
        } else {
            vec![("eigenschaft".to_owned(), property_error.clone())]
        },
        property_error,
    })?;
    Ok((status, html).into_response())
}

/// Shows a list.
pub(crate) async fn page(
    State(app): State<App>,
    context: Context,
    Path((number, name)): Path<(String, String)>,
    Query(query): Query<EntitiesQuery>,
) -> Result<Response, Error> {
    let place = (number.as_str(), name.as_str());
    let (project, list) = list_for(&app, &context, actions::PROJECT_READ, place).await?;
    show(
        &app,
        &context,
        (&project, &list),
        &query,
        Default::default(),
    )
    .await
}

/// Says whether records wait for approval.
pub(crate) async fn set_approval(
    State(app): State<App>,
    context: Context,
    Path((number, name)): Path<(String, String)>,
    fields: Fields,
) -> Result<Redirect, Error> {
    let place = (number.as_str(), name.as_str());
    let (project, list) = list_for(&app, &context, actions::PROJECT_MANAGE, place).await?;
    let required = fields.has("freigabe");
    lists::set_approval(&app, &context, &project, (&list, required)).await?;
    let text = context.t("fieldwork-list-saved");
    context.flash("success", text).await?;
    Ok(Redirect::to(&list_path(&list)))
}

/// Adds a property.
pub(crate) async fn add_property(
    State(app): State<App>,
    context: Context,
    Path((number, name)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Error> {
    let place = (number.as_str(), name.as_str());
    let (project, list) = list_for(&app, &context, actions::PROJECT_MANAGE, place).await?;
    let property = fields.text("eigenschaft");
    let added = lists::add_property(&app, &context, &project, (&list, property)).await?;
    if let Err(bad) = added {
        let typed = (property.to_owned(), name_error(&context, bad));
        let query = EntitiesQuery::default();
        return show(&app, &context, (&project, &list), &query, typed).await;
    }
    let text = context.t_with("fieldwork-property-added", &[("name", property.into())]);
    context.flash("success", text).await?;
    Ok(Redirect::to(&list_path(&list)).into_response())
}
