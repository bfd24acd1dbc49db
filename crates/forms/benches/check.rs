// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How many whole checks of the ARE sentinel form one core does: `cargo bench -p forms`.
//! The target is 100,000 per second, 10 µs each.

use forms::{Answers, CompiledForm, Context, PeriodFacts, xlsform};
use jiff::civil::date;

const TEMPLATE: &[u8] = include_bytes!("../../../modules/library/forms/are-sentinel-kita.xlsx");

fn main() {
    divan::main();
}

fn form() -> CompiledForm {
    let (spec, _) = xlsform::read(TEMPLATE, "are.xlsx").expect("the template is valid");
    CompiledForm::compile(&spec).expect("the template compiles")
}

fn context() -> Context {
    Context::on(date(2026, 11, 18)).with_period(PeriodFacts {
        name: "2026-W47".to_owned(),
        first_day: date(2026, 11, 16),
        last_day: date(2026, 11, 22),
        count_day: Some(date(2026, 11, 18)),
    })
}

fn answers(pairs: &[(&str, &str)]) -> Answers {
    pairs.iter().copied().collect()
}

#[divan::bench]
fn check_open(bencher: divan::Bencher) {
    let (form, context) = (form(), context());
    let answers = answers(&[
        ("facility_state", "open"),
        ("counts/count_day", "2026-11-18"),
        ("counts/cared_for", "75"),
        ("counts/absent_are", "6"),
        ("counts/present_are", "4"),
    ]);
    assert!(form.check(&answers, &context).is_valid());
    bencher.bench(|| form.check(divan::black_box(&answers), &context));
}

#[divan::bench]
fn check_closed(bencher: divan::Bencher) {
    let (form, context) = (form(), context());
    let answers = answers(&[("facility_state", "closed"), ("closure_reason", "holiday")]);
    assert!(form.check(&answers, &context).is_valid());
    bencher.bench(|| form.check(divan::black_box(&answers), &context));
}

#[divan::bench]
fn check_empty(bencher: divan::Bencher) {
    let (form, context) = (form(), context());
    let answers = Answers::new();
    assert!(!form.check(&answers, &context).is_valid());
    bencher.bench(|| form.check(divan::black_box(&answers), &context));
}

#[divan::bench]
fn compile(bencher: divan::Bencher) {
    let (spec, _) = xlsform::read(TEMPLATE, "are.xlsx").expect("the template is valid");
    bencher.bench(|| CompiledForm::compile(divan::black_box(&spec)));
}

#[divan::bench]
fn read_workbook(bencher: divan::Bencher) {
    bencher.bench(|| xlsform::read(divan::black_box(TEMPLATE), "are.xlsx"));
}
