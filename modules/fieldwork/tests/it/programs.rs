// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What programs do: sign in, make forms, send, review, and read the feed.

use http::{Method, StatusCode};
use kernel::Role;
use serde_json::json;

use crate::support::{VISIT, field, key, record};

const XML: &str = "application/xml";

#[tokio::test]
async fn a_program_signs_in_with_a_key_and_out_again() {
    let field = field().await;
    let person = field
        .app
        .add_person("Paula Pro", Role::CaseWorker, field.state.offices[0].id)
        .await;
    let key = field.app.access_key(person).await;
    let login = |password: &str| json!({"email": "paula.pro@test.example", "password": password});
    let body = ("application/json", login("falsch").to_string());
    let refused = field.send(Method::POST, "", "/v1/sessions", body).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    assert_eq!(refused.json()["code"], 401.2);
    let session = field
        .json(Method::POST, "", "/v1/sessions", login(&key))
        .await;
    let token = session["token"].as_str().unwrap();
    let bearer = format!("Bearer {token}");
    let me = field.ask(&bearer, "/v1/users/current").await;
    assert_eq!(me["email"], "paula.pro@test.example");
    assert_eq!(me["type"], "user");
    let path = format!("/v1/sessions/{token}");
    let out = field.app.ask(Method::DELETE, &bearer, &path).await;
    assert_eq!(out.status, StatusCode::OK, "{}", out.text());
    let over = field
        .app
        .ask(Method::GET, &bearer, "/v1/users/current")
        .await;
    assert_eq!(over.status, StatusCode::UNAUTHORIZED);
    assert!(over.headers.contains_key("www-authenticate"));
}

#[tokio::test]
async fn a_form_is_made_changed_and_published_by_a_program() {
    let field = field().await;
    let project = field.project().await;
    let forms = field.ask(&field.author, &format!("{project}/forms")).await;
    assert_eq!(forms[0]["xmlFormId"], "badestelle");
    assert_eq!(forms[0]["version"], "v1");
    assert_eq!(forms[0]["name"], "Badestelle");
    let form = format!("{project}/forms/badestelle");
    // The same version cannot be published twice; another one can.
    let draft = format!("{form}/draft");
    let changed = VISIT.replace("Wie tief?", "Wie tief, in Metern?");
    let body = (XML, changed.clone());
    let replaced = field.send(Method::POST, &field.author, &draft, body).await;
    assert_eq!(replaced.json()["success"], true, "{}", replaced.text());
    let publish = format!("{form}/draft/publish");
    let refused = field.app.ask(Method::POST, &field.author, &publish).await;
    assert_eq!(refused.json()["code"], 409.6, "{}", refused.text());
    let publish = format!("{publish}?version=v2");
    let published = field.app.ask(Method::POST, &field.author, &publish).await;
    assert_eq!(published.json()["success"], true, "{}", published.text());
    let versions = field.ask(&field.worker, &format!("{form}/versions")).await;
    assert_eq!(versions[0]["version"], "v2");
    assert_eq!(versions[1]["version"], "v1");
    let xml = field
        .app
        .ask(Method::GET, &field.worker, &format!("{form}.xml"))
        .await;
    assert!(xml.text().contains("version=\"v2\""), "{}", xml.text());
    assert!(xml.text().contains("in Metern"));
    let fields = field.ask(&field.worker, &format!("{form}/fields")).await;
    assert!(fields.to_string().contains("\"/place\""), "{fields}");
    // It is a form of the library, which its author finds there.
    let listed = field
        .app
        .ask(Method::GET, &field.author, "/api/v1/forms")
        .await;
    assert!(listed.text().contains("badestelle"), "{}", listed.text());
    // What is no form is refused with the reasons.
    let body = (XML, "<data/>");
    let all = format!("{project}/forms");
    let refused = field.send(Method::POST, &field.author, &all, body).await;
    assert_eq!(
        refused.status,
        StatusCode::BAD_REQUEST,
        "{}",
        refused.text()
    );
    let body = (XML, VISIT);
    let again = field
        .send(
            Method::POST,
            &field.author,
            &format!("{all}?ignoreWarnings=true"),
            body,
        )
        .await;
    assert_eq!(again.json()["code"], 409.3, "{}", again.text());
}

#[tokio::test]
async fn a_record_is_sent_edited_reviewed_and_read() {
    let field = field().await;
    let project = field.project().await;
    let form = format!("{project}/forms/badestelle");
    let all = format!("{form}/submissions");
    let first = (XML, record("uuid:eins", "19.5", ""));
    let sent = field.send(Method::POST, &field.worker, &all, first).await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.text());
    assert_eq!(sent.json()["instanceId"], "uuid:eins");
    assert_eq!(sent.json()["reviewState"], serde_json::Value::Null);
    // The file that it names follows; another one does not belong to it.
    let files = format!("{all}/uuid:eins/attachments");
    let named = field.ask(&field.worker, &files).await;
    assert_eq!(named, json!([{"name": "see.jpg", "exists": false}]));
    let picture = ("image/jpeg", vec![0xff_u8, 0xd8, 0xff, 1, 2, 3]);
    let kept = field
        .send(
            Method::POST,
            &field.worker,
            &format!("{files}/see.jpg"),
            picture.clone(),
        )
        .await;
    assert_eq!(kept.json()["success"], true, "{}", kept.text());
    let foreign = field
        .send(
            Method::POST,
            &field.worker,
            &format!("{files}/meer.jpg"),
            picture.clone(),
        )
        .await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    let opened = field
        .app
        .ask(Method::GET, &field.worker, &format!("{files}/see.jpg"))
        .await;
    assert_eq!(opened.bytes, picture.1);
    // The same again changes nothing; the same identifier with another content is refused.
    let again = (XML, record("uuid:eins", "19.5", ""));
    let again = field.send(Method::POST, &field.worker, &all, again).await;
    assert_eq!(again.status, StatusCode::OK);
    let other = (XML, record("uuid:eins", "20", ""));
    let other = field.send(Method::POST, &field.worker, &all, other).await;
    assert_eq!(other.json()["code"], 409.1, "{}", other.text());
    // An edit names what it replaces.
    let deprecated = "<orx:deprecatedID>uuid:eins</orx:deprecatedID>";
    let edit = (XML, record("uuid:zwei", "21", deprecated));
    let one = format!("{all}/uuid:eins");
    let edited = field.send(Method::PUT, &field.worker, &one, edit).await;
    assert_eq!(edited.json()["reviewState"], "edited", "{}", edited.text());
    assert_eq!(edited.json()["instanceId"], "uuid:eins");
    let versions = field.ask(&field.worker, &format!("{one}/versions")).await;
    assert_eq!(versions[0]["instanceId"], "uuid:zwei");
    let changes = field.ask(&field.worker, &format!("{one}/diffs")).await;
    assert_eq!(changes["uuid:zwei"][0]["new"], "21", "{changes}");
    // Review and comment.
    let review = json!({"reviewState": "approved"});
    let reviewed = field.json(Method::PATCH, &field.worker, &one, review).await;
    assert_eq!(reviewed["reviewState"], "approved");
    let comments = format!("{one}/comments");
    let said = json!({"body": "Sieht gut aus"});
    field
        .json(Method::POST, &field.worker, &comments, said)
        .await;
    let said = field.ask(&field.worker, &comments).await;
    assert_eq!(said[0]["body"], "Sieht gut aus");
    // The feed.
    let table = field
        .ask(
            &field.worker,
            &format!("{form}.svc/Submissions?%24count=true"),
        )
        .await;
    assert_eq!(table["@odata.count"], 1);
    assert_eq!(table["value"][0]["temperature"], 21.0, "{table}");
    assert_eq!(table["value"][0]["__system"]["reviewState"], "approved");
    assert_eq!(table["value"][0]["__system"]["attachmentsPresent"], 1);
    let rows = field
        .ask(&field.worker, &format!("{form}.svc/Submissions.sample"))
        .await;
    assert_eq!(rows["value"][1]["depth"], 3, "{rows}");
    let service = field.ask(&field.worker, &format!("{form}.svc")).await;
    assert_eq!(service["value"][0]["name"], "Submissions");
    let metadata = field
        .app
        .ask(Method::GET, &field.worker, &format!("{form}.svc/$metadata"))
        .await;
    assert!(metadata.text().contains("Submissions.sample"));
}

#[tokio::test]
async fn what_breaks_a_rule_lies_aside_until_somebody_answers_for_it() {
    let field = field().await;
    let project = field.project().await;
    let form = format!("{project}/forms/badestelle");
    let all = format!("{form}/submissions");
    for (id, temperature) in [
        ("uuid:warm", "71"),
        ("uuid:wort", "lau"),
        ("uuid:gut", "18"),
    ] {
        let body = (XML, record(id, temperature, ""));
        let sent = field.send(Method::POST, &field.worker, &all, body).await;
        let expected = if id == "uuid:gut" {
            serde_json::Value::Null
        } else {
            json!("hasIssues")
        };
        assert_eq!(sent.json()["reviewState"], expected, "{id}");
    }
    // Nothing is lost: the list has all three, as they were sent.
    let listed = field.ask(&field.worker, &all).await;
    assert_eq!(listed.as_array().unwrap().len(), 3);
    let xml = field
        .app
        .ask(Method::GET, &field.worker, &format!("{all}/uuid:wort.xml"))
        .await;
    assert!(xml.text().contains("<temperature>lau</temperature>"));
    // The feed has what counts.
    let feed = format!("{form}.svc/Submissions");
    let table = field.ask(&field.worker, &feed).await;
    assert_eq!(table["value"].as_array().unwrap().len(), 1);
    let review = json!({"reviewState": "approved"});
    let one = format!("{all}/uuid:warm");
    field.json(Method::PATCH, &field.worker, &one, review).await;
    let table = field.ask(&field.worker, &feed).await;
    assert_eq!(table["value"].as_array().unwrap().len(), 2, "{table}");
    // Pages of the feed follow one another.
    let first = field.ask(&field.worker, &format!("{feed}?%24top=1")).await;
    assert_eq!(first["value"].as_array().unwrap().len(), 1);
    let next = first["@odata.nextLink"].as_str().unwrap();
    let path = next.split_once("/v1/").unwrap().1;
    let second = field.ask(&field.worker, &format!("/v1/{path}")).await;
    assert_ne!(first["value"][0]["__id"], second["value"][0]["__id"]);
    let filter = "%24filter=__system%2FreviewState%20eq%20%27approved%27&%24count=true";
    let filtered = field.ask(&field.worker, &format!("{feed}?{filter}")).await;
    assert_eq!(filtered["@odata.count"], 1, "{filtered}");
}

#[tokio::test]
async fn nobody_sees_the_projects_of_another_house() {
    let field = field().await;
    let project = field.project().await;
    let form = format!("{project}/forms/badestelle");
    let body = (XML, record("uuid:eins", "19.5", ""));
    let all = format!("{form}/submissions");
    field.send(Method::POST, &field.worker, &all, body).await;
    let app = &field.app;
    let state = &field.state;
    let others = [
        ("Karl Kreis", Role::CaseWorker, state.offices[1].id),
        ("Franz Form", Role::FormAuthor, state.offices[1].id),
        ("Lisa Land", Role::FormAuthor, state.state.id),
        ("Anna Analyse", Role::Analyst, state.state.id),
        ("Kira Kita", Role::InstitutionManager, state.kitas[0].id),
    ];
    for (name, role, organisation) in others {
        let (who, _) = key(app, name, role, organisation).await;
        for path in [
            project.clone(),
            form.clone(),
            all.clone(),
            format!("{all}/uuid:eins"),
            format!("{form}.svc/Submissions"),
            format!("{project}/app-users"),
        ] {
            let answer = app.ask(Method::GET, &who, &path).await;
            let refused = [StatusCode::FORBIDDEN, StatusCode::NOT_FOUND];
            assert!(
                refused.contains(&answer.status),
                "{name} {path}: {}",
                answer.status
            );
            assert!(answer.json()["code"].is_number(), "{}", answer.text());
        }
        let mine = app.ask(Method::GET, &who, "/v1/projects").await;
        assert!(!mine.text().contains("Badegewässer"), "{name}");
    }
    // Who makes forms and sets tablets up does not read records; who reads them does neither.
    let answer = app.ask(Method::GET, &field.author, &all).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let answer = app
        .ask(Method::GET, &field.worker, &format!("{project}/app-users"))
        .await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    // Without a key nobody gets anything, with a cookie neither.
    let cookie = app
        .signed_in("Bert Browser", Role::CaseWorker, state.offices[0].id)
        .await;
    let answer = app.get(&cookie, &all).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
}
