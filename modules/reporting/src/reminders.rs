// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Reminders of reports that have not come: mails with a link and no content.

use std::collections::HashMap;

use jiff::Span;
use jiff::civil::Date;
use kernel::{CollectionId, Id, Lang, OrganisationId, PersonId, Role, berlin_date};
use web::{App, Error, Value};

use crate::model::{Addressee, Collection, ExpectedStatus, Field, Plan, Step, due_step, filled};
use crate::pages::fill_path;
use crate::period::Period;
use crate::store::reminders::{Overdue, Reminder};
use crate::{actions, escalating, store};

/// After so many days the product reminds by itself.
pub const STEPS: [i64; 3] = [1, 4, 8];

/// So many days after the last step nobody is reminded of a report any more.
const FORGOTTEN_AFTER_DAYS: i64 = 13;

/// How far from today reports are due that a plan can remind of: later or earlier.
const REACH: (i64, i64) = (30, 134);

/// How many days after `due_on` the day `today` is; negative before it.
pub fn days_after(due_on: Date, today: Date) -> i64 {
    i64::from((today - due_on).get_days())
}

/// What reminding came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reminded {
    /// How many reports somebody was reminded of.
    pub reports: usize,
    /// How many mails were written.
    pub mails: usize,
    /// How many reports were passed over: reminded of today already, or nobody there to be reminded.
    pub skipped: usize,
}

/// Reminds all institutions that the steps are due for: with the words of the product, one mail about
/// everything that is missing; of collections with words of their own, one mail each. Safe to repeat:
/// nobody is reminded twice of a report on one day.
pub async fn remind_all(app: &App) -> Result<Reminded, Error> {
    let today = berlin_date(app.clock.now());
    let far = |days: i64| {
        today
            .checked_add(Span::new().days(days))
            .map_err(Error::internal)
    };
    let (from, until) = (far(-REACH.1)?, far(REACH.0)?);
    let plans = store::reminder_plans::all(app.db.read()).await?;
    let mut groups: Vec<(Vec<Overdue>, Option<&Step>)> = Vec::new();
    for overdue in store::reminders::overdue(app.db.read(), from, until).await? {
        let plan = plans.get(&overdue.collection).map(|(plan, _)| plan);
        let days = plan.map_or_else(|| STEPS.to_vec(), Plan::institution_days);
        let ago = days_after(overdue.due_on, today);
        let Some(due) = due_step(&days, ago, overdue.reminded) else {
            continue;
        };
        if days
            .last()
            .is_some_and(|last| ago > last + FORGOTTEN_AFTER_DAYS)
        {
            continue;
        }
        let step = plan.and_then(|plan| {
            let mut steps = plan.steps.iter();
            steps.find(|step| step.to == Addressee::Institution && step.days == due)
        });
        let known = groups.iter_mut().rev().find(|(list, of)| {
            list[0].institution == overdue.institution
                && match (of, step) {
                    (None, None) => true,
                    (Some(of), Some(step)) => {
                        std::ptr::eq(*of, step) && list[0].collection == overdue.collection
                    }
                    _ => false,
                }
        });
        match known {
            Some((list, _)) => list.push(overdue),
            None => groups.push((vec![overdue], step)),
        }
    }
    let mut all = Reminded::default();
    for (list, step) in groups {
        let one = remind(app, &list, today, None, step).await?;
        all.reports += one.reports;
        all.mails += one.mails;
        all.skipped += one.skipped;
    }
    all.mails += escalating::escalate_all(app, &plans).await?;
    Ok(all)
}

/// Reminds those of the institutions of an office whose report about a period has not come.
pub async fn remind_now(
    app: &App,
    office: OrganisationId,
    collection: CollectionId,
    period: Period,
    institutions: &[OrganisationId],
    by: PersonId,
) -> Result<Reminded, Error> {
    let today = berlin_date(app.clock.now());
    let mut all = Reminded::default();
    for expected in store::expected::of_office(app.db.read(), collection, office, period).await? {
        let has_not_come = matches!(
            expected.status,
            ExpectedStatus::Missing | ExpectedStatus::Draft
        );
        if !institutions.contains(&expected.institution) || !has_not_come {
            continue;
        }
        let overdue = Overdue {
            collection,
            institution: expected.institution,
            office,
            period,
            due_on: expected.due_on,
            reminded: None,
        };
        let one = remind(app, &[overdue], today, Some(by), None).await?;
        all.reports += one.reports;
        all.mails += one.mails;
        all.skipped += one.skipped;
    }
    Ok(all)
}

/// Reminds one institution of reports that it owes one office: one mail to each of its people.
async fn remind(
    app: &App,
    owed: &[Overdue],
    today: Date,
    by: Option<PersonId>,
    words: Option<&Step>,
) -> Result<Reminded, Error> {
    let Some(first) = owed.first() else {
        return Ok(Reminded::default());
    };
    let tx = app.db.begin().await?;
    let roles = [Role::InstitutionManager, Role::InstitutionReporter];
    let people = directory::people_with(&tx, first.institution, &roles, app.clock.now()).await?;
    let mut noted = Vec::new();
    for one in owed {
        let reminder = Reminder {
            id: Id::<()>::new(&*app.clock, &*app.chance).uuid(),
            collection: one.collection,
            institution: one.institution,
            period: one.period,
            days: days_after(one.due_on, today),
            office: one.office,
            at: app.clock.now(),
            by,
            mails: i64::try_from(people.len()).unwrap_or(i64::MAX),
        };
        if !people.is_empty() && store::reminders::add(&tx, &reminder).await? {
            noted.push(reminder);
        }
    }
    let result = Reminded {
        reports: noted.len(),
        mails: if noted.is_empty() { 0 } else { people.len() },
        skipped: owed.len() - noted.len(),
    };
    if noted.is_empty() {
        return Ok(result);
    }
    let mut collections: HashMap<CollectionId, Collection> = HashMap::new();
    for one in &noted {
        let collection = store::collections::find(&tx, one.collection).await?;
        collections.extend(collection.map(|found| (one.collection, found)));
    }
    for person in &people {
        let message = message(app, person, &noted, &collections, words)?;
        mail::enqueue(
            &tx,
            &app.vault,
            &*app.clock,
            &*app.chance,
            first.office,
            &message,
        )
        .await
        .map_err(Error::internal)?;
    }
    for one in &noted {
        let entry = audit::Entry {
            chain: one.office.uuid(),
            actor: by,
            action: actions::REMINDER_SEND,
            subject: audit::Subject::new("organisation", one.institution),
            facts: vec![
                ("collection", one.collection.into()),
                one.period.fact(),
                ("days", one.days.into()),
                ("mails", one.mails.into()),
            ],
        };
        audit::append(&tx, &*app.clock, entry).await?;
    }
    tx.commit().await?;
    Ok(result)
}

/// A mail that says which reports are missing and where to send them; no answers, no names of others.
fn message(
    app: &App,
    to: &directory::Contact,
    owed: &[Reminder],
    collections: &HashMap<CollectionId, Collection>,
    words: Option<&Step>,
) -> Result<mail::Message, Error> {
    let text = |key: &str, arguments: &[(&str, Value)]| app.catalog.text(to.lang, key, arguments);
    let lines: Vec<String> = owed
        .iter()
        .map(|one| {
            let collection = collections.get(&one.collection);
            // A week of events is confirmed on the list; there is no form to fill in.
            let link = if collection.is_some_and(Collection::repeatable) {
                "/meldungen".to_owned()
            } else {
                fill_path(one.collection, one.period, one.institution)
            };
            let title = collection.map_or("", |one| one.title.as_str());
            text(
                "reporting-mail-reminder-line",
                &[
                    ("collection", title.into()),
                    ("period", one.period.text(to.lang).into()),
                    ("link", format!("{}{link}", app.settings.base_url).into()),
                ],
            )
        })
        .collect();
    if let Some(step) = words {
        let value = |field: Field| match field {
            Field::Name => to.name.clone(),
            Field::Reports => lines.join("\n\n"),
            Field::Count => owed.len().to_string(),
            Field::Collection => owed
                .first()
                .and_then(|one| collections.get(&one.collection))
                .map_or(String::new(), |one| one.title.clone()),
        };
        let subject = filled(step.subject.get(to.lang), value);
        let text = filled(step.text.get(to.lang), value);
        return mail::Message::new(to.email.clone(), subject, text).map_err(Error::internal);
    }
    let subject = text(
        "reporting-mail-reminder-subject",
        &[("count", owed.len().into())],
    );
    let text = text(
        "reporting-mail-reminder-text",
        &[
            ("name", to.name.as_str().into()),
            ("count", owed.len().into()),
            ("lines", lines.join("\n\n").into()),
        ],
    );
    mail::Message::new(to.email.clone(), subject, text).map_err(Error::internal)
}

/// The mail that says that the office has a question about a report; the question itself is only
/// shown after sign-in.
pub fn returned_message(
    app: &App,
    to: &directory::Contact,
    submission: &crate::model::Submission,
    title: &str,
) -> Result<mail::Message, Error> {
    let lang: Lang = to.lang;
    let arguments: &[(&str, Value)] = &[
        ("name", to.name.as_str().into()),
        ("receipt", submission.receipt.as_str().into()),
        ("collection", title.into()),
        ("period", submission.period.text(lang).into()),
        (
            "link",
            format!("{}/meldungen/{}", app.settings.base_url, submission.id).into(),
        ),
    ];
    let text = |key: &str| app.catalog.text(lang, key, arguments);
    let subject = text("reporting-mail-returned-subject");
    mail::Message::new(
        to.email.clone(),
        subject,
        text("reporting-mail-returned-text"),
    )
    .map_err(Error::internal)
}
