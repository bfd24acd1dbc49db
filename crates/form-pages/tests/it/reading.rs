// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use form_pages::{FileView, FileViews, changes, render_answers, render_changes};
use forms::{CompiledForm, FormSpec, Item, Question, QuestionType};
use kernel::{Lang, Localized};

use crate::{ARE, open_with, posted, sheet, stored};

#[test]
fn answers_are_listed_with_the_words_of_the_form() {
    let open = sheet(&ARE, &open_with(&[("counts/cared_for", "1000")]));
    insta::assert_snapshot!(render_answers(
        &open.filling,
        Lang::De,
        Some("/meldungen/1"),
        &FileViews::new()
    ));
    let closed = sheet(
        &ARE,
        &posted(&[("facility_state", "closed"), ("closure_reason", "holiday")]),
    );
    insta::assert_snapshot!(render_answers(
        &closed.filling,
        Lang::En,
        None,
        &FileViews::new()
    ));
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

#[test]
fn a_file_is_a_link_and_a_picture_is_seen() {
    let question = |name: &str, kind| {
        Item::Question(Box::new(Question {
            name: name.to_owned(),
            kind,
            label: Localized::one("de", format!("Frage {name}")),
            ..Question::default()
        }))
    };
    let form = CompiledForm::compile(&FormSpec {
        items: vec![
            question("photo", QuestionType::Image),
            question("paper", QuestionType::File),
            question("gone", QuestionType::File),
        ],
        ..ARE.spec().clone()
    })
    .unwrap();
    let value = |number: u128, name: &str| format!("{}-{name}", uuid(number));
    let (photo, paper) = (value(1, "Küche.jpg"), value(2, "<Plan>.pdf"));
    let gone = value(3, "Liste.csv");
    let post = posted(&[("photo", &photo), ("paper", &paper), ("gone", &gone)]);
    let view = |name: &str, is_picture| FileView {
        name: name.to_owned(),
        size: 3_600_000,
        url: "/meldungen/1/dateien/2".to_owned(),
        is_picture,
    };
    let files = FileViews::from([
        (photo, view("Küche.jpg", true)),
        (paper, view("<Plan>.pdf", false)),
    ]);
    let filled = sheet(&form, &post);
    let html = render_answers(&filled.filling, Lang::De, None, &files).into_string();
    assert_eq!(html.matches("<img").count(), 1, "{html}");
    assert_eq!(html.matches("href=\"/meldungen/1/dateien/2\"").count(), 2);
    assert!(html.contains("Küche.jpg</a> (3,4 MB)"), "{html}");
    assert!(html.contains("&#60;Plan&#62;.pdf"), "{html}");
    assert!(
        html.contains("Liste.csv") && !html.contains(&uuid(3)),
        "{html}"
    );
}

fn uuid(number: u128) -> String {
    format!("01890a5d-ac96-774b-bcce-{number:012x}")
}

/// A form that calculates whether many have come.
const MANY: &str = "
| survey |
| | type | name | label | calculation |
| | integer | come | Wie viele sind gekommen? | |
| | calculate | many | Sind es viele? | if(${come} > 9, 'yes', 'no') |
";

#[test]
fn a_calculated_yes_or_no_is_read_as_a_word() {
    let (spec, _) = forms::xlsform::read(MANY.as_bytes(), "many.md").unwrap();
    let form = CompiledForm::compile(&spec).unwrap();
    for (come, word, code) in [("10", "Ja", "yes"), ("9", "Nein", "no<")] {
        let filled = sheet(&form, &posted(&[("come", come)]));
        let listed = render_answers(&filled.filling, Lang::De, None, &FileViews::new());
        let listed = listed.into_string();
        assert!(listed.contains(word), "{word}: {listed}");
        assert!(!listed.contains(code), "{code}: {listed}");
    }
}
