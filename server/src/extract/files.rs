// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Tables from files and into files.

use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use anonymity::{Table, TableBuilder};
use anyhow::{Context as _, anyhow, bail};
use columnar::{Kind, Reader, Value, Writer};

use super::{Outcome, stays};

/// What begins every Parquet file.
const PARQUET: &[u8] = b"PAR1";

/// Reads the wanted columns of a table.
pub(super) fn read(path: &Path, wanted: &[&str]) -> anyhow::Result<Table> {
    let mut file =
        File::open(path).with_context(|| format!("{} cannot be opened", path.display()))?;
    let mut begin = [0; 4];
    let length = file.read(&mut begin).unwrap_or(0);
    file.rewind()
        .with_context(|| format!("{} cannot be read", path.display()))?;
    let table = if &begin[..length] == PARQUET {
        read_parquet(file, wanted)
    } else {
        read_csv(file, wanted)
    };
    table.with_context(|| format!("{} is refused", path.display()))
}

/// The places of the wanted columns among those that there are, each once.
fn places(names: &[String], wanted: &[&str]) -> anyhow::Result<Vec<usize>> {
    if let Some(missing) = wanted
        .iter()
        .find(|name| !names.iter().any(|other| other == **name))
    {
        bail!(
            "there is no column {missing}; there are: {}",
            names.join(", ")
        );
    }
    let mut places = Vec::new();
    for (place, name) in names.iter().enumerate() {
        if wanted.contains(&name.as_str()) {
            if names[..place].contains(name) {
                bail!("there are two columns {name}");
            }
            places.push(place);
        }
    }
    Ok(places)
}

fn read_csv(file: File, wanted: &[&str]) -> anyhow::Result<Table> {
    let mut file = BufReader::with_capacity(1 << 16, file);
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

/// Where something is wrong in a table, and what to do.
fn place_of(error: &csv::Error) -> anyhow::Error {
    let line = error.position().map_or(0, csv::Position::line);
    match error.kind() {
        csv::ErrorKind::Utf8 { err, .. } => anyhow!(
            "line {line}, column {}: the text is not UTF-8; save the file as UTF-8",
            err.field() + 1
        ),
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => anyhow!("line {line}: {len} cells, the header has {expected_len}"),
        _ => anyhow!("{error}"),
    }
}

fn read_parquet(file: File, wanted: &[&str]) -> anyhow::Result<Table> {
    let mut reader = Reader::open(file)?;
    let places = places(reader.names(), wanted)?;
    let names = places
        .iter()
        .map(|&place| reader.names()[place].clone())
        .collect::<Vec<_>>();
    let mut table = TableBuilder::new(names);
    let mut cells = Vec::new();
    while reader.next_row(&mut cells)? {
        table.push(places.iter().map(|&place| cells[place].as_str()))?;
    }
    Ok(table.finish())
}

/// The file of the hierarchy of a column.
pub(super) fn hierarchy_of(data: &Path, folder: &Path, column: &str) -> anyhow::Result<PathBuf> {
    if column.contains(['/', '\\']) {
        bail!("the column {column} cannot name a file; rename it");
    }
    let set = data
        .file_stem()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let names = [
        format!("{set}_hierarchy_{column}.csv"),
        format!("{column}.csv"),
    ];
    if let Some(found) = names
        .iter()
        .map(|name| folder.join(name))
        .find(|path| path.is_file())
    {
        return Ok(found);
    }
    // Hierarchies of another name of the set.
    let ending = format!("_hierarchy_{column}.csv");
    let mut others: Vec<PathBuf> = std::fs::read_dir(folder)
        .with_context(|| format!("the folder {} cannot be read", folder.display()))?
        .filter_map(Result::ok)
        .filter(|entry| entry.file_name().to_string_lossy().ends_with(&ending))
        .map(|entry| entry.path())
        .collect();
    others.sort();
    match others.len() {
        1 => Ok(others.remove(0)),
        0 => bail!(
            "the column {column} has no hierarchy: {} has neither {} nor {}",
            folder.display(),
            names[0],
            names[1]
        ),
        _ => bail!(
            "the column {column} has several hierarchies in {}; name one {}",
            folder.display(),
            names[0]
        ),
    }
}

/// Writes the rows as they leave: quasi-identifiers as far as they may be known, what stays as it
/// is, nothing else.
pub(super) fn write(outcome: &Outcome<'_>, path: &Path) -> anyhow::Result<()> {
    let failed = || format!("{} cannot be written", path.display());
    let ending = path.extension().map_or_else(String::new, |ending| {
        ending.to_string_lossy().to_lowercase()
    });
    let mut file = match ending.as_str() {
        "csv" | "parquet" => BufWriter::new(File::create(path).with_context(failed)?),
        _ => bail!(
            "{}: name a file that ends in .csv or .parquet",
            path.display()
        ),
    };
    if ending == "csv" {
        write_csv(outcome, &mut file).with_context(failed)?;
    } else {
        write_parquet(outcome, &mut file).with_context(failed)?;
    }
    file.flush().with_context(failed)
}

/// The columns that leave, by place in the table, with their place among the quasi-identifiers.
fn leaving(outcome: &Outcome<'_>) -> Vec<(usize, Option<usize>)> {
    let table = outcome.extract.table;
    table
        .columns()
        .iter()
        .enumerate()
        .filter_map(|(place, column)| {
            let quasi = outcome
                .extract
                .quasi
                .iter()
                .position(|quasi| quasi.column == column.name());
            (quasi.is_some() || stays(outcome.command, column)).then_some((place, quasi))
        })
        .collect()
}

fn text<'o>(
    outcome: &'o Outcome<'_>,
    row: usize,
    (place, quasi): (usize, Option<usize>),
) -> &'o str {
    if let Some(quasi) = quasi {
        return outcome.extract.text(&outcome.recoding, row, quasi);
    }
    let column = &outcome.extract.table.columns()[place];
    column.value(column.codes()[row])
}

fn write_csv(outcome: &Outcome<'_>, file: &mut impl std::io::Write) -> anyhow::Result<()> {
    let columns = leaving(outcome);
    let table = outcome.extract.table;
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(file);
    writer.write_record(
        columns
            .iter()
            .map(|(place, _)| table.columns()[*place].name()),
    )?;
    for row in 0..table.rows() {
        writer.write_record(columns.iter().map(|&column| text(outcome, row, column)))?;
    }
    writer.flush()?;
    Ok(())
}

fn write_parquet(outcome: &Outcome<'_>, file: &mut impl std::io::Write) -> anyhow::Result<()> {
    let columns = leaving(outcome);
    let table = outcome.extract.table;
    let mut writer = Writer::new(
        columns
            .iter()
            .map(|(place, _)| columnar::Column::new(table.columns()[*place].name(), Kind::Text))
            .collect(),
    )?;
    for row in 0..table.rows() {
        let cells: Vec<Option<Value<'_>>> = columns
            .iter()
            .map(|&column| Some(Value::Text(text(outcome, row, column))))
            .collect();
        writer.row(&cells)?;
        file.write_all(&writer.take())?;
    }
    file.write_all(&writer.finish()?)?;
    Ok(())
}
