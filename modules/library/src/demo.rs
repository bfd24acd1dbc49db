// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The demo's forms: the shipped templates, taken in and published like any other.

use jiff::ToSpan;
use kernel::{OrganisationId, PersonId};
use web::{App, Error};

use crate::event::FormPublished;
use crate::intake::{self, ARE, By, HYGIENE, MEASLES, VISIT};
use crate::model::Owner;
use crate::store::BlockSearch;
use crate::{blocks, files, publish, store};

/// How many days before now the demo's forms were published: before the two seasons of reports began.
const PUBLISHED_DAYS_AGO: i64 = 760;

/// Takes the weekly report in and publishes version 1, or finds it if that was done before.
pub async fn load(
    app: &App,
    state: OrganisationId,
    author: PersonId,
) -> Result<FormPublished, Error> {
    load_template(app, state, author, ARE).await
}

/// The same for the visit to a facility.
pub async fn load_visit(
    app: &App,
    state: OrganisationId,
    author: PersonId,
) -> Result<FormPublished, Error> {
    load_template(app, state, author, VISIT).await
}

/// The form of a monthly report, as the demo's state agency made it.
const MONTHLY: &str = include_str!("../forms/magen-darm-monat.md");

/// The same for a monthly report.
pub async fn load_monthly(
    app: &App,
    state: OrganisationId,
    author: PersonId,
) -> Result<FormPublished, Error> {
    let read = intake::read("magen-darm-monat.md".to_owned(), MONTHLY.into())
        .await?
        .map_err(|problems| Error::Internal(format!("the demo's form: {problems:?}")))?;
    publish_first(app, state, author, read).await
}

/// The same for notifications about people without sufficient measles protection.
pub async fn load_measles(
    app: &App,
    state: OrganisationId,
    author: PersonId,
) -> Result<FormPublished, Error> {
    load_template(app, state, author, MEASLES).await
}

/// The same for the yearly figures about hygiene in hospitals.
pub async fn load_hygiene(
    app: &App,
    state: OrganisationId,
    author: PersonId,
) -> Result<FormPublished, Error> {
    load_template(app, state, author, HYGIENE).await
}

/// The blocks that the demo's state agency offers, each as an item of one table.
const BLOCKS: &str = include_str!("../forms/bausteine.md");

/// Puts blocks into the state agency's library, unless it has some.
pub async fn load_blocks(app: &App, state: OrganisationId, author: PersonId) -> Result<(), Error> {
    let search = BlockSearch {
        with_retired: true,
        limit: 1,
        ..BlockSearch::default()
    };
    let (_, count) = store::list_blocks(app.db.read(), &[state], &search).await?;
    if count > 0 {
        return Ok(());
    }
    let (table, _) = forms::xlsform::read(BLOCKS.as_bytes(), "bausteine.md")
        .map_err(|problems| Error::Internal(format!("the demo's blocks: {problems:?}")))?;
    let by = By {
        person: author,
        at: app.clock.now(),
    };
    let owner = Owner { id: state, state };
    for item in &table.items {
        let block = form_design::blocks::cut(&table, item.name()).map_err(Error::internal)?;
        blocks::add(app, owner, by, &block).await?;
    }
    Ok(())
}

async fn load_template(
    app: &App,
    state: OrganisationId,
    author: PersonId,
    template: &str,
) -> Result<FormPublished, Error> {
    let read = intake::read_template(template).await?;
    publish_first(app, state, author, read).await
}

/// Takes a form in and publishes version 1, or finds it if that was done before.
async fn publish_first(
    app: &App,
    state: OrganisationId,
    author: PersonId,
    read: intake::ReadForm,
) -> Result<FormPublished, Error> {
    let at = app
        .clock
        .now()
        .checked_sub((PUBLISHED_DAYS_AGO * 24).hours())
        .map_err(Error::internal)?;
    let by = By { person: author, at };
    let id = match intake::create(app, Owner { id: state, state }, by, read).await? {
        Ok(id) => id,
        Err(existing) => existing.id,
    };
    let form = store::form(app.db.read(), id)
        .await?
        .ok_or(Error::NotFound)?;
    if let Some(first) = store::versions(app.db.read(), id).await?.pop() {
        let (version, spec) = store::version(app.db.read(), first.id)
            .await?
            .ok_or(Error::NotFound)?;
        return Ok(FormPublished {
            version_id: version.id,
            form_id: id,
            number: version.number,
            title: version.title,
            files: files::contents(app.db.read(), id, &spec).await?,
            spec,
            spec_hash: version.spec_hash,
            published_at: version.published_at,
        });
    }
    let draft = store::draft(app.db.read(), id)
        .await?
        .ok_or(Error::NotFound)?;
    publish::publish(app, &form, draft.revision, by)
        .await?
        .map_err(|refusal| Error::Internal(format!("the demo's form: {refusal:?}")))
}
