// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! `deich import`: a file becomes a version of a data set. What it reads and says stands in docs/command-line.md.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, bail, ensure};
use clap::Args;
use datasets::Description;
use indicators::sets::importing::{self, ImportReport, Progress, Upload};
use indicators::sets::{Publication, SetKey, SetKind, SetVersion};
use kernel::Localized;

use crate::installation::Installation;

/// Which file, and what is said about it.
#[derive(Debug, Args)]
pub(crate) struct Import {
    /// The file: a query of `SurvStat`, open data of the RKI, CSV, TSV, XLSX, ODS, a data package, also zipped.
    file: PathBuf,
    /// The short name of the data set; made if it is not there.
    #[arg(long)]
    set: SetKey,
    /// What the numbers of a new set are: `cases` (notified cases), `measures` (health indicators) or `population` (inhabitants).
    #[arg(long, default_value = "cases")]
    kind: SetKind,
    /// The indicator that the numbers are about, if the file does not say so, such as `infant-mortality`.
    #[arg(long, default_value = "")]
    indicator: String,
    /// The German name of a new set.
    #[arg(long, default_value = "")]
    title: String,
    /// The English name of a new set.
    #[arg(long, default_value = "")]
    title_en: String,
    /// Who publishes the numbers.
    #[arg(long, default_value = "")]
    source: String,
    /// Under which licence.
    #[arg(long, default_value = "")]
    licence: String,
    /// What has to be said beside every number.
    #[arg(long, default_value = "")]
    attribution: String,
    /// On which day the numbers stood so (`2025-07-01`); without it what the file says, or today.
    #[arg(long)]
    as_of: Option<jiff::civil::Date>,
    /// How columns are read, as JSON; without it as they are recognised.
    #[arg(long)]
    mapping: Option<PathBuf>,
    /// Takes the version over at once; without it, somebody does so in the browser.
    #[arg(long)]
    take: bool,
    /// Does not take it over if more than this share of rows has errors, 0 to 1.
    #[arg(long, default_value_t = 0.0, requires = "take")]
    errors: f64,
    /// Lets everybody see a new set.
    #[arg(long)]
    publish: bool,
    /// Prints what was found as JSON.
    #[arg(long)]
    json: bool,
}

/// `deich import`.
pub(crate) async fn run(installation: &Installation, command: Import) -> anyhow::Result<()> {
    ensure!(
        (0.0..=1.0).contains(&command.errors),
        "--errors is a share from 0 to 1, not {}",
        command.errors
    );
    let app = &installation.app;
    let path = command.file.display();
    let bytes = std::fs::read(&command.file).with_context(|| format!("{path} cannot be read"))?;
    ensure!(
        bytes.len() <= importing::LARGEST,
        "{path} is larger than {} MB; split it",
        importing::LARGEST >> 20
    );
    let mapping = match &command.mapping {
        None => None,
        Some(file) => {
            let text = std::fs::read_to_string(file)
                .with_context(|| format!("{} cannot be read", file.display()))?;
            let mapping = serde_json::from_str(&text)
                .with_context(|| format!("{} is no mapping", file.display()))?;
            Some(mapping)
        }
    };
    let name = command.file.file_name().unwrap_or_default();
    let upload = Upload {
        name: name.to_string_lossy().into_owned(),
        bytes,
        mapping,
        set: command.set.clone(),
        kind: command.kind,
        indicator: command.indicator.clone(),
        description: Description {
            title: Localized::both(&command.title, &command.title_en),
            source: command.source.clone(),
            licence: command.licence.clone(),
            attribution: command.attribution.clone(),
            ..Description::default()
        },
        publication: if command.publish {
            Publication::AsPublished
        } else {
            Publication::Internal
        },
        as_of: command.as_of,
    };
    let progress = Arc::new(Progress::default());
    let telling = tell_progress(&progress);
    let staged = importing::stage(app, upload, None, &progress).await;
    telling.abort();
    let version = staged.with_context(|| format!("nothing was read from {path}"))?;
    let report: ImportReport = serde_json::from_str(&version.report)?;
    tell(&command, &version, &report)?;
    if !command.take {
        return Ok(());
    }
    let wrong = report.rows.saturating_sub(report.sound_rows);
    let share = wrong as f64 / report.rows.max(1) as f64;
    if share > command.errors {
        bail!(
            "{wrong} of {} rows have errors: version {} waits to be looked at and was not taken over",
            report.rows,
            version.number
        );
    }
    let taken = importing::decide(app, &version, true, None).await;
    ensure!(
        taken.map_err(|error| anyhow::anyhow!("{error}"))?,
        "somebody has decided on version {} meanwhile",
        version.number
    );
    Ok(())
}

/// Says on a terminal how far it is, until it is told no more.
#[expect(clippy::print_stderr, reason = "whoever waits at a terminal sees it")]
fn tell_progress(progress: &Arc<Progress>) -> tokio::task::JoinHandle<()> {
    let progress = Arc::clone(progress);
    tokio::spawn(async move {
        while std::io::stderr().is_terminal() {
            tokio::time::sleep(Duration::from_millis(500)).await;
            let (phase, (rows, about)) = progress.now();
            eprint!("\r{phase}: {rows} of about {about} rows   ");
        }
    })
}

#[expect(clippy::print_stdout, reason = "commands answer on the terminal")]
fn tell(command: &Import, version: &SetVersion, report: &ImportReport) -> anyhow::Result<()> {
    if command.json {
        let told = serde_json::json!({
            "set": version.set,
            "version": version.number,
            "as_of": version.as_of,
            "file": version.file.to_string(),
            "observations": version.observations,
            "report": report,
        });
        println!("{}", serde_json::to_string_pretty(&told)?);
        return Ok(());
    }
    println!(
        "{} version {}, as of {}: {} of {} rows without errors, {} numbers, {} to {}",
        version.set,
        version.number,
        version.as_of,
        report.sound_rows,
        report.rows,
        version.observations,
        report.weeks.0,
        report.weeks.1
    );
    for (disease, cases) in &report.diseases {
        println!("  {disease}: {cases}");
    }
    for one in &report.noticed {
        let what = if one.error { "error" } else { "noticed" };
        println!("  {what}: {} ({})", one.kind, one.count);
        for (line, column, found, more) in one.first.iter().take(3) {
            println!("    line {line} {column} `{found}` {more}");
        }
    }
    for (reason, count) in &report.left_out {
        println!("  left out: {reason} ({count})");
    }
    Ok(())
}
