// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The fields of a form. This file decides what is shown; `templates/fields.html` how it looks.

use forms::engine::{COUNT, NodeState};
use forms::{
    CompiledForm, Evaluation, Field, Filling, Item, Question, QuestionType, Repeat, Violation,
    ViolationKind, parse_value,
};
use kernel::{Lang, Localized};

use crate::Fragment;
use crate::posted::{CONFIRM, DO, ERRORS, RANK, REFRESH, RawValues, SEARCH, Sheet, as_typed};
use crate::texts::{Texts, languages};
use crate::view::{Block, Choice, EntryButton, Fields, View, Widget};

/// The most choices that are shown as round buttons; more become a list to open.
const MOST_RADIOS: usize = 8;

/// The most choices that are sent with a page; in more, the server searches.
const MOST_SHOWN: usize = 50;

/// The most choices that a search shows.
const MOST_FOUND: usize = 20;

/// Everything that decides how the fields look.
#[derive(Debug, Clone, Copy)]
pub struct RenderInput<'a> {
    /// The form as it was opened or posted.
    pub sheet: &'a Sheet<'a>,
    /// The reader's language.
    pub lang: Lang,
    /// Why the fields are shown: decides which mistakes are named.
    pub occasion: Occasion,
    /// Where to post the fields while somebody types; `None` leaves that out.
    pub live: Option<Live<'a>>,
    /// What every `id` begins with; `field-` as in all forms of the house.
    pub id_prefix: &'a str,
}

/// Why fields are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// The page is opened: nothing is blamed yet.
    Opened,
    /// Something was typed: what was answered is judged, what is still empty is not.
    Typing,
    /// The form was sent and came back: everything is named, in a list at the top.
    Sent,
}

/// How a page checks while somebody types.
#[derive(Debug, Clone, Copy)]
pub struct Live<'a> {
    /// Answers a POST of the whole form with what [`render`] yields for [`Occasion::Typing`].
    pub url: &'a str,
    /// The nonce of the page, without which htmx does nothing.
    pub nonce: &'a str,
}

/// The fields, to be put inside a `<form method="post">`. One element, `id="form-fields"`.
pub fn render(input: &RenderInput<'_>) -> Fragment {
    let mut filling = input.sheet.filling.clone();
    let (lang, _) = languages(filling.form(), input.lang);
    filling.set_language(lang);
    let mut builder = Builder::new(input, &filling);
    builder.items(filling.form().items(), "", 2);
    builder.keep();
    Fragment::of(&builder.finish())
}

struct Builder<'a> {
    input: &'a RenderInput<'a>,
    form: &'a CompiledForm,
    filling: &'a Filling<'a>,
    evaluation: &'a Evaluation,
    raw: &'a RawValues,
    texts: Texts,
    lang: &'a str,
    blocks: Vec<Block>,
    /// The fields that are on the page.
    shown: Vec<String>,
    kept: Vec<(String, String)>,
    summary: Vec<(String, String)>,
    announcements: Vec<String>,
    warnings: Vec<String>,
    names_all: bool,
}

impl<'a> Builder<'a> {
    fn new(input: &'a RenderInput<'a>, filling: &'a Filling<'a>) -> Self {
        let form = filling.form();
        let (lang, texts) = languages(form, input.lang);
        let raw = &input.sheet.raw;
        Self {
            input,
            form,
            filling,
            evaluation: &input.sheet.evaluation,
            raw,
            texts,
            lang,
            blocks: Vec::new(),
            shown: Vec::new(),
            kept: Vec::new(),
            summary: Vec::new(),
            announcements: Vec::new(),
            warnings: Vec::new(),
            names_all: input.occasion == Occasion::Sent
                || (input.occasion == Occasion::Typing && raw.errors_shown),
        }
    }

    /// A text of the form about something, with the values of other questions in it.
    fn text(&self, text: &Localized, about: &str) -> String {
        let text = text.get(self.lang);
        self.filling.fill(text, about, self.lang).into_owned()
    }

    fn state(&self, path: &str) -> Option<NodeState> {
        let reference = self.filling.reference(path);
        self.filling.session().state(&reference).ok()
    }

    fn items(&mut self, items: &'a [Item], around: &str, level: u8) {
        for item in items {
            let path = if around.is_empty() {
                item.name().to_owned()
            } else {
                format!("{around}/{}", item.name())
            };
            match item {
                Item::Group(group) => {
                    if !self.state(&path).is_some_and(|state| state.relevant) {
                        continue;
                    }
                    let label = self.text(&group.label, &path);
                    let heading = !label.is_empty();
                    let inner = if heading { (level + 1).min(6) } else { level };
                    if heading {
                        let id = format!("{}{path}-title", self.input.id_prefix);
                        let hint = self.text(&group.hint, &path);
                        self.blocks.push(Block::Open {
                            id,
                            level,
                            label,
                            hint,
                        });
                    }
                    self.items(&group.items, &path, inner);
                    if heading {
                        self.blocks.push(Block::Close);
                    }
                }
                Item::Repeat(repeat) => self.repeat(repeat, &path, level),
                Item::Question(question) => self.field(question, &path),
            }
        }
    }

    /// The entries of a repeat, each with its own heading and buttons.
    fn repeat(&mut self, repeat: &'a Repeat, path: &str, level: u8) {
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
        let label = self.text(&repeat.label, path);
        let name = if label.is_empty() {
            self.texts.entry().to_owned()
        } else {
            label
        };
        let focus = self.raw.focus.as_deref();
        for number in 1..=count {
            let entry = format!("{path}[{number}]");
            let is_last_added = focus == Some(path) && number == count;
            let buttons = if state.fixed {
                Vec::new()
            } else {
                self.entry_buttons(&entry, &name, number, count)
            };
            self.blocks.push(Block::Entry {
                id: format!("{}{entry}", self.input.id_prefix),
                level,
                label: format!("{name} {number}"),
                buttons,
                focus: is_last_added || focus == Some(entry.as_str()),
            });
            self.items(&repeat.items, &entry, (level + 1).min(6));
            self.blocks.push(Block::Close);
        }
        if !state.fixed {
            self.blocks.push(Block::Add {
                id: format!("{}{path}-add", self.input.id_prefix),
                value: format!("add {path}"),
                label: self.texts.add_entry(&name),
                empty: count == 0,
                focus: focus.is_some_and(|changed| changed != path)
                    && count == 0
                    && focus.is_some_and(|changed| changed.starts_with(&format!("{path}["))),
            });
        }
    }

    fn entry_buttons(
        &self,
        entry: &str,
        name: &str,
        number: usize,
        count: usize,
    ) -> Vec<EntryButton> {
        let button = |action: &str, label: &'static str| EntryButton {
            id: format!("{}{entry}-{action}", self.input.id_prefix),
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

    fn field(&mut self, question: &'a Question, path: &str) {
        let Some(state) = self.state(path).filter(|state| state.relevant) else {
            return;
        };
        if !question.kind.is_asked() && question.kind != QuestionType::Note {
            return;
        }
        let Some(field) = self.form.field(path) else {
            return;
        };
        self.shown.push(path.to_owned());
        let mut view = View {
            label: self.text(&question.label, path),
            hint: self.text(&question.hint, path),
            guidance: self.text(&question.guidance, path),
            unit: self.text(&question.unit, path),
            optional: !state.required && !state.readonly,
            readonly: state.readonly,
            name: path.to_owned(),
            value: self.value(field, &state, path),
            id: format!("{}{path}", self.input.id_prefix),
            ..View::default()
        };
        self.widget(field, &mut view);
        if question.kind.is_asked() {
            self.messages(field, &state, &mut view);
        }
        let mut described: Vec<&str> = Vec::new();
        for (text, part) in [
            (&view.hint, "hint"),
            (&view.error, "error"),
            (&view.warning, "warning"),
        ] {
            if !text.is_empty() {
                described.push(part);
            }
        }
        view.described_by = described
            .iter()
            .map(|part| format!("{}-{part}", view.id))
            .collect::<Vec<_>>()
            .join(" ");
        self.blocks.push(Block::Question(Box::new(view)));
    }

    /// What stands in the field: what was typed, or the value that the form gives.
    fn value(&self, field: &Field, state: &NodeState, path: &str) -> String {
        let kind = field.question.kind;
        if matches!(
            kind,
            QuestionType::Date | QuestionType::Time | QuestionType::DateTime
        ) && state.rejected.is_none()
        {
            // Such a field of the browser takes nothing but the canonical form.
            return state.value.clone();
        }
        match (self.raw.get(path), &state.rejected) {
            (Some(typed), _) if !state.readonly && !kind.is_select() => typed.to_owned(),
            (_, Some(rejected)) => rejected.clone(),
            _ => {
                let value = self.filling.answers_value(path);
                as_typed(kind, &value, self.texts.0)
            }
        }
    }

    /// What a later post must still know of, though no field of the page says it.
    fn keep(&mut self) {
        for (path, value) in self.filling.draft().iter() {
            if !self.shown.iter().any(|shown| shown == path) && !path.ends_with(COUNT) {
                self.kept.push((path.to_owned(), value.to_owned()));
            }
        }
    }

    fn widget(&self, field: &Field, view: &mut View) {
        let appearance: Vec<&str> = field.question.appearance.split_whitespace().collect();
        let looks = |name: &str| appearance.contains(&name);
        let kind = field.question.kind;
        self.options(field, view, looks("autocomplete"));
        view.widget = match kind {
            QuestionType::Text if looks("multiline") => Widget::TextArea,
            QuestionType::Geotrace | QuestionType::Geoshape => Widget::TextArea,
            QuestionType::Note => Widget::Note,
            QuestionType::Acknowledge | QuestionType::Trigger | QuestionType::SelectMany => {
                Widget::Checkboxes
            }
            QuestionType::Rank => Widget::Ranking,
            QuestionType::SelectOne if view.found > 0 || !view.search_name.is_empty() => {
                Widget::Radios
            }
            QuestionType::SelectOne => {
                if view.options.len() > MOST_RADIOS || looks("minimal") {
                    Widget::Select
                } else {
                    Widget::Radios
                }
            }
            QuestionType::Boolean => Widget::Radios,
            // Compiling refuses the types that have no field here yet.
            _ => Widget::Input,
        };
        let is_kind_of = |kind: QuestionType| parse_value(kind, &view.value).is_ok();
        (view.input_type, view.input_mode, view.size) = match kind {
            QuestionType::Integer => ("text", "numeric", "short"),
            QuestionType::Decimal | QuestionType::Range => ("text", "decimal", "short"),
            QuestionType::Text if looks("numbers") => ("text", "numeric", ""),
            // A browser would hide what is none; then it must stay readable.
            QuestionType::Date if is_kind_of(kind) => ("date", "", "medium"),
            QuestionType::Time if is_kind_of(kind) => ("time", "", "medium"),
            QuestionType::DateTime if is_kind_of(kind) => ("datetime-local", "", "medium"),
            QuestionType::Date | QuestionType::Time | QuestionType::DateTime => {
                ("text", "", "medium")
            }
            _ => ("text", "", ""),
        };
        if matches!(view.input_type, "time" | "datetime-local") {
            // Without the offset from UTC, which the field does not know.
            let clock = view.value.find(':').unwrap_or(0);
            view.value.truncate((clock + 6).min(view.value.len()));
        }
        if view.hint.is_empty() {
            let hint = match kind {
                QuestionType::SelectMany => self.texts.several(),
                QuestionType::Rank => self.texts.ranking(),
                QuestionType::Geopoint => self.texts.place(),
                QuestionType::Geotrace | QuestionType::Geoshape => self.texts.places(),
                _ => "",
            };
            hint.clone_into(&mut view.hint);
        }
        if kind == QuestionType::Range && view.hint.is_empty() {
            let parameter = |name: &str, usual: &str| {
                let given = field.question.parameters.get(name);
                given.map_or_else(|| usual.to_owned(), Clone::clone)
            };
            view.hint = self.texts.range(
                &as_typed(kind, &parameter("start", "1"), self.texts.0),
                &as_typed(kind, &parameter("end", "10"), self.texts.0),
            );
        }
        if view.readonly && !view.options.is_empty() {
            view.widget = Widget::Fixed;
        }
    }

    /// What can be chosen: all of a short list, of a long one what was searched for.
    fn options(&self, field: &Field, view: &mut View, searches: bool) {
        let chosen: Vec<&str> = view.value.split_whitespace().collect();
        let option = |value: &str, label: &str| Choice {
            id: format!("{}-{value}", view.id),
            value: value.to_owned(),
            label: label.to_owned(),
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
                let is_long = kind != QuestionType::Rank
                    && (all.total > MOST_SHOWN || (searches && all.total > MOST_RADIOS));
                let page = if is_long {
                    let search = self.raw.search(&view.name);
                    search.clone_into(&mut view.search);
                    view.search_name = format!("{SEARCH}{}", view.name);
                    let found = if search.is_empty() {
                        forms::engine::ChoicePage {
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
                    .map(|choice| option(&choice.value, &choice.label.text))
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

    fn messages(&mut self, field: &Field, state: &NodeState, view: &mut View) {
        if self.input.occasion == Occasion::Opened {
            return;
        }
        let mut errors = Vec::new();
        let is_answered = !state.value.is_empty() || state.rejected.is_some();
        for violation in self.evaluation.violations_of(&view.name) {
            let blamed =
                self.names_all || (violation.kind != ViolationKind::Required && is_answered);
            if !blamed {
                continue;
            }
            let message = violation.message.get(self.lang).to_owned();
            let line = if has_own_message(field, violation) {
                message.clone()
            } else {
                self.texts.about(&view.label, &message)
            };
            self.announcements.push(line.clone());
            if self.names_all {
                self.summary.push((view.id.clone(), line));
            }
            errors.push(message);
        }
        view.error = errors.join(" ");
        let warnings: Vec<String> = self
            .evaluation
            .warnings_of(&view.name)
            .map(|warning| warning.message.get(self.lang).to_owned())
            .collect();
        self.announcements.extend(warnings.iter().cloned());
        view.warning = warnings.join(" ");
        self.warnings.extend(warnings);
    }

    fn finish(mut self) -> Fields<'a> {
        let (form, raw) = (self.form, self.raw);
        if self.names_all {
            for violation in &self.evaluation.violations {
                if form.field(&violation.path).is_none() {
                    let message = violation.message.get(self.lang).to_owned();
                    self.summary.push((String::new(), message));
                }
            }
        }
        let mut confirm_error = "";
        if self.names_all && !self.warnings.is_empty() && !raw.confirmed_warnings {
            confirm_error = self.texts.warnings_unconfirmed();
            self.summary.push((
                format!("{}{CONFIRM}", self.input.id_prefix),
                confirm_error.to_owned(),
            ));
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
            blocks: self.blocks,
            kept: self.kept,
            summary: self.summary,
            focus_summary: self.input.occasion == Occasion::Sent,
            errors_shown: self.names_all,
            announcement,
            warnings: self.warnings,
            confirmed: raw.confirmed_warnings,
            confirm_error,
            // An answer to htmx leaves the button out: morphed in, it would become the button that
            // the enter key presses.
            refresh: changes_while_filled(form)
                && (self.input.occasion != Occasion::Typing || raw.refresh),
            prefix: self.input.id_prefix,
            confirm_name: CONFIRM,
            refresh_name: REFRESH,
            errors_name: ERRORS,
            do_name: DO,
            rank_name: RANK,
        }
    }
}

/// Whether the form's author wrote this sentence: it then names the question by itself.
fn has_own_message(field: &Field, violation: &Violation) -> bool {
    match violation.kind {
        ViolationKind::Required => !field.question.required_message.is_empty(),
        ViolationKind::Constraint => !field.question.constraint_message.is_empty(),
        _ => false,
    }
}

/// Whether an answer can change what else is shown.
fn changes_while_filled(form: &CompiledForm) -> bool {
    fn any(items: &[Item]) -> bool {
        items.iter().any(|item| match item {
            Item::Group(group) => group.relevant.is_some() || any(&group.items),
            Item::Repeat(_) => true,
            Item::Question(question) => question.relevant.is_some() || question.calculate.is_some(),
        })
    }
    any(form.items())
}
