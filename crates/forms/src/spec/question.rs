// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A question with all its properties, and the types of values.

use std::collections::BTreeMap;

use kernel::Localized;
use serde::{Deserialize, Serialize};

use super::{FimId, Origin, PrivacyClass, ReleaseRule};

/// A question, a note or a calculated value.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The name within the group around it: a letter or `_`, then letters, digits, `_`, `-`, `.`.
    pub name: String,
    /// What kind of value it holds.
    #[serde(rename = "type")]
    pub kind: QuestionType,
    /// The question as asked.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub label: Localized,
    /// Help below the question.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub hint: Localized,
    /// Condition under which an answer must be given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required: Option<String>,
    /// What to say when it is missing.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub required_message: Localized,
    /// Condition under which the question is asked; the value counts as absent otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relevant: Option<String>,
    /// Condition that an answer must meet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub constraint: Option<String>,
    /// What to say when it does not.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub constraint_message: Localized,
    /// Condition under which an answer is implausible, though it can be right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warning: Option<String>,
    /// What to ask the person to check then.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub warning_message: Localized,
    /// Condition under which the value is shown but cannot be changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub readonly: Option<String>,
    /// The value at the beginning: an expression, or a text if it is not one (see [`Question::default_is_text`]).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// Whether `default` is the value itself and not an expression.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub default_is_text: bool,
    /// The value, always computed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calculate: Option<String>,
    /// How it is shown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub appearance: String,
    /// The list of choices, for select questions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choices: Option<String>,
    /// What the value reveals. Without a class the value is collected but never forwarded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub privacy: Option<PrivacyClass>,
    /// How coarse a quasi-identifier or date must become before it is forwarded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release: Option<ReleaseRule>,
    /// What is counted or measured, shown beside the field.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub unit: Localized,
    /// Further guidance, shown on demand or in print.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub guidance: Localized,
    /// Pictures and recordings beside the question.
    #[serde(default, skip_serializing_if = "Media::is_empty")]
    pub media: Media,
    /// The questions whose change sets the value anew.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub trigger: Vec<String>,
    /// Parameters such as `start`, `max-pixels`, `randomize`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parameters: BTreeMap<String, String>,
    /// Where the choices come from.
    #[serde(default, skip_serializing_if = "ChoiceSource::is_list")]
    pub choice_source: ChoiceSource,
    /// Which of the choices are offered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choice_filter: Option<String>,
    /// Whether another answer than those of the list can be written.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub or_other: bool,
    /// What to say when the program for the question is missing on the device.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub app_message: Localized,
    /// The property of an entity that gets the value: `property` or `list#property`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub save_to: Option<String>,
    /// Further attributes of the bind.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub bind: BTreeMap<String, String>,
    /// Further attributes of the element in the body.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub control: BTreeMap<String, String>,
    /// Further attributes of the node.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub instance: BTreeMap<String, String>,
    /// The element of FIM that it stands for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fim_id: Option<FimId>,
    /// Its `linkId` in FHIR, where that is not the path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link_id: Option<String>,
    /// The block of a library that it is a copy of, or a part of one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
}

/// Files that are shown or played, per language.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Media {
    /// A picture.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub image: Localized,
    /// The picture in high resolution.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub big_image: Localized,
    /// A recording.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub audio: Localized,
    /// A film.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub video: Localized,
}

impl Media {
    /// Whether there is no file at all.
    pub fn is_empty(&self) -> bool {
        self.forms().iter().all(|(_, text)| text.is_empty())
    }

    /// The files by the name of their form: `image`, `big-image`, `video`, `audio`.
    pub fn forms(&self) -> [(&'static str, &Localized); 4] {
        [
            ("image", &self.image),
            ("big-image", &self.big_image),
            ("video", &self.video),
            ("audio", &self.audio),
        ]
    }
}

/// Where the choices of a question come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChoiceSource {
    /// A list of the form.
    #[default]
    List,
    /// An attached file (`.csv`, `.xml`, `.geojson`).
    File,
    /// The answers of a question within a repeat.
    Repeat,
    /// A list that is kept outside of the form and searched by it.
    External,
}

impl ChoiceSource {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
    fn is_list(&self) -> bool {
        *self == Self::List
    }
}

impl Question {
    /// How the value takes part in forwarding; `None` if it never leaves the office.
    ///
    /// Free text is dropped by type, whatever its class says.
    pub fn forwarded_as(&self) -> Option<PrivacyClass> {
        match self.privacy {
            Some(PrivacyClass::Identifier) => None,
            _ if self.kind.is_free() => None,
            class => class,
        }
    }
}

/// What kind of value a question holds.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum QuestionType {
    /// Free text, at most 10,000 characters.
    #[default]
    Text,
    /// A whole number of at most 15 digits.
    Integer,
    /// A number with decimals.
    Decimal,
    /// A day, `2026-11-18`.
    Date,
    /// A time of day, `14:30:00.000+01:00`.
    Time,
    /// A day with the time of day.
    DateTime,
    /// `true` or `false`.
    Boolean,
    /// One code of a list.
    SelectOne,
    /// Several codes of a list, with blanks between them.
    SelectMany,
    /// All codes of a list in an order.
    Rank,
    /// A number between two bounds, in steps.
    Range,
    /// No value: a text to read.
    Note,
    /// A computed value that is not asked.
    Calculated,
    /// A value that is neither asked nor computed.
    Hidden,
    /// `OK` once a person has confirmed the text.
    Acknowledge,
    /// The same without a type, as older forms write it.
    Trigger,
    /// A point: latitude, longitude, altitude in m, accuracy in m.
    Geopoint,
    /// A line of points.
    Geotrace,
    /// A closed line of points.
    Geoshape,
    /// The content of a barcode.
    Barcode,
    /// A picture.
    Image,
    /// A recording.
    Audio,
    /// A film.
    Video,
    /// Any other file.
    File,
    /// Features marked on `OpenStreetMap`.
    Osm,
    /// When filling began.
    Start,
    /// When filling ended.
    End,
    /// The day of filling.
    Today,
    /// The device.
    DeviceId,
    /// The telephone number of the device.
    PhoneNumber,
    /// The name of the signed-in person.
    Username,
    /// The mail address of the signed-in person.
    Email,
    /// The serial number of the SIM card.
    SimSerial,
    /// The subscriber of the SIM card.
    SubscriberId,
    /// A log of how the form was filled.
    Audit,
    /// The point where filling began.
    StartGeopoint,
    /// The point where another question was answered.
    BackgroundGeopoint,
    /// A recording while the form is filled.
    BackgroundAudio,
    /// No value: an attached XML or `GeoJSON` file that expressions read.
    XmlExternal,
    /// No value: an attached CSV file that expressions read.
    CsvExternal,
}

impl QuestionType {
    /// All types with their names.
    pub const NAMES: [(Self, &'static str); 40] = [
        (Self::Text, "text"),
        (Self::Integer, "integer"),
        (Self::Decimal, "decimal"),
        (Self::Date, "date"),
        (Self::Time, "time"),
        (Self::DateTime, "date-time"),
        (Self::Boolean, "boolean"),
        (Self::SelectOne, "select-one"),
        (Self::SelectMany, "select-many"),
        (Self::Rank, "rank"),
        (Self::Range, "range"),
        (Self::Note, "note"),
        (Self::Calculated, "calculated"),
        (Self::Hidden, "hidden"),
        (Self::Acknowledge, "acknowledge"),
        (Self::Trigger, "trigger"),
        (Self::Geopoint, "geopoint"),
        (Self::Geotrace, "geotrace"),
        (Self::Geoshape, "geoshape"),
        (Self::Barcode, "barcode"),
        (Self::Image, "image"),
        (Self::Audio, "audio"),
        (Self::Video, "video"),
        (Self::File, "file"),
        (Self::Osm, "osm"),
        (Self::Start, "start"),
        (Self::End, "end"),
        (Self::Today, "today"),
        (Self::DeviceId, "device-id"),
        (Self::PhoneNumber, "phone-number"),
        (Self::Username, "username"),
        (Self::Email, "email"),
        (Self::SimSerial, "sim-serial"),
        (Self::SubscriberId, "subscriber-id"),
        (Self::Audit, "audit"),
        (Self::StartGeopoint, "start-geopoint"),
        (Self::BackgroundGeopoint, "background-geopoint"),
        (Self::BackgroundAudio, "background-audio"),
        (Self::XmlExternal, "xml-external"),
        (Self::CsvExternal, "csv-external"),
    ];

    /// The name in JSON and for class names: `select-one`.
    pub fn name(self) -> &'static str {
        Self::NAMES
            .iter()
            .find(|(kind, _)| *kind == self)
            .map_or("text", |(_, name)| name)
    }

    /// Whether a person can give a value.
    pub fn is_asked(self) -> bool {
        !self.is_metadata()
            && !matches!(
                self,
                Self::Note
                    | Self::Calculated
                    | Self::Hidden
                    | Self::StartGeopoint
                    | Self::BackgroundGeopoint
                    | Self::BackgroundAudio
            )
            && !self.is_external()
    }

    /// Whether the device fills it in.
    pub fn is_metadata(self) -> bool {
        matches!(
            self,
            Self::Start
                | Self::End
                | Self::Today
                | Self::DeviceId
                | Self::PhoneNumber
                | Self::Username
                | Self::Email
                | Self::SimSerial
                | Self::SubscriberId
                | Self::Audit
        )
    }

    /// Whether the value can contain anything, and therefore never leaves the office: text, files,
    /// places, what identifies a device or person.
    pub fn is_free(self) -> bool {
        matches!(
            self,
            Self::Text
                | Self::Note
                | Self::Hidden
                | Self::Geopoint
                | Self::Geotrace
                | Self::Geoshape
                | Self::Barcode
                | Self::Image
                | Self::Audio
                | Self::Video
                | Self::File
                | Self::Osm
                | Self::DeviceId
                | Self::PhoneNumber
                | Self::Username
                | Self::Email
                | Self::SimSerial
                | Self::SubscriberId
                | Self::Audit
                | Self::StartGeopoint
                | Self::BackgroundGeopoint
                | Self::BackgroundAudio
        ) || self.is_external()
    }

    /// Whether it stands for an attached file and not for a value.
    pub fn is_external(self) -> bool {
        matches!(self, Self::XmlExternal | Self::CsvExternal)
    }

    /// Whether the answer is a file: a picture, a recording, a film, features of a map or any other.
    pub fn is_file(self) -> bool {
        matches!(
            self,
            Self::Image | Self::Audio | Self::Video | Self::File | Self::Osm
        )
    }

    /// Whether codes are chosen.
    pub fn is_select(self) -> bool {
        matches!(self, Self::SelectOne | Self::SelectMany | Self::Rank)
    }
}
