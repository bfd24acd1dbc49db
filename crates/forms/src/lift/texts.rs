// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Translations, as texts with references.

use std::collections::{BTreeMap, HashMap};

use kernel::Localized;

use super::paths::Paths;
use crate::definition::{Definition, Text, TextPart};
use crate::spec::{Media, language_tag};

type Forms = Vec<(String, Option<String>, Vec<TextPart>)>;

/// All translations by identifier, and the languages.
pub(super) struct Texts {
    by_id: HashMap<String, Forms>,
    /// Tags by the language as written, in order.
    pub(super) languages: Vec<(String, String)>,
    /// The language of texts that are written in place.
    pub(super) unnamed: Option<String>,
    pub(super) default: String,
    /// Whether the form says which language is the default one.
    pub(super) is_stated: bool,
    /// The tag for texts without language.
    free: &'static str,
    /// The paths of texts with outputs that are neither references nor look-ups.
    pub(super) lost: Vec<String>,
}

impl Texts {
    pub(super) fn new(definition: &Definition) -> Self {
        let mut languages: Vec<(String, String)> = Vec::new();
        let mut unnamed = None;
        let named: Vec<String> = definition
            .translations
            .iter()
            .filter(|translation| translation.lang != "default")
            .map(|translation| language_tag(&translation.lang))
            .collect();
        let free = if named.iter().any(|tag| tag == "de") {
            "und"
        } else {
            "de"
        };
        for translation in &definition.translations {
            let mut tag = if translation.lang == "default" {
                unnamed = Some(free.to_owned());
                free.to_owned()
            } else {
                language_tag(&translation.lang)
            };
            if languages.iter().any(|(_, known)| *known == tag) {
                tag.clone_from(&translation.lang);
            }
            languages.push((translation.lang.clone(), tag));
        }
        let mut by_id: HashMap<String, Forms> = HashMap::new();
        for (translation, (_, tag)) in definition.translations.iter().zip(&languages) {
            for (id, values) in &translation.texts {
                let forms = by_id.entry(id.clone()).or_default();
                for value in values {
                    forms.push((tag.clone(), value.form.clone(), value.content.clone()));
                }
            }
        }
        let stated = definition
            .translations
            .iter()
            .position(|translation| translation.is_default);
        let has_inline = languages.is_empty();
        if has_inline {
            unnamed = Some(free.to_owned());
            languages.push(("default".to_owned(), free.to_owned()));
        }
        let default = stated
            .and_then(|at| languages.get(at))
            .or(languages.first())
            .map_or_else(|| free.to_owned(), |(_, tag)| tag.clone());
        Self {
            by_id,
            is_stated: stated.is_some(),
            languages,
            unnamed,
            default,
            free,
            lost: Vec::new(),
        }
    }

    /// The language for a text that is written in place; from then on there is one.
    fn in_place(&mut self) -> String {
        if let Some(tag) = &self.unnamed {
            return tag.clone();
        }
        if !self.is_stated {
            // A language of its own, which is the default one.
            self.default = self.free.to_owned();
            self.languages
                .insert(0, ("default".to_owned(), self.free.to_owned()));
        }
        self.unnamed = Some(self.default.clone());
        self.default.clone()
    }

    /// The forms of a text: the text itself under the empty name.
    pub(super) fn forms(
        &mut self,
        text: Option<&Text>,
        paths: &Paths,
        path: &str,
    ) -> BTreeMap<String, Localized> {
        let mut forms: BTreeMap<String, Localized> = BTreeMap::new();
        match text {
            None | Some(Text::Expression(_)) => {}
            Some(Text::Inline(parts)) => {
                let written = written(parts, paths, path, &mut self.lost);
                if !written.is_empty() {
                    let language = self.in_place();
                    forms.insert(String::new(), Localized::one(&language, written));
                }
            }
            Some(Text::Itext(id)) => {
                for (tag, form, content) in self.by_id.get(id).into_iter().flatten() {
                    let text = written(content, paths, path, &mut self.lost);
                    if text == "-" || text.is_empty() {
                        continue;
                    }
                    let text = match text.strip_prefix("jr://") {
                        Some(rest) if form.is_some() => rest
                            .split_once('/')
                            .map_or(rest, |(_, name)| name)
                            .to_owned(),
                        _ => text,
                    };
                    forms
                        .entry(form.clone().unwrap_or_default())
                        .or_default()
                        .0
                        .insert(tag.clone(), text);
                }
            }
        }
        forms
    }

    /// A text without other forms.
    pub(super) fn plain(&mut self, text: Option<&Text>, paths: &Paths, path: &str) -> Localized {
        self.forms(text, paths, path).remove("").unwrap_or_default()
    }

    /// A label with what is shown or played with it.
    pub(super) fn label(
        &mut self,
        text: Option<&Text>,
        paths: &Paths,
        path: &str,
    ) -> (Localized, Media) {
        let mut forms = self.forms(text, paths, path);
        let mut take = |name: &str| forms.remove(name).unwrap_or_default();
        let media = Media {
            image: take("image"),
            big_image: take("big-image"),
            audio: take("audio"),
            video: take("video"),
        };
        (take(""), media)
    }
}

/// The text with references instead of outputs.
fn written(parts: &[TextPart], paths: &Paths, path: &str, lost: &mut Vec<String>) -> String {
    let mut text = String::new();
    for part in parts {
        match part {
            TextPart::Plain(plain) => text.push_str(plain),
            TextPart::Output(expression) => {
                // Blanks are part of how a reference is written.
                let referred = paths.refer(expression, path);
                let trimmed = referred.trim();
                let is_reference = trimmed.starts_with("${") && trimmed.ends_with('}');
                if !is_reference && !trimmed.starts_with("instance(") {
                    lost.push(path.to_owned());
                }
                text.push_str(trimmed);
            }
        }
    }
    text
}
