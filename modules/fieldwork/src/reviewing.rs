// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What people say and decide about records, on pages and by programs. Callers have asked whether the
//! actor may.

use kernel::{Clock, Id, PersonId};
use odk::odata::ReviewState;
use web::{App, Error};

use crate::changing::{entry, short};
use crate::following::{self, Step};
use crate::inspecting::linking;
use crate::model::{Actor, Comment, Project, Record};
use crate::{actions, opening, store};

/// Whether a review was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Review {
    /// Something was said, nothing decided.
    #[default]
    None,
    /// What was decided; nothing takes an earlier decision back.
    Came(ReviewOutcome),
}

/// What a review came to; none if it was taken back.
pub(crate) type ReviewOutcome = Option<ReviewState>;

/// What is said about a record, and decided about it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Said {
    /// The outcome of a review, if there was one.
    pub(crate) review: Review,
    /// The words; may be empty beside an outcome.
    pub(crate) text: String,
    /// What the person had seen of the record; none if nothing depends on it.
    pub(crate) seen: Option<Seen>,
}

/// How far a record was when somebody looked at it: the number of its newest version, and how much had
/// been said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seen {
    /// The number of the newest version.
    pub(crate) version: i64,
    /// The number of comments and reviews.
    pub(crate) said: i64,
}

impl Seen {
    /// How far a record is.
    pub(crate) async fn of(
        conn: &impl db::ConnectionTrait,
        record: &Record,
    ) -> Result<Self, Error> {
        Ok(Self {
            version: record.number,
            said: store::comments::count(conn, record.id).await?,
        })
    }
}

impl std::fmt::Display for Seen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.version, self.said)
    }
}

impl std::str::FromStr for Seen {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let (version, said) = text.split_once('.').ok_or(())?;
        let number = |text: &str| text.parse().map_err(|_| ());
        Ok(Self {
            version: number(version)?,
            said: number(said)?,
        })
    }
}

/// Keeps what was said about a record. Approval takes a record that lay aside among those that count,
/// because somebody has looked at it and answers for it. A conflict if the record has changed since the
/// person saw it.
pub(crate) async fn say(
    app: &App,
    project: &Project,
    record: &Record,
    by: (PersonId, &Actor),
    said: Said,
) -> Result<(Record, Comment), Error> {
    say_at(app, app.clock.as_ref(), project, record, by, said).await
}

/// The same at a moment that the caller knows: for invented records.
pub(crate) async fn say_at(
    app: &App,
    clock: &dyn Clock,
    project: &Project,
    record: &Record,
    (person, actor): (PersonId, &Actor),
    said: Said,
) -> Result<(Record, Comment), Error> {
    let now = clock.now();
    let tx = app.db.begin().await?;
    let mut record = store::records::lock(&tx, record.id)
        .await?
        .ok_or(Error::NotFound)?;
    if record.restricted_at.is_some() {
        return Err(Error::Restricted);
    }
    if let Some(seen) = said.seen
        && seen != Seen::of(&tx, &record).await?
    {
        tx.rollback().await?;
        return Err(Error::Conflict(String::new()));
    }
    if let Review::Came(state) = said.review {
        record.review_state = state;
        record.updated_at = Some(now);
        if state == Some(ReviewState::Approved) {
            record.is_aside = false;
        }
        store::records::change(&tx, &record).await?;
    }
    let id = Id::<()>::new(clock, app.chance.as_ref()).uuid();
    let text = short(said.text);
    let sealed = app
        .vault
        .seal(&tx, project.office, &Comment::context(id), text.as_bytes())
        .await?;
    let comment = Comment {
        id,
        actor: Some(actor.id),
        is_review: said.review != Review::None,
        review_state: match said.review {
            Review::None => None,
            Review::Came(state) => state,
        },
        created_at: now,
        sealed,
    };
    store::comments::add(&tx, record.id, &comment).await?;
    if record.review_state == Some(ReviewState::Approved) && said.review != Review::None {
        follow(app, &tx, clock, project, &record).await?;
    }
    let outcome = match said.review {
        Review::None => "comment",
        Review::Came(None) => "received",
        Review::Came(Some(state)) => state.name(),
    };
    let entry = audit::Entry {
        subject: audit::Subject::new("record", Id::<()>::from_uuid(record.id)),
        ..entry(
            project,
            person,
            actions::RECORD_REVIEW,
            outcome,
            record.number,
        )
    };
    audit::append(&tx, clock, entry).await?;
    tx.commit().await?;
    Ok((record, comment))
}

/// Does what an approved record wants with entities.
async fn follow(
    app: &App,
    tx: &db::Tx,
    clock: &dyn Clock,
    project: &Project,
    record: &Record,
) -> Result<(), Error> {
    let version = store::records::version(tx, record.id, record.number).await?;
    let version = version.ok_or(Error::NotFound)?;
    let facts = opening::facts_of(app, tx, project, &version).await?;
    let step = Step {
        record,
        actor: version.actor,
        is_approved: true,
        at: clock.now(),
    };
    following::follow(app, tx, clock, project, (step, &facts)).await?;
    linking::arrived(app, tx, clock, project, (step, &facts), None).await
}
