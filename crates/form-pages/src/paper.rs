// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A form on paper: to be filled in by hand, and as it was answered.
//!
//! What belongs here: which questions are printed, in which words, and what place an answer gets.
//! What does not: letters, pages and files, which are the work of `print`.

mod asked;
mod place;
mod table;
mod when;

use forms::{CompiledForm, Filling};
use jiff::Timestamp;
use kernel::Lang;
use print::{Answer, Block, Document, Facts, Question, Run, Section};

use crate::answers::{Around, Row, listed};
use crate::files::{FileViews, Pictures};
use crate::texts::languages;

/// What stands on the paper besides the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// The reader's language.
    pub lang: Lang,
    /// The title, also that of the file.
    pub title: String,
    /// Who issues it; may be empty.
    pub author: String,
    /// Printed at the top of every page; may be empty.
    pub header: String,
    /// Printed at the bottom of every page; may be empty.
    pub footer: String,
    /// Names and values below the title, such as the period and the institution. Empty values are
    /// left out.
    pub facts: Vec<(String, String)>,
    /// The moment that the file names as its creation.
    pub created: Timestamp,
}

/// The form to be filled in by hand: every question that can be asked, numbered, with room for its
/// answer. Conditions are said in words as far as they can be.
pub fn blank_paper(form: &CompiledForm, paper: &Paper) -> Document {
    let (tag, texts) = languages(form, paper.lang, None);
    let spec = form.spec();
    let mut blocks = paper.head();
    let description = spec.description.get(tag);
    if !description.trim().is_empty() {
        blocks.push(Block::Paragraph(vec![Run::plain(description)]));
    }
    let legal = [
        (texts.paper_purpose(), spec.purpose.get(tag)),
        (texts.paper_legal_basis(), spec.legal_basis.get(tag)),
    ];
    let legal = legal
        .into_iter()
        .filter(|(_, text)| !text.trim().is_empty())
        .map(|(name, text)| Block::Hint(format!("{name}: {text}")));
    blocks.extend(legal);
    blocks.push(Block::Hint(texts.paper_how().to_owned()));
    blocks.extend(asked::questions(form, tag, texts));
    paper.document(tag, blocks)
}

/// The answers to be read and filed: what [`crate::render_answers`] shows. Of files the names are
/// printed, of those among `pictures` the pictures.
pub fn answered_paper(filling: &Filling<'_>, paper: &Paper, mut pictures: Pictures) -> Document {
    let (tag, texts) = languages(filling.form(), paper.lang, None);
    let mut blocks = paper.head();
    let around = Around {
        sizes: paper.lang,
        files: &FileViews::new(),
        change_url: None,
    };
    for section in listed(filling, tag, texts, around) {
        let mut content = Vec::new();
        let mut facts = Vec::new();
        for row in section.rows {
            if let Some(bytes) = pictures.remove(&row.stored) {
                if !facts.is_empty() {
                    content.push(Block::Facts(Facts(std::mem::take(&mut facts))));
                }
                content.push(picture(row, bytes));
                continue;
            }
            let value = match (row.value.is_empty(), row.unit.is_empty()) {
                (true, _) => texts.no_answer().to_owned(),
                (false, true) => row.value,
                (false, false) => format!("{} {}", row.value, row.unit),
            };
            facts.push((row.label, value));
        }
        if !facts.is_empty() {
            content.push(Block::Facts(Facts(facts)));
        }
        if section.title.is_empty() {
            blocks.append(&mut content);
        } else {
            blocks.push(Block::Section(Section {
                title: section.title,
                blocks: content,
            }));
        }
    }
    paper.document(tag, blocks)
}

/// A question that was answered by a picture.
fn picture(row: Row, bytes: Vec<u8>) -> Block {
    Block::Question(Question {
        number: None,
        label: row.label.clone(),
        required: false,
        hint: String::new(),
        answer: Answer::Image {
            bytes,
            alt: row.label,
            name: row.value,
        },
    })
}

impl Paper {
    fn head(&self) -> Vec<Block> {
        let mut blocks = vec![Block::Heading {
            level: 1,
            text: self.title.clone(),
        }];
        let facts = self.facts.iter();
        let facts: Vec<_> = facts
            .filter(|(_, value)| !value.is_empty())
            .cloned()
            .collect();
        if !facts.is_empty() {
            blocks.push(Block::Facts(Facts(facts)));
            blocks.push(Block::Rule);
        }
        blocks
    }

    fn document(&self, tag: &str, blocks: Vec<Block>) -> Document {
        Document {
            title: self.title.clone(),
            lang: if print::is_language_tag(tag) {
                tag.to_owned()
            } else {
                self.lang.tag().to_owned()
            },
            author: self.author.clone(),
            subject: String::new(),
            created: self.created,
            header: self.header.clone(),
            footer: self.footer.clone(),
            blocks,
        }
    }
}
