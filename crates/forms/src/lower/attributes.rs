// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Parameters and everything of ours, as attributes.

use kernel::Localized;

use super::controls::is_shown;
use super::{Lowering, plain, qname};
use crate::definition::{Attribute, Bind, Text, TextPart};
use crate::problem::Column;
use crate::spec::{ChoiceSource, FimId, Origin, Question, QuestionType};

impl Lowering<'_> {
    /// The attributes that a type and its parameters give to the element in the body.
    pub(super) fn control_attributes(
        &mut self,
        question: &Question,
        node: usize,
    ) -> Vec<Attribute> {
        let mut attributes = Vec::new();
        let mut add = |name: &str, value: &str| attributes.push((qname(name), value.to_owned()));
        let parameter = |name: &str| question.parameters.get(name).map(String::as_str);
        match question.kind {
            QuestionType::Image => add("mediatype", "image/*"),
            QuestionType::Audio => add("mediatype", "audio/*"),
            QuestionType::Video => add("mediatype", "video/*"),
            QuestionType::File => add("mediatype", "application/*"),
            QuestionType::Osm => add("mediatype", "osm/*"),
            QuestionType::Range => {
                let [start, end, step] = question.range_parameters();
                add("start", start);
                add("end", end);
                add("step", step);
                if let Some(interval) = parameter("tick_interval") {
                    add("odk:tick-interval", interval);
                }
                if let Some(placeholder) = parameter("placeholder") {
                    add("odk:placeholder", placeholder);
                }
            }
            QuestionType::Text => {
                if let Some(rows) = parameter("rows") {
                    add("rows", rows);
                }
            }
            QuestionType::Geopoint => {
                if let Some(accuracy) = parameter("capture-accuracy") {
                    add("accuracyThreshold", accuracy);
                }
                if let Some(accuracy) = parameter("warning-accuracy") {
                    add("unacceptableAccuracyThreshold", accuracy);
                }
            }
            QuestionType::Geotrace | QuestionType::Geoshape
                if parameter("incremental").is_some() =>
            {
                add("incremental", "true");
            }
            _ => {}
        }
        if question.kind == QuestionType::Image
            && let Some(app) = parameter("app")
        {
            let words: Vec<&str> = question.appearance.split_whitespace().collect();
            if words.is_empty() || words.contains(&"annotate") {
                add("intent", app);
            }
        }
        if question.choice_source == ChoiceSource::External {
            let list = question.choices.as_deref().unwrap_or_default();
            let filter = question.choice_filter.clone().unwrap_or_default();
            let filter = self.filter(&filter, node, None);
            let query = format!("instance('{list}')/root/item{filter}");
            attributes.push((plain("query"), query));
        }
        attributes
    }

    /// The attributes that a type, its parameters and columns give to the bind.
    pub(super) fn bind_attributes(&mut self, question: &Question, node: usize, bind: &mut Bind) {
        let mut add = |name: &str, value: &str| {
            bind.attributes.push((qname(name), value.to_owned()));
        };
        let pass = match question.kind {
            QuestionType::Image => &[("max-pixels", "orx:max-pixels")][..],
            QuestionType::Audio => &[("quality", "odk:quality")],
            QuestionType::Geopoint | QuestionType::Geotrace | QuestionType::Geoshape => {
                &[("allow-mock-accuracy", "odk:allow-mock-accuracy")]
            }
            QuestionType::Audit => &[
                ("identify-user", "odk:identify-user"),
                ("location-max-age", "odk:location-max-age"),
                ("location-min-interval", "odk:location-min-interval"),
                ("location-priority", "odk:location-priority"),
                ("track-changes", "odk:track-changes"),
                ("track-changes-reasons", "odk:track-changes-reasons"),
            ],
            _ => &[],
        };
        for (parameter, name) in pass {
            if let Some(value) = question.parameters.get(*parameter) {
                add(name, value);
            }
        }
        if let Some(save_to) = &question.save_to {
            let property = save_to
                .split_once('#')
                .map_or(save_to.as_str(), |(_, name)| name);
            add("entities:saveto", property);
        }
        let id = format!("{}:jr:noAppErrorString", self.names.path(node));
        if let Some(text) = self.message(&question.app_message, &id, node, Column::Label) {
            bind.attributes
                .push((qname("jr:noAppErrorString"), attribute_text(&text)));
        }
    }

    /// What `XForms` has no word for.
    pub(super) fn own_attributes(&mut self, question: &Question, node: usize, bind: &mut Bind) {
        let mut add = |name: &str, value: String| bind.attributes.push((qname(name), value));
        let mut used = false;
        if let Some(class) = question.privacy {
            add("deich:privacy", class.name().to_owned());
            used = true;
        }
        if let Some(release) = &question.release {
            add("deich:release", release.to_string());
            used = true;
        }
        for (name, value) in identity(
            question.fim_id.as_ref(),
            question.link_id.as_ref(),
            question.origin.as_ref(),
        ) {
            bind.attributes.push((name, value));
            used = true;
        }
        if let Some(warning) = &question.warning {
            let warning = self.expression(warning, node, Column::Warning);
            bind.attributes.push((qname("deich:warning"), warning));
            used = true;
        }
        let path = self.names.path(node);
        // Labels of values that nobody is asked for have no other place. Forms that use nothing of
        // ours are written as any other program writes them.
        let nothing = Localized::default();
        let label = if self.is_ours && !is_shown(question) {
            &question.label
        } else {
            &nothing
        };
        for (name, text, column) in [
            ("label", label, Column::Label),
            (
                "warningMsg",
                &question.warning_message,
                Column::WarningMessage,
            ),
            ("unit", &question.unit, Column::Label),
        ] {
            let id = format!("{path}:deich:{name}");
            if let Some(text) = self.message(text, &id, node, column) {
                let name = qname(&format!("deich:{name}"));
                bind.attributes.push((name, attribute_text(&text)));
                used = true;
            }
        }
        self.uses_own |= used;
    }
}

impl Lowering<'_> {
    /// The hint of a group or repeat, which have none in `XForms`.
    pub(super) fn hint_of_container(&mut self, hint: &Localized, node: usize, bind: &mut Bind) {
        let id = format!("{}:deich:hint", self.names.path(node));
        if let Some(text) = self.message(hint, &id, node, Column::Hint) {
            bind.attributes
                .push((qname("deich:hint"), attribute_text(&text)));
            self.uses_own = true;
        }
    }
}

/// The names that others gave to a node.
pub(super) fn identity(
    fim_id: Option<&FimId>,
    link_id: Option<&String>,
    origin: Option<&Origin>,
) -> Vec<Attribute> {
    let fim_id = fim_id.map(|id| (qname("deich:fim_id"), id.to_string()));
    let link_id = link_id.map(|id| (qname("deich:link_id"), id.clone()));
    let origin = origin.map(|origin| (qname("deich:origin"), origin.to_string()));
    fim_id.into_iter().chain(link_id).chain(origin).collect()
}

/// A text as the value of an attribute.
pub(super) fn attribute_text(text: &Text) -> String {
    match text {
        Text::Itext(id) => format!("jr:itext('{id}')"),
        Text::Expression(expression) => expression.clone(),
        Text::Inline(parts) => parts
            .iter()
            .map(|part| match part {
                TextPart::Plain(text) | TextPart::Output(text) => text.as_str(),
            })
            .collect(),
    }
}
