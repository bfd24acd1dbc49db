// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A signal: why it is there, what people say about it, and to whom it was handed over.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{OrganisationId, Resource};
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, format, render};

use super::{crumbs, error_of, known, load, path_of, person_name, status_of};
use crate::assessing::{self, Done, LONGEST_COMMENT, Said};
use crate::explaining::{Explained, explain};
use crate::model::{Assessment, Deed, Dismissal, Signal, Step};
use crate::words::Words;
use crate::{actions, store};

#[derive(Template)]
#[template(path = "surveillance/signal.html")]
struct SignalPage {
    page: Page,
    path: String,
    facts: Vec<(String, String)>,
    state: Assessment,
    gone: bool,
    version: i64,
    explained: Option<Explained>,
    deeds: Vec<(&'static str, bool)>,
    reasons: Vec<(&'static str, bool)>,
    may_dismiss: bool,
    comment: String,
    note: String,
    longest: usize,
    offices: Vec<(String, String, bool)>,
    errors: Vec<(String, String)>,
    history: Vec<Line>,
    series: String,
}

impl SignalPage {
    fn error(&self, name: &str) -> String {
        error_of(&self.errors, name)
    }
}

struct Line {
    at: String,
    who: String,
    what: String,
    comment: String,
}

/// What was posted and is shown again.
#[derive(Default)]
struct Typed {
    deed: String,
    reason: String,
    comment: String,
    office: String,
    note: String,
}

/// The page.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(signal): Path<String>,
) -> Result<Response, Error> {
    let (signal, _) = load(&app, &context, actions::SIGNAL_READ, &signal).await?;
    show(&app, &context, &signal, Typed::default(), Vec::new()).await
}

async fn show(
    app: &App,
    context: &Context,
    signal: &Signal,
    typed: Typed,
    errors: Vec<(String, String)>,
) -> Result<Response, Error> {
    let conn = app.db.read();
    let words = Words::of(app, context.lang()).await?;
    let state = directory::state(conn).await?;
    let may_assess = load(app, context, actions::SIGNAL_ASSESS, &signal.id.to_string()).await;
    let deeds = if may_assess.is_ok() {
        signal.state.deeds()
    } else {
        &[]
    };
    let chosen = |name: &str| name == typed.deed;
    let title = words.title(signal);
    let way = crumbs(context, vec![Crumb::new(&title, path_of(signal.id))]);
    let of_state = Resource::of_state(state.id);
    let status = status_of(&errors);
    let html = render(&SignalPage {
        page: context.page(&title, way),
        path: path_of(signal.id),
        facts: facts(app, &words, signal).await?,
        state: signal.state,
        gone: !signal.found,
        version: signal.version,
        explained: explained(app, &words, signal).await?,
        deeds: deeds
            .iter()
            .enumerate()
            .map(|(at, deed)| {
                let first = typed.deed.is_empty() && at == 0;
                (deed.name(), first || chosen(deed.name()))
            })
            .collect(),
        reasons: Dismissal::ALL
            .iter()
            .map(|reason| (reason.name(), reason.name() == typed.reason))
            .collect(),
        may_dismiss: deeds.contains(&Deed::Dismiss),
        comment: typed.comment,
        note: typed.note,
        longest: LONGEST_COMMENT,
        offices: if context.may(actions::SIGNAL_ASSESS, &of_state) && signal.state.is_open() {
            offices(app, signal, &typed.office).await?
        } else {
            Vec::new()
        },
        history: history(app, context, signal, state.id).await?,
        series: series_of(signal),
        errors,
    })?;
    Ok((status, html).into_response())
}

/// Where the disease is shown beside earlier years.
fn series_of(signal: &Signal) -> String {
    let place = if signal.is_of_state() {
        String::new()
    } else {
        format!("&ort={}", signal.place)
    };
    format!(
        "/krankheiten/{}?quelle={}{place}",
        signal.disease, signal.set
    )
}

async fn explained(
    app: &App,
    words: &Words<'_>,
    signal: &Signal,
) -> Result<Option<Explained>, Error> {
    let conn = app.db.read();
    let plan = store::plans::version(conn, &signal.set, signal.plan_version).await?;
    let evidence = store::signals::evidence(conn, signal.id).await?;
    let (Some(kept), Some(evidence)) = (plan, evidence) else {
        return Ok(None);
    };
    explain(words, signal, &evidence, &kept.plan).map(Some)
}

async fn facts(
    app: &App,
    words: &Words<'_>,
    signal: &Signal,
) -> Result<Vec<(String, String)>, Error> {
    let lang = words.lang;
    let mut facts = vec![
        (
            words.t("surveillance-stratum"),
            words.stratum(signal.stratum),
        ),
        (
            words.t("surveillance-cases-title"),
            format::integer(lang, signal.observed),
        ),
        (
            words.t("surveillance-expected-title"),
            words.number(signal.expected),
        ),
        (
            words.t("surveillance-bound-title"),
            words.number(signal.bound),
        ),
        (
            words.t("surveillance-method"),
            words.t_with(
                "surveillance-method-name",
                &[("method", signal.method.name().into())],
            ),
        ),
        (
            words.t("surveillance-found-at"),
            format::moment(lang, signal.first_found_at),
        ),
    ];
    let set = words.sets.iter().find(|one| one.key() == signal.set);
    let title = set.map_or_else(|| signal.set.clone(), |one| one.title(lang));
    let version = [
        ("set", title.into()),
        ("version", signal.set_version.into()),
    ];
    facts.push((
        words.t("surveillance-set"),
        words.t_with("surveillance-set-version", &version),
    ));
    if let Some(reason) = signal.dismissal {
        let arguments = [("reason", reason.name().into())];
        facts.push((
            words.t("surveillance-reason"),
            words.t_with("surveillance-reason-name", &arguments),
        ));
    }
    if let Some(office) = signal.office {
        let found = directory::organisation(app.db.read(), office).await?;
        facts.push((
            words.t("surveillance-handed-to"),
            found.map_or(String::new(), |one| one.name),
        ));
    }
    Ok(facts)
}

/// All offices; chosen is the one that was posted, else the one that answers for the district.
async fn offices(
    app: &App,
    signal: &Signal,
    typed: &str,
) -> Result<Vec<(String, String, bool)>, Error> {
    let conn = app.db.read();
    let districts = directory::districts(conn).await?;
    let responsible = districts.into_iter().find(|one| one.ags == signal.place);
    let responsible = responsible.and_then(|one| one.office);
    let today = kernel::berlin_date(app.clock.now());
    let offices = directory::offices(conn).await?.into_iter();
    Ok(offices
        .filter(|one| one.valid_to.is_none_or(|end| end >= today))
        .map(|one| {
            let chosen = if typed.is_empty() {
                signal.office.or(responsible) == Some(one.id)
            } else {
                one.id.to_string() == typed
            };
            (one.id.to_string(), one.name, chosen)
        })
        .collect())
}

async fn history(
    app: &App,
    context: &Context,
    signal: &Signal,
    agency: OrganisationId,
) -> Result<Vec<Line>, Error> {
    let conn = app.db.read();
    let mut lines = Vec::new();
    for step in store::steps::of(conn, signal.id).await? {
        lines.push(Line {
            at: format::moment(context.lang(), step.at),
            who: person_name(app, context, step.by).await?,
            what: said(app, context, &step).await?,
            comment: assessing::comment(app, agency, &step).await?,
        });
    }
    Ok(lines)
}

async fn said(app: &App, context: &Context, step: &Step) -> Result<String, Error> {
    let office = match step.office {
        Some(id) => directory::organisation(app.db.read(), id).await?,
        None => None,
    };
    let reason = step.dismissal.map_or("", Dismissal::name);
    let reason = context.t_with("surveillance-reason-name", &[("reason", reason.into())]);
    Ok(context.t_with(
        "surveillance-step",
        &[
            ("kind", step.kind.name().into()),
            ("count", step.observed.unwrap_or(0).into()),
            ("reason", reason.into()),
            (
                "office",
                office.map_or(String::new(), |one| one.name).into(),
            ),
        ],
    ))
}

/// What is wrong with a comment; nothing if all is well.
fn comment_fault(comment: &str, needed: bool) -> Option<&'static str> {
    if comment.chars().count() > LONGEST_COMMENT {
        Some("surveillance-comment-long")
    } else if needed && comment.is_empty() {
        Some("surveillance-comment-missing")
    } else {
        None
    }
}

/// Says what it is, or something about it.
pub async fn assess(
    State(app): State<App>,
    context: Context,
    Path(signal): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let (signal, _) = load(&app, &context, actions::SIGNAL_ASSESS, &signal).await?;
    let typed = Typed {
        deed: fields.text("bewertung").to_owned(),
        reason: fields.text("grund").to_owned(),
        comment: fields.text("kommentar").replace("\r\n", "\n"),
        ..Typed::default()
    };
    let deed: Deed = typed.deed.parse().map_err(|_| Error::NotFound)?;
    let dismissal = typed.reason.parse::<Dismissal>().ok();
    let mut errors = Vec::new();
    if deed == Deed::Dismiss && dismissal.is_none() {
        errors.push(("grund".to_owned(), context.t("surveillance-reason-missing")));
    }
    let other = deed == Deed::Dismiss && dismissal == Some(Dismissal::Other);
    if let Some(key) = comment_fault(&typed.comment, other || deed == Deed::Comment) {
        errors.push(("kommentar".to_owned(), context.t(key)));
    }
    if !errors.is_empty() {
        return show(&app, &context, &signal, typed, errors).await;
    }
    let said = Said {
        deed,
        dismissal,
        comment: &typed.comment,
    };
    let by = context.person()?;
    match assessing::assess(&app, &signal, known(&fields), said, by).await? {
        Done::Done => {
            let text = context.t_with("surveillance-done", &[("deed", deed.name().into())]);
            context.flash("success", text).await?;
            Ok(Redirect::to(&path_of(signal.id)).into_response())
        }
        Done::Outdated => Err(Error::Conflict(context.t("surveillance-outdated"))),
    }
}

/// Hands it over to an office.
pub async fn hand_over(
    State(app): State<App>,
    context: Context,
    Path(signal): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let (signal, reach) = load(&app, &context, actions::SIGNAL_ASSESS, &signal).await?;
    if !reach.is_state() {
        return Err(Error::Forbidden);
    }
    let typed = Typed {
        office: fields.text("amt").to_owned(),
        note: fields.text("hinweis").replace("\r\n", "\n"),
        ..Typed::default()
    };
    let office = directory::offices(app.db.read()).await?;
    let office = office
        .into_iter()
        .find(|one| one.id.to_string() == typed.office);
    let mut errors = Vec::new();
    if office.is_none() {
        errors.push(("amt".to_owned(), context.t("surveillance-office-missing")));
    }
    if let Some(key) = comment_fault(&typed.note, false) {
        errors.push(("hinweis".to_owned(), context.t(key)));
    }
    let Some(office) = office.filter(|_| errors.is_empty()) else {
        return show(&app, &context, &signal, typed, errors).await;
    };
    if !signal.state.is_open() {
        return Err(Error::Conflict(context.t("surveillance-outdated")));
    }
    let by = context.person()?;
    let to = (office.id, typed.note.as_str());
    match assessing::hand_over(&app, &signal, known(&fields), to, by).await? {
        Done::Done => {
            let arguments = [("office", office.name.as_str().into())];
            let text = context.t_with("surveillance-handed", &arguments);
            context.flash("success", text).await?;
            Ok(Redirect::to(&path_of(signal.id)).into_response())
        }
        Done::Outdated => Err(Error::Conflict(context.t("surveillance-outdated"))),
    }
}
