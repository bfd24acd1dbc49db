// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What services say of themselves, and the feed of entities.

use std::collections::BTreeMap;

use odk::odata::{Codes, Entity, EntityFeed, EntityWriter, Query, Schema, Subject};
use serde_json::{Value, json};

use crate::openrosa::in_lines;
use crate::tables::{FAMILY, SERVICE, VALUES, form};

#[test]
fn a_service_lists_its_tables() {
    let schema = Schema::of(&form(FAMILY));
    insta::assert_json_snapshot!(schema.service_document(SERVICE));
}

#[test]
fn tables_are_described() {
    let family = Schema::of(&form(FAMILY)).metadata(Codes::Together);
    insta::assert_snapshot!("metadata_family", in_lines(&family));
    let values = Schema::of(&form(VALUES));
    insta::assert_snapshot!(
        "metadata_values",
        in_lines(&values.metadata(Codes::Together))
    );
    let apart = values.metadata(Codes::Apart);
    assert!(apart.contains("<Property Name=\"many\" Type=\"Collection(Edm.String)\"/>"));
}

#[test]
fn the_nodes_of_a_form_are_listed() {
    let fields = Schema::of(&form(VALUES)).fields(true);
    let lines: Vec<String> = fields
        .iter()
        .map(|field| {
            let several = field.select_multiple.map_or("", |_| " several");
            let binary = field.binary.map_or("", |_| " binary");
            format!("{} {}{several}{binary}", field.path, field.kind)
        })
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
    let family = Schema::of(&form(FAMILY)).fields(false);
    let found = family
        .iter()
        .find(|field| field.path == "/children/child/toys/toy");
    assert_eq!(found.unwrap().kind, "repeat");
    let raw = Schema::of(&form(VALUES)).fields(false);
    assert!(raw.iter().any(|field| field.path == "/q1.8/größe"));
}

#[test]
fn entities_have_a_feed() {
    let feed = EntityFeed::of("bäume", ["art", "höhe.m", "label"]);
    insta::assert_snapshot!(in_lines(&feed.metadata()));
    insta::assert_json_snapshot!(feed.service_document(SERVICE));
    assert_eq!(feed.odata_name("höhe.m"), Some("h_he_m"));
    let data = BTreeMap::from([("art".to_owned(), "Eiche".to_owned())]);
    let entity = Entity {
        uuid: "10000000-0000-4000-8000-000000000001",
        label: "Eiche 1",
        created_at: "2026-11-18T10:00:00Z".parse().unwrap(),
        creator_id: "5",
        creator_name: "Alice",
        updated_at: None,
        deleted_at: None,
        version: 2,
        conflict: None,
        data: &data,
    };
    let rows = |options: &str| {
        let query = Query::parse(options, Subject::Entities).unwrap();
        let mut writer = EntityWriter::begin(Vec::new(), &feed, &query, (SERVICE, SERVICE))?;
        writer.entity(&entity)?;
        let bytes = writer.finish(2, true)?;
        Ok::<Value, odk::odata::WriteError>(serde_json::from_slice(&bytes).unwrap())
    };
    insta::assert_json_snapshot!(rows("$count=true&$top=1").unwrap());
    let row = rows("$select=h_he_m,__system/version").unwrap()["value"][0].clone();
    assert_eq!(row, json!({ "__system": { "version": 2 }, "h_he_m": "" }));
    let row = rows("$select=höhe.m").unwrap()["value"][0].clone();
    assert_eq!(row, json!({ "h_he_m": "" }));
    assert_eq!(
        rows("$select=name").unwrap_err().to_string(),
        "$select: there is no property `name`"
    );
}
