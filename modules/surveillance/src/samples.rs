// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The pages of signals as the accessibility and language tests open them, with the demo data.

use kernel::Role;
use web::{App, BoxFuture, Error, SamplePage};

use crate::model::Assessment;
use crate::pages::{MAILS, PATH, PLANS, path_of, path_of_plan};
use crate::reach::Reach;
use crate::store;
use crate::store::signals::{Filter, Order};

/// The pages, each with the role that opens it.
pub(crate) fn list(app: &App) -> BoxFuture<'_, Result<Vec<SamplePage>, Error>> {
    Box::pin(async move {
        let page = |path: String, role: Role| SamplePage {
            path,
            role: Some(role),
        };
        let mut samples = vec![
            page(PATH.to_owned(), Role::Analyst),
            page(
                format!("{PATH}?stand=alle&sortiert=verhaeltnis"),
                Role::Analyst,
            ),
            page(format!("{PATH}?stand=alle"), Role::CaseWorker),
            page(PLANS.to_owned(), Role::Analyst),
            page(MAILS.to_owned(), Role::Analyst),
            page(MAILS.to_owned(), Role::CaseWorker),
        ];
        let conn = app.db.read();
        for kept in store::plans::active(conn).await? {
            samples.push(page(path_of_plan(&kept.set), Role::Analyst));
        }
        for state in Assessment::ALL {
            let filter = Filter {
                states: vec![*state],
                ..Filter::default()
            };
            let order = (Order::Ratio, false);
            let found = store::signals::list(conn, &filter, &Reach::State, order, (0, 1)).await?;
            samples.extend(found.iter().map(|one| page(path_of(one.id), Role::Analyst)));
        }
        Ok(samples)
    })
}
