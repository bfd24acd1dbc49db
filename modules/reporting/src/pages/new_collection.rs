// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Opening a collection: what, when, who; then the list of participants to be confirmed.

use std::collections::HashSet;

use askama::Template;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Redirect, Response};
use directory::{InstitutionFilter, InstitutionKind, Organisation};
use forms::FormSpec;
use http::StatusCode;
use jiff::civil::Weekday;
use kernel::{CollectionId, FormVersionId, IsoWeek, OrganisationId, Resource, berlin_date};
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use crate::model::{CollectionDraft, Season};
use crate::opening::{self, Opening};
use crate::store::published::PublishedForm;
use crate::{actions, store};

/// Up to how many institutions can be chosen one by one.
pub(super) const MOST_CHOSEN_SINGLY: usize = 2_000;

#[derive(Template)]
#[template(path = "reporting/new_collection.html")]
struct NewPage {
    page: Page,
    forms: Vec<(String, String, bool)>,
    offices: Vec<(String, String, bool)>,
    kinds: Vec<(&'static str, bool)>,
    count_days: Vec<(i64, bool)>,
    due_days: Vec<(i64, bool)>,
    title: String,
    from: String,
    to: String,
    errors: Vec<(String, String)>,
    preview: bool,
    chosen: Vec<Choice>,
    chosen_count: usize,
    singly: bool,
    /// Whether a table names who takes part.
    by_table: bool,
    rows: Vec<RowError>,
}

/// A row of a table that names no institution which can take part.
pub(super) struct RowError {
    pub(super) line: u64,
    pub(super) text: String,
    pub(super) reason: String,
}

impl NewPage {
    fn error(&self, name: &str) -> &str {
        self.errors
            .iter()
            .find(|(field, _)| field == name)
            .map_or("", |(_, text)| text)
    }
}

/// An institution that can take part.
pub(super) struct Choice {
    id: String,
    name: String,
    place: String,
    checked: bool,
}

/// What was typed.
#[derive(Default)]
pub(super) struct Typed {
    form: String,
    title: String,
    from: String,
    to: String,
    count_day: i8,
    due_day: i8,
    kind: String,
    pub(super) offices: HashSet<String>,
    /// Whether a table names who takes part.
    pub(super) by_table: bool,
}

impl Typed {
    pub(super) fn read(fields: &Fields) -> Self {
        Self {
            form: fields.text("formular").to_owned(),
            title: fields.text("titel").to_owned(),
            from: fields.text("von").to_owned(),
            to: fields.text("bis").to_owned(),
            count_day: fields.text("zaehltag").parse().unwrap_or(3),
            due_day: fields.text("frist").parse().unwrap_or(5),
            kind: fields.text("art").to_owned(),
            offices: fields.all("aemter").map(str::to_owned).collect(),
            by_table: fields.text("auswahl") == "tabelle" && fields.text("aktion") == "eroeffnen",
        }
    }
}

pub(super) async fn allowed(app: &App, context: &Context) -> Result<Organisation, Error> {
    let state = directory::state(app.db.read()).await?;
    context.allow(actions::COLLECTION_MANAGE, &Resource::of_state(state.id))?;
    Ok(state)
}

#[derive(Default)]
pub(super) struct Shown {
    pub(super) typed: Typed,
    pub(super) errors: Vec<(String, String)>,
    pub(super) preview: Option<Vec<Choice>>,
    pub(super) rows: Vec<RowError>,
}

pub(super) async fn show(
    app: &App,
    context: &Context,
    shown: Shown,
) -> Result<Html<String>, Error> {
    let conn = app.db.read();
    let tag = context.lang().tag();
    let typed = shown.typed;
    let forms = store::published::offered(conn)
        .await?
        .into_iter()
        .map(|form| {
            let id = form.id.to_string();
            let chosen = id == typed.form;
            (id, version_text(context, &form, tag), chosen)
        })
        .collect();
    let offices = directory::offices(conn)
        .await?
        .into_iter()
        .map(|office| {
            let id = office.id.to_string();
            let chosen = typed.offices.contains(&id);
            (id, office.name, chosen)
        })
        .collect();
    let days = |chosen: i8| {
        (1..=7)
            .map(|day: i8| (i64::from(day), day == chosen))
            .collect()
    };
    let title = context.t("reporting-new-title");
    let preview = shown.preview.is_some();
    let mut chosen = shown.preview.unwrap_or_default();
    let chosen_count = chosen.len();
    let singly = typed.by_table || chosen_count <= MOST_CHOSEN_SINGLY;
    if !singly {
        chosen.clear();
    }
    render(&NewPage {
        page: context.page(
            &title,
            vec![
                Crumb::new(context.t("reporting-nav-collections"), "/erhebungen"),
                Crumb::new(&title, "/erhebungen/neu"),
            ],
        ),
        forms,
        offices,
        kinds: InstitutionKind::ALL
            .iter()
            .map(|kind| (kind.name(), kind.name() == typed.kind))
            .collect(),
        count_days: days(typed.count_day),
        due_days: days(typed.due_day),
        title: typed.title,
        from: typed.from,
        to: typed.to,
        errors: shown.errors,
        preview,
        chosen,
        chosen_count,
        singly,
        by_table: typed.by_table,
        rows: shown.rows,
    })
}

fn version_text(context: &Context, form: &PublishedForm, tag: &str) -> String {
    context.t_with(
        "reporting-form-version",
        &[
            ("title", form.title.get(tag).into()),
            ("number", form.number.into()),
        ],
    )
}

/// The empty form, for the season that runs or comes next.
pub async fn page(State(app): State<App>, context: Context) -> Result<Html<String>, Error> {
    allowed(&app, &context).await?;
    let today = berlin_date(app.clock.now());
    let week = IsoWeek::of(today);
    let typed = Typed {
        from: week.to_string(),
        to: week.plus(26).to_string(),
        count_day: 3,
        due_day: 5,
        kind: InstitutionKind::Kita.name().to_owned(),
        ..Typed::default()
    };
    let shown = Shown {
        typed,
        ..Shown::default()
    };
    show(&app, &context, shown).await
}

/// Shows who would take part, and then opens the collection.
pub async fn open(
    State(app): State<App>,
    context: Context,
    fields: Fields,
) -> Result<Response, Error> {
    let state = allowed(&app, &context).await?;
    let typed = Typed::read(&fields);
    let mut errors = Vec::new();
    let checked = check(&app, &context, &typed, &mut errors).await?;
    let mut institutions = institutions(&app, &typed).await?;
    let taken: HashSet<&str> = fields.all("teilnahme").collect();
    if typed.by_table {
        institutions.retain(|one| taken.contains(one.id.to_string().as_str()));
    }
    if institutions.is_empty() {
        errors.push(("art".to_owned(), context.t("reporting-new-nobody")));
    }
    let (Some((draft, form_version, spec)), true) = (checked, errors.is_empty()) else {
        // Who was named by a table is not asked for again.
        let preview = if typed.by_table && !institutions.is_empty() {
            Some(choices(&app, institutions, true).await?)
        } else {
            None
        };
        let shown = Shown {
            typed,
            errors,
            preview,
            rows: Vec::new(),
        };
        let html = show(&app, &context, shown).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, html).into_response());
    };
    let opens = fields.text("aktion") == "eroeffnen";
    let singly = typed.by_table || institutions.len() <= MOST_CHOSEN_SINGLY;
    let chosen: Vec<Organisation> = institutions
        .iter()
        .filter(|one| !opens || !singly || taken.contains(one.id.to_string().as_str()))
        .cloned()
        .collect();
    if !opens || chosen.is_empty() {
        let errors = if opens {
            vec![("teilnahme".to_owned(), context.t("reporting-new-nobody"))]
        } else {
            Vec::new()
        };
        let preview = choices(&app, institutions, !opens).await?;
        let status = if opens {
            StatusCode::UNPROCESSABLE_ENTITY
        } else {
            StatusCode::OK
        };
        let shown = Shown {
            typed,
            errors,
            preview: Some(preview),
            rows: Vec::new(),
        };
        return Ok((status, show(&app, &context, shown).await?).into_response());
    }
    let opening = Opening {
        state,
        draft,
        form_version,
        spec,
        institutions: chosen,
        by: Some(context.person()?),
    };
    let id = CollectionId::new(&*app.clock, &*app.chance);
    let today = berlin_date(app.clock.now());
    let tx = app.db.begin().await?;
    opening::open(&app, &tx, id, &opening, today).await?;
    tx.commit().await?;
    context
        .flash("success", context.t("reporting-opened"))
        .await?;
    Ok(Redirect::to(&format!("/erhebungen/{id}")).into_response())
}

pub(super) async fn choices(
    app: &App,
    institutions: Vec<Organisation>,
    checked: bool,
) -> Result<Vec<Choice>, Error> {
    let offices = directory::offices(app.db.read()).await?;
    Ok(institutions
        .into_iter()
        .map(|one| Choice {
            id: one.id.to_string(),
            place: offices
                .iter()
                .find(|office| Some(office.id) == one.parent)
                .map_or(String::new(), |office| office.name.clone()),
            name: one.name,
            checked,
        })
        .collect())
}

pub(super) async fn institutions(app: &App, typed: &Typed) -> Result<Vec<Organisation>, Error> {
    let Ok(kind) = typed.kind.parse::<InstitutionKind>() else {
        return Ok(Vec::new());
    };
    let offices: Vec<OrganisationId> = typed
        .offices
        .iter()
        .filter_map(|id| id.parse().ok())
        .collect();
    let filter = InstitutionFilter {
        kind: Some(kind),
        offices,
        valid_on: Some(berlin_date(app.clock.now())),
    };
    Ok(directory::institutions(app.db.read(), &filter).await?)
}

pub(super) type Checked = (CollectionDraft, FormVersionId, FormSpec);

pub(super) async fn check(
    app: &App,
    context: &Context,
    typed: &Typed,
    errors: &mut Vec<(String, String)>,
) -> Result<Option<Checked>, Error> {
    let mut complain = |field: &str, key: &str| {
        errors.push((
            field.to_owned(),
            context.t(&format!("reporting-fault-{key}")),
        ));
    };
    let conn = app.db.read();
    let version = store::published::version_id(&typed.form).ok();
    // One that was withdrawn meanwhile is none to choose.
    let offered = store::published::offered(conn).await?;
    let version = version.filter(|version| offered.iter().any(|form| form.id == *version));
    let spec = match version {
        Some(version) => store::published::spec(conn, version).await?,
        None => None,
    };
    let spec: Option<FormSpec> = spec
        .map(|text| serde_json::from_str(&text).map_err(Error::internal))
        .transpose()?;
    match &spec {
        None => complain("formular", "form-missing"),
        Some(spec)
            if !matches!(
                spec.period,
                forms::PeriodKind::Week | forms::PeriodKind::Event
            ) =>
        {
            complain("formular", "form-period");
        }
        Some(spec) if spec.follows_entities() => complain("formular", "form-entities"),
        Some(spec) if spec.purpose.is_empty() || spec.legal_basis.is_empty() => {
            complain("formular", "form-purpose");
        }
        Some(_) => {}
    }
    let from = typed.from.parse::<IsoWeek>();
    let to = typed.to.parse::<IsoWeek>();
    if from.is_err() {
        complain("von", "week");
    }
    if to.is_err() {
        complain("bis", "week");
    }
    let day = |number: i8| Weekday::from_monday_one_offset(number).unwrap_or(Weekday::Wednesday);
    let (Ok(from), Ok(to)) = (from, to) else {
        return Ok(None);
    };
    let draft = CollectionDraft {
        title: typed.title.clone(),
        season: Season { from, to },
        count_weekday: day(typed.count_day),
        due_weekday: day(typed.due_day),
    };
    for (field, key) in draft.faults() {
        complain(field, key);
    }
    Ok(match (version, spec) {
        (Some(version), Some(spec)) => Some((draft, version, spec)),
        _ => None,
    })
}
