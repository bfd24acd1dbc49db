// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Repeats: every entry with its own heading and buttons.

use forms::Repeat;
use forms::engine::COUNT;

use super::Builder;
use crate::view::{Block, EntryButton};

impl<'a> Builder<'a> {
    pub(super) fn repeat(&mut self, repeat: &'a Repeat, path: &str, level: u8) {
        let reference = self.filling.reference(path);
        let Ok(state) = self.filling.session().repeat(&reference) else {
            return;
        };
        let is_shown = self.filling.session().repeats().contains(&reference);
        if !is_shown {
            return;
        }
        let count = state.instances.len();
        self.shown.push(format!("{path}{COUNT}"));
        self.kept
            .push((format!("{path}{COUNT}"), count.to_string()));
        let label = self.text(&repeat.label, path).into_plain();
        let name = if label.is_empty() {
            self.texts.entry().to_owned()
        } else {
            label
        };
        let focus = self.raw.focus.as_deref();
        self.blocks.push(Block::Rounds);
        for number in 1..=count {
            let entry = format!("{path}[{number}]");
            let is_last_added = focus == Some(path) && number == count;
            let buttons = if state.fixed {
                Vec::new()
            } else {
                self.entry_buttons(&entry, &name, number, count)
            };
            self.blocks.push(Block::Entry {
                id: self.id(&entry),
                level,
                label: format!("{name} {number}"),
                buttons,
                focus: is_last_added || focus == Some(entry.as_str()),
            });
            // Its questions are on the page as the repeat itself is.
            let page = self.page.take();
            self.items(&repeat.items, &entry, (level + 1).min(6));
            self.page = page;
            self.blocks.push(Block::EndEntry);
        }
        if !state.fixed {
            let was_last = |changed: &str| changed.starts_with(&format!("{path}["));
            self.blocks.push(Block::Add {
                id: format!("{}-add", self.id(path)),
                value: format!("add {path}"),
                label: self.texts.add_entry(&name),
                empty: count == 0,
                focus: count == 0 && focus.is_some_and(was_last),
            });
        }
        self.blocks.push(Block::EndRounds);
    }

    fn entry_buttons(
        &self,
        entry: &str,
        name: &str,
        number: usize,
        count: usize,
    ) -> Vec<EntryButton> {
        let button = |action: &str, label: &'static str| EntryButton {
            id: format!("{}-{action}", self.id(entry)),
            value: format!("{action} {entry}"),
            label,
            about: format!("{name} {number}"),
        };
        let mut buttons = Vec::new();
        if number > 1 {
            buttons.push(button("up", self.texts.move_up()));
        }
        if number < count {
            buttons.push(button("down", self.texts.move_down()));
        }
        buttons.push(button("remove", self.texts.remove()));
        buttons
    }
}
