// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The questions of a form as they are counted.

use forms::{ChoiceSource, FormSpec, Item, PrivacyClass, Question, QuestionType};
use kernel::Localized;

kernel::named! {
    /// How the answers to a question are counted.
    pub enum FieldKind {
        /// Numbers, which have a sum, a mean and quartiles.
        Number = "number",
        /// One or several codes of a list.
        Choice = "choice",
        /// Days.
        Day = "day",
        /// Anything else: only whether there is an answer is counted.
        Text = "text",
    }
}

/// A question as it is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its path in the form, without positions.
    pub path: String,
    /// How its answers are counted.
    pub kind: FieldKind,
    /// The question as asked; calculated values may have none.
    pub label: Localized,
    /// What is counted or measured.
    pub unit: Localized,
    /// The codes that can be chosen, with their words.
    pub choices: Vec<(String, Localized)>,
    /// Whether the answer identifies somebody: then it is in no figure and opened one by one.
    pub identified: bool,
    /// Whether it lies in a repeat, so that a report may have several answers.
    pub repeated: bool,
}

impl Field {
    /// The question for a reader of this language.
    pub fn text(&self, lang: &str) -> &str {
        match self.label.get(lang) {
            "" => &self.path,
            label => label,
        }
    }

    /// The words of a code; the code itself if the form has none for it.
    pub fn choice<'a>(&'a self, code: &'a str, lang: &str) -> &'a str {
        self.choices
            .iter()
            .find(|(known, _)| known == code)
            .map(|(_, label)| label.get(lang))
            .filter(|label| !label.is_empty())
            .unwrap_or(code)
    }
}

/// The questions of a form that have answers, in its order.
pub fn fields(spec: &FormSpec) -> Vec<Field> {
    let mut found = Vec::new();
    walk(spec, &spec.items, "", false, &mut found);
    found
}

fn walk(spec: &FormSpec, items: &[Item], around: &str, repeated: bool, found: &mut Vec<Field>) {
    for item in items {
        let path = if around.is_empty() {
            item.name().to_owned()
        } else {
            format!("{around}/{}", item.name())
        };
        match item {
            Item::Group(group) => walk(spec, &group.items, &path, repeated, found),
            Item::Repeat(repeat) => walk(spec, &repeat.items, &path, true, found),
            Item::Question(question) => {
                if let Some(kind) = kind(question) {
                    found.push(Field {
                        kind,
                        label: without_references(&question.label),
                        unit: question.unit.clone(),
                        choices: choices(spec, question),
                        identified: identifies(question),
                        repeated,
                        path,
                    });
                }
            }
        }
    }
}

/// A question as asked, with an ellipsis for what comes from other answers.
fn without_references(label: &Localized) -> Localized {
    let texts = label.0.iter();
    Localized(
        texts
            .map(|(lang, text)| (lang.clone(), form_pages::without_references(text)))
            .collect(),
    )
}

/// Whether the answer may say who somebody is: by its class, or because it can say anything.
fn identifies(question: &Question) -> bool {
    question.privacy == Some(PrivacyClass::Identifier)
        || question.kind.is_free()
        || question.choice_source == ChoiceSource::Repeat
}

fn kind(question: &Question) -> Option<FieldKind> {
    let kind = question.kind;
    if kind == QuestionType::Note || kind.is_external() || kind.is_metadata() {
        return None;
    }
    if identifies(question) {
        return Some(FieldKind::Text);
    }
    Some(match kind {
        QuestionType::Integer
        | QuestionType::Decimal
        | QuestionType::Range
        | QuestionType::Calculated => FieldKind::Number,
        QuestionType::SelectOne | QuestionType::SelectMany | QuestionType::Boolean => {
            FieldKind::Choice
        }
        QuestionType::Date | QuestionType::DateTime => FieldKind::Day,
        _ => FieldKind::Text,
    })
}

fn choices(spec: &FormSpec, question: &Question) -> Vec<(String, Localized)> {
    if !question.kind.is_select() || question.choice_source != ChoiceSource::List {
        return Vec::new();
    }
    let list = question.choices.as_ref();
    list.and_then(|name| spec.choices.get(name))
        .into_iter()
        .flatten()
        .map(|choice| (choice.code.clone(), choice.label.clone()))
        .collect()
}

/// The path of a question without the numbers of rounds: `room[2]/title` is `room/title`.
pub fn plain_path(path: &str) -> std::borrow::Cow<'_, str> {
    if !path.contains('[') {
        return path.into();
    }
    forms::without_positions(path).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn free_texts_and_identifiers_are_never_counted_by_what_they_say() {
        let question = |kind, privacy| Question {
            name: "q".to_owned(),
            kind,
            privacy,
            ..Question::default()
        };
        let plain = Some(PrivacyClass::Plain);
        let identifier = Some(PrivacyClass::Identifier);
        assert_eq!(
            kind(&question(QuestionType::Integer, plain)),
            Some(FieldKind::Number)
        );
        for (hidden, class) in [
            (QuestionType::Text, plain),
            (QuestionType::Integer, identifier),
            (QuestionType::Date, identifier),
            (QuestionType::SelectOne, identifier),
            (QuestionType::Geopoint, plain),
        ] {
            let question = question(hidden, class);
            assert_eq!(kind(&question), Some(FieldKind::Text), "{hidden:?}");
            assert!(identifies(&question), "{hidden:?}");
        }
        assert_eq!(kind(&question(QuestionType::Note, plain)), None);
    }

    #[test]
    fn paths_lose_the_numbers_of_rounds() {
        assert_eq!(plain_path("a/b"), "a/b");
        assert_eq!(plain_path("ward[12]/bed[1]/kind"), "ward/bed/kind");
    }
}
