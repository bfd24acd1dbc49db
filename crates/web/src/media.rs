// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What a file is, by its first bytes. What browsers or computers would run is refused.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What kind of file is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FileKind {
    /// A picture.
    Image,
    /// A recording.
    Audio,
    /// A film.
    Video,
    /// Any file.
    File,
}

impl FileKind {
    /// All of them, in order.
    pub const ALL: &[Self] = &[Self::Image, Self::Audio, Self::Video, Self::File];

    /// The name in databases, in JSON and in message keys.
    pub fn name(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Audio => "audio",
            Self::Video => "video",
            Self::File => "file",
        }
    }
}

impl fmt::Display for FileKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for FileKind {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let mut all = Self::ALL.iter().copied();
        all.find(|kind| kind.name() == text).ok_or(())
    }
}

/// What is not known more closely.
pub const UNKNOWN: &str = "application/octet-stream";

/// How far into a file a page is looked for, in bytes.
const PAGE_WITHIN: usize = 4_096;

/// Endings of names that make a computer run the file, or a browser show it as a page.
const REFUSED: [&str; 44] = [
    "apk", "app", "appx", "bat", "chm", "class", "cmd", "com", "cpl", "desktop", "dll", "dmg",
    "elf", "exe", "gadget", "hta", "htm", "html", "htmlz", "iso", "jar", "js", "jse", "lnk", "mht",
    "mhtml", "mjs", "msc", "msi", "msp", "pif", "ps1", "reg", "scr", "sh", "shtml", "svg", "svgz",
    "vbe", "vbs", "wsf", "wsh", "xhtml", "xht",
];

/// Types by the ending of the name, for containers whose first bytes do not say which.
const BY_ENDING: [(&str, Content, &str); 18] = [
    (
        "docx",
        Content::Zip,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    (
        "xlsx",
        Content::Zip,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    (
        "pptx",
        Content::Zip,
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    (
        "odt",
        Content::Zip,
        "application/vnd.oasis.opendocument.text",
    ),
    (
        "ods",
        Content::Zip,
        "application/vnd.oasis.opendocument.spreadsheet",
    ),
    (
        "odp",
        Content::Zip,
        "application/vnd.oasis.opendocument.presentation",
    ),
    ("zip", Content::Zip, "application/zip"),
    ("doc", Content::Compound, "application/msword"),
    ("xls", Content::Compound, "application/vnd.ms-excel"),
    ("ppt", Content::Compound, "application/vnd.ms-powerpoint"),
    ("csv", Content::Text, "text/csv"),
    ("txt", Content::Text, "text/plain"),
    ("md", Content::Text, "text/plain"),
    ("json", Content::Text, "application/json"),
    ("geojson", Content::Text, "application/geo+json"),
    ("xml", Content::Text, "application/xml"),
    ("gpx", Content::Text, "application/gpx+xml"),
    ("kml", Content::Text, "application/vnd.google-earth.kml+xml"),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Content {
    Zip,
    Compound,
    Text,
    Other,
}

/// Whether a file of this name is refused, whatever is in it.
pub fn is_refused_name(name: &str) -> bool {
    let ending = ending(name);
    REFUSED.contains(&ending.as_str())
}

/// The media type of a file that begins with `start`; nothing if a question of this kind does not
/// take it.
pub fn media_type(kind: FileKind, name: &str, start: &[u8]) -> Option<&'static str> {
    if is_refused_name(name) || is_program(start) || is_page(start) {
        return None;
    }
    let found = signature(start);
    match kind {
        FileKind::Image => found.filter(|found| found.starts_with("image/")),
        FileKind::Audio => match found? {
            "video/webm" => Some("audio/webm"),
            "video/mp4" => Some("audio/mp4"),
            "video/3gpp" => Some("audio/3gpp"),
            found => found.starts_with("audio/").then_some(found),
        },
        FileKind::Video => match found? {
            "audio/ogg" => Some("video/ogg"),
            found => found.starts_with("video/").then_some(found),
        },
        FileKind::File => Some(found.unwrap_or_else(|| document(name, start))),
    }
}

fn ending(name: &str) -> String {
    name.rsplit_once('.')
        .map_or(String::new(), |(_, ending)| ending.trim().to_lowercase())
}

/// Pictures, recordings, films and documents that say at the beginning what they are.
fn signature(start: &[u8]) -> Option<&'static str> {
    let begins: [(&[u8], &str); 14] = [
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff", "image/jpeg"),
        (b"GIF87a", "image/gif"),
        (b"GIF89a", "image/gif"),
        (b"II*\0", "image/tiff"),
        (b"MM\0*", "image/tiff"),
        (b"ID3", "audio/mpeg"),
        (b"OggS", "audio/ogg"),
        (b"fLaC", "audio/flac"),
        (b"#!AMR", "audio/amr"),
        (b"\x1a\x45\xdf\xa3", "video/webm"),
        (b"\0\0\x01\xba", "video/mpeg"),
        (b"%PDF-", "application/pdf"),
        (b"{\\rtf", "application/rtf"),
    ];
    let known = begins.iter().find(|(mark, _)| start.starts_with(mark));
    if let Some((_, found)) = known {
        return Some(found);
    }
    if let (Some(first), Some(second)) = (start.get(..4), start.get(4..8)) {
        let third = start.get(8..12).unwrap_or_default();
        match (first, second, third) {
            (b"RIFF", _, b"WEBP") => return Some("image/webp"),
            (b"RIFF", _, b"WAVE") => return Some("audio/wav"),
            (b"RIFF", _, b"AVI ") => return Some("video/x-msvideo"),
            (_, b"ftyp", brand) => return Some(by_brand(brand)),
            _ => {}
        }
    }
    match (start.first()?, start.get(1)?) {
        // The third layer of MPEG audio, with its rates and with or without a checksum.
        (0xff, 0xfb | 0xfa | 0xf3 | 0xf2 | 0xe3 | 0xe2) => Some("audio/mpeg"),
        (0xff, 0xf0 | 0xf1 | 0xf8 | 0xf9) => Some("audio/aac"),
        _ => None,
    }
}

/// What a file of the ISO base media format is, by its brand.
fn by_brand(brand: &[u8]) -> &'static str {
    match brand {
        b"heic" | b"heix" | b"heim" | b"heis" | b"mif1" | b"msf1" => "image/heic",
        b"avif" | b"avis" => "image/avif",
        b"M4A " | b"M4B " => "audio/mp4",
        b"qt  " => "video/quicktime",
        brand if brand.starts_with(b"3g") => "video/3gpp",
        _ => "video/mp4",
    }
}

/// A document whose ending and beginning fit each other.
fn document(name: &str, start: &[u8]) -> &'static str {
    let content = if start.starts_with(b"PK\x03\x04") {
        Content::Zip
    } else if start.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        Content::Compound
    } else if start.contains(&0) {
        Content::Other
    } else {
        Content::Text
    };
    let ending = ending(name);
    BY_ENDING
        .iter()
        .find(|(known, of, _)| *known == ending && *of == content)
        .map_or(UNKNOWN, |(_, _, found)| found)
}

/// Whether a computer would run it: Windows, Linux, macOS, Java, Android, scripts, shortcuts.
fn is_program(start: &[u8]) -> bool {
    let marks: [&[u8]; 10] = [
        b"MZ",
        b"\x7fELF",
        b"\xfe\xed\xfa\xce",
        b"\xfe\xed\xfa\xcf",
        b"\xce\xfa\xed\xfe",
        b"\xcf\xfa\xed\xfe",
        b"\xca\xfe\xba\xbe",
        b"dex\n",
        b"L\0\0\0\x01\x14\x02\0",
        b"#!",
    ];
    !start.starts_with(b"#!AMR") && marks.iter().any(|mark| start.starts_with(mark))
}

/// Whether a browser could take it for a page or a drawing with scripts, in any encoding.
fn is_page(start: &[u8]) -> bool {
    const MARKS: [&str; 9] = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<script",
        "<iframe",
        "<svg",
        "www.w3.org/2000/svg",
        "www.w3.org/1999/xhtml",
    ];
    let text: String = start
        .iter()
        .take(PAGE_WITHIN)
        // What is left of two-byte encodings without the zeros is the text.
        .filter(|byte| byte.is_ascii() && **byte != 0)
        .map(|byte| char::from(byte.to_ascii_lowercase()))
        .collect();
    text.trim_start().starts_with('<') && MARKS.iter().any(|mark| text.contains(mark))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(kind: FileKind, start: &[u8]) -> Option<&'static str> {
        media_type(kind, "x", start)
    }

    #[test]
    fn pictures_recordings_and_films_are_known_by_their_first_bytes() {
        use FileKind::{Audio, File, Image, Video};
        let table: [(FileKind, &[u8], Option<&str>); 22] = [
            (Image, b"\x89PNG\r\n\x1a\nrest", Some("image/png")),
            (Image, b"\xff\xd8\xff\xe0", Some("image/jpeg")),
            (Image, b"RIFF\x10\0\0\0WEBPVP8 ", Some("image/webp")),
            (Image, b"\0\0\0\x18ftypheic\0\0", Some("image/heic")),
            (Image, b"%PDF-1.7", None),
            (Image, b"RIFF\x10\0\0\0WAVEfmt ", None),
            (Image, b"just a text", None),
            (Image, b"", None),
            (Audio, b"ID3\x04", Some("audio/mpeg")),
            (Audio, b"\xff\xfb\x90\x44", Some("audio/mpeg")),
            (Audio, b"\x1a\x45\xdf\xa3", Some("audio/webm")),
            (Audio, b"\0\0\0\x18ftypM4A \0", Some("audio/mp4")),
            (Audio, b"#!AMR\n", Some("audio/amr")),
            (Audio, b"\x89PNG\r\n\x1a\n", None),
            (Video, b"\0\0\0\x18ftypmp42", Some("video/mp4")),
            (Video, b"\x1a\x45\xdf\xa3", Some("video/webm")),
            (Video, b"OggS\0", Some("video/ogg")),
            (Video, b"ID3\x04", None),
            (File, b"%PDF-1.7", Some("application/pdf")),
            (File, b"\x89PNG\r\n\x1a\n", Some("image/png")),
            (File, b"\x01\x02\x03", Some(UNKNOWN)),
            (File, b"just a text", Some(UNKNOWN)),
        ];
        for (kind, start, expected) in table {
            assert_eq!(of(kind, start), expected, "{kind} {start:?}");
        }
    }

    #[test]
    fn what_would_run_is_refused_everywhere() {
        let utf16: Vec<u8> = "\u{feff}<html>"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let starts: [&[u8]; 9] = [
            b"MZ\x90\0",
            b"\x7fELF\x02",
            b"#!/bin/sh\n",
            b"<!DOCTYPE html><p>",
            b"\xef\xbb\xbf \n<svg xmlns='http://www.w3.org/2000/svg'>",
            b"<?xml version='1.0'?><s:svg xmlns:s='http://www.w3.org/2000/svg'/>",
            b"<!-- --><SCRIPT>",
            b"\xca\xfe\xba\xbe",
            &utf16,
        ];
        for start in starts {
            for kind in FileKind::ALL {
                assert_eq!(of(*kind, start), None, "{kind} {start:?}");
            }
        }
        for name in ["a.exe", "a.HTML", "a.svg", "photo.jpg.lnk", "a.js "] {
            assert_eq!(
                media_type(FileKind::File, name, b"%PDF-1.7"),
                None,
                "{name}"
            );
        }
    }

    #[test]
    fn documents_are_known_by_ending_and_content() {
        let of = |name, start| media_type(FileKind::File, name, start);
        assert_eq!(of("a.csv", b"a;b\n1;2\n"), Some("text/csv"));
        assert_eq!(of("a.csv", b"PK\x03\x04"), Some(UNKNOWN));
        assert_eq!(
            of("a.odt", b"PK\x03\x04"),
            Some("application/vnd.oasis.opendocument.text")
        );
        assert_eq!(
            of("a.gpx", b"<?xml version='1.0'?><gpx>"),
            Some("application/gpx+xml")
        );
    }

    proptest! {
        #[test]
        fn any_beginning_is_looked_at(start in proptest::collection::vec(any::<u8>(), 0..64), name in "\\PC{0,20}") {
            for kind in FileKind::ALL {
                let _ = media_type(*kind, &name, &start);
            }
        }
    }
}
