// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Answers as JSON: groups are objects, repeats arrays of objects, several codes arrays of texts. With
//! names as keys, as [`export::json_schema`](crate::export::json_schema()) describes it.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Answered, Fact, Key, name_of, positions};
use crate::answers::Answers;
use crate::bounds::is_number;
use crate::compile::join;
use crate::spec::{FormSpec, Item, QuestionType};

/// An answered form: `submission`, `sent`, the facts and `answers`.
pub fn json(spec: &FormSpec, key: Key, form: &Answered<'_>) -> Value {
    let rounds = Rounds::of(form.answers);
    let items = crate::lower::shown(spec);
    let answers = object(&items, key, "", "", form.answers, &rounds);
    let mut out = Map::new();
    out.insert("submission".to_owned(), json!(form.id));
    if let Some(sent) = form.sent {
        out.insert("sent".to_owned(), json!(sent.to_string()));
    }
    for (name, value) in form.facts {
        let value = match value {
            Fact::Text(text) => json!(text),
            Fact::Number(number) => json!(number),
        };
        out.insert((*name).to_owned(), value);
    }
    out.insert("answers".to_owned(), Value::Object(answers));
    Value::Object(out)
}

/// How many rounds each repeat has, by its path with the numbers of the rounds around.
pub(super) struct Rounds(BTreeMap<String, u32>);

impl Rounds {
    pub(super) fn of(answers: &Answers) -> Self {
        let mut rounds: BTreeMap<String, u32> = BTreeMap::new();
        for (path, _) in answers.iter() {
            let (_, numbers) = positions(path);
            let brackets = path.match_indices('[').map(|(at, _)| at);
            for (at, number) in brackets.zip(numbers) {
                let repeat = path.get(..at).unwrap_or_default();
                let most = rounds.entry(repeat.to_owned()).or_default();
                *most = number.max(*most);
            }
        }
        Self(rounds)
    }

    /// The paths of the rounds of a repeat that is at `path`. Rounds in which nothing is answered are
    /// there if one after them is not empty.
    pub(super) fn at(&self, path: &str) -> impl Iterator<Item = String> {
        let rounds = self
            .0
            .get(path)
            .copied()
            .unwrap_or_default()
            .min(MOST_ROUNDS);
        (1..=rounds).map(move |number| format!("{path}[{number}]"))
    }
}

/// The most rounds of a repeat that are written.
const MOST_ROUNDS: u32 = 100_000;

fn object(
    items: &[Item],
    key: Key,
    plain: &str,
    at: &str,
    answers: &Answers,
    rounds: &Rounds,
) -> Map<String, Value> {
    let mut out = Map::new();
    for item in items {
        let path = join(plain, item.name());
        let here = join(at, item.name());
        let value = match item {
            Item::Group(group) => {
                let inner = object(&group.items, key, &path, &here, answers, rounds);
                (!inner.is_empty()).then_some(Value::Object(inner))
            }
            Item::Repeat(repeat) => {
                let all: Vec<Value> = rounds
                    .at(&here)
                    .map(|round| object(&repeat.items, key, &path, &round, answers, rounds))
                    .map(Value::Object)
                    .collect();
                (!all.is_empty()).then_some(Value::Array(all))
            }
            Item::Question(question) => value(question.kind, answers.get(&here)),
        };
        let Some(value) = value else {
            continue;
        };
        let mut name = name_of(item, &path, key);
        if out.contains_key(&name) {
            name = path;
        }
        out.insert(name, value);
    }
    out
}

/// A value; none if there is no answer.
fn value(kind: QuestionType, text: &str) -> Option<Value> {
    if text.is_empty() {
        return None;
    }
    let as_number = || {
        let number = is_number(text).then(|| serde_json::from_str::<Value>(text).ok());
        number.flatten().unwrap_or_else(|| json!(text))
    };
    Some(match kind {
        QuestionType::Integer | QuestionType::Decimal | QuestionType::Range => as_number(),
        QuestionType::Boolean => match text {
            "true" | "1" => json!(true),
            "false" | "0" => json!(false),
            other => json!(other),
        },
        QuestionType::SelectMany | QuestionType::Rank => {
            let codes: Vec<&str> = text.split_whitespace().collect();
            json!(codes)
        }
        _ => json!(text),
    })
}
