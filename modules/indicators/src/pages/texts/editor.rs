// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The editor of a text. Whoever saves over somebody else's words sees both first.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::{FieldChange, Preview, changes, crumbs, may, subject, typed};
use crate::actions;
use crate::cases::shelf::CaseShelf;
use crate::texts::differences::Line;
use crate::texts::{Content, LONGEST, Part, Subject, Tongue, deeds, field};

/// The largest body in bytes: nine texts, as browsers encode them.
pub(crate) const BODY_LIMIT: usize = 1 << 20;

#[derive(Template)]
#[template(path = "indicators/text_editor.html")]
struct EditorPage {
    page: Page,
    path: String,
    version: i64,
    longest: usize,
    tongues: Vec<TongueFields>,
    valid_from: String,
    valid_until: String,
    errors: Vec<(String, String)>,
    preview: Option<Preview>,
    /// What somebody else has saved meanwhile, beside what was typed.
    conflict: bool,
    changes: Vec<FieldChange>,
}

impl EditorPage {
    fn error(&self, name: &str) -> String {
        let found = self.errors.iter().find(|(field, _)| field == name);
        found.map_or(String::new(), |(_, text)| text.clone())
    }
}

/// The fields of a language.
struct TongueFields {
    tongue: &'static str,
    /// Whether it is the one in plain words.
    plain: bool,
    fields: Vec<TextField>,
}

struct TextField {
    name: String,
    part: &'static str,
    text: String,
    required: bool,
}

/// What the editor shows beside the texts.
#[derive(Default)]
struct Beside {
    errors: Vec<(String, String)>,
    preview: bool,
    conflict: Option<Content>,
}

fn editor(
    context: &Context,
    (subject, name): (&Subject, String),
    (content, version): (&Content, i64),
    beside: Beside,
) -> Result<Response, Error> {
    let status = if beside.conflict.is_some() {
        StatusCode::CONFLICT
    } else if beside.errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let day = |day: Option<jiff::civil::Date>| day.map_or(String::new(), |day| day.to_string());
    let text_field = |tongue: Tongue, part: Part| TextField {
        name: field(tongue, part),
        part: part.name(),
        text: content.text(tongue, part).to_owned(),
        required: tongue == Tongue::German && part == Part::Meaning,
    };
    let tongues = Tongue::ALL.iter().map(|tongue| TongueFields {
        tongue: tongue.name(),
        plain: *tongue == Tongue::Plain,
        fields: Part::ALL
            .iter()
            .map(|part| text_field(*tongue, *part))
            .collect(),
    });
    let heading = context.t_with(
        "indicators-texts-edit-title",
        &[("name", name.as_str().into())],
    );
    let path = subject.path();
    let here = format!("{path}/bearbeiten");
    let way = vec![Crumb::new(name, &path), Crumb::new(&heading, here)];
    let html = render(&EditorPage {
        page: context.page(&heading, crumbs(context, way)),
        path,
        version,
        longest: LONGEST,
        tongues: tongues.collect(),
        valid_from: day(content.valid_from),
        valid_until: day(content.valid_until),
        errors: beside.errors,
        preview: beside.preview.then(|| Preview::of(content)),
        conflict: beside.conflict.is_some(),
        changes: beside
            .conflict
            .map_or_else(Vec::new, |theirs| changes(&theirs, content)),
    })?;
    Ok((status, html).into_response())
}

/// The editor with the draft as it is.
pub(crate) async fn page(
    shelf: Arc<CaseShelf>,
    State(app): State<App>,
    context: Context,
    Path((kind, key)): Path<(String, String)>,
) -> Result<Response, Error> {
    may(&app, &context, actions::TEXT_WRITE).await?;
    let (subject, name, draft) = subject(&app, &shelf, &context, (&kind, &key)).await?;
    let (content, version) =
        draft.map_or_else(Default::default, |draft| (draft.content, draft.version));
    editor(
        &context,
        (&subject, name),
        (&content, version),
        Beside::default(),
    )
}

/// Saves a draft, or shows how it would look.
pub(crate) async fn write(
    shelf: Arc<CaseShelf>,
    State(app): State<App>,
    context: Context,
    Path((kind, key)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Error> {
    may(&app, &context, actions::TEXT_WRITE).await?;
    let (subject, name, _) = subject(&app, &shelf, &context, (&kind, &key)).await?;
    let (content, errors) = typed(&context, &fields);
    let seen = fields.text("version").parse().unwrap_or(-1);
    let preview = fields.text("knopf") == "vorschau";
    if preview || !errors.is_empty() {
        let beside = Beside {
            errors,
            preview,
            conflict: None,
        };
        return editor(&context, (&subject, name), (&content, seen), beside);
    }
    let by = Some(context.person()?);
    if deeds::write(&app, &subject, &content, seen, by).await? {
        let said = context.t("indicators-texts-saved");
        context.flash("success", said).await?;
        return Ok(Redirect::to(&subject.path()).into_response());
    }
    let theirs = crate::store::texts::draft(app.db.read(), &subject).await?;
    let (theirs, version) =
        theirs.map_or_else(Default::default, |draft| (draft.content, draft.version));
    let beside = Beside {
        conflict: Some(theirs),
        ..Beside::default()
    };
    editor(&context, (&subject, name), (&content, version), beside)
}
