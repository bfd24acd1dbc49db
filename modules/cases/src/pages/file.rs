// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A case file. Opening it is recorded, and shown among its accesses.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Html;
use jiff::civil::Date;
use kernel::berlin_date;
use web::{App, Context, Error, Page, render};

use super::{Names, crumbs_of, file_for, file_path, workers};
use crate::model::{
    CaseFile, CaseState, Event, EventKind, Person, Slot, Statement, StatementState, Step, StepKind,
    StepState,
};
use crate::working::{self, note_access};
use crate::{actions, sealing, store};

#[derive(Template)]
#[template(path = "cases/file.html")]
struct FilePage {
    page: Page,
    path: String,
    number: String,
    kind: String,
    state: CaseState,
    restricted: bool,
    version: i64,
    type_version: i64,
    newer: Option<i64>,
    merged_into: Option<(String, String)>,
    name: String,
    person: Vec<(String, String)>,
    institution: String,
    opened: String,
    assignee: String,
    assignee_id: String,
    workers: Vec<(String, String)>,
    closed: Option<ClosedLine>,
    steps: Vec<StepLine>,
    ended: Vec<StepLine>,
    addable: Vec<(String, String)>,
    reports: Vec<ReportLine>,
    statements: Vec<StatementLine>,
    letters: Vec<(String, String, String)>,
    uploads: Vec<(String, String, String)>,
    history: Vec<HistoryLine>,
    same: Vec<(String, String)>,
    may_work: bool,
    may_close: bool,
}

struct ClosedLine {
    when: String,
    reason: String,
    delete_on: String,
    hold: bool,
}

struct StepLine {
    href: String,
    title: String,
    kind: StepKind,
    due: String,
    overdue: bool,
    assignee: String,
    state: StepState,
    facts: Vec<(String, String)>,
}

struct ReportLine {
    receipt: String,
    href: String,
    sent: String,
    institution: String,
    state: String,
    version: i64,
    submission: String,
    place: i64,
    differences: Vec<(String, String, String)>,
}

struct StatementLine {
    id: String,
    institution: String,
    reason: &'static str,
    settled_on: String,
    note: String,
    state: StatementState,
    answer: String,
    said: String,
}

struct HistoryLine {
    when: String,
    who: String,
    what: String,
    note: String,
}

/// Opens a file.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(case): Path<String>,
) -> Result<Html<String>, Error> {
    let file = file_for(&app, &context, actions::CASE_OPEN, &case).await?;
    let by = context.person()?;
    note_access(&app, &file, EventKind::Read, "", by).await?;
    show(&app, &context, &file).await
}

async fn show(app: &App, context: &Context, file: &CaseFile) -> Result<Html<String>, Error> {
    let conn = app.db.read();
    let lang = context.lang();
    let today = berlin_date(app.clock.now());
    let mut names = Names::default();
    let person = sealing::person(app, conn, file).await?;
    let definition = working::definition_of(conn, file).await?;
    let kind = store::types::find(conn, file.case_type).await?;
    let latest = kind.as_ref().map_or(0, |kind| kind.latest);
    let free = file.restricted_at.is_none();
    let may_work = free && context.may(actions::CASE_WORK, &file.place());
    let is_open = file.state == CaseState::Open;

    let mut steps = Vec::new();
    let mut ended = Vec::new();
    for step in store::steps::of_file(conn, file.id).await? {
        let line = step_line(app, context, &mut names, file, &step, today).await?;
        if step.state == StepState::Open {
            steps.push(line);
        } else {
            ended.push(line);
        }
    }
    let reports = reports(app, context, file, &person).await?;
    let institution = match file.institution {
        Some(id) => directory::organisation(conn, id).await?,
        None => None,
    };
    let closed = match (file.closed_at, &file.closing_reason) {
        (Some(at), Some(reason)) => Some(ClosedLine {
            when: web::format::date(lang, berlin_date(at)),
            reason: definition
                .reason(reason)
                .map_or_else(|| reason.clone(), |reason| reason.title.clone()),
            delete_on: file
                .delete_on
                .map_or(String::new(), |day| web::format::date(lang, day)),
            hold: file.hold,
        }),
        _ => None,
    };
    let merged_into = match file.merged_into {
        Some(id) => store::files::find(conn, id)
            .await?
            .map(|into| (into.number, file_path(into.id))),
        None => None,
    };
    let same = if is_open && may_work {
        same_person(app, file, &person).await?
    } else {
        Vec::new()
    };
    let assignee = match file.assignee {
        Some(_) => names.get(app, context, file.assignee).await?,
        None => String::new(),
    };
    render(&FilePage {
        page: context.page(
            context.t_with(
                "cases-file-title",
                &[("number", file.number.as_str().into())],
            ),
            crumbs_of(context, file, Vec::new()),
        ),
        path: file_path(file.id),
        number: file.number.clone(),
        kind: definition.title.clone(),
        state: file.state,
        restricted: !free,
        version: file.version,
        type_version: file.type_version,
        newer: (is_open && latest > file.type_version).then_some(latest),
        merged_into,
        name: person.name(),
        person: facts(context, &person),
        institution: institution.map_or(String::new(), |one| one.name),
        opened: web::format::date(lang, berlin_date(file.opened_at)),
        assignee,
        assignee_id: file.assignee.map_or(String::new(), |id| id.to_string()),
        workers: workers(app, file.office)
            .await?
            .into_iter()
            .map(|(id, name)| (id.to_string(), name))
            .collect(),
        closed,
        addable: definition
            .steps
            .iter()
            .map(|step| (step.key.clone(), step.title.clone()))
            .collect(),
        steps,
        ended,
        reports,
        statements: statements(app, context, file).await?,
        letters: store::content::letters(conn, file.id)
            .await?
            .into_iter()
            .map(|letter| {
                let href = format!("{}/schreiben/{}", file_path(file.id), letter.id);
                (
                    href,
                    letter.title,
                    web::format::moment(lang, letter.made_at),
                )
            })
            .collect(),
        uploads: super::uploads::lines(app, context, file).await?,
        history: history(app, context, &mut names, file).await?,
        same,
        may_work: may_work && is_open,
        may_close: free && context.may(actions::CASE_CLOSE, &file.place()),
    })
}

/// What is known of a person: names of places and what stands there.
fn facts(context: &Context, person: &Person) -> Vec<(String, String)> {
    let value = |slot: Slot| {
        let text = person.get(slot);
        match (slot, text.parse::<Date>()) {
            (Slot::BirthDate, Ok(day)) => web::format::date(context.lang(), day),
            _ => text.to_owned(),
        }
    };
    Slot::ALL
        .iter()
        .filter(|slot| !person.get(**slot).is_empty())
        .map(|slot| (super::person::label(context, *slot), value(*slot)))
        .collect()
}

async fn step_line(
    app: &App,
    context: &Context,
    names: &mut Names,
    file: &CaseFile,
    step: &Step,
    today: Date,
) -> Result<StepLine, Error> {
    let lang = context.lang();
    let day = |day: Date| web::format::date(lang, day);
    let mut facts = Vec::new();
    if let Some(at) = step.done_at {
        let who = names.get(app, context, step.done_by).await?;
        let when = web::format::moment(lang, at);
        facts.push((context.t("cases-step-ended"), format!("{when} · {who}")));
    }
    if let Some(decided) = step.decided_on {
        facts.push((context.t("cases-step-decided-on"), day(decided)));
    }
    if let Some(due) = step.person_due_on {
        facts.push((context.t("cases-step-person-due"), day(due)));
    }
    if let Some(sealed) = &step.sealed {
        let at = Step::seal_context(step.id);
        let conn = app.db.read();
        let text: crate::model::DecisionText =
            sealing::open(app, conn, file.office, &at, sealed).await?;
        for (key, text) in [
            ("cases-step-legal", text.legal_basis),
            ("cases-step-text", text.text),
        ] {
            if !text.is_empty() {
                facts.push((context.t(key), text));
            }
        }
    }
    let assignee = match step.assignee {
        Some(_) => names.get(app, context, step.assignee).await?,
        None => String::new(),
    };
    Ok(StepLine {
        href: format!("{}/schritt/{}", file_path(file.id), step.id),
        title: step.title.clone(),
        kind: step.kind,
        due: day(step.due_on),
        overdue: step.is_overdue(today),
        assignee,
        state: step.state,
        facts,
    })
}

async fn reports(
    app: &App,
    context: &Context,
    file: &CaseFile,
    person: &Person,
) -> Result<Vec<ReportLine>, Error> {
    let conn = app.db.read();
    let mut lines = Vec::new();
    for report in store::reports::of_file(conn, file.id).await? {
        let institution = directory::organisation(conn, report.institution).await?;
        let mut differences = Vec::new();
        if report.differs {
            let says = sealing::reported(app, conn, file.office, &report).await?;
            for slot in Slot::ALL {
                let (before, after) = (person.get(*slot), says.get(*slot));
                if before != after {
                    let label = super::person::label(context, *slot);
                    differences.push((label, before.to_owned(), after.to_owned()));
                }
            }
        }
        lines.push(ReportLine {
            href: format!("/pruefung/meldung/{}", report.submission),
            receipt: report.receipt,
            sent: web::format::moment(context.lang(), report.sent_at),
            institution: institution.map_or(String::new(), |one| one.name),
            state: report.state,
            version: report.version,
            submission: report.submission.to_string(),
            place: report.place,
            differences,
        });
    }
    Ok(lines)
}

async fn statements(
    app: &App,
    context: &Context,
    file: &CaseFile,
) -> Result<Vec<StatementLine>, Error> {
    let conn = app.db.read();
    let lang = context.lang();
    let mut lines = Vec::new();
    for statement in store::statements::of_file(conn, file.id).await? {
        let institution = directory::organisation(conn, statement.institution).await?;
        let [note, answer] = Statement::seal_contexts(statement.id);
        let office = file.office;
        let sealed_note = statement.sealed_note.as_deref();
        let sealed_answer = statement.sealed_answer.as_deref();
        lines.push(StatementLine {
            id: statement.id.to_string(),
            institution: institution.map_or(String::new(), |one| one.name),
            reason: statement.reason.name(),
            settled_on: web::format::date(lang, statement.settled_on),
            note: sealing::open_text(app, conn, office, &note, sealed_note).await?,
            state: statement.state,
            answer: sealing::open_text(app, conn, office, &answer, sealed_answer).await?,
            said: web::format::moment(lang, statement.said_at),
        });
    }
    Ok(lines)
}

async fn history(
    app: &App,
    context: &Context,
    names: &mut Names,
    file: &CaseFile,
) -> Result<Vec<HistoryLine>, Error> {
    let conn = app.db.read();
    let mut lines = Vec::new();
    for event in store::events::of_file(conn, file.id).await? {
        let at = Event::seal_context(event.id);
        let sealed = event.sealed_note.as_deref();
        lines.push(HistoryLine {
            when: web::format::moment(context.lang(), event.at),
            who: names.get(app, context, event.by).await?,
            what: context.t_with(
                &format!("cases-event-{}", event.kind.name()),
                &[("about", event.about.as_str().into())],
            ),
            note: sealing::open_text(app, conn, file.office, &at, sealed).await?,
        });
    }
    Ok(lines)
}

/// Other open files that may be about the same person: number and where they are compared.
async fn same_person(
    app: &App,
    file: &CaseFile,
    person: &Person,
) -> Result<Vec<(String, String)>, Error> {
    let conn = app.db.read();
    let apart = store::files::apart_from(conn, file.id).await?;
    let most = super::search::MOST_READ;
    let mut found = Vec::new();
    for other in store::files::newest(conn, file.office, most).await? {
        if other.id == file.id || other.state != CaseState::Open || apart.contains(&other.id) {
            continue;
        }
        if sealing::person(app, conn, &other).await?.may_be(person) {
            let href = format!("{}/zusammen/{}", file_path(file.id), other.id);
            found.push((other.number, href));
        }
    }
    Ok(found)
}
