// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! An entity: what is said of it, what happened to it, and changing, deleting and taking it back. That
//! somebody opened it is noted.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use uuid::Uuid;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::{crumbs_of_lists, entity_path, list_for, list_path, name_of, record_path};
use crate::acting::me;
use crate::changing::LONGEST;
use crate::entities::{self, By, Change, Fate, Refused, Wanted};
use crate::model::{Conflict, EntityFacts, List, Project};
use crate::store::entities::Kept;
use crate::{actions, opening, store};

#[derive(Template)]
#[template(path = "fieldwork/entity.html")]
struct EntityPage {
    page: Page,
    path: String,
    back: String,
    /// Whether it exists, so that it is changed and not made.
    exists: bool,
    may_change: bool,
    is_deleted: bool,
    conflict: &'static str,
    /// The properties that were changed by two.
    conflicting: String,
    typed_label: String,
    label_error: String,
    values: Vec<Value>,
    /// The version that is shown.
    number: i64,
    outdated: bool,
    errors: Vec<(String, String)>,
    history: Vec<HistoryLine>,
    longest: usize,
}

struct Value {
    name: String,
    /// The name of the field.
    field: String,
    value: String,
}

struct HistoryLine {
    when: String,
    who: String,
    number: i64,
    /// The record that made the version; empty if none did.
    record: String,
    changes: Vec<Changed>,
}

struct Changed {
    name: String,
    before: String,
    after: String,
    /// Whether somebody else had changed it, too.
    is_contradicting: bool,
}

/// What is typed.
#[derive(Debug, Clone, Default)]
struct Typed {
    label: String,
    data: BTreeMap<String, String>,
}

impl Typed {
    fn of(fields: &Fields, list: &List) -> Self {
        let values = list.properties.iter();
        Self {
            label: fields.text("name").to_owned(),
            data: values
                .filter(|one| fields.has(&field_name(&one.name)))
                .map(|one| {
                    let text = fields.text(&field_name(&one.name)).replace("\r\n", "\n");
                    (one.name.clone(), text)
                })
                .collect(),
        }
    }
}

fn field_name(property: &str) -> String {
    format!("wert:{property}")
}

fn label_error(context: &Context, typed: &Typed) -> String {
    if typed.label.is_empty() {
        context.t("fieldwork-entity-label-missing")
    } else if typed.label.chars().count() > LONGEST {
        context.t_with("fieldwork-too-long", &[("longest", LONGEST.into())])
    } else {
        String::new()
    }
}

fn changes(before: &EntityFacts, after: &EntityFacts, label: &str) -> Vec<Changed> {
    let mut changes = Vec::new();
    let mut add = |name: &str, key: &str, before: &str, after: &str, contradicting: &[String]| {
        if before != after {
            changes.push(Changed {
                name: name.to_owned(),
                before: before.to_owned(),
                after: after.to_owned(),
                is_contradicting: contradicting.iter().any(|known| known == key),
            });
        }
    };
    let found = &after.conflicting;
    add(label, "label", &before.label, &after.label, found);
    let nothing = String::new();
    for (name, value) in &after.data {
        let old = before.data.get(name).unwrap_or(&nothing);
        add(name, name, old, value, found);
    }
    changes
}

async fn history(
    app: &App,
    context: &Context,
    project: &Project,
    kept: &Kept,
) -> Result<Vec<HistoryLine>, Error> {
    let conn = app.db.read();
    let mut opened = Vec::new();
    for version in store::entities::versions(conn, &kept.entity).await? {
        let facts = entities::open(app, conn, project, &kept.entity, &version).await?;
        opened.push((version, facts));
    }
    let label = context.t("fieldwork-entity-label");
    let mut lines = Vec::new();
    let nothing = EntityFacts::default();
    for (at, (version, facts)) in opened.iter().enumerate() {
        let before = opened.get(at + 1).map_or(&nothing, |(_, facts)| facts);
        let record = match version.record {
            Some(record) => store::records::find(conn, record).await?,
            None => None,
        };
        lines.push(HistoryLine {
            when: web::format::moment(context.lang(), version.created_at),
            who: name_of(app, context, Some(version.actor)).await?,
            number: version.number,
            record: record.map_or(String::new(), |record| record_path(&record)),
            changes: changes(before, facts, &label),
        });
    }
    Ok(lines)
}

async fn show(
    app: &App,
    context: &Context,
    (project, list): (&Project, &List),
    kept: Option<&Kept>,
    (typed, label_error, outdated): (Option<Typed>, String, bool),
) -> Result<Response, Error> {
    let conn = app.db.read();
    let facts = match kept {
        Some(kept) => entities::open(app, conn, project, &kept.entity, &kept.version).await?,
        None => EntityFacts::default(),
    };
    let history = match kept {
        Some(kept) => history(app, context, project, kept).await?,
        None => Vec::new(),
    };
    let back = list_path(list);
    let (title, path) = match kept {
        Some(kept) => (facts.label.clone(), entity_path(list, kept.entity.id)),
        None => (context.t("fieldwork-entity-new"), format!("{back}/neu")),
    };
    let typed = typed.unwrap_or_else(|| Typed {
        label: facts.label.clone(),
        data: facts.data.clone(),
    });
    let values = list.properties.iter().map(|one| Value {
        field: field_name(&one.name),
        value: typed.data.get(&one.name).cloned().unwrap_or_default(),
        name: one.name.clone(),
    });
    let status = if outdated {
        StatusCode::CONFLICT
    } else if label_error.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let way = vec![Crumb::new(&list.name, &back), Crumb::new(&title, &path)];
    let html = render(&EntityPage {
        page: context.page(&title, crumbs_of_lists(context, project, way)),
        path,
        back,
        exists: kept.is_some(),
        may_change: context.may(actions::RECORD_REVIEW, &project.place()),
        is_deleted: kept.is_some_and(|kept| kept.entity.deleted_at.is_some()),
        conflict: kept
            .and_then(|kept| kept.entity.conflict)
            .map_or("", Conflict::name),
        conflicting: facts.conflicting.join(", "),
        values: values.collect(),
        typed_label: typed.label,
        errors: if label_error.is_empty() {
            Vec::new()
        } else {
            vec![("name".to_owned(), label_error.clone())]
        },
        label_error,
        number: kept.map_or(0, |kept| kept.entity.number),
        outdated,
        history,
        longest: LONGEST,
    })?;
    Ok((status, html).into_response())
}

async fn found(app: &App, list: &List, id: &str) -> Result<Kept, Error> {
    let id = Uuid::try_parse(id).map_err(|_| Error::NotFound)?;
    let kept = store::entities::find(app.db.read(), list, id).await?;
    kept.ok_or(Error::NotFound)
}

/// Shows an entity.
pub(crate) async fn page(
    State(app): State<App>,
    context: Context,
    Path((number, name, id)): Path<(String, String, String)>,
) -> Result<Response, Error> {
    let place = (number.as_str(), name.as_str());
    let (project, list) = list_for(&app, &context, actions::RECORD_OPEN, place).await?;
    let kept = found(&app, &list, &id).await?;
    opening::note_entity(&app, &project, context.person()?, kept.entity.id).await?;
    show(
        &app,
        &context,
        (&project, &list),
        Some(&kept),
        Default::default(),
    )
    .await
}

/// The form for a new entity.
pub(crate) async fn new_page(
    State(app): State<App>,
    context: Context,
    Path((number, name)): Path<(String, String)>,
) -> Result<Response, Error> {
    let place = (number.as_str(), name.as_str());
    let (project, list) = list_for(&app, &context, actions::RECORD_REVIEW, place).await?;
    show(&app, &context, (&project, &list), None, Default::default()).await
}

/// Makes an entity.
pub(crate) async fn create(
    State(app): State<App>,
    context: Context,
    Path((number, name)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Error> {
    let place = (number.as_str(), name.as_str());
    let (project, list) = list_for(&app, &context, actions::RECORD_REVIEW, place).await?;
    let typed = Typed::of(&fields, &list);
    let error = label_error(&context, &typed);
    if !error.is_empty() {
        let typed = (Some(typed), error, false);
        return show(&app, &context, (&project, &list), None, typed).await;
    }
    let (person, actor) = me(&app, &context).await?;
    let by = By {
        person,
        actor: actor.id,
        program: "",
    };
    let wanted = Wanted {
        id: None,
        label: typed.label,
        data: typed.data,
    };
    let made = entities::make(&app, &project, &list, by, vec![wanted]).await?;
    let made = made.map_err(|refused| Error::internal(format!("{refused:?}")))?;
    let text = context.t("fieldwork-entity-made");
    context.flash("success", text).await?;
    let path = made
        .first()
        .map_or_else(|| list_path(&list), |entity| entity_path(&list, entity.id));
    Ok(Redirect::to(&path).into_response())
}

/// Changes an entity; who has seen an older version is shown the newest one.
pub(crate) async fn change(
    State(app): State<App>,
    context: Context,
    Path((number, name, id)): Path<(String, String, String)>,
    fields: Fields,
) -> Result<Response, Error> {
    let place = (number.as_str(), name.as_str());
    let (project, list) = list_for(&app, &context, actions::RECORD_REVIEW, place).await?;
    let kept = found(&app, &list, &id).await?;
    let typed = Typed::of(&fields, &list);
    let error = label_error(&context, &typed);
    let at = (&project, &list);
    if !error.is_empty() {
        return show(&app, &context, at, Some(&kept), (Some(typed), error, false)).await;
    }
    let (person, actor) = me(&app, &context).await?;
    let by = By {
        person,
        actor: actor.id,
        program: "",
    };
    let change = Change {
        label: Some(typed.label.clone()),
        data: typed.data.clone(),
        base: fields.text("version").parse().ok(),
        settles: kept.entity.conflict.is_some(),
    };
    let id = kept.entity.id;
    match entities::change(&app, &project, &list, (id, by), change).await? {
        Ok(_) => {
            let text = context.t("fieldwork-entity-changed");
            context.flash("success", text).await?;
            Ok(Redirect::to(&entity_path(&list, id)).into_response())
        }
        Err(Refused::Outdated(_) | Refused::Deleted) => {
            let kept = found(&app, &list, &id.to_string()).await?;
            let typed = (Some(typed), String::new(), true);
            show(&app, &context, at, Some(&kept), typed).await
        }
        Err(refused) => Err(Error::internal(format!("{refused:?}"))),
    }
}

/// Deletes an entity, takes it back, or settles a contradiction as it stands.
pub(crate) async fn set_fate(
    State(app): State<App>,
    context: Context,
    Path((number, name, id)): Path<(String, String, String)>,
    fields: Fields,
) -> Result<Redirect, Error> {
    let place = (number.as_str(), name.as_str());
    let (project, list) = list_for(&app, &context, actions::RECORD_REVIEW, place).await?;
    let kept = found(&app, &list, &id).await?;
    let (fate, key) = match fields.text("stand") {
        "geloescht" => (Fate::Deleted, "fieldwork-entity-deleted"),
        "vorhanden" => (Fate::TakenBack, "fieldwork-entity-taken-back"),
        "geklaert" => (Fate::Settled, "fieldwork-entity-settled"),
        _ => return Err(Error::NotFound),
    };
    let (person, actor) = me(&app, &context).await?;
    let by = By {
        person,
        actor: actor.id,
        program: "",
    };
    let id = kept.entity.id;
    let done = entities::set_fate(&app, &project, &list, (id, by), fate).await?;
    let (kind, key) = if done {
        ("success", key)
    } else {
        ("info", "fieldwork-entity-unchanged")
    };
    let text = context.t(key);
    context.flash(kind, text).await?;
    Ok(Redirect::to(&entity_path(&list, id)))
}
