// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use db::{ConnectionTrait, Db, FromQueryResult};
use uuid::Uuid;

use crate::AuditError;
use crate::hash::{Hash, START};
use crate::read::Row;

/// The end of a chain. Noted outside of the database it proves later that nothing before it
/// changed; written `chain sequence hash`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Whose chain.
    pub chain: Uuid,
    /// The number of the last entry.
    pub sequence: i64,
    /// The hash of the last entry.
    pub hash: [u8; 32],
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hash = hex::encode(self.hash);
        write!(f, "{} {} {hash}", self.chain, self.sequence)
    }
}

impl FromStr for Head {
    type Err = ();
    /// Reads what `Display` wrote.
    fn from_str(text: &str) -> Result<Self, ()> {
        let mut words = text.split_whitespace();
        let mut word = || words.next().ok_or(());
        let head = Self {
            chain: word()?.parse().map_err(|_| ())?,
            sequence: word()?.parse().map_err(|_| ())?,
            hash: hex::decode(word()?)
                .ok()
                .and_then(|hash| hash.try_into().ok())
                .ok_or(())?,
        };
        words.next().is_none().then_some(head).ok_or(())
    }
}

/// What is wrong at a place of a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// An entry is missing here.
    Missing,
    /// The content of this entry does not match its hash.
    Altered,
    /// This entry does not follow the one before it.
    Unlinked,
    /// The chain ends here, but its head says otherwise: the tail was cut off, or the head changed.
    Head,
    /// The entry that was noted outside is not the one that stands here.
    Noted,
}

/// The first place at which a chain is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Break {
    /// Whose chain.
    pub chain: Uuid,
    /// The place in the chain.
    pub sequence: i64,
    /// What is wrong there.
    pub fault: Fault,
}

/// What a verification found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// How many chains there are.
    pub chains: u64,
    /// How many entries were read before the first break.
    pub entries: u64,
    /// The first break, in the order of chains; `None` if all is whole.
    pub first_break: Option<Break>,
}

#[derive(FromQueryResult)]
struct HeadRow {
    chain: Uuid,
    sequence: i64,
    hash: Vec<u8>,
}

const PAGE: u32 = 500;

/// The ends of all chains, in the order of their identifiers: to be noted outside.
pub async fn heads(conn: &impl ConnectionTrait) -> Result<Vec<Head>, AuditError> {
    Ok(head_rows(conn)
        .await?
        .into_iter()
        .filter_map(|row| {
            let hash = row.hash.try_into().ok()?;
            Some(Head {
                chain: row.chain,
                sequence: row.sequence,
                hash,
            })
        })
        .collect())
}

/// Verifies all chains, in one state of the database, page by page.
pub async fn verify(db: &Db) -> Result<Report, AuditError> {
    verify_noted(db, &[]).await
}

/// Verifies one chain. Returns the first break, and how many entries were read before it.
pub async fn verify_chain(db: &Db, chain: Uuid) -> Result<Report, AuditError> {
    let conn = db.snapshot().await?;
    let mut heads: BTreeMap<Uuid, HeadRow> = head_rows(&conn)
        .await?
        .into_iter()
        .filter(|row| row.chain == chain)
        .map(|row| (row.chain, row))
        .collect();
    let mut report = Report {
        chains: heads.len() as u64,
        entries: 0,
        first_break: None,
    };
    let mut walk = Walk {
        chain,
        ..Walk::default()
    };
    let mut after = (chain, i64::MIN);
    loop {
        let rows = page(&conn, after).await?;
        for row in rows.iter().filter(|row| row.chain == chain) {
            report.first_break = walk.step(row);
            if report.first_break.is_some() {
                return Ok(report);
            }
            report.entries += 1;
            after = (chain, row.sequence);
        }
        let ended = rows.last().is_none_or(|row| row.chain != chain);
        if ended || (rows.len() as u64) < u64::from(PAGE) {
            break;
        }
    }
    report.first_break = walk.check_end(&mut heads);
    Ok(report)
}

/// Like [`verify`], and each head in `noted` must still be part of its chain.
pub async fn verify_noted(db: &Db, noted: &[Head]) -> Result<Report, AuditError> {
    let conn = db.snapshot().await?;
    let mut heads: BTreeMap<Uuid, HeadRow> = head_rows(&conn)
        .await?
        .into_iter()
        .map(|row| (row.chain, row))
        .collect();
    let mut report = Report {
        chains: heads.len() as u64,
        entries: 0,
        first_break: None,
    };
    let mut noted: BTreeMap<(Uuid, i64), Hash> = noted
        .iter()
        .map(|head| ((head.chain, head.sequence), head.hash))
        .collect();
    let mut walk = Walk::default();
    let mut after = (Uuid::nil(), i64::MIN);
    loop {
        let rows = page(&conn, after).await?;
        for row in &rows {
            let found = walk.leave(row.chain, &mut heads).or_else(|| walk.step(row));
            let place = (row.chain, row.sequence);
            let found = found.or_else(|| match noted.remove(&place) {
                Some(hash) if hash.as_slice() != row.hash => Some(Break {
                    chain: row.chain,
                    sequence: row.sequence,
                    fault: Fault::Noted,
                }),
                _ => None,
            });
            if found.is_some() {
                report.first_break = found;
                return Ok(report);
            }
            report.entries += 1;
            after = place;
        }
        if (rows.len() as u64) < u64::from(PAGE) {
            break;
        }
    }
    report.first_break = walk.finish(&mut heads).or_else(|| {
        let (&(chain, sequence), _) = noted.first_key_value()?;
        Some(Break {
            chain,
            sequence,
            fault: Fault::Noted,
        })
    });
    Ok(report)
}

/// Where the verification stands: after this entry of this chain.
struct Walk {
    chain: Uuid,
    sequence: i64,
    hash: Hash,
}

impl Default for Walk {
    fn default() -> Self {
        Self {
            chain: Uuid::nil(),
            sequence: 0,
            hash: START,
        }
    }
}

impl Walk {
    /// If `next` is another chain, checks the end of the one before it and begins anew.
    fn leave(&mut self, next: Uuid, heads: &mut BTreeMap<Uuid, HeadRow>) -> Option<Break> {
        if next == self.chain {
            return None;
        }
        let broken = self.check_end(heads);
        *self = Self {
            chain: next,
            ..Self::default()
        };
        broken
    }

    /// Checks the end of the last chain, and that no head is left without entries.
    fn finish(&mut self, heads: &mut BTreeMap<Uuid, HeadRow>) -> Option<Break> {
        self.check_end(heads).or_else(|| {
            let (&chain, _) = heads.first_key_value()?;
            Some(Break {
                chain,
                sequence: 1,
                fault: Fault::Missing,
            })
        })
    }

    fn check_end(&self, heads: &mut BTreeMap<Uuid, HeadRow>) -> Option<Break> {
        let whole = match heads.remove(&self.chain) {
            Some(head) => head.sequence == self.sequence && head.hash == self.hash,
            None => self.sequence == 0,
        };
        (!whole).then_some(Break {
            chain: self.chain,
            sequence: self.sequence,
            fault: Fault::Head,
        })
    }

    fn step(&mut self, row: &Row) -> Option<Break> {
        let expected = self.sequence + 1;
        let fault = if row.sequence != expected {
            Some((expected, Fault::Missing))
        } else if row.hash != row.expected_hash() {
            Some((expected, Fault::Altered))
        } else if row.previous != self.hash {
            Some((expected, Fault::Unlinked))
        } else {
            None
        };
        self.sequence = row.sequence;
        self.hash = row.expected_hash();
        fault.map(|(sequence, fault)| Break {
            chain: row.chain,
            sequence,
            fault,
        })
    }
}

async fn page(
    conn: &impl ConnectionTrait,
    (chain, sequence): (Uuid, i64),
) -> Result<Vec<Row>, AuditError> {
    Ok(db::all(
        conn,
        "SELECT chain, sequence, at, actor, action, subject_kind, subject_id, facts, previous, hash
         FROM audit_entries WHERE (chain, sequence) > ($1, $2)
         ORDER BY chain, sequence LIMIT $3",
        vec![chain.into(), sequence.into(), i64::from(PAGE).into()],
    )
    .await?)
}

async fn head_rows(conn: &impl ConnectionTrait) -> Result<Vec<HeadRow>, AuditError> {
    Ok(db::all(
        conn,
        "SELECT chain, sequence, hash FROM audit_heads ORDER BY chain",
        vec![],
    )
    .await?)
}
