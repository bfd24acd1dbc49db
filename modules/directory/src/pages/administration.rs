// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The way into the administration: what the person who looks can set up or look up.

use askama::Template;
use axum::extract::State;
use axum::response::Html;
use web::{App, Area, Context, Crumb, Error, Guard, Page, Route, render};

use crate::actions;

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get(
        "/verwaltung",
        Guard::Action(actions::ADMINISTRATION_OPEN),
        show,
    )]
}

/// The directory's own parts of the administration.
pub(crate) fn areas() -> Vec<Area> {
    let area = |title, text, href, order, action| Area {
        title,
        text,
        href,
        order,
        action,
    };
    vec![
        area(
            "directory-area-organisations-title",
            "directory-area-organisations-text",
            "/verwaltung/organisationen",
            10,
            actions::ORGANISATION_READ,
        ),
        area(
            "directory-area-people-title",
            "directory-area-people-text",
            "/verwaltung/personen",
            12,
            actions::PERSON_READ,
        ),
        area(
            "directory-area-territory-title",
            "directory-area-territory-text",
            "/verwaltung/gebiet",
            14,
            actions::TERRITORY_READ,
        ),
        area(
            "directory-area-rights-title",
            "directory-area-rights-text",
            "/verwaltung/rechte",
            20,
            actions::RIGHTS_READ,
        ),
        area(
            "directory-area-roles-title",
            "directory-area-roles-text",
            "/verwaltung/rollen",
            22,
            actions::ROLE_MANAGE,
        ),
        area(
            "directory-area-access-title",
            "directory-area-access-text",
            "/verwaltung/zugriffe",
            24,
            actions::ACCESS_READ,
        ),
        area(
            "directory-area-trail-title",
            "directory-area-trail-text",
            "/verwaltung/protokoll",
            80,
            actions::AUDIT_READ,
        ),
        area(
            "directory-area-jobs-title",
            "directory-area-jobs-text",
            "/verwaltung/auftraege",
            90,
            actions::JOBS_READ,
        ),
    ]
}

#[derive(Template)]
#[template(path = "directory/administration.html")]
struct AdministrationPage {
    page: Page,
    areas: Vec<Area>,
}

async fn show(State(app): State<App>, context: Context) -> Result<Html<String>, Error> {
    let possible = app.possible_actions(context.actor());
    let title = context.t("directory-administration-title");
    render(&AdministrationPage {
        page: context.page(title.clone(), vec![Crumb::new(title, "/verwaltung")]),
        areas: app
            .administration
            .iter()
            .filter(|area| possible.contains(&area.action))
            .copied()
            .collect(),
    })
}
