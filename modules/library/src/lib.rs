// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The form library: take a spreadsheet form in, look at it, give privacy classes, publish versions.
//!
//! What belongs here: forms, their drafts and their published versions, which never change. What
//! does not: what a form means (crate `forms`), who fills it in and when (module `reporting`, which
//! learns of a new version by the event [`FORM_PUBLISHED`]).

pub mod actions;
mod api;
mod blocks;
mod build;
mod classes;
pub mod demo;
mod event;
mod files;
mod intake;
mod model;
mod pages;
mod publish;
mod samples;
pub mod shelf;
mod store;
mod tasks;

use kernel::Lang;
use web::{Area, Audience, Guard, Module, NavEntry, Route};

pub use event::{FORM_PUBLISHED, FORM_RETIRED, FileContent, FormPublished, FormRetired};

/// The largest body of an upload in bytes: the largest workbook and room for what is said about it,
/// so that a file that is somewhat too large is answered with a sentence and not cut off.
const UPLOAD_LIMIT: usize = forms::xlsform::LARGEST_FILE + 3 * 1024 * 1024;

/// The largest body with files beside a form, with the same room.
#[expect(clippy::cast_possible_truncation, reason = "20 MiB fit")]
const FILES_LIMIT: usize = files::MOST_BYTES as usize + 3 * 1024 * 1024;

/// The tables of the library.
pub fn migrations() -> Vec<db::Migration> {
    vec![
        db::Migration {
            module: "library",
            version: 1,
            name: "library",
            sql: include_str!("../migrations/0001_library.sql"),
        },
        db::Migration {
            module: "library",
            version: 2,
            name: "replacements of drafts",
            sql: include_str!("../migrations/0002_replacements.sql"),
        },
        db::Migration {
            module: "library",
            version: 3,
            name: "files beside forms",
            sql: include_str!("../migrations/0003_files.sql"),
        },
        db::Migration {
            module: "library",
            version: 4,
            name: "steps of building",
            sql: include_str!("../migrations/0004_edits.sql"),
        },
        db::Migration {
            module: "library",
            version: 5,
            name: "owners and shares",
            sql: include_str!("../migrations/0005_owners.sql"),
        },
        db::Migration {
            module: "library",
            version: 6,
            name: "blocks",
            sql: include_str!("../migrations/0006_blocks.sql"),
        },
    ]
}

/// What the library brings into the house.
pub fn module() -> Module {
    Module {
        migrations: migrations(),
        policies: include_str!("../policies.cedar"),
        actions: actions::ALL,
        locales: [
            (
                Lang::De,
                concat!(
                    include_str!("../locales/de.ftl"),
                    "\n",
                    include_str!("../locales/de_build.ftl"),
                    "\n",
                    include_str!("../locales/de_blocks.ftl"),
                    "\n",
                    include_str!("../locales/de_functions.ftl")
                ),
            ),
            (
                Lang::En,
                concat!(
                    include_str!("../locales/en.ftl"),
                    "\n",
                    include_str!("../locales/en_build.ftl"),
                    "\n",
                    include_str!("../locales/en_blocks.ftl"),
                    "\n",
                    include_str!("../locales/en_functions.ftl")
                ),
            ),
        ],
        routes: routes(),
        navigation: vec![NavEntry {
            key: "library-title",
            href: pages::LIST,
            order: 40,
            audience: Audience::Staff,
            action: Some(actions::FORM_EDIT),
        }],
        administration: vec![Area {
            title: "library-title",
            text: "library-area",
            href: pages::LIST,
            order: 30,
            action: actions::FORM_READ,
        }],
        jobs: |registry| {
            registry.event(FORM_PUBLISHED).event(FORM_RETIRED);
        },
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
    web::routes! {
        get read pages::LIST => pages::list::page;
        get edit "/formulare/neu" => pages::upload::new_page;
        post edit "/formulare/neu" => pages::upload::create, at most UPLOAD_LIMIT;
        post edit "/formulare/vorlage" => pages::upload::from_template;
        get read "/formulare/version/{version}" => pages::version::page;
        get read "/formulare/version/{version}/ansehen" => pages::preview::page;
        post read "/formulare/version/{version}/ansehen" => pages::preview::try_out;
        post read "/formulare/version/{version}/ansehen/pruefen" => pages::preview::check;
        get read "/formulare/version/{version}/pdf" => pages::paper::pdf;
        get read "/formulare/version/{version}/arbeitsmappe.xlsx" => pages::version::download;
        get read "/formulare/{form}" => pages::form::page;
        get read "/formulare/{form}/ansehen" => pages::preview::page;
        post read "/formulare/{form}/ansehen" => pages::preview::try_out;
        post read "/formulare/{form}/ansehen/pruefen" => pages::preview::check;
        post publish "/formulare/version/{version}/zurueckziehen" => pages::version::retire;
        get read "/formulare/version/{version}/formate" => pages::formats::page;
        get read "/formulare/version/{version}/formate/{format}" => pages::formats::download;
        get read "/formulare/{form}/formate" => pages::formats::page;
        get read "/formulare/{form}/formate/{format}" => pages::formats::download;
        post edit "/formulare/{form}/erledigt" => pages::form::note_done;
        get publish "/formulare/{form}/teilen" => pages::share::page;
        post publish "/formulare/{form}/teilen" => pages::share::save;
        post edit "/formulare/version/{version}/kopie" => pages::copy::copy;
        get read "/formulare/{form}/pdf" => pages::paper::pdf;
        get read "/formulare/{form}/arbeitsmappe.xlsx" => pages::form::download;
        get edit pages::blocks::LIST => pages::blocks::list::page;
        get edit "/formulare/bausteine/{block}" => pages::blocks::block::page;
        post edit "/formulare/bausteine/{block}" => pages::blocks::block::try_out, at most 1024 * 1024;
        post edit "/formulare/bausteine/{block}/pruefen" => pages::blocks::block::check, at most 1024 * 1024;
        post edit "/formulare/bausteine/{block}/zurueckziehen" => pages::blocks::block::retire;
        get edit "/formulare/{form}/baustein" => pages::blocks::take_over::page;
        post edit "/formulare/{form}/baustein" => pages::blocks::take_over::save, at most 1024 * 1024;
        post edit "/formulare/leer" => pages::begin::begin;
        get edit "/formulare/{form}/bauen" => pages::build::page;
        post edit "/formulare/{form}/bauen" => pages::build::save, at most 1024 * 1024;
        post edit "/formulare/{form}/bauen/pruefen" => pages::build::check, at most 1024 * 1024;
        get edit "/formulare/{form}/beispiele" => pages::examples::page;
        post edit "/formulare/{form}/beispiele" => pages::examples::save;
        get edit "/formulare/{form}/dateien" => pages::files::page;
        post edit "/formulare/{form}/dateien" => pages::files::attach, at most FILES_LIMIT;
        post edit "/formulare/{form}/dateien/entfernen" => pages::files::remove;
        post edit "/formulare/{form}/dateien/aussendienst" => pages::files::keep_elsewhere;
        get read "/formulare/{form}/dateien/{name}" => pages::files::open_in_draft;
        get read "/formulare/version/{version}/dateien/{name}" => pages::files::open_in_version;
        get edit "/formulare/{form}/ersetzen" => pages::replace::page;
        post edit "/formulare/{form}/ersetzen" => pages::replace::propose, at most UPLOAD_LIMIT;
        get edit "/formulare/{form}/ersetzen/pruefen" => pages::replace::proposal_page;
        post edit "/formulare/{form}/ersetzen/pruefen" => pages::replace::replace;
        get edit "/formulare/{form}/listen" => pages::lists::page;
        post edit "/formulare/{form}/listen" => pages::lists::save, at most UPLOAD_LIMIT;
        get edit "/formulare/{form}/listen/tabelle.csv" => pages::lists::table;
        get edit "/formulare/{form}/formel" => pages::formula::page;
        post edit "/formulare/{form}/formel" => pages::formula::run;
        get edit "/formulare/{form}/uebersetzungen" => pages::translations::page;
        post edit "/formulare/{form}/uebersetzungen" => pages::translations::save, at most 1024 * 1024;
        get edit "/formulare/{form}/zurueckholen" => pages::replace::earlier_page;
        post edit "/formulare/{form}/zurueckholen" => pages::replace::bring_back;
        get edit "/formulare/{form}/schutzklassen" => pages::classes::page;
        post edit "/formulare/{form}/schutzklassen" => pages::classes::save;
        get publish "/formulare/{form}/veroeffentlichen" => pages::publish::page;
        post publish "/formulare/{form}/veroeffentlichen" => pages::publish::publish;
        get read "/api/v1/forms" => api::list;
        get read "/api/v1/forms/{form}/versions/{version}" => api::version;
    }
}
