// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Ending a delegation before its time, by either of the two or by an administrator; and saying to whoever
//! stands in that she does.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use uuid::Uuid;
use web::{App, BoxFuture, Context, Crumb, Error, Guard, Page, Route, Task, render};

use super::account::{complete, recipient};
use super::delegations::{OWN, crumbs, last_day};
use crate::store::delegations::{self, Delegation, Of};
use crate::store::{memberships, people};
use crate::{actions, mails, trail};

pub(crate) fn routes() -> Vec<Route> {
    let own = Guard::SignedIn;
    web::routes! {
        get own "/vertretungen/{delegation}/beenden" => show_end;
        post own "/vertretungen/{delegation}/beenden" => end;
    }
}

#[derive(Template)]
#[template(path = "directory/delegation_end.html")]
struct EndPage {
    page: Page,
    action: String,
    consequence: String,
    back: &'static str,
}

/// A delegation that either of the two or an administrator can end; for others there is none.
async fn to_be_ended(app: &App, context: &Context, id: Uuid) -> Result<Delegation, Error> {
    complete(context)?;
    let me = context.person()?;
    let now = app.clock.now();
    let found = delegations::find(app.db.read(), id, now)
        .await?
        .ok_or(Error::NotFound)?;
    if found.from != me && found.to != me {
        let place = crate::place_of(app.db.read(), found.organisation)
            .await?
            .ok_or(Error::NotFound)?;
        context.allow_or_hide(actions::DELEGATION_END, &place)?;
    }
    if found.is_over(now) {
        return Err(Error::Conflict(context.t("directory-delegation-is-over")));
    }
    Ok(found)
}

fn back(context: &Context, delegation: &Delegation) -> &'static str {
    let me = context.actor().person();
    if me == Some(delegation.from) || me == Some(delegation.to) {
        OWN
    } else {
        super::access::ACCESS
    }
}

async fn show_end(
    State(app): State<App>,
    context: Context,
    Path(id): Path<Uuid>,
) -> Result<Html<String>, Error> {
    let delegation = to_be_ended(&app, &context, id).await?;
    let title = context.t("directory-delegation-end-title");
    let mut crumbs = crumbs(&context);
    crumbs.push(Crumb::new(title.clone(), context.path()));
    let last = last_day(delegation.valid_to);
    let arguments = [
        ("from", delegation.from_name.as_str().into()),
        ("to", delegation.to_name.as_str().into()),
        ("organisation", delegation.organisation_name.as_str().into()),
        ("until", web::format::date(context.lang(), last).into()),
    ];
    render(&EndPage {
        page: context.page(title, crumbs),
        action: format!("/vertretungen/{id}/beenden"),
        consequence: context.t_with("directory-delegation-end-consequence", &arguments),
        back: back(&context, &delegation),
    })
}

async fn end(
    State(app): State<App>,
    context: Context,
    Path(id): Path<Uuid>,
) -> Result<Response, Error> {
    let delegation = to_be_ended(&app, &context, id).await?;
    let me = context.person()?;
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    if !delegations::end(&tx, id, me, now).await? {
        return Err(Error::Conflict(context.t("directory-delegation-is-over")));
    }
    memberships::end_of_delegation(&tx, id, now).await?;
    let (first, last) = (
        kernel::berlin_date(delegation.valid_from),
        kernel::berlin_date(now),
    );
    for (person, colleague) in [
        (delegation.to, &delegation.from_name),
        (delegation.from, &delegation.to_name),
    ] {
        if person != me
            && let Some(person) = people::person(&tx, person).await?
        {
            let to = recipient(&person);
            mails::send_delegation(&app, &tx, to, "delegation-ended", colleague, first, last)
                .await?;
        }
    }
    let facts = vec![
        ("delegation", id.into()),
        ("person", delegation.to.into()),
        ("for", delegation.from.into()),
    ];
    let at = delegation.organisation;
    trail::record_organisation(&app, &tx, Some(me), "delegation.end", at, facts).await?;
    tx.commit().await?;
    context
        .flash("success", context.t("directory-delegation-ended"))
        .await?;
    Ok(Redirect::to(back(&context, &delegation)).into_response())
}

/// Says to whoever stands in for a colleague that she does, as long as she does.
pub(crate) fn standing_in<'a>(
    app: &'a App,
    context: &'a Context,
) -> BoxFuture<'a, Result<Vec<Task>, Error>> {
    Box::pin(async move {
        let Some(me) = context.actor().person() else {
            return Ok(Vec::new());
        };
        let now = app.clock.now();
        let all = delegations::list(app.db.read(), Of::Person(me), now).await?;
        Ok(all
            .into_iter()
            .filter(|one| one.to == me && one.holds(now))
            .map(|one| Task {
                what: context.t_with(
                    "directory-delegation-task",
                    &[("name", one.from_name.as_str().into())],
                ),
                whom: one.organisation_name,
                due: Some(last_day(one.valid_to)),
                action: context.t("directory-delegation-task-action"),
                href: OWN.to_owned(),
                count: 1,
            })
            .collect())
    })
}
