// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use form_pages::{changes, render_answers, render_changes};
use kernel::Lang;

use crate::{ARE, open_with, posted, sheet, stored};

#[test]
fn answers_are_listed_with_the_words_of_the_form() {
    let open = sheet(&ARE, &open_with(&[("counts/cared_for", "1000")]));
    insta::assert_snapshot!(render_answers(
        &open.filling,
        Lang::De,
        Some("/meldungen/1")
    ));
    let closed = sheet(
        &ARE,
        &posted(&[("facility_state", "closed"), ("closure_reason", "holiday")]),
    );
    insta::assert_snapshot!(render_answers(&closed.filling, Lang::En, None));
}

#[test]
fn a_correction_shows_what_was_and_what_is() {
    let before = stored(&ARE, &open_with(&[]));
    let after = stored(
        &ARE,
        &open_with(&[("counts/absent_are", "16"), ("remark", "Verzählt")]),
    );
    insta::assert_debug_snapshot!(changes(&ARE, &before, &after, Lang::En));
    insta::assert_snapshot!(render_changes(&ARE, &before, &after, Lang::De));
    insta::assert_snapshot!(
        render_changes(&ARE, &after, &after, Lang::De),
        @r#"<p class="kern-body">Keine Angabe wurde geändert.</p>"#
    );
}
