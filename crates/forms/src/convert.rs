// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Forms from one format to another, each told by the file's name and content.
//!
//! Nothing is lost in silence: [`Converted::losses`] names what the other format has no word for.

use std::fmt;

use crate::definition::{Definition, Source};
use crate::spec::FormSpec;
use crate::{export, lift, lower, xform, xlsform};

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
}

impl Read {
    fn definition(self) -> Result<Definition, Vec<Refusal>> {
        match self {
            Self::Definition(definition) | Self::Both(_, definition) => Ok(*definition),
            Self::Spec(spec) => definition_of(&spec),
        }
    }
}

fn read(bytes: &[u8], file_name: &str) -> Result<Read, Vec<Refusal>> {
    let extension = file_name.rsplit_once('.').map_or("", |(_, end)| end);
    let begin = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    match extension.to_ascii_lowercase().as_str() {
        "xml" | "xform" => read_xform(bytes),
        "json" => read_json(bytes),
        "xlsx" | "xlsm" | "xls" | "ods" | "csv" | "md" => read_table(bytes, file_name),
        // Without a name that says it, the content does.
        _ if begin == Some(&b'<') => read_xform(bytes),
        _ if begin == Some(&b'{') => read_json(bytes),
        _ => read_table(bytes, file_name),
    }
}

fn read_xform(bytes: &[u8]) -> Result<Read, Vec<Refusal>> {
    match xform::read(bytes) {
        Ok(definition) => Ok(Read::Definition(Box::new(definition))),
        Err(problem) => Err(vec![Refusal::of(problem)]),
    }
}

fn read_json(bytes: &[u8]) -> Result<Read, Vec<Refusal>> {
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
pub fn convert(bytes: &[u8], file_name: &str, to: Format) -> Result<Converted, Vec<Refusal>> {
    let read = read(bytes, file_name)?;
    if to == Format::XForm {
        let definition = read.definition()?;
        return Ok(Converted {
            bytes: xform::write(&definition).into_bytes(),
            losses: Vec::new(),
        });
    }
    let (spec, losses) = match read {
        Read::Spec(spec) | Read::Both(spec, _) => (*spec, Vec::new()),
        Read::Definition(definition) => lift(&definition),
    };
    let mut losses: Vec<String> = losses.iter().map(ToString::to_string).collect();
    let mut json = |(value, lost): (serde_json::Value, Vec<export::Loss>)| {
        losses.extend(lost.iter().map(ToString::to_string));
        format!("{value:#}\n").into_bytes()
    };
    let bytes = match to {
        Format::Fhir => json(export::fhir(&spec)),
        Format::JsonSchema => json(export::json_schema(&spec)),
        Format::XlsForm => xlsform::write(&spec).map_err(|problem| vec![Refusal::of(problem)])?,
        Format::Spec | Format::XForm => {
            let value = serde_json::to_value(&spec).map_err(|error| vec![Refusal::of(error)])?;
            format!("{value:#}\n").into_bytes()
        }
    };
    Ok(Converted { bytes, losses })
}
