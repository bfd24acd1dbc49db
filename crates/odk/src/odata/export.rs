// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Submissions as CSV, as Central exports them (`submissions.csv.zip`, `submissions.csv`): a table for
//! what is asked once and one for each repeat.
//!
//! The first table begins with `SubmissionDate` and ends with `KEY`, who sent it, how many of its files
//! are there, and how it stands. Tables of repeats end with `PARENT_KEY` and `KEY`: the key of a row is
//! that of its submission and the way to it, `uuid:…/children/child[2]`. Between them stand the
//! questions in the order of the form, called by their way with `-`; a place has four columns.
//! Values are written as they were answered.
//!
//! # Where this differs from Central
//!
//! * Notes have no column, and the first table alone has none for questions in repeats, which would
//!   always be empty.
//! * Options that Central passes over in silence are refused.

mod codes;
mod merged;
mod table;

pub use codes::SeenCodes;
pub use merged::{Displaced, with_deleted};
pub use table::CsvTable;

use super::filter::{Filter, Subject};
use super::query::{LONGEST, QueryError, QueryErrorKind, boolean};
use super::schema::Schema;

/// The type of a table.
pub const CSV: &str = "text/csv; charset=utf-8";

/// The type of all tables and files together.
pub const ZIP: &str = "application/zip";

/// What is asked of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// `$filter`: which submissions.
    pub filter: Option<Filter>,
    /// `attachments`: whether their files are wanted beside the tables.
    pub attachments: bool,
    /// `groupPaths`: whether columns are called by the way to the question, not by its name alone.
    pub group_paths: bool,
    /// `splitSelectMultiples`: whether each code of several has a column of its own, besides the one
    /// for all of them.
    pub split: bool,
    /// `deletedFields`: whether questions are wanted that only earlier versions have.
    pub deleted_fields: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            filter: None,
            attachments: true,
            group_paths: true,
            split: false,
            deleted_fields: false,
        }
    }
}

impl Options {
    /// Reads the part of an address after the question mark, as it was sent. Options that do not begin
    /// with `$` are passed over if they are not known: passphrases of encrypted forms, of which there
    /// are none here, are called by numbers.
    pub fn parse(query: &str) -> Result<Self, QueryError> {
        if query.len() > LONGEST {
            return Err(QueryError::of("", QueryErrorKind::TooLong));
        }
        let mut read = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let failed = |kind| QueryError::of(&name, kind);
            let value = value.trim();
            let said = |otherwise: bool| match value {
                "" => Ok(otherwise),
                value => boolean(value).map_err(failed),
            };
            match name.as_ref() {
                "$filter" if read.filter.is_some() => return Err(failed(QueryErrorKind::Twice)),
                "$filter" => {
                    let filter = Filter::parse(value, Subject::Submissions);
                    read.filter = Some(filter.map_err(|error| failed(error.into()))?);
                }
                "attachments" => read.attachments = said(true)?,
                "groupPaths" => read.group_paths = said(true)?,
                "splitSelectMultiples" => read.split = said(false)?,
                "deletedFields" => read.deleted_fields = said(false)?,
                name if name.starts_with('$') => return Err(failed(QueryErrorKind::Unknown)),
                _ => {}
            }
        }
        Ok(read)
    }
}

/// What the files of the tables are called, in the order of [`Schema::tables`]: `form.csv`,
/// `form-child.csv`; repeats of the same name are numbered, `form-child~1.csv`.
pub fn file_names(schema: &Schema, form_id: &str) -> Vec<String> {
    let last = |table: &super::Table| table.steps.last().map(|step| step.raw.clone());
    let repeats: Vec<Option<String>> = schema.tables.iter().map(last).collect();
    let same = |name: &str, among: &[Option<String>]| {
        let same = among.iter().flatten().filter(|other| *other == name);
        same.count()
    };
    let named = repeats.iter().enumerate().map(|(index, repeat)| {
        let name = match repeat {
            None => format!("{form_id}.csv"),
            Some(repeat) if same(repeat, &repeats) > 1 => {
                let before = repeats.get(..index).unwrap_or_default();
                format!("{form_id}-{repeat}~{}.csv", same(repeat, before) + 1)
            }
            Some(repeat) => format!("{form_id}-{repeat}.csv"),
        };
        plain_name(&name)
    });
    named.collect()
}

/// A name that files can have everywhere: without what separates folders or stands for others, never
/// empty, and none that leads up.
pub fn plain_name(name: &str) -> String {
    let plain: String = name
        .chars()
        .filter(|c| !c.is_control() && !"/\\?<>:*|\"".contains(*c))
        .collect();
    let plain = plain.trim_end_matches([' ', '.']);
    if plain.is_empty() {
        return "_".to_owned();
    }
    plain.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_or_refused() {
        let read = |query| Options::parse(query).unwrap();
        assert_eq!(read(""), Options::default());
        assert_eq!(
            read("attachments=FALSE&groupPaths=false&splitSelectMultiples=True&7=geheim"),
            Options {
                attachments: false,
                group_paths: false,
                split: true,
                ..Options::default()
            }
        );
        assert!(read("deletedFields=true&attachments=").attachments);
        let filtered = read("%24filter=__system%2FsubmitterId+eq+5");
        assert!(filtered.filter.is_some());
        for (query, option) in [
            ("$top=5", "$top"),
            ("groupPaths=maybe", "groupPaths"),
            ("$filter=name+eq+5", "$filter"),
            ("$filter=1+eq+1&$filter=1+eq+1", "$filter"),
        ] {
            let error = Options::parse(query).unwrap_err();
            assert_eq!(error.option, option, "{query}");
        }
    }

    #[test]
    fn names_of_files_lead_nowhere_else() {
        for (name, expected) in [
            ("bild.jpg", "bild.jpg"),
            ("../../etc/passwd", "....etcpasswd"),
            ("uuid:eins", "uuideins"),
            ("..", "_"),
            ("a\u{0}b\n", "ab"),
            ("Bericht größer?.pdf", "Bericht größer.pdf"),
        ] {
            assert_eq!(plain_name(name), expected);
        }
    }
}
