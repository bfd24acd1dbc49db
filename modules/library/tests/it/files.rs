// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Files beside a form: lists to choose from and pictures.

use http::{StatusCode, header};
use kernel::Role;

use crate::{Library, library};

const FORM: &[u8] = b"| survey |
| | type | name | label::Deutsch (de) | image::Deutsch (de) |
| | select_one_from_file towns.csv | town | Ort | |
| | note | place | Lage | Karte 1.png |
| | integer | count | Anzahl | |
| settings |
| | form_title | form_id | default_language |
| | Orte | orte | Deutsch (de) |
";

const TOWNS: &[u8] = b"name,label\nemden,Emden\nleer,Leer (Ostfriesland)\n";
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n0000";

/// Takes the form in and returns its path.
async fn form(library: &Library) -> String {
    let answer = library
        .upload(&library.author, "/formulare/neu", "orte.md", FORM)
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    answer.location().to_owned()
}

async fn attach(library: &Library, form: &str, files: &[(&str, &[u8])]) -> (StatusCode, String) {
    let files: Vec<_> = files
        .iter()
        .map(|(name, bytes)| ("dateien", *name, *bytes))
        .collect();
    let path = format!("{form}/dateien");
    let answer = library
        .send_files(&library.author, &path, &[], &files)
        .await;
    (answer.status, answer.text())
}

#[tokio::test]
async fn a_form_says_which_files_it_lacks_and_is_published_with_its_lists_only() {
    let library = library().await;
    let form = form(&library).await;
    let page = library.page(&library.author, &form).await;
    assert!(
        page.contains("Dateien zum Formular (0 von 2 vorhanden)"),
        "{page}"
    );
    let page = library
        .page(&library.author, &format!("{form}/dateien"))
        .await;
    assert!(
        page.contains("towns.csv") && page.contains("Karte 1.png"),
        "{page}"
    );
    assert_eq!(page.matches("fehlt</").count(), 2, "{page}");

    let refused = library.publish(&form, "1").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("towns.csv"), "{}", refused.text());

    let (status, text) = attach(&library, &form, &[("TOWNS.csv", TOWNS)]).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{text}");
    let preview = library
        .page(&library.author, &format!("{form}/ansehen"))
        .await;
    assert!(preview.contains("Leer (Ostfriesland)"), "{preview}");
    assert!(!preview.contains("Karte%201.png"), "{preview}");
    let published = library.publish(&form, "2").await;
    assert_eq!(
        published.status,
        StatusCode::SEE_OTHER,
        "{}",
        published.text()
    );
}

#[tokio::test]
async fn pictures_are_shown_and_a_version_keeps_its_files() {
    let library = library().await;
    let form = form(&library).await;
    let files = [("towns.csv", TOWNS), ("Karte 1.png", PICTURE)];
    let (status, text) = attach(&library, &form, &files).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{text}");
    let version = library.publish(&form, "2").await.location().to_owned();

    // Another list in the draft: the version keeps its own.
    let (status, _) = attach(
        &library,
        &form,
        &[("towns.csv", b"name,label\nwilh,Wilhelmshaven\n")],
    )
    .await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let old = library
        .page(&library.author, &format!("{version}/ansehen"))
        .await;
    assert!(
        old.contains("Emden") && !old.contains("Wilhelmshaven"),
        "{old}"
    );
    let picture = format!("{version}/dateien/Karte%201.png");
    assert!(old.contains(&format!("src=\"{picture}\"")), "{old}");
    let office = library.state.offices[0].id;
    let worker = library
        .app
        .signed_in("Wilma Werk", Role::CaseWorker, office)
        .await;
    let shown = library.app.get(&worker, &picture).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert_eq!(shown.headers[header::CONTENT_TYPE], "image/png");
    assert_eq!(shown.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    assert_eq!(&shown.bytes[..], PICTURE);
    // The draft is not for offices, and neither is a file that nobody names.
    for hidden in [
        format!("{form}/dateien/Karte%201.png"),
        format!("{version}/dateien/other.png"),
    ] {
        let answer = library.app.get(&worker, &hidden).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{hidden}");
    }
    assert_eq!(library.count("form_contents").await, 3);

    // The job that tells of the version carries what lies in its files.
    let payload: Option<String> = db::scalar(
        library.app.app.db.read(),
        "SELECT payload FROM jobs WHERE kind = 'form.published'",
        vec![],
    )
    .await
    .unwrap();
    let payload: serde_json::Value = serde_json::from_str(&payload.unwrap()).unwrap();
    assert_eq!(
        payload["files"].as_array().map(Vec::len),
        Some(2),
        "{payload}"
    );
}

#[tokio::test]
async fn a_removed_file_is_gone_and_a_new_workbook_keeps_the_others() {
    let library = library().await;
    let form = form(&library).await;
    let files = [("towns.csv", TOWNS), ("Karte 1.png", PICTURE)];
    attach(&library, &form, &files).await;
    let path = format!("{form}/dateien/entfernen");
    let fields = [("name", "Karte 1.png")];
    let removed = library.app.post(&library.author, &path, &fields).await;
    assert_eq!(removed.status, StatusCode::SEE_OTHER);
    assert_eq!(library.count("form_contents").await, 1);
    let again = library.app.post(&library.author, &path, &fields).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);

    let changed = String::from_utf8(FORM.to_vec())
        .unwrap()
        .replace("Anzahl", "Wie viele");
    let answer = library
        .replace(&form, "orte.md", changed.as_bytes(), "3")
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let page = library.page(&library.author, &form).await;
    assert!(
        page.contains("Dateien zum Formular (1 von 2 vorhanden)"),
        "{page}"
    );
}

#[tokio::test]
async fn what_does_not_fit_is_named_and_nothing_is_kept() {
    let library = library().await;
    let form = form(&library).await;
    let large = vec![b'x'; 5 * 1024 * 1024 + 1];
    let cases: [(&str, &[u8], &str); 6] = [
        ("other.csv", TOWNS, "nennt keine Datei „other.csv“"),
        ("towns.csv", b"", "ist leer"),
        ("towns.csv", &large, "größer als 5 MB"),
        (
            "towns.csv",
            b"name,label\n\xff,x\n",
            "lässt sich nicht lesen",
        ),
        (
            "Karte 1.png",
            b"<html><script>alert(1)</script>",
            "nicht den Inhalt",
        ),
        ("Karte 1.png", b"MZ\x90\x00", "nicht den Inhalt"),
    ];
    for (name, bytes, said) in cases {
        let files = [("towns.csv", TOWNS), (name, bytes)];
        let (status, text) = attach(&library, &form, &files).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{name}: {text}");
        assert!(text.contains(said), "{name}: {text}");
    }
    let (status, text) = attach(&library, &form, &[]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text.contains("mindestens eine Datei"), "{text}");
    assert_eq!(library.count("form_contents").await, 0);
}
