// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Catalogues of open data as DCAT-AP.de 3.0 (<https://www.dcat-ap.de/def/dcatde/3.0/spec/>), which data portals of Germany and Europe
//! collect: what a catalogue says, and how that is written as Turtle, JSON-LD and RDF/XML.
//!
//! What belongs here: the classes and properties of the specification and its vocabularies. What does not: which sets there are, where
//! their files lie, words of the interface, HTTP.
//!
//! Every resource has an address of its own; there are no blank nodes, so that two catalogues can be compared line by line.

mod catalog;
mod graph;
mod licence;
mod notation;
mod terms;

pub use catalog::{Catalog, Dataset, Distribution, FileKind, Frequency, Service};
pub use graph::DcatError;
pub use licence::licence;
pub use notation::Notation;
