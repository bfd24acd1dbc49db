// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The pages of the field service, and what they share: paths, breadcrumbs, who may see which project.

pub(crate) mod entities;
pub(crate) mod entity;
pub(crate) mod files;
pub(crate) mod form;
pub(crate) mod inspecting;
pub(crate) mod list;
pub(crate) mod lists;
pub(crate) mod new;
pub(crate) mod programs;
pub(crate) mod project;
pub(crate) mod record;
pub(crate) mod restricted;
pub(crate) mod review;
pub(crate) mod tablet;
pub(crate) mod tablets;

use kernel::Action;
use uuid::Uuid;
use web::form::encode_component;
use web::{App, Context, Crumb, Error};

use crate::lists as lists_of;
use crate::model::{Actor, List, Project, ProjectForm, Record, standing_name};
use crate::ready::{self, Named};
use crate::{acting, actions, store};

/// The list of projects.
pub(crate) const LIST: &str = "/aussendienst";

/// How many lines a page of a list has.
const PAGE_SIZE: i64 = 50;

/// The page of a project.
pub(crate) fn project_path(project: i64) -> String {
    format!("{LIST}/{project}")
}

/// The page of the tablets of a project.
pub(crate) fn tablets_path(project: i64) -> String {
    format!("{LIST}/{project}/tablets")
}

/// The page of a tablet.
pub(crate) fn tablet_path(project: i64, tablet: i64) -> String {
    format!("{LIST}/{project}/tablets/{tablet}")
}

/// The page of the lists of entities of a project.
pub(crate) fn lists_path(project: i64) -> String {
    format!("{LIST}/{project}/listen")
}

/// The page of a list of entities.
pub(crate) fn list_path(list: &List) -> String {
    format!(
        "{}/{}",
        lists_path(list.project),
        encode_component(&list.name)
    )
}

/// The page of an entity.
pub(crate) fn entity_path(list: &List, entity: Uuid) -> String {
    format!("{}/eintrag/{entity}", list_path(list))
}

/// The page of a form with its records.
pub(crate) fn form_path(project: i64, xml_form_id: &str) -> String {
    format!(
        "{LIST}/{project}/formular/{}",
        encode_component(xml_form_id)
    )
}

/// The page of a record.
pub(crate) fn record_path(record: &Record) -> String {
    let form = form_path(record.project, &record.xml_form_id);
    format!("{form}/{}", encode_component(&record.instance_id))
}

/// The project with this number, in which the actor may do `action`.
async fn project_for(
    app: &App,
    context: &Context,
    action: Action,
    number: &str,
) -> Result<Project, Error> {
    let number: i64 = number.parse().map_err(|_| Error::NotFound)?;
    let project = store::projects::find(app.db.read(), number).await?;
    let project = project.ok_or(Error::NotFound)?;
    let place = project.place();
    context.allow_or_hide(actions::PROJECT_READ, &place)?;
    context.allow(action, &place)?;
    Ok(project)
}

/// A form of a project, in which the actor may do `action`.
async fn form_for(
    app: &App,
    context: &Context,
    action: Action,
    (number, xml_form_id): (&str, &str),
) -> Result<(Project, ProjectForm), Error> {
    let project = project_for(app, context, action, number).await?;
    let form = store::forms::find(app.db.read(), project.id, xml_form_id).await?;
    Ok((project, form.ok_or(Error::NotFound)?))
}

/// A record of a form, to which the actor may do `action`.
async fn record_for(
    app: &App,
    context: &Context,
    action: Action,
    (number, xml_form_id, instance_id): (&str, &str, &str),
) -> Result<(Project, ProjectForm, Record), Error> {
    let (project, form) = form_for(app, context, action, (number, xml_form_id)).await?;
    let record = store::records::by_instance(app.db.read(), &form, instance_id).await?;
    let record = record.ok_or(Error::NotFound)?;
    if record.restricted_at.is_some() {
        if action != actions::RECORD_OPEN {
            return Err(Error::Restricted);
        }
        let (now, ask) = (app.clock.now(), restricted::path(&record));
        web::restriction::require_reason(context, now, &record.id.to_string(), ask).await?;
    }
    Ok((project, form, record))
}

/// A list of entities of a project, in which the actor may do `action`.
async fn list_for(
    app: &App,
    context: &Context,
    action: Action,
    (number, name): (&str, &str),
) -> Result<(Project, List), Error> {
    let project = project_for(app, context, action, number).await?;
    let list = lists_of::find(app, &project, name).await?;
    Ok((project, list.ok_or(Error::NotFound)?))
}

/// The way to a page below the lists of a project.
fn crumbs_of_lists(context: &Context, project: &Project, further: Vec<Crumb>) -> Vec<Crumb> {
    let lists = Crumb::new(context.t("fieldwork-lists"), lists_path(project.id));
    let way = std::iter::once(lists).chain(further).collect();
    crumbs_of(context, project, way)
}

/// A tablet of a project, which the actor manages.
async fn tablet_for(
    app: &App,
    context: &Context,
    (number, tablet): (&str, &str),
) -> Result<(Project, Actor), Error> {
    let project = project_for(app, context, actions::PROJECT_MANAGE, number).await?;
    let tablet: i64 = tablet.parse().map_err(|_| Error::NotFound)?;
    let tablet = store::actors::find(app.db.read(), tablet).await?;
    let tablet = tablet.filter(|tablet| tablet.project == Some(project.id));
    Ok((project, tablet.ok_or(Error::NotFound)?))
}

/// The way to a page below the list.
fn crumbs(context: &Context, further: Vec<Crumb>) -> Vec<Crumb> {
    let mut crumbs = vec![Crumb::new(context.t("fieldwork-title"), LIST)];
    crumbs.extend(further);
    crumbs
}

/// The way to a page below a project.
fn crumbs_of(context: &Context, project: &Project, further: Vec<Crumb>) -> Vec<Crumb> {
    let mut crumbs = crumbs(
        context,
        vec![Crumb::new(&project.name, project_path(project.id))],
    );
    crumbs.extend(further);
    crumbs
}

/// What a form of a project is called, and the version that tablets get.
struct Titled {
    title: String,
    /// The name of the version; none if no version is published and not withdrawn.
    offered: Option<String>,
}

async fn titled(app: &App, context: &Context, form: &ProjectForm) -> Result<Titled, Error> {
    let tag = context.lang().tag();
    let versions = ready::versions(app.db.read(), form.form).await?;
    let offered = ready::offered(&versions);
    let shown: Option<&Named> = offered.or(versions.first());
    let title = if let Some(version) = shown {
        version.ready.spec.title.get(tag).to_owned()
    } else {
        let draft = library::shelf::form(app.db.read(), form.form).await?;
        draft.map_or(String::new(), |draft| draft.title.get(tag).to_owned())
    };
    Ok(Titled {
        title: if title.is_empty() {
            form.xml_form_id.clone()
        } else {
            title
        },
        offered: offered.map(|version| version.name.clone()),
    })
}

/// The colour and the name of a form's standing; its words say the same.
fn standing(form: &ProjectForm) -> (&'static str, &'static str) {
    use odk::central::FormState;
    let kind = match form.standing {
        FormState::Open => "success",
        FormState::Closing => "warning",
        FormState::Closed => "neutral",
    };
    (kind, standing_name(form.standing))
}

/// The colour and the name of what became of a record; its words say the same.
fn outcome(record: &Record) -> (&'static str, &'static str) {
    use odk::odata::ReviewState;
    match (record.review_state, record.is_aside) {
        (Some(ReviewState::Rejected), _) => ("danger", "rejected"),
        (_, true) => ("warning", "aside"),
        (Some(ReviewState::Approved), _) => ("success", "approved"),
        (Some(ReviewState::HasIssues), _) => ("warning", "issues"),
        (Some(ReviewState::Edited), _) => ("info", "edited"),
        (None, _) => ("neutral", "received"),
    }
}

/// What the actor with this number is called.
async fn name_of(app: &App, context: &Context, actor: Option<i64>) -> Result<String, Error> {
    let actor = match actor {
        Some(number) => store::actors::find(app.db.read(), number).await?,
        None => None,
    };
    let name = match actor {
        Some(actor) => acting::name_of(app, &actor).await?,
        None => String::new(),
    };
    Ok(if name.is_empty() {
        context.t("fieldwork-somebody")
    } else {
        name
    })
}

/// How many pages a list of so many lines has.
fn pages(lines: i64) -> u32 {
    u32::try_from((lines + PAGE_SIZE - 1) / PAGE_SIZE)
        .unwrap_or(u32::MAX)
        .max(1)
}

/// The number of a page in an address, from 1.
fn page_number(text: &str) -> u32 {
    text.parse().unwrap_or(1).max(1)
}
