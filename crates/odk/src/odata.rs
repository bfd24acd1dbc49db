// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! `OData` 4.0 as ODK Central offers it: the feed that Excel, Power BI, pyodk and ruODK read.
//!
//! A service belongs to a form, its address ends in `.svc`. Below it lie the service document
//! ([`Schema::service_document`]), the description of all tables ([`Schema::metadata`]) and the
//! tables: `Submissions`, and `Submissions.path.to.repeat` for every repeat. [`Target`] reads which
//! of them an address means, [`Query`] what is asked of it, and [`TableWriter`] writes it row by
//! row; [`export`] writes the same tables as CSV. Lists of entities have the same with the one table
//! `Entities` ([`EntityFeed`]).
//!
//! # Identifiers of rows
//!
//! A submission's `__id` is its `instanceID`. A row of a repeat has no identifier of its own; it gets
//! one that stays the same as long as its place among the rounds does, computed as Central computes
//! it, so that references kept elsewhere survive a move from there: the SHA-1, in hexadecimal
//! digits, of these parts with `%%` between them,
//!
//! * `Submissions#` and the `instanceID`,
//! * for each group on the way its name and `#`,
//! * for each repeat on the way its name, `#`, and the number of the round, from 0.
//!
//! Rows refer to the row around by `__Submissions-id`, or `__Submissions-path-to-repeat-id` within
//! another repeat.
//!
//! # Where this differs from Central
//!
//! * Notes, which never have a value, are no properties.
//! * What is no value of its property's type is null, never text; date-times without an offset get
//!   that of German time, because the type demands one.
//! * Booleans are booleans. Names that are the same after the cleaning (`a.b` and `a-b` are both
//!   `a_b`) are told apart by a number at the end.
//! * `splitSelectMultiples=true`, which Central knows for CSV only, makes lists of codes.
//! * The context stands before the rows, as clients that read while they load require.

mod address;
mod documents;
mod draw;
mod entities;
pub mod export;
mod fields;
mod filter;
mod names;
mod place;
mod query;
mod rows;
mod schema;
mod select;
mod skip_token;
mod submission;
mod value;

pub use address::{Target, TargetError};
pub use entities::{Entity, EntityFeed, EntityWriter};
pub use filter::{
    Comparison, Facts, Field, Filter, FilterError, FilterErrorKind, MomentPart, Operand, Subject,
};
pub use query::{Direction, Query, QueryError, QueryErrorKind};
pub use rows::{Beyond, TableWriter, WriteError};
pub use schema::{Codes, Schema, Table};
pub use skip_token::SkipToken;
pub use submission::{ReviewState, Status, Submission, SystemField};

/// The type of documents in JSON.
pub const JSON: &str = "application/json; odata.metadata=minimal";

/// The type of the description of tables.
pub const XML: &str = "application/xml";

/// The header that every answer carries.
pub const VERSION_HEADER: &str = "OData-Version";

/// Its value.
pub const VERSION: &str = "4.0";
