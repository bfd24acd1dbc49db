// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Options of requests, and pages.

use odk::odata::{
    Beyond, Codes, Direction, Field, Query, Schema, SkipToken, Subject, TableWriter, Target,
    WriteError,
};
use serde_json::Value;

use crate::tables::{FAMILY, SERVICE, double, form, submission, table};

#[test]
fn options_are_read_as_programs_write_them() {
    // pyodk writes booleans in capital letters; Excel writes blanks as plus.
    let query = "%24skip=0&%24top=10&%24count=True&%24wkt=False&%24filter=\
                 __system%2FsubmitterId+eq+5&%24select=a,+b/c&$format=json&\
                 $orderby=__system/submissionDate desc, __id&splitSelectMultiples=true&other=1";
    let query = Query::parse(query, Subject::Submissions).unwrap();
    assert_eq!((query.top, query.skip, query.count), (Some(10), 0, true));
    assert!(!query.wkt && !query.expand);
    assert_eq!(
        query.select.as_deref(),
        Some(&["a".to_owned(), "b/c".to_owned()][..])
    );
    assert_eq!(
        query.order,
        [
            (Field::Created, Direction::Descending),
            (Field::Id, Direction::Ascending)
        ]
    );
    assert_eq!(query.codes, Codes::Apart);
    assert!(query.filter.unwrap().mentions(Field::Author));
}

#[test]
fn what_cannot_be_followed_is_named() {
    let token = SkipToken::Submission("uuid:1".to_owned()).to_string();
    let token = format!("$orderby=__id&$skiptoken={token}");
    for (query, expected) in [
        ("$top=-1", "$top: `-1` is no whole number from 0"),
        ("$skip=x", "$skip: `x` is no whole number from 0"),
        ("$count=ja", "$count: `ja` is neither `true` nor `false`"),
        ("$apply=x", "$apply: this option is not supported"),
        ("$top=1&$top=2", "$top: this option is given twice"),
        ("$expand=a", "$expand: only `*` can be expanded, not `a`"),
        (
            "$expand=*&$select=a",
            "$expand: `$select` and `$expand` cannot be used together",
        ),
        (
            "$skiptoken=01x",
            "$skiptoken: this is no place to go on from",
        ),
        (
            token.as_str(),
            "$orderby: `$orderby` and `$skiptoken` cannot be used together",
        ),
        ("$orderby=name", "$orderby: `name` is nothing to sort by"),
        (
            "$orderby=__id up",
            "$orderby: `__id up` is nothing to sort by",
        ),
        ("$format=atom", "$format: the format `atom` is not offered"),
        (
            "$filter=name eq 'x'",
            "$filter: the field `name` cannot be filtered by (at character 1)",
        ),
    ] {
        let error = Query::parse(query, Subject::Submissions).unwrap_err();
        assert_eq!(error.to_string(), expected, "{query}");
    }
}

#[test]
fn tokens_are_those_of_central() {
    let token = SkipToken::Submission("rtwo".to_owned());
    // `01` and {"instanceId":"rtwo"} in base64.
    assert_eq!(token.to_string(), "01eyJpbnN0YW5jZUlkIjoicnR3byJ9");
    for token in [
        token,
        SkipToken::Row("52eff9ea".to_owned()),
        SkipToken::Entity("ü".to_owned()),
    ] {
        assert_eq!(SkipToken::parse(&token.to_string()), Some(token));
    }
    for text in [
        "",
        "01",
        "02eyJpbnN0YW5jZUlkIjoicnR3byJ9",
        "01e30=",
        "01äöü",
    ] {
        assert_eq!(SkipToken::parse(text), None, "{text}");
    }
}

fn names(rows: &Value) -> Vec<&str> {
    let rows = rows["value"].as_array().unwrap();
    rows.iter()
        .map(|row| row["name"].as_str().unwrap())
        .collect()
}

#[test]
fn rows_of_repeats_come_in_pages_that_follow_each_other() {
    let spec = form(FAMILY);
    let answers = double();
    let all = [submission("one", &answers), submission("two", &answers)];
    let path = "Submissions.children.child.toys.toy";
    let mut query = "$top=5&$count=true".to_owned();
    let mut found = Vec::new();
    for page in 0..3 {
        let rows = table(&spec, path, &query, &all).unwrap();
        assert_eq!(rows["@odata.count"], 12);
        found.extend(names(&rows).into_iter().map(str::to_owned));
        let Some(next) = rows["@odata.nextLink"].as_str() else {
            assert_eq!(page, 2);
            break;
        };
        let (address, options) = next.split_once('?').unwrap();
        assert_eq!(address, format!("{SERVICE}/{path}"));
        query = options.to_owned();
    }
    assert_eq!(found.len(), 12);
    assert_eq!(found[4..7], ["Rainbow Dash", "Rarity", "Twilight Sparkle"]);
    let skipped = table(&spec, path, "$skip=5&$top=2", &all).unwrap();
    assert_eq!(names(&skipped), ["Rarity", "Twilight Sparkle"]);
}

#[test]
fn a_token_without_its_row_is_an_error() {
    let spec = form(FAMILY);
    let answers = double();
    let all = [submission("one", &answers)];
    let token = SkipToken::Row("gone".to_owned());
    let query = format!("$skiptoken={token}");
    let error = table(&spec, "Submissions.children.child", &query, &all).unwrap_err();
    assert!(matches!(error, WriteError::TokenNotFound));
}

#[test]
fn a_store_makes_the_pages_of_submissions() {
    let schema = Schema::of(&form(FAMILY));
    let target = Target::parse("Submissions", &schema).unwrap();
    let query = Query::parse("$top=1&$count=true&$skip=1", Subject::Submissions).unwrap();
    let address = format!("{SERVICE}/Submissions");
    let addresses = (SERVICE, address.as_str());
    let mut writer = TableWriter::begin(Vec::new(), &schema, &target, &query, addresses).unwrap();
    let answers = double();
    writer.submission(&submission("rtwo", &answers)).unwrap();
    assert!(!writer.is_done());
    let beyond = Beyond::Stored {
        total: 3,
        more: true,
    };
    let bytes = writer.finish(beyond).unwrap();
    let rows: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(rows["@odata.count"], 3);
    assert_eq!(
        rows["@odata.nextLink"],
        format!("{address}?%24top=1&%24count=true&%24skiptoken=01eyJpbnN0YW5jZUlkIjoicnR3byJ9")
    );
}

#[test]
fn nothing_is_read_beyond_a_full_page() {
    let schema = Schema::of(&form(FAMILY));
    let target = Target::parse("Submissions.children.child", &schema).unwrap();
    let answers = double();
    for (options, expected) in [
        ("$top=2", true),
        ("$top=2&$count=true", false),
        ("$top=3", false),
    ] {
        let query = Query::parse(options, target.subject()).unwrap();
        let mut writer =
            TableWriter::begin(Vec::new(), &schema, &target, &query, (SERVICE, SERVICE)).unwrap();
        writer.submission(&submission("one", &answers)).unwrap();
        assert_eq!(writer.is_done(), expected, "{options}");
    }
}
