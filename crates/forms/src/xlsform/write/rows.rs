// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The rows of the sheet `survey`.

use super::Sheet;
use crate::spec::{
    ChoiceSource, FormSpec, Item, PERIOD_INSTANCE, PREVIOUS_INSTANCE, Question, QuestionType,
};
use crate::xlsform::survey::types::type_name;

pub(super) fn survey_rows(spec: &FormSpec) -> Sheet {
    let mut sheet = Sheet::with_columns(&["type", "name"]).with_languages(spec);
    for (is_read, name) in [
        (spec.reads_period, PERIOD_INSTANCE),
        (spec.reads_previous, PREVIOUS_INSTANCE),
    ] {
        if is_read {
            sheet.row();
            sheet.set("type", "xml-external");
            sheet.set("name", name);
        }
    }
    for item in &spec.items {
        add(item, spec, &mut sheet);
    }
    sheet
}

fn add(item: &Item, spec: &FormSpec, sheet: &mut Sheet) {
    sheet.row();
    match item {
        Item::Group(group) => {
            sheet.set("type", "begin group");
            sheet.set("name", &group.name);
            sheet.set_texts("label", &group.label, spec);
            sheet.set_texts("hint", &group.hint, spec);
            sheet.set_media(&group.media, spec);
            sheet.set_optional("relevant", group.relevant.as_ref());
            sheet.set_optional("readonly", group.readonly.as_ref());
            sheet.set("appearance", &group.appearance);
            sheet.set_attributes("bind", &group.bind);
            sheet.set_attributes("body", &group.control);
            sheet.set_attributes("instance", &group.instance);
            sheet.set_identity(
                group.fim_id.as_ref(),
                group.link_id.as_ref(),
                group.origin.as_ref(),
            );
            for item in &group.items {
                add(item, spec, sheet);
            }
            sheet.row();
            sheet.set("type", "end group");
        }
        Item::Repeat(repeat) => {
            sheet.set("type", "begin repeat");
            sheet.set("name", &repeat.name);
            sheet.set_texts("label", &repeat.label, spec);
            sheet.set_texts("hint", &repeat.hint, spec);
            sheet.set_media(&repeat.media, spec);
            sheet.set_optional("relevant", repeat.relevant.as_ref());
            sheet.set_optional("readonly", repeat.readonly.as_ref());
            sheet.set_optional("repeat_count", repeat.count.as_ref());
            sheet.set("appearance", &repeat.appearance);
            sheet.set_attributes("bind", &repeat.bind);
            sheet.set_attributes("body", &repeat.control);
            sheet.set_attributes("instance", &repeat.instance);
            sheet.set_identity(
                repeat.fim_id.as_ref(),
                repeat.link_id.as_ref(),
                repeat.origin.as_ref(),
            );
            for item in &repeat.items {
                add(item, spec, sheet);
            }
            sheet.row();
            sheet.set("type", "end repeat");
        }
        Item::Question(question) => add_question(question, spec, sheet),
    }
}

fn add_question(question: &Question, spec: &FormSpec, sheet: &mut Sheet) {
    sheet.set("type", &type_cell(question));
    sheet.set("name", &question.name);
    sheet.set_texts("label", &question.label, spec);
    sheet.set_texts("hint", &question.hint, spec);
    sheet.set_texts("guidance_hint", &question.guidance, spec);
    sheet.set_media(&question.media, spec);
    sheet.set_optional("required", question.required.as_ref());
    sheet.set_texts("required_message", &question.required_message, spec);
    sheet.set_optional("relevant", question.relevant.as_ref());
    sheet.set_optional("constraint", question.constraint.as_ref());
    sheet.set_texts("constraint_message", &question.constraint_message, spec);
    sheet.set_optional("readonly", question.readonly.as_ref());
    sheet.set_optional("default", question.default.as_ref());
    sheet.set_optional("calculation", question.calculate.as_ref());
    let triggers: Vec<String> = question
        .trigger
        .iter()
        .map(|name| format!("${{{name}}}"))
        .collect();
    sheet.set("trigger", &triggers.join(", "));
    sheet.set("appearance", &question.appearance);
    let parameters: Vec<String> = question
        .parameters
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    sheet.set("parameters", &parameters.join(" "));
    sheet.set_optional("choice_filter", question.choice_filter.as_ref());
    sheet.set_optional("save_to", question.save_to.as_ref());
    sheet.set_texts("bind::jr:noAppErrorString", &question.app_message, spec);
    sheet.set_attributes("bind", &question.bind);
    sheet.set_attributes("body", &question.control);
    sheet.set_attributes("instance", &question.instance);
    if let Some(class) = question.privacy {
        sheet.set("deich::privacy", class.name());
    }
    if let Some(release) = &question.release {
        sheet.set("deich::release", &release.to_string());
    }
    sheet.set_optional("deich::warning", question.warning.as_ref());
    sheet.set_texts("deich::warning_message", &question.warning_message, spec);
    sheet.set_texts("deich::unit", &question.unit, spec);
    sheet.set_identity(
        question.fim_id.as_ref(),
        question.link_id.as_ref(),
        question.origin.as_ref(),
    );
}

fn type_cell(question: &Question) -> String {
    let name = type_name(question.kind);
    let mut cell = match (question.choice_source, question.choices.as_deref()) {
        (ChoiceSource::File, Some(file)) => format!("{name}_from_file {file}"),
        (ChoiceSource::Repeat, Some(source)) => format!("{name} ${{{source}}}"),
        (ChoiceSource::External, Some(list)) => format!("{name}_external {list}"),
        (_, Some(list)) if question.kind.is_select() || question.kind == QuestionType::Osm => {
            format!("{name} {list}")
        }
        _ => name.to_owned(),
    };
    if question.or_other {
        cell.push_str(" or_other");
    }
    cell
}
