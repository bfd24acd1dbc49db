// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Entities: which group or repeat holds each, and what is written there.

use std::collections::HashMap;

use super::names::Names;
use super::{LateAction, Lowering, plain};
use crate::definition::{Bind, Element};
use crate::problem::Column;
use crate::spec::{Entity, FormSpec};

/// Why an entity has no place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EntityProblem {
    /// Which one.
    pub(crate) index: usize,
    /// Its list.
    pub(crate) entity: String,
    /// The path of the question whose value is saved, if that one is the cause.
    pub(crate) saved: Option<String>,
    /// Whether values from different repeats meet, or else all places are taken.
    pub(crate) is_scope: bool,
}

/// The expressions of an entity.
fn expressions(entity: &Entity) -> impl Iterator<Item = &String> {
    [
        &entity.label,
        &entity.id,
        &entity.create_if,
        &entity.update_if,
    ]
    .into_iter()
    .flatten()
}

/// The names in all `${name}`.
pub(crate) fn references(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("${") {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        names.push(name.trim());
        rest = after;
    }
    names
}

/// For each entity the node that contains it.
///
/// An entity belongs to the innermost repeat that any of its values comes from; all others must
/// come from repeats around that one. Within, it stands where all its saved values meet, or where
/// the deepest value is that it refers to. Each group and repeat holds one entity; if another one
/// is there already, the group around is tried.
pub(crate) fn place(spec: &FormSpec, names: &Names) -> Result<Vec<usize>, EntityProblem> {
    let scope_of = |node: usize| names.repeat_around(node).unwrap_or(0);
    if spec.entities.is_empty() {
        return Ok(Vec::new());
    }
    // What is saved, by list; a list need not be named where there is one only.
    let mut saved_by_list: HashMap<String, Vec<(String, usize)>> = HashMap::new();
    for (path, question) in spec.questions() {
        let Some(save_to) = &question.save_to else {
            continue;
        };
        let list = match (save_to.split_once('#'), spec.entities.as_slice()) {
            (Some((list, _)), _) => list,
            (None, [only]) => only.list.as_str(),
            (None, _) => continue,
        };
        if let Some(node) = names.at_path(&path) {
            let saved = saved_by_list.entry(list.to_owned()).or_default();
            saved.push((path, node));
        }
    }
    let single = spec.entities.len() == 1;
    let mut requests = Vec::new();
    let mut all_saved = Vec::new();
    for (index, entity) in spec.entities.iter().enumerate() {
        let saved = saved_by_list.remove(&entity.list).unwrap_or_default();
        let referred: Vec<usize> = expressions(entity)
            .flat_map(|text| references(text))
            .filter_map(|name| names.find(name).ok())
            .collect();
        let problem = |saved: Option<&String>| EntityProblem {
            index,
            entity: entity.list.clone(),
            saved: saved.cloned(),
            is_scope: true,
        };
        let mut scope = 0;
        let all = saved
            .iter()
            .map(|(path, node)| (Some(path), *node))
            .chain(referred.iter().map(|node| (None, *node)));
        for (path, node) in all {
            let other = scope_of(node);
            if names.lineage(other).any(|around| around == scope) {
                scope = other;
            } else if !names.lineage(scope).any(|around| around == other) {
                return Err(problem(path));
            }
        }
        // What is saved must be in the innermost repeat itself.
        if let Some((path, _)) = saved.iter().find(|(_, node)| scope_of(*node) != scope) {
            return Err(problem(Some(path)));
        }
        let wanted = if single && scope == 0 {
            0
        } else if saved.is_empty() {
            let inner = referred.iter().filter(|node| scope_of(**node) == scope);
            inner
                .map(|node| names.nodes[*node].parent.unwrap_or(0))
                .max_by_key(|node| names.nodes[*node].depth)
                .unwrap_or(scope)
        } else {
            saved
                .iter()
                .map(|(_, node)| names.nodes[*node].parent.unwrap_or(0))
                .reduce(|one, other| names.common(one, other))
                .unwrap_or(scope)
        };
        requests.push((index, wanted, scope, saved.is_empty()));
        all_saved.extend(saved.into_iter().map(|(path, node)| (index, path, node)));
    }
    // Saved values fix the place more than references do; deeper ones come first.
    requests.sort_by_key(|(index, wanted, _, free)| {
        (*free, usize::MAX - names.nodes[*wanted].depth, *index)
    });
    let mut places = vec![0; spec.entities.len()];
    let mut taken: HashMap<usize, usize> = HashMap::new();
    let full = |index: usize| EntityProblem {
        index,
        entity: spec.entities[index].list.clone(),
        saved: None,
        is_scope: false,
    };
    for (index, wanted, scope, can_move) in requests {
        let free = names
            .lineage(wanted)
            .take(if can_move { usize::MAX } else { 1 })
            .take_while(|node| {
                *node == wanted || names.lineage(*node).any(|around| around == scope)
            })
            .find(|node| !taken.contains_key(node));
        let Some(place) = free else {
            return Err(full(index));
        };
        taken.insert(place, index);
        places[index] = place;
    }
    // A value is saved in the innermost entity around it, which must be the one that is meant.
    for (index, _, node) in all_saved {
        let innermost = names
            .lineage(node)
            .find_map(|around| taken.get(&around).copied());
        if let Some(other) = innermost
            && other != index
        {
            return Err(full(other));
        }
    }
    Ok(places)
}

impl Lowering<'_> {
    fn entity_at(&self, node: usize) -> Option<Entity> {
        let index = self.entities.iter().position(|place| *place == node)?;
        self.spec.entities.get(index).cloned()
    }

    /// The element `entity` of a container that holds one.
    pub(super) fn entity_element(&self, node: usize) -> Option<Element> {
        let entity = self.entity_at(node)?;
        let updates = entity.id.is_some();
        let creates = !updates || entity.create_if.is_some();
        let mut attributes = vec![(plain("dataset"), entity.list.clone())];
        if creates {
            attributes.push((plain("create"), "1".to_owned()));
        }
        if updates {
            attributes.push((plain("update"), "1".to_owned()));
            for name in ["baseVersion", "trunkVersion", "branchId"] {
                attributes.push((plain(name), String::new()));
            }
        }
        attributes.push((plain("id"), String::new()));
        let label = entity.label.is_some().then(|| Element {
            name: plain("label"),
            ..Element::default()
        });
        Some(Element {
            name: plain("entity"),
            attributes,
            children: label.into_iter().collect(),
            text: String::new(),
        })
    }

    /// The binds and actions of the entity in a container.
    pub(super) fn entities_in(&mut self, node: usize, late: &mut Vec<LateAction>) {
        let Some(entity) = self.entity_at(node) else {
            return;
        };
        let path = format!("{}/meta/entity", self.names.path(node));
        let calculated = |path: String, calculate: String| Bind {
            nodeset: path,
            kind: Some("string".to_owned()),
            readonly: Some("true()".to_owned()),
            calculate: Some(calculate),
            ..Bind::default()
        };
        for (name, condition) in [("create", &entity.create_if), ("update", &entity.update_if)] {
            if let Some(condition) = condition {
                let condition = self.entity_expression(condition, node);
                self.bind(calculated(format!("{path}/@{name}"), condition));
            }
        }
        if let Some(id) = &entity.id {
            let key = self.entity_filter(id, node);
            for (name, column) in [
                ("baseVersion", "__version"),
                ("trunkVersion", "__trunkVersion"),
                ("branchId", "__branchId"),
            ] {
                let list = &entity.list;
                let value = format!("instance('{list}')/root/item[name={key}]/{column}");
                self.bind(calculated(format!("{path}/@{name}"), value));
            }
            let id = self.entity_expression(id, node);
            self.bind(calculated(format!("{path}/@id"), id));
        } else {
            self.bind(Bind {
                nodeset: format!("{path}/@id"),
                kind: Some("string".to_owned()),
                readonly: Some("true()".to_owned()),
                ..Bind::default()
            });
        }
        if entity.id.is_none() {
            self.at_beginning(node, &format!("{path}/@id"), "uuid()", late);
        }
        if let Some(label) = &entity.label {
            let label = self.entity_expression(label, node);
            self.bind(calculated(format!("{path}/label"), label));
        }
    }

    /// An expression for a value two levels below the container, in `meta/entity`.
    fn entity_expression(&mut self, text: &str, node: usize) -> String {
        self.instances.read_by(text);
        match self.names.resolve_below(text, node, 3, false) {
            Ok(text) => text,
            Err(broken) => {
                self.broken(node, Column::Settings, broken);
                String::new()
            }
        }
    }

    fn entity_filter(&mut self, text: &str, node: usize) -> String {
        match self.names.resolve_below(text, node, 3, true) {
            Ok(text) => text,
            Err(broken) => {
                self.broken(node, Column::Settings, broken);
                String::new()
            }
        }
    }
}
