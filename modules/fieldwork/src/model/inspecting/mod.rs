// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Inspections of facilities, decided without a database: when one is due, what a record says, and what
//! it does to defects.

mod defect;
mod difference;
mod inspection;
mod mapping;
mod plan;
mod reading;
mod suggestion;

pub(crate) use defect::{Change, Defect, DefectEvent, DefectFacts, DefectState, EventKind, decide};
pub(crate) use difference::{Difference, Noticed, Said};
pub(crate) use inspection::{Inspection, InspectionState, Occasion, Protocol};
pub(crate) use mapping::{Endings, Mapping};
pub(crate) use plan::{Facility, KindRule, Plan, RiskClass, Settings, due_on};
pub(crate) use reading::{Finding, FindingKind, Prefill, Reading, prefill, read};
pub(crate) use suggestion::{suggest, usable_lists};

/// Text that is none of the names that are known here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an unknown name")]
pub(crate) struct UnknownName;

/// An enumeration with names for the database, addresses and messages.
macro_rules! named {
    ($(#[$doc:meta])* $type:ident { $($(#[$variant_doc:meta])* $variant:ident = $name:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(crate) enum $type { $($(#[$variant_doc])* $variant),* }

        impl $type {
            /// The name in the database, in addresses and in messages.
            pub(crate) fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }
        }

        impl std::str::FromStr for $type {
            type Err = $crate::model::inspecting::UnknownName;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($name => Ok(Self::$variant),)*
                    _ => Err($crate::model::inspecting::UnknownName),
                }
            }
        }
    };
}
pub(crate) use named;
