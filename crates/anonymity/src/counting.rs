// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Counts with noise (differential privacy): a fixed table per month or quarter, of which all cells leave,
//! and an account of what it has cost.
//!
//! * A [`NoisePlan`] is part of a policy in format 2 on the path of counts: which fields make the table, how long a
//!   period is, what one release costs (epsilon) and how much a calendar year may cost.
//! * [`Table`] has a cell for every combination of values that the hierarchies of the policy list: also where
//!   nobody is. What is counted are **people** (facilities, if the policy knows no people), each in at most so
//!   many cells as the plan says and in each at most once. Whatever is beyond is left out, the same always.
//! * Noise is drawn elsewhere (crate `noise`) and handed in; nothing here is random.
//! * A [`Document`] is the table with noise and what it costs. It stands in the same chain as other releases.
//! * The [`Account`] belongs to the office's records of one collection. It sums epsilons over all periods of a
//!   calendar year: somebody may be in several of them. It outlives a change of the policy, which can lower the limit
//!   of a year in which something was spent and never raise it.
//!
//! Periods are those of the calendar of the events. One that was released is closed: what is reported later is never
//! counted, because a second table about it would cost again.
//!
//! The limits: a person who is reported in two offices is in two accounts; an operator who knows the exact counts
//! knows them still; and noise hides one person, not that a place with many cases has many.

mod account;
mod document;
mod draw;
mod period;
mod plan;
mod report;
mod table;
#[cfg(test)]
mod tests;

pub use account::{Account, BudgetRefusal, Spent};
pub use document::{Cells, Document, Head};
pub use draw::{Draft, DraftError, Ledger, due};
pub use period::{Period, PeriodError, PeriodLength};
pub use plan::{Dimension, MOST_DIMENSIONS, NoisePlan, PlanFault};
pub(crate) use report::plan_sections;
pub use report::{PlanFigures, Report};
pub use table::{Axis, Case, Counted, Table, TableFault};
