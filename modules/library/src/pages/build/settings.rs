// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What can be set about a form, a group, a repeat or a question, in sections.

use std::collections::BTreeMap;

use form_design::places;
use forms::{FormSpec, Item, PrivacyClass, Question, QuestionType};
use web::Context;
use web::form::Fields;

use super::super::{class_key, type_key};
use super::rules::Row;

mod controls;

/// Settings that belong together.
pub(in crate::pages) struct Section {
    pub(in crate::pages) id: &'static str,
    pub(in crate::pages) title: String,
    pub(in crate::pages) is_open: bool,
    pub(in crate::pages) fields: Vec<Field>,
}

/// One setting.
pub(in crate::pages) struct Field {
    /// The name of the field: `label.de`, `relevant`, `type`.
    pub(in crate::pages) name: String,
    pub(in crate::pages) label: String,
    pub(in crate::pages) hint: String,
    pub(in crate::pages) value: String,
    /// What is stored.
    pub(in crate::pages) seen: String,
    /// The language that the text is written in; empty if it is none for people.
    pub(in crate::pages) lang: String,
    pub(in crate::pages) control: Control,
    pub(in crate::pages) error: String,
}

/// How a setting is shown.
pub(in crate::pages) enum Control {
    Line,
    /// A text with so many lines at least.
    Area(u8),
    /// Values and what they mean.
    Choice(Vec<(String, String)>),
    /// An expression, by clicking where it can be said so.
    Expression(Option<RuleView>),
}

/// A condition by clicking.
pub(in crate::pages) struct RuleView {
    pub(in crate::pages) property: String,
    pub(in crate::pages) any: bool,
    pub(in crate::pages) rows: Vec<RowView>,
}

pub(in crate::pages) struct RowView {
    pub(in crate::pages) row: Row,
    /// What can be chosen as the value; empty where it is written.
    pub(in crate::pages) values: Vec<(String, String)>,
}

/// Messages about fields, by name.
pub(in crate::pages) type Errors = BTreeMap<String, String>;

pub(super) struct Look<'a> {
    pub(super) context: &'a Context,
    pub(super) spec: &'a FormSpec,
    pub(super) path: &'a str,
    /// What was typed and is not stored.
    pub(super) posted: Option<&'a Fields>,
    pub(super) errors: &'a Errors,
}

/// The languages of a form with their names.
pub(in crate::pages) fn languages(spec: &FormSpec) -> Vec<(String, String)> {
    let named = |tag: &String| {
        let name = spec.name_of_language(tag);
        let name = name.split(" (").next().unwrap_or(name);
        (tag.clone(), name.to_owned())
    };
    spec.languages.iter().map(named).collect()
}

impl Look<'_> {
    /// The sections about what is at the path; those of the form if there is nothing.
    pub(super) fn sections(&self) -> Vec<Section> {
        match places::item(self.spec, self.path) {
            Ok(Item::Question(question)) => self.question(question),
            Ok(Item::Group(group)) => vec![
                self.section(
                    "text",
                    true,
                    [
                        self.texts("label", &group.label, false),
                        self.texts("hint", &group.hint, true),
                        vec![self.line("name", &group.name)],
                    ],
                ),
                self.section(
                    "conditions",
                    group.relevant.is_some(),
                    [vec![self.expression("relevant", group.relevant.as_ref())]],
                ),
                self.section(
                    "look",
                    !group.appearance.is_empty(),
                    [vec![self.line("appearance", &group.appearance)]],
                ),
            ],
            Ok(Item::Repeat(repeat)) => vec![
                self.section(
                    "text",
                    true,
                    [
                        self.texts("label", &repeat.label, false),
                        self.texts("hint", &repeat.hint, true),
                        vec![self.line("name", &repeat.name)],
                    ],
                ),
                self.section(
                    "rounds",
                    true,
                    [vec![self.plain_expression("count", repeat.count.as_ref())]],
                ),
                self.section(
                    "conditions",
                    repeat.relevant.is_some(),
                    [vec![self.expression("relevant", repeat.relevant.as_ref())]],
                ),
                self.section(
                    "look",
                    !repeat.appearance.is_empty(),
                    [vec![self.line("appearance", &repeat.appearance)]],
                ),
            ],
            Err(_) => self.form(),
        }
    }

    fn form(&self) -> Vec<Section> {
        let spec = self.spec;
        let periods = ["week", "month", "quarter", "year", "event"];
        let periods = periods.map(|name| {
            let text = self.context.t(&format!("library-period-{name}"));
            (name.to_owned(), text)
        });
        let pages = ["", "pages"].map(|style| {
            let key = if style.is_empty() {
                "library-build-style-one"
            } else {
                "library-build-style-pages"
            };
            (style.to_owned(), self.context.t(key))
        });
        vec![
            self.section(
                "text",
                true,
                [
                    self.texts("title", &spec.title, false),
                    self.texts("description", &spec.description, true),
                ],
            ),
            self.section(
                "purpose",
                spec.purpose.is_empty(),
                [
                    self.texts("purpose", &spec.purpose, true),
                    self.texts("legal_basis", &spec.legal_basis, true),
                    self.texts("review_note", &spec.review_note, true),
                ],
            ),
            self.section(
                "form",
                true,
                [vec![
                    self.choice("period", spec.period.name(), periods.to_vec()),
                    self.choice("style", &spec.settings.style, pages.to_vec()),
                ]],
            ),
            self.following(),
        ]
    }

    /// The lists of the field service that the form carries on.
    fn following(&self) -> Section {
        let spec = self.spec;
        let lists: Vec<&str> = spec.entity_lists.iter().map(String::as_str).collect();
        let mut fields = vec![self.line("entity_lists", &lists.join(" "))];
        // Several at once are made in a workbook.
        if let [] | [_] = spec.entities.as_slice() {
            let entity = spec.entities.first();
            fields.push(self.line("entity_list", entity.map_or("", |one| &one.list)));
            if let Some(entity) = entity {
                fields.push(self.plain_expression("entity_label", entity.label.as_ref()));
                fields.push(self.plain_expression("entity_id", entity.id.as_ref()));
            }
        }
        self.section("follow", spec.follows_entities(), [fields])
    }

    fn question(&self, question: &Question) -> Vec<Section> {
        let kind = question.kind;
        let types = QuestionType::NAMES
            .iter()
            .filter(|(one, _)| {
                *one == kind
                    || one.is_asked()
                    || matches!(
                        one,
                        QuestionType::Note | QuestionType::Calculated | QuestionType::Hidden
                    )
            })
            .map(|(_, name)| ((*name).to_owned(), self.context.t(&type_key(name))));
        let mut first = vec![
            self.texts("label", &question.label, false),
            self.texts("hint", &question.hint, true),
            vec![
                self.choice("type", kind.name(), types.collect()),
                self.line("name", &question.name),
            ],
        ];
        if kind.is_select() {
            first.push(vec![self.lists(question)]);
            if matches!(kind, QuestionType::SelectOne | QuestionType::SelectMany) {
                let values = [("nein", "library-build-no"), ("ja", "library-build-yes")];
                let values = values.map(|(value, key)| (value.to_owned(), self.context.t(key)));
                let stored = if question.or_other { "ja" } else { "nein" };
                first.push(vec![self.choice("or_other", stored, values.into())]);
            }
        }
        let mut all = vec![self.section("text", true, first)];
        let is_value = matches!(kind, QuestionType::Calculated | QuestionType::Hidden);
        let mut conditions = Vec::new();
        if kind.is_asked() {
            conditions.push(vec![self.required(question)]);
            conditions.push(self.texts("required_message", &question.required_message, false));
        }
        if !is_value {
            conditions.push(vec![
                self.expression("relevant", question.relevant.as_ref()),
            ]);
        }
        if kind.is_asked() {
            conditions.push(vec![
                self.expression("constraint", question.constraint.as_ref()),
            ]);
            conditions.push(self.texts("constraint_message", &question.constraint_message, false));
            conditions.push(vec![self.expression("warning", question.warning.as_ref())]);
            conditions.push(self.texts("warning_message", &question.warning_message, false));
        }
        let is_open = [&question.relevant, &question.constraint, &question.warning]
            .iter()
            .any(|text| text.is_some());
        if !conditions.is_empty() {
            all.push(self.section("conditions", is_open, conditions));
        }
        let mut value = Vec::new();
        if kind == QuestionType::Calculated || question.calculate.is_some() {
            value.push(self.plain_expression("calculate", question.calculate.as_ref()));
        }
        if kind.is_asked() || kind == QuestionType::Hidden {
            value.push(self.plain_expression("default", question.default.as_ref()));
        }
        if kind.is_select() {
            value.push(self.plain_expression("choice_filter", question.choice_filter.as_ref()));
        }
        if kind.is_asked() {
            value.push(self.plain_expression("readonly", question.readonly.as_ref()));
        }
        if !value.is_empty() {
            let is_open = kind == QuestionType::Calculated || question.default.is_some();
            all.push(self.section("value", is_open, [value]));
        }
        if kind != QuestionType::Note {
            let mut classes = vec![(String::new(), self.context.t(&class_key("none")))];
            for class in PrivacyClass::ALL {
                if class.fits(kind) {
                    let name = class.name();
                    classes.push((name.to_owned(), self.context.t(&class_key(name))));
                }
            }
            let stored = question.privacy.map_or("", PrivacyClass::name);
            let mut fields = vec![self.choice("privacy", stored, classes)];
            if matches!(
                question.privacy,
                Some(PrivacyClass::Quasi | PrivacyClass::Date)
            ) {
                let rule = question.release.as_ref().map(ToString::to_string);
                fields.push(self.line("release", rule.as_deref().unwrap_or_default()));
            }
            all.push(self.section("privacy", question.privacy.is_none(), [fields]));
        }
        let mut look = vec![
            vec![self.line("appearance", &question.appearance)],
            self.texts("unit", &question.unit, false),
            self.texts("guidance", &question.guidance, true),
        ];
        if kind == QuestionType::Range {
            look.push(
                ["start", "end", "step"]
                    .map(|key| {
                        let value = question.parameters.get(key).map_or("", String::as_str);
                        self.line(&format!("parameter.{key}"), value)
                    })
                    .into(),
            );
        }
        if !self.spec.entities.is_empty() && kind != QuestionType::Note {
            let stored = question.save_to.as_deref().unwrap_or_default();
            let field = self.line("save_to", stored);
            all.push(self.section("follow", !stored.is_empty(), [vec![field]]));
        }
        let is_open = !question.appearance.is_empty() || kind == QuestionType::Range;
        all.push(self.section("look", is_open, look));
        all
    }
}
