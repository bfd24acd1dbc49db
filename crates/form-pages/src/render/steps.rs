// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How far somebody has come in a form of several pages.

use super::Builder;
use crate::paging::lies_on;
use crate::view::{Step, StepState, Steps};

/// The longest title of a step in characters.
const LONGEST_TITLE: usize = 80;

impl Builder<'_> {
    pub(super) fn steps(&self) -> Option<Steps> {
        let current = self.page?;
        let at = self.pages.iter().position(|page| page.path == current)?;
        let answered: Vec<String> = self
            .filling
            .answers()
            .iter()
            .map(|(path, _)| path.to_owned())
            .collect();
        let list: Vec<Step> = self
            .pages
            .iter()
            .map(|page| {
                let has_answer =
                    |path: &String| lies_on(path, &page.path) && self.is_shown_to_people(path);
                let has_mistake = self.input.sheet.has_mistake(&page.path);
                let state = if page.path == current {
                    StepState::Current
                } else if has_mistake && self.names_all {
                    StepState::Mistaken
                } else if !has_mistake && answered.iter().any(has_answer) {
                    StepState::Answered
                } else {
                    StepState::Open
                };
                Step {
                    path: page.path.clone(),
                    title: self.title(&page.title),
                    state,
                }
            })
            .collect();
        let title = list.get(at).map_or("", |step| step.title.as_str());
        Some(Steps {
            number: at + 1,
            now: self.texts.step(at + 1, list.len(), title),
            list,
        })
    }

    fn title(&self, title: &str) -> String {
        let mut title = title.trim();
        if title.is_empty() {
            title = self.texts.untitled();
        }
        if title.chars().count() <= LONGEST_TITLE {
            return title.to_owned();
        }
        let short: String = title.chars().take(LONGEST_TITLE - 1).collect();
        format!("{}…", short.trim_end())
    }
}
