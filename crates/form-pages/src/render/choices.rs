// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What can be chosen: all of a short list, of a long one what was searched for.

use forms::engine::ChoicePage;
use forms::{ChoiceSource, Field, QuestionType};

use super::Builder;
use crate::markdown::{Rich, displayed};
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
        let option = |value: &str, label: Rich| Choice {
            id: format!("{}-{value}", view.id),
            value: value.to_owned(),
            label,
            media: Vec::new(),
            chosen: chosen.contains(&value),
        };
        view.options = match field.question.kind {
            QuestionType::Boolean => vec![
                option("true", Rich::text(self.texts.yes())),
                option("false", Rich::text(self.texts.no())),
            ],
            QuestionType::Acknowledge | QuestionType::Trigger => {
                vec![option("OK", Rich::text(self.texts.confirm()))]
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
                let label = self.labels(field, &view.name);
                let mut options: Vec<Choice> = page
                    .choices
                    .iter()
                    .map(|choice| Choice {
                        media: self.media(Some(&choice.label)),
                        ..option(&choice.value, label(&choice.value, &choice.label.text))
                    })
                    .collect();
                // What was chosen stays in sight.
                for &code in &chosen {
                    if is_long && !options.iter().any(|option| option.value == code) {
                        let label = match field.question.choice_source {
                            ChoiceSource::List => displayed(self.form, field, code, self.lang),
                            _ => self.filling.choice_label(&view.name, code, self.lang),
                        };
                        options.insert(0, option(code, Rich::text(&label)));
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
    /// What the labels of a question's choices look like: by code and by what the engine says. The
    /// values of other questions are text, also where they are the choices themselves.
    fn labels(&self, field: &Field, path: &str) -> impl Fn(&str, &str) -> Rich {
        let from_answers = field.question.choice_source == ChoiceSource::Repeat;
        let has_values = |label: &str| label.contains("${") || label.contains("instance(");
        let list = self.form.choices(field).iter();
        let with_values: Vec<_> = list
            .clone()
            .filter(|choice| has_values(choice.label.get(self.lang)))
            .collect();
        // What nobody wrote into the list is said as the rest of the page is.
        let is_added = move |code: &str| {
            field.question.or_other && !list.clone().any(|choice| choice.code == code)
        };
        move |code, said| {
            if from_answers {
                return Rich::text(said);
            }
            if is_added(code) {
                return Rich::text(&self.form.display(field, code, self.lang));
            }
            match with_values.iter().find(|choice| choice.code == code) {
                None => Rich::markdown(said),
                Some(choice) if choice.label.get(self.lang).contains("instance(") => {
                    Rich::text(said)
                }
                Some(choice) => self.text(&choice.label, path),
            }
        }
    }
}
