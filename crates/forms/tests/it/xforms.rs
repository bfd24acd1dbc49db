// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! XForms as text: what is read is written again.

use std::collections::BTreeSet;

use forms::xform::{self, ReadProblemKind};
use xpath::xml::{Limits, Source, read};
use xpath::{NodeId, NodeKind};

const XFORMS: &str = "http://www.w3.org/2002/xforms";

/// A form as text that does not depend on blanks, the order of attributes, the order of different
/// parts of the model and of a control, and on what the engine does not know.
fn canonical(xml: &str) -> String {
    let source = read(xml.as_bytes(), &Limits::default()).unwrap();
    let mut out = String::new();
    element(
        &source,
        source.tree.root_element().unwrap(),
        false,
        &mut out,
    );
    out
}

fn element(source: &Source, node: NodeId, in_instance: bool, out: &mut String) {
    let tree = &source.tree;
    let name = |node: NodeId| {
        let namespace = tree.namespace(node).unwrap_or_default();
        format!(
            "{{{}}}{}",
            namespace.trim_end_matches('/'),
            tree.local_name(node)
        )
    };
    out.push('<');
    out.push_str(&name(node));
    let mut attributes: Vec<_> = tree
        .attributes(node)
        .map(|a| match tree.local_name(a) {
            // That it is there says enough.
            "default" => " default".to_owned(),
            _ => format!(" {}={:?}", name(a), tree.text(a)),
        })
        .collect();
    attributes.sort();
    out.extend(attributes);
    out.push('>');
    let local = tree.local_name(node);
    let is_text = !in_instance
        && matches!(
            local,
            "label" | "hint" | "value" | "setvalue" | "title" | "output"
        );
    let elements: Vec<NodeId> = tree
        .children(node)
        .filter(|&c| tree.kind(c) == NodeKind::Element)
        .collect();
    if is_text || (in_instance && elements.is_empty()) {
        for child in tree.children(node) {
            match tree.kind(child) {
                NodeKind::Element if tree.local_name(child) == "output" => {
                    element(source, child, in_instance, out);
                }
                NodeKind::Text if local == "value" => out.push_str(tree.text(child).trim()),
                NodeKind::Text => out.push_str(&tree.text(child)),
                _ => {}
            }
        }
    } else {
        let mut children: Vec<NodeId> = elements
            .into_iter()
            .filter(|&c| in_instance || is_known(source, node, c))
            .collect();
        if !in_instance {
            children.sort_by_key(|&child| part(source, child));
        }
        let inside = in_instance || (local == "instance" && tree.namespace(node) == Some(XFORMS));
        for child in children {
            element(source, child, inside, out);
        }
    }
    out.push_str("</>");
}

/// What belongs to the format; the rest is left out when a form is read.
fn is_known(source: &Source, parent: NodeId, child: NodeId) -> bool {
    let tree = &source.tree;
    match tree.local_name(parent) {
        "head" => match tree.local_name(child) {
            "title" => true,
            // Only the first model counts.
            "model" => tree.child(parent, "model") == Some(child),
            _ => false,
        },
        "translation" => tree.attribute(child, "id").is_some(),
        _ => true,
    }
}

fn part(source: &Source, node: NodeId) -> u8 {
    match source.tree.local_name(node) {
        "head" | "title" | "label" | "submission" => 0,
        "hint" | "itext" => 1,
        "instance" | "value" => 2,
        "bind" | "item" | "itemset" => 3,
        "setvalue" | "setgeopoint" | "recordaudio" => 4,
        _ => 5,
    }
}

#[test]
fn recorded_forms_are_written_as_they_were_read() {
    let Some(scenarios) = super::scenarios::scenarios() else {
        return;
    };
    let steps = scenarios.into_values().flatten();
    let forms: BTreeSet<String> = steps.filter_map(|step| step.xml).collect();
    let mut read = 0;
    // One form writes `ouput` where `output` is meant, which is no element of the format.
    let mut different = Vec::new();
    for form in &forms {
        let Ok(definition) = xform::read(form.as_bytes()) else {
            continue;
        };
        read += 1;
        let written = xform::write(&definition);
        let again = xform::read(written.as_bytes()).unwrap();
        assert_eq!(again, definition, "{written}");
        let (ours, theirs) = (canonical(&written), canonical(form));
        if ours != theirs && !form.contains("<ouput") {
            let mut same = ours.char_indices().zip(theirs.chars());
            let at = same.find(|((_, a), b)| a != b).map_or(0, |((at, _), _)| at);
            let around = |text: &str| -> String {
                text.chars()
                    .skip(at.saturating_sub(200))
                    .take(400)
                    .collect()
            };
            different.push(format!("{}\n---\n{}", around(&ours), around(&theirs)));
        }
    }
    println!("{read} of {} forms were read and written", forms.len());
    assert!(
        different.is_empty(),
        "{} differ:\n{}",
        different.len(),
        different.join("\n\n")
    );
    assert!(
        forms.len() - read < 20,
        "{} forms cannot be read",
        forms.len() - read
    );
}

fn kind(xml: &str) -> (String, ReadProblemKind) {
    let problem = xform::read(xml.as_bytes()).unwrap_err();
    (problem.place.to_string(), problem.kind)
}

#[test]
fn what_is_no_form_is_refused_with_its_place() {
    let (place, found) = kind("<a>\n  <b></a>");
    assert_eq!(place, "line 2, column 6");
    assert!(matches!(found, ReadProblemKind::Xml(_)));
    let bomb = "<!DOCTYPE a [<!ENTITY b \"x\">]><a>&b;</a>";
    assert!(matches!(kind(bomb).1, ReadProblemKind::Xml(_)));
    let deep = "<a>".repeat(10_000);
    assert!(matches!(kind(&deep).1, ReadProblemKind::Xml(_)));
    assert_eq!(kind("<a/>").1, ReadProblemKind::NotHtml);
    let bare = r#"<html xmlns="http://www.w3.org/1999/xhtml"><head/></html>"#;
    assert_eq!(kind(bare).1, ReadProblemKind::MissingElement("title"));
}

#[test]
fn keys_of_a_map_question_are_kept() {
    let form = r#"<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>Map</h:title>
        <model><instance><data id="map"><place/></data></instance></model></h:head><h:body>
        <upload ref="/data/place" mediatype="osm/*"><label>Place</label><tag key="building"><label>Building</label></tag></upload></h:body></h:html>"#;
    let definition = xform::read(form.as_bytes()).unwrap();
    let written = xform::write(&definition);
    assert!(written.contains(r#"<tag key="building">"#), "{written}");
    assert_eq!(xform::read(written.as_bytes()).unwrap(), definition);
}
