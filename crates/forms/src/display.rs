// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Values and texts as people read them.

use std::borrow::Cow;

use crate::compile::{CompiledForm, Field};
use crate::evaluation::Evaluation;
use crate::spec::QuestionType;
use crate::typed::display_value;

impl CompiledForm {
    /// A text for people with every `${name}` replaced by that question's value, as `lang` writes it.
    pub fn fill<'t>(&self, text: &'t str, lang: &str, evaluation: &Evaluation) -> Cow<'t, str> {
        fill(self, text, lang, |index| &evaluation.states[index].value)
    }

    /// A value as people read it: labels instead of codes, dates and numbers as `lang` writes them.
    pub fn display(&self, field: &Field, value: &str, lang: &str) -> String {
        match field.question.kind {
            QuestionType::SelectOne | QuestionType::SelectMany => {
                let choices = self.choices(field);
                let label = |code: &str| {
                    choices
                        .iter()
                        .find(|choice| choice.code == code)
                        .map_or(code.to_owned(), |choice| choice.label.get(lang).to_owned())
                };
                value
                    .split_whitespace()
                    .map(label)
                    .collect::<Vec<_>>()
                    .join(", ")
            }
            QuestionType::Boolean => match (value, lang) {
                ("true", "de") => "Ja".to_owned(),
                ("true", _) => "Yes".to_owned(),
                ("false", "de") => "Nein".to_owned(),
                ("false", _) => "No".to_owned(),
                _ => value.to_owned(),
            },
            kind => display_value(kind, value, lang),
        }
    }
}

pub(crate) fn fill<'t, 'v>(
    form: &CompiledForm,
    text: &'t str,
    lang: &str,
    value: impl Fn(usize) -> &'v str,
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
        let named = |field: &Field| field.question.name == name.trim();
        if let Some(index) = form.fields.iter().position(named) {
            let field = &form.fields[index];
            filled.push_str(&form.display(field, value(index), lang));
        }
        rest = after;
    }
    filled.push_str(rest);
    Cow::Owned(filled)
}
