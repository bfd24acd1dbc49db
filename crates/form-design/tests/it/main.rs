// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Forms while they are built: edits and their inverses, rules, lints, differences.

#![expect(
    clippy::unwrap_used,
    reason = "a test fails where something is missing"
)]

mod blocks;
mod differences;
mod edits;
mod expressions;
mod lints;
mod random;
mod rules;

use forms::{FormSpec, Item, Question, QuestionType};
use kernel::Localized;

/// A question with a German label.
fn question(name: &str, kind: QuestionType) -> Question {
    Question {
        name: name.to_owned(),
        kind,
        label: Localized::one("de", name),
        ..Question::default()
    }
}

fn item(question: Question) -> Item {
    Item::Question(Box::new(question))
}

fn spec(items: Vec<Item>) -> FormSpec {
    FormSpec {
        title: Localized::one("de", "Test"),
        items,
        ..FormSpec::new("test", "de")
    }
}

fn group(name: &str, items: Vec<Item>) -> Item {
    Item::Group(forms::Group {
        name: name.to_owned(),
        label: Localized::one("de", name),
        items,
        ..forms::Group::default()
    })
}

fn repeat(name: &str, items: Vec<Item>) -> Item {
    Item::Repeat(forms::Repeat {
        name: name.to_owned(),
        label: Localized::one("de", name),
        items,
        ..forms::Repeat::default()
    })
}

fn choice(code: &str) -> forms::Choice {
    forms::Choice {
        code: code.to_owned(),
        label: Localized::one("de", code.to_uppercase()),
        ..forms::Choice::default()
    }
}
