// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Bytes as lists of codes, for a form that wants one.

#![no_main]

use forms::{CodeListId, WantedList, genericode};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(list) = genericode::read(bytes) else { return };
    let wanted = WantedList {
        list: "list".to_owned(),
        id: CodeListId::new("urn:de:example", "1").expect("an address"),
        code_column: None,
        name_column: None,
        help_column: None,
        fields: Vec::new(),
    };
    let (choices, _) = list.choices(&wanted, "de");
    assert!(choices.iter().all(|choice| !choice.code.is_empty()), "codes are never empty");
});
