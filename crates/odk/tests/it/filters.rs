// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Filters: which are read, what they mean, and what is wrong with the others.

use jiff::Timestamp;
use odk::odata::{Facts, Filter, ReviewState, Subject};

fn facts() -> Facts<'static> {
    Facts {
        id: "uuid:o'hara",
        created: "2026-11-18T23:30:15.5Z".parse().unwrap(),
        updated: None,
        deleted: None,
        author: Some("5"),
        review_state: Some(ReviewState::Approved),
        conflict: None,
    }
}

fn holds(filter: &str) -> bool {
    let now: Timestamp = "2026-11-20T00:00:00Z".parse().unwrap();
    let filter = Filter::parse(filter, Subject::Submissions).unwrap();
    filter.matches(&facts(), now)
}

#[test]
fn filters_mean_what_central_means_by_them() {
    for (filter, expected) in [
        ("__system/submitterId eq 5", true),
        ("__system/submitterId eq '5'", true),
        ("5 ne __system/submitterId", false),
        ("__id eq 'uuid:o''hara'", true),
        ("__system/reviewState eq 'approved'", true),
        ("__system/reviewState ne 'rejected'", true),
        ("__system/reviewState eq null", false),
        ("__system/updatedAt eq null", true),
        ("null eq null", true),
        ("__system/updatedAt ne '2026-01-01T00:00:00Z'", true),
        // Neither true nor false, and so neither way.
        ("__system/updatedAt gt 2026-01-01", false),
        ("not __system/updatedAt gt 2026-01-01", false),
        (
            "__system/updatedAt gt 2026-01-01 or __system/submitterId eq 5",
            true,
        ),
        ("__system/submissionDate lt now()", true),
        ("__system/submissionDate gt 2026-11-18", true),
        ("__system/submissionDate gt 2026-11-19", false),
        ("__system/submissionDate ge 2026-11-18T23:30:15.5Z", true),
        (
            "__system/submissionDate le 2026-11-19T00:30:15.500+01:00",
            true,
        ),
        (
            "__system/submissionDate lt '2026-11-18T23:30:15.500Z'",
            false,
        ),
        // Days end in UTC, not in Germany.
        ("day(__system/submissionDate) eq 18", true),
        ("year(__system/submissionDate) eq year(now())", true),
        ("month(now()) lt 11", false),
        ("hour(__system/submissionDate) eq 23", true),
        ("minute(__system/submissionDate) eq 30", true),
        ("second(__system/submissionDate) eq 15", true),
        ("not (__system/submitterId eq 6)", true),
        ("not not (__system/submitterId eq 6)", false),
        // `and` binds more tightly than `or`.
        (
            "__system/submitterId eq 5 or __system/submitterId eq 6 and __id eq 'x'",
            true,
        ),
        (
            "(__system/submitterId eq 5 or __system/submitterId eq 6) and __id eq 'x'",
            false,
        ),
    ] {
        assert_eq!(holds(filter), expected, "{filter}");
    }
}

#[test]
fn names_depend_on_what_is_filtered() {
    for (subject, filter, is_known) in [
        (Subject::Entities, "__system/createdAt gt 2026-01-01", true),
        (Subject::Entities, "__system/conflict ne null", true),
        (
            Subject::Entities,
            "__system/submissionDate gt 2026-01-01",
            false,
        ),
        (
            Subject::Repeat,
            "$root/Submissions/__system/submissionDate gt 2026-01-01",
            true,
        ),
        (
            Subject::Repeat,
            "__system/submissionDate gt 2026-01-01",
            false,
        ),
        (Subject::Submissions, "__system/conflict ne null", false),
    ] {
        assert_eq!(Filter::parse(filter, subject).is_ok(), is_known, "{filter}");
    }
}

#[test]
fn what_is_wrong_is_named_with_its_place() {
    let deep = format!("{}null eq null{}", "(".repeat(60), ")".repeat(60));
    let long = " ".repeat(10_001);
    for (filter, expected) in [
        ("", "expected a field or a value (at character 1)"),
        (
            "__id",
            "expected `eq`, `ne`, `lt`, `le`, `gt` or `ge` (at character 5)",
        ),
        ("__id eq", "expected a field or a value (at character 8)"),
        ("__id eq 'x", "the text has no end (at character 9)"),
        ("__id == 'x'", "unexpected `=` (at character 6)"),
        (
            "__id eq 'x' 'y'",
            "expected `and`, `or` or the end (at character 13)",
        ),
        ("(__id eq 'x'", "expected `)` (at character 13)"),
        (
            "größe eq 'x'",
            "the field `größe` cannot be filtered by (at character 1)",
        ),
        (
            "__id eq 'ä' and name eq 'x'",
            "the field `name` cannot be filtered by (at character 17)",
        ),
        (
            "contains(__id, 'x')",
            "`contains` is not supported (at character 1)",
        ),
        ("__id add 1 eq 2", "`add` is not supported (at character 6)"),
        (
            "__system/submissionDate eq 5",
            "values of different types are compared (at character 28)",
        ),
        (
            "__system/submissionDate gt 'gestern'",
            "values of different types are compared (at character 28)",
        ),
        (
            "year(__id) eq 2026",
            "values of different types are compared (at character 6)",
        ),
        (
            "__system/updatedAt lt null",
            "null can be compared by `eq` and `ne` only (at character 20)",
        ),
        (
            deep.as_str(),
            "the expression is nested too deeply (at character 51)",
        ),
        (long.as_str(), "the expression is too long (at character 1)"),
    ] {
        let error = Filter::parse(filter, Subject::Submissions).unwrap_err();
        assert_eq!(error.to_string(), expected, "{filter}");
    }
}
