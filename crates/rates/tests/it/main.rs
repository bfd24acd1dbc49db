// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Measures as a whole: beside published values and other programs, by the laws of their definitions, and at their borders.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::float_cmp,
    reason = "a test stops at what it did not expect, says what it found or left out, and knows which numbers are exact"
)]

mod backtest;
mod borders;
mod course;
mod funnels;
mod laws;
mod nowcasts;
mod oracle;
mod published;
mod standardised;

use rates::{Level, Observation, Proportion};

fn cases(cases: u64, population: f64) -> Observation {
    Observation::new(cases, population).unwrap()
}

fn part(part: u64, whole: u64) -> Proportion {
    Proportion::new(part, whole).unwrap()
}

fn level(level: f64) -> Level {
    Level::new(level).unwrap()
}

/// Whether two numbers agree to a number of decimals, as they are printed in a table.
#[track_caller]
fn printed(ours: f64, table: f64, decimals: i32) {
    let half = 0.5 * 10f64.powi(-decimals);
    assert!(
        (ours - table).abs() <= half * 1.000_001,
        "{ours} is not printed as {table}"
    );
}

/// Male lip cancer in 56 districts of Scotland, 1975 to 1980: observed and expected cases. Source: Clayton and Kaldor, Biometrics 43 (1987),
/// table 1.
const LIP_CANCER: [(u64, f64); 56] = [
    (9, 1.4),
    (39, 8.7),
    (11, 3.0),
    (9, 2.5),
    (15, 4.3),
    (8, 2.4),
    (26, 8.1),
    (7, 2.3),
    (6, 2.0),
    (20, 6.6),
    (13, 4.4),
    (5, 1.8),
    (3, 1.1),
    (8, 3.3),
    (17, 7.8),
    (9, 4.6),
    (2, 1.1),
    (7, 4.2),
    (9, 5.5),
    (7, 4.4),
    (16, 10.5),
    (31, 22.7),
    (11, 8.8),
    (7, 5.6),
    (19, 15.5),
    (15, 12.5),
    (7, 6.0),
    (10, 9.0),
    (16, 14.4),
    (11, 10.2),
    (5, 4.8),
    (3, 2.9),
    (7, 7.0),
    (8, 8.5),
    (11, 12.3),
    (9, 10.1),
    (11, 12.7),
    (8, 9.4),
    (6, 7.2),
    (4, 5.3),
    (10, 18.8),
    (8, 15.8),
    (2, 4.3),
    (6, 14.6),
    (19, 50.7),
    (3, 8.2),
    (2, 5.6),
    (3, 9.3),
    (28, 88.7),
    (6, 19.6),
    (1, 3.4),
    (1, 3.6),
    (1, 5.7),
    (1, 7.0),
    (0, 4.2),
    (0, 1.8),
];

fn lip_cancer() -> Vec<Observation> {
    LIP_CANCER
        .map(|(observed, expected)| cases(observed, expected))
        .to_vec()
}
