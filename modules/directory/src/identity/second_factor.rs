// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The second factor: codes of an authenticator app (RFC 6238: SHA-1, 6 digits, 30 seconds) and
//! recovery codes that replace the app once.

use std::fmt::Write as _;

use jiff::Timestamp;
use kernel::{Chance, Email};
use sha2::{Digest, Sha256};
use totp_rs::{Builder, Secret, Totp};

/// The length of a time step in seconds.
const STEP: i64 = 30;
/// How many recovery codes a person gets.
const RECOVERY_CODES: usize = 10;
/// What recovery codes are made of: 32 signs that nobody confuses.
const ALPHABET: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz123456789";

/// A secret of 160 random bits, as RFC 4226 recommends.
pub(crate) fn new_secret(chance: &dyn Chance) -> Vec<u8> {
    let mut bytes = vec![0_u8; 20];
    chance.fill(&mut bytes);
    bytes
}

/// The secret in base32, as people type it into an app.
pub(crate) fn to_text(secret: &[u8]) -> String {
    Secret::new(secret.into()).to_base32()
}

/// Reads a secret of 160 bits in base32.
pub(crate) fn from_text(text: &str) -> Option<Vec<u8>> {
    let secret = Secret::try_from_base32(text).ok()?;
    (secret.as_bytes().len() == 20).then(|| secret.as_bytes().to_vec())
}

fn generator(secret: &[u8]) -> Totp {
    // 20 bytes, 6 digits and 30 seconds always satisfy the RFC.
    Builder::new()
        .with_secret(secret.to_vec())
        .with_skew(1)
        .build_noncompliant()
}

/// The code that an app shows at this moment.
pub(crate) fn code_at(secret: &[u8], moment: Timestamp) -> String {
    let seconds = u64::try_from(moment.as_second()).unwrap_or(0);
    generator(secret).generate(seconds).to_string()
}

/// The time step to which `code` belongs: the present one or a neighbour, never one up to `last`.
pub(crate) fn accepted_step(
    secret: &[u8],
    code: &str,
    now: Timestamp,
    last: Option<i64>,
) -> Option<i64> {
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    if digits.len() != 6 {
        return None;
    }
    let present = now.as_second().div_euclid(STEP);
    (present - 1..=present + 1)
        .filter(|step| last.is_none_or(|last| *step > last))
        .find(|step| {
            let moment = Timestamp::from_second(step * STEP).unwrap_or(now);
            let expected = code_at(secret, moment);
            bool::from(subtle::ConstantTimeEq::ct_eq(
                expected.as_bytes(),
                digits.as_bytes(),
            ))
        })
}

/// The address that an authenticator app reads from the picture.
pub(crate) fn address(secret: &[u8], email: &Email, issuer: &str) -> Option<String> {
    Builder::new()
        .with_secret(secret.to_vec())
        .with_account_name(email.as_str().replace(':', ""))
        .with_issuer(Some(issuer.replace(':', " ")))
        .build()
        .ok()?
        .to_url()
        .ok()
}

/// The picture that an authenticator app scans: SVG, black on white, with the quiet zone.
pub(crate) fn picture(address: &str) -> Option<String> {
    let code = qrcode::QrCode::new(address.as_bytes()).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (index, colour) in code.to_colors().into_iter().enumerate() {
        if colour == qrcode::Color::Dark {
            let (x, y) = (index % width + 4, index / width + 4);
            let _ = write!(path, "M{x},{y}h1v1h-1z");
        }
    }
    let side = width + 8;
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" width=\"240\" \
         height=\"240\" shape-rendering=\"crispEdges\" aria-hidden=\"true\" focusable=\"false\">\
         <rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/><path d=\"{path}\" fill=\"#000\"/></svg>"
    ))
}

/// New recovery codes such as `k3fd-9xqa-mw2c` (60 random bits each).
pub(crate) fn new_recovery_codes(chance: &dyn Chance) -> Vec<String> {
    (0..RECOVERY_CODES)
        .map(|_| {
            let mut bytes = [0_u8; 12];
            chance.fill(&mut bytes);
            let letters: Vec<char> = bytes
                .iter()
                .map(|byte| char::from(ALPHABET[usize::from(byte % 32)]))
                .collect();
            letters
                .chunks(4)
                .map(|part| part.iter().collect::<String>())
                .collect::<Vec<_>>()
                .join("-")
        })
        .collect()
}

/// The hash under which a recovery code is stored; blanks, hyphens and capitals do not matter.
pub(crate) fn recovery_hash(code: &str) -> Vec<u8> {
    let plain: String = code
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_lowercase())
        .collect();
    Sha256::digest(format!("recovery\u{0}{plain}")).to_vec()
}

/// Whether a text could be a recovery code rather than a code of the app.
pub(crate) fn looks_like_recovery_code(text: &str) -> bool {
    text.chars().filter(char::is_ascii_alphanumeric).count() == 12
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::SeededChance;

    fn second(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    /// RFC 6238, appendix B, SHA-1, the last six of eight digits.
    #[test]
    fn codes_are_those_of_the_standard() {
        let secret = b"12345678901234567890";
        for (moment, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_234_567_890, "005924"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(code_at(secret, second(moment)), code);
        }
    }

    #[test]
    fn a_code_holds_for_its_neighbours_and_only_once() {
        let secret = b"12345678901234567890";
        let now = second(1_234_567_890);
        let step = 1_234_567_890 / 30;
        let code = code_at(secret, now);
        assert_eq!(accepted_step(secret, &code, now, None), Some(step));
        let late = second(1_234_567_890 + 30);
        assert_eq!(accepted_step(secret, "005 924", late, None), Some(step));
        let too_late = second(1_234_567_890 + 90);
        assert_eq!(accepted_step(secret, &code, too_late, None), None);
        assert_eq!(accepted_step(secret, &code, now, Some(step)), None);
        assert_eq!(accepted_step(secret, "", now, None), None);
    }

    #[test]
    fn a_secret_survives_being_typed() {
        let secret = new_secret(&SeededChance::new(3));
        assert_eq!(from_text(&to_text(&secret)), Some(secret));
        assert_eq!(from_text("GEZDGNBV"), None);
        assert_eq!(from_text("not base32!"), None);
    }

    #[test]
    fn recovery_codes_are_read_in_any_spelling() {
        let codes = new_recovery_codes(&SeededChance::new(3));
        assert_eq!(codes.len(), 10);
        let typed = codes[0].to_uppercase().replace('-', " ");
        assert!(looks_like_recovery_code(&typed));
        assert_eq!(recovery_hash(&typed), recovery_hash(&codes[0]));
        assert_ne!(recovery_hash(&codes[1]), recovery_hash(&codes[0]));
    }

    #[test]
    fn the_picture_shows_the_address() {
        let email = "a@b.example".parse().unwrap();
        let address = address(b"12345678901234567890", &email, "Deich Land").unwrap();
        insta::assert_snapshot!(address);
        let svg = picture(&address).unwrap();
        assert!(svg.starts_with("<svg") && svg.ends_with("</svg>"));
    }
}
