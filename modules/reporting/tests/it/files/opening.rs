// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Who opens files, and where they are seen.

use http::Method;
use kernel::Role;
use serde_json::json;

use super::{PIECE, WEEK, house, id_of, picture};
use crate::house::FINE;
use crate::paper::name_of_pdf;

/// One grey point.
const PNG: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52,
    0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0x3a, 0x7e, 0x9b,
    0x55, 0x00, 0x00, 0x00, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x68, 0x00, 0x00, 0x00,
    0x82, 0x00, 0x81, 0x77, 0xcd, 0x72, 0xb6, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae,
    0x42, 0x60, 0x82,
];

#[tokio::test]
async fn nobody_else_reaches_a_file() {
    let house = house().await;
    let bytes = picture(9_000);
    let (url, value) = house.upload("photo", &bytes).await;
    let id = id_of(&value).to_owned();
    let (kitas, offices) = (&house.state.kitas, &house.state.offices);
    let neighbour = kitas[1].id;
    let nora = "Nora Neighbour";
    let nora = house
        .test
        .signed_in(nora, Role::InstitutionReporter, neighbour);
    let nora = nora.await;
    let own = format!("{}/{id}?einrichtung={neighbour}", house.files_path());
    for path in [url.as_str(), &own, &format!("/api/v1/files/{id}")] {
        assert_eq!(house.test.get(&nora, path).await.status, 404, "{path}");
        assert_eq!(
            house.piece(&nora, path, 9_000, b"x").await.status,
            404,
            "{path}"
        );
    }
    let own_worker = house.case_worker(0).await;
    for path in [url.as_str(), &format!("/api/v1/files/{id}")] {
        let status = house.test.get(&own_worker, path).await.status;
        assert!(
            matches!(status.as_u16(), 403 | 404),
            "a draft is not the office's: {path}"
        );
    }

    // Another institution cannot answer with it, nor learn from it what it is called.
    let path = format!("{}?einrichtung={neighbour}", house.path(WEEK));
    let page = house.test.get(&nora, &path).await.text();
    let answers = [FINE.as_slice(), &[("photo", value.as_str())]].concat();
    let refused = house
        .post_fields(&nora, &path, &page, "pruefen", &answers)
        .await;
    assert_eq!(refused.status, 422, "{}", refused.text());
    assert!(
        refused.text().contains("nicht mehr gespeichert"),
        "{}",
        refused.text()
    );
    let api = format!(
        "/api/v1/collections/{}/periods/{WEEK}/submissions",
        house.collection.id
    );
    let body = json!({
        "institution": neighbour,
        "answers": answers.iter().copied().collect::<std::collections::BTreeMap<_, _>>(),
        "idempotency_key": "n-1",
    });
    let refused = house.test.json(Method::POST, &nora, &api, &body).await;
    assert_eq!(refused.status, 422, "{}", refused.text());
    assert_eq!(refused.json()["violations"][0]["kind"], "file");
    assert_eq!(refused.json()["violations"][0]["path"], "photo");
    assert_eq!(house.count("submissions").await, 0);

    let submission = house.send_with(&[("photo", &value)]).await;
    let of_office = format!("/pruefung/meldung/{submission}/dateien/{id}");
    let paths = [
        url,
        format!("/meldungen/{submission}/dateien/{id}"),
        format!("/meldungen/{submission}/korrektur/dateien/{id}"),
        of_office.clone(),
        format!("/api/v1/files/{id}"),
    ];
    let mut others = vec![nora, house.case_worker(1).await];
    for (name, role, place) in [
        ("Sina State", Role::StateAdministrator, house.state.state.id),
        ("Frauke Form", Role::FormAuthor, house.state.state.id),
        ("Anna Analyst", Role::Analyst, house.state.state.id),
        (
            "Dora Datenschutz",
            Role::DataProtectionOfficer,
            house.state.state.id,
        ),
        ("Olga Office", Role::OfficeAdministrator, offices[0].id),
    ] {
        others.push(house.test.signed_in(name, role, place).await);
    }
    for cookie in &others {
        for path in &paths {
            let answer = house.test.get(cookie, path).await;
            assert!(
                matches!(answer.status.as_u16(), 403 | 404),
                "{path}: {}",
                answer.status
            );
            assert!(!answer.text().contains("secret"), "{path}");
        }
    }
    assert_eq!(house.test.get(&own_worker, &of_office).await.status, 200);
}

#[tokio::test]
async fn names_and_bytes_are_nowhere_in_the_clear() {
    let house = house().await;
    let (_, value) = house.upload("photo", &picture(PIECE + 9_000)).await;
    house.send_with(&[("photo", &value)]).await;
    let mut sealed = Vec::new();
    for sql in [
        "SELECT sealed FROM file_parts WHERE number = 0",
        "SELECT sealed FROM file_parts WHERE number = 1",
        "SELECT sealed_name FROM files",
        "SELECT sealed FROM submission_versions",
    ] {
        let bytes: Vec<u8> = db::scalar(house.test.db.read(), sql, vec![])
            .await
            .unwrap()
            .unwrap();
        sealed.extend(bytes);
    }
    let text = String::from_utf8_lossy(&sealed);
    assert!(!text.contains("secret") && !text.contains("unverwechselbar") && !text.contains("PNG"));
}

#[tokio::test]
async fn a_picture_is_printed_with_its_report() {
    let house = house().await;
    let pictures_in = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes);
        text.matches("/Subtype /Image").count() + text.matches("/Subtype/Image").count()
    };
    let (_, whole) = house.upload("photo", PNG).await;
    let (_, paper) = house.upload("paper", b"%PDF-1.7 no picture at all").await;
    let answers = [("photo", whole.as_str()), ("paper", paper.as_str())];
    let submission = house.send_with(&answers).await;
    let link = format!("/meldungen/{submission}/pdf");
    let answer = house.test.get(&house.reporter, &link).await;
    if name_of_pdf(&answer).is_some() {
        assert_eq!(pictures_in(&answer.bytes), 1);
    }
    let worker = house.case_worker(0).await;
    let link = format!("/pruefung/meldung/{submission}/pdf");
    let answer = house.test.get(&worker, &link).await;
    if name_of_pdf(&answer).is_some() {
        assert_eq!(pictures_in(&answer.bytes), 1);
    }
}
