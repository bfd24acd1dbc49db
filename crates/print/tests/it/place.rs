// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Where things stand, in points from the left and the top of the page.

use print::{Answer, Block, Question, Run, Section, layout};

use crate::samples::{document, fonts, form, options, question};

#[test]
fn a_small_form_stands_where_it_stood() {
    let Some(fonts) = fonts() else { return };
    insta::assert_snapshot!(layout(&form(), &fonts).unwrap());
}

#[test]
fn a_question_that_fits_on_a_page_is_not_divided() {
    let Some(fonts) = fonts() else { return };
    for filling in 20..34 {
        let mut blocks: Vec<Block> = (0..filling)
            .map(|line| Block::Paragraph(vec![Run::plain(format!("Zeile {line}"))]))
            .collect();
        let texts: Vec<String> = (0..12).map(|at| format!("Möglichkeit {at}")).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        blocks.push(question(
            "1",
            "Was trifft zu?",
            Answer::Boxes {
                one: false,
                options: options(&texts),
                columns: 1,
            },
        ));
        let shown = layout(&document(blocks), &fonts).unwrap().to_string();
        let pages: Vec<&str> = shown.split("number “Seite").collect();
        let asked = pages
            .iter()
            .position(|page| page.contains("Was trifft zu?"));
        let last = pages
            .iter()
            .position(|page| page.contains("Möglichkeit 11"));
        assert_eq!(asked, last, "after {filling} lines:\n{shown}");
    }
}

#[test]
fn a_heading_never_stands_alone_at_the_end_of_a_page() {
    let Some(fonts) = fonts() else { return };
    for filling in 25..40 {
        let mut blocks: Vec<Block> = (0..filling)
            .map(|line| Block::Paragraph(vec![Run::plain(format!("Zeile {line}"))]))
            .collect();
        blocks.push(Block::Section(Section {
            title: "Überschrift".to_owned(),
            blocks: vec![Block::Question(Question {
                number: None,
                label: "Frage darunter".to_owned(),
                required: false,
                hint: String::new(),
                answer: Answer::Lines(4),
            })],
        }));
        let shown = layout(&document(blocks), &fonts).unwrap().to_string();
        let pages: Vec<&str> = shown.split("number “Seite").collect();
        let heading = pages
            .iter()
            .position(|page| page.contains("“Überschrift” H"));
        let below = pages
            .iter()
            .position(|page| page.contains("Frage darunter"));
        assert_eq!(heading, below, "after {filling} lines:\n{shown}");
    }
}

#[test]
fn long_words_are_divided_between_syllables() {
    let Some(fonts) = fonts() else { return };
    let word = "Infektionsschutzmaßnahmenverordnungsdurchführungsbestimmungen ".repeat(12);
    let text = document(vec![Block::Paragraph(vec![Run::plain(word)])]);
    let shown = layout(&text, &fonts).unwrap().to_string();
    let divided = shown.lines().filter(|line| line.contains("-” P")).count();
    assert!(divided >= 3, "{shown}");
    for bad in ["Inf-”", "maß-”\n", "durchfü-”"] {
        assert!(!shown.contains(bad), "{shown}");
    }
}
