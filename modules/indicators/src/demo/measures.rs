// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Two invented indicators: vaccination coverage at school entry by school year and infant mortality by year, in all districts.

use std::collections::BTreeMap;

use datasets::{Description, Period, Place};
use kernel::{Localized, SeededChance, berlin_date};
use measures::{Definition, Group, Indicator, Number, Row, Shown, Table, Topic};
use web::{App, Error};

use super::cases::Dice;
use crate::sets::importing::{self, HowRead, ImportReport, Staging};
use crate::sets::tables::{self, Content};
use crate::sets::{Publication, SetKey, SetKind};
use crate::store;

/// How many years there are.
const YEARS: i16 = 10;
/// A school year in which nobody was examined: the offices had other work.
const GAP: i16 = 2020;
/// Children that enter school in a year, as a part of all inhabitants.
const ENTERING: f64 = 0.0095;
/// Live births in a year, as a part of all inhabitants.
const BIRTHS: f64 = 0.0088;
/// Deaths in the first year of life per live birth.
const DEATHS: f64 = 0.0032;

/// Writes the set of the demo and publishes it, unless it is there.
pub async fn load_measures(app: &App) -> Result<(), Error> {
    let conn = app.db.read();
    let key: SetKey = "gesundheitsindikatoren".parse().map_err(Error::internal)?;
    if store::sets::find(conn, &key).await?.is_some() {
        return Ok(());
    }
    let today = berlin_date(app.clock.now());
    let districts: Vec<(Place, f64)> = directory::districts(conn)
        .await?
        .into_iter()
        .map(|one| (Place::from(&one.ags), one.population as f64))
        .collect();
    let table = Table::new([
        coverage(&districts, today.year() - 1),
        mortality(&districts, today.year() - 1),
    ]);
    let rows = u64::try_from(table.rows()).unwrap_or(u64::MAX);
    let source = app.blobs.put(b"invented indicators".to_vec()).await;
    let source = source.map_err(Error::internal)?;
    let staging = Staging {
        set: key.clone(),
        kind: SetKind::Measures,
        description: Description {
            title: Localized::both(
                "Gesundheitsindikatoren (erfunden)",
                "Health indicators (invented)",
            ),
            source: "Erfundene Zahlen dieser Vorführung".to_owned(),
            licence: "CC0-1.0".to_owned(),
            categories: BTreeMap::from([(
                "infant-mortality".to_owned(),
                Localized::both("Säuglingssterblichkeit", "Infant mortality"),
            )]),
            ..Description::default()
        },
        publication: Publication::AsPublished,
        as_of: today,
        source,
        source_name: "erfunden".to_owned(),
        taken: rows,
        refused: 0,
        report: ImportReport {
            format: "invented".to_owned(),
            rows,
            sound_rows: rows,
            ..tables::told(&table)
        },
        content: Content::Indicators(table),
        how: HowRead::default(),
    };
    let version = importing::keep(app, staging, None)
        .await
        .map_err(Error::internal)?;
    importing::decide(app, &version, true, None).await?;
    let shown = Definition {
        shown: Shown::PerThousand,
        topic: Topic::Birth,
        least_cases: 3,
        least_base: 100,
    };
    let tx = app.db.begin().await?;
    let of = (&key, "infant-mortality");
    store::definitions::write(&tx, of, &shown, 0, (None, app.clock.now())).await?;
    tx.commit().await?;
    Ok(())
}

/// Children with the second dose against measles when they enter school: rising, with districts that differ.
fn coverage(districts: &[(Place, f64)], last: i16) -> Indicator {
    let dice = Dice(SeededChance::new(71));
    let mut rows = Vec::new();
    for (place, inhabitants) in districts {
        let level = 0.905 + 0.05 * dice.share();
        for year in (last + 1 - YEARS)..=last {
            let grown = 0.003 * f64::from(year - (last + 1 - YEARS));
            let examined = u64::from(dice.poisson(inhabitants * ENTERING));
            let missing = u64::from(dice.poisson(examined as f64 * (1.0 - level - grown)));
            if year != GAP && examined > 0 {
                rows.push(row(
                    Period::SchoolYear(year),
                    *place,
                    examined.saturating_sub(missing),
                    examined,
                ));
            }
        }
    }
    Indicator::new("vaccination-measles-2", "", rows)
}

fn mortality(districts: &[(Place, f64)], last: i16) -> Indicator {
    let dice = Dice(SeededChance::new(72));
    let mut rows = Vec::new();
    for (place, inhabitants) in districts {
        for year in (last + 1 - YEARS)..=last {
            let births = u64::from(dice.poisson(inhabitants * BIRTHS)).max(1);
            let deaths = u64::from(dice.poisson(births as f64 * DEATHS)).min(births);
            rows.push(row(Period::Year(year), *place, deaths, births));
        }
    }
    Indicator::new("infant-mortality", "", rows)
}

fn row(period: Period, place: Place, numerator: u64, denominator: u64) -> Row {
    Row {
        period,
        place,
        group: Group::ALL,
        number: Number::Ratio {
            numerator,
            denominator,
        },
    }
}
