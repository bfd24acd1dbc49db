// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Rate limits that hold over all processes: fixed windows counted in the database.

use std::collections::HashMap;
use std::sync::Mutex;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use jiff::SignedDuration;
use sha2::{Digest, Sha256};

use crate::{App, Context, Error};

/// How often something may happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimit {
    /// What is counted, such as `sign-in`.
    pub name: &'static str,
    /// How often within the window.
    pub times: i64,
    /// The length of a window.
    pub window: SignedDuration,
}

/// Counts one more attempt under `key` and says no with [`Error::TooMany`] when there were too many.
///
/// The key (an address or an account) is stored as a hash only. The count is made in a transaction
/// of its own, so that it stays when the attempt itself fails.
pub async fn limit(app: &App, rule: RateLimit, key: &str) -> Result<(), Error> {
    let Window { digest, start, end } = Window::now(app, rule, key);
    let tx = app.db.begin().await?;
    let count = db::scalar::<i64>(
        &tx,
        "INSERT INTO rate_limits (key, window_start, window_end, attempts) VALUES ($1, $2, $3, 1)
         ON CONFLICT (key, window_start) DO UPDATE SET attempts = rate_limits.attempts + 1
         RETURNING attempts",
        vec![digest.into(), start.into(), end.into()],
    )
    .await?
    .unwrap_or(1);
    tx.commit().await?;
    if count <= rule.times {
        return Ok(());
    }
    Err(too_many(app, end))
}

/// Says no with [`Error::TooMany`] if no further attempt under `key` is allowed, and counts nothing: for
/// what is counted by [`limit`] only once it has turned out to be wrong.
pub async fn within(app: &App, rule: RateLimit, key: &str) -> Result<(), Error> {
    let Window { digest, start, end } = Window::now(app, rule, key);
    let count = db::scalar::<i64>(
        app.db.read(),
        "SELECT attempts FROM rate_limits WHERE key = $1 AND window_start = $2",
        vec![digest.into(), start.into()],
    )
    .await?
    .unwrap_or(0);
    if count < rule.times {
        return Ok(());
    }
    Err(too_many(app, end))
}

/// The window in which an attempt is counted now.
struct Window {
    digest: Vec<u8>,
    /// Both in milliseconds since 1970.
    start: i64,
    end: i64,
}

impl Window {
    fn now(app: &App, rule: RateLimit, key: &str) -> Self {
        let now = app.clock.now().as_millisecond();
        let length = rule.window.as_millis();
        let length = i64::try_from(length).unwrap_or(60_000).max(1);
        let start = now - now.rem_euclid(length);
        Self {
            digest: Sha256::digest(format!("{}\u{0}{key}", rule.name)).to_vec(),
            start,
            end: start + length,
        }
    }
}

/// How long to wait until a window ends.
fn too_many(app: &App, end: i64) -> Error {
    let wait = (end - app.clock.now().as_millisecond()).max(0) / 1000 + 1;
    Error::TooMany(u64::try_from(wait).unwrap_or(1))
}

/// Removes counts of windows that have passed and sessions that have ended.
pub(crate) async fn prune(app: &App, _: serde_json::Value) -> Result<(), jobs::JobError> {
    let tx = app.db.begin().await?;
    let now = app.clock.now().as_millisecond();
    db::execute(
        &tx,
        "DELETE FROM rate_limits WHERE window_end < $1",
        vec![now.into()],
    )
    .await?;
    db::execute(
        &tx,
        "DELETE FROM sessions WHERE expires_at < $1",
        vec![now.into()],
    )
    .await?;
    mail::prune(&tx, app.clock.now()).await?;
    tx.commit().await?;
    jobs::prune(&app.db, app.clock.now())
        .await
        .map_err(|_| jobs::JobError::temporary("prune"))?;
    Ok(())
}

/// Counts of this process, per client and minute: a coarse shield against one client's flood.
static FLOOD: Mutex<Option<(i64, HashMap<String, u32>)>> = Mutex::new(None);

pub(crate) async fn shield(
    State(app): State<App>,
    context: Context,
    request: Request,
    next: Next,
) -> Response {
    let allowed = app.settings.requests_per_minute;
    if allowed > 0 {
        let minute = app.clock.now().as_second() / 60;
        let mut flood = FLOOD
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let counts = match &mut *flood {
            Some((current, counts)) if *current == minute => counts,
            other => &mut other.insert((minute, HashMap::new())).1,
        };
        let count = counts.entry(context.client().to_owned()).or_insert(0);
        *count += 1;
        let too_many = *count > allowed;
        drop(flood);
        if too_many {
            return Error::TooMany(60).into_response();
        }
    }
    next.run(request).await
}
