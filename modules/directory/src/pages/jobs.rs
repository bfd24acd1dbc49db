// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Background jobs: how many there are, which were given up, and what to do with those.

use askama::Template;
use audit::{Entry, Subject};
use axum::extract::{Path, State};
use axum::response::{Html, Redirect};
use jiff::Timestamp;
use jobs::{Counts, DeadLetter};
use kernel::{Action, JobId, Resource};
use web::{App, Context, Crumb, Error, Guard, Page, Route, render};

use crate::actions;
use crate::store::import as previews;

const LIST: &str = "/verwaltung/auftraege";
/// How many dead letters the page shows at most.
const SHOWN: u32 = 200;

/// The job that forgets uploaded tables nobody confirmed.
pub(crate) const PRUNE_IMPORTS: &str = "directory.prune-imports";

/// Forgets uploaded tables that nobody confirmed within a day.
pub(crate) async fn prune_imports(app: &App, _: serde_json::Value) -> Result<(), jobs::JobError> {
    let tx = app.db.begin().await?;
    previews::delete_old_previews(&tx, app.clock.now()).await?;
    tx.commit().await?;
    Ok(())
}

pub(crate) fn routes() -> Vec<Route> {
    let manage = Guard::Action(actions::JOBS_MANAGE);
    vec![
        Route::get(LIST, Guard::Action(actions::JOBS_READ), list),
        Route::get(
            "/verwaltung/auftraege/{job}/wiederholen",
            manage,
            show_retry,
        ),
        Route::post("/verwaltung/auftraege/{job}/wiederholen", manage, retry),
        Route::get(
            "/verwaltung/auftraege/{job}/verwerfen",
            manage,
            show_discard,
        ),
        Route::post("/verwaltung/auftraege/{job}/verwerfen", manage, discard),
    ]
}

#[derive(Template)]
#[template(path = "directory/jobs.html")]
struct ListPage {
    page: Page,
    counts: Counts,
    dead: Vec<DeadLetter>,
    schedules: Vec<ScheduleLine>,
    may_manage: bool,
}

/// A schedule with the moments around now.
struct ScheduleLine {
    /// What is done.
    title: String,
    /// When it was due last; none before its first time.
    last: Option<Timestamp>,
    next: Timestamp,
}

/// All schedules, the one that is due next first.
async fn schedules(app: &App, context: &Context) -> Result<Vec<ScheduleLine>, Error> {
    let fires = jobs::last_fires(app.db.read()).await?;
    let now = app.clock.now();
    let mut lines: Vec<_> = app
        .schedules
        .iter()
        .map(|schedule| ScheduleLine {
            title: context.t(&format!("schedule-{}", schedule.name.replace('.', "-"))),
            last: fires
                .iter()
                .find(|(name, _)| name == schedule.name)
                .map(|(_, at)| *at),
            next: schedule.when.next_after(now),
        })
        .collect();
    lines.sort_by(|one, other| (one.next, &one.title).cmp(&(other.next, &other.title)));
    Ok(lines)
}

#[derive(Template)]
#[template(path = "directory/jobs_confirm.html")]
struct ConfirmPage {
    page: Page,
    action: String,
    consequence: String,
    button: String,
    dangerous: bool,
}

fn crumbs(context: &Context) -> Vec<Crumb> {
    vec![
        Crumb::new(context.t("directory-administration-title"), "/verwaltung"),
        Crumb::new(context.t("directory-jobs-title"), LIST),
    ]
}

/// Jobs belong to the installation, which the state runs.
async fn place(app: &App) -> Result<Resource, Error> {
    Ok(Resource::of_state(crate::state(app.db.read()).await?.id))
}

async fn list(State(app): State<App>, context: Context) -> Result<Html<String>, Error> {
    let place = place(&app).await?;
    context.allow(actions::JOBS_READ, &place)?;
    let conn = app.db.read();
    render(&ListPage {
        page: context.page(context.t("directory-jobs-title"), crumbs(&context)),
        counts: jobs::counts(conn).await?,
        dead: jobs::dead_letters(conn, SHOWN).await?,
        schedules: schedules(&app, &context).await?,
        may_manage: context.may(actions::JOBS_MANAGE, &place),
    })
}

/// A dead letter that the person may do something with, after she has proved again who she is.
async fn managed(app: &App, context: &Context, id: JobId) -> Result<DeadLetter, Error> {
    context.allow(actions::JOBS_MANAGE, &place(app).await?)?;
    context.require_fresh_sign_in()?;
    let dead = jobs::dead_letters(app.db.read(), u32::MAX).await?;
    dead.into_iter()
        .find(|letter| letter.id == id)
        .ok_or(Error::NotFound)
}

fn confirm_page(
    context: &Context,
    letter: &DeadLetter,
    step: &str,
    key: &str,
) -> Result<Html<String>, Error> {
    let title = context.t(&format!("directory-jobs-{key}-title"));
    let mut crumbs = crumbs(context);
    crumbs.push(Crumb::new(title.clone(), context.path()));
    let arguments = [
        ("kind", letter.kind.as_str().into()),
        ("attempts", letter.attempts.into()),
    ];
    render(&ConfirmPage {
        page: context.page(title, crumbs),
        action: format!("{LIST}/{}/{step}", letter.id),
        consequence: context.t_with(&format!("directory-jobs-{key}-consequence"), &arguments),
        button: context.t(&format!("directory-jobs-{key}")),
        dangerous: key == "discard",
    })
}

async fn show_retry(
    State(app): State<App>,
    context: Context,
    Path(job): Path<JobId>,
) -> Result<Html<String>, Error> {
    let letter = managed(&app, &context, job).await?;
    confirm_page(&context, &letter, "wiederholen", "retry")
}

async fn show_discard(
    State(app): State<App>,
    context: Context,
    Path(job): Path<JobId>,
) -> Result<Html<String>, Error> {
    let letter = managed(&app, &context, job).await?;
    confirm_page(&context, &letter, "verwerfen", "discard")
}

async fn retry(
    State(app): State<App>,
    context: Context,
    Path(job): Path<JobId>,
) -> Result<Redirect, Error> {
    managed(&app, &context, job).await?;
    let tx = app.db.begin().await?;
    let done = jobs::retry(&tx, app.clock.as_ref(), job).await?;
    finish(&app, &context, tx, job, "job.retry", done).await
}

async fn discard(
    State(app): State<App>,
    context: Context,
    Path(job): Path<JobId>,
) -> Result<Redirect, Error> {
    managed(&app, &context, job).await?;
    let tx = app.db.begin().await?;
    let done = jobs::discard(&tx, job).await?;
    finish(&app, &context, tx, job, "job.discard", done).await
}

async fn finish(
    app: &App,
    context: &Context,
    tx: db::Tx,
    job: JobId,
    action: &'static str,
    done: bool,
) -> Result<Redirect, Error> {
    if !done {
        return Err(Error::Conflict(context.t("directory-jobs-gone")));
    }
    let entry = Entry {
        chain: crate::state(&tx).await?.id.uuid(),
        actor: Some(context.person()?),
        action: Action(action),
        subject: Subject::new("job", job),
        facts: Vec::new(),
    };
    audit::append(&tx, app.clock.as_ref(), entry).await?;
    tx.commit().await?;
    let key = format!("directory-{}-done", action.replace("job.", "jobs-"));
    context.flash("success", context.t(&key)).await?;
    Ok(Redirect::to(LIST))
}
