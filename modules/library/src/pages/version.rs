// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The page of a published version.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, Response};
use web::{App, Context, Error, Page, render};

use super::{class_key, crumbs, name_of, period_key, readable_version, type_key, version_path};
use crate::store;

#[derive(Template)]
#[template(path = "library/version.html")]
struct VersionPage {
    page: Page,
    path: String,
    form_href: String,
    title: String,
    key: String,
    published: String,
    hash: String,
    source_name: String,
    description: String,
    purpose: String,
    legal_basis: String,
    review_note: String,
    period_key: String,
    questions: Vec<QuestionLine>,
}

impl VersionPage {
    /// The address of a page below this one.
    fn below(&self, step: &str) -> String {
        format!("{}/{step}", self.path)
    }
}

/// A question in a table.
struct QuestionLine {
    label: String,
    path: String,
    type_key: String,
    class_key: String,
}

/// Shows a version.
pub(crate) async fn page(
    State(app): State<App>,
    context: Context,
    Path(version): Path<String>,
) -> Result<Html<String>, Error> {
    let found = readable_version(&app, &context, &version).await?;
    let tag = context.lang().tag();
    let path = version_path(found.version.id);
    let title = context.t_with(
        "library-version-title",
        &[
            ("title", found.version.title.get(tag).into()),
            ("number", found.version.number.to_string().into()),
        ],
    );
    let step = context.t_with(
        "library-version-number",
        &[("number", found.version.number.to_string().into())],
    );
    let when = web::format::moment(context.lang(), found.version.published_at);
    let who = name_of(&app, &context, found.version.published_by).await?;
    let spec = &found.spec;
    render(&VersionPage {
        page: context.page(title, crumbs(&context, &found.form, &step, &path)),
        path,
        form_href: super::form_path(found.form.id),
        title: found.version.title.get(tag).to_owned(),
        published: format!("{when}, {who}"),
        hash: found.version.spec_hash.clone(),
        source_name: found.version.source_name.clone(),
        description: spec.description.get(tag).to_owned(),
        purpose: spec.purpose.get(tag).to_owned(),
        legal_basis: spec.legal_basis.get(tag).to_owned(),
        review_note: spec.review_note.get(tag).to_owned(),
        period_key: period_key(spec),
        questions: spec
            .questions()
            .into_iter()
            .filter(|(_, question)| question.kind != forms::QuestionType::Note)
            .map(|(path, question)| QuestionLine {
                label: form_pages::plain_text(question.label.get(tag)),
                path,
                type_key: type_key(question.kind.name()),
                class_key: class_key(question.privacy.map_or("none", forms::PrivacyClass::name)),
            })
            .collect(),
        key: found.form.key,
    })
}

/// The workbook of the version.
pub(crate) async fn download(
    State(app): State<App>,
    context: Context,
    Path(version): Path<String>,
) -> Result<Response, Error> {
    let found = readable_version(&app, &context, &version).await?;
    let workbook = store::version_source(app.db.read(), found.version.id)
        .await?
        .ok_or(Error::NotFound)?;
    super::download(workbook)
}
