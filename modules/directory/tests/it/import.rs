// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Organisations from a table: nothing before the confirmation, then all or nothing.

use axum::body::Body;
use directory::testing::{Answer, SmallState, TestApp, app};
use http::{Method, StatusCode, header};
use jiff::SignedDuration;
use kernel::Role;

const IMPORT: &str = "/verwaltung/organisationen/import";
const TABLE: &str = "kind;name;town;institution_kind;external_id\n\
    institution;Kita 1 von Amt A;Göttingen;kita;1\n\
    institution;Schule am Deich;Norden;school;2\n";

async fn administrator(app: &TestApp) -> (SmallState, String) {
    let small = app.small_state().await;
    let office = small.offices[0].id;
    let cookie = app
        .signed_in("Antje", Role::OfficeAdministrator, office)
        .await;
    (small, cookie)
}

async fn upload(app: &TestApp, cookie: &str, bytes: &[u8]) -> Answer {
    let mut body = b"--deich\r\ncontent-disposition: form-data; name=\"datei\"; \
        filename=\"a.csv\"\r\ncontent-type: text/csv\r\n\r\n"
        .to_vec();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--deich--\r\n");
    let request = TestApp::request(Method::POST, cookie, IMPORT)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=deich")
        .body(Body::from(body))
        .expect("a request");
    app.send(request).await
}

fn mark_in(page: &str) -> String {
    let start = page.find(r#"name="stand" value=""#).expect("a mark") + 20;
    page[start..].chars().take_while(|c| *c != '"').collect()
}

async fn names(app: &TestApp, small: &SmallState) -> Vec<String> {
    let found = directory::institutions_of(app.db.read(), small.offices[0].id).await;
    found.unwrap().into_iter().map(|one| one.name).collect()
}

async fn confirm(app: &TestApp, cookie: &str, preview: &str) -> Answer {
    let mark = mark_in(&app.get(cookie, preview).await.text());
    let path = format!("{preview}/uebernehmen");
    app.post(cookie, &path, &[("stand", &mark)]).await
}

#[tokio::test]
async fn nothing_changes_before_the_confirmation_and_the_second_time_nothing_is_left_to_do() {
    let app = app(vec![]).await;
    let (small, cookie) = administrator(&app).await;
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(TABLE);
    let answer = upload(&app, &cookie, &latin).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let preview = answer.location().to_owned();
    let page = app.get(&cookie, &preview).await.text();
    assert!(page.contains("Ort: Göttingen"), "{page}");
    assert!(page.contains("2 Organisationen werden angelegt oder geändert"));
    assert_eq!(
        names(&app, &small).await.len(),
        2,
        "nothing has changed yet"
    );
    let done = confirm(&app, &cookie, &preview).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    assert!(
        names(&app, &small)
            .await
            .contains(&"Schule am Deich".to_owned())
    );
    assert_eq!(
        app.trail(small.kitas[0].id.uuid()).await,
        ["organisation.change"]
    );
    let gone = app.get(&cookie, &preview).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND, "the table is forgotten");
    let again = upload(&app, &cookie, TABLE.as_bytes()).await;
    let page = app.get(&cookie, again.location()).await.text();
    assert!(page.contains("Alles ist schon da"), "{page}");
    assert!(!page.contains("/uebernehmen"));
}

#[tokio::test]
async fn a_table_with_an_error_is_taken_over_in_no_part() {
    let app = app(vec![]).await;
    let (small, cookie) = administrator(&app).await;
    let text = format!("{TABLE}institution;Kita X;Norden;bahnhof;3\n");
    let answer = upload(&app, &cookie, text.as_bytes()).await;
    let preview = answer.location().to_owned();
    let page = app.get(&cookie, &preview).await.text();
    assert!(page.contains("Eine Zeile hat Fehler"), "{page}");
    assert!(page.contains("Spalte institution_kind"));
    assert!(!page.contains("/uebernehmen"));
    let forced = app
        .post(&cookie, &format!("{preview}/uebernehmen"), &[("stand", "")])
        .await;
    assert_eq!(forced.status, StatusCode::CONFLICT);
    assert_eq!(names(&app, &small).await.len(), 2);
}

#[tokio::test]
async fn what_changed_since_the_preview_is_shown_again_before_it_is_taken_over() {
    let app = app(vec![]).await;
    let (small, cookie) = administrator(&app).await;
    let preview = upload(&app, &cookie, TABLE.as_bytes())
        .await
        .location()
        .to_owned();
    let mark = mark_in(&app.get(&cookie, &preview).await.text());
    let other = upload(&app, &cookie, TABLE.as_bytes())
        .await
        .location()
        .to_owned();
    let done = confirm(&app, &cookie, &other).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let late = app
        .post(
            &cookie,
            &format!("{preview}/uebernehmen"),
            &[("stand", &mark)],
        )
        .await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert_eq!(names(&app, &small).await.len(), 3, "taken over once");
}

#[tokio::test]
async fn a_preview_belongs_to_who_uploaded_it_and_is_forgotten_after_a_day() {
    let app = app(vec![]).await;
    let (small, cookie) = administrator(&app).await;
    let other = app
        .signed_in("Wiebke", Role::OfficeAdministrator, small.offices[0].id)
        .await;
    let preview = upload(&app, &cookie, TABLE.as_bytes())
        .await
        .location()
        .to_owned();
    let stranger = app.get(&other, &preview).await;
    assert_eq!(stranger.status, StatusCode::NOT_FOUND);
    app.clock.advance(SignedDuration::from_hours(25));
    let id = directory::people_with(
        app.db.read(),
        small.offices[0].id,
        &[Role::OfficeAdministrator],
        app.app.clock.now(),
    )
    .await
    .unwrap()
    .into_iter()
    .find(|one| one.name == "Antje")
    .unwrap()
    .person;
    let cookie = app.sign_in_as(id).await;
    let late = app.get(&cookie, &preview).await;
    assert_eq!(late.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn files_that_are_no_table_are_refused_with_what_to_do() {
    let app = app(vec![]).await;
    let (_, cookie) = administrator(&app).await;
    for (bytes, words) in [
        (&b""[..], "Wählen Sie eine Datei aus"),
        (b"PK\x03\x04\0\0", "keine CSV-Datei"),
        (b"kind;name\n", "keine Zeilen"),
        (b"kind;name;farbe\na;b;c", "farbe"),
    ] {
        let answer = upload(&app, &cookie, bytes).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text().contains(words), "{words}");
    }
    let large = upload(&app, &cookie, &vec![b'a'; 3 * 1024 * 1024]).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn whoever_may_not_import_sees_no_upload() {
    let app = app(vec![]).await;
    let small = app.small_state().await;
    let worker = app
        .signed_in("Onno", Role::CaseWorker, small.offices[0].id)
        .await;
    assert_eq!(app.get(&worker, IMPORT).await.status, StatusCode::FORBIDDEN);
    let answer = upload(&app, &worker, TABLE.as_bytes()).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let state = app
        .signed_in("Imke", Role::StateAdministrator, small.state.id)
        .await;
    let text = TABLE
        .replacen("kind;", "office;kind;", 1)
        .replace("institution;", "Amt A;institution;");
    let preview = upload(&app, &state, text.as_bytes()).await;
    let page = app.get(&state, preview.location()).await.text();
    assert!(
        page.contains("2 Zeilen haben Fehler"),
        "institutions belong to offices: {page}"
    );
}
