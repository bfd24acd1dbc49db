// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Instances as values by path, without XML: what pages and programs exchange.
//!
//! Paths begin below the root element and carry the positions of repeat instances:
//! `group/person[2]/name`. Where a position is left out, the first instance is meant. The path
//! `person[]` holds how many instances a repeat has, where its values do not show it.

use std::borrow::Cow;
use std::sync::Arc;

use xpath::{NodeId, NodeKind};

use super::form::Form;
use super::problem::SessionError;
use super::session::{Mode, Session, Surroundings};
use super::slots::SlotId;
use super::types::DataType;

/// The mark behind the path of a repeat whose number of instances is meant.
pub const COUNT: &str = "[]";

impl Form {
    /// Loads values by path, or in their stead texts that are no values of their type and are kept
    /// as rejected answers. Paths that the form does not have are passed over; see
    /// [`Session::unknown`].
    pub fn open<'v>(
        self: &Arc<Self>,
        values: impl IntoIterator<Item = (&'v str, Result<Cow<'v, str>, &'v str>)>,
        mode: Mode,
        surroundings: &Surroundings,
    ) -> Result<Session, SessionError> {
        let mut session = Session::over(self, &self.bare, mode, surroundings);
        session.clear_answers();
        for (path, value) in values {
            session.put(path, value)?;
        }
        session.load()?;
        Ok(session)
    }
}

impl Session {
    /// Takes away what the form itself gives as answers: who cleared it does not want it back.
    fn clear_answers(&mut self) {
        let form = Arc::clone(&self.form);
        for slot in form.slots.ids() {
            if form.question(slot).is_some() && form.slots[slot].is_leaf() {
                for &node in self.instance.in_slot[slot.index()].iter() {
                    self.instance.tree.set_text(node, "");
                }
            }
        }
    }

    fn put(&mut self, path: &str, given: Result<Cow<'_, str>, &str>) -> Result<(), SessionError> {
        if let Some(repeat) = path.strip_suffix(COUNT) {
            let count = given.map_or(0, |count| count.parse().unwrap_or(0_usize));
            if count > 0 {
                self.node_at(&format!("{repeat}[{count}]"))?;
            }
            return Ok(());
        }
        let Some((node, slot)) = self.node_at(path)? else {
            return Ok(());
        };
        if !self.form.slots[slot].is_leaf() {
            self.not_here(path);
            return Ok(());
        }
        let kind = self.form.facts(slot).kind;
        let exact = |value: &str| kind != DataType::Int || kind.is_exact(value);
        let (value, text) = match given {
            Ok(value) => (kind.canonical(&value).filter(|_| exact(&value)), value),
            Err(text) => (None, Cow::Borrowed(text)),
        };
        if let Some(value) = value {
            self.instance.tree.set_text(node, value);
        } else {
            self.instance.tree.set_text(node, "");
            self.invalid.insert(node, text.into_owned());
        }
        Ok(())
    }

    fn not_here(&mut self, path: &str) {
        self.unknown.push(SessionError::NoNode(path.to_owned()));
    }

    /// The node at a path below the root; instances of repeats on the way are made.
    fn node_at(&mut self, path: &str) -> Result<Option<(NodeId, SlotId)>, SessionError> {
        let form = Arc::clone(&self.form);
        let Some(mut at) = self.instance.tree.root_element() else {
            return Ok(None);
        };
        let mut slot = SlotId::ROOT;
        for step in path.split('/') {
            let (name, position) = match step.strip_suffix(']').and_then(|s| s.split_once('[')) {
                Some((name, position)) => (name, position.parse::<usize>().unwrap_or(0)),
                None => (step, 1),
            };
            let (prefix, local) = name.split_once(':').unwrap_or(("", name));
            let inner = form.slots.child(slot, prefix, local);
            let Some(inner) = inner.filter(|_| position > 0) else {
                self.not_here(path);
                return Ok(None);
            };
            let known = &form.slots[inner];
            let found = if known.is_repeat {
                Some(self.instance_at(at, inner, position)?)
            } else if known.repeat.is_none() {
                self.instance.in_slot[inner.index()].first().copied()
            } else {
                let mut children = self.instance.tree.children(at);
                children.find(|&child| self.filled(child).is_some_and(|f| f.slot == inner))
            };
            let Some(found) = found.filter(|_| known.is_repeat || position == 1) else {
                self.not_here(path);
                return Ok(None);
            };
            (at, slot) = (found, inner);
        }
        Ok(Some((at, slot)))
    }

    /// The instance of a repeat at a position, made with those before it if there are fewer.
    fn instance_at(
        &mut self,
        parent: NodeId,
        slot: SlotId,
        position: usize,
    ) -> Result<NodeId, SessionError> {
        if position > super::MAX_INSTANCES {
            let path = self.form.slots[slot].path.clone();
            return Err(SessionError::TooManyInstances(path));
        }
        let mut children = self.instance.tree.children(parent);
        let anchor = children.find(|&child| {
            self.instance.tree.kind(child) == NodeKind::Comment
                && self.filled(child).is_some_and(|filled| filled.slot == slot)
        });
        drop(children);
        let Some(anchor) = anchor else {
            let path = self.form.slots[slot].path.clone();
            return Err(SessionError::NoRepeat(path));
        };
        let mut instances = self.instances_after(anchor);
        while instances.len() < position {
            let last = instances.last().copied().unwrap_or(anchor);
            instances.push(self.restore_instance(parent, last, slot)?);
        }
        Ok(instances[position - 1])
    }

    /// The values that are relevant, by path, without identifiers and other things of `meta`.
    pub fn values(&self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        self.visit_values(&mut |node, _, path| {
            let text = self.instance.tree.text(node);
            if self.is_relevant(node) && !text.is_empty() {
                found.push((path, text.into_owned()));
            }
        });
        found
    }

    /// Everything that filling can go on with: also what was typed and is no value, what is not
    /// relevant at the moment, and how many instances repeats have.
    pub fn kept_values(&self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for &anchor in self
            .instance
            .anchors
            .iter()
            .flat_map(|places| places.iter())
        {
            let count = self.instances_after(anchor).len();
            if count > 0 {
                let path = self.below_root(anchor);
                found.push((format!("{path}{COUNT}"), count.to_string()));
            }
        }
        self.visit_values(&mut |node, slot, path| {
            let facts = self.form.facts(slot);
            let follows = facts.question.is_none()
                && facts.calculate.is_some_and(|number| {
                    let calculation = &self.form.computations[number as usize];
                    let calls = &self.form.expr(calculation.expr).calls;
                    !calls.iter().any(|name| name == "once")
                });
            if follows {
                return;
            }
            let value = match self.invalid.get(&node) {
                Some(invalid) => invalid.clone(),
                None => self.kept(node),
            };
            if !value.is_empty() {
                found.push((path, value));
            }
        });
        found
    }

    fn visit_values(&self, visit: &mut dyn FnMut(NodeId, SlotId, String)) {
        let form = &self.form;
        let root = form.slots[SlotId::ROOT].path.len();
        self.visit(&mut |node, slot| {
            let known = &form.slots[slot];
            let is_meta = known.path[root..]
                .trim_start_matches('/')
                .split('/')
                .next()
                .is_some_and(|first| first.rsplit(':').next() == Some("meta"));
            if known.is_leaf() && !known.is_attribute && !is_meta {
                visit(node, slot, self.below_root(node));
            }
        });
    }

    /// The path of a node without the root element.
    fn below_root(&self, node: NodeId) -> String {
        let path = self.path(node);
        let below = path.splitn(3, '/').nth(2).unwrap_or_default();
        below.to_owned()
    }

    /// The value of a node; nothing if there is no such node or it is not relevant.
    pub fn value(&self, reference: &str) -> Option<String> {
        let node = self.node(reference).ok()?;
        self.is_relevant(node)
            .then(|| self.instance.tree.text(node).into_owned())
    }

    /// The text that was entered: the value, or what was rejected in its stead.
    pub fn given(&self, reference: &str) -> String {
        let Ok(node) = self.node(reference) else {
            return String::new();
        };
        match self.invalid.get(&node) {
            Some(text) => text.clone(),
            None => self.instance.tree.text(node).into_owned(),
        }
    }

    /// The path that the other requests take for one below the root element.
    pub fn reference(&self, path: &str) -> String {
        format!("{}/{path}", self.form.slots[SlotId::ROOT].path)
    }

    /// Keeps a text that is no value of the node's type as a rejected answer; the node is empty.
    pub fn reject(&mut self, reference: &str, text: &str) -> Result<(), SessionError> {
        let node = self.answerable(reference)?;
        self.invalid.insert(node, text.to_owned());
        self.keep(node, String::new());
        self.settle()
    }

    /// Remembers a value for a node that is not relevant at the moment, in case it becomes so.
    pub fn remember(&mut self, reference: &str, value: &str) -> Result<(), SessionError> {
        let node = self.node(reference)?;
        let slot = self.slot_of(node, reference)?;
        let is_question = self.form.question(slot).is_some() && self.form.slots[slot].is_leaf();
        if !is_question || self.is_relevant(node) {
            return Err(SessionError::NoValue(reference.to_owned()));
        }
        if let Some(canonical) = self.form.facts(slot).kind.canonical(value) {
            self.keep(node, canonical);
        }
        self.settle()
    }

    /// Moves an instance of a repeat by one place, up or down, and says where it is then.
    pub fn move_repeat(
        &mut self,
        reference: &str,
        up: bool,
        surroundings: &Surroundings,
    ) -> Result<String, SessionError> {
        let node = self.node(reference)?;
        let slot = self.slot_of(node, reference)?;
        if !self.form.slots[slot].is_repeat {
            return Err(SessionError::NoRepeat(reference.to_owned()));
        }
        let at = self.position(node);
        let other = if up { at.checked_sub(1) } else { Some(at + 1) };
        let around = reference
            .rsplit_once('[')
            .map_or(reference, |(path, _)| path);
        let count = self.count_repeats(around)?;
        let Some(other) = other.filter(|&other| (1..=count).contains(&other)) else {
            return Ok(reference.to_owned());
        };
        let (one, two) = (format!("{around}[{at}]"), format!("{around}[{other}]"));
        let root = self.reference("");
        let below = |path: &str| path.strip_prefix(&root).unwrap_or(path).to_owned();
        let (one_below, two_below) = (below(&one), below(&two));
        let swapped: Vec<(String, String)> = self
            .kept_values()
            .into_iter()
            .map(|(path, value)| {
                let rest = |prefix: &str| {
                    let rest = path.strip_prefix(prefix)?;
                    rest.starts_with('/').then(|| rest.to_owned())
                };
                let path = match (rest(&one_below), rest(&two_below)) {
                    (Some(rest), _) => format!("{two_below}{rest}"),
                    (_, Some(rest)) => format!("{one_below}{rest}"),
                    _ => path,
                };
                (path, value)
            })
            .collect();
        let values = swapped.iter();
        let values = values.map(|(path, value)| (path.as_str(), Ok(Cow::Borrowed(value.as_str()))));
        let mut moved = self.form.open(values, Mode::Resume, surroundings)?;
        moved.language = self.language;
        moved.set_host();
        *self = moved;
        Ok(two)
    }
}
