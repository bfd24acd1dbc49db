// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Closing a file and opening it again; keeping it after its time.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use kernel::{Action, berlin_date};
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::{begin, conflict_text, crumbs_of, done, file_for, file_path, long_text};
use crate::model::{CaseFile, CaseState, EventKind, StepState};
use crate::working::{self, Decided, Deed, end_step};
use crate::{actions, store};

#[derive(Template)]
#[template(path = "cases/closing.html")]
struct ClosingPage {
    page: Page,
    path: String,
    back: String,
    version: i64,
    /// What is done: `close`, `reopen`, `hold` or `release`.
    what: &'static str,
    /// The reasons to choose from, each with the day of deletion; empty if there is no choice.
    reasons: Vec<(String, String)>,
    open_steps: usize,
    text: String,
    reason_error: String,
    text_error: String,
    errors: Vec<(String, String)>,
}

/// What is done, and what that needs.
#[derive(Debug, Clone, Copy)]
struct Way {
    what: &'static str,
    step: &'static str,
    action: Action,
    from: CaseState,
}

const CLOSE: Way = Way {
    what: "close",
    step: "schliessen",
    action: actions::CASE_CLOSE,
    from: CaseState::Open,
};
const REOPEN: Way = Way {
    what: "reopen",
    step: "wieder-oeffnen",
    action: actions::CASE_CLOSE,
    from: CaseState::Closed,
};
const HOLD: Way = Way {
    what: "hold",
    step: "zurueckhalten",
    action: actions::CASE_RETAIN,
    from: CaseState::Closed,
};

async fn show(
    app: &App,
    context: &Context,
    file: &CaseFile,
    way: Way,
    text: String,
    errors: Vec<(String, String)>,
) -> Result<Response, Error> {
    let conn = app.db.read();
    let what = match way.what {
        "hold" if file.hold => "release",
        what => what,
    };
    let title = context.t(&format!("cases-{what}-title"));
    let back = if what == "close" || what == "reopen" {
        file_path(file.id)
    } else {
        super::deletion::PATH.to_owned()
    };
    let path = format!("{}/{}", file_path(file.id), way.step);
    let today = berlin_date(app.clock.now());
    let mut reasons = Vec::new();
    let mut open_steps = 0;
    if what == "close" {
        let definition = working::definition_of(conn, file).await?;
        for reason in definition.reasons {
            let day = CaseFile::deletion_day(today, reason.months);
            let label = context.t_with(
                "cases-close-reason-line",
                &[
                    ("reason", reason.title.into()),
                    ("day", web::format::date(context.lang(), day).into()),
                ],
            );
            reasons.push((reason.key, label));
        }
        let steps = store::steps::of_file(conn, file.id).await?;
        open_steps = steps
            .iter()
            .filter(|step| step.state == StepState::Open)
            .count();
    }
    let error = |name: &str| {
        let found = errors.iter().find(|(field, _)| field == name);
        found.map_or(String::new(), |(_, text)| text.clone())
    };
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let html = render(&ClosingPage {
        page: context.page(
            format!("{title} · {}", file.number),
            crumbs_of(context, file, vec![Crumb::new(&title, &path)]),
        ),
        path,
        back,
        version: file.version,
        what,
        reasons,
        open_steps,
        text,
        reason_error: error("grund"),
        text_error: error("text"),
        errors,
    })?;
    Ok((status, html).into_response())
}

/// The file, in the state that this needs.
async fn ready(app: &App, context: &Context, case: &str, way: Way) -> Result<CaseFile, Error> {
    let file = file_for(app, context, way.action, case).await?;
    if file.state == way.from {
        Ok(file)
    } else {
        Err(conflict_text(context))
    }
}

/// Asks for the reason of closing.
pub async fn close_page(
    State(app): State<App>,
    context: Context,
    Path(case): Path<String>,
) -> Result<Response, Error> {
    let file = ready(&app, &context, &case, CLOSE).await?;
    show(&app, &context, &file, CLOSE, String::new(), Vec::new()).await
}

/// Closes a file. Steps that are still open are not needed any more.
pub async fn close(
    State(app): State<App>,
    context: Context,
    Path(case): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let file = ready(&app, &context, &case, CLOSE).await?;
    let text = long_text(&fields, "text");
    let definition = working::definition_of(app.db.read(), &file).await?;
    let Some(reason) = definition.reason(fields.text("grund")) else {
        let errors = vec![("grund".to_owned(), context.t("cases-close-reason-missing"))];
        return show(&app, &context, &file, CLOSE, text, errors).await;
    };
    let mut deed = match begin(&app, &context, &file, &fields, &[CaseState::Open]).await? {
        Ok(deed) => deed,
        Err(page) => return Ok(page),
    };
    for step in store::steps::of_file(&deed.tx, file.id).await? {
        if step.state == StepState::Open {
            end_step(&mut deed, step, StepState::Dropped, Decided::default()).await?;
        }
    }
    deed.note(EventKind::Closed, &*reason.title, &text).await?;
    deed.close(&reason.key, reason.months);
    let file = deed.commit(actions::CASE_CLOSE, "closed").await?;
    done(&context, &file, context.t("cases-close-done")).await
}

/// Asks why a file is opened again.
pub async fn reopen_page(
    State(app): State<App>,
    context: Context,
    Path(case): Path<String>,
) -> Result<Response, Error> {
    let file = ready(&app, &context, &case, REOPEN).await?;
    show(&app, &context, &file, REOPEN, String::new(), Vec::new()).await
}

/// Opens a file again.
pub async fn reopen(
    State(app): State<App>,
    context: Context,
    Path(case): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let file = ready(&app, &context, &case, REOPEN).await?;
    let (mut deed, text) = match with_text(&app, &context, &file, REOPEN, &fields).await? {
        Ok(ready) => ready,
        Err(page) => return Ok(page),
    };
    deed.note(EventKind::Reopened, "", &text).await?;
    deed.file.state = CaseState::Open;
    deed.file.closed_at = None;
    deed.file.closing_reason = None;
    deed.file.delete_on = None;
    deed.file.hold = false;
    let file = deed.commit(actions::CASE_CLOSE, "reopened").await?;
    done(&context, &file, context.t("cases-reopen-done")).await
}

/// Asks why a file is kept after its time, or why no longer.
pub async fn hold_page(
    State(app): State<App>,
    context: Context,
    Path(case): Path<String>,
) -> Result<Response, Error> {
    let file = ready(&app, &context, &case, HOLD).await?;
    show(&app, &context, &file, HOLD, String::new(), Vec::new()).await
}

/// Keeps a file after its time, or no longer.
pub async fn hold(
    State(app): State<App>,
    context: Context,
    Path(case): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let file = ready(&app, &context, &case, HOLD).await?;
    let (mut deed, text) = match with_text(&app, &context, &file, HOLD, &fields).await? {
        Ok(ready) => ready,
        Err(page) => return Ok(page),
    };
    let held = !deed.file.hold;
    let (kind, what) = if held {
        (EventKind::Held, "held")
    } else {
        (EventKind::Released, "hold-ended")
    };
    deed.note(kind, "", &text).await?;
    deed.file.hold = held;
    deed.commit(actions::CASE_RETAIN, what).await?;
    let key = if held {
        "cases-hold-done"
    } else {
        "cases-release-done"
    };
    context.flash("success", context.t(key)).await?;
    Ok(axum::response::Redirect::to(super::deletion::PATH).into_response())
}

/// Holds the file, if a reason was typed.
async fn with_text<'a>(
    app: &'a App,
    context: &Context,
    file: &CaseFile,
    way: Way,
    fields: &Fields,
) -> Result<Result<(Box<Deed<'a>>, String), Response>, Error> {
    let text = long_text(fields, "text");
    if text.is_empty() {
        let errors = vec![("text".to_owned(), context.t("cases-reason-missing"))];
        return Ok(Err(show(app, context, file, way, text, errors).await?));
    }
    let deed = begin(app, context, file, fields, &[way.from]).await?;
    Ok(deed.map(|deed| (deed, text)))
}
