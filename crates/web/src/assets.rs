// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The built interface, embedded in the binary: scripts, styles, fonts.

use std::sync::OnceLock;

use axum::body::Body;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};
use rust_embed::RustEmbed;
use serde_json::Value;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../ui/dist"]
#[allow_missing = true]
struct Dist;

fn manifest() -> &'static Value {
    static MANIFEST: OnceLock<Value> = OnceLock::new();
    MANIFEST.get_or_init(|| {
        Dist::get("manifest.json")
            .and_then(|file| serde_json::from_slice(&file.data).ok())
            .unwrap_or(Value::Null)
    })
}

/// The address of the script built from this entry.
pub(crate) fn script(entry: &str) -> Option<String> {
    Some(format!(
        "/assets/{}",
        manifest().get(entry)?.get("file")?.as_str()?
    ))
}

/// The address of the style sheet.
pub(crate) fn stylesheet() -> Option<String> {
    let main = manifest()
        .get("src/main.ts")
        .or_else(|| manifest().get("src/main.css"))?;
    let file = main
        .get("css")
        .and_then(|list| list.get(0))
        .or_else(|| main.get("file"))
        .or_else(|| manifest().get("src/main.css")?.get("file"))?;
    Some(format!("/assets/{}", file.as_str()?))
}

/// Serves an embedded file. Names carry a hash of the content, so browsers may keep them for ever.
pub(crate) async fn serve(Path(path): Path<String>) -> Response {
    let Some(file) = Dist::get(&path) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kind = mime_guess::from_path(&path).first_or_octet_stream();
    let fresh = if path.starts_with("assets/") {
        "public, max-age=31536000, immutable"
    } else {
        "public, max-age=3600"
    };
    (
        [
            (header::CONTENT_TYPE, kind.to_string()),
            (header::CACHE_CONTROL, fresh.to_owned()),
        ],
        Body::from(file.data),
    )
        .into_response()
}
