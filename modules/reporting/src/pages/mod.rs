// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Pages of institutions (what they owe, filling in, receipts, corrections) and of the state
//! (collections and who takes part).

pub mod acceptance;
pub mod alert_rules;
pub mod alerts;
pub mod answers;
pub mod approval;
pub mod assigning;
mod calendar_words;
pub mod collection;
pub mod collections;
pub mod completeness;
pub mod conversation;
pub mod correct;
pub mod dataset_groups;
pub mod datasets;
pub mod detail;
pub mod draft;
pub mod files;
pub mod fill;
pub mod form_files;
pub mod free_days;
pub mod insight;
pub mod join;
pub mod keys;
pub mod leftovers;
pub mod mine;
pub mod my_work;
pub mod new_collection;
mod new_collection_fields;
pub mod new_collection_table;
pub mod noise_account;
pub mod own_figures;
pub mod paper;
pub mod participants;
pub mod policies;
pub mod questions;
pub mod receipt;
pub mod release_groups;
pub mod release_now;
pub mod releases;
pub mod reminder_plan;
pub mod restricted;
pub mod review;
pub mod review_bulk;
mod review_rows;
pub mod review_submission;
pub mod review_week;
pub mod send;
pub mod taking_part;
pub mod uploads;
pub mod withdraw;
pub mod zero;

use db::ConnectionTrait;
use directory::Organisation;
use forms::PeriodKind;
use kernel::{CollectionId, OrganisationId, Resource, Role, SubmissionId};
use serde::Deserialize;
use web::{App, Context, Crumb, Error, Page};

use crate::model::{Collection, Refusal, Submission};
use crate::period::Period;
use crate::{actions, store};

/// Asks before something is thrown away.
#[derive(askama::Template)]
#[template(path = "reporting/discard.html")]
struct DiscardPage {
    page: Page,
    action: String,
    back: String,
    consequence: String,
    /// What the button says.
    label: String,
    /// The version that is thrown away, where somebody else may write meanwhile.
    version: Option<i64>,
}

/// The institutions for which the actor reports, each once.
pub fn own_institutions(context: &Context) -> Vec<OrganisationId> {
    let mut own: Vec<_> = [Role::InstitutionManager, Role::InstitutionReporter]
        .into_iter()
        .flat_map(|role| context.actor().organisations_with(role))
        .collect();
    // Roles of an institution's own, and keys of programs, hold what they name.
    let actions = [actions::REPORT_FILL, actions::SUBMISSION_OPEN];
    let roles = context.actor().own_roles().iter();
    own.extend(
        roles
            .filter(|role| role.level == kernel::Level::Institution)
            .filter(|role| role.actions.iter().any(|action| actions.contains(action)))
            .map(|role| role.organisation),
    );
    own.sort();
    own.dedup();
    own
}

/// An institution as its pages need it.
#[derive(Debug, Clone)]
pub struct Reporter {
    /// The institution.
    pub institution: Organisation,
    /// Where its things lie.
    pub resource: Resource,
    /// The office that it reports to.
    pub office: OrganisationId,
    /// Whether the actor is of that office and reports for the institution.
    pub on_behalf: bool,
}

/// The institution named in the address, or the only one of the actor; she may report for it.
pub async fn reporter(
    conn: &impl ConnectionTrait,
    context: &Context,
    named: &str,
) -> Result<Reporter, Error> {
    let id = if named.is_empty() {
        context.person()?;
        match own_institutions(context)[..] {
            [only] => only,
            _ => return Err(Error::NotFound),
        }
    } else {
        named.parse().map_err(|_| Error::NotFound)?
    };
    let resource = directory::place_of(conn, id)
        .await?
        .ok_or(Error::NotFound)?;
    let on_behalf = context.may(actions::REPORT_ON_BEHALF, &resource);
    if !on_behalf {
        context.allow_or_hide(actions::REPORT_FILL, &resource)?;
    }
    let institution = directory::organisation(conn, id)
        .await?
        .ok_or(Error::NotFound)?;
    let office = resource.office.ok_or(Error::NotFound)?;
    Ok(Reporter {
        institution,
        resource,
        office,
        on_behalf,
    })
}

/// The query `?einrichtung=…`.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct OfInstitution {
    /// Which institution; empty if the actor has only one.
    #[serde(default)]
    pub einrichtung: String,
}

/// Where a report is filled in.
pub fn fill_path(collection: CollectionId, period: Period, institution: OrganisationId) -> String {
    format!("/meldungen/{collection}/{period}?einrichtung={institution}")
}

/// The same with a step behind it, such as `senden`.
pub fn step_path(
    collection: CollectionId,
    period: Period,
    step: &str,
    institution: OrganisationId,
) -> String {
    format!("/meldungen/{collection}/{period}/{step}?einrichtung={institution}")
}

/// A collection by the text in the address.
pub async fn collection_of(conn: &impl ConnectionTrait, text: &str) -> Result<Collection, Error> {
    let id: CollectionId = text.parse().map_err(|_| Error::NotFound)?;
    store::collections::find(conn, id)
        .await?
        .ok_or(Error::NotFound)
}

/// A submission by the text in the address, with its collection; the actor may do `action` to it.
pub async fn submission_of(
    app: &App,
    context: &Context,
    text: &str,
    action: kernel::Action,
) -> Result<(Submission, Collection), Error> {
    let conn = app.db.read();
    let id: SubmissionId = text.parse().map_err(|_| Error::NotFound)?;
    let submission = store::submissions::find(conn, id)
        .await?
        .ok_or(Error::NotFound)?;
    let collection = store::collections::find(conn, submission.collection)
        .await?
        .ok_or(Error::NotFound)?;
    context.allow_or_hide(action, &resource_of(&collection, &submission))?;
    crate::api::reach(context, action, collection.id)?;
    if submission.restricted_at.is_some() {
        // For its institution a restricted report is closed; the office opens it with a reason.
        let place = resource_of(&collection, &submission);
        if action == actions::REPORT_FILL || !context.may(actions::SUBMISSION_REVIEW, &place) {
            return Err(Error::Restricted);
        }
        let (now, ask) = (app.clock.now(), restricted::path(&submission));
        web::restriction::require_reason(context, now, &submission.id.to_string(), ask).await?;
    }
    Ok((submission, collection))
}

/// Where a submission lies: at the office that it was sent to, whatever has moved since.
pub fn resource_of(collection: &Collection, submission: &Submission) -> Resource {
    Resource::of_institution(collection.state, submission.office, submission.institution)
}

/// Says in words why a report is not taken.
pub fn refused(context: &Context, refusal: Refusal) -> Error {
    match refusal {
        // Whether there is such a collection is nobody else's business.
        Refusal::NotExpected | Refusal::OtherKind | Refusal::OutsideSeason => Error::NotFound,
        Refusal::Closed | Refusal::NotBegun | Refusal::Locked => {
            Error::Conflict(context.t(&format!("reporting-refusal-{}", refusal.name())))
        }
    }
}

/// The name of a person for a history: the product itself or somebody who is gone has none.
pub async fn person_name(
    conn: &impl ConnectionTrait,
    context: &Context,
    person: Option<kernel::PersonId>,
) -> Result<String, Error> {
    let name = match person {
        Some(person) => directory::person_name(conn, person).await?,
        None => None,
    };
    Ok(name.unwrap_or_else(|| context.t("reporting-nobody")))
}

/// The breadcrumb of an institution's pages, ending with `last` at `href`.
pub fn crumbs(context: &Context, last: &str, href: &str) -> Vec<Crumb> {
    vec![
        Crumb::new(context.t("reporting-nav-reports"), "/meldungen"),
        Crumb::new(last, href),
    ]
}

/// The kind of input field in which people type periods of this kind.
pub fn period_input(kind: PeriodKind) -> &'static str {
    match kind {
        PeriodKind::Week | PeriodKind::Event => "week",
        PeriodKind::Month => "month",
        PeriodKind::Quarter | PeriodKind::Year => "text",
    }
}

/// What a page about reports of one period of a collection is called.
pub fn report_title(context: &Context, collection: &Collection, period: Period) -> String {
    context.t_with(
        "reporting-fill-title",
        &[
            ("collection", collection.title.as_str().into()),
            ("period", period.text(context.lang()).into()),
        ],
    )
}

/// The number of a page from a query, from 1.
pub fn page_number(text: &str) -> i64 {
    text.parse().unwrap_or(1).clamp(1, 100_000)
}
