// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Questions: their binds, and the elements of the body.

use kernel::Localized;

use super::texts::{Forms, label_forms, parts};
use super::types::{bind_type, control_kind};
use super::{Body, LateAction, Lowering, qname};
use crate::definition::{Action, ActionValue, Bind, Choices, Control, QuestionControl, Text};
use crate::problem::Column;
use crate::spec::{ChoiceSource, Media, Question, QuestionType};
use crate::xlsform::is_search;

/// Whether a question has an element in the body.
pub(crate) fn is_shown(question: &Question) -> bool {
    let computed = question.calculate.is_some() || !question.trigger.is_empty();
    (question.kind.is_asked() || question.kind == QuestionType::Note)
        && !(computed
            && question.label.is_empty()
            && question.hint.is_empty()
            && question.media.is_empty())
}

impl Lowering<'_> {
    pub(super) fn heading(
        &mut self,
        label: &Localized,
        media: &Media,
        node: usize,
    ) -> Option<Text> {
        let text = self.label(label, media, node);
        if label.is_empty() { None } else { text }
    }

    /// The label of a node, in place or translated; none if there is neither text nor media.
    fn label(&mut self, label: &Localized, media: &Media, node: usize) -> Option<Text> {
        if label.is_empty() && media.is_empty() {
            return None;
        }
        let id = format!("{}:label", self.names.path(node));
        self.text(&id, label_forms(label, media), node, Column::Label)
    }

    /// A text that is translated if it must be.
    pub(super) fn text(
        &mut self,
        id: &str,
        forms: Forms<'_>,
        node: usize,
        column: Column,
    ) -> Option<Text> {
        let forms: Forms<'_> = forms
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .collect();
        for (_, text) in &forms {
            for written in text.0.values() {
                self.instances.read_by(written);
            }
        }
        if let [(None, text)] = forms.as_slice()
            && let Some(written) = self.texts.in_place(text)
        {
            return match parts(&written, self.names, node) {
                Ok(parts) => Some(Text::Inline(parts)),
                Err(broken) => {
                    self.broken(node, column, broken);
                    None
                }
            };
        }
        match self.texts.add(id, &forms, self.names, node) {
            Ok(text) => Some(text),
            Err(broken) => {
                self.broken(node, column, broken);
                None
            }
        }
    }

    pub(super) fn question(
        &mut self,
        question: &Question,
        node: usize,
        body: &mut Body,
        late: &mut Vec<LateAction>,
    ) {
        if question.choice_source == ChoiceSource::File {
            self.instances.file(question);
        }
        self.question_bind(question, node);
        self.default_action(question, node, late);
        if !is_shown(question) {
            return;
        }
        let path = self.names.path(node);
        let label = self
            .label(&question.label, &question.media, node)
            .or_else(|| Some(Text::Inline(Vec::new())));
        let forms: Forms<'_> = vec![
            (None, &question.hint),
            (Some("guidance"), &question.guidance),
        ];
        let hint = if question.hint.is_empty() && question.guidance.is_empty() {
            None
        } else {
            self.text(&format!("{path}:hint"), forms, node, Column::Hint)
        };
        let mut attributes = self.control_attributes(question, node);
        for (name, value) in self.pass_on(&question.control, node) {
            if !attributes.iter().any(|(known, _)| *known == name) {
                attributes.push((name, value));
            }
        }
        let choices = self.choices_of(question, node);
        let actions = self.triggered.remove(&node).unwrap_or_default();
        body.push(Control::Question(Box::new(QuestionControl {
            kind: control_kind(question),
            reference: path,
            appearance: self.expression(&question.appearance, node, Column::Passed),
            label,
            hint,
            attributes,
            choices,
            actions,
        })));
    }

    fn default_action(&mut self, question: &Question, node: usize, late: &mut Vec<LateAction>) {
        let path = self.names.path(node);
        if let Some(default) = &question.default
            && !question.default_is_text
        {
            let value = self.expression(default, node, Column::Default);
            self.at_beginning(node, &path, &value, late);
        }
        let (name, event) = match question.kind {
            QuestionType::StartGeopoint => ("odk:setgeopoint", "odk-instance-first-load"),
            QuestionType::BackgroundAudio => ("odk:recordaudio", "odk-instance-load"),
            _ => return,
        };
        let quality = question.parameters.get("quality");
        self.definition.actions.push(Action {
            name: qname(name),
            events: vec![event.to_owned()],
            target: path,
            value: ActionValue::None,
            attributes: quality
                .map(|quality| (qname("odk:quality"), quality.clone()))
                .into_iter()
                .collect(),
        });
    }

    fn question_bind(&mut self, question: &Question, node: usize) {
        let path = self.names.path(node);
        let (kind, readonly, preload) = bind_type(question);
        let nodeset = if question.kind == QuestionType::Audit {
            format!("{}/meta/audit", self.names.path(0))
        } else {
            path.clone()
        };
        let calculate = question
            .calculate
            .as_ref()
            .filter(|_| question.trigger.is_empty());
        // In the order in which attached files are declared.
        let calculate = self.optional(calculate, node, Column::Calculation);
        let constraint = self.optional(question.constraint.as_ref(), node, Column::Constraint);
        let stated_readonly = self.optional(question.readonly.as_ref(), node, Column::Readonly);
        let required = self.optional(question.required.as_ref(), node, Column::Required);
        let mut bind = Bind {
            nodeset,
            kind: kind.map(str::to_owned),
            relevant: self.optional(question.relevant.as_ref(), node, Column::Relevant),
            required,
            readonly: stated_readonly.or_else(|| readonly.then(|| "true()".to_owned())),
            constraint,
            calculate,
            constraint_message: None,
            required_message: None,
            preload: preload.map(|(preload, params)| (preload.to_owned(), Some(params.to_owned()))),
            attributes: Vec::new(),
        };
        bind.constraint_message = self.message(
            &question.constraint_message,
            &format!("{path}:jr:constraintMsg"),
            node,
            Column::ConstraintMessage,
        );
        bind.required_message = self.message(
            &question.required_message,
            &format!("{path}:jr:requiredMsg"),
            node,
            Column::RequiredMessage,
        );
        self.bind_attributes(question, node, &mut bind);
        self.own_attributes(question, node, &mut bind);
        self.more_bind(&mut bind, &question.bind, node);
        let is_empty = Bind {
            nodeset: bind.nodeset.clone(),
            ..Bind::default()
        };
        if bind != is_empty {
            self.bind(bind);
        }
    }

    /// A message in an attribute: in place if it can be, which excludes references.
    pub(super) fn message(
        &mut self,
        text: &Localized,
        id: &str,
        node: usize,
        column: Column,
    ) -> Option<Text> {
        if text.is_empty() {
            return None;
        }
        if text.0.values().any(|written| written.contains("${")) {
            let forms: Forms<'_> = vec![(None, text)];
            return match self.texts.add(id, &forms, self.names, node) {
                Ok(text) => Some(text),
                Err(broken) => {
                    self.broken(node, column, broken);
                    None
                }
            };
        }
        self.text(id, vec![(None, text)], node, column)
    }

    fn choices_of(&mut self, question: &Question, node: usize) -> Choices {
        match question.kind {
            QuestionType::Osm => self.tags(question, node),
            _ if question.choice_source == ChoiceSource::External => Choices::None,
            kind if kind.is_select() && is_search(&question.appearance) => {
                self.items_of_search(question, node)
            }
            kind if kind.is_select() => self.itemset(question, node),
            QuestionType::Range => match question.parameters.get("tick_labelset") {
                Some(list) => self.itemset_of_list(list, "", node, question),
                None => Choices::None,
            },
            QuestionType::Geopoint | QuestionType::Geotrace | QuestionType::Geoshape => {
                self.reference_geometry(question, node)
            }
            _ => Choices::None,
        }
    }
}
