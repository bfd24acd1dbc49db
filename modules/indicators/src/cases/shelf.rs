// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The sets of this process: read once per version, swapped as a whole, shared by all requests.

use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use cube::Cube;
use jiff::{SignedDuration, Timestamp};
use kernel::Resource;
use web::{App, Context, Error};

use super::former::{self, Former};
use super::numbers::Numbers;
use super::places::{Town, counted_by_town};
use super::published::Published;
use super::{CaseSet, Cases, Peopled};
use crate::actions;
use crate::measured::{Measured, loading};
use crate::protection::edition::Edition;
use crate::sets::{DataSet, Publication, SetKey, SetKind, SetVersion};
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
    /// Earlier versions that somebody asks for.
    pub(crate) former: Former,
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

    /// The sets that everybody may see, whoever asks.
    pub(crate) async fn public(&self, app: &App) -> Result<Arc<Cases>, Error> {
        let all = self.all(app).await?;
        Ok(Arc::new(open_part(&all)))
    }

    /// The sets as the reader may see them: everybody sees what is published, whoever may read data that is not sees all of it.
    pub(crate) async fn visible(&self, app: &App, context: &Context) -> Result<Arc<Cases>, Error> {
        let all = self.all(app).await?;
        // The sets of indicators have no plan: what is not published as it is, is internal.
        let open = |set: &DataSet| set.publication == Publication::AsPublished;
        let measured = &all.measured;
        let hidden = all.stands.values().flatten().any(|one| !one.public);
        if !hidden
            && all.sets.iter().all(|one| open(&one.set))
            && measured.sets.iter().all(|one| open(&one.set))
        {
            return Ok(all);
        }
        let state = directory::state(app.db.read()).await?;
        if context.may(actions::SET_READ, &Resource::of_state(state.id)) {
            return Ok(all);
        }
        Ok(Arc::new(open_part(&all)))
    }

    /// The sets that the reader may see; if she wants the version of a day or of a number, the set that she means at that
    /// version alone. One that was never shown to her is told with those that there are.
    pub(crate) async fn at_stand(
        &self,
        app: &App,
        context: &Context,
        stand: (&str, &str),
        disease: Option<&str>,
    ) -> Result<Arc<Cases>, Error> {
        let cases = self.visible(app, context).await?;
        self.stood(app, context, cases, stand, disease).await
    }

    /// The same of sets that are at hand.
    pub(crate) async fn stood(
        &self,
        app: &App,
        context: &Context,
        cases: Arc<Cases>,
        (stand, source): (&str, &str),
        disease: Option<&str>,
    ) -> Result<Arc<Cases>, Error> {
        let (stand, source) = (stand.trim(), source.trim());
        if stand.is_empty() {
            return Ok(cases);
        }
        let has =
            |one: &CaseSet| disease.is_none_or(|key| one.axes().categories().find(key).is_ok());
        let named = |one: &CaseSet| source.is_empty() || one.set.key.as_str() == source;
        let sets = || cases.sets.iter().filter(|one| named(one));
        let set = sets().find(|one| has(one)).or_else(|| sets().next());
        let set = set.ok_or(Error::NotFound)?;
        let stands = cases.stands_of(&set.set.key);
        let Some(wanted) = former::wanted(stands, stand) else {
            let days = stands
                .iter()
                .map(|one| format!("{} ({})", one.number, one.as_of));
            let days = days.collect::<Vec<_>>().join(", ");
            let known = [("stands", days.into())];
            let text = context.t_with("indicators-stands-unknown", &known);
            return Err(Error::Invalid(text));
        };
        if wanted.number == set.version.number {
            return Ok(cases);
        }
        let former = self.former.set(app, &set.set, wanted.number).await?;
        Ok(Arc::new(Cases {
            sets: vec![former],
            districts: cases.districts.clone(),
            stands: cases.stands.clone(),
            towns: Arc::clone(&cases.towns),
            measured: cases.measured.clone(),
        }))
    }
}

/// What everybody may see.
fn open_part(all: &Cases) -> Cases {
    let sets = all.sets.iter().filter_map(|one| match one.set.publication {
        Publication::AsPublished => Some(Arc::clone(one)),
        Publication::Protected => one.public.clone(),
        Publication::Internal => None,
    });
    let measured = all.measured.sets.iter();
    let measured = measured.filter(|one| one.set.publication == Publication::AsPublished);
    // What stood in earlier versions is told of sets alone that are published as they are; of others it would tell what is hidden.
    let open: BTreeSet<&SetKey> = all
        .sets
        .iter()
        .filter(|one| one.set.publication == Publication::AsPublished)
        .map(|one| &one.set.key)
        .collect();
    let mut stands = all.stands.clone();
    stands.retain(|key, of_set| {
        of_set.retain(|one| one.public);
        open.contains(key)
    });
    Cases {
        stands,
        towns: Arc::clone(&all.towns),
        sets: sets.collect(),
        districts: all.districts.clone(),
        measured: Measured {
            sets: measured.cloned().collect(),
            ..all.measured.clone()
        },
    }
}

async fn load(app: &App, before: Option<&Cases>) -> Result<Cases, Error> {
    let conn = app.db.read();
    let mut known: HashMap<SetKey, Arc<CaseSet>> = before
        .map(|cases| {
            let sets = cases.sets.iter();
            sets.map(|one| (one.set.key.clone(), Arc::clone(one)))
                .collect()
        })
        .unwrap_or_default();
    let mut versions: HashMap<SetKey, SetVersion> = store::sets::current(conn)
        .await?
        .into_iter()
        .map(|version| (version.set.clone(), version))
        .collect();
    let (mut sets, mut others) = (Vec::new(), Vec::new());
    for set in store::sets::all(conn).await? {
        let Some(version) = versions.remove(&set.key) else {
            continue;
        };
        if set.kind != SetKind::Cases {
            others.push((set, version));
            continue;
        }
        let before = known.remove(&set.key);
        sets.push(load_set(app, set, version, before).await?);
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
        measured: loading::load(app, others, before.map(|cases| &cases.measured)).await?,
        stands: store::sets::stands(conn).await?,
        towns: towns.into(),
    })
}

/// A set with its numbers; what is in memory already is not read again.
async fn load_set(
    app: &App,
    set: DataSet,
    version: SetVersion,
    before: Option<Arc<CaseSet>>,
) -> Result<Arc<CaseSet>, Error> {
    let public = match set.publication {
        Publication::Protected => load_public(app, &set, &version, before.as_deref()).await?,
        Publication::Internal | Publication::AsPublished => None,
    };
    let same = |one: &Arc<CaseSet>| {
        let read = |one: &Option<Arc<CaseSet>>| one.as_ref().map(Arc::as_ptr);
        one.set == set && one.version.number == version.number && read(&one.public) == read(&public)
    };
    if let Some(one) = before.filter(same) {
        return Ok(one);
    }
    let (cube, by_town) = read_by_town(app, &version).await?;
    Ok(Arc::new(CaseSet {
        numbers: Numbers::Exact(cube),
        by_town,
        edition: 0,
        frozen: false,
        set,
        version,
        public,
    }))
}

/// What was published of a protected set; nothing before its first edition.
async fn load_public(
    app: &App,
    set: &DataSet,
    current: &SetVersion,
    before: Option<&CaseSet>,
) -> Result<Option<Arc<CaseSet>>, Error> {
    let conn = app.db.read();
    let plan = store::protection::plan_on(conn, &set.key).await?;
    let kept = store::protection::editions(conn, &set.key).await?;
    let (Some(plan), Some(last)) = (plan, kept.last()) else {
        return Ok(None);
    };
    let known = before.and_then(|one| one.public.as_ref());
    let same = |one: &&Arc<CaseSet>| {
        let plan_is = one
            .published()
            .is_some_and(|public| *public.plan() == plan.plan);
        one.set == *set && one.edition == last.number && plan_is
    };
    if let Some(one) = known.filter(same) {
        return Ok(Some(Arc::clone(one)));
    }
    let mut files = Vec::new();
    for edition in &kept {
        let bytes = app.blobs.get(edition.file).await;
        files.push(bytes.map_err(Error::internal)?);
    }
    let state = app.settings.state_ags.clone();
    let published = tokio::task::spawn_blocking(move || {
        let editions: Result<Vec<Edition>, _> = files
            .iter()
            .map(|bytes| serde_json::from_slice(bytes))
            .collect();
        Published::new(&state, plan.plan, editions.map_err(Error::internal)?)
    });
    let Some(published) = published.await.map_err(Error::internal)?? else {
        return Ok(None);
    };
    let version = store::sets::version(conn, (&set.key, last.data_version)).await?;
    Ok(Some(Arc::new(CaseSet {
        set: set.clone(),
        version: version.unwrap_or_else(|| current.clone()),
        numbers: Numbers::Published(published),
        by_town: false,
        edition: last.number,
        frozen: false,
        public: None,
    })))
}

/// The counts of a version.
pub(crate) async fn read(app: &App, version: &SetVersion) -> Result<Cube, Error> {
    read_by_town(app, version).await.map(|(cube, _)| cube)
}

/// The counts of a version, and whether they are known by municipality. Millions of rows take a second of a processor, which
/// other requests must not wait for.
pub(super) async fn read_by_town(app: &App, version: &SetVersion) -> Result<(Cube, bool), Error> {
    let bytes = app.blobs.get(version.file).await.map_err(Error::internal)?;
    let read = tokio::task::spawn_blocking(move || {
        let cube = Cube::from_parquet(bytes.into(), 1).map_err(Error::internal)?;
        let by_town = counted_by_town(&cube)?;
        Ok((cube, by_town))
    });
    read.await.map_err(Error::internal)?
}
