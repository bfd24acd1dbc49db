// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How the kinds of questions look, and what comes back from them.

use std::collections::BTreeMap;

use form_pages::{FileView, Occasion, PlaceMap, RenderInput, Sheet, Uploads, render};
use kernel::Lang;

use crate::{VISIT, context, posted, sheet, stored};

/// The value of a question that a file answers.
const PLAN: &str = "01989898-0000-7000-8000-000000000001-plan.png";

fn page(name: &str, post: &[(&str, &str)]) -> String {
    let mut post = posted(post);
    post.push(("_page".to_owned(), name.to_owned()));
    let sheet = sheet(&VISIT, &post);
    let known = BTreeMap::from([(
        PLAN.to_owned(),
        FileView {
            name: "plan.png".to_owned(),
            size: 1_234_567,
            url: "/dateien/1".to_owned(),
            is_picture: true,
        },
    )]);
    let areas = [("Hier".to_owned(), "M0 0h10v10z".to_owned())];
    render(&RenderInput {
        uploads: Some(Uploads {
            url: "/dateien",
            most_bytes: 1000,
            known: &known,
        }),
        map: Some(PlaceMap {
            size: (10.0, 10.0),
            bounds: [6.5, 51.0, 12.0, 54.0],
            areas: &areas,
        }),
        ..RenderInput::new(&sheet, Lang::De, Occasion::Typing)
    })
    .into_string()
}

#[test]
fn every_page_of_the_visit_looks_as_it_did() {
    let filled = [
        ("visit/district", "celle"),
        ("room[]", "1"),
        ("impression/noise", "3"),
        ("impression/budget", "12.345"),
        ("impression/urgent", "air noise light water mould"),
        ("impression/present", "12"),
        ("place/spot", "52.37 9.73"),
        ("place/began", "9:30"),
        ("checks/floors", "weekly"),
    ];
    for name in [
        "visit",
        "room",
        "checks",
        "impression",
        "place",
        "proof",
        "remark",
    ] {
        insta::assert_snapshot!(name, page(name, &filled));
    }
}

#[test]
fn dates_are_asked_in_the_parts_that_the_author_wants() {
    let value =
        |post: &[(&str, &str)]| stored(&VISIT, &posted(post)).get("visit/opened").to_owned();
    assert_eq!(
        value(&[
            ("_part:month:visit/opened", "3"),
            ("_part:year:visit/opened", "1998")
        ]),
        "1998-03-01"
    );
    assert_eq!(
        value(&[
            ("_part:month:visit/opened", ""),
            ("_part:year:visit/opened", "")
        ]),
        ""
    );
    // A year without its month is asked for, and stays as it was typed.
    let html = page(
        "visit",
        &[
            ("_part:month:visit/opened", ""),
            ("_part:year:visit/opened", "1998"),
        ],
    );
    assert!(html.contains("Geben Sie ein Datum ein") && html.contains(r#"value="1998""#));
    let value = stored(&VISIT, &posted(&[("_part:year:visit/renovated", "2011")]));
    assert_eq!(value.get("visit/renovated"), "2011-01-01");
}

#[test]
fn marks_between_thousands_are_shown_and_understood() {
    let value = stored(&VISIT, &posted(&[("impression/budget", "12.345")]));
    assert_eq!(value.get("impression/budget"), "12345");
    assert!(
        page("impression", &[("impression/budget", "1234567")]).contains(r#"value="1.234.567""#)
    );
}

#[test]
fn a_ranking_is_given_by_places_or_by_buttons() {
    let ranked = |post: &[(&str, &str)]| {
        stored(&VISIT, &posted(post))
            .get("impression/urgent")
            .to_owned()
    };
    let places = [
        ("_rank:impression/urgent:noise", "3"),
        ("_rank:impression/urgent:air", "1"),
        ("_rank:impression/urgent:light", "2"),
        ("_rank:impression/urgent:water", ""),
        ("_rank:impression/urgent:mould", ""),
    ];
    assert_eq!(ranked(&places), "air light noise water mould");
    let mut moved = places.to_vec();
    moved.push(("_down", "impression/urgent air"));
    assert_eq!(ranked(&moved), "light air noise water mould");
}

#[test]
fn a_file_is_shown_and_can_be_taken_out() {
    let html = page("proof", &[("proof/damage", PLAN)]);
    assert!(html.contains("1,2 MB") && html.contains(r#"<img src="/dateien/1" alt="plan.png">"#));
    assert!(html.contains(r#"name="_remove" value="proof/damage""#));
    assert!(html.contains(r#"data-draw="signature""#) && html.contains(r#"data-draw="draw""#));
    let removed = sheet(
        &VISIT,
        &posted(&[("proof/plan", PLAN), ("_remove", "proof/plan")]),
    );
    assert_eq!(removed.draft().get("proof/plan"), "");
    assert!(removed.raw.refresh);
}

#[test]
fn rooms_are_added_removed_and_moved() {
    let rooms = [
        ("room[]", "2"),
        ("room[1]/room_name", "Küche"),
        ("room[2]/room_name", "Flur"),
        ("_page", "room"),
    ];
    let after = |action: &str| {
        let mut post = rooms.to_vec();
        post.push(("_do", action));
        let sheet = sheet(&VISIT, &posted(&post));
        assert_eq!(sheet.page(), Some("room"));
        let draft = sheet.draft();
        [
            "room[1]/room_name",
            "room[2]/room_name",
            "room[3]/room_name",
            "room[]",
        ]
        .map(|path| draft.get(path).to_owned())
    };
    assert_eq!(after("up room[2]"), ["Flur", "Küche", "", "2"]);
    assert_eq!(after("remove room[1]"), ["Flur", "", "", "1"]);
    assert_eq!(after("add room"), ["Küche", "Flur", "", "3"]);
}

#[test]
fn an_empty_visit_is_opened() {
    let sheet = Sheet::begin(&VISIT, &context()).unwrap();
    assert!(!sheet.may_be_sent());
}
