// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Where the questions and groups of a form are, and paths for `${name}`.

use std::collections::HashMap;

use crate::spec::{FormSpec, Item};

/// What `${…}` names within `last-saved#`.
const LAST_SAVED: &str = "last-saved#";

/// The instance of what was filled in before.
pub(crate) const LAST_SAVED_INSTANCE: &str = "__last-saved";

/// A group, repeat or question.
#[derive(Debug)]
pub(crate) struct Node {
    /// Its name.
    pub(crate) name: String,
    /// The place of its parent; none for the root.
    pub(crate) parent: Option<usize>,
    /// How many ancestors it has.
    pub(crate) depth: usize,
    /// Whether it is a repeat.
    pub(crate) is_repeat: bool,
    /// Whether it is a question that people see.
    pub(crate) is_visible: bool,
}

/// All nodes of a form by name. The root is node 0.
#[derive(Debug)]
pub(crate) struct Names {
    pub(crate) nodes: Vec<Node>,
    by_name: HashMap<String, Vec<usize>>,
}

/// Where an expression stands.
struct Place {
    /// The node that it belongs to.
    context: usize,
    /// How many levels below that node it stands.
    below: usize,
    /// Whether `.` is another node.
    in_predicate: bool,
    /// The repeat whose rounds are filtered.
    inside: Option<usize>,
}

/// Why a reference leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum BrokenReference {
    /// Nothing has this name.
    Unknown(String),
    /// Several things have this name.
    Ambiguous(String),
    /// Not written as `${name}`.
    Malformed,
}

impl Names {
    /// Walks through the items of a form in order.
    pub(crate) fn of(spec: &FormSpec, items: &[Item]) -> Self {
        let root = spec.settings.root.as_deref().unwrap_or("data");
        let mut names = Self::new(root, items);
        // What every form has can be referred to, unless questions have the same names.
        let meta = names.nodes.len();
        names.nodes.push(Node {
            name: "meta".to_owned(),
            parent: Some(0),
            depth: 1,
            is_repeat: false,
            is_visible: false,
        });
        for (name, exists) in [
            ("instanceID", !spec.settings.omit_instance_id),
            ("instanceName", spec.settings.instance_name.is_some()),
        ] {
            if exists && !names.by_name.contains_key(name) {
                names.add(name, meta, false, false);
            }
        }
        names
    }

    /// Walks through items in order.
    pub(crate) fn new(root: &str, items: &[Item]) -> Self {
        let mut names = Self {
            nodes: vec![Node {
                name: root.to_owned(),
                parent: None,
                depth: 0,
                is_repeat: false,
                is_visible: false,
            }],
            by_name: HashMap::new(),
        };
        names.add_all(items, 0);
        names
    }

    fn add_all(&mut self, items: &[Item], parent: usize) {
        for item in items {
            match item {
                Item::Group(group) => {
                    let node = self.add(&group.name, parent, false, false);
                    self.add_all(&group.items, node);
                }
                Item::Repeat(repeat) => {
                    let node = self.add(&repeat.name, parent, true, false);
                    self.add_all(&repeat.items, node);
                }
                Item::Question(question) if question.kind.is_external() => {}
                Item::Question(question) => {
                    let is_visible = super::controls::is_shown(question);
                    self.add(&question.name, parent, false, is_visible);
                }
            }
        }
    }

    fn add(&mut self, name: &str, parent: usize, is_repeat: bool, is_visible: bool) -> usize {
        let node = self.nodes.len();
        self.nodes.push(Node {
            name: name.to_owned(),
            parent: Some(parent),
            depth: self.nodes[parent].depth + 1,
            is_repeat,
            is_visible,
        });
        self.by_name.entry(name.to_owned()).or_default().push(node);
        node
    }

    /// The one node with this name. A name without it must not exist twice.
    pub(crate) fn find(&self, name: &str) -> Result<usize, BrokenReference> {
        match self.by_name.get(name).map(Vec::as_slice) {
            Some([only]) => Ok(*only),
            Some([]) | None => Err(BrokenReference::Unknown(name.to_owned())),
            Some(_) => Err(BrokenReference::Ambiguous(name.to_owned())),
        }
    }

    /// The node itself and all around it, from the inside out; the root comes last.
    pub(crate) fn lineage(&self, node: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(node), |node| self.nodes[*node].parent)
    }

    /// `/data/group/name`.
    pub(crate) fn path(&self, node: usize) -> String {
        let mut names: Vec<&str> = self
            .lineage(node)
            .map(|node| self.nodes[node].name.as_str())
            .collect();
        names.reverse();
        let length = names.iter().map(|name| name.len() + 1).sum();
        let mut path = String::with_capacity(length);
        for name in names {
            path.push('/');
            path.push_str(name);
        }
        path
    }

    /// The innermost repeat around a node.
    pub(crate) fn repeat_around(&self, node: usize) -> Option<usize> {
        self.lineage(node)
            .skip(1)
            .find(|node| self.nodes[*node].is_repeat)
    }

    /// The node with this path below the root.
    pub(crate) fn at_path(&self, path: &str) -> Option<usize> {
        let (_, name) = path.rsplit_once('/').unwrap_or(("", path));
        let root = &self.nodes[0].name;
        self.by_name.get(name)?.iter().copied().find(|node| {
            self.path(*node).strip_prefix('/').is_some_and(|full| {
                full.strip_prefix(root.as_str())
                    .is_some_and(|rest| rest.strip_prefix('/') == Some(path))
            })
        })
    }

    /// The innermost of all nodes that contain both.
    pub(crate) fn common(&self, one: usize, other: usize) -> usize {
        let (mut one, mut other) = (one, other);
        while one != other {
            let deeper = if self.nodes[one].depth >= self.nodes[other].depth {
                &mut one
            } else {
                &mut other
            };
            match self.nodes[*deeper].parent {
                Some(parent) => *deeper = parent,
                None => return *deeper,
            }
        }
        one
    }

    /// The path from one node to another if both lie in the same repeat, without `current()`.
    pub(crate) fn relative(&self, from: usize, to: usize) -> Option<String> {
        let is_around = self.lineage(from).any(|node| node == to);
        if is_around && self.nodes[to].is_repeat {
            // All rounds of the repeat, not the one around the node.
            return self.repeat_around(to).map(|_| self.steps(from, to, to));
        }
        let common = self.common(from, to);
        let in_repeat = self.lineage(common).any(|node| self.nodes[node].is_repeat);
        in_repeat.then(|| self.steps(from, common, to))
    }

    /// The path from one node over a node around both to another.
    pub(crate) fn steps(&self, from: usize, over: usize, to: usize) -> String {
        // A group around the node itself is named, not counted.
        let over = if over == to {
            self.nodes[over].parent.unwrap_or(over)
        } else {
            over
        };
        let up = self.nodes[from].depth - self.nodes[over].depth;
        let mut down: Vec<&str> = self
            .lineage(to)
            .take_while(|node| *node != over)
            .map(|node| self.nodes[node].name.as_str())
            .collect();
        down.reverse();
        let mut path = if up == 0 {
            ".".to_owned()
        } else {
            vec![".."; up].join("/")
        };
        for name in down {
            path.push('/');
            path.push_str(name);
        }
        path
    }

    /// An expression with paths instead of `${name}`, for the node that it belongs to.
    pub(crate) fn resolve(&self, text: &str, context: usize) -> Result<String, BrokenReference> {
        let place = Place {
            context,
            below: 0,
            in_predicate: false,
            inside: None,
        };
        self.resolve_in(text, &place)
    }

    /// The same for a value that lies so many levels below a container.
    pub(crate) fn resolve_below(
        &self,
        text: &str,
        context: usize,
        below: usize,
        in_predicate: bool,
    ) -> Result<String, BrokenReference> {
        let place = Place {
            context,
            below,
            in_predicate,
            inside: None,
        };
        self.resolve_in(text, &place)
    }

    /// The same for the inside of a predicate, where `.` is another node. References into the
    /// repeat `inside` are relative to one of its rounds.
    pub(crate) fn resolve_filter(
        &self,
        text: &str,
        context: usize,
        inside: Option<usize>,
    ) -> Result<String, BrokenReference> {
        let place = Place {
            context,
            below: 0,
            in_predicate: true,
            inside,
        };
        self.resolve_in(text, &place)
    }

    fn resolve_in(&self, text: &str, place: &Place) -> Result<String, BrokenReference> {
        if !text.contains("${") {
            return Ok(text.to_owned());
        }
        let mut resolved = String::with_capacity(text.len() + 32);
        let mut surroundings = Surroundings::default();
        let mut rest = text;
        while let Some(at) = rest.find("${") {
            surroundings.pass(&rest[..at]);
            resolved.push_str(&rest[..at]);
            let (name, after) = rest[at + 2..]
                .split_once('}')
                .ok_or(BrokenReference::Malformed)?;
            let path = self.one(
                name,
                place,
                place.in_predicate || surroundings.in_predicate(),
                surroundings.needs_absolute(),
            )?;
            resolved.push(' ');
            resolved.push_str(&path);
            resolved.push(' ');
            rest = after;
        }
        resolved.push_str(rest);
        Ok(resolved)
    }

    fn one(
        &self,
        name: &str,
        place: &Place,
        in_predicate: bool,
        absolute: bool,
    ) -> Result<String, BrokenReference> {
        if name.trim() != name || name.is_empty() || name.contains("${") {
            return Err(BrokenReference::Malformed);
        }
        if let Some(name) = name.strip_prefix(LAST_SAVED) {
            let node = self.find(name)?;
            let path = self.path(node);
            return Ok(format!("instance('{LAST_SAVED_INSTANCE}'){path}"));
        }
        let node = self.find(name)?;
        if let Some(repeat) = place.inside
            && node != repeat
            && self.lineage(node).any(|around| around == repeat)
        {
            return Ok(self.steps(repeat, repeat, node));
        }
        if absolute {
            return Ok(self.path(node));
        }
        let relative = self.relative(place.context, node).map(|path| {
            if place.below == 0 {
                return path;
            }
            let up = vec![".."; place.below].join("/");
            format!("{up}/{}", path.trim_start_matches("./"))
        });
        Ok(match relative {
            Some(path) if in_predicate && path.starts_with("..") => format!("current()/{path}"),
            Some(path) => path,
            None => self.path(node),
        })
    }
}

/// What lies open before a reference: brackets, and arguments of `indexed-repeat`.
#[derive(Debug, Default)]
struct Surroundings {
    /// For each open bracket or parenthesis: which one, whether it belongs to `indexed-repeat`, and
    /// the number of the present argument.
    open: Vec<(char, bool, usize)>,
    quote: Option<char>,
    /// The name directly before the present place.
    word: String,
}

impl Surroundings {
    fn pass(&mut self, text: &str) {
        for character in text.chars() {
            if let Some(quote) = self.quote {
                if character == quote {
                    self.quote = None;
                }
                continue;
            }
            match character {
                '\'' | '"' => self.quote = Some(character),
                '(' | '[' => {
                    let is_indexed = character == '(' && self.word.trim() == "indexed-repeat";
                    self.open.push((character, is_indexed, 0));
                }
                ')' | ']' => {
                    self.open.pop();
                }
                ',' => {
                    if let Some((.., argument)) = self.open.last_mut() {
                        *argument += 1;
                    }
                }
                _ => {}
            }
            if character.is_alphanumeric() || matches!(character, '-' | '_') {
                self.word.push(character);
            } else if !character.is_whitespace() {
                self.word.clear();
            }
        }
    }

    fn in_predicate(&self) -> bool {
        self.open.iter().any(|(bracket, ..)| *bracket == '[')
    }

    /// The node and the repeats of `indexed-repeat`, but not the numbers.
    fn needs_absolute(&self) -> bool {
        self.open
            .iter()
            .rev()
            .find(|(_, is_indexed, _)| *is_indexed)
            .is_some_and(|(.., argument)| *argument == 0 || argument % 2 == 1)
    }
}
