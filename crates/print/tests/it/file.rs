// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The file, read by another library.

use lopdf::{Dictionary, Object};
use print::{Answer, Block, Printed, Run, render};

use crate::samples::{document, fonts, form, long_form, question, weeks};

/// Prints and opens again.
pub(crate) fn reopened(printed: &Printed) -> lopdf::Document {
    lopdf::Document::load_mem(&printed.pdf).expect("the file can be read")
}

/// All text in the order of the pages, spaces made even, soft hyphens closed.
pub(crate) fn text_of(printed: &Printed) -> String {
    let file = reopened(printed);
    let numbers: Vec<u32> = file.get_pages().into_keys().collect();
    let text = file.extract_text(&numbers).unwrap();
    let text = text.replace("\u{ad}\n", "").replace('\u{ad}', "");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every tag of the file with its dictionary, in no particular order.
pub(crate) fn tags(file: &lopdf::Document) -> Vec<(String, &Dictionary)> {
    file.objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|dictionary| dictionary.has(b"P") && dictionary.has(b"S"))
        .filter_map(|dictionary| {
            let name = dictionary.get(b"S").and_then(Object::as_name).ok()?;
            Some((String::from_utf8_lossy(name).into_owned(), dictionary))
        })
        .collect()
}

pub(crate) fn count(file: &lopdf::Document, name: &str) -> usize {
    tags(file).iter().filter(|(tag, _)| tag == name).count()
}

#[test]
fn what_is_printed_can_be_read_again() {
    let Some(fonts) = fonts() else { return };
    let printed = render(&form(), &fonts).unwrap();
    let text = text_of(&printed);
    for words in [
        "Meldung einer Häufung akuter Atemwegserkrankungen",
        "bis Freitag, 12 Uhr, an das Gesundheitsamt",
        "Kindertagesstätte „Kleine Deichgrafen“",
        "Seit wann treten die Erkrankungen auf? (Pflichtangabe)",
        "Fieber über 38,5 °C",
        "Please keep sick children at home.",
        "Gruppenschließung",
        "Seite 1 von",
        "Rechtsgrundlage: § 34 IfSG.",
    ] {
        assert!(text.contains(words), "{words} is missing in: {text}");
    }
    assert_eq!(printed.missing_characters, 0);
    assert_eq!(reopened(&printed).get_pages().len(), printed.pages);
}

#[test]
fn the_file_says_that_it_is_accessible_and_for_the_archive() {
    let Some(fonts) = fonts() else { return };
    let printed = render(&form(), &fonts).unwrap();
    let bytes = String::from_utf8_lossy(&printed.pdf);
    for mark in [
        "<pdfuaid:part>1</pdfuaid:part>",
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
    ] {
        assert!(bytes.contains(mark), "{mark}");
    }
    let file = reopened(&printed);
    let catalog = file.catalog().unwrap();
    let lang = catalog.get(b"Lang").and_then(Object::as_str).unwrap();
    assert_eq!(lang, b"de");
    let marked = catalog.get(b"MarkInfo").and_then(Object::as_dict).unwrap();
    assert!(marked.get(b"Marked").unwrap().as_bool().unwrap());
    let shown = catalog
        .get(b"ViewerPreferences")
        .unwrap()
        .as_dict()
        .unwrap();
    assert!(shown.get(b"DisplayDocTitle").unwrap().as_bool().unwrap());
    for page in file.get_pages().values() {
        let page = file.get_dictionary(*page).unwrap();
        assert_eq!(page.get(b"Tabs").unwrap().as_name().unwrap(), b"S");
    }
}

#[test]
fn tags_say_what_things_are() {
    let Some(fonts) = fonts() else { return };
    let printed = render(&form(), &fonts).unwrap();
    let file = reopened(&printed);
    for (tag, expected) in [
        ("H1", 1),
        ("H2", 2),
        ("Sect", 2),
        ("Table", 3),
        ("Caption", 1),
        // Table of weeks 4, matrix 3 columns and 2 rows, facts 2.
        ("TH", 11),
        ("L", 3),
        ("LI", 9),
    ] {
        assert_eq!(count(&file, tag), expected, "{tag}");
    }
    let tags = tags(&file);
    for (tag, dictionary) in &tags {
        if tag == "TH" {
            assert!(
                format!("{dictionary:?}").contains("Scope"),
                "{dictionary:?}"
            );
        }
        if tag == "Figure" {
            assert!(dictionary.has(b"Alt"), "{dictionary:?}");
            assert!(format!("{dictionary:?}").contains("BBox"), "{dictionary:?}");
        }
    }
    let figures = tags.iter().filter(|(tag, _)| tag == "Figure").count();
    // Cells 2, boxes 4 + 3, matrix 6, lines 1, signature 1.
    assert_eq!(figures, 17);
}

#[test]
fn headings_are_bookmarks_and_the_title_stands_in_when_there_are_none() {
    let Some(fonts) = fonts() else { return };
    let titles = |printed: &Printed| -> Vec<String> {
        let file = reopened(printed);
        let nodes = file.objects.values().filter_map(|node| node.as_dict().ok());
        let mut titles: Vec<String> = nodes
            .filter(|node| node.has(b"Dest") && node.has(b"Title"))
            .map(|node| lopdf::decode_text_string(node.get(b"Title").unwrap()).unwrap())
            .collect();
        titles.sort();
        titles
    };
    let printed = render(&form(), &fonts).unwrap();
    assert_eq!(
        titles(&printed),
        [
            "Angaben zur Häufung",
            "Meldung einer Häufung akuter Atemwegserkrankungen",
            "Verlauf"
        ]
    );
    let plain = document(vec![Block::Paragraph(vec![Run::plain("Text")])]);
    let printed = render(&plain, &fonts).unwrap();
    assert_eq!(titles(&printed), ["Meldung einer Häufung"]);
}

#[test]
fn the_heading_of_a_table_is_tagged_once_and_printed_on_each_page() {
    let Some(fonts) = fonts() else { return };
    let printed = render(&document(vec![Block::Table(weeks(120))]), &fonts).unwrap();
    assert!(printed.pages >= 3, "{}", printed.pages);
    let file = reopened(&printed);
    assert_eq!(count(&file, "TH"), 4);
    for page in 1..=u32::try_from(printed.pages).unwrap() {
        let text = file.extract_text(&[page]).unwrap();
        assert!(text.contains("Erkrankte"), "page {page}: {text}");
        assert!(text.contains(&format!("Seite {page} von {}", printed.pages)));
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let Some(fonts) = fonts() else { return };
    let first = render(&form(), &fonts).unwrap();
    let second = render(&form(), &fonts).unwrap();
    assert!(first.pdf == second.pdf);
}

#[test]
fn english_documents_speak_english() {
    let Some(fonts) = fonts() else { return };
    let mut english = document(vec![question("1", "Name", Answer::Text(String::new()))]);
    english.lang = "en-GB".to_owned();
    let text = text_of(&render(&english, &fonts).unwrap());
    assert!(text.contains("no answer"), "{text}");
    assert!(text.contains("Page 1 of 1"), "{text}");
}

/// Bounded time: a test run in the development profile prints it in some seconds.
#[test]
fn five_hundred_pages_are_printed() {
    let Some(fonts) = fonts() else { return };
    let printed = render(&long_form(4_600), &fonts).unwrap();
    assert!(printed.pages >= 500, "{}", printed.pages);
    assert_eq!(reopened(&printed).get_pages().len(), printed.pages);
}
