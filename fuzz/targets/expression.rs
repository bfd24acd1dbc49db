// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Texts as expressions: read, examined, and run on a small document.

#![no_main]

use libfuzzer_sys::fuzz_target;
use xpath::xml::{self, Limits};
use xpath::{Environment, analyse, parse};

fuzz_target!(|text: &str| {
    let Ok(expr) = parse(text) else { return };
    let document = "<data><a>1</a><b c='x'>2026-11-21</b><r><d>3</d></r><r><d/></r></data>";
    let tree = xml::read(document.as_bytes(), &Limits::default())
        .expect("the document is well-formed")
        .tree;
    let root = tree.root_element().expect("it has a root element");
    let _ = analyse(text, &expr, &tree, root);
    let now = "2026-11-21T12:00:00+01:00[+01:00]".parse().expect("a moment");
    let environment = Environment::at(now);
    if let Ok(value) = expr.evaluate(&tree, root, &environment) {
        let _ = value.into_text(&tree);
    }
});
