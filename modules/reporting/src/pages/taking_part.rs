// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How institutions come to take part by themselves: rules, and a link with a code.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use directory::InstitutionKind;
use http::StatusCode;
use kernel::{Ags, Resource};
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::collection_of;
use crate::joining;
use crate::model::{Collection, CollectionStatus};
use crate::rules::{self, RuleDraft};
use crate::{actions, store};

#[derive(Template)]
#[template(path = "reporting/taking_part.html")]
struct TakingPartPage {
    page: Page,
    action: String,
    rules: Vec<Line>,
    kinds: Vec<&'static str>,
    districts: Vec<(String, String)>,
    link: String,
    open: bool,
    errors: Vec<(String, String)>,
}

struct Line {
    id: String,
    kind: &'static str,
    place: String,
}

async fn load(app: &App, context: &Context, text: &str) -> Result<Collection, Error> {
    let collection = collection_of(app.db.read(), text).await?;
    let whole = Resource::of_state(collection.state);
    context.allow_or_hide(actions::COLLECTION_MANAGE, &whole)?;
    Ok(collection)
}

/// The page.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(collection): Path<String>,
) -> Result<Html<String>, Error> {
    let collection = load(&app, &context, &collection).await?;
    show(&app, &context, &collection, Vec::new()).await
}

async fn show(
    app: &App,
    context: &Context,
    collection: &Collection,
    errors: Vec<(String, String)>,
) -> Result<Html<String>, Error> {
    let conn = app.db.read();
    let districts = directory::districts(conn).await?;
    let rules = store::rules::of(conn, collection.id)
        .await?
        .into_iter()
        .map(|one| Line {
            id: one.id.to_string(),
            kind: one.rule.kind.name(),
            place: one.rule.place.map_or(String::new(), |place| {
                districts
                    .iter()
                    .find(|district| district.ags == place)
                    .map_or(place.to_string(), |district| district.name.clone())
            }),
        })
        .collect();
    let title = context.t("reporting-part-title");
    let path = format!("/erhebungen/{}", collection.id);
    let action = format!("{path}/teilnahme");
    let crumbs = vec![
        Crumb::new(context.t("reporting-nav-collections"), "/erhebungen"),
        Crumb::new(&collection.title, &path),
        Crumb::new(&title, &action),
    ];
    render(&TakingPartPage {
        page: context.page(&title, crumbs),
        action,
        rules,
        kinds: InstitutionKind::ALL.iter().map(|one| one.name()).collect(),
        districts: districts
            .iter()
            .map(|one| (one.ags.to_string(), one.name.clone()))
            .collect(),
        link: collection.join_code.as_ref().map_or(String::new(), |code| {
            format!("{}/teilnehmen/{code}", app.settings.base_url)
        }),
        open: collection.status == CollectionStatus::Open,
        errors,
    })
}

/// Adds or removes a rule; makes a code, makes another one, or takes it away.
pub async fn change(
    State(app): State<App>,
    context: Context,
    Path(collection): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let collection = load(&app, &context, &collection).await?;
    if collection.status == CollectionStatus::Closed {
        return Err(Error::Conflict(context.t("reporting-refusal-closed")));
    }
    let by = context.person()?;
    let key = match fields.text("aktion") {
        "regel" => {
            let Some(rule) = rule(&fields) else {
                let errors = vec![("art".to_owned(), context.t("reporting-part-rule-wrong"))];
                let html = show(&app, &context, &collection, errors).await?;
                return Ok((StatusCode::UNPROCESSABLE_ENTITY, html).into_response());
            };
            joining::add_rule(&app, &collection, &rule, by).await?;
            let changes = rules::apply(&app, &collection).await?;
            let text = context.t_with(
                "reporting-part-rule-added",
                &[("count", changes.join.len().into())],
            );
            context.flash("success", text).await?;
            return Ok(back(&collection));
        }
        "regel-weg" => {
            let id = fields.text("regel").parse().map_err(|_| Error::NotFound)?;
            joining::remove_rule(&app, &collection, id, by).await?;
            "reporting-part-rule-removed"
        }
        "code" => {
            joining::set_code(&app, &collection, true, by).await?;
            "reporting-part-code-made"
        }
        "code-weg" => {
            joining::set_code(&app, &collection, false, by).await?;
            "reporting-part-code-gone"
        }
        _ => return Err(Error::NotFound),
    };
    context.flash("success", context.t(key)).await?;
    Ok(back(&collection))
}

fn back(collection: &Collection) -> Response {
    Redirect::to(&format!("/erhebungen/{}/teilnahme", collection.id)).into_response()
}

fn rule(fields: &Fields) -> Option<RuleDraft> {
    let kind = fields.text("art").parse().ok()?;
    let place: Option<Ags> = match fields.text("ort") {
        "" => None,
        text => Some(text.parse().ok()?),
    };
    Some(RuleDraft { kind, place })
}
