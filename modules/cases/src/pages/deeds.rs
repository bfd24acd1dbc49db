// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What the buttons on the page of a file do.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::PersonId;
use web::form::Fields;
use web::{App, Context, Error};

use super::{begin, done, file_path, file_to_work, long_text, workers};
use crate::model::{CaseState, EventKind, Statement, StatementState, StepState};
use crate::working::{self, assign, end_step, lift};
use crate::{actions, sealing, store};

/// Writes a note.
pub async fn note(
    State(app): State<App>,
    context: Context,
    Path(case): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let file = file_to_work(&app, &context, &case).await?;
    let text = long_text(&fields, "notiz");
    if text.is_empty() {
        context
            .flash("warning", context.t("cases-note-missing"))
            .await?;
        return Ok(Redirect::to(&file_path(file.id)).into_response());
    }
    let mut deed = match begin(&app, &context, &file, &fields, &[CaseState::Open]).await? {
        Ok(deed) => deed,
        Err(page) => return Ok(page),
    };
    deed.note(EventKind::Noted, "", &text).await?;
    let file = deed.commit(actions::CASE_WORK, "noted").await?;
    done(&context, &file, context.t("cases-note-done")).await
}

/// Gives the file to somebody.
pub async fn give(
    State(app): State<App>,
    context: Context,
    Path(case): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let file = file_to_work(&app, &context, &case).await?;
    let wanted: Option<PersonId> = fields.text("wer").parse().ok();
    let workers = workers(&app, file.office).await?;
    let to = workers.into_iter().find(|(id, _)| Some(*id) == wanted);
    let mut deed = match begin(&app, &context, &file, &fields, &[CaseState::Open]).await? {
        Ok(deed) => deed,
        Err(page) => return Ok(page),
    };
    let (to, name) = match to {
        Some((id, name)) => (Some(id), name),
        None => (None, context.t("cases-nobody")),
    };
    assign(&mut deed, to, &name).await?;
    let file = deed.commit(actions::CASE_WORK, "assigned").await?;
    done(&context, &file, context.t("cases-assign-done")).await
}

/// Adds a planned step by hand.
pub async fn add_step(
    State(app): State<App>,
    context: Context,
    Path(case): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let file = file_to_work(&app, &context, &case).await?;
    let definition = working::definition_of(app.db.read(), &file).await?;
    let plan = definition.step(fields.text("schritt")).cloned();
    let plan = plan.ok_or(Error::NotFound)?;
    let mut deed = match begin(&app, &context, &file, &fields, &[CaseState::Open]).await? {
        Ok(deed) => deed,
        Err(page) => return Ok(page),
    };
    deed.add_step(&plan).await?;
    deed.note(EventKind::StepAdded, &*plan.title, "").await?;
    let file = deed.commit(actions::CASE_WORK, "step-added").await?;
    done(&context, &file, context.t("cases-step-added-done")).await
}

/// Takes the steps of the latest version of the kind.
pub async fn lift_up(
    State(app): State<App>,
    context: Context,
    Path(case): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let file = file_to_work(&app, &context, &case).await?;
    let kind = store::types::find(app.db.read(), file.case_type).await?;
    let latest = kind.ok_or(Error::NotFound)?.latest;
    let mut deed = match begin(&app, &context, &file, &fields, &[CaseState::Open]).await? {
        Ok(deed) => deed,
        Err(page) => return Ok(page),
    };
    if latest > deed.file.type_version {
        lift(&mut deed, latest).await?;
    }
    let file = deed.commit(actions::CASE_WORK, "lifted").await?;
    done(&context, &file, context.t("cases-lift-done")).await
}

/// Says yes or no to what an institution has said.
pub async fn answer_statement(
    State(app): State<App>,
    context: Context,
    Path((case, statement)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Error> {
    let file = file_to_work(&app, &context, &case).await?;
    let id = statement.parse().map_err(|_| Error::NotFound)?;
    let statement = store::statements::find(app.db.read(), id).await?;
    let statement = statement.filter(|one| one.case_file == file.id);
    let mut statement = statement.ok_or(Error::NotFound)?;
    let objects = fields.text("aktion") == "widersprechen";
    let text = long_text(&fields, "antwort");
    if objects && text.is_empty() {
        context
            .flash("warning", context.t("cases-statement-answer-missing"))
            .await?;
        return Ok(Redirect::to(&file_path(file.id)).into_response());
    }
    let mut deed = match begin(&app, &context, &file, &fields, &[CaseState::Open]).await? {
        Ok(deed) => deed,
        Err(page) => return Ok(page),
    };
    if statement.state == StatementState::Open {
        let [_, at] = Statement::seal_contexts(statement.id);
        statement.sealed_answer =
            sealing::seal_text(&app, &deed.tx, file.office, &at, &text).await?;
        statement.answered_at = Some(app.clock.now());
        let kind = if objects {
            statement.state = StatementState::Objected;
            EventKind::StatementObjected
        } else {
            statement.state = StatementState::Accepted;
            EventKind::StatementAccepted
        };
        store::statements::answer(&deed.tx, &statement, deed.by).await?;
        deed.note(kind, "", &text).await?;
    }
    let what = if objects { "objected" } else { "agreed" };
    let file = deed.commit(actions::CASE_WORK, what).await?;
    if objects {
        return done(&context, &file, context.t("cases-statement-objected-done")).await;
    }
    context
        .flash("success", context.t("cases-statement-accepted-done"))
        .await?;
    let closing = format!("{}/schliessen", file_path(file.id));
    Ok(Redirect::to(&closing).into_response())
}

/// Ends a step without a page of its own: it is not needed.
pub async fn drop_step(
    State(app): State<App>,
    context: Context,
    Path((case, step)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Error> {
    let file = file_to_work(&app, &context, &case).await?;
    let step = super::step::find(&app, &file, &step).await?;
    let mut deed = match begin(&app, &context, &file, &fields, &[CaseState::Open]).await? {
        Ok(deed) => deed,
        Err(page) => return Ok(page),
    };
    if step.state == StepState::Open {
        end_step(
            &mut deed,
            step,
            StepState::Dropped,
            working::Decided::default(),
        )
        .await?;
    }
    let file = deed.commit(actions::CASE_WORK, "step-dropped").await?;
    done(&context, &file, context.t("cases-step-dropped-done")).await
}
