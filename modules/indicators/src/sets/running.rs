// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Reads a file as a job: it says how far it is, and ends soon when it is no longer wanted.

use std::sync::Arc;
use std::time::Duration;

use datasets::Mapping;
use jobs::{JobError, Registry, Schedule, When};
use kernel::PersonId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::{App, Error};

use super::SetKey;
use super::importing::{self, HowRead, ImportError, Staging};
use super::intake::{self, Fault, Import, ImportId, ImportState, Phase};
use super::reading::{self, Answer, Ask, Counts, Ground, Progress, Seen, Wanted};
use super::retention::{self, REMOVE};
use crate::store;
use crate::store::imports::End;

/// Reads a file. A worker that dies leaves nothing behind; whoever takes the job over begins anew.
pub const READ: &str = "indicators.import-read";
/// Ends readings whose job was given up.
pub const FREE: &str = "indicators.import-free";

/// Registers the handlers.
pub fn register(registry: &mut Registry<App>) {
    registry
        .register(READ, read)
        .register(FREE, free)
        .register(REMOVE, retention::remove);
}

/// What is done regularly.
pub fn schedules() -> Vec<Schedule> {
    vec![
        Schedule {
            name: FREE,
            when: When::Every(10),
            kind: FREE,
            payload: serde_json::json!({}),
        },
        Schedule {
            name: REMOVE,
            when: When::Daily(jiff::civil::time(3, 10, 0, 0)),
            kind: REMOVE,
            payload: serde_json::json!({}),
        },
    ]
}

/// How often is noted how far it is, and asked whether it is still wanted.
const BEAT: Duration = Duration::from_secs(1);
/// So many imports are looked at together.
const TOGETHER: i64 = 100;

/// The payload of [`READ`].
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Read {
    /// Which import.
    pub import: ImportId,
    /// Which reading.
    pub run: Uuid,
}

/// The job.
pub async fn read(app: &App, payload: Read) -> Result<(), JobError> {
    run(app, payload).await.map_err(crate::jobs::failed)
}

async fn run(app: &App, payload: Read) -> Result<(), Error> {
    let found = store::imports::find(app.db.read(), payload.import).await?;
    let wanted =
        |import: &Import| import.state == ImportState::Reading && import.run == Some(payload.run);
    let Some(mut import) = found.filter(wanted) else {
        return Ok(());
    };
    let Some(source) = import.source else {
        return fail(app, &import, payload, None, &Fault::named("interrupted")).await;
    };
    let bytes = app.blobs.get(source).await.map_err(Error::internal)?;
    let ground = Ground::of(app).await?;
    let (name, mapping) = (import.source_name.clone(), import.mapping.clone());
    // The set may have come into being since.
    import.about = intake::about_set(app, &import.set, import.about.clone()).await?;
    let about = import.about.clone();
    let ask = if import.wish.own_mapping {
        Ask::Always
    } else {
        Ask::IfUnclear
    };
    let work = move |progress: &Progress| -> Answer {
        let wanted = Wanted {
            about,
            mapping,
            ask,
        };
        reading::read(&bytes, &name, &wanted, ground, progress)
    };
    let answer = attended(work, |now| is_wanted(app, payload, now)).await?;
    match answer {
        Some((seen, Ok(Some(counts)))) => finish(app, &import, payload, seen, *counts).await,
        Some((Some(seen), Ok(None))) => ask_for_mapping(app, &import, payload, &seen).await,
        None | Some((None, Ok(None))) => Ok(()),
        Some((_, Err(ImportError::Other(error)))) => Err(error),
        Some((seen, Err(error))) => {
            fail(app, &import, payload, seen.as_ref(), &Fault::from(&error)).await
        }
    }
}

/// Stops work that nobody waits for any more: the process ends, or the job was given to another.
struct Attendance(Arc<Progress>);

impl Drop for Attendance {
    fn drop(&mut self) {
        self.0.stop();
    }
}

/// Does work on a thread of its own. Every [`BEAT`] is told how far it is, and asked whether it goes on; if
/// not, it is stopped, and there is nothing.
async fn attended<M, F>(
    work: impl FnOnce(&Progress) -> M + Send + 'static,
    goes_on: impl Fn((Phase, (u64, u64))) -> F,
) -> Result<Option<M>, Error>
where
    M: Send + 'static,
    F: Future<Output = Result<bool, Error>>,
{
    let progress = Arc::new(Progress::default());
    let attendance = Attendance(Arc::clone(&progress));
    let mut work = tokio::task::spawn_blocking(move || work(&progress));
    loop {
        if let Ok(made) = tokio::time::timeout(BEAT, &mut work).await {
            return Ok(Some(made.map_err(Error::internal)?));
        }
        let wanted = goes_on(attendance.0.now()).await;
        if !matches!(wanted, Ok(true)) {
            attendance.0.stop();
            // It ends soon; until then the file would be read beside its successor.
            let _ = work.await;
            return wanted.map(|_| None);
        }
    }
}

/// Notes how far it is, and says whether it goes on.
async fn is_wanted(
    app: &App,
    payload: Read,
    (phase, (read, about)): (Phase, (u64, u64)),
) -> Result<bool, Error> {
    let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let rows = (number(read), number(about));
    let tx = app.db.begin().await?;
    let wanted = store::imports::progress(&tx, (payload.import, payload.run), phase, rows).await?;
    tx.commit().await?;
    Ok(wanted)
}

async fn finish(
    app: &App,
    import: &Import,
    payload: Read,
    seen: Option<Seen>,
    counts: Counts,
) -> Result<(), Error> {
    let rows = (counts.report.rows, counts.report.rows);
    if !is_wanted(app, payload, (Phase::Keeping, rows)).await? {
        return Ok(());
    }
    let source = import.source.ok_or(Error::NotFound)?;
    let columns_digest = seen.as_ref().map(|seen| seen.columns_digest.clone());
    let how = HowRead {
        mapping: import.mapping.clone(),
        columns_digest,
        errors: counts.errors.clone(),
    };
    let wish = &import.wish;
    let staging = Staging::of(
        app,
        (
            import.set.clone(),
            import.about.kind,
            wish.description.clone(),
            wish.publication,
        ),
        wish.as_of,
        (import.source_name.clone(), source),
        counts,
        how,
    );
    let (set, mut version) = importing::write(app, staging, Some(import.made_by)).await?;
    let tx = app.db.begin().await?;
    let by = Some(import.made_by);
    match importing::stage_in(app, &tx, &set, &mut version, by).await {
        Ok(()) => {}
        Err(ImportError::Other(error)) => return Err(error),
        Err(error) => {
            tx.rollback().await?;
            return fail(app, import, payload, seen.as_ref(), &Fault::from(&error)).await;
        }
    }
    let seen = seen.as_ref();
    let ended = End::Done(version.number);
    // A reading that is no longer wanted leaves no version: nothing is committed.
    if end(app, &tx, payload, seen, ended).await? {
        tx.commit().await?;
    }
    Ok(())
}

/// How a file with the same headings was read last, aimed at what this one is about, and as which version.
pub(crate) async fn known_mapping(
    app: &App,
    import: &Import,
    columns_digest: &str,
) -> Result<Option<(Mapping, SetKey, i64)>, Error> {
    let of = (&import.set, import.about.kind);
    let known = store::imports::known_mapping(app.db.read(), of, columns_digest).await?;
    Ok(known.and_then(|(mut mapping, set, number)| {
        let fits = import.about.aim_anew(&mut mapping);
        fits.then_some((mapping, set, number))
    }))
}

/// Somebody has to say what the columns mean: what was said of a file with the same headings before, or what is suggested.
async fn ask_for_mapping(
    app: &App,
    import: &Import,
    payload: Read,
    seen: &Seen,
) -> Result<(), Error> {
    let digest = &seen.columns_digest;
    let known = known_mapping(app, import, digest).await?;
    let mut mapping = seen.suggested.clone();
    if let Some((known, _, _)) = known {
        let table = mapping.table;
        mapping = known;
        mapping.table = table;
    }
    let tx = app.db.begin().await?;
    if end(app, &tx, payload, Some(seen), End::Mapping(&mapping)).await? {
        tx.commit().await?;
    }
    Ok(())
}

async fn fail(
    app: &App,
    import: &Import,
    payload: Read,
    seen: Option<&Seen>,
    fault: &Fault,
) -> Result<(), Error> {
    let suggested = seen.map(|seen| &seen.suggested);
    let tx = app.db.begin().await?;
    if end(app, &tx, payload, seen, End::Failed(fault, suggested)).await? {
        intake::note(app, &tx, import, None::<PersonId>, "failed").await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn end(
    app: &App,
    tx: &db::Tx,
    payload: Read,
    seen: Option<&Seen>,
    end: End<'_>,
) -> Result<bool, Error> {
    let seen = (
        seen.map(|seen| &seen.look),
        seen.map(|seen| seen.columns_digest.as_str()),
    );
    let reading = (payload.import, payload.run);
    Ok(store::imports::end(tx, reading, seen, end, app.clock.now()).await?)
}

/// Ends readings whose job was given up.
pub async fn free(app: &App, _: serde_json::Value) -> Result<(), JobError> {
    free_all(app).await.map_err(crate::jobs::failed)
}

async fn free_all(app: &App) -> Result<(), Error> {
    let reading = ImportState::Reading;
    for import in store::imports::in_state(app.db.read(), reading, TOGETHER).await? {
        let (Some(job), Some(run)) = (import.job, import.run) else {
            continue;
        };
        if !jobs::is_pending(app.db.read(), job).await? {
            let payload = Read {
                import: import.id,
                run,
            };
            let fault = Fault::named("interrupted");
            fail(app, &import, payload, None, &fault).await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Work without an end, unless it is stopped.
    fn endless(progress: &Progress) {
        while progress.enter(Phase::Reading).is_ok() {
            std::thread::yield_now();
        }
    }

    #[tokio::test]
    async fn a_reading_that_nobody_wants_any_more_comes_to_an_end() {
        let made = attended(endless, |(phase, _)| async move {
            assert_eq!(phase, Phase::Reading);
            Ok(false)
        });
        assert!(made.await.unwrap().is_none());
    }

    #[tokio::test]
    async fn a_reading_that_nobody_waits_for_comes_to_an_end() {
        let (tell, told) = tokio::sync::oneshot::channel();
        let work = move |progress: &Progress| {
            endless(progress);
            tell.send(()).unwrap();
        };
        let waiting = attended(work, |_| async { Ok(true) });
        let begun = tokio::time::timeout(Duration::from_millis(1), waiting).await;
        assert!(begun.is_err());
        told.await.unwrap();
    }
}
