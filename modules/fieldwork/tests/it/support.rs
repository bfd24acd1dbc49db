// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! An office with people and access keys, and a form to be filled in outside.

use axum::body::Body;
use directory::testing::{Answer, SmallState, TestApp, app, basic, email};
use http::{Method, header};
use kernel::{OrganisationId, PersonId, Role};
use serde_json::{Value, json};

/// A visit: a place, a temperature that must be possible, samples that repeat, and a picture.
pub(crate) const VISIT: &str = r#"<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms">
  <h:head>
    <h:title>Badestelle</h:title>
    <model>
      <instance>
        <data id="badestelle" version="v1">
          <place/><temperature/><picture/>
          <sample jr:template=""><depth/></sample>
          <orx:meta><orx:instanceID/></orx:meta>
        </data>
      </instance>
      <bind nodeset="/data/place" type="string" required="true()"/>
      <bind nodeset="/data/temperature" type="decimal" constraint=". &gt;= 0 and . &lt; 45" jr:constraintMsg="So warm ist kein See."/>
      <bind nodeset="/data/picture" type="binary"/>
      <bind nodeset="/data/sample/depth" type="int"/>
      <bind nodeset="/data/orx:meta/orx:instanceID" type="string" jr:preload="uid"/>
    </model>
  </h:head>
  <h:body>
    <input ref="/data/place"><label>Wo?</label></input>
    <input ref="/data/temperature"><label>Wie warm ist das Wasser?</label></input>
    <upload ref="/data/picture" mediatype="image/*"><label>Bild</label></upload>
    <group ref="/data/sample"><label>Probe</label><repeat nodeset="/data/sample">
      <input ref="/data/sample/depth"><label>Wie tief?</label></input>
    </repeat></group>
  </h:body>
</h:html>"#;

/// A record of [`VISIT`].
pub(crate) fn record(id: &str, temperature: &str, more: &str) -> String {
    format!(
        "<data xmlns:orx=\"http://openrosa.org/xforms\" id=\"badestelle\" version=\"v1\">\
         <place>Maschsee</place><temperature>{temperature}</temperature><picture>see.jpg</picture>\
         <sample><depth>1</depth></sample><sample><depth>3</depth></sample>\
         <orx:meta>{more}<orx:instanceID>{id}</orx:instanceID></orx:meta></data>"
    )
}

/// The installation with an office at work.
pub(crate) struct Field {
    pub(crate) app: TestApp,
    pub(crate) state: SmallState,
    /// `Authorization` of a form author of the first office.
    pub(crate) author: String,
    /// `Authorization` of a case worker of the first office.
    pub(crate) worker: String,
}

pub(crate) async fn field() -> Field {
    let app = app(vec![library::module(), fieldwork::module()]).await;
    let state = app.small_state().await;
    let office = state.offices[0].id;
    let (author, _) = key(&app, "Nora Nah", Role::FormAuthor, office).await;
    let (worker, _) = key(&app, "Wilma Werk", Role::CaseWorker, office).await;
    Field {
        app,
        state,
        author,
        worker,
    }
}

/// A person with a role and how her programs sign in.
pub(crate) async fn key(
    app: &TestApp,
    name: &str,
    role: Role,
    organisation: OrganisationId,
) -> (String, PersonId) {
    let person = app.add_person(name, role, organisation).await;
    let key = app.access_key(person).await;
    (basic(email(name).as_str(), &key), person)
}

impl Field {
    /// Sends a body as a program does.
    pub(crate) async fn send(
        &self,
        method: Method,
        who: &str,
        path: &str,
        (kind, body): (&str, impl Into<Body>),
    ) -> Answer {
        let mut request = TestApp::request(method, "", path).header(header::CONTENT_TYPE, kind);
        if !who.is_empty() {
            request = request.header(header::AUTHORIZATION, who);
        }
        self.app
            .send(request.body(body.into()).expect("a request"))
            .await
    }

    /// Sends JSON and reads JSON, which must have gone well.
    pub(crate) async fn json(&self, method: Method, who: &str, path: &str, body: Value) -> Value {
        let body = ("application/json", body.to_string());
        let answer = self.send(method, who, path, body).await;
        assert!(answer.status.is_success(), "{path}: {}", answer.text());
        answer.json()
    }

    /// Asks for JSON, which must have gone well.
    pub(crate) async fn ask(&self, who: &str, path: &str) -> Value {
        let answer = self.app.ask(Method::GET, who, path).await;
        assert!(answer.status.is_success(), "{path}: {}", answer.text());
        answer.json()
    }

    /// A project with the form of [`VISIT`], published; its address.
    pub(crate) async fn project(&self) -> String {
        let made = json!({"name": "Badegewässer"});
        let made = self
            .json(Method::POST, &self.author, "/v1/projects", made)
            .await;
        let project = format!("/v1/projects/{}", made["id"]);
        let form = format!("{project}/forms?publish=true&ignoreWarnings=true");
        let xml = ("application/xml", VISIT);
        let made = self.send(Method::POST, &self.author, &form, xml).await;
        assert!(made.status.is_success(), "{}", made.text());
        project
    }

    /// A tablet of the project that may fill the form in; its address up to the project.
    pub(crate) async fn tablet(&self, project: &str) -> String {
        let users = format!("{project}/app-users");
        let name = json!({"displayName": "Tablet 1"});
        let made = self.json(Method::POST, &self.author, &users, name).await;
        let form = format!("{project}/forms/badestelle/assignments/2/{}", made["id"]);
        self.json(Method::POST, &self.author, &form, json!({}))
            .await;
        let token = made["token"].as_str().expect("a key");
        let number = project.rsplit('/').next().expect("a number");
        format!("/v1/key/{token}/projects/{number}")
    }
}
