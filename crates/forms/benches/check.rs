// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How many whole submissions of the ARE sentinel form one core checks: `cargo bench -p forms
//! --bench check`. The target is 100,000 per second, 10 µs each.

use std::sync::Arc;

use forms::engine::{Form, Resources, Surroundings};
use forms::{lower, xlsform};

const TEMPLATE: &[u8] = include_bytes!("../tests/it/samples/are-sentinel-kita.xlsx");

/// The week that is reported.
const PERIOD: &str = "<root><name>2026-W47</name><first_day>2026-11-16</first_day>\
<last_day>2026-11-22</last_day><count_day>2026-11-18</count_day></root>";

fn main() {
    divan::main();
}

fn form() -> Arc<Form> {
    let (spec, _) = xlsform::read(TEMPLATE, "are.xlsx").expect("the template is valid");
    let definition = lower(&spec).expect("the template is valid");
    let mut resources = Resources::default();
    resources.add("period.xml", PERIOD.as_bytes().to_vec());
    Form::compile(definition, &resources).expect("the template compiles")
}

fn surroundings() -> Surroundings {
    let now = "2026-11-18T09:00:00+01:00[Europe/Berlin]"
        .parse()
        .expect("a moment");
    Surroundings::at(now, [1; 32])
}

/// What a person sends who gives these answers.
fn submission(form: &Arc<Form>, answers: &[(&str, &str)]) -> String {
    let mut session = form
        .session(&surroundings())
        .expect("the form can be begun");
    for (reference, value) in answers {
        session.answer(reference, value).expect("an answer");
    }
    session.to_xml()
}

fn check(bencher: divan::Bencher, answers: &[(&str, &str)], is_clean: bool) {
    let (form, surroundings) = (form(), surroundings());
    let sent = submission(&form, answers);
    let found = form
        .check(sent.as_bytes(), &surroundings)
        .expect("an instance");
    assert_eq!(found.is_clean(), is_clean, "{found:?}\n{sent}");
    bencher.bench(|| form.check(divan::black_box(sent.as_bytes()), &surroundings));
}

#[divan::bench]
fn check_open(bencher: divan::Bencher) {
    let answers = [
        ("/data/facility_state", "open"),
        ("/data/counts/count_day", "2026-11-18"),
        ("/data/counts/cared_for", "75"),
        ("/data/counts/absent_are", "6"),
        ("/data/counts/present_are", "4"),
    ];
    check(bencher, &answers, true);
}

#[divan::bench]
fn check_closed(bencher: divan::Bencher) {
    let answers = [
        ("/data/facility_state", "closed"),
        ("/data/closure_reason", "holiday"),
    ];
    check(bencher, &answers, true);
}

#[divan::bench]
fn check_empty(bencher: divan::Bencher) {
    check(bencher, &[], false);
}

#[divan::bench]
fn compile(bencher: divan::Bencher) {
    let (spec, _) = xlsform::read(TEMPLATE, "are.xlsx").expect("the template is valid");
    let definition = lower(&spec).expect("the template is valid");
    let mut resources = Resources::default();
    resources.add("period.xml", PERIOD.as_bytes().to_vec());
    bencher
        .with_inputs(|| definition.clone())
        .bench_values(|definition| Form::compile(definition, &resources));
}

#[divan::bench]
fn read_workbook(bencher: divan::Bencher) {
    bencher.bench(|| xlsform::read(divan::black_box(TEMPLATE), "are.xlsx"));
}
