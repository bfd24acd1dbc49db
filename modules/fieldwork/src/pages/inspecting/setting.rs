// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The settings of a plan: risk classes, which facilities are inspected, and what the forms mean.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use directory::InstitutionKind;
use http::StatusCode;
use kernel::berlin_date;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::meaning::{self, FormBlock};
use super::plan::place_names;
use super::{May, conflict, kind_name, plan_path, way};
use crate::actions;
use crate::inspecting::{Changed, planning};
use crate::model::Project;
use crate::model::inspecting::{KindRule, RiskClass, Settings};
use crate::pages::project_for;
use crate::ready::{self, Named};
use crate::store;
use crate::store::inspecting::{facilities, plans};

/// How many classes a plan can have.
const CLASSES: usize = 6;

/// The longest interval, in months.
const LONGEST_INTERVAL: i64 = 120;

#[derive(Template)]
#[template(path = "fieldwork/inspecting/setting.html")]
struct SettingPage {
    page: Page,
    base: String,
    tab: &'static str,
    may: May,
    path: String,
    version: i64,
    classes: Vec<ClassLine>,
    kinds: Vec<KindLine>,
    class_choices: Vec<(String, String)>,
    places: Vec<PlaceLine>,
    severe_from: i64,
    four_eyes: bool,
    facility_list: String,
    defect_list: String,
    forms: Vec<FormBlock>,
    /// Institutions that no rule chooses.
    others: Vec<(String, String)>,
    errors: Vec<(String, String)>,
}

impl SettingPage {
    /// What is wrong with a field; empty if nothing is.
    fn error(&self, field: &str) -> String {
        let found = self.errors.iter().find(|(name, _)| name == field);
        found.map_or(String::new(), |(_, text)| text.clone())
    }

    /// What is wrong with a field of a class.
    fn class_error(&self, field: &str, number: usize) -> String {
        self.error(&format!("{field}-{number}"))
    }

    /// What is wrong with a field about a form.
    fn form_error(&self, form: &str, field: &str) -> String {
        self.error(&format!("{form}:{field}"))
    }
}

struct ClassLine {
    number: usize,
    key: String,
    title: String,
    months: String,
}

struct KindLine {
    kind: &'static str,
    name: String,
    class: String,
}

struct PlaceLine {
    ags: String,
    name: String,
    chosen: bool,
}

/// The forms of a project that have a version, by the identifier that they have in it.
async fn forms_of(app: &App, project: &Project) -> Result<Vec<(String, Named)>, Error> {
    let conn = app.db.read();
    let mut forms = Vec::new();
    for form in store::forms::of_project(conn, project.id).await? {
        let versions = ready::versions(conn, form.form).await?;
        if let Some(version) = ready::offered(&versions) {
            forms.push((form.xml_form_id, version.clone()));
        }
    }
    Ok(forms)
}

fn suggested(context: &Context) -> Settings {
    Settings::suggested([
        context.t("inspect-class-high"),
        context.t("inspect-class-medium"),
        context.t("inspect-class-low"),
    ])
}

async fn show(
    app: &App,
    context: &Context,
    (project, version): (&Project, i64),
    settings: &Settings,
    errors: Vec<(String, String)>,
) -> Result<Response, Error> {
    let conn = app.db.read();
    let today = berlin_date(app.clock.now());
    let institutions = directory::institutions_of(conn, project.office).await?;
    let there: Vec<_> = institutions
        .iter()
        .filter(|one| one.is_valid(today))
        .collect();
    let keys: Vec<String> = there
        .iter()
        .filter_map(|one| one.ags.as_ref().map(|ags| ags.as_str().to_owned()))
        .collect();
    let places = place_names(app, keys).await?;
    let known = facilities::all(conn, project.id).await?;
    let is_in = |id: kernel::OrganisationId| {
        known
            .iter()
            .any(|one| one.institution == id && one.is_chosen)
    };
    let others = there.iter().filter(|one| !is_in(one.id));
    let mut classes: Vec<ClassLine> = settings
        .classes
        .iter()
        .enumerate()
        .map(|(number, class)| ClassLine {
            number: number + 1,
            key: class.key.clone(),
            title: class.title.clone(),
            months: class.months.to_string(),
        })
        .collect();
    if classes.len() < CLASSES {
        classes.push(ClassLine {
            number: classes.len() + 1,
            key: String::new(),
            title: String::new(),
            months: String::new(),
        });
    }
    let mut blocks = Vec::new();
    for (form, version) in forms_of(app, project).await? {
        let saved = settings.mapping(&form);
        blocks.push(meaning::block(
            context,
            (&form, &version),
            saved,
            &settings.facility_list,
        ));
    }
    let base = plan_path(project.id);
    let path = format!("{base}/einrichten");
    let title = context.t("inspect-settings");
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let html = render(&SettingPage {
        page: context.page(
            &title,
            way(context, project, vec![Crumb::new(&title, &path)]),
        ),
        tab: "einrichten",
        may: May::of(context, project),
        version,
        kinds: InstitutionKind::ALL
            .iter()
            .map(|kind| {
                let rule = settings.kinds.iter().find(|rule| rule.kind == kind.name());
                KindLine {
                    kind: kind.name(),
                    name: kind_name(context, kind.name()),
                    class: rule.map_or(String::new(), |rule| rule.class.clone()),
                }
            })
            .collect(),
        class_choices: settings
            .classes
            .iter()
            .map(|class| (class.key.clone(), class.title.clone()))
            .collect(),
        classes,
        places: places
            .into_iter()
            .map(|(ags, name)| PlaceLine {
                chosen: settings.municipalities.contains(&ags),
                ags,
                name,
            })
            .collect(),
        severe_from: settings.severe_from,
        four_eyes: settings.four_eyes,
        facility_list: settings.facility_list.clone(),
        defect_list: settings.defect_list.clone(),
        forms: blocks,
        others: others
            .map(|one| (one.id.to_string(), one.name.clone()))
            .collect(),
        errors,
        base,
        path,
    })?;
    Ok((status, html).into_response())
}

/// Shows the settings; those that are suggested if there are none.
pub(crate) async fn page(
    State(app): State<App>,
    context: Context,
    Path(number): Path<String>,
) -> Result<Response, Error> {
    let project = project_for(&app, &context, actions::INSPECTION_PLAN, &number).await?;
    let plan = plans::find(app.db.read(), project.id).await?;
    let (version, settings) = match plan {
        Some(plan) => (plan.version, plan.settings),
        None => (0, suggested(&context)),
    };
    show(&app, &context, (&project, version), &settings, Vec::new()).await
}

/// What was typed, and what is wrong with it.
async fn posted(
    app: &App,
    context: &Context,
    project: &Project,
    fields: &Fields,
) -> Result<(Settings, Vec<(String, String)>), Error> {
    let mut errors = Vec::new();
    let mut settings = Settings {
        severe_from: fields.text("schwere").parse().unwrap_or(0).clamp(0, 99),
        four_eyes: fields.has("vieraugen"),
        facility_list: fields.text("liste-einrichtungen").to_owned(),
        defect_list: fields.text("liste-maengel").to_owned(),
        municipalities: fields.all("gemeinde").map(str::to_owned).collect(),
        ..Settings::default()
    };
    for number in 1..=CLASSES {
        let title = fields.text(&format!("klasse-{number}")).to_owned();
        if title.is_empty() {
            continue;
        }
        let months = fields.text(&format!("monate-{number}")).parse().ok();
        let months = months.filter(|months| (1..=LONGEST_INTERVAL).contains(months));
        if months.is_none() {
            let text = context.t_with("inspect-months-wrong", &[("most", LONGEST_INTERVAL.into())]);
            errors.push((format!("monate-{number}"), text));
        }
        let key = match fields.text(&format!("schluessel-{number}")) {
            "" => format!("class-{number}"),
            key => key.chars().take(40).collect(),
        };
        settings.classes.push(RiskClass {
            key,
            title: title.chars().take(100).collect(),
            months: months.unwrap_or(12),
        });
    }
    if settings.classes.is_empty() {
        let text = context.t("inspect-class-missing");
        errors.push(("klasse-1".to_owned(), text));
    }
    for kind in InstitutionKind::ALL {
        let class = fields.text(&format!("art-{}", kind.name())).to_owned();
        if settings.class(&class).is_some() {
            settings.kinds.push(KindRule {
                kind: kind.name().to_owned(),
                class,
            });
        }
    }
    for (field, name) in [
        ("liste-einrichtungen", &settings.facility_list),
        ("liste-maengel", &settings.defect_list),
    ] {
        if !name.is_empty() && !forms::is_entity_name(name, true) {
            errors.push((field.to_owned(), context.t("fieldwork-name-unfit")));
        }
    }
    for (form, version) in forms_of(app, project).await? {
        if let Some(mapping) = meaning::posted(fields, &form) {
            let of = (&version.ready.spec, form.as_str());
            errors.extend(meaning::errors(context, &mapping, of));
            settings.forms.push(mapping);
        }
    }
    Ok((settings, errors))
}

/// Saves the settings, and compares the facilities with the directory.
pub(crate) async fn save(
    State(app): State<App>,
    context: Context,
    Path(number): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    let project = project_for(&app, &context, actions::INSPECTION_PLAN, &number).await?;
    let seen = fields.text("stand").parse().unwrap_or(0);
    let (settings, errors) = posted(&app, &context, &project, &fields).await?;
    if !errors.is_empty() {
        return show(&app, &context, (&project, seen), &settings, errors).await;
    }
    let path = plan_path(project.id);
    let by = (context.person()?, seen);
    match planning::save(&app, &project, settings, by).await? {
        Changed::Done => {
            let text = context.t("inspect-settings-saved");
            context.flash("success", text).await?;
            Ok(Redirect::to(&path).into_response())
        }
        Changed::Outdated | Changed::Impossible => {
            let path = format!("{path}/einrichten");
            conflict(&context, &project, &path, Vec::new())
        }
    }
}
