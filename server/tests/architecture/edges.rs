// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Who may use whom. ARCHITECTURE.md holds the tables, the Cargo.toml files hold the truth, and
//! here they are compared.

use std::collections::{BTreeMap, BTreeSet};

use crate::workspace::{Kind, PACKAGES, code, members, none, table};

const USERS: &str = "## Who may use whom";
const HOMES: &str = "## Libraries with one home";

/// What a pure crate may not be built from, however far away: runtimes, databases, sockets.
const IMPURE: [&str; 10] = [
    "axum",
    "hyper",
    "lettre",
    "mio",
    "reqwest",
    "rusqlite",
    "sea-orm",
    "sqlx-core",
    "tokio",
    "tower",
];

/// Modules that ask another one to do something; docs/adr/030-fieldwork-asks-the-library.md and
/// docs/adr/031-case-files-open-reports.md argue for it, and docs/adr/062-nightly-signals.md for one that reads.
const ASKS: [(&str, &str); 3] = [
    ("fieldwork", "library"),
    ("cases", "reporting"),
    ("surveillance", "indicators"),
];

/// What a seam may not be built from: it serves pages and knows none. (`tower-http` says nothing: the client
/// of `outbound` is built from it, too.)
const PAGES: [&str; 2] = ["askama", "axum"];

struct Row {
    kind: String,
    may_use: BTreeSet<String>,
}

fn rows() -> BTreeMap<String, Row> {
    table("ARCHITECTURE.md", USERS)
        .into_iter()
        .map(|cells| {
            let [name, kind, may_use] = cells.as_slice() else {
                panic!("a row of “{USERS}” has three cells, not {cells:?}");
            };
            let name = code(name).concat();
            let row = Row {
                kind: kind.clone(),
                may_use: code(may_use).into_iter().collect(),
            };
            (name, row)
        })
        .collect()
}

#[test]
fn a_member_uses_only_the_members_that_the_table_names() {
    let rows = rows();
    let mut complaints = Vec::new();
    for member in members() {
        let Some(row) = rows.get(&member.name) else {
            complaints.push(format!("{} has no row in the table.", member.name));
            continue;
        };
        for (used, kind) in &member.asks_for {
            if rows.contains_key(used) && *kind != Kind::Test && !row.may_use.contains(used) {
                complaints.push(format!(
                    "{} uses {used}, which its row does not name.",
                    member.name
                ));
            }
        }
    }
    none(
        &complaints,
        "ARCHITECTURE.md, “Who may use whom”, says which way each part may look. If the new edge is \
         right, its row is where to argue for it.",
    );
}

#[test]
fn the_table_names_no_edge_and_no_member_that_is_gone() {
    let asked: BTreeMap<_, BTreeSet<_>> = members()
        .into_iter()
        .map(|member| {
            let used = member
                .asks_for
                .iter()
                .filter(|(_, kind)| *kind != Kind::Test);
            (
                member.name.clone(),
                used.map(|(name, _)| name.clone()).collect(),
            )
        })
        .collect();
    let complaints: Vec<_> = rows()
        .into_iter()
        .flat_map(|(name, row)| match asked.get(&name) {
            None => vec![format!("{name} is in the table and not in the workspace.")],
            Some(used) => row
                .may_use
                .difference(used)
                .map(|gone| format!("{name} does not use {gone}."))
                .collect(),
        })
        .collect();
    none(
        &complaints,
        "ARCHITECTURE.md, “Who may use whom”, allows what nobody needs: delete it there.",
    );
}

/// The table itself may not say anything: each kind looks only at kinds below it.
#[test]
fn every_kind_of_part_looks_only_downwards() {
    let rows = rows();
    let mut complaints = Vec::new();
    for (name, row) in &rows {
        for used in &row.may_use {
            let Some(below) = rows.get(used) else {
                complaints.push(format!("{name} names {used}, which has no row."));
                continue;
            };
            let allowed = match (row.kind.as_str(), below.kind.as_str()) {
                ("pure", "pure")
                | ("seam", "pure" | "seam")
                | ("shell" | "module", "pure" | "seam" | "shell") => true,
                // Facts of one module reach another one as events; only who is who is looked up,
                // and what a protocol must change at once is asked for.
                ("module", "module") => {
                    (used == "directory" && name != "directory")
                        || ASKS.contains(&(name.as_str(), used.as_str()))
                }
                ("server", kind) => kind != "server",
                _ => false,
            };
            if !allowed {
                complaints.push(format!(
                    "{name} ({}) may not use {used} ({}).",
                    row.kind, below.kind
                ));
            }
        }
    }
    none(
        &complaints,
        "ARCHITECTURE.md, invariant 1: server, modules, crates; modules share only directory's lookups.",
    );
}

#[test]
fn the_kind_of_a_part_fits_its_folder() {
    let rows = rows();
    let complaints: Vec<_> = members()
        .into_iter()
        .filter_map(|member| {
            let folder = member.folder.as_deref()?;
            let kind = rows.get(&member.name)?.kind.as_str();
            let fits = match kind {
                "pure" | "seam" | "shell" => folder == format!("crates/{}", member.name),
                "module" => folder == format!("modules/{}", member.name),
                "server" => folder == "server",
                _ => false,
            };
            (!fits).then(|| format!("{} is called {kind} and stands in {folder}.", member.name))
        })
        .collect();
    none(
        &complaints,
        "ARCHITECTURE.md, “Who may use whom”: engines and seams stand in crates/.",
    );
}

#[test]
fn tests_reach_no_further_up_than_the_code_they_test() {
    let rows = rows();
    let mut complaints = Vec::new();
    for member in members() {
        for (used, _) in member
            .asks_for
            .iter()
            .filter(|(_, kind)| *kind == Kind::Test)
        {
            let Some(row) = rows.get(used) else { continue };
            let own = rows.get(&member.name).map_or("", |row| row.kind.as_str());
            let allowed = match row.kind.as_str() {
                "pure" | "seam" | "shell" => true,
                "module" => {
                    own == "server"
                        || (own == "module" && used == "directory")
                        || ASKS.contains(&(member.name.as_str(), used.as_str()))
                }
                _ => false,
            };
            if !allowed {
                complaints.push(format!("the tests of {} use {used}.", member.name));
            }
        }
    }
    none(
        &complaints,
        "ARCHITECTURE.md, invariant 1, binds tests too; what needs several modules is tested in server/tests.",
    );
}

#[test]
fn pure_crates_reach_no_network_no_database_and_no_runtime() {
    let complaints = reached("pure", &IMPURE);
    none(
        &complaints,
        "ARCHITECTURE.md, invariant 2: pure crates calculate. Whoever calls them does the reading and writing.",
    );
}

#[test]
fn seams_know_no_pages() {
    let complaints = reached("seam", &PAGES);
    none(
        &complaints,
        "ARCHITECTURE.md, “Who may use whom”: pages begin in web.",
    );
}

#[test]
fn form_pages_render_and_speak_no_http_and_no_sql() {
    let member = members()
        .into_iter()
        .find(|member| member.name == "form-pages")
        .expect("form-pages is a member");
    let complaints: Vec<_> = member
        .asks_for
        .iter()
        .filter(|(name, kind)| {
            *kind == Kind::Normal
                && ["axum", "http", "sea-orm", "db", "tower"].contains(&name.as_str())
        })
        .map(|(name, _)| format!("form-pages uses {name}."))
        .collect();
    none(
        &complaints,
        "form-pages turns a form into HTML and posted fields into answers, nothing else.",
    );
}

#[test]
fn the_verifier_shares_no_code_with_the_engine_that_it_checks() {
    let verifier = closure("anonymity-verifier");
    assert!(
        !verifier.contains("anonymity"),
        "anonymity-verifier is built from anonymity. A check that shares code with what it checks \
         repeats its mistakes; see ARCHITECTURE.md, invariant 5."
    );
}

#[test]
fn a_library_with_one_home_is_used_only_there() {
    let mut complaints = Vec::new();
    for cells in table("ARCHITECTURE.md", HOMES) {
        let (libraries, homes) = (code(&cells[0]), code(&cells[1]));
        for library in &libraries {
            let users: Vec<_> = members()
                .into_iter()
                .filter(|member| {
                    member
                        .asks_for
                        .iter()
                        .any(|(name, kind)| name == library && *kind == Kind::Normal)
                })
                .collect();
            if users.is_empty() {
                complaints.push(format!("{library} is in the table and nobody uses it."));
            }
            for user in users {
                if !homes.contains(&user.name) {
                    complaints.push(format!(
                        "{} uses {library}, whose home is {homes:?}.",
                        user.name
                    ));
                }
            }
        }
    }
    none(
        &complaints,
        "ARCHITECTURE.md, “Libraries with one home”: the rest of the house asks the crate in the \
         second column.",
    );
}

/// Who of this kind is built from one of these, however far away.
fn reached(kind: &str, forbidden: &[&str]) -> Vec<String> {
    let rows = rows();
    let mut complaints = Vec::new();
    for (name, _) in rows.iter().filter(|(_, row)| row.kind == kind) {
        let closure = closure(name);
        for forbidden in forbidden.iter().filter(|each| closure.contains(**each)) {
            complaints.push(format!("{name} ({kind}) is built from {forbidden}."));
        }
    }
    complaints
}

/// The names of everything that a member is built from.
fn closure(member: &str) -> BTreeSet<String> {
    let (start, _) = PACKAGES
        .iter()
        .find(|(_, package)| package.name == member && package.folder.is_some())
        .unwrap_or_else(|| panic!("{member} is a member of the workspace"));
    let mut seen = BTreeSet::from([start.clone()]);
    let mut open = vec![start.clone()];
    while let Some(id) = open.pop() {
        for next in &PACKAGES[&id].built_from {
            if seen.insert(next.clone()) {
                open.push(next.clone());
            }
        }
    }
    seen.iter().map(|id| PACKAGES[id].name.clone()).collect()
}
