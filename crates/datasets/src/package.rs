// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! `datapackage.json` of Frictionless Data (<https://datapackage.org/standard/data-package/>): what tables are called,
//! who published them, how their cells are written.

use jiff::civil::Date;
use serde_json::Value;

use crate::description::Description;
use crate::file::OpenError;
use crate::mapping::{Mapping, Role};
use crate::number::Notation;
use crate::period::PeriodKind;
use crate::report::shown;
use crate::table::Table;
use kernel::Localized;

/// The most resources and fields of one that are looked at.
const MOST: usize = 2_000;

/// What a `datapackage.json` says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Package {
    /// What it says of the whole.
    pub description: Description,
    /// Its tables.
    pub resources: Vec<Resource>,
}

/// A table of a package.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Resource {
    /// The name.
    pub name: String,
    /// The title; may be empty.
    pub title: String,
    /// The path inside the archive, or an address.
    pub path: String,
    /// The columns; empty if the package does not say.
    pub fields: Vec<Field>,
    /// Texts for missing numbers; none if the package does not say.
    pub missing: Option<Vec<String>>,
    /// What separates cells; none if the package does not say.
    pub separator: Option<u8>,
}

/// A column of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Field {
    /// What stands above it.
    pub name: String,
    /// What it is called; may be empty.
    pub title: String,
    /// The type, such as `integer`, `date`, `year`.
    pub kind: String,
    /// Whether its fraction stands behind a comma.
    pub comma: bool,
}

fn text(value: &Value, key: &str) -> String {
    let text = value.get(key).and_then(Value::as_str).unwrap_or_default();
    text.chars().take(2_000).collect()
}

fn list<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    let list = value.get(key).and_then(Value::as_array);
    list.into_iter().flatten().take(MOST)
}

/// The first `title`, or else `name`, of a list of objects.
fn first(value: &Value, key: &str) -> Option<(String, String)> {
    let one = list(value, key).next()?;
    let title = match text(one, "title") {
        title if title.is_empty() => text(one, "name"),
        title => title,
    };
    Some((title, text(one, "path")))
}

impl Package {
    /// Reads the text of such a file; nothing if it is other JSON.
    pub(crate) fn read(json: &str, name: &str) -> Result<Option<Self>, OpenError> {
        let looks = name.to_lowercase().ends_with("datapackage.json");
        let root: Value = match serde_json::from_str(json) {
            Ok(root) => root,
            Err(error) if looks => return Err(OpenError::Package(error.to_string())),
            Err(_) => return Ok(None),
        };
        if root.get("resources").and_then(Value::as_array).is_none() {
            return if looks {
                Err(OpenError::Package("it has no list `resources`".to_owned()))
            } else {
                Ok(None)
            };
        }
        let licence = list(&root, "licenses").next();
        let licence = licence.map(|licence| match text(licence, "name") {
            name if name.is_empty() => text(licence, "title"),
            name => name,
        });
        let (source, source_url) = first(&root, "sources").unwrap_or_default();
        let responsible = first(&root, "contributors").unwrap_or_default().0;
        let as_of = ["updated", "modified", "created"].iter().find_map(|key| {
            text(&root, key)
                .get(..10)
                .and_then(|day| day.parse::<Date>().ok())
        });
        let description = Description {
            title: Localized::same(&text(&root, "title")),
            summary: Localized::same(&text(&root, "description")),
            source_url: if source_url.is_empty() {
                text(&root, "homepage")
            } else {
                source_url
            },
            source,
            licence: licence.unwrap_or_default(),
            responsible,
            as_of,
            ..Description::default()
        };
        Ok(Some(Self {
            description,
            resources: list(&root, "resources").map(resource).collect(),
        }))
    }

    /// Tells tables how their cells are separated.
    pub(crate) fn name_tables(&self, tables: &mut [Table]) {
        for table in tables {
            if let Some(separator) = self.resource(&table.name).and_then(|one| one.separator) {
                table.separate(separator);
            }
        }
    }

    /// The resource of a table, by its path.
    pub fn resource(&self, table: &str) -> Option<&Resource> {
        let plain = |path: &str| path.trim_start_matches("./").to_lowercase();
        let table = plain(table);
        self.resources.iter().find(|one| {
            let path = plain(&one.path);
            !path.is_empty() && (path == table || table.ends_with(&format!("/{path}")))
        })
    }
}

fn resource(value: &Value) -> Resource {
    // A path may be a list of parts; the first one says the form of all.
    let path = match value.get("path") {
        Some(Value::Array(parts)) => parts
            .first()
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned(),
        _ => text(value, "path"),
    };
    let nothing = Value::Null;
    let schema = value.get("schema").unwrap_or(&nothing);
    let fields = list(schema, "fields").map(|field| Field {
        name: text(field, "name"),
        title: text(field, "title"),
        kind: text(field, "type"),
        comma: text(field, "decimalChar") == ",",
    });
    let missing = schema
        .get("missingValues")
        .and_then(Value::as_array)
        .map(|signs| {
            let texts = signs.iter().take(100).map(|sign| match sign {
                Value::String(text) => shown(text),
                other => text(other, "value"),
            });
            texts.filter(|text| !text.is_empty()).collect()
        });
    let separator = value
        .get("dialect")
        .map(|dialect| text(dialect, "delimiter"))
        .and_then(|sign| match sign.as_bytes() {
            [one] if one.is_ascii() => Some(*one),
            _ => None,
        });
    Resource {
        name: text(value, "name"),
        title: text(value, "title"),
        path,
        fields: fields.collect(),
        missing,
        separator,
    }
}

impl Resource {
    /// Puts what the package says of the columns into a mapping that was suggested from their cells.
    pub(crate) fn refine(&self, headings: &[String], mapping: &mut Mapping) {
        let numbers = |field: &&Field| matches!(field.kind.as_str(), "number" | "integer");
        if self.fields.iter().filter(numbers).any(|field| field.comma) {
            mapping.notation = Notation::German;
        }
        // Types are said, so nothing about notation is in doubt.
        if self.fields.iter().any(|field| numbers(&field)) {
            mapping
                .doubts
                .retain(|doubt| *doubt != crate::mapping::Doubt::Notation);
        }
        let has_period = mapping
            .roles
            .iter()
            .any(|role| matches!(role, Role::Period(_) | Role::PartOfYear(_) | Role::Year));
        if has_period {
            return;
        }
        for field in &self.fields {
            let role = match field.kind.as_str() {
                "date" | "datetime" => Role::Period(PeriodKind::Day),
                "year" => Role::Year,
                "yearmonth" => Role::Period(PeriodKind::Month),
                _ => continue,
            };
            let at = headings.iter().position(|heading| *heading == field.name);
            if let Some(at) = at.filter(|at| mapping.roles.get(*at) == Some(&Role::Ignored)) {
                mapping.roles[at] = role;
                mapping
                    .measures
                    .retain(|one| !one.numbers.columns().contains(&at));
                return;
            }
        }
    }
}
