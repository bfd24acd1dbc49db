// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What a request with a submission means, by what is known of it already.

/// What is known of an identifier of a submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known<'a> {
    /// Nothing.
    Nothing,
    /// It is the newest version of a submission, with this XML.
    Newest(&'a [u8]),
    /// A newer version has taken its place.
    Replaced,
    /// The submission was deleted.
    Deleted,
}

/// What to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrival {
    /// Keep a new submission.
    New,
    /// Keep a new version of the submission that has the deprecated identifier.
    Edit,
    /// The XML is known; keep the files that came with it. This also answers a device that has not
    /// heard of its success.
    Again,
}

/// Why the request is refused. Numbers and texts are in
/// [`Problem`](crate::central::Problem).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The same identifier with another content.
    #[error("a submission with this instanceID and another content is known")]
    OtherXml,
    /// What is replaced is not known.
    #[error("the submission that is to be replaced is not known")]
    DeprecatedUnknown,
    /// What is replaced has been replaced already.
    #[error("the submission that is to be replaced has been replaced already")]
    DeprecatedReplaced,
    /// The submission was deleted.
    #[error("the submission was deleted")]
    Deleted,
}

/// Decides, by the standard, what a request means: `xml` is what was sent, `same` what is known of
/// its `instanceID`, `deprecated` what is known of its `deprecatedID`, if it has one.
pub fn arrival(
    xml: &[u8],
    same: Known<'_>,
    deprecated: Option<Known<'_>>,
) -> Result<Arrival, Refusal> {
    match same {
        Known::Newest(known) if known == xml => return Ok(Arrival::Again),
        Known::Newest(_) => return Err(Refusal::OtherXml),
        Known::Replaced => return Err(Refusal::DeprecatedReplaced),
        Known::Deleted => return Err(Refusal::Deleted),
        Known::Nothing => {}
    }
    match deprecated {
        None => Ok(Arrival::New),
        Some(Known::Newest(_)) => Ok(Arrival::Edit),
        Some(Known::Replaced) => Err(Refusal::DeprecatedReplaced),
        Some(Known::Deleted) => Err(Refusal::Deleted),
        Some(Known::Nothing) => Err(Refusal::DeprecatedUnknown),
    }
}
