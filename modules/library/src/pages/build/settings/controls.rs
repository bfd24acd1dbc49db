// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Single settings as fields: lines, texts in every language, choices, expressions.

use form_design::places;
use forms::{Item, Question, QuestionType};
use kernel::Localized;

use super::super::rules::{self, Row};
use super::{Control, Field, Look, RowView, RuleView, Section, languages};

impl Look<'_> {
    pub(super) fn section(
        &self,
        id: &'static str,
        is_open: bool,
        fields: impl IntoIterator<Item = Vec<Field>>,
    ) -> Section {
        let fields: Vec<Field> = fields.into_iter().flatten().collect();
        Section {
            id,
            title: self.context.t(&format!("library-build-section-{id}")),
            is_open: is_open || fields.iter().any(|field| !field.error.is_empty()),
            fields,
        }
    }

    fn field(&self, name: &str, stored: &str, control: Control) -> Field {
        let base = name.split('.').next().unwrap_or(name);
        let hint = format!("library-build-hint-{base}");
        let posted = self.posted.filter(|posted| posted.has(name));
        Field {
            label: match name.split_once('.') {
                Some(("parameter", key)) => {
                    self.context.t(&format!("library-build-parameter-{key}"))
                }
                _ => self.context.t(&format!("library-build-field-{base}")),
            },
            hint: if HINTED.contains(&base) {
                self.context.t(&hint)
            } else {
                String::new()
            },
            value: posted.map_or(stored, |posted| posted.text(name)).to_owned(),
            seen: stored.to_owned(),
            lang: String::new(),
            error: self.errors.get(name).cloned().unwrap_or_default(),
            name: name.to_owned(),
            control,
        }
    }

    pub(super) fn line(&self, name: &str, stored: &str) -> Field {
        self.field(name, stored, Control::Line)
    }

    pub(super) fn choice(&self, name: &str, stored: &str, values: Vec<(String, String)>) -> Field {
        self.field(name, stored, Control::Choice(values))
    }

    /// A text in every language of the form, side by side.
    pub(super) fn texts(&self, name: &str, stored: &Localized, is_long: bool) -> Vec<Field> {
        languages(self.spec)
            .into_iter()
            .map(|(tag, language)| {
                let rows = if is_long { 2 } else { 1 };
                let text = stored.0.get(&tag).map_or("", String::as_str);
                let field = self.field(&format!("{name}.{tag}"), text, Control::Area(rows));
                Field {
                    label: format!("{} ({language})", field.label),
                    lang: tag,
                    ..field
                }
            })
            .collect()
    }

    pub(super) fn plain_expression(&self, name: &str, stored: Option<&String>) -> Field {
        let stored = stored.map_or("", String::as_str);
        self.field(name, stored, Control::Expression(None))
    }

    pub(super) fn required(&self, question: &Question) -> Field {
        let stored = question.required.as_deref().unwrap_or_default();
        let mut values = vec![
            (String::new(), self.context.t("library-build-required-no")),
            (
                "true()".to_owned(),
                self.context.t("library-build-required-yes"),
            ),
        ];
        if !stored.is_empty() && stored != "true()" {
            values.push((
                stored.to_owned(),
                self.context.t_with(
                    "library-build-required-when",
                    &[("expression", stored.into())],
                ),
            ));
        }
        self.choice("required", stored, values)
    }

    pub(super) fn lists(&self, question: &Question) -> Field {
        let mut values = vec![(String::new(), self.context.t("library-build-list-none"))];
        for (name, choices) in self.spec.choice_lists() {
            let text = self.context.t_with(
                "library-build-list",
                &[("name", name.into()), ("count", choices.len().into())],
            );
            values.push((name.to_owned(), text));
        }
        for list in self.spec.lists_of_entities() {
            let text = self
                .context
                .t_with("library-build-list-followed", &[("name", list.into())]);
            values.push((format!("{list}.csv"), text));
        }
        let stored = question.choices.as_deref().unwrap_or_default();
        if !values.iter().any(|(name, _)| name == stored) {
            values.push((stored.to_owned(), stored.to_owned()));
        }
        self.choice("choices", stored, values)
    }

    pub(super) fn expression(&self, name: &str, stored: Option<&String>) -> Field {
        let stored = stored.map_or("", String::as_str);
        let posted = self
            .posted
            .filter(|posted| posted.has(&format!("regel:{name}:0:feld")));
        let rows = match posted {
            Some(posted) => Some(rules::posted(posted, name)),
            None => rules::rows(stored, self.spec, self.path),
        };
        let rule = rows.map(|(any, mut rows)| {
            rows.push(Row::default());
            RuleView {
                property: name.to_owned(),
                any,
                rows: rows
                    .into_iter()
                    .map(|row| RowView {
                        values: self.values(&row),
                        row,
                    })
                    .collect(),
            }
        });
        self.field(name, stored, Control::Expression(rule))
    }

    /// What can be chosen as the value of a row.
    fn values(&self, row: &Row) -> Vec<(String, String)> {
        let tag = self.context.lang().tag();
        let Some(path) = rules::path_of(self.spec, &row.field) else {
            return Vec::new();
        };
        let Ok(Item::Question(question)) = places::item(self.spec, &path) else {
            return Vec::new();
        };
        // Several codes are written.
        if row.comparison == "contains-none" {
            return Vec::new();
        }
        if question.kind == QuestionType::Boolean {
            return [("true", "library-build-yes"), ("false", "library-build-no")]
                .map(|(value, key)| (value.to_owned(), self.context.t(key)))
                .into();
        }
        let list = question.choices.as_ref();
        let choices = list.and_then(|list| self.spec.choices.get(list));
        let several = row.value.contains(' ') || row.value.starts_with("${");
        match choices {
            Some(choices) if !several && choices.len() <= 200 => choices
                .iter()
                .map(|choice| (choice.code.clone(), choice.label.get(tag).to_owned()))
                .collect(),
            _ => Vec::new(),
        }
    }
}

/// The settings that need a word of explanation.
const HINTED: [&str; 20] = [
    "entity_lists",
    "entity_list",
    "entity_label",
    "entity_id",
    "save_to",
    "period",
    "release",
    "or_other",
    "name",
    "relevant",
    "constraint",
    "warning",
    "calculate",
    "default",
    "choice_filter",
    "appearance",
    "count",
    "legal_basis",
    "privacy",
    "choices",
];
