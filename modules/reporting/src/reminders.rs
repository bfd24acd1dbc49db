// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Reminders of reports that have not come: mails with a link and no content.

use std::collections::HashMap;

use jiff::Span;
use jiff::civil::Date;
use kernel::{CollectionId, Id, Lang, OrganisationId, PersonId, Role, berlin_date};
use web::{App, Error, Value};

use crate::model::ExpectedStatus;
use crate::pages::fill_path;
use crate::period::Period;
use crate::store::reminders::{Overdue, Reminder};
use crate::{actions, store};

/// After so many days the product reminds by itself.
pub const STEPS: [i64; 3] = [1, 4, 8];

/// Reports that were due longer ago than this are not reminded of by the product itself.
const FORGOTTEN_AFTER_DAYS: i64 = 21;

/// Whether the product reminds today of a report that was due `days` ago and was last reminded of
/// `reminded` days after it was due. A step that nobody took on its day is made up for once.
pub fn is_due(days: i64, reminded: Option<i64>) -> bool {
    STEPS
        .iter()
        .rev()
        .find(|step| **step <= days)
        .is_some_and(|step| reminded.is_none_or(|reminded| reminded < *step))
}

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

/// Reminds all institutions that the steps are due for. Safe to repeat: nobody is reminded twice of
/// a report on one day.
pub async fn remind_all(app: &App) -> Result<Reminded, Error> {
    let today = berlin_date(app.clock.now());
    let from = today
        .checked_sub(Span::new().days(FORGOTTEN_AFTER_DAYS))
        .map_err(Error::internal)?;
    let mut by_institution: Vec<Vec<Overdue>> = Vec::new();
    for overdue in store::reminders::overdue(app.db.read(), from, today).await? {
        if !is_due(days_after(overdue.due_on, today), overdue.reminded) {
            continue;
        }
        match by_institution.last_mut() {
            Some(list) if list[0].institution == overdue.institution => list.push(overdue),
            _ => by_institution.push(vec![overdue]),
        }
    }
    let mut all = Reminded::default();
    for list in by_institution {
        let one = remind(app, &list, today, None).await?;
        all.reports += one.reports;
        all.mails += one.mails;
        all.skipped += one.skipped;
    }
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
        let one = remind(app, &[overdue], today, Some(by)).await?;
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
    let mut titles: HashMap<CollectionId, String> = HashMap::new();
    for one in &noted {
        let collection = store::collections::find(&tx, one.collection).await?;
        titles.insert(
            one.collection,
            collection.map_or(String::new(), |one| one.title),
        );
    }
    for person in &people {
        let message = message(app, person, &noted, &titles)?;
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
                ("week", one.period.week().into()),
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
    titles: &HashMap<CollectionId, String>,
) -> Result<mail::Message, Error> {
    let text = |key: &str, arguments: &[(&str, Value)]| app.catalog.text(to.lang, key, arguments);
    let lines: Vec<String> = owed
        .iter()
        .map(|one| {
            let link = fill_path(one.collection, one.period, one.institution);
            let title = titles.get(&one.collection).map_or("", String::as_str);
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_product_reminds_on_three_days_and_makes_up_for_a_missed_one() {
        let due = |reminded: Option<i64>| -> Vec<i64> {
            (-2..12).filter(|days| is_due(*days, reminded)).collect()
        };
        assert_eq!(due(None), (1..12).collect::<Vec<_>>());
        assert_eq!(due(Some(1)), (4..12).collect::<Vec<_>>());
        assert_eq!(due(Some(5)), (8..12).collect::<Vec<_>>());
        assert_eq!(due(Some(8)), Vec::<i64>::new());
    }

    proptest! {
        /// Whatever the days on which the schedule fires, a report is reminded of at most once per step.
        #[test]
        fn nobody_is_reminded_more_often_than_there_are_steps(
            days in proptest::collection::btree_set(-5_i64..60, 0..40)
        ) {
            let mut reminded = None;
            let mut count = 0;
            for day in days {
                if is_due(day, reminded) {
                    reminded = Some(day);
                    count += 1;
                }
            }
            prop_assert!(count <= STEPS.len());
        }
    }
}
