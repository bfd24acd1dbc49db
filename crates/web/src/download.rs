// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Stored files as answers.

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, header};

use crate::Error;
use crate::form::encode_component;

/// A file from outside, as a browser may safely get it: pictures, recordings and films to be shown
/// within pages, all else to be saved. It can run nothing and load nothing.
pub fn file_response(
    name: &str,
    media_type: &str,
    cache_control: &'static str,
    bytes: impl Into<Body>,
) -> Result<Response, Error> {
    let in_place = ["image/", "audio/", "video/"]
        .iter()
        .any(|kind| media_type.starts_with(kind));
    let mut response = bytes.into().into_response();
    let headers = response.headers_mut();
    let value = |text: &str| HeaderValue::from_str(text).map_err(Error::internal);
    headers.insert(header::CONTENT_TYPE, value(media_type)?);
    headers.insert(
        header::CONTENT_DISPOSITION,
        value(&disposition(name, in_place))?,
    );
    shield(&mut response, cache_control);
    Ok(response)
}

/// A table as text that browsers save under `name`.
pub fn csv_file(name: &str, text: impl Into<Body>) -> Response {
    table_file(name, "text/csv; charset=utf-8", text)
}

/// A table or workbook that browsers save under `name`. It is made anew for whoever asks, so nobody keeps it.
pub fn table_file(name: &str, media_type: &'static str, bytes: impl Into<Body>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (header::CONTENT_DISPOSITION, disposition(name, false)),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, bytes.into()).into_response()
}

/// What keeps a file from outside from doing anything in a browser.
pub fn shield(response: &mut Response, cache_control: &'static str) {
    for (name, value) in [
        (header::CACHE_CONTROL, cache_control),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; frame-ancestors 'none'; sandbox",
        ),
    ] {
        let value = HeaderValue::from_static(value);
        response.headers_mut().insert(name, value);
    }
}

/// How a browser is to treat the bytes, and what it is to call them (RFC 6266): once in ASCII for
/// old ones, once in full.
pub(crate) fn disposition(name: &str, in_place: bool) -> String {
    let kind = if in_place { "inline" } else { "attachment" };
    let plain: String = name
        .chars()
        .map(|c| match c {
            '"' | '\\' | '%' => '_',
            c if c.is_ascii_graphic() || c == ' ' => c,
            _ => '_',
        })
        .collect();
    let full = encode_component(name);
    format!("{kind}; filename=\"{plain}\"; filename*=UTF-8''{full}")
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn names_survive_in_every_browser() {
        assert_eq!(
            disposition("Küche \"vorne\".jpg", true),
            "inline; filename=\"K_che _vorne_.jpg\"; filename*=UTF-8''K%C3%BCche%20%22vorne%22.jpg"
        );
    }
}
