// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Recorded results of ARX 3.9.2 on public data.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use anonymity::{
    Criterion, Extract, Generalisation, Generalised, Metric, Risks, Table, TableBuilder,
};
use serde_json::Value;

/// The recorded results; not everybody has them.
fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/oracles/anonymity");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("SKIPPED: the recorded results are not here (../shared/oracles/anonymity)");
    None
}

/// A data set with its hierarchies.
pub(crate) struct Set {
    pub(crate) table: Table,
    pub(crate) hierarchies: HashMap<String, Generalisation>,
}

impl Set {
    pub(crate) fn read(folder: &Path, name: &str) -> Self {
        let folder = folder.join("data").join(name);
        let text = std::fs::read_to_string(folder.join(format!("{name}.csv"))).unwrap();
        let mut lines = text.lines().map(|line| line.split(';'));
        let names: Vec<&str> = lines.next().unwrap().collect();
        let mut rows = TableBuilder::new(names.iter().copied());
        for line in lines {
            rows.push(line).unwrap();
        }
        let hierarchies = names
            .iter()
            .filter_map(|column| {
                let file = folder.join(format!("{name}_hierarchy_{column}.csv"));
                let bytes = std::fs::read(file).ok()?;
                let read = Generalisation::import(&bytes).unwrap();
                Some(((*column).to_owned(), read.generalisation))
            })
            .collect();
        Self {
            table: rows.finish(),
            hierarchies,
        }
    }

    pub(crate) fn extract<'a>(&'a self, quasi: &[&'a str]) -> Extract<'a> {
        Extract {
            table: &self.table,
            quasi: self.generalised(quasi),
            sensitive: Vec::new(),
            criteria: vec![Criterion::K(5)],
            suppression: 0.05,
            metric: Metric::LossArith,
            threads: 2,
        }
    }

    pub(crate) fn generalised<'a>(&'a self, columns: &[&'a str]) -> Vec<Generalised<'a>> {
        columns
            .iter()
            .filter_map(|&column| {
                Some(Generalised {
                    column,
                    generalisation: self.hierarchies.get(column)?,
                })
            })
            .collect()
    }
}

fn texts(value: &Value) -> Vec<&str> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|text| text.as_str().unwrap())
        .collect()
}

#[expect(clippy::cast_possible_truncation, reason = "levels")]
fn levels(value: &Value) -> Vec<usize> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|level| level.as_u64().unwrap() as usize)
        .collect()
}

#[test]
fn every_recorded_optimum_is_found() {
    let Some(folder) = folder() else { return };
    let recorded: Value =
        serde_json::from_slice(&std::fs::read(folder.join("arx_results.json")).unwrap()).unwrap();
    let mut sets: HashMap<String, Set> = HashMap::new();
    let mut compared = 0;
    for case in recorded["results"].as_array().unwrap() {
        let id = case["id"].as_str().unwrap();
        let name = case["dataset"].as_str().unwrap();
        let set = sets
            .entry(name.to_owned())
            .or_insert_with(|| Set::read(&folder, name));
        let quasi = texts(&case["qis"]);
        let extract = Extract {
            sensitive: set.generalised(&texts(&case["sensitive"])),
            criteria: case["privacy"]
                .as_str()
                .unwrap()
                .split('+')
                .map(|text| text.parse().unwrap())
                .collect(),
            suppression: case["suppression_limit"].as_f64().unwrap(),
            metric: case["metric"].as_str().unwrap().parse().unwrap(),
            ..set.extract(&quasi)
        };
        let begun = std::time::Instant::now();
        let found = extract.optimum().unwrap();
        println!(
            "{id}: {} of {} looked at, {:?}",
            found.looked_at,
            found.combinations,
            begun.elapsed()
        );
        let loss = case["information_loss"].as_f64().unwrap();
        let near = |one: f64, other: f64| (one - other).abs() <= 1e-9 * other.abs();
        assert!(near(found.loss, loss), "{id}: {found:?} instead of {loss}");
        let expected = levels(&case["transformation"]);
        let at = extract.at(&expected).unwrap();
        assert!(
            near(at.loss, loss),
            "{id}: {} at the recorded levels",
            at.loss
        );
        assert_eq!(at.suppressed, case["suppressed_rows"], "{id}");
        assert_eq!(at.classes, case["classes"], "{id}");
        assert_eq!(at.smallest, case["min_class"], "{id}");
        assert_eq!(at.largest, case["max_class"], "{id}");
        if found.levels == expected {
            assert_eq!(found.suppressed, at.suppressed, "{id}");
            assert_eq!(found.classes, at.classes, "{id}");
        } else {
            println!("{id}: {:?} ties with {expected:?}", found.levels);
        }
        compared += 1;
    }
    assert!(compared > 15, "only {compared} results were compared");
}

#[test]
fn groups_of_their_own_levels_lose_no_more_than_the_best_known() {
    let Some(folder) = folder() else { return };
    for (name, bar) in [("adult", 0.0520), ("ss13acs", 0.0103)] {
        let set = Set::read(&folder, name);
        let quasi: Vec<&str> = set
            .table
            .columns()
            .iter()
            .map(anonymity::Column::name)
            .collect();
        let extract = set.extract(&quasi);
        let begun = std::time::Instant::now();
        let optimum = extract.optimum().unwrap();
        let (recoding, shape) = extract.recode_locally(&optimum.levels).unwrap();
        println!("{name}: {} after {:?}", shape.loss, begun.elapsed());
        assert!(shape.loss <= bar, "{name}: {} above {bar}", shape.loss);
        assert!(shape.sizes.keys().all(|&size| size >= 5), "{name}");
        assert_eq!(recoding.suppressed(), shape.suppressed);
        // Again by the texts that leave.
        let mut classes: HashMap<Vec<&str>, usize> = HashMap::new();
        for row in 0..set.table.rows() {
            let texts = (0..quasi.len())
                .map(|column| extract.text(&recoding, row, column))
                .collect();
            *classes.entry(texts).or_default() += 1;
        }
        assert!(classes.values().all(|&size| size >= 5), "{name}");
    }
}

#[test]
fn recorded_risks_are_found() {
    let Some(folder) = folder() else { return };
    let recorded: Value =
        serde_json::from_slice(&std::fs::read(folder.join("arx_results.json")).unwrap()).unwrap();
    let set = Set::read(&folder, "adult");
    let mut compared = 0;
    for case in recorded["risk"].as_array().unwrap() {
        let quasi: Vec<&str> = case["qis"].as_str().unwrap().split(',').collect();
        let extract = Extract {
            criteria: vec![Criterion::K(1)],
            ..set.extract(&quasi)
        };
        // The first ones are about the table as it is, the last one about the result of A02.
        let shape = if case["file"] == "data/adult/adult.csv" {
            extract.recode(&vec![0; quasi.len()]).unwrap().1
        } else {
            let extract = set.extract(&quasi);
            extract.recode(&[0, 3, 0, 0, 2, 1, 1, 2, 0]).unwrap().1
        };
        let risks = Risks::of(&shape.sizes, case["population"].as_u64()).unwrap();
        let estimated = risks.population.unwrap();
        for (found, name, tolerance) in [
            (risks.prosecutor_average, "avg_risk", 1e-9),
            (risks.prosecutor_highest, "highest_risk", 1e-9),
            (risks.sample_unique, "sample_uniques_fraction", 1e-9),
            (
                risks.above_20_percent,
                "prosecutor_records_at_risk_gt_0.2",
                1e-9,
            ),
            (risks.journalist_average, "journalist_success", 1e-9),
            (risks.marketer, "marketer_success", 1e-9),
            (estimated.zayatz, "pop_unique_zayatz", 1e-6),
            (estimated.pitman, "pop_unique_pitman", 1e-4),
        ] {
            let wanted = case[name].as_f64().unwrap();
            assert!(
                (found - wanted).abs() <= tolerance * wanted,
                "{quasi:?} {name}: {found} instead of {wanted}"
            );
        }
        compared += 1;
    }
    assert!(compared > 2);
}
