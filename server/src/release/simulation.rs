// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! `deich release simulate`: a stream of records, released week by week.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use anonymity::forwarding::{
    EntityKind, Field, FieldClass, Hierarchies, LegalPath, PatienceStep, Policy, PolicyDraft,
    PolicyFormat, Record, ReleaseDocument, SHIPPED_MAXIMUM_HOLD_WEEKS, Simulation, Variety,
    shipped_patience, simulate,
};
use anonymity::{Entity, Hierarchy, RecordKey};
use anyhow::{Context as _, bail, ensure};
use clap::Args;
use kernel::IsoWeek;

/// A stream, a policy, and where the hierarchies are.
#[derive(Debug, Args)]
pub(crate) struct Simulate {
    /// The records: a table (`;`, UTF-8) with a header.
    #[arg(long)]
    data: PathBuf,
    /// A folder with a hierarchy per column, `COLUMN.csv` or `…_hierarchy_COLUMN.csv` (`;`, no header; the
    /// finest value first, then its value at each coarser level).
    #[arg(long)]
    hierarchies: PathBuf,
    /// A policy in format 2; its fields are columns of the table. Without it, one is made of the options
    /// below.
    #[arg(long, conflicts_with_all = ["k", "quasi", "sensitive", "distinct", "same_week", "with_date"])]
    policy: Option<PathBuf>,
    /// The smallest number of different people in a group.
    #[arg(long, default_value_t = 5)]
    k: u32,
    /// The columns of the tuple, separated by commas.
    #[arg(long, value_delimiter = ',')]
    quasi: Vec<String>,
    /// Columns of which a group says how often each value occurs, separated by commas.
    #[arg(long, value_delimiter = ',')]
    sensitive: Vec<String>,
    /// How many different values each sensitive column must have in a group.
    #[arg(long, default_value_t = 1)]
    distinct: u32,
    /// The column with the week (`2026-W47`) or the day (`2026-11-18`).
    #[arg(long)]
    date: String,
    /// The column that says whose record it is; without it, every row is about somebody else.
    #[arg(long)]
    entity: Option<String>,
    /// Everything leaves in its own week if it can, as coarse as it must.
    #[arg(long)]
    same_week: bool,
    /// The date is part of the tuple, and its loss counts.
    #[arg(long)]
    with_date: bool,
    /// Only the rows of one office, and only their part of the hierarchy: `COLUMN:FROM-TO=TEXT` compares the
    /// characters FROM to TO (from 1) of a column, `ags:3-5=354`.
    #[arg(long)]
    office: Option<Office>,
    /// Prints one JSON object.
    #[arg(long)]
    json: bool,
    /// Where the releases are written as they would leave: one JSON document a line.
    #[arg(long)]
    out: Option<PathBuf>,
}

/// The rows whose value of a column has this text at this place.
#[derive(Debug, Clone)]
struct Office {
    column: String,
    from: usize,
    to: usize,
    text: String,
}

impl std::str::FromStr for Office {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let parsed = || {
            let (place, wanted) = text.split_once('=')?;
            let (column, span) = place.split_once(':')?;
            let (from, to) = span.split_once('-')?;
            let (from, to): (usize, usize) = (from.parse().ok()?, to.parse().ok()?);
            (1 <= from && from <= to).then(|| Self {
                column: column.to_owned(),
                from,
                to,
                text: wanted.to_owned(),
            })
        };
        parsed().ok_or_else(|| format!("`{text}` is not COLUMN:FROM-TO=TEXT"))
    }
}

impl Office {
    fn has(&self, value: &str) -> bool {
        let length = self.to - self.from + 1;
        value
            .chars()
            .skip(self.from - 1)
            .take(length)
            .eq(self.text.chars())
    }
}

/// The table as it was read.
struct Data {
    header: Vec<String>,
    rows: Vec<csv::StringRecord>,
}

impl Data {
    fn read(file: &Path) -> anyhow::Result<Self> {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(b';')
            .from_path(file)
            .with_context(|| format!("{} cannot be opened", file.display()))?;
        let header = reader.headers()?.iter().map(str::to_owned).collect();
        let rows = reader.records().collect::<Result<_, _>>();
        let rows = rows.with_context(|| format!("{} is no such table", file.display()))?;
        Ok(Self { header, rows })
    }

    fn column(&self, name: &str) -> anyhow::Result<usize> {
        let position = self.header.iter().position(|column| column == name);
        position.with_context(|| format!("the table has no column `{name}`"))
    }
}

/// `deich release simulate`.
#[expect(clippy::print_stdout, reason = "commands answer on the terminal")]
pub(crate) fn run_simulation(arguments: &Simulate) -> anyhow::Result<()> {
    let mut data = Data::read(&arguments.data)?;
    if let Some(office) = &arguments.office {
        let column = data.column(&office.column)?;
        data.rows.retain(|row| office.has(&row[column]));
        ensure!(!data.rows.is_empty(), "no row belongs to the office");
    }
    let policy = match &arguments.policy {
        Some(file) => {
            let text = fs::read_to_string(file)
                .with_context(|| format!("{} cannot be read", file.display()))?;
            Policy::from_json(&text)?
        }
        None => Policy::new(draft(arguments))?,
    };
    let hierarchies = hierarchies(arguments, &policy, &data)?;
    let records = records(arguments, &policy, &data)?;
    let simulation = simulate(&policy, &hierarchies, records)?;
    if let Some(file) = &arguments.out {
        write_releases(file, &simulation)
            .with_context(|| format!("{} cannot be written", file.display()))?;
    }
    println!("{}", written(&simulation, arguments.json));
    Ok(())
}

fn write_releases(file: &Path, simulation: &Simulation) -> std::io::Result<()> {
    let mut out = BufWriter::new(fs::File::create(file)?);
    for document in &simulation.documents {
        out.write_all(document.bytes())?;
        out.write_all(b"\n")?;
    }
    out.flush()
}

fn written(simulation: &Simulation, json: bool) -> String {
    let groups: usize = simulation
        .documents
        .iter()
        .map(ReleaseDocument::groups)
        .sum();
    if json {
        let value = serde_json::json!({
            "records": simulation.records,
            "in_groups": simulation.in_groups,
            "counted": simulation.counted,
            "waiting": simulation.waiting,
            "faulty": simulation.faulty,
            "releases": simulation.documents.len(),
            "groups": groups,
            "loss": simulation.loss,
            "delay_weeks": simulation.delay,
            "smallest_difference": simulation.smallest_difference,
        });
        return value.to_string();
    }
    let smallest = simulation
        .smallest_difference
        .map_or_else(|| "none".to_owned(), |smallest| smallest.to_string());
    format!(
        "records              {}\nin groups            {}\nonly counted         {}\n\
         still waiting        {}\nnot usable           {}\nreleases             {}\n\
         groups               {groups}\ninformation loss     {:.4}\n\
         delay in weeks       {:.2}\nsmallest difference  {smallest}",
        simulation.records,
        simulation.in_groups,
        simulation.counted,
        simulation.waiting,
        simulation.faulty,
        simulation.documents.len(),
        simulation.loss,
        simulation.delay,
    )
}

/// The policy that the options describe. Hierarchies are named like their columns, and their levels are
/// numbered.
fn draft(arguments: &Simulate) -> PolicyDraft {
    let field = |name: &str, class| Field {
        name: name.to_owned(),
        label: name.to_owned(),
        class: Some(class),
        reason: "Simulation.".to_owned(),
    };
    let entity = arguments.entity.as_deref().unwrap_or("row-number");
    let of = EntityKind::Person;
    let mut fields = vec![field(entity, FieldClass::Entity { of })];
    fields.extend(arguments.quasi.iter().map(|name| {
        let class = FieldClass::Quasi {
            hierarchy: name.clone(),
            finest: FINEST.to_owned(),
            coarsest: COARSEST.to_owned(),
        };
        field(name, class)
    }));
    fields.extend(arguments.sensitive.iter().map(|name| {
        let class = FieldClass::Sensitive {
            hierarchy: name.clone(),
            level: FINEST.to_owned(),
            variety: Variety {
                distinct: arguments.distinct,
                ..Variety::default()
            },
        };
        field(name, class)
    }));
    let finest = if arguments.with_date { "week" } else { "all" };
    let date = FieldClass::Date {
        finest: finest.to_owned(),
        coarsest: "all".to_owned(),
    };
    fields.push(field(&arguments.date, date));
    let at_once = PatienceStep {
        from_weeks: 0,
        loss_permille: 1000,
        waiting_permille: 900,
    };
    PolicyDraft {
        format: PolicyFormat::V2,
        form_version: "simulation".to_owned(),
        purpose: "Simulation.".to_owned(),
        legal_basis: "Keine.".to_owned(),
        recipient: "Niemand.".to_owned(),
        path: LegalPath::AnonymisedForwarding,
        minimum: arguments.k,
        fields,
        patience: if arguments.same_week {
            vec![at_once]
        } else {
            shipped_patience()
        },
        maximum_hold_weeks: SHIPPED_MAXIMUM_HOLD_WEEKS,
        yearly_cap: 3,
        noise: None,
    }
}

/// The names of the first and the last level of a hierarchy that is read from a table; those between are
/// called `level-1` and so on.
const FINEST: &str = "finest";
const COARSEST: &str = "coarsest";

fn hierarchies(arguments: &Simulate, policy: &Policy, data: &Data) -> anyhow::Result<Hierarchies> {
    let files: Vec<PathBuf> = fs::read_dir(&arguments.hierarchies)
        .with_context(|| format!("{} is no folder", arguments.hierarchies.display()))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    let mut hierarchies = Hierarchies::new();
    for (field, name) in policy.coded() {
        let is_its = |file: &&PathBuf| {
            let file = file
                .file_name()
                .map(|file| file.to_string_lossy().into_owned());
            file.is_some_and(|file| {
                file == format!("{name}.csv") || file.ends_with(&format!("_hierarchy_{name}.csv"))
            })
        };
        let mut hierarchy = match files.iter().find(is_its) {
            Some(file) => read_hierarchy(file)?,
            // What has no hierarchy is a list of the values that occur.
            None if arguments.sensitive.iter().any(|column| column == field) => {
                let column = data.column(field)?;
                let values: BTreeSet<&str> = data.rows.iter().map(|row| &row[column]).collect();
                let rows: Vec<Vec<String>> = values
                    .into_iter()
                    .map(|value| vec![value.to_owned()])
                    .collect();
                Hierarchy::of_values(&[FINEST], &rows)?
            }
            None => bail!("there is no hierarchy for `{name}` in the folder"),
        };
        if let Some(office) = arguments.office.as_ref().filter(|one| one.column == field) {
            hierarchy = hierarchy.narrowed(|value| office.has(value))?;
        }
        hierarchies.insert(name.to_owned(), hierarchy);
    }
    Ok(hierarchies)
}

fn read_hierarchy(file: &Path) -> anyhow::Result<Hierarchy> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .has_headers(false)
        .from_path(file)
        .with_context(|| format!("{} cannot be opened", file.display()))?;
    let mut rows: Vec<Vec<String>> = Vec::new();
    for row in reader.records() {
        let row = row.with_context(|| format!("{} is no such table", file.display()))?;
        rows.push(row.iter().map(str::to_owned).collect());
    }
    let depth = rows.first().map_or(0, Vec::len);
    let levels: Vec<String> = (0..depth)
        .map(|level| match level {
            0 => FINEST.to_owned(),
            _ if level + 1 == depth => COARSEST.to_owned(),
            _ => format!("level-{level}"),
        })
        .collect();
    let levels: Vec<&str> = levels.iter().map(String::as_str).collect();
    Hierarchy::of_values(&levels, &rows)
        .with_context(|| format!("{} is no hierarchy", file.display()))
}

fn records(arguments: &Simulate, policy: &Policy, data: &Data) -> anyhow::Result<Vec<Record>> {
    let date = data.column(&arguments.date)?;
    let coded: Vec<usize> = policy
        .coded()
        .map(|(field, _)| data.column(field))
        .collect::<Result<_, _>>()?;
    let measures: Vec<usize> = policy
        .measures()
        .map(|field| data.column(field))
        .collect::<Result<_, _>>()?;
    let entity = arguments
        .entity
        .as_deref()
        .map(|name| data.column(name))
        .transpose()?;
    let kinds = policy.entities().count();
    ensure!(
        kinds == 1,
        "a simulation counts one kind of entity, the policy has {kinds}"
    );
    let rows = data.rows.iter().enumerate();
    rows.map(|(number, row)| {
        let whose = entity.map_or_else(|| number.to_string(), |column| row[column].to_owned());
        let figures = measures
            .iter()
            .map(|column| row[*column].parse().unwrap_or(-1));
        Ok(Record {
            case: RecordKey::new(format!("{number:012}")),
            version: 1,
            entities: vec![Entity::new(whose)],
            week: week(&row[date]).with_context(|| format!("row {} has no date", number + 1))?,
            values: coded.iter().map(|column| row[*column].to_owned()).collect(),
            figures: figures.collect(),
        })
    })
    .collect()
}

fn week(text: &str) -> Option<IsoWeek> {
    let day = || text.parse::<jiff::civil::Date>().ok().map(IsoWeek::of);
    text.parse().ok().or_else(day)
}
