// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Files that answer questions, as pages show them.

use std::collections::BTreeMap;

use kernel::Lang;

/// A stored file that somebody may open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileView {
    /// What it is called.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// Where it is opened.
    pub url: String,
    /// Whether browsers show it as a picture.
    pub is_picture: bool,
}

impl FileView {
    /// Its size as people read it.
    pub fn size_text(&self, lang: Lang) -> String {
        file_size(self.size, lang)
    }
}

/// Files by the value of the question that they answer.
pub type FileViews = BTreeMap<String, FileView>;

/// The bytes of pictures by the value of the question that they answer: PNG, JPEG or WebP.
pub type Pictures = BTreeMap<String, Vec<u8>>;

/// A number of bytes as people read it: `740 Byte`, `512 kB`, `3,4 MB`. As in the programs that they
/// know, a kB has 1,024 bytes.
pub fn file_size(bytes: u64, lang: Lang) -> String {
    const KB: u64 = 1_024;
    const MB: u64 = KB * KB;
    let is_german = lang == Lang::De;
    if bytes < KB {
        return match (bytes, is_german) {
            (1, false) => "1 byte".to_owned(),
            (_, false) => format!("{bytes} bytes"),
            (_, true) => format!("{bytes} Byte"),
        };
    }
    let kilobytes = bytes / KB + u64::from(bytes % KB >= KB / 2);
    if kilobytes < KB {
        return format!("{kilobytes} kB");
    }
    let tenths = bytes / MB * 10 + (bytes % MB * 10 + MB / 2) / MB;
    let sign = if is_german { ',' } else { '.' };
    match tenths % 10 {
        0 => format!("{} MB", tenths / 10),
        rest => format!("{}{sign}{rest} MB", tenths / 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_written_for_people() {
        for (bytes, german, english) in [
            (0, "0 Byte", "0 bytes"),
            (1, "1 Byte", "1 byte"),
            (1_023, "1023 Byte", "1023 bytes"),
            (1_024, "1 kB", "1 kB"),
            (1_536, "2 kB", "2 kB"),
            (524_288, "512 kB", "512 kB"),
            (1_048_063, "1023 kB", "1023 kB"),
            (1_048_064, "1 MB", "1 MB"),
            (3_600_000, "3,4 MB", "3.4 MB"),
            (20_971_520, "20 MB", "20 MB"),
            (u64::MAX, "17592186044416 MB", "17592186044416 MB"),
        ] {
            assert_eq!(file_size(bytes, Lang::De), german);
            assert_eq!(file_size(bytes, Lang::En), english);
        }
    }
}
