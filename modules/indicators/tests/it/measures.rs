// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Health indicators: from a file of an office to the page, the files and the answers of a reader.

use directory::testing::Answer;
use http::StatusCode;

use crate::agency::{Agency, agency};

/// Coverage of two districts; a school year is missing, and one row is about another state.
const COVERAGE: &str = "Schuljahr;Kreis;Zähler;Nenner
2022/23;03101;810;900
2024/25;03101;930;1000
2024/25;03151;450;500
2024/25;03153;1;20
2024/25;05111;1;2
";

async fn upload(agency: &Agency, fields: &[(&str, &str)], name: &str, text: &str) -> Answer {
    // Of two fields with the same name the first counts.
    let mut all = fields.to_vec();
    all.extend([
        ("titel", "Impfquoten"),
        ("schluessel", "quoten"),
        ("urheber", "Landesamt"),
        ("stand", "2026-11-16"),
    ]);
    agency.read_in(&all, (name, text.as_bytes())).await
}

async fn staged(agency: &Agency) -> String {
    let fields = [("art", "measures"), ("indikator", "vaccination-measles-2")];
    let staged = upload(agency, &fields, "quoten.csv", COVERAGE).await;
    assert_eq!(staged.status, StatusCode::SEE_OTHER, "{}", staged.text());
    staged.location().to_owned()
}

async fn published(agency: &Agency) {
    let path = staged(agency).await;
    agency.decide(&path, "uebernehmen").await;
    agency.publish("quoten").await;
}

#[tokio::test]
async fn a_table_with_numerators_and_denominators_is_looked_at_before_it_is_taken_over() {
    let agency = agency().await;
    let path = staged(&agency).await;
    let page = agency.see(&agency.analyst, &path).await;
    assert!(page.contains("Impfquote Masern, zweite Dosis"), "{page}");
    assert!(page.contains("Zahlen anderer Länder"), "{page}");
    assert!(page.contains("Kreise mit Zahlen"));
    let indicator = "/indikatoren/vaccination-measles-2";
    let test = agency.test();
    assert_eq!(
        test.get(&agency.analyst, indicator).await.status,
        StatusCode::NOT_FOUND
    );
    agency.decide(&path, "uebernehmen").await;
    agency.see(&agency.analyst, indicator).await;
    for path in [indicator, "/api/v1/measures/vaccination-measles-2"] {
        assert_eq!(
            test.get("", path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    assert!(
        agency
            .see("lang=de", "/indikatoren")
            .await
            .contains("Noch keine Indikatoren")
    );
    agency.publish("quoten").await;
    let list = agency.see("lang=de", "/indikatoren").await;
    assert!(
        list.contains("Impfungen") && list.contains("90,9\u{a0}%") || list.contains("90,9 %"),
        "{list}"
    );
}

#[tokio::test]
async fn the_page_says_value_interval_gap_and_who_lies_outside_of_chance() {
    let agency = agency().await;
    published(&agency).await;
    let page = agency
        .see("lang=de", "/indikatoren/vaccination-measles-2?ort=03101")
        .await;
    assert!(page.contains("930 von 1.000"), "{page}");
    assert!(page.contains("Das ist mehr als die 90,0"), "{page}");
    // The school year between the two that were examined.
    assert!(page.contains("Schuljahr 2023/24"));
    assert!(page.contains("Keine Angaben"));
    let english = agency
        .see("lang=en", "/indikatoren/vaccination-measles-2")
        .await;
    assert!(english.contains("school year 2024/25"), "{english}");
    let compared = agency
        .see(
            "lang=de",
            "/indikatoren/vaccination-measles-2?ort=03101&vergleich=03151&zeit=2024%2F25",
        )
        .await;
    assert!(compared.contains("Landkreis Gifhorn"));
    for (path, words) in [
        (
            "/indikatoren/vaccination-measles-2?zeit=1999%2F00",
            "Für diesen Zeitraum",
        ),
        (
            "/indikatoren/vaccination-measles-2?ort=99999",
            "Diesen Landkreis",
        ),
    ] {
        let answer = agency.test().get("lang=de", path).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert!(answer.text().contains(words), "{path}");
    }
}

#[tokio::test]
async fn files_and_programs_get_the_same_figures_with_their_states() {
    let agency = agency().await;
    published(&agency).await;
    let csv = agency
        .see("", "/indikatoren/vaccination-measles-2/werte.csv")
        .await;
    let line = |begins: &str| {
        csv.lines()
            .find(|line| line.starts_with(begins))
            .unwrap_or_default()
    };
    let row = line("vaccination-measles-2,share,2024/25,03101,");
    assert!(row.contains(",value,0.930000,"), "{csv}");
    assert!(
        line("vaccination-measles-2,share,2023/24,03101,").contains(",no-data,,,,,,"),
        "{csv}"
    );
    let map = agency
        .see("", "/indikatoren/vaccination-measles-2/karte.svg")
        .await;
    assert!(map.starts_with("<?xml") && map.contains("Landesamt"));
    let answer = agency
        .test()
        .get("", "/api/v1/measures/vaccination-measles-2?place=03151")
        .await
        .json();
    assert_eq!(answer["shown"], "share");
    assert_eq!(answer["series"].as_array().map(Vec::len), Some(3));
    assert_eq!(answer["series"][0]["state"], "no-data");
    assert_eq!(answer["series"][2]["cases"], 450);
    assert_eq!(answer["places"][0]["whole"], 1520);
    let all = agency.test().get("", "/api/v1/measures").await.json();
    assert_eq!(all[0]["topic"], "vaccination");
}

#[tokio::test]
async fn who_says_what_is_shown_changes_every_page_and_the_second_of_two_is_told() {
    let agency = agency().await;
    published(&agency).await;
    let path = "/daten/quoten/kennzahlen/vaccination-measles-2";
    agency
        .see(&agency.analyst, "/daten/quoten/kennzahlen")
        .await;
    agency.see(&agency.analyst, path).await;
    let fields = |cases: &'static str, version: &'static str| {
        [
            ("gezeigt", "per-1000"),
            ("thema", "children"),
            ("faelle", cases),
            ("nenner", "50"),
            ("version", version),
        ]
    };
    let test = agency.test();
    let wrong = test.post(&agency.analyst, path, &fields("-1", "0")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let written = test.post(&agency.analyst, path, &fields("5", "0")).await;
    assert_eq!(written.status, StatusCode::SEE_OTHER, "{}", written.text());
    let late = test.post(&agency.analyst, path, &fields("7", "0")).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let again = test.post(&agency.analyst, path, &fields("7", "1")).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    let page = agency
        .see("lang=de", "/indikatoren/vaccination-measles-2?ort=03153")
        .await;
    assert!(
        page.contains("so wenige Fälle, dass sie nicht gezeigt werden"),
        "{page}"
    );
    assert!(page.contains("je 1.000"));
    let refused = test.get(&agency.officer, path).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn counts_are_divided_by_a_published_set_of_inhabitants() {
    let agency = agency().await;
    let deaths = "Indikator;Jahr;Kreis;Anzahl\ndeaths;2024;03101;100\n";
    let fields = [("art", "measures"), ("schluessel", "gestorbene")];
    let staged = upload(&agency, &fields, "deaths.csv", deaths).await;
    assert_eq!(staged.status, StatusCode::SEE_OTHER, "{}", staged.text());
    agency.decide(staged.location(), "uebernehmen").await;
    agency.publish("gestorbene").await;
    let base = |answer: &serde_json::Value| answer["series"][0]["base"].clone();
    let path = "/api/v1/measures/deaths?place=03101";
    assert_eq!(base(&agency.test().get("", path).await.json()), "census");
    let people = "Jahr;Kreis;Anzahl\n2023;03101;200000\n";
    let fields = [("art", "population"), ("schluessel", "einwohner")];
    let staged = upload(&agency, &fields, "people.csv", people).await;
    assert_eq!(staged.status, StatusCode::SEE_OTHER, "{}", staged.text());
    agency.decide(staged.location(), "uebernehmen").await;
    agency.publish("einwohner").await;
    let answer = agency.test().get("", path).await.json();
    assert_eq!(base(&answer), "population");
    assert_eq!(answer["series"][0]["value"], 50.0);
}

#[tokio::test]
async fn columns_that_do_not_fit_the_indicator_are_refused() {
    let agency = agency().await;
    let fields = [("art", "measures"), ("indikator", "life-expectancy")];
    let refused = upload(&agency, &fields, "quoten.csv", COVERAGE).await;
    assert_eq!(refused.status, StatusCode::OK);
    assert!(
        refused.text().contains("passen nicht zu diesem Indikator"),
        "{}",
        refused.text()
    );
}

/// What stands between two texts of a page.
fn between<'p>(page: &'p str, before: &str, behind: &str) -> &'p str {
    let rest = page.split(before).nth(1).expect(before);
    rest.split(behind).next().unwrap_or_default()
}

/// Chooses an indicator for the columns of [`COVERAGE`], and has the file read so.
async fn choose(agency: &Agency, page: &str, indicator: &str) -> Answer {
    let path = between(
        page,
        "<form class=\"deich-form\" method=\"post\" action=\"",
        "\"",
    );
    let fields = [
        ("version", between(page, "name=\"version\" value=\"", "\"")),
        ("aktion", "lesen"),
        ("spalte-0", "school-year"),
        ("spalte-1", "place-key"),
        ("spalte-2", "numerator"),
        ("spalte-3", "denominator"),
        ("krankheit", indicator),
        ("darueber", "0"),
        ("zahlen", "german"),
        ("leer", "missing"),
        ("ebene", "district"),
        ("ausgabe", "latest"),
    ];
    let test = agency.test();
    let chosen = test.post(&agency.analyst, path, &fields).await;
    if chosen.status != StatusCode::SEE_OTHER {
        return chosen;
    }
    test.run_jobs().await;
    let import = path.trim_end_matches("/zuordnung");
    test.get(&agency.analyst, import).await
}

#[tokio::test]
async fn whoever_says_what_columns_mean_chooses_the_indicator_too() {
    let agency = agency().await;
    let asked = upload(&agency, &[("art", "measures")], "quoten.csv", COVERAGE).await;
    assert_eq!(asked.status, StatusCode::OK, "{}", asked.text());
    let page = asked.text();
    assert!(page.contains("welcher Indikator gemeint ist"), "{page}");
    let wrong = choose(&agency, &page, "life-expectancy").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("passen nicht zu diesem Indikator"));
    let staged = choose(&agency, &page, "vaccination-measles-2").await;
    assert_eq!(staged.location(), "/daten/quoten/1", "{}", staged.text());
    agency.decide("/daten/quoten/1", "uebernehmen").await;
    let indicator = "/indikatoren/vaccination-measles-2";
    agency.see(&agency.analyst, indicator).await;
    // A file with the same headings about something else is not taken for the same.
    let fields = [
        ("art", "measures"),
        ("schluessel", "sehen"),
        ("indikator", "school-entry-vision"),
        ("selbst", "true"),
    ];
    let other = upload(&agency, &fields, "sehen.csv", COVERAGE).await;
    let page = other.text();
    assert!(
        page.contains("<option value=\"school-entry-vision\" selected>"),
        "{page}"
    );
}

#[tokio::test]
async fn a_set_of_indicators_keeps_its_kind_when_it_is_read_again_and_brought_back() {
    let agency = agency().await;
    published(&agency).await;
    let test = agency.test();
    let again = test
        .post(&agency.analyst, "/daten/quoten/1/zuordnen", &[])
        .await;
    test.run_jobs().await;
    let asked = test.get(&agency.analyst, again.location()).await.text();
    assert!(
        asked.contains("<option value=\"vaccination-measles-2\" selected>"),
        "{asked}"
    );
    let staged = choose(&agency, &asked, "vaccination-measles-2").await;
    assert_eq!(staged.location(), "/daten/quoten/2", "{}", staged.text());
    // What a set is that is there already, nobody says otherwise.
    let fields = [("bestand", "quoten"), ("art", "cases")];
    let more = "Indikator;Jahr;Kreis;Zähler;Nenner\nvaccination-measles-2;2024;03101;9;10\n";
    let third = upload(&agency, &fields, "mehr.csv", more).await;
    assert_eq!(third.location(), "/daten/quoten/3", "{}", third.text());
    agency.decide("/daten/quoten/3", "uebernehmen").await;
    let path = "/api/v1/measures/vaccination-measles-2?place=03101";
    let now = test.get("", path).await.json();
    assert_eq!(now["series"][0]["cases"], 9);
    let back = [("aktuell", "3")];
    let back = test
        .post(&agency.analyst, "/daten/quoten/1/zurueckholen", &back)
        .await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.text());
    let now = test.get("", path).await.json();
    assert_eq!(now["series"].as_array().map(Vec::len), Some(3));
}

#[tokio::test]
async fn sets_of_indicators_have_no_plan_of_tables() {
    let agency = agency().await;
    published(&agency).await;
    let plan = "/daten/quoten/plan";
    let test = agency.test();
    assert_eq!(
        test.get(&agency.analyst, plan).await.status,
        StatusCode::NOT_FOUND
    );
    let list = agency.see(&agency.analyst, "/daten").await;
    assert!(list.contains("/daten/quoten/kennzahlen") && !list.contains(plan));
    let fields = [("version", "2"), ("sichtbar", "protected")];
    let path = "/daten/quoten/sichtbarkeit";
    let refused = test.post(&agency.analyst, path, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}
