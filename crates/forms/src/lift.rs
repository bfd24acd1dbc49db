// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The executable form, as what authors edit: [`Definition`] to [`FormSpec`]. The opposite of
//! [`lower`](crate::lower()), as far as there is a word for everything; the rest is listed.

mod head;
mod items;
mod kinds;
mod paths;
mod texts;

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use kernel::Localized;

use self::paths::Paths;
use self::texts::Texts;
use crate::definition::{
    ActionValue, Bind, Control, Definition, QuestionControl, RepeatControl, Source,
};
use crate::spec::{Choice, FormSpec};
use crate::typed::both;

/// Something of a form that authors cannot edit, and that is therefore gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// The path of the node or the identifier of what is concerned; empty for the form as a whole.
    pub place: String,
    /// What is gone.
    pub kind: LossKind,
}

/// What is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LossKind {
    /// An attribute.
    Attribute(String),
    /// An action that is no default and no trigger.
    Action(String),
    /// A secondary instance that is neither a list of choices nor a file.
    Instance(String),
    /// Choices that do not come from a list, a file or a repeat.
    Choices,
    /// An element of the body without a node.
    Control,
    /// An output within a text that is neither a reference nor a look-up.
    Output,
    /// A type of value.
    Type(String),
    /// An element of the other format.
    Element(String),
    /// What an element of the other format says.
    Value {
        /// The element.
        element: String,
        /// What it says.
        value: String,
    },
    /// An expression in another language than ours.
    Expression(String),
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = &self.place;
        match &self.kind {
            LossKind::Attribute(name) => write!(f, "{place}: attribute {name}"),
            LossKind::Action(name) => write!(f, "{place}: action {name}"),
            LossKind::Instance(id) => write!(f, "{place}: instance {id}"),
            LossKind::Choices => write!(f, "{place}: choices"),
            LossKind::Control => write!(f, "{place}: element of the body"),
            LossKind::Output => write!(f, "{place}: output within a text"),
            LossKind::Type(name) => write!(f, "{place}: type {name}"),
            LossKind::Element(name) => write!(f, "{place}: element {name}"),
            LossKind::Value { element, value } => write!(f, "{place}: {element} {value}"),
            LossKind::Expression(name) => write!(f, "{place}: expression {name}"),
        }
    }
}

impl Loss {
    /// What is gone and where, for people.
    pub fn message(&self) -> Localized {
        let said = |german: &str, english: &str, what: &str| {
            let place = if self.place.is_empty() { "" } else { ": " };
            let place = format!("{}{place}", self.place);
            both(
                format!("{place}{german} {what}").trim_end(),
                format!("{place}{english} {what}").trim_end(),
            )
        };
        match &self.kind {
            LossKind::Attribute(name) => said("Attribut", "attribute", name),
            LossKind::Action(name) => said("Aktion", "action", name),
            LossKind::Instance(id) => said("Instanz", "instance", id),
            LossKind::Choices => said("Auswahl", "choices", ""),
            LossKind::Control => said("Element der Ansicht", "element of the body", ""),
            LossKind::Output => said("Ausgabe in einem Text", "output within a text", ""),
            LossKind::Type(name) => said("Typ", "type", name),
            LossKind::Element(name) => said("Element", "element", name),
            LossKind::Value { element, value } => said(element, element, value),
            LossKind::Expression(name) => said("Ausdruck", "expression", name),
        }
    }
}

/// The form to edit, and what of the other one has no place in it.
pub fn lift(definition: &Definition) -> (FormSpec, Vec<Loss>) {
    let mut lifting = Lifting {
        definition,
        paths: Paths::new(&definition.instance),
        texts: Texts::new(definition),
        binds: HashMap::new(),
        questions: HashMap::new(),
        repeats: HashMap::new(),
        groups: HashMap::new(),
        lists: BTreeMap::new(),
        files: HashMap::new(),
        first_values: HashMap::new(),
        triggers: HashMap::new(),
        osm_tags: BTreeMap::new(),
        containers: HashMap::new(),
        losses: Vec::new(),
    };
    lifting.index();
    let mut spec = lifting.head();
    lifting.choices(&mut spec);
    spec.items = lifting.children(
        &definition.instance,
        &format!("/{}", definition.instance.name.local),
    );
    lifting.finish(&mut spec);
    (spec, lifting.losses)
}

struct Lifting<'a> {
    definition: &'a Definition,
    paths: Paths,
    texts: Texts,
    binds: HashMap<&'a str, &'a Bind>,
    questions: HashMap<&'a str, &'a QuestionControl>,
    repeats: HashMap<&'a str, &'a RepeatControl>,
    groups: HashMap<&'a str, &'a crate::definition::GroupControl>,
    lists: BTreeMap<String, Vec<Choice>>,
    /// The file names of external instances by identifier.
    files: HashMap<&'a str, &'a str>,
    /// Expressions that set nodes when the form is begun.
    first_values: HashMap<&'a str, &'a str>,
    /// What sets a node anew: the node that is changed, and the expression.
    triggers: HashMap<&'a str, Vec<(&'a str, Option<&'a str>)>>,
    osm_tags: BTreeMap<String, Vec<Choice>>,
    /// The lists of entities by the container that holds one.
    containers: HashMap<String, String>,
    losses: Vec<Loss>,
}

impl<'a> Lifting<'a> {
    fn lose(&mut self, place: &str, kind: LossKind) {
        self.losses.push(Loss {
            place: place.to_owned(),
            kind,
        });
    }

    fn index(&mut self) {
        for bind in &self.definition.binds {
            self.binds.entry(&bind.nodeset).or_insert(bind);
        }
        for secondary in &self.definition.secondary {
            if let Source::External { src, .. } = &secondary.source {
                let name = src.rsplit('/').next().unwrap_or(src);
                self.files.insert(&secondary.id, name);
            }
        }
        for action in &self.definition.actions {
            if let ActionValue::Expression(value) = &action.value
                && action.name.local == "setvalue"
                && action
                    .events
                    .iter()
                    .any(|event| event == "odk-instance-first-load")
            {
                self.first_values.entry(&action.target).or_insert(value);
            }
        }
        self.index_controls(&self.definition.body);
    }

    fn index_controls(&mut self, controls: &'a [Control]) {
        for control in controls {
            match control {
                Control::Group(group) => {
                    if let Some(reference) = &group.reference {
                        self.groups.insert(reference, group);
                    } else {
                        self.lose("", LossKind::Control);
                    }
                    self.index_controls(&group.children);
                }
                Control::Repeat(repeat) => {
                    self.repeats.insert(&repeat.nodeset, repeat);
                    self.index_controls(&repeat.children);
                }
                Control::Question(question) => {
                    for action in &question.actions {
                        let value = match &action.value {
                            ActionValue::Expression(value) => Some(value.as_str()),
                            ActionValue::None | ActionValue::Literal(_) => None,
                        };
                        let from = question.reference.as_str();
                        let triggers = self.triggers.entry(&action.target).or_default();
                        triggers.push((from, value));
                    }
                    self.questions.insert(&question.reference, question);
                }
            }
        }
    }
}
