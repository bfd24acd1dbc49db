// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! `deich xpath`: expressions on documents.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::Zoned;
use jiff::tz::TimeZone;
use serde_json::{Value as Json, json};
use xpath::xml::{self, Limits};
use xpath::{Dialect, Environment, Host, NodeId, NodeKind, Tree, Value, number_to_text};

use super::{Conversation, text};

/// Evaluates expressions.
///
/// A request has
///
/// * `document`: XML text; without it, the document of the request before;
/// * `context`: where the context node lies, as `/node()[2]/node()[1]/@id` (children of every kind are
///   counted from 1, a document type included) or as any other expression; `/` if absent;
/// * `expr`: the expression;
/// * `odk`: whether the functions and dates of ODK exist; true if absent;
/// * `type`: `number`, `string`, `boolean` or `nodes`, to convert the result;
/// * `namespaces`: an object of prefixes beyond those that the document declares; `language`: the
///   language of `jr:itext`; `now`: this moment as `2026-11-21T05:27:24-07:00[America/Phoenix]`.
///
/// The answer has one of `number` (a text if not finite), `string`, `boolean`, `nodes` (paths as above) and
/// `error`. The elements `instance` of the document that have an `id` are the instances that
/// `instance()` finds. If the document is an `XForm`, expressions with absolute paths into its
/// primary instance, such as `/data/age`, run on that instance.
#[derive(Debug)]
pub struct Expressions {
    now: Zoned,
    /// Where days begin; whole days if none is set.
    zone: TimeZone,
    document: Option<Source>,
}

impl Expressions {
    /// A conversation that takes `now` for this moment, and its days in `zone`.
    pub fn new(now: Zoned, zone: TimeZone) -> Self {
        Self {
            now,
            zone,
            document: None,
        }
    }

    fn environment(&self, request: &Json, source: &Source) -> Result<Environment, String> {
        let mut environment = Environment::at(self.now.clone());
        environment.zone = self.zone.clone();
        if let Some(now) = request.get("now").and_then(Json::as_str) {
            environment.now = now
                .parse()
                .map_err(|error| format!("`now` is no moment with a zone: {error}"))?;
            environment.zone = environment.now.time_zone().clone();
        }
        let mut namespaces = well_known();
        namespaces.extend(source.namespaces.clone());
        if !request.get("odk").and_then(Json::as_bool).unwrap_or(true) {
            environment.dialect = Dialect::Plain;
            namespaces.insert(String::new(), String::new());
        }
        if let Some(given) = request.get("namespaces") {
            let given: BTreeMap<String, String> = serde_json::from_value(given.clone())
                .map_err(|error| format!("`namespaces` must be an object of texts: {error}"))?;
            namespaces.extend(given);
        }
        environment.namespaces = Arc::new(namespaces);
        let language = request.get("language").and_then(Json::as_str);
        environment.host = Some(Arc::new(source.texts(language)));
        Ok(environment)
    }
}

impl Conversation for Expressions {
    fn answer(&mut self, request: &Json) -> Result<Json, String> {
        if let Some(document) = request.get("document").filter(|given| !given.is_null()) {
            let document = document.as_str().ok_or("`document` must be XML text")?;
            if self
                .document
                .as_ref()
                .is_none_or(|known| known.text != document)
            {
                self.document = Some(Source::read(document)?);
            }
        }
        let source = self.document.as_ref().ok_or("`document` is missing")?;
        let expr = xpath::parse(text(request, "expr")?).map_err(|error| error.to_string())?;
        let environment = self.environment(request, source)?;
        let context = match request.get("context").and_then(Json::as_str) {
            Some(path) => Some(source.find(path, &environment)?),
            None => None,
        };
        let whole = text(request, "expr")?;
        let form;
        let (tree, node) = if source.is_of_form(whole) {
            form = source.form(context);
            (&form.0, form.1)
        } else {
            (&source.tree, context.unwrap_or_else(|| source.tree.root()))
        };
        let value = expr
            .evaluate(tree, node, &environment)
            .map_err(|error| error.to_string())?;
        let wanted = match request.get("type") {
            Some(Json::String(name)) => name.as_str(),
            // As the constants of XPathResult count.
            Some(Json::Number(number)) => match number.as_u64() {
                Some(1) => "number",
                Some(2) => "string",
                Some(3) => "boolean",
                Some(4..=9) => "nodes",
                _ => "",
            },
            _ => "",
        };
        Ok(match (wanted, value) {
            ("number", value) => number(value.to_number(tree, &environment)),
            ("string", value) => json!({ "string": value.into_text(tree) }),
            ("boolean", value) => json!({ "boolean": value.to_boolean() }),
            (_, Value::Nodes(nodes)) => {
                let nodes = nodes.as_slice().iter();
                let paths: Vec<String> = nodes.map(|&node| source.path_of(tree, node)).collect();
                json!({ "nodes": paths })
            }
            ("nodes", _) => return Err("the result is no set of nodes".to_owned()),
            (_, Value::Number(found)) => number(found),
            (_, Value::Boolean(found)) => json!({ "boolean": found }),
            (_, value) => json!({ "string": value.into_text(tree) }),
        })
    }
}

/// A number as JSON has it; what JSON has no number for, as text.
fn number(number: f64) -> Json {
    if number.is_finite() {
        json!({ "number": number })
    } else {
        json!({ "number": number_to_text(number) })
    }
}

/// Prefixes that expressions of forms use, whether a document declares them or not.
fn well_known() -> BTreeMap<String, String> {
    [
        ("h", "http://www.w3.org/1999/xhtml"),
        ("xhtml", "http://www.w3.org/1999/xhtml"),
        ("xml", "http://www.w3.org/XML/1998/namespace"),
        ("jr", "http://openrosa.org/javarosa"),
        ("orx", "http://openrosa.org/xforms"),
        ("odk", "http://www.opendatakit.org/xforms"),
    ]
    .map(|(prefix, address)| (prefix.to_owned(), address.to_owned()))
    .into()
}

/// The place of a node among all children on the way down.
fn path_of(tree: &Tree, node: NodeId, skipped: usize) -> String {
    let mut parts = Vec::new();
    let mut at = node;
    while let Some(parent) = tree.parent(at) {
        parts.push(if tree.kind(at) == NodeKind::Attribute {
            match tree.prefix(at) {
                Some(prefix) => format!("/@{prefix}:{}", tree.local_name(at)),
                None => format!("/@{}", tree.local_name(at)),
            }
        } else {
            let place = present(tree, parent).position(|child| child == at);
            let before = if tree.kind(parent) == NodeKind::Root {
                skipped
            } else {
                0
            };
            format!("/node()[{}]", place.unwrap_or(0) + 1 + before)
        });
        at = parent;
    }
    if parts.is_empty() {
        return "/".to_owned();
    }
    parts.reverse();
    parts.concat()
}

/// Children without texts that are empty.
fn present(tree: &Tree, parent: NodeId) -> impl Iterator<Item = NodeId> + '_ {
    tree.children(parent)
        .filter(|&node| tree.kind(node) != NodeKind::Text || !tree.text(node).is_empty())
}

/// The local names of the first steps of absolute paths.
fn absolute_starts(expr: &str) -> Vec<&str> {
    let mut starts = Vec::new();
    // Every other part lies within quotation marks; a text with the other kind in it may be taken
    // for a path, which does no harm.
    for part in expr.split(['"', '\'']).step_by(2) {
        for (at, _) in part.match_indices('/') {
            let before = part[..at].trim_end().chars().next_back();
            let goes_on = |letter: char| letter.is_alphanumeric() || "_-.*/])".contains(letter);
            if before.is_some_and(goes_on) {
                continue;
            }
            let name = part[at + 1..]
                .split(|letter: char| !(letter.is_alphanumeric() || "_-.:".contains(letter)))
                .next()
                .unwrap_or_default();
            starts.push(name.rsplit(':').next().unwrap_or_default());
        }
    }
    starts
}

/// A document that was read.
#[derive(Debug)]
struct Source {
    text: String,
    tree: Tree,
    /// How many nodes before the first child are no nodes here: a document type.
    skipped: usize,
    /// The names of instances, each with the paths of its element and of the content in it.
    instances: Vec<(String, [String; 2])>,
    namespaces: BTreeMap<String, String>,
}

impl Source {
    fn read(text: &str) -> Result<Self, String> {
        let tree = xml::read(text.as_bytes(), &Limits::default())
            .map_err(|error| format!("the document cannot be read: {error}"))?
            .tree;
        let namespaces = tree
            .root_element()
            .into_iter()
            .flat_map(|root| tree.declared_namespaces(root))
            .filter(|(prefix, _)| !prefix.is_empty())
            .map(|(prefix, address)| (prefix.to_owned(), address.to_owned()))
            .collect();
        let mut source = Self {
            skipped: usize::from(text.contains("<!DOCTYPE")),
            text: text.to_owned(),
            instances: Vec::new(),
            namespaces,
            tree,
        };
        for (id, content) in source.secondary() {
            let path = |node| path_of(&source.tree, node, source.skipped);
            let around = source.tree.parent(content).map_or_else(String::new, path);
            let paths = [around, path(content)];
            let document = source.tree.fragment(content).into_document();
            source.tree.add_instance(&id, Arc::new(document));
            source.instances.push((id, paths));
        }
        Ok(source)
    }

    /// The instances that have a name, each with the element in it.
    fn secondary(&self) -> Vec<(String, NodeId)> {
        let tree = &self.tree;
        let element = |&child: &NodeId| tree.kind(child) == NodeKind::Element;
        let content = |instance| {
            let id = tree.attribute(instance, "id")?.to_owned();
            Some((id, tree.children(instance).find(element)?))
        };
        self.elements("instance").filter_map(content).collect()
    }

    /// The place of a node of `tree` in the document of the request, if `tree` is that document or
    /// has its instances; otherwise, in `tree`.
    fn path_of(&self, tree: &Tree, node: NodeId) -> String {
        let root = tree.root_of(node);
        let mut instances = self.instances.iter().rev();
        let found = instances.find(|(id, _)| tree.instance(id) == Some(root));
        if let Some((_, [instance, content])) = found {
            return path_of(tree, node, 0)
                .strip_prefix("/node()[1]")
                .map_or_else(|| instance.clone(), |within| format!("{content}{within}"));
        }
        let is_whole = std::ptr::eq(tree, &raw const self.tree);
        path_of(tree, node, if is_whole { self.skipped } else { 0 })
    }

    fn find(&self, path: &str, environment: &Environment) -> Result<NodeId, String> {
        if let Some(node) = self.walk(path) {
            return Ok(node);
        }
        let missing = || format!("there is no context node {path}");
        let expr = xpath::parse(path).map_err(|_| missing())?;
        match expr.evaluate(&self.tree, self.tree.root(), environment) {
            Ok(Value::Nodes(nodes)) => nodes.first().ok_or_else(missing),
            _ => Err(missing()),
        }
    }

    /// Follows a path of `node()[n]` with an attribute at its end.
    fn walk(&self, path: &str) -> Option<NodeId> {
        let mut at = self.tree.root();
        let mut skipped = self.skipped;
        for part in path
            .strip_prefix('/')?
            .split('/')
            .filter(|part| !part.is_empty())
        {
            if let Some(name) = part.strip_prefix('@') {
                let local = name.rsplit(':').next()?;
                let fits = |&node: &NodeId| self.tree.local_name(node) == local;
                return self.tree.attributes(at).find(fits);
            }
            let place: usize = part
                .strip_prefix("node()[")?
                .strip_suffix(']')?
                .parse()
                .ok()?;
            at = present(&self.tree, at).nth(place.checked_sub(1 + skipped)?)?;
            skipped = 0;
        }
        Some(at)
    }

    fn elements(&self, name: &str) -> impl Iterator<Item = NodeId> {
        let all = self.tree.descendants(self.tree.root());
        all.filter(move |&node| {
            self.tree.kind(node) == NodeKind::Element && self.tree.local_name(node) == name
        })
    }

    /// Whether the absolute paths of an expression lead into the primary instance of a form.
    fn is_of_form(&self, expr: &str) -> bool {
        let tree = &self.tree;
        let element = |&child: &NodeId| tree.kind(child) == NodeKind::Element;
        let primary = self
            .elements("instance")
            .find(|&instance| tree.attribute(instance, "id").is_none())
            .and_then(|instance| tree.children(instance).find(element));
        let Some(primary) = primary else { return false };
        let starts = absolute_starts(expr);
        let begins_at = |node: NodeId| starts.contains(&tree.local_name(node));
        begins_at(primary) && !tree.root_element().is_some_and(begins_at)
    }

    /// The form in this document: its primary instance as the main document, the others by name;
    /// and the node in it that stands for `context`, or its root.
    fn form(&self, context: Option<NodeId>) -> (Tree, NodeId) {
        let tree = &self.tree;
        let mut form = Tree::default();
        let mut primary = tree.root();
        let mut others = Vec::new();
        for instance in self.elements("instance") {
            let element = |&child: &NodeId| tree.kind(child) == NodeKind::Element;
            let Some(content) = tree.children(instance).find(element) else {
                continue;
            };
            let document = tree.fragment(content).into_document();
            if let Some(id) = tree.attribute(instance, "id") {
                others.push((id, document));
            } else {
                form = Tree::of(document);
                primary = content;
            }
        }
        for (id, document) in others {
            form.add_instance(id, Arc::new(document));
        }
        let found = self.same_place(context.unwrap_or(primary), primary, &form);
        let node = found.unwrap_or_else(|| form.root());
        (form, node)
    }

    /// The node of `form` at the place that `node` has below `primary`.
    fn same_place(&self, node: NodeId, primary: NodeId, form: &Tree) -> Option<NodeId> {
        let mut places = Vec::new();
        let mut at = node;
        while at != primary {
            let parent = self.tree.parent(at)?;
            places.push(self.tree.children(parent).position(|child| child == at)?);
            at = parent;
        }
        let mut found = form.root_element()?;
        for place in places.into_iter().rev() {
            found = form.children(found).nth(place)?;
        }
        Some(found)
    }

    /// The texts of the form in one language; in the default language if none is named.
    fn texts(&self, language: Option<&str>) -> Texts {
        let tree = &self.tree;
        let mut texts = HashMap::new();
        let chosen = match language {
            Some(lang) => self
                .elements("translation")
                .find(|&one| tree.attribute(one, "lang") == Some(lang)),
            None => self
                .elements("translation")
                .find(|&one| tree.attribute(one, "default").is_some())
                .or_else(|| self.elements("translation").next()),
        };
        for text in chosen.into_iter().flat_map(|one| tree.children(one)) {
            if let (Some(id), Some(value)) = (tree.attribute(text, "id"), tree.child(text, "value"))
            {
                texts.insert(id.to_owned(), tree.text(value).into_owned());
            }
        }
        Texts(texts)
    }
}

/// Texts by identifier.
#[derive(Debug)]
struct Texts(HashMap<String, String>);

impl Host for Texts {
    fn translation(&self, id: &str) -> Option<String> {
        self.0.get(id).cloned()
    }

    fn choice_label(&self, _: &Tree, _: NodeId, _: &str, _: &str) -> Option<String> {
        None
    }

    fn property(&self, _: &str) -> Option<String> {
        None
    }
}
