// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Rules, as tasks for a person. Nothing of them is executed.

use std::collections::BTreeSet;

use super::read::Reading;
use crate::import::ReviewTask;
use crate::xform::dom::Node;

/// At how many places a rule is shown.
const MOST_PLACES: usize = 200;

impl Reading {
    /// Notes where an element lies, so that rules that speak of it find it.
    pub(super) fn remember(&mut self, id: String, path: &str) {
        self.places.entry(id).or_default().push(path.to_owned());
    }

    pub(super) fn rules(&mut self, node: Node<'_>, path: &str) {
        let rules: Vec<Node<'_>> = node
            .elements()
            .filter(|child| child.is(self.namespace, "regel"))
            .collect();
        for rule in rules {
            let identity = rule.child(self.namespace, "identifikation");
            let part = |name| identity.map_or_else(String::new, |node| self.text(node, name));
            let (id, version) = (part("id"), part("version"));
            let first = |names: [&str; 2]| {
                let mut texts = names.into_iter().map(|name| self.text(rule, name));
                texts.find(|text| !text.is_empty()).unwrap_or_default()
            };
            let text = match first(["freitextRegel", "definition"]) {
                text if text.is_empty() => self.text(rule, "beschreibung"),
                text => text,
            };
            let task = ReviewTask {
                rule: if version.is_empty() {
                    id
                } else {
                    format!("{id}V{version}")
                },
                name: self.text(rule, "name"),
                text,
                script: first(["skript", "script"]),
                path: path.to_owned(),
                fields: Vec::new(),
            };
            self.tasks.push(task);
        }
    }

    /// Finds the elements that rules speak of. Where the same element occurs several times, a rule
    /// means the one that is nearest.
    pub(super) fn references(&mut self) {
        for task in &mut self.tasks {
            let mut fields = BTreeSet::new();
            for text in [&task.text, &task.script] {
                for word in text.split(|c: char| !c.is_ascii_alphanumeric()) {
                    // A version may follow: F60000000243V1.1
                    let id = word.split('V').next().unwrap_or_default();
                    let Some(paths) = self.places.get(id) else {
                        continue;
                    };
                    fields.extend(nearest(paths, &task.path));
                }
            }
            fields.remove(&task.path);
            task.fields = fields.into_iter().take(MOST_PLACES).collect();
        }
    }
}

/// Those of the paths that have the most groups in common with `path`.
fn nearest<'a>(paths: &'a [String], path: &'a str) -> impl Iterator<Item = String> + use<'a> {
    let in_common = move |other: &str| {
        let groups = path.split('/').zip(other.split('/'));
        groups.take_while(|(one, other)| one == other).count()
    };
    let paths = paths.iter().take(MOST_PLACES);
    let most = paths.clone().map(|other| in_common(other)).max();
    paths
        .filter(move |other| Some(in_common(other)) == most)
        .cloned()
}
