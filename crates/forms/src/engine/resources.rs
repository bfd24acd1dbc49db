// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Secondary instances: those within the form, and those in files beside it.

use std::collections::BTreeMap;
use std::sync::Arc;

use xpath::{Document, TreeBuilder};

use super::problem::{Problem, ProblemKind, Property};
use crate::definition::{Element, SecondaryInstance, Source};

const LAST_SAVED: &str = "jr://instance/last-saved";

/// What happens with files that are not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MissingFiles {
    /// The form is refused.
    #[default]
    Refuse,
    /// Their lists are empty.
    Empty,
}

/// Files beside a form, by name.
#[derive(Debug, Clone, Default)]
pub struct Resources {
    files: BTreeMap<String, Vec<u8>>,
    missing: MissingFiles,
}

impl Resources {
    /// No files.
    pub fn none(missing: MissingFiles) -> Self {
        Self {
            files: BTreeMap::new(),
            missing,
        }
    }

    /// Adds a file, such as `towns.csv`.
    pub fn add(&mut self, name: &str, bytes: Vec<u8>) {
        self.files.insert(name.to_owned(), bytes);
    }
}

/// Whether a secondary instance is the instance that was sent last.
pub(crate) fn is_last_saved(instance: &SecondaryInstance) -> bool {
    matches!(&instance.source, Source::External { src, .. } if src == LAST_SAVED)
}

/// The documents of all secondary instances.
pub(crate) fn load(
    instances: &[SecondaryInstance],
    resources: &Resources,
    problems: &mut Vec<Problem>,
) -> Vec<(String, Arc<Document>)> {
    let mut documents = Vec::with_capacity(instances.len());
    for instance in instances {
        let document = match &instance.source {
            Source::Inline(root) => Ok(of_element(root)),
            Source::External { src, placeholder } => external(src, placeholder.as_ref(), resources),
        };
        match document {
            Ok(document) => documents.push((instance.id.clone(), Arc::new(document))),
            Err(kind) => problems.push(Problem {
                path: instance.id.clone(),
                property: Property::Instance,
                kind,
            }),
        }
    }
    documents
}

fn external(
    src: &str,
    placeholder: Option<&Element>,
    resources: &Resources,
) -> Result<Document, ProblemKind> {
    let nothing = || placeholder.map_or_else(|| TreeBuilder::new().build_document(), of_element);
    if src == LAST_SAVED {
        return Ok(nothing());
    }
    let name = src.rsplit('/').next().unwrap_or(src);
    let Some(bytes) = resources.files.get(name) else {
        return match resources.missing {
            MissingFiles::Refuse => Err(ProblemKind::MissingFile(src.to_owned())),
            MissingFiles::Empty => Ok(nothing()),
        };
    };
    read_file(name, bytes).map_err(|reason| ProblemKind::BadFile {
        name: name.to_owned(),
        reason,
    })
}

/// The document in a file, by the ending of its name: CSV, `GeoJSON` or else XML.
pub(crate) fn read_file(name: &str, bytes: &[u8]) -> Result<Document, String> {
    let extension = name
        .rsplit('.')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    match extension.as_str() {
        "csv" => csv(bytes),
        "geojson" => geojson(bytes),
        _ => xpath::xml::read(bytes, &xpath::xml::Limits::default())
            .map(|source| source.tree.into_document())
            .map_err(|error| error.to_string()),
    }
}

fn of_element(root: &Element) -> Document {
    let mut builder = TreeBuilder::new();
    add(&mut builder, root);
    builder.build_document()
}

fn add(builder: &mut TreeBuilder, element: &Element) {
    let prefix = Some(element.name.prefix.as_str()).filter(|prefix| !prefix.is_empty());
    builder.open_qualified(prefix, &element.name.local, None);
    for (name, value) in &element.attributes {
        if !super::slots::is_declaration(name) {
            let prefix = Some(name.prefix.as_str()).filter(|prefix| !prefix.is_empty());
            builder.attribute(prefix, &name.local, None, value);
        }
    }
    for child in &element.children {
        add(builder, child);
    }
    if element.children.is_empty() {
        builder.text(&element.text);
    }
    builder.close();
}

/// Rows as `root/item` with an element per column.
fn csv(bytes: &[u8]) -> Result<Document, String> {
    let text = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let head = text.lines().next().unwrap_or_default();
    let count = |delimiter: char| head.matches(delimiter).count();
    let delimiter = [',', ';', '\t', '|']
        .into_iter()
        .rev()
        .max_by_key(|&d| count(d));
    let delimiter = delimiter.and_then(|d| u8::try_from(d).ok()).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .from_reader(text.as_bytes());
    let columns: Vec<String> = reader
        .headers()
        .map_err(|error| error.to_string())?
        .iter()
        .map(|name| name.trim().to_owned())
        .collect();
    if let Some(bad) = columns.iter().find(|name| !is_name(name)) {
        return Err(format!("`{bad}` cannot be the name of a column"));
    }
    let mut builder = TreeBuilder::new();
    builder.open("root");
    for row in reader.records() {
        let row = row.map_err(|error| error.to_string())?;
        if row.len() > columns.len() {
            let line = row.position().map_or(0, csv::Position::line);
            return Err(format!("line {line} has more columns than the first line"));
        }
        builder.open("item");
        for (index, column) in columns.iter().enumerate() {
            builder.leaf(column, row.get(index).unwrap_or_default());
        }
        builder.close();
    }
    builder.close();
    Ok(builder.build_document())
}

/// Whether a text can be the name of an element.
fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    let first = chars.next().is_some_and(|c| c.is_alphabetic() || c == '_');
    first && chars.all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':'))
}

/// Features as `root/item` with `geometry`, `id` and an element per property.
fn geojson(bytes: &[u8]) -> Result<Document, String> {
    let value: serde_json::Value =
        serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
    if value.get("type").and_then(serde_json::Value::as_str) != Some("FeatureCollection") {
        return Err("it is not a FeatureCollection".to_owned());
    }
    let features = value.get("features").and_then(serde_json::Value::as_array);
    let features = features.ok_or("there are no features")?;
    let mut builder = TreeBuilder::new();
    builder.open("root");
    for (index, feature) in features.iter().enumerate() {
        let wrong = |what: &str| format!("feature {}: {what}", index + 1);
        if feature.get("type").and_then(serde_json::Value::as_str) != Some("Feature") {
            return Err(wrong("it is not a Feature"));
        }
        builder.open("item");
        let geometry = feature
            .get("geometry")
            .filter(|geometry| !geometry.is_null());
        if let Some(geometry) = geometry {
            let text =
                coordinates(geometry).ok_or_else(|| wrong("the geometry is not supported"))?;
            builder.leaf("geometry", &text);
        }
        let properties = feature
            .get("properties")
            .and_then(serde_json::Value::as_object);
        let own_id = properties.is_some_and(|properties| properties.contains_key("id"));
        if let Some(id) = feature.get("id").filter(|_| !own_id) {
            builder.leaf("id", &scalar(id));
        }
        for (name, value) in properties.into_iter().flatten() {
            if is_name(name) {
                builder.leaf(name, &scalar(value));
            }
        }
        builder.close();
    }
    builder.close();
    Ok(builder.build_document())
}

fn scalar(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// A geometry as ODK writes it: latitude before longitude, altitude and accuracy zero.
fn coordinates(geometry: &serde_json::Value) -> Option<String> {
    let point = |pair: &serde_json::Value| {
        let longitude = pair.get(0)?.as_f64()?;
        let latitude = pair.get(1)?.as_f64()?;
        Some(format!("{latitude} {longitude} 0 0"))
    };
    let line = |points: &serde_json::Value| {
        let points: Option<Vec<String>> = points.as_array()?.iter().map(point).collect();
        Some(points?.join("; "))
    };
    let found = geometry.get("coordinates")?;
    match geometry.get("type")?.as_str()? {
        "Point" => point(found),
        "LineString" => line(found),
        "Polygon" => line(found.get(0)?),
        _ => None,
    }
}
