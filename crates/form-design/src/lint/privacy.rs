// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Questions without a privacy class, and combinations by which people can be recognised.
//!
//! Two rules of thumb, both to be read as a reason to look again and not as a proof:
//!
//! * *Singling out* (WP29 opinion 05/2014): a person is alone where a combination of
//!   quasi-identifiers has few others. Counted are the combinations at the finest levels that may
//!   leave. If they are so many that of the inhabitants of a small district, 50,000, fewer than 5
//!   share one on average (5 is the k of records that are forwarded), most groups will be held back
//!   or coarsened.
//! * *Weeks only for districts, municipalities only for months or longer*, the rule of publication:
//!   the difference of two weeks of a municipality shows single cases.

use forms::{Column, FormSpec, PrivacyClass, Question, QuestionType};

use super::{Found, LintKind, Severity};

/// The inhabitants of a small district.
pub const CELL_POPULATION: u64 = 50_000;

/// How many people must share a combination: k.
pub const SMALLEST_GROUP: u64 = 5;

pub(super) fn collect(spec: &FormSpec, found: &mut Found<'_>) {
    let questions = spec.questions();
    for (path, question) in &questions {
        if question.kind.is_asked() && question.privacy.is_none() {
            let kind = LintKind::NoPrivacyClass;
            found.add(Severity::Warning, path, Column::Privacy, None, kind);
        }
    }
    combinations(spec, &questions, found);
    place_and_time(&questions, found);
}

fn forwarded<'a>(
    questions: &'a [(String, &'a Question)],
    class: PrivacyClass,
) -> impl Iterator<Item = (&'a str, &'a Question)> {
    let all = questions.iter();
    all.filter(move |(_, question)| question.forwarded_as() == Some(class))
        .map(|(path, question)| (path.as_str(), *question))
}

fn combinations(spec: &FormSpec, questions: &[(String, &Question)], found: &mut Found<'_>) {
    let quasi: Vec<(&str, &Question)> = forwarded(questions, PrivacyClass::Quasi).collect();
    let combinations = quasi
        .iter()
        .fold(1_u64, |all, (_, one)| all.saturating_mul(values(spec, one)));
    let is_risky = combinations.saturating_mul(SMALLEST_GROUP) > CELL_POPULATION;
    if quasi.len() > 1 && is_risky {
        let first = quasi[0].0;
        let kind = LintKind::RiskyCombination {
            paths: quasi.iter().map(|(path, _)| (*path).to_owned()).collect(),
            combinations,
        };
        found.add(Severity::Warning, first, Column::Privacy, None, kind);
    }
}

fn finest(question: &Question) -> Option<&str> {
    question.release.as_ref()?.finest.as_deref()
}

/// How many values of a question can leave, by its rule or its type.
fn values(spec: &FormSpec, question: &Question) -> u64 {
    match finest(question) {
        Some("iso-week") => return 53,
        Some("4-weeks") => return 13,
        Some("quarter") => return 4,
        Some("*" | "district" | "region" | "state") => return 1,
        Some("5-years" | "municipality") => return 20,
        // Classes of ages and sizes: a handful.
        Some(level) if level.contains('/') || level.contains('+') => return 6,
        _ => {}
    }
    match question.kind {
        QuestionType::Boolean => 2,
        QuestionType::SelectOne | QuestionType::SelectMany | QuestionType::Rank => {
            let list = question.choices.as_deref();
            let choices = list.and_then(|list| spec.choices.get(list));
            let count = choices.map_or(100, Vec::len) as u64;
            let other = u64::from(question.or_other);
            if question.kind == QuestionType::SelectOne {
                (count + other).max(1)
            } else {
                // Each of them or not.
                1 << (count + other).min(40)
            }
        }
        QuestionType::Date | QuestionType::DateTime => 365,
        _ => 100,
    }
}

fn place_and_time(questions: &[(String, &Question)], found: &mut Found<'_>) {
    let place = forwarded(questions, PrivacyClass::Quasi).find(|(_, question)| {
        let hierarchy = question
            .release
            .as_ref()
            .and_then(|r| r.hierarchy.as_deref());
        let is_place = matches!(hierarchy, Some("place" | "ags"));
        is_place
            && !matches!(
                finest(question),
                Some("district" | "region" | "state" | "*")
            )
    });
    let day = forwarded(questions, PrivacyClass::Date).find(|(_, question)| {
        !matches!(
            finest(question),
            Some("month" | "4-weeks" | "quarter" | "year" | "*")
        )
    });
    if let (Some((place, _)), Some((day, _))) = (place, day) {
        let kind = LintKind::FinePlaceAndTime {
            place: place.to_owned(),
            day: day.to_owned(),
        };
        found.add(Severity::Warning, place, Column::Release, None, kind);
    }
}
