// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Roles that an organisation makes itself: the list, a new one, changing one. What a role can hold is
//! asked of the policies; nothing else is taken.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use http::StatusCode;
use kernel::{Action, Level, OrganisationId, Role};
use policy::Scope;
use serde::Deserialize;
use uuid::Uuid;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Guard, Page, Route, render};

use super::FieldErrors;
use super::organisations::reach;
use crate::actions;
use crate::model::Organisation;
use crate::store::own_roles::{self, OwnRole};
use crate::trail;

pub(crate) const ROLES: &str = "/verwaltung/rollen";
const NEW: &str = "/verwaltung/rollen/neu";
/// The most characters of a name and of a description.
const LONGEST_NAME: usize = 80;
const LONGEST_DESCRIPTION: usize = 500;

pub(crate) fn routes() -> Vec<Route> {
    let manage = Guard::Action(actions::ROLE_MANAGE);
    web::routes! {
        get manage ROLES => list;
        get manage NEW => show_new;
        post manage NEW => add;
        get manage "/verwaltung/rollen/{own_role}" => show;
        post manage "/verwaltung/rollen/{own_role}" => change;
    }
}

pub(crate) fn href(role: Uuid) -> String {
    format!("{ROLES}/{role}")
}

pub(super) fn crumbs(context: &Context) -> Vec<Crumb> {
    vec![
        Crumb::new(context.t("directory-administration-title"), "/verwaltung"),
        Crumb::new(context.t("directory-own-roles-title"), ROLES),
    ]
}

/// An action in words, with where it holds.
pub(super) struct Choice {
    pub(super) code: &'static str,
    pub(super) words: String,
    pub(super) checked: bool,
}

/// What a role of an organisation of this level can hold, in words.
fn choices(app: &App, context: &Context, level: Level, chosen: &[String]) -> Vec<Choice> {
    app.policy
        .permitted(level)
        .into_iter()
        .map(|(action, scopes)| Choice {
            code: action.0,
            words: action_in_words(context, action, &scopes),
            checked: chosen.iter().any(|code| code == action.0),
        })
        .collect()
}

/// An action and its scopes: `Konten ansehen (Einrichtungen des eigenen Amts)`.
pub(super) fn action_in_words(context: &Context, action: Action, scopes: &[Scope]) -> String {
    let name = context.t(&format!("action-{}", action.0.replace('.', "-")));
    let scopes: Vec<String> = scopes
        .iter()
        .map(|scope| context.t(&format!("scope-{}", scope.name())))
        .collect();
    context.t_with(
        "directory-own-role-action",
        &[
            ("action", name.into()),
            ("scopes", scopes.join(", ").into()),
        ],
    )
}

/// The organisations whose roles the actor puts together.
async fn managed(app: &App, context: &Context) -> Result<Vec<Organisation>, Error> {
    let own = reach(app, context, &[actions::ROLE_MANAGE]).await?.own;
    Ok(crate::organisations(app.db.read(), &own).await?)
}

/// The organisation with this identifier, if the actor puts its roles together.
async fn managed_one(app: &App, context: &Context, id: &str) -> Result<Organisation, Error> {
    let mut managed = managed(app, context).await?;
    if id.is_empty() && managed.len() == 1 {
        return Ok(managed.remove(0));
    }
    let id: OrganisationId = id.parse().map_err(|_| Error::NotFound)?;
    managed
        .into_iter()
        .find(|organisation| organisation.id == id)
        .ok_or(Error::NotFound)
}

/// A living role and its organisation, if the actor may do `action` there.
pub(super) async fn found(
    app: &App,
    context: &Context,
    id: Uuid,
    action: Action,
) -> Result<(OwnRole, Organisation), Error> {
    let conn = app.db.read();
    let role = own_roles::find(conn, id).await?.ok_or(Error::NotFound)?;
    let place = crate::place_of(conn, role.organisation)
        .await?
        .ok_or(Error::NotFound)?;
    context.allow_or_hide(action, &place)?;
    if role.ended {
        return Err(Error::Conflict(context.t("directory-own-role-has-ended")));
    }
    let organisation = crate::organisation(conn, role.organisation)
        .await?
        .ok_or(Error::NotFound)?;
    Ok((role, organisation))
}

#[derive(Template)]
#[template(path = "directory/own_roles.html")]
struct ListPage {
    page: Page,
    organisations: Vec<Line>,
}

/// The roles of one organisation.
struct Line {
    organisation: Organisation,
    roles: Vec<RoleLine>,
    /// The shipped roles that a new one can be made of.
    templates: Vec<Role>,
}

struct RoleLine {
    role: OwnRole,
    holders: usize,
    may_give: bool,
}

async fn list(State(app): State<App>, context: Context) -> Result<Html<String>, Error> {
    let conn = app.db.read();
    let now = app.clock.now();
    let mut organisations = Vec::new();
    for organisation in managed(&app, &context).await? {
        let place = crate::place_of(conn, organisation.id)
            .await?
            .ok_or(Error::NotFound)?;
        let may_give = context.may(actions::GRANT_OWN_ROLE, &place);
        let mut roles = Vec::new();
        for role in own_roles::living(conn, &[organisation.id]).await? {
            roles.push(RoleLine {
                holders: own_roles::holders(conn, role.id, now).await?.len(),
                role,
                may_give,
            });
        }
        let level = organisation.level();
        let shipped = Role::ALL.into_iter();
        organisations.push(Line {
            organisation,
            roles,
            templates: shipped
                .filter(|role| policy::levels(*role).contains(&level))
                .collect(),
        });
    }
    if organisations.is_empty() {
        return Err(Error::Forbidden);
    }
    render(&ListPage {
        page: context.page(context.t("directory-own-roles-title"), crumbs(&context)),
        organisations,
    })
}

#[derive(Template)]
#[template(path = "directory/own_role.html")]
struct EditPage {
    page: Page,
    organisation: Organisation,
    /// The role that is changed; none for a new one.
    id: Option<Uuid>,
    version: i64,
    typed_name: String,
    description: String,
    choices: Vec<Choice>,
    holders: Vec<String>,
    errors: FieldErrors,
}

impl EditPage {
    fn action(&self) -> String {
        self.id.map_or_else(|| NEW.to_owned(), href)
    }
}

/// What was typed: a role that need not be right yet.
struct Typed {
    name: String,
    description: String,
    actions: Vec<String>,
    version: i64,
}

impl Typed {
    fn of_fields(fields: &Fields) -> Self {
        Self {
            name: fields.text("name").to_owned(),
            description: fields.text("description").to_owned(),
            actions: fields.all("aktion").map(str::to_owned).collect(),
            version: fields.text("stand").parse().unwrap_or(0),
        }
    }
}

async fn edit_page(
    app: &App,
    context: &Context,
    organisation: Organisation,
    id: Option<Uuid>,
    typed: Typed,
    errors: FieldErrors,
) -> Result<EditPage, Error> {
    let title = if id.is_some() {
        typed.name.clone()
    } else {
        context.t("directory-own-role-new-title")
    };
    let mut crumbs = crumbs(context);
    crumbs.push(Crumb::new(title.clone(), context.path()));
    let holders = match id {
        Some(id) => own_roles::holders(app.db.read(), id, app.clock.now()).await?,
        None => Vec::new(),
    };
    Ok(EditPage {
        page: context.page(title, crumbs),
        choices: choices(app, context, organisation.level(), &typed.actions),
        organisation,
        id,
        version: typed.version,
        typed_name: typed.name,
        description: typed.description,
        holders: holders.into_iter().map(|(_, name)| name).collect(),
        errors,
    })
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct NewQuery {
    organisation: String,
    vorlage: String,
}

/// The codes of what a shipped role may do at its own organisation, as far as an own role can hold it.
fn from_template(app: &App, level: Level, template: Role) -> Vec<String> {
    let column = policy::Policy::matrix_columns()
        .into_iter()
        .position(|column| column == (template, level));
    let Some(column) = column else {
        return Vec::new();
    };
    let permitted = app.policy.permitted(level);
    app.policy
        .matrix()
        .iter()
        .filter(|row| !row.cells[column].is_empty())
        .filter(|row| permitted.iter().any(|(action, _)| *action == row.action))
        .map(|row| row.action.0.to_owned())
        .collect()
}

async fn show_new(
    State(app): State<App>,
    context: Context,
    Query(query): Query<NewQuery>,
) -> Result<Html<String>, Error> {
    let organisation = managed_one(&app, &context, &query.organisation).await?;
    let level = organisation.level();
    let template: Option<Role> = query.vorlage.parse().ok();
    let chosen = match template {
        Some(template) => {
            // The first time thousands of questions to the policies: not on a thread that serves others.
            let app = app.clone();
            tokio::task::spawn_blocking(move || from_template(&app, level, template))
                .await
                .map_err(Error::internal)?
        }
        None => Vec::new(),
    };
    let typed = Typed {
        name: String::new(),
        description: String::new(),
        actions: chosen,
        version: 0,
    };
    let errors = FieldErrors::default();
    render(&edit_page(&app, &context, organisation, None, typed, errors).await?)
}

/// A role as it is going to be, or what is wrong with what was typed.
fn read(
    app: &App,
    context: &Context,
    organisation: &Organisation,
    id: Uuid,
    typed: &Typed,
) -> Result<OwnRole, FieldErrors> {
    let mut errors = FieldErrors::default();
    let letters = typed.name.chars().count();
    if !(2..=LONGEST_NAME).contains(&letters) || typed.name.chars().any(char::is_control) {
        let most = [("most", LONGEST_NAME.into())];
        errors.add(
            "name",
            context.t_with("directory-own-role-name-invalid", &most),
        );
    }
    if typed.description.chars().count() > LONGEST_DESCRIPTION {
        let most = [("most", LONGEST_DESCRIPTION.into())];
        errors.add(
            "description",
            context.t_with("directory-own-role-description-invalid", &most),
        );
    }
    let permitted = app.policy.permitted(organisation.level());
    let is_permitted = |code: &String| {
        permitted
            .iter()
            .any(|(action, _)| action.0 == code.as_str())
    };
    let mut chosen = typed.actions.clone();
    chosen.sort();
    chosen.dedup();
    if chosen.is_empty() {
        errors.add("aktion", context.t("directory-own-role-actions-missing"));
    } else if !chosen.iter().all(is_permitted) {
        errors.add("aktion", context.t("directory-own-role-actions-forbidden"));
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    Ok(OwnRole {
        id,
        organisation: organisation.id,
        name: typed.name.clone(),
        description: typed.description.clone(),
        actions: chosen,
        version: typed.version,
        ended: false,
    })
}

/// The form once more, with what is wrong.
async fn again(
    app: &App,
    context: &Context,
    organisation: Organisation,
    id: Option<Uuid>,
    typed: Typed,
    errors: FieldErrors,
) -> Result<Response, Error> {
    let page = edit_page(app, context, organisation, id, typed, errors).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)?).into_response())
}

fn name_taken(context: &Context) -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.add("name", context.t("directory-own-role-name-taken"));
    errors
}

/// What the trail says about a role: each action that came in or went.
pub(super) fn facts_about(
    app: &App,
    role: Uuid,
    before: &[String],
    after: &[String],
) -> Vec<(&'static str, audit::Fact)> {
    let mut facts: Vec<(&'static str, audit::Fact)> = vec![("own-role", role.into())];
    for action in app.policy.actions() {
        let had = before.iter().any(|code| code == action.0);
        let has = after.iter().any(|code| code == action.0);
        if had != has {
            facts.push((action.0, has.into()));
        }
    }
    facts
}

async fn add(State(app): State<App>, context: Context, fields: Fields) -> Result<Response, Error> {
    let organisation = managed_one(&app, &context, fields.text("organisation")).await?;
    let typed = Typed::of_fields(&fields);
    let id = OrganisationId::new(app.clock.as_ref(), app.chance.as_ref()).uuid();
    let role = match read(&app, &context, &organisation, id, &typed) {
        Ok(role) => role,
        Err(errors) => return again(&app, &context, organisation, None, typed, errors).await,
    };
    let person = context.person()?;
    let tx = app.db.begin().await?;
    match own_roles::add(&tx, &role, Some(person), app.clock.now()).await {
        Ok(()) => {}
        Err(db::DbError::Unique(_)) => {
            drop(tx);
            let errors = name_taken(&context);
            return again(&app, &context, organisation, None, typed, errors).await;
        }
        Err(error) => return Err(error.into()),
    }
    let facts = facts_about(&app, id, &[], &role.actions);
    trail::record_organisation(&app, &tx, Some(person), "role.add", organisation.id, facts).await?;
    tx.commit().await?;
    let text = context.t_with("directory-own-role-added", &[("name", role.name.into())]);
    context.flash("success", text).await?;
    Ok(Redirect::to(ROLES).into_response())
}

async fn show(
    State(app): State<App>,
    context: Context,
    Path(id): Path<Uuid>,
) -> Result<Html<String>, Error> {
    let (role, organisation) = found(&app, &context, id, actions::ROLE_MANAGE).await?;
    let typed = Typed {
        name: role.name,
        description: role.description,
        actions: role.actions,
        version: role.version,
    };
    let errors = FieldErrors::default();
    render(&edit_page(&app, &context, organisation, Some(id), typed, errors).await?)
}

async fn change(
    State(app): State<App>,
    context: Context,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Result<Response, Error> {
    let (before, organisation) = found(&app, &context, id, actions::ROLE_MANAGE).await?;
    let typed = Typed::of_fields(&fields);
    let role = match read(&app, &context, &organisation, id, &typed) {
        Ok(role) => role,
        Err(errors) => return again(&app, &context, organisation, Some(id), typed, errors).await,
    };
    let person = context.person()?;
    let tx = app.db.begin().await?;
    match own_roles::change(&tx, &role, app.clock.now()).await {
        Ok(true) => {}
        // Somebody else was faster: what she wrote stays.
        Ok(false) => {
            return Err(Error::Conflict(
                context.t("directory-own-role-changed-meanwhile"),
            ));
        }
        Err(db::DbError::Unique(_)) => {
            drop(tx);
            let errors = name_taken(&context);
            return again(&app, &context, organisation, Some(id), typed, errors).await;
        }
        Err(error) => return Err(error.into()),
    }
    let facts = facts_about(&app, id, &before.actions, &role.actions);
    let at = organisation.id;
    trail::record_organisation(&app, &tx, Some(person), "role.change", at, facts).await?;
    tx.commit().await?;
    let text = context.t_with("directory-own-role-changed", &[("name", role.name.into())]);
    context.flash("success", text).await?;
    Ok(Redirect::to(ROLES).into_response())
}
