// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What an office says about itself in its register, and adds to an activity. Two people never overwrite each
//! other.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::register::{PATH, crumbs, register_entry};
use super::{AtOffice, at_office, conflict_page, fault, long_text, status_of};
use crate::model::{Addition, Header};
use crate::{actions, register, store};

/// The most months that something can be kept: a hundred years.
const MOST_MONTHS: i64 = 1_200;

/// What the address says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct EditQuery {
    amt: String,
    schluessel: String,
}

/// A text of an activity: its field, what it is called, what the office says, what the product says.
struct Text {
    name: &'static str,
    label: String,
    value: String,
    product: String,
}

#[derive(Template)]
#[template(path = "privacy/register_edit.html")]
struct EditPage {
    page: Page,
    path: String,
    back: String,
    office_id: String,
    /// The key of the activity; empty for the office itself.
    key: String,
    version: i64,
    texts: Vec<Text>,
    months: String,
    months_error: String,
    errors: Vec<(String, String)>,
}

fn show(
    context: &Context,
    at: &AtOffice,
    (title, path, key): (String, String, String),
    version: i64,
    texts: Vec<Text>,
    (months, errors): (String, Vec<(String, String)>),
) -> Result<Response, Error> {
    let html = render(&EditPage {
        page: context.page(&title, crumbs(context, vec![Crumb::new(&title, &path)])),
        path,
        back: format!("{PATH}?amt={}", at.office.id),
        office_id: at.office.id.to_string(),
        key,
        version,
        texts,
        months,
        months_error: fault(&errors, "monate"),
        errors: errors.clone(),
    })?;
    Ok((status_of(&errors), html).into_response())
}

async fn conflicted(context: &Context, at: &AtOffice, fields: &Fields) -> Result<Response, Error> {
    let title = context.t("privacy-conflict-title");
    let back = format!("{PATH}?amt={}", at.office.id);
    let crumbs = crumbs(context, vec![Crumb::new(&title, &back)]);
    let nobody = (String::new(), String::new());
    conflict_page(context, (&title, crumbs), back, nobody, fields)
}

async fn saved(context: &Context, at: &AtOffice) -> Result<Response, Error> {
    context
        .flash("success", context.t("privacy-register-saved"))
        .await?;
    Ok(Redirect::to(&format!("{PATH}?amt={}", at.office.id)).into_response())
}

/// So many months as typed; an empty field is none.
fn months_of(context: &Context, typed: &str) -> Result<Option<i64>, Vec<(String, String)>> {
    if typed.is_empty() {
        return Ok(None);
    }
    match typed.parse() {
        Ok(months) if (0..=MOST_MONTHS).contains(&months) => Ok(Some(months)),
        _ => Err(vec![(
            "monate".to_owned(),
            context.t("privacy-register-months-wrong"),
        )]),
    }
}

fn header_texts(context: &Context, header: &Header) -> Vec<Text> {
    let text = |name, key: &str, value: &str| Text {
        name,
        label: context.t(key),
        value: value.to_owned(),
        product: String::new(),
    };
    vec![
        text(
            "verantwortlich",
            "privacy-register-controller",
            &header.controller,
        ),
        text("beauftragt", "privacy-register-officer", &header.officer),
    ]
}

fn of_header(context: &Context) -> (String, String, String) {
    let title = context.t("privacy-register-header-title");
    (title, format!("{PATH}/amt"), String::new())
}

/// The form for what the office says about itself.
pub async fn header_page(
    State(app): State<App>,
    context: Context,
    Query(query): Query<EditQuery>,
) -> Result<Response, Error> {
    let at = at_office(&app, &context, actions::REGISTER_EDIT, &query.amt).await?;
    let known = store::register::header(app.db.read(), at.office.id).await?;
    let (header, version) = match known {
        Some(known) => known,
        None => (register::default_header(&app, at.office.id).await?, 0),
    };
    let texts = header_texts(&context, &header);
    let months = (header.keep_months.to_string(), Vec::new());
    show(&context, &at, of_header(&context), version, texts, months)
}

/// Keeps what the office says about itself.
pub async fn save_header(
    State(app): State<App>,
    context: Context,
    fields: Fields,
) -> Result<Response, Error> {
    let at = at_office(&app, &context, actions::REGISTER_EDIT, fields.text("amt")).await?;
    let known: i64 = fields.text("stand").parse().unwrap_or(-1);
    let typed = fields.text("monate").to_owned();
    let mut header = Header {
        controller: long_text(&fields, "verantwortlich"),
        officer: long_text(&fields, "beauftragt"),
        keep_months: Header::KEEP_MONTHS,
    };
    match months_of(&context, &typed) {
        Ok(months) => header.keep_months = months.unwrap_or(Header::KEEP_MONTHS),
        Err(errors) => {
            let texts = header_texts(&context, &header);
            let place = of_header(&context);
            return show(&context, &at, place, known, texts, (typed, errors));
        }
    }
    let by = context.person()?;
    let tx = app.db.begin().await?;
    let when = (app.clock.now(), by);
    if !store::register::save_header(&tx, at.office.id, &header, known, when).await? {
        return conflicted(&context, &at, &fields).await;
    }
    audit::append(&tx, &*app.clock, register_entry(&at, by, "office")).await?;
    tx.commit().await?;
    saved(&context, &at).await
}

/// What an office has added to an activity, and the version of that.
async fn addition_of(app: &App, at: &AtOffice, key: &str) -> Result<(Addition, i64), Error> {
    let all = store::register::additions(app.db.read(), at.office.id).await?;
    let found = all.into_iter().find(|(known, _, _)| known == key);
    Ok(
        found.map_or((Addition::default(), 0), |(_, addition, version)| {
            (addition, version)
        }),
    )
}

/// The activity as the product says it, with its title and the form's texts.
async fn activity_texts(
    app: &App,
    context: &Context,
    at: &AtOffice,
    key: &str,
    addition: &Addition,
) -> Result<(String, Vec<Text>), Error> {
    let mut found = None;
    for source in &app.activities {
        let all = source(app, context.lang(), at.office.id).await?;
        found = found.or(all.into_iter().find(|one| one.key == key));
    }
    let one = found.ok_or(Error::NotFound)?;
    let text = |name, label: &str, value: &str, product: &str| Text {
        name,
        label: context.t(label),
        value: value.to_owned(),
        product: product.to_owned(),
    };
    let texts = vec![
        text(
            "zweck",
            "privacy-register-purpose",
            &addition.purpose,
            &one.purpose,
        ),
        text(
            "recht",
            "privacy-register-law",
            &addition.legal_basis,
            &one.legal_basis,
        ),
        text(
            "personen",
            "privacy-register-persons",
            &addition.persons,
            &one.persons,
        ),
        text(
            "empfaenger",
            "privacy-register-recipients",
            &addition.recipients,
            &one.recipients,
        ),
        text(
            "dauer",
            "privacy-register-retention",
            &addition.retention,
            &one.retention,
        ),
        text(
            "massnahmen",
            "privacy-register-measures",
            &addition.measures,
            &one.measures,
        ),
        text("notiz", "privacy-register-note", &addition.note, ""),
    ];
    Ok((one.title, texts))
}

fn of_activity(context: &Context, title: &str, key: &str) -> (String, String, String) {
    let title = context.t_with("privacy-register-edit-title", &[("title", title.into())]);
    (title, format!("{PATH}/taetigkeit"), key.to_owned())
}

/// The form for what the office adds to an activity.
pub async fn activity_page(
    State(app): State<App>,
    context: Context,
    Query(query): Query<EditQuery>,
) -> Result<Response, Error> {
    let at = at_office(&app, &context, actions::REGISTER_EDIT, &query.amt).await?;
    let key = query.schluessel.as_str();
    let (addition, version) = addition_of(&app, &at, key).await?;
    let (title, texts) = activity_texts(&app, &context, &at, key, &addition).await?;
    let months = addition.keep_months;
    let months = months.map_or(String::new(), |months| months.to_string());
    let place = of_activity(&context, &title, key);
    show(&context, &at, place, version, texts, (months, Vec::new()))
}

/// Keeps what the office adds to an activity.
pub async fn save_activity(
    State(app): State<App>,
    context: Context,
    fields: Fields,
) -> Result<Response, Error> {
    let at = at_office(&app, &context, actions::REGISTER_EDIT, fields.text("amt")).await?;
    let key = fields.text("schluessel");
    let known: i64 = fields.text("stand").parse().unwrap_or(-1);
    let typed = fields.text("monate").to_owned();
    let mut addition = Addition {
        purpose: long_text(&fields, "zweck"),
        legal_basis: long_text(&fields, "recht"),
        persons: long_text(&fields, "personen"),
        recipients: long_text(&fields, "empfaenger"),
        retention: long_text(&fields, "dauer"),
        keep_months: None,
        measures: long_text(&fields, "massnahmen"),
        note: long_text(&fields, "notiz"),
    };
    let (title, texts) = activity_texts(&app, &context, &at, key, &addition).await?;
    match months_of(&context, &typed) {
        Ok(months) => addition.keep_months = months,
        Err(errors) => {
            let place = of_activity(&context, &title, key);
            return show(&context, &at, place, known, texts, (typed, errors));
        }
    }
    let by = context.person()?;
    let tx = app.db.begin().await?;
    let (place, when) = ((at.office.id, key), (app.clock.now(), by));
    if !store::register::save_addition(&tx, place, &addition, known, when).await? {
        return conflicted(&context, &at, &fields).await;
    }
    audit::append(&tx, &*app.clock, register_entry(&at, by, "activity")).await?;
    tx.commit().await?;
    saved(&context, &at).await
}
