// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What can be wrong with a workbook, in words for the person who wrote it.

mod rule;

use kernel::Localized;

pub use rule::{Expected, Rule};

use super::{LARGEST_CONTENT, LARGEST_FILE, MOST_ROWS};
use crate::problem::ProblemCause;
use crate::typed::both;

/// Why a workbook is refused, with the place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct XlsProblem {
    /// The sheet; empty for the file as a whole.
    pub sheet: String,
    /// The row as the spreadsheet program numbers it, from 1; 0 for the sheet as a whole.
    pub row: u32,
    /// The column header as far as one is concerned; else empty.
    pub column: String,
    /// What is wrong.
    pub cause: Cause,
}

impl XlsProblem {
    pub(super) fn of_sheet(sheet: &str, cause: Cause) -> Self {
        Self {
            sheet: sheet.to_owned(),
            row: 0,
            column: String::new(),
            cause,
        }
    }

    pub(super) fn of_file(cause: Cause) -> Self {
        Self::of_sheet("", cause)
    }

    /// The place and a whole sentence, in `de` or `en`.
    pub fn message(&self, lang: &str) -> String {
        let cause = self.cause.message();
        place(&self.sheet, self.row, &self.column, cause.get(lang), lang)
    }
}

/// Something that was read but not used, with the place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// The sheet.
    pub sheet: String,
    /// The row from 1; 0 for the sheet as a whole.
    pub row: u32,
    /// The column header as far as one is concerned; else empty.
    pub column: String,
    /// What was not used.
    pub cause: WarningCause,
}

impl Warning {
    /// The place and a whole sentence, in `de` or `en`.
    pub fn message(&self, lang: &str) -> String {
        let cause = match &self.cause {
            WarningCause::IgnoredSheet => both(
                "Das Blatt wird nicht ausgewertet.",
                "The sheet is not used.",
            ),
            WarningCause::IgnoredColumn => both(
                "Die Spalte wird nicht ausgewertet.",
                "The column is not used.",
            ),
            WarningCause::IgnoredMetadata(kind) => both(
                format!("Die technische Angabe „{kind}“ wird nicht erhoben."),
                format!("The technical value “{kind}” is not collected."),
            ),
            WarningCause::MissingTranslation(lang) => both(
                format!("Die Übersetzung in die Sprache „{lang}“ fehlt."),
                format!("The translation into the language “{lang}” is missing."),
            ),
            WarningCause::NoHeader => both(
                "Die Spalte hat keine Überschrift und wird nicht ausgewertet.",
                "The column has no header and is not used.",
            ),
            WarningCause::NoHeading => both(
                "Die Gruppe hat keine Überschrift.",
                "The group has no heading.",
            ),
            WarningCause::TranslatedOther => both(
                "„or_other“ ergänzt Texte, die es nur auf Deutsch und Englisch gibt.",
                "“or_other” adds texts that exist in English and German only.",
            ),
            WarningCause::LargeImages => both(
                "Begrenzen Sie die Bildgröße mit dem Parameter „max-pixels“.",
                "Limit the size of pictures with the parameter “max-pixels”.",
            ),
            WarningCause::SimilarName(name) => both(
                format!(
                    "„{name}“ unterscheidet sich von einem anderen Namen nur durch Groß- und Kleinschreibung."
                ),
                format!("“{name}” differs from another name by capital letters only."),
            ),
            WarningCause::LanguageCode(name) => both(
                format!(
                    "Die Sprache „{name}“ hat keine Kennung in Klammern, zum Beispiel „Deutsch (de)“."
                ),
                format!(
                    "The language “{name}” has no code in brackets, for example “English (en)”."
                ),
            ),
        };
        place(&self.sheet, self.row, &self.column, cause.get(lang), lang)
    }
}

/// What was read but not used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WarningCause {
    /// A sheet that is none of survey, choices, settings.
    IgnoredSheet,
    /// A column that nothing here uses.
    IgnoredColumn,
    /// A filled cell in a column without a header.
    NoHeader,
    /// A row that asks the device for a technical value.
    IgnoredMetadata(String),
    /// A text exists in another language of the form, but not in this one.
    MissingTranslation(String),
    /// A group or repeat without a heading.
    NoHeading,
    /// `or_other` in a form with translations.
    TranslatedOther,
    /// Pictures without a limit of their size.
    LargeImages,
    /// A name that differs from another one by capital letters only.
    SimilarName(String),
    /// A language without its code in brackets.
    LanguageCode(String),
}

fn place(sheet: &str, row: u32, column: &str, cause: &str, lang: &str) -> String {
    let german = lang == "de";
    let mut parts = Vec::new();
    if !sheet.is_empty() {
        parts.push(if german {
            format!("Blatt „{sheet}“")
        } else {
            format!("Sheet “{sheet}”")
        });
    }
    if row > 0 {
        parts.push(if german {
            format!("Zeile {row}")
        } else {
            format!("row {row}")
        });
    }
    if !column.is_empty() {
        parts.push(if german {
            format!("Spalte „{column}“")
        } else {
            format!("column “{column}”")
        });
    }
    if parts.is_empty() {
        cause.to_owned()
    } else {
        format!("{}: {cause}", parts.join(", "))
    }
}

/// Why a workbook is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// Not an `.xlsx` file, or a damaged one.
    NotAWorkbook,
    /// Larger than [`LARGEST_FILE`].
    FileTooLarge,
    /// Unpacks to more than [`LARGEST_CONTENT`].
    ContentTooLarge,
    /// More rows, columns or text than a form has.
    TooManyCells,
    /// The sheet is missing.
    NoSheet,
    /// The column is missing.
    NoColumn(&'static str),
    /// Two columns mean the same.
    DuplicateColumn,
    /// The cell holds an error of the spreadsheet program.
    ErrorCell,
    /// The cell must not be empty.
    EmptyCell,
    /// No such question type.
    UnknownType(String),
    /// A question type that is not supported yet.
    UnsupportedType(String),
    /// A column whose meaning is not supported yet, and that changes what the form does.
    UnsupportedColumn,
    /// A column of our own namespace that does not exist.
    UnknownOwnColumn,
    /// A group or repeat that is not ended.
    NotEnded(String),
    /// An end without a beginning.
    EndWithoutBegin,
    /// A value that is neither yes nor no.
    YesOrNo(String),
    /// No such privacy class.
    PrivacyClass(String),
    /// A part of a release rule that is not understood.
    Release(String),
    /// No identifier of FIM.
    FimId(String),
    /// No origin in a library of blocks.
    Origin(String),
    /// No list of the addresses of code lists; the part that is none.
    CodeLists(String),
    /// No such kind of period.
    Period(String),
    /// A rule of `XLSForm` is broken.
    Rule(Rule),
    /// The definition itself is wrong.
    Form(ProblemCause),
}

impl Cause {
    /// A stable name for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAWorkbook => "not-a-workbook",
            Self::FileTooLarge => "file-too-large",
            Self::ContentTooLarge => "content-too-large",
            Self::TooManyCells => "too-many-cells",
            Self::NoSheet => "no-sheet",
            Self::NoColumn(_) => "no-column",
            Self::DuplicateColumn => "duplicate-column",
            Self::ErrorCell => "error-cell",
            Self::EmptyCell => "empty-cell",
            Self::UnknownType(_) => "unknown-type",
            Self::UnsupportedType(_) => "unsupported-type",
            Self::UnsupportedColumn => "unsupported-column",
            Self::UnknownOwnColumn => "unknown-own-column",
            Self::NotEnded(_) => "not-ended",
            Self::EndWithoutBegin => "end-without-begin",
            Self::YesOrNo(_) => "yes-or-no",
            Self::PrivacyClass(_) => "unknown-privacy-class",
            Self::Release(_) => "release-rule",
            Self::FimId(_) => "fim-id",
            Self::Origin(_) => "origin",
            Self::CodeLists(_) => "code-lists",
            Self::Period(_) => "period",
            Self::Rule(rule) => rule.code(),
            Self::Form(cause) => cause.code(),
        }
    }

    /// What is wrong and what to do, in German and English.
    pub fn message(&self) -> Localized {
        match self {
            Self::NotAWorkbook => both(
                "Die Datei ist keine lesbare Arbeitsmappe (.xlsx, .xls, .ods, .csv). Speichern Sie das Formular als .xlsx und laden Sie es erneut hoch.",
                "The file is not a readable workbook (.xlsx, .xls, .ods, .csv). Save the form as .xlsx and upload it again.",
            ),
            Self::FileTooLarge => both(
                format!(
                    "Die Datei ist zu groß. Erlaubt sind {} MB.",
                    LARGEST_FILE / (1024 * 1024)
                ),
                format!(
                    "The file is too large. Up to {} MB are allowed.",
                    LARGEST_FILE / (1024 * 1024)
                ),
            ),
            Self::ContentTooLarge => both(
                format!(
                    "Der Inhalt der Datei ist zu groß. Erlaubt sind entpackt {} MB.",
                    LARGEST_CONTENT / (1024 * 1024)
                ),
                format!(
                    "The content of the file is too large. Up to {} MB unpacked are allowed.",
                    LARGEST_CONTENT / (1024 * 1024)
                ),
            ),
            Self::TooManyCells => both(
                format!(
                    "Das Blatt ist zu groß. Erlaubt sind {MOST_ROWS} Zeilen, 300 Spalten und 10.000 Zeichen je Zelle."
                ),
                format!(
                    "The sheet is too large. Up to {MOST_ROWS} rows, 300 columns and 10,000 characters a cell are allowed."
                ),
            ),
            Self::NoSheet => both("Das Blatt fehlt.", "The sheet is missing."),
            Self::NoColumn(name) => both(
                format!("Die Spalte „{name}“ fehlt."),
                format!("The column “{name}” is missing."),
            ),
            Self::DuplicateColumn => {
                both("Die Spalte kommt zweimal vor.", "The column occurs twice.")
            }
            Self::ErrorCell => both(
                "Die Zelle enthält einen Fehlerwert der Tabellenkalkulation.",
                "The cell contains an error value of the spreadsheet program.",
            ),
            Self::EmptyCell => both(
                "Die Zelle darf nicht leer sein.",
                "The cell must not be empty.",
            ),
            Self::UnknownType(kind) => both(
                format!("Den Fragetyp „{kind}“ gibt es nicht."),
                format!("There is no question type “{kind}”."),
            ),
            Self::UnsupportedType(kind) => both(
                format!("Der Fragetyp „{kind}“ wird noch nicht unterstützt."),
                format!("The question type “{kind}” is not supported yet."),
            ),
            Self::UnsupportedColumn => both(
                "Diese Angabe wird noch nicht unterstützt. Entfernen Sie sie, damit sich das Formular nicht anders verhält als gedacht.",
                "This setting is not supported yet. Remove it, so that the form does not behave differently than you expect.",
            ),
            Self::UnknownOwnColumn => both(
                "Diese Spalte mit „deich::“ gibt es nicht.",
                "There is no such column with “deich::”.",
            ),
            Self::NotEnded(name) => both(
                format!("Die Gruppe „{name}“ wird nicht beendet."),
                format!("The group “{name}” is not ended."),
            ),
            Self::EndWithoutBegin => both(
                "Hier endet eine Gruppe, die nicht begonnen hat.",
                "A group ends here that has not begun.",
            ),
            Self::YesOrNo(text) => both(
                format!("„{text}“ ist weder „yes“ noch „no“ noch ein Ausdruck."),
                format!("“{text}” is neither “yes” nor “no” nor an expression."),
            ),
            Self::PrivacyClass(text) => both(
                format!(
                    "Die Schutzklasse „{text}“ gibt es nicht. Möglich sind identifier, quasi, sensitive, plain, entity, date, measure."
                ),
                format!(
                    "There is no privacy class “{text}”. Use identifier, quasi, sensitive, plain, entity, date or measure."
                ),
            ),
            Self::FimId(text) => both(
                format!(
                    "„{text}“ ist keine Kennung eines FIM-Elements. Sie lautet zum Beispiel „F60000000243V1.1.0“."
                ),
                format!(
                    "“{text}” is no identifier of an element of FIM. An example is “F60000000243V1.1.0”."
                ),
            ),
            Self::Origin(text) => both(
                format!(
                    "„{text}“ nennt keinen Baustein. Die Herkunft schreibt Deich selbst; lassen Sie die Zelle leer, wenn die Frage aus keinem Baustein kommt."
                ),
                format!(
                    "“{text}” names no block. Deich writes the origin itself; leave the cell empty where a question is taken from no block."
                ),
            ),
            Self::CodeLists(part) => both(
                format!(
                    "„{part}“ nennt keine veröffentlichte Codeliste. Richtig ist zum Beispiel „geschlecht=urn:de:beispiel|1.0“."
                ),
                format!(
                    "“{part}” names no published code list. An example is “sex=urn:de:example|1.0”."
                ),
            ),
            Self::Release(part) => both(
                format!(
                    "„{part}“ gehört nicht zu einer Freigaberegel. Sie lautet zum Beispiel „hierarchy=age finest=5-years“."
                ),
                format!(
                    "“{part}” is no part of a release rule. An example is “hierarchy=age finest=5-years”."
                ),
            ),
            Self::Period(text) => both(
                format!(
                    "Den Zeitraum „{text}“ gibt es nicht. Möglich sind week, month, quarter, year, event."
                ),
                format!("There is no period “{text}”. Use week, month, quarter, year or event."),
            ),
            Self::Rule(rule) => rule.message(),
            Self::Form(cause) => cause.message(),
        }
    }
}
