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

/// Whether two reports may be about the same person: of what both say of her, at least two answers and
/// more than half are the same. The answers are in the order of the questions, as [`plain`] writes them;
/// an empty one says nothing.
pub fn same_person(one: &[String], other: &[String]) -> bool {
    let said = |pair: &(&String, &String)| !pair.0.is_empty() && !pair.1.is_empty();
    let both: Vec<_> = one.iter().zip(other).filter(said).collect();
    let same = both.iter().filter(|(a, b)| a == b).count();
    same >= 2 && same * 2 > both.len()
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
        let of = |answers: [&str; 4]| answers.map(plain).to_vec();
        let kim = of(["Kim", "Müller-Lüdenscheidt", "2021-03-02", "Weg 5"]);
        assert!(same_person(
            &kim,
            &of(["KIM", "Müller Lüdenscheidt", "2021-03-02", "Allee 7"])
        ));
        assert!(!same_person(
            &kim,
            &of(["Kim", "Schmidt", "2020-01-01", "Weg 5"])
        ));
        assert!(!same_person(&kim, &of(["Kim", "", "", ""])));
        assert!(!same_person(&of(["", "", "", ""]), &of(["", "", "", ""])));
    }
}
