// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The figures in memory: computed once per change, never altered, swapped as a whole.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use figures::Classes;
use jiff::{SignedDuration, Timestamp};
use web::{App, Error};

use crate::model::{District, DistrictKind, Figures};
use crate::pictures::Picture;
use crate::store;

/// Pictures that one snapshot remembers; more than 45 districts × some weeks × two languages.
const PICTURES: usize = 500;

/// All figures at one moment. Never changes.
#[derive(Debug)]
pub struct Snapshot {
    /// The figures.
    pub figures: Figures,
    /// The classes of the maps, in per cent, over all weeks that can be compared.
    pub(crate) classes: Classes,
    pictures: Mutex<HashMap<String, Arc<Picture>>>,
}

impl Snapshot {
    /// Figures with what the pages need beside them.
    pub fn new(figures: Figures) -> Self {
        Self {
            classes: Classes::pretty(figures.shares().iter().map(|share| share * 100.0)),
            figures,
            pictures: Mutex::default(),
        }
    }

    /// The picture with this key, drawn at most once while it is remembered.
    pub(crate) fn picture(&self, key: String, draw: impl FnOnce() -> Picture) -> Arc<Picture> {
        let known = || self.pictures.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(picture) = known().get(&key) {
            return Arc::clone(picture);
        }
        let picture = Arc::new(draw());
        let mut pictures = known();
        if pictures.len() >= PICTURES {
            pictures.clear();
        }
        pictures.insert(key, Arc::clone(&picture));
        picture
    }
}

#[derive(Debug)]
struct Kept {
    snapshot: Arc<Snapshot>,
    version: i64,
    loaded_at: Timestamp,
    checked_at: Timestamp,
}

/// Holds the current snapshot of this process.
#[derive(Debug, Default)]
pub struct Shelf(RwLock<Option<Kept>>);

impl Shelf {
    /// How often a process asks whether the dataset has changed.
    const PATIENCE: SignedDuration = SignedDuration::from_secs(1);
    /// How long names and responsibilities of districts may be out of date.
    const LONGEST: SignedDuration = SignedDuration::from_mins(10);

    /// The current figures; at most a second old.
    pub async fn snapshot(&self, app: &App) -> Result<Arc<Snapshot>, Error> {
        let now = app.clock.now();
        let known = {
            let kept = self.0.read().unwrap_or_else(PoisonError::into_inner);
            match &*kept {
                Some(kept) if recent(kept.checked_at, now, Self::PATIENCE) => {
                    return Ok(Arc::clone(&kept.snapshot));
                }
                Some(kept) if recent(kept.loaded_at, now, Self::LONGEST) => Some(kept.version),
                _ => None,
            }
        };
        let version = store::version(app.db.read()).await?;
        if known == Some(version)
            && let Some(kept) = &mut *self.0.write().unwrap_or_else(PoisonError::into_inner)
            && kept.version == version
        {
            kept.checked_at = now;
            return Ok(Arc::clone(&kept.snapshot));
        }
        let snapshot = Arc::new(load(app).await?);
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        // Somebody else may have loaded newer figures meanwhile.
        if kept.as_ref().is_none_or(|kept| kept.version <= version) {
            *kept = Some(Kept {
                snapshot: Arc::clone(&snapshot),
                version,
                loaded_at: now,
                checked_at: now,
            });
        }
        Ok(snapshot)
    }
}

/// Whether `then` is less than `limit` ago. A moment that is not past at all does not count: a clock
/// that stands still must not keep old figures alive.
pub(crate) fn recent(then: Timestamp, now: Timestamp, limit: SignedDuration) -> bool {
    let age = now.duration_since(then);
    age.is_positive() && age < limit
}

async fn load(app: &App) -> Result<Snapshot, Error> {
    let (groups, arrivals) = store::load(app.db.read()).await?;
    let districts = directory::districts(app.db.read())
        .await?
        .into_iter()
        .map(to_district)
        .collect();
    Ok(Snapshot::new(Figures::new(districts, &groups, &arrivals)))
}

/// A district as figures know it.
pub(crate) fn to_district(district: directory::District) -> District {
    District {
        key: district.ags.to_string(),
        kind: match district.kind.as_str() {
            "Kreisfreie Stadt" => DistrictKind::City,
            "Landkreis" => DistrictKind::Rural,
            _ => DistrictKind::Region,
        },
        name: district.name,
        office: district.office,
    }
}
