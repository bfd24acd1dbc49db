// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Connecting a program, and changing what it is told and where.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use directory::Organisation;
use http::StatusCode;
use kernel::{Level, OrganisationId};
use outbound::AddressFault;
use serde::Deserialize;
use uuid::Uuid;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::{At, LIST, at, crumbs, crumbs_of, endpoint_for, hold, note, path_of, secret};
use crate::feed::new_id;
use crate::model::{Endpoint, EndpointState, of_level};
use crate::{actions, delivering, signing, store};

/// The most characters of a name.
const LONGEST_NAME: usize = 80;
/// The most endpoints of an organisation.
const MOST: usize = 20;

/// What the address asks for.
#[derive(Debug, Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    organisation: String,
}

/// What can be chosen.
struct Choice {
    value: String,
    words: String,
    checked: bool,
}

/// What was typed; it need not be right yet.
#[derive(Default)]
struct Typed {
    name: String,
    url: String,
    kinds: Vec<String>,
    collections: Vec<String>,
}

impl Typed {
    fn of_fields(fields: &Fields) -> Self {
        Self {
            name: fields.text("name").to_owned(),
            url: fields.text("adresse").to_owned(),
            kinds: fields.all("ereignis").map(str::to_owned).collect(),
            collections: fields.all("erhebung").map(str::to_owned).collect(),
        }
    }

    fn of_endpoint(endpoint: &Endpoint) -> Self {
        Self {
            name: endpoint.name.clone(),
            url: endpoint.url.clone(),
            kinds: endpoint.kinds.clone(),
            collections: endpoint.collections.iter().map(Uuid::to_string).collect(),
        }
    }
}

#[derive(Template)]
#[template(path = "integration/edit.html")]
struct EditPage {
    page: Page,
    action: String,
    cancel: String,
    organisation: OrganisationId,
    organisation_name: String,
    version: i64,
    typed_name: String,
    url: String,
    kinds: Vec<Choice>,
    collections: Vec<Choice>,
    errors: Vec<(String, String)>,
}

impl EditPage {
    fn error(&self, field: &str) -> &str {
        self.errors
            .iter()
            .find(|(name, _)| name == field)
            .map_or("", |(_, text)| text)
    }
}

/// The kinds of events that an organisation can be told of.
fn kinds(context: &Context, level: Level, chosen: &[String]) -> Vec<Choice> {
    of_level(level)
        .map(|one| Choice {
            value: one.name.to_owned(),
            words: kind_in_words(context, one.name),
            checked: chosen.iter().any(|name| name == one.name),
        })
        .collect()
}

/// A kind of event, with its name for programs: `Meldung eingegangen (report.sent)`.
pub(super) fn kind_in_words(context: &Context, name: &str) -> String {
    let words = context.t(&format!("integration-event-{}", name.replace('.', "-")));
    format!("{words} ({name})")
}

/// The collections that an organisation can be told of: of an institution those that it has heard of.
async fn collections(
    app: &App,
    context: &Context,
    organisation: &Organisation,
    chosen: &[String],
) -> Result<Vec<Choice>, Error> {
    let conn = app.db.read();
    let mut known = store::events::collections_of(conn, organisation.id).await?;
    if organisation.level() != Level::Institution {
        for one in store::events::collections(conn).await? {
            if known.iter().all(|other| other.collection != one.collection) {
                known.push(one);
            }
        }
    }
    known.sort_by(|one, other| one.title.cmp(&other.title));
    Ok(known
        .into_iter()
        .map(|one| {
            let value = one.collection.to_string();
            let words = match one.title.as_str() {
                "" => context.t_with(
                    "integration-collection-nameless",
                    &[("id", value.as_str().into())],
                ),
                title => title.to_owned(),
            };
            Choice {
                checked: chosen.contains(&value),
                value,
                words,
            }
        })
        .collect())
}

async fn edit_page(
    app: &App,
    context: &Context,
    organisation: &Organisation,
    endpoint: Option<&Endpoint>,
    typed: Typed,
    errors: Vec<(String, String)>,
) -> Result<EditPage, Error> {
    let (title, crumbs, action, cancel) = if let Some(endpoint) = endpoint {
        let title = context.t("integration-change-title");
        let path = path_of(endpoint.id);
        let crumbs = crumbs_of(context, endpoint, &title);
        (title, crumbs, format!("{path}/aendern"), path)
    } else {
        let title = context.t("integration-new-title");
        let crumbs = crumbs(context, vec![Crumb::new(&title, context.path())]);
        let back = format!("{LIST}?organisation={}", organisation.id);
        (title, crumbs, format!("{LIST}/neu"), back)
    };
    Ok(EditPage {
        page: context.page(title, crumbs),
        action,
        cancel,
        organisation: organisation.id,
        organisation_name: organisation.name.clone(),
        version: endpoint.map_or(0, |endpoint| endpoint.version),
        kinds: kinds(context, organisation.level(), &typed.kinds),
        collections: collections(app, context, organisation, &typed.collections).await?,
        typed_name: typed.name,
        url: typed.url,
        errors,
    })
}

/// What was typed as an endpoint has it, or what is wrong with it.
fn read(
    app: &App,
    context: &Context,
    level: Level,
    typed: &Typed,
    into: &mut Endpoint,
) -> Vec<(String, String)> {
    let mut errors = Vec::new();
    let mut add = |field: &str, text: String| errors.push((field.to_owned(), text));
    let letters = typed.name.chars().count();
    if !(2..=LONGEST_NAME).contains(&letters) || typed.name.chars().any(char::is_control) {
        let most = [("most", LONGEST_NAME.into())];
        add("name", context.t_with("integration-name-invalid", &most));
    }
    match app.outbound.target(&typed.url) {
        Ok(target) => target.as_str().clone_into(&mut into.url),
        Err(fault) => add("adresse", context.t(address_fault(fault))),
    }
    let offered = |name: &String| of_level(level).any(|one| one.name == name);
    if typed.kinds.is_empty() {
        add("ereignis", context.t("integration-kinds-missing"));
    } else if !typed.kinds.iter().all(offered) {
        add("ereignis", context.t("integration-kinds-unknown"));
    }
    let collections: Result<Vec<Uuid>, _> = typed.collections.iter().map(|id| id.parse()).collect();
    match collections {
        Ok(collections) => into.collections = collections,
        Err(_) => add("erhebung", context.t("integration-collections-unknown")),
    }
    into.name.clone_from(&typed.name);
    into.kinds.clone_from(&typed.kinds);
    errors
}

fn address_fault(fault: AddressFault) -> &'static str {
    match fault {
        AddressFault::Unreadable => "integration-address-unreadable",
        AddressFault::NotHttps => "integration-address-not-https",
        AddressFault::Credentials => "integration-address-credentials",
        AddressFault::NotPublic => "integration-address-not-public",
    }
}

/// The form for a new one. What is connected here learns of things for a long time: who connects it proves
/// again who she is.
pub async fn new_page(
    State(app): State<App>,
    context: Context,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Error> {
    let At { organisation, .. } =
        at(&app, &context, actions::WEBHOOK_MANAGE, &asked.organisation).await?;
    context.require_fresh_sign_in()?;
    let typed = Typed::default();
    render(&edit_page(&app, &context, &organisation, None, typed, vec![]).await?)
}

/// Connects a program and shows its secret, once.
pub async fn create(
    State(app): State<App>,
    context: Context,
    fields: Fields,
) -> Result<Response, Error> {
    let named = fields.text("organisation");
    let At { organisation, .. } = at(&app, &context, actions::WEBHOOK_MANAGE, named).await?;
    context.require_fresh_sign_in()?;
    let typed = Typed::of_fields(&fields);
    let now = app.clock.now();
    let mut endpoint = Endpoint {
        id: new_id(&app),
        organisation: organisation.id,
        name: String::new(),
        url: String::new(),
        kinds: vec![],
        collections: vec![],
        state: EndpointState::Active,
        reason: None,
        former_until: None,
        failures: 0,
        failing_since: None,
        resting_until: None,
        succeeded_at: None,
        version: 1,
        created_at: now,
    };
    let mut errors = read(&app, &context, organisation.level(), &typed, &mut endpoint);
    let tx = app.db.begin().await?;
    db::lock(&tx, &format!("integration.endpoints:{}", organisation.id)).await?;
    if store::endpoints::of_organisation(&tx, organisation.id)
        .await?
        .len()
        >= MOST
    {
        let most = [("most", MOST.into())];
        errors.push((
            "name".to_owned(),
            context.t_with("integration-too-many", &most),
        ));
    }
    if !errors.is_empty() {
        drop(tx);
        let page = edit_page(&app, &context, &organisation, None, typed, errors).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)?).into_response());
    }
    let secret = signing::new_secret(&*app.chance);
    let sealed = secret::seal(&app, &tx, &endpoint, &secret).await?;
    store::endpoints::add(&tx, &endpoint, sealed, Some(context.person()?)).await?;
    let facts = vec![
        ("kinds", endpoint.kinds.len().into()),
        ("collections", endpoint.collections.len().into()),
    ];
    note(&app, &tx, &context, &endpoint, "webhook.add", facts).await?;
    tx.commit().await?;
    secret::shown(&context, &endpoint, &secret, None)
}

/// The form for a change.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(id): Path<String>,
) -> Result<Html<String>, Error> {
    let (endpoint, organisation) = of(&app, &context, &id).await?;
    let typed = Typed::of_endpoint(&endpoint);
    render(
        &edit_page(
            &app,
            &context,
            &organisation,
            Some(&endpoint),
            typed,
            vec![],
        )
        .await?,
    )
}

async fn of(app: &App, context: &Context, id: &str) -> Result<(Endpoint, Organisation), Error> {
    let (endpoint, _) = endpoint_for(app, context, actions::WEBHOOK_MANAGE, id).await?;
    context.require_fresh_sign_in()?;
    let organisation = directory::organisation(app.db.read(), endpoint.organisation).await?;
    Ok((endpoint, organisation.ok_or(Error::NotFound)?))
}

/// Changes an endpoint.
pub async fn change(
    State(app): State<App>,
    context: Context,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let (before, organisation) = of(&app, &context, &id).await?;
    let typed = Typed::of_fields(&fields);
    let tx = app.db.begin().await?;
    let mut endpoint = hold(&context, &tx, before.id, &fields).await?;
    let moved = endpoint.url.clone();
    let errors = read(&app, &context, organisation.level(), &typed, &mut endpoint);
    if !errors.is_empty() {
        drop(tx);
        let page = edit_page(&app, &context, &organisation, Some(&before), typed, errors).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)?).into_response());
    }
    let now = app.clock.now();
    store::endpoints::change(&tx, &endpoint, now).await?;
    if endpoint.url != moved {
        // Whatever the old address did says nothing about the new one.
        endpoint.failures = 0;
        endpoint.failing_since = None;
        endpoint.resting_until = None;
        store::endpoints::note_health(&tx, &endpoint).await?;
        delivering::wake(&app, &tx, endpoint.id, now).await?;
    }
    let facts = vec![
        ("address", (endpoint.url != moved).into()),
        ("kinds", endpoint.kinds.len().into()),
        ("collections", endpoint.collections.len().into()),
    ];
    note(&app, &tx, &context, &endpoint, "webhook.change", facts).await?;
    tx.commit().await?;
    let name = [("name", endpoint.name.as_str().into())];
    let text = context.t_with("integration-changed", &name);
    context.flash("success", text).await?;
    Ok(Redirect::to(&path_of(endpoint.id)).into_response())
}
