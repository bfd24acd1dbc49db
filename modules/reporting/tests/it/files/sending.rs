// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How files arrive.

use axum::body::Body;
use directory::testing::TestApp;
use http::{Method, Request, header};
use jiff::SignedDuration;
use serde_json::json;

use super::{NAME, PIECE, WEEK, house, id_of, offset_of, picture};
use crate::house::{FINE, House};

#[tokio::test]
async fn a_picture_arrives_in_parts_and_goes_with_the_report() {
    let house = house().await;
    let bytes = picture(2 * PIECE + 1_000);
    let begun = house.begin("photo", NAME, bytes.len()).await;
    assert_eq!(begun.status, 201, "{}", begun.text());
    assert_eq!(begun.json()["offset"], 0);
    let url = begun.json()["url"].as_str().unwrap().to_owned();
    let value = begun.json()["value"].as_str().unwrap().to_owned();
    assert!(!url.contains("Küche"), "{url}");
    assert_eq!(value, format!("{}-{NAME}", id_of(&value)));
    let me = &house.reporter;
    assert_eq!(house.offset(me, &url).await, Some(0));
    assert_eq!(house.test.get(me, &url).await.status, 404, "not complete");

    let first = house.piece(me, &url, 0, &bytes[..PIECE]).await;
    assert_eq!((first.status.as_u16(), offset_of(&first)), (204, PIECE));
    // The answer got lost: the same piece once more, and then what the server asks for.
    let again = house.piece(me, &url, 0, &bytes[..PIECE]).await;
    assert_eq!((again.status.as_u16(), offset_of(&again)), (409, PIECE));
    let ahead = house.piece(me, &url, 2 * PIECE, &bytes[2 * PIECE..]).await;
    assert_eq!((ahead.status.as_u16(), offset_of(&ahead)), (409, PIECE));
    assert_eq!(house.offset(me, &url).await, Some(PIECE));
    let second = house.piece(me, &url, PIECE, &bytes[PIECE..2 * PIECE]).await;
    assert_eq!(offset_of(&second), 2 * PIECE);
    let last = house.piece(me, &url, 2 * PIECE, &bytes[2 * PIECE..]).await;
    assert_eq!(offset_of(&last), bytes.len());

    let shown = house.test.get(me, &url).await;
    assert_eq!(shown.status, 200);
    assert_eq!(shown.bytes, bytes);
    let header = |name: &str| shown.headers[name].to_str().unwrap();
    assert_eq!(header("content-type"), "image/png");
    assert!(header("content-disposition").starts_with("inline; "));
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert!(header("content-security-policy").ends_with("; sandbox"));
    assert_eq!(header("cache-control"), "private, no-store");

    let submission = house.send_with(&[("photo", &value)]).await;
    assert_eq!(
        house.test.get(me, &url).await.status,
        404,
        "the draft is gone"
    );
    let id = id_of(&value);
    let of_house = format!("/meldungen/{submission}/dateien/{id}");
    assert_eq!(house.test.get(me, &of_house).await.bytes, bytes);
    let detail = house
        .test
        .get(me, &format!("/meldungen/{submission}"))
        .await;
    let detail = detail.text();
    assert!(detail.contains(&format!("href=\"{of_house}\"")), "{detail}");
    assert!(detail.contains(NAME) && detail.contains("<img"), "{detail}");

    let worker = house.case_worker(0).await;
    let of_office = format!("/pruefung/meldung/{submission}/dateien/{id}");
    let page = format!("/pruefung/meldung/{submission}");
    let page = house.test.get(&worker, &page).await.text();
    assert!(page.contains(&format!("src=\"{of_office}\"")), "{page}");
    let opened = |trail: Vec<String>| trail.iter().filter(|a| *a == "submission.open").count();
    let chain = house.state.offices[0].id.uuid();
    let before = opened(house.test.trail(chain).await);
    assert_eq!(house.test.get(&worker, &of_office).await.bytes, bytes);
    assert_eq!(opened(house.test.trail(chain).await), before + 1);
    let by_program = format!("/api/v1/files/{id}");
    assert_eq!(house.test.get(&worker, &by_program).await.bytes, bytes);
    assert_eq!(opened(house.test.trail(chain).await), before + 2);
}

#[tokio::test]
async fn two_that_send_the_same_piece_do_not_double_it() {
    let house = house().await;
    let bytes = picture(PIECE + 10_000);
    let begun = house.begin("photo", NAME, bytes.len()).await;
    let url = begun.json()["url"].as_str().unwrap().to_owned();
    let piece = &bytes[..PIECE];
    let (one, other) = tokio::join!(
        house.piece(&house.reporter, &url, 0, piece),
        house.piece(&house.reporter, &url, 0, piece)
    );
    let mut statuses = [one.status.as_u16(), other.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [204, 409]);
    assert_eq!((offset_of(&one), offset_of(&other)), (PIECE, PIECE));
    assert_eq!(house.count("file_parts").await, 1);
}

#[tokio::test]
async fn what_is_too_large_too_many_or_of_the_wrong_kind_is_refused() {
    let house = house().await;
    let limit = 20 * 1024 * 1024;
    for (status, question, name, size) in [
        (413, "photo", "a.png", limit + 1),
        (422, "photo", "a.png", 0),
        (415, "paper", "a.html", 100),
        (415, "paper", "a.pdf.exe", 100),
        (404, "remark", "a.png", 100),
        (404, "nothing", "a.png", 100),
    ] {
        let answer = house.begin(question, name, size).await;
        assert_eq!(answer.status, status, "{question} {name} {size}");
    }
    assert_eq!(house.count("files").await, 0);

    let pdf = b"%PDF-1.7 text".repeat(1_000);
    for (status, question, bytes) in [
        (415, "photo", pdf.clone()),
        (415, "sound", picture(5_000)),
        (415, "paper", b"<html><script>alert(1)</script>".repeat(200)),
        (204, "paper", pdf.clone()),
        (204, "photo", picture(5_000)),
    ] {
        let begun = house.begin(question, "a.bin", bytes.len()).await;
        let url = begun.json()["url"].as_str().unwrap().to_owned();
        let answer = house.piece(&house.reporter, &url, 0, &bytes).await;
        assert_eq!(answer.status, status, "{question}");
        let known = house.offset(&house.reporter, &url).await;
        assert_eq!(known.is_some(), status == 204, "{question}");
    }
    assert_eq!(house.count("files").await, 2, "what is refused is gone");

    let begun = house.begin("photo", "a.png", 10_000).await;
    let url = begun.json()["url"].as_str().unwrap().to_owned();
    for (status, size) in [(413, 10_001), (422, 0), (422, 100), (413, PIECE + 1)] {
        let bytes = picture(size.max(8))[..size].to_vec();
        let answer = house.piece(&house.reporter, &url, 0, &bytes).await;
        assert_eq!(answer.status, status, "{size}");
    }
    let pdf = house.test.get(&house.reporter, &url).await;
    assert_eq!(pdf.status, 404, "nothing of it has arrived");

    for _ in 3..50 {
        assert_eq!(house.begin("photo", "a.png", 10).await.status, 201);
    }
    assert_eq!(house.begin("photo", "a.png", 10).await.status, 409);
    // What was begun and given up makes room after a while.
    house.test.clock.advance(SignedDuration::from_hours(2));
    assert_eq!(house.begin("photo", "a.png", 10).await.status, 201);
}

#[tokio::test]
async fn all_files_of_a_report_together_have_a_limit() {
    let house = house().await;
    let large = 20 * 1024 * 1024;
    for _ in 0..5 {
        assert_eq!(house.begin("photo", "a.png", large).await.status, 201);
    }
    assert_eq!(house.begin("photo", "a.png", 10).await.status, 409);
}

#[tokio::test]
async fn a_report_is_not_taken_with_an_incomplete_file_or_one_of_another_kind() {
    let house = house().await;
    let bytes = picture(9_000);
    let begun = house.begin("photo", NAME, bytes.len()).await;
    let value = begun.json()["value"].as_str().unwrap().to_owned();
    let answers = [FINE.as_slice(), &[("photo", value.as_str())]].concat();
    let refused = house.fill(&house.reporter, WEEK, "pruefen", &answers).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.text().contains("nicht vollständig"),
        "{}",
        refused.text()
    );

    let (_, whole) = house.upload("photo", &bytes).await;
    let answers = [FINE.as_slice(), &[("paper", whole.as_str())]].concat();
    let refused = house.fill(&house.reporter, WEEK, "pruefen", &answers).await;
    assert_eq!(
        refused.status, 422,
        "a picture for a question that asks for any file"
    );
    let answers = [FINE.as_slice(), &[("photo", "a.png")]].concat();
    let refused = house.fill(&house.reporter, WEEK, "pruefen", &answers).await;
    assert_eq!(refused.status, 422);

    // A draft that was saved when its file was there, and is sent when it is not any more.
    let answers = [FINE.as_slice(), &[("photo", whole.as_str())]].concat();
    let checked = house.fill(&house.reporter, WEEK, "pruefen", &answers).await;
    let control = house
        .test
        .get(&house.reporter, checked.location())
        .await
        .text();
    assert!(control.contains("<img"), "{control}");
    let tx = house.test.app.db.begin().await.unwrap();
    let id = id_of(&whole).parse().unwrap();
    reporting::store::files::remove(&tx, id).await.unwrap();
    tx.commit().await.unwrap();
    let (token, version) = (
        House::hidden(&control, "formular"),
        House::hidden(&control, "entwurf"),
    );
    let fields = [("formular", token.as_str()), ("entwurf", version.as_str())];
    let path = format!("{}/senden", house.path(WEEK));
    let sent = house.test.post(&house.reporter, &path, &fields).await;
    assert!(!sent.location().contains("quittung"), "{}", sent.location());
    assert_eq!(house.count("submissions").await, 0);
    let page = house
        .test
        .get(&house.reporter, sent.location())
        .await
        .text();
    assert!(page.contains("nicht mehr gespeichert"), "{page}");
}

fn multipart(
    path: &str,
    cookie: &str,
    fields: &[(&str, &str)],
    file: (&str, &str, &[u8]),
) -> Request<Body> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part =
            format!("--xyz\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(part.into_bytes());
    }
    let (field, name, bytes) = file;
    let head = format!(
        "--xyz\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: image/png\r\n\r\n"
    );
    body.extend(head.into_bytes());
    body.extend(bytes);
    body.extend(b"\r\n--xyz--\r\n");
    TestApp::request(Method::POST, cookie, path)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=xyz")
        .body(Body::from(body))
        .unwrap()
}

#[tokio::test]
async fn without_a_script_a_file_comes_with_the_form() {
    let house = house().await;
    let path = house.path(WEEK);
    let page = house.test.get(&house.reporter, &path).await.text();
    let (token, version) = (
        House::hidden(&page, "formular"),
        House::hidden(&page, "entwurf"),
    );
    let mut fields = vec![
        ("formular", token.as_str()),
        ("entwurf", version.as_str()),
        ("aktion", "pruefen"),
        ("photo", ""),
    ];
    fields.extend(FINE);
    let refused = multipart(
        &path,
        &house.reporter,
        &fields,
        ("_file:photo", "a.png", b"no picture"),
    );
    let refused = house.test.send(refused).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.text().contains("Diese Art von Datei"),
        "{}",
        refused.text()
    );
    assert_eq!(house.count("files").await, 0);

    let bytes = picture(PIECE + 9_000);
    let taken = multipart(
        &path,
        &house.reporter,
        &fields,
        ("_file:photo", "Küche.png", &bytes),
    );
    let taken = house.test.send(taken).await;
    assert_eq!(taken.status, 303, "{}", taken.text());
    let control = house
        .test
        .get(&house.reporter, taken.location())
        .await
        .text();
    assert!(control.contains("Küche.png"), "{control}");
    assert_eq!(house.count("file_parts").await, 2);
    let (token, version) = (
        House::hidden(&control, "formular"),
        House::hidden(&control, "entwurf"),
    );
    let fields = [("formular", token.as_str()), ("entwurf", version.as_str())];
    let sent = house
        .test
        .post(&house.reporter, &format!("{path}/senden"), &fields)
        .await;
    assert!(
        sent.location().ends_with("/quittung"),
        "{}",
        sent.location()
    );
    let named: i64 = db::scalar(
        house.test.db.read(),
        "SELECT COUNT(*) FROM files WHERE submission IS NOT NULL AND named_at IS NOT NULL",
        vec![],
    )
    .await
    .unwrap()
    .unwrap();
    assert_eq!(named, 1);
}

#[tokio::test]
async fn a_correction_brings_files_of_its_own() {
    let house = house().await;
    let (_, first) = house.upload("photo", &picture(9_000)).await;
    let submission = house.send_with(&[("photo", &first)]).await;
    let path = format!("/meldungen/{submission}/korrektur");
    let (url, second) = house
        .upload_at(&format!("{path}/dateien"), "photo", &picture(7_000))
        .await;
    assert!(url.starts_with(&path), "{url}");
    assert_eq!(
        house.test.get(&house.reporter, &url).await.bytes.len(),
        7_000
    );
    let worker = house.case_worker(0).await;
    let of_office =
        |value: &str| format!("/pruefung/meldung/{submission}/dateien/{}", id_of(value));
    assert_eq!(
        house.test.get(&worker, &of_office(&second)).await.status,
        404,
        "not sent yet"
    );

    let mut fields = vec![
        ("fassung", "1"),
        ("grund", "Falsches Bild"),
        ("photo", second.as_str()),
    ];
    fields.extend(FINE);
    let corrected = house.test.post(&house.reporter, &path, &fields).await;
    assert_eq!(corrected.status, 303, "{}", corrected.text());
    for (value, size) in [(&first, 9_000), (&second, 7_000)] {
        let answer = house.test.get(&worker, &of_office(value)).await;
        assert_eq!(answer.bytes.len(), size, "every version is kept");
    }
    house.test.clock.advance(SignedDuration::from_hours(3 * 24));
    house.clean().await;
    assert_eq!(house.count("files").await, 2);
}

#[tokio::test]
async fn a_program_sends_files_before_its_report() {
    let house = house().await;
    let base = format!("/api/v1/collections/{}/periods/{WEEK}", house.collection.id);
    let kita = house.state.kitas[0].id;
    let bytes = picture(9_000);
    let wish = json!({"institution": kita, "question": "photo", "name": NAME, "size": bytes.len()});
    let path = format!("{base}/files");
    let begun = house
        .test
        .json(Method::POST, &house.reporter, &path, &wish)
        .await;
    assert_eq!(begun.status, 201, "{}", begun.text());
    let url = begun.json()["url"].as_str().unwrap().to_owned();
    let value = begun.json()["value"].as_str().unwrap().to_owned();
    let wrong = house.piece(&house.reporter, &url, 1, &bytes).await;
    assert_eq!((wrong.status.as_u16(), offset_of(&wrong)), (409, 0));
    assert_eq!(wrong.headers["content-type"], "application/problem+json");
    let taken = house.piece(&house.reporter, &url, 0, &bytes).await;
    assert_eq!((taken.status.as_u16(), offset_of(&taken)), (204, 9_000));

    let mut answers: std::collections::BTreeMap<_, _> = FINE.into_iter().collect();
    answers.insert("photo", &value);
    let body = json!({"institution": kita, "answers": answers, "idempotency_key": "p-1"});
    let path = format!("{base}/submissions");
    let sent = house
        .test
        .json(Method::POST, &house.reporter, &path, &body)
        .await;
    assert_eq!(sent.status, 201, "{}", sent.text());
    let again = house
        .test
        .json(Method::POST, &house.reporter, &path, &body)
        .await;
    assert_eq!(again.status, 200, "{}", again.text());
    assert_eq!(house.test.get(&house.reporter, &url).await.bytes, bytes);
    let late = house
        .test
        .json(
            Method::POST,
            &house.reporter,
            &format!("{base}/files"),
            &wish,
        )
        .await;
    assert_eq!(late.status, 409, "the report has come");
}
