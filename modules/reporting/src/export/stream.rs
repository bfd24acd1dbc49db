// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The bytes of an export, as they become ready: a pass over the reports for each table, and a page of
//! reports open at a time. Whoever stops reading stops the opening.

use std::collections::VecDeque;

use forms::export::answers::{csv_headers, csv_rows, json, questionnaire_response};
use futures_util::Stream;
use futures_util::stream::try_unfold;
use serde_json::{Map, Value, json};
use web::Error;

use super::archive::Archive;
use super::columns::Columns;
use super::facts::{Names, Opened, open};
use super::{Export, PAGE, Part};
use crate::model::{ExportFormat, SubmissionState};

/// The bytes of an export; as a workbook it has none, because that is not made piece by piece.
pub fn chunks(export: Export) -> impl Stream<Item = Result<Vec<u8>, Error>> + Send {
    try_unfold(Writing::of(export), |mut writing| async move {
        let next = writing.next().await.inspect_err(|error| {
            tracing::error!(%error, "an export of answers broke off");
        })?;
        Ok(next.map(|bytes| (bytes, writing)))
    })
}

/// How far the file is.
struct Writing {
    export: Export,
    names: Names,
    /// What is still to be written: the places of a part and, where each table is a file, of a table.
    passes: VecDeque<(usize, usize)>,
    pass: Option<Pass>,
    archive: Option<Archive>,
    /// How many reports have been written, over all passes.
    written: usize,
    has_begun: bool,
    has_ended: bool,
}

/// A way over the reports of one part.
struct Pass {
    part: usize,
    table: usize,
    /// How many reports lie behind.
    at: usize,
    /// The table, if it has typed columns.
    columns: Option<Columns>,
}

impl Writing {
    fn of(export: Export) -> Self {
        let mut passes = VecDeque::new();
        for (place, part) in export.parts.iter().enumerate() {
            match export.format {
                ExportFormat::Csv | ExportFormat::Parquet => {
                    passes.extend((0..part.layout.tables.len()).map(|table| (place, table)));
                }
                ExportFormat::Json | ExportFormat::Fhir => passes.push_back((place, 0)),
                ExportFormat::Xlsx => {}
            }
        }
        Self {
            names: Names::default(),
            passes,
            pass: None,
            archive: export.is_archive().then(Archive::new),
            written: 0,
            has_begun: false,
            has_ended: false,
            export,
        }
    }

    /// The next bytes; nothing when there are no more.
    async fn next(&mut self) -> Result<Option<Vec<u8>>, Error> {
        loop {
            let bytes = if !self.has_begun {
                self.has_begun = true;
                self.head().as_bytes().to_vec()
            } else if let Some(pass) = self.pass.take() {
                let bytes = self.go_on(pass).await?;
                self.packed(bytes)?
            } else if let Some((part, table)) = self.passes.pop_front() {
                let bytes = self.begin(part, table)?;
                self.packed(bytes)?
            } else if !self.has_ended {
                self.has_ended = true;
                match self.archive.take() {
                    Some(archive) => archive.finish()?,
                    None => self.tail().as_bytes().to_vec(),
                }
            } else {
                return Ok(None);
            };
            if !bytes.is_empty() {
                return Ok(Some(bytes));
            }
        }
    }

    fn head(&self) -> &'static str {
        match self.export.format {
            ExportFormat::Json => "[",
            // FHIR knows no empty lists.
            ExportFormat::Fhir if self.export.reports == 0 => {
                r#"{"resourceType":"Bundle","type":"collection""#
            }
            ExportFormat::Fhir => r#"{"resourceType":"Bundle","type":"collection","entry":["#,
            _ => "",
        }
    }

    fn tail(&self) -> &'static str {
        match self.export.format {
            ExportFormat::Json => "\n]\n",
            ExportFormat::Fhir if self.export.reports == 0 => "}\n",
            ExportFormat::Fhir => "\n]}\n",
            _ => "",
        }
    }

    fn packed(&mut self, bytes: Vec<u8>) -> Result<Vec<u8>, Error> {
        match &mut self.archive {
            Some(archive) => archive.add(&bytes),
            None => Ok(bytes),
        }
    }

    /// Begins a pass, and gives what its table begins with.
    fn begin(&mut self, part: usize, table: usize) -> Result<Vec<u8>, Error> {
        let of = &self.export.parts[part];
        let form = &of.layout.tables[table];
        if let Some(archive) = &mut self.archive {
            let name = format!("{}{}", form.name, of.ending);
            archive.begin(&name, self.export.format.extension())?;
        }
        let is_typed = self.export.format == ExportFormat::Parquet;
        let columns = is_typed.then(|| Columns::of(form)).transpose()?;
        let bytes = match self.export.format {
            ExportFormat::Csv => csv_headers(form).map_err(Error::internal)?,
            _ => Vec::new(),
        };
        self.pass = Some(Pass {
            part,
            table,
            at: 0,
            columns,
        });
        Ok(bytes)
    }

    /// Writes the next page of a pass, or ends it.
    async fn go_on(&mut self, mut pass: Pass) -> Result<Vec<u8>, Error> {
        let part = &self.export.parts[pass.part];
        let rest = part.chosen.get(pass.at..).unwrap_or_default();
        let page = &rest[..rest.len().min(PAGE)];
        if page.is_empty() {
            return pass.columns.map_or_else(|| Ok(Vec::new()), Columns::finish);
        }
        let opened = open(&self.export.app, &mut self.names, part, page).await?;
        pass.at += page.len();
        let bytes = match (self.export.format, &mut pass.columns) {
            (_, Some(columns)) => {
                let table = &part.layout.tables[pass.table];
                for report in &opened {
                    let form = report.answered();
                    let rows = part.layout.rows(form.answers).0;
                    for row in rows.iter().filter(|row| row.table == pass.table) {
                        columns.add(table, &form, row)?;
                    }
                }
                columns.take()
            }
            (ExportFormat::Csv, None) => {
                let answered = opened.iter().map(Opened::answered);
                csv_rows(&part.layout, pass.table, answered).map_err(Error::internal)?
            }
            (format, None) => {
                let mut text = String::new();
                for report in &opened {
                    text.push_str(if self.written == 0 { "\n" } else { ",\n" });
                    self.written += 1;
                    let value = if format == ExportFormat::Fhir {
                        json!({ "resource": response(part, report) })
                    } else {
                        json(part.form.spec(), self.export.key.into(), &report.answered())
                    };
                    text.push_str(&value.to_string());
                }
                text.into_bytes()
            }
        };
        self.pass = Some(pass);
        Ok(bytes)
    }
}

/// A report as a response, with its author, its period and how it stands. FHIR has no place for a
/// period that a response is about, therefore it is an extension.
fn response(part: &Part, report: &Opened) -> Value {
    let mut value = questionnaire_response(part.form.spec(), &report.answered());
    let Some(response) = value.as_object_mut() else {
        return value;
    };
    let status = match report.state {
        SubmissionState::Withdrawn => "entered-in-error",
        _ if report.version > 1 => "amended",
        _ => "completed",
    };
    response.insert("status".to_owned(), json!(status));
    let items = response.remove("item");
    let mut author = Map::new();
    author.insert("type".to_owned(), json!("Organization"));
    author.insert(
        "identifier".to_owned(),
        json!({ "system": "urn:ietf:rfc:3986", "value": format!("urn:uuid:{}", report.institution) }),
    );
    if !report.institution_name.trim().is_empty() {
        author.insert("display".to_owned(), json!(report.institution_name.trim()));
    }
    response.insert("author".to_owned(), Value::Object(author));
    let period = json!({
        "start": report.period.first_day().to_string(),
        "end": report.period.last_day().to_string(),
    });
    let extension = json!([{ "url": "urn:deich:period", "valuePeriod": period }]);
    response.insert("extension".to_owned(), extension);
    response.extend(items.map(|items| ("item".to_owned(), items)));
    value
}
