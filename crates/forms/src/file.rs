// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Files as answers. The value says which stored file it is and what it is called; the bytes lie
//! elsewhere.

use std::fmt;

use kernel::FileId;

use crate::answers::Answers;
use crate::compile::CompiledForm;
use crate::evaluation::{Violation, ViolationKind};
use crate::spec::QuestionType;
use crate::typed::both;

/// The most characters of a file's name.
pub const LONGEST_FILE_NAME: usize = 100;

/// How long an identifier is, in bytes.
const ID: usize = 36;

/// What a file is called when nothing of its name is left.
const NAMELESS: &str = "file";

/// The value of a question that asks for a file, written `{identifier}-{name}`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct StoredFile {
    /// Which file.
    pub id: FileId,
    /// What it is called: 1 to 100 characters, as [`clean_file_name`] makes them.
    pub name: String,
}

impl StoredFile {
    /// The file with this identifier; its name is cleaned.
    pub fn new(id: FileId, name: &str) -> Self {
        let name = clean_file_name(name);
        Self { id, name }
    }

    /// Reads a value exactly as [`fmt::Display`] writes it.
    pub fn parse(value: &str) -> Option<Self> {
        let (id, name) = (value.get(..ID)?, value.get(ID..)?.strip_prefix('-')?);
        let file = Self {
            id: id.parse().ok()?,
            name: name.to_owned(),
        };
        // Other spellings of the same identifier or a name with more in it are not what is stored.
        (file.id.to_string() == id && clean_file_name(name) == name).then_some(file)
    }
}

impl fmt::Display for StoredFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.id, self.name)
    }
}

/// The name of a file without folders, control characters and marks that turn the reading
/// direction, blanks put in order. When it is too long, the end stays: it says what kind of file it
/// is.
pub fn clean_file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !c.is_control() && !is_invisible(*c))
        .collect();
    let words: Vec<&str> = kept.split(' ').filter(|word| !word.is_empty()).collect();
    let name = words.join(" ");
    let name = name.trim_start_matches(['.', ' ']);
    let count = name.chars().count();
    if count <= LONGEST_FILE_NAME {
        let name = if name.is_empty() { NAMELESS } else { name };
        return name.to_owned();
    }
    let end = match name.rsplit_once('.') {
        Some((_, end)) if end.chars().count() <= 10 => format!(".{end}"),
        _ => String::new(),
    };
    let room = LONGEST_FILE_NAME - end.chars().count();
    let start: String = name.chars().take(room).collect();
    format!("{}{end}", start.trim_end())
}

/// Marks without a width of their own, and such as turn the reading direction: they make a name
/// look like another.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
    )
}

/// A file that answers a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedFile {
    /// The path of the question.
    pub path: String,
    /// What the question asks for.
    pub kind: QuestionType,
    /// The file.
    pub file: StoredFile,
}

impl CompiledForm {
    /// Whether a question of the form asks for a file.
    pub fn asks_for_files(&self) -> bool {
        let mut fields = self.fields().iter();
        fields.any(|field| field.question.kind.is_file())
    }

    /// The files that answers name, in the order of their paths.
    pub fn files(&self, answers: &Answers) -> Vec<NamedFile> {
        if !self.asks_for_files() {
            return Vec::new();
        }
        let files = answers.iter().filter_map(|(path, value)| {
            let kind = self.field(path)?.question.kind;
            let file = StoredFile::parse(value).filter(|_| kind.is_file())?;
            Some(NamedFile {
                path: path.to_owned(),
                kind,
                file,
            })
        });
        files.collect()
    }
}

/// Why a file is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileProblem {
    /// There is no such file in this report.
    Missing,
    /// A part of it has not arrived.
    Incomplete,
    /// The question asks for another kind of file.
    Kind,
    /// It has no content.
    Empty,
    /// It is larger than a file may be.
    TooLarge,
    /// The report has too many files, or too large ones together.
    TooMany,
}

impl FileProblem {
    /// The violation of the question at `path`, with what to say to the person.
    pub fn violation(self, path: impl Into<String>) -> Violation {
        let message = match self {
            Self::Missing => both(
                "Diese Datei ist nicht mehr gespeichert. Wählen Sie sie noch einmal aus.",
                "This file is not stored any more. Choose it again.",
            ),
            Self::Incomplete => both(
                "Diese Datei ist nicht vollständig angekommen. Wählen Sie sie noch einmal aus.",
                "This file has not arrived completely. Choose it again.",
            ),
            Self::Kind => both(
                "Diese Art von Datei wird hier nicht angenommen. Wählen Sie eine andere Datei.",
                "This kind of file is not accepted here. Choose another file.",
            ),
            Self::Empty => both(
                "Diese Datei ist leer. Wählen Sie eine andere Datei.",
                "This file is empty. Choose another file.",
            ),
            Self::TooLarge => both(
                "Diese Datei ist zu groß. Eine Datei darf höchstens 20 MB groß sein.",
                "This file is too large. A file may have at most 20 MB.",
            ),
            Self::TooMany => both(
                "Diese Meldung hat zu viele oder zu große Dateien. Es dürfen höchstens 50 Dateien mit zusammen 100 MB sein.",
                "This report has too many or too large files. There may be at most 50 files with 100 MB together.",
            ),
        };
        Violation {
            path: path.into(),
            kind: ViolationKind::File,
            message,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{display_value, parse_value};
    use proptest::prelude::*;

    const ID: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

    #[test]
    fn a_value_says_which_file_and_what_it_is_called() {
        let value = format!("{ID}-Küche vorne.jpg");
        let file = StoredFile::parse(&value).unwrap();
        assert_eq!(file.id.to_string(), ID);
        assert_eq!(file.name, "Küche vorne.jpg");
        assert_eq!(file.to_string(), value);
        assert_eq!(parse_value(QuestionType::Image, &value).unwrap(), value);
        assert_eq!(
            display_value(QuestionType::Image, &value, "de"),
            "Küche vorne.jpg"
        );
    }

    #[test]
    fn nothing_else_is_a_value() {
        let upper = ID.to_uppercase();
        for value in [
            "photo.jpg",
            ID,
            &format!("{ID}-"),
            &format!("{ID}photo.jpg"),
            &format!("{upper}-photo.jpg"),
            &format!("{ID}-a/b.jpg"),
            &format!("{ID}-a\u{202e}gpj.exe"),
            &format!("{ID}-{}", "x".repeat(101)),
            &format!("{}-x", ID.replace('-', "")),
        ] {
            for kind in [QuestionType::Image, QuestionType::File] {
                assert!(parse_value(kind, value).is_err(), "{value}");
            }
        }
        assert_eq!(parse_value(QuestionType::Image, " ").unwrap(), "");
    }

    #[test]
    fn names_are_cleaned() {
        for (typed, clean) in [
            ("C:\\Bilder\\Küche.jpg", "Küche.jpg"),
            ("../../etc/passwd", "passwd"),
            ("a\u{0}b\r\n.pdf", "ab .pdf"),
            ("  .hidden ", "hidden"),
            ("...", "file"),
            ("", "file"),
            ("rechnung\u{202e}fdp.exe", "rechnungfdp.exe"),
        ] {
            assert_eq!(clean_file_name(typed), clean, "{typed:?}");
        }
        let long = clean_file_name(&format!("{}.jpeg", "ä".repeat(200)));
        assert_eq!(long.chars().count(), LONGEST_FILE_NAME);
        assert!(long.ends_with("ä.jpeg"));
    }

    proptest! {
        #[test]
        fn any_name_becomes_one_that_is_read_back(name in "\\PC{0,200}|[ .a/\\\\\u{200b}]{0,150}") {
            let file = StoredFile::new(ID.parse().unwrap(), &name);
            prop_assert_eq!(StoredFile::parse(&file.to_string()), Some(file.clone()));
            prop_assert_eq!(clean_file_name(&file.name), file.name);
        }
    }
}
