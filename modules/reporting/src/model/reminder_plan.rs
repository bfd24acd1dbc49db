// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! When a collection reminds whom, and in which words. The words come from people; what is put into
//! them does not: the name of the addressee, names of collections, periods, links and counts.

use kernel::Lang;
use serde::{Deserialize, Serialize};

kernel::named! {
    /// Who is written to.
    pub enum Addressee {
        /// The people of the institution that report for it.
        Institution = "institution",
        /// The case workers of the office, with the number of what is missing.
        Office = "office",
        /// The administrators of the office, likewise.
        Administrators = "administrators",
    }
}

/// Words in the languages of the product.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Words {
    /// In German.
    pub de: String,
    /// In English.
    pub en: String,
}

impl Words {
    /// Those of a language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::De => &self.de,
            Lang::En => &self.en,
        }
    }

    fn all(&self) -> [&str; 2] {
        [&self.de, &self.en]
    }
}

/// One mail of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// How many days after the day by which a report is due; before it when negative.
    pub days: i64,
    /// To whom.
    pub to: Addressee,
    /// The subject, with fields.
    pub subject: Words,
    /// The text, with fields.
    pub text: Words,
}

/// All mails of a collection.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Plan {
    /// In the order in which they were entered.
    pub steps: Vec<Step>,
}

/// The most mails of a plan.
pub const MOST_STEPS: usize = 8;
/// The days on which mails can be sent.
const DAYS: std::ops::RangeInclusive<i64> = -30..=120;
/// The longest subject and the longest text, in characters.
pub const LONGEST: (usize, usize) = (120, 4_000);

/// What can stand in words in braces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The name of the addressee.
    Name,
    /// What is missing, each with its link.
    Reports,
    /// How many are missing.
    Count,
    /// The collection.
    Collection,
}

impl Field {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Name, Self::Reports, Self::Count, Self::Collection];

    /// How people write it.
    pub fn written(self) -> &'static str {
        match self {
            Self::Name => "{name}",
            Self::Reports => "{meldungen}",
            Self::Count => "{anzahl}",
            Self::Collection => "{erhebung}",
        }
    }
}

/// Puts values into words. What is put in is not read again.
pub fn filled(words: &str, value: impl Fn(Field) -> String) -> String {
    let mut text = String::with_capacity(words.len() * 2);
    let mut rest = words;
    while let Some(start) = rest.find('{') {
        text.push_str(&rest[..start]);
        rest = &rest[start..];
        let field = Field::ALL
            .into_iter()
            .find(|field| rest.starts_with(field.written()));
        if let Some(field) = field {
            text.push_str(&value(field));
            rest = &rest[field.written().len()..];
        } else {
            text.push('{');
            rest = &rest[1..];
        }
    }
    text.push_str(rest);
    text
}

/// What is wrong with a plan: the number of its step from 0, the field, and the end of a message key.
type PlanFault = (usize, &'static str, &'static str);

impl Plan {
    /// Everything that is wrong with it.
    pub fn faults(&self) -> Vec<PlanFault> {
        let mut faults = Vec::new();
        for (number, step) in self.steps.iter().enumerate() {
            if !DAYS.contains(&step.days) {
                faults.push((number, "tage", "days"));
            }
            let same = |other: &Step| (other.days, other.to) == (step.days, step.to);
            if self.steps[..number].iter().any(same) {
                faults.push((number, "tage", "twice"));
            }
            for subject in step.subject.all() {
                if subject.trim().is_empty() || subject.contains('\n') {
                    faults.push((number, "betreff", "subject"));
                } else if subject.chars().count() > LONGEST.0 {
                    faults.push((number, "betreff", "subject-long"));
                } else if has_unknown(subject) || subject.contains(Field::Reports.written()) {
                    faults.push((number, "betreff", "field"));
                }
            }
            for text in step.text.all() {
                if !text.contains(Field::Reports.written()) {
                    faults.push((number, "text", "reports"));
                } else if text.chars().count() > LONGEST.1 {
                    faults.push((number, "text", "text-long"));
                } else if has_unknown(text) {
                    faults.push((number, "text", "field"));
                }
            }
        }
        faults.dedup();
        faults
    }

    /// The days on which institutions are reminded, the earliest first.
    pub fn institution_days(&self) -> Vec<i64> {
        let mut days: Vec<i64> = self
            .steps
            .iter()
            .filter(|step| step.to == Addressee::Institution)
            .map(|step| step.days)
            .collect();
        days.sort_unstable();
        days
    }
}

/// Whether words hold a brace that begins no field.
fn has_unknown(words: &str) -> bool {
    let mut rest = words;
    while let Some(start) = rest.find('{') {
        rest = &rest[start..];
        match Field::ALL
            .into_iter()
            .find(|field| rest.starts_with(field.written()))
        {
            Some(field) => rest = &rest[field.written().len()..],
            None => return true,
        }
    }
    false
}

/// The step that is to be taken today of a report that was due `days` ago (is due in as many days when
/// negative) and was last reminded of `reminded` days after it was due. A step that nobody took on its
/// day is made up for once.
pub fn due_step(steps: &[i64], days: i64, reminded: Option<i64>) -> Option<i64> {
    steps
        .iter()
        .rev()
        .find(|step| **step <= days)
        .copied()
        .filter(|step| reminded.is_none_or(|reminded| reminded < *step))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Words {
        Words {
            de: text.to_owned(),
            en: text.to_owned(),
        }
    }

    fn step(days: i64, subject: &str, text: &str) -> Step {
        Step {
            days,
            to: Addressee::Institution,
            subject: words(subject),
            text: words(text),
        }
    }

    fn faults(steps: Vec<Step>) -> Vec<PlanFault> {
        Plan { steps }.faults()
    }

    #[test]
    fn a_plan_says_what_is_wrong_and_where() {
        assert_eq!(faults(vec![step(1, "Es fehlt", "{name}: {meldungen}")]), []);
        assert_eq!(
            faults(vec![
                step(500, "", "ohne Liste"),
                step(3, "{meldungen}", "{meldungen} {geburtsdatum}"),
                step(3, "a", "{meldungen}"),
            ]),
            [
                (0, "tage", "days"),
                (0, "betreff", "subject"),
                (0, "text", "reports"),
                (1, "betreff", "field"),
                (1, "text", "field"),
                (2, "tage", "twice"),
            ]
        );
    }

    #[test]
    fn what_is_put_in_is_not_read_again() {
        let text = filled("{name}, {anzahl} {x} {meldungen}", |field| match field {
            Field::Name => "{anzahl}".to_owned(),
            Field::Count => "2".to_owned(),
            _ => "L".to_owned(),
        });
        assert_eq!(text, "{anzahl}, 2 {x} L");
    }

    #[test]
    fn a_plan_reminds_on_its_days_and_makes_up_for_a_missed_one() {
        let steps = [-2, 1, 4];
        let due = |reminded: Option<i64>| -> Vec<i64> {
            (-4..8)
                .filter(|days| due_step(&steps, *days, reminded).is_some())
                .collect()
        };
        assert_eq!(due(None), (-2..8).collect::<Vec<_>>());
        assert_eq!(due(Some(-2)), (1..8).collect::<Vec<_>>());
        assert_eq!(due(Some(2)), (4..8).collect::<Vec<_>>());
        assert_eq!(due(Some(4)), Vec::<i64>::new());
    }

    proptest! {
        /// Whatever the days on which the schedule fires, a report is reminded of at most once per step.
        #[test]
        fn nobody_is_reminded_more_often_than_there_are_steps(
            days in proptest::collection::btree_set(-40_i64..130, 0..60),
            steps in proptest::collection::btree_set(-30_i64..120, 0..8),
        ) {
            let steps: Vec<i64> = steps.into_iter().collect();
            let mut reminded = None;
            let mut count = 0;
            for day in days {
                if due_step(&steps, day, reminded).is_some() {
                    reminded = Some(day);
                    count += 1;
                }
            }
            prop_assert!(count <= steps.len());
        }

        /// Any words that are taken can be filled, and nothing of the fields remains.
        #[test]
        fn any_words_are_filled(text in "[a-z{} ]{0,40}") {
            let text = format!("{text}{{meldungen}}");
            if !has_unknown(&text) {
                let rest = filled(&text, |_| String::new());
                prop_assert!(!rest.contains('{'), "{}", rest);
            }
        }
    }
}
