// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The head of a form, its lists of choices, and its entities.

use std::collections::BTreeMap;

use kernel::Localized;

use super::paths::is_meta;
use super::{Lifting, LossKind};
use crate::definition::{Definition, Element, QName, Source, Text};
use crate::spec::{
    Choice, Entity, FormSpec, Item, PERIOD_INSTANCE, PREVIOUS_INSTANCE, Question, QuestionType,
    Settings, language_name,
};

pub(super) fn joined(name: &QName) -> String {
    if name.prefix.is_empty() {
        name.local.clone()
    } else {
        format!("{}:{}", name.prefix, name.local)
    }
}

fn child<'e>(element: &'e Element, name: &str) -> Option<&'e Element> {
    element
        .children
        .iter()
        .find(|child| child.name.local == name)
}

/// The identifier in `jr:itext('…')`.
pub(super) fn itext_id(text: &str) -> Option<&str> {
    let inner = text.trim().strip_prefix("jr:itext(")?.strip_suffix(')')?;
    Some(inner.trim_matches(['\'', '"']))
}

impl Lifting<'_> {
    pub(super) fn head(&mut self) -> FormSpec {
        let definition = self.definition;
        let mut spec = FormSpec::new("", &self.texts.default.clone());
        let root = &definition.instance;
        for (name, value) in &root.attributes {
            match joined(name).as_str() {
                "id" => spec.id.clone_from(value),
                "version" => spec.version.clone_from(value),
                "xmlns" => spec.settings.instance_xmlns = Some(value.clone()),
                name => {
                    spec.settings
                        .attributes
                        .insert(name.to_owned(), value.clone());
                }
            }
        }
        let name = &root.name.local;
        spec.settings.root = (name != "data").then(|| name.clone());
        spec.settings.style.clone_from(&definition.body_class);
        self.meta(&mut spec);
        submission(definition, &mut spec.settings);
        self.model_attributes(&mut spec);
        for (prefix, address) in &definition.namespaces {
            let usual = [
                "", "h", "ev", "xsd", "jr", "orx", "odk", "entities", "deich",
            ];
            if !usual.contains(&prefix.as_str()) {
                spec.settings
                    .namespaces
                    .insert(prefix.clone(), address.clone());
            }
        }
        if spec.title.is_empty() && !definition.title.is_empty() {
            spec.title = Localized::one(&spec.default_language, definition.title.clone());
        }
        spec
    }

    fn meta(&mut self, spec: &mut FormSpec) {
        let root = format!("/{}", self.definition.instance.name.local);
        let meta = self
            .definition
            .instance
            .children
            .iter()
            .find(|child| is_meta(child));
        spec.settings.omit_instance_id =
            meta.is_none_or(|meta| child(meta, "instanceID").is_none());
        let id = self.binds.get(format!("{root}/meta/instanceID").as_str());
        spec.settings.instance_id = id
            .and_then(|bind| bind.preload.as_ref())
            .map(|(preload, _)| preload.clone())
            .filter(|preload| preload != "uid");
        let name = self.binds.get(format!("{root}/meta/instanceName").as_str());
        spec.settings.instance_name = name
            .and_then(|bind| bind.calculate.as_ref())
            .map(|calculate| self.paths.refer(calculate, &root));
    }

    fn model_attributes(&mut self, spec: &mut FormSpec) {
        let root = format!("/{}", self.definition.instance.name.local);
        for (name, value) in &self.definition.model_attributes {
            let text = Text::Itext(itext_id(value).unwrap_or_default().to_owned());
            let text = match itext_id(value) {
                Some(_) => self.texts.plain(Some(&text), &self.paths, &root),
                None => Localized::one(&spec.default_language, value.clone()),
            };
            match joined(name).as_str() {
                "odk:xforms-version" | "entities:entities-version" => {}
                "deich:period" => spec.period = value.parse().unwrap_or_default(),
                "deich:fim_id" => spec.fim_id = value.parse().ok(),
                "deich:code_lists" => {
                    if spec.set_code_lists(value).is_err() {
                        self.lose("", LossKind::Attribute("deich:code_lists".to_owned()));
                    }
                }
                "deich:entity_lists" => {
                    if spec.set_entity_lists(value).is_err() {
                        self.lose("", LossKind::Attribute("deich:entity_lists".to_owned()));
                    }
                }
                "deich:title" => spec.title = text,
                "deich:description" => spec.description = text,
                "deich:purpose" => spec.purpose = text,
                "deich:legal_basis" => spec.legal_basis = text,
                "deich:review_note" => spec.review_note = text,
                other => self.lose("", LossKind::Attribute(other.to_owned())),
            }
        }
    }

    /// The lists of choices and the attached files.
    pub(super) fn choices(&mut self, spec: &mut FormSpec) {
        let mut columns: Vec<String> = Vec::new();
        let mut order = Vec::new();
        for secondary in &self.definition.secondary {
            let id = &secondary.id;
            match &secondary.source {
                Source::External { .. } if id == PERIOD_INSTANCE => spec.reads_period = true,
                Source::External { .. } if id == PREVIOUS_INSTANCE => spec.reads_previous = true,
                Source::External { .. } => {}
                Source::Inline(root) => {
                    let mut entries = Vec::new();
                    for item in &root.children {
                        match self.entry(item, &mut columns) {
                            Some(entry) => entries.push(entry),
                            None => self.lose(id, LossKind::Instance(id.clone())),
                        }
                    }
                    order.push(id.clone());
                    self.lists.insert(id.clone(), entries);
                }
            }
        }
        spec.choice_order = order;
        if !columns.is_sorted() {
            spec.choice_columns = columns;
        }
    }

    fn entry(&mut self, item: &Element, columns: &mut Vec<String>) -> Option<Choice> {
        let root = format!("/{}", self.definition.instance.name.local);
        let mut choice = Choice {
            code: child(item, "name")?.text.clone(),
            ..Choice::default()
        };
        for cell in &item.children {
            match cell.name.local.as_str() {
                "name" => {}
                "itextId" => {
                    let text = Text::Itext(cell.text.clone());
                    (choice.label, choice.media) =
                        self.texts.label(Some(&text), &self.paths, &root);
                }
                "label" => {
                    let text =
                        Text::Inline(vec![crate::definition::TextPart::Plain(cell.text.clone())]);
                    choice.label = self.texts.plain(Some(&text), &self.paths, &root);
                }
                name => {
                    if !columns.iter().any(|known| known == name) {
                        columns.push(name.to_owned());
                    }
                    choice.extra.insert(name.to_owned(), cell.text.clone());
                }
            }
        }
        Some(choice)
    }

    /// What is known only at the end: lists, languages, entities.
    pub(super) fn finish(&mut self, spec: &mut FormSpec) {
        spec.choices = std::mem::take(&mut self.lists);
        spec.osm_tags = std::mem::take(&mut self.osm_tags);
        spec.choice_order
            .retain(|name| spec.choices.contains_key(name));
        if spec.usual_choice_order() == spec.choice_order {
            spec.choice_order.clear();
        }
        let texts = &self.texts;
        spec.default_language.clone_from(&texts.default);
        spec.unnamed_language.clone_from(&texts.unnamed);
        spec.settings.default_language_guessed = !texts.is_stated && texts.unnamed.is_none();
        spec.languages = texts.languages.iter().map(|(_, tag)| tag.clone()).collect();
        spec.languages.retain(|tag| *tag != spec.default_language);
        spec.languages.insert(0, spec.default_language.clone());
        spec.language_names = texts
            .languages
            .iter()
            .filter(|(written, tag)| {
                let usual = language_name(tag).unwrap_or(tag);
                written != "default" && (written != usual || texts.unnamed.as_ref() == Some(tag))
            })
            .map(|(written, tag)| (tag.clone(), written.clone()))
            .collect::<BTreeMap<_, _>>();
        spec.settings.allow_choice_duplicates = spec.choices.values().any(|list| {
            let mut codes: Vec<&str> = list.iter().map(|choice| choice.code.as_str()).collect();
            codes.sort_unstable();
            codes.windows(2).any(|pair| pair[0] == pair[1])
        });
        let root = format!("/{}", self.definition.instance.name.local);
        let instance = &self.definition.instance;
        self.entities(instance, &root, spec);
        if spec.entities.len() > 1 {
            self.name_lists(&mut spec.items, &root, None);
        }
        self.attached(spec);
        for path in std::mem::take(&mut self.texts.lost) {
            self.lose(&path, LossKind::Output);
        }
    }

    fn entities(&mut self, element: &Element, path: &str, spec: &mut FormSpec) {
        for inner in &element.children {
            if is_meta(inner) {
                if let Some(entity) = child(inner, "entity") {
                    let entity = self.entity(entity, path);
                    self.containers.insert(path.to_owned(), entity.list.clone());
                    if !spec.entities.iter().any(|known| known.list == entity.list) {
                        spec.entities.push(entity);
                    }
                }
            } else {
                self.entities(inner, &format!("{path}/{}", inner.name.local), spec);
            }
        }
    }

    fn entity(&mut self, element: &Element, container: &str) -> Entity {
        let list = element
            .attributes
            .iter()
            .find(|(name, _)| name.local == "dataset")
            .map(|(_, value)| value.clone())
            .unwrap_or_default();
        let calculate = |node: &str| {
            let path = format!("{container}/meta/entity/{node}");
            let text = self.binds.get(path.as_str())?.calculate.as_ref()?;
            Some(self.paths.refer_below(text, container))
        };
        Entity {
            list,
            label: calculate("label"),
            id: calculate("@id"),
            create_if: calculate("@create"),
            update_if: calculate("@update"),
        }
    }

    /// Names the list that each value is saved in: that of the innermost entity around it.
    fn name_lists(&self, items: &mut [Item], path: &str, list: Option<&String>) {
        let list = self.containers.get(path).or(list);
        for item in items {
            let inner = format!("{path}/{}", item.name());
            match item {
                Item::Group(group) => self.name_lists(&mut group.items, &inner, list),
                Item::Repeat(repeat) => self.name_lists(&mut repeat.items, &inner, list),
                Item::Question(question) => {
                    if let (Some(property), Some(list)) = (&mut question.save_to, list) {
                        *property = format!("{list}#{property}");
                    }
                }
            }
        }
    }

    /// Rows for the attached files that no question brings along.
    fn attached(&mut self, spec: &mut FormSpec) {
        let Ok(lowered) = crate::lower::lower(spec) else {
            return;
        };
        let mut rows = Vec::new();
        for secondary in &self.definition.secondary {
            let is_there = lowered
                .secondary
                .iter()
                .any(|known| known.id == secondary.id);
            let Source::External { src, .. } = &secondary.source else {
                continue;
            };
            if is_there || src.starts_with("jr://instance/") {
                continue;
            }
            let name = secondary.id.clone();
            let kind = if *src == format!("jr://file-csv/{name}.csv") {
                QuestionType::CsvExternal
            } else if *src == format!("jr://file/{name}.xml") {
                QuestionType::XmlExternal
            } else {
                self.losses.push(super::Loss {
                    place: String::new(),
                    kind: LossKind::Instance(name),
                });
                continue;
            };
            rows.push(Item::Question(Box::new(Question {
                name,
                kind,
                ..Question::default()
            })));
        }
        spec.items.splice(0..0, rows);
    }
}

fn submission(definition: &Definition, settings: &mut Settings) {
    for (name, value) in definition.submission.iter().flatten() {
        let value = Some(value.clone());
        match joined(name).as_str() {
            "action" => settings.submission_url = value,
            "base64RsaPublicKey" => settings.public_key = value,
            "orx:auto-send" => settings.auto_send = value,
            "orx:auto-delete" => settings.auto_delete = value,
            "odk:client-editable" => settings.client_editable = true,
            _ => {}
        }
    }
}
