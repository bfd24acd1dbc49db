// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What a form says in short, at length: other answers, tables of selects, counts of repeats.

use std::borrow::Cow;
use std::collections::BTreeSet;

use kernel::Localized;

use crate::spec::{ChoiceSource, FormSpec, Group, Item, Question, QuestionType, Repeat};

/// The key of texts that are the same in every language.
pub(super) const UNTRANSLATED: &str = "";

/// The code for another answer than those of a list.
pub(crate) const OTHER: &str = "other";

/// The label of that code, in German and English.
pub(crate) const OTHER_LABEL: [&str; 2] = ["Andere Antwort", "Other"];

/// Asks what the other answer is.
const SPECIFY_OTHER: [&str; 2] = ["Bitte angeben", "Specify other."];

/// Items with everything that is generated, and the lists that can be answered otherwise.
pub(super) struct Expanded<'a> {
    pub(super) items: Cow<'a, [Item]>,
    pub(super) lists_with_other: BTreeSet<String>,
    spec: &'a FormSpec,
    row: u32,
    keeps_tables: bool,
}

/// Writes out what is short. Rows are counted as a spreadsheet would have them: generated names
/// carry the number.
pub(super) fn expand(spec: &FormSpec) -> Expanded<'_> {
    let mut expanded = Expanded::of(spec, false);
    if spec.items.iter().any(is_short) {
        expanded.items = Cow::Owned(expanded.all(&spec.items, false));
    }
    expanded
}

/// Items with everything that is generated except what stands for tables of selects: as people see
/// them.
pub(crate) fn for_people(spec: &FormSpec) -> Vec<Item> {
    Expanded::of(spec, true).all(&spec.items, false)
}

/// The same, without a copy where nothing is generated.
pub(crate) fn shown(spec: &FormSpec) -> Cow<'_, [Item]> {
    if spec.items.iter().any(is_short) {
        Cow::Owned(for_people(spec))
    } else {
        Cow::Borrowed(&spec.items)
    }
}

/// Whether an item, or one within it, stands for more than it says.
fn is_short(item: &Item) -> bool {
    match item {
        Item::Group(group) => is_table_list(&group.appearance) || group.items.iter().any(is_short),
        Item::Repeat(repeat) => {
            let count = repeat.count.as_ref();
            count.is_some_and(|count| !is_reference(count)) || repeat.items.iter().any(is_short)
        }
        Item::Question(question) => question.or_other,
    }
}

fn is_table_list(appearance: &str) -> bool {
    appearance
        .split_whitespace()
        .any(|word| word == "table-list")
}

/// A text that is the same in every language.
fn untranslated(text: &str) -> Localized {
    Localized::one(UNTRANSLATED, text)
}

/// A text that authors do not write: German where the form speaks German, else English. In a form
/// that names no language it is written in English, as other programs do, and `shown` in German.
pub(super) fn generated([german, english]: [&str; 2], spec: &FormSpec, shown: bool) -> Localized {
    let unnamed = spec.unnamed_language.as_deref().filter(|_| !shown);
    let is_german = |tag: &str| (tag == "de" || tag.starts_with("de-")) && Some(tag) != unnamed;
    if !spec.languages.iter().any(|tag| is_german(tag)) {
        return untranslated(english);
    }
    let texts = spec.languages.iter().map(|tag| {
        let text = if is_german(tag) { german } else { english };
        (tag.clone(), text.to_owned())
    });
    Localized(texts.collect())
}

/// Whether the number of rounds is the value of one question.
pub(crate) fn is_reference(count: &str) -> bool {
    let count = count.trim();
    count
        .strip_prefix("${")
        .and_then(|rest| rest.strip_suffix('}'))
        .is_some_and(|name| !name.contains(['{', '}', '$']))
}

impl<'a> Expanded<'a> {
    fn of(spec: &'a FormSpec, keeps_tables: bool) -> Self {
        Self {
            items: Cow::Borrowed(&spec.items),
            lists_with_other: BTreeSet::new(),
            spec,
            row: 1,
            keeps_tables,
        }
    }

    fn all(&mut self, items: &[Item], is_table: bool) -> Vec<Item> {
        let mut out = Vec::with_capacity(items.len());
        for item in items {
            self.row += 1;
            match item {
                Item::Group(group) => out.push(Item::Group(self.group(group))),
                Item::Repeat(repeat) => self.repeat(repeat, &mut out),
                Item::Question(question) => self.question(question, is_table, &mut out),
            }
        }
        out
    }

    fn group(&mut self, group: &Group) -> Group {
        let words: Vec<&str> = group.appearance.split_whitespace().collect();
        if self.keeps_tables || !is_table_list(&group.appearance) {
            let items = self.all(&group.items, false);
            self.row += 1;
            return Group {
                items,
                ..group.clone()
            };
        }
        let mut generated = Vec::new();
        if !group.label.is_empty() || !group.hint.is_empty() {
            generated.push(Item::Question(Box::new(Question {
                name: format!("generated_table_list_label_{}", self.row),
                kind: QuestionType::Note,
                label: group.label.clone(),
                hint: group.hint.clone(),
                ..Question::default()
            })));
        }
        let first = group.items.iter().enumerate().find_map(|(index, item)| {
            let Item::Question(question) = item else {
                return None;
            };
            question.kind.is_select().then_some((index, question))
        });
        if let Some((index, question)) = first {
            let row = self.row + 1 + u32::try_from(index).unwrap_or(0);
            generated.push(Item::Question(Box::new(Question {
                name: format!("reserved_name_for_field_list_labels_{row}"),
                kind: question.kind,
                label: untranslated(" "),
                appearance: "label".to_owned(),
                choices: question.choices.clone(),
                choice_source: question.choice_source,
                choice_filter: question.choice_filter.clone(),
                parameters: question.parameters.clone(),
                ..Question::default()
            })));
        }
        generated.extend(self.all(&group.items, true));
        self.row += 1;
        let appearance: Vec<&str> = words
            .into_iter()
            .map(|word| {
                if word == "table-list" {
                    "field-list"
                } else {
                    word
                }
            })
            .collect();
        Group {
            appearance: appearance.join(" "),
            label: Localized::default(),
            hint: Localized::default(),
            items: generated,
            ..group.clone()
        }
    }

    fn repeat(&mut self, repeat: &Repeat, out: &mut Vec<Item>) {
        if let Some(count) = &repeat.count
            && !is_reference(count)
        {
            out.push(Item::Question(Box::new(Question {
                name: format!("{}_count", repeat.name),
                kind: QuestionType::Calculated,
                readonly: Some("true()".to_owned()),
                calculate: Some(count.clone()),
                ..Question::default()
            })));
        }
        let items = self.all(&repeat.items, false);
        self.row += 1;
        out.push(Item::Repeat(Repeat {
            items,
            ..repeat.clone()
        }));
    }

    fn question(&mut self, question: &Question, is_table: bool, out: &mut Vec<Item>) {
        let mut question = question.clone();
        if is_table && question.kind.is_select() {
            "list-nolabel".clone_into(&mut question.appearance);
        }
        let other = question.or_other.then(|| {
            if question.choice_source == ChoiceSource::List {
                self.lists_with_other.extend(question.choices.clone());
            }
            Question {
                name: format!("{}_{OTHER}", question.name),
                label: generated(SPECIFY_OTHER, self.spec, self.keeps_tables),
                relevant: Some(format!("selected(../{}, '{OTHER}')", question.name)),
                ..Question::default()
            }
        });
        out.push(Item::Question(Box::new(question)));
        out.extend(other.map(|other| Item::Question(Box::new(other))));
    }
}
