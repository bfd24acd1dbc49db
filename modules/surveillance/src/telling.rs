// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Mails of the day: how many new signals there are that somebody wants to be told of, and where. Nothing of what they are about.

use kernel::Role;
use web::{App, Error};

use crate::reach::Reach;
use crate::store;
use crate::store::rules::KeptRule;

/// The roles that are told if they wish.
const TOLD: [Role; 6] = [
    Role::CaseWorker,
    Role::OfficeAdministrator,
    Role::Analyst,
    Role::StateAdministrator,
    Role::DataProtectionOfficer,
    Role::Own,
];

/// How many signals are looked at for a mail.
const MOST: i64 = 5_000;

/// Writes one mail to each person at each of her workplaces whose rules found something. Returns how many mails were written.
pub async fn tell(app: &App) -> Result<usize, Error> {
    let rules = store::rules::all(app.db.read()).await?;
    let mut written = 0;
    let together =
        |a: &KeptRule, b: &KeptRule| (a.person, a.organisation) == (b.person, b.organisation);
    for own in rules.chunk_by(together) {
        written += usize::from(tell_one(app, own).await?);
    }
    Ok(written)
}

/// The rules of one person at one workplace.
async fn tell_one(app: &App, rules: &[KeptRule]) -> Result<bool, Error> {
    let Some(first) = rules.first() else {
        return Ok(false);
    };
    let now = app.clock.now();
    let conn = app.db.read();
    let organisation = first.organisation;
    // Who works there no longer is told nothing.
    let people = directory::people_with(conn, organisation, &TOLD, now).await?;
    let Some(person) = people.into_iter().find(|one| one.person == first.person) else {
        return Ok(false);
    };
    let reach = if directory::state(conn).await?.id == organisation {
        Reach::State
    } else {
        Reach::of_offices(app, vec![organisation]).await?
    };
    let after = rules.iter().map(|one| one.told_until).min().unwrap_or(now);
    let found = store::signals::found_between(conn, (after, now), MOST).await?;
    let wanted = found.iter().filter(|signal| {
        let fits =
            |one: &KeptRule| signal.first_found_at > one.told_until && one.rule.wants(signal);
        reach.holds(signal) && rules.iter().any(fits)
    });
    let count = wanted.count();
    let tx = app.db.begin().await?;
    for one in rules {
        if !store::rules::told(&tx, one.id, (one.told_until, now)).await? {
            // Another process tells her at this moment.
            return Ok(false);
        }
    }
    if count > 0 {
        let base = &app.settings.base_url;
        let arguments: &[(&str, web::Value)] = &[
            ("name", person.name.as_str().into()),
            ("count", count.into()),
            ("link", format!("{base}/signale").into()),
            ("rules", format!("{base}/signale/mails").into()),
        ];
        let text = |key: &str| app.catalog.text(person.lang, key, arguments);
        let message = mail::Message::new(
            person.email.clone(),
            text("surveillance-mail-subject"),
            text("surveillance-mail-text"),
        )
        .map_err(Error::internal)?;
        let (clock, chance) = (&*app.clock, &*app.chance);
        mail::enqueue(&tx, &app.vault, clock, chance, organisation, &message)
            .await
            .map_err(Error::internal)?;
    }
    tx.commit().await?;
    Ok(count > 0)
}
