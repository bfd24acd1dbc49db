// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A form definition made ready to run: expressions parsed and resolved, the order of evaluation
//! fixed, everything that could fail while somebody fills the form refused beforehand.

mod layout;
mod order;
mod reader;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use xpath::{Expr, NodeId, Tree};

pub(crate) use self::layout::is_name;
use self::layout::{Layout, check_choices, check_head, of_form};
use self::reader::{Reader, split};
use crate::problem::{Column, FormProblem, ProblemCause};
use crate::spec::{FormSpec, PERIOD_FACTS, PERIOD_INSTANCE, Question};

/// The most questions and groups of one form.
const MOST_ITEMS: usize = 2_000;

/// A form that can be filled.
#[derive(Debug, Clone)]
pub struct CompiledForm {
    pub(crate) spec: Arc<FormSpec>,
    /// The empty instance, below `/data`, and the period instance if the form reads it.
    pub(crate) template: Tree,
    pub(crate) fields: Vec<Field>,
    pub(crate) groups: Vec<CompiledGroup>,
    by_path: HashMap<String, Place>,
    pub(crate) order: Vec<Place>,
    pub(crate) period_nodes: Option<[NodeId; PERIOD_FACTS.len()]>,
}

/// A question, note or calculated value of a compiled form.
#[derive(Debug, Clone)]
pub struct Field {
    /// The path (`group/name`): the key in answers and the name of the posted field.
    pub path: String,
    /// Its definition.
    pub question: Question,
    pub(crate) node: NodeId,
    pub(crate) group: Option<usize>,
    pub(crate) relevant: Option<Expr>,
    pub(crate) required: Condition,
    pub(crate) readonly: Condition,
    pub(crate) constraint: Option<Expr>,
    pub(crate) warning: Option<Expr>,
    pub(crate) calculate: Option<Expr>,
    pub(crate) default: Option<Expr>,
    pub(crate) codes: HashSet<String>,
    /// Whether the calculation keeps a value that is there already, by `once()`.
    pub(crate) keeps_value: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct CompiledGroup {
    pub(crate) group: Option<usize>,
    pub(crate) node: NodeId,
    pub(crate) relevant: Option<Expr>,
}

/// A condition that is often constant.
#[derive(Debug, Clone)]
pub(crate) enum Condition {
    Never,
    Always,
    When(Expr),
}

/// Something that has a relevance and perhaps a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Place {
    Group(usize),
    Field(usize),
}

impl CompiledForm {
    /// Compiles a definition, or says everything that is wrong with it.
    pub fn compile(spec: &FormSpec) -> Result<Self, Vec<FormProblem>> {
        let mut problems = Vec::new();
        check_head(spec, &mut problems);
        check_choices(spec, &mut problems);
        let mut layout = Layout::default();
        layout.builder.open("data");
        layout.items(&spec.items, "", None, 0, &mut problems);
        layout.builder.close();
        if layout.fields.is_empty() {
            problems.push(of_form(ProblemCause::NoQuestions));
        }
        if layout.fields.len() + layout.groups.len() > MOST_ITEMS {
            problems.push(of_form(ProblemCause::TooLarge));
            return Err(problems);
        }
        let period_nodes = spec.reads_period.then(|| {
            layout.builder.begin_instance(PERIOD_INSTANCE);
            layout.builder.open("root");
            let nodes = PERIOD_FACTS.map(|fact| layout.builder.leaf(fact, ""));
            layout.builder.close();
            nodes
        });
        let template = layout.builder.build();

        let mut names: HashMap<&str, Vec<NodeId>> = HashMap::new();
        for (path, question, node, _) in &layout.fields {
            let _ = path;
            names.entry(&question.name).or_default().push(*node);
        }
        for (group, node, ..) in &layout.groups {
            names.entry(&group.name).or_default().push(*node);
        }
        let mut reader = Reader {
            tree: &template,
            names: &names,
            problems: &mut problems,
        };

        let mut needs: BTreeMap<Place, BTreeSet<NodeId>> = BTreeMap::new();
        let mut groups = Vec::new();
        for (index, (group, node, path, parent)) in layout.groups.iter().enumerate() {
            let relevant = reader.read(path, Column::Relevant, *node, group.relevant.as_deref());
            let (relevant, depends) = split(relevant);
            needs.insert(Place::Group(index), depends);
            groups.push(CompiledGroup {
                group: *parent,
                node: *node,
                relevant,
            });
        }
        let mut fields = Vec::new();
        for (index, (path, question, node, group)) in layout.fields.iter().enumerate() {
            let (field, depends) = reader.field(spec, path, question, *node, *group);
            needs.insert(Place::Field(index), depends);
            fields.push(field);
        }
        if !problems.is_empty() {
            return Err(problems);
        }

        let by_path = layout
            .groups
            .iter()
            .enumerate()
            .map(|(index, (_, _, path, _))| (path.clone(), Place::Group(index)))
            .chain(
                fields
                    .iter()
                    .enumerate()
                    .map(|(index, field)| (field.path.clone(), Place::Field(index))),
            )
            .collect();
        let mut compiled = Self {
            spec: Arc::new(spec.clone()),
            template,
            fields,
            groups,
            by_path,
            order: Vec::new(),
            period_nodes,
        };
        match compiled.order_of(&needs) {
            Ok(order) => {
                compiled.order = order;
                Ok(compiled)
            }
            Err(circle) => {
                let path = circle.first().cloned().unwrap_or_default();
                let column = match compiled.field(&path) {
                    Some(field) if field.calculate.is_some() => Column::Calculation,
                    _ => Column::Relevant,
                };
                Err(vec![FormProblem {
                    path,
                    column,
                    cause: ProblemCause::Cycle(circle),
                }])
            }
        }
    }

    /// The definition.
    pub fn spec(&self) -> &FormSpec {
        &self.spec
    }

    /// Questions, notes and calculated values in the order of the form.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// The field with this path.
    pub fn field(&self, path: &str) -> Option<&Field> {
        self.field_index(path).map(|index| &self.fields[index])
    }

    /// The place of the field with this path in [`CompiledForm::fields`].
    pub fn field_index(&self, path: &str) -> Option<usize> {
        match self.by_path.get(path) {
            Some(Place::Field(index)) => Some(*index),
            _ => None,
        }
    }

    /// The number under which [`crate::Evaluation::group_relevant`] knows the group with this path.
    pub fn group_index(&self, path: &str) -> Option<usize> {
        match self.by_path.get(path) {
            Some(Place::Group(index)) => Some(*index),
            _ => None,
        }
    }

    /// The choices of a select question; none for other questions.
    pub fn choices(&self, field: &Field) -> &[crate::Choice] {
        field
            .question
            .choices
            .as_ref()
            .and_then(|list| self.spec.choices.get(list))
            .map_or(&[], Vec::as_slice)
    }
}
