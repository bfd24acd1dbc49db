// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The head of a form, its lists of choices, and its entities.

use std::collections::BTreeMap;

use kernel::Localized;

use super::paths::is_meta;
use super::{Lifting, LossKind};
use crate::definition::{ActionValue, Definition, Element, QName, Source, Text};
use crate::spec::{Choice, Entity, FormSpec, PERIOD_INSTANCE, Settings, language_name};

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
        spec.choice_order
            .retain(|name| spec.choices.contains_key(name));
        if spec.usual_choice_order() == spec.choice_order {
            spec.choice_order.clear();
        }
        let texts = &self.texts;
        spec.default_language.clone_from(&texts.default);
        spec.unnamed_language.clone_from(&texts.unnamed);
        spec.settings.default_language_guessed = texts.guessed && texts.unnamed.is_none();
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
    }

    fn entities(&mut self, element: &Element, path: &str, spec: &mut FormSpec) {
        for inner in &element.children {
            if is_meta(inner) {
                if let Some(entity) = child(inner, "entity") {
                    let entity = self.entity(entity, &format!("{path}/meta/entity"));
                    if !spec.entities.iter().any(|known| known.list == entity.list) {
                        spec.entities.push(entity);
                    }
                }
            } else {
                self.entities(inner, &format!("{path}/{}", inner.name.local), spec);
            }
        }
    }

    fn entity(&mut self, element: &Element, path: &str) -> Entity {
        let list = element
            .attributes
            .iter()
            .find(|(name, _)| name.local == "dataset")
            .map(|(_, value)| value.clone())
            .unwrap_or_default();
        let calculate = |node: &str| {
            let bind = self.binds.get(format!("{path}/{node}").as_str())?;
            let text = bind.calculate.as_ref()?;
            Some(self.paths.refer_below(text, path))
        };
        Entity {
            list,
            label: calculate("label"),
            id: calculate("@id"),
            create_if: calculate("@create"),
            update_if: calculate("@update"),
        }
    }

    /// The default and the triggers of a node, from the actions of the form.
    pub(super) fn first_value(&self, path: &str) -> Option<String> {
        self.definition.actions.iter().find_map(|action| {
            let is_first = action.target == path
                && action.name.local == "setvalue"
                && action
                    .events
                    .iter()
                    .any(|event| event == "odk-instance-first-load");
            match &action.value {
                ActionValue::Expression(value) if is_first => Some(value.clone()),
                _ => None,
            }
        })
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
