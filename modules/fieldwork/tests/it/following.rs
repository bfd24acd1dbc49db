// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Entities: made by an inspection, followed up by the next record, kept by programs and people.

use axum::body::Body;
use directory::testing::{Answer, TestApp};
use forms::convert::{Format, With, convert};
use http::{Method, StatusCode, header};
use kernel::Role;
use serde_json::{Value, json};

use crate::support::{Field, field, key};

pub(crate) const FIRST: &str = "5f1cdd8b-2b1c-4b0a-9d0e-3b6b6b6b0001";

/// A form that makes a finding: where, and until when it must be mended.
const INSPECTION: &str = r"
| survey   |      |           |            |         |
|          | type | name      | label      | save_to |
|          | text | place     | Wo?        | place   |
|          | date | until     | Bis wann?  | until   |
| entities |           |          |  |  |
|          | list_name | label    |  |  |
|          | findings  | ${place} |  |  |
| settings |            |               |         |  |
|          | form_id    | form_title    | version |  |
|          | inspection | Begehung      | 1       |  |
";

/// A form that follows a finding up.
const FOLLOW_UP: &str = r"
| survey   |      |           |            |         |
|          | type | name      | label      | save_to | calculation |
|          | select_one_from_file findings.csv | finding | Welcher Mangel? | | |
|          | calculate | was_until |  | | instance('findings')/root/item[name=${finding}]/until |
|          | text | state     | Wie ist der Stand? | state   | |
| entities |           |            |  |
|          | list_name | entity_id  |  |
|          | findings  | ${finding} |  |
| settings |            |               |         |
|          | form_id    | form_title    | version |
|          | follow-up  | Nachschau     | 1       |
";

/// A record of [`INSPECTION`].
pub(crate) fn inspection(id: &str, entity: &str, place: &str, until: &str) -> String {
    format!(
        "<data id=\"inspection\" version=\"1\">\
         <place>{place}</place><until>{until}</until>\
         <meta><instanceID>{id}</instanceID>\
         <entity dataset=\"findings\" create=\"1\" id=\"{entity}\"><label>{place}</label></entity>\
         </meta></data>"
    )
}

/// A record of [`FOLLOW_UP`] by somebody who knew a version.
fn follow_up(id: &str, entity: &str, base: u32, state: &str) -> String {
    format!(
        "<data id=\"follow-up\" version=\"1\">\
         <finding>{entity}</finding><was_until>2026-12-01</was_until><state>{state}</state>\
         <meta><instanceID>{id}</instanceID>\
         <entity dataset=\"findings\" update=\"1\" id=\"{entity}\" baseVersion=\"{base}\" \
         trunkVersion=\"\" branchId=\"\"/></meta></data>"
    )
}

pub(crate) struct Case {
    pub(crate) field: Field,
    pub(crate) project: String,
}

impl Case {
    pub(crate) async fn new() -> Self {
        let field = field().await;
        let made = json!({"name": "Begehungen"});
        let made = field
            .json(Method::POST, &field.author, "/v1/projects", made)
            .await;
        let project = format!("/v1/projects/{}", made["id"]);
        let case = Self { field, project };
        case.publish(INSPECTION).await;
        case.publish(FOLLOW_UP).await;
        case
    }

    async fn publish(&self, table: &str) {
        let path = format!("{}/forms?publish=true&ignoreWarnings=true", self.project);
        let with = With {
            code_lists: &[],
            now: jiff::Timestamp::UNIX_EPOCH,
        };
        let definition = (
            "application/xml",
            convert(table.as_bytes(), "form.md", Format::XForm, &with)
                .expect("an XForm")
                .bytes,
        );
        let field = &self.field;
        let made = field
            .send(Method::POST, &field.author, &path, definition)
            .await;
        assert!(made.status.is_success(), "{}", made.text());
    }

    pub(crate) async fn send(&self, form: &str, xml: String) -> Answer {
        let path = format!("{}/forms/{form}/submissions", self.project);
        let body = ("application/xml", xml);
        let field = &self.field;
        let sent = field.send(Method::POST, &field.worker, &path, body).await;
        assert!(sent.status.is_success(), "{}", sent.text());
        sent
    }

    fn list(&self) -> String {
        format!("{}/datasets/findings", self.project)
    }

    async fn entity(&self, id: &str) -> Value {
        let path = format!("{}/entities/{id}", self.list());
        self.field.ask(&self.field.worker, &path).await
    }

    /// A tablet that may fill in the follow-up; its address up to the project.
    async fn tablet(&self) -> String {
        let users = format!("{}/app-users", self.project);
        let name = json!({"displayName": "Tablet 1"});
        let field = &self.field;
        let made = field.json(Method::POST, &field.author, &users, name).await;
        let assignment = format!(
            "{}/forms/follow-up/assignments/2/{}",
            self.project, made["id"]
        );
        field
            .json(Method::POST, &field.author, &assignment, json!({}))
            .await;
        let token = made["token"].as_str().expect("a key");
        let number = self.project.rsplit('/').next().expect("a number");
        format!("/v1/key/{token}/projects/{number}")
    }
}

#[tokio::test]
async fn an_inspection_makes_a_finding_and_the_next_record_follows_it_up() {
    let case = Case::new().await;
    let lists = format!("{}/datasets", case.project);
    let lists = case.field.ask(&case.field.worker, &lists).await;
    assert_eq!(lists[0]["name"], "findings", "the forms say it: {lists}");
    let list = case.field.ask(&case.field.worker, &case.list()).await;
    let properties: Vec<&Value> = list["properties"]
        .as_array()
        .expect("properties")
        .iter()
        .collect();
    assert_eq!(properties.len(), 3, "{list}");
    assert_eq!(properties[0]["forms"], json!(["inspection"]), "{list}");

    case.send(
        "inspection",
        inspection("uuid:a", FIRST, "Küche", "2026-12-01"),
    )
    .await;
    let made = case.entity(FIRST).await;
    assert_eq!(made["currentVersion"]["label"], "Küche");
    assert_eq!(
        made["currentVersion"]["data"],
        json!({"place": "Küche", "until": "2026-12-01"})
    );
    // The same record once more makes nothing new.
    case.send(
        "inspection",
        inspection("uuid:a", FIRST, "Küche", "2026-12-01"),
    )
    .await;
    assert_eq!(case.entity(FIRST).await["currentVersion"]["version"], 1);

    // A tablet gets the list as a file, and is told when it changes.
    let tablet = case.tablet().await;
    let manifest = format!("{tablet}/forms/follow-up/manifest");
    let before = case.field.app.get("", &manifest).await.text();
    assert!(before.contains("type=\"entityList\""), "{before}");
    assert!(
        before.contains("<filename>findings.csv</filename>"),
        "{before}"
    );
    let file = format!("{tablet}/forms/follow-up/attachments/findings.csv");
    let file = case.field.app.get("", &file).await.text();
    assert_eq!(
        file,
        format!("name,label,__version,place,until,state\n{FIRST},Küche,1,Küche,2026-12-01,\n")
    );

    let sent = case
        .send("follow-up", follow_up("uuid:b", FIRST, 1, "behoben"))
        .await;
    assert_eq!(sent.json()["reviewState"], Value::Null, "{}", sent.text());
    let changed = case.entity(FIRST).await;
    assert_eq!(changed["currentVersion"]["version"], 2);
    assert_eq!(changed["currentVersion"]["baseVersion"], 1);
    assert_eq!(changed["currentVersion"]["data"]["state"], "behoben");
    assert_eq!(changed["conflict"], Value::Null);
    let after = case.field.app.get("", &manifest).await.text();
    assert_ne!(before, after, "the hash of the list changes");

    // Deleted, the tablet learns of it; and it can be taken back.
    let path = format!("{}/entities/{FIRST}", case.list());
    let field = &case.field;
    let gone = field.app.ask(Method::DELETE, &field.worker, &path).await;
    assert_eq!(gone.status, StatusCode::OK);
    let integrity = format!("{tablet}/datasets/findings/integrity?id={FIRST}");
    let told = field.app.get("", &integrity).await.text();
    assert!(told.contains("<deleted>true</deleted>"), "{told}");
    let late = case
        .send("follow-up", follow_up("uuid:c", FIRST, 2, "offen"))
        .await;
    assert_eq!(late.json()["reviewState"], "hasIssues", "{}", late.text());
    let back = field
        .json(
            Method::POST,
            &field.worker,
            &format!("{path}/restore"),
            json!({}),
        )
        .await;
    assert_eq!(back["success"], true);
    assert_eq!(case.entity(FIRST).await["currentVersion"]["version"], 2);
}

#[tokio::test]
async fn two_tablets_that_change_the_same_are_told_apart() {
    let case = Case::new().await;
    case.send(
        "inspection",
        inspection("uuid:a", FIRST, "Küche", "2026-12-01"),
    )
    .await;
    case.send("follow-up", follow_up("uuid:b", FIRST, 1, "behoben"))
        .await;
    // The second one did not know of the first one.
    case.send("follow-up", follow_up("uuid:c", FIRST, 1, "offen"))
        .await;
    let entity = case.entity(FIRST).await;
    assert_eq!(entity["conflict"], "hard", "{entity}");
    let current = &entity["currentVersion"];
    assert_eq!(current["conflictingProperties"], json!(["state"]));
    assert_eq!(
        (&current["version"], &current["baseVersion"]),
        (&json!(3), &json!(1))
    );
    let list = format!("{}/entities?conflict=true", case.list());
    let field = &case.field;
    let contradicting = field.ask(&field.worker, &list).await;
    assert_eq!(contradicting.as_array().map(Vec::len), Some(1));
    // A program settles it, but only if it has seen the newest version.
    let path = format!("{}/entities/{FIRST}", case.list());
    let change = json!({"data": {"state": "behoben"}}).to_string();
    let stale = format!("{path}?resolve=true&baseVersion=2");
    let body = ("application/json", change.clone());
    let stale = field.send(Method::PATCH, &field.worker, &stale, body).await;
    assert_eq!(stale.status, StatusCode::CONFLICT, "{}", stale.text());
    let body = ("application/json", change);
    let seen = format!("{path}?resolve=true&baseVersion=3");
    let seen = field.send(Method::PATCH, &field.worker, &seen, body).await;
    assert_eq!(seen.json()["conflict"], Value::Null, "{}", seen.text());
    assert_eq!(case.entity(FIRST).await["currentVersion"]["version"], 4);
    let versions = field.ask(&field.worker, &format!("{path}/versions")).await;
    assert_eq!(versions.as_array().map(Vec::len), Some(4), "{versions}");
}

#[tokio::test]
async fn a_list_can_wait_for_approval_and_what_fails_is_said() {
    let case = Case::new().await;
    let field = &case.field;
    let wait = json!({"approvalRequired": true});
    field
        .json(Method::PATCH, &field.author, &case.list(), wait)
        .await;
    case.send(
        "inspection",
        inspection("uuid:a", FIRST, "Küche", "2026-12-01"),
    )
    .await;
    let path = format!("{}/entities/{FIRST}", case.list());
    let none = field.app.ask(Method::GET, &field.worker, &path).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    let record = format!("{}/forms/inspection/submissions/uuid:a", case.project);
    let approved = json!({"reviewState": "approved"});
    field
        .json(Method::PATCH, &field.worker, &record, approved.clone())
        .await;
    assert_eq!(case.entity(FIRST).await["currentVersion"]["version"], 1);
    // Approved twice, made once.
    field
        .json(Method::PATCH, &field.worker, &record, approved)
        .await;
    assert_eq!(case.entity(FIRST).await["currentVersion"]["version"], 1);
    // Another record that makes the same entity is kept, and says what failed.
    let at_once = json!({"approvalRequired": false});
    field
        .json(Method::PATCH, &field.author, &case.list(), at_once)
        .await;
    let twice = case
        .send(
            "inspection",
            inspection("uuid:b", FIRST, "Bad", "2026-12-01"),
        )
        .await;
    assert_eq!(twice.json()["reviewState"], "hasIssues", "{}", twice.text());
    let worker = field
        .app
        .add_person("Wanda Werk", Role::CaseWorker, field.state.offices[0].id);
    let cookie = field.app.sign_in_as(worker.await).await;
    let page = format!(
        "/aussendienst/{}/formular/inspection/uuid%3Ab",
        case.project.rsplit('/').next().expect("a number")
    );
    let page = field.app.get(&cookie, &page).await.text();
    assert!(page.contains("gibt es den Eintrag „Bad“ schon"), "{page}");
}

#[tokio::test]
async fn programs_keep_a_list_and_read_it_as_a_table() {
    let case = Case::new().await;
    let field = &case.field;
    let lists = format!("{}/datasets", case.project);
    let wanted = json!({"name": "facilities"});
    let made = field
        .json(Method::POST, &field.author, &lists, wanted.clone())
        .await;
    assert_eq!(made["properties"], json!([]));
    let again = ("application/json", wanted.to_string());
    let again = field.send(Method::POST, &field.author, &lists, again).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    let bad = ("application/json", json!({"name": "a b"}).to_string());
    let bad = field.send(Method::POST, &field.author, &lists, bad).await;
    assert_eq!(bad.status, StatusCode::BAD_REQUEST, "{}", bad.text());
    let list = format!("{lists}/facilities");
    let property = json!({"name": "town"});
    field
        .json(
            Method::POST,
            &field.author,
            &format!("{list}/properties"),
            property,
        )
        .await;
    let many = json!({
        "source": {"name": "einrichtungen.csv"},
        "entities": [
            {"label": "Kita Nord", "data": {"town": "Celle"}},
            {"label": "Kita Süd", "data": {"town": "Peine"}},
        ],
    });
    let entities = format!("{list}/entities");
    // Who sets lists up may not keep them.
    let body = ("application/json", many.to_string());
    let refused = field
        .send(Method::POST, &field.author, &entities, body)
        .await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    field
        .json(Method::POST, &field.worker, &entities, many)
        .await;
    // All or nothing.
    let wrong = json!({
        "source": {"name": "x"},
        "entities": [{"label": "Kita West"}, {"label": "Kita Ost", "data": {"colour": "red"}}],
    });
    let body = ("application/json", wrong.to_string());
    let wrong = field
        .send(Method::POST, &field.worker, &entities, body)
        .await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST, "{}", wrong.text());
    let feed = format!("{list}.svc/Entities");
    let table = field
        .ask(&field.worker, &format!("{feed}?%24count=true&%24top=1"))
        .await;
    assert_eq!(table["@odata.count"], 2, "{table}");
    let next = table["@odata.nextLink"].as_str().expect("a second page");
    let next = next.split_once("/v1/").expect("an address").1;
    let second = field.ask(&field.worker, &format!("/v1/{next}")).await;
    assert_ne!(table["value"][0]["__id"], second["value"][0]["__id"]);
    let filter = "%24filter=__system%2Fconflict%20eq%20null&%24orderby=__system%2FcreatedAt%20asc";
    let sorted = field.ask(&field.worker, &format!("{feed}?{filter}")).await;
    assert_eq!(
        sorted["value"].as_array().map(Vec::len),
        Some(2),
        "{sorted}"
    );
    assert!(sorted["value"][0]["town"].is_string(), "{sorted}");
    let described = field
        .app
        .ask(
            Method::GET,
            &field.worker,
            &format!("{list}.svc/%24metadata"),
        )
        .await;
    assert!(
        described.text().contains("Name=\"town\""),
        "{}",
        described.text()
    );
    // Form authors see how a list is set up, not what is in it.
    for path in [&entities, &feed, &format!("{list}/entities.csv")] {
        let closed = field.app.ask(Method::GET, &field.author, path).await;
        assert_eq!(closed.status, StatusCode::FORBIDDEN, "{path}");
    }
}

#[tokio::test]
async fn a_list_is_kept_on_its_pages_with_a_way_back() {
    let case = Case::new().await;
    let field = &case.field;
    case.send(
        "inspection",
        inspection("uuid:a", FIRST, "Küche", "2026-12-01"),
    )
    .await;
    let office = field.state.offices[0].id;
    let worker = field
        .app
        .signed_in("Wanda Werk", Role::CaseWorker, office)
        .await;
    let manager = field
        .app
        .signed_in("Maria Amt", Role::OfficeAdministrator, office)
        .await;
    let number = case.project.rsplit('/').next().expect("a number");
    let list = format!("/aussendienst/{number}/listen/findings");
    let page = field.app.get(&worker, &list).await.text();
    assert!(page.contains("Küche") && !page.contains('⟦'), "{page}");
    let closed = field.app.get(&manager, &list).await.text();
    assert!(!closed.contains("Küche"), "managers do not read entries");
    let entity = format!("{list}/eintrag/{FIRST}");
    let fields = [
        ("name", "Küche, links"),
        ("wert:until", "2026-12-05"),
        ("version", "1"),
    ];
    let changed = field.app.post(&worker, &entity, &fields).await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.text());
    // Somebody who had seen version 1 loses nothing and overwrites nothing.
    let late = [("name", "Kantine"), ("version", "1")];
    let late = field.app.post(&worker, &entity, &late).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.text().contains("value=\"Kantine\""), "{}", late.text());
    let blank = field
        .app
        .post(&worker, &entity, &[("name", ""), ("version", "2")])
        .await;
    assert_eq!(blank.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fate = format!("{entity}/stand");
    for (stand, filter) in [("geloescht", "geloescht"), ("vorhanden", "vorhanden")] {
        let done = field.app.post(&worker, &fate, &[("stand", stand)]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        let page = field
            .app
            .get(&worker, &format!("{list}?filter={filter}"))
            .await;
        assert!(
            page.text().contains("Küche, links"),
            "{stand}: {}",
            page.text()
        );
    }
    let record = format!("/aussendienst/{number}/formular/inspection/uuid%3Aa");
    let record = field.app.get(&worker, &record).await.text();
    assert!(record.contains(&format!("href=\"{entity}\"")), "{record}");
    // The entity lies sealed.
    let sealed: Vec<u8> = db::scalar(
        field.app.app.db.read(),
        "SELECT sealed FROM fieldwork_entity_versions WHERE number = 1",
        vec![],
    )
    .await
    .expect("the table")
    .expect("a row");
    assert!(!String::from_utf8_lossy(&sealed).contains("2026"));
    // Nobody of another office.
    let other = field.state.offices[1].id;
    let (stranger, _) = key(&field.app, "Fritz Fremd", Role::CaseWorker, other).await;
    let request = TestApp::request(Method::GET, "", &format!("{}/entities", case.list()))
        .header(header::AUTHORIZATION, stranger)
        .body(Body::empty())
        .expect("a request");
    let hidden = field.app.send(request).await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
}
