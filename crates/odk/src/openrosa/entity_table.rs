// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A list of entities as the file that a form refers to.

use std::collections::BTreeMap;
use std::io::Write;

/// Writes the entities of a list as CSV, one after the other: `name` with the identifier, `label`,
/// `__version`, then the properties. Forms and tablets look the first three up by these names
/// (<https://getodk.github.io/xforms-spec/entities>).
#[derive(Debug)]
pub struct EntityTable<'p, W: Write> {
    out: csv::Writer<W>,
    properties: &'p [&'p str],
}

impl<'p, W: Write> EntityTable<'p, W> {
    /// Begins with the line of names.
    pub fn begin(out: W, properties: &'p [&'p str]) -> Result<Self, csv::Error> {
        let mut out = csv::Writer::from_writer(out);
        let names = ["name", "label", "__version"].iter().chain(properties);
        out.write_record(names)?;
        Ok(Self { out, properties })
    }

    /// Adds an entity.
    pub fn entity(
        &mut self,
        uuid: &str,
        label: &str,
        version: u64,
        data: &BTreeMap<String, String>,
    ) -> Result<(), csv::Error> {
        let version = version.to_string();
        let known = [uuid, label, &version].into_iter();
        let values = self.properties.iter();
        let values = values.map(|property| data.get(*property).map_or("", String::as_str));
        self.out.write_record(known.chain(values))
    }

    /// Hands out the receiver.
    pub fn finish(self) -> Result<W, csv::Error> {
        let inner = self.out.into_inner();
        Ok(inner.map_err(csv::IntoInnerError::into_error)?)
    }
}
