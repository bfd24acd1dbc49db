// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use db::{FromQueryResult, Tx};
use kernel::{Action, Clock, PersonId};
use uuid::Uuid;

use crate::hash::{Content, START};
use crate::{AuditError, Fact, facts};

/// What an action was done to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject {
    /// The kind of thing, a word of the program's source such as `submission`.
    pub kind: &'static str,
    /// Which one.
    pub id: Uuid,
}

impl Subject {
    /// The thing of this kind with this identifier (an `Id` of the kernel or a UUID).
    pub fn new(kind: &'static str, id: impl Into<SubjectId>) -> Self {
        Self {
            kind,
            id: id.into().0,
        }
    }
}

/// What [`Subject::new`] takes as identifier.
#[derive(Debug, Clone, Copy)]
pub struct SubjectId(Uuid);

impl From<Uuid> for SubjectId {
    fn from(id: Uuid) -> Self {
        Self(id)
    }
}
impl<T> From<kernel::Id<T>> for SubjectId {
    fn from(id: kernel::Id<T>) -> Self {
        Self(id.uuid())
    }
}

/// A deed to be recorded.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The organisation whose chain it belongs to, or [`crate::INSTALLATION`].
    pub chain: Uuid,
    /// Who did it; `None` for the product itself and for somebody who has not signed in.
    pub actor: Option<PersonId>,
    /// What was done.
    pub action: Action,
    /// To what.
    pub subject: Subject,
    /// Details. Their names are words of the program's source.
    pub facts: Vec<(&'static str, Fact)>,
}

#[derive(FromQueryResult)]
struct Head {
    sequence: i64,
    hash: Vec<u8>,
}

/// Appends `entry` to its chain in the caller's transaction, and returns its sequence number.
///
/// The chain stays locked until the transaction ends: append last, and where a deed belongs to two
/// chains, in the order of their identifiers.
pub async fn append(tx: &Tx, clock: &dyn Clock, entry: Entry) -> Result<i64, AuditError> {
    let facts = facts::to_json(entry.facts)?;
    let previous = head(tx, entry.chain).await?;
    let content = Content {
        chain: entry.chain,
        sequence: previous.sequence + 1,
        at: clock.now().as_millisecond(),
        actor: entry.actor.map(PersonId::uuid),
        action: entry.action.0,
        subject_kind: entry.subject.kind,
        subject_id: entry.subject.id,
        facts: &facts,
        previous: &previous.hash,
    };
    let hash = content.hash().to_vec();
    db::execute_later(
        tx,
        "INSERT INTO audit_entries
         (chain, sequence, at, actor, action, subject_kind, subject_id, facts, previous, hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        vec![
            content.chain.into(),
            content.sequence.into(),
            content.at.into(),
            content.actor.into(),
            content.action.into(),
            content.subject_kind.into(),
            content.subject_id.into(),
            content.facts.into(),
            content.previous.to_vec().into(),
            hash.clone().into(),
        ],
    )
    .await?;
    db::execute_later(
        tx,
        "UPDATE audit_heads SET sequence = $2, hash = $3 WHERE chain = $1",
        vec![entry.chain.into(), content.sequence.into(), hash.into()],
    )
    .await?;
    Ok(content.sequence)
}

/// Locks the chain and returns the sequence number and the hash of its last entry.
async fn head(tx: &Tx, chain: Uuid) -> Result<Head, AuditError> {
    const HEAD: &str = "SELECT sequence, hash FROM audit_heads WHERE chain = $1";
    if let Some(head) = db::one_for_update(tx, HEAD, vec![chain.into()]).await? {
        return Ok(head);
    }
    db::execute(
        tx,
        "INSERT INTO audit_heads (chain, sequence, hash) VALUES ($1, 0, $2)
         ON CONFLICT (chain) DO NOTHING",
        vec![chain.into(), START.to_vec().into()],
    )
    .await?;
    let head = db::one_for_update(tx, HEAD, vec![chain.into()]).await?;
    head.ok_or_else(|| db::DbError::Row("the head of an audit chain vanished".to_owned()).into())
}
