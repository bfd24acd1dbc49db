// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Bytes as what a submission says of itself, before its form is known.

#![no_main]

use libfuzzer_sys::fuzz_target;
use odk::openrosa::{Instance, LONGEST_IDENTIFIER, SUBMISSION_LIMITS};

fuzz_target!(|bytes: &[u8]| {
    match Instance::read(bytes, &SUBMISSION_LIMITS) {
        Ok(instance) => {
            assert!(!instance.form_id.is_empty());
            assert!(instance.form_id.chars().count() <= LONGEST_IDENTIFIER);
        }
        Err(error) => assert!(error.place().line >= 1),
    }
});
