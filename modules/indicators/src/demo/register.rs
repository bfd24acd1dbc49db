// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! An invented register of the state with rare diseases by municipality, published under a plan of tables.

use cube::{Ages, Axes, Builder, Categories, Places, Weeks};
use datasets::Description;
use jiff::ToSpan;
use kernel::{IsoWeek, Localized, SeededChance, berlin_date};
use web::{App, Error};

use super::cases::{Dice, Invented, Known, at_home, fill, invented};
use crate::protection::plan::{Scheme, Wishes};
use crate::protection::publishing;
use crate::sets::importing::{self, HowRead, ImportReport, Staging};
use crate::sets::reading::told;
use crate::sets::tables::Content;
use crate::sets::{Publication, SetKey, SetKind};
use crate::store;

/// How many years there are.
const YEARS: i16 = 3;
/// The first ages of the groups; the last one has no end.
const AGES: [u8; 6] = [0, 5, 15, 35, 60, 80];

const DISEASES: [Invented; 4] = [
    invented(
        "legionellosis",
        2.2,
        (34.0, 0.4),
        [0.1, 0.1, 0.3, 1.5, 3.0, 3.5],
    ),
    invented(
        "listeriosis",
        0.8,
        (28.0, 0.2),
        [0.6, 0.1, 0.3, 0.5, 2.0, 4.0],
    ),
    invented(
        "tuberculosis",
        4.5,
        (16.0, 0.1),
        [0.5, 0.5, 2.0, 1.3, 1.0, 1.4],
    ),
    invented(
        "hepatitis-e",
        5.0,
        (22.0, 0.2),
        [0.1, 0.2, 0.8, 1.8, 1.8, 1.0],
    ),
];

/// Writes the register and publishes it under a plan, unless it is there.
pub async fn load_register(app: &App) -> Result<(), Error> {
    let key: SetKey = "register".parse().map_err(Error::internal)?;
    if store::sets::find(app.db.read(), &key).await?.is_some() {
        return Ok(());
    }
    let staging = staging(app, key.clone()).await?;
    let version = importing::keep(app, staging, None)
        .await
        .map_err(Error::internal)?;
    importing::decide(app, &version, true, None).await?;
    let set = store::sets::find(app.db.read(), &key).await?;
    let set = set.ok_or(Error::NotFound)?;
    let wishes = Wishes::preset(Scheme::Noise);
    let plan = publishing::planned(app, &set, &wishes, None).await?;
    publishing::draft(app, &set, &plan, None).await?;
    let plans = store::protection::plans(app.db.read(), &key).await?;
    if let Some(plan) = plans.first() {
        publishing::switch_on(app, &set, plan, None).await?;
    }
    Ok(())
}

async fn staging(app: &App, set: SetKey) -> Result<Staging, Error> {
    let today = berlin_date(app.clock.now());
    let last = IsoWeek::of(today).plus(-1);
    let first = IsoWeek::of(last.monday().saturating_sub(YEARS.years()));
    let towns = directory::municipalities(app.db.read(), None).await?;
    let homes = at_home(directory::districts(app.db.read()).await?, towns);
    let closed = AGES.windows(2).map(|pair| (pair[0], pair[1] - 1));
    let mut keys: Vec<&str> = DISEASES.iter().map(|one| one.key).collect();
    keys.sort_unstable();
    let weeks = usize::try_from(last.since(first) + 1).unwrap_or(1);
    let places = Places::new(
        app.settings.state_ags.clone(),
        homes
            .iter()
            .flat_map(|home| home.towns.iter().map(|(ags, _)| ags.clone())),
    );
    let axes = Axes::new(
        Categories::new(keys).map_err(Error::internal)?,
        Weeks::new(first, weeks).map_err(Error::internal)?,
        places.map_err(Error::internal)?,
        Ages::new(closed, AGES.last().copied()).map_err(Error::internal)?,
    );
    let mut builder = Builder::new(axes.map_err(Error::internal)?);
    for (number, disease) in (100..).zip(&DISEASES) {
        fill(
            &mut builder,
            disease,
            &Dice(SeededChance::new(number)),
            &homes,
            Known::all(weeks),
        )?;
    }
    let cube = builder.finish(1).map_err(Error::internal)?;
    let source = app.blobs.put(b"invented register".to_vec()).await;
    let source = source.map_err(Error::internal)?;
    Ok(Staging {
        set,
        kind: SetKind::Cases,
        description: Description {
            title: Localized::both(
                "Melderegister des Landes (erfunden)",
                "Register of the state (invented)",
            ),
            source: "Erfundene Zahlen dieser Vorführung".to_owned(),
            licence: "CC0-1.0".to_owned(),
            ..Description::default()
        },
        publication: Publication::Internal,
        as_of: today,
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
    })
}
