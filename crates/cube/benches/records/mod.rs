// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Invented records of a whole state over 25 years, the same in every run: 60 diseases the first of which is twice as frequent as the
//! middle one and the last hardly there, 1,300 weeks, 45 districts of 21 municipalities each, 18 age groups.

use cube::{
    Age, Ages, Axes, Builder, Categories, Category, Place, Places, Record, Sex, Week, Weeks,
};
use kernel::Ags;

const DISEASES: usize = 60;
const WEEKS: usize = 1_300;
const DISTRICTS: usize = 45;
const MUNICIPALITIES: usize = 21;

/// How many records; fifty million unless the environment says otherwise.
#[expect(
    clippy::disallowed_methods,
    reason = "how large a measurement is, is said from outside"
)]
pub(crate) fn how_many() -> usize {
    std::env::var("DEICH_BENCH_RECORDS")
        .ok()
        .and_then(|records| records.parse().ok())
        .unwrap_or(50_000_000)
}

/// What they count by.
pub(crate) fn axes() -> Axes {
    let key = |key: String| key.parse::<Ags>().expect("a key");
    let municipalities = (0..DISTRICTS).flat_map(|district| {
        (1..=MUNICIPALITIES).map(move |place| format!("03{:03}{place:03}", 101 + district))
    });
    Axes::new(
        Categories::new((0..DISEASES).map(|disease| format!("disease-{disease:02}")))
            .expect("keys"),
        Weeks::new("2001-W01".parse().expect("a week"), WEEKS).expect("weeks"),
        Places::new(key("03".to_owned()), municipalities.map(key)).expect("places"),
        Ages::new((0..17).map(|group| (5 * group, 5 * group + 4)), Some(85)).expect("ages"),
    )
    .expect("axes")
}

/// Numbers that look like chance.
pub(crate) struct Draws(u64);

impl Draws {
    /// From 0 to one less than `below`.
    fn below(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let high = u128::from(self.0) * below as u128;
        usize::try_from(high >> 64).expect("less than a usize")
    }
}

/// The places of the axes as lists, to draw from.
pub(crate) struct Lists {
    categories: Vec<Category>,
    weeks: Vec<Week>,
    places: Vec<Place>,
    ages: Vec<Age>,
}

impl Lists {
    pub(crate) fn of(axes: &Axes) -> Self {
        let week = |week: &_| axes.weeks().find(*week).expect("one of the weeks");
        Self {
            categories: axes.categories().all().collect(),
            weeks: axes.weeks().all().iter().map(week).collect(),
            places: axes.places().all().collect(),
            ages: axes.ages().all().collect(),
        }
    }

    /// One record.
    pub(crate) fn draw(&self, draws: &mut Draws) -> Record {
        let rarer = draws.below(DISEASES).min(draws.below(DISEASES));
        let sex = match draws.below(100) {
            0..49 => Sex::Female,
            49..98 => Sex::Male,
            98 => Sex::Diverse,
            _ => Sex::Unknown,
        };
        Record {
            category: self.categories[rarer],
            week: self.weeks[draws.below(WEEKS)],
            place: self.places[draws.below(self.places.len())],
            age: self.ages[draws.below(self.ages.len())],
            sex,
            count: 1,
        }
    }
}

/// A builder that has all records.
pub(crate) fn built(records: usize) -> Builder {
    let mut builder = Builder::new(axes());
    let lists = Lists::of(builder.axes());
    let mut draws = Draws(0x9E37_79B9_7F4A_7C15);
    for _ in 0..records {
        builder
            .add(lists.draw(&mut draws))
            .expect("a record on the axes");
    }
    builder
}

/// How many threads this machine has.
pub(crate) fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, Into::into)
}
