// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The steps of a policy's life, each one transaction with its audit entry.

use anonymity::forwarding::{Figures, Policy, PolicyDraft};
use kernel::{Action, FormVersionId, Id, OrganisationId, PersonId};
use uuid::Uuid;
use web::{App, Error};

use crate::model::{KeptPolicy, PolicyStatus, PolicyStep};
use crate::release::digest;
use crate::{actions, store};

/// What came of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// It was done.
    Done,
    /// Somebody else has done something meanwhile; nothing was written.
    Outdated,
}

fn entry(
    policy: &KeptPolicy,
    by: PersonId,
    (action, what): (Action, &'static str),
    hash: Option<&str>,
) -> audit::Entry {
    let mut facts = vec![
        ("what", what.into()),
        ("form", policy.form_version.into()),
        ("number", policy.number.into()),
    ];
    facts.extend(hash.map(|hash| ("policy", digest(hash).into())));
    audit::Entry {
        chain: policy.state.uuid(),
        actor: Some(by),
        action,
        subject: audit::Subject::new("policy", policy.id),
        facts,
    }
}

/// Begins a policy for a form version, as a change of `based_on` if there is one.
pub async fn add(
    app: &App,
    state: OrganisationId,
    form_version: FormVersionId,
    content: PolicyDraft,
    based_on: Option<Uuid>,
    by: PersonId,
) -> Result<KeptPolicy, Error> {
    let tx = app.db.begin().await?;
    store::policies::lock(&tx, form_version).await?;
    let policy = KeptPolicy {
        id: Id::<()>::new(&*app.clock, &*app.chance).uuid(),
        state,
        form_version,
        number: store::policies::next_number(&tx, form_version).await?,
        based_on,
        status: PolicyStatus::Draft,
        content,
        hash: None,
        figures: None,
        software: String::new(),
        version: 1,
        written: PolicyStep {
            at: app.clock.now(),
            by,
        },
        submitted: None,
        decided: None,
        reason: String::new(),
    };
    store::policies::add(&tx, &policy).await?;
    let entry = entry(&policy, by, (actions::POLICY_WRITE, "begun"), None);
    audit::append(&tx, &*app.clock, entry).await?;
    tx.commit().await?;
    Ok(policy)
}

/// Saves what a policy says over saving `known`.
pub async fn save(
    app: &App,
    policy: &KeptPolicy,
    known: i64,
    content: &PolicyDraft,
    by: PersonId,
) -> Result<Deed, Error> {
    let tx = app.db.begin().await?;
    let step = PolicyStep {
        at: app.clock.now(),
        by,
    };
    if !store::policies::save(&tx, policy.id, known, content, step).await? {
        return Ok(Deed::Outdated);
    }
    let entry = entry(policy, by, (actions::POLICY_WRITE, "written"), None);
    audit::append(&tx, &*app.clock, entry).await?;
    tx.commit().await?;
    Ok(Deed::Done)
}

/// Throws saving `known` of a draft away. What was submitted once stays.
pub async fn discard(
    app: &App,
    policy: &KeptPolicy,
    known: i64,
    by: PersonId,
) -> Result<Deed, Error> {
    let tx = app.db.begin().await?;
    if !store::policies::remove_draft(&tx, policy.id, known).await? {
        return Ok(Deed::Outdated);
    }
    let entry = entry(policy, by, (actions::POLICY_WRITE, "discarded"), None);
    audit::append(&tx, &*app.clock, entry).await?;
    tx.commit().await?;
    Ok(Deed::Done)
}

/// Submits saving `known` of a policy with what it came to on invented records.
pub async fn submit(
    app: &App,
    kept: &KeptPolicy,
    known: i64,
    (policy, figures): (&Policy, Option<&Figures>),
    by: PersonId,
) -> Result<Deed, Error> {
    let tx = app.db.begin().await?;
    let step = PolicyStep {
        at: app.clock.now(),
        by,
    };
    let text = policy.to_json();
    let submission = store::policies::Submission {
        text: &text,
        hash: policy.hash(),
        figures,
        software: env!("CARGO_PKG_VERSION"),
    };
    if !store::policies::submit(&tx, kept.id, known, &submission, step).await? {
        return Ok(Deed::Outdated);
    }
    let what = (actions::POLICY_WRITE, "submitted");
    let entry = entry(kept, by, what, Some(policy.hash()));
    audit::append(&tx, &*app.clock, entry).await?;
    tx.commit().await?;
    Ok(Deed::Done)
}

/// Signs saving `known` of a policy, or sends it back. The caller has asked whether the person may. Signing lets it
/// take the place of the one that it changes.
pub async fn decide(
    app: &App,
    kept: &KeptPolicy,
    known: i64,
    (signed, reason): (bool, &str),
    by: PersonId,
) -> Result<Deed, Error> {
    let tx = app.db.begin().await?;
    store::policies::lock(&tx, kept.form_version).await?;
    let step = PolicyStep {
        at: app.clock.now(),
        by,
    };
    let status = if signed {
        PolicyStatus::Signed
    } else {
        PolicyStatus::Returned
    };
    if !store::policies::decide(&tx, kept.id, known, status, reason, step).await? {
        return Ok(Deed::Outdated);
    }
    if signed && let Some(replaced) = kept.based_on {
        store::policies::replace(&tx, replaced).await?;
    }
    let what = if signed { "signed" } else { "returned" };
    let entry = entry(kept, by, (actions::POLICY_SIGN, what), kept.hash.as_deref());
    audit::append(&tx, &*app.clock, entry).await?;
    tx.commit().await?;
    Ok(Deed::Done)
}
