// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The fields of a form. This file decides what is shown; `templates/fields.html` how it looks.

use forms::{
    CompiledForm, Evaluation, Field, FieldState, Item, QuestionType, Violation, ViolationKind,
    parse_value,
};
use kernel::{Lang, Localized};

use crate::Fragment;
use crate::posted::{CONFIRM, ERRORS, REFRESH, RawValues, as_typed};
use crate::texts::{Texts, languages};
use crate::view::{Block, Choice, Fields, View, Widget};

/// The most choices that are shown as round buttons; more become a list to open.
const MOST_RADIOS: usize = 8;

/// Everything that decides how the fields look.
#[derive(Debug, Clone, Copy)]
pub struct RenderInput<'a> {
    /// The form.
    pub form: &'a CompiledForm,
    /// What the check of the answers said.
    pub evaluation: &'a Evaluation,
    /// What was typed.
    pub raw: &'a RawValues,
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
    let mut builder = Builder::new(input);
    builder.items(&input.form.spec().items, "", 2);
    Fragment::of(&builder.finish())
}

struct Builder<'a> {
    input: &'a RenderInput<'a>,
    texts: Texts,
    lang: &'a str,
    blocks: Vec<Block>,
    kept: Vec<(String, String)>,
    summary: Vec<(String, String)>,
    announcements: Vec<String>,
    warnings: Vec<String>,
    names_all: bool,
}

impl<'a> Builder<'a> {
    fn new(input: &'a RenderInput<'a>) -> Self {
        let (lang, texts) = languages(input.form, input.lang);
        Self {
            input,
            texts,
            lang,
            blocks: Vec::new(),
            kept: Vec::new(),
            summary: Vec::new(),
            announcements: Vec::new(),
            warnings: Vec::new(),
            names_all: input.occasion == Occasion::Sent
                || (input.occasion == Occasion::Typing && input.raw.errors_shown),
        }
    }

    /// A text of the form, with the values of other questions in it.
    fn text(&self, text: &Localized) -> String {
        let RenderInput {
            form, evaluation, ..
        } = self.input;
        form.fill(text.get(self.lang), self.lang, evaluation)
            .into_owned()
    }

    fn items(&mut self, items: &[Item], around: &str, level: u8) {
        for item in items {
            let path = if around.is_empty() {
                item.name().to_owned()
            } else {
                format!("{around}/{}", item.name())
            };
            match item {
                Item::Group(group) => {
                    let relevant = self
                        .input
                        .form
                        .group_index(&path)
                        .is_none_or(|index| self.input.evaluation.group_relevant(index));
                    let label = self.text(&group.label);
                    let heading = relevant && !label.is_empty();
                    let inner = if heading { (level + 1).min(6) } else { level };
                    if heading {
                        let id = format!("{}{path}-title", self.input.id_prefix);
                        self.blocks.push(Block::Open { id, level, label });
                    }
                    self.items(&group.items, &path, inner);
                    if heading {
                        self.blocks.push(Block::Close);
                    }
                }
                // A compiled form contains no repeat.
                Item::Repeat(_) => {}
                Item::Question(_) => {
                    if let Some(index) = self.input.form.field_index(&path) {
                        let field = &self.input.form.fields()[index];
                        self.field(field, &self.input.evaluation.states[index]);
                    }
                }
            }
        }
    }

    fn field(&mut self, field: &'a Field, state: &FieldState) {
        let question = &field.question;
        let raw = self.input.raw.get(&field.path);
        if !state.relevant {
            // What was typed before is kept, in case the question comes back.
            if !raw.is_empty() {
                self.kept.push((field.path.clone(), raw.to_owned()));
            }
            return;
        }
        if question.kind == QuestionType::Calculated {
            return;
        }
        let id = format!("{}{}", self.input.id_prefix, field.path);
        let mut view = View {
            label: self.text(&question.label),
            hint: self.text(&question.hint),
            unit: self.text(&question.unit),
            optional: !state.required && question.calculate.is_none(),
            readonly: state.readonly,
            name: field.path.clone(),
            value: self.value(field, state, raw),
            id,
            ..View::default()
        };
        self.widget(field, &mut view);
        if question.kind.is_asked() {
            self.messages(field, raw, &mut view);
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
    fn value(&self, field: &Field, state: &FieldState, raw: &str) -> String {
        let kind = field.question.kind;
        if field.question.calculate.is_some() {
            return as_typed(kind, &state.value, self.texts.0);
        }
        if kind == QuestionType::Date {
            // A date field of the browser takes nothing but the canonical form.
            if let Ok(canonical) = parse_value(kind, raw) {
                return canonical.into_owned();
            }
        }
        raw.to_owned()
    }

    fn widget(&self, field: &Field, view: &mut View) {
        let appearance: Vec<&str> = field.question.appearance.split_whitespace().collect();
        let looks = |name: &str| appearance.contains(&name);
        view.widget = match field.question.kind {
            QuestionType::Text if looks("multiline") => Widget::TextArea,
            QuestionType::Note | QuestionType::Calculated => Widget::Note,
            QuestionType::SelectMany => Widget::Checkboxes,
            QuestionType::SelectOne => {
                let many = self.input.form.choices(field).len() > MOST_RADIOS;
                if many || looks("minimal") {
                    Widget::Select
                } else {
                    Widget::Radios
                }
            }
            QuestionType::Boolean => Widget::Radios,
            // Compiling refuses the types that have no field here yet.
            _ => Widget::Input,
        };
        (view.input_type, view.input_mode, view.size) = match field.question.kind {
            QuestionType::Integer => ("text", "numeric", "short"),
            QuestionType::Decimal => ("text", "decimal", "short"),
            // A browser would hide what is no date; then it must stay readable.
            QuestionType::Date if parse_value(QuestionType::Date, &view.value).is_err() => {
                ("text", "", "medium")
            }
            QuestionType::Date => ("date", "", "medium"),
            _ => ("text", "", ""),
        };
        let chosen: Vec<&str> = view.value.split_whitespace().collect();
        view.options = match field.question.kind {
            QuestionType::Boolean => [("true", self.texts.yes()), ("false", self.texts.no())]
                .into_iter()
                .map(|(value, label)| Choice {
                    id: format!("{}-{value}", view.id),
                    value: value.to_owned(),
                    label: label.to_owned(),
                    chosen: chosen.contains(&value),
                })
                .collect(),
            _ => self
                .input
                .form
                .choices(field)
                .iter()
                .map(|choice| Choice {
                    id: format!("{}-{}", view.id, choice.code),
                    value: choice.code.clone(),
                    label: choice.label.get(self.lang).to_owned(),
                    chosen: chosen.contains(&choice.code.as_str()),
                })
                .collect(),
        };
        if view.widget == Widget::Checkboxes && view.hint.is_empty() {
            self.texts.several().clone_into(&mut view.hint);
        }
        if view.readonly && !view.options.is_empty() {
            view.widget = Widget::Fixed;
        }
    }

    fn messages(&mut self, field: &Field, raw: &str, view: &mut View) {
        if self.input.occasion == Occasion::Opened {
            return;
        }
        let mut errors = Vec::new();
        for violation in self.input.evaluation.violations_of(&field.path) {
            let blamed = self.names_all
                || (violation.kind != ViolationKind::Required && !raw.trim().is_empty());
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
            .input
            .evaluation
            .warnings_of(&field.path)
            .map(|warning| warning.message.get(self.lang).to_owned())
            .collect();
        self.announcements.extend(warnings.iter().cloned());
        view.warning = warnings.join(" ");
        self.warnings.extend(warnings);
    }

    fn finish(mut self) -> Fields<'a> {
        let RenderInput {
            form,
            evaluation,
            raw,
            ..
        } = self.input;
        if self.names_all {
            for violation in &evaluation.violations {
                if form.field_index(&violation.path).is_none() {
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
    any(&form.spec().items)
}
