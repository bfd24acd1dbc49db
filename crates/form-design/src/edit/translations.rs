// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! All texts for people side by side in the languages of a form.

use forms::{FormSpec, Item};
use kernel::Localized;
use serde::Serialize;

use super::Property;
use super::languages::words;
use super::texts::InLanguage;
use crate::places;

/// A text for people in all languages that it has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Translation {
    /// The item; empty for the form and its lists.
    pub path: String,
    /// The text by language, as [`super::Edit::Write`] sets it.
    pub properties: Vec<(String, Property)>,
    /// The text in the languages that have it.
    pub text: Localized,
}

/// The texts of a form that are said in at least one language, in the order of the form, then those
/// of its choices. Files are not among them.
pub fn translations(spec: &FormSpec) -> Vec<Translation> {
    let mut all = Vec::new();
    let mut add = |path: &str, text: &Localized, property: &dyn Fn(String) -> Property| {
        if !text.is_empty() {
            let languages = spec.languages.iter();
            let properties = languages.map(|tag| (tag.clone(), property(tag.clone())));
            all.push(Translation {
                path: path.to_owned(),
                properties: properties.collect(),
                text: text.clone(),
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
        add("", text, &property);
    }
    let mut item_texts = |path: &str, item: &Item| {
        for (text, property) in words(item) {
            if !property(String::new()).is_file() {
                add(path, text, &property);
            }
        }
    };
    places::walk(&spec.items, "", &mut |path, item| item_texts(path, item));
    for (list, choices) in spec.choice_lists() {
        for (index, choice) in choices.iter().enumerate() {
            add("", &choice.label, &|language| Property::ChoiceLabel {
                list: list.to_owned(),
                index,
                language,
            });
        }
    }
    all
}
