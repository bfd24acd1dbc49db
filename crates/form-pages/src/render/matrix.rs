// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Questions with the same choices as the rows of a table: a group with the appearance
//! `table-list`, or a question that looks like `label` before some that look like `list-nolabel`.

use forms::{Item, Question};

use super::Builder;
use crate::markdown::Rich;
use crate::posted::looks;
use crate::view::{Block, Matrix, View, Widget};

/// The most columns that a table has; more choices are asked one question at a time.
const MOST_COLUMNS: usize = 12;

impl<'a> Builder<'a> {
    /// Shows a group as one table, if it is to look so and can.
    pub(super) fn table_of(
        &mut self,
        appearance: &str,
        items: &'a [Item],
        path: &str,
        label: &Rich,
        hint: &Rich,
    ) -> bool {
        let wants = appearance
            .split_whitespace()
            .any(|word| word == "table-list");
        let rows: Vec<&Question> = items.iter().filter_map(question_of).collect();
        if !wants || rows.len() < items.len() || !can_be_rows(&rows) {
            return false;
        }
        let rows: Vec<_> = rows
            .into_iter()
            .map(|row| (forms::join(path, &row.name), row))
            .collect();
        self.table(path, label, hint, &rows);
        true
    }

    /// Shows a question and those after it as one table, if they are to look so. Says how many
    /// after the first one are in it.
    pub(super) fn table_below(
        &mut self,
        head: &'a Question,
        after: &'a [Item],
        around: &str,
        path: &str,
    ) -> usize {
        if !looks(head, "label") {
            return 0;
        }
        let rows: Vec<&Question> = after
            .iter()
            .map_while(question_of)
            .take_while(|row| looks(row, "list-nolabel"))
            .collect();
        if !can_be_rows(&rows) {
            return 0;
        }
        let (label, hint) = (self.text(&head.label, path), self.text(&head.hint, path));
        self.shown.push(path.to_owned());
        let count = rows.len();
        let rows: Vec<_> = rows
            .into_iter()
            .map(|row| (forms::join(around, &row.name), row))
            .collect();
        self.table(path, &label, &hint, &rows);
        count
    }

    fn table(&mut self, path: &str, label: &Rich, hint: &Rich, rows: &[(String, &'a Question)]) {
        let mut shown: Vec<View> = Vec::new();
        for (path, question) in rows {
            let mut view = self.view(question, path);
            shown.extend(view.take());
        }
        let is_plain = |row: &View| {
            let same = |other: &View| {
                let codes = |view: &View| -> Vec<String> {
                    view.options.iter().map(|one| one.value.clone()).collect()
                };
                codes(other) == codes(row)
            };
            row.search_name.is_empty() && shown.first().is_some_and(same)
        };
        // Rows whose choices differ at the moment cannot share their columns.
        let fits = shown.iter().all(is_plain)
            && shown
                .first()
                .is_some_and(|row| row.options.len() <= MOST_COLUMNS);
        if !fits {
            for view in shown {
                self.blocks.push(Block::Question(Box::new(view)));
            }
            return;
        }
        for row in &mut shown {
            if !matches!(row.widget, Widget::Checkboxes) {
                row.widget = Widget::Radios;
            }
        }
        let columns = shown.first().map_or(Vec::new(), |row| {
            let columns = row.options.iter();
            columns
                .map(|one| (one.value.clone(), one.label.clone()))
                .collect()
        });
        self.blocks.push(Block::Matrix(Matrix {
            id: format!("{}-table", self.id(path)),
            label: label.clone(),
            hint: hint.clone(),
            columns,
            rows: shown,
        }));
    }
}

fn question_of(item: &Item) -> Option<&Question> {
    match item {
        Item::Question(question) => Some(question),
        _ => None,
    }
}

/// Whether all are choices from one list, of one kind.
fn can_be_rows(rows: &[&Question]) -> bool {
    let Some(first) = rows.first() else {
        return false;
    };
    let fits = |row: &&Question| row.kind == first.kind && row.choices == first.choices;
    let is_choice = matches!(
        first.kind,
        forms::QuestionType::SelectOne | forms::QuestionType::SelectMany
    );
    is_choice && rows.iter().all(fits)
}
