// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Bytes as XForms: read, compiled, begun, judged and written.

#![no_main]

use forms::engine::{Form, MissingFiles, Resources, Surroundings};
use forms::xform;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(definition) = xform::read(bytes) else { return };
    let written = xform::write(&definition);
    assert!(xform::read(written.as_bytes()).is_ok(), "what is written can be read: {written}");
    let Ok(form) = Form::compile(definition, &Resources::none(MissingFiles::Empty)) else {
        return;
    };
    let now = "2026-11-21T12:00:00+01:00[+01:00]".parse().expect("a moment");
    if let Ok(session) = form.session(&Surroundings::at(now, [7; 32])) {
        let _ = session.validate();
        let _ = session.to_xml();
    }
});
