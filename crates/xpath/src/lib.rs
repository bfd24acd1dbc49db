// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! ODK XPath: the expression language of forms.
//!
//! XPath 1.0 with the additions of the ODK `XForms` specification, over a small tree of its own.
//! A text is parsed once ([`parse`]), checked against the tree that it will run on ([`analyse`],
//! which also names the nodes it depends on), and evaluated many times ([`Expr::evaluate`]).
//!
//! What belongs here: the language. What does not: forms, question types, messages for people.
//! The time is a parameter ([`Environment`]); randomness does not occur. Texts of any content
//! and length are answered with a result or an error, never with a panic: nesting is bounded by
//! [`MAX_DEPTH`], length by [`MAX_LENGTH`], work by [`MAX_STEPS`].
//!
//! Where results differ from those of other engines for ODK XPath:
//!
//! * A set of nodes beside a boolean counts as a boolean in every comparison, as section 3.4 of
//!   XPath 1.0 says, and not node by node.
//! * Secondary instances are documents of their own, not elements of the form's document.
//! * A document type is no node; the namespace axis is empty.
//! * The number of a moment keeps its time of day when it is written.
//! * Not built yet: `indexed-repeat`, `randomize`, `random`, `uuid`, `regex`, `digest`,
//!   `base64-decode`, `area`, `distance`, `geofence`, `pulldata`, `jr:itext`, `jr:choice-name`.
//!   Forms that use them are refused.
//!
//! Beyond XPath, `${name}` is read as a reference to the one node of that name, as spreadsheet
//! forms write it; [`Expr::resolve_references`] turns it into a path.

mod analyse;
mod ast;
mod axis;
mod build;
mod dates;
mod document;
mod environment;
mod evaluate;
mod fragment;
mod functions;
mod lex;
mod lookup;
mod operators;
mod parse;
mod randomness;
mod select;
mod tree;
mod value;
pub mod xml;

pub use analyse::{Analysis, Finding, FindingKind, analyse};
pub use ast::{Axis, BinaryOp, Expr, ExprKind, NodeTest, PathStart, Span, Step};
pub use build::TreeBuilder;
pub use document::Document;
pub use environment::{Dialect, Environment, EvaluationError, Host};
pub use evaluate::MAX_STEPS;
pub use fragment::Fragment;
pub use functions::{FunctionInfo, function};
pub use lex::{SyntaxError, SyntaxErrorKind};
pub use parse::{MAX_DEPTH, MAX_LENGTH, parse};
pub use randomness::Randomness;
pub use tree::{NodeId, NodeKind, Tree};
pub use value::{Value, number_to_text, text_to_number};
