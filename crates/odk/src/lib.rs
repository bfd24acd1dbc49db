// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The protocols of ODK, as ODK Central speaks them, so that tablets and programs that know Central
//! work with this product unchanged.
//!
//! * [`openrosa`] is what ODK Collect and Enketo need: the list of forms, the manifest of their
//!   files, the reading of what they send, and the answer.
//! * [`odata`] is what Excel, Power BI, pyodk and ruODK read submissions by: documents that describe
//!   the tables of a form, options of requests, and a writer of rows.
//! * [`central`] is the JSON of Central's REST interface, with its problems and their numbers.
//! * [`settings_qr`] is the picture by which a tablet is set up.
//!
//! What belongs here: bytes and texts to values and back, and the decisions that the protocols
//! themselves prescribe. What does not: HTTP, rights, storage; handlers in modules call this crate.
//! Pure: moments are parameters. What others send is bounded in size and depth and answered with an
//! error that names the place, never with a panic.

pub mod central;
mod moment;
pub mod odata;
pub mod openrosa;
pub mod settings_qr;
mod xml;

pub use moment::Moment;
