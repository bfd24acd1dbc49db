// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The pages of a form whose author wants it asked in steps (style `pages`).
//!
//! A group with the appearance `field-list` or `table-list` is one page, a repeat with all its
//! entries is one, and every other question is a page of its own: so the author decides by grouping.

use forms::{Filling, Item, QuestionType};

use crate::markdown::Rich;

/// A page of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FormPage {
    /// The path of the group, repeat or question that it shows.
    pub(crate) path: String,
    /// What it is called, in the language of the filling; empty if its author gave no label.
    pub(crate) title: String,
    /// Whether there is something to be shown at the moment.
    pub(crate) is_shown: bool,
}

/// All pages of a form, in its order; none if it is asked on one page. Those that are not relevant
/// at the moment are among them, so that the place of each is known.
pub(crate) fn all_pages(filling: &Filling<'_>, lang: &str) -> Vec<FormPage> {
    let style = &filling.form().spec().settings.style;
    let mut pages = Vec::new();
    if style.split_whitespace().any(|word| word == "pages") {
        let mut finder = Finder {
            filling,
            lang,
            pages: &mut pages,
        };
        finder.items(filling.form().items(), "");
    }
    pages
}

/// Whether something lies on a page: the page itself, or within it.
pub(crate) fn lies_on(path: &str, page: &str) -> bool {
    path.strip_prefix(page)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '[']))
}

/// Whether a group's questions are asked together.
fn is_together(appearance: &str) -> bool {
    let mut words = appearance.split_whitespace();
    words.any(|word| word == "field-list" || word == "table-list")
}

struct Finder<'a> {
    filling: &'a Filling<'a>,
    lang: &'a str,
    pages: &'a mut Vec<FormPage>,
}

impl Finder<'_> {
    fn items(&mut self, items: &[Item], around: &str) {
        for item in items {
            let path = forms::join(around, item.name());
            match item {
                Item::Group(group) if !is_together(&group.appearance) => {
                    self.items(&group.items, &path);
                }
                Item::Group(group) => {
                    let is_shown = self.is_relevant(&path) && self.shows(&group.items, &path);
                    self.page(path, group.label.get(self.lang), is_shown);
                }
                Item::Repeat(repeat) => {
                    let reference = self.filling.reference(&path);
                    let session = self.filling.session();
                    let is_shown = session.repeats().contains(&reference);
                    self.page(path, repeat.label.get(self.lang), is_shown);
                }
                Item::Question(question) => {
                    if is_on_pages(question.kind) {
                        let is_shown = self.is_relevant(&path);
                        self.page(path, question.label.get(self.lang), is_shown);
                    }
                }
            }
        }
    }

    fn page(&mut self, path: String, label: &str, is_shown: bool) {
        let title = if is_shown {
            Rich::filled(self.filling, label, &path, self.lang).into_plain()
        } else {
            String::new()
        };
        self.pages.push(FormPage {
            path,
            title,
            is_shown,
        });
    }

    fn is_relevant(&self, path: &str) -> bool {
        let reference = self.filling.reference(path);
        let state = self.filling.session().state(&reference);
        state.is_ok_and(|state| state.relevant)
    }

    /// Whether anything among these items is to be seen.
    fn shows(&self, items: &[Item], around: &str) -> bool {
        items.iter().any(|item| {
            let path = forms::join(around, item.name());
            match item {
                Item::Group(group) => self.is_relevant(&path) && self.shows(&group.items, &path),
                Item::Repeat(_) => {
                    let reference = self.filling.reference(&path);
                    self.filling.session().repeats().contains(&reference)
                }
                Item::Question(question) => is_on_pages(question.kind) && self.is_relevant(&path),
            }
        })
    }
}

/// Whether a question of this type is seen by the person who fills in the form.
pub(crate) fn is_on_pages(kind: QuestionType) -> bool {
    kind.is_asked() || kind == QuestionType::Note
}
