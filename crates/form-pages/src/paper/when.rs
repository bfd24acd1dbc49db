// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! When a question is to be answered, in words that name other questions by number.

use forms::{Condition, Field, QuestionType};

use super::asked::{Read, Writer};
use super::place::options;
use crate::sheet::as_typed;

impl Writer<'_> {
    pub(super) fn is_always(&self, expression: Option<&str>, path: &str) -> bool {
        let read = expression.and_then(|text| self.form.condition(text, path));
        read == Some(Condition::Always)
    }

    /// The conditions around something and its own.
    pub(super) fn conditions(&self, own: Option<&str>, path: &str, outer: &[Read]) -> Vec<Read> {
        let own = own.map(|text| self.form.condition(text, path));
        let all = outer.iter().cloned().chain(own);
        all.filter(|read| *read != Some(Condition::Always))
            .collect()
    }

    /// What the conditions say; empty if there are none.
    pub(super) fn sentence(&self, conditions: &[Read]) -> String {
        if conditions.is_empty() {
            return String::new();
        }
        let all: Option<Vec<Condition>> = conditions.iter().cloned().collect();
        let said = all.and_then(|all| self.clause(&Condition::all(all), true));
        said.map_or_else(
            || self.texts.paper_if_it_applies().to_owned(),
            |clause| self.texts.paper_only_if(&clause),
        )
    }

    /// A condition in words, if it is about printed questions and not too deep to be understood.
    fn clause(&self, condition: &Condition, outermost: bool) -> Option<String> {
        let clauses = |parts: &[Condition]| -> Option<Vec<String>> {
            parts.iter().map(|part| self.clause(part, false)).collect()
        };
        match condition {
            Condition::All(parts) if outermost => Some(self.texts.paper_all(&clauses(parts)?)),
            Condition::Any(parts) if outermost => Some(self.texts.paper_any(&clauses(parts)?)),
            Condition::Given(path) => Some(self.texts.paper_given(self.numbers.get(path)?)),
            Condition::Chosen { path, codes } => {
                let number = self.numbers.get(path)?;
                let field = self.form.field(path)?;
                let words: Vec<String> = codes
                    .iter()
                    .map(|code| self.answer(field, code))
                    .collect::<Option<_>>()?;
                Some(self.texts.paper_chosen(number, &words))
            }
            Condition::Compared {
                path,
                relation,
                number,
            } => {
                let question = self.numbers.get(path)?;
                let kind = self.form.field(path)?.question.kind;
                let number = as_typed(kind, number, self.texts.0);
                Some(self.texts.paper_compared(question, *relation, &number))
            }
            _ => None,
        }
    }

    /// The words behind the box of an answer.
    fn answer(&self, field: &Field, code: &str) -> Option<String> {
        let words = match (field.question.kind, code) {
            (QuestionType::Boolean, "true") => self.texts.yes(),
            (QuestionType::Boolean, "false") => self.texts.no(),
            (QuestionType::Acknowledge | QuestionType::Trigger, "OK") => self.texts.confirm(),
            _ => {
                let options = options(self.form, field, self.lang, self.texts);
                let mut options = options.into_iter();
                return options.find(|(known, _)| known == code).map(|(_, l)| l);
            }
        };
        Some(words.trim_end_matches('.').to_owned())
    }
}
