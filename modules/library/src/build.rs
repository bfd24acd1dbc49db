// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Changing a draft step by step: each step is kept with what takes it back. What somebody else has
//! changed meanwhile is never written over unseen.

use form_design::edit::{Edit, EditProblem, Property, apply};
use forms::FormSpec;
use web::{App, Error};

use crate::intake::{self, By, Done};
use crate::model::{Deed, Form};
use crate::{actions, store};

/// A change, with what the person saw in its place.
#[derive(Debug, Clone)]
pub(crate) struct Wish {
    pub(crate) edit: Edit,
    /// The text that stood there, for [`Edit::Write`]; nothing if it does not matter.
    pub(crate) seen: Option<String>,
}

impl Wish {
    /// A change that is right whatever stands there.
    pub(crate) fn plain(edit: Edit) -> Self {
        Self { edit, seen: None }
    }
}

/// Why nothing was changed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Refusal {
    /// The change is not possible.
    Problem(EditProblem),
    /// Somebody has written other texts meanwhile: which, and what stands there now.
    Meanwhile(Vec<(Property, String)>),
    /// The draft is not what the last step left, or there is none.
    NothingToUndo,
    /// The last step was another person's.
    OtherPerson,
    /// A block cannot be used so; the end of a message key.
    Block(&'static str),
}

/// A draft after a change.
#[derive(Debug, Clone)]
pub(crate) struct Changed {
    pub(crate) spec: FormSpec,
    /// What was done; nothing if everything stood there already.
    pub(crate) edit: Option<Edit>,
}

/// Makes changes to the draft of a form: all or none. `seen` is the hash of the draft that the
/// person looked at.
pub(crate) async fn change(
    app: &App,
    form: &Form,
    by: By,
    seen: &str,
    wishes: Vec<Wish>,
) -> Result<Result<Changed, Refusal>, Error> {
    let tx = app.db.begin().await?;
    let outcome = change_within(app, &tx, form, (by, seen), wishes).await?;
    if matches!(&outcome, Ok(changed) if changed.edit.is_some()) {
        tx.commit().await?;
    } else {
        tx.rollback().await?;
    }
    Ok(outcome)
}

/// The same within a transaction, which is to be committed if there is an edit and rolled back
/// otherwise.
pub(crate) async fn change_within(
    app: &App,
    tx: &db::Tx,
    form: &Form,
    (by, seen): (By, &str),
    wishes: Vec<Wish>,
) -> Result<Result<Changed, Refusal>, Error> {
    let draft = store::draft_for_update(tx, form.id)
        .await?
        .ok_or(Error::NotFound)?;
    let mut spec = draft.spec;
    let (mut edits, mut inverses, mut meanwhile) = (Vec::new(), Vec::new(), Vec::new());
    for wish in wishes {
        let inverse = match apply(&mut spec, &wish.edit) {
            Ok(inverse) => inverse,
            Err(problem) => {
                return Ok(Err(Refusal::Problem(problem)));
            }
        };
        if let (Some(seen), Edit::Write { property, text, .. }) = (&wish.seen, &inverse) {
            let stands = text.clone().unwrap_or_default();
            let wanted = match &wish.edit {
                Edit::Write { text, .. } => text.clone().unwrap_or_default(),
                _ => String::new(),
            };
            if stands != *seen && stands != wanted {
                meanwhile.push((property.clone(), stands));
            }
        }
        if inverse != wish.edit {
            edits.push(wish.edit);
            inverses.push(inverse);
        }
    }
    // What one has written oneself since, in another window or a moment ago, is no surprise.
    if !meanwhile.is_empty() && store::others_since(tx, form.id, by.person, seen).await? {
        return Ok(Err(Refusal::Meanwhile(meanwhile)));
    }
    let hash = spec.hash();
    if hash == draft.spec_hash {
        return Ok(Ok(Changed { spec, edit: None }));
    }
    inverses.reverse();
    let (edit, inverse) = (one(edits), one(inverses));
    let who = (by.person, by.at);
    let hashes = (draft.spec_hash.as_str(), hash.as_str());
    store::add_step(tx, form.id, who, (&edit, &inverse), hashes).await?;
    write(app, tx, form, by, (&spec, &hash)).await?;
    Ok(Ok(Changed {
        spec,
        edit: Some(edit),
    }))
}

fn one(mut edits: Vec<Edit>) -> Edit {
    if edits.len() == 1 {
        return edits.remove(0);
    }
    Edit::Several { edits }
}

/// Takes the last step back.
pub(crate) async fn undo(
    app: &App,
    form: &Form,
    by: By,
) -> Result<Result<Changed, Refusal>, Error> {
    again(app, form, by, true).await
}

/// Takes a step again that was taken back.
pub(crate) async fn redo(
    app: &App,
    form: &Form,
    by: By,
) -> Result<Result<Changed, Refusal>, Error> {
    again(app, form, by, false).await
}

async fn again(
    app: &App,
    form: &Form,
    by: By,
    undo: bool,
) -> Result<Result<Changed, Refusal>, Error> {
    let tx = app.db.begin().await?;
    let draft = store::draft_for_update(&tx, form.id)
        .await?
        .ok_or(Error::NotFound)?;
    let step = if undo {
        store::last_step(&tx, form.id, &draft.spec_hash).await?
    } else {
        store::undone_step(&tx, form.id, &draft.spec_hash).await?
    };
    let refusal = match &step {
        None => Some(Refusal::NothingToUndo),
        Some(step) if step.person != by.person => Some(Refusal::OtherPerson),
        Some(_) => None,
    };
    let (Some(step), None) = (step, &refusal) else {
        tx.rollback().await?;
        return Ok(Err(refusal.unwrap_or(Refusal::NothingToUndo)));
    };
    let edit = if undo { &step.inverse } else { &step.edit };
    let mut spec = draft.spec;
    if let Err(problem) = apply(&mut spec, edit) {
        tx.rollback().await?;
        return Ok(Err(Refusal::Problem(problem)));
    }
    store::mark_step(&tx, form.id, step.number, undo).await?;
    write(app, &tx, form, by, (&spec, &spec.hash())).await?;
    tx.commit().await?;
    Ok(Ok(Changed {
        spec,
        edit: Some(edit.clone()),
    }))
}

/// Writes the draft, whose workbook is not its origin any more.
async fn write(
    app: &App,
    tx: &db::Tx,
    form: &Form,
    by: By,
    (spec, hash): (&FormSpec, &str),
) -> Result<(), Error> {
    store::change_draft(tx, form.id, (spec, hash), by.person, by.at).await?;
    store::forget_source(tx, form.id, &spec.id).await?;
    let done = Done {
        form: form.id,
        owner: form.owner,
        action: actions::FORM_EDIT,
        deed: Deed::Edited,
        number: 0,
        facts: vec![("spec", intake::digest(hash)?)],
    };
    intake::note(app, tx, by, done).await
}
