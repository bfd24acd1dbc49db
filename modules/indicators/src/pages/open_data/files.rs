// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Files of open versions. They never change, so whoever has one need not ask again.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use web::{App, Error};

use super::{format_of, open_set, to_current};

/// The name of the current version in addresses.
pub(super) const CURRENT: &str = "aktuell";

/// A file of a version, or the way to the current one.
pub(crate) async fn file(
    State(app): State<App>,
    Path((key, name)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let open = open_set(&app, &key).await?;
    let (label, format) = format_of(&name).ok_or(Error::NotFound)?;
    if label == CURRENT {
        return to_current(&open, format);
    }
    let version = open.version(label).ok_or(Error::NotFound)?;
    let file = version.file(format).ok_or(Error::NotFound)?;
    // Weak, because the answer may be compressed on its way.
    let tag = format!("W/\"{}\"", file.file);
    let known = headers
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|tags| {
            tags.split(',')
                .any(|known| matches!(known.trim(), "*") || known.trim() == tag)
        });
    let mut answer = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let bytes = app.blobs.get(file.file).await.map_err(Error::internal)?;
        whole_or_part(&headers, bytes)
    };
    let set = answer.headers_mut();
    let name = format!("{key}_{label}.{}", format.name());
    for (name, value) in [
        (header::ETAG, tag.as_str()),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::CONTENT_TYPE, format.media_type()),
        (header::ACCEPT_RANGES, "bytes"),
        (
            header::CONTENT_DISPOSITION,
            &format!("attachment; filename=\"{name}\""),
        ),
    ] {
        set.insert(name, HeaderValue::from_str(value).map_err(Error::internal)?);
    }
    Ok(answer)
}

/// Which bytes a reader asks for.
#[derive(Debug, PartialEq, Eq)]
enum Asked {
    /// All of them.
    Whole,
    /// Some that are not there.
    Nowhere,
    /// From this byte to that one.
    Part(usize, usize),
}

/// The bytes, or the one part that the reader asks for (RFC 9110, section 14). Who asks for several parts, or
/// for a part of what he had before, gets all of them.
fn whole_or_part(headers: &HeaderMap, bytes: impl AsRef<[u8]> + Into<Body>) -> Response {
    let length = bytes.as_ref().len();
    let asked = headers
        .get(header::RANGE)
        .filter(|_| !headers.contains_key(header::IF_RANGE))
        .and_then(|value| value.to_str().ok())
        .and_then(|text| part(text, length));
    let range = |range: String| [(header::CONTENT_RANGE, range)];
    match asked.unwrap_or(Asked::Whole) {
        Asked::Whole => bytes.into().into_response(),
        Asked::Nowhere => (
            StatusCode::RANGE_NOT_SATISFIABLE,
            range(format!("bytes */{length}")),
        )
            .into_response(),
        Asked::Part(first, last) => (
            StatusCode::PARTIAL_CONTENT,
            range(format!("bytes {first}-{last}/{length}")),
            bytes.as_ref()[first..=last].to_vec(),
        )
            .into_response(),
    }
}

/// What a `Range` asks for; nothing if it is not understood.
fn part(text: &str, length: usize) -> Option<Asked> {
    let (first, last) = text.strip_prefix("bytes=")?.split_once('-')?;
    let end = length.checked_sub(1)?;
    let (first, last) = match (first.trim(), last.trim()) {
        ("", last) => (length.saturating_sub(last.parse().ok()?), end),
        (first, "") => (first.parse().ok()?, end),
        (first, last) => (first.parse().ok()?, last.parse::<usize>().ok()?.min(end)),
    };
    let there = first <= last && first < length;
    Some(if there {
        Asked::Part(first, last)
    } else {
        Asked::Nowhere
    })
}

#[cfg(test)]
mod tests {
    use super::{Asked, part};

    #[test]
    fn parts_are_read_as_the_standard_says() {
        let asked = |text| part(text, 100);
        assert_eq!(asked("bytes=0-9"), Some(Asked::Part(0, 9)));
        assert_eq!(asked("bytes=90-"), Some(Asked::Part(90, 99)));
        assert_eq!(asked("bytes=-10"), Some(Asked::Part(90, 99)));
        assert_eq!(asked("bytes=-1000"), Some(Asked::Part(0, 99)));
        assert_eq!(asked("bytes=50-1000"), Some(Asked::Part(50, 99)));
        assert_eq!(asked("bytes=100-"), Some(Asked::Nowhere));
        assert_eq!(asked("bytes=9-3"), Some(Asked::Nowhere));
        for other in ["bytes=0-1,5-6", "rows=0-1", "bytes=a-b", "bytes"] {
            assert_eq!(asked(other), None, "{other}");
        }
        assert_eq!(part("bytes=0-0", 0), None, "an empty file has no parts");
    }
}
