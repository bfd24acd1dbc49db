// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! An entity: what is said of it, what happened to it, and changing, deleting and taking it back. That
//! somebody opened it is noted.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use kernel::Lang;
use uuid::Uuid;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::{crumbs_of_lists, entity_path, list_for, list_path, name_of, record_path};
use crate::acting::me;
use crate::changing::LONGEST;
use crate::entities::{self, By, Change, Fate, Refused, Wanted};
use crate::model::{Conflict, EntityFacts, List, Project};
use crate::store::entities::Kept;
use crate::{actions, lists, opening, store};

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
    values: Vec<Shown>,
    /// The version that is shown.
    number: i64,
    outdated: bool,
    errors: Vec<(String, String)>,
    history: Vec<HistoryLine>,
    longest: usize,
}

struct Shown {
    /// What it is called.
    label: String,
    /// The name of the field.
    field: String,
    value: String,
    /// As people read it.
    in_words: String,
    /// Codes to choose from, and what they say.
    choices: Vec<(String, String)>,
    is_day: bool,
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

/// What forms say of properties.
type Words = BTreeMap<String, lists::Word>;

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

/// What a version changed, in words.
fn changes(
    before: &EntityFacts,
    after: &EntityFacts,
    (words, context): (&Words, &Context),
) -> Vec<Changed> {
    let lang = context.lang();
    let mut changes = Vec::new();
    if before.label != after.label {
        changes.push(Changed {
            name: context.t("fieldwork-entity-label"),
            before: before.label.clone(),
            after: after.label.clone(),
            is_contradicting: after.conflicting.iter().any(|name| name == "label"),
        });
    }
    let nothing = String::new();
    for (name, value) in &after.data {
        let old = before.data.get(name).unwrap_or(&nothing);
        if old == value {
            continue;
        }
        let word = words.get(name);
        let shown = |value: &String| match word {
            Some(word) => word.shown(value, lang),
            None => value.clone(),
        };
        changes.push(Changed {
            name: called(words, name, lang),
            before: shown(old),
            after: shown(value),
            is_contradicting: after.conflicting.contains(name),
        });
    }
    changes
}

/// What a property is called: what is asked for it.
fn called(words: &Words, name: &str, lang: Lang) -> String {
    let label = words.get(name).map(|word| word.label(lang));
    let label = label.filter(|label| !label.is_empty());
    label.unwrap_or_else(|| name.to_owned())
}

async fn history(
    app: &App,
    context: &Context,
    (project, words): (&Project, &Words),
    kept: &Kept,
) -> Result<Vec<HistoryLine>, Error> {
    let conn = app.db.read();
    let mut opened = Vec::new();
    for version in store::entities::versions(conn, &kept.entity).await? {
        let facts = entities::open(app, conn, project, &kept.entity, &version).await?;
        opened.push((version, facts));
    }
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
            changes: changes(before, facts, (words, context)),
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
    let words = lists::words(app, project, list).await?;
    let lang = context.lang();
    let history = match kept {
        Some(kept) => history(app, context, (project, &words), kept).await?,
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
    let values = list.properties.iter().map(|one| {
        let word = words.get(&one.name);
        let label = called(&words, &one.name, lang);
        let value = typed.data.get(&one.name).cloned().unwrap_or_default();
        let mut choices = word.map_or_else(Vec::new, |word| word.choices(lang));
        // What no form knows stays as it is.
        if !value.is_empty()
            && !choices.is_empty()
            && !choices.iter().any(|(code, _)| *code == value)
        {
            choices.push((value.clone(), value.clone()));
        }
        Shown {
            field: field_name(&one.name),
            in_words: word.map_or_else(|| value.clone(), |word| word.shown(&value, lang)),
            // A field for days shows nothing but days.
            is_day: word.is_some_and(lists::Word::is_day)
                && (value.is_empty() || value.parse::<jiff::civil::Date>().is_ok()),
            choices,
            label,
            value,
        }
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
        conflicting: {
            let names = facts.conflicting.iter();
            let names: Vec<String> = names
                .map(|name| match name.as_str() {
                    "label" => context.t("fieldwork-entity-label"),
                    name => called(&words, name, lang),
                })
                .collect();
            names.join(", ")
        },
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
