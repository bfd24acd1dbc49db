// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! One question: its texts, its value and what is said about it.

use forms::engine::NodeState;
use forms::{Field, Question, QuestionType};

use super::Builder;
use crate::posted::looks;
use crate::sheet::as_typed;
use crate::view::{Block, View};

impl<'a> Builder<'a> {
    pub(super) fn field(&mut self, question: &'a Question, path: &str) {
        if let Some(view) = self.view(question, path) {
            self.blocks.push(Block::Question(Box::new(view)));
        }
    }

    /// The question as it is shown; nothing if it is not asked at the moment.
    pub(super) fn view(&mut self, question: &'a Question, path: &str) -> Option<View> {
        let state = self.state(path).filter(|state| state.relevant)?;
        if !self.is_shown_to_people(path) {
            return None;
        }
        let field = self.form.field(path)?;
        self.shown.push(path.to_owned());
        let mut view = View {
            label: self.text(&question.label, path),
            hint: self.text(&question.hint, path),
            guidance: self.text(&question.guidance, path),
            media: self.media(state.label.as_ref()),
            unit: self.text(&question.unit, path).into_plain(),
            optional: !state.required && !state.readonly,
            readonly: state.readonly,
            name: path.to_owned(),
            value: self.value(field, &state, path),
            id: self.id(path),
            level: self.level,
            ..View::default()
        };
        self.widget(field, &mut view);
        if question.kind.is_asked() {
            self.messages(field, &state, &mut view);
        }
        let mut described: Vec<&str> = Vec::new();
        for (is_there, part) in [
            (view.label.has_rest(), "more"),
            (!view.hint.is_empty(), "hint"),
            (!view.error.is_empty(), "error"),
            (!view.warning.is_empty(), "warning"),
        ] {
            if is_there {
                described.push(part);
            }
        }
        view.described_by = described
            .iter()
            .map(|part| format!("{}-{part}", view.id))
            .collect::<Vec<_>>()
            .join(" ");
        Some(view)
    }

    /// What stands in the field: what was typed, or the value that the form gives.
    fn value(&self, field: &Field, state: &NodeState, path: &str) -> String {
        let kind = field.question.kind;
        let is_canonical = matches!(
            kind,
            QuestionType::Date
                | QuestionType::Time
                | QuestionType::DateTime
                | QuestionType::Range
                | QuestionType::Rank
        );
        if is_canonical && state.rejected.is_none() {
            // Such a field of the browser takes nothing but the canonical form.
            return self.filling.answers_value(path);
        }
        match (self.raw.get(path), &state.rejected) {
            (Some(typed), _)
                if !state.readonly
                    && !kind.is_select()
                    && !looks(&field.question, "thousands-sep") =>
            {
                typed.to_owned()
            }
            (_, Some(rejected)) => rejected.clone(),
            _ => {
                let value = self.filling.answers_value(path);
                if looks(&field.question, "thousands-sep") {
                    let tag = self.texts.0.tag();
                    return forms::display_value(kind, &value, tag).replace('\u{2212}', "-");
                }
                as_typed(kind, &value, self.texts.0)
            }
        }
    }
}
