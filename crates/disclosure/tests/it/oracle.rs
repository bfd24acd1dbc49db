// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Noise beside that of the package `cell_key_perturbation` of the Office for National Statistics: the same perturbation table and the same
//! keys of records must give the same counts. What ours does besides, the way of a tally through the secret, it does not have. `scripts/cell-key.sh` installs it and runs this.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use disclosure::{Scope, Tally};

use crate::{Numbers, method};

/// The package looks counts up in rows to 750 and uses the last 250 of them again for larger counts.
const ROWS: u64 = 750;

#[test]
fn counts_with_noise_are_those_of_the_python_package() {
    let python = std::env::var_os("DEICH_CELL_KEY_PYTHON");
    let Some(python) = python else {
        println!(
            "SKIPPED: no comparison with cell_key_perturbation; scripts/cell-key.sh installs it and runs this"
        );
        return;
    };
    let method = method(7);
    let mut numbers = Numbers(1);
    let mut lines = String::new();
    for count in 1..=ROWS {
        for key in 0..256 {
            let deviation = method.table().deviation(count, key);
            writeln!(lines, "p {count} {key} {deviation}").unwrap();
        }
    }
    let mut ours = BTreeMap::new();
    for cell in 0..400_u64 {
        let count = match cell {
            0 => 750,
            1 => 751,
            2 => 1_003,
            _ => 1 + numbers.below(40),
        };
        let mut tally = Tally::default();
        for record in 0..count {
            let scope = Scope {
                dataset: "oracle",
                period: "2026-W47",
            };
            let full = method.record_key(scope, &(cell * 10_000 + record).to_be_bytes());
            writeln!(lines, "r cell{cell} {}", full.get() % 256).unwrap();
            // Ours takes the whole key: its lowest bits must say the same.
            tally = tally.with(full);
        }
        let deviation = method.table().deviation(tally.count(), tally.key());
        let shown = tally.count().checked_add_signed(i64::from(deviation));
        ours.insert(format!("cell{cell}"), shown.unwrap());
    }

    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../peers/cell-key/perturb.py");
    let mut child = Command::new(python)
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(lines.as_bytes()).unwrap();
    drop(input);
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "the package stopped with an error");
    let theirs: BTreeMap<String, u64> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .filter_map(|line| {
            let (cell, count) = line.split_once(',')?;
            Some((cell.to_owned(), count.parse().ok()?))
        })
        .collect();
    assert_eq!(theirs.len(), 400);
    assert_eq!(ours, theirs);
    println!("400 cells with the noise of cell_key_perturbation");
}
