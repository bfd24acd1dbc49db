// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Which element and which type of value a question has.

use crate::definition::ControlKind;
use crate::spec::{ChoiceSource, Question, QuestionType};

pub(super) fn control_kind(question: &Question) -> ControlKind {
    match question.kind {
        QuestionType::SelectOne if question.choice_source == ChoiceSource::External => {
            ControlKind::Input
        }
        QuestionType::SelectOne => ControlKind::SelectOne,
        QuestionType::SelectMany => ControlKind::SelectMany,
        QuestionType::Rank => ControlKind::Rank,
        QuestionType::Range => ControlKind::Range,
        QuestionType::Image
        | QuestionType::Audio
        | QuestionType::Video
        | QuestionType::File
        | QuestionType::Osm => ControlKind::Upload,
        QuestionType::Acknowledge | QuestionType::Trigger => ControlKind::Trigger,
        _ => ControlKind::Input,
    }
}

/// The type of the bind, whether it is read-only by itself, and what the device fills in.
pub(super) fn bind_type(
    question: &Question,
) -> (
    Option<&'static str>,
    bool,
    Option<(&'static str, &'static str)>,
) {
    let property = |name| (Some("string"), false, Some(("property", name)));
    match question.kind {
        QuestionType::Note => (Some("string"), true, None),
        QuestionType::Integer => (Some("int"), false, None),
        QuestionType::Decimal => (Some("decimal"), false, None),
        QuestionType::Range => (Some(range_type(question)), false, None),
        QuestionType::Date => (Some("date"), false, None),
        QuestionType::Time => (Some("time"), false, None),
        QuestionType::DateTime => (Some("dateTime"), false, None),
        QuestionType::Boolean => (Some("boolean"), false, None),
        QuestionType::Rank => (Some("odk:rank"), false, None),
        QuestionType::Geopoint | QuestionType::StartGeopoint | QuestionType::BackgroundGeopoint => {
            (Some("geopoint"), false, None)
        }
        QuestionType::Geotrace => (Some("geotrace"), false, None),
        QuestionType::Geoshape => (Some("geoshape"), false, None),
        QuestionType::Barcode => (Some("barcode"), false, None),
        QuestionType::Image
        | QuestionType::Audio
        | QuestionType::Video
        | QuestionType::File
        | QuestionType::Osm
        | QuestionType::Audit
        | QuestionType::BackgroundAudio => (Some("binary"), false, None),
        QuestionType::Start => (Some("dateTime"), false, Some(("timestamp", "start"))),
        QuestionType::End => (Some("dateTime"), false, Some(("timestamp", "end"))),
        QuestionType::Today => (Some("date"), false, Some(("date", "today"))),
        QuestionType::DeviceId => property("deviceid"),
        QuestionType::PhoneNumber => property("phonenumber"),
        QuestionType::Username => property("username"),
        QuestionType::Email => property("email"),
        QuestionType::SimSerial => property("simserial"),
        QuestionType::SubscriberId => property("subscriberid"),
        QuestionType::Trigger | QuestionType::XmlExternal | QuestionType::CsvExternal => {
            (None, false, None)
        }
        QuestionType::Text
        | QuestionType::SelectOne
        | QuestionType::SelectMany
        | QuestionType::Calculated
        | QuestionType::Hidden
        | QuestionType::Acknowledge => (Some("string"), false, None),
    }
}

impl Question {
    /// The type of its values in an `XForm`: `int`, `string`, `binary`. None if it has no values of its
    /// own or an older form gives none.
    pub fn bind_type(&self) -> Option<&'static str> {
        bind_type(self).0
    }
}

/// Whole numbers as long as all bounds and steps are.
fn range_type(question: &Question) -> &'static str {
    if question.range().is_whole() {
        "int"
    } else {
        "decimal"
    }
}
