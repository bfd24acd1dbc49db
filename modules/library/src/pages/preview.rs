// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A form as the people who report will see it, run by the real engine. Nothing is kept.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Response};
use form_pages::{Button, Fragment, Live, Occasion, PlaceMap, RenderInput, Sheet};
use forms::engine::{MissingFiles, SessionError};
use forms::{CompiledForm, FormSpec};
use kernel::{Lang, berlin_date};
use serde::Deserialize;
use web::form::{Fields, encode_component};
use web::{App, Context, Error, Page, render};

use super::examples::surroundings;
use super::{View, crumbs, examples, form_path, readable, readable_version, version_path};
use crate::model::{Example, Form, example_period};
use crate::{actions, files, store};

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct PreviewQuery {
    sprache: String,
    /// The example that is filled in; `neu` for one that is to be kept.
    beispiel: String,
    /// Whether the form is shown beside its tree.
    neben: String,
}

#[derive(Template)]
#[template(path = "library/preview.html")]
struct PreviewPage {
    page: Page,
    action: String,
    back: String,
    paper: String,
    lang: &'static str,
    period: String,
    description: String,
    complete: bool,
    questions: Fragment,
}

/// Which form is looked at: one of the two stands in the address.
#[derive(Deserialize)]
pub(crate) struct Which {
    /// The form whose draft it is.
    form: Option<String>,
    /// The version.
    version: Option<String>,
}

/// What is looked at: a draft or a version.
pub(super) struct Subject {
    pub(super) form: Form,
    pub(super) spec: FormSpec,
    /// The number of the version; none for a draft.
    pub(super) number: Option<i64>,
    pub(super) path: String,
}

impl Which {
    pub(super) async fn subject(&self, app: &App, context: &Context) -> Result<Subject, Error> {
        if let Some(id) = &self.version {
            let found = readable_version(app, context, id).await?;
            return Ok(Subject {
                path: version_path(found.version.id),
                number: Some(found.version.number),
                form: found.form,
                spec: found.spec,
            });
        }
        let id = self.form.as_deref().ok_or(Error::NotFound)?;
        let (form, view) = readable(app, context, id).await?;
        if view != View::Whole {
            return Err(Error::NotFound);
        }
        let draft = store::draft(app.db.read(), form.id)
            .await?
            .ok_or(Error::NotFound)?;
        Ok(Subject {
            path: form_path(form.id),
            number: None,
            form,
            spec: draft.spec,
        })
    }
}

/// The form ready to run. Lists in files that a draft does not have yet are empty.
pub(super) async fn compiled(app: &App, subject: &Subject) -> Result<CompiledForm, Error> {
    let (form, spec) = (subject.form.id, &subject.spec);
    files::compiled(app.db.read(), form, spec, MissingFiles::Empty)
        .await?
        .map_err(|problems| Error::Internal(format!("a draft has {} problems", problems.len())))
}

fn too_large(error: SessionError) -> Error {
    match error {
        SessionError::TooManyInstances(_) => Error::TooLarge,
        error => Error::internal(error),
    }
}

/// The fields as one element, with what the check said.
async fn fields(
    app: &App,
    context: &Context,
    subject: &Subject,
    query: &PreviewQuery,
    posted: Option<(&Fields, Occasion)>,
) -> Result<(Fragment, bool), Error> {
    let lang = language(context, query);
    let form = compiled(app, subject).await?;
    let engine = surroundings(app, &subject.spec);
    let (sheet, occasion) = match posted {
        None => {
            let example = example(app, subject, &query.beispiel).await?;
            let begun = match &example {
                Some(example) => Sheet::open(&form, &example.answers, &engine),
                None => Sheet::begin(&form, &engine),
            };
            let begun = begun.map(|mut sheet| {
                sheet.turn_to("");
                sheet
            });
            (begun, Occasion::Opened)
        }
        Some((fields, occasion)) => (Sheet::posted(&form, &fields.0, &engine), occasion),
    };
    let mut sheet = sheet.map_err(too_large)?;
    let occasion = sheet.occasion(occasion);
    if occasion == Occasion::Sent && sheet.turned().is_none() {
        sheet.turn_to_first_mistake();
    }
    let complete = occasion == Occasion::Sent && sheet.may_be_sent();
    let neben = &query.neben;
    let url = format!(
        "{}/ansehen/pruefen?sprache={lang}&neben={}",
        subject.path,
        encode_component(neben)
    );
    let map = directory::district_map();
    let media = format!("{}/dateien/", subject.path);
    let labels = ["library-preview-check", "library-examples-keep"].map(|key| context.t(key));
    let [check, keep] = [(0, "pruefen"), (1, KEEP)].map(|(index, value)| Button {
        label: &labels[index],
        name: "aktion",
        value,
    });
    let may_keep =
        subject.number.is_none() && context.may(actions::FORM_EDIT, &subject.form.place());
    let buttons = if may_keep {
        vec![check, keep]
    } else {
        vec![check]
    };
    let fragment = form_pages::render(&RenderInput {
        live: Some(Live {
            url: &url,
            nonce: context.nonce(),
        }),
        id_prefix: if neben.is_empty() { "" } else { BESIDE },
        buttons: if neben.is_empty() { &buttons } else { &[] },
        media: Some(&media),
        map: Some(PlaceMap {
            size: map.size,
            bounds: map.bounds,
            areas: &map.areas,
        }),
        ..RenderInput::new(&sheet, lang, occasion)
    });
    Ok((fragment, complete))
}

/// What is before the identifiers of a form that is shown beside its tree.
pub(super) const BESIDE: &str = "vorschau-";

/// The button that keeps what was typed as an example.
const KEEP: &str = "beispiel";

/// An example of a draft.
async fn example(app: &App, subject: &Subject, id: &str) -> Result<Option<Example>, Error> {
    let (Ok(id), None) = (id.parse::<uuid::Uuid>(), subject.number) else {
        return Ok(None);
    };
    let known = store::examples(app.db.read(), subject.form.id).await?;
    Ok(known.into_iter().find(|one| one.id == id))
}

pub(super) fn language(context: &Context, query: &PreviewQuery) -> Lang {
    query.sprache.parse().unwrap_or(context.lang())
}

async fn show(
    app: &App,
    context: &Context,
    subject: &Subject,
    query: &PreviewQuery,
    posted: Option<&Fields>,
) -> Result<Html<String>, Error> {
    let lang = language(context, query);
    let posted = posted.map(|fields| (fields, Occasion::Sent));
    let (questions, complete) = fields(app, context, subject, query, posted).await?;
    let path = format!("{}/ansehen", subject.path);
    let form_title = subject.spec.title.get(context.lang().tag());
    let title = context.t_with("library-preview-title", &[("title", form_title.into())]);
    let step = context.t("library-preview");
    let today = berlin_date(app.clock.now());
    render(&PreviewPage {
        page: context.page(title, crumbs(context, &subject.form, &step, &path)),
        action: format!("{path}?sprache={lang}"),
        back: subject.path.clone(),
        paper: format!("{}/pdf?sprache={lang}", subject.path),
        lang: lang.tag(),
        period: example_period(subject.spec.period, today).name,
        description: subject.spec.description.get(lang.tag()).to_owned(),
        complete,
        questions,
    })
}

/// The form, empty.
pub(crate) async fn page(
    State(app): State<App>,
    context: Context,
    Path(which): Path<Which>,
    Query(query): Query<PreviewQuery>,
) -> Result<Html<String>, Error> {
    let subject = which.subject(&app, &context).await?;
    show(&app, &context, &subject, &query, None).await
}

/// The form, with what was tried.
pub(crate) async fn try_out(
    State(app): State<App>,
    context: Context,
    Path(which): Path<Which>,
    Query(query): Query<PreviewQuery>,
    posted: Fields,
) -> Result<Response, Error> {
    let subject = which.subject(&app, &context).await?;
    if posted.text("aktion") == KEEP && subject.number.is_none() {
        context.allow(actions::FORM_EDIT, &subject.form.place())?;
        let form = compiled(&app, &subject).await?;
        let engine = surroundings(&app, &subject.spec);
        let sheet = Sheet::posted(&form, &posted.0, &engine).map_err(too_large)?;
        return examples::keep(&app, &context, &subject.form, &form, sheet.draft()).await;
    }
    let html = show(&app, &context, &subject, &query, Some(&posted)).await?;
    Ok(html.into_response())
}

/// The fields while somebody types.
pub(crate) async fn check(
    State(app): State<App>,
    context: Context,
    Path(which): Path<Which>,
    Query(query): Query<PreviewQuery>,
    posted: Fields,
) -> Result<Html<String>, Error> {
    let subject = which.subject(&app, &context).await?;
    let typed = Some((&posted, Occasion::Typing));
    let (fragment, _) = fields(&app, &context, &subject, &query, typed).await?;
    Ok(Html(fragment.into_string()))
}
