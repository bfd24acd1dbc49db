// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The library as people and programs meet it, in one binary.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod blocks;
mod building;
mod classes;
mod files;
mod formats;
mod owners;
mod paper;
mod publishing;
mod rights;
mod uploads;

use std::io::{Cursor, Read, Write};

use axum::body::Body;
use directory::testing::{Answer, SmallState, TestApp, app};
use http::{Method, StatusCode, header};
use kernel::Role;
use zip::write::SimpleFileOptions;

/// A weekly count, as a workbook.
const TEMPLATE: &[u8] =
    include_bytes!("../../../../crates/forms/tests/it/samples/are-sentinel-kita.xlsx");

/// A state with its library and a form author who has signed in.
struct Library {
    app: TestApp,
    state: SmallState,
    author: String,
}

async fn library() -> Library {
    let app = app(vec![library::module()]).await;
    let state = app.small_state().await;
    let author = app
        .signed_in("Frieda Form", Role::FormAuthor, state.state.id)
        .await;
    Library { app, state, author }
}

impl Library {
    /// Sends a file as a browser does.
    async fn upload(&self, cookie: &str, path: &str, name: &str, file: &[u8]) -> Answer {
        self.upload_at(cookie, path, name, file, "1").await
    }

    async fn upload_at(
        &self,
        cookie: &str,
        path: &str,
        name: &str,
        file: &[u8],
        revision: &str,
    ) -> Answer {
        self.send_files(
            cookie,
            path,
            &[("revision", revision)],
            &[("datei", name, file)],
        )
        .await
    }

    /// Sends fields and files (field, name, bytes) as a browser does.
    async fn send_files(
        &self,
        cookie: &str,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, &[u8])],
    ) -> Answer {
        let mut body = Vec::new();
        for (name, value) in fields {
            write!(
                body,
                "--border\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            )
            .unwrap();
        }
        for (field, name, file) in files {
            write!(
                body,
                "--border\r\nContent-Disposition: form-data; name=\"{field}\"; \
                 filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
            )
            .unwrap();
            body.extend_from_slice(file);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--border--\r\n");
        let request = TestApp::request(Method::POST, cookie, path)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=border")
            .body(Body::from(body))
            .unwrap();
        self.app.send(request).await
    }

    /// Replaces the draft that is at this revision: uploads, looks at what changes, says yes.
    async fn replace(&self, form: &str, name: &str, file: &[u8], revision: &str) -> Answer {
        let path = format!("{form}/ersetzen");
        let uploaded = self
            .upload_at(&self.author, &path, name, file, revision)
            .await;
        assert_eq!(
            uploaded.status,
            StatusCode::SEE_OTHER,
            "{}",
            uploaded.text()
        );
        let check = uploaded.location().to_owned();
        let page = self.page(&self.author, &check).await;
        let seen = hidden(&page, "gesehen");
        let fields = [("revision", revision), ("gesehen", &seen[..])];
        self.app.post(&self.author, &check, &fields).await
    }

    /// Takes the shipped template in and returns the path of its form.
    async fn template(&self) -> String {
        let answer = self
            .app
            .post(
                &self.author,
                "/formulare/vorlage",
                &[("vorlage", "are-sentinel-kita")],
            )
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        answer.location().to_owned()
    }

    /// Publishes the draft of the form with this revision.
    async fn publish(&self, form: &str, revision: &str) -> Answer {
        let fields = [("revision", revision)];
        self.app
            .post(&self.author, &format!("{form}/veroeffentlichen"), &fields)
            .await
    }

    /// How many rows a table has.
    async fn count(&self, table: &str) -> i64 {
        let sql = format!("SELECT COUNT(*) FROM {table}");
        db::scalar(self.app.db.read(), &sql, vec![])
            .await
            .unwrap()
            .unwrap()
    }

    /// The page as text, which must have opened.
    async fn page(&self, cookie: &str, path: &str) -> String {
        let answer = self.app.get(cookie, path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
        let text = answer.text();
        assert!(!text.contains('⟦'), "{path} lacks a text: {text}");
        text
    }
}

/// The template with some texts replaced, as a person would change it in a spreadsheet program.
fn template_with(changes: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(TEMPLATE)).unwrap();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        if name == "xl/sharedStrings.xml" {
            let mut text = String::from_utf8(content).unwrap();
            for (from, to) in changes {
                let (from, to) = (format!("<t>{from}</t>"), format!("<t>{to}</t>"));
                assert!(text.contains(&from), "{from} is in the template");
                text = text.replace(&from, &to);
            }
            content = text.into_bytes();
        }
        writer
            .start_file(name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(&content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The value of a hidden field.
fn hidden(page: &str, name: &str) -> String {
    let start = format!("name=\"{name}\" value=\"");
    let rest = page.split(&start).nth(1).expect("the field is there");
    rest.split('"').next().unwrap_or_default().to_owned()
}
