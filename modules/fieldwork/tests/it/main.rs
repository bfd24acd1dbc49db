// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The field service as people, tablets and programs meet it, in one binary.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod exports;
mod following;
mod inspecting;
mod inspecting_photos;
mod inspecting_plan;
mod openrosa;
mod pages;
mod programs;
mod support;

use axum::body::Body;
use directory::testing::{Answer, SmallState, TestApp, app, basic, email};
use http::{Method, StatusCode, header};
use kernel::{PersonId, Role};

/// The identifier of the form.
const FORM: &str = "begehung-muster";

/// A state whose first office has a project with a published form, and people who have signed in.
struct Field {
    app: TestApp,
    state: SmallState,
    /// Manages the projects of the first office.
    manager: String,
    /// Reviews the records of the first office.
    worker: String,
    worker_id: PersonId,
    /// The page of the project.
    project: String,
}

async fn field() -> Field {
    let app = app(vec![library::module(), fieldwork::module()]).await;
    let state = app.small_state().await;
    let office = state.offices[0].id;
    let author = app
        .add_person("Frieda Form", Role::FormAuthor, state.state.id)
        .await;
    let visit = library::demo::load_visit(&app.app, state.state.id, author)
        .await
        .unwrap();
    let manager = app
        .signed_in("Maria Amt", Role::OfficeAdministrator, office)
        .await;
    let worker_id = app.add_person("Wilma Werk", Role::CaseWorker, office).await;
    let worker = app.sign_in_as(worker_id).await;
    let name = [("name", "Begehungen"), ("beschreibung", "Kitas im Kreis")];
    let made = app.post(&manager, "/aussendienst/neu", &name).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
    let project = made.location().to_owned();
    let form = visit.form_id.to_string();
    let added = app
        .post(
            &manager,
            &format!("{project}/formulare"),
            &[("formular", &form)],
        )
        .await;
    assert_eq!(added.location(), project, "{}", added.text());
    Field {
        app,
        state,
        manager,
        worker,
        worker_id,
        project,
    }
}

impl Field {
    /// The page of the form with its records.
    fn form(&self) -> String {
        format!("{}/formular/{FORM}", self.project)
    }

    /// The page of a record.
    fn record(&self, instance_id: &str) -> String {
        let id = web::form::encode_component(instance_id);
        format!("{}/{id}", self.form())
    }

    /// The page as text, which must have opened.
    async fn page(&self, cookie: &str, path: &str) -> String {
        let answer = self.app.get(cookie, path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
        let text = answer.text();
        assert!(!text.contains('⟦'), "{path} lacks a text: {text}");
        text
    }

    /// Sends a record as a program of the case worker does.
    async fn send(&self, xml: &str) -> Answer {
        self.program("", "application/xml", xml.as_bytes()).await
    }

    /// Sends a file of a record.
    async fn attach(&self, instance_id: &str, name: &str, kind: &str, bytes: &[u8]) -> Answer {
        let id = web::form::encode_component(instance_id);
        let below = format!("/{id}/attachments/{name}");
        self.program(&below, kind, bytes).await
    }

    /// Posts something below the submissions of the form.
    async fn program(&self, below: &str, kind: &str, bytes: &[u8]) -> Answer {
        let key = self.app.access_key(self.worker_id).await;
        let authorization = basic(email("Wilma Werk").as_str(), &key);
        let path = format!("/v1/projects/1/forms/{FORM}/submissions{below}");
        let request = TestApp::request(Method::POST, "", &path)
            .header(header::AUTHORIZATION, authorization)
            .header(header::CONTENT_TYPE, kind)
            .body(Body::from(bytes.to_vec()))
            .unwrap();
        self.app.send(request).await
    }

    /// Sends a visit to a room of this size, and returns the page of the record.
    async fn visit(&self, instance_id: &str, area: &str) -> String {
        let sent = self.send(&visit(instance_id, area, "")).await;
        assert_eq!(sent.status, StatusCode::OK, "{}", sent.text());
        self.record(instance_id)
    }

    /// How many rows a table has.
    async fn count(&self, table: &str) -> i64 {
        let sql = format!("SELECT COUNT(*) FROM {table}");
        db::scalar(self.app.db.read(), &sql, vec![])
            .await
            .unwrap()
            .unwrap()
    }
}

/// A visit as a tablet sends it. Rooms of more than 5,000 m² break a rule of the form.
fn visit(instance_id: &str, area: &str, meta: &str) -> String {
    format!(
        "<data id=\"{FORM}\" version=\"1\" xmlns:orx=\"http://openrosa.org/xforms\">\
         <visit><visited_on>2026-11-17</visited_on><reason>routine</reason></visit>\
         <room><room_name>Küche</room_name><room_area>{area}</room_area><room_state>4</room_state>\
         <room_photo>kueche.jpg</room_photo></room>\
         <checks><floors>daily</floors><surfaces>daily</surfaces><toilets>daily</toilets></checks>\
         <proof><agreed>OK</agreed></proof>\
         <orx:meta><orx:instanceID>{instance_id}</orx:instanceID>{meta}</orx:meta></data>"
    )
}

/// The value of a hidden field.
fn hidden(page: &str, name: &str) -> String {
    let start = format!("name=\"{name}\" value=\"");
    let rest = page.split(&start).nth(1).expect("the field is there");
    rest.split('"').next().unwrap_or_default().to_owned()
}
