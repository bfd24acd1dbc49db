// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Large forms of FIM and FHIR, read and written, and answers of many submissions as tables: 5,000
//! questions, 10,000 submissions.

#![expect(
    clippy::unwrap_used,
    reason = "a benchmark stops at what it did not expect"
)]

use std::sync::LazyLock;

use forms::export::answers::{Answered, Key, Layout, csv_rows, json, questionnaire_response};
use forms::{Answers, Choice, FormSpec, Group, Item, Question, QuestionType, export, fhir, fim};
use kernel::Localized;

fn main() {
    divan::main();
}

fn question(number: usize) -> Question {
    let kind = match number % 5 {
        0 => QuestionType::Integer,
        1 => QuestionType::SelectOne,
        2 => QuestionType::Text,
        3 => QuestionType::Date,
        _ => QuestionType::Decimal,
    };
    Question {
        name: format!("q{number}"),
        kind,
        label: Localized::one("de", format!("Frage {number}")),
        constraint: number
            .is_multiple_of(5)
            .then(|| ". >= 0 and . <= 500".to_owned()),
        choices: (number % 5 == 1).then(|| "list".to_owned()),
        ..Question::default()
    }
}

/// A form with groups of ten questions.
fn form(questions: usize) -> FormSpec {
    let mut spec = FormSpec::new("large", "de");
    spec.title = Localized::one("de", "Groß");
    let choices = (0..20).map(|number| Choice {
        code: format!("c{number}"),
        label: Localized::one("de", format!("Antwort {number}")),
        ..Choice::default()
    });
    spec.choices.insert("list".to_owned(), choices.collect());
    spec.items = (0..questions / 10)
        .map(|group| {
            let within = (0..10).map(|number| {
                let question = question(group * 10 + number);
                Item::Question(Box::new(question))
            });
            Item::Group(Group {
                name: format!("g{group}"),
                label: Localized::one("de", format!("Gruppe {group}")),
                items: within.collect(),
                ..Group::default()
            })
        })
        .collect();
    spec
}

static LARGE: LazyLock<FormSpec> = LazyLock::new(|| form(5_000));
static USUAL: LazyLock<FormSpec> = LazyLock::new(|| form(30));
static SCHEME: LazyLock<String> = LazyLock::new(|| write_scheme(&LARGE));

fn write_scheme(spec: &FormSpec) -> String {
    let message = fim::Message {
        id: "1",
        created: jiff::Timestamp::UNIX_EPOCH,
    };
    fim::write(spec, &message).0
}

/// The answers of 10,000 submissions.
static ANSWERS: LazyLock<Vec<Answers>> = LazyLock::new(|| {
    let paths: Vec<String> = USUAL
        .questions()
        .into_iter()
        .map(|(path, _)| path)
        .collect();
    let one = |number: usize| {
        let answers = paths.iter().map(|path| (path.clone(), number.to_string()));
        answers.collect()
    };
    (0..10_000).map(one).collect()
});

fn answered() -> impl Iterator<Item = Answered<'static>> {
    ANSWERS.iter().map(|answers| Answered {
        id: "0195f0c6-0000-7000-8000-000000000000",
        sent: None,
        facts: &[],
        answers,
    })
}

#[divan::bench]
fn scheme_to_form(bencher: divan::Bencher<'_, '_>) {
    let scheme = SCHEME.as_bytes();
    bencher.bench(|| fim::read(scheme).unwrap());
}

#[divan::bench]
fn form_to_scheme(bencher: divan::Bencher<'_, '_>) {
    bencher.bench(|| write_scheme(&LARGE));
}

#[divan::bench]
fn questionnaire_to_form(bencher: divan::Bencher<'_, '_>) {
    let text = export::fhir(&LARGE).0.to_string();
    bencher.bench(|| fhir::read(text.as_bytes()).unwrap());
}

#[divan::bench]
fn answers_to_csv(bencher: divan::Bencher<'_, '_>) {
    bencher.bench(|| {
        let layout = Layout::of(&USUAL, Key::Name, &[]);
        for table in 0..layout.tables.len() {
            divan::black_box(csv_rows(&layout, table, answered()).unwrap());
        }
    });
}

#[divan::bench]
fn answers_to_json(bencher: divan::Bencher<'_, '_>) {
    bencher.bench(|| {
        for form in answered() {
            divan::black_box(json(&USUAL, Key::Name, &form));
        }
    });
}

#[divan::bench]
fn answers_to_responses(bencher: divan::Bencher<'_, '_>) {
    bencher.bench(|| {
        for form in answered() {
            divan::black_box(questionnaire_response(&USUAL, &form));
        }
    });
}
