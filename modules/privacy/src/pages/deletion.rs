// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Deleting what is held about the person: one proposes it with a ground, and sees what goes and what stays;
//! another one confirms it.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::{
    Names, begin, crumbs_of, done, fault, long_text, open_request, request_path, status_of,
};
use crate::deciding::Opened;
use crate::model::{DeletionGround, Proposal, Request, RequestState, Search, StepKind};
use crate::working::{self, Begun, holdings_of};
use crate::{actions, deciding};

#[derive(Template)]
#[template(path = "privacy/deletion.html")]
struct DeletionPage {
    page: Page,
    path: String,
    back: String,
    version: i64,
    lines: Vec<Line>,
    /// How many go on the ground that is proposed, or if there is none on the mildest.
    goes: usize,
    overridable: usize,
    grounds: &'static [DeletionGround],
    ground: String,
    text: String,
    ground_error: String,
    text_error: String,
    errors: Vec<(String, String)>,
    searched: bool,
    /// Who has proposed it and when; empty if nobody has.
    proposed_by: String,
    proposed_at: String,
    is_own: bool,
}

struct Line {
    what: String,
    goes: bool,
    kept: String,
    always: bool,
    stays: String,
}

fn line(app: &App, context: &Context, opened: &Opened, goes: bool) -> Result<Line, Error> {
    let kind = context.t(holdings_of(app, &opened.found)?.words);
    let kept = opened.kept.as_ref().map(|kept| match kept.until {
        Some(day) => context.t_with(
            "privacy-kept-until",
            &[
                ("reason", kept.reason.as_str().into()),
                ("day", web::format::date(context.lang(), day).into()),
            ],
        ),
        None => kept.reason.clone(),
    });
    Ok(Line {
        what: format!("{kind}: {}", opened.held.title),
        goes,
        kept: kept.unwrap_or_default(),
        always: opened.kept.as_ref().is_some_and(|kept| kept.always),
        stays: opened.held.stays.clone(),
    })
}

async fn show(
    app: &App,
    context: &Context,
    request: &Request,
    (ground, text): (String, String),
    errors: Vec<(String, String)>,
) -> Result<Response, Error> {
    let chosen = match request.proposal {
        Some(proposal) => Some(proposal.ground),
        None => ground.parse().ok(),
    };
    let (mut lines, mut goes, mut overridable) = (Vec::new(), 0, 0);
    for opened in deciding::hers(app, context.lang(), request).await? {
        let does = opened.goes(chosen.unwrap_or(DeletionGround::NotNeeded));
        goes += usize::from(does);
        overridable += usize::from(opened.goes(DeletionGround::Unlawful));
        lines.push(line(app, context, &opened, does)?);
    }
    let title = context.t("privacy-delete-title");
    let back = request_path(request.id);
    let path = format!("{back}/loeschen");
    let (proposed_by, proposed_at, is_own) = match request.proposal {
        Some(one) => (
            Names::default().get(app, context, Some(one.by)).await?,
            web::format::moment(context.lang(), one.at),
            one.by == context.person()?,
        ),
        None => (String::new(), String::new(), false),
    };
    let html = render(&DeletionPage {
        page: context.page(
            format!("{title} · {}", request.number),
            crumbs_of(context, request, vec![Crumb::new(&title, &path)]),
        ),
        path,
        back,
        version: request.version,
        lines,
        goes,
        overridable,
        grounds: DeletionGround::ALL,
        ground: chosen.map_or(ground, |one| one.name().to_owned()),
        text,
        ground_error: fault(&errors, "rechtsgrund"),
        text_error: fault(&errors, "grund"),
        errors: errors.clone(),
        searched: request.search == Search::Done,
        proposed_by,
        proposed_at,
        is_own,
    })?;
    Ok((status_of(&errors), html).into_response())
}

/// Shows what goes and what stays.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(request): Path<String>,
) -> Result<Response, Error> {
    let request = open_request(&app, &context, actions::PRIVACY_DECIDE, &request).await?;
    show(&app, &context, &request, Default::default(), Vec::new()).await
}

/// Proposes the deletion.
pub async fn propose(
    State(app): State<App>,
    context: Context,
    Path(request): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let request = open_request(&app, &context, actions::PRIVACY_DECIDE, &request).await?;
    let typed = fields.text("rechtsgrund").to_owned();
    let text = long_text(&fields, "grund");
    let ground: Option<DeletionGround> = typed.parse().ok();
    let mut errors = Vec::new();
    match ground {
        None => {
            errors.push((
                "rechtsgrund".to_owned(),
                context.t("privacy-ground-missing"),
            ));
        }
        Some(ground) => {
            let all = deciding::hers(&app, context.lang(), &request).await?;
            if !all.iter().any(|one| one.goes(ground)) {
                let error = context.t("privacy-delete-nothing");
                errors.push(("rechtsgrund".to_owned(), error));
            }
        }
    }
    if text.is_empty() {
        errors.push(("grund".to_owned(), context.t("privacy-reason-missing")));
    }
    let (Some(ground), true) = (ground, errors.is_empty()) else {
        return show(&app, &context, &request, (typed, text), errors).await;
    };
    let mut deed = match begin(&app, &context, &request, &fields, RequestState::Open).await? {
        Ok(deed) => deed,
        Err(page) => return Ok(page),
    };
    deed.request.proposal = Some(Proposal {
        ground,
        by: context.person()?,
        at: app.clock.now(),
    });
    deed.note(StepKind::Proposed, ground.name(), &text).await?;
    let request = deed.commit(actions::PRIVACY_DECIDE, "proposed").await?;
    done(&context, &request, context.t("privacy-delete-proposed")).await
}

/// A second person confirms the deletion, or somebody turns it down.
pub async fn decide(
    State(app): State<App>,
    context: Context,
    Path(request): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let request = open_request(&app, &context, actions::PRIVACY_DECIDE, &request).await?;
    let by = context.person()?;
    let confirms = fields.text("aktion") == "bestaetigen";
    let mut deed = match begin(&app, &context, &request, &fields, RequestState::Open).await? {
        Ok(deed) => deed,
        Err(page) => return Ok(page),
    };
    let Some(proposal) = deed.request.proposal else {
        return Err(Error::Conflict(context.t("privacy-delete-none")));
    };
    if !confirms {
        deed.request.proposal = None;
        deed.note(StepKind::Rejected, "", &long_text(&fields, "grund"))
            .await?;
        let request = deed.commit(actions::PRIVACY_DECIDE, "rejected").await?;
        return done(&context, &request, context.t("privacy-delete-rejected")).await;
    }
    if proposal.by == by {
        return Err(Error::Conflict(context.t("privacy-delete-own")));
    }
    // Each thing goes in a transaction of its own; what is noted about the request comes last.
    deed.tx.rollback().await?;
    let deleted = deciding::delete(&app, &request, proposal, by).await?;
    let state = RequestState::Open;
    let begun = working::begin(&app, request.id, request.version, state, by).await?;
    let request = match begun {
        Begun::Ready(mut deed) => {
            deciding::note_deleted(&mut deed, deleted).await?;
            deed.commit(actions::PRIVACY_DECIDE, "deleted").await?
        }
        // Somebody has changed the request in between; what is gone has its proofs.
        Begun::Outdated(now) => *now,
    };
    let text = context.t_with(
        "privacy-delete-done",
        &[("gone", deleted.gone.into()), ("kept", deleted.kept.into())],
    );
    done(&context, &request, text).await
}
