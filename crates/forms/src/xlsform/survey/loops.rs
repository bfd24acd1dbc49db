// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! `begin loop over list`: a group for every entry of a list, with the same questions.

use kernel::Localized;

use crate::spec::{Choice, Group, Item};

/// The group with one group per choice. `%(label)s` and `%(name)s` in the texts of its questions
/// stand for the choice.
pub(super) fn expand(group: Group, choices: &[Choice]) -> Group {
    let items = choices
        .iter()
        .map(|choice| {
            Item::Group(Group {
                name: choice.code.clone(),
                label: choice.label.clone(),
                media: choice.media.clone(),
                items: group
                    .items
                    .iter()
                    .map(|item| filled(item, choice))
                    .collect(),
                ..Group::default()
            })
        })
        .collect();
    Group { items, ..group }
}

fn filled(item: &Item, choice: &Choice) -> Item {
    let mut item = item.clone();
    match &mut item {
        Item::Question(question) => {
            for text in [
                &mut question.label,
                &mut question.hint,
                &mut question.guidance,
            ] {
                fill(text, choice);
            }
        }
        Item::Group(group) => fill(&mut group.label, choice),
        Item::Repeat(repeat) => fill(&mut repeat.label, choice),
    }
    item
}

fn fill(text: &mut Localized, choice: &Choice) {
    for (language, written) in &mut text.0 {
        if written.contains("%(") {
            *written = written
                .replace("%(label)s", choice.label.get(language))
                .replace("%(name)s", &choice.code);
        }
    }
}
