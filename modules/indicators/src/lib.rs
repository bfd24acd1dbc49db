// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Published figures: the share of ill children in day-care centres (*Krankenstand*) by district and week.
//!
//! What belongs here: the state's dataset of released groups, the figures computed from it, and the
//! public pages, downloads and API that show them. What does not: single reports (they never arrive
//! here), the decision what is released (`reporting`), and drawing (`figures`).
//!
//! A release becomes visible by one event: its groups are written once, and every process that
//! notices the change computes a new [`shelf::Snapshot`] that never changes and is swapped in whole.

pub mod actions;
mod api;
mod choice;
pub mod demo;
pub mod jobs;
pub mod model;
mod pages;
mod pictures;
pub mod shelf;
mod standalone;
mod store;
mod view;
mod words;

use std::sync::Arc;

use kernel::{Lang, Role};
use web::{App, Audience, BoxFuture, Error, Guard, Module, NavEntry, Route, SamplePage};

use shelf::Shelf;

/// The tables of the indicators.
pub fn migrations() -> Vec<db::Migration> {
    vec![db::Migration {
        module: "indicators",
        version: 1,
        name: "indicators",
        sql: include_str!("../migrations/0001_indicators.sql"),
    }]
}

/// What the indicators bring into the house.
pub fn module() -> Module {
    Module {
        migrations: migrations(),
        policies: include_str!("../policies.cedar"),
        actions: actions::ALL,
        locales: [
            (Lang::De, include_str!("../locales/de.ftl")),
            (Lang::En, include_str!("../locales/en.ftl")),
        ],
        routes: routes(&Arc::new(Shelf::default())),
        navigation: navigation(),
        jobs: |registry| {
            registry.subscribe(
                jobs::RELEASE_ACCEPTED,
                "indicators.release-accepted",
                jobs::take_over,
            );
        },
        openapi: Some(api::openapi()),
        samples,
        ..Module::named("indicators")
    }
}

/// The shelf is shared by all routes of one process, so that the figures are computed once.
fn routes(shelf: &Arc<Shelf>) -> Vec<Route> {
    macro_rules! public {
        ($path:literal, $handler:path) => {{
            let shelf = Arc::clone(shelf);
            Route::get($path, Guard::Public, move |app, context, query, headers| {
                $handler(shelf, app, context, query, headers)
            })
        }};
    }
    vec![
        public!("/", pages::home),
        public!("/krankenstand", pages::krankenstand),
        public!("/krankenstand/methode", pages::method),
        public!("/krankenstand.csv", pages::downloads::week_csv),
        public!("/krankenstand/reihe.csv", pages::downloads::series_csv),
        public!("/krankenstand/karte.svg", pages::downloads::map_svg),
        public!("/api/v1/indicators/krankenstand", api::week),
        public!("/api/v1/indicators/krankenstand/series", api::series),
    ]
}

fn navigation() -> Vec<NavEntry> {
    let entry = |key, href, order, audience, action| NavEntry {
        key,
        href,
        order,
        audience,
        action,
    };
    vec![
        entry("indicators-nav-home", "/", 1, Audience::Public, None),
        entry(
            "indicators-nav-krankenstand",
            "/krankenstand",
            2,
            Audience::Public,
            None,
        ),
        entry(
            "indicators-nav-staff",
            "/krankenstand",
            60,
            Audience::Staff,
            Some(actions::FIGURE_READ),
        ),
    ]
}

fn samples(_: &App) -> BoxFuture<'_, Result<Vec<SamplePage>, Error>> {
    Box::pin(async {
        let page = |path: &str, role| SamplePage {
            path: path.to_owned(),
            role,
        };
        Ok(vec![
            page("/", None),
            page("/krankenstand", None),
            page("/krankenstand?kreis=03241", None),
            page("/krankenstand/methode", None),
            page("/krankenstand", Some(Role::Analyst)),
        ])
    })
}
