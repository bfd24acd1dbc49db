// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use super::period::Period;

/// What a release has cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spent {
    /// The period that it was about.
    pub period: Period,
    /// In thousandths of epsilon.
    pub epsilon: u32,
    /// What the policy of the release allowed for the year, in thousandths of epsilon.
    pub yearly: u32,
}

/// What the releases of an office's records of one collection have cost. Costs of a year add up over all of its
/// periods, because somebody may be in several.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Account {
    spent: Vec<Spent>,
}

/// Why a release must not be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BudgetRefusal {
    /// The period, or a part of it, has left.
    #[error("{0} overlaps a period that was released")]
    Released(Period),
    /// The year has not enough left. All in thousandths of epsilon.
    #[error("the releases about {year} have cost {spent} of {limit}; {needed} more is too much")]
    Exhausted {
        /// The year of the period.
        year: i16,
        /// What it has cost.
        spent: u32,
        /// What it may cost.
        limit: u32,
        /// What the release would cost.
        needed: u32,
    },
}

impl Account {
    /// The account of these releases.
    pub fn new(spent: impl IntoIterator<Item = Spent>) -> Self {
        Self {
            spent: spent.into_iter().collect(),
        }
    }

    /// The releases, in their order.
    pub fn releases(&self) -> &[Spent] {
        &self.spent
    }

    /// The years in which something was spent, in their order.
    pub fn years(&self) -> Vec<i16> {
        let mut years: Vec<i16> = self.spent.iter().map(|one| one.period.year()).collect();
        years.sort_unstable();
        years.dedup();
        years
    }

    fn of_year(&self, year: i16) -> impl Iterator<Item = &Spent> {
        let spent = self.spent.iter();
        spent.filter(move |one| one.period.year() == year)
    }

    /// What the releases about a year have cost, in thousandths of epsilon.
    pub fn spent(&self, year: i16) -> u32 {
        let costs = self.of_year(year).map(|one| one.epsilon);
        costs.fold(0, u32::saturating_add)
    }

    /// What a year may cost under a policy that allows `yearly`: never more than was promised when something was
    /// spent.
    pub fn limit(&self, year: i16, yearly: Option<u32>) -> u32 {
        let promised = self.of_year(year).map(|one| one.yearly);
        promised.chain(yearly).min().unwrap_or(0)
    }

    /// Whether a release may be. Nothing is noted.
    pub fn admit(&self, wanted: Spent) -> Result<(), BudgetRefusal> {
        let period = wanted.period;
        if self.spent.iter().any(|one| one.period.overlaps(period)) {
            return Err(BudgetRefusal::Released(period));
        }
        let year = period.year();
        let (spent, limit) = (self.spent(year), self.limit(year, Some(wanted.yearly)));
        if spent.saturating_add(wanted.epsilon) > limit {
            return Err(BudgetRefusal::Exhausted {
                year,
                spent,
                limit,
                needed: wanted.epsilon,
            });
        }
        Ok(())
    }

    /// Notes a release.
    pub fn spend(&mut self, wanted: Spent) -> Result<(), BudgetRefusal> {
        self.admit(wanted)?;
        self.spent.push(wanted);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spent(period: &str, epsilon: u32, yearly: u32) -> Spent {
        Spent {
            period: period.parse().unwrap(),
            epsilon,
            yearly,
        }
    }

    #[test]
    fn costs_of_a_year_add_up_to_its_limit_and_no_further() {
        let mut account = Account::default();
        for period in ["2026-Q1", "2026-Q2", "2026-Q3"] {
            account.spend(spent(period, 300, 1000)).unwrap();
        }
        assert_eq!(
            account.admit(spent("2026-Q4", 300, 1000)),
            Err(BudgetRefusal::Exhausted {
                year: 2026,
                spent: 900,
                limit: 1000,
                needed: 300
            })
        );
        assert_eq!(account.admit(spent("2026-Q4", 100, 1000)), Ok(()));
        assert_eq!(
            account.admit(spent("2027-Q1", 300, 1000)),
            Ok(()),
            "another year"
        );
    }

    #[test]
    fn another_policy_neither_resets_nor_enlarges_what_may_be_spent() {
        let account = Account::new([spent("2026-01", 600, 1000)]);
        assert_eq!(account.spent(2026), 600);
        assert!(
            account.admit(spent("2026-02", 500, 5000)).is_err(),
            "raised"
        );
        assert!(
            account.admit(spent("2026-02", 100, 650)).is_err(),
            "lowered"
        );
        assert_eq!(account.admit(spent("2026-02", 400, 5000)), Ok(()));
    }

    #[test]
    fn a_period_leaves_once_whatever_its_length() {
        let account = Account::new([spent("2026-10", 1, 1000)]);
        for period in ["2026-10", "2026-Q4"] {
            let period = spent(period, 1, 1000);
            assert_eq!(
                account.admit(period),
                Err(BudgetRefusal::Released(period.period))
            );
        }
        assert_eq!(account.admit(spent("2026-11", 1, 1000)), Ok(()));
    }
}
