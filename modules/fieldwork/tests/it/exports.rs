// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Submissions as CSV, as programs that know ODK Central fetch them.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use directory::testing::Answer;
use http::{Method, StatusCode};
use kernel::Role;
use serde_json::json;

use crate::support::{Field, VISIT, field, key, record};

const XML: &str = "application/xml";

/// What follows the answers in the first table.
const SYSTEM: &str = "KEY,SubmitterID,SubmitterName,AttachmentsPresent,AttachmentsExpected,Status,\
                      ReviewState,DeviceID,Edits,FormVersion";

/// The files of an archive with their content.
fn unpacked(answer: &Answer) -> BTreeMap<String, String> {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    assert_eq!(answer.headers["content-type"], "application/zip");
    let mut archive = zip::ZipArchive::new(Cursor::new(&answer.bytes)).unwrap();
    let mut files = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        files.insert(file.name().unwrap().into_owned(), text);
    }
    files
}

/// The rows of a table without the moment, sorted.
fn rows(table: &str) -> Vec<String> {
    let mut rows: Vec<String> = table
        .lines()
        .skip(1)
        .map(|row| row.split_once(',').unwrap().1.to_owned())
        .collect();
    rows.sort();
    rows
}

/// A project whose form has two records that count, one that lies aside, and a picture.
async fn filled() -> (Field, String) {
    let field = field().await;
    let form = format!("{}/forms/badestelle", field.project().await);
    let all = format!("{form}/submissions");
    for (id, temperature) in [
        ("uuid:eins", "19.5"),
        ("uuid:zwei", "21"),
        ("uuid:heiss", "71"),
    ] {
        let body = (XML, record(id, temperature, ""));
        let sent = field.send(Method::POST, &field.worker, &all, body).await;
        assert_eq!(sent.status, StatusCode::OK, "{}", sent.text());
    }
    for id in ["uuid:eins", "uuid:zwei"] {
        let path = format!("{all}/{id}/attachments/see.jpg");
        let picture = ("image/jpeg", format!("Bild von {id}"));
        let kept = field
            .send(Method::POST, &field.worker, &path, picture)
            .await;
        assert_eq!(kept.status, StatusCode::OK, "{}", kept.text());
    }
    (field, all)
}

#[tokio::test]
async fn an_export_has_a_table_for_each_repeat_and_the_files() {
    let (field, all) = filled().await;
    let path = format!("{all}.csv.zip");
    let answer = field.app.ask(Method::GET, &field.worker, &path).await;
    let disposition = answer.headers["content-disposition"].to_str().unwrap();
    assert!(
        disposition.starts_with("attachment; filename=\"badestelle.zip\""),
        "{disposition}"
    );
    let files = unpacked(&answer);
    let first = &files["badestelle.csv"];
    let header = first.lines().next().unwrap();
    assert_eq!(
        header,
        format!("SubmissionDate,meta-instanceID,place,temperature,picture,{SYSTEM}")
    );
    let found = rows(first);
    assert_eq!(found.len(), 2, "{first}");
    for (row, (id, temperature)) in found
        .iter()
        .zip([("uuid:eins", "19.5"), ("uuid:zwei", "21")])
    {
        let start = format!("{id},Maschsee,{temperature},see.jpg,{id},");
        assert!(row.starts_with(&start), "{row}");
        assert!(row.ends_with(",Wilma Werk,1,1,,,,0,v1"), "{row}");
    }
    let repeat = &files["badestelle-sample.csv"];
    assert!(repeat.starts_with("depth,PARENT_KEY,KEY\n"), "{repeat}");
    assert_eq!(
        rows(repeat),
        [
            "uuid:eins,uuid:eins/sample[1]",
            "uuid:eins,uuid:eins/sample[2]",
            "uuid:zwei,uuid:zwei/sample[1]",
            "uuid:zwei,uuid:zwei/sample[2]",
        ]
    );
    // Two pictures of the same name: both are there.
    let mut pictures: Vec<&str> = files
        .iter()
        .filter(|(name, _)| name.starts_with("media/"))
        .map(|(_, bytes)| bytes.as_str())
        .collect();
    pictures.sort_unstable();
    assert_eq!(pictures, ["Bild von uuid:eins", "Bild von uuid:zwei"]);
    assert!(files.contains_key("media/see.jpg"));
    assert_eq!(files.len(), 4, "{:?}", files.keys());
    // Sent as a form, as programs do that send passphrases along.
    let body = ("application/x-www-form-urlencoded", "1=geheim");
    let posted = field.send(Method::POST, &field.worker, &path, body).await;
    assert_eq!(unpacked(&posted), files);
    // That records were opened is noted each time.
    let chain = field.state.offices[0].id.uuid();
    let noted = audit::entries(field.app.app.db.read(), chain, None, 2)
        .await
        .unwrap();
    for entry in noted {
        assert_eq!(entry.action, "record.open");
    }
}

#[tokio::test]
async fn an_export_can_be_less() {
    let (field, all) = filled().await;
    let path = format!("{all}.csv.zip?attachments=false&groupPaths=false");
    let answer = field.app.ask(Method::GET, &field.worker, &path).await;
    let disposition = answer.headers["content-disposition"].to_str().unwrap();
    assert!(disposition.contains("badestelle.csv.zip"), "{disposition}");
    let files = unpacked(&answer);
    let names: Vec<&String> = files.keys().collect();
    assert_eq!(names, ["badestelle-sample.csv", "badestelle.csv"]);
    let expected = format!("SubmissionDate,instanceID,place,temperature,picture,{SYSTEM}\n");
    assert!(files["badestelle.csv"].starts_with(&expected));
    // The first table alone.
    let plain = format!("{all}.csv");
    let answer = field.app.ask(Method::GET, &field.worker, &plain).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    assert_eq!(answer.headers["content-type"], "text/csv; charset=utf-8");
    assert_eq!(rows(&answer.text()).len(), 2);
    // Filtered as the feed is; the files, too.
    let review = json!({"reviewState": "approved"});
    let one = format!("{all}/uuid:zwei");
    field.json(Method::PATCH, &field.worker, &one, review).await;
    let filter = "%24filter=__system%2FreviewState%20eq%20%27approved%27";
    let path = format!("{all}.csv.zip?{filter}");
    let files = unpacked(&field.app.ask(Method::GET, &field.worker, &path).await);
    let found = rows(&files["badestelle.csv"]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].ends_with(",1,1,,approved,,0,v1"), "{found:?}");
    assert_eq!(rows(&files["badestelle-sample.csv"]).len(), 2);
    assert_eq!(files["media/see.jpg"], "Bild von uuid:zwei");
    assert_eq!(files.len(), 3);
}

#[tokio::test]
async fn what_cannot_be_done_is_said() {
    let (field, all) = filled().await;
    for (query, code) in [
        ("%24top=1", 501.1),
        ("%24filter=place%20eq%20%27Maschsee%27", 501.5),
        ("groupPaths=vielleicht", 400.8),
    ] {
        let path = format!("{all}.csv.zip?{query}");
        let answer = field.app.ask(Method::GET, &field.worker, &path).await;
        assert_eq!(answer.json()["code"], code, "{}", answer.text());
    }
}

#[tokio::test]
async fn a_form_that_nobody_has_filled_in_has_tables() {
    let field = field().await;
    let form = format!("{}/forms/badestelle", field.project().await);
    let path = format!("{form}/submissions.csv.zip?splitSelectMultiples=true");
    let files = unpacked(&field.app.ask(Method::GET, &field.worker, &path).await);
    assert_eq!(files["badestelle-sample.csv"], "depth,PARENT_KEY,KEY\n");
    assert_eq!(files["badestelle.csv"].lines().count(), 1);
    assert_eq!(files.len(), 2);
}

#[tokio::test]
async fn questions_that_are_gone_come_back_if_they_are_wanted() {
    let (field, all) = filled().await;
    let form = all.strip_suffix("/submissions").unwrap();
    let without = VISIT
        .replace("<place/><temperature/>", "<place/>")
        .replace("version=\"v1\"", "version=\"v2\"");
    let gone = |text: String, from: &str, to: &str| {
        let (start, rest) = text.split_once(from).unwrap();
        let (_, end) = rest.split_once(to).unwrap();
        format!("{start}{end}")
    };
    let without = gone(without, "<bind nodeset=\"/data/temperature\"", "/>");
    let without = gone(without, "<input ref=\"/data/temperature\">", "</input>");
    let path = format!("{form}/draft?ignoreWarnings=true");
    let made = field
        .send(Method::POST, &field.author, &path, (XML, without))
        .await;
    assert!(made.status.is_success(), "{}", made.text());
    let publish = format!("{form}/draft/publish");
    let made = field.app.ask(Method::POST, &field.author, &publish).await;
    assert!(made.status.is_success(), "{}", made.text());
    let plain = format!("{all}.csv");
    let newest = field.app.ask(Method::GET, &field.worker, &plain).await;
    assert!(
        newest
            .text()
            .starts_with("SubmissionDate,meta-instanceID,place,picture,KEY,"),
        "{}",
        newest.text()
    );
    let path = format!("{plain}?deletedFields=true");
    let every = field.app.ask(Method::GET, &field.worker, &path).await;
    let text = every.text();
    assert!(
        text.starts_with("SubmissionDate,meta-instanceID,place,picture,temperature,KEY,"),
        "{text}"
    );
    assert!(rows(&text)[1].contains(",Maschsee,see.jpg,21,"), "{text}");
}

/// A form in which several codes can be chosen.
const HABITS: &str = r#"<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms">
  <h:head>
    <h:title>Gewohnheiten</h:title>
    <model>
      <instance>
        <data id="gewohnheiten" version="v1"><spot/><seen/><orx:meta><orx:instanceID/></orx:meta></data>
      </instance>
      <bind nodeset="/data/spot" type="geopoint"/>
      <bind nodeset="/data/seen" type="string"/>
      <bind nodeset="/data/orx:meta/orx:instanceID" type="string" jr:preload="uid"/>
    </model>
  </h:head>
  <h:body>
    <input ref="/data/spot"><label>Wo?</label></input>
    <select ref="/data/seen"><label>Was?</label>
      <item><label>Algen</label><value>algae</value></item>
      <item><label>Müll</label><value>waste</value></item>
      <item><label>Vögel</label><value>birds</value></item>
    </select>
  </h:body>
</h:html>"#;

#[tokio::test]
async fn places_and_codes_have_columns_of_their_own() {
    let field = field().await;
    let project = field.project().await;
    let path = format!("{project}/forms?publish=true&ignoreWarnings=true");
    let made = field
        .send(Method::POST, &field.author, &path, (XML, HABITS))
        .await;
    assert!(made.status.is_success(), "{}", made.text());
    let all = format!("{project}/forms/gewohnheiten/submissions");
    for (id, seen) in [("uuid:1", "waste algae"), ("uuid:2", "algae")] {
        let body = format!(
            "<data xmlns:orx=\"http://openrosa.org/xforms\" id=\"gewohnheiten\" version=\"v1\">\
             <spot>52.4 9.7 55 4.5</spot><seen>{seen}</seen>\
             <orx:meta><orx:instanceID>{id}</orx:instanceID></orx:meta></data>"
        );
        let sent = field
            .send(Method::POST, &field.worker, &all, (XML, body))
            .await;
        assert_eq!(sent.status, StatusCode::OK, "{}", sent.text());
    }
    let path = format!("{all}.csv?splitSelectMultiples=true");
    let answer = field.app.ask(Method::GET, &field.worker, &path).await;
    let text = answer.text();
    assert_eq!(
        text.lines().next().unwrap(),
        format!(
            "SubmissionDate,meta-instanceID,spot-Latitude,spot-Longitude,spot-Altitude,\
             spot-Accuracy,seen,seen/algae,seen/waste,{SYSTEM}"
        )
    );
    let found = rows(&text);
    assert!(
        found[0].starts_with("uuid:1,52.4,9.7,55,4.5,waste algae,1,1,uuid:1,"),
        "{text}"
    );
    assert!(
        found[1].starts_with("uuid:2,52.4,9.7,55,4.5,algae,1,0,uuid:2,"),
        "{text}"
    );
}

#[tokio::test]
async fn only_who_may_open_records_exports_them() {
    let (field, all) = filled().await;
    let office = field.state.offices[1].id;
    let (foreign, _) = key(&field.app, "Karl Kreis", Role::CaseWorker, office).await;
    for path in [format!("{all}.csv"), format!("{all}.csv.zip")] {
        for method in [Method::GET, Method::POST] {
            let ask = |who| field.app.ask(method.clone(), who, &path);
            let answer = ask(&foreign).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{}", answer.text());
            // Who makes forms does not read what they are answered with.
            let answer = ask(&field.author).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{}", answer.text());
        }
    }
    let nowhere = all.replace("badestelle", "nirgends");
    let path = format!("{nowhere}.csv.zip");
    let answer = field.app.ask(Method::GET, &field.worker, &path).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND, "{}", answer.text());
}
