// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The texts of a block in the languages of a form.

use forms::{FormSpec, Item, Media};
use kernel::Localized;

use crate::edit::references::each;

/// Visits every text for people of an item; not of what it contains.
pub(super) fn each_text(item: &mut Item, visit: &mut dyn FnMut(&mut Localized)) {
    fn media(media: &mut Media, visit: &mut dyn FnMut(&mut Localized)) {
        visit(&mut media.image);
        visit(&mut media.big_image);
        visit(&mut media.audio);
        visit(&mut media.video);
    }
    match item {
        Item::Group(group) => {
            visit(&mut group.label);
            visit(&mut group.hint);
            media(&mut group.media, visit);
        }
        Item::Repeat(repeat) => {
            visit(&mut repeat.label);
            visit(&mut repeat.hint);
            media(&mut repeat.media, visit);
        }
        Item::Question(question) => {
            visit(&mut question.label);
            visit(&mut question.hint);
            visit(&mut question.required_message);
            visit(&mut question.constraint_message);
            visit(&mut question.warning_message);
            visit(&mut question.unit);
            visit(&mut question.guidance);
            visit(&mut question.app_message);
            media(&mut question.media, visit);
        }
    }
}

/// Visits every text for people in the lists of choices.
fn each_choice_text(spec: &mut FormSpec, visit: &mut dyn FnMut(&mut Localized)) {
    for choice in spec.choices.values_mut().flatten() {
        visit(&mut choice.label);
        visit(&mut choice.media.image);
        visit(&mut choice.media.big_image);
        visit(&mut choice.media.audio);
        visit(&mut choice.media.video);
    }
}

/// Takes out what nobody reads: empty texts, and texts in languages that are not those of the form.
pub(super) fn tidy(spec: &mut FormSpec) {
    let languages = spec.languages.clone();
    let mut clear = |text: &mut Localized| {
        text.0
            .retain(|tag, text| languages.contains(tag) && !text.is_empty());
    };
    for item in &mut spec.items {
        each(item, &mut |item| each_text(item, &mut clear));
    }
    each_choice_text(spec, &mut clear);
}

/// The block as a form says it: in the languages of the form. A text that is there in none of them
/// stands in the form's default language as the block's default language has it.
pub fn spoken(block: &FormSpec, form: &FormSpec) -> FormSpec {
    let mut spec = block.clone();
    let mut retain = |text: &mut Localized| {
        let otherwise = text.0.get(&block.default_language).cloned();
        let otherwise = otherwise.or_else(|| text.0.values().next().cloned());
        text.0
            .retain(|tag, text| form.languages.contains(tag) && !text.is_empty());
        if let (true, Some(otherwise)) = (text.0.is_empty(), otherwise) {
            text.0.insert(form.default_language.clone(), otherwise);
        }
    };
    for item in &mut spec.items {
        each(item, &mut |item| each_text(item, &mut retain));
    }
    each_choice_text(&mut spec, &mut retain);
    spec.languages.clone_from(&form.languages);
    spec.default_language.clone_from(&form.default_language);
    spec.language_names.clone_from(&form.language_names);
    spec.unnamed_language.clone_from(&form.unnamed_language);
    spec
}
