// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What everybody may take away: files, catalogue, feed; and who may not.

use axum::body::Body;
use directory::testing::{Answer, TestApp, bearer};
use http::{HeaderName, Method, StatusCode, header};

use crate::agency::{Agency, agency};

const STAND: &str = "/opendata/meldungen/2026-11-16";

/// A published set with its files.
async fn opened() -> Agency {
    let agency = agency().await;
    agency.published().await;
    agency.test().run_jobs().await;
    agency
}

async fn ask(test: &TestApp, method: Method, path: &str, more: &[(HeaderName, &str)]) -> Answer {
    let mut request = TestApp::request(method, "", path);
    for (name, value) in more {
        request = request.header(name, *value);
    }
    test.send(request.body(Body::empty()).unwrap()).await
}

fn row(text: &str, week: &str, place: &str) -> Option<String> {
    let start = format!("influenza,{week},{place},");
    text.lines()
        .find(|line| line.starts_with(&start))
        .map(str::to_owned)
}

#[tokio::test]
async fn a_version_is_a_file_in_three_formats_that_never_changes() {
    let agency = opened().await;
    let test = agency.test();
    let csv = test.get("", &format!("{STAND}.csv")).await;
    assert_eq!(csv.status, StatusCode::OK);
    assert_eq!(csv.headers["content-type"], "text/csv; charset=utf-8");
    assert_eq!(
        csv.headers["cache-control"],
        "public, max-age=31536000, immutable"
    );
    let text = csv.text();
    assert_eq!(
        row(&text, "2026-W46", "03101").as_deref(),
        Some("influenza,2026-W46,03101,,,unknown,value,false,11"),
        "{text}"
    );
    assert!(row(&text, "2026-W40", "03151").unwrap().contains(",true,4"));
    let json = test.get("", &format!("{STAND}.json")).await.json();
    assert_eq!(json["attribution"], "RKI, SurvStat@RKI 2.0");
    assert_eq!(json["asOf"], "2026-11-16");
    assert_eq!(
        json["rows"].as_array().unwrap().len(),
        text.lines().count() - 1
    );
    let parquet = test.get("", &format!("{STAND}.parquet")).await;
    assert_eq!(&parquet.bytes[..4], b"PAR1");
    for wrong in [
        "/opendata/meldungen/2026-11-17.csv",
        "/opendata/meldungen/2026-11-16.xlsx",
        "/opendata/meldungen/2026-11-16",
        "/opendata/other/2026-11-16.csv",
        "/opendata/other",
    ] {
        assert_eq!(
            test.get("", wrong).await.status,
            StatusCode::NOT_FOUND,
            "{wrong}"
        );
    }
}

#[tokio::test]
async fn who_has_a_file_need_not_load_it_again_and_may_load_a_part() {
    let agency = opened().await;
    let test = agency.test();
    let path = format!("{STAND}.csv");
    let whole = test.get("", &path).await;
    let tag = whole.headers[header::ETAG].to_str().unwrap();
    let again = ask(test, Method::GET, &path, &[(header::IF_NONE_MATCH, tag)]).await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    assert!(again.bytes.is_empty());
    let part = ask(test, Method::GET, &path, &[(header::RANGE, "bytes=0-6")]).await;
    assert_eq!(part.status, StatusCode::PARTIAL_CONTENT);
    assert_eq!(part.text(), "disease");
    assert_eq!(
        part.headers["content-range"].to_str().unwrap(),
        format!("bytes 0-6/{}", whole.bytes.len())
    );
    let none = ask(
        test,
        Method::GET,
        &path,
        &[(header::RANGE, "bytes=999999-")],
    )
    .await;
    assert_eq!(none.status, StatusCode::RANGE_NOT_SATISFIABLE);
}

#[tokio::test]
async fn the_current_version_has_an_address_of_its_own() {
    let agency = opened().await;
    let test = agency.test();
    let answer = test.get("", "/opendata/meldungen/aktuell.csv").await;
    assert_eq!(answer.status, StatusCode::TEMPORARY_REDIRECT);
    assert_eq!(answer.location(), format!("{STAND}.csv"));
    // A second version of the same day does not take the first one's address.
    let before = test.get("", &format!("{STAND}.csv")).await;
    let file = b"disease,year,week,kreis,cases\ninfluenza,2026,46,03101,99\n";
    let staged = agency.upload("meldungen", "neu.csv", file).await;
    assert_eq!(staged.location(), "/daten/meldungen/2");
    agency.decide(staged.location(), "uebernehmen").await;
    test.run_jobs().await;
    let answer = test.get("", "/opendata/meldungen/aktuell.csv").await;
    assert_eq!(answer.location(), format!("{STAND}-2.csv"));
    let after = test.get("", &format!("{STAND}.csv")).await;
    assert_eq!(before.bytes, after.bytes);
    let new = test.get("", &format!("{STAND}-2.csv")).await.text();
    assert!(new.ends_with(",99\n"), "{new}");
}

#[tokio::test]
async fn what_is_internal_is_there_for_nobody() {
    let agency = opened().await;
    let test = agency.test();
    let fields = [("version", "2"), ("sichtbar", "internal")];
    let hidden = test
        .post(&agency.analyst, "/daten/meldungen/sichtbarkeit", &fields)
        .await;
    assert_eq!(hidden.status, StatusCode::SEE_OTHER, "{}", hidden.text());
    test.run_jobs().await;
    for cookie in ["", agency.analyst.as_str()] {
        for path in [
            "/opendata/meldungen",
            "/opendata/meldungen/aktuell.csv",
            &format!("{STAND}.csv"),
        ] {
            assert_eq!(
                test.get(cookie, path).await.status,
                StatusCode::NOT_FOUND,
                "{path}"
            );
        }
        for path in ["/opendata", "/opendata/catalog.ttl", "/opendata/neu.atom"] {
            let text = test.get(cookie, path).await.text();
            assert!(!text.contains("opendata/meldungen"), "{path}: {text}");
        }
    }
}

#[tokio::test]
async fn the_catalogue_names_files_with_size_and_checksum() {
    let agency = opened().await;
    let test = agency.test();
    let answer = test.get("", "/opendata/catalog.ttl").await;
    assert_eq!(answer.headers["content-type"], "text/turtle; charset=utf-8");
    let text = answer.text();
    let csv = test.get("", &format!("{STAND}.csv")).await;
    let tag = csv.headers[header::ETAG].to_str().unwrap();
    let digest = tag.trim_start_matches("W/").trim_matches('"');
    let size = format!("\"{}\"^^xsd:nonNegativeInteger", csv.bytes.len());
    for said in [
        digest,
        &size,
        "/opendata/meldungen/2026-11-16.csv>",
        "stateKey/03",
        "frequency/UNKNOWN",
        "dcatde:licenseAttributionByText \"RKI, SurvStat@RKI 2.0\"",
        "\"2026-11-15\"^^xsd:date",
        "\"Influenza, saisonal\"@de",
    ] {
        assert!(text.contains(said), "{said} is in {text}");
    }
    let tag = answer.headers[header::ETAG].to_str().unwrap();
    let path = "/opendata/catalog.ttl";
    let again = ask(test, Method::GET, path, &[(header::IF_NONE_MATCH, tag)]).await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    let json = test.get("", "/opendata/catalog.jsonld").await;
    assert_eq!(json.headers["content-type"], "application/ld+json");
    assert!(json.json()["@graph"].as_array().unwrap().len() > 5);
    let xml = test.get("", "/opendata/catalog.rdf").await.text();
    assert!(xml.starts_with("<?xml"), "{xml}");
}

#[tokio::test]
async fn an_empty_catalogue_is_a_catalogue() {
    let agency = agency().await;
    let test = agency.test();
    let text = test.get("", "/opendata/catalog.ttl").await.text();
    assert!(text.contains("dcat:Catalog") && !text.contains("dcat:Dataset"));
    let page = agency.see("", "/opendata").await;
    assert!(page.contains("Es gibt noch keine offenen Daten"));
    let feed = test.get("", "/opendata/neu.atom").await.text();
    assert!(
        feed.contains("<updated>1970-01-01T00:00:00Z</updated>"),
        "{feed}"
    );
}

#[tokio::test]
async fn pages_say_what_there_is_in_both_languages() {
    let agency = opened().await;
    let page = agency.see("", "/opendata").await;
    for said in [
        "Meldepflichtige Krankheiten",
        "Mo., 16.11.2026",
        "RKI, SurvStat@RKI 2.0",
        "application/atom+xml",
    ] {
        assert!(page.contains(said), "{said}");
    }
    let page = agency.see("lang=en", "/opendata/meldungen").await;
    for said in [
        "How to cite",
        "Official key of the district",
        "Checksum (SHA-256)",
        "/opendata/meldungen/aktuell.parquet",
    ] {
        assert!(page.contains(said), "{said}");
    }
}

#[tokio::test]
async fn the_feed_has_an_entry_for_each_version() {
    let agency = opened().await;
    let test = agency.test();
    let answer = test.get("", "/opendata/neu.atom").await;
    assert_eq!(
        answer.headers["content-type"],
        "application/atom+xml; charset=utf-8"
    );
    let text = answer.text();
    assert_eq!(text.matches("<entry>").count(), 1);
    assert!(text.contains("Stand Mo., 16.11.2026"), "{text}");
    assert!(text.contains("urn:uuid:") && text.contains("rel=\"enclosure\""));
    let tag = answer.headers[header::ETAG].to_str().unwrap();
    let path = "/opendata/neu.atom";
    let again = ask(test, Method::GET, path, &[(header::IF_NONE_MATCH, tag)]).await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn pages_of_other_sites_may_read_what_is_public_and_nothing_else() {
    let agency = opened().await;
    let test = agency.test();
    let origin = (header::ORIGIN, "https://other.example");
    for path in [
        "/opendata/catalog.ttl",
        "/opendata/meldungen/2026-11-16.csv",
        "/opendata/neu.atom",
        "/api/v1/cases/influenza/series",
        "/api/v1/cases/none/series",
    ] {
        let answer = ask(test, Method::GET, path, std::slice::from_ref(&origin)).await;
        assert_eq!(answer.headers["access-control-allow-origin"], "*", "{path}");
        assert!(
            !answer
                .headers
                .contains_key("access-control-allow-credentials")
        );
        assert_eq!(
            answer.headers["cross-origin-resource-policy"], "cross-origin",
            "{path}"
        );
        let method = (header::ACCESS_CONTROL_REQUEST_METHOD, "GET");
        let asked = ask(test, Method::OPTIONS, path, &[origin.clone(), method]).await;
        assert_eq!(asked.status, StatusCode::NO_CONTENT, "{path}");
        assert_eq!(asked.headers["access-control-allow-methods"], "GET, HEAD");
    }
    // Who is known gets no answer that another site could read.
    let path = "/api/v1/cases/influenza/series";
    let known = test.get(&agency.analyst, path).await;
    assert_eq!(known.status, StatusCode::OK);
    assert!(!known.headers.contains_key("access-control-allow-origin"));
    let program = test.ask(Method::GET, &bearer("none"), path).await;
    assert!(!program.headers.contains_key("access-control-allow-origin"));
    for path in ["/daten", "/anmelden", "/krankheiten", "/api/v1/forms"] {
        let answer = ask(test, Method::GET, path, std::slice::from_ref(&origin)).await;
        assert!(
            !answer.headers.contains_key("access-control-allow-origin"),
            "{path}"
        );
        assert_eq!(
            answer.headers["cross-origin-resource-policy"],
            "same-origin"
        );
        let asked = ask(test, Method::OPTIONS, path, std::slice::from_ref(&origin)).await;
        assert_ne!(asked.status, StatusCode::NO_CONTENT, "{path}");
    }
}
