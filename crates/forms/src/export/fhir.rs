// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A form as a FHIR R4 Questionnaire (<https://hl7.org/fhir/R4/questionnaire.html>).
//!
//! Link identifiers are paths, or those that the form came with. A condition becomes `enableWhen` where it is a chain of comparisons of
//! one question with one value, joined by `and` or by `or`; every other one is lost and named.

mod bounds;
mod conditions;
mod values;

use std::collections::{BTreeMap, HashSet};

use serde_json::{Map, Value, json};

use self::bounds::{are_said, control};
pub(crate) use self::values::{address, one_blank, plain, typed};
use super::{
    Loss, below, expressions_of, is_always, own_words_of, own_words_of_container,
    own_words_of_form, said,
};
use crate::bounds::Bounds;
use crate::fhir::{CONTROL, CONTROLS, LONGEST_TEXT, SYSTEM, TRANSLATION};
use crate::spec::{ChoiceSource, FormSpec, Item, Question, QuestionType};

/// The Questionnaire, and what it cannot say.
pub fn fhir(spec: &FormSpec) -> (Value, Vec<Loss>) {
    let mut writing = Writing {
        spec,
        kinds: BTreeMap::new(),
        links: HashSet::new(),
        losses: Vec::new(),
    };
    writing.links_of(&spec.items, "");
    for (path, question) in spec.questions() {
        let link = question.link_id.clone().unwrap_or(path);
        writing
            .kinds
            .entry(question.name.clone())
            .or_default()
            .push((link, question));
    }
    let items = writing.items(&spec.items, "");
    for what in own_words_of_form(spec) {
        writing.lose("", what);
    }
    for (what, is_there) in [
        ("deich::legal_basis", !spec.legal_basis.is_empty()),
        ("deich::fim_id", spec.fim_id.is_some()),
    ] {
        if is_there {
            writing.lose("", what);
        }
    }
    let mut form = Map::new();
    form.insert("resourceType".to_owned(), json!("Questionnaire"));
    form.insert("url".to_owned(), json!(address(&spec.id)));
    form.insert("name".to_owned(), json!(computer_name(&spec.id)));
    if !spec.version.is_empty() {
        form.insert("version".to_owned(), json!(spec.version));
    }
    writing.text("title", &spec.title, &mut form);
    form.insert("status".to_owned(), json!("draft"));
    form.insert("language".to_owned(), json!(spec.default_language));
    if !spec.description.is_empty() {
        writing.text("description", &spec.description, &mut form);
    }
    if !spec.purpose.is_empty() {
        writing.text("purpose", &spec.purpose, &mut form);
    }
    form.insert("item".to_owned(), Value::Array(items));
    (Value::Object(form), writing.losses)
}

/// A name as FHIR wants it: a capital letter, then letters, digits and `_`.
fn computer_name(id: &str) -> String {
    let plain: String = id
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect();
    if plain.starts_with(|c: char| c.is_ascii_uppercase()) {
        plain
    } else {
        format!("Form_{plain}")
    }
}

struct Writing<'a> {
    spec: &'a FormSpec,
    /// Questions with their link identifiers, by name.
    kinds: BTreeMap<String, Vec<(String, &'a Question)>>,
    /// All link identifiers of items.
    links: HashSet<String>,
    losses: Vec<Loss>,
}

impl Writing<'_> {
    fn links_of(&mut self, items: &[Item], path: &str) {
        for item in items {
            let path = below(path, item);
            match item {
                Item::Group(group) => self.links_of(&group.items, &path),
                Item::Repeat(repeat) => self.links_of(&repeat.items, &path),
                Item::Question(_) => {}
            }
            let link = item.link_id().unwrap_or(&path).to_owned();
            self.links.insert(link);
        }
    }

    fn lose(&mut self, path: &str, what: &'static str) {
        self.losses.push(Loss {
            path: path.to_owned(),
            what,
        });
    }

    /// A text in the default language, with its translations beside it.
    fn text(&self, key: &str, text: &kernel::Localized, into: &mut Map<String, Value>) {
        let written = said(self.spec, text);
        // FHIR has no empty texts.
        if written.trim().is_empty() {
            return;
        }
        into.insert(key.to_owned(), json!(plain(written)));
        let others: Vec<Value> = text
            .0
            .iter()
            .filter(|(lang, text)| **lang != self.spec.default_language && !text.trim().is_empty())
            .map(|(lang, text)| {
                json!({ "url": TRANSLATION, "extension": [
                    { "url": "lang", "valueCode": lang },
                    { "url": "content", "valueString": plain(text) },
                ]})
            })
            .collect();
        if !others.is_empty() {
            into.insert(format!("_{key}"), json!({ "extension": others }));
        }
    }

    fn items(&mut self, items: &[Item], path: &str) -> Vec<Value> {
        items
            .iter()
            .filter_map(|item| self.item(item, &below(path, item)))
            .collect()
    }

    fn item(&mut self, item: &Item, path: &str) -> Option<Value> {
        let mut out = Map::new();
        let link = item.link_id().unwrap_or(path);
        out.insert("linkId".to_owned(), json!(link));
        let (label, relevant) = match item {
            Item::Group(group) => (&group.label, &group.relevant),
            Item::Repeat(repeat) => (&repeat.label, &repeat.relevant),
            Item::Question(question) => (&question.label, &question.relevant),
        };
        if !label.is_empty() {
            self.text("text", label, &mut out);
        }
        if let Some(condition) = relevant {
            match self.enable_when(condition) {
                Some((conditions, joined)) => {
                    if conditions.len() > 1 {
                        out.insert("enableBehavior".to_owned(), json!(joined));
                    }
                    out.insert("enableWhen".to_owned(), Value::Array(conditions));
                }
                None => self.lose(path, "relevant"),
            }
        }
        for what in own_words_of_container(item) {
            self.lose(path, what);
        }
        if item.fim_id().is_some() {
            self.lose(path, "deich::fim_id");
        }
        match item {
            Item::Group(group) => {
                out.insert("type".to_owned(), json!("group"));
                self.within(&group.items, &group.hint, path, link, &mut out)?;
            }
            Item::Repeat(repeat) => {
                if repeat.count.is_some() {
                    self.lose(path, "repeat_count");
                }
                out.insert("type".to_owned(), json!("group"));
                out.insert("repeats".to_owned(), json!(true));
                self.within(&repeat.items, &repeat.hint, path, link, &mut out)?;
            }
            Item::Question(question) => self.question(question, path, link, &mut out)?,
        }
        Some(Value::Object(out))
    }

    /// What a group or repeat holds, after its help.
    fn within(
        &mut self,
        items: &[Item],
        hint: &kernel::Localized,
        path: &str,
        link: &str,
        out: &mut Map<String, Value>,
    ) -> Option<()> {
        let mut within = self.items(items, path);
        // FHIR has no empty groups.
        if within.is_empty() {
            self.lose(path, "type");
            return None;
        }
        if !hint.is_empty()
            && let Value::Array(help) = self.hint(hint, link)
        {
            within.splice(0..0, help);
        }
        out.insert("item".to_owned(), Value::Array(within));
        Some(())
    }

    fn question(
        &mut self,
        question: &Question,
        path: &str,
        link: &str,
        out: &mut Map<String, Value>,
    ) -> Option<()> {
        let Some(kind) = kind(question.kind) else {
            self.lose(path, "type");
            return None;
        };
        let bounds = question.constraint.as_ref();
        let bounds = bounds.and_then(|text| Bounds::of(text, question.kind));
        let bounds = bounds.filter(|bounds| are_said(bounds, question.kind));
        for column in expressions_of(question) {
            if column != "constraint" || bounds.is_none() {
                self.lose(path, column);
            }
        }
        let bounds = bounds.unwrap_or_default();
        out.insert("type".to_owned(), json!(kind));
        for column in own_words_of(question) {
            self.lose(path, column);
        }
        if !question.appearance.is_empty() && control(question).is_none() {
            self.lose(path, "appearance");
        }
        if question.kind == QuestionType::Note {
            // A display item has nothing but its text; with a hint below, it is a group.
            if !question.hint.is_empty() {
                out.insert("type".to_owned(), json!("group"));
                out.insert("item".to_owned(), self.hint(&question.hint, link));
            }
            return Some(());
        }
        if is_always(question.required.as_ref()) {
            out.insert("required".to_owned(), json!(true));
        } else if question.required.is_some() {
            self.lose(path, "required");
        }
        if is_always(question.readonly.as_ref()) || question.calculate.is_some() {
            out.insert("readOnly".to_owned(), json!(true));
        } else if question.readonly.is_some() {
            self.lose(path, "readonly");
        }
        if matches!(question.kind, QuestionType::SelectMany | QuestionType::Rank) {
            out.insert("repeats".to_owned(), json!(true));
        }
        if question.kind == QuestionType::Text {
            let length = bounds.max_length.unwrap_or(LONGEST_TEXT);
            out.insert("maxLength".to_owned(), json!(length));
        }
        let extensions = self.extensions(question, &bounds);
        if !extensions.is_empty() {
            out.insert("extension".to_owned(), Value::Array(extensions));
        }
        if question.kind.is_select() {
            self.choices(question, path, out);
        }
        if let (Some(default), true) = (&question.default, question.default_is_text) {
            match typed(question.kind, default) {
                Some((key, value)) if !question.kind.is_select() => {
                    let initial = json!([{ (format!("value{key}")): value }]);
                    out.insert("initial".to_owned(), initial);
                }
                _ => self.lose(path, "default"),
            }
        }
        if !question.hint.is_empty() {
            out.insert("item".to_owned(), self.hint(&question.hint, link));
        }
        Some(())
    }

    /// The help below a question, as an item of its own.
    fn hint(&self, text: &kernel::Localized, link: &str) -> Value {
        let mut hint = Map::new();
        let mut own = format!("{link}#hint");
        while self.links.contains(&own) {
            own.push('#');
        }
        hint.insert("linkId".to_owned(), json!(own));
        self.text("text", text, &mut hint);
        hint.insert("type".to_owned(), json!("display"));
        let control = json!({ "coding": [{ "system": CONTROLS, "code": "help" }] });
        let extension = json!([{ "url": CONTROL, "valueCodeableConcept": control }]);
        hint.insert("extension".to_owned(), extension);
        Value::Array(vec![Value::Object(hint)])
    }

    fn choices(&mut self, question: &Question, path: &str, out: &mut Map<String, Value>) {
        let list = question
            .choices
            .as_ref()
            .filter(|_| question.choice_source == ChoiceSource::List)
            .and_then(|name| self.spec.choices.get(name));
        let Some(list) = list else {
            let name = question.choices.as_deref().unwrap_or_default();
            match self.spec.code_lists.get(name) {
                Some(id) => {
                    out.insert("answerValueSet".to_owned(), json!(id.to_string()));
                }
                None => self.lose(path, "choices"),
            }
            return;
        };
        if list
            .iter()
            .any(|choice| one_blank(&choice.code) != choice.code)
        {
            self.lose(path, "choices");
        }
        if question.or_other {
            out.insert("type".to_owned(), json!("open-choice"));
        }
        let options: Vec<Value> = list
            .iter()
            .map(|choice| {
                let mut coding = Map::new();
                if let Some(system) = choice.extra.get(SYSTEM) {
                    coding.insert("system".to_owned(), json!(system));
                }
                coding.insert("code".to_owned(), json!(one_blank(&choice.code)));
                self.text("display", &choice.label, &mut coding);
                json!({ "valueCoding": coding })
            })
            .collect();
        out.insert("answerOption".to_owned(), Value::Array(options));
    }
}

/// The type of an item; none for what FHIR R4 has no type for.
pub(crate) fn kind(kind: QuestionType) -> Option<&'static str> {
    Some(match kind {
        QuestionType::Note => "display",
        QuestionType::Integer => "integer",
        QuestionType::Decimal | QuestionType::Range => "decimal",
        QuestionType::Date | QuestionType::Today => "date",
        QuestionType::Time => "time",
        QuestionType::DateTime | QuestionType::Start | QuestionType::End => "dateTime",
        QuestionType::Boolean => "boolean",
        QuestionType::SelectOne | QuestionType::SelectMany | QuestionType::Rank => "choice",
        QuestionType::Text => "text",
        QuestionType::Image | QuestionType::Audio | QuestionType::Video | QuestionType::File => {
            "attachment"
        }
        QuestionType::Calculated
        | QuestionType::Hidden
        | QuestionType::Barcode
        | QuestionType::Acknowledge
        | QuestionType::Trigger => "string",
        _ => return None,
    })
}
