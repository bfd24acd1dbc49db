// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Tables of submissions as JSON: twenty fields a row, and rows of a repeat.

#![expect(
    clippy::unwrap_used,
    reason = "a benchmark stops at what it did not expect"
)]

use std::sync::LazyLock;

use divan::counter::{BytesCount, ItemsCount};
use forms::{Answers, FormSpec, Group, Item, Question, QuestionType, Repeat};
use odk::odata::{Beyond, Query, Schema, Submission, TableWriter, Target};

fn main() {
    divan::main();
}

const SUBMISSIONS: usize = 2_000;

const ADDRESS: (&str, &str) = (
    "https://example.org/v1/projects/1/forms/f.svc",
    "https://example.org/v1/projects/1/forms/f.svc/Submissions",
);

/// What is asked, in groups of five, and an answer.
const FIELDS: [(QuestionType, &str); 20] = [
    (QuestionType::Text, "Kindertagesstätte „Sonnenschein“"),
    (QuestionType::Integer, "42"),
    (QuestionType::Decimal, "3.14"),
    (QuestionType::Date, "2026-11-18"),
    (QuestionType::DateTime, "2026-11-18T14:30:00.000+01:00"),
    (QuestionType::SelectOne, "betreut"),
    (QuestionType::SelectMany, "husten fieber schnupfen"),
    (QuestionType::Geopoint, "52.3759 9.732 55.0 5.0"),
    (QuestionType::Text, "Musterstraße 12"),
    (QuestionType::Boolean, "true"),
    (QuestionType::Integer, "7"),
    (QuestionType::Integer, "12"),
    (QuestionType::Time, "08:15:00"),
    (QuestionType::Calculated, "0.29"),
    (QuestionType::Text, ""),
    (QuestionType::SelectOne, "nein"),
    (QuestionType::Integer, "103"),
    (QuestionType::Decimal, "0.5"),
    (QuestionType::Date, ""),
    (QuestionType::Text, "Rückfrage am Montag"),
];

fn question(index: usize, kind: QuestionType) -> Item {
    Item::Question(Box::new(Question {
        name: format!("frage_{index}"),
        kind,
        ..Question::default()
    }))
}

static FORM: LazyLock<FormSpec> = LazyLock::new(|| {
    let mut spec = FormSpec::new("are", "de");
    let fields: Vec<_> = FIELDS.iter().enumerate().collect();
    for (number, part) in fields.chunks(5).enumerate() {
        let items = part
            .iter()
            .map(|(index, (kind, _))| question(*index, *kind));
        spec.items.push(Item::Group(Group {
            name: format!("gruppe_{number}"),
            items: items.collect(),
            ..Group::default()
        }));
    }
    spec.items.push(Item::Repeat(Repeat {
        name: "raum".to_owned(),
        items: vec![
            question(0, QuestionType::Text),
            question(1, QuestionType::Integer),
        ],
        ..Repeat::default()
    }));
    spec
});

/// The identifiers and answers of submissions with so many rooms.
fn submissions(rooms: usize) -> Vec<(String, Answers)> {
    let one = |number: usize| {
        let mut answers = Answers::new();
        for (index, (_, value)) in FIELDS.iter().enumerate() {
            answers.set(format!("gruppe_{}/frage_{index}", index / 5), *value);
        }
        for room in 1..=rooms {
            answers.set(format!("raum[{room}]/frage_0"), "Gruppenraum");
            answers.set(format!("raum[{room}]/frage_1"), "25");
        }
        (
            format!("uuid:85cb9aff-005e-4edd-9739-{number:012}"),
            answers,
        )
    };
    (0..SUBMISSIONS).map(one).collect()
}

fn write(schema: &Schema, path: &str, options: &str, all: &[(String, Answers)]) -> Vec<u8> {
    let target = Target::parse(path, schema).unwrap();
    let query = Query::parse(options, target.subject()).unwrap();
    let mut writer = TableWriter::begin(Vec::new(), schema, &target, &query, ADDRESS).unwrap();
    for (id, answers) in all {
        let submission = Submission {
            instance_id: id,
            instance_name: None,
            submission_date: jiff::Timestamp::UNIX_EPOCH,
            updated_at: None,
            deleted_at: None,
            submitter_id: Some("5"),
            submitter_name: Some("Alice"),
            attachments_present: 0,
            attachments_expected: 0,
            status: None,
            review_state: None,
            device_id: None,
            edits: 0,
            form_version: Some("1"),
            answers,
        };
        writer.submission(&submission).unwrap();
    }
    writer.finish(Beyond::Counted).unwrap()
}

fn run(bencher: divan::Bencher<'_, '_>, path: &str, options: &str, rooms: usize, rows: usize) {
    let schema = Schema::of(&FORM);
    let all = submissions(rooms);
    let bytes = write(&schema, path, options, &all).len();
    bencher
        .counter(ItemsCount::new(rows))
        .counter(BytesCount::new(bytes))
        .bench_local(|| write(&schema, path, options, &all));
}

#[divan::bench]
fn rows_of_submissions(bencher: divan::Bencher<'_, '_>) {
    run(bencher, "Submissions", "", 0, SUBMISSIONS);
}

#[divan::bench]
fn rows_of_a_repeat(bencher: divan::Bencher<'_, '_>) {
    run(bencher, "Submissions.raum", "", 5, SUBMISSIONS * 5);
}

#[divan::bench]
fn rows_with_a_repeat_within(bencher: divan::Bencher<'_, '_>) {
    run(bencher, "Submissions", "$expand=*", 5, SUBMISSIONS);
}
