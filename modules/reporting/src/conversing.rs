// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Questions and answers about a report between office and institution, and notes of the office.
//!
//! A conversation changes neither the report nor its state: whoever wants another report sends it back.

use kernel::{Id, PersonId, SubmissionId};
use web::{App, Error};

use crate::model::{Message, MessageKind, Submission, Turn};
use crate::{actions, intake, jobs_release, sealing, store};

/// What the audit trail says of words of the institution.
const ANSWERED: &str = "answered";

/// What somebody wants to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Made with the page, so that posting twice writes once.
    pub id: uuid::Uuid,
    /// Whose words.
    pub kind: MessageKind,
    /// The question of the form that it is about, if it is about one.
    pub question: Option<String>,
    /// The words, at most [`crate::model::LONGEST_MESSAGE`] characters.
    pub text: String,
    /// Who says it.
    pub by: PersonId,
}

/// A message that was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// The message.
    pub message: Message,
    /// What it says.
    pub text: String,
}

/// The identifier of a message that has yet to be written.
pub fn new_id(app: &App) -> uuid::Uuid {
    Id::<()>::new(&*app.clock, &*app.chance).uuid()
}

/// Keeps what was said. To the institution goes a mail without a word of it.
pub async fn say(app: &App, id: SubmissionId, said: Said) -> Result<(), Error> {
    let tx = app.db.begin().await?;
    let submission = store::submissions::find_for_update(&tx, id)
        .await?
        .ok_or(Error::NotFound)?;
    let now = app.clock.now();
    let context = Message::seal_context(said.id);
    let office = submission.office;
    let sealed = sealing::seal(&app.vault, &tx, office, &context, said.text.as_bytes()).await?;
    let message = Message {
        id: said.id,
        submission: id,
        at: now,
        by: Some(said.by),
        kind: said.kind,
        question: said.question,
        sealed,
    };
    if !store::messages::add(&tx, &message).await? {
        // Posted twice: it is said.
        return Ok(());
    }
    if let Some(turn) = said.kind.turn() {
        store::messages::set_turn(&tx, &submission, turn, now).await?;
    }
    if said.kind == MessageKind::Office {
        let payload = jobs_release::ReturnedMail { submission: id };
        let job = jobs::NewJob::new(jobs_release::QUESTION_MAIL, &payload);
        jobs::enqueue(&tx, &*app.clock, &*app.chance, job).await?;
    }
    let what = match said.kind {
        MessageKind::Note => "noted",
        MessageKind::Office => "asked",
        MessageKind::Institution => ANSWERED,
    };
    note(app, &tx, &submission, what, said.by).await?;
    tx.commit().await?;
    Ok(())
}

/// Says that nothing more is to be answered.
pub async fn settle(app: &App, id: SubmissionId, by: PersonId) -> Result<(), Error> {
    let tx = app.db.begin().await?;
    let submission = store::submissions::find_for_update(&tx, id)
        .await?
        .ok_or(Error::NotFound)?;
    if store::messages::turn(&tx, id).await? == Turn::Nobody {
        return Ok(());
    }
    store::messages::set_turn(&tx, &submission, Turn::Nobody, app.clock.now()).await?;
    note(app, &tx, &submission, "settled", by).await?;
    tx.commit().await?;
    Ok(())
}

/// Opens the messages about a report; the institution gets those that are meant for it. The caller has
/// asked whether the actor may open the report.
pub async fn read(app: &App, submission: &Submission, at_office: bool) -> Result<Vec<Read>, Error> {
    let conn = app.db.read();
    let mut read = Vec::new();
    for message in store::messages::of(conn, submission.id).await? {
        if !at_office && !message.kind.is_shared() {
            continue;
        }
        let context = Message::seal_context(message.id);
        let plain = app
            .vault
            .open(conn, submission.office, &context, &message.sealed)
            .await?;
        let text = String::from_utf8(plain.to_vec()).map_err(Error::internal)?;
        read.push(Read { message, text });
    }
    Ok(read)
}

async fn note(
    app: &App,
    tx: &db::Tx,
    submission: &Submission,
    what: &'static str,
    by: PersonId,
) -> Result<(), Error> {
    let action = match what {
        ANSWERED => actions::REPORT_FILL,
        _ => actions::SUBMISSION_REVIEW,
    };
    let entry = audit::Entry {
        actor: Some(by),
        action,
        ..intake::submission_entry(submission, what)
    };
    audit::append(tx, &*app.clock, entry).await?;
    Ok(())
}
