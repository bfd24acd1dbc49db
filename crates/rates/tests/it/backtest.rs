// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Nowcasts of a real triangle, day after day, beside what became of the counts: people in hospital with COVID-19 in Lower Saxony by day of report, sums of
//! seven days, as the Robert Koch-Institut published them on 487 days. The data are not part of the repository.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;
use rates::{Nowcast, Triangle};

/// What was found for one delay.
#[derive(Debug, Default)]
struct Found {
    nowcasts: u32,
    inside: u32,
    error: f64,
    raw_error: f64,
    width: f64,
}

impl Found {
    fn coverage(&self) -> f64 {
        f64::from(self.inside) / f64::from(self.nowcasts)
    }
}

/// The counts of an age group by day, and by delay in days; from the first day on.
fn days(age: &str) -> Option<Vec<Vec<Option<u32>>>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/rki/covid_hosp_reporting_triangle_ni.csv.gz");
    let Ok(file) = std::fs::File::open(path) else {
        println!("SKIPPED: the reporting triangle is not here (../shared/data/rki)");
        return None;
    };
    let mut counts = BTreeMap::new();
    for row in csv::Reader::from_reader(flate2::read::GzDecoder::new(file)).records() {
        let row = row.unwrap();
        if &row[2] == age {
            let day = |column: usize| row[column].parse::<Date>().unwrap();
            counts.insert((day(1), day(0)), row[3].parse::<u32>().unwrap());
        }
    }
    let first = counts.keys().map(|(day, _)| *day).min()?;
    let last = counts.keys().map(|(_, snapshot)| *snapshot).max()?;
    let place = |day: Date| usize::try_from((day - first).get_days()).unwrap();
    let end = place(last);
    let mut rows: Vec<Vec<Option<u32>>> = (0..=end)
        .map(|day| vec![None; (end - day).min(56) + 1])
        .collect();
    for ((day, snapshot), count) in counts {
        rows[place(day)][place(snapshot) - place(day)] = Some(count);
    }
    Some(rows)
}

/// All nowcasts that have a band and whose count is complete by now, by delay.
fn back_test(plan: Nowcast, triangle: &Triangle, settled: usize, delays: usize) -> Vec<Found> {
    (0..delays)
        .map(|delay| {
            let mut found = Found::default();
            for now in delay..triangle.periods() {
                let said = plan.of(triangle, now - delay, now);
                let truth = triangle.known(now - delay, settled);
                let (Some(truth), Some(band), Some(estimate)) = (truth, said.band, said.estimate)
                else {
                    continue;
                };
                let (truth, raw) = (truth as f64, said.reported.unwrap() as f64);
                found.nowcasts += 1;
                found.inside += u32::from(band.contains(truth));
                found.error += (estimate - truth).abs();
                found.raw_error += (raw - truth).abs();
                found.width += (band.upper - band.lower) / estimate.max(1.0);
            }
            found
        })
        .collect()
}

fn show(what: &str, all: &[Found]) {
    println!(
        "{what}: delay, nowcasts, inside the band of 95 %, mean error of the nowcast and of the raw count, mean width"
    );
    for (delay, found) in all.iter().enumerate() {
        let count = f64::from(found.nowcasts);
        println!(
            "  {delay:2} {:4} {:5.1} % {:7.2} {:7.2} {:5.2}",
            found.nowcasts,
            100.0 * found.coverage(),
            found.error / count,
            found.raw_error / count,
            found.width / count
        );
    }
}

/// The counts of all ages, and those of the old, which are a third of them.
#[test]
fn bands_hold_what_they_promise_and_estimates_beat_raw_counts() {
    for age in ["00+", "80+", "60-79"] {
        let Some(rows) = days(age) else { return };
        let triangle = Triangle::of_snapshots(rows).unwrap();
        let all = back_test(Nowcast::daily(), &triangle, 28, 21);
        show(age, &all);
        for (delay, found) in all.iter().enumerate() {
            assert!(found.nowcasts > 300, "{age} {delay}: {found:?}");
            assert!(
                (0.88..=0.99).contains(&found.coverage()),
                "{age} {delay}: {found:?}"
            );
            assert!(found.error < found.raw_error, "{age} {delay}: {found:?}");
        }
    }
}

/// One snapshot a week, of weeks that do not overlap.
#[test]
fn weeks_are_seen_through_as_days_are() {
    let Some(rows) = days("00+") else { return };
    let last = rows.len() - 1;
    let mut weeks: Vec<Vec<Option<u32>>> = (0..=last)
        .rev()
        .step_by(7)
        .map(|day| rows[day].iter().step_by(7).copied().collect())
        .collect();
    weeks.reverse();
    let triangle = Triangle::of_snapshots(weeks).unwrap();
    let all = back_test(Nowcast::weekly(), &triangle, 8, 4);
    show("weeks", &all);
    for (delay, found) in all.iter().enumerate() {
        assert!(found.nowcasts >= 15, "{delay}: {found:?}");
        assert!(found.error < found.raw_error, "{delay}: {found:?}");
    }
}
