// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The words of the column `type`.

use crate::spec::{ChoiceSource, QuestionType};

/// What a row is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RowType {
    Begin(Container),
    /// The list whose entries are gone through.
    BeginLoop(String),
    End(Container),
    Question(QuestionKind),
    Unknown,
}

/// What rows lie within.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Container {
    Group,
    Repeat,
    Loop,
}

/// A question's type, with what the cell says of its choices.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct QuestionKind {
    pub(super) kind: QuestionType,
    /// The list, file or question that is chosen from.
    pub(super) list: Option<String>,
    pub(super) source: ChoiceSource,
    pub(super) or_other: bool,
}

const SELECTS: &[(&str, QuestionType, ChoiceSource)] = &[
    (
        "select_one_from_file",
        QuestionType::SelectOne,
        ChoiceSource::File,
    ),
    (
        "select_multiple_from_file",
        QuestionType::SelectMany,
        ChoiceSource::File,
    ),
    (
        "select_one_external",
        QuestionType::SelectOne,
        ChoiceSource::External,
    ),
    (
        "add_select_multiple_prompt_using",
        QuestionType::SelectMany,
        ChoiceSource::List,
    ),
    (
        "add_select_one_prompt_using",
        QuestionType::SelectOne,
        ChoiceSource::List,
    ),
    (
        "select_all_that_apply_from",
        QuestionType::SelectMany,
        ChoiceSource::List,
    ),
    (
        "select_all_that_apply",
        QuestionType::SelectMany,
        ChoiceSource::List,
    ),
    (
        "select_multiple_from",
        QuestionType::SelectMany,
        ChoiceSource::List,
    ),
    (
        "select_multiple_using",
        QuestionType::SelectMany,
        ChoiceSource::List,
    ),
    (
        "select_multiple",
        QuestionType::SelectMany,
        ChoiceSource::List,
    ),
    (
        "select_one_from",
        QuestionType::SelectOne,
        ChoiceSource::List,
    ),
    (
        "select_one_using",
        QuestionType::SelectOne,
        ChoiceSource::List,
    ),
    ("select_one", QuestionType::SelectOne, ChoiceSource::List),
    ("select1", QuestionType::SelectOne, ChoiceSource::List),
    ("rank", QuestionType::Rank, ChoiceSource::List),
];

/// The types without choices, with all their names in lower case and with `_` for blanks.
const PLAIN: &[(QuestionType, &[&str])] = &[
    (QuestionType::Text, &["text", "string"]),
    (QuestionType::Integer, &["integer", "int"]),
    (QuestionType::Decimal, &["decimal"]),
    (QuestionType::Date, &["date"]),
    (QuestionType::Time, &["time"]),
    (
        QuestionType::DateTime,
        &["datetime", "date_time", "date-time"],
    ),
    (QuestionType::Boolean, &["boolean"]),
    (QuestionType::Range, &["range"]),
    (QuestionType::Note, &["note"]),
    (QuestionType::Calculated, &["calculate"]),
    (QuestionType::Hidden, &["hidden"]),
    (QuestionType::Acknowledge, &["acknowledge"]),
    (QuestionType::Trigger, &["trigger"]),
    (QuestionType::Geopoint, &["geopoint", "gps", "location"]),
    (QuestionType::Geotrace, &["geotrace"]),
    (QuestionType::Geoshape, &["geoshape"]),
    (QuestionType::Barcode, &["barcode"]),
    (QuestionType::Image, &["image", "photo", "picture"]),
    (QuestionType::Audio, &["audio"]),
    (QuestionType::Video, &["video"]),
    (QuestionType::File, &["file"]),
    (QuestionType::Start, &["start", "start_time"]),
    (QuestionType::End, &["end", "end_time"]),
    (QuestionType::Today, &["today"]),
    (QuestionType::DeviceId, &["deviceid", "device_id", "imei"]),
    (QuestionType::PhoneNumber, &["phonenumber", "phone_number"]),
    (QuestionType::Username, &["username"]),
    (QuestionType::Email, &["email"]),
    (
        QuestionType::SimSerial,
        &["simserial", "sim_serial", "sim_id"],
    ),
    (
        QuestionType::SubscriberId,
        &["subscriberid", "subscriber_id"],
    ),
    (QuestionType::Audit, &["audit"]),
    (QuestionType::StartGeopoint, &["start-geopoint"]),
    (QuestionType::BackgroundGeopoint, &["background-geopoint"]),
    (QuestionType::BackgroundAudio, &["background-audio"]),
    (QuestionType::XmlExternal, &["xml-external"]),
    (QuestionType::CsvExternal, &["csv-external"]),
];

/// The name that is written for a type.
pub(in crate::xlsform) fn type_name(kind: QuestionType) -> &'static str {
    match kind {
        QuestionType::DateTime => "dateTime",
        QuestionType::SelectOne => "select_one",
        QuestionType::SelectMany => "select_multiple",
        QuestionType::Rank => "rank",
        QuestionType::Osm => "osm",
        kind => PLAIN
            .iter()
            .find(|(known, _)| *known == kind)
            .map_or("text", |(_, names)| names[0]),
    }
}

impl RowType {
    /// Understands the cell.
    pub(super) fn parse(text: &str) -> Self {
        let words: Vec<&str> = text.split_whitespace().collect();
        let lower = words.join("_").to_lowercase();
        if let Some(rest) = container(&lower, "begin") {
            return match rest {
                "group" | "section" => Self::Begin(Container::Group),
                "repeat" | "lgroup" | "looped_group" => Self::Begin(Container::Repeat),
                _ => match rest.strip_prefix("loop") {
                    Some(over) if over.starts_with("_over_") && words.len() > 1 => {
                        Self::BeginLoop(words.last().copied().unwrap_or_default().to_owned())
                    }
                    _ => Self::Unknown,
                },
            };
        }
        if let Some(rest) = container(&lower, "end") {
            match rest {
                "group" | "section" => return Self::End(Container::Group),
                "repeat" | "lgroup" | "looped_group" => return Self::End(Container::Repeat),
                "loop" => return Self::End(Container::Loop),
                _ => {}
            }
        }
        let plain = lower
            .strip_prefix("q_")
            .or_else(|| lower.strip_prefix("get_"))
            .or_else(|| {
                lower
                    .strip_prefix("add_")
                    .and_then(|rest| rest.strip_suffix("_prompt"))
            })
            .unwrap_or(&lower);
        if let Some((kind, _)) = PLAIN.iter().find(|(_, names)| names.contains(&plain)) {
            return Self::Question(QuestionKind {
                kind: *kind,
                ..QuestionKind::default()
            });
        }
        if words
            .first()
            .is_some_and(|word| word.eq_ignore_ascii_case("osm"))
            && words.len() <= 2
        {
            return Self::Question(QuestionKind {
                kind: QuestionType::Osm,
                list: words.get(1).map(|word| (*word).to_owned()),
                ..QuestionKind::default()
            });
        }
        select(&words).map_or(Self::Unknown, Self::Question)
    }
}

fn container<'a>(lower: &'a str, word: &str) -> Option<&'a str> {
    lower.strip_prefix(word)?.strip_prefix('_')
}

/// `select one from colours or specify other`: the longest name that fits, then the list.
fn select(words: &[&str]) -> Option<QuestionKind> {
    for (name, kind, source) in SELECTS {
        for used in 1..=words.len().min(6) {
            let written = words[..used].join("_").to_lowercase();
            if written != *name {
                continue;
            }
            let mut rest = &words[used..];
            let lower: Vec<String> = rest.iter().map(|word| word.to_lowercase()).collect();
            let mut or_other = false;
            for ending in [
                &["or_other"][..],
                &["or", "other"],
                &["or", "specify", "other"],
            ] {
                if lower.len() > ending.len() && lower.ends_with(&owned(ending)) {
                    or_other = true;
                    rest = &rest[..rest.len() - ending.len()];
                    break;
                }
            }
            // File names may contain blanks.
            let list = rest.join(" ");
            if rest.len() > 1 && *source != ChoiceSource::File {
                continue;
            }
            let is_reference = list.starts_with("${") && list.ends_with('}');
            return Some(QuestionKind {
                kind: *kind,
                source: if is_reference {
                    ChoiceSource::Repeat
                } else {
                    *source
                },
                list: match list.as_str() {
                    "" => None,
                    _ if is_reference => Some(list[2..list.len() - 1].trim().to_owned()),
                    _ => Some(list),
                },
                or_other,
            });
        }
    }
    None
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}
