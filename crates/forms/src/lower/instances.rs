// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Secondary instances: lists of choices, attached files; and the choices of questions.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};

use kernel::Localized;

use super::expand::{OTHER, OTHER_LABEL, generated};
use super::names::LAST_SAVED_INSTANCE;
use super::texts::{label_forms, reads_last_saved};
use super::{Lowering, plain};
use crate::definition::{Choices, Element, SecondaryInstance, Source, Text};
use crate::problem::Column;
use crate::spec::{
    Choice, ChoiceSource, PERIOD_INSTANCE, PREVIOUS_INSTANCE, Question, QuestionType,
};

/// Attached files in the order in which they are needed: identifier and address.
#[derive(Debug, Default)]
pub(crate) struct Instances {
    pub(crate) files: Vec<(String, String)>,
    known: HashSet<String>,
    last_saved: bool,
}

impl Instances {
    fn add(&mut self, id: &str, src: &str) {
        if self.known.insert(id.to_owned()) {
            self.files.push((id.to_owned(), src.to_owned()));
        }
    }

    /// A row `xml-external` or `csv-external`.
    pub(crate) fn attached(&mut self, question: &Question) {
        let name = &question.name;
        let src = if question.kind == QuestionType::CsvExternal {
            format!("jr://file-csv/{name}.csv")
        } else {
            format!("jr://file/{name}.xml")
        };
        self.add(name, &src);
    }

    /// A question that chooses from a file.
    pub(crate) fn file(&mut self, question: &Question) {
        let file = question.choices.as_deref().unwrap_or_default();
        let (stem, src) = file_source(file);
        self.add(stem, &src);
    }

    /// The files that an expression reads: by `pulldata`, and what was saved last.
    pub(crate) fn read_by(&mut self, text: &str) {
        // Most texts are plain ones.
        if !text.bytes().any(|byte| matches!(byte, b'(' | b'$' | b'_')) {
            return;
        }
        self.last_saved |= reads_last_saved(text);
        for name in pulled(text) {
            let src = format!("jr://file-csv/{name}.csv");
            self.add(&name, &src);
        }
    }
}

/// The identifier and the address of a file.
pub(crate) fn file_source(file: &str) -> (&str, String) {
    let (stem, ending) = file.rsplit_once('.').unwrap_or((file, ""));
    let folder = if ending.eq_ignore_ascii_case("csv") {
        "file-csv"
    } else {
        "file"
    };
    (stem, format!("jr://{folder}/{file}"))
}

/// The files that `pulldata('file', …)` names.
pub(crate) fn pulled(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("pulldata") {
        rest = &rest[at + "pulldata".len()..];
        let argument = rest.trim_start().strip_prefix('(').map(str::trim_start);
        if let Some(argument) = argument
            && let Some(quote) = argument.chars().next().filter(|c| matches!(c, '\'' | '"'))
            && let Some((name, _)) = argument[1..].split_once(quote)
        {
            names.push(name.trim().to_owned());
        }
    }
    names
}

impl<'a> Lowering<'a> {
    /// The entries of a list, with the one for other answers.
    fn entries(&self, list: &str) -> Cow<'a, [Choice]> {
        let spec = self.spec;
        let known = spec.choices.get(list).map_or(&[][..], Vec::as_slice);
        let mut entries = Cow::Borrowed(known);
        if self.lists_with_other.contains(list) && !entries.iter().any(|entry| entry.code == OTHER)
        {
            entries.to_mut().push(Choice {
                code: OTHER.to_owned(),
                label: generated(OTHER_LABEL, spec, false),
                ..Choice::default()
            });
        }
        entries
    }

    /// The lists that `search()` replaces, which are no secondary instances.
    fn searched(&self) -> BTreeSet<String> {
        let searched = self.spec.questions().into_iter().filter(|(_, question)| {
            question.choice_source == ChoiceSource::List
                && crate::xlsform::is_search(&question.appearance)
        });
        searched
            .filter_map(|(_, question)| question.choices.clone())
            .collect()
    }

    /// The translated labels of all lists come before those of questions.
    pub(super) fn choice_instances_texts(&mut self) {
        for (list, _) in self.spec.choice_lists() {
            let entries = self.entries(list);
            // Labels stand among the translations if any of them must.
            let needs_texts = entries.iter().any(|entry| {
                !entry.media.is_empty()
                    || self.texts.is_translated(&entry.label)
                    || entry.label.0.values().any(|text| text.contains("${"))
            });
            if needs_texts {
                self.lists_with_texts.insert(list.to_owned());
                self.label_texts(list, &entries);
            }
        }
    }

    fn label_texts(&mut self, list: &str, entries: &[Choice]) {
        for (index, entry) in entries.iter().enumerate() {
            let forms = label_forms(&entry.label, &entry.media)
                .into_iter()
                .filter(|(_, text)| !text.is_empty())
                .collect::<Vec<_>>();
            for (_, text) in &forms {
                for written in text.0.values() {
                    self.instances.read_by(written);
                }
            }
            let id = format!("{list}-{index}");
            if let Err(broken) = self.texts.add(&id, &forms, self.names, 0) {
                self.broken(0, Column::Choices, broken);
            }
        }
    }

    /// All secondary instances in order.
    pub(super) fn secondary_instances(&mut self) -> Vec<SecondaryInstance> {
        let mut all = Vec::new();
        let external = |id: &str, src: &str| SecondaryInstance {
            id: id.to_owned(),
            source: Source::External {
                src: src.to_owned(),
                placeholder: None,
            },
        };
        if self.spec.reads_period {
            let src = format!("jr://file/{PERIOD_INSTANCE}.xml");
            all.push(external(PERIOD_INSTANCE, &src));
        }
        if self.spec.reads_previous {
            let src = format!("jr://file/{PREVIOUS_INSTANCE}.xml");
            all.push(external(PREVIOUS_INSTANCE, &src));
        }
        for (id, src) in &self.instances.files {
            all.push(external(id, src));
        }
        if self.instances.last_saved {
            all.push(external(LAST_SAVED_INSTANCE, "jr://instance/last-saved"));
        }
        let searched = self.searched();
        for (list, _) in self.spec.choice_lists() {
            if searched.contains(list) || self.instances.known.contains(list) {
                continue;
            }
            let entries = self.entries(list);
            let with_texts = self.lists_with_texts.contains(list);
            let children = entries
                .iter()
                .enumerate()
                .map(|(index, entry)| {
                    let id = with_texts.then(|| format!("{list}-{index}"));
                    self.item(entry, id)
                })
                .collect();
            all.push(SecondaryInstance {
                id: list.to_owned(),
                source: Source::Inline(Element {
                    name: plain("root"),
                    children,
                    ..Element::default()
                }),
            });
        }
        all
    }

    fn item(&self, entry: &Choice, text_id: Option<String>) -> Element {
        let leaf = |name: &str, text: String| Element {
            name: plain(name),
            text,
            ..Element::default()
        };
        let mut children = Vec::new();
        let has_id = text_id.is_some();
        if let Some(id) = text_id {
            children.push(leaf("itextId", id));
        }
        children.push(leaf("name", entry.code.clone()));
        if !has_id && !entry.label.is_empty() {
            children.push(leaf(
                "label",
                self.texts.in_place(&entry.label).unwrap_or_default(),
            ));
        }
        let order = &self.spec.choice_columns;
        let place = |name: &String| order.iter().position(|known| known == name);
        let mut columns: Vec<(&String, &String)> = entry.extra.iter().collect();
        columns.sort_by_key(|(name, _)| place(name).unwrap_or(usize::MAX));
        for (name, text) in columns {
            children.push(leaf(name, text.clone()));
        }
        Element {
            name: plain("item"),
            children,
            ..Element::default()
        }
    }

    /// `[condition]`, or nothing.
    pub(super) fn filter(&mut self, filter: &str, node: usize, inside: Option<usize>) -> String {
        if filter.is_empty() {
            return String::new();
        }
        self.instances.read_by(filter);
        match self.names.resolve_filter(filter, node, inside) {
            Ok(filter) => format!("[{filter}]"),
            Err(broken) => {
                self.broken(node, Column::ChoiceFilter, broken);
                String::new()
            }
        }
    }

    /// The choices of a select question.
    pub(super) fn itemset(&mut self, question: &Question, node: usize) -> Choices {
        let list = question.choices.as_deref().unwrap_or_default();
        let filter = question.choice_filter.clone().unwrap_or_default();
        let parameter = |name: &str| question.parameters.get(name).cloned();
        match question.choice_source {
            ChoiceSource::File => {
                let (stem, _) = file_source(list);
                let is_geojson = list.to_lowercase().ends_with(".geojson");
                let (value, label) = if is_geojson {
                    ("id", "title")
                } else {
                    ("name", "label")
                };
                let filter = self.filter(&filter, node, None);
                let nodeset = format!("instance('{stem}')/root/item{filter}");
                Choices::Itemset {
                    nodeset: self.randomized(nodeset, question, node),
                    value: parameter("value").unwrap_or_else(|| value.to_owned()),
                    label: Some(parameter("label").unwrap_or_else(|| label.to_owned())),
                }
            }
            ChoiceSource::Repeat => self.itemset_of_answers(list, &filter, question, node),
            ChoiceSource::List | ChoiceSource::External => {
                self.itemset_of_list(list, &filter, node, question)
            }
        }
    }

    pub(super) fn itemset_of_list(
        &mut self,
        list: &str,
        filter: &str,
        node: usize,
        question: &Question,
    ) -> Choices {
        let label = if self.lists_with_texts.contains(list) {
            "jr:itext(itextId)"
        } else {
            "label"
        };
        let filter = self.filter(filter, node, None);
        let nodeset = format!("instance('{list}')/root/item{filter}");
        Choices::Itemset {
            nodeset: self.randomized(nodeset, question, node),
            value: "name".to_owned(),
            label: Some(label.to_owned()),
        }
    }

    fn randomized(&mut self, nodeset: String, question: &Question, node: usize) -> String {
        let is_random = question
            .parameters
            .get("randomize")
            .is_some_and(|text| text.eq_ignore_ascii_case("true"));
        if !is_random {
            return nodeset;
        }
        match question.parameters.get("seed") {
            Some(seed) => {
                let seed = self.expression(seed, node, Column::Parameters);
                format!("randomize({nodeset}, {})", seed.trim())
            }
            None => format!("randomize({nodeset})"),
        }
    }

    /// The answers to a question within a repeat as choices.
    fn itemset_of_answers(
        &mut self,
        name: &str,
        filter: &str,
        question: &Question,
        node: usize,
    ) -> Choices {
        let source = match self.names.find(name) {
            Ok(source) => source,
            Err(broken) => {
                self.broken(node, Column::Type, broken);
                return Choices::None;
            }
        };
        let repeat = self.names.repeat_around(source).unwrap_or(0);
        let nodeset = self.path_to_repeat(node, repeat);
        let value = self.names.steps(repeat, repeat, source);
        let value = value.trim_start_matches("./").to_owned();
        let filter = if filter.is_empty() {
            format!("[./{value} != '']")
        } else {
            self.filter(filter, node, Some(repeat))
        };
        Choices::Itemset {
            nodeset: self.randomized(format!("{nodeset}{filter}"), question, node),
            label: Some(value.clone()),
            value,
        }
    }

    /// The path to the rounds of a repeat: relative where both lie in another repeat or the node
    /// lies in this one.
    fn path_to_repeat(&self, node: usize, repeat: usize) -> String {
        let around = self.names.repeat_around(node);
        let shares = around.is_some()
            && (self.names.lineage(node).any(|known| known == repeat)
                || self.names.relative(node, repeat).is_some());
        let parent = self.names.nodes[repeat].parent;
        match parent {
            Some(parent) if shares => {
                let over = self
                    .names
                    .lineage(parent)
                    .find(|around| self.names.lineage(node).any(|known| known == *around))
                    .unwrap_or(0);
                self.names.steps(node, over, repeat)
            }
            _ => self.names.path(repeat),
        }
    }

    /// The shapes that are shown while a place is chosen.
    pub(super) fn reference_geometry(&mut self, question: &Question, node: usize) -> Choices {
        let Some(source) = question.parameters.get("reference-geometry") else {
            return Choices::None;
        };
        let filter = question.choice_filter.clone().unwrap_or_default();
        let name = source
            .strip_prefix("${")
            .and_then(|rest| rest.strip_suffix('}'));
        if let Some(name) = name {
            let repeat = match self.names.find(name) {
                Ok(repeat) => repeat,
                Err(broken) => {
                    self.broken(node, Column::Parameters, broken);
                    return Choices::None;
                }
            };
            let nodeset = self.names.path(repeat);
            let filter = if filter.is_empty() {
                "[./geometry != '']".to_owned()
            } else {
                self.filter(&filter, node, Some(repeat))
            };
            return Choices::Itemset {
                nodeset: format!("{nodeset}{filter}"),
                value: "geometry".to_owned(),
                label: Some("geometry".to_owned()),
            };
        }
        self.itemset_of_list(source, &filter, node, question)
    }

    /// The entries of a list that `search()` looks up on the device.
    pub(super) fn items_of_search(&mut self, question: &Question, node: usize) -> Choices {
        let list = question.choices.clone().unwrap_or_default();
        let entries = self.entries(&list);
        let with_texts = self.lists_with_texts.contains(&list);
        let items = entries
            .iter()
            .enumerate()
            .map(|(index, entry)| {
                let label = if with_texts {
                    Some(Text::Itext(format!("{list}-{index}")))
                } else {
                    self.in_place_label(&entry.label, node)
                };
                (label, entry.code.clone())
            })
            .collect();
        Choices::Items(items)
    }

    fn in_place_label(&mut self, label: &Localized, node: usize) -> Option<Text> {
        if label.is_empty() {
            return None;
        }
        self.text("", vec![(None, label)], node, Column::Choices)
    }

    /// The keys of an `OpenStreetMap` question.
    pub(super) fn tags(&mut self, question: &Question, node: usize) -> Choices {
        let list = question.choices.as_deref().unwrap_or_default();
        let Some(tags) = self.spec.osm_tags.get(list) else {
            return Choices::None;
        };
        let items = tags
            .iter()
            .map(|tag| (self.in_place_label(&tag.label, node), tag.code.clone()))
            .collect();
        Choices::Items(items)
    }
}
