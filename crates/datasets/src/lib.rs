// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Data from elsewhere: what others publish about the health of people, read as observations.
//!
//! A file is [recognised](recognise()) by its content; each [`Candidate`] holds a [`Mapping`], which says what the columns
//! mean, and lists what it cannot know ([`Mapping::gaps`], [`Mapping::doubts`]). People complete it, look at a
//! [`preview()`], and [`apply()`] reads the table: observations in one form, and a report that counts what was not taken, with
//! the first rows of each kind. Known datasets, exports of `SurvStat@RKI` and any other table go the same way.
//! [`Territory::carry`] brings former keys to the present.
//!
//! What belongs here: formats, spellings, code lists, territory changes. What does not: where files come from, where
//! observations are kept, figures made of them. Nothing is guessed silently: what a name or number could mean besides
//! is a row in the report.
//!
//! ```
//! use datasets::{Limits, Places, apply, recognise};
//!
//! let csv = "Meldewoche;Region_Id;Altersgruppe;Fallzahl;Inzidenz\n2024-W05;03;00+;120;1,49\n";
//! let (places, limits) = (Places::new([]), Limits::default());
//! let (file, candidates) = recognise(csv.as_bytes(), "IfSG_Influenza.csv", &places, &limits)?;
//! let mut mapping = candidates[0].mapping.clone();
//! mapping.notation = datasets::Notation::German;
//! let outcome = apply(&file.tables[0], &mapping, &places, &limits)?;
//! assert_eq!(outcome.observations.len(), 2);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod apply;
mod choice;
mod columns;
mod description;
mod diseases;
mod file;
mod group;
mod indicators;
mod limits;
mod look;
mod mapping;
mod number;
mod observation;
mod package;
mod period;
mod place;
mod places;
mod presets;
mod reading;
mod recognise;
mod report;
mod resolve;
mod suggest;
mod sums;
mod table;
mod territory;
mod watch;

pub use apply::{ApplyError, Outcome, apply, apply_watched, preview};
pub use choice::{ColumnUse, UnknownUse};
pub use description::Description;
pub use diseases::{Disease, disease, diseases};
pub use file::{File, OpenError, open};
pub use group::{Ages, Sexes};
pub use indicators::{Indicator, MeasureKind, indicator, indicators};
pub use limits::Limits;
pub use mapping::{Doubt, Edition, Empty, Fixed, Gap, Mapping, Measured, Numbers, Role};
pub use number::Notation;
pub use observation::{Measure, Observation, Observations, Total};
pub use package::{Field, Package, Resource};
pub use period::{Period, PeriodKind};
pub use place::{Level, Place, PlaceError};
pub use places::{PlaceName, Places};
pub use recognise::{Candidate, Certainty, Format, Reason, recognise};
pub use report::{Kind, Problem, Report, Severity, Tally};
pub use suggest::suggest;
pub use table::{Row, Table};
pub use territory::{KeyChange, Successor, Territory, TerritoryError};
pub use watch::Watch;
