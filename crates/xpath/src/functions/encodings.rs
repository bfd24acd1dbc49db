// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Digests, base64 and regular expressions.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};
use md5::Md5;
use regex::{Regex, RegexBuilder};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

use super::Answer;
use crate::ast::Expr;
use crate::environment::EvaluationError;
use crate::evaluate::{Focus, Run};
use crate::value::Value;

/// `digest(text, algorithm, encoding)`; the encoding is base64 if it is not named.
pub(super) fn digest<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let text = run.text(&args[0], focus)?;
    run.spend(text.len() / 16)?;
    let algorithm = run.text(&args[1], focus)?;
    let text = text.as_bytes();
    let bytes = match algorithm.as_ref() {
        "MD5" => Md5::digest(text).to_vec(),
        "SHA-1" => Sha1::digest(text).to_vec(),
        "SHA-256" => Sha256::digest(text).to_vec(),
        "SHA-384" => Sha384::digest(text).to_vec(),
        "SHA-512" => Sha512::digest(text).to_vec(),
        _ => return Err(EvaluationError::WrongArgument("digest", "algorithm")),
    };
    let encoding = match args.get(2) {
        Some(encoding) => run.text(encoding, focus)?,
        None => Cow::Borrowed("base64"),
    };
    Ok(Value::Text(Cow::Owned(match encoding.as_ref() {
        "hex" => hex::encode(bytes),
        "base64" => STANDARD.encode(bytes),
        _ => return Err(EvaluationError::WrongArgument("digest", "encoding")),
    })))
}

/// With or without the signs at the end that fill it up.
const FORGIVING: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// What is no base64 is an empty text; bytes that are no text become replacement characters.
pub(super) fn base64_decode<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let text = run.text(&args[0], focus)?;
    run.spend(text.len() / 16)?;
    let plain: String = text.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    let bytes = FORGIVING.decode(plain).unwrap_or_default();
    let decoded = String::from_utf8_lossy(&bytes).into_owned();
    Ok(Value::Text(Cow::Owned(decoded)))
}

/// The most patterns that a thread remembers.
const MOST_PATTERNS: usize = 64;

/// The largest compiled pattern, in bytes.
const LARGEST_PATTERN: usize = 1 << 20;

thread_local! {
    static PATTERNS: RefCell<HashMap<String, Option<Regex>>> = RefCell::new(HashMap::new());
}

/// Whether the whole text fits the pattern.
pub(super) fn regex<'a>(run: &Run<'a>, args: &'a [Expr], focus: Focus) -> Answer<'a> {
    let text = run.text(&args[0], focus)?;
    let pattern = run.text(&args[1], focus)?;
    run.spend(text.len() / 16)?;
    let found = PATTERNS.with_borrow_mut(|patterns| {
        if !patterns.contains_key(pattern.as_ref()) {
            // A pattern costs more than most functions.
            run.spend(1_000)?;
            if patterns.len() >= MOST_PATTERNS {
                patterns.clear();
            }
            patterns.insert(pattern.clone().into_owned(), compile(&pattern));
        }
        Ok(patterns
            .get(pattern.as_ref())
            .and_then(Option::as_ref)
            .map(|regex| regex.is_match(&text)))
    })?;
    found
        .map(Value::Boolean)
        .ok_or(EvaluationError::WrongArgument("regex", "pattern"))
}

/// The pattern as a regular expression over a whole text.
pub(crate) fn compile(pattern: &str) -> Option<Regex> {
    RegexBuilder::new(&format!("^(?:{})$", in_ascii(pattern)))
        .size_limit(LARGEST_PATTERN)
        .dfa_size_limit(LARGEST_PATTERN)
        .nest_limit(50)
        .build()
        .ok()
}

/// `\d`, `\w` and `\s` mean the characters of ASCII, as they do on the tablets.
fn in_ascii(pattern: &str) -> String {
    let mut written = String::with_capacity(pattern.len());
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            written.push(c);
            continue;
        }
        match chars.next() {
            Some('d') => written.push_str("[0-9]"),
            Some('D') => written.push_str("[^0-9]"),
            Some('w') => written.push_str("[0-9A-Za-z_]"),
            Some('W') => written.push_str("[^0-9A-Za-z_]"),
            Some('s') => written.push_str("[ \\t-\\r]"),
            Some('S') => written.push_str("[^ \\t-\\r]"),
            Some(other) => written.extend(['\\', other]),
            None => written.push('\\'),
        }
    }
    written
}
