// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Other programs hear what happens: a feed of events per organisation, and endpoints to which events are
//! delivered.
//!
//! What belongs here: the order of events, who hears of which, endpoints with their secrets, signed
//! deliveries and their repetition. What does not: what an event is about. It names things and never says
//! what they hold; who wants to know asks the module with the rights for it.

pub mod actions;
pub mod api;
pub mod cloud_event;
pub mod delivering;
pub mod demo;
pub mod feed;
pub mod jobs;
mod listening;
pub mod model;
pub mod pages;
mod samples;
mod signing;
pub mod store;
mod tasks;

use kernel::Lang;
use web::{Area, Guard, Module, Route};

/// The tables of the module.
pub fn migrations() -> Vec<db::Migration> {
    vec![db::Migration {
        module: "integration",
        version: 1,
        name: "events and endpoints",
        sql: include_str!("../migrations/0001_integration.sql"),
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
            title: "integration-title",
            text: "integration-area-text",
            href: pages::LIST,
            order: 50,
            action: actions::WEBHOOK_READ,
        }],
        jobs: jobs::register,
        schedules: jobs::schedules(),
        tasks: vec![tasks::switched_off],
        openapi: Some(api::openapi()),
        samples: samples::list,
        ..Module::named("integration")
    }
}

fn routes() -> Vec<Route> {
    use pages::{delivery, edit, endpoint, guide, list, secret};
    let hear = Guard::Action(actions::EVENT_READ);
    let read = Guard::Action(actions::WEBHOOK_READ);
    let manage = Guard::Action(actions::WEBHOOK_MANAGE);
    web::routes! {
        get hear "/api/v1/events" => api::events::list;
        get read pages::LIST => list::page;
        get read "/verwaltung/schnittstellen/anleitung" => guide::page;
        get manage "/verwaltung/schnittstellen/neu" => edit::new_page;
        post manage "/verwaltung/schnittstellen/neu" => edit::create;
        get read "/verwaltung/schnittstellen/{webhook}" => endpoint::page;
        get manage "/verwaltung/schnittstellen/{webhook}/aendern" => edit::page;
        post manage "/verwaltung/schnittstellen/{webhook}/aendern" => edit::change;
        post manage "/verwaltung/schnittstellen/{webhook}/anhalten" => endpoint::pause;
        post manage "/verwaltung/schnittstellen/{webhook}/fortsetzen" => endpoint::resume;
        post manage "/verwaltung/schnittstellen/{webhook}/probe" => endpoint::try_out;
        get manage "/verwaltung/schnittstellen/{webhook}/geheimnis" => secret::page;
        post manage "/verwaltung/schnittstellen/{webhook}/geheimnis" => secret::replace;
        get manage "/verwaltung/schnittstellen/{webhook}/loeschen" => secret::delete_page;
        post manage "/verwaltung/schnittstellen/{webhook}/loeschen" => secret::delete;
        get read "/verwaltung/schnittstellen/{webhook}/zustellungen/{delivery}" => delivery::page;
        post manage "/verwaltung/schnittstellen/{webhook}/zustellungen/{delivery}" => delivery::again;
    }
}
