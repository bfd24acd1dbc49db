// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Standing in for a colleague: a person lends her roles at an organisation for a while. What comes of
//! it are memberships of the colleague's own, which end with the delegation or with the role itself.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use http::StatusCode;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use kernel::{OrganisationId, PersonId};
use serde::Deserialize;
use uuid::Uuid;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Guard, Page, Route, render};

use super::account::{complete, recipient};
use super::invite::{end_of, start_of};
use super::{FieldErrors, role_in_words};
use crate::model::Engagement;
use crate::store::delegations::{self, Delegation, NewDelegation, Of};
use crate::store::memberships::{self, NewMembership, OwnPart};
use crate::store::people;
use crate::{mails, trail};

pub(super) const OWN: &str = "/konto/vertretung";
const NEW: &str = "/konto/vertretung/neu";
/// For how many days somebody can stand in at most.
const LONGEST: i64 = 42;

pub(crate) fn routes() -> Vec<Route> {
    let own = Guard::SignedIn;
    web::routes! {
        get own OWN => list;
        get own NEW => show_new;
        post own NEW => add;
    }
}

pub(super) fn crumbs(context: &Context) -> Vec<Crumb> {
    vec![
        Crumb::new(context.t("shell-account"), "/konto"),
        Crumb::new(context.t("directory-delegations-title"), OWN),
    ]
}

fn day(context: &Context, moment: Timestamp) -> String {
    web::format::date(context.lang(), kernel::berlin_date(moment))
}

/// The last day of something that ends at this moment, which is no longer included.
pub(super) fn last_day(end: Timestamp) -> Date {
    kernel::berlin_date(end - SignedDuration::from_millis(1))
}

#[derive(Template)]
#[template(path = "directory/delegations.html")]
struct ListPage {
    page: Page,
    /// For whom she stands in and who for her, each under its heading; without empty ones.
    parts: Vec<(String, Vec<Line>)>,
    may_add: bool,
}

/// A delegation in the list of one of the two people.
struct Line {
    id: Uuid,
    colleague: String,
    organisation: String,
    from: String,
    until: String,
    /// `active`, `to-come` or `over`.
    state: &'static str,
}

impl Line {
    fn new(context: &Context, delegation: &Delegation, colleague: &str, now: Timestamp) -> Self {
        let state = if delegation.holds(now) {
            "active"
        } else if delegation.is_over(now) {
            "over"
        } else {
            "to-come"
        };
        let until = last_day(delegation.valid_to.max(delegation.valid_from));
        Self {
            id: delegation.id,
            colleague: colleague.to_owned(),
            organisation: delegation.organisation_name.clone(),
            from: day(context, delegation.valid_from),
            until: web::format::date(context.lang(), until),
            state,
        }
    }
}

async fn list(State(app): State<App>, context: Context) -> Result<Html<String>, Error> {
    complete(&context)?;
    let me = context.person()?;
    let now = app.clock.now();
    let all = delegations::list(app.db.read(), Of::Person(me), now).await?;
    let part = |key: &str, given: bool| {
        let lines: Vec<Line> = all
            .iter()
            .filter(|one| (one.from == me) == given)
            .map(|one| {
                let colleague = if given { &one.to_name } else { &one.from_name };
                Line::new(&context, one, colleague, now)
            })
            .collect();
        (context.t(key), lines)
    };
    let mut parts = vec![
        part("directory-delegations-taken", false),
        part("directory-delegations-given", true),
    ];
    parts.retain(|(_, lines)| !lines.is_empty());
    render(&ListPage {
        page: context.page(context.t("directory-delegations-title"), crumbs(&context)),
        parts,
        may_add: !lendable(&app, me).await?.is_empty(),
    })
}

/// What a person can lend: roles of her own that hold now, never those for which she stands in herself.
async fn lendable(app: &App, person: PersonId) -> Result<Vec<Engagement>, Error> {
    let now = app.clock.now();
    let held = memberships::engagements(app.db.read(), person).await?;
    Ok(held
        .into_iter()
        .filter(|engagement| engagement.is_valid(now) && engagement.delegated.is_none())
        .collect())
}

#[derive(Template)]
#[template(path = "directory/delegation_new.html")]
struct NewPage {
    page: Page,
    organisation: OrganisationId,
    organisation_name: String,
    /// The other organisations at which she has roles.
    others: Vec<(OrganisationId, String)>,
    roles: Vec<(String, String, bool)>,
    colleagues: Vec<(PersonId, String)>,
    colleague: String,
    from: String,
    until: String,
    errors: FieldErrors,
}

impl NewPage {
    fn is_colleague(&self, id: &PersonId) -> bool {
        self.colleague == id.to_string()
    }
}

/// The organisation that was asked for, or the first at which the person has roles of her own; with them.
fn at(lendable: &[Engagement], wish: &str) -> Result<(OrganisationId, Vec<Engagement>), Error> {
    let id = match wish {
        "" => lendable.last().ok_or(Error::NotFound)?.organisation,
        text => text.parse().map_err(|_| Error::NotFound)?,
    };
    let here: Vec<Engagement> = lendable
        .iter()
        .filter(|engagement| engagement.organisation == id)
        .cloned()
        .collect();
    if here.is_empty() {
        return Err(Error::NotFound);
    }
    Ok((id, here))
}

async fn new_page(
    app: &App,
    context: &Context,
    fields: &Fields,
    errors: FieldErrors,
) -> Result<NewPage, Error> {
    let me = context.person()?;
    let all = lendable(app, me).await?;
    let (organisation, here) = at(&all, fields.text("organisation"))?;
    let now = app.clock.now();
    let mut others: Vec<(OrganisationId, String)> = Vec::new();
    for engagement in &all {
        let id = engagement.organisation;
        if id != organisation && !others.iter().any(|(other, _)| *other == id) {
            others.push((id, engagement.organisation_name.clone()));
        }
    }
    let posted = fields.has("bis");
    let from = if posted {
        fields.text("von").to_owned()
    } else {
        kernel::berlin_date(now).to_string()
    };
    let title = context.t("directory-delegation-new-title");
    let mut crumbs = crumbs(context);
    crumbs.push(Crumb::new(title.clone(), NEW));
    Ok(NewPage {
        page: context.page(title, crumbs),
        organisation,
        organisation_name: here[0].organisation_name.clone(),
        others,
        roles: here
            .iter()
            .map(|engagement| {
                let id = engagement.id.to_string();
                let chosen = !posted || fields.all("rolle").any(|other| other == id);
                (id, role_in_words(context, engagement), chosen)
            })
            .collect(),
        colleagues: delegations::colleagues(app.db.read(), organisation, me, now).await?,
        colleague: fields.text("person").to_owned(),
        from,
        until: fields.text("bis").to_owned(),
        errors,
    })
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct NewQuery {
    organisation: String,
}

async fn show_new(
    State(app): State<App>,
    context: Context,
    Query(query): Query<NewQuery>,
) -> Result<Html<String>, Error> {
    complete(&context)?;
    context.require_fresh_sign_in()?;
    let fields = Fields(vec![("organisation".to_owned(), query.organisation)]);
    render(&new_page(&app, &context, &fields, FieldErrors::default()).await?)
}

/// A delegation as it is going to be.
struct Wanted {
    organisation: OrganisationId,
    roles: Vec<Engagement>,
    to: PersonId,
    first: Date,
    last: Date,
    from: Timestamp,
    until: Timestamp,
}

/// First and last day: today or later, at most [`LONGEST`] days.
fn period(
    context: &Context,
    fields: &Fields,
    now: Timestamp,
    errors: &mut FieldErrors,
) -> Option<(Date, Date)> {
    let today = kernel::berlin_date(now);
    let first = fields.text("von").parse::<Date>().ok();
    let first = first.filter(|first| *first >= today);
    if first.is_none() {
        errors.add("von", context.t("directory-from-invalid"));
    }
    let last = fields.text("bis").parse::<Date>().ok();
    let (Some(first), Some(last)) = (first, last) else {
        if last.is_none() {
            errors.add("bis", context.t("directory-delegation-until-missing"));
        }
        return None;
    };
    if last < first {
        errors.add("bis", context.t("directory-until-before-from"));
        return None;
    }
    if (last - first).get_days() >= i32::try_from(LONGEST).unwrap_or(i32::MAX) {
        let most = [("most", LONGEST.into())];
        errors.add(
            "bis",
            context.t_with("directory-delegation-too-long", &most),
        );
        return None;
    }
    Some((first, last))
}

async fn read(
    app: &App,
    context: &Context,
    fields: &Fields,
) -> Result<Result<Wanted, FieldErrors>, Error> {
    let me = context.person()?;
    let now = app.clock.now();
    let mut errors = FieldErrors::default();
    let (organisation, here) = at(&lendable(app, me).await?, fields.text("organisation"))?;
    let roles: Vec<Engagement> = here
        .into_iter()
        .filter(|engagement| {
            let id = engagement.id.to_string();
            fields.all("rolle").any(|other| other == id)
        })
        .collect();
    if roles.is_empty() {
        errors.add("rolle", context.t("directory-delegation-roles-missing"));
    }
    let colleagues = delegations::colleagues(app.db.read(), organisation, me, now).await?;
    let to = colleagues
        .into_iter()
        .map(|(id, _)| id)
        .find(|id| id.to_string() == fields.text("person"));
    if to.is_none() {
        errors.add("person", context.t("directory-delegation-person-missing"));
    }
    let period = period(context, fields, now, &mut errors);
    let (Some(to), Some((first, last)), true) = (to, period, errors.is_empty()) else {
        return Ok(Err(errors));
    };
    // Today means now: nobody stands in before she was asked to.
    let begin = start_of(first).map_or(now, |start| start.max(now));
    let until = end_of(last).ok_or_else(|| Error::internal("a day without an end"))?;
    Ok(Ok(Wanted {
        organisation,
        roles,
        to,
        first,
        last,
        from: begin,
        until,
    }))
}

async fn add(State(app): State<App>, context: Context, fields: Fields) -> Result<Response, Error> {
    complete(&context)?;
    context.require_fresh_sign_in()?;
    let wanted = match read(&app, &context, &fields).await? {
        Ok(wanted) => wanted,
        Err(errors) => {
            let page = new_page(&app, &context, &fields, errors).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)?).into_response());
        }
    };
    let me = context.person()?;
    let name = lend(&app, me, &wanted).await?;
    let arguments = [("name", name.into())];
    let text = context.t_with("directory-delegation-added", &arguments);
    context.flash("success", text).await?;
    Ok(Redirect::to(OWN).into_response())
}

/// Writes a delegation and the memberships that come of it, and tells the colleague.
async fn lend(app: &App, me: PersonId, wanted: &Wanted) -> Result<String, Error> {
    let (clock, chance) = (app.clock.as_ref(), app.chance.as_ref());
    let id = || OrganisationId::new(clock, chance).uuid();
    let now = clock.now();
    let tx = app.db.begin().await?;
    let new = NewDelegation {
        id: id(),
        organisation: wanted.organisation,
        from: me,
        to: wanted.to,
        valid_from: wanted.from,
        valid_to: wanted.until,
    };
    delegations::add(&tx, &new, now).await?;
    for engagement in &wanted.roles {
        // A role that ends earlier takes its delegation with it.
        let until = engagement
            .valid_to
            .map_or(wanted.until, |end| end.min(wanted.until));
        // One that somebody has ended meanwhile is not lent any more.
        if until <= wanted.from || !memberships::hold(&tx, engagement.id, now).await? {
            continue;
        }
        let membership = NewMembership {
            id: id(),
            person: wanted.to,
            organisation: wanted.organisation,
            role: engagement.role,
            valid_from: wanted.from,
            valid_to: Some(until),
            granted_by: Some(me),
        };
        memberships::add_memberships(&tx, &[membership], now).await?;
        let own = OwnPart {
            role: engagement.own.as_ref().map(|own| own.id),
            institutions: engagement.institutions.clone(),
            kinds: engagement.institution_kinds.clone(),
        };
        memberships::set_own_part(&tx, membership.id, &own).await?;
        memberships::set_delegated(&tx, membership.id, new.id, engagement.id).await?;
    }
    let to = people::person(&tx, wanted.to)
        .await?
        .ok_or(Error::NotFound)?;
    let from = people::person_name(&tx, me).await?.unwrap_or_default();
    let (first, last) = (wanted.first, wanted.last);
    let key = "delegation-begins";
    mails::send_delegation(app, &tx, recipient(&to), key, &from, first, last).await?;
    let facts = vec![
        ("delegation", new.id.into()),
        ("person", wanted.to.into()),
        ("roles", wanted.roles.len().into()),
        ("from", first.into()),
        ("until", last.into()),
    ];
    let at = wanted.organisation;
    trail::record_organisation(app, &tx, Some(me), "delegation.begin", at, facts).await?;
    tx.commit().await?;
    Ok(to.name)
}
