// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The end of requests, and the proofs of deletion.

use db::{ConnectionTrait, FromQueryResult, Tx, fetch_all};
use kernel::OrganisationId;
use uuid::Uuid;
use vault::Fingerprint;

use super::{id_if, moment, read, value_of};
use crate::model::{Proof, RequestDeletion};

/// The tables of a request with their sealed columns, and what their rows are sorted by.
const SEALED: [(&str, &str); 5] = [
    ("privacy_hits", "sealed"),
    ("privacy_hits", "sealed_left_out"),
    ("privacy_steps", "sealed_note"),
    ("privacy_letters", "sealed"),
    ("privacy_requests", "sealed_person"),
];

/// Deletes a request with all that belongs to it; says how many sealed pieces that were, and their hash.
pub async fn delete_request(tx: &Tx, id: Uuid) -> db::Result<(i64, [u8; 32])> {
    #[derive(FromQueryResult)]
    struct Piece {
        piece: Vec<u8>,
    }
    let mut print = Fingerprint::default();
    for (table, column) in SEALED {
        let key = if table == "privacy_requests" {
            "id"
        } else {
            "request"
        };
        let sql = format!(
            "SELECT {column} AS piece FROM {table} WHERE {key} = $1 AND {column} IS NOT NULL ORDER BY id"
        );
        let pieces: Vec<Piece> = db::all(tx, &sql, vec![id.into()]).await?;
        for one in pieces {
            print.add(&one.piece);
        }
    }
    for sql in [
        "DELETE FROM privacy_hits WHERE request = $1",
        "DELETE FROM privacy_steps WHERE request = $1",
        "DELETE FROM privacy_letters WHERE request = $1",
        "DELETE FROM privacy_requests WHERE id = $1",
    ] {
        db::execute(tx, sql, vec![id.into()]).await?;
    }
    Ok(print.end())
}

/// Keeps the proof that a request was deleted.
pub async fn add_deletion(
    tx: &Tx,
    id: Uuid,
    office: OrganisationId,
    proof: &RequestDeletion,
) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO privacy_deletions
         (id, office, number, kind, received_on, closed_on, outcome, pieces, content_hash, deleted_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        vec![
            id.into(),
            office.uuid().into(),
            proof.number.as_str().into(),
            proof.kind.name().into(),
            proof.received_on.to_string().into(),
            proof.closed_on.to_string().into(),
            proof.outcome.name().into(),
            proof.pieces.into(),
            proof.content_hash.as_str().into(),
            proof.deleted_at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(())
}

/// The newest deleted requests of an office.
pub async fn deletions(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    limit: i64,
) -> db::Result<Vec<RequestDeletion>> {
    #[derive(FromQueryResult)]
    struct Row {
        number: String,
        kind: String,
        received_on: String,
        closed_on: String,
        outcome: String,
        pieces: i64,
        content_hash: String,
        deleted_at: i64,
    }
    fetch_all(
        conn,
        "SELECT number, kind, received_on, closed_on, outcome, pieces, content_hash, deleted_at
         FROM privacy_deletions WHERE office = $1 ORDER BY deleted_at DESC, number LIMIT $2",
        vec![office.uuid().into(), limit.into()],
        |row: Row| {
            Ok(RequestDeletion {
                number: row.number,
                kind: read("kind", &row.kind)?,
                received_on: read("received_on", &row.received_on)?,
                closed_on: read("closed_on", &row.closed_on)?,
                outcome: read("outcome", &row.outcome)?,
                pieces: row.pieces,
                content_hash: row.content_hash,
                deleted_at: moment(row.deleted_at)?,
            })
        },
    )
    .await
}

/// Keeps the proof that something was deleted on a request.
pub async fn add(tx: &Tx, id: Uuid, office: OrganisationId, proof: &Proof) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO privacy_proofs
         (id, office, request_number, module, ground, pieces, content_hash, proposed_by, confirmed_by,
          deleted_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        vec![
            id.into(),
            office.uuid().into(),
            proof.request_number.as_str().into(),
            proof.module.as_str().into(),
            proof.ground.name().into(),
            proof.pieces.into(),
            proof.content_hash.as_str().into(),
            value_of(proof.proposed_by),
            value_of(proof.confirmed_by),
            proof.deleted_at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(())
}

/// The newest proofs of an office.
pub async fn of_office(
    conn: &impl ConnectionTrait,
    office: OrganisationId,
    limit: i64,
) -> db::Result<Vec<Proof>> {
    #[derive(FromQueryResult)]
    struct Row {
        request_number: String,
        module: String,
        ground: String,
        pieces: i64,
        content_hash: String,
        proposed_by: Option<Uuid>,
        confirmed_by: Option<Uuid>,
        deleted_at: i64,
    }
    fetch_all(
        conn,
        "SELECT request_number, module, ground, pieces, content_hash, proposed_by, confirmed_by, deleted_at
         FROM privacy_proofs WHERE office = $1 ORDER BY deleted_at DESC, request_number, id LIMIT $2",
        vec![office.uuid().into(), limit.into()],
        |row: Row| {
            Ok(Proof {
                request_number: row.request_number,
                module: row.module,
                ground: read("ground", &row.ground)?,
                pieces: row.pieces,
                content_hash: row.content_hash,
                proposed_by: id_if(row.proposed_by),
                confirmed_by: id_if(row.confirmed_by),
                deleted_at: moment(row.deleted_at)?,
            })
        },
    )
    .await
}
