// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Rows of submissions. The identifiers are those that ODK Central gives out in its documentation and
//! its own tests.

use forms::{Answers, FormSpec, xlsform};
use jiff::Timestamp;
use odk::odata::{
    Beyond, Query, ReviewState, Schema, Subject, Submission, TableWriter, Target, WriteError,
};
use serde_json::{Value, json};

/// A form with repeats in groups and repeats.
pub(crate) const FAMILY: &str = "\
| survey | | | |
| | type | name | label |
| | text | name | Name |
| | integer | age | Alter |
| | begin_group | children | Kinder |
| | begin_repeat | child | Kind |
| | text | name | Name |
| | begin_group | toys | Spielzeug |
| | begin_repeat | toy | Spielzeug |
| | text | name | Name |
| | end_repeat | | |
| | end_group | | |
| | end_repeat | | |
| | end_group | | |
| settings | | | |
| | form_id | | |
| | doubleRepeat | | |
";

/// A form with all kinds of values.
pub(crate) const VALUES: &str = "\
| survey | | | | | |
| | type | name | label | parameters | calculation |
| | start | start | | | |
| | today | today | | | |
| | note | hinweis | Hinweis | | |
| | integer | int | Zahl | | |
| | decimal | decimal | Zahl | | |
| | range | range | Zahl | start=0 end=10 step=2 | |
| | range | fine | Zahl | start=0 end=1 step=0.1 | |
| | date | date | Tag | | |
| | time | time | Zeit | | |
| | datetime | moment | Zeitpunkt | | |
| | geopoint | point | Ort | | |
| | geotrace | line | Weg | | |
| | geoshape | area | Fläche | | |
| | select_one l | one | Eins | | |
| | select_multiple l | many | Mehrere | | |
| | rank l | ranked | Folge | | |
| | image | picture | Bild | | |
| | begin_group | q1.8 | Gruppe | | |
| | text | größe | Größe | | |
| | text | gr_e | Größe | | |
| | end_group | | | | |
| | calculate | sum | | | ${int} + 1 |
| choices | | | | | |
| | list_name | name | label | | |
| | l | a | A | | |
| | l | b | B | | |
| settings | | | | | |
| | form_id | instance_name | | | |
| | alle.werte | ${int} | | | |
";

pub(crate) fn form(table: &str) -> FormSpec {
    xlsform::read(table.as_bytes(), "form.md").unwrap().0
}

pub(crate) fn answers(pairs: &[(&str, &str)]) -> Answers {
    pairs.iter().copied().collect()
}

pub(crate) fn submission<'a>(id: &'a str, answers: &'a Answers) -> Submission<'a> {
    Submission {
        instance_id: id,
        instance_name: None,
        submission_date: "2017-09-20T17:10:43Z".parse().unwrap(),
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
        form_version: Some("1.0"),
        answers,
    }
}

pub(crate) const SERVICE: &str = "https://example.org/v1/projects/1/forms/f.svc";

/// A table of a form as it is answered.
pub(crate) fn table(
    spec: &FormSpec,
    path: &str,
    query: &str,
    submissions: &[Submission<'_>],
) -> Result<Value, WriteError> {
    let schema = Schema::of(spec);
    let target = Target::parse(path, &schema).unwrap();
    let query = Query::parse(query, target.subject())?;
    let address = format!("{SERVICE}/{path}");
    let addresses = (SERVICE, address.as_str());
    let mut writer = TableWriter::begin(Vec::new(), &schema, &target, &query, addresses)?;
    for submission in submissions {
        writer.submission(submission)?;
    }
    let bytes = writer.finish(Beyond::Counted)?;
    Ok(serde_json::from_slice(&bytes).unwrap())
}

/// Vick's children Alice, Bob and Chelsea with their toys.
pub(crate) fn double() -> Answers {
    let toys = [
        (2, 1, "Twilight Sparkle"),
        (2, 2, "Pinkie Pie"),
        (2, 3, "Applejack"),
        (2, 4, "Spike"),
        (3, 1, "Rainbow Dash"),
        (3, 2, "Rarity"),
    ];
    let mut all = answers(&[
        ("name", "Vick"),
        ("children/child[1]/name", "Alice"),
        ("children/child[2]/name", "Bob"),
        ("children/child[3]/name", "Chelsea"),
    ]);
    for (child, toy, name) in toys {
        all.set(
            format!("children/child[{child}]/toys/toy[{toy}]/name"),
            name,
        );
    }
    all
}

#[test]
fn a_row_has_what_the_system_knows_and_links_to_rows_within() {
    let answers = double();
    let rows = table(
        &form(FAMILY),
        "Submissions",
        "",
        &[submission("double", &answers)],
    );
    insta::assert_json_snapshot!(rows.unwrap());
}

#[test]
fn rows_of_repeats_have_the_identifiers_of_central() {
    let spec = form(FAMILY);
    let answers = double();
    let all = [submission("double", &answers)];
    let children = table(&spec, "Submissions.children.child", "", &all).unwrap();
    let bob = "b6e93a81a53eed0566e65e472d4a4b9ae383ee6d";
    assert_eq!(
        children["value"][1],
        json!({
            "__id": bob,
            "__Submissions-id": "double",
            "name": "Bob",
            "toys": {
                "toy@odata.navigationLink":
                    format!("Submissions('double')/children/child('{bob}')/toys/toy"),
            },
        })
    );
    assert_eq!(children["value"][0]["toys"], json!({}), "Alice has no toys");
    let toys = table(&spec, "Submissions.children.child.toys.toy", "", &all).unwrap();
    let ids: Vec<&str> = toys["value"]
        .as_array()
        .unwrap()
        .iter()
        .map(|toy| toy["__id"].as_str().unwrap())
        .collect();
    assert_eq!(
        ids,
        [
            "a9058d7b2ed9557205ae53f5b1dc4224043eca2a",
            "8d2dc7bd3e97a690c0813e646658e51038eb4144",
            "b716dd8b79a4c9369d6b1e7a9c9d55ac18da1319",
            "52fbd613acc151ee1187026890f6246b35f69144",
            "4a4a05249c8f992b0b3cc7dbe690b57cf18e8ea9",
            "00ae97cddc4804157e3a0b13ff9e30d86cfd1547",
        ]
    );
    assert_eq!(toys["value"][0]["__Submissions-children-child-id"], bob);
}

#[test]
fn one_submission_and_one_row_have_addresses_of_their_own() {
    let spec = form(FAMILY);
    let answers = double();
    let all = [submission("double", &answers)];
    let names = |path: &str| {
        let rows = table(&spec, path, "", &all).unwrap();
        let rows = rows["value"].as_array().unwrap().clone();
        let names = rows
            .iter()
            .map(|row| row["name"].as_str().unwrap().to_owned());
        names.collect::<Vec<_>>()
    };
    let bob = "b6e93a81a53eed0566e65e472d4a4b9ae383ee6d";
    assert_eq!(names("Submissions('double')"), ["Vick"]);
    assert_eq!(
        names("Submissions('double')/children/child"),
        ["Alice", "Bob", "Chelsea"]
    );
    assert_eq!(
        names(&format!("Submissions('double')/children/child('{bob}')")),
        ["Bob"]
    );
    assert_eq!(
        names(&format!(
            "Submissions('double')/children/child('{bob}')/toys/toy"
        )),
        ["Twilight Sparkle", "Pinkie Pie", "Applejack", "Spike"]
    );
    let schema = Schema::of(&spec);
    for path in [
        "",
        "Entities",
        "Submissions.children",
        "Submissions.other",
        "Submissions('a",
        "Submissions('a')x",
        "Submissions('a')/children",
        "Submissions('a')/children/child('b",
    ] {
        assert!(Target::parse(path, &schema).is_err(), "{path}");
    }
}

#[test]
fn rounds_without_answers_are_rows_if_others_follow() {
    let spec = form(FAMILY);
    let answers = answers(&[
        ("children/child[3]/toys/toy[2]/name", "Ball"),
        ("unknown[99]/x", "?"),
    ]);
    let all = [submission("x", &answers)];
    let children = table(&spec, "Submissions.children.child", "", &all).unwrap();
    assert_eq!(children["value"].as_array().unwrap().len(), 3);
    assert_eq!(children["value"][0]["name"], Value::Null);
    let toys = table(&spec, "Submissions.children.child.toys.toy", "", &all).unwrap();
    assert_eq!(toys["value"].as_array().unwrap().len(), 2);
    assert_eq!(
        toys["value"][1]["__Submissions-children-child-id"],
        children["value"][2]["__id"]
    );
}

#[test]
fn expanded_rows_stand_within_the_row_around() {
    let answers = double();
    let rows = table(
        &form(FAMILY),
        "Submissions",
        "$expand=*&$count=true",
        &[submission("double", &answers)],
    );
    insta::assert_json_snapshot!(rows.unwrap());
}

pub(crate) fn values() -> Answers {
    answers(&[
        ("start", "2026-11-18T08:00:00.000+01:00"),
        ("today", "2026-11-18"),
        ("int", "42"),
        ("decimal", "3.14"),
        ("range", "4"),
        ("fine", "0.3"),
        ("date", "2026-11-18"),
        ("time", "14:30:00"),
        ("moment", "2026-11-18T14:30:00"),
        ("point", "4.8 15.16 23.42 108"),
        ("line", "1.1 2.2 3.3 4.4;5.5 6.6 7.7 8.8;"),
        ("area", "11.1 22.2; 33.3 44.4; 55.5 66.6; 11.1 22.2; "),
        ("one", "a"),
        ("many", "a b"),
        ("ranked", "b a"),
        ("picture", "01946e0c-0000-7000-8000-000000000001-bild.jpg"),
        ("q1.8/größe", "groß \"und\" klein"),
        ("q1.8/gr_e", "x"),
        ("sum", "43"),
    ])
}

#[test]
fn values_have_the_types_of_their_questions() {
    let spec = form(VALUES);
    let answers = values();
    let mut one = submission("uuid:1", &answers);
    one.instance_name = Some("42");
    one.review_state = Some(ReviewState::HasIssues);
    one.updated_at = Some("2026-11-19T00:00:00.123456Z".parse::<Timestamp>().unwrap());
    insta::assert_json_snapshot!(table(&spec, "Submissions", "", &[one]).unwrap());
    let other = table(
        &spec,
        "Submissions",
        "$wkt=True&splitSelectMultiples=true&$select=point,line,area,many,ranked",
        &[one],
    );
    insta::assert_json_snapshot!(other.unwrap());
}

#[test]
fn what_is_not_answered_is_null() {
    let answers = Answers::new();
    let rows = table(
        &form(VALUES),
        "Submissions",
        "",
        &[submission("nulls", &answers)],
    );
    let row = &rows.unwrap()["value"][0];
    for name in ["int", "decimal", "point", "many", "moment"] {
        assert_eq!(row[name], Value::Null, "{name}");
        assert!(row.as_object().unwrap().contains_key(name), "{name}");
    }
    assert_eq!(row["q1_8"], json!({ "gr_e": null, "gr_e_2": null }));
    assert!(!row.as_object().unwrap().contains_key("hinweis"));
}

#[test]
fn an_empty_table_is_a_document_too() {
    let rows = table(&form(FAMILY), "Submissions", "$count=true", &[]).unwrap();
    assert_eq!(
        rows,
        json!({
            "@odata.context": format!("{SERVICE}/$metadata#Submissions"),
            "value": [],
            "@odata.count": 0,
        })
    );
}

#[test]
fn subjects_follow_the_table() {
    let schema = Schema::of(&form(FAMILY));
    let subject = |path| Target::parse(path, &schema).unwrap().subject();
    assert_eq!(subject("Submissions"), Subject::Submissions);
    assert_eq!(subject("Submissions.children.child"), Subject::Repeat);
}
