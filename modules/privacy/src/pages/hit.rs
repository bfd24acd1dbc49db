// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Something that was found: what it says, and what of it is left out of the copy. Opening it is recorded.

use std::collections::HashSet;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Held, Page, render};

use super::{
    begin, crumbs_of, done, fault, hit_for, hit_path, long_text, open_request, request_for,
    status_of,
};
use crate::deciding;
use crate::model::{Found, LeftOut, Request, RequestState, StepKind};
use crate::working::{holdings_of, note_look};
use crate::{actions, sealing, store};

/// What the address says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct FileQuery {
    name: String,
}

#[derive(Template)]
#[template(path = "privacy/hit.html")]
struct HitPage {
    page: Page,
    path: String,
    version: i64,
    kind: String,
    /// Where it is corrected; empty if there is no such page.
    href: String,
    restricted: bool,
    kept: String,
    stays: String,
    groups: Vec<Group>,
    files: Vec<Line>,
    is_open: bool,
    reason: String,
    reason_error: String,
    note_error: String,
    errors: Vec<(String, String)>,
}

struct Group {
    title: String,
    lines: Vec<Line>,
}

/// A field or a file; `place` names it in the form.
struct Line {
    place: usize,
    label: String,
    value: String,
    href: String,
    left_out: String,
    ticked: bool,
}

async fn opened(
    app: &App,
    context: &Context,
    request: &Request,
    found: &Found,
) -> Result<Held, Error> {
    let held = deciding::open(app, context.lang(), request, found).await?;
    held.ok_or_else(|| Error::Conflict(context.t("privacy-hit-gone")))
}

/// What of a thing can be left out, in the order of its page: keys of fields and files.
fn keys(held: &Held) -> Vec<&str> {
    let fields = held.fields.iter().map(|field| field.key.as_str());
    let files = held.files.iter().map(|file| file.key.as_str());
    fields.chain(files).collect()
}

/// What was typed, and what is wrong with it.
#[derive(Debug, Default)]
struct Typed {
    ticked: HashSet<usize>,
    reason: String,
    errors: Vec<(String, String)>,
}

async fn show(
    app: &App,
    context: &Context,
    (request, found): (&Request, &Found),
    held: &Held,
    typed: Typed,
) -> Result<Response, Error> {
    let conn = app.db.read();
    let path = hit_path(found);
    let left_out = sealing::left_out(app, conn, request.office, found).await?;
    let reason_of = |key: &str| {
        let mut left_out = left_out.iter();
        let one = left_out.find(|one| one.key == key);
        one.map_or(String::new(), |one| one.reason.clone())
    };
    let line = |place: usize, key: &str, label: &str, value: &str, href: String| {
        let left_out = reason_of(key);
        Line {
            place,
            label: label.to_owned(),
            value: value.to_owned(),
            href,
            ticked: typed.ticked.contains(&place) || !left_out.is_empty(),
            left_out,
        }
    };
    let mut groups: Vec<Group> = Vec::new();
    for (place, field) in held.fields.iter().enumerate() {
        let line = line(place, &field.key, &field.label, &field.value, String::new());
        match groups.last_mut() {
            Some(group) if group.title == field.group => group.lines.push(line),
            _ => groups.push(Group {
                title: field.group.clone(),
                lines: vec![line],
            }),
        }
    }
    let files = held.files.iter().enumerate().map(|(number, file)| {
        let place = held.fields.len() + number;
        let href = format!("{path}/datei?name={number}");
        line(place, &file.key, &file.name, &file.media_type, href)
    });
    let files = files.collect();
    let kept = held.kept.as_ref().map(|kept| match kept.until {
        Some(day) => context.t_with(
            "privacy-kept-until",
            &[
                ("reason", kept.reason.as_str().into()),
                ("day", web::format::date(context.lang(), day).into()),
            ],
        ),
        None => kept.reason.clone(),
    });
    let kind = context.t(holdings_of(app, found)?.words);
    let title = format!("{kind}: {}", held.title);
    let html = render(&HitPage {
        page: context.page(
            format!("{title} · {}", request.number),
            crumbs_of(context, request, vec![Crumb::new(&title, &path)]),
        ),
        path,
        version: request.version,
        kind,
        href: held.href.clone(),
        restricted: held.restricted,
        kept: kept.unwrap_or_default(),
        stays: held.stays.clone(),
        groups,
        files,
        is_open: request.state == RequestState::Open,
        reason: typed.reason,
        reason_error: fault(&typed.errors, "grund"),
        note_error: fault(&typed.errors, "notiz"),
        errors: typed.errors.clone(),
    })?;
    Ok((status_of(&typed.errors), html).into_response())
}

/// Opens something that was found.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path((request, hit)): Path<(String, String)>,
) -> Result<Response, Error> {
    let request = request_for(&app, &context, actions::PRIVACY_REQUEST, &request).await?;
    let found = hit_for(&app, &request, &hit).await?;
    let held = opened(&app, &context, &request, &found).await?;
    let look = (StepKind::Viewed, held.title.clone());
    note_look(&app, &request, look, "", context.person()?).await?;
    show(&app, &context, (&request, &found), &held, Typed::default()).await
}

/// Leaves parts of it out of the copy, for a reason.
pub async fn leave_out(
    State(app): State<App>,
    context: Context,
    Path((request, hit)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Error> {
    let request = open_request(&app, &context, actions::PRIVACY_REQUEST, &request).await?;
    let found = hit_for(&app, &request, &hit).await?;
    let held = opened(&app, &context, &request, &found).await?;
    let ticked: HashSet<usize> = fields
        .all("weg")
        .filter_map(|one| one.parse().ok())
        .collect();
    let reason = long_text(&fields, "grund");
    let before = sealing::left_out(&app, app.db.read(), request.office, &found).await?;
    let known = |key: &str| before.iter().find(|one| one.key == key);
    let all = keys(&held);
    let chosen = all.iter().enumerate();
    let chosen: Vec<&str> = chosen
        .filter(|(place, _)| ticked.contains(place))
        .map(|(_, key)| *key)
        .collect();
    if reason.is_empty() && chosen.iter().any(|key| known(key).is_none()) {
        let errors = vec![("grund".to_owned(), context.t("privacy-left-out-missing"))];
        let typed = Typed {
            ticked,
            reason,
            errors,
        };
        return show(&app, &context, (&request, &found), &held, typed).await;
    }
    let left_out = chosen.into_iter().map(|key| LeftOut {
        key: key.to_owned(),
        reason: known(key).map_or_else(|| reason.clone(), |one| one.reason.clone()),
    });
    let left_out: Vec<LeftOut> = left_out.collect();
    let mut deed = match begin(&app, &context, &request, &fields, RequestState::Open).await? {
        Ok(deed) => deed,
        Err(page) => return Ok(page),
    };
    let [_, at] = Found::seal_contexts(found.id);
    let sealed = sealing::seal(&app, &deed.tx, (request.office, &at), &left_out).await?;
    let found = Found {
        sealed_left_out: Some(sealed),
        ..found
    };
    store::hits::save(&deed.tx, &found).await?;
    deed.note(StepKind::LeftOut, left_out.len().to_string(), "")
        .await?;
    let request = deed.commit(actions::PRIVACY_REQUEST, "left-out").await?;
    done(&context, &request, context.t("privacy-left-out-done")).await
}

/// Notes that something was corrected at its own place.
pub async fn corrected(
    State(app): State<App>,
    context: Context,
    Path((request, hit)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Error> {
    let request = open_request(&app, &context, actions::PRIVACY_REQUEST, &request).await?;
    let found = hit_for(&app, &request, &hit).await?;
    let text = long_text(&fields, "notiz");
    let held = opened(&app, &context, &request, &found).await?;
    if text.is_empty() {
        let errors = vec![("notiz".to_owned(), context.t("privacy-corrected-missing"))];
        let typed = Typed {
            errors,
            ..Typed::default()
        };
        return show(&app, &context, (&request, &found), &held, typed).await;
    }
    let mut deed = match begin(&app, &context, &request, &fields, RequestState::Open).await? {
        Ok(deed) => deed,
        Err(page) => return Ok(page),
    };
    deed.note(StepKind::Corrected, held.title, &text).await?;
    let request = deed.commit(actions::PRIVACY_REQUEST, "corrected").await?;
    done(&context, &request, context.t("privacy-corrected-done")).await
}

/// Opens a file of it, by its place.
pub async fn file(
    State(app): State<App>,
    context: Context,
    Path((request, hit)): Path<(String, String)>,
    Query(query): Query<FileQuery>,
) -> Result<Response, Error> {
    let request = request_for(&app, &context, actions::PRIVACY_REQUEST, &request).await?;
    let found = hit_for(&app, &request, &hit).await?;
    let held = opened(&app, &context, &request, &found).await?;
    let place: usize = query.name.parse().map_err(|_| Error::NotFound)?;
    let file = held.files.get(place).ok_or(Error::NotFound)?;
    let holdings = holdings_of(&app, &found)?;
    let which = deciding::which(&request, &found);
    let bytes = (holdings.file)(&app, which, &file.key).await?;
    let bytes = bytes.ok_or(Error::NotFound)?;
    let look = (StepKind::Viewed, held.title.clone());
    note_look(&app, &request, look, "", context.person()?).await?;
    web::file_response(&file.name, &file.media_type, "no-store", bytes)
}
