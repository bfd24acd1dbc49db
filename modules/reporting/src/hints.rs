// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Looks for what is striking about a report, among the reports of the same office and collection.
//!
//! Sealed answers cannot be searched by the database: the newest of them are opened in memory,
//! compared and forgotten. A hint names another report by its receipt number, never what it says.

use forms::{Answers, CompiledForm, PrivacyClass, QuestionType};
use kernel::SubmissionId;
use web::{App, Error};

use crate::model::hints::{self, Named};
use crate::model::{Collection, Submission};
use crate::period::Period;
use crate::{sealing, store};

/// With how many of the newest reports one about a person is compared.
const NEWEST: i64 = 300;

/// What is striking about a report.
#[derive(Debug, Clone, PartialEq)]
pub enum Hint {
    /// A number is unlike those of the periods before.
    Unusual {
        /// The question.
        question: String,
        /// What the report says.
        value: f64,
        /// The median of the periods before.
        usual: f64,
    },
    /// All numbers are those of the period before.
    Copied {
        /// Which period.
        period: Period,
    },
    /// Another report may be about the same person.
    Twice {
        /// Which.
        submission: SubmissionId,
        /// Its receipt number.
        receipt: String,
    },
}

/// The hints about the current version of a report. The caller has asked whether the actor may open it
/// and the others of its office.
pub async fn hints(
    app: &App,
    collection: &Collection,
    form: &CompiledForm,
    submission: &Submission,
    answers: &Answers,
    lang: kernel::Lang,
) -> Result<Vec<Hint>, Error> {
    if collection.repeatable() {
        return twice(app, form, submission, answers).await;
    }
    let numbers: Vec<_> = form
        .fields()
        .iter()
        .filter(|field| {
            let kind = field.question.kind;
            matches!(kind, QuestionType::Integer | QuestionType::Decimal) && kind.is_asked()
        })
        .collect();
    let conn = app.db.read();
    let past = store::review::before(conn, submission, hints::PAST).await?;
    let past = open_all(app, past).await?;
    let mut found = Vec::new();
    for field in &numbers {
        let Some(value) = answers.number(&field.path) else {
            continue;
        };
        let earlier: Vec<f64> = past
            .iter()
            .filter_map(|(_, answers)| answers.number(&field.path))
            .collect();
        if let Some(usual) = hints::unusual(value, &earlier) {
            let question = form_pages::plain_text(field.question.label.get(lang.tag()));
            found.push(Hint::Unusual {
                question,
                value,
                usual,
            });
        }
    }
    if let Some((before, earlier)) = past.first()
        && submission.period.previous() == Some(before.period)
    {
        let said = |answers: &Answers| -> Vec<Option<f64>> {
            let paths = numbers.iter().map(|field| &field.path);
            paths.map(|path| answers.number(path)).collect()
        };
        if hints::copied(&said(answers), &said(earlier)) {
            let period = before.period;
            found.push(Hint::Copied { period });
        }
    }
    Ok(found)
}

/// Other reports of the collection that may be about the same person.
async fn twice(
    app: &App,
    form: &CompiledForm,
    submission: &Submission,
    answers: &Answers,
) -> Result<Vec<Hint>, Error> {
    let asked = || {
        let fields = form.fields().iter();
        fields.filter(|field| field.question.kind.is_asked() && !field.question.kind.is_file())
    };
    let paths = |wanted: fn(QuestionType, PrivacyClass) -> bool| -> Vec<&str> {
        asked()
            .filter(|field| {
                let class = field.question.privacy;
                class.is_some_and(|class| wanted(field.question.kind, class))
            })
            .map(|field| field.path.as_str())
            .collect()
    };
    let naming =
        paths(|kind, class| kind != QuestionType::Date && class == PrivacyClass::Identifier);
    let days = paths(|kind, class| {
        kind == QuestionType::Date
            && matches!(class, PrivacyClass::Identifier | PrivacyClass::Quasi)
    });
    let named = |answers: &Answers| -> Named {
        let of = |paths: &[&str]| -> Vec<String> {
            let answers = paths.iter().map(|path| answers.get(path));
            answers.map(hints::plain).collect()
        };
        Named {
            days: of(&days),
            words: of(&naming),
        }
    };
    let own = named(answers);
    if own.words.iter().filter(|one| !one.is_empty()).count() < 2 {
        return Ok(Vec::new());
    }
    let others = store::review::newest_of_office(app.db.read(), submission, NEWEST).await?;
    let others = open_all(app, others).await?;
    let alike = others
        .into_iter()
        .filter(|(_, answers)| hints::same_person(&own, &named(answers)));
    Ok(alike
        .take(5)
        .map(|(other, _)| Hint::Twice {
            submission: other.id,
            receipt: other.receipt,
        })
        .collect())
}

async fn open_all(
    app: &App,
    submissions: Vec<Submission>,
) -> Result<Vec<(Submission, Answers)>, Error> {
    let conn = app.db.read();
    let mut opened = Vec::with_capacity(submissions.len());
    for submission in submissions {
        let number = submission.version;
        let Some(sealed) = store::history::version(conn, submission.id, number).await? else {
            continue;
        };
        let content = sealing::open_content(&app.vault, conn, submission.office, &sealed).await?;
        opened.push((submission, content.answers));
    }
    Ok(opened)
}
