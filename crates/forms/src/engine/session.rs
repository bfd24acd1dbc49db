// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! One instance that is filled in: how it begins.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use jiff::Zoned;
use xpath::{Document, Environment, NodeId, NodeKind};

use super::form::{ExprId, Form};
use super::host::FormHost;
use super::instance::{Filled, Instance};
use super::problem::{Failure, Property, SessionError};
use super::recalculate::Pending;
use super::slots::SlotId;

/// What a session knows of the world.
#[derive(Debug, Clone)]
pub struct Surroundings {
    /// This moment, with the zone of the person.
    pub now: Zoned,
    /// Where random numbers and identifiers come from: another one for every session, from the
    /// operating system.
    pub seed: [u8; 32],
    /// `deviceid`, `username`, `email`, `phonenumber` and others.
    pub properties: BTreeMap<String, String>,
    /// The instance that was sent last, for `jr://instance/last-saved`.
    pub last_saved: Option<Arc<Document>>,
    /// Secondary instances that differ from session to session, by the identifier that the form
    /// gives them. They take the place of those that it was compiled with.
    pub instances: Vec<(String, Arc<Document>)>,
    /// Where the device is, as a `geopoint`, for `odk:setgeopoint`.
    pub position: Option<String>,
    /// Whether calculated defaults of questions that are not relevant at the beginning are kept
    /// until they are. The specification leaves them out.
    pub proposes_hidden: bool,
}

impl Surroundings {
    /// A moment and a seed, nothing else.
    pub fn at(now: Zoned, seed: [u8; 32]) -> Self {
        Self {
            now,
            seed,
            properties: BTreeMap::new(),
            last_saved: None,
            instances: Vec::new(),
            position: None,
            proposes_hidden: false,
        }
    }
}

/// Why an instance is loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// It is begun.
    New,
    /// It goes on where it was left: nothing that belongs to the beginning happens again.
    Resume,
    /// It was sent and is changed: it gets an identifier of its own and names the one it replaces.
    Edit,
    /// It was sent and is examined: its values stay as they are.
    Check,
}

/// One instance of a form while it is filled in.
#[derive(Debug, Clone)]
pub struct Session {
    pub(crate) form: Arc<Form>,
    /// The tree and what its nodes are.
    pub(crate) instance: Instance,
    /// Values that differ from the text in the tree, which expressions see.
    pub(crate) raw: HashMap<NodeId, String>,
    /// What was calculated last for nodes that people can change.
    pub(crate) calculated: HashMap<NodeId, String>,
    /// Answers that are no values of their type.
    pub(crate) invalid: HashMap<NodeId, String>,
    /// Repeats of which the number of instances was decided.
    pub(crate) counted: HashSet<NodeId>,
    pub(crate) pending: Pending,
    pub(crate) environment: Environment,
    /// Where the order of shuffled choices comes from.
    pub(crate) seed: [u8; 32],
    pub(crate) properties: Arc<BTreeMap<String, String>>,
    /// Where the device is.
    pub(crate) here: Option<String>,
    pub(crate) language: usize,
    pub(crate) mode: Mode,
    pub(crate) proposes_hidden: bool,
    pub(crate) is_loading: bool,
    pub(crate) failures: Vec<Failure>,
    /// In a check: what was calculated otherwise than it was given.
    pub(crate) differences: Vec<super::Difference>,
    /// In a check: values that were replaced by what was calculated.
    pub(crate) given: HashMap<NodeId, String>,
    /// Nodes in the loaded instance that the form does not have.
    pub(crate) unknown: Vec<SessionError>,
}

impl Form {
    /// Begins a new instance.
    pub fn session(self: &Arc<Self>, surroundings: &Surroundings) -> Result<Session, SessionError> {
        let mut session = Session::over(self, &self.first, Mode::New, surroundings);
        session.load()?;
        Ok(session)
    }

    /// Loads an instance. Nodes that the form does not have are left out; see [`Session::unknown`].
    pub fn resume(
        self: &Arc<Self>,
        xml: &[u8],
        mode: Mode,
        surroundings: &Surroundings,
    ) -> Result<Session, SessionError> {
        let mut session = Session::over(self, &self.bare, mode, surroundings);
        session.restore(xml)?;
        if mode == Mode::Edit {
            session.replace();
        }
        session.load()?;
        Ok(session)
    }
}

impl Session {
    pub(super) fn over(
        form: &Arc<Form>,
        instance: &Instance,
        mode: Mode,
        surroundings: &Surroundings,
    ) -> Self {
        let mut instance = instance.clone();
        if let Some(document) = &surroundings.last_saved {
            let external = form.last_saved.iter();
            for id in external {
                instance.tree.add_instance(id, Arc::clone(document));
            }
        }
        for (id, document) in &surroundings.instances {
            if instance.tree.instance(id).is_some() {
                instance.tree.add_instance(id, Arc::clone(document));
            }
        }
        let properties = Arc::new(surroundings.properties.clone());
        let mut environment = Environment::at(surroundings.now.clone());
        environment.zone = surroundings.now.time_zone().clone();
        environment.namespaces = Arc::clone(&form.namespaces);
        environment.random = xpath::Randomness::seeded(surroundings.seed);
        let language = form.default_language;
        let mut session = Self {
            instance,
            raw: HashMap::new(),
            calculated: HashMap::new(),
            invalid: HashMap::new(),
            counted: HashSet::new(),
            pending: Pending::default(),
            environment,
            seed: surroundings.seed,
            properties,
            here: surroundings.position.clone(),
            language,
            mode,
            proposes_hidden: surroundings.proposes_hidden,
            is_loading: true,
            failures: Vec::new(),
            differences: Vec::new(),
            given: HashMap::new(),
            unknown: Vec::new(),
            form: Arc::clone(form),
        };
        session.set_host();
        session
    }

    pub(crate) fn set_host(&mut self) {
        let host = FormHost::new(
            &self.form,
            self.language,
            &self.properties,
            self.seed,
            &self.environment,
        );
        self.environment.host = Some(Arc::new(host));
    }

    /// Fills the slots, runs what happens at the beginning, calculates everything.
    pub(super) fn load(&mut self) -> Result<(), SessionError> {
        if self.instance.instances > super::MAX_INSTANCES {
            return Err(SessionError::TooManyInstances("/".to_owned()));
        }
        self.canonicalise();
        self.preload_all();
        self.calculate_all()?;
        self.load_actions()?;
        self.settle()?;
        self.is_loading = false;
        Ok(())
    }

    /// Values of the form and of the loaded instance as their types are written.
    fn canonicalise(&mut self) {
        if self.mode == Mode::Check {
            return;
        }
        let form = Arc::clone(&self.form);
        for slot in form.slots.ids() {
            let kind = form.facts(slot).kind;
            if !form.slots[slot].is_leaf() || kind == super::DataType::Text {
                continue;
            }
            let nodes = self.instance.in_slot[slot.index()].clone();
            for &node in nodes.iter() {
                let text = self.instance.tree.text(node).into_owned();
                let value = kind.canonical(&text).unwrap_or_default();
                if value != text {
                    self.instance.tree.set_text(node, value);
                }
            }
        }
    }

    /// Finds the slots of a node and of all within it.
    pub(crate) fn adopt(&mut self, node: NodeId, slot: SlotId) {
        let form = Arc::clone(&self.form);
        self.instance.adopt(&form.slots, node, slot);
    }

    /// Forgets nodes that are about to be removed.
    pub(crate) fn forget(&mut self, nodes: &[NodeId]) {
        let form = Arc::clone(&self.form);
        let mut slots = HashSet::new();
        for &node in nodes {
            let Some(filled) = self
                .instance
                .nodes
                .get_mut(node.index())
                .and_then(Option::take)
            else {
                continue;
            };
            slots.insert(filled.slot);
            if form.slots[filled.slot].is_repeat
                && self.instance.tree.kind(node) == NodeKind::Element
            {
                self.instance.instances -= 1;
            }
            self.raw.remove(&node);
            self.calculated.remove(&node);
            self.invalid.remove(&node);
            self.counted.remove(&node);
        }
        for slot in slots {
            let nodes = &self.instance.nodes;
            let known = |node: &NodeId| nodes.get(node.index()).is_some_and(Option::is_some);
            Arc::make_mut(&mut self.instance.in_slot)[slot.index()].retain(known);
            Arc::make_mut(&mut self.instance.anchors)[slot.index()].retain(known);
        }
    }

    /// What is known of a node; nothing of texts and of what was removed.
    pub(crate) fn filled(&self, node: NodeId) -> Option<Filled> {
        self.instance.nodes.get(node.index()).copied().flatten()
    }

    pub(crate) fn filled_mut(&mut self, node: NodeId) -> Option<&mut Filled> {
        self.instance
            .nodes
            .get_mut(node.index())
            .and_then(Option::as_mut)
    }

    /// The value that the node keeps, whether expressions see it or not.
    pub(crate) fn kept(&self, node: NodeId) -> String {
        match self.raw.get(&node) {
            Some(raw) => raw.clone(),
            None => self.instance.tree.text(node).into_owned(),
        }
    }

    pub(crate) fn evaluate_text(&mut self, id: ExprId, node: NodeId, property: Property) -> String {
        let compiled = self.form.expr(id);
        let value = compiled
            .expr
            .evaluate(&self.instance.tree, node, &self.environment);
        match value {
            // What cannot be calculated is no value.
            Ok(value) => match value.into_text(&self.instance.tree) {
                text if text == "NaN" => String::new(),
                text => text.into_owned(),
            },
            Err(error) => {
                self.fail(node, property, error);
                String::new()
            }
        }
    }

    pub(crate) fn fail(&mut self, node: NodeId, property: Property, error: xpath::EvaluationError) {
        let path = self.path(node);
        let failure = Failure {
            path,
            property,
            error,
        };
        if self.failures.len() < 100 && !self.failures.contains(&failure) {
            self.failures.push(failure);
        }
    }

    /// Expressions that had no value, since the session began.
    pub fn failures(&self) -> &[Failure] {
        &self.failures
    }

    /// Nodes in the loaded instance that the form does not have, with their places.
    pub fn unknown(&self) -> &[SessionError] {
        &self.unknown
    }

    /// The form.
    pub fn form(&self) -> &Arc<Form> {
        &self.form
    }

    /// Says what time it is now.
    pub fn set_now(&mut self, now: Zoned) {
        self.environment.zone = now.time_zone().clone();
        self.environment.now = now;
    }

    /// The language of labels, if the form has languages.
    pub fn language(&self) -> Option<&str> {
        self.form.languages.get(self.language).map(String::as_str)
    }

    /// Changes the language of labels.
    pub fn set_language(&mut self, language: &str) -> Result<(), SessionError> {
        let found = self
            .form
            .languages
            .iter()
            .position(|known| known == language);
        self.language = found.ok_or_else(|| SessionError::NoLanguage(language.to_owned()))?;
        self.set_host();
        self.language_changed();
        self.settle()
    }
}
