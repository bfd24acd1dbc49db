// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Tables out of files.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read, Seek as _};

use anonymity::{Table, TableBuilder, TableError};
use columnar::Reader;

/// What begins every Parquet file.
pub const PARQUET: &[u8] = b"PAR1";

/// Why a file is no table that can be worked with.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SourceError {
    /// A column is missing.
    #[error("there is no column {name}; there are: {}", .known.join(", "))]
    Unknown {
        /// What was looked for.
        name: String,
        /// What there is.
        known: Vec<String>,
    },
    /// Two columns have one name.
    #[error("there are two columns {0}")]
    Twice(String),
    /// A column has no name.
    #[error("column {0} has no name")]
    Nameless(usize),
    /// A cell is in another encoding.
    #[error("line {line}, column {column}: the text is not UTF-8; save the file as UTF-8")]
    NotUtf8 {
        /// From 1.
        line: u64,
        /// From 1.
        column: usize,
    },
    /// A row is longer or shorter than the header.
    #[error("line {line}: {found} cells, the header has {wanted}")]
    Width {
        /// From 1.
        line: u64,
        /// The cells of the row.
        found: u64,
        /// The cells of the header.
        wanted: u64,
    },
    /// The text is not a table.
    #[error("{0}")]
    Csv(String),
    /// The file is no Parquet file that is understood.
    #[error(transparent)]
    Parquet(#[from] columnar::Error),
    /// The rows are none of one table.
    #[error(transparent)]
    Table(#[from] TableError),
    /// The file cannot be read.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

/// Which columns of a file are read.
#[derive(Debug, Clone, Copy)]
pub enum Wanted<'w> {
    /// All of them, each with a name of its own.
    All,
    /// Those with these names; the others may be what they like.
    Named(&'w [&'w str]),
}

/// Reads a table from a file: Parquet, or CSV with semicolons or commas.
pub fn of_file(mut file: File, wanted: Wanted<'_>) -> Result<Table, SourceError> {
    let mut begin = [0; PARQUET.len()];
    let length = file.read(&mut begin).unwrap_or(0);
    file.rewind()?;
    if &begin[..length] == PARQUET {
        of_parquet(Reader::open(file)?, wanted)
    } else {
        of_csv(file, wanted)
    }
}

/// The same with the bytes of a file. CSV is UTF-8.
pub fn of_bytes(bytes: Vec<u8>, wanted: Wanted<'_>) -> Result<Table, SourceError> {
    if bytes.starts_with(PARQUET) {
        of_parquet(Reader::of_bytes(bytes)?, wanted)
    } else {
        of_csv(bytes.as_slice(), wanted)
    }
}

/// A table of rows that somebody else has read.
pub fn of_rows<'r>(
    names: &[String],
    rows: impl IntoIterator<Item = &'r [String]>,
) -> Result<Table, SourceError> {
    places(names, Wanted::All)?;
    let mut table = TableBuilder::new(names.iter().map(String::as_str));
    for row in rows {
        table.push(row.iter().map(String::as_str))?;
    }
    Ok(table.finish())
}

/// The places of the wanted columns among those that there are, each once.
fn places(names: &[String], wanted: Wanted<'_>) -> Result<Vec<usize>, SourceError> {
    if let Wanted::Named(wanted) = wanted
        && let Some(missing) = wanted
            .iter()
            .find(|name| !names.iter().any(|other| other == **name))
    {
        return Err(SourceError::Unknown {
            name: (*missing).to_owned(),
            known: names.to_vec(),
        });
    }
    let mut places = Vec::new();
    for (place, name) in names.iter().enumerate() {
        match wanted {
            Wanted::Named(wanted) if !wanted.contains(&name.as_str()) => continue,
            Wanted::All if name.trim().is_empty() => {
                return Err(SourceError::Nameless(place + 1));
            }
            _ => {}
        }
        if names[..place].contains(name) {
            return Err(SourceError::Twice(name.clone()));
        }
        places.push(place);
    }
    Ok(places)
}

fn of_csv(from: impl Read, wanted: Wanted<'_>) -> Result<Table, SourceError> {
    let mut file = BufReader::with_capacity(1 << 16, from);
    let begin = file.fill_buf()?;
    if begin.starts_with(&[0xEF, 0xBB, 0xBF]) {
        file.consume(3);
    }
    let begin = file.fill_buf()?;
    let header = begin.split(|&byte| byte == b'\n').next().unwrap_or(begin);
    let count = |separator: u8| header.split(|&byte| byte == separator).count();
    let delimiter = if count(b';') >= count(b',') {
        b';'
    } else {
        b','
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .from_reader(file);
    let names: Vec<String> = reader
        .headers()
        .map_err(|error| place_of(&error))?
        .iter()
        .map(str::to_owned)
        .collect();
    let places = places(&names, wanted)?;
    let mut table = TableBuilder::new(places.iter().map(|&place| names[place].as_str()));
    let mut record = csv::StringRecord::new();
    while reader
        .read_record(&mut record)
        .map_err(|error| place_of(&error))?
    {
        table.push(
            places
                .iter()
                .map(|&place| record.get(place).unwrap_or_default()),
        )?;
    }
    Ok(table.finish())
}

/// Where something is wrong in a table.
fn place_of(error: &csv::Error) -> SourceError {
    let line = error.position().map_or(0, csv::Position::line);
    match error.kind() {
        csv::ErrorKind::Utf8 { err, .. } => SourceError::NotUtf8 {
            line,
            column: err.field() + 1,
        },
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => SourceError::Width {
            line,
            found: *len,
            wanted: *expected_len,
        },
        _ => SourceError::Csv(error.to_string()),
    }
}

fn of_parquet(mut reader: Reader, wanted: Wanted<'_>) -> Result<Table, SourceError> {
    let places = places(reader.names(), wanted)?;
    let names: Vec<String> = places
        .iter()
        .map(|&place| reader.names()[place].clone())
        .collect();
    let mut table = TableBuilder::new(names);
    let mut cells = Vec::new();
    while reader.next_row(&mut cells)? {
        table.push(places.iter().map(|&place| cells[place].as_str()))?;
    }
    Ok(table.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_columns_of_a_table_are_read_with_commas_and_a_mark() {
        let table = of_bytes(b"\xEF\xBB\xBFage,sex\n3,m\n4,w\n".to_vec(), Wanted::All).unwrap();
        let names: Vec<&str> = table
            .columns()
            .iter()
            .map(anonymity::Column::name)
            .collect();
        assert_eq!((names, table.rows()), (vec!["age", "sex"], 2));
    }

    #[test]
    fn what_is_no_table_is_refused_with_its_place() {
        let said = |bytes: &[u8], wanted| of_bytes(bytes.to_vec(), wanted).unwrap_err().to_string();
        assert_eq!(said(b"a;a\n1;2\n", Wanted::All), "there are two columns a");
        assert_eq!(said(b"a;\n1;2\n", Wanted::All), "column 2 has no name");
        assert_eq!(
            said(b"a;b\n1\n", Wanted::All),
            "line 2: 1 cells, the header has 2"
        );
        assert_eq!(
            said(b"a;b\n1;\xFF\n", Wanted::All),
            "line 2, column 2: the text is not UTF-8; save the file as UTF-8"
        );
        assert_eq!(
            said(b"a;b\n1;2\n", Wanted::Named(&["c"])),
            "there is no column c; there are: a, b"
        );
    }
}
