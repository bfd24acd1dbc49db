// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A form as a FHIR R4 Questionnaire (<https://hl7.org/fhir/R4/questionnaire.html>).
//!
//! Link identifiers are paths. A condition becomes `enableWhen` where it is a chain of comparisons of
//! one question with one value, joined by `and` or by `or`; every other one is lost and named.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use xpath::{BinaryOp, Expr, ExprKind};

use super::{Loss, below, expressions_of, is_always, said};
use crate::spec::{ChoiceSource, FormSpec, Item, Question, QuestionType};

/// How translations of a text are written.
const TRANSLATION: &str = "http://hl7.org/fhir/StructureDefinition/translation";
/// How a unit is written.
const UNIT: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-unit";
/// How a hint is told from a question.
const CONTROL: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl";

/// The Questionnaire, and what it cannot say.
pub fn fhir(spec: &FormSpec) -> (Value, Vec<Loss>) {
    let mut writing = Writing {
        spec,
        kinds: BTreeMap::new(),
        losses: Vec::new(),
    };
    for (path, question) in spec.questions() {
        writing
            .kinds
            .entry(question.name.clone())
            .or_default()
            .push((path, question));
    }
    let items = writing.items(&spec.items, "");
    let mut form = Map::new();
    form.insert("resourceType".to_owned(), json!("Questionnaire"));
    form.insert(
        "url".to_owned(),
        json!(format!("urn:deich:form:{}", spec.id)),
    );
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
    /// Questions with their paths, by name.
    kinds: BTreeMap<String, Vec<(String, &'a Question)>>,
    losses: Vec<Loss>,
}

impl Writing<'_> {
    fn lose(&mut self, path: &str, what: &'static str) {
        self.losses.push(Loss {
            path: path.to_owned(),
            what,
        });
    }

    /// A text in the default language, with its translations beside it.
    fn text(&self, key: &str, text: &kernel::Localized, into: &mut Map<String, Value>) {
        into.insert(key.to_owned(), json!(said(self.spec, text)));
        let others: Vec<Value> = text
            .0
            .iter()
            .filter(|(lang, _)| **lang != self.spec.default_language)
            .map(|(lang, text)| {
                json!({ "url": TRANSLATION, "extension": [
                    { "url": "lang", "valueCode": lang },
                    { "url": "content", "valueString": text },
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
        out.insert("linkId".to_owned(), json!(path));
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
        match item {
            Item::Group(group) => {
                out.insert("type".to_owned(), json!("group"));
                let within = self.items(&group.items, path);
                // FHIR has no empty groups.
                if within.is_empty() {
                    self.lose(path, "type");
                    return None;
                }
                out.insert("item".to_owned(), Value::Array(within));
            }
            Item::Repeat(repeat) => {
                if repeat.count.is_some() {
                    self.lose(path, "repeat_count");
                }
                out.insert("type".to_owned(), json!("group"));
                out.insert("repeats".to_owned(), json!(true));
                let within = self.items(&repeat.items, path);
                if within.is_empty() {
                    self.lose(path, "type");
                    return None;
                }
                out.insert("item".to_owned(), Value::Array(within));
            }
            Item::Question(question) => self.question(question, path, &mut out)?,
        }
        Some(Value::Object(out))
    }

    fn question(
        &mut self,
        question: &Question,
        path: &str,
        out: &mut Map<String, Value>,
    ) -> Option<()> {
        let Some(kind) = kind(question.kind) else {
            self.lose(path, "type");
            return None;
        };
        for column in expressions_of(question) {
            self.lose(path, column);
        }
        out.insert("type".to_owned(), json!(kind));
        for (column, there) in [
            ("guidance_hint", !question.guidance.is_empty()),
            ("media", !question.media.is_empty()),
        ] {
            if there {
                self.lose(path, column);
            }
        }
        if question.kind == QuestionType::Note {
            // A display item has nothing but its text; with a hint below, it is a group.
            if !question.hint.is_empty() {
                out.insert("type".to_owned(), json!("group"));
                out.insert("item".to_owned(), self.hint(question, path));
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
            out.insert("maxLength".to_owned(), json!(10_000));
        }
        if !question.unit.is_empty() {
            let unit = said(self.spec, &question.unit);
            let coding = json!({ "url": UNIT, "valueCoding": { "display": unit } });
            out.insert("extension".to_owned(), json!([coding]));
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
            out.insert("item".to_owned(), self.hint(question, path));
        }
        Some(())
    }

    /// The help below a question, as an item of its own.
    fn hint(&self, question: &Question, path: &str) -> Value {
        let mut hint = Map::new();
        hint.insert("linkId".to_owned(), json!(format!("{path}#hint")));
        self.text("text", &question.hint, &mut hint);
        hint.insert("type".to_owned(), json!("display"));
        let control = json!({ "coding": [{ "system": "http://hl7.org/fhir/questionnaire-item-control", "code": "help" }] });
        let extension = json!([{ "url": CONTROL, "valueCodeableConcept": control }]);
        hint.insert("extension".to_owned(), extension);
        json!([hint])
    }

    fn choices(&mut self, question: &Question, path: &str, out: &mut Map<String, Value>) {
        let list = question
            .choices
            .as_ref()
            .filter(|_| question.choice_source == ChoiceSource::List)
            .and_then(|name| self.spec.choices.get(name));
        let Some(list) = list else {
            self.lose(path, "choices");
            return;
        };
        if question.or_other {
            out.insert("type".to_owned(), json!("open-choice"));
        }
        let options: Vec<Value> = list
            .iter()
            .map(|choice| {
                let mut coding = Map::new();
                coding.insert("code".to_owned(), json!(choice.code));
                self.text("display", &choice.label, &mut coding);
                json!({ "valueCoding": coding })
            })
            .collect();
        out.insert("answerOption".to_owned(), Value::Array(options));
    }

    /// The comparisons of a condition and how they are joined: `all` or `any`.
    fn enable_when(&self, condition: &str) -> Option<(Vec<Value>, &'static str)> {
        let expr = xpath::parse(condition).ok()?;
        let (comparisons, joined): (Vec<&Expr>, _) = match &expr.kind {
            ExprKind::Chain { first, rest } if rest.iter().all(|(op, _)| *op == BinaryOp::And) => {
                let all = rest.iter().map(|(_, operand)| operand);
                (std::iter::once(&**first).chain(all).collect(), "all")
            }
            ExprKind::Chain { first, rest } if rest.iter().all(|(op, _)| *op == BinaryOp::Or) => {
                let all = rest.iter().map(|(_, operand)| operand);
                (std::iter::once(&**first).chain(all).collect(), "any")
            }
            _ => (vec![&expr], "all"),
        };
        let conditions: Option<Vec<Value>> = comparisons
            .into_iter()
            .map(|comparison| self.comparison(comparison))
            .collect();
        Some((conditions?, joined))
    }

    fn comparison(&self, expr: &Expr) -> Option<Value> {
        if let ExprKind::Call {
            name, arguments, ..
        } = &expr.kind
            && name == "selected"
            && let [asked, code] = arguments.as_slice()
            && let (ExprKind::Reference(name), ExprKind::Text(code)) = (&asked.kind, &code.kind)
        {
            let (path, _) = self.asked(name)?;
            let answer = json!({ "code": code });
            return Some(json!({ "question": path, "operator": "=", "answerCoding": answer }));
        }
        let ExprKind::Chain { first, rest } = &expr.kind else {
            return None;
        };
        let [(op, operand)] = rest.as_slice() else {
            return None;
        };
        let ExprKind::Reference(name) = &first.kind else {
            return None;
        };
        let operator = match op {
            BinaryOp::Equal => "=",
            BinaryOp::NotEqual => "!=",
            BinaryOp::Less => "<",
            BinaryOp::LessOrEqual => "<=",
            BinaryOp::Greater => ">",
            BinaryOp::GreaterOrEqual => ">=",
            _ => return None,
        };
        let (path, question) = self.asked(name)?;
        let text = match &operand.kind {
            ExprKind::Text(text) => text.clone(),
            ExprKind::Number(number) => xpath::number_to_text(*number),
            _ => return None,
        };
        // Compared with nothing, it is asked whether there is an answer.
        if text.is_empty() {
            let exists = match op {
                BinaryOp::NotEqual => true,
                BinaryOp::Equal => false,
                _ => return None,
            };
            return Some(
                json!({ "question": path, "operator": "exists", "answerBoolean": exists }),
            );
        }
        let (key, value) = typed(question.kind, &text)?;
        Some(json!({ "question": path, "operator": operator, (format!("answer{key}")): value }))
    }

    /// The one question of a name.
    fn asked(&self, name: &str) -> Option<(&str, &Question)> {
        match self.kinds.get(name)?.as_slice() {
            [(path, question)] => Some((path, question)),
            _ => None,
        }
    }
}

/// The type of an item; none for what FHIR R4 has no type for.
fn kind(kind: QuestionType) -> Option<&'static str> {
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

/// A value with the ending of its key: `Integer`, `Coding`.
fn typed(kind: QuestionType, text: &str) -> Option<(&'static str, Value)> {
    Some(match kind {
        QuestionType::Integer => ("Integer", json!(text.parse::<i64>().ok()?)),
        QuestionType::Decimal | QuestionType::Range => {
            ("Decimal", Value::Number(serde_json::from_str(text).ok()?))
        }
        QuestionType::Date => ("Date", json!(text)),
        QuestionType::Time => ("Time", json!(text)),
        QuestionType::DateTime => ("DateTime", json!(text)),
        QuestionType::Boolean => ("Boolean", json!(matches!(text, "true" | "1"))),
        QuestionType::SelectOne | QuestionType::SelectMany | QuestionType::Rank => {
            ("Coding", json!({ "code": text }))
        }
        _ => ("String", json!(text)),
    })
}
