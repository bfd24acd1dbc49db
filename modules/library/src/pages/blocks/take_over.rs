// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A copy in a form whose block has changed: what changed there, what was changed here, and what is
//! to become of it.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use form_design::blocks::{Conflict, as_block, differences, spoken, take_over};
use form_design::diff::aspect_of;
use forms::FormSpec;
use http::StatusCode;
use serde::Deserialize;
use serde_json::Value;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::super::build::{href, refusal_text};
use super::super::upload::by;
use super::super::{crumbs, draft_for, form_path};
use super::{block_path, state_words, visible, words};
use crate::actions;
use crate::blocks::{self, Deal, Known};
use crate::model::{Draft, Form};

/// What is before the key of something that both changed, in the names of fields.
const BOTH: &str = "beide:";

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct CopyQuery {
    /// The path of the copy.
    frage: String,
}

#[derive(Template)]
#[template(path = "library/take_over.html")]
struct TakeOverPage {
    page: Page,
    action: String,
    back: String,
    chosen: String,
    stand: String,
    conflict: String,
    block: String,
    block_href: String,
    version: u32,
    newest: u32,
    state_key: String,
    state_kind: &'static str,
    is_newer: bool,
    news: Vec<String>,
    own: Vec<String>,
    conflicts: Vec<ConflictView>,
}

/// Something that both changed.
struct ConflictView {
    /// The name of the field.
    name: String,
    about: String,
    mine: String,
    theirs: String,
}

/// A value as people read it.
fn text(context: &Context, value: &Value) -> String {
    let tag = context.lang().tag();
    match value {
        Value::Null => context.t("library-blocks-nothing"),
        Value::String(text) => text.clone(),
        Value::Object(object) => {
            let label = object.get("label").unwrap_or(value);
            let label: Option<kernel::Localized> = serde_json::from_value(label.clone()).ok();
            label.map_or_else(|| value.to_string(), |label| label.get(tag).to_owned())
        }
        other => other.to_string(),
    }
}

fn conflict(context: &Context, conflict: &Conflict) -> ConflictView {
    let label = form_pages::plain_text(conflict.about.get(context.lang().tag()));
    let (about, mine, theirs) = if conflict.property.is_empty() {
        let stays = |value: &Value| {
            let key = if *value == Value::Bool(true) {
                "library-blocks-item-stays"
            } else {
                "library-blocks-item-goes"
            };
            context.t(key)
        };
        (label, stays(&conflict.mine), stays(&conflict.theirs))
    } else {
        let aspect = if conflict.key.starts_with("list:") {
            "choices"
        } else {
            aspect_of(&conflict.property)
        };
        let arguments = [
            ("what", label.into()),
            (
                "aspect",
                context.t(&format!("library-aspect-{aspect}")).into(),
            ),
            ("property", conflict.property.as_str().into()),
        ];
        let about = context.t_with("library-blocks-conflict-about", &arguments);
        (
            about,
            text(context, &conflict.mine),
            text(context, &conflict.theirs),
        )
    };
    ConflictView {
        name: format!("{BOTH}{}", conflict.key),
        about,
        mine,
        theirs,
    }
}

/// What was changed, in words, and what both changed.
fn changes(
    context: &Context,
    draft: &FormSpec,
    known: &Known,
    (base, newest): (&FormSpec, &FormSpec),
) -> (Vec<String>, Vec<String>, Vec<ConflictView>) {
    let path = &known.copy.path;
    let (base_here, newest_here) = (spoken(base, draft), spoken(newest, draft));
    let news = words(context, &differences(&base_here, &newest_here));
    let own = as_block(draft, path, base)
        .map(|copy| words(context, &differences(&base_here, &copy)))
        .unwrap_or_default();
    let versions = (base, (known.block.newest, newest));
    let both = take_over(draft, path, versions, &BTreeSet::new());
    let conflicts = both.map(|taken| taken.conflicts).unwrap_or_default();
    let conflicts = conflicts.iter().map(|one| conflict(context, one));
    (news, own, conflicts.collect())
}

async fn show(
    app: &App,
    context: &Context,
    (form, draft): (&Form, &Draft),
    (path, problem): (&str, String),
) -> Result<Response, Error> {
    let known = blocks::known(app, &visible(app, context).await?, &draft.spec, path).await?;
    let known = known.ok_or(Error::NotFound)?;
    let version = known.copy.origin.version;
    let (base, newest) = blocks::versions(app, &known.block, version)
        .await?
        .ok_or(Error::NotFound)?;
    let (news, own, conflicts) = changes(context, &draft.spec, &known, (&base, &newest));
    let block = known.block.title.get(context.lang().tag()).to_owned();
    let title = context.t_with("library-copy-title", &[("title", block.as_str().into())]);
    let action = format!("{}/baustein", form_path(form.id));
    let back = href(&format!("{}/bauen", form_path(form.id)), path);
    let mut way = crumbs(context, form, "", "");
    way.push(Crumb::new(context.t("library-build-title"), back.clone()));
    way.push(Crumb::new(&title, href(&action, path)));
    let (state, state_kind) = state_words(known.state);
    let status = if problem.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::CONFLICT
    };
    let page = TakeOverPage {
        page: context.page(&title, way),
        action,
        back,
        chosen: path.to_owned(),
        stand: draft.spec_hash.clone(),
        conflict: problem,
        block,
        block_href: block_path(known.block.id),
        version,
        newest: known.block.newest,
        state_key: format!("library-blocks-state-{state}"),
        state_kind,
        is_newer: known.block.newest > version,
        news,
        own,
        conflicts,
    };
    Ok((status, render(&page)?).into_response())
}

/// Shows what changed in the block of a copy and what was changed in the copy.
pub(crate) async fn page(
    State(app): State<App>,
    context: Context,
    Path(form): Path<String>,
    Query(query): Query<CopyQuery>,
) -> Result<Response, Error> {
    let (form, draft) = draft_for(&app, &context, actions::FORM_EDIT, &form).await?;
    show(
        &app,
        &context,
        (&form, &draft),
        (&query.frage, String::new()),
    )
    .await
}

/// Takes the change over, leaves the copy as it is, or lets it go.
pub(crate) async fn save(
    State(app): State<App>,
    context: Context,
    Path(form): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let (form, draft) = draft_for(&app, &context, actions::FORM_EDIT, &form).await?;
    let path = fields.text("frage");
    let (deal, said) = match fields.text("tun") {
        "uebernehmen" => {
            let theirs = fields
                .0
                .iter()
                .filter(|(_, value)| value == "baustein")
                .filter_map(|(name, _)| name.strip_prefix(BOTH))
                .map(str::to_owned);
            (Deal::TakeOver(theirs.collect()), "library-copy-taken-over")
        }
        "lassen" => (Deal::Keep, "library-copy-kept"),
        "loesen" => (Deal::Detach, "library-copy-detached"),
        _ => return show(&app, &context, (&form, &draft), (path, String::new())).await,
    };
    let newest = fields.text("neueste").parse().unwrap_or(0);
    let by = (by(&app, &context)?, fields.text("stand"));
    let visible = visible(&app, &context).await?;
    match blocks::deal(&app, &form, by, (&visible, path, newest), deal).await? {
        Ok(_) => {
            context.flash("success", context.t(said)).await?;
            let builder = format!("{}/bauen", form_path(form.id));
            Ok(Redirect::to(&href(&builder, path)).into_response())
        }
        Err(refusal) => {
            let problem = refusal_text(&context, &refusal);
            show(&app, &context, (&form, &draft), (path, problem)).await
        }
    }
}
