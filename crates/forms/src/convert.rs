// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Forms from one format to another, each told by the file's name and content.
//!
//! Nothing is lost in silence: [`Converted::losses`] names what the other format has no word for.

use std::fmt;

use jiff::Timestamp;
use kernel::Localized;
use xpath::xml::{Events, Limits, Part};

use crate::definition::{Definition, Source};
use crate::genericode::{self, CodeList};
use crate::import::{Imported, ReviewTask, WantedList};
use crate::lift::Loss;
use crate::spec::FormSpec;
use crate::{export, fhir, fim, lift, lower, xform, xlsform};

/// A format that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// An ODK `XForm`.
    XForm,
    /// A workbook (`.xlsx`).
    XlsForm,
    /// Our own definition, as JSON.
    Spec,
    /// A FHIR R4 Questionnaire, as JSON.
    Fhir,
    /// A JSON Schema (2020-12) of the answers.
    JsonSchema,
    /// A data scheme of FIM, `XDatenfelder` 3.0.0.
    Fim,
}

/// What a conversion needs besides the form.
#[derive(Debug, Clone, Copy)]
pub struct With<'a> {
    /// When it is done; some formats say that.
    pub now: Timestamp,
    /// Lists that the form may refer to.
    pub code_lists: &'a [CodeList],
}

/// A form in another format.
#[derive(Debug, Clone, PartialEq)]
pub struct Converted {
    /// The file.
    pub bytes: Vec<u8>,
    /// What has no place in the new format, each with its place, in English.
    pub losses: Vec<String>,
}

/// Why a file is no form, in English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal(String);

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Refusal {
    fn of(problem: impl fmt::Display) -> Self {
        Self(problem.to_string())
    }
}

/// What was read: what authors edit, or an executable form that may say more.
enum Read {
    Spec(Box<FormSpec>),
    /// What authors edit, with what is executed.
    Both(Box<FormSpec>, Box<Definition>),
    Definition(Box<Definition>),
    /// From a format that says other things than ours.
    Imported(Box<Imported>),
}

impl Read {
    fn definition(self) -> Result<Definition, Vec<Refusal>> {
        match self {
            Self::Definition(definition) | Self::Both(_, definition) => Ok(*definition),
            Self::Spec(spec) => definition_of(&spec),
            Self::Imported(imported) => definition_of(&imported.spec),
        }
    }

    /// What authors edit, and what of an executable form has no place in it.
    fn lifted(self) -> (FormSpec, Vec<Loss>) {
        match self {
            Self::Spec(spec) | Self::Both(spec, _) => (*spec, Vec::new()),
            Self::Imported(imported) => (imported.spec, Vec::new()),
            Self::Definition(definition) => lift(&definition),
        }
    }

    /// What of the file is not in the form: losses, rules to be read, lists that are missing.
    fn losses(&self) -> Vec<String> {
        let Self::Imported(imported) = self else {
            return Vec::new();
        };
        let losses = imported.losses.iter().map(ToString::to_string);
        let tasks = imported.tasks.iter().map(ToString::to_string);
        let wanted = imported.wanted.iter().map(ToString::to_string);
        losses.chain(tasks).chain(wanted).collect()
    }
}

fn read(bytes: &[u8], file_name: &str) -> Result<Read, Vec<Refusal>> {
    match kind(bytes, file_name) {
        Kind::Table => read_table(bytes, file_name),
        Kind::Xml => read_xml(bytes),
        Kind::Json => read_json(bytes),
    }
}

/// What a file is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Table,
    Xml,
    Json,
}

fn kind(bytes: &[u8], file_name: &str) -> Kind {
    let extension = file_name.rsplit_once('.').map_or("", |(_, end)| end);
    let begin = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    match extension.to_ascii_lowercase().as_str() {
        "xml" | "xform" => Kind::Xml,
        "json" => Kind::Json,
        "xlsx" | "xlsm" | "xls" | "ods" | "csv" | "md" => Kind::Table,
        // Without a name that says it, the content does.
        _ if begin == Some(&b'<') => Kind::Xml,
        _ if begin == Some(&b'{') => Kind::Json,
        _ => Kind::Table,
    }
}

/// Whether the outermost element is one of `XDatenfelder`.
fn is_fim(bytes: &[u8]) -> bool {
    let Ok(mut events) = Events::of(bytes, &Limits::default()) else {
        return false;
    };
    while let Ok(Some(part)) = events.next() {
        if let Part::Open { prefix, .. } = part {
            let namespace = events.namespace(prefix.unwrap_or_default());
            return matches!(namespace, Some(fim::NAMESPACE_2 | fim::NAMESPACE_3));
        }
    }
    false
}

fn read_xml(bytes: &[u8]) -> Result<Read, Vec<Refusal>> {
    if is_fim(bytes) {
        return match fim::read(bytes) {
            Ok(imported) => Ok(Read::Imported(Box::new(imported))),
            Err(problem) => Err(vec![Refusal::of(problem)]),
        };
    }
    match xform::read(bytes) {
        Ok(definition) => Ok(Read::Definition(Box::new(definition))),
        Err(problem) => Err(vec![Refusal::of(problem)]),
    }
}

/// Only whether there is one, not what it is.
#[derive(serde::Deserialize)]
struct Resource {
    #[serde(rename = "resourceType")]
    kind: String,
}

fn read_json(bytes: &[u8]) -> Result<Read, Vec<Refusal>> {
    let is_fhir = serde_json::from_slice::<Resource>(bytes).is_ok_and(|it| !it.kind.is_empty());
    if is_fhir {
        return match fhir::read(bytes) {
            Ok(imported) => Ok(Read::Imported(Box::new(imported))),
            Err(problem) => Err(vec![Refusal::of(problem)]),
        };
    }
    match serde_json::from_slice(bytes) {
        Ok(spec) => Ok(Read::Spec(Box::new(spec))),
        Err(problem) => Err(vec![Refusal(format!("no definition of a form: {problem}"))]),
    }
}

fn read_table(bytes: &[u8], file_name: &str) -> Result<Read, Vec<Refusal>> {
    match xlsform::read_lowered(bytes, file_name, None) {
        Ok((spec, definition, _)) => Ok(Read::Both(Box::new(spec), Box::new(definition))),
        Err(problems) => Err(problems
            .iter()
            .map(|problem| {
                let place = format!("{} row {} {}", problem.sheet, problem.row, problem.column);
                Refusal(format!("{}: {}", place.trim(), problem.message("en")))
            })
            .collect()),
    }
}

fn definition_of(spec: &FormSpec) -> Result<Definition, Vec<Refusal>> {
    lower(spec).map_err(|problems| {
        problems
            .iter()
            .map(|problem| Refusal(format!("{}: {}", problem.path, problem.message("en"))))
            .collect()
    })
}

/// Reads a form in any format, as the form that is executed.
pub fn open(bytes: &[u8], file_name: &str) -> Result<Definition, Vec<Refusal>> {
    read(bytes, file_name)?.definition()
}

/// The names of the files that a form looks things up in.
pub fn files_of(definition: &Definition) -> Vec<String> {
    let files = definition.secondary.iter().filter_map(|secondary| {
        let Source::External { src, .. } = &secondary.source else {
            return None;
        };
        let name = src.strip_prefix("jr://file")?.rsplit('/').next()?;
        // A name leads to no other folder.
        (!name.is_empty() && name != "..").then(|| name.to_owned())
    });
    files.collect()
}

/// Reads a form in any format and writes it in another.
pub fn convert(
    bytes: &[u8],
    file_name: &str,
    to: Format,
    with: &With<'_>,
) -> Result<Converted, Vec<Refusal>> {
    let mut read = read(bytes, file_name)?;
    if let Read::Imported(imported) = &mut read {
        genericode::resolve(imported, with.code_lists);
    }
    let before = read.losses();
    if to == Format::XForm {
        let definition = read.definition()?;
        return Ok(Converted {
            bytes: xform::write(&definition).into_bytes(),
            losses: before,
        });
    }
    let (spec, losses) = read.lifted();
    let losses = losses.iter().map(ToString::to_string);
    let mut losses: Vec<String> = before.into_iter().chain(losses).collect();
    let written = write(&spec, to, with.now)?;
    losses.extend(written.losses);
    Ok(Converted {
        bytes: written.bytes,
        losses,
    })
}

/// Writes a form in a format.
pub fn write(spec: &FormSpec, to: Format, now: Timestamp) -> Result<Converted, Vec<Refusal>> {
    let mut losses = Vec::new();
    let mut json = |(value, lost): (serde_json::Value, Vec<export::Loss>)| {
        losses.extend(lost.iter().map(ToString::to_string));
        format!("{value:#}\n").into_bytes()
    };
    let bytes = match to {
        Format::XForm => xform::write(&definition_of(spec)?).into_bytes(),
        Format::Fhir => json(export::fhir(spec)),
        Format::JsonSchema => json(export::json_schema(spec)),
        Format::Fim => {
            let id = spec.hash();
            let id = id.get(..32).unwrap_or(&id);
            let (text, lost) = fim::write(spec, &fim::Message { id, created: now });
            losses.extend(lost.iter().map(ToString::to_string));
            text.into_bytes()
        }
        Format::XlsForm => xlsform::write(spec).map_err(|problem| vec![Refusal::of(problem)])?,
        Format::Spec => {
            let value = serde_json::to_value(spec).map_err(|error| vec![Refusal::of(error)])?;
            format!("{value:#}\n").into_bytes()
        }
    };
    Ok(Converted { bytes, losses })
}

/// A form as authors edit it.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// The form.
    pub spec: FormSpec,
    /// What of the file is not in it: what has no place, rules to be read, lists that are missing.
    pub notes: Vec<Localized>,
}

/// Reads a form that is no table, in any format that is told by its content, as authors edit it. The
/// form need not be ready to be filled yet: lists of codes may be missing.
pub fn open_spec(
    bytes: &[u8],
    file_name: &str,
    code_lists: &[CodeList],
) -> Result<Opened, Vec<Refusal>> {
    let mut read = read(bytes, file_name)?;
    let mut notes = Vec::new();
    if let Read::Imported(imported) = &mut read {
        genericode::resolve(imported, code_lists);
        notes.extend(imported.losses.iter().map(Loss::message));
        notes.extend(imported.tasks.iter().map(ReviewTask::message));
        notes.extend(imported.wanted.iter().map(WantedList::message));
    }
    let (spec, losses) = read.lifted();
    notes.extend(losses.iter().map(Loss::message));
    Ok(Opened { spec, notes })
}

/// Whether a file is a table and not one of the other formats.
pub fn is_table(bytes: &[u8], file_name: &str) -> bool {
    kind(bytes, file_name) == Kind::Table
}
