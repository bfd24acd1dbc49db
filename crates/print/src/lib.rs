// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Documents for paper and for screen readers: a small tree of blocks becomes a tagged PDF that
//! conforms to PDF/UA-1 and PDF/A-2a at once.
//!
//! What belongs here: the tree, the letters' shapes and lines, the distribution on pages, the file.
//! What does not: forms, words of the interface (every text is a parameter; only the few words that
//! a page itself needs, such as its number, stand in `words`), reading fonts or pictures from
//! anywhere, the clock.
//!
//! The way of a document: [`Fonts`] are unpacked once per process. [`layout()`] shapes the text and
//! puts it on pages, without knowing PDF. [`render`] does that and writes the file; while writing,
//! `krilla` checks it against both standards, and a violation is an error, not a file.
//!
//! Text runs from left to right. Characters that no font has are drawn as an empty box; the file
//! still carries them, so that they can be searched for and read out.

mod document;
mod error;
mod fonts;
mod layout;
mod paint;
mod photo;
mod text;
mod words;

pub use document::{
    Answer, Block, Choice, Document, Facts, MatrixRow, Question, Run, Section, Table,
};
pub use error::PrintError;
pub use fonts::Fonts;
pub use layout::{Layout, layout};
pub use paint::{Printed, render};
pub use photo::photo;
pub use words::is_tag as is_language_tag;
