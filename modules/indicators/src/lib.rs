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
mod measured;
pub mod model;
mod pages;
mod pictures;
pub mod sets;
pub mod shelf;
mod standalone;
mod store;
mod texts;
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
        db::Migration {
            module: "indicators",
            version: 3,
            name: "what is shown of indicators, and texts beside figures",
            sql: include_str!("../migrations/0004_measures_and_texts.sql"),
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
                    include_str!("../locales/de_measures.ftl"),
                    include_str!("../locales/de_texts.ftl"),
                ),
            ),
            (
                Lang::En,
                concat!(
                    include_str!("../locales/en.ftl"),
                    include_str!("../locales/en_measures.ftl"),
                    include_str!("../locales/en_texts.ftl"),
                ),
            ),
        ],
        routes: routes(&Arc::new(Shelf::default()), &Arc::default()),
        navigation: navigation(),
        administration: vec![
            Area {
                title: "indicators-sets-title",
                text: "indicators-sets-text",
                href: pages::sets::PATH,
                order: 62,
                action: actions::SET_READ,
            },
            Area {
                title: "indicators-texts-title",
                text: "indicators-texts-text",
                href: pages::texts::PATH,
                order: 63,
                action: actions::TEXT_WRITE,
            },
        ],
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
    let all = Arc::clone(cases);
    let mut routes = sets(cases);
    routes.extend(measures(cases));
    routes.extend(texts(cases));
    routes.extend([
        Route::get(
            pages::cases::PATH,
            Guard::Public,
            move |app, context, query, headers| {
                pages::cases::list(all, app, context, query, headers)
            },
        ),
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
        of_disease!("/api/v1/cases/{disease}/series", api::cases::api_series),
        of_disease!("/api/v1/cases/{disease}/places", api::cases::api_places),
        public!("/", pages::home),
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

/// Health indicators, and what is shown of them.
fn measures(shelf: &Arc<CaseShelf>) -> Vec<Route> {
    use pages::{definitions, measures};
    let define = Guard::Action(actions::SET_IMPORT);
    macro_rules! on_shelf {
        ($method:ident $guard:ident $path:expr => $handler:path; $($argument:ident),*) => {{
            let shelf = Arc::clone(shelf);
            Route::$method($path, $guard, move |app, context, $($argument),*| {
                $handler(Arc::clone(&shelf), app, context, $($argument),*)
            })
        }};
    }
    let all = Guard::Public;
    vec![
        on_shelf!(get all measures::PATH => measures::list; headers),
        on_shelf!(get all "/indikatoren/{indicator}" => measures::measure; path, query, headers),
        on_shelf!(get all "/indikatoren/{indicator}/werte.csv" => measures::values_csv; path, query, headers),
        on_shelf!(get all "/indikatoren/{indicator}/karte.svg" => measures::map_svg; path, query, headers),
        on_shelf!(get all "/api/v1/measures" => api::measures::api_list; headers),
        on_shelf!(get all "/api/v1/measures/{indicator}" => api::measures::api_measure; path, query, headers),
        on_shelf!(get define "/daten/{set}/kennzahlen" => definitions::list; path),
        on_shelf!(get define "/daten/{set}/kennzahlen/{indicator}" => definitions::page; path),
        on_shelf!(post define "/daten/{set}/kennzahlen/{indicator}" => definitions::write; path, fields),
    ]
}

/// Texts beside figures.
fn texts(shelf: &Arc<CaseShelf>) -> Vec<Route> {
    use pages::texts::{self, editor, list};
    let write = Guard::Action(actions::TEXT_WRITE);
    let publish = Guard::Action(actions::TEXT_PUBLISH);
    macro_rules! on_shelf {
        ($method:ident $guard:ident $path:expr => $handler:path; $($argument:ident),*) => {{
            let shelf = Arc::clone(shelf);
            Route::$method($path, $guard, move |app, context, $($argument),*| {
                $handler(Arc::clone(&shelf), app, context, $($argument),*)
            })
        }};
    }
    vec![
        on_shelf!(get write texts::PATH => list::list; query),
        on_shelf!(get write "/texte/{text_kind}/{text_key}" => texts::page; path),
        on_shelf!(get write "/texte/{text_kind}/{text_key}/bearbeiten" => editor::page; path),
        on_shelf!(post write "/texte/{text_kind}/{text_key}/bearbeiten" => editor::write; path, fields)
            .with_body_limit(editor::BODY_LIMIT),
        on_shelf!(post publish "/texte/{text_kind}/{text_key}/veroeffentlichen" => texts::publish; path, fields),
        on_shelf!(get write "/texte/{text_kind}/{text_key}/versionen/{number}" => texts::version; path),
        on_shelf!(post write "/texte/{text_kind}/{text_key}/versionen/{number}" => texts::restore; path, fields),
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
            "indicators-nav-cases",
            pages::cases::PATH,
            3,
            Audience::Public,
            None,
        ),
        entry(
            "indicators-nav-measures",
            pages::measures::PATH,
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
            page(pages::measures::PATH, None),
            page("/indikatoren/vaccination-measles-2", None),
            page(
                "/indikatoren/infant-mortality?ort=03241&vergleich=03101",
                None,
            ),
            page(
                "/daten/gesundheitsindikatoren/kennzahlen",
                Some(Role::Analyst),
            ),
            page(
                "/daten/gesundheitsindikatoren/kennzahlen/infant-mortality",
                Some(Role::Analyst),
            ),
            page("/daten/gesundheitsindikatoren/1", Some(Role::Analyst)),
            page(pages::texts::PATH, Some(Role::Analyst)),
            page("/texte/krankheit/influenza", Some(Role::Analyst)),
            page(
                "/texte/krankheit/influenza/versionen/1",
                Some(Role::Analyst),
            ),
            page(
                "/texte/indikator/infant-mortality/bearbeiten",
                Some(Role::FormAuthor),
            ),
            page(pages::sets::PATH, Some(Role::Analyst)),
            page("/daten/einlesen", Some(Role::Analyst)),
            page("/daten/meldungen/1", Some(Role::Analyst)),
            page("/krankenstand", Some(Role::Analyst)),
        ])
    })
}
