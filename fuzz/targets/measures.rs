// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Bytes as a table of indicators; what is read is written again and read once more.

#![no_main]

use libfuzzer_sys::fuzz_target;
use measures::Table;

fuzz_target!(|bytes: &[u8]| {
    let Ok(table) = Table::from_parquet(bytes.to_vec()) else {
        return;
    };
    let written = table.to_parquet().expect("a table is written");
    let again = Table::from_parquet(written).expect("what was written is read");
    assert!(table == again);
});
