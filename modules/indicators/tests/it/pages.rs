// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::fmt::Write as _;

use jiff::SignedDuration;
use kernel::Role;

use crate::state::{State, figures, sentences, state};

const PAGES: [&str; 5] = [
    "/",
    "/krankenstand",
    "/krankenstand?kw=2026-W45&kreis=03101",
    "/krankenstand?kw=2026-W46&kreis=03102&sortierung=name",
    "/krankenstand/methode",
];

#[tokio::test]
async fn without_figures_the_pages_say_what_will_be_here() {
    let state = state().await;
    for path in ["/", "/krankenstand", "/krankenstand?kw=x&kreis=y"] {
        assert!(
            state.page("de", path).await.contains("Noch keine Zahlen"),
            "{path}"
        );
        assert!(
            state.page("en", path).await.contains("No figures yet"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn an_event_becomes_sentences_in_both_languages() {
    let state = State::with_figures().await;
    let mut said = String::new();
    for lang in ["de", "en"] {
        for path in [
            "/",
            "/krankenstand?kw=2026-W45",
            "/krankenstand?kw=2025-W46",
            "/krankenstand?kreis=03101",
            "/krankenstand?kreis=03102",
            "/krankenstand?kreis=03103",
            "/krankenstand?kreis=03151&kw=2026-W45",
        ] {
            let page = state.page(lang, path).await;
            writeln!(said, "{lang} {path}\n{}\n", sentences(&page)).unwrap();
        }
    }
    insta::assert_snapshot!(said);
}

#[tokio::test]
async fn the_shown_share_is_the_one_recomputed_from_the_groups() {
    let state = State::with_figures().await;
    // All groups of week 46: 25 of 250, 5 of 90 at a coarser place, 6 of 200.
    let share = (25.0 + 5.0 + 6.0) / (250.0 + 90.0 + 200.0) * 100.0;
    let shown = format!("{share:.1}\u{a0}%").replace('.', ",");
    let page = state.page("de", "/krankenstand").await;
    assert!(sentences(&page).contains(&format!("{shown} der betreuten Kinder")));
    assert!(sentences(&page).contains("36 von 540 Kindern in 10 Kitas"));
}

#[tokio::test]
async fn a_repeated_event_changes_nothing() {
    let state = State::with_figures().await;
    let before = state.page("de", "/krankenstand").await;
    let again = vec![figures("03151", "2026-W46", [3, 90, 90, 200])];
    state.arrive(state.second, 1, "2026-W47", again).await;
    let after = state.page("de", "/krankenstand").await;
    assert_eq!(sentences(&before), sentences(&after));
    let more = vec![figures("03151", "2026-W46", [3, 90, 90, 200])];
    state.arrive(state.second, 2, "2026-W47", more).await;
    let later = state.page("de", "/krankenstand").await;
    assert_ne!(sentences(&before), sentences(&later));
}

#[tokio::test]
async fn a_process_looks_for_new_figures_once_a_second() {
    let state = State::with_figures().await;
    let before = sentences(&state.page("de", "/").await);
    let more = vec![figures("03151", "2026-W46", [3, 90, 90, 200])];
    state.arrive(state.second, 2, "2026-W47", more).await;
    let half = SignedDuration::from_millis(600);
    state.app.clock.advance(half);
    assert_eq!(sentences(&state.page("de", "/").await), before);
    state.app.clock.advance(half);
    assert_ne!(sentences(&state.page("de", "/").await), before);
}

#[tokio::test]
async fn figures_of_other_collections_do_not_mix_in() {
    let mut state = State::with_figures().await;
    let before = state.page("de", "/krankenstand").await;
    state.collection =
        kernel::CollectionId::new(state.app.clock.as_ref(), state.app.app.chance.as_ref());
    let mut other = figures("03101", "2026-W46", [9, 1, 1, 900]);
    other.sums = [("beds".to_owned(), 12)].into();
    let mut closed = other.clone();
    closed.kind = "closed".to_owned();
    closed.sums.clear();
    state
        .arrive(state.first, 1, "2026-W47", vec![other, closed])
        .await;
    let after = state.page("de", "/krankenstand").await;
    assert_eq!(sentences(&before), sentences(&after));
}

#[tokio::test]
async fn the_table_says_in_words_why_a_district_has_no_figure() {
    let state = State::with_figures().await;
    let page = state.page("de", "/krankenstand?kreis=03102").await;
    assert!(page.contains("Zurückgehalten"));
    assert!(page.contains("Warum sehe ich hier keine Zahl?"));
    assert!(page.contains("Keine Angaben"));
    assert_eq!(page.matches("<th scope=\"row\">").count(), 46);
}

#[tokio::test]
async fn a_week_is_marked_until_every_office_has_released() {
    let state = State::with_figures().await;
    let marked = "Diese Woche ist noch nicht vollständig";
    assert!(!state.page("de", "/krankenstand").await.contains(marked));
    let early = vec![figures("03101", "2026-W47", [3, 1, 1, 100])];
    state.arrive(state.first, 3, "2026-W47", early).await;
    let page = state.page("de", "/krankenstand").await;
    assert!(page.contains(marked));
    assert!(page.contains("Noch nicht gemeldet"));
}

#[tokio::test]
async fn an_unknown_week_or_district_gets_an_answer_that_helps() {
    let state = State::with_figures().await;
    for path in [
        "/krankenstand?kw=2026-W99",
        "/krankenstand.csv?kw=1999-W01",
        "/krankenstand/karte.svg?kw=%00",
    ] {
        let answer = state.app.get("", path).await;
        assert_eq!(answer.status, 422, "{path}");
        assert!(
            answer.text().contains("von 2025-W46 bis 2026-W46"),
            "{path}"
        );
    }
    let answer = state.app.get("", "/krankenstand?kreis=%3Cb%3E").await;
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("fünf Ziffern"));
    let answer = state
        .app
        .get("", "/krankenstand?kw=2026-W46&kw=2026-W45")
        .await;
    assert!(answer.status.is_client_error());
}

#[tokio::test]
async fn visitors_may_keep_a_page_for_a_minute_and_the_signed_in_may_not() {
    let state = State::with_figures().await;
    for path in PAGES {
        let answer = state.app.get("", path).await;
        assert_eq!(
            answer.headers["cache-control"], "public, max-age=60",
            "{path}"
        );
        let answer = state.app.get("lang=de", path).await;
        assert_eq!(answer.headers["cache-control"], "no-store", "{path}");
    }
}

#[tokio::test]
async fn staff_find_the_figures_in_their_navigation() {
    let state = State::with_figures().await;
    let cookie = state.app.signed_in("Ada", Role::Analyst, state.first).await;
    let page = state.app.get(&cookie, "/krankenstand").await.text();
    assert!(page.contains("Auswertung"));
    let page = state.app.get("", "/krankenstand").await.text();
    assert!(page.contains(">Lage<") && !page.contains("Auswertung"));
}

#[tokio::test]
async fn pages_work_without_inline_styles_and_scripts() {
    let state = State::with_figures().await;
    for path in PAGES {
        let page = state.page("de", path).await;
        assert!(!page.contains(" style=\""), "{path}");
        assert_eq!(page.matches("<h1").count(), 1, "{path}");
    }
    let page = state.page("de", "/krankenstand").await;
    assert_eq!(page.matches("figure-area-link").count(), 45);
    assert!(page.contains("id=\"reihe-wide-title\"") && page.contains("id=\"reihe-narrow-title\""));
}
