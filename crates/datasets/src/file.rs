// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Bytes to tables: text in several encodings, workbooks, and archives with such files.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use tables::{BookError, BookLimits, BookProblem, DecodeError, read_workbook};

use crate::limits::Limits;
use crate::package::Package;
use crate::table::Table;

/// The most files of an archive that are looked at.
const MOST_FILES: usize = 1_000;

/// A file that can be read: its tables, and what it says about them.
#[derive(Debug)]
pub struct File {
    /// The tables; each file of an archive and each sheet of a workbook is one.
    pub tables: Vec<Table>,
    /// What a `datapackage.json` beside the tables says, or the file itself.
    pub package: Option<Package>,
    /// The names of files in an archive that are no tables, and of empty sheets.
    pub passed_over: Vec<String>,
}

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// It has no bytes, or no table has a row.
    #[error("there is no table in the file")]
    Empty,
    /// It is larger than the limits allow, packed or not.
    #[error("the file is too large; send it in parts")]
    TooLarge,
    /// A workbook has too many rows, columns or sheets, or too much text in a cell.
    #[error("sheet `{sheet}`, row {row}: too many rows or columns, or too much text")]
    TooManyCells {
        /// The sheet.
        sheet: String,
        /// The row, from 1.
        row: u32,
    },
    /// A text in UTF-16 ends in the middle of a letter.
    #[error("`{0}` ends in the middle of a letter; it was not saved or sent as a whole")]
    CutOff(String),
    /// It is neither text nor a workbook nor an archive, or it is damaged.
    #[error("`{0}` is neither a table as text nor a workbook, or it is damaged")]
    Unreadable(String),
    /// An archive needs a password.
    #[error("the archive is locked by a password; send it unlocked")]
    Locked,
    /// A `datapackage.json` is wrong.
    #[error("datapackage.json: {0}")]
    Package(String),
}

impl OpenError {
    /// The name in message keys.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLarge => "too-large",
            Self::TooManyCells { .. } => "too-many-cells",
            Self::CutOff(_) => "cut-off",
            Self::Unreadable(_) => "unreadable",
            Self::Locked => "locked",
            Self::Package(_) => "package",
        }
    }
}

/// Reads a file: tables as text (UTF-8, UTF-16, Windows-1252), workbooks (`.xlsx`, `.xls`, `.ods`), a `datapackage.json`, or an
/// archive (`.zip`, `.gz`) with such files. What it is, is found out from its bytes; the name is only said in messages.
pub fn open(bytes: &[u8], name: &str, limits: &Limits) -> Result<File, OpenError> {
    if bytes.is_empty() {
        return Err(OpenError::Empty);
    }
    if bytes.len() > limits.bytes {
        return Err(OpenError::TooLarge);
    }
    let mut file = File {
        tables: Vec::new(),
        package: None,
        passed_over: Vec::new(),
    };
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let mut unpacked = Vec::new();
        let most = u64::try_from(limits.bytes).unwrap_or(u64::MAX);
        flate2::read::MultiGzDecoder::new(bytes)
            .take(most.saturating_add(1))
            .read_to_end(&mut unpacked)
            .map_err(|_| OpenError::Unreadable(name.to_owned()))?;
        if unpacked.len() > limits.bytes {
            return Err(OpenError::TooLarge);
        }
        let inner = name.strip_suffix(".gz").unwrap_or(name);
        file.add(&unpacked, inner, limits)?;
    } else if bytes.starts_with(b"PK") && !is_workbook(bytes) {
        file.add_archive(bytes, name, limits)?;
    } else {
        file.add(bytes, name, limits)?;
    }
    if let Some(package) = &file.package {
        package.name_tables(&mut file.tables);
    }
    if file.tables.is_empty() && file.package.is_none() {
        return Err(OpenError::Empty);
    }
    Ok(file)
}

/// Whether a zipped file has the parts of a workbook.
fn is_workbook(bytes: &[u8]) -> bool {
    zip::ZipArchive::new(Cursor::new(bytes)).is_ok_and(|archive| {
        archive.file_names().any(|name| {
            name.is_ok_and(|name| name == "[Content_Types].xml" || name == "content.xml")
        })
    })
}

impl File {
    fn add_archive(&mut self, bytes: &[u8], name: &str, limits: &Limits) -> Result<(), OpenError> {
        let damaged = || OpenError::Unreadable(name.to_owned());
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
        if archive.len() > MOST_FILES {
            return Err(OpenError::TooLarge);
        }
        let mut left = limits.bytes;
        let ends = |path: &str, known: &[&str]| {
            known.iter().any(|known| {
                let start = path.len().checked_sub(known.len());
                let end = start.and_then(|start| path.get(start..));
                end.is_some_and(|end| end.eq_ignore_ascii_case(known))
            })
        };
        for at in 0..archive.len() {
            let part = match archive.by_index(at) {
                Ok(part) => part,
                Err(zip::result::ZipError::UnsupportedArchive(what))
                    if what.contains("assword") =>
                {
                    return Err(OpenError::Locked);
                }
                Err(_) => return Err(damaged()),
            };
            if !part.is_file() {
                continue;
            }
            let path = part
                .name()
                .map_or_else(|_| format!("{at}"), Cow::into_owned);
            let lower = path.to_lowercase();
            let known = [
                ".csv", ".tsv", ".txt", ".tab", ".json", ".xlsx", ".xls", ".ods",
            ];
            if !known.iter().any(|end| lower.ends_with(end)) || lower.contains("__macosx/") {
                self.passed_over.push(path);
                continue;
            }
            let most = u64::try_from(left).unwrap_or(u64::MAX);
            let mut unpacked = Vec::new();
            part.take(most.saturating_add(1))
                .read_to_end(&mut unpacked)
                .map_err(|_| damaged())?;
            left = left
                .checked_sub(unpacked.len())
                .ok_or(OpenError::TooLarge)?;
            // What explains the tables may be anything.
            match self.add(&unpacked, &path, limits) {
                Err(OpenError::Empty) => self.passed_over.push(path),
                Err(OpenError::Unreadable(_)) if ends(&path, &[".txt", ".json"]) => {
                    self.passed_over.push(path);
                }
                other => other?,
            }
        }
        Ok(())
    }

    fn add(&mut self, bytes: &[u8], name: &str, limits: &Limits) -> Result<(), OpenError> {
        if self.tables.len() >= limits.tables {
            return Err(OpenError::TooLarge);
        }
        let book_limits = BookLimits {
            file: limits.bytes,
            content: u64::try_from(limits.bytes)
                .unwrap_or(u64::MAX)
                .saturating_mul(2),
            rows: 1_048_576,
            columns: u32::try_from(limits.columns).unwrap_or(u32::MAX),
            cells: 8_000_000,
            with_times: false,
            with_errors: true,
        };
        let book = read_workbook(bytes, book_limits).map_err(|error| of_book(error, name))?;
        if let Some(book) = book {
            for sheet in book.sheets {
                if sheet.rows.is_empty() {
                    self.passed_over.push(sheet.name);
                } else {
                    self.tables.push(Table::of_sheet(sheet));
                }
            }
            return Ok(());
        }
        let (text, _) = tables::decode_any(bytes, limits.bytes).map_err(|error| match error {
            DecodeError::TooLarge => OpenError::TooLarge,
            DecodeError::CutOff => OpenError::CutOff(name.to_owned()),
            DecodeError::NotText => OpenError::Unreadable(name.to_owned()),
        })?;
        if text.trim_start().starts_with('{') {
            let package = Package::read(&text, name)?;
            if let Some(package) = package {
                self.package.get_or_insert(package);
                return Ok(());
            }
            return Err(OpenError::Unreadable(name.to_owned()));
        }
        if text.trim().is_empty() {
            return Err(OpenError::Empty);
        }
        self.tables.push(Table::of_text(name, text));
        Ok(())
    }
}

fn of_book(error: BookError, name: &str) -> OpenError {
    match error.problem {
        BookProblem::FileTooLarge | BookProblem::ContentTooLarge => OpenError::TooLarge,
        BookProblem::TooManyCells => OpenError::TooManyCells {
            sheet: error.sheet,
            row: error.row,
        },
        BookProblem::NotAWorkbook | BookProblem::ErrorCell => {
            OpenError::Unreadable(name.to_owned())
        }
    }
}
