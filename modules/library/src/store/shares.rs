// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! With whom forms are shared, and what they were copied from.

use db::{ConnectionTrait, FromQueryResult, Tx};
use jiff::Timestamp;
use kernel::{FormId, FormVersionId, OrganisationId, PersonId};
use uuid::Uuid;

#[derive(FromQueryResult)]
struct Row {
    organisation: Uuid,
}

/// The organisations with which a form is shared; the state stands for everybody in it.
pub(crate) async fn shared_with(
    conn: &impl ConnectionTrait,
    form: FormId,
) -> db::Result<Vec<OrganisationId>> {
    let rows: Vec<Row> = db::all(
        conn,
        "SELECT organisation FROM form_shares WHERE form = $1 ORDER BY organisation",
        vec![form.uuid().into()],
    )
    .await?;
    let ids = rows.iter();
    Ok(ids
        .map(|row| OrganisationId::from_uuid(row.organisation))
        .collect())
}

/// Shares a form with an organisation.
pub(crate) async fn share(
    tx: &Tx,
    form: FormId,
    organisation: OrganisationId,
    (person, at): (PersonId, Timestamp),
) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO form_shares (form, organisation, person, at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (form, organisation) DO NOTHING",
        vec![
            form.uuid().into(),
            organisation.uuid().into(),
            person.uuid().into(),
            at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Ends that a form is shared with an organisation.
pub(crate) async fn unshare(tx: &Tx, form: FormId, organisation: OrganisationId) -> db::Result<()> {
    db::execute(
        tx,
        "DELETE FROM form_shares WHERE form = $1 AND organisation = $2",
        vec![form.uuid().into(), organisation.uuid().into()],
    )
    .await?;
    Ok(())
}

/// Notes the version of another form that a form was copied from.
pub(crate) async fn set_origin(tx: &Tx, form: FormId, origin: FormVersionId) -> db::Result<()> {
    db::execute(
        tx,
        "UPDATE forms SET origin = $2 WHERE id = $1",
        vec![form.uuid().into(), origin.uuid().into()],
    )
    .await?;
    Ok(())
}
