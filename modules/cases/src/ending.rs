// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Deleting case files after their time, with proof.

use jiff::Timestamp;
use kernel::{CaseFileId, OrganisationId, SubmissionId, berlin_date};
use serde::{Deserialize, Serialize};
use web::{App, Error};

use crate::model::Deletion;
use crate::working::{definition_of, new_id};
use crate::{actions, store};

/// The event that says that a case file was deleted.
pub const CASE_DELETED: &str = "case.deleted";

/// How many files are deleted at once before the job looks again.
const AT_ONCE: i64 = 200;

/// The payload of [`CASE_DELETED`]: which reports the file was about, and nothing about anybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseDeleted {
    /// Which file it was.
    pub case_file: CaseFileId,
    /// Whose.
    pub office: OrganisationId,
    /// The reports that it was about.
    pub submissions: Vec<SubmissionId>,
    /// When it was deleted.
    pub at: Timestamp,
}

/// Deletes all files whose time has come, each in a transaction of its own. Says how many.
pub async fn delete_due(app: &App) -> Result<u64, Error> {
    let today = berlin_date(app.clock.now());
    let mut deleted = 0;
    loop {
        let due = store::files::to_delete(app.db.read(), today, AT_ONCE).await?;
        let mut gone = 0;
        for id in due {
            if delete_one(app, id).await? {
                gone += 1;
            }
        }
        deleted += gone;
        if gone == 0 {
            return Ok(deleted);
        }
    }
}

/// Deletes a file, if it is still due: somebody may have opened it again or keep it.
async fn delete_one(app: &App, id: CaseFileId) -> Result<bool, Error> {
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    let file = store::files::find_for_update(&tx, id).await?;
    let Some(file) = file.filter(|file| file.is_due_for_deletion(berlin_date(now))) else {
        return Ok(false);
    };
    let definition = definition_of(&tx, &file).await?;
    let reason = file.closing_reason.clone().unwrap_or_default();
    let rule = definition.reason(&reason);
    let (pieces, hash) = store::deletions::fingerprint(&tx, id).await?;
    let closed_at = file.closed_at.unwrap_or(now);
    let proof = Deletion {
        number: file.number.clone(),
        case_type: file.case_type,
        type_title: definition.title.clone(),
        opened_on: berlin_date(file.opened_at),
        closed_on: berlin_date(closed_at),
        reason: rule.map_or(reason, |rule| rule.title.clone()),
        months: rule.map_or(0, |rule| rule.months),
        pieces,
        content_hash: hex::encode(hash),
        deleted_at: now,
    };
    let submissions = store::deletions::submissions(&tx, id).await?;
    for merged in store::deletions::merged_into(&tx, id).await? {
        store::deletions::delete(&tx, merged).await?;
    }
    store::deletions::delete(&tx, id).await?;
    store::deletions::add(&tx, new_id(app), file.office, &proof).await?;
    let event = CaseDeleted {
        case_file: id,
        office: file.office,
        submissions,
        at: now,
    };
    jobs::publish(&tx, &*app.clock, &*app.chance, CASE_DELETED, &event).await?;
    let entry = audit::Entry {
        chain: file.office.uuid(),
        actor: None,
        action: actions::CASE_DELETE,
        subject: audit::Subject::new("case-file", id),
        facts: vec![
            ("months", proof.months.into()),
            ("pieces", proof.pieces.into()),
            ("content", hash.into()),
        ],
    };
    audit::append(&tx, &*app.clock, entry).await?;
    tx.commit().await?;
    Ok(true)
}
