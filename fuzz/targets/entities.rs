// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Bytes as requests in JSON, as ODK Central takes them.

#![no_main]

use libfuzzer_sys::fuzz_target;
use odk::central::{
    EntitiesRequest, EntityChange, FormOptions, Login, ProjectRequest, form_id_fallback, read,
};

fuzz_target!(|bytes: &[u8]| {
    let _ = EntitiesRequest::parse(bytes);
    let _ = EntityChange::parse(bytes);
    let _ = read::<Login>(bytes);
    let _ = read::<ProjectRequest>(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = FormOptions::parse(text);
        let _ = form_id_fallback(text);
    }
});
