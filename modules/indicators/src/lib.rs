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
mod open_data;
mod pages;
mod pictures;
pub mod protection;
pub mod sets;
pub mod shelf;
mod standalone;
mod store;
mod table;
mod tasks;
mod texts;
mod view;
pub mod watch;
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
            name: "sets under a plan of tables",
            sql: include_str!("../migrations/0003_protection.sql"),
        },
        db::Migration {
            module: "indicators",
            version: 4,
            name: "what is shown of indicators, and texts beside figures",
            sql: include_str!("../migrations/0004_measures_and_texts.sql"),
        },
        db::Migration {
            module: "indicators",
            version: 5,
            name: "imports as long work, earlier versions",
            sql: include_str!("../migrations/0005_imports.sql"),
        },
        db::Migration {
            module: "indicators",
            version: 6,
            name: "files of open data",
            sql: include_str!("../migrations/0006_open_files.sql"),
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
                    include_str!("../locales/de_protection.ftl"),
                    "\n",
                    include_str!("../locales/de_measures.ftl"),
                    "\n",
                    include_str!("../locales/de_texts.ftl"),
                    "\n",
                    include_str!("../locales/de_import.ftl"),
                    "\n",
                    include_str!("../locales/de_open.ftl"),
                    "\n",
                    include_str!("../locales/de_pages.ftl"),
                ),
            ),
            (
                Lang::En,
                concat!(
                    include_str!("../locales/en.ftl"),
                    "\n",
                    include_str!("../locales/en_protection.ftl"),
                    "\n",
                    include_str!("../locales/en_measures.ftl"),
                    "\n",
                    include_str!("../locales/en_texts.ftl"),
                    "\n",
                    include_str!("../locales/en_import.ftl"),
                    "\n",
                    include_str!("../locales/en_open.ftl"),
                    "\n",
                    include_str!("../locales/en_pages.ftl"),
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
            registry
                .register(
                    protection::publishing::PREVIEW,
                    protection::publishing::preview,
                )
                .register(
                    protection::publishing::PUBLISH,
                    protection::publishing::publish,
                );
            sets::running::register(registry);
            registry.register(open_data::keeping::JOB, open_data::keeping::job);
        },
        schedules: sets::running::schedules(),
        tasks: vec![tasks::imports],
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
    let explained = Arc::clone(cases);
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
    routes.extend(measures(cases));
    routes.extend(texts(cases));
    routes.extend([
        of_cases!(pages::cases::PATH, pages::cases::list),
        Route::get(
            "/veroeffentlichung/{set}",
            Guard::Public,
            move |app, context, path, headers| {
                pages::protection::why(Arc::clone(&explained), app, context, path, headers)
            },
        ),
        of_disease!("/krankheiten/{krankheit}", pages::cases::disease),
        of_disease!("/krankheiten/{krankheit}/{datei}", pages::files::disease).shared(),
        of_disease!(
            "/einbetten/krankheiten/{krankheit}/{figur}",
            pages::embedding::disease
        ),
        of_disease!("/krankheiten/{krankheit}/staende", pages::stands::page),
        of_disease!("/krankheiten/{krankheit}/staende.csv", pages::stands::csv),
        of_disease!("/api/v1/cases/{disease}/series", api::cases::api_series).shared(),
        of_disease!("/api/v1/cases/{disease}/places", api::cases::api_places).shared(),
        of_disease!("/krankheiten/{krankheit}/karte", pages::case_map::page),
        of_disease!("/krankheiten/{krankheit}/karte.csv", pages::case_map::csv),
        of_cases!(pages::regions::PATH, pages::regions::list),
        of_disease!("/regionen/{region}", pages::regions::region),
        of_cases!(pages::compare::PATH, pages::compare::page),
        of_cases!("/vergleich/reihen.csv", pages::compare::csv),
        Route::get("/", Guard::Public, move |app, context, query, headers| {
            pages::home(home.0, home.1, app, context, query, headers)
        }),
        public!("/krankenstand", pages::krankenstand),
        public!("/krankenstand/methode", pages::method),
        public!("/krankenstand.csv", pages::downloads::week_csv).shared(),
        public!("/api/v1/indicators/krankenstand", api::week).shared(),
        public!("/api/v1/indicators/krankenstand/series", api::series).shared(),
    ]);
    routes.extend(open());
    routes.extend(tables(cases));
    let shelf = Arc::clone(shelf);
    let files = move |app, context, path, query, headers| {
        pages::downloads::figure_file(shelf, app, context, path, query, headers)
    };
    routes.push(Route::get("/krankenstand/{datei}", Guard::Public, files).shared());
    routes
}

/// The list of diseases as a table, in each format.
fn tables(cases: &Arc<CaseShelf>) -> Vec<Route> {
    use table::TableFormat;
    let paths = [
        ("/krankheiten/liste.csv", TableFormat::Csv),
        ("/krankheiten/liste.xlsx", TableFormat::Xlsx),
        ("/krankheiten/liste.parquet", TableFormat::Parquet),
    ];
    let route = |(path, format)| {
        let cases = Arc::clone(cases);
        let list = move |app, context, query, headers| {
            pages::files::list(cases, app, context, query, headers, format)
        };
        Route::get(path, Guard::Public, list).shared()
    };
    paths.into_iter().map(route).collect()
}

/// What everybody may take away, also by pages of other sites.
fn open() -> Vec<Route> {
    use pages::open_data;
    let everybody = Guard::Public;
    web::routes! {
        get everybody "/opendata" => open_data::list;
        get everybody "/opendata/catalog.ttl" => open_data::turtle;
        get everybody "/opendata/catalog.jsonld" => open_data::json_ld;
        get everybody "/opendata/catalog.rdf" => open_data::rdf_xml;
        get everybody open_data::FEED => open_data::news;
        get everybody "/opendata/{set}" => open_data::set;
        get everybody "/opendata/{set}/{datei}" => open_data::file;
    }
    .into_iter()
    .map(Route::shared)
    .collect()
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
        get read sets::PATH => sets::list::list;
        get import sets::reading::NEW => sets::reading::page;
        post import sets::reading::NEW => sets::reading::send, at most sets::BODY_LIMIT;
        get import "/daten/einlesen/{import}" => sets::reading::progress;
        post import "/daten/einlesen/{import}/abbrechen" => sets::reading::cancel;
        post import "/daten/einlesen/{import}/zuordnung" => sets::mapping::choose;
        get import "/daten/einlesen/{import}/zuordnung.json" => sets::mapping::download;
        post import "/daten/einlesen/{import}/zuordnungsdatei" => sets::mapping::upload, at most sets::mapping::LARGEST_MAPPING;
        get read "/daten/{set}" => sets::set::page;
        get read "/daten/{set}/{number}" => sets::version::version;
        get read "/daten/{set}/{number}/fehler.csv" => sets::version::errors;
        get read "/daten/{set}/{number}/zuordnung.json" => sets::version::mapping;
        post import "/daten/{set}/{number}/zuordnen" => sets::version::map_again;
        get read "/daten/{set}/plan" => pages::protection::plan;
        post import "/daten/{set}/plan" => pages::protection::write;
    };
    routes.extend([
        changing!("/daten/{set}/sichtbarkeit", sets::set::publish),
        changing!("/daten/{set}/{number}", sets::version::decide),
        changing!(
            "/daten/{set}/{number}/zurueckholen",
            sets::version::bring_back
        ),
        changing!("/daten/{set}/plan/{number}", pages::protection::switch_on),
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
            "indicators-nav-regions",
            pages::regions::PATH,
            4,
            Audience::Public,
            None,
        ),
        entry(
            "indicators-nav-measures",
            pages::measures::PATH,
            5,
            Audience::Public,
            None,
        ),
        entry(
            "indicators-nav-open",
            open_data::describing::PATH,
            6,
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
            page("/daten/meldungen", Some(Role::Analyst)),
            page("/daten/meldungen/1", Some(Role::Analyst)),
            page("/daten/register/plan", Some(Role::Analyst)),
            page("/daten/meldungen/plan", Some(Role::Analyst)),
            page("/veroeffentlichung/register", None),
            page("/krankheiten?quelle=register", None),
            page("/krankheiten/legionellosis?quelle=register&ort=03241", None),
            page(
                "/krankheiten/legionellosis?quelle=register",
                Some(Role::Analyst),
            ),
            page("/einbetten/krankheiten/influenza/karte", None),
            page("/opendata", None),
            page("/opendata/meldungen", None),
            page("/krankheiten/influenza/staende", None),
            page("/krankheiten/influenza?datenstand=1", None),
            page("/krankenstand", Some(Role::Analyst)),
        ])
    })
}
