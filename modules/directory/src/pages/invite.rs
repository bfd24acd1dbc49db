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
use crate::store::memberships::{self, NewMembership, OwnPart};
use crate::store::own_roles;
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
pub(super) struct Typed {
    pub(super) name: String,
    pub(super) email: String,
    pub(super) organisation: String,
    pub(super) role: String,
    pub(super) from: String,
    pub(super) until: String,
}

impl Typed {
    pub(super) fn of_fields(fields: &Fields) -> Self {
        let text = |name: &str| fields.text(name).to_owned();
        Self {
            name: text("name"),
            email: text("email"),
            organisation: text("organisation"),
            role: text("role"),
            from: text("from"),
            until: text("until"),
        }
    }
}

/// A role of the organisation's own that is given instead of a shipped one.
#[derive(Clone)]
pub(super) struct OwnGiven {
    pub(super) name: String,
    pub(super) part: OwnPart,
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
pub(super) struct Invitation {
    name: String,
    email: Email,
    organisation: Organisation,
    role: Role,
    own: Option<OwnGiven>,
    /// Whether nothing but a role of the organisation's own lets the actor give it.
    only_by_own_role: bool,
    /// The day on which the role begins, if that is not now.
    first_day: Option<Date>,
    from: Timestamp,
    until: Option<Timestamp>,
}

/// The beginning of a day in Germany.
pub(super) fn start_of(day: Date) -> Option<Timestamp> {
    Some(day.to_zoned(kernel::berlin_zone()).ok()?.timestamp())
}

/// The end of a day in Germany: the role no longer holds from then on.
pub(super) fn end_of(day: Date) -> Option<Timestamp> {
    start_of(day.tomorrow().ok()?)
}

pub(super) async fn read(
    app: &App,
    context: &Context,
    typed: &Typed,
    own: Option<OwnGiven>,
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
    let shipped = || typed.role.parse().ok().filter(|role| *role != Role::Own);
    let role: Option<Role> = match &own {
        Some(_) => Some(Role::Own),
        None => shipped(),
    };
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
    let mut only_by_own_role = false;
    if let (Some(organisation), Some(role)) = (&organisation, role) {
        let place = crate::place_of(app.db.read(), organisation.id)
            .await?
            .ok_or(Error::NotFound)?;
        let decision = app
            .policy
            .allow(context.actor(), actions::grant(role), &place);
        if !decision.allowed {
            errors.add("role", context.t("directory-role-not-here"));
        }
        let by_own_role = |id: &String| id.starts_with("directory.own-role-");
        only_by_own_role = decision.because.iter().all(by_own_role);
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
            own,
            only_by_own_role,
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
    let typed = Typed::of_fields(&fields);
    let outcome = match read(&app, &context, &typed, None).await? {
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

pub(super) async fn grant(
    app: &App,
    context: &Context,
    invitation: &Invitation,
) -> Result<Result<PersonId, FieldErrors>, Error> {
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    let organisation = invitation.organisation.id;
    let own_role = invitation.own.as_ref().and_then(|own| own.part.role);
    if let Some(role) = own_role
        && !own_roles::hold(&tx, role).await?
    {
        return Err(Error::Conflict(context.t("directory-own-role-has-ended")));
    }
    let known = people::person_by_email(&tx, &invitation.email).await?;
    // What somebody may pass on by an own role she does not give to herself: it may be more than she has.
    if invitation.only_by_own_role && known.as_ref().map(|one| one.id) == Some(context.person()?) {
        let mut errors = FieldErrors::default();
        errors.add("role", context.t("directory-role-not-to-oneself"));
        return Ok(Err(errors));
    }
    if let Some(known) = &known {
        let held = memberships::engagements(&tx, known.id).await?;
        let already = held.iter().any(|engagement| {
            engagement.role == invitation.role
                && engagement.own.as_ref().map(|own| own.id) == own_role
                && engagement.delegated.is_none()
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
    if let Some(own) = &invitation.own {
        memberships::set_own_part(&tx, membership.id, &own.part).await?;
    }
    let lang = known.as_ref().map_or(context.lang(), |known| known.lang);
    let name = known.as_ref().map_or(&invitation.name, |known| &known.name);
    let to = Recipient {
        person: id,
        name,
        email: &invitation.email,
        lang,
    };
    let key = if known.as_ref().is_some_and(|known| known.has_password) {
        let shipped = format!("role-{}", invitation.role);
        let words = match &invitation.own {
            Some(own) => own.name.clone(),
            None => app.catalog.text(lang, &shipped, &[]),
        };
        let role = NewRole {
            role: &words,
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
    facts.extend(invitation.first_day.map(|day| ("from", day.into())));
    if let Some(own) = &invitation.own {
        facts.extend(own_role.map(|id| ("own-role", id.into())));
        facts.push(("institutions", own.part.institutions.len().into()));
        facts.push(("institution-kinds", own.part.kinds.len().into()));
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
