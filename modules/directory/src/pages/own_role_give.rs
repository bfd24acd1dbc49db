// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Giving a role that the organisation made itself: to whom, where, and for how long.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use http::StatusCode;
use kernel::OrganisationId;
use uuid::Uuid;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Guard, Page, Route, render};

use super::FieldErrors;
use super::invite::{OwnGiven, Typed, grant, read};
use super::own_roles::{crumbs, found, href};
use super::people::LIST;
use crate::actions;
use crate::model::{InstitutionKind, Organisation, OrganisationKind};
use crate::store::memberships::OwnPart;
use crate::store::own_roles::OwnRole;

/// The most institutions that a role is limited to.
const MOST: usize = 100;

pub(crate) fn routes() -> Vec<Route> {
    let grant = Guard::Action(actions::GRANT_OWN_ROLE);
    web::routes! {
        get grant "/verwaltung/rollen/{own_role}/vergeben" => show;
        post grant "/verwaltung/rollen/{own_role}/vergeben" => give;
    }
}

#[derive(Template)]
#[template(path = "directory/own_role_give.html")]
struct GivePage {
    page: Page,
    action: String,
    organisation: Organisation,
    typed: Typed,
    only_chosen: bool,
    only_kinds: bool,
    /// The kinds of institutions that a role can be limited to.
    kinds: Vec<(&'static str, String, bool)>,
    /// The institutions that a role can be limited to; the state has none of its own.
    institutions: Vec<(String, String, bool)>,
    errors: FieldErrors,
}

async fn give_page(
    app: &App,
    context: &Context,
    (role, organisation): (&OwnRole, Organisation),
    typed: Typed,
    fields: &Fields,
    errors: FieldErrors,
) -> Result<GivePage, Error> {
    let title = context.t_with(
        "directory-own-role-give-title",
        &[("name", role.name.as_str().into())],
    );
    let mut crumbs = crumbs(context);
    crumbs.push(Crumb::new(role.name.clone(), href(role.id)));
    crumbs.push(Crumb::new(title.clone(), context.path()));
    let institutions = possible(app, &organisation).await?;
    Ok(GivePage {
        page: context.page(title, crumbs),
        action: format!("{}/vergeben", href(role.id)),
        organisation,
        typed,
        only_chosen: fields.text("wo") == "auswahl",
        only_kinds: fields.text("wo") == "art",
        kinds: InstitutionKind::ALL
            .iter()
            .map(|kind| {
                let chosen = fields.all("art").any(|other| other == kind.name());
                let words = context.t(&format!("directory-kind-{kind}"));
                (kind.name(), words, chosen)
            })
            .collect(),
        institutions: institutions
            .into_iter()
            .map(|(id, name)| {
                let chosen = fields
                    .all("einrichtung")
                    .any(|other| other == id.to_string());
                (id.to_string(), name, chosen)
            })
            .collect(),
        errors,
    })
}

/// The institutions of an office that exist today, by name.
async fn possible(
    app: &App,
    organisation: &Organisation,
) -> Result<Vec<(OrganisationId, String)>, Error> {
    if organisation.kind != OrganisationKind::Office {
        return Ok(Vec::new());
    }
    let today = kernel::berlin_date(app.clock.now());
    let all = crate::institutions_of(app.db.read(), organisation.id).await?;
    Ok(all
        .into_iter()
        .filter(|institution| institution.is_valid(today))
        .map(|institution| (institution.id, institution.name))
        .collect())
}

async fn show(
    State(app): State<App>,
    context: Context,
    Path(id): Path<Uuid>,
) -> Result<Html<String>, Error> {
    let (role, organisation) = found(&app, &context, id, actions::GRANT_OWN_ROLE).await?;
    let (fields, errors) = (Fields::default(), FieldErrors::default());
    let about = (&role, organisation);
    let page = give_page(&app, &context, about, Typed::default(), &fields, errors).await?;
    render(&page)
}

/// To what the role is limited, or which field is wrong and why.
type Limits = Result<OwnPart, (&'static str, String)>;

/// The kinds of institutions or the institutions that were chosen.
async fn limited(
    app: &App,
    context: &Context,
    organisation: &Organisation,
    fields: &Fields,
) -> Result<Limits, Error> {
    if fields.text("wo") == "art" && organisation.kind == OrganisationKind::Office {
        let kinds: Vec<InstitutionKind> = InstitutionKind::ALL
            .iter()
            .copied()
            .filter(|kind| fields.all("art").any(|other| other == kind.name()))
            .collect();
        if kinds.is_empty() {
            return Ok(Err(("art", context.t("directory-own-role-kinds-missing"))));
        }
        return Ok(Ok(OwnPart {
            kinds,
            ..OwnPart::default()
        }));
    }
    if fields.text("wo") != "auswahl" {
        return Ok(Ok(OwnPart::default()));
    }
    let possible = possible(app, organisation).await?;
    let mut chosen: Vec<OrganisationId> = possible
        .into_iter()
        .map(|(id, _)| id)
        .filter(|id| {
            fields
                .all("einrichtung")
                .any(|other| other == id.to_string())
        })
        .collect();
    chosen.sort();
    if chosen.is_empty() || chosen.len() > MOST {
        let most = [("most", MOST.into())];
        let text = context.t_with("directory-own-role-institutions-missing", &most);
        return Ok(Err(("einrichtung", text)));
    }
    Ok(Ok(OwnPart {
        institutions: chosen,
        ..OwnPart::default()
    }))
}

async fn give(
    State(app): State<App>,
    context: Context,
    Path(id): Path<Uuid>,
    fields: Fields,
) -> Result<Response, Error> {
    let (role, organisation) = found(&app, &context, id, actions::GRANT_OWN_ROLE).await?;
    let typed = Typed {
        organisation: organisation.id.to_string(),
        ..Typed::of_fields(&fields)
    };
    let limited = limited(&app, &context, &organisation, &fields).await?;
    let own = OwnGiven {
        name: role.name.clone(),
        part: OwnPart {
            role: Some(id),
            ..limited.clone().unwrap_or_default()
        },
    };
    let outcome = match (read(&app, &context, &typed, Some(own)).await?, limited) {
        (Ok(invitation), Ok(_)) => grant(&app, &context, &invitation).await?,
        (Ok(_), Err((field, text))) => {
            let mut errors = FieldErrors::default();
            errors.add(field, text);
            Err(errors)
        }
        (Err(errors), Ok(_)) => Err(errors),
        (Err(mut errors), Err((field, text))) => {
            errors.add(field, text);
            Err(errors)
        }
    };
    match outcome {
        Ok(person) => Ok(Redirect::to(&format!("{LIST}/{person}")).into_response()),
        Err(errors) => {
            let about = (&role, organisation);
            let page = give_page(&app, &context, about, typed, &fields, errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)?).into_response())
        }
    }
}
