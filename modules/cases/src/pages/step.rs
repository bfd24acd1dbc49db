// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A step of a file: doing it, deciding it, writing its letter.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use jiff::civil::Date;
use kernel::{PersonId, berlin_date};
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::{NoDay, begin, crumbs_of, day_of, done, file_path, file_to_work, long_text, workers};
use crate::letters::{self, Facts, Written};
use crate::model::{
    CaseFile, CaseState, DecisionText, Definition, EventKind, LetterTemplate, LetterText, Step,
    StepKind, StepState,
};
use crate::working::{self, Decided, days_from, end_step, note_access};
use crate::{actions, sealing, store};

/// What is typed on the page.
#[derive(Debug, Clone, Default)]
struct Typed {
    decided_on: String,
    person_due_on: String,
    legal_basis: String,
    text: String,
    letter: String,
    due_on: String,
    assignee: String,
}

impl Typed {
    fn of(fields: &Fields) -> Self {
        let short = |name| fields.text(name).chars().take(300).collect();
        Self {
            decided_on: short("entschieden"),
            person_due_on: short("frist"),
            legal_basis: short("rechtsgrundlage"),
            text: long_text(fields, "text"),
            letter: short("schreiben"),
            due_on: short("faellig"),
            assignee: short("wer"),
        }
    }
}

#[derive(Template)]
#[template(path = "cases/step.html")]
struct StepPage {
    page: Page,
    path: String,
    back: String,
    version: i64,
    kind: StepKind,
    typed: Typed,
    letters: Vec<(String, String)>,
    /// The letter as it would be sent: its title and its paragraphs.
    preview: Option<(String, Vec<String>)>,
    workers: Vec<(String, String)>,
    errors: Vec<(String, String)>,
}

impl StepPage {
    fn error(&self, name: &str) -> &str {
        let found = self.errors.iter().find(|(field, _)| field == name);
        found.map_or("", |(_, text)| text)
    }
}

/// The step with the identifier of an address.
pub async fn find(app: &App, file: &CaseFile, text: &str) -> Result<Step, Error> {
    let id = text.parse().map_err(|_| Error::NotFound)?;
    let step = store::steps::find(app.db.read(), id).await?;
    step.filter(|step| step.case_file == file.id)
        .ok_or(Error::NotFound)
}

struct Situation {
    file: CaseFile,
    step: Step,
    definition: Definition,
}

impl Situation {
    async fn load(app: &App, context: &Context, (case, step): (&str, &str)) -> Result<Self, Error> {
        let file = file_to_work(app, context, case).await?;
        let step = find(app, &file, step).await?;
        if step.state != StepState::Open || file.state != CaseState::Open {
            return Err(Error::Conflict(context.t("cases-step-over")));
        }
        let definition = working::definition_of(app.db.read(), &file).await?;
        Ok(Self {
            file,
            step,
            definition,
        })
    }

    fn template(&self, key: &str) -> Option<&LetterTemplate> {
        self.definition.letter(key)
    }
}

async fn show(
    app: &App,
    context: &Context,
    situation: &Situation,
    typed: Typed,
    preview: Option<(String, Vec<String>)>,
    errors: Vec<(String, String)>,
) -> Result<Response, Error> {
    let file = &situation.file;
    let back = file_path(file.id);
    let path = format!("{back}/schritt/{}", situation.step.id);
    let title = situation.step.title.clone();
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let page = StepPage {
        page: context.page(
            format!("{title} · {}", file.number),
            crumbs_of(context, file, vec![Crumb::new(&title, &path)]),
        ),
        path,
        back,
        version: file.version,
        kind: situation.step.kind,
        typed,
        letters: situation
            .definition
            .letters
            .iter()
            .map(|letter| (letter.key.clone(), letter.title.clone()))
            .collect(),
        preview,
        workers: workers(app, file.office)
            .await?
            .into_iter()
            .map(|(id, name)| (id.to_string(), name))
            .collect(),
        errors,
    };
    Ok((status, render(&page)?).into_response())
}

/// The page of an open step, with what its plan suggests.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path((case, step)): Path<(String, String)>,
) -> Result<Response, Error> {
    let situation = Situation::load(&app, &context, (&case, &step)).await?;
    let today = berlin_date(app.clock.now());
    let plan = situation.definition.step(&situation.step.plan);
    let person_due_on = plan
        .filter(|plan| plan.person_days > 0)
        .map(|plan| days_from(today, plan.person_days));
    let typed = Typed {
        decided_on: today.to_string(),
        person_due_on: person_due_on.map_or(String::new(), |day| day.to_string()),
        legal_basis: plan.map_or(String::new(), |plan| plan.legal_basis.clone()),
        letter: plan.map_or(String::new(), |plan| plan.letter.clone()),
        text: String::new(),
        due_on: situation.step.due_on.to_string(),
        assignee: situation
            .step
            .assignee
            .map_or(String::new(), |id| id.to_string()),
    };
    show(&app, &context, &situation, typed, None, Vec::new()).await
}

/// What was read of a posted page.
struct Read {
    decided: Decided,
    due_on: Option<Date>,
}

fn read(context: &Context, typed: &Typed) -> Result<Read, Vec<(String, String)>> {
    let mut errors = Vec::new();
    let mut day = |name: &str, text: &str| {
        day_of(text).unwrap_or_else(|NoDay| {
            errors.push((name.to_owned(), context.t("cases-day-wrong")));
            None
        })
    };
    let decided_on = day("entschieden", &typed.decided_on);
    let person_due_on = day("frist", &typed.person_due_on);
    let due_on = day("faellig", &typed.due_on);
    if let (Some(decided), Some(due)) = (decided_on, person_due_on)
        && due < decided
    {
        errors.push(("frist".to_owned(), context.t("cases-step-person-due-early")));
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    Ok(Read {
        decided: Decided {
            decided_on,
            person_due_on,
            text: DecisionText {
                legal_basis: typed.legal_basis.clone(),
                text: typed.text.clone(),
            },
        },
        due_on,
    })
}

async fn letter_facts(
    app: &App,
    context: &Context,
    situation: &Situation,
    decided: &Decided,
) -> Result<Facts, Error> {
    let conn = app.db.read();
    let person = sealing::person(app, conn, &situation.file).await?;
    let writer = super::name_of(conn, context, Some(context.person()?)).await?;
    let facts = letters::facts_of(app, &situation.file, person, writer).await?;
    Ok(Facts {
        day: decided.decided_on.unwrap_or(facts.day),
        person_due_on: decided.person_due_on,
        legal_basis: decided.text.legal_basis.clone(),
        text: decided.text.text.clone(),
        ..facts
    })
}

fn missing(context: &Context, fields: &[crate::model::LetterField]) -> Vec<(String, String)> {
    let names: Vec<_> = fields.iter().map(|field| field.name()).collect();
    let text = context.t_with(
        "cases-letter-missing",
        &[("fields", names.join(", ").into())],
    );
    vec![("schreiben".to_owned(), text)]
}

/// Does what the pressed button says: look at the letter, end the step, or plan it anew.
pub async fn act(
    State(app): State<App>,
    context: Context,
    Path((case, step)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Error> {
    let situation = Situation::load(&app, &context, (&case, &step)).await?;
    let typed = Typed::of(&fields);
    let read = match read(&context, &typed) {
        Ok(read) => read,
        Err(errors) => return show(&app, &context, &situation, typed, None, errors).await,
    };
    if fields.text("aktion") == "planen" {
        return plan_anew(&app, &context, &situation, &fields, (read, typed)).await;
    }
    let template = situation.template(&typed.letter).cloned();
    let letter = template.and_then(|template| {
        let text = LetterText::parse(&template.text).ok()?;
        Some((template.title, text))
    });
    let facts = letter_facts(&app, &context, &situation, &read.decided).await?;
    if fields.text("aktion") == "vorschau" {
        let preview = letter.map(|(title, text)| {
            let (text, _) = text.fill(|field| facts.value(field));
            let paragraphs = text.split("\n\n").map(|one| one.trim().to_owned());
            (title, paragraphs.collect())
        });
        let by = context.person()?;
        note_access(&app, &situation.file, EventKind::Read, "", by).await?;
        return show(&app, &context, &situation, typed, preview, Vec::new()).await;
    }
    let file = &situation.file;
    let mut deed = match begin(&app, &context, file, &fields, &[CaseState::Open]).await? {
        Ok(deed) => deed,
        Err(page) => return Ok(page),
    };
    if let Some((title, text)) = &letter {
        let step = Some(situation.step.id);
        let written = letters::write(&mut deed, step, (title, text), &facts).await?;
        if let Written::Missing(fields) = written {
            drop(deed);
            let errors = missing(&context, &fields);
            return show(&app, &context, &situation, typed, None, errors).await;
        }
    }
    let step = situation.step.clone();
    end_step(&mut deed, step, StepState::Done, read.decided).await?;
    let file = deed.commit(actions::CASE_WORK, "step-done").await?;
    let text = context.t_with(
        "cases-step-done-done",
        &[("step", situation.step.title.as_str().into())],
    );
    done(&context, &file, text).await
}

async fn plan_anew(
    app: &App,
    context: &Context,
    situation: &Situation,
    fields: &Fields,
    (read, typed): (Read, Typed),
) -> Result<Response, Error> {
    let file = &situation.file;
    let wanted: Option<PersonId> = typed.assignee.parse().ok();
    let workers = workers(app, file.office).await?;
    let assignee = workers
        .into_iter()
        .map(|(id, _)| id)
        .find(|id| Some(*id) == wanted);
    let deed = match begin(app, context, file, fields, &[CaseState::Open]).await? {
        Ok(deed) => deed,
        Err(page) => return Ok(page),
    };
    let step = Step {
        due_on: read.due_on.unwrap_or(situation.step.due_on),
        assignee,
        ..situation.step.clone()
    };
    store::steps::save(&deed.tx, &step).await?;
    let file = deed.commit(actions::CASE_WORK, "step-planned").await?;
    done(context, &file, context.t("cases-step-planned-done")).await
}
