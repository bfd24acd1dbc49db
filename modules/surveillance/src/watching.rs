// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Looks at all series of a set as a job: it says how far it is, and writes what it found in one transaction.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use indicators::watch::{self, Counts};
use jobs::{JobError, NewJob};
use kernel::{Ags, Id, IsoWeek, PersonId};
use serde::{Deserialize, Serialize};
use web::{App, Error};

use crate::model::looking::{self, Hit, Looked, Strand};
use crate::model::{
    Depth, Run, RunId, RunState, Signal, SignalId, Step, StepKind, Stratum, WatchPlan,
};
use crate::store::runs::Outcome;
use crate::{note, store};

/// Looks at a set. A worker that dies leaves nothing behind but how far it was; whoever takes the job over begins anew.
pub const RUN: &str = "surveillance.run";

/// How often is noted how far it is.
const BEAT: Duration = Duration::from_secs(1);

/// The payload of [`RUN`].
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Look {
    /// Which look.
    pub run: RunId,
}

/// What became of the wish to look at a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begun {
    /// It begins.
    Begun(RunId),
    /// A look is under way.
    UnderWay,
    /// The set is not watched.
    NotWatched,
}

/// Lets a set be looked at soon. Nobody is the nightly plan.
pub async fn begin(app: &App, set: &str, by: Option<PersonId>) -> Result<Begun, Error> {
    let tx = app.db.begin().await?;
    db::lock(&tx, &format!("surveillance:{set}")).await?;
    if let Some(open) = store::runs::open(&tx, set).await? {
        if jobs::is_pending(&tx, open.job).await? {
            return Ok(Begun::UnderWay);
        }
        // Its job was given up.
        let now = app.clock.now();
        store::runs::end(&tx, open.id, RunState::Failed, &Outcome::default(), now).await?;
    }
    let plan = store::plans::current(&tx, set).await?;
    let Some(plan) = plan.filter(|kept| kept.plan.active) else {
        return Ok(Begun::NotWatched);
    };
    let id = RunId::new(&*app.clock, &*app.chance);
    let job = NewJob::new(RUN, &Look { run: id }).attempts(3);
    let job = jobs::enqueue(&tx, &*app.clock, &*app.chance, job).await?;
    let run = Run {
        id,
        set: set.to_owned(),
        set_version: 0,
        as_of: None,
        plan_version: plan.version,
        state: RunState::Running,
        job,
        started_by: by,
        started_at: app.clock.now(),
        ended_at: None,
        series_all: 0,
        series_done: 0,
        tally: crate::model::Tally::new(),
        signals_new: 0,
        signals_again: 0,
        signals_gone: 0,
    };
    store::runs::add(&tx, &run).await?;
    if let Some(by) = by {
        note::configured(app, &tx, by, (plan.id, plan.version), "run").await?;
    }
    tx.commit().await?;
    Ok(Begun::Begun(id))
}

/// The job.
pub(crate) async fn job(app: &App, look: Look) -> Result<(), JobError> {
    run(app, look.run).await.map_err(crate::jobs::failed)
}

/// Does a look that has begun. Safe to repeat.
pub async fn run(app: &App, id: RunId) -> Result<(), Error> {
    let conn = app.db.read();
    let found = store::runs::find(conn, id).await?;
    let Some(run) = found.filter(|run| run.state == RunState::Running) else {
        return Ok(());
    };
    let kept = store::plans::version(conn, &run.set, run.plan_version).await?;
    let set = watch::set(app, &run.set).await?;
    let (Some(kept), Some(set)) = (kept, set) else {
        let tx = app.db.begin().await?;
        let now = app.clock.now();
        store::runs::end(&tx, id, RunState::Failed, &Outcome::default(), now).await?;
        tx.commit().await?;
        return Ok(());
    };
    let counts = Arc::new(set.open(app).await?);
    let looked = look_at_all(app, id, &kept.plan, &counts).await?;
    let tested = i32::try_from(kept.plan.weeks).unwrap_or(1);
    let done = Done {
        run: &run,
        version: set.number(),
        as_of: set.as_of(),
        since: counts.last().plus(1 - tested),
        looked,
    };
    finish(app, done).await
}

/// Half of the processors: the others answer pages meanwhile.
fn threads() -> usize {
    let all = std::thread::available_parallelism().map_or(1, Into::into);
    (all / 2).max(1)
}

async fn look_at_all(
    app: &App,
    id: RunId,
    plan: &WatchPlan,
    counts: &Arc<Counts>,
) -> Result<Looked, Error> {
    let state = app.settings.state_ags.clone();
    let strata = strata(plan, counts);
    let places = |depth: Depth| match depth {
        Depth::Nowhere => 0,
        Depth::State => 1,
        Depth::Districts => 1 + counts.districts(),
    };
    let each: usize = strata.iter().map(|(_, depth)| places(*depth)).sum();
    let all = each * counts.diseases().len();
    let mut told = Duration::ZERO;
    let begun = app.clock.now();
    let mut looked = Looked::default();
    for (number, disease) in counts.diseases().iter().enumerate() {
        let since = app.clock.now().duration_since(begun);
        let since = since.unsigned_abs();
        if number == 0 || since >= told + BEAT {
            told = since;
            let tx = app.db.begin().await?;
            store::runs::progress(&tx, id, (amount(number * each), amount(all))).await?;
            tx.commit().await?;
        }
        let (counts, plan) = (Arc::clone(counts), plan.clone());
        let (disease, strata, state) = (disease.clone(), strata.clone(), state.clone());
        let work = move || -> Result<Looked, Error> {
            let mut strands = Vec::new();
            for (stratum, depth) in &strata {
                strands.extend(series(&counts, &disease, *stratum, *depth, &state)?);
            }
            let first = counts.first();
            looking::look(&plan, &disease, first, &strands, threads()).map_err(Error::internal)
        };
        let part = tokio::task::spawn_blocking(work).await;
        looked.add(part.map_err(Error::internal)??);
    }
    Ok(looked)
}

fn amount(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Who is counted, and for which places.
fn strata(plan: &WatchPlan, counts: &Counts) -> Vec<(Stratum, Depth)> {
    let everybody = if plan.districts {
        Depth::Districts
    } else {
        Depth::State
    };
    let sexes = [kernel::Sex::Female, kernel::Sex::Male].map(Stratum::Sex);
    let ages = counts.ages().iter().copied().map(Stratum::Age);
    std::iter::once((Stratum::All, everybody))
        .chain(sexes.map(|stratum| (stratum, plan.sexes)))
        .chain(ages.map(|stratum| (stratum, plan.ages)))
        .filter(|(_, depth)| *depth != Depth::Nowhere)
        .collect()
}

/// The series of a stratum: the state's, and if wanted those of all districts.
fn series(
    counts: &Counts,
    disease: &str,
    stratum: Stratum,
    depth: Depth,
    state: &Ags,
) -> Result<Vec<Strand>, Error> {
    let (age, sex) = match stratum {
        Stratum::All => (None, None),
        Stratum::Sex(sex) => (None, Some(sex)),
        Stratum::Age(group) => (Some(group), None),
    };
    let districts = counts.by_district(disease, age, sex)?;
    let mut whole: Vec<u64> = Vec::new();
    for (_, weeks) in &districts {
        whole.resize(weeks.len(), 0);
        for (sum, count) in whole.iter_mut().zip(weeks) {
            *sum += count;
        }
    }
    let small = |weeks: Vec<u64>| -> Vec<u32> {
        let most = |count| u32::try_from(count).unwrap_or(u32::MAX);
        weeks.into_iter().map(most).collect()
    };
    let mut strands = vec![Strand {
        place: state.clone(),
        stratum,
        counts: small(whole),
    }];
    if depth == Depth::Districts {
        strands.extend(districts.into_iter().map(|(place, weeks)| Strand {
            place,
            stratum,
            counts: small(weeks),
        }));
    }
    Ok(strands)
}

/// A look that has calculated everything.
struct Done<'r> {
    run: &'r Run,
    version: i64,
    as_of: jiff::civil::Date,
    /// The first tested week.
    since: IsoWeek,
    looked: Looked,
}

type Key = (String, Ags, Stratum, IsoWeek);

fn key_of(hit: &Hit) -> Key {
    (
        hit.disease.clone(),
        hit.place.clone(),
        hit.stratum,
        hit.week,
    )
}

async fn finish(app: &App, done: Done<'_>) -> Result<(), Error> {
    let now = app.clock.now();
    let run = done.run;
    let mut outcome = Outcome {
        version: Some((done.version, done.as_of)),
        series: done.looked.tally.values().sum(),
        tally: done.looked.tally,
        ..Outcome::default()
    };
    let tx = app.db.begin().await?;
    db::lock(&tx, &format!("surveillance:{}", run.set)).await?;
    let known = store::signals::since(&tx, &run.set, done.since).await?;
    let mut known: HashMap<Key, Signal> = known
        .into_iter()
        .map(|one| {
            let key = (
                one.disease.clone(),
                one.place.clone(),
                one.stratum,
                one.week,
            );
            (key, one)
        })
        .collect();
    let versions = (done.version, run.plan_version);
    for hit in &done.looked.hits {
        let step = match known.remove(&key_of(hit)) {
            None => {
                let id = SignalId::new(&*app.clock, &*app.chance);
                store::signals::add(&tx, (id, &run.set), hit, versions, now).await?;
                outcome.new += 1;
                Some((id, StepKind::Found))
            }
            Some(signal) => {
                outcome.again += 1;
                let kind = again(&signal, hit);
                if kind.is_some() {
                    store::signals::update(&tx, signal.id, hit, versions, now).await?;
                }
                kind.map(|kind| (signal.id, kind))
            }
        };
        if let Some((id, kind)) = step {
            let observed = Some(i64::from(hit.observed));
            add_step(app, &tx, id, kind, observed).await?;
        }
    }
    for lost in known.into_values().filter(|signal| signal.found) {
        store::signals::lose(&tx, lost.id, now).await?;
        add_step(app, &tx, lost.id, StepKind::Gone, None).await?;
        outcome.gone += 1;
    }
    if !store::runs::end(&tx, run.id, RunState::Done, &outcome, now).await? {
        // Somebody else has done the same look.
        return Ok(());
    }
    tx.commit().await?;
    tracing::info!(
        set = run.set,
        version = done.version,
        series = outcome.series,
        new = outcome.new,
        again = outcome.again,
        gone = outcome.gone,
        "a set was looked at"
    );
    Ok(())
}

/// What a look that finds a signal again says about it; nothing if it says the same.
fn again(signal: &Signal, hit: &Hit) -> Option<StepKind> {
    let same = signal.observed == i64::from(hit.observed)
        && signal.method == hit.method
        && signal.bound.to_bits() == hit.bound.to_bits()
        && signal.expected.to_bits() == hit.expected.to_bits();
    match (signal.found, same) {
        (false, _) => Some(StepKind::FoundAgain),
        (true, false) => Some(StepKind::Updated),
        (true, true) => None,
    }
}

async fn add_step(
    app: &App,
    tx: &db::Tx,
    signal: SignalId,
    kind: StepKind,
    observed: Option<i64>,
) -> Result<(), Error> {
    let step = Step {
        id: Id::new(&*app.clock, &*app.chance),
        at: app.clock.now(),
        by: None,
        kind,
        dismissal: None,
        office: None,
        observed,
        sealed_comment: None,
    };
    store::steps::add(tx, signal, &step).await?;
    Ok(())
}
