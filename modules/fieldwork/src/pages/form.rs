// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A form of a project: its records without their answers, and whether it takes more.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, Redirect};
use odk::central::FormState;
use serde::Deserialize;
use web::form::Fields;
use web::{App, Context, Crumb, Error, Page, render};

use super::{
    PAGE_SIZE, crumbs_of, form_for, form_path, name_of, outcome, page_number, pages, project_path,
    record_path, standing, titled,
};
use crate::model::{standing_name, standing_named};
use crate::store::records::Which;
use crate::{actions, changing, store};

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct FormQuery {
    filter: String,
    seite: String,
}

#[derive(Template)]
#[template(path = "fieldwork/form.html")]
struct FormPage {
    page: Page,
    path: String,
    key: String,
    version: Option<String>,
    standing_kind: &'static str,
    standing: &'static str,
    standings: [Standing; 3],
    may_manage: bool,
    may_open: bool,
    /// Whether it has no records and can be taken out of the project.
    removable: bool,
    filter: &'static str,
    filters: Vec<Filter>,
    lines: Vec<Line>,
    current: u32,
    pages: u32,
    link: String,
    feed: String,
}

/// Whether the form takes records, to be chosen.
struct Standing {
    /// Its name in forms and messages.
    name: &'static str,
    current: bool,
}

/// A choice of records.
struct Filter {
    /// Its name in addresses and messages.
    name: &'static str,
    /// How many records there are.
    count: i64,
    current: bool,
}

struct Line {
    when: String,
    href: String,
    who: String,
    versions: i64,
    kind: &'static str,
    outcome: &'static str,
    files_named: i64,
    files_there: i64,
}

/// The filters by their names in the address.
const FILTERS: [(&str, Which); 3] = [
    ("alle", Which::All),
    ("zurueckgestellt", Which::Waiting),
    ("ungeprueft", Which::Open),
];

/// Shows the records of a form.
pub(crate) async fn page(
    State(app): State<App>,
    context: Context,
    Path((number, xml_form_id)): Path<(String, String)>,
    Query(query): Query<FormQuery>,
) -> Result<Html<String>, Error> {
    let place = (number.as_str(), xml_form_id.as_str());
    let (project, form) = form_for(&app, &context, actions::PROJECT_READ, place).await?;
    let conn = app.db.read();
    let named = FILTERS.iter().find(|(name, _)| *name == query.filter);
    let (filter, which) = *named.unwrap_or(&FILTERS[0]);
    let mut filters = Vec::new();
    for (name, which) in FILTERS {
        filters.push(Filter {
            name,
            count: store::records::count(conn, &form, which).await?,
            current: name == filter,
        });
    }
    let count = filters.iter().find(|one| one.current);
    let count = count.map_or(0, |one| one.count);
    let current = page_number(&query.seite);
    let part = (i64::from(current - 1) * PAGE_SIZE, PAGE_SIZE);
    let mut sent = store::overview::sent(conn, &form, which, part).await?;
    let mut names: HashMap<i64, String> = HashMap::new();
    let mut lines = Vec::new();
    for record in store::records::list(conn, &form, which, part).await? {
        let newest = sent.remove(&record.id);
        let actor = newest.as_ref().map_or(record.actor, |newest| newest.actor);
        let known = names.get(&actor).cloned();
        let who = match known {
            Some(name) => name,
            None => name_of(&app, &context, Some(actor)).await?,
        };
        names.insert(actor, who.clone());
        let (kind, outcome) = outcome(&record);
        let (named, there) =
            newest.map_or((0, 0), |newest| (newest.files_named, newest.files_there));
        lines.push(Line {
            when: web::format::moment(context.lang(), record.created_at),
            href: record_path(&record),
            who,
            versions: record.number,
            kind,
            outcome,
            files_named: named,
            // Files of earlier versions stay, too.
            files_there: there.min(named),
        });
    }
    let known = titled(&app, &context, &form).await?;
    let title = context.t_with(
        "fieldwork-records-title",
        &[("form", known.title.as_str().into())],
    );
    let path = form_path(project.id, &form.xml_form_id);
    let (standing_kind, standing) = standing(&form);
    let way = vec![Crumb::new(&known.title, &path)];
    let may_manage = context.may(actions::PROJECT_MANAGE, &project.place());
    render(&FormPage {
        page: context.page(&title, crumbs_of(&context, &project, way)),
        version: known.offered,
        standing_kind,
        standing,
        standings: [FormState::Open, FormState::Closing, FormState::Closed].map(|state| Standing {
            name: standing_name(state),
            current: state == form.standing,
        }),
        may_manage,
        may_open: context.may(actions::RECORD_OPEN, &project.place()),
        removable: may_manage && filters.iter().all(|one| one.count == 0),
        filter,
        filters,
        lines,
        current,
        pages: pages(count),
        link: format!("{path}?filter={filter}&seite="),
        feed: super::programs::feed(&app, &form),
        key: form.xml_form_id,
        path,
    })
}

/// Says whether a form takes records.
pub(crate) async fn set_standing(
    State(app): State<App>,
    context: Context,
    Path((number, xml_form_id)): Path<(String, String)>,
    fields: Fields,
) -> Result<Redirect, Error> {
    let place = (number.as_str(), xml_form_id.as_str());
    let (project, form) = form_for(&app, &context, actions::PROJECT_MANAGE, place).await?;
    let wanted = standing_named(fields.text("stand"));
    let wanted = wanted.ok_or_else(|| Error::Invalid(context.t("fieldwork-standing-choose")))?;
    if wanted != form.standing {
        changing::set_standing(&app, &context, &project, &form, wanted).await?;
        let text = context.t("fieldwork-standing-done");
        context.flash("success", text).await?;
    }
    Ok(Redirect::to(&form_path(project.id, &form.xml_form_id)))
}

/// Takes a form without records out of a project.
pub(crate) async fn remove(
    State(app): State<App>,
    context: Context,
    Path((number, xml_form_id)): Path<(String, String)>,
) -> Result<Redirect, Error> {
    let place = (number.as_str(), xml_form_id.as_str());
    let (project, form) = form_for(&app, &context, actions::PROJECT_MANAGE, place).await?;
    if changing::remove_form(&app, &context, &project, &form).await? {
        let text = context.t("fieldwork-form-removed");
        context.flash("success", text).await?;
        return Ok(Redirect::to(&project_path(project.id)));
    }
    let text = context.t("fieldwork-form-has-records");
    context.flash("warning", text).await?;
    Ok(Redirect::to(&form_path(project.id, &form.xml_form_id)))
}
