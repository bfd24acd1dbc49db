// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Problems and their numbers.

use odk::central::Problem;
use odk::odata::{Filter, Query, Schema, Subject, Target, WriteError};
use odk::openrosa::{Instance, Refusal, SUBMISSION_LIMITS};
use serde_json::json;

use crate::tables::{FAMILY, form};

#[test]
fn problems_are_written_with_number_message_and_details() {
    let problems = [
        Problem::AuthenticationFailed,
        Problem::NotFound,
        Problem::Uniqueness {
            fields: vec!["projectId".to_owned(), "xmlFormId".to_owned()],
            values: vec!["7".to_owned(), "begehung".to_owned()],
        },
        Problem::FormWarnings {
            warnings: vec!["Zeile 3: ohne Beschriftung.".to_owned()],
        },
        Problem::EntityVersionConflict {
            current: 3,
            provided: "2".to_owned(),
        },
        Problem::XmlConflict,
        Problem::UnsupportedSelectExpand,
    ];
    let all: Vec<_> = problems.iter().map(Problem::to_json).collect();
    insta::assert_json_snapshot!(all);
}

#[test]
fn numbers_read_as_central_writes_them() {
    // pyodk compares the number as Python writes it.
    for (problem, number, status) in [
        (Problem::AuthenticationFailed, "401.2", 401),
        (Problem::NotFound, "404.1", 404),
        (Problem::InsufficientRights, "403.1", 403),
        (Problem::DuplicateSubmission, "409.18", 409),
        (Problem::UnsupportedSelectExpand, "501.11", 501),
        (Problem::Internal, "500.1", 500),
        (Problem::Multipart, "400.39", 400),
        (
            Problem::UnacceptableFormat {
                allowed: vec!["json"],
            },
            "406.1",
            406,
        ),
    ] {
        assert_eq!(json!(problem.code()).to_string(), number);
        assert_eq!(problem.status(), status);
    }
}

#[test]
fn errors_of_all_parts_become_problems() {
    let query = |text: &str| Problem::from(Query::parse(text, Subject::Submissions).unwrap_err());
    let schema = Schema::of(&form(FAMILY));
    let instance = |xml: &str| {
        let error = Instance::read(xml.as_bytes(), &SUBMISSION_LIMITS).unwrap_err();
        Problem::of_instance(&error, xml.len())
    };
    let filter = Filter::parse("__id eq", Subject::Submissions).unwrap_err();
    for (problem, number) in [
        (query("$apply=x"), 501.1),
        (query("$top=x"), 400.8),
        (query("$count=x"), 400.8),
        (query("$top=1&$top=1"), 400.8),
        (query("$expand=x"), 501.6),
        (query("$expand=*&$select=x"), 501.11),
        (query("$skiptoken=x"), 400.35),
        (query("$orderby=x"), 501.5),
        (query("$format=atom"), 406.1),
        (query("$filter=name eq 'x'"), 501.5),
        (query("$filter=contains(__id,'x')"), 501.4),
        (filter.into(), 400.18),
        (Target::parse("x", &schema).unwrap_err().into(), 404.1),
        (WriteError::TokenNotFound.into(), 400.34),
        (instance("<x/>"), 400.2),
        (instance("<x"), 400.1),
        (instance("<x id=\"a\" encrypted=\"yes\"/>"), 501.1),
        (Problem::of_refusal(Refusal::OtherXml, ""), 409.1),
        (
            Problem::of_refusal(Refusal::DeprecatedUnknown, "uuid:0"),
            404.5,
        ),
        (
            Problem::of_refusal(Refusal::DeprecatedReplaced, "uuid:0"),
            409.9,
        ),
        (Problem::of_refusal(Refusal::Deleted, ""), 409.18),
    ] {
        assert!((problem.code() - number).abs() < 1e-9, "{problem}");
    }
}
