// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Files beside a form: what can be chosen lies in one, a picture in another.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use forms::AttachedFile;
use kernel::Role;
use reporting::jobs::FileContent;

use crate::house::{House, are_sentinel, house_with_files};

const TOWNS: &[u8] = b"name,label\nemden,Emden\nleer,Leer (Ostfriesland)\n";
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n0000";

const FORM: &[u8] = b"| survey |
| | type | name | label::Deutsch (de) | image::Deutsch (de) | required |
| | select_one_from_file towns.csv | town | Ort | | yes |
| | note | place | Lage | map.png | |
| settings |
| | form_title | form_id | default_language |
| | Orte | orte | Deutsch (de) |
";

async fn with_lists() -> (House, String) {
    let (mut spec, _) = forms::xlsform::read_fillable(FORM, "orte.md").unwrap();
    let are = are_sentinel();
    (spec.period, spec.purpose, spec.legal_basis) = (are.period, are.purpose, are.legal_basis);
    let mut files = Vec::new();
    for (name, bytes, media_type) in [
        ("towns.csv", TOWNS, "text/csv"),
        ("map.png", PICTURE, "image/png"),
    ] {
        let file = AttachedFile::of(bytes);
        files.push(FileContent {
            sha256: file.sha256.clone(),
            media_type: media_type.to_owned(),
            base64: STANDARD.encode(bytes),
        });
        spec.files.insert(name.to_owned(), file);
    }
    let house = house_with_files(spec, files).await;
    let path = format!(
        "/meldungen/formular/{}/dateien/map.png",
        house.collection.form_version
    );
    (house, path)
}

#[tokio::test]
async fn a_list_in_a_file_is_chosen_from_and_checked() {
    let (house, picture) = with_lists().await;
    let page = house
        .test
        .get(&house.reporter, &house.path("2026-W47"))
        .await;
    assert_eq!(page.status, 200, "{}", page.text());
    let page = page.text();
    assert!(page.contains("Leer (Ostfriesland)"), "{page}");
    assert!(page.contains(&format!("src=\"{picture}\"")), "{page}");
    let other = house
        .fill(
            &house.reporter,
            "2026-W47",
            "pruefen",
            &[("town", "berlin")],
        )
        .await;
    assert_eq!(other.status, 422, "no such town");
    let (_, sent) = house
        .send(&house.reporter, "2026-W47", &[("town", "leer")])
        .await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    let detail = House::detail(sent.location());
    let detail = house.test.get(&house.reporter, &detail).await.text();
    assert!(detail.contains("Leer (Ostfriesland)"), "{detail}");
}

#[tokio::test]
async fn pictures_are_for_those_who_are_asked() {
    let (house, picture) = with_lists().await;
    let shown = house.test.get(&house.reporter, &picture).await;
    assert_eq!(shown.status, 200);
    assert_eq!(shown.headers["content-type"], "image/png");
    assert_eq!(&shown.bytes[..], PICTURE);
    let stranger = house
        .test
        .signed_in("Otto Ohne", Role::CaseWorker, house.state.offices[0].id)
        .await;
    let refused = house.test.get(&stranger, &picture).await;
    assert!(
        matches!(refused.status.as_u16(), 403 | 404),
        "{}",
        refused.status
    );
    let missing = picture.replace("map.png", "towns.txt");
    let missing = house.test.get(&house.reporter, &missing).await;
    assert_eq!(missing.status, 404);
}
