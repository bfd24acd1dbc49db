// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Forms of other programs come in, and go out.

use http::StatusCode;

use crate::library;

/// A data scheme of FIM with a list of codes that is published elsewhere.
const SCHEME: &[u8] = include_bytes!("../../../../crates/forms/tests/it/samples/belehrung-3.xml");
/// That list.
const CODES: &[u8] = include_bytes!("../../../../crates/forms/tests/it/samples/geschlecht.xml");
/// A Questionnaire of another program.
const QUESTIONNAIRE: &[u8] =
    include_bytes!("../../../../crates/forms/tests/it/samples/vaccination.json");

#[tokio::test]
async fn a_data_scheme_comes_in_with_its_tasks_and_lists() {
    let library = library().await;
    let answer = library
        .upload(&library.author, "/formulare/neu", "belehrung.xml", SCHEME)
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let form = answer.location().to_owned();
    let page = library.page(&library.author, &form).await;
    assert!(page.contains("Regel von Hand zu übertragen"), "{page}");
    assert!(page.contains("Die Codeliste") && page.contains("fehlt"));
    // What was looked at is ticked off, and stays so when the form is changed.
    let note = page.split("name=\"hinweis\" value=\"").nth(1).unwrap();
    let note = note
        .split('"')
        .next()
        .unwrap()
        .replace("&#38;", "&")
        .replace("&#34;", "\"");
    let before = page.matches("name=\"hinweis\"").count();
    let done = [("hinweis", note.as_str())];
    let path = format!("{form}/erledigt");
    library.app.post(&library.author, &path, &done).await;
    let page = library.page(&library.author, &form).await;
    assert_eq!(page.matches("name=\"hinweis\"").count(), before - 1);
    // The list that is missing is read in.
    let lists = format!("{form}/listen");
    let page = library.page(&library.author, &lists).await;
    let row = page.find("fehlt noch").expect("a list is missing");
    let list = page[..row].rsplit("listen?liste=").next().unwrap();
    let list = list.split('"').next().unwrap().to_owned();
    let answer = library
        .send_files(
            &library.author,
            &lists,
            &[("liste", &list), ("tun", "einlesen")],
            &[("datei", "geschlecht.xml", CODES)],
        )
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let builder = library
        .page(&library.author, &format!("{form}/bauen"))
        .await;
    assert!(builder.contains("data-path="));
}

#[tokio::test]
async fn forms_go_out_in_every_format_and_come_back() {
    let library = library().await;
    let form = library.template().await;
    let page = library
        .page(&library.author, &format!("{form}/formate"))
        .await;
    assert!(
        page.contains("nichts geht verloren") && page.contains("Angaben"),
        "{page}"
    );
    let mut readable = Vec::new();
    for (format, kind) in [
        ("xlsform", "spreadsheetml"),
        ("xform", "application/xml"),
        ("fim", "application/xml"),
        ("fhir", "application/fhir+json"),
        ("json-schema", "application/schema+json"),
        ("spec", "application/json"),
    ] {
        let path = format!("{form}/formate/{format}");
        let answer = library.app.get(&library.author, &path).await;
        assert_eq!(answer.status, StatusCode::OK, "{format}: {}", answer.text());
        let said = answer.headers["content-type"].to_str().unwrap().to_owned();
        assert!(said.contains(kind), "{format}: {said}");
        readable.push((format, answer.bytes));
    }
    let unknown = library
        .app
        .get(&library.author, &format!("{form}/formate/doc"))
        .await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    // Each comes in again, as a form of its own: only the identifier is taken.
    for (format, bytes) in readable {
        let name = match format {
            "xlsform" => "a.xlsx",
            "xform" | "fim" => "a.xml",
            "json-schema" => continue,
            _ => "a.json",
        };
        let answer = library
            .upload(&library.author, "/formulare/neu", name, &bytes)
            .await;
        let taken = answer.status == StatusCode::UNPROCESSABLE_ENTITY
            && answer.text().contains("are-sentinel-kita");
        assert!(
            taken || answer.status == StatusCode::SEE_OTHER,
            "{format}: {}",
            answer.text()
        );
    }
}

#[tokio::test]
async fn a_questionnaire_comes_in_and_broken_files_are_named() {
    let library = library().await;
    let answer = library
        .upload(
            &library.author,
            "/formulare/neu",
            "impfung.json",
            QUESTIONNAIRE,
        )
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let broken: [(&str, &[u8], &str); 4] = [
        (
            "a.xml",
            b"<h:html xmlns:h=\"http://www.w3.org/1999/xhtml\">\n<h:head>",
            "2",
        ),
        (
            "a.json",
            b"{\"resourceType\": \"Patient\"}",
            "Questionnaire",
        ),
        ("a.json", b"{\n \"id\": ", "line 2"),
        ("a.xml", b"<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>", "1"),
    ];
    for (name, bytes, said) in broken {
        let answer = library
            .upload(&library.author, "/formulare/neu", name, bytes)
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(answer.text().contains(said), "{said}: {}", answer.text());
    }
    assert_eq!(library.count("forms").await, 1);
}

#[tokio::test]
async fn what_a_version_means_for_running_collections_is_said_before_it_is_published() {
    let library = library().await;
    let form = library.template().await;
    library.publish(&form, "1").await;
    let builder = format!("{form}/bauen");
    let fields = [("frage", "remark"), ("tun", "entfernen")];
    library.app.post(&library.author, &builder, &fields).await;
    let page = library
        .page(&library.author, &format!("{form}/veroeffentlichen"))
        .await;
    assert!(
        page.contains("Was sich gegenüber der Version davor ändert"),
        "{page}"
    );
    assert!(page.contains("Frage entfällt mit ihren Antworten"));
    assert_eq!(
        library.publish(&form, "2").await.status,
        StatusCode::SEE_OTHER
    );
    let page = library.page(&library.author, &form).await;
    let version = page.split("/formulare/version/").nth(1).unwrap();
    let version = version.split('"').next().unwrap();
    let page = library
        .page(&library.author, &format!("/formulare/version/{version}"))
        .await;
    assert!(
        page.contains("Frage entfällt mit ihren Antworten"),
        "{page}"
    );
}

#[tokio::test]
async fn a_version_is_withdrawn_and_offered_again() {
    let library = library().await;
    let form = library.template().await;
    library.publish(&form, "1").await;
    let page = library.page(&library.author, &form).await;
    let version = page.split("/formulare/version/").nth(1).unwrap();
    let version = format!("/formulare/version/{}", version.split('"').next().unwrap());
    let path = format!("{version}/zurueckziehen");
    for (deed, said) in [
        ("zurueckziehen", "Diese Version ist zurückgezogen"),
        ("anbieten", "Version zurückziehen"),
    ] {
        let fields = [("tun", deed)];
        let answer = library.app.post(&library.author, &path, &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        let page = library.page(&library.author, &version).await;
        assert!(page.contains(said), "{deed}: {page}");
    }
    let page = library.page(&library.author, &form).await;
    assert!(
        page.contains("Version 1 zurückgezogen") && page.contains("Version 1 wieder angeboten")
    );
}
