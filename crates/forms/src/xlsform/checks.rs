// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What can only be said of a form as a whole: names, lists, files, triggers, entities.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::message::{Cause, Rule, Warning, WarningCause, XlsProblem};
use super::{Rows, Tables, entities, is_search};
use crate::lower::entities::place;
use crate::lower::instances::{file_source, pulled};
use crate::lower::names::{LAST_SAVED_INSTANCE, Names};
use crate::problem::ProblemCause;
use crate::spec::{ChoiceSource, FormSpec, Item, Question, QuestionType};

/// Names of other sheets that could be meant, by how many letters differ.
pub(super) fn similar(wanted: &str, names: &[String]) -> Vec<String> {
    names
        .iter()
        .filter(|name| !name.starts_with('_') && distance(wanted, &name.to_lowercase()) <= 2)
        .cloned()
        .collect()
}

/// How many letters must be put in, left out or changed.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().take(40).collect();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (row, a) in one.chars().enumerate() {
        let mut next = vec![row + 1];
        for (column, b) in other.iter().enumerate() {
            let change = last[column] + usize::from(a != *b);
            next.push(change.min(last[column + 1] + 1).min(next[column] + 1));
        }
        last = next;
    }
    last.last().copied().unwrap_or(0)
}

/// A file that the form reads.
struct File {
    id: String,
    src: String,
    /// The path of what needs it.
    path: String,
    /// Whether it is a row of its own.
    is_row: bool,
    /// Whether questions can choose from it.
    is_attached: bool,
}

struct Checker<'a> {
    spec: &'a FormSpec,
    tables: &'a Tables,
    rows: &'a Rows,
    names: &'a Names,
    /// All questions by their paths.
    questions: &'a Questions<'a>,
    problems: &'a mut Vec<XlsProblem>,
}

/// The questions of a form with their paths, in order.
pub(super) type Questions<'a> = [(String, &'a Question)];

/// Everything that is wrong with the form as a whole.
pub(super) fn check(
    spec: &FormSpec,
    questions: &Questions<'_>,
    tables: &Tables,
    rows: &Rows,
    entity_rows: &[u32],
    problems: &mut Vec<XlsProblem>,
) {
    let root = spec.settings.root.as_deref().unwrap_or("data");
    if !crate::compile::is_name(root) && tables.settings.is_none() {
        problems.push(XlsProblem::of_file(Cause::Form(ProblemCause::InvalidName(
            root.to_owned(),
        ))));
    }
    let names = Names::of(spec, &spec.items);
    let mut checker = Checker {
        spec,
        tables,
        rows,
        names: &names,
        questions,
        problems,
    };
    let mut repeats = HashSet::from([root.to_owned()]);
    checker.names_in(&spec.items, "", &mut repeats);
    for (path, question) in questions {
        checker.question(path, question);
    }
    checker.searches();
    checker.instances();
    entities::check_saved(
        spec,
        |path| rows.survey.get(path).copied().unwrap_or(0),
        problems,
    );
    if problems.is_empty()
        && let Err(problem) = place(spec, &names)
    {
        let rule = if problem.is_scope {
            Rule::EntityScope(problem.entity)
        } else {
            Rule::EntityPlace
        };
        let (sheet, row, column) = match &problem.saved {
            Some(path) => (
                "survey",
                rows.survey.get(path).copied().unwrap_or(0),
                "save_to",
            ),
            None => (
                "entities",
                entity_rows.get(problem.index).copied().unwrap_or(0),
                "",
            ),
        };
        problems.push(XlsProblem {
            sheet: sheet.to_owned(),
            row,
            column: column.to_owned(),
            cause: Cause::Rule(rule),
        });
    }
}

impl Checker<'_> {
    fn refuse(&mut self, path: &str, column: &str, cause: Cause) {
        self.problems.push(XlsProblem {
            sheet: "survey".to_owned(),
            row: self.rows.survey.get(path).copied().unwrap_or(0),
            column: column.to_owned(),
            cause,
        });
    }

    fn names_in(&mut self, items: &[Item], prefix: &str, repeats: &mut HashSet<String>) {
        let mut seen: HashSet<&str> = HashSet::new();
        let mut generated = Vec::new();
        for item in items {
            let name = item.name();
            let path = format!("{prefix}{name}");
            if !name.is_empty() && !crate::compile::is_name(name) {
                let cause = Cause::Form(ProblemCause::InvalidName(name.to_owned()));
                self.refuse(&path, "name", cause);
            }
            seen.insert(name);
            let inner = format!("{path}/");
            match item {
                Item::Group(group) => self.names_in(&group.items, &inner, repeats),
                Item::Repeat(repeat) => {
                    if !repeats.insert(name.to_owned()) {
                        let rule = Rule::RepeatName(name.to_owned());
                        self.refuse(&path, "name", Cause::Rule(rule));
                    }
                    if let Some(count) = &repeat.count
                        && !crate::lower::is_reference(count)
                    {
                        generated.push((path, format!("{name}_count")));
                    }
                    self.names_in(&repeat.items, &inner, repeats);
                }
                Item::Question(question) if question.or_other => {
                    generated.push((path, format!("{name}_other")));
                }
                Item::Question(_) => {}
            }
        }
        for (path, name) in generated {
            if seen.contains(name.as_str()) {
                self.refuse(
                    &path,
                    "name",
                    Cause::Form(ProblemCause::DuplicateName(name)),
                );
            }
        }
    }

    fn question(&mut self, path: &str, question: &Question) {
        for trigger in &question.trigger {
            if let Ok(node) = self.names.find(trigger)
                && !self.names.nodes[node].is_visible
            {
                let rule = Rule::TriggerHidden(trigger.clone());
                self.refuse(path, "trigger", Cause::Rule(rule));
            }
        }
        let Some(list) = &question.choices else {
            if let Some(source) = question.parameters.get("reference-geometry") {
                self.reference_geometry(path, source);
            }
            return;
        };
        let is_list = question.choice_source == ChoiceSource::List;
        if question.kind == QuestionType::Osm {
            if !self.spec.osm_tags.contains_key(list) {
                self.missing_list(path, list, "osm", self.tables.osm.is_some());
            }
        } else if is_list && !self.spec.choices.contains_key(list) {
            self.missing_list(path, list, "choices", self.tables.choices.is_some());
        } else if question.choice_source == ChoiceSource::External {
            if !self.spec.external_choices.contains_key(list) {
                let sheet = self.tables.external_choices.is_some();
                self.missing_list(path, list, "external_choices", sheet);
            } else if question.choice_filter.is_none() {
                self.refuse(path, "choice_filter", Cause::EmptyCell);
            }
        }
        if is_list
            && question.kind == QuestionType::SelectMany
            && let Some(choices) = self.spec.choices.get(list)
            && let Some(choice) = choices
                .iter()
                .find(|choice| choice.code.contains(char::is_whitespace))
        {
            let rule = Rule::BlankInCode(choice.code.clone());
            self.refuse(path, "type", Cause::Rule(rule));
        }
        if question.choice_source == ChoiceSource::Repeat
            && let Ok(node) = self.names.find(list)
            && self.names.repeat_around(node).is_none()
        {
            let cause = Cause::Form(ProblemCause::UnknownChoiceList(list.clone()));
            self.refuse(path, "type", cause);
        }
    }

    fn missing_list(&mut self, path: &str, list: &str, sheet: &'static str, exists: bool) {
        let cause = if exists {
            Cause::Form(ProblemCause::UnknownChoiceList(list.to_owned()))
        } else {
            let similar = similar(sheet, &self.tables.others);
            Cause::Rule(Rule::MissingSheet(sheet, similar))
        };
        self.refuse(path, "type", cause);
    }

    fn reference_geometry(&mut self, path: &str, source: &str) {
        let spec = self.spec;
        let name = source
            .strip_prefix("${")
            .and_then(|rest| rest.strip_suffix('}'));
        let exists = match name {
            Some(name) => self
                .names
                .find(name)
                .is_ok_and(|node| self.names.nodes[node].is_repeat),
            None => {
                spec.choices.contains_key(source)
                    || spec.entities.iter().any(|entity| entity.list == source)
                    || self
                        .files()
                        .iter()
                        .any(|file| file.is_attached && file.id == source)
            }
        };
        if !exists {
            self.refuse(path, "parameters", Cause::Rule(Rule::ReferenceGeometry));
        }
    }

    /// A list that `search()` fills is empty for all others.
    fn searches(&mut self) {
        let mut searched: BTreeMap<&str, bool> = BTreeMap::new();
        for (path, question) in self.questions {
            if question.choice_source != ChoiceSource::List || !question.kind.is_select() {
                continue;
            }
            let Some(list) = &question.choices else {
                continue;
            };
            let searches = is_search(&question.appearance);
            let first = *searched.entry(list).or_insert(searches);
            if first != searches {
                let rule = Rule::SharedSearch(list.clone());
                self.refuse(path, "appearance", Cause::Rule(rule));
            }
        }
    }

    /// All files that the form reads.
    fn files(&self) -> Vec<File> {
        let mut files = Vec::new();
        let file = |id: &str, src: String, path: &str, is_row: bool, is_attached: bool| File {
            id: id.to_owned(),
            src,
            path: path.to_owned(),
            is_row,
            is_attached,
        };
        for (path, question) in self.questions {
            let name = &question.name;
            match question.kind {
                QuestionType::XmlExternal => {
                    files.push(file(
                        name,
                        format!("jr://file/{name}.xml"),
                        path,
                        true,
                        true,
                    ));
                    continue;
                }
                QuestionType::CsvExternal => {
                    files.push(file(
                        name,
                        format!("jr://file-csv/{name}.csv"),
                        path,
                        true,
                        true,
                    ));
                    continue;
                }
                _ => {}
            }
            if question.choice_source == ChoiceSource::File {
                let (stem, src) = file_source(question.choices.as_deref().unwrap_or_default());
                files.push(file(stem, src, path, false, true));
            }
            let expressions = [
                &question.calculate,
                &question.constraint,
                &question.readonly,
                &question.required,
                &question.relevant,
                &question.default,
            ];
            for text in expressions.into_iter().flatten() {
                for name in pulled(text) {
                    let src = format!("jr://file-csv/{name}.csv");
                    files.push(file(&name, src, path, false, false));
                }
                if text.contains("${last-saved#") {
                    let src = "jr://instance/last-saved".to_owned();
                    files.push(file(LAST_SAVED_INSTANCE, src, path, false, false));
                }
            }
        }
        files
    }

    fn instances(&mut self) {
        let mut known: HashMap<String, (String, bool)> = HashMap::new();
        let mut clashes = BTreeSet::new();
        for file in self.files() {
            match known.get(&file.id) {
                Some((other, is_row)) if *other != file.src || (*is_row && file.is_row) => {
                    clashes.insert((file.path, file.id));
                }
                Some(_) => {}
                None => {
                    known.insert(file.id, (file.src, file.is_row));
                }
            }
        }
        for (path, question) in self.questions {
            if let Some(list) = question.parameters.get("reference-geometry")
                && known.contains_key(list)
                && self.spec.choices.contains_key(list)
            {
                clashes.insert((path.clone(), list.clone()));
            }
            if question.choice_source == ChoiceSource::List
                && question.kind.is_select()
                && let Some(list) = &question.choices
                && known.contains_key(list)
                && !is_search(&question.appearance)
            {
                clashes.insert((path.clone(), list.clone()));
            }
        }
        for (path, id) in clashes {
            self.refuse(&path, "name", Cause::Rule(Rule::SameInstance(id)));
        }
    }
}

/// What works, but is rarely meant.
pub(super) fn warn(
    spec: &FormSpec,
    questions: &Questions<'_>,
    rows: &Rows,
    warnings: &mut Vec<Warning>,
) {
    let mut seen: HashSet<String> = HashSet::new();
    for (path, question) in questions {
        if !seen.insert(path.to_lowercase()) {
            warnings.push(Warning {
                sheet: "survey".to_owned(),
                row: rows.survey.get(path).copied().unwrap_or(0),
                column: "name".to_owned(),
                cause: WarningCause::SimilarName(question.name.clone()),
            });
        }
    }
    for name in spec.language_names.values() {
        let has_code = name
            .rsplit_once('(')
            .is_some_and(|(_, rest)| rest.trim_end().ends_with(')'));
        let is_code = name.len() <= 3 || name == "default";
        if !has_code && !is_code && spec.languages.len() > 1 {
            warnings.push(Warning {
                sheet: String::new(),
                row: 0,
                column: String::new(),
                cause: WarningCause::LanguageCode(name.clone()),
            });
        }
    }
}
