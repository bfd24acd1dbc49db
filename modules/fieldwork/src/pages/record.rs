// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A record: why it lies aside, what it says, what happened to it, and the decision about it. That
//! somebody opened it is noted.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use form_pages::{Fragment, plain_text};
use forms::{Answers, CompiledForm};
use http::StatusCode;
use jiff::Timestamp;
use kernel::Lang;
use web::{App, Context, Crumb, Error, Page, render};

use super::review::{COMMENT, OUTCOMES, Typed};
use super::{crumbs_of, entity_path, form_path, name_of, outcome, record_for, record_path, titled};
use crate::model::{Facts, Project, ProjectForm, Record, SealedVersion};
use crate::ready::{self, Ready};
use crate::reviewing::Seen;
use crate::{actions, entities, opening, store, taking};

/// How many entities a record shows; the lists have all.
const MOST_ENTITIES: usize = 100;

#[derive(Template)]
#[template(path = "fieldwork/record.html")]
struct RecordPage {
    page: Page,
    path: String,
    back: String,
    form: String,
    kind: &'static str,
    outcome: &'static str,
    instance_id: String,
    who: String,
    when: String,
    version: String,
    number: i64,
    /// What it is called; may be empty.
    name: String,
    device: String,
    program: String,
    is_aside: bool,
    reasons: Vec<Reason>,
    answers: Option<Fragment>,
    /// What was sent, if it cannot be read into the form.
    raw: String,
    missing_files: Vec<String>,
    /// The entities that it made or changed.
    entities: Vec<EntityLine>,
    history: Vec<HistoryLine>,
    may_review: bool,
    choices: Vec<Choice>,
    comment: String,
    decision_error: String,
    comment_error: String,
    errors: Vec<(String, String)>,
    /// Whether somebody else was faster.
    outdated: bool,
    seen: String,
    longest: usize,
}

impl RecordPage {
    /// What to say beside a decision.
    fn comment_hint(&self) -> String {
        self.page.t(if self.is_aside {
            "fieldwork-comment-hint-aside"
        } else {
            "fieldwork-comment-hint"
        })
    }
}

/// An entity that the record made or changed.
struct EntityLine {
    list: String,
    label: String,
    href: String,
}

/// What can be decided.
struct Choice {
    /// Its name in forms and messages.
    name: &'static str,
    chosen: bool,
}

/// Why a record lies aside.
struct Reason {
    /// The question; empty if it is about the whole.
    question: String,
    /// The answer as people read it; empty if there is none.
    answer: String,
    /// What is wrong.
    text: String,
}

struct HistoryLine {
    at: Timestamp,
    when: String,
    who: String,
    /// What happened: the end of a message key.
    kind: &'static str,
    number: i64,
    note: String,
    changes: Option<Fragment>,
}

/// A version with what was read from it.
struct OpenVersion {
    sealed: SealedVersion,
    facts: Facts,
    ready: Arc<Ready>,
}

async fn open_versions(
    app: &App,
    project: &Project,
    form: &ProjectForm,
    record: &Record,
) -> Result<Vec<OpenVersion>, Error> {
    let conn = app.db.read();
    let mut versions = Vec::new();
    for sealed in store::records::versions(conn, record.id).await? {
        versions.push(OpenVersion {
            facts: opening::facts_of(app, conn, project, &sealed).await?,
            ready: ready::version(conn, form.form, sealed.form_version).await?,
            sealed,
        });
    }
    Ok(versions)
}

/// The reasons why a record lies aside, with questions and answers in words.
fn reasons(form: &CompiledForm, facts: &Facts, lang: Lang) -> Vec<Reason> {
    let answered = form_pages::changes(form, &Answers::new(), &facts.answers, lang);
    let faults = facts.faults.iter();
    faults
        .map(|fault| {
            let answer = answered.iter().find(|answer| answer.path == fault.path);
            let question = match (answer, form.field(&fault.path)) {
                (Some(answer), _) => answer.label.clone(),
                (None, Some(field)) => plain_text(field.question.label.get(lang.tag())),
                (None, None) => fault.path.clone(),
            };
            Reason {
                question,
                answer: answer.map_or(String::new(), |answer| answer.after.clone()),
                text: plain_text(fault.message.get(lang.tag())),
            }
        })
        .collect()
}

/// What happened to a record, the newest first.
async fn history(
    app: &App,
    context: &Context,
    project: &Project,
    record: &Record,
    versions: &[OpenVersion],
) -> Result<Vec<HistoryLine>, Error> {
    let conn = app.db.read();
    let moment = |at| web::format::moment(context.lang(), at);
    let mut lines = Vec::new();
    for comment in store::comments::of(conn, record.id).await? {
        lines.push(HistoryLine {
            at: comment.created_at,
            when: moment(comment.created_at),
            who: name_of(app, context, comment.actor).await?,
            kind: match (comment.is_review, comment.review_state) {
                (false, _) => COMMENT,
                (true, None) => "received",
                (true, Some(state)) => super::review::outcome_name(state),
            },
            number: 0,
            note: opening::comment(app, conn, project, &comment).await?,
            changes: None,
        });
    }
    for (index, version) in versions.iter().enumerate() {
        let changes = versions.get(index + 1).map(|before| {
            form_pages::render_changes(
                &version.ready.compiled,
                &before.facts.answers,
                &version.facts.answers,
                context.lang(),
            )
        });
        lines.push(HistoryLine {
            at: version.sealed.created_at,
            when: moment(version.sealed.created_at),
            who: name_of(app, context, Some(version.sealed.actor)).await?,
            kind: if version.sealed.number == 1 {
                "sent"
            } else {
                "edited"
            },
            number: version.sealed.number,
            note: String::new(),
            changes,
        });
    }
    // What was said stands above what was sent at the same moment.
    lines.sort_by_key(|line| std::cmp::Reverse(line.at));
    Ok(lines)
}

/// The entities that a record made or changed, as they are now.
async fn entity_lines(
    app: &App,
    project: &Project,
    record: &Record,
) -> Result<Vec<EntityLine>, Error> {
    let conn = app.db.read();
    let lists = store::lists::of_project(conn, project.id).await?;
    let mut lines: Vec<EntityLine> = Vec::new();
    for done in store::entities::of_record(conn, record.id).await? {
        let Some(list) = lists.iter().find(|list| list.name == done.list) else {
            continue;
        };
        let href = entity_path(list, done.entity);
        if lines.len() >= MOST_ENTITIES || lines.iter().any(|line| line.href == href) {
            continue;
        }
        if let Some(kept) = store::entities::find(conn, list, done.entity).await? {
            let facts = entities::open(app, conn, project, &kept.entity, &kept.version).await?;
            lines.push(EntityLine {
                list: list.name.clone(),
                label: facts.label,
                href,
            });
        }
    }
    Ok(lines)
}

/// Opens a record and notes that.
pub(crate) async fn page(
    State(app): State<App>,
    context: Context,
    Path((number, xml_form_id, instance_id)): Path<(String, String, String)>,
) -> Result<Response, Error> {
    let place = (number.as_str(), xml_form_id.as_str(), instance_id.as_str());
    let found = record_for(&app, &context, actions::RECORD_OPEN, place).await?;
    opening::note(&app, &found.0, context.person()?, Ok(&found.2)).await?;
    show(&app, &context, &found, Typed::default()).await
}

/// Shows a record with what was typed about it. The caller has asked and noted.
pub(super) async fn show(
    app: &App,
    context: &Context,
    (project, form, record): &(Project, ProjectForm, Record),
    typed: Typed,
) -> Result<Response, Error> {
    let conn = app.db.read();
    let lang = context.lang();
    let versions = open_versions(app, project, form, record).await?;
    let current = versions
        .first()
        .ok_or_else(|| Error::internal("a record without a version"))?;
    let compiled = &current.ready.compiled;
    let names = taking::files_named(compiled, &current.facts.answers);
    let (files, missing_files) = super::files::of_record(app, record, names).await?;
    // What was sent is read again as it was then: also answers that do not fit stand there.
    let xml = opening::xml(app, conn, project, &current.sealed).await?;
    let at = current.sealed.created_at;
    let then = taking::with_lists(app, project, &current.ready.spec, at).await?;
    let read = compiled.read_xml(&xml, &then);
    let (answers, raw) = match read {
        Ok(filling) => {
            let answers = form_pages::render_answers(&filling, lang, None, &files);
            (Some(answers), String::new())
        }
        Err(_) => (None, String::from_utf8_lossy(&xml).into_owned()),
    };
    let known = titled(app, context, form).await?;
    let when = web::format::moment(lang, record.created_at);
    let title = context.t_with("fieldwork-record-title", &[("when", when.as_str().into())]);
    let path = record_path(record);
    let back = form_path(project.id, &form.xml_form_id);
    let way = vec![Crumb::new(&known.title, &back), Crumb::new(&title, &path)];
    let (kind, outcome) = outcome(record);
    let may_review = context.may(actions::RECORD_REVIEW, &project.place());
    let errors = typed.errors();
    let names = OUTCOMES.iter().map(|(name, _)| *name).chain([COMMENT]);
    let choices = names.map(|name| Choice {
        name,
        chosen: name == typed.decision,
    });
    let choices = choices.collect();
    let html = render(&RecordPage {
        page: context.page(&title, crumbs_of(context, project, way)),
        form: known.title,
        kind,
        outcome,
        instance_id: record.instance_id.clone(),
        who: name_of(app, context, Some(current.sealed.actor)).await?,
        when,
        version: current.sealed.version_name.clone(),
        number: record.number,
        name: current.facts.name.clone().unwrap_or_default(),
        device: current.facts.device.clone().unwrap_or_default(),
        program: current.facts.program.clone().unwrap_or_default(),
        is_aside: record.is_aside,
        reasons: reasons(compiled, &current.facts, lang),
        answers,
        raw,
        missing_files,
        entities: entity_lines(app, project, record).await?,
        history: history(app, context, project, record, &versions).await?,
        may_review,
        choices,
        comment: typed.comment,
        decision_error: typed.decision_error,
        comment_error: typed.comment_error,
        outdated: typed.outdated,
        seen: Seen::of(conn, record).await?.to_string(),
        longest: super::review::LONGEST,
        back,
        path,
        errors,
    })?;
    let status = if typed.outdated {
        StatusCode::CONFLICT
    } else if typed.is_wrong {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    Ok((status, html).into_response())
}
