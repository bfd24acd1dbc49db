// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A disease on paper: what was chosen, the sentences, the chart, all tables, where the numbers come from.

use cube::Category;
use jiff::Timestamp;
use print::{Answer, Block, Document, Facts, Question, Run, Table};
use web::Error;

use super::tables::filters;
use super::view::{self, Chosen, Disease};
use crate::words::Words;

/// The document of a disease in the chosen place and weeks. `address` is where the page is.
pub(crate) async fn document(
    words: &Words<'_>,
    chosen: &Chosen<'_>,
    category: Category,
    address: &str,
    now: Timestamp,
) -> Result<Document, Error> {
    let disease = view::disease(words, chosen, category)?;
    let map = view::numbers(chosen, category)
        .map(|numbers| view::map(words, chosen, category, &numbers.places, false))?;
    let chart = web::png(disease.wide.clone()).await?;
    let map = web::png(map.svg).await?;
    let mut facts = filters(words, chosen);
    let licence = &chosen.set.set.description.licence;
    facts.push((
        words.t("indicators-version-as-of"),
        web::format::date(words.lang, chosen.set.version.as_of),
    ));
    if !licence.is_empty() {
        facts.push((words.t("indicators-open-licence"), licence.clone()));
    }
    facts.push((words.t("indicators-file-address"), address.to_owned()));
    let mut blocks = vec![
        Block::Heading {
            level: 1,
            text: disease.title.clone(),
        },
        Block::Facts(Facts(facts)),
        Block::Paragraph(vec![Run::plain(disease.sentences.join(" "))]),
    ];
    if disease.settling {
        blocks.push(Block::Hint(words.t("indicators-cases-settling-text")));
    }
    blocks.push(picture(
        &disease.chart_title,
        chart,
        &disease.sentences.join(" "),
    ));
    blocks.push(picture(
        &disease.map_title,
        map,
        &words.t("indicators-file-map-alt"),
    ));
    blocks.push(places(words, &disease));
    blocks.push(weeks(words, &disease));
    if !disease.age_rows.is_empty() {
        blocks.push(ages(words, &disease));
    }
    blocks.push(Block::Hint(format!(
        "{} · {}",
        disease.credit, disease.map_source
    )));
    Ok(Document {
        title: disease.title,
        lang: words.lang.tag().to_owned(),
        author: words.state_name.to_owned(),
        subject: disease.map_title,
        created: now,
        header: words.state_name.to_owned(),
        footer: format!("{} · {}", disease.credit, disease.as_of),
        blocks,
    })
}

/// A picture below its title. Who does not see it is told where its numbers stand.
fn picture(title: &str, bytes: Vec<u8>, alt: &str) -> Block {
    Block::Question(Question {
        number: None,
        label: title.to_owned(),
        required: false,
        hint: String::new(),
        answer: Answer::Image {
            bytes,
            alt: alt.to_owned(),
            name: String::new(),
        },
    })
}

fn headings(words: &Words<'_>, keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| words.t(key)).collect()
}

fn places(words: &Words<'_>, disease: &Disease) -> Block {
    Block::Table(Table {
        caption: disease.map_title.clone(),
        header: headings(
            words,
            &[
                "indicators-column-place",
                "indicators-cases-column-cases",
                "indicators-cases-column-rate",
                "indicators-cases-column-interval",
            ],
        ),
        rows: disease
            .places
            .iter()
            .map(|row| {
                let cells = [&row.name, &row.cases, &row.rate, &row.interval];
                cells.map(Clone::clone).to_vec()
            })
            .collect(),
    })
}

fn weeks(words: &Words<'_>, disease: &Disease) -> Block {
    Block::Table(Table {
        caption: disease.chart_title.clone(),
        header: headings(
            words,
            &[
                "indicators-week",
                "indicators-cases-column-cases",
                "indicators-cases-column-earlier",
            ],
        ),
        rows: disease
            .weeks
            .iter()
            .map(|row| {
                let open = if row.open {
                    format!("{} ({})", row.cases, words.t("indicators-incomplete-short"))
                } else {
                    row.cases.clone()
                };
                vec![row.week.clone(), open, row.earlier.clone()]
            })
            .collect(),
    })
}

fn ages(words: &Words<'_>, disease: &Disease) -> Block {
    Block::Table(Table {
        caption: disease.ages_title.clone(),
        header: headings(
            words,
            &[
                "indicators-cases-column-ages",
                "indicators-cases-female",
                "indicators-cases-male",
                "indicators-cases-other",
            ],
        ),
        rows: disease
            .age_rows
            .iter()
            .map(|row| {
                let cells = [&row.ages, &row.female, &row.male, &row.other];
                cells.map(Clone::clone).to_vec()
            })
            .collect(),
    })
}
