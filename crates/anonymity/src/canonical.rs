// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! One spelling for every value: JSON without white space, keys sorted, whole numbers only.
//!
//! This is the JSON Canonicalization Scheme (RFC 8785) for the values that occur here: ASCII
//! keys, texts, and integers below 2^53. Equal values have equal bytes, so a SHA-256 names them.

use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// The canonical bytes of `value`.
pub(crate) fn canonical(value: &impl Serialize) -> String {
    let value = serde_json::to_value(value).expect("our own types have text keys only");
    let mut out = String::new();
    write(&value, &mut out);
    out
}

/// SHA-256 of `bytes` as 64 lower-case hexadecimal digits.
pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// Whether `text` can stand in a release: an identifier or a key, never prose.
pub(crate) fn is_token(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
}

/// Whether `text` can be a value of a hierarchy: up to 64 characters without control characters and
/// without white space at its ends.
pub(crate) fn is_short_text(text: &str) -> bool {
    (1..=64).contains(&text.chars().count())
        && text.trim() == text
        && !text.chars().any(char::is_control)
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Array(items) => {
            out.push('[');
            for (position, item) in items.iter().enumerate() {
                if position > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by_key(|(name, _)| *name);
            out.push('{');
            for (position, (name, item)) in members.into_iter().enumerate() {
                if position > 0 {
                    out.push(',');
                }
                out.push_str(&Value::from(name.as_str()).to_string());
                out.push(':');
                write(item, out);
            }
            out.push('}');
        }
        scalar => out.push_str(&scalar.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn keys_are_sorted_at_every_depth_and_no_space_is_written() {
        let value = json!({"b": [1, {"z": -2, "a": "Ä\n"}], "a": null});
        assert_eq!(
            canonical(&value),
            r#"{"a":null,"b":[1,{"a":"Ä\n","z":-2}]}"#
        );
    }

    #[test]
    fn the_digest_is_sha_256_in_hexadecimal() {
        assert_eq!(
            sha256_hex(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn prose_is_no_token() {
        for text in ["", "a b", "Müller", "x\n", "a/b", &"a".repeat(65)] {
            assert!(!is_token(text), "{text:?}");
        }
        assert!(is_token("0192f0c1-7c1e-7bb3-8c1d-000000000001"));
    }
}
