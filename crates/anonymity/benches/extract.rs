// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What an extract costs: the optimum of 1.2 million invented rows with nine columns.

use anonymity::{Criterion, Extract, Generalisation, Generalised, Metric, Table, TableBuilder};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

fn main() {
    divan::main();
}

const ROWS: usize = 1_200_000;

/// Columns like those of a health interview survey: name, values, sizes of groups per level, and how
/// much more common the first values are.
const COLUMNS: [(&str, u32, &[u32], u32); 9] = [
    ("year", 13, &[2, 4, 8, 13], 1),
    ("quarter", 4, &[2, 4], 1),
    ("region", 4, &[2, 4], 1),
    ("pernum", 25, &[3, 9, 25], 4),
    ("age", 86, &[5, 10, 20, 86], 1),
    ("marstat", 10, &[3, 10], 2),
    ("sex", 2, &[2], 1),
    ("race", 16, &[4, 16], 6),
    ("education", 26, &[4, 12, 26], 2),
];

struct Invented {
    table: Table,
    hierarchies: Vec<Generalisation>,
}

impl Invented {
    fn new() -> Self {
        let mut chance = ChaCha8Rng::seed_from_u64(1);
        let names = COLUMNS.map(|(name, ..)| name);
        let texts: Vec<Vec<String>> = COLUMNS
            .iter()
            .map(|(_, values, ..)| (0..*values).map(|value| value.to_string()).collect())
            .collect();
        let mut rows = TableBuilder::new(names);
        for _ in 0..ROWS {
            let cells = COLUMNS
                .iter()
                .zip(&texts)
                .map(|((_, values, _, skew), texts)| {
                    // The product of even draws prefers small values.
                    let drawn = (0..*skew).fold(1.0, |drawn, _| {
                        drawn * f64::from(chance.next_u32()) / (f64::from(u32::MAX) + 1.0)
                    });
                    #[expect(
                        clippy::cast_possible_truncation,
                        clippy::cast_sign_loss,
                        reason = "below the number of values"
                    )]
                    let value = (drawn * f64::from(*values)) as usize;
                    texts[value].as_str()
                });
            rows.push(cells).expect("a row has all columns");
        }
        let hierarchies = COLUMNS
            .iter()
            .map(|(_, values, groups, _)| {
                Generalisation::from_rows((0..*values).map(|value| {
                    std::iter::once(value.to_string())
                        .chain(groups.iter().map(|size| match value / size {
                            _ if size == values => "*".to_owned(),
                            group => format!("{}-{}", group * size, (group + 1) * size - 1),
                        }))
                        .collect::<Vec<_>>()
                }))
                .expect("groups nest")
            })
            .collect();
        Self {
            table: rows.finish(),
            hierarchies,
        }
    }

    fn extract(&self, suppression: f64) -> Extract<'_> {
        Extract {
            table: &self.table,
            quasi: COLUMNS
                .iter()
                .zip(&self.hierarchies)
                .map(|((column, ..), generalisation)| Generalised {
                    column,
                    generalisation,
                })
                .collect(),
            sensitive: Vec::new(),
            criteria: vec![Criterion::K(5)],
            suppression,
            metric: Metric::LossArith,
            threads: 2,
        }
    }
}

#[divan::bench(args = [0.0, 0.05], sample_count = 2, sample_size = 1)]
fn optimum_of_1_2_million_rows(bencher: divan::Bencher<'_, '_>, suppression: f64) {
    let invented = Invented::new();
    bencher.bench_local(|| {
        let found = invented
            .extract(suppression)
            .optimum()
            .expect("there is one");
        eprintln!("{found:?} {}", cost());
        found
    });
}

/// What the process took so far.
fn cost() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.split(' ').collect();
    let peak = status
        .lines()
        .find(|line| line.starts_with("VmHWM"))
        .unwrap_or_default();
    format!(
        "{peak}, {} and {} ticks of the processor",
        fields.get(13).unwrap_or(&""),
        fields.get(14).unwrap_or(&"")
    )
}

/// Adult of the UCI repository, where the recorded results are at hand.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn optimum_of_adult(bencher: divan::Bencher<'_, '_>) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/oracles/anonymity/data/adult");
    let Ok(text) = std::fs::read_to_string(folder.join("adult.csv")) else {
        eprintln!("SKIPPED: adult is not here (../shared/oracles/anonymity)");
        return;
    };
    let mut lines = text.lines().map(|line| line.split(';'));
    let names: Vec<&str> = lines.next().expect("a header").collect();
    let mut rows = TableBuilder::new(names.iter().copied());
    for line in lines {
        rows.push(line).expect("a row has all columns");
    }
    let table = rows.finish();
    let hierarchies: Vec<Generalisation> = names
        .iter()
        .map(|name| {
            let file = folder.join(format!("adult_hierarchy_{name}.csv"));
            let bytes = std::fs::read(file).expect("every column has one");
            Generalisation::import(&bytes)
                .expect("it is a tree")
                .generalisation
        })
        .collect();
    let extract = Extract {
        table: &table,
        quasi: names
            .iter()
            .zip(&hierarchies)
            .map(|(column, generalisation)| Generalised {
                column,
                generalisation,
            })
            .collect(),
        sensitive: Vec::new(),
        criteria: vec![Criterion::K(5)],
        suppression: 0.05,
        metric: Metric::LossArith,
        threads: 1,
    };
    eprintln!("{}", cost());
    bencher.bench_local(|| extract.optimum().expect("there is one"));
    eprintln!("{}", cost());
}
