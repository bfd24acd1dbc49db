// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Whatever is sent is answered with a value or an error.

use std::sync::LazyLock;

use odk::central::{EntitiesRequest, EntityChange, FormOptions};
use odk::odata::{Filter, Query, Schema, SkipToken, Subject, Target};
use odk::openrosa::{Instance, SUBMISSION_LIMITS};
use proptest::prelude::*;

use crate::tables::{FAMILY, VALUES, answers, form, submission, table};

static SCHEMA: LazyLock<Schema> = LazyLock::new(|| Schema::of(&form(FAMILY)));

const SUBMISSION: &str = "<data id=\"a\" version=\"1\"><x/><meta><instanceID>uuid:1</instanceID>\
    <entity dataset=\"d\" id=\"e\" create=\"1\" baseVersion=\"1\"><label>ä</label></entity></meta></data>";

/// Pieces of which filters are made.
fn filter() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "__id",
        "__system/submissionDate",
        "eq",
        "lt",
        "and",
        "or",
        "not",
        "(",
        ")",
        "null",
        "5",
        "'x'",
        "'",
        "now()",
        "year(",
        "2026-11-18",
        "2026-11-18T00:00:00Z",
        "ä",
        "$root/x",
        ",",
    ]);
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.join(" "))
}

proptest! {
    #[test]
    fn damaged_submissions_are_errors_at_most(
        at in 0..SUBMISSION.len(),
        bytes in prop::collection::vec(any::<u8>(), 0..4),
        cut in any::<bool>(),
    ) {
        let mut damaged = SUBMISSION.as_bytes().to_vec();
        if cut {
            damaged.truncate(at);
        }
        let at = at.min(damaged.len());
        damaged.splice(at..at, bytes);
        if let Err(error) = Instance::read(&damaged, &SUBMISSION_LIMITS) {
            prop_assert!(error.place().line >= 1);
        }
    }

    #[test]
    fn filters_of_any_words_are_read_or_refused(text in filter()) {
        for subject in [Subject::Submissions, Subject::Repeat, Subject::Entities] {
            if let Err(error) = Filter::parse(&text, subject) {
                prop_assert!(error.at >= 1 && error.at <= text.chars().count() + 1, "{error}");
            }
        }
    }

    #[test]
    fn texts_of_any_kind_are_read_or_refused(text in "\\PC{0,60}") {
        let _ = Filter::parse(&text, Subject::Submissions);
        let _ = Query::parse(&text, Subject::Submissions);
        let _ = Query::parse(&format!("$select={text}&$orderby={text}"), Subject::Entities);
        let _ = SkipToken::parse(&format!("01{text}"));
        let _ = Target::parse(&text, &SCHEMA);
        let _ = Target::parse(&format!("Submissions('{text}"), &SCHEMA);
        let _ = Instance::read(text.as_bytes(), &SUBMISSION_LIMITS);
    }

    #[test]
    fn requests_of_any_kind_are_read_or_refused(
        text in "[\\[\\]{}:,0-9]{0,20}|\\{\"(label|data|entities|uuid)\":[\\[\\]{}0-9\",a-z]{0,20}\\}|\\PC{0,40}",
    ) {
        let _ = EntitiesRequest::parse(text.as_bytes());
        let _ = EntityChange::parse(text.as_bytes());
        let _ = FormOptions::parse(&text);
    }

    #[test]
    fn rows_of_any_answers_are_json(text in "\\PC{0,40}|[-0-9.eE;: TZ+]{0,30}") {
        let spec = form(VALUES);
        let names = ["int", "decimal", "date", "moment", "point", "line", "area", "many", "one"];
        let pairs: Vec<(&str, &str)> = names.iter().map(|name| (*name, text.as_str())).collect();
        let answers = answers(&pairs);
        for options in ["", "$wkt=true&splitSelectMultiples=true"] {
            // The document is read as JSON within.
            let rows = table(&spec, "Submissions", options, &[submission(&text, &answers)]);
            let rows = rows.unwrap();
            prop_assert_eq!(&rows["value"][0]["__id"], &serde_json::json!(text));
        }
    }
}
