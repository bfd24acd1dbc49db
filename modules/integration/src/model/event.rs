// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use jiff::Timestamp;
use kernel::{Action, CollectionId, Level, OrganisationId};
use serde_json::{Map, Value};
use uuid::Uuid;

/// A kind of event that programs can hear of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventType {
    /// Its name for programs, such as `report.sent`.
    pub name: &'static str,
    /// In the feeds of which organisations it stands.
    pub levels: &'static [Level],
    /// Who may do one of these to the thing hears of it in the feed. The actions are those of the modules
    /// that the events come from.
    pub seen_with: &'static [Action],
}

const REPORT: &[Action] = &[Action("submission.open"), Action("completeness.read")];
const PERIOD: &[Action] = &[Action("completeness.read")];
const RELEASE: &[Action] = &[Action("release.read")];
const CASE: &[Action] = &[Action("case.open"), Action("case.oversee")];
const RECORD: &[Action] = &[Action("record.open")];

const BELOW: &[Level] = &[Level::Office, Level::Institution];
const ABOVE: &[Level] = &[Level::State, Level::Office];
const OFFICE: &[Level] = &[Level::Office];

const fn kind(
    name: &'static str,
    levels: &'static [Level],
    seen_with: &'static [Action],
) -> EventType {
    EventType {
        name,
        levels,
        seen_with,
    }
}

impl EventType {
    /// All of them, in the order in which people choose.
    pub const ALL: &'static [Self] = &[
        kind("report.sent", BELOW, REPORT),
        kind("report.corrected", BELOW, REPORT),
        kind("report.withdrawn", BELOW, REPORT),
        kind("report.accepted", BELOW, REPORT),
        kind("report.accept-undone", BELOW, REPORT),
        kind("report.returned", BELOW, REPORT),
        kind("period.approved", ABOVE, PERIOD),
        kind("period.taken-back", ABOVE, PERIOD),
        kind("period.opened-again", ABOVE, PERIOD),
        kind("release.accepted", ABOVE, RELEASE),
        kind("case.opened", OFFICE, CASE),
        kind("case.changed", OFFICE, CASE),
        kind("case.closed", OFFICE, CASE),
        kind("case.deleted", OFFICE, CASE),
        kind("record.received", OFFICE, RECORD),
    ];
}

/// What a trial of an endpoint is called; it stands in no feed.
pub const TRIAL: &str = "webhook.trial";

/// The kinds in the feeds of organisations of this level.
pub fn of_level(level: Level) -> impl Iterator<Item = &'static EventType> {
    EventType::ALL
        .iter()
        .filter(move |one| one.levels.contains(&level))
}

/// The kind with this name.
pub fn type_named(name: &str) -> Option<&'static EventType> {
    EventType::ALL.iter().find(|one| one.name == name)
}

/// What this module was told, before it stands in a feed.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// Its kind.
    pub kind: &'static str,
    /// In whose feeds it is to stand.
    pub organisations: Vec<OrganisationId>,
    /// What makes it this event: the same when it is told twice.
    pub once: String,
    /// What it is about, as in `submissions/…`.
    pub subject: String,
    /// The collection that it belongs to.
    pub collection: Option<CollectionId>,
    /// The institution that it is about, for rights over single institutions.
    pub institution: Option<OrganisationId>,
    /// Identifiers and numbers, as receivers get them.
    pub data: Map<String, Value>,
    /// When it happened.
    pub at: Timestamp,
}

/// An event in the feed of an organisation.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// In whose feed.
    pub organisation: OrganisationId,
    /// Its number there, from 1, without gaps.
    pub sequence: i64,
    /// Names it, wherever it is delivered to.
    pub id: Uuid,
    /// Its kind.
    pub kind: String,
    /// What it is about.
    pub subject: String,
    /// The collection that it belongs to.
    pub collection: Option<CollectionId>,
    /// The institution that it is about.
    pub institution: Option<OrganisationId>,
    /// Identifiers and numbers.
    pub data: Map<String, Value>,
    /// When it happened.
    pub at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_state_hears_of_no_single_report_case_file_or_record() {
        let names: Vec<_> = of_level(Level::State).map(|one| one.name).collect();
        assert_eq!(
            names,
            [
                "period.approved",
                "period.taken-back",
                "period.opened-again",
                "release.accepted"
            ]
        );
    }

    #[test]
    fn case_files_and_records_are_the_office_s_alone() {
        for one in EventType::ALL {
            if one.name.starts_with("case.") || one.name.starts_with("record.") {
                assert_eq!(one.levels, [Level::Office], "{}", one.name);
            }
            assert!(!one.seen_with.is_empty(), "{}", one.name);
            assert_eq!(type_named(one.name), Some(one));
        }
    }
}
