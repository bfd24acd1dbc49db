// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What tablets do: look for forms, fetch them, send records and their files.

use axum::body::Body;
use directory::testing::{Answer, TestApp};
use http::{Method, StatusCode, header};
use serde_json::json;

use crate::support::{Field, field, record};

async fn send(field: &Field, base: &str, xml: &str, files: &[(&str, &[u8])]) -> Answer {
    let mut body: Vec<u8> = Vec::new();
    let mut part = |name: &str, file: &str, kind: &str, bytes: &[u8]| {
        let head = format!(
            "--grenze\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\n\
             Content-Type: {kind}\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    };
    part(
        "xml_submission_file",
        "record.xml",
        "text/xml",
        xml.as_bytes(),
    );
    for (name, bytes) in files {
        part(name, name, "image/jpeg", bytes);
    }
    body.extend_from_slice(b"--grenze--\r\n");
    let path = format!("{base}/submission?deviceID=collect%3Aabc");
    let request = TestApp::request(Method::POST, "", &path)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=grenze")
        .header("X-OpenRosa-Version", "1.0")
        .body(Body::from(body));
    field.app.send(request.expect("a request")).await
}

#[tokio::test]
async fn a_tablet_fetches_its_forms_and_sends_records() {
    let field = field().await;
    let project = field.project().await;
    let base = field.tablet(&project).await;
    let list = field.app.get("", &format!("{base}/formList")).await;
    assert_eq!(list.headers["x-openrosa-version"], "1.0");
    assert!(
        list.text().contains("<formID>badestelle</formID>"),
        "{}",
        list.text()
    );
    let address = list.text();
    let address = address.split("<downloadUrl>").nth(1).unwrap();
    let address = address.split("</downloadUrl>").next().unwrap();
    let path = address.split_once("/v1/").unwrap().1;
    let form = field.app.get("", &format!("/v1/{path}")).await;
    assert!(form.text().contains("badestelle"), "{}", form.text());
    let head = TestApp::request(Method::HEAD, "", &format!("{base}/submission"));
    let head = field.app.send(head.body(Body::empty()).unwrap()).await;
    assert_eq!(head.status, StatusCode::NO_CONTENT);
    assert!(
        head.headers
            .contains_key("x-openrosa-accept-content-length")
    );

    let xml = record("uuid:tablet", "17", "");
    let sent = send(&field, &base, &xml, &[]).await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text());
    assert!(sent.text().contains("submit_success"));
    // The file comes in a request of its own, with the same record.
    let again = send(
        &field,
        &base,
        &xml,
        &[("see.jpg", b"bild"), ("meer.jpg", b"x")],
    )
    .await;
    assert_eq!(again.status, StatusCode::ACCEPTED, "{}", again.text());
    let files = format!("{project}/forms/badestelle/submissions/uuid:tablet/attachments");
    let named = field.ask(&field.worker, &files).await;
    assert_eq!(named, json!([{"name": "see.jpg", "exists": true}]));
    // One that breaks a rule is taken, too, and lies aside.
    let warm = send(&field, &base, &record("uuid:warm", "71", ""), &[]).await;
    assert_eq!(warm.status, StatusCode::CREATED);
    assert!(
        warm.text().contains("auffällige Angaben"),
        "{}",
        warm.text()
    );
    // Another content under a known identifier is an error.
    let other = send(&field, &base, &record("uuid:tablet", "18", ""), &[]).await;
    assert_eq!(other.status, StatusCode::CONFLICT, "{}", other.text());
    let broken = send(&field, &base, "<data", &[]).await;
    assert_eq!(broken.status, StatusCode::BAD_REQUEST, "{}", broken.text());
    assert!(broken.text().contains("OpenRosaResponse"));
    // Others are told of each record that was kept, once, and nothing of its content.
    let told: Vec<Told> = db::all(
        field.app.app.db.read(),
        "SELECT payload FROM jobs WHERE kind = 'record.received' ORDER BY created_at, id",
        vec![],
    )
    .await
    .unwrap();
    assert_eq!(told.len(), 2);
    let aside = told
        .iter()
        .filter(|one| one.payload.contains(r#""is_aside":true"#));
    assert_eq!(aside.count(), 1);
    assert!(told.iter().all(|one| !one.payload.contains("uuid:")));
}

#[derive(db::FromQueryResult)]
struct Told {
    payload: String,
}

#[tokio::test]
async fn a_key_opens_its_own_forms_and_only_until_it_is_withdrawn() {
    let field = field().await;
    let project = field.project().await;
    let base = field.tablet(&project).await;
    // Of another project, and of a tablet without a form.
    let made = json!({"name": "Anderes"});
    let made = field
        .json(Method::POST, &field.author, "/v1/projects", made)
        .await;
    let (key, _) = base.rsplit_once('/').unwrap();
    let other = format!("{key}/{}/formList", made["id"]);
    let hidden = field.app.get("", &other).await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    let users = format!("{project}/app-users");
    let name = json!({"displayName": "Tablet 2"});
    let second = field.json(Method::POST, &field.author, &users, name).await;
    let token = second["token"].as_str().expect("a key");
    let number = project.rsplit('/').next().expect("a number");
    let second = format!("/v1/key/{token}/projects/{number}");
    let list = field.app.get("", &format!("{second}/formList")).await;
    assert!(!list.text().contains("badestelle"));
    let refused = send(&field, &second, &record("uuid:x", "17", ""), &[]).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND, "{}", refused.text());
    // A form that is closed takes nothing.
    let form = format!("{project}/forms/badestelle");
    let closed = json!({"state": "closed"});
    field
        .json(Method::PATCH, &field.author, &form, closed)
        .await;
    let refused = send(&field, &base, &record("uuid:y", "17", ""), &[]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text());
    // Withdrawn.
    let all = field.ask(&field.author, &users).await;
    let id = &all[0]["id"];
    let path = format!("{users}/{id}");
    field.app.ask(Method::DELETE, &field.author, &path).await;
    let over = field.app.get("", &format!("{base}/formList")).await;
    assert_eq!(over.status, StatusCode::UNAUTHORIZED);
    let all = field.ask(&field.author, &users).await;
    assert!(all[0]["token"].is_null());
}
