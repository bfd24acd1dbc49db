// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The workshop: every field of the form with its class, every knob of the policy, and what comes of them.
//! Every button posts the whole page.

use std::collections::HashMap;

use anonymity::DropReason;
use anonymity::forwarding::{DATE_LEVELS, FieldClass, LegalPath, Policy, PolicyDraft};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use directory::Organisation;
use http::StatusCode;
use kernel::{Ags, OrganisationId};
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::describe::{PATHS, Words, path_name};
use super::noise::{self, NoiseView};
use super::shown::{self, FiguresView, Names, Tried};
use super::typed::{Fault, MOST_STEPS, Typed, TypedField};
use super::{Form, crumbs, form_of, known_version, load_for, outdated, path_of, title_of};
use crate::model::{Collection, KeptPolicy};
use crate::pages::review;
use crate::policies::{self, ClassKind, Deed, PolicyField, Preset, TrialFailure};
use crate::{actions, insight, store};

/// How many values of a level are shown as examples.
const VALUES: usize = 5;

#[derive(Template)]
#[template(path = "reporting/policy_workshop.html")]
struct WorkshopPage {
    page: Page,
    action: String,
    back: String,
    version: i64,
    form: String,
    typed: Typed,
    paths: Vec<(&'static str, bool)>,
    presets: Vec<&'static str>,
    steps: Vec<StepView>,
    step_count: usize,
    patience_wrong: bool,
    fields: Vec<FieldView>,
    kept_back: Vec<(String, String)>,
    errors: Vec<(String, String)>,
    sources: Vec<(String, String, bool)>,
    figures: Option<FiguresView>,
    noise: Option<NoiseView>,
    noise_figures: Vec<(String, String)>,
    nothing_leaves: bool,
}

impl WorkshopPage {
    fn error(&self, name: &str) -> &str {
        shown::error(&self.errors, name)
    }
}

/// An input with what was typed and what is wrong with it.
struct Input {
    name: String,
    value: String,
    error: String,
}

/// A step of patience.
struct StepView {
    number: String,
    weeks: Input,
    loss: Input,
    waiting: Input,
}

impl StepView {
    fn of(place: usize, [weeks, loss, waiting]: [String; 3], errors: &[(String, String)]) -> Self {
        let input = |what: &str, value: String| {
            let name = format!("{what}_{place}");
            Input {
                error: shown::error(errors, &name).to_owned(),
                name,
                value,
            }
        };
        Self {
            number: (place + 1).to_string(),
            weeks: input("wochen", weeks),
            loss: input("verlust", loss),
            waiting: input("warten", waiting),
        }
    }
}

/// A level of a hierarchy with some of its values.
struct LevelView {
    name: String,
    count: i64,
    values: String,
    /// Whether it may leave.
    leaves: bool,
}

struct FieldView {
    place: usize,
    label: String,
    typed: TypedField,
    classes: Vec<(&'static str, bool)>,
    spans: bool,
    has_level: bool,
    sensitive: bool,
    measure: bool,
    finest: Vec<(String, String, bool)>,
    coarsest: Vec<(String, String, bool)>,
    levels: Vec<(String, String, bool)>,
    preview: Vec<LevelView>,
}

impl FieldView {
    fn named(&self, what: &str) -> String {
        format!("{what}_{}", self.place)
    }
}

/// What is on the page.
struct Shown {
    typed: Typed,
    draft: PolicyDraft,
    faults: Vec<Fault>,
    version: i64,
    /// The collection and office whose reports it is tried on, as `collection/office`.
    source: String,
}

/// The workshop of a policy.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(policy): Path<String>,
) -> Result<Response, Error> {
    let kept = editable(&app, &context, &policy).await?;
    let form = form_of(&app, &context, kept.form_version).await?;
    let typed = Typed::of(&form, &kept.content);
    let shown = Shown {
        draft: typed.draft(&context, &form, &kept.content).0,
        typed,
        faults: Vec::new(),
        version: kept.version,
        source: String::new(),
    };
    show(&app, &context, &kept, &form, shown).await
}

async fn editable(app: &App, context: &Context, policy: &str) -> Result<KeptPolicy, Error> {
    let kept = load_for(app, context, actions::POLICY_WRITE, policy).await?;
    if kept.status.is_open() {
        Ok(kept)
    } else {
        Err(Error::Conflict(context.t("reporting-policy-closed")))
    }
}

/// Calculates anew, applies a preset, or saves.
pub async fn work(
    State(app): State<App>,
    context: Context,
    Path(policy): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let kept = editable(&app, &context, &policy).await?;
    let form = form_of(&app, &context, kept.form_version).await?;
    let mut typed = Typed::read(&fields, &form, &kept.content);
    let (mut draft, mut faults) = typed.draft(&context, &form, &kept.content);
    let wish = fields.text("aktion");
    let version = known_version(&fields);
    let preset = wish
        .strip_prefix("vorlage-")
        .and_then(|name| name.parse::<Preset>().ok());
    if let Some(preset) = preset {
        policies::apply(preset, &mut draft);
        typed = Typed::of(&form, &draft);
        (draft, faults) = typed.draft(&context, &form, &kept.content);
    }
    let unreadable = faults.iter().any(|fault| fault.unreadable);
    if wish != "speichern" || unreadable {
        let shown = Shown {
            typed,
            draft,
            faults,
            version,
            source: fields.text("quelle").to_owned(),
        };
        return show(&app, &context, &kept, &form, shown).await;
    }
    let by = context.person()?;
    match policies::save(&app, &kept, version, &draft, by).await? {
        Deed::Outdated => Err(outdated(&context)),
        Deed::Done => {
            context
                .flash("success", context.t("reporting-policy-saved"))
                .await?;
            Ok(Redirect::to(&path_of(kept.id)).into_response())
        }
    }
}

/// An office whose reports the actor may open, with a collection of the form.
struct Source {
    office: Organisation,
    collection: Collection,
}

impl Source {
    fn key(&self) -> String {
        format!("{}/{}", self.collection.id, self.office.id)
    }
}

async fn sources(app: &App, context: &Context, kept: &KeptPolicy) -> Result<Vec<Source>, Error> {
    let mut found = Vec::new();
    for (office, _) in review::offices(app, context, actions::SUBMISSION_OPEN).await? {
        for collection in store::collections::of_office(app.db.read(), office.id).await? {
            if collection.form_version == kept.form_version {
                found.push(Source {
                    office: office.clone(),
                    collection,
                });
            }
        }
    }
    Ok(found)
}

async fn show(
    app: &App,
    context: &Context,
    kept: &KeptPolicy,
    form: &Form,
    shown: Shown,
) -> Result<Response, Error> {
    let names = Names::of(app, context, form).await?;
    let sources = sources(app, context, kept).await?;
    let chosen = sources.iter().find(|source| source.key() == shown.source);
    let figures = tried(app, context, (form, &names), &shown.draft, chosen).await?;
    let words = Words::new(context, form, &names);
    let status = if shown.faults.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let title = title_of(context, kept, &form.title);
    let heading = context.t_with(
        "reporting-policy-workshop-title",
        &[("policy", title.as_str().into())],
    );
    let path = path_of(kept.id);
    let action = format!("{path}/werkstatt");
    let last = vec![Crumb::new(&title, &path), Crumb::new(&heading, &action)];
    let errors: Vec<(String, String)> = shown
        .faults
        .into_iter()
        .map(|fault| (fault.field, fault.text))
        .collect();
    let mut steps = shown.typed.patience.clone();
    // Room for another step.
    if steps.len() < MOST_STEPS {
        steps.push(<[String; 3]>::default());
    }
    let (mut views, mut kept_back) = (Vec::new(), Vec::new());
    for (place, field) in form.fields.iter().enumerate() {
        let typed = shown.typed.fields.get(place).cloned().unwrap_or_default();
        if field.offered().len() > 1 {
            let class = shown
                .draft
                .fields
                .get(place)
                .and_then(|one| one.class.as_ref());
            let view = (place, field, typed, class);
            views.push(field_view(context, form, &names, &words, view));
        } else {
            kept_back.push((field.label.clone(), typed.reason));
        }
    }
    let invented = context.t("reporting-policy-source-invented");
    let noise = (&shown.typed.noise, &shown.draft);
    let noise = NoiseView::of(form, &words, noise, &errors);
    let noise_figures = noise::figures(context, form, &tryable(&shown.draft))?;
    let html = render(&WorkshopPage {
        page: context.page(&heading, crumbs(context, last)),
        action,
        back: path,
        version: shown.version,
        form: form.title.clone(),
        paths: PATHS
            .into_iter()
            .map(|path| (path_name(path), path_name(path) == shown.typed.path))
            .collect(),
        presets: Preset::ALL.iter().map(|preset| preset.name()).collect(),
        step_count: shown.typed.patience.len(),
        patience_wrong: errors.iter().any(|(name, _)| {
            ["wochen_", "verlust_", "warten_"]
                .iter()
                .any(|step| name.starts_with(step))
        }),
        steps: steps
            .into_iter()
            .enumerate()
            .map(|(place, step)| StepView::of(place, step, &errors))
            .collect(),
        fields: views,
        kept_back,
        errors,
        sources: std::iter::once((String::new(), invented, chosen.is_none()))
            .chain(sources.iter().map(|source| {
                let key = source.key();
                let is_chosen = key == shown.source;
                (key, source_text(context, source), is_chosen)
            }))
            .collect(),
        nothing_leaves: shown.draft.path == LegalPath::StatutoryTransmission,
        noise,
        noise_figures,
        figures,
        typed: shown.typed,
    })?;
    Ok((status, html).into_response())
}

fn source_text(context: &Context, source: &Source) -> String {
    context.t_with(
        "reporting-policy-source-office",
        &[
            ("office", source.office.name.as_str().into()),
            ("collection", source.collection.title.as_str().into()),
        ],
    )
}

/// A draft as it can be tried although its reasons are not written yet: what has no class stays.
fn tryable(draft: &PolicyDraft) -> PolicyDraft {
    let mut draft = draft.clone();
    for text in [
        &mut draft.purpose,
        &mut draft.legal_basis,
        &mut draft.recipient,
    ] {
        if text.is_empty() {
            "…".clone_into(text);
        }
    }
    for field in &mut draft.fields {
        if field.reason.is_empty() {
            "…".clone_into(&mut field.reason);
        }
        if field.class.is_none() {
            field.class = Some(FieldClass::Dropped {
                because: DropReason::Unclassified,
            });
        }
    }
    draft
}

/// What the policy comes to; none if it cannot be applied yet or nothing leaves by it.
async fn tried(
    app: &App,
    context: &Context,
    (form, names): (&Form, &Names),
    draft: &PolicyDraft,
    source: Option<&Source>,
) -> Result<Option<FiguresView>, Error> {
    let Ok(policy) = Policy::new(tryable(draft)) else {
        return Ok(None);
    };
    let (figures, tried, text) = match source {
        None => {
            let last = shown::last_week(app);
            let trial =
                policies::try_invented(&policy, &form.fields, &form.hierarchies, last).await;
            let figures = match trial {
                Ok(figures) => figures,
                Err(TrialFailure::Engine(_)) => None,
                Err(TrialFailure::Other(error)) => return Err(error),
            };
            (
                figures,
                Tried::Invented,
                context.t("reporting-policy-source-invented"),
            )
        }
        Some(source) => {
            let (records, latest) = real_records(app, context, form, &policy, source).await?;
            let figures = match policies::try_records(&policy, &form.hierarchies, records).await {
                Ok(figures) => figures,
                Err(TrialFailure::Engine(_)) => None,
                Err(TrialFailure::Other(error)) => return Err(error),
            };
            (
                figures,
                Tried::Office { latest },
                source_text(context, source),
            )
        }
    };
    Ok(
        figures
            .map(|figures| FiguresView::of(context, form, names, draft, (&figures, tried), text)),
    )
}

/// The reports of an office as records, and how many at most if some were left out. That somebody looked is
/// recorded.
async fn real_records(
    app: &App,
    context: &Context,
    form: &Form,
    policy: &Policy,
    source: &Source,
) -> Result<(Vec<anonymity::forwarding::Record>, Option<usize>), Error> {
    let loaded = insight::load(app, &source.collection, source.office.id).await?;
    let by = Some(context.person()?);
    let what = ("policy", loaded.table.len());
    insight::note(app, &source.collection, source.office.id, what, by).await?;
    let institutions = insight::institutions(app, &loaded.table).await?;
    let places: HashMap<OrganisationId, Ags> = institutions
        .into_iter()
        .filter_map(|(id, one)| Some((id, one.ags?)))
        .collect();
    let records = policies::of_reports(policy, &form.fields, &loaded.table, &places);
    let cut = (records.len() >= policies::MOST_REAL).then_some(policies::MOST_REAL);
    Ok((records, cut))
}

fn field_view(
    context: &Context,
    form: &Form,
    names: &Names,
    words: &Words<'_>,
    (place, field, typed, class): (usize, &PolicyField, TypedField, Option<&FieldClass>),
) -> FieldView {
    let kind = class.map(ClassKind::of);
    let is = |wanted: ClassKind| kind == Some(wanted);
    let spans = is(ClassKind::Quasi) || is(ClassKind::Date);
    let has_level = is(ClassKind::Sensitive) || is(ClassKind::Plain);
    let table = field
        .hierarchy()
        .and_then(|name| form.hierarchies.get(name));
    let levels: Vec<String> = if is(ClassKind::Date) {
        DATE_LEVELS.map(str::to_owned).to_vec()
    } else {
        table.map_or(Vec::new(), |table| table.levels().to_vec())
    };
    let options = |chosen: &str| -> Vec<(String, String, bool)> {
        levels
            .iter()
            .map(|level| (level.clone(), words.level(level), level == chosen))
            .collect()
    };
    let (finest, coarsest, level) = match class {
        Some(
            FieldClass::Quasi {
                finest, coarsest, ..
            }
            | FieldClass::Date { finest, coarsest },
        ) => (finest.as_str(), coarsest.as_str(), ""),
        Some(FieldClass::Sensitive { level, .. } | FieldClass::Plain { level, .. }) => {
            ("", "", level.as_str())
        }
        _ => ("", "", ""),
    };
    let position = |name: &str| levels.iter().position(|level| level == name);
    let leaves = |at: usize| {
        position(finest).is_some_and(|first| first <= at)
            && position(coarsest).is_some_and(|last| at <= last)
    };
    let preview = match table {
        Some(table) if is(ClassKind::Quasi) => levels
            .iter()
            .enumerate()
            .map(|(at, level)| {
                let mut values: Vec<&str> = Vec::new();
                for row in table.rows() {
                    if !values.contains(&row[at].as_str()) {
                        values.push(&row[at]);
                    }
                }
                // Numbers in their order, not in that of their letters.
                values.sort_by_key(|value| {
                    (
                        value.parse::<u32>().unwrap_or(u32::MAX),
                        (*value).to_owned(),
                    )
                });
                let some: Vec<String> = values
                    .iter()
                    .take(VALUES)
                    .map(|value| names.value(context, field, value))
                    .collect();
                let more = if values.len() > VALUES { ", …" } else { "" };
                LevelView {
                    name: words.level(level),
                    count: i64::try_from(values.len()).unwrap_or(i64::MAX),
                    values: format!("{}{more}", some.join(", ")),
                    leaves: leaves(at),
                }
            })
            .collect(),
        _ => Vec::new(),
    };
    FieldView {
        place,
        label: field.label.clone(),
        classes: field
            .offered()
            .iter()
            .map(|one| (one.name(), Some(*one) == kind))
            .collect(),
        spans,
        has_level,
        sensitive: is(ClassKind::Sensitive),
        measure: is(ClassKind::Measure),
        finest: options(finest),
        coarsest: options(coarsest),
        levels: options(level),
        preview,
        typed,
    }
}
