// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Blocks in the builder: what is offered, where the chosen thing comes from, and the buttons for
//! both.

use axum::response::{IntoResponse, Response};
use form_design::blocks::State;
use form_design::places::{self, Place};
use forms::{FormSpec, Item};
use kernel::Localized;
use web::form::{Fields, encode_component};
use web::{App, Context, Error};

use super::super::blocks::{LIST, block_path, may_change, readable, state_words, visible};
use super::super::upload::by;
use super::added::place_of_new;
use super::{refused, title, turn_to};
use crate::blocks::{self, Deal, LONGEST_TITLE};
use crate::build::{Changed, Refusal};
use crate::model::{Draft, Form};
use crate::pages::form_path;
use crate::store::{self, BlockSearch};

/// The most blocks that are offered beside the kinds of questions.
const MOST_OFFERED: i64 = 40;

/// The blocks that can be put in.
pub(super) struct Offered {
    /// Identifiers and titles.
    pub(super) blocks: Vec<(String, String)>,
    /// Whether there are more than these.
    pub(super) more: bool,
    /// The list of all.
    pub(super) href: String,
}

pub(super) async fn offered(
    app: &App,
    context: &Context,
    form: &Form,
    chosen: &str,
) -> Result<Offered, Error> {
    let owners = visible(app, context).await?;
    let search = BlockSearch {
        limit: MOST_OFFERED,
        ..BlockSearch::default()
    };
    let (found, count) = store::list_blocks(app.db.read(), &owners, &search).await?;
    let tag = context.lang().tag();
    Ok(Offered {
        blocks: found
            .into_iter()
            .map(|one| {
                let title = one.block.title.get(tag).to_owned();
                (one.block.id.to_string(), title)
            })
            .collect(),
        more: count > MOST_OFFERED,
        href: format!("{LIST}?fuer={}&frage={}", form.id, encode_component(chosen)),
    })
}

/// Where the chosen thing comes from.
pub(super) struct OriginView {
    /// The outermost item of the copy.
    pub(super) path: String,
    pub(super) is_root: bool,
    pub(super) title: String,
    pub(super) href: String,
    pub(super) version: u32,
    pub(super) state_key: String,
    pub(super) state_kind: &'static str,
    /// Where what changed is shown; empty if nothing did.
    pub(super) changes: String,
    /// Whether the copy can be made the next version.
    pub(super) may_renew: bool,
}

/// The copy that the thing at `path` is or lies in.
fn copy_around(spec: &FormSpec, path: &str) -> Option<String> {
    let own = places::item(spec, path).ok()?.origin()?.block;
    let mut at = path;
    loop {
        let item = places::item(spec, at).ok()?;
        let is_root = |origin: &forms::Origin| origin.block == own && origin.is_root();
        if item.origin().is_some_and(is_root) {
            return Some(at.to_owned());
        }
        at = at.rsplit_once('/')?.0;
    }
}

pub(super) async fn origin(
    app: &App,
    context: &Context,
    form: &Form,
    spec: &FormSpec,
    path: &str,
) -> Result<Option<OriginView>, Error> {
    let Some(root) = copy_around(spec, path) else {
        return Ok(None);
    };
    let Some(known) = blocks::known(app, &visible(app, context).await?, spec, &root).await? else {
        return Ok(None);
    };
    let (state, state_kind) = state_words(known.state);
    let is_current = known.copy.origin.version == known.block.newest;
    let changes = match known.state {
        State::Same => String::new(),
        _ => format!(
            "{}/baustein?frage={}",
            form_path(form.id),
            encode_component(&root)
        ),
    };
    Ok(Some(OriginView {
        is_root: root == path,
        title: known.block.title.get(context.lang().tag()).to_owned(),
        href: block_path(known.block.id),
        version: known.copy.origin.version,
        state_key: format!("library-blocks-state-{state}"),
        state_kind,
        changes,
        may_renew: known.state == State::Changed && is_current && may_change(context, &known.block),
        path: root,
    }))
}

/// What a new block of the chosen item would be called.
pub(super) fn proposed_title(context: &Context, item: &Item) -> String {
    let label = match item {
        Item::Group(group) => &group.label,
        Item::Repeat(repeat) => &repeat.label,
        Item::Question(question) => &question.label,
    };
    title(label, item.name(), context.lang().tag())
}

/// Does what a button about blocks says; nothing if the page was posted by another one.
pub(super) async fn posted(
    app: &App,
    context: &Context,
    form: &Form,
    draft: &Draft,
    fields: &Fields,
) -> Result<Option<Response>, Error> {
    let chosen = fields.text("frage");
    let by = (by(app, context)?, fields.text("stand"));
    let (outcome, done) = match fields.text("tun") {
        "baustein:sichern" => (save(app, context, form, by, fields).await?, "block-saved"),
        "baustein:version" => (
            renew(app, context, form, draft, by, chosen).await?,
            "block-renewed",
        ),
        "baustein:loesen" => (
            blocks::deal(app, form, by, (&[], chosen, 0), Deal::Detach).await?,
            "detached",
        ),
        deed => {
            let Some(id) = deed.strip_prefix("neu:baustein:") else {
                return Ok(None);
            };
            let block = readable(app, context, id).await?;
            let place: Place = place_of_new(&draft.spec, chosen, fields);
            (
                blocks::insert(app, form, by, &block, place).await?,
                "block-added",
            )
        }
    };
    let response = match outcome {
        Ok(changed) => turn_to(form, &changed, (chosen, fields.text("beispiel")), done),
        Err(refusal) => refused(app, context, form, fields, refusal).await?,
    };
    Ok(Some(response.into_response()))
}

async fn save(
    app: &App,
    context: &Context,
    form: &Form,
    by: (crate::intake::By, &str),
    fields: &Fields,
) -> Result<Result<Changed, Refusal>, Error> {
    let typed = fields.text("baustein.titel").to_owned();
    if typed.is_empty() || typed.chars().count() > LONGEST_TITLE {
        return Ok(Err(Refusal::Block("title")));
    }
    let tag = context.lang().tag();
    let saved = blocks::save_new(app, form, by, fields.text("frage"), |block| {
        let item = block.items.first();
        // What is called as the item is has its title in all languages of the item.
        if item.is_some_and(|item| title(&block.title, item.name(), tag) == typed)
            && !block.title.is_empty()
        {
            return block.title.clone();
        }
        let languages = block.languages.iter();
        Localized(languages.map(|tag| (tag.clone(), typed.clone())).collect())
    });
    Ok(saved.await?.map(|(_, changed)| changed))
}

async fn renew(
    app: &App,
    context: &Context,
    form: &Form,
    draft: &Draft,
    by: (crate::intake::By, &str),
    chosen: &str,
) -> Result<Result<Changed, Refusal>, Error> {
    let Some(known) =
        blocks::known(app, &visible(app, context).await?, &draft.spec, chosen).await?
    else {
        return Ok(Err(Refusal::Block("unknown")));
    };
    if !may_change(context, &known.block) {
        return Ok(Err(Refusal::Block("not-yours")));
    }
    blocks::save_version(app, form, by, chosen, known.block.id).await
}
