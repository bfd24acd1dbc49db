// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Requests to the test installation and its answers.

use axum::body::{Body, to_bytes};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, Method, Request, StatusCode, header};
use tower::ServiceExt;

use super::TestApp;

/// An answer of the installation.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as bytes.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.bytes).expect("the body is JSON")
    }

    /// Where a redirect leads; empty if it is none.
    pub fn location(&self) -> &str {
        self.headers
            .get(header::LOCATION)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// The cookies that were set, as `name=value`.
    pub fn cookies(&self) -> Vec<String> {
        self.headers
            .get_all(header::SET_COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .filter_map(|value| value.split(';').next())
            .map(str::to_owned)
            .collect()
    }
}

impl TestApp {
    /// Sends a request.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("the router answers");
        let (parts, body) = response.into_parts();
        Answer {
            status: parts.status,
            headers: parts.headers,
            bytes: to_bytes(body, usize::MAX)
                .await
                .expect("the body ends")
                .to_vec(),
        }
    }

    /// A request with this cookie (empty for none), from the address 192.0.2.1.
    pub fn request(method: Method, cookie: &str, path: &str) -> http::request::Builder {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("x-test-client", "192.0.2.1")
            .header(header::ACCEPT_LANGUAGE, "de")
            .header(header::HOST, "deich.test");
        if !cookie.is_empty() {
            request = request.header(header::COOKIE, cookie);
        }
        request
    }

    /// Opens a page. `cookie` is empty for a visitor.
    pub async fn get(&self, cookie: &str, path: &str) -> Answer {
        let request = Self::request(Method::GET, cookie, path).body(Body::empty());
        self.send(request.expect("a request")).await
    }

    /// Asks as a program does, with this `Authorization` (see [`basic`] and [`bearer`]).
    pub async fn ask(&self, method: Method, authorization: &str, path: &str) -> Answer {
        let request = Self::request(method, "", path)
            .header(header::AUTHORIZATION, authorization)
            .body(Body::empty());
        self.send(request.expect("a request")).await
    }

    /// Sends a form.
    pub async fn post(&self, cookie: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.post_from("192.0.2.1", cookie, path, fields).await
    }

    /// Posts a form with a file: the name of its field, its own name and its bytes.
    pub async fn post_file(
        &self,
        cookie: &str,
        path: &str,
        fields: &[(&str, &str)],
        (field, name, bytes): (&str, &str, &[u8]),
    ) -> Answer {
        let mut body = Vec::new();
        for (name, value) in fields {
            let part = format!(
                "--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
            body.extend_from_slice(part.as_bytes());
        }
        let part = format!(
            "--x\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n"
        );
        body.extend_from_slice(part.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--x--\r\n");
        let request = Self::request(Method::POST, cookie, path)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
            .body(Body::from(body))
            .expect("a request");
        self.send(request).await
    }

    /// Sends a form from another address.
    pub async fn post_from(
        &self,
        client: &str,
        cookie: &str,
        path: &str,
        fields: &[(&str, &str)],
    ) -> Answer {
        let body = encode(fields);
        let mut request = Self::request(Method::POST, cookie, path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .expect("a request");
        let client = client.parse().expect("an address");
        request.headers_mut().insert("x-test-client", client);
        self.send(request).await
    }

    /// Sends JSON.
    pub async fn json(
        &self,
        method: Method,
        cookie: &str,
        path: &str,
        value: &serde_json::Value,
    ) -> Answer {
        let request = Self::request(method, cookie, path)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(value.to_string()));
        self.send(request.expect("a request")).await
    }
}

/// An `Authorization` by name and password (RFC 7617).
pub fn basic(name: &str, password: &str) -> String {
    let pair = STANDARD.encode(format!("{name}:{password}"));
    format!("Basic {pair}")
}

/// An `Authorization` by token (RFC 6750).
pub fn bearer(token: &str) -> String {
    format!("Bearer {token}")
}

/// Fields as `application/x-www-form-urlencoded`.
pub fn encode(fields: &[(&str, &str)]) -> String {
    let encode = web::form::encode_component;
    fields
        .iter()
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
        .collect::<Vec<_>>()
        .join("&")
}
