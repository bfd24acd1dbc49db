// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! `deich anonymize`: a table without what singles people out, without configuration and database.
//! What it reads and says stands in docs/command-line.md.

mod files;
mod spent;
mod told;

use std::path::PathBuf;

use anonymity::{Criterion, Generalisation, Metric, Watch};
use anyhow::Context as _;
use clap::Args;
use extraction::Task;

/// What is to be made anonymous, and how.
#[derive(Debug, Args)]
pub(crate) struct Anonymize {
    /// The table: CSV with a header (semicolons or commas) or Parquet.
    #[arg(long)]
    data: PathBuf,
    /// The folder of the hierarchies, `SET_hierarchy_COLUMN.csv` or `COLUMN.csv`.
    #[arg(long)]
    hierarchies: PathBuf,
    /// The columns by which somebody could find a person, separated by commas.
    #[arg(long, value_delimiter = ',', required = true)]
    quasi: Vec<String>,
    /// Further columns that stay as they are, separated by commas. All other columns are left out.
    #[arg(long, value_delimiter = ',')]
    sensitive: Vec<String>,
    /// What a class needs, separated by commas: `k:5`, `entities:COLUMN:5`, `distinct-l:COLUMN:3`,
    /// `entropy-l:COLUMN:3`, `recursive-cl:COLUMN:4:3`, `equal-t:COLUMN:0.2`, `hier-t:COLUMN:0.2`.
    #[arg(long, value_delimiter = ',', required = true)]
    model: Vec<Criterion>,
    /// The largest share of rows that may be suppressed, 0 to 1.
    #[arg(long, default_value_t = 0.0)]
    suppression: f64,
    /// What is made as small as possible: `loss_arith`, `loss_geo`, `nm_entropy_sum`, `discernability`,
    /// `aecs`, `precision_arith` or `height_sum`.
    #[arg(long, default_value = "loss_arith")]
    metric: Metric,
    /// Gives every group its own levels, as fine as the model allows.
    #[arg(long)]
    local: bool,
    /// Takes labels of a hierarchy that differ in one letter as an error.
    #[arg(long)]
    strict: bool,
    /// How many people the table was drawn from; for estimates of who is unique among them.
    #[arg(long)]
    population: Option<u64>,
    /// On how many processors; without it, on all.
    #[arg(long)]
    threads: Option<usize>,
    /// Prints the figures as JSON.
    #[arg(long)]
    json: bool,
    /// The language of the figures for people.
    #[arg(long, value_enum, default_value = "de")]
    language: Language,
    /// Where the result is written: `.csv` or `.parquet`.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Where the report for the data protection officer is written (HTML, German).
    #[arg(long)]
    report: Option<PathBuf>,
}

/// The languages of the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Language {
    /// German.
    De,
    /// English.
    En,
}

/// What came of it.
struct Outcome<'a> {
    command: &'a Anonymize,
    of: extraction::Outcome<'a>,
    warnings: Vec<String>,
}

/// `deich anonymize`.
pub(crate) fn anonymize(command: &Anonymize) -> anyhow::Result<()> {
    let mut task = Task {
        quasi: Vec::new(),
        kept: command.sensitive.clone(),
        climbed: Vec::new(),
        criteria: command.model.clone(),
        suppression: command.suppression,
        metric: command.metric,
        local: command.local,
        population: command.population,
        threads: command
            .threads
            .or_else(|| std::thread::available_parallelism().ok().map(Into::into))
            .unwrap_or(1),
    };
    let mut warnings = Vec::new();
    let table = files::read(command, &task)?;
    let hierarchies = hierarchies(command, &mut warnings)?;
    let of = |columns: &[String]| {
        let found = columns
            .iter()
            .filter_map(|name| hierarchies.iter().find(|(column, _)| column == name));
        found.cloned().collect()
    };
    task.quasi = of(&command.quasi);
    task.climbed = of(&Task::climbed_by(&command.model));
    let outcome = Outcome {
        of: task.run(&table, &Watch::default())?,
        command,
        warnings,
    };
    if let Some(out) = &command.out {
        files::write(&outcome.of, out)?;
    }
    if let Some(file) = &command.report {
        std::fs::write(file, extraction::html(&outcome.of.figures()))
            .with_context(|| format!("{} cannot be written", file.display()))?;
    }
    told::tell(&outcome)
}

/// The hierarchies of all columns that need one.
fn hierarchies(
    command: &Anonymize,
    warnings: &mut Vec<String>,
) -> anyhow::Result<Vec<(String, Generalisation)>> {
    let mut needed = command.quasi.clone();
    needed.extend(Task::climbed_by(&command.model));
    needed.sort();
    needed.dedup();
    let mut found = Vec::new();
    for column in needed {
        let file = files::hierarchy_of(&command.data, &command.hierarchies, &column)?;
        let bytes =
            std::fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))?;
        let read = if command.strict {
            Generalisation::import_strictly(&bytes)
        } else {
            Generalisation::import(&bytes).map(|read| {
                warnings.extend(
                    read.warnings
                        .iter()
                        .map(|warning| format!("{}, {warning}", file.display())),
                );
                read.generalisation
            })
        };
        let read = read.with_context(|| format!("{} is refused", file.display()))?;
        found.push((column, read));
    }
    Ok(found)
}
