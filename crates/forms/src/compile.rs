// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A form definition made ready to run: expressions parsed and resolved, the order of evaluation
//! fixed, everything that could fail while somebody fills the form refused beforehand.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use xpath::{Expr, ExprKind, NodeId, Tree, TreeBuilder};

use crate::problem::{Column, FormProblem, ProblemCause};
use crate::spec::{FORMAT, FormSpec, Item, PERIOD_FACTS, PERIOD_INSTANCE, Question, QuestionType};
use crate::typed::parse_value;

/// The most questions and groups of one form.
const MOST_ITEMS: usize = 2_000;

/// How deeply groups may lie in each other.
const DEEPEST: usize = 12;

/// A form that can be filled.
#[derive(Debug, Clone)]
pub struct CompiledForm {
    pub(crate) spec: Arc<FormSpec>,
    /// The empty instance, below `/data`, and the period instance if the form reads it.
    pub(crate) template: Tree,
    pub(crate) fields: Vec<Field>,
    pub(crate) groups: Vec<CompiledGroup>,
    by_path: HashMap<String, Place>,
    pub(crate) order: Vec<Place>,
    pub(crate) period_nodes: Option<[NodeId; PERIOD_FACTS.len()]>,
}

/// A question, note or calculated value of a compiled form.
#[derive(Debug, Clone)]
pub struct Field {
    /// The path (`group/name`): the key in answers and the name of the posted field.
    pub path: String,
    /// Its definition.
    pub question: Question,
    pub(crate) node: NodeId,
    pub(crate) group: Option<usize>,
    pub(crate) relevant: Option<Expr>,
    pub(crate) required: Condition,
    pub(crate) readonly: Condition,
    pub(crate) constraint: Option<Expr>,
    pub(crate) warning: Option<Expr>,
    pub(crate) calculate: Option<Expr>,
    pub(crate) default: Option<Expr>,
    pub(crate) codes: HashSet<String>,
    /// Whether the calculation keeps a value that is there already, by `once()`.
    pub(crate) keeps_value: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct CompiledGroup {
    pub(crate) group: Option<usize>,
    pub(crate) node: NodeId,
    pub(crate) relevant: Option<Expr>,
}

/// A condition that is often constant.
#[derive(Debug, Clone)]
pub(crate) enum Condition {
    Never,
    Always,
    When(Expr),
}

/// Something that has a relevance and perhaps a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Place {
    Group(usize),
    Field(usize),
}

impl CompiledForm {
    /// Compiles a definition, or says everything that is wrong with it.
    pub fn compile(spec: &FormSpec) -> Result<Self, Vec<FormProblem>> {
        let mut problems = Vec::new();
        check_head(spec, &mut problems);
        check_choices(spec, &mut problems);
        let mut layout = Layout::default();
        layout.builder.open("data");
        layout.items(&spec.items, "", None, 0, &mut problems);
        layout.builder.close();
        if layout.fields.is_empty() {
            problems.push(of_form(ProblemCause::NoQuestions));
        }
        if layout.fields.len() + layout.groups.len() > MOST_ITEMS {
            problems.push(of_form(ProblemCause::TooLarge));
            return Err(problems);
        }
        let period_nodes = spec.reads_period.then(|| {
            layout.builder.begin_instance(PERIOD_INSTANCE);
            layout.builder.open("root");
            let nodes = PERIOD_FACTS.map(|fact| layout.builder.leaf(fact, ""));
            layout.builder.close();
            nodes
        });
        let template = layout.builder.build();

        let mut names: HashMap<&str, Vec<NodeId>> = HashMap::new();
        for (path, question, node, _) in &layout.fields {
            let _ = path;
            names.entry(&question.name).or_default().push(*node);
        }
        for (group, node, ..) in &layout.groups {
            names.entry(&group.name).or_default().push(*node);
        }
        let mut reader = Reader {
            tree: &template,
            names: &names,
            problems: &mut problems,
        };

        let mut needs: BTreeMap<Place, BTreeSet<NodeId>> = BTreeMap::new();
        let mut groups = Vec::new();
        for (index, (group, node, path, parent)) in layout.groups.iter().enumerate() {
            let relevant = reader.read(path, Column::Relevant, *node, group.relevant.as_deref());
            let (relevant, depends) = split(relevant);
            needs.insert(Place::Group(index), depends);
            groups.push(CompiledGroup {
                group: *parent,
                node: *node,
                relevant,
            });
        }
        let mut fields = Vec::new();
        for (index, (path, question, node, group)) in layout.fields.iter().enumerate() {
            let (field, depends) = reader.field(spec, path, question, *node, *group);
            needs.insert(Place::Field(index), depends);
            fields.push(field);
        }
        if !problems.is_empty() {
            return Err(problems);
        }

        let by_path = layout
            .groups
            .iter()
            .enumerate()
            .map(|(index, (_, _, path, _))| (path.clone(), Place::Group(index)))
            .chain(
                fields
                    .iter()
                    .enumerate()
                    .map(|(index, field)| (field.path.clone(), Place::Field(index))),
            )
            .collect();
        let mut compiled = Self {
            spec: Arc::new(spec.clone()),
            template,
            fields,
            groups,
            by_path,
            order: Vec::new(),
            period_nodes,
        };
        match compiled.order_of(&needs) {
            Ok(order) => {
                compiled.order = order;
                Ok(compiled)
            }
            Err(circle) => {
                let path = circle.first().cloned().unwrap_or_default();
                let column = match compiled.field(&path) {
                    Some(field) if field.calculate.is_some() => Column::Calculation,
                    _ => Column::Relevant,
                };
                Err(vec![FormProblem {
                    path,
                    column,
                    cause: ProblemCause::Cycle(circle),
                }])
            }
        }
    }

    /// The definition.
    pub fn spec(&self) -> &FormSpec {
        &self.spec
    }

    /// Questions, notes and calculated values in the order of the form.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// The field with this path.
    pub fn field(&self, path: &str) -> Option<&Field> {
        self.field_index(path).map(|index| &self.fields[index])
    }

    /// The place of the field with this path in [`CompiledForm::fields`].
    pub fn field_index(&self, path: &str) -> Option<usize> {
        match self.by_path.get(path) {
            Some(Place::Field(index)) => Some(*index),
            _ => None,
        }
    }

    /// The number under which [`crate::Evaluation::group_relevant`] knows the group with this path.
    pub fn group_index(&self, path: &str) -> Option<usize> {
        match self.by_path.get(path) {
            Some(Place::Group(index)) => Some(*index),
            _ => None,
        }
    }

    /// The choices of a select question; none for other questions.
    pub fn choices(&self, field: &Field) -> &[crate::Choice] {
        field
            .question
            .choices
            .as_ref()
            .and_then(|list| self.spec.choices.get(list))
            .map_or(&[], Vec::as_slice)
    }

    fn group_path(&self, wanted: usize) -> String {
        self.by_path
            .iter()
            .find(|(_, place)| **place == Place::Group(wanted))
            .map_or(String::new(), |(path, _)| path.clone())
    }

    /// What must be known before what: each thing after all that it depends on, else in the order
    /// of the form. The error is one circle, as paths.
    fn order_of(
        &self,
        needs: &BTreeMap<Place, BTreeSet<NodeId>>,
    ) -> Result<Vec<Place>, Vec<String>> {
        let mut place_of: HashMap<NodeId, Place> = HashMap::new();
        for (index, field) in self.fields.iter().enumerate() {
            place_of.insert(field.node, Place::Field(index));
            for inner in self.template.descendants(field.node) {
                place_of.insert(inner, Place::Field(index));
            }
        }
        let mut before: BTreeMap<Place, BTreeSet<Place>> = BTreeMap::new();
        for (place, nodes) in needs {
            let mut all: BTreeSet<Place> = BTreeSet::new();
            for &node in nodes {
                match place_of.get(&node) {
                    Some(place) => {
                        all.insert(*place);
                    }
                    None => all.extend(
                        self.template
                            .descendants(node)
                            .filter_map(|inner| place_of.get(&inner)),
                    ),
                }
            }
            let around = match place {
                Place::Group(index) => self.groups[*index].group,
                Place::Field(index) => self.fields[*index].group,
            };
            all.extend(around.map(Place::Group));
            before.insert(*place, all);
        }
        // By node, so that ties keep the order of the form.
        let rank = |place: &Place| match place {
            Place::Group(index) => self.groups[*index].node,
            Place::Field(index) => self.fields[*index].node,
        };
        let mut after: HashMap<Place, Vec<Place>> = HashMap::new();
        let mut missing: HashMap<Place, usize> = HashMap::new();
        let mut ready: BTreeSet<(NodeId, Place)> = BTreeSet::new();
        for (place, all) in &before {
            missing.insert(*place, all.len());
            for other in all {
                after.entry(*other).or_default().push(*place);
            }
            if all.is_empty() {
                ready.insert((rank(place), *place));
            }
        }
        let mut order = Vec::with_capacity(before.len());
        while let Some((_, place)) = ready.pop_first() {
            order.push(place);
            for next in after.get(&place).into_iter().flatten() {
                if let Some(count) = missing.get_mut(next) {
                    *count -= 1;
                    if *count == 0 {
                        ready.insert((rank(next), *next));
                    }
                }
            }
        }
        if order.len() == before.len() {
            return Ok(order);
        }
        Err(self.circle(&before, &order))
    }

    /// Follows unmet needs until one comes round again.
    fn circle(&self, before: &BTreeMap<Place, BTreeSet<Place>>, met: &[Place]) -> Vec<String> {
        let met: HashSet<Place> = met.iter().copied().collect();
        let mut walk: Vec<Place> = Vec::new();
        let mut at = before
            .keys()
            .rev()
            .find(|place| !met.contains(place))
            .copied();
        while let Some(place) = at {
            if let Some(start) = walk.iter().position(|seen| *seen == place) {
                walk.push(place);
                return walk[start..]
                    .iter()
                    .map(|place| match place {
                        Place::Group(index) => self.group_path(*index),
                        Place::Field(index) => self.fields[*index].path.clone(),
                    })
                    .collect();
            }
            walk.push(place);
            at = before
                .get(&place)
                .and_then(|all| all.iter().rev().find(|place| !met.contains(place)).copied());
        }
        Vec::new()
    }
}

fn of_form(cause: ProblemCause) -> FormProblem {
    FormProblem {
        path: String::new(),
        column: Column::Settings,
        cause,
    }
}

fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c.is_alphabetic() || c == '_')
        && chars.all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
        && text.len() <= 100
}

fn check_head(spec: &FormSpec, problems: &mut Vec<FormProblem>) {
    if spec.format != FORMAT {
        problems.push(of_form(ProblemCause::Format(spec.format)));
    }
    let id_fits = !spec.id.is_empty()
        && spec.id.len() <= 100
        && spec
            .id
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"_-.".contains(&b));
    if !id_fits {
        problems.push(of_form(ProblemCause::FormId(spec.id.clone())));
    }
    if spec.title.is_empty() {
        problems.push(of_form(ProblemCause::NoTitle));
    }
    if !spec.languages.contains(&spec.default_language) {
        problems.push(of_form(ProblemCause::Languages));
    }
}

fn check_choices(spec: &FormSpec, problems: &mut Vec<FormProblem>) {
    for (list, choices) in &spec.choices {
        let mut push = |cause| {
            problems.push(FormProblem {
                path: list.clone(),
                column: Column::Choices,
                cause,
            });
        };
        if choices.is_empty() {
            push(ProblemCause::EmptyChoiceList(list.clone()));
        }
        let mut seen = HashSet::new();
        for choice in choices {
            if choice.code.is_empty() || choice.code.chars().any(char::is_whitespace) {
                push(ProblemCause::InvalidCode(choice.code.clone()));
            }
            if !seen.insert(&choice.code) {
                push(ProblemCause::DuplicateCode(choice.code.clone()));
            }
            if choice.label.is_empty() {
                push(ProblemCause::NoLabel);
            }
        }
    }
}

/// The form's tree while it is laid out, with what belongs to each node.
#[derive(Default)]
struct Layout<'a> {
    builder: TreeBuilder,
    groups: Vec<(&'a crate::Group, NodeId, String, Option<usize>)>,
    fields: Vec<(String, &'a Question, NodeId, Option<usize>)>,
}

impl<'a> Layout<'a> {
    fn items(
        &mut self,
        items: &'a [Item],
        prefix: &str,
        group: Option<usize>,
        depth: usize,
        problems: &mut Vec<FormProblem>,
    ) {
        if depth > DEEPEST {
            problems.push(of_form(ProblemCause::TooLarge));
            return;
        }
        let mut seen = HashSet::new();
        for item in items {
            let name = item.name();
            let path = if prefix.is_empty() {
                name.to_owned()
            } else {
                format!("{prefix}/{name}")
            };
            let mut push = |column, cause| {
                problems.push(FormProblem {
                    path: path.clone(),
                    column,
                    cause,
                });
            };
            if !is_name(name) {
                push(Column::Name, ProblemCause::InvalidName(name.to_owned()));
            } else if !seen.insert(name) {
                push(Column::Name, ProblemCause::DuplicateName(name.to_owned()));
            }
            match item {
                Item::Group(inner) => {
                    let node = self.builder.open(name);
                    let index = self.groups.len();
                    self.groups.push((inner, node, path.clone(), group));
                    self.items(&inner.items, &path, Some(index), depth + 1, problems);
                    self.builder.close();
                }
                Item::Repeat(_) => push(Column::Type, ProblemCause::RepeatNotSupported),
                Item::Question(question) => {
                    let node = self.builder.leaf(name, "");
                    self.fields.push((path, question, node, group));
                }
            }
        }
    }
}

/// Parses the expressions of one form and collects what is wrong with them.
struct Reader<'a> {
    tree: &'a Tree,
    names: &'a HashMap<&'a str, Vec<NodeId>>,
    problems: &'a mut Vec<FormProblem>,
}

type Parsed = Option<(Expr, BTreeSet<NodeId>)>;

fn split(parsed: Parsed) -> (Option<Expr>, BTreeSet<NodeId>) {
    match parsed {
        Some((expr, depends)) => (Some(expr), depends),
        None => (None, BTreeSet::new()),
    }
}

impl Reader<'_> {
    fn report(&mut self, path: &str, column: Column, cause: ProblemCause) {
        self.problems.push(FormProblem {
            path: path.to_owned(),
            column,
            cause,
        });
    }

    fn read(&mut self, path: &str, column: Column, node: NodeId, text: Option<&str>) -> Parsed {
        let text = text?;
        let mut expr = match xpath::parse(text) {
            Ok(expr) => expr,
            Err(error) => {
                let before = text.get(..error.at.start).unwrap_or(text);
                let at = before.chars().count() + 1;
                self.report(path, column, ProblemCause::Syntax(error.kind, at));
                return None;
            }
        };
        let names = self.names;
        let ambiguous = |name: &str| names.get(name).is_some_and(|nodes| nodes.len() > 1);
        let unknown = expr.resolve_references(&|name| match names.get(name)?.as_slice() {
            [only] => Some(*only),
            _ => None,
        });
        for (name, _) in &unknown {
            if ambiguous(name) {
                self.report(path, column, ProblemCause::AmbiguousReference(name.clone()));
            }
        }
        let analysis = xpath::analyse(text, &expr, self.tree, node);
        for finding in analysis.findings {
            match &finding.kind {
                xpath::FindingKind::UnknownReference(name) if ambiguous(name) => {}
                _ => self.report(path, column, ProblemCause::Expression(finding.kind)),
            }
        }
        Some((expr, analysis.depends))
    }

    fn condition(
        &mut self,
        path: &str,
        column: Column,
        node: NodeId,
        text: Option<&str>,
    ) -> Condition {
        match self.read(path, column, node, text) {
            None => Condition::Never,
            Some((expr, _)) => match &expr.kind {
                ExprKind::Call { name, .. } if name == "true" => Condition::Always,
                ExprKind::Call { name, .. } if name == "false" => Condition::Never,
                _ => Condition::When(expr),
            },
        }
    }

    /// References in texts that are shown to people must lead somewhere, too.
    fn texts(&mut self, path: &str, column: Column, text: &kernel::Localized) {
        for name in text.0.values().flat_map(|text| placeholders(text)) {
            match self.names.get(name).map_or(0, Vec::len) {
                1 => {}
                0 => self.report(
                    path,
                    column,
                    ProblemCause::Expression(xpath::FindingKind::UnknownReference(name.to_owned())),
                ),
                _ => self.report(
                    path,
                    column,
                    ProblemCause::AmbiguousReference(name.to_owned()),
                ),
            }
        }
    }

    fn field(
        &mut self,
        spec: &FormSpec,
        path: &str,
        question: &Question,
        node: NodeId,
        group: Option<usize>,
    ) -> (Field, BTreeSet<NodeId>) {
        let label_of = |text: &kernel::Localized| {
            text.0
                .get(&spec.default_language)
                .is_some_and(|text| !text.trim().is_empty())
        };
        if question.kind != QuestionType::Calculated && !label_of(&question.label) {
            self.report(path, Column::Label, ProblemCause::NoLabel);
        }
        if question.kind == QuestionType::Calculated && question.calculate.is_none() {
            self.report(path, Column::Calculation, ProblemCause::NoCalculation);
        }
        if question.warning.is_some() && !label_of(&question.warning_message) {
            self.report(path, Column::WarningMessage, ProblemCause::NoWarningMessage);
        }
        if let Some(class) = question.privacy
            && !class.fits(question.kind)
        {
            let cause = ProblemCause::PrivacyClass(class, question.kind);
            self.report(path, Column::Privacy, cause);
        }
        let codes = self.codes(spec, path, question);
        for (column, text) in [
            (Column::Label, &question.label),
            (Column::Hint, &question.hint),
            (Column::RequiredMessage, &question.required_message),
            (Column::ConstraintMessage, &question.constraint_message),
            (Column::WarningMessage, &question.warning_message),
        ] {
            self.texts(path, column, text);
        }

        let relevant = self.read(path, Column::Relevant, node, question.relevant.as_deref());
        let calculate = self.read(
            path,
            Column::Calculation,
            node,
            question.calculate.as_deref(),
        );
        let (relevant, mut depends) = split(relevant);
        let (calculate, more) = split(calculate);
        depends.extend(more);
        let constraint = question.constraint.as_deref();
        let (constraint, _) = split(self.read(path, Column::Constraint, node, constraint));
        let warning = question.warning.as_deref();
        let (warning, _) = split(self.read(path, Column::Warning, node, warning));
        let default = match question.default.as_deref() {
            Some(text) if question.default_is_text => {
                let valid = parse_value(question.kind, text).is_ok_and(|value| {
                    codes.is_empty() || value.split_whitespace().all(|code| codes.contains(code))
                });
                if !valid {
                    let cause = ProblemCause::Default(text.to_owned());
                    self.report(path, Column::Default, cause);
                }
                None
            }
            text => split(self.read(path, Column::Default, node, text)).0,
        };
        let keeps_value = calculate.as_ref().is_some_and(calls_once);
        let field = Field {
            path: path.to_owned(),
            question: question.clone(),
            node,
            group,
            relevant,
            required: self.condition(path, Column::Required, node, question.required.as_deref()),
            readonly: self.condition(path, Column::Readonly, node, question.readonly.as_deref()),
            constraint,
            warning,
            calculate,
            default,
            codes,
            keeps_value,
        };
        (field, depends)
    }

    fn codes(&mut self, spec: &FormSpec, path: &str, question: &Question) -> HashSet<String> {
        if !matches!(
            question.kind,
            QuestionType::SelectOne | QuestionType::SelectMany
        ) {
            return HashSet::new();
        }
        match &question.choices {
            None => {
                self.report(path, Column::Type, ProblemCause::NoChoiceList);
                HashSet::new()
            }
            Some(list) => match spec.choices.get(list) {
                None => {
                    let cause = ProblemCause::UnknownChoiceList(list.clone());
                    self.report(path, Column::Type, cause);
                    HashSet::new()
                }
                Some(choices) => choices.iter().map(|choice| choice.code.clone()).collect(),
            },
        }
    }
}

fn calls_once(expr: &Expr) -> bool {
    let mut found = false;
    expr.walk(&mut |part| {
        found |= matches!(&part.kind, ExprKind::Call { name, .. } if name == "once");
    });
    found
}

/// The names in all `${name}` of a text for people.
pub(crate) fn placeholders(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("${") {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        names.push(name.trim());
        rest = after;
    }
    names
}
