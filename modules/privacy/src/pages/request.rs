// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A request: who asks, what was found, what was done. Opening it is recorded.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Html;
use kernel::{Role, berlin_date};
use web::{App, Context, Error, Page, render};

use super::{Names, crumbs_of, hit_path, request_for, request_path};
use crate::model::{
    Found, Identity, LetterKind, Request, RequestKind, RequestState, Search, StepKind, Verdict,
};
use crate::working::{holdings_of, note_look};
use crate::{actions, sealing, store};

#[derive(Template)]
#[template(path = "privacy/request.html")]
struct RequestPage {
    page: Page,
    path: String,
    version: i64,
    kind: RequestKind,
    state: RequestState,
    is_open: bool,
    received: String,
    due: String,
    overdue: bool,
    extended: bool,
    identity: Identity,
    name: String,
    person: Vec<(String, String)>,
    assignee: String,
    assignee_id: String,
    workers: Vec<(String, String)>,
    search: Search,
    read: i64,
    hits: Vec<HitLine>,
    hers: usize,
    restricted: usize,
    waits: bool,
    letters: Vec<(String, LetterKind, String)>,
    letter_kinds: &'static [LetterKind],
    journal: Vec<JournalLine>,
    closed: String,
    delete_on: String,
    outcome: &'static str,
    may_decide: bool,
}

struct HitLine {
    id: String,
    href: String,
    kind: String,
    title: String,
    name: String,
    day: String,
    institution: String,
    born: &'static str,
    likeness: &'static str,
    verdict: Verdict,
    restricted: bool,
    deleted: String,
}

struct JournalLine {
    when: String,
    who: String,
    what: String,
    note: String,
}

/// Opens a request.
pub async fn page(
    State(app): State<App>,
    context: Context,
    Path(request): Path<String>,
) -> Result<Html<String>, Error> {
    let request = request_for(&app, &context, actions::PRIVACY_REQUEST, &request).await?;
    let by = context.person()?;
    note_look(&app, &request, (StepKind::Read, String::new()), "", by).await?;
    let conn = app.db.read();
    let lang = context.lang();
    let mut names = Names::default();
    let person = sealing::person(&app, conn, &request).await?;
    let found = store::hits::of_request(conn, request.id).await?;
    let mut hits = Vec::new();
    for one in &found {
        hits.push(hit_line(&app, &context, &request, one).await?);
    }
    let mut journal = Vec::new();
    for step in store::journal::of_request(conn, request.id).await? {
        let about = match step.kind {
            StepKind::Received => {
                context.t_with("privacy-kind", &[("kind", step.about.as_str().into())])
            }
            StepKind::Wrote | StepKind::LetterRead => context.t_with(
                "privacy-letter-kind",
                &[("kind", step.about.as_str().into())],
            ),
            _ => step.about.clone(),
        };
        journal.push(JournalLine {
            when: web::format::moment(lang, step.at),
            who: names.get(&app, &context, step.by).await?,
            what: context.t_with(
                &format!("privacy-step-{}", step.kind.name()),
                &[("about", about.into())],
            ),
            note: sealing::note(&app, conn, request.office, &step).await?,
        });
    }
    let path = request_path(request.id);
    let letters = store::journal::letters(conn, request.id).await?.into_iter();
    let letters = letters.map(|letter| {
        let href = format!("{path}/schreiben/{}", letter.id);
        (href, letter.kind, web::format::moment(lang, letter.made_at))
    });
    let roles = [Role::OfficeAdministrator, Role::DataProtectionOfficer];
    let now = app.clock.now();
    let workers = directory::people_with(conn, request.office, &roles, now).await?;
    let assignee = match request.assignee {
        Some(_) => names.get(&app, &context, request.assignee).await?,
        None => String::new(),
    };
    let title = context.t_with(
        "privacy-request-title",
        &[("number", request.number.as_str().into())],
    );
    render(&RequestPage {
        page: context.page(&title, crumbs_of(&context, &request, Vec::new())),
        version: request.version,
        kind: request.kind,
        state: request.state,
        is_open: request.state == RequestState::Open,
        received: web::format::date(lang, request.received_on),
        due: web::format::date(lang, request.due_on),
        overdue: request.is_overdue(berlin_date(now)),
        extended: request.extended,
        identity: request.identity,
        name: person.name(),
        person: facts(&context, &person),
        assignee,
        assignee_id: request.assignee.map_or(String::new(), |id| id.to_string()),
        workers: workers
            .into_iter()
            .map(|one| (one.person.to_string(), one.name))
            .collect(),
        search: request.search,
        read: request.search_read,
        hits,
        hers: found.iter().filter(|one| one.is_hers()).count(),
        restricted: found
            .iter()
            .filter(|one| one.is_hers() && one.restricted)
            .count(),
        waits: request.proposal.is_some(),
        letters: letters.collect(),
        letter_kinds: LetterKind::ALL,
        journal,
        closed: request
            .closed_at
            .map_or(String::new(), |at| web::format::date(lang, berlin_date(at))),
        delete_on: request
            .delete_on
            .map_or(String::new(), |day| web::format::date(lang, day)),
        outcome: request.outcome.map_or("", crate::model::Outcome::name),
        may_decide: context.may(actions::PRIVACY_DECIDE, &request.place()),
        path,
    })
}

/// What is known of the person.
fn facts(context: &Context, person: &crate::model::Person) -> Vec<(String, String)> {
    let born = person.born();
    let born = born.map_or(String::new(), |day| web::format::date(context.lang(), day));
    let town = format!("{} {}", person.postcode, person.town);
    [
        (context.t("privacy-field-birth-date"), born),
        (
            context.t("privacy-field-other-names"),
            person.other_names.replace('\n', ", "),
        ),
        (
            context.t("privacy-field-represented-by"),
            person.represented_by.clone(),
        ),
        (context.t("privacy-field-street"), person.street.clone()),
        (context.t("privacy-field-town"), town.trim().to_owned()),
        (context.t("privacy-field-contact"), person.contact.clone()),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .collect()
}

async fn hit_line(
    app: &App,
    context: &Context,
    request: &Request,
    found: &Found,
) -> Result<HitLine, Error> {
    let conn = app.db.read();
    let lang = context.lang();
    let name = sealing::name_of(app, conn, request.office, found).await?;
    let institution = match found.institution {
        Some(id) => directory::organisation(conn, id).await?,
        None => None,
    };
    Ok(HitLine {
        id: found.id.to_string(),
        href: hit_path(found),
        kind: context.t(holdings_of(app, found)?.words),
        title: name.title,
        name: name.name,
        day: web::format::date(lang, found.day),
        institution: institution.map_or(String::new(), |one| one.name),
        born: found.born.name(),
        likeness: found.likeness.name(),
        verdict: found.verdict,
        restricted: found.restricted,
        deleted: found
            .deleted_at
            .map_or(String::new(), |at| web::format::date(lang, berlin_date(at))),
    })
}
