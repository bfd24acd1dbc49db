// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A program that listens on this machine, answers as the test says, and keeps what it was sent.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use standardwebhooks::Webhook;

/// A message as it came.
#[derive(Debug, Clone)]
pub(crate) struct Message {
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Message {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).unwrap().to_str().unwrap()
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// The event's number in the feed.
    pub(crate) fn sequence(&self) -> i64 {
        self.json()["sequence"].as_str().unwrap().parse().unwrap()
    }

    /// Whether one of the signatures is what another implementation makes of the secret.
    pub(crate) fn is_signed_with(&self, secret: &str) -> bool {
        let at = self.header("webhook-timestamp").parse().unwrap();
        let expected = Webhook::new(secret)
            .unwrap()
            .sign(self.header("webhook-id"), at, &self.body)
            .unwrap();
        let mut signatures = self.header("webhook-signature").split(' ');
        signatures.any(|one| one == expected)
    }
}

#[derive(Debug, Default)]
struct Kept {
    answers: VecDeque<u16>,
    refused: Option<i64>,
    messages: Vec<Message>,
}

/// The program.
#[derive(Debug, Clone)]
pub(crate) struct Receiver {
    pub(crate) url: String,
    kept: Arc<Mutex<Kept>>,
}

impl Receiver {
    /// Listens on a free port. It answers these statuses one after another, then 204.
    pub(crate) async fn start(answers: &[u16]) -> Self {
        let kept = Arc::new(Mutex::new(Kept {
            answers: answers.iter().copied().collect(),
            ..Kept::default()
        }));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/deich", listener.local_addr().unwrap());
        let router = Router::new()
            .route("/deich", post(take))
            .with_state(Arc::clone(&kept));
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, kept }
    }

    /// Refuses this one event for ever.
    pub(crate) fn refuse(&self, sequence: i64) {
        self.kept.lock().unwrap().refused = Some(sequence);
    }

    /// What it will answer next.
    pub(crate) fn answer(&self, answers: &[u16]) {
        self.kept.lock().unwrap().answers.extend(answers);
    }

    /// What came, in its order.
    pub(crate) fn messages(&self) -> Vec<Message> {
        self.kept.lock().unwrap().messages.clone()
    }
}

async fn take(State(kept): State<Arc<Mutex<Kept>>>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let mut kept = kept.lock().unwrap();
    let message = Message {
        headers,
        body: body.to_vec(),
    };
    let sequence = message.json()["sequence"].as_str().map(str::to_owned);
    kept.messages.push(message);
    if kept.refused.is_some() && kept.refused.map(|one| one.to_string()) == sequence {
        return StatusCode::BAD_REQUEST;
    }
    let status = kept.answers.pop_front().unwrap_or(204);
    StatusCode::from_u16(status).unwrap()
}
