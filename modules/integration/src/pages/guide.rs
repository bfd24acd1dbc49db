// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How a program reads the feed and checks a signature, with examples for copying.

use askama::Template;
use axum::extract::State;
use axum::response::Html;
use web::{App, Context, Crumb, Error, Page, render};

use super::{LIST, at, crumbs};
use crate::actions;

/// Checks a message in Python, with nothing but the standard library.
const PYTHON: &str = r#"import base64, hashlib, hmac, time

def is_genuine(secret, headers, body):
    """secret: whsec_..., headers: a dict, body: the bytes as they came."""
    sent = int(headers["webhook-timestamp"])
    if abs(time.time() - sent) > 300:
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    text = f'{headers["webhook-id"]}.{sent}.'.encode() + body
    digest = hmac.new(key, text, hashlib.sha256).digest()
    expected = "v1," + base64.b64encode(digest).decode()
    signatures = headers["webhook-signature"].split(" ")
    return any(hmac.compare_digest(expected, one) for one in signatures)
"#;

#[derive(Template)]
#[template(path = "integration/guide.html")]
struct GuidePage {
    page: Page,
    curl: String,
    python: &'static str,
}

/// Shows it.
pub async fn page(State(app): State<App>, context: Context) -> Result<Html<String>, Error> {
    let at = at(&app, &context, actions::WEBHOOK_READ, "").await?;
    let title = context.t("integration-guide-title");
    let address = format!(
        "{}/api/v1/events?organisation={}",
        app.settings.base_url, at.organisation.id
    );
    let path = format!("{LIST}/anleitung");
    render(&GuidePage {
        page: context.page(&title, crumbs(&context, vec![Crumb::new(&title, path)])),
        curl: format!(
            "curl -H \"Authorization: Bearer deich_…\" \\\n  \"{address}&after=0&wait=20\""
        ),
        python: PYTHON,
    })
}

#[cfg(test)]
mod tests {
    /// The page and the page for developers show the same.
    #[test]
    fn the_example_stands_in_the_documents_as_on_the_page() {
        let document = include_str!("../../../../docs/events.md");
        assert!(document.contains(super::PYTHON));
    }
}
