// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Files in sealed pieces.

use db::{ConnectionTrait, FromQueryResult, Tx, fetch_all};
use uuid::Uuid;

use crate::model::ExtractId;

/// Writes a piece.
pub async fn add(
    tx: &Tx,
    id: ExtractId,
    (kind, place): (&str, i64),
    sealed: Vec<u8>,
) -> db::Result<()> {
    db::execute(
        tx,
        "INSERT INTO extract_pieces (extract, kind, place, sealed) VALUES ($1, $2, $3, $4)",
        vec![id.uuid().into(), kind.into(), place.into(), sealed.into()],
    )
    .await?;
    Ok(())
}

/// The pieces of a file, in their order.
pub async fn of(
    conn: &impl ConnectionTrait,
    id: ExtractId,
    kind: &str,
) -> db::Result<Vec<(i64, Vec<u8>)>> {
    #[derive(FromQueryResult)]
    struct Piece {
        place: i64,
        sealed: Vec<u8>,
    }
    let sql =
        "SELECT place, sealed FROM extract_pieces WHERE extract = $1 AND kind = $2 ORDER BY place";
    let piece = |row: Piece| Ok((row.place, row.sealed));
    fetch_all(conn, sql, vec![id.uuid().into(), kind.into()], piece).await
}

/// Removes a file.
pub async fn remove(tx: &Tx, id: ExtractId, kind: &str) -> db::Result<()> {
    let sql = "DELETE FROM extract_pieces WHERE extract = $1 AND kind = $2";
    let id: Uuid = id.uuid();
    db::execute(tx, sql, vec![id.into(), kind.into()]).await?;
    Ok(())
}
