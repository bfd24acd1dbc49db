// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Release policies: the list, one of them, the workshop in which they are written, the decision of the data
//! protection officer, the report, and two side by side.

use std::collections::HashMap;

use anonymity::forwarding::Hierarchies;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use directory::Organisation;
use forms::FormSpec;
use http::StatusCode;
use kernel::{Action, FormVersionId, Resource};
use serde::Deserialize;
use uuid::Uuid;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::new_collection_fields::{form as offered_form, form_fault};
use super::{person_name, review};
use crate::model::{KeptPolicy, PolicyStatus, PolicyStep};
use crate::policies::{self, Preset};
use crate::{actions, compiled, store};

pub mod compare;
pub mod decision;
mod describe;
pub mod discard;
mod noise;
pub mod report;
mod shown;
mod typed;
pub mod workshop;

use describe::{Change, Said};

/// The list.
pub const PATH: &str = "/freigaberegeln";

/// Where a policy is.
pub fn path_of(policy: Uuid) -> String {
    format!("{PATH}/{policy}")
}

/// The state, if the actor may do `action` with its policies.
async fn state(app: &App, context: &Context, action: Action) -> Result<Organisation, Error> {
    let state = directory::state(app.db.read()).await?;
    context.allow(action, &Resource::of_state(state.id))?;
    Ok(state)
}

/// Whether the actor reads all policies of the state. Offices read those that were signed.
async fn reads_all(app: &App, context: &Context) -> Result<bool, Error> {
    let state = directory::state(app.db.read()).await?;
    if context.may(actions::POLICY_READ, &Resource::of_state(state.id)) {
        return Ok(true);
    }
    let offices = review::offices(app, context, actions::POLICY_READ).await?;
    if offices.is_empty() {
        context.allow(actions::POLICY_READ, &Resource::of_state(state.id))?;
    }
    Ok(false)
}

/// A policy that the actor may read.
async fn load(app: &App, context: &Context, text: &str) -> Result<KeptPolicy, Error> {
    let id: Uuid = text.parse().map_err(|_| Error::NotFound)?;
    let all = reads_all(app, context).await?;
    store::policies::find(app.db.read(), id)
        .await?
        .filter(|policy| all || policy.status.was_signed())
        .ok_or(Error::NotFound)
}

/// A policy with which the actor may do `action`.
async fn load_for(
    app: &App,
    context: &Context,
    action: Action,
    text: &str,
) -> Result<KeptPolicy, Error> {
    let policy = load(app, context, text).await?;
    context.allow(action, &Resource::of_state(policy.state))?;
    Ok(policy)
}

fn known_version(fields: &Fields) -> i64 {
    fields.text("version").parse().unwrap_or(-1)
}

fn outdated(context: &Context) -> Error {
    Error::Conflict(context.t("reporting-policy-outdated"))
}

/// The form of a policy with everything that a policy can name.
struct Form {
    spec: FormSpec,
    title: String,
    fields: Vec<policies::PolicyField>,
    hierarchies: Hierarchies,
}

async fn form_of(app: &App, context: &Context, version: FormVersionId) -> Result<Form, Error> {
    let conn = app.db.read();
    let form = compiled::form(conn, version).await?;
    let spec = form.spec().clone();
    let hierarchies = policies::hierarchies(conn, &spec).await?;
    Ok(Form {
        title: form_title(app, context, version).await?,
        fields: policies::fields(&spec, &hierarchies),
        spec,
        hierarchies,
    })
}

async fn form_title(app: &App, context: &Context, version: FormVersionId) -> Result<String, Error> {
    let titles = form_titles(app, context).await?;
    Ok(titles.get(&version).cloned().unwrap_or_default())
}

async fn form_titles(
    app: &App,
    context: &Context,
) -> Result<HashMap<FormVersionId, String>, Error> {
    let published = store::published::all(app.db.read()).await?;
    let tag = context.lang().tag();
    Ok(published
        .into_iter()
        .map(|form| {
            let title = context.t_with(
                "reporting-form-version",
                &[
                    ("title", form.title.get(tag).into()),
                    ("number", form.number.into()),
                ],
            );
            (form.id, title)
        })
        .collect())
}

/// What a policy is called.
pub fn title_of(context: &Context, policy: &KeptPolicy, form: &str) -> String {
    context.t_with(
        "reporting-policy-title",
        &[("number", policy.number.into()), ("form", form.into())],
    )
}

fn crumbs(context: &Context, further: Vec<Crumb>) -> Vec<Crumb> {
    let mut crumbs = vec![Crumb::new(context.t("reporting-nav-policies"), PATH)];
    crumbs.extend(further);
    crumbs
}

#[derive(Template)]
#[template(path = "reporting/policies.html")]
struct ListPage {
    page: Page,
    lines: Vec<Line>,
    may_write: bool,
    may_compare: bool,
}

struct Line {
    href: String,
    form: String,
    number: i64,
    status: PolicyStatus,
    at: String,
    minimum: i64,
    path: &'static str,
}

/// The list.
pub async fn page(State(app): State<App>, context: Context) -> Result<Html<String>, Error> {
    let all = reads_all(&app, &context).await?;
    let state = directory::state(app.db.read()).await?;
    let titles = form_titles(&app, &context).await?;
    let found = store::policies::all(app.db.read()).await?;
    let lines: Vec<Line> = found
        .into_iter()
        .filter(|policy| all || policy.status.was_signed())
        .map(|policy| Line {
            href: path_of(policy.id),
            form: titles
                .get(&policy.form_version)
                .cloned()
                .unwrap_or_default(),
            number: policy.number,
            status: policy.status,
            at: web::format::moment(context.lang(), last_step(&policy).at),
            minimum: i64::from(policy.content.minimum),
            path: describe::path_name(policy.content.path),
        })
        .collect();
    let title = context.t("reporting-nav-policies");
    render(&ListPage {
        page: context.page(&title, crumbs(&context, Vec::new())),
        may_compare: lines.len() > 1,
        lines,
        may_write: context.may(actions::POLICY_WRITE, &Resource::of_state(state.id)),
    })
}

fn last_step(policy: &KeptPolicy) -> PolicyStep {
    let steps = [policy.decided, policy.submitted];
    let last = steps.into_iter().flatten();
    last.fold(
        policy.written,
        |last, step| {
            if step.at >= last.at { step } else { last }
        },
    )
}

/// The query of the page of a new policy.
#[derive(Debug, Default, Deserialize)]
pub struct Wish {
    #[serde(default)]
    formular: String,
}

#[derive(Template)]
#[template(path = "reporting/policy_new.html")]
struct NewPage {
    page: Page,
    forms: Vec<(String, String, bool)>,
    presets: Vec<(&'static str, bool)>,
    errors: Vec<(String, String)>,
}

impl NewPage {
    fn error(&self, name: &str) -> &str {
        shown::error(&self.errors, name)
    }
}

/// Asks for which form a policy is to be written.
pub async fn new_page(
    State(app): State<App>,
    context: Context,
    Query(wish): Query<Wish>,
) -> Result<Html<String>, Error> {
    state(&app, &context, actions::POLICY_WRITE).await?;
    show_new(&app, &context, &wish.formular, Vec::new()).await
}

async fn show_new(
    app: &App,
    context: &Context,
    chosen: &str,
    errors: Vec<(String, String)>,
) -> Result<Html<String>, Error> {
    let titles = form_titles(app, context).await?;
    let offered = store::published::offered(app.db.read()).await?;
    let title = context.t("reporting-policy-new");
    let last = Crumb::new(&title, format!("{PATH}/neu"));
    render(&NewPage {
        page: context.page(&title, crumbs(context, vec![last])),
        forms: offered
            .into_iter()
            .map(|form| {
                let id = form.id.to_string();
                let is_chosen = id == chosen;
                let title = titles.get(&form.id).cloned().unwrap_or_default();
                (id, title, is_chosen)
            })
            .collect(),
        presets: Preset::ALL
            .iter()
            .map(|preset| (preset.name(), *preset == Preset::SingleCase))
            .collect(),
        errors,
    })
}

/// Begins a policy with what is suggested for its form.
pub async fn create(
    State(app): State<App>,
    context: Context,
    fields: Fields,
) -> Result<Response, Error> {
    let state = state(&app, &context, actions::POLICY_WRITE).await?;
    let chosen = fields.text("formular");
    let found = offered_form(&app, chosen).await?;
    let fault = match &found {
        None => Some("reporting-fault-form-missing"),
        Some((_, spec)) => form_fault(spec),
    };
    if let Some(key) = fault {
        let errors = vec![("formular".to_owned(), context.t(key))];
        let html = show_new(&app, &context, chosen, errors).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, html).into_response());
    }
    let Some((version, spec)) = found else {
        return Err(Error::NotFound);
    };
    let hierarchies = policies::hierarchies(app.db.read(), &spec).await?;
    let mut content = policies::suggested(&spec, version, &state.name, &hierarchies);
    if let Ok(preset) = fields.text("vorlage").parse::<Preset>() {
        policies::apply(preset, &mut content);
    }
    let by = context.person()?;
    let kept = policies::add(&app, state.id, version, content, None, by).await?;
    Ok(Redirect::to(&format!("{}/werkstatt", path_of(kept.id))).into_response())
}

#[derive(Template)]
#[template(path = "reporting/policy.html")]
struct PolicyPage {
    page: Page,
    path: String,
    status: PolicyStatus,
    version: i64,
    form: String,
    hash: String,
    written: (String, String),
    submitted: Option<(String, String)>,
    decided: Option<(String, String)>,
    reason: String,
    general: Vec<Said>,
    fields: Vec<Said>,
    figures: Option<shown::FiguresView>,
    base: Option<(String, String)>,
    changes: Vec<Change>,
    open_points: Vec<String>,
    has_report: bool,
    may_edit: bool,
    may_discard: bool,
    may_submit: bool,
    may_decide: bool,
    own_work: bool,
    may_change: bool,
}

async fn step_text(
    app: &App,
    context: &Context,
    step: PolicyStep,
) -> Result<(String, String), Error> {
    let name = person_name(app.db.read(), context, Some(step.by)).await?;
    Ok((web::format::moment(context.lang(), step.at), name))
}

/// One policy.
pub async fn detail(
    State(app): State<App>,
    context: Context,
    Path(policy): Path<String>,
) -> Result<Html<String>, Error> {
    let kept = load(&app, &context, &policy).await?;
    let form = form_of(&app, &context, kept.form_version).await?;
    let place = Resource::of_state(kept.state);
    let writes = context.may(actions::POLICY_WRITE, &place);
    let signs = context.may(actions::POLICY_SIGN, &place);
    let writers = store::policies::writers(app.db.read(), kept.id).await?;
    let decidable = kept.decidable_by(context.person()?, &writers).is_ok();
    let names = shown::Names::of(&app, &context, &form).await?;
    let words = describe::Words::new(&context, &form, &names);
    let (base, changes) = match kept.based_on {
        Some(id) => match store::policies::find(app.db.read(), id).await? {
            Some(base) => {
                let link = (path_of(id), title_of(&context, &base, &form.title));
                (Some(link), words.changes(&base.content, &kept.content))
            }
            None => (None, Vec::new()),
        },
        None => (None, Vec::new()),
    };
    let open_points = if kept.status.is_open() {
        typed::Typed::of(&form, &kept.content)
            .draft(&context, &form, &kept.content)
            .1
            .into_iter()
            .map(|fault| fault.text)
            .collect()
    } else {
        Vec::new()
    };
    let submitted = match kept.submitted {
        Some(step) => Some(step_text(&app, &context, step).await?),
        None => None,
    };
    let decided = match kept.decided {
        Some(step) => Some(step_text(&app, &context, step).await?),
        None => None,
    };
    let title = title_of(&context, &kept, &form.title);
    let path = path_of(kept.id);
    let last = vec![Crumb::new(&title, &path)];
    render(&PolicyPage {
        page: context.page(&title, crumbs(&context, last)),
        status: kept.status,
        version: kept.version,
        hash: kept.hash.clone().unwrap_or_default(),
        written: step_text(&app, &context, kept.written).await?,
        submitted,
        decided,
        reason: kept.reason.clone(),
        general: words.general(&kept.content),
        fields: words.fields(&kept.content),
        figures: kept
            .figures
            .as_ref()
            .filter(|_| !kept.status.is_open())
            .map(|figures| {
                let source = context.t("reporting-policy-source-invented");
                shown::FiguresView::of(
                    &context,
                    &form,
                    &names,
                    &kept.content,
                    (figures, shown::Tried::Invented),
                    source,
                )
            }),
        base,
        changes,
        has_report: report::exists(&kept),
        may_edit: writes && kept.status.is_open(),
        may_discard: writes && kept.status == PolicyStatus::Draft,
        may_submit: writes && kept.status.is_open() && open_points.is_empty(),
        may_decide: signs && decidable,
        own_work: signs && !decidable && kept.status == PolicyStatus::Submitted,
        may_change: writes && kept.status.was_signed(),
        open_points,
        form: form.title.clone(),
        path,
    })
}

/// Submits a policy to the data protection officer, with the figures that it comes to now.
pub async fn submit(
    State(app): State<App>,
    context: Context,
    Path(policy): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let kept = load_for(&app, &context, actions::POLICY_WRITE, &policy).await?;
    if !kept.status.is_open() || known_version(&fields) != kept.version {
        return Err(outdated(&context));
    }
    let form = form_of(&app, &context, kept.form_version).await?;
    let faults = typed::Typed::of(&form, &kept.content)
        .draft(&context, &form, &kept.content)
        .1;
    let made = kept.policy();
    let (Ok(made), true) = (made, faults.is_empty()) else {
        context
            .flash("warning", context.t("reporting-policy-not-complete"))
            .await?;
        return Ok(Redirect::to(&format!("{}/werkstatt", path_of(kept.id))).into_response());
    };
    let last = shown::last_week(&app);
    let figures = policies::try_invented(&made, &form.fields, &form.hierarchies, last)
        .await
        .map_err(shown::failed)?;
    let by = context.person()?;
    match policies::submit(&app, &kept, kept.version, (&made, figures.as_ref()), by).await? {
        policies::Deed::Outdated => Err(outdated(&context)),
        policies::Deed::Done => {
            context
                .flash("success", context.t("reporting-policy-submitted-done"))
                .await?;
            Ok(Redirect::to(&path_of(kept.id)).into_response())
        }
    }
}

/// Begins a policy that changes a signed one.
pub async fn change(
    State(app): State<App>,
    context: Context,
    Path(policy): Path<String>,
) -> Result<Redirect, Error> {
    let kept = load_for(&app, &context, actions::POLICY_WRITE, &policy).await?;
    if !kept.status.was_signed() {
        return Err(outdated(&context));
    }
    let by = context.person()?;
    let (state, version) = (kept.state, kept.form_version);
    let new = policies::add(&app, state, version, kept.content, Some(kept.id), by).await?;
    Ok(Redirect::to(&format!("{}/werkstatt", path_of(new.id))))
}
