// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The nodes of a form as Central's REST interface lists them.

use super::schema::{Content, Node, Schema};
use crate::central::FormField;

impl Schema {
    /// The nodes, those around before those within: `GET …/fields`, or `…/fields?odata=true` with the
    /// names that properties have here.
    pub fn fields(&self, with_odata_names: bool) -> Vec<FormField> {
        let mut fields = Vec::new();
        if let Some(table) = self.tables.first() {
            self.add(&table.nodes, "", with_odata_names, &mut fields);
        }
        fields
    }

    fn add(&self, nodes: &[Node], around: &str, with_odata_names: bool, to: &mut Vec<FormField>) {
        for node in nodes {
            let name = if with_odata_names {
                &node.name
            } else {
                &node.raw
            };
            let (kind, inner, is_several) = match &node.content {
                Content::Answer {
                    bind, is_several, ..
                } => (*bind, None, *is_several),
                Content::InstanceId | Content::InstanceName => ("string", None, false),
                Content::Group(inner) => ("structure", Some(inner), false),
                Content::Repeat(index) => {
                    let table = self.tables.get(*index);
                    ("repeat", table.map(|table| &table.nodes), false)
                }
            };
            let path = format!("{around}/{name}");
            to.push(FormField {
                path: path.clone(),
                name: name.clone(),
                kind: kind.to_owned(),
                binary: (kind == "binary").then_some(true),
                select_multiple: is_several.then_some(true),
            });
            if let Some(inner) = inner {
                self.add(inner, &path, with_odata_names, to);
            }
        }
    }
}
