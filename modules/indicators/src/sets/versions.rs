// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Earlier versions of a set: bringing one back.

use kernel::PersonId;
use web::{App, Error};

use super::importing::note;
use super::{SetVersion, SetVersionId, VersionState};
use crate::store;

/// Makes the numbers of an earlier version current again: as a new version with the same files, so that what was shown
/// between them stays what it was. Nothing if the version is not an earlier one, or `current` is no longer the current one.
///
/// # Errors
/// If the database does not answer.
pub async fn bring_back(
    app: &App,
    version: &SetVersion,
    current: i64,
    by: PersonId,
) -> Result<Option<i64>, Error> {
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    let latest = store::sets::current_number(&tx, &version.set).await?;
    if latest != Some(current) || version.state != VersionState::Taken || version.number == current
    {
        return Ok(None);
    }
    let mut again = SetVersion {
        number: 0,
        id: SetVersionId::new(&*app.clock, &*app.chance),
        state: VersionState::Staged,
        restored_from: Some(version.number),
        imported_by: Some(by),
        imported_at: now,
        ..version.clone()
    };
    again.number = store::sets::stage(&tx, &again).await?;
    let what = (&again.set, again.number);
    store::sets::decide(&tx, what, VersionState::Taken, Some(by), now).await?;
    note(app, &tx, &again, Some(by), "restored").await?;
    tx.commit().await?;
    Ok(Some(again.number))
}
