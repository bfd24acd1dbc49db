// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! How a set is watched, and what the engine is asked because of that.

use std::collections::BTreeSet;

use kernel::IsoWeek;
use serde::{Deserialize, Serialize};
use signals::{Ears, EarsKind, Farrington, Interventions, Plan, SignalError, Threshold, WeekSpan};

/// The most interventions of a plan.
pub const MOST_INTERVENTIONS: usize = 40;
/// The longest reason of an intervention, in characters.
pub const LONGEST_REASON: usize = 200;

kernel::named! {
    /// With what a week is compared.
    pub enum Method {
        /// A model of the same season in former years (Farrington flexible).
        Farrington = "farrington",
        /// The few weeks before (EARS C2).
        Ears = "ears",
    }
}

kernel::named! {
    /// How the bound follows from a Farrington model.
    pub enum Bound {
        /// The transformed prediction interval of Farrington 1996.
        Delta = "delta",
        /// A quantile of the negative binomial distribution, with the uncertainty of the model.
        Muan = "muan",
        /// A quantile of the negative binomial distribution.
        NbPlugin = "nb-plugin",
    }
}

kernel::named! {
    /// Where a division by sex or age is looked at.
    pub enum Depth {
        /// Nowhere.
        Nowhere = "nowhere",
        /// For the state as a whole.
        State = "state",
        /// For the state and each district.
        Districts = "districts",
    }
}

kernel::named! {
    /// What weeks that were different mean for learning.
    pub enum InterventionKind {
        /// They are not learned from.
        Excluded = "excluded",
        /// The series begins anew with the first of them.
        Split = "split",
    }
}

/// Weeks that were not like the others: contact restrictions, a new test, a new definition of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intervention {
    /// What they mean.
    pub kind: InterventionKind,
    /// The key of the disease; empty for all.
    pub disease: String,
    /// The first week.
    pub from: IsoWeek,
    /// The last week, included; the first one where the series begins anew.
    pub to: IsoWeek,
    /// Why, in the words of whoever entered it.
    pub reason: String,
}

/// How a set is watched.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WatchPlan {
    /// Whether it is watched at all.
    pub active: bool,
    /// The method.
    pub method: Method,
    /// The probability of a signal without an outbreak in a Farrington model.
    pub alpha: f64,
    /// How its bound is made.
    pub bound: Bound,
    /// How many years it looks back.
    pub years: u32,
    /// How many weeks a series must have before it is believed.
    pub history: u32,
    /// Whether EARS takes over where the history is too short or too empty for a model.
    pub fallback: bool,
    /// The probability of a signal without an outbreak in EARS.
    pub ears_alpha: f64,
    /// How many weeks a series must have before EARS is believed.
    pub ears_history: u32,
    /// Fewer cases in the week are no signal.
    pub least_cases: u32,
    /// How many of the last weeks are tested: cases of a week keep coming in for some time.
    pub weeks: u32,
    /// Whether each district is watched beside the state.
    pub districts: bool,
    /// Where sexes are told apart.
    pub sexes: Depth,
    /// Where age groups are told apart.
    pub ages: Depth,
    /// Weeks that were different.
    pub interventions: Vec<Intervention>,
}

impl Default for WatchPlan {
    /// The daily list of the Robert Koch-Institut's own tool (docs/adr/052-signals-as-r-computes-them.md): delta with α = 0.1
    /// after 208 weeks, EARS after 26, nothing below three cases.
    fn default() -> Self {
        Self {
            active: false,
            method: Method::Farrington,
            alpha: 0.1,
            bound: Bound::Delta,
            years: 5,
            history: 208,
            fallback: true,
            ears_alpha: 0.001,
            ears_history: 26,
            least_cases: 3,
            weeks: 2,
            districts: true,
            sexes: Depth::Nowhere,
            ages: Depth::State,
            interventions: Vec::new(),
        }
    }
}

/// A whole number of a plan and what it may be.
pub type Limits = (u32, u32);

impl WatchPlan {
    /// From how many to how many years a model looks back.
    pub const YEARS: Limits = (2, 10);
    /// How many weeks of history can be asked for with Farrington.
    pub const HISTORY: Limits = (104, 520);
    /// How many weeks of history can be asked for with EARS.
    pub const EARS_HISTORY: Limits = (9, 104);
    /// Which smallest numbers of cases can be asked for.
    pub const LEAST_CASES: Limits = (1, 100);
    /// How many of the last weeks can be tested.
    pub const WEEKS: Limits = (1, 8);
    /// The smallest and the largest α.
    pub const ALPHA: (f64, f64) = (0.0001, 0.5);

    /// What the engine is asked about a disease with this method.
    pub fn engine(&self, method: Method, disease: &str) -> Plan {
        let mut plan = match method {
            Method::Farrington => {
                let mut plan = Plan::cautious(signals::Method::Farrington(Farrington {
                    years: self.years,
                    fewest_years: self.years.min(3),
                    alpha: self.alpha,
                    threshold: match self.bound {
                        Bound::Delta => Threshold::Delta,
                        Bound::Muan => Threshold::Muan,
                        Bound::NbPlugin => Threshold::NbPlugin,
                    },
                    ..Farrington::default()
                }));
                plan.minimum_history = self.history;
                plan
            }
            Method::Ears => {
                let mut plan = Plan::cautious(signals::Method::Ears(Ears {
                    alpha: self.ears_alpha,
                    ..Ears::new(EarsKind::C2)
                }));
                plan.minimum_history = self.ears_history;
                plan
            }
        };
        plan.least_cases = self.least_cases;
        plan.interventions = self.interventions(disease);
        plan
    }

    /// The method that takes over where the history of a series is too short or too empty for a model.
    pub fn second(&self) -> Option<Method> {
        (self.method == Method::Farrington && self.fallback).then_some(Method::Ears)
    }

    /// Whether the engine takes all parameters.
    pub fn check(&self) -> Result<(), SignalError> {
        for method in Method::ALL {
            self.engine(*method, "").check()?;
        }
        Ok(())
    }

    /// Interventions that concern a disease.
    pub fn concerning<'p>(&'p self, disease: &'p str) -> impl Iterator<Item = &'p Intervention> {
        let concerns = move |one: &&Intervention| one.disease.is_empty() || one.disease == disease;
        self.interventions.iter().filter(concerns)
    }

    fn interventions(&self, disease: &str) -> Interventions {
        let mut interventions = Interventions::default();
        for one in self.concerning(disease) {
            match one.kind {
                InterventionKind::Excluded => interventions.excluded.push(WeekSpan {
                    from: one.from,
                    to: one.to,
                }),
                InterventionKind::Split => interventions.splits.push(one.from),
            }
        }
        interventions
    }

    /// Names of what differs from another plan, for its history.
    pub fn changes(&self, before: &Self) -> BTreeSet<&'static str> {
        let method = |plan: &Self| (plan.method, plan.bound, plan.fallback);
        let numbers = |plan: &Self| {
            let whole = [plan.years, plan.history, plan.ears_history];
            (whole, plan.alpha.to_bits(), plan.ears_alpha.to_bits())
        };
        let strata = |plan: &Self| (plan.districts, plan.sexes, plan.ages);
        let noted = [
            ("active", self.active != before.active),
            ("method", method(self) != method(before)),
            ("numbers", numbers(self) != numbers(before)),
            ("strata", strata(self) != strata(before)),
            ("least-cases", self.least_cases != before.least_cases),
            ("weeks", self.weeks != before.weeks),
            ("interventions", self.interventions != before.interventions),
        ];
        let changed = noted.into_iter().filter(|(_, differs)| *differs);
        changed.map(|(name, _)| name).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_is_the_daily_list_and_sound() {
        let plan = WatchPlan::default();
        plan.check().unwrap();
        let engine = plan.engine(Method::Farrington, "measles");
        let mut daily = Plan::daily();
        daily.least_cases = 3;
        assert_eq!(engine, daily);
    }

    #[test]
    fn the_limits_are_within_those_of_the_engine() {
        let (fewest, most) = WatchPlan::YEARS;
        for years in [fewest, most] {
            for alpha in [WatchPlan::ALPHA.0, WatchPlan::ALPHA.1] {
                let plan = WatchPlan {
                    years,
                    alpha,
                    ears_alpha: alpha,
                    ..WatchPlan::default()
                };
                plan.check().unwrap();
            }
        }
    }

    #[test]
    fn an_intervention_of_one_disease_leaves_the_others_alone() {
        let week = |text: &str| text.parse().unwrap();
        let of = |disease: &str, kind| Intervention {
            kind,
            disease: disease.to_owned(),
            from: week("2020-W12"),
            to: week("2021-W20"),
            reason: "Pandemie".to_owned(),
        };
        let plan = WatchPlan {
            interventions: vec![
                of("", InterventionKind::Excluded),
                of("pertussis", InterventionKind::Split),
            ],
            ..WatchPlan::default()
        };
        let measles = plan.engine(Method::Farrington, "measles").interventions;
        assert_eq!((measles.excluded.len(), measles.splits.len()), (1, 0));
        let pertussis = plan.engine(Method::Ears, "pertussis").interventions;
        assert_eq!(pertussis.splits, [week("2020-W12")]);
    }

    #[test]
    fn what_was_changed_is_named() {
        let before = WatchPlan::default();
        let after = WatchPlan {
            alpha: 0.05,
            ages: Depth::Districts,
            ..before.clone()
        };
        let changes: Vec<_> = after.changes(&before).into_iter().collect();
        assert_eq!(changes, ["numbers", "strata"]);
        assert!(before.changes(&before).is_empty());
    }
}
