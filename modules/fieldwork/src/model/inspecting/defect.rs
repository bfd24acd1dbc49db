// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Defects, and what an official record does to those of its facility.

use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{OrganisationId, PersonId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Finding, FindingKind};

kernel::named! {
    /// What became of a defect.
    pub(crate) enum DefectState {
        /// It is to be mended.
        Open = "open",
        /// The facility says that it is mended.
        Reported = "reported",
        /// The office has seen that it is mended.
        Confirmed = "confirmed",
        /// The office does not pursue it.
        Waived = "waived",
    }
}

impl DefectState {
    /// Whether something is still to be done.
    pub(crate) fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Reported)
    }
}

kernel::named! {
    /// What happened to a defect.
    pub(crate) enum EventKind {
        /// An official record names it for the first time.
        Found = "found",
        /// A later one names it again.
        Again = "again",
        /// A corrected one says otherwise.
        Corrected = "corrected",
        /// The facility has more time.
        Extended = "extended",
        /// The facility says that it is mended.
        Reported = "reported",
        /// It is mended.
        Confirmed = "confirmed",
        /// It was reported as mended, but is not.
        Reopened = "reopened",
        /// It is not pursued.
        Waived = "waived",
    }
}

/// A defect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Defect {
    /// Which.
    pub(crate) id: Uuid,
    /// The project.
    pub(crate) project: i64,
    /// The facility.
    pub(crate) institution: OrganisationId,
    /// The inspection that found it first.
    pub(crate) inspection: Uuid,
    /// The path of the item in the form.
    pub(crate) item: String,
    /// The words of the form above the item; may be empty.
    pub(crate) section: String,
    /// The words of the item.
    pub(crate) title: String,
    /// The code of its severity; may be empty.
    pub(crate) severity: String,
    /// The words of its severity.
    pub(crate) severity_title: String,
    /// Whether that counts as severe.
    pub(crate) is_severe: bool,
    /// Whether the same was found and mended here before.
    pub(crate) is_repeat: bool,
    /// Until when it is to be mended.
    pub(crate) deadline: Option<Date>,
    /// What became of it.
    pub(crate) state: DefectState,
    /// When it was first found.
    pub(crate) found_on: Date,
    /// When it was mended or given up.
    pub(crate) closed_on: Option<Date>,
    /// How often it was changed, from 1.
    pub(crate) version: i64,
}

impl Defect {
    /// What the [`DefectFacts`] are sealed for.
    pub(crate) fn context(id: Uuid) -> String {
        format!("fieldwork-defect:{id}")
    }

    /// What the note of an event is sealed for.
    pub(crate) fn note_context(id: Uuid, number: i64) -> String {
        format!("fieldwork-defect-note:{id}:{number}")
    }

    /// Whether its time is over.
    pub(crate) fn is_overdue(&self, today: Date) -> bool {
        self.state.is_open() && self.deadline.is_some_and(|deadline| deadline < today)
    }
}

/// What was written about a defect.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct DefectFacts {
    /// What was found.
    #[serde(default)]
    pub(crate) text: String,
    /// What has to be done.
    #[serde(default)]
    pub(crate) measure: String,
    /// The legal reference.
    #[serde(default)]
    pub(crate) law: String,
    /// The code of the finding.
    #[serde(default)]
    pub(crate) code: String,
}

/// Something that happened to a defect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DefectEvent {
    /// Its number, from 1.
    pub(crate) number: i64,
    /// What.
    pub(crate) kind: EventKind,
    /// When.
    pub(crate) at: Timestamp,
    /// By whom.
    pub(crate) person: PersonId,
    /// The new deadline, if there is one.
    pub(crate) deadline: Option<Date>,
    /// What was said, sealed.
    pub(crate) sealed_note: Option<Vec<u8>>,
}

/// What an official record does to a defect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Change<'a> {
    /// A defect arises.
    Arise {
        /// What was found.
        finding: &'a Finding,
        /// Whether the same was mended here before.
        is_repeat: bool,
    },
    /// A defect is still there, with a new deadline perhaps.
    Stay {
        /// Which.
        defect: Uuid,
        /// What was found this time.
        finding: &'a Finding,
    },
    /// A defect is mended.
    Mend(Uuid),
    /// A corrected record does not name the defect any more that it brought about.
    TakeBack(Uuid),
}

/// Decides what the findings of an inspection do to the defects of its facility. An item that was not
/// looked at, or does not apply, changes nothing, except that a corrected record takes back what its
/// earlier version brought about.
pub(crate) fn decide<'a>(
    findings: &'a [Finding],
    known: &[Defect],
    inspection: Uuid,
) -> Vec<Change<'a>> {
    let mut changes = Vec::new();
    for finding in findings {
        let of_item = || known.iter().filter(|defect| defect.item == finding.item);
        let open = of_item().find(|defect| defect.state.is_open());
        match (finding.kind, open) {
            (FindingKind::Partly | FindingKind::NotMet, Some(defect)) => {
                let defect = defect.id;
                changes.push(Change::Stay { defect, finding });
            }
            (FindingKind::Partly | FindingKind::NotMet, None) => {
                // What this inspection has brought about and the office has settled since stays settled.
                let is_settled = of_item().any(|defect| defect.inspection == inspection);
                if !is_settled {
                    changes.push(Change::Arise {
                        finding,
                        is_repeat: of_item().any(|one| one.state == DefectState::Confirmed),
                    });
                }
            }
            (FindingKind::Met, Some(defect)) if defect.inspection != inspection => {
                changes.push(Change::Mend(defect.id));
            }
            _ => {}
        }
    }
    for defect in known {
        let is_still_found = findings
            .iter()
            .any(|finding| finding.item == defect.item && finding.kind.is_defect());
        if defect.inspection == inspection && defect.state.is_open() && !is_still_found {
            changes.push(Change::TakeBack(defect.id));
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const THIS: Uuid = Uuid::from_u128(1);
    const EARLIER: Uuid = Uuid::from_u128(2);

    fn finding(item: &str, kind: FindingKind) -> Finding {
        Finding {
            item: item.to_owned(),
            kind,
            ..Finding::empty()
        }
    }

    fn defect(number: u128, item: &str, inspection: Uuid, state: DefectState) -> Defect {
        Defect {
            id: Uuid::from_u128(number),
            project: 1,
            institution: OrganisationId::from_uuid(Uuid::nil()),
            inspection,
            item: item.to_owned(),
            section: String::new(),
            title: String::new(),
            severity: String::new(),
            severity_title: String::new(),
            is_severe: false,
            is_repeat: false,
            deadline: Some(date(2026, 11, 1)),
            state,
            found_on: date(2026, 10, 1),
            closed_on: None,
            version: 1,
        }
    }

    #[test]
    fn a_defect_arises_stays_or_is_mended() {
        let findings = [
            finding("a", FindingKind::NotMet),
            finding("b", FindingKind::Partly),
            finding("c", FindingKind::Met),
            finding("d", FindingKind::NotApplicable),
        ];
        let known = [
            defect(11, "b", EARLIER, DefectState::Open),
            defect(12, "c", EARLIER, DefectState::Reported),
            defect(13, "d", EARLIER, DefectState::Open),
            defect(14, "e", EARLIER, DefectState::Open),
        ];
        assert_eq!(
            decide(&findings, &known, THIS),
            [
                Change::Arise {
                    finding: &findings[0],
                    is_repeat: false
                },
                Change::Stay {
                    defect: Uuid::from_u128(11),
                    finding: &findings[1]
                },
                Change::Mend(Uuid::from_u128(12)),
            ]
        );
    }

    #[test]
    fn what_was_mended_before_and_is_back_is_a_repeat() {
        let findings = [finding("a", FindingKind::NotMet)];
        let known = [defect(11, "a", EARLIER, DefectState::Confirmed)];
        let changes = decide(&findings, &known, THIS);
        assert!(matches!(
            changes[..],
            [Change::Arise {
                is_repeat: true,
                ..
            }]
        ));
    }

    #[test]
    fn a_corrected_record_takes_back_what_it_no_longer_names() {
        let findings = [
            finding("a", FindingKind::Met),
            finding("b", FindingKind::NotMet),
        ];
        let known = [
            defect(11, "a", THIS, DefectState::Open),
            defect(12, "b", THIS, DefectState::Waived),
        ];
        assert_eq!(
            decide(&findings, &known, THIS),
            [Change::TakeBack(Uuid::from_u128(11))]
        );
    }

    #[test]
    fn an_open_defect_is_overdue_after_its_last_day() {
        let mut one = defect(11, "a", THIS, DefectState::Open);
        assert!(!one.is_overdue(date(2026, 11, 1)));
        assert!(one.is_overdue(date(2026, 11, 2)));
        one.state = DefectState::Confirmed;
        assert!(!one.is_overdue(date(2026, 11, 2)));
    }
}
