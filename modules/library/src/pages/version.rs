// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The page of a published version.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, Redirect, Response};
use kernel::Resource;
use web::form::Fields;
use web::{App, Context, Error, Page, render};

use super::impact::{self, ImpactView};
use super::upload::by;
use super::{
    class_key, crumbs, name_of, ownership, period_key, readable_version, type_key, version_path,
};
use crate::{actions, publish, store};

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
    /// When it was withdrawn; empty if it was not.
    retired: String,
    may_retire: bool,
    /// For whom the actor can make a form of her own out of the version.
    owners: Vec<(String, String)>,
    /// What changed against the version before; none for the first.
    impact: Option<ImpactView>,
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
    let before = found.version.number - 1;
    let conn = app.db.read();
    let versions = store::versions(conn, found.form.id).await?;
    let before = match versions.iter().find(|version| version.number == before) {
        Some(before) => store::version(conn, before.id).await?,
        None => None,
    };
    let impact = before.map(|(_, old)| impact::view(&context, &old, spec));
    let mut owners = Vec::new();
    for owner in ownership::owners(&app, &context).await? {
        let name = directory::organisation(conn, owner.id).await?;
        owners.extend(name.map(|known| (known.id.to_string(), known.name)));
    }
    render(&VersionPage {
        owners,
        impact,
        retired: found
            .version
            .retired_at
            .map_or(String::new(), |at| web::format::moment(context.lang(), at)),
        may_retire: context.may(actions::FORM_PUBLISH, &found.form.place()),
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

/// Withdraws the version, or offers it again.
pub(crate) async fn retire(
    State(app): State<App>,
    context: Context,
    Path(version): Path<String>,
    fields: Fields,
) -> Result<Redirect, Error> {
    let found = readable_version(&app, &context, &version).await?;
    let place = Resource::of_state(found.form.owner);
    context.allow_or_hide(actions::FORM_PUBLISH, &place)?;
    let retired = fields.text("tun") == "zurueckziehen";
    let by = by(&app, &context)?;
    publish::retire(&app, &found.form, &found.version, retired, by).await?;
    let key = if retired {
        "library-version-retired"
    } else {
        "library-version-offered-again"
    };
    context.flash("success", context.t(key)).await?;
    Ok(Redirect::to(&version_path(found.version.id)))
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
    super::download(workbook, &found.spec)
}
