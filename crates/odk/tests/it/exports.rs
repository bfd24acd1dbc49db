// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Submissions as CSV. What Vick's children come to is what ODK Central's own tests expect.

use forms::{FormSpec, Group, Item, Question, Repeat};
use odk::odata::export::{CsvTable, Options, SeenCodes, file_names};
use odk::odata::{ReviewState, Schema, Submission};

use crate::tables::{FAMILY, VALUES, answers, double, form, submission, values};

/// The table at this place as CSV.
fn exported(schema: &Schema, table: usize, query: &str, all: &[Submission<'_>]) -> String {
    let options = Options::parse(query).unwrap();
    let mut seen = SeenCodes::of(schema);
    for one in all {
        seen.add(schema, one.answers);
    }
    let mut out = Vec::new();
    let writer = CsvTable::begin(&mut out, schema, table, &options, &seen);
    let mut writer = writer.unwrap().unwrap();
    for one in all {
        writer.submission(one).unwrap();
    }
    writer.flush().unwrap();
    drop(writer);
    String::from_utf8(out).unwrap()
}

#[test]
fn every_repeat_has_a_table_whose_rows_name_the_row_around() {
    let schema = Schema::of(&form(FAMILY));
    assert_eq!(
        file_names(&schema, "double/Repeat"),
        [
            "doubleRepeat.csv",
            "doubleRepeat-child.csv",
            "doubleRepeat-toy.csv"
        ]
    );
    let answers = double();
    let all = [submission("double", &answers)];
    assert_eq!(
        exported(&schema, 0, "", &all),
        "SubmissionDate,meta-instanceID,name,age,KEY,SubmitterID,SubmitterName,\
         AttachmentsPresent,AttachmentsExpected,Status,ReviewState,DeviceID,Edits,FormVersion\n\
         2017-09-20T17:10:43.000Z,double,Vick,,double,5,Alice,0,0,,,,0,1.0\n"
    );
    assert_eq!(
        exported(&schema, 1, "", &all),
        "name,PARENT_KEY,KEY\n\
         Alice,double,double/children/child[1]\n\
         Bob,double,double/children/child[2]\n\
         Chelsea,double,double/children/child[3]\n"
    );
    let bob = "double/children/child[2]";
    let chelsea = "double/children/child[3]";
    assert_eq!(
        exported(&schema, 2, "", &all),
        format!(
            "name,PARENT_KEY,KEY\n\
             Twilight Sparkle,{bob},{bob}/toys/toy[1]\n\
             Pinkie Pie,{bob},{bob}/toys/toy[2]\n\
             Applejack,{bob},{bob}/toys/toy[3]\n\
             Spike,{bob},{bob}/toys/toy[4]\n\
             Rainbow Dash,{chelsea},{chelsea}/toys/toy[1]\n\
             Rarity,{chelsea},{chelsea}/toys/toy[2]\n"
        )
    );
}

#[test]
fn values_stand_as_they_were_answered() {
    let schema = Schema::of(&form(VALUES));
    let answers = values();
    let mut one = submission("uuid:1", &answers);
    one.instance_name = Some("42");
    one.review_state = Some(ReviewState::HasIssues);
    one.device_id = Some("tablet, rot");
    one.attachments_expected = 1;
    one.edits = 2;
    insta::assert_snapshot!(exported(&schema, 0, "", &[one]));
    // With the names of questions alone, and a column for each code that was chosen.
    let csv = exported(
        &schema,
        0,
        "groupPaths=false&splitSelectMultiples=true",
        &[one],
    );
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let headers = reader.headers().unwrap().clone();
    let row = reader.records().next().unwrap().unwrap();
    let cell = |name: &str| {
        let at = headers.iter().position(|header| header == name);
        row.get(at.unwrap()).unwrap().to_owned()
    };
    assert_eq!(cell("größe"), "groß \"und\" klein");
    assert_eq!(cell("instanceID"), "uuid:1");
    assert_eq!(cell("many"), "a b");
    assert_eq!((cell("many/a"), cell("many/b")), ("1".into(), "1".into()));
    assert_eq!(cell("ranked"), "b a");
    assert!(!headers.iter().any(|header| header == "ranked/a"));
}

#[test]
fn a_code_that_somebody_else_chose_is_no() {
    let schema = Schema::of(&form(VALUES));
    let (first, second) = (answers(&[("many", "b")]), answers(&[("many", "a x")]));
    let all = [submission("1", &first), submission("2", &second)];
    let csv = exported(&schema, 0, "splitSelectMultiples=true", &all);
    let lines: Vec<&str> = csv.lines().collect();
    assert!(
        lines[0].contains(",many,many/a,many/b,many/x,ranked,"),
        "{csv}"
    );
    assert!(lines[1].contains(",b,0,1,0,"), "{csv}");
    assert!(lines[2].contains(",a x,1,0,1,"), "{csv}");
}

#[test]
fn repeats_of_the_same_name_are_numbered() {
    // Workbooks cannot say so, XForms can.
    let repeat = |group: &str| {
        let name = Item::Question(Box::new(Question {
            name: "name".to_owned(),
            ..Question::default()
        }));
        let child = Item::Repeat(Repeat {
            name: "child".to_owned(),
            items: vec![name],
            ..Repeat::default()
        });
        Item::Group(Group {
            name: group.to_owned(),
            items: vec![child],
            ..Group::default()
        })
    };
    let schema = Schema::of(&FormSpec {
        items: vec![repeat("a"), repeat("b")],
        ..FormSpec::new("f", "de")
    });
    assert_eq!(
        file_names(&schema, "f"),
        ["f.csv", "f-child~1.csv", "f-child~2.csv"]
    );
    let answers = answers(&[("b/child[1]/name", "Bob")]);
    let one = [submission("uuid:1", &answers)];
    assert_eq!(exported(&schema, 1, "", &one), "name,PARENT_KEY,KEY\n");
    assert_eq!(
        exported(&schema, 2, "", &one),
        "name,PARENT_KEY,KEY\nBob,uuid:1,uuid:1/b/child[1]\n"
    );
}
