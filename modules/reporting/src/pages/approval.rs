// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How far a period is at the office, and what can be decided about it: approve it, take that back,
//! open it again.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use db::ConnectionTrait;
use http::StatusCode;
use jiff::Span;
use jiff::civil::Date;
use kernel::berlin_date;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::calendar_words::level_text;
use super::review::{AtOffice, at_office, collection_at, crumbs};
use super::review_bulk::OfOffice;
use super::review_week::{week_path, with_office};
use super::{person_name, report_title};
use crate::approving::{self, Decided, Deed, LONGEST_COMMENT, LONGEST_OPENING, Side};
use crate::model::{Collection, Lock, PeriodEvent, PeriodEventKind, PeriodState, Standing};
use crate::period::Period;
use crate::{actions, store};

#[derive(Template)]
#[template(path = "reporting/approval.html")]
struct ApprovalPage {
    page: Page,
    office: String,
    action: String,
    back: String,
    state: PeriodState,
    standing: Standing,
    overdue: i64,
    come: i64,
    levels: Vec<LevelLine>,
    next: String,
    obstacle: String,
    last: String,
    locked: String,
    until: String,
    history: Vec<DecisionLine>,
    errors: Vec<(String, String)>,
    comment: String,
}

impl ApprovalPage {
    fn error(&self, name: &str) -> &str {
        self.errors
            .iter()
            .find(|(field, _)| field == name)
            .map_or("", |(_, text)| text)
    }
}

struct LevelLine {
    name: String,
    done: bool,
}

/// A decision about a period as people read it.
pub(super) struct DecisionLine {
    pub(super) what: String,
    pub(super) when: String,
    pub(super) who: String,
    pub(super) note: String,
}

/// What was decided about a period, the latest first.
pub(super) async fn history(
    app: &App,
    context: &Context,
    collection: &Collection,
    standing: &Standing,
) -> Result<Vec<DecisionLine>, Error> {
    let conn = app.db.read();
    let (period, office) = (standing.period, standing.office);
    let events = store::standing::events(conn, collection.id, period, office).await?;
    let mut lines = Vec::with_capacity(events.len());
    for event in events {
        lines.push(DecisionLine {
            what: event_text(context, collection, &event),
            when: web::format::moment(context.lang(), event.at),
            who: person_name(conn, context, event.by).await?,
            note: note(app, conn, collection, &event).await?,
        });
    }
    Ok(lines)
}

fn event_text(context: &Context, collection: &Collection, event: &PeriodEvent) -> String {
    let level = usize::try_from(event.level - 1)
        .ok()
        .and_then(|index| collection.approval.get(index))
        .map_or(String::new(), |level| level_text(context, *level));
    match event.kind {
        PeriodEventKind::Approved => {
            context.t_with("reporting-decision-approved", &[("level", level.into())])
        }
        PeriodEventKind::TakenBack => {
            context.t_with("reporting-decision-taken-back", &[("level", level.into())])
        }
        PeriodEventKind::OpenedAgain => {
            let until = event
                .open_until
                .map_or(String::new(), |day| web::format::date(context.lang(), day));
            context.t_with("reporting-decision-opened", &[("until", until.into())])
        }
    }
}

async fn note(
    app: &App,
    conn: &impl ConnectionTrait,
    collection: &Collection,
    event: &PeriodEvent,
) -> Result<String, Error> {
    let Some(sealed) = &event.sealed_note else {
        return Ok(String::new());
    };
    let context = PeriodEvent::note_context(event.id);
    let plain = app
        .vault
        .open(conn, collection.state, &context, sealed)
        .await?;
    String::from_utf8(plain.to_vec()).map_err(Error::internal)
}

struct About {
    at: AtOffice,
    collection: Collection,
    standing: Standing,
}

impl About {
    fn path(&self) -> String {
        let period = week_path(&self.collection, self.standing.period);
        with_office(&format!("{period}/abschluss"), &self.at)
    }
}

async fn load(
    app: &App,
    context: &Context,
    collection: &str,
    period: &str,
    amt: &str,
) -> Result<About, Error> {
    let at = at_office(app, context, actions::PERIOD_APPROVE, amt).await?;
    let collection = collection_at(app, at.office.id, collection).await?;
    let period: Period = period.parse().map_err(|_| Error::NotFound)?;
    let standing = store::standing::find(app.db.read(), collection.id, period, at.office.id)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(About {
        at,
        collection,
        standing,
    })
}

/// The page.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path((collection, period)): Path<(String, String)>,
    Query(of): Query<OfOffice>,
) -> Result<Html<String>, Error> {
    let about = load(&app, &context, &collection, &period, &of.amt).await?;
    show(&app, &context, about, Vec::new(), String::new()).await
}

async fn show(
    app: &App,
    context: &Context,
    about: About,
    errors: Vec<(String, String)>,
    comment: String,
) -> Result<Html<String>, Error> {
    let today = berlin_date(app.clock.now());
    let lang = context.lang();
    let collection = &about.collection;
    let standing = &about.standing;
    let levels = &collection.approval;
    let last_by = approving::last_approver(app.db.read(), standing).await?;
    let next = standing
        .next_level(levels)
        .filter(|level| *level != crate::model::ApprovalLevel::State);
    let obstacle = next
        .and_then(|_| standing.obstacle(levels, today, context.person().ok()?, last_by))
        .map_or(String::new(), |one| obstacle_text(context, one));
    let last = standing
        .last_level(levels)
        .filter(|level| *level != crate::model::ApprovalLevel::State);
    let lock = standing.lock(&collection.calendar, today);
    let title = context.t_with(
        "reporting-approval-title",
        &[(
            "report",
            report_title(context, collection, standing.period).into(),
        )],
    );
    let back = with_office(&week_path(collection, standing.period), &about.at);
    let further = vec![
        Crumb::new(report_title(context, collection, standing.period), &back),
        Crumb::new(&title, about.path()),
    ];
    let done = usize::try_from(standing.approvals).unwrap_or(0);
    let html = ApprovalPage {
        page: context.page(&title, crumbs(context, further)),
        office: about.at.office.name.clone(),
        action: about.path(),
        back,
        state: standing.state(levels, &collection.calendar, collection.status, today),
        overdue: standing.overdue(today),
        come: standing.arrived(),
        levels: levels
            .iter()
            .enumerate()
            .map(|(number, level)| LevelLine {
                name: level_text(context, *level),
                done: number < done,
            })
            .collect(),
        next: next.map_or(String::new(), |level| level_text(context, level)),
        obstacle,
        last: last.map_or(String::new(), |level| level_text(context, level)),
        locked: match lock {
            Some(Lock::Past(day)) => context.t_with(
                "reporting-approval-locked-since",
                &[("day", web::format::date(lang, day).into())],
            ),
            Some(Lock::Approved) | None => String::new(),
        },
        until: today.saturating_add(Span::new().days(7)).to_string(),
        history: history(app, context, collection, standing).await?,
        standing: standing.clone(),
        errors,
        comment,
    };
    render(&html)
}

/// Why a period cannot be approved, in words.
pub(super) fn obstacle_text(context: &Context, obstacle: crate::model::Obstacle) -> String {
    use crate::model::Obstacle;
    context.t(match obstacle {
        Obstacle::Done => "reporting-obstacle-done",
        Obstacle::Unreviewed => "reporting-obstacle-unreviewed",
        Obstacle::NotDue => "reporting-obstacle-not-due",
        Obstacle::SamePerson => "reporting-obstacle-same-person",
    })
}

/// Does what was chosen.
pub async fn decide(
    State(app): State<App>,
    context: Context,
    Path((collection, period)): Path<(String, String)>,
    Query(of): Query<OfOffice>,
    fields: Fields,
) -> Result<Response, Error> {
    let about = load(&app, &context, &collection, &period, &of.amt).await?;
    let comment = fields.text("kommentar").replace("\r\n", "\n");
    let mut errors = Vec::new();
    if comment.chars().count() > LONGEST_COMMENT {
        errors.push((
            "kommentar".to_owned(),
            context.t("reporting-approval-comment-long"),
        ));
    }
    let deed = Deed {
        office: about.at.office.id,
        period: about.standing.period,
        seen: fields.text("stand").parse().unwrap_or(-1),
        by: context.person()?,
        comment: &comment,
    };
    let collection = &about.collection;
    let today = berlin_date(app.clock.now());
    let until = until(fields.text("bis"), today);
    let action = fields.text("aktion");
    if action == "oeffnen" && until.is_none() {
        errors.push(("bis".to_owned(), context.t("reporting-approval-until")));
    }
    if !errors.is_empty() {
        let html = show(&app, &context, about, errors, comment).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, html).into_response());
    }
    let (decided, done) = match (action, until) {
        ("abschliessen", _) => (
            approving::approve(&app, collection, Side::Office, deed).await?,
            "reporting-approval-done",
        ),
        ("zuruecknehmen", _) => (
            approving::take_back(&app, collection, Side::Office, deed).await?,
            "reporting-approval-undone",
        ),
        ("oeffnen", Some(until)) => (
            approving::open_again(&app, collection, deed, until).await?,
            "reporting-approval-opened",
        ),
        _ => return Err(Error::Invalid(context.t("reporting-review-seen-missing"))),
    };
    tell(&context, decided, done).await?;
    Ok(Redirect::to(&about.path()).into_response())
}

async fn tell(context: &Context, decided: Decided, done: &'static str) -> Result<(), Error> {
    let (kind, text) = match decided {
        Decided::Done => ("success", context.t(done)),
        Decided::Outdated => ("warning", context.t("reporting-approval-outdated")),
        Decided::OtherLevel => ("warning", context.t("reporting-approval-other-level")),
        Decided::Obstacle(obstacle) => ("warning", obstacle_text(context, obstacle)),
    };
    context.flash(kind, text).await
}

/// A day from today on, not too far away.
fn until(text: &str, today: Date) -> Option<Date> {
    let day: Date = text.parse().ok()?;
    let days = (day - today).get_days();
    (0..=LONGEST_OPENING).contains(&days).then_some(day)
}
