// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Collections, expected reports and submissions: types and decisions. No SQL, no HTTP, no clock.

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name { $($(#[$vdoc])* $variant),* }

        impl $name {
            /// All of them, in order.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The name in the database, in JSON and in message keys.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $text),* }
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name())
            }
        }
        impl FromStr for $name {
            type Err = ();
            fn from_str(text: &str) -> Result<Self, ()> {
                Self::ALL.iter().copied().find(|it| it.name() == text).ok_or(())
            }
        }
    };
}

mod alert;
mod approval;
mod calendar;
mod collection;
mod export;
mod file;
pub mod hints;
pub mod insight;
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
