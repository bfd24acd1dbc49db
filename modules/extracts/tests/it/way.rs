// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The way of a table from the upload to the result.

use std::collections::HashMap;

use extracts::calculating::{self, Calculate};
use extracts::model::ExtractState;
use http::StatusCode;

use crate::house::{COLUMNS, GROUPS, house, people};

#[tokio::test]
async fn a_table_leaves_without_names_and_in_groups_and_with_its_figures() {
    let house = house().await;
    let id = house.calculated("own").await;
    assert_eq!(house.extract(id).await.state, ExtractState::Done);
    let page = house.page(&house.analyst, (id, "")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let page = page.text();
    assert!(page.contains("Höchstes Risiko") && page.contains("Angesehene Kombinationen"));
    assert!(page.contains("1 (2,50 %)"), "one row stands out: {page}");
    assert!(page.contains("geschätzt nach Pitman") && !page.contains("Für Schätzungen über"));

    let csv = house
        .page(&house.analyst, (id, "/ergebnis?format=csv"))
        .await;
    assert_eq!(csv.status, StatusCode::OK);
    let csv = csv.text();
    let mut lines = csv.lines();
    assert_eq!(lines.next(), Some("alter;ort;befund;jahr"));
    let mut classes: HashMap<String, usize> = HashMap::new();
    for line in lines {
        let cells: Vec<&str> = line.split(';').collect();
        *classes
            .entry(format!("{};{}", cells[0], cells[1]))
            .or_default() += 1;
    }
    assert_eq!(classes.remove("*;*"), Some(1));
    assert!(classes.values().all(|rows| *rows >= 5), "{classes:?}");
    assert!(!csv.contains("Kind ") && !csv.contains("03459001"));

    let parquet = house
        .page(&house.analyst, (id, "/ergebnis?format=parquet"))
        .await;
    assert!(parquet.bytes.starts_with(b"PAR1"));
    let report = house.page(&house.officer, (id, "/bericht")).await.text();
    assert!(report.contains("Herausgreifen") && report.contains("entities:name:5"));
    for said in [
        "Vergleich der Landkreise",
        "Für alle dasselbe Jahr.",
        "mindestens 2 verschiedene Werte",
        "der höhere Wert aus Pitman und Zayatz",
    ] {
        assert!(report.contains(said), "{said}: {report}");
    }
    let paper = house.page(&house.officer, (id, "/bericht/pdf")).await;
    assert!(paper.bytes.starts_with(b"%PDF"));
}

#[tokio::test]
async fn what_is_missing_is_said_beside_its_field_and_what_was_said_is_kept() {
    let house = house().await;
    let id = house.upload("own", people().as_bytes()).await.id;
    let columns: Vec<(&str, &str)> = COLUMNS
        .into_iter()
        .filter(|(name, _)| *name != "grund_4")
        .collect();
    let answer = house.post(&house.analyst, (id, "spalten"), &columns).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer
            .text()
            .contains("Begründen Sie, warum jahr unverändert bleibt.")
    );
    let page = house.page(&house.analyst, (id, "/spalten")).await.text();
    assert!(page.contains("value=\"identifier\" selected"), "{page}");

    let mut groups = GROUPS.to_vec();
    groups[0] = ("k", "1");
    groups[3] = ("wert_3", "0");
    let answer = house.post(&house.analyst, (id, "gruppen"), &groups).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = answer.text();
    assert!(text.contains("von 2 bis 40 ein") && text.contains("Schutz von befund"));
    groups[0] = ("k", "41");
    let larger = house.post(&house.analyst, (id, "gruppen"), &groups).await;
    assert_eq!(larger.status, StatusCode::UNPROCESSABLE_ENTITY);
    let started = house.post(&house.analyst, (id, "rechnen"), &[]).await;
    assert_eq!(started.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn the_second_of_two_people_changes_nothing() {
    let house = house().await;
    let id = house.described("own").await;
    let seen = house.extract(id).await;
    let mut fields = vec![("stand", "1")];
    fields.extend_from_slice(&COLUMNS);
    let path = format!("/auszuege/{id}/spalten");
    let late = house.test.post(&house.analyst, &path, &fields).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.text().contains("inzwischen geändert"));
    assert_eq!(house.extract(id).await, seen);
}

#[tokio::test]
async fn a_calculation_shows_that_it_runs_and_can_be_cancelled() {
    let house = house().await;
    let id = house.described("own").await;
    house.post(&house.analyst, (id, "rechnen"), &[]).await;
    let page = house.page(&house.analyst, (id, "")).await;
    assert_eq!(page.headers["refresh"], "3");
    let run = house.extract(id).await.run.unwrap();
    let cancelled = house.post(&house.analyst, (id, "abbrechen"), &[]).await;
    assert_eq!(cancelled.status, StatusCode::SEE_OTHER);
    let draft = house.extract(id).await;
    assert_eq!((draft.state, draft.run), (ExtractState::Draft, None));

    // The worker that comes now finds that nobody wants it any more.
    house.test.run_jobs().await;
    let payload = Calculate { extract: id, run };
    calculating::calculate(&house.test.app, payload)
        .await
        .unwrap();
    assert_eq!(house.extract(id).await, draft);
    let nothing = house.page(&house.analyst, (id, "/ergebnis")).await;
    assert_eq!(nothing.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn why_there_is_no_result_is_said_with_its_place_and_sealed() {
    let house = house().await;
    let table = people().replace("Kind 3;3;", "Kind 3;drei;");
    let id = house.upload("own", table.as_bytes()).await.id;
    let ages =
        "0;klein;*\n1;klein;*\n2;klein;*\n3;groß;*\n4;groß;*\n5;groß;*\n6;groß;*\n7;groß;*\n";
    house.hierarchy(id, "1", ages).await;
    let mut columns = COLUMNS.to_vec();
    columns[2] = ("hierarchie_1", "file");
    house.post(&house.analyst, (id, "spalten"), &columns).await;
    house.post(&house.analyst, (id, "gruppen"), &GROUPS).await;
    house.post(&house.analyst, (id, "rechnen"), &[]).await;
    house.test.run_jobs().await;
    let extract = house.extract(id).await;
    assert_eq!(extract.state, ExtractState::Failed);
    let sealed = extract.sealed_fault.unwrap();
    assert!(!sealed.windows(4).any(|part| part == b"drei"));
    let page = house.page(&house.analyst, (id, "")).await.text();
    assert!(page.contains("Zeile 4") && page.contains("drei"), "{page}");
    let trail = house.test.trail(house.state.state.id.uuid()).await;
    let opened = trail.iter().filter(|one| *one == "extract.read");
    assert_eq!(opened.count(), 1, "a value was shown: {trail:?}");
}

#[tokio::test]
async fn only_hierarchies_that_know_all_values_are_offered_and_taken() {
    let house = house().await;
    let table = people().replace("Kind 3;3;", "Kind 3;drei;");
    let id = house.upload("own", table.as_bytes()).await.id;
    let page = house.page(&house.analyst, (id, "/spalten")).await.text();
    let field = page.split("name=\"hierarchie_1\"").nth(1).unwrap();
    let field = field.split("</select>").next().unwrap();
    assert!(field.contains("value=\"flat\""), "{field}");
    assert!(!field.contains("value=\"ages\""), "{field}");
    assert!(page.contains("Jede Zeile hat einen anderen Wert"));

    let forced = house.post(&house.analyst, (id, "spalten"), &COLUMNS).await;
    assert_eq!(forced.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        forced
            .text()
            .contains("Wählen Sie, wie alter vergröbert wird.")
    );
}

#[tokio::test]
async fn an_own_hierarchy_is_checked_and_compared_with_the_table() {
    let house = house().await;
    let id = house.upload("own", people().as_bytes()).await.id;
    let built_in = house
        .page(&house.analyst, (id, "/hierarchie?spalte=1"))
        .await;
    let built_in = built_in.text();
    assert!(
        built_in.contains("Alter in Jahren") && built_in.contains("0–4, 5–9"),
        "{built_in}"
    );
    for (wrong, said) in [
        ("0;x;*\n1;y\n", "Zeile 2 hat eine andere Zahl von Stufen"),
        ("0;x;*\n0;y;*\n", "„0“ steht schon weiter oben"),
        ("0;x;a\n1;x;b\n", "„x“ liegt in zwei verschiedenen"),
        ("0;;*\n", "Eine Stufe von „0“ ist leer"),
    ] {
        let refused = house.hierarchy(id, "1", wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains(said), "{said}: {}", refused.text());
    }
    let seen = house.extract(id).await.version.to_string();
    let right = "0;kleinere;*\n1;kleinere;*\n2;kleinerer;*\n";
    let kept = house.hierarchy(id, "1", right).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text());
    let page = house.test.get(&house.analyst, kept.location()).await.text();
    assert!(page.contains("5 Werte der Tabelle fehlen"), "{page}");
    assert!(
        page.contains("kleinere und kleinerer unterscheiden sich"),
        "{page}"
    );
    let fields = [("stand", seen.as_str()), ("spalte", "1")];
    let path = format!("/auszuege/{id}/hierarchie");
    let late = house.post_file(&path, &fields, ("hierarchie", "h.csv", right.as_bytes()));
    assert_eq!(
        late.await.status,
        StatusCode::CONFLICT,
        "of an older version"
    );
}

#[tokio::test]
async fn what_is_no_table_is_refused_in_words() {
    let house = house().await;
    let fields = [
        ("bezeichnung", "Einschulung"),
        ("verwendung", "own"),
        ("zweck", "Vergleich"),
    ];
    for (bytes, said) in [
        (&b"a;a\n1;2\n"[..], "Zwei Spalten heißen a."),
        (b"a;b\n", "keine Zeilen"),
        (b"", "Die Datei ist leer."),
        (b"\xff\xfea\0;\0", "UTF-16"),
        (b"a;b\n1;2\n3\n", "Zeile 3 hat mehr oder weniger Zellen"),
        (b"PAR1x", "nicht lesbar"),
    ] {
        let file = ("tabelle", "a.csv", bytes);
        let answer = house.post_file("/auszuege/neu", &fields, file).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text().contains(said), "{}", answer.text());
    }
}
