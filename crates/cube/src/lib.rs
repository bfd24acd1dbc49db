// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The counts behind the dashboard, in memory: notified cases by category (a disease), ISO week, municipality, age and sex.
//!
//! [`Axes`] say what there is to count by. A [`Builder`] takes records in any order and makes a [`Cube`], which never changes:
//! whoever owns it puts another one in its place. It answers [`SeriesQuery`], [`MapQuery`], [`PyramidQuery`], [`RankingQuery`],
//! [`AllSeriesQuery`] and, for whatever somebody asks, [`CrossQuery`]. [`Cube::to_parquet`] writes a snapshot that other programs
//! read as a plain table, and [`Cube::from_parquet`] starts from it.
//!
//! # Counts are exact
//!
//! There is no disclosure control here and no state of a cell: zero is zero records, also where nothing was reported yet. What
//! may be shown of a count, and to whom, is the business of the crate `disclosure`; no number of this crate goes on a page
//! for the public as it is.
//!
//! # Example
//!
//! ```
//! use cube::*;
//!
//! let places = Places::new("03".parse()?, ["03152012".parse()?, "03159016".parse()?, "03159019".parse()?])?;
//! let ages = Ages::new([(0, 14), (15, 59)], Some(60))?;
//! let weeks = Weeks::new("2020-W50".parse()?, 20)?;
//! let axes = Axes::new(Categories::new(["influenza", "norovirus"])?, weeks, places, ages)?;
//!
//! let record = Record {
//!     category: axes.categories().find("norovirus")?,
//!     week: axes.weeks().find("2020-W53".parse()?)?,
//!     place: axes.places().find(&"03159016".parse()?)?,
//!     age: axes.ages().of_years(71),
//!     sex: Sex::Female,
//!     count: 1,
//! };
//! let mut builder = Builder::new(axes);
//! builder.add(record)?;
//! let cube = builder.finish(1)?;
//!
//! let district = cube.axes().places().area(&"03159".parse()?)?;
//! let counts = cube.series(&SeriesQuery {
//!     category: record.category,
//!     area: &[district],
//!     weeks: "2020-W52".parse()?..="2021-W01".parse()?,
//!     filter: Filter::default(),
//! })?;
//! assert_eq!(counts, [0, 1, 0]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! What does not belong here: names, population, rates and signals; reading what others export; where files lie.
//! docs/adr/058-the-cube.md says why it is built so.

mod ages;
mod axes;
mod build;
mod build_error;
mod cells;
mod cross;
mod held;
mod places;
mod query;
mod scope;
mod segment;
mod snapshot;
mod tally;

pub use ages::{Age, Ages, MOST_AGE_GROUPS};
pub use axes::{
    Axes, AxesError, Categories, Category, MOST_CATEGORIES, MOST_KEY_BYTES, MOST_SERIES_WEEKS,
    MOST_WEEKS, Unknown, Week, Weeks,
};
pub use build::{Builder, Record};
pub use build_error::BuildError;
pub use cross::{CrossQuery, CrossTable, Dimension, Label, MOST_CELLS, SEASON_BEGINS};
pub use held::Cube;
pub use kernel::{AgeGroup, Sex};
pub use places::{Area, District, MOST_MUNICIPALITIES, MOST_PLACES, Place, Places};
pub use query::{
    AllSeries, AllSeriesQuery, MOST_EARLIER_YEARS, MapLevel, MapQuery, PyramidQuery, Ranked,
    RankingQuery, SeriesQuery,
};
pub use scope::{Filter, QueryError};
pub use snapshot::{SNAPSHOT_VERSION, SnapshotError};
