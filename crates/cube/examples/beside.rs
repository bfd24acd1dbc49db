// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! What `peers/duckdb/compare.py` compares with: builds the records of the benchmarks, writes a snapshot to the path that is
//! given, starts from it again, and prints how long each took; then for each question the best time and its answer, a line of
//! JSON each. How many records: `DEICH_BENCH_RECORDS`.

#![expect(clippy::print_stdout, reason = "it is a program that prints")]

#[path = "../benches/records/mod.rs"]
mod records;

use std::fs::File;
use std::io::BufWriter;
use std::time::{Duration, Instant};

use cube::{
    AllSeriesQuery, Area, CrossQuery, Cube, Dimension, Filter, MapLevel, MapQuery, PyramidQuery,
    RankingQuery, SeriesQuery, Sex,
};
use kernel::IsoWeek;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let path = std::env::args().nth(1).ok_or("usage: beside SNAPSHOT")?;
    let records = records::how_many();
    let began = Instant::now();
    let builder = records::built(records);
    say("records invented and taken", began);
    let began = Instant::now();
    let cube = builder.finish(records::threads())?;
    say("put into order", began);
    memory("memory at its highest while it was built");
    println!("# {records} records take {} MB", cube.bytes() >> 20);
    let began = Instant::now();
    cube.to_parquet(BufWriter::new(File::create(&path)?))?;
    say("snapshot written", began);
    println!(
        "# the snapshot takes {} MB",
        std::fs::metadata(&path)?.len() >> 20
    );
    let began = Instant::now();
    let again = Cube::from_parquet(std::fs::read(&path)?, records::threads())?;
    say("snapshot read", began);
    memory("memory at its highest, with two cubes and the file");
    if again != cube {
        return Err("the snapshot is another cube".into());
    }
    drop(again);
    questions(&cube)
}

fn questions(cube: &Cube) -> Result<(), Failure> {
    let axes = cube.axes();
    let category = axes.categories().find("disease-00")?;
    let week = |text: &str| text.parse::<IsoWeek>();
    let all = || axes.weeks().first()..=axes.weeks().last();
    let year = week("2019-W01")?..=week("2019-W52")?;
    let one = week("2019-W07")?;
    let last = week("2025-W20")?..=week("2025-W23")?;
    let district = [axes.places().area(&"03120".parse()?)?];
    let women = Filter {
        ages: None,
        sexes: Some(vec![Sex::Female]),
    };
    let series = |area: &[Area]| {
        let (weeks, filter) = (all(), Filter::default());
        cube.series(&SeriesQuery {
            category,
            area,
            weeks,
            filter,
        })
    };
    let map = |weeks| {
        let (level, filter) = (MapLevel::Municipality, Filter::default());
        cube.map(&MapQuery {
            category,
            weeks,
            level,
            filter,
        })
    };
    measure("series of the state", || Ok(series(&[Area::State])?))?;
    measure("series of a district", || Ok(series(&district)?))?;
    measure("map of a week", || Ok(map(one..=one)?))?;
    measure("map of a year", || Ok(map(year.clone())?))?;
    measure("pyramid of a year", || {
        let (area, weeks) = (&[Area::State], year.clone());
        Ok(cube
            .pyramid(&PyramidQuery {
                category,
                area,
                weeks,
            })?
            .concat())
    })?;
    measure("ranking of four weeks", || {
        let ranking = cube.ranking(&RankingQuery {
            area: &[Area::State],
            weeks: last.clone(),
            earlier_years: 5,
        })?;
        let counts = ranking.into_iter().flat_map(|ranked| {
            std::iter::once(ranked.cases).chain(ranked.earlier.into_iter().flatten())
        });
        Ok(counts.collect())
    })?;
    measure("all series of a district", || {
        let (area, weeks, filter) = (&district, all(), Filter::default());
        let all = cube.all_series(&AllSeriesQuery {
            area,
            weeks,
            filter,
        })?;
        Ok(all.all().flatten().copied().collect())
    })?;
    measure("women by municipality and age", || {
        let table = cube.cross(&CrossQuery {
            categories: None,
            area: &[Area::State],
            weeks: all(),
            filter: women.clone(),
            by: Dimension::Municipality,
            and: Some(Dimension::Age),
        })?;
        Ok(table.counts)
    })
}

/// Prints the best time in milliseconds, and the counts above zero in ascending order.
fn measure(name: &str, ask: impl Fn() -> Result<Vec<u64>, Failure>) -> Result<(), Failure> {
    let mut counts = ask()?;
    let (began, mut best) = (Instant::now(), Duration::MAX);
    let mut times = 0;
    while times < 5 || (times < 2_000 && began.elapsed() < Duration::from_millis(500)) {
        let began = Instant::now();
        std::hint::black_box(ask()?);
        best = best.min(began.elapsed());
        times += 1;
    }
    counts.retain(|count| *count > 0);
    counts.sort_unstable();
    let milliseconds = best.as_secs_f64() * 1e3;
    println!("{{\"name\":\"{name}\",\"ms\":{milliseconds:.5},\"answer\":{counts:?}}}");
    Ok(())
}

fn say(what: &str, began: Instant) {
    println!("# {what}: {:.2} s", began.elapsed().as_secs_f64());
}

/// Resident memory at its highest, where the system says it.
fn memory(what: &str) {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    println!("# {what}: {}", line.map_or("not known", str::trim));
}
