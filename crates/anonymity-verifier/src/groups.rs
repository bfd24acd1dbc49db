// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::canonical::spell;
use crate::known::{Places, Rules};
use crate::week::Week;
use crate::{Code, Refusal, VerifiedGroup, VerifiedKind};

/// The largest figure that one facility can report.
const LARGEST_FIGURE: i64 = 1_000_000_000;

/// More facilities or reports than any group can have; with [`LARGEST_FIGURE`] it keeps sums exact.
const LARGEST_GROUP: u64 = 1_000_000;

/// A group as it is written.
#[derive(Debug, Deserialize, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
pub(crate) enum GroupJson {
    Figures {
        facilities: u64,
        level: String,
        place: String,
        sums: BTreeMap<String, i64>,
        week: String,
    },
    Closed {
        facilities: u64,
        level: String,
        place: String,
        week: String,
    },
    Correction {
        facilities: u64,
        level: String,
        place: String,
        sums: BTreeMap<String, i64>,
        week: String,
    },
    Count {
        facilities: u64,
        reports: u64,
    },
}

/// What was released so far about each place and week: facilities, and sums with corrections.
#[derive(Debug, Clone, Default)]
pub(crate) struct Totals(BTreeMap<Tuple, (u64, BTreeMap<String, i64>)>);

/// Level, place, week.
type Tuple = (String, String, String);

/// Checks the groups of one document and adds them to `totals`.
pub(crate) fn check(
    groups: &[GroupJson],
    rules: &Rules,
    places: &Places,
    as_of: Week,
    totals: &mut Totals,
) -> Result<Vec<VerifiedGroup>, Refusal> {
    check_order(groups)?;
    let mut seen = BTreeSet::new();
    let mut checked = Vec::with_capacity(groups.len());
    for (position, json) in groups.iter().enumerate() {
        let group = taken_over(json);
        let refuse = |code, key: &str| Refusal::new(code, format!("groups[{position}].{key}"));
        if group.facilities < rules.minimum {
            return Err(refuse(Code::TooFew, "facilities"));
        }
        if group.reports > LARGEST_GROUP {
            return Err(refuse(Code::Number, "reports"));
        }
        if group.reports < group.facilities {
            return Err(refuse(Code::Reports, "reports"));
        }
        check_place(&group, rules, places, as_of).map_err(|(code, key)| refuse(code, key))?;
        check_sums(&group, rules).map_err(|(code, key)| refuse(code, &key))?;
        let tuple = (
            group.kind,
            group.level.clone(),
            group.place.clone(),
            group.week.clone(),
        );
        if !seen.insert(tuple) {
            return Err(Refusal::new(Code::Duplicate, format!("groups[{position}]")));
        }
        checked.push(group);
    }
    add_up(&checked, totals)?;
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

fn taken_over(json: &GroupJson) -> VerifiedGroup {
    let placed = |kind, facilities, level: &String, place: &String, week: &String| VerifiedGroup {
        kind,
        level: Some(level.clone()),
        place: Some(place.clone()),
        week: Some(week.clone()),
        facilities,
        reports: facilities,
        sums: BTreeMap::new(),
    };
    match json {
        GroupJson::Figures {
            facilities,
            level,
            place,
            sums,
            week,
        } => VerifiedGroup {
            sums: sums.clone(),
            ..placed(VerifiedKind::Figures, *facilities, level, place, week)
        },
        GroupJson::Closed {
            facilities,
            level,
            place,
            week,
        } => placed(VerifiedKind::Closed, *facilities, level, place, week),
        GroupJson::Correction {
            facilities,
            level,
            place,
            sums,
            week,
        } => VerifiedGroup {
            sums: sums.clone(),
            ..placed(VerifiedKind::Correction, *facilities, level, place, week)
        },
        GroupJson::Count {
            facilities,
            reports,
        } => VerifiedGroup {
            kind: VerifiedKind::Count,
            level: None,
            place: None,
            week: None,
            facilities: *facilities,
            reports: *reports,
            sums: BTreeMap::new(),
        },
    }
}

fn check_place(
    group: &VerifiedGroup,
    rules: &Rules,
    places: &Places,
    as_of: Week,
) -> Result<(), (Code, &'static str)> {
    let (Some(level), Some(place), Some(week)) = (&group.level, &group.place, &group.week) else {
        return Ok(());
    };
    let Some(from_weeks) = rules.weeks_by_level.get(level) else {
        return Err((Code::Level, "level"));
    };
    if !places.has(level, place) {
        return Err((Code::Place, "place"));
    }
    let waited = Week::parse(week)
        .map(|week| as_of.since(week))
        .filter(|waited| *waited >= 0)
        .ok_or((Code::Week, "week"))?;
    if waited < *from_weeks {
        return Err((Code::Patience, "level"));
    }
    Ok(())
}

fn check_sums(group: &VerifiedGroup, rules: &Rules) -> Result<(), (Code, String)> {
    let with_sums = matches!(group.kind, VerifiedKind::Figures | VerifiedKind::Correction);
    if !with_sums {
        return Ok(());
    }
    if !group.sums.keys().eq(rules.measures.iter()) {
        return Err((Code::Measures, "sums".to_owned()));
    }
    let facilities = i64::try_from(group.facilities).unwrap_or(0);
    let largest = facilities * LARGEST_FIGURE;
    let smallest = match group.kind {
        VerifiedKind::Correction => -largest,
        _ => 0,
    };
    match group
        .sums
        .iter()
        .find(|(_, sum)| !(smallest..=largest).contains(sum))
    {
        Some((measure, _)) => Err((Code::Number, format!("sums.{measure}"))),
        None => Ok(()),
    }
}

/// Adds figures, then corrections, which can only change what was released in an earlier document.
fn add_up(groups: &[VerifiedGroup], totals: &mut Totals) -> Result<(), Refusal> {
    let tuple = |group: &VerifiedGroup| -> Option<Tuple> {
        Some((
            group.level.clone()?,
            group.place.clone()?,
            group.week.clone()?,
        ))
    };
    for (position, group) in groups.iter().enumerate() {
        if group.kind != VerifiedKind::Correction {
            continue;
        }
        let refuse = || Refusal::new(Code::Correction, format!("groups[{position}]"));
        let (facilities, sums) = tuple(group)
            .and_then(|tuple| totals.0.get_mut(&tuple))
            .ok_or_else(refuse)?;
        if group.facilities > *facilities {
            return Err(refuse());
        }
        for (measure, difference) in &group.sums {
            let sum = sums.get_mut(measure).ok_or_else(refuse)?;
            *sum = sum
                .checked_add(*difference)
                .filter(|sum| *sum >= 0)
                .ok_or_else(refuse)?;
        }
    }
    for group in groups.iter().filter(|g| g.kind == VerifiedKind::Figures) {
        let Some(tuple) = tuple(group) else { continue };
        let (facilities, sums) = totals.0.entry(tuple).or_default();
        *facilities = facilities.saturating_add(group.facilities);
        for (measure, sum) in &group.sums {
            let total = sums.entry(measure.clone()).or_default();
            *total = total.saturating_add(*sum);
        }
    }
    Ok(())
}
