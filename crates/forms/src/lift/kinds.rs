// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The types of questions, and where their choices come from.

use super::{Lifting, LossKind};
use crate::definition::{Bind, Choices, ControlKind, QuestionControl, Text};
use crate::spec::{Choice, ChoiceSource, Question, QuestionType};

impl Lifting<'_> {
    pub(super) fn kind(
        &mut self,
        bind: &Bind,
        control: Option<&QuestionControl>,
        path: &str,
    ) -> QuestionType {
        let preload = bind
            .preload
            .as_ref()
            .map(|(name, params)| (name.as_str(), params.as_deref().unwrap_or_default()));
        match preload {
            Some(("timestamp", "start")) => return QuestionType::Start,
            Some(("timestamp", "end")) => return QuestionType::End,
            Some(("date", "today")) => return QuestionType::Today,
            Some(("property", "deviceid")) => return QuestionType::DeviceId,
            Some(("property", "phonenumber")) => return QuestionType::PhoneNumber,
            Some(("property", "username")) => return QuestionType::Username,
            Some(("property", "email")) => return QuestionType::Email,
            Some(("property", "simserial")) => return QuestionType::SimSerial,
            Some(("property", "subscriberid")) => return QuestionType::SubscriberId,
            _ => {}
        }
        if path.ends_with("/meta/audit") {
            return QuestionType::Audit;
        }
        let written = bind.kind.as_deref().unwrap_or_default();
        let simple = written.strip_prefix("xsd:").unwrap_or(written);
        if let Some(control) = control {
            let media = control
                .attributes
                .iter()
                .find(|(name, _)| name.local == "mediatype")
                .map(|(_, value)| value.as_str());
            let is_query = control
                .attributes
                .iter()
                .any(|(name, _)| name.local == "query");
            match (control.kind, media) {
                (ControlKind::Input, _) if is_query => return QuestionType::SelectOne,
                (ControlKind::SelectOne, _) => return QuestionType::SelectOne,
                (ControlKind::SelectMany, _) => return QuestionType::SelectMany,
                (ControlKind::Rank, _) => return QuestionType::Rank,
                (ControlKind::Range, _) => return QuestionType::Range,
                (ControlKind::Trigger, _) if simple.is_empty() => return QuestionType::Trigger,
                (ControlKind::Trigger, _) => return QuestionType::Acknowledge,
                (ControlKind::Upload, Some("image/*")) => return QuestionType::Image,
                (ControlKind::Upload, Some("audio/*")) => return QuestionType::Audio,
                (ControlKind::Upload, Some("video/*")) => return QuestionType::Video,
                (ControlKind::Upload, Some("osm/*")) => return QuestionType::Osm,
                (ControlKind::Upload, _) => return QuestionType::File,
                _ => {}
            }
        }
        let set_here = |name: &str| {
            let mut actions = self.definition.actions.iter();
            actions.any(|action| action.target == path && action.name.local == name)
        };
        match simple {
            "int" | "integer" => QuestionType::Integer,
            "decimal" => QuestionType::Decimal,
            "date" => QuestionType::Date,
            "time" => QuestionType::Time,
            "dateTime" => QuestionType::DateTime,
            "boolean" => QuestionType::Boolean,
            "geopoint" if set_here("setgeopoint") => QuestionType::StartGeopoint,
            "geopoint" if control.is_none() => QuestionType::BackgroundGeopoint,
            "geopoint" => QuestionType::Geopoint,
            "geotrace" => QuestionType::Geotrace,
            "geoshape" => QuestionType::Geoshape,
            "barcode" => QuestionType::Barcode,
            "binary" if set_here("recordaudio") => QuestionType::BackgroundAudio,
            "binary" => QuestionType::File,
            "string" | "" if control.is_none() && bind.calculate.is_some() => {
                QuestionType::Calculated
            }
            "string" | "" if control.is_none() && self.first_values.contains_key(path) => {
                QuestionType::Calculated
            }
            "string" | "" if control.is_none() => QuestionType::Hidden,
            "string" | ""
                if bind.readonly.as_deref() == Some("true()") && bind.calculate.is_none() =>
            {
                QuestionType::Note
            }
            "string" | "" => QuestionType::Text,
            other => {
                let other = other.to_owned();
                self.lose(path, LossKind::Type(other));
                QuestionType::Text
            }
        }
    }

    pub(super) fn choice_source(
        &mut self,
        question: &mut Question,
        control: &QuestionControl,
        path: &str,
    ) {
        let query = control
            .attributes
            .iter()
            .find(|(name, _)| name.local == "query");
        if let Some((_, query)) = query {
            self.nodeset(question, query, ("name", None), path);
            question.choice_source = ChoiceSource::External;
            self.lose(path, LossKind::Choices);
        }
        match &control.choices {
            Choices::None => {}
            Choices::Items(items) => {
                // Labels are named after the list, if they are translated.
                let list = match items.first() {
                    Some((Some(Text::Itext(id)), _)) => id.rsplit_once('-').map(|(list, _)| list),
                    _ => None,
                };
                let list = list.unwrap_or(&question.name).to_owned();
                let mut entries = Vec::new();
                for (label, code) in items {
                    let (label, media) = self.texts.label(label.as_ref(), &self.paths, path);
                    entries.push(Choice {
                        code: code.clone(),
                        label,
                        media,
                        ..Choice::default()
                    });
                }
                if question.kind == QuestionType::Osm {
                    self.osm_tags.insert(list.clone(), entries);
                } else {
                    self.lists.insert(list.clone(), entries);
                }
                question.choices = Some(list);
            }
            Choices::Itemset {
                nodeset,
                value,
                label,
            } => {
                let mut nodeset = nodeset.trim();
                if let Some(inner) = nodeset
                    .strip_prefix("randomize(")
                    .and_then(|rest| rest.strip_suffix(')'))
                {
                    question
                        .parameters
                        .insert("randomize".to_owned(), "true".to_owned());
                    nodeset = inner;
                    if let Some((inner, seed)) = inner.rsplit_once(", ")
                        && !seed.contains(']')
                    {
                        let seed = self.paths.refer(&format!(" {} ", seed.trim()), path);
                        question
                            .parameters
                            .insert("seed".to_owned(), seed.trim().to_owned());
                        nodeset = inner;
                    }
                }
                self.nodeset(question, nodeset, (value, label.as_deref()), path);
            }
        }
    }

    fn nodeset(
        &mut self,
        question: &mut Question,
        nodeset: &str,
        (value, label): (&str, Option<&str>),
        path: &str,
    ) {
        let (base, filter) = match nodeset.split_once('[') {
            Some((base, filter)) => (base, filter.strip_suffix(']')),
            None => (nodeset, None),
        };
        let list = base
            .strip_prefix("instance('")
            .and_then(|rest| rest.strip_suffix("')/root/item"));
        let Some(list) = list else {
            let empty = format!("./{value} != ''");
            let filter = filter.filter(|filter| *filter != empty);
            let last = |text: &str| text.rsplit('/').next().unwrap_or_default().to_owned();
            let inside = if question.kind.is_select() {
                let name = last(value);
                let inside = self.paths.repeat(&name);
                question.choice_source = ChoiceSource::Repeat;
                question.choices = Some(name);
                inside
            } else {
                let name = last(base);
                let parameter = ("reference-geometry".to_owned(), format!("${{{name}}}"));
                question.parameters.extend([parameter]);
                self.paths.repeat(&name)
            };
            question.choice_filter =
                filter.map(|filter| self.paths.refer_filter(filter, path, inside));
            return;
        };
        question.choice_filter = filter.map(|filter| self.paths.refer_filter(filter, path, None));
        if question.kind == QuestionType::Range {
            question
                .parameters
                .insert("tick_labelset".to_owned(), list.to_owned());
            return;
        }
        if !question.kind.is_select() {
            question
                .parameters
                .insert("reference-geometry".to_owned(), list.to_owned());
            return;
        }
        match self.files.get(list) {
            Some(file) => {
                question.choice_source = ChoiceSource::File;
                question.choices = Some((*file).to_owned());
                let is_geojson = file.to_lowercase().ends_with(".geojson");
                let usual = if is_geojson {
                    ("id", "title")
                } else {
                    ("name", "label")
                };
                if value != usual.0 {
                    question
                        .parameters
                        .insert("value".to_owned(), value.to_owned());
                }
                if let Some(label) = label
                    && label != usual.1
                {
                    question
                        .parameters
                        .insert("label".to_owned(), label.to_owned());
                }
            }
            None => question.choices = Some(list.to_owned()),
        }
    }
}
