// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! ODK XPath: the expression language of forms.
//!
//! XPath 1.0 with the additions of the ODK `XForms` specification, over a small tree of its own.
//! A text is parsed once ([`parse`]), checked against the tree that it will run on ([`analyse`],
//! which also names the nodes it depends on), and evaluated many times ([`Expr::evaluate`]).
//!
//! What belongs here: the language, the trees that it runs on, and XML text to and from these
//! ([`xml`]). What does not: forms, question types, messages for people. The time and the seed of
//! random numbers are parameters ([`Environment`]); what only a form can answer comes from a
//! [`Host`]. Texts of any content and length are answered with a result or an error, never with a
//! panic: nesting is bounded by [`MAX_DEPTH`], length by [`MAX_LENGTH`], work by [`MAX_STEPS`].
//!
//! Steps such as `item[code = …]` on a secondary instance use an index, which the instance keeps
//! for all trees that share it; results are those of trying every entry.
//!
//! Where results differ from those of other engines is said, case by case and with the reason, in
//! `docs/conformance-xpath.md`.
//!
//! Beyond XPath, `${name}` is read as a reference to the one node of that name, as spreadsheet
//! forms write it; [`Expr::resolve_references`] turns it into a path.

mod analyse;
mod ast;
mod axis;
mod build;
mod conditions;
mod dates;
mod document;
mod environment;
mod evaluate;
mod fragment;
mod functions;
mod lex;
mod literals;
mod lookup;
mod operators;
mod parse;
mod randomness;
mod select;
mod tree;
mod value;
pub mod xml;

pub use analyse::{Analysis, Finding, FindingKind, Scope, ValueKind, analyse, analyse_in};
pub use ast::{Axis, BinaryOp, Expr, ExprKind, NodeTest, PathStart, Span, Step};
pub use build::TreeBuilder;
pub use document::Document;
pub use environment::{Dialect, Environment, EvaluationError, Host};
pub use evaluate::MAX_STEPS;
pub use fragment::Fragment;
pub use functions::{FunctionInfo, Topic, function, functions};
pub use lex::{SyntaxError, SyntaxErrorKind};
pub use parse::{MAX_DEPTH, MAX_LENGTH, parse};
pub use randomness::Randomness;
pub use tree::{NodeId, NodeKind, Tree};
pub use value::{Value, number_to_text, text_to_number};
