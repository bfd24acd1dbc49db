// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What an invented Kita counts on an invented day: size, holidays, and the waves of a winter.

use directory::Organisation;
use forms::Answers;
use jiff::civil::Weekday;
use kernel::{IsoWeek, OrganisationId, SeededChance};
use sha2::{Digest, Sha256};

use super::seeded;

/// Chance for one institution and week, a fresh one for every purpose.
pub(super) struct Dice {
    seed: u64,
}

impl Dice {
    pub(super) fn new(kita: usize, week: IsoWeek) -> Self {
        Self {
            seed: seed(&format!("{kita} {week}")),
        }
    }

    fn of(&self, purpose: &str) -> u64 {
        self.seed ^ seed(purpose)
    }

    /// A number from 0 up to but not including 1.
    pub(super) fn share(&self, purpose: &str) -> f64 {
        share(self.of(purpose))
    }

    /// A number from 0 to 59.
    pub(super) fn minute(&self, purpose: &str) -> i64 {
        i64::try_from(self.of(purpose) % 60).unwrap_or(0)
    }

    /// A generator for identifiers.
    pub(super) fn chance(&self, purpose: &str) -> SeededChance {
        SeededChance::new(self.of(purpose))
    }
}

fn seed(text: &str) -> u64 {
    let digest = Sha256::digest(text.as_bytes());
    digest
        .iter()
        .take(8)
        .fold(0, |sum, byte| (sum << 8) | u64::from(*byte))
}

fn share(seed: u64) -> f64 {
    let bits = u64::from_le_bytes(seeded(seed)) >> 11;
    bits as f64 / (1_u64 << 53) as f64
}

/// An invented Kita.
pub(super) struct Kita {
    pub(super) number: usize,
    pub(super) id: OrganisationId,
    pub(super) office: OrganisationId,
    /// How often it forgets to report.
    pub(super) unreliable: f64,
    /// Children of 3 to 6 years at the beginning.
    children: f64,
    /// How much more or less illness than on average there is in its district.
    district: f64,
    /// By how many weeks the waves come later there.
    delay: f64,
}

impl Kita {
    pub(super) fn invent(number: usize, organisation: &Organisation) -> Option<Self> {
        let place = organisation
            .ags
            .as_ref()
            .and_then(kernel::Ags::district)
            .map_or(String::new(), |district| district.to_string());
        let own = |purpose: &str| share(seed(&format!("kita {number} {purpose}")));
        let there = |purpose: &str| share(seed(&format!("district {place} {purpose}")));
        Some(Self {
            number,
            id: organisation.id,
            office: organisation.parent?,
            unreliable: if own("kind") < 0.12 { 0.15 } else { 0.02 },
            children: 20.0 + own("children").powf(1.4) * 100.0,
            district: 0.75 + there("level") * 0.6,
            delay: there("delay") * 4.0 - 2.0,
        })
    }

    /// What there is to report about `week`.
    pub(super) fn day(&self, week: IsoWeek, dice: &Dice) -> Day {
        if dice.share("closed") < holidays(week) {
            return Day::Closed("holiday");
        }
        match dice.share("other closure") {
            ..0.004 => return Day::Closed("illness"),
            ..0.008 => return Day::Closed("other"),
            _ => {}
        }
        let cared_for = (self.children + dice.share("joined") * 4.0 - 2.0)
            .round()
            .max(8.0);
        let expected = ill_share(week, self.delay) * self.district;
        // The more children, the less the share of a week wanders.
        let noise = (dice.share("a") + dice.share("b") + dice.share("c") - 1.5) * 2.0;
        let spread = (expected * (1.0 - expected) / cared_for).sqrt();
        let ill = (cared_for * (expected + noise * spread).clamp(0.0, 0.6)).round();
        let absent = (ill * (0.6 + dice.share("absent") * 0.3)).round();
        Day::Open {
            cared_for: whole(cared_for),
            absent: whole(absent),
            present: whole(ill - absent),
        }
    }
}

fn whole(number: f64) -> i64 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "counts of children are small whole numbers"
    )]
    let number = number as i64;
    number.max(0)
}

/// How likely a Kita is closed on the count day: Christmas, and the school holidays in spring and autumn.
fn holidays(week: IsoWeek) -> f64 {
    match week.week() {
        52 | 53 | 1 => 0.93,
        42 | 43 => 0.12,
        13 | 14 => 0.15,
        _ => 0.0,
    }
}

/// The share of ill children in the state: a slow rise in autumn, a wave around the turn of the
/// year and a second one in February, higher in odd years.
fn ill_share(week: IsoWeek, delay: f64) -> f64 {
    let number = f64::from(week.week());
    let since_week_40 = if number >= 40.0 {
        number - 40.0
    } else {
        number + 12.0
    } - delay;
    let bump = |centre: f64, width: f64, height: f64| {
        let distance = (since_week_40 - centre) / width;
        height * (-distance * distance / 2.0).exp()
    };
    let season = if number >= 40.0 {
        week.year()
    } else {
        week.year() - 1
    };
    let strong = if season % 2 == 0 { 1.25 } else { 1.0 };
    0.055 + strong * (bump(8.0, 3.0, 0.05) + bump(18.0, 3.2, 0.11)) + bump(25.0, 2.5, 0.03)
}

/// What a Kita has to report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Day {
    /// It was closed, for this reason.
    Closed(&'static str),
    /// It was open.
    Open {
        cared_for: i64,
        absent: i64,
        present: i64,
    },
}

impl Day {
    /// The same with a slip of the keyboard: half of the children became ill.
    pub(super) fn with_slip(self) -> Self {
        match self {
            Self::Closed(reason) => Self::Closed(reason),
            Self::Open {
                cared_for, present, ..
            } => {
                let absent = cared_for / 2;
                Self::Open {
                    cared_for,
                    absent,
                    present: present.min(cared_for - absent),
                }
            }
        }
    }

    /// The answers to the questions of the ARE sentinel.
    pub(super) fn answers(self, week: IsoWeek) -> Answers {
        let counted = week.day(Weekday::Wednesday).to_string();
        match self {
            Self::Closed(reason) => [("facility_state", "closed"), ("closure_reason", reason)]
                .into_iter()
                .collect(),
            Self::Open {
                cared_for,
                absent,
                present,
            } => [
                ("facility_state", "open".to_owned()),
                ("counts/count_day", counted),
                ("counts/cared_for", cared_for.to_string()),
                ("counts/absent_are", absent.to_string()),
                ("counts/present_are", present.to_string()),
            ]
            .into_iter()
            .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_winter_has_a_wave_and_a_quiet_end() {
        let share = |text: &str| ill_share(text.parse().unwrap(), 0.0);
        assert!(share("2026-W06") > 2.0 * share("2026-W40"));
        assert!(share("2026-W06") > share("2026-W01"));
        assert!(share("2026-W20") < 0.08);
        for week in 1..=53 {
            let Ok(week) = IsoWeek::new(2026, week) else {
                continue;
            };
            assert!((0.04..0.25).contains(&ill_share(week, 0.0)), "{week}");
        }
    }

    #[test]
    fn dice_fall_alike_on_every_machine() {
        let dice = Dice::new(7, "2026-W47".parse().unwrap());
        let again = Dice::new(7, "2026-W47".parse().unwrap());
        assert_eq!(dice.minute("x"), again.minute("x"));
        assert!((dice.share("x") - again.share("x")).abs() < f64::EPSILON);
        assert!((dice.share("x") - dice.share("y")).abs() > f64::EPSILON);
    }
}
