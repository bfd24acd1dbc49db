// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Rights of people whose data an office holds (Articles 15 to 21 GDPR), and the register of processing
//! activities (Article 30).
//!
//! What belongs here: requests with their deadlines, journal and letters; the search over all modules, the
//! copy, restriction and deletion by two people; the register with what an office adds. What does not: the
//! data themselves. Each module answers for its own by [`web::Holdings`] and [`web::ActivitySource`].
//!
//! Whatever says who somebody is lies in sealed columns under the key of the office.

pub mod actions;
pub mod copying;
pub mod deciding;
pub mod demo;
pub mod ending;
pub mod jobs;
pub mod letters;
pub mod model;
pub mod pages;
pub mod register;
mod samples;
pub mod sealing;
pub mod searching;
pub mod store;
mod tasks;
pub mod working;

use kernel::Lang;
use web::{Area, Guard, Module, Route};

/// The tables of the module.
pub fn migrations() -> Vec<db::Migration> {
    vec![db::Migration {
        module: "privacy",
        version: 1,
        name: "requests of people concerned and the register",
        sql: include_str!("../migrations/0001_privacy.sql"),
    }]
}

/// What the module brings into the house.
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
                    include_str!("../locales/de_register.ftl")
                ),
            ),
            (
                Lang::En,
                concat!(
                    include_str!("../locales/en.ftl"),
                    "\n",
                    include_str!("../locales/en_register.ftl")
                ),
            ),
        ],
        routes: [requests(), decisions(), register_routes()].concat(),
        administration: administration(),
        jobs: jobs::register,
        schedules: jobs::schedules(),
        tasks: vec![tasks::requests],
        activities: Some(register::own),
        samples: samples::list,
        ..Module::named("privacy")
    }
}

/// What is found in the administration.
fn administration() -> Vec<Area> {
    vec![
        Area {
            title: "privacy-nav",
            text: "privacy-area",
            href: pages::LIST,
            order: 60,
            action: actions::PRIVACY_REQUEST,
        },
        Area {
            title: "privacy-register-nav",
            text: "privacy-register-area",
            href: pages::register::PATH,
            order: 62,
            action: actions::REGISTER_READ,
        },
    ]
}

/// Requests, what was found, and what is noted and written.
fn requests() -> Vec<Route> {
    use pages::{deeds, hit, letter, list, new, proofs, request};
    let work = Guard::Action(actions::PRIVACY_REQUEST);
    web::routes! {
        get work pages::LIST => list::page;
        get work "/betroffenenrechte/neu" => new::page;
        post work "/betroffenenrechte/neu" => new::create;
        get work proofs::PATH => proofs::page;
        get work "/betroffenenrechte/{request}" => request::page;
        get work "/betroffenenrechte/{request}/angaben" => new::change_page;
        post work "/betroffenenrechte/{request}/angaben" => new::change;
        post work "/betroffenenrechte/{request}/suchen" => deeds::search;
        post work "/betroffenenrechte/{request}/treffer" => deeds::judge;
        post work "/betroffenenrechte/{request}/frist" => deeds::extend;
        post work "/betroffenenrechte/{request}/zustaendig" => deeds::give;
        post work "/betroffenenrechte/{request}/notiz" => deeds::note;
        post work "/betroffenenrechte/{request}/schreiben" => letter::write;
        get work "/betroffenenrechte/{request}/schreiben/{letter}" => letter::open;
        get work "/betroffenenrechte/{request}/treffer/{hit}" => hit::page;
        post work "/betroffenenrechte/{request}/treffer/{hit}" => hit::leave_out;
        post work "/betroffenenrechte/{request}/treffer/{hit}/berichtigt" => hit::corrected;
        get work "/betroffenenrechte/{request}/treffer/{hit}/datei" => hit::file;
    }
}

/// What is decided about what was found, and the end of a request.
fn decisions() -> Vec<Route> {
    use pages::{closing, copy, deletion, restriction};
    let work = Guard::Action(actions::PRIVACY_REQUEST);
    let decide = Guard::Action(actions::PRIVACY_DECIDE);
    web::routes! {
        get work "/betroffenenrechte/{request}/auskunft" => copy::page;
        post work "/betroffenenrechte/{request}/auskunft" => copy::make;
        get decide "/betroffenenrechte/{request}/einschraenken" => restriction::page;
        post decide "/betroffenenrechte/{request}/einschraenken" => restriction::restrict;
        get decide "/betroffenenrechte/{request}/loeschen" => deletion::page;
        post decide "/betroffenenrechte/{request}/loeschen" => deletion::propose;
        post decide "/betroffenenrechte/{request}/loeschen/entscheiden" => deletion::decide;
        get work "/betroffenenrechte/{request}/schliessen" => closing::page;
        post work "/betroffenenrechte/{request}/schliessen" => closing::close;
        post work "/betroffenenrechte/{request}/wieder-oeffnen" => closing::reopen;
    }
}

fn register_routes() -> Vec<Route> {
    use pages::{register, register_edit};
    let read = Guard::Action(actions::REGISTER_READ);
    let edit = Guard::Action(actions::REGISTER_EDIT);
    web::routes! {
        get read register::PATH => register::page;
        get read "/verzeichnis/ausgabe" => register::export;
        post edit "/verzeichnis/fassung" => register::keep;
        get edit "/verzeichnis/amt" => register_edit::header_page;
        post edit "/verzeichnis/amt" => register_edit::save_header;
        get edit "/verzeichnis/taetigkeit" => register_edit::activity_page;
        post edit "/verzeichnis/taetigkeit" => register_edit::save_activity;
    }
}
