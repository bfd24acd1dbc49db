// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What authors and people who fill in forms can do to a document.

use print::{Answer, Block, Facts, PrintError, Run, Section, Table, render};

use crate::file::text_of;
use crate::samples::{document, fonts, question};

fn paragraph(text: &str) -> Block {
    Block::Paragraph(vec![Run::plain(text)])
}

#[test]
fn names_from_the_neighbours_are_printed() {
    let Some(fonts) = fonts() else { return };
    let names = "Łukasz Żółć, Dvořáková, Иван Щербаков, Αθηνά Παπαδοπούλου, Győző, Şükrü";
    let printed = render(&document(vec![paragraph(names)]), &fonts).unwrap();
    assert_eq!(printed.missing_characters, 0);
    // The other library puts a space wherever the font changes.
    let squeezed = |text: &str| text.replace(' ', "");
    let found = text_of(&printed);
    assert!(squeezed(&found).contains(&squeezed(names)), "{found}");
}

#[test]
fn letters_with_separate_marks_are_one_letter_for_the_reader() {
    let Some(fonts) = fonts() else { return };
    let printed = render(
        &document(vec![paragraph("Mu\u{308}ller, Łódz\u{301}")]),
        &fonts,
    )
    .unwrap();
    assert_eq!(printed.missing_characters, 0);
}

#[test]
fn characters_without_a_font_are_boxes_that_are_counted() {
    let Some(fonts) = fonts() else { return };
    let text = "Name: 王小明 \u{e123} 😀 und weiter";
    let printed = render(&document(vec![paragraph(text)]), &fonts).unwrap();
    assert_eq!(printed.missing_characters, 5);
    let text = text_of(&printed);
    assert!(
        text.contains("Name:") && text.contains("und weiter"),
        "{text}"
    );
}

#[test]
fn control_characters_and_byte_order_marks_do_no_harm() {
    let Some(fonts) = fonts() else { return };
    let text = "a\u{0}b\u{feff}c\u{fffe}d\u{7f}e\u{202e}f\u{fffd}g\u{10ffff}h";
    let mut hard = document(vec![
        paragraph(text),
        Block::Heading {
            level: 9,
            text: text.to_owned(),
        },
        question("\u{0}", text, Answer::Text(text.to_owned())),
    ]);
    hard.title = format!("Titel {text}");
    hard.author = text.to_owned();
    hard.subject = text.to_owned();
    hard.header = text.to_owned();
    render(&hard, &fonts).unwrap();
}

#[test]
fn endless_words_and_texts_stay_on_the_page() {
    let Some(fonts) = fonts() else { return };
    let word = "W".repeat(20_000);
    let cells = vec![word[..3_000].to_owned(); 4];
    let hard = document(vec![
        paragraph(&word),
        Block::Table(Table {
            caption: String::new(),
            header: cells.clone(),
            rows: vec![cells.clone(), cells],
        }),
        Block::Facts(Facts(vec![(
            word[..200].to_owned(),
            word[..2_000].to_owned(),
        )])),
        question(&word[..90], &word[..900], Answer::cells(500, &word[..90])),
    ]);
    let shown = print::layout(&hard, &fonts).unwrap().to_string();
    // 25 mm + 165 mm is the right edge of the text.
    let right = shown
        .lines()
        .filter_map(|line| line.trim().split(' ').next()?.parse::<f32>().ok())
        .fold(0.0, f32::max);
    assert!(right < 540.0, "{right}");
    render(&hard, &fonts).unwrap();
}

#[test]
fn wide_tables_are_printed_in_parts_with_their_first_column() {
    let Some(fonts) = fonts() else { return };
    let row = |word: &str| (1..=40).map(|at| format!("{word}{at}")).collect::<Vec<_>>();
    let wide = document(vec![Block::Table(Table {
        caption: "Breit".to_owned(),
        header: row("K"),
        rows: vec![row("w"); 3],
    })]);
    let text = text_of(&render(&wide, &fonts).unwrap());
    for words in [
        "Breit (Spalten 2 bis 12)",
        "Breit (Spalten 35 bis 40)",
        "w40",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert_eq!(text.matches("K1 ").count(), 4, "{text}");
}

#[test]
fn empty_and_ragged_tables_keep_their_form() {
    let Some(fonts) = fonts() else { return };
    let ragged = Table {
        caption: String::new(),
        header: vec!["A".to_owned(), "B".to_owned()],
        rows: vec![vec![], vec!["1".to_owned()], vec![String::new(); 5]],
    };
    let blocks = vec![Block::Table(Table::default()), Block::Table(ragged)];
    let printed = render(&document(blocks), &fonts).unwrap();
    let file = crate::file::reopened(&printed);
    assert_eq!(crate::file::count(&file, "TD"), 6);
    assert_eq!(crate::file::count(&file, "TR"), 4);
}

#[test]
fn an_empty_document_is_one_page() {
    let Some(fonts) = fonts() else { return };
    let blocks = vec![
        Block::PageBreak,
        paragraph("  "),
        Block::Hint(String::new()),
        Block::List {
            ordered: false,
            items: vec![],
        },
        Block::Facts(Facts::default()),
    ];
    for blocks in [vec![], blocks] {
        assert_eq!(render(&document(blocks), &fonts).unwrap().pages, 1);
    }
}

#[test]
fn documents_without_title_or_language_are_refused() {
    let Some(fonts) = fonts() else { return };
    let mut untitled = document(vec![]);
    untitled.title = " \n".to_owned();
    assert!(matches!(
        render(&untitled, &fonts),
        Err(PrintError::NoTitle)
    ));
    let mut speechless = document(vec![]);
    speechless.lang = "Deutsch (de)".to_owned();
    assert!(matches!(
        render(&speechless, &fonts),
        Err(PrintError::Lang(_))
    ));
}

#[test]
fn sections_in_sections_have_an_end() {
    let Some(fonts) = fonts() else { return };
    let nested = |depth: usize| {
        let mut blocks = vec![];
        for level in 0..depth {
            blocks = vec![Block::Section(Section {
                title: format!("Ebene {level}"),
                blocks,
            })];
        }
        document(blocks)
    };
    render(&nested(60), &fonts).unwrap();
    assert!(matches!(
        render(&nested(70), &fonts),
        Err(PrintError::TooDeep(_))
    ));
}

/// One grey pixel.
const PNG: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52,
    0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0x3a, 0x7e, 0x9b,
    0x55, 0x00, 0x00, 0x00, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x68, 0x00, 0x00, 0x00,
    0x82, 0x00, 0x81, 0x77, 0xcd, 0x72, 0xb6, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae,
    0x42, 0x60, 0x82,
];

#[test]
fn pictures_are_printed_and_what_is_no_picture_is_said() {
    let Some(fonts) = fonts() else { return };
    let image = |bytes: &[u8]| {
        let answer = Answer::Image {
            bytes: bytes.to_vec(),
            alt: "Skizze der Küche".to_owned(),
            name: "kueche.png".to_owned(),
        };
        document(vec![question("1", "Skizze", answer)])
    };
    let printed = render(&image(PNG), &fonts).unwrap();
    assert_eq!(
        crate::file::count(&crate::file::reopened(&printed), "Figure"),
        1
    );
    for bytes in [&b""[..], b"GIF89a", &PNG[..20], b"\xff\xd8\xff\xe0 no jpeg"] {
        let text = text_of(&render(&image(bytes), &fonts).unwrap());
        assert!(
            text.contains("Das Bild kann nicht gezeigt werden. (kueche.png)"),
            "{text}"
        );
    }
    // Its head is right and its content is not.
    let mut broken = PNG.to_vec();
    broken[45] ^= 0xff;
    let text = text_of(&render(&image(&broken), &fonts).unwrap());
    assert!(
        text.contains("Das Bild kann nicht gezeigt werden."),
        "{text}"
    );
    let signed = Answer::Signature {
        image: Some(PNG.to_vec()),
        label: "Magdeburg, 2. März 2026".to_owned(),
    };
    render(
        &document(vec![question("1", "Unterschrift", signed)]),
        &fonts,
    )
    .unwrap();
}
