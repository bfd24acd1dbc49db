// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What a service says of itself: the list of tables, and their description in CSDL (EDMX).

use serde_json::{Value, json};

use super::entities::{ENTITIES, EntityFeed, SYSTEM};
use super::names::clean;
use super::schema::{Codes, Content, Node, Schema, ValueKind, namespace};
use super::submission::{ReviewState, Status, SystemField};
use crate::xml::Document;

const EDMX: &str = "http://docs.oasis-open.org/odata/ns/edmx";
const EDM: &str = "http://docs.oasis-open.org/odata/ns/edm";

/// The vocabulary in which a service says what it can do.
const CAPABILITIES: &str = "Org.OData.Capabilities.V1";

impl Schema {
    /// The list of tables. `service` is the absolute address of the service, up to `.svc`.
    pub fn service_document(&self, service: &str) -> Value {
        service_document(service, self.tables.iter().map(|table| table.name.as_str()))
    }

    /// The description of all tables and their properties.
    pub fn metadata(&self, codes: Codes) -> String {
        let mut description = Description::begin();
        description.submission_types();
        let space = self.namespace();
        description.schema(&space);
        for table in &self.tables {
            let system = table
                .is_submissions()
                .then_some("org.opendatakit.submission.metadata");
            description.entity_type(&table.name, system);
            if !table.is_submissions() {
                description.property(&table.parent_key, "Edm.String");
            }
            let prefix = table.name.strip_prefix("Submissions").unwrap_or_default();
            let prefix = prefix.trim_start_matches('.');
            let mut groups = Vec::new();
            let mut typed = Typed {
                schema: self,
                space: &space,
                codes,
                groups: &mut groups,
            };
            typed.properties(&mut description, &table.nodes, prefix);
            description.end();
            let mut next = 0;
            while let Some((name, nodes)) = groups.get(next).cloned() {
                description.document.open("ComplexType").with("Name", &name);
                let mut typed = Typed {
                    schema: self,
                    space: &space,
                    codes,
                    groups: &mut groups,
                };
                typed.properties(&mut description, nodes, &name);
                description.end();
                next += 1;
            }
        }
        description.container(&clean(&self.form_id));
        for table in &self.tables {
            description.entity_set(&table.name, &space);
            if table.is_submissions() {
                let names = table.nodes.iter().map(|node| node.name.as_str());
                description.capabilities(names);
            }
            description.end();
        }
        description.document.write()
    }
}

impl EntityFeed {
    /// The list of tables, which is one. `service` is the absolute address of the service.
    pub fn service_document(&self, service: &str) -> Value {
        service_document(service, std::iter::once(ENTITIES))
    }

    /// The description of the table.
    pub fn metadata(&self) -> String {
        let mut description = Description::begin();
        description.schema("org.opendatakit.entity");
        description.complex_type("metadata", SYSTEM);
        description.end();
        let space = namespace(&self.name);
        description.schema(&space);
        description.entity_type(ENTITIES, Some("org.opendatakit.entity.metadata"));
        description.property("label", "Edm.String");
        for (_, name) in &self.properties {
            description.property(name, "Edm.String");
        }
        description.end();
        description.container(&clean(&self.name));
        description.entity_set(ENTITIES, &space);
        let names = self.properties.iter().map(|(_, name)| name.as_str());
        description.capabilities(std::iter::once("label").chain(names));
        description.document.write()
    }
}

fn service_document<'a>(service: &str, tables: impl Iterator<Item = &'a str>) -> Value {
    let tables: Vec<Value> = tables
        .map(|name| json!({ "name": name, "kind": "EntitySet", "url": name }))
        .collect();
    json!({ "@odata.context": format!("{service}/$metadata"), "value": tables })
}

/// What is needed to name the types of properties.
struct Typed<'d, 's> {
    schema: &'s Schema,
    space: &'d str,
    codes: Codes,
    /// Groups that are still to be described, with their names.
    groups: &'d mut Vec<(String, &'s [Node])>,
}

impl<'s> Typed<'_, 's> {
    fn properties(&mut self, to: &mut Description, nodes: &'s [Node], prefix: &str) {
        for node in nodes {
            match &node.content {
                Content::Answer { kind, .. } => {
                    to.property(&node.name, edm_type(*kind, self.codes));
                }
                Content::InstanceId | Content::InstanceName => {
                    to.property(&node.name, "Edm.String");
                }
                Content::Group(inner) => {
                    let name = match prefix {
                        "" => node.name.clone(),
                        prefix => format!("{prefix}.{}", node.name),
                    };
                    to.property(&node.name, &format!("{}.{name}", self.space));
                    self.groups.push((name, inner));
                }
                Content::Repeat(index) => {
                    let table = self.schema.tables.get(*index);
                    let table = table.map_or("", |table| table.name.as_str());
                    let kind = format!("Collection({}.{table})", self.space);
                    to.document
                        .open("NavigationProperty")
                        .with("Name", &node.name)
                        .with("Type", &kind)
                        .close();
                }
            }
        }
    }
}

fn edm_type(kind: ValueKind, codes: Codes) -> &'static str {
    match kind {
        ValueKind::Integer => "Edm.Int64",
        ValueKind::Decimal => "Edm.Decimal",
        ValueKind::Boolean => "Edm.Boolean",
        ValueKind::Date => "Edm.Date",
        ValueKind::DateTime => "Edm.DateTimeOffset",
        ValueKind::Point => "Edm.GeographyPoint",
        ValueKind::Line => "Edm.GeographyLineString",
        ValueKind::Area => "Edm.GeographyPolygon",
        ValueKind::Codes if codes == Codes::Apart => "Collection(Edm.String)",
        ValueKind::Codes | ValueKind::Text => "Edm.String",
    }
}

/// A description that is being written.
struct Description {
    document: Document,
}

impl Description {
    fn begin() -> Self {
        let mut document = Document::new(Some(EDM));
        document
            .open_prefixed("edmx", "Edmx", EDMX)
            .with("Version", "4.0");
        document.open_prefixed("edmx", "DataServices", EDMX);
        Self { document }
    }

    fn end(&mut self) {
        self.document.close();
    }

    fn schema(&mut self, namespace: &str) {
        self.document.open("Schema").with("Namespace", namespace);
    }

    /// The types that all forms share.
    fn submission_types(&mut self) {
        self.schema("org.opendatakit.submission");
        let fields = SystemField::ALL.map(|field| (field.name(), field.edm_type()));
        self.complex_type("metadata", fields);
        self.enumeration("Status", Status::ALL.map(Status::name));
        self.enumeration("ReviewState", ReviewState::ALL.map(ReviewState::name));
        self.end();
    }

    fn complex_type<'a>(
        &mut self,
        name: &str,
        properties: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) {
        self.document.open("ComplexType").with("Name", name);
        for (name, kind) in properties {
            self.property(name, kind);
        }
        self.end();
    }

    fn enumeration<'a>(&mut self, name: &str, members: impl IntoIterator<Item = &'a str>) {
        self.document.open("EnumType").with("Name", name);
        for member in members {
            self.document.open("Member").with("Name", member).close();
        }
        self.end();
    }

    fn property(&mut self, name: &str, kind: &str) {
        self.document
            .open("Property")
            .with("Name", name)
            .with("Type", kind)
            .close();
    }

    /// Begins the type of the rows of a table.
    fn entity_type(&mut self, name: &str, system: Option<&str>) {
        self.document.open("EntityType").with("Name", name);
        self.document.open("Key");
        self.document
            .open("PropertyRef")
            .with("Name", "__id")
            .close();
        self.end();
        self.document
            .open("Property")
            .with("Name", "__id")
            .with("Type", "Edm.String")
            .with("Nullable", "false")
            .close();
        if let Some(system) = system {
            self.property("__system", system);
        }
    }

    fn container(&mut self, name: &str) {
        self.document.open("EntityContainer").with("Name", name);
    }

    fn entity_set(&mut self, name: &str, namespace: &str) {
        self.document
            .open("EntitySet")
            .with("Name", name)
            .with("EntityType", &format!("{namespace}.{name}"));
    }

    fn annotation(&mut self, term: &str) {
        self.document
            .open("Annotation")
            .with("Term", &format!("{CAPABILITIES}.{term}"));
    }

    /// One annotation with one fact.
    fn fact(&mut self, term: &str, property: &str, holds: bool) {
        self.annotation(term);
        self.document.open("Record");
        self.value(property, holds);
        self.end();
        self.end();
    }

    fn value(&mut self, property: &str, holds: bool) {
        self.document
            .open("PropertyValue")
            .with("Property", property)
            .with("Bool", if holds { "true" } else { "false" })
            .close();
    }

    /// What clients may ask of a table. They are told less than they may, so that they do not leave
    /// to the server what they can do themselves: only fields of the system are sorted and filtered.
    fn capabilities<'a>(&mut self, names: impl Iterator<Item = &'a str>) {
        self.annotation("ConformanceLevel");
        self.document.with(
            "EnumMember",
            &format!("{CAPABILITIES}.ConformanceLevelType/Minimal"),
        );
        self.end();
        self.annotation("BatchSupported");
        self.document.with("Bool", "false").close();
        self.fact("CountRestrictions", "Countable", true);
        self.annotation("FilterFunctions");
        self.document.open("Collection");
        for function in ["now", "year", "month", "day", "hour", "minute", "second"] {
            self.document.leaf("String", function);
        }
        self.end();
        self.end();
        self.annotation("FilterRestrictions");
        self.document.open("Record");
        self.value("Filterable", true);
        self.value("RequiresFilter", false);
        self.document
            .open("PropertyValue")
            .with("Property", "NonFilterableProperties");
        self.document.open("Collection");
        for name in names {
            self.document.leaf("PropertyPath", name);
        }
        for _ in 0..4 {
            self.end();
        }
        self.fact("SortRestrictions", "Sortable", false);
        self.fact("ExpandRestrictions", "Expandable", false);
    }
}
