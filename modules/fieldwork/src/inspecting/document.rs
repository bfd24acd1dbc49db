// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The official record and the letter about open defects as documents. They are German whoever prints them.

use directory::Organisation;
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::Lang;
use print::{Answer, Block, Document, Facts, Question, Run, Section, Table};
use web::App;

use super::photos::{Photo, Photos};
use crate::model::inspecting::{Defect, DefectFacts, Finding, Inspection, Reading};

/// Documents of a health office are German.
const LANG: Lang = Lang::De;

/// What an official record is made of.
#[derive(Debug)]
pub(crate) struct Official<'a> {
    /// The office.
    pub(crate) office: &'a Organisation,
    /// The facility.
    pub(crate) facility: &'a Organisation,
    /// The inspection, with its number.
    pub(crate) inspection: &'a Inspection,
    /// What was found.
    pub(crate) reading: &'a Reading,
    /// The photos by name.
    pub(crate) photos: &'a Photos,
    /// The number of this version, from 1.
    pub(crate) version: i64,
    /// Why it corrects the version before; empty if there is none.
    pub(crate) reason: &'a str,
    /// Who issues it.
    pub(crate) issuer: &'a str,
    /// When.
    pub(crate) at: Timestamp,
}

struct Words<'a>(&'a App);

impl Words<'_> {
    fn t(&self, key: &str) -> String {
        self.0.catalog.text(LANG, key, &[])
    }

    fn with(&self, key: &str, values: &[(&str, web::Value)]) -> String {
        self.0.catalog.text(LANG, key, values)
    }
}

fn day(day: Option<Date>) -> String {
    day.map_or(String::new(), |day| web::format::date(LANG, day))
}

fn paragraph(text: impl Into<String>) -> Block {
    Block::Paragraph(vec![Run::plain(text)])
}

/// Name, address and what else a letterhead has, without empty lines.
fn head(one: &Organisation) -> String {
    let town = format!("{} {}", one.address.postcode, one.address.town);
    let phone = one.phone.clone().unwrap_or_default();
    let lines = [
        one.name.as_str(),
        one.address.street.as_str(),
        &town,
        &phone,
    ];
    let lines = lines.iter().map(|line| line.trim());
    lines
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

/// Facts without those that are not known.
fn facts(pairs: Vec<(String, String)>) -> Block {
    let known = pairs
        .into_iter()
        .filter(|(_, value)| !value.trim().is_empty());
    Block::Facts(Facts(known.collect()))
}

/// The official record of an inspection.
pub(crate) fn official(app: &App, of: &Official<'_>) -> Document {
    let words = Words(app);
    let number = of.inspection.number.clone().unwrap_or_default();
    let title = words.with("inspect-doc-title", &[("number", number.as_str().into())]);
    let occasion = of.inspection.occasion.name();
    let mut blocks = vec![
        paragraph(head(of.office)),
        Block::Heading {
            level: 1,
            text: title.clone(),
        },
        facts(vec![
            (words.t("inspect-facility"), head(of.facility)),
            (words.t("inspect-doc-number"), number.clone()),
            (words.t("inspect-doc-version"), of.version.to_string()),
            (words.t("inspect-visited-on"), day(of.inspection.visited_on)),
            (
                words.t("inspect-occasion"),
                words.with("inspect-occasion-name", &[("occasion", occasion.into())]),
            ),
            (
                words.t("inspect-participants"),
                of.reading.participants.clone(),
            ),
            (words.t("inspect-doc-issuer"), of.issuer.to_owned()),
            (
                words.t("inspect-doc-issued"),
                web::format::moment(LANG, of.at),
            ),
        ]),
    ];
    if of.version > 1 {
        let before = of.version - 1;
        let text = words.with(
            "inspect-doc-corrects",
            &[
                ("number", number.as_str().into()),
                ("before", before.into()),
            ],
        );
        blocks.push(paragraph(text));
        blocks.push(facts(vec![(
            words.t("inspect-reason"),
            of.reason.to_owned(),
        )]));
    }
    blocks.push(summary(&words, of.reading));
    blocks.extend(sections(&words, of));
    blocks.push(facts(vec![
        (words.t("inspect-outcome"), of.reading.outcome.clone()),
        (words.t("inspect-remark"), of.reading.remark.clone()),
    ]));
    for key in ["inspect-doc-sign-office", "inspect-doc-sign-facility"] {
        blocks.push(Block::Question(Question {
            number: None,
            label: words.t(key),
            required: false,
            hint: String::new(),
            answer: Answer::Signature {
                image: None,
                label: words.t("inspect-doc-sign"),
            },
        }));
    }
    blocks.push(Block::Hint(words.t("inspect-doc-sign-hint")));
    Document {
        title,
        lang: LANG.tag().to_owned(),
        author: of.office.name.clone(),
        subject: of.facility.name.clone(),
        created: of.at,
        header: of.office.name.clone(),
        footer: words.with(
            "inspect-doc-footer",
            &[("number", number.into()), ("version", of.version.into())],
        ),
        blocks,
    }
}

/// How many items were looked at, and how many of them were defects.
fn summary(words: &Words<'_>, reading: &Reading) -> Block {
    let defects = reading.defects().count();
    paragraph(words.with(
        "inspect-doc-summary",
        &[
            ("items", reading.findings.len().into()),
            ("defects", defects.into()),
            ("severe", reading.severe().into()),
        ],
    ))
}

/// The findings under the headings of the form.
fn sections(words: &Words<'_>, of: &Official<'_>) -> Vec<Block> {
    let mut titles: Vec<&str> = Vec::new();
    for finding in &of.reading.findings {
        if !titles.contains(&finding.section.as_str()) {
            titles.push(&finding.section);
        }
    }
    let mut number = 0;
    let mut sections = Vec::new();
    for title in titles {
        let within = || {
            of.reading
                .findings
                .iter()
                .filter(|one| one.section == title)
        };
        let rows =
            within().map(|one| vec![one.title.clone(), one.law.clone(), one.kind_title.clone()]);
        let mut blocks = vec![Block::Table(Table {
            caption: String::new(),
            header: vec![
                words.t("inspect-item"),
                words.t("inspect-law"),
                words.t("inspect-finding"),
            ],
            rows: rows.collect(),
        })];
        for finding in within().filter(|one| one.kind.is_defect()) {
            number += 1;
            blocks.push(defect(words, of, (finding, number)));
        }
        sections.push(Block::Section(Section {
            title: title.to_owned(),
            blocks,
        }));
    }
    sections
}

/// A defect with everything that was written about it, and its picture.
fn defect(words: &Words<'_>, of: &Official<'_>, (finding, number): (&Finding, i64)) -> Block {
    let title = words.with(
        "inspect-doc-defect",
        &[
            ("number", number.into()),
            ("title", finding.title.as_str().into()),
        ],
    );
    let mut blocks = vec![facts(vec![
        (words.t("inspect-law"), finding.law.clone()),
        (words.t("inspect-finding"), finding.kind_title.clone()),
        (words.t("inspect-severity"), finding.severity_title.clone()),
        (words.t("inspect-text"), finding.text.clone()),
        (words.t("inspect-measure"), finding.measure.clone()),
        (words.t("inspect-deadline"), day(finding.deadline)),
    ])];
    if let Some(found) = of.photos.get(&finding.photo) {
        blocks.push(photo(words, (finding, number), found));
    }
    Block::Section(Section { title, blocks })
}

/// The photo of a defect, or a sentence why it is not here.
fn photo(words: &Words<'_>, (finding, number): (&Finding, i64), found: &Photo) -> Block {
    let say = |key: &str| words.with(key, &[("number", number.into())]);
    let bytes = match found {
        Photo::Printed(bytes) => bytes.clone(),
        Photo::Missing => return Block::Hint(say("inspect-doc-photo-missing")),
        Photo::Unreadable => return Block::Hint(say("inspect-doc-photo-unreadable")),
        Photo::Beyond => return Block::Hint(say("inspect-doc-photo-beyond")),
    };
    let text = if finding.text.is_empty() {
        finding.title.as_str()
    } else {
        finding.text.as_str()
    };
    Block::Question(Question {
        number: None,
        label: say("inspect-doc-photo"),
        required: false,
        hint: String::new(),
        answer: Answer::Image {
            bytes,
            alt: words.with("inspect-doc-photo-alt", &[("text", text.into())]),
            name: finding.photo.clone(),
        },
    })
}

/// The letter to a facility with what is still to be mended, and until when.
pub(crate) fn letter(
    app: &App,
    (office, facility): (&Organisation, &Organisation),
    defects: &[(Defect, DefectFacts)],
    (writer, at): (&str, Timestamp),
) -> Document {
    let words = Words(app);
    let title = words.t("inspect-letter-title");
    let today = kernel::berlin_date(at);
    let rows = defects.iter().map(|(defect, facts)| {
        vec![
            defect.title.clone(),
            facts.text.clone(),
            facts.measure.clone(),
            day(defect.deadline),
        ]
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let mut blocks = vec![
        paragraph(head(office)),
        paragraph(head(facility)),
        facts(vec![
            (words.t("inspect-letter-day"), day(Some(today))),
            (words.t("inspect-letter-writer"), writer.to_owned()),
        ]),
        Block::Heading {
            level: 1,
            text: title.clone(),
        },
        paragraph(words.t("inspect-letter-greeting")),
    ];
    if rows.is_empty() {
        blocks.push(paragraph(words.t("inspect-letter-none")));
    } else {
        blocks.push(paragraph(words.t("inspect-letter-text")));
        blocks.push(Block::Table(Table {
            caption: words.t("inspect-letter-table"),
            header: vec![
                words.t("inspect-item"),
                words.t("inspect-text"),
                words.t("inspect-measure"),
                words.t("inspect-deadline"),
            ],
            rows,
        }));
        blocks.push(paragraph(words.t("inspect-letter-end")));
    }
    blocks.push(paragraph(format!(
        "{}\n{writer}",
        words.t("inspect-letter-regards")
    )));
    Document {
        title,
        lang: LANG.tag().to_owned(),
        author: office.name.clone(),
        subject: facility.name.clone(),
        created: at,
        header: office.name.clone(),
        footer: facility.name.clone(),
        blocks,
    }
}
