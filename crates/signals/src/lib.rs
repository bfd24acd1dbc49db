// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Signals: weeks with more cases than a series of weekly counts lets expect.
//!
//! A [`Series`] is looked at by a [`Plan`]: a [`Method`] with its parameters, weeks that were different and may not be
//! learned from ([`Interventions`]), and what else keeps a signal quiet. For each week there is a [`Finding`] with the
//! count, the expected count, the bound and whether the count is above it, or the [`Reason`] why nothing can be said;
//! [`Plan::explain`] adds the weeks that were learned from. No words and no decisions: a finding is a hint to look.
//!
//! The definitions are those of the R package `surveillance` (Salmon, Schumacher, Höhle: *Monitoring Count Time
//! Series in R*, Journal of Statistical Software 70(10), 2016), so that results can be compared with hers.
//! docs/adr/052-signals-as-r-computes-them.md says where this crate differs on purpose.

mod bayes;
mod counts;
mod cusum;
mod ears;
mod farrington;
mod finding;
mod normal;
mod past;
mod plan;
mod read;
mod rki;
mod series;

pub use bayes::Bayes;
pub use cusum::Cusum;
pub use ears::{Ears, EarsKind};
pub use farrington::{Farrington, Power, RecentCases, References, Threshold};
pub use finding::{Explanation, Finding, Model, PastWeek, Reason};
pub use plan::{Interventions, Method, Plan, SignalError, WeekSpan};
pub use read::{Absent, Columns, Named, ReadError, read};
pub use rki::Rki;
pub use series::{MOST_CASES, MOST_WEEKS, Series, SeriesError};
