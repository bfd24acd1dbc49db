// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Publishing a version: the row, the history, the audit trail and the event in one transaction.

use forms::engine::MissingFiles;
use kernel::FormVersionId;
use web::{App, Error};

use crate::event::{FORM_PUBLISHED, FORM_RETIRED, FormPublished, FormRetired};
use crate::intake::{self, By, Done};
use crate::model::{Deed, Form, Version};
use crate::{actions, classes, files, store};

/// Why no version was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PublishRefusal {
    /// Somebody else changed the draft meanwhile.
    Outdated,
    /// The draft is the same as the last version.
    Unchanged,
    /// The draft cannot be filled in; its page says why.
    Broken,
}

/// Publishes the draft that was seen at `revision`.
pub(crate) async fn publish(
    app: &App,
    form: &Form,
    revision: i64,
    by: By,
) -> Result<Result<FormPublished, PublishRefusal>, Error> {
    let tx = app.db.begin().await?;
    let draft = store::draft_for_update(&tx, form.id)
        .await?
        .ok_or(Error::NotFound)?;
    let versions = store::versions(&tx, form.id).await?;
    let compiled = files::compiled(&tx, form.id, &draft.spec, MissingFiles::Refuse).await?;
    let latest = versions.first();
    let refusal = if draft.revision != revision {
        Some(PublishRefusal::Outdated)
    } else if latest.is_some_and(|latest| latest.spec_hash == draft.spec_hash) {
        Some(PublishRefusal::Unchanged)
    } else if compiled.is_err() {
        Some(PublishRefusal::Broken)
    } else {
        None
    };
    if let Some(refusal) = refusal {
        tx.rollback().await?;
        return Ok(Err(refusal));
    }
    let event = FormPublished {
        version_id: FormVersionId::new(app.clock.as_ref(), app.chance.as_ref()),
        form_id: form.id,
        number: latest.map_or(1, |latest| latest.number + 1),
        title: draft.spec.title.clone(),
        spec_hash: draft.spec_hash,
        files: files::contents(&tx, form.id, &draft.spec).await?,
        spec: draft.spec,
        published_at: by.at,
    };
    store::add_version(
        &tx,
        event.version_id,
        form.id,
        event.number,
        by.person,
        by.at,
    )
    .await?;
    // Collections are the state's; what an office publishes serves its own work.
    if form.is_of_state() {
        let (clock, chance) = (app.clock.as_ref(), app.chance.as_ref());
        jobs::publish(&tx, clock, chance, FORM_PUBLISHED, &event).await?;
    }
    let done = Done {
        form: form.id,
        owner: form.owner,
        action: actions::FORM_PUBLISH,
        deed: Deed::Published,
        number: event.number,
        facts: vec![
            ("version", event.version_id.into()),
            ("number", event.number.into()),
            ("spec", intake::digest(&event.spec_hash)?),
            ("unclassified", classes::missing(&event.spec).into()),
        ],
    };
    intake::note(app, &tx, by, done).await?;
    tx.commit().await?;
    Ok(Ok(event))
}

/// Withdraws a version, so that no new collection uses it, or offers it again.
pub(crate) async fn retire(
    app: &App,
    form: &Form,
    version: &Version,
    retired: bool,
    by: By,
) -> Result<(), Error> {
    let tx = app.db.begin().await?;
    let at = retired.then_some(by.at);
    if !store::set_retired(&tx, version.id, at).await? {
        // Somebody else has done the same.
        tx.rollback().await?;
        return Ok(());
    }
    let event = FormRetired {
        version_id: version.id,
        retired,
        at: by.at,
    };
    if form.is_of_state() {
        let (clock, chance) = (app.clock.as_ref(), app.chance.as_ref());
        jobs::publish(&tx, clock, chance, FORM_RETIRED, &event).await?;
    }
    let done = Done {
        form: form.id,
        owner: form.owner,
        action: actions::FORM_PUBLISH,
        deed: if retired {
            Deed::Retired
        } else {
            Deed::OfferedAgain
        },
        number: version.number,
        facts: vec![
            ("version", version.id.into()),
            ("number", version.number.into()),
        ],
    };
    intake::note(app, &tx, by, done).await?;
    tx.commit().await?;
    Ok(())
}
