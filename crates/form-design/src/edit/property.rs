// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The texts and expressions of a form, each with its address.

use std::collections::{BTreeMap, HashMap};

use forms::{Column, Entity, FormSpec, Item, Media, Question};
use serde::{Deserialize, Serialize};

use super::{Edit, EditProblem, Text};
use crate::places;

/// Which text of an item, of the form or of a choice. Texts for people have the tag of a language.
///
/// In JSON `"relevant"`, `{"label": "de"}`, `{"choice-label": {"list": "yesno", "index": 0, "language": "de"}}`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are those of the fields of FormSpec")]
pub enum Property {
    Name,
    Relevant,
    Required,
    Constraint,
    Warning,
    Readonly,
    Default,
    Calculate,
    ChoiceFilter,
    /// How many rounds a repeat has.
    Count,
    /// The list of choices of a question.
    Choices,
    SaveTo,
    Appearance,
    /// One of the questions whose change sets the value anew.
    Trigger(usize),
    Parameter(String),
    Bind(String),
    Control(String),
    Instance(String),
    Label(String),
    Hint(String),
    Guidance(String),
    RequiredMessage(String),
    ConstraintMessage(String),
    WarningMessage(String),
    AppMessage(String),
    Unit(String),
    Image(String),
    BigImage(String),
    Audio(String),
    Video(String),
    // Of the form.
    Id,
    Version,
    Title(String),
    Description(String),
    Purpose(String),
    LegalBasis(String),
    ReviewNote(String),
    LanguageName(String),
    Style,
    InstanceName,
    EntityLabel(usize),
    EntityId(usize),
    CreateIf(usize),
    UpdateIf(usize),
    // Of a list.
    ChoiceLabel {
        list: String,
        index: usize,
        language: String,
    },
}

impl Property {
    /// Whether it names a picture, a recording or a film.
    pub fn is_file(&self) -> bool {
        matches!(
            self,
            Self::Image(_) | Self::BigImage(_) | Self::Audio(_) | Self::Video(_)
        )
    }

    /// The property as problems of a form name it.
    pub fn column(&self) -> Column {
        match self {
            Self::Name => Column::Name,
            Self::Relevant => Column::Relevant,
            Self::Required => Column::Required,
            Self::Constraint => Column::Constraint,
            Self::Warning => Column::Warning,
            Self::Readonly => Column::Readonly,
            Self::Default => Column::Default,
            Self::Calculate => Column::Calculation,
            Self::ChoiceFilter => Column::ChoiceFilter,
            Self::Count => Column::RepeatCount,
            Self::Choices => Column::Type,
            Self::ChoiceLabel { .. } => Column::Choices,
            Self::Trigger(_) => Column::Trigger,
            Self::Parameter(_) | Self::Appearance => Column::Parameters,
            Self::Bind(_) | Self::Control(_) | Self::Instance(_) | Self::SaveTo => Column::Passed,
            Self::Label(_)
            | Self::Guidance(_)
            | Self::Unit(_)
            | Self::Image(_)
            | Self::BigImage(_)
            | Self::Audio(_)
            | Self::Video(_) => Column::Label,
            Self::Hint(_) => Column::Hint,
            Self::RequiredMessage(_) => Column::RequiredMessage,
            Self::ConstraintMessage(_) => Column::ConstraintMessage,
            Self::WarningMessage(_) => Column::WarningMessage,
            _ => Column::Settings,
        }
    }
}

/// A text where it lies.
enum Slot<'a> {
    /// One that must be there.
    Must(&'a mut String),
    May(&'a mut Option<String>),
    /// One whose absence is the empty text.
    Plain(&'a mut String),
    Entry(&'a mut BTreeMap<String, String>, &'a str),
}

impl Slot<'_> {
    fn swap(self, text: Option<String>) -> Result<Option<String>, EditProblem> {
        Ok(match self {
            Self::Must(slot) => Some(std::mem::replace(
                slot,
                text.ok_or(EditProblem::TextNeeded)?,
            )),
            Self::May(slot) => std::mem::replace(slot, text),
            Self::Plain(slot) => {
                let old = std::mem::replace(slot, text.unwrap_or_default());
                (!old.is_empty()).then_some(old)
            }
            Self::Entry(map, key) => match text {
                Some(text) => map.insert(key.to_owned(), text),
                None => map.remove(key),
            },
        })
    }
}

/// Sets a text.
pub(super) fn write(
    spec: &mut FormSpec,
    path: &str,
    property: &Property,
    text: Option<String>,
) -> Result<Edit, EditProblem> {
    let mut at = path.to_owned();
    if *property == Property::Name {
        let name = text.as_deref().ok_or(EditProblem::TextNeeded)?;
        if name.is_empty() || name.contains('/') {
            return Err(EditProblem::InvalidName(name.to_owned()));
        }
        let (parent, old) = places::split(path);
        let siblings = places::items_at(spec, parent)?;
        if name != old && siblings.iter().any(|item| item.name() == name) {
            return Err(EditProblem::NameTaken(name.to_owned()));
        }
        at = forms::join(parent, name);
    }
    let slot = if path.is_empty() {
        form_slot(spec, property)?
    } else {
        item_slot(places::item_mut(spec, path)?, property)
    };
    let slot = slot.ok_or_else(|| EditProblem::NoSuchProperty(path.to_owned()))?;
    let old = slot.swap(text)?;
    Ok(Edit::Write {
        path: at,
        property: property.clone(),
        text: old,
    })
}

/// Sets many texts in one walk through the form.
pub(super) fn rewrite(spec: &mut FormSpec, texts: &[Text]) -> Result<Edit, EditProblem> {
    let mut by_path: HashMap<&str, Vec<&Text>> = HashMap::new();
    for text in texts {
        by_path.entry(&text.path).or_default().push(text);
    }
    let mut old = Vec::with_capacity(texts.len());
    let done = rewrite_form(spec, &mut by_path, &mut old)
        .and_then(|()| rewrite_items(&mut spec.items, "", &mut by_path, &mut old))
        .and_then(|()| match by_path.keys().next() {
            None => Ok(()),
            Some(path) => Err(EditProblem::NoSuchItem((*path).to_owned())),
        });
    old.reverse();
    match done {
        Ok(()) => Ok(Edit::Rewrite { texts: old }),
        Err(problem) => {
            rewrite(spec, &old)?;
            Err(problem)
        }
    }
}

fn swap_all(
    texts: Vec<&Text>,
    old: &mut Vec<Text>,
    mut slot: impl FnMut(&Text) -> Result<Option<String>, EditProblem>,
) -> Result<(), EditProblem> {
    for text in texts {
        old.push(Text {
            path: text.path.clone(),
            property: text.property.clone(),
            text: slot(text)?,
        });
    }
    Ok(())
}

fn rewrite_form(
    spec: &mut FormSpec,
    by_path: &mut HashMap<&str, Vec<&Text>>,
    old: &mut Vec<Text>,
) -> Result<(), EditProblem> {
    let texts = by_path.remove("").unwrap_or_default();
    swap_all(texts, old, |text| {
        let slot = form_slot(spec, &text.property)?;
        let nothing = || EditProblem::NoSuchProperty(String::new());
        slot.ok_or_else(nothing)?.swap(text.text.clone())
    })
}

fn rewrite_items(
    items: &mut [Item],
    around: &str,
    by_path: &mut HashMap<&str, Vec<&Text>>,
    old: &mut Vec<Text>,
) -> Result<(), EditProblem> {
    for item in items {
        if by_path.is_empty() {
            break;
        }
        let path = forms::join(around, item.name());
        let texts = by_path.remove(path.as_str()).unwrap_or_default();
        swap_all(texts, old, |text| {
            let slot = item_slot(item, &text.property);
            let slot = slot.filter(|_| text.property != Property::Name);
            let nothing = || EditProblem::NoSuchProperty(path.clone());
            slot.ok_or_else(nothing)?.swap(text.text.clone())
        })?;
        if let Some(inner) = places::children_mut(item) {
            rewrite_items(inner, &path, by_path, old)?;
        }
    }
    Ok(())
}

/// Sets a text that an item has, without looking at others.
pub(super) fn put(item: &mut Item, property: &Property, text: String) {
    if let Some(slot) = item_slot(item, property) {
        // Only taking away can be refused.
        let _ = slot.swap(Some(text));
    }
}

fn media_slot<'a>(media: &'a mut Media, property: &'a Property) -> Option<Slot<'a>> {
    Some(match property {
        Property::Image(tag) => Slot::Entry(&mut media.image.0, tag),
        Property::BigImage(tag) => Slot::Entry(&mut media.big_image.0, tag),
        Property::Audio(tag) => Slot::Entry(&mut media.audio.0, tag),
        Property::Video(tag) => Slot::Entry(&mut media.video.0, tag),
        _ => return None,
    })
}

/// What groups and repeats have in common.
macro_rules! container_slot {
    ($container:expr, $property:expr) => {
        match $property {
            Property::Name => Some(Slot::Must(&mut $container.name)),
            Property::Relevant => Some(Slot::May(&mut $container.relevant)),
            Property::Readonly => Some(Slot::May(&mut $container.readonly)),
            Property::Appearance => Some(Slot::Plain(&mut $container.appearance)),
            Property::Bind(key) => Some(Slot::Entry(&mut $container.bind, key)),
            Property::Control(key) => Some(Slot::Entry(&mut $container.control, key)),
            Property::Instance(key) => Some(Slot::Entry(&mut $container.instance, key)),
            Property::Label(tag) => Some(Slot::Entry(&mut $container.label.0, tag)),
            Property::Hint(tag) => Some(Slot::Entry(&mut $container.hint.0, tag)),
            other => media_slot(&mut $container.media, other),
        }
    };
}

fn item_slot<'a>(item: &'a mut Item, property: &'a Property) -> Option<Slot<'a>> {
    match item {
        Item::Group(group) => container_slot!(group, property),
        Item::Repeat(repeat) => match property {
            Property::Count => Some(Slot::May(&mut repeat.count)),
            other => container_slot!(repeat, other),
        },
        Item::Question(question) => question_slot(question, property),
    }
}

fn question_slot<'a>(question: &'a mut Question, property: &'a Property) -> Option<Slot<'a>> {
    Some(match property {
        Property::Required => Slot::May(&mut question.required),
        Property::Constraint => Slot::May(&mut question.constraint),
        Property::Warning => Slot::May(&mut question.warning),
        Property::Default => Slot::May(&mut question.default),
        Property::Calculate => Slot::May(&mut question.calculate),
        Property::ChoiceFilter => Slot::May(&mut question.choice_filter),
        Property::Choices => Slot::May(&mut question.choices),
        Property::SaveTo => Slot::May(&mut question.save_to),
        Property::Trigger(index) => Slot::Must(question.trigger.get_mut(*index)?),
        Property::Parameter(key) => Slot::Entry(&mut question.parameters, key),
        Property::Guidance(tag) => Slot::Entry(&mut question.guidance.0, tag),
        Property::RequiredMessage(tag) => Slot::Entry(&mut question.required_message.0, tag),
        Property::ConstraintMessage(tag) => Slot::Entry(&mut question.constraint_message.0, tag),
        Property::WarningMessage(tag) => Slot::Entry(&mut question.warning_message.0, tag),
        Property::AppMessage(tag) => Slot::Entry(&mut question.app_message.0, tag),
        Property::Unit(tag) => Slot::Entry(&mut question.unit.0, tag),
        other => return container_slot!(question, other),
    })
}

fn form_slot<'a>(
    spec: &'a mut FormSpec,
    property: &'a Property,
) -> Result<Option<Slot<'a>>, EditProblem> {
    fn entity(
        entities: &mut [Entity],
        index: usize,
        field: fn(&mut Entity) -> &mut Option<String>,
    ) -> Option<Slot<'_>> {
        entities
            .get_mut(index)
            .map(|entity| Slot::May(field(entity)))
    }
    Ok(Some(match property {
        Property::Id => Slot::Must(&mut spec.id),
        Property::Version => Slot::Plain(&mut spec.version),
        Property::Title(tag) => Slot::Entry(&mut spec.title.0, tag),
        Property::Description(tag) => Slot::Entry(&mut spec.description.0, tag),
        Property::Purpose(tag) => Slot::Entry(&mut spec.purpose.0, tag),
        Property::LegalBasis(tag) => Slot::Entry(&mut spec.legal_basis.0, tag),
        Property::ReviewNote(tag) => Slot::Entry(&mut spec.review_note.0, tag),
        Property::LanguageName(tag) => Slot::Entry(&mut spec.language_names, tag),
        Property::Style => Slot::Plain(&mut spec.settings.style),
        Property::InstanceName => Slot::May(&mut spec.settings.instance_name),
        Property::EntityLabel(at) => {
            return Ok(entity(&mut spec.entities, *at, |entity| &mut entity.label));
        }
        Property::EntityId(at) => {
            return Ok(entity(&mut spec.entities, *at, |entity| &mut entity.id));
        }
        Property::CreateIf(at) => {
            return Ok(entity(&mut spec.entities, *at, |one| &mut one.create_if));
        }
        Property::UpdateIf(at) => {
            return Ok(entity(&mut spec.entities, *at, |one| &mut one.update_if));
        }
        Property::ChoiceLabel {
            list,
            index,
            language,
        } => {
            let nothing = || EditProblem::NoSuchList(list.clone());
            let choices = spec.choices.get_mut(list).ok_or_else(nothing)?;
            let choice = choices.get_mut(*index);
            let choice = choice.ok_or(EditProblem::NoSuchChoice(*index))?;
            Slot::Entry(&mut choice.label.0, language)
        }
        _ => return Ok(None),
    }))
}
