// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Every figure in every format, and in pages of others.

use directory::testing::bearer;
use http::{Method, StatusCode};

use crate::agency::agency;
use crate::state::State;

#[tokio::test]
async fn a_disease_comes_in_every_format() {
    let agency = agency().await;
    agency.published().await;
    let test = agency.test();
    for (path, start) in [
        ("reihe.csv", &b"disease,"[..]),
        ("orte.csv", b"disease,"),
        ("reihe.xlsx", b"PK\x03\x04"),
        ("orte.xlsx", b"PK\x03\x04"),
        ("reihe.parquet", b"PAR1"),
        ("orte.parquet", b"PAR1"),
        ("karte.svg", b"<?xml"),
        ("reihe.svg", b"<?xml"),
        ("karte.png", b"\x89PNG"),
        ("reihe.png", b"\x89PNG"),
    ] {
        let path = format!("/krankheiten/influenza/{path}?ort=03101&spanne=13");
        let answer = test.get("", &path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
        assert!(answer.bytes.starts_with(start), "{path}");
        let name = answer.headers["content-disposition"].to_str().unwrap();
        let end = path.split_once('?').unwrap().0.rsplit_once('.').unwrap().1;
        assert!(name.contains(&format!(".{end}")), "{path}: {name}");
        assert_eq!(answer.headers["access-control-allow-origin"], "*", "{path}");
    }
    for wrong in [
        "reihe",
        "reihe.doc",
        "alles.csv",
        "orte.png",
        "seite.csv",
        "karte.pdf",
    ] {
        let path = format!("/krankheiten/influenza/{wrong}");
        assert_eq!(
            test.get("", &path).await.status,
            StatusCode::NOT_FOUND,
            "{wrong}"
        );
    }
    for path in ["liste.csv", "liste.xlsx", "liste.parquet"] {
        let answer = test.get("", &format!("/krankheiten/{path}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn every_table_names_source_licence_and_day() {
    let agency = agency().await;
    agency.published().await;
    let test = agency.test();
    let text = test
        .get("", "/krankheiten/influenza/reihe.csv?ort=03101")
        .await
        .text();
    let mut lines = text.lines();
    assert!(lines.next().unwrap().ends_with(",source,licence,as_of"));
    assert!(
        lines
            .next()
            .unwrap()
            .ends_with(",\"RKI, SurvStat@RKI 2.0\",,2026-11-16"),
        "{text}"
    );
    let parquet = test
        .get("", "/krankheiten/influenza/reihe.parquet?ort=03101")
        .await;
    let mut reader = columnar::Reader::of_bytes(parquet.bytes.clone()).unwrap();
    assert_eq!(reader.names().last().map(String::as_str), Some("as_of"));
    let mut cells = Vec::new();
    let mut rows = 0;
    while reader.next_row(&mut cells).unwrap() {
        assert_eq!(cells[1], "03101");
        rows += 1;
    }
    assert_eq!(rows, text.lines().count() - 1);
    let book = test
        .get("lang=en", "/krankheiten/influenza/reihe.xlsx?ort=03101")
        .await;
    let limits = tables::BookLimits {
        file: 1 << 20,
        content: 16 << 20,
        rows: 10_000,
        columns: 100,
        cells: 100_000,
        with_times: false,
        with_errors: false,
    };
    let book = tables::read_workbook(&book.bytes, limits).unwrap();
    let texts = format!("{book:?}");
    for said in ["SurvStat@RKI 2.0", "2026-11-16", "Braunschweig", "not-yet"] {
        assert!(texts.contains(said), "{said}");
    }
}

#[tokio::test]
async fn the_indicator_comes_in_every_format() {
    let state = State::with_figures().await;
    for (path, start) in [
        ("woche.xlsx", &b"PK\x03\x04"[..]),
        ("woche.parquet", b"PAR1"),
        ("reihe.parquet", b"PAR1"),
        ("reihe.svg", b"<?xml"),
        ("karte.png", b"\x89PNG"),
    ] {
        let path = format!("/krankenstand/{path}?kw=2026-W46&kreis=03101");
        let answer = state.app.get("", &path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
        assert!(answer.bytes.starts_with(start), "{path}");
    }
    let week = state.app.get("", "/krankenstand/woche.csv").await.text();
    for state in [",value,", ",suppressed,", ",no-data,"] {
        assert!(week.contains(state), "{state} in {week}");
    }
}

#[tokio::test]
async fn a_disease_comes_on_paper() {
    let agency = agency().await;
    agency.published().await;
    let answer = agency
        .test()
        .get("", "/krankheiten/influenza/seite.pdf?ort=03101")
        .await;
    if answer.status == StatusCode::NOT_IMPLEMENTED || answer.text().contains("not-built") {
        eprintln!("SKIPPED: the interface is not built");
        return;
    }
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    assert_eq!(answer.headers["content-type"], "application/pdf");
    assert!(answer.bytes.starts_with(b"%PDF"));
}

#[tokio::test]
async fn single_figures_stand_in_frames_of_named_sites_only() {
    let agency = agency().await;
    agency.published().await;
    let path = "/einbetten/krankheiten/influenza/reihe?ort=03101";
    let closed = agency.test().get("", path).await;
    assert_eq!(closed.status, StatusCode::OK);
    assert_eq!(closed.headers["x-frame-options"], "DENY");
    let policy = closed.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
    let sites = vec!["https://www.landkreis.example".to_owned()];
    let agency = crate::agency::agency()
        .await
        .with(|settings| settings.open_data.embedding_sites = sites);
    agency.published().await;
    let open = agency.test();
    let answer = open.get("", path).await;
    let policy = answer.headers["content-security-policy"].to_str().unwrap();
    assert!(
        policy.contains("frame-ancestors 'self' https://www.landkreis.example;"),
        "{policy}"
    );
    assert!(!answer.headers.contains_key("x-frame-options"));
    let text = answer.text();
    assert!(
        text.contains("wurden") && text.contains("SurvStat@RKI 2.0"),
        "{text}"
    );
    assert!(!text.contains("<script") && !text.contains("<form"));
    for other in ["/krankheiten/influenza", "/anmelden", "/daten"] {
        let answer = open.get("", other).await;
        assert_eq!(answer.headers["x-frame-options"], "DENY", "{other}");
    }
    let page = open
        .get("", "/krankheiten/influenza?ort=03101")
        .await
        .text();
    assert!(
        page.contains("&lt;iframe src=") || page.contains("&#60;iframe src="),
        "{page}"
    );
}

#[tokio::test]
async fn a_frame_shows_what_is_public_even_to_those_who_may_see_more() {
    let agency = agency().await;
    let staged = agency
        .upload(
            "",
            "a.csv",
            b"disease,year,week,kreis,cases\ninfluenza,2026,46,03101,9\n",
        )
        .await;
    agency.decide(staged.location(), "uebernehmen").await;
    let test = agency.test();
    assert_eq!(
        test.get(&agency.analyst, "/krankheiten/influenza")
            .await
            .status,
        StatusCode::OK
    );
    let path = "/einbetten/krankheiten/influenza/karte";
    assert_eq!(
        test.get(&agency.analyst, path).await.status,
        StatusCode::NOT_FOUND
    );
    let program = test.ask(Method::GET, &bearer("none"), path).await;
    assert_ne!(program.status, StatusCode::OK);
}

#[test]
fn a_route_that_changes_something_is_never_for_other_sites() {
    for route in indicators::module().routes {
        if route.shared {
            assert_eq!(route.method, Method::GET, "{}", route.path);
            assert_eq!(route.guard, web::Guard::Public, "{}", route.path);
        }
    }
}
