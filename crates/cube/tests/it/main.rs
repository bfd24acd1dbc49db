// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The cube as a whole: compared with counting records one by one, as a file, at its borders, and with real counts.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test stops at what it did not expect, and says what it left out"
)]

mod borders;
mod laws;
mod real;
mod snapshots;

use cube::{Ages, Axes, Builder, Categories, Cube, Places, Record, Sex, Weeks};
use kernel::{Ags, IsoWeek};

fn ags(key: &str) -> Ags {
    key.parse().unwrap()
}

fn week(text: &str) -> IsoWeek {
    text.parse().unwrap()
}

/// Three diseases, from before week 53 of 2015 until after week 53 of 2020 if there are enough weeks; three districts, one without a
/// municipality; three age groups with a gap.
fn axes(weeks: usize) -> Axes {
    let places = [
        "03159", "03159016", "03159019", "03152012", "03101", "03159010",
    ];
    Axes::new(
        Categories::new(["influenza", "norovirus", "masern"]).unwrap(),
        Weeks::new(week("2015-W50"), weeks).unwrap(),
        Places::new(ags("03"), places.map(ags)).unwrap(),
        Ages::new([(0, 4), (5, 14), (20, 59)], Some(60)).unwrap(),
    )
    .unwrap()
}

/// A record by the numbers of its places on the axes.
fn record(axes: &Axes, at: [usize; 5], count: u32) -> Record {
    let [category, week, place, age, sex] = at;
    let calendar = axes.weeks().all()[week];
    Record {
        category: axes.categories().all().nth(category).unwrap(),
        week: axes.weeks().find(calendar).unwrap(),
        place: axes.places().all().nth(place).unwrap(),
        age: axes.ages().all().nth(age).unwrap(),
        sex: Sex::ALL[sex],
        count,
    }
}

fn cube_of(axes: Axes, records: &[Record]) -> Cube {
    let mut builder = Builder::new(axes);
    for record in records {
        builder.add(*record).unwrap();
    }
    builder.finish(2).unwrap()
}
