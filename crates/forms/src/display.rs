// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Values and texts as people read them.

use std::borrow::Cow;

use crate::compile::{CompiledForm, Field};
use crate::filling::Filling;
use crate::lower::{OTHER, OTHER_LABEL};
use crate::spec::{ChoiceSource, QuestionType};
use crate::typed::display_value;

impl CompiledForm {
    /// A value as people read it: labels instead of codes, dates and numbers as `lang` writes them.
    pub fn display(&self, field: &Field, value: &str, lang: &str) -> String {
        match field.question.kind {
            kind if kind.is_select() => {
                let choices = self.choices(field);
                let label = |code: &str| {
                    let listed = choices
                        .iter()
                        .find(|choice| choice.code == code)
                        .map(|choice| choice.label.get(lang))
                        .filter(|label| !label.is_empty());
                    let [german, english] = OTHER_LABEL;
                    let label = match (listed, lang) {
                        (Some(label), _) => label,
                        (None, _) if !field.question.or_other || code != OTHER => code,
                        (None, "de") => german,
                        (None, _) => english,
                    };
                    label.to_owned()
                };
                value
                    .split_whitespace()
                    .map(label)
                    .collect::<Vec<_>>()
                    .join(", ")
            }
            QuestionType::Acknowledge | QuestionType::Trigger if value == "OK" => match lang {
                "de" => "Bestätigt".to_owned(),
                _ => "Confirmed".to_owned(),
            },
            kind => display_value(kind, value, lang),
        }
    }
}

impl Filling<'_> {
    /// The value of a question as people read it.
    pub fn shown(&self, path: &str, lang: &str) -> String {
        let value = self.value(path);
        let Some(field) = self.form().field(path) else {
            return value;
        };
        if field.question.choice_source == ChoiceSource::List || value.is_empty() {
            return self.form().display(field, &value, lang);
        }
        let codes = value.split_whitespace();
        let labels: Vec<String> = codes
            .map(|code| self.choice_label(path, code, lang))
            .collect();
        labels.join(", ")
    }

    /// What a code of a question that chooses says; the code itself if nothing says more.
    pub fn choice_label(&self, path: &str, code: &str, lang: &str) -> String {
        match self.form().field(path) {
            Some(field) if field.question.choice_source == ChoiceSource::List => {
                return self.form().display(field, code, lang);
            }
            _ => {}
        }
        // What can be chosen lies in a file or was answered elsewhere in the form.
        let reference = self.reference(path);
        let found = self.session().choices(&reference, code, 0, usize::MAX);
        let found = found.ok().and_then(|page| {
            let mut choices = page.choices.into_iter();
            choices.find(|choice| choice.value == code)
        });
        // What was chosen then may not be offered any more.
        let label = match found {
            Some(choice) => Some(choice.label),
            None => self.session().listed_label(&reference, code),
        };
        label.map_or_else(|| code.to_owned(), |label| label.text)
    }

    /// A text for people with every `${name}` replaced by that question's value, as `lang` writes
    /// it. `around` is the path of what the text is about.
    pub fn fill<'t>(&self, text: &'t str, around: &str, lang: &str) -> Cow<'t, str> {
        self.fill_with(text, around, |path| self.shown(path, lang))
    }

    /// The same with what `value` gives for the path of each question, in the order of the text.
    pub fn fill_with<'t>(
        &self,
        text: &'t str,
        around: &str,
        mut value: impl FnMut(&str) -> String,
    ) -> Cow<'t, str> {
        if !text.contains("${") {
            return Cow::Borrowed(text);
        }
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("${") {
            filled.push_str(before);
            let Some((name, after)) = after.split_once('}') else {
                filled.push_str("${");
                rest = after;
                continue;
            };
            if let Some(path) = self.form().path_of(name.trim(), around) {
                filled.push_str(&value(&path));
            }
            rest = after;
        }
        filled.push_str(rest);
        Cow::Owned(filled)
    }
}
