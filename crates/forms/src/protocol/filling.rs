// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! `deich forms run`: a form that is filled in.

use std::sync::Arc;

use serde_json::{Map, Value as Json, json};

use super::{Conversation, text};
use crate::engine::{
    Caption, Evaluation, Form, Mode, NodeState, Session, Surroundings, Violation, ViolationKind,
};

/// How many choices one answer has unless the request says otherwise.
const CHOICES: usize = 200;

/// Fills in a form.
///
/// A request names its command in `op`: `{"op": "answer", "ref": "/data/age", "value": "3"}`. Written
/// shorter, the command is the only key, `{"answer": {"ref": "/data/age", "value": "3"}}`, or, if it
/// needs nothing else, a text alone: `"validate"`. The commands:
///
/// * `init` begins anew; with `instance`, XML text, goes on with that instance (`mode`: `resume`,
///   `edit`);
/// * `answer` with `ref` and `value` (a text, number, boolean or list of codes; null takes it back);
/// * `add` with `repeat`, and `remove` with `repeat` (a place such as `/data/person[2]`);
/// * `choices` with `ref`, and if wanted `search`, `from`, `count`;
/// * `language` with `language`;
/// * `state` with `ref`; `states` of all relevant questions and repeats;
/// * `validate`: everything that is wrong;
/// * `serialize`: the instance as XML;
/// * `check` with `instance`: examines a whole submission.
///
/// Every request can ask for the instance besides, by `"instance": true`, and for all states by
/// `"states": true`.
#[derive(Debug)]
pub struct Filling {
    form: Arc<Form>,
    surroundings: Surroundings,
    session: Option<Session>,
}

impl Filling {
    /// A conversation about `form`. `init` is implied by the first request that needs it.
    pub fn new(form: Arc<Form>, surroundings: Surroundings) -> Self {
        Self {
            form,
            surroundings,
            session: None,
        }
    }

    fn session(&mut self) -> Result<&mut Session, String> {
        if self.session.is_none() {
            let session = self.form.session(&self.surroundings);
            self.session = Some(session.map_err(|error| error.to_string())?);
        }
        self.session
            .as_mut()
            .ok_or_else(|| "the form cannot be begun".to_owned())
    }

    fn init(&mut self, request: &Json) -> Result<Json, String> {
        let session = match request.get("instance").and_then(Json::as_str) {
            None => self.form.session(&self.surroundings),
            Some(xml) => {
                let mode = match request.get("mode").and_then(Json::as_str) {
                    None | Some("resume") => Mode::Resume,
                    Some("edit") => Mode::Edit,
                    Some(other) => return Err(format!("there is no mode `{other}`")),
                };
                self.form
                    .resume(xml.as_bytes(), mode, &self.surroundings)
            }
        };
        let session = session.map_err(|error| error.to_string())?;
        let unknown: Vec<String> = session.unknown().iter().map(ToString::to_string).collect();
        let mut answer = json!({
            "title": self.form.definition().title,
            "languages": self.form.languages(),
            "language": session.language(),
            "questions": session.questions(),
            "repeats": session.repeats(),
        });
        if !unknown.is_empty() {
            answer["unknown"] = json!(unknown);
        }
        self.session = Some(session);
        Ok(answer)
    }

    fn command(&mut self, name: &str, request: &Json) -> Result<Json, String> {
        match name {
            "init" => return self.init(request),
            "check" => {
                let xml = text(request, "instance")?;
                let found = self
                    .form
                    .check(xml.as_bytes(), &self.surroundings)
                    .map_err(|error| error.to_string())?;
                return Ok(evaluation(&found));
            }
            _ => {}
        }
        let session = self.session()?;
        let said = |error: crate::engine::SessionError| error.to_string();
        Ok(match name {
            "answer" => {
                let reference = text(request, "ref")?;
                session
                    .answer(reference, &answer_text(request.get("value"))?)
                    .map_err(said)?;
                json!({ "state": state(&session.state(reference).map_err(said)?) })
            }
            "add" => {
                let added = session.add_repeat(text(request, "repeat")?).map_err(said)?;
                json!({ "repeat": added })
            }
            "remove" => {
                session
                    .remove_repeat(text(request, "repeat")?)
                    .map_err(said)?;
                json!({})
            }
            "choices" => {
                let count = |key: &str, otherwise: usize| {
                    let given = request.get(key).and_then(Json::as_u64);
                    given.map_or(otherwise, |given| usize::try_from(given).unwrap_or(otherwise))
                };
                let search = request.get("search").and_then(Json::as_str).unwrap_or("");
                let page = session
                    .choices(
                        text(request, "ref")?,
                        search,
                        count("from", 0),
                        count("count", CHOICES),
                    )
                    .map_err(said)?;
                let choices: Vec<Json> = page
                    .choices
                    .iter()
                    .map(|choice| json!({ "value": choice.value, "label": choice.label.text }))
                    .collect();
                json!({ "total": page.total, "choices": choices })
            }
            "language" => {
                session
                    .set_language(text(request, "language")?)
                    .map_err(said)?;
                json!({ "language": session.language() })
            }
            "state" => {
                let found = session.state(text(request, "ref")?).map_err(said)?;
                json!({ "state": state(&found) })
            }
            "states" => json!({ "states": states(session)? }),
            "validate" => {
                let violations = session.validate();
                json!({
                    "valid": violations.is_empty(),
                    "violations": violations.iter().map(violation).collect::<Vec<_>>(),
                })
            }
            "serialize" => json!({ "instance": session.to_xml() }),
            _ => return Err(format!("there is no command `{name}`")),
        })
    }
}

impl Conversation for Filling {
    fn answer(&mut self, request: &Json) -> Result<Json, String> {
        let (name, request) = named(request)?;
        let mut answer = self.command(name, request)?;
        let Some(fields) = answer.as_object_mut() else {
            return Ok(answer);
        };
        if let Some(session) = &self.session {
            let wants = |key: &str| request.get(key) == Some(&Json::Bool(true));
            if wants("instance") {
                fields.insert("instance".to_owned(), json!(session.to_xml()));
            }
            if wants("states") {
                fields.insert("states".to_owned(), json!(states(session)?));
            }
            let failures: Vec<String> =
                session.failures().iter().map(ToString::to_string).collect();
            if !failures.is_empty() {
                fields.insert("failures".to_owned(), json!(failures));
            }
        }
        fields.insert("ok".to_owned(), Json::Bool(true));
        Ok(answer)
    }
}

/// The command of a request and what belongs to it.
fn named(request: &Json) -> Result<(&str, &Json), String> {
    if let Json::String(name) = request {
        return Ok((name, request));
    }
    if let Some(name) = request.get("op").and_then(Json::as_str) {
        return Ok((name, request));
    }
    let keys = request.as_object().map(|fields| fields.iter());
    match keys.into_iter().flatten().find(|(key, _)| *key != "id") {
        Some((name, fields)) => Ok((name, fields)),
        None => Err("a request names a command: {\"op\": \"init\"}".to_owned()),
    }
}

/// What is entered, as the text that a node holds.
fn answer_text(value: Option<&Json>) -> Result<String, String> {
    match value {
        None | Some(Json::Null) => Ok(String::new()),
        Some(Json::String(text)) => Ok(text.clone()),
        Some(Json::Number(number)) => Ok(number.to_string()),
        Some(Json::Bool(boolean)) => Ok(boolean.to_string()),
        Some(Json::Array(codes)) => {
            let codes: Option<Vec<&str>> = codes.iter().map(Json::as_str).collect();
            let codes = codes.ok_or("a list holds codes, which are texts")?;
            Ok(codes.join(" "))
        }
        Some(Json::Object(_)) => Err("`value` must be a text, number, boolean or list".to_owned()),
    }
}

fn states(session: &Session) -> Result<Map<String, Json>, String> {
    let mut all = Map::new();
    for reference in session.questions() {
        let found = session
            .state(&reference)
            .map_err(|error| error.to_string())?;
        all.insert(reference, state(&found));
    }
    for reference in session.repeats() {
        let found = session
            .repeat(&reference)
            .map_err(|error| error.to_string())?;
        let fields = json!({
            "instances": found.instances,
            "fixed": found.fixed,
            "label": caption(found.label.as_ref()),
        });
        all.insert(reference, fields);
    }
    Ok(all)
}

fn caption(caption: Option<&Caption>) -> Option<&str> {
    caption.map(|caption| caption.text.as_str())
}

fn state(state: &NodeState) -> Json {
    json!({
        "ref": state.reference,
        "relevant": state.relevant,
        "required": state.required,
        "readonly": state.readonly,
        "value": state.value,
        "rejected": state.rejected,
        "label": caption(state.label.as_ref()),
        "hint": caption(state.hint.as_ref()),
        "violations": state.violations.iter().map(violation).collect::<Vec<_>>(),
    })
}

fn violation(found: &Violation) -> Json {
    let kind = match found.kind {
        ViolationKind::Required => "required",
        ViolationKind::Constraint => "constraint",
        ViolationKind::Type => "type",
        ViolationKind::Choice => "choice",
        ViolationKind::Range => "range",
    };
    json!({ "ref": found.reference, "kind": kind, "message": found.message })
}

fn evaluation(found: &Evaluation) -> Json {
    let differences: Vec<Json> = found
        .differences
        .iter()
        .map(|one| json!({ "ref": one.reference, "given": one.given, "expected": one.expected }))
        .collect();
    let entities: Vec<Json> = found
        .entities
        .iter()
        .map(|one| {
            json!({
                "dataset": one.dataset, "id": one.id, "create": one.create, "update": one.update,
                "label": one.label, "properties": one.properties.iter().cloned().collect::<std::collections::BTreeMap<_, _>>(),
            })
        })
        .collect();
    json!({
        "valid": found.is_clean(),
        "violations": found.violations.iter().map(violation).collect::<Vec<_>>(),
        "differences": differences,
        "unknown": found.unknown.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "failures": found.failures.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "attachments": found.attachments,
        "entities": entities,
    })
}
