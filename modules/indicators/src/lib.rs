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
mod cases;
mod choice;
pub mod demo;
pub mod jobs;
pub mod model;
mod pages;
mod pictures;
pub mod sets;
pub mod shelf;
mod standalone;
mod store;
mod view;
mod words;

use std::sync::Arc;

use kernel::{Lang, Role};
use web::{App, Area, Audience, BoxFuture, Error, Guard, Module, NavEntry, Route, SamplePage};

use cases::shelf::CaseShelf;
use shelf::Shelf;

/// The tables of the indicators.
pub fn migrations() -> Vec<db::Migration> {
    vec![
        db::Migration {
            module: "indicators",
            version: 1,
            name: "indicators",
            sql: include_str!("../migrations/0001_indicators.sql"),
        },
        db::Migration {
            module: "indicators",
            version: 2,
            name: "data sets from elsewhere",
            sql: include_str!("../migrations/0002_sets.sql"),
        },
    ]
}

/// What the indicators bring into the house.
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
                    include_str!("../locales/de_pages.ftl"),
                ),
            ),
            (
                Lang::En,
                concat!(
                    include_str!("../locales/en.ftl"),
                    "\n",
                    include_str!("../locales/en_pages.ftl"),
                ),
            ),
        ],
        routes: routes(&Arc::new(Shelf::default()), &Arc::default()),
        navigation: navigation(),
        administration: vec![Area {
            title: "indicators-sets-title",
            text: "indicators-sets-text",
            href: pages::sets::PATH,
            order: 62,
            action: actions::SET_READ,
        }],
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

/// The shelves are shared by all routes of one process, so that figures are computed once and sets are read once.
fn routes(shelf: &Arc<Shelf>, cases: &Arc<CaseShelf>) -> Vec<Route> {
    macro_rules! public {
        ($path:literal, $handler:path) => {{
            let shelf = Arc::clone(shelf);
            Route::get($path, Guard::Public, move |app, context, query, headers| {
                $handler(shelf, app, context, query, headers)
            })
        }};
    }
    macro_rules! of_disease {
        ($path:literal, $handler:path) => {{
            let cases = Arc::clone(cases);
            Route::get(
                $path,
                Guard::Public,
                move |app, context, path, query, headers| {
                    $handler(cases, app, context, path, query, headers)
                },
            )
        }};
    }
    macro_rules! of_cases {
        ($path:expr, $handler:path) => {{
            let cases = Arc::clone(cases);
            Route::get($path, Guard::Public, move |app, context, query, headers| {
                $handler(cases, app, context, query, headers)
            })
        }};
    }
    let home = (Arc::clone(shelf), Arc::clone(cases));
    let mut routes = sets(cases);
    routes.extend([
        of_cases!(pages::cases::PATH, pages::cases::list),
        of_disease!("/krankheiten/{krankheit}", pages::cases::disease),
        of_disease!(
            "/krankheiten/{krankheit}/reihe.csv",
            pages::cases::series_csv
        ),
        of_disease!(
            "/krankheiten/{krankheit}/orte.csv",
            pages::cases::places_csv
        ),
        of_disease!("/krankheiten/{krankheit}/karte.svg", pages::cases::map_svg),
        of_disease!("/krankheiten/{krankheit}/karte", pages::case_map::page),
        of_disease!("/krankheiten/{krankheit}/karte.csv", pages::case_map::csv),
        of_disease!("/api/v1/cases/{disease}/series", api::cases::api_series),
        of_disease!("/api/v1/cases/{disease}/places", api::cases::api_places),
        of_cases!(pages::regions::PATH, pages::regions::list),
        of_disease!("/regionen/{region}", pages::regions::region),
        of_cases!(pages::compare::PATH, pages::compare::page),
        of_cases!("/vergleich/reihen.csv", pages::compare::csv),
        Route::get("/", Guard::Public, move |app, context, query, headers| {
            pages::home(home.0, home.1, app, context, query, headers)
        }),
        public!("/krankenstand", pages::krankenstand),
        public!("/krankenstand/methode", pages::method),
        public!("/krankenstand.csv", pages::downloads::week_csv),
        public!("/krankenstand/reihe.csv", pages::downloads::series_csv),
        public!("/krankenstand/karte.svg", pages::downloads::map_svg),
        public!("/api/v1/indicators/krankenstand", api::week),
        public!("/api/v1/indicators/krankenstand/series", api::series),
    ]);
    routes
}

/// Data sets at the state agency. Who changes what is shown sees it at once: the shelf forgets how fresh it is.
fn sets(shelf: &Arc<CaseShelf>) -> Vec<Route> {
    use pages::sets;
    let read = Guard::Action(actions::SET_READ);
    let import = Guard::Action(actions::SET_IMPORT);
    macro_rules! changing {
        ($path:literal, $handler:path) => {{
            let shelf = Arc::clone(shelf);
            Route::post($path, import, move |app, context, path, fields| {
                $handler(Arc::clone(&shelf), app, context, path, fields)
            })
        }};
    }
    let mut routes = web::routes! {
        get read sets::PATH => sets::list;
        get import "/daten/einlesen" => sets::import_page;
        post import "/daten/einlesen" => sets::import, at most sets::BODY_LIMIT;
        get read "/daten/{set}/{number}" => sets::version;
    };
    routes.extend([
        changing!("/daten/{set}/sichtbarkeit", sets::publish),
        changing!("/daten/{set}/{number}", sets::decide),
    ]);
    routes
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
            "indicators-nav-cases",
            pages::cases::PATH,
            3,
            Audience::Public,
            None,
        ),
        entry(
            "indicators-nav-regions",
            pages::regions::PATH,
            4,
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
            page(pages::cases::PATH, None),
            page("/krankheiten/influenza", None),
            page("/krankheiten/measles?ort=03241&spanne=13", None),
            page("/krankheiten/influenza?ort=03241&spanne=52", None),
            page(
                "/krankheiten/influenza/karte?bilder=jahre&suche=stade",
                None,
            ),
            page(
                "/krankheiten/influenza/karte?ebene=gemeinde",
                Some(Role::Analyst),
            ),
            page(
                "/krankheiten/norovirus/karte?ebene=gemeinde&kreis=03151&wert=glatt&bilder=jahre",
                Some(Role::Analyst),
            ),
            page(pages::regions::PATH, None),
            page("/regionen/03241", None),
            page(
                "/regionen/03459021?krankheit=norovirus",
                Some(Role::Analyst),
            ),
            page(pages::compare::PATH, None),
            page("/vergleich?nach=krankheiten&ort=03241&spanne=104", None),
            page(pages::sets::PATH, Some(Role::Analyst)),
            page("/daten/einlesen", Some(Role::Analyst)),
            page("/daten/meldungen/1", Some(Role::Analyst)),
            page("/krankenstand", Some(Role::Analyst)),
        ])
    })
}
