// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Files as answers: how they arrive, who opens them, when they go.

use axum::body::Body;
use directory::testing::{Answer, TestApp};
use forms::{FormSpec, Item, Question, QuestionType};
use http::{Method, Request, header};
use jiff::SignedDuration;
use kernel::{Localized, Role};
use serde_json::json;

use crate::house::{FINE, House, are_sentinel, house_with};

const WEEK: &str = "2026-W47";
const PIECE: usize = 512 * 1024;
const NAME: &str = "Küche unverwechselbar.png";

/// The ARE sentinel form with questions for a picture, a recording and any file.
fn form() -> FormSpec {
    let mut spec = are_sentinel();
    let question = |name: &str, kind| {
        Item::Question(Box::new(Question {
            name: name.to_owned(),
            kind,
            label: Localized::one("de", format!("Frage {name}")),
            ..Question::default()
        }))
    };
    spec.items.extend([
        question("photo", QuestionType::Image),
        question("sound", QuestionType::Audio),
        question("paper", QuestionType::File),
    ]);
    spec
}

async fn house() -> House {
    house_with(form()).await
}

/// A picture of so many bytes.
fn picture(size: usize) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    bytes.extend(b"secret pixels ".iter().cycle().take(size - bytes.len()));
    bytes
}

impl House {
    fn files_path(&self) -> String {
        format!("{}/dateien", self.path(WEEK))
    }

    async fn begin_at(
        &self,
        cookie: &str,
        path: &str,
        question: &str,
        name: &str,
        size: usize,
    ) -> Answer {
        let wish = json!({"question": question, "name": name, "type": "x/y", "size": size});
        self.test.json(Method::POST, cookie, path, &wish).await
    }

    async fn begin(&self, question: &str, name: &str, size: usize) -> Answer {
        let path = self.files_path();
        self.begin_at(&self.reporter, &path, question, name, size)
            .await
    }

    async fn piece(&self, cookie: &str, url: &str, offset: usize, bytes: &[u8]) -> Answer {
        let request = TestApp::request(Method::PATCH, cookie, url)
            .header("Upload-Offset", offset.to_string())
            .header(header::CONTENT_TYPE, "application/offset+octet-stream")
            .body(Body::from(bytes.to_vec()));
        self.test.send(request.unwrap()).await
    }

    async fn offset(&self, cookie: &str, url: &str) -> Option<usize> {
        let request = TestApp::request(Method::HEAD, cookie, url).body(Body::empty());
        let answer = self.test.send(request.unwrap()).await;
        assert!(answer.bytes.is_empty());
        (answer.status == 200).then(|| offset_of(&answer))
    }

    /// Sends a whole file; gives its address and the value.
    async fn upload_at(&self, path: &str, question: &str, bytes: &[u8]) -> (String, String) {
        let begun = self.begin_at(&self.reporter, path, question, NAME, bytes.len());
        let begun = begun.await;
        assert_eq!(begun.status, 201, "{}", begun.text());
        let text = |key: &str| begun.json()[key].as_str().unwrap().to_owned();
        let (url, value) = (text("url"), text("value"));
        for (number, piece) in bytes.chunks(PIECE).enumerate() {
            let answer = self.piece(&self.reporter, &url, number * PIECE, piece);
            let answer = answer.await;
            assert_eq!(answer.status, 204, "{}", answer.text());
        }
        (url, value)
    }

    async fn upload(&self, question: &str, bytes: &[u8]) -> (String, String) {
        self.upload_at(&self.files_path(), question, bytes).await
    }

    /// Sends the report about the week with these files; gives the submission.
    async fn send_with(&self, answers: &[(&str, &str)]) -> String {
        let answers = [FINE.as_slice(), answers].concat();
        let (_, sent) = self.send(&self.reporter, WEEK, &answers).await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        assert!(
            sent.location().ends_with("/quittung"),
            "{}",
            sent.location()
        );
        House::detail(sent.location())
            .trim_start_matches("/meldungen/")
            .to_owned()
    }

    async fn case_worker(&self, office: usize) -> String {
        let office = self.state.offices[office].id;
        let name = format!("Carla Case {office}");
        self.test.signed_in(&name, Role::CaseWorker, office).await
    }
}

impl House {
    /// What is done once a day.
    async fn clean(&self) {
        let app = &self.test.app;
        let tx = app.db.begin().await.unwrap();
        let job = jobs::NewJob::new(reporting::jobs::CLEAN_FILES, &json!({}));
        jobs::enqueue(&tx, &*app.clock, &*app.chance, job)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        self.test.run_jobs().await;
    }
}

fn offset_of(answer: &Answer) -> usize {
    let value = answer.headers.get("upload-offset");
    value.unwrap().to_str().unwrap().parse().unwrap()
}

fn id_of(value: &str) -> &str {
    &value[..36]
}

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

#[tokio::test]
async fn files_go_with_the_draft() {
    let house = house().await;
    let (_, kept) = house.upload("photo", &picture(9_000)).await;
    let (url, _) = house.upload("photo", &picture(9_000)).await;
    let answers = [("photo", kept.as_str())];
    let saved = house.fill(&house.reporter, WEEK, "entwurf", &answers).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    let path = format!("{}/verwerfen", house.path(WEEK));
    house.test.post(&house.reporter, &path, &[]).await;
    assert_eq!(house.count("files").await, 0);
    assert_eq!(house.count("file_parts").await, 0);
    assert_eq!(house.offset(&house.reporter, &url).await, None);
}

#[tokio::test]
async fn what_nothing_names_goes_after_two_days() {
    let house = house().await;
    let (named_url, named) = house.upload("photo", &picture(9_000)).await;
    let (replaced_url, _) = house.upload("photo", &picture(9_000)).await;
    let answers = [("photo", named.as_str())];
    house.fill(&house.reporter, WEEK, "entwurf", &answers).await;
    house.clean().await;
    assert_eq!(house.count("files").await, 2, "it may still be needed");
    house.test.clock.advance(SignedDuration::from_hours(3 * 24));
    house.clean().await;
    assert_eq!(house.count("files").await, 1);
    assert_eq!(house.count("file_parts").await, 1);
    let cookie = house.test.sign_in_as(house.person).await;
    assert_eq!(house.offset(&cookie, &named_url).await, Some(9_000));
    assert_eq!(house.offset(&cookie, &replaced_url).await, None);

    // What the draft does not name any more goes later, too.
    house.fill(&cookie, WEEK, "entwurf", &[("photo", "")]).await;
    house.test.clock.advance(SignedDuration::from_hours(3 * 24));
    house.clean().await;
    assert_eq!(house.count("files").await, 0);
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
