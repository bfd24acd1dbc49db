// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/// Why there is no document.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// No font with the letters of ordinary text was given.
    #[error("no font was given; the built interface carries them")]
    NoFont,
    /// A font file cannot be read.
    #[error("font {index} of the {weight} fonts cannot be read: {reason}")]
    Font {
        /// `regular` or `bold`.
        weight: &'static str,
        /// Its position in the list, from 0.
        index: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// The title is blank. Accessible documents have one.
    #[error("the document has no title")]
    NoTitle,
    /// The language is not a BCP 47 tag.
    #[error("“{0}” is not a language tag")]
    Lang(String),
    /// Sections stand in sections deeper than anybody can read.
    #[error("sections are nested more than {0} deep")]
    TooDeep(usize),
    /// The document has more pages than can be printed.
    #[error("the document has more than {0} pages")]
    TooLong(usize),
    /// A picture that looked right could not be decoded.
    #[error("a picture cannot be decoded: {0}")]
    Image(String),
    /// The file would violate PDF/UA-1 or PDF/A-2a.
    #[error("the document would violate its standards: {0}")]
    Standard(String),
    /// The file could not be written.
    #[error("the PDF cannot be written: {0}")]
    Pdf(String),
}
