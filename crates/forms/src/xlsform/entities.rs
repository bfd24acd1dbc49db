// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The sheet `entities`, and the column `save_to`.

use std::collections::{HashMap, HashSet};

use super::headers::Table;
use super::message::{Cause, Rule, XlsProblem};
use super::settings::refuse_columns;
use crate::problem::ProblemCause;
use crate::spec::{Entity, FormSpec};

/// The columns of the sheet.
pub(super) const USED: [&str; 6] = [
    "list_name",
    "label",
    "entity_id",
    "create_if",
    "update_if",
    "repeat",
];

/// Reads the sheet; returns the row of each entity.
pub(super) fn read(table: &Table, problems: &mut Vec<XlsProblem>) -> (Vec<Entity>, Vec<u32>) {
    let mut entities: Vec<Entity> = Vec::new();
    let mut rows = Vec::new();
    let mut seen: HashSet<String> = HashSet::new();
    table.duplicates(problems);
    refuse_columns(table, &USED, problems);
    for row in &table.rows {
        let mut refuse = |column: &str, cause| {
            problems.push(XlsProblem {
                sheet: table.sheet.to_owned(),
                row: row.number,
                column: column.to_owned(),
                cause,
            });
        };
        let get = |key| table.get(row, key).map(str::to_owned);
        let entity = Entity {
            list: get("list_name").unwrap_or_default(),
            label: get("label"),
            id: get("entity_id"),
            create_if: get("create_if"),
            update_if: get("update_if"),
        };
        if entity.list.is_empty() {
            refuse("list_name", Cause::EmptyCell);
            continue;
        }
        if let Some(rule) = name_problem(&entity.list, true) {
            refuse("list_name", rule);
        }
        if !seen.insert(entity.list.clone()) {
            refuse(
                "list_name",
                Cause::Rule(Rule::EntityTwice(entity.list.clone())),
            );
        }
        let updates = entity.id.is_some();
        if entity.update_if.is_some() && !updates {
            refuse("entity_id", Cause::Rule(Rule::EntityId));
        }
        if entity.create_if.is_some() && updates && entity.update_if.is_none() {
            refuse("update_if", Cause::Rule(Rule::EntityUpdateIf));
        }
        if !updates && entity.label.is_none() {
            refuse("label", Cause::Rule(Rule::EntityLabel));
        }
        entities.push(entity);
        rows.push(row.number);
    }
    (entities, rows)
}

fn name_problem(name: &str, is_list: bool) -> Option<Cause> {
    if !crate::compile::is_name(name) {
        return Some(Cause::Form(ProblemCause::InvalidName(name.to_owned())));
    }
    let is_reserved = !crate::compile::is_entity_name(name, is_list);
    is_reserved.then(|| Cause::Rule(Rule::EntityName(name.to_owned())))
}

/// What is wrong with the values that are saved.
pub(super) fn check_saved(
    spec: &FormSpec,
    row_of: impl Fn(&str) -> u32,
    problems: &mut Vec<XlsProblem>,
) {
    let mut taken: HashMap<(&str, &str), u32> = HashMap::new();
    let lists: HashSet<&str> = spec
        .entities
        .iter()
        .map(|entity| entity.list.as_str())
        .collect();
    for (path, question) in spec.questions() {
        let Some(save_to) = &question.save_to else {
            continue;
        };
        let row = row_of(&path);
        let mut refuse = |cause| {
            problems.push(XlsProblem {
                sheet: "survey".to_owned(),
                row,
                column: "save_to".to_owned(),
                cause,
            });
        };
        if spec.entities.is_empty() {
            refuse(Cause::Rule(Rule::NoEntities));
            continue;
        }
        let (list, property) = match save_to.split_once('#') {
            Some((list, property)) => (list, property),
            None if spec.entities.len() > 1 => {
                refuse(Cause::Rule(Rule::EntityPrefix));
                continue;
            }
            None => (spec.entities[0].list.as_str(), save_to.as_str()),
        };
        if !lists.contains(list) {
            refuse(Cause::Rule(Rule::UnknownEntity(list.to_owned())));
            continue;
        }
        if let Some(cause) = name_problem(property, false) {
            refuse(cause);
            continue;
        }
        let first = *taken.entry((list, property)).or_insert(row);
        if first != row {
            refuse(Cause::Rule(Rule::PropertyTwice(first)));
        }
    }
}
