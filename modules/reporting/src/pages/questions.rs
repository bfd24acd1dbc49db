// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The questions of a form on a page.

use form_pages::{Fragment, Live, Occasion, RawValues, RenderInput};
use forms::{CompiledForm, Evaluation};
use web::Context;

/// The questions with what was typed; while somebody types, `check` is asked.
pub fn fields(
    context: &Context,
    form: &CompiledForm,
    evaluation: &Evaluation,
    raw: &RawValues,
    occasion: Occasion,
    check: &str,
) -> Fragment {
    form_pages::render(&RenderInput {
        form,
        evaluation,
        raw,
        lang: context.lang(),
        occasion,
        live: Some(Live {
            url: check,
            nonce: context.nonce(),
        }),
        id_prefix: "field-",
    })
}

/// What is implausible, in the reader's language.
pub fn warnings(context: &Context, evaluation: &Evaluation) -> Vec<String> {
    evaluation
        .warnings
        .iter()
        .map(|warning| warning.message.get(context.lang().tag()).to_owned())
        .collect()
}
