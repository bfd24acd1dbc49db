// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Extensions: those that have a place in a form, and the naming of all others.

use kernel::Localized;
use serde_json::{Map, Value};

use super::choices::plain_value;
use super::read::{Reading, objects, text};
use super::{
    CONSTRAINT, CONTROL, HIDDEN, MAX_OCCURS, MAX_VALUE, MIN_LENGTH, MIN_OCCURS, MIN_VALUE, REGEX,
    UNIT,
};
use crate::bounds::{Bounds, is_date, is_number, is_pattern};
use crate::import::ReviewTask;
use crate::lift::LossKind;
use crate::spec::{Question, QuestionType};

/// The extensions of an object that nobody has read yet.
pub(super) struct Extensions<'a> {
    left: Vec<&'a Map<String, Value>>,
}

/// The one value of an extension: the ending of its key, and the value.
fn value(extension: &Map<String, Value>) -> Option<(&str, &Value)> {
    extension
        .iter()
        .find_map(|(key, value)| Some((key.strip_prefix("value")?, value)))
}

impl<'a> Extensions<'a> {
    pub(super) fn of(object: &'a Map<String, Value>) -> Self {
        Self {
            left: objects(object, "extension").collect(),
        }
    }

    /// Takes the first extension with an address.
    fn take(&mut self, url: &str) -> Option<&'a Map<String, Value>> {
        let at = self
            .left
            .iter()
            .position(|found| text(found, "url") == url)?;
        Some(self.left.remove(at))
    }

    fn plain(&mut self, url: &str) -> Option<String> {
        let (kind, value) = value(self.take(url)?)?;
        plain_value(kind, value)
    }

    fn number(&mut self, reading: &mut Reading<'_>, url: &str, path: &str) -> Option<u32> {
        let found = self.plain(url)?;
        let number = found.parse().ok();
        if number.is_none() {
            reading.lose_value(path, last(url), found);
        }
        number
    }

    /// The least and the greatest number of answers.
    pub(super) fn occurs(
        &mut self,
        reading: &mut Reading<'_>,
        path: &str,
    ) -> (Option<u32>, Option<u32>) {
        let least = self.number(reading, MIN_OCCURS, path);
        (least, self.number(reading, MAX_OCCURS, path))
    }

    /// What has a place in a question.
    pub(super) fn read(
        &mut self,
        reading: &mut Reading<'_>,
        question: &mut Question,
        bounds: &mut Bounds,
        path: &str,
    ) {
        let kind = question.kind;
        for (url, is_least) in [(MIN_VALUE, true), (MAX_VALUE, false)] {
            let Some(found) = self.plain(url) else {
                continue;
            };
            let fits = match kind {
                QuestionType::Integer | QuestionType::Decimal => is_number(&found),
                QuestionType::Date => is_date(&found),
                _ => false,
            };
            if !fits {
                reading.lose_value(path, last(url), found);
            } else if is_least {
                bounds.min = Some(found);
            } else {
                bounds.max = Some(found);
            }
        }
        if kind == QuestionType::Text {
            bounds.min_length = self.number(reading, MIN_LENGTH, path);
            if let Some(pattern) = self.plain(REGEX) {
                if is_pattern(&pattern) {
                    bounds.pattern = Some(pattern);
                } else {
                    reading.lose_value(path, last(REGEX), pattern);
                }
            }
        }
        if kind == QuestionType::SelectMany {
            (bounds.least, bounds.most) = self.occurs(reading, path);
        }
        if let Some(unit) = self.take(UNIT) {
            question.unit = unit_of(reading, unit);
            if question.unit.is_empty() {
                reading.lose_value(path, "extension", last(UNIT));
            }
        }
        if let Some(hidden) = self.take(HIDDEN)
            && hidden.get("valueBoolean").and_then(Value::as_bool) == Some(true)
        {
            if kind == QuestionType::Text {
                question.kind = QuestionType::Hidden;
            } else {
                reading.lose_value(path, "extension", last(HIDDEN));
            }
        }
        self.control(reading, question, path);
    }

    /// How a question is shown.
    fn control(&mut self, reading: &mut Reading<'_>, question: &mut Question, path: &str) {
        let Some(control) = self.take(CONTROL) else {
            return;
        };
        let concept = control
            .get("valueCodeableConcept")
            .and_then(Value::as_object);
        let codings = concept
            .into_iter()
            .flat_map(|concept| objects(concept, "coding"));
        for coding in codings {
            match text(coding, "code") {
                "drop-down" if question.kind.is_select() => {
                    "minimal".clone_into(&mut question.appearance);
                }
                "autocomplete" if question.kind.is_select() => {
                    "autocomplete".clone_into(&mut question.appearance);
                }
                "radio-button" | "check-box" | "text-box" => {}
                other => reading.lose_value(path, "itemControl", other),
            }
        }
    }

    /// Names all that are left.
    pub(super) fn unknown(self, reading: &mut Reading<'_>, path: &str) {
        for extension in self.left {
            let url = text(extension, "url");
            if url == CONSTRAINT {
                let part = |name: &str| {
                    let mut parts = objects(extension, "extension");
                    let found = parts.find(|part| text(part, "url") == name);
                    let (_, value) = found.and_then(value)?;
                    value.as_str().map(str::to_owned)
                };
                reading.task(ReviewTask {
                    rule: part("key").unwrap_or_default(),
                    name: String::new(),
                    text: part("human").unwrap_or_default(),
                    script: part("expression").unwrap_or_default(),
                    path: path.to_owned(),
                    fields: Vec::new(),
                });
                continue;
            }
            let is_expression = matches!(value(extension), Some(("Expression", _)));
            if is_expression || last(url).ends_with("Expression") {
                reading.lose(path, LossKind::Expression(last(url).to_owned()));
            } else {
                reading.lose_value(path, "extension", url);
            }
        }
    }
}

/// The last part of an address.
fn last(url: &str) -> &str {
    url.rsplit('/').next().unwrap_or(url)
}

fn unit_of(reading: &mut Reading<'_>, extension: &Map<String, Value>) -> Localized {
    let Some(coding) = extension.get("valueCoding").and_then(Value::as_object) else {
        return Localized::default();
    };
    let unit = reading.localized(coding, "display");
    if !unit.is_empty() {
        return unit;
    }
    match text(coding, "code") {
        "" => unit,
        code => Localized::one(&reading.language.clone(), code),
    }
}
