// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A form while it is built and changed.
//!
//! * [`edit`]: one small change and its exact inverse; undo and redo are lists of them.
//! * [`rule`]: what can be said by clicking, as an expression and back.
//! * [`lint()`]: what is wrong with a form, and what its author hardly meant, with the place.
//! * [`diff`]: what differs between two versions, and what that means for collections that run.
//! * [`blocks`]: questions and groups that forms take over, and how copies follow them.
//! * [`functions()`] and [`try_out`]: what expressions can call, and what they yield.
//!
//! What belongs here: what a builder does to a [`forms::FormSpec`] and knows about it. What does
//! not: pages, storage, words for people: everything is said in codes, which pages translate. Pure.

pub mod blocks;
pub mod diff;
pub mod edit;
mod functions;
mod lint;
pub mod places;
mod rewrite;
pub mod rule;
mod shape;

pub use functions::{Argument, Function, Kind, TryOutProblem, check, functions, try_out};
pub use lint::{
    CELL_POPULATION, Lint, LintKind, SMALLEST_GROUP, Severity, Spot, lint, lint_quickly,
};
