// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The way into the administration: what the person who looks can set up or look up.

use askama::Template;
use axum::extract::State;
use axum::response::Html;
use kernel::Action;
use web::{App, Context, Crumb, Error, Guard, Page, Route, render};

use crate::actions;

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get(
        "/verwaltung",
        Guard::Action(actions::ADMINISTRATION_OPEN),
        show,
    )]
}

/// A part of the administration; its words are `directory-area-NAME-title` and `-text`.
struct Area {
    name: &'static str,
    href: &'static str,
    action: Action,
}

/// The pages about connected programs are another module's; this is what it asks for.
const INTERFACES: Action = Action("webhook.read");

const AREAS: &[Area] = &[
    Area {
        name: "organisations",
        href: "/verwaltung/organisationen",
        action: actions::ORGANISATION_READ,
    },
    Area {
        name: "people",
        href: "/verwaltung/personen",
        action: actions::PERSON_READ,
    },
    Area {
        name: "territory",
        href: "/verwaltung/gebiet",
        action: actions::TERRITORY_READ,
    },
    Area {
        name: "rights",
        href: "/verwaltung/rechte",
        action: actions::RIGHTS_READ,
    },
    Area {
        name: "roles",
        href: "/verwaltung/rollen",
        action: actions::ROLE_MANAGE,
    },
    Area {
        name: "access",
        href: "/verwaltung/zugriffe",
        action: actions::ACCESS_READ,
    },
    Area {
        name: "interfaces",
        href: "/verwaltung/schnittstellen",
        action: INTERFACES,
    },
    Area {
        name: "trail",
        href: "/verwaltung/protokoll",
        action: actions::AUDIT_READ,
    },
    Area {
        name: "jobs",
        href: "/verwaltung/auftraege",
        action: actions::JOBS_READ,
    },
];

#[derive(Template)]
#[template(path = "directory/administration.html")]
struct AdministrationPage {
    page: Page,
    areas: Vec<&'static Area>,
}

async fn show(State(app): State<App>, context: Context) -> Result<Html<String>, Error> {
    let possible = app.possible_actions(context.actor());
    let title = context.t("directory-administration-title");
    render(&AdministrationPage {
        page: context.page(title.clone(), vec![Crumb::new(title, "/verwaltung")]),
        areas: AREAS
            .iter()
            .filter(|area| possible.contains(&area.action))
            .collect(),
    })
}
