// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Six years of invented cases of some diseases in all districts, with seasons, chance, and an outbreak.

use std::f64::consts::TAU;

use cube::{
    Ages, Axes, Builder, Categories, Category, Cube, Place, Places, Record, Sex, Week, Weeks,
};
use datasets::Description;
use jiff::ToSpan;
use jiff::civil::Date;
use kernel::Localized;
use kernel::{Ags, Chance, IsoWeek, SeededChance, berlin_date};
use web::{App, Error};

use crate::open_data::keeping;
use crate::sets::importing::{self, HowRead, ImportReport, Staging};
use crate::sets::reading::told;
use crate::sets::tables::Content;
use crate::sets::{Publication, SetKey, SetKind};
use crate::store;

/// How many years there are.
const YEARS: i16 = 6;
/// The first ages of the groups; the last one has no end.
const AGES: [u8; 6] = [0, 5, 15, 35, 60, 80];

/// What is known of a disease that is invented here.
pub(super) struct Invented {
    pub(super) key: &'static str,
    /// Cases per 100,000 inhabitants and year.
    yearly: f64,
    /// The calendar week with most cases.
    peak: f64,
    /// How much the seasons differ, 0 to 1.
    season: f64,
    /// How often each age group falls ill, beside the others.
    ages: [f64; 6],
    /// A district and how many times as many cases it has in the last three weeks.
    pub(super) outbreak: Option<(&'static str, f64)>,
}

pub(super) const fn invented(
    key: &'static str,
    yearly: f64,
    (peak, season): (f64, f64),
    ages: [f64; 6],
) -> Invented {
    Invented {
        key,
        yearly,
        peak,
        season,
        ages,
        outbreak: None,
    }
}

pub(super) const DISEASES: [Invented; 8] = [
    invented(
        "influenza",
        180.0,
        (6.0, 0.97),
        [3.0, 2.5, 2.0, 2.0, 2.5, 2.0],
    ),
    invented(
        "norovirus",
        90.0,
        (5.0, 0.7),
        [3.0, 1.0, 1.0, 1.5, 3.0, 6.0],
    ),
    invented(
        "rotavirus",
        30.0,
        (12.0, 0.75),
        [8.0, 1.0, 0.5, 0.7, 1.5, 2.0],
    ),
    invented(
        "campylobacter",
        65.0,
        (30.0, 0.5),
        [1.5, 1.0, 2.0, 1.8, 1.5, 1.0],
    ),
    Invented {
        outbreak: Some(("03452", 9.0)),
        ..invented(
            "salmonella",
            14.0,
            (33.0, 0.5),
            [2.5, 2.0, 1.2, 1.0, 1.2, 1.2],
        )
    },
    invented(
        "pertussis",
        12.0,
        (40.0, 0.3),
        [1.5, 3.0, 1.0, 1.0, 0.8, 0.5],
    ),
    invented(
        "hepatitis-b",
        16.0,
        (20.0, 0.05),
        [0.2, 0.3, 2.0, 1.5, 0.5, 0.2],
    ),
    Invented {
        outbreak: Some(("03241", 30.0)),
        ..invented("measles", 0.25, (18.0, 0.6), [3.0, 2.0, 1.5, 0.5, 0.1, 0.1])
    },
];

/// Numbers that are the same on every machine.
pub(super) struct Dice(pub(super) SeededChance);

impl Dice {
    /// From 0 to 1, never 1.
    pub(super) fn share(&self) -> f64 {
        let mut bytes = [0; 4];
        self.0.fill(&mut bytes);
        f64::from(u32::from_le_bytes(bytes)) / (f64::from(u32::MAX) + 1.0)
    }

    /// A count with this mean, by multiplying (Knuth); large means are parted.
    pub(super) fn poisson(&self, mean: f64) -> u32 {
        let mut rest = mean.max(0.0);
        let mut count = 0;
        while rest > 0.0 {
            let part = rest.min(16.0);
            let limit = (-part).exp();
            let mut product = self.share();
            while product > limit {
                count += 1;
                product *= self.share();
            }
            rest -= part;
        }
        count
    }

    /// The place of one of these weights.
    fn one_of(&self, weights: &[f64]) -> usize {
        let mut at = self.share() * weights.iter().sum::<f64>();
        for (place, weight) in weights.iter().enumerate() {
            if at < *weight {
                return place;
            }
            at -= weight;
        }
        weights.len().saturating_sub(1)
    }
}

/// Writes the set of the demo and publishes it, unless it is there.
pub async fn load_cases(app: &App) -> Result<(), Error> {
    let conn = app.db.read();
    let key: SetKey = "meldungen".parse().map_err(Error::internal)?;
    if store::sets::find(conn, &key).await?.is_some() {
        return Ok(());
    }
    let today = berlin_date(app.clock.now());
    let last = IsoWeek::of(today).plus(-1);
    let first = IsoWeek::of(last.monday().saturating_sub(YEARS.years()));
    let districts = at_home(
        directory::districts(conn).await?,
        directory::municipalities(conn, None).await?,
    );
    let weeks = usize::try_from(last.since(first) + 1).unwrap_or(1);
    // A week ago the last week was not known, and of those before it not every case.
    for (begun, as_of) in [(weeks - 1, today.saturating_sub(1.week())), (weeks, today)] {
        let late = if begun < weeks { 2 } else { 0 };
        let cube = cube(app, first, Known { weeks, begun, late }, &districts)?;
        take_over(app, &key, as_of, cube).await?;
    }
    Ok(())
}

/// How much of the invented weeks is known.
#[derive(Clone, Copy)]
pub(super) struct Known {
    /// All weeks.
    weeks: usize,
    /// How many of them have begun to be notified.
    begun: usize,
    /// In how many of the last ones some cases are not notified yet.
    late: usize,
}

impl Known {
    /// Everything of so many weeks.
    pub(super) fn all(weeks: usize) -> Self {
        Self {
            weeks,
            begun: weeks,
            late: 0,
        }
    }
}

fn cube(app: &App, first: IsoWeek, known: Known, districts: &[Home]) -> Result<Cube, Error> {
    let closed = AGES.windows(2).map(|pair| (pair[0], pair[1] - 1));
    let mut keys: Vec<&str> = DISEASES.iter().map(|one| one.key).collect();
    keys.sort_unstable();
    let axes = Axes::new(
        Categories::new(keys).map_err(Error::internal)?,
        Weeks::new(first, known.begun).map_err(Error::internal)?,
        Places::new(
            app.settings.state_ags.clone(),
            districts
                .iter()
                .flat_map(|one| one.towns.iter().map(|(ags, _)| ags.clone())),
        )
        .map_err(Error::internal)?,
        Ages::new(closed, AGES.last().copied()).map_err(Error::internal)?,
    );
    let mut builder = Builder::new(axes.map_err(Error::internal)?);
    for (number, disease) in (0..).zip(&DISEASES) {
        fill(
            &mut builder,
            disease,
            &Dice(SeededChance::new(number)),
            districts,
            known,
        )?;
    }
    builder.finish(1).map_err(Error::internal)
}

async fn take_over(app: &App, key: &SetKey, as_of: Date, cube: Cube) -> Result<(), Error> {
    let source = app.blobs.put(b"invented".to_vec()).await;
    let source = source.map_err(Error::internal)?;
    let staging = Staging {
        set: key.clone(),
        kind: SetKind::Cases,
        description: Description {
            title: Localized::both(
                "Meldepflichtige Krankheiten (erfunden)",
                "Notifiable diseases (invented)",
            ),
            source: "Erfundene Zahlen dieser Vorführung".to_owned(),
            licence: "CC0-1.0".to_owned(),
            ..Description::default()
        },
        publication: Publication::AsPublished,
        as_of,
        source,
        source_name: "erfunden".to_owned(),
        taken: cube.total(),
        refused: 0,
        report: ImportReport {
            format: "invented".to_owned(),
            rows: cube.total(),
            sound_rows: cube.total(),
            ..told(&cube)
        },
        how: HowRead::default(),
        content: Content::Cases(cube),
    };
    let version = importing::keep(app, staging, None)
        .await
        .map_err(Error::internal)?;
    importing::decide(app, &version, true, None).await?;
    keeping::keep(app, &version.set).await
}

/// A district with its municipalities and how many people live in each.
pub(super) struct Home {
    district: Ags,
    inhabitants: f64,
    pub(super) towns: Vec<(Ags, f64)>,
}

pub(super) fn at_home(
    districts: Vec<directory::District>,
    towns: Vec<directory::Municipality>,
) -> Vec<Home> {
    let mut homes: Vec<Home> = districts
        .into_iter()
        .map(|one| Home {
            district: one.ags,
            inhabitants: one.population as f64,
            towns: Vec::new(),
        })
        .collect();
    for town in towns {
        let people = town.population.unwrap_or(0) as f64;
        let home = homes.iter_mut().find(|home| home.district == town.district);
        if let Some(home) = home.filter(|_| people > 0.0) {
            home.towns.push((town.ags, people));
        }
    }
    homes.retain(|home| !home.towns.is_empty());
    homes
}

pub(super) fn fill(
    builder: &mut Builder,
    disease: &Invented,
    dice: &Dice,
    districts: &[Home],
    known: Known,
) -> Result<(), Error> {
    let axes = builder.axes();
    let category = axes
        .categories()
        .find(disease.key)
        .map_err(Error::internal)?;
    let weeks = axes.weeks().all().to_vec();
    // Some years have more cases than others, in the whole state.
    let mut strength = 1.0;
    let mut year = 0;
    for (number, week) in weeks.iter().enumerate() {
        // A winter is one season: it changes in summer.
        let season_year = week.year() * 2 + i16::from(week.week() >= 27);
        if season_year / 2 != year && week.week() >= 27 || number == 0 {
            year = season_year / 2;
            strength = 0.6 + 0.8 * dice.share();
        }
        let turn = TAU * (f64::from(week.week()) - disease.peak) / 52.0;
        let shape = f64::midpoint(1.0, turn.cos());
        // A sharp wave where seasons differ much.
        let shape = 1.0 - disease.season + disease.season * 3.2 * shape.powf(4.0);
        for home in districts {
            let mut mean = disease.yearly / 1e5 * home.inhabitants / 52.0 * shape * strength;
            if let Some((place, times)) = disease.outbreak
                && home.district.as_str() == place
                && number + 3 >= known.weeks
            {
                mean = (mean * times).max(6.0);
            }
            let at = builder.axes().weeks().find(*week);
            let at = at.map_err(Error::internal)?;
            let weights: Vec<f64> = home.towns.iter().map(|(_, people)| *people).collect();
            let late = number + known.late >= weeks.len();
            for case in 0..dice.poisson(mean) {
                let (town, _) = &home.towns[dice.one_of(&weights)];
                let place = builder.axes().places().find(town);
                let place = place.map_err(Error::internal)?;
                // Every fifth case is notified late.
                let notified = !late || case % 5 != 4;
                add(builder, dice, disease, (category, at, place), notified)?;
            }
        }
    }
    Ok(())
}

fn add(
    builder: &mut Builder,
    dice: &Dice,
    disease: &Invented,
    (category, week, place): (Category, Week, Place),
    notified: bool,
) -> Result<(), Error> {
    let from = AGES[dice.one_of(&disease.ages)];
    let age = builder.axes().ages().of_years(from);
    let sex = match dice.share() {
        share if share < 0.505 => Sex::Female,
        share if share < 0.995 => Sex::Male,
        _ => Sex::Unknown,
    };
    let record = Record {
        category,
        week,
        place,
        age,
        sex,
        count: 1,
    };
    if notified {
        builder.add(record).map_err(Error::internal)?;
    }
    Ok(())
}
