// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Bytes as spreadsheet forms, in every format that they come in.

#![no_main]

use std::panic;
use std::sync::Once;

use forms::{lower, xform, xlsform};
use libfuzzer_sys::fuzz_target;

/// The reader of workbooks panics on some damaged ones; `forms` catches that and refuses the file. So
/// a panic there is no finding, any other is.
static PANICS_ELSEWHERE: Once = Once::new();

fuzz_target!(|bytes: &[u8]| {
    PANICS_ELSEWHERE.call_once(|| {
        let abort = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let of_reader = |at: &panic::Location<'_>| at.file().contains("calamine");
            if !info.location().is_some_and(of_reader) {
                abort(info);
            }
        }));
    });
    for name in ["form.xlsx", "form.xls", "form.ods", "form.csv", "form.md"] {
        if let Ok((spec, _)) = xlsform::read(bytes, name)
            && let Ok(definition) = lower(&spec)
        {
            let _ = xform::write(&definition);
        }
    }
});
