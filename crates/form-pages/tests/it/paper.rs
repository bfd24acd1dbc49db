// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Forms on paper: what is printed, and that it can be read in the file.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::LazyLock;

use form_pages::{Paper, Pictures, answered_paper, blank_paper};
use forms::{Answers, CompiledForm, FormSpec, Item, xlsform};
use kernel::Lang;
use print::{Answer, Block, Document, Fonts};

use crate::{ARE, EVERY_TYPE, context, open_with, sheet};

/// The fonts of the interface, or nothing where its packages are not installed.
pub(crate) static FONTS: LazyLock<Option<Fonts>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../ui/node_modules/@fontsource/fira-sans/files");
    let read = |weight: u16| {
        let file = folder.join(format!("fira-sans-latin-{weight}-normal.woff2"));
        std::fs::read(file).ok()
    };
    let (Some(regular), Some(bold)) = (read(400), read(600)) else {
        eprintln!(
            "SKIPPED: no fonts in {}; run `npm ci` in ui",
            folder.display()
        );
        return None;
    };
    Some(Fonts::new(&[&regular], &[&bold]).expect("the fonts of the interface can be read"))
});

pub(crate) fn paper(lang: Lang) -> Paper {
    Paper {
        lang,
        title: "ARE-Sentinel Kita".to_owned(),
        author: "Gesundheitsamt Musterstadt".to_owned(),
        header: "Gesundheitsamt Musterstadt · ARE-Sentinel Kita".to_owned(),
        footer: "Fassung 1".to_owned(),
        facts: vec![
            ("Zeitraum".to_owned(), "KW 47/2026".to_owned()),
            ("Einrichtung".to_owned(), "Kita Deichkrone".to_owned()),
            ("leer".to_owned(), String::new()),
        ],
        created: "2026-11-19T08:00:00Z".parse().unwrap(),
    }
}

/// A form that is written as one table per sheet, with `|` between the cells.
fn form(tables: &str) -> CompiledForm {
    let (spec, _) = xlsform::read(tables.as_bytes(), "form.md").unwrap();
    CompiledForm::compile(&spec).unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// What a document says, one line per thing.
fn outline(document: &Document) -> String {
    let mut text = format!("{} [{}]\n", document.title, document.lang);
    blocks(&document.blocks, 0, &mut text);
    text
}

fn blocks(all: &[Block], depth: usize, text: &mut String) {
    let indent = "  ".repeat(depth);
    for block in all {
        match block {
            Block::Heading { level, text: words } => {
                writeln!(text, "{indent}h{level} {words}").unwrap();
            }
            Block::Paragraph(runs) => {
                let words: Vec<&str> = runs.iter().map(|run| run.text.as_str()).collect();
                writeln!(text, "{indent}p {}", words.concat()).unwrap();
            }
            Block::Hint(words) => writeln!(text, "{indent}hint {words}").unwrap(),
            Block::Facts(facts) => {
                for (name, value) in &facts.0 {
                    writeln!(text, "{indent}{name}: {value}").unwrap();
                }
            }
            Block::Section(section) => {
                writeln!(text, "{indent}# {}", section.title).unwrap();
                blocks(&section.blocks, depth + 1, text);
            }
            Block::Question(question) => {
                let number = question.number.as_deref().unwrap_or("-");
                let required = if question.required { " *" } else { "" };
                writeln!(text, "{indent}{number} {}{required}", question.label).unwrap();
                for line in question.hint.lines() {
                    writeln!(text, "{indent}    hint {line}").unwrap();
                }
                writeln!(text, "{indent}    {}", place(&question.answer)).unwrap();
            }
            other => writeln!(text, "{indent}{other:?}").unwrap(),
        }
    }
}

fn place(answer: &Answer) -> String {
    match answer {
        Answer::Boxes {
            one,
            options,
            columns,
        } => {
            let mark = if *one { "( )" } else { "[ ]" };
            let words: Vec<String> = options
                .iter()
                .map(|option| format!("{mark} {}", option.text))
                .collect();
            format!("{} in {columns}", words.join(" "))
        }
        Answer::Cells { pattern, unit } => format!("{pattern} {unit}").trim_end().to_owned(),
        Answer::Matrix { one, columns, rows } => {
            let rows: Vec<&str> = rows.iter().map(|row| row.label.as_str()).collect();
            let what = if *one { "one of" } else { "any of" };
            format!("{what} {columns:?} for {rows:?}")
        }
        other => format!("{other:?}"),
    }
}

/// The text of the file, spaces made even.
fn printed(document: &Document) -> Option<String> {
    let fonts = FONTS.as_ref()?;
    let printed = print::render(document, fonts).unwrap();
    if let Some(folder) = std::env::var_os("PAPER_DUMP") {
        let n = printed.pdf.len();
        std::fs::write(Path::new(&folder).join(format!("{n}.pdf")), &printed.pdf).unwrap();
    }
    let file = lopdf::Document::load_mem(&printed.pdf).unwrap();
    let pages: Vec<u32> = file.get_pages().into_keys().collect();
    let text = file.extract_text(&pages).unwrap();
    let text = text.replace("\u{ad}\n", "").replace('\u{ad}', "");
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A form of everything that can be asked.
static MANY_KINDS: &str = "
| survey |
| | type | name | label | hint | relevant | required | appearance | parameters | repeat_count | constraint | calculation | readonly | default | choice_filter |
| | note | welcome | Danke für Ihre Mühe. | Zwei Minuten. | | | | | | | | | | |
| | select_one yn | pets | Haben Sie Tiere? | | | yes | | | | | | | | |
| | integer | number | Wie viele? | Alle zusammen. | ${pets} = 'y' | yes | | | | . >= 0 and . <= 99 | | | | |
| | decimal | weight | Gewicht | | ${number} > 2 and ${pets} = 'y' | | | | | | | | | |
| | text | unclear | Was sonst? | | string-length(${kinds}) > 3 | | | | | | | | | |
| | select_multiple kinds or_other | kinds | Welche Tiere? | | ${pets} = 'y' or ${number} = 7 | | columns | | | | | | | |
| | text | cat | Name der Katze | | selected(${kinds}, 'cat') or selected(${kinds}, 'dog') | | | | | | | | | |
| | text | remark | Bemerkung | | ${cat} != '' | | multiline | | | | | | | |
| | calculate | twice | | | | | | | | | ${number} * 2 | | | |
| | note | result | Zusammen ${twice}. | | | | | | | | | | | |
| | note | about | Über ${cat} wissen wir wenig. | | | | | | | | | | | |
| | text | never | Nie gefragt | | false() | | | | | | | | | |
| | text | fixed | Amt | | | | | | | | | yes | Musterstadt | |
| | text | later | Später bekannt | | | | | | | | | yes | | |
| | begin_group | judge | Wie beurteilen Sie das? | | | | table-list | | | | | | | |
| | select_one scale | food | Futter | | | yes | | | | | | | | |
| | select_one scale | room | Platz | Im Haus. | ${pets} = 'y' | | | | | | | | | |
| | end_group | | | | | | | | | | | | | |
| | begin_group | silent | | | ${pets} = 'y' | | field-list | | | | | | | |
| | date | since | Seit wann? | | | | | | | | | | | |
| | date | month | In welchem Monat? | | | | month-year | | | | | | | |
| | time | hour | Um wie viel Uhr? | | ${number} > 1 | | | | | | | | | |
| | dateTime | moment | Wann genau? | | | | | | | | | | | |
| | end_group | | | | | | | | | | | | | |
| | begin_repeat | animal | Tier | Eines nach dem anderen. | | | | | | | | | | |
| | text | name | Name | | | yes | | | | | | | | |
| | text | why | Warum ${name}? | | ${name} != '' | | | | | | | | | |
| | end_repeat | | | | | | | | | | | | | |
| | begin_repeat | week | | | | | | | 2 | | | | | |
| | rank kinds | order | Was ist wichtig? | | | | | | | | | | | |
| | end_repeat | | | | | | | | | | | | | |
| | range | stars | Wie viele Sterne? | | | | | start=1 end=5 step=1 | | | | | | |
| | range | pain | Wie stark? | | | | | start=0 end=10 step=0.5 | | | | | | |
| | acknowledge | agree | Einwilligung | | | | | | | | | | | |
| | geopoint | place | Wo? | | | | | | | | | | | |
| | geotrace | way | Welcher Weg? | | | | | | | | | | | |
| | barcode | code | Nummer der Marke | | | | | | | | | | | |
| choices |
| | list_name | name | label |
| | yn | y | Ja |
| | yn | n | Nein |
| | kinds | cat | Katze |
| | kinds | dog | Hund |
| | kinds | fish | Fisch |
| | scale | good | gut |
| | scale | fair | mittel |
| | scale | bad | schlecht |
| settings |
| | form_title | form_id | default_language |
| | Tiere | animals | de |
";

#[test]
fn the_template_is_printed_to_be_filled_in_by_hand() {
    let document = blank_paper(&ARE, &paper(Lang::De));
    insta::assert_snapshot!(outline(&document));
    let Some(text) = printed(&document) else {
        return;
    };
    for field in ARE.fields() {
        let label = field.question.label.get("de");
        if field.question.kind.is_asked() {
            assert!(text.contains(label), "{label} is missing in: {text}");
        }
    }
    assert!(text.contains("Kita Deichkrone"), "{text}");
}

#[test]
fn the_paper_speaks_the_language_of_the_page() {
    let document = blank_paper(&ARE, &paper(Lang::En));
    assert_eq!(document.lang, "en");
    insta::assert_snapshot!(outline(&document));
}

#[test]
fn every_kind_of_question_has_a_place_for_its_answer() {
    let form = form(MANY_KINDS);
    let document = blank_paper(&form, &paper(Lang::De));
    insta::assert_snapshot!(outline(&document));
    let Some(text) = printed(&document) else {
        return;
    };
    for words in [
        "Name der Katze",
        "Um wie viel Uhr?",
        "Futter",
        "schlecht",
        "15.3 Tier",
    ] {
        assert!(text.contains(words), "{words} is missing in: {text}");
    }
}

#[test]
fn answers_are_printed_with_their_questions() {
    let post = open_with(&[("remark", "Zwei Gruppen\nzusammengelegt.")]);
    let sheet = sheet(&ARE, &post);
    let document = answered_paper(&sheet.filling, &paper(Lang::De), Pictures::new());
    insta::assert_snapshot!(outline(&document));
    let Some(text) = printed(&document) else {
        return;
    };
    for words in [
        "75 Kinder",
        "Ja, geöffnet",
        "18.11.2026",
        "13,3 %",
        "zusammengelegt.",
    ] {
        assert!(text.contains(words), "{words} is missing in: {text}");
    }
}

#[test]
fn every_answer_of_a_repeat_is_printed() {
    let form = form(MANY_KINDS);
    let given = [
        ("animal[]", "2"),
        ("animal[1]/name", "Minka"),
        ("animal[2]/name", "Rex"),
        ("pets", "n"),
        ("week[1]/order", "dog cat fish"),
        ("place", "52.3759 9.7320"),
    ];
    let given: Answers = given
        .iter()
        .map(|(path, value)| ((*path).to_owned(), (*value).to_owned()))
        .collect();
    let filling = form.read(&given, &context()).unwrap();
    let document = answered_paper(&filling, &paper(Lang::De), Pictures::new());
    insta::assert_snapshot!(outline(&document));
    let Some(text) = printed(&document) else {
        return;
    };
    for words in ["Minka", "Rex", "Hund, Katze, Fisch", "52.3759 9.732"] {
        assert!(text.contains(words), "{words} is missing in: {text}");
    }
}

#[test]
fn the_same_document_for_the_same_form() {
    let twice = [(); 2].map(|()| outline(&blank_paper(&EVERY_TYPE, &paper(Lang::De))));
    assert_eq!(twice[0], twice[1]);
}

/// The number of every question, in order.
fn numbers(all: &[Block], found: &mut Vec<String>) {
    for block in all {
        match block {
            Block::Section(section) => numbers(&section.blocks, found),
            Block::Question(question) => {
                found.extend(question.number.clone());
                if let (None, Answer::Matrix { rows, .. }) = (&question.number, &question.answer) {
                    let labels = rows.iter().filter_map(|row| row.label.split(' ').next());
                    found.extend(labels.map(str::to_owned));
                }
            }
            _ => {}
        }
    }
}

#[test]
fn no_number_is_there_twice() {
    for form in [&*ARE, &*EVERY_TYPE, &form(MANY_KINDS)] {
        let mut found = Vec::new();
        numbers(&blank_paper(form, &paper(Lang::De)).blocks, &mut found);
        let mut unique = found.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), found.len(), "{found:?}");
    }
}

/// Forms recorded from another program's tests. They lie outside the repository; without them the
/// test says so and passes.
#[test]
fn whatever_can_be_filled_can_be_printed() {
    let recorded =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/oracles/xlsform/cases.jsonl");
    let Ok(cases) = std::fs::read_to_string(&recorded) else {
        eprintln!("SKIPPED: no {}", recorded.display());
        return;
    };
    let Some(fonts) = FONTS.as_ref() else { return };
    let mut laid_out = 0;
    for line in cases.lines() {
        let case: serde_json::Value = serde_json::from_str(line).unwrap();
        let Some(table) = case["kw"]["md"].as_str() else {
            continue;
        };
        let Ok((spec, _)) = xlsform::read(table.as_bytes(), "form.md") else {
            continue;
        };
        let Ok(form) = CompiledForm::compile(&spec) else {
            continue;
        };
        for lang in Lang::ALL {
            let document = blank_paper(&form, &paper(lang));
            print::layout(&document, fonts).unwrap_or_else(|error| panic!("{error}: {table}"));
            if let Ok(filling) = form.begin(&context()) {
                let document = answered_paper(&filling, &paper(lang), Pictures::new());
                print::layout(&document, fonts).unwrap_or_else(|error| panic!("{error}: {table}"));
            }
        }
        if laid_out % 20 == 0 {
            print::render(&blank_paper(&form, &paper(Lang::De)), fonts)
                .unwrap_or_else(|error| panic!("{error}: {table}"));
        }
        laid_out += 1;
    }
    assert!(laid_out > 100, "{laid_out} forms");
}

#[test]
fn a_form_of_nothing_but_repeats_in_repeats_stays_short() {
    let mut spec = FormSpec::new("deep", "de");
    spec.title = kernel::Localized::one("de", "Tief");
    let question = forms::Question {
        name: "q".to_owned(),
        label: kernel::Localized::one("de", "Frage"),
        ..forms::Question::default()
    };
    let mut items = vec![Item::Question(Box::new(question))];
    for depth in 0..10 {
        items = vec![Item::Repeat(forms::Repeat {
            name: format!("r{depth}"),
            label: kernel::Localized::one("de", format!("Ebene {depth}")),
            items,
            ..forms::Repeat::default()
        })];
    }
    spec.items = items;
    let form = CompiledForm::compile(&spec).unwrap();
    let mut found = Vec::new();
    numbers(&blank_paper(&form, &paper(Lang::De)).blocks, &mut found);
    assert_eq!(found.len(), 9);
}
