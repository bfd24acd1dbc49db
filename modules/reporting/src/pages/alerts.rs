// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What rules have found at an office, and what becomes of it.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use http::StatusCode;
use kernel::{CollectionId, OrganisationId};
use serde::Deserialize;
use uuid::Uuid;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::insight::Numbers;
use super::review::{AtOffice, at_office, pages};
use super::{page_number, person_name};
use crate::alerting::{self, Done, LONGEST_COMMENT};
use crate::model::{AlertDeed, AlertRule, AlertState, Collection, Level};
use crate::store::alerts::{Alert, Filter};
use crate::{actions, store};

/// Where they are listed.
pub const PATH: &str = "/alarme";

/// How many alerts a page lists.
const PER_PAGE: i64 = 50;

#[derive(Template)]
#[template(path = "reporting/alerts.html")]
struct AlertsPage {
    page: Page,
    office: String,
    chosen_office: OrganisationId,
    offices: Vec<directory::Organisation>,
    collections: Vec<(CollectionId, String, bool)>,
    all: bool,
    lines: Vec<Line>,
    count: i64,
    may_open: bool,
    subscribed: bool,
    number: u32,
    pages: u32,
    paging: String,
}

struct Line {
    href: String,
    name: String,
    about: String,
    collection: String,
    period: String,
    value: String,
    fired: String,
    state: AlertState,
}

/// The query of the page.
#[derive(Debug, Default, Deserialize)]
pub struct Wish {
    #[serde(default)]
    amt: String,
    #[serde(default)]
    erhebung: String,
    #[serde(default)]
    alle: String,
    #[serde(default)]
    seite: String,
}

/// What pages of alerts look up once.
struct Names {
    rules: HashMap<Uuid, AlertRule>,
    institutions: HashMap<OrganisationId, String>,
}

impl Names {
    async fn of(app: &App, alerts: &[Alert]) -> Result<Self, Error> {
        let conn = app.db.read();
        let mut rules = HashMap::new();
        let (mut ids, mut known) = (Vec::new(), Vec::new());
        for alert in alerts {
            ids.extend(alert.institution);
            known.push(alert.rule);
        }
        known.sort();
        known.dedup();
        for id in known {
            let kept = store::alert_rules::find(conn, id).await?;
            rules.extend(kept.map(|kept| (kept.id, kept.rule)));
        }
        ids.sort();
        ids.dedup();
        let found = directory::organisations(conn, &ids).await?;
        Ok(Self {
            rules,
            institutions: found.into_iter().map(|one| (one.id, one.name)).collect(),
        })
    }

    fn rule(&self, alert: &Alert) -> String {
        self.rules
            .get(&alert.rule)
            .map_or(String::new(), |rule| rule.name.clone())
    }

    /// The institution, or the whole office.
    fn about(&self, context: &Context, alert: &Alert) -> String {
        match alert.institution {
            Some(id) => self.institutions.get(&id).cloned().unwrap_or_default(),
            None => context.t_with(
                "reporting-alert-level",
                &[("level", Level::Office.name().into())],
            ),
        }
    }
}

/// The page.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Query(wish): Query<Wish>,
) -> Result<Html<String>, Error> {
    let conn = app.db.read();
    let at = at_office(&app, &context, actions::ALERT_READ, &wish.amt).await?;
    let office = at.office.id;
    let collections = store::collections::of_office(conn, office).await?;
    let chosen = collections
        .iter()
        .find(|one| one.id.to_string() == wish.erhebung);
    let all = wish.alle == "ja";
    let filter = Filter {
        collection: chosen.map(|one| one.id),
        only_pending: !all,
    };
    let number = page_number(&wish.seite);
    let count = store::alerts::count_of_office(conn, office, filter).await?;
    let alerts = store::alerts::of_office(conn, office, filter, (number, PER_PAGE)).await?;
    let names = Names::of(&app, &alerts).await?;
    let may_open = context.may(actions::SUBMISSION_OPEN, &at.resource);
    let lang = context.lang();
    let mut lines = Vec::with_capacity(alerts.len());
    for alert in &alerts {
        let value = if may_open {
            let figures = alerting::figures(&app, alert).await?;
            Numbers(lang).text(figures.value)
        } else {
            "–".to_owned()
        };
        let collection = collections.iter().find(|one| one.id == alert.collection);
        lines.push(Line {
            href: path_of(alert),
            name: names.rule(alert),
            about: names.about(&context, alert),
            collection: collection.map_or(String::new(), |one| one.title.clone()),
            period: alert.period.text(lang),
            value,
            fired: web::format::moment(lang, alert.fired_at),
            state: alert.state,
        });
    }
    let person = context.person()?;
    let subscribed = store::alert_rules::subscribers(conn, office)
        .await?
        .contains(&person);
    let title = context.t("reporting-nav-alerts");
    render(&AlertsPage {
        page: context.page(&title, vec![Crumb::new(&title, PATH)]),
        office: at.office.name.clone(),
        chosen_office: office,
        paging: format!(
            "{PATH}?erhebung={}&alle={}{}&seite=",
            chosen.map_or(String::new(), |one| one.id.to_string()),
            if all { "ja" } else { "" },
            at.query(),
        ),
        collections: collections
            .iter()
            .map(|one| {
                let is_chosen = chosen.is_some_and(|chosen| chosen.id == one.id);
                (one.id, one.title.clone(), is_chosen)
            })
            .collect(),
        offices: at.choices,
        all,
        lines,
        count,
        may_open,
        subscribed,
        number: u32::try_from(number).unwrap_or(1),
        pages: pages(count, PER_PAGE),
    })
}

fn path_of(alert: &Alert) -> String {
    format!("{PATH}/{}", alert.id)
}

/// Lets the actor be told by mail, or not any more.
pub async fn subscribe(
    State(app): State<App>,
    context: Context,
    fields: Fields,
) -> Result<Redirect, Error> {
    let at = at_office(&app, &context, actions::ALERT_READ, fields.text("amt")).await?;
    let wanted = fields.text("aktion") == "an";
    let tx = app.db.begin().await?;
    let (person, now) = (context.person()?, app.clock.now());
    store::alert_rules::subscribe(&tx, at.office.id, person, wanted, now).await?;
    tx.commit().await?;
    let key = if wanted {
        "reporting-alert-subscribed"
    } else {
        "reporting-alert-unsubscribed"
    };
    context.flash("success", context.t(key)).await?;
    Ok(Redirect::to(&format!("{PATH}?amt={}", at.office.id)))
}

#[derive(Template)]
#[template(path = "reporting/alert.html")]
struct AlertPage {
    page: Page,
    office: String,
    state: AlertState,
    rule: String,
    what: String,
    about: String,
    collection: String,
    collection_href: String,
    period: String,
    reports_href: String,
    fired: String,
    value: String,
    bound: String,
    may_open: bool,
    deeds: Vec<&'static str>,
    action: String,
    version: i64,
    comment: String,
    comment_error: String,
    errors: Vec<(String, String)>,
    longest: usize,
    history: Vec<HistoryLine>,
}

struct HistoryLine {
    at: String,
    who: String,
    what: String,
    comment: String,
}

/// An alert at an office of the actor, with its collection.
async fn load(
    app: &App,
    context: &Context,
    text: &str,
    action: kernel::Action,
) -> Result<(Alert, Collection, AtOffice), Error> {
    let conn = app.db.read();
    let id: Uuid = text.parse().map_err(|_| Error::NotFound)?;
    let alert = store::alerts::find(conn, id)
        .await?
        .ok_or(Error::NotFound)?;
    let at = at_office(app, context, action, &alert.office.to_string()).await?;
    let collection = store::collections::find(conn, alert.collection)
        .await?
        .ok_or(Error::NotFound)?;
    Ok((alert, collection, at))
}

/// The page of an alert.
pub async fn detail(
    State(app): State<App>,
    context: Context,
    Path(alert): Path<String>,
) -> Result<Response, Error> {
    let (alert, collection, at) = load(&app, &context, &alert, actions::ALERT_READ).await?;
    show(&app, &context, &alert, (&collection, &at), ("", None)).await
}

async fn show(
    app: &App,
    context: &Context,
    alert: &Alert,
    (collection, at): (&Collection, &AtOffice),
    (comment, fault): (&str, Option<&'static str>),
) -> Result<Response, Error> {
    let conn = app.db.read();
    let lang = context.lang();
    let names = Names::of(app, std::slice::from_ref(alert)).await?;
    let may_open = context.may(actions::SUBMISSION_OPEN, &at.resource);
    let may_manage = context.may(actions::ALERT_MANAGE, &at.resource);
    let (mut value, mut bound) = (String::new(), String::new());
    if may_open {
        let figures = alerting::figures(app, alert).await?;
        value = Numbers(lang).text(figures.value);
        bound = Numbers(lang).text(figures.bound);
    }
    let what = match names.rules.get(&alert.rule) {
        Some(rule) => super::alert_rules::described(app, context, collection, rule).await?,
        None => String::new(),
    };
    let mut history = Vec::new();
    for event in store::alerts::events(conn, alert.id).await? {
        // A comment may say what was reported.
        let comment = match &event.sealed_note {
            Some(sealed) if may_open || may_manage => {
                let note = Alert::note_context(event.id);
                let plain = app.vault.open(conn, alert.office, &note, sealed).await?;
                String::from_utf8(plain.to_vec()).map_err(Error::internal)?
            }
            _ => String::new(),
        };
        history.push(HistoryLine {
            at: web::format::moment(lang, event.at),
            who: match event.by {
                Some(by) => person_name(conn, context, Some(by)).await?,
                None => context.t("reporting-alert-by-rule"),
            },
            what: context.t_with(
                "reporting-alert-deed",
                &[("deed", event.kind.name().into())],
            ),
            comment,
        });
    }
    let name = names.rule(alert);
    let about = names.about(context, alert);
    let title = context.t_with(
        "reporting-alert-title",
        &[
            ("name", name.as_str().into()),
            ("about", about.as_str().into()),
            ("period", alert.period.text(lang).into()),
        ],
    );
    let here = path_of(alert);
    let crumbs = vec![
        Crumb::new(context.t("reporting-nav-alerts"), PATH),
        Crumb::new(&name, &here),
    ];
    let errors: Vec<(String, String)> = fault
        .map(|key| ("kommentar".to_owned(), context.t(key)))
        .into_iter()
        .collect();
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let html = render(&AlertPage {
        page: context.page(&title, crumbs),
        office: at.office.name.clone(),
        state: alert.state,
        rule: name,
        what,
        about,
        collection: collection.title.clone(),
        collection_href: format!("/erhebungen/{}/auswertung", collection.id),
        period: alert.period.text(lang),
        reports_href: if context.may(actions::SUBMISSION_REVIEW, &at.resource) {
            format!("/pruefung/{}/{}", collection.id, alert.period)
        } else {
            String::new()
        },
        fired: web::format::moment(lang, alert.fired_at),
        value,
        bound,
        may_open,
        deeds: if may_manage {
            alert.state.deeds().iter().map(|deed| deed.name()).collect()
        } else {
            Vec::new()
        },
        action: here,
        version: alert.version,
        comment: comment.to_owned(),
        comment_error: errors
            .first()
            .map_or(String::new(), |(_, text)| text.clone()),
        errors,
        longest: LONGEST_COMMENT,
        history,
    })?;
    Ok((status, html).into_response())
}

/// Does something with it.
pub async fn decide(
    State(app): State<App>,
    context: Context,
    Path(alert): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let (alert, collection, at) = load(&app, &context, &alert, actions::ALERT_MANAGE).await?;
    let deed: AlertDeed = fields.text("aktion").parse().map_err(|_| Error::NotFound)?;
    let comment = fields.text("kommentar").replace("\r\n", "\n");
    let fault = if comment.is_empty() {
        Some("reporting-alert-comment-missing")
    } else if comment.chars().count() > LONGEST_COMMENT {
        Some("reporting-alert-comment-long")
    } else {
        None
    };
    if fault.is_some() {
        return show(
            &app,
            &context,
            &alert,
            (&collection, &at),
            (&comment, fault),
        )
        .await;
    }
    let known: i64 = fields.text("version").parse().unwrap_or(-1);
    let by = context.person()?;
    match alerting::decide(&app, &alert, known, deed, &comment, by).await? {
        Done::Outdated => Err(Error::Conflict(context.t("reporting-alert-outdated"))),
        Done::Done => {
            let text = context.t("reporting-alert-done");
            context.flash("success", text).await?;
            Ok(Redirect::to(&path_of(&alert)).into_response())
        }
    }
}
