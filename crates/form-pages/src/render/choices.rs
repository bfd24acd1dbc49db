// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What can be chosen: all of a short list, of a long one what was searched for.

use forms::engine::ChoicePage;
use forms::{Field, QuestionType};

use super::Builder;
use crate::posted::{SEARCH, looks};
use crate::view::{Choice, View};

/// The most choices that are shown as round buttons; more become a list to open.
pub(super) const MOST_RADIOS: usize = 8;

/// The most choices that are sent with a page; in more, the server searches.
const MOST_SHOWN: usize = 50;

/// The most choices that a search shows.
const MOST_FOUND: usize = 20;

impl Builder<'_> {
    pub(super) fn options(&self, field: &Field, view: &mut View) {
        let chosen: Vec<&str> = view.value.split_whitespace().collect();
        let option = |value: &str, label: &str| Choice {
            id: format!("{}-{value}", view.id),
            value: value.to_owned(),
            label: label.to_owned(),
            media: Vec::new(),
            chosen: chosen.contains(&value),
        };
        view.options = match field.question.kind {
            QuestionType::Boolean => vec![
                option("true", self.texts.yes()),
                option("false", self.texts.no()),
            ],
            QuestionType::Acknowledge | QuestionType::Trigger => {
                vec![option("OK", self.texts.confirm())]
            }
            kind if kind.is_select() => {
                let reference = self.filling.reference(&view.name);
                let session = self.filling.session();
                let all = session.choices(&reference, "", 0, MOST_SHOWN + 1);
                let all = all.unwrap_or_default();
                let searches = looks(&field.question, "autocomplete");
                let is_long = kind != QuestionType::Rank
                    && (all.total > MOST_SHOWN || (searches && all.total > MOST_RADIOS));
                let page = if is_long {
                    let search = self.raw.search(&view.name);
                    search.clone_into(&mut view.search);
                    view.search_name = format!("{SEARCH}{}", view.name);
                    let found = if search.is_empty() {
                        ChoicePage {
                            total: all.total,
                            choices: Vec::new(),
                        }
                    } else {
                        let found = session.choices(&reference, search, 0, MOST_FOUND);
                        found.unwrap_or_default()
                    };
                    view.found = found.total;
                    view.found_text = match search {
                        "" => self.texts.search_first(found.total),
                        _ => self.texts.found(found.choices.len(), found.total),
                    };
                    found
                } else {
                    all
                };
                let mut options: Vec<Choice> = page
                    .choices
                    .iter()
                    .map(|choice| Choice {
                        media: self.media(Some(&choice.label)),
                        ..option(&choice.value, &choice.label.text)
                    })
                    .collect();
                // What was chosen stays in sight.
                for &code in &chosen {
                    if is_long && !options.iter().any(|option| option.value == code) {
                        let label = self.filling.form().display(field, code, self.lang);
                        options.insert(0, option(code, &label));
                    }
                }
                if kind == QuestionType::Rank {
                    let place = |choice: &Choice| chosen.iter().position(|c| *c == choice.value);
                    options.sort_by_key(|choice| place(choice).unwrap_or(usize::MAX));
                }
                options
            }
            _ => Vec::new(),
        };
    }
}
