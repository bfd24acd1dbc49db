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

/// In which encoding a text came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a mark.
    Utf8,
    /// UTF-16 of either byte order, as Windows programs write it.
    Utf16,
    /// Windows-1252.
    Windows1252,
}

/// Why bytes are no text in any of the encodings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// There are more bytes than the caller takes.
    #[error("the file is too large")]
    TooLarge,
    /// The file is no text.
    #[error("the file is no text")]
    NotText,
    /// The file is UTF-16 and ends in the middle of a letter.
    #[error("the file ends in the middle of a letter; it was not saved or sent as a whole")]
    CutOff,
}

/// The text of a file of at most `most` bytes, also in UTF-16: with a mark, or without one if the first letters show it.
pub fn decode_any(bytes: &[u8], most: usize) -> Result<(String, Encoding), DecodeError> {
    if bytes.len() > most {
        return Err(DecodeError::TooLarge);
    }
    let (wide, rest) = match bytes {
        [0xff, 0xfe, rest @ ..] => (Some(encoding_rs::UTF_16LE), rest),
        [0xfe, 0xff, rest @ ..] => (Some(encoding_rs::UTF_16BE), rest),
        [1..=255, 0, 1..=255, 0, ..] => (Some(encoding_rs::UTF_16LE), bytes),
        [0, 1..=255, 0, 1..=255, ..] => (Some(encoding_rs::UTF_16BE), bytes),
        _ => (None, bytes),
    };
    let Some(encoding) = wide else {
        let is_utf8 = std::str::from_utf8(bytes).is_ok();
        return match decode(bytes, most) {
            Ok(text) if is_utf8 => Ok((text, Encoding::Utf8)),
            Ok(text) => Ok((text, Encoding::Windows1252)),
            Err(TextError::TooLarge) => Err(DecodeError::TooLarge),
            Err(TextError::NotText) => Err(DecodeError::NotText),
        };
    };
    if rest.len() % 2 == 1 {
        return Err(DecodeError::CutOff);
    }
    let text = encoding
        .decode_without_bom_handling_and_without_replacement(rest)
        .filter(|text| !text.contains('\0'))
        .ok_or(DecodeError::NotText)?;
    Ok((text.into_owned(), Encoding::Utf16))
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

/// What separates the cells of a text: the tabulator, semicolon, comma or bar that stands as often in most of its first lines
/// and more often than the others; signs between quotation marks do not count.
pub fn separator(text: &str) -> u8 {
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .take(30)
        .collect();
    let counted = |sign: char| -> Vec<usize> {
        let count = |line: &&str| {
            let mut quoted = false;
            let signs = line.chars().filter(|letter| {
                quoted ^= *letter == '"';
                *letter == sign && !quoted
            });
            signs.count()
        };
        lines.iter().map(count).collect()
    };
    let weight = |sign: char| {
        let counts = counted(sign);
        let mut sorted = counts.clone();
        sorted.sort_unstable();
        let middle = sorted.get(sorted.len() / 2).copied().unwrap_or(0);
        let same = counts.iter().filter(|count| **count == middle).count();
        if middle == 0 {
            // Perhaps a few lines above the table have none.
            (0, sorted.last().copied().unwrap_or(0))
        } else {
            (same, middle)
        }
    };
    let mut best = (b';', (0, 0));
    for sign in ['\t', ';', ',', '|'] {
        let weight = weight(sign);
        if weight > best.1 {
            best = (u8::try_from(sign).unwrap_or(b';'), weight);
        }
    }
    best.0
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

/// A row whose cells lie in the reader until the next one is read.
#[derive(Debug, Clone, Copy)]
pub struct RecordRef<'r> {
    /// The line of the text in which it begins, from 1.
    pub line: u64,
    record: &'r csv::StringRecord,
}

impl<'r> RecordRef<'r> {
    /// A cell without blanks around it; empty where the row has none.
    pub fn cell(&self, at: usize) -> &'r str {
        self.record.get(at).unwrap_or("")
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.record.len()
    }

    /// Never so: wholly empty rows are passed over.
    pub fn is_empty(&self) -> bool {
        self.record.is_empty()
    }
}

impl Records<'_> {
    /// The next row that is not wholly empty, without a copy of it: for millions of rows.
    pub fn next_ref(&mut self) -> Option<RecordRef<'_>> {
        loop {
            // A text is valid UTF-8 and rows may have any length: nothing else can be wrong.
            if !self.reader.read_record(&mut self.record).unwrap_or(false) {
                return None;
            }
            if !self.record.iter().all(str::is_empty) {
                break;
            }
        }
        let byte = self.record.position().map_or(0, csv::Position::byte);
        Some(RecordRef {
            line: self.lines.at(byte),
            record: &self.record,
        })
    }
}

impl Iterator for Records<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        let row = self.next_ref()?;
        Some(Record {
            line: row.line,
            cells: row.record.iter().map(str::to_owned).collect(),
        })
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
    fn utf_16_is_read_with_and_without_its_mark() {
        let text = "Woche\tLK Göttingen\n2024-KW05\t3\n";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let marked = |mark: [u8; 2], bytes: &[u8]| [&mark, bytes].concat();
        for bytes in [
            marked([0xff, 0xfe], &little),
            marked([0xfe, 0xff], &big),
            little.clone(),
            big,
        ] {
            assert_eq!(
                decode_any(&bytes, 1_000),
                Ok((text.to_owned(), Encoding::Utf16))
            );
        }
        let cut = &marked([0xff, 0xfe], &little)[..9];
        assert_eq!(decode_any(cut, 1_000), Err(DecodeError::CutOff));
        let half = marked([0xff, 0xfe], &[0x00, 0xd8]);
        assert_eq!(decode_any(&half, 1_000), Err(DecodeError::NotText));
        assert_eq!(decode_any(b"PK\x03\0\0\0", 9), Err(DecodeError::NotText));
        assert_eq!(decode_any(&little, 9), Err(DecodeError::TooLarge));
        let (_, latin) = decode_any(b"G\xf6ttingen", 99).unwrap();
        assert_eq!(latin, Encoding::Windows1252);
    }

    #[test]
    fn the_separator_is_the_sign_that_all_lines_share() {
        for (text, sign) in [
            ("a\tb, c\n1\t2, 3\n", b'\t'),
            ("a;b;c\n1,5;2,5;3\n", b';'),
            ("\"a;x;y;z\",b\n\"1;2;3;4\",2\n", b','),
            (
                "Fälle, nach Woche, Land\n\nWoche;Land;Zahl\n1;Bayern;2\n2;Bayern;3\n",
                b';',
            ),
            ("a|b|c\n1|2|3\n", b'|'),
            ("one\ntwo\n", b';'),
            ("", b';'),
        ] {
            assert_eq!(separator(text), sign, "{text}");
        }
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
            if let Ok((text, _)) = decode_any(&bytes, 1_000) {
                let _ = separator(&text);
            }
            if let Ok(text) = decode(&bytes, 1_000) {
                let rows = rows(&text);
                prop_assert!(rows.windows(2).all(|two| two[0].0 < two[1].0));
            }
        }
    }
}
