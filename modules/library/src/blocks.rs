// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Blocks: made of an item of a draft, put into drafts, brought up to date, withdrawn. Each is one
//! step of the draft that can be undone; a version of a block never changes.

use std::collections::BTreeSet;

use form_design::blocks::{self, Copy, State};
use form_design::edit::{Edit, EditProblem};
use form_design::places::{self, Place};
use forms::FormSpec;
use kernel::{BlockId, Localized, OrganisationId};
use web::{App, Error};

use crate::build::{self, Changed, Refusal, Wish};
use crate::intake::{self, By};
use crate::model::{Block, Form, Owner};
use crate::{actions, store};

/// The longest title of a block, in characters.
pub(crate) const LONGEST_TITLE: usize = 200;

/// A copy in a draft with its block.
pub(crate) struct Known {
    pub(crate) copy: Copy,
    pub(crate) block: Block,
    pub(crate) state: State,
}

/// The copy at `path` with its block and how it stands to it; nothing if there is no copy, or its
/// block is not known here or belongs to none of `visible`.
pub(crate) async fn known(
    app: &App,
    visible: &[OrganisationId],
    spec: &FormSpec,
    path: &str,
) -> Result<Option<Known>, Error> {
    let origin = places::item(spec, path).ok().and_then(forms::Item::origin);
    let Some(origin) = origin.filter(|origin| origin.is_root()) else {
        return Ok(None);
    };
    let conn = app.db.read();
    let block = store::block(conn, origin.block).await?;
    let Some(block) = block.filter(|block| visible.contains(&block.owner.id)) else {
        return Ok(None);
    };
    let Some((base, newest)) = versions(app, &block, origin.version).await? else {
        return Ok(None);
    };
    let state = blocks::state(spec, path, &base, (block.newest, &newest));
    let copy = Copy {
        path: path.to_owned(),
        origin: origin.clone(),
    };
    Ok(state.ok().map(|state| Known { copy, block, state }))
}

/// A version of a block and its newest one.
pub(crate) async fn versions(
    app: &App,
    block: &Block,
    version: u32,
) -> Result<Option<(FormSpec, FormSpec)>, Error> {
    let conn = app.db.read();
    let Some(newest) = store::block_spec(conn, block.id, block.newest).await? else {
        return Ok(None);
    };
    if version == block.newest {
        return Ok(Some((newest.clone(), newest)));
    }
    let base = store::block_spec(conn, block.id, version).await?;
    Ok(base.map(|base| (base, newest)))
}

fn refused(problem: EditProblem) -> Refusal {
    Refusal::Problem(problem)
}

/// Makes a step of what `edit` says of the draft as it is now.
async fn step(
    app: &App,
    form: &Form,
    (by, seen): (By, &str),
    edit: impl FnOnce(&FormSpec) -> Result<Edit, Refusal> + Send,
) -> Result<Result<Changed, Refusal>, Error> {
    let tx = app.db.begin().await?;
    let draft = store::draft_for_update(&tx, form.id)
        .await?
        .ok_or(Error::NotFound)?;
    let edit = match edit(&draft.spec) {
        Ok(edit) => edit,
        Err(refusal) => {
            tx.rollback().await?;
            return Ok(Err(refusal));
        }
    };
    let wishes = vec![Wish::plain(edit)];
    let outcome = build::change_within(app, &tx, form, (by, seen), wishes).await?;
    if matches!(&outcome, Ok(changed) if changed.edit.is_some()) {
        tx.commit().await?;
    } else {
        tx.rollback().await?;
    }
    Ok(outcome)
}

/// Puts a copy of the newest version of a block into a draft.
pub(crate) async fn insert(
    app: &App,
    form: &Form,
    by: (By, &str),
    block: &Block,
    place: Place,
) -> Result<Result<Changed, Refusal>, Error> {
    if block.retired_at.is_some() {
        return Ok(Err(Refusal::Block("retired")));
    }
    let spec = store::block_spec(app.db.read(), block.id, block.newest).await?;
    let spec = spec.ok_or(Error::NotFound)?;
    let origin = (block.id, block.newest);
    step(app, form, by, |draft| {
        let edits = blocks::insert(draft, &place, &spec, origin).map_err(refused)?;
        Ok(Edit::Several { edits })
    })
    .await
}

/// What is done with a copy.
pub(crate) enum Deal {
    /// The newer version is brought in; of what both changed, the block counts where it is named.
    TakeOver(BTreeSet<String>),
    /// The copy stays as it is, and the newer version is known.
    Keep,
    /// The copy becomes an item like any other.
    Detach,
}

/// Deals with a copy. `newest` is the number of the version that was shown.
pub(crate) async fn deal(
    app: &App,
    form: &Form,
    by: (By, &str),
    (visible, path, newest): (&[OrganisationId], &str, u32),
    deal: Deal,
) -> Result<Result<Changed, Refusal>, Error> {
    if matches!(deal, Deal::Detach) {
        return step(app, form, by, |draft| {
            blocks::detach(draft, path).map_err(refused)
        })
        .await;
    }
    let draft = store::draft(app.db.read(), form.id).await?;
    let spec = draft.ok_or(Error::NotFound)?.spec;
    let Some(known) = known(app, visible, &spec, path).await? else {
        return Ok(Err(Refusal::Block("unknown")));
    };
    let version = known.copy.origin.version;
    if known.block.newest != newest {
        return Ok(Err(Refusal::Block("newer")));
    }
    let (base, spec) = versions(app, &known.block, version)
        .await?
        .ok_or(Error::NotFound)?;
    step(app, form, by, |draft| {
        // What was shown is what is dealt with.
        let origin = places::item(draft, path).ok().and_then(forms::Item::origin);
        if origin != Some(&known.copy.origin) {
            return Err(Refusal::Block("meanwhile"));
        }
        let versions = (&base, (newest, &spec));
        match &deal {
            Deal::TakeOver(theirs) => blocks::take_over(draft, path, versions, theirs)
                .map(|taken| Edit::Several { edits: taken.edits }),
            _ => blocks::keep(draft, path, versions),
        }
        .map_err(refused)
    })
    .await
}

/// What was done with a block, for the audit trail. Call it last: it locks the chain.
async fn note(
    app: &App,
    tx: &db::Tx,
    by: By,
    block: &Block,
    mut facts: Vec<(&'static str, audit::Fact)>,
) -> Result<(), Error> {
    facts.push(("version", block.newest.into()));
    let entry = audit::Entry {
        chain: block.owner.id.uuid(),
        actor: Some(by.person),
        action: actions::FORM_EDIT,
        subject: audit::Subject::new("block", block.id),
        facts,
    };
    audit::append(tx, app.clock.as_ref(), entry).await?;
    Ok(())
}

/// Makes an item of a draft a block of the form's owner, and the item its first copy.
pub(crate) async fn save_new(
    app: &App,
    form: &Form,
    (by, seen): (By, &str),
    path: &str,
    title: impl FnOnce(&FormSpec) -> Localized + Send,
) -> Result<Result<(BlockId, Changed), Refusal>, Error> {
    let tx = app.db.begin().await?;
    let draft = store::draft_for_update(&tx, form.id)
        .await?
        .ok_or(Error::NotFound)?;
    let cut = blocks::cut(&draft.spec, path);
    let mut spec = match cut {
        Ok(spec) => spec,
        Err(problem) => {
            tx.rollback().await?;
            return Ok(Err(refused(problem)));
        }
    };
    spec.title = title(&spec);
    let block = Block {
        id: BlockId::new(app.clock.as_ref(), app.chance.as_ref()),
        owner: form.owner(),
        title: spec.title.clone(),
        retired_at: None,
        newest: 1,
    };
    let link = match blocks::link(&draft.spec, path, &spec, (block.id, 1)) {
        Ok(link) => link,
        Err(problem) => {
            tx.rollback().await?;
            return Ok(Err(refused(problem)));
        }
    };
    let wishes = vec![Wish::plain(link)];
    let changed = match build::change_within(app, &tx, form, (by, seen), wishes).await? {
        Ok(changed) => changed,
        Err(refusal) => {
            tx.rollback().await?;
            return Ok(Err(refusal));
        }
    };
    store::add_block(&tx, block.id, block.owner, &block.title, by.at).await?;
    store::add_block_version(&tx, block.id, 1, &spec, (by.person, by.at)).await?;
    let facts = vec![
        ("deed", "saved".into()),
        ("spec", intake::digest(&spec.hash())?),
    ];
    note(app, &tx, by, &block, facts).await?;
    tx.commit().await?;
    Ok(Ok((block.id, changed)))
}

/// Adds a block that was made of no form here.
pub(crate) async fn add(app: &App, owner: Owner, by: By, spec: &FormSpec) -> Result<(), Error> {
    let block = Block {
        id: BlockId::new(app.clock.as_ref(), app.chance.as_ref()),
        owner,
        title: spec.title.clone(),
        retired_at: None,
        newest: 1,
    };
    let tx = app.db.begin().await?;
    store::add_block(&tx, block.id, owner, &block.title, by.at).await?;
    store::add_block_version(&tx, block.id, 1, spec, (by.person, by.at)).await?;
    let facts = vec![
        ("deed", "saved".into()),
        ("spec", intake::digest(&spec.hash())?),
    ];
    note(app, &tx, by, &block, facts).await?;
    tx.commit().await?;
    Ok(())
}

/// Makes a copy the next version of its block.
pub(crate) async fn save_version(
    app: &App,
    form: &Form,
    (by, seen): (By, &str),
    path: &str,
    block: BlockId,
) -> Result<Result<Changed, Refusal>, Error> {
    let tx = app.db.begin().await?;
    let outcome = version_within(app, &tx, form, (by, seen), (path, block)).await?;
    if outcome.is_ok() {
        tx.commit().await?;
    } else {
        tx.rollback().await?;
    }
    Ok(outcome)
}

async fn version_within(
    app: &App,
    tx: &db::Tx,
    form: &Form,
    (by, seen): (By, &str),
    (path, id): (&str, BlockId),
) -> Result<Result<Changed, Refusal>, Error> {
    let draft = store::draft_for_update(tx, form.id)
        .await?
        .ok_or(Error::NotFound)?
        .spec;
    let mut block = store::block_for_update(tx, id)
        .await?
        .ok_or(Error::NotFound)?;
    let origin = places::item(&draft, path)
        .ok()
        .and_then(forms::Item::origin)
        .filter(|origin| origin.block == id && origin.is_root());
    let Some(origin) = origin else {
        return Ok(Err(Refusal::Block("unknown")));
    };
    if origin.version != block.newest {
        return Ok(Err(Refusal::Block("newer")));
    }
    let latest = store::block_spec(tx, id, block.newest)
        .await?
        .ok_or(Error::NotFound)?;
    let next = match blocks::renewed(&draft, path, &latest) {
        Ok(next) if next.hash() != latest.hash() => next,
        Ok(_) => return Ok(Err(Refusal::Block("same"))),
        Err(problem) => return Ok(Err(refused(problem))),
    };
    block.newest += 1;
    let link = match blocks::link(&draft, path, &next, (id, block.newest)) {
        Ok(link) => link,
        Err(problem) => return Ok(Err(refused(problem))),
    };
    let wishes = vec![Wish::plain(link)];
    let changed = match build::change_within(app, tx, form, (by, seen), wishes).await? {
        Ok(changed) => changed,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let who = (by.person, by.at);
    if !store::add_block_version(tx, id, block.newest, &next, who).await? {
        return Ok(Err(Refusal::Block("newer")));
    }
    let facts = vec![
        ("deed", "renewed".into()),
        ("spec", intake::digest(&next.hash())?),
    ];
    note(app, tx, by, &block, facts).await?;
    Ok(Ok(changed))
}

/// Withdraws a block, or offers it again; its copies stay.
pub(crate) async fn retire(app: &App, block: &Block, retired: bool, by: By) -> Result<(), Error> {
    let tx = app.db.begin().await?;
    let at = retired.then_some(by.at);
    if store::set_block_retired(&tx, block.id, at).await? {
        let deed = if retired { "retired" } else { "offered-again" };
        note(app, &tx, by, block, vec![("deed", deed.into())]).await?;
    }
    tx.commit().await?;
    Ok(())
}
