// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What can be printed: a tree of blocks. It says what things are, never where they stand.

use jiff::Timestamp;

/// A document to print on A4.
#[derive(Debug, Clone)]
pub struct Document {
    /// The title that viewers show in the window; may not be blank. It is not printed by itself.
    pub title: String,
    /// BCP 47 tag of the language of all text that says nothing else. German hyphenation for
    /// `de`, English for `en`, none for others.
    pub lang: String,
    /// The office that issues the document; empty if none.
    pub author: String,
    /// What the document is about, for catalogues; empty if nothing.
    pub subject: String,
    /// The moment that the file names as its creation.
    pub created: Timestamp,
    /// Printed at the top of every page, at most two lines; empty for none.
    pub header: String,
    /// Printed at the bottom of every page beside the page number, at most two lines.
    pub footer: String,
    /// The content, in reading order.
    pub blocks: Vec<Block>,
}

/// One piece of content.
#[derive(Debug, Clone)]
pub enum Block {
    /// A heading, also an entry in the bookmarks. It never stands alone at the end of a page.
    Heading {
        /// 1 is the title of the document. Levels above 4 count as 4. For readers of the tags a
        /// level that skips one is raised.
        level: u8,
        /// The words of the heading; a blank one is left out.
        text: String,
    },
    /// A paragraph.
    Paragraph(Vec<Run>),
    /// An explanation in smaller print.
    Hint(String),
    /// A list of single paragraphs.
    List {
        /// Numbers instead of dots.
        ordered: bool,
        /// One paragraph each.
        items: Vec<Vec<Run>>,
    },
    /// Names and values in two columns.
    Facts(Facts),
    /// A table with column headings.
    Table(Table),
    /// A question of a form with a place for its answer, or with the answer.
    Question(Question),
    /// A thin line across the page.
    Rule,
    /// What follows begins on a new page.
    PageBreak,
    /// Blocks under a common heading.
    Section(Section),
}

/// Text in one style.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Run {
    /// The text; a line feed begins a new line.
    pub text: String,
    /// Stronger print.
    pub bold: bool,
    /// BCP 47 tag, where it differs from the document's language.
    pub lang: Option<String>,
}

impl Run {
    /// Text in ordinary print.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// Text in stronger print.
    pub fn bold(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            bold: true,
            lang: None,
        }
    }
}

/// Blocks under a common heading. Its level follows from the depth: sections of the document have
/// level 2, because level 1 is the title.
#[derive(Debug, Clone)]
pub struct Section {
    /// The heading; a blank one is left out.
    pub title: String,
    /// The content.
    pub blocks: Vec<Block>,
}

/// Names and values, such as receipt number and date.
#[derive(Debug, Clone, Default)]
pub struct Facts(pub Vec<(String, String)>);

/// A table. Columns of figures are set flush right. A table of very many columns is printed in
/// parts, each beginning with the first column.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Above the table; empty for none.
    pub caption: String,
    /// Column headings, repeated on each page.
    pub header: Vec<String>,
    /// Cells in the order of the columns; what is missing is empty, what is too much is left out.
    pub rows: Vec<Vec<String>>,
}

/// A question of a form. It is not divided if it fits on one page.
#[derive(Debug, Clone)]
pub struct Question {
    /// Its number as printed, such as `3.1`.
    pub number: Option<String>,
    /// What is asked.
    pub label: String,
    /// Whether it must be answered; printed as a word.
    pub required: bool,
    /// An explanation; empty for none.
    pub hint: String,
    /// The place for the answer, or the answer.
    pub answer: Answer,
}

/// The place for an answer, or an answer.
#[derive(Debug, Clone)]
pub enum Answer {
    /// Nothing: a note.
    None,
    /// Empty lines to write on, at most 60.
    Lines(u8),
    /// Options to tick, or ticked.
    Boxes {
        /// Only one may be ticked: circles instead of squares.
        one: bool,
        /// The options in reading order.
        options: Vec<Choice>,
        /// How many stand beside each other, 1 to 4.
        columns: u8,
    },
    /// The answer as text; an empty one is said to be missing.
    Text(String),
    /// One box per character, for dates and figures.
    Cells {
        /// `_` is an empty box, a letter a box with this letter in pale print (`TT.MM.JJJJ`), a
        /// digit a filled box; other characters stand between boxes. At most 120 characters.
        pattern: String,
        /// Printed behind the boxes; empty for none.
        unit: String,
    },
    /// A line to sign on.
    Signature {
        /// The signature as PNG or JPEG, if there is one.
        image: Option<Vec<u8>>,
        /// Printed below the line, such as `Ort, Datum, Unterschrift`.
        label: String,
    },
    /// A picture.
    Image {
        /// PNG, JPEG or WebP, at most 24 million pixels.
        bytes: Vec<u8>,
        /// What the picture shows, for those who do not see it.
        alt: String,
        /// What the file is called: said in place of a picture that cannot be shown; may be empty.
        name: String,
    },
    /// A table with an option per column and a question per row.
    Matrix {
        /// Only one per row may be ticked: circles instead of squares.
        one: bool,
        /// The options.
        columns: Vec<String>,
        /// The questions.
        rows: Vec<MatrixRow>,
    },
}

impl Answer {
    /// So many empty boxes.
    pub fn cells(count: usize, unit: impl Into<String>) -> Self {
        Self::Cells {
            pattern: "_".repeat(count),
            unit: unit.into(),
        }
    }
}

/// An option of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Its words.
    pub text: String,
    /// Whether it is chosen.
    pub ticked: bool,
}

/// A row of a matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixRow {
    /// What the row asks.
    pub label: String,
    /// Per column whether it is ticked; what is missing is not ticked.
    pub ticked: Vec<bool>,
}
