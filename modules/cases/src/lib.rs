// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Case files: what an office does about a person whom an institution has notified, from the
//! notification to the deletion.
//!
//! What belongs here: kinds of case files as data (steps, letters, reasons, retention), the files with
//! their steps, letters and notes, what institutions say about their own notifications, and the proofs
//! of deletion. What does not: the reports themselves (`reporting`), and any disease: a kind is data.
//!
//! Whatever says who somebody is lies in sealed columns under the key of the office. The state's roles
//! have no action that opens a file.

pub mod actions;
pub mod activities;
pub mod demo;
pub mod ending;
pub mod events;
pub mod holdings;
pub mod intake;
pub mod jobs;
pub mod letters;
pub mod model;
pub mod pages;
mod samples;
pub mod sealing;
pub mod store;
mod tasks;
pub mod working;

use kernel::Lang;
use web::{Area, Audience, Guard, Module, NavEntry, Route};

/// The tables of the module.
pub fn migrations() -> Vec<db::Migration> {
    vec![
        db::Migration {
            module: "cases",
            version: 1,
            name: "case files",
            sql: include_str!("../migrations/0001_cases.sql"),
        },
        db::Migration {
            module: "cases",
            version: 2,
            name: "rights of the people concerned",
            sql: include_str!("../migrations/0002_rights.sql"),
        },
    ]
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
        routes: [files(), around(), kinds(), institutions()].concat(),
        navigation: navigation(),
        administration: administration(),
        jobs: jobs::register,
        schedules: jobs::schedules(),
        tasks: vec![tasks::steps, tasks::deletions],
        holdings: Some(holdings::FACE),
        activities: Some(activities::list),
        samples: samples::list,
        ..Module::named("cases")
    }
}

fn navigation() -> Vec<NavEntry> {
    let entry = |key, href, order, action| NavEntry {
        key,
        href,
        order,
        audience: Audience::Staff,
        action: Some(action),
    };
    vec![
        entry("cases-nav", pages::LIST, 14, actions::CASE_OPEN),
        entry(
            "cases-notified-title",
            pages::notified::PATH,
            15,
            actions::CASE_SETTLE,
        ),
    ]
}

/// What is set up and looked up rarely.
fn administration() -> Vec<Area> {
    vec![
        Area {
            title: "cases-types-title",
            text: "cases-types-area",
            href: pages::types::PATH,
            order: 40,
            action: actions::CASE_CONFIGURE,
        },
        Area {
            title: "cases-nav-retention",
            text: "cases-retention-area",
            href: pages::deletion::PATH,
            order: 42,
            action: actions::CASE_OVERSEE,
        },
    ]
}

/// The files and what is done with them.
fn files() -> Vec<Route> {
    use pages::{
        closing, deeds, file, letter, list, merging, new, person, restricted, search, step, uploads,
    };
    let open = Guard::Action(actions::CASE_OPEN);
    let work = Guard::Action(actions::CASE_WORK);
    let close = Guard::Action(actions::CASE_CLOSE);
    let look = Guard::Action(actions::CASE_SEARCH);
    let retain = Guard::Action(actions::CASE_RETAIN);
    web::routes! {
        get open pages::LIST => list::page;
        get look "/faelle/suche" => search::page;
        post look "/faelle/suche" => search::search;
        get work "/faelle/neu" => new::page;
        post work "/faelle/neu" => new::create;
        get open "/faelle/{case}" => file::page;
        get open "/faelle/{case}/eingeschraenkt" => restricted::page;
        post open "/faelle/{case}/eingeschraenkt" => restricted::open;
        post work "/faelle/{case}/notiz" => deeds::note;
        post work "/faelle/{case}/zustaendig" => deeds::give;
        post work "/faelle/{case}/schritte" => deeds::add_step;
        post work "/faelle/{case}/fassung" => deeds::lift_up;
        post work "/faelle/{case}/erklaerung/{statement}" => deeds::answer_statement;
        get work "/faelle/{case}/person" => person::page;
        post work "/faelle/{case}/person" => person::change;
        post work "/faelle/{case}/meldung/{submission}" => person::take_over;
        get work "/faelle/{case}/schritt/{step}" => step::page;
        post work "/faelle/{case}/schritt/{step}" => step::act;
        post work "/faelle/{case}/schritt/{step}/entfaellt" => deeds::drop_step;
        get open "/faelle/{case}/schreiben/{letter}" => letter::open;
        post work "/faelle/{case}/dateien" => uploads::add, at most uploads::FORM_LIMIT;
        get open "/faelle/{case}/dateien/{file}" => uploads::open;
        get close "/faelle/{case}/schliessen" => closing::close_page;
        post close "/faelle/{case}/schliessen" => closing::close;
        get close "/faelle/{case}/wieder-oeffnen" => closing::reopen_page;
        post close "/faelle/{case}/wieder-oeffnen" => closing::reopen;
        get retain "/faelle/{case}/zurueckhalten" => closing::hold_page;
        post retain "/faelle/{case}/zurueckhalten" => closing::hold;
        get work "/faelle/{case}/zusammen/{other_case}" => merging::page;
        post work "/faelle/{case}/zusammen/{other_case}" => merging::decide;
    }
}

/// What is shown without opening a file.
fn around() -> Vec<Route> {
    use pages::{accesses, deletion, figures};
    let oversee = Guard::Action(actions::CASE_OVERSEE);
    let count = Guard::Action(actions::CASE_COUNT);
    web::routes! {
        get oversee "/faelle/zugriffe" => accesses::page;
        get oversee deletion::PATH => deletion::page;
        get oversee "/faelle/loeschung/nachweise.csv" => deletion::table;
        get count "/faelle/zahlen" => figures::page;
        get count "/faelle/zahlen/tabelle.csv" => figures::table;
    }
}

fn kinds() -> Vec<Route> {
    use pages::{type_edit, types};
    let configure = Guard::Action(actions::CASE_CONFIGURE);
    web::routes! {
        get configure types::PATH => types::page;
        post configure types::PATH => types::create;
        get configure "/faelle/arten/{case_type}" => type_edit::page;
        post configure "/faelle/arten/{case_type}" => type_edit::save, at most type_edit::FORM_LIMIT;
        post configure "/faelle/arten/{case_type}/veroeffentlichen" => types::publish;
        post configure "/faelle/arten/{case_type}/angebot" => types::retire;
        get configure "/faelle/arten/{case_type}/schreiben/{letter}" => type_edit::preview;
    }
}

fn institutions() -> Vec<Route> {
    use pages::{notified, notified_one};
    let settle = Guard::Action(actions::CASE_SETTLE);
    web::routes! {
        get settle notified::PATH => notified::page;
        get settle "/gemeldete/{submission}/{place}" => notified_one::page;
        post settle "/gemeldete/{submission}/{place}" => notified_one::state;
    }
}
