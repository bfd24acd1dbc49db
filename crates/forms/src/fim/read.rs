// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! From XML to a form: the document and its structure. Fields are read in [`super::field`], rules in
//! [`super::rules`].

use std::collections::{BTreeMap, BTreeSet};

use kernel::Localized;
use xpath::xml::Limits;

use super::cardinality::Cardinality;
use super::{
    DEEPEST, FORM_ADDRESS, NAMESPACE_2, NAMESPACE_3, PLACEHOLDER, ReadProblem, ReadProblemKind,
    if_given,
};
use crate::compile::join;
use crate::import::{Imported, Lists, Names, ReviewTask};
use crate::lift::{Loss, LossKind};
use crate::spec::{FimId, FormSpec, Group, Item, ReleaseStatus, Repeat};
use crate::xform::dom::Node;

/// The language of all texts.
pub(super) const LANGUAGE: &str = "de";

const LIMITS: Limits = Limits {
    bytes: 32 << 20,
    depth: 200,
    nodes: 2_000_000,
};

/// Who made an element and when: gone for all elements alike, and named once.
const ADMINISTRATIVE: [&str; 11] = [
    "ableitungsmodifikationenRepraesentation",
    "ableitungsmodifikationenStruktur",
    "dokumentsteckbrief",
    "fachlicherErsteller",
    "freigabedatum",
    "letzteAenderung",
    "schemaelementart",
    "statusGesetztAm",
    "statusGesetztDurch",
    "veroeffentlichungsdatum",
    "versionshinweis",
];

pub(super) type Result<T> = std::result::Result<T, Trouble>;

/// A problem with the element where it is.
#[derive(Debug)]
pub(super) struct Trouble {
    at: xpath::NodeId,
    kind: ReadProblemKind,
}

impl Trouble {
    pub(super) fn new(node: Node<'_>, kind: ReadProblemKind) -> Self {
        Self { at: node.id, kind }
    }
}

/// Reads a data scheme, or a message with a single group or field.
pub fn read(bytes: &[u8]) -> std::result::Result<Imported, ReadProblem> {
    let source = xpath::xml::read(bytes, &LIMITS)?;
    document(Node::root(&source)).map_err(|trouble| ReadProblem {
        place: source.place(trouble.at),
        kind: trouble.kind,
    })
}

fn document(root: Node<'_>) -> Result<Imported> {
    let other = || Trouble::new(root, ReadProblemKind::NotXDatenfelder);
    let namespace = [NAMESPACE_2, NAMESPACE_3]
        .into_iter()
        .find(|known| *known == root.namespace())
        .ok_or_else(other)?;
    let content = match root.local() {
        "xdatenfelder.stammdatenschema.0102" => "stammdatenschema",
        "xdatenfelder.datenfeldgruppe.0103" => "datenfeldgruppe",
        "xdatenfelder.datenfeld.0104" => "datenfeld",
        _ => return Err(other()),
    };
    let missing = || Trouble::new(root, ReadProblemKind::MissingElement(content));
    let element = root.child(namespace, content).ok_or_else(missing)?;
    let mut reading = Reading {
        namespace,
        names: Names::default(),
        lists: Lists::default(),
        losses: Vec::new(),
        tasks: Vec::new(),
        places: BTreeMap::new(),
        named: BTreeSet::new(),
        optional: None,
    };
    let mut spec = reading.head(element, content)?;
    spec.items = if content == "stammdatenschema" {
        reading.items(element, "")?
    } else {
        let once = Cardinality {
            written: "1:1".to_owned(),
            least: 1,
            most: Some(1),
        };
        vec![reading.item(element, "", &once)?]
    };
    reading.references();
    let administrative = std::mem::take(&mut reading.named);
    for name in administrative {
        reading.lose("", LossKind::Element(name.to_owned()));
    }
    let wanted = reading.lists.finish(&mut spec);
    Ok(Imported {
        spec,
        losses: reading.losses,
        tasks: reading.tasks,
        wanted,
    })
}

/// A document that is being read.
pub(super) struct Reading {
    pub(super) namespace: &'static str,
    pub(super) names: Names,
    pub(super) lists: Lists,
    losses: Vec<Loss>,
    pub(super) tasks: Vec<ReviewTask>,
    /// The paths of elements by their identifiers.
    pub(super) places: BTreeMap<String, Vec<String>>,
    /// Administrative elements that occurred.
    named: BTreeSet<&'static str>,
    /// Within a group that may be left out: how many levels above the present one it is.
    optional: Option<usize>,
}

impl Reading {
    pub(super) fn lose(&mut self, place: &str, kind: LossKind) {
        self.losses.push(Loss {
            place: place.to_owned(),
            kind,
        });
    }

    pub(super) fn lose_value(&mut self, place: &str, element: &str, value: impl Into<String>) {
        let kind = LossKind::Value {
            element: element.to_owned(),
            value: value.into(),
        };
        self.lose(place, kind);
    }

    /// The text of a child, without blanks around; empty if there is none.
    pub(super) fn text(&self, node: Node<'_>, name: &str) -> String {
        let child = node.child(self.namespace, name);
        child.map_or_else(String::new, |child| child.text().trim().to_owned())
    }

    /// The code that a child holds: in its `code`, or directly.
    pub(super) fn code(&self, node: Node<'_>, name: &str) -> String {
        let Some(child) = node.child(self.namespace, name) else {
            return String::new();
        };
        let code = child.elements().find(|inner| inner.local() == "code");
        code.unwrap_or(child).text().trim().to_owned()
    }

    pub(super) fn said(text: String) -> Localized {
        if text.is_empty() {
            Localized::default()
        } else {
            Localized::one(LANGUAGE, text)
        }
    }

    fn head(&mut self, node: Node<'_>, content: &str) -> Result<FormSpec> {
        let (id, fim_id, version) = self.identity(node, "")?;
        let mut spec = FormSpec::new(&form_id(&id), LANGUAGE);
        spec.version = version;
        let name = self.text(node, "name");
        let label = match self.text(node, "bezeichnung") {
            label if label.is_empty() => self.text(node, "bezeichnungEingabe"),
            label => label,
        };
        spec.title = Self::said(if label.is_empty() {
            name.clone()
        } else {
            label
        });
        if content != "stammdatenschema" {
            return Ok(spec);
        }
        if !name.is_empty() && name != spec.title.get(LANGUAGE) {
            self.lose_value("", "name", name);
        }
        spec.fim_id = fim_id;
        if spec.fim_id.is_none()
            && let Some(id) = self.own_id(node)
        {
            spec.id = id;
        }
        spec.description = Self::said(self.text(node, "beschreibung"));
        let laws: Vec<String> = node
            .elements()
            .filter(|child| child.is(self.namespace, "bezug"))
            .map(|child| child.text().trim().to_owned())
            .filter(|law| !law.is_empty())
            .collect();
        spec.legal_basis = Self::said(laws.join("; "));
        let carried = [
            "identifikation",
            "name",
            "bezeichnung",
            "bezeichnungEingabe",
            "beschreibung",
            "bezug",
            "freigabestatus",
            "status",
            "struktur",
            "regel",
        ];
        self.others(node, "", &carried);
        self.rules(node, "");
        Ok(spec)
    }

    /// The identifier of a form that has none of FIM, kept as a keyword.
    fn own_id(&self, node: Node<'_>) -> Option<String> {
        node.elements()
            .filter(|child| child.is(self.namespace, "stichwort"))
            .find_map(|word| {
                let address = word.attribute("", "uri")?;
                Some(address.strip_prefix(FORM_ADDRESS)?.to_owned())
            })
            .filter(|id| *id == form_id(id))
    }

    /// The identifier as written, as an element of FIM, and the version.
    pub(super) fn identity(
        &mut self,
        node: Node<'_>,
        path: &str,
    ) -> Result<(String, Option<FimId>, String)> {
        let missing = |name| Trouble::new(node, ReadProblemKind::MissingElement(name));
        let identity = node.child(self.namespace, "identifikation");
        let identity = identity.ok_or_else(|| missing("identifikation"))?;
        let id = self.text(identity, "id");
        if id.is_empty() {
            return Err(Trouble::new(
                identity,
                ReadProblemKind::MissingElement("id"),
            ));
        }
        let version = self.text(identity, "version");
        let code = self.code(node, "freigabestatus");
        let status = if self.namespace == NAMESPACE_3 {
            ReleaseStatus::of_code(&code)
        } else if self.code(node, "status") == "inaktiv" {
            Some(ReleaseStatus::Inactive)
        } else if self.text(node, "freigabedatum").is_empty() {
            None
        } else {
            Some(ReleaseStatus::Gold)
        };
        if is_placeholder(&id) {
            return Ok((id, None, version));
        }
        let fim_id = FimId::new(&id, &version, status);
        if fim_id.is_none() {
            self.lose_value(path, "identifikation", format!("{id} {version}"));
        }
        Ok((id, fim_id, version))
    }

    /// Names the children that say something and are not carried over.
    pub(super) fn others(&mut self, node: Node<'_>, path: &str, carried: &[&str]) {
        for child in node.elements() {
            let name = child.local();
            if carried.contains(&name) || is_silent(child) {
                continue;
            }
            if let Some(known) = ADMINISTRATIVE.iter().find(|known| **known == name) {
                self.named.insert(known);
                continue;
            }
            let address = child.attribute("", "uri");
            if address.is_some_and(|address| address.starts_with(FORM_ADDRESS)) {
                continue;
            }
            self.lose(path, LossKind::Element(name.to_owned()));
        }
    }

    fn items(&mut self, node: Node<'_>, around: &str) -> Result<Vec<Item>> {
        if around.split('/').count() > DEEPEST {
            return Err(Trouble::new(node, ReadProblemKind::TooDeep));
        }
        let mut items = Vec::new();
        let parts = node.elements();
        for part in parts.filter(|part| part.is(self.namespace, "struktur")) {
            let count = Cardinality::read(part, self.namespace)?;
            let missing = |name| Trouble::new(part, ReadProblemKind::MissingElement(name));
            let holder = part.child(self.namespace, "enthaelt");
            let holder = holder.ok_or_else(|| missing("enthaelt"))?;
            let content = ["datenfeld", "datenfeldgruppe"]
                .iter()
                .find_map(|name| holder.child(self.namespace, name))
                .ok_or_else(|| missing("datenfeld"))?;
            if count.most == Some(0) {
                let id = content.child(self.namespace, "identifikation");
                let id = id.map_or_else(String::new, |id| self.text(id, "id"));
                self.lose_value(&join(around, &id), "anzahl", count.written);
                continue;
            }
            let item = self.item(content, around, &count)?;
            self.others(part, &join(around, item.name()), &["anzahl", "enthaelt"]);
            items.push(item);
        }
        Ok(items)
    }

    fn item(&mut self, node: Node<'_>, around: &str, count: &Cardinality) -> Result<Item> {
        if node.local() == "datenfeld" {
            self.field(node, around, count)
        } else {
            self.group(node, around, count)
        }
    }

    fn group(&mut self, node: Node<'_>, around: &str, count: &Cardinality) -> Result<Item> {
        let written = self.text(node, "name");
        let name = self.names.give(&written, "gruppe");
        let path = join(around, &name);
        let (id, fim_id, _) = self.identity(node, &path)?;
        self.remember(id, &path);
        let label = match self.text(node, "bezeichnungEingabe") {
            label if label.is_empty() => written.clone(),
            label => label,
        };
        self.other_name(&path, &written, &label);
        let hint = self.text(node, "hilfetextEingabe");
        if self.code(node, "art") == "X" {
            // Exactly one of the elements within is to be given.
            self.lose_value(&path, "art", "X");
        }
        let carried = [
            "identifikation",
            "name",
            "bezeichnungEingabe",
            "bezeichnungAusgabe",
            "hilfetextEingabe",
            "freigabestatus",
            "status",
            "art",
            "struktur",
            "regel",
        ];
        self.others(node, &path, &carried);
        self.other_label(node, &path, &label);
        self.rules(node, &path);
        let label = Self::said(label);
        let hint = Self::said(hint);
        if count.is_repeated() {
            if !count.is_said_by_repeat() {
                self.lose_value(&path, "anzahl", count.written.clone());
            }
            let around = self.optional.take();
            let items = self.items(node, &path)?;
            self.optional = around;
            return Ok(Item::Repeat(Repeat {
                name,
                label,
                hint,
                fim_id,
                count: count.fixed(),
                items,
                ..Repeat::default()
            }));
        }
        let around = self.optional;
        self.optional = if count.least == 0 {
            Some(0)
        } else {
            around.map(|levels| levels + 1)
        };
        let items = self.items(node, &path)?;
        self.optional = around;
        Ok(Item::Group(Group {
            name,
            label,
            hint,
            fim_id,
            items,
            ..Group::default()
        }))
    }

    /// The condition under which a field must be answered.
    pub(super) fn required(&self, count: &Cardinality) -> Option<String> {
        let condition = match self.optional {
            Some(levels) => if_given(levels),
            None => "true()".to_owned(),
        };
        (count.least > 0).then_some(condition)
    }

    /// The name in FIM, where neither name nor label say it.
    pub(super) fn other_name(&mut self, path: &str, written: &str, label: &str) {
        let name = path.rsplit('/').next().unwrap_or_default();
        if written != name && written != label {
            self.lose_value(path, "name", written);
        }
    }

    /// The label for the reader, where it is another.
    pub(super) fn other_label(&mut self, node: Node<'_>, path: &str, label: &str) {
        let other = self.text(node, "bezeichnungAusgabe");
        if !other.is_empty() && other != label {
            self.lose_value(path, "bezeichnungAusgabe", other);
        }
    }
}

/// Whether an element neither says anything nor holds one that does.
fn is_silent(node: Node<'_>) -> bool {
    node.text().trim().is_empty() && node.elements().all(is_silent)
}

fn is_placeholder(id: &str) -> bool {
    let mut rest = id.chars();
    rest.next();
    let digits = rest.as_str().strip_prefix(PLACEHOLDER);
    digits.is_some_and(|digits| digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_digit()))
}

/// An identifier that forms can have.
fn form_id(id: &str) -> String {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let id: String = id
        .chars()
        .map(|c| if fits(c) { c } else { '_' })
        .take(100)
        .collect();
    if id.is_empty() { "form".to_owned() } else { id }
}
