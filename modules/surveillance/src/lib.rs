// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Signals: weeks in which more cases of a disease were notified than expected, found every night, and what people make of them.
//!
//! What belongs here: which sets are watched and how, looking at them, the list of signals with assessment, hand-over and
//! history, mails of the day. What does not: how a bound is calculated (`signals`), where cases come from and how many there are
//! (`indicators`, by its one face `watch`), alarms of offices on their own reports (`reporting`).
//!
//! A signal keeps the series in which it was found, so that its page says why it fired also when the numbers have changed since.

pub mod actions;
pub mod assessing;
pub mod demo;
mod explaining;
pub mod jobs;
pub mod model;
mod note;
pub mod pages;
pub mod reach;
mod samples;
pub mod store;
mod tasks;
pub mod telling;
pub mod watching;
mod words;

use kernel::Lang;
use web::{Audience, Guard, Module, NavEntry, Route};

/// The tables of the module.
pub fn migrations() -> Vec<db::Migration> {
    vec![db::Migration {
        module: "surveillance",
        version: 1,
        name: "signals",
        sql: include_str!("../migrations/0001_surveillance.sql"),
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
        navigation: vec![NavEntry {
            key: "surveillance-nav",
            href: pages::PATH,
            order: 61,
            audience: Audience::Staff,
            action: Some(actions::SIGNAL_READ),
        }],
        jobs: jobs::register,
        schedules: jobs::schedules(),
        tasks: vec![tasks::open],
        samples: samples::list,
        ..Module::named("surveillance")
    }
}

fn routes() -> Vec<Route> {
    use pages::{list, mails, plan, plans, signal};
    let read = Guard::Action(actions::SIGNAL_READ);
    let assess = Guard::Action(actions::SIGNAL_ASSESS);
    let configure = Guard::Action(actions::SIGNAL_CONFIGURE);
    web::routes! {
        get read pages::PATH => list::page;
        get read "/signale.csv" => list::csv;
        get configure pages::PLANS => plans::page;
        get configure "/signale/plaene/{set}" => plan::page;
        post configure "/signale/plaene/{set}" => plan::save;
        post configure "/signale/plaene/{set}/suchen" => plan::run;
        get read pages::MAILS => mails::page;
        post read pages::MAILS => mails::add;
        post read "/signale/mails/{rule}/beenden" => mails::remove;
        get read "/signale/{signal}" => signal::page;
        post assess "/signale/{signal}" => signal::assess;
        post assess "/signale/{signal}/uebergabe" => signal::hand_over;
    }
}
