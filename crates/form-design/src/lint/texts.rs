// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Texts that are missing in one of the form's languages.

use forms::{Column, FormSpec};
use kernel::Localized;

use super::{Found, LintKind, Severity};
use crate::edit::{Property, words_of_item};
use crate::places;

/// Whether a text that is said in some language is missing in this one. The default language may
/// be the one that is missing.
fn is_missing(text: &Localized, language: &str) -> bool {
    let said = |tag: &str| text.0.get(tag).is_some_and(|text| !text.trim().is_empty());
    // What has no language is the same in all.
    !text.is_empty() && !said(language) && !said("")
}

pub(super) fn collect(spec: &FormSpec, found: &mut Found<'_>) {
    for language in &spec.languages {
        let own = [
            &spec.title,
            &spec.description,
            &spec.purpose,
            &spec.legal_basis,
            &spec.review_note,
        ];
        if own.into_iter().any(|text| is_missing(text, language)) {
            let kind = LintKind::NoTranslation(language.clone());
            found.add(Severity::Warning, "", Column::Settings, None, kind);
        }
        places::walk(&spec.items, "", &mut |path, item| {
            for (text, property) in words_of_item(item) {
                let property = property(language.clone());
                // A missing label in the default language is an error of its own.
                let is_known =
                    *language == spec.default_language && matches!(property, Property::Label(_));
                if !is_known && !property.is_file() && is_missing(text, language) {
                    let kind = LintKind::NoTranslation(language.clone());
                    found.add(Severity::Warning, path, property.column(), None, kind);
                }
            }
        });
        for (list, choices) in &spec.choices {
            let lacking = choices
                .iter()
                .filter(|choice| is_missing(&choice.label, language));
            let count = lacking.count();
            if count > 0 {
                let kind = LintKind::NoChoiceTranslation {
                    language: language.clone(),
                    count,
                };
                found.add(Severity::Warning, list, Column::Choices, None, kind);
            }
        }
    }
}
