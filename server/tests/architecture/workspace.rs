// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The repository as the tests see it: its files and what `cargo metadata` says.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use serde_json::Value;

/// The repository's root.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the server's folder stands in the root")
}

/// Folders that hold nothing of ours.
const FOREIGN: [&str; 6] = ["target", "node_modules", "dist", "var", "results", ".git"];

/// A text file: its path relative to the root, with `/`, and its content.
#[derive(Debug, Clone)]
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) text: String,
}

impl File {
    /// The folders of the path and the name of the file.
    pub(crate) fn has_part(&self, part: &str) -> bool {
        self.path.split('/').any(|each| each == part)
    }
}

/// All text files below `folder` (relative to the root) whose name ends so, in order of path.
/// A folder that is not there holds no files.
pub(crate) fn files(folder: &str, ending: &str) -> Vec<File> {
    let mut found = Vec::new();
    collect(&root().join(folder), ending, &mut found);
    found.sort();
    found
        .into_iter()
        .map(|path| File {
            text: fs::read_to_string(&path)
                .unwrap_or_else(|error| panic!("{} is not readable: {error}", path.display())),
            path: relative(&path),
        })
        .collect()
}

fn collect(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let (path, name) = (entry.path(), entry.file_name());
        let name = name.to_string_lossy();
        if path.is_dir() {
            if !FOREIGN.contains(&&*name) {
                collect(&path, ending, found);
            }
        } else if name.ends_with(ending) {
            found.push(path);
        }
    }
}

/// A path relative to the root, written with `/`.
pub(crate) fn relative(path: &Path) -> String {
    path.strip_prefix(root())
        .unwrap_or(path)
        .to_string_lossy()
        .replace('\\', "/")
}

/// One text file, by its path relative to the root.
pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(root().join(path))
        .unwrap_or_else(|error| panic!("{path} is not readable: {error}"))
}

/// Every Rust file of the workspace.
pub(crate) fn rust_files() -> Vec<File> {
    ["server", "crates", "modules"]
        .into_iter()
        .flat_map(|folder| files(folder, ".rs"))
        .collect()
}

/// The lines of Rust code that run in the product, with their numbers: no comments, nothing from
/// the first `#[cfg(test)]` on (tests stand at the end of a file).
pub(crate) fn code_lines(file: &File) -> impl Iterator<Item = (usize, &str)> {
    file.text
        .lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line))
        .take_while(|(_, line)| line.trim() != "#[cfg(test)]")
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// The rows of the Markdown table below a heading, each as its trimmed cells, without the head.
pub(crate) fn table(document: &str, heading: &str) -> Vec<Vec<String>> {
    let text = read(document);
    let rows: Vec<_> = text
        .lines()
        .skip_while(|line| *line != heading)
        .skip(1)
        .take_while(|line| !line.starts_with('#'))
        .filter(|line| line.starts_with('|'))
        .skip(2)
        .map(|line| {
            line.trim_matches('|')
                .split('|')
                .map(|cell| cell.trim().to_owned())
                .collect()
        })
        .collect();
    assert!(
        !rows.is_empty(),
        "{document} has no table below “{heading}”"
    );
    rows
}

/// What a cell writes as code: the texts between backticks.
pub(crate) fn code(cell: &str) -> Vec<String> {
    cell.split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

/// Fails with all complaints at once.
pub(crate) fn none(complaints: &[String], where_to_look: &str) {
    assert!(
        complaints.is_empty(),
        "\n{}\n\n{where_to_look}\n",
        complaints.join("\n")
    );
}

/// A member of the workspace or a package from a registry.
#[derive(Debug)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) version: String,
    /// The licence expression; empty if the package has none.
    pub(crate) licence: String,
    /// Its folder relative to the root; `None` for packages from a registry.
    pub(crate) folder: Option<String>,
    /// Names of what its Cargo.toml asks for, as (name, kind).
    pub(crate) asks_for: Vec<(String, Kind)>,
    /// Identifiers of what it is built from on this platform, without what only tests need.
    pub(crate) built_from: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Normal,
    Test,
    Build,
}

/// All packages by identifier, for the platform that the tests run on.
pub(crate) static PACKAGES: LazyLock<BTreeMap<String, Package>> = LazyLock::new(|| {
    let metadata = metadata();
    let mut packages: BTreeMap<String, Package> = list(&metadata, "packages")
        .iter()
        .map(|package| (text(package, "id"), described(package)))
        .collect();
    for node in list(&metadata["resolve"], "nodes") {
        let built_from = list(node, "deps")
            .iter()
            .filter(|dependency| {
                list(dependency, "dep_kinds")
                    .iter()
                    .any(|kind| kind["kind"].is_null())
            })
            .map(|dependency| text(dependency, "pkg"))
            .collect();
        packages
            .get_mut(&text(node, "id"))
            .expect("every node is a package")
            .built_from = built_from;
    }
    packages
});

/// The members of the workspace.
pub(crate) fn members() -> Vec<&'static Package> {
    PACKAGES
        .values()
        .filter(|package| package.folder.is_some())
        .collect()
}

fn metadata() -> Value {
    let host = Command::new("rustc")
        .arg("-vV")
        .output()
        .expect("rustc starts");
    let host = String::from_utf8_lossy(&host.stdout);
    let host = host
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .expect("rustc says its host");
    let output = Command::new(env!("CARGO"))
        .current_dir(root())
        .args([
            "metadata",
            "--locked",
            "--format-version",
            "1",
            "--filter-platform",
            host,
        ])
        .output()
        .expect("cargo starts");
    assert!(
        output.status.success(),
        "cargo metadata: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).expect("cargo metadata writes JSON")
}

fn described(package: &Value) -> Package {
    let folder = package["source"].is_null().then(|| {
        let manifest = text(package, "manifest_path");
        relative(
            Path::new(&manifest)
                .parent()
                .expect("a manifest stands in a folder"),
        )
    });
    Package {
        name: text(package, "name"),
        version: text(package, "version"),
        licence: package["license"].as_str().unwrap_or_default().to_owned(),
        folder,
        asks_for: list(package, "dependencies")
            .iter()
            .map(|dependency| {
                let kind = match dependency["kind"].as_str() {
                    Some("dev") => Kind::Test,
                    Some("build") => Kind::Build,
                    _ => Kind::Normal,
                };
                (text(dependency, "name"), kind)
            })
            .collect(),
        built_from: Vec::new(),
    }
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value, key: &str) -> String {
    value[key]
        .as_str()
        .unwrap_or_else(|| panic!("cargo metadata has no {key} in {value}"))
        .to_owned()
}
