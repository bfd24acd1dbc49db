// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How a set is watched, what its looks came to, and looking at it now.

mod typed;

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderName, HeaderValue, StatusCode};
use kernel::Id;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, format, render};

use super::plans::agency;
use super::{PLANS, crumbs, error_of, known, path_of_plan, person_name, status_of};
use crate::model::{
    Bound, Depth, InterventionKind, LONGEST_REASON, Method, Run, RunState, WatchPlan,
};
use crate::store::plans::KeptPlan;
use crate::watching::{self, Begun};
use crate::words::Words;
use crate::{actions, note, store};
use typed::Typed;

/// How many looks and how many versions are listed.
const SHOWN: i64 = 20;
/// After how many seconds the page is asked for again during a look.
const AGAIN: &str = "2";

#[derive(Template)]
#[template(path = "surveillance/plan.html")]
struct PlanPage {
    page: Page,
    path: String,
    run_path: String,
    version: i64,
    typed: Typed,
    saved: bool,
    active: bool,
    running: Option<(i64, i64)>,
    diseases: Vec<(String, String)>,
    runs: Vec<RunLine>,
    versions: Vec<VersionLine>,
    errors: Vec<(String, String)>,
    longest: usize,
}

impl PlanPage {
    fn error(&self, name: &str) -> String {
        error_of(&self.errors, name)
    }

    /// The name of a field of an intervention.
    #[expect(
        clippy::unused_self,
        clippy::trivially_copy_pass_by_ref,
        reason = "the template calls it, with references"
    )]
    fn name_at(&self, field: &str, at: &usize) -> String {
        format!("{field}{at}")
    }

    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "the template calls it with references"
    )]
    fn error_at(&self, field: &str, at: &usize) -> String {
        self.error(&self.name_at(field, at))
    }

    fn methods(&self) -> Vec<(&'static str, bool)> {
        chosen(Method::ALL.iter().map(|one| one.name()), &self.typed.method)
    }

    fn bounds(&self) -> Vec<(&'static str, bool)> {
        chosen(Bound::ALL.iter().map(|one| one.name()), &self.typed.bound)
    }

    #[expect(clippy::unused_self, reason = "the template calls it")]
    fn depths(&self, now: &str) -> Vec<(&'static str, bool)> {
        chosen(Depth::ALL.iter().map(|one| one.name()), now)
    }

    #[expect(clippy::unused_self, reason = "the template calls it")]
    fn kinds(&self, now: &str) -> Vec<(&'static str, bool)> {
        chosen(InterventionKind::ALL.iter().map(|one| one.name()), now)
    }
}

fn chosen(names: impl Iterator<Item = &'static str>, now: &str) -> Vec<(&'static str, bool)> {
    names.map(|name| (name, name == now)).collect()
}

struct RunLine {
    at: String,
    who: String,
    state: RunState,
    as_of: String,
    series: i64,
    tally: String,
    found: String,
}

struct VersionLine {
    at: String,
    who: String,
    what: String,
}

/// The page.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(set): Path<String>,
) -> Result<Response, Error> {
    agency(&app, &context, actions::SIGNAL_CONFIGURE).await?;
    let kept = store::plans::current(app.db.read(), &set).await?;
    let plan = kept
        .as_ref()
        .map_or_else(WatchPlan::default, |kept| kept.plan.clone());
    let typed = Typed::of(&plan, context.lang());
    show(&app, &context, &set, (kept.as_ref(), typed), Vec::new()).await
}

async fn show(
    app: &App,
    context: &Context,
    set: &str,
    (kept, typed): (Option<&KeptPlan>, Typed),
    errors: Vec<(String, String)>,
) -> Result<Response, Error> {
    let conn = app.db.read();
    let lang = context.lang();
    let words = Words::of(app, lang).await?;
    let found = words.sets.iter().find(|one| one.key() == set);
    let found = found.ok_or(Error::NotFound)?;
    let mut runs = Vec::new();
    let mut running = None;
    for run in store::runs::newest(conn, set, SHOWN).await? {
        let given_up = run.state == RunState::Running && !jobs::is_pending(conn, run.job).await?;
        if run.state == RunState::Running && !given_up {
            running = running.or(Some((run.series_done, run.series_all)));
        }
        runs.push(run_line(app, context, &run, given_up).await?);
    }
    let mut diseases: Vec<(String, String)> = found
        .diseases()
        .iter()
        .map(|key| (key.clone(), found.disease(key, lang)))
        .collect();
    diseases.sort_by(|a, b| a.1.cmp(&b.1));
    let title = found.title(lang);
    let way = vec![
        Crumb::new(context.t("surveillance-plans-title"), PLANS),
        Crumb::new(&title, path_of_plan(set)),
    ];
    let heading = context.t_with("surveillance-plan-title", &[("set", title.into())]);
    let status = status_of(&errors);
    let html = render(&PlanPage {
        page: context.page(heading, crumbs(context, way)),
        path: path_of_plan(set),
        run_path: format!("{}/suchen", path_of_plan(set)),
        version: kept.map_or(0, |kept| kept.version),
        saved: kept.is_some(),
        active: kept.is_some_and(|kept| kept.plan.active),
        typed,
        running,
        diseases,
        runs,
        versions: versions(app, context, set).await?,
        errors,
        longest: LONGEST_REASON,
    })?;
    let mut response = (status, html).into_response();
    if running.is_some() && status == StatusCode::OK {
        let again = HeaderValue::from_static(AGAIN);
        let name = HeaderName::from_static("refresh");
        response.headers_mut().insert(name, again);
    }
    Ok(response)
}

async fn run_line(
    app: &App,
    context: &Context,
    run: &Run,
    given_up: bool,
) -> Result<RunLine, Error> {
    let lang = context.lang();
    let tally: Vec<String> = run
        .tally
        .iter()
        .map(|(what, count)| {
            context.t_with(
                "surveillance-tally",
                &[
                    ("what", what.as_str().into()),
                    ("count", format::integer(lang, *count).into()),
                ],
            )
        })
        .collect();
    Ok(RunLine {
        at: format::moment(lang, run.started_at),
        who: person_name(app, context, run.started_by).await?,
        state: if given_up {
            RunState::Failed
        } else {
            run.state
        },
        as_of: run
            .as_of
            .map_or_else(|| "–".to_owned(), |day| format::date(lang, day)),
        series: run.series_all,
        tally: tally.join("; "),
        found: context.t_with(
            "surveillance-look-found",
            &[
                ("new", run.signals_new.into()),
                ("again", run.signals_again.into()),
                ("gone", run.signals_gone.into()),
            ],
        ),
    })
}

async fn versions(app: &App, context: &Context, set: &str) -> Result<Vec<VersionLine>, Error> {
    let kept = store::plans::history(app.db.read(), set, SHOWN + 1).await?;
    let mut lines = Vec::new();
    let shown = usize::try_from(SHOWN).unwrap_or(usize::MAX);
    for (at, one) in kept.iter().enumerate().take(shown) {
        let what = match kept.get(at + 1) {
            Some(before) => {
                let changes = one.plan.changes(&before.plan).into_iter();
                let changes = changes.map(|what| {
                    context.t_with("surveillance-plan-change", &[("what", what.into())])
                });
                changes.collect::<Vec<_>>().join(", ")
            }
            None => String::new(),
        };
        let what = if what.is_empty() {
            context.t("surveillance-plan-made")
        } else {
            what
        };
        lines.push(VersionLine {
            at: format::moment(context.lang(), one.at),
            who: person_name(app, context, one.by).await?,
            what,
        });
    }
    Ok(lines)
}

/// Keeps a new version.
pub async fn save(
    State(app): State<App>,
    context: Context,
    Path(set): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    agency(&app, &context, actions::SIGNAL_CONFIGURE).await?;
    let conn = app.db.read();
    if indicators::watch::set(&app, &set).await?.is_none() {
        return Err(Error::NotFound);
    }
    let current = store::plans::current(conn, &set).await?;
    let typed = Typed::read(&fields);
    let plan = match typed.plan(&context) {
        Ok(plan) => plan,
        Err(errors) => {
            return show(&app, &context, &set, (current.as_ref(), typed), errors).await;
        }
    };
    let outdated = || Error::Conflict(context.t("surveillance-plan-outdated"));
    let before = current.as_ref().map_or(0, |kept| kept.version);
    if known(&fields) != before {
        return Err(outdated());
    }
    if current.as_ref().is_none_or(|kept| kept.plan != plan) {
        let by = context.person()?;
        let id = current.map(|kept| kept.id);
        let kept = KeptPlan {
            id: id.unwrap_or_else(|| Id::<()>::new(&*app.clock, &*app.chance).uuid()),
            set: set.clone(),
            version: before + 1,
            plan,
            by: Some(by),
            at: app.clock.now(),
        };
        let tx = app.db.begin().await?;
        if !store::plans::add(&tx, &kept).await? {
            return Err(outdated());
        }
        note::configured(&app, &tx, by, (kept.id, kept.version), "plan").await?;
        tx.commit().await?;
    }
    context
        .flash("success", context.t("surveillance-plan-saved"))
        .await?;
    Ok(Redirect::to(&path_of_plan(&set)).into_response())
}

/// Lets the set be looked at now.
pub async fn run(
    State(app): State<App>,
    context: Context,
    Path(set): Path<String>,
) -> Result<Redirect, Error> {
    agency(&app, &context, actions::SIGNAL_CONFIGURE).await?;
    if indicators::watch::set(&app, &set).await?.is_none() {
        return Err(Error::NotFound);
    }
    match watching::begin(&app, &set, Some(context.person()?)).await? {
        Begun::Begun(_) => {
            let text = context.t("surveillance-run-begun");
            context.flash("success", text).await?;
            Ok(Redirect::to(&path_of_plan(&set)))
        }
        Begun::UnderWay => Err(Error::Conflict(context.t("surveillance-run-under-way"))),
        Begun::NotWatched => Err(Error::Conflict(context.t("surveillance-run-unwatched"))),
    }
}

/// What a number may be, by the name of its field.
fn limits() -> BTreeMap<&'static str, (u32, u32)> {
    BTreeMap::from([
        ("jahre", WatchPlan::YEARS),
        ("vorgeschichte", WatchPlan::HISTORY),
        ("vorgeschichte_ears", WatchPlan::EARS_HISTORY),
        ("mindestfaelle", WatchPlan::LEAST_CASES),
        ("wochen", WatchPlan::WEEKS),
    ])
}
