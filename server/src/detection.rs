// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! `deich signals`: weeks with more cases than expected, in series out of a file. What it says stands in
//! docs/command-line.md.

mod parameters;
mod told;

use std::io::Read as _;
use std::ops::Range;
use std::path::PathBuf;

use anyhow::{Context as _, bail, ensure};
use clap::Args;
use kernel::IsoWeek;
use parameters::Parameters;
use signals::{
    Absent, Bayes, Columns, Cusum, Ears, EarsKind, Explanation, Farrington, Method, Named, Plan,
    Rki, Series, WeekSpan,
};

/// Series, a method, and which weeks are tested.
#[derive(Debug, Args)]
pub(crate) struct Signals {
    /// The series: a table (`;` or `,`) with a row per week, or JSON; `-` reads the standard input.
    #[arg(long)]
    series: PathBuf,
    /// The method. Without it, the one of the daily list: farrington after at least 208 weeks.
    #[arg(long, value_enum)]
    method: Option<MethodName>,
    /// The method as the product uses it: silent until it has seen enough (farrington 208 weeks, ears 26 weeks and no
    /// deviation below 0.5).
    #[arg(long, requires = "method")]
    cautious: bool,
    #[command(flatten)]
    table: TableOptions,
    #[command(flatten)]
    weeks: WeekOptions,
    #[command(flatten)]
    parameters: Parameters,
    /// Weeks that are not learned from, `2020-W10..2022-W20` or one week; several, separated by commas.
    #[arg(long, value_delimiter = ',', value_parser = span)]
    exclude: Vec<WeekSpan>,
    /// A week in which the series begins anew; several, separated by commas.
    #[arg(long, value_delimiter = ',')]
    split: Vec<IsoWeek>,
    /// How many weeks must lie before a tested one.
    #[arg(long)]
    minimum_history: Option<u32>,
    /// A count below this is no signal.
    #[arg(long)]
    least_cases: Option<u32>,
    /// On how many processors; without it, on all. The result is the same.
    #[arg(long)]
    threads: Option<usize>,
    /// Prints one JSON object.
    #[arg(long)]
    json: bool,
    /// Adds the weeks that were learned from to the JSON object.
    #[arg(long, requires = "json")]
    explain: bool,
}

/// Where a table has what.
#[derive(Debug, Args)]
struct TableOptions {
    /// The column with the week (`2024-W05`) or a day of it.
    #[arg(long)]
    week: Option<String>,
    /// The column with the count.
    #[arg(long)]
    count: Option<String>,
    /// Columns whose values tell series apart, separated by commas.
    #[arg(long, value_delimiter = ',')]
    group: Vec<String>,
    /// What a week is that has no row.
    #[arg(long, value_enum, default_value = "missing")]
    absent: AbsentName,
}

/// Which weeks are tested; without any of these, those that the file names, else the last one.
#[derive(Debug, Args)]
struct WeekOptions {
    /// The first and the last tested week of each series, counted from 1: `1175-1278`.
    #[arg(long, value_parser = range, conflicts_with_all = ["from", "to", "last"])]
    range: Option<(usize, usize)>,
    /// From this week on.
    #[arg(long)]
    from: Option<IsoWeek>,
    /// Up to this week.
    #[arg(long)]
    to: Option<IsoWeek>,
    /// The last weeks of each series, so many.
    #[arg(long, conflicts_with_all = ["from", "to"])]
    last: Option<usize>,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum MethodName {
    EarsC1,
    EarsC2,
    EarsC3,
    Farrington,
    FarringtonOriginal,
    Bayes,
    #[value(name = "rki-1")]
    RkiOne,
    #[value(name = "rki-2")]
    RkiTwo,
    #[value(name = "rki-3")]
    RkiThree,
    Cusum,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum AbsentName {
    Missing,
    Zero,
}

fn span(text: &str) -> Result<WeekSpan, String> {
    let (from, to) = text.split_once("..").unwrap_or((text, text));
    let week = |text: &str| {
        text.parse::<IsoWeek>()
            .map_err(|error| format!("{error}; a span is 2020-W10..2022-W20"))
    };
    let (from, to) = (week(from)?, week(to)?);
    if from > to {
        return Err(format!("{from} is after {to}"));
    }
    Ok(WeekSpan { from, to })
}

fn range(text: &str) -> Result<(usize, usize), String> {
    let numbers = || {
        let (from, to) = text.split_once('-')?;
        let (from, to): (usize, usize) = (from.parse().ok()?, to.parse().ok()?);
        (1 <= from && from <= to).then_some((from, to))
    };
    numbers().ok_or_else(|| format!("`{text}` is not FROM-TO, counted from 1"))
}

/// `deich signals`.
pub(crate) fn signals(command: &Signals) -> anyhow::Result<()> {
    let plan = command.plan()?;
    plan.check()?;
    let bytes = if command.series.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes)?;
        bytes
    } else {
        std::fs::read(&command.series)
            .with_context(|| format!("{} cannot be read", command.series.display()))?
    };
    let columns = Columns {
        week: command.table.week.clone(),
        count: command.table.count.clone(),
        group: command.table.group.clone(),
        absent: match command.table.absent {
            AbsentName::Missing => Absent::Missing,
            AbsentName::Zero => Absent::Zero,
        },
    };
    let all = signals::read(&bytes, &columns)
        .with_context(|| format!("{} is refused", command.series.display()))?;
    let wanted = all
        .iter()
        .map(|named| Ok((&named.series, command.weeks.of(named)?)))
        .collect::<anyhow::Result<Vec<(&Series, Range<usize>)>>>()?;
    let threads = command
        .threads
        .or_else(|| std::thread::available_parallelism().ok().map(Into::into))
        .unwrap_or(1);
    let findings = plan.test_all(&wanted, threads)?;
    let explained: Vec<Vec<Explanation>> = if command.explain {
        let explain =
            |(series, weeks): &(&Series, Range<usize>)| plan.explain(series, weeks.clone());
        wanted.iter().map(explain).collect::<Result<_, _>>()?
    } else {
        Vec::new()
    };
    let named: Vec<told::Tested<'_>> = all
        .iter()
        .zip(&findings)
        .enumerate()
        .map(|(place, (named, findings))| told::Tested {
            name: &named.name,
            findings,
            explained: explained.get(place).map(Vec::as_slice),
        })
        .collect();
    told::tell(&plan, &named, command.json)
}

impl WeekOptions {
    /// The tested weeks of a series; none if it has no such weeks.
    fn of(&self, named: &Named) -> anyhow::Result<Range<usize>> {
        let series = &named.series;
        let length = series.len();
        if let Some((from, to)) = self.range {
            ensure!(
                to <= length,
                "the weeks {from} to {to} are not in the series `{}`, which has {length} weeks",
                named.name
            );
            return Ok(from - 1..to);
        }
        if self.from.is_some() || self.to.is_some() {
            let place = |week: IsoWeek| usize::try_from(series.place(week)).unwrap_or(0);
            let start = self.from.map_or(0, place).min(length);
            let behind = |week: IsoWeek| usize::try_from(series.place(week) + 1).unwrap_or(0);
            let end = self.to.map_or(length, behind).min(length);
            return Ok(start.min(end)..end);
        }
        if let (None, Some(weeks)) = (self.last, &named.weeks) {
            return Ok(weeks.clone());
        }
        Ok(length.saturating_sub(self.last.unwrap_or(1))..length)
    }
}

impl Signals {
    fn plan(&self) -> anyhow::Result<Plan> {
        let mut plan = match self.method {
            None => Plan::daily(),
            Some(name) if self.cautious => Plan::cautious(name.method()),
            Some(name) => Plan::of(name.method()),
        };
        if let Err(name) = self.parameters.apply(&mut plan.method) {
            bail!("--{name} is no parameter of this method");
        }
        plan.interventions.excluded.clone_from(&self.exclude);
        plan.interventions.splits.clone_from(&self.split);
        plan.minimum_history = self.minimum_history.unwrap_or(plan.minimum_history);
        plan.least_cases = self.least_cases.unwrap_or(plan.least_cases);
        Ok(plan)
    }
}

impl MethodName {
    fn method(self) -> Method {
        match self {
            Self::EarsC1 => Method::Ears(Ears::new(EarsKind::C1)),
            Self::EarsC2 => Method::Ears(Ears::new(EarsKind::C2)),
            Self::EarsC3 => Method::Ears(Ears::new(EarsKind::C3)),
            Self::Farrington => Method::Farrington(Farrington::default()),
            Self::FarringtonOriginal => Method::Farrington(Farrington::original()),
            Self::Bayes => Method::Bayes(Bayes::default()),
            Self::RkiOne => Method::Rki(Rki::ONE),
            Self::RkiTwo => Method::Rki(Rki::TWO),
            Self::RkiThree => Method::Rki(Rki::THREE),
            Self::Cusum => Method::Cusum(Cusum::default()),
        }
    }
}
