// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Opening a collection, and changing who takes part: everything that follows is written together.

use directory::Organisation;
use forms::FormSpec;
use jiff::civil::Date;
use kernel::{CollectionId, FormVersionId, IsoWeek, OrganisationId, PersonId, berlin_date};
use web::{App, Error};

use crate::model::{Collection, CollectionDraft, CollectionStatus, Participant};
use crate::{actions, release_policy, store};

/// A checked wish for a new collection.
#[derive(Debug, Clone)]
pub struct Opening {
    /// The state whose collection it is.
    pub state: Organisation,
    /// Title, season and days.
    pub draft: CollectionDraft,
    /// The form that is filled in.
    pub form_version: FormVersionId,
    /// Its definition.
    pub spec: FormSpec,
    /// Who takes part from the first week on.
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
    let draft = &opening.draft;
    let collection = Collection {
        id,
        state: opening.state.id,
        form_version: opening.form_version,
        title: draft.title.clone(),
        repeatable: opening.spec.period == forms::PeriodKind::Event,
        season: draft.season,
        count_weekday: draft.count_weekday,
        due_weekday: draft.due_weekday,
        status: CollectionStatus::Open,
        release_policy: policy.to_json(),
        release_policy_hash: policy.hash().to_owned(),
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
                from: draft.season.from,
                to: None,
            })
        })
        .collect();
    store::participants::add(tx, id, &participants).await?;
    expect_begun(tx, &collection, today).await?;
    let entry = audit::Entry {
        chain: collection.state.uuid(),
        actor: opening.by,
        action: actions::COLLECTION_MANAGE,
        subject: audit::Subject::new("collection", id),
        facts: vec![
            ("what", "opened".into()),
            ("form", opening.form_version.into()),
            ("from", draft.season.from.into()),
            ("to", draft.season.to.into()),
            ("participants", participants.len().into()),
        ],
    };
    audit::append(tx, &*app.clock, entry).await?;
    Ok(collection)
}

async fn expect_begun(tx: &db::Tx, collection: &Collection, today: Date) -> db::Result<u64> {
    let mut made = 0;
    if !collection.repeatable {
        for week in collection.season.begun(today) {
            made += store::expected::ensure(tx, collection, week).await?;
        }
    }
    Ok(made)
}

/// Lets institutions take part from `from` on.
pub async fn join(
    app: &App,
    collection: &Collection,
    institutions: &[Organisation],
    from: IsoWeek,
    by: PersonId,
) -> Result<usize, Error> {
    let participants: Vec<_> = institutions
        .iter()
        .filter_map(|one| {
            Some(Participant {
                institution: one.id,
                office: one.parent?,
                from,
                to: None,
            })
        })
        .collect();
    let tx = app.db.begin().await?;
    store::participants::add(&tx, collection.id, &participants).await?;
    expect_begun(&tx, collection, berlin_date(app.clock.now())).await?;
    let entry = audit::Entry {
        chain: collection.state.uuid(),
        actor: Some(by),
        action: actions::COLLECTION_MANAGE,
        subject: audit::Subject::new("collection", collection.id),
        facts: vec![
            ("what", "joined".into()),
            ("participants", participants.len().into()),
            ("from", from.into()),
        ],
    };
    audit::append(&tx, &*app.clock, entry).await?;
    tx.commit().await?;
    Ok(participants.len())
}

/// Ends the part of an institution after the week `last`. Reports that have come are kept; what was
/// owed for later weeks is not owed any more.
pub async fn leave(
    app: &App,
    collection: &Collection,
    institution: OrganisationId,
    last: IsoWeek,
    by: PersonId,
) -> Result<bool, Error> {
    let tx = app.db.begin().await?;
    let ended = store::participants::end(&tx, collection.id, institution, last).await?;
    if ended == 0 {
        return Ok(false);
    }
    let forgiven = store::expected::forgive_after(&tx, collection.id, institution, last).await?;
    store::drafts::remove_after(&tx, collection.id, institution, last).await?;
    store::files::remove_after(&tx, collection.id, institution, last).await?;
    let entry = audit::Entry {
        chain: collection.state.uuid(),
        actor: Some(by),
        action: actions::COLLECTION_MANAGE,
        subject: audit::Subject::new("collection", collection.id),
        facts: vec![
            ("what", "left".into()),
            ("institution", institution.into()),
            ("last", last.into()),
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
