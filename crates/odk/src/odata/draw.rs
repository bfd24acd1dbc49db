// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! One row as an object of JSON.

use std::collections::BTreeMap;

use forms::export::answers::Row;

use super::schema::{Content, Node, SUBMISSIONS, Schema, Table};
use super::select::View;
use super::submission::{ReviewState, Status, Submission, SystemField};
use super::value::{self, Style};

/// The most rounds of a repeat that are written.
const MOST_ROUNDS: u32 = 100_000;

/// The answers of a submission, with the rows between them.
pub(super) struct Filled<'r, 'a> {
    rows: &'r [Row<'a>],
    /// How many rounds a repeat has, by its table and the numbers of the rounds around.
    rounds: BTreeMap<(usize, &'r [u32]), u32>,
}

impl<'r, 'a> Filled<'r, 'a> {
    /// `rows` are those of the layout, in its order.
    pub(super) fn of(schema: &Schema, rows: &'r [Row<'a>]) -> Self {
        let mut rounds: BTreeMap<(usize, &'r [u32]), u32> = BTreeMap::new();
        for row in rows {
            // Rounds in which only an inner round has answers, or none, are rounds nevertheless.
            let mut table = row.table;
            let mut numbers = row.numbers.as_slice();
            while let ([around @ .., number], Some(known)) = (numbers, schema.tables.get(table)) {
                let most = rounds.entry((table, around)).or_default();
                *most = (*most).max(*number).min(MOST_ROUNDS);
                numbers = around;
                table = known.parent.unwrap_or_default();
            }
        }
        Self { rows, rounds }
    }

    /// How many rounds a repeat has within the rounds around.
    pub(super) fn rounds(&self, table: usize, around: &[u32]) -> u32 {
        self.rounds.get(&(table, around)).copied().unwrap_or(0)
    }

    /// Goes through all rounds of the repeats on the way to a table; if there are none, once.
    pub(super) fn each_round<E>(
        &self,
        way: &[usize],
        numbers: &mut Vec<u32>,
        then: &mut impl FnMut(&[u32]) -> Result<(), E>,
    ) -> Result<(), E> {
        let [table, inner @ ..] = way else {
            return then(numbers);
        };
        for number in 1..=self.rounds(*table, numbers) {
            numbers.push(number);
            self.each_round(inner, numbers, then)?;
            numbers.pop();
        }
        Ok(())
    }

    /// The answers of a row by column; nothing if there are none.
    pub(super) fn cells(&self, table: usize, numbers: &[u32]) -> &[&'a str] {
        let find = |row: &Row<'_>| (row.table, row.numbers.as_slice()).cmp(&(table, numbers));
        let row = self.rows.binary_search_by(find).ok();
        let row = row.and_then(|index| self.rows.get(index));
        row.map_or(&[], |row| row.cells.as_slice())
    }
}

/// An object of JSON that is being written.
pub(super) struct Object<'o> {
    out: &'o mut Vec<u8>,
    is_empty: bool,
}

impl<'o> Object<'o> {
    pub(super) fn begin(out: &'o mut Vec<u8>) -> Self {
        out.push(b'{');
        Self {
            out,
            is_empty: true,
        }
    }

    /// Begins a property whose name is given with quotation marks and colon.
    pub(super) fn key(&mut self, key: &str) -> &mut Vec<u8> {
        if !self.is_empty {
            self.out.push(b',');
        }
        self.is_empty = false;
        self.out.extend_from_slice(key.as_bytes());
        self.out
    }

    /// Begins a property whose name needs no escape.
    pub(super) fn plain_key(&mut self, name: &str) -> &mut Vec<u8> {
        self.key("\"");
        self.out.extend_from_slice(name.as_bytes());
        self.out.extend_from_slice(b"\":");
        self.out
    }

    pub(super) fn end(self) {
        self.out.push(b'}');
    }
}

/// How rows are drawn.
#[derive(Debug)]
pub(super) struct Pen<'s> {
    pub(super) schema: &'s Schema,
    pub(super) style: Style,
    /// Whether rows of repeats stand within the row around.
    pub(super) expand: bool,
}

/// The submission that a row is of.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) submission: &'a Submission<'a>,
    pub(super) filled: &'a Filled<'a, 'a>,
}

/// The place of a row.
#[derive(Clone, Copy)]
struct At<'a> {
    numbers: &'a [u32],
    cells: &'a [&'a str],
}

impl Pen<'_> {
    /// The identifier of the row around a row.
    pub(super) fn around_id(&self, table: &Table, instance_id: &str, numbers: &[u32]) -> String {
        let around = table.parent.and_then(|index| self.schema.tables.get(index));
        let steps = around.map_or(0, |around| around.steps.len());
        table.id_at(steps, instance_id, numbers)
    }

    /// A row with what the view wants of it; `id` is its identifier.
    pub(super) fn row(
        &self,
        out: &mut Vec<u8>,
        view: &View,
        source: Source<'_>,
        (index, numbers): (usize, &[u32]),
        id: &str,
    ) {
        let Some(table) = self.schema.tables.get(index) else {
            return;
        };
        let mut row = Object::begin(out);
        if view.id {
            value::string(row.key("\"__id\":"), id);
        }
        if view.parent_id && !table.is_submissions() {
            let around = self.around_id(table, source.submission.instance_id, numbers);
            value::string(row.plain_key(&table.parent_key), &around);
        }
        if !view.system.is_empty() {
            system(row.key("\"__system\":"), &view.system, source.submission);
        }
        let at = At {
            numbers,
            cells: source.filled.cells(index, numbers),
        };
        self.nodes(&mut row, &view.nodes, source, at);
        row.end();
    }

    fn nodes(&self, row: &mut Object<'_>, nodes: &[Node], source: Source<'_>, at: At<'_>) {
        for node in nodes {
            match &node.content {
                Content::Answer { column, kind, .. } => {
                    let text = at.cells.get(*column).copied().unwrap_or_default();
                    value::write(row.key(&node.key), *kind, text, &self.style);
                }
                Content::InstanceId => {
                    value::string(row.key(&node.key), source.submission.instance_id);
                }
                Content::InstanceName => {
                    let name = source.submission.instance_name;
                    value::optional_string(row.key(&node.key), name);
                }
                Content::Group(inner) => {
                    let mut group = Object::begin(row.key(&node.key));
                    self.nodes(&mut group, inner, source, at);
                    group.end();
                }
                Content::Repeat(index) => self.repeat(row, node, *index, source, at),
            }
        }
    }

    /// The way to the rows of a repeat, and the rows themselves if they are wanted here.
    fn repeat(
        &self,
        row: &mut Object<'_>,
        node: &Node,
        index: usize,
        source: Source<'_>,
        at: At<'_>,
    ) {
        let rounds = source.filled.rounds(index, at.numbers);
        let Some(table) = self.schema.tables.get(index).filter(|_| rounds > 0) else {
            return;
        };
        let instance_id = source.submission.instance_id;
        let key = row.key("\"");
        key.extend_from_slice(node.name.as_bytes());
        key.extend_from_slice(b"@odata.navigationLink\":");
        value::string(key, &navigation_link(table, instance_id, at.numbers));
        if !self.expand {
            return;
        }
        let out = row.key(&node.key);
        let mut before = b'[';
        let mut numbers = at.numbers.to_vec();
        for number in 1..=rounds {
            out.push(before);
            before = b',';
            numbers.push(number);
            let mut inner = Object::begin(out);
            let id = table.row_id(instance_id, &numbers);
            value::string(inner.key("\"__id\":"), &id);
            let at = At {
                numbers: &numbers,
                cells: source.filled.cells(index, &numbers),
            };
            self.nodes(&mut inner, &table.nodes, source, at);
            inner.end();
            numbers.pop();
        }
        out.push(b']');
    }
}

/// The address of the rows of a repeat within the rounds around, from the service on.
fn navigation_link(table: &Table, instance_id: &str, around: &[u32]) -> String {
    let instance = kernel::encode_component(instance_id);
    let mut link = format!("{SUBMISSIONS}('{instance}')");
    let last = table.steps.len().saturating_sub(1);
    for (index, step) in table.steps.iter().enumerate() {
        link.push('/');
        link.push_str(&step.name);
        // The last step is the table itself, of which all rows are meant.
        if step.is_repeat && index < last {
            link.push_str("('");
            link.push_str(&table.id_at(index + 1, instance_id, around));
            link.push_str("')");
        }
    }
    link
}

fn system(out: &mut Vec<u8>, fields: &[SystemField], of: &Submission<'_>) {
    let mut object = Object::begin(out);
    let number = |out: &mut Vec<u8>, number: u32| {
        out.extend_from_slice(number.to_string().as_bytes());
    };
    for field in fields {
        let out = object.plain_key(field.name());
        match field {
            SystemField::SubmissionDate => value::moment(out, Some(of.submission_date)),
            SystemField::UpdatedAt => value::moment(out, of.updated_at),
            SystemField::DeletedAt => value::moment(out, of.deleted_at),
            SystemField::SubmitterId => value::optional_string(out, of.submitter_id),
            SystemField::SubmitterName => value::optional_string(out, of.submitter_name),
            SystemField::AttachmentsPresent => number(out, of.attachments_present),
            SystemField::AttachmentsExpected => number(out, of.attachments_expected),
            SystemField::Status => value::optional_string(out, of.status.map(Status::name)),
            SystemField::ReviewState => {
                value::optional_string(out, of.review_state.map(ReviewState::name));
            }
            SystemField::DeviceId => value::optional_string(out, of.device_id),
            SystemField::Edits => number(out, of.edits),
            SystemField::FormVersion => value::optional_string(out, of.form_version),
        }
    }
    object.end();
}
