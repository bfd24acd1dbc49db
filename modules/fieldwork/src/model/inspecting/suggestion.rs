// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What a form probably means: suggested from its structure and its words, decided by people.

use std::collections::BTreeMap;

use forms::{Choice, ChoiceSource, FormSpec, Question, QuestionType};

use super::{Endings, Mapping};

/// The list of choices that single choices use, and how many questions do, the most used first.
pub(crate) fn usable_lists(spec: &FormSpec) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, question) in spec.questions() {
        if let Some(list) = list_of(question) {
            *counts.entry(list).or_default() += 1;
        }
    }
    let mut lists: Vec<(String, usize)> = counts
        .into_iter()
        .map(|(list, count)| (list.to_owned(), count))
        .collect();
    lists.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    lists
}

fn list_of(question: &Question) -> Option<&str> {
    let is_one =
        question.kind == QuestionType::SelectOne && question.choice_source == ChoiceSource::List;
    question.choices.as_deref().filter(|_| is_one)
}

/// What a choice seems to say about an item.
fn says(choice: &Choice, wanted: &[&str]) -> bool {
    let code = choice.code.to_lowercase();
    let label = choice.label.get("de").to_lowercase();
    wanted
        .iter()
        .any(|word| code == *word || label.starts_with(word))
}

fn codes(choices: &[Choice], wanted: &[&str]) -> Vec<String> {
    let said = choices.iter().filter(|choice| says(choice, wanted));
    said.map(|choice| choice.code.clone()).collect()
}

const MET: &[&str] = &[
    "met",
    "yes",
    "ok",
    "erfüllt",
    "ja",
    "in ordnung",
    "ohne mangel",
];
const PARTLY: &[&str] = &["partly", "partial", "part", "teilweise", "teils"];
const NOT: &[&str] = &["not", "no", "not_met", "nicht erfüllt", "nein", "mangel"];
const SEVERE: &[&str] = &["critical", "severe", "schwer", "kritisch", "hoch"];
const EVENT: &[&str] = &[
    "event",
    "complaint",
    "outbreak",
    "anlass",
    "ereignis",
    "beschwerde",
    "ausbruch",
];
const FOLLOWUP: &[&str] = &["followup", "follow-up", "follow_up", "nachschau"];

/// Suggests what a form means. None if nothing in it looks like items with findings.
pub(crate) fn suggest(spec: &FormSpec, form: &str, facility_list: &str) -> Option<Mapping> {
    let questions = spec.questions();
    let lists = usable_lists(spec);
    let (finding_list, choices) = lists.iter().find_map(|(list, _)| {
        let choices = spec.choices.get(list)?;
        let is_fit = !codes(choices, NOT).is_empty() && !codes(choices, MET).is_empty();
        is_fit.then_some((list.clone(), choices))
    })?;
    let items: Vec<&str> = questions
        .iter()
        .filter(|(_, question)| list_of(question) == Some(finding_list.as_str()))
        .map(|(path, _)| path.as_str())
        .collect();
    let beside = companions(&questions, &items);
    let is_beside = |path: &str| beside.iter().any(|(_, companion, _)| *companion == path);
    let (endings, severity_list) = endings(&beside);
    let severe = spec
        .choices
        .get(&severity_list)
        .map_or_else(Vec::new, |choices| codes(choices, SEVERE));
    let head = questions
        .iter()
        .filter(|(path, _)| !is_beside(path) && !items.contains(&path.as_str()));
    let named = |fits: &dyn Fn(&Question) -> bool, words: &[&str]| -> String {
        let found = head.clone().find(|(_, question)| {
            let name = question.name.to_lowercase();
            fits(question) && (words.is_empty() || words.iter().any(|word| name.contains(word)))
        });
        found.map_or(String::new(), |(path, _)| path.clone())
    };
    let is_text = |question: &Question| question.kind == QuestionType::Text;
    let is_one = |question: &Question| list_of(question).is_some();
    let is_facility = |question: &Question| {
        let file = question.choices.as_deref().unwrap_or_default();
        question.choice_source == ChoiceSource::File
            && file.trim_end_matches(".csv") == facility_list
    };
    let mut facility = named(&is_facility, &[]);
    if facility.is_empty() {
        facility = named(&is_text, &["facility", "einrichtung"]);
    }
    let occasion = named(&is_one, &["occasion", "anlass", "reason"]);
    let of_occasion = questions
        .iter()
        .find(|(path, _)| *path == occasion)
        .and_then(|(_, question)| spec.choices.get(list_of(question)?));
    let of_occasion = of_occasion.map_or(&[][..], Vec::as_slice);
    Some(Mapping {
        form: form.to_owned(),
        met: codes(choices, MET),
        partly: codes(choices, PARTLY),
        not_met: codes(choices, NOT),
        finding_list,
        severity_list,
        severe,
        endings,
        hint_is_law: true,
        facility,
        visited_on: named(&|question| question.kind == QuestionType::Date, &[]),
        event: codes(of_occasion, EVENT),
        followup: codes(of_occasion, FOLLOWUP),
        occasion,
        participants: named(&is_text, &["participant", "teilnehm"]),
        outcome: named(&is_one, &["outcome", "result", "ergebnis"]),
        remark: named(&is_text, &["remark", "bemerk"]),
    })
}

/// An ending, the path of the question, and the question.
type Companion<'a> = (String, &'a str, &'a Question);

/// The questions whose names begin with that of an item; in a repeat those that stand beside it.
fn companions<'a>(questions: &'a [(String, &'a Question)], items: &[&str]) -> Vec<Companion<'a>> {
    let mut found = Vec::new();
    for item in items {
        let (around, name) = item.rsplit_once('/').unwrap_or(("", item));
        for (path, question) in questions {
            let (beside, other) = path.rsplit_once('/').unwrap_or(("", path));
            if let Some(ending) = other.strip_prefix(name).filter(|end| end.starts_with('_')) {
                found.push((ending.to_owned(), path.as_str(), *question));
            } else if items.len() == 1 && beside == around && !around.is_empty() && other != name {
                found.push((format!("_{other}"), path.as_str(), *question));
            }
        }
    }
    found
}

/// The endings by what their questions ask for, and the list of severities.
fn endings(beside: &[Companion<'_>]) -> (Endings, String) {
    let first = |fits: &dyn Fn(&Companion<'_>) -> bool| {
        let found = beside.iter().find(|one| fits(one));
        found.map_or(String::new(), |(ending, _, _)| ending.clone())
    };
    let of_kind = |kind: QuestionType| first(&|(_, _, question)| question.kind == kind);
    let severity = beside
        .iter()
        .find(|(_, _, question)| list_of(question).is_some());
    let list = severity.and_then(|(_, _, question)| list_of(question));
    let text = |(_, _, question): &Companion<'_>| question.kind == QuestionType::Text;
    let is_measure = |one: &Companion<'_>| {
        let words = ["measure", "massnahme", "todo", "task"];
        text(one) && words.iter().any(|word| one.0.to_lowercase().contains(word))
    };
    let measure = first(&is_measure);
    let endings = Endings {
        severity: severity.map_or(String::new(), |(ending, _, _)| ending.clone()),
        text: first(&|one| text(one) && !is_measure(one)),
        measure,
        deadline: of_kind(QuestionType::Date),
        photo: of_kind(QuestionType::Image),
    };
    (endings, list.unwrap_or_default().to_owned())
}
