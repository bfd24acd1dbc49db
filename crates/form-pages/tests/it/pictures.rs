// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Pictures that answer questions, on paper.

use form_pages::{Pictures, answered_paper};
use forms::{CompiledForm, FormSpec, Item, Question, QuestionType};
use kernel::{Lang, Localized};
use lopdf::{Dictionary, Object};
use print::{Answer, Block, Document};

use crate::paper::{FONTS, paper};
use crate::{posted, sheet};

/// One grey point.
const PNG: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52,
    0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0x3a, 0x7e, 0x9b,
    0x55, 0x00, 0x00, 0x00, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x68, 0x00, 0x00, 0x00,
    0x82, 0x00, 0x81, 0x77, 0xcd, 0x72, 0xb6, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae,
    0x42, 0x60, 0x82,
];

fn value(number: u8, name: &str) -> String {
    format!("01890a5d-ac96-774b-bcce-0000000000{number:02}-{name}")
}

/// A report with a photograph, a signature and a further picture, and the bytes of `known`.
fn document(known: &[(u8, &[u8])]) -> Document {
    let question = |name: &str, label: &str, appearance: &str, kind| {
        Item::Question(Box::new(Question {
            name: name.to_owned(),
            kind,
            label: Localized::one("de", label),
            appearance: appearance.to_owned(),
            ..Question::default()
        }))
    };
    let form = CompiledForm::compile(&FormSpec {
        title: Localized::one("de", "Begehung"),
        items: vec![
            question("where", "Wo?", "", QuestionType::Text),
            question("photo", "Foto der **Küche**", "", QuestionType::Image),
            question("sign", "Unterschrift", "signature", QuestionType::Image),
            question("plan", "Skizze", "draw", QuestionType::Image),
            question("when", "Wann?", "", QuestionType::Text),
        ],
        ..FormSpec::new("visit", "de")
    })
    .unwrap();
    let names = ["küche.png", "signature.png", "draw.png"];
    let values: Vec<String> = (1..).zip(names).map(|(n, name)| value(n, name)).collect();
    let post = posted(&[
        ("where", "Kita"),
        ("photo", &values[0]),
        ("sign", &values[1]),
        ("plan", &values[2]),
        ("when", "heute"),
    ]);
    let pictures: Pictures = known
        .iter()
        .map(|(n, bytes)| (values[usize::from(*n) - 1].clone(), bytes.to_vec()))
        .collect();
    answered_paper(&sheet(&form, &post).filling, &paper(Lang::De), pictures)
}

#[test]
fn pictures_stand_where_their_question_does() {
    let document = document(&[(1, PNG), (2, PNG)]);
    let mut lines = Vec::new();
    for block in &document.blocks[3..] {
        match block {
            Block::Facts(facts) => {
                lines.extend(
                    facts
                        .0
                        .iter()
                        .map(|(name, value)| format!("{name}: {value}")),
                );
            }
            Block::Question(question) => {
                let Answer::Image { alt, name, .. } = &question.answer else {
                    panic!("{question:?}");
                };
                assert_eq!(*alt, question.label);
                lines.push(format!("{alt}: picture {name}"));
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(
        lines,
        [
            "Wo?: Kita",
            "Foto der Küche: picture küche.png",
            "Unterschrift: picture signature.png",
            "Skizze: draw.png",
            "Wann?: heute",
        ]
    );
}

#[test]
fn the_file_holds_the_pictures_with_their_questions() {
    let Some(fonts) = FONTS.as_ref() else { return };
    // Written as PDF/UA-1 and PDF/A-2a at once, or not at all.
    let printed = print::render(&document(&[(1, PNG), (2, PNG), (3, b"no picture")]), fonts);
    let printed = printed.unwrap();
    let file = lopdf::Document::load_mem(&printed.pdf).unwrap();
    let is = |dictionary: &Dictionary, key: &[u8], name: &[u8]| {
        dictionary.get(key).and_then(Object::as_name).ok() == Some(name)
    };
    let images = file.objects.values().filter(|object| {
        let stream = object.as_stream();
        stream.is_ok_and(|stream| is(&stream.dict, b"Subtype", b"Image"))
    });
    assert_eq!(images.count(), 1, "the same picture twice is kept once");
    let figures: Vec<String> = file
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|dictionary| is(dictionary, b"S", b"Figure"))
        .map(|figure| {
            let alt = figure.get(b"Alt").unwrap();
            lopdf::decode_text_string(alt).unwrap()
        })
        .collect();
    assert_eq!(figures.len(), 2, "{figures:?}");
    assert!(
        figures.contains(&"Foto der Küche".to_owned()),
        "{figures:?}"
    );
    let pages: Vec<u32> = file.get_pages().into_keys().collect();
    let text = file.extract_text(&pages).unwrap();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("nicht gezeigt werden. (draw.png)"), "{text}");
}
