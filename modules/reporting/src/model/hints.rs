// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What is striking about a report beside what its form says: numbers unlike those before, the same
//! numbers as before, a person who has been reported already. Hints decide nothing.

/// How many reports before one it is compared with, at most.
pub const PAST: i64 = 8;

/// How many earlier values are needed to call one unusual.
const FEWEST: usize = 4;

/// From this modified z-score on a value is unusual: B. Iglewicz and D. Hoaglin, How to Detect and
/// Handle Outliers, 1993.
const STRIKING: f64 = 3.5;

/// The median of values in any order; `None` for none.
fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => None,
        length if length % 2 == 1 => sorted.get(middle).copied(),
        _ => Some(f64::midpoint(
            *sorted.get(middle - 1)?,
            *sorted.get(middle)?,
        )),
    }
}

/// Whether a value is unlike the earlier ones, and if so their median.
///
/// The modified z-score is 0.6745 · (x − median) / MAD, with MAD the median of the distances from the
/// median. Small counts hardly vary, so a value must also be at least 3 and half of the median away.
pub fn unusual(value: f64, past: &[f64]) -> Option<f64> {
    if past.len() < FEWEST || !value.is_finite() {
        return None;
    }
    let usual = median(past)?;
    let distances: Vec<f64> = past.iter().map(|one| (one - usual).abs()).collect();
    let spread = median(&distances)?;
    let away = (value - usual).abs();
    let striking = 0.6745 * away > STRIKING * spread;
    (striking && away >= 3.0 && away >= usual.abs() / 2.0).then_some(usual)
}

/// Whether a report says the same numbers as the one before: at least two of them, not all zero.
pub fn copied(now: &[Option<f64>], before: &[Option<f64>]) -> bool {
    let said = now.iter().flatten().count();
    let any = now.iter().flatten().any(|one| *one != 0.0);
    said >= 2 && any && now == before
}

/// An answer as it is compared: letters and digits alone, in lower case.
pub fn plain(answer: &str) -> String {
    answer
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// What a report says about the person that it is about, each list in the order of the questions. An
/// empty answer says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Named {
    /// Days, such as the day of birth.
    pub days: Vec<String>,
    /// Names, addresses and the like, as [`plain`] writes them.
    pub words: Vec<String>,
}

/// The pairs of answers that both reports give.
fn said<'a>(
    one: &'a [String],
    other: &'a [String],
) -> impl Iterator<Item = (&'a String, &'a String)> {
    one.iter()
        .zip(other)
        .filter(|(one, other)| !one.is_empty() && !other.is_empty())
}

/// Whether two reports may be about the same person: no day contradicts, and of the words that both
/// say at least two and more than half are the same. Children of one household share an address and
/// differ in the day of birth.
pub fn same_person(one: &Named, other: &Named) -> bool {
    let contradicts = said(&one.days, &other.days).any(|(a, b)| a != b);
    let both = said(&one.words, &other.words).count();
    let same = said(&one.words, &other.words)
        .filter(|(a, b)| a == b)
        .count();
    !contradicts && same >= 2 && same * 2 > both
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_far_from_the_earlier_ones_is_unusual_and_small_counts_may_vary() {
        assert_eq!(unusual(40.0, &[4.0, 5.0, 6.0, 5.0, 4.0]), Some(5.0));
        assert_eq!(unusual(6.0, &[4.0, 5.0, 6.0, 5.0, 4.0]), None);
        // Always the same until now: three more are needed to be striking.
        assert_eq!(unusual(2.0, &[0.0, 0.0, 0.0, 0.0]), None);
        assert_eq!(unusual(3.0, &[0.0, 0.0, 0.0, 0.0]), Some(0.0));
        assert_eq!(unusual(0.0, &[40.0, 41.0, 39.0, 40.0]), Some(40.0));
        // Less than half of what is usual away.
        assert_eq!(unusual(50.0, &[40.0, 41.0, 39.0, 40.0]), None);
    }

    #[test]
    fn few_earlier_values_say_nothing() {
        assert_eq!(unusual(400.0, &[4.0, 5.0, 6.0]), None);
        assert_eq!(unusual(f64::NAN, &[4.0, 5.0, 6.0, 5.0]), None);
    }

    #[test]
    fn the_same_numbers_as_before_are_a_hint_unless_they_are_zero_or_one_number() {
        assert!(copied(&[Some(40.0), Some(3.0)], &[Some(40.0), Some(3.0)]));
        assert!(!copied(&[Some(40.0), Some(3.0)], &[Some(40.0), Some(4.0)]));
        assert!(!copied(&[Some(0.0), Some(0.0)], &[Some(0.0), Some(0.0)]));
        assert!(!copied(&[Some(40.0), None], &[Some(40.0), None]));
    }

    #[test]
    fn two_reports_may_be_about_one_person_if_most_of_what_both_say_is_the_same() {
        let of = |born: &str, words: [&str; 3]| Named {
            days: vec![born.to_owned()],
            words: words.map(plain).to_vec(),
        };
        let kim = of("2021-03-02", ["Kim", "Müller-Lüdenscheidt", "Weg 5"]);
        let again = of("2021-03-02", ["KIM", "Müller Lüdenscheidt", "Allee 7"]);
        assert!(same_person(&kim, &again));
        // Nobody knows the day of birth.
        assert!(same_person(
            &kim,
            &of("", ["Kim", "Müller-Lüdenscheidt", ""])
        ));
        // A sister or a brother.
        let sibling = of("2023-08-09", ["Jo", "Müller-Lüdenscheidt", "Weg 5"]);
        assert!(!same_person(&kim, &sibling));
        assert!(!same_person(
            &kim,
            &of("2021-03-02", ["Kim", "Schmidt", "Allee 7"])
        ));
        assert!(!same_person(&kim, &of("2021-03-02", ["Kim", "", ""])));
        let nothing = of("", ["", "", ""]);
        assert!(!same_person(&nothing, &nothing));
    }
}
