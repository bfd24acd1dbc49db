// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Texts: in place where there is one language only, else as translations with an identifier.

use std::borrow::Cow;

use kernel::Localized;

use super::expand::UNTRANSLATED;
use super::names::{BrokenReference, LAST_SAVED_INSTANCE, Names};
use crate::definition::{Text, TextPart, TextValue, Translation};
use crate::spec::{FormSpec, Media};

/// What is written where a translation is missing.
const MISSING: &str = "-";

/// A translated text while it is collected: forms by language.
struct Entry {
    id: String,
    /// The number of the language, none if it is the same in all; form, content.
    values: Vec<(Option<usize>, Option<&'static str>, Vec<TextPart>)>,
}

/// All translated texts of a form.
#[derive(Default)]
pub(super) struct Texts<'a> {
    spec: Option<&'a FormSpec>,
    languages: Vec<String>,
    entries: Vec<Entry>,
}

/// The forms of one text: none for the text itself.
pub(super) type Forms<'t> = Vec<(Option<&'static str>, &'t Localized)>;

impl<'a> Texts<'a> {
    pub(super) fn new(spec: &'a FormSpec) -> Self {
        Self {
            spec: Some(spec),
            ..Self::default()
        }
    }

    /// Whether a text stands in other languages than the one that is not named.
    pub(super) fn is_translated(&self, text: &Localized) -> bool {
        let unnamed = self.spec.and_then(|spec| spec.unnamed_language.as_deref());
        text.0
            .keys()
            .any(|language| language != UNTRANSLATED && Some(language.as_str()) != unnamed)
    }

    /// The text in place, if it is not translated.
    pub(super) fn in_place(&self, text: &Localized) -> Option<String> {
        if self.is_translated(text) {
            return None;
        }
        Some(text.0.values().next().cloned().unwrap_or_default())
    }

    /// Adds a translated text; returns the reference to it.
    pub(super) fn add(
        &mut self,
        id: &str,
        forms: &Forms<'_>,
        names: &Names,
        node: usize,
    ) -> Result<Text, BrokenReference> {
        let mut entry = Entry {
            id: id.to_owned(),
            values: Vec::new(),
        };
        for (form, text) in forms {
            for (language, written) in &text.0 {
                if written.is_empty() {
                    continue;
                }
                let language = (language != UNTRANSLATED).then(|| self.number(language));
                let written = match form {
                    Some("image" | "big-image") => {
                        Cow::Owned(with_address("jr://images/", written))
                    }
                    Some("audio") => Cow::Owned(with_address("jr://audio/", written)),
                    Some("video") => Cow::Owned(with_address("jr://video/", written)),
                    _ => Cow::Borrowed(written.as_str()),
                };
                let content = parts(&written, names, node)?;
                entry.values.push((language, *form, content));
            }
        }
        self.entries.push(entry);
        Ok(Text::Itext(id.to_owned()))
    }

    fn number(&mut self, language: &str) -> usize {
        let known = self.languages.iter().position(|known| known == language);
        known.unwrap_or_else(|| {
            self.languages.push(language.to_owned());
            self.languages.len() - 1
        })
    }

    /// The translations, each with all texts.
    pub(super) fn translations(mut self) -> Vec<Translation> {
        let Some(spec) = self.spec else {
            return Vec::new();
        };
        let mut translations = Vec::new();
        let mut languages: Vec<(usize, &String)> = self.languages.iter().enumerate().collect();
        let position = |tag: &String| spec.languages.iter().position(|known| known == tag);
        languages.sort_by_key(|(_, tag)| position(tag).unwrap_or(usize::MAX));
        for (number, tag) in languages {
            let name = spec.name_of_language(tag);
            let mut texts = Vec::with_capacity(self.entries.len());
            for entry in &mut self.entries {
                texts.push((entry.id.clone(), entry.take_language(number)));
            }
            translations.push(Translation {
                lang: name.to_owned(),
                is_default: *tag == spec.default_language
                    && (!spec.settings.default_language_guessed || name == "default"),
                texts,
            });
        }
        translations
    }
}

impl Entry {
    /// What the entry says in a language, which is asked for once.
    fn take_language(&mut self, number: usize) -> Vec<TextValue> {
        let mut forms: Vec<Option<&'static str>> = Vec::new();
        for (_, form, _) in &self.values {
            if !forms.contains(form) {
                forms.push(*form);
            }
        }
        let mut values = Vec::new();
        for form in forms {
            let own = self.values.iter_mut().find(|(language, known, _)| {
                *known == form && language.is_none_or(|language| language == number)
            });
            let content = match own {
                Some((Some(_), _, content)) => std::mem::take(content),
                Some((None, _, content)) => content.clone(),
                None if matches!(form, None | Some("guidance")) => {
                    vec![TextPart::Plain(MISSING.to_owned())]
                }
                None => continue,
            };
            values.push(TextValue {
                form: form.map(str::to_owned),
                content,
            });
        }
        values
    }
}

/// A file name as an address, unless it is one.
pub(super) fn with_address(folder: &str, name: &str) -> String {
    if name.contains("://") {
        name.to_owned()
    } else {
        format!("{folder}{name}")
    }
}

/// The forms of a label: the text and what is shown or played with it.
pub(super) fn label_forms<'t>(label: &'t Localized, media: &'t Media) -> Forms<'t> {
    let mut forms: Forms<'t> = vec![(None, label)];
    for (form, text) in media.forms() {
        if !text.is_empty() {
            forms.push((Some(form), text));
        }
    }
    forms
}

/// A text with references, and with expressions on secondary instances, as output.
pub(super) fn parts(
    text: &str,
    names: &Names,
    node: usize,
) -> Result<Vec<TextPart>, BrokenReference> {
    let mut parts = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    loop {
        let reference = rest.find("${");
        let instance = rest.find("instance(").filter(|at| begins_word(rest, *at));
        let (at, len) = match (reference, instance) {
            (Some(reference), instance) if instance.is_none_or(|at| reference < at) => {
                // Without an end it is no reference, but text.
                match rest[reference..].find('}') {
                    Some(len) => (reference, len + 1),
                    None => break,
                }
            }
            (_, Some(instance)) => (instance, path_len(&rest[instance..])),
            _ => break,
        };
        if len == 0 {
            let past = at + "instance(".len();
            plain.push_str(&rest[..past]);
            rest = &rest[past..];
            continue;
        }
        plain.push_str(&rest[..at]);
        if !plain.is_empty() {
            parts.push(TextPart::Plain(std::mem::take(&mut plain)));
        }
        let expression = &rest[at..at + len];
        parts.push(TextPart::Output(names.resolve(expression, node)?));
        rest = &rest[at + len..];
    }
    plain.push_str(rest);
    if !plain.is_empty() {
        parts.push(TextPart::Plain(plain));
    }
    Ok(parts)
}

fn begins_word(text: &str, at: usize) -> bool {
    !text[..at]
        .chars()
        .next_back()
        .is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '\'' | '"'))
}

/// The length of a path that begins with `instance('list')`, with its predicates; 0 if the text is
/// no such path.
fn path_len(text: &str) -> usize {
    let mut brackets = 0_usize;
    let mut quote = None;
    let mut has_step = false;
    let mut end = text.len();
    for (at, character) in text.char_indices() {
        if let Some(open) = quote {
            if character == open {
                quote = None;
            }
            continue;
        }
        match character {
            '\'' | '"' if brackets > 0 => quote = Some(character),
            '(' | '[' => brackets += 1,
            ')' | ']' if brackets > 0 => brackets -= 1,
            '/' => has_step = true,
            c if brackets > 0
                || c.is_alphanumeric()
                || matches!(c, '_' | '-' | '.' | '*' | '@') => {}
            _ => {
                end = at;
                break;
            }
        }
    }
    if brackets > 0 || quote.is_some() || !has_step {
        return 0;
    }
    text[..end].trim_end_matches('.').len()
}

/// Whether a text reads what was filled in before.
pub(super) fn reads_last_saved(text: &str) -> bool {
    text.contains("${last-saved#") || text.contains(LAST_SAVED_INSTANCE)
}
