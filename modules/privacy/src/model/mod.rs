// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Requests of people concerned and the register: types and decisions. No SQL, no HTTP, no clock.

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),* }

        impl $name {
            /// All of them, in order.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The name in the database, in forms and in message keys.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $text),* }
            }
        }
        impl std::str::FromStr for $name {
            type Err = ();
            fn from_str(text: &str) -> Result<Self, ()> {
                Self::ALL.iter().copied().find(|it| it.name() == text).ok_or(())
            }
        }
    };
}

mod hit;
mod register;
mod request;

pub use hit::{Found, FoundName, LeftOut, Verdict};
pub use register::{Addition, Change, Header, Kept, Snapshot, Version, changes};
pub use request::{
    DeletionGround, Identity, Letter, LetterKind, Outcome, Person, Proof, Proposal, Request,
    RequestDeletion, RequestKind, RequestState, Search, Step, StepKind, due_on,
};
