// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Posted forms: the fields in the order of the page, whatever they are called.

use axum::extract::{FromRequest, Request};

use crate::Error;

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
        if pairs.len() > 5_000 {
            Err(Error::TooLarge)
        } else {
            Ok(Self(pairs))
        }
    }
}

/// A text as part of a query (RFC 3986): everything but unreserved characters is written in per cent.
pub fn encode_component(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for nibble in [byte >> 4, byte & 15] {
                out.push(
                    char::from_digit(u32::from(nibble), 16)
                        .unwrap_or('0')
                        .to_ascii_uppercase(),
                );
            }
        }
    }
    out
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

    #[test]
    fn components_are_encoded() {
        assert_eq!(encode_component("/a?b=ü"), "%2Fa%3Fb%3D%C3%BC");
    }
}
