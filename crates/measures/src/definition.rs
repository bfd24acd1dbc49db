// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What is shown of an indicator.

use datasets::MeasureKind;
use rates::Per;
use serde::{Deserialize, Serialize};

use crate::table::{Indicator, Number};

/// The largest minimum that somebody can ask for.
pub const LARGEST_MINIMUM: u64 = 1_000_000;

kernel::named! {
    /// What is made of the numbers.
    pub enum Shown {
        /// The part of the whole, with Wilson's interval.
        Share = "share",
        /// Cases per 1,000, with Byar's interval.
        PerThousand = "per-1000",
        /// Cases per 100,000, with Byar's interval.
        PerHundredThousand = "per-100000",
        /// Cases per 100,000 as the European standard population of 2013 would have them, with the interval of Fay and Feuer.
        Standardised = "standardised",
        /// The number as it was published, with its bounds.
        Plain = "plain",
    }
}

kernel::named! {
    /// Under which heading an indicator stands.
    pub enum Topic {
        /// Vaccination.
        Vaccination = "vaccination",
        /// Health of children.
        Children = "children",
        /// Pregnancy, birth, first year of life.
        Birth = "birth",
        /// Illness and care.
        Illness = "illness",
        /// Deaths and life expectancy.
        Mortality = "mortality",
        /// People and how they live.
        People = "people",
        /// Everything else.
        Other = "other",
    }
}

/// What is shown of an indicator, and from which numbers on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Definition {
    /// What is made of the numbers.
    pub shown: Shown,
    /// Under which heading it stands.
    pub topic: Topic,
    /// Fewer cases, or fewer others beside them in the whole, are not shown, unless there are none.
    pub least_cases: u64,
    /// Of a smaller whole nothing is shown.
    pub least_base: u64,
}

impl Definition {
    /// What is shown of an indicator about which nobody has said anything: shares of parts, rates of counts, values as they are, and no number is
    /// too small.
    pub fn of(indicator: &Indicator) -> Self {
        let key = indicator.key();
        let known = datasets::indicator(key).map(|one| one.measure);
        let first = indicator.rows().first().map(|row| row.number);
        let shown = match (known, first) {
            (Some(MeasureKind::Ratio), _) | (None, Some(Number::Ratio { .. })) => Shown::Share,
            (Some(MeasureKind::Count), _) | (None, Some(Number::Count(_)))
                if key != "population" =>
            {
                Shown::PerHundredThousand
            }
            _ => Shown::Plain,
        };
        Self {
            shown,
            topic: topic(key),
            least_cases: 0,
            least_base: 0,
        }
    }

    /// Per how many a rate is; none of shares and plain numbers.
    pub fn per(&self) -> Option<Per> {
        match self.shown {
            Shown::PerThousand => Some(Per::Thousand),
            Shown::PerHundredThousand | Shown::Standardised => Some(Per::HundredThousand),
            Shown::Share | Shown::Plain => None,
        }
    }

    /// Whether a number of cases in a whole is too small to be shown.
    pub fn hides(&self, cases: u64, whole: Option<u64>) -> bool {
        let few = |count: u64| count > 0 && count < self.least_cases;
        let small = whole.is_some_and(|whole| whole < self.least_base);
        // Nearly all tells as much about the others as hardly any.
        let others = whole.filter(|_| self.shown == Shown::Share);
        small || few(cases) || others.is_some_and(|whole| few(whole.saturating_sub(cases)))
    }
}

fn topic(key: &str) -> Topic {
    let begins = |with: &[&str]| with.iter().any(|with| key.starts_with(with));
    if begins(&["vaccination", "coverage", "impf"]) {
        Topic::Vaccination
    } else if begins(&["school-entry", "seu", "schuleingang"]) {
        Topic::Children
    } else if begins(&["infant", "birth", "saeugling", "geburt"]) {
        Topic::Birth
    } else if begins(&["death", "life-expectancy", "mortality", "sterbe"]) {
        Topic::Mortality
    } else if begins(&["prevalence", "incidence", "hospital"]) {
        Topic::Illness
    } else if begins(&["population"]) {
        Topic::People
    } else {
        Topic::Other
    }
}
