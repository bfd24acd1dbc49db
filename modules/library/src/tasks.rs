// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The library's open work: forms of which no version was published yet.

use web::{App, BoxFuture, Context, Error, Task};

use crate::model::Standing;
use crate::pages::form_path;
use crate::pages::ownership::owners;
use crate::store::{self, Search, Seen};

/// How many lines the list has at most.
const MOST: i64 = 100;

/// Drafts that were never published, for those who may publish them.
pub(crate) fn unpublished<'a>(
    app: &'a App,
    context: &'a Context,
) -> BoxFuture<'a, Result<Vec<Task>, Error>> {
    Box::pin(async move {
        let mut seen = Seen::default();
        for owner in owners(app, context).await? {
            seen.whole.push(owner.id);
        }
        if seen.is_nothing() {
            return Ok(Vec::new());
        }
        let search = Search {
            standing: Some(Standing::Unpublished),
            limit: MOST,
            ..Search::default()
        };
        let (drafts, _) = store::list(app.db.read(), &seen, &search).await?;
        Ok(drafts
            .into_iter()
            .map(|draft| Task {
                what: context.t_with(
                    "library-task-unpublished",
                    &[("title", draft.title.get(context.lang().tag()).into())],
                ),
                whom: String::new(),
                due: None,
                action: context.t("library-task-open"),
                href: form_path(draft.id),
                count: 1,
            })
            .collect())
    })
}
