// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Bytes as spreadsheet forms, in every format that they come in.

#![no_main]

use forms::{lower, xform, xlsform};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for name in ["form.xlsx", "form.xls", "form.ods", "form.csv", "form.md"] {
        if let Ok((spec, _)) = xlsform::read(bytes, name)
            && let Ok(definition) = lower(&spec)
        {
            let _ = xform::write(&definition);
        }
    }
});
