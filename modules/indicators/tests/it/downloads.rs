// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use http::{Method, StatusCode, header};

use crate::state::State;
use directory::testing::TestApp;

#[tokio::test]
async fn a_week_as_csv_has_the_state_and_all_districts() {
    let state = State::with_figures().await;
    let answer = state.app.get("", "/krankenstand.csv?kw=2026-W46").await;
    assert_eq!(
        answer.headers["content-disposition"],
        "attachment; filename=\"krankenstand_2026-W46.csv\""
    );
    let text = answer.text();
    assert_eq!(text.lines().count(), 1 + 1 + 45);
    let first: Vec<&str> = text.lines().take(8).collect();
    insta::assert_snapshot!(first.join("\n"));
}

#[tokio::test]
async fn a_series_as_csv_has_every_week() {
    let state = State::with_figures().await;
    let text = state
        .app
        .get("", "/krankenstand/reihe.csv?kreis=03151")
        .await
        .text();
    insta::assert_snapshot!(text);
}

#[tokio::test]
async fn no_file_names_an_institution_an_office_or_a_collection() {
    let state = State::with_figures().await;
    for path in [
        "/krankenstand.csv",
        "/krankenstand/reihe.csv",
        "/krankenstand/karte.svg",
        "/api/v1/indicators/krankenstand",
    ] {
        let text = state.app.get("", path).await.text();
        for word in ["Amt A", "Amt B", "Sentinel"] {
            assert!(!text.contains(word), "{path} names {word}");
        }
        let ids = [state.first.to_string(), state.collection.to_string()];
        assert!(
            !ids.iter().any(|id| text.contains(id)),
            "{path} holds an id"
        );
    }
}

#[tokio::test]
async fn the_map_as_a_file_names_its_week_source_and_date() {
    let state = State::with_figures().await;
    let answer = state
        .app
        .get("", "/krankenstand/karte.svg?kw=2026-W46")
        .await;
    assert_eq!(answer.headers["content-type"], "image/svg+xml");
    let text = answer.text();
    assert!(text.contains("KW\u{a0}46/2026") && text.contains("GeoBasis-DE"));
    assert!(text.contains("Datenstand: Mi., 18.11.2026"));
    assert_eq!(text.matches("data-area=").count(), 45);
    assert!(!text.contains("href="));
    assert_eq!(text.matches("<svg").count(), text.matches("</svg>").count());
}

#[tokio::test]
async fn a_file_that_the_reader_has_is_not_sent_again() {
    let state = State::with_figures().await;
    let path = "/krankenstand.csv";
    let answer = state.app.get("", path).await;
    let tag = answer.headers[header::ETAG].clone();
    let request = TestApp::request(Method::GET, "", path)
        .header(header::IF_NONE_MATCH, tag)
        .body(axum::body::Body::empty())
        .unwrap();
    let answer = state.app.send(request).await;
    assert_eq!(answer.status, StatusCode::NOT_MODIFIED);
    assert!(answer.bytes.is_empty());
}
