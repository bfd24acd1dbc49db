// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The form library: take a spreadsheet form in, look at it, give privacy classes, publish versions.
//!
//! What belongs here: forms, their drafts and their published versions, which never change. What
//! does not: what a form means (crate `forms`), who fills it in and when (module `reporting`, which
//! learns of a new version by the event [`FORM_PUBLISHED`]).

pub mod actions;
mod api;
mod classes;
pub mod demo;
mod event;
mod intake;
mod model;
mod pages;
mod publish;
mod samples;
mod store;
mod tasks;

use kernel::Lang;
use web::{Audience, Guard, Module, NavEntry, Route};

pub use event::{FORM_PUBLISHED, FormPublished};

/// The largest body of an upload in bytes: the largest workbook and room for what is said about it,
/// so that a file that is somewhat too large is answered with a sentence and not cut off.
const UPLOAD_LIMIT: usize = forms::xlsform::LARGEST_FILE + 3 * 1024 * 1024;

/// The tables of the library.
pub fn migrations() -> Vec<db::Migration> {
    vec![db::Migration {
        module: "library",
        version: 1,
        name: "library",
        sql: include_str!("../migrations/0001_library.sql"),
    }]
}

/// What the library brings into the house.
pub fn module() -> Module {
    Module {
        migrations: migrations(),
        policies: include_str!("../policies.cedar"),
        actions: actions::ALL,
        locales: [
            (Lang::De, include_str!("../locales/de.ftl")),
            (Lang::En, include_str!("../locales/en.ftl")),
        ],
        routes: routes(),
        navigation: vec![NavEntry {
            key: "library-title",
            href: pages::LIST,
            order: 40,
            audience: Audience::Staff,
            action: Some(actions::FORM_READ),
        }],
        tasks: vec![tasks::unpublished],
        openapi: Some(api::openapi()),
        samples: samples::list,
        ..Module::named("library")
    }
}

fn routes() -> Vec<Route> {
    let read = Guard::Action(actions::FORM_READ);
    let edit = Guard::Action(actions::FORM_EDIT);
    let publish = Guard::Action(actions::FORM_PUBLISH);
    vec![
        Route::get(pages::LIST, read, pages::list::page),
        Route::get("/formulare/neu", edit, pages::upload::new_page),
        Route::post("/formulare/neu", edit, pages::upload::create).with_body_limit(UPLOAD_LIMIT),
        Route::post("/formulare/vorlage", edit, pages::upload::from_template),
        Route::get("/formulare/version/{version}", read, pages::version::page),
        Route::get(
            "/formulare/version/{version}/ansehen",
            read,
            pages::preview::version_page,
        ),
        Route::post(
            "/formulare/version/{version}/ansehen",
            read,
            pages::preview::version_try,
        ),
        Route::post(
            "/formulare/version/{version}/ansehen/pruefen",
            read,
            pages::preview::version_check,
        ),
        Route::get(
            "/formulare/version/{version}/arbeitsmappe.xlsx",
            read,
            pages::version::download,
        ),
        Route::get("/formulare/{form}", read, pages::form::page),
        Route::get(
            "/formulare/{form}/ansehen",
            read,
            pages::preview::draft_page,
        ),
        Route::post("/formulare/{form}/ansehen", read, pages::preview::draft_try),
        Route::post(
            "/formulare/{form}/ansehen/pruefen",
            read,
            pages::preview::draft_check,
        ),
        Route::get(
            "/formulare/{form}/arbeitsmappe.xlsx",
            read,
            pages::form::download,
        ),
        Route::get(
            "/formulare/{form}/ersetzen",
            edit,
            pages::upload::replace_page,
        ),
        Route::post("/formulare/{form}/ersetzen", edit, pages::upload::replace)
            .with_body_limit(UPLOAD_LIMIT),
        Route::get(
            "/formulare/{form}/schutzklassen",
            edit,
            pages::classes::page,
        ),
        Route::post(
            "/formulare/{form}/schutzklassen",
            edit,
            pages::classes::save,
        ),
        Route::get(
            "/formulare/{form}/veroeffentlichen",
            publish,
            pages::publish::page,
        ),
        Route::post(
            "/formulare/{form}/veroeffentlichen",
            publish,
            pages::publish::publish,
        ),
        Route::get("/api/v1/forms", read, api::list),
        Route::get(
            "/api/v1/forms/{form}/versions/{version}",
            read,
            api::version,
        ),
    ]
}
