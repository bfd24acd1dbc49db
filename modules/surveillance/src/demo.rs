// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The invented cases of the demo, watched: their outbreaks are signals, and some are assessed.

use kernel::{Id, Role};
use web::{App, Error};

use crate::assessing::{self, Said};
use crate::model::{Deed, DigestRule, Dismissal, Signal, Stratum, WatchPlan};
use crate::reach::Reach;
use crate::store::plans::KeptPlan;
use crate::store::rules::KeptRule;
use crate::store::signals::{Filter, Order};
use crate::watching::{self, Begun};
use crate::{note, store};

/// The invented set.
const SET: &str = "meldungen";

/// Watches the invented set and assesses what is found, unless it is watched already.
pub async fn load(app: &App) -> Result<(), Error> {
    let conn = app.db.read();
    let state = directory::state(conn).await?;
    let now = app.clock.now();
    let analysts = directory::people_with(conn, state.id, &[Role::Analyst], now).await?;
    let Some(analyst) = analysts.first().map(|contact| contact.person) else {
        return Ok(());
    };
    if store::plans::current(conn, SET).await?.is_some() {
        return Ok(());
    }
    let kept = KeptPlan {
        set: SET.to_owned(),
        version: 1,
        id: Id::<()>::new(&*app.clock, &*app.chance).uuid(),
        plan: WatchPlan {
            active: true,
            ..WatchPlan::default()
        },
        by: Some(analyst),
        at: now,
    };
    let rule = KeptRule {
        id: Id::<()>::new(&*app.clock, &*app.chance).uuid(),
        person: analyst,
        organisation: state.id,
        rule: DigestRule {
            ratio: 1.5,
            ..DigestRule::default()
        },
        made_at: now,
        told_until: now,
    };
    let tx = app.db.begin().await?;
    store::plans::add(&tx, &kept).await?;
    store::rules::add(&tx, &rule).await?;
    note::configured(app, &tx, analyst, (kept.id, kept.version), "plan").await?;
    tx.commit().await?;
    if let Begun::Begun(run) = watching::begin(app, SET, Some(analyst)).await? {
        watching::run(app, run).await?;
    }
    assess_some(app, analyst).await
}

/// The outbreak of measles is confirmed, that of salmonella handed over, and a weak signal dismissed.
async fn assess_some(app: &App, analyst: kernel::PersonId) -> Result<(), Error> {
    let conn = app.db.read();
    let order = (Order::Ratio, false);
    let all =
        store::signals::list(conn, &Filter::default(), &Reach::State, order, (0, 500)).await?;
    let of = |disease: &str| -> Option<&Signal> {
        all.iter()
            .find(|one| one.disease == disease && one.stratum == Stratum::All && !one.is_of_state())
    };
    let said = |deed, dismissal, comment| Said {
        deed,
        dismissal,
        comment,
    };
    if let Some(measles) = of("measles") {
        let comment = "Mehrere Fälle in einer Schule. Das Gesundheitsamt ermittelt.";
        let deed = said(Deed::Confirm, None, comment);
        assessing::assess(app, measles, measles.version, deed, analyst).await?;
    }
    if let Some(salmonella) = of("salmonella") {
        let deed = said(Deed::Verify, None, "");
        assessing::assess(app, salmonella, salmonella.version, deed, analyst).await?;
        let districts = directory::districts(conn).await?;
        let district = districts
            .into_iter()
            .find(|one| one.ags == salmonella.place);
        if let Some(office) = district.and_then(|one| one.office) {
            let comment = "Bitte prüfen: gemeinsame Quelle?";
            let version = salmonella.version + 1;
            assessing::hand_over(app, salmonella, version, (office, comment), analyst).await?;
        }
    }
    let weak = all
        .iter()
        .rev()
        .find(|one| !["measles", "salmonella"].contains(&one.disease.as_str()));
    if let Some(weak) = weak {
        let deed = said(
            Deed::Dismiss,
            Some(Dismissal::Chance),
            "Knapp über der Schwelle.",
        );
        assessing::assess(app, weak, weak.version, deed, analyst).await?;
    }
    Ok(())
}
