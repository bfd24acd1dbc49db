// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Everything that is built in may be distributed under EUPL-1.2. The list of accepted licences
//! stands in deny.toml, where cargo-deny reads it too.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::workspace::{PACKAGES, files, none, read};

/// What npm packages may have besides: the fonts' licence, and 0BSD as htmx spells it.
const BESIDES_IN_NPM: [&str; 2] = ["OFL-1.1", "BSD-0-Clause"];

/// Packages that name a file instead of an expression, with what somebody has read in it.
const READ: [(&str, &str); 2] = [("opendp", "MIT"), ("opendp_derive", "MIT")];

fn accepted() -> BTreeSet<String> {
    let deny: toml::Value = toml::from_str(&read("deny.toml")).expect("deny.toml is TOML");
    deny["licenses"]["allow"]
        .as_array()
        .expect("deny.toml lists licences")
        .iter()
        .filter_map(|licence| licence.as_str().map(str::to_owned))
        .collect()
}

#[test]
fn every_crate_has_a_licence_that_the_list_accepts() {
    let accepted = accepted();
    let complaints: Vec<_> = PACKAGES
        .values()
        .filter(|package| {
            let read = READ.iter().find(|(name, _)| *name == package.name);
            let licence = match read {
                Some((_, licence)) if package.licence.is_empty() => licence,
                _ => package.licence.as_str(),
            };
            !satisfied(licence, &accepted)
        })
        .map(|package| {
            format!(
                "{} {} is under “{}”.",
                package.name, package.version, package.licence
            )
        })
        .collect();
    none(
        &complaints,
        "The list stands in deny.toml; a licence joins it only if it allows distribution under EUPL-1.2.",
    );
}

#[test]
fn every_npm_package_has_a_licence_that_the_list_accepts() {
    let mut accepted = accepted();
    accepted.extend(BESIDES_IN_NPM.map(str::to_owned));
    let mut complaints = Vec::new();
    // What is shipped or runs in every test; scripts that run once a year by hand are not looked at.
    let folders = ["ui", "e2e"];
    for lock in folders
        .into_iter()
        .flat_map(|folder| files(folder, "package-lock.json"))
    {
        let content: Value = serde_json::from_str(&lock.text).expect("a lock file is JSON");
        let packages = content["packages"]
            .as_object()
            .expect("a lock file lists packages");
        for (name, package) in packages {
            let licence = package["license"].as_str().unwrap_or_default();
            if !satisfied(licence, &accepted) {
                complaints.push(format!("{}: {name} is under “{licence}”.", lock.path));
            }
        }
    }
    none(
        &complaints,
        "The lists stand in deny.toml and beside this test.",
    );
}

/// Whether an SPDX expression can be met with accepted licences alone. The slash of old manifests
/// means OR. An expression that cannot be read is not met.
fn satisfied(expression: &str, accepted: &BTreeSet<String>) -> bool {
    let spaced = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let words: Vec<_> = spaced.split_whitespace().collect();
    let mut at = 0;
    either(&words, &mut at, accepted) == Some(true) && at == words.len()
}

fn either(words: &[&str], at: &mut usize, accepted: &BTreeSet<String>) -> Option<bool> {
    let mut met = both(words, at, accepted)?;
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        met |= both(words, at, accepted)?;
    }
    Some(met)
}

fn both(words: &[&str], at: &mut usize, accepted: &BTreeSet<String>) -> Option<bool> {
    let mut met = one(words, at, accepted)?;
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        met &= one(words, at, accepted)?;
    }
    Some(met)
}

fn one(words: &[&str], at: &mut usize, accepted: &BTreeSet<String>) -> Option<bool> {
    let mut name = (*words.get(*at)?).to_owned();
    *at += 1;
    if name == "(" {
        let met = either(words, at, accepted)?;
        (words.get(*at)? == &")").then_some(())?;
        *at += 1;
        return Some(met);
    }
    if words.get(*at) == Some(&"WITH") {
        name = format!("{name} WITH {}", words.get(*at + 1)?);
        *at += 2;
    }
    Some(accepted.contains(&name))
}

#[test]
fn expressions_are_read_as_spdx_means_them() {
    let accepted =
        BTreeSet::from(["MIT", "ISC", "Apache-2.0 WITH LLVM-exception"].map(str::to_owned));
    for (expression, expected) in [
        ("MIT", true),
        ("GPL-3.0", false),
        ("GPL-3.0 OR MIT", true),
        ("GPL-3.0/MIT", true),
        ("GPL-3.0 AND MIT", false),
        ("MIT AND ISC", true),
        ("GPL-3.0 OR MIT AND ISC", true),
        ("(GPL-3.0 OR MIT) AND ISC", true),
        ("(GPL-3.0 OR MIT) AND Zlib", false),
        ("Apache-2.0 WITH LLVM-exception OR GPL-3.0", true),
        ("Apache-2.0", false),
        ("", false),
        ("MIT MIT", false),
        ("(MIT", false),
    ] {
        assert_eq!(satisfied(expression, &accepted), expected, "{expression}");
    }
}
