// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The sets of this process: read once per version, swapped as a whole, shared by all requests.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use cube::Cube;
use jiff::{SignedDuration, Timestamp};
use kernel::Resource;
use web::{App, Context, Error};

use super::places::{Town, counted_by_town};
use super::{CaseSet, Cases, Peopled};
use crate::actions;
use crate::sets::{Publication, SetKey, SetKind, SetVersion};
use crate::shelf::{recent, to_district};
use crate::store;

struct Kept {
    cases: Arc<Cases>,
    version: i64,
    checked_at: Timestamp,
    /// How often something had expired when it was checked.
    expiries: u64,
}

/// Holds the current sets of this process.
#[derive(Default)]
pub(crate) struct CaseShelf {
    kept: RwLock<Option<Kept>>,
    /// One process reads a new version once, however many visitors wait for it.
    loading: tokio::sync::Mutex<()>,
    /// How often this process has changed something.
    expiries: AtomicU64,
}

impl std::fmt::Debug for CaseShelf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CaseShelf").finish_non_exhaustive()
    }
}

/// How long the sets of a process may be out of date.
const PATIENCE: SignedDuration = SignedDuration::from_secs(1);

impl CaseShelf {
    /// All sets, at most a second old.
    pub(crate) async fn all(&self, app: &App) -> Result<Arc<Cases>, Error> {
        let now = app.clock.now();
        if let Some(cases) = self.fresh(now) {
            return Ok(cases);
        }
        let _one = self.loading.lock().await;
        if let Some(cases) = self.fresh(now) {
            return Ok(cases);
        }
        let expiries = self.expiries.load(Ordering::SeqCst);
        let version = store::version(app.db.read()).await?;
        let before = {
            let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
            match &mut *kept {
                Some(kept) if kept.version == version => {
                    kept.checked_at = now;
                    kept.expiries = expiries;
                    return Ok(Arc::clone(&kept.cases));
                }
                Some(kept) => Some(Arc::clone(&kept.cases)),
                None => None,
            }
        };
        let cases = Arc::new(load(app, before.as_deref()).await?);
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        *kept = Some(Kept {
            cases: Arc::clone(&cases),
            version,
            checked_at: now,
            expiries,
        });
        Ok(cases)
    }

    /// Whoever has changed something in this process wants to see it at once: the next reader asks the database.
    pub(crate) fn expire(&self) {
        self.expiries.fetch_add(1, Ordering::SeqCst);
    }

    fn fresh(&self, now: Timestamp) -> Option<Arc<Cases>> {
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        let kept = kept.as_ref()?;
        let current = kept.expiries == self.expiries.load(Ordering::SeqCst)
            && recent(kept.checked_at, now, PATIENCE);
        current.then(|| Arc::clone(&kept.cases))
    }

    /// The sets that the reader may see: those that are published, and the others for whoever may read data that is not.
    pub(crate) async fn visible(&self, app: &App, context: &Context) -> Result<Arc<Cases>, Error> {
        let all = self.all(app).await?;
        let internal = |one: &Arc<CaseSet>| one.set.publication == Publication::Internal;
        if !all.sets.iter().any(internal) {
            return Ok(all);
        }
        let state = directory::state(app.db.read()).await?;
        if context.may(actions::SET_READ, &Resource::of_state(state.id)) {
            return Ok(all);
        }
        let sets = all.sets.iter().filter(|one| !internal(one)).cloned();
        Ok(Arc::new(Cases {
            sets: sets.collect(),
            districts: all.districts.clone(),
            towns: Arc::clone(&all.towns),
        }))
    }
}

async fn load(app: &App, before: Option<&Cases>) -> Result<Cases, Error> {
    let conn = app.db.read();
    let mut known: HashMap<(SetKey, i64), Arc<CaseSet>> = before
        .map(|cases| {
            let sets = cases.sets.iter();
            sets.map(|one| ((one.set.key.clone(), one.version.number), Arc::clone(one)))
                .collect()
        })
        .unwrap_or_default();
    let mut versions: HashMap<SetKey, SetVersion> = store::sets::current(conn)
        .await?
        .into_iter()
        .map(|version| (version.set.clone(), version))
        .collect();
    let mut sets = Vec::new();
    for set in store::sets::all(conn).await? {
        let Some(version) = versions.remove(&set.key) else {
            continue;
        };
        if set.kind != SetKind::Cases {
            continue;
        }
        match known.remove(&(set.key.clone(), version.number)) {
            Some(one) if one.set == set => sets.push(one),
            _ => {
                let (cube, by_town) = read(app, &version).await?;
                sets.push(Arc::new(CaseSet {
                    set,
                    version,
                    cube,
                    by_town,
                }));
            }
        }
    }
    let districts = directory::districts(conn).await?;
    let districts = districts.into_iter().map(|one| Peopled {
        inhabitants: u64::try_from(one.population).unwrap_or(0),
        district: to_district(one),
    });
    let towns = directory::municipalities(conn, None).await?;
    let mut towns: Vec<Town> = towns.into_iter().map(Town::from).collect();
    towns.sort_by(|a, b| a.key.cmp(&b.key));
    Ok(Cases {
        sets,
        districts: districts.collect(),
        towns: towns.into(),
    })
}

/// The counts of a version, and whether they are known by municipality. Millions of rows take a second of a processor, which other requests must not wait for.
async fn read(app: &App, version: &SetVersion) -> Result<(Cube, bool), Error> {
    let bytes = app.blobs.get(version.file).await.map_err(Error::internal)?;
    let read = tokio::task::spawn_blocking(move || {
        let cube = Cube::from_parquet(bytes.into(), 1).map_err(Error::internal)?;
        let by_town = counted_by_town(&cube)?;
        Ok((cube, by_town))
    });
    read.await.map_err(Error::internal)?
}
