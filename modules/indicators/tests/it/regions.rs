// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Notified cases on the start page, by place, side by side and on maps.

use http::StatusCode;

use crate::agency::{Agency, agency};
use crate::state::{sentences, state};

/// Two diseases over six years by municipality; measles break out in the last week.
fn by_town() -> String {
    let mut lines = vec!["disease,year,week,gemeinde,cases\n".to_owned()];
    for year in 2021..=2026 {
        for week in 30..=46 {
            for (town, cases) in [("03101000", 8), ("03151001", 2), ("03151040", 1)] {
                let cases = cases + (year + week) % 2;
                lines.push(format!("influenza,{year},{week},{town},{cases}\n"));
            }
        }
    }
    for year in [2024, 2025] {
        lines.push(format!("measles,{year},46,03101000,1\n"));
    }
    lines.push("measles,2026,46,03151001,9\n".to_owned());
    lines.concat()
}

impl Agency {
    async fn published_by_town(&self) {
        self.published_of(by_town().as_bytes()).await;
    }
}

#[tokio::test]
async fn the_start_page_says_what_is_more_than_in_any_earlier_year() {
    let agency = agency().await;
    agency.published_by_town().await;
    let page = agency.see("lang=de", "/").await;
    let said = sentences(&page);
    assert!(
        said.contains("von 2 meldepflichtigen Krankheiten gemeldet"),
        "{said}"
    );
    assert!(said.contains("bei Masern (9 statt höchstens 1)."), "{said}");
    assert!(said.contains("Am häufigsten war"), "{said}");
    assert!(page.contains("figure-small") && page.contains("Mehr als früher"));
    assert!(!page.contains("Noch keine Zahlen"), "one part has figures");
    let english = agency.see("lang=en", "/").await;
    assert!(sentences(&english).contains("(9 instead of at most 1)"));
}

#[tokio::test]
async fn a_district_is_told_beside_the_state_and_its_neighbours() {
    let agency = agency().await;
    agency.published_by_town().await;
    let page = agency
        .see("lang=de", "/regionen/03151?krankheit=measles")
        .await;
    assert!(page.contains("<h1") && page.contains("Landkreis Gifhorn"));
    assert!(
        sentences(&page).contains("deutlich häufiger als in Testland"),
        "{}",
        sentences(&page)
    );
    assert!(page.contains("Häufiger als im Land"));
    assert!(page.contains("Stadt Wolfsburg"), "a neighbour on the map");
    let list = agency.see("lang=de", "/regionen").await;
    assert!(list.contains("href=\"/regionen/03151?"), "{list}");
    let answer = agency.test().get("lang=de", "/regionen/03999").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn municipalities_are_for_those_who_may_read_what_is_not_published() {
    let agency = agency().await;
    agency.published_by_town().await;
    for path in [
        "/regionen/03151001",
        "/krankheiten/influenza/karte?ebene=gemeinde",
        "/krankheiten/influenza/karte?ebene=gemeinde&kreis=03151",
        "/krankheiten/influenza/karte.csv?ebene=gemeinde",
    ] {
        let answer = agency.test().get("lang=de", path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        agency.see(&agency.analyst, path).await;
    }
    for path in ["/vergleich", "/vergleich/reihen.csv"] {
        let path = format!("{path}?krankheit=influenza&ort=03151001");
        let answer = agency.test().get("lang=de", &path).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        agency.see(&agency.analyst, &path).await;
    }
    // The page of districts tells the public nothing of municipalities.
    let map = agency.see("lang=de", "/krankheiten/influenza/karte").await;
    assert!(!map.contains("ebene=gemeinde") && !map.contains("Nur für den Dienstgebrauch"));
    let own = agency
        .see(&agency.analyst, "/krankheiten/influenza/karte")
        .await;
    assert!(
        own.contains("ebene=gemeinde&#38;kreis=03151")
            || own.contains("ebene=gemeinde&amp;kreis=03151")
    );
}

#[tokio::test]
async fn a_map_of_municipalities_tells_zero_from_nobody_and_smooths_small_ones() {
    let agency = agency().await;
    agency.published_by_town().await;
    let csv = agency
        .see(
            &agency.analyst,
            "/krankheiten/measles/karte.csv?ebene=gemeinde&spanne=52",
        )
        .await;
    let row = |key: &str| {
        let found = csv.lines().find(|line| line.contains(&format!(",{key},")));
        found.unwrap_or_else(|| panic!("{key} in {csv}")).to_owned()
    };
    assert!(row("03151001").contains(",value,9,"), "{}", row("03151001"));
    assert!(row("03151040").contains(",zero,0,"), "{}", row("03151040"));
    let rates: Vec<f64> = row("03151001")
        .rsplit(',')
        // The attribution has a comma.
        .skip(4)
        .take(5)
        .filter_map(|number| number.parse().ok())
        .collect();
    let [smoothed, upper, lower, rate, _] = rates.as_slice() else {
        panic!("{rates:?}")
    };
    assert!(lower < rate && rate < upper && smoothed < rate, "{rates:?}");
    let page = agency
        .see(
            &agency.analyst,
            "/krankheiten/measles/karte?ebene=gemeinde&kreis=03151&bilder=jahre",
        )
        .await;
    assert!(page.contains("Nur für den Dienstgebrauch"));
    assert!(page.contains("figure-small-map"));
    assert_eq!(
        page.matches("class=\"figure-area-link\"").count(),
        42,
        "the areas of Gifhorn"
    );
}

#[tokio::test]
async fn a_name_finds_districts_and_for_the_public_the_district_of_a_municipality() {
    let agency = agency().await;
    agency.published_by_town().await;
    let page = agency
        .see("lang=de", "/krankheiten/influenza/karte?suche=sassenburg")
        .await;
    assert!(page.contains("href=\"/regionen/03151?"), "{page}");
    let page = agency
        .see(
            &agency.analyst,
            "/krankheiten/influenza/karte?suche=sassenburg",
        )
        .await;
    assert!(page.contains("href=\"/regionen/03151025?"), "{page}");
    let none = agency
        .see("lang=de", "/krankheiten/influenza/karte?suche=%3Cb%3E")
        .await;
    assert!(none.contains("Kein Ort heißt so") && !none.contains("<b>"));
}

#[tokio::test]
async fn a_comparison_is_its_address() {
    let agency = agency().await;
    agency.published_by_town().await;
    let address = "krankheit=influenza&ort=03&ort2=03101&ort3=03151&spanne=26&wert=faelle";
    let page = agency
        .see("lang=de", &format!("/vergleich?{address}"))
        .await;
    for name in ["Testland", "Stadt Braunschweig", "Landkreis Gifhorn"] {
        assert!(page.contains(name), "{name}");
    }
    assert!(page.contains("figure-second") && page.contains("figure-third"));
    assert!(!page.contains("class=\"figure-fourth\""));
    let csv = agency
        .see("", &format!("/vergleich/reihen.csv?{address}"))
        .await;
    assert_eq!(csv.lines().count(), 1 + 3 * 26, "{csv}");
    assert!(csv.contains("2026-W46,influenza,03101,"), "{csv}");
    let diseases = agency
        .see(
            "lang=de",
            "/vergleich?nach=krankheiten&ort=03151&krankheit=influenza&krankheit2=measles",
        )
        .await;
    assert!(diseases.contains("Masern") && diseases.contains("Landkreis Gifhorn"));
    for wrong in ["ort=99999", "krankheit=pest", "spanne=7", "bis=1999-W01"] {
        let answer = agency
            .test()
            .get("lang=de", &format!("/vergleich?{wrong}"))
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
}

#[tokio::test]
async fn without_cases_the_pages_say_what_will_be_here() {
    let state = state().await;
    for path in ["/regionen", "/vergleich"] {
        let page = state.page("de", path).await;
        assert!(page.contains("Noch keine Fallzahlen"), "{path}");
    }
    for path in ["/regionen/03151", "/krankheiten/influenza/karte"] {
        let answer = state.app.get("lang=de", path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
}
