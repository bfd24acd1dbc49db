// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Files that come in: the table, and hierarchies of columns.

use anonymity::{Column, Generalisation, GeneralisationError, Table};
use extraction::SourceError;
use extraction::source::{self, Wanted};
use forms::entry::TableProblem;
use jiff::SignedDuration;
use kernel::{OrganisationId, PersonId};
use web::{App, Error};

use crate::model::{
    Extract, ExtractId, ExtractState, Fault, HierarchyKind, KEEP_DAYS, Plan, PlanColumn, Use,
    fitting, piece_of_hierarchy,
};
use crate::{note, sealing, store};

/// The largest table in bytes.
pub const LARGEST_TABLE: usize = 32 << 20;

/// The largest hierarchy in bytes.
pub const LARGEST_HIERARCHY: usize = 4 << 20;

/// What texts in UTF-16 begin with.
const UTF_16: [&[u8]; 2] = [&[0xff, 0xfe], &[0xfe, 0xff]];

/// The most columns of a table.
const MOST_COLUMNS: usize = 100;

/// The kind of the pieces with the table.
pub const SOURCE: &str = "source";

/// What somebody says of a table when she uploads it.
#[derive(Debug, Clone, Default)]
pub struct Introduction {
    /// What the extract is called.
    pub title: String,
    /// What it is for.
    pub use_of: Option<Use>,
    /// The same in words.
    pub purpose: String,
}

/// A table from the bytes of a file: CSV in UTF-8 or as spreadsheet programs write it, the first sheet of a
/// workbook, or Parquet.
pub fn read(bytes: Vec<u8>) -> Result<Table, Fault> {
    if bytes.is_empty() {
        return Err(Fault::named("no-bytes"));
    }
    if UTF_16.iter().any(|mark| bytes.starts_with(mark)) {
        return Err(Fault::named("encoding"));
    }
    let table = if bytes.starts_with(source::PARQUET) {
        source::of_bytes(bytes, Wanted::All).map_err(|error| fault(&error))?
    } else {
        match tables::decode(&bytes, LARGEST_TABLE) {
            Ok(text) => source::of_bytes(text.into_bytes(), Wanted::All),
            Err(tables::TextError::TooLarge) => return Err(Fault::named("too-large")),
            Err(tables::TextError::NotText) => of_workbook(&bytes)?,
        }
        .map_err(|error| fault(&error))?
    };
    if table
        .columns()
        .iter()
        .any(|column| column.name().contains('\t'))
    {
        Err(Fault::named("tabs"))
    } else if table.rows() == 0 {
        Err(Fault::named("empty"))
    } else if table.columns().len() > MOST_COLUMNS {
        Err(Fault::named("too-wide"))
    } else {
        Ok(table)
    }
}

fn of_workbook(bytes: &[u8]) -> Result<Result<Table, SourceError>, Fault> {
    let read = forms::entry::read(bytes).map_err(|problem| Fault {
        number: u64::from(problem.row()),
        ..Fault::named(match problem {
            TableProblem::TooManyRows => "workbook-rows",
            other => other.name(),
        })
    })?;
    let rows = read.lines.iter().map(|line| line.cells.as_slice());
    Ok(source::of_rows(&read.headings, rows))
}

fn fault(error: &SourceError) -> Fault {
    match error {
        SourceError::Twice(column) => Fault::of_column("twice", column),
        SourceError::Nameless(place) => Fault {
            number: *place as u64,
            ..Fault::named("nameless")
        },
        SourceError::Width { line, .. } => Fault {
            number: *line,
            ..Fault::named("width")
        },
        _ => Fault::named("unreadable"),
    }
}

/// How many rows have nothing in a column.
fn gaps(column: &Column) -> u64 {
    let Some(empty) = column.values().position(str::is_empty) else {
        return 0;
    };
    let codes = column.codes().iter();
    codes.filter(|code| **code as usize == empty).count() as u64
}

fn columns(table: &Table) -> Vec<PlanColumn> {
    table
        .columns()
        .iter()
        .map(|column| {
            let fits = fitting(column);
            let telling = fits.iter().find(|kind| **kind != HierarchyKind::Flat);
            PlanColumn {
                name: column.name().to_owned(),
                distinct: column.values().len() as u64,
                gaps: gaps(column),
                hierarchy: telling.copied(),
                fits,
                ..PlanColumn::default()
            }
        })
        .collect()
}

/// Takes a table in.
pub async fn take(
    app: &App,
    agency: OrganisationId,
    by: PersonId,
    introduction: Introduction,
    bytes: Vec<u8>,
) -> Result<Result<Extract, Fault>, Error> {
    let read_from = bytes.clone();
    let found = tokio::task::spawn_blocking(move || {
        read(read_from).map(|table| (table.rows(), columns(&table)))
    });
    let (rows, columns) = match found.await.map_err(Error::internal)? {
        Ok(found) => found,
        Err(fault) => return Ok(Err(fault)),
    };
    let now = app.clock.now();
    let extract = Extract {
        id: ExtractId::new(&*app.clock, &*app.chance),
        state_agency: agency,
        title: introduction.title,
        use_of: introduction.use_of.unwrap_or(Use::Research),
        purpose: introduction.purpose,
        state: ExtractState::Draft,
        source_rows: i64::try_from(rows).unwrap_or(i64::MAX),
        plan: Plan {
            columns,
            ..Plan::default()
        },
        run: None,
        job: None,
        decided: 0,
        combinations: 0,
        sealed_fault: None,
        sealed_figures: None,
        decision: None,
        reason: String::new(),
        made_by: by,
        made_at: now,
        changed_by: by,
        changed_at: now,
        version: 1,
        delete_at: Some(now + SignedDuration::from_hours(24 * KEEP_DAYS)),
    };
    let sealed = sealing::seal_file(app, agency, extract.id, SOURCE, &bytes).await?;
    let tx = app.db.begin().await?;
    store::add(&tx, &extract).await?;
    sealing::keep_file(&tx, extract.id, SOURCE, sealed).await?;
    note::made(app, &tx, &extract, by, "uploaded").await?;
    tx.commit().await?;
    Ok(Ok(extract))
}

/// What came of a hierarchy.
#[derive(Debug)]
pub enum Imported {
    /// It is kept.
    Kept,
    /// It is none.
    Refused(Box<GeneralisationError>),
    /// Somebody else was faster.
    Outdated,
}

/// Takes a hierarchy of a column in, over version `known` of the extract.
pub async fn take_hierarchy(
    app: &App,
    extract: &Extract,
    (column, known): (usize, i64),
    by: PersonId,
    bytes: &[u8],
) -> Result<Imported, Error> {
    if let Err(error) = Generalisation::import(bytes) {
        return Ok(Imported::Refused(Box::new(error)));
    }
    let mut plan = extract.plan.clone();
    if let Some(column) = plan.columns.get_mut(column) {
        column.hierarchy = Some(HierarchyKind::File);
    }
    let kind = piece_of_hierarchy(column);
    let agency = extract.state_agency;
    let sealed = sealing::seal_file(app, agency, extract.id, &kind, bytes).await?;
    let tx = app.db.begin().await?;
    let step = (by, app.clock.now());
    if !store::save_plan(&tx, extract.id, known, &plan, step).await? {
        return Ok(Imported::Outdated);
    }
    remove_result(&tx, extract.id).await?;
    sealing::keep_file(&tx, extract.id, &kind, sealed).await?;
    note::made(app, &tx, extract, by, "hierarchy").await?;
    tx.commit().await?;
    Ok(Imported::Kept)
}

/// Removes the rows of a result that is none any more.
pub async fn remove_result(tx: &db::Tx, id: ExtractId) -> Result<(), Error> {
    for kind in ["csv", "parquet"] {
        store::pieces::remove(tx, id, kind).await?;
    }
    Ok(())
}

/// Values of a column that a hierarchy does not have, at most `most`, and how many there are.
pub fn unknown(column: &Column, hierarchy: &Generalisation, most: usize) -> (Vec<String>, usize) {
    let unknown = column
        .values()
        .filter(|value| hierarchy.leaf(value).is_none());
    let all: Vec<&str> = unknown.collect();
    let named = all.iter().take(most).map(|value| (*value).to_owned());
    (named.collect(), all.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(bytes: &[u8]) -> String {
        read(bytes.to_vec()).unwrap_err().kind
    }

    #[test]
    fn a_table_of_a_spreadsheet_program_is_read_in_its_encoding() {
        let table = read(b"alter;ort\r\n3;K\xF6ln\r\n".to_vec()).unwrap();
        let towns: Vec<&str> = table.columns()[1].values().collect();
        assert_eq!(towns, ["Köln"]);
    }

    #[test]
    fn columns_are_described_by_what_stands_in_them() {
        let table = read("alter;ort\n3;Emden\n;Emden\n;Leer\n".as_bytes().to_vec()).unwrap();
        let described = columns(&table);
        let ages = &described[0];
        assert_eq!((ages.distinct, ages.gaps), (2, 2));
        assert_eq!(ages.hierarchy, Some(HierarchyKind::Ages));
        let towns = &described[1];
        assert_eq!((towns.distinct, towns.gaps, towns.hierarchy), (2, 0, None));
        assert_eq!(towns.fits, [HierarchyKind::Flat]);
    }

    #[test]
    fn what_is_no_table_is_refused_with_a_name() {
        assert_eq!(kind(b""), "no-bytes");
        assert_eq!(kind(b"\xff\xfea\0;\0b\0"), "encoding");
        assert_eq!(kind(b"a\tb\n1\t2\n"), "tabs");
        assert_eq!(kind(b"a;b\n"), "empty");
        assert_eq!(kind(b"a;a\n1;2\n"), "twice");
        assert_eq!(kind(b"a;b\n1;2;3\n"), "width");
        assert_eq!(kind(b"PAR1 and nothing more"), "unreadable");
        assert_eq!(kind(b"PK\x03\x04\x00\x00"), "unreadable");
    }
}
