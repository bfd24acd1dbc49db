// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! One version of a data set: what it holds, what was found while it was read, what becomes of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::set::path_of as set_path;
use super::{PATH, VersionView, crumbs, load, may, name_of, path_of, reading, version_view};
use crate::cases::shelf::CaseShelf;
use crate::sets::importing::{self, ImportReport};
use crate::sets::reading::ErrorRow;
use crate::sets::{SetVersion, VersionState, intake, title, versions};
use crate::{actions, store};

/// How many lines of one kind a page shows.
const SHOWN: usize = 20;

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
    /// Whether the list of all rows with errors can be had.
    error_list: bool,
    mapped: bool,
    can_be_mapped: bool,
    current: i64,
    restored_from: i64,
    importer: String,
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
    let name = |key: &str| name_of(set.kind, key, context.lang()).to_owned();
    let staged = version.state == VersionState::Staged;
    let before = match &current {
        Some(current) if staged => Some(Before {
            number: current.number.to_string(),
            more: changes(&report_of(current)?, &report, name),
        }),
        _ => None,
    };
    let current = current.map(|one| one.number);
    let view = version_view(&context, &version, current);
    let heading = context.t_with(
        "indicators-version-title",
        &[
            ("set", title(&set, context.lang()).into()),
            ("number", view.number.as_str().into()),
        ],
    );
    let path = path_of(&version);
    let way = vec![
        Crumb::new(title(&set, context.lang()), set_path(&set.key)),
        Crumb::new(&heading, &path),
    ];
    let way = crumbs(&context, way);
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
                    (line.to_string(), column.clone(), found_of(found, more))
                })
                .collect(),
        })
        .collect()
    };
    let importer = match version.imported_by {
        Some(person) => directory::person_name(app.db.read(), person).await?,
        None => None,
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
        error_list: version.errors.is_some() && version.removed_at.is_none(),
        mapped: version.mapping.is_some(),
        can_be_mapped: may_import && version.removed_at.is_none() && report.format != "invented",
        current: current.unwrap_or_default(),
        restored_from: version.restored_from.unwrap_or_default(),
        importer: importer.unwrap_or_default(),
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

/// All rows with errors, as a table.
pub(crate) async fn errors(
    State(app): State<App>,
    context: Context,
    Path((set, number)): Path<(String, String)>,
) -> Result<Response, Error> {
    may(&app, &context, actions::SET_READ).await?;
    let (_, version) = load(&app, &set, &number).await?;
    let list = version.errors.filter(|_| version.removed_at.is_none());
    let list = app.blobs.get(list.ok_or(Error::NotFound)?).await;
    let list = list.map_err(Error::internal)?;
    let errors: Vec<ErrorRow> = serde_json::from_slice(&list).map_err(Error::internal)?;
    let head = ["line", "column", "found", "reason"];
    let head =
        head.map(|name| context.t_with("indicators-errors-column", &[("column", name.into())]));
    let rows = errors.into_iter().map(|row| {
        let found = found_of(&row.found, &row.more);
        let kind = [("kind", row.kind.as_str().into())];
        let reason = context.t_with("indicators-import-kind", &kind);
        vec![row.line.to_string(), row.column, found, reason]
    });
    let rows: Vec<Vec<String>> = std::iter::once(head.to_vec()).chain(rows).collect();
    let name = format!("{}-{}-fehler.csv", version.set, version.number);
    web::csv_answer(&name, rows.iter().map(Vec::as_slice))
}

/// What was found, with what else says it.
fn found_of(found: &str, more: &str) -> String {
    if more.is_empty() {
        found.to_owned()
    } else {
        format!("{found} ({more})")
    }
}

/// The mapping with which a version was read.
pub(crate) async fn mapping(
    State(app): State<App>,
    context: Context,
    Path((set, number)): Path<(String, String)>,
) -> Result<Response, Error> {
    may(&app, &context, actions::SET_READ).await?;
    let (_, version) = load(&app, &set, &number).await?;
    let mapping = version.mapping.as_deref().ok_or(Error::NotFound)?;
    let mapping = serde_json::from_str(mapping).map_err(Error::internal)?;
    super::mapping::answer(version.set.as_str(), &mapping)
}

/// Reads the file of a version once more, after somebody has said what its columns mean.
pub(crate) async fn map_again(
    State(app): State<App>,
    context: Context,
    Path((set, number)): Path<(String, String)>,
) -> Result<Response, Error> {
    may(&app, &context, actions::SET_IMPORT).await?;
    let (_, version) = load(&app, &set, &number).await?;
    if version.removed_at.is_some() {
        return Err(Error::Conflict(context.t("indicators-version-removed")));
    }
    let import = intake::map_again(&app, &version, context.person()?).await?;
    Ok(Redirect::to(&reading::path_of(import)).into_response())
}

/// Makes an earlier version current again.
pub(crate) async fn bring_back(
    shelf: Arc<CaseShelf>,
    State(app): State<App>,
    context: Context,
    Path((set, number)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Error> {
    may(&app, &context, actions::SET_IMPORT).await?;
    let (set, version) = load(&app, &set, &number).await?;
    let current = fields.text("aktuell").parse().unwrap_or(-1);
    let by = context.person()?;
    let Some(number) = versions::bring_back(&app, &version, current, by).await? else {
        return Err(Error::Conflict(
            context.t("indicators-version-not-brought-back"),
        ));
    };
    shelf.expire();
    let said = [("number", number.to_string().into())];
    let said = context.t_with("indicators-version-brought-back", &said);
    context.flash("success", said).await?;
    Ok(Redirect::to(&set_path(&set.key)).into_response())
}
