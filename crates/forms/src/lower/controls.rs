// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Groups, repeats and questions: their binds, and the elements of the body.

use kernel::Localized;

use super::texts::{Forms, label_forms, parts};
use super::{Body, LateAction, Lowered, Lowering, qname};
use crate::definition::{
    Action, ActionValue, Bind, Choices, Control, ControlKind, GroupControl, QuestionControl,
    RepeatControl, Text,
};
use crate::problem::Column;
use crate::spec::{ChoiceSource, Group, Item, Media, Question, QuestionType, Repeat};
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
            let name = if is_place { "odk:setgeopoint" } else { "setvalue" };
            self.triggered.push((
                from,
                Action {
                    name: qname(name),
                    events: vec!["xforms-value-changed".to_owned()],
                    target: self.names.path(node),
                    value,
                    attributes: Vec::new(),
                },
            ));
        }
    }

    fn group(&mut self, group: &Group, node: usize, body: &mut Body) -> Vec<LateAction> {
        let path = self.names.path(node);
        self.container_bind(
            node,
            (group.relevant.as_ref(), group.readonly.as_ref()),
            &group.bind,
        );
        let label = self.heading(&group.label, &group.media, node);
        let mut children = Vec::new();
        let lowered = self.items(&group.items, node, &mut children);
        let attributes = self.pass_on(&group.control, node);
        // Groups of values that nobody sees are no part of the body.
        {
            body.push(Control::Group(GroupControl {
                reference: Some(path),
                appearance: group.appearance.clone(),
                label,
                attributes,
                actions: Vec::new(),
                children,
            }));
        }
        lowered.late
    }

    fn repeat(&mut self, repeat: &Repeat, node: usize, body: &mut Body) -> Vec<LateAction> {
        let path = self.names.path(node);
        self.container_bind(
            node,
            (repeat.relevant.as_ref(), repeat.readonly.as_ref()),
            &repeat.bind,
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
            appearance: repeat.appearance.clone(),
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
        attributes: &std::collections::BTreeMap<String, String>,
    ) {
        if relevant.is_none() && readonly.is_none() && attributes.is_empty() {
            return;
        }
        let mut bind = Bind {
            nodeset: self.names.path(node),
            relevant: self.optional(relevant, node, Column::Relevant),
            readonly: self.optional(readonly, node, Column::Readonly),
            ..Bind::default()
        };
        self.more_bind(&mut bind, attributes, node);
        self.bind(bind);
    }

    /// The columns of the author's own, with references as paths.
    pub(super) fn pass_on(
        &mut self,
        attributes: &std::collections::BTreeMap<String, String>,
        node: usize,
    ) -> Vec<crate::definition::Attribute> {
        attributes
            .iter()
            .map(|(name, text)| (qname(name), self.expression(text, node, Column::Passed)))
            .collect()
    }

    fn more_bind(
        &mut self,
        bind: &mut Bind,
        attributes: &std::collections::BTreeMap<String, String>,
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

    fn heading(&mut self, label: &Localized, media: &Media, node: usize) -> Option<Text> {
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
        let forms: Forms<'_> = forms.into_iter().filter(|(_, text)| !text.is_empty()).collect();
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

    fn question(
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
        let forms: Forms<'_> = vec![(None, &question.hint), (Some("guidance"), &question.guidance)];
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
        let actions = self
            .triggered
            .iter()
            .filter(|(from, _)| *from == node)
            .map(|(_, action)| action.clone())
            .collect();
        body.push(Control::Question(Box::new(QuestionControl {
            kind: control_kind(question),
            reference: path,
            appearance: question.appearance.clone(),
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
        let calculate = question.calculate.as_ref().filter(|_| question.trigger.is_empty());
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

fn control_kind(question: &Question) -> ControlKind {
    match question.kind {
        QuestionType::SelectOne if question.choice_source == ChoiceSource::External => {
            ControlKind::Input
        }
        QuestionType::SelectOne => ControlKind::SelectOne,
        QuestionType::SelectMany => ControlKind::SelectMany,
        QuestionType::Rank => ControlKind::Rank,
        QuestionType::Range => ControlKind::Range,
        QuestionType::Image
        | QuestionType::Audio
        | QuestionType::Video
        | QuestionType::File
        | QuestionType::Osm => ControlKind::Upload,
        QuestionType::Acknowledge | QuestionType::Trigger => ControlKind::Trigger,
        _ => ControlKind::Input,
    }
}

/// The type of the bind, whether it is read-only by itself, and what the device fills in.
fn bind_type(
    question: &Question,
) -> (
    Option<&'static str>,
    bool,
    Option<(&'static str, &'static str)>,
) {
    let property = |name| (Some("string"), false, Some(("property", name)));
    match question.kind {
        QuestionType::Note => (Some("string"), true, None),
        QuestionType::Integer => (Some("int"), false, None),
        QuestionType::Decimal => (Some("decimal"), false, None),
        QuestionType::Range => (Some(range_type(question)), false, None),
        QuestionType::Date => (Some("date"), false, None),
        QuestionType::Time => (Some("time"), false, None),
        QuestionType::DateTime => (Some("dateTime"), false, None),
        QuestionType::Boolean => (Some("boolean"), false, None),
        QuestionType::Rank => (Some("odk:rank"), false, None),
        QuestionType::Geopoint | QuestionType::StartGeopoint | QuestionType::BackgroundGeopoint => {
            (Some("geopoint"), false, None)
        }
        QuestionType::Geotrace => (Some("geotrace"), false, None),
        QuestionType::Geoshape => (Some("geoshape"), false, None),
        QuestionType::Barcode => (Some("barcode"), false, None),
        QuestionType::Image
        | QuestionType::Audio
        | QuestionType::Video
        | QuestionType::File
        | QuestionType::Osm
        | QuestionType::Audit
        | QuestionType::BackgroundAudio => (Some("binary"), false, None),
        QuestionType::Trigger => (None, false, None),
        QuestionType::Start => (Some("dateTime"), false, Some(("timestamp", "start"))),
        QuestionType::End => (Some("dateTime"), false, Some(("timestamp", "end"))),
        QuestionType::Today => (Some("date"), false, Some(("date", "today"))),
        QuestionType::DeviceId => property("deviceid"),
        QuestionType::PhoneNumber => property("phonenumber"),
        QuestionType::Username => property("username"),
        QuestionType::Email => property("email"),
        QuestionType::SimSerial => property("simserial"),
        QuestionType::SubscriberId => property("subscriberid"),
        QuestionType::XmlExternal | QuestionType::CsvExternal => (None, false, None),
        QuestionType::Text
        | QuestionType::SelectOne
        | QuestionType::SelectMany
        | QuestionType::Calculated
        | QuestionType::Hidden
        | QuestionType::Acknowledge => (Some("string"), false, None),
    }
}

/// Whole numbers as long as all bounds and steps are.
fn range_type(question: &Question) -> &'static str {
    let is_whole = |name: &str| {
        question
            .parameters
            .get(name)
            .and_then(|text| text.parse::<f64>().ok())
            .is_none_or(|number| number.fract() == 0.0)
    };
    if ["start", "end", "step"].iter().all(|name| is_whole(name)) {
        "int"
    } else {
        "decimal"
    }
}
