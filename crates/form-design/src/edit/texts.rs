// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The texts of a form that can speak of its items, each with its address.

use std::collections::BTreeMap;

use forms::{ChoiceSource, FormSpec, Item};
use kernel::Localized;

use super::Property;

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// An expression.
    Expression,
    /// An expression about an entry of a list, or about a round of a repeat.
    Filter,
    /// A text with `${name}` in it.
    Words,
    /// The name of a question.
    Reference,
}

/// A property that has a text per language.
pub(crate) type InLanguage = fn(String) -> Property;

/// The texts of one thing.
pub(crate) type Texts<'a> = Vec<(Property, Kind, &'a str)>;

fn localized<'a>(all: &mut Texts<'a>, text: &'a Localized, property: InLanguage) {
    for (tag, text) in &text.0 {
        all.push((property(tag.clone()), Kind::Words, text));
    }
}

fn expression<'a>(all: &mut Texts<'a>, property: Property, text: Option<&'a String>) {
    if let Some(text) = text {
        all.push((property, Kind::Expression, text));
    }
}

fn attributes<'a>(all: &mut Texts<'a>, maps: [(&'a BTreeMap<String, String>, InLanguage); 3]) {
    for (map, property) in maps {
        for (key, text) in map {
            all.push((property(key.clone()), Kind::Expression, text));
        }
    }
}

/// The texts of an item that can speak of other items; not of what it contains.
pub(crate) fn of_item(item: &Item) -> Texts<'_> {
    let mut all = Vec::new();
    match item {
        Item::Group(group) => {
            localized(&mut all, &group.label, Property::Label);
            localized(&mut all, &group.hint, Property::Hint);
            expression(&mut all, Property::Relevant, group.relevant.as_ref());
            expression(&mut all, Property::Readonly, group.readonly.as_ref());
            attributes(
                &mut all,
                [
                    (&group.bind, Property::Bind),
                    (&group.control, Property::Control),
                    (&group.instance, Property::Instance),
                ],
            );
        }
        Item::Repeat(repeat) => {
            localized(&mut all, &repeat.label, Property::Label);
            localized(&mut all, &repeat.hint, Property::Hint);
            expression(&mut all, Property::Relevant, repeat.relevant.as_ref());
            expression(&mut all, Property::Readonly, repeat.readonly.as_ref());
            expression(&mut all, Property::Count, repeat.count.as_ref());
            attributes(
                &mut all,
                [
                    (&repeat.bind, Property::Bind),
                    (&repeat.control, Property::Control),
                    (&repeat.instance, Property::Instance),
                ],
            );
        }
        Item::Question(question) => {
            let texts: [(&Localized, InLanguage); 8] = [
                (&question.label, Property::Label),
                (&question.hint, Property::Hint),
                (&question.guidance, Property::Guidance),
                (&question.required_message, Property::RequiredMessage),
                (&question.constraint_message, Property::ConstraintMessage),
                (&question.warning_message, Property::WarningMessage),
                (&question.app_message, Property::AppMessage),
                (&question.unit, Property::Unit),
            ];
            for (text, property) in texts {
                localized(&mut all, text, property);
            }
            for (property, text) in [
                (Property::Relevant, &question.relevant),
                (Property::Required, &question.required),
                (Property::Constraint, &question.constraint),
                (Property::Warning, &question.warning),
                (Property::Readonly, &question.readonly),
                (Property::Calculate, &question.calculate),
            ] {
                expression(&mut all, property, text.as_ref());
            }
            if !question.default_is_text {
                expression(&mut all, Property::Default, question.default.as_ref());
            }
            if let Some(filter) = &question.choice_filter {
                all.push((Property::ChoiceFilter, Kind::Filter, filter));
            }
            if let Some(list) = &question.choices
                && question.choice_source == ChoiceSource::Repeat
            {
                all.push((Property::Choices, Kind::Reference, list));
            }
            for (index, trigger) in question.trigger.iter().enumerate() {
                all.push((Property::Trigger(index), Kind::Reference, trigger));
            }
            for (key, text) in &question.parameters {
                all.push((Property::Parameter(key.clone()), Kind::Words, text));
            }
            attributes(
                &mut all,
                [
                    (&question.bind, Property::Bind),
                    (&question.control, Property::Control),
                    (&question.instance, Property::Instance),
                ],
            );
        }
    }
    all
}

/// The texts of the form and its lists that can speak of items.
pub(crate) fn of_form(spec: &FormSpec) -> Texts<'_> {
    let mut all = Vec::new();
    let name = spec.settings.instance_name.as_ref();
    expression(&mut all, Property::InstanceName, name);
    for (index, entity) in spec.entities.iter().enumerate() {
        let expressions = [
            (Property::EntityLabel(index), &entity.label),
            (Property::EntityId(index), &entity.id),
            (Property::CreateIf(index), &entity.create_if),
            (Property::UpdateIf(index), &entity.update_if),
        ];
        for (property, text) in expressions {
            expression(&mut all, property, text.as_ref());
        }
    }
    for (list, choices) in &spec.choices {
        for (index, choice) in choices.iter().enumerate() {
            for (language, text) in &choice.label.0 {
                if text.contains("${") {
                    let property = Property::ChoiceLabel {
                        list: list.clone(),
                        index,
                        language: language.clone(),
                    };
                    all.push((property, Kind::Words, text));
                }
            }
        }
    }
    all
}
