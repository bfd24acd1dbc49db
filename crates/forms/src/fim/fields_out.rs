// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Questions as fields.

use super::field::HELP;
use super::if_given;
use super::write::Writing;
use crate::bounds::Bounds;
use crate::export::{expressions_of, is_always, own_words_of, said};
use crate::spec::{ChoiceSource, Question, QuestionType};

/// What a field is: `feldart`, `datentyp`, and whether that says all.
fn kinds(kind: QuestionType) -> Option<(&'static str, &'static str, bool)> {
    Some(match kind {
        QuestionType::Text => ("input", "text", true),
        QuestionType::Integer => ("input", "num_int", true),
        QuestionType::Decimal => ("input", "num", true),
        QuestionType::Range => ("input", "num", false),
        QuestionType::Date => ("input", "date", true),
        QuestionType::Time => ("input", "time", true),
        QuestionType::DateTime => ("input", "datetime", true),
        QuestionType::Boolean => ("input", "bool", true),
        QuestionType::Acknowledge => ("input", "bool", false),
        QuestionType::SelectOne | QuestionType::SelectMany => ("select", "text", true),
        QuestionType::Rank => ("select", "text", false),
        QuestionType::Note => ("label", "text", true),
        QuestionType::Hidden => ("hidden", "text", true),
        QuestionType::Calculated => ("hidden", "text", false),
        QuestionType::Image | QuestionType::Audio | QuestionType::Video | QuestionType::File => {
            ("input", "file", true)
        }
        QuestionType::Barcode
        | QuestionType::Geopoint
        | QuestionType::Geotrace
        | QuestionType::Geoshape => ("input", "text", false),
        _ => return None,
    })
}

/// The types of files, as far as the question tells them.
fn media_types(kind: QuestionType) -> &'static [&'static str] {
    match kind {
        QuestionType::Image => &["image/jpeg", "image/png"],
        QuestionType::Audio => &["audio/mpeg", "audio/mp4"],
        QuestionType::Video => &["video/mp4", "video/mpeg"],
        _ => &[],
    }
}

impl Writing<'_> {
    /// Whether a question must be answered, or must be if its group is.
    pub(super) fn is_required(&self, question: &Question) -> bool {
        match self.optional {
            Some(levels) => question.required.as_deref() == Some(if_given(levels).as_str()),
            None => is_always(question.required.as_ref()),
        }
    }

    /// How often a field occurs, as it is written.
    pub(super) fn count(&self, question: &Question, bounds: &Bounds) -> String {
        let least = u32::from(self.is_required(question));
        if matches!(question.kind, QuestionType::SelectMany | QuestionType::Rank) {
            let least = bounds.least.unwrap_or(least).max(least);
            let most = bounds
                .most
                .map_or_else(|| "*".to_owned(), |most| most.to_string());
            return format!("{least}:{most}");
        }
        format!("{least}:1")
    }

    /// Whether the format has fields of this kind; names the loss if it has none.
    pub(super) fn has_field(&mut self, question: &Question, path: &str) -> bool {
        let has = is_field(question.kind);
        if !has {
            self.lose(path, "type");
        }
        has
    }

    /// The bounds of the question as far as its field can say them; names the constraint if it cannot.
    pub(super) fn bounds(&mut self, question: &Question, path: &str) -> Bounds {
        let Some(constraint) = &question.constraint else {
            return Bounds::default();
        };
        let is_required = self.is_required(question);
        let bounds = Bounds::of(constraint, question.kind).filter(|bounds| {
            let has_length = bounds.min_length.is_some()
                || bounds.max_length.is_some()
                || bounds.pattern.is_some();
            let has_amount = bounds.min.is_some() || bounds.max.is_some();
            let has_count = bounds.least.is_some() || bounds.most.is_some();
            // Who need not answer need not choose two codes either.
            let counts = bounds.least.is_none_or(|least| least > 1 && is_required)
                && bounds
                    .most
                    .is_none_or(|most| most >= bounds.least.unwrap_or(1).max(2));
            match question.kind {
                QuestionType::Text => !has_amount && !has_count,
                QuestionType::Integer | QuestionType::Decimal | QuestionType::Date => {
                    !has_length && !has_count
                }
                QuestionType::SelectMany => !has_length && !has_amount && counts,
                _ => false,
            }
        });
        if bounds.is_none() {
            self.lose(path, "constraint");
        }
        bounds.unwrap_or_default()
    }

    pub(super) fn field(&mut self, question: &Question, path: &str, bounds: &Bounds) {
        let Some((art, datatype, is_whole)) = kinds(question.kind) else {
            return;
        };
        if !is_whole {
            self.lose(path, "type");
        }
        self.unsaid(question, path);
        self.open("datenfeld");
        let label = self.label(&question.label, &question.name);
        self.identity(question.fim_id.as_ref(), 'F', &question.name);
        self.labels(&label, &question.hint);
        let art = match art {
            "input" if is_always(question.readonly.as_ref()) => "locked",
            "select" | "hidden" if is_always(question.readonly.as_ref()) => {
                self.lose(path, "readonly");
                art
            }
            art => art,
        };
        if matches!(art, "label" | "hidden") && is_always(question.required.as_ref()) {
            self.lose(path, "required");
        }
        self.code("feldart", ".feldart", "2.0", art);
        self.code("datentyp", ".datentyp", "2.0", datatype);
        self.restrictions(bounds);
        let content = if question.kind == QuestionType::Note {
            said(self.spec, &question.label)
        } else {
            let default = question
                .default
                .as_ref()
                .filter(|_| question.default_is_text);
            default.map_or("", String::as_str)
        };
        if !content.is_empty() {
            self.leaf("inhalt", content);
        }
        self.code("vorbefuellung", ".vorbefuellung", "1.0", "keine");
        if art == "select" {
            self.choices(question, path);
        }
        for media_type in media_types(question.kind) {
            self.leaf("mediaType", media_type);
        }
        self.close("datenfeld");
    }

    fn restrictions(&mut self, bounds: &Bounds) {
        let number = |number: Option<u32>| number.map(|number| number.to_string());
        let attributes = [
            ("minLength", number(bounds.min_length)),
            ("maxLength", number(bounds.max_length)),
            ("minValue", bounds.min.clone()),
            ("maxValue", bounds.max.clone()),
            ("pattern", bounds.pattern.clone()),
        ];
        let attributes: Vec<(&str, String)> = attributes
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)))
            .collect();
        if !attributes.is_empty() {
            self.empty("praezisierung", &attributes);
        }
    }

    fn choices(&mut self, question: &Question, path: &str) {
        if question.or_other {
            self.lose(path, "or_other");
        }
        let name = question.choices.as_deref().unwrap_or_default();
        if let Some(id) = self.spec.code_lists.get(name) {
            self.open("codelisteReferenz");
            self.leaf("canonicalIdentification", id.address());
            if !id.version().is_empty() {
                self.leaf("version", id.version());
                let address = format!("{}_{}", id.address(), id.version());
                self.leaf("canonicalVersionUri", &address);
            }
            self.close("codelisteReferenz");
            return;
        }
        let list = self.spec.choices.get(name);
        let Some(list) = list.filter(|_| question.choice_source == ChoiceSource::List) else {
            self.lose(path, "choices");
            return;
        };
        self.open("werte");
        let mut lost = Vec::new();
        for choice in list {
            self.open("wert");
            self.leaf("code", &choice.code);
            let label = self.label(&choice.label, &choice.code);
            self.leaf("name", &label);
            if let Some(help) = choice.extra.get(HELP) {
                self.leaf(HELP, help);
            }
            self.close("wert");
            if !choice.media.is_empty() {
                lost.push("media");
            }
            if choice.extra.keys().any(|column| column != HELP) {
                lost.push("choices");
            }
        }
        self.close("werte");
        lost.sort_unstable();
        lost.dedup();
        for what in lost {
            self.lose(path, what);
        }
    }

    /// Names what a field has no word for.
    fn unsaid(&mut self, question: &Question, path: &str) {
        let is_plain = |condition: Option<&String>| condition.is_none() || is_always(condition);
        let is_demanded = question.required.is_none() || self.is_required(question);
        let there = [
            ("required", !is_demanded),
            ("relevant", question.relevant.is_some()),
            ("readonly", !is_plain(question.readonly.as_ref())),
            ("appearance", !question.appearance.is_empty()),
            ("deich::unit", !question.unit.is_empty()),
            ("deich::link_id", question.link_id.is_some()),
        ];
        for (what, _) in there.into_iter().filter(|(_, is_there)| *is_there) {
            self.lose(path, what);
        }
        // What a constraint says as bounds, the field says, too.
        let expressions = expressions_of(question).filter(|column| *column != "constraint");
        for what in expressions.chain(own_words_of(question)) {
            self.lose(path, what);
        }
    }
}

/// Whether the format has fields for questions of this type.
pub(super) fn is_field(kind: QuestionType) -> bool {
    kinds(kind).is_some()
}
