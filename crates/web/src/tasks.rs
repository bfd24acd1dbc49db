// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use jiff::civil::Date;

use crate::app::BoxFuture;
use crate::{App, Context, Error};

/// One line of the work list: what, for whom, until when, and the one next action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// What is to be done, in the reader's language.
    pub what: String,
    /// For whom or about whom.
    pub whom: String,
    /// Until when.
    pub due: Option<Date>,
    /// The words of the next action.
    pub action: String,
    /// Where the next action is done.
    pub href: String,
    /// How many single things the line stands for.
    pub count: i64,
}

impl Task {
    /// For whom and until when, in one line.
    pub(crate) fn meta(&self, page: &crate::Page) -> String {
        let due = match &self.due {
            Some(date) => page.t1("shell-tasks-due", "date", page.date(date)),
            None => page.t("shell-tasks-no-due"),
        };
        if self.whom.is_empty() {
            due
        } else {
            format!("{} · {due}", self.whom)
        }
    }
}

/// Lists a module's open work for the person who looks; at most 100 lines.
pub type TaskSource = for<'a> fn(&'a App, &'a Context) -> BoxFuture<'a, Result<Vec<Task>, Error>>;
