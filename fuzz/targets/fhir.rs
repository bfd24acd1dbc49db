// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Bytes as FHIR Questionnaires: read, written, and read again.

#![no_main]

use forms::{export, fhir, lower};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(form) = fhir::read(bytes) else { return };
    let _ = lower(&form.spec);
    let (written, _) = export::fhir(&form.spec);
    let written = written.to_string();
    assert!(fhir::read(written.as_bytes()).is_ok(), "what is written can be read: {written}");
});
