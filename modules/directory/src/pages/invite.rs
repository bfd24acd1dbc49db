// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Giving somebody a role: a new person is invited by mail, one with an account is told.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use http::StatusCode;
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{Email, OrganisationId, PersonId, Role};
use serde::Deserialize;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Guard, Page, Route, render};

use super::FieldErrors;
use super::links::is_name;
use super::people::{LIST, may_invite};
use crate::mails::{self, NewRole, Recipient};
use crate::model::{LinkPurpose, Organisation};
use crate::store::memberships::{self, NewMembership};
use crate::store::people::{self, NewPerson};
use crate::{actions, rights, trail};

const INVITE: &str = "/verwaltung/personen/einladen";

pub(crate) fn routes() -> Vec<Route> {
    let guard = Guard::Action(actions::PERSON_READ);
    vec![
        Route::get(INVITE, guard, show),
        Route::post(INVITE, guard, invite),
    ]
}

#[derive(Template)]
#[template(path = "directory/invite.html")]
struct InvitePage {
    page: Page,
    typed_name: String,
    email: String,
    organisation: String,
    role: String,
    from: String,
    until: String,
    organisations: Vec<(OrganisationId, String)>,
    roles: Vec<Role>,
    errors: FieldErrors,
}

impl InvitePage {
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "templates pass what they show by reference"
    )]
    fn is_role(&self, role: &Role) -> bool {
        self.role == role.name()
    }

    fn is_organisation(&self, id: &OrganisationId) -> bool {
        self.organisation == id.to_string()
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct InviteQuery {
    email: String,
    name: String,
    organisation: String,
}

/// What was typed, to be shown again.
#[derive(Default)]
struct Typed {
    name: String,
    email: String,
    organisation: String,
    role: String,
    from: String,
    until: String,
}

async fn invite_page(
    app: &App,
    context: &Context,
    typed: Typed,
    errors: FieldErrors,
) -> Result<InvitePage, Error> {
    if !may_invite(app, context) {
        return Err(Error::Forbidden);
    }
    let actor = context.actor();
    let places = rights::places(app.db.read(), actor).await?;
    let grants: Vec<_> = Role::ALL.into_iter().map(actions::grant).collect();
    let reach = rights::reach(&app.policy, actor, &grants, &places);
    let day = kernel::berlin_date(app.clock.now());
    let organisations = memberships::organisations_within(app.db.read(), &reach, day).await?;
    let possible = app.possible_actions(actor);
    let title = context.t("directory-invite-title");
    let crumbs = vec![
        Crumb::new(context.t("directory-administration-title"), "/verwaltung"),
        Crumb::new(context.t("directory-people-title"), LIST),
        Crumb::new(title.clone(), INVITE),
    ];
    Ok(InvitePage {
        page: context.page(title, crumbs),
        typed_name: typed.name,
        email: typed.email,
        organisation: typed.organisation,
        role: typed.role,
        from: typed.from,
        until: typed.until,
        organisations: organisations
            .into_iter()
            .map(|(id, _, name)| (id, name))
            .collect(),
        roles: Role::ALL
            .into_iter()
            .filter(|role| possible.contains(&actions::grant(*role)))
            .collect(),
        errors,
    })
}

async fn show(
    State(app): State<App>,
    context: Context,
    Query(query): Query<InviteQuery>,
) -> Result<Html<String>, Error> {
    let typed = Typed {
        name: query.name,
        email: query.email,
        organisation: query.organisation,
        ..Typed::default()
    };
    render(&invite_page(&app, &context, typed, FieldErrors::default()).await?)
}

/// A checked invitation.
struct Invitation {
    name: String,
    email: Email,
    organisation: Organisation,
    role: Role,
    /// The day on which the role begins, if that is not now.
    first_day: Option<Date>,
    from: Timestamp,
    until: Option<Timestamp>,
}

/// The beginning of a day in Germany.
fn start_of(day: Date) -> Option<Timestamp> {
    Some(day.to_zoned(kernel::berlin_zone()).ok()?.timestamp())
}

/// The end of a day in Germany: the role no longer holds from then on.
fn end_of(day: Date) -> Option<Timestamp> {
    start_of(day.tomorrow().ok()?)
}

async fn read(
    app: &App,
    context: &Context,
    typed: &Typed,
) -> Result<Result<Invitation, FieldErrors>, Error> {
    let mut errors = FieldErrors::default();
    if !is_name(&typed.name) {
        errors.add("name", context.t("directory-name-invalid"));
    }
    let email: Option<Email> = typed.email.parse().ok();
    if email.is_none() {
        errors.add("email", context.t("directory-email-invalid"));
    }
    let organisation = match typed.organisation.parse() {
        Ok(id) => crate::organisation(app.db.read(), id).await?,
        Err(_) => None,
    };
    if organisation.is_none() {
        errors.add("organisation", context.t("directory-organisation-missing"));
    }
    let role: Option<Role> = typed.role.parse().ok();
    if role.is_none() {
        errors.add("role", context.t("directory-role-missing"));
    }
    let now = app.clock.now();
    let today = kernel::berlin_date(now);
    // Today means now: a role never begins before it is given.
    let first_day = match typed.from.as_str() {
        "" => Ok(None),
        text => match text.parse::<Date>() {
            Ok(day) if day == today => Ok(None),
            Ok(day) if day > today => Ok(Some(day)),
            _ => Err(()),
        },
    };
    let from = first_day.map(|day| day.and_then(start_of).unwrap_or(now));
    if from.is_err() {
        errors.add("from", context.t("directory-from-invalid"));
    }
    let until = match typed.until.as_str() {
        "" => Ok(None),
        text => text
            .parse::<Date>()
            .ok()
            .and_then(end_of)
            .filter(|end| *end > now)
            .map(Some)
            .ok_or(()),
    };
    if until.is_err() {
        errors.add("until", context.t("directory-until-invalid"));
    }
    if let (Ok(from), Ok(Some(until))) = (from, until)
        && until <= from
    {
        errors.add("until", context.t("directory-until-before-from"));
    }
    if let (Some(organisation), Some(role)) = (&organisation, role) {
        let place = crate::place_of(app.db.read(), organisation.id)
            .await?
            .ok_or(Error::NotFound)?;
        if !context.may(actions::grant(role), &place) {
            errors.add("role", context.t("directory-role-not-here"));
        }
    }
    let (Some(email), Some(organisation), Some(role)) = (email, organisation, role) else {
        return Ok(Err(errors));
    };
    let (Ok(first_day), Ok(from), Ok(until)) = (first_day, from, until) else {
        return Ok(Err(errors));
    };
    Ok(if errors.is_empty() {
        Ok(Invitation {
            name: typed.name.clone(),
            email,
            organisation,
            role,
            first_day,
            from,
            until,
        })
    } else {
        Err(errors)
    })
}

async fn invite(
    State(app): State<App>,
    context: Context,
    fields: Fields,
) -> Result<Response, Error> {
    let typed = Typed {
        name: fields.text("name").to_owned(),
        email: fields.text("email").to_owned(),
        organisation: fields.text("organisation").to_owned(),
        role: fields.text("role").to_owned(),
        from: fields.text("from").to_owned(),
        until: fields.text("until").to_owned(),
    };
    let outcome = match read(&app, &context, &typed).await? {
        Ok(invitation) => grant(&app, &context, &invitation).await?,
        Err(errors) => Err(errors),
    };
    match outcome {
        Ok(person) => Ok(Redirect::to(&format!("{LIST}/{person}")).into_response()),
        Err(errors) => {
            let page = invite_page(&app, &context, typed, errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)?).into_response())
        }
    }
}

async fn grant(
    app: &App,
    context: &Context,
    invitation: &Invitation,
) -> Result<Result<PersonId, FieldErrors>, Error> {
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    let known = people::person_by_email(&tx, &invitation.email).await?;
    let organisation = invitation.organisation.id;
    if let Some(known) = &known {
        let held = memberships::engagements(&tx, known.id).await?;
        let already = held.iter().any(|engagement| {
            engagement.role == invitation.role
                && engagement.organisation == organisation
                && engagement.valid_to.is_none_or(|end| invitation.from < end)
                && invitation
                    .until
                    .is_none_or(|end| engagement.valid_from < end)
        });
        if already {
            let mut errors = FieldErrors::default();
            errors.add("role", context.t("directory-role-held-already"));
            return Ok(Err(errors));
        }
    }
    let id = if let Some(known) = &known {
        known.id
    } else {
        let id = PersonId::new(app.clock.as_ref(), app.chance.as_ref());
        let person = NewPerson {
            id,
            name: invitation.name.clone(),
            email: invitation.email.clone(),
            lang: context.lang(),
            // Whoever is invited in the demo is part of it.
            demo: app.settings.demo,
        };
        people::add_people(&tx, &[person], now).await?;
        id
    };
    let membership = NewMembership {
        id: OrganisationId::new(app.clock.as_ref(), app.chance.as_ref()).uuid(),
        person: id,
        organisation,
        role: invitation.role,
        valid_from: invitation.from,
        valid_to: invitation.until,
        granted_by: Some(context.person()?),
    };
    memberships::add_memberships(&tx, &[membership], now).await?;
    let lang = known.as_ref().map_or(context.lang(), |known| known.lang);
    let name = known.as_ref().map_or(&invitation.name, |known| &known.name);
    let to = Recipient {
        person: id,
        name,
        email: &invitation.email,
        lang,
    };
    let key = if known.as_ref().is_some_and(|known| known.has_password) {
        let role = NewRole {
            role: invitation.role,
            organisation: &invitation.organisation.name,
            first_day: invitation.first_day,
        };
        mails::send_new_role(app, &tx, to, &role).await?;
        "directory-role-given"
    } else {
        mails::send_link(app, &tx, to, LinkPurpose::Invitation).await?;
        "directory-invited"
    };
    let mut facts = vec![("role", invitation.role.into()), ("person", id.into())];
    if let Some(day) = invitation.first_day {
        facts.push(("from", day.into()));
    }
    let actor = Some(context.person()?);
    trail::record_organisation(app, &tx, actor, "membership.grant", organisation, facts).await?;
    tx.commit().await?;
    let arguments = [
        ("name", name.as_str().into()),
        ("email", invitation.email.as_str().into()),
    ];
    context
        .flash("success", context.t_with(key, &arguments))
        .await?;
    Ok(Ok(id))
}
