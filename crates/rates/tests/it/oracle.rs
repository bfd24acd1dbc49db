// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The same by scipy and statsmodels. `scripts/rates.sh` installs them and runs this.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use rates::{
    DirectInterval, Estimate, Level, Nowcast, Overdispersion, Per, PoissonInterval, Ratio,
    RatioInterval, Standard, Stratum, Triangle, crude_rate, directly_standardised, empirical_bayes,
    funnel_of_proportions, funnel_of_rates, local_empirical_bayes, poisson_gamma, rate_difference,
    rate_ratio, standardised_ratio, wilson, wilson_with_continuity,
};
use serde_json::{Value, json};

use crate::{cases, level, lip_cancer, part};

const LEVELS: [f64; 4] = [0.8, 0.95, 0.998, 0.9999];
const COUNTS: [u64; 9] = [0, 1, 2, 7, 23, 150, 4_000, 250_000, 30_000_000];

fn three(found: Option<Estimate>) -> Value {
    found.map_or(Value::Null, |found| {
        json!([found.value, found.interval.lower, found.interval.upper])
    })
}

fn ratio(found: Option<Ratio>) -> Value {
    found.map_or(Value::Null, |found| {
        json!([found.value, found.lower, found.upper])
    })
}

/// Numbers that are the same in every run.
fn draw(place: u64, below: u64) -> u64 {
    let mut state = (place + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    state ^= state >> 29;
    state = state.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    (state >> 33) % below
}

fn single() -> Vec<Value> {
    let mut all = Vec::new();
    for percent in LEVELS {
        let level = level(percent);
        for count in COUNTS {
            let observation = cases(count, 1e8);
            for (name, method) in [
                ("byar", PoissonInterval::Byar),
                ("exact", PoissonInterval::Exact),
            ] {
                let ours = three(crude_rate(observation, Per::HundredThousand, method, level));
                all.push(json!({"measure": name, "cases": count, "population": 1e8, "level": percent, "ours": ours}));
                let ours = three(standardised_ratio(count, 77.5, method, level).unwrap());
                all.push(json!({"measure": name, "cases": count, "population": 77.5, "per": 1, "level": percent, "ours": ours}));
            }
            for whole in [1, 10, 23, 200, 5_000, 30_000_000] {
                if count <= whole {
                    let counted = part(count, whole);
                    let ours = three(wilson(counted, level));
                    all.push(json!({"measure": "wilson", "part": count, "whole": whole, "level": percent, "ours": ours}));
                    let ours = three(wilson_with_continuity(counted, level));
                    all.push(json!({"measure": "wilsoncc", "part": count, "whole": whole, "level": percent, "ours": ours}));
                }
            }
            for other in [0, 3, 40, 6_000] {
                let (first, second) = (cases(count, 2e5), cases(other, 3e4));
                let pair = json!({"first": [count, 2e5], "second": [other, 3e4], "level": percent});
                let mut push = |name: &str, ours: Value| {
                    let mut entry = pair.clone();
                    entry["measure"] = name.into();
                    entry["ours"] = ours;
                    all.push(entry);
                };
                push(
                    "ratio-score",
                    ratio(rate_ratio(first, second, RatioInterval::Score, level)),
                );
                push(
                    "ratio-log",
                    ratio(rate_ratio(first, second, RatioInterval::Log, level)),
                );
                let difference = rate_difference(
                    first,
                    second,
                    Per::HundredThousand,
                    PoissonInterval::Exact,
                    level,
                );
                push("difference", three(difference));
            }
        }
    }
    all
}

fn standardised() -> Vec<Value> {
    let standard = Standard::european_2013();
    let mut all = Vec::new();
    for run in 0..40 {
        let strata: Vec<_> = (0u64..)
            .zip(standard.ages())
            .map(|(place, age)| Stratum {
                age: *age,
                observation: cases(
                    draw(run * 100 + place, 1 + run * run),
                    500.0 + draw(run * 977 + place, 90_000) as f64,
                ),
            })
            .collect();
        let counts: Vec<_> = strata.iter().map(|each| each.observation.cases()).collect();
        let people: Vec<_> = strata
            .iter()
            .map(|each| each.observation.population())
            .collect();
        for (name, method) in [
            ("dobson-byar", DirectInterval::Dobson(PoissonInterval::Byar)),
            (
                "dobson-exact",
                DirectInterval::Dobson(PoissonInterval::Exact),
            ),
            ("fay-feuer", DirectInterval::FayFeuer),
        ] {
            for percent in LEVELS {
                let found = directly_standardised(
                    &strata,
                    &standard,
                    Per::HundredThousand,
                    method,
                    level(percent),
                )
                .unwrap();
                let ours = json!([
                    found.value,
                    found.interval.map(|each| each.lower),
                    found.interval.map(|each| each.upper)
                ]);
                all.push(json!({
                    "measure": "standardised", "method": name, "cases": counts, "population": people,
                    "weights": standard.weights(), "level": percent, "ours": ours,
                }));
            }
        }
    }
    all
}

fn funnels() -> Vec<Value> {
    let mut all = Vec::new();
    for target in [0.003, 0.12, 0.5, 0.97] {
        let funnel = funnel_of_proportions(&[part(0, 1)], Some(target), Overdispersion::Ignored)
            .unwrap()
            .unwrap();
        for size in [5.0, 60.0, 777.0, 20_000.0, 3_000_000.0, 5e8] {
            let limits = funnel.limits(size).unwrap();
            all.push(json!({
                "measure": "funnel-proportion", "target": target, "size": size,
                "ours": [limits.outer.lower, limits.inner.lower, limits.inner.upper, limits.outer.upper],
            }));
        }
    }
    let funnel = funnel_of_rates(
        &[cases(0, 1.0)],
        Some(20.0),
        Per::HundredThousand,
        Overdispersion::Ignored,
    )
    .unwrap()
    .unwrap();
    for size in [5e3, 4e4, 1e5, 8e5, 8e6, 4e9, 6e10] {
        let limits = funnel.limits(size).unwrap();
        all.push(json!({
            "measure": "funnel-rate", "target": 20.0, "size": size,
            "ours": [limits.outer.lower, limits.inner.lower, limits.inner.upper, limits.outer.upper],
        }));
    }
    let areas = lip_cancer();
    let funnel = funnel_of_rates(&areas, None, Per::One, Overdispersion::Winsorised)
        .unwrap()
        .unwrap();
    all.push(json!({
        "measure": "winsorised", "cases": areas.iter().map(|area| area.cases()).collect::<Vec<_>>(),
        "population": areas.iter().map(|area| area.population()).collect::<Vec<_>>(), "ours": [funnel.phi()],
    }));
    all
}

fn smoothed() -> Vec<Value> {
    let mut all = Vec::new();
    let towns: Vec<_> = (0..200)
        .map(|place| {
            let people = 300 + draw(place, 20_000);
            cases(people * (1 + draw(place + 5_000, 9)) / 4_000, people as f64)
        })
        .collect();
    for areas in [lip_cancer(), towns] {
        let neighbours: Vec<Vec<usize>> = (0..areas.len())
            .map(|area| {
                (1..6)
                    .map(|step| (area + step * step) % areas.len())
                    .collect()
            })
            .collect();
        let counts: Vec<_> = areas.iter().map(|area| area.cases()).collect();
        let people: Vec<_> = areas.iter().map(|area| area.population()).collect();
        let global = empirical_bayes(&areas, Per::One).unwrap().unwrap();
        let local = local_empirical_bayes(&areas, &neighbours, Per::One).unwrap();
        let model = poisson_gamma(&areas, Per::One, Level::P95)
            .unwrap()
            .unwrap();
        let mut push = |name: &str, ours: Value| {
            all.push(json!({
                "measure": name, "cases": counts, "population": people, "neighbours": neighbours, "ours": ours,
            }));
        };
        push("marshall-global", json!(global.values));
        push("marshall-local", json!(local.values));
        push("poisson-gamma", json!([model.mean, model.shape]));
        push(
            "poisson-gamma-values",
            json!(
                model
                    .areas
                    .iter()
                    .map(|area| area.value)
                    .collect::<Vec<_>>()
            ),
        );
        push(
            "poisson-gamma-lower",
            json!(
                model
                    .areas
                    .iter()
                    .map(|area| area.interval.lower)
                    .collect::<Vec<_>>()
            ),
        );
        push(
            "poisson-gamma-upper",
            json!(
                model
                    .areas
                    .iter()
                    .map(|area| area.interval.upper)
                    .collect::<Vec<_>>()
            ),
        );
    }
    all
}

fn nowcasts() -> Vec<Value> {
    let periods = 90usize;
    let rows: Vec<Vec<Option<u32>>> = (0u64..90)
        .map(|period| {
            let mut known = 0;
            let left = periods - 1 - usize::try_from(period).unwrap();
            (0u64..=left.min(6) as u64)
                .map(|delay| {
                    known += draw(period * 7 + delay, 60 / (delay + 1) + 1);
                    Some(u32::try_from(known).unwrap())
                })
                .collect()
        })
        .collect();
    let triangle = Triangle::of_snapshots(rows.clone()).unwrap();
    [(1, 5), (7, 3)]
        .map(|(cycle, window)| {
            let plan = Nowcast::new(6, window, cycle, 25, Level::P95).unwrap();
            let ours: Vec<_> = plan
                .all(&triangle)
                .into_iter()
                .map(|said| json!([said.estimate, said.band.unwrap().lower, said.band.unwrap().upper]))
                .collect();
            json!({
                "measure": "nowcast", "rows": rows, "settled": 6, "window": window, "cycle": cycle, "errors": 25,
                "level": 0.95, "ours": ours,
            })
        })
        .to_vec()
}

#[test]
fn measures_are_those_of_scipy_and_statsmodels() {
    let Some(python) = std::env::var_os("DEICH_RATES_PYTHON") else {
        println!(
            "SKIPPED: no comparison with scipy and statsmodels; scripts/rates.sh installs them and runs this"
        );
        return;
    };
    let all: Vec<Value> = [single(), standardised(), funnels(), smoothed(), nowcasts()].concat();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../peers/rates/measure.py");
    let mut child = Command::new(python)
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(&serde_json::to_vec(&all).unwrap()).unwrap();
    drop(input);
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    println!("{said}");
    assert!(output.status.success(), "the packages say something else");
    assert!(said.contains(&format!("{} measures agree", all.len())));
}
