// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Groups and repeats, and what is set off by other questions.

use std::collections::BTreeMap;

use kernel::Localized;

use super::attributes::identity;
use super::{Body, LateAction, Lowered, Lowering, qname};
use crate::definition::{
    Action, ActionValue, Attribute, Bind, Control, GroupControl, RepeatControl, Text,
};
use crate::problem::Column;
use crate::spec::{Group, Item, Question, QuestionType, Repeat};

impl Lowering<'_> {
    /// Lowers items into the body; returns the actions for the repeats around.
    pub(super) fn items(&mut self, items: &[Item], parent: usize, body: &mut Body) -> Lowered {
        let mut lowered = Lowered::default();
        for item in items {
            match item {
                Item::Question(question) if question.kind.is_external() => {
                    self.instances.attached(question);
                }
                Item::Question(question) => {
                    self.node += 1;
                    self.question(question, self.node, body, &mut lowered.late);
                }
                Item::Group(group) => {
                    self.node += 1;
                    let inner = self.group(group, self.node, body);
                    lowered.late.extend(inner);
                }
                Item::Repeat(repeat) => {
                    self.node += 1;
                    let inner = self.repeat(repeat, self.node, body);
                    lowered.late.extend(inner);
                }
            }
        }
        self.entities_in(parent, &mut lowered.late);
        lowered
    }

    /// The actions of triggers, by the node that sets them off.
    pub(super) fn find_triggers(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Group(group) => {
                    self.node += 1;
                    self.find_triggers(&group.items);
                }
                Item::Repeat(repeat) => {
                    self.node += 1;
                    self.find_triggers(&repeat.items);
                }
                Item::Question(question) if question.kind.is_external() => {}
                Item::Question(question) => {
                    self.node += 1;
                    self.triggers_of(question, self.node);
                }
            }
        }
    }

    fn triggers_of(&mut self, question: &Question, node: usize) {
        for trigger in &question.trigger {
            let from = match self.names.find(trigger) {
                Ok(from) => from,
                Err(broken) => {
                    self.broken(node, Column::Trigger, broken);
                    continue;
                }
            };
            let is_place = question.kind == QuestionType::BackgroundGeopoint;
            let value = match &question.calculate {
                Some(text) if !is_place => {
                    ActionValue::Expression(self.expression(text, node, Column::Calculation))
                }
                _ => ActionValue::None,
            };
            let name = if is_place {
                "odk:setgeopoint"
            } else {
                "setvalue"
            };
            self.triggered.entry(from).or_default().push(Action {
                name: qname(name),
                events: vec!["xforms-value-changed".to_owned()],
                target: self.names.path(node),
                value,
                attributes: Vec::new(),
            });
        }
    }

    fn group(&mut self, group: &Group, node: usize, body: &mut Body) -> Vec<LateAction> {
        let path = self.names.path(node);
        self.container_bind(
            node,
            (group.relevant.as_ref(), group.readonly.as_ref()),
            &group.hint,
            &group.bind,
            identity(
                group.fim_id.as_ref(),
                group.link_id.as_ref(),
                group.origin.as_ref(),
            ),
        );
        let label = self.heading(&group.label, &group.media, node);
        let mut children = Vec::new();
        let lowered = self.items(&group.items, node, &mut children);
        let attributes = self.pass_on(&group.control, node);
        body.push(Control::Group(GroupControl {
            reference: Some(path),
            appearance: self.expression(&group.appearance, node, Column::Passed),
            label,
            attributes,
            actions: Vec::new(),
            children,
        }));
        lowered.late
    }

    fn repeat(&mut self, repeat: &Repeat, node: usize, body: &mut Body) -> Vec<LateAction> {
        let path = self.names.path(node);
        self.container_bind(
            node,
            (repeat.relevant.as_ref(), repeat.readonly.as_ref()),
            &repeat.hint,
            &repeat.bind,
            identity(
                repeat.fim_id.as_ref(),
                repeat.link_id.as_ref(),
                repeat.origin.as_ref(),
            ),
        );
        let label = self
            .heading(&repeat.label, &repeat.media, node)
            .unwrap_or(Text::Inline(Vec::new()));
        let count = self.count(repeat, node);
        let mut children = Vec::new();
        let lowered = self.items(&repeat.items, node, &mut children);
        let (own, outer): (Vec<_>, Vec<_>) =
            lowered.late.into_iter().partition(|(of, _)| *of == node);
        let mut attributes = self.pass_on(&repeat.control, node);
        let fixed = attributes
            .iter()
            .position(|(name, _)| *name == qname("jr:noAddRemove"))
            .map(|at| attributes.remove(at).1);
        body.push(Control::Repeat(RepeatControl {
            nodeset: path,
            label: Some(label),
            outer: Some(Vec::new()),
            count,
            fixed,
            appearance: self.expression(&repeat.appearance, node, Column::Passed),
            attributes,
            actions: own.into_iter().map(|(_, action)| action).collect(),
            children,
        }));
        outer
    }

    fn count(&mut self, repeat: &Repeat, node: usize) -> Option<String> {
        let count = repeat.count.as_ref()?;
        if super::is_reference(count) {
            return Some(self.expression(count, node, Column::RepeatCount));
        }
        // The generated question is the node before the repeat.
        let generated = node - 1;
        let path = self
            .names
            .relative(node, generated)
            .unwrap_or_else(|| self.names.path(generated));
        Some(format!(" {path} "))
    }

    fn container_bind(
        &mut self,
        node: usize,
        (relevant, readonly): (Option<&String>, Option<&String>),
        hint: &Localized,
        attributes: &BTreeMap<String, String>,
        own: Vec<Attribute>,
    ) {
        let is_plain = relevant.is_none() && readonly.is_none() && attributes.is_empty();
        if is_plain && hint.is_empty() && own.is_empty() {
            return;
        }
        self.uses_own |= !own.is_empty();
        let mut bind = Bind {
            nodeset: self.names.path(node),
            relevant: self.optional(relevant, node, Column::Relevant),
            readonly: self.optional(readonly, node, Column::Readonly),
            attributes: own,
            ..Bind::default()
        };
        self.more_bind(&mut bind, attributes, node);
        self.hint_of_container(hint, node, &mut bind);
        self.bind(bind);
    }

    /// The columns of the author's own, with references as paths.
    pub(super) fn pass_on(
        &mut self,
        attributes: &BTreeMap<String, String>,
        node: usize,
    ) -> Vec<Attribute> {
        attributes
            .iter()
            .map(|(name, text)| (qname(name), self.expression(text, node, Column::Passed)))
            .collect()
    }

    pub(super) fn more_bind(
        &mut self,
        bind: &mut Bind,
        attributes: &BTreeMap<String, String>,
        node: usize,
    ) {
        for (name, text) in attributes {
            let text = self.expression(text, node, Column::Passed);
            match name.as_str() {
                "type" => bind.kind = Some(text),
                "jr:preload" => {
                    let params = bind.preload.take().and_then(|(_, params)| params);
                    bind.preload = Some((text, params));
                }
                "jr:preloadParams" => {
                    let (preload, _) = bind.preload.take().unwrap_or_default();
                    bind.preload = Some((preload, Some(text)));
                }
                name => bind.attributes.push((qname(name), text)),
            }
        }
    }
}
