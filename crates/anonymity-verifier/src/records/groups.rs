// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::date;
use super::rules::{List, Path, Rules};
use super::totals::Totals;
use super::{Tuple, Values, VerifiedRecordGroup, VerifiedSaying};
use crate::canonical::spell;
use crate::week::Week;
use crate::{Code, Refusal};

/// The largest figure of one record.
const LARGEST_FIGURE: i64 = 1_000_000_000;

/// More records than any group can have; with [`LARGEST_FIGURE`] it keeps sums exact.
const LARGEST_GROUP: u64 = 1_000_000;

/// A group as it is written.
#[derive(Debug, Deserialize, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
pub(crate) enum GroupJson {
    Records {
        entities: BTreeMap<String, u64>,
        records: u64,
        sums: BTreeMap<String, i64>,
        tuple: Tuple,
        values: Values,
    },
    Correction {
        after: Values,
        before: Values,
        entities: BTreeMap<String, u64>,
        from: Tuple,
        records: u64,
        sums: BTreeMap<String, i64>,
        to: Tuple,
    },
    Count {
        entities: BTreeMap<String, u64>,
        records: u64,
    },
}

/// The rules with the lists that a document names.
pub(crate) struct Book<'k> {
    pub(crate) rules: &'k Rules,
    pub(crate) lists: BTreeMap<&'k str, &'k List>,
    pub(crate) as_of: Week,
}

type Fault = (Code, String);

/// Checks the groups of one document and adds them to `totals`.
pub(crate) fn check(
    groups: Vec<GroupJson>,
    book: &Book<'_>,
    totals: &mut Totals,
) -> Result<Vec<VerifiedRecordGroup>, Refusal> {
    check_order(&groups)?;
    let mut seen = BTreeSet::new();
    let mut checked = Vec::with_capacity(groups.len());
    for (position, json) in groups.into_iter().enumerate() {
        let group = taken_over(json);
        let at = |key: &str| format!("groups[{position}].{key}");
        check_group(&group, book).map_err(|(code, key)| Refusal::new(code, at(&key)))?;
        if !seen.insert(name(&group.says)) {
            return Err(Refusal::new(Code::Duplicate, format!("groups[{position}]")));
        }
        checked.push(group);
    }
    totals.add(&checked, book.rules)?;
    Ok(checked)
}

/// Groups stand in ascending order of their spelling, so that their order says nothing.
fn check_order(groups: &[GroupJson]) -> Result<(), Refusal> {
    let spelled: Vec<String> = groups
        .iter()
        .map(|group| spell(&serde_json::to_value(group).unwrap_or(Value::Null)))
        .collect();
    for (position, pair) in spelled.windows(2).enumerate() {
        let at = format!("groups[{}]", position + 1);
        match pair[0].cmp(&pair[1]) {
            std::cmp::Ordering::Less => {}
            std::cmp::Ordering::Equal => return Err(Refusal::new(Code::Duplicate, at)),
            std::cmp::Ordering::Greater => return Err(Refusal::new(Code::Order, at)),
        }
    }
    Ok(())
}

fn taken_over(json: GroupJson) -> VerifiedRecordGroup {
    match json {
        GroupJson::Records {
            entities,
            records,
            sums,
            tuple,
            values,
        } => VerifiedRecordGroup {
            records,
            entities,
            says: VerifiedSaying::Records { tuple, values },
            sums,
        },
        GroupJson::Correction {
            after,
            before,
            entities,
            from,
            records,
            sums,
            to,
        } => VerifiedRecordGroup {
            records,
            entities,
            says: VerifiedSaying::Correction {
                from,
                to,
                before,
                after,
            },
            sums,
        },
        GroupJson::Count { entities, records } => VerifiedRecordGroup {
            records,
            entities,
            says: VerifiedSaying::Count,
            sums: BTreeMap::new(),
        },
    }
}

/// What may be said only once in a release.
fn name(says: &VerifiedSaying) -> (u8, Tuple, Tuple) {
    match says {
        VerifiedSaying::Records { tuple, .. } => (0, tuple.clone(), Tuple::new()),
        VerifiedSaying::Correction { from, to, .. } => (1, from.clone(), to.clone()),
        VerifiedSaying::Count => (2, Tuple::new(), Tuple::new()),
    }
}

fn check_group(group: &VerifiedRecordGroup, book: &Book<'_>) -> Result<(), Fault> {
    let fault = |code, key: &str| (code, key.to_owned());
    if group.records > LARGEST_GROUP {
        return Err(fault(Code::Number, "records"));
    }
    if !group.entities.keys().eq(&book.rules.entities) {
        return Err(fault(Code::Unreadable, "entities"));
    }
    for (kind, number) in &group.entities {
        let at = || format!("entities.{kind}");
        if *number < book.rules.minimum {
            return Err((Code::TooFew, at()));
        }
        if *number > group.records {
            return Err((Code::Reports, at()));
        }
    }
    match &group.says {
        VerifiedSaying::Count => return Ok(()),
        _ if book.rules.path != Path::AnonymisedForwarding => {
            return Err(fault(Code::Path, "kind"));
        }
        VerifiedSaying::Records { tuple, values } => {
            check_tuple(tuple, book, "tuple")?;
            check_values(values, group.records, book, "values")?;
        }
        VerifiedSaying::Correction {
            from,
            to,
            before,
            after,
        } => {
            check_tuple(from, book, "from")?;
            check_tuple(to, book, "to")?;
            check_values(before, group.records, book, "before")?;
            check_values(after, group.records, book, "after")?;
            let levels = |tuple: &Tuple| -> Vec<String> {
                tuple.values().map(|(level, _)| level.clone()).collect()
            };
            let changes = from != to || before != after;
            // Figures stay where they are: only records without figures move to another tuple.
            let sound = if book.rules.measures.is_empty() {
                changes
            } else {
                from == to
            };
            if !sound || levels(from) != levels(to) {
                return Err(fault(Code::Correction, "to"));
            }
        }
    }
    check_sums(group, book)
}

fn check_tuple(tuple: &Tuple, book: &Book<'_>, at: &str) -> Result<(), Fault> {
    if !tuple.keys().eq(book.rules.columns.keys()) {
        return Err((Code::Tuple, at.to_owned()));
    }
    for (field, (level, value)) in tuple {
        let column = &book.rules.columns[field];
        let at = format!("{at}.{field}");
        let position = |level: &str| match &column.list {
            Some(list) => book.lists[list.as_str()].position(level),
            None => date::LEVELS.iter().position(|known| *known == level),
        };
        let allowed = position(&column.finest)..=position(&column.coarsest);
        if position(level).is_none() || !allowed.contains(&position(level)) {
            return Err((Code::Level, at));
        }
        match &column.list {
            Some(list) if !book.lists[list.as_str()].has(level, value) => {
                return Err((Code::Value, at));
            }
            None if !date::has_begun(level, value, book.as_of) => return Err((Code::Week, at)),
            _ => {}
        }
    }
    Ok(())
}

fn check_values(values: &Values, records: u64, book: &Book<'_>, at: &str) -> Result<(), Fault> {
    if !values.keys().eq(book.rules.told.keys()) {
        return Err((Code::Tuple, at.to_owned()));
    }
    for (field, counts) in values {
        let told = &book.rules.told[field];
        let at = format!("{at}.{field}");
        let list = book.lists[told.list.as_str()];
        if counts.keys().any(|value| !list.has(&told.level, value)) {
            return Err((Code::Value, at));
        }
        let sum = counts
            .values()
            .try_fold(0_u64, |sum, count| sum.checked_add(*count));
        if sum != Some(records) || counts.values().any(|count| *count == 0) {
            return Err((Code::Number, at));
        }
        if told
            .variety
            .as_ref()
            .is_some_and(|variety| !variety.holds(counts))
        {
            return Err((Code::Variety, at));
        }
    }
    Ok(())
}

fn check_sums(group: &VerifiedRecordGroup, book: &Book<'_>) -> Result<(), Fault> {
    if !group.sums.keys().eq(&book.rules.measures) {
        return Err((Code::Measures, "sums".to_owned()));
    }
    let records = i64::try_from(group.records).unwrap_or(i64::MAX);
    let largest = records.saturating_mul(LARGEST_FIGURE);
    let least = match group.says {
        VerifiedSaying::Correction { .. } => -largest,
        _ => 0,
    };
    for (measure, sum) in &group.sums {
        if !(least..=largest).contains(sum) {
            return Err((Code::Number, format!("sums.{measure}")));
        }
    }
    Ok(())
}
