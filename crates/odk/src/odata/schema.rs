// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The tables of a form.

use std::collections::HashMap;

use forms::export::answers::{Key, Layout};
use forms::{FormSpec, QuestionType};
use sha1::{Digest, Sha1};

use super::names::{clean, clean_apart};

/// The name of the first table.
pub(super) const SUBMISSIONS: &str = "Submissions";

/// How several codes are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Codes {
    /// One text with blanks between them.
    #[default]
    Together,
    /// A list of texts.
    Apart,
}

/// The tables of a form, made once and shared by all requests.
#[derive(Debug, Clone)]
pub struct Schema {
    pub(super) form_id: String,
    pub(super) layout: Layout,
    pub(super) tables: Vec<Table>,
}

/// A table: `Submissions`, or a repeat.
#[derive(Debug, Clone)]
pub struct Table {
    pub(super) name: String,
    /// The table of the repeat or form around.
    pub(super) parent: Option<usize>,
    /// The property that refers to the row around; empty for the first table.
    pub(super) parent_key: String,
    /// The way from the first table to this one.
    pub(super) steps: Vec<Step>,
    pub(super) nodes: Vec<Node>,
}

/// A group or repeat on the way to a table.
#[derive(Debug, Clone)]
pub(super) struct Step {
    /// The name in the form.
    pub(super) raw: String,
    /// The name of the property.
    pub(super) name: String,
    pub(super) is_repeat: bool,
}

/// A property of a table or group.
#[derive(Debug, Clone)]
pub(super) struct Node {
    /// The name in the form.
    pub(super) raw: String,
    /// The name of the property.
    pub(super) name: String,
    /// The name as it stands in JSON, with a colon.
    pub(super) key: String,
    pub(super) content: Content,
}

/// What a property holds.
#[derive(Debug, Clone)]
pub(super) enum Content {
    /// The answers of a column of the layout.
    Answer {
        column: usize,
        kind: ValueKind,
        /// The type of the bind.
        bind: &'static str,
        /// Whether there can be several codes.
        is_several: bool,
    },
    /// The identifier of the submission.
    InstanceId,
    /// What people call the submission.
    InstanceName,
    /// Properties.
    Group(Vec<Node>),
    /// The rows of another table.
    Repeat(usize),
}

/// What an answer is to `OData`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ValueKind {
    Text,
    Integer,
    Decimal,
    Boolean,
    Date,
    DateTime,
    Point,
    Line,
    Area,
    Codes,
}

impl ValueKind {
    fn of(kind: QuestionType, is_whole_range: bool) -> Self {
        match kind {
            QuestionType::Integer => Self::Integer,
            QuestionType::Range if is_whole_range => Self::Integer,
            QuestionType::Decimal | QuestionType::Range => Self::Decimal,
            QuestionType::Boolean => Self::Boolean,
            QuestionType::Date | QuestionType::Today => Self::Date,
            QuestionType::DateTime | QuestionType::Start | QuestionType::End => Self::DateTime,
            QuestionType::Geopoint
            | QuestionType::StartGeopoint
            | QuestionType::BackgroundGeopoint => Self::Point,
            QuestionType::Geotrace => Self::Line,
            QuestionType::Geoshape => Self::Area,
            QuestionType::SelectMany | QuestionType::Rank => Self::Codes,
            _ => Self::Text,
        }
    }
}

impl Schema {
    /// The tables of a form.
    pub fn of(spec: &FormSpec) -> Self {
        let questions: HashMap<String, _> = spec.questions().into_iter().collect();
        let answer = |column, path: &str, kind| {
            // Questions that stand for another answer or count rounds are not written by authors.
            let question = questions.get(path);
            let whole = question.is_some_and(|question| question.range().is_whole());
            Content::Answer {
                column,
                kind: ValueKind::of(kind, whole),
                bind: question
                    .and_then(|question| question.bind_type())
                    .unwrap_or("string"),
                is_several: kind == QuestionType::SelectMany,
            }
        };
        let layout = Layout::of(spec, Key::Name, &[]);
        let mut schema = Self {
            form_id: spec.id.clone(),
            tables: Vec::with_capacity(layout.tables.len()),
            layout,
        };
        let mut nodes: Vec<Node> = meta(spec).into_iter().collect();
        for index in 0..schema.layout.tables.len() {
            let mut table = schema.empty_table(index);
            let laid_out = &schema.layout.tables[index];
            for (column, known) in laid_out.columns.iter().enumerate() {
                let content = answer(column, &known.path, known.kind);
                if known.kind == QuestionType::Audit && index == 0 {
                    // Devices write it where identifiers stand.
                    insert(&mut nodes, &["meta", "audit"], content);
                    continue;
                }
                let path = below(&laid_out.path, &known.path);
                let steps: Vec<&str> = path.split('/').collect();
                insert(&mut nodes, &steps, content);
            }
            table.nodes = std::mem::take(&mut nodes);
            schema.tables.push(table);
        }
        schema
    }

    /// The table at this place of the layout, without its properties; the table around gets the
    /// property that leads to it.
    fn empty_table(&mut self, index: usize) -> Table {
        let path = self.layout.tables[index].path.clone();
        let Some(parent) = self.parent_of(&path, index) else {
            return Table {
                name: SUBMISSIONS.to_owned(),
                parent: None,
                parent_key: String::new(),
                steps: Vec::new(),
                nodes: Vec::new(),
            };
        };
        let around = &mut self.tables[parent];
        let relative = below(&self.layout.tables[parent].path, &path);
        let way: Vec<&str> = relative.split('/').collect();
        let names = insert(&mut around.nodes, &way, Content::Repeat(index));
        let mut steps = around.steps.clone();
        for (at, (raw, name)) in way.iter().zip(names).enumerate() {
            steps.push(Step {
                raw: (*raw).to_owned(),
                name,
                // Between two repeats there are only groups.
                is_repeat: at + 1 == way.len(),
            });
        }
        Table {
            name: joined(&steps, "."),
            parent: Some(parent),
            parent_key: format!("__{}-id", joined(&around.steps, "-")),
            steps,
            nodes: Vec::new(),
        }
    }

    /// The table of the innermost repeat around a repeat.
    fn parent_of(&self, path: &str, index: usize) -> Option<usize> {
        let before = self.layout.tables.get(..index)?.iter().enumerate();
        let around = before.filter(|(_, table)| is_below(&table.path, path));
        let (parent, _) = around.max_by_key(|(_, table)| table.path.len())?;
        Some(parent)
    }

    /// The tables, `Submissions` first.
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// The table with this name: `Submissions.children.child`.
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.name == name)
    }

    pub(super) fn table_index(&self, name: &str) -> Option<usize> {
        self.tables.iter().position(|table| table.name == name)
    }

    /// The namespace of the types of this form.
    pub(super) fn namespace(&self) -> String {
        namespace(&self.form_id)
    }
}

/// The namespace of the types of a form or a list of entities.
pub(super) fn namespace(id: &str) -> String {
    format!("org.opendatakit.user.{}", clean(id))
}

impl Table {
    /// The name: `Submissions.children.child`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether it is the table of submissions, whose pages a store makes. Rows of other tables are
    /// paged by the writer.
    pub fn is_submissions(&self) -> bool {
        self.parent.is_none()
    }

    /// The `__id` of a row: the numbers of the rounds are counted from 1.
    pub fn row_id(&self, instance_id: &str, numbers: &[u32]) -> String {
        self.id_at(self.steps.len(), instance_id, numbers)
    }

    /// The identifier of the row around that the first steps lead to.
    pub(super) fn id_at(&self, steps: usize, instance_id: &str, numbers: &[u32]) -> String {
        if steps == 0 {
            return instance_id.to_owned();
        }
        let mut hash = Sha1::new();
        hash.update(SUBMISSIONS);
        hash.update("#");
        hash.update(instance_id);
        let mut numbers = numbers.iter();
        for step in self.steps.iter().take(steps) {
            hash.update("%%");
            hash.update(&step.raw);
            hash.update("#");
            if step.is_repeat {
                let number = numbers.next().map_or(0, |number| number.saturating_sub(1));
                hash.update(number.to_string());
            }
        }
        hex::encode(hash.finalize())
    }
}

/// The names of the way to a table.
fn joined(steps: &[Step], between: &str) -> String {
    let names = steps.iter().map(|step| step.name.as_str());
    let all: Vec<&str> = std::iter::once(SUBMISSIONS).chain(names).collect();
    all.join(between)
}

fn is_below(around: &str, path: &str) -> bool {
    around.is_empty()
        || path
            .strip_prefix(around)
            .is_some_and(|rest| rest.starts_with('/'))
}

/// The path from a repeat around.
fn below<'a>(around: &str, path: &'a str) -> &'a str {
    let rest = path.strip_prefix(around).unwrap_or(path);
    rest.strip_prefix('/').unwrap_or(rest)
}

/// The identifiers that every form but those that say otherwise asks devices for.
fn meta(spec: &FormSpec) -> Option<Node> {
    let mut inner = Vec::new();
    if !spec.settings.omit_instance_id {
        inner.push(Node::new("instanceID", &inner, Content::InstanceId));
    }
    if spec.settings.instance_name.is_some() {
        inner.push(Node::new("instanceName", &inner, Content::InstanceName));
    }
    (!inner.is_empty()).then(|| Node::new("meta", &[], Content::Group(inner)))
}

impl Node {
    fn new(raw: &str, beside: &[Self], content: Content) -> Self {
        let name = clean_apart(raw, |name| beside.iter().any(|node| node.name == name));
        Self {
            raw: raw.to_owned(),
            key: format!("\"{name}\":"),
            name,
            content,
        }
    }
}

/// Adds a property below groups, which are made if they are not there. Returns the names on the way.
fn insert(nodes: &mut Vec<Node>, path: &[&str], content: Content) -> Vec<String> {
    let mut names = Vec::with_capacity(path.len());
    let [groups @ .., last] = path else {
        return names;
    };
    let mut nodes = nodes;
    for raw in groups {
        let is_it = |node: &Node| node.raw == *raw && matches!(node.content, Content::Group(_));
        let at = nodes.iter().position(is_it).unwrap_or_else(|| {
            let group = Node::new(raw, nodes, Content::Group(Vec::new()));
            nodes.push(group);
            nodes.len() - 1
        });
        let node = &mut nodes[at];
        names.push(node.name.clone());
        match &mut node.content {
            Content::Group(inner) => nodes = inner,
            _ => return names,
        }
    }
    let node = Node::new(last, nodes, content);
    names.push(node.name.clone());
    nodes.push(node);
    names
}
