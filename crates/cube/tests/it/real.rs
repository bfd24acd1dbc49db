// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Real weekly counts of districts, where they are at hand.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use cube::{
    Ages, Area, Axes, Builder, Categories, Cube, Filter, MapLevel, MapQuery, Places, Record,
    SeriesQuery, Sex, Weeks,
};
use kernel::IsoWeek;

use crate::ags;

struct Line {
    disease: String,
    week: IsoWeek,
    district: String,
    cases: u32,
}

/// Published counts; not everybody has them.
fn published() -> Option<Vec<Line>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/rki/survstat_ni_kreis_week.csv.gz");
    if !file.is_file() {
        println!("SKIPPED: the published counts are not here (../shared/data/rki)");
        return None;
    }
    let Ok(unpacked) = Command::new("gzip").arg("-dc").arg(&file).output() else {
        println!("SKIPPED: the published counts cannot be unpacked without gzip");
        return None;
    };
    let text = String::from_utf8(unpacked.stdout).unwrap();
    let line = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        Line {
            disease: cells[0].to_owned(),
            week: IsoWeek::new(cells[1].parse().unwrap(), cells[2].parse().unwrap()).unwrap(),
            district: cells[3].to_owned(),
            cases: cells[4].parse().unwrap(),
        }
    };
    Some(text.lines().skip(1).map(line).collect())
}

#[test]
fn published_counts_load_and_their_sums_agree() {
    let Some(lines) = published() else { return };
    assert_eq!(lines.len(), 164_189);
    let diseases: BTreeSet<&str> = lines.iter().map(|line| &*line.disease).collect();
    let districts: BTreeSet<&str> = lines.iter().map(|line| &*line.district).collect();
    let first = lines.iter().map(|line| line.week).min().unwrap();
    let last = lines.iter().map(|line| line.week).max().unwrap();
    let weeks = usize::try_from(last.since(first)).unwrap() + 1;
    let axes = Axes::new(
        Categories::new(diseases.iter().copied()).unwrap(),
        Weeks::new(first, weeks).unwrap(),
        Places::new(ags("03"), districts.iter().map(|key| ags(key))).unwrap(),
        Ages::new([], None).unwrap(),
    );
    let mut builder = Builder::new(axes.unwrap());
    for line in &lines {
        let axes = builder.axes();
        let record = Record {
            category: axes.categories().find(&line.disease).unwrap(),
            week: axes.weeks().find(line.week).unwrap(),
            place: axes.places().find(&ags(&line.district)).unwrap(),
            age: axes.ages().unknown(),
            sex: Sex::Unknown,
            count: line.cases,
        };
        builder.add(record).unwrap();
    }
    let cube = builder.finish(2).unwrap();
    let sum = |fits: &dyn Fn(&Line) -> bool| -> u64 {
        let fitting = lines.iter().filter(|line| fits(line));
        fitting.map(|line| u64::from(line.cases)).sum()
    };
    assert_eq!(cube.total(), sum(&|_| true));
    println!(
        "{} cases of {} diseases in {weeks} weeks take {} bytes",
        cube.total(),
        diseases.len(),
        cube.bytes()
    );

    let mut by_district: BTreeMap<(&str, &str), BTreeMap<IsoWeek, u64>> = BTreeMap::new();
    for line in &lines {
        let series = by_district
            .entry((&line.disease, &line.district))
            .or_default();
        *series.entry(line.week).or_default() += u64::from(line.cases);
    }
    let axes = cube.axes();
    for disease in &diseases {
        let category = axes.categories().find(disease).unwrap();
        let all = first..=last;
        let filter = Filter::default;
        for district in &districts {
            let area = [axes.places().area(&ags(district)).unwrap()];
            let (weeks, filter) = (all.clone(), filter());
            let query = SeriesQuery {
                category,
                area: &area,
                weeks,
                filter,
            };
            let series = cube.series(&query).unwrap();
            let wanted = by_district.get(&(*disease, *district));
            for (week, cases) in axes.weeks().all().iter().zip(series) {
                let wanted = wanted.and_then(|series| series.get(week)).copied();
                assert_eq!(cases, wanted.unwrap_or(0), "{disease} {district} {week}");
            }
        }
        let (weeks, filter) = (all.clone(), filter());
        let query = SeriesQuery {
            category,
            area: &[Area::State],
            weeks,
            filter,
        };
        let series = cube.series(&query).unwrap();
        assert_eq!(
            series.iter().sum::<u64>(),
            sum(&|line| line.disease == **disease)
        );
        let year = IsoWeek::new(2024, 1).unwrap()..=IsoWeek::new(2024, 52).unwrap();
        let map = cube.map(&MapQuery {
            category,
            weeks: year,
            level: MapLevel::District,
            filter: Filter::default(),
        });
        let wanted: Vec<u64> = districts
            .iter()
            .map(|district| {
                sum(&|line| {
                    line.disease == **disease
                        && line.district == **district
                        && line.week.year() == 2024
                })
            })
            .collect();
        assert_eq!(map.unwrap(), wanted, "{disease}");
    }
    let bytes = cube.to_parquet(Vec::new()).unwrap();
    println!("its snapshot takes {} bytes", bytes.len());
    assert_eq!(Cube::from_parquet(bytes, 2).unwrap(), cube);
}
