// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Mails to offices about what is missing in a period: by the plan of a collection, with counts and a
//! link, once for each step.

use std::collections::HashMap;

use jiff::Span;
use jiff::civil::Date;
use kernel::{CollectionId, Role, berlin_date};
use web::{App, Error};

use crate::model::{Addressee, Collection, Field, Plan, Standing, Step, due_step, filled};
use crate::pages::review_week::week_path;
use crate::reminders::days_after;
use crate::store::reminder_plans::Escalation;
use crate::{actions, store};

/// Periods that were due longer ago are not written about any more.
const FORGOTTEN_AFTER_DAYS: i64 = 130;

/// Writes to offices as the plans of the open collections say. Safe to repeat. Says how many mails
/// were written.
pub async fn escalate_all(
    app: &App,
    plans: &HashMap<CollectionId, (Plan, i64)>,
) -> Result<usize, Error> {
    let today = berlin_date(app.clock.now());
    let from = today
        .checked_sub(Span::new().days(FORGOTTEN_AFTER_DAYS))
        .map_err(Error::internal)?;
    let mut mails = 0;
    for collection in store::collections::open(app.db.read()).await? {
        let Some((plan, _)) = plans.get(&collection.id) else {
            continue;
        };
        if !collection.owes()
            || plan
                .steps
                .iter()
                .all(|one| one.to == Addressee::Institution)
        {
            continue;
        }
        let due = store::standing::with_missing(app.db.read(), collection.id, from, today).await?;
        for standing in due {
            for to in [Addressee::Office, Addressee::Administrators] {
                if let Some(step) = step_of(plan, to, &standing, today) {
                    mails += escalate(app, &collection, &standing, step).await?;
                }
            }
        }
    }
    Ok(mails)
}

/// The latest step to this addressee whose day has come.
fn step_of<'p>(
    plan: &'p Plan,
    to: Addressee,
    standing: &Standing,
    today: Date,
) -> Option<&'p Step> {
    let mut steps: Vec<&Step> = plan.steps.iter().filter(|one| one.to == to).collect();
    steps.sort_by_key(|step| step.days);
    let days: Vec<i64> = steps.iter().map(|step| step.days).collect();
    let due = due_step(&days, days_after(standing.due_on, today), None)?;
    steps.into_iter().find(|step| step.days == due)
}

async fn escalate(
    app: &App,
    collection: &Collection,
    standing: &Standing,
    step: &Step,
) -> Result<usize, Error> {
    let role = match step.to {
        Addressee::Administrators => Role::OfficeAdministrator,
        Addressee::Office | Addressee::Institution => Role::CaseWorker,
    };
    let tx = app.db.begin().await?;
    let people = directory::people_with(&tx, standing.office, &[role], app.clock.now()).await?;
    let escalation = Escalation {
        collection: collection.id,
        period: standing.period,
        office: standing.office,
        to: step.to,
        days: step.days,
        at: app.clock.now(),
        mails: i64::try_from(people.len()).unwrap_or(i64::MAX),
    };
    if people.is_empty() || !store::reminder_plans::add_escalation(&tx, &escalation).await? {
        return Ok(0);
    }
    let path = week_path(collection, standing.period);
    for person in &people {
        let line = format!(
            "{}, {}\n{}{path}?zustand=fehlt",
            collection.title,
            standing.period.text(person.lang),
            app.settings.base_url
        );
        let value = |field: Field| match field {
            Field::Name => person.name.clone(),
            Field::Reports => line.clone(),
            Field::Count => standing.not_come().to_string(),
            Field::Collection => collection.title.clone(),
        };
        let subject = filled(step.subject.get(person.lang), value);
        let text = filled(step.text.get(person.lang), value);
        let message =
            mail::Message::new(person.email.clone(), subject, text).map_err(Error::internal)?;
        let (clock, chance) = (&*app.clock, &*app.chance);
        mail::enqueue(&tx, &app.vault, clock, chance, standing.office, &message)
            .await
            .map_err(Error::internal)?;
    }
    let entry = audit::Entry {
        chain: standing.office.uuid(),
        actor: None,
        action: actions::REMINDER_SEND,
        subject: audit::Subject::new("collection", collection.id),
        facts: vec![
            ("what", "escalated".into()),
            standing.period.fact(),
            ("days", step.days.into()),
            ("mails", people.len().into()),
        ],
    };
    audit::append(&tx, &*app.clock, entry).await?;
    tx.commit().await?;
    Ok(people.len())
}
