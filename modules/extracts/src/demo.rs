// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Two invented extracts of the demo: one that waits for its signature, one whose columns are being described.

use kernel::Role;
use web::{App, Error};

use crate::calculating::{self, Calculate};
use crate::model::{Class, Extract, Model, ModelKind, Use};
use crate::store;
use crate::taking::{self, Introduction};

/// How many people the invented table has.
const PEOPLE: u32 = 240;

/// How many children are examined before school in a year.
const POPULATION: u64 = 75_000;

/// Children at the examination before school, as nobody has examined them.
fn table() -> Vec<u8> {
    let towns = ["03452001", "03452019", "03462002", "03462019"];
    let findings = ["ohne Befund", "Sehen", "Hören", "Sprache"];
    let mut lines = vec!["nummer;alter;geschlecht;gemeinde;untersucht;befund;jahr\n".to_owned()];
    for number in 0..PEOPLE {
        let pick = |from: &[&'static str], step: u32| {
            let place = (number * step + number / 7) as usize;
            from[place % from.len()]
        };
        lines.push(format!(
            "{};{};{};{};2026-0{}-{:02};{};2026\n",
            1_000 + number,
            5 + number % 3,
            pick(&["m", "w"], 3),
            pick(&towns, 5),
            2 + number % 4,
            1 + number * 5 % 28,
            pick(&findings, 11)
        ));
    }
    lines.concat().into_bytes()
}

/// Makes them, unless there are extracts.
pub async fn load(app: &App) -> Result<(), Error> {
    let conn = app.db.read();
    let state = directory::state(conn).await?;
    let now = app.clock.now();
    let analysts = directory::people_with(conn, state.id, &[Role::Analyst], now).await?;
    let Some(analyst) = analysts.first().map(|contact| contact.person) else {
        return Ok(());
    };
    if store::count(conn, state.id).await? > 0 {
        return Ok(());
    }
    for (title, calculated) in [
        ("Schuleingang 2026 für die Versorgungsforschung", true),
        ("Schuleingang 2026, zweite Lieferung", false),
    ] {
        let introduction = Introduction {
            title: title.to_owned(),
            use_of: Some(Use::Research),
            purpose: "Die Universität vergleicht Befunde bei der Einschulung nach Landkreisen."
                .to_owned(),
        };
        let taken = taking::take(app, state.id, analyst, introduction, table()).await?;
        let extract = taken.map_err(|fault| Error::Internal(fault.kind))?;
        let extract = describe(app, extract).await?;
        if calculated {
            calculate(app, &extract).await?;
        }
    }
    Ok(())
}

/// Says what becomes of the columns.
async fn describe(app: &App, mut extract: Extract) -> Result<Extract, Error> {
    let by = extract.made_by;
    for column in &mut extract.plan.columns {
        column.class = Some(match column.name.as_str() {
            "nummer" => Class::Identifier,
            "befund" => Class::Sensitive,
            "jahr" => Class::Plain,
            _ => Class::Quasi,
        });
        match column.class {
            Some(Class::Plain) => {
                "Für alle Kinder dasselbe Jahr.".clone_into(&mut column.reason);
            }
            Some(Class::Sensitive) => {
                column.model = Some(Model {
                    kind: ModelKind::DistinctL,
                    value: 2.0,
                    c: 0.0,
                });
            }
            _ => {}
        }
    }
    extract.plan.population = Some(POPULATION);
    let tx = app.db.begin().await?;
    let step = (by, app.clock.now());
    store::save_plan(&tx, extract.id, extract.version, &extract.plan, step).await?;
    tx.commit().await?;
    let found = store::find(app.db.read(), extract.id).await?;
    found.ok_or(Error::NotFound)
}

/// Calculates it at once; its job finds nothing to be done any more.
async fn calculate(app: &App, extract: &Extract) -> Result<(), Error> {
    calculating::begin(app, extract, extract.version, extract.made_by).await?;
    let found = store::find(app.db.read(), extract.id).await?;
    let Some(run) = found.and_then(|extract| extract.run) else {
        return Ok(());
    };
    let payload = Calculate {
        extract: extract.id,
        run,
    };
    calculating::calculate(app, payload)
        .await
        .map_err(Error::internal)
}
