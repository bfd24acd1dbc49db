// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// An e-mail address, trimmed and in lower case, so that one mailbox has one spelling.
///
/// Its `Debug` form hides the local part: addresses are personal data and must not reach logs.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

/// Why a text is not an e-mail address.
#[derive(Debug, thiserror::Error, PartialEq, Eq, Clone, Copy)]
#[error("not an e-mail address: expected name@domain.tld with at most 254 characters")]
pub struct EmailError;

impl Email {
    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Email {
    type Err = EmailError;

    fn from_str(text: &str) -> Result<Self, EmailError> {
        let text = text.trim().to_lowercase();
        let (local, domain) = text.rsplit_once('@').ok_or(EmailError)?;
        let plain = |part: &str| {
            part.chars()
                .all(|c| !c.is_whitespace() && !c.is_control() && !"<>(),;:\"[]\\".contains(c))
        };
        let labels_ok = domain.contains('.')
            && domain.split('.').all(|label| {
                !label.is_empty()
                    && !label.starts_with('-')
                    && !label.ends_with('-')
                    && label.chars().all(|c| c.is_alphanumeric() || c == '-')
            });
        let dots_ok = !local.starts_with('.') && !local.ends_with('.') && !local.contains("..");
        if text.len() <= 254
            && !local.is_empty()
            && local.len() <= 64
            && plain(local)
            && !local.contains('@')
            && labels_ok
            && dots_ok
        {
            Ok(Self(text))
        } else {
            Err(EmailError)
        }
    }
}

impl TryFrom<String> for Email {
    type Error = EmailError;
    fn try_from(text: String) -> Result<Self, EmailError> {
        text.parse()
    }
}
impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.0
    }
}
impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Email(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_usual_addresses_in_one_spelling() {
        let email: Email = " Kita.Deichzwerge@Beispiel.example ".parse().unwrap();
        assert_eq!(email.as_str(), "kita.deichzwerge@beispiel.example");
        assert_eq!(format!("{email:?}"), "Email(…)");
    }

    #[test]
    fn refuses_what_is_no_address() {
        for text in [
            "",
            "a",
            "a@",
            "@b.de",
            "a b@c.de",
            "a@b",
            "a@-b.de",
            "a..b@c.de",
            "a@b..de",
            "a\nb@c.de",
        ] {
            assert_eq!(text.parse::<Email>(), Err(EmailError), "{text:?}");
        }
    }
}
