// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What tablets get, and what they send.

use forms::{Context, xlsform};
use odk::openrosa::{
    Arrival, EntityElement, EntityTable, Instance, InstanceError, Known, ListedForm, MediaFile,
    MediaKind, Nature, Refusal, SUBMISSION_LIMITS, arrival, entity_integrity, form_list, hash,
    manifest, response,
};
use xpath::xml::Limits;

/// One element a line, as people read XML.
pub(crate) fn in_lines(xml: &str) -> String {
    xml.replace("><", ">\n<")
}

#[test]
fn forms_are_listed_with_their_manifests() {
    let address = "https://example.org/v1/key/abc/projects/7/forms";
    let with_files = format!("{address}/begehung.xml");
    let files = format!("{address}/begehung/manifest");
    let plain = format!("{address}/a%26b.xml");
    let list = form_list([
        ListedForm {
            form_id: "begehung",
            name: "Begehung <Kita> & Hort",
            version: "2026-11",
            hash: &hash(b"<h:html/>"),
            download_url: &with_files,
            manifest_url: Some(&files),
        },
        ListedForm {
            form_id: "a&b",
            name: "",
            version: "",
            hash: &hash(b""),
            download_url: &plain,
            manifest_url: None,
        },
    ]);
    insta::assert_snapshot!(in_lines(&list));
}

#[test]
fn a_manifest_tells_files_from_lists_of_entities() {
    let written = manifest([
        MediaFile {
            name: "orte.csv",
            hash: "md5:1",
            download_url: "https://example.org/orte.csv",
            kind: MediaKind::File,
        },
        MediaFile {
            name: "einrichtungen.csv",
            hash: "md5:2",
            download_url: "https://example.org/einrichtungen.csv",
            kind: MediaKind::EntityList {
                integrity_url: Some("https://example.org/datasets/einrichtungen/integrity"),
            },
        },
    ]);
    insta::assert_snapshot!(in_lines(&written));
    let integrity = entity_integrity([("a", false), ("b", true)]);
    insta::assert_snapshot!(in_lines(&integrity));
}

#[test]
fn a_list_of_entities_is_a_file_of_the_form() {
    let mut table = EntityTable::begin(Vec::new(), &["ort", "plätze"]).unwrap();
    let data = [("ort".to_owned(), "Emden, \"Alter Hafen\"".to_owned())].into();
    table.entity("10000000", "Kita Sonne", 3, &data).unwrap();
    let text = String::from_utf8(table.finish().unwrap()).unwrap();
    assert_eq!(
        text,
        "name,label,__version,ort,plätze\n\
         10000000,Kita Sonne,3,\"Emden, \"\"Alter Hafen\"\"\",\n"
    );
}

#[test]
fn an_answer_carries_its_nature_and_message() {
    let answer = response(Nature::SubmitSuccess, "Übermittelt & <geprüft>.");
    insta::assert_snapshot!(answer);
}

#[test]
fn collect_and_enketo_are_read_alike() {
    let collect = r#"<?xml version='1.0' encoding='UTF-8' ?>
        <data id="begehung" version="2026-11" xmlns:orx="http://openrosa.org/xforms"
              xmlns:jr="http://openrosa.org/javarosa">
          <einrichtung>Kita &amp; Hort</einrichtung>
          <orx:meta>
            <orx:instanceID>uuid:85cb9aff-005e-4edd-9739-dc9c1a829c44</orx:instanceID>
            <orx:instanceName>Kita Sonne</orx:instanceName>
          </orx:meta>
        </data>"#;
    let enketo = r#"<data xmlns:jr="http://openrosa.org/javarosa" id="begehung" version="2026-11">
          <einrichtung>Kita &amp; Hort</einrichtung>
          <meta>
            <instanceID> uuid:85cb9aff-005e-4edd-9739-dc9c1a829c44 </instanceID>
            <instanceName>Kita Sonne</instanceName>
          </meta>
        </data>"#;
    let aggregate = r#"<n0:data xmlns:n0="urn:x" id="begehung" version="2026-11">
          <n1:meta xmlns:n1="http://openrosa.org/xforms">
            <n1:instanceID>uuid:85cb9aff-005e-4edd-9739-dc9c1a829c44</n1:instanceID>
            <n1:instanceName>Kita <![CDATA[Sonne]]></n1:instanceName>
          </n1:meta>
        </n0:data>"#;
    for xml in [collect, enketo, aggregate] {
        let read = Instance::read(xml.as_bytes(), &SUBMISSION_LIMITS).unwrap();
        let expected = Instance {
            form_id: "begehung".to_owned(),
            version: "2026-11".to_owned(),
            instance_id: Some("uuid:85cb9aff-005e-4edd-9739-dc9c1a829c44".to_owned()),
            instance_name: Some("Kita Sonne".to_owned()),
            ..Instance::default()
        };
        assert_eq!(read, expected, "{xml}");
    }
}

#[test]
fn entities_of_the_form_and_of_repeats_are_found() {
    let xml = r#"<data id="baum" version="1">
        <gruppe><baum>
          <meta><entity dataset="trees" id="a1" create="1"><label>Eiche</label></entity></meta>
        </baum></gruppe>
        <meta>
          <instanceID>uuid:1</instanceID>
          <deprecatedID>uuid:0</deprecatedID>
          <entity dataset="parks" id="b2" update="true" baseVersion="3" trunkVersion="2" branchId="c"/>
        </meta>
      </data>"#;
    let read = Instance::read(xml.as_bytes(), &SUBMISSION_LIMITS).unwrap();
    assert_eq!(read.deprecated_id.as_deref(), Some("uuid:0"));
    let expected = [
        EntityElement {
            path: "gruppe/baum".to_owned(),
            dataset: "trees".to_owned(),
            id: "a1".to_owned(),
            create: true,
            label: Some("Eiche".to_owned()),
            ..EntityElement::default()
        },
        EntityElement {
            dataset: "parks".to_owned(),
            id: "b2".to_owned(),
            update: true,
            base_version: Some(3),
            trunk_version: Some(2),
            branch_id: Some("c".to_owned()),
            ..EntityElement::default()
        },
    ];
    assert_eq!(read.entities, expected);
}

#[test]
fn what_is_no_submission_is_refused_with_its_place() {
    let long = format!("<data id=\"{}\"/>", "x".repeat(256));
    let twice =
        "<d id=\"a\"><meta><instanceID>1</instanceID>\n <instanceID>2</instanceID></meta></d>";
    for (xml, expected) in [
        ("", "there is no element (line 1, column 1)"),
        ("<data", "(line 1"),
        (
            "<data>\n</data>",
            "no attribute `id` with the identifier of the form (line 1, column 1)",
        ),
        ("\n<data id=\" \"/>", "no attribute `id`"),
        (
            "<data id=\"a\" encrypted=\"yes\"/>",
            "encrypted submissions are not accepted",
        ),
        (
            "<data id=\"a\">\n<base64EncryptedKey>x</base64EncryptedKey></data>",
            "encrypted submissions are not accepted: the server could not check what they say (line 2, column 1)",
        ),
        (long.as_str(), "`id` has more than 255 characters"),
        (twice, "`instanceID` is there twice (line 2, column 2)"),
        (
            "<d id=\"a\"><meta><entity baseVersion=\"x\"/></meta></d>",
            "the version of an entity is no number",
        ),
        (
            "<!DOCTYPE d [<!ENTITY x \"y\">]><d id=\"a\">&x;</d>",
            "declarations in a document type are not accepted",
        ),
    ] {
        let error = Instance::read(xml.as_bytes(), &SUBMISSION_LIMITS).unwrap_err();
        assert!(error.to_string().contains(expected), "{xml}: {error}");
    }
}

#[test]
fn size_and_depth_are_limited() {
    let limits = Limits {
        bytes: 1_000,
        depth: 5,
        nodes: 50,
    };
    let deep = format!("<d id=\"a\">{}{}</d>", "<x>".repeat(5), "</x>".repeat(5));
    let many = format!("<d id=\"a\">{}</d>", "<x/>".repeat(60));
    let long = format!("<d id=\"a\">{}</d>", "x".repeat(1_000));
    for xml in [deep, many, long] {
        let error = Instance::read(xml.as_bytes(), &limits).unwrap_err();
        assert!(matches!(error, InstanceError::Xml(_)), "{error}");
    }
}

#[test]
fn what_a_request_means_follows_from_what_is_known() {
    let xml: &[u8] = b"<data/>";
    for (same, deprecated, expected) in [
        (Known::Nothing, None, Ok(Arrival::New)),
        (Known::Newest(xml), None, Ok(Arrival::Again)),
        (Known::Newest(b"<other/>"), None, Err(Refusal::OtherXml)),
        (Known::Replaced, None, Err(Refusal::DeprecatedReplaced)),
        (Known::Deleted, None, Err(Refusal::Deleted)),
        (
            Known::Nothing,
            Some(Known::Newest(b"<old/>")),
            Ok(Arrival::Edit),
        ),
        // Files of an edit that came in an earlier request.
        (
            Known::Newest(xml),
            Some(Known::Replaced),
            Ok(Arrival::Again),
        ),
        (
            Known::Nothing,
            Some(Known::Nothing),
            Err(Refusal::DeprecatedUnknown),
        ),
        (
            Known::Nothing,
            Some(Known::Replaced),
            Err(Refusal::DeprecatedReplaced),
        ),
    ] {
        assert_eq!(arrival(xml, same, deprecated), expected, "{same:?}");
    }
}

#[test]
fn a_submission_becomes_answers() {
    let table = "\
        | survey | | | |\n\
        | | type | name | label |\n\
        | | text | name | Name |\n\
        | | begin_repeat | kind | Kind |\n\
        | | integer | alter | Alter |\n\
        | | end_repeat | | |\n\
        | settings | | | |\n\
        | | form_id | | |\n\
        | | kita | | |\n";
    let (spec, _) = xlsform::read_fillable(table.as_bytes(), "kita.md").unwrap();
    let form = forms::CompiledForm::compile(&spec).unwrap();
    let xml = r#"<data id="kita"><name>Anna</name>
        <kind><alter>3</alter></kind><kind><alter>5</alter></kind><fremd/>
        <meta><instanceID>uuid:1</instanceID></meta>
        </data>"#;
    let context = Context::at(jiff::Timestamp::UNIX_EPOCH);
    let filling = form.read_xml(xml.as_bytes(), &context).unwrap();
    let answers = filling.answers();
    let found: Vec<_> = answers.iter().collect();
    assert_eq!(
        found,
        [
            ("kind[1]/alter", "3"),
            ("kind[2]/alter", "5"),
            ("name", "Anna")
        ]
    );
    assert_eq!(filling.session().unknown().len(), 1);
}
