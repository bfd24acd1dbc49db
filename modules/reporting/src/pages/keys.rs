// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Keys with which programs report for an institution, whoever works there.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use directory::{InstitutionFilter, InstitutionKey, NewInstitutionKey, Organisation};
use http::StatusCode;
use jiff::SignedDuration;
use kernel::{Action, CollectionId, Level, OrganisationId, Resource, berlin_date};
use serde::Deserialize;
use uuid::Uuid;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use crate::model::CollectionStatus;
use crate::{actions, store};

/// Where they are.
pub const PATH: &str = "/schluessel";

/// What a key can be allowed.
const OFFERED: [Action; 2] = [actions::REPORT_FILL, actions::SUBMISSION_OPEN];

/// For how many days a key can be made.
const LIFETIMES: [i64; 3] = [90, 365, 730];

/// What is chosen when the form is opened.
const USUAL_LIFETIME: i64 = 365;

/// The most keys that an institution has at the same time.
const MOST: usize = 20;

/// The most characters of a name.
const LONGEST: usize = 80;

/// How many institutions are listed.
const MOST_LISTED: usize = 100;

#[derive(Template)]
#[template(path = "reporting/keys.html")]
struct ListPage {
    page: Page,
    search: String,
    institutions: Vec<(String, String)>,
}

/// The query of the list.
#[derive(Debug, Default, Deserialize)]
pub struct Wish {
    #[serde(default)]
    suche: String,
}

/// The institutions whose keys the actor looks after.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Query(wish): Query<Wish>,
) -> Result<Response, Error> {
    let conn = app.db.read();
    let mut ids = Vec::new();
    let mut offices = Vec::new();
    for membership in context.actor().memberships() {
        match membership.level {
            Level::Institution => ids.push(membership.organisation),
            Level::Office => offices.push(membership.organisation),
            Level::State => {}
        }
    }
    let mut all = directory::organisations(conn, &ids).await?;
    if !offices.is_empty() {
        let filter = InstitutionFilter {
            offices,
            valid_on: Some(berlin_date(app.clock.now())),
            ..InstitutionFilter::default()
        };
        all.extend(directory::institutions(conn, &filter).await?);
    }
    let state = directory::state(conn).await?.id;
    let wanted = wish.suche.trim().to_lowercase();
    let mut institutions: Vec<(String, String)> = all
        .into_iter()
        .filter(|one| one.name.to_lowercase().contains(&wanted))
        .filter(|one| {
            one.parent.is_some_and(|office| {
                let resource = Resource::of_institution(state, office, one.id);
                context.may(actions::REPORT_KEYS, &resource)
            })
        })
        .map(|one| (format!("{PATH}/{}", one.id), one.name))
        .collect();
    institutions.sort_by(|a, b| a.1.cmp(&b.1));
    institutions.dedup();
    institutions.truncate(MOST_LISTED);
    if let ([(only, _)], true) = (institutions.as_slice(), wanted.is_empty()) {
        return Ok(Redirect::to(only).into_response());
    }
    let title = context.t("reporting-keys-title");
    let html = render(&ListPage {
        page: context.page(&title, vec![Crumb::new(&title, PATH)]),
        search: wish.suche,
        institutions,
    })?;
    Ok(html.into_response())
}

#[derive(Template)]
#[template(path = "reporting/keys_of.html")]
struct KeysPage {
    page: Page,
    path: String,
    keys: Vec<Line>,
    typed_name: String,
    days: i64,
    actions: Vec<(&'static str, String, bool)>,
    collections: Vec<(String, String, bool)>,
    errors: Vec<(String, String)>,
}

impl KeysPage {
    fn error(&self, field: &str) -> &str {
        let found = self.errors.iter().find(|(name, _)| name == field);
        found.map_or("", |(_, text)| text)
    }
}

struct Line {
    end: String,
    name: String,
    may: Vec<String>,
    only: Vec<String>,
    expires: String,
    used: String,
}

#[derive(Template)]
#[template(path = "reporting/key_made.html")]
struct MadePage {
    page: Page,
    server: String,
    key: String,
    name: String,
    back: String,
}

#[derive(Template)]
#[template(path = "reporting/key_end.html")]
struct EndPage {
    page: Page,
    action: String,
    back: String,
    consequence: String,
}

/// An institution whose keys the actor looks after.
async fn institution(app: &App, context: &Context, text: &str) -> Result<Organisation, Error> {
    let conn = app.db.read();
    let id: OrganisationId = text.parse().map_err(|_| Error::NotFound)?;
    let resource = directory::place_of(conn, id)
        .await?
        .ok_or(Error::NotFound)?;
    if resource.institution != Some(id) {
        return Err(Error::NotFound);
    }
    context.allow_or_hide(actions::REPORT_KEYS, &resource)?;
    directory::organisation(conn, id)
        .await?
        .ok_or(Error::NotFound)
}

/// What was typed.
struct Typed {
    name: String,
    days: Option<i64>,
    actions: Vec<Action>,
    collections: Vec<CollectionId>,
}

impl Typed {
    fn fresh() -> Self {
        Self {
            name: String::new(),
            days: Some(USUAL_LIFETIME),
            actions: vec![actions::REPORT_FILL],
            collections: Vec::new(),
        }
    }

    fn read(fields: &Fields) -> Self {
        let days = fields.text("tage");
        Self {
            name: fields.text("name").to_owned(),
            days: LIFETIMES.into_iter().find(|one| one.to_string() == days),
            actions: OFFERED
                .into_iter()
                .filter(|one| fields.all("darf").any(|name| name == one.0))
                .collect(),
            collections: fields
                .all("erhebung")
                .filter_map(|text| text.parse().ok())
                .collect(),
        }
    }
}

fn crumbs(context: &Context, institution: &Organisation, more: &[(&str, &str)]) -> Vec<Crumb> {
    let path = format!("{PATH}/{}", institution.id);
    let mut crumbs = vec![
        Crumb::new(context.t("reporting-keys-title"), PATH),
        Crumb::new(&institution.name, path),
    ];
    crumbs.extend(more.iter().map(|(label, href)| Crumb::new(*label, *href)));
    crumbs
}

async fn show(
    app: &App,
    context: &Context,
    institution: &Organisation,
    typed: &Typed,
    errors: Vec<(String, String)>,
) -> Result<Html<String>, Error> {
    let conn = app.db.read();
    let lang = context.lang();
    let path = format!("{PATH}/{}", institution.id);
    let all = store::collections::of_institution(conn, institution.id).await?;
    let line = |key: InstitutionKey| Line {
        end: format!("{path}/{}/beenden", key.id),
        may: key
            .actions
            .iter()
            .map(|name| {
                let name = name.replace('.', "-");
                context.t_with("reporting-key-may", &[("action", name.into())])
            })
            .collect(),
        only: all
            .iter()
            .filter(|one| key.collections.contains(&one.id))
            .map(|one| one.title.clone())
            .collect(),
        expires: web::format::date(lang, berlin_date(key.expires_at)),
        used: key.last_used_at.map_or(String::new(), |used| {
            web::format::date(lang, berlin_date(used))
        }),
        name: key.name,
    };
    let keys = directory::institution_keys(conn, institution.id, app.clock.now()).await?;
    let name = [("institution", institution.name.as_str().into())];
    let title = context.t_with("reporting-keys-of", &name);
    render(&KeysPage {
        page: context.page(&title, crumbs(context, institution, &[])),
        keys: keys.into_iter().map(line).collect(),
        typed_name: typed.name.clone(),
        days: typed.days.unwrap_or(USUAL_LIFETIME),
        actions: OFFERED
            .iter()
            .map(|one| {
                let name = one.0.replace('.', "-");
                let words = context.t_with("reporting-key-may", &[("action", name.into())]);
                (one.0, words, typed.actions.contains(one))
            })
            .collect(),
        collections: all
            .iter()
            .filter(|one| one.status == CollectionStatus::Open)
            .map(|one| {
                let chosen = typed.collections.contains(&one.id);
                (one.id.to_string(), one.title.clone(), chosen)
            })
            .collect(),
        errors,
        path,
    })
}

/// The keys of an institution, and the form for a new one.
pub async fn of(
    State(app): State<App>,
    context: Context,
    Path(text): Path<String>,
) -> Result<Html<String>, Error> {
    let institution = institution(&app, &context, &text).await?;
    show(&app, &context, &institution, &Typed::fresh(), Vec::new()).await
}

/// Makes a key and shows it, once.
pub async fn make(
    State(app): State<App>,
    context: Context,
    Path(text): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let institution = institution(&app, &context, &text).await?;
    context.require_fresh_sign_in()?;
    let typed = Typed::read(&fields);
    let mut errors = Vec::new();
    let mut wrong = |field: &str, text: String| errors.push((field.to_owned(), text));
    let letters = typed.name.chars().count();
    if letters == 0 || letters > LONGEST || typed.name.chars().any(char::is_control) {
        let most = [("most", LONGEST.into())];
        wrong("name", context.t_with("reporting-key-name-invalid", &most));
    }
    if typed.days.is_none() {
        wrong("tage", context.t("reporting-key-days-missing"));
    }
    if typed.actions.is_empty() {
        wrong("darf", context.t("reporting-key-actions-missing"));
    }
    let known = store::collections::of_institution(app.db.read(), institution.id).await?;
    let is_known = |id: &CollectionId| known.iter().any(|one| one.id == *id);
    if !typed.collections.iter().all(is_known) {
        return Err(Error::NotFound);
    }
    let tx = app.db.begin().await?;
    db::lock(&tx, &format!("institution-keys:{}", institution.id)).await?;
    let now = app.clock.now();
    if directory::institution_keys(&tx, institution.id, now)
        .await?
        .len()
        >= MOST
    {
        let most = [("most", MOST.into())];
        wrong("name", context.t_with("reporting-key-too-many", &most));
    }
    if !errors.is_empty() {
        tx.rollback().await?;
        let page = show(&app, &context, &institution, &typed, errors).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let new = NewInstitutionKey {
        institution: institution.id,
        name: typed.name,
        actions: typed.actions,
        collections: typed.collections,
        lifetime: SignedDuration::from_hours(24 * typed.days.unwrap_or(USUAL_LIFETIME)),
    };
    let key = directory::make_institution_key(&app, &tx, &new, context.person()?).await?;
    tx.commit().await?;
    let title = context.t("reporting-key-made-title");
    let path = format!("{PATH}/{}", institution.id);
    let html = render(&MadePage {
        page: context.page(&title, crumbs(&context, &institution, &[(&title, &path)])),
        server: app.settings.base_url.clone(),
        key,
        name: new.name,
        back: path,
    })?;
    Ok(html.into_response())
}

/// One of the keys of an institution.
async fn key_of(
    app: &App,
    context: &Context,
    (text, key): (&str, &str),
) -> Result<(Organisation, InstitutionKey), Error> {
    let institution = institution(app, context, text).await?;
    let id: Uuid = key.parse().map_err(|_| Error::NotFound)?;
    let keys = directory::institution_keys(app.db.read(), institution.id, app.clock.now()).await?;
    let key = keys.into_iter().find(|key| key.id == id);
    Ok((institution, key.ok_or(Error::NotFound)?))
}

/// Asks before a key is ended.
pub async fn ask_end(
    State(app): State<App>,
    context: Context,
    Path((text, key)): Path<(String, String)>,
) -> Result<Html<String>, Error> {
    let (institution, key) = key_of(&app, &context, (&text, &key)).await?;
    let title = context.t("reporting-key-end");
    let back = format!("{PATH}/{}", institution.id);
    let action = format!("{back}/{}/beenden", key.id);
    render(&EndPage {
        page: context.page(&title, crumbs(&context, &institution, &[(&title, &action)])),
        consequence: context.t_with("reporting-key-end-text", &[("name", key.name.into())]),
        action,
        back,
    })
}

/// Ends a key.
pub async fn end(
    State(app): State<App>,
    context: Context,
    Path((text, key)): Path<(String, String)>,
) -> Result<Redirect, Error> {
    let (institution, key) = key_of(&app, &context, (&text, &key)).await?;
    let tx = app.db.begin().await?;
    let by = context.person()?;
    if !directory::end_institution_key(&app, &tx, institution.id, key.id, by).await? {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    let text = context.t_with("reporting-key-ended", &[("name", key.name.into())]);
    context.flash("success", text).await?;
    Ok(Redirect::to(&format!("{PATH}/{}", institution.id)))
}
