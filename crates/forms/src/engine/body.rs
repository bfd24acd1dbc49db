// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The controls of a form: what is asked about which node.

use std::collections::HashMap;

use xpath::Expr;

use super::compile::Compiler;
use super::form::{ComputationKind, ExprId};
use super::listed::Listed;
use super::problem::{ProblemKind, Property};
use super::slots::{SlotId, join};
use crate::definition::{
    Action, Attribute, Choices, Control, ControlKind, QuestionControl, RepeatControl, Text,
};

/// A question.
#[derive(Debug, Clone)]
pub(crate) struct Question {
    pub(crate) kind: ControlKind,
    pub(crate) label: Option<Text>,
    pub(crate) hint: Option<Text>,
    pub(crate) choices: ChoiceSource,
    pub(crate) range: Option<Range>,
}

impl Question {
    /// Whether there is anything to choose.
    pub(crate) fn has_choices(&self) -> bool {
        match &self.choices {
            ChoiceSource::None => false,
            ChoiceSource::Items(items) => !items.is_empty(),
            ChoiceSource::Itemset { .. } => true,
        }
    }
}

/// Where choices come from.
#[derive(Debug, Clone)]
pub(crate) enum ChoiceSource {
    None,
    /// Label and value.
    Items(Vec<(Option<Text>, String)>),
    Itemset {
        nodeset: ExprId,
        value: Expr,
        label: Option<ItemLabel>,
        /// If all entries of a list can be chosen at any time.
        listed: Option<Box<Listed>>,
        /// The list, whether all of its entries can be chosen or not.
        unfiltered: Option<Box<Listed>>,
    },
}

/// How the label of an item is found, from its node.
#[derive(Debug, Clone)]
pub(crate) enum ItemLabel {
    /// An expression whose text is the label.
    Text(Expr),
    /// An expression whose text is the identifier of the label.
    Itext(Expr),
}

/// The limits of a range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Range {
    pub(crate) start: f64,
    pub(crate) end: f64,
    pub(crate) step: f64,
}

impl Range {
    /// Whether a value lies between the ends and on a step. Ranges may also count down.
    pub(crate) fn contains(&self, value: f64) -> bool {
        let low = self.start.min(self.end);
        let high = self.start.max(self.end);
        let steps = (value - self.start) / self.step;
        (low..=high).contains(&value) && (steps - steps.round()).abs() < 1e-6
    }
}

/// A repeat while the form is compiled.
pub(crate) struct BodyRepeat {
    pub(crate) slot: SlotId,
    pub(crate) count: Option<u32>,
    pub(crate) fixed: Option<ExprId>,
    pub(crate) label: Option<Text>,
    pub(crate) on_new: Vec<u32>,
}

/// What the body of a form says.
#[derive(Default)]
pub(crate) struct Body {
    pub(crate) questions: Vec<Question>,
    /// Label and appearance.
    pub(crate) groups: HashMap<SlotId, (Option<Text>, String)>,
    pub(crate) repeats: Vec<BodyRepeat>,
    pub(crate) on_first_load: Vec<u32>,
    pub(crate) on_load: Vec<u32>,
}

const FIRST_LOAD: &str = "odk-instance-first-load";
const LOAD: &str = "odk-instance-load";
const NEW_REPEAT: &str = "odk-new-repeat";
const VALUE_CHANGED: &str = "xforms-value-changed";

impl Compiler<'_> {
    pub(crate) fn body(&mut self, controls: &[Control], body: &mut Body) {
        let root = self.slots[SlotId::ROOT].path.clone();
        self.controls(controls, &root, None, body);
    }

    pub(crate) fn model_actions(&mut self, definition: &[Action], body: &mut Body) {
        for action in definition {
            self.action(action, None, None, body);
        }
    }

    fn controls(
        &mut self,
        controls: &[Control],
        around: &str,
        repeat: Option<usize>,
        body: &mut Body,
    ) {
        for control in controls {
            match control {
                Control::Group(group) => {
                    let path = group.reference.as_ref().map(|r| join(around, r));
                    let slot = path
                        .as_ref()
                        .and_then(|path| self.slot(path, Property::Reference));
                    if let Some(slot) = slot {
                        let facts = (group.label.clone(), group.appearance.clone());
                        body.groups.entry(slot).or_insert(facts);
                    }
                    self.label(group.label.as_ref(), around);
                    for action in &group.actions {
                        self.action(action, slot, repeat, body);
                    }
                    let inner = path.as_deref().unwrap_or(around);
                    self.controls(&group.children, inner, repeat, body);
                }
                Control::Repeat(control) => self.repeat(control, around, repeat, body),
                Control::Question(question) => self.question(question, around, repeat, body),
            }
        }
    }

    fn repeat(
        &mut self,
        control: &RepeatControl,
        around: &str,
        repeat: Option<usize>,
        body: &mut Body,
    ) {
        let path = join(around, &control.nodeset);
        let mut inner = repeat;
        if let Some(slot) = self.slot(&path, Property::Reference) {
            let mut compile = |text: &Option<String>, property| {
                text.as_ref()
                    .and_then(|text| self.expression(text, slot, property))
            };
            let count = compile(&control.count, Property::Count);
            // A count says how many there are; without it, adding can be forbidden.
            let fixed = compile(&control.fixed, Property::NoAddRemove);
            let count = self.compute(slot, ComputationKind::Count, count);
            inner = Some(body.repeats.len());
            body.repeats.push(BodyRepeat {
                slot,
                count,
                fixed,
                label: control.label.clone(),
                on_new: Vec::new(),
            });
            for action in &control.actions {
                self.action(action, Some(slot), inner, body);
            }
        }
        self.label(control.label.as_ref(), &path);
        self.controls(&control.children, &path, inner, body);
    }

    fn question(
        &mut self,
        control: &QuestionControl,
        around: &str,
        repeat: Option<usize>,
        body: &mut Body,
    ) {
        let path = join(around, &control.reference);
        let Some(slot) = self.slots.at(&path) else {
            self.warn(&path, Property::Reference);
            return;
        };
        self.label(control.label.as_ref(), &path);
        self.label(control.hint.as_ref(), &path);
        let choices = self.choices(control, slot);
        let range = self.range(control, &path);
        self.media_type(control, &path);
        if self.facts[slot.index()].question.is_none() {
            self.facts[slot.index()].question = u32::try_from(body.questions.len()).ok();
            body.questions.push(Question {
                kind: control.kind,
                label: control.label.clone(),
                hint: control.hint.clone(),
                choices,
                range,
            });
        }
        for action in &control.actions {
            self.action(action, Some(slot), repeat, body);
        }
    }

    fn label(&mut self, text: Option<&Text>, path: &str) {
        match text {
            Some(Text::Inline(parts)) => {
                for part in parts {
                    self.output(part, path);
                }
            }
            Some(Text::Expression(expression)) => {
                let part = crate::definition::TextPart::Output(expression.clone());
                self.output(&part, path);
            }
            Some(Text::Itext(_)) | None => {}
        }
    }

    fn choices(&mut self, control: &QuestionControl, slot: SlotId) -> ChoiceSource {
        let chooses = matches!(
            control.kind,
            ControlKind::SelectOne | ControlKind::SelectMany | ControlKind::Rank
        );
        match &control.choices {
            _ if !chooses => ChoiceSource::None,
            Choices::None => ChoiceSource::Items(Vec::new()),
            Choices::Items(items) => ChoiceSource::Items(items.clone()),
            Choices::Itemset {
                nodeset,
                value,
                label,
            } => {
                let Some(expr) = self.expression(nodeset, slot, Property::Choices) else {
                    return ChoiceSource::None;
                };
                let path = self.slots[slot].path.clone();
                let mut parse = |text: &str| match xpath::parse(text) {
                    Ok(expr) => Some(expr),
                    Err(error) => {
                        let expression = text.to_owned();
                        let kind = ProblemKind::Syntax { expression, error };
                        self.report(&path, Property::Choices, kind);
                        None
                    }
                };
                let Some(code) = parse(value) else {
                    return ChoiceSource::None;
                };
                let label = label.as_ref().and_then(|label| {
                    let inner = label.trim().strip_prefix("jr:itext(");
                    match inner.and_then(|rest| rest.strip_suffix(')')) {
                        Some(id) => parse(id).map(ItemLabel::Itext),
                        None => parse(label).map(ItemLabel::Text),
                    }
                });
                // Choices that are answers: they change with the answers.
                if !nodeset.trim_start().starts_with("instance(")
                    && let Ok(values) = xpath::parse(&format!("({nodeset})/{value}"))
                {
                    self.read_also(expr, values, slot);
                }
                let number = self.compute(slot, ComputationKind::Choices, Some(expr));
                self.facts[slot.index()].choices = number;
                let nodes = &self.expressions[expr.0 as usize].expr;
                let listed = Listed::of(nodes, &code);
                let unfiltered = Listed::unfiltered(nodes, &code);
                ChoiceSource::Itemset {
                    nodeset: expr,
                    value: code,
                    label,
                    listed: listed.map(Box::new),
                    unfiltered: unfiltered.map(Box::new),
                }
            }
        }
    }

    fn range(&mut self, control: &QuestionControl, path: &str) -> Option<Range> {
        if control.kind != ControlKind::Range {
            return None;
        }
        let mut read = |name: &'static str, usual: f64| {
            let found = control.attributes.iter().find(|(key, _)| key.local == name);
            let Some((_, value)) = found else {
                return usual;
            };
            super::types::number(value).unwrap_or_else(|| {
                let value = value.clone();
                self.report(
                    path,
                    Property::Attribute,
                    ProblemKind::Attribute { name, value },
                );
                usual
            })
        };
        let range = Range {
            start: read("start", 0.0),
            end: read("end", 10.0),
            step: read("step", 1.0),
        };
        if range.step == 0.0 {
            let value = "0".to_owned();
            let kind = ProblemKind::Attribute {
                name: "step",
                value,
            };
            self.report(path, Property::Attribute, kind);
        }
        Some(range)
    }

    /// Uploads name kinds of files such as `image/*`.
    fn media_type(&mut self, control: &QuestionControl, path: &str) {
        if control.kind != ControlKind::Upload {
            return;
        }
        let is_mediatype = |(name, _): &&Attribute| name.local == "mediatype";
        if let Some((_, value)) = control.attributes.iter().find(is_mediatype) {
            let good = value
                .split([',', ' '])
                .filter(|part| !part.is_empty())
                .all(|part| {
                    part.split_once('/')
                        .is_some_and(|(kind, sub)| !kind.is_empty() && !sub.is_empty())
                });
            if !good {
                let kind = ProblemKind::Attribute {
                    name: "mediatype",
                    value: value.clone(),
                };
                self.report(path, Property::Attribute, kind);
            }
        }
    }

    fn action(
        &mut self,
        action: &Action,
        source: Option<SlotId>,
        repeat: Option<usize>,
        body: &mut Body,
    ) {
        let path = action.target.clone();
        let known = [FIRST_LOAD, LOAD, NEW_REPEAT, VALUE_CHANGED];
        for event in &action.events {
            if !known.contains(&event.as_str()) {
                let kind = ProblemKind::UnknownEvent(event.clone());
                self.report(&path, Property::Action, kind);
                return;
            }
            if event == NEW_REPEAT && repeat.is_none() {
                let kind = ProblemKind::MisplacedEvent(event.clone());
                self.report(&path, Property::Action, kind);
                return;
            }
        }
        let Some(number) = self.act(action, source) else {
            return;
        };
        for event in &action.events {
            match (event.as_str(), source, repeat) {
                (FIRST_LOAD, ..) => body.on_first_load.push(number),
                (LOAD, ..) => body.on_load.push(number),
                (NEW_REPEAT, _, Some(repeat)) => body.repeats[repeat].on_new.push(number),
                (VALUE_CHANGED, Some(source), _) => {
                    self.facts[source.index()].on_change.push(number);
                }
                _ => {}
            }
        }
    }
}
