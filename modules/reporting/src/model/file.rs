// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Files that answer questions: what is known of them without opening them.

use forms::QuestionType;
use jiff::Timestamp;
use kernel::{CollectionId, FileId, OrganisationId, PersonId, SubmissionId};
use web::media::FileKind;

use crate::period::Period;

/// The most bytes of a file: 20 MiB.
pub const LARGEST_FILE: i64 = 20 * 1024 * 1024;
/// The most files of a report.
pub const MOST_FILES: i64 = 50;
/// The most bytes of all files of a report: 100 MiB.
pub const MOST_BYTES: i64 = 100 * 1024 * 1024;
/// The most bytes that arrive at once: 512 KiB.
pub const LARGEST_PIECE: usize = 512 * 1024;
/// The fewest bytes that arrive at once, unless they are the last.
pub const SMALLEST_PIECE: usize = 4 * 1024;

/// What questions of this type ask for; nothing if that is no file.
pub fn file_kind(kind: QuestionType) -> Option<FileKind> {
    match kind {
        QuestionType::Image => Some(FileKind::Image),
        QuestionType::Audio => Some(FileKind::Audio),
        QuestionType::Video => Some(FileKind::Video),
        QuestionType::File | QuestionType::Osm => Some(FileKind::File),
        _ => None,
    }
}

/// A file, without its name and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Which.
    pub id: FileId,
    /// In a report for which collection.
    pub collection: CollectionId,
    /// Of which institution.
    pub institution: OrganisationId,
    /// About which period.
    pub period: Period,
    /// The office whose key seals it.
    pub office: OrganisationId,
    /// The report that it was sent with, or that is corrected with it; none in a draft.
    pub submission: Option<SubmissionId>,
    /// What its question asks for.
    pub kind: FileKind,
    /// What it is, as far as its first bytes say; known when they have arrived.
    pub media_type: String,
    /// How many bytes it has when it is complete.
    pub size: i64,
    /// How many of them have arrived.
    pub received: i64,
    /// In how many parts.
    pub parts: i64,
    /// What it is called, sealed.
    pub sealed_name: Vec<u8>,
    /// Since when a saved draft or a sent version names it.
    pub named_at: Option<Timestamp>,
    /// When its sending began.
    pub created_at: Timestamp,
    /// Who began.
    pub created_by: Option<PersonId>,
}

impl File {
    /// The context under which the name is sealed.
    pub fn name_context(id: FileId) -> String {
        format!("file/{id}/name")
    }

    /// The context under which part `number` is sealed.
    pub fn part_context(id: FileId, number: i64) -> String {
        format!("file/{id}/{number}")
    }

    /// Whether all of it has arrived.
    pub fn is_complete(&self) -> bool {
        self.received == self.size
    }

    /// Whether it was sent with a report.
    pub fn is_sent(&self) -> bool {
        self.submission.is_some() && self.named_at.is_some()
    }

    /// Whether browsers may show it in place: pictures that hold nothing that runs.
    pub fn is_picture(&self) -> bool {
        matches!(
            self.media_type.as_str(),
            "image/png" | "image/jpeg" | "image/webp"
        )
    }
}
