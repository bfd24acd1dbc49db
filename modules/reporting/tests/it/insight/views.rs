// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Lists with conditions, views that are saved, and views as files.

use http::StatusCode;
use kernel::Role;

use super::situation;

/// How many reports a list shows.
fn listed(page: &str) -> usize {
    page.matches("href=\"/pruefung/meldung/").count()
}

#[tokio::test]
async fn a_list_shows_the_reports_that_meet_all_conditions() {
    let situation = situation().await;
    let cookie = situation.case_worker().await;
    let path = situation.insight("/filter");
    let answer = situation
        .filter(
            &cookie,
            &path,
            &[
                ("frage_1", "ill"),
                ("op_1", "over"),
                ("wert_1", "1"),
                ("frage_2", "cared_for"),
                ("op_2", "under"),
                ("wert_2", "40"),
                ("spalte", "ill"),
                ("spalte", "remark"),
                ("aktion", "anwenden"),
            ],
        )
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let address = answer.location().to_owned();
    assert!(address.contains("ansicht="), "{address}");
    assert!(!address.contains("ill"), "conditions are not in addresses");
    let list = situation.app.get(&cookie, &address).await.text();
    assert_eq!(listed(&list), 2, "{list}");
    assert!(list.contains("ist größer oder später als 1"), "{list}");
}

#[tokio::test]
async fn texts_are_searched_by_opening_reports_and_shown_only_in_the_list() {
    let situation = situation().await;
    let cookie = situation.case_worker().await;
    let path = situation.insight("/filter");
    let answer = situation
        .filter(
            &cookie,
            &path,
            &[
                ("frage_1", "remark"),
                ("op_1", "has"),
                ("wert_1", "muster"),
                ("spalte", "remark"),
                ("aktion", "anwenden"),
            ],
        )
        .await;
    let address = answer.location().to_owned();
    assert!(!address.to_lowercase().contains("muster"), "{address}");
    let list = situation.app.get(&cookie, &address).await.text();
    assert_eq!(listed(&list), 1, "{list}");
    assert!(list.contains("Familie Muster"), "{list}");
    let kept: Vec<u8> = db::scalar(
        situation.app.app.db.read(),
        "SELECT sealed FROM insight_views",
        vec![],
    )
    .await
    .unwrap()
    .unwrap();
    assert!(!String::from_utf8_lossy(&kept).contains("muster"));
}

#[tokio::test]
async fn conditions_that_cannot_be_are_named() {
    let situation = situation().await;
    let cookie = situation.case_worker().await;
    let path = situation.insight("/filter");
    for (fields, says) in [
        (
            [("frage_1", "ill"), ("op_1", "over"), ("wert_1", "viele")],
            "Geben Sie eine Zahl an",
        ),
        (
            [("frage_1", "state"), ("op_1", "over"), ("wert_1", "1")],
            "Dieser Vergleich passt nicht",
        ),
        (
            [("frage_1", "none"), ("op_1", "is"), ("wert_1", "1")],
            "Diese Frage gibt es im Formular nicht",
        ),
        (
            [("frage", "ill"), ("mass", "ratio"), ("nenner", "")],
            "Wählen Sie eine Bezugsgröße",
        ),
    ] {
        let page = situation.app.get(&cookie, &path).await.text();
        let version = crate::office::hidden(&page, "version");
        let mut all = vec![
            ("version", version.as_str()),
            ("stand", "submitted"),
            ("aktion", "anwenden"),
        ];
        all.extend_from_slice(&fields);
        let answer = situation.app.post(&cookie, &path, &all).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text().contains(says), "{}", answer.text());
    }
}

#[tokio::test]
async fn a_view_is_private_until_it_is_shared_and_nobody_writes_over_another() {
    let situation = situation().await;
    let app = &situation.app;
    let mine = situation.case_worker().await;
    let colleague = app
        .signed_in("Kai Kollege", Role::CaseWorker, situation.office.id)
        .await;
    let saved = situation
        .filter(
            &mine,
            &situation.insight("/filter"),
            &[("name", "Alle Kitas"), ("aktion", "speichern")],
        )
        .await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    let id = saved
        .location()
        .split("ansicht=")
        .nth(1)
        .unwrap()
        .to_owned();
    let edit = situation.insight(&format!("/filter?ansicht={id}"));
    assert_eq!(
        app.get(&colleague, &edit).await.status,
        StatusCode::NOT_FOUND
    );
    let views = app.get(&colleague, &situation.insight("/ansichten")).await;
    assert!(!views.text().contains("Alle Kitas"));

    let shared = situation
        .filter(
            &mine,
            &edit,
            &[
                ("name", "Alle Kitas"),
                ("geteilt", "ja"),
                ("aktion", "speichern"),
            ],
        )
        .await;
    assert_eq!(shared.status, StatusCode::SEE_OTHER, "{}", shared.text());
    let page = app.get(&colleague, &edit).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let known = crate::office::hidden(&page.text(), "version");
    let renamed = situation
        .filter(
            &mine,
            &edit,
            &[
                ("name", "Kitas"),
                ("geteilt", "ja"),
                ("aktion", "speichern"),
            ],
        )
        .await;
    assert_eq!(renamed.status, StatusCode::SEE_OTHER);
    let late = app
        .post(
            &colleague,
            &edit,
            &[
                ("version", known.as_str()),
                ("stand", "submitted"),
                ("name", "Meine"),
                ("aktion", "speichern"),
            ],
        )
        .await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.text());
    let views = app
        .get(&colleague, &situation.insight("/ansichten"))
        .await
        .text();
    assert!(
        views.contains("Kitas") && !views.contains("Meine"),
        "{views}"
    );

    let remove = situation.insight(&format!("/ansichten/{id}/loeschen"));
    let page = app.get(&mine, &remove).await.text();
    let version = crate::office::hidden(&page, "version");
    let gone = app
        .post(&mine, &remove, &[("version", version.as_str())])
        .await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.text());
    assert_eq!(app.get(&mine, &edit).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_view_is_a_file_with_its_reports_and_columns() {
    let situation = situation().await;
    let app = &situation.app;
    let cookie = situation.case_worker().await;
    let saved = situation
        .filter(
            &cookie,
            &situation.insight("/filter"),
            &[
                ("frage_1", "ill"),
                ("op_1", "over"),
                ("wert_1", "2"),
                ("spalte", "ill"),
                ("name", "Viele"),
                ("aktion", "speichern"),
            ],
        )
        .await;
    let id = saved
        .location()
        .split("ansicht=")
        .nth(1)
        .unwrap()
        .to_owned();
    let page = app
        .get(
            &cookie,
            &situation.insight(&format!("/ausgabe?ansicht={id}")),
        )
        .await
        .text();
    assert!(page.contains("Die Datei enthält 2 Meldungen"), "{page}");
    let path = |format: &str| {
        let step = format!("/ausgabe/datei?ansicht={id}&format={format}&schluessel=name");
        situation.insight(&step)
    };
    let csv = app.get(&cookie, &path("csv")).await;
    assert_eq!(csv.status, StatusCode::OK, "{}", csv.text());
    let text = csv.text();
    let head = text.lines().next().unwrap();
    assert!(
        head.ends_with("ill") && !head.contains("cared_for"),
        "{head}"
    );
    assert_eq!(text.lines().count(), 3, "{text}");
    assert!(!text.contains("Muster"), "{text}");
    let json = app.get(&cookie, &path("json")).await.json();
    assert_eq!(json.as_array().unwrap().len(), 2, "{json}");
    assert!(!json.to_string().contains("cared_for"), "{json}");
    for format in ["xlsx", "parquet"] {
        assert_eq!(app.get(&cookie, &path(format)).await.status, StatusCode::OK);
    }
    let trail = app.trail(situation.office.id.uuid()).await;
    assert!(trail.iter().any(|entry| entry.contains("answers.export")));
}
