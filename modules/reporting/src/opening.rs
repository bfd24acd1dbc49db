// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Opening a collection, and changing who takes part: everything that follows is written together.

use directory::Organisation;
use forms::FormSpec;
use jiff::civil::Date;
use kernel::{CollectionId, FormVersionId, Holidays, OrganisationId, PersonId, berlin_date};
use web::{App, Error};

use crate::events::{COLLECTION_OPENED, CollectionOpened};
use crate::model::{
    Collection, CollectionDraft, CollectionStatus, KeptPolicy, Participant, PolicyStatus,
};
use crate::period::Period;
use crate::rules::RuleDraft;
use crate::{actions, holidays, release_policy, rules, store};

/// A checked wish for a new collection.
#[derive(Debug, Clone)]
pub struct Opening {
    /// The state whose collection it is.
    pub state: Organisation,
    /// Title, calendar, approval.
    pub draft: CollectionDraft,
    /// The form that is filled in.
    pub form_version: FormVersionId,
    /// Its definition.
    pub spec: FormSpec,
    /// By which rules institutions that come later take part.
    pub rules: Vec<RuleDraft>,
    /// Who takes part from the first period on.
    pub institutions: Vec<Organisation>,
    /// Who opens it.
    pub by: Option<PersonId>,
}

/// Opens a collection in the caller's transaction: the collection, its participants, and the
/// reports that they owe for the weeks that have begun by `today`.
pub async fn open(
    app: &App,
    tx: &db::Tx,
    id: CollectionId,
    opening: &Opening,
    today: Date,
) -> Result<Collection, Error> {
    let policy =
        release_policy::from_form(&opening.spec, opening.form_version, &opening.state.name)
            .map_err(Error::internal)?;
    let policy = ReleasePolicy {
        text: policy.to_json(),
        hash: policy.hash().to_owned(),
    };
    open_with(app, tx, id, opening, today, policy).await
}

/// The policy that a collection begins with, in its stored form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleasePolicy {
    /// The canonical text.
    pub text: String,
    /// Its hash.
    pub hash: String,
}

impl ReleasePolicy {
    /// A policy that was signed; none if it was not, or is about another form version.
    pub fn signed(policy: &KeptPolicy, version: FormVersionId) -> Option<Self> {
        let holds = policy.status == PolicyStatus::Signed && policy.form_version == version;
        let made = policy.policy().ok().filter(|_| holds)?;
        // What was signed is the text with this hash and nothing else.
        (policy.hash.as_deref() == Some(made.hash())).then(|| Self {
            text: made.to_json(),
            hash: made.hash().to_owned(),
        })
    }
}

/// The same with this policy.
pub async fn open_with(
    app: &App,
    tx: &db::Tx,
    id: CollectionId,
    opening: &Opening,
    today: Date,
    policy: ReleasePolicy,
) -> Result<Collection, Error> {
    let draft = &opening.draft;
    let collection = Collection {
        id,
        state: opening.state.id,
        form_version: opening.form_version,
        title: draft.title.clone(),
        calendar: draft.calendar,
        zero_reports: draft.zero_reports,
        approval: draft.approval.clone(),
        join_code: None,
        status: CollectionStatus::Open,
        release_policy: policy.text,
        release_policy_hash: policy.hash,
        created_at: app.clock.now(),
    };
    store::collections::add(tx, &collection, opening.by).await?;
    let participants: Vec<_> = opening
        .institutions
        .iter()
        .filter_map(|one| {
            Some(Participant {
                institution: one.id,
                office: one.parent?,
                from: draft.calendar.season.from,
                to: None,
                by_rule: !opening.rules.is_empty(),
            })
        })
        .collect();
    store::participants::add(tx, id, &participants).await?;
    for rule in &opening.rules {
        rules::add(app, tx, id, rule, opening.by).await?;
    }
    expect(tx, &collection, today).await?;
    let entry = audit::Entry {
        chain: collection.state.uuid(),
        actor: opening.by,
        action: actions::COLLECTION_MANAGE,
        subject: audit::Subject::new("collection", id),
        facts: vec![
            ("what", "opened".into()),
            ("form", opening.form_version.into()),
            ("from", draft.calendar.season.from.first_day().into()),
            ("to", draft.calendar.season.to.last_day().into()),
            ("participants", participants.len().into()),
        ],
    };
    audit::append(tx, &*app.clock, entry).await?;
    let event = CollectionOpened {
        collection: id,
        state: collection.state,
        title: collection.title.clone(),
        at: collection.created_at,
    };
    let (clock, chance) = (&*app.clock, &*app.chance);
    jobs::publish(tx, clock, chance, COLLECTION_OPENED, &event).await?;
    Ok(collection)
}

/// Makes what is owed in a collection for the periods that are open by `today`. Safe to repeat. Says
/// how many expected reports were made.
pub async fn expect(tx: &db::Tx, collection: &Collection, today: Date) -> Result<u64, Error> {
    let mut made = 0;
    if !collection.owes() {
        return Ok(made);
    }
    let holidays = holidays::of(tx, collection).await?;
    for period in collection.calendar.opened(today, &holidays) {
        made += expect_in(tx, collection, period, &holidays).await?;
    }
    Ok(made)
}

/// The same for one period.
pub async fn expect_in(
    tx: &db::Tx,
    collection: &Collection,
    period: Period,
    holidays: &Holidays,
) -> Result<u64, Error> {
    let days = collection.calendar.owed_between(period, holidays);
    Ok(store::expected::ensure(tx, collection, period, days).await?)
}

/// Lets institutions take part from `from` on.
pub async fn join(
    app: &App,
    collection: &Collection,
    institutions: &[Organisation],
    from: Period,
    by: Option<PersonId>,
    by_rule: bool,
) -> Result<usize, Error> {
    let participants: Vec<_> = institutions
        .iter()
        .filter_map(|one| {
            Some(Participant {
                institution: one.id,
                office: one.parent?,
                from,
                to: None,
                by_rule,
            })
        })
        .collect();
    let tx = app.db.begin().await?;
    store::participants::add(&tx, collection.id, &participants).await?;
    expect(&tx, collection, berlin_date(app.clock.now())).await?;
    let entry = audit::Entry {
        chain: collection.state.uuid(),
        actor: by,
        action: actions::COLLECTION_MANAGE,
        subject: audit::Subject::new("collection", collection.id),
        facts: vec![
            ("what", "joined".into()),
            ("participants", participants.len().into()),
            ("from", from.first_day().into()),
        ],
    };
    audit::append(&tx, &*app.clock, entry).await?;
    tx.commit().await?;
    Ok(participants.len())
}

/// Ends the part of an institution after the period `last`. Reports that have come are kept; what was
/// owed for later periods is not owed any more.
pub async fn leave(
    app: &App,
    collection: &Collection,
    institution: OrganisationId,
    last: Period,
    by: Option<PersonId>,
) -> Result<bool, Error> {
    let tx = app.db.begin().await?;
    let ended = store::participants::end(&tx, collection.id, institution, last).await?;
    if ended == 0 {
        return Ok(false);
    }
    let forgiven = store::expected::forgive_after(&tx, collection, institution, last).await?;
    store::drafts::remove_after(&tx, collection.id, institution, last).await?;
    store::files::remove_after(&tx, collection.id, institution, last).await?;
    let entry = audit::Entry {
        chain: collection.state.uuid(),
        actor: by,
        action: actions::COLLECTION_MANAGE,
        subject: audit::Subject::new("collection", collection.id),
        facts: vec![
            ("what", "left".into()),
            ("institution", institution.into()),
            ("last", last.last_day().into()),
            (
                "forgiven",
                i64::try_from(forgiven).unwrap_or(i64::MAX).into(),
            ),
        ],
    };
    audit::append(&tx, &*app.clock, entry).await?;
    tx.commit().await?;
    Ok(true)
}
