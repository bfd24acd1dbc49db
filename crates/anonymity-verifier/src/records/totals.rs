// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::collections::{BTreeMap, BTreeSet};

use super::rules::Rules;
use super::{Tuple, Values, VerifiedRecordGroup, VerifiedSaying};
use crate::{Code, Refusal};

/// What stands under each tuple when corrections are applied: records, values, sums.
#[derive(Debug, Clone, Default)]
pub(crate) struct Totals(BTreeMap<Tuple, Total>);

#[derive(Debug, Clone, Default)]
struct Total {
    records: u64,
    values: Values,
    sums: BTreeMap<String, i64>,
}

impl Totals {
    /// Applies the groups of a release. Corrections are about what left before it.
    pub(super) fn add(
        &mut self,
        groups: &[VerifiedRecordGroup],
        rules: &Rules,
    ) -> Result<(), Refusal> {
        let mut touched = BTreeSet::new();
        for (position, group) in groups.iter().enumerate() {
            if let VerifiedSaying::Correction { from, before, .. } = &group.says {
                let taken = self
                    .0
                    .get_mut(from)
                    .and_then(|total| total.take(group.records, before));
                if taken.is_none() {
                    let at = format!("groups[{position}].before");
                    return Err(Refusal::new(Code::Correction, at));
                }
                touched.insert((from, position));
            }
        }
        // Whoever applies the corrections sees what stays behind.
        for (tuple, position) in touched {
            let rest = &self.0[tuple];
            let varied = rest.values.iter().all(|(field, counts)| {
                let variety = rules.told.get(field).and_then(|told| told.variety.as_ref());
                variety.is_none_or(|variety| variety.holds(counts))
            });
            if rest.records > 0 && (rest.records < rules.minimum || !varied) {
                let at = format!("groups[{position}].from");
                return Err(Refusal::new(Code::Remainder, at));
            }
        }
        for (position, group) in groups.iter().enumerate() {
            let (tuple, values) = match &group.says {
                VerifiedSaying::Records { tuple, values } => (tuple, values),
                VerifiedSaying::Correction { to, after, .. } => (to, after),
                VerifiedSaying::Count => continue,
            };
            let total = self.0.entry(tuple.clone()).or_default();
            total.put(group.records, values);
            for (measure, sum) in &group.sums {
                *total.sums.entry(measure.clone()).or_default() += sum;
            }
            if total.sums.values().any(|sum| *sum < 0) {
                let at = format!("groups[{position}].sums");
                return Err(Refusal::new(Code::Correction, at));
            }
        }
        Ok(())
    }
}

impl Total {
    fn take(&mut self, records: u64, values: &Values) -> Option<()> {
        self.records = self.records.checked_sub(records)?;
        for (field, counts) in values {
            let own = self.values.get_mut(field)?;
            for (value, count) in counts {
                let left = own.get(value)?.checked_sub(*count)?;
                if left == 0 {
                    own.remove(value);
                } else {
                    own.insert(value.clone(), left);
                }
            }
        }
        Some(())
    }

    fn put(&mut self, records: u64, values: &Values) {
        self.records += records;
        for (field, counts) in values {
            let own = self.values.entry(field.clone()).or_default();
            for (value, count) in counts {
                *own.entry(value.clone()).or_default() += count;
            }
        }
    }
}
