// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Sharing a form: the published versions of an office's form for other offices.

use std::collections::HashSet;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, Redirect};
use kernel::OrganisationId;
use web::form::Fields;
use web::{App, Context, Error, Page, render};

use super::upload::by;
use super::{crumbs, draft_for, form_path};
use crate::intake::{self, Done};
use crate::model::{Deed, Form};
use crate::{actions, store};

#[derive(Template)]
#[template(path = "library/share.html")]
struct SharePage {
    page: Page,
    path: String,
    form_href: String,
    /// Whether a version was published: before that there is nothing to see.
    is_published: bool,
    /// The identifier that stands for everybody in the state.
    everybody: String,
    with_everybody: bool,
    offices: Vec<OfficeLine>,
}

struct OfficeLine {
    id: String,
    name: String,
    shared: bool,
}

/// The form, of which only what an office owns can be shared: those of the state agency are seen
/// by all offices.
async fn shareable(app: &App, context: &Context, form: &str) -> Result<Form, Error> {
    let (form, _) = draft_for(app, context, actions::FORM_PUBLISH, form).await?;
    if form.is_of_state() {
        return Err(Error::NotFound);
    }
    Ok(form)
}

/// Shows with whom a form is shared.
pub(crate) async fn page(
    State(app): State<App>,
    context: Context,
    Path(form): Path<String>,
) -> Result<Html<String>, Error> {
    let form = shareable(&app, &context, &form).await?;
    let conn = app.db.read();
    let shared = store::shared_with(conn, form.id).await?;
    let path = format!("{}/teilen", form_path(form.id));
    let title = context.t("library-share-title");
    let today = kernel::berlin_date(app.clock.now());
    let offices = directory::offices(conn).await?.into_iter();
    render(&SharePage {
        page: context.page(&title, crumbs(&context, &form, &title, &path)),
        path,
        form_href: form_path(form.id),
        is_published: !store::versions(conn, form.id).await?.is_empty(),
        everybody: form.state.to_string(),
        with_everybody: shared.contains(&form.state),
        offices: offices
            .filter(|office| office.id != form.owner && office.is_valid(today))
            .map(|office| OfficeLine {
                id: office.id.to_string(),
                shared: shared.contains(&office.id),
                name: office.name,
            })
            .collect(),
    })
}

/// Shares the form with exactly those that are ticked.
pub(crate) async fn save(
    State(app): State<App>,
    context: Context,
    Path(form): Path<String>,
    fields: Fields,
) -> Result<Redirect, Error> {
    let form = shareable(&app, &context, &form).await?;
    let by = by(&app, &context)?;
    let mut possible: HashSet<OrganisationId> = directory::offices(app.db.read())
        .await?
        .into_iter()
        .map(|office| office.id)
        .collect();
    possible.insert(form.state);
    possible.remove(&form.owner);
    let wanted: HashSet<OrganisationId> = fields
        .all("mit")
        .filter_map(|id| id.parse().ok())
        .filter(|id| possible.contains(id))
        .collect();
    let tx = app.db.begin().await?;
    let before: HashSet<OrganisationId> = store::shared_with(&tx, form.id)
        .await?
        .into_iter()
        .collect();
    for organisation in wanted.difference(&before) {
        store::share(&tx, form.id, *organisation, (by.person, by.at)).await?;
    }
    for organisation in before.difference(&wanted) {
        store::unshare(&tx, form.id, *organisation).await?;
    }
    let number = i64::try_from(wanted.len()).unwrap_or(i64::MAX);
    let done = Done {
        form: form.id,
        owner: form.owner,
        action: actions::FORM_PUBLISH,
        deed: Deed::Shared,
        number,
        facts: vec![
            ("added", wanted.difference(&before).count().into()),
            ("removed", before.difference(&wanted).count().into()),
        ],
    };
    intake::note(&app, &tx, by, done).await?;
    tx.commit().await?;
    context
        .flash("success", context.t("library-share-saved"))
        .await?;
    Ok(Redirect::to(&form_path(form.id)))
}
