// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Signals as a whole: compared with recorded results, with the laws of their definitions, and at their borders.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test stops at what it did not expect, and says what it left out"
)]

mod borders;
mod laws;
mod oracle;
mod plans;
mod reader;

use signals::{
    Bayes, Cusum, Ears, EarsKind, Farrington, Finding, Method, Plan, Rki, Series, Threshold,
};

/// A series from the first week of 2001 on.
fn series(counts: impl IntoIterator<Item = u32>) -> Series {
    let counts = counts.into_iter().map(Some).collect();
    Series::from_week("2001-W01".parse().unwrap(), counts).unwrap()
}

/// Every method in the forms that are used.
fn methods() -> Vec<Method> {
    let farrington = |threshold| {
        Method::Farrington(Farrington {
            threshold,
            ..Farrington::default()
        })
    };
    vec![
        Method::Ears(Ears::new(EarsKind::C1)),
        Method::Ears(Ears::new(EarsKind::C2)),
        Method::Ears(Ears::new(EarsKind::C3)),
        farrington(Threshold::Delta),
        farrington(Threshold::NbPlugin),
        farrington(Threshold::Muan),
        Method::Farrington(Farrington::original()),
        Method::Bayes(Bayes::default()),
        Method::Rki(Rki::ONE),
        Method::Rki(Rki::TWO),
        Method::Rki(Rki::THREE),
        Method::Cusum(Cusum::default()),
    ]
}

/// What a method says about the last week.
fn last(method: Method, series: &Series) -> Finding {
    let end = series.len();
    let mut findings = Plan::of(method).test(series, end - 1..end).unwrap();
    findings.remove(0)
}

/// Counts that vary with the season and from week to week, the same in every run.
fn lively(weeks: u32) -> Vec<u32> {
    (0..weeks)
        .map(|week| 20 + (week % 52) / 4 + (week * 7919) % 11)
        .collect()
}
