// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Blocks, their versions, which never change, and the drafts that hold copies of them.

use std::collections::BTreeMap;

use db::{ConnectionTrait, FromQueryResult, Tx};
use directory::model::{like_pattern, search_text};
use forms::FormSpec;
use jiff::Timestamp;
use kernel::{BlockId, FormId, Localized, OrganisationId, PersonId};
use uuid::Uuid;

use super::{from_json, moment, to_json, unexpected};
use crate::model::{Block, BlockVersion, Owner};

/// The most drafts that are named as users of a block.
const MOST_USES: i64 = 100;

#[derive(FromQueryResult)]
struct BlockRow {
    id: Uuid,
    owner: Uuid,
    state: Uuid,
    title: String,
    retired_at: Option<i64>,
    newest: i64,
}

impl TryFrom<BlockRow> for Block {
    type Error = db::DbError;
    fn try_from(row: BlockRow) -> db::Result<Self> {
        Ok(Self {
            id: BlockId::from_uuid(row.id),
            owner: Owner {
                id: OrganisationId::from_uuid(row.owner),
                state: OrganisationId::from_uuid(row.state),
            },
            title: from_json(&row.title)?,
            retired_at: row.retired_at.map(moment).transpose()?,
            newest: version_number(row.newest)?,
        })
    }
}

fn version_number(number: i64) -> db::Result<u32> {
    u32::try_from(number).map_err(unexpected)
}

const BLOCK: &str = "SELECT b.id AS id, b.owner AS owner, b.state AS state, b.title AS title, \
                     b.retired_at AS retired_at, \
                     (SELECT MAX(v.number) FROM block_versions v WHERE v.block = b.id) AS newest";

/// The block with this identifier.
pub(crate) async fn block(conn: &impl ConnectionTrait, id: BlockId) -> db::Result<Option<Block>> {
    let sql = format!("{BLOCK} FROM blocks b WHERE b.id = $1");
    let row: Option<BlockRow> = db::one(conn, &sql, vec![id.uuid().into()]).await?;
    row.map(Block::try_from).transpose()
}

/// The same; nobody else changes it until the transaction ends.
pub(crate) async fn block_for_update(tx: &Tx, id: BlockId) -> db::Result<Option<Block>> {
    let sql = format!("{BLOCK} FROM blocks b WHERE b.id = $1");
    let row: Option<BlockRow> = db::one_for_update(tx, &sql, vec![id.uuid().into()]).await?;
    row.map(Block::try_from).transpose()
}

/// Adds a block, of which a version is added next.
pub(crate) async fn add_block(
    tx: &Tx,
    id: BlockId,
    owner: Owner,
    title: &Localized,
    at: Timestamp,
) -> db::Result<()> {
    let mut words: Vec<&str> = vec![title.get(forms::LEGAL_LANGUAGE)];
    words.extend(title.0.values().map(String::as_str));
    db::execute(
        tx,
        "INSERT INTO blocks (id, owner, state, title, search, created_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        vec![
            id.uuid().into(),
            owner.id.uuid().into(),
            owner.state.uuid().into(),
            to_json(title)?.into(),
            search_text(&words).into(),
            at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Adds a version of a block. False if there is one with this number.
pub(crate) async fn add_block_version(
    tx: &Tx,
    block: BlockId,
    number: u32,
    spec: &FormSpec,
    (person, at): (PersonId, Timestamp),
) -> db::Result<bool> {
    let added = db::execute(
        tx,
        "INSERT INTO block_versions (block, number, spec, spec_hash, person, at)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (block, number) DO NOTHING",
        vec![
            block.uuid().into(),
            i64::from(number).into(),
            to_json(spec)?.into(),
            spec.hash().into(),
            person.uuid().into(),
            at.as_millisecond().into(),
        ],
    )
    .await?;
    Ok(added == 1)
}

/// Withdraws a block, or offers it again. Says whether that is new.
pub(crate) async fn set_block_retired(
    tx: &Tx,
    id: BlockId,
    at: Option<Timestamp>,
) -> db::Result<bool> {
    let is_new = if at.is_some() {
        "retired_at IS NULL"
    } else {
        "retired_at IS NOT NULL"
    };
    let rows = db::execute(
        tx,
        &format!("UPDATE blocks SET retired_at = $1 WHERE id = $2 AND {is_new}"),
        vec![at.map(Timestamp::as_millisecond).into(), id.uuid().into()],
    )
    .await?;
    Ok(rows == 1)
}

#[derive(FromQueryResult)]
struct SpecRow {
    spec: String,
    spec_hash: String,
}

/// What a version of a block says.
pub(crate) async fn block_spec(
    conn: &impl ConnectionTrait,
    block: BlockId,
    number: u32,
) -> db::Result<Option<FormSpec>> {
    let row: Option<SpecRow> = db::one(
        conn,
        "SELECT spec, spec_hash FROM block_versions WHERE block = $1 AND number = $2",
        vec![block.uuid().into(), i64::from(number).into()],
    )
    .await?;
    let Some(row) = row else { return Ok(None) };
    let spec: FormSpec = from_json(&row.spec)?;
    if spec.hash() != row.spec_hash {
        return Err(unexpected(format_args!(
            "version {number} of block {block} was changed"
        )));
    }
    Ok(Some(spec))
}

#[derive(FromQueryResult)]
struct VersionRow {
    number: i64,
    person: Uuid,
    at: i64,
}

/// The versions of a block, the newest first, some of them.
pub(crate) async fn block_versions(
    conn: &impl ConnectionTrait,
    block: BlockId,
    (limit, offset): (i64, i64),
) -> db::Result<Vec<BlockVersion>> {
    let rows: Vec<VersionRow> = db::all(
        conn,
        "SELECT number, person, at FROM block_versions WHERE block = $1
         ORDER BY number DESC LIMIT $2 OFFSET $3",
        vec![block.uuid().into(), limit.into(), offset.into()],
    )
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(BlockVersion {
                number: version_number(row.number)?,
                person: PersonId::from_uuid(row.person),
                at: moment(row.at)?,
            })
        })
        .collect()
}

/// What a list of blocks is asked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct BlockSearch {
    /// A part of a title; empty for all.
    pub(crate) text: String,
    /// Whether those that were withdrawn are listed, too.
    pub(crate) with_retired: bool,
    /// How many to leave out.
    pub(crate) offset: i64,
    /// How many at most.
    pub(crate) limit: i64,
}

/// A line of the list of blocks.
#[derive(Debug, Clone)]
pub(crate) struct ListedBlock {
    pub(crate) block: Block,
    /// How many drafts hold copies of it.
    pub(crate) uses: i64,
}

#[derive(FromQueryResult)]
struct UsesRow {
    id: Uuid,
    uses: i64,
}

/// The blocks of some organisations by title, and how many there are.
pub(crate) async fn list_blocks(
    conn: &impl ConnectionTrait,
    owners: &[OrganisationId],
    search: &BlockSearch,
) -> db::Result<(Vec<ListedBlock>, i64)> {
    if owners.is_empty() {
        return Ok((Vec::new(), 0));
    }
    let mut values: Vec<db::Value> = vec![like_pattern(&search.text).into()];
    let mut numbers = Vec::with_capacity(owners.len());
    for owner in owners {
        values.push(owner.uuid().into());
        numbers.push(format!("${}", values.len()));
    }
    let retired = if search.with_retired {
        ""
    } else {
        " AND b.retired_at IS NULL"
    };
    let from = format!(
        "FROM blocks b WHERE b.search LIKE CAST($1 AS TEXT) ESCAPE '!' AND b.owner IN ({}){retired}",
        numbers.join(", ")
    );
    let count: Option<i64> =
        db::scalar(conn, &format!("SELECT COUNT(*) {from}"), values.clone()).await?;
    values.extend([search.limit.into(), search.offset.into()]);
    let page = format!(
        "{from} ORDER BY b.search, b.id LIMIT ${} OFFSET ${}",
        values.len() - 1,
        values.len()
    );
    let rows: Vec<BlockRow> = db::all(conn, &format!("{BLOCK} {page}"), values.clone()).await?;
    let uses = format!(
        "SELECT b.id AS id, (SELECT COUNT(DISTINCT c.form) FROM block_copies c \
         WHERE c.block = b.id) AS uses {page}"
    );
    let uses: Vec<UsesRow> = db::all(conn, &uses, values).await?;
    let uses: BTreeMap<Uuid, i64> = uses.into_iter().map(|row| (row.id, row.uses)).collect();
    let lines: db::Result<Vec<ListedBlock>> = rows
        .into_iter()
        .map(|row| {
            Ok(ListedBlock {
                uses: uses.get(&row.id).copied().unwrap_or(0),
                block: row.try_into()?,
            })
        })
        .collect();
    Ok((lines?, count.unwrap_or(0)))
}

/// Notes which blocks a draft holds copies of.
pub(super) async fn note_copies(tx: &Tx, form: FormId, spec: &FormSpec) -> db::Result<()> {
    db::execute(
        tx,
        "DELETE FROM block_copies WHERE form = $1",
        vec![form.uuid().into()],
    )
    .await?;
    let mut found: BTreeMap<(BlockId, u32), i64> = BTreeMap::new();
    for copy in form_design::blocks::copies(spec) {
        *found
            .entry((copy.origin.block, copy.origin.version))
            .or_default() += 1;
    }
    for ((block, version), copies) in found {
        db::execute(
            tx,
            "INSERT INTO block_copies (form, block, version, copies) VALUES ($1, $2, $3, $4)",
            vec![
                form.uuid().into(),
                block.uuid().into(),
                i64::from(version).into(),
                copies.into(),
            ],
        )
        .await?;
    }
    Ok(())
}

/// A draft that holds copies of a block.
#[derive(Debug, Clone)]
pub(crate) struct BlockUse {
    pub(crate) form: FormId,
    pub(crate) owner: OrganisationId,
    pub(crate) title: Localized,
    /// The oldest version that it holds a copy of.
    pub(crate) version: i64,
    pub(crate) copies: i64,
}

#[derive(FromQueryResult)]
struct UseRow {
    form: Uuid,
    owner: Uuid,
    title: String,
    version: i64,
    copies: i64,
}

/// The drafts that hold copies of a block, by title, at most 100.
pub(crate) async fn block_uses(
    conn: &impl ConnectionTrait,
    block: BlockId,
) -> db::Result<Vec<BlockUse>> {
    let rows: Vec<UseRow> = db::all(
        conn,
        "SELECT f.id AS form, f.owner AS owner, f.title AS title, c.version AS version,
         c.copies AS copies
         FROM (SELECT form, MIN(version) AS version, CAST(SUM(copies) AS BIGINT) AS copies
               FROM block_copies WHERE block = $1 GROUP BY form) c
         JOIN forms f ON f.id = c.form ORDER BY f.search, f.id LIMIT $2",
        vec![block.uuid().into(), MOST_USES.into()],
    )
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(BlockUse {
                form: FormId::from_uuid(row.form),
                owner: OrganisationId::from_uuid(row.owner),
                title: from_json(&row.title)?,
                version: row.version,
                copies: row.copies,
            })
        })
        .collect()
}
