// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What must be known before what.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use xpath::NodeId;

use super::{CompiledForm, Place};

impl CompiledForm {
    fn group_path(&self, wanted: usize) -> String {
        self.by_path
            .iter()
            .find(|(_, place)| **place == Place::Group(wanted))
            .map_or(String::new(), |(path, _)| path.clone())
    }

    /// What must be known before what: each thing after all that it depends on, else in the order
    /// of the form. The error is one circle, as paths.
    pub(super) fn order_of(
        &self,
        needs: &BTreeMap<Place, BTreeSet<NodeId>>,
    ) -> Result<Vec<Place>, Vec<String>> {
        let mut place_of: HashMap<NodeId, Place> = HashMap::new();
        for (index, field) in self.fields.iter().enumerate() {
            place_of.insert(field.node, Place::Field(index));
            for inner in self.template.descendants(field.node) {
                place_of.insert(inner, Place::Field(index));
            }
        }
        let mut before: BTreeMap<Place, BTreeSet<Place>> = BTreeMap::new();
        for (place, nodes) in needs {
            let mut all: BTreeSet<Place> = BTreeSet::new();
            for &node in nodes {
                match place_of.get(&node) {
                    Some(place) => {
                        all.insert(*place);
                    }
                    None => all.extend(
                        self.template
                            .descendants(node)
                            .filter_map(|inner| place_of.get(&inner)),
                    ),
                }
            }
            let around = match place {
                Place::Group(index) => self.groups[*index].group,
                Place::Field(index) => self.fields[*index].group,
            };
            all.extend(around.map(Place::Group));
            before.insert(*place, all);
        }
        // By node, so that ties keep the order of the form.
        let rank = |place: &Place| match place {
            Place::Group(index) => self.groups[*index].node,
            Place::Field(index) => self.fields[*index].node,
        };
        let mut after: HashMap<Place, Vec<Place>> = HashMap::new();
        let mut missing: HashMap<Place, usize> = HashMap::new();
        let mut ready: BTreeSet<(NodeId, Place)> = BTreeSet::new();
        for (place, all) in &before {
            missing.insert(*place, all.len());
            for other in all {
                after.entry(*other).or_default().push(*place);
            }
            if all.is_empty() {
                ready.insert((rank(place), *place));
            }
        }
        let mut order = Vec::with_capacity(before.len());
        while let Some((_, place)) = ready.pop_first() {
            order.push(place);
            for next in after.get(&place).into_iter().flatten() {
                if let Some(count) = missing.get_mut(next) {
                    *count -= 1;
                    if *count == 0 {
                        ready.insert((rank(next), *next));
                    }
                }
            }
        }
        if order.len() == before.len() {
            return Ok(order);
        }
        Err(self.circle(&before, &order))
    }

    /// Follows unmet needs until one comes round again.
    fn circle(&self, before: &BTreeMap<Place, BTreeSet<Place>>, met: &[Place]) -> Vec<String> {
        let met: HashSet<Place> = met.iter().copied().collect();
        let mut walk: Vec<Place> = Vec::new();
        let mut at = before
            .keys()
            .rev()
            .find(|place| !met.contains(place))
            .copied();
        while let Some(place) = at {
            if let Some(start) = walk.iter().position(|seen| *seen == place) {
                walk.push(place);
                return walk[start..]
                    .iter()
                    .map(|place| match place {
                        Place::Group(index) => self.group_path(*index),
                        Place::Field(index) => self.fields[*index].path.clone(),
                    })
                    .collect();
            }
            walk.push(place);
            at = before
                .get(&place)
                .and_then(|all| all.iter().rev().find(|place| !met.contains(place)).copied());
        }
        Vec::new()
    }
}
