// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Files as answers: how they arrive, who opens them, when they go.

mod cleaning;
mod opening;
mod sending;

use axum::body::Body;
use directory::testing::{Answer, TestApp};
use forms::{FormSpec, Item, Question, QuestionType};
use http::{Method, header};
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

    pub(crate) async fn case_worker(&self, office: usize) -> String {
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
