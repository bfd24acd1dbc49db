// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Deleting case files after their time, with proof.

use jiff::Timestamp;
use kernel::{CaseFileId, OrganisationId, PersonId, SubmissionId, berlin_date};
use serde::{Deserialize, Serialize};
use web::{App, Error};

use crate::model::{CaseFile, Deletion};
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
    let why = Why {
        months: rule.map_or(0, |rule| rule.months),
        reason: rule.map_or(reason, |rule| rule.title.clone()),
        by: None,
        ground: "retention",
    };
    let submissions = store::deletions::submissions(&tx, id).await?;
    remove(app, &tx, &file, &why).await?;
    let event = CaseDeleted {
        case_file: id,
        office: file.office,
        submissions,
        at: now,
    };
    jobs::publish(&tx, &*app.clock, &*app.chance, CASE_DELETED, &event).await?;
    tx.commit().await?;
    Ok(true)
}

/// Why a file is deleted, for its proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// In words that name nobody.
    pub reason: String,
    /// So many months after closing, by the rule of its kind; 0 if no rule asks for it.
    pub months: i64,
    /// Who deletes it; the product itself has no name.
    pub by: Option<PersonId>,
    /// A word of the program's source for the audit trail.
    pub ground: &'static str,
}

/// Deletes a file that the caller holds, with those that were brought together in it, and keeps a proof.
/// Says how many sealed pieces that were, and their hash.
pub async fn remove(
    app: &App,
    tx: &db::Tx,
    file: &CaseFile,
    why: &Why,
) -> Result<(i64, [u8; 32]), Error> {
    let now = app.clock.now();
    let definition = definition_of(tx, file).await?;
    let (pieces, hash) = store::deletions::fingerprint(tx, file.id).await?;
    let proof = Deletion {
        number: file.number.clone(),
        case_type: file.case_type,
        type_title: definition.title,
        opened_on: berlin_date(file.opened_at),
        closed_on: berlin_date(file.closed_at.unwrap_or(now)),
        reason: why.reason.clone(),
        months: why.months,
        pieces,
        content_hash: hex::encode(hash),
        deleted_at: now,
    };
    for merged in store::deletions::merged_into(tx, file.id).await? {
        store::deletions::delete(tx, merged).await?;
    }
    store::deletions::delete(tx, file.id).await?;
    store::deletions::add(tx, new_id(app), file.office, &proof).await?;
    let entry = audit::Entry {
        chain: file.office.uuid(),
        actor: why.by,
        action: actions::CASE_DELETE,
        subject: audit::Subject::new("case-file", file.id),
        facts: vec![
            ("ground", why.ground.into()),
            ("months", proof.months.into()),
            ("pieces", proof.pieces.into()),
            ("content", hash.into()),
        ],
    };
    audit::append(tx, &*app.clock, entry).await?;
    Ok((pieces, hash))
}
