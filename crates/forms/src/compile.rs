// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A form definition made ready to be filled: examined in the words of its author, lowered to what
//! the engine runs, and compiled there. Everything that could fail while somebody fills the form is
//! refused beforehand.

mod circle;
mod examination;
mod layout;
mod reader;

use std::collections::HashMap;
use std::sync::Arc;

use xpath::ValueKind;

pub use self::examination::{Examination, Expression, check_expression, examine};
use self::layout::Layout;
pub use self::layout::{is_entity_name, is_name};
use self::reader::Reader;
use crate::context;
use crate::engine::{Form, MissingFiles, Problem, ProblemKind, Property, Resources};
use crate::lower::{for_people, lower};
use crate::problem::{Column, FormProblem, ProblemCause};
use crate::spec::{FormSpec, Item, PERIOD_INSTANCE, PREVIOUS_INSTANCE, Question};

/// The most questions and groups of one form.
const MOST_ITEMS: usize = 5_000;

/// A form that can be filled.
#[derive(Debug, Clone)]
pub struct CompiledForm {
    spec: Arc<FormSpec>,
    items: Arc<Vec<Item>>,
    engine: Arc<Form>,
    fields: Vec<Field>,
    by_path: HashMap<String, usize>,
}

/// A question, note or calculated value of a compiled form.
#[derive(Debug, Clone)]
pub struct Field {
    /// The path (`group/name`), without positions of repeat instances.
    pub path: String,
    /// Its definition.
    pub question: Question,
}

impl CompiledForm {
    /// Compiles a definition that needs no files beside it, or says everything that is wrong with it.
    pub fn compile(spec: &FormSpec) -> Result<Self, Vec<FormProblem>> {
        Self::compile_with(spec, Resources::none(MissingFiles::Refuse))
    }

    /// The same with the files beside the form. Those that are missing make it a problem or their
    /// lists empty, as `files` says. Lists of entities are empty until [`crate::Context::with_entities`] gives
    /// them.
    pub fn compile_with(spec: &FormSpec, mut files: Resources) -> Result<Self, Vec<FormProblem>> {
        let (mut problems, _) = found(spec, &Wanted::Nothing);
        let definition = match lower(spec) {
            Ok(definition) => Some(definition),
            Err(found) => {
                for problem in found {
                    if !problems.contains(&problem) {
                        problems.push(problem);
                    }
                }
                None
            }
        };
        let Some(definition) = definition.filter(|_| problems.is_empty()) else {
            return Err(problems);
        };
        files.add(
            &format!("{PERIOD_INSTANCE}.xml"),
            context::EMPTY_PERIOD.as_bytes().to_vec(),
        );
        files.add(
            &format!("{PREVIOUS_INSTANCE}.xml"),
            context::EMPTY_PREVIOUS.as_bytes().to_vec(),
        );
        for list in spec.lists_of_entities() {
            files.add(&format!("{list}.csv"), context::NO_ENTITIES.to_vec());
        }
        let engine = Form::compile(definition, &files)
            .map_err(|found| found.iter().map(in_words_of_the_author).collect::<Vec<_>>())?;
        let items = for_people(spec);
        let mut fields = Vec::new();
        list(&items, "", &mut fields);
        let places = fields.iter().enumerate();
        Ok(Self {
            by_path: places
                .map(|(index, field)| (field.path.clone(), index))
                .collect(),
            spec: Arc::new(spec.clone()),
            items: Arc::new(items),
            engine,
            fields,
        })
    }

    /// The definition.
    pub fn spec(&self) -> &FormSpec {
        &self.spec
    }

    /// Groups, repeats and questions in the order asked, with the questions that stand for another
    /// answer than those of a list.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The form as the engine runs it.
    pub fn engine(&self) -> &Arc<Form> {
        &self.engine
    }

    /// Questions, notes and calculated values in the order of the form.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// The field with this path; positions of repeat instances in it do not matter.
    pub fn field(&self, path: &str) -> Option<&Field> {
        let index = match self.by_path.get(path) {
            Some(index) => index,
            None => self.by_path.get(&without_positions(path))?,
        };
        self.fields.get(*index)
    }

    /// The first field with this name.
    pub(crate) fn field_named(&self, name: &str) -> Option<&Field> {
        let mut fields = self.fields.iter();
        fields.find(|field| field.question.name == name)
    }

    /// The choices of a list of this form; none for other questions.
    pub fn choices(&self, field: &Field) -> &[crate::Choice] {
        let list = field.question.choices.as_ref();
        list.and_then(|list| self.spec.choices.get(list))
            .map_or(&[], Vec::as_slice)
    }
}

/// A path without the positions of repeat instances.
pub fn without_positions(path: &str) -> String {
    let steps = path
        .split('/')
        .map(|step| step.split('[').next().unwrap_or(step));
    steps.collect::<Vec<_>>().join("/")
}

fn list(items: &[Item], around: &str, fields: &mut Vec<Field>) {
    for item in items {
        let path = join(around, item.name());
        match item {
            Item::Group(group) => list(&group.items, &path, fields),
            Item::Repeat(repeat) => list(&repeat.items, &path, fields),
            Item::Question(question) if question.kind.is_external() => {}
            Item::Question(question) => fields.push(Field {
                path,
                question: question.as_ref().clone(),
            }),
        }
    }
}

/// The path of something within a group.
pub fn join(around: &str, name: &str) -> String {
    if around.is_empty() {
        name.to_owned()
    } else {
        format!("{around}/{name}")
    }
}

/// What somebody wants to know beyond what is wrong.
enum Wanted<'a> {
    Nothing,
    /// Notes on every expression.
    Notes,
    /// Notes on one expression only, which the form does not have yet.
    One {
        path: &'a str,
        column: Column,
        text: &'a str,
    },
}

/// What is wrong as far as it can be said in the words of the author; with notes on every
/// expression if somebody wants them.
fn found(spec: &FormSpec, wanted: &Wanted<'_>) -> (Vec<FormProblem>, Vec<Expression>) {
    let mut problems = Vec::new();
    layout::check_head(spec, &mut problems);
    layout::check_choices(spec, &mut problems);
    let mut layout = Layout::default();
    layout.builder.open("data");
    layout.items(&spec.items, "", 0, &mut problems);
    layout.builder.close();
    if layout.fields.is_empty() {
        problems.push(layout::of_form(ProblemCause::NoQuestions));
    }
    if layout.fields.len() + layout.containers.len() > MOST_ITEMS {
        problems.push(layout::of_form(ProblemCause::TooLarge));
        return (problems, Vec::new());
    }
    let choices = layout.instances(spec);
    let tree = std::mem::take(&mut layout.builder).build();
    let mut names: HashMap<&str, Vec<xpath::NodeId>> = HashMap::new();
    let fields = layout.fields.iter();
    let fields = fields.map(|(_, question, node)| (question.name.as_str(), *node));
    let containers = layout.containers.iter();
    let containers = containers.map(|container| (container.name, container.node));
    for (name, node) in fields.chain(containers) {
        names.entry(name).or_default().push(node);
    }
    let attached = crate::attached::instances(spec);
    let with_notes = !matches!(wanted, Wanted::Nothing);
    let facts = with_notes.then(|| examination::Facts::of(&layout, &tree));
    let kind_of = |node| {
        facts
            .as_ref()
            .map_or(ValueKind::Any, |facts| facts.kind(node))
    };
    let may_be_blank = |node| facts.as_ref().is_some_and(|facts| facts.may_be_blank(node));
    let path_of = |node| facts.as_ref()?.path(node);
    let mut reader = Reader {
        tree: &tree,
        names: &names,
        choices: &choices,
        attached: &attached,
        problems: &mut problems,
        needs: circle::Needs::default(),
        notes: facts.is_some().then_some(reader::Notes {
            kind_of: &kind_of,
            may_be_blank: &may_be_blank,
            path_of: &path_of,
            expressions: Vec::new(),
        }),
    };
    if let Wanted::One { path, column, text } = wanted {
        let mut fields = layout.fields.iter();
        let field = fields.find(|(known, ..)| known == path);
        let list = field.and_then(|(_, question, _)| choices.get(question.choices.as_deref()?));
        let mut containers = layout.containers.iter();
        let container = containers.find(|known| known.path == *path);
        let own = field.map(|(.., node)| *node);
        let own = own.or_else(|| Some(container?.node));
        let filtered = list.filter(|_| *column == Column::ChoiceFilter).copied();
        let node = filtered.or(own).or_else(|| tree.root_element());
        if let Some(node) = node {
            reader.read(path, *column, node, Some(text));
        }
    } else {
        for container in &layout.containers {
            reader.container(container);
        }
        for (path, question, node) in &layout.fields {
            reader.question(spec, path, question, *node);
        }
    }
    let repeats = layout.containers.iter().filter(|c| c.is_repeat);
    let repeats: Vec<_> = repeats.map(|container| container.node).collect();
    let expressions = reader.notes.take().map(|notes| notes.expressions);
    if let Some(circle) = reader.needs.circle(&tree, &repeats) {
        problems.push(circle_problem(&layout, &circle));
    }
    (problems, expressions.unwrap_or_default())
}

fn circle_problem(layout: &Layout<'_>, circle: &[xpath::NodeId]) -> FormProblem {
    let mut column = Column::Relevant;
    let mut paths = Vec::new();
    for &node in circle {
        if let Some((path, question, _)) = layout.fields.iter().find(|(_, _, n)| *n == node) {
            if paths.is_empty() && question.calculate.is_some() {
                column = Column::Calculation;
            }
            paths.push(path.clone());
        } else if let Some(container) = layout.containers.iter().find(|c| c.node == node) {
            paths.push(container.path.clone());
        }
    }
    FormProblem {
        path: paths.first().cloned().unwrap_or_default(),
        column,
        cause: ProblemCause::Cycle(paths),
    }
}

/// A problem that only the engine found.
fn in_words_of_the_author(found: &Problem) -> FormProblem {
    let below_root = |path: &str| {
        let below = path.trim_start_matches('/').split_once('/');
        below.map_or(String::new(), |(_, path)| path.to_owned())
    };
    let column = match found.property {
        Property::Relevant => Column::Relevant,
        Property::Required => Column::Required,
        Property::Readonly => Column::Readonly,
        Property::Constraint => Column::Constraint,
        Property::Warning => Column::Warning,
        Property::ConstraintMessage => Column::ConstraintMessage,
        Property::RequiredMessage => Column::RequiredMessage,
        Property::Calculate | Property::Preload => Column::Calculation,
        Property::Count | Property::NoAddRemove => Column::RepeatCount,
        Property::Label => Column::Label,
        Property::Hint => Column::Hint,
        Property::Choices => Column::ChoiceFilter,
        Property::Action => Column::Trigger,
        Property::Reference | Property::Instance => Column::Type,
        Property::Attribute => Column::Parameters,
    };
    let cause = match &found.kind {
        ProblemKind::Circle(paths) => {
            ProblemCause::Cycle(paths.iter().map(|path| below_root(path)).collect())
        }
        kind => ProblemCause::Engine(Box::new(kind.clone())),
    };
    FormProblem {
        path: below_root(&found.path),
        column,
        cause,
    }
}
