// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::fmt;

use kernel::Email;
use serde::{Deserialize, Serialize};

/// A mail to one person. Its `Debug` form shows nothing of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    pub(crate) to: Email,
    pub(crate) subject: String,
    pub(crate) text: String,
}

/// Why something is not a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MessageError {
    /// The subject is empty, longer than 200 characters, or holds a line break or another control
    /// character. A line break could smuggle in headers.
    #[error("the subject must be one line of 1 to 200 characters")]
    Subject,
    /// The text is empty, longer than 100,000 bytes, or holds control characters other than line
    /// breaks and tabs.
    #[error("the text must have 1 to 100,000 bytes and no control characters")]
    Text,
}

impl Message {
    /// A mail with this subject and plain text. Line breaks of any kind become `\n`;
    /// space around the subject and at the end of the text is dropped.
    pub fn new(
        to: Email,
        subject: impl Into<String>,
        text: impl Into<String>,
    ) -> Result<Self, MessageError> {
        let subject = subject.into();
        let text = text.into().replace("\r\n", "\n").replace('\r', "\n");
        // Beyond control characters: the two separators that some programs take for line breaks.
        let breaks_line = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
        if subject.trim().is_empty()
            || subject.chars().count() > 200
            || subject.chars().any(breaks_line)
        {
            return Err(MessageError::Subject);
        }
        let strange = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
        if text.trim().is_empty() || text.len() > 100_000 || text.chars().any(strange) {
            return Err(MessageError::Text);
        }
        Ok(Self {
            to,
            subject: subject.trim().to_owned(),
            text: text.trim_end().to_owned(),
        })
    }

    /// To whom.
    pub fn to(&self) -> &Email {
        &self.to
    }

    /// The subject, one line.
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// The plain text, lines separated by `\n`.
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Message(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(subject: &str, text: &str) -> Result<Message, MessageError> {
        Message::new("a@b.example".parse().unwrap(), subject, text)
    }

    #[test]
    fn headers_cannot_be_smuggled_in() {
        for subject in [
            "Hi\r\nBcc: c@d.example",
            "Hi\nBcc: c@d.example",
            "Hi\u{2028}x",
            "Hi\0",
            " ",
            &"x".repeat(201),
        ] {
            assert_eq!(message(subject, "text"), Err(MessageError::Subject));
        }
        for text in ["", "\n", "a\0b", "a\u{1b}[2J"] {
            assert_eq!(message("Hi", text), Err(MessageError::Text));
        }
    }

    #[test]
    fn line_breaks_have_one_spelling_and_debug_shows_nothing() {
        let message = message("Grüße", "a\r\nb\rc\n\td").unwrap();
        assert_eq!(message.text(), "a\nb\nc\n\td");
        assert_eq!(format!("{message:?}"), "Message(…)");
    }
}
