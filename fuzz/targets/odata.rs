// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Texts as addresses and options of the feed, and as answers in it, which must be JSON.

#![no_main]

use std::sync::LazyLock;

use forms::{Answers, xlsform};
use libfuzzer_sys::fuzz_target;
use odk::odata::{Beyond, Query, Schema, SkipToken, Subject, Submission, TableWriter, Target};

const FORM: &str = "\
| survey | | |
| | type | name | label |
| | integer | n | N |
| | decimal | d | D |
| | datetime | t | T |
| | geopoint | p | P |
| | geotrace | l | L |
| | begin_repeat | r | R |
| | text | a | A |
| | end_repeat | | |
| settings | | |
| | form_id | |
| | f | |
";

static SCHEMA: LazyLock<Schema> = LazyLock::new(|| {
    let (spec, _) = xlsform::read(FORM.as_bytes(), "form.md").expect("the form is read");
    Schema::of(&spec)
});

fuzz_target!(|text: &str| {
    for subject in [Subject::Submissions, Subject::Repeat, Subject::Entities] {
        let _ = Query::parse(text, subject);
    }
    let _ = SkipToken::parse(text);
    let (path, rest) = text.split_once('\n').unwrap_or(("Submissions", text));
    let (options, value) = rest.split_once('\n').unwrap_or(("", rest));
    let Ok(target) = Target::parse(path, &SCHEMA) else {
        return;
    };
    let Ok(query) = Query::parse(options, target.subject()) else {
        return;
    };
    let names = ["n", "d", "t", "p", "l", "r[1]/a", "r[3]/a", value];
    let answers: Answers = names.into_iter().map(|name| (name, value)).collect();
    let submission = Submission {
        instance_id: value,
        instance_name: Some(value),
        submission_date: jiff::Timestamp::UNIX_EPOCH,
        updated_at: None,
        deleted_at: None,
        submitter_id: Some(value),
        submitter_name: Some(value),
        attachments_present: 0,
        attachments_expected: 0,
        status: None,
        review_state: None,
        device_id: Some(value),
        edits: 0,
        form_version: Some(value),
        answers: &answers,
    };
    let Ok(mut writer) = TableWriter::begin(Vec::new(), &SCHEMA, &target, &query, (path, path))
    else {
        return;
    };
    writer
        .submission(&submission)
        .expect("a vector takes everything");
    if let Ok(bytes) = writer.finish(Beyond::Counted) {
        let read: Result<serde_json::Value, _> = serde_json::from_slice(&bytes);
        assert!(
            read.is_ok(),
            "what is written is JSON: {}",
            String::from_utf8_lossy(&bytes)
        );
    }
});
