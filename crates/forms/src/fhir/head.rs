// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What a Questionnaire says of itself.

use kernel::Localized;

use super::FORM_ADDRESS;
use super::extensions::Extensions;
use super::read::{Reading, objects, text};
use crate::spec::FormSpec;

impl Reading<'_> {
    pub(super) fn head(&mut self) -> FormSpec {
        let document = self.document;
        let url = text(document, "url");
        let own = url.strip_prefix(FORM_ADDRESS);
        let wished = own.unwrap_or_else(|| match text(document, "name") {
            "" => text(document, "id"),
            name => name,
        });
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
        let id: String = wished
            .chars()
            .map(|c| if fits(c) { c } else { '_' })
            .take(100)
            .collect();
        let id = if id.is_empty() { "form" } else { id.as_str() };
        let mut spec = FormSpec::new(id, &self.language);
        text(document, "version").clone_into(&mut spec.version);
        spec.title = self.localized(document, "title");
        if spec.title.is_empty() {
            spec.title = Localized::one(&self.language, id);
        }
        spec.description = self.localized(document, "description");
        spec.purpose = self.localized(document, "purpose");
        if own.is_none() && !url.is_empty() {
            self.lose_value("", "url", url);
        }
        let status = text(document, "status");
        if !matches!(status, "" | "draft") {
            self.lose_value("", "status", status);
        }
        let carried = [
            "resourceType",
            "url",
            "name",
            "version",
            "title",
            "status",
            "language",
            "description",
            "purpose",
            "item",
            "contained",
            "extension",
        ];
        self.others(document, "", &carried);
        Extensions::of(document).unknown(self, "");
        for resource in objects(document, "contained") {
            if text(resource, "resourceType") != "ValueSet" {
                self.lose_value("", "contained", text(resource, "id"));
            }
        }
        spec
    }
}
