// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The draft of a report: saved with every page, held against what others saved meanwhile, thrown
//! away.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use form_pages::{Occasion, Sheet};
use http::StatusCode;
use web::form::FieldsAndFiles;
use web::{App, Context, Error};

use super::fill::{Filling, Shown, load, new_token, saved_text, show};
use super::questions::Next;
use super::{OfInstitution, questions};
use crate::files;
use crate::model::Expected;
use crate::store::drafts::Draft;
use crate::{sealing, store};

/// Saves the draft, or checks the answers and goes on to the page on which they are read once more.
pub async fn save(
    State(app): State<App>,
    context: Context,
    Path((collection, period)): Path<(String, String)>,
    Query(of): Query<OfInstitution>,
    FieldsAndFiles {
        mut fields,
        files: posted,
    }: FieldsAndFiles,
) -> Result<Response, Error> {
    let filling = load(&app, &context, &collection, &period, &of).await?;
    if let Some(sent) = filling.sent() {
        context
            .flash("info", context.t("reporting-already-sent"))
            .await?;
        return Ok(Redirect::to(&sent).into_response());
    }
    let (owner, by) = (filling.owner(), context.person()?);
    let refused = files::take_posted(&app, &owner, &filling.form, by, posted, &mut fields).await?;
    let mut sheet = questions::posted(&filling.form, &fields, &filling.engine)?;
    let typed = sheet.draft();
    let token = match fields.text("formular") {
        "" => new_token(&app),
        token => token.chars().take(64).collect(),
    };
    let known: i64 = fields.text("entwurf").parse().unwrap_or(0);
    let go_on = fields.text("aktion") == "pruefen";
    if go_on {
        let named = filling.form.files(&sheet.evaluation.answers);
        let wrong = files::check(app.db.read(), &owner, &named).await?;
        sheet.evaluation.violations.extend(wrong);
    }
    let is_refused = !refused.is_empty();
    sheet.evaluation.violations.extend(refused);
    let next = questions::next(&mut sheet, go_on, is_refused);
    if let Next::Again(occasion) = next {
        let shown = Shown {
            sheet: &sheet,
            occasion,
            token,
            version: known,
            saved: String::new(),
            conflict: Vec::new(),
            conflict_who: String::new(),
        };
        let html = show(&app, &context, &filling, shown).await?;
        return Ok((questions::status(occasion), html).into_response());
    }
    if let Some(theirs) = keep_draft(&app, &context, &filling, &typed, &token, known).await? {
        let mine = Mine {
            typed: &typed,
            sheet: &sheet,
            token,
        };
        return conflict(&app, &context, &filling, mine, &theirs).await;
    }
    if go_on {
        return Ok(Redirect::to(&filling.step("kontrolle")).into_response());
    }
    if next != Next::Turned {
        context
            .flash("success", context.t("reporting-draft-saved"))
            .await?;
    }
    Ok(Redirect::to(&filling.path_of(&sheet)).into_response())
}

/// Saves what was typed; gives the other draft if somebody has saved meanwhile.
async fn keep_draft(
    app: &App,
    context: &Context,
    filling: &Filling,
    typed: &forms::Answers,
    token: &str,
    known: i64,
) -> Result<Option<Draft>, Error> {
    let key = filling.key();
    let tx = app.db.begin().await?;
    let plain = serde_json::to_vec(typed).map_err(Error::internal)?;
    let office = filling.reporter.office;
    let draft = Draft {
        token: token.to_owned(),
        version: known + 1,
        sealed: sealing::seal(&app.vault, &tx, office, &key.seal_context(), &plain).await?,
        updated_at: app.clock.now(),
        updated_by: Some(context.person()?),
    };
    if store::drafts::save(&tx, &key, &draft, known).await? {
        files::name_in_draft(app, &tx, &key, &filling.form, typed).await?;
        if let Some(expected) = &filling.expected {
            set_draft(&tx, expected, true).await?;
        }
        tx.commit().await?;
        return Ok(None);
    }
    let theirs = store::drafts::find(&tx, &key).await?;
    let Some(theirs) = theirs else {
        // It was thrown away or sent meanwhile; what was typed here begins a new one.
        store::drafts::save(&tx, &key, &draft, 0).await?;
        files::name_in_draft(app, &tx, &key, &filling.form, typed).await?;
        tx.commit().await?;
        return Ok(None);
    };
    let answers = sealing::open_draft(&app.vault, &tx, office, &key, &theirs).await?;
    // The same form posted twice is no conflict.
    Ok((answers != *typed).then_some(theirs))
}

/// Notes that a report is begun or no longer is, also in what its office counts.
async fn set_draft(tx: &db::Tx, expected: &Expected, begun: bool) -> db::Result<()> {
    let (collection, institution) = (expected.collection, expected.institution);
    if store::expected::set_draft(tx, collection, institution, expected.period, begun).await? {
        store::standing::refresh(tx, collection, expected.period, expected.office).await?;
    }
    Ok(())
}

/// What was typed here, when somebody else has saved meanwhile.
struct Mine<'a> {
    typed: &'a forms::Answers,
    sheet: &'a Sheet<'a>,
    token: String,
}

async fn conflict(
    app: &App,
    context: &Context,
    filling: &Filling,
    mine: Mine<'_>,
    theirs: &Draft,
) -> Result<Response, Error> {
    let conn = app.db.read();
    let key = filling.key();
    let office = filling.reporter.office;
    let other = sealing::open_draft(&app.vault, conn, office, &key, theirs).await?;
    let shown = Shown {
        sheet: mine.sheet,
        occasion: Occasion::Opened,
        token: mine.token,
        version: theirs.version,
        saved: String::new(),
        conflict: form_pages::changes(&filling.form, mine.typed, &other, context.lang()),
        conflict_who: saved_text(app, context, theirs).await?,
    };
    let html = show(app, context, filling, shown).await?;
    Ok((StatusCode::CONFLICT, html).into_response())
}

/// Throws the draft away.
pub async fn discard(
    State(app): State<App>,
    context: Context,
    Path((collection, period)): Path<(String, String)>,
    Query(of): Query<OfInstitution>,
) -> Result<Redirect, Error> {
    let filling = load(&app, &context, &collection, &period, &of).await?;
    let key = filling.key();
    let tx = app.db.begin().await?;
    store::drafts::remove(&tx, &key).await?;
    store::files::remove_of_draft(&tx, &key).await?;
    if let Some(expected) = &filling.expected {
        set_draft(&tx, expected, false).await?;
    }
    tx.commit().await?;
    context
        .flash("success", context.t("reporting-draft-discarded"))
        .await?;
    Ok(Redirect::to("/meldungen"))
}
