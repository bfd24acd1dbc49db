// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Adding, changing and ending organisations. Nothing is deleted: an organisation gets a last day.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use http::StatusCode;
use jiff::civil::Date;
use kernel::{Ags, Email, Id, OrganisationId, Resource};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use web::form::Fields;
use web::{App, Context, Crumb, Error, Guard, Page, Route, render};

use super::FieldErrors;
use super::organisations::{LIST, href, list_crumbs, reach, visible};
use crate::import::{date, phone, postcode};
use crate::model::{Address, InstitutionKind, Organisation, OrganisationKind};
use crate::store::organisation_list as store;
use crate::{actions, trail};

pub(crate) fn routes() -> Vec<Route> {
    let manage = Guard::Action(actions::ORGANISATION_MANAGE);
    vec![
        Route::get("/verwaltung/organisationen/neu", manage, show_new),
        Route::post("/verwaltung/organisationen/neu", manage, add),
        Route::get(
            "/verwaltung/organisationen/{organisation}/bearbeiten",
            manage,
            show_edit,
        ),
        Route::post(
            "/verwaltung/organisationen/{organisation}/bearbeiten",
            manage,
            change,
        ),
        Route::get(
            "/verwaltung/organisationen/{organisation}/beenden",
            manage,
            show_end,
        ),
        Route::post(
            "/verwaltung/organisationen/{organisation}/beenden",
            manage,
            end,
        ),
        Route::post(
            "/verwaltung/organisationen/{organisation}/fortfuehren",
            manage,
            go_on,
        ),
    ]
}

/// The place of anything that might be added below `place`, if anything can.
fn place_below(place: &Resource) -> Option<Resource> {
    let any = || Id::from_uuid(uuid::Uuid::nil());
    match (place.state, place.office, place.institution) {
        (Some(_), None, None) => Some(*place),
        (Some(state), Some(office), None) => Some(Resource::of_institution(state, office, any())),
        _ => None,
    }
}

/// Whether the actor may add something below `place`.
pub(crate) fn may_add_below(context: &Context, place: &Resource) -> bool {
    place_below(place).is_some_and(|below| context.may(actions::ORGANISATION_MANAGE, &below))
}

/// What was typed, to be shown again.
#[derive(Debug, Clone, Default)]
struct Typed {
    parent: String,
    name: String,
    institution_kind: String,
    reference: String,
    street: String,
    postcode: String,
    town: String,
    ags: String,
    email: String,
    phone: String,
    valid_from: String,
}

impl Typed {
    fn of_fields(fields: &Fields) -> Self {
        let text = |name: &str| fields.text(name).to_owned();
        Self {
            parent: text("parent"),
            name: text("name"),
            institution_kind: text("institution-kind"),
            reference: text("reference"),
            street: text("street"),
            postcode: text("postcode"),
            town: text("town"),
            ags: text("ags"),
            email: text("email"),
            phone: text("phone"),
            valid_from: text("valid-from"),
        }
    }

    fn of_organisation(organisation: &Organisation) -> Self {
        let optional = |text: Option<String>| text.unwrap_or_default();
        Self {
            parent: optional(organisation.parent.map(|id| id.to_string())),
            name: organisation.name.clone(),
            institution_kind: optional(organisation.institution_kind.map(|kind| kind.to_string())),
            reference: optional(organisation.reference.clone()),
            street: organisation.address.street.clone(),
            postcode: organisation.address.postcode.clone(),
            town: organisation.address.town.clone(),
            ags: optional(organisation.ags.as_ref().map(ToString::to_string)),
            email: optional(organisation.email.as_ref().map(ToString::to_string)),
            phone: optional(organisation.phone.clone()),
            valid_from: organisation.valid_from.to_string(),
        }
    }
}

#[derive(Template)]
#[template(path = "directory/organisation_edit.html")]
struct EditPage {
    page: Page,
    action: String,
    back: String,
    button: String,
    typed: Typed,
    errors: FieldErrors,
    /// To choose from when something is added; empty when something is changed.
    parents: Vec<Organisation>,
    is_institution: bool,
    is_state: bool,
    mark: String,
}

impl EditPage {
    fn is_parent(&self, id: &OrganisationId) -> bool {
        self.typed.parent == id.to_string()
    }

    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "templates pass everything by reference"
    )]
    fn is_kind(&self, kind: &InstitutionKind) -> bool {
        self.typed.institution_kind == kind.name()
    }
}

/// A short text that changes with the organisation: whoever changes it must have seen it as it is.
fn mark(organisation: &Organisation) -> String {
    hex::encode(&Sha256::digest(format!("{organisation:?}"))[..16])
}

/// The organisations below which the actor may add others.
async fn parents(app: &App, context: &Context) -> Result<Vec<Organisation>, Error> {
    let conn = app.db.read();
    let reach = reach(app, context, &[actions::ORGANISATION_MANAGE]).await?;
    let mut ids = reach.own;
    ids.extend(reach.children);
    ids.sort();
    ids.dedup();
    let mut parents = Vec::new();
    for organisation in crate::organisations(conn, &ids).await? {
        let place = crate::place_of(conn, organisation.id).await?;
        if place.is_some_and(|place| may_add_below(context, &place)) {
            parents.push(organisation);
        }
    }
    Ok(parents)
}

async fn new_page(
    app: &App,
    context: &Context,
    mut typed: Typed,
    errors: FieldErrors,
) -> Result<EditPage, Error> {
    let parents = parents(app, context).await?;
    let chosen = parents
        .iter()
        .find(|parent| parent.id.to_string() == typed.parent)
        .or(parents.first())
        .ok_or(Error::Forbidden)?;
    if typed.parent.is_empty() {
        typed.parent = chosen.id.to_string();
    }
    let any_office = parents
        .iter()
        .any(|parent| parent.kind == OrganisationKind::Office);
    let title = context.t(if any_office {
        "directory-organisation-new-institution"
    } else {
        "directory-organisation-new-office"
    });
    let mut crumbs = list_crumbs(context);
    crumbs.push(Crumb::new(title.clone(), context.path()));
    Ok(EditPage {
        page: context.page(title, crumbs),
        action: format!("{LIST}/neu"),
        back: LIST.to_owned(),
        button: context.t("directory-organisation-add"),
        typed,
        errors,
        parents,
        is_institution: any_office,
        is_state: false,
        mark: String::new(),
    })
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct NewQuery {
    unter: String,
}

async fn show_new(
    State(app): State<App>,
    context: Context,
    Query(query): Query<NewQuery>,
) -> Result<Html<String>, Error> {
    let typed = Typed {
        parent: query.unter,
        valid_from: kernel::berlin_date(app.clock.now()).to_string(),
        ..Typed::default()
    };
    render(&new_page(&app, &context, typed, FieldErrors::default()).await?)
}

/// The organisation `before` as the form wants it.
async fn checked(
    app: &App,
    context: &Context,
    typed: &Typed,
    before: &Organisation,
) -> Result<Result<Organisation, FieldErrors>, Error> {
    let mut errors = FieldErrors::default();
    let mut after = before.clone();
    let fault = |name: &str| context.t(&format!("directory-import-fault-{name}"));
    after.name.clone_from(&typed.name);
    if !(2..=200).contains(&typed.name.chars().count()) {
        errors.add("name", fault("name"));
    }
    if before.kind == OrganisationKind::Institution {
        after.institution_kind = typed.institution_kind.parse().ok();
        if after.institution_kind.is_none() {
            errors.add("institution-kind", fault("institution-kind"));
        }
    }
    let optional = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    after.reference = optional(&typed.reference);
    after.address = Address {
        street: typed.street.clone(),
        postcode: typed.postcode.clone(),
        town: typed.town.clone(),
    };
    for (field, text, longest) in [
        ("reference", &typed.reference, 60),
        ("street", &typed.street, 200),
        ("town", &typed.town, 120),
    ] {
        if text.chars().count() > longest {
            errors.add(field, fault("text"));
        }
    }
    if !typed.postcode.is_empty() && postcode(&typed.postcode).is_none() {
        errors.add("postcode", fault("postcode"));
    }
    after.phone = optional(&typed.phone);
    if !typed.phone.is_empty() && phone(&typed.phone).is_none() {
        errors.add("phone", fault("phone"));
    }
    after.email = typed.email.parse::<Email>().ok();
    if !typed.email.is_empty() && after.email.is_none() {
        errors.add("email", fault("email"));
    }
    after.ags = typed.ags.parse::<Ags>().ok();
    if !typed.ags.is_empty() && !is_known(app, after.ags.as_ref(), before).await? {
        errors.add("ags", fault("ags"));
    }
    match date(&typed.valid_from) {
        None => errors.add("valid-from", fault("date")),
        Some(day) if after.valid_to.is_some_and(|last| last < day) => {
            errors.add("valid-from", fault("order"));
        }
        Some(day) => after.valid_from = day,
    }
    Ok(if errors.is_empty() {
        Ok(after)
    } else {
        Err(errors)
    })
}

/// Whether a key is one that an organisation of this kind can have.
async fn is_known(
    app: &App,
    ags: Option<&Ags>,
    organisation: &Organisation,
) -> Result<bool, Error> {
    let Some(ags) = ags else { return Ok(false) };
    let conn = app.db.read();
    Ok(match organisation.kind {
        OrganisationKind::State => organisation.ags.as_ref() == Some(ags),
        OrganisationKind::Office => crate::districts(conn)
            .await?
            .iter()
            .any(|district| district.ags == *ags),
        OrganisationKind::Institution => crate::municipality(conn, ags).await?.is_some(),
    })
}

async fn add(State(app): State<App>, context: Context, fields: Fields) -> Result<Response, Error> {
    let typed = Typed::of_fields(&fields);
    let id: OrganisationId = typed.parent.parse().map_err(|_| Error::NotFound)?;
    let conn = app.db.read();
    let parent = crate::organisation(conn, id)
        .await?
        .ok_or(Error::NotFound)?;
    let place = crate::place_of(conn, id).await?.ok_or(Error::NotFound)?;
    let below = place_below(&place).ok_or(Error::NotFound)?;
    context.allow(actions::ORGANISATION_MANAGE, &below)?;
    let kind = match parent.kind {
        OrganisationKind::State => OrganisationKind::Office,
        _ => OrganisationKind::Institution,
    };
    let blank = Organisation {
        id: OrganisationId::new(app.clock.as_ref(), app.chance.as_ref()),
        kind,
        parent: Some(parent.id),
        name: String::new(),
        institution_kind: None,
        reference: None,
        address: Address::default(),
        ags: None,
        email: None,
        phone: None,
        valid_from: kernel::berlin_date(app.clock.now()),
        valid_to: None,
    };
    let errors = match checked(&app, &context, &typed, &blank).await? {
        Err(errors) => errors,
        Ok(organisation) => {
            let tx = app.db.begin().await?;
            let added =
                crate::add_organisations(&tx, std::slice::from_ref(&organisation), app.clock.now())
                    .await;
            match added {
                Err(db::DbError::Unique(_)) => reference_taken(&context),
                Err(error) => return Err(error.into()),
                Ok(()) => {
                    app.vault.prepare(&tx, organisation.id).await?;
                    let actor = Some(context.person()?);
                    let deed = "organisation.add";
                    trail::record_organisation(&app, &tx, actor, deed, organisation.id, vec![])
                        .await?;
                    tx.commit().await?;
                    let name = [("name", organisation.name.as_str().into())];
                    let done = context.t_with("directory-organisation-added", &name);
                    context.flash("success", done).await?;
                    return Ok(Redirect::to(&href(organisation.id)).into_response());
                }
            }
        }
    };
    let page = new_page(&app, &context, typed, errors).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)?).into_response())
}

fn reference_taken(context: &Context) -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.add(
        "reference",
        context.t("directory-organisation-reference-taken"),
    );
    errors
}

/// An organisation that the actor may change.
async fn managed(app: &App, context: &Context, id: OrganisationId) -> Result<Organisation, Error> {
    let (organisation, place) = visible(app, context, id).await?;
    context.allow(actions::ORGANISATION_MANAGE, &place)?;
    Ok(organisation)
}

fn crumbs_of(context: &Context, organisation: &Organisation, title: &str) -> Vec<Crumb> {
    let mut crumbs = list_crumbs(context);
    crumbs.push(Crumb::new(organisation.name.clone(), href(organisation.id)));
    crumbs.push(Crumb::new(title, context.path()));
    crumbs
}

fn edit_page(
    context: &Context,
    organisation: &Organisation,
    typed: Typed,
    errors: FieldErrors,
) -> EditPage {
    let title = context.t("directory-organisation-edit");
    let crumbs = crumbs_of(context, organisation, &title);
    EditPage {
        page: context.page(title, crumbs),
        action: format!("{}/bearbeiten", href(organisation.id)),
        back: href(organisation.id),
        button: context.t("shell-save"),
        typed,
        errors,
        parents: Vec::new(),
        is_institution: organisation.kind == OrganisationKind::Institution,
        is_state: organisation.kind == OrganisationKind::State,
        mark: mark(organisation),
    }
}

async fn show_edit(
    State(app): State<App>,
    context: Context,
    Path(id): Path<OrganisationId>,
) -> Result<Html<String>, Error> {
    let organisation = managed(&app, &context, id).await?;
    let typed = Typed::of_organisation(&organisation);
    render(&edit_page(
        &context,
        &organisation,
        typed,
        FieldErrors::default(),
    ))
}

async fn change(
    State(app): State<App>,
    context: Context,
    Path(id): Path<OrganisationId>,
    fields: Fields,
) -> Result<Response, Error> {
    let organisation = managed(&app, &context, id).await?;
    let typed = Typed::of_fields(&fields);
    let errors = match checked(&app, &context, &typed, &organisation).await? {
        Err(errors) => errors,
        Ok(after) => match write(
            &app,
            &context,
            &after,
            fields.text("stand"),
            "organisation.change",
        )
        .await
        {
            Err(Error::Conflict(text)) if text.is_empty() => reference_taken(&context),
            Err(error) => return Err(error),
            Ok(()) => {
                let done = context.t("directory-organisation-changed");
                context.flash("success", done).await?;
                return Ok(Redirect::to(&href(id)).into_response());
            }
        },
    };
    let page = edit_page(&context, &organisation, typed, errors);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)?).into_response())
}

/// Writes an organisation unless somebody else changed it since `seen`. A number that another
/// organisation has is a conflict without words.
async fn write(
    app: &App,
    context: &Context,
    after: &Organisation,
    seen: &str,
    deed: &'static str,
) -> Result<(), Error> {
    let tx = app.db.begin().await?;
    db::lock(&tx, &format!("directory.organisation.{}", after.id)).await?;
    let now = crate::organisation(&tx, after.id)
        .await?
        .ok_or(Error::NotFound)?;
    if mark(&now) != seen {
        return Err(Error::Conflict(
            context.t("directory-organisation-conflict"),
        ));
    }
    match crate::change_organisation(&tx, after).await {
        Ok(_) => {}
        Err(db::DbError::Unique(_)) => return Err(Error::Conflict(String::new())),
        Err(error) => return Err(error.into()),
    }
    let mut facts = Vec::new();
    if let Some(last) = after.valid_to {
        facts.push(("until", last.into()));
    }
    trail::record_organisation(app, &tx, Some(context.person()?), deed, after.id, facts).await?;
    tx.commit().await?;
    Ok(())
}

#[derive(Template)]
#[template(path = "directory/organisation_end.html")]
struct EndPage {
    page: Page,
    action: String,
    back: String,
    consequence: String,
    until: String,
    errors: FieldErrors,
    mark: String,
}

async fn end_page(
    app: &App,
    context: &Context,
    organisation: &Organisation,
    until: String,
    errors: FieldErrors,
) -> Result<EndPage, Error> {
    let conn = app.db.read();
    let now = app.clock.now();
    let id = organisation.id;
    let children = store::count_children(conn, id, kernel::berlin_date(now)).await?;
    let people = store::count_people(conn, id, now).await?;
    let title = context.t("directory-organisation-end");
    let crumbs = crumbs_of(context, organisation, &title);
    let key = match organisation.kind {
        OrganisationKind::Institution => "directory-organisation-end-institution",
        _ => "directory-organisation-end-office",
    };
    let arguments = [
        ("name", organisation.name.as_str().into()),
        ("children", children.into()),
        ("people", people.into()),
    ];
    Ok(EndPage {
        page: context.page(title, crumbs),
        action: format!("{}/beenden", href(id)),
        back: href(id),
        consequence: context.t_with(key, &arguments),
        until,
        errors,
        mark: mark(organisation),
    })
}

async fn to_be_ended(
    app: &App,
    context: &Context,
    id: OrganisationId,
) -> Result<Organisation, Error> {
    let organisation = managed(app, context, id).await?;
    if organisation.kind == OrganisationKind::State {
        return Err(Error::NotFound);
    }
    Ok(organisation)
}

async fn show_end(
    State(app): State<App>,
    context: Context,
    Path(id): Path<OrganisationId>,
) -> Result<Html<String>, Error> {
    let organisation = to_be_ended(&app, &context, id).await?;
    let until: Date = kernel::berlin_date(app.clock.now());
    let until = organisation.valid_to.unwrap_or(until).to_string();
    render(&end_page(&app, &context, &organisation, until, FieldErrors::default()).await?)
}

async fn end(
    State(app): State<App>,
    context: Context,
    Path(id): Path<OrganisationId>,
    fields: Fields,
) -> Result<Response, Error> {
    let organisation = to_be_ended(&app, &context, id).await?;
    let until = fields.text("until");
    let last = date(until).filter(|last| *last >= organisation.valid_from);
    let Some(last) = last else {
        let mut errors = FieldErrors::default();
        let key = if date(until).is_some() {
            "order"
        } else {
            "date"
        };
        errors.add("until", context.t(&format!("directory-import-fault-{key}")));
        let page = end_page(&app, &context, &organisation, until.to_owned(), errors).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)?).into_response());
    };
    let after = Organisation {
        valid_to: Some(last),
        ..organisation
    };
    write(
        &app,
        &context,
        &after,
        fields.text("stand"),
        "organisation.end",
    )
    .await?;
    let done = context.t("directory-organisation-ended");
    context.flash("success", done).await?;
    Ok(Redirect::to(&href(id)).into_response())
}

async fn go_on(
    State(app): State<App>,
    context: Context,
    Path(id): Path<OrganisationId>,
) -> Result<Response, Error> {
    let organisation = to_be_ended(&app, &context, id).await?;
    let seen = mark(&organisation);
    let after = Organisation {
        valid_to: None,
        ..organisation
    };
    write(&app, &context, &after, &seen, "organisation.go-on").await?;
    let done = context.t("directory-organisation-goes-on");
    context.flash("success", done).await?;
    Ok(Redirect::to(&href(id)).into_response())
}
