// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The library of blocks: questions and groups that forms take over. Whoever may edit forms
//! anywhere in a state sees the blocks of the state agency and of her own house.

pub(crate) mod block;
pub(crate) mod list;
pub(crate) mod take_over;

use form_design::blocks::State;
use form_design::diff::{Change, Changes, ChoiceChange};
use kernel::{BlockId, OrganisationId, Resource};
use web::{App, Context, Error};

use super::ownership::owners;
use crate::actions;
use crate::model::Block;
use crate::store;

/// The list of blocks.
pub(crate) const LIST: &str = "/formulare/bausteine";

/// The page of a block.
pub(crate) fn block_path(block: BlockId) -> String {
    format!("{LIST}/{block}")
}

/// Whose blocks the actor sees; whoever may edit no forms is refused.
pub(crate) async fn visible(app: &App, context: &Context) -> Result<Vec<OrganisationId>, Error> {
    let mut all: Vec<OrganisationId> = Vec::new();
    for owner in owners(app, context).await? {
        for organisation in [owner.id, owner.state] {
            if !all.contains(&organisation) {
                all.push(organisation);
            }
        }
    }
    if all.is_empty() {
        context.allow(actions::FORM_EDIT, &Resource::INSTALLATION)?;
    }
    Ok(all)
}

/// The block with this identifier, if the actor sees it.
pub(crate) async fn readable(app: &App, context: &Context, id: &str) -> Result<Block, Error> {
    let visible = visible(app, context).await?;
    let id: BlockId = id.parse().map_err(|_| Error::NotFound)?;
    let block = store::block(app.db.read(), id).await?;
    block
        .filter(|block| visible.contains(&block.owner.id))
        .ok_or(Error::NotFound)
}

/// Whether the actor may change a block.
pub(crate) fn may_change(context: &Context, block: &Block) -> bool {
    context.may(actions::FORM_EDIT, &block.owner.place())
}

/// How a copy stands to its block: the end of the message key, and the kind of its badge.
pub(crate) fn state_words(state: State) -> (&'static str, &'static str) {
    match state {
        State::Same => ("same", "success"),
        State::Newer => ("newer", "info"),
        State::Changed => ("changed", "neutral"),
        State::Both => ("both", "info"),
    }
}

/// What differs, in one line per question or group.
pub(crate) fn words(context: &Context, changes: &Changes) -> Vec<String> {
    let mut lines = Vec::new();
    for (key, all) in [
        ("added", &changes.added),
        ("removed", &changes.removed),
        ("changed", &changes.changed),
    ] {
        lines.extend(all.iter().map(|change| line(context, key, change)));
    }
    lines
}

fn line(context: &Context, key: &str, change: &Change) -> String {
    let tag = context.lang().tag();
    let label = form_pages::plain_text(change.label.get(tag));
    let mut aspects: Vec<String> = change
        .aspects
        .iter()
        .map(|aspect| context.t(&format!("library-aspect-{aspect}")))
        .collect();
    for property in &change.properties {
        let text = |value: &serde_json::Value| {
            let texts: kernel::Localized = serde_json::from_value(value.clone()).ok()?;
            let text = texts.get(tag).to_owned();
            (!text.is_empty()).then_some(text)
        };
        if property.property == "label"
            && let (Some(old), Some(new)) = (text(&property.old), text(&property.new))
            && old != new
        {
            let texts = [("old", old.into()), ("new", new.into())];
            aspects.push(context.t_with("library-blocks-reworded", &texts));
        }
    }
    let codes = |wanted: fn(&ChoiceChange) -> Option<&String>| -> Option<String> {
        let codes: Vec<&str> = change
            .choices
            .iter()
            .filter_map(|choice| wanted(choice).map(String::as_str))
            .collect();
        (!codes.is_empty()).then(|| codes.join(", "))
    };
    let added = codes(|choice| match choice {
        ChoiceChange::Added { code } => Some(code),
        _ => None,
    });
    let removed = codes(|choice| match choice {
        ChoiceChange::Removed { code } => Some(code),
        _ => None,
    });
    for (key, codes) in [
        ("library-blocks-codes-added", added),
        ("library-blocks-codes-removed", removed),
    ] {
        if let Some(codes) = codes {
            aspects.push(context.t_with(key, &[("codes", codes.into())]));
        }
    }
    let arguments = [
        ("what", label.into()),
        ("aspects", aspects.join(", ").into()),
    ];
    context.t_with(&format!("library-blocks-change-{key}"), &arguments)
}
