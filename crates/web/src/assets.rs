// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The built interface, embedded in the binary: scripts, styles, fonts.

use std::borrow::Cow;
use std::sync::OnceLock;

use axum::body::Body;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};
use print::{Fonts, PrintError};
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

/// The address of the style sheet that belongs to this entry alone.
pub(crate) fn stylesheet_of(entry: &str) -> Option<String> {
    let file = manifest().get(entry)?.get("css")?.get(0)?;
    Some(format!("/assets/{}", file.as_str()?))
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

/// The fonts of the interface for printed documents, unpacked once per process. An error where the
/// binary was built without the interface.
pub fn print_fonts() -> Result<&'static Fonts, &'static PrintError> {
    static FONTS: OnceLock<Result<Fonts, PrintError>> = OnceLock::new();
    let fonts = FONTS.get_or_init(|| {
        let (regular, bold) = (font_files("400"), font_files("600"));
        Fonts::new(&slices(&regular), &slices(&bold))
    });
    fonts.as_ref()
}

/// The embedded fonts of a weight, Latin letters first.
fn font_files(weight: &str) -> Vec<Cow<'static, [u8]>> {
    let ending = format!("-{weight}-normal.woff2");
    let mut files: Vec<(&str, &str)> = manifest()
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(source, _)| source.ends_with(&ending))
        .filter_map(|(source, entry)| Some((source.as_str(), entry.get("file")?.as_str()?)))
        .collect();
    files.sort_by_key(|(source, _)| (!source.ends_with(&format!("-latin{ending}")), *source));
    let embedded = files.into_iter().filter_map(|(_, file)| Dist::get(file));
    embedded.map(|file| file.data).collect()
}

fn slices<'f>(files: &'f [Cow<'static, [u8]>]) -> Vec<&'f [u8]> {
    files.iter().map(AsRef::as_ref).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interface_brings_the_fonts_for_printing() {
        match print_fonts() {
            Ok(fonts) => assert!(
                std::ptr::eq(fonts, print_fonts().unwrap()),
                "they are unpacked once"
            ),
            Err(error) if manifest().is_null() => {
                eprintln!("SKIPPED: the interface is not built ({error})");
            }
            Err(error) => panic!("{error}"),
        }
    }
}
