// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The one table of a list of entities.

use std::collections::BTreeMap;
use std::io::Write;

use jiff::Timestamp;

use super::draw::Object;
use super::names::clean_apart;
use super::query::{Query, QueryError, QueryErrorKind};
use super::rows::{WriteError, begin, end};
use super::skip_token::SkipToken;
use super::value;

/// The name of the table.
pub(super) const ENTITIES: &str = "Entities";

/// The properties of `__system`, with their types.
pub(super) const SYSTEM: [(&str, &str); 8] = [
    ("createdAt", "Edm.DateTimeOffset"),
    ("creatorId", "Edm.String"),
    ("creatorName", "Edm.String"),
    ("updates", "Edm.Int64"),
    ("updatedAt", "Edm.DateTimeOffset"),
    ("deletedAt", "Edm.DateTimeOffset"),
    ("version", "Edm.Int64"),
    ("conflict", "Edm.String"),
];

/// An entity as it goes into rows.
#[derive(Debug, Clone, Copy)]
pub struct Entity<'a> {
    /// Its identifier.
    pub uuid: &'a str,
    /// What people call it.
    pub label: &'a str,
    /// When it was created.
    pub created_at: Timestamp,
    /// By whom.
    pub creator_id: &'a str,
    /// What that one is called.
    pub creator_name: &'a str,
    /// When it was last changed.
    pub updated_at: Option<Timestamp>,
    /// When it was deleted.
    pub deleted_at: Option<Timestamp>,
    /// The version, from 1.
    pub version: u64,
    /// `soft` or `hard` if changes contradict each other.
    pub conflict: Option<&'a str>,
    /// Values by the names of properties, as they are in the list.
    pub data: &'a BTreeMap<String, String>,
}

/// The tables of a list of entities, made once and shared by all requests.
#[derive(Debug, Clone)]
pub struct EntityFeed {
    pub(super) name: String,
    /// The properties: their names in the list and in `OData`.
    pub(super) properties: Vec<(String, String)>,
}

impl EntityFeed {
    /// The list of this name with these properties.
    pub fn of<'a>(name: &str, properties: impl IntoIterator<Item = &'a str>) -> Self {
        let mut feed = Self {
            name: name.to_owned(),
            properties: Vec::new(),
        };
        for property in properties {
            let known = &feed.properties;
            let name = clean_apart(property, |name| {
                // Those that every entity has.
                matches!(name, "__id" | "__system" | "label")
                    || known.iter().any(|(_, known)| known == name)
            });
            feed.properties.push((property.to_owned(), name));
        }
        feed
    }

    /// The name of a property in `OData`.
    pub fn odata_name(&self, property: &str) -> Option<&str> {
        let mut all = self.properties.iter();
        all.find(|(known, _)| known == property)
            .map(|(_, name)| name.as_str())
    }
}

/// Writes the table `Entities`. The store obeys `$filter`, `$orderby`, `$skip`, `$skiptoken` and `$top`.
#[derive(Debug)]
pub struct EntityWriter<'s, W> {
    out: W,
    query: &'s Query,
    address: &'s str,
    id: bool,
    label: bool,
    system: Vec<&'static str>,
    properties: Vec<&'s (String, String)>,
    buffer: Vec<u8>,
    written: u64,
    last: Option<SkipToken>,
}

impl<'s, W: Write> EntityWriter<'s, W> {
    /// Begins the document; the addresses are those of
    /// [`TableWriter::begin`](super::TableWriter::begin).
    pub fn begin(
        mut out: W,
        feed: &'s EntityFeed,
        query: &'s Query,
        (service, address): (&str, &'s str),
    ) -> Result<Self, WriteError> {
        let select = query.select.as_deref();
        let select = select.filter(|select| !select.iter().any(|name| name == "*"));
        let has = |name: &str| select.is_none_or(|names| names.iter().any(|known| known == name));
        let whole = has("__system");
        let system = SYSTEM.iter().map(|(name, _)| *name);
        let system = system.filter(|name| whole || has(&format!("__system/{name}")));
        let system: Vec<_> = system.collect();
        let of_system = |name: &str| {
            let field = name.strip_prefix("__system/");
            field.is_some_and(|field| SYSTEM.iter().any(|(known, _)| *known == field))
        };
        for name in select.unwrap_or_default() {
            let is_known = matches!(name.as_str(), "__id" | "__system" | "label")
                || of_system(name)
                || feed
                    .properties
                    .iter()
                    .any(|(raw, known)| known == name || raw == name);
            if !is_known {
                let kind = QueryErrorKind::Property(name.clone());
                return Err(QueryError::of("$select", kind).into());
            }
        }
        let mut buffer = Vec::new();
        begin(&mut buffer, service, ENTITIES);
        out.write_all(&buffer)?;
        // Central takes the names of the list here, and gives out those of the feed.
        let properties = feed
            .properties
            .iter()
            .filter(|(raw, name)| has(name) || has(raw));
        Ok(Self {
            out,
            query,
            address,
            id: has("__id"),
            label: has("label"),
            system,
            properties: properties.collect(),
            buffer,
            written: 0,
            last: None,
        })
    }

    /// Writes an entity.
    pub fn entity(&mut self, entity: &Entity<'_>) -> Result<(), WriteError> {
        self.buffer.clear();
        if self.written > 0 {
            self.buffer.push(b',');
        }
        let mut row = Object::begin(&mut self.buffer);
        if self.id {
            value::string(row.key("\"__id\":"), entity.uuid);
        }
        if self.label {
            value::string(row.key("\"label\":"), entity.label);
        }
        if !self.system.is_empty() {
            let mut system = Object::begin(row.key("\"__system\":"));
            for name in &self.system {
                let out = system.plain_key(name);
                match *name {
                    "createdAt" => value::moment(out, Some(entity.created_at)),
                    "creatorId" => value::string(out, entity.creator_id),
                    "creatorName" => value::string(out, entity.creator_name),
                    "updatedAt" => value::moment(out, entity.updated_at),
                    "deletedAt" => value::moment(out, entity.deleted_at),
                    "conflict" => value::optional_string(out, entity.conflict),
                    "updates" => {
                        let updates = entity.version.saturating_sub(1);
                        out.extend_from_slice(updates.to_string().as_bytes());
                    }
                    _ => out.extend_from_slice(entity.version.to_string().as_bytes()),
                }
            }
            system.end();
        }
        for (property, name) in &self.properties {
            // What has never been set is an empty text, as in Central.
            let value = entity.data.get(property).map_or("", String::as_str);
            value::string(row.plain_key(name), value);
        }
        row.end();
        self.out.write_all(&self.buffer)?;
        self.written += 1;
        self.last = Some(SkipToken::Entity(entity.uuid.to_owned()));
        Ok(())
    }

    /// Ends the document and hands out the receiver: how many entities fit the filter in total, and
    /// whether some come after those written.
    pub fn finish(mut self, total: u64, more: bool) -> Result<W, WriteError> {
        let next = self.last.take().filter(|_| more);
        let next = next.map(|token| self.query.next_link(self.address, &token));
        let total = self.query.count.then_some(total);
        end(&mut self.buffer, next.as_deref(), total);
        self.out.write_all(&self.buffer)?;
        Ok(self.out)
    }
}
