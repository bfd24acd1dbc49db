// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Title, namespaces, submission, and the values that every form has.

use kernel::Localized;

use super::attributes::attribute_text;
use super::{Lowering, NAMESPACE, plain, qname};
use crate::definition::Bind;
use crate::problem::Column;
use crate::spec::PeriodKind;
use crate::xform::ENTITIES;

const NAMESPACES: [(&str, &str); 7] = [
    ("", "http://www.w3.org/2002/xforms"),
    ("h", "http://www.w3.org/1999/xhtml"),
    ("ev", "http://www.w3.org/2001/xml-events"),
    ("xsd", "http://www.w3.org/2001/XMLSchema"),
    ("jr", "http://openrosa.org/javarosa"),
    ("orx", "http://openrosa.org/xforms"),
    ("odk", "http://www.opendatakit.org/xforms"),
];

impl Lowering<'_> {
    /// The binds of the values that tell submissions apart.
    pub(super) fn root_meta(&mut self) {
        let root = self.names.path(0);
        let settings = &self.spec.settings;
        if !settings.omit_instance_id {
            let preload = settings
                .instance_id
                .clone()
                .unwrap_or_else(|| "uid".to_owned());
            self.bind(Bind {
                nodeset: format!("{root}/meta/instanceID"),
                kind: Some("string".to_owned()),
                readonly: Some("true()".to_owned()),
                preload: Some((preload, None)),
                ..Bind::default()
            });
        }
        if let Some(name) = &settings.instance_name {
            let calculate = self.expression(name, 0, Column::Settings);
            self.bind(Bind {
                nodeset: format!("{root}/meta/instanceName"),
                kind: Some("string".to_owned()),
                calculate: Some(calculate),
                ..Bind::default()
            });
        }
    }

    /// Everything around the model's content.
    pub(super) fn head(&mut self) {
        let spec = self.spec;
        let settings = &spec.settings;
        spec.title
            .get(&spec.default_language)
            .clone_into(&mut self.definition.title);
        self.definition.body_class.clone_from(&settings.style);
        let mut attributes = vec![(qname("odk:xforms-version"), "1.0.0".to_owned())];
        if !spec.entities.is_empty() {
            let version = if self.entities == [0] {
                "2024.1.0"
            } else {
                "2025.1.0"
            };
            attributes.push((qname("entities:entities-version"), version.to_owned()));
        }
        if spec.period != PeriodKind::default() {
            attributes.push((qname("deich:period"), spec.period.name().to_owned()));
        }
        if let Some(id) = &spec.fim_id {
            attributes.push((qname("deich:fim_id"), id.to_string()));
        }
        if !spec.code_lists.is_empty() {
            attributes.push((qname("deich:code_lists"), spec.code_lists_as_text()));
        }
        if !spec.entity_lists.is_empty() {
            attributes.push((qname("deich:entity_lists"), spec.entity_lists_as_text()));
        }
        let more_titles = spec.title.0.len() > 1;
        let nothing = Localized::default();
        for (name, text) in [
            ("title", if more_titles { &spec.title } else { &nothing }),
            ("description", &spec.description),
            ("purpose", &spec.purpose),
            ("legal_basis", &spec.legal_basis),
            ("review_note", &spec.review_note),
        ] {
            if let Some(text) = self.message(text, &format!("deich:{name}"), 0, Column::Settings) {
                attributes.push((qname(&format!("deich:{name}")), attribute_text(&text)));
            }
        }
        self.uses_own |= attributes.iter().any(|(name, _)| name.prefix == "deich");
        self.definition.model_attributes = attributes;
        self.namespaces();
        self.submission();
    }

    fn namespaces(&mut self) {
        let mut all: Vec<(String, String)> = NAMESPACES
            .iter()
            .map(|(prefix, address)| ((*prefix).to_owned(), (*address).to_owned()))
            .collect();
        if !self.spec.entities.is_empty() {
            all.push(("entities".to_owned(), ENTITIES.to_owned()));
        }
        if self.uses_own {
            all.push(("deich".to_owned(), NAMESPACE.to_owned()));
        }
        for (prefix, address) in &self.spec.settings.namespaces {
            if !all.iter().any(|(known, _)| known == prefix) {
                all.push((prefix.clone(), address.clone()));
            }
        }
        self.definition.namespaces = all;
    }

    fn submission(&mut self) {
        let settings = &self.spec.settings;
        let mut attributes = Vec::new();
        if let Some(url) = &settings.submission_url {
            attributes.push((plain("action"), url.clone()));
            attributes.push((plain("method"), "post".to_owned()));
        }
        if let Some(key) = &settings.public_key {
            attributes.push((plain("base64RsaPublicKey"), key.clone()));
        }
        if let Some(send) = &settings.auto_send {
            attributes.push((qname("orx:auto-send"), send.clone()));
        }
        if let Some(delete) = &settings.auto_delete {
            attributes.push((qname("orx:auto-delete"), delete.clone()));
        }
        if settings.client_editable {
            attributes.push((qname("odk:client-editable"), "true".to_owned()));
        }
        self.definition.submission = (!attributes.is_empty()).then_some(attributes);
    }
}
