// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use db::{ConnectionTrait, FromQueryResult};
use jiff::Timestamp;
use kernel::PersonId;
use uuid::Uuid;

use crate::AuditError;
use crate::hash::{Content, Hash};

/// An entry as it stands in a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The organisation whose chain it belongs to, or [`crate::INSTALLATION`].
    pub chain: Uuid,
    /// Its place in the chain, from 1.
    pub sequence: i64,
    /// When it was done.
    pub at: Timestamp,
    /// Who did it, if a signed-in person did.
    pub actor: Option<PersonId>,
    /// What was done.
    pub action: String,
    /// What kind of thing it was done to.
    pub subject_kind: String,
    /// To which one.
    pub subject_id: Uuid,
    /// Names and values of the facts, sorted by name.
    pub facts: Vec<(String, serde_json::Value)>,
}

#[derive(FromQueryResult)]
pub(crate) struct Row {
    pub(crate) chain: Uuid,
    pub(crate) sequence: i64,
    at: i64,
    actor: Option<Uuid>,
    action: String,
    subject_kind: String,
    subject_id: Uuid,
    facts: String,
    pub(crate) previous: Vec<u8>,
    pub(crate) hash: Vec<u8>,
}

impl Row {
    /// The hash that this row's content ought to have.
    pub(crate) fn expected_hash(&self) -> Hash {
        Content {
            chain: self.chain,
            sequence: self.sequence,
            at: self.at,
            actor: self.actor,
            action: &self.action,
            subject_kind: &self.subject_kind,
            subject_id: self.subject_id,
            facts: &self.facts,
            previous: &self.previous,
        }
        .hash()
    }

    fn recorded(self) -> Recorded {
        let facts: serde_json::Map<_, _> = serde_json::from_str(&self.facts).unwrap_or_default();
        Recorded {
            chain: self.chain,
            sequence: self.sequence,
            at: Timestamp::from_millisecond(self.at).unwrap_or_default(),
            actor: self.actor.map(PersonId::from_uuid),
            action: self.action,
            subject_kind: self.subject_kind,
            subject_id: self.subject_id,
            facts: facts.into_iter().collect(),
        }
    }
}

/// The newest `limit` entries of a chain, newest first; only those before `before`, if given, so
/// that pages can follow one another.
pub async fn entries(
    conn: &impl ConnectionTrait,
    chain: Uuid,
    before: Option<i64>,
    limit: u32,
) -> Result<Vec<Recorded>, AuditError> {
    let rows: Vec<Row> = db::all(
        conn,
        "SELECT chain, sequence, at, actor, action, subject_kind, subject_id, facts, previous, hash
         FROM audit_entries WHERE chain = $1 AND sequence < $2 ORDER BY sequence DESC LIMIT $3",
        vec![
            chain.into(),
            before.unwrap_or(i64::MAX).into(),
            i64::from(limit).into(),
        ],
    )
    .await?;
    Ok(rows.into_iter().map(Row::recorded).collect())
}
