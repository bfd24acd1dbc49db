// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A compiled form: what sessions share.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use xpath::{Fragment, NodeId};

use super::body::Question;
use super::expressions::Compiled;
use super::instance::Instance;
use super::problem::Problem;
use super::slots::{SlotId, Slots};
use super::types::DataType;
use crate::definition::{Definition, Text, TextValue};

/// Number of an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ExprId(pub(super) u32);

/// Something that is done again when what it reads changes.
#[derive(Debug, Clone)]
pub(crate) struct Computation {
    pub(crate) slot: SlotId,
    pub(crate) kind: ComputationKind,
    pub(crate) expr: ExprId,
}

/// What a computation decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ComputationKind {
    /// Whether a node is relevant.
    Relevant,
    /// The value of a node.
    Calculate,
    /// How many instances a repeat has.
    Count,
    /// Which of the chosen values can still be chosen.
    Choices,
}

/// What binds say about a slot.
#[derive(Debug, Clone, Default)]
pub(crate) struct Facts {
    pub(crate) kind: DataType,
    pub(crate) required: Option<ExprId>,
    pub(crate) readonly: Option<ExprId>,
    pub(crate) constraint: Option<ExprId>,
    pub(crate) constraint_message: Option<Text>,
    pub(crate) required_message: Option<Text>,
    /// When an answer is implausible, and what to ask then.
    pub(crate) warning: Option<ExprId>,
    pub(crate) warning_message: Option<Text>,
    pub(crate) preload: Option<(String, String)>,
    pub(crate) relevant: Option<u32>,
    pub(crate) calculate: Option<u32>,
    pub(crate) choices: Option<u32>,
    /// Number in [`Form::questions`].
    pub(crate) question: Option<u32>,
    /// Actions that a change of this node sets off.
    pub(crate) on_change: Vec<u32>,
}

/// What is known of a repeat.
#[derive(Debug, Clone)]
pub(crate) struct Repeat {
    /// What a new instance begins with.
    pub(crate) blank: Fragment,
    /// The same without instances of repeats within.
    pub(crate) bare: Fragment,
    /// The instances that the form itself has, by the place of the repeat.
    pub(crate) given: HashMap<NodeId, Vec<Fragment>>,
    /// Those in a new instance of the repeat around.
    pub(crate) given_in_new: Vec<Fragment>,
    pub(crate) count: Option<u32>,
    pub(crate) fixed: Option<ExprId>,
    pub(crate) label: Option<Text>,
    /// Actions that a new instance sets off.
    pub(crate) on_new: Vec<u32>,
}

/// An action, ready to run.
#[derive(Debug, Clone)]
pub(crate) struct Act {
    /// The node of the control around; the root for actions of the model.
    pub(crate) standing: SlotId,
    pub(crate) target: SlotId,
    /// The path as an expression that stands at the control around, if it is more than a path.
    pub(crate) path: ExprId,
    pub(crate) value: ActValue,
}

#[derive(Debug, Clone)]
pub(crate) enum ActValue {
    Literal(String),
    Expression(ExprId),
    /// Where the device is.
    Position,
    /// Recordings: what a device adds by itself.
    Device,
}

/// A form that runs. Cheap to share between threads.
#[derive(Debug)]
pub struct Form {
    /// The definition without its lists and translations.
    pub(crate) definition: Definition,
    pub(crate) slots: Slots,
    pub(crate) facts: Vec<Facts>,
    pub(crate) expressions: Vec<Compiled>,
    pub(crate) computations: Vec<Computation>,
    /// The computations in the order in which they are done.
    pub(crate) order: Vec<u32>,
    /// The place of each computation in that order.
    pub(crate) rank: Vec<u32>,
    /// Which computations read a slot, and in which repeat they share the instance with it.
    pub(crate) readers: Vec<Vec<(u32, Option<SlotId>)>>,
    pub(crate) questions: Vec<Question>,
    pub(crate) groups: HashMap<SlotId, (Option<Text>, String)>,
    pub(crate) repeats: HashMap<SlotId, Repeat>,
    /// Prefixes in expressions and what they stand for.
    pub(crate) namespaces: Arc<BTreeMap<String, String>>,
    /// Whether instances can name files.
    pub(crate) has_files: bool,
    /// Whether instances can create or update entities.
    pub(crate) has_entities: bool,
    pub(crate) acts: Vec<Act>,
    pub(crate) on_first_load: Vec<u32>,
    pub(crate) on_load: Vec<u32>,
    /// The instance that the form begins with, with the secondary instances.
    pub(crate) first: Instance,
    /// The same without instances of repeats.
    pub(crate) bare: Instance,
    /// Identifiers of the secondary instance that is the instance sent last.
    pub(crate) last_saved: Vec<String>,
    /// Names of the languages, and the texts in each by identifier.
    pub(crate) languages: Vec<String>,
    pub(crate) default_language: usize,
    pub(crate) texts: Vec<HashMap<String, Vec<TextValue>>>,
    pub(super) warnings: Vec<Problem>,
    pub(crate) instance_id: Option<SlotId>,
    pub(crate) deprecated_id: Option<SlotId>,
}

impl Form {
    pub(crate) fn expr(&self, id: ExprId) -> &Compiled {
        &self.expressions[id.0 as usize]
    }

    pub(crate) fn facts(&self, slot: SlotId) -> &Facts {
        &self.facts[slot.index()]
    }

    pub(crate) fn question(&self, slot: SlotId) -> Option<&Question> {
        let number = self.facts(slot).question?;
        self.questions.get(number as usize)
    }

    /// The definition without lists of choices and translations, which the form keeps otherwise.
    pub fn definition(&self) -> &Definition {
        &self.definition
    }

    /// What is strange in the form without keeping it from running: references and paths in
    /// expressions that lead nowhere.
    pub fn warnings(&self) -> &[Problem] {
        &self.warnings
    }

    /// The languages, in the order of the form.
    pub fn languages(&self) -> &[String] {
        &self.languages
    }

    /// The language that a session begins with, if there is any.
    pub fn default_language(&self) -> Option<&str> {
        self.languages
            .get(self.default_language)
            .map(String::as_str)
    }
}
