// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How long a form takes to print.

#![expect(
    clippy::unwrap_used,
    reason = "a measurement stops at what it did not expect"
)]

use divan::{Bencher, black_box};
use print::{layout, render};

#[path = "../tests/it/samples.rs"]
mod samples;

fn main() {
    divan::main();
}

/// Once per process: unpack the fonts.
#[divan::bench]
fn unpack_fonts() -> bool {
    samples::fonts().is_some()
}

/// A form of one sheet with one of everything.
#[divan::bench]
fn small_form(bencher: Bencher) {
    let Some(fonts) = samples::fonts() else {
        return;
    };
    let form = samples::form();
    bencher.bench(|| render(black_box(&form), &fonts).unwrap());
}

/// A checklist of 300 questions, put on pages.
#[divan::bench]
fn layout_300_questions(bencher: Bencher) {
    let Some(fonts) = samples::fonts() else {
        return;
    };
    let form = samples::long_form(300);
    bencher.bench(|| layout(black_box(&form), &fonts).unwrap());
}

/// A checklist of 300 questions as a file.
#[divan::bench]
fn render_300_questions(bencher: Bencher) {
    let Some(fonts) = samples::fonts() else {
        return;
    };
    let form = samples::long_form(300);
    bencher.bench(|| render(black_box(&form), &fonts).unwrap());
}
