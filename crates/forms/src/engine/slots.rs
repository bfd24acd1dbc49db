// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The structure of the primary instance: every element and attribute once, however often repeats
//! repeat it. A node of an instance fills one of these slots.

use std::collections::HashMap;

use crate::definition::{Control, Definition, Element, QName};
use crate::xform::JAVAROSA;

/// Number of a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct SlotId(pub(crate) u32);

impl SlotId {
    /// The outermost element.
    pub(crate) const ROOT: Self = Self(0);

    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// One element or attribute of the primary instance.
#[derive(Debug, Clone)]
pub(crate) struct Slot {
    pub(crate) name: QName,
    pub(crate) namespace: Option<String>,
    pub(crate) parent: Option<SlotId>,
    /// How many elements are around.
    pub(crate) depth: usize,
    pub(crate) is_attribute: bool,
    pub(crate) attributes: Vec<SlotId>,
    pub(crate) children: Vec<SlotId>,
    /// Whether it is repeated.
    pub(crate) is_repeat: bool,
    /// The innermost repeat around it, itself included.
    pub(crate) repeat: Option<SlotId>,
    /// From the root, with the prefixes as written.
    pub(crate) path: String,
}

impl Slot {
    /// Whether it holds a value: an attribute or an element without elements.
    pub(crate) fn is_leaf(&self) -> bool {
        self.is_attribute || self.children.is_empty()
    }
}

/// All slots, in document order of first occurrence, outer before inner.
#[derive(Debug, Clone, Default)]
pub(crate) struct Slots {
    all: Vec<Slot>,
    by_path: HashMap<String, SlotId>,
    /// The children of every slot by their local name.
    by_name: Vec<HashMap<String, Vec<SlotId>>>,
    /// Prefixes declared in the form and their namespaces.
    pub(crate) namespaces: Vec<(String, String)>,
}

impl std::ops::Index<SlotId> for Slots {
    type Output = Slot;

    fn index(&self, id: SlotId) -> &Slot {
        &self.all[id.index()]
    }
}

impl Slots {
    /// The slots of a form, and one more: a name within the element at a path.
    pub(crate) fn of(definition: &Definition, more: &(String, QName)) -> Self {
        let mut slots = Self {
            namespaces: definition.namespaces.clone(),
            ..Self::default()
        };
        for (name, value) in &definition.model_attributes {
            if name.prefix == "xmlns" {
                slots.namespaces.push((name.local.clone(), value.clone()));
            }
        }
        slots.add_element(&definition.instance, None);
        if let Some(around) = slots.at(&more.0) {
            slots.add(&more.1, Some(around), false);
        }
        let root = slots[SlotId::ROOT].path.clone();
        slots.mark_repeats(&definition.body, &root);
        for index in 0..slots.all.len() {
            let slot = &slots.all[index];
            let id = SlotId(u32::try_from(index).unwrap_or(u32::MAX));
            let around = slot.parent.and_then(|parent| slots[parent].repeat);
            slots.all[index].repeat = if slot.is_repeat { Some(id) } else { around };
        }
        slots
    }

    fn mark_repeats(&mut self, controls: &[Control], around: &str) {
        for control in controls {
            match control {
                Control::Group(group) => {
                    let path = group.reference.as_ref().map(|r| join(around, r));
                    self.mark_repeats(&group.children, path.as_deref().unwrap_or(around));
                }
                Control::Repeat(repeat) => {
                    let path = join(around, &repeat.nodeset);
                    if let Some(&id) = self.by_path.get(&path) {
                        self.all[id.index()].is_repeat = true;
                    }
                    self.mark_repeats(&repeat.children, &path);
                }
                Control::Question(_) => {}
            }
        }
    }

    pub(crate) fn add_element(&mut self, element: &Element, parent: Option<SlotId>) -> SlotId {
        let id = self.add(&element.name, parent, false);
        for (name, value) in &element.attributes {
            if name.prefix == "xmlns" {
                self.namespaces.push((name.local.clone(), value.clone()));
            }
        }
        for (name, _) in &element.attributes {
            if !is_declaration(name) && !self.is_template_mark(name) {
                self.add(name, Some(id), true);
            }
        }
        for child in &element.children {
            self.add_element(child, Some(id));
        }
        id
    }

    fn add(&mut self, name: &QName, parent: Option<SlotId>, is_attribute: bool) -> SlotId {
        let mark = if is_attribute { "@" } else { "" };
        let around = parent.map_or("", |parent| self[parent].path.as_str());
        let path = format!("{around}/{mark}{}", written(name));
        if let Some(&known) = self.by_path.get(&path) {
            return known;
        }
        let id = SlotId(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
        let depth = parent.map_or(0, |parent| self[parent].depth + 1);
        self.by_path.insert(path.clone(), id);
        self.all.push(Slot {
            namespace: self.namespace(&name.prefix).map(str::to_owned),
            name: name.clone(),
            parent,
            depth,
            is_attribute,
            attributes: Vec::new(),
            children: Vec::new(),
            is_repeat: false,
            repeat: None,
            path,
        });
        self.by_name.push(HashMap::new());
        if let Some(parent) = parent {
            if is_attribute {
                self.all[parent.index()].attributes.push(id);
            } else {
                let by_name = &mut self.by_name[parent.index()];
                by_name.entry(name.local.clone()).or_default().push(id);
                self.all[parent.index()].children.push(id);
            }
        }
        id
    }

    /// The namespace of a prefix other than the empty one.
    pub(crate) fn namespace(&self, prefix: &str) -> Option<&str> {
        let found = self
            .namespaces
            .iter()
            .rev()
            .find(|(known, _)| known == prefix);
        found
            .filter(|_| !prefix.is_empty())
            .map(|(_, uri)| uri.as_str())
    }

    /// The prefix of a namespace.
    pub(crate) fn prefix(&self, uri: &str) -> Option<&str> {
        let found = self
            .namespaces
            .iter()
            .find(|(prefix, known)| known == uri && !prefix.is_empty());
        found.map(|(prefix, _)| prefix.as_str())
    }

    /// Whether an attribute is `jr:template`.
    pub(crate) fn is_template_mark(&self, name: &QName) -> bool {
        name.local == "template" && self.namespace(&name.prefix) == Some(JAVAROSA)
    }

    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    pub(crate) fn ids(&self) -> impl Iterator<Item = SlotId> + use<> {
        (0..u32::try_from(self.all.len()).unwrap_or(u32::MAX)).map(SlotId)
    }

    /// The slot at an absolute path without predicates.
    pub(crate) fn at(&self, path: &str) -> Option<SlotId> {
        self.by_path.get(path.trim()).copied()
    }

    /// The child element with this name.
    pub(crate) fn child(&self, parent: SlotId, prefix: &str, local: &str) -> Option<SlotId> {
        let mut named = self.by_name[parent.index()].get(local)?.iter().copied();
        named.find(|&id| is_named(&self[id].name, prefix, local))
    }

    /// The child element with this name and its place among the children, which is probably at
    /// `place` or shortly after.
    pub(crate) fn child_near(
        &self,
        parent: SlotId,
        prefix: &str,
        local: &str,
        place: usize,
    ) -> Option<(SlotId, usize)> {
        let children = &self[parent].children;
        for (index, &child) in children.iter().enumerate().skip(place).take(3) {
            if is_named(&self[child].name, prefix, local) {
                return Some((child, index));
            }
        }
        let child = self.child(parent, prefix, local)?;
        // Children have rising numbers.
        let index = children.partition_point(|&other| other < child);
        Some((child, index))
    }

    /// The attribute with this name.
    pub(crate) fn attribute(&self, parent: SlotId, prefix: &str, local: &str) -> Option<SlotId> {
        let mut attributes = self[parent].attributes.iter().copied();
        attributes.find(|&id| is_named(&self[id].name, prefix, local))
    }

    /// The slot and those around it, from inside to outside.
    pub(crate) fn around(&self, id: SlotId) -> impl Iterator<Item = SlotId> + '_ {
        std::iter::successors(Some(id), |&id| self[id].parent)
    }

    /// Whether `inner` is `outer` or lies within it.
    pub(crate) fn is_within(&self, inner: SlotId, outer: SlotId) -> bool {
        self.around(inner).any(|id| id == outer)
    }

    /// The innermost repeat that is around both.
    pub(crate) fn common_repeat(&self, one: SlotId, other: SlotId) -> Option<SlotId> {
        self.around(one)
            .find(|&id| self[id].is_repeat && self.is_within(other, id))
    }
}

fn is_named(name: &QName, prefix: &str, local: &str) -> bool {
    name.local == local && same(&name.prefix, prefix)
}

/// Whether two texts are the same that are often both empty: a comparison of memory, even of none,
/// is slow at the place where an empty text points to.
pub(crate) fn same(one: &str, other: &str) -> bool {
    one.len() == other.len() && (one.is_empty() || one == other)
}

/// Whether an attribute declares a namespace.
pub(crate) fn is_declaration(name: &QName) -> bool {
    name.prefix == "xmlns" || (name.prefix.is_empty() && name.local == "xmlns")
}

/// A name with its prefix.
pub(crate) fn written(name: &QName) -> String {
    if name.prefix.is_empty() {
        name.local.clone()
    } else {
        format!("{}:{}", name.prefix, name.local)
    }
}

/// A reference of the body as an absolute path: those that are relative begin at the group around.
pub(crate) fn join(around: &str, reference: &str) -> String {
    let reference = reference.trim();
    if reference.starts_with('/') {
        return reference.to_owned();
    }
    let reference = reference.strip_prefix("current()/").unwrap_or(reference);
    let mut parts: Vec<&str> = around.split('/').filter(|part| !part.is_empty()).collect();
    for step in reference.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    format!("/{}", parts.join("/"))
}
