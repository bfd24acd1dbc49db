// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! When a delivery that failed is tried again.

use jiff::SignedDuration;
use kernel::Chance;

/// The waits after the first, second, … attempt of a series, in seconds, as Standard Webhooks advises:
/// together a little more than three days.
const WAITS: [i64; 9] = [
    5,
    5 * 60,
    30 * 60,
    2 * 3600,
    5 * 3600,
    10 * 3600,
    14 * 3600,
    20 * 3600,
    24 * 3600,
];
/// The longest rest of an endpoint, in seconds.
const LONGEST_REST: i64 = 300;

/// A delivery that nobody could try so long is given up, too: the waits together and half a day.
pub const LAST_TRY: SignedDuration = SignedDuration::from_hours(88);

/// How long to wait after this many attempts of a series (from 1), a tenth more or less by chance, so that
/// what failed together does not come back together. None: it was the last.
pub fn wait(tries: i64, chance: &dyn Chance) -> Option<SignedDuration> {
    let index = usize::try_from(tries).ok()?.checked_sub(1)?;
    WAITS.get(index).map(|seconds| about(*seconds, chance))
}

/// How long an endpoint is left alone after this many attempts that failed one after another (from 1): 5 s,
/// doubled up to 5 minutes. So one that is away costs one attempt now and then, however much waits for it.
pub fn rest(failures: i64, chance: &dyn Chance) -> SignedDuration {
    let doublings = failures.clamp(1, 10) - 1;
    about((5_i64 << doublings).min(LONGEST_REST), chance)
}

fn about(seconds: i64, chance: &dyn Chance) -> SignedDuration {
    let mut random = [0; 2];
    chance.fill(&mut random);
    let per_mille = 900 + i64::from(u16::from_be_bytes(random)) * 200 / i64::from(u16::MAX);
    SignedDuration::from_millis(seconds * per_mille)
}

#[cfg(test)]
mod tests {
    use kernel::SeededChance;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ten_attempts_take_about_three_days() {
        let chance = SeededChance::new(1);
        let waits: Vec<_> = (1..20).map_while(|tries| wait(tries, &chance)).collect();
        assert_eq!(waits.len(), 9, "ten attempts with nine waits");
        let whole: i64 = WAITS.iter().sum();
        assert!((3 * 86_400..4 * 86_400).contains(&whole));
        assert!(
            whole * 11 / 10 < LAST_TRY.as_secs(),
            "the slowest series ends by itself"
        );
        assert_eq!(wait(0, &chance), None);
    }

    proptest! {
        #[test]
        fn a_wait_is_as_planned_give_or_take_a_tenth(tries in 1_i64..=9, failures in 1_i64..100, seed: u64) {
            let chance = SeededChance::new(seed);
            let planned = WAITS[usize::try_from(tries).unwrap() - 1] as f64;
            let waited = wait(tries, &chance).unwrap().as_secs_f64();
            prop_assert!((planned * 0.9..=planned * 1.1).contains(&waited));
            let rested = rest(failures, &chance).as_secs_f64();
            prop_assert!((4.5..=330.0).contains(&rested));
        }
    }
}
