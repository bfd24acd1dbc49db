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
pub mod activities;
pub mod alerting;
pub mod api;
pub mod approving;
pub mod arrival;
pub mod assigning;
pub mod change;
pub mod compiled;
pub mod conversing;
pub mod demo;
pub mod demo_review;
pub mod entry;
pub mod escalating;
pub mod events;
pub mod export;
pub mod files;
pub mod handover;
pub mod hints;
pub mod holdings;
pub mod holidays;
pub mod insight;
pub mod intake;
pub mod jobs;
pub mod jobs_release;
pub mod joining;
pub mod locks;
pub mod model;
pub mod opening;
pub mod pages;
pub mod period;
pub mod policies;
pub mod receipt;
pub mod records;
pub mod release;
pub mod release_policy;
pub mod reminders;
pub mod replay;
pub mod review;
pub mod rules;
mod samples;
mod samples_insight;
mod samples_policy;
mod samples_review;
pub mod sealing;
pub mod store;
mod surroundings;
pub mod tasks;
pub mod tasks_alerts;
pub mod tasks_approval;
pub mod tasks_policy;
pub mod tasks_review;
pub mod tasks_work;
mod verify;
pub mod zero;

pub use verify::{LedgerFault, LedgerReport, verify_ledgers};

use kernel::Lang;
use web::{Area, Audience, Guard, Module, NavEntry, Route};

/// The largest body with a table of institutions in bytes: the largest table and room for the other
/// fields.
const TABLE_LIMIT: usize = 3 * 1024 * 1024;

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
                    include_str!("../locales/de_review.ftl"),
                    "\n",
                    include_str!("../locales/de_export.ftl"),
                    "\n",
                    include_str!("../locales/de_calendar.ftl"),
                    "\n",
                    include_str!("../locales/de_work.ftl"),
                    "\n",
                    include_str!("../locales/de_entry.ftl"),
                    "\n",
                    include_str!("../locales/de_rights.ftl"),
                    "\n",
                    include_str!("../locales/de_insight.ftl"),
                    "\n",
                    include_str!("../locales/de_policy.ftl"),
                    "\n",
                    include_str!("../locales/de_noise.ftl")
                ),
            ),
            (
                Lang::En,
                concat!(
                    include_str!("../locales/en.ftl"),
                    "\n",
                    include_str!("../locales/en_review.ftl"),
                    "\n",
                    include_str!("../locales/en_export.ftl"),
                    "\n",
                    include_str!("../locales/en_calendar.ftl"),
                    "\n",
                    include_str!("../locales/en_work.ftl"),
                    "\n",
                    include_str!("../locales/en_entry.ftl"),
                    "\n",
                    include_str!("../locales/en_rights.ftl"),
                    "\n",
                    include_str!("../locales/en_insight.ftl"),
                    "\n",
                    include_str!("../locales/en_policy.ftl"),
                    "\n",
                    include_str!("../locales/en_noise.ftl")
                ),
            ),
        ],
        routes: [
            routes(),
            review_routes(),
            alert_routes(),
            policy_routes(),
            release_routes(),
        ]
        .concat(),
        navigation: navigation(),
        administration: vec![Area {
            title: "reporting-nav-keys",
            text: "reporting-keys-area",
            href: "/schluessel",
            order: 52,
            action: actions::REPORT_KEYS,
        }],
        jobs: |registry| {
            jobs::register(registry);
            jobs_release::register(registry);
            alerting::register(registry);
            events::declare(registry);
        },
        schedules: [
            jobs::schedules(),
            jobs_release::schedules(),
            alerting::schedules(),
        ]
        .concat(),
        tasks: vec![
            tasks::owed,
            tasks::ending,
            tasks_review::review,
            tasks_review::leftovers,
            tasks_review::release_reports,
            tasks_work::assigned,
            tasks_work::questions,
            tasks_approval::approve,
            tasks_approval::accept,
            tasks_alerts::alerts,
            tasks_policy::sign,
        ],
        holdings: Some(holdings::FACE),
        activities: Some(activities::list),
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
        db::Migration {
            module: "reporting",
            version: 3,
            name: "indexes for weeks and periods",
            sql: include_str!("../migrations/0003_indexes.sql"),
        },
        db::Migration {
            module: "reporting",
            version: 4,
            name: "files",
            sql: include_str!("../migrations/0004_files.sql"),
        },
        db::Migration {
            module: "reporting",
            version: 5,
            name: "files beside forms",
            sql: include_str!("../migrations/0005_form_contents.sql"),
        },
        db::Migration {
            module: "reporting",
            version: 6,
            name: "withdrawn forms",
            sql: include_str!("../migrations/0006_retired_forms.sql"),
        },
        db::Migration {
            module: "reporting",
            version: 7,
            name: "calendars, approval, nothing to report",
            sql: include_str!("../migrations/0007_calendar.sql"),
        },
        db::Migration {
            module: "reporting",
            version: 8,
            name: "reminders in own words",
            sql: include_str!("../migrations/0008_reminders.sql"),
        },
        db::Migration {
            module: "reporting",
            version: 9,
            name: "assignments and conversations",
            sql: include_str!("../migrations/0009_review_work.sql"),
        },
        db::Migration {
            module: "reporting",
            version: 10,
            name: "uploads",
            sql: include_str!("../migrations/0010_uploads.sql"),
        },
        db::Migration {
            module: "reporting",
            version: 11,
            name: "rights of the people concerned",
            sql: include_str!("../migrations/0011_rights.sql"),
        },
        db::Migration {
            module: "reporting",
            version: 12,
            name: "answers in columns, views, alerts",
            sql: include_str!("../migrations/0012_insight.sql"),
        },
        db::Migration {
            module: "reporting",
            version: 13,
            name: "sending that was given up, weeks that are confirmed",
            sql: include_str!("../migrations/0013_sending_and_weeks.sql"),
        },
        db::Migration {
            module: "reporting",
            version: 14,
            name: "periods in which something is to be done",
            sql: include_str!("../migrations/0014_open_periods.sql"),
        },
        db::Migration {
            module: "reporting",
            version: 15,
            name: "releases of records",
            sql: include_str!("../migrations/0015_release_of_records.sql"),
        },
        db::Migration {
            module: "reporting",
            version: 16,
            name: "release policies",
            sql: include_str!("../migrations/0016_policies.sql"),
        },
        db::Migration {
            module: "reporting",
            version: 17,
            name: "accounts of counts with noise",
            sql: include_str!("../migrations/0017_noise.sql"),
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
            key: "reporting-nav-policies",
            href: pages::policies::PATH,
            order: 22,
            audience: Audience::Staff,
            action: Some(actions::POLICY_READ),
        },
        NavEntry {
            key: "reporting-nav-review",
            href: "/pruefung",
            order: 12,
            audience: Audience::Staff,
            action: Some(actions::SUBMISSION_REVIEW),
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
    // An institution or the office on its behalf: the page asks which.
    let signed_in = Guard::SignedIn;
    let read = Guard::Action(actions::COMPLETENESS_READ);
    let manage = Guard::Action(actions::COLLECTION_MANAGE);
    let open = Guard::Action(actions::SUBMISSION_OPEN);
    let accept = Guard::Action(actions::PERIOD_ACCEPT);
    let keys = Guard::Action(actions::REPORT_KEYS);
    web::routes! {
        get fill "/meldungen" => pages::mine::page;
        get open "/meldungen/verlauf" => pages::own_figures::page;
        get keys "/schluessel" => pages::keys::page;
        get keys "/schluessel/{institution}" => pages::keys::of;
        post keys "/schluessel/{institution}" => pages::keys::make;
        get keys "/schluessel/{institution}/{key}/beenden" => pages::keys::ask_end;
        post keys "/schluessel/{institution}/{key}/beenden" => pages::keys::end;
        get signed_in "/sammelmeldungen" => pages::uploads::start::page;
        get signed_in "/sammelmeldungen/neu/{collection}" => pages::uploads::start::new;
        post signed_in "/sammelmeldungen/neu/{collection}" => pages::uploads::start::upload, at most pages::uploads::start::BODY_LIMIT;
        get signed_in "/sammelmeldungen/neu/{collection}/vorlage" => pages::uploads::start::template;
        get signed_in "/sammelmeldungen/{upload}" => pages::uploads::shown::page;
        get signed_in "/sammelmeldungen/{upload}/fehlerhafte" => pages::uploads::shown::wrong;
        post signed_in "/sammelmeldungen/{upload}/senden" => pages::uploads::shown::send;
        get signed_in "/sammelmeldungen/{upload}/verwerfen" => pages::uploads::discard::page;
        post signed_in "/sammelmeldungen/{upload}/verwerfen" => pages::uploads::discard::discard;
        get signed_in "/sammelmeldungen/{upload}/zeilen/{row}" => pages::uploads::row::page;
        post signed_in "/sammelmeldungen/{upload}/zeilen/{row}" => pages::uploads::row::correct;
        post signed_in "/sammelmeldungen/{upload}/zeilen/{row}/pruefen" => pages::uploads::row::check;
        get signed_in "/meldungen/{collection}/{period}" => pages::fill::page;
        post signed_in "/meldungen/{collection}/{period}" => pages::draft::save, at most pages::files::FORM_LIMIT;
        post signed_in "/meldungen/{collection}/{period}/pruefen" => pages::fill::check;
        post signed_in "/meldungen/{collection}/{period}/verwerfen" => pages::draft::discard;
        get signed_in "/meldungen/{collection}/{period}/kontrolle" => pages::send::page;
        post signed_in "/meldungen/{collection}/{period}/senden" => pages::send::send;
        post signed_in "/meldungen/{collection}/{period}/dateien" => pages::files::begin_in_draft;
        get signed_in "/meldungen/{collection}/{period}/dateien/{file}" => pages::files::show_in_draft;
        patch signed_in "/meldungen/{collection}/{period}/dateien/{file}" => pages::files::receive_in_draft, at most pages::files::PIECE_LIMIT;
        get signed_in "/meldungen/{collection}/{period}/pdf" => pages::paper::blank;
        get signed_in "/meldungen/{collection}/{period}/nullmeldung" => pages::zero::page;
        post signed_in "/meldungen/{collection}/{period}/nullmeldung" => pages::zero::say;
        post signed_in "/meldungen/{collection}/{period}/nullmeldung/zuruecknehmen" => pages::zero::take_back;
        get fill "/meldungen/formular/{version}/dateien/{name}" => pages::form_files::open;
        get fill "/meldungen/{submission}" => pages::detail::page;
        get fill "/meldungen/{submission}/pdf" => pages::paper::sent;
        get fill "/meldungen/{submission}/quittung" => pages::receipt::page;
        get fill "/meldungen/{submission}/quittung/pdf" => pages::paper::receipt;
        get fill "/meldungen/{submission}/korrektur" => pages::correct::page;
        post fill "/meldungen/{submission}/korrektur" => pages::correct::correct, at most pages::files::FORM_LIMIT;
        post fill "/meldungen/{submission}/korrektur/pruefen" => pages::correct::check;
        post fill "/meldungen/{submission}/korrektur/dateien" => pages::files::begin_in_correction;
        get fill "/meldungen/{submission}/korrektur/dateien/{file}" => pages::files::show_in_correction;
        patch fill "/meldungen/{submission}/korrektur/dateien/{file}" => pages::files::receive_in_correction, at most pages::files::PIECE_LIMIT;
        get fill "/meldungen/{submission}/dateien/{file}" => pages::files::show_sent;
        get fill "/meldungen/{submission}/zurueckziehen" => pages::withdraw::page;
        post fill "/meldungen/{submission}/nachricht" => pages::conversation::answer;
        post fill "/meldungen/{submission}/zurueckziehen" => pages::withdraw::withdraw;
        get read "/erhebungen" => pages::collections::page;
        get manage "/erhebungen/neu" => pages::new_collection::page;
        post manage "/erhebungen/neu" => pages::new_collection::open;
        post manage "/erhebungen/neu/tabelle" => pages::new_collection_table::choose, at most TABLE_LIMIT;
        get manage "/erhebungen/kalender" => pages::free_days::page;
        post manage "/erhebungen/kalender" => pages::free_days::change;
        get signed_in "/teilnehmen/{code}" => pages::join::page;
        post signed_in "/teilnehmen/{code}" => pages::join::join;
        get read "/erhebungen/{collection}" => pages::collection::page;
        get read "/erhebungen/{collection}/teilnehmende" => pages::participants::page;
        post manage "/erhebungen/{collection}/teilnehmende" => pages::participants::change;
        get read "/erhebungen/{collection}/vollstaendigkeit" => pages::completeness::page;
        get read "/erhebungen/{collection}/auswertung" => pages::insight::overview::page;
        get open "/erhebungen/{collection}/auswertung/tabelle" => pages::insight::overview::table;
        get open "/erhebungen/{collection}/auswertung/verteilung" => pages::insight::groups::page;
        get open "/erhebungen/{collection}/auswertung/liste" => pages::insight::list::page;
        get open "/erhebungen/{collection}/auswertung/filter" => pages::insight::edit::page;
        post open "/erhebungen/{collection}/auswertung/filter" => pages::insight::edit::change;
        get open "/erhebungen/{collection}/auswertung/ausgabe" => pages::insight::file::page;
        get open "/erhebungen/{collection}/auswertung/ausgabe/datei" => pages::insight::file::file;
        get open "/erhebungen/{collection}/auswertung/ansichten" => pages::insight::views::page;
        get open "/erhebungen/{collection}/auswertung/ansichten/{view}/loeschen" => pages::insight::removal::page;
        post open "/erhebungen/{collection}/auswertung/ansichten/{view}/loeschen" => pages::insight::removal::remove;
        get accept "/erhebungen/{collection}/abnahme" => pages::acceptance::page;
        post accept "/erhebungen/{collection}/abnahme" => pages::acceptance::decide;
        get manage "/erhebungen/{collection}/erinnerungen" => pages::reminder_plan::page;
        post manage "/erhebungen/{collection}/erinnerungen" => pages::reminder_plan::change;
        get manage "/erhebungen/{collection}/teilnahme" => pages::taking_part::page;
        post manage "/erhebungen/{collection}/teilnahme" => pages::taking_part::change;
        get manage "/erhebungen/{collection}/schliessen" => pages::collection::close_page;
        post manage "/erhebungen/{collection}/schliessen" => pages::collection::close;
        get open "/antworten" => pages::answers::page;
        get open "/antworten/datei" => pages::answers::file;
        get open "/api/v1/collections/{collection}/answers" => api::answers::export;
        get fill "/api/v1/collections" => api::collections::list;
        get fill "/api/v1/collections/{collection}/periods/{period}/form" => api::collections::form;
        post fill "/api/v1/collections/{collection}/periods/{period}/submissions" => api::submissions::submit;
        post fill "/api/v1/collections/{collection}/periods/{period}/zero-report" => api::zero::say;
        post signed_in "/api/v1/collections/{collection}/bulk" => api::bulk::submit, at most api::bulk::BODY_LIMIT;
        get open "/api/v1/submissions/{submission}" => api::submissions::find;
        post fill "/api/v1/collections/{collection}/periods/{period}/files" => api::files::begin;
        patch fill "/api/v1/files/{file}" => api::files::receive, at most pages::files::PIECE_LIMIT;
        get open "/api/v1/files/{file}" => api::files::find;
    }
}

fn review_routes() -> Vec<Route> {
    let review = Guard::Action(actions::SUBMISSION_REVIEW);
    let remind = Guard::Action(actions::REMINDER_SEND);
    let approve = Guard::Action(actions::PERIOD_APPROVE);
    web::routes! {
        get review "/pruefung" => pages::review::page;
        get review pages::my_work::PATH => pages::my_work::page;
        get review "/pruefung/{collection}/{period}" => pages::review_week::page;
        get review "/pruefung/{collection}/{period}/annehmen" => pages::review_bulk::ask_accept;
        get review "/pruefung/{collection}/{period}/zuweisen" => pages::assigning::page;
        post review "/pruefung/{collection}/{period}/zuweisen" => pages::assigning::together, at most 1024 * 1024;
        post review "/pruefung/{collection}/{period}/zustaendig" => pages::assigning::duty;
        get approve "/pruefung/{collection}/{period}/abschluss" => pages::approval::page;
        post approve "/pruefung/{collection}/{period}/abschluss" => pages::approval::decide;
        // Hundreds of reports can be accepted at once.
        post review "/pruefung/{collection}/{period}/annehmen" => pages::review_bulk::accept, at most 1024 * 1024;
        post remind "/pruefung/{collection}/{period}/erinnern" => pages::review_bulk::remind;
        get review pages::leftovers::PATH => pages::leftovers::page;
        get review "/pruefung/ohne-akte/{submission}" => pages::leftovers::one;
        post review "/pruefung/ohne-akte/{submission}" => pages::leftovers::decide;
        get review "/pruefung/meldung/{submission}/eingeschraenkt" => pages::restricted::page;
        post review "/pruefung/meldung/{submission}/eingeschraenkt" => pages::restricted::open;
        get review "/pruefung/meldung/{submission}" => pages::review_submission::page;
        get review "/pruefung/meldung/{submission}/dateien/{file}" => pages::files::show_in_review;
        get review "/pruefung/meldung/{submission}/pdf" => pages::paper::reviewed;
        post review "/pruefung/meldung/{submission}/annehmen" => pages::review_submission::accept;
        post review "/pruefung/meldung/{submission}/zuruecknehmen" => pages::review_submission::undo;
        post review "/pruefung/meldung/{submission}/zurueckgeben" => pages::review_submission::give_back;
        post review "/pruefung/meldung/{submission}/zuweisen" => pages::assigning::one;
        post review "/pruefung/meldung/{submission}/nachricht" => pages::conversation::ask;
        post review "/pruefung/meldung/{submission}/geklaert" => pages::conversation::settle;
    }
}

fn alert_routes() -> Vec<Route> {
    let read = Guard::Action(actions::ALERT_READ);
    let manage = Guard::Action(actions::ALERT_MANAGE);
    web::routes! {
        get read "/alarme" => pages::alerts::page;
        post read "/alarme/abonnement" => pages::alerts::subscribe;
        get read "/alarme/{alert}" => pages::alerts::detail;
        post manage "/alarme/{alert}" => pages::alerts::decide;
        get manage "/erhebungen/{collection}/alarmregeln" => pages::alert_rules::page;
        get manage "/erhebungen/{collection}/alarmregeln/neu" => pages::alert_rules::new_page;
        post manage "/erhebungen/{collection}/alarmregeln/neu" => pages::alert_rules::create;
        get manage "/erhebungen/{collection}/alarmregeln/{rule}" => pages::alert_rules::edit_page;
        post manage "/erhebungen/{collection}/alarmregeln/{rule}" => pages::alert_rules::change;
        get manage "/erhebungen/{collection}/alarmregeln/{rule}/loeschen" => pages::alert_rules::remove_page;
        post manage "/erhebungen/{collection}/alarmregeln/{rule}/loeschen" => pages::alert_rules::remove;
    }
}

fn policy_routes() -> Vec<Route> {
    let read = Guard::Action(actions::POLICY_READ);
    let write = Guard::Action(actions::POLICY_WRITE);
    let sign = Guard::Action(actions::POLICY_SIGN);
    web::routes! {
        get read "/freigaberegeln" => pages::policies::page;
        get write "/freigaberegeln/neu" => pages::policies::new_page;
        post write "/freigaberegeln/neu" => pages::policies::create;
        get read "/freigaberegeln/vergleich" => pages::policies::compare::page;
        get read "/freigaberegeln/{policy}" => pages::policies::detail;
        get write "/freigaberegeln/{policy}/werkstatt" => pages::policies::workshop::page;
        post write "/freigaberegeln/{policy}/werkstatt" => pages::policies::workshop::work;
        post write "/freigaberegeln/{policy}/vorlegen" => pages::policies::submit;
        post write "/freigaberegeln/{policy}/aendern" => pages::policies::change;
        get sign "/freigaberegeln/{policy}/entscheidung" => pages::policies::decision::page;
        post sign "/freigaberegeln/{policy}/entscheidung" => pages::policies::decision::decide;
        get write "/freigaberegeln/{policy}/verwerfen" => pages::policies::discard::page;
        post write "/freigaberegeln/{policy}/verwerfen" => pages::policies::discard::discard;
        get read "/freigaberegeln/{policy}/bericht" => pages::policies::report::page;
        get read "/freigaberegeln/{policy}/bericht/pdf" => pages::policies::report::paper;
    }
}

fn release_routes() -> Vec<Route> {
    let read = Guard::Action(actions::RELEASE_READ);
    let run = Guard::Action(actions::RELEASE_RUN);
    let dataset = Guard::Action(actions::DATASET_READ);
    web::routes! {
        get read "/freigaben" => pages::releases::page;
        get read "/freigaben/{release}" => pages::releases::detail;
        get read "/freigaben/{release}/pdf" => pages::releases::paper;
        get run "/freigaben/vorschau/{collection}" => pages::release_now::page;
        post run "/freigaben/vorschau/{collection}" => pages::release_now::run;
        get dataset "/datensaetze" => pages::datasets::page;
        get dataset "/datensaetze/{collection}" => pages::datasets::detail;
        get dataset "/datensaetze/{collection}/gruppen" => pages::dataset_groups::file;
    }
}
