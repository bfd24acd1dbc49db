// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Lists of codes in genericode 1.0
//! (<https://docs.oasis-open.org/codelist/cs-genericode-1.0/doc/oasis-code-list-representation-genericode.html>),
//! the format of the public `XRepository`, and how forms that refer to them get their choices.

use std::collections::{BTreeMap, HashSet};

use xpath::xml::{Limits, XmlErrorKind};

use crate::XmlProblem;
use crate::compile::is_name;
use crate::import::{Imported, WantedList, code, plain};
use crate::lift::{Loss, LossKind};
use crate::spec::{Choice, CodeListId};
use crate::xform::dom::Node;

/// The namespace of genericode 1.0.
pub const NAMESPACE: &str = "http://docs.oasis-open.org/codelist/ns/genericode/1.0/";

const LIMITS: Limits = Limits {
    bytes: 64 << 20,
    depth: 60,
    nodes: 4_000_000,
};

/// The most columns that a list may have.
const MOST_COLUMNS: usize = 200;

/// What columns with texts for people are called, the best first.
const LABELS: [&str; 8] = [
    "codename",
    "name",
    "bezeichnung",
    "beschreibung",
    "label",
    "wert",
    "description",
    "value",
];

/// A list of codes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CodeList {
    /// The short name.
    pub short_name: String,
    /// The long name; often empty.
    pub long_name: String,
    /// The version.
    pub version: String,
    /// The canonical address, the same over all versions.
    pub address: String,
    /// The canonical address of this version.
    pub version_address: String,
    /// The columns in order.
    pub columns: Vec<Column>,
    /// The places of the columns that tell rows apart, in `columns`.
    pub key: Vec<usize>,
    /// The rows; each has as many cells as there are columns.
    pub rows: Vec<Vec<Option<String>>>,
    /// How many values had no text but a structure, and are empty therefore.
    pub structures: usize,
}

/// A column of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Column {
    /// The identifier that rows refer to.
    pub id: String,
    /// What it is called.
    pub name: String,
}

/// Why a document is no list of codes.
pub type ReadProblem = XmlProblem<ReadProblemKind>;

/// Why a document is no list of codes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadProblemKind {
    /// It is not even XML.
    #[error(transparent)]
    Xml(#[from] XmlErrorKind),
    /// The outermost element is another.
    #[error("the document element is not `CodeList` of genericode 1.0")]
    NotGenericode,
    /// An element that must be there is absent.
    #[error("`{0}` is missing")]
    MissingElement(&'static str),
    /// Two columns with the same identifier, or none.
    #[error("the column `{0}` has no identifier of its own")]
    ColumnId(String),
    /// More columns than any list needs.
    #[error("there are more than {MOST_COLUMNS} columns")]
    TooManyColumns,
    /// A row or key speaks of a column that does not exist.
    #[error("there is no column `{0}`")]
    UnknownColumn(String),
}

type Trouble = (xpath::NodeId, ReadProblemKind);

/// Reads a list of codes.
pub fn read(bytes: &[u8]) -> Result<CodeList, ReadProblem> {
    let source = xpath::xml::read(bytes, &LIMITS)?;
    document(Node::root(&source)).map_err(|(at, kind)| ReadProblem {
        place: source.place(at),
        kind,
    })
}

/// The children with a name; those of the format are written with and without its namespace.
fn all<'a>(node: Node<'a>, name: &'static str) -> impl Iterator<Item = Node<'a>> {
    node.elements()
        .filter(move |child| child.local() == name && matches!(child.namespace(), "" | NAMESPACE))
}

fn one<'a>(node: Node<'a>, name: &'static str) -> Option<Node<'a>> {
    all(node, name).next()
}

fn text(node: Option<Node<'_>>, name: &'static str) -> String {
    let child = node.and_then(|node| one(node, name));
    child.map_or_else(String::new, |child| child.text().trim().to_owned())
}

fn document(root: Node<'_>) -> Result<CodeList, Trouble> {
    if root.local() != "CodeList" || root.namespace() != NAMESPACE {
        return Err((root.id, ReadProblemKind::NotGenericode));
    }
    let missing = |name| (root.id, ReadProblemKind::MissingElement(name));
    let identification = one(root, "Identification");
    let mut list = CodeList {
        short_name: text(identification, "ShortName"),
        long_name: text(identification, "LongName"),
        version: text(identification, "Version"),
        address: text(identification, "CanonicalUri"),
        version_address: text(identification, "CanonicalVersionUri"),
        ..CodeList::default()
    };
    let columns = one(root, "ColumnSet").ok_or_else(|| missing("ColumnSet"))?;
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for column in all(columns, "Column") {
        let id = column.attribute("", "Id").unwrap_or_default();
        if id.is_empty() || places.insert(id.clone(), list.columns.len()).is_some() {
            return Err((column.id, ReadProblemKind::ColumnId(id)));
        }
        let name = text(Some(column), "ShortName");
        list.columns.push(Column { id, name });
        if list.columns.len() > MOST_COLUMNS {
            return Err((column.id, ReadProblemKind::TooManyColumns));
        }
    }
    let place = |node: Node<'_>, attribute: &str| {
        let id = node.attribute("", attribute).unwrap_or_default();
        let place = places.get(&id).copied();
        place.ok_or((node.id, ReadProblemKind::UnknownColumn(id)))
    };
    if let Some(key) = one(columns, "Key") {
        for column in all(key, "ColumnRef") {
            list.key.push(place(column, "Ref")?);
        }
    }
    let rows = one(root, "SimpleCodeList").ok_or_else(|| missing("SimpleCodeList"))?;
    for row in all(rows, "Row") {
        let mut cells = vec![None; list.columns.len()];
        // Without a column, a value belongs to the one after that of the value before.
        let mut next = 0;
        for value in all(row, "Value") {
            let at = if value.attribute("", "ColumnRef").is_some() {
                place(value, "ColumnRef")?
            } else {
                next
            };
            let unknown = || (value.id, ReadProblemKind::UnknownColumn(at.to_string()));
            let cell = cells.get_mut(at).ok_or_else(unknown)?;
            next = at + 1;
            match one(value, "SimpleValue") {
                Some(simple) => *cell = Some(simple.text().trim().to_owned()),
                None if one(value, "ComplexValue").is_some() => list.structures += 1,
                None => {}
            }
        }
        list.rows.push(cells);
    }
    Ok(list)
}

impl CodeList {
    /// Whether this is the list that a form refers to: the same address and version, or any version
    /// if it names none.
    pub fn is(&self, id: &CodeListId) -> bool {
        let fits = |version: &str| id.version().is_empty() || id.version() == version;
        self.address == id.address() && fits(&self.version)
            || self.version_address == id.address()
            || !id.version().is_empty()
                && self.version_address == format!("{}_{}", id.address(), id.version())
    }

    fn column(&self, wanted: Option<&String>) -> Option<usize> {
        let wanted = wanted?;
        let by_id = self.columns.iter().position(|column| column.id == *wanted);
        by_id.or_else(|| {
            self.columns
                .iter()
                .position(|column| column.name == *wanted)
        })
    }

    /// The column with the codes: the wanted one, that of the key, the first.
    fn codes(&self, wanted: &WantedList) -> usize {
        let wanted = self.column(wanted.code_column.as_ref());
        wanted.or(self.key.first().copied()).unwrap_or_default()
    }

    /// The column with what people read: the wanted one, one with a usual name, the first other.
    fn labels(&self, wanted: &WantedList, codes: usize) -> usize {
        let usual = || {
            LABELS.iter().find_map(|label| {
                let mut columns = self.columns.iter().enumerate();
                let found = columns.find(|(at, column)| {
                    let is = |text: &str| text.eq_ignore_ascii_case(label);
                    *at != codes && (is(&column.id) || is(&column.name))
                });
                found.map(|(at, _)| at)
            })
        };
        let other = || (0..self.columns.len()).find(|at| *at != codes);
        self.column(wanted.name_column.as_ref())
            .or_else(usual)
            .or_else(other)
            .unwrap_or(codes)
    }

    /// The rows as choices in `language`, for a list that a form wants; further columns come along.
    /// Rows without a code, or with one that was there before, are named as lost.
    pub fn choices(&self, wanted: &WantedList, language: &str) -> (Vec<Choice>, Vec<Loss>) {
        let mut losses = Vec::new();
        let mut lose = |element: &str, value: String| {
            losses.push(Loss {
                place: wanted.list.clone(),
                kind: LossKind::Value {
                    element: element.to_owned(),
                    value,
                },
            });
        };
        let codes = self.codes(wanted);
        let labels = self.labels(wanted, codes);
        for (element, column) in [
            ("codeKey", &wanted.code_column),
            ("nameKey", &wanted.name_column),
            ("helpKey", &wanted.help_column),
        ] {
            if let Some(name) = column
                && self.column(Some(name)).is_none()
            {
                lose(element, name.clone());
            }
        }
        let names = self.names(wanted, codes, labels);
        let mut choices = Vec::new();
        let mut seen = HashSet::new();
        for (number, row) in self.rows.iter().enumerate() {
            let cell = |at: usize| row.get(at).and_then(Option::as_deref).unwrap_or_default();
            let (code, is_changed) = code(cell(codes));
            if code.is_empty() || !seen.insert(code.clone()) {
                lose("row", format!("{} {code}", number + 1));
                continue;
            }
            if is_changed {
                lose("code", cell(codes).to_owned());
            }
            let label = match cell(labels) {
                "" => code.as_str(),
                label => label,
            };
            let label = kernel::Localized::one(language, label);
            let extra = names
                .iter()
                .filter(|(at, _)| !cell(**at).is_empty())
                .map(|(at, name)| (name.clone(), cell(*at).to_owned()))
                .collect();
            choices.push(Choice {
                code,
                label,
                extra,
                ..Choice::default()
            });
        }
        if self.structures > 0 {
            lose("ComplexValue", self.structures.to_string());
        }
        (choices, losses)
    }

    /// The names of the further columns, by their places.
    fn names(&self, wanted: &WantedList, codes: usize, labels: usize) -> BTreeMap<usize, String> {
        let help = self.column(wanted.help_column.as_ref());
        let mut taken: HashSet<String> = ["name", "label", "itextId"].map(str::to_owned).into();
        let mut names = BTreeMap::new();
        for (at, column) in self.columns.iter().enumerate() {
            if at == codes || at == labels {
                continue;
            }
            let mut name = match help {
                Some(help) if help == at => "hilfe".to_owned(),
                _ if is_name(&column.id) => column.id.clone(),
                _ => plain(&column.id),
            };
            if name.is_empty() || taken.contains(&name) {
                name = format!("column_{}", at + 1);
            }
            taken.insert(name.clone());
            names.insert(at, name);
        }
        names
    }
}

/// Fills the lists that a form wants, with those that are given. What is wanted still stays in
/// [`Imported::wanted`].
pub fn resolve(form: &mut Imported, lists: &[CodeList]) {
    let language = form.spec.default_language.clone();
    let wanted = std::mem::take(&mut form.wanted);
    for wanted in wanted {
        let found = lists.iter().filter(|list| list.is(&wanted.id));
        // Without a version, the newest of those that are given.
        let Some(found) = found.max_by(|a, b| a.version.cmp(&b.version)) else {
            form.wanted.push(wanted);
            continue;
        };
        let (choices, losses) = found.choices(&wanted, &language);
        form.spec.choices.insert(wanted.list.clone(), choices);
        form.losses.extend(losses);
    }
}
