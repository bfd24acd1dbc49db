// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Fields: types, restrictions, choices.

use std::collections::{BTreeMap, HashSet};

use super::cardinality::Cardinality;
use super::read::{Reading, Result, Trouble};
use super::{NAMESPACE_2, NAMESPACE_3, ReadProblemKind};
use crate::bounds::{Bounds, is_date, is_number, is_pattern};
use crate::compile::join;
use crate::import::code;
use crate::lift::LossKind;
use crate::spec::{Choice, CodeListId, Item, Question, QuestionType, Repeat};
use crate::xform::dom::Node;

/// The ending of a repeat that is there for one field only.
pub(super) const LIST: &str = "_liste";

/// The column of choices that holds their help.
pub(super) const HELP: &str = "hilfe";

const CARRIED: [&str; 19] = [
    "identifikation",
    "name",
    "bezeichnungEingabe",
    "bezeichnungAusgabe",
    "hilfetextEingabe",
    "freigabestatus",
    "status",
    "feldart",
    "datentyp",
    "praezisierung",
    "inhalt",
    "vorbefuellung",
    "werte",
    "codelisteReferenz",
    "codeKey",
    "nameKey",
    "helpKey",
    "regel",
    "mediaType",
];

impl Reading {
    pub(super) fn field(
        &mut self,
        node: Node<'_>,
        around: &str,
        count: &Cardinality,
    ) -> Result<Item> {
        let written = self.text(node, "name");
        let name = self.names.give(&written, "feld");
        let kind = self.kind(node)?;
        let has_rounds = count.is_repeated() && kind != QuestionType::SelectOne;
        let rounds = has_rounds.then(|| self.names.give(&format!("{name}{LIST}"), "liste"));
        let path = match &rounds {
            Some(rounds) => join(&join(around, rounds), &name),
            None => join(around, &name),
        };
        let (id, fim_id, _) = self.identity(node, &path)?;
        self.remember(id, &path);
        let label = match self.text(node, "bezeichnungEingabe") {
            label if label.is_empty() => written.clone(),
            label => label,
        };
        self.other_name(&path, &written, &label);
        self.other_label(node, &path, &label);
        self.others(node, &path, &CARRIED);
        self.rules(node, &path);
        self.lost_types(node, kind, &path);
        let mut question = Question {
            name,
            kind,
            label: Self::said(label),
            hint: Self::said(self.text(node, "hilfetextEingabe")),
            fim_id,
            ..Question::default()
        };
        if self.code(node, "feldart") == "locked" {
            question.readonly = Some("true()".to_owned());
        }
        let mut bounds = self.bounds(node, kind, &path);
        if kind == QuestionType::SelectOne {
            self.choices(node, &mut question, &path);
            if count.is_repeated() {
                question.kind = QuestionType::SelectMany;
                bounds.least = Some(count.least).filter(|least| *least > 1);
                bounds.most = count.most;
            }
        }
        question.constraint = bounds.to_expression(question.kind);
        self.content(node, &mut question, &path);
        if kind != QuestionType::Note && kind != QuestionType::Hidden {
            question.required = if rounds.is_some() {
                // Each round is there because somebody began it.
                (count.least > 0).then(|| "true()".to_owned())
            } else {
                self.required(count)
            };
        }
        let Some(rounds) = rounds else {
            return Ok(Item::Question(Box::new(question)));
        };
        // That one value at least is needed, the question says.
        let is_said = count.fixed().is_some() || count.least <= 1 && count.most.is_none();
        if !is_said {
            self.lose_value(&path, "anzahl", count.written.clone());
        }
        Ok(Item::Repeat(Repeat {
            name: rounds,
            label: question.label.clone(),
            count: count.fixed(),
            items: vec![Item::Question(Box::new(question))],
            ..Repeat::default()
        }))
    }

    /// The type, by `feldart` and `datentyp`.
    fn kind(&self, node: Node<'_>) -> Result<QuestionType> {
        let value = self.code(node, "datentyp");
        let kind = match value.as_str() {
            "text" | "text_latin" => QuestionType::Text,
            "date" => QuestionType::Date,
            "time" => QuestionType::Time,
            "datetime" => QuestionType::DateTime,
            "bool" => QuestionType::Boolean,
            "num" | "num_currency" => QuestionType::Decimal,
            "num_int" => QuestionType::Integer,
            "file" => self.kind_of_file(node),
            "obj" => QuestionType::Note,
            _ => return Err(unknown(node, "datentyp", &value)),
        };
        let value = self.code(node, "feldart");
        match value.as_str() {
            "input" | "locked" => Ok(kind),
            "select" => Ok(QuestionType::SelectOne),
            "label" => Ok(QuestionType::Note),
            "hidden" => Ok(QuestionType::Hidden),
            _ => Err(unknown(node, "feldart", &value)),
        }
    }

    fn kind_of_file(&self, node: Node<'_>) -> QuestionType {
        let mut kinds = node
            .elements()
            .filter(|child| child.is(self.namespace, "mediaType"))
            .map(|child| child.text().trim().to_owned());
        let Some(first) = kinds.next() else {
            return QuestionType::File;
        };
        let (begin, _) = first.split_once('/').unwrap_or_default();
        let begin = format!("{begin}/");
        let same = kinds.all(|kind| kind.starts_with(&begin));
        match begin.as_str() {
            "image/" if same => QuestionType::Image,
            "audio/" if same => QuestionType::Audio,
            "video/" if same => QuestionType::Video,
            _ => QuestionType::File,
        }
    }

    /// Names what the type says no more.
    fn lost_types(&mut self, node: Node<'_>, kind: QuestionType, path: &str) {
        let value = self.code(node, "datentyp");
        let is_lost = match value.as_str() {
            "text" => false,
            "text_latin" | "num_currency" => true,
            "obj" => self.code(node, "feldart") != "label",
            _ => matches!(
                kind,
                QuestionType::SelectOne | QuestionType::Note | QuestionType::Hidden
            ),
        };
        if is_lost {
            self.lose_value(path, "datentyp", value);
        }
        let filling = self.code(node, "vorbefuellung");
        if !filling.is_empty() && filling != "keine" {
            self.lose_value(path, "vorbefuellung", filling);
        }
        if kind == QuestionType::File {
            let types: Vec<String> = node
                .elements()
                .filter(|child| child.is(self.namespace, "mediaType"))
                .map(|child| child.text().trim().to_owned())
                .collect();
            if !types.is_empty() {
                self.lose_value(path, "mediaType", types.join(", "));
            }
        }
    }

    /// The restrictions of a value: attributes, in version 2.0 an object in JSON.
    fn bounds(&mut self, node: Node<'_>, kind: QuestionType, path: &str) -> Bounds {
        let mut bounds = Bounds::default();
        let Some(element) = node.child(self.namespace, "praezisierung") else {
            return bounds;
        };
        let text = element.text().trim().to_owned();
        let mut said: BTreeMap<String, String> = BTreeMap::new();
        if self.namespace == NAMESPACE_3 {
            for (_, name, space, value) in element.attributes() {
                if space.is_empty() {
                    said.insert(name.to_owned(), value.trim().to_owned());
                }
            }
            if !text.is_empty() {
                self.lose_value(path, "praezisierung", text);
            }
        } else if !text.is_empty() {
            match serde_json::from_str::<BTreeMap<String, serde_json::Value>>(&text) {
                Ok(object) => {
                    for (name, value) in object {
                        let value = match value {
                            serde_json::Value::String(text) => text.trim().to_owned(),
                            serde_json::Value::Null => String::new(),
                            other => other.to_string(),
                        };
                        said.insert(name, value);
                    }
                }
                Err(_) => self.lose_value(path, "praezisierung", text),
            }
        }
        let is_text = kind == QuestionType::Text;
        for (name, value) in said {
            if value.is_empty() {
                continue;
            }
            let length = || value.parse::<u32>().ok().filter(|_| is_text);
            let amount = || {
                let fits = match kind {
                    QuestionType::Integer | QuestionType::Decimal => is_number(&value),
                    QuestionType::Date => is_date(&value),
                    _ => false,
                };
                fits.then(|| value.clone())
            };
            let pattern = || Some(value.clone()).filter(|text| is_text && is_pattern(text));
            let is_said = match name.as_str() {
                "minLength" => {
                    bounds.min_length = length();
                    bounds.min_length.is_some()
                }
                "maxLength" => {
                    bounds.max_length = length();
                    bounds.max_length.is_some()
                }
                "minValue" => {
                    bounds.min = amount();
                    bounds.min.is_some()
                }
                "maxValue" => {
                    bounds.max = amount();
                    bounds.max.is_some()
                }
                "pattern" => {
                    bounds.pattern = pattern();
                    bounds.pattern.is_some()
                }
                _ => false,
            };
            if !is_said {
                self.lose_value(path, &name, value);
            }
        }
        bounds
    }

    /// The value at the beginning; of a label what it says.
    fn content(&mut self, node: Node<'_>, question: &mut Question, path: &str) {
        let content = self.text(node, "inhalt");
        if content.is_empty() {
            return;
        }
        if question.kind == QuestionType::Note {
            let label = Self::said(content);
            if question.label != label {
                let label = question.label.get(super::read::LANGUAGE).to_owned();
                if !label.is_empty() && label != question.name {
                    self.lose_value(path, "bezeichnungEingabe", label);
                }
            }
            question.label = label;
            return;
        }
        let value = match question.kind {
            QuestionType::SelectOne | QuestionType::SelectMany => Some(code(&content).0),
            QuestionType::Hidden => Some(content.clone()),
            kind => crate::typed::parse_value(kind, &content)
                .ok()
                .map(std::borrow::Cow::into_owned)
                .filter(|_| !kind.is_file()),
        };
        match value {
            Some(value) if !value.contains("${") => {
                question.default = Some(value);
                question.default_is_text = true;
            }
            _ => self.lose_value(path, "inhalt", content),
        }
    }

    fn choices(&mut self, node: Node<'_>, question: &mut Question, path: &str) {
        let columns = ["codeKey", "nameKey", "helpKey"]
            .map(|name| Some(self.text(node, name)).filter(|column| !column.is_empty()));
        if let Some(values) = node.child(self.namespace, "werte") {
            let choices = self.values(values, path);
            question.choices = Some(self.lists.inline(&question.name, choices));
            return;
        }
        let Some(reference) = node.child(self.namespace, "codelisteReferenz") else {
            self.lose(path, LossKind::Choices);
            return;
        };
        let inner = reference.child(NAMESPACE_2, "genericodeIdentification");
        let reference = inner.unwrap_or(reference);
        let address = self.text(reference, "canonicalIdentification");
        let version = self.text(reference, "version");
        match CodeListId::new(&address, &version) {
            Some(id) => {
                for (element, column) in ["codeKey", "nameKey", "helpKey"].iter().zip(&columns) {
                    if let Some(column) = column {
                        self.lose_value(path, element, column.clone());
                    }
                }
                question.choices = Some(self.lists.refer(id, columns, path));
            }
            None => self.lose_value(path, "codelisteReferenz", format!("{address} {version}")),
        }
    }

    /// A list that stands in the field itself.
    fn values(&mut self, node: Node<'_>, path: &str) -> Vec<Choice> {
        let mut choices = Vec::new();
        let mut seen = HashSet::new();
        let values = node.elements();
        for value in values.filter(|value| value.is(self.namespace, "wert")) {
            let written = self.text(value, "code");
            let (code, is_changed) = code(&written);
            if code.is_empty() || !seen.insert(code.clone()) {
                self.lose_value(path, "code", written);
                continue;
            }
            if is_changed {
                self.lose_value(path, "code", written);
            }
            let label = match self.text(value, "name") {
                name if name.is_empty() => code.clone(),
                name => name,
            };
            let help = self.text(value, HELP);
            let extra = (!help.is_empty()).then(|| (HELP.to_owned(), help));
            choices.push(Choice {
                code,
                label: Self::said(label),
                extra: extra.into_iter().collect(),
                ..Choice::default()
            });
        }
        choices
    }
}

fn unknown(node: Node<'_>, element: &'static str, value: &str) -> Trouble {
    let value = value.chars().take(40).collect();
    Trouble::new(node, ReadProblemKind::UnknownCode { element, value })
}
