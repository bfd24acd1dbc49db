// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What each column says about a person, and how it is made coarser.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use web::form::Fields;
use web::{App, Context, Error, Page, render};

use super::{crumbs_of, error_of, known, load_open, outdated, path_of, plan_fault_text, status_of};
use crate::model::{Class, Extract, HierarchyKind, PlanColumn};
use crate::{note, store, taking};

/// The longest reason in characters.
const LONGEST_REASON: usize = 500;

#[derive(Template)]
#[template(path = "extracts/columns.html")]
struct ColumnsPage {
    page: Page,
    path: String,
    back: String,
    version: i64,
    columns: Vec<Shown>,
    classes: &'static [Class],
    errors: Vec<(String, String)>,
}

struct Shown {
    name: String,
    distinct: i64,
    gaps: i64,
    /// Whether no two rows have the same value.
    is_unique: bool,
    class_field: String,
    class: &'static str,
    class_error: String,
    hierarchy_field: String,
    /// Those that know all values, and a file if there is one.
    hierarchies: Vec<HierarchyKind>,
    hierarchy: &'static str,
    hierarchy_error: String,
    reason_field: String,
    reason: String,
    reason_error: String,
    upload: String,
}

fn show(
    context: &Context,
    extract: &Extract,
    errors: Vec<(String, String)>,
) -> Result<Response, Error> {
    let title = context.t_with(
        "extracts-columns-of",
        &[("title", extract.title.as_str().into())],
    );
    let back = path_of(extract.id);
    let path = format!("{back}/spalten");
    let rows = u64::try_from(extract.source_rows).unwrap_or(0);
    let columns = extract.plan.columns.iter().enumerate();
    let columns = columns.map(|(at, column)| {
        let [class_field, hierarchy_field, reason_field] = names(at);
        Shown {
            name: column.name.clone(),
            distinct: i64::try_from(column.distinct).unwrap_or(i64::MAX),
            gaps: i64::try_from(column.gaps).unwrap_or(i64::MAX),
            is_unique: rows > 1 && column.distinct == rows,
            class: column.class.map_or("", Class::name),
            class_error: error_of(&errors, &class_field),
            class_field,
            hierarchies: selectable(column).collect(),
            hierarchy: column.hierarchy.map_or("", HierarchyKind::name),
            hierarchy_error: error_of(&errors, &hierarchy_field),
            hierarchy_field,
            reason: column.reason.clone(),
            reason_error: error_of(&errors, &reason_field),
            reason_field,
            upload: format!("{back}/hierarchie?spalte={at}"),
        }
    });
    let columns = columns.collect();
    let status = status_of(&errors);
    let html = render(&ColumnsPage {
        page: context.page(&title, crumbs_of(context, extract, Some((&title, &path)))),
        path,
        back,
        version: extract.version,
        columns,
        classes: Class::ALL,
        errors,
    })?;
    Ok((status, html).into_response())
}

/// The hierarchies that can be chosen for a column: those that know all its values. A file is chosen by
/// uploading it.
fn selectable(column: &PlanColumn) -> impl Iterator<Item = HierarchyKind> {
    let file = column.hierarchy.filter(|kind| *kind == HierarchyKind::File);
    column.fits.iter().copied().chain(file)
}

/// The fields of a column.
fn names(at: usize) -> [String; 3] {
    [
        format!("klasse_{at}"),
        format!("hierarchie_{at}"),
        format!("grund_{at}"),
    ]
}

/// The form.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(extract): Path<String>,
) -> Result<Response, Error> {
    let extract = load_open(&app, &context, &extract).await?;
    show(&context, &extract, Vec::new())
}

/// Keeps what was said, and goes on to the groups if nothing is missing.
pub async fn save(
    State(app): State<App>,
    context: Context,
    Path(extract): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let mut extract = load_open(&app, &context, &extract).await?;
    for (at, column) in extract.plan.columns.iter_mut().enumerate() {
        let [class, hierarchy, reason] = names(at);
        column.class = fields.text(&class).parse().ok();
        let wanted = fields.text(&hierarchy);
        let chosen = selectable(column).find(|kind| kind.name() == wanted);
        column.hierarchy = chosen;
        column.reason = fields.text(&reason).chars().take(LONGEST_REASON).collect();
        if column.class != Some(Class::Sensitive) {
            column.model = None;
        }
    }
    let by = context.person()?;
    let tx = app.db.begin().await?;
    let step = (by, app.clock.now());
    let seen = known(&fields);
    if !store::save_plan(&tx, extract.id, seen, &extract.plan, step).await? {
        return Err(outdated(&context));
    }
    taking::remove_result(&tx, extract.id).await?;
    note::made(&app, &tx, &extract, by, "columns").await?;
    tx.commit().await?;
    extract.version = seen + 1;
    let faults = extract.plan.faults(extract.source_rows);
    let faults = faults.into_iter().filter(|fault| fault.is_about_columns());
    let errors: Vec<(String, String)> = faults
        .map(|fault| {
            let text = plan_fault_text(&context, &extract, fault);
            let Some(at) = fault.column() else {
                return ("klasse_0".to_owned(), text);
            };
            let [class, hierarchy, reason] = names(at);
            let field = match fault.name() {
                "hierarchy" => hierarchy,
                "reason" => reason,
                _ => class,
            };
            (field, text)
        })
        .collect();
    if errors.is_empty() {
        let path = format!("{}/gruppen", path_of(extract.id));
        return Ok(Redirect::to(&path).into_response());
    }
    show(&context, &extract, errors)
}
