// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Kinds of case files: the list, making one, publishing a version, retiring.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use kernel::{CaseTypeId, OrganisationId, Resource};
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::{crumbs, places};
use crate::model::{CaseType, Definition, DefinitionFault};
use crate::{actions, store};

/// Where it is.
pub const PATH: &str = "/faelle/arten";

/// The page of a kind.
pub fn type_path(id: CaseTypeId) -> String {
    format!("{PATH}/{id}")
}

/// The kinds that files of an office can have: the state's and its own, by title.
pub async fn usable(app: &App, place: &Resource) -> Result<Vec<CaseType>, Error> {
    let conn = app.db.read();
    let mut kinds = Vec::new();
    for owner in [place.state, place.office].into_iter().flatten() {
        kinds.extend(store::types::of_owner(conn, owner).await?);
    }
    kinds.retain(|kind| kind.latest > 0);
    kinds.sort_by(|one, other| one.title.cmp(&other.title).then(one.id.cmp(&other.id)));
    Ok(kinds)
}

/// Where the actor may configure kinds: the state, or offices.
pub async fn owners(app: &App, context: &Context) -> Result<Vec<(OrganisationId, String)>, Error> {
    let found = places(app, context, actions::CASE_CONFIGURE, |place, _| {
        place.institution.is_none()
    })
    .await?;
    if found.is_empty() {
        let state = directory::state(app.db.read()).await?;
        context.allow(actions::CASE_CONFIGURE, &Resource::of_state(state.id))?;
    }
    Ok(found
        .into_iter()
        .map(|(one, _)| (one.id, one.name))
        .collect())
}

/// A kind by the text in the address; the actor may configure it.
pub async fn type_for(app: &App, context: &Context, text: &str) -> Result<CaseType, Error> {
    let id: CaseTypeId = text.parse().map_err(|_| Error::NotFound)?;
    let conn = app.db.read();
    let kind = store::types::find(conn, id).await?.ok_or(Error::NotFound)?;
    let place = directory::place_of(conn, kind.owner).await?;
    context.allow_or_hide(actions::CASE_CONFIGURE, &place.ok_or(Error::NotFound)?)?;
    Ok(kind)
}

/// The way to a page of a kind.
pub fn crumbs_of_types(context: &Context, further: Vec<Crumb>) -> Vec<Crumb> {
    let mut way = vec![Crumb::new(context.t("cases-types-title"), PATH)];
    way.extend(further);
    // Whoever configures need not see files.
    if context.actor().has(kernel::Role::CaseWorker) {
        crumbs(context, way)
    } else {
        way
    }
}

/// What keeps a draft from being published, in words.
pub fn fault(context: &Context, fault: &DefinitionFault) -> String {
    let with = |key: &str, name: &str, value: &str| context.t_with(key, &[(name, value.into())]);
    match fault {
        DefinitionFault::NoTitle => context.t("cases-fault-title"),
        DefinitionFault::NoReason => context.t("cases-fault-reason"),
        DefinitionFault::NoFamilyName => context.t("cases-fault-name"),
        DefinitionFault::Follows(step) => with("cases-fault-follows", "step", step),
        DefinitionFault::NoLetter(step) => with("cases-fault-letter", "step", step),
        DefinitionFault::Twice(key) => with("cases-fault-twice", "key", key),
        DefinitionFault::Letter { title, problem } => {
            use crate::model::LetterProblem;
            let (key, line, name) = match problem {
                LetterProblem::Open { line } => ("cases-fault-open", line, ""),
                LetterProblem::Unknown { line, name } => {
                    ("cases-fault-unknown", line, name.as_str())
                }
            };
            context.t_with(
                key,
                &[
                    ("letter", title.as_str().into()),
                    ("line", (*line).into()),
                    ("field", name.into()),
                ],
            )
        }
    }
}

#[derive(Template)]
#[template(path = "cases/types.html")]
struct TypesPage {
    page: Page,
    path: &'static str,
    groups: Vec<Group>,
}

struct Group {
    owner: String,
    owner_id: String,
    lines: Vec<Line>,
}

struct Line {
    href: String,
    title: String,
    latest: i64,
    changed: bool,
    retired: bool,
}

/// Lists the kinds that the actor configures.
pub async fn page(State(app): State<App>, context: Context) -> Result<Html<String>, Error> {
    let conn = app.db.read();
    let mut groups = Vec::new();
    for (owner, name) in owners(&app, &context).await? {
        let mut lines = Vec::new();
        for kind in store::types::of_owner(conn, owner).await? {
            let version = store::types::version(conn, kind.id, kind.latest).await?;
            let changed = version.is_none_or(|version| version.definition != kind.draft);
            lines.push(Line {
                href: type_path(kind.id),
                title: kind.title,
                latest: kind.latest,
                changed,
                retired: kind.retired,
            });
        }
        groups.push(Group {
            owner: name,
            owner_id: owner.to_string(),
            lines,
        });
    }
    render(&TypesPage {
        page: context.page(
            context.t("cases-types-title"),
            crumbs_of_types(&context, Vec::new()),
        ),
        path: PATH,
        groups,
    })
}

/// Makes a kind with an empty draft.
pub async fn create(
    State(app): State<App>,
    context: Context,
    fields: Fields,
) -> Result<Response, Error> {
    let owners = owners(&app, &context).await?;
    let wanted = fields.text("inhaber");
    let owner = owners.iter().find(|(id, _)| id.to_string() == wanted);
    let (owner, _) = owner.ok_or(Error::NotFound)?;
    let title: String = fields
        .text("titel")
        .chars()
        .take(crate::model::LONGEST_TITLE)
        .collect();
    if title.is_empty() {
        context
            .flash("warning", context.t("cases-fault-title"))
            .await?;
        return Ok(Redirect::to(PATH).into_response());
    }
    let kind = CaseType {
        id: CaseTypeId::new(&*app.clock, &*app.chance),
        owner: *owner,
        title: title.clone(),
        draft: Definition {
            title,
            ..Definition::default()
        },
        revision: 1,
        latest: 0,
        retired: false,
    };
    let tx = app.db.begin().await?;
    store::types::add(&tx, &kind, app.clock.now()).await?;
    note(&app, &context, &tx, &kind, "made").await?;
    tx.commit().await?;
    Ok(Redirect::to(&type_path(kind.id)).into_response())
}

/// Writes into the audit trail what was done with a kind.
pub async fn note(
    app: &App,
    context: &Context,
    tx: &db::Tx,
    kind: &CaseType,
    what: &'static str,
) -> Result<(), Error> {
    let entry = audit::Entry {
        chain: kind.owner.uuid(),
        actor: Some(context.person()?),
        action: actions::CASE_CONFIGURE,
        subject: audit::Subject::new("case-type", kind.id),
        facts: vec![("what", what.into()), ("version", kind.latest.into())],
    };
    audit::append(tx, &*app.clock, entry).await?;
    Ok(())
}

/// Publishes the draft that was seen.
pub async fn publish(
    State(app): State<App>,
    context: Context,
    Path(case_type): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let kind = type_for(&app, &context, &case_type).await?;
    let faults = kind.draft.faults();
    if let Some(first) = faults.first() {
        context.flash("warning", fault(&context, first)).await?;
        return Ok(Redirect::to(&type_path(kind.id)).into_response());
    }
    let seen: Option<i64> = fields.text("stand").parse().ok();
    let tx = app.db.begin().await?;
    let by = Some(context.person()?);
    let is_seen = seen == Some(kind.revision);
    if !is_seen || !store::types::publish(&tx, &kind, by, app.clock.now()).await? {
        return Err(Error::Conflict(context.t("cases-type-outdated")));
    }
    note(&app, &context, &tx, &kind, "published").await?;
    tx.commit().await?;
    let text = context.t_with(
        "cases-type-published",
        &[("version", (kind.latest + 1).into())],
    );
    context.flash("success", text).await?;
    Ok(Redirect::to(&type_path(kind.id)).into_response())
}

/// Lets a kind open no new files any more, or again.
pub async fn retire(
    State(app): State<App>,
    context: Context,
    Path(case_type): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let kind = type_for(&app, &context, &case_type).await?;
    let retired = fields.text("aktion") == "stilllegen";
    let tx = app.db.begin().await?;
    store::types::set_retired(&tx, kind.id, retired, app.clock.now()).await?;
    let what = if retired { "retired" } else { "offered" };
    note(&app, &context, &tx, &kind, what).await?;
    tx.commit().await?;
    let key = if retired {
        "cases-type-retired"
    } else {
        "cases-type-offered"
    };
    context.flash("success", context.t(key)).await?;
    Ok(Redirect::to(&type_path(kind.id)).into_response())
}
