// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Posted forms: the fields in the order of the page, whatever they are called.

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, Multipart, Request};
use http::header;
pub use kernel::encode_component;

use crate::{Error, Route};

/// The most fields of a form.
const MOST_FIELDS: usize = 5_000;
/// The most files of a form.
const MOST_FILES: usize = 50;

/// The fields of a posted form, in order, names repeated as posted. At most 5,000 fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(pub Vec<(String, String)>);

impl Fields {
    /// The first value of a field, trimmed; empty when it was not posted.
    pub fn text(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value.trim())
    }

    /// All values of a field.
    pub fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        self.0
            .iter()
            .filter(move |(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// Whether a field was posted at all, such as a checkbox or the pressed button.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(key, _)| key == name)
    }
}

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = Error;
    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let axum::Form(pairs) =
            axum::Form::<Vec<(String, String)>>::from_request(request, state).await?;
        if pairs.len() > MOST_FIELDS {
            Err(Error::TooLarge)
        } else {
            Ok(Self(pairs))
        }
    }
}

/// A file as it was posted, not yet checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostedFile {
    /// The name of the field.
    pub field: String,
    /// What the browser calls the file.
    pub name: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// A form that may carry files: its fields and, when it was posted as `multipart/form-data`, its
/// files without the fields that were left empty. At most 50 files; the text fields of both
/// encodings are at most [`Route::BODY_LIMIT`] long together, all of it as long as the route takes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldsAndFiles {
    /// The fields that are no files.
    pub fields: Fields,
    /// The files.
    pub files: Vec<PostedFile>,
}

impl<S: Send + Sync> FromRequest<S> for FieldsAndFiles {
    type Rejection = Error;
    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let is_multipart = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|kind| kind.starts_with("multipart/form-data"));
        if is_multipart {
            let multipart = Multipart::from_request(request, state).await;
            return parts(
                multipart.map_err(|rejection| crate::error::from_status(rejection.status()))?,
            )
            .await;
        }
        let (head, body) = request.into_parts();
        let body = to_bytes(body, Route::BODY_LIMIT).await;
        let body = body.map_err(|_| Error::TooLarge)?;
        let request = Request::from_parts(head, Body::from(body));
        Ok(Self {
            fields: Fields::from_request(request, state).await?,
            files: Vec::new(),
        })
    }
}

async fn parts(mut multipart: Multipart) -> Result<FieldsAndFiles, Error> {
    let mut form = FieldsAndFiles::default();
    let mut text_bytes = 0;
    while let Some(part) = multipart.next_field().await? {
        let field = part.name().unwrap_or_default().to_owned();
        if let Some(name) = part.file_name().map(str::to_owned) {
            let bytes = part.bytes().await?;
            // A field in which no file was chosen comes without a name.
            if name.is_empty() && bytes.is_empty() {
                continue;
            }
            let bytes = bytes.to_vec();
            form.files.push(PostedFile { field, name, bytes });
        } else {
            let value = part.text().await?;
            text_bytes += field.len() + value.len();
            form.fields.0.push((field, value));
        }
        let too_many = form.fields.0.len() > MOST_FIELDS || form.files.len() > MOST_FILES;
        if too_many || text_bytes > Route::BODY_LIMIT {
            return Err(Error::TooLarge);
        }
    }
    Ok(form)
}

/// A target for «back to where I was»: only paths of this installation, else `fallback`.
pub fn local_target<'t>(target: &'t str, fallback: &'t str) -> &'t str {
    let ok = target.starts_with('/')
        && !target.starts_with("//")
        && !target.contains(['\\', '\r', '\n', '\t'])
        && target.len() <= 2_000;
    if ok { target } else { fallback }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_never_leaves_the_installation() {
        assert_eq!(local_target("/aufgaben?x=1", "/"), "/aufgaben?x=1");
        for target in [
            "//evil.example",
            "https://evil.example",
            "/\\evil",
            "",
            "javascript:x",
            "/a\nb",
        ] {
            assert_eq!(local_target(target, "/"), "/", "{target:?}");
        }
    }

    async fn read(kind: &str, body: Vec<u8>) -> Result<FieldsAndFiles, Error> {
        let request = Request::builder()
            .method("POST")
            .header(header::CONTENT_TYPE, kind)
            .body(Body::from(body));
        FieldsAndFiles::from_request(request.unwrap(), &()).await
    }

    #[tokio::test]
    async fn fields_are_read_in_both_encodings_and_files_in_one() {
        let plain = read(
            "application/x-www-form-urlencoded",
            b"a=1&b=%C3%BC&a=2".to_vec(),
        );
        let plain = plain.await.unwrap();
        let pairs = [("a", "1"), ("b", "ü"), ("a", "2")];
        let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(plain.fields.0, pairs);

        let body = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n\
            --x\r\nContent-Disposition: form-data; name=\"_file:p\"; filename=\"k.png\"\r\nContent-Type: image/png\r\n\r\nxyz\r\n\
            --x\r\nContent-Disposition: form-data; name=\"_file:q\"; filename=\"\"\r\nContent-Type: application/octet-stream\r\n\r\n\r\n\
            --x--\r\n";
        let form = read("multipart/form-data; boundary=x", body.as_bytes().to_vec());
        let form = form.await.unwrap();
        assert_eq!(form.fields.text("a"), "1");
        let file = PostedFile {
            field: "_file:p".to_owned(),
            name: "k.png".to_owned(),
            bytes: b"xyz".to_vec(),
        };
        assert_eq!(form.files, [file]);
        let broken = read("multipart/form-data; boundary=x", b"--x\r\nno".to_vec()).await;
        assert!(broken.is_err());
    }

    #[tokio::test]
    async fn text_is_short_in_both_encodings() {
        let long = "x".repeat(Route::BODY_LIMIT + 1);
        let plain = read(
            "application/x-www-form-urlencoded",
            format!("a={long}").into_bytes(),
        );
        assert!(matches!(plain.await, Err(Error::TooLarge)));
        let body =
            format!("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n{long}\r\n--x--\r\n");
        let form = read("multipart/form-data; boundary=x", body.into_bytes());
        assert!(matches!(form.await, Err(Error::TooLarge)));
    }

    #[test]
    fn components_are_encoded() {
        assert_eq!(encode_component("/a?b=ü"), "%2Fa%3Fb%3D%C3%BC");
    }
}
