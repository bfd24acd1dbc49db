// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! publiccode.yml describes the product to catalogues of public software. This checks what version
//! 0.4 of that standard requires, and what else in the repository it must agree with.

use crate::workspace::read;

/// The value of a key, or the indented lines below it, whichever is there.
fn value(text: &str, key: &str) -> Option<String> {
    let mut lines = text
        .lines()
        .skip_while(|line| !line.starts_with(&format!("{key}:")));
    let first = lines
        .next()?
        .split_once(':')?
        .1
        .trim()
        .trim_matches('"')
        .to_owned();
    if !first.is_empty() && first != ">" {
        return Some(first);
    }
    let block: Vec<_> = lines
        .take_while(|line| line.is_empty() || line.starts_with(' '))
        .map(|line| line.strip_prefix("  ").unwrap_or(line))
        .collect();
    Some(block.join("\n"))
}

fn at(text: &str, path: &[&str]) -> String {
    path.iter().fold(text.to_owned(), |text, key| {
        value(&text, key).unwrap_or_else(|| panic!("publiccode.yml lacks {}", path.join(".")))
    })
}

#[test]
fn publiccode_yml_has_what_the_standard_requires() {
    let text = read("publiccode.yml");
    for (path, expected) in [
        (&["publiccodeYmlVersion"][..], "0.4"),
        (&["name"], "Deich"),
        (&["softwareType"], "standalone/web"),
        (&["platforms"], "- web"),
        (&["legal", "license"], "EUPL-1.2"),
        (&["maintenance", "type"], "internal"),
        (&["localisation", "localisationReady"], "true"),
    ] {
        assert_eq!(at(&text, path).trim(), expected, "{}", path.join("."));
    }
    let status = at(&text, &["developmentStatus"]);
    assert!(["concept", "development", "beta", "stable", "obsolete"].contains(&status.as_str()));
    assert!(at(&text, &["url"]).starts_with("https://"));
    assert_eq!(at(&text, &["releaseDate"]).len(), "2026-11-21".len());
    assert!(at(&text, &["categories"]).starts_with("- "));
    assert!(at(&text, &["maintenance", "contacts"]).contains("- name: "));
    for language in ["de", "en"] {
        assert!(
            at(&text, &["localisation", "availableLanguages"]).contains(&format!("- {language}"))
        );
        let short = at(&text, &["description", language, "shortDescription"]);
        assert!(
            (1..=150).contains(&short.chars().count()),
            "{language}: {short}"
        );
        let long = at(&text, &["description", language, "longDescription"]);
        assert!(
            (150..=10_000).contains(&long.chars().count()),
            "{language}: {long}"
        );
        assert!(at(&text, &["description", language, "features"]).starts_with("- "));
    }
}

#[test]
fn publiccode_yml_names_the_version_that_is_built() {
    assert_eq!(
        at(&read("publiccode.yml"), &["softwareVersion"]),
        env!("CARGO_PKG_VERSION")
    );
}
