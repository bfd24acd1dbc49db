// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! A folder of `.eml` files, and reading back what was written there.

use std::io;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use tokio::fs;
use tokio::io::AsyncWriteExt;

use crate::MailId;

/// A mail in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderMail {
    /// The name of its file.
    pub file: String,
    /// When it was written.
    pub at: Timestamp,
    /// To whom.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// The plain text, lines separated by `\n`.
    pub text: String,
}

/// Writes a mail so that readers see all of it or nothing. The same mail has the same file name.
pub(crate) async fn write(
    folder: &Path,
    id: MailId,
    written: Timestamp,
    bytes: &[u8],
) -> io::Result<()> {
    fs::create_dir_all(folder).await?;
    let name = format!("{:013}-{id}.eml", written.as_millisecond().max(0));
    let unfinished = folder.join(format!(".{name}.tmp"));
    let mut file = fs::File::create(&unfinished).await?;
    file.write_all(bytes).await?;
    file.sync_all().await?;
    drop(file);
    fs::rename(&unfinished, folder.join(name)).await
}

/// The newest `limit` mails in a folder, newest first. A folder that is missing is empty; files
/// that are not ours are skipped.
pub async fn list_folder(folder: &Path, limit: usize) -> io::Result<Vec<FolderMail>> {
    let mut names = Vec::new();
    let mut entries = match fs::read_dir(folder).await {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other?,
    };
    while let Some(entry) = entries.next_entry().await? {
        if let Ok(name) = entry.file_name().into_string()
            && written_at(&name).is_some()
        {
            names.push(name);
        }
    }
    names.sort_unstable_by(|a, b| b.cmp(a));
    let mut mails = Vec::new();
    for name in names {
        if mails.len() == limit {
            break;
        }
        let bytes = fs::read(folder.join(&name)).await?;
        mails.extend(parse(name, &String::from_utf8_lossy(&bytes)));
    }
    Ok(mails)
}

/// `1795000000000-<id>.eml`
fn written_at(name: &str) -> Option<Timestamp> {
    let (millis, id) = name.strip_suffix(".eml")?.split_once('-')?;
    id.parse::<MailId>().ok()?;
    Timestamp::from_millisecond(millis.parse().ok()?).ok()
}

/// Reads a mail as [`write`] wrote it: one part, quoted-printable.
fn parse(file: String, eml: &str) -> Option<FolderMail> {
    let at = written_at(&file)?;
    let (head, body) = eml.split_once("\r\n\r\n")?;
    let header = |name: &str| {
        let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
        unfolded.lines().find_map(|line| {
            let (found, value) = line.split_once(": ")?;
            found
                .eq_ignore_ascii_case(name)
                .then(|| decode_words(value.trim()))
        })
    };
    Some(FolderMail {
        at,
        to: header("To")?,
        subject: header("Subject")?,
        // A part ends with a line break, a message does not.
        text: decode_quoted_printable(body)
            .trim_end()
            .replace("\r\n", "\n"),
        file,
    })
}

/// Decodes the encoded words of a header (RFC 2047) in UTF-8 and base64. Space between two of them
/// does not count.
fn decode_words(value: &str) -> String {
    const START: &str = "=?utf-8?b?";
    let mut bytes = Vec::new();
    let mut rest = value;
    let mut after_word = false;
    while let Some(at) = rest.to_ascii_lowercase().find(START) {
        let (before, from) = rest.split_at(at);
        let Some((word, after)) = from[START.len()..].split_once("?=") else {
            break;
        };
        if !(after_word && before.trim().is_empty()) {
            bytes.extend_from_slice(before.as_bytes());
        }
        bytes.extend(STANDARD.decode(word).unwrap_or_default());
        rest = after;
        after_word = true;
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Decodes a body in quoted-printable (RFC 2045, section 6.7).
fn decode_quoted_printable(body: &str) -> String {
    let mut bytes = Vec::with_capacity(body.len());
    let mut rest = body.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte != b'=' {
            bytes.push(byte);
        } else if let Some(next) = after.strip_prefix(b"\r\n") {
            rest = next;
        } else if let Some((pair, next)) = after.split_first_chunk::<2>()
            && let Ok(pair) = std::str::from_utf8(pair)
            && let Ok(decoded) = u8::from_str_radix(pair, 16)
        {
            bytes.push(decoded);
            rest = next;
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_follow_their_rfcs() {
        assert_eq!(
            decode_words("=?utf-8?b?R3LDvMOfZQ==?= an alle"),
            "Grüße an alle"
        );
        assert_eq!(
            decode_words("=?utf-8?b?R3LDvA==?= =?utf-8?b?w59l?="),
            "Grüße"
        );
        assert_eq!(decode_words("plain =?"), "plain =?");
        assert_eq!(
            decode_quoted_printable("Gr=C3=BC=C3=9Fe 1=3D1 =\r\nweiter=\r\n"),
            "Grüße 1=1 weiter"
        );
        assert_eq!(decode_quoted_printable("=zz ="), "=zz =");
    }
}
