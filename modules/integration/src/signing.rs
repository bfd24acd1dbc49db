// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Signatures as Standard Webhooks 1.0 has them: HMAC-SHA-256 over identifier, moment and body.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::Timestamp;
use kernel::Chance;
use sha2::Sha256;
use zeroize::Zeroizing;

/// What every secret begins with.
const PREFIX: &str = "whsec_";
/// How many random bytes a secret has.
const BYTES: usize = 32;

/// A new secret, as people put it into their program.
pub(crate) fn new_secret(chance: &dyn Chance) -> Zeroizing<String> {
    let mut bytes = Zeroizing::new([0; BYTES]);
    chance.fill(bytes.as_mut_slice());
    Zeroizing::new(format!("{PREFIX}{}", STANDARD.encode(bytes.as_slice())))
}

/// The headers of a message, signed with each secret. Secrets that are none sign nothing.
pub(crate) fn headers(
    secrets: &[Zeroizing<Vec<u8>>],
    id: &str,
    at: Timestamp,
    body: &[u8],
) -> Vec<(&'static str, String)> {
    let seconds = at.as_second().to_string();
    let signatures: Vec<String> = secrets
        .iter()
        .filter_map(|secret| signature(secret, id, &seconds, body))
        .collect();
    vec![
        ("webhook-id", id.to_owned()),
        ("webhook-timestamp", seconds),
        ("webhook-signature", signatures.join(" ")),
    ]
}

fn signature(secret: &[u8], id: &str, seconds: &str, body: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(secret).ok()?.strip_prefix(PREFIX)?;
    let key = Zeroizing::new(STANDARD.decode(text).ok()?);
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).ok()?;
    for part in [id.as_bytes(), b".", seconds.as_bytes(), b".", body] {
        mac.update(part);
    }
    let signature = STANDARD.encode(mac.finalize().into_bytes());
    Some(format!("v1,{signature}"))
}

#[cfg(test)]
mod tests {
    use kernel::{SeededChance, SystemChance};

    use super::*;

    fn secret(text: &str) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(text.as_bytes().to_vec())
    }

    /// The example of the specification.
    #[test]
    fn a_signature_is_that_of_the_specification() {
        let at = Timestamp::from_second(1_614_265_330).unwrap();
        let secrets = [secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")];
        let body = br#"{"test": 2432232314}"#;
        let headers = headers(&secrets, "msg_p5jXN8AQM9LWM0D4loKWxJek", at, body);
        let expected = [
            ("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
            ("webhook-timestamp", "1614265330"),
            (
                "webhook-signature",
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            ),
        ]
        .map(|(name, value)| (name, value.to_owned()));
        assert_eq!(headers, expected);
    }

    #[test]
    fn both_secrets_sign_while_they_overlap_and_a_broken_one_does_not() {
        let at = Timestamp::from_second(1_614_265_330).unwrap();
        let one = secret(&new_secret(&SystemChance));
        let two = secret(&new_secret(&SystemChance));
        let both = headers(&[one.clone(), two.clone()], "a", at, b"{}");
        let alone = headers(&[two], "a", at, b"{}");
        let (_, signatures) = &both[2];
        let (_, signature) = &alone[2];
        assert_eq!(signatures.split(' ').count(), 2);
        assert!(signatures.ends_with(signature.as_str()));
        let broken = headers(&[secret("whsec_?"), secret("x"), one], "a", at, b"{}");
        assert_eq!(broken[2].1.split(' ').count(), 1);
    }

    #[test]
    fn a_secret_has_256_random_bits() {
        let one = new_secret(&SeededChance::new(1));
        let other = new_secret(&SeededChance::new(2));
        assert_ne!(*one, *other);
        let bytes = STANDARD.decode(one.strip_prefix(PREFIX).unwrap()).unwrap();
        assert_eq!(bytes.len(), 32);
    }
}
