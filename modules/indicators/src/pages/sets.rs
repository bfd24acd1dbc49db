// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Data sets at the state agency: what there is, reading a file, looking at it, taking it over, publishing.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use datasets::Description;
use http::StatusCode;
use kernel::{Action, Localized, Resource};
use web::form::{Fields, FieldsAndFiles};
use web::{App, Context, Crumb, Error, Page, render};

use crate::cases::shelf::CaseShelf;
use crate::sets::importing::{self, ImportError, ImportReport, LARGEST, Upload};
use crate::sets::{
    DataSet, Publication, SetKey, SetKind, SetVersion, VersionState, disease, title,
};
use crate::{actions, store};

/// All sets.
pub(crate) const PATH: &str = "/daten";
/// The largest body in bytes: the file and room for what is around it.
pub(crate) const BODY_LIMIT: usize = LARGEST + (512 << 10);
/// How many lines of one kind a page shows.
const SHOWN: usize = 20;

/// The agency lets the actor do this with its data.
async fn may(app: &App, context: &Context, action: Action) -> Result<(), Error> {
    let state = directory::state(app.db.read()).await?;
    context.allow(action, &Resource::of_state(state.id))
}

fn crumbs(context: &Context, further: Vec<Crumb>) -> Vec<Crumb> {
    let mut way = vec![
        Crumb::new(context.t("directory-administration-title"), "/verwaltung"),
        Crumb::new(context.t("indicators-sets-title"), PATH),
    ];
    way.extend(further);
    way
}

/// Where a version is.
fn path_of(version: &SetVersion) -> String {
    format!("{PATH}/{}/{}", version.set, version.number)
}

#[derive(Template)]
#[template(path = "indicators/sets.html")]
struct ListPage {
    page: Page,
    may_import: bool,
    sets: Vec<SetView>,
}

impl ListPage {
    /// Where it is said what is shown of a set.
    fn definitions(&self, set: &SetView) -> String {
        format!("{PATH}/{}/kennzahlen", set.key)
    }
}

struct SetView {
    key: String,
    title: String,
    kind: &'static str,
    /// Whether somebody can say what is shown of it.
    is_defined: bool,
    /// Where the public sees it.
    seen_at: &'static str,
    publication: &'static str,
    published: bool,
    badge: &'static str,
    version: i64,
    versions: Vec<VersionView>,
}

struct VersionView {
    href: String,
    number: String,
    as_of: String,
    state: &'static str,
    badge: &'static str,
    source_name: String,
    observations: i64,
    refused: i64,
}

fn version_view(context: &Context, version: &SetVersion, current: Option<i64>) -> VersionView {
    let (state, badge) = match version.state {
        VersionState::Staged => ("staged", "warning"),
        VersionState::Withdrawn => ("withdrawn", "neutral"),
        VersionState::Taken if Some(version.number) == current => ("current", "success"),
        VersionState::Taken => ("former", "neutral"),
    };
    VersionView {
        href: path_of(version),
        number: version.number.to_string(),
        as_of: web::format::date(context.lang(), version.as_of),
        state,
        badge,
        source_name: version.source_name.clone(),
        observations: version.observations,
        refused: version.refused,
    }
}

/// All sets with their versions.
pub(crate) async fn list(State(app): State<App>, context: Context) -> Result<Response, Error> {
    may(&app, &context, actions::SET_READ).await?;
    let may_import = may(&app, &context, actions::SET_IMPORT).await.is_ok();
    let conn = app.db.read();
    let mut sets = Vec::new();
    for set in store::sets::all(conn).await? {
        let versions = store::sets::versions(conn, &set.key).await?;
        let taken = versions
            .iter()
            .filter(|one| one.state == VersionState::Taken);
        let current = taken.map(|one| one.number).max();
        let published = set.publication == Publication::AsPublished;
        sets.push(SetView {
            key: set.key.to_string(),
            title: title(&set, context.lang()),
            kind: set.kind.name(),
            is_defined: set.kind != SetKind::Cases && current.is_some(),
            seen_at: match set.kind {
                SetKind::Cases => super::cases::PATH,
                SetKind::Measures | SetKind::Population => super::measures::PATH,
            },
            publication: set.publication.name(),
            published,
            badge: if published { "success" } else { "neutral" },
            version: set.version,
            versions: versions
                .iter()
                .map(|one| version_view(&context, one, current))
                .collect(),
        });
    }
    let title = context.t("indicators-sets-title");
    let page = context.page(title, crumbs(&context, Vec::new()));
    Ok(render(&ListPage {
        page,
        may_import,
        sets,
    })?
    .into_response())
}

#[derive(Template)]
#[template(path = "indicators/import.html")]
struct ImportPage {
    page: Page,
    typed: Typed,
    sets: Vec<(String, String)>,
    indicators: Vec<(&'static str, &'static str)>,
    megabytes: usize,
    errors: Vec<(String, String)>,
}

impl ImportPage {
    fn kinds(&self) -> &'static [SetKind] {
        SetKind::ALL
    }

    fn error(&self, name: &str) -> String {
        let found = self.errors.iter().find(|(field, _)| field == name);
        found.map_or(String::new(), |(_, text)| text.clone())
    }
}

/// What was typed.
#[derive(Debug, Default)]
struct Typed {
    set: String,
    kind: String,
    indicator: String,
    key: String,
    title_de: String,
    title_en: String,
    source: String,
    licence: String,
    attribution: String,
    as_of: String,
}

impl Typed {
    fn read(fields: &Fields) -> Self {
        let text = |name: &str| fields.text(name).trim().to_owned();
        Self {
            set: text("bestand"),
            kind: text("art"),
            indicator: text("indikator"),
            key: text("schluessel"),
            title_de: text("titel"),
            title_en: text("titel_en"),
            source: text("urheber"),
            licence: text("lizenz"),
            attribution: text("vermerk"),
            as_of: text("stand"),
        }
    }
}

async fn form(
    app: &App,
    context: &Context,
    typed: Typed,
    errors: Vec<(String, String)>,
) -> Result<Response, Error> {
    let heading = context.t("indicators-import-title");
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let sets = store::sets::all(app.db.read()).await?;
    let way = crumbs(context, vec![Crumb::new(&heading, "/daten/einlesen")]);
    let html = render(&ImportPage {
        page: context.page(&heading, way),
        typed,
        sets: sets
            .iter()
            .map(|set| (set.key.to_string(), title(set, context.lang())))
            .collect(),
        indicators: datasets::indicators()
            .iter()
            .map(|one| (one.key, crate::measured::name(one.key, context.lang())))
            .collect(),
        megabytes: LARGEST >> 20,
        errors,
    })?;
    Ok((status, html).into_response())
}

/// The form.
pub(crate) async fn import_page(
    State(app): State<App>,
    context: Context,
) -> Result<Response, Error> {
    may(&app, &context, actions::SET_IMPORT).await?;
    form(&app, &context, Typed::default(), Vec::new()).await
}

/// Reads a file and stages it.
pub(crate) async fn import(
    State(app): State<App>,
    context: Context,
    posted: FieldsAndFiles,
) -> Result<Response, Error> {
    may(&app, &context, actions::SET_IMPORT).await?;
    let typed = Typed::read(&posted.fields);
    let mut errors: Vec<(String, String)> = Vec::new();
    let mut wrong = |field: &str, key: &str| errors.push((field.to_owned(), context.t(key)));
    let new = typed.set.is_empty();
    let wanted = if new { &typed.key } else { &typed.set };
    let key = wanted.parse::<SetKey>().ok();
    if key.is_none() {
        wrong("schluessel", "indicators-import-key-wrong");
    }
    if new && typed.title_de.is_empty() {
        wrong("titel", "indicators-import-name-missing");
    }
    let as_of = match typed.as_of.as_str() {
        "" => None,
        text => {
            let day = text.parse().ok();
            if day.is_none() {
                wrong("stand", "indicators-import-as-of-wrong");
            }
            day
        }
    };
    let file = posted.files.into_iter().find(|file| file.field == "datei");
    let file = file.filter(|file| !file.bytes.is_empty());
    if file.is_none() {
        wrong("datei", "indicators-import-file-missing");
    }
    let (Some(key), Some(file)) = (key, file) else {
        return form(&app, &context, typed, errors).await;
    };
    if !errors.is_empty() {
        return form(&app, &context, typed, errors).await;
    }
    if new && store::sets::find(app.db.read(), &key).await?.is_some() {
        let taken = context.t("indicators-import-key-taken");
        return form(
            &app,
            &context,
            typed,
            vec![("schluessel".to_owned(), taken)],
        )
        .await;
    }
    let upload = Upload {
        name: file.name,
        bytes: file.bytes,
        mapping: None,
        set: key,
        kind: typed.kind.parse().unwrap_or(SetKind::Cases),
        indicator: typed.indicator.clone(),
        description: Description {
            title: Localized::both(&typed.title_de, &typed.title_en),
            source: typed.source.clone(),
            licence: typed.licence.clone(),
            attribution: typed.attribution.clone(),
            ..Description::default()
        },
        publication: Publication::Internal,
        as_of,
    };
    match importing::stage(&app, upload, Some(context.person()?)).await {
        Ok(version) => Ok(Redirect::to(&path_of(&version)).into_response()),
        Err(ImportError::Other(error)) => Err(error),
        Err(error) => {
            let errors = vec![("datei".to_owned(), said(&context, &error))];
            form(&app, &context, typed, errors).await
        }
    }
}

/// Why a file was not read, and what to do.
fn said(context: &Context, error: &ImportError) -> String {
    let mut text = context.t_with("indicators-import-fault", &[("fault", error.key().into())]);
    if let ImportError::Gaps(gaps) = error {
        let gaps = gaps.iter().map(|gap| {
            let gap = match gap {
                datasets::Gap::Measure => "measure",
                datasets::Gap::Category => "category",
                datasets::Gap::Period => "period",
                datasets::Gap::Year => "year",
                datasets::Gap::Place => "place",
            };
            context.t_with("indicators-import-gap", &[("gap", gap.into())])
        });
        text = format!("{text} {}", gaps.collect::<Vec<_>>().join(" "));
    }
    text
}

#[derive(Template)]
#[template(path = "indicators/version.html")]
struct VersionPage {
    page: Page,
    path: String,
    view: VersionView,
    /// What the numbers are.
    kind: &'static str,
    staged: bool,
    may_import: bool,
    imported: String,
    format: String,
    report: ImportReport,
    weeks: String,
    diseases: Vec<(String, i64)>,
    years: Vec<(String, i64)>,
    left_out: Vec<(&'static str, i64)>,
    errors: Vec<NoticedView>,
    others: Vec<NoticedView>,
    before: Option<Before>,
}

/// How a version differs from the one that is current.
struct Before {
    number: String,
    more: Vec<(String, i64, i64)>,
}

struct NoticedView {
    kind: String,
    count: i64,
    rest: i64,
    first: Vec<(String, String, String)>,
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

async fn load(app: &App, set: &str, number: &str) -> Result<(DataSet, SetVersion), Error> {
    let conn = app.db.read();
    let key: SetKey = set.parse().map_err(|_| Error::NotFound)?;
    let number: i64 = number.parse().map_err(|_| Error::NotFound)?;
    let found = store::sets::find(conn, &key)
        .await?
        .ok_or(Error::NotFound)?;
    let version = store::sets::version(conn, (&key, number)).await?;
    Ok((found, version.ok_or(Error::NotFound)?))
}

fn report_of(version: &SetVersion) -> Result<ImportReport, Error> {
    serde_json::from_str(&version.report).map_err(Error::internal)
}

/// What a version holds and what was found while it was read.
pub(crate) async fn version(
    State(app): State<App>,
    context: Context,
    Path((set, number)): Path<(String, String)>,
) -> Result<Response, Error> {
    may(&app, &context, actions::SET_READ).await?;
    let may_import = may(&app, &context, actions::SET_IMPORT).await.is_ok();
    let (set, version) = load(&app, &set, &number).await?;
    let report = report_of(&version)?;
    let current = store::sets::current(app.db.read()).await?;
    let current = current.into_iter().find(|one| one.set == set.key);
    let name = |key: &str| match set.kind {
        SetKind::Cases => disease(key, context.lang()).to_owned(),
        SetKind::Measures | SetKind::Population => {
            crate::measured::name(key, context.lang()).to_owned()
        }
    };
    let staged = version.state == VersionState::Staged;
    let before = match &current {
        Some(current) if staged => Some(Before {
            number: current.number.to_string(),
            more: changes(&report_of(current)?, &report, name),
        }),
        _ => None,
    };
    let view = version_view(&context, &version, current.map(|one| one.number));
    let heading = context.t_with(
        "indicators-version-title",
        &[
            ("set", title(&set, context.lang()).into()),
            ("number", view.number.as_str().into()),
        ],
    );
    let path = path_of(&version);
    let way = crumbs(&context, vec![Crumb::new(&heading, &path)]);
    let noticed = |error: bool| -> Vec<NoticedView> {
        let of = report.noticed.iter().filter(|one| one.error == error);
        of.map(|one| NoticedView {
            kind: one.kind.clone(),
            count: signed(one.count),
            rest: signed(one.count) - signed(one.first.len().min(SHOWN) as u64),
            first: one
                .first
                .iter()
                .take(SHOWN)
                .map(|(line, column, found, more)| {
                    let found = if more.is_empty() {
                        found.clone()
                    } else {
                        format!("{found} ({more})")
                    };
                    (line.to_string(), column.clone(), found)
                })
                .collect(),
        })
        .collect()
    };
    let page = VersionPage {
        page: context.page(&heading, way),
        path,
        kind: set.kind.name(),
        staged,
        may_import,
        imported: web::format::moment(context.lang(), version.imported_at),
        format: report.format.clone(),
        weeks: format!("{} – {}", report.weeks.0, report.weeks.1),
        diseases: report
            .diseases
            .iter()
            .map(|(key, count)| (name(key), signed(*count)))
            .collect(),
        years: report
            .years
            .iter()
            .map(|(year, count)| (year.to_string(), signed(*count)))
            .collect(),
        left_out: report
            .left_out
            .iter()
            .map(|(reason, count)| (reason.name(), signed(*count)))
            .collect(),
        errors: noticed(true),
        others: noticed(false),
        before,
        view,
        report,
    };
    Ok(render(&page)?.into_response())
}

/// Diseases whose cases differ: name, before, now.
fn changes(
    before: &ImportReport,
    now: &ImportReport,
    name: impl Fn(&str) -> String,
) -> Vec<(String, i64, i64)> {
    let mut all: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for (key, count) in &before.diseases {
        all.entry(key).or_default().0 = *count;
    }
    for (key, count) in &now.diseases {
        all.entry(key).or_default().1 = *count;
    }
    all.into_iter()
        .filter(|(_, (before, now))| before != now)
        .map(|(key, (before, now))| (name(key), signed(before), signed(now)))
        .collect()
}

/// Takes a version over, or withdraws it.
pub(crate) async fn decide(
    shelf: Arc<CaseShelf>,
    State(app): State<App>,
    context: Context,
    Path((set, number)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Error> {
    may(&app, &context, actions::SET_IMPORT).await?;
    let (_, version) = load(&app, &set, &number).await?;
    let take = match fields.text("entscheidung") {
        "uebernehmen" => true,
        "zurueckziehen" => false,
        _ => return Err(Error::Invalid(context.t("indicators-version-undecided"))),
    };
    if !importing::decide(&app, &version, take, Some(context.person()?)).await? {
        return Err(Error::Conflict(context.t("indicators-version-decided")));
    }
    shelf.expire();
    let said = if take {
        "indicators-version-taken"
    } else {
        "indicators-version-withdrawn"
    };
    context.flash("success", context.t(said)).await?;
    Ok(Redirect::to(PATH).into_response())
}

/// Says who sees a set.
pub(crate) async fn publish(
    shelf: Arc<CaseShelf>,
    State(app): State<App>,
    context: Context,
    Path(set): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    may(&app, &context, actions::SET_IMPORT).await?;
    let key: SetKey = set.parse().map_err(|_| Error::NotFound)?;
    let found = store::sets::find(app.db.read(), &key).await?;
    let mut set = found.ok_or(Error::NotFound)?;
    let publication = fields.text("sichtbar").parse();
    set.publication =
        publication.map_err(|_| Error::Invalid(context.t("indicators-version-undecided")))?;
    set.version = fields.text("version").parse().unwrap_or(-1);
    if !importing::publish(&app, &set, context.person()?).await? {
        return Err(Error::Conflict(context.t("indicators-set-outdated")));
    }
    shelf.expire();
    let said = match set.publication {
        Publication::Internal => "indicators-set-hidden",
        Publication::AsPublished => "indicators-set-published",
    };
    context.flash("success", context.t(said)).await?;
    Ok(Redirect::to(PATH).into_response())
}
