// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What lies in the files beside forms.

use db::{ConnectionTrait, FromQueryResult, Tx};
use kernel::FormId;

/// What lies in a file.
#[derive(Debug, Clone, FromQueryResult)]
pub(crate) struct Content {
    /// What browsers are told that it is.
    pub(crate) media_type: String,
    /// The bytes.
    pub(crate) bytes: Vec<u8>,
}

/// Keeps what lies in a file; what is there already stays.
pub(crate) async fn add_content(
    tx: &Tx,
    form: FormId,
    sha256: &str,
    content: Content,
) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO form_contents (form, sha256, media_type, bytes) VALUES ($1, $2, $3, $4)
         ON CONFLICT (form, sha256) DO NOTHING",
        vec![
            form.uuid().into(),
            sha256.into(),
            content.media_type.into(),
            content.bytes.into(),
        ],
    )
    .await?;
    Ok(())
}

/// What lies in the file with this hash.
pub(crate) async fn content(
    conn: &impl ConnectionTrait,
    form: FormId,
    sha256: &str,
) -> db::Result<Option<Content>> {
    db::one(
        conn,
        "SELECT media_type, bytes FROM form_contents WHERE form = $1 AND sha256 = $2",
        vec![form.uuid().into(), sha256.into()],
    )
    .await
}

/// Removes what lies in the file with this hash, unless a draft or a version of the form names it.
pub(crate) async fn remove_unnamed_content(tx: &Tx, form: FormId, sha256: &str) -> db::Result<()> {
    db::execute(
        tx,
        "DELETE FROM form_contents WHERE form = $1 AND sha256 = $2
         AND NOT EXISTS (SELECT 1 FROM form_drafts d WHERE d.form = $1 AND d.spec LIKE $3)
         AND NOT EXISTS (SELECT 1 FROM form_versions v WHERE v.form = $1 AND v.spec LIKE $3)
         AND NOT EXISTS (SELECT 1 FROM form_replaced_drafts r WHERE r.form = $1 AND r.spec LIKE $3)",
        vec![
            form.uuid().into(),
            sha256.into(),
            format!("%{sha256}%").into(),
        ],
    )
    .await?;
    Ok(())
}
