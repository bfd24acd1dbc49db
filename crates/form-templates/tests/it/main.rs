// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The templates as those who take them over see them.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod are_sentinel;
mod example;
mod hygiene;
mod inspection;
mod measles;
mod shape;
mod state;

use forms::{CompiledForm, FormSpec};

fn spec(id: &str) -> FormSpec {
    let template = form_templates::template(id).unwrap();
    template.spec().unwrap_or_else(|problems| {
        let sentences: Vec<String> = problems.iter().map(|one| one.message("en")).collect();
        panic!("{id}: {}", sentences.join("\n"))
    })
}

fn compiled(id: &str) -> CompiledForm {
    CompiledForm::compile(&spec(id)).unwrap_or_else(|problems| panic!("{id}: {problems:?}"))
}
