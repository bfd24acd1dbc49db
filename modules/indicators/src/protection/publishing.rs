// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A plan from its draft to what is published under it. Tables are counted by jobs, never while somebody waits for a page.

use std::collections::BTreeSet;
use std::sync::Arc;

use ::jobs::{JobError, NewJob};
use audit::{Entry, Subject};
use cube::Cube;
use disclosure::{CellKeyMethod, Secret};
use kernel::PersonId;
use serde::{Deserialize, Serialize};
use web::{App, Error};

use super::counting::{self, Counter, CountingFault, Due};
use super::edition::{Block, Edition, FORMAT};
use super::plan::{Plan, Scheme, Wishes};
use super::{KeptEdition, KeptPlan, NewPlan, PlanState, TablePreview};
use crate::sets::{DataSet, Publication, SetKey, SetVersion, SetVersionId};
use crate::{actions, store};

/// Counts what a plan would show.
pub const PREVIEW: &str = "indicators.preview-tables";
/// Publishes what is due of a protected set and was not published yet.
pub const PUBLISH: &str = "indicators.publish-tables";

/// The payload of [`PREVIEW`] and [`PUBLISH`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Wanted {
    /// Of which set.
    pub set: SetKey,
    /// Under which plan; to publish, that which is switched on.
    pub plan: Option<i64>,
}

/// The plan that somebody wishes for a set: with the municipalities of today, or with those of the plan under which something was published.
pub async fn planned(
    app: &App,
    set: &DataSet,
    wishes: &Wishes,
    before: Option<&Plan>,
) -> Result<Plan, Error> {
    let towns = if let Some(before) = before {
        before.towns.clone()
    } else {
        let towns = directory::municipalities(app.db.read(), None).await?;
        let people = |people: Option<i64>| people.and_then(|people| u64::try_from(people).ok());
        let mut towns: Vec<(String, u64)> = towns
            .into_iter()
            .map(|town| (town.ags.to_string(), people(town.population).unwrap_or(0)))
            .collect();
        towns.sort();
        towns
    };
    let cube = match current(app, &set.key).await? {
        Some(version) => Some(read(app, &version).await?),
        None => None,
    };
    let ages = cube
        .as_ref()
        .map_or(&[][..], |cube| cube.axes().ages().groups());
    Ok(wishes.plan(set.key.as_str(), ages, towns))
}

/// The plans under which something of a set may have been published, the latest first; what protects it stays.
pub async fn published_under(app: &App, set: &SetKey) -> Result<Vec<Plan>, Error> {
    let conn = app.db.read();
    if store::protection::editions(conn, set).await?.is_empty() {
        return Ok(Vec::new());
    }
    let plans = store::protection::plans(conn, set).await?;
    let once_on = plans.into_iter().filter(|plan| plan.switched_at.is_some());
    Ok(once_on.map(|plan| plan.plan).collect())
}

/// Keeps a sound plan as a draft and has counted what it would show; its number.
pub async fn draft(
    app: &App,
    set: &DataSet,
    plan: &Plan,
    by: Option<PersonId>,
) -> Result<i64, Error> {
    let agency = directory::state(app.db.read()).await?.id;
    let new = NewPlan {
        id: SetVersionId::new(&*app.clock, &*app.chance),
        document: serde_json::to_string(plan).map_err(Error::internal)?,
        by,
        at: app.clock.now(),
    };
    let tx = app.db.begin().await?;
    if plan.scheme() == Scheme::Noise {
        let mut secret = [0; 32];
        app.chance.fill(&mut secret);
        let place = context(&set.key);
        let sealed = app.vault.seal(&tx, agency, &place, &secret);
        store::protection::keep_secret(&tx, &set.key, sealed.await?).await?;
    }
    let number = store::protection::add_plan(&tx, &set.key, &new).await?;
    let payload = Wanted {
        set: set.key.clone(),
        plan: Some(number),
    };
    let job = NewJob::new(PREVIEW, &payload).attempts(3);
    ::jobs::enqueue(&tx, &*app.clock, &*app.chance, job).await?;
    note(app, &tx, (new.id, number), by, "plan-written").await?;
    tx.commit().await?;
    Ok(number)
}

/// Publishes a set under a plan. False if somebody has changed the set or the plan meanwhile.
pub async fn switch_on(
    app: &App,
    set: &DataSet,
    plan: &KeptPlan,
    by: Option<PersonId>,
) -> Result<bool, Error> {
    let tx = app.db.begin().await?;
    let what = (&set.key, plan.number);
    let changed = DataSet {
        publication: Publication::Protected,
        ..set.clone()
    };
    let now = app.clock.now();
    if !store::protection::switch_on(&tx, what, by, now).await?
        || !store::sets::change(&tx, &changed, now).await?
    {
        return Ok(false);
    }
    enqueue(app, &tx, &set.key).await?;
    note(app, &tx, (plan.id, plan.number), by, "plan-switched-on").await?;
    tx.commit().await?;
    Ok(true)
}

/// Has published what is due of a protected set.
pub(crate) async fn enqueue(app: &App, tx: &db::Tx, set: &SetKey) -> Result<(), Error> {
    let payload = Wanted {
        set: set.clone(),
        plan: None,
    };
    let job = NewJob::new(PUBLISH, &payload).attempts(5);
    ::jobs::enqueue(tx, &*app.clock, &*app.chance, job).await?;
    Ok(())
}

async fn note(
    app: &App,
    tx: &db::Tx,
    (id, number): (SetVersionId, i64),
    by: Option<PersonId>,
    what: &'static str,
) -> Result<(), Error> {
    let agency = directory::state(tx).await?;
    let entry = Entry {
        chain: agency.id.uuid(),
        actor: by,
        action: actions::SET_IMPORT,
        subject: Subject::new("set-plan", id),
        facts: vec![("what", what.into()), ("number", number.into())],
    };
    audit::append(tx, &*app.clock, entry).await?;
    Ok(())
}

fn context(set: &SetKey) -> String {
    format!("data_set_secrets.sealed:{set}")
}

async fn current(app: &App, set: &SetKey) -> Result<Option<SetVersion>, Error> {
    let versions = store::sets::current(app.db.read()).await?;
    Ok(versions.into_iter().find(|version| version.set == *set))
}

async fn read(app: &App, version: &SetVersion) -> Result<Cube, Error> {
    let bytes = app.blobs.get(version.file).await.map_err(Error::internal)?;
    let cube = tokio::task::spawn_blocking(move || Cube::from_parquet(bytes.into(), 1)).await;
    cube.map_err(Error::internal)?.map_err(Error::internal)
}

/// The job [`PREVIEW`].
pub async fn preview(app: &App, wanted: Wanted) -> Result<(), JobError> {
    run(app, &wanted).await.map_err(|error| failed(&error))
}

/// The job [`PUBLISH`].
pub async fn publish(app: &App, wanted: Wanted) -> Result<(), JobError> {
    run(app, &wanted).await.map_err(|error| failed(&error))
}

fn failed(error: &Error) -> JobError {
    tracing::error!(error = %error, "tables of a set could not be counted");
    JobError::temporary("internal")
}

/// What a run counts.
struct Run {
    set: SetKey,
    plan: KeptPlan,
    version: SetVersion,
    cube: Cube,
    due: Vec<Due>,
}

async fn run(app: &App, wanted: &Wanted) -> Result<(), Error> {
    let conn = app.db.read();
    let Some(set) = store::sets::find(conn, &wanted.set).await? else {
        return Ok(());
    };
    let plans = store::protection::plans(conn, &set.key).await?;
    let plan = plans.into_iter().find(|one| match wanted.plan {
        Some(number) => one.number == number,
        None => one.state == PlanState::On,
    });
    let publishing = wanted.plan.is_none();
    let Some(plan) = plan.filter(|_| !publishing || set.publication == Publication::Protected)
    else {
        return Ok(());
    };
    let what = (&set.key, plan.number);
    let Some(version) = current(app, &set.key).await? else {
        return fault(app, what, "no-version").await;
    };
    let cube = read(app, &version).await?;
    let due = counting::due(&plan.plan, &cube, version.as_of);
    let run = Run {
        set: set.key.clone(),
        version,
        cube,
        due,
        plan,
    };
    let noise = noise(app, &run).await?;
    let counter = match Counter::new(&run.plan.plan, &run.cube, noise) {
        Ok(counter) => counter,
        Err(error) => return fault(app, (&run.set, run.plan.number), error.key()).await,
    };
    if publishing {
        publish_new(app, run, counter).await
    } else {
        let (run, counted) = count(app, run, counter, BTreeSet::new()).await?;
        match counted {
            Ok((_, previews)) => keep_preview(app, &run, &previews).await,
            Err(error) => fault(app, (&run.set, run.plan.number), error.key()).await,
        }
    }
}

/// The noise of the plan, with the secret of the set.
async fn noise(app: &App, run: &Run) -> Result<Option<CellKeyMethod>, Error> {
    if run.plan.plan.scheme() != Scheme::Noise {
        return Ok(None);
    }
    let conn = app.db.read();
    let agency = directory::state(conn).await?.id;
    let sealed = store::protection::secret(conn, &run.set).await?;
    let sealed = sealed.ok_or_else(|| Error::internal(std::io::Error::other("no secret")))?;
    let place = context(&run.set);
    let opened = app.vault.open(conn, agency, &place, &sealed);
    let opened = opened.await?;
    let Ok(bytes) = <[u8; 32]>::try_from(opened.as_slice()) else {
        return Ok(None);
    };
    let sound = run.plan.plan.tables.clone().checked().ok();
    Ok(sound.and_then(|plan| plan.cell_keys(Secret::new(bytes))))
}

async fn fault(app: &App, what: (&SetKey, i64), key: &str) -> Result<(), Error> {
    let tx = app.db.begin().await?;
    store::protection::counted(&tx, what, None, Some(key)).await?;
    tx.commit().await?;
    tracing::warn!(set = %what.0, plan = what.1, fault = key, "no tables were counted");
    Ok(())
}

async fn keep_preview(app: &App, run: &Run, previews: &[TablePreview]) -> Result<(), Error> {
    let text = serde_json::to_string(previews).map_err(Error::internal)?;
    let tx = app.db.begin().await?;
    store::protection::counted(&tx, (&run.set, run.plan.number), Some(text), None).await?;
    tx.commit().await?;
    Ok(())
}

/// Table, period and disease of what was published.
type Known = BTreeSet<(String, String, String)>;
type Counted = Result<(Vec<Block>, Vec<TablePreview>), CountingFault>;

/// Counts disease by disease, without what is known, and notes how far it is.
async fn count(
    app: &App,
    run: Run,
    counter: Counter,
    known: Known,
) -> Result<(Run, Counted), Error> {
    let shared = Arc::new((run, counter, known));
    let all: Vec<_> = shared.0.cube.axes().categories().all().collect();
    let (mut blocks, mut previews): (Vec<Block>, Vec<TablePreview>) = (Vec::new(), Vec::new());
    let mut fault = None;
    for (done, category) in all.iter().copied().enumerate() {
        let mine = Arc::clone(&shared);
        let counted = tokio::task::spawn_blocking(move || {
            let (run, counter, known) = &*mine;
            let disease = &run.cube.axes().categories().keys()[category.index()];
            let new = |due: &&Due| {
                let key = (due.table.clone(), due.period.clone(), disease.clone());
                !known.contains(&key)
            };
            let due: Vec<Due> = run.due.iter().filter(new).cloned().collect();
            counter.count(&run.cube, category, &due)
        });
        match counted.await.map_err(Error::internal)? {
            Ok((more, told)) => {
                blocks.extend(more);
                add_up(&mut previews, told);
            }
            Err(error) => {
                fault = Some(error);
                break;
            }
        }
        let run = &shared.0;
        let tx = app.db.begin().await?;
        let what = (&run.set, run.plan.number);
        store::protection::progress(&tx, what, (done + 1, all.len())).await?;
        tx.commit().await?;
    }
    let (run, _, _) = Arc::into_inner(shared)
        .ok_or_else(|| Error::internal(std::io::Error::other("a thread still counts")))?;
    for one in &mut previews {
        let periods = run.due.iter().filter(|due| due.table == one.table);
        one.periods = periods.count() as u64;
    }
    Ok((run, fault.map_or(Ok((blocks, previews)), Err)))
}

fn add_up(all: &mut Vec<TablePreview>, more: Vec<TablePreview>) {
    for one in more {
        match all.iter_mut().find(|known| known.table == one.table) {
            Some(known) => {
                known.cells += one.cells;
                known.zero += one.zero;
                known.exact += one.exact;
                known.changed += one.changed;
                known.left_out += one.left_out;
            }
            None => all.push(one),
        }
    }
}

/// Publishes what is due and not published; what was published stays as it is.
async fn publish_new(app: &App, run: Run, counter: Counter) -> Result<(), Error> {
    let kept = store::protection::editions(app.db.read(), &run.set).await?;
    let mut known = Known::new();
    for edition in &kept {
        let bytes = app.blobs.get(edition.file).await.map_err(Error::internal)?;
        let edition: Edition = serde_json::from_slice(&bytes).map_err(Error::internal)?;
        known.extend(
            edition
                .blocks
                .into_iter()
                .map(|one| (one.table, one.period, one.disease)),
        );
    }
    let (run, counted) = count(app, run, counter, known.clone()).await?;
    let blocks = match counted {
        Ok((blocks, _)) => blocks,
        Err(error) => return fault(app, (&run.set, run.plan.number), error.key()).await,
    };
    let blocks = with_vanished(&run, &known, blocks);
    if blocks.is_empty() {
        return Ok(());
    }
    let cells: usize = blocks.iter().map(|block| block.cells.len()).sum();
    let edition = Edition {
        format: FORMAT,
        blocks,
    };
    let file = serde_json::to_vec(&edition).map_err(Error::internal)?;
    let file = app.blobs.put(file).await.map_err(Error::internal)?;
    let edition = KeptEdition {
        number: kept.last().map_or(1, |last| last.number + 1),
        data_version: run.version.number,
        file,
        cells: i64::try_from(cells).unwrap_or(i64::MAX),
        published_at: app.clock.now(),
    };
    let tx = app.db.begin().await?;
    store::protection::add_edition(&tx, &run.set, run.plan.number, &edition).await?;
    note(
        app,
        &tx,
        (run.plan.id, edition.number),
        None,
        "tables-published",
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// A disease that no case is left of is zero from now on; if it were not there, everybody would see that its cases were taken back.
fn with_vanished(run: &Run, known: &Known, mut blocks: Vec<Block>) -> Vec<Block> {
    let diseases: BTreeSet<&String> = known.iter().map(|(_, _, disease)| disease).collect();
    let there = run.cube.axes().categories();
    for disease in diseases {
        if there.find(disease).is_ok() {
            continue;
        }
        for due in &run.due {
            let key = (due.table.clone(), due.period.clone(), disease.clone());
            if !known.contains(&key) {
                blocks.push(Block {
                    table: key.0,
                    period: key.1,
                    disease: key.2,
                    cells: Vec::new(),
                });
            }
        }
    }
    blocks
}
