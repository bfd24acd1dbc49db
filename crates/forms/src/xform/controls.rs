// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The body of a form: groups, repeats and questions.

use super::dom::Node;
use super::read::{Result, Trouble, action, attributes, lacks, text};
use super::{JAVAROSA, ODK, XFORMS};
use crate::definition::{
    Choices, Control, ControlKind, GroupControl, QuestionControl, RepeatControl,
};

/// Whether an element is an action.
pub(super) fn is_action(node: Node<'_>) -> bool {
    let odk = is_odk(node);
    match node.local() {
        "setvalue" => node.namespace() == XFORMS,
        "setgeopoint" | "recordaudio" => odk || node.namespace() == XFORMS,
        _ => false,
    }
}

/// The namespace of ODK, also with the slash at its end that some forms write.
fn is_odk(node: Node<'_>) -> bool {
    node.namespace().trim_end_matches('/') == ODK
}

/// The controls within the body, a group or a repeat.
pub(super) fn children(parent: Node<'_>) -> Result<Vec<Control>> {
    let mut controls = Vec::new();
    for node in parent.elements() {
        if is_action(node) {
            continue;
        }
        if let Some(kind) = kind(node) {
            controls.push(Control::Question(Box::new(question(node, kind)?)));
        } else if node.namespace() == XFORMS {
            match node.local() {
                "group" => controls.push(group(node)?),
                "repeat" => controls.push(Control::Repeat(repeat(node)?)),
                "label" | "hint" | "help" => {}
                _ => return Err(Trouble::unknown(node)),
            }
        }
    }
    Ok(controls)
}

fn kind(node: Node<'_>) -> Option<ControlKind> {
    if node.local() == "rank" && is_odk(node) {
        return Some(ControlKind::Rank);
    }
    if node.namespace() != XFORMS {
        return None;
    }
    Some(match node.local() {
        "input" => ControlKind::Input,
        "select1" => ControlKind::SelectOne,
        "select" => ControlKind::SelectMany,
        "range" => ControlKind::Range,
        "upload" => ControlKind::Upload,
        "trigger" => ControlKind::Trigger,
        "secret" => ControlKind::Secret,
        _ => return None,
    })
}

fn actions(node: Node<'_>) -> Result<Vec<crate::definition::Action>> {
    node.elements()
        .filter(|n| is_action(*n))
        .map(action)
        .collect()
}

fn label(node: Node<'_>) -> Option<crate::definition::Text> {
    node.child(XFORMS, "label").map(text)
}

fn appearance(node: Node<'_>) -> String {
    node.attribute("", "appearance").unwrap_or_default()
}

fn group(node: Node<'_>) -> Result<Control> {
    let reference = node.attribute("", "ref");
    if let Some(reference) = &reference
        && let Some(inner) = only_repeat(node, reference)
    {
        let mut repeat = repeat(inner)?;
        repeat.label = label(node);
        repeat.outer = Some(attributes(node, &[("", "ref")]));
        return Ok(Control::Repeat(repeat));
    }
    Ok(Control::Group(GroupControl {
        reference,
        appearance: appearance(node),
        label: label(node),
        attributes: attributes(node, &[("", "ref"), ("", "appearance")]),
        actions: actions(node)?,
        children: children(node)?,
    }))
}

/// The repeat in a group that is there for its label alone.
fn only_repeat<'a>(group: Node<'a>, reference: &str) -> Option<Node<'a>> {
    let mut content = group.elements().filter(|n| !n.is(XFORMS, "label"));
    let repeat = content.next().filter(|n| n.is(XFORMS, "repeat"))?;
    let same = repeat.attribute("", "nodeset").as_deref() == Some(reference);
    let plain = repeat.child(XFORMS, "label").is_none();
    (same && plain && content.next().is_none()).then_some(repeat)
}

fn repeat(node: Node<'_>) -> Result<RepeatControl> {
    let nodeset = node.attribute("", "nodeset").or(node.attribute("", "ref"));
    let nodeset = nodeset.ok_or_else(|| lacks(node, "nodeset"))?;
    Ok(RepeatControl {
        nodeset,
        label: label(node),
        outer: None,
        count: node.attribute(JAVAROSA, "count"),
        fixed: node.attribute(JAVAROSA, "noAddRemove"),
        appearance: appearance(node),
        attributes: attributes(
            node,
            &[
                ("", "nodeset"),
                ("", "appearance"),
                (JAVAROSA, "count"),
                (JAVAROSA, "noAddRemove"),
            ],
        ),
        actions: actions(node)?,
        children: children(node)?,
    })
}

fn question(node: Node<'_>, kind: ControlKind) -> Result<QuestionControl> {
    let reference = node
        .attribute("", "ref")
        .ok_or_else(|| lacks(node, "ref"))?;
    for child in node.elements() {
        let known = is_action(child)
            || child.namespace() != XFORMS
            || matches!(
                child.local(),
                "label"
                    | "hint"
                    | "help"
                    | "alert"
                    | "item"
                    | "itemset"
                    | "value"
                    | "filename"
                    | "tag"
            );
        if !known {
            return Err(Trouble::unknown(child));
        }
    }
    Ok(QuestionControl {
        kind,
        reference,
        appearance: appearance(node),
        label: label(node),
        hint: node.child(XFORMS, "hint").map(text),
        attributes: attributes(node, &[("", "ref"), ("", "appearance")]),
        choices: choices(node)?,
        actions: actions(node)?,
    })
}

fn choices(node: Node<'_>) -> Result<Choices> {
    if let Some(itemset) = node.child(XFORMS, "itemset") {
        let nodeset = itemset.attribute("", "nodeset");
        let nodeset = nodeset.ok_or_else(|| lacks(itemset, "nodeset"))?;
        let reference = |name| {
            let node = itemset.child(XFORMS, name);
            node.and_then(|n| n.attribute("", "ref"))
        };
        let value = reference("value").ok_or_else(|| lacks(itemset, "value"))?;
        return Ok(Choices::Itemset {
            nodeset,
            value,
            label: reference("label"),
        });
    }
    let is_item = |n: &Node<'_>| n.is(XFORMS, "item") || n.is(XFORMS, "tag");
    let items: Vec<_> = node
        .elements()
        .filter(is_item)
        .map(|item| {
            // A key of `OpenStreetMap` is an attribute.
            let value = item.child(XFORMS, "value").map(Node::text);
            let value = value.or(item.attribute("", "key")).unwrap_or_default();
            (label(item), value.trim().to_owned())
        })
        .collect();
    Ok(if items.is_empty() {
        Choices::None
    } else {
        Choices::Items(items)
    })
}
