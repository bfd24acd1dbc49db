// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The languages of a form.

use forms::{Choice, FormSpec, Item, Media};
use kernel::Localized;

use super::texts::InLanguage;
use super::{Edit, EditProblem, Property, Setting};
use crate::places;

fn set(setting: Setting) -> Edit {
    Edit::Set {
        path: String::new(),
        setting,
    }
}

fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=8).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        })
}

pub(super) fn add(spec: &FormSpec, tag: &str) -> Result<Vec<Edit>, EditProblem> {
    if !is_tag(tag) {
        return Err(EditProblem::InvalidLanguage(tag.to_owned()));
    }
    if spec.languages.iter().any(|known| known == tag) {
        return Err(EditProblem::LanguageTaken(tag.to_owned()));
    }
    let mut languages = spec.languages.clone();
    languages.push(tag.to_owned());
    Ok(vec![set(Setting::Languages(languages))])
}

fn known(spec: &FormSpec, tag: &str) -> Result<(), EditProblem> {
    if spec.languages.iter().any(|known| known == tag) {
        Ok(())
    } else {
        Err(EditProblem::NoSuchLanguage(tag.to_owned()))
    }
}

pub(super) fn set_default(spec: &FormSpec, tag: &str) -> Result<Vec<Edit>, EditProblem> {
    known(spec, tag)?;
    Ok(vec![set(Setting::DefaultLanguage(tag.to_owned()))])
}

pub(super) fn remove(spec: &FormSpec, tag: &str) -> Result<Vec<Edit>, EditProblem> {
    known(spec, tag)?;
    if spec.default_language == tag {
        return Err(EditProblem::DefaultLanguage(tag.to_owned()));
    }
    let mut plan = Vec::new();
    let mut forget = |path: &str, text: &Localized, property: InLanguage| {
        if text.0.contains_key(tag) {
            plan.push(Edit::Write {
                path: path.to_owned(),
                property: property(tag.to_owned()),
                text: None,
            });
        }
    };
    let own: [(&Localized, InLanguage); 5] = [
        (&spec.title, Property::Title),
        (&spec.description, Property::Description),
        (&spec.purpose, Property::Purpose),
        (&spec.legal_basis, Property::LegalBasis),
        (&spec.review_note, Property::ReviewNote),
    ];
    for (text, property) in own {
        forget("", text, property);
    }
    places::walk(&spec.items, "", &mut |path, item| {
        for (text, property) in words(item) {
            forget(path, text, property);
        }
    });
    for (list, choices) in &spec.choices {
        for (index, choice) in choices.iter().enumerate() {
            if let Some(choice) = without(choice, tag) {
                plan.push(Edit::SetChoice {
                    list: list.clone(),
                    index,
                    choice,
                });
            }
        }
    }
    if spec.language_names.contains_key(tag) {
        plan.push(Edit::Write {
            path: String::new(),
            property: Property::LanguageName(tag.to_owned()),
            text: None,
        });
    }
    if spec.unnamed_language.as_deref() == Some(tag) {
        plan.push(set(Setting::UnnamedLanguage(None)));
    }
    let left = spec.languages.iter().filter(|known| *known != tag);
    plan.push(set(Setting::Languages(left.cloned().collect())));
    Ok(plan)
}

/// The texts for people of an item.
pub(crate) fn words(item: &Item) -> Vec<(&Localized, InLanguage)> {
    let (label, hint, media) = match item {
        Item::Group(group) => (&group.label, &group.hint, &group.media),
        Item::Repeat(repeat) => (&repeat.label, &repeat.hint, &repeat.media),
        Item::Question(question) => (&question.label, &question.hint, &question.media),
    };
    let mut all: Vec<(&Localized, InLanguage)> = vec![
        (label, Property::Label),
        (hint, Property::Hint),
        (&media.image, Property::Image),
        (&media.big_image, Property::BigImage),
        (&media.audio, Property::Audio),
        (&media.video, Property::Video),
    ];
    if let Item::Question(question) = item {
        all.extend([
            (&question.guidance, Property::Guidance as InLanguage),
            (&question.required_message, Property::RequiredMessage),
            (&question.constraint_message, Property::ConstraintMessage),
            (&question.warning_message, Property::WarningMessage),
            (&question.app_message, Property::AppMessage),
            (&question.unit, Property::Unit),
        ]);
    }
    all
}

/// A choice without what it says in a language; none if it says nothing in it.
fn without(choice: &Choice, tag: &str) -> Option<Choice> {
    let Media {
        image,
        big_image,
        audio,
        video,
    } = &choice.media;
    let mut texts = [&choice.label, image, big_image, audio, video].into_iter();
    if !texts.any(|text| text.0.contains_key(tag)) {
        return None;
    }
    let mut choice = choice.clone();
    let media = &mut choice.media;
    for text in [
        &mut choice.label,
        &mut media.image,
        &mut media.big_image,
        &mut media.audio,
        &mut media.video,
    ] {
        text.0.remove(tag);
    }
    Some(choice)
}
