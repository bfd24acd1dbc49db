// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Changing organisations, and the form and its checks that adding them shares.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use http::StatusCode;
use kernel::{Ags, Email, OrganisationId};
use sha2::{Digest, Sha256};
use web::form::Fields;
use web::{App, Context, Crumb, Error, Guard, Page, Route, render};

use super::FieldErrors;
use super::organisations::{href, list_crumbs, visible};
use crate::import::{date, phone, postcode};
use crate::model::{Address, InstitutionKind, Organisation, OrganisationKind};
use crate::{actions, trail};

pub(crate) fn routes() -> Vec<Route> {
    let manage = Guard::Action(actions::ORGANISATION_MANAGE);
    web::routes! {
        get manage "/verwaltung/organisationen/{organisation}/bearbeiten" => show_edit;
        post manage "/verwaltung/organisationen/{organisation}/bearbeiten" => change;
    }
}

/// What was typed, to be shown again.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    pub(super) parent: String,
    pub(super) name: String,
    pub(super) institution_kind: String,
    pub(super) reference: String,
    pub(super) street: String,
    pub(super) postcode: String,
    pub(super) town: String,
    pub(super) ags: String,
    pub(super) email: String,
    pub(super) phone: String,
    pub(super) valid_from: String,
}

impl Typed {
    pub(super) fn of_fields(fields: &Fields) -> Self {
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
pub(super) struct EditPage {
    pub(super) page: Page,
    pub(super) action: String,
    pub(super) back: String,
    pub(super) button: String,
    pub(super) typed: Typed,
    pub(super) errors: FieldErrors,
    /// To choose from when something is added; empty when something is changed.
    pub(super) parents: Vec<Organisation>,
    pub(super) is_institution: bool,
    pub(super) is_state: bool,
    pub(super) mark: String,
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
pub(super) fn mark(organisation: &Organisation) -> String {
    hex::encode(&Sha256::digest(format!("{organisation:?}"))[..16])
}

/// The organisation `before` as the form wants it.
pub(super) async fn checked(
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

pub(super) fn reference_taken(context: &Context) -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.add(
        "reference",
        context.t("directory-organisation-reference-taken"),
    );
    errors
}

/// An organisation that the actor may change.
pub(super) async fn managed(
    app: &App,
    context: &Context,
    id: OrganisationId,
) -> Result<Organisation, Error> {
    let (organisation, place) = visible(app, context, id).await?;
    context.allow(actions::ORGANISATION_MANAGE, &place)?;
    Ok(organisation)
}

pub(super) fn crumbs_of(context: &Context, organisation: &Organisation, title: &str) -> Vec<Crumb> {
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
pub(super) async fn write(
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
