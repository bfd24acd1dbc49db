// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Sending a file in, and seeing how far it is.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use datasets::Description;
use http::{HeaderName, HeaderValue, StatusCode};
use kernel::Localized;
use uuid::Uuid;
use web::form::{Fields, FieldsAndFiles};
use web::{App, Context, Crumb, Error, Page, render};

use super::{PATH, crumbs, mapping, may};
use crate::sets::importing::LARGEST;
use crate::sets::intake::{self, Import, ImportId, ImportState, Phase, Wish};
use crate::sets::tables::About;
use crate::sets::{Publication, SetKey, SetKind, title};
use crate::{actions, store};

/// Where a file is sent in.
pub(crate) const NEW: &str = "/daten/einlesen";
/// After how many seconds the page is asked for again while a file is read.
const AGAIN: &str = "2";

/// Where an import is.
pub(crate) fn path_of(import: ImportId) -> String {
    format!("{NEW}/{}", import.uuid())
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
    #[expect(clippy::unused_self, reason = "the template calls it")]
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
    own_mapping: bool,
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
            own_mapping: fields.has("selbst"),
        }
    }

    fn about(&self) -> About {
        About {
            kind: self.kind.parse().unwrap_or(SetKind::Cases),
            indicator: self.indicator.clone(),
        }
    }

    fn wish(&self) -> Wish {
        Wish {
            description: Description {
                title: Localized::both(&self.title_de, &self.title_en),
                source: self.source.clone(),
                licence: self.licence.clone(),
                attribution: self.attribution.clone(),
                ..Description::default()
            },
            publication: Publication::Internal,
            as_of: self.as_of.parse().ok(),
            own_mapping: self.own_mapping,
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
    let way = crumbs(context, vec![Crumb::new(&heading, NEW)]);
    let html = render(&ImportPage {
        page: context.page(&heading, way),
        typed,
        sets: sets
            .iter()
            .map(|set| (set.key.to_string(), title(set, context.lang())))
            .collect(),
        indicators: super::indicators(context),
        megabytes: LARGEST >> 20,
        errors,
    })?;
    Ok((status, html).into_response())
}

/// The form.
pub(crate) async fn page(State(app): State<App>, context: Context) -> Result<Response, Error> {
    may(&app, &context, actions::SET_IMPORT).await?;
    form(&app, &context, Typed::default(), Vec::new()).await
}

/// Takes a file in and begins to read it.
pub(crate) async fn send(
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
    if !typed.as_of.is_empty() && typed.as_of.parse::<jiff::civil::Date>().is_err() {
        wrong("stand", "indicators-import-as-of-wrong");
    }
    let file = posted.files.into_iter().find(|file| file.field == "datei");
    let file = file.filter(|file| !file.bytes.is_empty());
    if file.is_none() {
        wrong("datei", "indicators-import-file-missing");
    }
    if new
        && let Some(key) = &key
        && store::sets::find(app.db.read(), key).await?.is_some()
    {
        wrong("schluessel", "indicators-import-key-taken");
    }
    let (Some(key), Some(file), true) = (key, file, errors.is_empty()) else {
        return form(&app, &context, typed, errors).await;
    };
    let file = (file.name, file.bytes);
    let by = context.person()?;
    let import = intake::take_in(&app, (key, typed.about(), typed.wish()), file, by).await?;
    Ok(Redirect::to(&path_of(import)).into_response())
}

#[derive(Template)]
#[template(path = "indicators/progress.html")]
struct ProgressPage {
    page: Page,
    path: String,
    source_name: String,
    set: String,
    made: String,
    state: ImportState,
    phase: Phase,
    rows: (i64, i64),
    fault: String,
}

/// The import with this identifier.
pub(super) async fn load(app: &App, import: &str) -> Result<Import, Error> {
    let id = import.parse::<Uuid>().map_err(|_| Error::NotFound)?;
    let found = store::imports::find(app.db.read(), ImportId::from_uuid(id)).await?;
    found.ok_or(Error::NotFound)
}

/// Why a file was not read, where, and what to do; empty if nothing was wrong.
pub(super) fn fault_words(context: &Context, import: &Import) -> String {
    let Some(fault) = &import.fault else {
        return String::new();
    };
    let mut words = vec![context.t_with(
        "indicators-import-fault",
        &[("fault", fault.key.as_str().into())],
    )];
    if !fault.place.is_empty() || fault.at.is_some() {
        let at = fault.at.map_or(String::new(), |at| at.to_string());
        words.push(context.t_with(
            "indicators-intake-where",
            &[
                ("fault", fault.key.as_str().into()),
                ("place", fault.place.as_str().into()),
                ("at", at.into()),
            ],
        ));
    }
    for gap in &fault.gaps {
        words.push(context.t_with("indicators-import-gap", &[("gap", gap.as_str().into())]));
    }
    words.join(" ")
}

/// How far a file is; what is to be done next.
pub(crate) async fn progress(
    State(app): State<App>,
    context: Context,
    Path(import): Path<String>,
) -> Result<Response, Error> {
    may(&app, &context, actions::SET_IMPORT).await?;
    let import = load(&app, &import).await?;
    if let Some(number) = import.number {
        let version = format!("{PATH}/{}/{number}", import.set);
        return Ok(Redirect::to(&version).into_response());
    }
    if import.can_be_mapped() {
        return mapping::show(&app, &context, &import, None, Vec::new()).await;
    }
    let heading = context.t_with(
        "indicators-intake-title",
        &[("file", import.source_name.as_str().into())],
    );
    let path = path_of(import.id);
    let way = vec![
        Crumb::new(context.t("indicators-import-title"), NEW),
        Crumb::new(&heading, &path),
    ];
    let mut answer = render(&ProgressPage {
        page: context.page(&heading, crumbs(&context, way)),
        source_name: import.source_name.clone(),
        set: import.set.to_string(),
        made: web::format::moment(context.lang(), import.made_at),
        state: import.state,
        phase: import.phase,
        rows: import.rows,
        fault: fault_words(&context, &import),
        path,
    })?
    .into_response();
    if import.state == ImportState::Reading {
        let name = HeaderName::from_static("refresh");
        let again = HeaderValue::from_static(AGAIN);
        answer.headers_mut().insert(name, again);
    }
    Ok(answer)
}

/// Gives a file up.
pub(crate) async fn cancel(
    State(app): State<App>,
    context: Context,
    Path(import): Path<String>,
) -> Result<Response, Error> {
    may(&app, &context, actions::SET_IMPORT).await?;
    let import = load(&app, &import).await?;
    let cancelled = intake::cancel(&app, &import, context.person()?).await?;
    if !cancelled {
        return Err(Error::Conflict(context.t("indicators-intake-ended")));
    }
    context
        .flash("info", context.t("indicators-intake-cancelled"))
        .await?;
    Ok(Redirect::to(PATH).into_response())
}
