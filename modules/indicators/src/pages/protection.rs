// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Plans of tables: the agency's workshop, and the page that tells everybody what was done to the numbers.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderMap, StatusCode};
use kernel::{Action, Resource};
use serde::Deserialize;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::public;
use crate::cases::shelf::CaseShelf;
use crate::protection::plan::{Plan, Scheme, TOWNS, Wishes, YEARS};
use crate::protection::publishing;
use crate::protection::{KeptPlan, PlanState, TablePreview};
use crate::sets::{DataSet, Publication, SetKey, SetKind, title};
use crate::{actions, store};

/// Where everybody reads how the numbers of a set are protected.
pub(crate) fn why_of(set: &SetKey) -> String {
    format!("/veroeffentlichung/{set}")
}

fn plan_path(set: &SetKey) -> String {
    format!("{}/{set}/plan", super::sets::PATH)
}

async fn may(app: &App, context: &Context, action: Action) -> Result<(), Error> {
    let state = directory::state(app.db.read()).await?;
    context.allow(action, &Resource::of_state(state.id))
}

async fn find(app: &App, set: &str) -> Result<DataSet, Error> {
    let key: SetKey = set.parse().map_err(|_| Error::NotFound)?;
    let found = store::sets::find(app.db.read(), &key).await?;
    // Plans are about tables of counts by disease.
    let found = found.filter(|set| set.kind == SetKind::Cases);
    found.ok_or(Error::NotFound)
}

/// A plan in words.
struct PlanView {
    number: i64,
    scheme: &'static str,
    minimum: i64,
    deviation: i64,
    /// The standard deviation of the noise.
    usual: String,
    floor: i64,
    wait: i64,
    tables: Vec<String>,
}

impl PlanView {
    fn of(context: &Context, number: i64, plan: &Plan) -> Self {
        let wishes = Wishes::of(plan);
        Self {
            number,
            scheme: wishes.scheme.name(),
            minimum: wishes.minimum.into(),
            deviation: wishes.deviation.into(),
            usual: web::format::decimal(context.lang(), wishes.variance.sqrt(), 1),
            floor: i64::try_from(wishes.floor).unwrap_or(i64::MAX),
            wait: wishes.wait.into(),
            tables: plan
                .tables
                .tables
                .iter()
                .map(|table| table.name.clone())
                .collect(),
        }
    }
}

/// A table of a preview.
struct PreviewView {
    table: String,
    periods: i64,
    cells: i64,
    zero: i64,
    exact: i64,
    changed: i64,
    left_out: i64,
}

fn preview_view(one: &TablePreview) -> PreviewView {
    let signed = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    PreviewView {
        table: one.table.clone(),
        periods: signed(one.periods),
        cells: signed(one.cells),
        zero: signed(one.zero),
        exact: signed(one.exact),
        changed: signed(one.changed),
        left_out: signed(one.left_out),
    }
}

/// What is typed into the form, as it was typed.
struct Typed {
    scheme: Scheme,
    minimum: String,
    deviation: String,
    variance: String,
    floor: String,
    wait: String,
    years: bool,
    towns: bool,
}

impl Typed {
    fn of(context: &Context, wishes: &Wishes) -> Self {
        let variance = web::format::decimal(context.lang(), wishes.variance, 1);
        Self {
            scheme: wishes.scheme,
            minimum: wishes.minimum.to_string(),
            deviation: wishes.deviation.to_string(),
            variance,
            floor: wishes.floor.to_string(),
            wait: wishes.wait.to_string(),
            years: wishes.years,
            towns: wishes.towns,
        }
    }

    fn read(fields: &Fields) -> Self {
        let text = |name: &str| fields.text(name).trim().to_owned();
        Self {
            scheme: fields.text("verfahren").parse().unwrap_or(Scheme::Noise),
            minimum: text("mindestens"),
            deviation: text("abweichung"),
            variance: text("varianz"),
            floor: text("einwohner"),
            wait: text("wochen"),
            years: fields.has("jahre"),
            towns: fields.has("gemeinden"),
        }
    }

    /// What is wished, or the first field that is no number.
    fn wishes(&self) -> Result<Wishes, &'static str> {
        let whole = |text: &str| text.replace('.', "");
        Ok(Wishes {
            scheme: self.scheme,
            minimum: whole(&self.minimum).parse().map_err(|_| "mindestens")?,
            deviation: whole(&self.deviation).parse().map_err(|_| "abweichung")?,
            variance: (self.variance.replace(',', ".").parse().ok())
                .filter(|variance: &f64| variance.is_finite())
                .ok_or("varianz")?,
            floor: whole(&self.floor).parse().map_err(|_| "einwohner")?,
            wait: self.wait.parse().map_err(|_| "wochen")?,
            years: self.years,
            towns: self.towns,
        })
    }
}

#[derive(Template)]
#[template(path = "indicators/plan.html")]
struct PlanPage {
    page: Page,
    set: String,
    path: String,
    why: String,
    version: i64,
    protected: bool,
    may_import: bool,
    on: Option<PlanView>,
    on_fault: String,
    editions: i64,
    draft: Option<Draft>,
    typed: Typed,
    errors: Vec<(String, String)>,
}

impl PlanPage {
    fn error(&self, name: &str) -> String {
        let found = self.errors.iter().find(|(field, _)| field == name);
        found.map_or(String::new(), |(_, text)| text.clone())
    }

    fn noise(&self) -> bool {
        self.typed.scheme == Scheme::Noise
    }
}

/// A plan that waits.
struct Draft {
    view: PlanView,
    previews: Vec<PreviewView>,
    counted: bool,
    fault: String,
    done: i64,
    total: i64,
}

fn draft_view(context: &Context, plan: &KeptPlan) -> Draft {
    let previews = plan.preview.as_deref().unwrap_or_default();
    Draft {
        view: PlanView::of(context, plan.number, &plan.plan),
        previews: previews.iter().map(preview_view).collect(),
        counted: plan.preview.is_some(),
        fault: plan.fault.clone().unwrap_or_default(),
        done: plan.done,
        total: plan.total,
    }
}

async fn page(
    app: &App,
    context: &Context,
    set: &DataSet,
    typed: Option<Typed>,
    errors: Vec<(String, String)>,
) -> Result<Response, Error> {
    let conn = app.db.read();
    let plans = store::protection::plans(conn, &set.key).await?;
    let editions = store::protection::editions(conn, &set.key).await?;
    let on = plans.iter().find(|plan| plan.state == PlanState::On);
    let draft = plans.first().filter(|plan| plan.state == PlanState::Draft);
    let latest = plans.first().map(|plan| Wishes::of(&plan.plan));
    let wishes = latest.unwrap_or_else(|| Wishes::preset(Scheme::Noise));
    let path = plan_path(&set.key);
    let heading = context.t_with(
        "indicators-plan-title",
        &[("set", title(set, context.lang()).into())],
    );
    let way = vec![
        Crumb::new(context.t("directory-administration-title"), "/verwaltung"),
        Crumb::new(context.t("indicators-sets-title"), super::sets::PATH),
        Crumb::new(&heading, &path),
    ];
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let html = render(&PlanPage {
        page: context.page(&heading, way),
        set: title(set, context.lang()),
        path,
        why: why_of(&set.key),
        version: set.version,
        protected: set.publication == Publication::Protected,
        may_import: may(app, context, actions::SET_IMPORT).await.is_ok(),
        on_fault: on.and_then(|plan| plan.fault.clone()).unwrap_or_default(),
        on: on.map(|plan| PlanView::of(context, plan.number, &plan.plan)),
        editions: i64::try_from(editions.len()).unwrap_or(i64::MAX),
        draft: draft.map(|plan| draft_view(context, plan)),
        typed: typed.unwrap_or_else(|| Typed::of(context, &wishes)),
        errors,
    })?;
    Ok((status, html).into_response())
}

/// A preset that somebody wants to begin with.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Preset {
    vorgabe: String,
}

/// The plans of a set.
pub(crate) async fn plan(
    State(app): State<App>,
    context: Context,
    Path(set): Path<String>,
    Query(preset): Query<Preset>,
) -> Result<Response, Error> {
    may(&app, &context, actions::SET_READ).await?;
    let set = find(&app, &set).await?;
    let scheme = preset.vorgabe.parse::<Scheme>().ok();
    let typed = scheme.map(|scheme| Typed::of(&context, &Wishes::preset(scheme)));
    page(&app, &context, &set, typed, Vec::new()).await
}

/// Writes a plan, if it has no faults.
pub(crate) async fn write(
    State(app): State<App>,
    context: Context,
    Path(set): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    may(&app, &context, actions::SET_IMPORT).await?;
    let set = find(&app, &set).await?;
    let typed = Typed::read(&fields);
    let wishes = match typed.wishes() {
        Ok(wishes) => wishes,
        Err(field) => {
            let errors = vec![(field.to_owned(), context.t("indicators-plan-no-number"))];
            return page(&app, &context, &set, Some(typed), errors).await;
        }
    };
    let before = publishing::published_under(&app, &set.key).await?;
    let plan = publishing::planned(&app, &set, &wishes, before.first()).await?;
    let errors: Vec<(String, String)> = plan
        .faults(&before)
        .iter()
        .map(|fault| {
            let text = context.t_with("indicators-plan-fault", &[("fault", fault.key().into())]);
            (field_of(fault.key()).to_owned(), text)
        })
        .collect();
    if !errors.is_empty() {
        return page(&app, &context, &set, Some(typed), errors).await;
    }
    publishing::draft(&app, &set, &plan, Some(context.person()?)).await?;
    context
        .flash("success", context.t("indicators-plan-written"))
        .await?;
    Ok(Redirect::to(&plan_path(&set.key)).into_response())
}

/// The field at which a fault is told.
fn field_of(fault: &str) -> &'static str {
    match fault {
        "minimum" => "mindestens",
        "deviation" | "too-narrow" => "abweichung",
        "variance" => "varianz",
        "floor" => "einwohner",
        "wait" => "wochen",
        "towns-left-out" => "gemeinden",
        "dimensions" | "linked" => "jahre",
        _ => "verfahren",
    }
}

/// Publishes the set under a plan that was counted.
pub(crate) async fn switch_on(
    shelf: Arc<CaseShelf>,
    State(app): State<App>,
    context: Context,
    Path((set, number)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Error> {
    may(&app, &context, actions::SET_IMPORT).await?;
    let mut set = find(&app, &set).await?;
    let plans = store::protection::plans(app.db.read(), &set.key).await?;
    // Only the latest plan can be switched on: whoever wrote it has seen the others.
    let plan = plans.into_iter().next();
    let plan = plan.filter(|plan| plan.number.to_string() == number);
    let outdated = || Error::Conflict(context.t("indicators-set-outdated"));
    let plan = plan.ok_or_else(outdated)?;
    if plan.preview.is_none() {
        return Err(Error::Invalid(context.t("indicators-plan-not-counted")));
    }
    let before = publishing::published_under(&app, &set.key).await?;
    if !plan.plan.faults(&before).is_empty() {
        return Err(outdated());
    }
    set.version = fields.text("version").parse().unwrap_or(-1);
    if !publishing::switch_on(&app, &set, &plan, Some(context.person()?)).await? {
        return Err(outdated());
    }
    shelf.expire();
    context
        .flash("success", context.t("indicators-set-protected"))
        .await?;
    Ok(Redirect::to(&plan_path(&set.key)).into_response())
}

#[derive(Template)]
#[template(path = "indicators/protection.html")]
struct WhyPage {
    page: Page,
    set: String,
    view: PlanView,
    as_of: String,
    last_week: String,
    years: bool,
    towns: bool,
}

/// How the numbers of a set are protected, for everybody.
pub(crate) async fn why(
    shelf: Arc<CaseShelf>,
    State(app): State<App>,
    context: Context,
    Path(set): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let cases = shelf.visible(&app, &context).await?;
    let set = cases.sets.iter().find(|one| one.set.key.as_str() == set);
    let set = set.ok_or(Error::NotFound)?;
    let set = set.public.as_ref().unwrap_or(set);
    let plan = set.published().ok_or(Error::NotFound)?.plan();
    let heading = context.t("indicators-protection-title");
    let way = vec![
        Crumb::new(context.t("shell-home"), "/"),
        Crumb::new(context.t("indicators-cases-title"), super::cases::PATH),
        Crumb::new(&heading, why_of(&set.set.key)),
    ];
    let html = render(&WhyPage {
        page: context.page(&heading, way),
        set: title(&set.set, context.lang()),
        view: PlanView::of(&context, 0, plan),
        as_of: web::format::date(context.lang(), set.version.as_of),
        last_week: web::format::week(context.lang(), set.last()),
        years: plan.table(YEARS).is_some(),
        towns: plan.table(TOWNS).is_some(),
    })?;
    Ok(public(&headers, html.into_response()))
}
