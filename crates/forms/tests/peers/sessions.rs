// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Generated forms, filled in by both engines with the same answers.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use ::forms::engine::{Form, MissingFiles, Resources, Surroundings};
use ::forms::protocol::{Filling, answer_line};
use serde_json::{Value, json};
use xpath::xml::{self, Limits};
use xpath::{NodeId, NodeKind, Tree};

use crate::chance::Chance;
use crate::forms::{self as generated, Kind, Quirk};
use crate::{deviations, peer, setting};

/// A request with the answer of this engine.
struct Exchange {
    form: usize,
    quirks: BTreeSet<Quirk>,
    request: Value,
    ours: Value,
}

struct Filler<'a> {
    chance: &'a mut Chance,
    kinds: BTreeMap<String, Kind>,
    quirks: BTreeSet<Quirk>,
    filling: Filling,
    exchanges: Vec<Exchange>,
    form: usize,
    /// The states after the last answer.
    states: Value,
}

impl Filler<'_> {
    fn ask(&mut self, mut request: Value) -> Value {
        request["instance"] = true.into();
        request["states"] = true.into();
        let ours = answer_line(&mut self.filling, &request.to_string());
        let ours: Value = serde_json::from_str(&ours).unwrap();
        if ours["states"].is_object() {
            self.states = ours["states"].clone();
        }
        self.exchanges.push(Exchange {
            form: self.form,
            quirks: self.quirks.clone(),
            request,
            ours: ours.clone(),
        });
        ours
    }

    /// One of the paths in the states that fit.
    fn pick(&mut self, fits: impl Fn(&Value) -> bool) -> Option<(String, Value)> {
        let states = self.states.as_object()?;
        let fitting: Vec<_> = states.iter().filter(|(_, state)| fits(state)).collect();
        if fitting.is_empty() {
            return None;
        }
        let (path, state) = fitting[self.chance.below(fitting.len())];
        Some((path.clone(), state.clone()))
    }

    fn step(&mut self) {
        let is_free = |state: &Value| state["fixed"] == false;
        match self.chance.below(20) {
            0..3 => {
                if let Some((repeat, _)) = self.pick(is_free) {
                    self.ask(json!({ "op": "add", "repeat": repeat }));
                }
            }
            3 => {
                let instances = |state: &Value| state["instances"].as_array().map_or(0, Vec::len);
                if let Some((_, state)) = self.pick(|state| is_free(state) && instances(state) > 0)
                {
                    let place = self.chance.below(instances(&state));
                    self.ask(json!({ "op": "remove", "repeat": state["instances"][place] }));
                }
            }
            4 => {
                self.ask(json!({ "op": "validate" }));
            }
            _ => self.answer(),
        }
    }

    fn answer(&mut self) {
        let Some((path, _)) = self.pick(|state| state["readonly"] == false) else {
            return;
        };
        let kind = self.kinds[&without_positions(&path)];
        let value = if self.chance.percent(15) {
            String::new()
        } else if matches!(kind, Kind::One | Kind::Many) {
            let found = self.ask(json!({ "op": "choices", "ref": path }));
            let Some(choices) = found["choices"].as_array() else {
                return;
            };
            let codes: Vec<&str> = choices
                .iter()
                .filter_map(|one| one["value"].as_str())
                .collect();
            if codes.is_empty() {
                return;
            }
            if kind == Kind::One {
                self.chance.one(&codes).to_owned()
            } else {
                let some: Vec<&str> = codes
                    .into_iter()
                    .filter(|_| self.chance.percent(40))
                    .collect();
                some.join(" ")
            }
        } else {
            generated::value(kind, self.chance)
        };
        self.ask(json!({ "op": "answer", "ref": path, "value": value }));
    }
}

/// `/data/person/name` from `/data/person[2]/name`.
pub(crate) fn without_positions(path: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for letter in path.chars() {
        match letter {
            '[' => inside = true,
            ']' => inside = false,
            _ if !inside => text.push(letter),
            _ => {}
        }
    }
    text
}

fn open(xml: &str) -> Result<Filling, String> {
    let definition = ::forms::xform::read(xml.as_bytes()).map_err(|problem| problem.to_string())?;
    let form = Form::compile(definition, &Resources::none(MissingFiles::Refuse));
    let form = form.map_err(|problems| {
        let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
        problems.join("; ")
    })?;
    let now = "2026-11-21T05:27:24+00:00[UTC]".parse().unwrap();
    Ok(Filling::new(form, Surroundings::at(now, [7; 32])))
}

fn fill_in(chance: &mut Chance, number: usize) -> Vec<Exchange> {
    let form = generated::form(chance);
    let begin = json!({ "op": "init", "form": form.xml });
    let filling = match open(&form.xml) {
        Ok(filling) => filling,
        Err(error) => {
            return vec![Exchange {
                form: number,
                quirks: form.quirks,
                request: begin,
                ours: json!({ "error": error }),
            }];
        }
    };
    let mut filler = Filler {
        chance,
        kinds: form.kinds,
        quirks: form.quirks,
        filling,
        exchanges: Vec::new(),
        form: number,
        states: Value::Null,
    };
    filler.ask(begin);
    for _ in 0..15 {
        filler.step();
    }
    filler.exchanges
}

/// Fills in many forms with both engines.
pub(crate) fn agree(seed: u64) {
    let count = usize::try_from(setting("DEICH_PEERS_FORMS", 300)).unwrap();
    let show = usize::try_from(setting("DEICH_PEERS_SHOW", 20)).unwrap();
    let mut chance = Chance::new(seed);
    let exchanges: Vec<Exchange> = (0..count)
        .flat_map(|number| fill_in(&mut chance, number))
        .collect();
    let requests: Vec<Value> = exchanges.iter().map(|one| one.request.clone()).collect();
    println!(
        "{count} forms, {} steps, DEICH_PEERS_SEED={seed}",
        requests.len()
    );
    let theirs = peer::ask("engine.mjs", "UTC", &requests);
    let mut agree = 0;
    let mut named: BTreeMap<String, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    // What follows a difference differs by it.
    let mut left = None;
    let mut form = "";
    for (exchange, theirs) in exchanges.iter().zip(&theirs) {
        if let Some(xml) = exchange.request["form"].as_str() {
            form = xml;
        }
        if left == Some(exchange.form) {
            continue;
        }
        let Err(difference) = compare(&exchange.ours, theirs) else {
            agree += 1;
            continue;
        };
        left = Some(exchange.form);
        if let Some(name) = deviations::of_form(&exchange.quirks, form, &difference) {
            *named.entry(name).or_default() += 1;
            continue;
        }
        let steps = exchanges
            .iter()
            .filter(|other| other.form == exchange.form)
            .take_while(|other| !std::ptr::eq(*other, exchange));
        let mut text = format!("{form}\n");
        for step in steps.chain([exchange]) {
            let mut request = step.request.clone();
            let fields = request.as_object_mut().unwrap();
            fields.retain(|key, _| !matches!(key.as_str(), "form" | "instance" | "states"));
            let _ = writeln!(text, "  {request}");
        }
        wrong.push(format!("{text}  {difference}"));
    }
    println!("{agree} steps agree");
    deviations::report("forms", "conformance-scenarios.md", &named);
    assert!(
        wrong.is_empty(),
        "{} forms differ without a name (seed {seed}):\n{}",
        wrong.len(),
        wrong[..wrong.len().min(show)].join("\n\n")
    );
}

type Outcome = Result<(), String>;

fn same(what: &str, ours: &Value, theirs: &Value) -> Outcome {
    if ours == theirs {
        return Ok(());
    }
    if let (Some(ours), Some(theirs)) = (ours.as_str(), theirs.as_str())
        && deviations::same_text(ours, theirs)
    {
        return Ok(());
    }
    Err(format!("{what}: here {ours}, peer {theirs}"))
}

fn compare(ours: &Value, theirs: &Value) -> Outcome {
    match (ours.get("error"), theirs.get("error")) {
        (Some(_), Some(_)) => return Ok(()),
        (None, None) => {}
        (Some(error), None) => return Err(format!("refused here: {error}")),
        (None, Some(error)) => return Err(format!("refused by the peer: {error}")),
    }
    same("choices", &ours["choices"], &theirs["choices"])?;
    same("repeat", &ours["repeat"], &theirs["repeat"])?;
    same_instance(&ours["instance"], &theirs["instance"])?;
    if ours["valid"].is_boolean() {
        same_violations("", &ours["violations"], &theirs["violations"])?;
    }
    let (ours, theirs) = (ours["states"].as_object(), theirs["states"].as_object());
    let (Some(ours), Some(theirs)) = (ours, theirs) else {
        return Ok(());
    };
    // A repeat without instances is nowhere to be seen.
    let is_empty = |state: &Value| state["instances"] == json!([]);
    for (path, state) in theirs {
        if !ours.contains_key(path) && !is_empty(state) {
            return Err(format!("{path}: relevant only for the peer"));
        }
    }
    for (path, state) in ours {
        let Some(other) = theirs.get(path) else {
            if is_empty(state) {
                continue;
            }
            return Err(format!("{path}: relevant only here"));
        };
        for key in [
            "required",
            "readonly",
            "value",
            "instances",
            "fixed",
            "label",
        ] {
            same(&format!("{path} {key}"), &state[key], &other[key])?;
        }
        same_violations(path, &state["violations"], &other["violations"])?;
    }
    Ok(())
}

/// The other engine knows only what is required and constraints.
fn same_violations(path: &str, ours: &Value, theirs: &Value) -> Outcome {
    let kinds = |violations: &Value| -> Vec<Value> {
        let all = violations.as_array().into_iter().flatten();
        all.filter(|one| one["kind"] == "required" || one["kind"] == "constraint")
            .map(|one| json!([one["ref"], one["kind"]]))
            .collect()
    };
    same(
        &format!("{path} violations"),
        &kinds(ours).into(),
        &kinds(theirs).into(),
    )
}

fn same_instance(ours: &Value, theirs: &Value) -> Outcome {
    let (Some(ours), Some(theirs)) = (ours.as_str(), theirs.as_str()) else {
        return Ok(());
    };
    let (here, there) = (flat(ours), flat(theirs));
    let is_same = here.len() == there.len()
        && here
            .iter()
            .zip(&there)
            .all(|(a, b)| a.0 == b.0 && deviations::same_text(&a.1, &b.1));
    if is_same {
        Ok(())
    } else {
        Err(format!("instance:\n    here {ours}\n    peer {theirs}"))
    }
}

/// The paths of all elements in order with the texts of the leaves.
fn flat(xml: &str) -> Vec<(String, String)> {
    fn add(tree: &Tree, node: NodeId, path: &str, into: &mut Vec<(String, String)>) {
        // Its identifiers are made by chance, and its prefix is a matter of taste.
        if tree.local_name(node) == "meta" {
            return;
        }
        let path = format!("{path}/{}", tree.local_name(node));
        let element = |&child: &NodeId| tree.kind(child) == NodeKind::Element;
        let children: Vec<NodeId> = tree.children(node).filter(element).collect();
        let text = if children.is_empty() {
            tree.text(node).into_owned()
        } else {
            String::new()
        };
        into.push((path.clone(), text));
        for child in children {
            add(tree, child, &path, into);
        }
    }
    let tree = xml::read(xml.as_bytes(), &Limits::default()).unwrap().tree;
    let mut into = Vec::new();
    add(&tree, tree.root_element().unwrap(), "", &mut into);
    into
}
