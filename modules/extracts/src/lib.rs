// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! One-off extracts for research: a table comes in, an anonymised one goes out, with figures, a report and,
//! where others get it, the signature of the data protection officer.
//!
//! What belongs here: uploads and what becomes of their columns, calculation as a job, results, decisions.
//! What does not: how a table is made anonymous (`anonymity`), how files become tables and back
//! (`extraction`), and what is forwarded week by week (`reporting`).
//!
//! Rows, hierarchies, figures and what went wrong lie in sealed columns under the key of the state agency.

pub mod actions;
pub mod calculating;
pub mod demo;
pub mod jobs;
pub mod model;
mod note;
pub mod pages;
mod samples;
pub mod sealing;
pub mod store;
pub mod taking;
mod tasks;

use kernel::Lang;
use web::{Area, Guard, Module, Route};

/// The tables of the module.
pub fn migrations() -> Vec<db::Migration> {
    vec![db::Migration {
        module: "extracts",
        version: 1,
        name: "extracts of tables",
        sql: include_str!("../migrations/0001_extracts.sql"),
    }]
}

/// What the module brings into the house.
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
        administration: vec![Area {
            title: "extracts-nav",
            text: "extracts-area",
            href: pages::PATH,
            order: 64,
            action: actions::EXTRACT_READ,
        }],
        jobs: jobs::register,
        schedules: jobs::schedules(),
        tasks: vec![tasks::sign],
        samples: samples::list,
        ..Module::named("extracts")
    }
}

fn routes() -> Vec<Route> {
    use pages::{columns, decision, discard, extract, groups, hierarchy, list, new, report};
    let read = Guard::Action(actions::EXTRACT_READ);
    let make = Guard::Action(actions::EXTRACT_MAKE);
    let sign = Guard::Action(actions::EXTRACT_SIGN);
    web::routes! {
        get read pages::PATH => list::page;
        get make "/auszuege/neu" => new::page;
        post make "/auszuege/neu" => new::create, at most new::BODY_LIMIT;
        get read "/auszuege/{extract}" => extract::page;
        get make "/auszuege/{extract}/spalten" => columns::page;
        post make "/auszuege/{extract}/spalten" => columns::save;
        get make "/auszuege/{extract}/hierarchie" => hierarchy::page;
        post make "/auszuege/{extract}/hierarchie" => hierarchy::upload, at most hierarchy::BODY_LIMIT;
        get make "/auszuege/{extract}/gruppen" => groups::page;
        post make "/auszuege/{extract}/gruppen" => groups::save;
        post make "/auszuege/{extract}/rechnen" => extract::start;
        post make "/auszuege/{extract}/abbrechen" => extract::cancel;
        get read "/auszuege/{extract}/bericht" => report::page;
        get read "/auszuege/{extract}/bericht/pdf" => report::pdf;
        get read "/auszuege/{extract}/ergebnis" => report::download;
        get sign "/auszuege/{extract}/entscheidung" => decision::page;
        post sign "/auszuege/{extract}/entscheidung" => decision::decide;
        get make "/auszuege/{extract}/verwerfen" => discard::page;
        post make "/auszuege/{extract}/verwerfen" => discard::discard;
    }
}
