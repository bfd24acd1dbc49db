// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Disclosure control for tables that are published: what may be shown of counts of few people.
//!
//! A [`TablePlan`] says which tables there are and is refused where tables would give each other away ([`TablePlan::checked`]). Places
//! with few inhabitants are shown as the rest of their district ([`areas()`]). A count is protected in one of two ways: by noise that is the same
//! wherever the same records are counted ([`CellKeyMethod`]), or by leaving cells out ([`suppress`]), as many as it takes until
//! [`Published::intervals`], the attacker who knows everything that is published, learns nothing exact. What a reader gets is a [`Shown`]
//! with its state in words of the type, never a magic number, and what was shown once stays ([`Frozen`]).
//!
//! # From a question to what is shown
//!
//! ```
//! use std::collections::BTreeMap;
//!
//! use disclosure::*;
//!
//! let plan = TablePlan {
//!     dataset: "gastroenteritis".to_owned(),
//!     audience: Audience::Public,
//!     method: Method::CellKey(NoiseParameters {
//!         deviation: 5,
//!         variance: 3.0,
//!         smallest: 3,
//!         key_bits: 12,
//!     }),
//!     minimum: 3,
//!     floor: 5_000,
//!     tables: vec![TableSpec {
//!         name: "months".to_owned(),
//!         geography: Geography::Municipality,
//!         period: Period::Month,
//!         span: Span::Current,
//!         dimensions: vec![Dimension::flat("age", ["0-14", "15-59", "60+"])?],
//!     }],
//! };
//! let plan = plan.checked().map_err(|faults| faults[0].to_string())?;
//!
//! // Two small places are the rest of their district.
//! let place = |key: &str, population| Place {
//!     key: key.to_owned(),
//!     district: "03151".to_owned(),
//!     population,
//! };
//! let areas = plan.areas(&[place("03151001", 800), place("03151002", 4_600), place("03151009", 42_000)]);
//!
//! // Cases of children by place, as a page asks for them.
//! let query = Query {
//!     dataset: "gastroenteritis".to_owned(),
//!     audience: Audience::Public,
//!     period: "2026-11".to_owned(),
//!     span: Span::Current,
//!     places: Pick::PartsOf("03151".to_owned()),
//!     dimensions: BTreeMap::from([("age".to_owned(), Pick::One("0-14".to_owned()))]),
//! };
//! let answer = plan.answer(&query, &areas)?;
//!
//! // Records with their keys, each in an area and an age group.
//! let method = plan.cell_keys(Secret::new([7; 32])).ok_or("the plan has no noise")?;
//! let records: Vec<(&str, &str, RecordKey)> = (0..40_u64)
//!     .map(|record| {
//!         let scope = Scope { dataset: "gastroenteritis", period: "2026-W47" };
//!         let area = if record % 4 == 0 { "03151-rest" } else { "03151009" };
//!         (area, "0-14", method.record_key(scope, &record.to_be_bytes()))
//!     })
//!     .collect();
//! let tallies = Table::tallied(answer.axes(), |nodes| {
//!     let mine = records.iter().filter(|(area, age, _)| answer.keys(nodes) == [*area, *age]);
//!     mine.map(|(_, _, key)| *key).collect()
//! })?;
//!
//! let mut frozen = Frozen::new();
//! for cell in &answer.cells {
//!     let tally = *tallies.cell(tallies.index(&cell.nodes));
//!     match frozen.publish(cell.address.clone(), method.publish(tally)) {
//!         Shown::Value(count) => assert!(count.abs_diff(tally.count()) <= 5),
//!         other => panic!("ten and thirty children are not {other:?}"),
//!     }
//! }
//! assert_eq!(answer.cells[0].address.place, "03151-rest");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Where cells are left out, the whole table is chosen at once: [`Table::new`] of the same [`Answer::axes`], [`suppress_after`] with what is
//! frozen, then [`Suppression::shown`] of the cells of the answer.
//!
//! What does not belong here: records, places by name, pages, and what is sent from offices to the state (that is
//! `anonymity`'s). docs/adr/055-published-tables.md says why it is built so.

mod answer;
mod areas;
mod attack;
mod cell_key;
mod choice;
mod conclude;
mod dimension;
mod entropy;
mod frozen;
mod hierarchy;
mod narrow;
mod period;
mod perturbation;
mod plan;
mod protection;
mod shown;
mod solving;
mod suppress;
mod table;

pub use answer::{Address, Answer, Cell, Pick, Query, SoundPlan, Unplanned};
pub use areas::{Area, Place, areas, place_dimension};
pub use attack::{AttackError, Interval, Published, Statement};
pub use cell_key::{CellKeyMethod, RecordKey, Scope, Secret, Tally};
pub use dimension::{Dimension, DimensionError, TOTAL};
pub use frozen::Frozen;
pub use hierarchy::{Hierarchy, HierarchyError};
pub use period::Period;
pub use perturbation::{NoiseError, NoiseParameters, PerturbationTable};
pub use plan::{Audience, Fault, Geography, Method, Reason, Span, TablePlan, TableSpec};
pub use protection::{Dominance, Protection};
pub use shown::{Rate, Shown};
pub use suppress::{State, SuppressError, Suppression, suppress, suppress_after};
pub use table::{Content, Equation, MOST_CELLS, MOST_VALUE, Table, TableError};
