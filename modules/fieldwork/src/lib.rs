// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Field service: projects of an office with forms of the library, the tablets that fill them in
//! without a network, and the records that they send.
//!
//! What belongs here: projects, tablets and their keys, records with their checks and reviews,
//! inspections of facilities with their plans, official records and defects, and the protocols by which tablets (`OpenRosa`) and other programs (ODK Central's REST interface and feed)
//! take part. What does not: building forms (`library`), reports that institutions owe (`reporting`).
//!
//! Records are identified data: they lie in sealed columns under the key of their office, and nobody
//! outside of it has an action that opens them.

mod acting;
pub mod actions;
mod api;
mod changing;
pub mod demo;
mod entities;
pub mod events;
mod following;
mod holdings;
mod inspecting;
mod instance;
mod jobs;
mod lists;
mod model;
mod opening;
mod pages;
mod ready;
mod reviewing;
mod samples;
mod store;
mod taking;
mod tasks;

use kernel::Lang;
use web::{Audience, Guard, Module, NavEntry, Route};

/// The largest definition of a form in bytes.
const DEFINITION: usize = 20 * 1024 * 1024;

/// The largest record in bytes.
const RECORD: usize = 16 * 1024 * 1024;

/// The largest request with entities in bytes.
const ENTITIES: usize = 16 * 1024 * 1024;

/// The tables of the module.
pub fn migrations() -> Vec<db::Migration> {
    let migration = |version, name, sql| db::Migration {
        module: "fieldwork",
        version,
        name,
        sql,
    };
    vec![
        migration(
            1,
            "projects, tablets and records",
            include_str!("../migrations/0001_fieldwork.sql"),
        ),
        migration(
            2,
            "lists of entities",
            include_str!("../migrations/0002_lists.sql"),
        ),
        migration(
            3,
            "inspections of facilities",
            include_str!("../migrations/0003_inspections.sql"),
        ),
        migration(
            4,
            "rights of the people concerned",
            include_str!("../migrations/0004_rights.sql"),
        ),
        migration(
            5,
            "what the directory says otherwise than a plan",
            include_str!("../migrations/0005_directory_changes.sql"),
        ),
    ]
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
                    include_str!("../locales/de_lists.ftl"),
                    include_str!("../locales/de_inspections.ftl")
                ),
            ),
            (
                Lang::En,
                concat!(
                    include_str!("../locales/en.ftl"),
                    include_str!("../locales/en_lists.ftl"),
                    include_str!("../locales/en_inspections.ftl")
                ),
            ),
        ],
        routes: [pages(), inspections(), programs(), tablets()].concat(),
        navigation: vec![NavEntry {
            key: "fieldwork-title",
            href: pages::LIST,
            order: 45,
            audience: Audience::Staff,
            action: Some(actions::PROJECT_READ),
        }],
        jobs: jobs::register,
        schedules: jobs::schedules(),
        tasks: vec![tasks::waiting, tasks::inspections, tasks::directory_changes],
        holdings: Some(holdings::FACE),
        activities: Some(holdings::activities),
        samples: samples::list,
        dialect: Some(("/v1/", api::fault::dialect)),
        ..Module::named("fieldwork")
    }
}

/// What people open.
fn pages() -> Vec<Route> {
    use pages::{
        entities, entity, files, form, list, lists, new, programs, project, record, restricted,
        review, tablet, tablets,
    };
    let read = Guard::Action(actions::PROJECT_READ);
    let manage = Guard::Action(actions::PROJECT_MANAGE);
    let open = Guard::Action(actions::RECORD_OPEN);
    let decide = Guard::Action(actions::RECORD_REVIEW);
    web::routes! {
        get read pages::LIST => list::page;
        get manage "/aussendienst/neu" => new::page;
        post manage "/aussendienst/neu" => new::create;
        get read "/aussendienst/{project}" => project::page;
        get manage "/aussendienst/{project}/aendern" => new::change_page;
        post manage "/aussendienst/{project}/aendern" => new::change;
        get read "/aussendienst/{project}/programme" => programs::page;
        post manage "/aussendienst/{project}/formulare" => project::add_form;
        get read "/aussendienst/{project}/tablets" => tablets::page;
        post manage "/aussendienst/{project}/tablets" => tablets::save;
        post manage "/aussendienst/{project}/tablets/neu" => tablets::add;
        get manage "/aussendienst/{project}/tablets/{actor}" => tablet::page;
        get manage "/aussendienst/{project}/tablets/{actor}/entziehen" => tablet::withdraw_page;
        post manage "/aussendienst/{project}/tablets/{actor}/entziehen" => tablet::withdraw;
        get read "/aussendienst/{project}/listen" => lists::page;
        post manage "/aussendienst/{project}/listen" => lists::add;
        get read "/aussendienst/{project}/listen/{dataset}" => entities::page;
        post manage "/aussendienst/{project}/listen/{dataset}/einstellungen" => entities::set_approval;
        post manage "/aussendienst/{project}/listen/{dataset}/eigenschaften" => entities::add_property;
        get decide "/aussendienst/{project}/listen/{dataset}/neu" => entity::new_page;
        post decide "/aussendienst/{project}/listen/{dataset}/neu" => entity::create;
        get open "/aussendienst/{project}/listen/{dataset}/eintrag/{entity}" => entity::page;
        post decide "/aussendienst/{project}/listen/{dataset}/eintrag/{entity}" => entity::change;
        post decide "/aussendienst/{project}/listen/{dataset}/eintrag/{entity}/stand" => entity::set_fate;
        get read "/aussendienst/{project}/formular/{xform}" => form::page;
        post manage "/aussendienst/{project}/formular/{xform}/stand" => form::set_standing;
        post manage "/aussendienst/{project}/formular/{xform}/entfernen" => form::remove;
        get open "/aussendienst/{project}/formular/{xform}/{instance}" => record::page;
        get open "/aussendienst/{project}/formular/{xform}/{instance}/eingeschraenkt" => restricted::page;
        post open "/aussendienst/{project}/formular/{xform}/{instance}/eingeschraenkt" => restricted::open;
        post decide "/aussendienst/{project}/formular/{xform}/{instance}/pruefung" => review::review;
        get open "/aussendienst/{project}/formular/{xform}/{instance}/dateien/{name}" => files::open;
    }
}

/// What people open about inspections.
fn inspections() -> Vec<Route> {
    use pages::inspecting::{
        calendar, changes, defect, defects, facility, facility_deeds, figures, files, fill,
        inspection, issue, plan, setting, unlinked,
    };
    let read = Guard::Action(actions::PROJECT_READ);
    let plans = Guard::Action(actions::INSPECTION_PLAN);
    let inspect = Guard::Action(actions::INSPECTION_CARRY_OUT);
    let issues = Guard::Action(actions::INSPECTION_ISSUE);
    web::routes! {
        get read "/aussendienst/{project}/begehungen" => plan::page;
        get read "/aussendienst/{project}/begehungen/plan.csv" => plan::table;
        get read "/aussendienst/{project}/begehungen/plan.xlsx" => plan::book;
        post plans "/aussendienst/{project}/begehungen" => plan::plan;
        post plans "/aussendienst/{project}/begehungen/abgleich" => changes::compare;
        get plans "/aussendienst/{project}/begehungen/verzeichnis" => changes::page;
        post plans "/aussendienst/{project}/begehungen/verzeichnis" => changes::decide;
        get plans "/aussendienst/{project}/begehungen/einrichten" => setting::page;
        post plans "/aussendienst/{project}/begehungen/einrichten" => setting::save;
        get read "/aussendienst/{project}/begehungen/kalender" => calendar::page;
        get read "/aussendienst/{project}/begehungen/maengel" => defects::page;
        get read "/aussendienst/{project}/begehungen/statistik" => figures::page;
        get read "/aussendienst/{project}/begehungen/statistik.csv" => figures::table;
        get read "/aussendienst/{project}/begehungen/statistik.xlsx" => figures::book;
        get plans "/aussendienst/{project}/begehungen/zuordnen" => unlinked::page;
        post plans "/aussendienst/{project}/begehungen/zuordnen" => unlinked::link;
        post plans "/aussendienst/{project}/begehungen/aufnehmen" => facility_deeds::take_in;
        get read "/aussendienst/{project}/begehungen/einrichtung/{institution}" => facility::page;
        post plans "/aussendienst/{project}/begehungen/einrichtung/{institution}/klasse" => facility_deeds::set_class;
        post plans "/aussendienst/{project}/begehungen/einrichtung/{institution}/pause" => facility_deeds::set_pause;
        post plans "/aussendienst/{project}/begehungen/einrichtung/{institution}/zuletzt" => facility_deeds::set_last;
        post plans "/aussendienst/{project}/begehungen/einrichtung/{institution}/begehung" => facility_deeds::add;
        get inspect "/aussendienst/{project}/begehungen/einrichtung/{institution}/schreiben" => facility::letter;
        get inspect "/aussendienst/{project}/begehungen/termin/{inspection}" => inspection::page;
        post plans "/aussendienst/{project}/begehungen/termin/{inspection}" => inspection::change;
        get plans "/aussendienst/{project}/begehungen/termin/{inspection}/absagen" => inspection::call_off;
        get inspect "/aussendienst/{project}/begehungen/termin/{inspection}/ausfuellen" => fill::page;
        post inspect "/aussendienst/{project}/begehungen/termin/{inspection}/ausfuellen" => fill::save, at most fill::FORM_LIMIT;
        post inspect "/aussendienst/{project}/begehungen/termin/{inspection}/pruefen" => fill::check, at most fill::FORM_LIMIT;
        post inspect "/aussendienst/{project}/begehungen/termin/{inspection}/verwerfen" => fill::discard;
        post inspect "/aussendienst/{project}/begehungen/termin/{inspection}/dateien" => files::begin;
        get inspect "/aussendienst/{project}/begehungen/termin/{inspection}/dateien/{file}" => files::show;
        patch inspect "/aussendienst/{project}/begehungen/termin/{inspection}/dateien/{file}" => files::receive, at most inspecting::files::LARGEST_PIECE;
        get issues "/aussendienst/{project}/begehungen/termin/{inspection}/niederschrift" => issue::page;
        post issues "/aussendienst/{project}/begehungen/termin/{inspection}/niederschrift" => issue::issue;
        get inspect "/aussendienst/{project}/begehungen/termin/{inspection}/niederschrift/{version}" => issue::open;
        get inspect "/aussendienst/{project}/begehungen/mangel/{defect}" => defect::page;
        post inspect "/aussendienst/{project}/begehungen/mangel/{defect}" => defect::act;
    }
}

/// What programs ask.
fn programs() -> Vec<Route> {
    use api::{
        access, datasets, drafts, entities, entity_feed, export, feed, forms, openrosa, projects,
        reviews, submissions, tablets,
    };
    let everybody = Guard::Public;
    let known = Guard::SignedIn;
    let read = Guard::Action(actions::PROJECT_READ);
    let manage = Guard::Action(actions::PROJECT_MANAGE);
    let open = Guard::Action(actions::RECORD_OPEN);
    let send = Guard::Action(actions::RECORD_SEND);
    let review = Guard::Action(actions::RECORD_REVIEW);
    web::routes! {
        post everybody "/v1/sessions" => access::sign_in;
        delete everybody "/v1/sessions/{token}" => access::sign_out;
        get known "/v1/users/current" => access::current;
        get known "/v1/roles" => access::roles;
        get known "/v1/roles/{role}" => access::role;
        get read "/v1/projects" => projects::list;
        post manage "/v1/projects" => projects::create;
        get read "/v1/projects/{project}" => projects::get;
        patch manage "/v1/projects/{project}" => projects::change;
        get manage "/v1/projects/{project}/app-users" => tablets::list;
        post manage "/v1/projects/{project}/app-users" => tablets::create;
        delete manage "/v1/projects/{project}/app-users/{actor}" => tablets::end;
        get read "/v1/projects/{project}/forms" => forms::list;
        post manage "/v1/projects/{project}/forms" => drafts::create, at most DEFINITION;
        get read "/v1/projects/{project}/forms/{xform}" => forms::get;
        patch manage "/v1/projects/{project}/forms/{xform}" => forms::change;
        delete manage "/v1/projects/{project}/forms/{xform}" => forms::remove;
        get read "/v1/projects/{project}/forms/{xform}/fields" => forms::fields;
        get read "/v1/projects/{project}/forms/{xform}/versions" => forms::versions;
        get read "/v1/projects/{project}/forms/{xform}/versions/{name}" => forms::version;
        get read "/v1/projects/{project}/forms/{xform}/attachments" => forms::attachments;
        get read "/v1/projects/{project}/forms/{xform}/attachments/{name}" => forms::attachment;
        get read "/v1/projects/{project}/forms/{xform}/assignments" => tablets::assignments;
        post manage "/v1/projects/{project}/forms/{xform}/assignments/{role}/{actor}" => tablets::assign;
        delete manage "/v1/projects/{project}/forms/{xform}/assignments/{role}/{actor}" => tablets::unassign;
        get manage "/v1/projects/{project}/forms/{xform}/draft" => drafts::get;
        post manage "/v1/projects/{project}/forms/{xform}/draft" => drafts::replace, at most DEFINITION;
        get manage "/v1/projects/{project}/forms/{xform}/draft.xml" => drafts::definition;
        get manage "/v1/projects/{project}/forms/{xform}/draft/fields" => drafts::fields;
        get manage "/v1/projects/{project}/forms/{xform}/draft/attachments" => drafts::attachments;
        post manage "/v1/projects/{project}/forms/{xform}/draft/attachments/{name}" => drafts::attach, at most DEFINITION;
        post manage "/v1/projects/{project}/forms/{xform}/draft/publish" => drafts::publish;
        get open "/v1/projects/{project}/forms/{xform}/submissions" => submissions::list;
        post send "/v1/projects/{project}/forms/{xform}/submissions" => submissions::create, at most RECORD;
        get open "/v1/projects/{project}/forms/{xform}/submissions.csv" => export::csv;
        post open "/v1/projects/{project}/forms/{xform}/submissions.csv" => export::csv;
        get open "/v1/projects/{project}/forms/{xform}/submissions.csv.zip" => export::zip;
        post open "/v1/projects/{project}/forms/{xform}/submissions.csv.zip" => export::zip;
        get open "/v1/projects/{project}/forms/{xform}/submissions/{instance}" => submissions::get;
        put review "/v1/projects/{project}/forms/{xform}/submissions/{instance}" => submissions::replace, at most RECORD;
        patch review "/v1/projects/{project}/forms/{xform}/submissions/{instance}" => reviews::review;
        get open "/v1/projects/{project}/forms/{xform}/submissions/{instance}/versions" => submissions::versions;
        get open "/v1/projects/{project}/forms/{xform}/submissions/{instance}/diffs" => submissions::differences;
        get open "/v1/projects/{project}/forms/{xform}/submissions/{instance}/comments" => reviews::comments;
        post review "/v1/projects/{project}/forms/{xform}/submissions/{instance}/comments" => reviews::comment;
        get open "/v1/projects/{project}/forms/{xform}/submissions/{instance}/attachments" => submissions::attachments;
        get open "/v1/projects/{project}/forms/{xform}/submissions/{instance}/attachments/{name}" => submissions::attachment;
        post send "/v1/projects/{project}/forms/{xform}/submissions/{instance}/attachments/{name}" => submissions::attach, at most openrosa::LARGEST;
        delete review "/v1/projects/{project}/forms/{xform}/submissions/{instance}/attachments/{name}" => submissions::remove_attachment;
        get read "/v1/projects/{project}/forms/{xform}/{*rest}" => feed::below;
        get read "/v1/projects/{project}/datasets" => datasets::list;
        post manage "/v1/projects/{project}/datasets" => datasets::create;
        get read "/v1/projects/{project}/datasets/{dataset}" => datasets::get;
        patch manage "/v1/projects/{project}/datasets/{dataset}" => datasets::change;
        post manage "/v1/projects/{project}/datasets/{dataset}/properties" => datasets::add_property;
        get open "/v1/projects/{project}/datasets/{dataset}/entities" => entities::list;
        post review "/v1/projects/{project}/datasets/{dataset}/entities" => entities::create, at most ENTITIES;
        get open "/v1/projects/{project}/datasets/{dataset}/entities.csv" => entities::table;
        get open "/v1/projects/{project}/datasets/{dataset}/entities/{entity}" => entities::get;
        patch review "/v1/projects/{project}/datasets/{dataset}/entities/{entity}" => entities::change;
        delete review "/v1/projects/{project}/datasets/{dataset}/entities/{entity}" => entities::delete;
        post review "/v1/projects/{project}/datasets/{dataset}/entities/{entity}/restore" => entities::restore;
        get open "/v1/projects/{project}/datasets/{dataset}/entities/{entity}/versions" => entities::versions;
        get read "/v1/projects/{project}/datasets/{dataset}/{*rest}" => entity_feed::below;
    }
}

/// What tablets ask. The key in the address decides; the handlers look at it first of all.
fn tablets() -> Vec<Route> {
    use api::openrosa;
    let key = Guard::Public;
    let send = Guard::Action(actions::RECORD_SEND);
    web::routes! {
        get key "/v1/key/{key}/projects/{project}/formList" => openrosa::list;
        get key "/v1/key/{key}/projects/{project}/submission" => openrosa::may_send;
        post key "/v1/key/{key}/projects/{project}/submission" => openrosa::send, at most openrosa::LARGEST;
        get key "/v1/key/{key}/projects/{project}/forms/{xform}" => openrosa::definition;
        get key "/v1/key/{key}/projects/{project}/forms/{xform}/manifest" => openrosa::files::manifest;
        get key "/v1/key/{key}/projects/{project}/forms/{xform}/attachments/{name}" => openrosa::files::file;
        get key "/v1/key/{key}/projects/{project}/datasets/{dataset}/integrity" => openrosa::files::integrity;
        get send "/v1/projects/{project}/formList" => openrosa::list_of_person;
        get send "/v1/projects/{project}/submission" => openrosa::may_person_send;
        post send "/v1/projects/{project}/submission" => openrosa::send_as_person, at most openrosa::LARGEST;
        get send "/v1/projects/{project}/forms/{xform}/manifest" => openrosa::files::manifest_of_person;
    }
}
