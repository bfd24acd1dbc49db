// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The feed: events of an organisation in their order, from a cursor on.

use std::fmt::Write as _;
use std::time::Duration;

use axum::Json;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use directory::Organisation;
use http::{HeaderMap, StatusCode, header};
use kernel::{Action, OrganisationId, Resource};
use serde::{Deserialize, Serialize};
use tokio::sync::Semaphore;
use tokio::time::Instant;
use uuid::Uuid;
use web::form::encode_component;
use web::{App, Context, Error, Problem};

use crate::actions;
use crate::cloud_event::{BATCH, CloudEvent};
use crate::model::{Event, of_level, type_named};
use crate::store::events::{self, Wish};

/// How many events are given at once, if nobody asks for fewer or more.
const USUAL_LIMIT: i64 = 100;
/// How many events are given at once at most.
const LARGEST_LIMIT: i64 = 1_000;
/// For how many seconds a call can wait at most: less than proxies and the shell have patience.
const LONGEST_WAIT: u64 = 25;
/// How many calls of this process wait at the same time; others are answered at once.
static WAITING: Semaphore = Semaphore::const_new(200);
/// How often a call that waits looks for what another process has written.
const LOOK: Duration = Duration::from_secs(1);

/// A page of the feed.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ApiEvents {
    /// The events, the oldest first.
    pub events: Vec<CloudEvent>,
    /// The cursor for the next call. It goes on also when there was no event.
    pub next: String,
    /// Whether there are more events already.
    pub more: bool,
}

/// What is asked for.
#[derive(Debug, Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    organisation: String,
    after: String,
    limit: String,
    wait: String,
    #[serde(rename = "type")]
    kinds: String,
    collection: String,
}

/// The events of an organisation, in their order and without gaps, for at least 90 days. An event names
/// things and never says what they hold; it is given to those who may see the thing. Keep `next` and send it
/// as `after`; whoever does misses nothing, also when the program was away. With `Accept:
/// application/cloudevents-batch+json` the answer is the bare list, and the next call stands in `Link`.
#[utoipa::path(
    get,
    path = "/api/v1/events",
    operation_id = "listEvents",
    tag = "integration",
    params(
        ("organisation" = Option<Uuid>, Query, description = "Whose events; needed by those who have a role in several organisations"),
        ("after" = Option<String>, Query, description = "The cursor `next` of the last call, or the `sequence` of the last event; without it, from the oldest event that is kept; `latest`: no events, only the cursor of now"),
        ("limit" = Option<i64>, Query, description = "1 to 1000, usually 100"),
        ("type" = Option<String>, Query, description = "Only these types, separated by commas"),
        ("collection" = Option<String>, Query, description = "Only of these collections, separated by commas"),
        ("wait" = Option<u64>, Query, description = "Up to 25: if there is no event, wait so many seconds for one")
    ),
    responses(
        (status = 200, description = "A page of events", body = ApiEvents),
        (status = 403, description = "No role of the caller reads events", body = Problem),
        (status = 404, description = "No such organisation, or not for the caller", body = Problem),
        (status = 410, description = "The cursor is older than what is kept, or is none of this feed: begin anew without `after`", body = Problem),
        (status = 422, description = "A value is not understood", body = Problem)
    )
)]
pub async fn list(
    State(app): State<App>,
    context: Context,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let (organisation, place) = whose(&app, &context, &asked.organisation).await?;
    let mut reading = Reading::of(&context, &organisation, place, &asked)?;
    let head = events::head(app.db.read(), organisation.id).await?;
    if let Some(lost) = reading.begin(&app, &context, &asked.after, head).await? {
        return Ok(lost);
    }
    let mut signals = app.db.signals();
    let deadline = Instant::now() + Duration::from_secs(reading.wait);
    // Who finds no room to wait is answered at once, as if there was nothing to wait for.
    let room = WAITING.try_acquire().ok();
    loop {
        let (events, more) = reading.read(&app, &context).await?;
        let late = Instant::now() >= deadline || asked.after == "latest";
        if !events.is_empty() || more || late || room.is_none() {
            return Ok(reading.answer(&app, &headers, &asked, &events, more));
        }
        let until = deadline.min(Instant::now() + LOOK);
        // Neither an end of the signals nor of the time is a fault: both mean to look.
        let _ = tokio::time::timeout_at(until, signals.changed()).await;
    }
}

/// The organisation whose events the caller reads: the named one, or the only one.
async fn whose(
    app: &App,
    context: &Context,
    named: &str,
) -> Result<(Organisation, Resource), Error> {
    let mut found = directory::workplaces(app, context, actions::EVENT_READ, |_, _| true).await?;
    if named.is_empty() {
        return match found.len() {
            0 => Err(Error::Forbidden),
            1 => Ok(found.remove(0)),
            _ => Err(Error::Invalid(context.t("integration-api-organisation"))),
        };
    }
    let id: OrganisationId = named.parse().map_err(|_| Error::NotFound)?;
    let mut found = found.into_iter();
    found
        .find(|(organisation, _)| organisation.id == id)
        .ok_or(Error::NotFound)
}

/// A reader on its way through a feed.
struct Reading {
    organisation: Organisation,
    place: Resource,
    kinds: Vec<&'static str>,
    collections: Vec<Uuid>,
    limit: i64,
    wait: u64,
    after: i64,
}

impl Reading {
    fn of(
        context: &Context,
        organisation: &Organisation,
        place: Resource,
        asked: &Asked,
    ) -> Result<Self, Error> {
        let invalid = |name: &str| {
            let name = [("name", name.into())];
            Error::Invalid(context.t_with("integration-api-invalid", &name))
        };
        let offered = || of_level(organisation.level()).map(|one| one.name);
        let mut kinds: Vec<&'static str> = Vec::new();
        for name in asked.kinds.split(',').filter(|name| !name.is_empty()) {
            kinds.push(type_named(name).ok_or_else(|| invalid("type"))?.name);
        }
        if kinds.is_empty() {
            kinds.extend(offered());
        } else {
            kinds.retain(|name| offered().any(|one| one == *name));
        }
        let collections = asked.collection.split(',').filter(|id| !id.is_empty());
        Ok(Self {
            organisation: organisation.clone(),
            place,
            kinds,
            collections: collections
                .map(|id| id.parse().map_err(|_| invalid("collection")))
                .collect::<Result<_, _>>()?,
            limit: number(&asked.limit, USUAL_LIMIT)
                .filter(|limit| (1..=LARGEST_LIMIT).contains(limit))
                .ok_or_else(|| invalid("limit"))?,
            wait: number(&asked.wait, 0)
                .and_then(|wait| u64::try_from(wait).ok())
                .filter(|wait| *wait <= LONGEST_WAIT)
                .ok_or_else(|| invalid("wait"))?,
            after: 0,
        })
    }

    /// Puts the reader where it wants to go on. An answer: it cannot, because events are missing there.
    async fn begin(
        &mut self,
        app: &App,
        context: &Context,
        after: &str,
        head: i64,
    ) -> Result<Option<Response>, Error> {
        if after == "latest" {
            self.after = head;
            return Ok(None);
        }
        let oldest = events::oldest(app.db.read(), self.organisation.id).await?;
        let first = oldest.unwrap_or(head + 1) - 1;
        let wanted = match after {
            "" => first,
            text => number(text, 0)
                .filter(|cursor| *cursor >= 0)
                .ok_or_else(|| {
                    let name = [("name", "after".into())];
                    Error::Invalid(context.t_with("integration-api-invalid", &name))
                })?,
        };
        // A cursor ahead of the feed comes from elsewhere, or from before a backup was restored.
        if wanted < first || wanted > head {
            return Ok(Some(lost(context)));
        }
        self.after = wanted;
        Ok(None)
    }

    /// The next events that the caller may hear of, and whether there are more. The reader stands behind
    /// them afterwards.
    async fn read(&mut self, app: &App, context: &Context) -> Result<(Vec<Event>, bool), Error> {
        let conn = app.db.read();
        // Read first: whatever the list leaves out up to here will never come.
        let head = events::head(conn, self.organisation.id).await?;
        if head <= self.after {
            return Ok((Vec::new(), false));
        }
        let wish = Wish {
            organisation: self.organisation.id,
            after: self.after,
            until: head,
            kinds: &self.kinds,
            collections: &self.collections,
            limit: self.limit,
        };
        let mut found = events::list(conn, &wish).await?;
        let is_full = i64::try_from(found.len()).unwrap_or(i64::MAX) >= self.limit;
        let last = found.last().map(|event| event.sequence);
        self.after = last.filter(|_| is_full).unwrap_or(head);
        found.retain(|event| self.may_hear(context, event));
        Ok((found, is_full && self.after < head))
    }

    fn may_hear(&self, context: &Context, event: &Event) -> bool {
        let Some(kind) = type_named(&event.kind) else {
            return false;
        };
        let thing = Resource {
            institution: event.institution.or(self.place.institution),
            ..self.place
        };
        let may =
            |action: &Action| context.may(*action, &thing) || context.may(*action, &self.place);
        kind.seen_with.iter().any(may)
    }

    fn answer(
        &self,
        app: &App,
        headers: &HeaderMap,
        asked: &Asked,
        events: &[Event],
        more: bool,
    ) -> Response {
        let base_url = &app.settings.base_url;
        let events: Vec<CloudEvent> = events
            .iter()
            .map(|event| CloudEvent::of_event(base_url, event))
            .collect();
        let next = self.after.to_string();
        let mut link = format!(
            "<{base_url}/api/v1/events?organisation={}&after={next}&limit={}",
            self.organisation.id, self.limit
        );
        for (name, value) in [("type", &asked.kinds), ("collection", &asked.collection)] {
            if !value.is_empty() {
                let _ = write!(link, "&{name}={}", encode_component(value));
            }
        }
        link.push_str(">; rel=\"next\"");
        let wants_batch = headers
            .get(header::ACCEPT)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|accept| accept.contains(BATCH));
        // News must not come out of a cache.
        let shared = [
            (header::LINK, link),
            (header::CACHE_CONTROL, "no-store".to_owned()),
            (header::VARY, "Accept".to_owned()),
        ];
        if wants_batch {
            let kind = [(header::CONTENT_TYPE, BATCH)];
            (shared, kind, Json(events).into_response().into_body()).into_response()
        } else {
            (shared, Json(ApiEvents { events, next, more })).into_response()
        }
    }
}

/// A whole number, or `usual` if nothing was said.
fn number(text: &str, usual: i64) -> Option<i64> {
    match text {
        "" => Some(usual),
        text => text.parse().ok(),
    }
}

/// Says that the reader has missed something and must begin anew.
fn lost(context: &Context) -> Response {
    let problem = Problem {
        kind: "/api/problems#cursor".to_owned(),
        title: context.t("integration-api-cursor-title"),
        status: StatusCode::GONE.as_u16(),
        detail: context.t("integration-api-cursor-now"),
        request_id: context.request_id().to_owned(),
    };
    let kind = [(header::CONTENT_TYPE, "application/problem+json")];
    (
        StatusCode::GONE,
        kind,
        Json(problem).into_response().into_body(),
    )
        .into_response()
}
