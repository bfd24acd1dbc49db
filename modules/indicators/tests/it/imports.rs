// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Files as long work: how far they are, what their columns mean, what is wrong in them, what becomes of their versions.

use std::fmt::Write as _;

use directory::testing::Answer;
use http::StatusCode;
use indicators::sets::retention::{self, KEEP_DAYS};
use jiff::SignedDuration;
use kernel::Role;

use crate::agency::{Agency, agency, table};

/// A table that nobody could know: its headings say nothing.
const UNKNOWN: &str =
    "A;B;C;D\n03101;46;Grippe A/B;3\n03151;46;Grippe A/B;4\n03151;45;Grippe A/B;1\n";

impl Agency {
    /// Sends a file in without reading it; where it is.
    async fn send(&self, name: &str, text: &str, more: &[(&str, &str)]) -> String {
        let mut fields = vec![
            ("bestand", ""),
            ("titel", "Meldepflichtige Krankheiten"),
            ("schluessel", "meldungen"),
            ("stand", "2026-11-16"),
        ];
        for (name, value) in more {
            fields.retain(|(known, _)| known != name);
            fields.push((*name, *value));
        }
        let file = ("datei", name, text.as_bytes());
        let path = "/daten/einlesen";
        let sent = self.test().post_file(&self.analyst, path, &fields, file);
        let sent = sent.await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
        sent.location().to_owned()
    }

    async fn get(&self, path: &str) -> Answer {
        self.test().get(&self.analyst, path).await
    }

    /// Chooses for the columns of [`UNKNOWN`].
    async fn choose(&self, path: &str, version: &str, deed: &str) -> Answer {
        let fields = [
            ("version", version),
            ("aktion", deed),
            ("spalte-0", "place-key"),
            ("spalte-1", "week-of-year"),
            ("spalte-2", "category"),
            ("spalte-3", "count"),
            ("jahr", "2026"),
            ("darueber", "0"),
            ("zahlen", "german"),
            ("leer", "zero"),
            ("ebene", "district"),
            ("ausgabe", "latest"),
            ("bezeichnungen", "Grippe A/B = influenza"),
        ];
        let path = format!("{path}/zuordnung");
        self.test().post(&self.analyst, &path, &fields).await
    }

    async fn take_over(&self, path: &str) {
        let taken = self.decide(path, "uebernehmen").await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text());
    }
}

/// The version of a form, as its page has it.
fn version_of(page: &str) -> String {
    let field = page
        .split("name=\"version\" value=\"")
        .nth(1)
        .expect("a version");
    field.split('"').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_file_says_how_far_it_is_and_can_be_given_up() {
    let agency = agency().await;
    let path = agency.send("faelle.csv", &table(), &[]).await;
    let page = agency.get(&path).await;
    assert_eq!(page.headers["refresh"], "2");
    assert!(page.text().contains("Die Datei wird geöffnet"));
    let tasks = agency.get("/aufgaben").await.text();
    assert!(tasks.contains("Wird eingelesen: faelle.csv"), "{tasks}");
    let given_up = format!("{path}/abbrechen");
    let answer = agency.test().post(&agency.analyst, &given_up, &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    agency.test().run_jobs().await;
    let page = agency.get(&path).await;
    assert!(!page.headers.contains_key("refresh"));
    assert!(page.text().contains("wurde nichts übernommen"));
    assert!(
        agency
            .see(&agency.analyst, "/daten")
            .await
            .contains("Noch keine Datenbestände")
    );
    let again = agency.test().post(&agency.analyst, &given_up, &[]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn what_was_read_waits_among_the_tasks_and_is_read_once_however_often_the_job_runs() {
    let agency = agency().await;
    let path = agency.send("faelle.csv", &table(), &[]).await;
    agency.test().run_jobs().await;
    let import = indicators::sets::intake::ImportId::from_uuid(
        path.rsplit('/').next().unwrap().parse().unwrap(),
    );
    let run = uuid::Uuid::nil();
    let again = indicators::sets::running::Read { import, run };
    let done = indicators::sets::running::read(&agency.test().app, again).await;
    assert!(done.is_ok());
    assert_eq!(agency.get(&path).await.location(), "/daten/meldungen/1");
    let tasks = agency.get("/aufgaben").await.text();
    assert!(tasks.contains("Datenstand prüfen: faelle.csv"), "{tasks}");
    assert_eq!(
        agency.get("/daten/meldungen/2").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn columns_that_nobody_could_know_are_explained_and_remembered() {
    let agency = agency().await;
    let path = agency.send("unklar.csv", UNKNOWN, &[]).await;
    agency.test().run_jobs().await;
    let page = agency.see(&agency.analyst, &path).await;
    assert!(page.contains("Spalten zuordnen") && page.contains("Grippe A/B"));
    assert!(
        agency
            .get("/aufgaben")
            .await
            .text()
            .contains("Spalten zuordnen: unklar.csv")
    );
    let version = version_of(&page);
    let shown = agency.choose(&path, &version, "vorschau").await;
    assert_eq!(shown.status, StatusCode::SEE_OTHER, "{}", shown.text());
    let page = agency.see(&agency.analyst, &path).await;
    assert!(
        page.contains("Von den ersten 3 Zeilen sind 3 ohne Fehler"),
        "{page}"
    );
    assert!(page.contains("Landkreis Gifhorn") || page.contains("Gifhorn"));
    let outdated = agency.choose(&path, &version, "lesen").await;
    assert_eq!(outdated.status, StatusCode::CONFLICT);
    let read = agency.choose(&path, &version_of(&page), "lesen").await;
    assert_eq!(read.status, StatusCode::SEE_OTHER, "{}", read.text());
    agency.test().run_jobs().await;
    assert_eq!(agency.get(&path).await.location(), "/daten/meldungen/1");
    let page = agency.see(&agency.analyst, "/daten/meldungen/1").await;
    assert!(page.contains("3 von 3 ohne Fehler"), "{page}");
    assert!(page.contains("Tabelle mit eigener Zuordnung"));
    agency.take_over("/daten/meldungen/1").await;
    // The next file with these headings is read so, if somebody agrees.
    let next = UNKNOWN.replace("46;", "47;");
    let set = [("bestand", "meldungen")];
    let path = agency.send("neu.csv", &next, &set).await;
    agency.test().run_jobs().await;
    let page = agency.see(&agency.analyst, &path).await;
    assert!(page.contains("Zuordnung von früher"), "{page}");
    assert!(page.contains("Grippe A/B = influenza"));
    assert!(page.contains("Von den ersten 3 Zeilen sind 3 ohne Fehler"));
}

#[tokio::test]
async fn a_mapping_goes_out_and_in_as_the_file_of_the_command_line() {
    let agency = agency().await;
    let path = agency.send("unklar.csv", UNKNOWN, &[]).await;
    agency.test().run_jobs().await;
    let version = version_of(&agency.see(&agency.analyst, &path).await);
    agency.choose(&path, &version, "vorschau").await;
    let file = agency.get(&format!("{path}/zuordnung.json")).await.text();
    let mapping: datasets::Mapping = serde_json::from_str(&file).expect("a mapping");
    assert!(mapping.gaps().is_empty());
    let other = agency.send("anders.csv", UNKNOWN, &[]).await;
    agency.test().run_jobs().await;
    let version = version_of(&agency.see(&agency.analyst, &other).await);
    let upload = format!("{other}/zuordnungsdatei");
    let fields = [("version", version.as_str())];
    for (bytes, status) in [
        (&b"[]"[..], StatusCode::UNPROCESSABLE_ENTITY),
        (file.as_bytes(), StatusCode::SEE_OTHER),
    ] {
        let sent = ("zuordnungsdatei", "z.json", bytes);
        let answer = agency
            .test()
            .post_file(&agency.analyst, &upload, &fields, sent);
        assert_eq!(answer.await.status, status);
    }
    let page = agency.see(&agency.analyst, &other).await;
    assert!(
        page.contains("Von den ersten 3 Zeilen sind 3 ohne Fehler"),
        "{page}"
    );
}

#[tokio::test]
async fn wrong_words_about_the_table_are_told_at_their_fields() {
    let agency = agency().await;
    let path = agency.send("unklar.csv", UNKNOWN, &[]).await;
    agency.test().run_jobs().await;
    let version = version_of(&agency.see(&agency.analyst, &path).await);
    let fields = [
        ("version", version.as_str()),
        ("darueber", "viele"),
        ("jahr", "26"),
        ("ort", "999"),
        ("zeitraum", "irgendwann"),
        ("nur", "Nirgends = 1"),
        ("bezeichnungen", "ohne Zeichen"),
    ];
    let path = format!("{path}/zuordnung");
    let answer = agency.test().post(&agency.analyst, &path, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in [
        "darueber",
        "jahr",
        "ort",
        "zeitraum",
        "nur",
        "bezeichnungen",
    ] {
        let error = format!("id=\"field-{field}-error\"");
        assert!(answer.text().contains(&error), "{field}");
    }
}

#[tokio::test]
async fn somebody_who_wants_to_explain_a_recognised_file_is_asked() {
    let agency = agency().await;
    let own = [("selbst", "true")];
    let path = agency.send("faelle.csv", &table(), &own).await;
    agency.test().run_jobs().await;
    let page = agency.see(&agency.analyst, &path).await;
    assert!(
        page.contains("Von den ersten 103 Zeilen sind 103 ohne Fehler"),
        "{page}"
    );
}

#[tokio::test]
async fn of_a_file_with_one_wrong_row_in_a_hundred_every_error_is_told_and_nothing_changes() {
    let agency = agency().await;
    let mut text = "disease,year,week,kreis,cases\n".to_owned();
    for row in 0..5_000 {
        let (place, week) = (["03101", "03102", "03103", "03151"][row % 4], row / 4);
        let place = if row % 100 == 99 { "03999" } else { place };
        let (year, week) = (2000 + week / 52, 1 + week % 52);
        writeln!(text, "influenza,{year},{week},{place},{}", row % 7).unwrap();
    }
    let path = agency.send("gross.csv", &text, &[]).await;
    agency.test().run_jobs().await;
    assert_eq!(agency.get(&path).await.location(), "/daten/meldungen/1");
    let page = agency.see(&agency.analyst, "/daten/meldungen/1").await;
    assert!(page.contains("4950 von 5000 ohne Fehler"), "{page}");
    let errors = agency.get("/daten/meldungen/1/fehler.csv").await;
    assert_eq!(errors.headers["cache-control"], "no-store");
    let errors = errors.text();
    let lines: Vec<&str> = errors.lines().collect();
    assert_eq!((lines[0], lines.len()), ("Zeile;Spalte;Gefunden;Grund", 51));
    assert!(lines[1].starts_with("101;kreis;03999;"), "{}", lines[1]);
    assert!(lines[50].starts_with("5001;kreis;03999;"), "{}", lines[50]);
    for path in ["/krankheiten/influenza", "/api/v1/cases/influenza/series"] {
        assert_eq!(
            agency.get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    agency.take_over("/daten/meldungen/1").await;
    agency.see(&agency.analyst, "/krankheiten/influenza").await;
}

#[tokio::test]
async fn an_earlier_version_comes_back_as_a_new_one() {
    let agency = agency().await;
    agency.published().await;
    let text = format!("{}measles,2026,46,03101,2\n", table());
    agency.upload("meldungen", "neu.csv", text.as_bytes()).await;
    agency.take_over("/daten/meldungen/2").await;
    agency
        .upload("meldungen", "neuer.csv", text.as_bytes())
        .await;
    agency.decide("/daten/meldungen/3", "zurueckziehen").await;
    let measles = "/krankheiten/measles/reihe.csv?ort=03101";
    assert!(
        agency
            .see("", measles)
            .await
            .contains("2026-W46,value,false,2")
    );
    let back = "/daten/meldungen/1/zurueckholen";
    for (path, current) in [
        (back, "1"),
        ("/daten/meldungen/2/zurueckholen", "2"),
        ("/daten/meldungen/3/zurueckholen", "2"),
    ] {
        let fields = [("aktuell", current)];
        let answer = agency.test().post(&agency.analyst, path, &fields).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{path}");
    }
    let fields = [("aktuell", "2")];
    let answer = agency.test().post(&agency.analyst, back, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    assert!(agency.see("", measles).await.contains("2026-W45,zero"));
    let page = agency.see(&agency.analyst, "/daten/meldungen").await;
    assert!(page.contains("href=\"/daten/meldungen/4\"") && page.contains("Verworfen"));
    let page = agency.see(&agency.analyst, "/daten/meldungen/4").await;
    assert!(page.contains("Zurückgeholt von Stand"), "{page}");
    let refused = agency
        .test()
        .post(&agency.officer, back, &[("aktuell", "4")])
        .await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn files_of_withdrawn_versions_are_removed_after_their_time_unless_another_version_names_them()
 {
    let agency = agency().await;
    let wrong = format!("{}influenza,2026,46,03199,3\n", table());
    for _ in 0..2 {
        agency.upload("", "faelle.csv", wrong.as_bytes()).await;
    }
    agency
        .upload("meldungen", "faelle.csv", wrong.as_bytes())
        .await;
    agency.decide("/daten/meldungen/1", "zurueckziehen").await;
    let test = agency.test();
    let day = SignedDuration::from_hours(24);
    test.clock
        .advance(day * i32::try_from(KEEP_DAYS + 1).unwrap());
    let now = serde_json::json!({});
    assert!(retention::remove(&test.app, now).await.is_ok());
    // The other version has the same bytes, and they are still there.
    let state = directory::state(test.app.db.read()).await.unwrap();
    let analyst = test
        .signed_in("Ada Auswertung", Role::Analyst, state.id)
        .await;
    let errors = test.get(&analyst, "/daten/meldungen/1/fehler.csv").await;
    assert_eq!(errors.status, StatusCode::NOT_FOUND);
    let analyst = test
        .signed_in("Alma Auswertung", Role::Analyst, state.id)
        .await;
    let errors = test.get(&analyst, "/daten/meldungen/2/fehler.csv").await;
    assert_eq!(errors.status, StatusCode::OK);
}

#[tokio::test]
async fn numbers_are_shown_as_they_stood_and_how_they_changed() {
    let agency = agency().await;
    agency.published().await;
    let text = format!("{}measles,2026,46,03151,2\n", table())
        .replace("influenza,2026,46,03101,11", "influenza,2026,46,03101,21");
    let next = [("bestand", "meldungen"), ("stand", "2026-11-23")];
    let path = agency.send("neu.csv", &text, &next).await;
    agency.test().run_jobs().await;
    let staged = agency.get(&path).await.location().to_owned();
    assert_eq!(staged, "/daten/meldungen/2");
    let unknown = agency
        .test()
        .get("lang=de", "/krankheiten/measles?datenstand=2")
        .await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        unknown.text().contains("1 (2026-11-16)"),
        "{}",
        unknown.text()
    );
    agency.take_over(&staged).await;
    let now = agency.see("", "/krankheiten/influenza/reihe.csv").await;
    assert!(now.contains("2026-W46,value,false,25"), "{now}");
    for stand in ["1", "2026-11-16", "2026-11-20"] {
        let path = format!("/krankheiten/influenza/reihe.csv?datenstand={stand}");
        let then = agency.see("", &path).await;
        assert!(then.contains("2026-W46,value,false,15"), "{stand}: {then}");
    }
    let answer = agency
        .test()
        .get("", "/api/v1/cases/influenza/series?asOf=2026-11-16")
        .await;
    assert_eq!(answer.json()["asOf"], "2026-11-16");
    let page = agency
        .see("lang=de", "/krankheiten/influenza?datenstand=1")
        .await;
    assert!(page.contains("Sie sehen einen früheren Stand") && page.contains("datenstand=1"));
    let list = agency.see("lang=de", "/krankheiten?datenstand=1").await;
    assert!(list.contains("Influenza"));
    let changes = agency
        .see("lang=de", "/krankheiten/influenza/staende")
        .await;
    assert!(changes.contains("+10"), "{changes}");
    let csv = agency.see("", "/krankheiten/influenza/staende.csv").await;
    assert!(
        csv.contains("influenza,03,2026-W46,1,2026-11-16,15"),
        "{csv}"
    );
    assert!(
        csv.contains("influenza,03,2026-W46,2,2026-11-23,25"),
        "{csv}"
    );
}

#[tokio::test]
async fn a_version_that_was_current_while_its_set_was_internal_is_not_there_for_the_public() {
    let agency = agency().await;
    agency.upload("", "faelle.csv", table().as_bytes()).await;
    agency.take_over("/daten/meldungen/1").await;
    let text = format!("{}measles,2026,46,03151,2\n", table());
    agency.upload("meldungen", "neu.csv", text.as_bytes()).await;
    agency.take_over("/daten/meldungen/2").await;
    let fields = [("version", "1"), ("sichtbar", "as-published")];
    let path = "/daten/meldungen/sichtbarkeit";
    agency.test().post(&agency.analyst, path, &fields).await;
    let former = "/krankheiten/influenza?datenstand=1";
    let refused = agency.test().get("lang=de", former).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!refused.text().contains("1 (2026-11-16)"));
    agency.see(&agency.analyst, former).await;
    let csv = agency.see("", "/krankheiten/influenza/staende.csv").await;
    assert!(!csv.contains(",1,2026-11-16,"), "{csv}");
}
