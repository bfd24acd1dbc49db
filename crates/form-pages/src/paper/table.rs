// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Questions with the same choices, as lines of one table.

use forms::{Condition, Item, QuestionType};
use print::{Answer, Block};

use super::asked::{Position, Read, Writer, below, is_asked};
use super::place::{MOST_COLUMNS, empty_row, options};

impl<'a> Writer<'a> {
    /// How many of these items stand together in a table of the same choices; 0 for none.
    pub(super) fn table(&self, items: &[Item], around: &str, in_table: bool) -> usize {
        let line = |item: &Item| {
            let Item::Question(question) = item else {
                return None;
            };
            let selects = [QuestionType::SelectOne, QuestionType::SelectMany];
            let words = &mut question.appearance.split_whitespace();
            let is_line = (in_table || words.any(|word| word == "list-nolabel"))
                && selects.contains(&question.kind)
                && question.choice_filter.is_none()
                && !question.or_other;
            let field = self.form.field(&below(around, &question.name))?;
            let count = self.form.choices(field).len();
            let fits = is_line && is_asked(field) && (1..=MOST_COLUMNS).contains(&count);
            fits.then(|| (question.kind, question.choices.clone()))
        };
        let Some(first) = items.first().and_then(line) else {
            return 0;
        };
        let same = items.iter().map(line);
        same.take_while(|one| one.as_ref() == Some(&first)).count()
    }

    /// Questions with the same choices, one per line.
    pub(super) fn matrix(
        &mut self,
        items: &'a [Item],
        around: &str,
        position: &mut Position,
        outer: &[Read],
        blocks: &mut Vec<Block>,
    ) {
        let mut rows = Vec::new();
        let mut required = Vec::new();
        let mut first = None;
        for item in items {
            let Item::Question(question) = item else {
                continue;
            };
            let path = below(around, &question.name);
            let Some(field) = self.form.field(&path) else {
                continue;
            };
            let conditions = self.conditions(question.relevant.as_deref(), &path, outer);
            if conditions.contains(&Some(Condition::Never))
                || self.is_always(question.readonly.as_deref(), &path)
            {
                continue;
            }
            first.get_or_insert(field);
            let number = self.number(&path, position);
            let label = match self.text(&question.label) {
                label if label.is_empty() => question.name.clone(),
                label => label,
            };
            required.push(self.is_always(question.required.as_deref(), &path));
            let hints = [self.text(&question.hint), self.sentence(&conditions)];
            let hints: Vec<String> = hints.into_iter().filter(|hint| !hint.is_empty()).collect();
            rows.push((format!("{number} {label}"), hints.join(" ")));
        }
        let Some(field) = first else {
            return;
        };
        let all_required = required.iter().all(|required| *required);
        let rows = rows
            .into_iter()
            .zip(required)
            .map(|((mut label, hint), required)| {
                if required && !all_required {
                    label = format!("{label} ({})", self.texts.paper_required());
                }
                if !hint.is_empty() {
                    label = format!("{label}\n{hint}");
                }
                empty_row(label)
            });
        let one = field.question.kind == QuestionType::SelectOne;
        let columns = options(self.form, field, self.lang, self.texts);
        blocks.push(Block::Question(print::Question {
            number: None,
            label: if one {
                self.texts.paper_one_per_line().to_owned()
            } else {
                self.texts.paper_several_per_line().to_owned()
            },
            required: all_required,
            hint: String::new(),
            answer: Answer::Matrix {
                one,
                columns: columns.into_iter().map(|(_, label)| label).collect(),
                rows: rows.collect(),
            },
        }));
    }
}
