// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Bytes as submissions to a form with most kinds of questions.

#![no_main]

use std::sync::{Arc, LazyLock};

use forms::engine::{Form, Resources, Surroundings};
use forms::{lower, xlsform};
use libfuzzer_sys::fuzz_target;

const FORM: &str = "\
| survey | | | | | | | |
| | type | name | label | relevant | constraint | calculation | repeat_count |
| | text | a | A | | string-length(.) < 5 | | |
| | integer | n | N | ${a} != '' | . > 0 | | |
| | select_multiple l | s | S | | | | |
| | begin_repeat | r | R | | | | ${n} |
| | decimal | d | D | | | | |
| | geopoint | g | G | | | | |
| | end_repeat | | | | | | |
| | calculate | t | | | | sum(${d}) | |
| choices | | | | | | | |
| | list_name | name | label | | | | |
| | l | x | X | | | | |
| | l | y | Y | | | | |
";

static READY: LazyLock<Arc<Form>> = LazyLock::new(|| {
    let (spec, _) = xlsform::read(FORM.as_bytes(), "form.md").expect("the form is read");
    let definition = lower(&spec).expect("the form is whole");
    Form::compile(definition, &Resources::default()).expect("the form can be filled")
});

fuzz_target!(|bytes: &[u8]| {
    let now = "2026-11-21T12:00:00+01:00[+01:00]".parse().expect("a moment");
    let _ = READY.check(bytes, &Surroundings::at(now, [7; 32]));
});
