// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The other engine: a script of `peers/` in Node.js that answers JSON lines.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../peers")
}

/// Whether the other engines are installed; if not, says so. With `DEICH_PEERS=required` they must be.
pub(crate) fn is_installed() -> bool {
    let packages = folder().join("node_modules");
    let are_there = ["@getodk/xpath", "xdatenfelder-xml"]
        .iter()
        .all(|package| packages.join(package).is_dir());
    let node = Command::new("node").arg("--version").output();
    if are_there && node.is_ok_and(|output| output.status.success()) {
        return true;
    }
    assert!(
        std::env::var("DEICH_PEERS").as_deref() != Ok("required"),
        "peers/node_modules or node is missing"
    );
    println!("SKIPPED: the other engines are not installed; scripts/peers.sh does it");
    false
}

/// What `script` answers to `requests`, one line each, with its days in the zone `zone`.
pub(crate) fn ask(script: &str, zone: &str, requests: &[Value]) -> Vec<Value> {
    let mut child = Command::new("node")
        .arg(script)
        .current_dir(folder())
        .env("TZ", zone)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let output = BufReader::new(child.stdout.take().unwrap());
    let answers = std::thread::scope(|scope| {
        scope.spawn(move || {
            for request in requests {
                // If it ends early, the number of answers tells.
                if writeln!(input, "{request}").is_err() {
                    return;
                }
            }
        });
        output
            .lines()
            .map(|line| serde_json::from_str(&line.unwrap()).unwrap())
            .collect::<Vec<Value>>()
    });
    child.wait().unwrap();
    assert_eq!(answers.len(), requests.len(), "{script} ended early");
    answers
}
