// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Signing in by an identity provider: there, back, and what comes of what it says.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderMap, StatusCode};
use kernel::{OrganisationId, PersonId, Role};
use web::{App, Context, Crumb, Error, Guard, IdentityProvider, Page, Route, render};

use super::account::recipient;
use super::links::is_name;
use super::onward::Onward;
use super::sign_in::{NextQuery, complete, needs_second_factor};
use crate::identity::provider::{self, Claims, ProviderError, Return};
use crate::identity::{limits, session};
use crate::store::memberships::NewMembership;
use crate::store::people::NewPerson;
use crate::store::{credentials, memberships, people, provider_accounts};
use crate::{mails, trail};

pub(crate) fn routes() -> Vec<Route> {
    let anybody = Guard::Public;
    web::routes! {
        get anybody "/anmelden/anbieter/{provider}" => begin;
        get anybody "/anmelden/anbieter/{provider}/rueckkehr" => finish;
    }
}

/// Where the way to a provider begins.
pub(crate) fn start(provider: &IdentityProvider) -> String {
    format!("/anmelden/anbieter/{}", provider.id)
}

#[derive(Template)]
#[template(path = "directory/provider_refused.html")]
struct RefusedPage {
    page: Page,
    text: String,
}

/// Why somebody whom the provider sent does not get in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refusal {
    /// The provider or the way back did not work.
    Failed,
    /// Nothing that the provider says gives her a role, and nobody has given her one here.
    NoRole,
    /// The provider has not verified an address that is needed.
    NoAddress,
    /// Her account is blocked here.
    Blocked,
}

fn refuse(context: &Context, refusal: Refusal) -> Result<Response, Error> {
    let (title, text, status) = match refusal {
        Refusal::Failed => (
            context.t("directory-provider-failed-title"),
            context.t("directory-provider-failed-text"),
            StatusCode::BAD_GATEWAY,
        ),
        Refusal::NoRole => (
            context.t("directory-provider-no-role-title"),
            context.t("directory-provider-no-role-text"),
            StatusCode::FORBIDDEN,
        ),
        Refusal::NoAddress => (
            context.t("directory-provider-no-address-title"),
            context.t("directory-provider-no-address-text"),
            StatusCode::FORBIDDEN,
        ),
        Refusal::Blocked => (
            context.t("directory-provider-blocked-title"),
            context.t("directory-provider-blocked-text"),
            StatusCode::FORBIDDEN,
        ),
    };
    let page = RefusedPage {
        page: context.page(title.clone(), vec![Crumb::new(title, "/anmelden")]),
        text,
    };
    Ok((status, render(&page)?).into_response())
}

fn failed(
    context: &Context,
    provider: &IdentityProvider,
    error: ProviderError,
) -> Result<Response, Error> {
    tracing::warn!(provider = provider.id, %error, "a sign-in by an identity provider failed");
    refuse(context, Refusal::Failed)
}

fn named<'a>(app: &'a App, id: &str) -> Result<&'a IdentityProvider, Error> {
    let mut providers = app.providers.iter();
    providers
        .find(|provider| provider.id == id)
        .ok_or(Error::NotFound)
}

async fn begin(
    State(app): State<App>,
    context: Context,
    Path(id): Path<String>,
    Query(query): Query<NextQuery>,
) -> Result<Response, Error> {
    let provider = named(&app, &id)?;
    let onward = Onward::to(&query.next);
    if context.signed_in().is_some() {
        return onward.go(&context).await;
    }
    limits::passkey(&app, context.client()).await?;
    match provider::begin(&app, context.session(), provider, &onward.next).await? {
        Ok(address) => Ok(Redirect::to(&address).into_response()),
        Err(error) => failed(&context, provider, error),
    }
}

async fn finish(
    State(app): State<App>,
    context: Context,
    headers: HeaderMap,
    Path(id): Path<String>,
    Query(back): Query<Return>,
) -> Result<Response, Error> {
    let provider = named(&app, &id)?;
    limits::passkey(&app, context.client()).await?;
    let session = context.session();
    let (claims, next) = match provider::finish(&app, session, provider, back).await? {
        Ok(found) => found,
        Err(error) => return failed(&context, provider, error),
    };
    let person = match admit(&app, &context, provider, &claims).await? {
        Ok(person) => person,
        Err(refusal) => return refuse(&context, refusal),
    };
    let onward = Onward::to(&next);
    if claims.second_factor(provider) {
        return complete(&app, &context, &headers, person, true, &onward).await;
    }
    let credentials = credentials::of(app.db.read(), person)
        .await?
        .ok_or(Error::NotFound)?;
    if needs_second_factor(&app, &credentials).await? {
        session::wait_for_second_factor(&app, session, person).await?;
        return Ok(Redirect::to(&onward.link("/anmelden/zweiter-faktor")).into_response());
    }
    complete(&app, &context, &headers, person, false, &onward).await
}

/// The roles that what the provider says gives, each once.
async fn mapped(
    app: &App,
    provider: &IdentityProvider,
    claims: &Claims,
) -> Result<Vec<(Role, OrganisationId)>, Error> {
    let conn = app.db.read();
    let mut roles = Vec::new();
    for mapping in &provider.roles {
        if !claims.has(&mapping.claim, &mapping.value) {
            continue;
        }
        let wanted = mapping.organisation.as_str();
        let organisation = if let Ok(id) = wanted.parse::<OrganisationId>() {
            crate::organisation(conn, id).await?
        } else {
            let mut all = crate::offices(conn).await?;
            all.push(crate::state(conn).await?);
            let has_key = |ags: &kernel::Ags| ags.as_str() == wanted;
            all.into_iter()
                .find(|one| one.ags.as_ref().is_some_and(has_key))
        };
        let fits = organisation
            .filter(|organisation| policy::levels(mapping.role).contains(&organisation.level()));
        match fits {
            Some(organisation) if !roles.contains(&(mapping.role, organisation.id)) => {
                roles.push((mapping.role, organisation.id));
            }
            Some(_) => {}
            None => tracing::warn!(
                provider = provider.id,
                role = mapping.role.name(),
                "a mapped role names no organisation that can have it"
            ),
        }
    }
    Ok(roles)
}

/// Whom the provider means: somebody it sent before, somebody with the same verified address, or a new
/// person if she gets a role. Her roles of this provider are those that it says now.
async fn admit(
    app: &App,
    context: &Context,
    provider: &IdentityProvider,
    claims: &Claims,
) -> Result<Result<PersonId, Refusal>, Error> {
    let Some(subject) = claims.subject(provider) else {
        return Ok(Err(Refusal::Failed));
    };
    let roles = mapped(app, provider, claims).await?;
    let (clock, chance) = (app.clock.as_ref(), app.chance.as_ref());
    let now = clock.now();
    let tx = app.db.begin().await?;
    db::lock(&tx, "directory.provider").await?;
    let known = provider_accounts::person(&tx, &provider.id, subject.clone()).await?;
    let person = if let Some(id) = known {
        people::person(&tx, id).await?.ok_or(Error::NotFound)?
    } else {
        let Some(email) = claims.verified_email() else {
            return Ok(Err(Refusal::NoAddress));
        };
        let same = people::person_by_email(&tx, &email).await?;
        // One account of the provider for a person: another that claims her address is somebody else.
        if let Some(same) = &same
            && provider_accounts::is_linked(&tx, &provider.id, same.id).await?
        {
            return Ok(Err(Refusal::NoAddress));
        }
        let person = match same {
            Some(person) => person,
            None if roles.is_empty() => return Ok(Err(Refusal::NoRole)),
            None => {
                let name = claims.name().filter(|name| is_name(name));
                let new = NewPerson {
                    id: PersonId::new(clock, chance),
                    name: name.unwrap_or(email.as_str()).to_owned(),
                    email,
                    lang: context.lang(),
                    demo: app.settings.demo,
                };
                people::add_people(&tx, std::slice::from_ref(&new), now).await?;
                people::person(&tx, new.id).await?.ok_or(Error::NotFound)?
            }
        };
        provider_accounts::link(&tx, &provider.id, subject, person.id, now).await?;
        person
    };
    if person.blocked_at.is_some() || (person.demo && !app.settings.demo) {
        drop(tx);
        trail::record_refusal(app, Some(person.id)).await?;
        return Ok(Err(Refusal::Blocked));
    }
    let held = refresh(app, &tx, provider, person.id, &roles).await?;
    if known.is_none() {
        mails::send_notice(app, &tx, recipient(&person), "provider-linked").await?;
        let me = person.id;
        trail::record(app, &tx, Some(me), "account.link-provider", me, vec![]).await?;
    }
    tx.commit().await?;
    Ok(if held {
        Ok(person.id)
    } else {
        Err(Refusal::NoRole)
    })
}

/// Ends the roles of this provider that it no longer says, and adds those that it says now. Says whether
/// the person has any role after that.
async fn refresh(
    app: &App,
    tx: &db::Tx,
    provider: &IdentityProvider,
    person: PersonId,
    wanted: &[(Role, OrganisationId)],
) -> Result<bool, Error> {
    let (clock, chance) = (app.clock.as_ref(), app.chance.as_ref());
    let now = clock.now();
    let by_provider = |role: Role| {
        vec![
            ("role", role.into()),
            ("person", person.into()),
            ("by-provider", true.into()),
        ]
    };
    let mut left = Vec::new();
    for engagement in memberships::engagements(tx, person).await? {
        if !engagement.is_valid(now) {
            continue;
        }
        let (role, at) = (engagement.role, engagement.organisation);
        let of_provider = engagement.provider.as_ref() == Some(&provider.id);
        if !of_provider || wanted.contains(&(role, at)) {
            left.push((role, at, engagement.delegated.is_some()));
            continue;
        }
        memberships::end_membership(tx, engagement.id, now).await?;
        let facts = by_provider(role);
        trail::record_organisation(app, tx, None, "membership.end", at, facts).await?;
    }
    for (role, at) in wanted {
        if left.contains(&(*role, *at, false)) {
            continue;
        }
        let membership = NewMembership {
            id: OrganisationId::new(clock, chance).uuid(),
            person,
            organisation: *at,
            role: *role,
            valid_from: now,
            valid_to: None,
            granted_by: None,
        };
        memberships::add_memberships(tx, &[membership], now).await?;
        memberships::set_provider(tx, membership.id, &provider.id).await?;
        let facts = by_provider(*role);
        trail::record_organisation(app, tx, None, "membership.grant", *at, facts).await?;
        left.push((*role, *at, false));
    }
    Ok(!left.is_empty())
}
