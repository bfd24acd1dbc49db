// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Saying what the columns of a file mean: a choice for each column, what no column says, and what the first rows become.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use datasets::{ColumnUse, Gap, Mapping, Role};
use http::StatusCode;
use web::form::{Fields, FieldsAndFiles};
use web::{App, Context, Crumb, Error, Page, render};

use super::choosing::{self, Typed};
use super::preview::{self, Preview};
use super::reading::{self, path_of};
use super::{crumbs, may};
use crate::actions;
use crate::sets::intake::{self, Import, gap_name};
use crate::sets::look::{Look, LookedAt};
use crate::sets::{SetKind, running, tables};

/// How many columns can be chosen one by one; further ones stay what was suggested.
pub(crate) const MOST_COLUMNS: usize = 120;
/// How many rows of the file are shown.
const ROWS_SHOWN: usize = 20;
/// How many texts of a column are shown.
const SAMPLES: usize = 3;
/// The largest mapping in bytes.
pub(crate) const LARGEST_MAPPING: usize = 1 << 20;

#[derive(Template)]
#[template(path = "indicators/mapping.html")]
struct MappingPage {
    page: Page,
    path: String,
    version: i64,
    source_name: String,
    /// What the numbers are.
    kind: &'static str,
    indicators: Vec<(&'static str, &'static str)>,
    /// The version that was read with this mapping.
    known: String,
    failed: String,
    tables: Vec<(String, bool)>,
    columns: Vec<Column>,
    further: usize,
    roles: Vec<(String, String)>,
    numbers: Vec<(String, String)>,
    headed: Vec<(String, String)>,
    typed: Typed,
    periods: Vec<(String, String)>,
    first: Vec<(u64, Vec<String>)>,
    doubts: Vec<String>,
    gaps: Vec<String>,
    preview: Option<Preview>,
    errors: Vec<(String, String)>,
}

impl MappingPage {
    /// Whether an indicator was chosen that is on no list.
    fn is_own(&self) -> bool {
        let known = |(key, _): &(&str, &str)| *key == self.typed.category;
        !self.typed.category.is_empty() && !self.indicators.iter().any(known)
    }

    fn error(&self, name: &str) -> String {
        let found = self.errors.iter().find(|(field, _)| field == name);
        found.map_or(String::new(), |(_, text)| text.clone())
    }
}

/// A column as it is chosen.
struct Column {
    at: usize,
    number: usize,
    heading: String,
    samples: String,
    chosen: String,
}

/// The words of a role of rows or headings.
fn role_words(context: &Context, role: Role) -> String {
    context.t_with("indicators-mapping-role", &[("role", role.key().into())])
}

fn columns(table: &LookedAt, mapping: &Mapping, headings: &[String]) -> Vec<Column> {
    let uses = mapping.uses();
    let below = table.below(mapping);
    (0..headings.len().min(MOST_COLUMNS))
        .map(|at| {
            let mut samples: Vec<&str> = Vec::new();
            for (_, cells) in below {
                let cell = cells.get(at).map_or("", String::as_str);
                if samples.len() < SAMPLES && !cell.is_empty() && !samples.contains(&cell) {
                    samples.push(cell);
                }
            }
            Column {
                at,
                number: at + 1,
                heading: headings[at].clone(),
                samples: samples.join(" · "),
                chosen: uses
                    .get(at)
                    .copied()
                    .unwrap_or(ColumnUse::Ignored)
                    .to_string(),
            }
        })
        .collect()
}

/// The table that a mapping is about.
fn table_of<'l>(look: &'l Look, mapping: &Mapping) -> Result<&'l LookedAt, Error> {
    let named = look.table(mapping.table.as_deref());
    named.or_else(|| look.table(None)).ok_or(Error::NotFound)
}

/// Shows the choice for an import whose columns somebody has to explain.
pub(crate) async fn show(
    app: &App,
    context: &Context,
    import: &Import,
    typed: Option<Typed>,
    errors: Vec<(String, String)>,
) -> Result<Response, Error> {
    let look = import.look.as_ref().ok_or(Error::NotFound)?;
    let empty = Mapping::of_columns(0);
    let mapping = import.mapping.as_ref().unwrap_or(&empty);
    let table = table_of(look, mapping)?;
    let headings = table.headings(mapping);
    let gaps = import.about.gaps(mapping);
    let preview = if gaps.is_empty() && errors.is_empty() {
        let mut aimed = mapping.clone();
        import.about.aim(&mut aimed);
        Some(preview::of(app, context, (table, import.about.kind), &aimed).await?)
    } else {
        None
    };
    let heading = context.t("indicators-mapping-title");
    let path = path_of(import.id);
    let way = vec![
        Crumb::new(context.t("indicators-import-title"), "/daten/einlesen"),
        Crumb::new(&heading, &path),
    ];
    let by = |key: &str, name: &str, role: Role| {
        let label = role_words(context, role);
        (
            format!("{name}-by-{}", role.key()),
            context.t_with(key, &[("role", label.into())]),
        )
    };
    let plain = [
        "count",
        "numerator",
        "denominator",
        "value",
        "lower",
        "upper",
    ];
    let chosen = mapping.table.as_deref().unwrap_or(&table.name);
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let html = render(&MappingPage {
        page: context.page(&heading, crumbs(context, way)),
        version: import.version,
        source_name: import.source_name.clone(),
        kind: import.about.kind.name(),
        indicators: super::indicators(context),
        known: known(app, context, import).await?,
        failed: reading::fault_words(context, import),
        tables: look
            .tables
            .iter()
            .filter(|table| !table.rows.is_empty())
            .map(|table| (table.name.clone(), table.name == chosen))
            .collect(),
        columns: columns(table, mapping, &headings),
        further: headings.len().saturating_sub(MOST_COLUMNS),
        roles: ColumnUse::roles()
            .map(|role| (role.key().to_owned(), role_words(context, role)))
            .collect(),
        numbers: plain
            .iter()
            .map(|name| {
                let words = context.t_with("indicators-mapping-number", &[("use", (*name).into())]);
                ((*name).to_owned(), words)
            })
            .collect(),
        headed: ColumnUse::heading_roles()
            .map(|role| by("indicators-mapping-count-by", "count", role))
            .chain(
                ColumnUse::heading_roles()
                    .map(|role| by("indicators-mapping-value-by", "value", role)),
            )
            .collect(),
        periods: choosing::periods()
            .map(|role| (role.key().to_owned(), role_words(context, role)))
            .collect(),
        first: table.rows.iter().take(ROWS_SHOWN).cloned().collect(),
        doubts: mapping
            .doubts
            .iter()
            .map(|doubt| {
                let name = choosing::doubt_name(*doubt);
                context.t_with("indicators-mapping-doubt", &[("doubt", name.into())])
            })
            .collect(),
        gaps: gaps
            .iter()
            .map(|gap| context.t_with("indicators-import-gap", &[("gap", gap_name(*gap).into())]))
            .collect(),
        typed: typed.unwrap_or_else(|| Typed::of(mapping, &headings)),
        preview,
        path,
        errors,
    })?;
    Ok((status, html).into_response())
}

/// Which version was read with the mapping of an import, in words; empty if none was.
async fn known(app: &App, context: &Context, import: &Import) -> Result<String, Error> {
    let (Some(digest), Some(mapping)) = (&import.columns_digest, &import.mapping) else {
        return Ok(String::new());
    };
    let known = running::known_mapping(app, import, digest).await?;
    Ok(match known {
        Some((mut before, set, number)) => {
            before.table.clone_from(&mapping.table);
            if before == *mapping {
                let set = set.to_string();
                let number = number.to_string();
                context.t_with(
                    "indicators-mapping-known",
                    &[("set", set.into()), ("number", number.into())],
                )
            } else {
                String::new()
            }
        }
        None => String::new(),
    })
}

/// Keeps what was chosen; then shows what becomes of it, or begins to read.
pub(crate) async fn choose(
    State(app): State<App>,
    context: Context,
    Path(import): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    may(&app, &context, actions::SET_IMPORT).await?;
    let mut import = reading::load(&app, &import).await?;
    if !import.can_be_mapped() {
        return Err(outdated(&context));
    }
    let look = import.look.clone().unwrap_or_default();
    let before = import
        .mapping
        .clone()
        .unwrap_or_else(|| Mapping::of_columns(0));
    let table = table_of(&look, &before)?;
    let wanted = fields.text("blatt");
    let several = look.tables.len() > 1;
    let known = fields.text("version").parse().unwrap_or(-1);
    let mapping = if several && !wanted.is_empty() && wanted != table.name {
        // Another table has other columns: what was chosen for those before means nothing there.
        let other = look.table(Some(wanted)).ok_or(Error::NotFound)?;
        let places = preview::places(&app).await?;
        let mut mapping = datasets::suggest(&other.table(), &places);
        import.about.aim(&mut mapping);
        mapping.table = Some(other.name.clone());
        mapping
    } else {
        let typed = Typed::read(&fields);
        let chosen = typed.mapping(&context, &before, table);
        let fitting = chosen.and_then(|mapping| fitting(&context, &import, mapping));
        match fitting {
            Ok(mut mapping) => {
                mapping.table = several.then(|| table.name.clone());
                mapping
            }
            Err(errors) => {
                import.version = known;
                return show(&app, &context, &import, Some(typed), errors).await;
            }
        }
    };
    let begin = fields.text("aktion") == "lesen" && import.about.gaps(&mapping).is_empty();
    let done = if begin {
        let by = context.person()?;
        intake::read_mapped(&app, &import, known, &mapping, by).await?
    } else {
        intake::keep_mapping(&app, &import, known, &mapping).await?
    };
    if !done {
        return Err(outdated(&context));
    }
    let anchor = if begin { "" } else { "#vorschau" };
    let path = path_of(import.id);
    Ok(Redirect::to(&format!("{path}{anchor}")).into_response())
}

/// The mapping for the indicator that is chosen in it or was chosen before; else that its columns do not fit.
fn fitting(
    context: &Context,
    import: &Import,
    mut mapping: Mapping,
) -> Result<Mapping, Vec<(String, String)>> {
    let chosen = mapping.fixed.category.clone();
    let chosen = chosen.filter(|key| datasets::indicator(key).is_some());
    let fits = match (import.about.kind, chosen) {
        (SetKind::Measures, Some(key)) => tables::put(&key, &mut mapping),
        _ => import.about.aim(&mut mapping),
    };
    // Without a column with numbers something else is missing first.
    if fits || mapping.gaps().contains(&Gap::Measure) {
        return Ok(mapping);
    }
    let words = [("fault", "indicator".into())];
    let words = context.t_with("indicators-import-fault", &words);
    let field = match import.about.kind {
        SetKind::Measures => "krankheit",
        SetKind::Cases | SetKind::Population => "",
    };
    Err(vec![(field.to_owned(), words)])
}

fn outdated(context: &Context) -> Error {
    Error::Conflict(context.t("indicators-mapping-outdated"))
}

/// The mapping as the file that the command line takes, too.
pub(crate) async fn download(
    State(app): State<App>,
    context: Context,
    Path(import): Path<String>,
) -> Result<Response, Error> {
    may(&app, &context, actions::SET_IMPORT).await?;
    let import = reading::load(&app, &import).await?;
    let mapping = import.mapping.as_ref().ok_or(Error::NotFound)?;
    answer(import.set.as_str(), mapping)
}

/// A mapping as a file.
pub(crate) fn answer(set: &str, mapping: &Mapping) -> Result<Response, Error> {
    let text = serde_json::to_string_pretty(mapping).map_err(Error::internal)?;
    let name = format!("{set}-zuordnung.json");
    Ok(web::table_file(&name, "application/json", text))
}

/// Takes a mapping from a file.
pub(crate) async fn upload(
    State(app): State<App>,
    context: Context,
    Path(import): Path<String>,
    posted: FieldsAndFiles,
) -> Result<Response, Error> {
    may(&app, &context, actions::SET_IMPORT).await?;
    let import = reading::load(&app, &import).await?;
    if !import.can_be_mapped() {
        return Err(outdated(&context));
    }
    let wrong = |key: &str| vec![("zuordnungsdatei".to_owned(), context.t(key))];
    let mut files = posted.files.into_iter();
    let Some(file) = files.find(|file| file.field == "zuordnungsdatei") else {
        let errors = wrong("indicators-import-file-missing");
        return show(&app, &context, &import, None, errors).await;
    };
    let Ok(mut mapping) = serde_json::from_slice::<Mapping>(&file.bytes) else {
        let errors = wrong("indicators-mapping-file-wrong");
        return show(&app, &context, &import, None, errors).await;
    };
    let look = import.look.clone().unwrap_or_default();
    if look.table(mapping.table.as_deref()).is_none() {
        mapping.table = None;
    }
    let known = posted.fields.text("version").parse().unwrap_or(-1);
    if !intake::keep_mapping(&app, &import, known, &mapping).await? {
        return Err(outdated(&context));
    }
    Ok(Redirect::to(&format!("{}#vorschau", path_of(import.id))).into_response())
}

/// Texts of lines `left = right`, as a form has them.
pub(super) fn pairs(text: &str) -> Option<BTreeMap<String, String>> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let (left, right) = line.split_once('=')?;
            let (left, right) = (left.trim(), right.trim());
            (!left.is_empty()).then(|| (left.to_owned(), right.to_owned()))
        })
        .collect()
}
