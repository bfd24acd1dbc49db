// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Forms in the formats of others: FHIR R4 Questionnaire, JSON Schema of the answers; and the answers
//! themselves.

pub mod answers;
pub(crate) mod fhir;
mod json_schema;

use std::collections::BTreeMap;
use std::fmt;

pub use fhir::fhir;
pub use json_schema::json_schema;

use crate::spec::{FormSpec, Item, Origin, PeriodKind, Question, Settings};

/// Something that the other format has no word for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// The path of the question or group; empty for the form as a whole.
    pub path: String,
    /// What, as the column of a spreadsheet form is called: `constraint`.
    pub what: &'static str,
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.what)
    }
}

/// Whether an expression is the constant yes.
pub(crate) fn is_always(expression: Option<&String>) -> bool {
    expression.is_some_and(|text| {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        matches!(
            text.to_ascii_lowercase().as_str(),
            "true()" | "yes" | "true" | "1"
        )
    })
}

/// What a question says by expressions, as columns: those whose meaning is not carried over.
pub(crate) fn expressions_of(question: &Question) -> impl Iterator<Item = &'static str> {
    [
        ("constraint", question.constraint.is_some()),
        ("warning", question.warning.is_some()),
        ("calculation", question.calculate.is_some()),
        ("choice_filter", question.choice_filter.is_some()),
        ("trigger", !question.trigger.is_empty()),
        (
            "default",
            question.default.is_some() && !question.default_is_text,
        ),
    ]
    .into_iter()
    .filter_map(|(column, there)| there.then_some(column))
}

/// What a question says that only our formats have words for, as columns.
pub(crate) fn own_words_of(question: &Question) -> impl Iterator<Item = &'static str> + use<> {
    [
        ("required_message", !question.required_message.is_empty()),
        (
            "constraint_message",
            !question.constraint_message.is_empty(),
        ),
        ("deich::privacy", question.privacy.is_some()),
        ("deich::release", question.release.is_some()),
        ("deich::origin", is_copy(question.origin.as_ref())),
        ("guidance_hint", !question.guidance.is_empty()),
        ("media", !question.media.is_empty()),
        ("parameters", !question.parameters.is_empty()),
        (
            "bind::jr:noAppErrorString",
            !question.app_message.is_empty(),
        ),
        ("save_to", question.save_to.is_some()),
        ("bind", !question.bind.is_empty()),
        ("body", !question.control.is_empty()),
        ("instance", !question.instance.is_empty()),
    ]
    .into_iter()
    .filter_map(|(column, there)| there.then_some(column))
}

/// Whether something is the outermost item of a copy: of its parts the loss need not be named.
fn is_copy(origin: Option<&Origin>) -> bool {
    origin.is_some_and(Origin::is_root)
}

/// The same of a group or repeat.
pub(crate) fn own_words_of_container(item: &Item) -> impl Iterator<Item = &'static str> + use<> {
    let none = BTreeMap::new();
    let (readonly, appearance, media, passed) = match item {
        Item::Group(group) => (
            group.readonly.is_some(),
            !group.appearance.is_empty(),
            !group.media.is_empty(),
            [&group.bind, &group.control, &group.instance],
        ),
        Item::Repeat(repeat) => (
            repeat.readonly.is_some(),
            !repeat.appearance.is_empty(),
            !repeat.media.is_empty(),
            [&repeat.bind, &repeat.control, &repeat.instance],
        ),
        Item::Question(_) => (false, false, false, [&none, &none, &none]),
    };
    let [bind, body, instance] = passed.map(|attributes| !attributes.is_empty());
    [
        ("deich::origin", is_copy(item.origin())),
        ("readonly", readonly),
        ("appearance", appearance),
        ("media", media),
        ("bind", bind),
        ("body", body),
        ("instance", instance),
    ]
    .into_iter()
    .filter_map(|(column, there)| there.then_some(column))
}

/// The same of the form as a whole.
pub(crate) fn own_words_of_form(spec: &FormSpec) -> impl Iterator<Item = &'static str> + use<> {
    // Whether a language was guessed says nothing of the form.
    let plain = Settings {
        default_language_guessed: spec.settings.default_language_guessed,
        ..Settings::default()
    };
    [
        ("deich::review_note", !spec.review_note.is_empty()),
        ("deich::period", spec.period != PeriodKind::default()),
        ("xml-external", spec.reads_period),
        ("external_choices", !spec.external_choices.is_empty()),
        ("osm", !spec.osm_tags.is_empty()),
        ("entities", !spec.entities.is_empty()),
        ("deich::entity_lists", !spec.entity_lists.is_empty()),
        ("settings", spec.settings != plain),
    ]
    .into_iter()
    .filter_map(|(column, there)| there.then_some(column))
}

/// The text of the form's default language, or of any.
pub(crate) fn said<'a>(spec: &FormSpec, text: &'a kernel::Localized) -> &'a str {
    text.0
        .get(&spec.default_language)
        .or_else(|| text.0.values().next())
        .map_or("", String::as_str)
}

/// The path of an item below another one.
pub(crate) fn below(path: &str, item: &Item) -> String {
    if path.is_empty() {
        item.name().to_owned()
    } else {
        format!("{path}/{}", item.name())
    }
}
