// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The questions of a form in order, numbered. It is gone through twice: conditions name questions
//! by number, also those that come later.

use std::collections::HashMap;

use forms::{CompiledForm, Condition, Field, Group, Item, Question, QuestionType, Repeat};
use kernel::Localized;
use print::{Answer, Block, Run, Section};

use super::place::place;
use crate::markdown::{displayed, plain_text, without_references};
use crate::texts::Texts;

/// Entries of a repeat for which there is room, where the form does not say how many there are.
const ENTRIES: usize = 3;
/// The most entries that are printed, even if the form says there are more.
const MOST_ENTRIES: usize = 20;
/// Repeats within so many others have room for one entry only.
const DEEP_REPEATS: usize = 2;
/// Behind so many questions, repeats have room for one entry only.
const MANY_QUESTIONS: usize = 1_000;

/// The questions as they are printed.
pub(super) fn questions(form: &CompiledForm, lang: &str, texts: Texts) -> Vec<Block> {
    let mut writer = Writer {
        form,
        lang,
        texts,
        numbers: HashMap::new(),
        asked: 0,
    };
    let mut blocks = Vec::new();
    for _ in 0..2 {
        blocks.clear();
        writer.asked = 0;
        let mut place = Position::default();
        writer.items(form.items(), "", &mut place, &[], &mut blocks);
    }
    blocks
}

pub(super) struct Writer<'a> {
    pub(super) form: &'a CompiledForm,
    pub(super) lang: &'a str,
    pub(super) texts: Texts,
    /// The numbers of the questions by path, with the positions of entries.
    pub(super) numbers: HashMap<String, String>,
    /// How many questions are printed so far.
    asked: usize,
}

/// Where the next question stands.
#[derive(Default)]
pub(super) struct Position {
    prefix: String,
    last: usize,
    repeats: usize,
    /// Within a group that is shown as a table.
    in_table: bool,
}

impl Position {
    fn next(&mut self) -> String {
        self.last += 1;
        format!("{}{}", self.prefix, self.last)
    }

    fn below(&self, number: &str) -> Self {
        Self {
            prefix: format!("{number}."),
            last: 0,
            repeats: self.repeats,
            in_table: false,
        }
    }
}

/// A condition as far as it could be read.
pub(super) type Read = Option<Condition>;

impl<'a> Writer<'a> {
    /// `outer` are the conditions of groups that have no heading to say them under.
    fn items(
        &mut self,
        items: &'a [Item],
        around: &str,
        position: &mut Position,
        outer: &[Read],
        blocks: &mut Vec<Block>,
    ) {
        let mut rest = items;
        while let Some((item, others)) = rest.split_first() {
            let table = self.table(rest, around, position.in_table);
            if table > 0 {
                self.matrix(&rest[..table], around, position, outer, blocks);
                rest = &rest[table..];
                continue;
            }
            rest = others;
            let path = below(around, item.name());
            match item {
                Item::Group(group) => self.group(group, &path, position, outer, blocks),
                Item::Repeat(repeat) => self.repeat(repeat, &path, position, outer, blocks),
                Item::Question(question) => {
                    self.question(question, &path, position, outer, blocks);
                }
            }
        }
    }

    fn group(
        &mut self,
        group: &'a Group,
        path: &str,
        position: &mut Position,
        outer: &[Read],
        blocks: &mut Vec<Block>,
    ) {
        let conditions = self.conditions(group.relevant.as_deref(), path, outer);
        if conditions.contains(&Some(Condition::Never)) {
            return;
        }
        let mut words = group.appearance.split_whitespace();
        let is_table = words.any(|word| word == "table-list");
        let title = self.text(&group.label);
        if title.is_empty() {
            let around = std::mem::replace(&mut position.in_table, is_table);
            self.items(&group.items, path, position, &conditions, blocks);
            position.in_table = around;
            return;
        }
        let number = position.next();
        let mut inside = position.below(&number);
        inside.in_table = is_table;
        let mut content = Vec::new();
        self.items(&group.items, path, &mut inside, &[], &mut content);
        if content.is_empty() {
            position.last -= 1;
            return;
        }
        let hints = [self.sentence(&conditions), self.text(&group.hint)];
        blocks.push(section(&number, &title, hints, content));
    }

    fn repeat(
        &mut self,
        repeat: &'a Repeat,
        path: &str,
        position: &mut Position,
        outer: &[Read],
        blocks: &mut Vec<Block>,
    ) {
        let conditions = self.conditions(repeat.relevant.as_deref(), path, outer);
        if conditions.contains(&Some(Condition::Never)) {
            return;
        }
        let (entries, has_more) = self.entries(repeat, position);
        let label = self.text(&repeat.label);
        let number = position.next();
        let mut inside = position.below(&number);
        inside.repeats += 1;
        let mut content = Vec::new();
        for entry in 1..=entries {
            let of_entry = inside.next();
            let mut place = inside.below(&of_entry);
            let mut asked = Vec::new();
            let path = format!("{path}[{entry}]");
            self.items(&repeat.items, &path, &mut place, &[], &mut asked);
            if asked.is_empty() {
                position.last -= 1;
                return;
            }
            let name = match label.as_str() {
                "" => self.texts.entry(),
                label => label,
            };
            content.push(section(&of_entry, name, [], asked));
        }
        if content.is_empty() {
            position.last -= 1;
            return;
        }
        if has_more {
            content.push(Block::Hint(self.texts.paper_more().to_owned()));
        }
        let title = match label.as_str() {
            "" => self.texts.paper_entries(),
            label => label,
        };
        let hints = [self.sentence(&conditions), self.text(&repeat.hint)];
        blocks.push(section(&number, title, hints, content));
    }

    /// For how many entries there is room, and whether there can be more.
    fn entries(&self, repeat: &Repeat, position: &Position) -> (usize, bool) {
        let stated = repeat.count.as_deref();
        let stated = stated.and_then(|count| count.trim().parse::<u32>().ok());
        let most = if position.repeats >= DEEP_REPEATS || self.asked > MANY_QUESTIONS {
            1
        } else if stated.is_some() {
            MOST_ENTRIES
        } else {
            ENTRIES
        };
        match stated.map(|count| usize::try_from(count).unwrap_or(usize::MAX)) {
            Some(count) => (count.min(most), count > most),
            None => (most, true),
        }
    }

    fn question(
        &mut self,
        question: &'a Question,
        path: &str,
        position: &mut Position,
        outer: &[Read],
        blocks: &mut Vec<Block>,
    ) {
        let conditions = self.conditions(question.relevant.as_deref(), path, outer);
        if conditions.contains(&Some(Condition::Never)) {
            return;
        }
        let mut hints = vec![self.sentence(&conditions)];
        if question.kind == QuestionType::Note {
            if self.repeats_a_result(&question.label) {
                return;
            }
            let label = self.text(&question.label);
            if !label.is_empty() {
                blocks.push(Block::Paragraph(vec![Run::plain(label)]));
            }
            hints.push(self.text(&question.hint));
            let hints = hints.into_iter().filter(|hint| !hint.is_empty());
            blocks.extend(hints.map(Block::Hint));
            return;
        }
        let Some(field) = self.form.field(path).filter(|field| is_asked(field)) else {
            return;
        };
        let mut label = self.text(&question.label);
        let mut hint = self.text(&question.hint);
        if label.is_empty() {
            label = std::mem::take(&mut hint);
        }
        if label.is_empty() {
            label.clone_from(&question.name);
        }
        hints.extend([hint, self.text(&question.guidance)]);
        let answer = if self.is_always(question.readonly.as_deref(), path) {
            // What cannot be changed is not asked, but may be worth reading.
            let Some(text) = self.stated(field) else {
                return;
            };
            Answer::Text(text)
        } else {
            let unit = self.text(&question.unit);
            let place = place(self.form, field, self.lang, self.texts, &unit);
            if !unit.is_empty() && !place.says_unit {
                label = format!("{label} ({unit})");
            }
            hints.extend(place.hints);
            place.answer
        };
        hints.retain(|hint| !hint.is_empty());
        blocks.push(Block::Question(print::Question {
            number: Some(self.number(path, position)),
            label,
            required: self.is_always(question.required.as_deref(), path),
            hint: hints.join("\n"),
            answer,
        }));
    }

    pub(super) fn number(&mut self, path: &str, position: &mut Position) -> String {
        let number = position.next();
        self.numbers.insert(path.to_owned(), number.clone());
        self.asked += 1;
        number
    }

    /// A text of the form on one line per paragraph, with dots for what is not known yet, and
    /// without the signs of Markdown.
    pub(super) fn text(&self, text: &Localized) -> String {
        plain_text(&without_references(text.get(self.lang).trim()))
    }

    /// Whether a note is about calculated values, which paper does not know.
    fn repeats_a_result(&self, label: &Localized) -> bool {
        let names = label.get(self.lang).split("${").skip(1);
        names
            .filter_map(|rest| rest.split_once('}'))
            .filter_map(|(name, _)| self.form.path_of(name.trim(), ""))
            .filter_map(|path| self.form.field(&path))
            .any(|field| !is_asked(field))
    }

    /// The value that a question has from the beginning, in words.
    fn stated(&self, field: &Field) -> Option<String> {
        let question = &field.question;
        let value = question.default.as_ref();
        let value = value.filter(|_| question.default_is_text)?;
        Some(displayed(self.form, field, value, self.lang))
    }
}

fn section<const N: usize>(
    number: &str,
    title: &str,
    hints: [String; N],
    content: Vec<Block>,
) -> Block {
    let hints = hints.into_iter().filter(|hint| !hint.is_empty());
    Block::Section(Section {
        title: format!("{number} {title}"),
        blocks: hints.map(Block::Hint).chain(content).collect(),
    })
}

/// The path of something within a group.
pub(super) fn below(around: &str, name: &str) -> String {
    if around.is_empty() {
        name.to_owned()
    } else {
        format!("{around}/{name}")
    }
}

/// Whether a person gives the answer. The labels above a table are no question.
pub(super) fn is_asked(field: &Field) -> bool {
    let question = &field.question;
    let calculation = question.calculate.as_deref();
    question.kind.is_asked()
        && calculation.is_none_or(|calculation| calculation.contains("once("))
        && !(question.kind.is_select()
            && question
                .appearance
                .split_whitespace()
                .any(|word| word == "label"))
}
