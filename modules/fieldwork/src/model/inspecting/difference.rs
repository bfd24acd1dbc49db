// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! In what the directory differs from a plan. Nothing of it changes the plan before a planner says so.

use jiff::civil::Date;
use kernel::OrganisationId;
use sha2::{Digest, Sha256};

use super::{Facility, Settings, named};

named! {
    /// In what way the directory differs.
    Difference {
        /// A facility that the rules of the plan choose and that is not in it.
        New = "new",
        /// A facility of the plan does not exist any more.
        Closed = "closed",
        /// A facility of the plan belongs to another office.
        Away = "away",
        /// A facility of the plan is of another kind.
        Kind = "kind",
        /// A facility of the plan lies in another municipality.
        Moved = "moved",
        /// A facility of the plan has another name or town.
        Renamed = "renamed",
    }
}

/// A facility as the directory has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Said {
    /// Its name.
    pub(crate) name: String,
    /// Its kind.
    pub(crate) kind: String,
    /// The key of its municipality; may be empty.
    pub(crate) ags: String,
    /// Its town; may be empty.
    pub(crate) town: String,
    /// Whether it exists today.
    pub(crate) is_there: bool,
    /// Whether it belongs to the office of the plan.
    pub(crate) is_ours: bool,
}

impl Said {
    /// In what this differs from what the plan knows.
    pub(crate) fn differs(
        &self,
        settings: &Settings,
        known: Option<&Facility>,
    ) -> Option<Difference> {
        let is_here = self.is_there && self.is_ours;
        let Some(known) = known.filter(|known| known.is_chosen) else {
            let by_hand = known.is_some_and(|known| known.by_hand);
            let is_chosen = by_hand || settings.chooses(&self.kind, &self.ags);
            return (is_here && is_chosen).then_some(Difference::New);
        };
        if !self.is_ours {
            Some(Difference::Away)
        } else if !self.is_there {
            Some(Difference::Closed)
        } else if self.kind != known.kind {
            Some(Difference::Kind)
        } else if self.ags != known.ags {
            Some(Difference::Moved)
        } else if self.name != known.name || self.town != known.town {
            Some(Difference::Renamed)
        } else {
            None
        }
    }

    /// What was said, as one text that is the same as long as it says the same.
    pub(crate) fn text(&self) -> String {
        let here = (self.is_there, self.is_ours);
        let parts = [&self.name, &self.kind, &self.ags, &self.town];
        format!("{here:?} {parts:?}")
    }
}

/// A difference that was noticed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Noticed {
    /// Which institution.
    pub(crate) institution: OrganisationId,
    /// In what it differs.
    pub(crate) difference: Difference,
    /// What the directory said.
    pub(crate) said: String,
    /// When it was noticed.
    pub(crate) since: Date,
    /// When a planner left the plan as it is; none as long as nobody has decided.
    pub(crate) kept_on: Option<Date>,
}

impl Noticed {
    /// What somebody has seen who decides about it.
    pub(crate) fn mark(&self) -> String {
        let mut hasher = Sha256::new();
        hasher.update(self.difference.name());
        hasher.update(&self.said);
        hex::encode(hasher.finalize())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use kernel::Id;
    use uuid::Uuid;

    use super::super::{KindRule, RiskClass};
    use super::*;

    fn settings() -> Settings {
        Settings {
            classes: vec![RiskClass {
                key: "high".to_owned(),
                title: "hoch".to_owned(),
                months: 12,
            }],
            kinds: vec![KindRule {
                kind: "kita".to_owned(),
                class: "high".to_owned(),
            }],
            ..Settings::default()
        }
    }

    fn said() -> Said {
        Said {
            name: "Kita".to_owned(),
            kind: "kita".to_owned(),
            ags: "03101000".to_owned(),
            town: "Ort".to_owned(),
            is_there: true,
            is_ours: true,
        }
    }

    fn facility() -> Facility {
        Facility {
            project: 1,
            institution: Id::from_uuid(Uuid::from_u128(1)),
            name: "Kita".to_owned(),
            kind: "kita".to_owned(),
            ags: "03101000".to_owned(),
            town: "Ort".to_owned(),
            is_chosen: true,
            by_hand: false,
            own_class: None,
            sealed_class_reason: None,
            paused_until: None,
            sealed_pause_reason: None,
            since: date(2026, 1, 1),
            last_on: None,
            severe: 0,
            due_on: date(2026, 1, 1),
            version: 1,
        }
    }

    #[test]
    fn what_the_directory_says_otherwise_has_one_name() {
        let settings = settings();
        let known = facility();
        let of = |said: Said| said.differs(&settings, Some(&known));
        assert_eq!(of(said()), None);
        let closed = Said {
            is_there: false,
            ..said()
        };
        assert_eq!(of(closed), Some(Difference::Closed));
        let away = Said {
            is_ours: false,
            ..said()
        };
        assert_eq!(of(away), Some(Difference::Away));
        let kind = Said {
            kind: "school".to_owned(),
            ..said()
        };
        assert_eq!(of(kind), Some(Difference::Kind));
        let moved = Said {
            ags: "03102000".to_owned(),
            name: "Kita Neu".to_owned(),
            ..said()
        };
        assert_eq!(of(moved), Some(Difference::Moved));
        let renamed = Said {
            name: "Kita Neu".to_owned(),
            ..said()
        };
        assert_eq!(of(renamed), Some(Difference::Renamed));
    }

    #[test]
    fn only_what_the_rules_choose_is_new() {
        let settings = settings();
        assert_eq!(said().differs(&settings, None), Some(Difference::New));
        let school = Said {
            kind: "school".to_owned(),
            ..said()
        };
        assert_eq!(school.differs(&settings, None), None);
        let closed = Said {
            is_there: false,
            ..said()
        };
        assert_eq!(closed.differs(&settings, None), None);
        let left = Facility {
            is_chosen: false,
            ..facility()
        };
        assert_eq!(
            said().differs(&settings, Some(&left)),
            Some(Difference::New)
        );
        let by_hand = Facility {
            by_hand: true,
            ..left
        };
        assert_eq!(
            school.differs(&settings, Some(&by_hand)),
            Some(Difference::New)
        );
    }
}
