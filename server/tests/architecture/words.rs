// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The messages that readers see: the same keys in every language, each defined once, none missing.

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
