// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Collections: who reports what, when, to whom; filling in, receipts, corrections, review, and the
//! anonymised forwarding to the state.
//!
//! What belongs here: everything about a report from the day it is owed to the group that it leaves
//! the office in. What does not: building forms (`library`), organisations and people (`directory`),
//! figures over groups (`indicators`).
//!
//! Answers lie in sealed columns only, under the key of the office that they were sent to. The
//! state's roles have no action that opens them.

pub mod actions;
pub mod api;
pub mod arrival;
pub mod change;
pub mod compiled;
pub mod demo;
pub mod demo_review;
pub mod intake;
pub mod jobs;
pub mod jobs_release;
pub mod model;
pub mod opening;
pub mod pages;
pub mod period;
pub mod receipt;
pub mod records;
pub mod release;
pub mod release_policy;
pub mod reminders;
pub mod review;
mod samples;
mod samples_review;
pub mod sealing;
pub mod store;
pub mod tasks;
pub mod tasks_review;
mod verify;

pub use verify::{LedgerFault, LedgerReport, verify_ledgers};

use kernel::Lang;
use web::{Audience, Guard, Module, NavEntry, Route};

/// The module as the house takes it in.
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
                    include_str!("../locales/de_review.ftl")
                ),
            ),
            (
                Lang::En,
                concat!(
                    include_str!("../locales/en.ftl"),
                    "\n",
                    include_str!("../locales/en_review.ftl")
                ),
            ),
        ],
        routes: [routes(), review_routes(), release_routes()].concat(),
        navigation: navigation(),
        jobs: |registry| {
            jobs::register(registry);
            jobs_release::register(registry);
        },
        schedules: [jobs::schedules(), jobs_release::schedules()].concat(),
        tasks: vec![
            tasks::owed,
            tasks::ending,
            tasks_review::review,
            tasks_review::release_reports,
        ],
        openapi: Some(api::openapi()),
        samples: samples::list,
        ..Module::named("reporting")
    }
}

/// The tables of the module.
pub fn migrations() -> Vec<db::Migration> {
    vec![
        db::Migration {
            module: "reporting",
            version: 1,
            name: "collections and submissions",
            sql: include_str!("../migrations/0001_reporting.sql"),
        },
        db::Migration {
            module: "reporting",
            version: 2,
            name: "review, reminders and release ledgers",
            sql: include_str!("../migrations/0002_release.sql"),
        },
    ]
}

fn navigation() -> Vec<NavEntry> {
    vec![
        NavEntry {
            key: "reporting-nav-reports",
            href: "/meldungen",
            order: 10,
            audience: Audience::Staff,
            action: Some(actions::REPORT_FILL),
        },
        NavEntry {
            key: "reporting-nav-collections",
            href: "/erhebungen",
            order: 20,
            audience: Audience::Staff,
            action: Some(actions::COMPLETENESS_READ),
        },
        NavEntry {
            key: "reporting-nav-review",
            href: "/pruefung",
            order: 12,
            audience: Audience::Staff,
            action: Some(actions::SUBMISSION_REVIEW),
        },
        NavEntry {
            key: "reporting-nav-releases",
            href: "/freigaben",
            order: 22,
            audience: Audience::Staff,
            action: Some(actions::RELEASE_RUN),
        },
        NavEntry {
            key: "reporting-nav-datasets",
            href: "/datensaetze",
            order: 24,
            audience: Audience::Staff,
            action: Some(actions::DATASET_READ),
        },
    ]
}

fn routes() -> Vec<Route> {
    let fill = Guard::Action(actions::REPORT_FILL);
    let read = Guard::Action(actions::COMPLETENESS_READ);
    let manage = Guard::Action(actions::COLLECTION_MANAGE);
    let open = Guard::Action(actions::SUBMISSION_OPEN);
    vec![
        Route::get("/meldungen", fill, pages::mine::page),
        Route::get("/meldungen/{collection}/{period}", fill, pages::fill::page),
        Route::post("/meldungen/{collection}/{period}", fill, pages::fill::save),
        Route::post(
            "/meldungen/{collection}/{period}/pruefen",
            fill,
            pages::fill::check,
        ),
        Route::post(
            "/meldungen/{collection}/{period}/verwerfen",
            fill,
            pages::fill::discard,
        ),
        Route::get(
            "/meldungen/{collection}/{period}/kontrolle",
            fill,
            pages::send::page,
        ),
        Route::post(
            "/meldungen/{collection}/{period}/senden",
            fill,
            pages::send::send,
        ),
        Route::get("/meldungen/{submission}", fill, pages::detail::page),
        Route::get(
            "/meldungen/{submission}/quittung",
            fill,
            pages::receipt::page,
        ),
        Route::get(
            "/meldungen/{submission}/korrektur",
            fill,
            pages::correct::page,
        ),
        Route::post(
            "/meldungen/{submission}/korrektur",
            fill,
            pages::correct::correct,
        ),
        Route::post(
            "/meldungen/{submission}/korrektur/pruefen",
            fill,
            pages::correct::check,
        ),
        Route::get(
            "/meldungen/{submission}/zurueckziehen",
            fill,
            pages::withdraw::page,
        ),
        Route::post(
            "/meldungen/{submission}/zurueckziehen",
            fill,
            pages::withdraw::withdraw,
        ),
        Route::get("/erhebungen", read, pages::collections::page),
        Route::get("/erhebungen/neu", manage, pages::new_collection::page),
        Route::post("/erhebungen/neu", manage, pages::new_collection::open),
        Route::get("/erhebungen/{collection}", read, pages::collection::page),
        Route::get(
            "/erhebungen/{collection}/teilnehmende",
            read,
            pages::participants::page,
        ),
        Route::post(
            "/erhebungen/{collection}/teilnehmende",
            manage,
            pages::participants::change,
        ),
        Route::get(
            "/erhebungen/{collection}/schliessen",
            manage,
            pages::collection::close_page,
        ),
        Route::post(
            "/erhebungen/{collection}/schliessen",
            manage,
            pages::collection::close,
        ),
        Route::get("/api/v1/collections", fill, api::collections::list),
        Route::get(
            "/api/v1/collections/{collection}/periods/{period}/form",
            fill,
            api::collections::form,
        ),
        Route::post(
            "/api/v1/collections/{collection}/periods/{period}/submissions",
            fill,
            api::submissions::submit,
        ),
        Route::get(
            "/api/v1/submissions/{submission}",
            open,
            api::submissions::find,
        ),
    ]
}

fn review_routes() -> Vec<Route> {
    let review = Guard::Action(actions::SUBMISSION_REVIEW);
    let remind = Guard::Action(actions::REMINDER_SEND);
    vec![
        Route::get("/pruefung", review, pages::review::page),
        Route::get(
            "/pruefung/{collection}/{period}",
            review,
            pages::review_week::page,
        ),
        Route::get(
            "/pruefung/{collection}/{period}/annehmen",
            review,
            pages::review_week::ask_accept,
        ),
        // Hundreds of reports can be accepted at once.
        Route::post(
            "/pruefung/{collection}/{period}/annehmen",
            review,
            pages::review_week::accept,
        )
        .with_body_limit(1024 * 1024),
        Route::post(
            "/pruefung/{collection}/{period}/erinnern",
            remind,
            pages::review_week::remind,
        ),
        Route::get(
            "/pruefung/meldung/{submission}",
            review,
            pages::review_submission::page,
        ),
        Route::post(
            "/pruefung/meldung/{submission}/annehmen",
            review,
            pages::review_submission::accept,
        ),
        Route::post(
            "/pruefung/meldung/{submission}/zuruecknehmen",
            review,
            pages::review_submission::undo,
        ),
        Route::post(
            "/pruefung/meldung/{submission}/zurueckgeben",
            review,
            pages::review_submission::give_back,
        ),
    ]
}

fn release_routes() -> Vec<Route> {
    let read = Guard::Action(actions::RELEASE_READ);
    let run = Guard::Action(actions::RELEASE_RUN);
    let dataset = Guard::Action(actions::DATASET_READ);
    vec![
        Route::get("/freigaben", read, pages::releases::page),
        Route::get("/freigaben/{release}", read, pages::releases::detail),
        Route::get(
            "/freigaben/vorschau/{collection}",
            run,
            pages::release_now::page,
        ),
        Route::post(
            "/freigaben/vorschau/{collection}",
            run,
            pages::release_now::run,
        ),
        Route::get("/datensaetze", dataset, pages::datasets::page),
        Route::get(
            "/datensaetze/{collection}",
            dataset,
            pages::datasets::detail,
        ),
    ]
}
