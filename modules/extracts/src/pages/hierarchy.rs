// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The hierarchy of a column: its levels, what the importer says of a file, and which values it does not know.

use anonymity::{Generalisation, GeneralisationError, NearDuplicate};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use web::form::{Fields, FieldsAndFiles};
use web::{App, Context, Error, Page, render};

use super::{crumbs_of, error_of, known, load_open, outdated, path_of, status_of};
use crate::model::{Extract, HierarchyKind, PlanColumn, generalisation, piece_of_hierarchy};
use crate::taking::{self, Imported, LARGEST_HIERARCHY, SOURCE};
use crate::{note, sealing};

/// The largest body in bytes.
pub const BODY_LIMIT: usize = LARGEST_HIERARCHY + 64 * 1024;

/// The most values and slips that are named.
const MOST_NAMED: usize = 10;

/// The most labels of a level that are named.
const MOST_EXAMPLES: usize = 6;

#[derive(Template)]
#[template(path = "extracts/hierarchy.html")]
struct HierarchyPage {
    page: Page,
    path: String,
    back: String,
    column: usize,
    version: i64,
    megabytes: usize,
    found: Option<Found>,
    errors: Vec<(String, String)>,
}

impl HierarchyPage {
    fn error(&self) -> String {
        error_of(&self.errors, "hierarchie")
    }
}

/// What was found out about the hierarchy that is chosen.
struct Found {
    kind: HierarchyKind,
    levels: Vec<Level>,
    /// Labels that look like slips of the pen.
    slips: Vec<String>,
    /// Values of the table that it does not have, and how many there are.
    unknown: Vec<String>,
    unknown_count: i64,
}

impl Found {
    fn is_file(&self) -> bool {
        self.kind == HierarchyKind::File
    }

    /// Whether more values are missing than are named.
    fn is_cut(&self) -> bool {
        self.unknown_count > number(self.unknown.len())
    }
}

/// A level, the finest first.
struct Level {
    number: i64,
    labels: i64,
    /// Some labels; none of the finest level, which may be values of the table.
    examples: String,
}

/// Which column.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wish {
    spalte: String,
}

fn column<'e>(extract: &'e Extract, text: &str) -> Result<(usize, &'e PlanColumn), Error> {
    let at: usize = text.parse().map_err(|_| Error::NotFound)?;
    let column = extract.plan.columns.get(at).ok_or(Error::NotFound)?;
    Ok((at, column))
}

/// What was read of a hierarchy and of the column that it is for.
struct Compared {
    hierarchy: Generalisation,
    slips: Vec<NearDuplicate>,
    unknown: (Vec<String>, usize),
}

/// Reads the hierarchy that is chosen, and compares it with the table; nothing if either cannot be read.
fn compare(kind: HierarchyKind, name: &str, file: &[u8], source: Vec<u8>) -> Option<Compared> {
    let table = taking::read(source).ok()?;
    let column = &table.columns()[table.column(name)?];
    let (hierarchy, slips) = if kind == HierarchyKind::File {
        let read = Generalisation::import(file).ok()?;
        (read.generalisation, read.warnings)
    } else {
        (generalisation(kind, column)?.ok()?, Vec::new())
    };
    Some(Compared {
        unknown: taking::unknown(column, &hierarchy, MOST_NAMED),
        hierarchy,
        slips,
    })
}

fn levels(hierarchy: &Generalisation) -> Vec<Level> {
    let one = |level: usize| {
        let mut labels: Vec<&str> = hierarchy.labels(level).take(MOST_EXAMPLES + 1).collect();
        if level == 0 {
            labels.clear();
        }
        let more = labels.len() > MOST_EXAMPLES;
        labels.truncate(MOST_EXAMPLES);
        Level {
            number: number(level),
            labels: number(hierarchy.labels(level).len()),
            examples: labels.join(", ") + if more { ", …" } else { "" },
        }
    };
    (0..hierarchy.levels()).map(one).collect()
}

fn number(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

async fn found(
    app: &App,
    context: &Context,
    extract: &Extract,
    (at, column): (usize, &PlanColumn),
) -> Result<Option<Found>, Error> {
    let Some(kind) = column.hierarchy else {
        return Ok(None);
    };
    let file = sealing::file(app, extract, &piece_of_hierarchy(at)).await?;
    let source = sealing::file(app, extract, SOURCE).await?;
    let name = column.name.clone();
    let compared = tokio::task::spawn_blocking(move || compare(kind, &name, &file, source));
    let Some(compared) = compared.await.map_err(Error::internal)? else {
        return Ok(None);
    };
    let (unknown, count) = compared.unknown;
    if count > 0 {
        note::opened(app, extract, context.person()?, "values").await?;
    }
    let slips = compared.slips.iter().take(MOST_NAMED).map(|slip| {
        context.t_with(
            "extracts-hierarchy-slip",
            &[
                ("level", number(slip.level).into()),
                ("one", slip.one.as_str().into()),
                ("other", slip.other.as_str().into()),
            ],
        )
    });
    Ok(Some(Found {
        kind,
        slips: slips.collect(),
        levels: levels(&compared.hierarchy),
        unknown,
        unknown_count: number(count),
    }))
}

async fn show(
    app: &App,
    context: &Context,
    extract: &Extract,
    at: usize,
    errors: Vec<(String, String)>,
) -> Result<Response, Error> {
    let (at, column) = column(extract, &at.to_string())?;
    let title = context.t_with(
        "extracts-hierarchy-title",
        &[("column", column.name.as_str().into())],
    );
    let back = format!("{}/spalten", path_of(extract.id));
    let path = format!("{}/hierarchie?spalte={at}", path_of(extract.id));
    let found = found(app, context, extract, (at, column)).await?;
    let status = status_of(&errors);
    let html = render(&HierarchyPage {
        page: context.page(&title, crumbs_of(context, extract, Some((&title, &path)))),
        path,
        back,
        column: at,
        version: extract.version,
        megabytes: LARGEST_HIERARCHY >> 20,
        found,
        errors,
    })?;
    Ok((status, html).into_response())
}

/// What is known of the hierarchy that is chosen, and the form for a file.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(extract): Path<String>,
    Query(wish): Query<Wish>,
) -> Result<Response, Error> {
    let extract = load_open(&app, &context, &extract).await?;
    let (at, _) = column(&extract, &wish.spalte)?;
    show(&app, &context, &extract, at, Vec::new()).await
}

/// Takes a file in.
pub async fn upload(
    State(app): State<App>,
    context: Context,
    Path(extract): Path<String>,
    posted: FieldsAndFiles,
) -> Result<Response, Error> {
    let extract = load_open(&app, &context, &extract).await?;
    let fields: &Fields = &posted.fields;
    let (at, _) = column(&extract, fields.text("spalte"))?;
    let mut files = posted.files.iter();
    let file = files.find(|file| file.field == "hierarchie");
    let bytes = file.map_or(&[][..], |file| file.bytes.as_slice());
    let wrong = |text: String| vec![("hierarchie".to_owned(), text)];
    if bytes.is_empty() {
        let errors = wrong(context.t("extracts-hierarchy-missing"));
        return show(&app, &context, &extract, at, errors).await;
    }
    let (seen, by) = (known(fields), context.person()?);
    match taking::take_hierarchy(&app, &extract, (at, seen), by, bytes).await? {
        Imported::Kept => {
            let text = context.t("extracts-hierarchy-done");
            context.flash("success", text).await?;
            let path = format!("{}/hierarchie?spalte={at}", path_of(extract.id));
            Ok(Redirect::to(&path).into_response())
        }
        Imported::Refused(error) => {
            let errors = wrong(refusal(&context, &error));
            show(&app, &context, &extract, at, errors).await
        }
        Imported::Outdated => Err(outdated(&context)),
    }
}

/// What the importer says, in words.
fn refusal(context: &Context, error: &GeneralisationError) -> String {
    use GeneralisationError as E;
    let (kind, line, text) = match error {
        E::ByteOrderMark => ("mark", 1, ""),
        E::NotUtf8 { line, .. } => ("encoding", *line, ""),
        E::NotATable { line, .. } => ("table", *line, ""),
        E::NotTotal { line, .. } => ("total", *line, ""),
        E::Gap { line, value, .. } => ("gap", *line, value.as_str()),
        E::NotFunctional { line, value, .. } => ("twice", *line, value.as_str()),
        E::NotNested { line, label, .. } => ("nested", *line, label.as_str()),
        E::Cycle(label) => ("cycle", 0, label.as_str()),
        E::NearDuplicate(_) | E::Empty | E::Unplaced(..) => ("empty", 0, ""),
    };
    let line = i64::try_from(line).unwrap_or(i64::MAX);
    context.t_with(
        "extracts-hierarchy-fault",
        &[
            ("kind", kind.into()),
            ("line", line.into()),
            ("label", text.into()),
        ],
    )
}
