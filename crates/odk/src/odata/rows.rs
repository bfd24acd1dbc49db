// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A table as JSON, row by row: what is in memory is one submission.

use std::io::{self, Write};

use super::address::{RowFilter, Target};
use super::draw::{Filled, Pen, Source};
use super::query::{Query, QueryError};
use super::schema::Schema;
use super::select::View;
use super::skip_token::SkipToken;
use super::submission::Submission;
use super::value::{self, Style};

/// Why a table was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The receiver failed.
    #[error(transparent)]
    Output(#[from] io::Error),
    /// What is asked for cannot be written. Said before anything is.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// The target belongs to another form. Said before anything is.
    #[error("the form has no such table")]
    NoTable,
    /// The row after which the page begins is not there any more. Said at the end.
    #[error("the row that the `$skiptoken` stands for does not exist")]
    TokenNotFound,
}

/// What there is beyond the rows that were written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beyond {
    /// The writer got all submissions and made the page itself: tables of repeats, and single
    /// submissions.
    Counted,
    /// A store made the page, as for [`super::Table::is_submissions`].
    Stored {
        /// How many rows fit the filter, without `$top`, `$skip` and `$skiptoken`.
        total: u64,
        /// Whether rows come after those written.
        more: bool,
    },
}

/// Writes a table.
///
/// The pages of `Submissions` are made by whoever reads the store: it obeys `$filter`, `$orderby`,
/// `$skip`, `$skiptoken` and `$top`, and the writer writes what it gets. For repeats the store obeys
/// `$filter` and `$orderby`, and the writer counts rows and makes the page.
#[derive(Debug)]
pub struct TableWriter<'s, W> {
    out: W,
    pen: Pen<'s>,
    view: View,
    target: &'s Target,
    query: &'s Query,
    address: &'s str,
    /// The repeats from the first table to this one.
    way: Vec<usize>,
    /// One row, so that the receiver is not called for each value.
    buffer: Vec<u8>,
    /// How many rows there were.
    seen: u64,
    written: u64,
    /// How many came after the page.
    after: u64,
    /// Whether the row of the token has been there.
    has_begun: bool,
    last: Option<SkipToken>,
}

impl<'s, W: Write> TableWriter<'s, W> {
    /// Begins the document. `service` is the absolute address of the service, up to `.svc`;
    /// `address` that of the request, without its options.
    pub fn begin(
        mut out: W,
        schema: &'s Schema,
        target: &'s Target,
        query: &'s Query,
        (service, address): (&str, &'s str),
    ) -> Result<Self, WriteError> {
        let table = target.table(schema).ok_or(WriteError::NoTable)?;
        let view = View::of(table, query.select.as_deref())?;
        let mut buffer = Vec::new();
        begin(&mut buffer, service, table.name());
        out.write_all(&buffer)?;
        Ok(Self {
            out,
            pen: Pen {
                schema,
                style: Style {
                    wkt: query.wkt,
                    codes: query.codes,
                    zone: kernel::berlin_zone(),
                },
                expand: query.expand,
            },
            view,
            target,
            query,
            address,
            way: way(schema, target.table),
            buffer,
            seen: 0,
            written: 0,
            after: 0,
            has_begun: query.skip_token.is_none(),
            last: None,
        })
    }

    /// Writes the rows of a submission: one, or those of a repeat that are on the page.
    pub fn submission(&mut self, submission: &Submission<'_>) -> Result<(), WriteError> {
        let (rows, _) = self.pen.schema.layout.rows(submission.answers);
        let filled = Filled::of(self.pen.schema, &rows);
        let source = Source {
            submission,
            filled: &filled,
        };
        if self.target.table == 0 {
            self.seen += 1;
            let id = submission.instance_id;
            self.write(source, &[], id)?;
            self.last = Some(SkipToken::Submission(id.to_owned()));
            return Ok(());
        }
        let way = std::mem::take(&mut self.way);
        let outcome = filled.each_round(&way, &mut Vec::new(), &mut |numbers| {
            self.round(source, numbers)
        });
        self.way = way;
        outcome
    }

    /// Whether the page is full and nobody wants to know how many rows there are, so that further
    /// submissions need not be read.
    pub fn is_done(&self) -> bool {
        self.target.table != 0 && self.after > 0 && !self.query.count
    }

    /// A row of a repeat, if it is on the page.
    fn round(&mut self, source: Source<'_>, numbers: &[u32]) -> Result<(), WriteError> {
        let Some(table) = self.target.table(self.pen.schema) else {
            return Ok(());
        };
        let instance_id = source.submission.instance_id;
        let id = table.row_id(instance_id, numbers);
        let fits = match &self.target.row {
            None => true,
            Some(RowFilter::Itself(wanted)) => *wanted == id,
            Some(RowFilter::Around(wanted)) => {
                *wanted == self.pen.around_id(table, instance_id, numbers)
            }
        };
        if !fits {
            return Ok(());
        }
        self.seen += 1;
        if !self.has_begun {
            let token = self.query.skip_token.as_ref();
            self.has_begun = matches!(token, Some(SkipToken::Row(last)) if *last == id);
        } else if self.seen > self.query.skip {
            if self.query.top.is_none_or(|top| self.written < top) {
                self.write(source, numbers, &id)?;
                self.last = Some(SkipToken::Row(id));
            } else {
                self.after += 1;
            }
        }
        Ok(())
    }

    fn write(&mut self, source: Source<'_>, numbers: &[u32], id: &str) -> Result<(), WriteError> {
        self.buffer.clear();
        if self.written > 0 {
            self.buffer.push(b',');
        }
        let at = (self.target.table, numbers);
        self.pen.row(&mut self.buffer, &self.view, source, at, id);
        self.out.write_all(&self.buffer)?;
        self.written += 1;
        Ok(())
    }

    /// Ends the document and hands out the receiver.
    pub fn finish(mut self, beyond: Beyond) -> Result<W, WriteError> {
        if self.target.table != 0 && !self.has_begun {
            return Err(WriteError::TokenNotFound);
        }
        let (total, more) = match beyond {
            Beyond::Counted => (self.seen, self.after > 0),
            Beyond::Stored { total, more } => (total, more),
        };
        let next = self.last.take().filter(|_| more);
        let next = next.map(|token| self.query.next_link(self.address, &token));
        let total = self.query.count.then_some(total);
        end(&mut self.buffer, next.as_deref(), total);
        self.out.write_all(&self.buffer)?;
        Ok(self.out)
    }
}

/// The repeats from the first table to this one; none for the first.
pub(super) fn way(schema: &Schema, table: usize) -> Vec<usize> {
    let around = |table: usize| schema.tables.get(table)?.parent.filter(|&index| index != 0);
    let first = Some(table).filter(|&table| table != 0);
    let mut way: Vec<usize> = std::iter::successors(first, |&table| around(table)).collect();
    way.reverse();
    way
}

/// Begins a document with rows.
pub(super) fn begin(buffer: &mut Vec<u8>, service: &str, table: &str) {
    buffer.extend_from_slice(b"{\"@odata.context\":");
    value::string(buffer, &format!("{service}/$metadata#{table}"));
    buffer.extend_from_slice(b",\"value\":[");
}

/// Ends the list of rows and the document.
pub(super) fn end(buffer: &mut Vec<u8>, next: Option<&str>, count: Option<u64>) {
    buffer.clear();
    buffer.push(b']');
    if let Some(next) = next {
        buffer.extend_from_slice(b",\"@odata.nextLink\":");
        value::string(buffer, next);
    }
    if let Some(count) = count {
        buffer.extend_from_slice(b",\"@odata.count\":");
        buffer.extend_from_slice(count.to_string().as_bytes());
    }
    buffer.push(b'}');
}
