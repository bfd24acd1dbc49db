// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The steps of a scenario, done again.

use std::fmt::Write as _;
use std::sync::Arc;

use forms::engine::{Form, MissingFiles, Mode, Resources, Session, Surroundings, ViolationKind};
use forms::xform;
use serde_json::Value;

use super::Step;
use super::compare::{difference, parse, text_at, with_values};

type Outcome = Result<(), String>;

struct Replay {
    form: Arc<Form>,
    session: Session,
    /// The recorded instance before the step.
    before: String,
    /// Our instances after each step.
    saved: Vec<String>,
    /// Names of nodes whose value is random.
    random: Vec<String>,
}

fn surroundings() -> Surroundings {
    let now = "2026-11-21T19:36:06.938+00:00[UTC]".parse().unwrap();
    let mut surroundings = Surroundings::at(now, [7; 32]);
    surroundings.position = Some("38.295 21.7567 110 5".to_owned());
    surroundings
}

/// What some scenarios know of the device.
fn device() -> Surroundings {
    let mut surroundings = surroundings();
    let known = [
        ("deviceid", "123456"),
        ("email", "my@email"),
        ("phonenumber", "+15551234"),
        ("username", "nousername"),
    ];
    for (name, value) in known {
        surroundings
            .properties
            .insert(name.to_owned(), value.to_owned());
    }
    surroundings
}

/// Does all steps, and returns what is not as it was recorded.
pub(crate) fn replay(steps: &[Step]) -> Outcome {
    let mut replay: Option<Replay> = None;
    for (number, step) in (1..).zip(steps) {
        let outcome = if step.op == "init" {
            match begin(step) {
                Ok(begun) => {
                    replay = begun;
                    Ok(())
                }
                Err(reason) => Err(reason),
            }
        } else if let Some(replay) = &mut replay {
            replay.step_or_reopen(step, &steps[number - 1..])
        } else {
            Err("there is no session".to_owned())
        };
        outcome.map_err(|reason| {
            let args = step.args.as_ref().map(|args| format!("{args:?}"));
            format!(
                "step {number}, {} {}: {reason}",
                step.op,
                args.unwrap_or_default()
            )
        })?;
        if let Some(replay) = &mut replay {
            let xml = replay.session.to_xml();
            if replay.saved.last() != Some(&xml) {
                replay.saved.push(xml);
            }
            if let Some(instance) = &step.instance {
                replay.before.clone_from(instance);
            }
        }
    }
    Ok(())
}

/// Files beside forms are not part of the recording. Some scenarios need no more of them than that
/// they are there, or a choice or two.
fn resources(missing: MissingFiles) -> Resources {
    let mut resources = Resources::none(missing);
    let (mut csv, mut items) = ("item-label,item-value\n".to_owned(), String::new());
    for code in 'a'..='z' {
        let _ = writeln!(csv, "{code},{code}");
        let cells = format!("<item-label>{code}</item-label><item-value>{code}</item-value>");
        let _ = write!(items, "<instance-item>{cells}</instance-item>");
    }
    resources.add("csv-attachment.csv", csv.into());
    let xml = format!("<instance-root>{items}</instance-root>");
    resources.add("xml-attachment.xml", xml.into());
    let feature = |id: &str| {
        format!(
            r#"{{"type":"Feature","id":{id},"properties":{{}},"geometry":{{"type":"Point","coordinates":[1,2]}}}}"#
        )
    };
    let features = [feature("\"fs87b\""), feature("67")].join(",");
    let geojson = format!(r#"{{"type":"FeatureCollection","features":[{features}]}}"#);
    resources.add("external-data.geojson", geojson.into());
    resources
}

fn open(step: &Step, xml: &str) -> Result<(Arc<Form>, Session, Vec<String>), String> {
    let definition = xform::read(xml.as_bytes()).map_err(|problem| problem.to_string())?;
    let random = definition.binds.iter().filter(|bind| {
        bind.calculate
            .as_ref()
            .is_some_and(|calculate| calculate.contains("random()"))
    });
    let random = random.filter_map(|bind| bind.nodeset.rsplit('/').next().map(str::to_owned));
    // The position of the device comes later than the instance is recorded.
    let positions = xml.split("setgeopoint ").skip(1).filter_map(|rest| {
        let target = rest.split("ref=\"").nth(1)?.split('"').next()?;
        target.rsplit('/').next().map(str::to_owned)
    });
    let random: Vec<String> = positions.chain(random).collect();
    let resources = match step.error {
        Some(_) => Resources::none(MissingFiles::Refuse),
        None => resources(MissingFiles::Empty),
    };
    let form = Form::compile(definition, &resources);
    let form = form.map_err(|problems| {
        let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
        problems.join("; ")
    })?;
    let session = form
        .session(&surroundings())
        .map_err(|error| error.to_string())?;
    Ok((form, session, random))
}

fn begin(step: &Step) -> Result<Option<Replay>, String> {
    let xml = step.xml.as_ref().unwrap();
    let opened = open(step, xml);
    if let Some(error) = &step.error {
        return match opened {
            Err(_) => Ok(None),
            Ok((_, session, _)) if !session.failures().is_empty() => Ok(None),
            Ok(_) => Err(format!("is accepted, but should fail: {error}")),
        };
    }
    let (form, session, random) = opened?;
    let recorded = step.instance.as_ref().unwrap();
    let replay = |session: Session| {
        Some(Replay {
            form: Arc::clone(&form),
            session,
            before: recorded.clone(),
            saved: Vec::new(),
            random: random.clone(),
        })
    };
    let Some(found) = difference(&session.to_xml(), recorded, &random) else {
        return Ok(replay(session));
    };
    if let Ok(known) = form.session(&device())
        && difference(&known.to_xml(), recorded, &random).is_none()
    {
        return Ok(replay(known));
    }
    // Some scenarios begin with an instance, which the recording shows only after it was loaded.
    let resumed = form.resume(recorded.as_bytes(), Mode::Resume, &surroundings());
    if let Ok(resumed) = resumed
        && found_values(recorded)
        && difference(&resumed.to_xml(), recorded, &random).is_none()
    {
        return Ok(replay(resumed));
    }
    Err(found)
}

/// Whether an instance holds anything that could have been loaded.
fn found_values(recorded: &str) -> bool {
    recorded.contains("</")
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(true) => "1".to_owned(),
        Value::Bool(false) => "0".to_owned(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

impl Replay {
    /// Does a step. If it does not lead where it should, the scenario may have loaded an instance
    /// in between, which the recording does not say: one of those before, to go on or to change
    /// it, or one of which only the answers show that are looked at next.
    fn step_or_reopen(&mut self, step: &Step, rest: &[Step]) -> Outcome {
        let session = self.session.clone();
        let outcome = self.step(step, rest);
        if outcome.is_ok() || step.error.is_some() {
            return outcome;
        }
        let mut before = self.saved.clone();
        before.reverse();
        before.extend(self.shown(rest));
        for xml in before {
            for mode in [Mode::Resume, Mode::Edit] {
                let Ok(reopened) = self.form.resume(xml.as_bytes(), mode, &surroundings()) else {
                    continue;
                };
                self.session = reopened;
                if self.step(step, &[]).is_ok() {
                    return Ok(());
                }
            }
        }
        self.session = session;
        let finished = self.session.finish();
        if finished.is_ok() && self.step(step, &[]).is_ok() {
            return Ok(());
        }
        outcome
    }

    /// The instance before this step with the answers that are looked at next.
    fn shown(&self, rest: &[Step]) -> Option<String> {
        let answers = rest.iter().take_while(|step| step.instance.is_none());
        let answers: Vec<(String, String)> = answers
            .filter(|step| step.op == "answerOf")
            .filter_map(|step| {
                let reference = text(step.args.as_ref()?.first()?);
                Some((reference, text(step.result.get("s")?)))
            })
            .collect();
        (!answers.is_empty()).then(|| with_values(&self.before, &answers))
    }

    fn copy(&self) -> Self {
        Self {
            form: Arc::clone(&self.form),
            session: self.session.clone(),
            before: self.before.clone(),
            saved: Vec::new(),
            random: self.random.clone(),
        }
    }

    fn step(&mut self, step: &Step, rest: &[Step]) -> Outcome {
        let args = step.args.clone().unwrap_or_default();
        let first = args.first().map(text).unwrap_or_default();
        match step.op.as_str() {
            "answer" => self.answer(step, &args),
            "createNewRepeat" => self.add_repeat(step, &first),
            "removeRepeat" => {
                let removed = self.session.remove_repeat(&first);
                removed.map_err(|error| error.to_string())?;
                self.as_recorded(step)
            }
            "countRepeatInstancesOf" => {
                let count = self
                    .session
                    .count_repeats(&first)
                    .map_err(|error| error.to_string())?;
                expect(&count.to_string(), &text(&step.result))
            }
            "choicesOf" => self.choices(step, &first),
            "setLanguage" => {
                let set = self.session.set_language(&first);
                set.map_err(|error| error.to_string())?;
                self.as_recorded(step)
            }
            "answerOf" => self.answer_of(step, &first),
            "getValidationOutcome" => self.validate(step),
            "proposed_serializeInstance" => {
                let recorded = text(&step.result);
                let xml = self.session.to_xml();
                let found = difference(&xml, &recorded, &self.random);
                let Some(found) = found else { return Ok(()) };
                // What follows from a call is recorded before the call itself.
                let next = rest.iter().skip(1).find(|step| step.instance.is_some());
                if let Some(next) = next {
                    let mut ahead = self.copy();
                    if ahead.step(next, &[]).is_ok()
                        && difference(&ahead.session.to_xml(), &recorded, &self.random).is_none()
                    {
                        return Ok(());
                    }
                }
                Err(found)
            }
            "newInstance" => {
                let xml = self.session.to_xml();
                let resumed = self
                    .form
                    .resume(xml.as_bytes(), Mode::Resume, &surroundings());
                self.session = resumed.map_err(|error| error.to_string())?;
                self.as_recorded(step)
            }
            other => Err(format!("the step {other} is not known")),
        }
    }

    fn as_recorded(&self, step: &Step) -> Outcome {
        let Some(recorded) = &step.instance else {
            return Ok(());
        };
        difference(&self.session.to_xml(), recorded, &self.random).map_or(Ok(()), Err)
    }

    fn answer(&mut self, step: &Step, args: &[Value]) -> Outcome {
        let recorded = step.instance.as_ref();
        if let [Value::String(reference), values @ ..] = args
            && !values.is_empty()
        {
            let values: Vec<String> = values.iter().map(text).collect();
            let mut value = values.join(" ");
            if value.starts_with("[object") {
                // A value that the recording does not write out.
                let source = parse(recorded.ok_or("no instance")?);
                value = text_at(&source, reference).unwrap_or_default();
            }
            let answered = self.session.answer(reference, &value);
            return match (answered, &step.error) {
                (Err(_), Some(_)) => Ok(()),
                (Ok(()), Some(error)) => Err(format!("is accepted, but should fail: {error}")),
                (Err(error), None) => Err(error.to_string()),
                (Ok(()), None) => self.as_recorded(step),
            };
        }
        let value = args.first().map(text).unwrap_or_default();
        let Some(recorded) = recorded else {
            // Nobody knows what it was answered to.
            return Ok(());
        };
        let (before, after) = (parse(&self.before), parse(recorded));
        let mut candidates: Vec<(u8, String)> = self
            .session
            .questions()
            .into_iter()
            .filter_map(|reference| {
                let old = text_at(&before, &reference);
                let new = text_at(&after, &reference);
                let rank = match (old == new, new.as_deref() == Some(value.as_str())) {
                    (false, true) => 0,
                    (false, false) => 1,
                    (true, true) => 2,
                    (true, false) => return None,
                };
                Some((rank, reference))
            })
            .collect();
        candidates.sort_by_key(|(rank, _)| *rank);
        let mut closest = None;
        for (_, reference) in candidates {
            let mut session = self.session.clone();
            if let Err(error) = session.answer(&reference, &value) {
                closest.get_or_insert(error.to_string());
                continue;
            }
            let Some(found) = difference(&session.to_xml(), recorded, &self.random) else {
                self.session = session;
                return Ok(());
            };
            closest.get_or_insert(format!("{reference}: {found}"));
        }
        if difference(&self.session.to_xml(), recorded, &self.random).is_none() {
            return Ok(());
        }
        Err(closest.unwrap_or_else(|| "there is no question for this answer".to_owned()))
    }

    fn add_repeat(&mut self, step: &Step, reference: &str) -> Outcome {
        let recorded = step.instance.as_ref().unwrap();
        let candidates = if reference.starts_with('/') {
            vec![reference.to_owned()]
        } else {
            self.session.repeats()
        };
        let mut closest = None;
        for reference in candidates {
            let mut session = self.session.clone();
            if let Err(error) = session.add_repeat(&reference) {
                closest.get_or_insert(error.to_string());
                continue;
            }
            let Some(found) = difference(&session.to_xml(), recorded, &self.random) else {
                self.session = session;
                return Ok(());
            };
            closest.get_or_insert(format!("{reference}: {found}"));
        }
        Err(closest.unwrap_or_else(|| "there is no repeat".to_owned()))
    }

    fn choices(&mut self, step: &Step, reference: &str) -> Outcome {
        let page = self.session.choices(reference, "", 0, usize::MAX);
        let page = page.map_err(|error| error.to_string())?;
        let codes: Vec<Value> = page
            .choices
            .into_iter()
            .map(|c| Value::from(c.value))
            .collect();
        let ours = Value::from(codes);
        if ours == step.result {
            Ok(())
        } else {
            Err(format!("{ours} in place of {}", step.result))
        }
    }

    fn answer_of(&mut self, step: &Step, reference: &str) -> Outcome {
        let state = self.session.state(reference);
        let Some(recorded) = step.result.as_object() else {
            // The recording could not write the answer out.
            return Ok(());
        };
        let state = state.map_err(|error| error.to_string())?;
        let violation = state
            .violations
            .iter()
            .find_map(|violation| match violation.kind {
                ViolationKind::Required => Some("required"),
                ViolationKind::Constraint => Some("constraint"),
                _ => None,
            });
        let value = text(&recorded["s"]);
        if !super::compare::same(&state.value, &value) {
            return Err(format!("{:?} in place of {value:?}", state.value));
        }
        let ours = (state.relevant, state.required, state.readonly, violation);
        let theirs = (
            recorded["rel"] == true,
            recorded["req"] == true,
            recorded["ro"] == true,
            recorded["viol"].as_str(),
        );
        if ours == theirs {
            Ok(())
        } else {
            Err(format!(
                "{ours:?} in place of {theirs:?} (relevant, required, readonly, violation)"
            ))
        }
    }

    fn validate(&mut self, step: &Step) -> Outcome {
        let violations = self.session.validate();
        let mut kinds = violations
            .iter()
            .filter_map(|violation| match violation.kind {
                ViolationKind::Required => Some("ANSWER_REQUIRED_BUT_EMPTY"),
                ViolationKind::Constraint => Some("ANSWER_CONSTRAINT_VIOLATED"),
                _ => None,
            });
        let first = kinds.next().unwrap_or("ANSWER_OK");
        if step.error.is_some() {
            // The recording engine had no answer for more than one violation.
            return kinds.next().map(|_| ()).ok_or_else(|| first.to_owned());
        }
        expect(first, &text(&step.result))
    }
}

fn expect(ours: &str, theirs: &str) -> Outcome {
    if ours == theirs {
        Ok(())
    } else {
        Err(format!("{ours} in place of {theirs}"))
    }
}
