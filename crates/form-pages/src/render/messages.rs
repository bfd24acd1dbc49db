// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What is said about answers, and the whole that is shown in the end.

use forms::engine::NodeState;
use forms::{CompiledForm, Field, Item, Violation, ViolationKind, language_name};
use kernel::Localized;

use super::{Builder, Button, Occasion};
use crate::answers::warning_text;
use crate::markdown::Rich;
use crate::paging::lies_on;
use crate::posted::{CONFIRM, DO};
use crate::view::{Fields, Language, Mistake, View};

impl<'a> Builder<'a> {
    pub(super) fn messages(&mut self, field: &Field, state: &NodeState, view: &mut View) {
        if self.input.occasion == Occasion::Opened {
            return;
        }
        let mut errors = Vec::new();
        let is_answered = !state.value.is_empty() || state.rejected.is_some();
        let evaluation = self.evaluation;
        for violation in evaluation.violations_of(&view.name) {
            let blamed =
                self.names_all || (violation.kind != ViolationKind::Required && is_answered);
            if !blamed {
                continue;
            }
            let line = self.mistake(field, violation, view.label.plain());
            self.announcements.push(line.clone());
            if self.names_all {
                self.summary.push(Mistake {
                    text: line,
                    id: view.id.clone(),
                    page: String::new(),
                });
            }
            errors.push(self.message(field, violation));
        }
        view.error = Rich::joined(&errors);
        let warnings: Vec<Rich> = evaluation
            .warnings_of(&view.name)
            .map(|warning| warning_text(self.filling, warning, self.lang))
            .collect();
        view.warning = Rich::joined(&warnings);
        let warnings: Vec<String> = warnings.into_iter().map(Rich::into_plain).collect();
        self.announcements.extend(warnings.iter().cloned());
        if self.page.is_none() {
            self.warnings.extend(warnings);
        }
    }

    /// What is said about a mistake, in the words of the form's author if there are some.
    fn message(&self, field: &Field, violation: &Violation) -> Rich {
        match own_message(field, violation) {
            Some(message) => self.text(message, &violation.path),
            None => Rich::text(violation.message.get(self.lang)),
        }
    }

    /// A mistake as one line that says what it is about.
    fn mistake(&self, field: &Field, violation: &Violation, label: &str) -> String {
        let message = self.message(field, violation).into_plain();
        // The author's sentence names the question by itself.
        if own_message(field, violation).is_some() {
            message
        } else {
            self.texts.about(label, &message)
        }
    }

    /// Mistakes that no field of this page shows: about the form as a whole, and those of its other
    /// pages.
    fn other_mistakes(&mut self) {
        let evaluation = self.evaluation;
        for violation in &evaluation.violations {
            let page = self.page_of(&violation.path);
            let here = self.page.is_none() || page == self.page;
            let Some(field) = self.form.field(&violation.path) else {
                self.summary.push(Mistake {
                    text: violation.message.get(self.lang).to_owned(),
                    id: String::new(),
                    page: page.filter(|_| !here).unwrap_or_default().to_owned(),
                });
                continue;
            };
            if here {
                continue;
            }
            let label = self.text(&field.question.label, &violation.path);
            self.summary.push(Mistake {
                text: self.mistake(field, violation, label.plain()),
                id: String::new(),
                page: page.unwrap_or_default().to_owned(),
            });
        }
    }

    fn page_of(&self, path: &str) -> Option<&str> {
        let mut pages = self.pages.iter().map(|page| page.path.as_str());
        pages.find(|page| lies_on(path, page))
    }

    pub(super) fn is_last_page(&self) -> bool {
        let last = self.pages.last().map(|page| page.path.as_str());
        self.page.is_none() || self.page == last
    }

    pub(super) fn finish(mut self) -> Fields<'a> {
        let (form, raw) = (self.form, self.raw);
        // One page of several is left when it is right itself; at the end everything must be.
        let names_other_pages = match self.input.occasion {
            Occasion::Opened => false,
            Occasion::Typing => raw.errors_everywhere,
            Occasion::Sent => self.input.sheet.turned().is_none(),
        };
        if names_other_pages {
            self.other_mistakes();
        }
        if self.page.is_some() && self.is_last_page() && self.input.occasion != Occasion::Opened {
            let warnings = self.evaluation.warnings.iter();
            let texts = warnings.map(|warning| warning_text(self.filling, warning, self.lang));
            self.warnings = texts.map(Rich::into_plain).collect();
        }
        let mut confirm_error = "";
        if self.names_all && !self.warnings.is_empty() && !raw.confirmed_warnings {
            confirm_error = self.texts.warnings_unconfirmed();
            self.summary.push(Mistake {
                text: confirm_error.to_owned(),
                id: self.id(CONFIRM),
                page: String::new(),
            });
        }
        let announcement = match (self.input.occasion, self.announcements.split_first()) {
            (Occasion::Typing, Some((first, more))) => self.texts.announce(first, more.len()),
            _ => String::new(),
        };
        Fields {
            texts: self.texts,
            live: self.input.live,
            lang: self.lang,
            foreign: self.lang != self.input.lang.tag(),
            languages: self.languages(),
            asked_in: self.input.sheet.language().unwrap_or_default(),
            page: self.page.unwrap_or_default(),
            steps: self.steps(),
            back: self
                .pages
                .first()
                .is_some_and(|page| Some(page.path.as_str()) != self.page),
            buttons: self.buttons(),
            blocks: self.blocks,
            kept: self.kept,
            summary: self.summary,
            focus_summary: self.input.occasion == Occasion::Sent,
            errors_shown: match (self.names_all, names_other_pages) {
                (false, _) => "",
                (true, false) => "page",
                (true, true) => "all",
            },
            announcement,
            warnings: self.warnings,
            confirmed: raw.confirmed_warnings,
            confirm_error,
            // An answer to htmx leaves the button out: morphed in, it would become the button that
            // the enter key presses.
            refresh: changes_while_filled(form)
                && (self.input.occasion != Occasion::Typing || raw.refresh),
            prefix: self.input.id_prefix,
            map: self.input.map,
        }
    }

    fn buttons(&self) -> Vec<Button<'a>> {
        let mut buttons = self.input.buttons.to_vec();
        if !self.is_last_page() {
            let next = Button {
                label: self.texts.next_page(),
                name: DO,
                value: "next",
            };
            match buttons.first_mut() {
                Some(first) => *first = next,
                None => buttons.push(next),
            }
        }
        buttons
    }

    fn languages(&self) -> Vec<Language<'a>> {
        let spec = self.form.spec();
        if spec.languages.len() < 2 {
            return Vec::new();
        }
        let languages = spec.languages.iter().map(|tag| Language {
            tag,
            // `Deutsch (de)` is how tables name it.
            name: language_name(tag).map_or_else(
                || spec.name_of_language(tag).to_owned(),
                |name| name.split(" (").next().unwrap_or(name).to_owned(),
            ),
            is_current: tag == self.lang,
        });
        languages.collect()
    }
}

/// What the form's author wrote for this mistake.
fn own_message<'f>(field: &'f Field, violation: &Violation) -> Option<&'f Localized> {
    let message = match violation.kind {
        ViolationKind::Required => &field.question.required_message,
        ViolationKind::Constraint => &field.question.constraint_message,
        _ => return None,
    };
    (!message.is_empty()).then_some(message)
}

/// Whether an answer can change what else is shown.
fn changes_while_filled(form: &CompiledForm) -> bool {
    fn any(items: &[Item]) -> bool {
        items.iter().any(|item| match item {
            Item::Group(group) => group.relevant.is_some() || any(&group.items),
            Item::Repeat(_) => true,
            Item::Question(question) => {
                question.relevant.is_some()
                    || question.calculate.is_some()
                    || question.choice_filter.is_some()
            }
        })
    }
    any(form.items())
}
