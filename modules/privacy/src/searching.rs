// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Looking for a person in all that an office holds. It runs as a job, since it may take a while; the job
//! names the request and nothing else.

use kernel::PersonId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::{App, Error, Hit};

use crate::model::{Found, FoundName, Request, RequestState, Search, StepKind, Verdict};
use crate::working::{Deed, new_id};
use crate::{actions, sealing, store};

/// The kind of the job.
pub const SEARCH: &str = "privacy.search";

/// The payload of [`SEARCH`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SearchJob {
    /// Which request.
    pub request: Uuid,
    /// Who searches.
    pub by: PersonId,
}

/// Begins a search: the caller holds the request, and commits.
pub async fn begin(deed: &mut Deed<'_>, by: PersonId) -> Result<(), Error> {
    let app = deed.app;
    deed.request.search = Search::Running;
    deed.request.search_read = 0;
    deed.request.search_at = Some(app.clock.now());
    deed.note(StepKind::Searched, "", "").await?;
    let payload = SearchJob {
        request: deed.request.id,
        by,
    };
    let job = jobs::NewJob::new(SEARCH, &payload);
    jobs::enqueue(&deed.tx, &*app.clock, &*app.chance, job).await?;
    Ok(())
}

/// Searches in all modules, one after the other, and writes what was found. What somebody has said about
/// earlier hits stays.
pub async fn run(app: &App, job: &SearchJob) -> Result<(), Error> {
    let conn = app.db.read();
    let request = store::requests::find(conn, job.request).await?;
    let is_wanted = |request: &Request| {
        request.state == RequestState::Open && request.search == Search::Running
    };
    let Some(request) = request.filter(is_wanted) else {
        return Ok(());
    };
    let sought = sealing::person(app, conn, &request).await?.sought();
    let mut read = 0;
    let mut hits: Vec<(&'static str, Hit)> = Vec::new();
    for holdings in &app.holdings {
        if sought.is_empty() {
            break;
        }
        let found = (holdings.find)(app, request.office, &sought).await?;
        read += found.read;
        hits.extend(found.hits.into_iter().map(|hit| (holdings.module, hit)));
        let tx = app.db.begin().await?;
        store::requests::set_progress(&tx, request.id, read).await?;
        tx.commit().await?;
    }
    let tx = app.db.begin().await?;
    let held = store::requests::find_for_update(&tx, request.id).await?;
    let Some(request) = held.filter(is_wanted) else {
        return Ok(());
    };
    let mut deed = Deed::of(app, tx, request, Some(job.by));
    let count = hits.len();
    keep(&mut deed, hits).await?;
    deed.request.search = Search::Done;
    deed.request.search_read = read;
    deed.note(StepKind::Found, count.to_string(), "").await?;
    deed.commit(actions::PRIVACY_REQUEST, "found").await?;
    Ok(())
}

async fn keep(deed: &mut Deed<'_>, hits: Vec<(&'static str, Hit)>) -> Result<(), Error> {
    let request = deed.request.id;
    let known = store::hits::of_request(&deed.tx, request).await?;
    for one in &known {
        let again = hits
            .iter()
            .any(|(module, hit)| *module == one.module && hit.item == one.item);
        let untouched = one.verdict == Verdict::Open && !one.restricted && one.deleted_at.is_none();
        if !again && untouched {
            store::hits::remove(&deed.tx, one.id).await?;
        }
    }
    for (module, hit) in hits {
        let is_known = |one: &Found| one.module == module && one.item == hit.item;
        if known.iter().any(is_known) {
            continue;
        }
        let id = new_id(deed.app);
        let [context, _] = Found::seal_contexts(id);
        let name = FoundName {
            title: hit.title,
            name: hit.name,
        };
        let at = (deed.request.office, context.as_str());
        let found = Found {
            id,
            request,
            module: module.to_owned(),
            item: hit.item,
            activity: hit.activity,
            institution: hit.institution,
            day: hit.day,
            born: hit.fit.born,
            likeness: hit.fit.name,
            verdict: Verdict::Open,
            restricted: false,
            deleted_at: None,
            sealed: sealing::seal(deed.app, &deed.tx, at, &name).await?,
            sealed_left_out: None,
        };
        store::hits::add(&deed.tx, &found).await?;
    }
    Ok(())
}
