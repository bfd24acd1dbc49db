// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Forms as a person meets them in a browser.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod filling;
mod kinds;
mod laws;
mod markdown;
mod pages;
mod paper;
mod pictures;
mod reading;

use std::sync::LazyLock;

use form_pages::{Live, Occasion, RenderInput, Sheet, render};
use forms::{
    Answers, Choice, CompiledForm, Context, FormSpec, Item, PeriodFacts, Question, QuestionType,
    xlsform,
};
use jiff::civil::date;
use kernel::{Lang, Localized};

static ARE: LazyLock<CompiledForm> = LazyLock::new(|| {
    let template =
        include_bytes!("../../../forms/tests/it/samples/are-sentinel-kita.xlsx").as_slice();
    let (spec, _) = xlsform::read(template, "are-sentinel-kita.xlsx").unwrap();
    CompiledForm::compile(&spec).unwrap()
});

/// The shipped visit to a facility: every kind of question, in steps.
static VISIT: LazyLock<CompiledForm> = LazyLock::new(|| {
    let template = include_bytes!("../../../../modules/library/forms/begehung-muster.md");
    let (spec, _) = xlsform::read(template, "begehung-muster.md").unwrap();
    CompiledForm::compile(&spec).unwrap()
});

fn context() -> Context {
    Context::on(date(2026, 11, 19)).with_period(PeriodFacts {
        name: "2026-W47".to_owned(),
        first_day: date(2026, 11, 16),
        last_day: date(2026, 11, 22),
        count_day: Some(date(2026, 11, 18)),
    })
}

/// What a browser posts.
fn posted(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

const OPEN: [(&str, &str); 6] = [
    ("facility_state", "open"),
    ("counts/count_day", "2026-11-18"),
    ("counts/cared_for", "75"),
    ("counts/absent_are", "6"),
    ("counts/present_are", "4"),
    ("remark", ""),
];

/// The usual post with some fields changed.
fn open_with(changes: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut pairs = posted(&OPEN);
    for (name, value) in changes {
        pairs.retain(|(known, _)| known != name);
        pairs.push(((*name).to_owned(), (*value).to_owned()));
    }
    pairs
}

fn sheet<'f>(form: &'f CompiledForm, post: &[(String, String)]) -> Sheet<'f> {
    Sheet::posted(form, post, &context()).unwrap()
}

fn html(form: &CompiledForm, post: &[(String, String)], occasion: Occasion, lang: Lang) -> String {
    render(&RenderInput {
        live: Some(Live {
            url: "/meldungen/1/pruefen",
            nonce: "n0nce",
        }),
        ..RenderInput::new(&sheet(form, post), lang, occasion)
    })
    .into_string()
}

/// A form with one question of every type.
static EVERY_TYPE: LazyLock<CompiledForm> = LazyLock::new(|| {
    let question = |name: &str, kind: QuestionType| Question {
        name: name.to_owned(),
        kind,
        label: Localized::one("de", format!("Frage {name}")),
        ..Question::default()
    };
    let choices = |count: usize| {
        (0..count)
            .map(|index| Choice {
                code: format!("c{index}"),
                label: Localized::one("de", format!("Antwort {index}")),
                ..Choice::default()
            })
            .collect::<Vec<_>>()
    };
    let select = |name: &str, kind, list: &str| Question {
        choices: Some(list.to_owned()),
        ..question(name, kind)
    };
    let questions = vec![
        question("text", QuestionType::Text),
        Question {
            appearance: "multiline".to_owned(),
            ..question("long", QuestionType::Text)
        },
        question("integer", QuestionType::Integer),
        question("decimal", QuestionType::Decimal),
        question("date", QuestionType::Date),
        question("boolean", QuestionType::Boolean),
        select("few", QuestionType::SelectOne, "few"),
        select("many", QuestionType::SelectOne, "many"),
        select("several", QuestionType::SelectMany, "few"),
        Question {
            readonly: Some("true()".to_owned()),
            ..select("fixed", QuestionType::SelectOne, "few")
        },
        question("note", QuestionType::Note),
        Question {
            calculate: Some("${decimal} * 2".to_owned()),
            ..question("double", QuestionType::Decimal)
        },
    ];
    let spec = FormSpec {
        title: Localized::one("de", "Alle Typen"),
        choices: [
            ("few".to_owned(), choices(3)),
            ("many".to_owned(), choices(9)),
        ]
        .into(),
        items: questions
            .into_iter()
            .map(|question| Item::Question(Box::new(question)))
            .collect(),
        ..FormSpec::new("every-type", "de")
    };
    CompiledForm::compile(&spec).unwrap()
});

fn stored(form: &CompiledForm, post: &[(String, String)]) -> Answers {
    sheet(form, post).filling.answers()
}
