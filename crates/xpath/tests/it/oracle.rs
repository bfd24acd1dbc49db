// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Evaluations recorded from another engine for ODK XPath. They lie outside the repository; without
//! them the test says so and passes.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::Arc;

use serde::Deserialize;
use xpath::xml::{self, Limits};
use xpath::{Dialect, Environment, Host, NodeId, NodeKind, Tree, Value, number_to_text, parse};

/// One recorded evaluation.
#[derive(Deserialize)]
struct Case {
    test: String,
    doc: String,
    ctx: String,
    expr: String,
    xforms: bool,
    #[serde(rename = "type")]
    kind: u8,
    number: Option<String>,
    string: Option<String>,
    boolean: Option<bool>,
    nodes: Option<Vec<String>>,
    error: Option<String>,
}

/// A document with the paths by which the recording names its nodes.
struct Document {
    tree: Tree,
    by_path: HashMap<String, NodeId>,
}

impl Document {
    fn read(text: &str) -> Option<Self> {
        let tree = xml::read(text.as_bytes(), &Limits::default()).ok()?.tree;
        let mut by_path = HashMap::from([("/".to_owned(), tree.root())]);
        let mut open = vec![(tree.root(), String::new())];
        // The recording counts a document type among the children.
        let mut skipped = usize::from(text.contains("<!DOCTYPE"));
        while let Some((parent, path)) = open.pop() {
            for attribute in tree.attributes(parent) {
                let key = match tree.prefix(attribute) {
                    Some(prefix) => format!("{prefix}:{}", tree.local_name(attribute)),
                    None => tree.local_name(attribute).to_owned(),
                };
                by_path.insert(format!("{path}/@{key}"), attribute);
            }
            let is_empty_text =
                |&node: &NodeId| tree.kind(node) == NodeKind::Text && tree.text(node).is_empty();
            let children = tree.children(parent).filter(|node| !is_empty_text(node));
            for (index, child) in children.enumerate() {
                let path = format!("{path}/node()[{}]", index + 1 + skipped);
                by_path.insert(path.clone(), child);
                open.push((child, path));
            }
            skipped = 0;
        }
        Some(Self { tree, by_path })
    }

    fn elements(&self, name: &str) -> impl Iterator<Item = NodeId> {
        let all = self.tree.descendants(self.tree.root());
        all.filter(move |&node| self.tree.local_name(node) == name)
    }

    /// The form in this document: its primary instance as the main document, the others by name;
    /// and the node in it that stands for `context`, or its root.
    fn form(&self, context: Option<NodeId>) -> (Tree, NodeId) {
        let tree = &self.tree;
        let mut form = Tree::default();
        let mut primary = tree.root();
        for instance in self.elements("instance") {
            let element = |&child: &NodeId| tree.kind(child) == NodeKind::Element;
            let content = tree.children(instance).find(element).unwrap();
            let document = tree.fragment(content).into_document();
            if let Some(id) = tree.attribute(instance, "id") {
                form.add_instance(id, Arc::new(document));
            } else {
                form = Tree::of(document);
                primary = content;
            }
        }
        // The places among siblings on the way down.
        let mut places = Vec::new();
        let mut at = context.unwrap_or(primary);
        while at != primary {
            let before = std::iter::successors(Some(at), |&node| tree.previous_sibling(node));
            places.push(before.count() - 1);
            let Some(parent) = tree.parent(at) else {
                let root = form.root();
                return (form, root);
            };
            at = parent;
        }
        let mut node = form.root_element().unwrap();
        for place in places.into_iter().rev() {
            node = form.children(node).nth(place).unwrap();
        }
        (form, node)
    }

    /// The texts of the form in one language.
    fn texts(&self, language: &str) -> Texts {
        let tree = &self.tree;
        let mut texts = BTreeMap::new();
        for text in self.elements("text") {
            let translation = tree.parent(text).unwrap();
            if tree.attribute(translation, "lang") == Some(language) {
                let id = tree.attribute(text, "id").unwrap().to_owned();
                let value = tree.child(text, "value").unwrap();
                texts.insert(id, tree.text(value).into_owned());
            }
        }
        Texts(texts)
    }
}

#[derive(Debug)]
struct Texts(BTreeMap<String, String>);

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

fn oracle() -> Option<PathBuf> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = root.join("../shared/oracles/xpath");
    folder.join("cases.jsonl").is_file().then_some(folder)
}

fn environment(case: &Case, document: &Document) -> Environment {
    let now: jiff::Zoned = "2026-11-21T05:27:24-07:00[America/Phoenix]"
        .parse()
        .unwrap();
    let mut environment = Environment::at(now);
    environment.zone = environment.now.time_zone().clone();
    let mut namespaces = vec![
        ("xhtml", "http://www.w3.org/1999/xhtml"),
        ("ns2", "http://asdf/"),
        ("xml", "http://www.w3.org/XML/1998/namespace"),
    ];
    if !case.xforms {
        environment.dialect = Dialect::Plain;
        namespaces.push(("", ""));
    }
    if case.test.contains("another namespace URI") {
        namespaces.push(("jr", "https://example.com/not-javarosa"));
    }
    environment.namespaces = namespaces
        .into_iter()
        .map(|(prefix, uri)| (prefix.to_owned(), uri.to_owned()))
        .collect::<BTreeMap<_, _>>()
        .into();
    if case.expr.contains("itext") {
        let is_french = case.test.ends_with("in language 'fr'");
        let texts = document.texts(if is_french { "fr" } else { "en" });
        environment.host = Some(Arc::new(texts));
    }
    environment
}

/// Whether the result depends on chance or on the moment of the recording.
fn is_by_chance(case: &Case) -> bool {
    case.error.is_none()
        && (case.expr == "now()" || case.expr.contains("random()") || case.expr.contains("uuid("))
}

/// What went wrong, or nothing.
fn run(case: &Case, document: &Document) -> Result<(), String> {
    let context = document.by_path.get(&case.ctx).copied();
    let form;
    let (tree, context) = match context {
        _ if case.expr.starts_with("instance(") || case.expr.starts_with("indexed-repeat(") => {
            form = document.form(context);
            (&form.0, form.1)
        }
        Some(context) => (&document.tree, context),
        None => return Err(format!("no context node {}", case.ctx)),
    };
    let environment = environment(case, document);
    let expr = match parse(&case.expr) {
        Ok(expr) => expr,
        Err(_) if case.error.is_some() => return Ok(()),
        Err(error) => return Err(error.to_string()),
    };
    let value = match expr.evaluate(tree, context, &environment) {
        Ok(value) => value,
        Err(_) if case.error.is_some() => return Ok(()),
        Err(error) => return Err(error.to_string()),
    };
    if let Some(error) = &case.error {
        return Err(format!("expected the error {error:?}, got {value:?}"));
    }
    let got;
    let wanted;
    if let Some(nodes) = &case.nodes {
        let Value::Nodes(found) = &value else {
            return Err(format!("expected nodes, got {value:?}"));
        };
        let mut ids = Vec::new();
        for path in nodes {
            let id = document.by_path.get(path);
            ids.push(*id.ok_or_else(|| format!("no node {path}"))?);
        }
        let mut found = found.as_slice().to_vec();
        if matches!(case.kind, 8 | 9) {
            found.truncate(1);
        }
        let is_shuffled = case.expr.starts_with("randomize(");
        let has_seed = case.expr.contains("]/xhtml:div, ");
        if is_shuffled && !has_seed {
            found.sort_unstable();
        }
        if !(is_shuffled && has_seed) {
            ids.sort_unstable();
        }
        got = format!("{found:?}");
        wanted = format!("{ids:?}");
    } else if let Some(boolean) = case.boolean {
        got = value.to_boolean().to_string();
        wanted = boolean.to_string();
    } else if let Some(number) = &case.number {
        let found = value.to_number(tree, &environment);
        // The last digits depend on the library of functions.
        let close = match number.parse::<f64>() {
            Ok(wanted) => (found - wanted).abs() <= 1e-9 * wanted.abs().max(1.0),
            _ => false,
        };
        if close {
            return Ok(());
        }
        got = number_to_text(found);
        wanted = number.clone();
    } else if let Some(string) = &case.string {
        got = value.into_text(tree).into_owned();
        wanted = string.clone();
    } else {
        return Err("the case names no result".to_owned());
    }
    if got == wanted {
        Ok(())
    } else {
        Err(format!("expected {wanted:?}, got {got:?}"))
    }
}

/// The deviations that the documentation lists: test and expression of each.
fn documented() -> BTreeSet<(String, String)> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/conformance-xpath.md");
    let text = std::fs::read_to_string(path).unwrap();
    let rows = text
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| Test"));
    rows.map(|row| {
        // A bar within a cell is written with a backslash.
        let row = row.replace("\\|", "\u{0}");
        let mut cells = row
            .trim_matches('|')
            .split('|')
            .map(|cell| cell.trim().replace('\u{0}', "|"));
        let test = cells.next().unwrap();
        let expression = cells.next().unwrap();
        let reason = cells.next().unwrap_or_default();
        assert!(!reason.is_empty(), "{test} has no reason");
        (test, expression.trim_matches('`').to_owned())
    })
    .collect()
}

#[test]
fn recorded_evaluations_agree() {
    let documented = documented();
    let Some(folder) = oracle() else {
        println!("SKIPPED: the recorded evaluations are not here (../shared/oracles/xpath)");
        return;
    };
    let documents: BTreeMap<String, String> =
        serde_json::from_str(&std::fs::read_to_string(folder.join("documents.json")).unwrap())
            .unwrap();
    let documents: BTreeMap<String, Option<Document>> = documents
        .into_iter()
        .map(|(key, text)| (key, Document::read(&text)))
        .collect();
    let mut deviating = BTreeSet::new();
    let mut wrong = Vec::new();
    let (mut passed, mut deviations, mut by_chance) = (0, 0, 0);
    let cases = std::fs::read_to_string(folder.join("cases.jsonl")).unwrap();
    for line in cases.lines() {
        let case: Case = serde_json::from_str(line).unwrap();
        let result = match &documents[&case.doc] {
            Some(document) => run(&case, document),
            None => Err("the document is not read".to_owned()),
        };
        let Err(reason) = result else {
            passed += 1;
            continue;
        };
        if is_by_chance(&case) {
            by_chance += 1;
            continue;
        }
        deviations += 1;
        let name = (case.test.clone(), case.expr.clone());
        if !documented.contains(&name) {
            wrong.push(format!("{} | {} | {reason}", case.test, case.expr));
        }
        deviating.insert(name);
    }
    println!(
        "{passed} of {} agree, {deviations} deviate, {by_chance} depend on chance",
        cases.lines().count()
    );
    for (test, expression) in documented.difference(&deviating) {
        wrong.push(format!("no deviation any more: {test} | {expression}"));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(
        deviations * 100 <= cases.lines().count(),
        "{deviations} deviations"
    );
}
