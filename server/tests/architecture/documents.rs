// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The documents speak of things that exist: links lead somewhere, named tests and files are there.

use std::collections::BTreeSet;

use crate::workspace::{File, code, files, none, read, root, table};

fn documents() -> Vec<File> {
    files("", ".md")
}

/// Targets of links and pictures outside fenced blocks, with the number of their line.
fn links(text: &str) -> Vec<(usize, String)> {
    let mut links = Vec::new();
    let mut fenced = false;
    for (index, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        for (at, _) in line.match_indices("](") {
            let rest = &line[at + 2..];
            let target = rest.split([')', ' ']).next().unwrap_or_default();
            links.push((index + 1, target.to_owned()));
        }
    }
    links
}

/// The anchors that a renderer makes of headings: small letters, hyphens for spaces, no punctuation.
fn anchors(text: &str) -> BTreeSet<String> {
    text.lines()
        .filter(|line| line.starts_with('#'))
        .map(|line| {
            line.trim_start_matches('#')
                .trim()
                .to_lowercase()
                .chars()
                .filter_map(|each| match each {
                    ' ' => Some('-'),
                    '-' | '_' => Some(each),
                    each => each.is_alphanumeric().then_some(each),
                })
                .collect()
        })
        .collect()
}

#[test]
fn every_link_inside_the_repository_leads_somewhere() {
    let mut complaints = Vec::new();
    for document in documents() {
        let folder = root().join(&document.path);
        let folder = folder.parent().expect("a file stands in a folder");
        for (line, target) in links(&document.text) {
            if target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            let (path, anchor) = target.split_once('#').unwrap_or((&target, ""));
            let place = folder.join(path);
            if !path.is_empty() && !place.exists() {
                complaints.push(format!("{}:{line} links to {path}.", document.path));
                continue;
            }
            let heads = if path.is_empty() {
                anchors(&document.text)
            } else {
                std::fs::read_to_string(&place)
                    .map(|text| anchors(&text))
                    .unwrap_or_default()
            };
            if !anchor.is_empty() && !heads.contains(anchor) {
                complaints.push(format!(
                    "{}:{line} links to the heading #{anchor}.",
                    document.path
                ));
            }
        }
    }
    none(
        &complaints,
        "A link that leads nowhere is a document that drifted.",
    );
}

/// The invariants name the tests that hold them as `path::name`, or as `path` for a whole file.
#[test]
fn every_invariant_names_a_test_that_exists() {
    let rows = table("ARCHITECTURE.md", "## Invariants");
    let mut complaints = Vec::new();
    for row in rows {
        let tests = row.last().map(|cell| code(cell)).unwrap_or_default();
        if tests.is_empty() {
            complaints.push(format!("Invariant {} names no test.", row[0]));
        }
        for test in tests {
            let (path, name) = test.split_once("::").unwrap_or((&test, ""));
            let text = std::fs::read_to_string(root().join(path)).unwrap_or_default();
            if text.is_empty() || (!name.is_empty() && !text.contains(&format!("fn {name}("))) {
                complaints.push(format!(
                    "Invariant {} names {test}, which does not exist.",
                    row[0]
                ));
            }
        }
    }
    none(
        &complaints,
        "ARCHITECTURE.md, “Invariants”: a promise without a test is good will.",
    );
}

/// The map of the repository names its folders, and the folders that exist are on the map.
#[test]
fn the_map_shows_every_crate_and_every_module() {
    let map = read("ARCHITECTURE.md");
    let mut complaints = Vec::new();
    for folder in ["crates", "modules"] {
        for entry in std::fs::read_dir(root().join(folder))
            .expect("the folder is there")
            .flatten()
        {
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.path().is_dir() && !map.contains(&format!("{name}/")) {
                complaints.push(format!("{folder}/{name} is not on the map."));
            }
        }
    }
    none(&complaints, "ARCHITECTURE.md, “Layout”.");
}

#[test]
fn links_and_anchors_are_read_as_renderers_read_them() {
    let text =
        "# A heading: with `code`!\nsee [one](a.md#b), ![two](c.png \"t\")\n```\n[no](d.md)\n```\n";
    assert_eq!(
        links(text),
        [(2, "a.md#b".to_owned()), (2, "c.png".to_owned())]
    );
    assert!(anchors(text).contains("a-heading-with-code"));
}
