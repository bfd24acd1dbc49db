// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! From a definition to a form that runs.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use xpath::NodeId;

use super::body::{Body, Question};
use super::expressions::{self, Compiled, Standing};
use super::form::{Act, ActValue, Computation, ComputationKind, ExprId, Facts, Form, Repeat};
use super::instance::{self, Instance, Instances, Places};
use super::meta::add_meta;
use super::problem::{Problem, ProblemKind, Property};
use super::resources::{self, Resources};
use super::slots::{SlotId, Slots};
use super::types::DataType;
use crate::definition::{Action, ActionValue, Bind, ControlKind, Definition, TextPart};

impl Form {
    /// Compiles a form. Files that it names come from `resources`. All problems are returned.
    pub fn compile(
        definition: Definition,
        resources: &Resources,
    ) -> Result<Arc<Self>, Vec<Problem>> {
        let mut definition = definition;
        let ids = add_meta(&mut definition);
        let slots = Slots::of(&definition, &ids.deprecated);
        let mut compiler = Compiler::new(&slots);
        compiler.binds(&definition.binds);
        let mut body = Body::default();
        compiler.body(&definition.body, &mut body);
        compiler.model_actions(&definition.actions, &mut body);
        compiler.texts(&definition);
        let lists = resources::load(&definition.secondary, resources, &mut compiler.problems);
        compiler.instances(&definition);
        compiler.check_choice_names(&body);

        let mut tree = instance::build(&slots, &definition.instance);
        for (id, document) in &lists {
            tree.add_instance(id, Arc::clone(document));
        }
        let first = Instance::of(tree, &slots);
        let bare = first.without_repeats(&slots);
        let fixed = fixed_nodes(&slots, &first, &bare);
        for compiled in &mut compiler.expressions {
            expressions::fix(&mut compiled.expr, &slots, &fixed);
        }
        let last_saved = definition
            .secondary
            .iter()
            .filter(|s| resources::is_last_saved(s));
        let last_saved = last_saved.map(|secondary| secondary.id.clone()).collect();
        let repeats = compiler.repeats(&definition, &first, &mut body);
        let (order, rank, readers) = compiler.arrange();
        if !compiler.problems.is_empty() {
            return Err(compiler.problems);
        }
        let translations = std::mem::take(&mut definition.translations);
        definition.secondary.clear();
        let default_language = translations.iter().position(|t| t.is_default).unwrap_or(0);
        let languages = translations.iter().map(|t| t.lang.clone()).collect();
        let texts = translations
            .into_iter()
            .map(|translation| translation.texts.into_iter().collect())
            .collect();
        let Compiler {
            facts,
            expressions,
            computations,
            acts,
            warnings,
            ..
        } = compiler;
        let mut namespaces: BTreeMap<String, String> = slots.namespaces.iter().cloned().collect();
        namespaces.remove("");
        let has_files = facts.iter().any(|facts| facts.kind == DataType::Binary)
            || body.questions.iter().any(|q| q.kind == ControlKind::Upload);
        let has_entities = slots.ids().any(|slot| slots[slot].name.local == "entity");
        let (instance_id, deprecated_id) =
            (slots.at(&ids.instance), slots.at(&ids.deprecated_path));
        Ok(Arc::new(Self {
            facts,
            expressions,
            computations,
            order,
            rank,
            readers,
            questions: body.questions,
            groups: body.groups,
            repeats,
            namespaces: Arc::new(namespaces),
            has_files,
            has_entities,
            acts,
            on_first_load: body.on_first_load,
            on_load: body.on_load,
            first,
            bare,
            last_saved,
            languages,
            default_language,
            texts,
            warnings,
            instance_id,
            deprecated_id,
            definition,
            slots,
        }))
    }
}

/// The node of every slot that has the same one node in every instance of the form.
fn fixed_nodes(slots: &Slots, first: &Instance, bare: &Instance) -> Vec<Option<NodeId>> {
    let fixed = |slot: SlotId| match (&first.in_slot[slot.index()], &bare.in_slot[slot.index()]) {
        (&Places::One(node), &Places::One(other)) if node == other => Some(node),
        _ => None,
    };
    let is_outside = |&slot: &SlotId| slots[slot].repeat.is_none();
    slots
        .ids()
        .map(|slot| Some(slot).filter(is_outside).and_then(fixed))
        .collect()
}

/// What is collected while a form is compiled.
pub(crate) struct Compiler<'a> {
    pub(crate) slots: &'a Slots,
    pub(crate) facts: Vec<Facts>,
    pub(crate) expressions: Vec<Compiled>,
    pub(crate) computations: Vec<Computation>,
    pub(crate) acts: Vec<Act>,
    pub(crate) problems: Vec<Problem>,
    pub(crate) warnings: Vec<Problem>,
    /// Questions whose choices expressions name, with where the expressions stand.
    choice_names: Vec<(String, Property, String)>,
    /// The nodes of binds that have an `id`.
    bind_ids: HashMap<String, String>,
}

impl<'a> Compiler<'a> {
    fn new(slots: &'a Slots) -> Self {
        Self {
            slots,
            facts: vec![Facts::default(); slots.len()],
            expressions: Vec::new(),
            computations: Vec::new(),
            acts: Vec::new(),
            problems: Vec::new(),
            warnings: Vec::new(),
            choice_names: Vec::new(),
            bind_ids: HashMap::new(),
        }
    }

    /// Lets an expression read what another one reads too.
    pub(crate) fn read_also(&mut self, expr: ExprId, other: xpath::Expr, slot: SlotId) {
        let standing = Standing {
            slot,
            is_range: false,
        };
        let other = expressions::compile("", other, self.slots, standing);
        self.expressions[expr.0 as usize].reads.extend(other.reads);
    }

    pub(crate) fn report(&mut self, path: &str, property: Property, kind: ProblemKind) {
        let path = path.to_owned();
        self.problems.push(Problem {
            path,
            property,
            kind,
        });
    }

    /// The slot of a reference.
    pub(crate) fn slot(&mut self, path: &str, property: Property) -> Option<SlotId> {
        let found = self.slots.at(path);
        if found.is_none() {
            self.report(path, property, ProblemKind::UnknownNode(path.to_owned()));
        }
        found
    }

    /// Notes a reference that leads nowhere, where that does no harm.
    pub(crate) fn warn(&mut self, path: &str, property: Property) {
        let kind = ProblemKind::UnknownNode(path.to_owned());
        self.warnings.push(Problem {
            path: path.to_owned(),
            property,
            kind,
        });
    }

    /// Parses and binds an expression that stands at a slot.
    pub(crate) fn expression(
        &mut self,
        text: &str,
        slot: SlotId,
        property: Property,
    ) -> Option<ExprId> {
        let is_range = property == Property::Count;
        let path = self.slots[slot].path.clone();
        let expr = match xpath::parse(text) {
            Ok(expr) => expr,
            Err(error) => {
                let expression = text.to_owned();
                self.report(&path, property, ProblemKind::Syntax { expression, error });
                return None;
            }
        };
        for problem in static_problems(&expr) {
            self.report(&path, property, problem);
        }
        let standing = Standing { slot, is_range };
        expr.walk(&mut |part| {
            if let xpath::ExprKind::Call {
                name, arguments, ..
            } = &part.kind
                && name == "jr:choice-name"
                && let [_, question] = &arguments[..]
                && let xpath::ExprKind::Text(question) = &question.kind
            {
                self.choice_names
                    .push((path.clone(), property, question.trim().to_owned()));
            }
        });
        let compiled = expressions::compile(text, expr, self.slots, standing);
        for unknown in &compiled.unknown {
            self.warnings.push(Problem {
                path: path.clone(),
                property,
                kind: ProblemKind::UnknownNode(unknown.clone()),
            });
        }
        let id = ExprId(u32::try_from(self.expressions.len()).unwrap_or(u32::MAX));
        self.expressions.push(compiled);
        Some(id)
    }

    pub(crate) fn compute(
        &mut self,
        slot: SlotId,
        kind: ComputationKind,
        expr: Option<ExprId>,
    ) -> Option<u32> {
        let expr = expr?;
        let number = u32::try_from(self.computations.len()).unwrap_or(u32::MAX);
        self.computations.push(Computation { slot, kind, expr });
        Some(number)
    }

    fn binds(&mut self, binds: &[Bind]) {
        for bind in binds {
            let id = bind.attributes.iter().find(|(name, _)| name.local == "id");
            if let Some((_, id)) = id {
                self.bind_ids.insert(id.clone(), bind.nodeset.clone());
            }
            let Some(slot) = self.slots.at(&bind.nodeset) else {
                // As ODK's engines do: what is said about no node changes nothing.
                self.warn(&bind.nodeset, Property::Reference);
                continue;
            };
            let warning = own(self.slots, bind, "warning");
            let mut compile = |text: &Option<String>, property| {
                let text = text.as_ref().filter(|text| !text.trim().is_empty())?;
                self.expression(text, slot, property)
            };
            let relevant = compile(&bind.relevant, Property::Relevant);
            let required = compile(&bind.required, Property::Required);
            let readonly = compile(&bind.readonly, Property::Readonly);
            let constraint = compile(&bind.constraint, Property::Constraint);
            let calculate = compile(&bind.calculate, Property::Calculate);
            let warning = compile(&warning, Property::Warning);
            let relevant = self.compute(slot, ComputationKind::Relevant, relevant);
            let calculate = self.compute(slot, ComputationKind::Calculate, calculate);
            let facts = &mut self.facts[slot.index()];
            if let Some(kind) = &bind.kind {
                facts.kind = DataType::parse(kind);
            }
            facts.required = required.or(facts.required);
            facts.readonly = readonly.or(facts.readonly);
            facts.constraint = constraint.or(facts.constraint);
            facts.warning = warning.or(facts.warning);
            if let Some(message) = own(self.slots, bind, "warningMsg") {
                facts.warning_message = Some(crate::xform::text_of_attribute(&message));
            }
            facts.relevant = relevant.or(facts.relevant);
            facts.calculate = calculate.or(facts.calculate);
            if bind.constraint_message.is_some() {
                facts
                    .constraint_message
                    .clone_from(&bind.constraint_message);
            }
            if bind.required_message.is_some() {
                facts.required_message.clone_from(&bind.required_message);
            }
            if let Some((preload, parameters)) = &bind.preload {
                let parameters = parameters.clone().unwrap_or_default();
                facts.preload = Some((preload.clone(), parameters));
            }
        }
    }

    /// An action whose control stands at `source`; none for the model.
    pub(crate) fn act(&mut self, action: &Action, source: Option<SlotId>) -> Option<u32> {
        let by_id = action
            .attributes
            .iter()
            .find(|(name, _)| name.local == "bind");
        let by_id = by_id.and_then(|(_, id)| self.bind_ids.get(id));
        let written = match by_id {
            Some(nodeset) if action.target.is_empty() => nodeset.clone(),
            _ => action.target.clone(),
        };
        let standing = source.unwrap_or(SlotId::ROOT);
        let around = &self.slots[standing].path;
        let absolute = super::slots::join(around, &without_predicates(&written));
        let target = self.slot(&absolute, Property::Action)?;
        let path = if written.trim_start().starts_with('/') {
            written
        } else {
            absolute
        };
        let path = self.expression(&path, standing, Property::Action)?;
        let value = match &action.value {
            _ if action.name.local == "setgeopoint" => ActValue::Position,
            _ if action.name.local != "setvalue" => ActValue::Device,
            ActionValue::None => ActValue::Literal(String::new()),
            ActionValue::Literal(text) => ActValue::Literal(text.clone()),
            ActionValue::Expression(text) if text.trim().is_empty() => {
                ActValue::Literal(String::new())
            }
            ActionValue::Expression(text) => {
                ActValue::Expression(self.expression(text, target, Property::Action)?)
            }
        };
        let number = u32::try_from(self.acts.len()).unwrap_or(u32::MAX);
        self.acts.push(Act {
            standing,
            target,
            path,
            value,
        });
        Some(number)
    }

    fn texts(&mut self, definition: &Definition) {
        for translation in &definition.translations {
            for (id, values) in &translation.texts {
                for part in values.iter().flat_map(|value| &value.content) {
                    self.output(part, id);
                }
            }
        }
    }

    /// Checks an expression within a text; where it will stand is not known here.
    pub(crate) fn output(&mut self, part: &TextPart, path: &str) {
        let TextPart::Output(expression) = part else {
            return;
        };
        match xpath::parse(expression) {
            Ok(expr) => {
                for problem in static_problems(&expr) {
                    self.report(path, Property::Label, problem);
                }
            }
            Err(error) => {
                let expression = expression.clone();
                let kind = ProblemKind::Syntax { expression, error };
                self.report(path, Property::Label, kind);
            }
        }
    }

    /// Questions whose choices expressions name must exist and have choices.
    fn check_choice_names(&mut self, body: &Body) {
        for (path, property, question) in std::mem::take(&mut self.choice_names) {
            if !question.starts_with('/') || question.contains('[') {
                continue;
            }
            let Some(slot) = self.slots.at(&question) else {
                self.report(&path, property, ProblemKind::UnknownNode(question));
                continue;
            };
            let number = self.facts[slot.index()].question;
            let asked = number.and_then(|number| body.questions.get(number as usize));
            if !asked.is_some_and(Question::has_choices) {
                self.report(&path, property, ProblemKind::NoChoices(question));
            }
        }
    }

    /// Secondary instances that expressions name must exist.
    fn instances(&mut self, definition: &Definition) {
        let mut unknown: Vec<String> = Vec::new();
        for compiled in &self.expressions {
            for id in &compiled.instances {
                let known = definition.secondary.iter().any(|s| s.id == *id);
                if !known && !unknown.contains(id) {
                    unknown.push(id.clone());
                }
            }
        }
        for id in unknown {
            let kind = ProblemKind::UnknownInstance(id.clone());
            self.report(&id, Property::Instance, kind);
        }
    }

    fn repeats(
        &mut self,
        definition: &Definition,
        first: &Instance,
        body: &mut Body,
    ) -> HashMap<SlotId, Repeat> {
        let mut repeats = HashMap::new();
        for control in std::mem::take(&mut body.repeats) {
            let root = &definition.instance;
            let blank = |instances| instance::blank(self.slots, root, control.slot, instances);
            let (Some(blank), Some(bare)) = (blank(Instances::AsGiven), blank(Instances::None))
            else {
                continue;
            };
            repeats.insert(
                control.slot,
                Repeat {
                    blank,
                    bare,
                    given: first.given(control.slot),
                    given_in_new: instance::given_in_new(self.slots, root, control.slot),
                    count: control.count,
                    fixed: control.fixed,
                    label: control.label,
                    on_new: control.on_new,
                },
            );
        }
        repeats
    }
}

/// An attribute of ours.
fn own(slots: &Slots, bind: &Bind, local: &str) -> Option<String> {
    let mut attributes = bind.attributes.iter();
    let found = attributes.find(|(name, _)| {
        name.local == local && slots.namespace(&name.prefix) == Some(crate::NAMESPACE)
    });
    found.map(|(_, value)| value.clone())
}

/// Functions that do not exist or are called wrongly, and references that are no paths.
fn static_problems(expr: &xpath::Expr) -> Vec<ProblemKind> {
    let mut problems = Vec::new();
    expr.walk(&mut |part| match &part.kind {
        xpath::ExprKind::Call {
            name,
            function,
            arguments,
        } => match function {
            None => problems.push(ProblemKind::UnknownFunction(name.clone())),
            Some(function) if !function.takes(arguments.len()) => {
                problems.push(ProblemKind::Arity {
                    name: name.clone(),
                    given: arguments.len(),
                });
            }
            Some(_) => {}
        },
        xpath::ExprKind::Reference(name) => problems.push(ProblemKind::Reference(name.clone())),
        _ => {}
    });
    problems
}

/// A path without what stands in brackets.
fn without_predicates(path: &str) -> String {
    let mut depth = 0_usize;
    path.chars()
        .filter(|&c| {
            match c {
                '[' => depth += 1,
                ']' => {
                    depth = depth.saturating_sub(1);
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect()
}
