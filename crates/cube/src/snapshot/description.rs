// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What a snapshot says of itself.

use kernel::{Ags, IsoWeek};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{SNAPSHOT_VERSION, SnapshotError};
use crate::ages::Ages;
use crate::axes::{Axes, AxesError, Categories, Weeks};
use crate::places::Places;
use crate::segment::Segment;

/// The note beside the table.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Description {
    version: u32,
    axes: Described,
    /// SHA-256 over the text of the axes and the digests of all categories, as hexadecimal digits.
    digest: String,
}

/// The version alone, whatever else there is.
#[derive(Deserialize)]
struct Version {
    version: u64,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Described {
    categories: Vec<String>,
    first_week: IsoWeek,
    weeks: usize,
    state: Ags,
    /// Districts and municipalities, in order.
    places: Vec<Ags>,
    ages: Vec<(u8, u8)>,
    /// Where the age group without an end begins.
    open_age: Option<u8>,
}

impl Described {
    fn of(axes: &Axes) -> Self {
        let groups = axes.ages().groups();
        Self {
            categories: axes.categories().keys().to_vec(),
            first_week: axes.weeks().first(),
            weeks: axes.weeks().len(),
            state: axes.places().state().clone(),
            places: axes.places().keys().to_vec(),
            ages: groups
                .iter()
                .filter_map(|group| Some((group.from(), group.to()?)))
                .collect(),
            open_age: groups
                .iter()
                .find(|group| group.to().is_none())
                .map(|group| group.from()),
        }
    }

    fn axes(self) -> Result<Axes, AxesError> {
        Axes::new(
            Categories::new(self.categories)?,
            Weeks::new(self.first_week, self.weeks)?,
            Places::new(self.state, self.places)?,
            Ages::new(self.ages, self.open_age)?,
        )
    }
}

/// What a snapshot of a cube says, as JSON.
pub(super) fn written(axes: &Axes, digests: &[Option<[u8; 32]>]) -> Result<String, SnapshotError> {
    let description = Description {
        version: SNAPSHOT_VERSION,
        axes: Described::of(axes),
        digest: digest(axes, digests)?,
    };
    serde_json::to_string(&description).map_err(note)
}

/// The axes of a snapshot and the digest that its counts must have.
pub(super) fn read(text: &str) -> Result<(Axes, String), SnapshotError> {
    let Version { version } = serde_json::from_str(text).map_err(note)?;
    if version != u64::from(SNAPSHOT_VERSION) {
        return Err(SnapshotError::Version(version));
    }
    let description: Description = serde_json::from_str(text).map_err(note)?;
    Ok((description.axes.axes()?, description.digest))
}

/// The digest of axes and counts.
pub(super) fn digest(axes: &Axes, digests: &[Option<[u8; 32]>]) -> Result<String, SnapshotError> {
    let text = serde_json::to_vec(&Described::of(axes)).map_err(note)?;
    let mut hash = Sha256::new();
    hash.update((text.len() as u64).to_le_bytes());
    hash.update(&text);
    for digest in digests {
        hash.update(digest.unwrap_or_default());
    }
    Ok(hex::encode(hash.finalize()))
}

/// The digests of all categories; none where nothing is counted.
pub(super) fn digests(segments: &[Option<Segment>]) -> Vec<Option<[u8; 32]>> {
    let digest = |segment: &Option<Segment>| segment.as_ref().map(Segment::digest);
    segments.iter().map(digest).collect()
}

#[expect(clippy::needless_pass_by_value, reason = "as map_err gives it")]
fn note(error: serde_json::Error) -> SnapshotError {
    SnapshotError::Note(error.to_string())
}
