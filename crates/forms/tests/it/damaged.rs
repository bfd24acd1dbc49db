// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Damaged files of others: they are read or refused, nothing panics, and what was read can be written
//! and read again.

use std::fmt::Write as _;

use forms::{export, fhir, fim, genericode, lower};
use proptest::prelude::*;

const SCHEMES: [&str; 2] = [
    include_str!("samples/belehrung-2.xml"),
    include_str!("samples/belehrung-3.xml"),
];
const LIST: &str = include_str!("samples/geschlecht.xml");
const QUESTIONNAIRE: &str = include_str!("samples/vaccination.json");

/// Pieces that mean something in one of the formats.
const PIECES: [&str; 24] = [
    "",
    "0",
    "-1",
    "1:*",
    "0:0",
    "99999999999",
    "${x}",
    "label",
    "select",
    "hidden",
    "group",
    "display",
    "true",
    "null",
    "[]",
    "{}",
    "\"",
    "'",
    "]]>",
    "<a>",
    "&#10;",
    "date",
    "file",
    "x y",
];

/// A change: where, in thousandths of the text; how many bytes are left out; the piece put in instead.
type Change = (usize, usize, usize);

fn damaged(text: &str, changes: &[Change]) -> String {
    let mut text = text.to_owned();
    for (at, length, piece) in changes {
        let mut begin = text.len() * at / 1_000;
        while !text.is_char_boundary(begin) {
            begin -= 1;
        }
        let mut end = (begin + length).min(text.len());
        while !text.is_char_boundary(end) {
            end += 1;
        }
        text.replace_range(begin..end, PIECES[*piece]);
    }
    text
}

/// The content of an element or attribute is replaced, which leaves the syntax as it is.
fn other_values(text: &str, changes: &[Change]) -> String {
    let mut text = text.to_owned();
    for (at, take, piece) in changes {
        let from = text.len() * at / 1_000;
        let quotes: Vec<usize> = text
            .match_indices(['>', '"'])
            .map(|(place, _)| place)
            .filter(|place| *place >= from)
            .take(2 + take % 3)
            .collect();
        let Some(begin) = quotes.last() else { continue };
        let begin = begin + 1;
        let rest = &text[begin..];
        let end = begin + rest.find(['<', '"']).unwrap_or(rest.len());
        let piece = PIECES[*piece].replace(['<', '>', '&', '"'], "");
        text.replace_range(begin..end, &piece);
    }
    text
}

fn scheme(bytes: &[u8]) {
    let Ok(form) = fim::read(bytes) else { return };
    let _ = lower(&form.spec);
    let (written, _) = fim::write(&form.spec, &crate::fim::message());
    fim::read(written.as_bytes()).unwrap();
}

fn questionnaire(bytes: &[u8]) {
    let Ok(form) = fhir::read(bytes) else { return };
    let _ = lower(&form.spec);
    let (written, _) = export::fhir(&form.spec);
    fhir::read(written.to_string().as_bytes()).unwrap();
}

fn list(bytes: &[u8]) {
    let Ok(list) = genericode::read(bytes) else {
        return;
    };
    let mut form = fim::read(SCHEMES[1].as_bytes()).unwrap();
    genericode::resolve(&mut form, &[list]);
    for choices in form.spec.choices.values() {
        assert!(choices.iter().all(|choice| !choice.code.is_empty()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn damaged_files_are_read_or_refused(
        changes in prop::collection::vec((0..1_000_usize, 0..40_usize, 0..PIECES.len()), 1..5),
        keeps_syntax in any::<bool>(),
    ) {
        let damage = if keeps_syntax { other_values } else { damaged };
        for text in SCHEMES {
            scheme(damage(text, &changes).as_bytes());
        }
        questionnaire(damage(QUESTIONNAIRE, &changes).as_bytes());
        list(damage(LIST, &changes).as_bytes());
    }
}

#[test]
fn what_lies_too_deep_is_refused() {
    let group = "<xdf:struktur><xdf:anzahl>1:1</xdf:anzahl><xdf:enthaelt><xdf:datenfeldgruppe><xdf:identifikation><xdf:id>G1</xdf:id></xdf:identifikation><xdf:name>g</xdf:name>";
    let end = "</xdf:datenfeldgruppe></xdf:enthaelt></xdf:struktur>";
    let scheme = |depth: usize| {
        format!(
            "<xdf:xdatenfelder.stammdatenschema.0102 xmlns:xdf=\"{}\"><xdf:stammdatenschema><xdf:identifikation><xdf:id>S1</xdf:id></xdf:identifikation>{}{}</xdf:stammdatenschema></xdf:xdatenfelder.stammdatenschema.0102>",
            fim::NAMESPACE_3,
            group.repeat(depth),
            end.repeat(depth)
        )
    };
    assert!(fim::read(scheme(40).as_bytes()).is_ok());
    for depth in [60, 100, 10_000] {
        assert!(fim::read(scheme(depth).as_bytes()).is_err());
    }
    let questionnaire = |depth: usize| {
        let mut open = String::new();
        for number in 0..depth {
            write!(open, r#"{{"linkId":"{number}","type":"group","item":["#).unwrap();
        }
        format!(
            r#"{{"resourceType":"Questionnaire","item":[{open}{}]}}"#,
            "]}".repeat(depth)
        )
    };
    assert!(fhir::read(questionnaire(30).as_bytes()).is_ok());
    for depth in [50, 100, 10_000] {
        assert!(fhir::read(questionnaire(depth).as_bytes()).is_err());
    }
}
