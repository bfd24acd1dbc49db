// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Where tables and hierarchies lie, and where the result is put.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use anonymity::{ExtractError, Table};
use anyhow::{Context as _, bail};
use extraction::source::{self, Wanted};
use extraction::{Outcome, Task};

use super::Anonymize;

/// Reads the columns that the command names.
pub(super) fn read(command: &Anonymize, task: &Task) -> anyhow::Result<Table> {
    let beside = task.columns()?;
    let quasi = || command.quasi.iter().map(String::as_str);
    if let Some(both) = quasi().find(|name| beside.contains(name)) {
        bail!(ExtractError::SensitiveQuasi(both.to_owned()));
    }
    let wanted: Vec<&str> = quasi().chain(beside).collect();
    let path = &command.data;
    let file = File::open(path).with_context(|| format!("{} cannot be opened", path.display()))?;
    source::of_file(file, Wanted::Named(&wanted))
        .with_context(|| format!("{} is refused", path.display()))
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

/// Writes the rows as they leave.
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
        outcome.csv(&mut file).with_context(failed)?;
    } else {
        outcome.parquet(&mut file).with_context(failed)?;
    }
    file.flush().with_context(failed)
}
