// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The messages that readers see: the same keys in every language, each defined once, each used,
//! none missing.

use std::collections::{BTreeMap, BTreeSet};

use crate::workspace::{File, files, none};

const LANGUAGES: [&str; 2] = ["de", "en"];

fn locales(language: &str) -> Vec<File> {
    // A module may divide its words by topic: de.ftl, de_review.ftl.
    let whole = format!("/locales/{language}.ftl");
    let part = format!("/locales/{language}_");
    ["crates", "modules"]
        .into_iter()
        .flat_map(|folder| files(folder, ".ftl"))
        .filter(|file| file.path.ends_with(&whole) || file.path.contains(&part))
        .collect()
}

/// Identifiers of messages; terms, which begin with a hyphen, are private to a file.
fn keys(file: &File) -> Vec<String> {
    file.text
        .lines()
        .filter(|line| line.starts_with(|first: char| first.is_ascii_alphabetic()))
        .filter_map(|line| line.split_once('='))
        .map(|(key, _)| key.trim().to_owned())
        .collect()
}

#[test]
fn every_message_exists_in_every_language() {
    let per_language = LANGUAGES.map(|language| {
        let keys: BTreeSet<(String, String)> = locales(language)
            .iter()
            .flat_map(|file| {
                let folder = file
                    .path
                    .split_once("/locales/")
                    .map_or("", |(folder, _)| folder)
                    .to_owned();
                keys(file).into_iter().map(move |key| (folder.clone(), key))
            })
            .collect();
        (language, keys)
    });
    let mut complaints = Vec::new();
    for (language, keys) in &per_language {
        for (other, others) in &per_language {
            for (folder, key) in others.difference(keys) {
                complaints.push(format!(
                    "{folder} lacks {key} in {language}, which it has in {other}."
                ));
            }
        }
    }
    none(
        &complaints,
        "ARCHITECTURE.md, invariant 7: every page exists in every language.",
    );
}

#[test]
fn every_message_is_defined_once() {
    let mut complaints = Vec::new();
    for language in LANGUAGES {
        let mut seen = BTreeMap::new();
        for file in locales(language) {
            for key in keys(&file) {
                if let Some(earlier) = seen.insert(key.clone(), file.path.clone()) {
                    complaints.push(format!(
                        "{key} is defined in {earlier} and in {}.",
                        file.path
                    ));
                }
            }
        }
    }
    none(
        &complaints,
        "All files of a language make one catalogue: begin a key with its module's name.",
    );
}

/// Rust and template code of the product.
fn sources() -> Vec<File> {
    ["crates", "modules", "server"]
        .into_iter()
        .flat_map(|folder| [files(folder, ".rs"), files(folder, ".html")])
        .flatten()
        .filter(|file| !file.has_part("tests"))
        .collect()
}

/// Keys asked for by their name, with the place that asks.
fn asked_for() -> BTreeMap<String, String> {
    let mut asked = BTreeMap::new();
    for file in sources() {
        for call in [".t(", ".t1(", ".t2(", ".t_with("] {
            for (at, _) in file.text.match_indices(call) {
                let rest = file.text[at + call.len()..].trim_start();
                let Some(rest) = rest.strip_prefix('"') else {
                    continue;
                };
                let key = rest.split('"').next().unwrap_or_default();
                // A beginning that code completes is not a key yet.
                if !key.ends_with('-') {
                    asked.insert(key.to_owned(), file.path.clone());
                }
            }
        }
    }
    asked
}

#[test]
fn every_message_that_is_asked_for_exists() {
    let known: BTreeSet<_> = locales("de").iter().flat_map(keys).collect();
    let complaints: Vec<_> = asked_for()
        .into_iter()
        .filter(|(key, _)| !known.contains(key))
        .map(|(key, path)| format!("{path} asks for {key}."))
        .collect();
    none(
        &complaints,
        "A message that is missing would show its key to the reader.",
    );
}

/// Keys that code puts together; `*` stands for the part that it fills in.
const COMPOSED: [&str; 79] = [
    "action-*",
    "cases-event-*",
    "cases-slot-*",
    "deed-*",
    "directory-*-consequence",
    "directory-*-title",
    "directory-access-kind-*",
    "directory-demo-role-*",
    "directory-import-column-*",
    "directory-import-error-*",
    "directory-import-fault-*",
    "directory-import-outcome-*",
    "directory-import-tab-*",
    "directory-jobs-*",
    "directory-jobs-*-consequence",
    "directory-jobs-*-done",
    "directory-jobs-*-title",
    "directory-kind-*",
    "directory-mail-*-subject",
    "directory-mail-*-text",
    "directory-organisation-*",
    "directory-rights-level-*",
    "indicators-method-*",
    "indicators-state-*",
    "integration-event-*",
    "integration-fault-*",
    "library-*-button",
    "library-*-consequence",
    "library-*-text",
    "library-*-title",
    "library-aspect-*",
    "library-blocks-change-*",
    "library-blocks-need-*",
    "library-blocks-refused-*",
    "library-blocks-state-*",
    "library-build-comparison-*",
    "library-build-done-*",
    "library-build-field-*",
    "library-build-hint-*",
    "library-build-parameter-*",
    "library-build-problem-*",
    "library-build-rule-*",
    "library-build-scope-*",
    "library-build-section-*",
    "library-class-*",
    "library-deed-*",
    "library-examples-*",
    "library-files-for-*",
    "library-files-refused-*",
    "library-forward-*",
    "library-formats-*-name",
    "library-formats-*-use",
    "library-function-*",
    "library-impact-*",
    "library-impact-level-*",
    "library-impact-text-*",
    "library-language-*",
    "library-lint-*",
    "library-lists-problem-*",
    "library-meaning-*",
    "library-period-*",
    "library-reason-*",
    "library-standing-*",
    "library-topic-*",
    "library-translations-own-*",
    "library-type-*",
    "privacy-step-*",
    "reporting-fault-*",
    "reporting-insight-fault-*",
    "reporting-plan-fault-*",
    "reporting-refusal-*",
    "reporting-row-*",
    "reporting-table-*",
    "role-*",
    "schedule-*",
    "scope-*",
    "shell-error-*-happened",
    "shell-error-*-now",
    "shell-error-*-title",
];

/// The part that stands for the `*` of a pattern, if the key fits.
fn filled_in<'k>(key: &'k str, pattern: &str) -> Option<&'k str> {
    let (before, after) = pattern.split_once('*')?;
    let part = key.strip_prefix(before)?.strip_suffix(after)?;
    (!part.is_empty()).then_some(part)
}

/// Every word of the code, written as in keys (`job.retry` as `job-retry`), and its parts.
fn words(sources: &[File]) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for file in sources {
        let parts = file
            .text
            .split(|c: char| !c.is_ascii_alphanumeric() && !"-._".contains(c));
        for word in parts.filter(|word| !word.is_empty()) {
            words.insert(word.to_lowercase().replace(['.', '_'], "-"));
            words.extend(word.split('.').map(str::to_lowercase));
        }
    }
    words
}

#[test]
fn every_message_is_used() {
    let sources = sources();
    let literals: BTreeSet<&str> = sources
        .iter()
        .flat_map(|file| file.text.split('"'))
        .collect();
    let words = words(&sources);
    // Numbers of errors and paragraphs are counted, not written.
    let is_known = |part: &str| {
        let name = part.trim_end_matches(|last: char| last.is_ascii_digit() || last == '-');
        name.is_empty() || words.contains(name)
    };
    let composed = |key: &str| {
        COMPOSED
            .iter()
            .any(|pattern| filled_in(key, pattern).is_some_and(is_known))
    };
    let files = locales("de");
    let mut complaints = Vec::new();
    for file in &files {
        for key in keys(file) {
            let is_referred_to = files
                .iter()
                .any(|file| file.text.contains(&format!("{{ {key} ")));
            if !literals.contains(key.as_str()) && !is_referred_to && !composed(&key) {
                complaints.push(format!("{} has {key}, which nobody asks for.", file.path));
            }
        }
    }
    for pattern in COMPOSED {
        let mut all = files.iter().flat_map(keys);
        if !all.any(|key| filled_in(&key, pattern).is_some() && !literals.contains(key.as_str())) {
            complaints.push(format!("{pattern} in this list fits no message."));
        }
    }
    none(
        &complaints,
        "A message that nobody sees is translated in vain: delete it in every language.",
    );
}

#[test]
fn a_pattern_fits_the_keys_that_it_begins_and_ends() {
    assert_eq!(filled_in("role-analyst", "role-*"), Some("analyst"));
    assert_eq!(
        filled_in("shell-error-404-now", "shell-error-*-now"),
        Some("404")
    );
    assert_eq!(
        filled_in("shell-error-404-title", "shell-error-*-now"),
        None
    );
    assert_eq!(filled_in("role-", "role-*"), None);
}
