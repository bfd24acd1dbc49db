// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Data packages, archives and what else a file can hold.

use std::io::Write as _;

use datasets::{Format, Limits, OpenError, Reason, open, recognise};

use super::{lines, places};

const PACKAGE: &str = r#"{"name": "masern", "title": "Masern in Niedersachsen", "homepage": "https://example.org",
    "licenses": [{"name": "CC-BY-4.0"}], "sources": [{"title": "Landesamt", "path": "https://example.org/amt"}],
    "contributors": [{"title": "Referat 3"}], "created": "2024-03-01T10:00:00Z",
    "resources": [{"name": "cases", "path": "data/cases.csv", "title": "Fälle", "dialect": {"delimiter": ";"},
    "schema": {"missingValues": ["", "fehlt"], "fields": [{"name": "disease", "type": "string"}, {"name": "day", "type": "date"},
    {"name": "ags", "type": "string"}, {"name": "cases", "type": "integer"}]}}]}"#;

fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_package_describes_its_tables() {
    let bytes = archive(&[
        ("datapackage.json", PACKAGE.as_bytes()),
        (
            "data/cases.csv",
            b"disease;day;ags;cases\nmeasles;2024-02-01;03159;3\nmeasles;2024-02-02;03159;fehlt\n",
        ),
        ("README.md", b"# read me"),
    ]);
    let (file, candidates) =
        recognise(&bytes, "masern.zip", &places(), &Limits::default()).unwrap();
    assert_eq!(file.passed_over, ["README.md"]);
    let one = &candidates[0];
    assert_eq!(
        (one.format, &one.reason),
        (Format::Package, &Reason::NamedByPackage("cases".to_owned()))
    );
    assert!(one.mapping.gaps().is_empty());
    let said = &one.description;
    assert_eq!(
        (
            said.title.get("de"),
            said.licence.as_str(),
            said.source.as_str()
        ),
        ("Fälle", "CC-BY-4.0", "Landesamt")
    );
    assert_eq!(
        (said.responsible.as_str(), said.as_of),
        ("Referat 3", Some(jiff::civil::date(2024, 3, 1)))
    );
    let outcome =
        datasets::apply(&file.tables[0], &one.mapping, &places(), &Limits::default()).unwrap();
    assert_eq!(
        lines(&outcome.observations),
        ["measles 2024-02-01 03159 00+ All 3"]
    );
    assert_eq!(outcome.report.count(datasets::Kind::Missing), 1);
}

#[test]
fn what_is_no_dataset_is_refused_with_its_reason() {
    let refused = |bytes: &[u8], name: &str| {
        open(bytes, name, &Limits::default())
            .map(|_| ())
            .unwrap_err()
    };
    assert_eq!(refused(b"", "x.csv"), OpenError::Empty);
    assert_eq!(refused(b"\n \n", "x.csv"), OpenError::Empty);
    assert!(matches!(
        refused(b"{\"a\": 1}", "x.json"),
        OpenError::Unreadable(_)
    ));
    assert!(matches!(
        refused(b"{", "datapackage.json"),
        OpenError::Package(_)
    ));
    assert!(matches!(
        refused(b"{}", "datapackage.json"),
        OpenError::Package(_)
    ));
    assert!(matches!(
        refused(b"\x89PNG\r\n\x1a\n\0\0\0\x0d", "x.png"),
        OpenError::Unreadable(_)
    ));
    assert!(matches!(
        refused(b"PK\x03\x04 and no more", "x.zip"),
        OpenError::Unreadable(_)
    ));
    assert!(matches!(
        refused(b"\x1f\x8b and no more", "x.gz"),
        OpenError::Unreadable(_)
    ));
    assert_eq!(
        refused(&archive(&[("x.png", b"png")]), "x.zip"),
        OpenError::Empty
    );
    let small = Limits {
        bytes: 100,
        ..Limits::default()
    };
    assert_eq!(
        open(&[b'x'; 101], "x.csv", &small).map(|_| ()).unwrap_err(),
        OpenError::TooLarge
    );
}

#[test]
fn an_archive_unpacks_to_no_more_than_the_limit() {
    let zeros = vec![b'0'; 200_000];
    let bytes = archive(&[("a.csv", &zeros), ("b.csv", &zeros)]);
    let limits = Limits {
        bytes: 300_000,
        ..Limits::default()
    };
    assert!(bytes.len() < 5_000);
    assert_eq!(
        open(&bytes, "x.zip", &limits).map(|_| ()).unwrap_err(),
        OpenError::TooLarge
    );
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(&zeros).unwrap();
    gzip.write_all(&zeros).unwrap();
    assert_eq!(
        open(&gzip.finish().unwrap(), "x.gz", &limits)
            .map(|_| ())
            .unwrap_err(),
        OpenError::TooLarge
    );
}
