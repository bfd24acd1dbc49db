// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What authors edit, as the form that is executed: [`FormSpec`] to [`Definition`].
//!
//! Everything that `XForms` has no word for becomes attributes in a namespace of ours
//! ([`NAMESPACE`]), which other programs pass over.

mod attributes;
mod containers;
pub(crate) mod controls;
pub(crate) mod entities;
mod expand;
mod head;
pub(crate) mod instances;
pub(crate) mod names;
mod texts;
mod tree;
mod types;

use std::collections::{BTreeSet, HashMap};

pub(crate) use expand::{OTHER, OTHER_LABEL, for_people, is_reference, shown};

use self::names::{BrokenReference, Names};
use self::texts::Texts;
use crate::definition::{Action, ActionValue, Bind, Control, Definition, QName};
use crate::problem::{Column, FormProblem, ProblemCause};
use crate::spec::{FormSpec, Item, PeriodKind};

/// The namespace of attributes that are ours.
pub const NAMESPACE: &str = "urn:deich:xforms";

/// The executable form, or everything that is wrong with the one that authors edit.
pub fn lower(spec: &FormSpec) -> Result<Definition, Vec<FormProblem>> {
    let expanded = expand::expand(spec);
    let root = spec.settings.root.as_deref().unwrap_or("data");
    let names = Names::of(spec, &expanded.items);
    let entities = match entities::place(spec, &names) {
        Ok(places) => places,
        Err(problem) => {
            return Err(vec![FormProblem {
                path: String::new(),
                column: Column::Settings,
                cause: ProblemCause::Entity(problem.entity),
            }]);
        }
    };
    let mut lowering = Lowering {
        spec,
        names: &names,
        texts: Texts::new(spec),
        definition: Definition::default(),
        entities,
        lists_with_other: expanded.lists_with_other,
        lists_with_texts: BTreeSet::new(),
        triggered: HashMap::new(),
        instances: instances::Instances::default(),
        problems: Vec::new(),
        node: 0,
        uses_own: false,
        is_ours: is_ours(spec),
    };
    lowering.run(root, &expanded.items);
    if lowering.problems.is_empty() {
        Ok(lowering.definition)
    } else {
        Err(lowering.problems)
    }
}

struct Lowering<'a> {
    spec: &'a FormSpec,
    names: &'a Names,
    texts: Texts<'a>,
    definition: Definition,
    /// For each entity the node that contains it.
    entities: Vec<usize>,
    lists_with_other: BTreeSet<String>,
    /// The lists whose labels stand among the translations.
    lists_with_texts: BTreeSet<String>,
    /// Actions by the node whose change sets them off.
    triggered: HashMap<usize, Vec<Action>>,
    instances: instances::Instances,
    problems: Vec<FormProblem>,
    /// The node that was visited last, in the order of [`Names`].
    node: usize,
    /// Whether attributes of ours are written.
    uses_own: bool,
    /// Whether the form says something that `XForms` has no word for.
    is_ours: bool,
}

fn is_ours(spec: &FormSpec) -> bool {
    spec.period != PeriodKind::default()
        || [
            &spec.description,
            &spec.purpose,
            &spec.legal_basis,
            &spec.review_note,
        ]
        .iter()
        .any(|text| !text.is_empty())
        || spec.questions().iter().any(|(_, question)| {
            question.privacy.is_some()
                || question.release.is_some()
                || question.warning.is_some()
                || !question.unit.is_empty()
                || question.fim_id.is_some()
                || question.link_id.is_some()
                || question.origin.is_some()
        })
}

impl Lowering<'_> {
    fn run(&mut self, root: &str, items: &[Item]) {
        self.find_triggers(items);
        self.node = 0;
        let mut body = Vec::new();
        self.choice_instances_texts();
        self.items(items, 0, &mut body);
        self.root_meta();
        self.definition.body = body;
        self.definition.instance = self.instance(root, items);
        self.definition.secondary = self.secondary_instances();
        self.head();
        self.definition.translations = std::mem::take(&mut self.texts).translations();
    }

    fn problem(&mut self, node: usize, column: Column, cause: ProblemCause) {
        let path = self.names.path(node);
        let mut parts = path.splitn(3, '/');
        let path = parts.nth(2).unwrap_or_default().to_owned();
        self.problems.push(FormProblem {
            path,
            column,
            cause,
        });
    }

    fn broken(&mut self, node: usize, column: Column, broken: BrokenReference) {
        self.problem(node, column, cause_of(broken));
    }

    /// An expression for a node.
    fn expression(&mut self, text: &str, node: usize, column: Column) -> String {
        self.instances.read_by(text);
        match self.names.resolve(text, node) {
            Ok(resolved) => resolved,
            Err(broken) => {
                self.broken(node, column, broken);
                String::new()
            }
        }
    }

    fn optional(&mut self, text: Option<&String>, node: usize, column: Column) -> Option<String> {
        text.map(|text| self.expression(text, node, column))
    }

    fn bind(&mut self, bind: Bind) {
        self.definition.binds.push(bind);
    }

    /// Sets a node when the form is begun, and in each new round of the repeat around it.
    fn at_beginning(&mut self, node: usize, target: &str, value: &str, body: &mut Vec<LateAction>) {
        let action = |event: &str| Action {
            name: plain("setvalue"),
            events: vec![event.to_owned()],
            target: target.to_owned(),
            value: ActionValue::Expression(value.to_owned()),
            attributes: Vec::new(),
        };
        self.definition
            .actions
            .push(action("odk-instance-first-load"));
        let repeat = self
            .names
            .lineage(node)
            .find(|node| self.names.nodes[*node].is_repeat);
        if let Some(repeat) = repeat {
            body.push((repeat, action("odk-new-repeat")));
        }
    }
}

/// An action that belongs to the repeat with this node.
type LateAction = (usize, Action);

/// What was lowered of some items.
#[derive(Default)]
struct Lowered {
    late: Vec<LateAction>,
}

/// A name without prefix.
fn plain(local: &str) -> QName {
    QName {
        prefix: String::new(),
        local: local.to_owned(),
    }
}

/// A name as written, with or without prefix.
fn qname(written: &str) -> QName {
    match written.split_once(':') {
        Some((prefix, local)) => QName {
            prefix: prefix.to_owned(),
            local: local.to_owned(),
        },
        None => plain(written),
    }
}

pub(crate) fn cause_of(broken: BrokenReference) -> ProblemCause {
    match broken {
        BrokenReference::Unknown(name) => {
            ProblemCause::Expression(xpath::FindingKind::UnknownReference(name))
        }
        BrokenReference::Ambiguous(name) => ProblemCause::AmbiguousReference(name),
        BrokenReference::Malformed => {
            ProblemCause::Syntax(xpath::SyntaxErrorKind::BrokenReference, 1)
        }
    }
}

/// The children of a container in the body.
type Body = Vec<Control>;
