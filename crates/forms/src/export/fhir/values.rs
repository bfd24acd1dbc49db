// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Values and texts as FHIR R4 has them.

use std::borrow::Cow;

use serde_json::{Value, json};

use crate::fhir::FORM_ADDRESS;
use crate::spec::QuestionType;

/// A text in which all blanks are those that FHIR knows.
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    let is_other = |c: char| c.is_whitespace() && !matches!(c, ' ' | '\t' | '\n' | '\r');
    if text.contains(is_other) {
        text.replace(is_other, " ").into()
    } else {
        text.into()
    }
}

/// A code in which words have one blank between them; those of ours have none.
pub(crate) fn one_blank(code: &str) -> Cow<'_, str> {
    if code.contains(char::is_whitespace) {
        code.split_whitespace().collect::<Vec<_>>().join(" ").into()
    } else {
        code.into()
    }
}

/// The address of a form.
pub(crate) fn address(id: &str) -> String {
    format!("{FORM_ADDRESS}{}", id.replace(char::is_whitespace, "%20"))
}

/// A value with the ending of its key: `Integer`, `Coding`. None if it is none of its type.
pub(crate) fn typed(kind: QuestionType, text: &str) -> Option<(&'static str, Value)> {
    let text = as_moment(kind, text);
    if !fits(kind, &text) {
        return None;
    }
    Some(match kind {
        QuestionType::Integer => ("Integer", json!(text.parse::<i64>().ok()?)),
        QuestionType::Decimal | QuestionType::Range => {
            ("Decimal", Value::Number(serde_json::from_str(&text).ok()?))
        }
        QuestionType::Date => ("Date", json!(text)),
        QuestionType::Time => ("Time", json!(text)),
        QuestionType::DateTime => ("DateTime", json!(text)),
        QuestionType::Boolean => ("Boolean", json!(matches!(&*text, "true" | "1"))),
        QuestionType::SelectOne | QuestionType::SelectMany | QuestionType::Rank => {
            ("Coding", json!({ "code": one_blank(&text) }))
        }
        _ => ("String", json!(plain(&text))),
    })
}

/// A moment or time of day as FHIR has it: moments with their distance from UTC, which is that of
/// Germany where none was stored; times of day without.
fn as_moment(kind: QuestionType, text: &str) -> Cow<'_, str> {
    match kind {
        QuestionType::DateTime => {
            let civil = text.parse::<jiff::civil::DateTime>();
            let has_zone = text.parse::<jiff::Timestamp>().is_ok();
            match civil.map(|civil| civil.to_zoned(kernel::berlin_zone())) {
                Ok(Ok(moment)) if !has_zone => {
                    moment.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string().into()
                }
                _ => text.into(),
            }
        }
        QuestionType::Time => {
            let time = text.split(['+', '-', 'Z']).next().unwrap_or(text);
            match time.parse::<jiff::civil::Time>() {
                Ok(time) => time.strftime("%H:%M:%S").to_string().into(),
                Err(_) => text.into(),
            }
        }
        _ => text.into(),
    }
}

/// Whether a value is one of its type in FHIR.
fn fits(kind: QuestionType, text: &str) -> bool {
    match kind {
        QuestionType::DateTime | QuestionType::Start | QuestionType::End => {
            text.parse::<jiff::Timestamp>().is_ok()
        }
        QuestionType::Time => text.parse::<jiff::civil::Time>().is_ok(),
        QuestionType::Date | QuestionType::Today => crate::bounds::is_date(text),
        _ => !text.trim().is_empty(),
    }
}
