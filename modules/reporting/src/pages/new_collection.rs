// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Opening a collection: what, when, who; then the list of participants to be confirmed.

use std::collections::HashSet;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use directory::{InstitutionFilter, InstitutionKind, Organisation};
use forms::FormSpec;
use http::StatusCode;
use kernel::{CollectionId, FormVersionId, OrganisationId, Resource, berlin_date};
use serde::Deserialize;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::new_collection_fields::{self as fields, CalendarFields, Errors, Typed};
use super::policies::title_of;
use crate::model::{CollectionDraft, PolicyStatus};
use crate::opening::{self, Opening, ReleasePolicy};
use crate::rules::RuleDraft;
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
    /// The chosen form and what depends on it; without one only forms are offered.
    form: String,
    form_title: String,
    calendar: Option<CalendarFields>,
    title: String,
    by_rule: bool,
    errors: Vec<(String, String)>,
    preview: bool,
    chosen: Vec<Choice>,
    chosen_count: usize,
    singly: bool,
    /// Whether a table names who takes part.
    by_table: bool,
    rows: Vec<RowError>,
    /// The signed release policies of the form: identifier, title, chosen.
    policies: Vec<(String, String, bool)>,
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
    let forms: Vec<(String, String, bool)> = store::published::offered(conn)
        .await?
        .into_iter()
        .map(|form| {
            let id = form.id.to_string();
            let chosen = id == typed.form;
            (id, version_text(context, &form, tag), chosen)
        })
        .collect();
    let form_title = forms
        .iter()
        .find(|(_, _, chosen)| *chosen)
        .map_or(String::new(), |(_, title, _)| title.clone());
    let offices = directory::offices(conn)
        .await?
        .into_iter()
        .map(|office| {
            let id = office.id.to_string();
            let chosen = typed.offices.contains(&id);
            (id, office.name, chosen)
        })
        .collect();
    let policies = policies_of(app, context, &typed, &form_title).await?;
    let calendar = fields::form(app, &typed.form)
        .await?
        .map(|(_, spec)| CalendarFields::of(context, &typed, spec.period));
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
        form: typed.form,
        form_title,
        calendar,
        title: typed.title,
        by_rule: typed.by_rule,
        errors: shown.errors,
        preview,
        chosen,
        chosen_count,
        singly,
        by_table: typed.by_table,
        rows: shown.rows,
        policies,
    })
}

/// The signed policies of the chosen form, the newest first.
async fn policies_of(
    app: &App,
    context: &Context,
    typed: &Typed,
    form: &str,
) -> Result<Vec<(String, String, bool)>, Error> {
    let Ok(version) = typed.form.parse::<FormVersionId>() else {
        return Ok(Vec::new());
    };
    let signed = PolicyStatus::Signed;
    let found = store::policies::of_form(app.db.read(), version, signed).await?;
    Ok(found
        .into_iter()
        .map(|policy| {
            let id = policy.id.to_string();
            let chosen = id == typed.policy;
            (id, title_of(context, &policy, form), chosen)
        })
        .collect())
}

/// The release policy that was chosen; none for sums of facilities. What cannot be chosen any more is added to
/// `errors`.
async fn policy(
    app: &App,
    context: &Context,
    typed: &Typed,
    errors: &mut Vec<(String, String)>,
) -> Result<Option<ReleasePolicy>, Error> {
    if typed.policy.is_empty() {
        return Ok(None);
    }
    let found = match typed.policy.parse() {
        Ok(id) => store::policies::find(app.db.read(), id).await?,
        Err(_) => None,
    };
    let version = typed.form.parse::<FormVersionId>().ok();
    let signed = found
        .zip(version)
        .and_then(|(policy, version)| ReleasePolicy::signed(&policy, version));
    if signed.is_none() {
        errors.push((
            "freigaberegel".to_owned(),
            context.t("reporting-policy-fault-gone"),
        ));
    }
    Ok(signed)
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

/// The query of the page.
#[derive(Debug, Default, Deserialize)]
pub struct Wish {
    #[serde(default)]
    formular: String,
}

/// First which form, then everything that depends on what it is about.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Query(wish): Query<Wish>,
) -> Result<Html<String>, Error> {
    allowed(&app, &context).await?;
    let today = berlin_date(app.clock.now());
    let mut errors = Errors::new(&context);
    let form = fields::form(&app, &wish.formular).await?;
    let fault = match &form {
        Some((_, spec)) => fields::form_fault(spec),
        None if wish.formular.is_empty() => None,
        None => Some("reporting-fault-form-missing"),
    };
    if let Some(key) = fault {
        errors.add("formular", key);
    }
    let typed = match form {
        Some((_, spec)) if fault.is_none() => Typed::usual(wish.formular, spec.period, today),
        _ => Typed::default(),
    };
    let shown = Shown {
        typed,
        errors: errors.found,
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
    let policy = policy(&app, &context, &typed, &mut errors).await?;
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
        rules: if typed.by_rule && !typed.by_table {
            rules(&app, &typed).await?
        } else {
            Vec::new()
        },
        institutions: chosen,
        by: Some(context.person()?),
    };
    let id = CollectionId::new(&*app.clock, &*app.chance);
    let today = berlin_date(app.clock.now());
    let tx = app.db.begin().await?;
    match policy {
        Some(policy) => opening::open_with(&app, &tx, id, &opening, today, policy).await?,
        None => opening::open(&app, &tx, id, &opening, today).await?,
    };
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

/// The rules by which institutions that come later take part: of the chosen kind, in the districts of
/// the chosen offices or everywhere.
async fn rules(app: &App, typed: &Typed) -> Result<Vec<RuleDraft>, Error> {
    let Ok(kind) = typed.kind.parse::<InstitutionKind>() else {
        return Ok(Vec::new());
    };
    if typed.offices.is_empty() {
        return Ok(vec![RuleDraft { kind, place: None }]);
    }
    let districts = directory::districts(app.db.read()).await?;
    Ok(districts
        .into_iter()
        .filter(|district| {
            let office = district.office.map(|office| office.to_string());
            office.is_some_and(|office| typed.offices.contains(&office))
        })
        .map(|district| RuleDraft {
            kind,
            place: Some(district.ags),
        })
        .collect())
}

pub(super) type Checked = (CollectionDraft, FormVersionId, FormSpec);

/// The collection that was typed; what is wrong with it is added to `errors`.
pub(super) async fn check(
    app: &App,
    context: &Context,
    typed: &Typed,
    errors: &mut Vec<(String, String)>,
) -> Result<Option<Checked>, Error> {
    let mut wrong = Errors::new(context);
    let form = fields::form(app, &typed.form).await?;
    let fault = match &form {
        None => Some("reporting-fault-form-missing"),
        Some((_, spec)) => fields::form_fault(spec),
    };
    if let Some(key) = fault {
        wrong.add("formular", key);
    }
    let draft = form
        .as_ref()
        .and_then(|(_, spec)| fields::draft(typed, spec, &mut wrong));
    errors.append(&mut wrong.found);
    Ok(match (draft, form) {
        (Some(draft), Some((version, spec))) => Some((draft, version, spec)),
        _ => None,
    })
}
