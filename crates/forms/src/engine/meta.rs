// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Identifiers of instances: in the form, or added to it.

use super::slots::written;
use crate::definition::{Bind, Definition, Element, QName};
use crate::xform::OPENROSA;

/// Adds what every instance has, unless the form has it: an identifier, which is made when an
/// instance is begun.
pub(super) fn add_meta(definition: &mut Definition) -> MetaIds {
    let prefix_of = |definition: &Definition| {
        let declared = definition.namespaces.iter();
        let mut known = declared.filter(|(p, uri)| uri == OPENROSA && !p.is_empty());
        known.next().map(|(prefix, _)| prefix.clone())
    };
    let prefix = prefix_of(definition);
    let root = &mut definition.instance;
    let is_meta = |e: &Element| {
        e.name.local == "meta"
            && (e.name.prefix.is_empty() || Some(&e.name.prefix) == prefix.as_ref())
    };
    let found = root.children.iter().position(is_meta);
    let place = found.unwrap_or_else(|| {
        // Old forms do without the namespace.
        let prefix = prefix.clone().unwrap_or_default();
        root.children.push(Element {
            name: QName {
                prefix,
                local: "meta".to_owned(),
            },
            ..Element::default()
        });
        root.children.len() - 1
    });
    let root_name = written(&root.name);
    let meta = &mut root.children[place];
    let meta_path = format!("/{root_name}/{}", written(&meta.name));
    let own = |local: &str, meta: &Element| QName {
        prefix: meta.name.prefix.clone(),
        local: local.to_owned(),
    };
    let known = meta.children.iter().find(|e| e.name.local == "instanceID");
    let path = if let Some(known) = known {
        format!("{meta_path}/{}", written(&known.name))
    } else {
        let name = own("instanceID", meta);
        let path = format!("{meta_path}/{}", written(&name));
        meta.children.push(Element {
            name,
            ..Element::default()
        });
        definition.binds.push(Bind {
            nodeset: path.clone(),
            preload: Some(("uid".to_owned(), None)),
            ..Bind::default()
        });
        path
    };
    let deprecated = own("deprecatedID", meta);
    MetaIds {
        instance: path,
        deprecated_path: format!("{meta_path}/{}", written(&deprecated)),
        deprecated: (meta_path, deprecated),
    }
}

/// Where identifiers of instances stand.
pub(super) struct MetaIds {
    pub(super) instance: String,
    /// Of the instance that is replaced: the element around, and the name.
    pub(super) deprecated: (String, QName),
    pub(super) deprecated_path: String,
}
