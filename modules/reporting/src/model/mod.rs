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

mod collection;
mod export;
mod file;
mod report;

pub use collection::{
    Collection, CollectionDraft, CollectionStatus, Fault, LONGEST_SEASON, Participant, Refusal,
    Season,
};
pub use export::{ExportChoice, ExportFormat, ExportKey, ExportScope};
pub use file::{
    File, LARGEST_FILE, LARGEST_PIECE, MOST_BYTES, MOST_FILES, SMALLEST_PIECE, file_kind,
};
pub use report::{
    Content, Difference, Event, EventKind, Expected, ExpectedStatus, Submission, SubmissionState,
    Version, differences,
};
