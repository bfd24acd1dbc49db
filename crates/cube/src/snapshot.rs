// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A cube as a file of Apache Parquet: a table for everybody, and all it takes to start from it. [`Cube::to_parquet`](crate::Cube::to_parquet)
//! says what stands in it.

mod description;
mod read;
mod write;

use columnar::Field;

use crate::axes::AxesError;

/// The version of the format, which the file names.
pub const SNAPSHOT_VERSION: u32 = 1;

/// The name of the note beside the table.
const NOTE: &str = "deich.cube";

/// Why there is no snapshot, or no cube in it. Never is there half a cube.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// It is no table of Parquet, or a damaged one, or it cannot be written.
    #[error(transparent)]
    Table(#[from] columnar::Error),
    /// It is a table without the note that makes it a snapshot.
    #[error("the file has no note `{NOTE}`: it is not a snapshot of a cube")]
    NoNote,
    /// The note is not what it should be.
    #[error("the note `{NOTE}` of the file cannot be read: {0}")]
    Note(String),
    /// It is of another version.
    #[error(
        "the snapshot is of version {0}, and this program reads version {SNAPSHOT_VERSION}; make it anew from the records"
    )]
    Version(u64),
    /// There are no such axes.
    #[error("the axes of the snapshot: {0}")]
    Axes(#[from] AxesError),
    /// The columns are not those of a snapshot.
    #[error("the columns of the file are not those of a snapshot")]
    Columns,
    /// A row is wrong.
    #[error("row {row} of row group {group}: {what}")]
    Row {
        /// The row group, from 0.
        group: usize,
        /// The row in it, from 0.
        row: usize,
        /// What is wrong.
        what: &'static str,
    },
    /// A row group is wrong as a whole.
    #[error("row group {group}: {what}")]
    Group {
        /// The row group, from 0.
        group: usize,
        /// What is wrong.
        what: &'static str,
    },
    /// The counts are not those that were written.
    #[error("the counts of the snapshot are not those that were written: it is damaged")]
    Digest,
}

/// The columns.
fn fields() -> Vec<Field> {
    vec![
        Field::text("category"),
        Field::text("week"),
        Field::text("place"),
        Field::integer("age_from").optional(),
        Field::integer("age_to").optional(),
        Field::text("sex"),
        Field::integer("count"),
    ]
}
