// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A mapping and a table, both from outside: the first line is the mapping as JSON, the rest is the table.

#![no_main]

use datasets::{Limits, Mapping, Places, Table, apply};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Some((mapping, table)) = text.split_once('\n') else {
        return;
    };
    let Ok(mapping) = serde_json::from_str::<Mapping>(mapping) else {
        return;
    };
    let table = Table::of_text("table.csv", table.to_owned());
    let _ = apply(&table, &mapping, &Places::new([]), &Limits::default());
});
