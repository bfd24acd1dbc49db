// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What a form means, as the page of the settings asks for it: what the form has to choose from, what is
//! chosen, and how much of the form is understood by it.

use forms::{FormSpec, QuestionType};
use web::Context;
use web::form::Fields;

use crate::model::inspecting::{Endings, Mapping, suggest, usable_lists};
use crate::ready::Named;

/// A form on the page.
pub(super) struct FormBlock {
    /// What its fields begin with.
    pub(super) prefix: String,
    pub(super) title: String,
    pub(super) is_chosen: bool,
    pub(super) mapping: MappingText,
    /// Lists of choices: name, and name with how many questions use it and what can be answered.
    pub(super) lists: Vec<(String, String)>,
    /// Questions of the head: path and words.
    pub(super) questions: Vec<(String, String)>,
    /// How many items are understood.
    pub(super) items: usize,
}

/// A mapping as it is typed: codes in one line.
#[derive(Debug, Clone, Default)]
pub(super) struct MappingText {
    pub(super) finding_list: String,
    pub(super) met: String,
    pub(super) partly: String,
    pub(super) not_met: String,
    pub(super) severity_list: String,
    pub(super) severe: String,
    pub(super) ending_severity: String,
    pub(super) ending_text: String,
    pub(super) ending_measure: String,
    pub(super) ending_deadline: String,
    pub(super) ending_photo: String,
    pub(super) hint_is_law: bool,
    pub(super) facility: String,
    pub(super) visited_on: String,
    pub(super) occasion: String,
    pub(super) event: String,
    pub(super) followup: String,
    pub(super) participants: String,
    pub(super) outcome: String,
    pub(super) remark: String,
}

impl From<&Mapping> for MappingText {
    fn from(mapping: &Mapping) -> Self {
        let codes = |codes: &[String]| codes.join(" ");
        Self {
            finding_list: mapping.finding_list.clone(),
            met: codes(&mapping.met),
            partly: codes(&mapping.partly),
            not_met: codes(&mapping.not_met),
            severity_list: mapping.severity_list.clone(),
            severe: codes(&mapping.severe),
            ending_severity: mapping.endings.severity.clone(),
            ending_text: mapping.endings.text.clone(),
            ending_measure: mapping.endings.measure.clone(),
            ending_deadline: mapping.endings.deadline.clone(),
            ending_photo: mapping.endings.photo.clone(),
            hint_is_law: mapping.hint_is_law,
            facility: mapping.facility.clone(),
            visited_on: mapping.visited_on.clone(),
            occasion: mapping.occasion.clone(),
            event: codes(&mapping.event),
            followup: codes(&mapping.followup),
            participants: mapping.participants.clone(),
            outcome: mapping.outcome.clone(),
            remark: mapping.remark.clone(),
        }
    }
}

/// The form with its meaning as it is saved, else as it is suggested.
pub(super) fn block(
    context: &Context,
    (form, version): (&str, &Named),
    saved: Option<&Mapping>,
    facility_list: &str,
) -> FormBlock {
    let spec = &version.ready.spec;
    let suggested = suggest(spec, form, facility_list);
    let mapping = saved.cloned().or(suggested).unwrap_or_default();
    let tag = context.lang().tag();
    FormBlock {
        prefix: form.to_owned(),
        title: spec.title.get(tag).to_owned(),
        is_chosen: saved.is_some(),
        lists: lists(context, spec),
        questions: questions(context, spec, &mapping),
        items: items(spec, &mapping.finding_list),
        mapping: MappingText::from(&mapping),
    }
}

/// How many questions take their answer from a list.
fn items(spec: &FormSpec, list: &str) -> usize {
    let lists = usable_lists(spec);
    let found = lists.iter().find(|(name, _)| name == list);
    found.map_or(0, |(_, count)| *count)
}

fn lists(context: &Context, spec: &FormSpec) -> Vec<(String, String)> {
    let tag = context.lang().tag();
    let lists = usable_lists(spec).into_iter();
    lists
        .map(|(name, count)| {
            let choices = spec.choices.get(&name).map_or(&[][..], Vec::as_slice);
            let shown = choices.iter().take(6).map(|choice| {
                let label = form_pages::plain_text(choice.label.get(tag));
                format!("{} = {label}", choice.code)
            });
            let shown = shown.collect::<Vec<_>>().join(", ");
            let facts = [
                ("name", name.as_str().into()),
                ("count", count.into()),
                ("choices", shown.into()),
            ];
            let text = context.t_with("inspect-map-list", &facts);
            (name, text)
        })
        .collect()
}

/// The questions that can say something about the inspection as a whole: none about single items.
fn questions(context: &Context, spec: &FormSpec, mapping: &Mapping) -> Vec<(String, String)> {
    let tag = context.lang().tag();
    let endings = mapping.endings.all();
    let about_item = |name: &str| {
        let mut endings = endings.iter().filter(|ending| !ending.is_empty());
        endings.any(|ending: &&str| name.ends_with(*ending))
    };
    let kinds = [
        QuestionType::Text,
        QuestionType::Date,
        QuestionType::SelectOne,
    ];
    let questions = spec.questions().into_iter().filter(|(_, question)| {
        kinds.contains(&question.kind)
            && question.choices.as_deref() != Some(mapping.finding_list.as_str())
            && !about_item(&question.name)
    });
    questions
        .map(|(path, question)| {
            let label = form_pages::plain_text(question.label.get(tag));
            let text = if label.is_empty() {
                path.clone()
            } else {
                label
            };
            (path, text)
        })
        .collect()
}

fn codes(text: &str) -> Vec<String> {
    let codes = text.split([' ', ',', ';']).map(str::trim);
    let codes = codes.filter(|code| !code.is_empty());
    codes.map(str::to_owned).collect()
}

/// What was typed about a form; none if it is no checklist.
pub(super) fn posted(fields: &Fields, form: &str) -> Option<Mapping> {
    let name = |field: &str| format!("{form}:{field}");
    if !fields.has(&name("ist")) {
        return None;
    }
    let text = |field: &str| fields.text(&name(field)).to_owned();
    let codes_of = |field: &str| codes(fields.text(&name(field)));
    Some(Mapping {
        form: form.to_owned(),
        finding_list: text("befunde"),
        met: codes_of("erfuellt"),
        partly: codes_of("teilweise"),
        not_met: codes_of("nicht"),
        severity_list: text("schweren"),
        severe: codes_of("schwer"),
        endings: Endings {
            severity: text("endung-schwere"),
            text: text("endung-text"),
            measure: text("endung-massnahme"),
            deadline: text("endung-frist"),
            photo: text("endung-foto"),
        },
        hint_is_law: fields.has(&name("hinweis")),
        facility: text("einrichtung"),
        visited_on: text("tag"),
        occasion: text("anlass"),
        event: codes_of("ereignis"),
        followup: codes_of("nachschau"),
        participants: text("teilnehmer"),
        outcome: text("ergebnis"),
        remark: text("bemerkung"),
    })
}

/// What is wrong with a mapping, by field.
pub(super) fn errors(
    context: &Context,
    mapping: &Mapping,
    (spec, form): (&FormSpec, &str),
) -> Vec<(String, String)> {
    let mut errors = Vec::new();
    let mut add = |field: &str, key: &str| {
        errors.push((format!("{form}:{field}"), context.t(key)));
    };
    if items(spec, &mapping.finding_list) == 0 {
        add("befunde", "inspect-map-no-items");
    }
    if mapping.not_met.is_empty() && mapping.partly.is_empty() {
        add("nicht", "inspect-map-no-codes");
    }
    let is_there = |path: &str| spec.questions().iter().any(|(known, _)| known == path);
    if !is_there(&mapping.facility) {
        add("einrichtung", "inspect-map-no-facility");
    }
    errors
}

#[cfg(test)]
mod tests {
    use super::codes;

    #[test]
    fn codes_stand_in_one_line() {
        assert_eq!(
            codes(" met, partly;not  na"),
            ["met", "partly", "not", "na"]
        );
        assert!(codes(" ").is_empty());
    }
}
