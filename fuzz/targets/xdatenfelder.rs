// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Bytes as data schemes of FIM: read, written, and read again.

#![no_main]

use forms::{fim, lower};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(form) = fim::read(bytes) else { return };
    let _ = lower(&form.spec);
    let created = "2026-11-21T12:00:00Z".parse().expect("a moment");
    let (written, _) = fim::write(&form.spec, &fim::Message { id: "1", created });
    assert!(fim::read(written.as_bytes()).is_ok(), "what is written can be read: {written}");
});
