// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! One instance that is filled in: how it begins.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::Zoned;
use xpath::{Document, Environment, NodeId, NodeKind, Tree};

use super::compile::{ExprId, Form};
use super::host::FormHost;
use super::instance::{self, Merge};
use super::problem::{Failure, Property, SessionError};
use super::recalculate::Pending;
use super::slots::SlotId;
use crate::definition::{Element, QName};

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
    /// Where the device is, as a `geopoint`, for `odk:setgeopoint`.
    pub position: Option<String>,
}

impl Surroundings {
    /// A moment and a seed, nothing else.
    pub fn at(now: Zoned, seed: [u8; 32]) -> Self {
        Self {
            now,
            seed,
            properties: BTreeMap::new(),
            last_saved: None,
            position: None,
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

/// What is known of a node.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Filled {
    pub(crate) slot: SlotId,
    /// What its own expression says.
    pub(crate) own: bool,
    /// The same with all that is around.
    pub(crate) relevant: bool,
}

/// One instance of a form while it is filled in.
#[derive(Debug, Clone)]
pub struct Session {
    pub(crate) form: Arc<Form>,
    pub(crate) tree: Tree,
    /// By the index of the node.
    nodes: Vec<Option<Filled>>,
    /// The nodes of every slot in document order.
    pub(crate) in_slot: Vec<Vec<NodeId>>,
    /// The places of every repeat in document order.
    pub(crate) anchors: Vec<Vec<NodeId>>,
    /// Values that differ from the text in the tree, which expressions see.
    pub(crate) raw: HashMap<NodeId, String>,
    /// What was calculated last for nodes that people can change.
    pub(crate) calculated: HashMap<NodeId, String>,
    /// Answers that are no values of their type.
    pub(crate) invalid: HashMap<NodeId, String>,
    pub(crate) pending: Pending,
    pub(crate) environment: Environment,
    pub(crate) properties: Arc<BTreeMap<String, String>>,
    /// Where the device is.
    pub(crate) here: Option<String>,
    pub(crate) language: usize,
    pub(crate) mode: Mode,
    pub(crate) is_loading: bool,
    pub(crate) failures: Vec<Failure>,
    /// In a check: what was calculated otherwise than it was given.
    pub(crate) differences: Vec<super::Difference>,
    /// In a check: values that were replaced by what was calculated.
    pub(crate) given: HashMap<NodeId, String>,
    /// How many instances all repeats have.
    pub(crate) instances: usize,
    /// Nodes in the loaded instance that the form does not have.
    unknown: Vec<SessionError>,
}

impl Form {
    /// Begins a new instance.
    pub fn session(self: &Arc<Self>, surroundings: &Surroundings) -> Result<Session, SessionError> {
        let mut session = Session::over(self, self.first.clone(), Mode::New, surroundings);
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
        let source = xpath::xml::read(xml, &xpath::xml::Limits::default())?;
        let mut merge = Merge {
            slots: &self.slots,
            form: &self.definition.instance,
            source: &source,
            is_check: mode == Mode::Check,
            unknown: Vec::new(),
        };
        let mut root = merge.root()?;
        let unknown = merge.unknown;
        if mode == Mode::Edit {
            self.replaces(&mut root);
        }
        let mut tree = instance::build(&self.slots, &root);
        for (id, document) in &self.lists {
            tree.add_instance(id, Arc::clone(document));
        }
        let mut session = Session::over(self, tree, mode, surroundings);
        session.unknown = unknown;
        session.load()?;
        Ok(session)
    }

    /// Makes the identifier of an instance that of the one it replaces.
    fn replaces(&self, root: &mut Element) {
        let (Some(id), Some(deprecated)) = (self.instance_id, self.deprecated_id) else {
            return;
        };
        let name = |slot: SlotId| -> &QName { &self.slots[slot].name };
        let meta = self.slots[id].parent.map(name);
        let Some(meta) = root.children.iter_mut().find(|e| Some(&e.name) == meta) else {
            return;
        };
        let Some(place) = meta.children.iter().position(|e| e.name == *name(id)) else {
            return;
        };
        let old = std::mem::take(&mut meta.children[place].text);
        meta.children.retain(|e| e.name != *name(deprecated));
        meta.children.insert(
            (place + 1).min(meta.children.len()),
            Element {
                name: name(deprecated).clone(),
                text: old,
                ..Element::default()
            },
        );
    }
}

impl Session {
    fn over(form: &Arc<Form>, tree: Tree, mode: Mode, surroundings: &Surroundings) -> Self {
        let mut tree = tree;
        if let Some(document) = &surroundings.last_saved {
            let external = form.last_saved.iter();
            for id in external {
                tree.add_instance(id, Arc::clone(document));
            }
        }
        let properties = Arc::new(surroundings.properties.clone());
        let mut environment = Environment::at(surroundings.now.clone());
        environment.zone = surroundings.now.time_zone().clone();
        environment.namespaces = form.slots.namespaces.iter().cloned().collect();
        environment.namespaces.remove("");
        environment.random = xpath::Randomness::seeded(surroundings.seed);
        let language = form.default_language;
        let mut session = Self {
            nodes: Vec::new(),
            in_slot: vec![Vec::new(); form.slots.len()],
            anchors: vec![Vec::new(); form.slots.len()],
            raw: HashMap::new(),
            calculated: HashMap::new(),
            invalid: HashMap::new(),
            pending: Pending::default(),
            environment,
            properties,
            here: surroundings.position.clone(),
            language,
            mode,
            is_loading: true,
            failures: Vec::new(),
            differences: Vec::new(),
            given: HashMap::new(),
            instances: 0,
            unknown: Vec::new(),
            form: Arc::clone(form),
            tree,
        };
        session.set_host();
        session
    }

    pub(crate) fn set_host(&mut self) {
        let host = FormHost::new(&self.form, self.language, &self.properties, &self.environment);
        self.environment.host = Some(Arc::new(host));
    }

    /// Fills the slots, runs what happens at the beginning, calculates everything.
    fn load(&mut self) -> Result<(), SessionError> {
        if let Some(root) = self.tree.root_element() {
            self.adopt(root, SlotId::ROOT);
        }
        if self.instances > super::MAX_INSTANCES {
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
            for node in self.in_slot[slot.index()].clone() {
                let text = self.tree.text(node).into_owned();
                let value = kind.canonical(&text).unwrap_or_default();
                if value != text {
                    self.tree.set_text(node, value);
                }
            }
        }
    }

    /// Finds the slots of a node and of all within it.
    pub(crate) fn adopt(&mut self, node: NodeId, slot: SlotId) {
        let form = Arc::clone(&self.form);
        let mut open = vec![(node, slot)];
        // Children are pushed in reverse, so that nodes are met in document order.
        while let Some((node, slot)) = open.pop() {
            self.fill(node, slot);
            if self.tree.kind(node) != NodeKind::Element {
                continue;
            }
            let attributes: Vec<_> = self.tree.attributes(node).collect();
            for attribute in attributes {
                let prefix = self.tree.prefix(attribute).unwrap_or_default();
                let local = self.tree.local_name(attribute);
                if let Some(slot) = form.slots.attribute(slot, prefix, local) {
                    self.fill(attribute, slot);
                }
            }
            let mut children = Vec::new();
            for child in self.tree.children(node) {
                let slot = match self.tree.kind(child) {
                    NodeKind::Element => {
                        let prefix = self.tree.prefix(child).unwrap_or_default();
                        form.slots.child(slot, prefix, self.tree.local_name(child))
                    }
                    NodeKind::Comment => self.tree.text(child).parse().ok().map(SlotId),
                    _ => None,
                };
                children.extend(slot.map(|slot| (child, slot)));
            }
            open.extend(children.into_iter().rev());
        }
    }

    fn fill(&mut self, node: NodeId, slot: SlotId) {
        if self.nodes.len() <= node.index() {
            self.nodes.resize(node.index() + 1, None);
        }
        self.nodes[node.index()] = Some(Filled {
            slot,
            own: true,
            relevant: true,
        });
        let is_anchor = self.tree.kind(node) == NodeKind::Comment;
        if !is_anchor && self.form.slots[slot].is_repeat {
            self.instances += 1;
        }
        let tree = &self.tree;
        let list = if is_anchor {
            &mut self.anchors[slot.index()]
        } else {
            &mut self.in_slot[slot.index()]
        };
        match list.last() {
            Some(&last) if !tree.is_before(last, node) => {
                let place = list.partition_point(|&other| tree.is_before(other, node));
                list.insert(place, node);
            }
            _ => list.push(node),
        }
    }

    /// Forgets a node that is about to be removed.
    pub(crate) fn forget(&mut self, node: NodeId) {
        let Some(filled) = self.nodes.get_mut(node.index()).and_then(Option::take) else {
            return;
        };
        let is_anchor = self.tree.kind(node) == NodeKind::Comment;
        let list = if is_anchor {
            &mut self.anchors[filled.slot.index()]
        } else {
            if self.form.slots[filled.slot].is_repeat {
                self.instances -= 1;
            }
            &mut self.in_slot[filled.slot.index()]
        };
        list.retain(|&other| other != node);
        self.raw.remove(&node);
        self.calculated.remove(&node);
        self.invalid.remove(&node);
    }

    /// What is known of a node; nothing of texts and of what was removed.
    pub(crate) fn filled(&self, node: NodeId) -> Option<Filled> {
        self.nodes.get(node.index()).copied().flatten()
    }

    pub(crate) fn filled_mut(&mut self, node: NodeId) -> Option<&mut Filled> {
        self.nodes.get_mut(node.index()).and_then(Option::as_mut)
    }

    /// The value that the node keeps, whether expressions see it or not.
    pub(crate) fn kept(&self, node: NodeId) -> String {
        match self.raw.get(&node) {
            Some(raw) => raw.clone(),
            None => self.tree.text(node).into_owned(),
        }
    }

    pub(crate) fn evaluate_text(&mut self, id: ExprId, node: NodeId, property: Property) -> String {
        let compiled = self.form.expr(id);
        let value = compiled.expr.evaluate_text(&self.tree, node, &self.environment);
        match value.map(std::borrow::Cow::into_owned) {
            Ok(value) => value,
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
        let found = self.form.languages.iter().position(|known| known == language);
        self.language = found.ok_or_else(|| SessionError::NoLanguage(language.to_owned()))?;
        self.set_host();
        self.language_changed();
        self.settle()
    }
}
