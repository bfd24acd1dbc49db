// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Laws on small invented tables: the optimum is what enumeration finds, computed here from the
//! definitions alone, and groups of their own levels satisfy every criterion.

use std::collections::BTreeMap;

use anonymity::{
    Criterion, Extract, Generalisation, Generalised, Metric, Recoding, Table, TableBuilder,
};
use proptest::prelude::*;

/// Four columns: two quasi-identifiers with three levels, one with two, and a sensitive one with a
/// hierarchy of three levels.
struct Invented {
    rows: Vec<[u8; 4]>,
    table: Table,
    hierarchies: [Generalisation; 4],
}

/// How the values of each column are grouped, level by level; none at all is `*`.
const GROUPS: [&[u8]; 4] = [&[2, 4], &[3, 6], &[], &[2]];
const VALUES: [u8; 4] = [8, 6, 2, 4];
const NAMES: [&str; 4] = ["age", "place", "sex", "illness"];

fn label(column: usize, value: u8, level: usize) -> String {
    match level {
        0 => value.to_string(),
        _ => match GROUPS[column].get(level - 1) {
            Some(size) => format!("{level}:{}", value / size),
            None => "*".to_owned(),
        },
    }
}

fn height(column: usize) -> usize {
    GROUPS[column].len() + 1
}

impl Invented {
    fn new(rows: Vec<[u8; 4]>) -> Self {
        let mut table = TableBuilder::new(NAMES);
        for row in &rows {
            let cells = row.map(|value| value.to_string());
            table.push(cells.iter().map(String::as_str)).unwrap();
        }
        Self {
            rows,
            table: table.finish(),
            hierarchies: std::array::from_fn(|column| {
                Generalisation::from_rows((0..VALUES[column]).map(|value| {
                    (0..=height(column)).map(move |level| label(column, value, level))
                }))
                .unwrap()
            }),
        }
    }

    fn extract(&self, criteria: Vec<Criterion>, suppression: f64, metric: Metric) -> Extract<'_> {
        let of = |column: usize| Generalised {
            column: NAMES[column],
            generalisation: &self.hierarchies[column],
        };
        Extract {
            table: &self.table,
            quasi: vec![of(0), of(1), of(2)],
            sensitive: vec![of(3)],
            criteria,
            suppression,
            metric,
            threads: 1,
        }
    }

    /// Classes by their labels, each with its rows.
    fn classes(&self, levels: &[usize]) -> BTreeMap<Vec<String>, Vec<usize>> {
        let mut classes: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
        for (at, row) in self.rows.iter().enumerate() {
            let labels = (0..3)
                .map(|column| label(column, row[column], levels[column]))
                .collect();
            classes.entry(labels).or_default().push(at);
        }
        classes
    }

    fn holds(&self, criterion: &Criterion, rows: &[usize]) -> bool {
        let size = rows.len() as f64;
        let count = |rows: &mut dyn Iterator<Item = usize>| {
            let mut counts = [0_u32; 4];
            for row in rows {
                counts[usize::from(self.rows[row][3])] += 1;
            }
            counts
        };
        let mine = count(&mut rows.iter().copied());
        let all = count(&mut (0..self.rows.len()));
        let different = mine.iter().filter(|&&count| count > 0).count();
        let extra: Vec<f64> = (0..4)
            .map(|value| {
                f64::from(mine[value]) / size - f64::from(all[value]) / self.rows.len() as f64
            })
            .collect();
        let balanced = |parts: &[f64]| {
            let gain: f64 = parts.iter().filter(|part| **part > 0.0).sum();
            let loss: f64 = -parts.iter().filter(|part| **part < 0.0).sum::<f64>();
            gain.min(loss)
        };
        match criterion {
            Criterion::K(k) => rows.len() >= *k as usize,
            Criterion::Entities { k, .. } => different >= *k as usize,
            Criterion::DistinctL { l, .. } => different >= *l as usize,
            Criterion::EntropyL { l, .. } => {
                let entropy: f64 = mine
                    .iter()
                    .filter(|&&count| count > 0)
                    .map(|&count| f64::from(count) / size)
                    .map(|p| -p * p.ln())
                    .sum();
                entropy >= l.ln()
            }
            Criterion::RecursiveCl { c, l, .. } => {
                let mut sorted: Vec<u32> = mine.iter().copied().filter(|&r| r > 0).collect();
                sorted.sort_unstable_by(|one, other| other.cmp(one));
                let l = *l as usize;
                sorted.len() >= l
                    && f64::from(sorted[0]) < c * f64::from(sorted[l - 1..].iter().sum::<u32>())
            }
            Criterion::EqualT { t, .. } => {
                extra.iter().map(|part| part.abs()).sum::<f64>() / 2.0 <= *t
            }
            Criterion::HierarchicalT { t, .. } => {
                let low = balanced(&extra[..2]) + balanced(&extra[2..]);
                let high = balanced(&[extra[0] + extra[1], extra[2] + extra[3]]);
                low / 2.0 + high <= *t
            }
        }
    }

    /// Suppressed rows and loss of one combination, by the definitions.
    fn loss(&self, levels: &[usize], criteria: &[Criterion], metric: Metric) -> (usize, f64) {
        let classes = self.classes(levels);
        let (kept, fallen): (Vec<_>, Vec<_>) = classes
            .values()
            .partition(|rows| criteria.iter().all(|criterion| self.holds(criterion, rows)));
        let n = self.rows.len() as f64;
        let out: Vec<usize> = fallen
            .iter()
            .flat_map(|rows| rows.iter().copied())
            .collect();
        let is_out = |row: usize| out.contains(&row);
        let cut = |value: f64| (value * 1e10).floor() / 1e10;
        let same = |column: usize, one: u8, other: u8, level: usize| {
            label(column, one, level) == label(column, other, level)
        };
        let shares: Vec<f64> = (0..3)
            .map(|column| {
                let domain = f64::from(VALUES[column]);
                let lost: f64 = (0..self.rows.len())
                    .map(|row| {
                        if is_out(row) {
                            return 1.0;
                        }
                        let value = self.rows[row][column];
                        let alike = (0..VALUES[column])
                            .filter(|&other| same(column, value, other, levels[column]))
                            .count();
                        alike as f64 / domain
                    })
                    .sum();
                cut(((lost - n / domain) / (n - n / domain)).max(0.0))
            })
            .collect();
        let loss = match metric {
            Metric::LossArith => shares.iter().sum::<f64>() / 3.0,
            Metric::LossGeo => {
                shares
                    .iter()
                    .map(|share| (share + 1.0).powf(1.0 / 3.0))
                    .product::<f64>()
                    - 1.0
            }
            Metric::NmEntropySum => (0..3)
                .map(|column| {
                    let level = levels[column];
                    let frequency = |value: u8, level: usize| {
                        self.rows
                            .iter()
                            .filter(|row| same(column, row[column], value, level))
                            .count() as f64
                    };
                    let coarser: f64 = self
                        .rows
                        .iter()
                        .map(|row| {
                            -(frequency(row[column], 0) / frequency(row[column], level)).log2()
                        })
                        .sum();
                    let mut lost: BTreeMap<String, f64> = BTreeMap::new();
                    for &row in &out {
                        let text = label(column, self.rows[row][column], level);
                        *lost.entry(text).or_default() += 1.0;
                    }
                    let all = out.len() as f64;
                    let scattered: f64 = lost
                        .values()
                        .map(|count| -count * (count / all).log2())
                        .sum();
                    cut(coarser + scattered)
                })
                .sum(),
            Metric::Discernability => {
                let squares: usize = kept.iter().map(|rows| rows.len() * rows.len()).sum();
                squares as f64 + n * out.len() as f64
            }
            Metric::Aecs => n / (kept.len() + usize::from(!out.is_empty())) as f64,
            Metric::PrecisionArith => {
                let gone = out.len() as f64;
                (0..3)
                    .map(|column| {
                        let part = levels[column] as f64 / height(column) as f64;
                        ((n - gone) * part + gone) / n
                    })
                    .sum::<f64>()
                    / 3.0
            }
            Metric::HeightSum => levels.iter().sum::<usize>() as f64,
        };
        (out.len(), loss)
    }
}

fn criteria() -> impl Strategy<Value = Vec<Criterion>> {
    let column = || "illness".to_owned();
    let beside = prop_oneof![
        Just(None),
        (1_u32..4).prop_map(move |l| Some(Criterion::DistinctL {
            column: column(),
            l
        })),
        (1_u32..4).prop_map(move |k| Some(Criterion::Entities {
            column: column(),
            k
        })),
        (1.0..3.5).prop_map(move |l| Some(Criterion::EntropyL {
            column: column(),
            l
        })),
        (0.5..4.0, 1_u32..4).prop_map(move |(c, l)| Some(Criterion::RecursiveCl {
            column: column(),
            c,
            l
        })),
        (0.02..0.9).prop_map(move |t| Some(Criterion::EqualT {
            column: column(),
            t
        })),
        (0.02..0.9).prop_map(move |t| Some(Criterion::HierarchicalT {
            column: column(),
            t
        })),
    ];
    (1_u32..5, beside).prop_map(|(k, beside)| {
        let mut criteria = vec![Criterion::K(k)];
        criteria.extend(beside);
        criteria
    })
}

fn rows() -> impl Strategy<Value = Vec<[u8; 4]>> {
    let row = (0..8_u8, 0..6_u8, 0..2_u8, 0..4_u8)
        .prop_map(|(age, place, sex, illness)| [age, place, sex, illness]);
    proptest::collection::vec(row, 5..40)
}

/// Whether two losses count as equal: each column's is cut after its tenth decimal place.
fn near(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 + 1e-12 * other.abs()
}

/// Every class of what leaves, by its texts.
fn leaving(invented: &Invented, extract: &Extract<'_>, recoding: &Recoding) -> Vec<Vec<usize>> {
    let mut classes: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
    for row in 0..invented.rows.len() {
        if !recoding.is_suppressed(row) {
            let texts = (0..3)
                .map(|column| extract.text(recoding, row, column).to_owned())
                .collect();
            classes.entry(texts).or_default().push(row);
        }
    }
    classes.into_values().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_optimum_is_what_enumeration_finds(
        rows in rows(),
        criteria in criteria(),
        limit in prop_oneof![Just(0.0), 0.0..0.5_f64, Just(1.0)],
        metric in proptest::sample::select(&Metric::ALL[..]),
    ) {
        let invented = Invented::new(rows);
        let allowed = (limit * invented.rows.len() as f64).floor();
        let extract = invented.extract(criteria.clone(), limit, metric);
        let mut best: Option<(f64, usize)> = None;
        for age in 0..=height(0) {
            for place in 0..=height(1) {
                for sex in 0..=height(2) {
                    let levels = [age, place, sex];
                    let (out, loss) = invented.loss(&levels, &criteria, metric);
                    let at = extract.at(&levels).unwrap();
                    prop_assert_eq!(at.suppressed, out as u64);
                    prop_assert!(near(at.loss, loss), "{:?}: {} {}", levels, at.loss, loss);
                    let sum = age + place + sex;
                    let better = best.is_none_or(|(least, least_sum)| {
                        if near(loss, least) { sum < least_sum } else { loss < least }
                    });
                    if out as f64 <= allowed && better {
                        best = Some((loss, sum));
                    }
                }
            }
        }
        let found = extract.optimum();
        match best {
            None => prop_assert!(found.is_err()),
            Some((loss, sum)) => {
                let found = found.unwrap();
                prop_assert!(near(found.loss, loss), "{} instead of {}", found.loss, loss);
                prop_assert_eq!(found.levels.iter().sum::<usize>(), sum);
                prop_assert!(found.suppressed as f64 <= allowed);
            }
        }
    }

    #[test]
    fn groups_of_their_own_levels_satisfy_every_criterion(
        rows in rows(),
        criteria in criteria(),
        limit in prop_oneof![Just(0.0), 0.0..0.5_f64],
    ) {
        let invented = Invented::new(rows);
        let extract = invented.extract(criteria.clone(), limit, Metric::LossArith);
        let Ok(optimum) = extract.optimum() else { return Ok(()) };
        let (recoding, shape) = extract.recode_locally(&optimum.levels).unwrap();
        prop_assert_eq!(
            &extract.recode_locally(&optimum.levels).unwrap().0,
            &recoding
        );
        prop_assert!(shape.suppressed as f64 <= (limit * invented.rows.len() as f64).floor());
        for class in leaving(&invented, &extract, &recoding) {
            for criterion in &criteria {
                // Rounding: a union of classes that satisfy a criterion exactly does, too.
                let softer = match criterion.clone() {
                    Criterion::EntropyL { column, l } => Criterion::EntropyL { column, l: l - 1e-9 },
                    Criterion::EqualT { column, t } => Criterion::EqualT { column, t: t + 1e-9 },
                    Criterion::HierarchicalT { column, t } => {
                        Criterion::HierarchicalT { column, t: t + 1e-9 }
                    }
                    other => other,
                };
                prop_assert!(invented.holds(&softer, &class), "{criterion} fails for {class:?}");
            }
        }
    }
}

#[test]
fn the_result_does_not_depend_on_the_number_of_processors() {
    let rows = (0..30_000_u32)
        .map(|row| {
            let mixed = row.wrapping_mul(2_654_435_761);
            [
                mixed >> 29,
                (mixed >> 20) % 6,
                (mixed >> 13) % 2,
                (mixed >> 7) % 4,
            ]
            .map(|value| u8::try_from(value).unwrap())
        })
        .collect();
    let invented = Invented::new(rows);
    let of = |threads| {
        let extract = Extract {
            threads,
            ..invented.extract(vec![Criterion::K(400)], 0.02, Metric::LossArith)
        };
        extract.optimum().unwrap()
    };
    assert_eq!(of(1), of(3));
}

#[test]
fn tasks_that_cannot_be_done_are_refused_with_what_to_do() {
    let invented = Invented::new(vec![[0, 0, 0, 0], [7, 5, 1, 3]]);
    let extract = |criterion: &str| {
        invented
            .extract(vec![criterion.parse().unwrap()], 0.0, Metric::LossArith)
            .optimum()
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        extract("k:3"),
        "a class needs 3 rows, but the table has only 2; choose a smaller k"
    );
    assert_eq!(
        extract("distinct-l:age:2"),
        "the column age is sensitive and therefore cannot be a quasi-identifier"
    );
    assert_eq!(
        extract("distinct-l:income:2"),
        "the table has no column income"
    );
    assert!(extract("distinct-l:illness:3").starts_with("no combination of levels"));
}
