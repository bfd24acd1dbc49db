// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Notified cases: from a file to the pages, files and answers of a reader.

use directory::testing::bearer;
use http::{Method, StatusCode};
use kernel::Role;

use crate::agency::{agency, table};

#[tokio::test]
async fn nothing_changes_before_somebody_takes_a_version_over() {
    let agency = agency().await;
    let staged = agency.upload("", "faelle.csv", table().as_bytes()).await;
    assert_eq!(staged.location(), "/daten/meldungen/1");
    let page = agency.see(&agency.analyst, "/daten/meldungen/1").await;
    assert!(page.contains("103 von 103 ohne Fehler"), "{page}");
    assert!(page.contains("Influenza") && page.contains("Masern"));
    assert_eq!(
        agency
            .test()
            .get(&agency.analyst, "/krankheiten/influenza")
            .await
            .status,
        StatusCode::NOT_FOUND
    );
    agency.decide("/daten/meldungen/1", "uebernehmen").await;
    agency.see(&agency.analyst, "/krankheiten/influenza").await;
    let again = agency.decide("/daten/meldungen/1", "zurueckziehen").await;
    assert_eq!(again.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn an_internal_set_is_not_there_for_the_public_until_it_is_published() {
    let agency = agency().await;
    agency.upload("", "faelle.csv", table().as_bytes()).await;
    agency.decide("/daten/meldungen/1", "uebernehmen").await;
    for path in [
        "/krankheiten/influenza",
        "/krankheiten/influenza/reihe.csv",
        "/api/v1/cases/influenza/series",
    ] {
        assert_eq!(
            agency.test().get("", path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    assert!(
        agency
            .see("lang=de", "/krankheiten")
            .await
            .contains("Noch keine Fallzahlen")
    );
    agency.see(&agency.officer, "/krankheiten/influenza").await;
    let fields = [("version", "1"), ("sichtbar", "as-published")];
    let path = "/daten/meldungen/sichtbarkeit";
    let refused = agency.test().post(&agency.officer, path, &fields).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    // A moment later than somebody has looked: what is kept for a second must not outlive a change.
    agency
        .test()
        .clock
        .advance(jiff::SignedDuration::from_millis(10));
    agency.test().post(&agency.analyst, path, &fields).await;
    agency.see("lang=de", "/krankheiten/influenza").await;
    let outdated = agency.test().post(&agency.analyst, path, &fields).await;
    assert_eq!(outdated.status, StatusCode::CONFLICT);
    agency.see("lang=de", "/krankheiten/influenza").await;
}

#[tokio::test]
async fn a_disease_is_told_in_words_with_its_earlier_years() {
    let agency = agency().await;
    agency.published().await;
    let page = agency.see("lang=de", "/krankheiten/influenza").await;
    assert!(
        page.contains("In KW\u{a0}46/2026 wurden in Testland 15 Fälle gemeldet."),
        "{}",
        crate::state::sentences(&page)
    );
    assert!(
        page.contains("früherer Jahre waren es jedes Mal 15"),
        "{}",
        crate::state::sentences(&page)
    );
    let english = agency
        .see("lang=en", "/krankheiten/influenza?ort=03151&spanne=1")
        .await;
    assert!(
        english.contains("4 cases were notified"),
        "{}",
        crate::state::sentences(&english)
    );
    let list = agency.see("lang=de", "/krankheiten").await;
    assert!(list.contains("figure-sparkline") && list.contains("Masern"));
}

#[tokio::test]
async fn files_and_answers_tell_zero_from_a_value_and_name_their_source() {
    let agency = agency().await;
    agency.published().await;
    let csv = agency
        .see("", "/krankheiten/measles/reihe.csv?ort=03151")
        .await;
    assert!(csv.contains("2026-W45,value,false,1,0,0,0"), "{csv}");
    assert!(csv.contains("2026-W44,zero,true,0,0,0,0"), "{csv}");
    let places = agency.see("", "/krankheiten/measles/orte.csv").await;
    assert!(
        places.contains(",03101,Stadt Braunschweig,zero,0,"),
        "{places}"
    );
    assert!(
        places.contains(",03151,Landkreis Gifhorn,value,1,"),
        "{places}"
    );
    let answer = agency
        .test()
        .get("", "/api/v1/cases/influenza/places?weeks=1")
        .await
        .json();
    assert_eq!(answer["attribution"], "RKI, SurvStat@RKI 2.0");
    assert_eq!(answer["places"][0]["place"], "03");
    assert_eq!(answer["places"][0]["cases"], 15);
    let series = agency
        .test()
        .get("", "/api/v1/cases/influenza/series?place=03101")
        .await
        .json();
    let weeks = series["weeks"].as_array().unwrap();
    assert_eq!(weeks.last().unwrap()["week"], "2026-W46");
    assert_eq!(weeks.last().unwrap()["complete"], false);
    assert_eq!(weeks.last().unwrap()["earlier"]["median"], 11.0);
    let map = agency.see("", "/krankheiten/influenza/karte.svg").await;
    assert!(map.contains("RKI, SurvStat@RKI 2.0") && map.contains("© GeoBasis-DE"));
}

#[tokio::test]
async fn a_wrong_choice_says_what_there_is() {
    let agency = agency().await;
    agency.published().await;
    for (path, words) in [
        (
            "/krankheiten/influenza?ort=99999",
            "Der Schlüssel hat fünf Ziffern",
        ),
        ("/krankheiten/influenza?bis=2031-W01", "2024-W30"),
        (
            "/krankheiten/influenza?spanne=7",
            "1, 4, 13, 52, 156 und 260",
        ),
    ] {
        let answer = agency.test().get("lang=de", path).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert!(answer.text().contains(words), "{path}: {}", answer.text());
    }
    for path in [
        "/krankheiten/pest",
        "/krankheiten/influenza?quelle=andere",
        "/krankheiten?quelle=andere",
    ] {
        assert_eq!(
            agency.test().get("", path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_file_with_wrong_rows_is_told_row_by_row_and_the_rest_is_read() {
    let agency = agency().await;
    let mut text = table();
    text.push_str(
        "influenza,2026,54,03101,3\ninfluenza,2026,46,03199,3\ninfluenza,2026,46,03102,viele\n",
    );
    let staged = agency.upload("", "faelle.csv", text.as_bytes()).await;
    assert_eq!(staged.status, StatusCode::SEE_OTHER, "{}", staged.text());
    let page = agency.see(&agency.analyst, staged.location()).await;
    assert!(page.contains("103 von 106 ohne Fehler"), "{page}");
    for word in [
        "105",
        "106",
        "107",
        "03199",
        "viele",
        "Kein Ort hat diesen Schlüssel",
    ] {
        assert!(page.contains(word), "{word}");
    }
}

#[tokio::test]
async fn a_new_version_says_what_changes_and_the_former_one_is_kept() {
    let agency = agency().await;
    agency.published().await;
    let mut text = table();
    text.push_str("measles,2026,46,03101,2\n");
    let staged = agency.upload("meldungen", "neu.csv", text.as_bytes()).await;
    assert_eq!(staged.location(), "/daten/meldungen/2");
    let page = agency.see(&agency.analyst, staged.location()).await;
    let changes = page.split("id=\"aenderungen\"").nth(1).unwrap();
    let changes = changes.split("</section>").next().unwrap();
    assert!(
        changes.contains("Masern") && !changes.contains("Influenza"),
        "{changes}"
    );
    agency.decide(staged.location(), "uebernehmen").await;
    let csv = agency
        .see("", "/krankheiten/measles/reihe.csv?ort=03101")
        .await;
    assert!(csv.contains("2026-W46,value,false,2"), "{csv}");
    let list = agency.see(&agency.analyst, "/daten").await;
    assert!(list.contains("Früherer Stand") && list.contains("Aktuell"));
}

#[tokio::test]
async fn a_file_without_case_numbers_is_refused_with_its_reason_and_leaves_nothing() {
    let agency = agency().await;
    for (bytes, words) in [
        (&b"\x00\x01\x02"[..], "beschädigt"),
        (b"name,farbe\nA,rot\n", "Es fehlt eine Spalte mit Anzahlen"),
        (
            b"disease,year,week,kreis,cases\ninfluenza,2026,46,09162,3\n",
            "keine wöchentlichen Fallzahlen",
        ),
    ] {
        let answer = agency.upload("", "datei.csv", bytes).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.text().contains(words), "{words}: {}", answer.text());
    }
    assert!(
        agency
            .see(&agency.analyst, "/daten")
            .await
            .contains("Noch keine Datenbestände")
    );
}

#[tokio::test]
async fn what_a_program_reads_with_its_key_is_kept_by_no_cache_for_others() {
    let agency = agency().await;
    agency.upload("", "faelle.csv", table().as_bytes()).await;
    agency.decide("/daten/meldungen/1", "uebernehmen").await;
    let test = agency.test();
    let state = directory::state(test.app.db.read()).await.unwrap();
    let person = test
        .add_person("Paul Programm", Role::Analyst, state.id)
        .await;
    let key = bearer(&test.access_key(person).await);
    let path = "/api/v1/cases/influenza/series";
    let answer = test.ask(Method::GET, &key, path).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    assert_eq!(answer.headers["cache-control"], "no-store");
    let vary = answer.headers["vary"].to_str().unwrap();
    assert!(vary.contains("Authorization"), "{vary}");
}
