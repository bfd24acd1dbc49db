// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A tablet: the picture by which it is set up, and the end of its key.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use http::{HeaderValue, header};
use odk::settings_qr::Settings;
use web::{App, Context, Crumb, Error, Page, render};

use super::{crumbs_of, form_path, tablet_for, tablet_path, tablets_path, titled};
use crate::model::{Actor, Project};
use crate::{changing, opening, store};

#[derive(Template)]
#[template(path = "fieldwork/tablet.html")]
struct TabletPage {
    page: Page,
    path: String,
    tablets_href: String,
    name: String,
    created: String,
    /// When the key was withdrawn; empty if it is good.
    ended: String,
    /// The picture as SVG and the address in it; none if the key was withdrawn.
    code: Option<(String, String)>,
    /// The forms that it may fill in: title and address of the page.
    forms: Vec<(String, String)>,
}

fn way(context: &Context, project: &Project, tablet: &Actor) -> Vec<Crumb> {
    let tablets = context.t("fieldwork-tablets");
    crumbs_of(
        context,
        project,
        vec![
            Crumb::new(tablets, tablets_path(project.id)),
            Crumb::new(&tablet.name, tablet_path(project.id, tablet.id)),
        ],
    )
}

/// Shows how a tablet is set up. That somebody looked at its key is noted.
pub(crate) async fn page(
    State(app): State<App>,
    context: Context,
    Path((number, tablet)): Path<(String, String)>,
) -> Result<Response, Error> {
    let (project, tablet) = tablet_for(&app, &context, (&number, &tablet)).await?;
    let conn = app.db.read();
    let mut code = None;
    if let Some(key) = opening::key(&app, conn, &project, &tablet).await? {
        changing::note_key_shown(&app, &context, &project, &tablet).await?;
        let base = &app.settings.base_url;
        let address = format!("{base}/v1/key/{key}/projects/{}", project.id);
        let settings = Settings {
            server_url: &address,
            project_name: &project.name,
            project_icon: None,
            project_color: None,
            language: Some(context.lang().tag()),
            follows_server: true,
            sends_by_itself: true,
            admin_password: None,
        };
        let picture = settings.picture().map_err(Error::internal)?;
        code = Some((picture, address));
    }
    let mut forms = Vec::new();
    for form in store::forms::of_tablet(conn, project.id, tablet.id).await? {
        let known = titled(&app, &context, &form).await?;
        forms.push((known.title, form_path(project.id, &form.xml_form_id)));
    }
    let moment = |at| web::format::moment(context.lang(), at);
    let html = render(&TabletPage {
        page: context.page(&tablet.name, way(&context, &project, &tablet)),
        path: tablet_path(project.id, tablet.id),
        tablets_href: tablets_path(project.id),
        created: moment(tablet.created_at),
        ended: tablet.ended_at.map_or(String::new(), moment),
        code,
        forms,
        name: tablet.name,
    })?;
    let mut response = html.into_response();
    // Nobody finds the key in the memory of a browser that several people use.
    let value = HeaderValue::from_static("private, no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, value);
    Ok(response)
}

#[derive(Template)]
#[template(path = "fieldwork/withdraw.html")]
struct WithdrawPage {
    page: Page,
    path: String,
    back: String,
}

/// Asks before a key is withdrawn.
pub(crate) async fn withdraw_page(
    State(app): State<App>,
    context: Context,
    Path((number, tablet)): Path<(String, String)>,
) -> Result<Html<String>, Error> {
    let (project, tablet) = tablet_for(&app, &context, (&number, &tablet)).await?;
    let title = context.t_with(
        "fieldwork-withdraw-title",
        &[("name", tablet.name.as_str().into())],
    );
    let back = tablet_path(project.id, tablet.id);
    let path = format!("{back}/entziehen");
    let mut way = way(&context, &project, &tablet);
    way.push(Crumb::new(context.t("fieldwork-withdraw"), &path));
    render(&WithdrawPage {
        page: context.page(&title, way),
        path,
        back,
    })
}

/// Withdraws the key of a tablet.
pub(crate) async fn withdraw(
    State(app): State<App>,
    context: Context,
    Path((number, tablet)): Path<(String, String)>,
) -> Result<Redirect, Error> {
    let (project, tablet) = tablet_for(&app, &context, (&number, &tablet)).await?;
    let (kind, key) = if changing::end_tablet(&app, &context, &project, &tablet).await? {
        ("success", "fieldwork-withdraw-done")
    } else {
        ("info", "fieldwork-withdraw-before")
    };
    let text = context.t_with(key, &[("name", tablet.name.as_str().into())]);
    context.flash(kind, text).await?;
    Ok(Redirect::to(&tablets_path(project.id)))
}
