// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A table as CSV, row by row.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::{Options, SeenCodes};
use crate::Moment;
use crate::odata::draw::Filled;
use crate::odata::rows::way;
use crate::odata::schema::{Content, Node, Schema, Table, ValueKind};
use crate::odata::submission::{ReviewState, Status, Submission};

/// What the first table knows of a submission, behind its answers.
const SYSTEM: [&str; 10] = [
    "KEY",
    "SubmitterID",
    "SubmitterName",
    "AttachmentsPresent",
    "AttachmentsExpected",
    "Status",
    "ReviewState",
    "DeviceID",
    "Edits",
    "FormVersion",
];

/// The parts of a place.
const PLACE: [&str; 4] = ["Latitude", "Longitude", "Altitude", "Accuracy"];

/// What stands in a column, or in several beside each other.
#[derive(Debug)]
enum Cells {
    InstanceId,
    InstanceName,
    /// The answer.
    Answer(usize),
    /// The four numbers of a place.
    Place(usize),
    /// The codes that were chosen, then for each code whether it was.
    Codes(usize, Vec<String>),
}

/// Writes a table.
#[derive(Debug)]
pub struct CsvTable<'s, W: Write> {
    out: csv::Writer<W>,
    schema: &'s Schema,
    index: usize,
    table: &'s Table,
    /// The repeats from the first table to this one.
    way: Vec<usize>,
    cells: Vec<Cells>,
}

impl<'s, W: Write> CsvTable<'s, W> {
    /// Begins the table at this place of [`Schema::tables`]; nothing if the form has none there.
    pub fn begin(
        out: W,
        schema: &'s Schema,
        index: usize,
        options: &Options,
        seen: &SeenCodes,
    ) -> Result<Option<Self>, csv::Error> {
        let Some(table) = schema.tables.get(index) else {
            return Ok(None);
        };
        let mut columns = Columns {
            index,
            group_paths: options.group_paths,
            split: options.split,
            seen,
            headers: Vec::new(),
            cells: Vec::new(),
        };
        if table.is_submissions() {
            columns.headers.push("SubmissionDate".to_owned());
        }
        columns.add(&table.nodes, "");
        let system: &[&str] = if table.is_submissions() {
            &SYSTEM
        } else {
            &["PARENT_KEY", "KEY"]
        };
        let system = system.iter().map(|name| (*name).to_owned());
        columns.headers.extend(system);
        let mut out = csv::WriterBuilder::new()
            .terminator(csv::Terminator::Any(b'\n'))
            .from_writer(out);
        out.write_record(&columns.headers)?;
        Ok(Some(Self {
            out,
            schema,
            index,
            table,
            way: way(schema, index),
            cells: columns.cells,
        }))
    }

    /// Writes the rows that a submission has in this table.
    pub fn submission(&mut self, submission: &Submission<'_>) -> Result<(), csv::Error> {
        let (rows, _) = self.schema.layout.rows(submission.answers);
        let filled = Filled::of(self.schema, &rows);
        let way = std::mem::take(&mut self.way);
        let outcome = filled.each_round(&way, &mut Vec::new(), &mut |numbers| {
            self.row(submission, numbers, filled.cells(self.index, numbers))
        });
        self.way = way;
        outcome
    }

    fn row(
        &mut self,
        of: &Submission<'_>,
        numbers: &[u32],
        answers: &[&str],
    ) -> Result<(), csv::Error> {
        let out = &mut self.out;
        if self.table.is_submissions() {
            out.write_field(Moment(of.submission_date).to_string())?;
        }
        let answer = |column: usize| answers.get(column).copied().unwrap_or_default();
        for cells in &self.cells {
            match cells {
                Cells::InstanceId => out.write_field(of.instance_id)?,
                Cells::InstanceName => out.write_field(of.instance_name.unwrap_or_default())?,
                Cells::Answer(column) => out.write_field(answer(*column))?,
                Cells::Place(column) => {
                    let mut parts = answer(*column).split_whitespace();
                    for _ in PLACE {
                        out.write_field(parts.next().unwrap_or_default())?;
                    }
                }
                Cells::Codes(column, codes) => {
                    let chosen = answer(*column);
                    out.write_field(chosen)?;
                    for code in codes {
                        let is_chosen = chosen.split_whitespace().any(|one| one == code);
                        out.write_field(if is_chosen { "1" } else { "0" })?;
                    }
                }
            }
        }
        if self.table.is_submissions() {
            let text = Option::unwrap_or_default;
            out.write_field(of.instance_id)?;
            out.write_field(text(of.submitter_id))?;
            out.write_field(text(of.submitter_name))?;
            out.write_field(of.attachments_present.to_string())?;
            out.write_field(of.attachments_expected.to_string())?;
            out.write_field(text(of.status.map(Status::name)))?;
            out.write_field(text(of.review_state.map(ReviewState::name)))?;
            out.write_field(text(of.device_id))?;
            out.write_field(of.edits.to_string())?;
            out.write_field(text(of.form_version))?;
        } else {
            let parent = self.table.parent;
            let around = parent.and_then(|index| self.schema.tables.get(index));
            let steps = around.map_or(0, |around| around.steps.len());
            out.write_field(key(self.table, steps, of.instance_id, numbers))?;
            let steps = self.table.steps.len();
            out.write_field(key(self.table, steps, of.instance_id, numbers))?;
        }
        out.write_record(None::<&[u8]>)
    }

    /// Hands what is written to the receiver.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// The key of the row that the first steps lead to.
fn key(table: &Table, steps: usize, instance_id: &str, numbers: &[u32]) -> String {
    let mut key = instance_id.to_owned();
    let mut numbers = numbers.iter();
    for step in table.steps.iter().take(steps) {
        key.push('/');
        key.push_str(&step.raw);
        if step.is_repeat {
            let number = numbers.next().copied().unwrap_or(1);
            // A text takes everything.
            let _ = write!(key, "[{number}]");
        }
    }
    key
}

/// The columns of a table, as they are laid out.
struct Columns<'c> {
    index: usize,
    group_paths: bool,
    split: bool,
    seen: &'c SeenCodes,
    headers: Vec<String>,
    cells: Vec<Cells>,
}

impl Columns<'_> {
    fn add(&mut self, nodes: &[Node], around: &str) {
        for node in nodes {
            let name = format!("{around}{}", node.raw);
            let cells = match &node.content {
                Content::Group(inner) => {
                    let around = if self.group_paths {
                        format!("{name}-")
                    } else {
                        String::new()
                    };
                    self.add(inner, &around);
                    continue;
                }
                Content::Repeat(_) => continue,
                Content::InstanceId => Cells::InstanceId,
                Content::InstanceName => Cells::InstanceName,
                Content::Answer { column, kind, .. } if *kind == ValueKind::Point => {
                    let parts = PLACE.iter().map(|part| format!("{name}-{part}"));
                    self.headers.extend(parts);
                    self.cells.push(Cells::Place(*column));
                    continue;
                }
                Content::Answer {
                    column, is_several, ..
                } if *is_several && self.split => {
                    let codes = self.seen.column(self.index, *column);
                    let own = codes.iter().map(|code| format!("{name}/{code}"));
                    self.headers.push(name.clone());
                    self.headers.extend(own);
                    self.cells.push(Cells::Codes(*column, codes));
                    continue;
                }
                Content::Answer { column, .. } => Cells::Answer(*column),
            };
            self.headers.push(name);
            self.cells.push(cells);
        }
    }
}
