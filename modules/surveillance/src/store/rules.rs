// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Of which signals people want to be told.

use db::{ConnectionTrait, FromQueryResult, Tx};
use jiff::Timestamp;
use kernel::{Id, OrganisationId, PersonId};
use uuid::Uuid;

use super::{broken, moment};
use crate::model::DigestRule;

/// A rule of a person.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptRule {
    /// Which.
    pub id: Uuid,
    /// Whose.
    pub person: PersonId,
    /// Where she works.
    pub organisation: OrganisationId,
    /// What it says.
    pub rule: DigestRule,
    /// Since when there is one.
    pub made_at: Timestamp,
    /// Signals that were found up to then were told.
    pub told_until: Timestamp,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    person: Uuid,
    organisation: Uuid,
    rule: String,
    made_at: i64,
    told_until: i64,
}

const SELECT: &str =
    "SELECT id, person, organisation, rule, made_at, told_until FROM surveillance_rules";

impl Row {
    fn rule(self) -> db::Result<KeptRule> {
        Ok(KeptRule {
            id: self.id,
            person: Id::from_uuid(self.person),
            organisation: Id::from_uuid(self.organisation),
            rule: serde_json::from_str(&self.rule).map_err(|_| broken("rule"))?,
            made_at: moment("made_at", self.made_at)?,
            told_until: moment("told_until", self.told_until)?,
        })
    }
}

/// Keeps a rule.
pub async fn add(tx: &Tx, rule: &KeptRule) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO surveillance_rules (id, person, organisation, rule, made_at, told_until)
         VALUES ($1, $2, $3, $4, $5, $6)",
        vec![
            rule.id.into(),
            rule.person.uuid().into(),
            rule.organisation.uuid().into(),
            serde_json::to_string(&rule.rule)
                .map_err(|_| broken("rule"))?
                .into(),
            rule.made_at.as_millisecond().into(),
            rule.told_until.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(())
}

/// The rules of a person, the oldest first.
pub async fn of(conn: &impl ConnectionTrait, person: PersonId) -> db::Result<Vec<KeptRule>> {
    let sql = format!("{SELECT} WHERE person = $1 ORDER BY made_at, id");
    db::fetch_all(conn, &sql, vec![person.uuid().into()], Row::rule).await
}

/// All rules, those of a person one after the other.
pub async fn all(conn: &impl ConnectionTrait) -> db::Result<Vec<KeptRule>> {
    let sql = format!("{SELECT} ORDER BY person, organisation, made_at, id");
    db::fetch_all(conn, &sql, vec![], Row::rule).await
}

/// Removes a rule of a person. False if she has none such.
pub async fn remove(tx: &Tx, person: PersonId, id: Uuid) -> db::Result<bool> {
    let sql = "DELETE FROM surveillance_rules WHERE id = $1 AND person = $2";
    let removed = db::execute(tx, sql, vec![id.into(), person.uuid().into()]).await?;
    Ok(removed == 1)
}

/// Notes until when signals were told, unless somebody else has told them already.
pub async fn told(tx: &Tx, id: Uuid, (before, until): (Timestamp, Timestamp)) -> db::Result<bool> {
    let sql = "UPDATE surveillance_rules SET told_until = $3 WHERE id = $1 AND told_until = $2";
    let values = vec![
        id.into(),
        before.as_millisecond().into(),
        until.as_millisecond().into(),
    ];
    Ok(db::execute(tx, sql, values).await? == 1)
}
