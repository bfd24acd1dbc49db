// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! From bytes to rows of texts.

/// Why bytes are no table as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// There are more bytes than the caller takes.
    #[error("the file is too large")]
    TooLarge,
    /// The file is no text, such as a spreadsheet or UTF-16.
    #[error("the file is no text")]
    NotText,
}

/// The text of a file of at most `most` bytes: UTF-8 with or without a mark, else Windows-1252 as
/// spreadsheets write it.
pub fn decode(bytes: &[u8], most: usize) -> Result<String, TextError> {
    if bytes.len() > most {
        return Err(TextError::TooLarge);
    }
    if bytes.contains(&0) || bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(TextError::NotText);
    }
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    Ok(match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252
            .decode_without_bom_handling(bytes)
            .0
            .into_owned(),
    })
}

/// A text with one kind of line end, so that lines can be counted.
pub fn one_line_end(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// What separates the cells of a text: semicolons or commas, whichever its first line uses more.
pub fn delimiter(text: &str) -> u8 {
    let headings = text.lines().find(|line| !line.trim().is_empty());
    let count = |sign: char| headings.unwrap_or_default().matches(sign).count();
    if count(';') >= count(',') { b';' } else { b',' }
}

/// A row that is not wholly empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The line of the text in which it begins, from 1.
    pub line: u64,
    /// Its cells without blanks around them.
    pub cells: Vec<String>,
}

/// The rows of a text, one after the other; rows may have any length.
#[derive(Debug)]
pub struct Records<'t> {
    reader: csv::Reader<&'t [u8]>,
    lines: Lines<'t>,
    record: csv::StringRecord,
}

impl<'t> Records<'t> {
    /// The rows of a text with one kind of line end (see [`one_line_end`]).
    pub fn of(text: &'t str, delimiter: u8) -> Self {
        let reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        Self {
            reader,
            lines: Lines::new(text),
            record: csv::StringRecord::new(),
        }
    }
}

impl Iterator for Records<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        loop {
            // A text is valid UTF-8 and rows may have any length: nothing else can be wrong.
            if !self.reader.read_record(&mut self.record).unwrap_or(false) {
                return None;
            }
            if self.record.iter().all(str::is_empty) {
                continue;
            }
            let byte = self.record.position().map_or(0, csv::Position::byte);
            return Some(Record {
                line: self.lines.at(byte),
                cells: self.record.iter().map(str::to_owned).collect(),
            });
        }
    }
}

/// Counts lines up to places that only move forward.
#[derive(Debug)]
pub struct Lines<'t> {
    text: &'t [u8],
    at: usize,
    line: u64,
}

impl<'t> Lines<'t> {
    /// At the first line.
    pub fn new(text: &'t str) -> Self {
        Self {
            text: text.as_bytes(),
            at: 0,
            line: 1,
        }
    }

    /// The line of the first row at or after a byte; readers skip empty lines before it.
    pub fn at(&mut self, byte: u64) -> u64 {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX);
        while let Some(letter) = self.text.get(self.at) {
            if self.at >= byte && *letter != b'\n' {
                break;
            }
            self.line += u64::from(*letter == b'\n');
            self.at += 1;
        }
        self.line
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rows(text: &str) -> Vec<(u64, Vec<String>)> {
        let text = one_line_end(text);
        Records::of(&text, delimiter(&text))
            .map(|record| (record.line, record.cells))
            .collect()
    }

    #[test]
    fn both_encodings_and_both_separators_give_the_same_rows() {
        let text = "Name;Ort\r\nKita Möwe; Göttingen \r\n";
        let utf8 = decode(text.as_bytes(), 100).unwrap();
        let marked = decode(format!("\u{feff}{text}").as_bytes(), 100).unwrap();
        let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(text);
        assert_eq!(utf8, marked);
        assert_eq!(utf8, decode(&latin, 100).unwrap());
        assert_eq!(rows(&utf8), rows(&text.replace(';', ",")));
        assert_eq!(rows(&utf8)[1].1, ["Kita Möwe", "Göttingen"]);
    }

    #[test]
    fn what_is_too_large_or_no_text_is_refused() {
        assert_eq!(decode(b"PK\0\0", 9), Err(TextError::NotText));
        assert_eq!(decode(b"0123456789", 9), Err(TextError::TooLarge));
    }

    #[test]
    fn lines_are_counted_as_an_editor_counts_them() {
        let text = "kind;name\r\n\r\na;b\r\n;\r\nc;\"d\r\ne\"\r\nf;g";
        let lines: Vec<_> = rows(text).into_iter().map(|(line, _)| line).collect();
        assert_eq!(lines, [1, 3, 5, 7]);
    }

    proptest! {
        #[test]
        fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            if let Ok(text) = decode(&bytes, 1_000) {
                let rows = rows(&text);
                prop_assert!(rows.windows(2).all(|two| two[0].0 < two[1].0));
            }
        }
    }
}
