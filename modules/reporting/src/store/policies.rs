// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Release policies, and who has written on them.

use db::{ConnectionTrait, FromQueryResult};
use kernel::{FormVersionId, Id, PersonId};
use uuid::Uuid;

use super::{broken, fetch_all, fetch_one, moment, read};
use crate::model::{KeptPolicy, PolicyStatus, PolicyStep};

const COLUMNS: &str = "id, state, form_version, number, based_on, status, content, hash, figures, \
                       software, version, written_at, written_by, submitted_at, submitted_by, \
                       decided_at, decided_by, reason";

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    state: Uuid,
    form_version: Uuid,
    number: i64,
    based_on: Option<Uuid>,
    status: String,
    content: String,
    hash: Option<String>,
    figures: Option<String>,
    software: Option<String>,
    version: i64,
    written_at: i64,
    written_by: Uuid,
    submitted_at: Option<i64>,
    submitted_by: Option<Uuid>,
    decided_at: Option<i64>,
    decided_by: Option<Uuid>,
    reason: String,
}

fn step(column: &'static str, at: Option<i64>, by: Option<Uuid>) -> db::Result<Option<PolicyStep>> {
    at.zip(by)
        .map(|(at, by)| {
            Ok(PolicyStep {
                at: moment(column, at)?,
                by: Id::from_uuid(by),
            })
        })
        .transpose()
}

impl Row {
    fn policy(self) -> db::Result<KeptPolicy> {
        Ok(KeptPolicy {
            id: self.id,
            state: Id::from_uuid(self.state),
            form_version: Id::from_uuid(self.form_version),
            number: self.number,
            based_on: self.based_on,
            status: read("status", &self.status)?,
            content: serde_json::from_str(&self.content).map_err(|_| broken("content"))?,
            hash: self.hash,
            figures: self
                .figures
                .map(|text| serde_json::from_str(&text).map_err(|_| broken("figures")))
                .transpose()?,
            software: self.software.unwrap_or_default(),
            version: self.version,
            written: PolicyStep {
                at: moment("written_at", self.written_at)?,
                by: Id::from_uuid(self.written_by),
            },
            submitted: step("submitted_at", self.submitted_at, self.submitted_by)?,
            decided: step("decided_at", self.decided_at, self.decided_by)?,
            reason: self.reason,
        })
    }
}

/// The policy with this identifier.
pub async fn find(conn: &impl ConnectionTrait, id: Uuid) -> db::Result<Option<KeptPolicy>> {
    fetch_one(
        conn,
        &format!("SELECT {COLUMNS} FROM forwarding_policies WHERE id = $1"),
        vec![id.into()],
        Row::policy,
    )
    .await
}

/// All policies, the newest first.
pub async fn all(conn: &impl ConnectionTrait) -> db::Result<Vec<KeptPolicy>> {
    fetch_all(
        conn,
        &format!(
            "SELECT {COLUMNS} FROM forwarding_policies ORDER BY written_at DESC, id DESC LIMIT 500"
        ),
        vec![],
        Row::policy,
    )
    .await
}

/// The policies of a form version in this state, the newest first.
pub async fn of_form(
    conn: &impl ConnectionTrait,
    version: FormVersionId,
    status: PolicyStatus,
) -> db::Result<Vec<KeptPolicy>> {
    fetch_all(
        conn,
        &format!(
            "SELECT {COLUMNS} FROM forwarding_policies WHERE form_version = $1 AND status = $2
             ORDER BY number DESC LIMIT 100"
        ),
        vec![version.uuid().into(), status.name().into()],
        Row::policy,
    )
    .await
}

/// The signed policy whose text has this hash.
pub async fn by_hash(conn: &impl ConnectionTrait, hash: &str) -> db::Result<Option<KeptPolicy>> {
    fetch_one(
        conn,
        &format!(
            "SELECT {COLUMNS} FROM forwarding_policies
             WHERE hash = $1 AND status IN ('signed', 'replaced') ORDER BY number LIMIT 1"
        ),
        vec![hash.into()],
        Row::policy,
    )
    .await
}

/// The number that the next policy of a form version gets. Hold [`lock`] until it is written.
pub async fn next_number(conn: &impl ConnectionTrait, version: FormVersionId) -> db::Result<i64> {
    let last: Option<i64> = db::scalar(
        conn,
        "SELECT MAX(number) AS number FROM forwarding_policies WHERE form_version = $1
         HAVING COUNT(*) > 0",
        vec![version.uuid().into()],
    )
    .await?;
    Ok(last.unwrap_or(0) + 1)
}

/// The lock under which policies of a form version are made and signed.
pub async fn lock(tx: &db::Tx, version: FormVersionId) -> db::Result<()> {
    db::lock(tx, &format!("forwarding-policy:{version}")).await
}

/// Keeps a new policy.
pub async fn add(tx: &db::Tx, policy: &KeptPolicy) -> db::Result<()> {
    let content = serde_json::to_string(&policy.content).map_err(|_| broken("content"))?;
    db::execute(
        tx,
        "INSERT INTO forwarding_policies (id, state, form_version, number, based_on, status, content,
             version, written_at, written_by, reason)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        vec![
            policy.id.into(),
            policy.state.uuid().into(),
            policy.form_version.uuid().into(),
            policy.number.into(),
            policy.based_on.into(),
            policy.status.name().into(),
            content.into(),
            policy.version.into(),
            policy.written.at.as_millisecond().into(),
            policy.written.by.uuid().into(),
            policy.reason.as_str().into(),
        ],
    )
    .await?;
    note_writer(tx, policy.id, policy.written.by).await
}

async fn note_writer(tx: &db::Tx, policy: Uuid, person: PersonId) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO forwarding_policy_writers (policy, person) VALUES ($1, $2)
         ON CONFLICT (policy, person) DO NOTHING",
        vec![policy.into(), person.uuid().into()],
    )
    .await?;
    Ok(())
}

/// Everybody who has written on a policy.
pub async fn writers(conn: &impl ConnectionTrait, policy: Uuid) -> db::Result<Vec<PersonId>> {
    #[derive(FromQueryResult)]
    struct Writer {
        person: Uuid,
    }
    fetch_all(
        conn,
        "SELECT person FROM forwarding_policy_writers WHERE policy = $1 ORDER BY person",
        vec![policy.into()],
        |row: Writer| Ok(Id::from_uuid(row.person)),
    )
    .await
}

/// Saves what a policy says over saving `known`; says whether that was the last one and the policy is
/// still being written.
pub async fn save(
    tx: &db::Tx,
    policy: Uuid,
    known: i64,
    content: &anonymity::forwarding::PolicyDraft,
    step: PolicyStep,
) -> db::Result<bool> {
    let content = serde_json::to_string(content).map_err(|_| broken("content"))?;
    let rows = db::execute(
        tx,
        "UPDATE forwarding_policies SET content = $3, version = $2 + 1, written_at = $4, written_by = $5
         WHERE id = $1 AND version = $2 AND status IN ('draft', 'returned')",
        vec![
            policy.into(),
            known.into(),
            content.into(),
            step.at.as_millisecond().into(),
            step.by.uuid().into(),
        ],
    )
    .await?;
    if rows == 1 {
        note_writer(tx, policy, step.by).await?;
    }
    Ok(rows == 1)
}

/// Removes saving `known` of a draft; false if it is none or was saved meanwhile.
pub async fn remove_draft(tx: &db::Tx, policy: Uuid, known: i64) -> db::Result<bool> {
    db::execute(
        tx,
        "DELETE FROM forwarding_policy_writers WHERE policy = $1",
        vec![policy.into()],
    )
    .await?;
    let rows = db::execute(
        tx,
        "DELETE FROM forwarding_policies WHERE id = $1 AND version = $2 AND status = 'draft'",
        vec![policy.into(), known.into()],
    )
    .await?;
    Ok(rows == 1)
}

/// What is submitted: the canonical text, its hash, and what it comes to.
#[derive(Debug)]
pub struct Submission<'a> {
    /// The canonical text.
    pub text: &'a str,
    /// Its hash.
    pub hash: &'a str,
    /// The figures, if something leaves by it.
    pub figures: Option<&'a anonymity::forwarding::Figures>,
    /// The version of the software.
    pub software: &'a str,
}

/// Submits saving `known` of a policy; says whether that was the last one and it was not submitted yet.
pub async fn submit(
    tx: &db::Tx,
    policy: Uuid,
    known: i64,
    submission: &Submission<'_>,
    step: PolicyStep,
) -> db::Result<bool> {
    let figures = submission
        .figures
        .map(serde_json::to_string)
        .transpose()
        .map_err(|_| broken("figures"))?;
    let rows = db::execute(
        tx,
        "UPDATE forwarding_policies SET status = 'submitted', version = $2 + 1, content = $3, hash = $4,
             figures = $5, software = $6, submitted_at = $7, submitted_by = $8,
             decided_at = NULL, decided_by = NULL, reason = ''
         WHERE id = $1 AND version = $2 AND status IN ('draft', 'returned')",
        vec![
            policy.into(),
            known.into(),
            submission.text.into(),
            submission.hash.into(),
            figures.into(),
            submission.software.into(),
            step.at.as_millisecond().into(),
            step.by.uuid().into(),
        ],
    )
    .await?;
    Ok(rows == 1)
}

/// Signs a submitted policy or sends it back; says whether saving `known` was the last one and waited.
pub async fn decide(
    tx: &db::Tx,
    policy: Uuid,
    known: i64,
    status: PolicyStatus,
    reason: &str,
    step: PolicyStep,
) -> db::Result<bool> {
    let rows = db::execute(
        tx,
        "UPDATE forwarding_policies SET status = $3, version = $2 + 1, reason = $4, decided_at = $5,
             decided_by = $6
         WHERE id = $1 AND version = $2 AND status = 'submitted'",
        vec![
            policy.into(),
            known.into(),
            status.name().into(),
            reason.into(),
            step.at.as_millisecond().into(),
            step.by.uuid().into(),
        ],
    )
    .await?;
    Ok(rows == 1)
}

/// Lets a signed policy take the place of the signed one that it changes.
pub async fn replace(tx: &db::Tx, replaced: Uuid) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE forwarding_policies SET status = 'replaced', version = version + 1
         WHERE id = $1 AND status = 'signed'",
        vec![replaced.into()],
    )
    .await?;
    Ok(())
}

/// The policies that wait for a decision, the longest first.
pub async fn waiting(conn: &impl ConnectionTrait) -> db::Result<Vec<Uuid>> {
    #[derive(FromQueryResult)]
    struct Waiting {
        id: Uuid,
    }
    fetch_all(
        conn,
        "SELECT id FROM forwarding_policies WHERE status = 'submitted'
         ORDER BY submitted_at, id LIMIT 50",
        vec![],
        |row: Waiting| Ok(row.id),
    )
    .await
}
