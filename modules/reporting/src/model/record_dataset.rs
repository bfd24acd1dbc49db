// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Groups of records as they stand in documents, and what a data set of them is: how fine, how late, and as
//! a table for statistics programs.

use std::collections::{BTreeMap, BTreeSet};

use anonymity::forwarding::{Tuple, Values};
use kernel::IsoWeek;
use serde::Deserialize;

/// What a document of records says.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct RecordGroups {
    /// Its groups.
    pub groups: Vec<RecordGroup>,
}

/// A group of a document of records. What its kind does not say is empty.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct RecordGroup {
    /// `records`, `correction` or `count`.
    pub kind: String,
    /// How many records.
    pub records: i64,
    /// How many different people and facilities.
    pub entities: BTreeMap<String, i64>,
    /// What its members agree in.
    #[serde(default)]
    pub tuple: Tuple,
    /// Of a correction: the tuple before.
    #[serde(default)]
    pub from: Tuple,
    /// Of a correction: the tuple after.
    #[serde(default)]
    pub to: Tuple,
    /// How often each value occurs.
    #[serde(default)]
    pub values: Values,
    /// Of a correction: the values before.
    #[serde(default)]
    pub before: Values,
    /// Of a correction: the values after.
    #[serde(default)]
    pub after: Values,
    /// Sums; of a correction what to add.
    #[serde(default)]
    pub sums: BTreeMap<String, i64>,
}

/// A release of an office as the state has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArrivedGroups {
    /// What the office is called.
    pub office: String,
    /// The number of the release.
    pub sequence: i64,
    /// The week of the release.
    pub as_of: IsoWeek,
    /// Its groups.
    pub groups: Vec<RecordGroup>,
}

/// How fine and how late the records of an office are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fineness {
    /// Field → level → how many records are told at it.
    pub levels: BTreeMap<String, BTreeMap<String, i64>>,
    /// How many records are told with their week.
    pub with_week: i64,
    /// How many weeks passed from these weeks to the releases, summed over those records.
    pub weeks: i64,
    /// How many records are only counted.
    pub counted: i64,
}

impl Fineness {
    /// The mean time from the week of a record to its release, in weeks, of those that are told with it.
    pub fn delay(&self) -> Option<f64> {
        let number = |number: i64| i32::try_from(number).map(f64::from).ok();
        let records = number(self.with_week).filter(|records| *records > 0.0)?;
        Some(number(self.weeks)? / records)
    }
}

/// How fine and how late what has arrived is, by office.
pub fn fineness(arrived: &[ArrivedGroups]) -> BTreeMap<&str, Fineness> {
    let mut offices: BTreeMap<&str, Fineness> = BTreeMap::new();
    for release in arrived {
        let of = offices.entry(&release.office).or_default();
        for group in &release.groups {
            if group.kind == "count" {
                of.counted += group.records;
            }
            for (field, (level, value)) in &group.tuple {
                let levels = of.levels.entry(field.clone()).or_default();
                *levels.entry(level.clone()).or_default() += group.records;
                // Only dates are weeks: no other hierarchy has such a level.
                let week = value.parse::<IsoWeek>().ok();
                if let Some(week) = week.filter(|_| level == "week") {
                    of.with_week += group.records;
                    of.weeks += i64::from(release.as_of.since(week)) * group.records;
                }
            }
        }
    }
    offices
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GroupCell {
    /// Nothing is said.
    Nothing,
    /// A text.
    Text(String),
    /// A number.
    Number(i64),
}

/// A table of groups: names of columns with whether they hold numbers, and rows.
pub type FlatGroups = (Vec<(String, bool)>, Vec<Vec<GroupCell>>);

/// Groups as a table with a column per field, level, value and sum. A correction is two rows: what to take
/// away (`correction-from`) and what to add (`correction-to`, with its sums).
pub fn flat(arrived: &[ArrivedGroups]) -> FlatGroups {
    let rows: Vec<Row<'_>> = arrived
        .iter()
        .flat_map(|release| {
            release
                .groups
                .iter()
                .flat_map(|group| Row::of(release, group))
        })
        .collect();
    let fields: BTreeSet<&str> = rows.iter().flat_map(|row| keys(row.tuple)).collect();
    let told: BTreeSet<(&str, &str)> = rows
        .iter()
        .flat_map(|row| row.values.iter())
        .flat_map(|(field, counts)| keys(counts).map(move |value| (field.as_str(), value)))
        .collect();
    let sums: BTreeSet<&str> = rows.iter().flat_map(|row| keys(row.sums)).collect();
    let kinds: BTreeSet<&str> = rows.iter().flat_map(|row| keys(row.entities)).collect();

    let mut columns = vec![
        ("office".to_owned(), false),
        ("release".to_owned(), true),
        ("released_in".to_owned(), false),
        ("kind".to_owned(), false),
        ("records".to_owned(), true),
    ];
    columns.extend(kinds.iter().map(|kind| (format!("different_{kind}"), true)));
    for field in &fields {
        columns.push(((*field).to_owned(), false));
        columns.push((format!("{field}:level"), false));
    }
    columns.extend(
        told.iter()
            .map(|(field, value)| (format!("{field}={value}"), true)),
    );
    columns.extend(sums.iter().map(|sum| (format!("sum:{sum}"), true)));

    let number = |of: Option<&i64>| of.map_or(GroupCell::Nothing, |one| GroupCell::Number(*one));
    let cells = rows.iter().map(|row| {
        let mut cells = vec![
            GroupCell::Text(row.release.office.clone()),
            GroupCell::Number(row.release.sequence),
            GroupCell::Text(row.release.as_of.to_string()),
            GroupCell::Text(row.kind.to_owned()),
            GroupCell::Number(row.records),
        ];
        cells.extend(kinds.iter().map(|kind| number(row.entities.get(*kind))));
        for field in &fields {
            match row.tuple.get(*field) {
                Some((level, value)) => {
                    cells.push(GroupCell::Text(value.clone()));
                    cells.push(GroupCell::Text(level.clone()));
                }
                None => cells.extend([GroupCell::Nothing, GroupCell::Nothing]),
            }
        }
        cells.extend(told.iter().map(|(field, value)| {
            let counts = row.values.get(*field);
            counts.map_or(GroupCell::Nothing, |counts| {
                GroupCell::Number(counts.get(*value).copied().map_or(0, i64::from))
            })
        }));
        cells.extend(sums.iter().map(|sum| number(row.sums.get(*sum))));
        cells
    });
    let cells = cells.collect();
    (columns, cells)
}

fn keys<V>(of: &BTreeMap<String, V>) -> impl Iterator<Item = &str> {
    of.keys().map(String::as_str)
}

/// A row of the table.
struct Row<'a> {
    release: &'a ArrivedGroups,
    kind: &'static str,
    records: i64,
    entities: &'a BTreeMap<String, i64>,
    tuple: &'a Tuple,
    values: &'a Values,
    sums: &'a BTreeMap<String, i64>,
}

impl<'a> Row<'a> {
    fn of(release: &'a ArrivedGroups, group: &'a RecordGroup) -> Vec<Self> {
        static NO_SUMS: BTreeMap<String, i64> = BTreeMap::new();
        let row = |kind, tuple, values, sums| Self {
            release,
            kind,
            records: group.records,
            entities: &group.entities,
            tuple,
            values,
            sums,
        };
        match group.kind.as_str() {
            "correction" => vec![
                row("correction-from", &group.from, &group.before, &NO_SUMS),
                row("correction-to", &group.to, &group.after, &group.sums),
            ],
            "count" => vec![row("count", &group.tuple, &group.values, &group.sums)],
            _ => vec![row("records", &group.tuple, &group.values, &group.sums)],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arrived() -> Vec<ArrivedGroups> {
        let groups = serde_json::json!({"groups": [
            {"kind": "records", "records": 4, "entities": {"person": 3}, "sums": {},
             "tuple": {"age": ["year", "5"], "week": ["week", "2026-W46"]},
             "values": {"diagnosis": {"measles": 3, "mumps": 1}}},
            {"kind": "correction", "records": 3, "entities": {"person": 3}, "sums": {},
             "from": {"age": ["year", "5"], "week": ["week", "2026-W46"]},
             "to": {"age": ["year", "6"], "week": ["week", "2026-W46"]},
             "before": {"diagnosis": {"measles": 3}}, "after": {"diagnosis": {"mumps": 3}}},
            {"kind": "count", "records": 5, "entities": {"person": 5}}
        ]});
        let groups: RecordGroups = serde_json::from_value(groups).unwrap();
        vec![ArrivedGroups {
            office: "Amt".to_owned(),
            sequence: 1,
            as_of: "2026-W48".parse().unwrap(),
            groups: groups.groups,
        }]
    }

    #[test]
    fn a_correction_is_what_to_take_away_and_what_to_add() {
        let (columns, rows) = flat(&arrived());
        let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(
            names,
            [
                "office",
                "release",
                "released_in",
                "kind",
                "records",
                "different_person",
                "age",
                "age:level",
                "week",
                "week:level",
                "diagnosis=measles",
                "diagnosis=mumps",
            ]
        );
        let kinds: Vec<&GroupCell> = rows.iter().map(|row| &row[3]).collect();
        let text = |text: &str| GroupCell::Text(text.to_owned());
        let wanted = ["records", "correction-from", "correction-to", "count"].map(text);
        assert_eq!(kinds, wanted.iter().collect::<Vec<_>>());
        assert_eq!(rows[1][10..], [GroupCell::Number(3), GroupCell::Number(0)]);
        assert_eq!(rows[2][6], text("6"));
        assert_eq!(rows[3][10], GroupCell::Nothing);
    }

    #[test]
    fn delay_is_counted_where_the_week_is_told() {
        let arrived = arrived();
        let office = &fineness(&arrived)["Amt"];
        assert_eq!((office.with_week, office.weeks, office.counted), (4, 8, 5));
        assert_eq!(office.delay(), Some(2.0));
        assert_eq!(office.levels["age"]["year"], 4);
    }
}
