// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Files with one row per value and one column per level, separated by semicolons, without a header.

use std::fmt;

use super::{Generalisation, GeneralisationError, Growing};

/// What a file said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// How values are made coarser.
    pub generalisation: Generalisation,
    /// Labels that look like slips of the pen.
    pub warnings: Vec<NearDuplicate>,
}

/// Two labels of one level that differ in one letter and lie close together. In a published table
/// a slip of this kind made a group of one country, and moved the optimum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NearDuplicate {
    /// From 0.
    pub level: usize,
    /// The label that stands first.
    pub one: String,
    /// The other label.
    pub other: String,
}

impl fmt::Display for NearDuplicate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "level {}: {} and {} differ in one letter; one of them may be a slip",
            self.level, self.one, self.other
        )
    }
}

impl Generalisation {
    /// Reads a file as ARX writes it: UTF-8, semicolons, no header, column l is level l.
    pub fn import(bytes: &[u8]) -> Result<Imported, GeneralisationError> {
        let text = decoded(bytes)?;
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(b';')
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut growing = Growing::default();
        let mut record = csv::StringRecord::new();
        loop {
            let line = reader.position().line() as usize;
            let more = reader.read_record(&mut record).map_err(|error| {
                GeneralisationError::NotATable {
                    line,
                    what: error.to_string(),
                }
            })?;
            if !more {
                break;
            }
            let line = record.position().map_or(line, |position| {
                // A record begins before the empty lines that stand in front of it.
                let empty = text.as_bytes()[position.byte() as usize..]
                    .iter()
                    .take_while(|byte| matches!(byte, b'\n' | b'\r'))
                    .filter(|&&byte| byte == b'\n')
                    .count();
                position.line() as usize + empty
            });
            let row: Vec<&str> = record.iter().collect();
            growing.push(line, &row)?;
        }
        let generalisation = growing.finish()?;
        let warnings = generalisation.near_duplicates();
        Ok(Imported {
            generalisation,
            warnings,
        })
    }

    /// As [`Self::import`], and labels that look like slips are errors.
    pub fn import_strictly(bytes: &[u8]) -> Result<Self, GeneralisationError> {
        let imported = Self::import(bytes)?;
        match imported.warnings.into_iter().next() {
            Some(warning) => Err(GeneralisationError::NearDuplicate(warning)),
            None => Ok(imported.generalisation),
        }
    }
}

fn decoded(bytes: &[u8]) -> Result<&str, GeneralisationError> {
    if bytes.starts_with(&[0xEF, 0xBB, 0xBF]) {
        return Err(GeneralisationError::ByteOrderMark);
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let (before, rest) = bytes.split_at(error.valid_up_to());
        let line_begin = before
            .iter()
            .rposition(|&byte| byte == b'\n')
            .map_or(0, |at| at + 1);
        GeneralisationError::NotUtf8 {
            line: before.split(|&byte| byte == b'\n').count(),
            column: String::from_utf8_lossy(&before[line_begin..])
                .chars()
                .count()
                + 1,
            byte: rest.first().copied().unwrap_or(0),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_encodings_are_refused_with_line_and_column() {
        assert_eq!(
            Generalisation::import(b"\xEF\xBB\xBFa;*\n"),
            Err(GeneralisationError::ByteOrderMark)
        );
        assert_eq!(
            Generalisation::import(b"Ems;*\nM\xC3\xBCnster;*\n\xC3\xBCber L\xFCneburg;*\n"),
            Err(GeneralisationError::NotUtf8 {
                line: 3,
                column: 7,
                byte: 0xFC
            })
        );
    }

    #[test]
    fn labels_may_be_quoted() {
        let read = Generalisation::import(b"\"a;b\";\"x \"\"y\"\"\";*\n").unwrap();
        assert_eq!(read.generalisation.value("a;b", 1), Some("x \"y\""));
    }

    #[test]
    fn a_slip_of_the_pen_is_named_with_both_labels() {
        let file = "France;Europe;*\nEngland;Europa;*\nPeru;South America;*\n".as_bytes();
        let read = Generalisation::import(file).unwrap();
        assert_eq!(
            read.warnings
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>(),
            ["level 1: Europe and Europa differ in one letter; one of them may be a slip"]
        );
        assert!(matches!(
            Generalisation::import_strictly(file),
            Err(GeneralisationError::NearDuplicate(_))
        ));
    }

    #[test]
    fn numbers_and_short_codes_that_differ_in_one_place_are_no_slips() {
        let read =
            Generalisation::import(b"m;031*;*\nw;032*;*\n30-34;30-39;*\n35-39;40-49;*\n").unwrap();
        assert_eq!(read.warnings, []);
    }
}
