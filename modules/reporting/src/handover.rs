// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What the case files of an office may learn of its reports: the one face that this module shows to
//! another one. docs/adr/031-case-files-open-reports.md says why.
//!
//! Nothing here decides who may; the caller has asked, or it is the product itself. Whatever opens
//! answers writes into the audit trail of the office in the same transaction.

use std::sync::Arc;

use db::ConnectionTrait;
use forms::{Answers, CompiledForm, QuestionType};
use kernel::{CollectionId, OrganisationId, SubmissionId};
use web::{App, Error};

use crate::model::{Collection, Submission};
use crate::{actions, compiled, sealing, store};

/// A report that was opened.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The report as it is now.
    pub submission: Submission,
    /// The answers of its newest version.
    pub answers: Answers,
    /// The form that they answer.
    pub form: Arc<CompiledForm>,
}

/// A collection whose reports are each about an event, not about a week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventCollection {
    /// Which.
    pub id: CollectionId,
    /// Whose.
    pub state: OrganisationId,
    /// What it is called.
    pub title: String,
}

/// A question of a form that can be answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Its path, without positions of repeats.
    pub path: String,
    /// Its own name.
    pub name: String,
    /// What it asks, in the language of the reader.
    pub label: String,
    /// What kind of answer it takes.
    pub kind: QuestionType,
}

/// A report as it is now, without its answers.
pub async fn standing(
    conn: &impl ConnectionTrait,
    id: SubmissionId,
) -> Result<Option<Submission>, Error> {
    Ok(store::submissions::find(conn, id).await?)
}

/// Opens the newest version of a report for a case file. Recorded in the audit trail of its office as
/// opened by the product. A restricted report is not opened.
pub async fn open(app: &App, tx: &db::Tx, id: SubmissionId) -> Result<Option<Opened>, Error> {
    let found = store::submissions::find(tx, id).await?;
    let Some(submission) = found.filter(|one| one.restricted_at.is_none()) else {
        return Ok(None);
    };
    let version = store::history::version(tx, id, submission.version).await?;
    let version =
        version.ok_or_else(|| Error::Internal("a submission without a version".to_owned()))?;
    let content = sealing::open_content(&app.vault, tx, submission.office, &version).await?;
    let form = compiled::form(tx, submission.form_version).await?;
    let entry = audit::Entry {
        chain: submission.office.uuid(),
        actor: None,
        action: actions::SUBMISSION_OPEN,
        subject: audit::Subject::new("submission", submission.id),
        facts: vec![
            ("what", "case-file".into()),
            ("collection", submission.collection.into()),
            ("institution", submission.institution.into()),
            ("version", submission.version.into()),
        ],
    };
    audit::append(tx, &*app.clock, entry).await?;
    Ok(Some(Opened {
        answers: content.answers,
        submission,
        form,
    }))
}

/// The collections that can feed case files, the newest first.
pub async fn event_collections(conn: &impl ConnectionTrait) -> Result<Vec<EventCollection>, Error> {
    let all = store::collections::all(conn).await?;
    let events = all.into_iter().filter(Collection::repeatable);
    Ok(events
        .map(|collection| EventCollection {
            id: collection.id,
            state: collection.state,
            title: collection.title,
        })
        .collect())
}

/// The questions that reports of a collection answer, in the order of the form.
pub async fn questions(
    conn: &impl ConnectionTrait,
    collection: CollectionId,
    lang: &str,
) -> Result<Vec<Asked>, Error> {
    let Some(collection) = store::collections::find(conn, collection).await? else {
        return Ok(Vec::new());
    };
    let form = compiled::form(conn, collection.form_version).await?;
    let answered = form.fields().iter().filter(|field| {
        let kind = field.question.kind;
        kind.is_asked() && !kind.is_file()
    });
    Ok(answered
        .map(|field| Asked {
            path: field.path.clone(),
            name: field.question.name.clone(),
            label: field.question.label.get(lang).to_owned(),
            kind: field.question.kind,
        })
        .collect())
}
