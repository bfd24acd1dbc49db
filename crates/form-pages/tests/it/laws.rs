// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use form_pages::Occasion;
use kernel::Lang;
use proptest::prelude::*;

use crate::{ARE, EVERY_TYPE, VISIT, html, sheet};

/// Names that the forms have and names that they have not, with any value.
fn post() -> impl Strategy<Value = Vec<(String, String)>> {
    let names = prop::sample::select(vec![
        "facility_state",
        "counts/count_day",
        "counts/cared_for",
        "counts/absent_are",
        "counts/present_are",
        "counts/share",
        "counts",
        "remark",
        "text",
        "long",
        "integer",
        "decimal",
        "date",
        "boolean",
        "few",
        "several",
        "fixed",
        "double",
        "confirm_warnings",
        "_errors",
        "_refresh",
        "_page",
        "_do",
        "_up",
        "_language",
        "_part:year:visit/opened",
        "_part:month:visit/opened",
        "_rank:impression/urgent:noise",
        "_rank:impression/urgent:air",
        "_search:visit/district",
        "room[]",
        "room[1]/room_name",
        "checks/floors",
        "impression/stars",
        "impression/budget",
        "place/spot",
        "",
        "<script>",
    ]);
    let values = prop_oneof![
        prop::sample::select(vec![
            "open",
            "closed",
            "75",
            "6",
            "2026-11-18",
            "1,5",
            "c0",
            "true",
            "visit",
            "next",
            "back",
            "page place",
            "add room",
            "remove room[1]",
            "language en",
            "impression/urgent noise",
            "12.345"
        ])
        .prop_map(str::to_owned),
        "\\PC{0,40}",
        "[0-9.,+ -]{0,20}",
    ];
    // More rounds of a repeat than there can be are refused before there is a page.
    let pair =
        (names.prop_map(str::to_owned), values).prop_map(|(name, mut value): (String, String)| {
            if name.ends_with(forms::engine::COUNT) {
                value.retain(|c| c.is_ascii());
                value.truncate(2);
            }
            (name, value)
        });
    prop::collection::vec(pair, 0..14)
}

proptest! {
    #[test]
    fn any_post_has_an_answer_and_no_value_becomes_markup(post in post()) {
        for form in [&*ARE, &*EVERY_TYPE, &*VISIT] {
            for occasion in [Occasion::Opened, Occasion::Typing, Occasion::Sent] {
                let page = html(form, &post, occasion, Lang::De);
                prop_assert!(!page.contains("<script"));
                let tags = |text: &str| text.matches('<').count() == text.matches('>').count();
                prop_assert!(tags(&page));
            }
        }
    }

    #[test]
    fn what_was_stored_is_read_the_same_again(post in post()) {
        for form in [&*ARE, &*EVERY_TYPE, &*VISIT] {
            let answers = sheet(form, &post).draft();
            let again: Vec<(String, String)> =
                answers.iter().map(|(k, v)| (k.to_owned(), v.to_owned())).collect();
            prop_assert_eq!(sheet(form, &again).draft(), answers);
        }
    }
}
