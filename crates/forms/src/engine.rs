// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The engine that runs a form: what is asked, what follows from the answers, what is wrong with
//! them.
//!
//! A [`Definition`](crate::definition::Definition) is compiled once to a [`Form`], which any number
//! of [`Session`]s share. A session holds one instance and does, after every change, what depends
//! on the change: relevance, calculations, the number of repeat instances, the choices that an
//! answer may have. What changes no value (whether a node is required or read-only, constraints,
//! labels) is found out when it is asked for.
//!
//! Time, randomness and facts about the device come from outside ([`Surroundings`]).
//!
//! Where the engine decides what others decide otherwise:
//!
//! * A path from the root that leads through a repeat means, within that repeat, the same instance,
//!   as in ODK Collect.
//! * What is not relevant keeps its value in memory, is empty for expressions and absent from the
//!   written instance.
//! * Answers that are no value of their type are refused by [`Session::answer`] with a violation;
//!   the node is empty as long.

mod actions;
mod answer;
mod arrange;
mod body;
mod check;
mod choices;
mod compile;
mod expressions;
mod form;
mod host;
mod implausible;
mod instance;
mod listed;
mod meta;
mod open;
mod order;
mod problem;
mod recalculate;
mod repeats;
mod resources;
mod restore;
mod serialise;
mod session;
mod slots;
mod state;
mod texts;
mod try_out;
mod types;

pub use check::{Difference, Evaluation};
pub use choices::{Choice, ChoicePage};
pub use form::Form;
pub use implausible::Implausible;
pub use open::COUNT;
pub use problem::{Failure, Problem, ProblemKind, Property, SessionError};
pub(crate) use resources::read_file;
pub use resources::{MissingFiles, Resources};
pub use session::{Mode, Session, Surroundings};
pub use state::{Entity, NodeState, RepeatState, Violation, ViolationKind};
pub use texts::{Caption, Media};
pub use try_out::{Outcome, OutcomeError};
pub use types::DataType;

/// How many repeat instances an instance may have in all.
pub const MAX_INSTANCES: usize = 10_000;
