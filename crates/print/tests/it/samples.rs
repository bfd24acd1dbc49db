// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Documents to print in tests and measurements, and the fonts of the interface.

use std::path::Path;

use print::{
    Answer, Block, Choice, Document, Facts, Fonts, MatrixRow, Question, Run, Section, Table,
};

/// The fonts of the interface, or nothing where its packages are not installed.
pub(crate) fn fonts() -> Option<Fonts> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../ui/node_modules/@fontsource/fira-sans/files");
    let scripts = ["latin", "latin-ext", "cyrillic", "greek"];
    let read = |weight: u16, ending: &str| -> Option<Vec<Vec<u8>>> {
        let file = |script| format!("fira-sans-{script}-{weight}-normal.{ending}");
        scripts
            .map(|script| std::fs::read(folder.join(file(script))).ok())
            .into_iter()
            .collect()
    };
    // One weight in each of the two formats, so that both are read.
    let (Some(regular), Some(bold)) = (read(400, "woff2"), read(600, "woff")) else {
        eprintln!(
            "SKIPPED: no fonts in {}; run `npm ci` in ui",
            folder.display()
        );
        return None;
    };
    let regular: Vec<&[u8]> = regular.iter().map(Vec::as_slice).collect();
    let bold: Vec<&[u8]> = bold.iter().map(Vec::as_slice).collect();
    Some(Fonts::new(&regular, &bold).expect("the fonts of the interface can be read"))
}

/// A document with a title and these blocks.
pub(crate) fn document(blocks: Vec<Block>) -> Document {
    Document {
        title: "Meldung einer Häufung".to_owned(),
        lang: "de".to_owned(),
        author: "Gesundheitsamt Musterstadt".to_owned(),
        subject: "Akute Atemwegserkrankungen".to_owned(),
        created: "2026-03-02T08:15:30Z".parse().expect("a moment"),
        header: "Gesundheitsamt Musterstadt · Meldung einer Häufung".to_owned(),
        footer: "Rechtsgrundlage: § 34 IfSG. Rückfragen: 0391 000-0".to_owned(),
        blocks,
    }
}

/// A question with a number.
pub(crate) fn question(number: &str, label: &str, answer: Answer) -> Block {
    Block::Question(Question {
        number: Some(number.to_owned()),
        label: label.to_owned(),
        required: false,
        hint: String::new(),
        answer,
    })
}

/// Options without a tick.
pub(crate) fn options(texts: &[&str]) -> Vec<Choice> {
    let option = |text: &&str| Choice {
        text: (*text).to_owned(),
        ticked: false,
    };
    texts.iter().map(option).collect()
}

/// A form with one of everything, as it is printed to be filled in by hand.
pub(crate) fn form() -> Document {
    let intro = vec![
        Run::plain("Bitte senden Sie den Bogen "),
        Run::bold("bis Freitag, 12 Uhr,"),
        Run::plain(
            " an das Gesundheitsamt zurück. Gemeint sind alle Kinder und Jugendlichen, die am \
             Stichtag wegen einer akuten Atemwegserkrankung fehlten; Infektionsschutzmaßnahmen und \
             Krankheitsverdachtsfälle werden nicht einzeln erfasst.",
        ),
    ];
    let mut symptoms = options(&["Husten", "Schnupfen", "Fieber über 38,5 °C", "Atemnot"]);
    symptoms[2].ticked = true;
    document(vec![
        Block::Heading {
            level: 1,
            text: "Meldung einer Häufung akuter Atemwegserkrankungen".to_owned(),
        },
        Block::Paragraph(intro),
        Block::Facts(Facts(vec![
            ("Aktenzeichen".to_owned(), "53-0815/2026".to_owned()),
            (
                "Einrichtung".to_owned(),
                "Kindertagesstätte „Kleine Deichgrafen“, Elbuferstraße 12, 39104 Magdeburg"
                    .to_owned(),
            ),
        ])),
        Block::Section(Section {
            title: "Angaben zur Häufung".to_owned(),
            blocks: vec![
                Block::Question(Question {
                    number: Some("1".to_owned()),
                    label: "Seit wann treten die Erkrankungen auf?".to_owned(),
                    required: true,
                    hint: "Der Tag, an dem das erste Kind erkrankte.".to_owned(),
                    answer: Answer::Cells {
                        pattern: "TT.MM.JJJJ".to_owned(),
                        unit: String::new(),
                    },
                }),
                question(
                    "2",
                    "Wie viele Kinder sind erkrankt?",
                    Answer::cells(3, "Kinder"),
                ),
                question(
                    "3",
                    "Welche Zeichen haben die Kinder?",
                    Answer::Boxes {
                        one: false,
                        options: symptoms,
                        columns: 2,
                    },
                ),
                question(
                    "3.1",
                    "Wurde ein Erreger nachgewiesen?",
                    Answer::Boxes {
                        one: true,
                        options: options(&["ja", "nein", "unbekannt"]),
                        columns: 3,
                    },
                ),
                question(
                    "4",
                    "Wie beurteilen Sie die Lage?",
                    Answer::Matrix {
                        one: true,
                        columns: ["trifft zu", "trifft teilweise zu", "trifft nicht zu"]
                            .map(str::to_owned)
                            .to_vec(),
                        rows: vec![
                            MatrixRow {
                                label: "Der Betrieb ist eingeschränkt.".to_owned(),
                                ticked: vec![false, true],
                            },
                            MatrixRow {
                                label: "Wir brauchen Beratung zur Hygiene.".to_owned(),
                                ticked: vec![],
                            },
                        ],
                    },
                ),
                question("5", "Was haben Sie veranlasst?", Answer::Lines(3)),
                question(
                    "6",
                    "Bemerkung",
                    Answer::Text("Das Amt wurde\nam Telefon unterrichtet.".to_owned()),
                ),
            ],
        }),
        Block::Section(Section {
            title: "Verlauf".to_owned(),
            blocks: vec![
                Block::Table(weeks(4)),
                Block::Hint("Gezählt wird am Mittwoch jeder Woche.".to_owned()),
                Block::List {
                    ordered: true,
                    items: vec![
                        vec![Run::plain("Eltern unterrichten")],
                        vec![
                            Run::plain("Aushang anbringen, auch auf Englisch: "),
                            Run {
                                text: "Please keep sick children at home.".to_owned(),
                                bold: false,
                                lang: Some("en".to_owned()),
                            },
                        ],
                    ],
                },
                Block::Rule,
                question(
                    "7",
                    "Unterschrift",
                    Answer::Signature {
                        image: None,
                        label: "Ort, Datum, Unterschrift der Leitung".to_owned(),
                    },
                ),
            ],
        }),
    ])
}

/// A table of so many weeks.
pub(crate) fn weeks(count: usize) -> Table {
    Table {
        caption: "Erkrankte je Woche".to_owned(),
        header: ["Woche", "Erkrankte", "Betreute", "Bemerkung"]
            .map(str::to_owned)
            .to_vec(),
        rows: (1..=count)
            .map(|week| {
                vec![
                    format!("{week}. Woche 2026"),
                    (week * 7 % 40).to_string(),
                    "112".to_owned(),
                    "Gruppenschließung".to_owned(),
                ]
            })
            .collect(),
    }
}

/// A form of so many questions of all kinds.
pub(crate) fn long_form(questions: usize) -> Document {
    let answer = |at: usize| match at % 5 {
        0 => Answer::Boxes {
            one: true,
            options: options(&["erfüllt", "teilweise erfüllt", "nicht erfüllt"]),
            columns: 3,
        },
        1 => Answer::cells(4, "Personen"),
        2 => Answer::Lines(2),
        3 => Answer::Boxes {
            one: false,
            options: options(&["Händedesinfektion", "Flächendesinfektion", "Schutzkleidung"]),
            columns: 1,
        },
        _ => Answer::Text(format!("Die Angaben zu Punkt {at} wurden vor Ort geprüft.")),
    };
    let sections = (0..questions).step_by(25).map(|first| {
        let last = (first + 25).min(questions);
        Block::Section(Section {
            title: format!("Bereich {}", first / 25 + 1),
            blocks: (first..last)
                .map(|at| {
                    Block::Question(Question {
                        number: Some((at + 1).to_string()),
                        label: format!(
                            "Sind die Anforderungen des Hygieneplans an Bereich {at} dokumentiert?"
                        ),
                        required: at % 3 == 0,
                        hint: "Maßgeblich ist der Stand am Tag der Begehung.".to_owned(),
                        answer: answer(at),
                    })
                })
                .collect(),
        })
    });
    document(sections.collect())
}
