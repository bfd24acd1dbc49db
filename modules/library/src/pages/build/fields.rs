// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The fields of the page and what they stand for in a form.

use form_design::edit::{Edit, Property};
use form_design::places::{self, Place};
use forms::{FormSpec, Item};

/// The property that a field stands for.
pub(in crate::pages) fn property_of(field: &str) -> Property {
    let (base, rest) = field.split_once('.').unwrap_or((field, ""));
    let rest = rest.to_owned();
    match base {
        "label" => Property::Label(rest),
        "hint" => Property::Hint(rest),
        "guidance" => Property::Guidance(rest),
        "unit" => Property::Unit(rest),
        "required_message" => Property::RequiredMessage(rest),
        "constraint_message" => Property::ConstraintMessage(rest),
        "warning_message" => Property::WarningMessage(rest),
        "title" => Property::Title(rest),
        "description" => Property::Description(rest),
        "purpose" => Property::Purpose(rest),
        "legal_basis" => Property::LegalBasis(rest),
        "review_note" => Property::ReviewNote(rest),
        "parameter" => Property::Parameter(rest),
        "relevant" => Property::Relevant,
        "required" => Property::Required,
        "constraint" => Property::Constraint,
        "warning" => Property::Warning,
        "readonly" => Property::Readonly,
        "default" => Property::Default,
        "calculate" => Property::Calculate,
        "choice_filter" => Property::ChoiceFilter,
        "choices" => Property::Choices,
        "count" => Property::Count,
        "style" => Property::Style,
        "save_to" => Property::SaveTo,
        "entity_label" => Property::EntityLabel(0),
        "entity_id" => Property::EntityId(0),
        _ => Property::Appearance,
    }
}

/// The field in which a property is set.
pub(in crate::pages) fn field_of(property: &Property) -> String {
    match property {
        Property::Label(tag) => format!("label.{tag}"),
        Property::Hint(tag) => format!("hint.{tag}"),
        Property::Guidance(tag) => format!("guidance.{tag}"),
        Property::Unit(tag) => format!("unit.{tag}"),
        Property::RequiredMessage(tag) => format!("required_message.{tag}"),
        Property::ConstraintMessage(tag) => format!("constraint_message.{tag}"),
        Property::WarningMessage(tag) => format!("warning_message.{tag}"),
        Property::Title(tag) => format!("title.{tag}"),
        Property::Description(tag) => format!("description.{tag}"),
        Property::Purpose(tag) => format!("purpose.{tag}"),
        Property::LegalBasis(tag) => format!("legal_basis.{tag}"),
        Property::ReviewNote(tag) => format!("review_note.{tag}"),
        Property::Parameter(key) => format!("parameter.{key}"),
        Property::Relevant => "relevant".to_owned(),
        Property::Required => "required".to_owned(),
        Property::Constraint => "constraint".to_owned(),
        Property::Warning => "warning".to_owned(),
        Property::Readonly => "readonly".to_owned(),
        Property::Default => "default".to_owned(),
        Property::Calculate => "calculate".to_owned(),
        Property::ChoiceFilter => "choice_filter".to_owned(),
        Property::Choices => "choices".to_owned(),
        Property::Count => "count".to_owned(),
        Property::Style => "style".to_owned(),
        Property::SaveTo => "save_to".to_owned(),
        Property::EntityLabel(_) => "entity_label".to_owned(),
        Property::EntityId(_) => "entity_id".to_owned(),
        _ => "appearance".to_owned(),
    }
}

/// What is to be chosen after an edit: what was put in, moved or named anew; what stands in place
/// of what was removed. Nothing if the edit changes no place.
pub(super) fn touched(edit: &Edit, spec: &FormSpec) -> Option<String> {
    let at = |place: &Place| {
        let items = places::items_at(spec, &place.parent).ok()?;
        let item = items.get(place.index)?;
        Some(forms::join(&place.parent, item.name()))
    };
    match edit {
        Edit::Several { edits } => edits.iter().find_map(|edit| touched(edit, spec)),
        Edit::Add { place, .. }
        | Edit::Insert { place, .. }
        | Edit::Paste { place, .. }
        | Edit::Copy { place, .. }
        | Edit::Move { place, .. } => at(place),
        Edit::Rename { path, name } => {
            let parent = path.rsplit_once('/').map_or("", |(parent, _)| parent);
            Some(forms::join(parent, name))
        }
        Edit::Wrap { paths, .. } => {
            let first = paths.first()?;
            let parent = first.rsplit_once('/').map_or("", |(parent, _)| parent);
            let items = places::items_at(spec, parent).ok()?;
            let found = items.iter().find(|item| match item {
                Item::Group(group) => group.items.iter().any(|one| first.ends_with(one.name())),
                Item::Repeat(repeat) => repeat.items.iter().any(|one| first.ends_with(one.name())),
                Item::Question(_) => false,
            })?;
            Some(forms::join(parent, found.name()))
        }
        Edit::Unwrap { path } => {
            let parent = path.rsplit_once('/').map_or("", |(parent, _)| parent);
            Some(parent.to_owned())
        }
        _ => None,
    }
}
