// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Collections, expected reports and submissions: types and decisions. No SQL, no HTTP, no clock.

mod alert;
mod approval;
mod calendar;
mod collection;
mod export;
mod file;
pub mod hints;
pub mod insight;
mod policy;
mod record_dataset;
mod release_report;
mod reminder_plan;
mod report;
mod upload;
mod within;
mod working;

pub use alert::{
    AlertDeed, AlertRule, AlertState, Found, Level, Point, RuleKind, RuleState, Side, SignalMethod,
};
pub use approval::{
    ApprovalLevel, Lock, Obstacle, PeriodEvent, PeriodEventKind, PeriodState, Standing, levels,
    lock_by_day,
};
pub use calendar::{Calendar, LONGEST_SEASON, OpensAt, Season};
pub use collection::{Collection, CollectionDraft, CollectionStatus, Fault, Participant, Refusal};
pub use export::{ExportChoice, ExportFormat, ExportKey, ExportScope};
pub use file::{
    File, LARGEST_FILE, LARGEST_PIECE, MOST_BYTES, MOST_FILES, SMALLEST_PIECE, file_kind,
};
pub use insight::{Report, Table};
pub use policy::{DecisionRefusal, KeptPolicy, PolicyStatus, Step as PolicyStep};
pub use record_dataset::{
    ArrivedGroups, Fineness, FlatGroups, GroupCell, RecordGroup, RecordGroups, fineness, flat,
};
pub use release_report::ReleaseReport;
pub use reminder_plan::{
    Addressee, Field, LONGEST as LONGEST_WORDS, MOST_STEPS, Plan, Step, Words, due_step, filled,
};
pub use report::{
    Content, Difference, Event, EventKind, Expected, ExpectedStatus, Submission, SubmissionState,
    Version, ZeroReason, differences,
};
pub use upload::{
    CheckedRow, RowContent, RowCounts, RowFault, RowState, UPLOAD_DAYS, Upload, UploadId,
    UploadRow, UploadState,
};
pub use within::Within;
pub use working::{Assignment, LONGEST_MESSAGE, Message, MessageKind, OpenWork, Turn, Whose};
