// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Answers as figures: which questions can be counted, the columns that they are counted in, what
//! somebody looks for, and the statistics of it.

mod block;
mod condition;
mod distribution;
mod field;
mod measure;
mod own;
pub mod statistics;
mod table;
mod view;

pub use block::{Block, Column, LAYOUT};
pub use condition::{Condition, Operator, number};
pub use distribution::{Bin, Distribution};
pub use field::{Field, FieldKind, fields, plain_path};
pub use measure::{Figure, Measure, Measured, PER, Statistic};
pub use own::{LEAST_OTHERS, OwnPoint, own_series};
pub use table::{Report, Table};
pub use view::{Group, LONGEST_NAME, MOST_COLUMNS, MOST_CONDITIONS, Sort, ViewContent};
